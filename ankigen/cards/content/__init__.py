"""What an entry says, and what of it can be asked: its core, its lists, the question that fits."""
