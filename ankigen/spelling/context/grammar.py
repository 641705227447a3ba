"""Small points of grammar that the words beside a word settle: endings, articles, than, its."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ankigen.spelling.context.sound_alikes import (
    BEFORE_OWNED,
    FAR_COMMONER,
    SOUND_ALIKE,
    VERBS_AFTER,
    sound_alikes,
)
from ankigen.spelling.rules import Proposal
from ankigen.spelling.unknown.candidates import PARTICLES, SHORT, like
from ankigen.spelling.words.document_model import DocumentModel
from ankigen.spelling.words.tokens import Token
from ankigen.spelling.words.word_forms import has_s
from ankigen.text.word_lists import word_set

_ONE = word_set("a an each every another")


_SEVERAL = word_set("many several these those various both few multiple numerous")


_AFTER_PARTICIPLE = word_set("in by to from into with as on at for")


_DETERMINERS = word_set("the a an its their his her our this that these those each every both #")
_MODALS = word_set("can could may might must shall should will would")


#: Before these a modal verb asks: "how can links be formed".
_ASKING = word_set(". how what why when where which who")


def disagreement(tokens: Sequence[Token], at: int, model: DocumentModel) -> Proposal | None:
    """ "an examples", "many node", "can provides": the word before asks for the other ending, and
    the pairs agree.
    """
    token = tokens[at]
    word, left = token.low, token.left
    if left in _MODALS and (at == 0 or tokens[at - 1].left in _ASKING):
        return None
    if token.guarded or token.glued or not token.lower or len(word) < 4:
        return None
    if left in _ONE or left in _MODALS:
        if not has_s(word):
            return None
        other = word[:-1]
    elif left in _SEVERAL:
        other = word + "s"
    elif left == "be" and word.endswith("s") and token.right in _AFTER_PARTICIPLE:
        other = word[:-1] + "ed"
    elif left == "to" and word.endswith("s"):
        other = word[:-1]
        if word.endswith("ss") or model.lexicon.pair("the", word) >= 0:
            return None
    elif left == "to" and word.endswith("ed") and token.right in _DETERMINERS:
        other = word[:-1] if model.lexicon.common(word[:-1]) else word[:-2]
    else:
        return None
    lexicon = model.lexicon
    if not lexicon.common(other) or not lexicon.common(word):
        return None
    meant, written = lexicon.pair(left, other), lexicon.pair(left, word)
    if written >= 0 or meant < (1.0 if left == "be" else 3.0):
        return None
    sure = left == "an" and token.right in ("of", ".", ",", "is", "that", "which") and meant > 5
    return Proposal.at(token, like(token.text, other), "ending", sure)


_COMPARATIVES = word_set(
    "more less rather better worse fewer greater larger smaller higher lower longer "
    "shorter faster slower "
    "other earlier later older younger stronger weaker easier harder cheaper bigger "
    "wider deeper closer "
    "simpler richer poorer heavier lighter thicker thinner broader narrower safer further"
)


#: "darker" and "drier" are seen so often before "than".
_BEFORE_THAN = 3.0


def is_comparative(word: str, model: DocumentModel) -> bool:
    """Whether "than" may follow a word.

    >>> from ankigen.spelling.words.document_model import DocumentModel
    >>> model = DocumentModel.of([], frozenset())
    >>> [w for w in ("darker", "water", "teacher", "more", "dark") if is_comparative(w, model)]
    ['darker', 'more']
    """
    if word in _COMPARATIVES:
        return True
    lexicon = model.lexicon
    if not word.endswith("er") or len(word) < 5 or lexicon.pair(word, "than") < _BEFORE_THAN:
        return False
    roots = (word[:-2], word[:-1], word[:-3] if word[-3] == word[-4] else "", word[:-3] + "y")
    return any(len(root) > 2 and lexicon.pair("very", root) >= 2 for root in roots)


#: So many words may stand between the comparative and its "than".
_REACH, _NEAR_REACH = 6, 1


#: After these, so many words further, "then" is what follows.
_CONDITION, _CONDITION_REACH = word_set("if when once whenever"), 12
#: Before these "then" is the time: "cheaper then and lower", "higher then because land was scarce".
_AFTER_THEN = word_set("and but or because so when while as too if though although than") | {
    "",
    ".",
    ",",
}


def then_for_than(
    tokens: Sequence[Token], at: int, text: str, model: DocumentModel
) -> Proposal | None:
    """ "more then one": "then" after a comparative of the same clause.

    Beside it, or where what follows is written twice ("more about money then about peace"), it
    is fixed; further off it is suggested."""
    token = tokens[at]
    if token.low != "then" or token.guarded or not token.lower or token.right in _AFTER_THEN:
        return None
    if token.left == "and":
        return None  # "it wound for a mile or more and then opened"
    for back in range(1, min(_REACH, at) + 1):
        other = tokens[at - back]
        between = text[other.end : token.start]
        if any(c in between for c in ".,;:!?()\n") or other.low in (
            "and",
            "if",
            "when",
            "or",
            "is",
            "are",
        ):
            if other.low not in ("and", "or") or any(c in between for c in ".,;:!?()\n"):
                return None
            continue
        if other.low == "other" and back < at and tokens[at - back - 1].low == "the":
            return None  # "one asks, the other then answers"
        if is_comparative(other.low, model):
            echoed = back > 1 and tokens[at - back + 1].low == token.right
            graded = back == 2 and other.low in ("more", "less")  # "less important then"
            sure = back <= _NEAR_REACH or graded or echoed
            # "if it is bigger then you take it"
            sure = (
                sure
                and token.right != "rather"
                and not any(t.low in _CONDITION for t in tokens[max(0, at - _CONDITION_REACH) : at])
            )
            return Proposal.at(token, "than", "then-for-than", sure)
    return None


_SHORTENED_IS = frozenset(("that's", "it's", "there's", "who's", "what's", "he's", "she's"))


def shortened_twice(token: Token, following: Token | None) -> Proposal | None:
    """ "that's may": a shortened "is" before another verb."""
    if token.guarded or token.low not in _SHORTENED_IS or token.right not in VERBS_AFTER:
        return None
    if (
        following is None
        or not following.lower
        or (token.right == "might" and following.right == ",")
    ):
        return None  # "that's May for you", "it's might, not right"
    after = token.text[:-2]
    return Proposal.at(token, after, "two-verbs", True)


_DID = word_set("did do does didn't don't doesn't")
_SUBJECTS = word_set("it he she they we you not this that")


def did_past(tokens: Sequence[Token], at: int, model: DocumentModel) -> Proposal | None:
    """ "did not changed", "does it worked": the past twice. Only suggested."""
    token = tokens[at]
    word = token.low
    if at < 1 or token.guarded or not token.lower or not word.endswith("ed") or len(word) < 5:
        return None
    direct = token.left in _DID and token.left.endswith("n't")
    if not direct and (token.left not in _SUBJECTS or tokens[at - 1].left not in _DID):
        return None
    lexicon = model.lexicon
    base = next((b for b in (word[:-1], word[:-2]) if lexicon.pair("to", b) >= 2), "")
    if not base:
        return None
    return Proposal.at(token, base, "past-twice", False)


#: "not" after these, or "n't" in them, asks for a verb without an ending.
_AUXILIARIES = _MODALS | _DID | word_set("can't couldn't won't wouldn't shouldn't mustn't")


def bare_verb(tokens: Sequence[Token], at: int, model: DocumentModel) -> Proposal | None:
    """ "does not depends": after an auxiliary and its "not" a verb has no ending."""
    token = tokens[at]
    word = token.low
    if at < 1 or token.guarded or token.glued or not token.lower or len(word) < 4:
        return None
    if not has_s(word):
        return None
    short = token.left.endswith("n't") and token.left in _AUXILIARIES
    long = token.left == "not" and tokens[at - 1].left in _AUXILIARIES
    if not short and not long:
        return None
    lexicon = model.lexicon
    bases = (word[:-1], word[:-2]) if word.endswith("es") else (word[:-1],)
    base = next((b for b in bases if lexicon.common(b)), "")
    if not base or lexicon.pair("to", base) < 2 or model.pairs[f"{token.left} {word}"] > 1:
        return None
    if lexicon.pair(token.left, word) > lexicon.pair(token.left, base) - FAR_COMMONER:
        return None
    return Proposal.at(token, base, "bare-verb", True)


_COULD = word_set("could should would must might couldn't shouldn't wouldn't")


def have_for_of(token: Token) -> Proposal | None:
    """ "could of been": what is heard as "of" after such a verb is "have". "of course" may stand
    there.
    """
    if token.guarded or token.low != "of" or not token.lower or token.left not in _COULD:
        return None
    if token.right in ("", ".", ",", "course", "itself", "themselves", "necessity", "all"):
        return None
    # "by the might of his army", "what he could of his own accord"
    sure = token.right in ("been", "had", "done", "gone") or token.right.endswith(("ed", "en"))
    return Proposal.at(token, "have", "have-for-of", sure)


_IS = word_set("is are was were be been being am isn't aren't wasn't weren't")


def supposed_to(token: Token, model: DocumentModel) -> Proposal | None:
    """ "is suppose to": the d is not heard before "to"."""
    if token.guarded or token.low != "suppose" or token.right != "to" or token.left not in _IS:
        return None
    after = token.text + "d"
    return Proposal.at(token, after, "ending", True)


#: After these "to" and an adjective can only be "too".
_BEFORE_TOO = _IS | word_set("far much way")


#: After these "to many" can only be "too many".
_HAVE_OR_WITH = word_set("has have had with")


def too(token: Token, following: Token | None, model: DocumentModel) -> Proposal | None:
    """ "was to high.", "often to vague to be": "to" before an adjective or adverb that ends a
    clause, only suggested; "has to many doors".
    """
    if token.guarded or token.glued or token.low != "to" or not token.lower or following is None:
        return None
    word = following.low
    if token.right != word or not following.lower or len(word) < 4:
        return None
    if word == "many" and token.left in _HAVE_OR_WITH:
        return Proposal.at(token, "too", "mix-up", model.noisy)
    much = word in ("much", "little") and token.left in _BEFORE_TOO | {"had", "has", "with"}
    if not much:
        if following.right not in (".", "to", "for") or word in PARTICLES:
            return None
        excess, verb = model.lexicon.pair("too", word), model.lexicon.pair("to", word)
        adverb = word.endswith("ly") and verb < 0 and model.lexicon.common(word)
        if not adverb and (excess < 0 or (token.left not in _BEFORE_TOO and verb >= excess - 1)):
            return None
        if model.lexicon.pair("to", word) > excess + FAR_COMMONER:
            return None
    return Proposal.at(token, "too", "too", False)


_ARTICLES = ("a", "an")
#: After these `disagreement` looks.
_ASKS_AN_ENDING = _ONE | _SEVERAL | _MODALS | {"be", "to"}
#: The words at which, or after which, the rules about grammar look.
TRIGGERS = (
    _ONE
    | _SEVERAL
    | _MODALS
    | _SHORTENED_IS
    | _SUBJECTS
    | _DID
    | _AUXILIARIES
    | {"its", "lets", "be", "to", "who's", "then", "suppose", "not"}
)


def singular_subject(token: Token, model: DocumentModel) -> Proposal | None:
    """ "Environment are created": a sentence that begins with one thing and goes on with "are".
    Only suggested.
    """
    word = token.low
    if token.guarded or token.glued or not token.first or not token.capital or token.right != "are":
        return None
    several, lexicon = word + "s", model.lexicon
    if word.endswith("s") or not lexicon.common(word) or not lexicon.common(several):
        return None
    if lexicon.pair(several, "are") < max(0.0, lexicon.pair(word, "are") - 1):
        return None  # "Data are" and "Police are" are written far more often
    return Proposal.at(token, token.text + "s", "ending", False)


_VOWEL_SOUND = re.compile(
    r"(?:[aei]|o(?!n[ce])|u(?!ni|s[aeiu]|t[ei]|r[aeiou]|b[ei]|k))(?!u)|hour|honest|honou?r|heir"
)


_CONSONANT_SOUND = re.compile(
    r"[bcdfgjklmnpqrstvwyz]|h(?!our|onest|onou?r|eir|omage|erb|istor)|uni(?:form|t|ver|que|on|fi"
    r"|lat|corn)|use|usu|util|euro"
)


def article(token: Token, following: Token | None, model: DocumentModel) -> Proposal | None:
    """ "a example" and "an plaintext", where the next word leaves no doubt."""
    if token.guarded or following is None or token.low not in ("a", "an") or token.upper:
        return None
    word = following.low
    short = 2 if token.low == "an" else 4  # "a US state"
    if token.right != word or not following.lower or len(word) < short or word in PARTICLES:
        return None
    if not model.lexicon.common(word) and not (token.low == "an" and len(word) > SHORT):
        return None
    if token.text not in ("a", "an", "A", "An") or (token.text == "A" and not token.first):
        return None  # "the A episode"
    other = "an" if token.low == "a" else "a"
    pattern = _VOWEL_SOUND if token.low == "a" else _CONSONANT_SOUND
    if not pattern.match(word):
        return None
    lexicon = model.lexicon
    here, there = lexicon.pair(token.low, word), lexicon.pair(other, word)
    unheard = here < 0 and there < 0 and len(word) > SHORT
    if not unheard and (there < 0 or there < here + 3):
        return None
    # "an lvalue": a word that is spelled out letter by letter is no evidence
    sure = not unheard or (token.low == "an" and any(c in "aeiou" for c in word[:2]))
    sure = sure and not (token.low == "an" and word[0] in "hue")  # "an useful" is old
    sure = sure and lexicon.common(word)  # "an rchard" lost a vowel
    sure = sure and token.text != "A"  # "A increase", "B decrease": the letter of an option
    if token.low == "an" and not (token.left.isalpha() or token.first or token.left in (".", ",")):
        sure = False  # "(16 times) an subsequent sum"
    if token.low == "an" and token.left not in BEFORE_OWNED:
        # "and" may have been meant
        gain = max(there, 0.0) - max(lexicon.pair("and", word), 0.0)
        if token.left.isalpha():
            gain += lexicon.pair(token.left, "a") - lexicon.pair(token.left, "and")
        sure = sure and gain > FAR_COMMONER
    return Proposal.at(token, like(token.text, other), "article", sure)


def rules(
    tokens: Sequence[Token], number: int, text: str, model: DocumentModel
) -> Iterator[Proposal | None]:
    """What all the rules about grammar propose for a word."""
    token = tokens[number]
    word, left = token.low, token.left
    following = tokens[number + 1] if number + 1 < len(tokens) else None
    if word in _ARTICLES:
        yield article(token, following, model)
    if left in _ASKS_AN_ENDING:
        yield disagreement(tokens, number, model)
    if word == "then":
        yield then_for_than(tokens, number, text, model)
    elif word == "suppose":
        yield supposed_to(token, model)
    elif word == "of":
        yield have_for_of(token)
    elif word == "to":
        yield too(token, following, model)
    elif word in _SHORTENED_IS:
        yield shortened_twice(token, following)
    if word.endswith("ed"):
        yield did_past(tokens, number, model)
    elif word.endswith("s"):
        yield bare_verb(tokens, number, model)
    if word in SOUND_ALIKE:
        yield from sound_alikes(tokens, number, model)
