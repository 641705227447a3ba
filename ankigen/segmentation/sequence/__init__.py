"""The reading of a whole document: units scored for each role, and the best path through them."""
