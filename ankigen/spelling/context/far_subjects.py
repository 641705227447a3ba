"""Verbs that do not agree with a subject further off: an adverb, or what the subject is of, stands
between the two ("people often remembers", "the walls of the cell was"). Only suggested."""

from __future__ import annotations

from collections.abc import Sequence

from ankigen.spelling.context.agreement import agreement
from ankigen.spelling.rules import Proposal
from ankigen.spelling.unknown.candidates import PARTICLES
from ankigen.spelling.words.document_model import DocumentModel
from ankigen.spelling.words.tokens import Token
from ankigen.spelling.words.word_forms import has_s
from ankigen.text.word_lists import word_set

#: What stands between a subject and its verb and changes neither.
ADVERBS = word_set("also often usually always never sometimes generally normally typically mostly")
#: Words after which a verb may have a subject further off.
BEFORE = ADVERBS | {"these", "those"}
_RELATIVES, _SINGLE = word_set("that which who"), word_set("is was has")
#: So many words on either side of a verb are enough to judge it.
_REACH = 9
#: Of a form of "be" what a subject of the other number has.
OTHER = {"is": "are", "was": "were", "has": "have", "are": "is", "were": "was", "have": "has"}
_SEVERAL = frozenset(("are", "were", "have"))
_OF = word_set("of in for on from with")
_BEFORE_NOUN = word_set("the its their his her our a an this these those all some different many")
#: A noun is seen so often before its form of "be".
_AFTER_NOUN = 4.0
#: … and so many bits more often than before the other.
_LEAD = 3.0
_A_NOUN = 3.0
#: What a verb has for its object, and how often a verb is seen after "to".
_OBJECT, _A_VERB = word_set("the a an its their"), 4.0
#: One word for several things, or for a part of them: either form may follow.
_EITHER = word_set(
    "number majority minority group set variety series lot pair couple range host handful "
    "rest half part bunch percentage proportion percent total type kind sort class family "
    "team crew staff public police people remainder bulk fraction collection array list means "
    "basics data media combination sum plurality union army government company quarter third"
)


def far_subject(tokens: Sequence[Token], at: int, model: DocumentModel) -> Proposal | None:
    """What is proposed for a verb whose subject does not stand right before it."""
    token = tokens[at]
    if token.guarded or token.glued or not token.lower or at < 1:
        return None
    if token.left in ("these", "those"):
        return _these(tokens, at, model)
    if token.left in _RELATIVES:
        return _relative(tokens, at, model) if token.low in _SINGLE else None
    if token.left in ADVERBS and token.left == tokens[at - 1].low:
        return _past_adverb(tokens, at, model)
    return _of_phrase(tokens, at, model) if token.low in OTHER else None


def _past_adverb(tokens: Sequence[Token], at: int, model: DocumentModel) -> Proposal | None:
    """The verb judged as if the adverb before it were not there."""
    adverb, verb = tokens[at - 1], tokens[at]
    if at < 2 or adverb.left != tokens[at - 2].low:
        return None
    near = [*tokens[max(0, at - _REACH) : at - 1], verb._replace(left=adverb.left)]
    found = agreement([*near, *tokens[at + 1 : at + 3]], len(near) - 1, "", model)
    if found is None or found.rule != "agreement":
        return None
    return found.suggested()


def _these(tokens: Sequence[Token], at: int, model: DocumentModel) -> Proposal | None:
    """ "these reads the": several things that begin a sentence, before a verb and its object."""
    token, lexicon = tokens[at], model.lexicon
    if not tokens[at - 1].first or not has_s(token.low) or token.right not in _OBJECT:
        return None
    base = token.low[:-1]
    if lexicon.pair("to", base) < _A_VERB or lexicon.pair("these", token.low) >= 0:
        return None
    return Proposal.at(token, base, "agreement", False)


def _relative(tokens: Sequence[Token], at: int, model: DocumentModel) -> Proposal | None:
    """ "Atoms that has", "customers who is": several that begin a line, and what they do."""
    token, lexicon = tokens[at], model.lexicon
    if at < 2 or tokens[at - 1].left != tokens[at - 2].low or not token.right.isalpha():
        return None
    noun = tokens[at - 2]
    if not noun.opens or noun.guarded or not has_s(noun.low) or noun.low in _EITHER:
        return None
    one = noun.low[:-1]
    if not lexicon.common(one) or lexicon.pair("the", one) < _A_NOUN:
        return None
    if lexicon.pair(noun.low, "are") < max(_AFTER_NOUN, lexicon.pair(noun.low, "is")):
        return None
    return Proposal.at(token, OTHER[token.low], "agreement", False)


def _of_phrase(tokens: Sequence[Token], at: int, model: DocumentModel) -> Proposal | None:
    """ "the walls of the cell was", "the role of hormones are"."""
    token, inner = tokens[at], tokens[at - 1]
    if token.left != inner.low or inner.low in PARTICLES or not inner.lower:
        return None
    preposition = at - 2
    while preposition > max(0, at - 5) and tokens[preposition].low not in _OF:
        word = tokens[preposition]
        if word.guarded or tokens[preposition + 1].left != word.low:
            return None
        if word.low in PARTICLES and word.low not in _BEFORE_NOUN:
            return None
        preposition -= 1
    head = preposition - 1
    if head < 1 or tokens[preposition].low not in _OF:
        return None
    if tokens[preposition + 1].left != tokens[preposition].low:
        return None
    return _of_head(tokens, head, at, model)


def _of_head(tokens: Sequence[Token], head: int, at: int, model: DocumentModel) -> Proposal | None:
    """What the noun before the preposition says of the verb; it begins a clause, with its
    determiner and one adjective before it or none.
    """
    token, noun, lexicon = tokens[at], tokens[head], model.lexicon
    if noun.low in _EITHER or noun.low in PARTICLES or not noun.lower or noun.guarded:
        return None
    if tokens[head + 1].left != noun.low or not lexicon.common(noun.low):
        return None
    begins = head - 1 if tokens[head - 1].low in ("the", "these", "those") else head - 2
    if begins < 0 or tokens[begins].low not in ("the", "these", "those"):
        return None
    if begins < head - 1 and (tokens[head - 1].low in PARTICLES or tokens[head - 1].guarded):
        return None
    if not (tokens[begins].opens or tokens[begins].left in (".", "that", "because")):
        return None
    single, several = lexicon.pair(noun.low, "is"), lexicon.pair(noun.low, "are")
    if token.low in _SEVERAL:
        clear = single >= _AFTER_NOUN and single >= several + _LEAD and not noun.low.endswith("s")
        clear = clear and tokens[begins].low == "the"
    else:
        clear = several >= single and has_s(noun.low) and lexicon.common(noun.low[:-1])
        clear = clear and lexicon.pair("the", noun.low[:-1]) >= _A_NOUN
    if not clear:
        return None
    return Proposal.at(token, OTHER[token.low], "agreement", False)
