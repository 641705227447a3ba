"""How likely a slip is in a text as long and as clean as this one.

The rules were weighed in notes, where one word in a hundred is a slip. A book that somebody has
read for errors has one in many thousands, so what looks like a slip there is mostly a name, an old
spelling, or a word of its author. A long file with hardly a sure slip therefore asks for stronger
evidence: what the rules say of a word, in log-odds, and the odds of a slip in such a file together
decide whether it is fixed, suggested, or left alone. In a short file, and in one with slips,
nothing changes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from math import exp, log
from typing import NamedTuple

from ankigen.spelling.rules import Proposal
from ankigen.spelling.unknown.recurring import MEANS_SOMETHING
from ankigen.spelling.words.foreign_too import FOREIGN_TOO
from ankigen.spelling.words.lexicon import load_lexicon
from ankigen.spelling.words.protection import ONCE_RIGHT
from ankigen.spelling.words.rare_too import is_rare_too

#: Words for each sure slip, and one more, from which on a file is taken for an edited one: in fewer
#: words nothing can be told.
WORDS_PER_SLIP = 1_500
#: A fix is made from these log-odds on (0.95) where the file speaks against it with LONG or more,
#: as one that is surely edited does, and from fewer where it hardly does. SURE is a sure slip.
NEEDED, LONG, SURE = 3.0, -1.5, 5.0
#: A likelihood nearer to 0 or 1 than this says no more; 1 itself is what the user has accepted, or
#: what leaves nothing else.
NEAREST = 0.001
#: How likely suggestions are is told less sharply than of fixes: for them the file counts so much
#: more, and from fewer words for each sure slip on, down to these log-odds.
OF_SUGGESTIONS, WORDS_PER_SUGGESTED, LEAST_ODDS = 1.3, 300, -1.6
#: … and so much for what is mostly meant so where hardly a slip stands: "off" and "of" in other
#: places than usual, words said twice, and words of few letters or of other languages.
OF_DOUBTFUL = 4.0
_DOUBTFUL = frozenset(("does-not-fit", "repeated-word", "repeated-sentence"))
#: Listed misspellings of so many letters are near to much.
SHORT = 4
#: Words that stand twice are how somebody spoke where so many of them are most slips of a file.
TWICE = 2
#: What stands beside a suggestion that would be a fix elsewhere.
REASON = "fixed in hurried notes; a long text with hardly a slip asks for more"


class Weights(NamedTuple):
    """Log-odds that a fix is right, as far as its rule tells without measuring the word.

    The names are those of the rules, with _ for -; a rule that has none is worth `other`, and one
    that measures its words gives their likelihood instead."""

    other: float = 5.0
    stuck_key: float = 7.0  # "commmand" is nobody's word
    shifted_space: float = 7.0
    capitals: float = 6.0
    space_before_sign: float = 6.0
    ending: float = 5.5
    article: float = 4.0  # "an historical", "an yearly", "a X" as it is read aloud
    small_name: float = 3.5  # "protestant" and "gothic" have both
    does_not_fit: float = 4.0
    mix_up: float = 4.5
    owner: float = 4.0
    agreement: float = 4.0
    number: float = 4.0
    participle: float = 4.0
    one_word: float = 4.0  # once two
    lost_capital: float = 4.0  # "his might" may be the rest of a line above
    unlisted: float = 4.5  # at most: "buriall" is near to one word alone, and was right once
    short: float = 4.5  # at most: "grup" is on the list, and what somebody said; "teh" is not
    once_right: float = 3.0  # at most: "dependance" was right, "chambre" is elsewhere


WEIGHTS = Weights()
#: Rules that measure how likely each word is wrong.
_MEASURED = frozenset(("known-misspelling", "near-word", "possessive", "lost-space"))


def evidence(p: Proposal, word: str) -> float:
    """The log-odds of what a rule says of a word by itself."""
    if p.confidence >= 1.0:
        return 2 * SURE
    if p.fix and p.rule not in _MEASURED:
        return float(getattr(WEIGHTS, p.rule.replace("-", "_"), WEIGHTS.other))
    likely = min(max(p.confidence, NEAREST), 1 - NEAREST)
    odds = log(likely / (1 - likely))
    if p.rule == "known-misspelling":
        low = word.casefold()
        if len(low) <= SHORT and sorted(low) != sorted(p.after.casefold()):
            odds = min(odds, WEIGHTS.short)
        either = low in ONCE_RIGHT or low in FOREIGN_TOO
        either = either or is_rare_too(low, p.after.casefold(), load_lexicon())
        return min(odds, WEIGHTS.once_right) if either else odds
    return odds if p.rule == "lost-space" else min(odds, WEIGHTS.unlisted)


def sure_slips(found: Iterable[tuple[str, Proposal]]) -> set[str]:
    """Which of the words with what is proposed for them are slips whatever text they stand in."""
    return {word.casefold() for word, p in found if p.fix and evidence(p, word) >= SURE}


def _says_twice(slips: Collection[str]) -> bool:
    """Whether most slips of a file are words that stand twice, as where speech is taken down."""
    twice = sum(len({*slip.split()}) < len(slip.split()) for slip in slips)
    return twice >= TWICE and 2 * twice > len(slips)


def prior(words: int, slips: int) -> float:
    """What the length of a file and its sure slips say of any other, in log-odds: never that it
    is likelier.

    >>> prior(900, 0), round(prior(15_000, 0), 1), prior(15_000, 12)
    (0.0, -2.3, 0.0)
    """
    return min(0.0, log((slips + 1) * WORDS_PER_SLIP / max(words, 1)))


def _of_suggestion(p: Proposal, word: str, words: int, slips: int) -> float:
    """What a file with so many words and sure slips says of a suggestion, in log-odds."""
    doubtful = _is_doubtful(p, word)
    # several slips are no accident, however long the file
    power, times = (1.0, OF_DOUBTFUL) if doubtful else (1.5, OF_SUGGESTIONS)
    few = log((slips + 1) ** power * WORDS_PER_SUGGESTED / max(words, 1))
    return min(OF_SUGGESTIONS * prior(words, slips), times * min(0.0, max(few, LEAST_ODDS)))


def _is_doubtful(p: Proposal, word: str) -> bool:
    if p.rule == "near-word":
        return load_lexicon().seen_level(word.casefold()) >= MEANS_SOMETHING
    return p.rule in _DOUBTFUL or (p.rule == "known-misspelling" and len(word) <= SHORT)


def weighed(p: Proposal, word: str, words: int, slips: Collection[str]) -> Proposal:
    """A proposal for a word as it holds in a file of so many words and such sure slips."""
    if p.fix and p.rule == "repeated-word" and _says_twice(slips):
        return p.suggested()
    of_others = prior(words, len(slips) - (word.casefold() in slips))
    odds = evidence(p, word) + of_others
    if p.confidence >= 1.0 or (p.fix and odds >= NEEDED * min(1.0, of_others / LONG) ** 2):
        return p
    if p.fix and not of_others:
        return p
    if not p.fix:
        odds += _of_suggestion(p, word, words, len(slips)) - of_others
    likely = round(1 / (1 + exp(-odds)), 3)
    return replace(
        p, fix=False, confidence=min(p.confidence, likely), reason=REASON if p.fix else p.reason
    )
