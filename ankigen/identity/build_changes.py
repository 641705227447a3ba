"""What a build changed for who has the last one in Anki, in figures."""

from __future__ import annotations

from dataclasses import dataclass

from ankigen.identity.kinds import KIND_CHANGED
from ankigen.identity.note_types import NOTE_TYPE_CHANGED
from ankigen.identity.records import Lock


@dataclass(frozen=True, slots=True)
class BuildChanges:
    """How many notes are new and were changed since the last build, which have left (headwords),
    and how many are in doubt.

    `kept` = every review goes to the card that it belongs to, but for those of notes that left or
    are in doubt: no note type became another one, and the lock was not made again.
    """

    new: int
    changed: int
    removed: tuple[str, ...]
    doubtful: int
    kept: bool


def build_changes(before: Lock, after: Lock) -> BuildChanges | None:
    """What changed between two locks; None where nothing was built before."""
    if not before.notes:
        return None
    olds = {record.guid: record for record in before.notes}
    new = changed = 0
    removed = []
    for record in after.notes:
        old = olds.get(record.guid)
        if old is None:
            new += 1
        elif record.removed_at:
            # a note in doubt has left for nobody before the answer (`left_at`)
            left = not (old.removed_at and old.left_at)
            if left and not record.perhaps and not record.is_twin:
                removed.append(record.term)
        elif record.changed_at != old.changed_at:
            changed += 1
    ids = {kind.key: kind.id for kind in before.note_types}
    other = any(ids.get(kind.key, kind.id) != kind.id for kind in after.note_types)
    # notes of another kind are among those that left
    notices = {notice.code for notice in after.notices} - {NOTE_TYPE_CHANGED, KIND_CHANGED}
    return BuildChanges(new, changed, tuple(removed), len(after.doubts), not (other or notices))
