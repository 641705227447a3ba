"""Tables that are glossaries: each row a headword and its definition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from ankigen.model import Block, Kind, RichText, Style
from ankigen.model.entries import RowNames
from ankigen.segmentation.blocks.column_names import MEANING_NAMES, SIDES, TERM_NAMES
from ankigen.segmentation.blocks.question_labels import below_questions
from ankigen.segmentation.blocks.rows_to_pairs import (
    data_rows,
    is_text,
    meaning_column,
    name_of,
    pairs_of_groups,
    pairs_of_rows,
)
from ankigen.segmentation.blocks.told_cells import with_told_cells
from ankigen.segmentation.headword_score import termness
from ankigen.segmentation.words import length
from ankigen.text.dates import is_date
from ankigen.text.patterns import when_asked


def expand_tables(
    blocks: Sequence[Block], whole: Collection[RowNames] = ()
) -> tuple[list[Block], list[RowNames]]:
    """The blocks, with each table that is a glossary turned into one PAIR a row, and the names of
    the rows of each such table. Those named in `whole` stay tables.
    """
    expanded: list[RowNames] = []
    out: list[Block] = []
    tables = {k: _term_first(_headed(b)) for k, b in enumerate(blocks) if b.kind is Kind.TABLE}
    told = {k: new for k, table in tables.items() if (new := with_told_cells(table))}
    as_written = tables
    tables = as_written | told
    alike = Counter[tuple[str, ...]]()
    for table in tables.values():
        alike[_look(table)] += len(data_rows(table))
    only = len(tables) == 1
    below = below_questions(blocks) if tables else []
    listed = any(t.header and _lists(t, LEAST_WORDS) for t in tables.values())
    arranged = {k: _arranged(table, alike[_look(table)]) for k, table in tables.items()}
    often = Counter(name_of(r[0]) for t, _ in arranged.values() for r in data_rows(t) if r)
    heads = " ".join(b.text.text.casefold() for b in blocks if tables and b.kind is Kind.HEADING)
    lists = set()
    for k, (block, grouped) in arranged.items():
        listing = listed and block.header and _lists(block, LEAST_PAIRS)
        if not below[k] and _names_rows(block, heads):
            own = Counter(name_of(r[0]) for r in data_rows(block))
            listing = listing or all(often[name] == n for name, n in own.items())
        count = alike[_look(tables[k])]
        if k in told or grouped or listing or _is_glossary(block, blocks, k, count, only):
            lists.add(k)
    named = {_look(tables[k]) for k in lists if tables[k].header}
    for k, given in enumerate(blocks):
        if k not in tables:
            out.append(given)
            continue
        block, _ = arranged[k]
        same = _look(tables[k]) in named and len(data_rows(block)) >= KNOWN
        names = _row_names(as_written[k])
        made = [as_written[k]]
        if names in whole:
            pass
        elif k in lists or (same and not below[k]):
            made = list(pairs_of_rows(block))
        elif groups := _groups(block):
            made = list(pairs_of_groups(block, groups))
        out += made
        if made != [as_written[k]]:
            expanded.append(names)
    return out, expanded


def _row_names(block: Block) -> RowNames:
    return tuple(" ".join(r[0].text.split()) for r in data_rows(block) if r and r[0])


def _look(block: Block) -> tuple[str, ...]:
    """What tables have in common that one writer means alike: their header, or their width."""
    first = block.rows[0] if block.rows else ()
    return tuple(map(name_of, first)) if block.header else ("",) * len(first)


def _headed(block: Block) -> Block:
    """The table with its first row as header where that names the columns: Word knows no headers
    that others would see.
    """
    if block.header and not any(c.text.strip() for c in block.rows[0]):
        block = replace(block, rows=block.rows[1:], header=False)  # Markdown asks for a header
    if block.header or len(block.rows) < 2 or len(block.rows[0]) < 2:
        return block
    first, *others = block.rows
    names = list(map(name_of, first))
    named = TERM_NAMES.match(names[0]) and any(map(MEANING_NAMES.match, names[1:]))
    bold = all(map(_bold, first)) and not any(_bold(c) for row in others for c in row[1:])
    named = named or _names_figures(names, others)
    return replace(block, header=True) if named or bold else block


def _names_figures(names: Sequence[str], rows: Sequence[tuple[RichText, ...]]) -> bool:
    """Whether the first row of three columns or more names them: it has no figure, over a column
    with a figure in each of several rows.
    """
    named = all(name and name[0].isalpha() and length(name) <= SHORT_NAME for name in names)
    even = len(rows) >= LEAST_PAIRS and all(len(r) == len(names) for r in rows)
    if len(names) < 3 or not named or not even or any(c.isdigit() for n in names for c in n):
        return False
    return any(all(any(map(str.isdigit, r[c].text)) for r in rows) for c in range(1, len(names)))


def _term_first(block: Block) -> Block:
    """The table with the column that is called "term" first, where one is called "definition";
    without a column that numbers the rows.
    """
    names = list(map(name_of, block.rows[0])) if block.header else []
    means = [c for c, name in enumerate(names) if MEANING_NAMES.match(name)]
    terms = [c for c, name in enumerate(names) if TERM_NAMES.match(name) and c not in means]
    if not means or not terms or terms[0] == 0 or any(len(r) != len(names) for r in block.rows):
        return block
    at = terms[0]
    others = [c for c in range(len(names)) if c != at and not _numbers(block, c)]
    return replace(block, rows=tuple(tuple(r[c] for c in (at, *others)) for r in block.rows))


def _numbers(block: Block, column: int) -> bool:
    cells = [r[column].text.strip().strip(".)#") for r in data_rows(block)]
    return all(map(str.isdigit, cells)) and min(map(len, cells), default=0) < 4  # no years


#: A first column with so large a share of blanks, or of values that stand there again, groups rows.
GROUPING_SHARE = 0.3
#: So many rows show what a column holds.
LEAST_ROWS = 4


def _arranged(block: Block, count: int) -> tuple[Block, bool]:
    """The table with the column of headwords first, where another is in front: numbers, or names
    of groups of rows that stand only at the first row of each or again and again. Such names are
    repeated, behind all else; they show that each row is an entry.
    """
    rows = data_rows(block)
    width = len(block.rows[0]) if block.rows else 0
    if width < 3 or count < LEAST_ROWS or any(len(r) != width for r in rows):
        return block, False
    values = [r[0].text.strip() for r in rows]
    numbers = _numbers(block, 0)
    grouping = values[0] and 1 - len(set(values) - {""}) / len(rows) >= GROUPING_SHARE
    named = block.header and TERM_NAMES.match(name_of(block.rows[0][0]))
    if not (numbers or grouping) or named:
        return block, False
    if numbers:
        return replace(block, rows=tuple(r[1:] for r in block.rows)), False
    if not _names_each(rows, 1):
        return block, False
    head = block.rows[:1] if block.header else ()
    out = [(*row[1:], row[0]) for row in head]
    group = rows[0][0]
    for row in rows:
        group = row[0] or group
        out.append((*row[1:], group))
    return replace(block, rows=tuple(out)), True


def _groups(block: Block) -> list[list[tuple[RichText, ...]]]:
    """The rows of a table by the first that stands over them, where rows without a first cell go on
    with the row above and each first is a name of its own; [] of any other table.
    """
    rows = data_rows(block)
    names = [r[0].text.strip() for r in rows if r[0]]
    if len(rows) < LEAST_ROWS or not rows[0][0] or len(rows[0]) < 2:
        return []
    if 1 - len(names) / len(rows) < GROUPING_SHARE or len(set(names)) < len(names):
        return []
    if sum(termness(_bare(name)) > 0 for name in names) < 0.8 * len(names):
        return []
    groups: list[list[tuple[RichText, ...]]] = []
    for row in rows:
        if row[0]:
            groups.append([row])
        else:
            groups[-1].append(row)
    return groups


def _names_each(rows: Sequence[tuple[RichText, ...]], column: int) -> bool:
    """Whether a column has a name of its own for each row, and the next says something of it."""
    names = [r[column].text.strip() for r in rows]
    return (
        all(names)
        and len(set(names)) >= 0.9 * len(names)
        and sum(termness(name) > 0 for name in names) >= 0.8 * len(names)
        and sum(length(r[column + 1].text) >= 2 for r in rows) >= 0.6 * len(rows)
    )


def _is_glossary(block: Block, blocks: Sequence[Block], k: int, count: int, only: bool) -> bool:
    rows = data_rows(block)
    if not rows or not MOST_COLUMNS >= len(block.rows[0]) >= 2:
        return False
    meaning = meaning_column(block)
    if block.header:
        names = list(map(name_of, block.rows[0]))
        compares = len(names) > 2 and not MEANING_NAMES.match(names[1])
        if compares and not any(c.isalpha() for c in names[0]):
            return False  # the rows say what is compared, the columns compare
        if MEANING_NAMES.match(names[meaning]) and (TERM_NAMES.match(names[0]) or _termlike(rows)):
            return True
        if TERM_NAMES.match(names[0]) and _termlike(rows) and is_text(rows, meaning):
            return True
    bold = sum(1 for r in rows if _bold(r[0]))
    plain = not any(_bold(r[meaning]) for r in rows if meaning < len(r))
    if bold >= 0.8 * len(rows) and plain and is_text(rows, meaning):
        return True
    if (
        not block.header
        and len(block.rows[0]) == 2
        and (_pairs_only(rows, count) or _words(rows, LEAST_WORDS))
    ):
        return True
    two = only and len(block.rows[0]) == 2
    if two and _under_the_title(blocks, k) and _pairs_only(rows, count):
        return True
    # a table right under a heading, with nothing else there, of short firsts and longer others
    before = blocks[k - 1] if k else None
    return (
        (before is None or before.kind is Kind.HEADING)
        and count >= 3
        and _termlike(rows)
        and is_text(rows, meaning)
    )


def _under_the_title(blocks: Sequence[Block], k: int) -> bool:
    """Whether nothing heads a table but the only heading of the document; what begins with a term
    in bold, right above, has the table as its own.
    """
    above = blocks[k - 1] if k else None
    if above and (
        above.term or any(m.start == 0 and m.style is Style.STRONG for m in above.text.marks)
    ):
        return False
    headings = [n for n, b in enumerate(blocks) if b.kind is Kind.HEADING]
    return len(headings) <= 1 and all(n < k for n in headings)


#: So many rows of two cells without a header, the first short and the second a text, say what
#: things are; fewer may be anything.
LEAST_PAIRS = 3
KNOWN = 2  # under the header of a table that lists a card a row
LONGEST_FIRST = 6


def _pairs_only(rows: Sequence[tuple[RichText, ...]], count: int) -> bool:
    """Whether each row of two cells is a short name, none twice, and a text about it."""
    names = {r[0].text.strip().casefold() for r in rows}
    return (
        count >= LEAST_PAIRS
        and len(names) == len(rows)
        and all(
            r[0] and length(r[0].text) <= LONGEST_FIRST and termness(r[0].text) > 0 for r in rows
        )
        and all(r[1] and length(r[1].text) > length(r[0].text) for r in rows)
        and sum(length(r[1].text) >= 3 for r in rows) >= 0.8 * len(rows)
    )


def _lists(block: Block, least: int) -> bool:
    """Whether a table of two or three columns lists names and what belongs to each: where one with
    many rows does, shorter ones of the document do, too.
    """
    width = len(block.rows[0]) if block.rows else 0
    return 2 <= width <= 3 and _words(data_rows(block), least)


def _words(rows: Sequence[tuple[RichText, ...]], least: int) -> bool:
    """Whether these are words and what they mean: both short, none twice, none a figure."""
    names = {r[0].text.strip().casefold() for r in rows}
    return (
        len(rows) >= least
        and all(len(r) > 1 for r in rows)
        and len(names) >= 0.9 * len(rows)
        and all(r[0] and any(c.isalpha() for c in r[0].text + r[1].text) for r in rows)
        and sum(any(c.isalpha() for c in r[1].text) for r in rows) >= 0.9 * len(rows)
        and sum(length(_bare(r[0].text)) <= LONGEST_FIRST for r in rows) >= 0.8 * len(rows)
    )


#: So many rows make a list of words.
LEAST_WORDS = 8

#: So many rows under a header whose first cell is blank; so many columns beside a text.
LEAST_UNNAMED, WIDEST = 5, 8
#: What a table of a few rows is about has no more words in any of them.
SHORT_NAME = 4
_WORD = when_asked(r"[^\W\d_]{3}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
#: Columns whose names end alike ("Advantages", "Disadvantages") are compared with each other.
_ENDING = 4


def _names_rows(block: Block, heads: str) -> bool:
    """Whether each of several rows of a table under named columns begins with a name of its own, so
    that the others say something of it. `heads` are the headings of the notes.
    """
    width = len(block.rows[0]) if block.header else 0
    rows = data_rows(block)
    columns = [name_of(c).casefold() for c in block.rows[0]] if width else []
    unnamed = width > 0 and not columns[0]
    facts = width and (unnamed or is_text(rows, 1) or _all_in_words(rows))
    most = WIDEST if facts else MOST_COLUMNS
    if not 2 <= width <= most or len(rows) < (LEAST_UNNAMED if unnamed else LEAST_PAIRS):
        return False
    if unnamed and any(name and name in heads for name in columns):
        return False  # the columns are what the notes are about, and compared
    names = [_bare(r[0].text.strip()) for r in rows]
    # a figure alone says when or how much; several in a row are measures, which a table compares
    figure = [width == 2 and len(r) > 1 and r[1].text.strip().isdigit() for r in rows]
    said = [
        f or any(_WORD.search(c.text) for c in r[1:]) for f, r in zip(figure, rows, strict=True)
    ]
    return (
        columns[0][-_ENDING:] != columns[1][-_ENDING:]
        and not SIDES.match(columns[0])
        and _differ(n.casefold() for n in names)
        and all(0 < length(n) <= SHORT_NAME and "\\" not in n for n in names)
        and (
            sum(_WORD.search(n) is not None for n in names) >= 0.8 * len(names)
            or (all(map(is_date, names)) and any(is_text(rows, c) for c in range(1, width)))
        )
        and sum(said) >= 0.8 * len(rows)
    )


#: Of so many rows nearly all have a name of their own; of fewer each has.
MANY, NEARLY = 12, 0.9


def _differ(names: Iterable[str]) -> bool:
    count = Counter(names)
    once = [n == 1 for n in count.values()]
    return all(once) or (count.total() >= MANY and len(count) >= NEARLY * count.total())


#: Facts in words: so large a share of the cells beside the names, with so many words on average.
WORDED, WORDS_EACH = 0.9, 1.5


def _all_in_words(rows: Sequence[tuple[RichText, ...]]) -> bool:
    """Whether nearly all cells beside the names say something in words, some in several."""
    cells = [c.text for r in rows for c in r[1:]]
    worded = sum(_WORD.search(text) is not None for text in cells)
    return worded >= WORDED * len(cells) and sum(map(length, cells)) >= WORDS_EACH * len(cells)


#: A table of more columns compares things; it does not say what they are.
MOST_COLUMNS = 4


def _bold(cell: RichText) -> bool:
    return any(
        m.style is Style.STRONG and m.end - m.start >= 0.5 * len(cell.text) for m in cell.marks
    )


def _termlike(rows: Sequence[tuple[RichText, ...]]) -> bool:
    return sum(termness(_bare(r[0].text)) > 0 for r in rows if r) >= 0.8 * len(rows)


def _bare(name: str) -> str:
    """A name without what is added to it in brackets."""
    return name.split(" (")[0] or name
