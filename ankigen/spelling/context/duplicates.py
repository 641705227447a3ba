"""Words, sentences and paragraphs that stand twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ankigen.spelling.rules import Proposal
from ankigen.spelling.unknown.candidates import PARTICLES
from ankigen.spelling.words.document_model import DocumentModel
from ankigen.spelling.words.tokens import Token, sentences
from ankigen.text.word_lists import word_set

#: Words that English rightly repeats, or that mark a list.
_RIGHTLY_TWICE = word_set(
    "had very so no bye ha blah er yeah night there now tut tom win bling pom hush knock ding"
)


#: Words that may end a phrase while the same begins the next ("who they write to to ask", "I asked
#: this this morning"); suggested, not fixed.
_MAY_MEET = word_set("to this in on up out off over it do")
#: The object of a preposition may be the subject of what follows ("while he talks with you you
#: cannot").
_OBJECTS, _OBJECT_OF = word_set("you her"), word_set("with to for of from by about on at without")
#: Words of logic, which are spoken of between signs.
_LOGIC = word_set("and or not")
#: … and words that one of them is compared with ("but and and are the same").
_CONTRASTED = _LOGIC | {"but", "between"}


#: Words that some repeat for weight; suggested, not fixed.
_FOR_WEIGHT = word_set("that many much far again ever more her something")


#: Verbs that a clause may end with and the sentence go on with: "what it is is clear", "those who
#: can can".
_CLOSING = word_set(
    "is are was were do does did can could will would shall should may might must have has had"
)
#: … in a clause that one of these begins, so many words before.
_CLAUSE, _BEFORE = word_set("what who whoever whatever all as where"), 5

_DETERMINERS, _BE = word_set("the these those"), word_set("is are was were")

_WORDS = re.compile(r"\w+")
_EXPLAINED = re.compile(r"\s*(?:[-=]+>|[→⇒])")
_QUOTES = frozenset("\"'“”‘’*")


def word_is_article(first: Token, second: Token) -> bool:
    return first.text == second.text == "a" and second.right.isalpha()


def doubled(tokens: Sequence[Token], text: str, model: DocumentModel) -> Iterator[Proposal]:
    """A word and the same word again. Function words and long plain words are fixed, others
    suggested.

    "had had" and "that that" stay, and so do words that are known to stand twice ("long long")."""
    run: list[Token] = []
    for number, (first, second) in enumerate(pairwise(tokens)):
        again = _same_again(first, second, text)
        if again and first.low in _LOGIC:
            before = tokens[max(0, number - _NEAR) : number]
            again = not any(t.low in _SPOKEN_OF for t in before)
        if not again or _closes_clause(tokens, number) or _closes_phrase(tokens, number):
            if run:
                yield from _repeated_word(run, text, model)
                run = []
        else:
            run = run or [first]
            run.append(second)
    if run:
        yield from _repeated_word(run, text, model)


def _closes_clause(tokens: Sequence[Token], number: int) -> bool:
    """Whether a verb may end one clause while its double begins the next."""
    before = tokens[max(0, number - _BEFORE) : number]
    if number > 1 and before[-1].low in _DETERMINERS and before[-2].low in _BE:
        return True  # "why are the obstinate obstinate?"
    return tokens[number].low in _CLOSING and any(t.low in _CLAUSE for t in before)


def _closes_phrase(tokens: Sequence[Token], number: int) -> bool:
    """Whether a word ends a phrase that it began, while its double begins the next ("step by step
    step two follows").
    """
    return number > 1 and tokens[number - 2].low == tokens[number].low


#: After these a word is spoken of ("look for the words of and and").
_SPOKEN_OF, _NEAR = word_set("word words term terms letter letters"), 3


def _same_again(first: Token, second: Token, text: str) -> bool:
    if first.low != second.low or first.glued or first.guarded or second.guarded or not first.low:
        return False
    gap = text[first.end : second.start]
    if first.capital and not first.first:
        return False  # "a stack of As as a buffer"
    if text[second.end : second.end + 1] == "-":
        return False  # "not for one one-thousandth of it"
    if gap.strip() or gap.count("\n") > 1 or first.upper or second.upper or second.capital:
        return False
    if len(first.low) == 1 and not word_is_article(first, second):
        return False
    return first.low not in _RIGHTLY_TWICE


def _repeated_word(run: Sequence[Token], text: str, model: DocumentModel) -> Iterator[Proposal]:
    first, word = run[0], run[0].low
    last = run[-1]
    in_sentence = first.left in PARTICLES and bool(last.right)
    sure = (word in PARTICLES and word not in _FOR_WEIGHT) or (
        model.lexicon.common(word)
        and len(word) > 2
        and word not in _FOR_WEIGHT
        and model.lexicon.pair(word, word) < 0
        and first.text == run[1].text
        and in_sentence  # "cell cell" may be a caption and the word below it
    )
    sure = sure and word not in _MAY_MEET
    sure = sure and not (word in _OBJECTS and first.left in _OBJECT_OF)
    between = first.left.isalpha() and last.right.isalpha() and first.left not in _CONTRASTED
    sure = sure and (word not in _LOGIC or between)
    # "with price price", "the narrow narrow gate": the second may be a name
    sure = sure and (word in PARTICLES or (not last.right.isalpha() and len(run) == 2))
    sure = sure and "\n" not in text[first.end : last.start]
    quoted = (
        text[first.start - 1 : first.start] in _QUOTES
        and text[run[-1].end : run[-1].end + 1] in _QUOTES
    )
    sure = sure and not (quoted and first.start > 0)  # a name ("the 'willy willy' wind")
    # "time time -> how long it takes": what is explained
    sure = sure and not (first.first and _EXPLAINED.match(text, last.end))
    yield Proposal.span(first.start, run[-1].end, first.text, "repeated-word", sure)


#: Shorter sentences are repeated on purpose ("See above.").
SHORTEST_SENTENCE = 6
#: How likely a repeat is a mistake: a whole paragraph, or a sentence among others.
WHOLE_PARAGRAPH, ONE_SENTENCE = 0.6, 0.3


def repeated(text: str, seen: set[str]) -> list[Proposal]:
    """The sentences of a text that its entry has held before; `seen` gathers what it holds. They
    are only suggested: a refrain, a citation or an exercise repeats on purpose.

    >>> seen: set[str] = set()
    >>> sentence = "Blood carries oxygen to all of the tissues."
    >>> [p.start for p in repeated(f"{sentence} {sentence}", seen)]
    [43]
    """
    found: list[Proposal] = []
    for start, end in sentences(text):
        sentence = " ".join(_WORDS.findall(text[start:end].casefold()))
        if sentence.count(" ") + 1 < SHORTEST_SENTENCE:
            continue
        if sentence in seen:
            before = start
            while before > 0 and text[before - 1] in " \t":
                before -= 1
            whole = not (text[:before] + text[end:]).strip()
            likelihood = WHOLE_PARAGRAPH if whole else ONE_SENTENCE
            found.append(Proposal.span(before, end, "", "repeated-sentence", False, likelihood))
        seen.add(sentence)
    return found
