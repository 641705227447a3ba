"""The notes of an entry: terms, clozes, multiple choice, and the context that their cards show."""
