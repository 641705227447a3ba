"""Words that do not exist: what was meant, and whether that is sure enough to write it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from ankigen.spelling.words.document_model import ALL_WORDS, PAIR_OFFSET, DocumentModel
from ankigen.spelling.words.edit_distance import cost, distance
from ankigen.spelling.words.lexicon import PLAIN, TECHNICAL, Lexicon, fold
from ankigen.spelling.words.neighbor_search import one_edit, two_edits
from ankigen.text.word_lists import word_set, word_tuple

#: Bits that one plain edit costs a candidate (a word 256 times as common may be one edit further
#: away), and what every candidate has in advance, so that a usual slip of a usual word stands near
#: 0.
EDIT_BITS, ADVANCE_BITS = 8.0, 1.8
#: Words more common than this stand in every document, so that their standing in this one says
#: nothing.
COMMONPLACE = 13.0
#: A word that the document writes more often is no more at home in it.
TOPICAL = 6
#: What a lost space costs, in edits.
GLUE_COST = 0.95
#: Words of fewer letters are fixed only with the context's word for it.
SHORT = 5
#: No word that people write is longer than this; what is, is not compared with any.
LONGEST = 30


#: A word of so many letters in a string is there on purpose; together with another it is worth so
#: much.
WHOLE_WORD, WHOLE_BASE = 5, 3.2


class Candidate(NamedTuple):
    """What may have been meant: one word, or two with a space between."""

    text: str
    cost: float
    base: float  # log2 of how often it is written
    edits: int
    listed: bool = False  # a list of known misspellings says so


#: Endings that make a word of a word, so that its absence from the lists says nothing.
_ENDINGS = word_tuple(
    "s es ed d ing ly ness able ability er ers ist ists ism ity ization isation ize ise "
    "ized ised izing ising al ally ic less like wise ment ship hood ian ation ations ive "
    "ous ful y"
)
BEGINNINGS = word_tuple(
    "peta tera giga pico femto atto exa zetta hemi holo homo hetero allo auto ecto "
    "meso palaeo paleo agro aero astro audio "
    "un non re pre post over under anti multi sub super inter intra trans hyper hypo "
    "micro macro mega mini mono poly pseudo quasi semi counter co de dis mis out auto bio "
    "geo neuro cardio cyto electro gastro haemo hemo hepato histo immuno meta myo nano "
    "neo nephro onco osteo para patho peri pharmaco photo physio phyto proto psycho pyro "
    "radio socio spectro tele thermo thrombo ultra vaso xeno cryo hydro iso ortho chemo "
    "chromo crypto cyber eco endo exo extra fore infra kilo lipo lympho milli retro "
    "techno tri uni up down glyco gluco nucleo fibro adeno angio arthro broncho cholecyst "
    "dermato encephalo erythro leuko leuco melano oxy deoxy di tetra penta hexa octa "
    "methyl ethyl phospho sulfo amino chloro fluoro nitro carboxy oligo"
)
#: Endings of technical nouns: what ends so is somebody's term, not a slip.
_TERM_ENDINGS = word_tuple(
    "itis osis emia aemia ectomy ology ologist oma pathy plasty scopy tomy uria ase ases "
    "gen cyte cytes cytosis philia phobia plasm trophic genesis lysis lytic phyte zoa "
    "aceae idae inae ales virus viridae mycin cillin olol pril sartan statin azole mab "
    "ane ene yne anol anone oate oxide ide ine ium ite ose yl graphy gram metry meter "
    "cracy onym esis oid oids ae um us ii ensis"
)
SHORTEST_ROOT = 4


def is_derived(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is another with a known ending or beginning: it exists, though no list has it.

    >>> from ankigen.spelling.words.lexicon import load_lexicon
    >>> is_derived("hyperstimulation", load_lexicon()), is_derived("stimulatoin", load_lexicon())
    (True, False)
    """
    if len(word) < SHORTEST_ROOT + 2:
        return False
    for beginning in BEGINNINGS if word.startswith(BEGINNINGS) else ():
        if word.startswith(beginning):
            root = word[len(beginning) :]
            if len(root) >= SHORTEST_ROOT + (len(beginning) < 3) and (
                lexicon.common(root) and lexicon.frequency(root) >= 2
            ):
                return True
    for ending in _ENDINGS if word.endswith(_ENDINGS) else ():
        if word.endswith(ending):
            root = word[: -len(ending)]
            if len(root) < SHORTEST_ROOT:
                continue
            if ending in ("s", "es", "ed", "d", "ing", "y", "al", "ed", "er", "ers"):
                if _regular(root, ending, lexicon):
                    return True
            elif lexicon.common(root) and lexicon.frequency(root) >= 3:
                return True
    return False


def _regular(root: str, ending: str, lexicon: Lexicon) -> bool:
    """ "tokenizers" of "tokenizer", but not "adresss" of "adress", nor "runing" of "run"."""
    if root.endswith(("s", "x", "z", "ch", "sh")) and ending == "s":
        return False
    if root.endswith("y") and ending == "s" and root[-2] not in "aeiou":
        return False
    if ending in ("d", "y", "al", "er", "ers", "ed", "ing"):
        return (
            ending != "d"
            and lexicon.kind(root) in (PLAIN, TECHNICAL)
            and lexicon.frequency(root) >= 4
            and len(root) >= 5
            and not root.endswith("e")
        )
    return lexicon.common(root) or (len(root) > 4 and lexicon.is_rare(root))


def looks_like_a_term(word: str) -> bool:
    """Whether it ends as terms of science do."""
    return len(word) > 6 and word.endswith(_TERM_ENDINGS)


#: Words of the document this long are compared with each other, and with words so many letters
#: longer or shorter.
COMPARED, OWN_REACH = 6, 2
#: Words longer than this are compared with the document's own words three edits away.
FAR = 7
#: If a word as common as this is one edit away, none two or three edits away is looked for.
NEAR_ENOUGH = 8.0
#: Words rarer than this are meant by nobody who is two edits away.
FAR_LEAST = 1.5
#: Neighbours of so many words are remembered.
_REMEMBERED = 50_000


def neighbours(word: str, lexicon: Lexicon) -> tuple[tuple[str, int], ...]:
    """The known words one or two edits from a string, with the number of edits; remembered by
    the lexicon.
    """
    found = lexicon.memory.get(word)
    if found is None:
        if len(lexicon.memory) >= _REMEMBERED:
            lexicon.memory.clear()
        found = lexicon.memory[word] = tuple(_neighbours(word, lexicon))
    return found


def _neighbours(word: str, lexicon: Lexicon) -> Iterator[tuple[str, int]]:
    if len(word) < 3 or len(word) > LONGEST:
        return
    near = sorted(w for w in one_edit(word, lexicon) if len(w) > 1)
    for other in near:
        yield other, 1
    if len(word) <= SHORT or any(lexicon.frequency(w) >= NEAR_ENOUGH for w in near):
        return
    if lexicon.is_rare(word):
        return  # it exists, probably: at the most one slip makes it
    for other in two_edits(word, lexicon, FAR_LEAST):
        yield other, 2


class Speller:
    """Candidates for words that do not exist; remembers them by word."""

    def __init__(self, model: DocumentModel) -> None:
        self.lexicon = model.lexicon
        self.model = model
        self._known: dict[str, tuple[Candidate, ...]] = {}
        self._own: dict[str, list[str]] = {}
        self._all: dict[tuple[str, int], list[str]] = {}
        self._counts: Mapping[str, int] = model.words
        for word in self._counts:
            if len(word) >= COMPARED:
                self._all.setdefault((word[0], len(word)), []).append(word)
                if self.lexicon.known(word):
                    self._own.setdefault(word[0], []).append(word)

    def near_words(self, word: str) -> list[str]:
        """The document's words that begin as this one does and are one edit away, the most frequent
        first.
        """
        half = (len(word) - 1) // 2  # an edit leaves one half whole
        near = [
            other
            for size in (len(word) - 1, len(word), len(word) + 1)
            for other in self._all.get((word[0], size), ())
            if other[:half] == word[:half] or other[-half:] == word[-half:]
            if distance(word, other, 1) == 1
        ]
        return sorted(near, key=lambda w: (-self._counts[w], w))

    def forget(self) -> None:
        """Forgets the candidates that were asked for."""
        self._known.clear()

    def far_words(self, word: str) -> list[str]:
        """The document's known words that begin as this one does and are three edits away."""
        mask, found = self.lexicon.letters(word), []
        for other in self._own.get(word[0], ()):
            longer = abs(len(other) - len(word))
            apart = (mask ^ self.lexicon.letters(other)).bit_count()
            if longer <= OWN_REACH and apart <= 6 - longer and distance(word, other, 3) == 3:
                found.append(other)
        return found

    def candidates(self, word: str) -> tuple[Candidate, ...]:
        found = self._known.get(word)
        if found is None:
            found = self._known[word] = tuple(self._find(word))
        return found

    def _frequency(self, word: str) -> float:
        """How common a candidate is; the document's own topics weigh more, its function words do
        not.
        """
        general = self.lexicon.frequency(word)
        own = 0 if general > COMMONPLACE else self.model.spoken_of(word, TOPICAL)
        return general + (1.0 + own / 2) if own else general

    def _find(self, word: str) -> Iterator[Candidate]:
        seen: dict[str, Candidate] = {}
        for text in filter(None, self.lexicon.corrections.get(word, "").split(",")):
            text = text.strip()
            low = fold(text)
            base = self._frequency(low) if " " not in low else self._glued(*low.split(" ")[:2])
            seen[low] = Candidate(text, min(1.0, cost(word, low)), base, 1, listed=True)
        for other, steps in neighbours(word, self.lexicon):
            if other not in seen:
                seen[other] = Candidate(other, cost(word, other), self._frequency(other), steps)
        far = not any(c.edits == 1 and c.base >= NEAR_ENOUGH for c in seen.values())
        if far and len(word) > FAR and not self.lexicon.is_rare(word):
            for other in self.far_words(word):
                if other not in seen:
                    seen[other] = Candidate(other, cost(word, other), self._frequency(other), 3)
        for left, right, base in self._splits(word):
            seen.setdefault(f"{left} {right}", Candidate(f"{left} {right}", GLUE_COST, base, 1))
        yield from seen.values()

    def _glued(self, left: str, right: str) -> float:
        pair = self.lexicon.pair(left, right)
        if pair >= 0:
            return pair - PAIR_OFFSET
        return self.lexicon.frequency(left) + self.lexicon.frequency(right) - ALL_WORDS - 2

    def _whole(self, left: str, right: str) -> float:
        """What two whole words are worth that were never seen side by side: long ones meet in a
        string by no other accident.
        """
        other = right if left in PARTICLES else left if right in PARTICLES else ""
        if other:
            if len(other) >= WHOLE_WORD and self.lexicon.frequency(other) >= 3:
                return WHOLE_BASE
        elif min(len(left), len(right)) >= WHOLE_WORD and (
            min(self.lexicon.frequency(left), self.lexicon.frequency(right)) >= 5
        ):
            return WHOLE_BASE
        return -99.0

    def _splits(self, word: str) -> Iterator[tuple[str, str, float]]:
        for at in range(1, len(word)):
            left, right = word[:at], word[at:]
            if (at == 1 and left not in "ai") or (len(right) == 1 and right not in "a"):
                continue
            if self.lexicon.common(left) and self.lexicon.common(right):
                if min(len(left), len(right)) <= 2 and not (
                    left in PARTICLES or right in PARTICLES
                ):
                    continue
                yield left, right, max(self._glued(left, right), self._whole(left, right))


#: Words of one or two letters that stand alone; other short strings only look like words.
SMALL = word_set("a i an as at be by do he if in is it me my no of on or so to up us we")
#: Words that carry grammar, not content: a lost space beside one is a slip, never a coinage.
PARTICLES = SMALL | word_set(
    "the and for are but not you all can her was one our out has his how its may new "
    "now two who did "
    "get let that with have this will your from they been were said each which she "
    "their time would "
    "there what about when them these some into than then other more only over such "
    "also after most "
    "between through where because does must should could very just both before being under while "
    "many any those same during without within against until used using every still often once "
    "either neither less much well always never however therefore thus hence someone "
    "anyone everyone "
    "something anything nothing itself themselves upon across among toward towards since though "
    "although whether rather quite almost around above below behind beyond instead might shall "
    "per having three four five first second last own another"
)
#: Particles that are also ends of words ("activator", "fibrin", "neutron"): beside these a lost
#: space needs more evidence.
ENDINGS_TOO = word_set(
    "a i or in is an on as us at it so do up out off over me he if no all one ion per through"
)
#: … and beginnings of words ("overshoot", "inactive", "apolar").
BEGINNINGS_TOO = word_set(
    "a i in an on as at be by do no so up out over under off for un me new all one "
    "two us it he is per"
)


def context(model: DocumentModel, left: str, text: str, right: str) -> float:
    """How much better (bits) a candidate fits its neighbours than chance would have it."""
    first, _, last = fold(text).partition(" ")
    last = last.rpartition(" ")[2] or first
    return beside(model, left, first) + beside(model, last, right)


def beside(model: DocumentModel, first: str, second: str) -> float:
    """How much better (bits) two words go together than chance would have it; 0 where nothing is
    known.
    """
    return model.beside(first, second)


def like(before: str, after: str) -> str:
    """`after` with the capitals of `before`.

    >>> like("Recieve", "receive"), like("teh", "the")
    ('Receive', 'the')
    """
    if len(before) > 1 and before.isupper():
        return after.upper()
    if before[:1].isupper() and after[:1].islower():
        return after[:1].upper() + after[1:]
    return after


#: log2 of the chance that two words meet that were never seen together: never better than so.
_UNSEEN_MOST, _UNSEEN_LEAST = -2.0, -9.0


def joint(model: DocumentModel, left: str, word: str, right: str) -> float:
    """log2 of how often a word stands between its neighbours, by pairs: (left, word) times
    (word, right) over (word).
    """
    total, sides = 0.0, 0
    for first, second, known in ((left, word, left), (word, right, right)):
        if not known:
            continue
        sides += 1
        pair = model.pair(first, second)
        if pair >= 0:
            total += pair
        else:
            chance = (
                model.lexicon.frequency(first)
                + model.lexicon.frequency(second)
                - ALL_WORDS
                + PAIR_OFFSET
                if first not in ".,#" and second not in ".,#"
                else model.lexicon.frequency(word) - 8
            )
            total += max(_UNSEEN_LEAST, min(_UNSEEN_MOST, chance - 2))
    if sides == 2:
        total -= model.lexicon.frequency(word)
    return total


def chain(model: DocumentModel, words: Sequence[str]) -> float:
    """log2 of how often words stand in this order, by pairs; the first and last are neighbours
    that may say nothing.
    """
    lexicon, total = model.lexicon, 0.0
    for first, second in pairwise(words):
        if not first or not second:
            continue
        pair = model.pair(first, second)
        if pair < 0:
            if first in ".,#":
                chance = lexicon.frequency(second) - 8
            elif second in ".,#":
                chance = lexicon.frequency(first) - 8
            else:
                chance = (
                    lexicon.frequency(first) + lexicon.frequency(second) - ALL_WORDS + PAIR_OFFSET
                )
            pair = max(_UNSEEN_LEAST, min(_UNSEEN_MOST, chance - 2))
        total += pair
    return total - sum(lexicon.frequency(word) for word in words[1:-1])
