"""What a build tells about the last one: what changed, what is carried, and what has to be settled
before it is imported.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from ankigen.identity.hashes import REMOVED_TAG
from ankigen.identity.kinds import KIND_CHANGED
from ankigen.text.plurals import counted

if TYPE_CHECKING:
    from ankigen.identity.build_changes import BuildChanges
    from ankigen.pipeline import BuildResult

#: Findings that must not be missed, on a terminal or off it.
URGENT = frozenset({"note-type-changed", KIND_CHANGED, "lock-recovered", "generated-changes"})

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
            (len(changes.removed), f"removed ({_named(changes.removed)}{_left_where(made)})"),
            (changes.doubtful, "in doubt"),
        )
        if number
    ]
    if made.emptied:
        parts.append(_no_longer_asked(made.emptied))
    found = ", ".join(parts) or "nothing new"
    return f"since the last build: {found}{_kept(made, changes) if changes.kept else ''}"


def _kept(made: BuildResult, changes: BuildChanges) -> str:
    """Which cards keep their reviews. "All" is not said for as long as a line below tells of cards
    that begin afresh, or that somebody may have studied before a doubt was settled.
    """
    if changes.removed or changes.doubtful or made.emptied:
        return "; all other cards keep their reviews"
    afresh = any(f.code == KIND_CHANGED for f in made.findings)
    doubled = any(record.is_twin for record in made.lock.unseen)
    return "" if afresh or doubled else ", all reviews kept"


def _left_where(made: BuildResult) -> str:
    """What the package does with notes that have left the deck; in Anki nothing is deleted."""
    return "; carried, tagged as removed" if carried(made) else "; not in the package any more"


def _no_longer_asked(emptied: Mapping[str, int]) -> str:
    """The cards that notes do not make any more, and of which notes."""
    number = sum(emptied.values())
    return f"{counted(number, 'card')} no longer asked, blank in Anki ({_named(emptied)})"


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
