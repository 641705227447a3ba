"""Whether the lines of a document were wrapped at a column, and which of them go on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from ankigen.model import Kind
from ankigen.segmentation.blocks.units import Unit
from ankigen.segmentation.sequence.look import STOP
from ankigen.segmentation.words import (
    glance,
)
from ankigen.text.patterns import when_asked

#: Below this share of lines that end with a full stop, the notes do without.
OPEN_ENDS = 0.4


def open_ends(units: Sequence[Unit], texts: Sequence[str], n: Sequence[float]) -> bool:
    """Whether most lines of text end without a full stop. A line that goes on below in lower
    case says nothing of it, unless nearly all lines begin so."""
    text = [k for k, u in enumerate(units) if u.kind is Kind.LINE and not u.item and n[k] > 5]
    last = [
        k for k in text if k + 1 == len(units) or units[k + 1].gap or not texts[k + 1][:1].islower()
    ]
    ends = [bool(STOP.search(texts[k])) for k in (last if 4 * len(last) > len(text) else text)]
    return sum(ends) < OPEN_ENDS * len(ends)


#: Notes are wrapped when so many of their lines come within WRAP_SLACK columns of one width.
WRAP_SHARE = 0.16
WRAP_SLACK = 10


def wrap_width(units: Sequence[Unit]) -> int:
    """The column at which the lines of plain text were wrapped, 0 if they were not."""
    lengths = [u.raw for u in units if u.kind is Kind.LINE and u.raw >= 40]
    if len(lengths) < 4:
        return 0
    best, width = 0, 0
    counts = Counter(lengths)
    longest = max(lengths)
    if longest > 400:
        lengths = [x for x in lengths if x <= 200]
        if not lengths:
            return 0
        longest = max(lengths)
    for w in sorted(counts):
        if w > 130:
            break
        near = sum(counts[x] for x in range(w - WRAP_SLACK, w + 1))
        over = sum(c for x, c in counts.items() if x > w)
        value = near - 2 * over
        if value > best:
            best, width = value, w
    total = len([u for u in units if u.kind is Kind.LINE])
    if not width or best < max(3, WRAP_SHARE * total):
        return 0
    return width if _goes_on_below(units, width) else 0


#: In wrapped notes, so large a share of the full lines goes on in lower case (in a script without
#: case: ends without a stop).
GOES_ON = 0.3


def _goes_on_below(units: Sequence[Unit], width: int) -> bool:
    """Whether the lines that reach the width are continued by the lines under them."""
    full = on = 0
    for u, below in pairwise(units):
        if not width - WRAP_SLACK <= u.raw <= width or below.gap or below.item:
            continue
        full += 1
        first = below.text.text[:1]
        cased = first.lower() != first.upper()
        on += first.islower() if cased else not STOP.search(glance(u.text.text))
    return on >= GOES_ON * full


_UNSPACED = when_asked(r"[\u3040-\u30ff\u3400-\u9fff]")


def was_full(before: Unit, unit: Unit, width: int) -> bool:
    """Whether the first word of a line would not have fitted on the line before it."""
    if unit.gap or unit.kind is not Kind.LINE or before.kind is not Kind.LINE or unit.item:
        return False
    text = unit.text.text
    # in scripts without spaces a line is broken anywhere: one character would have fitted
    need = 1 if _UNSPACED.match(text) else 1 + len(text.split(" ", 1)[0])
    return before.raw + need > width and 0.6 * width <= before.raw <= width + WRAP_SLACK
