"""Words of another language beside what they mean in English, in one line: "pauca studet, _he has
few interests_". Together they would be taken for an English clause."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from ankigen.model import RichText, Style
from ankigen.spelling.words.language import Clause, judge
from ankigen.spelling.words.lexicon import Lexicon
from ankigen.spelling.words.tokens import Token

#: A phrase in italics, as it is typed.
_ITALIC = re.compile(r"(?<![\w*_])([*_])(?=[^\s*_])[^*_\n]*\s[^*_\n]*(?<=[^\s*_])\1(?![\w*_])")
#: A clause is looked at if so many of its longer words are in no list, or it has a word of another
#: language's grammar.
STRANGERS = 1
#: A clause of more parts is a list of words.
MOST_SPLITS = 12


def edges_of(text: RichText) -> list[int]:
    """Where the phrases in italics of a text begin and end.

    >>> edges_of(RichText("pauca studet, _he has few interests_"))
    [14, 36]
    """
    typed = text.text
    spans = [m.span() for m in _ITALIC.finditer(typed)] if "_" in typed or "*" in typed else []
    spans += [
        (m.start, m.end)
        for m in text.marks
        if m.style is Style.EM and " " in typed[m.start : m.end].strip()
    ]
    return sorted({edge for span in spans for edge in span})


def parted(
    clause: Clause,
    tokens: Sequence[Token],
    span: tuple[int, int],
    text: RichText,
    edges: Sequence[int],
    lexicon: Lexicon,
) -> Iterator[tuple[int, int, Clause]]:
    """A clause, or the two that it is made of if one is another language's and the other says in
    English what it means: parted by italics, or by a comma where the one is surely foreign.

    `span`: its words; `edges`: where italics begin and end."""
    found = None
    if clause.unknown >= STRANGERS or clause.other:
        found = _best_split(tokens, span, text.text, edges, lexicon)
    if found is None:
        yield *span, clause
        return
    at, first, second = found
    yield span[0], at, first
    yield at, span[1], second


def _best_split(
    tokens: Sequence[Token],
    span: tuple[int, int],
    text: str,
    edges: Sequence[int],
    lexicon: Lexicon,
) -> tuple[int, Clause, Clause] | None:
    """The word before which a clause is parted, and its halves: of several ways that in which
    most of it is foreign."""
    italic = _with_an_edge(tokens, span, edges)
    best, most = None, 0
    splits = sorted({*italic, *_behind_comma(tokens, span, text)})
    for at in splits if len(splits) <= MOST_SPLITS else ():
        first = _judged(tokens[span[0] : at], lexicon)
        second = _judged(tokens[at : span[1]], lexicon)
        for half, other in ((first, second), (second, first)):
            if half.words > most and other.proved and _is_foreign(half):
                glossed = at in italic and _is_strange(half)
                marked = half._replace(glossed=glossed)
                best, most = (
                    (at, marked, other) if half is first else (at, other, marked),
                    half.words,
                )
    return best


def _judged(tokens: Iterable[Token], lexicon: Lexicon) -> Clause:
    return judge([t.low for t in tokens if not t.guarded], lexicon)


def _with_an_edge(
    tokens: Sequence[Token], span: tuple[int, int], edges: Sequence[int]
) -> list[int]:
    """The words of a clause before which italics begin or end."""
    start, end = span
    first = bisect_left(edges, tokens[start].end)
    last = bisect_right(edges, tokens[end - 1].start)
    own = range(start, end)
    return [bisect_left(own, e, key=lambda n: tokens[n].start) + start for e in edges[first:last]]


def _behind_comma(tokens: Sequence[Token], span: tuple[int, int], text: str) -> list[int]:
    """The words of a clause that stand behind a comma."""
    numbers = pairwise(range(*span))
    return [b for a, b in numbers if "," in text[tokens[a].end : tokens[b].start]]


def _is_foreign(half: Clause) -> bool:
    """Whether half of a clause is another language's, beside an English half."""
    return half.foreign or half.spoken_otherwise or _is_strange(half)


def _is_strange(half: Clause) -> bool:
    """Whether words hold none of English grammar, and as many that no list has as others."""
    return not half.english and 0 < half.judged <= 2 * half.unknown
