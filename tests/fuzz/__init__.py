"""Mutation fuzzing of whatever takes bytes from elsewhere: see `python -m tests.fuzz --help`."""
