"""What the HTML of a field says and shows: its words, and the files in it."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Sequence

from ankigen.text.patterns import when_asked

_TAG = when_asked(r"<[^<>]*>")
_MEDIA = when_asked(r'<img\b[^<>]*?\bsrc="([^"<>]*)"[^<>]*>|\[sound:([^\]<>]+)\]', re.IGNORECASE)
_ALT = when_asked(r'\balt="([^"<>]*)"', re.IGNORECASE)


def words_of(field: str) -> str:
    """The words of an HTML field.

    >>> words_of("<p>R&amp;D<br>costs</p>")
    'R&D costs'
    """
    return " ".join(html.unescape(_TAG.sub(" ", field)).split())


def media_names(fields: Sequence[str]) -> frozenset[str]:
    """The media that fields show or play.

    >>> sorted(media_names(['<img src="a.png" alt="A">', "[sound:b.mp3]"]))
    ['a.png', 'b.mp3']
    """
    return frozenset(
        html.unescape(m[1] or m[2]) for field in fields for m in _MEDIA.finditer(field)
    )


def without_missing(fields: tuple[str, ...], media: Collection[str]) -> tuple[str, ...]:
    """The fields with the alt text in place of a picture that is not among `media`."""

    def shown(found: re.Match[str]) -> str:
        if html.unescape(found[1] or found[2]) in media:
            return found[0]
        alt = _ALT.search(found[0])
        return alt[1] if alt else ""

    return tuple(_MEDIA.sub(shown, field) for field in fields)
