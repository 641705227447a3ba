"""Short words that sound like others: its and it's, lets and let's, you and your, the and there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ankigen.spelling.rules import Proposal
from ankigen.spelling.unknown.candidates import PARTICLES, like
from ankigen.spelling.words.document_model import DocumentModel
from ankigen.spelling.words.tokens import Token
from ankigen.spelling.words.word_forms import has_s
from ankigen.text.word_lists import word_set

#: The words that the rules of `sound_alikes` judge.
SOUND_ALIKE = word_set("it's its lets you who's")
#: Verbs that follow a subject.
VERBS_AFTER = word_set("may can could will would should must might is are was were has have does")

#: After these something owned may follow, and hardly ever a sentence.
BEFORE_OWNED = word_set(
    "of in on by for from with at to into within through under over without like "
    "than about against "
    "between after before during around near onto across behind beyond inside outside despite "
    "using via"
)


#: … and of those hardly ever a sentence ("before it's hot", "most like it's summer" are left to the
#: reader).
_OWNED_SURELY = word_set(
    "in on by for from with at to into within through under over against between "
    "during onto across of using via"
)
#: … and never, whatever the thing is.
_OWNS = word_set("using via of with into within between")
#: After these a sentence may follow; after any other word of content "it's" begins none.
BEFORE_CLAUSE = word_set(
    "that and or but because if when since so as than whether while although though "
    "where what how why until before after "
    "once unless then now think thinks thought say says said means mean know knows "
    "knew believe believes hope sure like feel "
    "feels see sees remember recall realise realize understand notice imagine "
    "suppose guess hear learn tell note notes show shows suggest suggests assume "
    "assumes claim claims argue argues find finds i you we they"
)

#: After these "it's" may be meant, whatever follows.
_BEFORE_ITS = PARTICLES | BEFORE_CLAUSE

#: Bits by which one reading must be more common than the other where both were seen.
FAR_COMMONER = 3.0
#: A word that stands so often behind "the" is a thing.
A_THING = 4.0
#: Pairs this common are no accident.
A_PAIR = 2.0


def its(token: Token, following: Token | None, model: DocumentModel) -> Proposal | None:
    """ "it's own" and "it's colour": "it's" before what can only be owned."""
    if token.guarded or token.low != "it's" or following is None or token.right != following.low:
        return None
    word = following.low
    if following.upper and token.left in BEFORE_OWNED:
        return Proposal.at(token, like(token.text, "its"), "its", True)
    if not following.lower or (word in PARTICLES and word != "own"):
        return None
    if model.lexicon.pair("is", word) >= max(0.0, model.lexicon.pair("the", word)):
        return None  # "it's easy"
    owned, shortened = model.lexicon.pair("its", word), model.lexicon.pair("it's", word)
    subject = following.right in VERBS_AFTER and owned >= 0 and not word.endswith("s")
    thing = owned >= 0 or model.lexicon.pair("the", word) >= A_THING
    left = token.left
    if (token.first or left in BEFORE_CLAUSE) and not (subject or word == "own"):
        return None  # "It's hard to say"
    object_of = left.isalpha() and left not in _BEFORE_ITS and shortened < 0 and thing
    if (
        (owned < 3 and left not in BEFORE_OWNED and not subject and not object_of)
        or (shortened >= 0 and shortened > owned - FAR_COMMONER)
        or word.endswith(("ing", "ed", "ly", "able"))
    ):
        return None
    sure = (word == "own" and not token.first) or subject
    sure = sure or (left in _OWNED_SURELY and owned >= A_PAIR)
    sure = sure or (left in _OWNS and model.lexicon.pair("the", word) >= A_THING)
    return Proposal.at(token, like(token.text, "its"), "its", sure)


#: After "its" these are no thing that is owned.
_NO_THING = word_set("a an the")
_GRADED = word_set("more too really easier harder better")
#: Before "let's".
_BEFORE_LET = word_set("first now so then but and ok well . ,")
#: Words of grammar that are verbs, too.
_VERBS_TOO = word_set("get do have let")
#: A verb is seen so often after "to".
A_VERB = 4.5
#: Nor after these, which tell where it is, and how often ("its usually quiet").
_PLACES = word_set("at between from with into through without")
_OFTEN = word_set(
    "usually always often never also just generally sometimes basically probably still really "
    "actually hardly"
)
#: An adjective is seen so often after "is".
_IS_SAID = 7.0
_NOT_OWNED = _NO_THING | word_set("not been because possible why what how like impossible")


def it_is(token: Token, following: Token | None, model: DocumentModel) -> Proposal | None:
    """ "its a protein", "its hard to see": what follows is nothing that can be owned."""
    if token.guarded or token.glued or token.low != "its" or token.upper:
        return None
    graded = token.right in _GRADED and token.left in BEFORE_CLAUSE
    placed, often = token.right in _PLACES, token.right in _OFTEN
    begins = token.first or token.left in BEFORE_CLAUSE or token.left in ("", ".", ",")
    said = begins and (_is_said(following, model) or token.right == "too")
    if token.right not in _NOT_OWNED and not (graded or placed or often or said):
        return None
    after = "It's" if token.capital else "it's"
    sure = token.right in _NO_THING or (model.noisy and (placed or often or said))
    return Proposal.at(token, after, "it-is", begins and sure)


def _is_said(following: Token | None, model: DocumentModel) -> bool:
    """Whether a word is an adjective of which more is said ("hard to see", "clear that it is")."""
    if following is None or following.right not in ("to", "that", "if", "because"):
        return False
    said = model.lexicon.pair("is", following.low)
    return said >= _IS_SAID and said > model.lexicon.pair("the", following.low) - 1


def whose(token: Token, following: Token | None, model: DocumentModel) -> Proposal | None:
    """ "a person who's job": "who's" after a noun, before what can only be owned."""
    if token.guarded or token.glued or token.low != "who's" or following is None:
        return None
    word, lexicon = following.low, model.lexicon
    if token.right != word or not following.lower or word in PARTICLES or token.first:
        return None
    if word.endswith(("ing", "ed", "ly")) or not token.left.isalpha() or token.left in PARTICLES:
        return None
    owned, said = lexicon.pair("whose", word), lexicon.pair("is", word)
    if owned < A_THING or lexicon.pair("who's", word) >= 0 or said > owned - FAR_COMMONER:
        return None
    return Proposal.at(token, "whose", "mix-up", model.noisy)


def let_us(tokens: Sequence[Token], at: int, model: DocumentModel) -> Proposal | None:
    """ "lets work on it": at the beginning of a sentence, before a verb without an ending."""
    token = tokens[at]
    if token.guarded or token.glued or token.low != "lets" or token.upper:
        return None
    if token.left not in _BEFORE_LET and not token.first:
        return None
    lexicon, verb = model.lexicon, token.right
    if verb in ("first", "now") and at + 1 < len(tokens):
        verb = tokens[at + 1].right
    if not verb.isalpha() or (verb in PARTICLES and verb not in _VERBS_TOO):
        return None
    if lexicon.pair("to", verb) < A_VERB:
        return None
    if has_s(verb):
        return None  # "Lets users sign in"
    sure = token.first or token.left in ("first", "now")
    return Proposal.at(token, like(token.text, "let's"), "let-us", sure)


def sound_alikes(
    tokens: Sequence[Token], at: int, model: DocumentModel
) -> Iterator[Proposal | None]:
    """What the rules of this module propose for a word."""
    token = tokens[at]
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    yield its(token, following, model)
    yield it_is(token, following, model)
    yield whose(token, following, model)
    yield let_us(tokens, at, model)
