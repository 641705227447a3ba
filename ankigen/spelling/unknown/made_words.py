"""Words that no list has and that are made of others as new ones are, and short forms."""

from __future__ import annotations

from collections.abc import Sequence

from ankigen.spelling.unknown.candidate_features import is_compound
from ankigen.spelling.unknown.candidates import BEGINNINGS, PARTICLES, Candidate
from ankigen.spelling.words.document_model import DocumentModel
from ankigen.spelling.words.lexicon import TECHNICAL
from ankigen.text.word_lists import word_set

#: What is no word that lost its space, but an ending ("lampless") or part of a term
#: ("fourvectors").
_LAST_PARTS = word_set("less able ful like ness ship wise hood free ability ment ally")
_FIRST_PARTS = word_set("two three four five six seven eight nine ten half semi")


def is_no_pair(
    best: Candidate, model: DocumentModel, ranked: Sequence[tuple[float, Candidate]]
) -> bool:
    """Whether one word with an ending was meant, or one as near that the notes speak of ("toall"
    in notes on a toll), rather than two.
    """
    left, _, right = best.text.lower().partition(" ")
    if right in _LAST_PARTS or (left in _FIRST_PARTS and right not in PARTICLES):
        return True
    return any(
        " " not in c.text and c.edits == 1 and model.spoken_of(c.text.lower(), 2) > 1
        for _, c in ranked
        if c.text.lower() not in PARTICLES and c.text[:1].lower() == left[:1]
    )


#: A short form has so many letters, and its word so many more and is so common.
_SHORT_FORM, _LEFT_OUT, _WHOLE_LEAST = 5, range(2, 7), 6.0
#: A word this common takes an ending though no list has the form.
_ROOT_LEAST = 9.0
#: A term this common has a plural.
_TERM_LEAST = 5.0
#: What stands behind a beginning has so many letters, and the beginning so many.
_AFTER_BEGINNING, _BEGINNING = 4, 3
_LONG_BEGINNINGS = frozenset(b for b in BEGINNINGS if len(b) >= _BEGINNING)


def is_made(word: str, best: Candidate, model: DocumentModel) -> bool:
    """Whether a word is made of others as new ones are, and its candidate is not: of two
    ("farecash" for "forecast"), with an ending ("logoing"), of a technical term
    ("uints"), with a beginning before what the notes write ("subnails" beside "nails"); or short
    for a longer one ("circums").
    """
    text, lexicon = best.text.lower(), model.lexicon
    if best.edits > 1 and is_compound(word, lexicon):
        return True
    whole = text.startswith(word) or word.startswith(text)
    if len(word) >= _SHORT_FORM and not whole and lexicon.begins(word, _LEFT_OUT, _WHOLE_LEAST):
        return True
    root = word.removesuffix("ing")
    if root != word and lexicon.frequency(root) >= _ROOT_LEAST and root[-1] not in "ey":
        return not text.startswith(root)
    term = word.removesuffix("s")
    if term != word and lexicon.kind(term) == TECHNICAL and lexicon.frequency(term) >= _TERM_LEAST:
        return True
    return any(
        word[:at] in _LONG_BEGINNINGS and model.writes(word[at:], 1)
        for at in range(_BEGINNING, len(word) - _AFTER_BEGINNING + 1)
    )
