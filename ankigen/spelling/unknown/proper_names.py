"""Names: of products, of the document's own people and things, with a word stuck to them."""

from __future__ import annotations

import re

from ankigen.spelling.rules import Proposal
from ankigen.spelling.unknown.candidates import PARTICLES, Speller, is_derived, like
from ankigen.spelling.words.confusion_sets import ALWAYS_CAPITAL, NAMES
from ankigen.spelling.words.document_model import DocumentModel
from ankigen.spelling.words.lexicon import NAME, TECHNICAL, fold
from ankigen.spelling.words.tokens import Token
from ankigen.spelling.words.word_forms import is_other_ending, is_variant
from ankigen.text.word_lists import word_set

_LAST_HUMP = re.compile(r"[A-Z]?[a-z]+$")


def glued_identifier(token: Token, model: DocumentModel) -> Proposal | None:
    """A name with inner capitals and a word stuck to its end ("DataFrameindex").

    What follows the last capital must be two words and not one; or the document writes the name
    alone."""
    text = token.text
    if token.guarded or token.lower or token.capital or token.upper or len(text) < 8:
        return None
    hump = _LAST_HUMP.search(text)
    if hump is None or len(hump.group()) < 6 or model.written(token.low, text) > 2:
        return None
    low, lexicon = hump.group().lower(), model.lexicon
    if lexicon.exists(low) or low in lexicon.corrections or is_derived(low, lexicon):
        return None
    for at in range(len(low) - 2, 2, -1):
        left, right = low[:at], low[at:]
        name_part = text[: hump.start() + at]
        if not lexicon.common(right) or lexicon.frequency(right) < 5:
            continue
        alone = model.written(fold(name_part), name_part)
        if len(right) < 5 and not (right in PARTICLES and (alone or lexicon.common(left))):
            continue
        if alone or (lexicon.common(left) and len(left) > 3 and hump.start() > 0):
            sure = bool(alone) or (len(right) > 5 and lexicon.frequency(left) >= 2)
            return Proposal.at(
                token, f"{name_part} {text[hump.start() + at :]}", "glued-name", sure
            )
    return None


#: A name is fixed after another that the document writes this many times as often, and suggested
#: after one that it writes twice as often.
OFTEN, TWICE = 3, 2


SHORTEST_NAME = 6
#: Shorter names are near to too many others to be fixed ("Chamic" beside "Chadic").
SHORTEST_MENDED = 8


def own_name(token: Token, model: DocumentModel, speller: Speller) -> Proposal | None:
    """A name inside a sentence, one edit from a name that the document writes often ("Meternich").

    A word that exists is only suggested, and only where the document has the other beside the
    same neighbour."""
    word = token.low
    if token.guarded or not token.capital or token.first or len(word) < SHORTEST_NAME:
        return None
    if model.writes(word, 2) > 1 or word in model.glossary or "'" in word:
        return None
    exists = model.exists(word)
    for other in speller.near_words(word):
        often = model.writes(other, OFTEN)
        if other.replace("'", "") == word:
            continue  # "the Clintons" beside "Clinton's"
        if often < TWICE or is_other_ending(word, other) or is_variant(word, other):
            continue
        company = model.pairs[f"{other} {token.right}"] or model.pairs[f"{token.left} {other}"]
        if exists and not company:
            continue
        # Beside "branch" an unknown "Brinch" is somebody's name.
        a_name = model.known(other) and not model.lexicon.common(other)
        sure = not exists and often >= OFTEN and a_name and len(word) >= SHORTEST_MENDED
        return Proposal.at(token, like(token.text, other), "own-name", sure)
    return None


def shouted_plural(token: Token, model: DocumentModel) -> Proposal | None:
    """ "MATLABS" where the document also writes "MATLAB", or the lists have it as a name or term:
    a stray S, or a plural to be written with a small one. Only suggested.
    """
    text = token.text
    if token.guarded or not token.upper or not text.endswith("S") or len(text) < SHORTEST_NAME:
        return None
    base = text[:-1]
    if model.exists(token.low):
        return None
    if not model.written(fold(base), base) and model.lexicon.kind(fold(base)) not in (
        NAME,
        TECHNICAL,
    ):
        return None
    return Proposal.at(token, base, "shouted-plural", False)


def name(token: Token, model: DocumentModel) -> Proposal | None:
    """A product or person written as the word that it sounds like, where the words beside it
    tell.
    """
    entry = NAMES.get(token.text)
    if entry is None or token.guarded:
        return None
    right, companions = entry
    if companions and not ({token.left, token.right} & companions):
        return None
    # of capitals alone the notes decide: many write "Github" throughout
    same = right.lower() == token.low
    return Proposal.at(token, right, "name", not same or model.written(token.low, right) > 0)


#: A name that the lists have so often is one that people know.
KNOWN_NAME = 4.0
#: A name without its capital in notes that write several so is as likely meant to stand so.
SMALL_HABIT = 0.4
#: What is named after a person is written small, too: measures, and what mathematics and biology
#: name so.
_NAMED_AFTER = word_set(
    "gaussian bayesian abelian hamiltonian laplacian jacobian hessian markovian newtonian "
    "cartesian euclidean boolean riemannian lagrangian hermitian celsius fahrenheit fallopian "
    "fourier anova eustachian dalton joule pascal kelvin hertz ampere promethean platonic "
    "wifi asap iphone"
)
#: Things that were named after a people so long ago that many write it small.
_THINGS = word_set(
    "fries fry press toast door doors window windows horn horns beans polish dressing oven pastry "
    "numerals ink leather"
)
#: Orders and genera, and adjectives of sciences, end so.
_TAXON = ("us", "um", "ae", "ia", "ea", "oidea", "ata", "ops", "zoic")


def small_name(token: Token, model: DocumentModel) -> Proposal | None:
    """A name, or the adjective of a people, without its capital ("the african coast"), in notes
    whose names begin with capitals otherwise.
    """
    if token.glued or not token.lower:
        return None
    word, lexicon = token.low.removesuffix("'s"), model.lexicon
    if len(word) < 4 or "'" in word or word in model.glossary or not word.isascii():
        return None
    if token.right in _THINGS:
        return None  # "french windows"
    always = word in ALWAYS_CAPITAL
    if not always:
        if lexicon.kind(word) != NAME or word in _NAMED_AFTER or word.endswith(_TAXON):
            return None
        if lexicon.frequency(word) < KNOWN_NAME:
            return None
    if word in model.shapes:
        return None  # "AMIs": an abbreviation
    capitals = model.names[word]
    if model.names_small and not capitals and not model.capitals:
        return None
    sure = model.names_tall and (always or (capitals > 0 and model.noisy))
    after = token.text[0].upper() + token.text[1:]
    likely = None if model.names_tall else SMALL_HABIT
    return Proposal.at(token, after, "small-name", sure, likely)
