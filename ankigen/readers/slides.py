"""PowerPoint slides → blocks: titles as headings, bodies as lists, tables, pictures and the
speaker's notes.

A block's line is the count of paragraphs from the first slide on.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from zipfile import BadZipFile

from ankigen.model import (
    OBJECT,
    TITLE_OF_DOCUMENT,
    AnkigenError,
    Block,
    Kind,
    Mark,
    Reading,
    RichText,
    Style,
)
from ankigen.readers import omml
from ankigen.readers.archive import Archive, brief, missing
from ankigen.readers.left_over import Parts, texts_of_kinds, with_left_over
from ankigen.readers.verbatim_spans import with_literals
from ankigen.text.decoding import plain

_WHAT = "a slide show (.pptx)"
_FURNITURE = frozenset(("DATE", "FOOTER", "HEADER", "SLIDE_NUMBER"))
_TITLES = frozenset(("TITLE", "CENTER_TITLE", "VERTICAL_TITLE"))
_BODIES = frozenset(("BODY", "OBJECT", "VERTICAL_BODY", "VERTICAL_OBJECT"))
#: The speaker's notes are part of what the slide says: no gap before them, or a short one would
#: look like a title.
_NOTES = "NOTES"


def read(data: bytes, name: str) -> Reading:
    """A .pptx file. Raises AnkigenError if it is none, or damaged, or python-pptx is not
    installed.
    """
    archive = Archive(data, name, _WHAT)
    archive.read("ppt/presentation.xml")
    try:
        import pptx
        from pptx.exc import PythonPptxError
    except ImportError:
        raise missing(name, "PowerPoint files", "pptx", "python-pptx") from None
    slides = _Slides()
    try:
        for slide in pptx.Presentation(io.BytesIO(data)).slides:
            slides.slide(slide)
    except (
        PythonPptxError,
        KeyError,
        ValueError,
        AttributeError,
        BadZipFile,
        SyntaxError,
    ) as error:
        raise AnkigenError(
            f"{name}: is damaged ({brief(error)}); open it in PowerPoint and save it anew"
        ) from None
    if not slides.blocks:
        raise AnkigenError(f"{name}: has no text; write notes in it or leave it out")
    reading = Reading(tuple(slides.blocks), media=slides.media)
    return with_left_over(reading, texts_of_kinds(archive, _PARTS, _TEXTS), name)


_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TEXTS = Parts(
    paragraphs=frozenset((f"{_A}p", f"{_P}text", f"{_CHART}v")),
    characters=frozenset((f"{_A}t", f"{_P}text", f"{_CHART}v")),
    others=dict.fromkeys(
        (f"{{{omml.NAMESPACE}}}oMath", f"{_MC}Fallback", f"{_CHART}numCache", f"{_CHART}numLit"), ""
    ),
    spaces=frozenset((f"{_A}br", f"{_A}tab")),
)
#: The parts of the file with text, and what they are.
_PARTS = (
    (re.compile(r"ppt/slides/slide\d+\.xml$"), "a text that cannot be shown"),
    (re.compile(r"ppt/notesSlides/notesSlide\d+\.xml$"), "a speaker's note"),
    (re.compile(r"ppt/diagrams/data\d*\.xml$"), "a drawing"),
    (re.compile(r"ppt/charts/chart\d*\.xml$"), "a chart"),
    (re.compile(r"ppt/comments/.*\.xml$"), "a comment"),
)


class _Slides:
    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.media: dict[str, bytes] = {}
        self.line = 0

    def add(self, kind: Kind, text: RichText, **more: Any) -> None:
        self.blocks.append(Block(kind, text, self.line, self.line, **more))

    def slide(self, slide: Any) -> None:
        first = len(self.blocks)
        title = slide.shapes.title
        if title is not None and title.has_text_frame and title.text_frame.text.strip():
            self.line += 1
            text = " ".join(plain(title.text_frame.text).replace("\v", " ").split())
            opens = title.is_placeholder and title.placeholder_format.type.name == "CENTER_TITLE"
            value = TITLE_OF_DOCUMENT if opens and not first else ""
            level = 1 if opens else 2
            self.add(Kind.HEADING, with_literals(text, self.line), level=level, gap=1, value=value)
        shapes = [
            s
            for s in _flat(slide.shapes)
            if s is not title and not (title is not None and s.shape_id == title.shape_id)
        ]
        for shape in sorted(shapes, key=lambda s: (s.top or 0, s.left or 0)):
            self.shape(shape)
        said = [
            n for n in range(first, len(self.blocks)) if self.blocks[n].kind is not Kind.DROPPED
        ]
        if len(said) == 1 and self.blocks[said[0]].kind is Kind.HEADING:
            # nothing but a title: it heads the slides that follow
            self.blocks[said[0]] = replace(self.blocks[said[0]], level=1)
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            self.frame(slide.notes_slide.notes_text_frame, _NOTES)

    def shape(self, shape: Any) -> None:
        role = (
            shape.placeholder_format.type.name
            if shape.is_placeholder and shape.placeholder_format.type
            else ""
        )
        if getattr(shape, "has_table", False) and shape.has_table:
            self.table(shape.table)
        elif hasattr(shape, "image") and not getattr(shape, "has_text_frame", False):
            self.picture(shape)
        elif shape.has_text_frame:
            self.frame(shape.text_frame, role)

    def frame(self, frame: Any, role: str) -> None:
        paragraphs = [p for p in frame.paragraphs if "".join(p._p.itertext()).strip()]
        listed = role in _BODIES and (len(paragraphs) > 1 or any(p.level for p in paragraphs))
        for n, paragraph in enumerate(paragraphs):
            self.line += 1
            text = self.rich(paragraph)
            if role in _FURNITURE:
                self.add(Kind.DROPPED, text, value="footer of a slide")
            elif role in _TITLES:
                title = replace(text, text=text.text.replace("\n", " "))
                self.add(Kind.HEADING, title, level=2, gap=1)
            elif listed or paragraph.level or _has_bullet(paragraph):
                self.add(
                    Kind.ITEM,
                    text,
                    level=paragraph.level,
                    ordered=_is_numbered(paragraph),
                    number=n + 1 if _is_numbered(paragraph) else 1,
                )
            else:
                self.add(Kind.PARAGRAPH, text, gap=int(not n and role != _NOTES))

    def rich(self, paragraph: Any) -> RichText:
        parts: list[RichText] = []
        runs = {run._r: run for run in paragraph.runs}
        for piece in paragraph._p:
            run = runs.get(piece)
            if run is None:
                parts.append(_between(piece, self.line))
                continue
            text = plain(run.text).replace("\v", "\n")
            marks = [
                Mark(0, len(text), style)
                for style, on in (
                    (Style.STRONG, run.font.bold),
                    (Style.EM, run.font.italic),
                    (Style.UNDERLINE, run.font.underline),
                )
                if on and text
            ]
            if run.hyperlink is not None and run.hyperlink.address and text:
                marks.append(Mark(0, len(text), Style.LINK, run.hyperlink.address))
            parts.append(RichText.of(text, self.line, sorted(marks)))
        joined = RichText.join(parts, "").strip()
        return (
            joined
            if joined.marks
            else with_literals(joined.text or plain(paragraph.text).strip(), self.line)
        )

    def table(self, table: Any) -> None:
        rows: list[tuple[RichText, ...]] = []
        first = self.line + 1
        for row in table.rows:
            self.line += 1
            rows.append(
                tuple(
                    with_literals(plain(c.text).replace("\v", "\n").strip(), self.line)
                    for c in row.cells
                )
            )
        rows = [r for r in rows if any(r)]
        if rows:
            self.blocks.append(Block.table(rows, first, self.line, header=bool(table.first_row)))

    def picture(self, shape: Any) -> None:
        image = shape.image
        name = f"image-{hashlib.sha256(image.blob).hexdigest()[:12]}.{image.ext}"
        self.media[name] = image.blob
        self.line += 1
        self.add(Kind.PARAGRAPH, RichText.of(OBJECT, self.line, [Mark(0, 1, Style.IMAGE, name)]))


def _between(piece: Any, line: int) -> RichText:
    """What stands between the runs of a paragraph: a line break, a field, a formula."""
    kind = str(piece.tag).rpartition("}")[2]
    if kind == "br":
        return RichText.of("\n", line)
    if kind == "fld":
        return RichText.of(plain("".join(t.text or "" for t in piece.iter(f"{_A}t"))), line)
    formulas = piece.iter(f"{{{omml.NAMESPACE}}}oMath") if kind == "m" else ()
    latex = " ".join(" ".join(omml.latex(formula).split()) for formula in formulas)
    text = rf"\({latex}\)" if latex else ""
    return RichText.of(text, line, [Mark(0, len(text), Style.MATH, latex)] if latex else ())


def _flat(shapes: Iterable[Any]) -> Iterable[Any]:
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from _flat(shape.shapes)
        else:
            yield shape


def _has_bullet(paragraph: Any) -> bool:
    properties = paragraph._p.pPr
    return properties is not None and any(
        child.tag.endswith(("}buChar", "}buAutoNum")) for child in properties
    )


def _is_numbered(paragraph: Any) -> bool:
    properties = paragraph._p.pPr
    return properties is not None and any(child.tag.endswith("}buAutoNum") for child in properties)
