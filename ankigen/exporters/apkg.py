"""The package that Anki imports (`NAME.apkg`): a zip of a SQLite database and the media.

genanki gives the schema, the collection's row and the JSON of note types and decks. The rows are
written here, since each note needs a guid and a `mod` of its own, and the same deck must give the
same bytes: the database lives in memory (nothing in the temporary folder), and the zip knows no
clock.
"""

from __future__ import annotations

import hashlib
import html
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import genanki
from genanki.apkg_col import APKG_COL
from genanki.apkg_schema import APKG_SCHEMA

from ankigen.cards.notes.cloze import NAMES_CLOZE
from ankigen.exporters.card_generation import CardRule
from ankigen.model import Deck, Note, NoteType
from ankigen.model.settings import Settings
from ankigen.text.names import apkg_name, shown_name, stable_id, tag_list

#: Fixed in every package: the earliest time that a zip can tell.
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
#: The zip says it comes from a Unix, wherever it was made.
_ZIP_SYSTEM = 3
#: Level 1 took a package of 115 MB to 6 MB in 0.1 s; higher levels cost much more for little.
_DEFLATE_LEVEL = 1
#: Deflating these again costs time and saves nothing.
_DEFLATED = frozenset(
    ["avif", "gif", "jpeg", "jpg", "m4a", "mp3", "mp4", "oga", "ogg", "opus", "png", "webm", "webp"]
)

#: Where a database file tells which SQLite wrote it (bytes 96–99): set to a fixed value, as it is
#: no content.
_SQLITE_VERSION_AT = 96
_SQLITE_VERSION = 3_039_000

#: A new card comes so many places after the one before it of the same note: not on one day. Twenty
#: a day is Anki's default.
SIBLINGS_APART = 100

#: A time for what carries none (tests, notes outside a lock): note ids must not be 0, or Anki's
#: check panics.
_EARLIEST = 1


def build(deck: Deck, settings: Settings) -> Mapping[str, bytes]:
    """The package, under the deck's name."""
    return {apkg_name(deck.name): package(deck, settings.deck.licence)}


def package(deck: Deck, licence: str = "") -> bytes:
    """The package's bytes: the database, the media by number, and the list of their names."""
    names = sorted(deck.media)
    types = {t.key: t for t in deck.note_types}
    rules = {key: CardRule(note_type) for key, note_type in types.items()}
    cards = [rules[note.note_type].ords(note.fields) for note in deck.notes]
    about = description(deck, sum(map(len, cards)), licence)
    members: list[tuple[str, bytes, bool]] = [
        ("collection.anki2", _database(deck, types, cards, about), True),
        ("media", json.dumps(dict(enumerate(names)), ensure_ascii=False).encode(), True),
    ]
    for n, name in enumerate(names):
        members.append((str(n), deck.media[name], name.rpartition(".")[2].lower() not in _DEFLATED))
    return _zipped(members)


#: So many files are named in the deck's description; of more their number is told.
_NAMED_FILES = 12


def description(deck: Deck, cards: int, licence: str = "") -> str:
    """What Anki shows of a deck before it is studied: what it holds, which notes it was made of,
    and its licence. `cards` is how many cards its notes make.
    """
    files = list(dict.fromkeys(shown_name(entry.origin.file) for entry in deck.entries))
    named = ", ".join(files) if len(files) <= _NAMED_FILES else f"{len(files)} files"
    lines = [f"{len(deck.entries)} entries, {cards} cards", f"Made with ankigen of: {named}"]
    lines += [f"Licence: {licence}"] if licence else []
    return "<br>".join(html.escape(line, quote=False) for line in lines)


def deck_names(deck: Deck) -> list[str]:
    """The decks of the package, parents before their children, the deck itself first."""
    names = {deck.name: None}
    for name in sorted({note.deck for note in deck.notes if note.deck}):
        parts = name.split("::")
        names.update({"::".join(parts[:n]): None for n in range(1, len(parts) + 1)})
    return list(names)


# --------------------------------------------------------------------------- the database


def _database(
    deck: Deck, types: Mapping[str, NoteType], ords: Sequence[Sequence[int]], about: str
) -> bytes:
    """The collection of the deck; `ords` are the numbers of the cards of each of its notes."""
    asked = {note.note_type for note in deck.notes}
    used = [t for t in deck.note_types if t.key in asked]
    decks = {
        name: deck.id if name == deck.name else stable_id("deck", str(deck.id), name)
        for name in deck_names(deck)
    }
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("PRAGMA page_size = 4096")
        connection.executescript(APKG_SCHEMA)
        connection.executescript(APKG_COL)
        connection.execute(
            "UPDATE col SET models = ?, decks = ?",
            (
                json.dumps({str(t.id): _note_type_json(t, deck.id) for t in used}),
                json.dumps(_decks_json(connection, decks, {deck.name: about})),
            ),
        )
        notes, cards = _rows(deck, types, decks, ords)
        connection.executemany("INSERT INTO notes VALUES(?,?,?,?,?,?,?,?,?,?,?)", notes)
        connection.executemany(
            "INSERT INTO cards VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", cards
        )
        connection.commit()
        data = bytearray(connection.serialize())
    finally:
        connection.close()
    data[_SQLITE_VERSION_AT : _SQLITE_VERSION_AT + 4] = _SQLITE_VERSION.to_bytes(4, "big")
    return bytes(data)


def _decks_json(
    connection: sqlite3.Connection, decks: Mapping[str, int], about: Mapping[str, str]
) -> dict[str, Any]:
    """Anki's default deck, which every collection has, and ours with what is told `about` them."""
    (default,) = connection.execute("SELECT decks FROM col").fetchone()
    found: dict[str, Any] = json.loads(default)
    for name, number in decks.items():
        found[str(number)] = genanki.Deck(number, name, about.get(name, "")).to_json()
    return found


def _note_type_json(note_type: NoteType, deck_id: int) -> dict[str, Any]:
    """genanki's JSON of a note type, with the pinned ids that let Anki know fields and templates
    when renamed.
    """
    model = genanki.Model(
        note_type.id,
        note_type.name,
        fields=[
            {"name": f.name, "id": f.id, "description": f.description, "collapsed": f.collapsed}
            for f in note_type.fields
        ],
        templates=[
            {
                "name": t.name,
                "qfmt": t.front,
                "afmt": t.back,
                "id": t.id,
                "bqfmt": t.browser,
                "bafmt": t.browser_back,
            }
            for t in note_type.templates
        ],
        css=note_type.css,
        model_type=genanki.Model.CLOZE if note_type.cloze else genanki.Model.FRONT_BACK,
    )
    fields = tuple(f.name for f in note_type.fields)
    model._req = _required(fields, tuple(t.front for t in note_type.templates))
    found: dict[str, Any] = model.to_json(max(note_type.changed_at, _EARLIEST), deck_id)
    return found


@lru_cache(maxsize=32)
def _required(fields: tuple[str, ...], fronts: tuple[str, ...]) -> list[list[Any]]:
    """Which fields each template needs, as genanki tells by rendering its front with each field
    left out: of the same templates once in a process, which may build often.
    """
    templates = [{"name": "", "qfmt": front} for front in fronts]
    model = genanki.Model(0, "", fields=[{"name": name} for name in fields], templates=templates)
    found: list[list[Any]] = model._req
    return found


Row = tuple[Any, ...]


def _rows(
    deck: Deck,
    types: Mapping[str, NoteType],
    decks: Mapping[str, int],
    all_ords: Sequence[Sequence[int]],
) -> tuple[list[Row], list[Row]]:
    """The rows of notes and cards. Ids follow the time of the last change, as Anki's do; no two
    are alike.
    """
    notes: list[Row] = []
    cards: list[Row] = []
    order = sorted(range(len(deck.notes)), key=lambda n: (deck.notes[n].changed_at, n))
    note_id = card_id = 0
    for position in order:
        note = deck.notes[position]
        note_type = types[note.note_type]
        changed_at = max(note.changed_at, _EARLIEST)
        note_id = max(note_id + 1, changed_at * 1000)
        notes.append(_note_row(note, note_type, note_id, changed_at))
        where = decks[note.deck or deck.name]
        ords = all_ords[position]
        for ord_ in ords:
            card_id = max(card_id + 1, note_id)
            # new, due at its place in the notes: Anki then shows them in reading order, of each
            # note one at a time
            due = position + 1 + (SIBLINGS_APART * _turn(ord_, ords) if len(ords) > 1 else 0)
            state = (0, 0, due, 0, 0, 0, 0, 0, 0, 0, 0, "")
            cards.append((card_id, note_id, where, ord_, changed_at, -1, *state))
    return notes, cards


def _turn(ord_: int, ords: Sequence[int]) -> int:
    """How many cards of the same note come before this one: the one for the names of a list
    first, then in order.
    """
    names = NAMES_CLOZE - 1
    first = sorted(ords, key=lambda n: (n != names, n))
    return first.index(ord_)


def _note_row(note: Note, note_type: NoteType, note_id: int, changed_at: int) -> Row:
    if len(note.fields) != len(note_type.fields):
        raise ValueError(f"{note.key}: {len(note.fields)} fields for {note_type.key}")
    first = _without_html(note.fields[0])
    return (
        note_id,
        note.guid,
        note_type.id,
        changed_at,
        -1,
        _tag_field(note.tags),
        _joined(note.fields),
        first,
        int.from_bytes(hashlib.sha1(first.encode(), usedforsecurity=False).digest()[:4]),
        0,
        "",
    )


@lru_cache(maxsize=4096)  # notes of one section have the same tags
def _tag_field(tags: tuple[str, ...]) -> str:
    """Tags as the database holds them: with a space around each."""
    found = tag_list(tags)
    return f" {' '.join(found)} " if found else ""


def _joined(fields: Sequence[str]) -> str:
    """Fields as the database holds them: with U+001F between, and so with none inside."""
    joined = "\x1f".join(fields)
    if joined.count("\x1f") == len(fields) - 1:
        return joined
    return "\x1f".join(field.replace("\x1f", " ") for field in fields)


_TAG = re.compile(r"<[^<>]*>")


def _without_html(field: str) -> str:
    """A field's words, by which Anki sorts and finds duplicates."""
    return html.unescape(_TAG.sub("", field)) if "<" in field or "&" in field else field


# --------------------------------------------------------------------------- the zip


def _zipped(members: Iterable[tuple[str, bytes, bool]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data, deflate in members:
            info = zipfile.ZipInfo(name, _ZIP_DATE)
            info.create_system = _ZIP_SYSTEM
            info.external_attr = 0o644 << 16
            kind = zipfile.ZIP_DEFLATED if deflate else zipfile.ZIP_STORED
            archive.writestr(info, data, kind, _DEFLATE_LEVEL)
    return out.getvalue()


# --------------------------------------------------------------------------- --check


def same_package(one: bytes, other: bytes) -> bool:
    """Whether two packages hold the same: member by member unpacked, and the database row by row.

    So neither another zlib nor another SQLite makes a difference.
    """
    if one == other:
        return True
    try:
        left, right = (_members(data) for data in (one, other))
        if left.keys() != right.keys():
            return False
        return all(
            left[name] == right[name]
            or (name == "collection.anki2" and _dump(left[name]) == _dump(right[name]))
            for name in left
        )
    except (zipfile.BadZipFile, sqlite3.DatabaseError):
        return False


def _members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _dump(database: bytes) -> Sequence[str]:
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(database)
        return list(connection.iterdump())
    finally:
        connection.close()
