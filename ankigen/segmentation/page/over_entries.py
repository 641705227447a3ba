"""Headings that name a part of the page, not of the notes, but for what stands below them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ankigen.model import Kind
from ankigen.segmentation.blocks.units import Unit
from ankigen.text.patterns import when_asked

_QUESTIONS = when_asked(r"\W*(?:questions?|q\s*&\s*a)\W*$", re.IGNORECASE)


def heads_questions(units: Sequence[Unit], k: int) -> bool:
    """Whether a heading that also ends slides ("Q&A") has something below it."""
    below = units[k + 1] if k + 1 < len(units) else None
    over = units[k].kind is Kind.HEADING and below is not None and below.kind is not Kind.HEADING
    return over and _QUESTIONS.match(units[k].text.text) is not None


_THE_END = when_asked(r"\W*the end\W*$", re.IGNORECASE)


def heads_lines(units: Sequence[Unit], k: int) -> bool:
    """Whether "the end" stands right over further lines: what they say is of the end."""
    over = k + 1 < len(units) and not units[k + 1].gap
    return over and _THE_END.match(units[k].text.text) is not None
