"""Anki packages (.apkg, .colpkg) → PAIR blocks: the notes of a deck that somebody shares, with
their media.

`anki_package` opens them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ankigen.model import Block, Finding, Kind, Origin, Reading, RichText
from ankigen.readers.anki_package import read_package
from ankigen.readers.ankigen_notes import REMOVED, own_note
from ankigen.readers.table_pairs import pair_of, tag_list
from ankigen.readers.table_records import Record

_CLOZE = re.compile(
    r"\{\{c\d+::((?:[^{}]|\{(?!\{)|\}(?!\}))*?)(?:::((?:[^{}]|\{(?!\{)|\}(?!\}))*?))?\}\}", re.S
)
_GAP = "[…]"


#: The fields of a note of ours as an entry, and of one whose note type is not known.
_OWN = ("Headword", "Definition", "Context")
_PLAIN = ("Front", "Back")


def read(data: bytes, name: str) -> Reading:
    """An .apkg file. Raises AnkigenError if it is none, or damaged, or needs a library that is
    not installed.
    """
    package = read_package(data, name)
    root = _common_root([note.deck for note in package.notes if note.deck])
    ours = [own_note(dict(zip(n.names, n.fields, strict=False))) for n in package.notes]
    whole = {(own.headword, own.context) for own in ours if own and not own.is_list}
    blocks: list[Block] = []
    for line, (note, own) in enumerate(zip(package.notes, ours, strict=True), 1):
        if own and own.is_list and (own.headword, own.context) in whole:
            continue  # the list cards of an entry that is here already
        if own and REMOVED in note.tags:
            blocks.append(_dropped(line, note.fields[0], "note that was removed"))
            continue
        topic = note.deck.removeprefix(root).strip(":")
        names, cells = note.names or _PLAIN, note.fields
        if own:
            names, cells, topic = _OWN, (own.headword, own.definition, own.context), own.topic
        elif note.cloze:
            names, cells = _without_clozes(names, cells)
        found = pair_of(Record(line, line, cells, (line,) * len(cells)), names)
        if found is None:
            text = " | ".join(c for c in cells if c.strip())
            blocks.append(_dropped(line, text, "note without a first field"))
            continue
        tags = tag_list(" ".join(note.tags).replace(",", " "))
        blocks.append(replace(found, guid=note.guid, tags=tags, topic=found.topic or topic))
    findings = tuple(_missing(name, file) for file in package.missing_media)
    return Reading(tuple(blocks), findings, deck=root, media=package.all_media())


def _missing(name: str, file: str) -> Finding:
    message = (
        f'the package names the file "{file}" but does not have it; export it again with its media'
    )
    return Finding(Origin(name, 0), "missing-media", message)


def _dropped(line: int, text: str, why: str) -> Block:
    return Block(Kind.DROPPED, RichText.of(text, line), line, line, value=why)


def _without_clozes(
    names: Sequence[str], cells: Sequence[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A cloze note as a question with gaps, and its whole sentence as the answer: the fields'
    names, and the fields.
    """
    at = next((i for i, c in enumerate(cells) if _CLOZE.search(c)), 0)
    asked = cells[at]
    while (
        found := _CLOZE.sub(lambda m: f"[{m.group(2)}]" if m.group(2) else _GAP, asked)
    ) != asked:
        asked = found
    others = [
        (n, c) for i, (n, c) in enumerate(zip(names, cells, strict=False)) if i != at and c.strip()
    ]
    return (
        (*_PLAIN, *(n for n, _ in others)),
        (asked, _answered(cells[at]), *(c for _, c in others)),
    )


def _answered(text: str) -> str:
    while (found := _CLOZE.sub(r"<b>\1</b>", text)) != text:
        text = found
    return text


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
