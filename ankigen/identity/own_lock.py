"""Whether a lock is that of the deck which is built with it: one that was copied from another
deck would take all of this deck's reviews.
"""

from __future__ import annotations

from collections.abc import Iterable

from ankigen.identity.hashes import make_guid
from ankigen.identity.lock import FILE_NAME
from ankigen.identity.records import Lock
from ankigen.model import AnkigenError, Note

#: Of fewer notes it cannot be told: a deck of two may have been written anew.
LEAST_NOTES = 3
#: Of the notes of a deck that was given another name or id, at least this share is still there.
OWN_SHARE = 0.2


def check_own(lock: Lock, notes: Iterable[Note], deck_id: int) -> None:
    """Raises AnkigenError where a lock was made for another deck: none of its guids is one that
    this deck gives, and hardly any of its notes is among these, which have their guids.
    """
    records = [record for record in lock.notes if not record.removed_at]
    if len(records) < LEAST_NOTES:
        return
    if any(record.guid == make_guid(deck_id, record.key) for record in lock.notes):
        return
    here = {note.guid for note in notes}
    if sum(record.guid in here for record in records) < OWN_SHARE * len(records):
        raise AnkigenError(
            f"{FILE_NAME}: belongs to another deck, for hardly any of its {len(records):,} notes "
            "is among these; take this deck's own lock back from git or a backup, or delete the "
            "file: the next build makes it again from the last package, or begins afresh"
        )
