"""One slip from a word: what is suggested though the ranker doubts it."""

from __future__ import annotations

from ankigen.spelling.rules import KEEP, Decision
from ankigen.spelling.unknown import recurring
from ankigen.spelling.unknown.candidate_features import FEATURES
from ankigen.spelling.unknown.candidates import Candidate
from ankigen.spelling.words.document_model import DocumentModel
from ankigen.spelling.words.lexicon import BOTH, NAME
from ankigen.spelling.words.tokens import Token

#: A long word one cheap slip from another is suggested with this likelihood, if the ranker gives it
#: so much.
NEAR_LETTERS, NEAR_COST, NEAR_LEAST, NEAR_SLIP = 7, 0.85, 0.15, 0.5
#: The same in notes that were typed in a hurry, where a letter too many is a slip as well.
NEAR_COST_NOISY, NEAR_LEAST_NOISY = 0.9, 0.03
#: A word of a large list that is near to one word alone is suggested from this probability on.
NEAR_LEAST_RARE = 0.2
#: People know names this common; others are so many bits behind.
KNOWN_NAME, ALONE = 4.0, 5.0
_MARGIN = FEATURES.index("margin")


def is_near(word: str, best: Candidate, decision: Decision, model: DocumentModel) -> bool:
    """Whether a long word that nobody writes is one cheap slip from its candidate. The ranker,
    which knows edited prose, takes such a word for a name; in notes most were slips.
    """
    return (
        decision is not KEEP
        and " " not in best.text
        and len(word) >= NEAR_LETTERS
        and best.edits == 1
        and best.cost <= (NEAR_COST_NOISY if model.noisy else NEAR_COST)
        and model.lexicon.seen_level(word) < recurring.MEANS_SOMETHING
        and not recurring.is_longer_form(word, best.text.lower())
    )


def is_near_name(
    token: Token, best: Candidate, model: DocumentModel, features: tuple[float, ...]
) -> bool:
    """Whether a word with a capital that nobody writes, and the notes once, is a cheap slip from a
    name that people know, and from nothing else.
    """
    return (
        model.noisy
        and best.edits == 1
        and best.cost <= NEAR_COST_NOISY
        and model.lexicon.kind(best.text.lower()) in (NAME, BOTH)
        and model.lexicon.frequency(best.text.lower()) >= KNOWN_NAME
        and model.lexicon.seen_level(token.low) == 0
        and model.writes(token.low, 2) == 1
        and features[_MARGIN] >= ALONE
    )


def likelihood(
    word: str,
    best: Candidate,
    judged: tuple[Decision, float],
    features: tuple[float, ...],
    model: DocumentModel,
) -> float:
    """How likely a near slip is at least, whatever the ranker says of it; 0 of any other word.

    `judged`: the rules' decision and the ranker's probability."""
    decision, probability = judged
    least = NEAR_LEAST_NOISY if model.noisy else NEAR_LEAST
    near = probability > least and is_near(word, best, decision, model)
    near = near or (probability > NEAR_LEAST_RARE and _is_alone_near(word, best, features, model))
    return NEAR_SLIP if near else 0.0


def _is_alone_near(
    word: str, best: Candidate, features: tuple[float, ...], model: DocumentModel
) -> bool:
    """Whether a word that only a large list has is, in notes typed in a hurry that write it once,
    a cheap slip from one word and far from all others.
    """
    return (
        model.noisy
        and model.lexicon.is_rare(word)
        and len(word) >= NEAR_LETTERS
        and " " not in best.text
        and best.edits == 1
        and best.cost <= NEAR_COST_NOISY
        and features[_MARGIN] >= ALONE
        and model.writes(word, 2) < 2
        and not recurring.is_longer_form(word, best.text.lower())
    )
