"""Headwords in front of a mark that stands in any text: a comma ("oriel, a window that juts out"),
a hyphen without spaces ("oriel-a window that juts out"). Only many lines of this shape below one
another make a list of entries.
"""

from __future__ import annotations

import re

from ankigen.segmentation.body.hyphens import HYPHEN_FIRST
from ankigen.segmentation.headword_score import termness
from ankigen.segmentation.words import is_label, length

#: In front of such a mark a headword has no more words than these, what is said so many or more.
HEADWORD, SAID = 4, 2
#: … and looks this much like one ("In the north" has .2).
TERMNESS = 0.5


def is_short_head(text: str) -> bool:
    """Whether what stands before such a mark may be a headword."""
    return 0 < length(text) <= HEADWORD and termness(text) > TERMNESS


_COMMA = re.compile(r"^([^,.;:!?()=]{2,60}), (\S.*)$")


def after_comma(text: str) -> int:
    """Where what is said of a headword begins in a line that parts them by its first comma; 0
    where it does not look so.

    >>> after_comma("oriel, a window that juts out from an upper floor")
    7
    >>> after_comma("In the north, houses have no cellar"), after_comma("oak, elm, ash")
    (0, 0)
    """
    found = _COMMA.match(text)
    if found is None:
        return 0
    head, said = found[1], found[2]
    short = is_short_head(head) and not is_label(head, marked=True)
    parts = said.split(", ")
    listed = len(parts) > 1 and all(len(part.split()) == 1 for part in parts)
    return found.start(2) if short and len(said.split()) >= SAID and not listed else 0


_HYPHEN = re.compile(r"^([^-–—―,.;:!?()=]{3,40})-([^\s\d-]\S*) (\S.*)$")


def after_hyphen(text: str) -> int:
    """Where what is said of a headword begins in a line that parts them by a hyphen without
    spaces; 0 where it does not look so.

    >>> after_hyphen("oriel-a window that juts out"), after_hyphen("Well-known windows of all ages")
    (6, 0)
    >>> after_hyphen("salt-and-pepper pots on the table")
    0
    """
    found = _HYPHEN.match(text)
    if found is None:
        return 0
    head, first = found[1], found[2]
    short = is_short_head(head)
    joined = "-" in first or head.split()[-1].casefold() in HYPHEN_FIRST
    return found.start(2) if short and not joined and len(found[3].split()) >= SAID else 0


#: A headword in square brackets, and behind it what is said of it.
_BRACKETED = re.compile(r"^\[([^\[\]]{2,40})\]\s*[:–—―-]?\s+(?=\S)")


def after_bracketed(text: str) -> int:
    """Where what is said of a headword in square brackets begins; 0 where it does not look so.

    >>> after_bracketed("[Oriel] a window that juts out"), after_bracketed("[3] a window")
    (8, 0)
    """
    found = _BRACKETED.match(text)
    if found is None or not any(c.isalpha() for c in found[1]):
        return 0
    return found.end() if len(text[found.end() :].split()) >= SAID else 0


def after_capitals(text: str) -> int:
    """Where what is said of a headword in capitals begins; 0 where it does not look so.

    >>> after_capitals("ORIEL WINDOW a window that juts out"), after_capitals("DNA Replication")
    (13, 0)
    """
    at = 0
    words = 0
    for word in text.split(" "):
        if not word[:1].isalnum() or word != word.upper() or word == word.lower():
            break
        at += len(word) + 1
        words += 1
    rest = text[at:]
    said = rest[:1].islower() and len(rest.split()) >= SAID
    return at if 0 < words <= HEADWORD and at > SAID + 1 and said else 0


#: A name, and nothing behind it but a figure or two with a unit ("Na 135-145", "pH < 7", "boils at
#: 78 °C").
_FIGURES = re.compile(
    r"^([^\d:;=|]*[^\W\d_][^\d:;=|]{0,40}?)\s+((?:[<>≤≥~±]|ca\.)?\s?[-+]?\d[\d.,]*%?"
    r"(?:\s?(?:[-–/]|to|bis|a)\s?[-+]?\d[\d.,]*%?)?(?:\s?[^\W\d_%°µ€$]*[\w%°µ€$/²³]{1,6}){0,1})$"
)


def after_name(text: str) -> int:
    """Where the figures begin that are all that is said of a name in front of them; 0 where it
    does not look so.

    >>> after_name("Na 135-145"), after_name("boiling point 78 °C"), after_name("It has 4 legs, a")
    (3, 14, 0)
    """
    found = _FIGURES.match(text)
    if found is None or length(found[1]) > HEADWORD or is_label(found[1], marked=True):
        return 0
    return found.start(2)
