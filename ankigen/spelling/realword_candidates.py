"""Words that exist, and what may have been meant: all readings of a place, and a forest that weighs the best of them.

The readings of a word are the words that a list says are taken for it, words of the document that are one slip away, and its own
forms with and without -s and -ed. (Of all words one slip away there are too many: every field has words for everything.) What speaks for one is how often it stands beside these neighbours (in the lists and in this document), the ending
that the place asks for (endings.py), how often the document writes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple

from ankigen.spelling.confusion_sets import CONFUSIONS
from ankigen.spelling.context_classifier import around
from ankigen.spelling.document_model import TRUSTED_COUNT, DocumentModel
from ankigen.spelling.edit_distance import cost
from ankigen.spelling.inflection import PLURAL, bases, inflected
from ankigen.spelling.inflection_model import load_inflection_model
from ankigen.spelling.lexicon import Lexicon
from ankigen.spelling.nonword_candidates import PARTICLES, joint
from ankigen.spelling.tokens import Token
from ankigen.spelling.word_forms import is_variant


class Relation(IntEnum):
    """How a reading is related to the word that is written."""

    SLIP = 1
    CONFUSED = 2
    LOST_S = 3
    EXTRA_S = 4
    LOST_ED = 5
    EXTRA_ED = 6


#: Only words this common are what a slip was meant to be, and only words no commoner than the second are slips.
MEANT_LEAST, SLIP_MOST = 4.0, 16.0
#: Bits against a reading before anything else is known.
AGAINST = {
    Relation.SLIP: 8.0,
    Relation.CONFUSED: 3.0,
    Relation.LOST_S: 4.0,
    Relation.EXTRA_S: 4.0,
    Relation.LOST_ED: 4.0,
    Relation.EXTRA_ED: 4.0,
}
#: What the document writes counts in bits, up to so many; and a nat of the endings' model counts so many.
MOST_BY_COUNT, ENDING_BITS = 5, 2.0
#: A reading with fewer bits than this is not weighed.
LEAST_BITS = 3.0
#: Readings this far behind are no rivals; gains beyond this say no more; nor do counts beyond these.
NO_RIVAL, MOST_GAIN, OFTEN, SOME = 15.0, 20.0, 8, 3

MEASURES = (
    "relation",
    "pair on the left",
    "pair on the right",
    "its pair on the left",
    "its pair on the right",
    "has a left neighbour",
    "has a right neighbour",
    "gain",
    "lead",
    "how common",
    "how common it is",
    "said so often",
    "it is said so often",
    "document's pair on the left",
    "document's pair on the right",
    "document's own pair on the left",
    "document's own pair on the right",
    "ending",
    "learned",
    "cost",
    "length",
    "first",
    "begins a clause",
    "ends a clause",
    "is a particle",
    "it is a particle",
    "forms of it in the document",
    "forms in the document",
    "same first letter",
    "kind",
    "its kind",
)


class Reading(NamedTuple):
    """What may have been meant, and what was found out about it on the way."""

    bits: float
    gain: float
    other: str
    relation: Relation
    left: float
    right: float
    ending: float  # nats by which the place asks for this form


def readings(word: str, lexicon: Lexicon) -> tuple[tuple[str, Relation], ...]:
    """The words that may have been meant for one that exists, but for those that are only a slip away."""
    found: dict[str, Relation] = {}
    if not lexicon.common(word):
        return ()
    for other in confused_with(word, lexicon):
        if lexicon.common(other):
            found[other] = Relation.CONFUSED
    for form, ending in inflected(word, lexicon):
        found[form] = Relation.LOST_S if ending == PLURAL else Relation.LOST_ED
    for base, ending in bases(word, lexicon):
        found[base] = Relation.EXTRA_S if ending == PLURAL else Relation.EXTRA_ED
    found.pop(word, None)
    return tuple(found.items())


def slips(word: str, near: Iterable[str], lexicon: Lexicon) -> Iterator[tuple[str, Relation]]:
    """Of the words one slip away from a word those that may have been meant."""
    if not lexicon.common(word) or lexicon.frequency(word) > SLIP_MOST:
        return
    for other in near:
        if "'" in other or not lexicon.common(other) or lexicon.frequency(other) < MEANT_LEAST:
            continue
        if not is_variant(word, other):
            yield other, Relation.SLIP


def confused_with(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The words that a list says are taken for one."""
    listed = lexicon.corrections.get("~" + word, "")
    return CONFUSIONS.get(word, ()) or tuple(o.strip() for o in listed.split(",") if o.strip())


def best_reading(
    tokens: Sequence[Token], at: int, page: DocumentModel, options: Sequence[tuple[str, Relation]]
) -> tuple[Reading, float] | None:
    """The reading that fits a place best, and its lead in bits; None if none fits better than what is written."""
    token = tokens[at]
    word, left, right = token.low, _telling(token.left), _telling(token.right)
    before = page.pair(left, word) if left else 0.0
    after = page.pair(word, right) if right else 0.0
    words = page.words
    rare = words[word] < TRUSTED_COUNT
    own = None
    near: Sequence[str] = ()
    best: Reading | None = None
    second = -NO_RIVAL
    for other, relation in options:
        if relation is Relation.SLIP and not (rare and words[other]):
            continue
        its_left = page.pair(left, other) if left else 0.0
        its_right = page.pair(other, right) if right else 0.0
        known = relation is Relation.CONFUSED
        better = its_left > before or its_right > after
        unseen = left and right and max(before, after, its_left, its_right) < 0
        if not (known or better or unseen):
            continue
        if own is None:
            own = joint(page, left, word, right)
        gain = joint(page, left, other, right) - own
        bits = gain + min(MOST_BY_COUNT, page.words[other]) - AGAINST[relation]
        ending = 0.0
        if relation >= Relation.LOST_S:
            near = near or around(tokens, at)
            ending = _ending(word, other, relation, near, page.lexicon)
            bits += ENDING_BITS * ending
        if best is None or (bits, other) > (best.bits, best.other):
            second = best.bits if best else second
            best = Reading(bits, gain, other, relation, its_left, its_right, ending)
        else:
            second = max(second, bits)
    if best is None or best.bits < LEAST_BITS:
        return None
    return best, max(0.0, min(NO_RIVAL, best.bits - second))


def _telling(neighbour: str) -> str:
    """A neighbour that says something: a word or a sign; else nothing."""
    return neighbour if neighbour.isalpha() or neighbour in (".", ",", "#") else ""


def _ending(
    word: str, other: str, relation: Relation, near: Sequence[str], lexicon: Lexicon
) -> float:
    """Nats by which a place asks for the other form of a word."""
    ending = "s" if relation in (Relation.LOST_S, Relation.EXTRA_S) else "d"
    if relation in (Relation.LOST_S, Relation.LOST_ED):
        return load_inflection_model().odds(word, other, ending, near, lexicon)
    return -load_inflection_model().odds(other, word, ending, near, lexicon)


def measures(
    token: Token, page: DocumentModel, found: Reading, lead: float, learned: int
) -> tuple[float, ...]:
    """What the forest weighs, in the order of MEASURES.

    `learned`: what the company of the word says of this reading (2 surely it, 1 it, 0 nothing, -1 another)."""
    lexicon, words, pairs = page.lexicon, page.words, page.pairs
    word, other, left, right = token.low, found.other, token.left, token.right
    inflection = found.relation >= Relation.LOST_S
    return (
        found.relation,
        page.pair(left, word) if _telling(left) else 0,
        page.pair(word, right) if _telling(right) else 0,
        found.left,
        found.right,
        bool(_telling(left)),
        bool(_telling(right)),
        max(-MOST_GAIN, min(MOST_GAIN, found.gain)),
        lead,
        lexicon.frequency(word),
        lexicon.frequency(other),
        min(OFTEN, words[word]),
        min(OFTEN, words[other]),
        min(SOME, pairs[f"{left} {other}"]),
        min(SOME, pairs[f"{other} {right}"]),
        min(SOME, pairs[f"{left} {word}"]),
        min(SOME, pairs[f"{word} {right}"]),
        found.ending,
        learned,
        cost(word, other),
        len(word),
        token.first,
        left == ".",
        right in (".", ","),
        word in PARTICLES,
        other in PARTICLES,
        min(OFTEN, _forms_written(other, page) - inflection * words[word]),
        min(OFTEN, _forms_written(word, page) - inflection * words[other]),
        word[0] == other[0],
        lexicon.kind(word),
        lexicon.kind(other),
    )


def forms(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The other forms of a word with -s and -ed; remembered by the lexicon."""
    found = lexicon.forms.get(word)
    if found is None:
        both = (*inflected(word, lexicon), *bases(word, lexicon))
        found = lexicon.forms[word] = tuple(form for form, _ in both)
    return found


def _forms_written(word: str, page: DocumentModel) -> int:
    return sum(page.words[form] for form in forms(word, page.lexicon))
