"""The ways back and forth between a deck and Anki: edits that are merged, laid over the notes and
put into them; pushes to a running Anki; syncs with AnkiWeb.
"""

#: The notes file to which additions go, in the source folder. It stands here because whoever reads
#: notes asks for it, and need not load what merges.
ADDITIONS_NAME = "merged.tsv"
