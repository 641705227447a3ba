"""`ankigen.lock`: what must be remembered from build to build, so that an update keeps every review.

One JSON object a line, because git merges lines: two people's additions come together by themselves, and a line says
all there is to say of one note. (TOML tables span lines, and one doubled table spoils the whole file; reading 100,000
of them takes minutes.) The order is that of the keys, so that two people's additions seldom meet in one place; a last
line marks the end, so that a file that was cut off is known.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ankigen.model import AnkigenError, NoteType
from ankigen.text.names import tag

FILE_NAME = "ankigen.lock"
FORMAT_VERSION = 1
REMOVED_TAG = "ankigen::removed"

_END = '{"end": true}'
_CONFLICT_MARKS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
_GUID_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
#: 64 bits: among a million notes a collision has a chance of 1 in 30 million, and it would be seen.
_GUID_BYTES = 8


# --------------------------------------------------------------------------- what is remembered


@dataclass(frozen=True, slots=True)
class NoteRecord:
    """One note as the last build had it. `removed_at` = when it left the notes (0 = it is there).

    `previous` is the guid of the note before it in its file; `words` and `text` are what `matching` knows a text by;
    `shown` is a hash of the fields alone, `made` of those that ankigen fills. `past` holds `shown`, `text` and `made` of
    former builds, joined: what equals one of them was
    not edited by anybody. `former_tags` are tags that the note once had from here. `fields` and `deck` are kept only of a removed
    note that the package carries once more. `perhaps` is the guid of the new note that it may have become, until
    `settled`: from then on it comes back under its own key alone.
    """

    key: str
    guid: str
    note_type: str
    hash: str
    changed_at: int
    term: str = ""
    file: str = ""
    section: str = ""
    previous: str = ""
    words: tuple[int, ...] = ()
    text: str = ""
    shown: str = ""
    made: str = ""
    past: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    former_tags: tuple[str, ...] = ()
    removed_at: int = 0
    perhaps: str = ""
    settled: bool = False
    fields: tuple[str, ...] = ()
    deck: str = ""

    @property
    def state(self) -> str:
        """This build as `past` will hold it."""
        return f"{self.shown}{self.text}{self.made}"

    def was_shown(self, shown: str) -> bool:
        """Whether a former build had these fields (see `shown_hash`)."""
        return any(past[:8] == shown for past in self.past)

    def was_made(self, made: str) -> bool:
        """Whether a former build filled its fields like this (see `made_hash`)."""
        return any(past[16:] == made for past in self.past)

    @property
    def past_texts(self) -> frozenset[str]:
        """The texts of former builds, as `matching.exact_text` knows them."""
        return frozenset(past[8:16] for past in self.past)


@dataclass(frozen=True, slots=True)
class NoteTypeRecord:
    """A note type as the last build had it. `version` goes up when fields or templates come, go or change places."""

    key: str
    id: int
    hash: str
    changed_at: int
    version: int = 1
    fields: tuple[int, ...] = ()
    templates: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Lock:
    """What `ankigen.lock` holds. `Lock()` is the one of a deck that was never built."""

    notes: tuple[NoteRecord, ...] = ()
    note_types: tuple[NoteTypeRecord, ...] = ()
    version: int = FORMAT_VERSION

    @property
    def removed(self) -> tuple[NoteRecord, ...]:
        return tuple(record for record in self.notes if record.removed_at)

    @property
    def doubtful(self) -> tuple[NoteRecord, ...]:
        return tuple(record for record in self.notes if record.perhaps)


# --------------------------------------------------------------------------- text


def format_lock(lock: Lock) -> str:
    """The lock as text: equal locks give equal text."""
    lines = [_line({"ankigen lock": FORMAT_VERSION})]
    lines += [
        _line(_note_type_object(record))
        for record in sorted(lock.note_types, key=lambda record: (record.key, record.id))
    ]
    lines += [
        _line(_note_object(record))
        for record in sorted(lock.notes, key=lambda record: (record.key, record.guid))
    ]
    return "\n".join((*lines, _END, ""))


def _line(values: Mapping[str, object]) -> str:
    return json.dumps(values, ensure_ascii=False)


def _note_type_object(record: NoteTypeRecord) -> dict[str, object]:
    return {
        "note type": record.key,
        "id": record.id,
        "version": record.version,
        "hash": record.hash,
        "changed": record.changed_at,
        "fields": record.fields,
        "templates": record.templates,
    }


def _note_object(record: NoteRecord) -> dict[str, object]:
    values: dict[str, object] = {
        "note": record.key,
        "guid": record.guid,
        "type": record.note_type,
        "term": record.term,
        "file": record.file,
        "section": record.section,
        "after": record.previous,
        "changed": record.changed_at,
        "hash": record.hash,
        "text": record.text,
        "words": _packed(record.words),
        "shown": record.shown,
        "made": record.made,
        "tags": record.tags,
    }
    extra: dict[str, object] = {
        "removed": record.removed_at,
        "perhaps": record.perhaps,
        "settled": record.settled,
        "past": record.past,
        "former tags": record.former_tags,
        "fields": record.fields,
        "deck": record.deck,
    }
    return values | {name: value for name, value in extra.items() if value}


def _packed(words: Sequence[int]) -> str:
    return base64.b64encode(b"".join(word.to_bytes(3, "big") for word in words)).decode()


def _unpacked(text: str) -> tuple[int, ...]:
    data = base64.b64decode(text, validate=True)
    return tuple(int.from_bytes(data[i : i + 3], "big") for i in range(0, len(data), 3))


def parse_lock(text: str, name: str = FILE_NAME) -> Lock:
    """The lock from its text.

    A note that stands there twice (git merged two people's locks) is taken as it was changed last. Raises AnkigenError
    with one line if the text is broken, cut off, from a newer ankigen, or holds git's conflict marks.
    """
    lock, trouble = _read(text, name)
    if trouble:
        raise AnkigenError(trouble)
    return lock


def salvage_lock(text: str) -> Lock:
    """What can still be read of a broken lock: every whole line. Raises AnkigenError if a newer ankigen wrote it."""
    lock, trouble = _read(text, FILE_NAME)
    if "newer ankigen" in trouble:
        raise AnkigenError(trouble)
    return lock


def _read(text: str, name: str) -> tuple[Lock, str]:
    """The lock of the lines that can be read, and the first trouble ("" = none)."""
    notes: list[NoteRecord] = []
    note_types: list[NoteTypeRecord] = []
    trouble = ""
    head = ended = False
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        if not line.strip():  # only "\n" ends a line: a headword may hold U+2028
            continue
        where = f"{name}:{number}"
        if line.startswith(_CONFLICT_MARKS):
            trouble = trouble or (
                f"{where}: two versions of the lock meet here (git's conflict marks); "
                "keep the lines of both, delete the marks, and build again"
            )
            continue
        try:
            values = json.loads(line)
            if "ankigen lock" in values:
                head = True
                if _integer(values, "ankigen lock") > FORMAT_VERSION:
                    return Lock(), (
                        f"{where}: written by a newer ankigen (format {values['ankigen lock']}, "
                        f"this one reads {FORMAT_VERSION}); update ankigen, then build again"
                    )
            elif "note type" in values:
                note_types.append(_note_type_record(values))
            elif "note" in values:
                notes.append(_note_record(values))
            elif "end" in values:
                ended = True
            else:
                raise ValueError
        except (ValueError, TypeError, KeyError):
            trouble = trouble or f"{where}: this line cannot be read; {_MEND}"
    if not trouble and not head:
        trouble = f"{name}: not a lock of ankigen; {_MEND}"
    if not trouble and not ended:
        trouble = f"{name}: cut off: its last line is missing; {_MEND}"
    return merged_lock(notes, note_types), trouble


_MEND = (
    "take the file back from git, or delete it: the next build makes a new one from the last package, "
    "or, where there is none, begins afresh (headwords changed since the first build become new cards)"
)


#: What a column of Anki's database holds.
_LARGEST = 2**63 - 1


def _integer(values: Mapping[str, object], name: str) -> int:
    value = values[name]
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _LARGEST:
        raise TypeError(name)
    return value


def _string(values: Mapping[str, object], name: str, default: str | None = None) -> str:
    value = values[name] if default is None else values.get(name, default)
    if not isinstance(value, str):
        raise TypeError(name)
    return value


def _strings(values: Mapping[str, object], name: str) -> tuple[str, ...]:
    value = values.get(name, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise TypeError(name)
    return tuple(value)


def _integers(values: Mapping[str, object], name: str) -> tuple[int, ...]:
    value = values.get(name, [])
    if not isinstance(value, list) or not all(isinstance(item, int) for item in value):
        raise TypeError(name)
    return tuple(value)


def _note_type_record(values: Mapping[str, object]) -> NoteTypeRecord:
    return NoteTypeRecord(
        key=_string(values, "note type"),
        id=_integer(values, "id"),
        hash=_string(values, "hash"),
        changed_at=_integer(values, "changed"),
        version=_integer(values, "version"),
        fields=_integers(values, "fields"),
        templates=_integers(values, "templates"),
    )


def _note_record(values: Mapping[str, object]) -> NoteRecord:
    try:
        words = _unpacked(_string(values, "words", ""))
    except binascii.Error:
        raise ValueError("words") from None
    guid = _string(values, "guid")
    if not guid:
        raise ValueError("guid")
    return NoteRecord(
        key=_string(values, "note"),
        guid=guid,
        note_type=_string(values, "type"),
        hash=_string(values, "hash"),
        changed_at=_integer(values, "changed"),
        term=_string(values, "term", ""),
        file=_string(values, "file", ""),
        section=_string(values, "section", ""),
        previous=_string(values, "after", ""),
        words=words,
        text=_string(values, "text", ""),
        removed_at=_integer(values, "removed") if "removed" in values else 0,
        perhaps=_string(values, "perhaps", ""),
        settled=values.get("settled") is True,
        shown=_string(values, "shown", ""),
        made=_string(values, "made", ""),
        past=_strings(values, "past"),
        tags=_strings(values, "tags"),
        former_tags=_strings(values, "former tags"),
        fields=_strings(values, "fields"),
        deck=_string(values, "deck", ""),
    )


def merged_lock(notes: Iterable[NoteRecord], note_types: Iterable[NoteTypeRecord]) -> Lock:
    """Each guid and each note type once: as it was changed last, and of equals the one that is there."""

    def last(record: NoteRecord) -> tuple[object, ...]:
        when = max(record.changed_at, record.removed_at)
        return when, not record.removed_at, record.hash, record.key

    by_guid: dict[str, NoteRecord] = {}
    for record in notes:
        other = by_guid.get(record.guid)
        by_guid[record.guid] = record if other is None else max(record, other, key=last)
    by_type: dict[str, NoteTypeRecord] = {}
    for kind in note_types:
        known = by_type.get(kind.key)
        if known is None or (kind.version, kind.changed_at, kind.hash) > (
            known.version,
            known.changed_at,
            known.hash,
        ):
            by_type[kind.key] = kind
    return Lock(
        tuple(sorted(by_guid.values(), key=lambda record: (record.key, record.guid))),
        tuple(sorted(by_type.values(), key=lambda kind: kind.key)),
    )


# --------------------------------------------------------------------------- hashes


def _digest(value: object, size: int) -> bytes:
    text = unicodedata.normalize("NFC", json.dumps(value, ensure_ascii=False))
    return hashlib.blake2b(text.encode(), digest_size=size).digest()


def content_hash(note_type: str, fields: Sequence[str], tags: Iterable[str]) -> str:
    """What the card shows, in 24 hex digits: the fields and the tags (in any order), as a package has them."""
    return _digest(
        [note_type, [f.replace("\x1f", " ") for f in fields], clean_tags(tags)], 12
    ).hex()


def shown_hash(fields: Sequence[str]) -> str:
    """The fields alone, in 8 hex digits; empty ones at the end do not count, so that a new field changes nothing."""
    last = max((n for n, field_ in enumerate(fields, 1) if field_), default=0)
    return _digest([f.replace("\x1f", " ") for f in fields[:last]], 4).hex()


#: What people write on a card; the other fields follow from it.
_WRITTEN = ("Headword", "Definition", "Context", "Introduction", "Items")


def made_hash(names: Sequence[str], fields: Sequence[str]) -> str:
    """The fields that ankigen fills by itself, in 8 hex digits."""
    made = [[n, f] for n, f in zip(names, fields, strict=False) if f and not n.startswith(_WRITTEN)]
    return _digest(made, 4).hex()


def clean_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Tags as Anki has them, in order, without the one that marks removed notes."""
    return tuple(sorted({t for t in map(tag, tags) if t} - {REMOVED_TAG}))


def note_type_hash(kind: NoteType) -> str:
    """What Anki would see changed of a note type: name, fields, templates, CSS."""
    templates = [[t.id, t.name, t.front, t.back] for t in kind.templates]
    fields = [[f.id, f.name] for f in kind.fields]
    return _digest([kind.id, kind.name, fields, templates, kind.css, kind.cloze], 12).hex()


def make_guid(deck_id: int, key: str, attempt: int = 0) -> str:
    """The guid of a new note: the same for the same deck and key, letters and digits only.

    (Anki drops a row of a text file that begins with "#", which its own guids may.)
    """
    value = [deck_id, key, attempt] if attempt else [deck_id, key]
    number = int.from_bytes(_digest(value, _GUID_BYTES), "big")
    digits = []
    for _ in range(11):  # 62 ** 11 > 2 ** 64
        number, rest = divmod(number, 62)
        digits.append(_GUID_ALPHABET[rest])
    return "".join(digits)
