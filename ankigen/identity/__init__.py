"""What stays the same from build to build (`ankigen.lock`), and the ways back and forth between
a deck and Anki.
"""
