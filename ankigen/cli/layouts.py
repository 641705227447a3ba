"""Which layout was taken for which lines, and what became of one line: for `parse` and
`explain`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from ankigen.cli.finding_lines import finding_line
from ankigen.cli.tables import table
from ankigen.model import Document, Entry, Finding, LayoutTaken, Node, Table, texts
from ankigen.segmentation.blocks.markers import marker_at
from ankigen.segmentation.owner.decisions import parting_sign
from ankigen.text.toml_strings import toml_string

if TYPE_CHECKING:
    from ankigen.project.advice import Advice

#: What the layouts are called to the user; "{mark}" is what parts headword and definition.
IN_WORDS = {
    "as-read": "read line by line",
    "inner": "as the lists in it",
    "headings": "each heading is a headword",
    "headings-mixed": "headings over text are headwords, those over entries are sections",
    "headings-read": "some headings are headwords",
    "sections": "headings are sections",
    "body": "text of the entry above",
    "one": "one entry, its first line is the headword",
    "lines": "each line is an entry, parted by {mark}",
    "paragraphs": "each paragraph is an entry, parted by {mark}",
    "items": "each item is an entry, parted by {mark}",
    "items-deep": "items and those under them are entries, parted by {mark}",
    "parents": "what has something under it is a headword",
    "parents-only": "what has something under it is a headword, the rest are sections",
    "parents-deep": "the items under the outer ones are the entries",
    "alternate": "headword and text take turns",
    "over-text": "headwords over their text",
    "brief-over-text": "short headwords over their text",
    "over-list": "a line over a list is its headword",
    "first-lines": "the first line of each paragraph is its headword",
    "each": "each line as it is set out",
    "setting": "as the settings say",
}
#: Formats whose tables are lines: each is an entry by what stands on it.
_LINES = (".txt", ".text")
_MARKS = {
    "sign": "a sign of its own",
    "sign-mixed": "a sign of its own, or another mark",
    "mixed": "the mark that fits each best",
    "first": "the first mark of each",
    "bold*": "bold",
    "copula": 'a verb such as "is"',
    "tab": "a tab",
    "columns": "wide spaces",
}


def in_words(taken: LayoutTaken) -> str:
    """A layout in words.

    >>> in_words(LayoutTaken(1, 9, "lines", "-"))
    'each line is an entry, parted by "-"'
    """
    mark = _MARKS.get(taken.mark, f'"{taken.mark}"')
    return IN_WORDS.get(taken.layout, taken.layout).format(mark=mark)


def layouts_table(documents: Sequence[Document], columns: int = 0) -> str:
    """The layouts of some documents, a row for each run of lines that one was taken for."""
    rows = [
        (_lines(taken), in_words(taken)) for document in documents for taken in document.layouts
    ]
    return table(("lines", "layout"), rows, columns) if rows else ""


def line_explained(
    line: int,
    text: str,
    document: Document,
    entries: Sequence[Entry],
    findings: Sequence[Finding],
    shown: str = "",
) -> list[str]:
    """What became of a raw line of a document: the entry that holds it and why, or the finding
    that says why none does.
    """
    out = [f"{line}: {text.strip()}"] if text.strip() else [f"{line}: (blank)"]
    layout = next((t for t in document.layouts if t.first <= line <= t.last), None)
    because = ""
    if layout is not None:
        because = f", because of the layout of lines {_lines(layout)}: {in_words(layout)}"
    for entry in entries:
        if entry.origin.line == line:
            out.append(f'  opens the entry "{entry.headword}"{because}')
        elif line in entry.lines:
            out.append(
                f'  inside the entry "{entry.headword}", which begins on line '
                f"{entry.origin.line}{because}"
            )
    if layout is not None and len(out) == 1:
        out.append(f"  layout of lines {_lines(layout)}: {in_words(layout)}")
    out += [
        f"  {finding_line(finding, shown)}"
        for finding in findings
        if finding.origin.line <= line <= max(finding.origin.line, finding.last)
    ]
    if len(out) == 1:
        out.append("  nothing was made of it")
    return out


def _lines(taken: LayoutTaken) -> str:
    return f"{taken.first}-{taken.last}" if taken.last > taken.first else f"{taken.first}"


def as_an_entry(
    line: int, document: Document, raw: Sequence[str], where: Advice, *, in_use: bool
) -> list[str]:
    """What to add to the settings to make an entry of a raw line that lies inside one; nothing for
    any other line. `raw` are the lines of the file, `where` names what decides. `in_use` = the deck
    was built before, so somebody may study it.
    """
    inside = [e for e in document.entries if line in e.lines and line != e.origin.line]
    advice = _advice(line, document, inside, raw, where)
    if not advice or not in_use:
        return advice
    names = ", ".join(f'"{entry.headword}"' for entry in inside)
    return [
        f"  the deck was built before: this changes the cards of {names}. Reviews stay with the",
        "  card that asks the same, or with the part that fits best; ankigen build names the",
        "  cards that begin afresh, and the package keeps the old ones, tagged as removed",
        *advice,
    ]


def _advice(
    line: int, document: Document, inside: Sequence[Entry], raw: Sequence[str], where: Advice
) -> list[str]:
    nodes = [node for entry in inside for node in entry.body]
    held = next((node for node in nodes if line in _numbers(node)), None)
    if isinstance(held, Table) and not document.file.endswith(_LINES):
        return [
            f"  if each row of its table is an entry, say so in {where.settings}:",
            "",
            "[[layout]]",
            f"files = [{toml_string(document.file)}]",
            f"columns = [{', '.join(map(toml_string, _columns(held)))}]",
        ]
    words = _words_on(line, nodes)
    if not words:
        return []
    what = _what(line, words, raw)
    if not what:
        return [f'  if it is an entry of its own, write its definition behind it: "{words}: …"']
    if_so = "no part of the notes" if what == "skip" else "an entry of its own"
    return [
        f"  if it is {if_so}, say so in the browser ({where.review}), or in {where.settings}:",
        "",
        "[[reading]]",
        f"file = {toml_string(document.file)}",
        f"line = {toml_string(words)}",
        f'is = "{what}"',
    ]


_TASK = re.compile(r"\s*[-*+]\s+\[[ xX]\]\s")


def _what(line: int, words: str, raw: Sequence[str]) -> str:
    """What a line inside an entry may be by itself: a task is "skip", a line with headword and
    definition "entry", one over text "headword"; "" where it would lack a definition.
    """
    own = raw[line - 1] if 0 < line <= len(raw) else words
    if _TASK.match(own):
        return "skip"
    if parting_sign(words):
        return "entry"
    below = raw[line] if line < len(raw) else ""
    deeper = len(below) - len(below.lstrip()) > len(own) - len(own.lstrip())
    return "headword" if below.strip() and (deeper or not marker_at(below.strip())) else ""


def _numbers(node: Node) -> set[int]:
    """The raw lines that a part of a body came from."""
    return {number for text in texts([node]) for _, number in text.lines}


def _columns(found: Table) -> list[str]:
    """The columns of a table, the first without empty cells and repeats being the term."""
    rows = found.rows[1:] if found.header else found.rows
    width = max(map(len, found.rows))
    names = [cell.text for cell in found.rows[0]] if found.header else []
    names = [*names, *("" for _ in range(width))][:width]
    cells = [[row[n].text if n < len(row) else "" for row in rows] for n in range(width)]
    term = next((n for n in range(width) if all(cells[n]) and len(set(cells[n])) == len(rows)), 0)
    names[term] = "term"
    names[term + 1 if term + 1 < width else 0] = "definition"
    return names


def _words_on(line: int, nodes: Sequence[Node]) -> str:
    """What stands on a line, cell for cell, as `[[reading]]` names it; "" where it holds no
    text.
    """
    cells: list[str] = []
    for text in texts(nodes):
        starts = [*text.lines, (len(text.text), 0)]
        for (start, number), (end, _) in pairwise(starts):
            if number == line and text.text[start:end].strip():
                cells += text.text[start:end].split()
    return " ".join(cells)
