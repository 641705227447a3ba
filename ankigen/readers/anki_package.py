"""Anki packages: what people export or share, and the last build (what the group's edits are
compared with).

Both formats: the one that ankigen and older Ankis write (`collection.anki2`, `collection.anki21`),
and the one with zstd (`collection.anki21b`; Anki's source, proto/anki/import_export.proto, says how
its parts are laid out). Review data is not looked at.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ankigen.model import AnkigenError, NoteField, NoteType, Template
from ankigen.readers.archive import MOST_BYTES, Archive, brief, missing
from ankigen.readers.collection import opened
from ankigen.text.json_text import load_json
from ankigen.text.names import is_plain_name

#: The newest first: an export "for older Ankis" holds a stand-in that tells people to update.
_NEWEST = "collection.anki21b"
_COLLECTIONS = (_NEWEST, "collection.anki21", "collection.anki2")
_WHAT = "an Anki package"
#: Bytes that are unpacked at a time, so that a trap is seen before it fills the memory.
_CHUNK = 1 << 20
#: Parts a deck's name from its sub-deck's in the newer schema, and the fields of a note.
_SEPARATOR = "\x1f"
#: Bits of the largest number in a protocol buffer.
_LONGEST_VARINT = 70
#: Bytes of the numbers of a fixed width in a protocol buffer, by their wire type.
_FIXED = {1: 8, 5: 4}
#: What reading the parts of a broken package raises.
_BROKEN = (
    *(sqlite3.Error, ValueError, KeyError, TypeError),
    *(AttributeError, OverflowError, RecursionError),
)


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
    cloze: bool = False

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
    missing_media: tuple[str, ...] = ()  # files that it names and does not have
    data: bytes = field(default=b"", repr=False)

    def all_media(self) -> dict[str, bytes]:
        """The media files by their names. Raises AnkigenError if they are more than notes have."""
        found: dict[str, bytes] = {}
        size = 0
        for name in self.media:
            found[name] = self.media_bytes(name)
            size += len(found[name])
            if size > MOST_BYTES:
                raise _trap(self.name)
        return found

    def media_bytes(self, name: str) -> bytes:
        """One media file. Raises KeyError if the package has none of that name."""
        archive = Archive(self.data, self.name, _WHAT)
        raw = archive.read(self.media[name])
        return _unzstd(raw, self.name) if _NEWEST in archive else raw


def read_package(data: bytes, name: str) -> Package:
    """The notes of an .apkg. Raises AnkigenError with one line where the file is none or is
    broken.
    """
    archive = Archive(data, name, _WHAT)
    found = next((member for member in _COLLECTIONS if member in archive), "")
    if not found:
        raise AnkigenError(
            f"{name}: a zip, but no package of Anki; export the deck again (File > Export)"
        )
    database = archive.read(found)
    try:
        notes, note_types = _database(_unzstd(database, name) if found == _NEWEST else database)
    except _BROKEN as error:
        raise AnkigenError(
            f"{name}: its database cannot be read ({brief(error)}); export the deck from Anki again"
        ) from None
    try:
        listed = _media(archive, name)
    except _BROKEN:
        raise AnkigenError(
            f"{name}: is damaged (its list of media cannot be read); export the deck "
            f"from Anki again"
        ) from None
    # a name that leads elsewhere is none: whoever writes the files trusts them
    media = {n: member for n, member in listed.items() if member in archive and is_plain_name(n)}
    absent = tuple(n for n in listed if n not in media)
    return Package(name, tuple(notes), note_types, media, absent, data)


def _unzstd(data: bytes, name: str) -> bytes:
    try:
        import zstandard
    except ImportError:
        raise missing(name, "a package of a recent Anki", "apkg", "zstandard") from None
    pieces: list[bytes] = []
    try:
        with zstandard.ZstdDecompressor().stream_reader(data) as reader:
            while chunk := reader.read(_CHUNK):
                pieces.append(chunk)
                if len(pieces) * _CHUNK > MOST_BYTES:
                    raise _trap(name)
    except zstandard.ZstdError:
        raise AnkigenError(
            f"{name}: is damaged (it cannot be unpacked); export the deck from Anki again"
        ) from None
    return b"".join(pieces)


def _trap(name: str) -> AnkigenError:
    return AnkigenError(
        f"{name}: would unpack to far more than notes have (a zip bomb?); it is not opened"
    )


# --------------------------------------------------------------------------- media


def _media(archive: Archive, name: str) -> dict[str, str]:
    """The member of the zip that holds each file which the package names."""
    if "media" not in archive:
        return {}
    raw = archive.read("media")
    if _NEWEST in archive:
        return {n: str(i) for i, n in enumerate(_media_entries(_unzstd(raw, name))) if n}
    return {str(n): str(member) for member, n in load_json(raw or b"{}").items()}


def _media_entries(data: bytes) -> Iterator[str]:
    """The names in the list of media: protocol buffers, `repeated Entry entries = 1`,
    `Entry.name = 1`.
    """
    for number, value in _protobuf(data):
        if number == 1 and isinstance(value, bytes):
            names = (v for n, v in _protobuf(value) if n == 1 and isinstance(v, bytes))
            yield next(names, b"").decode("utf-8", "replace")


def _protobuf(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    """The fields of a message: number and value. Raises ValueError if it is none."""
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
                yield tag >> 3, varint()
            elif tag & 7 in _FIXED:
                at += _FIXED[tag & 7]
            else:
                raise ValueError("no protocol buffer")
    except IndexError:
        raise ValueError("cut off") from None


# --------------------------------------------------------------------------- the database


def _database(data: bytes) -> tuple[list[PackageNote], tuple[NoteType, ...]]:
    with opened(data) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        if "notetypes" in tables:
            names, fields, decks, clozes = _modern_names(connection)
            note_types: tuple[NoteType, ...] = ()
        else:
            models, decks = _legacy_json(connection)
            names = {int(m["id"]): str(m["name"]) for m in models}
            fields = {int(m["id"]): tuple(str(f["name"]) for f in m["flds"]) for m in models}
            note_types = tuple(_note_type(m) for m in models)
            clozes = {kind.id for kind in note_types if kind.cloze}
        notes = _notes(connection, names, fields, decks)
        return [replace(n, cloze=n.note_type_id in clozes) for n in notes], note_types


def _legacy_json(connection: sqlite3.Connection) -> tuple[list[dict[str, Any]], dict[int, str]]:
    models, decks = connection.execute("SELECT models, decks FROM col").fetchone()
    return list(load_json(models).values()), {
        int(number): str(deck["name"]) for number, deck in load_json(decks).items()
    }


def _modern_names(
    connection: sqlite3.Connection,
) -> tuple[dict[int, str], dict[int, tuple[str, ...]], dict[int, str], set[int]]:
    """The names of note types, their fields, the names of decks, and which note types are
    clozes.
    """
    names: dict[int, str] = {}
    clozes: set[int] = set()
    for number, name, config in connection.execute("SELECT id, name, config FROM notetypes"):
        names[number] = name
        if (1, 1) in _protobuf(bytes(config)):  # Notetype.Config.kind = CLOZE
            clozes.add(number)
    fields: dict[int, tuple[str, ...]] = {}
    for number, field_name in connection.execute(
        "SELECT ntid, name FROM fields ORDER BY ntid, ord"
    ):
        fields[number] = (*fields.get(number, ()), field_name)
    decks = {
        number: deck.replace(_SEPARATOR, "::")
        for number, deck in connection.execute("SELECT id, name FROM decks")
    }
    return names, fields, decks, clozes


def _note_type(model: Mapping[str, Any]) -> NoteType:
    return NoteType(
        key="",
        name=str(model["name"]),
        id=int(model["id"]),
        fields=tuple(NoteField(str(f["name"]), int(f.get("id") or 0)) for f in model["flds"]),
        templates=tuple(
            Template(
                str(t["name"]),
                str(t["qfmt"]),
                str(t["afmt"]),
                int(t.get("id") or 0),
                str(t.get("bqfmt") or ""),
                str(t.get("bafmt") or ""),
            )
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
            note_type=names.get(note_type_id, ""),
            names=fields.get(note_type_id, ()),
            fields=tuple(str(values).split(_SEPARATOR)),
            tags=tuple(str(tags).split()),
            deck=decks.get(where.get(number, 0), ""),
            changed_at=changed_at,
            id=number,
        )
