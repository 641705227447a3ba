"""Owners without their apostrophe: "Newtons law", "the earths surface", "each others work"."""

from __future__ import annotations

from collections.abc import Sequence

from ankigen.spelling.rules import Proposal
from ankigen.spelling.unknown.candidates import PARTICLES
from ankigen.spelling.words.document_model import DocumentModel
from ankigen.spelling.words.lexicon import BOTH, NAME, PLAIN
from ankigen.spelling.words.tokens import Token
from ankigen.spelling.words.word_forms import has_s
from ankigen.text.word_lists import word_set

#: What there is one of, or what owns more often than it does anything.
_OWNERS = word_set(
    "earth world sun moon king queen author speaker narrator poet artist body brain heart society "
    "government company country nation patient person reader speaker state mother father"
)
#: Before an owner that is one.
_ONE = word_set("the a an this each every one another")
_NOT_THE_EARTH = word_set("rare alkaline all other two many")
#: Before an owner stands one of these; before what a verb has an s for, one of those.
_DETERMINERS = word_set("the his her their our my your its this a an each every")
_ACTORS = ("it", "he")
#: An owner and a thing are seen so often after "the".
_OWNS, _OWNED, _HIS = 4.0, 5.0, 2.0
#: … and are written together so often where it is a compound ("sports page").
_TOGETHER = 2.0
#: What follows a thing that is owned.
_AFTER_THING = word_set(". , of in is was are were to and or for from with on at by that which")
#: Before a name of several (a family, a people) these stand.
_SEVERAL = word_set("the these those many some all both two three several most few other of")
#: Names of those who belong to something, of whom there are many.
_PEOPLES = ("ian", "ean", "can", "man", "ist", "ite", "ese", "ish", "ch", "i", "ab", "er")
#: A thing is seen so often after "the"; surely one so often.
_A_THING, _SURELY = 2.0, 5.0
#: A verb is seen after "to" as often, or nearly so: then what is before it may act ("Romans rule").
_NO_VERB = 3.0
#: An s makes a name so much rarer, in bits, where it is none by itself ("Massachusetts").
_RARER, _FAR_RARER = 5.0, 8.0
#: The notes write a name without its s so many times as often.
_TWICE = 2
#: Between an owner and a thing.
_BETWEEN = word_set("first second third last own new famous")


def owner(tokens: Sequence[Token], at: int, model: DocumentModel) -> Proposal | None:
    """A word in -s before a thing, where only an owner can stand."""
    token = tokens[at]
    if token.guarded or token.glued or at + 1 >= len(tokens):
        return None
    thing = tokens[at + 1]
    if not thing.lower or token.right != thing.low:
        return None
    if token.low in ("others", "anothers"):
        pair = (token.left, token.low) in (("each", "others"), ("one", "anothers"))
        pair = pair and thing.low not in PARTICLES and model.lexicon.pair("the", thing.low) >= 2
        return Proposal.at(token, f"{token.text[:-1]}'s", "owner", model.noisy) if pair else None
    if thing.low in _BETWEEN and at + 2 < len(tokens) and token.capital:
        thing = tokens[at + 2]
    if not thing.lower or not _is_thing(thing.low, model):
        return None
    if token.lower:
        return _of_one(token, model) or _of_any(token, thing, model)
    return _of_name(token, thing.low, model)


def _is_thing(word: str, model: DocumentModel) -> bool:
    lexicon = model.lexicon
    if word in PARTICLES or len(word) < 3 or word.endswith(("ed", "ing", "ly")):
        return False
    thing = lexicon.pair("the", word)
    return thing >= _A_THING and lexicon.pair("to", word) <= thing - _NO_VERB


def _of_one(token: Token, model: DocumentModel) -> Proposal | None:
    """ "the earths surface": only suggested, as there may be several that own."""
    one = token.low[:-1]
    alone = one == "earth" and token.left not in _NOT_THE_EARTH
    if one not in _OWNERS or not (token.left in _ONE or alone):
        return None
    return Proposal.at(token, f"{one}'s", "owner", False)


def _of_any(token: Token, thing: Token, model: DocumentModel) -> Proposal | None:
    """ "the users perspective", "his daughters wedding": a plural after a determiner, before what
    is a thing and nothing else, that is not written together. Only suggested.
    """
    lexicon, word, one = model.lexicon, token.low, token.low[:-1]
    if token.left not in _DETERMINERS or not has_s(word) or len(word) < 5:
        return None
    if not lexicon.common(one) or lexicon.pair("the", one) < _OWNS:
        return None
    owned = lexicon.pair("the", thing.low)
    if owned < _OWNED or lexicon.pair("to", thing.low) >= 0 or thing.right not in _AFTER_THING:
        return None
    if max(lexicon.pair(w, thing.low) for w in ("his", "their")) < _HIS:
        return None  # "the crews necessary to sail"
    if (
        lexicon.pair(word, thing.low) >= _TOGETHER
        or max(lexicon.pair(w, word) for w in _ACTORS) >= 0
    ):
        return None
    return Proposal.at(token, f"{one}'s", "owner", False)


def _of_name(token: Token, thing: str, model: DocumentModel) -> Proposal | None:
    """ "Newtons law": a name with an s that is none by itself."""
    lexicon, name = model.lexicon, token.low[:-1]
    if not token.capital or len(name) < 4 or token.low.endswith("ss"):
        return None
    unknown = not model.exists(token.low) and lexicon.known(name)
    unknown = unknown and not (token.first and lexicon.kind(name) == PLAIN)
    if lexicon.kind(name) not in (NAME, BOTH) and not unknown:
        return None
    if lexicon.frequency(name) < lexicon.frequency(token.low) + _RARER:
        return None
    if (
        name.endswith(_PEOPLES)
        and lexicon.frequency(name) < lexicon.frequency(token.low) + _FAR_RARER
    ):
        return None  # "Romans rule"
    if token.left in _SEVERAL or token.low in model.glossary:
        return None
    sure = model.noisy and not lexicon.known(token.low) and lexicon.pair("the", thing) >= _SURELY
    once = model.writes(token.low, 2) == 1 or model.outnumbers(name, token.low, _TWICE)
    sure = sure and once
    return Proposal.at(token, f"{token.text[:-1]}'s", "owner", sure)
