"""What the user is shown: entries as JSON and as a table, findings as lines, and the summary of a build."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from ankigen.cards.html import render
from ankigen.cards.plain import plain, plain_text
from ankigen.model import Entry, Finding, Fix, ListNode, Style, texts

# --------------------------------------------------------------------------- entries as JSON


def entries_json(entries: Iterable[Entry]) -> str:
    """One JSON list, an object per entry (docs/json.md tells its fields); ends with a line break."""
    objects = [json.dumps(entry_object(e), ensure_ascii=False) for e in entries]
    return "[\n" + ",\n".join(objects) + "\n]\n" if objects else "[]\n"


def entry_object(entry: Entry) -> dict[str, Any]:
    """An entry as `parse --format json` prints it."""
    return {
        "term": plain_text(entry.term),
        "definition_text": plain(entry.body),
        "definition_html": render(entry.body, _as_written(entry)),
        "context": plain_text(entry.context),
        "topic": entry.topic,
        "tags": list(entry.tags),
        "source": entry.origin.file,
        "line": entry.origin.line,
        "items": top_level_items(entry),
        "fixes": [_fix_object(f) for f in entry.fixes],
        "findings": [_finding_object(f) for f in entry.findings],
    }


def top_level_items(entry: Entry) -> int:
    """How many items the lists of the body have, nested ones not counted."""
    return sum(len(node.items) for node in entry.body if isinstance(node, ListNode))


def _as_written(entry: Entry) -> dict[str, str]:
    """Pictures and sounds under the paths that the notes give them."""
    media = (Style.IMAGE, Style.SOUND)
    values = (m.value for text in texts(entry.body) for m in text.marks if m.style in media)
    return {v: v for v in values if "://" not in v}


def _fix_object(fix: Fix) -> dict[str, Any]:
    return {
        "line": fix.origin.line,
        "before": fix.before,
        "after": fix.after,
        "kind": fix.kind.value,
        "rule": fix.rule,
        "confidence": round(fix.confidence, 3),
        "applied": fix.applied,
    }


def _finding_object(finding: Finding) -> dict[str, Any]:
    return {
        "line": finding.origin.line,
        "code": finding.code,
        "message": finding.message,
        "needs_person": finding.needs_person,
    }


# --------------------------------------------------------------------------- tables in the terminal


def width(text: str) -> int:
    """Columns that a text takes in a terminal: wide characters take two, combining marks none.

    >>> width("abc"), width("学习")
    (3, 4)
    """
    return sum(
        0
        if unicodedata.combining(c) or unicodedata.category(c) in ("Cf", "Mn", "Me")
        else 2
        if unicodedata.east_asian_width(c) in "WF"
        else 1
        for c in text
    )


def cut(text: str, columns: int) -> str:
    """A text on one line, cut to so many columns with an ellipsis.

    >>> cut("a long definition", 8)
    'a long …'
    """
    text = " ".join(text.split())
    if width(text) <= columns:
        return text
    while text and width(text) > columns - 1:
        text = text[:-1]
    return text + "…"


def table(header: Sequence[str], rows: Sequence[Sequence[str]], columns: int = 0) -> str:
    """Rows under a header, in columns; the last column is cut to what is left of `columns` (0 = not cut)."""
    lines = [list(header), *(list(r) for r in rows)]
    widths = [max(width(line[n]) for line in lines) for n in range(len(header) - 1)]
    left = max(20, columns - sum(widths) - 2 * len(widths)) if columns else 0
    out = []
    for line in lines:
        cells = [c + " " * (w - width(c)) for c, w in zip(line[:-1], widths, strict=True)]
        out.append("  ".join([*cells, cut(line[-1], left) if left else line[-1]]).rstrip())
    return "\n".join(out) + "\n"


def entries_table(entries: Sequence[Entry], columns: int = 0) -> str:
    """`parse --format table`: where, headword, topic, how many list items, and the beginning of the definition."""
    rows = [
        (
            str(e.origin.line),
            cut(plain_text(e.term), 40),
            cut(e.topic, 30),
            str(top_level_items(e) or ""),
            " ".join(plain(e.body).split()),
        )
        for e in entries
    ]
    return table(("line", "term", "topic", "items", "definition"), rows, columns)


def finding_line(finding: Finding, shown: str = "") -> str:
    """`file:line: code message`; the file as the user knows it where `shown` says."""
    file = shown or finding.origin.file
    place = f"{file}:{finding.origin.line}" if finding.origin.line else file
    return f"{place}: {finding.code} {' '.join(finding.message.split())}"
