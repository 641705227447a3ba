"""Tables of cards → PAIR blocks: CSV, TSV, and the text exports of flashcard apps, whatever parts
their columns.

A row's cells become term, definition, context, tags and topic by the names in the header row, else
by what the columns hold. Anki's `#` header lines are understood (its manual, "Importing text
files").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import replace

from ankigen.model import (
    AnkigenError,
    Block,
    EntryKind,
    Finding,
    Kind,
    Origin,
    Reading,
    RichText,
)
from ankigen.model.note_fields import FIELDS_OF
from ankigen.readers.anki_text import AnkiHeader, anki_header
from ankigen.readers.ankigen_notes import REMOVED, Own, own_note
from ankigen.readers.choice_tables import choice_reading
from ankigen.readers.table_columns import (
    Layout,
    is_header,
    layout_by_content,
    named_layout,
    names_figures,
    names_languages,
)
from ankigen.readers.table_pairs import cell_rich, pair_by_layout, pair_of, tag_list
from ankigen.readers.table_records import COMMENT, Record, parse_records, without_numbers
from ankigen.readers.table_separators import (
    export_separator,
    one_line_cards,
    rows_in_blanks,
    separator_of_table,
)
from ankigen.readers.verbatim_spans import with_literals
from ankigen.text.decoding import decode
from ankigen.text.patterns import when_asked

#: A row longer than this is a quotation mark that was never closed, or no table at all.
LONGEST_ROW = 1_000_000


_SECTION = when_asked(
    r"(?:unit|chapter|lesson|section|part|topic|week|module|kapitel|lektion|einheit"
    r"|teil|thema|unidad|lecci[oó]n|tema|"
    r"cap[ií]tulo|chapitre|leçon|unité|thème|partie|unità|lezione|capitolo|第|глава"
    r"|урок)\b.*\d|第.*[章課课]|[^a-z]{6,}:?$",
    re.I,
)


_HTML = when_asked(
    (
        r"<(?:br|div|p|ul|ol|li|b|i|img|span|table|pre|strong|em|sub|sup|code|a)\b[^<>]*>"
        r"|&(?:nbsp|amp|lt|gt|quot|#39);"
    ),
    re.I,
)


def read(data: bytes, name: str) -> Reading:
    """A .csv file. Raises AnkigenError if it is empty or no text, or a row is absurdly long."""
    return read_text(decode(data, name), name)


def read_text(text: str, name: str, separator: str = "") -> Reading:
    """A table, its separator found from the whole if it is not given or in Anki's header."""
    text = text.replace("\v", "\n") if "\n" not in text.strip() else text.replace("\v", " ")
    lines = text.split("\n")
    for n, line in enumerate(lines):
        if len(line) > LONGEST_ROW:
            raise AnkigenError(
                f"{name}:{n + 1}: this row has {len(line):,} characters; a table of "
                f"cards has shorter ones: split the row"
            )
    header = anki_header(lines)
    separator = header.separator or separator or separator_of_table(lines[header.lines :])
    records = list(parse_records(lines, separator, header.lines))
    return _reading(records, lines, header, separator, name)


def from_text(text: str, name: str, held: Set[int] = frozenset()) -> Reading | None:
    """The table that a .txt file is when looked at as a whole; None if it holds notes. The lines
    with the numbers `held` are no part of it by the user's word.
    """
    lines = text.split("\n")
    header = anki_header(lines)
    if header.lines and (header.separator or header.lines > 1):
        return read_text("\n".join(_without(lines, held)), name)
    if cards := one_line_cards(lines):
        records = [Record(1, 1, card, (1,) * len(card)) for card in cards]
        return _reading(records, lines, header, "\t", name)
    separator = export_separator(lines)
    if not separator:
        return None
    rows = _without(rows_in_blanks(lines) if separator == "\t" else lines, held)
    records = without_numbers(list(parse_records(rows, separator, 0, joining=True)))
    return _reading(records, lines, header, separator, name)


def _without(lines: Sequence[str], held: Set[int]) -> list[str]:
    return ["" if n in held else line for n, line in enumerate(lines, 1)]


def _reading(
    records: list[Record], lines: Sequence[str], header: AnkiHeader, separator: str, name: str
) -> Reading:
    """The rows as blocks, each in its role. Raises AnkigenError for a row that is absurdly long."""
    blocks: list[Block] = []
    if header.lines:
        text = "\n".join(lines[: header.lines]).strip()
        blocks.append(
            Block(Kind.DROPPED, RichText.of(text, 1), 1, header.lines, value="header of the export")
        )
    rows = [r for r in records if any(c.strip() for c in r.cells)]
    _check_lengths(rows, name)
    if not header.lines and (asked := choice_reading(rows, name, cell_rich)):
        return asked
    wide = any(len(r.cells) > 1 for r in rows)
    data = [r for r in rows if not _comment(r) and (len(r.cells) > 1 or not wide)]
    named, layout = _layout(data, header, separator)
    width = max(
        Counter(len(r.cells) for r in data).most_common(1)[0][0] if data else 2, len(layout.names)
    )
    pairs = [r.line for r in data if named is None or not _same_cells(r, named)]
    findings: list[Finding] = []
    first = _first_heading([r for r in rows if _comment(r)], pairs)
    previous = header.lines
    ours = _own_notes(data, header)
    whole = {(own.headword, own.context) for own in ours.values() if not own.is_list}
    for r in rows:
        gap = max(0, r.line - previous - 1)
        previous = r.end_line
        if named is not None and _same_cells(
            r, named
        ):  # a table put together from several says them again
            blocks.append(_dropped(r, gap, "column names"))
        elif _comment(r):
            among_pairs = bool(pairs) and pairs[0] <= r.line <= pairs[-1]
            heads = among_pairs or r.line == first or _SECTION.match(_bare(r)) is not None
            blocks.append(_comment_block(r, gap, heads))
        elif own := ours.get(r.line):
            blocks.append(_own_block(r, own, header, whole, gap))
        elif wide and _is_section(r, gap, r is rows[0]):
            title = with_literals(r.cells[0].strip().rstrip(": "), r.line).strip()
            blocks.append(Block(Kind.HEADING, title, r.line, r.end_line, gap, level=1))
        elif block := pair_by_layout(_fitted(r, width, layout, separator), layout, gap):
            words = named is not None and names_languages(named.cells)
            blocks.append(replace(block, entry_kind=EntryKind.VOCABULARY) if words else block)
        else:
            blocks.append(_dropped(r, gap, "row without a term"))
            message = "this row has nothing in the column of the term; fill it in or remove the row"
            findings.append(Finding(Origin(name, r.line), "no-term", message))
    if not ours:
        blocks = topics_by_tags(blocks)
    return Reading(tuple(blocks), tuple(findings), deck=header.deck, tags=header.tags)


def _same_cells(a: Record, b: Record) -> bool:
    return [c.strip() for c in a.cells] == [c.strip() for c in b.cells]


def topics_by_tags(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, each row with one of its tags as its topic where the table has no headings and no
    column of topics.

    Of the tags of a row that is taken which comes in the longest runs: notes are collected by
    topic, and what else is said of them ("noun", "exam") is scattered among them.
    """
    pairs = [b for b in blocks if b.kind is Kind.PAIR]
    tagged = sum(bool(b.tags) for b in pairs)
    if 2 * tagged <= len(pairs) or any(b.topic or b.kind is Kind.HEADING for b in blocks):
        return list(blocks)
    count = Counter(t for b in pairs for t in b.tags)
    runs = Counter(
        t for n, b in enumerate(pairs) for t in b.tags if not n or t not in pairs[n - 1].tags
    )
    length = {t: count[t] / runs[t] for t in count}
    chosen = [max(b.tags, key=length.__getitem__, default="") for b in pairs]
    if len(set(chosen) - {""}) < 2:
        return list(blocks)
    topics = iter(chosen)
    return [replace(b, topic=next(topics)) if b.kind is Kind.PAIR else b for b in blocks]


def _check_lengths(rows: Sequence[Record], name: str) -> None:
    for r in rows:
        length = sum(map(len, r.cells))
        if length > LONGEST_ROW:
            raise AnkigenError(
                f"{name}:{r.line}: this row has {length:,} characters; look for a "
                f"quotation mark that is not closed"
            )


def _layout(
    data: Sequence[Record], header: AnkiHeader, separator: str
) -> tuple[Record | None, Layout]:
    """The row that names the columns, if one does, and what the columns hold: as Anki's header
    says, or that row, or the cells.
    """
    html = header.html if header.html is not None else _is_html(data)
    if header.columns:
        names = next(parse_records([header.columns[0]], separator, 0), None)
        layout = named_layout(names.cells if names else (), html)
        return None, replace(
            layout,
            guid=header.guid if header.guid >= 0 else layout.guid,
            tags=header.tags_column if header.tags_column >= 0 else layout.tags,
            topic=header.deck_column if header.deck_column >= 0 else layout.topic,
            ignored=(*layout.ignored, header.notetype_column),
        )
    if not data:
        return None, Layout()
    if not header.lines and is_header(data[0].cells, data[1:]):
        return data[0], named_layout(data[0].cells, html)
    if not header.lines and names_figures(data[0].cells, data[1:]):
        called = tuple(cell.strip() for cell in data[0].cells)
        return data[0], Layout(definition=-1, names=called, html=html)
    given = {
        "guid": header.guid,
        "tags": header.tags_column,
        "topic": header.deck_column,
        "notetype": header.notetype_column,
    }
    return None, layout_by_content(data, html, given)


def _dropped(record: Record, gap: int, why: str) -> Block:
    text = RichText.of(_whole(record), record.line)
    return Block(Kind.DROPPED, text, record.line, record.end_line, gap, value=why)


def _own_block(
    record: Record, own: Own, header: AnkiHeader, whole: Set[tuple[str, str]], gap: int
) -> Block:
    def cell(index: int) -> str:
        return record.cells[index] if 0 <= index < len(record.cells) else ""

    tags = tag_list(cell(header.tags_column))
    why = ""
    if REMOVED in tags:
        why = "note that was removed"
    elif own.is_list and (own.headword, own.context) in whole:
        why = "list of an entry that is here already"
    names = ("Headword", "Definition", "Context")
    cells = (own.headword, own.definition, own.context)
    found = pair_of(record._replace(cells=cells, starts=(record.line,) * len(cells)), names)
    if why or found is None:
        text = RichText.of(own.headword, record.line)
        return Block(
            Kind.DROPPED,
            text,
            record.line,
            record.end_line,
            gap,
            value=why or "note without a headword",
        )
    return replace(found, gap=gap, tags=tags, guid=cell(header.guid), topic=own.topic)


def _own_notes(records: Sequence[Record], header: AnkiHeader) -> dict[int, Own]:
    """The rows that are notes of ankigen's own types, by their lines."""
    if header.notetype_column < 0:
        return {}
    taken = {header.guid, header.notetype_column, header.deck_column, header.tags_column}
    found: dict[int, Own] = {}
    for r in records:
        name = r.cells[header.notetype_column] if header.notetype_column < len(r.cells) else ""
        cells = [c for i, c in enumerate(r.cells) if i not in taken]
        fields = FIELDS_OF.get(name)
        if fields and (own := own_note(dict(zip(fields, cells, strict=False)))):
            found[r.line] = own
    return found


def _whole(record: Record) -> str:
    return " | ".join(c.strip() for c in record.cells if c.strip())


def _bare(record: Record) -> str:
    return record.cells[0].strip().lstrip("#/ ").strip()


def _comment(record: Record) -> bool:
    return bool(COMMENT.match(record.cells[0])) and not any(c.strip() for c in record.cells[1:])


def _first_heading(comments: Sequence[Record], pairs: Sequence[int]) -> int:
    """The line of the comment right above the first row, where comments of the same mark ("###")
    stand among the rows; else 0.
    """
    if not pairs:
        return 0
    marks = {_mark(r) for r in comments if pairs[0] < r.line < pairs[-1]}
    above = [r for r in comments if r.line < pairs[0]]
    return above[-1].line if above and _mark(above[-1]) in marks else 0


def _mark(comment: Record) -> str:
    text = comment.cells[0].strip()
    return text[: len(text) - len(text.lstrip("#/"))]


def _comment_block(record: Record, gap: int, heads: bool) -> Block:
    """A comment above rows is the heading of a section; one before all rows or behind the last
    is only a comment, unless comments of its look stand among the rows.
    """
    text = RichText.of(_bare(record), record.line)
    if heads:
        return Block(Kind.HEADING, text, record.line, record.end_line, gap, level=1)
    return Block(Kind.DROPPED, text, record.line, record.end_line, gap, value="comment")


def _is_section(record: Record, gap: int, first: bool) -> bool:
    """A row with nothing but a first cell that reads as the title of a unit."""
    title = record.cells[0].strip()
    if any(c.strip() for c in record.cells[1:]) or len(title) > 80:
        return False
    alone = len(record.cells) == 1 and (gap > 0 or first) and title[-1] not in ".!?"
    return alone or bool(_SECTION.match(title))


def _fitted(record: Record, width: int, layout: Layout, separator: str) -> Record:
    """A row with more cells than columns has the separator in its definition: joined again."""
    surplus = len(record.cells) - width
    if surplus <= 0 or layout.definition < 0 or layout.definition >= width:
        return record
    at = layout.definition
    # a tab is never part of a text: what stands behind it is a column, such as an example
    between = "\n" if separator == "\t" and not layout.html else separator
    joined = between.join(record.cells[at : at + surplus + 1])
    cells = (*record.cells[:at], joined, *record.cells[at + surplus + 1 :])
    starts = (*record.starts[: at + 1], *record.starts[at + surplus + 1 :])
    return record._replace(cells=cells, starts=starts)


def records_reading(records: list[Record], name: str) -> Reading:
    """Rows that come from elsewhere (a spreadsheet), read like those of a text table."""
    return _reading(records, (), AnkiHeader(), ";", name)


def _is_html(records: Sequence[Record]) -> bool:
    """Whether the cells are HTML, as an export without `#html` leaves open: several have tags or
    entities.
    """
    sample = records[:500]
    return bool(sample) and sum(any(_HTML.search(c) for c in r.cells) for r in sample) >= max(
        2, len(sample) * 0.1
    )


def read_tsv(data: bytes, name: str) -> Reading:
    """A .tsv file: tabs, unless most lines have none."""
    text = decode(data, name)
    lines = [s for s in text.split("\n") if s.strip()]
    tabs = sum("\t" in s for s in lines)
    return read_text(text, name, "\t" if tabs * 2 >= len(lines) else "")
