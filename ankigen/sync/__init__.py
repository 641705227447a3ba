"""The ways back and forth between a deck and Anki: edits that are merged, laid over the notes and
put into them; pushes to a running Anki; syncs with AnkiWeb.
"""
