"""A table of contents, and a list of sources at the end: both belong to the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ankigen.model import Kind, Style
from ankigen.segmentation.blocks.units import Unit
from ankigen.segmentation.headword_score import sentenceness
from ankigen.segmentation.splits.line_splits import splits
from ankigen.segmentation.words import CONTENTS, REFERENCES, length
from ankigen.text.patterns import when_asked

_URL_LINE = when_asked(r"^\W*(?:https?://|www\.)\S+\W*$")
_REFERENCE = when_asked(
    r"https?://|www\.|\b[\w-]+\.(?:com|org|net|edu|io|gov|de|co\.uk|ac\.uk)\b"
    r"|\s[|–—-]\s|\(\d{4}\)|\b(?:19|20)\d{2}\b|\bet al\b|\bed\.|\bpp?\.\s*\d|"
    r"\bvol\b|\bchapter\b|\bISBN\b|\bdoi\b|^\W*\[\d+\]|[\"“”]|\bv\d",
    re.IGNORECASE,
)
#: So large a share of the lines under "Contents" stand further on.
CONTENTS_SHARE = 0.5


def is_open(u: Unit) -> bool:
    return u.kind in (Kind.LINE, Kind.PARAGRAPH, Kind.HEADING, Kind.ITEM)


_BADGE = when_asked(r"shields\.io|badge|travis-ci|codecov", re.IGNORECASE)


def of_links(u: Unit) -> str:
    """Why a line that is nothing but links, or little pictures of the state of a repository, is
    left out; "" of any other one.
    """
    text = u.text.text.strip()
    links = [m for m in u.text.marks if m.style is Style.LINK]
    linked = sum(m.end - m.start for m in links)
    if len(links) > 1 and linked >= 0.7 * len(text):
        return "links of a page"
    badges = [m for m in u.text.marks if m.style is Style.IMAGE and _BADGE.search(m.value)]
    shown = sum(m.end - m.start for m in badges) + len(badges)
    return "badges of a page" if badges and len(text) <= shown else ""


def contents(units: Sequence[Unit], known: dict[int, str]) -> Iterator[tuple[int, str]]:
    """A table of contents: its heading, and the lines below it that come again further on."""
    for k, u in enumerate(units):
        if not is_open(u) or not CONTENTS.match(u.text.text.strip()):
            continue
        later: dict[str, int] = {}
        for n in range(k + 1, len(units)):
            if is_open(units[n]):
                later[_bare(units[n].text.text)] = n  # the last place of each text
        run: list[int] = []
        again = 0
        for n in range(k + 1, len(units)):
            if not is_open(units[n]) or (run and (n in known or units[n].gap)):
                break
            if run and units[run[0]].item and not units[n].item:
                break
            comes = n in known or _comes_again(_bare(units[n].text.text), n, later)
            if not comes and not units[n].item and units[n].kind is not Kind.LINE:
                break
            again += comes
            run.append(n)
        if len(run) >= 2 and again >= CONTENTS_SHARE * len(run):
            yield k, "table of contents"
            for n in run:
                yield n, "table of contents"


#: A list without "Contents" above it is one if so large a share of it are headings further on, and
#: so large a share of these stand in it; of fewer items it may be a list of kinds.
_LISTED_SHARE, _HEADINGS_SHARE, _LEAST_LISTED = 0.9, 0.8, 4


def unnamed_contents(units: Sequence[Unit], known: dict[int, str]) -> Iterator[tuple[int, str]]:
    """A table of contents by what it lists: a heading over a list of the headings further on."""
    for k, u in enumerate(units):
        if u.kind is not Kind.HEADING or k in known:
            continue
        end = k + 1
        while end < len(units) and units[end].kind is Kind.ITEM:
            end += 1
        listed = [_bare(v.text.text) for v in units[k + 1 : end]]
        if len(listed) < _LEAST_LISTED:
            continue
        heads = {_plain(v.text.text) for v in units[end:] if v.kind is Kind.HEADING}
        found = sum(text in heads for text in listed)
        if found >= max(_LISTED_SHARE * len(listed), _HEADINGS_SHARE * len(heads)):
            yield from ((n, "table of contents") for n in range(k, end))
            return


def _plain(text: str) -> str:
    """A heading as a table of contents may have it: without what stands in brackets."""
    return _bare(re.sub(r"\s*\([^()]*\)", "", text))


def _bare(text: str) -> str:
    return re.sub(r"^[\d.\s]*|[\W_]+", " ", re.sub(r"[.\s…]*\d*\s*$", "", text.casefold())).strip()


def _comes_again(text: str, n: int, later: dict[str, int]) -> bool:
    """Whether a line of the contents stands further on by itself, or inside a heading ("Markets"
    in "Part 1: Markets").
    """
    if later.get(text, n) > n:
        return True
    return len(text) > 3 and any(
        at > n and len(t) <= len(text) + 16 and f" {text} " in f" {t} " for t, at in later.items()
    )


def references(units: Sequence[Unit], known: dict[int, str]) -> Iterator[tuple[int, str]]:
    """A heading such as "References" and the titles and links below it."""
    for k, u in enumerate(units):
        apart = (u.gap and not u.item) or k + 1 == len(units)
        if is_open(u) and apart and _sources_named(u.text.text):
            yield k, "reference"
        if not is_open(u) or u.item or not REFERENCES.match(u.text.text.strip()):
            continue
        run: list[int] = []
        for n in range(k + 1, len(units)):
            v = units[n]
            if v.kind is Kind.HEADING and (u.kind is not Kind.HEADING or v.level <= u.level):
                break
            if not is_open(v) and v.kind is not Kind.RULE:
                break
            if (
                v.gap
                and v.kind is Kind.LINE
                and not v.item
                and n not in known
                and not _REFERENCE.search(v.text.text)
                and _reads_on(units, n)
            ):
                break
            run.append(n)
        open_lines = [n for n in run if n not in known and is_open(units[n])]
        like = [
            n
            for n in open_lines
            if _REFERENCE.search(units[n].text.text)
            or units[n].text.marks
            or _URL_LINE.match(units[n].text.text)
        ]
        titles = [
            n
            for n in open_lines
            if not units[n].text.text.rstrip().endswith((".", ":"))
            and length(units[n].text.text) <= 20
        ]
        if 2 * sum(_says_a_term(units[n]) for n in open_lines) >= len(open_lines):
            continue  # "Sources" of law, of error: what they are
        if open_lines and (
            2 * len(like) >= len(open_lines)
            or (len(titles) == len(open_lines) and _is_tail(units, run))
        ):
            yield k, "heading of a list of references"
            for n in run:
                if n not in known:
                    yield n, "reference"


#: What parts a term from what it is.
_MARKS = frozenset((":", "-", "=", "=>"))
#: A list of links has so many.
_LEAST_LINKS = 2


def links_at_the_end(units: Sequence[Unit], known: dict[int, str]) -> Iterator[tuple[int, str]]:
    """The last heading and what is below it, where that is nothing but links to pages of the web,
    whatever the heading is called.
    """
    heads = [k for k, u in enumerate(units) if u.kind is Kind.HEADING]
    if not heads or heads[-1] in known:
        return
    run = [n for n in range(heads[-1] + 1, len(units)) if n not in known]
    if len(run) >= _LEAST_LINKS and all(_is_link(units[n]) for n in run):
        yield heads[-1], "heading of a list of references"
        yield from ((n, "reference") for n in run)


#: Who may use a page and who may help with it: headings, and what stands below them.
_RIGHTS = when_asked(
    r"\W*(?:licen[sc]es?|lizenz|licenc(?:ia|e)|licenza|contributing|contributions?|contributors"
    r"|mitmachen|acknowledge?ments|danksagung|credits|disclaimer)\W*$",
    re.IGNORECASE,
)
_SAID_OF_RIGHTS = when_asked(
    r"©|\b(?:MIT|CC|GPL|BSD|Apache|Creative Commons|copyright|licen[sc]ed?|pull requests?|PRs?"
    r"|fork|issues?|contribut\w+|thanks?|lizenz)\b",
    re.IGNORECASE,
)
#: Not more words are said of that.
_FEW = 60


def rights(units: Sequence[Unit], known: dict[int, str]) -> Iterator[tuple[int, str]]:
    """The headings "License" and "Contributing" of a page for the public, with what is below."""
    heads = [k for k, u in enumerate(units) if u.kind is Kind.HEADING and k not in known]
    for k, end in pairwise([*heads, len(units)]):
        if not _RIGHTS.match(units[k].text.text):
            continue
        below = " ".join(u.text.text for u in units[k + 1 : end])
        if length(below) <= _FEW and _SAID_OF_RIGHTS.search(below):
            yield from ((n, "rights and thanks of a page") for n in range(k, end))


def _is_link(u: Unit) -> bool:
    whole = len(u.text.text.rstrip())
    return is_open(u) and any(
        m.style is Style.LINK and not m.start and m.end >= whole and "://" in m.value
        for m in u.text.marks
    )


def _says_a_term(u: Unit) -> bool:
    """Whether a line parts a term in bold from what it is, or by a mark from what begins with a
    small letter, as no title of a book does; and links to nothing and names no source.
    """
    text = u.text.text
    if any(m.style is Style.LINK for m in u.text.marks) or _URL_LINE.search(text):
        return False
    found = next(iter(splits(u.text)), None)
    if found is None or found.score <= 0:
        return False
    says = text[found.start : found.start + 1].islower() and not _SOURCE.search(text)
    return found.style == "bold" or (found.style in _MARKS and says)


def _sources_named(text: str) -> bool:
    """Whether one line names the sources of the notes: "References: Abel and Cane, ch. 3"."""
    label, colon, rest = text.partition(":")
    named = REFERENCES.match(label.strip()) or _ONE_SOURCE.fullmatch(label)
    return bool(colon and named and _SOURCE.search(rest))


_ONE_SOURCE = when_asked(
    r"\W*(?:quelle|fuente|fonte|bron|källa|kilde|źródło|zdroj)\W*", re.IGNORECASE
)


_SOURCE = when_asked(
    (
        r"https?://|www\.|\b(?:ch|chap|vol|pp?|ed|kap|bd|s|cap)\.\s*\d|\b(?:19|20)\d{2}\b"
        r"|\bet al\b|\bISBN\b|\bdoi\b"
    ),
    re.IGNORECASE,
)


def _reads_on(units: Sequence[Unit], n: int) -> bool:
    """Whether a headword with running text begins here."""
    if sentenceness(units[n].text.text) > 1.8 or splits(units[n].text):
        return True
    if n + 1 == len(units) or units[n + 1].gap:
        return False
    return sentenceness(units[n + 1].text.text) > 1.2 or _says_a_term(units[n + 1])


def _is_tail(units: Sequence[Unit], run: Sequence[int]) -> bool:
    return bool(run) and run[-1] >= len(units) - 2
