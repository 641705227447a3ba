"""What belongs to the page and not to the notes: running lines, contents, sources, bylines."""
