"""Words: the lists and what they know, tokens, languages, and how far words are apart."""
