"""Short hashes that stand for notes and note types from build to build, and the guid of a new
note.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
import zlib
from collections.abc import Iterable, Sequence

from ankigen.model import NoteType
from ankigen.text.names import tag

REMOVED_TAG = "ankigen::removed"
#: Who wants to study on a removed note gives it this tag in Anki.
KEEP_TAG = "ankigen::keep"
#: Tags that Anki or its users put on a note for themselves, and that ankigen puts there.
OWN_TAGS = frozenset({REMOVED_TAG, KEEP_TAG, "leech", "marked"})

#: Fields that only say where a note stands in the sources. A file, heading or topic that is renamed
#: changes them on many notes at once: such a change alone does not date a note anew, as Anki would
#: take it for an update and undo what was edited there. They go along with the next change of the
#: note.
QUIET_FIELDS = frozenset({"Source", "Topic", "Masked topic", "Kind", "Ask", "Language"})
#: Fields that ankigen fills by itself; the others hold what people write on a card.
GENERATED_FIELDS = QUIET_FIELDS | {
    *("Forward", "Reverse", "Masked definition", "Picture", "Type definition", "Speech"),
    *("Typed answer", "Typed headword", "Count", "Order", "Names"),
}

_GUID_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
#: 64 bits: among a million notes a collision has a chance of 1 in 30 million, and it would be seen.
_GUID_BYTES = 8
#: Hex digits of the hash of one field. (With four, one edit in 65,536 looked like a former build.)
FIELD_DIGITS = 8
#: Of the hash of a field that a lock of format 2 holds only the first four digits are known.
FORMER_DIGITS = 4
_UNKNOWN = "." * (FIELD_DIGITS - FORMER_DIGITS)
_EMPTY = "0" * FIELD_DIGITS


def _digest(value: object, size: int) -> bytes:
    text = unicodedata.normalize("NFC", json.dumps(value, ensure_ascii=False))
    return hashlib.blake2b(text.encode(), digest_size=size).digest()


def content_hash(
    note_type: str, names: Sequence[str], fields: Sequence[str], tags: Iterable[str]
) -> str:
    """What a change of dates a note anew, in 24 hex digits: the tags (in any order), and the
    fields but for the quiet ones.
    """
    loud = ["" if name in QUIET_FIELDS else f for name, f in zip(names, fields, strict=False)]
    return whole_hash(note_type, (*loud, *fields[len(names) :]), tags)


def whole_hash(note_type: str, fields: Sequence[str], tags: Iterable[str]) -> str:
    """All fields and the tags, in 24 hex digits: what a lock of format 1 holds as `hash`."""
    return _digest(
        [note_type, [f.replace("\x1f", " ") for f in fields], clean_tags(tags)], 12
    ).hex()


def shown_hash(fields: Sequence[str]) -> str:
    """The fields alone, in 8 hex digits; empty ones at the end do not count, so that a new field
    changes nothing.
    """
    last = max((n for n, field_ in enumerate(fields, 1) if field_), default=0)
    return _digest([f.replace("\x1f", " ") for f in fields[:last]], 4).hex()


def field_hashes(fields: Sequence[str]) -> str:
    """Each field in 8 hex digits, one after the other; zeros for an empty one, and nothing for
    those at the end.
    """
    last = max((n for n, field_ in enumerate(fields, 1) if field_), default=0)
    return "".join(field_hash(field_) for field_ in fields[:last])


def field_hash(field_: str) -> str:
    """One field in 8 hex digits, of which the first four are those that format 2 had."""
    if not field_:
        return _EMPTY
    data = unicodedata.normalize("NFC", field_).encode()
    first = hashlib.blake2b(data, digest_size=FORMER_DIGITS // 2).hexdigest()
    first = first if first != _EMPTY[:FORMER_DIGITS] else "ffff"
    return f"{first}{zlib.crc32(data) & 0xFFFF:04x}"


def former_hashes(each: str) -> str:
    """The hashes of a lock of format 2 in the form of now; what is not known matches anything.

    >>> former_hashes("00001a2b")
    '000000001a2b....'
    """
    parts = [each[n : n + FORMER_DIGITS] for n in range(0, len(each), FORMER_DIGITS)]
    empty = _EMPTY[:FORMER_DIGITS]
    return "".join(_EMPTY if part == empty else part + _UNKNOWN for part in parts)


def are_whole(each: str) -> bool:
    """Whether there are hashes, and all their digits are known."""
    return bool(each) and "." not in each


def same_hash(one: str, other: str) -> bool:
    """Whether two hashes of a field are equal, as far as both are known."""
    if are_whole(one) and are_whole(other):
        return one == other
    return one[:FORMER_DIGITS] == other[:FORMER_DIGITS]


def is_written(name: str) -> bool:
    """Whether people write this field; else it follows from those that they do."""
    return name not in GENERATED_FIELDS


def made_hash(names: Sequence[str], fields: Sequence[str]) -> str:
    """The fields that ankigen fills by itself, in 8 hex digits."""
    made = [[n, f] for n, f in zip(names, fields, strict=False) if f and not is_written(n)]
    return _digest(made, 4).hex()


def clean_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Tags as Anki has them, in order, without the one that marks removed notes."""
    return tuple(sorted({t for t in map(tag, tags) if t} - {REMOVED_TAG}))


def note_type_hash(kind: NoteType) -> str:
    """What Anki would see changed of a note type: name, fields, templates, CSS."""
    templates = [[t.id, t.name, t.front, t.back, t.browser, t.browser_back] for t in kind.templates]
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
