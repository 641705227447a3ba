"""What the owner of the notes says of files and lines: it is final."""
