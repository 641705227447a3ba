"""Which words that no list has are judged at all."""

from __future__ import annotations

from collections.abc import Sequence

from ankigen.spelling.unknown.candidates import SHORT
from ankigen.spelling.unknown.nonword_rules import LONG
from ankigen.spelling.words.document_model import DocumentModel
from ankigen.spelling.words.lexicon import PLAIN
from ankigen.spelling.words.tokens import Token

#: A word in capitals of so many letters is no abbreviation.
SHOUTED = 6


def may_be_misspelled(
    tokens: Sequence[Token], number: int, model: DocumentModel, *, headword: bool
) -> bool:
    """Whether a word is one to judge at all: in no list, in small letters (or with a capital
    that says nothing), without accents and apostrophes."""
    token = tokens[number]
    word = token.low
    shaped = token.lower or token.capital
    shouts = token.upper and model.noisy and len(word) >= SHOUTED and word.isalpha()
    if len(word) == 3 and word[0] in _VARIABLES and word[1:] == "th":
        return False  # "the pth percentile"
    if token.guarded or len(word) < 2 or not (shaped or shouts or is_held(token, model)):
        return False
    if not token.text.isascii() or model.known(word):
        return False
    if "'" in word and word not in model.lexicon.corrections and word[-3:] != "n't":
        return False  # but "deosn't" is judged
    if word.endswith(_OLD_ENDINGS) and model.lexicon.common(word[:-3].removesuffix("i")):
        return False
    return not token.capital or token.first or headword or is_titled(tokens, number, model)


def is_held(token: Token, model: DocumentModel) -> bool:
    """Whether the shift key was held too long in a long word ("WIndmilll")."""
    text = token.text
    return model.noisy and len(text) >= LONG and text[:2].isupper() and text[2:].islower()


#: Letters that are counted with ("the kth"), and that no word loses one behind.
_VARIABLES = frozenset("dfgijklmnpqrsvxz")
#: "knowest" and "sayeth" are old, not wrong.
_OLD_ENDINGS = ("est", "eth")


def is_titled(tokens: Sequence[Token], number: int, model: DocumentModel) -> bool:
    """Whether a capital says nothing because the words beside it have one, too ("The
    Enviromental Policy"), or because the list of misspellings has the word in small letters."""
    token = tokens[number]
    listed = token.low in model.lexicon.corrections
    if len(token.low) < (SHORT + 1 if listed and model.noisy else LONG):
        return False
    if listed:
        return True
    beside = (*tokens[max(0, number - 1) : number], *tokens[number + 1 : number + 2])
    return any(
        t.capital and not t.first and len(t.low) > SHORT and model.lexicon.kind(t.low) == PLAIN
        for t in beside
    )
