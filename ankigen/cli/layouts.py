"""Which layout was taken for which lines, and what became of one line: for `parse` and
`explain`.
"""

from __future__ import annotations

from collections.abc import Sequence

from ankigen.cli.finding_lines import finding_line
from ankigen.cli.tables import table
from ankigen.model import Document, Entry, Finding, LayoutTaken

#: What the layouts are called to the user; "{mark}" is what parts headword and definition.
SAID = {
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
    "setting": "as the settings say",
}
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


def said(taken: LayoutTaken) -> str:
    """A layout in words.

    >>> said(LayoutTaken(1, 9, "lines", "-"))
    'each line is an entry, parted by "-"'
    """
    mark = _MARKS.get(taken.mark, f'"{taken.mark}"')
    return SAID.get(taken.layout, taken.layout).format(mark=mark)


def layouts_table(documents: Sequence[Document], columns: int = 0) -> str:
    """The layouts of some documents, a row for each run of lines that one was taken for."""
    rows: list[tuple[str, str]] = []
    for document in documents:
        for taken in document.layouts:
            lines = f"{taken.first}-{taken.last}" if taken.last > taken.first else f"{taken.first}"
            rows.append((lines, said(taken)))
    return table(("lines", "layout"), rows, columns) if rows else ""


def line_explained(
    line: int, text: str, document: Document, entries: Sequence[Entry], findings: Sequence[Finding]
) -> list[str]:
    """What became of a raw line of a document: the entry that holds it and why, or the finding
    that says why none does.
    """
    out = [f"{line}: {text.strip()}"] if text.strip() else [f"{line}: (blank)"]
    for entry in entries:
        if entry.origin.line == line:
            out.append(f'  opens the entry "{entry.headword}"')
        elif line in entry.lines:
            out.append(
                f'  inside the entry "{entry.headword}", which begins on line {entry.origin.line}'
            )
    layout = next((t for t in document.layouts if t.first <= line <= t.last), None)
    if layout is not None:
        out.append(f"  layout of lines {layout.first}-{layout.last}: {said(layout)}")
    out += [
        f"  {finding_line(finding)}"
        for finding in findings
        if finding.origin.line <= line <= max(finding.origin.line, finding.last)
    ]
    if len(out) == 1:
        out.append("  nothing was made of it")
    return out
