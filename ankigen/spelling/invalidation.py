"""What has to be looked at again after a document changed: the words to which it gives another answer now.

Rules ask the document how often words and pairs stand in it. A word that was looked at is looked at again only where something that its
verdict rests on has another answer, or where words near it changed; so a second round costs little more than the mended words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ankigen.spelling.document_counts import (
    CAPITALS,
    CARELESS,
    COUNT,
    NAME,
    OWN_REACH,
    SECOND_PART,
    beside_words,
    like_words,
    may_be_a_name,
    words_of,
)
from ankigen.spelling.edit_script import Change, OffsetMap
from ankigen.spelling.lexicon import fold
from ankigen.spelling.nonword_candidates import FAR, Speller
from ankigen.spelling.realword import RealwordDetector
from ankigen.spelling.tokens import Token

#: No rule looks further than so many words to either side.
FURTHEST = 8


@dataclass(frozen=True)
class Invalidation:
    """The keys of tally.py whose answers are others now; the pairs among them by their first and by their second word."""

    keys: frozenset[str]
    after: Mapping[str, set[str]]
    before: Mapping[str, set[str]]
    words: dict[str, bool] = field(
        default_factory=dict
    )  # known words: is anything about them stale, whatever their neighbours?

    @classmethod
    def of(cls, keys: frozenset[str]) -> Invalidation:
        """Keys as `Tally.change` gives them."""
        after: dict[str, set[str]] = defaultdict(set)
        before: dict[str, set[str]] = defaultdict(set)
        for key in keys:
            first, space, second = key.partition(" ")
            if space:
                after[first].add(second)
                before[second].add(first)
        return cls(keys, dict(after), dict(before))

    @property
    def capitals(self) -> bool:
        """Whether the document's lines begin with capitals where they did not, or the other way round: then all is looked at again."""
        return CAPITALS in self.keys

    def touches(
        self,
        token: Token,
        following: Token | None,
        speller: Speller,
        confuser: RealwordDetector,
        *,
        headword: bool,
    ) -> bool:
        """Whether the verdict on a word, or on it and the next as one, rests on something stale."""
        keys, low = self.keys, token.low
        if low in keys or low in self.after.get(token.left, ()):
            return True
        if token.guarded:
            return False
        if token.right and token.right in self.after.get(low, ()):
            return True
        if following is not None and self._touches_whole(token, following, speller):
            return True
        if may_be_a_name(token) and NAME + low in keys:
            return True
        if token.upper and low.endswith("s") and low[:-1] in keys:
            return True
        if not speller.page.known(low):
            return not keys.isdisjoint(_asked_of(token, speller))
        if headword:
            return False
        others, words = confuser.asked(low)
        found = self.words.get(low)
        if found is None:
            found = self.words[low] = not keys.isdisjoint(words)
        return found or bool(
            others
            and (
                not self.after.get(token.left, _NONE).isdisjoint(others)
                or not self.before.get(token.right, _NONE).isdisjoint(others)
            )
        )

    def _touches_whole(self, token: Token, following: Token, speller: Speller) -> bool:
        whole = token.low + following.low
        if following.low in self.keys or (len(following.low) >= SECOND_PART and whole in self.keys):
            return True
        return whole in speller.lexicon.codes and (
            whole in self.after.get(token.left, ()) or whole in self.before.get(following.right, ())
        )


_NONE: set[str] = set()


def _asked_of(token: Token, speller: Speller) -> Iterator[str]:
    """What the verdict on an unknown word asks of the document: about its candidates, and those of unknown neighbours."""
    low = token.low
    yield CARELESS
    candidates = [fold(c.text) for c in speller.candidates(low)]
    yield from candidates
    yield from beside_words(token, candidates)
    yield from (low + COUNT, f"{low[:-1]} a")
    for candidate in candidates:
        yield candidate + COUNT
        yield from words_of(candidate)
    if len(low) > FAR:
        yield from like_words(low, OWN_REACH)
    if not (token.lower or token.capital):
        yield from (low[:at] for at in range(3, len(low)))  # a name with a word stuck to it
    for neighbour in (token.left, token.right):
        if neighbour.isalpha() and not speller.lexicon.exists(neighbour):
            if len(neighbour) > FAR:
                yield from like_words(neighbour, OWN_REACH)
            for its in speller.candidates(neighbour):
                yield from words_of(fold(its.text))


def moved(
    before: Sequence[Token], loud: frozenset[int], after: Sequence[Token], steps: Sequence[Change]
) -> set[int]:
    """Of the words of a changed text those to be looked at again: near a change, or such as had something to be said of them (`loud`,
    numbers in the text before)."""
    way = OffsetMap(steps)
    place = {token.start: number for number, token in enumerate(before)}
    look: set[int] = set()
    last = -1
    for number, token in enumerate(after):
        start, end = way.to_raw(token.start, token.end)
        was = place.get(start, -1)
        old = before[was] if was >= 0 else None
        same = (
            old is not None
            and was == last + 1
            and (old.end, old.text, old.left, old.right)
            == (end, token.text, token.left, token.right)
        )
        last = was
        if not same:
            look.update(range(max(0, number - FURTHEST), min(len(after), number + FURTHEST + 1)))
        elif was in loud:
            look.add(number)
    if last + 1 < len(before):
        look.update(range(max(0, len(after) - FURTHEST), len(after)))
    return look
