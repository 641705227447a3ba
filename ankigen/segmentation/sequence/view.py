"""A line and what stands around it, as the evidence for its role sees it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ankigen.model import Kind, Style
from ankigen.segmentation.blocks.lines import looks_like_code
from ankigen.segmentation.blocks.units import OPEN, Unit
from ankigen.segmentation.sequence.look import (
    CAPS,
    STOP,
    Layout,
    hangs,
)
from ankigen.segmentation.words import (
    glance,
    is_label,
    length,
    without_continued,
)

NEVER = -1e9

#: So many figures side by side are a row of data.
DATA_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class View:
    """A line and what stands around it."""

    layout: Layout
    k: int
    u: Unit
    text: str
    before: Unit | None
    after: Unit | None
    gap: bool  # a blank line before it, or the top of the document
    stopped: bool  # the line before ended what it said
    announced: bool  # the line before ends with a colon
    hanging: bool  # the line before cannot be the end of a sentence
    label: bool
    lower: bool  # begins in lower case
    bold: bool  # begins in bold
    code: bool
    n: float  # words
    sentence: float
    term: float

    @classmethod
    def of(cls, layout: Layout, k: int) -> View:
        u, units = layout.units[k], layout.units
        text = without_continued(glance(u.text.text.strip()))
        before = units[k - 1] if k else None
        gap = u.gap > 0 or k == 0
        end = glance(before.text.text) if before is not None and before.kind in OPEN else ""
        stopped = (
            not end
            or layout.open_ends
            or bool(STOP.search(end))
            or (bool(CAPS.match(end)) and not CAPS.match(text))
            or (before is not None and before.item)
        )
        return cls(
            layout,
            k,
            u,
            text,
            before,
            units[k + 1] if k + 1 < len(units) else None,
            gap,
            stopped,
            announced=end.rstrip().endswith((":", "：")),
            hanging=bool(end) and not gap and not _out_of_list(before, u) and hangs(end, text),
            label=is_label(text),
            lower=text[:1].islower(),
            bold=bool(u.text.marks)
            and any(m.style is Style.STRONG and m.start == 0 for m in u.text.marks),
            code=(looks_like_code(text) and not (k + 1 < len(units) and units[k + 1].cut))
            or _over_data(units, k),
            n=layout.n[k],
            sentence=layout.sentence[k],
            term=layout.term[k],
        )

    @property
    def bare_n(self) -> float:
        """The words of a line that ends with a colon, what stands in brackets before it aside."""
        bare = without_gloss(self.text)
        return self.n if bare == self.text else length(bare)

    @property
    def ends_with_colon(self) -> bool:
        return self.text.endswith((":", "："))


def _out_of_list(before: Unit | None, u: Unit) -> bool:
    """Whether a line begins with a capital further to the left than the item before it, so that
    it is no part of it.
    """
    return (
        before is not None
        and before.item
        and u.indent < before.indent
        and u.text.text[:1].isupper()
    )


_COLUMN_GAP = re.compile(r"\s{2,}|\t")
_FIGURE = re.compile(r"[-+−]?[\d.,]+%?")
#: What besides a digit may begin a figure.
_BEFORE_FIGURE = frozenset("-+−.,")


def _over_data(units: Sequence[Unit], k: int) -> bool:
    """Whether a line names the columns of the row of figures right below it:
    "depth   salt    year" over "4   31   12".
    """
    if k + 1 >= len(units) or units[k + 1].gap or units[k].kind is not Kind.LINE:
        return False
    below = units[k + 1].text.text.strip()
    if not (below[:1].isdigit() or below[:1] in _BEFORE_FIGURE):
        return False
    row = _COLUMN_GAP.split(glance(below))
    return (
        len(row) >= DATA_COLUMNS
        and all(map(_FIGURE.fullmatch, row))
        and len(_COLUMN_GAP.split(glance(units[k].text.text.strip()))) == len(row)
    )


GLOSS = re.compile(r"(?<=\w)\s?[(（][^()（）]{2,40}[)）](?=\s?[:：]$)")


def without_gloss(text: str) -> str:
    """A line (without white space at its end) that ends with a colon, without what stands in
    brackets before that.
    """
    return GLOSS.sub("", text) if text.endswith((":", "：")) else text
