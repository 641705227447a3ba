"""The gate for all HTML of cards: an allow-list of tags, attributes and addresses."""

from __future__ import annotations

import re
from functools import lru_cache

import nh3

from ankigen.text.patterns import when_asked

_TAGS = {
    *("p", "br", "ul", "ol", "li", "blockquote", "pre", "code", "div", "span"),
    *("table", "thead", "tbody", "tr", "th", "td"),
    *("strong", "em", "u", "s", "mark", "sub", "sup", "a", "img"),
}
_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt"},
    "ol": {"start"},
    **{tag: {"class"} for tag in ("div", "span", "pre", "code", "li")},
    "*": {"dir"},
}
#: Addresses a card may link to; a link to anything else keeps its words and loses its address.
SCHEMES = {"http", "https", "mailto"}
#: Set up once: `nh3.clean` reads the lists anew for every text, which takes twice the time of
#: cleaning it.
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags=set(),  # by default nh3 drops the words inside <script> and <style> too
    attributes=_ATTRIBUTES,
    url_schemes=SCHEMES,
    link_rel=None,
    strip_comments=True,
)
_cleaned = lru_cache(maxsize=4096)(_CLEANER.clean)


def sanitised(markup: str) -> str:
    """The markup with nothing but allowed tags, attributes and addresses. The words of what goes
    stay.

    >>> sanitised('<p onclick="x()">Hi <script>all</script></p>')
    '<p>Hi all</p>'
    """
    if "<" not in markup:
        return markup  # no tag, so nothing to take out; most headwords and topics are like that
    return _cleaned(markup)


#: A tag as ankigen's own fields have them; `style` numbers lists and nothing else.
_OWN_TAG = when_asked(
    rf"</?(?:{'|'.join(sorted(_TAGS))})(?: (?:(?:class|dir|start|alt|lang|role"
    rf"|aria-[a-z]+|data-[a-z]+)=\"[^\"<>]*\""
    r'|style="[a-z-]+: ?[\w. %-]*;?"|href="(?:https?:|mailto:)[^"<>]*"|src="[^":<>/\\]*"))* ?/?>'
)
_OF_ANKI = when_asked(r"\[(?=latex\]|\$)", re.I)  # Anki would run TeX on what follows


def of_former_build(markup: str) -> str:
    """A field of a former build as it is, if it is as ankigen writes them; a lock or package of a
    stranger's is sanitised.

    >>> of_former_build('<ol style="counter-reset: item 2"><li>a</li></ol>')
    '<ol style="counter-reset: item 2"><li>a</li></ol>'
    >>> of_former_build('<p onclick="x()">Hi</p> [latex]')
    '<p>Hi</p> &#91;latex]'
    """
    own = "<" not in _OWN_TAG.sub("", markup)
    return _OF_ANKI.sub("&#91;", markup if own else sanitised(markup))
