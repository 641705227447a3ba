"""Endings that the small words before them forbid: a plural two words after "a" ("a user stories
that"), a verb with an ending after a modal or after "able to", one without after "be" or before
"by"."""

from __future__ import annotations

from collections.abc import Sequence

from ankigen.spelling.context.verb_forms import past_of
from ankigen.spelling.rules import Proposal
from ankigen.spelling.unknown.candidates import PARTICLES
from ankigen.spelling.words.document_model import DocumentModel
from ankigen.spelling.words.lexicon import Lexicon
from ankigen.spelling.words.tokens import Token
from ankigen.spelling.words.word_forms import has_s
from ankigen.text.word_lists import word_set

#: After these stands one thing; the second may be a numeral, too ("each two days").
_ONE = word_set("a an another")
#: Between "a" and a plural these stand rightly ("a few dogs", "a hundred ships").
_AMOUNTS = word_set(
    "few lot lots many couple dozen hundred thousand million billion number variety series set "
    "pair group two three four five six seven eight nine ten good great priori posteriori"
)
#: What follows a noun and no part of a compound.
_AFTER_NOUN = word_set(". , of in is are was were has that which and or to for from with on at by")
#: A thing is seen so often after "the", and so many bits more often than after "to".
_A_NOUN, _NO_VERB = 3.0, 4.0
#: A plural is seen before "are" so often, and a verb after these.
_SEVERAL_ARE, _SUBJECTS = 2.0, ("it", "he", "she", "which", "who")
#: Before "to" these have a verb behind it.
_BEFORE_VERB = word_set(
    "able unable want wants wanted need needs needed try tries tried trying attempt attempts "
    "attempted begin begins began decide decides decided continue continues continued refuse "
    "refuses refused likely unlikely seem seems seemed how forced required expected "
    "failed fails fail tend tends tended ability willing"
)
_MODALS = word_set("can could may might must shall should will would cannot")
#: A question begins before these ("how can links be formed"), or "can" is a thing.
_BEFORE_SUBJECT = word_set(
    "how what why when where which who the a . # my your his her its our their own good free"
)
#: A verb is seen so often after "to", so much more often than the other form.
_A_VERB, _LEAD = 4.0, 5.0
_BE = word_set("is are was were be been being")
#: After a participle stands one of these.
_AFTER_PARTICIPLE = word_set(
    "by from in into to with between among within on through as at for up of out"
)
#: A participle is seen so often before "by", and so many bits more often than the other form.
_BEFORE_BY, _BY_LEAD = 8.0, 6.0
#: What is no noun that something is done to.
_NO_THING = PARTICLES | word_set("not to and or , . #")

#: Plurals without an s of their own.
_IRREGULAR = {
    "hypotheses": "hypothesis", "criteria": "criterion", "phenomena": "phenomenon",
    "stimuli": "stimulus", "bacteria": "bacterium", "nuclei": "nucleus", "fungi": "fungus",
    "crises": "crisis", "theses": "thesis", "syntheses": "synthesis", "women": "woman",
    "children": "child", "mitochondria": "mitochondrion", "alumni": "alumnus",
    "vertebrae": "vertebra", "larvae": "larva",
}  # fmt: skip
#: … of which many people say one ("a bacteria"), rightly or not.
_SAID_OF_ONE = frozenset(("bacteria", "criteria"))
#: After these stand several things.
_SEVERAL = word_set(
    "multiple several various numerous these those different two three four five six"
)
#: "a different kind" is one.
_BEFORE_DIFFERENT = word_set(
    "a an one another each every any no some the this that entirely completely slightly very "
    "totally quite somewhat is are was were or"
)
#: Numerals themselves.
_ROUND = word_set("hundred thousand million billion dozen score half people")
#: A thing is seen so often after "the", and several so many bits more often after such a word.
_A_THING, _LEAD_OF_SEVERAL = 5.0, 2.5

_TRIGGERS = _MODALS | _BE | {"to"}


def asks(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word stands where one of these rules looks: a quick look, which spares most words
    the others.
    """
    token = tokens[at]
    if (
        token.low in _IRREGULAR
        or token.left in _TRIGGERS
        or token.left in _SEVERAL
        or token.right == "by"
    ):
        return True
    return at > 1 and token.low.endswith("s") and tokens[at - 2].low in _ONE


def endings(tokens: Sequence[Token], at: int, model: DocumentModel) -> Proposal | None:
    """What the first rule of this module that sees anything proposes for a word."""
    token = tokens[at]
    if at < 1 or token.glued or len(token.low) < 4 or not token.text.islower():
        return None
    if token.left != tokens[at - 1].low:
        return None
    word = token.low
    if word in _IRREGULAR:
        return irregular_after_one(tokens, at, model)
    if has_s(word) or word.endswith("ed"):
        found = after_modal(tokens, at, model)
        return found or (plural_after_one(tokens, at, model) if has_s(word) else None)
    if token.left in _SEVERAL:
        return one_after_several(tokens, at, model)
    return passive(tokens, at, model)


def one_after_several(tokens: Sequence[Token], at: int, model: DocumentModel) -> Proposal | None:
    """ "multiple message in", "these job to", "has different type of": several words of one thing,
    that is no verb and no part of a compound. Only suggested.
    """
    token, lexicon = tokens[at], model.lexicon
    word, left = token.low, token.left
    if token.right not in _AFTER_NOUN or word.endswith(("s", "ed", "ing", "ly")):
        return None
    if left == "different" and tokens[at - 1].left in _BEFORE_DIFFERENT:
        return None
    several = word[:-1] + "ies" if word.endswith("y") and word[-2] not in "aeiou" else word + "s"
    if not lexicon.common(several) or word in _ROUND:
        return None
    thing = lexicon.pair("the", word)
    lead = _NO_VERB if left in ("these", "those") else 1.0  # "these form in water"
    if thing < _A_THING or lexicon.pair("to", word) > thing - lead:
        return None
    if lexicon.pair(several, "are") < _SEVERAL_ARE or lexicon.pair("the", several) < _A_NOUN:
        return None
    meant, written = lexicon.pair(left, several), lexicon.pair(left, word)
    if meant < written + _LEAD_OF_SEVERAL and written >= 0:
        return None
    if left not in ("multiple", "several") and meant < 0:
        return None
    return Proposal.at(token, several, "number", False)


def plural_after_one(tokens: Sequence[Token], at: int, model: DocumentModel) -> Proposal | None:
    """ "a user stories that": "a", another word and a plural that is no verb. Not behind
    "every": "every row sums to 1" has a verb that the pairs of words do not know.
    """
    token, middle = tokens[at], tokens[at - 1]
    if at < 2 or tokens[at - 2].low not in _ONE or middle.left != tokens[at - 2].low:
        return None
    between = middle.low
    if not middle.lower or between in _AMOUNTS or between in PARTICLES or len(between) < 3:
        return None
    if has_s(between) or between.endswith("ly") or token.right not in _AFTER_NOUN:
        return None
    lexicon, one = model.lexicon, _singular(token.low, model.lexicon)
    if not one or lexicon.pair("the", one) < max(_A_NOUN, lexicon.pair("to", one) + _NO_VERB):
        return None
    several, single = lexicon.pair(token.low, "are"), lexicon.pair(token.low, "is")
    if several < _SEVERAL_ARE or several <= single:
        return None  # "a new physics"
    verb = max(lexicon.pair(subject, token.low) for subject in _SUBJECTS)
    if verb > several - _NO_VERB:
        return None  # "a user needs"
    # "a several houses", "a king sons": the word between may be what is wrong
    return Proposal.at(token, one, "number", False)


def irregular_after_one(tokens: Sequence[Token], at: int, model: DocumentModel) -> Proposal | None:
    """ "a hypotheses", "a strong stimuli": "a" before a plural that has no s, or a word between."""
    token, before = tokens[at], tokens[at - 1]
    if token.right not in _AFTER_NOUN | {"", "the", "such", "as", "can", "will", "must"}:
        return None  # "a women rights group"
    first = before.low
    if before.low not in _ONE:
        if at < 2 or before.left != tokens[at - 2].low or before.low in PARTICLES | _AMOUNTS:
            return None
        if not before.lower or has_s(before.low) or before.low.endswith("ly"):
            return None
        first = tokens[at - 2].low
    if first not in _ONE:
        return None
    sure = model.noisy and token.low not in _SAID_OF_ONE
    return Proposal.at(token, _IRREGULAR[token.low], "number", sure)


def _singular(word: str, lexicon: Lexicon) -> str:
    """A plural without its ending, "" if that is no word."""
    forms = (word[:-3] + "y",) if word.endswith("ies") else (word[:-1], word[:-2])
    return next((form for form in forms if lexicon.common(form)), "")


def after_modal(tokens: Sequence[Token], at: int, model: DocumentModel) -> Proposal | None:
    """ "it can exists as", "able to ruled": a verb with an ending where it has none."""
    token, lexicon = tokens[at], model.lexicon
    word, left = token.low, token.left
    before = tokens[at - 1].left
    if left == "to":
        if before not in _BEFORE_VERB:
            return None
    elif left not in _MODALS or before in _BEFORE_SUBJECT or not before.isalpha():
        return None
    forms = (word[:-1], word[:-2]) if word.endswith(("es", "ed")) else (word[:-1],)
    base = max(forms, key=lambda form: lexicon.pair("to", form))
    meant, written = lexicon.pair(left, base), lexicon.pair(left, word)
    if lexicon.pair("to", base) < _A_VERB or meant < 2 or meant < written + _LEAD:
        return None
    if left == "to" and has_s(word) and lexicon.pair("the", word) >= 0:
        return None  # "how to lists are made"
    # "will answered" lost its "be", or has an ending too many
    sure = has_s(word) and model.noisy and written < 0
    return Proposal.at(token, base, "bare-verb", sure)


_DID = word_set("do does did there")


def passive(tokens: Sequence[Token], at: int, model: DocumentModel) -> Proposal | None:
    """ "it can be share between", "a flood cause by rain": a verb that lost the ending of its
    participle.
    """
    token, lexicon = tokens[at], model.lexicon
    word, left = token.low, token.left
    be = left in _BE and token.right in _AFTER_PARTICIPLE
    be = be and not (at and tokens[at - 1].left in _DID)  # "all I did was call out"
    by = token.right == "by" and left not in _NO_THING and left.isalpha()
    if not be and not by:
        return None
    past = past_of(word, lexicon)
    if not past or lexicon.pair("to", word) < _A_VERB:
        return None
    if be:
        meant, written = lexicon.pair(left, past), lexicon.pair(left, word)
        seen = lexicon.pair(past, token.right)
        if meant < _A_VERB or meant < written + _LEAD or seen < _A_VERB:
            return None
        verb = lexicon.pair("to", word) >= lexicon.pair("the", word)  # "are position in space"
        return Proposal.at(token, past, "participle", model.noisy and written < 0 and verb)
    meant, written = lexicon.pair(past, "by"), lexicon.pair(word, "by")
    if meant < _BEFORE_BY or meant < written + _BY_LEAD:
        return None
    return Proposal.at(token, past, "participle", False)
