"""Slips that show in the word itself: an apostrophe left out, the shift key held too long, a key
that stuck, a plural without its e."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ankigen.spelling.rules import Proposal
from ankigen.spelling.unknown.candidates import PARTICLES, SHORT, Speller, like
from ankigen.spelling.words.document_model import TRUSTED_COUNT, DocumentModel
from ankigen.spelling.words.lexicon import BOTH, NAME, PLAIN
from ankigen.spelling.words.tokens import Token
from ankigen.spelling.words.word_forms import has_s
from ankigen.text.word_lists import word_set

#: Short forms that are no other word without their apostrophe.
_SHORT = word_set(
    "don't doesn't didn't isn't aren't wasn't weren't haven't hasn't hadn't wouldn't "
    "couldn't shouldn't mustn't that's there's "
    "what's where's here's you're they're you'll they'll you've they've we've i've i'm "
    "someone's everyone's anyone's "
    "could've should've would've "
    "somebody's everybody's nobody's children's women's today's tomorrow's yesterday's"
)
_WITHOUT: Mapping[str, str] = {
    "doent": "doesn't",
    **{word.replace("'", ""): word for word in sorted(_SHORT)},
}
#: These are words, too ("thieves' cant", "as is his wont"): the next word tells.
_ALSO_WORDS: Mapping[str, str] = {"cant": "can't", "wont": "won't", "whos": "who's"}
#: The words that `apostrophe` judges.
SHORT_FORMS = frozenset((*_WITHOUT, *_ALSO_WORDS))
#: After these "cant" is no noun.
_PERSONS = word_set("i you he she it we they one people")
#: Before these forms stand words that only a noun has ("as is his wont").
_BEFORE_NOUN = word_set("a an the his her their its our your my this that of is was thieves")
#: So many words off another with two capitals tells that they are meant.
_NEAR = 3
#: Days that have a plural.
_DAYS = word_set("tomorrows yesterdays")
_BE = word_set("be been being is are was were")
#: Words of grammar that are verbs, too.
_VERBS_TOO = word_set("be do have get let time own")
#: A verb is seen so often after "to".
A_VERB = 5.0
#: The short form and the next word are seen together so often, and so many bits more often than the
#: word.
SHORT_PAIR, SHORT_LEAD = 3.0, 4.0
#: Two capitals are a slip of the shift key in words this common.
COMMON_ENOUGH = 14.0
#: A long word that the notes write so once, and a name that everybody knows, may be as rare as
#: this.
LONG_ENOUGH, LESS_COMMON = 6, 9.0
#: After a doubled or stuck key is put right the word is this common.
STUCK_LEAST = 3.0
#: What is a listed misspelling but for its stuck key has so many letters.
STUCK_LISTED = 6

_HUMS = re.compile(r"[bcdfghjklmnpqrstvwxz]+")  # "hmmm"
_STUCK = re.compile(r"([a-z])\1{2,}")


def slip(tokens: Sequence[Token], number: int, model: DocumentModel) -> Proposal | None:
    """The first of these slips that a word no list has shows, if any."""
    token = tokens[number]
    return (
        apostrophe(token, model) or two_capitals(tokens, number, model) or stuck_key(token, model)
    )


def apostrophe(token: Token, model: DocumentModel) -> Proposal | None:
    """ "dont", "thats", "someones"; "cant" and "wont" only before what follows the short form."""
    word = token.low
    if word not in SHORT_FORMS:
        return None
    if (
        not (token.lower or (token.capital and token.first))
        or token.glued
        or word in model.glossary
    ):
        return None
    if word in _DAYS and not token.right.isalpha():
        return None  # "improved tomorrows"
    if word == "dont" and token.left in _BE:
        return None  # "it can be dont today"
    if word == "dont" and not model.noisy and model.lexicon.kind(token.right) == NAME:
        return None  # "dont Bretons" is French
    if model.lexicon.common(word + token.right):
        return None  # "im mediately"
    meant = _WITHOUT.get(word)
    if meant is not None:
        return Proposal.at(token, like(token.text, meant), "apostrophe", True)
    meant = _ALSO_WORDS.get(word)
    if meant is None or not token.right.isalpha():
        return None
    if word == "cant" and token.left in _PERSONS:
        return Proposal.at(token, like(token.text, meant), "apostrophe", model.noisy)
    short, plain = model.lexicon.pair(meant, token.right), model.lexicon.pair(word, token.right)
    if word != "whos" and token.left not in _BEFORE_NOUN:
        verb = token.right == "be" or model.lexicon.pair("to", token.right) >= A_VERB
        if verb and token.right not in PARTICLES - _VERBS_TOO:
            return Proposal.at(token, like(token.text, meant), "apostrophe", model.noisy)
    if (
        short < SHORT_PAIR
        or short < plain + SHORT_LEAD
        or token.left in ("a", "the", "his", "her", "their")
    ):
        return None
    return Proposal.at(token, like(token.text, meant), "apostrophe", word == "cant")


def two_capitals(tokens: Sequence[Token], number: int, model: DocumentModel) -> Proposal | None:
    """ "THe" and "WIll": everyday words of which the second letter is a capital, too, and others
    that the notes write in the usual way elsewhere; "AAtlantic": the capital twice."""
    token = tokens[number]
    text = token.text
    if len(text) < 3 or token.glued or not (text[:2].isupper() and text[2:].islower()):
        return None
    if model.written(token.low, text) >= TRUSTED_COUNT or token.low in model.glossary:
        return None
    if any(not s.isupper() for w in (token.left, token.right) for s in model.shapes.get(w, ())):
        return None  # the letters of an abbreviation: "RANdom SAmple Consensus"
    if any(shape[0].islower() for shape in model.shapes.get(token.low, ())):
        return None  # "IPod" of "iPod"
    near = tokens[max(0, number - _NEAR) : number + _NEAR + 1]
    if sum(t.text[:2].isupper() and t.text[2:].islower() for t in near) > 1:
        return None  # "SoHo (SOuth of HOllywood)", "tell NOt a NOble"
    if any((t.upper and text[:2] in t.text) or _is_spelled_out(t.text) for t in tokens):
        return None  # … that stands beside them: "PRAM (PRogram memory)", "AUTomatic SAving"
    lexicon = model.lexicon
    twice = text[0] == text[1] and model.written(token.low, text) == 1  # "LLength" is a variable
    if twice and lexicon.known(token.low[1:]) and len(text) > LONG_ENOUGH:
        return Proposal.at(token, text[1:], "capitals", not lexicon.known(token.low))
    if _is_once_so(token, model):
        return Proposal.at(token, text[0] + text[1:].lower(), "capitals", True)
    long = len(text) >= LONG_ENOUGH and model.written(token.low, text) == 1
    least = LESS_COMMON if long or lexicon.kind(token.low) in (NAME, BOTH) else COMMON_ENOUGH
    if not lexicon.known(token.low) or lexicon.frequency(token.low) < least:
        return None
    if (
        text.endswith("s")
        and not token.low.endswith("ss")
        and len(text) < 5
        and token.low != "this"
    ):
        return None  # "IDs", "PCs"
    return Proposal.at(token, text[0] + text[1:].lower(), "capitals", True)


def _is_spelled_out(text: str) -> bool:
    """Whether the first letters of a word are shown to be those of an abbreviation."""
    return len(text) > SHORT and text[:3].isupper() and text[3:].islower()


def _is_once_so(token: Token, model: DocumentModel) -> bool:
    """Whether the notes write a word with two capitals once, and often in the usual way."""
    word, total = token.low, model.shapes.get(token.low)
    if len(word) <= SHORT or total is None or total.total() > 1:
        return False
    return model.writes(word, TRUSTED_COUNT + 1) > TRUSTED_COUNT


#: Four of a letter are written on purpose.
_LONG_RUN = re.compile(r"([a-z])\1{3}")


def stuck_key(token: Token, model: DocumentModel) -> Proposal | None:
    """ "commmand" and "theee": no word has a letter three times in a row."""
    if not token.lower or not _STUCK.search(token.low) or _HUMS.fullmatch(token.low):
        return None
    meant = [
        word
        for word in dict.fromkeys((_STUCK.sub(r"\1\1", token.low), _STUCK.sub(r"\1", token.low)))
        if model.lexicon.common(word) and model.lexicon.frequency(word) >= STUCK_LEAST
    ]
    listed = model.lexicon.corrections.get(_STUCK.sub(r"\1\1", token.low), "")
    if listed and "," not in listed and len(token.low) >= STUCK_LISTED:
        meant = [listed]  # "acesss" is "acess" with a stuck key, and no "aces"
    if len(meant) != 1 or len(token.low) < 5 or len(meant[0]) < 3:
        return None
    # "mooooo" and a "clllank" that stands alone are sounds
    sounds = bool(_LONG_RUN.search(token.low)) or not (token.left or token.right)
    return Proposal.at(token, meant[0], "stuck-key", model.noisy or not sounds)


#: What is seen so often after "the" may be owned.
A_THING = 3.0
#: A word that lost its last e has so many letters: shorter ones may be names of things.
LOST_E_LETTERS = 7
#: … and what is as near as the word with its e costs no more than this.
AS_NEAR = 0.85


def plural_of_y(token: Token, model: DocumentModel) -> Proposal | None:
    """ "injurys" and "querys"; before a thing it is an owner ("the babys head"), which is only
    suggested.
    """
    several = token.low[:-2] + "ies"
    if not model.lexicon.common(several):
        return None
    sure = not token.glued and (token.right in PARTICLES or token.right in (".", ",", ""))
    if not sure and model.lexicon.pair("the", token.right) >= A_THING:
        several = token.low[:-1] + "'s"
    return Proposal.at(token, like(token.text, several), "plural-of-y", sure)


def lost_e(token: Token, model: DocumentModel, speller: Speller) -> Proposal | None:
    """ "dividse" has its e, "divids" lost it: a word that only with an e before its s is one, and
    without the s none. It is only suggested if another word with an s is as near ("emigrats":
    emigrates, emigrants?).
    """
    word, lexicon = token.low, model.lexicon
    if (
        len(word) < LOST_E_LETTERS
        or not token.lower
        or not word.endswith("s")
        or word[-2] in "aeiousy"
    ):
        return None
    whole = word[:-1] + "es"
    if lexicon.exists(word[:-1]) or not (lexicon.common(whole) and lexicon.common(word[:-1] + "e")):
        return None
    if lexicon.seen_level(word) or model.writes(word, 2) > 1 or token.glued:
        return None
    others = (c for c in speller.candidates(word) if c.edits == 1 and c.text != whole)
    alone = not any(has_s(c.text) and c.cost <= AS_NEAR and " " not in c.text for c in others)
    return Proposal.at(token, like(token.text, whole), "plural-of-e", model.noisy and alone)


#: A word of the dictionary that is longer is one by itself.
_HALF_WORD = 3


def lost_first_letter(token: Token, model: DocumentModel) -> Proposal | None:
    """ "he result" and "t is" at the start of a line, in notes whose lines begin with capitals."""
    if token.guarded or token.glued or not token.opens or not token.lower:
        return None
    if not model.capitals or not token.right.isalpha() or len(token.low) > 4:
        return None
    word, lexicon = token.low, model.lexicon
    if len(word) == 1 and (token.introduced or model.writes(word, TRUSTED_COUNT) >= TRUSTED_COUNT):
        return None  # a symbol, or an option of a command
    if word == "an" and token.right[0] in "aeiou":
        return None
    suggested = model.pair(word, token.right)
    ranked = sorted(
        (
            (lexicon.pair(first + word, token.right), first + word)
            for first in "abcdefghijklmnopqrstuvwxyz"
            if lexicon.kind(first + word) in (PLAIN, BOTH)
            and (len(word) > 1 or first + word in PARTICLES)
        ),
        reverse=True,
    )
    if not ranked or ranked[0][0] < 6 or ranked[0][0] < suggested + 4:
        return None
    if len(ranked) > 1 and ranked[1][0] > ranked[0][0] - 2:
        return None
    right = ranked[0][1]
    # "ides of March": a rare word is not the rest of a commoner one only because it is rarer
    sure = len(word) <= _HALF_WORD or not lexicon.exists(word)
    return Proposal.at(token, right[0].upper() + right[1:], "lost-capital", sure)
