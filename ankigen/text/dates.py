"""Dates at the beginning of a line, as notes have them: "june 48", "14 AD", "c. 1520", "3. Mai
1525", "late 1916", "mars 1917".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ankigen.text.patterns import when_asked

#: The names of months by language, in full and cut.
MONTHS: dict[str, str] = {
    "en": "jan january feb february mar march apr april may jun june jul july aug august sep sept"
    " september oct october nov november dec december",
    "de": "jan januar jänner feb februar mär märz mrz apr april mai jun juni jul juli aug august"
    " sep sept september okt oktober nov november dez dezember",
    "fr": "jan janv janvier fév févr février fevrier mars avr avril mai juin juil juillet août aout"
    " sept septembre oct octobre nov novembre déc décembre decembre",
    "es": "ene enero feb febrero mar marzo abr abril may mayo jun junio jul julio ago agosto sep"
    " sept septiembre oct octubre nov noviembre dic diciembre",
    "it": "gen gennaio feb febbraio mar marzo apr aprile mag maggio giu giugno lug luglio ago"
    " agosto set sett settembre ott ottobre nov novembre dic dicembre",
    "pt": "jan janeiro fev fevereiro mar março abr abril mai maio jun junho jul julho ago agosto"
    " set setembro out outubro nov novembro dez dezembro",
    "nl": "jan januari feb februari mrt maart apr april mei jun juni jul juli aug augustus sep sept"
    " september okt oktober nov november dec december",
    "pl": "sty stycznia styczeń lut lutego luty mar marca marzec kwi kwietnia kwiecień maja maj cze"
    " czerwca czerwiec lip lipca lipiec sie sierpnia sierpień wrz września wrzesień paź"
    " października październik lis listopada listopad gru grudnia grudzień",
    "sv": "jan januari feb februari mar mars apr april maj jun juni jul juli aug augusti sep sept"
    " september okt oktober nov november dec december",
}
#: What may stand before the date, and belong to it.
_BEFORE = (
    r"(?:(?:in|on|by|since|from|until|around|about|early|mid|late|end of|before|after|the|circa|ca?"
    r"|um|am|im|ab|seit|vor|nach|anfang|mitte|ende|frühjahr|herbst"
    r"|le|vers|en|dès|mi|fin|début|depuis|el|hacia|desde|verso|nel|dal)(?:\.\s*|[\s-]+))*"
)
_SEASON = (
    r"(?:spring|summer|autumn|fall|winter|sommer|printemps|été|automne|hiver|primavera|verano"
    r"|otoño|invierno|estate|autunno|inverno|easter|christmas)"
)
_ERA = (
    r"(?:BCE?|CE|AD|[advn]\.?\s?(?:Chr?|u\.\s?Z)\.?|av(?:ant|\.)\s?J\.?-C\.?|ap(?:rès|\.)\s?J\.?-C"
    r"\.?|a\.\s?C\.|d\.\s?C\.|(?:p\.\s?)?n\.\s?e\.|(?:př\.\s?)?n\.\s?l\.|(?:до\s)?н\.\s?э\."
    r"|[fe]\.\s?Kr\.)"
)
_YEAR = r"(?:20\d{2}|1\d{3}|[1-9]\d{2})s?"
_TO = r"\s?[-–—/]\s?"
_DAY = rf"\d{{1,2}}(?:st|nd|rd|th|er|\.)?(?:{_TO}\d{{1,2}}\.?)?"
_CENTURY = (
    r"(?:\d{1,2}(?:st|nd|rd|th)\s(?:century|cent\b\.?|c\b\.?)|\d{1,2}\.\s(?:Jahrhundert|Jh\.?)"
    r"|[IVX]+e\ssiècle)"
)


_NUMBER = r"(?:'\d{2}|\d{1,4})(?!\d)"
#: Nothing that makes a number of the last figure ("1,500 men", "40%").
_END = r"(?![\w%€$£°])"


def _ways(month: str, other: str) -> tuple[str, ...]:
    """The ways to write a date, without regard to capitals, with these patterns of the names of
    one month and of another one behind it.
    """
    months = rf"{month}\.?(?:{_TO}(?:{_DAY}\s)?{other}\.?)?"
    return (
        rf"{_DAY}\s(?:(?:of|de|di)\s|d['’])?{months}(?:\s(?:(?:of|de)\s)?{_NUMBER})?",
        rf"{months}\s(?:{_DAY},?\s{_YEAR}|{_NUMBER})",
        rf"{_SEASON}\s(?:of\s)?{_YEAR}",
        rf"{_CENTURY}(?:\s{_ERA})?",
        rf"\d{{1,4}}(?:{_TO}\d{{1,4}})?\s{_ERA}",
        r"AD\s\d{1,4}",
        r"\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d{2}(?:-\d{2})?",
        rf"{_YEAR}\s{month}\.?(?:\s\d{{1,2}})?",
        rf"{_YEAR}(?:{_TO}\d{{1,4}}s?)?(?:\s{_ERA})?",
    )


_NAMES = frozenset(name for names in MONTHS.values() for name in names.split())
#: The name of a month in any of the languages, in a pattern without regard to capitals.
MONTH_NAME = rf"(?:{'|'.join(sorted(_NAMES, key=lambda n: (-len(n), n)))})\b"
#: What stands for a date in a pattern of `ankigen.toml`, and what for a month alone.
DATE, MONTH = "{date}", "{month}"


def with_dates(pattern: str) -> str:
    """A pattern with what its `{date}` and `{month}` stand for.

    >>> import re
    >>> re.match(with_dates("^({date}) (.+)$"), "june 48 airlift begins")[1]
    'june 48'
    """
    if DATE not in pattern and MONTH not in pattern:
        return pattern
    date = rf"(?i:{_BEFORE}(?:{'|'.join(_ways(MONTH_NAME, MONTH_NAME))}){_END})"
    return pattern.replace(DATE, date).replace(MONTH, rf"(?i:{_BEFORE}{MONTH_NAME}\.?)")


#: The same with any word for a month, for a first look: its name is looked up.
_ANY = tuple(
    when_asked(rf"(?i){_BEFORE}(?:{way}){_END}")
    for way in _ways(r"(?P<one>[^\W\d_]{3,12})", r"(?P<other>[^\W\d_]{3,12})")
)
#: Names of months that are words of another language: a day before one makes no date.
_WORDS = frozenset(
    ("ago", "gen", "gru", "lip", "lis", "lut", "mag", "maj", "mei", "out", "set", "sie", "sty")
)
_FIGURE = when_asked(r"\D{0,30}\d")
#: What may stand between a date and what is said of it.
BETWEEN = r"(?:\s*(?:[:,;=]|[-–—]+(?=\s))|\.(?=\s))?\s+"
_BETWEEN = when_asked(rf"{BETWEEN}(?=\S)")


def _date_at(text: str, at: int = 0) -> int:
    """Where the date ends that begins here, 0 where none does."""
    if not _FIGURE.match(text, at):
        return 0
    for way in _ANY:
        found = way.match(text, at)
        if found is not None:
            months = [name for key, name in found.groupdict().items() if key and name]
            words = any(name.casefold() in _WORDS for name in months)
            without_year = words and len(re.findall(r"\d+", found[0])) < 2  # "3 set pieces"
            by_word = without_year and found[0][:1].isdigit()
            if all(name.casefold() in _NAMES for name in months) and not by_word:
                return found.end()
    return 0


def leading_date(text: str) -> tuple[int, int]:
    """Where the date ends that a line begins with, and where what is said of it begins; (0, 0)
    where it begins with none.

    >>> [leading_date(t)[0] for t in ("june 48 airlift begins", "14 AD Tiberius", "c. 1520 unrest")]
    [7, 5, 7]
    >>> leading_date("may have to go"), leading_date("3. Mai 1525: Würzburg")
    ((0, 0), (11, 13))
    >>> leading_date("25 out of 30"), leading_date("25 out 1917 palácio")
    ((0, 0), (11, 12))
    """
    end = _date_at(text)
    between = _BETWEEN.match(text, end) if end else None
    return (end, between.end()) if between else (0, 0)


_IN_BRACKETS = when_asked(r"\s*[(\[]\s*([^()\[\]]{1,40})[)\]]\.?$")


def date_in_brackets(text: str) -> tuple[int, int]:
    """Where what a line says ends before the date in brackets with which it ends, and where the
    date begins; (0, 0) where it ends with none.

    >>> date_in_brackets("Dias rounds the Cape (1488)"), date_in_brackets("the Cape (Africa)")
    ((20, 22), (0, 0))
    """
    found = _IN_BRACKETS.search(text)
    if found is None or not found.start() or not is_date(found[1]):
        return 0, 0
    return found.start(), found.start(1)


#: Three figures alone may be any number.
_ALONE = when_asked(rf"\d{{3}}(?![\d\s]*\w*(?:BC|AD|CE))\b(?!\s?[-–/]\s?\d)(?!\s(?i:{_ERA}){_END})")


def is_sure_date(text: str) -> bool:
    """Whether a line begins with what can be nothing but a date, or a year of four figures.

    >>> is_sure_date("476 Rome falls"), is_sure_date("may 476 Rome falls")
    (False, True)
    >>> is_sure_date("509 a.C. - the last king leaves"), is_sure_date("509 a crowd")
    (True, False)
    """
    return bool(leading_date(text)[0]) and _ALONE.match(text) is None


def is_date(text: str) -> bool:
    """Whether a text is nothing but a date.

    >>> is_date("3. Mai 1525"), is_date("3. Mai"), is_date("1. Mai tree")
    (True, True, False)
    """
    return 0 < _date_at(text.strip()) == len(text.strip())


_BEFORE_CHRIST = when_asked(
    r"\d\s?(?:BC|v\.?\s?(?:Chr|u)|av|a\.\s?(?:C|Chr)|p\.\s?n\.\s?e|př|до|f\.\s?Kr)", re.IGNORECASE
)


def in_order(texts: Sequence[str]) -> bool:
    """Whether the years of the dates that these texts begin with mostly do not go back.

    >>> in_order(("509 BC the last king", "287 BC a law", "14 AD the second emperor"))
    True
    """
    dates = [t[: leading_date(t)[0]] for t in texts]
    years = [
        -int(y[-1]) if _BEFORE_CHRIST.search(t) else int(y[-1])
        for t in dates
        if (y := re.findall(r"\d{3,4}", t))
    ]
    steps = [a <= b for a, b in pairwise(years)]
    return sum(steps) >= 0.7 * len(steps)
