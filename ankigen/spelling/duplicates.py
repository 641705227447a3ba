"""Words said twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ankigen.model import FixKind
from ankigen.spelling.document_model import DocumentModel, Proposal
from ankigen.spelling.lexicon import word_set
from ankigen.spelling.nonword_candidates import PARTICLES
from ankigen.spelling.tokens import Token

#: Words that English rightly says twice, or that mark a list.
_RIGHTLY_TWICE = word_set(
    "had very so no bye ha blah er yeah night there now tut tom win bling pom hush knock ding"
)


#: Words that some say twice for weight; said, not mended.
_FOR_WEIGHT = word_set("that many much far again ever more her")


#: Verbs that a clause may end with and the sentence go on with: "what it is is clear", "those who can can".
_CLOSING = word_set(
    "is are was were do does did can could will would shall should may might must have has had"
)
#: … in a clause that one of these begins, so many words before.
_CLAUSE, _BEFORE = word_set("what who whoever whatever all"), 5

_QUOTES = frozenset("\"'“”‘’*")


def word_is_article(first: Token, second: Token) -> bool:
    return first.text == second.text == "a" and second.right.isalpha()


def doubled(tokens: Sequence[Token], text: str, page: DocumentModel) -> Iterator[Proposal]:
    """A word and the same word again. Function words and long plain words are mended, others said.

    "had had" and "that that" stay, and so do words that are known to stand twice ("long long")."""
    run: list[Token] = []
    for number, (first, second) in enumerate(pairwise(tokens)):
        if not _same_again(first, second, text) or _closes_clause(tokens, number):
            yield from _said_twice(run, text, page)
            run = []
        else:
            run = run or [first]
            run.append(second)
    yield from _said_twice(run, text, page)


def _closes_clause(tokens: Sequence[Token], number: int) -> bool:
    """Whether a verb may end one clause while its double begins the next."""
    before = tokens[max(0, number - _BEFORE) : number]
    return tokens[number].low in _CLOSING and any(t.low in _CLAUSE for t in before)


def _same_again(first: Token, second: Token, text: str) -> bool:
    if first.low != second.low or first.glued or first.guarded or second.guarded or not first.low:
        return False
    gap = text[first.end : second.start]
    if gap.strip() or gap.count("\n") > 1 or first.upper or second.upper or second.capital:
        return False
    if len(first.low) == 1 and not word_is_article(first, second):
        return False
    return first.low not in _RIGHTLY_TWICE


def _said_twice(run: Sequence[Token], text: str, page: DocumentModel) -> Iterator[Proposal]:
    if not run:
        return
    first, word = run[0], run[0].low
    sure = (word in PARTICLES and word not in _FOR_WEIGHT) or (
        page.lexicon.common(word)
        and len(word) > 3 - (run[-1].right in (".", ","))
        and word not in _FOR_WEIGHT
        and page.lexicon.pair(word, word) < 0
        and first.text == run[1].text
    )
    quoted = (
        text[first.start - 1 : first.start] in _QUOTES
        and text[run[-1].end : run[-1].end + 1] in _QUOTES
    )
    sure = sure and not (quoted and first.start > 0)  # a name ("the 'willy willy' wind")
    yield Proposal.over(
        first, run[-1], first.text, FixKind.DOUBLED, "said-twice", 0.99 if sure else 0.6, sure
    )
