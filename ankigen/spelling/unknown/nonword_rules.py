"""What the rules make of the best candidate for an unknown word: FIX, SUGGEST or KEEP, by one
scale of bits.
"""

from __future__ import annotations

from collections.abc import Sequence

from ankigen.spelling.rules import FIX, KEEP, SUGGEST, Decision
from ankigen.spelling.unknown.candidate_features import NO_RIVAL, Found, is_compound
from ankigen.spelling.unknown.candidates import (
    ADVANCE_BITS,
    BEGINNINGS,
    BEGINNINGS_TOO,
    COMMONPLACE,
    EDIT_BITS,
    ENDINGS_TOO,
    PARTICLES,
    SHORT,
    Candidate,
    Speller,
    context,
    is_derived,
    looks_like_a_term,
)
from ankigen.spelling.words.document_model import (
    GOOD_PAIR,
    OUTNUMBERED,
    TRUSTED_COUNT,
    DocumentModel,
)
from ankigen.spelling.words.lexicon import NAME, Lexicon
from ankigen.spelling.words.tokens import Token
from ankigen.spelling.words.word_forms import is_other_ending, is_variant

#: A candidate is written when it scores so many bits and beats the next by so many; suggested when
#: it scores less.
SURE_SCORE, SURE_MARGIN, SPLIT_MARGIN = 1.0, 4.0, 2.0


SUGGESTED_SCORE, SHORT_SUGGESTED = -3.0, 2.0
#: Of one stem with two endings both may be right; the unknown one is suggested where the other fits
#: so well.
ENDING_SUGGESTED = 5.0
#: Where a list knows several words for a slip, the best must beat the others by so many bits, or
#: have so many itself.
LISTED_MARGIN, LISTED_SURE = 8.0, 15.0
#: Two readings so close in bits that are one word with two endings, or its parts, leave it open
#: which was meant.
RIVAL_MARGIN = 8.0
#: A last letter more or another one costs more than this; one dropped, or one of the same sound,
#: less.
LAST_COST = 0.87
#: A word of four letters is fixed alone where a candidate has so many bits and beats the next by so
#: many.
FOUR_LETTERS, FOUR_MARGIN = 13.0, 7.0
#: Two short words put together are no coinage where one edit gives a word that fits so well
#: ("thou-sends").
NO_COINAGE = 12.0
#: A right word this common is what stands after a stray "a", and the two are seen together so
#: often.
AFTER_A, A_PAIR, A_SCORE = 11.0, 6.0, 6.0
#: Two function words together are never a coinage from so many letters on.
TWO_PARTICLES = 7
#: Two words of content that are seen together so often, each this long.
COMPOUND_PAIR, COMPOUND_PART = 6.0, 6


#: Two edits need a longer word, three a still longer one; and they must be slips that fingers or
#: ears make.
SHORTEST_FOR = {1: 5, 2: 8, 3: 9}


DEAREST_FOR = {1: 1.2, 2: 1.75, 3: 2.7}


#: Two edits that cost no more than this are slips of the commonest kind; dearer ones need the word
#: in the document.
CHEAP_PAIR = 1.5


#: What speaks against a candidate, in bits: the word is short, ends like a term of science, or
#: takes an unlikely slip.
SHORT_BITS, TERM_BITS, UNLIKELY_BITS, DERIVED_BITS, RARE_BITS = 2.5, 3.0, 2.0, 4.0, 6.0
#: Bits by which a word fits both its neighbours when it is at home there.
AT_HOME = 2.5
#: With a capital it may be somebody's name, even where a sentence begins.
NAME_BITS = 2.5


#: A list of known misspellings is worth so much; and a stray "a" after a function word is an
#: article that lost its space.
LISTED_BITS, STRAY_A_BITS = 4.0, 6.0


#: Words of fewer letters than this are near to many others.
LONG = 8


#: A slip that costs more than this is an unlikely one.
LIKELY_COST = 1.0


#: A long word, one cheap slip from one other word and far from all the rest, is nearly certain,
#: however rare the other is.
CHEAP_COST, ALONE_MARGIN, ALONE_BITS = 0.8, 8.0, 3.5


#: What each letter over LONG is worth to a candidate, and the most that they are worth: a long word
#: has few neighbours.
LETTER_BITS, MOST_LETTER_BITS = 0.7, 4.0


#: A part this long is none of a coinage.
LONG_PART = 7


def margin_of(ranked: Sequence[tuple[float, Candidate]]) -> float:
    """By how many bits the best candidate beats the next; its own parts, and other endings
    further off, are no rivals.
    """
    score, best = ranked[0]
    parts = best.text.lower().split(" ") if " " in best.text else []
    rivals = [
        s
        for s, c in ranked[1:]
        if c.text not in parts and not (c.edits > best.edits and is_other_ending(best.text, c.text))
    ]
    return min(NO_RIVAL, score - rivals[0]) if rivals else NO_RIVAL


def by_rules(found: Found, model: DocumentModel, *, headword: bool, count: int) -> Decision:
    """What the rules alone make of the best candidate for a word that the notes write `count`
    times.
    """
    if _is_right_word(found, model, count):
        return KEEP
    score, best = found.ranked[0]
    word = found.token.low
    doubt = 0.0 if best.listed else against(word, model)
    if not best.listed and score < SUGGESTED_SCORE - letters_bonus(word) + doubt:
        return KEEP
    if _is_certain(found, model) and not _is_doubted(found, model, headword=headword):
        return FIX
    return KEEP if score < SUGGESTED_SCORE - letters_bonus(word) else SUGGEST


def _is_right_word(found: Found, model: DocumentModel, count: int) -> bool:
    """Whether the word is right as it stands, or the candidate too far off to be worth a look."""
    token = found.token
    word = token.low
    score, best = found.ranked[0]
    target = best.text.lower()
    rare = model.lexicon.is_rare(word)
    if token.glued and (len(word) < SHORT or word.endswith("o")):
        return True  # "dramatico-musical"
    if rare and word not in model.lexicon.corrections and not token.lower:
        return True
    if best.listed:
        return False
    if count >= TRUSTED_COUNT and not model.outnumbers(target, word, OUTNUMBERED):
        return True
    ending = is_other_ending(word, target) and score < ENDING_SUGGESTED
    if is_variant(word, target) or word[1:] == target or ending:
        return True
    left, _, right = target.partition(" ")
    if right and left in BEGINNINGS and right not in PARTICLES:
        return True  # "Multiclass"
    return (len(word) < SHORT and score < SHORT_SUGGESTED) or (rare and not right)


def _is_certain(found: Found, model: DocumentModel) -> bool:
    """Whether the candidate is what was meant: by its score, or as the list's only answer."""
    token = found.token
    word = token.low
    score, best = found.ranked[0]
    if is_sure(token, model, best, score, found.margin):
        return True
    target = best.text.lower()
    long_enough = len(word) > 3 or (token.lower and target in PARTICLES)
    if not (best.listed and _only_listed(found) and " " not in best.text and long_enough):
        return False
    # The list knows this slip; what it cannot know is a coinage that ends in "-in" for "-ing", or
    # a name.
    clear = found.margin > -1 and score > SUGGESTED_SCORE
    return clear and target not in (word + "g", word[1:])


def _is_doubted(found: Found, model: DocumentModel, *, headword: bool) -> bool:
    """Whether something else speaks against a change that would be made by itself."""
    token, ranked = found.token, found.ranked
    word = token.low
    score, best = ranked[0]
    target = best.text.lower()
    near = [(score - s, c) for s, c in ranked[1:]]
    if score < LISTED_SURE and any(
        gap < LISTED_MARGIN and c.listed and best.listed for gap, c in near
    ):
        return True
    settled = best.listed and _only_listed(found) and len(word) >= LONG
    if not settled and any(is_equal_rival(best, c) for gap, c in near if gap < RIVAL_MARGIN):
        return True
    if best.listed:
        return False
    short = len(word) <= SHORT and best.cost > LAST_COST and score < FOUR_LETTERS
    if short and (word[:-1] in (target[:-1], target) or word == target[:-1]):
        return True  # "plugh" and "ftpd": short words that only end otherwise are somebody's
    if model.lexicon.kind(target) == NAME or found.foreign:
        return True
    if headword and not model.writes(target, 1):
        alike = best.edits == 1 and " " not in target
        if not (alike and len(word) >= LONG and token.first):
            return True
    return not model.lexicon.known(target) and " " not in target


def _only_listed(found: Found) -> bool:
    return sum(c.listed for _, c in found.ranked) == 1


def is_equal_rival(best: Candidate, other: Candidate) -> bool:
    """Whether another candidate leaves it open which was meant: another ending of the same word
    ("adapte": adapter, adapted?), or two function words without their space ("itis": its, it
    is?)."""
    left, _, right = other.text.partition(" ")
    if right:
        return left in PARTICLES and right in PARTICLES and " " not in best.text
    return (
        best.listed
        and other.edits == best.edits
        and is_other_ending(best.text.lower(), other.text.lower())
    )


def against(word: str, model: DocumentModel) -> float:
    """Bits that a candidate needs more, because the word may well exist: it is derived, or in
    the large lists.
    """
    if model.lexicon.is_rare(word):
        return RARE_BITS
    return DERIVED_BITS if is_derived(word, model.lexicon) else 0.0


def rank(token: Token, model: DocumentModel, speller: Speller) -> list[tuple[float, Candidate]]:
    """The candidates for a word with their scores, best first."""
    scored: list[tuple[float, Candidate]] = []
    for candidate in speller.candidates(token.low):
        weight = candidate.cost
        if candidate.text[:1].lower() != token.low[:1]:
            dropped = candidate.text[1:].lower() == token.low
            if not (dropped and (token.opens or token.introduced)):
                weight += 0.4
            elif token.lower:
                weight -= 0.4 if model.capitals else 0.2  # the capital went with it
        score = candidate.base + ADVANCE_BITS - EDIT_BITS * weight
        score += context(model, token.left, candidate.text, token.right)
        if candidate.listed:
            score += LISTED_BITS
        if token.low == candidate.text + "a":
            particle = candidate.text in PARTICLES
            if particle or model.pair(candidate.text, "a") > GOOD_PAIR:
                score -= STRAY_A_BITS * (1 + particle)
        scored.append((score, candidate))
    scored.sort(key=lambda pair: (-pair[0], pair[1].text))
    if len(scored) > 1 and is_variant(scored[0][1].text, scored[1][1].text):
        # "leukeamia": of two spellings of one word the nearer was meant
        (best, first), (_, second) = scored[:2]
        if second.cost < first.cost:
            scored[0] = (best, second)
            scored[1] = (scored[1][0], first)
    return _plural_first(token.low, scored)


def _plural_first(
    word: str, scored: list[tuple[float, Candidate]]
) -> list[tuple[float, Candidate]]:
    """Of a word and its plural, as near, that whose last letter was typed ("relatios":
    relations, not relation).
    """
    if not scored or scored[0][1].listed or not word.endswith("s") or word.endswith("ss"):
        return scored
    score, best = scored[0]
    if sorted(word) == sorted(best.text) or best.text in PARTICLES:
        return scored  # "precies", "wouls"
    for number, (_, other) in enumerate(scored):
        if other.text == best.text + "s" and other.edits <= best.edits:
            scored[0], scored[number] = (score, other), (scored[number][0], best)
            break
    return scored


def is_sure(
    token: Token, model: DocumentModel, best: Candidate, score: float, margin: float
) -> bool:
    """Whether a candidate is written, not only suggested."""
    word, target = token.low, best.text.lower()
    if margin < (SPLIT_MARGIN if " " in target else SURE_MARGIN):
        return False
    need = SURE_SCORE + against(word, model) + (3.0 if token.glued else 0.0)
    if " " in target:
        return is_sure_split(token, model, target, score, need)
    # Four letters are near to much; they need the document's word, or a place where the meant word
    # is at home.
    topical = model.writes(target, 2) > 1 and (
        model.lexicon.frequency(target) < COMMONPLACE
        or context(model, token.left, target, token.right) > AT_HOME
    )
    alone = score >= FOUR_LETTERS and margin >= FOUR_MARGIN and token.lower
    alone = alone and best.cost <= CHEAP_COST  # "feep" and "ftpd" are somebody's words
    if (
        len(word) < SHORTEST_FOR[best.edits] - (topical or alone)
        or best.cost > DEAREST_FOR[best.edits]
    ):
        return False
    if word[0] != target[0] and not is_lost_first(token, target):
        return False
    if score < NO_COINAGE and is_compound(word, model.lexicon):
        return False  # "Scareware" is not "Shareware"
    if is_other_ending(word, target) or word[1:] == target:
        return False
    if len(word) < LONG:
        need += SHORT_BITS * (2 if len(word) < SHORT else 1)
    if looks_like_a_term(word):
        need += TERM_BITS
    if token.capital:
        need += NAME_BITS
    if best.cost / best.edits > LIKELY_COST:
        need += UNLIKELY_BITS
    elif best.cost <= CHEAP_COST and margin > ALONE_MARGIN and len(word) >= LONG:
        need -= ALONE_BITS
    if best.edits > 1:
        if not model.writes(target, 1) and best.cost > CHEAP_PAIR:
            return False
        need += UNLIKELY_BITS
    return score + letters_bonus(word) > need


def letters_bonus(word: str) -> float:
    return min(MOST_LETTER_BITS, LETTER_BITS * max(0, len(word) - LONG))


def is_lost_first(token: Token, target: str) -> bool:
    """A first letter lost at the start of a line, or swapped with the second: other first
    letters stay.
    """
    word = token.low
    if (token.opens or token.introduced) and target[1:] == word:
        return True
    return len(word) > 4 and word[:2] == target[1::-1] and word[2:] == target[2:]


def is_plural(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is a plain plural or a verb's third person.

    >>> from ankigen.spelling.words.lexicon import load_lexicon
    >>> is_plural("liquids", load_lexicon()), is_plural("process", load_lexicon())
    (True, False)
    """
    return word.endswith("s") and not word.endswith("ss") and lexicon.common(word[:-1])


#: What ends so takes no further ending: "fragmentedor" is two words, "activator" one.
_FINISHED = (
    "ed",
    "ing",
    "ly",
    "tion",
    "tions",
    "ment",
    "ments",
    "ness",
    "ity",
    "ous",
    "able",
    "ers",
    "ives",
    "ths",
)


#: No compound begins with a participle, an adverb or an adjective that ends so ("collectingduct").
UNBOUND = ("ing", "ed", "ly", "ous", "ful")


def is_sure_split(
    token: Token, model: DocumentModel, target: str, score: float, need: float
) -> bool:
    """Whether a space was lost: a function word and a word, or two words that are often
    neighbours.
    """
    word = token.low
    left, _, right = target.partition(" ")
    right_word = right.rpartition(" ")[2]
    lexicon = model.lexicon
    score += letters_bonus(word)
    if left == "a":  # "atypical" is one word
        common = lexicon.frequency(right) >= AFTER_A and lexicon.pair(left, right) >= A_PAIR
        return common and len(right) > 4 and score > A_SCORE and not lexicon.is_rare(word)
    if len(word) < 4:
        before = model.pair(token.left, left) if token.left.isalpha() else -1.0
        return before > 3 and model.pair(right_word, token.right) > 3 and score > need + 6
    if left in PARTICLES and right in PARTICLES:
        return score > (SUGGESTED_SCORE if len(word) >= TWO_PARTICLES else need)
    if left not in PARTICLES and right not in PARTICLES:
        # "styleguide" and "upperbound" are somebody's words; nobody coins one of two long words.
        if left.endswith("o"):
            return False  # "magnetoreception"
        shorter = min(len(left), len(right))
        coined = looks_like_a_term(word) or word.endswith("ate")  # "hydrogencarbonate"
        pair = lexicon.pair(left, right)
        far = shorter >= LONG_PART or (shorter >= COMPOUND_PART and pair >= COMPOUND_PAIR)
        long = far and not coined
        long = long or (shorter > 3 and len(left) > 5 and pair >= 0 and left.endswith(UNBOUND))
        return long and score > SUGGESTED_SCORE + against(word, model)
    other, mine = (right, left) if left in PARTICLES else (left, right)
    endings = ENDINGS_TOO if mine == right else BEGINNINGS_TOO
    if mine in endings:
        # "fragmentedor" or "activator"? The pairs on both sides must say so.
        follows = model.pair(right_word, token.right) > GOOD_PAIR or mine == left
        finished = other.endswith(_FINISHED) or is_plural(other, lexicon)
        if len(other) > 5 and follows and (model.writes(other, 1) or finished):
            return score > SUGGESTED_SCORE + against(word, model)
        if lexicon.pair(left, right) < 0:
            return False
        need += SHORT_BITS
    elif len(other) > 3 and (len(other) > 5 or lexicon.pair(left, right) >= GOOD_PAIR):
        # A whole word and a function word that is no affix: hardly anything else can be meant.
        return score > SUGGESTED_SCORE + against(word, model)
    return score > need


def is_foreign_company(token: Token, model: DocumentModel, speller: Speller) -> bool:
    """Whether a neighbour does not exist either, and is near to nothing: then both may be
    another language, or names.
    """
    for neighbour in (token.left, token.right):
        if len(neighbour) > 2 and neighbour.isalpha() and not model.exists(neighbour):
            if is_derived(neighbour, model.lexicon):
                continue
            found = speller.candidates(neighbour)
            best = max((c.base + ADVANCE_BITS - EDIT_BITS * c.cost for c in found), default=-9.0)
            if best < SUGGESTED_SCORE:
                return True
    return False
