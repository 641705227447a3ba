"""How likely an unknown word of notes typed in a hurry is a slip.

The ranker knows edited prose, where an unknown word is mostly somebody's; in such notes most are
slips, and other things tell: how cheap the slip is for so long a word, whether the word stands in
small letters inside a sentence, how often the notes write it. These few weights were fitted to the
errors of real notes, each set of them judged by the others, and to made ones."""

from __future__ import annotations

from math import exp, log
from typing import NamedTuple

from ankigen.spelling.rules import Decision
from ankigen.spelling.unknown import recurring
from ankigen.spelling.unknown.candidate_features import FEATURES
from ankigen.spelling.unknown.candidates import Candidate, looks_like_a_term
from ankigen.spelling.words.document_model import TRUSTED_COUNT, DocumentModel
from ankigen.spelling.words.tokens import Token

#: From this likelihood on a word is fixed; where a large list has it, from the second on, and from
#: the third on where it is short.
LIKELY, LIKELY_RARE, LIKELY_SHORT = 0.87, 0.9, 0.9
#: A word of so many letters that nobody writes from this one on: little else is near to it.
LONG, LIKELY_LONG = 8, 0.8
#: … and a long word with a capital inside a sentence from this one on.
LIKELY_NAME = 0.92
#: Of several words that a list has for a slip the first is written where it leads by so many bits.
LEAD = 7.0
#: Words of so many letters are short, and shorter ones near to anything.
SHORT = 3
#: A word of so many letters may have its first one twice ("ttest" is one of its kind).
DOUBLED_FIRST = 6


class Weights(NamedTuple):
    """Log-odds that each thing is worth."""

    start: float = 3.73
    ranker: float = 0.68  # … for each that the ranker gives, of so many at most
    cost_per_letter: float = -4.55
    small: float = -2.31  # no capital: with one it stands at the head of something
    written: float = -0.78  # each time that the notes write it, of so many at most
    fits_before: float = 0.15  # each bit by which the candidate fits the word before
    last_letter: float = -0.89  # only the last letter differs: it may be another form
    swapped: float = 0.94  # letters are only swapped
    beside_stranger: float = -0.26  # a word beside it is in no list


WEIGHTS = Weights()
#: The ranker's probability is taken for no smaller than this, and no greater than what it leaves;
#: a candidate fits the word before by so many bits.
SURE_OF_RANKER, FITS_LEAST, FITS_MOST = 0.001, -2.0, 5.0
_FITS, _MARGIN = FEATURES.index("left fit"), FEATURES.index("margin")


class Judged(NamedTuple):
    """A word with its best candidate, the rules' decision, what the ranker weighed, and the
    probability that it gave, at most as if the notes wrote the word once.
    """

    token: Token
    best: Candidate
    decision: Decision
    features: tuple[float, ...]
    probability: float


def likelihood(judged: Judged, model: DocumentModel, *, stranger: bool) -> float:
    """How likely the candidate is what was meant. `stranger`: a word beside it is in no list."""
    token, best, word = judged.token, judged.best, judged.token.low
    text = best.text.lower()
    known = min(max(judged.probability, SURE_OF_RANKER), 1 - SURE_OF_RANKER)
    at_end = text[:-1] == word or word[:-1] in (text, text[:-1])
    fits = min(max(judged.features[_FITS], FITS_LEAST), FITS_MOST)
    odds = (
        WEIGHTS.start
        + WEIGHTS.ranker * log(known / (1 - known))
        + WEIGHTS.cost_per_letter * best.cost / len(word)
        + WEIGHTS.small * (not token.capital)
        + WEIGHTS.written * model.writes(word, TRUSTED_COUNT)
        + WEIGHTS.fits_before * fits
        + WEIGHTS.last_letter * at_end
        + WEIGHTS.swapped * (sorted(word) == sorted(text))
        + WEIGHTS.beside_stranger * stranger
    )
    return 1 / (1 + exp(-odds))


def is_likely(likely: float, judged: Judged, model: DocumentModel) -> bool:
    """Whether a word of such a likelihood is fixed: it is not made of others as new words are, no
    term of science, and a list does not have several words for it.
    """
    word, text = judged.token.low, judged.best.text.lower()
    rare = model.lexicon.is_rare(word)
    long = len(word) >= LONG and model.lexicon.seen_level(word) == 0
    least = LIKELY_SHORT if len(word) <= SHORT else LIKELY_RARE if rare else LIKELY
    least = LIKELY_LONG if long else least
    if likely < least or len(word) < SHORT:
        return False
    doubled = word[0] == word[1] and len(word) >= DOUBLED_FIRST
    several = "," in model.lexicon.corrections.get(word, "")
    return not (
        (word[1:] == text and not doubled)  # "xbased"
        or word.endswith("in")  # "reflectin": reflecting or reflection
        or (several and judged.features[_MARGIN] < LEAD)
        or (rare and (_is_term(word, text) or text[:-1] == word))
        or recurring.is_longer_form(word, text)
        or recurring.has_other_beginning(word, text)
    )


def _is_term(word: str, text: str) -> bool:
    """Whether a word ends as terms of science do, and its candidate otherwise."""
    return (looks_like_a_term(word) or word.endswith("yl")) and word[-2:] != text[-2:]
