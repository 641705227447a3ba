"""What the last build made, beside what this one makes: files that are not current, cards that
are gone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ankigen.exporters.card_generation import card_ords
from ankigen.model import Deck

if TYPE_CHECKING:
    from ankigen.readers.anki_package import Package


def emptied_cards(last: Package, deck: Deck) -> dict[str, int]:
    """How many cards of the last build its notes (by guid) no longer make. Anki keeps them, blank,
    until they are cleared.
    """
    old_types = {t.id: t for t in last.note_types}
    types = {t.key: t for t in deck.note_types}
    old = {n.guid: n for n in last.notes if n.note_type_id in old_types}
    counts = {}
    for note in deck.notes:
        before, kind = old.get(note.guid), types[note.note_type]
        if before is not None and before.note_type_id == kind.id:
            then = card_ords(old_types[kind.id], before.fields)
            counts[note.guid] = len(set(then) - set(card_ords(kind, note.fields)))
    return counts


def _same_file(name: str, one: bytes, other: bytes) -> bool:
    """Whether two files say the same: packages by what is in them, all others by their bytes."""
    from ankigen.exporters.apkg import same_package

    return one == other or (name.endswith(".apkg") and same_package(one, other))


def differences(
    files: Mapping[str, bytes], there: Mapping[str, bytes], partial: bool = False
) -> list[tuple[str, str]]:
    """Which files are not what the sources give, and how; `partial` = only some outputs were
    asked for.
    """
    wrong = [
        (name, "is missing" if name not in there else "is not current")
        for name, data in files.items()
        if name not in there or not _same_file(name, there[name], data)
    ]
    if not partial:
        wrong += [
            (name, "is not made by these notes any more") for name in there if name not in files
        ]
    return sorted(wrong)
