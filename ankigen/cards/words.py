"""Words as the cards compare them: stems, word runs, counts. A rough tool on purpose: a mask too
many does less harm than an answer given away, so two forms of one word must meet, and now and then
two words may meet too.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from ankigen.text.patterns import when_asked

_WORD = when_asked(r"[^\W_]+(?:['’][^\W_]+)*")

#: Endings by which forms and derivations of one word differ ("classify", "classifier",
#: "classification"), longest first.
_ENDINGS = tuple(
    sorted(
        (
            *("ifications", "ification", "ifiers", "ifier", "ifying", "ified", "ifies", "ify"),
            *("izations", "ization", "isations", "isation", "izers", "izer", "isers", "iser"),
            *("izing", "ising", "ized", "ised", "izes", "ises", "ize", "ise"),
            *("ations", "ation", "ators", "ator", "ating", "ated", "ates", "ate", "ative"),
            *("ions", "ion", "ives", "ive", "ings", "ing", "ed", "ers", "er", "ors", "or"),
            *("ments", "ment", "nesses", "ness", "ities", "ity", "ically", "ical", "ics", "ic"),
            *("ally", "als", "al", "ables", "able", "ly", "ies", "ied", "es", "s", "e", "y"),
            *("en", "em", "n", "os", "as", "o", "a"),  # German, Spanish, Italian inflections
        ),
        key=len,
        reverse=True,
    )
)

#: A stem keeps at least this many letters: "being" must not meet "bee".
_STEM_LETTERS = 4

#: English words that tell nothing about what is defined.
_STOP_WORDS = """
a about above after all also an and any are as at be been before between both but by can did
do does each else for from had has have how if in into is it its just like many may more
most much must no not of often on one only or other our out over same see should so some
such than that the their them then there these they this those through to too under up use
used uses using very was we were what when where which while who whose why will with without
would you your
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())


class Word(NamedTuple):
    """A word of a text and where it stands."""

    start: int
    end: int
    text: str


def words(text: str, most: int | None = None) -> list[Word]:
    """The words of a text in order, or only the first ones of them.

    >>> [w.text for w in words("k-means isn't a_b")], len(words("a b c", 2))
    (['k', 'means', "isn't", 'a', 'b'], 2)
    """
    return list(islice(each_word(text), most))


def each_word(text: str) -> Iterator[Word]:
    """The same one by one, for who may need only the first ones."""
    return (Word(m.start(), m.end(), m[0]) for m in _WORD.finditer(text))


@lru_cache(maxsize=2048)  # of one text they are asked several times, soon after each other
def _found(text: str) -> tuple[str, ...]:
    """The words of a text."""
    return tuple(_WORD.findall(text))


@lru_cache(maxsize=65536)  # of one text it is asked many times
def count(text: str) -> int:
    """How many words a text has; of scripts without spaces, two characters count as one word.

    >>> count("one two-three")
    3
    """
    found = _found(text)
    if text.isascii():
        return len(found)
    return sum(max(1, sum(map(is_unspaced, word)) // 2) for word in found)


def is_unspaced(character: str) -> bool:
    """Whether the character belongs to a script that puts no spaces between words (Chinese,
    Japanese, Thai, …).
    """
    return character >= "\u0e00" and (
        "\u0e00" <= character <= "\u0eff"
        or "\u1000" <= character <= "\u109f"
        or "\u1780" <= character <= "\u17ff"
        or "\u3040" <= character <= "\u30ff"
        or "\u3400" <= character <= "\u9fff"
        or character >= "\U00020000"
    )


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """What the forms of a word share.

    >>> stem("Classifiers") == stem("classification") == stem("classify")
    True
    >>> stem("bus"), stem("oaks"), stem("analysis") == stem("analyses")
    ('bus', 'oak', True)
    """
    plain = unicodedata.normalize("NFC", word).casefold()
    for mark in ("'s", "’s", "'", "’"):
        plain = plain.removesuffix(mark)
    if plain.endswith(("sis", "ses")) and len(plain) > _STEM_LETTERS + 2:
        return plain[:-2]
    if plain.endswith("s") and len(plain) == _STEM_LETTERS and plain[-2] not in "su":
        return plain[:-1]  # "oaks", but not "bus", "mass"
    for ending in _ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= _STEM_LETTERS:
            plain = plain[: -len(ending)]
            break
    if len(plain) > _STEM_LETTERS and plain[-1] == plain[-2] and plain[-1] not in "aeiou":
        plain = plain[:-1]  # "planning", "plan"
    return plain


@lru_cache(maxsize=65536)
def stems(text: str) -> tuple[str, ...]:
    """The stems of a text's words, in order."""
    return tuple(map(stem, _found(text)))


@lru_cache(maxsize=65536)  # of all entries it is asked before the first card is made
def content_stems(text: str) -> frozenset[str]:
    """The stems of those words that tell something."""
    return frozenset(map(_telling, _found(text))) - {""}


@lru_cache(maxsize=65536)
def _telling(word: str) -> str:
    """The stem of a word that tells something, "" for any other."""
    return "" if word.casefold() in STOP_WORDS else stem(word)


def begins_with(text: str, own: Sequence[str]) -> int:
    """Where the words end with which a text begins, if they have these stems; else 0.

    >>> begins_with("Red cells carry", stems("red cell")), begins_with("A red cell", ("red",))
    (9, 0)
    """
    end = 0
    found = _WORD.finditer(text)
    for form in own:
        word = next(found, None)
        if word is None or stem(word[0]) != form:
            return 0
        end = word.end()
    return end


def contains(haystack: Sequence[str], needle: Sequence[str]) -> bool:
    """Whether the run of words stands in the other, unbroken. An empty run stands nowhere.

    >>> contains(("a", "b", "c"), ("b", "c")), contains(("a",), ())
    (True, False)
    """
    if not needle or len(needle) > len(haystack):
        return False
    # a separator that no word holds turns the search into one for a substring
    return "\0".join(("", *needle, "")) in "\0".join(("", *haystack, ""))


#: Up to this length a word is compared with its case: "Go" is not "go". So are small words: "AND"
#: is not "and".
CASED_LETTERS = 2


def is_cased(word: str) -> bool:
    """Whether a word is only itself as it is written.

    >>> is_cased("IT"), is_cased("Go"), is_cased("DNA")
    (True, True, False)
    """
    return len(word) <= CASED_LETTERS or word.casefold() in STOP_WORDS


_ARTICLES = frozenset((
    "der", "die", "das", "ein", "eine", "le", "la", "les", "un", "une", "el", "los", "las", "il",
    "lo", "gli", "uno", "una", "o", "os", "as", "um", "uma", "het", "een",
))  # fmt: skip


def same_abroad(headword: str, answer: str) -> bool:
    """Whether an answer is the noun of another language that is spelt alike, behind its article.

    >>> same_abroad("das Taxi", "taxi"), same_abroad("the taxi", "taxi")
    (True, False)
    """
    article, _, noun = headword.strip().casefold().partition(" ")
    return article in _ARTICLES and noun.strip() == answer.strip().casefold()


def tells(text: str, answer: str) -> bool:
    """Whether a text holds an answer: its words in a row, in whatever form; a very short word only
    as it is written.

    >>> tells("The trees of decisions", "decision tree"), tells("It is so",
    ...     "IT"), tells("Two cells", "cell")
    (False, False, True)
    """
    found = _found(answer)
    if not found:
        return bool(answer.strip()) and answer.strip() in text
    if 2 * len(found) - 1 > len(text):
        return False  # more words than the text has room for
    if len(found) == 1 and is_cased(found[0]):
        return found[0] in _found(text)
    if not answer.isascii() and any(map(is_unspaced, answer)):
        return answer.strip() in text
    return contains(stems(text), stems(answer))
