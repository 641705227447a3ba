"""The command line: one file per command, and what they print. The one way to the terminal."""
