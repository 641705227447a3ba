"""Anki packages read back: the last build (what the group's edits are compared with) and what people export from Anki.

Both formats: the one that ankigen and older Ankis write (`collection.anki2`, `collection.anki21`), and the one with
zstd (`collection.anki21b`). Review data is not looked at.
"""

from __future__ import annotations

import io
import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ankigen.model import AnkigenError, NoteField, NoteType, Template
from ankigen.readers.archive import Archive, brief, missing
from ankigen.readers.collection import opened

#: The newest first: an export "for older Ankis" holds a stand-in that tells people to update.
_NEWEST = "collection.anki21b"
_COLLECTIONS = (_NEWEST, "collection.anki21", "collection.anki2")
_WHAT = "an Anki package"
#: More than any deck of notes unpacks to.
MAX_UNPACKED_BYTES = 1 << 30
#: Parts a deck's name from its sub-deck's in the newer schema, and the fields of a note.
_SEPARATOR = "\x1f"
#: Bits of the largest number in a protocol buffer.
_LONGEST_VARINT = 70


@dataclass(frozen=True, slots=True)
class PackageNote:
    """A note as a package has it: fields as HTML, by the name of the field and in order."""

    guid: str
    note_type_id: int
    note_type: str
    names: tuple[str, ...]
    fields: tuple[str, ...]
    tags: tuple[str, ...] = ()
    deck: str = ""
    changed_at: int = 0
    id: int = 0

    def field(self, name: str) -> str:
        """A field by its name, "" if the note has none of that name."""
        return dict(zip(self.names, self.fields, strict=False)).get(name, "")


@dataclass(frozen=True, slots=True)
class Package:
    """What a package holds. `note_types` only of the format that ankigen writes itself."""

    name: str = ""
    notes: tuple[PackageNote, ...] = ()
    note_types: tuple[NoteType, ...] = ()
    media: Mapping[str, str] = field(default_factory=dict)  # name → member of the zip
    data: bytes = field(default=b"", repr=False)

    def media_bytes(self, name: str) -> bytes:
        """One media file. Raises KeyError if the package has none of that name."""
        archive = Archive(self.data, self.name, _WHAT)
        raw = archive.read(self.media[name])
        return _unzstd(raw, self.name) if _NEWEST in archive else raw


def read_package(data: bytes, name: str) -> Package:
    """The notes of an .apkg. Raises AnkigenError with one line where the file is none or is broken."""
    archive = Archive(data, name, _WHAT)
    found = next((member for member in _COLLECTIONS if member in archive), "")
    if not found:
        raise AnkigenError(
            f"{name}: a zip, but no package of Anki; export the deck again (File > Export)"
        )
    database = archive.read(found)
    try:
        notes, note_types = _database(_unzstd(database, name) if found == _NEWEST else database)
        return Package(name, tuple(notes), note_types, _media(archive, name), data)
    except (
        sqlite3.Error,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        OverflowError,
        RecursionError,
    ) as error:
        raise AnkigenError(
            f"{name}: the collection in it is broken ({brief(error)}); export the deck again"
        ) from None


def _unzstd(data: bytes, name: str) -> bytes:
    try:
        import zstandard
    except ImportError:
        raise missing(name, "a package of a recent Anki", "apkg", "zstandard") from None
    try:
        reader = zstandard.ZstdDecompressor().stream_reader(io.BytesIO(data))
        found = bytes(reader.read(MAX_UNPACKED_BYTES + 1))
    except zstandard.ZstdError as error:
        raise AnkigenError(f"{name}: is broken ({error}); export the deck again") from None
    if len(found) > MAX_UNPACKED_BYTES:
        raise AnkigenError(f"{name}: holds more than a deck can; nothing was read")
    return found


# --------------------------------------------------------------------------- media


def _media(archive: Archive, name: str) -> dict[str, str]:
    if "media" not in archive:
        return {}
    raw = archive.read("media")
    if _NEWEST in archive:
        names = enumerate(_media_entries(_unzstd(raw, name)))
        return {n: str(i) for i, n in names if str(i) in archive}
    listed = json.loads(raw or b"{}")
    return {str(n): member for member, n in listed.items() if member in archive}


def _media_entries(data: bytes) -> Iterator[str]:
    """The names in the list of media: protocol buffers, `repeated Entry entries = 1`, `Entry.name = 1`."""
    for number, value in _protobuf(data):
        if number == 1:
            yield next((v.decode() for n, v in _protobuf(value) if n == 1), "")


def _protobuf(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The length-delimited fields of a message (numbers are passed over)."""
    at = 0

    def varint() -> int:
        nonlocal at
        result = shift = 0
        while True:
            byte = data[at]
            at += 1
            result |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                return result
            if shift > _LONGEST_VARINT:
                raise ValueError("a number without an end")

    try:
        while at < len(data):
            tag = varint()
            if tag & 7 == 2:
                length = varint()
                yield tag >> 3, data[at : at + length]
                at += length
            elif tag & 7 == 0:
                varint()
            else:
                raise ValueError("unknown kind of media list")
    except IndexError:
        raise ValueError("the list of media is cut off") from None


# --------------------------------------------------------------------------- the database


def _database(data: bytes) -> tuple[list[PackageNote], tuple[NoteType, ...]]:
    with opened(data) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        if "notetypes" in tables:
            names, fields, decks = _modern_names(connection)
            note_types: tuple[NoteType, ...] = ()
        else:
            models, decks = _legacy_json(connection)
            names = {int(m["id"]): str(m["name"]) for m in models}
            fields = {int(m["id"]): tuple(str(f["name"]) for f in m["flds"]) for m in models}
            note_types = tuple(_note_type(m) for m in models)
        return list(_notes(connection, names, fields, decks)), note_types


def _legacy_json(connection: sqlite3.Connection) -> tuple[list[dict[str, Any]], dict[int, str]]:
    models, decks = connection.execute("SELECT models, decks FROM col").fetchone()
    return list(json.loads(models).values()), {
        int(number): str(deck["name"]) for number, deck in json.loads(decks).items()
    }


def _modern_names(
    connection: sqlite3.Connection,
) -> tuple[dict[int, str], dict[int, tuple[str, ...]], dict[int, str]]:
    names = dict(connection.execute("SELECT id, name FROM notetypes"))
    fields: dict[int, tuple[str, ...]] = {}
    for number, field_name in connection.execute(
        "SELECT ntid, name FROM fields ORDER BY ntid, ord"
    ):
        fields[number] = (*fields.get(number, ()), field_name)
    decks = {
        number: deck.replace(_SEPARATOR, "::")
        for number, deck in connection.execute("SELECT id, name FROM decks")
    }
    return names, fields, decks


def _note_type(model: Mapping[str, Any]) -> NoteType:
    return NoteType(
        key="",
        name=str(model["name"]),
        id=int(model["id"]),
        fields=tuple(NoteField(str(f["name"]), int(f.get("id") or 0)) for f in model["flds"]),
        templates=tuple(
            Template(str(t["name"]), str(t["qfmt"]), str(t["afmt"]), int(t.get("id") or 0))
            for t in model["tmpls"]
        ),
        css=str(model["css"]),
        cloze=bool(model.get("type")),
        changed_at=int(model["mod"]),
    )


def _notes(
    connection: sqlite3.Connection,
    names: Mapping[int, str],
    fields: Mapping[int, tuple[str, ...]],
    decks: Mapping[int, str],
) -> Iterator[PackageNote]:
    where = dict(connection.execute("SELECT nid, min(did) FROM cards GROUP BY nid"))
    for number, guid, note_type_id, changed_at, tags, values in connection.execute(
        "SELECT id, guid, mid, mod, tags, flds FROM notes ORDER BY id"
    ):
        yield PackageNote(
            guid=str(guid),
            note_type_id=note_type_id,
            note_type=names[note_type_id],
            names=fields[note_type_id],
            fields=tuple(str(values).split(_SEPARATOR)),
            tags=tuple(str(tags).split()),
            deck=decks.get(where.get(number, 0), ""),
            changed_at=changed_at,
            id=number,
        )
