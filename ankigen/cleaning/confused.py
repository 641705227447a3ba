"""Words that exist, but were not meant: the neighbours tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ankigen.cleaning.company import REACH, around, load_company
from ankigen.cleaning.confusions import CONFUSIONS
from ankigen.cleaning.forms import confidence, is_variant, same_stem
from ankigen.cleaning.lexicon import Lexicon, fold
from ankigen.cleaning.model import GOOD_PAIR, TRUSTED_COUNT, Page, Proposal
from ankigen.cleaning.near import one_edit
from ankigen.cleaning.spelling import PARTICLES, SHORT, joint, like
from ankigen.cleaning.tally import beside_words
from ankigen.cleaning.tokens import Token
from ankigen.model import FixKind

#: How improbable a slip is that makes another word, in bits: a known confusion, any other edit.
KNOWN_CONFUSION, ANY_EDIT = 5.0, 11.0


#: Bits beyond that at which a confusion is said, and at which it is mended.
SAID_BITS, MENDED_BITS = 5.0, 8.0


#: Less will do where what was meant is at home on both sides.
CLEAR_BITS, CLEAR_PAIR = 5.0, 5.0


#: Two words of content, though often confused, are both at home in some field.
MENDED_CONTENT = 14.0
#: A slip that is no known confusion is only said, beyond this: fields have words for everything ("anode", "timbre", "torts").
SAID_SLIP = 9.0


#: A word rarer than this is said though one of its pairs was never seen.
RARELY = 6.5


#: Only words written this often are taken for what was meant, and only words less often for a slip.
LIKELY, SLIP_MOST = 6.0, 16.0


#: A second meaning this close in bits leaves it open which was meant.
OPEN_CHOICE = 2.0


#: The counts of pairs speak for no more than this (nats); what lies further below its threshold is not asked.
MOST_BY_PAIRS = 9.0


#: What is said may score so many nats less than was learned from the prose of print: in notes errors are commoner.
SAID_SOONER = 0.7
#: So many places are remembered.
REMEMBERED = 20_000


class Confuser:
    """Words that may have been meant for a word that exists; remembers them."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._watched: dict[str, bool] = {}
        self._known: dict[str, tuple[tuple[str, float], ...]] = {}
        self._judged: dict[tuple[str, str, str], tuple[float, str, float] | None] = {}
        self._weighed: set[tuple[str, str, str]] = set()  # of these, those whose alternatives were asked about
        self.company = load_company()

    def turn_to(self, page: Page, stale: frozenset[str]) -> None:
        """Go on with a page of which some answers are `stale` (see tally.py): what rests on these is forgotten."""
        self.page = page
        for word in stale:
            self._watched.pop(word, None)
            self._known.pop(word, None)
        touched = {word for pair in stale for word in pair.split(" ")}
        for key in [k for k in self._judged if self._rests_on(k, touched)]:
            del self._judged[key]
            self._weighed.discard(key)

    def _rests_on(self, key: tuple[str, str, str], touched: set[str]) -> bool:
        if not touched.isdisjoint(key):
            return True
        return key in self._weighed and any(o in touched for o, _ in self.alternatives(key[1]))

    def doubts(self, word: str) -> bool:
        """Whether a word may ever be taken for a slip."""
        known = word in CONFUSIONS or "~" + word in self.page.lexicon.corrections
        return known or self._may_be_a_slip(word)

    def _may_be_a_slip(self, word: str) -> bool:
        """Whether a word is rare enough to be a slip of a more common one, and the document does not stand by it."""
        return (
            len(word) > 2
            and self.page.lexicon.frequency(word) <= SLIP_MOST
            and self.page.words[word] < TRUSTED_COUNT
        )

    def watches(self, word: str) -> bool:
        """Whether a word is worth a look at its neighbours; asked once for each word."""
        found = self._watched.get(word)
        if found is None:
            found = self._watched[word] = word in self.company.pairs or self.doubts(word)
        return found

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
        if not self._may_be_a_slip(word):
            return
        slips = lexicon.slips.get(word)
        if slips is None:
            slips = lexicon.slips[word] = tuple(_slips(word, lexicon))
        yield from (s for s in slips if s[0] not in known)

    def asked(self, token: Token) -> Iterator[str]:
        """What the verdict on a word asks of the document."""
        if (token.left, token.low, token.right) in self._weighed:
            yield from beside_words(token, [other for other, _ in self.alternatives(token.low)])

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
        self._weighed.add((left, word, right))
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

    def leaning(self, word: str, around: tuple[str, ...]) -> tuple[str, bool] | None:
        """The word that the company of another one speaks for most, and whether surely; None if it speaks for none."""
        memory = self.page.lexicon.leanings
        key = (word, around)
        if key not in memory:
            if len(memory) >= REMEMBERED:
                memory.clear()
            memory[key] = self._lean(word, around)
        return memory[key]

    def _lean(self, word: str, around: tuple[str, ...]) -> tuple[str, bool] | None:
        company, lexicon = self.company, self.page.lexicon
        features = company.features(around)
        before, after = around[REACH - 1], around[REACH]
        left = before if before.isalpha() or before == "." else ""
        right = after if after.isalpha() else ""
        most, best, score = 0.0, None, 0.0
        for pair in company.pairs[word]:
            odds = company.lean(pair, features)
            if odds < pair.said - SAID_SOONER - MOST_BY_PAIRS:
                continue
            if left:
                odds += pair.left * (lexicon.pair(left, pair.other) - lexicon.pair(left, word))
            if right:
                odds += pair.right * (lexicon.pair(pair.other, right) - lexicon.pair(word, right))
            if odds - pair.said + SAID_SOONER >= most:
                most, best, score = odds - pair.said + SAID_SOONER, pair, odds
        if best is None:
            return None
        # "to right the boat": what others write on both sides is left to the reader.
        usual = min(lexicon.pair(before, word), lexicon.pair(word, after)) >= 0
        return best.other, score >= best.sure and not usual


def _slips(word: str, lexicon: Lexicon) -> Iterator[tuple[str, float]]:
    """The common words of which a rarer one may be a slip, with the bits against it."""
    for other in one_edit(word, lexicon):
        if lexicon.frequency(other) < LIKELY or len(other) < 2 or "'" in other:
            continue
        if lexicon.common(other) and not same_stem(word, other) and not is_variant(word, other):
            yield other, ANY_EDIT


def _own_use(token: Token, page: Page) -> bool:
    """Whether the document writes the word again beside the same word of content: it means it."""
    left, right = token.left, token.right
    return (
        len(left) >= SHORT and left not in PARTICLES and page.pairs[f"{left} {token.low}"] > 1
    ) or (len(right) >= SHORT and right not in PARTICLES and page.pairs[f"{token.low} {right}"] > 1)


def in_company(tokens: Sequence[Token], at: int, page: Page, confuser: Confuser) -> Proposal | None:
    """A word whose neighbours are those of the word that is often taken for it."""
    token = tokens[at]
    word = token.low
    if word not in confuser.company.pairs:
        return None
    if not (token.lower or (token.capital and token.first)):
        return None
    found = confuser.leaning(word, around(tokens, at))
    if found is None or _own_use(token, page):
        return None
    other, sure = found
    sure = sure and token.lower
    return Proposal.at(
        token,
        like(token.text, other),
        FixKind.REAL_WORD,
        "does-not-fit",
        0.93 if sure else 0.7,
        sure,
    )


def real_word(tokens: Sequence[Token], at: int, page: Page, confuser: Confuser) -> Proposal | None:
    """A word that exists but was not meant: by what was learned of its company, else by its pairs; if both say so, it is mended
    when either is sure."""
    token = tokens[at]
    if token.glued or token.low in page.glossary:
        return None
    learned = in_company(tokens, at, page, confuser)
    if learned is not None and learned.sure:
        return learned
    paired = by_pairs(token, page, confuser)
    if paired is None:
        return learned
    if learned is None:
        return None if confuser.company.judges(token.low, fold(paired.after)) else paired
    return paired if paired.sure and paired.after == learned.after else learned


def by_pairs(token: Token, page: Page, confuser: Confuser) -> Proposal | None:
    """A word that exists but does not fit its neighbours, where one that looks like it fits well."""
    word = token.low
    if word == "it's" or not confuser.doubts(word):
        return None  # "it's" has a rule of its own
    if not (token.lower or (token.capital and token.opens)):
        return None
    found = confuser.judge(token.left, word, token.right)
    if found is None or found[0] < SAID_BITS:
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
    if bits > KNOWN_CONFUSION:
        if gain < SAID_SLIP:
            return None
        sure = False  # "the asset being depreciated" is right, though all others are deprecated
    else:
        needed = MENDED_BITS if other in PARTICLES else MENDED_CONTENT
        sure = gain > needed and max(left, right) >= GOOD_PAIR
        if (
            gain > CLEAR_BITS
            and min(left, right) >= CLEAR_PAIR
            and lexicon.pair(token.left, word) < 0
        ):
            sure = other in PARTICLES
        # "marking off the goods" is right; and what a list calls a slip is a term in some field ("infarction").
        sure = sure and word not in ("off", "ten") and word in CONFUSIONS
    return Proposal.at(
        token,
        like(token.text, other),
        FixKind.REAL_WORD,
        "does-not-fit",
        confidence(gain - 4, 0.0),
        sure,
    )
