"""The rules: each looks at the words of one text and proposes changes; none makes one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import exp

from ankigen.cleaning.confusions import CONFUSIONS, NAMES
from ankigen.cleaning.distance import cost, distance, edits
from ankigen.cleaning.lexicon import NAME, Lexicon, fold, word_set
from ankigen.cleaning.model import Page, Proposal
from ankigen.cleaning.spelling import (
    ADVANCE_BITS,
    BEGINNINGS,
    BEGINNINGS_TOO,
    EDIT_BITS,
    ENDINGS_TOO,
    PARTICLES,
    SHORT,
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
SURE_SCORE, SURE_MARGIN, SPLIT_MARGIN = 1.0, 4.0, 2.0
SAID_SCORE, SHORT_SAID = -3.0, 2.0
#: Two edits need a longer word, three a still longer one; and they must be slips that fingers or ears make.
SHORTEST_FOR = {1: 5, 2: 8, 3: 9}
DEAREST_FOR = {1: 1.2, 2: 1.75, 3: 2.7}
#: Two edits that cost no more than this are slips of the commonest kind; dearer ones need the word in the document.
CHEAP_PAIR = 1.5
#: What speaks against a candidate, in bits: the word is short, ends like a term of science, or takes an unlikely slip.
SHORT_BITS, TERM_BITS, UNLIKELY_BITS, DERIVED_BITS, RARE_BITS = 2.5, 3.0, 2.0, 4.0, 6.0
#: A list of known misspellings is worth so much; and a stray "a" after a function word is an article that lost its space.
LISTED_BITS, STRAY_A_BITS = 4.0, 6.0
#: Words of fewer letters than this are near to many others.
LONG = 8
#: A slip that costs more than this is an unlikely one.
LIKELY_COST = 1.0
#: A long word, one cheap slip from one other word and far from all the rest, is nearly certain, however rare the other is.
CHEAP_COST, ALONE_MARGIN, ALONE_BITS = 0.8, 8.0, 3.5
#: What each letter over LONG is worth to a candidate, and the most that they are worth: a long word has few neighbours.
LETTER_BITS, MOST_LETTER_BITS = 0.7, 4.0
#: The parts of a coinage are words this common, and at least one is shorter than this.
COINED, LONG_PART = 6.0, 7
#: A word that the document writes so often is its own authority, unless a near one is written this much more often.
TRUSTED_COUNT, OUTNUMBERED = 4, 3


def misspelled(token: Token, page: Page, speller: Speller, *, headword: bool) -> Proposal | None:
    """A word that no list has, and what was meant.

    Left alone: names inside a sentence, capitals, derived words, spelling variants, words the document uses often."""
    word = token.low
    if token.guarded or len(word) < 2 or not word.isascii() or token.upper:
        return None
    if not (token.lower or token.capital) or page.known(word):
        return None
    if word.endswith(("'s", "s'")) or (token.glued and len(word) < SHORT):
        return None
    if token.capital and not token.first and not headword:
        return None
    if page.lexicon.is_rare(word) and word not in page.lexicon.corrections and not token.lower:
        return None
    ranked = rank(token, page, speller)
    if not ranked:
        return None
    score, best = ranked[0]
    parts = best.text.lower().split(" ") if " " in best.text else []
    rivals = [
        s
        for s, c in ranked[1:]
        if c.text not in parts and not (c.edits > best.edits and is_other_ending(best.text, c.text))
    ]
    margin = score - rivals[0] if rivals else 20.0
    target = best.text.lower()
    count = page.words[word]
    if count >= TRUSTED_COUNT and page.words[target] < OUTNUMBERED * count and not best.listed:
        return None
    if is_variant(word, target):
        return None
    if not best.listed and (is_other_ending(word, target) or word[1:] == target):
        return None
    left, _, right = target.partition(" ")
    if right and left in BEGINNINGS and right not in PARTICLES and not best.listed:
        return None  # "Multiclass"
    if not best.listed and len(word) < SHORT and score < SHORT_SAID:
        return None
    if page.lexicon.is_rare(word) and not best.listed and " " not in target:
        return None
    sure = is_sure(token, page, best, score, margin)
    listed = [c for _, c in ranked if c.listed]
    long_enough = len(word) > 3 or (token.lower and target in PARTICLES)
    if best.listed and len(listed) == 1 and " " not in best.text and long_enough:
        # The list knows this slip; what it cannot know is a coinage that ends in "-in" for "-ing", or a name.
        sure = sure or (
            margin > -1 and score > SAID_SCORE and target != word + "g" and target != word[1:]
        )
    if not best.listed and score < SAID_SCORE + against(word, page):
        return None
    if page.lexicon.kind(target) == NAME and not best.listed:
        sure = False
    if headword and not best.listed and not page.words[target]:
        sure = sure and best.edits == 1 and " " not in target and len(word) >= LONG and token.first
    if sure and not best.listed and is_foreign_company(token, page, speller):
        sure = False
    if not sure and score < SAID_SCORE:
        return None
    return Proposal(
        token.start,
        token.end,
        written(token, best.text, page),
        kind_of(word, target),
        "known-misspelling" if best.listed else "near-word" if " " not in target else "lost-space",
        confidence(score, margin),
        sure,
    )


def against(word: str, page: Page) -> float:
    """Bits that a candidate needs more, because the word may well exist: it is derived, or in the large lists."""
    if page.lexicon.is_rare(word):
        return RARE_BITS
    return DERIVED_BITS if is_derived(word, page.lexicon) else 0.0


_VARIANTS = (
    ("ae", "e"),
    ("oe", "e"),
    ("k", "c"),
    ("z", "s"),
    ("our", "or"),
    ("ise", "ize"),
    ("ll", "l"),
    ("yse", "yze"),
)


def is_variant(a: str, b: str) -> bool:
    """Whether two words are two spellings of one, as Britain, America and translators from Greek have them.

    >>> is_variant("oestrogens", "estrogens"), is_variant("leukocyte", "leucocyte"), is_variant("form", "from")
    (True, True, False)
    """
    for one, other in _VARIANTS:
        if one == "ll" and not (
            a.endswith(("lled", "lling", "ller")) or b.endswith(("lled", "lling", "ller"))
        ):
            continue
        a, b = a.replace(one, other), b.replace(one, other)
    return a == b


_INFLECTIONS = (
    "",
    "s",
    "es",
    "d",
    "ed",
    "r",
    "er",
    "ers",
    "or",
    "ing",
    "ly",
    "y",
    "al",
    "ally",
    "ic",
    "n",
    "en",
    "e",
    "a",
    "um",
    "us",
    "ar",
    "ary",
    "ies",
    "ied",
    "ion",
    "ions",
    "ation",
    "ive",
    "ile",
    "ity",
    "able",
    "ate",
    "ated",
    "osa",
    "ous",
    "ism",
    "ist",
    "ment",
    "ness",
    "less",
    "ian",
    "ium",
    "i",
    "ae",
    "um",
    "ula",
    "ular",
    "le",
    "in",
    "ine",
    "ily",
    "ry",
)


def is_other_ending(word: str, other: str) -> bool:
    """Whether two words are one stem with two endings: then the unknown one is probably right too.

    >>> is_other_ending("leaflet", "leaflets"), is_other_ending("convergs", "converges"), is_other_ending("merg", "merge")
    (True, False, False)
    """
    at = 0
    while at < min(len(word), len(other)) and word[at] == other[at]:
        at += 1
    if at < 4:
        return False
    mine, its = word[at:], other[at:]
    if (mine, its) in (("s", "es"), ("", "e"), ("ng", "ing"), ("ig", "ing")):
        return False
    if mine in ("d", "r", "n") and its == "e" + mine and word[at - 1] != "e":
        return False  # "recoverd"
    if not mine and word.endswith(("s", "z", "x")) and its == "s":
        return False
    for back in range(3):
        stem = at - back
        if stem >= 4 and word[stem:] in _INFLECTIONS and other[stem:] in _INFLECTIONS:
            return True
    return False


def rank(token: Token, page: Page, speller: Speller) -> list[tuple[float, Candidate]]:
    """The candidates for a word with their scores, best first."""
    scored: list[tuple[float, Candidate]] = []
    for candidate in speller.candidates(token.low):
        weight = candidate.cost
        if candidate.text[:1].lower() != token.low[:1]:
            dropped = candidate.text[1:].lower() == token.low
            if not (dropped and (token.opens or token.introduced)):
                weight += 0.4
            elif token.lower:
                weight -= 0.4 if page.capitals else 0.2  # the capital went with it
        score = candidate.base + ADVANCE_BITS - EDIT_BITS * weight
        score += context(page, token.left, candidate.text, token.right)
        if candidate.listed:
            score += LISTED_BITS
        if token.low == candidate.text + "a" and candidate.text in PARTICLES:
            score -= STRAY_A_BITS
        scored.append((score, candidate))
    scored.sort(key=lambda pair: (-pair[0], pair[1].text))
    return scored


def is_sure(token: Token, page: Page, best: Candidate, score: float, margin: float) -> bool:
    """Whether a candidate is written, not only said."""
    word, target = token.low, best.text.lower()
    if margin < (SPLIT_MARGIN if " " in target else SURE_MARGIN):
        return False
    need = SURE_SCORE + against(word, page) + (3.0 if token.glued else 0.0)
    if " " in target:
        return is_sure_split(token, page, target, score, need)
    if (
        len(word) < SHORTEST_FOR[best.edits] - bool(page.words[target] > 1)
        or best.cost > DEAREST_FOR[best.edits]
    ):
        return False
    if word[0] != target[0] and not is_lost_first(token, target):
        return False
    if is_compound(word, page.lexicon):
        return False  # "Scareware" is not "Shareware"
    if is_other_ending(word, target) or word[1:] == target:
        return False
    if len(word) < LONG:
        need += SHORT_BITS * (2 if len(word) < SHORT else 1)
    if looks_like_a_term(word):
        need += TERM_BITS
    if best.cost / best.edits > LIKELY_COST:
        need += UNLIKELY_BITS
    elif best.cost <= CHEAP_COST and margin > ALONE_MARGIN and len(word) >= LONG:
        need -= ALONE_BITS
    if best.edits > 1:
        if not page.words[target] and best.cost > CHEAP_PAIR:
            return False
        need += UNLIKELY_BITS
    return score + letters_bonus(word) > need


def is_compound(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is two whole words put together, as English coins them.

    >>> from ankigen.cleaning.lexicon import load_lexicon
    >>> is_compound("scareware", load_lexicon()), is_compound("recieves", load_lexicon())
    (True, False)
    """
    for at in range(4, len(word) - 3):
        left, right = word[:at], word[at:]
        if not lexicon.common(left) or not lexicon.common(right):
            continue
        if min(lexicon.frequency(left), lexicon.frequency(right)) >= COINED:
            return True
    return False


def letters_bonus(word: str) -> float:
    return min(MOST_LETTER_BITS, LETTER_BITS * max(0, len(word) - LONG))


def is_lost_first(token: Token, target: str) -> bool:
    """A first letter lost at the start of a line, or swapped with the second: other first letters stay."""
    word = token.low
    if (token.opens or token.introduced) and target[1:] == word:
        return True
    return len(word) > 4 and word[:2] == target[1::-1] and word[2:] == target[2:]


#: What ends so takes no further ending: "fragmentedor" is two words, "activator" one.
_FINISHED = (
    "ed",
    "ing",
    "ly",
    "tion",
    "tions",
    "ment",
    "ments",
    "ness",
    "ity",
    "ous",
    "able",
    "ers",
    "ives",
    "ths",
)


def is_sure_split(token: Token, page: Page, target: str, score: float, need: float) -> bool:
    """Whether a space was lost: a function word and a word, or two words that are often neighbours."""
    word = token.low
    left, _, right = target.partition(" ")
    right_word = right.rpartition(" ")[2]
    lexicon = page.lexicon
    if left == "a":
        return False  # "atypical" is one word
    if len(word) < 4:
        before = page.pair(token.left, left) if token.left.isalpha() else -1.0
        return before > 3 and page.pair(right_word, token.right) > 3 and score > need + 6
    if left in PARTICLES and right in PARTICLES:
        return score > need
    if left not in PARTICLES and right not in PARTICLES:
        # "styleguide" and "upperbound" are somebody's words; nobody coins one of two long words.
        long = min(len(left), len(right)) >= LONG_PART and not looks_like_a_term(word)
        return long and score > SAID_SCORE + against(word, page)
    other, mine = (right, left) if left in PARTICLES else (left, right)
    endings = ENDINGS_TOO if mine == right else BEGINNINGS_TOO
    if mine in endings:
        # "fragmentedor" or "activator"? The pairs on both sides must say so.
        follows = page.pair(right_word, token.right) > GOOD_PAIR or mine == left
        if len(other) > 5 and follows and (page.words[other] or other.endswith(_FINISHED)):
            return score > SAID_SCORE + against(word, page)
        if lexicon.pair(left, right) < 0:
            return False
        need += SHORT_BITS
    elif len(other) > 3 and (len(other) > 5 or lexicon.pair(left, right) >= GOOD_PAIR):
        # A whole word and a function word that is no affix: hardly anything else can be meant.
        return score > SAID_SCORE + against(word, page)
    return score > need


def is_foreign_company(token: Token, page: Page, speller: Speller) -> bool:
    """Whether a neighbour does not exist either, and is near to nothing: then both may be another language, or names."""
    for neighbour in (token.left, token.right):
        if len(neighbour) > 2 and neighbour.isalpha() and not page.exists(neighbour):
            if is_derived(neighbour, page.lexicon):
                continue
            found = speller.candidates(neighbour)
            best = max((c.base + ADVANCE_BITS - EDIT_BITS * c.cost for c in found), default=-9.0)
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
    if token.opens and token.lower and right[1:].lower() == token.low and page.capitals:
        return right[:1].upper() + right[1:]
    return like(token.text, right)


def confidence(score: float, margin: float) -> float:
    """Bits as a share: 0 bits and no margin is one half."""
    return round(1 / (1 + exp(-(score + min(margin, 10.0)) / 4)), 3)


# ------------------------------------------------------------------ words run together


_LAST_HUMP = re.compile(r"[A-Z]?[a-z]+$")


def glued_identifier(token: Token, page: Page) -> Proposal | None:
    """A name with inner capitals and a word stuck to its end ("DataFrameindex").

    What follows the last capital must be two words and not one; or the document writes the name alone."""
    text = token.text
    if token.guarded or token.lower or token.capital or token.upper or len(text) < 8:
        return None
    hump = _LAST_HUMP.search(text)
    if hump is None or len(hump.group()) < 6 or page.written(token.low, text) > 2:
        return None
    low, lexicon = hump.group().lower(), page.lexicon
    if lexicon.exists(low) or low in lexicon.corrections or is_derived(low, lexicon):
        return None
    for at in range(len(low) - 2, 2, -1):
        left, right = low[:at], low[at:]
        name_part = text[: hump.start() + at]
        if not lexicon.common(right) or lexicon.frequency(right) < 5:
            continue
        alone = page.written(fold(name_part), name_part)
        if len(right) < 5 and not (right in PARTICLES and (alone or lexicon.common(left))):
            continue
        if alone or (lexicon.common(left) and len(left) > 3 and hump.start() > 0):
            sure = bool(alone) or (len(right) > 5 and lexicon.frequency(left) >= 2)
            return Proposal(
                token.start,
                token.end,
                f"{name_part} {text[hump.start() + at :]}",
                FixKind.GLUED,
                "glued-name",
                0.95 if sure else 0.7,
                sure,
            )
    return None


# ------------------------------------------------------------------ words said twice

#: Words that English rightly says twice, or that mark a list.
_RIGHTLY_TWICE = word_set("had very so no bye ha blah er yeah")
#: Words that some say twice for weight; said, not mended.
_FOR_WEIGHT = word_set("that many much far again ever more")


def word_is_article(first: Token, second: Token) -> bool:
    return first.text == second.text == "a" and second.right.isalpha()


def doubled(tokens: Sequence[Token], text: str, page: Page) -> Iterator[Proposal]:
    """A word and the same word again. Function words and long plain words are mended, others said.

    "had had" and "that that" stay, and so do words that are known to stand twice ("long long")."""
    run: list[Token] = []
    for first, second in pairwise(tokens):
        if not _same_again(first, second, text):
            yield from _said_twice(run, page)
            run = []
        else:
            run = run or [first]
            run.append(second)
    yield from _said_twice(run, page)


def _same_again(first: Token, second: Token, text: str) -> bool:
    if first.low != second.low or first.glued or first.guarded or second.guarded or not first.low:
        return False
    gap = text[first.end : second.start]
    if gap.strip() or gap.count("\n") > 1 or first.upper or second.capital:
        return False
    if len(first.low) == 1 and not word_is_article(first, second):
        return False
    return first.low not in _RIGHTLY_TWICE


def _said_twice(run: Sequence[Token], page: Page) -> Iterator[Proposal]:
    if not run:
        return
    first, word = run[0], run[0].low
    sure = (word in PARTICLES and word not in _FOR_WEIGHT) or (
        page.lexicon.common(word)
        and len(word) > 4
        and word not in _FOR_WEIGHT
        and page.lexicon.pair(word, word) < 0
        and first.text == run[1].text
    )
    yield Proposal(
        first.start,
        run[-1].end,
        first.text,
        FixKind.DOUBLED,
        "said-twice",
        0.99 if sure else 0.6,
        sure,
    )


# ------------------------------------------------------------------ words that exist, but were not meant

#: How improbable a slip is that makes another word, in bits: a known confusion, any other edit.
KNOWN_CONFUSION, ANY_EDIT = 5.0, 10.0
#: Bits beyond that at which a confusion is said, and at which it is mended.
SAID_BITS, MENDED_BITS = 1.0, 8.0
#: Less will do where what was meant is at home on both sides.
CLEAR_BITS, CLEAR_PAIR = 5.0, 5.0
#: The same for a slip that is no known confusion.
SAID_SLIP, SURE_SLIP = 4.0, 10.5
#: A word rarer than this is said sooner, where a common one fits.
RARELY, SAID_RARE = 6.5, -0.5
#: Only words written this often are taken for what was meant, and only words less often for a slip.
LIKELY, SLIP_MOST = 6.0, 16.0
#: Pairs of what was meant must be this common on both sides before it is written.
GOOD_PAIR = 2.5
#: A second meaning this close in bits leaves it open which was meant.
OPEN_CHOICE = 2.0


class Confuser:
    """Words that may have been meant for a word that exists; remembers them."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._known: dict[str, tuple[tuple[str, float], ...]] = {}
        self._judged: dict[tuple[str, str, str], tuple[float, str, float] | None] = {}

    def doubts(self, word: str) -> bool:
        """Whether a word may ever be taken for a slip."""
        lexicon = self.page.lexicon
        return (
            word in CONFUSIONS
            or "~" + word in lexicon.corrections
            or (
                len(word) > 2
                and lexicon.frequency(word) <= SLIP_MOST
                and self.page.words[word] < TRUSTED_COUNT
            )
        )

    def alternatives(self, word: str) -> tuple[tuple[str, float], ...]:
        """(word, bits against it)."""
        found = self._known.get(word)
        if found is None:
            found = self._known[word] = tuple(self._find(word))
        return found

    def _find(self, word: str) -> Iterator[tuple[str, float]]:
        lexicon = self.page.lexicon
        known = CONFUSIONS.get(word, ()) or tuple(
            o.strip() for o in lexicon.corrections.get("~" + word, "").split(",") if o.strip()
        )
        for other in known:
            if lexicon.common(other):
                yield other, KNOWN_CONFUSION
        if (
            len(word) < 3
            or lexicon.frequency(word) > SLIP_MOST
            or self.page.words[word] >= TRUSTED_COUNT
        ):
            return
        slips = lexicon.slips.get(word)
        if slips is None:
            slips = lexicon.slips[word] = tuple(_slips(word, lexicon))
        yield from (s for s in slips if s[0] not in known)

    def judge(self, left: str, word: str, right: str) -> tuple[float, str, float] | None:
        """The best alternative between two neighbours: (bits in its favour, word, bits against a slip)."""
        key = (left, word, right)
        if key not in self._judged:
            self._judged[key] = self._judge(left, word, right)
        return self._judged[key]

    def _judge(self, left: str, word: str, right: str) -> tuple[float, str, float] | None:
        page = self.page
        before = page.pair(left, word) if left else -1.0
        after = page.pair(word, right) if right else -1.0
        confused = word in CONFUSIONS or "~" + word in page.lexicon.corrections
        if not confused and ((before >= 0 and after >= 0) or max(before, after) > 3):
            return None
        own = joint(page, left, word, right)
        ranked = sorted(
            (
                (joint(page, left, other, right) - own - bits, other, bits)
                for other, bits in self.alternatives(word)
            ),
            reverse=True,
        )
        if not ranked:
            return None
        gain, other, bits = ranked[0]
        if len(ranked) > 1 and ranked[1][0] > gain - OPEN_CHOICE:
            gain = min(gain, CLEAR_BITS - 0.1)  # said, not mended
        return gain, other, bits


def _slips(word: str, lexicon: Lexicon) -> Iterator[tuple[str, float]]:
    """The common words of which a rarer one may be a slip, with the bits against it."""
    codes = lexicon.codes
    for other in edits(word):
        if other in codes and len(other) > 1 and "'" not in other:
            common = lexicon.frequency(other)
            if common < LIKELY or not lexicon.common(other):
                continue
            if not same_stem(word, other) and not is_variant(word, other):
                yield other, ANY_EDIT + cost(word, other)


def same_stem(a: str, b: str) -> bool:
    """Whether two words differ in their ending only: another number, tense or person."""
    short, long = sorted((a, b), key=len)
    if long.startswith(short) and long[len(short) :] in ("s", "d", "r", "n", "y", "es", "ed"):
        return True
    return len(a) == len(b) and a[:-1] == b[:-1] and {a[-1], b[-1]} <= set("sdrny")


def real_word(token: Token, page: Page, confuser: Confuser) -> Proposal | None:
    """A word that exists but does not fit its neighbours, where one that looks like it fits well."""
    word = token.low
    if token.glued or word in page.glossary or not confuser.doubts(word):
        return None
    if not (token.lower or (token.capital and token.opens)):
        return None
    found = confuser.judge(token.left, word, token.right)
    if found is None or found[0] < SAID_RARE:
        return None
    gain, other, bits = found
    lexicon = page.lexicon
    left, right = lexicon.pair(token.left, other), lexicon.pair(other, token.right)
    if not token.left or not token.right:
        left = right = max(left, right)
    if min(left, right) < 0 and max(left, right) < GOOD_PAIR:
        return None
    if min(left, right) < 0 and gain < MENDED_BITS and lexicon.frequency(word) > RARELY:
        return None
    mine = (lexicon.pair(token.left, word), lexicon.pair(word, token.right))
    if word == "it's":
        return None  # left to the rule for it
    if bits > KNOWN_CONFUSION:
        if gain < (SAID_SLIP if lexicon.frequency(word) > RARELY else SAID_RARE):
            return None
        sure = gain > SURE_SLIP and max(mine) < 0 and max(left, right) >= GOOD_PAIR
        sure = sure and page.words[word] == 1
    else:
        if gain < SAID_BITS:
            return None
        sure = gain > MENDED_BITS and max(left, right) >= GOOD_PAIR
        if gain > CLEAR_BITS and min(left, right) >= CLEAR_PAIR and mine[0] < 0:
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


# ------------------------------------------------------------------ endings that do not agree

_ONE = word_set("a an each every another")
_SEVERAL = word_set("many several these those various both few multiple numerous")
_AFTER_PARTICIPLE = word_set("in by to from into with as on at for")
_MODALS = word_set("can could may might must shall should will would")


def disagreement(token: Token, page: Page) -> Proposal | None:
    """ "an examples", "many node", "can provides": the word before asks for the other ending, and the pairs agree."""
    word, left = token.low, token.left
    if token.guarded or token.glued or not token.lower or len(word) < 4:
        return None
    if left in _ONE or left in _MODALS:
        if not word.endswith("s") or word.endswith(("ss", "us", "is", "ous")):
            return None
        other = word[:-1]
    elif left in _SEVERAL:
        other = word + "s"
    elif left == "be" and word.endswith("s") and token.right in _AFTER_PARTICIPLE:
        other = word[:-1] + "ed"
    elif left == "to" and word.endswith("ed"):
        other = word[:-1] if page.lexicon.common(word[:-1]) else word[:-2]
    else:
        return None
    lexicon = page.lexicon
    if not lexicon.common(other) or not lexicon.common(word):
        return None
    meant, said = lexicon.pair(left, other), lexicon.pair(left, word)
    if said >= 0 or meant < (1.0 if left == "be" else 3.0):
        return None
    sure = left == "an" and token.right in ("of", ".", ",", "is", "that", "which") and meant > 5
    return Proposal(
        token.start,
        token.end,
        like(token.text, other),
        FixKind.REAL_WORD,
        "ending",
        0.9 if sure else 0.7,
        sure,
    )


# ------------------------------------------------------------------ then for than, that's for that

_COMPARATIVES = word_set(
    "more less rather better worse fewer greater larger smaller higher lower longer shorter faster slower "
    "other earlier later older younger stronger weaker easier harder cheaper bigger wider deeper closer "
    "simpler richer poorer heavier lighter thicker thinner broader narrower safer further"
)
#: So many words may stand between the comparative and its "than".
_REACH, _NEAR_REACH = 6, 1


def then_for_than(tokens: Sequence[Token], at: int, text: str, page: Page) -> Proposal | None:
    """ "more then one": "then" after a comparative of the same clause.

    Beside it, or where what follows is said twice ("more about money then about peace"), it is mended; further off it is said."""
    token = tokens[at]
    if token.low != "then" or token.guarded or not token.lower or token.right in ("", ".", ","):
        return None
    for back in range(1, min(_REACH, at) + 1):
        other = tokens[at - back]
        between = text[other.end : token.start]
        if any(c in between for c in ".,;:!?()\n") or other.low in (
            "and",
            "if",
            "when",
            "or",
            "is",
            "are",
        ):
            if other.low not in ("and", "or") or any(c in between for c in ".,;:!?()\n"):
                return None
            continue
        if other.low in _COMPARATIVES:
            echoed = back > 1 and tokens[at - back + 1].low == token.right
            sure = back <= _NEAR_REACH or echoed
            return Proposal(
                token.start,
                token.end,
                "than",
                FixKind.REAL_WORD,
                "then-for-than",
                0.95 if sure else 0.7,
                sure,
            )
    return None


_SHORTENED_IS = frozenset(("that's", "it's", "there's", "who's", "what's", "he's", "she's"))
_VERBS_AFTER = word_set("may can could will would should must might is are was were has have does")


def shortened_twice(token: Token, page: Page) -> Proposal | None:
    """ "that's may": a shortened "is" before another verb."""
    if token.guarded or token.low not in _SHORTENED_IS or token.right not in _VERBS_AFTER:
        return None
    after = token.text[:-2]
    return Proposal(token.start, token.end, after, FixKind.REAL_WORD, "two-verbs", 0.93, True)


#: After these something owned may follow, and hardly ever a sentence.
_BEFORE_OWNED = word_set("of in on by for from with at to into within through under over")


def its(token: Token, following: Token | None, page: Page) -> Proposal | None:
    """ "it's own" and "it's colour": "it's" before what can only be owned."""
    if token.guarded or token.low != "it's" or following is None or token.right != following.low:
        return None
    word = following.low
    if following.upper and token.left in _BEFORE_OWNED:
        return Proposal(
            token.start, token.end, like(token.text, "its"), FixKind.REAL_WORD, "its", 0.9, True
        )
    if not following.lower or (word in PARTICLES and word != "own"):
        return None
    owned, shortened = page.lexicon.pair("its", word), page.lexicon.pair("it's", word)
    if (
        (owned < 4 and token.left not in _BEFORE_OWNED)
        or shortened >= 0
        or word.endswith(("ing", "ed", "ly", "able"))
    ):
        return None
    sure = word == "own" or token.left in _BEFORE_OWNED
    return Proposal(
        token.start,
        token.end,
        like(token.text, "its"),
        FixKind.REAL_WORD,
        "its",
        0.9 if sure else 0.7,
        sure,
    )


#: The words at which, or after which, the rules about grammar look.
TRIGGERS = _ONE | _SEVERAL | _MODALS | _SHORTENED_IS | {"be", "to", "then"}


# ------------------------------------------------------------------ a space one letter off


def shifted_space(first: Token, second: Token, text: str, page: Page) -> Proposal | None:
    """ "th ecell" and "an dopen": one letter stands on the wrong side of the space."""
    if first.guarded or second.guarded or text[first.end : second.start] != " ":
        return None
    if first.glued or second.glued or not first.lower or not second.lower or len(second.low) < 3:
        return None
    if page.exists(first.low) and page.exists(second.low):
        return None
    a, b, lexicon = first.low, second.low, page.lexicon
    for left, right in ((a + b[0], b[1:]), (a[:-1], a[-1:] + b)):
        if len(left) < 2 or len(right) < 2 or not (lexicon.common(left) and lexicon.common(right)):
            continue
        if left not in PARTICLES and right not in PARTICLES:
            continue
        if lexicon.pair(left, right) < GOOD_PAIR and (left not in PARTICLES or len(right) < 4):
            continue
        return Proposal(
            first.start, second.end, f"{left} {right}", FixKind.GLUED, "shifted-space", 0.95, True
        )
    return None


# ------------------------------------------------------------------ one word written as two


def split_word(first: Token, second: Token, text: str, page: Page) -> Proposal | None:
    """Two words that are one ("an other", "explain ability"): the one is common or the document's own, the two are not neighbours."""
    if first.guarded or second.guarded or text[first.end : second.start] != " ":
        return None
    if first.glued or second.glued or not second.lower or first.upper:
        return None
    whole = first.low + second.low
    if len(whole) < 6 or len(second.low) < 4 or len(first.low) < 2:
        return None
    if not page.lexicon.common(whole) and not page.words[whole]:
        return None
    lexicon = page.lexicon
    apart, frequency = lexicon.pair(first.low, second.low), lexicon.frequency(whole)
    if apart >= 0 or first.low in ("a", "no", "any"):
        return None
    own = page.words[whole]
    if not own and frequency < 9:
        return None
    return Proposal(
        first.start,
        second.end,
        like(first.text, whole),
        FixKind.SPACING,
        "one-word",
        0.9 if own else 0.7,
        (own > 1 and not lexicon.common(first.low)) or own > 2,
    )


def singular_subject(token: Token, page: Page) -> Proposal | None:
    """ "Environment are created": a sentence that begins with one thing and goes on with "are". Only said."""
    word = token.low
    if token.guarded or token.glued or not token.first or not token.capital or token.right != "are":
        return None
    several, lexicon = word + "s", page.lexicon
    if word.endswith("s") or not lexicon.common(word) or not lexicon.common(several):
        return None
    if lexicon.pair(word, "are") >= 0 or lexicon.pair(several, "are") < 0:
        return None
    return Proposal(
        token.start, token.end, token.text + "s", FixKind.REAL_WORD, "ending", 0.7, False
    )


_READY = word_set(
    "have has had been is was are exists exist known used done made taken in at by contains"
)


def all_ready(token: Token, following: Token | None, text: str) -> Proposal | None:
    """ "has all ready been": one word, unless something is ready. Only said."""
    if following is None or (token.low, following.low) != ("all", "ready") or token.guarded:
        return None
    if following.right not in _READY and token.left not in ("has", "have", "had", "is", "was"):
        return None
    return Proposal(
        token.start,
        following.end,
        like(token.text, "already"),
        FixKind.REAL_WORD,
        "one-word",
        0.7,
        False,
    )


# ------------------------------------------------------------------ the document's own names

#: A name is mended after another that the document writes this many times as often, and said after one that it writes twice as often.
OFTEN, TWICE = 3, 2
SHORTEST_NAME = 6


def own_name(token: Token, page: Page, speller: Speller) -> Proposal | None:
    """A name inside a sentence, one edit from a name that the document writes often ("Meternich").

    A word that exists is only said, and only where the document has the other beside the same neighbour."""
    word = token.low
    if token.guarded or not token.capital or token.first or len(word) < SHORTEST_NAME:
        return None
    count = page.words[word]
    if count > 1 or word in page.glossary:
        return None
    exists = page.exists(word)
    for other in speller.own_words(word[0], len(word)):
        often = page.words[other]
        if often < TWICE or distance(word, other, 1) != 1 or is_other_ending(word, other):
            continue
        if is_variant(word, other):
            continue
        company = page.pairs[f"{other} {token.right}"] or page.pairs[f"{token.left} {other}"]
        if exists and not company:
            continue
        sure = not exists and often >= OFTEN and page.known(other)
        return Proposal(
            token.start,
            token.end,
            like(token.text, other),
            FixKind.NAME,
            "own-name",
            0.9 if sure else 0.7,
            sure,
        )
    return None


# ------------------------------------------------------------------ a first letter lost with its capital


def lost_first_letter(token: Token, page: Page) -> Proposal | None:
    """ "he result" and "t is" at the start of a line, in notes whose lines begin with capitals."""
    if token.guarded or token.glued or not token.opens or not token.lower:
        return None
    if not page.capitals or not token.right.isalpha() or len(token.low) > 4:
        return None
    word, lexicon = token.low, page.lexicon
    said = page.pair(word, token.right)
    ranked = sorted(
        (
            (lexicon.pair(first + word, token.right), first + word)
            for first in "abcdefghijklmnopqrstuvwxyz"
            if lexicon.kind(first + word) in (0, 3) and (len(word) > 1 or first + word in PARTICLES)
        ),
        reverse=True,
    )
    if not ranked or ranked[0][0] < 6 or ranked[0][0] < said + 4:
        return None
    if len(ranked) > 1 and ranked[1][0] > ranked[0][0] - 2:
        return None
    right = ranked[0][1]
    return Proposal(
        token.start,
        token.end,
        right[0].upper() + right[1:],
        FixKind.DROPPED_LETTER,
        "lost-capital",
        0.93,
        True,
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
    unheard = here < 0 and there < 0 and len(word) > SHORT
    if not unheard and (there < 0 or there < here + 3):
        return None
    if token.low == "an" and page.lexicon.pair("and", word) > max(there, 0.0) - 2:
        unheard = True  # "and" may have been meant
    sure = not unheard
    return Proposal(
        token.start,
        token.end,
        like(token.text, other),
        FixKind.REAL_WORD,
        "article",
        0.95 if sure else 0.7,
        sure,
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

_SPACE_BEFORE = re.compile(
    r"(?<=[^\W\d_])[ \t]+([,;])(?=\s|$)|(?<=[^\W\d_]{2})[ \t]+(\.)(?=\s+[A-Z]|$)"
)
_NO_SPACE_COMMA = re.compile(r"(?<![\w.,])([a-z]{3,}),([a-z]{2,})(?![\w,(=])")
_NO_SPACE_STOP = re.compile(r"(?<![\w.])([a-z]{3,})\.([A-Z][a-z]*)(?= [a-z])")
_TWO_COMMAS = re.compile(r"(?<=\w),,(?=\s)")


def spacing(text: str, page: Page) -> Iterator[Proposal]:
    """A space before a comma or full stop; a comma or full stop without the space after it. In prose only."""
    for match in _SPACE_BEFORE.finditer(text):
        sign = match.group(1) or match.group(2)
        yield Proposal(
            match.start(), match.end(), sign, FixKind.SPACING, "space-before-sign", 0.95, True
        )
    for match in _NO_SPACE_COMMA.finditer(text):
        a, b = match.groups()
        if page.lexicon.common(a) and page.lexicon.common(b):
            yield Proposal(
                match.start(),
                match.end(),
                f"{a}, {b}",
                FixKind.SPACING,
                "no-space-after-comma",
                0.95,
                True,
            )
    for match in _NO_SPACE_STOP.finditer(text):
        a, b = match.groups()
        low = b.lower()
        if (
            page.lexicon.common(a)
            and (low in PARTICLES or low == "a")
            and low not in ("as", "is", "in")
        ):
            yield Proposal(
                match.start(),
                match.end(),
                f"{a}. {b}",
                FixKind.SPACING,
                "no-space-after-stop",
                0.95,
                True,
            )
    for match in _TWO_COMMAS.finditer(text):
        yield Proposal(
            match.start(), match.end(), ",", FixKind.PUNCTUATION, "two-commas", 0.95, True
        )
