"""Sentences that define what they begin with, in the languages that notes mostly come in: "Oriel is
a window that …", "Oriel – это …", "oriel, i.e. a window". Only siblings that are all so make a list
of entries.
"""

from __future__ import annotations

import re

from ankigen.segmentation.splits.weak_marks import is_short_head

#: What defines stands in so many characters of a line.
REACH = 160

#: A verb, and behind it the article or the word with which a definition begins.
_GENUS = re.compile(
    r"\s(?:(?:is|are|was|were|means|describes|denotes)\s(?:an?|the|one|any|some|when|where|what|how)"
    r"|refers to\s\S|(?:ist|sind|war|bezeichnet|bedeutet|beschreibt)\s"
    r"(?:eine?[mnrs]?|d(?:er|ie|as|en))"
    r"|(?:est|sont|désigne)\s(?:une?|l[ea]s?|des|ce)|(?:est|désigne)\sl['’]"
    r"|(?:es|son|significa)\s(?:una?|unos|unas|el|l[ao]s?|cuando)"
    r"|(?:è|sono|significa)\s(?:un[oa]?|il|l[oaei]|gli|quando)|è\s(?:un|l)['’]"
    r"|(?:é|são|significa)\s(?:uma?|[oa]s?|quando)|(?:is|zijn)\s(?:een|de|het)"
    r"|(?:är|er)\s(?:en|ett?|den|det|de|när)|[eé]t[az]\s(?:um|uma))\b"
    r"|\s(?:adalah|ialah|merupakan)\s|\s(?:este|sunt)\s(?:una?|o|unul)\b|\s(?:és|són)\s(?:una?|el|la|els|les)\b"
    r"|\slà\s(?:một|các|những|sự|quá)\b"
    r"|\s(?:[-–—]\s)?(?:это|це|является|называется|είναι)\s|\s(?:هو|هي)\s|とは|(?<=[가-힣)])(?:은\(는\)|이란|란)\s"
)
#: Short words that are verbs in one language alone: letters of it stand in the line.
_IN_POLISH = re.compile(r"\s(?:to|jest to|są to|to jest|oznacza)\s(?=.*[ąćęłńśźż])")
_IN_CZECH = re.compile(r"\s(?:je|jsou)\s(?=.*[ěřůčšžýáíé])")
_IN_SWEDISH = re.compile(r"\sär\s")
_IN_CHINESE = re.compile(r"(?<=[\u4e00-\u9fff)）])(?:是指|指的是|是)(?=[\u4e00-\u9fff]{3})")
_IN_KOREAN = re.compile(r"(?<=[가-힣)])(?:은|는)\s")
_VERBS = (_GENUS, _IN_POLISH, _IN_CZECH, _IN_SWEDISH, _IN_CHINESE, _IN_KOREAN)
#: An article before the headword is no part of it.
_ARTICLE = re.compile(
    r"(?:the|a|an|der|die|das|ein|eine|le|la|les|l['’]|un|une|el|los|las|una|il|lo|i|gli|o|os|as"
    r"|uma|en|ett|de|het|een|το|η|ο)\s",
    re.I,
)
_THAT_IS = re.compile(
    r"[,，、،]\s?(?:i\.\s?e\.,?|that is,|d\.\s?h\.|das heißt,?|c\.-à-d\.|c['’]est-à-dire|soit"
    r"|o sea,?|es decir,?|ossia|cioè|ovvero|ou seja,?|isto é,?|czyli|tzn\.|tj\.|to znaczy|то есть"
    r"|т\.\s?е\.|δηλαδή|dvs\.|det vill säga|すなわち|つまり|즉|即|也就是|أي)\s?"
)


def after_subject(text: str) -> int:
    """Where the name ends that a sentence defines; 0 where it does not look so.

    >>> after_subject("The oriel is a window that juts out"), after_subject("It is a window")
    (9, 0)
    """
    line = text[:REACH]
    ends = [m.start() for pattern in _VERBS if (m := pattern.search(line)) is not None]
    article = _ARTICLE.match(line)
    start = article.end() if article else 0
    end = min((e for e in ends if e > start), default=0)
    return end if end and is_short_head(line[start:end]) else 0


def after_that_is(text: str) -> tuple[int, int]:
    """Where a headword ends and its explanation begins behind "i.e."; both 0 where there is none.

    >>> after_that_is("oriel, i.e. a window that juts out")
    (5, 12)
    """
    found = _THAT_IS.search(text[:REACH])
    if found is None or not is_short_head(text[: found.start()]) or not text[found.end() :].strip():
        return 0, 0
    return found.start(), found.end()
