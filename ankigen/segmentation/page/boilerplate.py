"""What belongs to the page and not to the notes: page numbers, site lines, running headers,
contents, references.

Each rule gives a reason; what is left out becomes a finding with it, so that nothing vanishes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ankigen.model import Kind, Style
from ankigen.segmentation.blocks.slides import LEAST, counting_up
from ankigen.segmentation.blocks.units import PLAIN, Unit
from ankigen.segmentation.headword_score import sentenceness
from ankigen.segmentation.page.bylines import bylines, first_lines_again
from ankigen.segmentation.page.chat_lines import chat_lines
from ankigen.segmentation.page.contents_and_sources import (
    contents,
    is_open,
    links_at_the_end,
    references,
    rights,
    unnamed_contents,
)
from ankigen.segmentation.page.over_entries import heads_lines, heads_questions
from ankigen.segmentation.page.page_lines import PAGE, by_itself
from ankigen.segmentation.splits.line_splits import splits
from ankigen.segmentation.words import ASIDE, is_label, length
from ankigen.text.integers import small_integer

_FIGURES = re.compile(r"#(?:\s+#)+")  # a row of data, as `_key` sees it
_NUMBER = re.compile(r"^\W{0,3}\d{1,4}\W{0,3}$")

#: A line that comes again on so many pages is a running header or footer.
RECURS = 3
#: So large a share of the numbers that count up stands beside one line.
NUMBERED_SHARE = 0.6
#: A line beside page numbers is theirs when it is on so large a share of the pages; a title that a
#: slide continues is on fewer.
ON_PAGES = 0.4
#: Pages are at least so many lines apart on average; what comes more often is a label of each
#: entry.
PAGE_LINES = 14
#: A running header stands among other lines: where so large a share of the lines between the first
#: and the last of them would be headers, they are the notes ("Term 1", "Term 2").
AMONG_OTHERS = 0.5


def furniture(units: Sequence[Unit]) -> dict[int, str]:
    """The units (by index) that belong to the page, each with the reason."""
    out: dict[int, str] = {}
    for k, u in enumerate(units):
        reason = by_itself(u)
        if reason and not heads_questions(units, k) and not heads_lines(units, k):
            out[k] = reason
    out.update(list(_below_tasks(units, out)))
    out.update({k: "empty page" for k in _between_pages(out) if _EMPTY.match(units[k].text.text)})
    out.update(_numbered_headers(units, out))
    found = dict(out)
    found.update(_recurring(units, found))  # which looks at what it has found so far
    out.update(_among_others({k: why for k, why in found.items() if k not in out}))
    out.update(_running_pieces(units, out))
    out.update(_titles_again(units, out))
    out.update(first_lines_again(units, out))
    out.update(_bare_numbers(units, out))
    out.update(contents(units, out))
    out.update(unnamed_contents(units, out))
    out.update(references(units, out))
    out.update(links_at_the_end(units, out))
    out.update(rights(units, out))
    out.update(_slides_apart(units, out))
    out.update(bylines(units))
    out.update(chat_lines(units))
    return out


#: A heading over what is still to be done.
_TASKS = re.compile(r"\W*(?:to[- ]?dos?|fixme)\W*", re.IGNORECASE)


def _below_tasks(units: Sequence[Unit], known: dict[int, str]) -> Iterator[tuple[int, str]]:
    """What stands below a heading that only says that something is to be done, if it is no list
    of entries.
    """
    for k in known:
        if units[k].kind is not Kind.HEADING or not _TASKS.fullmatch(units[k].text.text):
            continue
        below = range(k + 1, len(units))
        end = next((n for n in below if units[n].kind is Kind.HEADING), len(units))
        if not any(_may_be_entry(u) for u in units[k + 1 : end]):
            yield from ((n, "what is to be done") for n in range(k + 1, end))


def _may_be_entry(u: Unit) -> bool:
    """Whether a mark parts a line that well."""
    return any(s.style in (":", "-", "=", "bold") and s.score > 0 for s in splits(u.text))


#: All that a page without text has.
_EMPTY = re.compile(r"\W{0,3}[(\[][^()\[\]]{1,30}[)\]]\W{0,3}$")


def _between_pages(known: dict[int, str]) -> list[int]:
    """The units that are alone between two numbers of pages."""
    pages = {k for k, why in known.items() if why == "page or slide number"}
    return [k + 1 for k in pages if k + 2 in pages and k + 1 not in known]


_DIGITS = re.compile(r"\d+")


def _key(text: str) -> str:
    return _DIGITS.sub("#", " ".join(text.casefold().split())).strip(" \t-–—|")


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(n) for n in re.findall(r"\d{1,9}", text))


def _recurring(units: Sequence[Unit], known: dict[int, str]) -> Iterator[tuple[int, str]]:
    """Running headers and footers: the same line on page after page, perhaps with a number that
    grows.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for k, u in enumerate(units):
        text = u.text.text
        if k not in known and u.kind in PLAIN and not u.item and 3 <= len(text) <= 120:
            places[_key(text)].append(k)
    pages = sum(reason == "page or slide number" for reason in known.values())
    for key, ks in places.items():
        if len(ks) < 2 or _FIGURES.fullmatch(key):
            continue
        texts = [units[k].text.text for k in ks]
        if (
            texts[0].rstrip().endswith((":", "："))
            or is_label(texts[0])
            or sentenceness(texts[0]) > 2.2
            or _names_parts(units, ks)
        ):
            continue
        grows = len(set(texts)) == len(texts) and _grow([_numbers(t) for t in texts])
        spread = (ks[-1] - ks[0]) / (len(ks) - 1)
        beside = sum(1 for k in ks if k - 1 in known or k + 1 in known)
        alone = sum(1 for k in ks if _alone(units, k, known))
        context = sum(1 for k in ks if _second_line(units, k))
        if (
            (grows and (len(ks) >= RECURS or beside) and not _splits_like_entry(units[ks[0]]))
            or (
                len(ks) >= RECURS
                and spread >= PAGE_LINES
                and context <= len(ks) / 3
                and alone >= len(ks) / 2
            )
            or (beside >= len(ks) / 2 and len(ks) >= max(2, ON_PAGES * pages))
        ):
            for k in ks:
                yield k, "running header or footer"


def _names_parts(units: Sequence[Unit], places: Sequence[int]) -> bool:
    """Whether a line is in bold wherever it stands, each time below another heading: it names a
    part of what stands there.
    """
    bold = all(
        any(
            m.style is Style.STRONG and (m.start, m.end) == (0, len(u.text.text))
            for m in u.text.marks
        )
        for u in (units[k] for k in places)
    )
    return bold and all(
        any(units[n].kind is Kind.HEADING for n in range(a, b)) for a, b in pairwise(places)
    )


def _among_others(found: dict[int, str]) -> dict[int, str]:
    """The running headers, none of them where they would be most of the lines."""
    if not found:
        return found
    span = max(found) - min(found) + 1
    return found if len(found) <= AMONG_OTHERS * span else {}


def _numbered_headers(units: Sequence[Unit], known: dict[int, str]) -> Iterator[tuple[int, str]]:
    """A number alone on its line that counts up, each time beside the same line: the number and
    the header of a page.
    """
    chain: list[int] = []
    for k, u in enumerate(units):
        value = small_integer(u.text.text)
        if k in known or u.kind is not Kind.LINE or u.item or value < 0:
            continue
        last = small_integer(units[chain[-1]].text.text) if chain else value - 1
        if last < value <= last + 2:
            chain.append(k)
    beside: dict[str, list[int]] = defaultdict(list)
    for k in chain:
        for n in (k - 1, k + 1):
            if not 0 <= n < len(units) or n in known or units[max(n, k)].gap:
                continue
            if units[n].kind is Kind.LINE and len(units[n].text.text) <= 120:
                beside[_key(units[n].text.text)].append(n)
    for places in beside.values():
        if len(places) >= RECURS and len(places) >= NUMBERED_SHARE * len(chain):
            for n in places:
                yield n, "running header or footer"
            for k in chain:
                yield k, "page or slide number"


_WIDE = re.compile(r"\s{3,}|\t+")


def _pieces(text: str) -> list[str]:
    """What wide gaps part; most lines have none."""
    return [text] if " ".join(text.split()) == text else _WIDE.split(text)


def _running_pieces(units: Sequence[Unit], known: dict[int, str]) -> Iterator[tuple[int, str]]:
    """Headers set in columns ("Revision reader      Chapter 2: Money"), of which one part stays and
    the other changes.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for k, u in enumerate(units):
        text = u.text.text
        if k in known or u.kind is not Kind.LINE or u.item or len(text) > 140:
            continue
        pieces = _pieces(text)
        if len(pieces) in (2, 3):
            for piece in {_key(p) for p in pieces if re.search(r"[^\W\d_]{3}", p)}:
                places[piece].append(k)
    for ks in places.values():
        spread = (ks[-1] - ks[0]) / (len(ks) - 1) if len(ks) > 1 else 0.0
        alone = sum(1 for k in ks if _alone(units, k, known) or k - 1 in known or k + 1 in known)
        if len(ks) >= RECURS and spread >= PAGE_LINES and alone >= len(ks) / 2:
            for k in ks:
                yield k, "running header or footer"


def _titles_again(units: Sequence[Unit], known: dict[int, str]) -> Iterator[tuple[int, str]]:
    """A line of the notes that comes again in columns beside a page number
    ("Soil science      12").
    """
    places: dict[str, list[int]] = {}
    for k, u in enumerate(units):
        if k in known or u.kind is not Kind.LINE or u.item or len(u.text.text) > 140:
            continue
        pieces = _pieces(u.text.text)
        if len(pieces) != 2 or not _alone(units, k, known):
            continue
        if not places:  # few notes have such a line
            for n, other in enumerate(units):
                if is_open(other) and len(other.text.text) <= 120:
                    places.setdefault(_key(other.text.text), []).append(n)
        numbers = [p for p in pieces if _NUMBER.match(p) or PAGE.match(p)]
        names = [_key(p) for p in pieces if re.search(r"[^\W\d_]{3}", p)]
        if len(numbers) == 1 and names and any(n != k for n in places.get(names[-1], ())):
            yield k, "running header or footer"


def _grow(numbers: Sequence[tuple[int, ...]]) -> bool:
    """Whether the number in some place of the line grows by one from page to page (mostly)."""
    if not numbers[0] or len({len(n) for n in numbers}) != 1:
        return False
    for place in range(len(numbers[0])):
        values = [n[place] for n in numbers]
        steps = [b - a for a, b in pairwise(values)]
        if all(s > 0 for s in steps) and sum(steps) <= 3 * len(steps):
            return True
    return False


def _splits_like_entry(u: Unit) -> bool:
    found = splits(u.text)
    return (
        bool(found)
        and found[0].style in (":", "bold")
        and found[0].score > 2.0
        and length(u.text.text) > 6
    )


def _alone(units: Sequence[Unit], k: int, known: dict[int, str]) -> bool:
    """Blank lines or other furniture on both sides."""
    before = units[k].gap > 0 or k == 0 or k - 1 in known
    after = k + 1 >= len(units) or units[k + 1].gap > 0 or k + 1 in known
    return before and after


def _second_line(units: Sequence[Unit], k: int) -> bool:
    """A context line: under a short line and over text, with no blank line between."""
    if k == 0 or k + 1 >= len(units) or units[k].gap or units[k + 1].gap:
        return False
    return length(units[k - 1].text.text) <= 8 and not units[k - 1].item


def _bare_numbers(units: Sequence[Unit], known: dict[int, str]) -> Iterator[tuple[int, str]]:
    """Numbers alone on a line that count the pages or slides up."""
    ks = [
        k
        for k, u in enumerate(units)
        if k not in known and u.kind in PLAIN and not u.item and _NUMBER.match(u.text.text)
    ]
    expected: int | None = None
    chain: list[int] = []
    for k in ks:
        value = _numbers(units[k].text.text)[0]
        beside = _alone(units, k, known) or k - 1 in known or k + 1 in known
        if not beside:
            continue
        if expected is None or expected <= value <= expected + 2:
            chain.append(k)
            expected = value + 1
    dense = counting_up([(k, _numbers(units[k].text.text)[0]) for k in ks])
    if len(dense) >= max(LEAST, len(chain) + 1):
        chain = dense
    if len(chain) >= 2 or (chain and any(c - 1 in known or c + 1 in known for c in chain)):
        for k in chain:
            yield k, "page or slide number"


def _slides_apart(units: Sequence[Unit], known: dict[int, str]) -> Iterator[tuple[int, str]]:
    """A slide that only says what was or what comes ("Recap", "Today"): its title and the points
    right under it.
    """
    for k, u in enumerate(units):
        if not is_open(u) or u.item or k in known or not (u.gap or k == 0 or k - 1 in known):
            continue
        if not ASIDE.match(u.text.text.strip()):
            continue
        run: list[int] = []
        for n in range(k + 1, len(units)):
            if not units[n].item or n in known or (run and units[n].gap and not units[n].level):
                break
            run.append(n)
        if run:
            yield k, "slide that says what was or what comes"
            for n in run:
                yield n, "slide that says what was or what comes"
