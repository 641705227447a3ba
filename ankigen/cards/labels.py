"""The labels of a list's items: the name before a colon, a dash or an arrow, by which an item is
asked for.
"""

from __future__ import annotations

import re

from ankigen.cards.words import count
from ankigen.model import Item, Paragraph, RichText
from ankigen.text.patterns import when_asked

#: A label is a name: so many words at most.
LABEL_WORDS = 5
#: With what is added to the name behind a comma.
MOST_LABEL_WORDS = 9

#: What stands under such words shows how a thing looks; it is not to be known by heart.
EXAMPLE = when_asked(
    r"\b(?:(?:worked )?examples?|exempli gratia|for instance|e\.g|results?|outputs?"
    r"|beispiele?|z\.\s?b|ejemplos?"
    r"|por ejemplo|exemples?|par exemple)\b|^(?:ex|say|suppose|ej|bsp)\b",
    re.IGNORECASE,
)


def label_end(item: Item) -> int:
    """Where the label of an item ends, 0 if it has none: before a colon, a dash, an arrow, wide
    spaces, the line's end.

    >>> label_end(Item(RichText.of("recall: found among the true")))
    6
    >>> label_end(Item(RichText.of("a plain item")))
    0
    """
    text = item.text
    for offset, _ in text.lines[1:2]:
        # the first raw line of the item is a name, what is said of it stands on the next one
        if text.text[offset:].strip() and _is_label(text, offset):
            return len(text.text[:offset].rstrip(" \n:："))
    for match in _LABEL_ENDS.finditer(text.text):
        start, end = match.span()
        if start and text.text[end:].strip():
            arrow = _ARROW.search(match[0]) is not None and "," in text.text[:start]
            return start if _is_label(text, start) and not arrow else 0
    coded = _CODED.match(text.text)
    if coded:
        return coded.end(1)
    only_name = item.children and isinstance(item.children[0], Paragraph)
    end = len(text.text.rstrip(" :："))
    return end if only_name and _is_label(text, end) else 0


#: A number that names what stands behind it ("404 Not found", "1848 Revolutions"), unless that is
#: its unit.
_CODED = when_asked(
    r"(\d{3,4})\s+(?!(?:[a-z]{1,3}|days?|years?|hours?|minutes?|seconds?|people|words?|times"
    r"|million|thousand|BCE?|AD|CE)\b)(?=[^\W\d_])"
)
_LABEL_ENDS = when_asked(r"\s*[:：](?=\s|$)|\s+(?:[–—~=-]|--|→|->|=>|⇒)\s+|\s{3,}")


#: Behind a name and a comma an arrow is part of what is said: "polymerase, reads 3' -> 5'".
_ARROW = when_asked(r"->|→|=>|⇒")
#: A word cut short may be a label with its full stop: "accel.".
_SHORT_FORM = when_asked(r"[^\W\d_]{2,6}\.")


def _is_label(text: RichText, end: int) -> bool:
    name = text.text[:end].strip()
    short = 1 <= count(name.partition(",")[0]) <= LABEL_WORDS and count(name) <= MOST_LABEL_WORDS
    if not short or EXAMPLE.match(name):
        return False
    return not re.search(r"[.;!?,]$|[.;!?]\s", name) or _SHORT_FORM.fullmatch(name) is not None


def end_of_sign(item: Item, end: int) -> int:
    """Where the sign after a label ends: a colon, a dash or an arrow, with the space before it.

    >>> item = Item(RichText.of("recall - found among the true"))
    >>> item.text.text[end_of_sign(item, label_end(item)) :]
    ' found among the true'
    """
    sign = re.match(r"\s*(?:[:：–—~]|--?(?=\s)|=(?=\s)|→|->|=>|⇒)", item.text.text[end:])
    return end + (sign.end() if sign else 0)
