"""Dates at the beginning of a line, as notes have them: "june 48", "14 AD", "c. 1520", "3. Mai
1525", "late 1916", "mars 1917".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

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
    r"\.?|a\.\s?C\.|d\.\s?C\.)"
)
_YEAR = r"(?:20\d{2}|1\d{3}|[1-9]\d{2})s?"
_TO = r"\s?[-–—/]\s?"
_DAY = rf"\d{{1,2}}(?:st|nd|rd|th|er|\.)?(?:{_TO}\d{{1,2}}\.?)?"
_CENTURY = (
    r"(?:\d{1,2}(?:st|nd|rd|th)\s(?:century|cent\b\.?|c\b\.?)|\d{1,2}\.\s(?:Jahrhundert|Jh\.?)"
    r"|[IVX]+e\ssiècle)"
)


@lru_cache(maxsize=64)
def date_pattern(languages: Sequence[str] = tuple(MONTHS)) -> str:
    """A pattern, without regard to capitals, of a date with its months in these languages."""
    names = dict.fromkeys(name for one in languages for name in MONTHS[one].split())
    month = rf"(?:{'|'.join(sorted(names, key=lambda n: (-len(n), n)))})\b\.?"
    number = r"(?:'\d{2}|\d{1,4})(?!\d)"
    with_month = (
        rf"{_DAY}\s(?:(?:of|de|di)\s|d['’])?{month}(?:{_TO}(?:{_DAY}\s)?{month})?"
        rf"(?:\s(?:(?:of|de)\s)?{number})?"
        rf"|{month}(?:{_TO}{month})?\s{_DAY}(?:,?\s{_YEAR})|{month}(?:{_TO}{month})?\s{number}"
    )
    year = rf"{_YEAR}(?:{_TO}\d{{1,4}}s?)?(?:\s{_ERA})?(?:,\s(?:{_DAY}\s{month}|{month}\s{_DAY}))?"
    return (
        rf"{_BEFORE}(?:{with_month}|{_SEASON}\s(?:of\s)?{_YEAR}|{_CENTURY}(?:\s{_ERA})?"
        rf"|\d{{1,4}}(?:{_TO}\d{{1,4}})?\s{_ERA}|AD\s\d{{1,4}}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}"
        rf"|\d{{4}}-\d{{2}}(?:-\d{{2}})?|{year})(?![\w%€$£°])"
    )


def languages_of(texts: Iterable[str]) -> tuple[str, ...]:
    """The languages of the months in these texts: the fewest that know all of them, English where
    there are none.
    """
    words = {word.casefold() for text in texts for word in re.findall(r"[^\W\d_]{3,}", text)}
    left = words & {name for names in MONTHS.values() for name in names.split()}
    found: list[str] = []
    while left:
        best = max(MONTHS, key=lambda one: len(left & set(MONTHS[one].split())))
        found.append(best)
        left -= set(MONTHS[best].split())
    return tuple(found) or ("en",)


#: What may stand between a date and what is said of it.
BETWEEN = r"(?:\s*(?:[:,;=]|[-–—]+(?=\s))|\.(?=\s))?\s+"
_LEADING = re.compile(rf"(?i)({date_pattern()}){BETWEEN}(?=\S)")


def leading_date(text: str) -> tuple[int, int]:
    """Where the date ends that a line begins with, and where what is said of it begins; (0, 0)
    where it begins with none.

    >>> [leading_date(t)[0] for t in ("june 48 airlift begins", "14 AD Tiberius", "c. 1520 unrest")]
    [7, 5, 7]
    >>> leading_date("may have to go"), leading_date("3. Mai 1525: Würzburg")
    ((0, 0), (11, 13))
    """
    found = _LEADING.match(text)
    return (found.end(1), found.end()) if found else (0, 0)


_BEHIND = re.compile(rf"(?i)^(\S.*\S)\s*[(\[](?={date_pattern()}[)\]]\.?$)")


def date_in_brackets(text: str) -> tuple[int, int]:
    """Where what a line says ends before the date in brackets with which it ends, and where the
    date begins; (0, 0) where it ends with none.

    >>> date_in_brackets("Dias rounds the Cape (1488)"), date_in_brackets("the Cape (Africa)")
    ((20, 22), (0, 0))
    """
    found = _BEHIND.match(text)
    return (found.end(1), found.end()) if found else (0, 0)


#: Three figures alone may be any number.
_NUMBER = re.compile(r"\d{3}(?![\d\s]*\w*(?:BC|AD|CE))\b(?!\s?[-–/]\s?\d)")


def is_sure_date(text: str) -> bool:
    """Whether a line begins with what can be nothing but a date, or a year of four figures.

    >>> is_sure_date("476 Rome falls"), is_sure_date("may 476 Rome falls")
    (False, True)
    """
    return bool(leading_date(text)[0]) and _NUMBER.match(text) is None


_WHOLE = re.compile(rf"(?i){date_pattern()}$")


def is_date(text: str) -> bool:
    """Whether a text is nothing but a date.

    >>> is_date("3. Mai 1525"), is_date("3. Mai"), is_date("1. Mai tree")
    (True, True, False)
    """
    return _WHOLE.match(text.strip()) is not None


def in_order(texts: Sequence[str]) -> bool:
    """Whether the years of the dates that these texts begin with mostly do not go back."""
    years = [int(y[-1]) for t in texts if (y := re.findall(r"\d{3,4}", t[: leading_date(t)[0]]))]
    steps = [a <= b for a, b in pairwise(years)]
    return sum(steps) >= 0.7 * len(steps)
