"""English as it was spelled before its dictionaries: "dayes", "easie", "musick", "wil", "finde".

There is no list of such spellings, but they were made in few ways, which slips of the fingers do
not keep to."""

from __future__ import annotations

from collections.abc import Iterable

from ankigen.spelling.words.lexicon import Lexicon

#: A text is spelled so where it holds so many different words of so many ways, and one in so many
#: words: hurried notes had 2 different ones and one in 400 at most, texts of four old books 16 and
#: one in 80 at least.
DIFFERENT, WAYS, WORDS_PER_ONE = 6, 2, 200
#: A word has so many letters; one of two letters and an ending may be anything.
LETTERS = 4


def is_spelled_as_once(words: Iterable[str], lexicon: Lexicon) -> bool:
    """Whether English words are spelled as they were once.

    >>> from ankigen.spelling.words.lexicon import load_lexicon
    >>> text = "he wil finde it an easie booke that shal in many dayes make musick"
    >>> is_spelled_as_once(text.split(), load_lexicon())
    True
    >>> is_spelled_as_once("he will fnd it an easy bok to raed".split(), load_lexicon())
    False
    """
    written = list(words)
    found = _ways(written, lexicon)
    if len(found) < DIFFERENT or len({*found.values()}) < WAYS:
        return False
    return sum(word in found for word in written) * WORDS_PER_ONE >= len(written)


def may_be_spelled_as_once(words: Iterable[str], lexicon: Lexicon) -> bool:
    """Whether words of any language hold enough that would be spelled so if they were English."""
    return len(_ways(words, lexicon)) >= DIFFERENT


def _ways(words: Iterable[str], lexicon: Lexicon) -> dict[str, str]:
    """The words that were once spelled in one of these ways, each with it."""
    codes = lexicon.codes  # most words are in the list
    told = ((word, _way(word, lexicon)) for word in {*words} if word not in codes)
    return {word: way for word, way in told if way}


def _way(word: str, lexicon: Lexicon) -> str:
    """In which way a word that is in no list was once a common one, "" for any other."""
    if len(word) < LETTERS - word.endswith("l") or not word.isascii():
        return ""
    if word.endswith("ie"):
        return "-y" * lexicon.common(word[:-2] + "y")
    if word.endswith("ck"):
        return "-c" * lexicon.common(word[:-1])
    if word.endswith("yes"):
        return "-ys" * lexicon.common(word[:-2] + "s")
    if word.endswith("e"):
        doubled = word[-2] == word[-3] and lexicon.common(word[:-2])
        return "-e" * (doubled or lexicon.common(word[:-1]))
    if word.endswith("l"):
        return "-ll" * (word[-2] != "l" and lexicon.common(word + "l"))
    return ""
