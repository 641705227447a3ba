"""What a build tells of the last one: what changed, what is carried, and what has to be settled
before it is imported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ankigen.identity.hashes import REMOVED_TAG
from ankigen.text.plurals import counted

if TYPE_CHECKING:
    from ankigen.pipeline import BuildResult

#: Findings that must not be missed, on a terminal or off it.
URGENT = frozenset({"note-type-changed", "kind-changed", "lock-recovered", "generated-changes"})

#: Of the notes that make fewer cards so many are named.
MOST_NAMED = 5


def carried(made: BuildResult) -> int:
    """How many removed notes the package carries."""
    return sum(REMOVED_TAG in note.tags for note in made.deck.notes)


def since_line(made: BuildResult) -> str:
    """What changed since the last build, "" where there is none."""
    since = made.since
    if since is None:
        return ""
    if not (since.new or since.changed or since.removed or since.doubtful or made.emptied):
        return f"since the last build: nothing new{', all reviews kept' if since.kept else ''}"
    parts = [
        f"{number:,} {what}"
        for number, what in (
            (since.new, "new"),
            (since.changed, "changed"),
            (since.removed, "removed"),
            (since.doubtful, "in doubt"),
        )
        if number
    ]
    kept = ", all reviews kept" if since.kept and not made.emptied else ""
    return f"since the last build: {', '.join(parts)}{kept}{_no_longer_asked(made)}"


def _no_longer_asked(made: BuildResult) -> str:
    """The cards that notes do not make any more, and of which notes."""
    if not made.emptied:
        return ""
    number, names = sum(made.emptied.values()), list(made.emptied)
    more = [f"{len(names) - MOST_NAMED:,} more"] if len(names) > MOST_NAMED else []
    said = ", ".join((*(f'"{name}"' for name in names[:MOST_NAMED]), *more))
    return f"; {counted(number, 'card')} no longer asked, blank in Anki ({said})"


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
