"""Words that exist, but were not meant: the neighbours tell."""

from __future__ import annotations

from collections.abc import Sequence

from ankigen.model import FixKind
from ankigen.spelling.confusion_sets import CONFUSIONS
from ankigen.spelling.context_classifier import REACH, around, load_context_classifier
from ankigen.spelling.document_model import GOOD_PAIR, TRUSTED_COUNT, DocumentModel, Proposal
from ankigen.spelling.lexicon import fold
from ankigen.spelling.neighbor_search import OwnWords
from ankigen.spelling.nonword_candidates import PARTICLES, SHORT, joint, like
from ankigen.spelling.ranker import load_ranker
from ankigen.spelling.realword_candidates import (
    Reading,
    Relation,
    best_reading,
    confused_with,
    forms,
    measures,
    readings,
    slips,
)
from ankigen.spelling.tokens import Token
from ankigen.spelling.word_forms import confidence

#: Letters that were lost, not struck wrongly.
LOST = (Relation.LOST_S, Relation.LOST_ED)

#: How improbable it is that a word is taken for another, in bits.
KNOWN_CONFUSION = 5.0


#: Bits beyond that at which a confusion is said, and at which it is mended.
SAID_BITS, MENDED_BITS = 5.0, 8.0


#: Less will do where what was meant is at home on both sides.
CLEAR_BITS, CLEAR_PAIR = 5.0, 5.0


#: Two words of content, though often confused, are both at home in some field.
MENDED_CONTENT = 14.0
#: A word rarer than this is said though one of its pairs was never seen.
RARELY = 6.5


#: A second meaning this close in bits leaves it open which was meant.
OPEN_CHOICE = 2.0


#: The counts of pairs speak for no more than this (nats); what lies further below its threshold is not asked.
MOST_BY_PAIRS = 9.0


#: What is said may score so many nats less than was learned from the prose of print: in notes errors are commoner.
SAID_SOONER = 0.7
#: So many places are remembered.
REMEMBERED = 20_000
#: From these chances on a reading is said. Of 596 errors in notes an -ed that was lost was told best; an s too many never rightly.
SAID = {
    Relation.SLIP: 0.75,
    Relation.CONFUSED: 0.7,
    Relation.LOST_S: 0.7,
    Relation.EXTRA_S: 0.9,
    Relation.LOST_ED: 0.4,
    Relation.EXTRA_ED: 0.8,
}
#: An -ed that was lost is put back from this chance on; all else is left to the reader.
MENDED_ED = 0.95
#: Where both pairs are written this often, no reading is looked for; for other endings it takes more, as "the firm" is always usual;
#: and where they are commonplace nothing is asked at all (of 1,786 words put in for others 2 in 100 stood so, of right ones a quarter).
USUAL, USUAL_FORM, COMMONPLACE = 2.0, 4.0, 6.0


class RealwordDetector:
    """Words that may have been meant for a word that exists; remembers them."""

    def __init__(self, page: DocumentModel) -> None:
        self.page = page
        self._readings: dict[str, tuple[tuple[str, Relation], ...]] = {}
        self._known: dict[str, tuple[str, ...]] = {}
        self._asked: dict[str, tuple[tuple[str, ...], set[str]]] = {}
        self._judged: dict[tuple[str, str, str], tuple[float, str] | None] = {}
        self.company = load_context_classifier()
        self._own = OwnWords(page.words)

    def turn_to(self, page: DocumentModel, stale: frozenset[str]) -> frozenset[str]:
        """Go on with a page of which some answers are `stale` (see tally.py): what rests on these is forgotten. Gives what else is
        stale: words to which a word that is new in the document is near."""
        self.page = page
        more: set[str] = set()
        for word in stale:
            if page.words.get(word) and word not in self._own:
                self._own.add(word)
                more.update(self._own.near(word))
        for word in (*more, *stale):
            self._readings.pop(word, None)
            self._asked.pop(word, None)
        touched = {word for pair in stale for word in pair.split(" ")}
        for key in [k for k in self._judged if self._rests_on(k, touched)]:
            del self._judged[key]
        return stale | more

    def _rests_on(self, key: tuple[str, str, str], touched: set[str]) -> bool:
        return not touched.isdisjoint(key) or not touched.isdisjoint(self.known(key[1]))

    def watches(self, word: str) -> bool:
        """Whether there is anything that a word may have been meant for."""
        return word in self.company.pairs or bool(self.readings(word))

    def readings(self, word: str) -> tuple[tuple[str, Relation], ...]:
        """What may have been meant, whatever the neighbours are; asked once for each word."""
        found = self._readings.get(word)
        if found is None:
            lexicon = self.page.lexicon
            trusted = self.page.words[word] >= TRUSTED_COUNT
            near = () if trusted else self._own.near(word)
            options = {**dict(slips(word, near, lexicon)), **dict(readings(word, lexicon))}
            found = self._readings[word] = tuple(options.items())
        return found

    def known(self, word: str) -> tuple[str, ...]:
        """The words that are known to be taken for one."""
        found = self._known.get(word)
        if found is None:
            lexicon = self.page.lexicon
            found = tuple(o for o in confused_with(word, lexicon) if lexicon.common(o))
            self._known[word] = found
        return found

    def asked(self, word: str) -> tuple[tuple[str, ...], set[str]]:
        """What the verdict on a known word asks of the document: the words that are tried in its place, and whose counts it wants."""
        found = self._asked.get(word)
        if found is None:
            others = (*self.known(word), *(other for other, _ in self.readings(word)))
            words = {f for w in (word, *others) for f in (w, *forms(w, self.page.lexicon))}
            found = self._asked[word] = (others, words if others else set())
        return found

    def judge(self, left: str, word: str, right: str) -> tuple[float, str] | None:
        """Which of the words that are known to be taken for one is best between two neighbours: (bits in its favour, the word)."""
        key = (left, word, right)
        if key not in self._judged:
            self._judged[key] = self._judge(left, word, right)
        return self._judged[key]

    def _judge(self, left: str, word: str, right: str) -> tuple[float, str] | None:
        page = self.page
        own = joint(page, left, word, right) + KNOWN_CONFUSION
        ranked = sorted(
            ((joint(page, left, other, right) - own, other) for other in self.known(word)),
            reverse=True,
        )
        if not ranked:
            return None
        gain, other = ranked[0]
        if len(ranked) > 1 and ranked[1][0] > gain - OPEN_CHOICE:
            gain = min(gain, CLEAR_BITS - 0.1)  # said, not mended
        return gain, other

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


def _own_use(token: Token, page: DocumentModel) -> bool:
    """Whether the document writes the word again beside the same word of content: it means it."""
    left, right = token.left, token.right
    return (
        len(left) >= SHORT and left not in PARTICLES and page.pairs[f"{left} {token.low}"] > 1
    ) or (len(right) >= SHORT and right not in PARTICLES and page.pairs[f"{token.low} {right}"] > 1)


def in_company(
    tokens: Sequence[Token], at: int, page: DocumentModel, confuser: RealwordDetector
) -> Proposal | None:
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


def real_word(
    tokens: Sequence[Token], at: int, page: DocumentModel, confuser: RealwordDetector
) -> Proposal | None:
    """A word that exists but was not meant: by what was learned of its company and by its pairs, else by all that is known of its
    place (doubts.py); where the first two agree it is mended when either is sure."""
    token = tokens[at]
    if token.glued or token.low in page.glossary or pairs_of(token, page) >= COMMONPLACE:
        return None
    ruled = by_rules(tokens, at, page, confuser)
    return ruled if ruled is not None else doubted(tokens, at, page, confuser)


def pairs_of(token: Token, page: DocumentModel) -> float:
    """How common (bits) the rarer of the two pairs is that a word makes with its neighbours; -1 if one was never seen."""
    return min(page.pair(token.left, token.low), page.pair(token.low, token.right))


def by_rules(
    tokens: Sequence[Token], at: int, page: DocumentModel, confuser: RealwordDetector
) -> Proposal | None:
    """What its company and its pairs say of a word."""
    token = tokens[at]
    learned = in_company(tokens, at, page, confuser)
    if learned is not None and learned.sure:
        return learned
    paired = by_pairs(token, page, confuser)
    if paired is None:
        return learned
    if learned is None:
        return None if confuser.company.judges(token.low, fold(paired.after)) else paired
    return paired if paired.sure and paired.after == learned.after else learned


def doubted(
    tokens: Sequence[Token], at: int, page: DocumentModel, confuser: RealwordDetector
) -> Proposal | None:
    """The best reading of a place, if the forest takes it for what was meant. An -ed that was lost may be put back; the rest is said."""
    token = tokens[at]
    weighed = weigh(tokens, at, page, confuser)
    if weighed is None:
        return None
    found, seen = weighed
    chance = load_ranker("doubts.bin").chance(seen)
    if chance < SAID[found.relation] or _own_use(token, page):
        return None
    sure = found.relation is Relation.LOST_ED and chance > MENDED_ED and token.lower
    kind = FixKind.DROPPED_LETTER if found.relation in LOST else FixKind.REAL_WORD
    rule = "ending" if found.relation >= Relation.LOST_S else "does-not-fit"
    return Proposal.at(token, like(token.text, found.other), kind, rule, round(chance, 3), sure)


def weigh(
    tokens: Sequence[Token], at: int, page: DocumentModel, confuser: RealwordDetector
) -> tuple[Reading, tuple[float, ...]] | None:
    """The best reading of a place and what the forest is to weigh; None if no reading is worth it."""
    token = tokens[at]
    if not (token.lower or (token.capital and token.first)):
        return None
    options = confuser.readings(token.low)
    if not options:
        return None
    usual = pairs_of(token, page)
    if usual >= USUAL:
        if usual >= USUAL_FORM:
            return None
        options = tuple(o for o in options if o[1] >= Relation.LOST_S)
    best = best_reading(tokens, at, page, options)
    if best is None:
        return None
    found, lead = best
    learned = 0
    if token.low in confuser.company.pairs:
        leaning = confuser.leaning(token.low, around(tokens, at))
        if leaning is not None:
            learned = 1 + leaning[1] if leaning[0] == found.other else -1
    return found, measures(token, page, found, lead, learned)


def by_pairs(token: Token, page: DocumentModel, confuser: RealwordDetector) -> Proposal | None:
    """A word that does not fit its neighbours, where one that it is known to be taken for fits well."""
    word = token.low
    if word == "it's" or not confuser.known(word):
        return None  # "it's" has a rule of its own
    if not (token.lower or (token.capital and token.opens)):
        return None
    found = confuser.judge(token.left, word, token.right)
    if found is None or found[0] < SAID_BITS:
        return None
    gain, other = found
    lexicon = page.lexicon
    left, right = lexicon.pair(token.left, other), lexicon.pair(other, token.right)
    if not token.left or not token.right:
        left = right = max(left, right)
    if min(left, right) < 0 and max(left, right) < GOOD_PAIR:
        return None
    if min(left, right) < 0 and gain < MENDED_BITS and lexicon.frequency(word) > RARELY:
        return None
    needed = MENDED_BITS if other in PARTICLES else MENDED_CONTENT
    sure = gain > needed and max(left, right) >= GOOD_PAIR
    if gain > CLEAR_BITS and min(left, right) >= CLEAR_PAIR and lexicon.pair(token.left, word) < 0:
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
