"""Words that no list has, but the notes repeat or head an entry with: theirs, or a slip made
again."""

from __future__ import annotations

from collections.abc import Sequence

from ankigen.spelling.rules import FIX, KEEP, Decision, Proposal
from ankigen.spelling.unknown.candidates import BEGINNINGS, Candidate, Speller, like
from ankigen.spelling.unknown.nonword_rules import LIKELY_COST, LONG
from ankigen.spelling.words.document_model import OUTNUMBERED, TRUSTED_COUNT, DocumentModel
from ankigen.spelling.words.edit_distance import cost
from ankigen.spelling.words.lexicon import NAME
from ankigen.spelling.words.protection import is_latin_name
from ankigen.spelling.words.tokens import Token
from ankigen.spelling.words.word_forms import is_other_ending, is_variant
from ankigen.text.word_lists import word_set

#: A word that the notes repeat is suggested when it would be so likely a slip if it stood there
#: once: where the rules would fix it, and where they would suggest it. Of such suggestions most
#: were right.
AGAIN, AGAIN_SUGGESTED, REPEATED = 0.35, 0.5, 0.6
#: It is fixed, in notes typed in a hurry, from these likelihoods on; the second where it heads an
#: entry. It has so many letters.
CERTAIN_AGAIN, CERTAIN_HEADING, AGAIN_LETTERS = 0.9, 0.95, 6
#: … and from this one on where the notes write the candidate, too.
CERTAIN_BESIDE = 0.85
#: The notes write what is near so often.
OUTWRITTEN = 3
#: A string that the web writes so often (see Lexicon.seen_level) means something in some language.
MEANS_SOMETHING = 2


def again(
    word: str, best: Candidate, decision: Decision, probability: float, model: DocumentModel
) -> float:
    """How likely a word that the notes repeat would be a slip if they wrote it once; 0 where that
    says nothing.

    `decision` and `probability`: what the rules and the ranker would say of it then."""
    if " " in best.text:
        return 0.0
    if is_outwritten(word, best, probability, model):
        return max(REPEATED, probability)
    if decision is KEEP or model.lexicon.seen_level(word) >= MEANS_SOMETHING:
        return 0.0
    text = best.text.lower()
    if is_longer_form(word, text) or has_other_beginning(word, text) or best.edits > 2:
        return 0.0
    least = AGAIN if decision is FIX and best.edits == 1 else AGAIN_SUGGESTED
    return probability if probability >= least else 0.0


def is_outwritten(word: str, best: Candidate, probability: float, model: DocumentModel) -> bool:
    """Whether the notes themselves write the candidate for a long string: more often than the
    string where nobody else writes that, else often and one likely slip away.
    """
    text = best.text.lower()
    if (
        len(word) < LONG
        or is_other_ending(word, text)
        or model.writes(text, OUTWRITTEN) < OUTWRITTEN
    ):
        return False
    if model.lexicon.seen_level(word) == 0:
        return not model.outnumbers(word, text, 1)
    return best.edits == 1 and probability >= AGAIN_SUGGESTED


def own_spelling(
    tokens: Sequence[Token], number: int, model: DocumentModel, speller: Speller
) -> Proposal | None:
    """A long word that no list has, one slip from another that the notes write more often, or
    that a list has ("dendogram" beside "dendrogram").

    It is fixed in notes typed in a hurry that write the other far more often."""
    token, lexicon = tokens[number], model.lexicon
    word = token.low
    if token.guarded or token.glued or len(word) < LONG or not (token.lower or token.capital):
        return None
    if not token.text.isascii() or "'" in word or word in model.glossary:
        return None
    if is_latin_name(tokens, number, lexicon):
        return None
    for other in speller.near_words(word):
        often = model.writes(other, OUTWRITTEN)
        listed = model.exists(other)
        if "'" in other or (not listed and model.outnumbers(word, other, 1)):
            continue
        if is_other_ending(word, other) or is_variant(word, other):
            continue
        if lexicon.is_rare(word) and (often < OUTWRITTEN or len(word) == len(other)):
            continue  # "ribonucleotide" and "ribonucleoside" are two
        if has_other_beginning(word, other) or word[1:] == other or word[:-1] == other:
            continue
        sure = model.outnumbers(other, word, OUTWRITTEN)
        sure = sure or (lexicon.known(other) and model.outnumbers(other, word, 1))
        sure = sure and model.noisy and listed and not word.endswith(("ae", "us", "um", "ia", "os"))
        sure = sure and lexicon.seen_level(word) == 0 and cost(word, other) <= LIKELY_COST
        nearer = (c.cost for c in speller.candidates(word) if c.edits == 1 and c.text != other)
        sure = sure and not any(c < cost(word, other) for c in nearer)  # "questiosn"
        # "apocalypes": apocalypse, or apocalypses
        sure = sure and not (
            word[-1] == "s" != other[-1]
            and lexicon.common(other + "s")
            and cost(word, other + "s") <= LIKELY_COST
        )
        # a capital inside a sentence is a name's, unless what is near is one, too
        sure = sure and (token.lower or token.first or lexicon.kind(other) == NAME)
        return Proposal.at(token, like(token.text, other), "own-spelling", sure)
    return None


def is_slip_again(word: str, best: Candidate, likely: float, model: DocumentModel) -> bool:
    """Whether a word that notes typed in a hurry repeat is a slip all the same: nobody writes it,
    and nothing else can be meant, or the notes have the candidate beside it.

    `likely`: what `again` gives."""
    if not model.noisy or len(word) < AGAIN_LETTERS:
        return False
    text = best.text.lower()
    alike = best.edits == 1 and not is_other_ending(word, text)
    if alike and len(word) >= LONG and model.writes(text, 1) and likely >= CERTAIN_BESIDE:
        return True
    least = CERTAIN_HEADING if model.heads(word) else CERTAIN_AGAIN
    if model.lexicon.seen_level(word) == 0:
        return likely >= least
    return likely >= CERTAIN_HEADING and model.lexicon.seen_level(word) < MEANS_SOMETHING


def is_own_word(word: str, best: Candidate, model: DocumentModel) -> bool:
    """Whether the notes use a word so that it is theirs: they repeat it or head an entry with
    it, and write the candidate less often.
    """
    if best.listed:
        return False
    text = best.text.lower()
    count = model.writes(word, TRUSTED_COUNT)
    if count >= TRUSTED_COUNT or (count > 1 and model.heads(word)):
        return not model.outnumbers(text, word, OUTNUMBERED)
    return False


def is_longer_form(word: str, text: str) -> bool:
    """Whether a word is a candidate with an ending, which may be a form that no list has; a letter
    doubled at the end is a slip.

    >>> is_longer_form("liftings", "lifting"), is_longer_form("proportionn", "proportion")
    (True, False)
    """
    return word.startswith(text) and word[len(text) :] in _FORMS and word[-1] != text[-1]


_FORMS = word_set("s es d ed r er c y e n en al ic ing")


def has_other_beginning(word: str, text: str) -> bool:
    """Whether two words are one stem with two beginnings that science puts before stems.

    >>> has_other_beginning("exoplasmic", "endoplasmic"), has_other_beginning("enviroment",
    ...     "environment")
    (True, False)
    """
    return word.startswith(BEGINNINGS) and any(
        word.startswith(mine) and text.startswith(its) and word[len(mine) :] == text[len(its) :]
        for mine in BEGINNINGS
        if len(mine) > 2 and word.startswith(mine)
        for its in BEGINNINGS
        if its != mine
    )
