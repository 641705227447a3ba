"""The words around an unknown word: whether a candidate fits them, and whether they are strange."""

from __future__ import annotations

from ankigen.spelling.unknown.candidate_features import TokenizedText
from ankigen.spelling.unknown.candidates import PARTICLES, beside
from ankigen.spelling.unknown.nonword_rules import AT_HOME
from ankigen.spelling.words.document_model import DocumentModel
from ankigen.spelling.words.tokens import Token

#: So many words that no list has, and so large a share of them, are a text's own spelling.
STRANGERS, STRANGE_SHARE = 4, 0.04
#: From here on (log2, see Lexicon.pair) two words are often seen side by side.
SEEN_PAIR = 4.0


def is_strange(passage: TokenizedText) -> bool:
    """Whether a text of notes that were not typed in a hurry holds several words that no list
    has: then it has its own spelling.
    """
    model = passage.model
    if model.noisy or passage.strangers < STRANGERS:
        return False
    listed = sum(t.low in model.lexicon.corrections for t in passage.tokens)
    strangers = passage.strangers - listed
    return strangers >= max(STRANGERS, STRANGE_SHARE * len(passage.tokens))


def is_at_home(token: Token, text: str, model: DocumentModel) -> bool:
    """Whether a candidate fits both neighbours well."""
    first, _, last = text.lower().partition(" ")
    left, right = beside(model, token.left, first), beside(model, last or first, token.right)
    return min(left, right) >= AT_HOME


def is_beside_stranger(token: Token, model: DocumentModel) -> bool:
    """Whether a neighbour is a word that the lists do not know well, and no misspelling that one
    has: then both may be of another language.
    """
    slips = model.lexicon.corrections
    return any(
        w.isalpha() and not model.known(w) and w not in slips for w in (token.left, token.right)
    )


def is_beside_rare(token: Token, model: DocumentModel) -> bool:
    """Whether a neighbour is a word that only the large lists have, such as those of anatomy."""
    return any(w.isalpha() and model.lexicon.is_rare(w) for w in (token.left, token.right))


def is_seen_pair(text: str, model: DocumentModel) -> bool:
    """Whether two words are often seen side by side."""
    left, _, right = text.lower().partition(" ")
    return model.lexicon.pair(left, right) >= SEEN_PAIR


#: "time" and "own" begin coinages ("timeshifted").
_LINKING = PARTICLES - {"time", "own"}


def is_two_contents(text: str) -> bool:
    """Whether a candidate is two words of which neither carries grammar.

    >>> is_two_contents("style guide"), is_two_contents("of guides"), is_two_contents("guide")
    (True, False, False)
    """
    left, _, right = text.lower().partition(" ")
    return bool(right) and left not in _LINKING and right not in _LINKING
