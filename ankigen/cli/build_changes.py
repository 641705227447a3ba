"""What a build tells about the last one: what changed, what is carried, and what has to be settled
before it is imported.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ankigen.identity.hashes import REMOVED_TAG
from ankigen.text.plurals import counted

if TYPE_CHECKING:
    from ankigen.pipeline import BuildResult

#: Findings that must not be missed, on a terminal or off it.
URGENT = frozenset({"note-type-changed", "kind-changed", "lock-recovered", "generated-changes"})

#: Of the notes that have left, or make fewer cards, so many are named.
MOST_NAMED = 5


def carried(made: BuildResult) -> int:
    """How many removed notes the package carries."""
    return sum(REMOVED_TAG in note.tags for note in made.deck.notes)


def changes_line(made: BuildResult) -> str:
    """What changed since the last build, "" where there is none."""
    changes = made.changes
    if changes is None:
        return ""
    parts = [
        f"{number:,} {what}"
        for number, what in (
            (changes.new, "new"),
            (changes.changed, "changed"),
            (len(changes.removed), f"removed ({_named(changes.removed)})"),
            (changes.doubtful, "in doubt"),
        )
        if number
    ]
    kept = ", all reviews kept" if changes.kept and not made.emptied else ""
    found = ", ".join(parts) or ("" if made.emptied else "nothing new")
    return f"since the last build: {found}{kept}{_no_longer_asked(made)}"


def _no_longer_asked(made: BuildResult) -> str:
    """The cards that notes do not make any more, and of which notes."""
    if not made.emptied:
        return ""
    number = sum(made.emptied.values())
    return f"; {counted(number, 'card')} no longer asked, blank in Anki ({_named(made.emptied)})"


def _named(terms: Iterable[str]) -> str:
    """The first headwords, and how many more there are."""
    names = [f'"{term}"' for term in dict.fromkeys(terms)]
    more = [f"{len(names) - MOST_NAMED:,} more"] if len(names) > MOST_NAMED else []
    return ", ".join((*names[:MOST_NAMED], *more))


def before_import(made: BuildResult, review: str = "ankigen review") -> list[str]:
    """What a person has to know before the package is imported: doubts to settle, changes of
    note types and the like. `review` is the command that settles them.
    """
    lines = [f.message for f in made.findings if f.code in URGENT]
    doubts = len(made.lock.doubts)
    if doubts:
        found = counted(doubts, "doubtful match", "doubtful matches")
        lines.append(f"{found}: settle first: {review}")
    return lines
