"""Words of a sentence that must agree: a verb with its subject, a noun with its number, a
participle with its auxiliary.

Only closed patterns are judged, where few words stand between the two and a sentence begins: of
long sentences nothing is known. Most is suggested; a participle that was left bare is fixed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ankigen.spelling.context.verb_forms import base_of, past_of, third_of
from ankigen.spelling.rules import Proposal
from ankigen.spelling.unknown.candidates import PARTICLES, like
from ankigen.spelling.words.document_model import DocumentModel
from ankigen.spelling.words.lexicon import Lexicon
from ankigen.spelling.words.tokens import Token
from ankigen.spelling.words.word_forms import has_s
from ankigen.text.word_lists import word_set

_BE = word_set("is are was were be been being isn't aren't wasn't weren't")
_DOES = word_set("do does did doing done")
_ADVERBS = word_set("also often only always usually never sometimes then still just now simply")
#: After a participle comes one of these, and hardly ever after a verb without an ending.
_AFTER_PARTICIPLE = word_set("in by to as on at for from with instead when . ,")
#: What a verb has for its object, and no noun before it.
_OBJECTS = word_set(
    "the a an its their his her our your my these those them us him many some all any both each"
)
#: "the user wants to", "which allows for".
_OBJECTS_OF: dict[str, frozenset[str]] = {
    "want": word_set("to"),
    "need": word_set("to"),
    "have": word_set("to"),
    "try": word_set("to"),
    "allow": word_set("for"),
    "look": word_set("at for"),
    "depend": word_set("on"),
    "consist": word_set("of"),
    "belong": word_set("to"),
    "lead": word_set("to"),
    "refer": word_set("to"),
    "occur": word_set("in when"),
    "happen": word_set("in when"),
}
#: What follows a verb of moving, and no thing that is named by two nouns ("the particles moves").
_AFTER_MOVING = word_set(
    "along through into towards toward across away apart together up down around out"
)
_ONE = word_set("a an this each every another")
#: Figures that are spoken of.
_SIGNS = word_set("ones zeros zeroes twos")
_DETERMINERS = _ONE | {"the"}
#: Before a subject that begins a clause.
_CLAUSE = word_set(". that if when because while where since but so then until whether unless")
#: … and before one that is a pronoun.
_BEFORE_PRONOUN = word_set(", and or before after although though whereas as which")
#: After these "it" may have a verb without an ending ("the rule that it meet twice").
_WISHES = word_set("that if lest unless until whether though although")
_INDEFINITE = word_set("everyone everybody someone somebody anyone nobody everything")
#: Where one of these stands before the subject its verb has no ending: "does the user want".
_BARE = word_set(
    "do does did don't doesn't didn't can could will would shall should may might must can't "
    "couldn't won't wouldn't shouldn't let lets let's make makes made making help helps helped "
    "helping see sees saw have has had having watch hear require requires required requiring "
    "suggest suggests recommend recommends demand demands insist propose proposed ask asked lest "
    "important essential necessary than"
)
#: So many words before the subject are asked about that.
_REACH = 7
#: Of the words that carry grammar these stand before a noun as adjectives do.
_ADJECTIVES = word_set("new first second last own")
_NO_NOUNS, _NO_VERBS = PARTICLES - _ADJECTIVES, PARTICLES - {"have"}
#: What is no noun and no pronoun that a verb follows.
_NO_SUBJECT = (PARTICLES | {"", ".", ",", "#"}) - word_set(
    "i you we they he she it that which everyone someone anyone"
)
_RELATIVES = word_set("that which")
#: Verbs whose past has no ending either.
_SAME_PAST = word_set(
    "put set cut hit let shut hurt cost read spread burst cast split bet quit rid shed bid beat "
    "form "  # "the letter form the king" is one from him
    # these are the past of other verbs, too
    "lay fell found bore saw wound ground felt rose left spoke drove dove wove bound stove"
)
#: Verbs that end as participles and adverbs do.
_VERBS = word_set(
    "need feed breed bleed exceed proceed succeed bring sing apply rely imply supply reply "
    "multiply comply"
)
#: "were" stands after one thing in wishes and conditions.
_BE_OTHER = {
    "is": "are", "are": "is", "was": "were", "has": "have", "have": "has",
    "does": "do", "do": "does", "doesn't": "don't", "don't": "doesn't",
}  # fmt: skip
_OF_SEVERAL = frozenset(("are", "have", "do", "don't"))
#: A noun is seen so often before its form of "be".
AFTER_NOUN = 4.0
_SEVERAL_PERSONS = word_set("women men children people")
#: A verb of the third person is seen after one of these.
_BEFORE_THIRD = ("it", "he", "she", "which", "that", "who", "and")
_THEY = word_set("they we you i")
_HE = word_set("he she it") | _INDEFINITE
_PERSONS = _THEY | _HE
_PRONOUNS = _PERSONS | _RELATIVES

#: A verb is seen so often after "to", a noun after "the".
A_VERB, A_NOUN = 4.0, 3.0
#: A participle is seen so often after its auxiliary, and so many bits more often than the verb.
AFTER_BE, BARE_LEAD = 5.0, 5.0
#: A noun is seen so often after its numeral.
AFTER_NUMBER, NUMBER_LEAD, AFTER_NUMBER_SURE = 2.0, 4.0, 3.5
#: What is seen after "the" less often than that is no noun.
NO_NOUN = 1.0

_SEVERAL = word_set("two three four five six seven eight nine ten several many multiple")
_ALONE = word_set("one a an this each every another")
#: Numerals themselves.
_ROUND = word_set("hundred thousand million billion dozen score half round")
#: Before a noun that belongs to another.
_BEFORE_ANOTHER = word_set("of with in on at for from by to under over between into as than and or")
_BEFORE_NUMERAL = word_set("a an one the no every any some this that or")
_DIGITS = re.compile(r"\s(\d{1,2})\s")
_NUMERALS = _SEVERAL | _ALONE | {"#"}
#: What follows a noun and no part of a compound.
_AFTER_NOUN = word_set(
    ". , of in is are was were has have that which and or to for from with on at by can will"
)

#: Participles that are no verb with an ending.
_PARTICIPLES = {
    "know": "known", "send": "sent", "make": "made", "take": "taken", "give": "given",
    "write": "written", "build": "built", "choose": "chosen", "find": "found", "see": "seen",
    "show": "shown", "do": "done", "hold": "held", "keep": "kept", "draw": "drawn",
    "break": "broken", "lose": "lost", "think": "thought", "say": "said", "tell": "told",
}  # fmt: skip


#: Words of which `agreement` has nothing to say.
SILENT = _NO_VERBS - _BE_OTHER.keys() - {"be"}


def agreement(tokens: Sequence[Token], at: int, text: str, model: DocumentModel) -> Proposal | None:
    """What the first rule of this module that sees anything proposes for a word."""
    token = tokens[at]
    if token.low in _BE_OTHER and token.low != "have":
        return form_of_be(tokens, at, model)
    if token.low in _NO_VERBS:
        return been(tokens, at) if token.low == "be" else None
    if token.glued or len(token.low) < 3 or not token.text.islower():
        return None
    follows = _may_follow_a_subject(tokens, at)
    after, numeral = token.right in _AFTER_PARTICIPLE, token.left in _NUMERALS
    if not (follows or after or numeral):
        return None
    found = participle(tokens, at, model) if after else None
    if found is None and numeral:
        found = number(tokens, at, text, model)
    if found is None and follows:
        found = third_person(tokens, at, model)
    return found


def _may_follow_a_subject(tokens: Sequence[Token], at: int) -> bool:
    """Whether a pronoun, or a determiner or the beginning of a line, stands as near before a word
    as that of its subject would: a quick look, which spares most words the others.
    """
    if not at or tokens[at].left in _NO_SUBJECT:
        return False
    if tokens[at - 1].low in _PRONOUNS:
        return True
    near = tokens[max(0, at - 3) : at]
    return near[0].opens or any(t.low in _DETERMINERS for t in near)


def participle(tokens: Sequence[Token], at: int, model: DocumentModel) -> Proposal | None:
    """ "the letters are send by": after a form of "be", with an adverb between or none, a verb that
    lost its ending; and "also know as".
    """
    token = tokens[at]
    word, left, lexicon = token.low, token.left, model.lexicon
    if word.endswith(("ed", "ing", "s", "ly")):
        return None
    known_as = word == "know" and token.right == "as" and left in {"also", "often", "", "."}
    if _auxiliary(tokens, at) not in _BE and not known_as:
        return None
    if at > 1 and tokens[at - 1].left in _DOES:
        return None  # "all we do is define it"
    if at > 1 and tokens[at - 2].low == "there":
        return None  # "there is transport to serve them"
    past = _PARTICIPLES.get(word) or past_of(word, lexicon)
    if not past or lexicon.pair("to", word) < A_VERB:
        return None
    meant, written = lexicon.pair(left, past), lexicon.pair(left, word)
    if not known_as and (meant < AFTER_BE or meant < written + BARE_LEAD):
        return None
    sure = model.pairs[f"{left} {word}"] < 2 and lexicon.pair(past, token.right) >= AFTER_BE
    return Proposal.at(token, past, "participle", sure)


def been(tokens: Sequence[Token], at: int) -> Proposal | None:
    """ "may have be", "had still be": after a form of "have" it can only be "been"."""
    token = tokens[at]
    if _auxiliary(tokens, at) not in ("have", "has", "had", "having") or token.glued:
        return None
    return Proposal.at(token, "been", "participle", True)


def _auxiliary(tokens: Sequence[Token], at: int) -> str:
    """The word before a verb, or before its adverb."""
    left = tokens[at].left
    return tokens[at - 1].left if left in _ADVERBS and at > 0 else left


def third_person(tokens: Sequence[Token], at: int, model: DocumentModel) -> Proposal | None:
    """ "this river carry the", "a law that prevent the", "they listens to": a verb of the
    present that does not agree with the subject right before it.

    A word that may be a noun, too, is judged only before what no noun has behind it."""
    token = tokens[at]
    word, lexicon = token.low, model.lexicon
    if word in _SAME_PAST or (word.endswith(("ed", "ing", "ly")) and word not in _VERBS):
        return None
    begins = _begins(tokens, at - 1)
    if begins < 0 or token.left != tokens[at - 1].low:
        return None
    base = base_of(word)
    if token.right == "" and token.left not in _PERSONS:
        return None
    if lexicon.pair("the", word) >= NO_NOUN and token.left in _THEY and word.endswith("s"):
        return None  # "they keys" are their keys
    if lexicon.pair("the", word) >= NO_NOUN and token.left not in _PERSONS:
        objects = token.right in _OBJECTS or token.right in _OBJECTS_OF.get(base, ())
        objects = objects or (word != base and has_s(token.left) and token.right in _AFTER_MOVING)
        if not objects:
            return None
        if lexicon.pair("the", word) > lexicon.pair("to", base) and token.right != "to":
            return None
    bare = base == word
    other = third_of(word) if bare else base
    if not lexicon.common(other) or (lexicon.pair("to", base) < A_VERB and base != "need"):
        return None
    if word == "have" and token.left in ("he", "she") and tokens[begins].left != ".":
        return None  # "if he have the time" is old
    if bare and all(lexicon.pair(left, other) < 0 for left in _BEFORE_THIRD):
        return None  # "he left"
    one = _is_one(tokens, at - 1, model)
    if one is None or one is not bare or _is_bare(tokens, begins, at):
        return None
    subject = tokens[at - 1].low
    if subject in _INDEFINITE and lexicon.pair("they", word) < 1:
        return None  # "everything short of it"
    if subject == "it" and lexicon.pair("it", other) < 0:
        return None  # "or it people"
    # "the requirement define": the verb or the noun is wrong, where no "a" or "this" tells
    told = subject in _HE or (bare and tokens[begins].low in _ONE and begins >= at - 2)
    sure = model.noisy and (subject in ("they", "we") or told) and subject not in _INDEFINITE
    sure = sure and not (subject in _HE and tokens[begins].left in _WISHES)
    # "he study of it", "in he order in which": the first letter of "the" may be lost
    he = tokens[at - 1].text == "he"
    sure = sure and not (
        he and (token.right in ("of", "and") or lexicon.pair("the", word) >= A_NOUN)
    )
    sure = sure and not (word in ("sort", "kind") and token.right == "of")
    return Proposal.at(token, like(token.text, other), "agreement", sure)


def form_of_be(tokens: Sequence[Token], at: int, model: DocumentModel) -> Proposal | None:
    """ "the walls was", "they has": which of the two is wrong a pronoun tells (fixed in notes typed
    in a hurry), and a noun does not.
    """
    token = tokens[at]
    if at < 1 or token.left != tokens[at - 1].low or not token.lower or token.glued:
        return None
    subject, lexicon = token.left, model.lexicon
    if subject in _RELATIVES or _begins(tokens, at - 1) < 0:
        return None
    several = token.low in _OF_SEVERAL
    if token.low in ("do", "does") and token.right != "not":
        return None
    if subject in _PERSONS:
        if several is not (subject in _HE) or subject in ("you", "i"):
            return None
        if several and (_is_bare(tokens, _begins(tokens, at - 1), at) or token.low == "don't"):
            return None
    else:
        mine, other = ("are", "is") if several else ("is", "are")
        meant, written = lexicon.pair(subject, other), lexicon.pair(subject, mine)
        # "of students is" counts for "students is", and "the staff are" is right
        if meant < AFTER_NOUN or meant < written + (NUMBER_LEAD if several else 1.0):
            return None
    sure = model.noisy and subject in ("they", "we", "he", "she", "it")
    return Proposal.at(token, _BE_OTHER[token.low], "agreement", sure)


def _begins(tokens: Sequence[Token], last: int) -> int:
    """Where the subject begins that ends with a word: a pronoun, or a noun with its determiner at
    the beginning of a clause, or one that a relative clause follows; -1 if there is none.
    """
    subject = tokens[last]
    if subject.low in _RELATIVES:
        noun = last - 1
        if noun < 1 or subject.left not in (tokens[noun].low, ","):
            return -1
        begins = _opening(tokens, noun, _ONE | _SEVERAL | {"these", "those", "some"})
        # "molecules with a charge that hold": what is meant may stand before the preposition
        return -1 if begins > 0 and tokens[begins].left in _BEFORE_ANOTHER else begins
    pronoun = subject.low in _PERSONS
    if subject.text == "i":
        return -1  # an index
    begins = last if pronoun else _opening(tokens, last, _DETERMINERS)
    if begins < 0:
        return -1
    if tokens[begins].left in _CLAUSE or tokens[begins].opens:
        return begins
    if pronoun and tokens[begins].left in _BEFORE_PRONOUN:
        return begins
    return -1


def _opening(tokens: Sequence[Token], noun: int, determiners: frozenset[str]) -> int:
    """Where the noun phrase begins that ends with a noun: its determiner, or where it is a plural
    without one at the beginning of a line; -1 if that is not near.
    """
    back = noun
    while back >= max(0, noun - 2):
        word = tokens[back].low
        if word in determiners and back < noun:
            return back
        if word in _NO_NOUNS or word.endswith("ing") or tokens[back].guarded:
            return -1
        if tokens[back].opens:
            plural = tokens[noun].low.endswith("s") or tokens[noun].low in _SEVERAL_PERSONS
            return back if plural and noun - back < 2 else -1
        if back and tokens[back].left != tokens[back - 1].low:
            return -1
        back -= 1
    return -1


def _is_bare(tokens: Sequence[Token], begins: int, at: int) -> bool:
    """Whether something before the subject leaves its verb without an ending."""
    while begins > max(0, at - _REACH) and not tokens[begins].first:
        begins -= 1
        if tokens[begins].low in _BARE:
            return True
    return False


def _is_one(tokens: Sequence[Token], last: int, model: DocumentModel) -> bool | None:
    """Whether the subject that ends with a word is one thing (True) or several, by the verb that
    is seen after the noun; None if neither is clear.
    """
    word, lexicon = tokens[last].low, model.lexicon
    if word in _PERSONS:
        return word in _HE
    if word in _RELATIVES:
        word = tokens[last - 1].low
    if word in _SEVERAL_PERSONS:
        return False
    if not lexicon.known(word) or word in PARTICLES:
        return None
    single, several = lexicon.pair(word, "is"), lexicon.pair(word, "are")
    if has_s(word):
        plural = lexicon.common(word[:-1]) and lexicon.pair("the", word[:-1]) >= A_NOUN
        return False if plural and several >= single else None
    if single <= several or lexicon.pair("the", word) < A_NOUN:
        return None
    return True


def _is_only_verb(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is a verb without an ending, and no noun."""
    return lexicon.pair("to", word) >= A_VERB and lexicon.pair("the", word) < NO_NOUN


def number(tokens: Sequence[Token], at: int, text: str, model: DocumentModel) -> Proposal | None:
    """ "two parent agree", "3 ship of", "one nights": a noun that does not agree with the
    numeral before it. Only suggested.
    """
    token = tokens[at]
    word, left, lexicon = token.low, token.left, model.lexicon
    if (
        len(word) < 4
        or word in _ROUND
        or word in _SIGNS
        or (at > 0 and tokens[at - 1].glued)
        or (at > 1 and tokens[at - 1].left in _BEFORE_NUMERAL)
    ):
        return None  # "a two component glue", "no one objects"
    digits = None
    if left == "#":
        digits = _DIGITS.fullmatch(
            text[tokens[at - 1].end : token.start] if at else f" {text[: token.start]}"
        )
        either = at > 0 and tokens[at - 1].low in ("or", "and", "to")
        left = "" if digits is None or either else "one" if digits[1] == "1" else "two"
    few = digits is None or len(digits[1]) == 1
    plural = word.endswith("s")
    if not left or plural is not (left in _ALONE):
        return None
    other = base_of(word) if plural else third_of(word)
    if other == word or not lexicon.common(other) or lexicon.pair("the", word) < A_NOUN:
        return None
    if plural and max(lexicon.pair("it", word), lexicon.pair("he", word)) >= 0:
        return None  # "one works"
    if token.right not in _AFTER_NOUN and not _is_only_verb(token.right, lexicon):
        return None
    meant, written = lexicon.pair(left, other), lexicon.pair(left, word)
    if meant < AFTER_NUMBER or meant < written + NUMBER_LEAD:
        return None
    if left == "this" and (token.right in _BE or token.right in ("have", "do")) and at > 0:
        this = tokens[at - 1]
        return Proposal.at(this, like(this.text, "these"), "number", False)
    sure = model.noisy and meant >= AFTER_NUMBER_SURE and written < 0
    sure = sure and few  # "a 6 speed gear"
    sure = sure and not (at and tokens[at - 1].text == "A")  # "team A players"
    counted = not at or tokens[at - 1].low in (PARTICLES - {"of"}) | {"least", "most"}
    sure = sure and (digits is None or counted)  # "exam 2 section", "a number of 1 bits"
    if left == "this" or token.right in _OF_SEVERAL:
        sure = False  # "this tools": these tools, or this tool; "a tools are": tools are
    return Proposal.at(token, other, "number", sure)
