"""From which build a file started that people edited: what tells whether they had what the notes
say now.

An edit of a text that we changed too, after the build that they had, must not be taken over ours in
silence. Files carry no number of a build, but the notes in them that nobody edited say what a build
said, and the lock remembers which one that was.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ankigen.identity.records import BuildStamp, NoteRecord, PastState

#: A note by its record, what the file shows of it (a hash), and the tags that it has there (None =
#: not known).
Held = tuple[NoteRecord, str, frozenset[str] | None]


@dataclass(frozen=True, slots=True)
class BaseBuild:
    """The builds from which a file may be: it `has` what these built, and `lacks` what those
    did."""

    having: frozenset[BuildStamp] = frozenset()
    lacking: frozenset[BuildStamp] = frozenset()

    @classmethod
    def of_notes(cls, held: Iterable[Held]) -> BaseBuild:
        """From notes, by the hash of all their fields (see `shown_hash`)."""
        having: set[BuildStamp] = set()
        lacking: set[BuildStamp] = set()
        for record, shown, tags in held:
            if shown == record.shown:
                having.add(record.since)
            else:
                lacking.update(_after(record, [s.shown == shown for s in record.past]))
            having.update(_by_tags(record, tags))
        return cls(frozenset(having), frozenset(lacking))

    @classmethod
    def of_texts(cls, held: Iterable[Held]) -> BaseBuild:
        """The same from the hashes of texts alone (see `exact_text`): a table has no more."""
        having: set[BuildStamp] = set()
        lacking: set[BuildStamp] = set()
        for record, text, tags in held:
            having.update(_by_tags(record, tags))
            if text == record.text:
                having.add(text_since(record) or _first(record))
            else:
                lacking.update(_after(record, [s.text == text for s in record.past]))
        return cls(frozenset(having), frozenset(lacking))

    def has(self, build: BuildStamp) -> bool | None:
        """Whether the file has what was built then; None = that is not known."""
        if any(had.holds(build) for had in self.having):
            return True
        return False if any(build.holds(one) for one in self.lacking) else None

    def may_lack(self, build: BuildStamp | None) -> bool:
        """Whether the file is not known to have what was built then; None = that was always so."""
        return build is not None and self.has(build) is not True


def _by_tags(record: NoteRecord, tags: frozenset[str] | None) -> Iterable[BuildStamp]:
    since = record.tags_since
    return (since,) if since is not None and tags == frozenset(record.tags) else ()


def _after(record: NoteRecord, same: Sequence[bool]) -> Iterable[BuildStamp]:
    """The build that came after the last of the former states that is the `same` as the file's."""
    states = (*record.past, record.state)
    for number in range(len(same) - 1, -1, -1):
        if same[number]:
            before, after = states[number].since, states[number + 1].since
            if before != after and after.holds(before):
                yield after
            return


def _first(record: NoteRecord) -> BuildStamp:
    """The first build of a note that is remembered."""
    return record.past[0].since if record.past else record.since


def text_since(record: NoteRecord) -> BuildStamp | None:
    """The build in which the text of a note became what it is; None if it was never another, as
    far as is remembered.
    """
    since = record.since
    for past in reversed(record.past):
        if past.text != record.text:
            return since
        since = past.since
    return None


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
