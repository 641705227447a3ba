"""Names of topics: what the notes call a section, as an Anki tag."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from ankigen.text.patterns import when_asked

#: Between the levels of a topic, as in Anki's tags.
LEVEL = "::"

#: Longest level of a topic. A heading can be a sentence; a tag that fills the screen helps nobody.
LONGEST = 80

#: The numbering of a heading: "1. ", "2.3 ", "IV. ", "A. ", "(b) ". It is left off, so that a
#: section which moves keeps its topic. A letter counts only before a capital: "C. elegans" is a
#: name.
_NUMBERING = re.compile(
    r"^\s*(?:§\s*)?"
    r"(?:\d+(?:\.\d+)+[.):]?|\d+[.):]|(?:[A-Za-z]|[IVXLC]+)[.)](?=\s+[^\W\d_a-z])|\(\w{1,3}\))\s+"
)

#: A full stop stays inside a name ("node.js") and goes at its ends.
_FULL_STOP = re.compile(r"\.(?![^\W_])|(?<![^\W_])\.")

#: White space in Anki's sense is wider than the ASCII space: U+3000 splits a tag, too.
_UNSAFE = when_asked(r"[\s\u200b-\u200f\u2028-\u202f\u2060\u3000\ufeff,;\"'“”„‘’«»`]+")


@lru_cache(maxsize=4096)  # the entries below a heading have it one after the other
def slug(heading: str) -> str:
    """A heading as one level of a topic: lower case, letters and digits of all scripts, "-" between
    words.

    >>> slug("2.1 Discharge & remedies")
    'discharge-remedies'
    >>> slug("Données manquantes"), slug("線形　回帰"), slug("C++ basics"), slug("Node.js")
    ('données-manquantes', '線形-回帰', 'c++-basics', 'node.js')
    >>> slug("A. FORMATION"), slug("C. elegans"), slug("2023"), slug("—")
    ('formation', 'c-elegans', '2023', '')
    """
    text = unicodedata.normalize("NFC", heading)
    text = _NUMBERING.sub("", text, count=1).lower() or text.lower()
    text = _FULL_STOP.sub(" ", text.replace("'", "").replace("’", ""))
    kept = "".join(c if unicodedata.category(c)[0] in "LMN" or c in "_+#." else " " for c in text)
    joined = unicodedata.normalize("NFC", "-".join(kept.split()))
    if len(joined) > LONGEST:
        joined = joined[:LONGEST].rsplit("-", 1)[0]
    return joined


def topic_of(headings: Iterable[str]) -> str:
    """Headings, outermost first, as one topic; a heading without letters or digits is passed over.

    >>> topic_of(["Transport layer", "TCP"])
    'transport-layer::tcp'
    """
    return LEVEL.join(filter(None, map(slug, headings)))


def safe_tag(tag: str) -> str:
    """A tag as the notes have it, made safe for Anki: no white space of any kind, no commas, no
    quotes.

    >>> safe_tag("AP Gov::Chapter\\u30001"), safe_tag("::a:: ::b"), safe_tag(" ")
    ('AP-Gov::Chapter-1', 'a::b', '')
    """
    text = unicodedata.normalize("NFC", tag)
    # before the levels are told apart: what goes may have stood between two colons
    seen = "".join(c for c in text if unicodedata.category(c)[0] != "C" or c.isspace())
    levels = [_UNSAFE.sub("-", level).strip("-:") for level in seen.split(LEVEL)]
    # what stood between a letter and its accent may have gone: compose again
    return unicodedata.normalize("NFC", LEVEL.join(filter(None, levels)))
