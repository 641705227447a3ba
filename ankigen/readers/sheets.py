"""Spreadsheets → PAIR blocks, by the rules of tables: .xlsx (openpyxl) and .ods (its XML is plain
enough to read here).

A block's line is the row's number; those of a further sheet go on where the last one ended.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any
from xml.etree import ElementTree
from zipfile import BadZipFile

from ankigen.model import AnkigenError, Block, Finding, Kind, Reading, RichText
from ankigen.readers.archive import Archive, brief, missing
from ankigen.readers.left_over import Parts, Text, texts_of, texts_of_kinds, with_left_over
from ankigen.readers.table_records import Record
from ankigen.readers.tables import records_reading
from ankigen.text.decoding import plain
from ankigen.text.integers import small_integer

Rows = list[tuple[int, list[str]]]  # row number, cells

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
#: A spreadsheet says "this empty cell, a thousand times": no table of notes is wider.
_WIDEST = 60


def read_xlsx(data: bytes, name: str) -> Reading:
    """Raises AnkigenError if it is no .xlsx file, or damaged, or openpyxl is not installed."""
    archive = Archive(data, name, "a spreadsheet (.xlsx)")
    texts = texts_of_kinds(archive, _PARTS, _XLSX_TEXTS)
    sheets, beside = _xlsx(data, name)
    return with_left_over(_reading(sheets, name), [*beside, *texts], name)


_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_XLSX_TEXTS = Parts(
    paragraphs=frozenset((f"{_A}p", f"{_S}text")),
    characters=frozenset((f"{_A}t", f"{_S}t")),
    others={f"{_S}rPh": ""},  # how a text is read aloud
    spaces=frozenset((f"{_A}br",)),
)
#: The parts of the file with text beside that of the cells, and what they are.
_PARTS = (
    (re.compile(r"xl/(?:comments\d*|comments/comment\d*)\.xml$"), "a comment"),
    (re.compile(r"xl/drawings/drawing\d*\.xml$"), "a drawing"),
)


def xlsx_sheets(data: bytes, name: str) -> list[tuple[str, Rows]]:
    """The visible sheets by their titles, cell by cell. Raises AnkigenError as `read_xlsx` does."""
    return _xlsx(data, name)[0]


def _xlsx(data: bytes, name: str) -> tuple[list[tuple[str, Rows]], list[Text]]:
    """The visible sheets, and what is not shown: the rows of hidden sheets, cells far out."""
    Archive(data, name, "a spreadsheet (.xlsx)").read("[Content_Types].xml")
    try:
        import openpyxl
        from openpyxl.utils.exceptions import InvalidFileException
    except ImportError:
        raise missing(name, "Excel files", "xlsx", "openpyxl") from None
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        beside: list[Text] = []
        sheets = [(s.title, list(_xlsx_rows(s, beside))) for s in book.worksheets]
        hidden = {s.title for s in book.worksheets if s.sheet_state != "visible"}
        beside += [
            Text(" | ".join(filter(None, cells)), f'the hidden sheet "{title}"')
            for title, rows in sheets
            if title in hidden
            for _, cells in rows
            if any(cells)
        ]
        return [(title, rows) for title, rows in sheets if title not in hidden], beside
    except (
        InvalidFileException,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        BadZipFile,
        OSError,
        SyntaxError,  # of XML
    ) as error:
        raise AnkigenError(
            f"{name}: is damaged ({brief(error)}); open it in a spreadsheet and save it anew"
        ) from None


def _xlsx_rows(sheet: Any, beside: list[Text]) -> Iterator[tuple[int, list[str]]]:
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        yield number, [_shown(value) for value in row[:_WIDEST]]
        if far := " | ".join(filter(None, map(_shown, row[_WIDEST:]))):
            beside.append(Text(far, f"beyond the {_WIDEST} columns that a table may have"))


def _shown(value: object) -> str:
    """A cell as a spreadsheet shows it, more or less."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, datetime):
        return (
            value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
        )
    if isinstance(value, date | time):
        return value.isoformat()
    return plain(str(value)).replace("_x000D_", "").replace("\v", "\n")


def read_ods(data: bytes, name: str) -> Reading:
    """Raises AnkigenError if it is no .ods file or damaged."""
    content = Archive(data, name, "a spreadsheet (.ods)").read("content.xml")
    try:
        root = ElementTree.fromstring(content)
    except ElementTree.ParseError as error:
        raise AnkigenError(
            f"{name}: is damaged ({brief(error)}); open it in a spreadsheet and save it anew"
        ) from None
    sheets = [
        (table.get(f"{_TABLE}name", ""), list(_ods_rows(table)))
        for table in root.iter(f"{_TABLE}table")
    ]
    archive = Archive(data, name, "a spreadsheet (.ods)")
    texts = texts_of(archive, "content.xml", "a text that cannot be shown", _ODS_TEXTS)
    return with_left_over(_reading(sheets, name), texts, name)


_ODS_TEXTS = Parts(
    paragraphs=frozenset((f"{_TEXT}p", f"{_TEXT}h")),
    characters=frozenset(),
    others={"{urn:oasis:names:tc:opendocument:xmlns:office:1.0}annotation": "a comment"},
    spaces=frozenset(f"{_TEXT}{name}" for name in ("s", "tab", "line-break")),
)


def _ods_rows(table: ElementTree.Element) -> Iterator[tuple[int, list[str]]]:
    number = 0
    for row in table.iter(f"{_TABLE}table-row"):
        repeated = _count(row.get(f"{_TABLE}number-rows-repeated"))
        cells: list[str] = []
        for cell in row:
            if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
                continue
            text = "\n".join(map(_ods_text, _ods_paragraphs(cell)))
            cells += [plain(text)] * min(
                _count(cell.get(f"{_TABLE}number-columns-repeated")), _WIDEST - len(cells)
            )
        if any(cells):
            for n in range(min(repeated, 1000)):
                yield number + n + 1, cells
        number += repeated


def _ods_paragraphs(element: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """The paragraphs of a cell, also those in a list or a text box, but no comment."""
    for child in element:
        if child.tag == f"{_TEXT}p":
            yield child
        elif not child.tag.endswith("}annotation"):
            yield from _ods_paragraphs(child)


def _ods_text(paragraph: ElementTree.Element) -> str:
    pieces = [paragraph.text or ""]
    for child in paragraph:
        if child.tag == f"{_TEXT}s":
            pieces.append(" " * min(20, _count(child.get(f"{_TEXT}c"))))
        elif child.tag == f"{_TEXT}line-break":
            pieces.append("\n")
        elif child.tag == f"{_TEXT}tab":
            pieces.append(" ")
        else:
            pieces.append(_ods_text(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _count(value: str | None) -> int:
    return small_integer(value, 1)


def _reading(sheets: Sequence[tuple[str, Rows]], name: str) -> Reading:
    filled = [(title, rows) for title, rows in sheets if any(any(cells) for _, cells in rows)]
    if not filled:
        raise AnkigenError(f"{name}: has no filled cells; write notes in it or leave it out")
    blocks: list[Block] = []
    findings: list[Finding] = []
    offset = 0
    for title, rows in filled:
        records = [
            Record(number + offset, number + offset, tuple(cells), (number + offset,) * len(cells))
            for number, cells in rows
            if any(cells)
        ]
        if len(filled) > 1:
            first = records[0].line
            blocks.append(Block(Kind.HEADING, RichText.of(title, first), first, first, level=1))
        reading = records_reading(_trimmed(records), name)
        blocks += reading.blocks
        findings += reading.findings
        offset += rows[-1][0]
    return Reading(tuple(blocks), tuple(findings))


def _trimmed(records: list[Record]) -> list[Record]:
    """Without the empty columns at the sides, which spreadsheets have."""
    filled = [i for r in records for i, c in enumerate(r.cells) if c.strip()]
    left, right = min(filled), max(filled) + 1
    return [r._replace(cells=r.cells[left:right], starts=r.starts[left:right]) for r in records]
