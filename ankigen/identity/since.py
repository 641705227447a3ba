"""What a build changed for who has the last one in Anki, in figures."""

from __future__ import annotations

from dataclasses import dataclass

from ankigen.identity.note_types import NOTE_TYPE_CHANGED
from ankigen.identity.records import Lock


@dataclass(frozen=True, slots=True)
class Since:
    """How many notes are new, were changed, and have left since the last build; how many are in
    doubt.

    `kept` = every review goes to the card that it belongs to: nothing is in doubt, and no note type
    became another one.
    """

    new: int
    changed: int
    removed: int
    doubtful: int
    kept: bool


def since(before: Lock, after: Lock) -> Since | None:
    """What changed between two locks; None where nothing was built before."""
    if not before.notes:
        return None
    olds = {record.guid: record for record in before.notes}
    new = changed = removed = 0
    for record in after.notes:
        old = olds.get(record.guid)
        if old is None:
            new += 1
        elif record.removed_at:
            removed += not old.removed_at and not record.perhaps
        elif record.changed_at != old.changed_at:
            changed += 1
    ids = {kind.key: kind.id for kind in before.note_types}
    other = any(ids.get(kind.key, kind.id) != kind.id for kind in after.note_types)
    told = {notice.code for notice in after.notices} - {NOTE_TYPE_CHANGED}
    doubtful = len(after.doubts)
    return Since(new, changed, removed, doubtful, not (doubtful or other or told))
