"""From which build a file started that people edited: what tells whether they had what the notes
say now.

An edit of a text that we changed too, after the build that they had, must not be taken over ours in
silence. Files carry no number of a build, but the notes in them that nobody edited say what a build
said, and the lock remembers when that was.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ankigen.identity.records import NoteRecord, PastState


@dataclass(frozen=True, slots=True)
class Started:
    """The builds from which a file may be: it has what was built at `least`, and not yet what
    was built at `before` (0 = not known)."""

    least: int = 0
    before: int = 0

    @classmethod
    def of_notes(cls, held: Iterable[tuple[NoteRecord, str]]) -> Started:
        """From notes by their records, and the hash of what the file shows of each (see
        `shown_hash`).
        """
        least, before = 0, 0
        for record, shown in held:
            states = (*record.past, record.state)
            if shown == record.shown:
                least = max(least, record.changed_at)
                continue
            for past, after in pairwise(states):
                if past.shown == shown and past.changed_at < after.changed_at:
                    before = min(before or after.changed_at, after.changed_at)
        return cls(least, before)

    @classmethod
    def of_texts(cls, held: Iterable[tuple[NoteRecord, str]]) -> Started:
        """The same from the hashes of texts alone (see `exact_text`): a table has no more."""
        least, before = 0, 0
        for record, text in held:
            states = (*record.past, record.state)
            if text == record.text:
                least = max(least, text_since(record))
                continue
            for past, after in pairwise(states):
                if past.text == text and after.text != text:
                    before = min(before or after.changed_at, after.changed_at)
        return cls(least, before)

    def has(self, when: int) -> bool | None:
        """Whether the file has what was built then; None = that is not known."""
        if self.least >= when:
            return True
        return False if 0 < self.before <= when else None


def text_since(record: NoteRecord) -> int:
    """When the text of a note became what it is: 0 if it was never another, as far as is
    remembered.
    """
    since = record.changed_at
    for past in reversed(record.past):
        if past.text != record.text:
            return since
        since = past.changed_at
    return 0


def started_from_ours(
    record: NoteRecord, former: Sequence[PastState], words: Sequence[int]
) -> bool | None:
    """Whether an edited text was made of ours or of a former one, by words that only one of them
    has; None = not known.
    """
    now, theirs = set(record.words), set(words)
    then = {word for past in former for word in past.words}
    if not now or not then:
        return None
    has_new, has_old = bool(theirs & (now - then)), bool(theirs & (then - now))
    return has_new if has_new != has_old else None
