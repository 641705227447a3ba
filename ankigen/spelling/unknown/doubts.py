"""What makes a suggestion of a likely candidate: another word may have been meant, or none."""

from __future__ import annotations

from collections.abc import Sequence

from ankigen.spelling.rules import FIX, KEEP, Decision
from ankigen.spelling.unknown.candidate_features import TokenizedText
from ankigen.spelling.unknown.candidates import (
    BEGINNINGS,
    PARTICLES,
    SHORT,
    Candidate,
    Speller,
    beside,
)
from ankigen.spelling.unknown.company import is_beside_stranger, is_two_contents
from ankigen.spelling.unknown.made_words import is_made, is_no_pair
from ankigen.spelling.unknown.nonword_rules import CHEAP_PAIR, LONG, is_plural, rank
from ankigen.spelling.unknown.recurring import MEANS_SOMETHING, is_outwritten
from ankigen.spelling.words.document_model import DocumentModel
from ankigen.spelling.words.edit_distance import cost, distance
from ankigen.spelling.words.foreign_too import FOREIGN_TOO
from ankigen.spelling.words.lexicon import NAME, Lexicon
from ankigen.spelling.words.neighbor_search import one_edit
from ankigen.spelling.words.protection import ONCE_RIGHT
from ankigen.spelling.words.rare_too import is_rare_too
from ankigen.spelling.words.tokens import Token
from ankigen.spelling.words.word_forms import is_other_ending
from ankigen.text.word_lists import word_set

#: A word that costs less than the best candidate, by more than this, is a rival although the best
#: is likelier by so many bits; one for which a list has the best, by fewer.
CHEAPER, CHEAPER_BITS, LISTED_BITS = 0.02, 9.0, 8.0
#: Two words as near, which the place tells apart by fewer bits, leave it open which was meant; one
#: of them may cost so much more, and then fewer bits tell. (Of 41 slips put into prose that these
#: let through, one was made another word.)
OPEN_BITS, OPEN_COST, OPEN_DEARER_BITS = 4.0, 0.15, 3.0
#: … in notes that were not typed in a hurry.
OPEN_CLEAN_BITS = 6.0
#: Any other word that costs at most so much more is one if it is so near in bits.
DEARER, DEARER_BITS = 0.4, 5.0
#: A word that the notes write so often is meant rather than one that they never write.
OWN = 4
#: Words of so many letters that a list has for a slip are rivals of each other within these bits.
FEW_LETTERS, FEW_BITS = 4, 6.0
#: In notes that were not typed in a hurry a word in small letters, unless it has so many, is as
#: likely as this.
LIKELY_CLEAN, VERY_LONG = 0.96, 10
#: … and one of few letters as this.
LIKELY_CLEAN_SHORT = 0.99
#: Accents so many words off tell of another language.
NEAR = 4
#: A beginning makes a word of a word of so many letters that is so common.
WHOLE_WORD, WHOLE_COMMON = 5, 5.5
#: A word that fits its neighbours by no more bits than this needs so many in all.
FITS_NOT, LIKELY_BITS = 0.5, 6.0
#: … if it has at most so many letters.
FEW_NEIGHBOURS = 6
#: A word of few letters, one slip from one that is rarer than this, may be a name.
KNOWN_WORD, KNOWN_LEAST = 9.0, 0.98
#: A word with another first letter is no rival if it is rarer by so many bits.
RARER_FIRST = 5.0
#: Letters that are swapped, or once instead of twice, cost so much at most: the neighbours need
#: not speak for the candidate.
SWAPPED_COST = 0.7
#: A letter too far from what was meant: where the rules are not sure one slip costs less.
FAR_COST = 1.1

#: The likelihoods of a suggestion of two words of content, and of one for a short word that is
#: repeated.
TWO_CONTENTS, WRITTEN_AGAIN = 0.3, 0.45


def is_doubtful(
    passage: TokenizedText,
    number: int,
    best: Candidate,
    judged: tuple[Decision, float],
    speller: Speller,
) -> bool:
    """Whether the best candidate for a word, however likely, is only to be suggested. `judged`:
    the rules' decision and the ranker's probability.
    """
    decision, probability = judged
    token, model = passage.tokens[number], passage.model
    ranked = rank(token, model, speller)
    if (
        is_contrasted(passage, number, best)
        or is_contested(token, best, model, ranked)
        or is_several_for_one(token, best, model)
        or _has_rival_first(token.low, best, model.lexicon)
    ):
        return True
    if token.low + token.right == best.text.lower():
        return True  # "lengt h": its end is there
    if _is_behind_letter(passage, number):
        return True
    if is_among_foreign(token, best) or (not model.noisy and _is_near_accents(passage, number)):
        return True
    if not model.noisy and (token.low in ONCE_RIGHT or token.low in FOREIGN_TOO):
        return True
    if best.listed:
        if not model.noisy and is_rare_too(token.low, best.text, model.lexicon):
            return True
        unsure = decision is not FIX or len(token.low) <= SHORT
        short_form = unsure and _is_short_form(token.low, best, speller)
        return short_form or _is_no_listed(passage, number, best, ranked)
    if " " in best.text:
        # "inorder" is written so, "bythe" is not
        term = not PARTICLES.issuperset(best.text.lower().split())
        theirs = term and model.lexicon.seen_level(token.low) >= MEANS_SOMETHING
        return theirs or is_no_pair(best, model, ranked)
    # two slips in what nobody writes are no word of another language ("informtaino")
    slips = model.noisy and best.edits > 1 and model.lexicon.seen_level(token.low) == 0
    if not slips and _has_foreign_ending(token.low, best.text.lower()):
        return True
    if is_made(token.low, best, model):
        return True
    one_letter = decision is FIX and distance(token.low, best.text.lower(), 1) == 1
    if not one_letter and _is_of_process(token.low, model):
        return True  # but "flotating" is "floating"
    if token.capital and _is_cited(passage, number):
        return True
    lone = token.lower and not model.noisy and len(token.low) < VERY_LONG
    if lone and probability < (LIKELY_CLEAN if len(token.low) > SHORT else LIKELY_CLEAN_SHORT):
        return True
    if not model.noisy and best.cost >= (FAR_COST if best.edits == 1 else CHEAP_PAIR):
        return True  # "cragment" is a far slip, and "spectrification" may be a term
    if has_beginning(token.low, model) or (decision is not FIX and may_be_theirs(token, model)):
        return True
    alone = _is_alone(token) and sorted(token.low) != sorted(best.text.lower())
    alone = alone and not (model.noisy and model.writes(best.text.lower(), 1))
    if decision is not FIX and (alone or (best.edits == 1 and best.cost >= FAR_COST)):
        return True
    if best.edits > 1 and best.text.endswith("s") and "s" not in token.low[-2:]:
        return True  # "datastructre" is one of them
    cheap = model.noisy and decision is FIX and best.cost <= SWAPPED_COST
    if not cheap and _is_out_of_place(token, best, model, ranked[0][0]):
        return True  # but "jiucy" is near to nothing else
    rare = model.lexicon.frequency(best.text) < KNOWN_WORD
    if len(token.low) <= SHORT and rare and probability < KNOWN_LEAST:
        return True  # "mavne" may be a name, and no "maven"
    return has_other_ending(token.low, best.text.lower(), decision, model)


def _is_no_listed(
    passage: TokenizedText,
    number: int,
    best: Candidate,
    ranked: Sequence[tuple[float, Candidate]],
) -> bool:
    """Whether a word is none of the misspellings for which a list has it: half of one with a
    hyphen ("y-somes"), short for one ("demonstr. in class"), or a plural of it ("apocalypes").
    """
    token, tokens, text = passage.tokens[number], passage.tokens, best.text.lower()
    if token.glued and len(token.low) <= SHORT and sorted(token.low) != sorted(text):
        return True
    follows = number + 1 < len(tokens) and tokens[number + 1].lower
    if text.startswith(token.low) and token.right == "." and follows:
        return True
    several = token.low.endswith("s") and text[-1] != "s"
    return several and any(c.text.lower() == text + "s" and c.edits == 1 for _, c in ranked)


def _is_short_form(word: str, best: Candidate, speller: Speller) -> bool:
    """Whether a word for which a list has several others is the beginning of one that is not the
    best ("topo").
    """
    others = (c for c in speller.candidates(word) if c.listed and c.text != best.text)
    return any(other.text.startswith(word) for other in others)


def _is_cited(passage: TokenizedText, number: int) -> bool:
    """Whether a word with a capital stands before a comma and another with one, as the names of
    those who are cited ("Stampp, William")."""
    tokens = passage.tokens
    if tokens[number].right != "," or number + 1 == len(tokens):
        return False
    return tokens[number + 1].text[:1].isupper()


#: Small words of other languages that are nothing in English.
_ARTICLES = word_set(
    "la le les des du de del della el los las der das dem und et il dos au aux eine einen vom het "
    "een och att dans cette nous vous je ist auf nella dei degli uma"
)
#: Endings of a verb to a noun in -ation.
_OF_ATION = ("ating", "ated", "ates", "ate")
#: Endings of French.
_FOREIGN_ENDINGS = ("eur", "eux", "ique", "aire")


def _has_foreign_ending(word: str, text: str) -> bool:
    """Whether a word ends as those of Italian and Spanish do, and its candidate as English ones
    ("privato" is not "private").

    >>> _has_foreign_ending("privato", "private"), _has_foreign_ending("migratio", "migration")
    (True, False)
    """
    if any(word.endswith(e) and not text.endswith(e) for e in _FOREIGN_ENDINGS):
        return True
    if word[-1] not in "aio" or word[-1] == text[-1] or text.startswith(word) or word[:-1] == text:
        return False
    return sorted(word) != sorted(text)


def is_among_foreign(token: Token, best: Candidate) -> bool:
    """Whether a word stands beside one that is no English one, and no letters of it were only
    swapped ("à la consommation", "femme de chambre").
    """
    if sorted(token.low) == sorted(best.text.lower()):
        return False
    beside = (token.left, token.right)
    accented = any(len(w) > 1 and w.isalpha() and not w.isascii() for w in beside)
    return accented or not _ARTICLES.isdisjoint(beside)


def _is_near_accents(passage: TokenizedText, number: int) -> bool:
    """Whether words with accents stand near a word, as in a sentence of another language that says
    nothing else of it ("Rōmānī, populus bellum parant").
    """
    near = passage.tokens[max(0, number - NEAR) : number + NEAR + 1]
    return any(t.text.isalpha() and not t.text.isascii() for t in near)


def _is_behind_letter(passage: TokenizedText, number: int) -> bool:
    """Whether a word is the rest of a name that begins with a letter and a hyphen ("a-ferin")."""
    token, before = passage.tokens[number], passage.tokens[max(0, number - 1)]
    return token.glued and len(before.low) == 1 and token.start - before.end == 1


def _is_of_process(word: str, model: DocumentModel) -> bool:
    """Whether a word is a verb made of a noun in -ation ("transpirating")."""
    stem = next((word[: -len(e)] for e in _OF_ATION if word.endswith(e)), "")
    return bool(stem) and model.lexicon.known(stem + "ation")


def _is_alone(token: Token) -> bool:
    """Whether a word has no neighbours, as those of lists of words of another language."""
    return not (token.left.isalpha() or token.right.isalpha())


def may_be_theirs(token: Token, model: DocumentModel) -> bool:
    """Whether a word of which the rules are not sure may be right: half of one with a hyphen, of
    another language, or a new one.
    """
    seen = model.lexicon.seen_level(token.low) >= MEANS_SOMETHING
    half = token.glued and len(token.low) <= SHORT
    return half or (seen and is_beside_stranger(token, model))


def has_beginning(word: str, model: DocumentModel) -> bool:
    """Whether a word is another behind a beginning ("resetup", "autofill").

    >>> from ankigen.spelling.words.document_model import DocumentModel
    >>> model = DocumentModel.of([], frozenset())
    >>> has_beginning("recheckout", model), has_beginning("reciept", model)
    (True, False)
    """
    return word.startswith(BEGINNINGS) and any(
        word.startswith(b)
        and len(word) >= len(b) + WHOLE_WORD
        and model.lexicon.frequency(word[len(b) :]) >= WHOLE_COMMON
        for b in BEGINNINGS
    )


def _is_out_of_place(token: Token, best: Candidate, model: DocumentModel, score: float) -> bool:
    """Whether a word of few letters is near to one that its neighbours say nothing for, and that is
    neither written elsewhere in the notes nor likely by itself.
    """
    if len(token.low) > FEW_NEIGHBOURS:
        return False
    text = best.text.lower()
    if model.writes(text, 1):
        return False
    fits = beside(model, token.left, text) + beside(model, text, token.right)
    return fits <= FITS_NOT and score < LIKELY_BITS


def is_contrasted(passage: TokenizedText, number: int, best: Candidate) -> bool:
    """Whether the candidate stands beside the word behind an arrow or a slash ("colour/color",
    "recieve -> receive"): then the notes speak of the two.
    """
    token, tokens, text = passage.tokens[number], passage.tokens, best.text.lower()
    before = not token.left and number > 0 and tokens[number - 1].low == text
    after = not token.right and number + 1 < len(tokens) and tokens[number + 1].low == text
    return before or after


def is_contested(
    token: Token,
    best: Candidate,
    model: DocumentModel,
    ranked: Sequence[tuple[float, Candidate]],
) -> bool:
    """Whether another word is a smaller slip away than the best candidate, and not far less likely
    ("coniferos": conifers, coniferous?), or as small a one and about as likely ("produc": product,
    produce?).
    """
    if " " in best.text:
        return False
    return any(
        _is_rival(token.low, best, other, ranked[0][0] - score, model)
        for score, other in ranked[1:]
        if not (token.lower and model.lexicon.kind(other.text.lower()) == NAME)
    )


def _has_rival_first(word: str, best: Candidate, lexicon: Lexicon) -> bool:
    """Whether a word two slips from its candidate is as near to one with another first letter
    ("suabilty": stability, usability?) and not far rarer ("annyoning" is no canyoning).
    """
    if best.edits < 2 or best.listed:
        return False
    others = one_edit(word[1] + word[0] + word[2:], lexicon)
    least = lexicon.frequency(best.text) - RARER_FIRST
    return any(lexicon.frequency(o) > least and cost(word, o) < best.cost for o in others)


def _is_rival(
    word: str, best: Candidate, other: Candidate, lead: float, model: DocumentModel
) -> bool:
    """Whether another candidate leaves it open which was meant, although the best leads it by so
    many bits.
    """
    text, its = best.text.lower(), other.text.lower()
    if its == text or " " in its or its == word[1:]:
        return False
    if model.writes(text, OWN) >= OWN and not model.writes(its, 1):
        return False  # the notes speak of it, and never of the other
    swapped = sorted(word) == sorted(text)
    cheaper = other.cost < best.cost - CHEAPER and other.edits <= best.edits
    if best.listed:
        several = "," in model.lexicon.corrections.get(word, "")
        short = len(word) <= FEW_LETTERS and not swapped and other.edits == 1
        if several and other.listed and not swapped and lead < DEARER_BITS:
            return True
        among = several and other.listed and cheaper
        return (among and lead < LISTED_BITS) or (short and lead < FEW_BITS)
    if cheaper:
        return lead < CHEAPER_BITS
    as_near = other.edits <= best.edits and other.cost <= best.cost + OPEN_COST
    least = OPEN_DEARER_BITS if other.cost > best.cost + CHEAPER else OPEN_BITS
    least = least if model.noisy else OPEN_CLEAN_BITS
    if as_near and lead < least and not is_other_ending(text, its):
        return True
    far = lead >= (min(least, DEARER_BITS) if as_near else DEARER_BITS)
    if far or other.cost >= best.cost + DEARER:
        return False
    if swapped:
        return text == its + "s"  # "estimatosr": estimators, estimator
    if text[-2:] == word[-2:] != its[-2:] and len(word) >= LONG:
        return False  # its end was typed otherwise
    return not (text == its + "s" and word.endswith("s") and best.edits == 1)


#: What a word may end with on purpose, though the candidate does not.
_ENDINGS = ("s", "d", "y")
_VOWELS = frozenset("aeiouy")


def has_other_ending(word: str, text: str, decision: Decision, model: DocumentModel) -> bool:
    """Whether a word ends otherwise than its candidate, and its end may be what was meant: an
    adverb's ("diagonall"), or, where the rules are not sure, one that was typed ("expresd" is no
    express).
    """
    if word.endswith("ll") and model.lexicon.known(word + "y") and not text.endswith("ful"):
        return True
    if len(word) > len(text) + 1 and word[-2:] != text[-2:] and word.startswith(text[:-1]):
        return True  # "harshness" for "harsh"
    if len(word) >= LONG and word[:-1] == text[:-1] and _VOWELS.issuperset(word[-1] + text[-1]):
        return True  # "facilite": facility, facilitate?
    longer = word[:-1] == text and word[-1] != word[-2] and word[-1] != "e"
    longer = longer and text[-1] != "s"  # nothing ends as "partsx" does
    if longer and model.writes(text, 2) > 1:
        return True  # "sigmat" beside "sigma"
    if decision is FIX:
        return False
    if text == word + "s" and word[-1] != "s":
        return True
    if word == text + "e" or text.endswith("ful"):
        return False  # "oxygene"
    typed = word.endswith(_ENDINGS) and word[-1] != text[-1]
    return typed or longer


#: After these stands one thing.
_ONE = word_set("a an one each every another")


def is_several_for_one(token: Token, best: Candidate, model: DocumentModel) -> bool:
    """Whether a candidate is a plural where only a singular can stand ("a gentelmen"): then the
    ending may be wrong, too.
    """
    text, lexicon = best.text.lower(), model.lexicon
    if token.left not in _ONE:
        return False
    return is_plural(text, lexicon) or (
        text.endswith("men") and lexicon.common(f"{text[:-2]}an") and len(text) > len("omen")
    )


def most_likely(
    word: str, best: Candidate, decision: Decision, again: float, model: DocumentModel
) -> float:
    """How likely a suggestion for a word is at most: of those for short words that the notes
    repeat, and of two words of content for one that others write, too, or the rules keep, fewer
    than half were right.
    """
    repeated = model.writes(word, 2) > 1
    if is_two_contents(best.text):
        theirs = repeated or decision is KEEP or model.lexicon.seen_level(word) > 0
        return TWO_CONTENTS if theirs else 1.0
    if repeated and len(word) < LONG and not is_outwritten(word, best, again, model):
        return WRITTEN_AGAIN
    return 1.0
