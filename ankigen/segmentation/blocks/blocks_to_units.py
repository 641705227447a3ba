"""Blocks to units: lines and paragraphs, with their list markers set apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ankigen.model import Block, Kind, Mark, RichText, Style
from ankigen.model.rich_text import Edit
from ankigen.segmentation.blocks.decimal_titles import with_decimal_titles
from ankigen.segmentation.blocks.item_levels import filled, levels, under_numbers
from ankigen.segmentation.blocks.lines import with_listed_code
from ankigen.segmentation.blocks.markers import BULLETS, DEFINED, Marker, marker_at, real_markers
from ankigen.segmentation.blocks.numbered_titles import (
    with_named_parts,
    with_numbered_sections,
    with_numbered_titles,
)
from ankigen.segmentation.blocks.own_numbers import with_own_numbers
from ankigen.segmentation.blocks.question_labels import with_questions
from ankigen.segmentation.blocks.telling_headings import without_telling_headings
from ankigen.segmentation.blocks.units import OPEN, Unit
from ankigen.segmentation.headword_score import termness
from ankigen.segmentation.words import CONNECTORS, is_label, length, tokens
from ankigen.text.patterns import when_asked

_INLINE_BULLET = re.compile(rf"\s+(?=[{BULLETS}]\s*\S)")


def units_of(blocks: Sequence[Block]) -> list[Unit]:
    """The units of a document, in order: soft paragraphs cut into lines, inline bullets into
    items, markers set apart.
    """
    listed = with_listed_code(blocks)
    rough = [piece for b in listed for u in _rough(b) for piece in _cut_terms(u)]
    rough = _underlined(rough)
    rough = with_named_parts(_bare_markers(rough))
    rough = with_decimal_titles(with_numbered_titles(with_own_numbers(rough)))
    rough = without_telling_headings(with_numbered_sections(rough))
    rough = with_questions(rough)
    plain = [u.kind is Kind.LINE for u in rough]
    rough = _tight_dashes(rough)
    rough = _typed_bullets(rough)
    candidates = [
        marker_at(u.text.text) if p else _soft_marker(u) for u, p in zip(rough, plain, strict=True)
    ]
    real = real_markers(candidates, [u.indent for u in rough])
    out: list[Unit] = []
    for u, m, p in zip(rough, real, plain, strict=True):
        if m:
            kind = u.kind if p else Kind.ITEM
            u = replace(u, kind=kind, marker=m, text=u.text[m.width :].strip())
        out.append(u)
    return _inline_numbers(under_numbers(filled(levels(out))))


#: Bullets that are none for Markdown.
_SOFT = ("o", DEFINED)


def _soft_marker(u: Unit) -> Marker | None:
    """The marker of one of the lines of a paragraph whose breaks stayed, where it is no list for
    Markdown ("a. …", "o …") and one for a reader.
    """
    if u.kind is not Kind.PARAGRAPH or u.marker is not None or u.cut:
        return None
    found = marker_at(u.text.text)
    if u.full:  # a paragraph of one line has no other marker
        return found if found is not None and found.style == DEFINED else None
    return found if found is not None and (found.ordered or found.style in _SOFT) else None


#: Arrows as formulas are written to part words; a sign is what they show.
_ARROWS = {
    name: sign
    for sign, names in (
        ("→", r"\to \rightarrow \longrightarrow \mapsto"),
        ("⇒", r"\Rightarrow \Longrightarrow \implies"),
        ("↔", r"\leftrightarrow"),
        ("⇔", r"\Leftrightarrow \iff"),
        ("←", r"\leftarrow"),
    )
    for name in names.split()
}


def _with_arrows(text: RichText) -> RichText:
    """A text with the formulas in it that are nothing but an arrow as that sign."""
    found = [m for m in text.marks if m.style is Style.MATH and m.value.strip() in _ARROWS]
    if not found:
        return text
    plain = replace(text, marks=tuple(m for m in text.marks if m not in found))
    return plain.edited([Edit(m.start, m.end, _ARROWS[m.value.strip()]) for m in found])


def _rough(block: Block) -> Iterable[Unit]:
    base = Unit(
        block.kind,
        _with_arrows(block.text),
        block.line,
        block.end_line or block.line,
        block.gap,
        block.indent,
        level=block.level,
        block=block,
        raw=block.indent + len(block.text.text),
    )
    if block.kind is Kind.ITEM:
        style = "1." if block.ordered else "•"
        base = replace(base, marker=Marker(style, block.number, 0, block.ordered), full=True)
        yield from _soft_lines(base, first_item=True)
    elif block.kind is Kind.PARAGRAPH:
        yield from _soft_lines(replace(base, full=True), first_item=False)
    elif block.kind is Kind.LINE:
        parts = _cut_bullets(block.text)
        for n, part in enumerate(parts):
            yield base if len(parts) == 1 else replace(base, text=part, gap=0 if n else base.gap)
    else:
        yield base


def _soft_lines(base: Unit, first_item: bool) -> Iterable[Unit]:
    """A paragraph whose raw lines are known, as one unit a line; its first keeps the marker and
    the gap.
    """
    text = base.text
    if "\n" not in text.text:
        yield base
        return
    for n, piece in enumerate(text.split("\n")):
        part = piece.strip()
        if not part:
            continue
        end = part.line or base.line
        line = end if n else min(base.line, end)  # a marker may stand alone on the line above
        unit = replace(
            base, text=part, line=line, end_line=end, raw=base.indent + len(piece), full=False
        )
        if n:
            unit = replace(
                unit,
                marker=None,
                gap=0,
                kind=Kind.PARAGRAPH,
                level=base.level + (1 if first_item else 0),
            )
        yield unit


_CLAUSE_END = when_asked(r"[.!?;][)\]\"”“’]*\s+")
#: So many words may stand between the start of a sentence and its term in bold ("In the
#: **attic**…").
_LEAD = 3
#: So many words follow a term at least, in a sentence that says what it is.
_SAID = 4


#: So many letters behind a term show whether a sentence says what it is.
_LOOKED_AT = 120
_CONTRAST = frozenset(["dagegen", "hingegen", "aber", "jedoch", "however", "but", "instead"])


def _cut_terms(u: Unit) -> Iterable[Unit]:
    """ "The **stem** carries … The **root** takes up …" → two units, each with a term that it may
    be about.
    """
    strong = [m for m in u.text.marks if m.style is Style.STRONG] if u.kind in OPEN else []
    at = 0
    for mark in strong[1:]:
        start = _sentence_start(u.text.text, mark.start)
        if (
            start <= at
            or strong[0].start >= start
            or not _about(u.text.text[start : mark.end + _LOOKED_AT], mark, start)
        ):
            continue
        yield _piece(u, at, start)
        at = start
    yield _piece(u, at, len(u.text)) if at else u


def _sentence_start(text: str, place: int) -> int:
    """Where the sentence or clause begins in which a place lies; 0 for the first."""
    ends = [m.end() for m in _CLAUSE_END.finditer(text, max(0, place - 60), place)]
    return ends[-1] if ends else 0


def _about(sentence: str, mark: Mark, start: int) -> bool:
    """Whether a sentence begins with its term in bold, articles and the like aside."""
    lead = tokens(sentence[: mark.start - start])
    term = sentence[mark.start - start : mark.end - start]
    said = tokens(sentence[mark.end - start :])
    if said[:1] and said[0] in _CONTRAST:
        return False  # "…; rye however in autumn": the verb may stand in the clause before
    return (
        len(lead) <= _LEAD
        and all(word in CONNECTORS for word in lead)
        and length(term) <= 5
        and termness(term) > 0
        and not is_label(term, marked=True)
        and len(said) >= _SAID
    )


def _piece(u: Unit, start: int, end: int) -> Unit:
    text = u.text[start:end].strip()
    if not start:
        return replace(u, text=text)
    return replace(
        u,
        kind=Kind.PARAGRAPH,
        text=text,
        line=text.line or u.line,
        gap=0,
        marker=None,
        level=u.level + 1 if u.item else u.level,
        cut=True,
    )


def _cut_bullets(text: RichText) -> list[RichText]:
    """ "A: • x • y" → "A:", "• x", "• y"."""
    cuts = [
        m for m in _INLINE_BULLET.finditer(text.text) if not text.literal_at(m.start(), m.end())
    ]
    if not cuts:
        return [text]
    parts, at = [], 0
    for m in cuts:
        parts.append(text[at : m.start()].strip())
        at = m.end()
    parts.append(text[at:].strip())
    return [p for p in parts if p]


_UNDERLINE = re.compile(r"^(?:={3,}|-{3,}|_{3,}|~{3,}|\*{3,}|#{3,}|[-=_~*. ]{6,}|[─━═―]{3,})$")
#: Strokes that are a rule nowhere, but right under a title ("Sails", "--").
_BRIEF = ("--", "==")


def _underlined(units: list[Unit]) -> list[Unit]:
    """A line of strokes is a rule; right under a short line it makes that line a heading."""
    out: list[Unit] = []
    for u in units:
        brief = u.text.text in _BRIEF
        if u.kind is Kind.LINE and (brief or _UNDERLINE.match(u.text.text)):
            before = out[-1] if out else None
            if (
                before is not None
                and before.kind is Kind.LINE
                and not u.gap
                and length(before.text.text) <= 10
                and not before.indent
            ):
                level = 1 if u.text.text[0] == "=" else 2
                out[-1] = replace(before, kind=Kind.HEADING, level=level, end_line=u.line)
            else:
                out.append(u if brief else replace(u, kind=Kind.RULE))
            continue
        out.append(u)
    return out


_TIGHT = re.compile(r"[-–—*+](?=[^\W\d_])")


def _tight_dashes(units: list[Unit]) -> list[Unit]:
    """ "-text" is an item where the line before or after is one too; alone it is a slip or a
    flag.
    """
    tight = [u.kind is Kind.LINE and bool(_TIGHT.match(u.text.text)) for u in units]
    dashed = [
        t or (u.kind is Kind.LINE and u.text.text[:2] in ("- ", "– ", "* ", "+ "))
        for t, u in zip(tight, units, strict=True)
    ]
    out = list(units)
    for k, u in enumerate(units):
        before = k > 0 and dashed[k - 1] and not u.gap
        after = k + 1 < len(units) and dashed[k + 1] and not units[k + 1].gap
        if tight[k] and (before or after):
            text = u.text
            out[k] = replace(u, text=RichText.join([text[:1], text[1:]], " "))
    return out


#: So many paragraphs that begin with a bullet are a list.
_TYPED = 3
_TYPED_BULLET = when_asked(rf"(?P<dashes>-{{1,6}}|–)\s+(?=\S)|[{BULLETS}]\s*(?=\S)")


def _typed_bullets(units: list[Unit]) -> list[Unit]:
    """Paragraphs that each begin with a typed bullet, as Word and other programs export them, are
    items; more dashes stand for a deeper level.
    """
    found = {
        k: m
        for k, u in enumerate(units)
        if u.kind is Kind.PARAGRAPH and u.full and u.marker is None
        if (m := _TYPED_BULLET.match(u.text.text))
    }
    if len(found) < _TYPED:
        return units
    dashes = {k: len(m["dashes"] or "") for k, m in found.items()}
    depth = {n: level for level, n in enumerate(sorted(set(dashes.values())))}
    out = list(units)
    for k, m in found.items():
        u = units[k]
        marker = Marker(m[0][0], 1, 0, ordered=False)
        text, level = u.text[m.end() :], depth[dashes[k]]
        out[k] = replace(u, kind=Kind.ITEM, marker=marker, text=text, level=level)
    return out


def _bare_markers(units: list[Unit]) -> list[Unit]:
    """A marker alone on its line takes the text of the next line."""
    out: list[Unit] = []
    k = 0
    while k < len(units):
        u = units[k]
        text = u.text.text.strip()
        if (
            u.kind is Kind.LINE
            and k + 1 < len(units)
            and len(text) <= 4
            and units[k + 1].kind is Kind.LINE
            and units[k + 1].gap <= 1
        ):
            m = marker_at(text)
            nxt = units[k + 1]
            if (
                m
                and m.width == len(text)
                and not marker_at(nxt.text.text)
                and (not m.ordered or not text.isdigit())
            ):
                joined = RichText.join([u.text, nxt.text], " ")
                out.append(replace(u, text=joined, end_line=nxt.end_line))
                k += 2
                continue
        out.append(u)
        k += 1
    return out


_INLINE_NUMBER = re.compile(r"(?:(?<=[\s:])|^)\(?(\d{1,2}|[a-z])[.)]\s+(?=\S)")
#: What each of them has.
_BEHIND_NUMBER = re.compile(r"[.)]\s")


def _inline_numbers(units: list[Unit]) -> list[Unit]:
    """ "Headword 1. text" or "Steps: 1. x 2. y" → the lead, then the items, where the numbers run
    in sequence.
    """
    out: list[Unit] = []
    for k, u in enumerate(units):
        if u.kind not in (Kind.LINE, Kind.PARAGRAPH, Kind.ITEM) or u.answer == "q":
            out.append(u)
            continue
        text = u.text
        if _BEHIND_NUMBER.search(text.text) is None:
            out.append(u)
            continue
        cuts = [
            m for m in _INLINE_NUMBER.finditer(text.text) if not text.literal_at(m.start(), m.end())
        ]
        runs = _sequence(cuts)
        if not runs and cuts and not u.marker and cuts[0].start() > 0:
            nxt = units[k + 1] if k + 1 < len(units) else None
            first = cuts[0]
            if (
                first.group(1) == "1"
                and nxt
                and nxt.marker
                and nxt.marker.ordered
                and nxt.marker.number == 2
                and nxt.gap == 0
            ):
                runs = [first]
        if not runs:
            out.append(u)
            continue
        lead = text[: runs[0].start()].strip()
        level = u.level
        if lead:
            out.append(replace(u, text=lead, full=False))
            level = u.level + 1 if u.marker else u.level
        for n, m in enumerate(runs):
            end = runs[n + 1].start() if n + 1 < len(runs) else len(text)
            part = text[m.end() : end].strip()
            number = int(m.group(1)) if m.group(1).isdigit() else ord(m.group(1)) - 96
            style = m.group().strip().replace(m.group(1), "1" if m.group(1).isdigit() else "a")
            if not part:
                continue
            out.append(
                replace(
                    u,
                    kind=Kind.LINE if u.kind is Kind.LINE else Kind.ITEM,
                    text=part,
                    gap=0 if lead or n else u.gap,
                    marker=Marker(style, number, 0, ordered=True),
                    level=level,
                    line=part.line or u.line,
                )
            )
    return out


def _sequence(cuts: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """Of the numbers in a line, the longest run 1, 2, 3 … (or a, b, c …) of at least two, in
    order and of one style.
    """
    best: list[re.Match[str]] = []
    for start, m in enumerate(cuts):
        if m.group(1) not in ("1", "a"):
            continue
        shape = m.group().strip().replace(m.group(1), "#")
        run, want = [m], 2
        for other in cuts[start + 1 :]:
            value = int(other.group(1)) if other.group(1).isdigit() else ord(other.group(1)) - 96
            same = other.group().strip().replace(other.group(1), "#") == shape
            if same and value == want and other.group(1).isdigit() == m.group(1).isdigit():
                run.append(other)
                want += 1
        if len(run) >= 2 and len(run) > len(best):
            best = run
        break
    return best
