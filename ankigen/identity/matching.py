"""Which note of the last build is this one? How alike two notes are, and who is matched.

Works on what the lock remembers (a headword, a fingerprint of the text, the neighbours) and never
compares all pairs: candidates share a rare word, a part of the headword, or a neighbour.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import accumulate

from ankigen.identity.fingerprints import WORD, exact_text, plain_term, sample_end, word_hashes
from ankigen.text.patterns import when_asked

#: What the likeness of two notes is made of. The text says most: it has most words. See `likeness`.
TEXT_WEIGHT, TERM_WEIGHT, PLACE_WEIGHT = 0.50, 0.35, 0.15
#: A text taken over whole says nearly all by itself, wherever the note went and whatever it is
#: called now.
WHOLE_TEXT_WEIGHT = 0.75
#: Fewer words than this prove nothing alone ("to run" is the text of many cards).
FEW_WORDS = 5
#: A text that lies wholly in the other one (split, merged, cut or extended) counts nearly as much
#: as an equal one, but is not enough without a like headword or the same neighbours…
PART_WEIGHT = 0.75
#: …if so many of its words can be compared (with five, a chance likeness was taken for a part)…
PART_WORDS = 8
#: …and if it is at least this share of it.
PART_SHARE = 0.25
#: Of the words of two siblings, which name two things, at least this share is another.
SIBLING_SHARE = 0.2
#: How much of a text must be found in the other one to call it a part.
PART_CONTAINED = 0.7

#: From here on two notes are the same one, if no other note comes as near as `MARGIN`.
SAME = 0.60
MARGIN = 0.10
#: From here on a person is asked.
DOUBTFUL = 0.42
#: The very same text is the same note, whatever it is called.
EXACT = 0.95

#: A word that more old notes share than this tells nothing; a note looks at this many candidates at
#: most.
COMMON_WORD = 40
CANDIDATES = 24
#: A doubt names so many others to which it may belong as well.
MORE_CANDIDATES = 3


def _comparable(a: Sequence[int], b: Sequence[int]) -> tuple[set[int], set[int]]:
    """The parts of two fingerprints that can be compared: below the hash where the shorter
    sample ends.
    """
    limit = min(sample_end(a), sample_end(b))
    return {x for x in a if x <= limit}, {x for x in b if x <= limit}


def text_likeness(a: Sequence[int], b: Sequence[int]) -> float:
    """How alike the texts of two fingerprints are, from 0 to 1; a part of a text is like the
    whole.
    """
    if not a or not b:
        return 1.0 if not a and not b else 0.0
    left, right = _comparable(a, b)
    shared = len(left & right)
    union = len(left | right)
    alike = shared / union if union else 0.0
    smaller, larger = sorted((len(left), len(right)))
    if smaller >= PART_WORDS and shared >= PART_SHARE * larger:
        alike = max(alike, PART_WEIGHT * shared / smaller)
    return alike


def is_part(part: Sequence[int], whole: Sequence[int]) -> bool:
    """Whether most of one text is found in the other."""
    inner, outer = _comparable(part, whole)
    return bool(inner) and len(inner & outer) >= PART_CONTAINED * len(inner)


def shared_words(a: Sequence[int], b: Sequence[int]) -> int:
    return len(set(a) & set(b))


@lru_cache(maxsize=50_000)
def _trigrams(term: str) -> frozenset[str]:
    padded = f"  {term} "
    return frozenset(padded[i : i + 3] for i in range(len(padded) - 2))


def term_likeness(a: str, b: str) -> float:
    """How alike two headwords (see `plain_term`) are written, from 0 to 1.

    >>> term_likeness("regularisation", "regularization") > 0.7 > 0.2 > term_likeness("bias",
    ...     "recall")
    True
    """
    if a == b:
        return 1.0
    left, right = _trigrams(a), _trigrams(b)
    alike = 2 * len(left & right) / (len(left) + len(right))
    if alike < 0.4:
        return alike
    # One letter in the middle costs three trigrams; letter by letter it costs what it should.
    return max(alike, SequenceMatcher(None, a, b, autojunk=False).ratio())


#: Beginnings that turn a word into its opposite or its sibling.
_OPPOSITES = (
    "un|non|in|im|dis|anti|semi|uni|multi|bi|over|under|pre|post|micro|macro|inter|intra|"
    "hyper|hypo|endo|exo|homo|hetero|sub|super|a|de|re|mono|poly|iso"
)
_OPPOSITE = when_asked(rf"(?:{_OPPOSITES})-?")
_NUMBER = when_asked(r"\d|^[ivx]+$|^\w$")


def are_rivals(a: str, b: str) -> bool:
    """Whether two headwords name two things for all that they look alike: another number, letter or
    opposite.

    >>> are_rivals("type i error", "type ii error"), are_rivals("supervised learning",
    ...     "unsupervised learning")
    (True, True)
    >>> are_rivals("regularisation", "regularization")
    False
    """
    left, right = WORD.findall(a), WORD.findall(b)
    only_left = [w for w in left if w not in right]
    only_right = [w for w in right if w not in left]
    if any(_NUMBER.search(w) for w in (*only_left, *only_right)):
        return True
    return any(_stems(one) & _stems(other) for one in only_left for other in only_right)


def _stems(word: str) -> set[str]:
    """The word, and what is left of it without a beginning that turns it round."""
    match = _OPPOSITE.match(word)
    # What is left must be a word of some length, or "inner" and "unner" would be opposites of
    # "ner".
    return {word, word[match.end() :]} if match and len(word) - match.end() >= 5 else {word}


def are_siblings(a: str, b: str) -> bool:
    """Whether two headwords share words and differ in others that do not look alike ("hard
    voting", "soft voting"). Where the text itself is the headword, another word in a sentence makes
    no other thing of it.

    >>> are_siblings("hard voting", "soft voting")
    True
    >>> are_siblings("paris is the capital of france", "paris was the capital of france")
    False
    """
    left, right = WORD.findall(a), WORD.findall(b)
    only_left = [w for w in left if w not in right]
    only_right = [w for w in right if w not in left]
    if not only_left or not only_right or len(only_left) == len(left):
        return False
    if max(len(only_left), len(only_right)) < SIBLING_SHARE * min(len(left), len(right)):
        return False
    return all(term_likeness(one, other) < 0.4 for one in only_left for other in only_right)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A note as it is matched: `before` and `after` name the nearest neighbours that are known
    on both sides.
    """

    kind: str
    term: str
    words: tuple[int, ...]
    exact: str = ""  # equal for equal texts
    file: str = ""
    section: str = ""
    before: str = ""
    after: str = ""

    @property
    def plain(self) -> str:
        return plain_term(self.term)


def between(order: Sequence[str]) -> list[tuple[str, str]]:
    """Of each place in a row of names ("" = not known) the nearest known names before and after it.

    >>> between(["a", "", "b"])
    [('', 'b'), ('a', 'b'), ('a', '')]
    """
    before = list(accumulate(order, _nearer, initial=""))
    after = list(accumulate(reversed(order), _nearer, initial=""))
    return list(zip(before[:-1], after[-2::-1], strict=True))


def _nearer(last: str, name: str) -> str:
    return name or last


def place_likeness(a: Candidate, b: Candidate) -> float:
    """How much of the neighbourhood is the same, from 0 to 1: the note before, the note after,
    file and section.
    """
    near = 0.4 * (a.before == b.before) + 0.4 * (a.after == b.after)
    if not (a.before or a.after) or not (b.before or b.after):
        near = 0.0
    return near + 0.1 * (a.file == b.file) + 0.1 * (a.section == b.section)


def likeness(new: Candidate, old: Candidate) -> float:
    """How sure it is that the two are one note, from 0 to 1. Different kinds of note never are."""
    if new.kind != old.kind:
        return 0.0
    text = text_likeness(new.words, old.words)
    a, b = new.plain, old.plain
    score = (
        TEXT_WEIGHT * text
        + TERM_WEIGHT * term_likeness(a, b)
        + PLACE_WEIGHT * place_likeness(new, old)
    )
    if min(len(new.words), len(old.words)) >= FEW_WORDS:
        if new.exact and new.exact == old.exact:
            return max(score, EXACT)
        score = max(score, WHOLE_TEXT_WEIGHT * text)
    if score >= SAME and a != b and (are_rivals(a, b) or are_siblings(a, b)):
        return SAME - 0.01  # ask: it may well be another thing
    return score


@dataclass(frozen=True, slots=True)
class Doubt:
    """A match that a person has to settle: indexes of the new note and of the old one, and how
    alike they are; `near_news` and `near_olds` are others to which either may belong.
    """

    new: int
    old: int
    score: float
    near_news: tuple[int, ...] = ()
    near_olds: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Matching:
    pairs: Mapping[int, int]  # new → old
    doubts: tuple[Doubt, ...]


def match(
    news: Sequence[Candidate], olds: Sequence[Candidate], names: Container[str] = ()
) -> Matching:
    """Each old note given to at most one new one; near-linear in their number. `names` are the
    headwords of all notes that are there now (see `plain_term`).

    A pair is matched from `SAME` on if no other pair of either comes nearer than `MARGIN`, except
    where the others are parts of the same text: then the larger part has it. What lies between is a
    doubt.
    """
    scores = _scores(news, olds)
    unsure = {pair for pair, score in scores.items() if score < SAME}
    # what several entries were read as is no doubt but a whole with parts (`by_parts`)
    wholes = {o for n, o in unsure if _lay_within(news[n], olds[o], names)}
    scores = {(n, o): s for (n, o), s in scores.items() if s >= SAME or o not in wholes}
    by_new: defaultdict[int, dict[int, float]] = defaultdict(dict)
    by_old: defaultdict[int, dict[int, float]] = defaultdict(dict)
    for (n, o), score in scores.items():
        by_new[n][o] = by_old[o][n] = score
    pairs: dict[int, int] = {}
    doubts: list[Doubt] = []
    done_new: set[int] = set()
    done_old: set[int] = set()
    for (n, o), score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        if n in done_new or o in done_old:
            continue
        near_news = [
            x for x, s in by_old[o].items() if x not in done_new and s > score - MARGIN and x != n
        ]
        near_olds = [
            x for x, s in by_new[n].items() if x not in done_old and s > score - MARGIN and x != o
        ]
        n, o, sure = _settled(n, o, near_news, near_olds, news, olds)
        if sure and score >= SAME:
            pairs[n] = o
        else:
            doubts.append(Doubt(n, o, score))
        done_new.add(n)
        done_old.add(o)
    taken = set(pairs.values())
    return Matching(
        pairs,
        tuple(
            replace(
                d,
                near_news=_nearest(by_old[d.old], {d.new, *pairs}),
                near_olds=_nearest(by_new[d.new], {d.old, *taken}),
            )
            for d in doubts
        ),
    )


def _lay_within(new: Candidate, old: Candidate, names: Container[str]) -> bool:
    """Whether a note was part of the text of an old one that several entries had been read as, and
    has its own name from there: then it is no other name of that note.

    The words of its headword stood in the old text and not in the old headword, and the old
    headword is still there: before what else was read as one with it, or as the section above.
    """
    end = sample_end(old.words)
    own = frozenset(word for word in word_hashes(new.term) if word <= end)
    if not own or not own.issubset(old.words) or own & word_hashes(old.term):
        return False
    words = old.plain.split()
    lives_on = any(" ".join(words[:n]) in names for n in range(1, len(words) + 1))
    return lives_on or old.plain == plain_term(new.section)


def _nearest(scores: Mapping[int, float], but: Container[int]) -> tuple[int, ...]:
    """The likest of those that are free."""
    order = sorted(scores, key=lambda x: (-scores[x], x))
    return tuple(x for x in order if x not in but)[:MORE_CANDIDATES]


def _settled(
    n: int,
    o: int,
    near_news: Sequence[int],
    near_olds: Sequence[int],
    news: Sequence[Candidate],
    olds: Sequence[Candidate],
) -> tuple[int, int, bool]:
    """Who is matched where several are equally near, and whether that is sure."""
    if not near_news and not near_olds:
        return n, o, True
    if not near_olds:  # split: several new notes hold parts of one old text
        parts = sorted((n, *near_news))
        whole = olds[o].words
        if all(is_part(news[p].words, whole) for p in parts):
            largest = max(parts, key=lambda p: (shared_words(news[p].words, whole), -p))
            return largest, o, True
    if not near_news:  # merged: one new note holds several old texts, and may name one of them
        parts = sorted((o, *near_olds))
        whole = news[n].words
        if all(is_part(olds[p].words, whole) for p in parts):
            named = word_hashes(news[n].term)
            best = max(
                parts,
                key=lambda p: (
                    word_hashes(olds[p].term) <= named,
                    shared_words(olds[p].words, whole),
                    -p,
                ),
            )
            return n, best, True
    return n, o, False


def _scores(news: Sequence[Candidate], olds: Sequence[Candidate]) -> dict[tuple[int, int], float]:
    """The likeness of every pair that shares something rare, from `DOUBTFUL` on."""
    index: defaultdict[tuple[str, object], list[int]] = defaultdict(list)
    for o, old in enumerate(olds):
        for trait in _traits(old):
            index[trait].append(o)
    scores: dict[tuple[int, int], float] = {}
    for n, new in enumerate(news):
        for o in _candidates(new, index):
            score = likeness(new, olds[o])
            if score >= DOUBTFUL:
                scores[n, o] = score
    for pair in (*_same_places(news, olds), *_turned_round(news, olds)):
        scores.setdefault(pair, DOUBTFUL)
    return scores


def _same_places(news: Sequence[Candidate], olds: Sequence[Candidate]) -> Iterable[tuple[int, int]]:
    """Pairs that are asked about, unlike as they are: one note came where one of its kind left,
    between the same two neighbours, or where several left of which it has the headword or text.
    """
    there: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    here: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for places, candidates in ((there, olds), (here, news)):
        for number, candidate in enumerate(candidates):
            if candidate.before and candidate.after:
                places[candidate.before, candidate.after].append(number)
    for place, found in here.items():
        left = there.get(place, ())
        if len(found) != 1:
            continue
        new = news[found[0]]
        for o in left:
            if new.kind == olds[o].kind and (len(left) == 1 or _holds(new, olds[o])):
                yield found[0], o


def _turned_round(
    news: Sequence[Candidate], olds: Sequence[Candidate]
) -> Iterable[tuple[int, int]]:
    """Pairs of which the one has as its headword what the other has as its text, and the other way
    round: words of two languages whose sides have changed places.
    """
    there: defaultdict[tuple[str, str, str], list[int]] = defaultdict(list)
    for o, old in enumerate(olds):
        there[old.kind, old.exact, exact_text(old.term)].append(o)
    for n, new in enumerate(news):
        found = there.get((new.kind, exact_text(new.term), new.exact), ())
        if new.exact and len(found) == 1:
            yield n, found[0]


def _holds(new: Candidate, old: Candidate) -> bool:
    """Whether a note has all words of the headword, or of the text, of another one."""
    words = word_hashes(new.term) | set(new.words)
    return any(part and part <= words for part in (word_hashes(old.term), frozenset(old.words)))


def _traits(note: Candidate) -> Iterable[tuple[str, object]]:
    for word in note.words:
        yield "word", (note.kind, word)
    for trigram in sorted(_trigrams(note.plain)):
        yield "term", (note.kind, trigram)
    yield "whole", (note.kind, note.plain)
    if len(note.words) >= FEW_WORDS:
        yield "text", (note.kind, note.exact)
    if note.before:
        yield "before", (note.kind, note.before)
    if note.after:
        yield "after", (note.kind, note.after)


def _candidates(new: Candidate, index: Mapping[tuple[str, object], Sequence[int]]) -> Iterable[int]:
    """The old notes that share the rarest traits with this one, those that share most first."""
    same_text = index.get(("text", (new.kind, new.exact)), ())
    if len(same_text) == 1 and len(new.words) >= FEW_WORDS:
        return same_text  # nothing else comes near
    postings = sorted(
        (found for trait in _traits(new) if 0 < len(found := index.get(trait, ())) <= COMMON_WORD),
        key=len,
    )
    votes: dict[int, int] = {}
    for found in postings:
        if len(votes) >= 4 * CANDIDATES:
            break
        for o in found:
            votes[o] = votes.get(o, 0) + 1
    return sorted(votes, key=lambda o: (-votes[o], o))[:CANDIDATES]
