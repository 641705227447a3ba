"""How two words are related: spellings, endings, what was lost between them."""

from __future__ import annotations

import re
from math import exp

from ankigen.model import FixKind

_VARIANTS = (
    ("ae", "e"),
    ("oe", "e"),
    ("z", "s"),
    ("our", "or"),
    ("ise", "ize"),
    ("ll", "l"),
    ("yse", "yze"),
)


#: Translators from Greek differ in k before a vowel ("leukocyte"), none at the end of a word or
#: before t.
_GREEK_K = re.compile(r"k(?=[aeiouyl])")
#: Britain doubles the l of a word of several syllables ("traveller"), nobody that of a short one
#: ("smaller").
_DOUBLED_L = re.compile(r"[aeiouy][^aeiouy]+[aeiouy]ll(?:ed|ing|ers?)$")


def is_variant(a: str, b: str) -> bool:
    """Whether two words are two spellings of one, as Britain, America and translators from Greek
    have them.

    >>> is_variant("oestrogens", "estrogens"), is_variant("leukocyte",
    ...     "leucocyte"), is_variant("form", "from")
    (True, True, False)
    >>> is_variant("musik", "music"), is_variant("smaler", "smaller"), is_variant("traveler",
    ...     "traveller")
    (False, False, True)
    """
    a, b = _GREEK_K.sub("c", a), _GREEK_K.sub("c", b)
    for one, other in _VARIANTS:
        if one == "ll" and not (_DOUBLED_L.search(a) or _DOUBLED_L.search(b)):
            continue
        a, b = a.replace(one, other), b.replace(one, other)
    return a == b


_INFLECTIONS = (
    "",
    "s",
    "es",
    "d",
    "ed",
    "r",
    "er",
    "ers",
    "or",
    "ing",
    "ly",
    "y",
    "al",
    "ally",
    "ic",
    "n",
    "en",
    "e",
    "a",
    "um",
    "us",
    "ar",
    "ary",
    "ies",
    "ied",
    "ion",
    "ions",
    "ation",
    "ive",
    "ile",
    "ity",
    "able",
    "ate",
    "ated",
    "osa",
    "ous",
    "ism",
    "ist",
    "ment",
    "ness",
    "less",
    "ian",
    "ium",
    "i",
    "ae",
    "um",
    "ula",
    "ular",
    "le",
    "in",
    "ine",
    "ily",
    "ry",
)


def is_other_ending(word: str, other: str) -> bool:
    """Whether two words are one stem with two endings: then the unknown one is probably right too.

    >>> is_other_ending("leaflet", "leaflets"), is_other_ending("convergs",
    ...     "converges"), is_other_ending("merg", "merge")
    (True, False, False)
    """
    at = 0
    while at < min(len(word), len(other)) and word[at] == other[at]:
        at += 1
    if at < 4:
        return False
    mine, its = word[at:], other[at:]
    if (mine, its) in (("s", "es"), ("", "e"), ("ng", "ing"), ("ig", "ing")):
        return False
    if mine in ("d", "r", "n") and its == "e" + mine and word[at - 1] != "e":
        return False  # "recoverd"
    if not mine and word.endswith(("s", "z", "x")) and its == "s":
        return False
    if not its and len(mine) == 1 and mine == word[at - 1] and mine not in "es":
        return False  # "proportionn"
    for back in range(3):
        stem = at - back
        if stem >= 4 and word[stem:] in _INFLECTIONS and other[stem:] in _INFLECTIONS:
            return True
    return False


def has_s(word: str) -> bool:
    """Whether a word ends as plurals and verbs of the third person do.

    >>> has_s("cells"), has_s("glass"), has_s("nucleus"), has_s("basis")
    (True, False, False, False)
    """
    return word.endswith("s") and not word.endswith(("ss", "us", "is"))


def kind_of(wrong: str, right: str) -> FixKind:
    """Glued, a letter dropped, or misspelled."""
    if " " in right:
        return FixKind.GLUED
    if len(right) > len(wrong) and is_subsequence(wrong, right):
        return FixKind.DROPPED_LETTER
    return FixKind.MISSPELLING


def is_subsequence(short: str, long: str) -> bool:
    rest = iter(long)
    return all(c in rest for c in short)


def likelihood(score: float, margin: float) -> float:
    """Bits as a share: 0 bits and no margin is one half."""
    return round(1 / (1 + exp(-(score + min(margin, 10.0)) / 4)), 3)
