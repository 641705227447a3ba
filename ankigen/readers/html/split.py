"""A paragraph that is several blocks: bold terms behind line breaks, drawn bullets, a formula
alone.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from ankigen.model import OBJECT, Block, Kind, Mark, RichText, Style
from ankigen.readers.verbatim_spans import literals

_DRAWN = re.compile(r"[•‣▪▸►◦●○■□∙・◆◇\uf0b7\uf0a7]\s*(?=\S)")
_DASH = re.compile(r"[-–*]\s+(?=\S)")
_SOUND = re.compile(r"\[sound:([^\[\]\n]+)\]")


def with_literals_of(rich: RichText) -> RichText:
    """Formulas that the page leaves to MathJax, and Anki's sounds, marked."""
    if not re.search(r"[\\$\[]", rich.text):
        return rich
    extra = [
        Mark(f.start, f.end, f.style, " ".join(f.value.split()))
        for f in literals(rich.text)
        if f.style is not Style.CODE and not rich.literal_at(f.start, f.end)
    ]
    kept = [
        m
        for m in rich.marks
        if not any(
            e.start < m.end and m.start < e.end and m.style in (Style.EM, Style.SUB, Style.SUP)
            for e in extra
        )
    ]
    rich = RichText(rich.text, tuple(sorted([*kept, *extra])), rich.lines)
    while sound := _SOUND.search(rich.text):
        before, after = rich[: sound.start()], rich[sound.end() :]
        mark = Mark(0, 1, Style.SOUND, sound.group(1))
        rich = before + RichText.of(OBJECT, rich.line_at(sound.start()), [mark]) + after
    return rich


def last_line(rich: RichText) -> int:
    return rich.lines[-1][1] if rich.lines else 0


def only_formula(rich: RichText) -> Block | None:
    """A FORMULA if the text is one displayed formula."""
    if (
        len(rich.marks) == 1
        and (mark := rich.marks[0]).style is Style.DISPLAY
        and mark.end - mark.start == len(rich)
    ):
        return Block(
            Kind.FORMULA,
            RichText(rich.text, (), rich.lines),
            rich.line,
            last_line(rich),
            language="latex",
            value=mark.value,
        )
    return None


def drawn_items(rich: RichText, level: int) -> list[Block]:
    """A paragraph with lines that begin with a drawn bullet ("• text"): the items, and what stands
    before them.

    Empty if there are none. A dash is taken for a bullet if two lines or more begin with one.
    """
    lines = rich.text.split("\n")
    dashes = sum(bool(_DASH.match(s)) for s in lines) > 1
    if not any(_DRAWN.match(s) or (dashes and _DASH.match(s)) for s in lines):
        return []
    result: list[Block] = []
    at = 0
    for text in lines:
        part = rich[at : at + len(text)]
        at += len(text) + 1
        sign = _DRAWN.match(text) or (_DASH.match(text) if dashes else None)
        if sign:
            inner = text[0] in "◦○" and any(b.kind is Kind.ITEM for b in result)
            result.append(
                Block(
                    Kind.ITEM,
                    part[sign.end() :].strip(),
                    part.line,
                    last_line(part),
                    level=level + inner,
                )
            )
        elif part and result:
            before = result.pop()
            joined = RichText.join([before.text, part], "\n")
            result.append(replace(before, text=joined, end_line=last_line(part)))
        elif part:
            result.append(Block(Kind.PARAGRAPH, part, part.line, last_line(part), level=level))
    return result


def split_at_bold(rich: RichText) -> list[RichText]:
    """`<b>Term</b><br>text<br><b>Term</b>` …: a paragraph per line that begins in bold, if
    several do.
    """
    starts = [
        m.start
        for m in rich.marks
        if m.style is Style.STRONG and m.start and rich.text[m.start - 1] == "\n"
    ]
    begins = bool(rich.marks and any(m.style is Style.STRONG and m.start == 0 for m in rich.marks))
    if not starts or len(starts) + begins < 2:
        return [rich]
    cuts = [0, *sorted(set(starts)), len(rich)]
    return [part for a, b in pairwise(cuts) if (part := rich[a:b].strip())]
