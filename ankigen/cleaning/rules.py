"""The rules: each looks at the words of one text and proposes changes; none makes one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import exp

from ankigen.cleaning.confusions import CONFUSIONS, NAMES
from ankigen.cleaning.distance import cost, edits
from ankigen.cleaning.lexicon import NAME, TECHNICAL, fold
from ankigen.cleaning.model import Page, Proposal
from ankigen.cleaning.spelling import (
    EDIT_BITS,
    PARTICLES,
    SHORT,
    SMALL,
    Candidate,
    Speller,
    context,
    is_derived,
    joint,
    like,
    looks_like_a_term,
)
from ankigen.cleaning.tokens import Token
from ankigen.model import FixKind

# ------------------------------------------------------------------ words that do not exist

#: A candidate is written when it scores so many bits and beats the next by so many; said when it scores less.
SURE_SCORE, SURE_MARGIN = 1.0, 4.0
SAID_SCORE = -3.0
#: Two edits need a longer word, three a still longer one.
SHORTEST_FOR = {1: 3, 2: 7, 3: 9}
#: What ends like a term of science needs so much more.
TERM_BITS = 3.0
#: A word that the document writes so often is its own authority, unless a near one is written this much more often.
TRUSTED_COUNT, OUTNUMBERED = 4, 3


def misspelled(token: Token, page: Page, speller: Speller, *, headword: bool) -> Proposal | None:
    """A word that no list has, and what was meant.

    Left alone: names inside a sentence, capitals, derived words, words the document uses often."""
    word = token.low
    if token.guarded or len(word) < 2 or not word.isascii() or token.upper:
        return None
    if not (token.lower or token.capital):
        return None
    if word.endswith("'s") or word.endswith("s'"):
        return None
    listed = word in page.lexicon.corrections
    if page.exists(word) or (not listed and is_derived(word, page.lexicon)):
        return None
    if token.capital and not token.first and not headword:
        return None
    count = page.words[word]
    ranked = rank(token, page, speller)
    if not ranked:
        return None
    score, best = ranked[0]
    margin = score - ranked[1][0] if len(ranked) > 1 else 20.0
    target = best.text.lower()
    if count >= TRUSTED_COUNT and page.words[target] < OUTNUMBERED * count and not best.listed:
        return None
    sure = is_sure(token, page, best, score, margin)
    if best.listed and " " not in best.text and len(ranked_listed(ranked)) == 1 and len(word) > 3:
        sure = sure or score > SAID_SCORE and margin > -1
    if page.lexicon.kind(target) == NAME and not best.listed:
        sure = False
    if token.capital and headword and not (token.first or page.words[target]):
        sure = False
    if headword and not best.listed and best.edits > 1 and not page.words[target]:
        sure = False
    if sure and is_foreign_company(token, page, speller):
        sure = False
    if not sure and score < SAID_SCORE:
        return None
    after = written(token, best.text, page)
    return Proposal(
        token.start,
        token.end,
        after,
        kind_of(word, target),
        "known-misspelling" if best.listed else "near-word" if " " not in target else "lost-space",
        confidence(score, margin),
        sure,
    )


def ranked_listed(ranked: Sequence[tuple[float, Candidate]]) -> list[Candidate]:
    return [c for _, c in ranked if c.listed]


def rank(token: Token, page: Page, speller: Speller) -> list[tuple[float, Candidate]]:
    """The candidates for a word with their scores, best first."""
    scored: list[tuple[float, Candidate]] = []
    for candidate in speller.candidates(token.low):
        weight = candidate.cost
        if candidate.text[:1].lower() != token.low[:1]:
            dropped = candidate.text[1:].lower() == token.low
            weight += 0.0 if dropped and token.opens else 0.4
        score = candidate.base - EDIT_BITS * weight
        score += context(page, token.left, candidate.text, token.right)
        if candidate.listed:
            score += 4.0
        scored.append((score, candidate))
    scored.sort(key=lambda pair: (-pair[0], pair[1].text))
    return scored


def is_sure(token: Token, page: Page, best: Candidate, score: float, margin: float) -> bool:
    word = token.low
    if margin < SURE_MARGIN:
        return False
    need = SURE_SCORE + (TERM_BITS if looks_like_a_term(word) else 0.0)
    if " " in best.text:
        left, _, right = best.text.partition(" ")
        small = left in PARTICLES or right in PARTICLES
        return len(word) > 4 and score > need + (0.0 if small else 4.0)
    if len(word) < SHORTEST_FOR[best.edits]:
        return False
    fits = context(page, token.left, best.text, token.right)
    if len(word) < SHORT and fits < 3.0:
        return False
    if best.edits > 1 and not page.words[best.text] and fits < 1.5:
        need += 2.0
    if token.glued:
        need += 3.0
    return score > need


def is_foreign_company(token: Token, page: Page, speller: Speller) -> bool:
    """Whether a neighbour does not exist either, and is near to nothing: then both may be another language, or names."""
    for neighbour in (token.left, token.right):
        if len(neighbour) > 2 and neighbour.isalpha() and not page.exists(neighbour):
            if is_derived(neighbour, page.lexicon):
                continue
            found = speller.candidates(neighbour)
            best = max((c.base - EDIT_BITS * c.cost for c in found), default=-9.0)
            if best < SAID_SCORE:
                return True
    return False


def kind_of(wrong: str, right: str) -> FixKind:
    """Glued, a letter dropped, or misspelled."""
    if " " in right:
        return FixKind.GLUED
    if len(right) > len(wrong) and is_subsequence(wrong, right):
        return FixKind.DROPPED_LETTER
    return FixKind.MISSPELLING


def is_subsequence(short: str, long: str) -> bool:
    rest = iter(long)
    return all(c in rest for c in short)


def written(token: Token, right: str, page: Page) -> str:
    """The right word with the capitals that belong: those of the wrong one, or a capital that was lost with its letter."""
    if token.opens and token.lower and right[1:].lower() == token.low and page.shapes["."]["capital"]:
        return right[:1].upper() + right[1:]
    return like(token.text, right)


def confidence(score: float, margin: float) -> float:
    """Bits as a share: 0 bits and no margin is one half."""
    return round(1 / (1 + exp(-(score + min(margin, 10.0)) / 4)), 3)


# ------------------------------------------------------------------ words run together


def glued_identifier(token: Token, page: Page) -> Proposal | None:
    """A name with inner capitals that the document also writes alone, and a word stuck to its end."""
    text = token.text
    if token.guarded or token.lower or token.capital or token.upper or len(text) < 6:
        return None
    if page.shapes.get(token.low, {}).get(text, 0) > 2:
        return None
    for at in range(len(text) - 2, 2, -1):
        left, right = text[:at], text[at:]
        if not right.islower() or not any(c.isupper() for c in left[1:]):
            continue
        low = fold(right)
        if not page.lexicon.common(low) or (len(low) < 4 and low not in PARTICLES):
            continue
        if page.lexicon.frequency(low) < 5:
            continue
        if page.shapes.get(fold(left), {}).get(left, 0):
            return Proposal(
                token.start, token.end, f"{left} {right}", FixKind.GLUED, "glued-name", 0.95, True
            )
    return None


# ------------------------------------------------------------------ words said twice

#: Words that English rightly says twice, or that mark a list.
_RIGHTLY_TWICE = frozenset("had that very so no bye ha blah er yeah many much far again ever".split())


def doubled(tokens: Sequence[Token], text: str, page: Page) -> Iterator[Proposal]:
    """A word and the same word again. Function words and long plain words are mended, others said.

    "had had" and "that that" stay, and so do words that are known to stand twice ("long long")."""
    for first, second in zip(tokens, tokens[1:], strict=False):
        if first.low != second.low or not first.low or first.guarded or second.guarded:
            continue
        gap = text[first.end : second.start]
        if gap.strip() or not gap or gap.count("\n") > 1 or len(first.low) == 1:
            continue
        word = first.low
        if word in _RIGHTLY_TWICE or first.upper or second.capital:
            continue
        plain = page.lexicon.common(word)
        sure = word in PARTICLES or (
            plain and len(word) > 4 and page.lexicon.pair(word, word) < 0 and first.text == second.text
        )
        yield Proposal(
            first.start, second.end, first.text, FixKind.DOUBLED, "said-twice", 0.99 if sure else 0.6, sure
        )


# ------------------------------------------------------------------ words that exist, but were not meant

#: How improbable a slip is that makes another word, in bits: known confusions, any one edit, a changed ending.
KNOWN_CONFUSION, ANY_EDIT, ANOTHER_ENDING = 5.0, 11.0, 13.0
#: Bits beyond that at which a confusion is said, and at which it is mended.
SAID_BITS, MENDED_BITS = 3.0, 10.0
#: Only words that are written often are taken for what was meant.
LIKELY = 6.0


class Confuser:
    """Words that may have been meant for a word that exists; remembers them."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._known: dict[str, tuple[tuple[str, float], ...]] = {}
        self._judged: dict[tuple[str, str, str], tuple[float, str, float] | None] = {}

    def alternatives(self, word: str) -> tuple[tuple[str, float], ...]:
        """(word, bits against it)."""
        found = self._known.get(word)
        if found is None:
            found = self._known[word] = tuple(self._find(word))
        return found

    def _find(self, word: str) -> Iterator[tuple[str, float]]:
        lexicon = self.page.lexicon
        known = CONFUSIONS.get(word, ())
        for other in known:
            yield other, KNOWN_CONFUSION
        if len(word) < 3:
            return
        for other in edits(word):
            if other in known or len(other) < 2 or "'" in other:
                continue
            if lexicon.common(other) and lexicon.frequency(other) >= LIKELY:
                yield other, ANOTHER_ENDING if same_stem(word, other) else ANY_EDIT

    def judge(self, left: str, word: str, right: str) -> tuple[float, str, float] | None:
        """The best alternative between two neighbours: (bits in its favour, word, bits against a slip)."""
        key = (left, word, right)
        if key not in self._judged:
            self._judged[key] = self._judge(left, word, right)
        return self._judged[key]

    def _judge(self, left: str, word: str, right: str) -> tuple[float, str, float] | None:
        page = self.page
        a, b = page.pair(left, word) if left else -1.0, page.pair(word, right) if right else -1.0
        if (a > 2 or not left) and (b > 2 or not right):
            return None
        own = joint(page, left, word, right)
        best: tuple[float, str, float] | None = None
        for other, against in self.alternatives(word):
            gain = joint(page, left, other, right) - own - against
            if best is None or gain > best[0]:
                best = (gain, other, against)
        return best


def same_stem(a: str, b: str) -> bool:
    """Whether two words differ in their ending only: another number, tense or person."""
    short, long = sorted((a, b), key=len)
    if long.startswith(short) and long[len(short) :] in ("s", "d", "r", "n", "y", "es", "ed"):
        return True
    return len(a) == len(b) and a[:-1] == b[:-1] and {a[-1], b[-1]} <= set("sdrny")


def real_word(token: Token, page: Page, confuser: Confuser) -> Proposal | None:
    """A word that exists but does not fit its neighbours, where one that looks like it fits well."""
    word = token.low
    if token.guarded or token.glued or not (token.lower or (token.capital and token.opens)):
        return None
    if not page.lexicon.known(word) or word in page.glossary or len(word) < 2:
        return None
    found = confuser.judge(token.left, word, token.right)
    if found is None or found[0] < SAID_BITS:
        return None
    gain, other, against = found
    sure = False
    left, right = page.lexicon.pair(token.left, other), page.lexicon.pair(other, token.right)
    if min(left, right) < 0 and gain < SAID_BITS + 6:
        return None
    if gain > MENDED_BITS and against < ANOTHER_ENDING and min(left, right) > 1:
        sure = True
    return Proposal(
        token.start,
        token.end,
        like(token.text, other),
        FixKind.REAL_WORD,
        "does-not-fit",
        confidence(gain - 4, 0.0),
        sure,
    )


# ------------------------------------------------------------------ articles

_VOWEL_SOUND = re.compile(r"(?:[aei]|o(?!n[ce])|u(?!ni|s[aeiu]|t[ei]|r[aeiou]|b[ei]|k))(?!u)")
_CONSONANT_SOUND = re.compile(r"[bcdfgjklmnpqrtvwz]")


def article(token: Token, following: Token | None, page: Page) -> Proposal | None:
    """ "a example" and "an plaintext", where the next word leaves no doubt."""
    if token.guarded or following is None or token.low not in ("a", "an") or token.upper:
        return None
    word = following.low
    if token.right != word or not following.lower or len(word) < 4 or word in PARTICLES:
        return None
    if page.lexicon.kind(word) not in (0, 1, 3):
        return None
    if token.text not in ("a", "an", "A", "An"):
        return None
    other = "an" if token.low == "a" else "a"
    pattern = _VOWEL_SOUND if token.low == "a" else _CONSONANT_SOUND
    if not pattern.match(word):
        return None
    here, there = page.lexicon.pair(token.low, word), page.lexicon.pair(other, word)
    if there < 0 or there < here + 3:
        return None
    if token.low == "an" and page.lexicon.pair("and", word) > there + 2:
        return None
    return Proposal(
        token.start, token.end, like(token.text, other), FixKind.REAL_WORD, "article", 0.95, True
    )


# ------------------------------------------------------------------ names


def name(token: Token, page: Page) -> Proposal | None:
    """A product or person written as the word that it sounds like, where the words beside it tell."""
    entry = NAMES.get(token.text)
    if entry is None or token.guarded:
        return None
    right, companions = entry
    if companions and not ({token.left, token.right} & companions):
        return None
    return Proposal(token.start, token.end, right, FixKind.NAME, "name", 0.95, True)


# ------------------------------------------------------------------ spaces and signs

_SPACE_BEFORE = re.compile(r"(?<=[^\W\d_])[ \t]+([,;])(?=\s|$)|(?<=[^\W\d_]{2})[ \t]+(\.)(?=\s+[A-Z]|$)")
_NO_SPACE_COMMA = re.compile(r"(?<![\w.,])([a-z]{3,}),([a-z]{2,})(?![\w,(=])")
_NO_SPACE_STOP = re.compile(r"(?<![\w.])([a-z]{3,})\.([A-Z][a-z]*)(?= [a-z])")
_TWO_COMMAS = re.compile(r"(?<=\w),,(?=\s)")


def spacing(text: str, page: Page) -> Iterator[Proposal]:
    """A space before a comma or full stop; a comma or full stop without the space after it. In prose only."""
    for match in _SPACE_BEFORE.finditer(text):
        sign = match.group(1) or match.group(2)
        yield Proposal(match.start(), match.end(), sign, FixKind.SPACING, "space-before-sign", 0.95, True)
    for match in _NO_SPACE_COMMA.finditer(text):
        a, b = match.groups()
        if page.lexicon.common(a) and page.lexicon.common(b):
            yield Proposal(
                match.start(), match.end(), f"{a}, {b}", FixKind.SPACING, "no-space-after-comma", 0.95, True
            )
    for match in _NO_SPACE_STOP.finditer(text):
        a, b = match.groups()
        low = b.lower()
        if page.lexicon.common(a) and (low in PARTICLES or low == "a") and low not in ("as", "is", "in"):
            yield Proposal(
                match.start(), match.end(), f"{a}. {b}", FixKind.SPACING, "no-space-after-stop", 0.95, True
            )
    for match in _TWO_COMMAS.finditer(text):
        yield Proposal(match.start(), match.end(), ",", FixKind.PUNCTUATION, "two-commas", 0.95, True)
