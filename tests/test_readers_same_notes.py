"""The same notes in every format give the same entries."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest

from ankigen.cards.rendering.plain import plain, plain_text
from ankigen.model import ListNode, Source
from ankigen.model.settings import Settings
from ankigen.pipeline import study

Told = tuple[str, str, int]

EXPECTED: list[Told] = [
    ("Osmosis", "Movement of water through a membrane that lets only some molecules pass.", 0),
    (
        "Enzyme",
        "A protein that speeds up a reaction: lowers the activation energy is not used up",
        2,
    ),
    ("Mitosis", "Division of the nucleus. Its phases: prophase metaphase anaphase", 3),
    ("Ribosome", "The place where the cell builds its proteins from amino acids.", 0),
]

LINES = {
    "Osmosis": (
        "Movement of water through a membrane that lets only some molecules pass.",
        (),
        False,
    ),
    "Enzyme": (
        "A protein that speeds up a reaction:",
        ("lowers the activation energy", "is not used up"),
        False,
    ),
    "Mitosis": (
        "Division of the nucleus. Its phases:",
        ("prophase", "metaphase", "anaphase"),
        True,
    ),
    "Ribosome": ("The place where the cell builds its proteins from amino acids.", (), False),
}


def signs(items: tuple[str, ...], ordered: bool) -> list[str]:
    return [f"{n}. {s}" if ordered else f"- {s}" for n, s in enumerate(items, 1)]


def text() -> bytes:
    parts = ["\n".join([term, lead, *signs(items, o)]) for term, (lead, items, o) in LINES.items()]
    return "\n\n".join(parts).encode()


def markdown() -> bytes:
    parts = [
        "\n".join([f"**{term}**: {lead}", *signs(i, o)]) for term, (lead, i, o) in LINES.items()
    ]
    return "\n\n".join(["# Cells", *parts]).encode()


def html() -> bytes:
    parts = ["<!DOCTYPE html><html><body><h1>Cells</h1>"]
    for term, (lead, items, ordered) in LINES.items():
        tag = "ol" if ordered else "ul"
        parts.append(f"<p><b>{term}</b>: {lead}</p>")
        parts.append(f"<{tag}>{''.join(f'<li>{i}</li>' for i in items)}</{tag}>" if items else "")
    return "\n".join([*parts, "</body></html>"]).encode()


def latex() -> bytes:
    parts = [r"\documentclass{article}\begin{document}\section{Cells}\begin{description}"]
    for term, (lead, items, ordered) in LINES.items():
        kind = "enumerate" if ordered else "itemize"
        parts.append(rf"\item[{term}] {lead}")
        if items:
            parts += [rf"\begin{{{kind}}}", *(rf"\item {i}" for i in items), rf"\end{{{kind}}}"]
    return "\n".join([*parts, r"\end{description}\end{document}"]).encode()


def rows() -> list[tuple[str, str]]:
    return [(term, "\n".join([lead, *signs(i, o)])) for term, (lead, i, o) in LINES.items()]


def tsv() -> bytes:
    return "\n".join(["term\tdefinition", *(f'{t}\t"{d}"' for t, d in rows())]).encode()


def csv() -> bytes:
    return "\r\n".join(["Begriff;Erklärung", *(f'"{t}";"{d}"' for t, d in rows())]).encode("cp1252")


def docx() -> bytes:
    made = pytest.importorskip("docx").Document()
    made.add_heading("Cells", 1)
    for term, (lead, items, ordered) in LINES.items():
        paragraph = made.add_paragraph()
        paragraph.add_run(term).bold = True
        paragraph.add_run(f": {lead}")
        for item in items:
            made.add_paragraph(item, style="List Number" if ordered else "List Bullet")
    return saved(made)


def xlsx() -> bytes:
    book = pytest.importorskip("openpyxl").Workbook()
    for row in [("Term", "Definition"), *rows()]:
        book.active.append(row)
    return saved(book)


def pptx() -> bytes:
    made = pytest.importorskip("pptx").Presentation()
    for term, (lead, items, _) in LINES.items():
        slide = made.slides.add_slide(made.slide_layouts[1])
        slide.shapes.title.text = term
        frame = slide.placeholders[1].text_frame
        frame.text = lead
        for item in items:
            frame.add_paragraph().text = item
            frame.paragraphs[-1].level = 1
    return saved(made)


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def told(data: bytes, name: str) -> list[Told]:
    found = []
    for entry in study([Source(name, data)], Settings()).entries:
        items = sum(len(n.items) for n in entry.body if isinstance(n, ListNode))
        words = " ".join(s.lstrip("-0123456789. ") for s in plain(entry.body).split("\n"))
        found.append((plain_text(entry.term), " ".join(words.split()), items))
    return found


@pytest.mark.parametrize(
    ("suffix", "made"),
    [("txt", text), ("md", markdown), ("html", html), ("tex", latex), ("tsv", tsv), ("csv", csv),
    ("docx", docx), ("xlsx", xlsx)],
)  # fmt: skip
def test_the_format_makes_no_difference(suffix: str, made: Callable[[], bytes]) -> None:
    assert told(made(), f"cells.{suffix}") == EXPECTED


def test_slides_say_the_same_in_bullets() -> None:
    assert [(t, i > 0) for t, _, i in told(pptx(), "cells.pptx")] == [
        (t, i > 0) for t, _, i in EXPECTED
    ]
