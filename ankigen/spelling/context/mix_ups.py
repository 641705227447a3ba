"""Words that exist, written where only another can stand: closed patterns of the words beside
them.

Each row of the table names a word, what was meant, and what must stand before and after it. In
notes typed in a hurry a row that leaves nothing else open is fixed; otherwise it is suggested."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ankigen.spelling.rules import Proposal
from ankigen.spelling.unknown.candidates import PARTICLES, like
from ankigen.spelling.words.document_model import DocumentModel
from ankigen.spelling.words.tokens import Token
from ankigen.spelling.words.word_forms import has_s
from ankigen.text.word_lists import word_set

_THE = word_set("the a an its their his her our my your this these those any each every some")
_MODALS = word_set(
    "can could may might must shall should will would cannot can't couldn't won't wouldn't "
    "shouldn't"
)
_NOT = word_set("don't doesn't didn't")
_BE = word_set("is are was were be been being isn't aren't wasn't weren't")
_HAVE = word_set("has have had having hasn't haven't hadn't")
_THEY = word_set("it he she they we you there")
_IN = word_set("of in by for with from to at on into")
_HOW = word_set("what how whether why")
_LOST = word_set(
    "weight energy water control heat power money interest touch track sight hope blood contact "
    "electrons information memory consciousness faith"
)
_ADVERBS = word_set(
    "also directly indirectly negatively positively adversely strongly greatly severely"
)
_GO = word_set(
    "go goes going went gone pass passes passing flow flows flowed flowing move moves moved "
    "moving travel travels travelled come comes came coming run runs ran"
)
_COME = word_set(
    "comes came coming derived obtained released removed separated arises originates "
    "away protect protects"
)
_TAKEN = word_set(
    "made taken collected extracted received inherited borrowed absorbed isolated resulting "
    "results resulted ranging ranges different"
)
_TO = word_set(
    "due according able trying tends tend belongs belong refers refer order ought supposed"
)


class _MixUp(NamedTuple):
    """A word between the words of `left` and `right` (None: whatever stands there). `surely`:
    nothing else can be meant."""

    word: str
    meant: str
    left: frozenset[str] | None
    right: frozenset[str] | None
    surely: bool = True


_ROWS = (
    _MixUp("loose", "lose", _MODALS | _NOT | word_set("to they we"), _THE | _LOST),
    _MixUp("loose", "lose", _MODALS | _NOT | {"to"}, word_set(". ,"), False),
    _MixUp("looses", "loses", None, _THE | _LOST | {"."}),
    _MixUp("loosing", "losing", None, _THE | _LOST),
    _MixUp("lose", "loss", word_set("the a"), word_set("of")),
    _MixUp("lost", "loss", word_set("the a"), word_set("of"), False),
    _MixUp("effects", "affects", word_set("it which really") | _ADVERBS,
           _THE | word_set("how people")),
    _MixUp("effect", "affect", _NOT | _ADVERBS, _THE | word_set("how people")),
    _MixUp("effect", "affect", _MODALS | word_set("to not"), _THE - word_set("a an") | {"how"},
           False),
    _MixUp("affects", "effects", word_set("the these side"), word_set("of on")),
    _MixUp("affect", "effect", word_set("the an side main same opposite"), word_set("of on"),
           False),
    _MixUp("except", "accept", _MODALS | _NOT, _THE | word_set("that it them him")),
    _MixUp("except", "accept", word_set("to not"), _THE, False),
    _MixUp("accept", "except", word_set("all everything everyone nothing"), word_set("for")),
    _MixUp("bee", "be", _MODALS | word_set("not"), None),
    _MixUp("being", "been", _HAVE - {"having"}, word_set("used made able called found"), False),
    _MixUp("no", "know", word_set("to not don't didn't doesn't"), _HOW | word_set("if")),
    _MixUp("now", "know", word_set("to don't didn't doesn't"), _HOW),
    _MixUp("their", "there", None, word_set("is are was were isn't aren't wasn't weren't has")),
    _MixUp("there", "their", None, word_set("own")),
    _MixUp("they're", "their", None, word_set("own")),
    _MixUp("you're", "your", None, word_set("own")),
    _MixUp("your", "you're", None, word_set("a an not supposed allowed able")),
    _MixUp("your", "you're", None, word_set("the going trying"), False),
    _MixUp("where", "were", word_set("they we"), None),
    _MixUp("where", "were", word_set("which who there"),
           word_set("a an not no many some also very made born in"), False),
    _MixUp("we're", "were", word_set("they there which who"), None, False),
    _MixUp("were", "where", word_set("know see is from find shows show of"),
           _THE | _THEY, False),
    _MixUp("weather", "whether",
           word_set(", know see decide tell determine ask asks on of depends depending question "
                    "sure unsure matter check test find out wonder clear"),
           word_set("or it he she they we you there to someone something")),
    _MixUp("weather", "whether",
           word_set(", know see decide tell determine ask on depends depending unsure check"),
           _THE | {"people"}, False),
    _MixUp("lead", "led", word_set("was were been has have had"), word_set("to by into")),
    _MixUp("past", "passed", _HAVE | _BE, word_set("through down on along away")),
    _MixUp("passed", "past", _GO | word_set("walk walks walked walking drove flew"), _THE),
    _MixUp("passed", "past", word_set("the"), word_set("century year years decade decades tense")),
    _MixUp("witch", "which", _IN | {","}, _BE | _MODALS | _HAVE | word_set("means makes"), False),
    _MixUp("apart", "a part", _BE | word_set("as become becomes became"), word_set("of")),
    _MixUp("as", "has", word_set("it which that he she this there"), word_set("been")),
    _MixUp("has", "as", word_set("such"), _THE),
    _MixUp("too", "to", _TO, None),
    _MixUp("too", "to", None, word_set("the be their its which"), False),
    _MixUp("off", "of", word_set("because instead most kind kinds lots part parts consists consist "
                                 "type types number amount"), _THE),
    _MixUp("form", "from", _COME, None),
    _MixUp("form", "from", _TAKEN, _THE | word_set("what which those other them him")),
    _MixUp("from", "form", word_set("the a this any other another different"), word_set("of")),
    _MixUp("one", "on", word_set("depends depend based depending focuses focus relies rely"), _THE),
    _MixUp("than", "then", word_set("and"), _THEY - {"there"}, False),
    _MixUp("who's", "whose", None, word_set("name names father mother job role son daughter own "
                                            "function purpose value aim main")),
    _MixUp("hear", "here", word_set("."), word_set("is are")),
    _MixUp("here", "hear", word_set("to can could"), _THE),
    _MixUp("threw", "through", _GO, _THE),
    _MixUp("though", "through", _GO - word_set("came come comes"), _THE),
    _MixUp("thought", "though", word_set("even"), None),
    _MixUp("past", "pass", _MODALS, None),
    _MixUp("font", "front", word_set("in"), word_set("of")),
    _MixUp("buy", "by", None, word_set("which"), False),
    _MixUp("wear", "were", None, word_set("not born made called used found killed"), False),
    _MixUp("apposed", "opposed", _BE | {"as"}, word_set("to")),
    _MixUp("lease", "least", word_set("at"), None),
    _MixUp("lest", "least", word_set("at"), None),
    _MixUp("worse", "worst", word_set("the in a best"), word_set("case")),
    _MixUp("tail", "tale", word_set("fairy"), None),
    _MixUp("tails", "tales", word_set("fairy"), None),
    _MixUp("principle", "principal", None, word_set("component components investigator")),
    _MixUp("principal", "principle", word_set("in"), word_set(". ,")),
    _MixUp("allot", "a lot", None, word_set("of")),
    _MixUp("wether", "whether", None, word_set("or to it he the she they we you there a not this")),
    _MixUp("whit", "with", None, _THE),
    _MixUp("chose", "choose", _MODALS | _NOT | {"to"}, None),
    _MixUp("advise", "advice", word_set("some any much the good bad"),
           word_set(". , to on from of"), False),
    _MixUp("advice", "advise", _MODALS | {"to"}, _THE | word_set("you them him us people"), False),
    _MixUp("breath", "breathe", _MODALS | {"to"}, word_set("in out . , through and"), False),
    _MixUp("effected", "affected", _BE, word_set("by the"), False),
    _MixUp("follow", "following", word_set("the"),
           word_set("example examples rules rule steps step table code formula equation list "
                    "points is are reasons question questions types ways properties conditions")),
    _MixUp("say", "se", word_set("per"), None),
    _MixUp("seeded", "seated", word_set("deep"), None),
    _MixUp("mute", "moot", None, word_set("point")),
    _MixUp("reign", "rein", word_set("free"), None),
    _MixUp("baited", "bated", None, word_set("breath")),
    _MixUp("hes", "he's", None, word_set("a the not been going very"), False),
    _MixUp("shes", "she's", None, word_set("a the not been going very"), False),
)  # fmt: skip

_ROWS_OF: Mapping[str, tuple[_MixUp, ...]] = {
    word: tuple(row for row in _ROWS if row.word == word) for word in {row.word for row in _ROWS}
}
#: The past of a verb that is no participle, and the participle.
_PAST: Mapping[str, str] = {
    "went": "gone", "took": "taken", "wrote": "written", "began": "begun", "chose": "chosen",
    "gave": "given", "grew": "grown", "knew": "known", "threw": "thrown", "drew": "drawn",
    "flew": "flown", "spoke": "spoken", "stole": "stolen", "froze": "frozen", "ate": "eaten",
    "drank": "drunk", "drove": "driven", "forgot": "forgotten", "wore": "worn", "swam": "swum",
    "sang": "sung", "shook": "shaken", "tore": "torn", "fell": "fallen", "became": "become",
    "came": "come", "ran": "run",
}  # fmt: skip
#: … and those that something is never done to.
_NOT_DONE = word_set("went grew fell became came ran began swam")
#: Where two words are told apart by what follows, the right one is seen before it so often.
_BEFORE = 4.0
#: Sounds like another before a thing: what was meant.
_OWNED = {"there": "their", "they're": "their", "are": "our", "you're": "your"}
#: What stands before a count of several.
_SEVERAL = word_set("many several two three four five six seven eight nine ten few various both")
_COUNTS = _SEVERAL | word_set(
    "a an one no some other more different # several lots always also not nothing"
)
#: Bits by which "too" must be rarer than "to" before what follows.
_TO_LEAD = 3.0

#: The words that the rules of this module judge.
MIXED_UP = _ROWS_OF.keys() | _PAST.keys() | _OWNED.keys() | word_set("is was")


def mixed_up(tokens: Sequence[Token], at: int, model: DocumentModel) -> Proposal | None:
    """What the first rule of this module that sees anything proposes for a word of MIXED_UP."""
    token = tokens[at]
    if token.guarded or token.glued or token.low in model.glossary:
        return None
    if not (token.lower or (token.capital and token.first)):
        return None
    return (
        _of_rows(tokens, at, model)
        or _perfect(tokens, at, model)
        or _owned(token, model)
        or _there_are(tokens, at, model)
    )


def _counted(tokens: Sequence[Token], at: int) -> bool:
    """Whether what follows the next word is counted ("are two", "is a", "are many")."""
    return at + 1 < len(tokens) and tokens[at + 1].right in _COUNTS


def _of_rows(tokens: Sequence[Token], at: int, model: DocumentModel) -> Proposal | None:
    token = tokens[at]
    for row in _ROWS_OF.get(token.low, ()):
        if row.left is not None and token.left not in row.left:
            continue
        if row.right is not None and token.right not in row.right:
            continue
        if row.right is None and not token.right.isalpha():
            continue
        if row.word == "too" and not _is_to(token, model):
            continue
        # "their are poor": they are, or there are
        sure = row.surely and model.noisy and not (row.word == "their" and not _counted(tokens, at))
        return Proposal.at(token, like(token.text, row.meant), "mix-up", sure)
    return None


def _is_to(token: Token, model: DocumentModel) -> bool:
    """Whether "to" stands before the next word far more often than "too"."""
    lexicon = model.lexicon
    return lexicon.pair("to", token.right) >= lexicon.pair("too", token.right) + _TO_LEAD


def _perfect(tokens: Sequence[Token], at: int, model: DocumentModel) -> Proposal | None:
    """ "has went", "was took": after an auxiliary the participle."""
    token = tokens[at]
    meant = _PAST.get(token.low)
    if meant is None or token.right in ("", "-"):
        return None
    have = token.left in _HAVE
    done = token.left in _BE and token.low not in _NOT_DONE
    if not have and not done:
        return None
    return Proposal.at(token, meant, "perfect", model.noisy and have)


def _owned(token: Token, model: DocumentModel) -> Proposal | None:
    """ "of there cells", "for are bodies", "you're notes": before what is owned."""
    meant = _OWNED.get(token.low)
    thing = token.right
    if meant is None or not thing.isalpha() or thing in PARTICLES:
        return None
    if token.low != "you're" and token.left not in _IN:
        return None
    lexicon = model.lexicon
    if lexicon.pair(meant, thing) < _BEFORE or lexicon.pair(token.low, thing) >= 0:
        return None
    if lexicon.pair("the", thing) < _BEFORE or thing.endswith(("ing", "ed", "ly")):
        return None
    return Proposal.at(token, like(token.text, meant), "mix-up", False)


def _there_are(tokens: Sequence[Token], at: int, model: DocumentModel) -> Proposal | None:
    """ "there is many kinds": several things "are"."""
    token = tokens[at]
    if token.low not in ("is", "was") or token.left != "there" or token.right not in _SEVERAL:
        return None
    if at + 2 >= len(tokens) or tokens[at + 1].right in ("a", "an", ".", ","):
        return None
    if token.right == "both" or not has_s(tokens[at + 2].low):
        return None
    meant = "are" if token.low == "is" else "were"
    return Proposal.at(token, meant, "agreement", model.noisy)
