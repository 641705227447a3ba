"""Finding a taxonomy's words in text: whatever their inflection, their case, and joined or
apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

#: Scripts written without spaces: every character is a word of its own.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_POSSESSIVE = re.compile(r"['’]s\b")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_ACCENTS = re.compile("[\u0300-\u036f]")
_BRITISH = re.compile(r"is(e|ed|er|ing|ation)$")

#: A single word of capitals up to this length is an abbreviation, and matched as it is written:
#: "AUC", not "auc"; "MAE", not the name "Mae". A longer one ("DBSCAN") is nothing else in lower
#: case either.
SHORT = 4
_CAPITALS = re.compile(r"[A-Z][A-Z0-9]*s?")


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """A word without case, accents, plural and the difference between British and American
    spelling.

    >>> fold("Neighbours"), fold("boxes"), fold("categories"), fold("normalised"), fold("bias")
    ('neighbor', 'box', 'category', 'normalized', 'bias')
    >>> fold("loss")
    'loss'
    """
    w = _ACCENTS.sub("", unicodedata.normalize("NFD", word.lower()))
    if len(w) > 3 and w.endswith("s") and not w.endswith(("ss", "us", "is", "as")):
        if w.endswith("ies") and len(w) > 4:
            w = w[:-3] + "y"
        elif w.endswith(("sses", "xes", "zes", "ches", "shes")):
            w = w[:-2]
        else:
            w = w[:-1]
    if len(w) > 5:
        w = _BRITISH.sub(r"iz\1", w)
        w = f"{w[:-3]}ter" if w.endswith("tre") else w
        w = f"{w[:-3]}or" if w.endswith("our") else w
    return w


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """What the inflections of a word share. It need not be a word; it must only be the same for
    both sides.

    >>> stem("normalising") == stem("normalization") == stem("normalizes")
    True
    >>> stem("evaluate") == stem("evaluation"), stem("labelled") == stem("labels")
    (True, True)
    >>> stem("transformer") == stem("transform"), stem("mode") == stem("model")
    (False, False)
    """
    w = fold(word)
    for ending, rest in (
        ("ization", "iz"),
        ("izer", "iz"),
        ("ation", ""),
        ("ating", ""),
        ("ator", ""),
    ):
        if w.endswith(ending) and len(w) - len(ending) >= 4:
            return w[: -len(ending)] + rest
    for ending in ("ated", "ate"):
        if w.endswith(ending) and len(w) - len(ending) >= 4:
            return w[: -len(ending)]
    for ending in ("ing", "ed", "en"):
        if w.endswith(ending) and len(w) - len(ending) >= 4 - (ending == "ed"):
            w = w[: -len(ending)]
            break
    if len(w) > 4 and w[-1] in "eao":
        w = w[:-1]
    if len(w) > 3 and w[-1] == w[-2] and w[-1] not in "szaeiou":  # "labelled", "stopping"
        w = w[:-1]
    return w


def split_words(text: str) -> list[str]:
    """The words of a text in order; identifiers fall into their parts, addresses are left out.

    >>> split_words("predict_proba() of MinMaxScaler, the model's GANs, see https://example.org/a")
    ['predict', 'proba', 'of', 'Min', 'Max', 'Scaler', 'the', 'model', 'GANs', 'see']
    """
    plain = _ADDRESS.sub(" ", text) if "://" in text or "www." in text else text
    if "'s" in plain or "’s" in plain:
        plain = _POSSESSIVE.sub("", plain)
    words: list[str] = []
    for word in _WORD.findall(plain):
        if word[1:].islower() or _CAPITALS.fullmatch(word):  # most words are their own only part
            words.append(word)
        else:
            words += _HUMP.split(word)
    return words


def key_of(words: Sequence[str]) -> str:
    """What a phrase is found by: its words joined, the last one stemmed. Joined and apart are the
    same.

    >>> key_of(["data", "frames"]) == key_of(["DataFrame"]) == key_of(["dataframe"])
    True
    >>> key_of(["AUC"]) == key_of(["auc"])
    False
    """
    if len(words) == 1 and _is_short(words[0]):
        return "=" + words[0].rstrip("s")
    return "".join(map(fold, words[:-1])) + stem(words[-1])


def _is_short(word: str) -> bool:
    return len(word.rstrip("s")) <= SHORT and bool(_CAPITALS.fullmatch(word)) and len(word) > 1


#: A word whose first letters begin no phrase is passed over at once: most words of a text are.
_BEGINNING = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase of the taxonomy in a text: its key, the word it begins at, and how many words it
    takes.
    """

    key: str
    start: int
    length: int


class Phrases:
    """Phrases to look for, known by their keys."""

    def __init__(self, phrases: Iterable[str]) -> None:
        split = [words for phrase in phrases if (words := split_words(phrase))]
        self._keys = frozenset(map(key_of, split))
        # one word more, for a compound that the text writes apart
        self._longest = 1 + max(map(len, split), default=0)
        self._beginnings = frozenset(key.lstrip("=").lower()[:_BEGINNING] for key in self._keys)

    def find(self, words: Sequence[str]) -> Iterator[Found]:
        """Those in the words, left to right, the longest first, none inside another. Linear in the
        words.

        >>> [f.key for f in Phrases(["regression", "logistic regression"]).find(["Logistic",
        ...     "regressions"])]
        ['logisticregression']
        """
        folded = list(map(fold, words))
        behind = 0  # the last phrase
        for at, word in enumerate(folded):
            if at < behind or (
                len(word) >= _BEGINNING and word[:_BEGINNING] not in self._beginnings
            ):
                continue
            found = self._at(words, folded, at)
            if found:
                yield found
                behind = at + found.length

    def _at(self, words: Sequence[str], folded: Sequence[str], at: int) -> Found | None:
        for length in range(min(self._longest, len(words) - at), 0, -1):
            key = "".join(folded[at : at + length - 1]) + stem(words[at + length - 1])
            if length == 1 and key not in self._keys and _is_short(words[at]):
                key = "=" + words[at].rstrip("s")
            if key in self._keys:
                return Found(key, at, length)
        return None
