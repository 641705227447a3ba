"""`ankigen init`."""

from __future__ import annotations

from pathlib import Path

from ankigen.cli.options import DeckName, Quiet


def init(deck: DeckName = "", quiet: Quiet = False) -> None:
    """Begin a deck in this folder: settings, and notes to try it on."""
    import secrets

    from ankigen.project.starter import EXAMPLE, EXAMPLE_NAME, settings_text
    from ankigen.project.transaction import exclusive
    from ankigen.project.writing import begin_project
    from ankigen.readers import READERS

    here = Path.cwd()
    # from 2^32 on, since Anki itself hands out the ids of a few small decks
    deck_id = 2**32 + secrets.randbits(40)
    text = settings_text(deck or here.resolve().name or "My deck", deck_id)
    with exclusive(here, here):
        made, has_notes = begin_project(here, text, EXAMPLE_NAME, EXAMPLE, READERS.keys())
    for path in made:
        print(f"wrote {path}")
    if has_notes:
        print("\nNext: ankigen build")
    else:
        print("\nNext: ankigen build       (then put your own notes into source/)")
