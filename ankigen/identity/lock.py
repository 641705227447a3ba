"""`ankigen.lock`: what must be remembered from build to build, so that an update keeps every
review.

One JSON object a line, because git merges lines: two people's additions come together by
themselves, and a line says all there is to say of one note. (TOML tables span lines, and one
doubled table spoils the whole file; reading 100,000 of them takes minutes.) The order is that of
the keys, so that two people's additions seldom meet in one place; a last line marks the end, so
that a file that was cut off is known.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Literal

from ankigen.identity.hashes import FIELD_DIGITS, former_hashes
from ankigen.identity.items import Numbered
from ankigen.identity.records import (
    FORMAT_VERSION,
    LONGEST_GUID,
    NO_BUILD,
    BuildStamp,
    Lock,
    NoteRecord,
    NoteTypeRecord,
    Notice,
    PastState,
)
from ankigen.model import AnkigenError
from ankigen.text.data_files import json_object

FILE_NAME = "ankigen.lock"

_END = '{"end": true}'
_CONFLICT_MARKS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
#: Hex digits of each of the three hashes with which a past state begins.
_PAST_DIGITS = 8


# --------------------------------------------------------------------------- text


def format_lock(lock: Lock) -> str:
    """The lock as text: equal locks give equal text."""
    lines = [_line({"ankigen lock": FORMAT_VERSION})]
    lines += [_line(_notice_object(notice)) for notice in sorted(lock.notices)]
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


def _notice_object(notice: Notice) -> dict[str, object]:
    about = {"about": notice.about} if notice.about else {}
    return {"notice": notice.code, "message": notice.message, **about}


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
        "by field": _short(record.each),
        "made": record.made,
        "tags": record.tags,
        "build": record.since.number,
    }
    extra: dict[str, object] = {
        "built": record.since.at if record.since.at != record.changed_at else 0,
        "tagged": _stamp_list(record.tagged),
        "items": record.items.texts,
        "order": () if _in_place(record.items) else record.items.order,
        "removed": record.removed_at,
        "removed build": record.removed_build,
        "unseen": record.unseen,
        "left": record.left_at,
        "back": record.back_at,
        "perhaps": record.perhaps,
        "settled": record.settled,
        "past": [_past_text(past) for past in record.past],
        "former tags": record.former_tags,
        "fields": record.fields,
        "deck": record.deck,
    }
    return values | {name: value for name, value in extra.items() if value}


def _in_place(items: Numbered) -> bool:
    """Whether the items have the numbers 1, 2, 3 …, and none has left."""
    return items.order == tuple(range(1, len(items.texts) + 1))


def _past_text(past: PastState) -> str:
    """A past state in one string; the words come last, since they may be none."""
    first = "".join(
        f"{part:{_PAST_DIGITS}.{_PAST_DIGITS}}" for part in (past.shown, past.text, past.made)
    )
    if not past.each and past.since == NO_BUILD:
        return first
    stamp = f"{past.since.number} {past.since.at}"
    return f"{first} {stamp} {_short(past.each)} {_packed(past.words)}"


def _past(text: str) -> PastState:
    """A past state from its string; of format 1 only the three hashes, of format 2 no number."""
    d = _PAST_DIGITS
    shown, body, made = (text[n * d : (n + 1) * d].strip() for n in range(3))
    rest = text[3 * d :].split(" ")
    if len(rest) == 4:
        since, each = BuildStamp(0, int(rest[1])), former_hashes(rest[2])
    elif len(rest) == 5:
        since, each = BuildStamp(int(rest[1]), int(rest[2])), _long(rest[3])
    else:
        return PastState(shown, body, made)
    return PastState(shown, body, made, since, each, _unpacked(rest[-1]))


_HASH = re.compile(rf"-|[0-9a-f.]{{{FIELD_DIGITS}}}")


def _short(each: str) -> str:
    """Hashes of fields as the lock has them: of an empty one, as many are, there is but a dash."""
    parts = (each[n : n + FIELD_DIGITS] for n in range(0, len(each), FIELD_DIGITS))
    return "".join("-" if not part.strip("0") else part for part in parts)


def _long(text: str) -> str:
    return "".join("0" * FIELD_DIGITS if m == "-" else m for m in _HASH.findall(text))


def _stamp_list(stamp: BuildStamp) -> tuple[int, ...]:
    return () if stamp == NO_BUILD else (stamp.number, stamp.at)


def _stamp(numbers: Sequence[int]) -> BuildStamp:
    return BuildStamp(*numbers) if len(numbers) == 2 else NO_BUILD


def _packed(words: Sequence[int]) -> str:
    return base64.b64encode(b"".join(word.to_bytes(3, "big") for word in words)).decode()


def _unpacked(text: str) -> tuple[int, ...]:
    data = base64.b64decode(text, validate=True)
    return tuple(int.from_bytes(data[i : i + 3], "big") for i in range(0, len(data), 3))


def parse_lock(text: str, name: str = FILE_NAME) -> Lock:
    """The lock from its text.

    A note that stands there twice (git merged two people's locks) is taken as it was changed last.
    Raises AnkigenError with one line if the text is broken, cut off, from a newer ankigen, or holds
    git's conflict marks.
    """
    lock, trouble = _read(text, name)
    if trouble is not None:
        raise trouble
    return lock


def salvage_lock(text: str) -> tuple[Lock, LockError | None]:
    """What can still be read of a lock: every whole line; and what is wrong with it. Raises
    LockError where that cannot be made good: a newer ankigen wrote it, or git's marks are in it.
    """
    lock, trouble = _read(text, FILE_NAME)
    if trouble is not None and trouble.kind != "broken":
        raise trouble
    return lock, trouble


def records_with(text: str, *words: str) -> list[NoteRecord]:
    """The notes of those lines of a lock that hold all these words, as far as they can be read:
    quicker than the whole where few are wanted.
    """
    found = []
    for line in text.split("\n"):
        if all(word in line for word in words):
            with suppress(ValueError, TypeError, KeyError):
                found.append(_note_record(json_object(line)))
    return found


class LockError(AnkigenError):
    """What is wrong with a lock. `kind`: "broken" (or cut off), git's conflict "marks" in it, or
    written by a "newer" ankigen.
    """

    def __init__(self, message: str, kind: Literal["broken", "marks", "newer"] = "broken") -> None:
        super().__init__(message)
        self.kind = kind


def _read(text: str, name: str) -> tuple[Lock, LockError | None]:
    """The lock of the lines that can be read, and the first trouble."""
    notes: list[NoteRecord] = []
    note_types: list[NoteTypeRecord] = []
    notices: set[Notice] = set()
    trouble: LockError | None = None
    head = ended = False
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        if not line.strip():  # only "\n" ends a line: a headword may hold U+2028
            continue
        where = f"{name}:{number}"
        if line.startswith(_CONFLICT_MARKS):
            trouble = trouble or LockError(
                f"{where}: two versions of the lock meet here (git's conflict marks); "
                "keep the lines of both, delete the marks, and build again",
                "marks",
            )
            continue
        try:
            values = json_object(line)
            if "ankigen lock" in values:
                head = True
                if _integer(values, "ankigen lock") > FORMAT_VERSION:
                    return Lock(), LockError(
                        f"{where}: written by a newer ankigen (format {values['ankigen lock']}, "
                        f"this one reads {FORMAT_VERSION}); update ankigen, then build again",
                        "newer",
                    )
            elif "notice" in values:
                notices.add(_notice(values))
            elif "note type" in values:
                note_types.append(_note_type_record(values))
            elif "note" in values:
                notes.append(_note_record(values))
            elif "end" in values:
                ended = True
            else:
                raise ValueError
        except (ValueError, TypeError, KeyError):
            trouble = trouble or LockError(f"{where}: this line cannot be read; {_MEND}")
    if not trouble and not head:
        trouble = LockError(f"{name}: not a lock of ankigen; {_MEND}")
    if not trouble and not ended:
        trouble = LockError(f"{name}: cut off: its last line is missing; {_MEND}")
    lock = merged_lock(notes, note_types)
    return replace(lock, notices=tuple(sorted(notices))), trouble


_MEND = (
    "take the file back from git, or delete it: the next build makes a new one from "
    "the last package, "
    "or, where there is none, begins afresh (headwords changed since the first build "
    "become new cards)"
)


#: What a column of Anki's database holds.
_LARGEST = 2**63 - 1


def _integer(values: Mapping[str, object], name: str) -> int:
    value = values[name]
    if not _is_count(value):
        raise TypeError(name)
    assert isinstance(value, int)
    return value


def _is_count(value: object) -> bool:
    """Whether a value is a whole number that a column of Anki's database can hold."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _LARGEST


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
    if not isinstance(value, list) or not all(_is_count(item) for item in value):
        raise TypeError(name)
    return tuple(value)


def _notice(values: Mapping[str, object]) -> Notice:
    return Notice(
        _string(values, "notice"), _string(values, "message"), _string(values, "about", "")
    )


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
    guid = _string(values, "guid")
    if not 0 < len(guid) <= LONGEST_GUID:
        raise ValueError("guid")
    changed_at = _integer(values, "changed")
    removed_at = _count(values, "removed")
    perhaps = _perhaps(values)
    since = BuildStamp(_count(values, "build"), _count(values, "built") or changed_at)
    each = _string(values, "each", "")  # of format 2
    return NoteRecord(
        key=_string(values, "note"),
        guid=guid,
        note_type=_string(values, "type"),
        hash=_string(values, "hash"),
        changed_at=changed_at,
        term=_string(values, "term", ""),
        file=_string(values, "file", ""),
        section=_string(values, "section", ""),
        previous=_string(values, "after", ""),
        words=_unpacked(_string(values, "words", "")),
        text=_string(values, "text", ""),
        items=_items(values),
        since=since,
        tagged=_stamp(_integers(values, "tagged")),
        removed_at=removed_at,
        removed_build=_count(values, "removed build"),
        unseen=values.get("unseen") is True,
        # a former format had not this date, but for the one that packages carry
        left_at=_count(values, "left") or (0 if perhaps or "build" in values else removed_at),
        back_at=_count(values, "back"),
        perhaps=perhaps,
        settled=values.get("settled") is True,
        shown=_string(values, "shown", ""),
        each=former_hashes(each) if each else _long(_string(values, "by field", "")),
        made=_string(values, "made", ""),
        past=tuple(_past(text) for text in _strings(values, "past")),
        tags=_strings(values, "tags"),
        former_tags=_strings(values, "former tags"),
        fields=_strings(values, "fields"),
        deck=_string(values, "deck", ""),
    )


def _perhaps(values: Mapping[str, object]) -> tuple[str, ...]:
    """A list; one guid in a lock of a former format."""
    if isinstance(values.get("perhaps", []), list):
        return _strings(values, "perhaps")
    return (_string(values, "perhaps"),)


def _count(values: Mapping[str, object], name: str) -> int:
    return _integer(values, name) if name in values else 0


def _items(values: Mapping[str, object]) -> Numbered:
    texts = _strings(values, "items")
    order = _integers(values, "order") or tuple(range(1, len(texts) + 1))
    if len(set(order)) != len(order) or not all(1 <= n <= len(texts) for n in order):
        raise ValueError("order")
    return Numbered(texts, order)


def merged_lock(notes: Iterable[NoteRecord], note_types: Iterable[NoteTypeRecord]) -> Lock:
    """Each guid and each note type once: as it was changed last, and of equals the one that is
    there.
    """

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
