"""How an entry is asked: headword hidden, the other way round, what stays asked or cannot be."""
