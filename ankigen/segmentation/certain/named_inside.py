"""Sentences that end by naming what they describe, with the name in bold: "… This shelf is
called a **sideboard**, and it is dusted daily." Each such name has a card besides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from ankigen.model import RichText, Style
from ankigen.segmentation.blocks.units import OPEN, Unit
from ankigen.segmentation.sequence.look import fold
from ankigen.segmentation.words import is_label, length
from ankigen.text.patterns import when_asked

#: Two words are forms of one if they begin alike for so large a share of the longer one.
ALIKE = 0.6
#: A name has so many words at most, and what is said so many at least.
NAME, SAID = 5, 5
_SET_APART = (Style.STRONG, Style.MARK)
_CALLED = when_asked(
    r"(?:\b(?:called|known as|termed|referred to as|genannt|hei(?:ß|ss)t|hei(?:ß|ss)en"
    r"|bezeichnet man als|nennt man|spricht man von|appelée?s?|appelle|appelons|nommée?s?|dite?s?"
    r"|llamad[oa]s?|denominad[oa]s?|se llaman?|se denominan?|chiamat[oaie]|dett[oaie]"
    r"|chamad[oa]s?|chama-se|conhecid[oa]s? como|denomina-se|genoemd|heet|heten|noemen we|noemt men"
    r"|kallas|kalles|kaldes|nazywa(?:my|ne|na|ny|ją|jest)?|zwan[yae]|nazývá(?:me)?"
    r"|называ(?:ют|ется|ются)|називають(?:ся)?)"
    r"(?:\s+(?:an?|the|eine?|einen|der|die|das|une?|la|les?|el|l[oa]s|il|uma?|os?|as|en|ett|et|het"
    r"|de))?"
    r"|称为|稱為|称之为|叫做|叫作|と呼ばれる|と呼ぶ)\s*$",
    re.IGNORECASE,
)
#: How far in front of a name such words are looked for.
_REACH = 40
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=\S)|(?<=[。！？])|\n")
#: What points back to the sentence before.
_POINTS_BACK = when_asked(
    r"(?:this|these|that|those|it|they|such|dies(?:e[rsmn]?)?|das|er|sie|es|cel(?:a|ui|le)|ce(?:s|tte|t)?"
    r"|c['’]est|est[eoa]s?|es[eoa]s?|quest[oaie]|ci[òo]|isso|isto|ess[ea]s?|dit|deze|dat|die|det|dette"
    r"|detta|disse|dessa|to|ten|ta|te|это|эт[аиоу]|такие|такой|这|這|此)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Named:
    """A name, and the text that describes it."""

    name: RichText
    said: RichText


def named_inside(units: Sequence[Unit]) -> dict[int, list[Named]]:
    """Such names of a document, by their units."""
    out: dict[int, list[Named]] = {}
    for k, u in enumerate(units):
        if u.kind not in OPEN or not u.text.marks:
            continue
        bold = [m for m in u.text.marks if m.style in _SET_APART]
        found = [named for m in bold if (named := _named(u, m.start, m.end))]
        if found:
            out[k] = found
    return out


def _named(u: Unit, start: int, end: int) -> Named | None:
    """What the text of a unit names at these places, if a sentence says that it is called so."""
    text = u.text.text
    name = text[start:end].strip()
    if not start or not name or not _CALLED.search(text, max(0, start - _REACH), start):
        return None
    if length(name) > NAME or not name[0].isalpha() or is_label(name):
        return None
    bounds = [0, *(m.end() for m in _SENTENCE.finditer(text)), len(text)]
    n = max(n for n, at in enumerate(bounds[:-1]) if at <= start)
    first, last = bounds[n], bounds[n + 1]
    if n and _POINTS_BACK.match(text, first):
        first = bounds[n - 1]
    if length(text[first:last]) - length(name) < SAID:
        return None
    return Named(u.text[start:end].strip(), u.text[first:last].strip())


def is_form_of(name: str, other: str) -> bool:
    """Whether two names differ in the ends of their words alone.

    >>> is_form_of("drying racks", "Drying rack"), is_form_of("drying rack", "dry rot")
    (True, False)
    """
    pairs = list(zip_longest(fold(name).split(), fold(other).split(), fillvalue=""))
    return all(_shared(a, b) >= ALIKE * max(len(a), len(b)) for a, b in pairs)


def _shared(a: str, b: str) -> int:
    """How many characters two words begin with in common."""
    shorter = min(len(a), len(b))
    return next((n for n in range(shorter) if a[n] != b[n]), shorter)
