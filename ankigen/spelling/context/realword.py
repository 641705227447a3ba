"""Words that exist, but were not meant: pairs with the words beside them tell.

Only words of a confusion set are asked about; of all words one edit away there are too many, as
every field has words for everything."""

from __future__ import annotations

from typing import NamedTuple

from ankigen.spelling.rules import Proposal
from ankigen.spelling.unknown.candidates import PARTICLES, SHORT, joint, like
from ankigen.spelling.words.cache import BoundedCache
from ankigen.spelling.words.confusion_sets import CONFUSIONS
from ankigen.spelling.words.document_model import GOOD_PAIR, DocumentModel
from ankigen.spelling.words.edit_distance import edits
from ankigen.spelling.words.language import ENGLISH, FUNCTION_WORDS
from ankigen.spelling.words.lexicon import Lexicon
from ankigen.spelling.words.protection import ABBREVIATIONS
from ankigen.spelling.words.tokens import Token
from ankigen.spelling.words.word_forms import likelihood

#: How improbable it is that a word is taken for another, in bits.
KNOWN_CONFUSION = 5.0
#: Bits beyond that at which a confusion is suggested.
SUGGESTED_BITS = 5.0
#: Less will do where what was meant is at home on both sides.
CLEAR_BITS, CLEAR_PAIR = 5.0, 5.0
#: Two words of content, though often confused, are both at home in some field: so many bits before
#: one is changed.
FIXED_CONTENT = 14.0
#: In notes typed in a hurry, between two words beside each of which the other was seen: so many
#: bits for words of content, and for two of grammar. (Of 560 words put in 1 was made wrong, and of
#: 260,000 right words none; where a sign stood beside the word, 4.)
FIXED_NOISY, FIXED_GRAMMAR = 9.0, 10.0
#: With fewer bits than these, a word commoner than this is suggested only where both of its pairs
#: were seen.
BOTH_SEEN_BITS, RARELY = 8.0, 6.5
#: A word never seen beside its neighbours, where the other is seen so often: so many bits are
#: enough.
STRANGER_BITS, EVERYWHERE, UNCOMMON = 4.0, 9.0, 8.0
#: A short word rarer than this, a word of grammar that many bits better, and that many ahead.
EVERYDAY_RARER, EVERYDAY_BITS, CLEAR_EVERYDAY = 9.0, 9.0, 4.0
#: The words of grammar.
_GRAMMAR = PARTICLES | FUNCTION_WORDS[ENGLISH]
#: A word that the notes write so often is theirs. (Of suggestions for such words none of five was
#: right, of those for others seven of ten.)
THEIRS = 3
#: A second meaning this close in bits leaves it open which was meant.
OPEN_CHOICE = 2.0
_LETTERS = frozenset("bcdefghjklmnopqrstuvwxyz")
#: Where both pairs are commonplace nothing is asked.
COMMONPLACE = 6.0
#: "it's" has a rule of its own, and of "we're" the counts know too little.
_OWN_RULES = ("it's", "we're")
#: Words that are right in places that look wrong ("marking off the goods", "an affect of joy").
_LEFT_ALONE = ("off", "ten", "it's", "and", "affect")


class Meant(NamedTuple):
    """A word that was meant for another, whether it is sure enough to be written, how likely."""

    word: str
    fix: bool
    likelihood: float


class RealwordDetector:
    """Words that may have been meant for a word that exists; remembers its answers."""

    def __init__(self, model: DocumentModel) -> None:
        self.model = model
        self._known = BoundedCache[str, tuple[str, ...]](
            lambda word: tuple(
                o for o in confused_with(word, model.lexicon) if model.lexicon.common(o)
            )
        )
        self._meant = BoundedCache[tuple[str, str, str], Meant | None](self._find)

    def forget(self) -> None:
        """Forgets what was asked of the document."""
        self._meant.clear()

    def known(self, word: str) -> tuple[str, ...]:
        """The words that are known to be taken for one."""
        return self._known[word]

    def _judge(self, left: str, word: str, right: str) -> tuple[float, str] | None:
        """Which of the words that are taken for one is best between two neighbours: (bits in its
        favour, the word).
        """
        model = self.model
        own = joint(model, left, word, right) + KNOWN_CONFUSION
        ranked = sorted(
            ((joint(model, left, other, right) - own, other) for other in self.known(word)),
            reverse=True,
        )
        if not ranked:
            return None
        gain, other = ranked[0]
        if len(ranked) > 1 and ranked[1][0] > gain - OPEN_CHOICE:
            gain = min(gain, CLEAR_BITS - 0.1)  # suggested, not fixed
        return gain, other

    def propose(self, token: Token) -> Proposal | None:
        """A word that does not fit its neighbours, where one that it is known to be taken for
        fits well.
        """
        word, model = token.low, self.model
        if token.glued or word in model.glossary or word in _OWN_RULES or not self.known(word):
            return None
        if "'" in word:
            return None  # "but you're writing it": the counts know too little of short forms
        if word == "than" and token.left == ",":
            return None  # the comparative stands further off
        if not (token.lower or (token.capital and token.opens)):
            return None
        found = self.meant(token.left, word, token.right)
        if found is None:
            return None
        return Proposal.at(
            token, like(token.text, found.word), "does-not-fit", found.fix, found.likelihood
        )

    def meant(self, left: str, word: str, right: str) -> Meant | None:
        """What was meant between two neighbours where the word that stands there does not fit, and
        one that it is known to be taken for does; remembered.
        """
        return self._meant[left, word, right]

    def _find(self, key: tuple[str, str, str]) -> Meant | None:
        left, word, right = key
        model, lexicon = self.model, self.model.lexicon
        if min(model.pair(left, word), model.pair(word, right)) >= COMMONPLACE:
            return None
        found = self._judge(left, word, right)
        if found is None:
            return None
        gain, other = found
        stranger = _is_stranger(left, word, right, other, model)
        least = STRANGER_BITS if stranger else SUGGESTED_BITS
        if gain < least or _own_use(left, word, right, model):
            return None
        before, after = lexicon.pair(left, other), lexicon.pair(other, right)
        if not left or not right:
            before = after = max(before, after)
        seen, best = min(before, after) >= 0, max(before, after)
        if not seen and best < GOOD_PAIR:
            return None
        if _is_theirs(word, other, model):
            return None
        if not (seen or stranger) and gain < BOTH_SEEN_BITS and lexicon.frequency(word) > RARELY:
            return None
        fix = gain > FIXED_CONTENT and best >= GOOD_PAIR and changes_content(word, other)
        # What a list calls a slip is a term in some field ("infarction").
        if model.noisy and min(before, after) >= 0 and left.isalpha() and right.isalpha():
            least = FIXED_NOISY if changes_content(word, other) else FIXED_GRAMMAR
            fix = fix or gain >= least
        fix = fix and word not in _LEFT_ALONE and word in CONFUSIONS
        if max(gain - FIXED_CONTENT, best - EVERYWHERE) < 0:
            fix = fix and not _stands_in_grammar(left, word, right, other)
        # a letter is a symbol or short for something ("salt n vinegar")
        fix = fix and not any(len(w) == 1 and w in _LETTERS for w in (left, right))
        if changes_content(word, other) and not _is_function_word(word):
            fix = fix and model.writes(word, 2) < 2  # the notes speak of it
        return Meant(other, fix, likelihood(gain - 4, 0.0))

    def everyday(self, token: Token) -> Proposal | None:
        """ "the rule tat each": in notes typed in a hurry, a short word that is no common one,
        never seen beside its neighbours, where a word of grammar one letter longer fits both.
        """
        word, model = token.low, self.model
        lexicon = model.lexicon
        if not model.noisy or not token.lower or token.glued or len(word) not in (2, 3):
            return None
        if word in ABBREVIATIONS or word in model.glossary:
            return None
        if not (token.left.isalpha() or token.right.isalpha()):
            return None
        if lexicon.frequency(word) > EVERYDAY_RARER or model.writes(word, 2) > 1:
            return None
        if max(model.pair(token.left, word), model.pair(word, token.right)) >= 0:
            return None
        own = joint(model, token.left, word, token.right)
        ranked = sorted(
            (
                (joint(model, token.left, other, token.right) - own, other)
                for other in edits(word) & _GRAMMAR
                if len(other) == len(word) + 1 or sorted(other) == sorted(word)
            ),
            reverse=True,
        )
        if not ranked or ranked[0][0] < EVERYDAY_BITS:
            return None
        gain, other = ranked[0]
        both = min(model.pair(token.left, other), model.pair(other, token.right)) >= GOOD_PAIR
        clear = len(ranked) < 2 or ranked[1][0] < gain - CLEAR_EVERYDAY
        return Proposal.at(token, other, "does-not-fit", both and clear and gain > FIXED_CONTENT)


def _is_stranger(left: str, word: str, right: str, other: str, model: DocumentModel) -> bool:
    """Whether a word that is no common one was never seen before or after its neighbours, and
    the other is seen with one of them everywhere."""
    if model.lexicon.frequency(word) > UNCOMMON or not (left.isalpha() and right.isalpha()):
        return False
    own = max(model.pair(left, word), model.pair(word, right))
    best = max(model.pair(left, other), model.pair(other, right))
    return own < 0 and best >= EVERYWHERE


def _is_theirs(word: str, other: str, model: DocumentModel) -> bool:
    """Whether the notes speak of a word of content so often that no other is meant ("farm" is no
    form).
    """
    return _GRAMMAR.isdisjoint((word, other)) and model.writes(word, THEIRS) >= THEIRS


def _stands_in_grammar(left: str, word: str, right: str, other: str) -> bool:
    """Whether one word of content is taken for another between two words of grammar, which stand
    beside nearly all words ("who calms the crowd", but "this weak is").
    """
    return {left, right} <= _GRAMMAR and _GRAMMAR.isdisjoint((word, other))


def changes_content(word: str, other: str) -> bool:
    """Whether one of two words carries content: of two function words both are at home nearly
    everywhere.
    """
    return not (_is_function_word(word) and _is_function_word(other))


def _is_function_word(word: str) -> bool:
    return "'" in word or word in _GRAMMAR


def confused_with(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The words that a list says are taken for one."""
    listed = lexicon.corrections.get("~" + word, "")
    return CONFUSIONS.get(word, ()) or tuple(o.strip() for o in listed.split(",") if o.strip())


def _own_use(left: str, word: str, right: str, model: DocumentModel) -> bool:
    """Whether the document writes the word again beside the same word of content: it means it."""
    return (len(left) >= SHORT and left not in PARTICLES and model.pairs[f"{left} {word}"] > 1) or (
        len(right) >= SHORT and right not in PARTICLES and model.pairs[f"{word} {right}"] > 1
    )
