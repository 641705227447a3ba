"""Anki packages (.apkg, .colpkg) → PAIR blocks: the notes of a deck that somebody shares, with their media.

Both formats are read: the one of Anki up to 2.1.49 (`collection.anki2`, `collection.anki21`) and the compressed one
since (`collection.anki21b`; Anki's source, proto/anki/import_export.proto, says how its parts are laid out).
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from ankigen.model import AnkigenError, Block, Finding, Kind, Origin, Reading, RichText
from ankigen.readers.ankigen_notes import REMOVED, own_note
from ankigen.readers.archive import MOST_BYTES, MOST_PART_BYTES, Archive, brief, missing
from ankigen.readers.collection import opened
from ankigen.readers.table_records import Record
from ankigen.readers.tables import pair_of, tag_list

_WHAT = "an Anki package"
_CLOZE = re.compile(
    r"\{\{c\d+::((?:[^{}]|\{(?!\{)|\}(?!\}))*?)(?:::((?:[^{}]|\{(?!\{)|\}(?!\}))*?))?\}\}", re.S
)
_GAP = "[…]"
#: Anki parts the fields of a note with this, and the levels of a deck's name in the newer format.
_FIELD_END = "\x1f"
#: Bytes that are unpacked at a time, so that a trap is seen before it fills the memory.
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class NoteKind:
    """A note type: its name, the names of its fields, whether it is a cloze."""

    name: str
    fields: tuple[str, ...]
    cloze: bool = False


_OWN = NoteKind("ankigen", ("Headword", "Definition", "Context"))
_UNKNOWN = NoteKind("", ())


class _Note(NamedTuple):
    """A note as the database has it; `line` counts the notes."""

    line: int
    guid: str
    kind: NoteKind
    cells: list[str]
    tags: str
    deck: str


def read(data: bytes, name: str) -> Reading:
    """An .apkg file. Raises AnkigenError if it is none, or damaged, or needs a library that is not installed."""
    archive = Archive(data, name, _WHAT)
    database, compressed = _database(archive, name)
    notes = _notes(database, name)
    media, findings = _media(archive, name, compressed)
    root = _common_root([note.deck for note in notes if note.deck])
    ours = {
        note.line: own_note(dict(zip(note.kind.fields, note.cells, strict=False))) for note in notes
    }
    whole = {(own.headword, own.context) for own in ours.values() if own and not own.is_list}
    blocks: list[Block] = []
    for note in notes:
        own = ours[note.line]
        if own and own.is_list and (own.headword, own.context) in whole:
            continue  # the list cards of an entry that is here already
        if own and REMOVED in note.tags.split():
            blocks.append(_dropped(note.line, note.cells[0], "note that was removed"))
            continue
        deck = note.deck
        topic = deck[len(root) :].strip(":") if deck.startswith(root) else deck
        kind, cells = note.kind, note.cells
        if own:
            kind, topic = _OWN, own.topic
            cells = [own.headword, own.definition, own.context]
        tags = tag_list(note.tags.replace(",", " "))
        blocks.append(_block(kind, cells, note.line, note.guid, tags, topic))
    return Reading(tuple(blocks), tuple(findings), deck=root, media=media)


def _notes(database: bytes, name: str) -> list[_Note]:
    """The notes of a collection in the order in which they were made, each with the deck of its first card."""
    try:
        with opened(database) as connection:
            kinds, decks = _kinds_and_decks(connection)
            rows = connection.execute(
                "SELECT n.guid, n.mid, n.tags, n.flds, (SELECT c.did FROM cards c WHERE c.nid = n.id ORDER BY c.ord LIMIT 1)"
                " FROM notes n ORDER BY n.id"
            )
            return [
                _Note(
                    line,
                    str(guid),
                    kinds.get(mid, _UNKNOWN),
                    str(fields).split(_FIELD_END),
                    str(tags),
                    decks.get(did, ""),
                )
                for line, (guid, mid, tags, fields, did) in enumerate(rows, 1)
            ]
    except (
        sqlite3.Error,
        ValueError,  # its note types or decks are no JSON
        TypeError,
        KeyError,
        AttributeError,
    ) as error:
        raise AnkigenError(
            f"{name}: its database cannot be read ({brief(error)}); export the deck from Anki anew"
        ) from None


def _dropped(line: int, text: str, why: str) -> Block:
    return Block(Kind.DROPPED, RichText.of(text, line), line, line, value=why)


def _block(
    kind: NoteKind, cells: list[str], line: int, guid: str, tags: tuple[str, ...], topic: str
) -> Block:
    if kind.cloze:
        cells, kind = _without_clozes(cells, kind)
    record = Record(line, line, tuple(cells), (line,) * len(cells))
    found = pair_of(record, kind.fields or ("Front", "Back"))
    if found is None:
        return _dropped(
            line, " | ".join(c for c in cells if c.strip()), "note without a first field"
        )
    return replace(found, guid=guid, tags=tags, topic=found.topic or topic)


def _without_clozes(cells: list[str], kind: NoteKind) -> tuple[list[str], NoteKind]:
    """A cloze note as a question with gaps, and its whole sentence as the answer."""
    at = next((i for i, c in enumerate(cells) if _CLOZE.search(c)), 0)
    asked = cells[at]
    while (
        found := _CLOZE.sub(lambda m: f"[{m.group(2)}]" if m.group(2) else _GAP, asked)
    ) != asked:
        asked = found
    others = [
        (n, c)
        for i, (n, c) in enumerate(zip(kind.fields, cells, strict=False))
        if i != at and c.strip()
    ]
    return (
        [asked, _answered(cells[at]), *(c for _, c in others)],
        NoteKind(kind.name, ("Front", "Back", *(n for n, _ in others))),
    )


def _answered(text: str) -> str:
    while (found := _CLOZE.sub(r"<b>\1</b>", text)) != text:
        text = found
    return text


# --------------------------------------------------------------------------- the parts of a package


def _database(archive: Archive, name: str) -> tuple[bytes, bool]:
    """The database, and whether the package is of the compressed format."""
    if "collection.anki21b" in archive:
        return _unpacked(archive.read("collection.anki21b"), name), True
    part = "collection.anki21" if "collection.anki21" in archive else "collection.anki2"
    return archive.read(part), False


def _unpacked(data: bytes, name: str) -> bytes:
    try:
        import zstandard
    except ImportError:
        raise missing(name, "a package of a recent Anki", "apkg", "zstandard") from None
    pieces: list[bytes] = []
    try:
        with zstandard.ZstdDecompressor().stream_reader(data) as reader:
            while chunk := reader.read(_CHUNK):
                pieces.append(chunk)
                if len(pieces) * _CHUNK > MOST_PART_BYTES:
                    raise _trap(name)
    except zstandard.ZstdError:
        raise AnkigenError(
            f"{name}: is damaged (it cannot be unpacked); export the deck from Anki anew"
        ) from None
    return b"".join(pieces)


def _trap(name: str) -> AnkigenError:
    return AnkigenError(
        f"{name}: would unpack to far more than notes have (a zip bomb?); it is not opened"
    )


def _kinds_and_decks(connection: sqlite3.Connection) -> tuple[dict[int, NoteKind], dict[int, str]]:
    tables = {
        row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    }
    if "notetypes" in tables:
        fields: dict[int, list[str]] = {}
        for number, field_name in connection.execute(
            "SELECT ntid, name FROM fields ORDER BY ntid, ord"
        ):
            fields.setdefault(number, []).append(field_name)
        kinds = {
            number: NoteKind(
                title, tuple(fields.get(number, ())), _varint_field(bytes(config), 1) == 1
            )
            for number, title, config in connection.execute(
                "SELECT id, name, config FROM notetypes"
            )
        }
        decks = {
            n: str(title).replace(_FIELD_END, "::")
            for n, title in connection.execute("SELECT id, name FROM decks")
        }
        return kinds, decks
    models, deck_json = connection.execute("SELECT models, decks FROM col").fetchone()
    kinds = {
        int(number): NoteKind(m["name"], tuple(f["name"] for f in m["flds"]), m.get("type") == 1)
        for number, m in json.loads(models).items()
    }
    return kinds, {int(n): d["name"] for n, d in json.loads(deck_json).items()}


def _common_root(names: list[str]) -> str:
    """The deck that all notes are in or below; the one of most of them, if there is none."""
    if not names:
        return ""
    parts = [n.split("::") for n in names]
    common: list[str] = []
    for level in zip(*parts, strict=False):
        if len(set(level)) > 1:
            break
        common.append(level[0])
    return "::".join(common) or Counter(names).most_common(1)[0][0].split("::")[0]


def _media(
    archive: Archive, name: str, compressed: bool
) -> tuple[Mapping[str, bytes], list[Finding]]:
    """The package's media under their names, and what is missing. Raises AnkigenError if they are more than notes have."""
    if "media" not in archive:
        return {}, []
    listing = archive.read("media")
    names = (
        _media_names(_unpacked(listing, name)) if compressed else _legacy_media_names(listing, name)
    )
    media: dict[str, bytes] = {}
    findings: list[Finding] = []
    size = 0
    for part, file_name in names.items():
        if part not in archive:
            message = f'the package names the file "{file_name}" but does not have it; export it anew with its media'
            findings.append(Finding(Origin(name, 0), "missing-media", message))
            continue
        content = archive.read(part)
        media[file_name] = _unpacked(content, name) if compressed else content
        size += len(media[file_name])
        if size > MOST_BYTES:
            raise _trap(name)
    return media, findings


def _legacy_media_names(listing: bytes, name: str) -> dict[str, str]:
    try:
        found = json.loads(listing.decode("utf-8"))
    except ValueError:
        raise AnkigenError(
            f"{name}: is damaged (its list of media cannot be read); export the deck from Anki anew"
        ) from None
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}


def _media_names(message: bytes) -> dict[str, str]:
    """`MediaEntries`: repeated entries (field 1), each with a name (field 1); the file's part is its number."""
    entries = [
        value for number, value in _protobuf(message) if number == 1 and isinstance(value, bytes)
    ]
    result = {}
    for part, entry in enumerate(entries):
        names = [v for number, v in _protobuf(entry) if number == 1 and isinstance(v, bytes)]
        if names:
            result[str(part)] = names[0].decode("utf-8", "replace")
    return result


def _varint_field(message: bytes, wanted: int) -> int:
    return next(
        (v for number, v in _protobuf(message) if number == wanted and isinstance(v, int)), 0
    )


def _protobuf(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    """The fields of a protobuf message: number and value. Ends where the message makes no sense."""
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        number, wire = key >> 3, key & 7
        if wire == 0:
            value, at = _varint(message, at)
            yield number, value
        elif wire == 2:
            length, at = _varint(message, at)
            yield number, message[at : at + length]
            at += length
        elif wire in (1, 5):
            at += 8 if wire == 1 else 4
        else:
            return


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while at < len(message) and shift < 70:
        byte = message[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if not byte & 0x80:
            break
        shift += 7
    return value, at
