"""Words that no list has: what was meant, and whether that is sure enough to write it."""
