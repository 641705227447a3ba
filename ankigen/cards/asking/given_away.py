"""Whether a text gives away the headword that it leads to, though the headword itself is hidden."""

from __future__ import annotations

from ankigen.cards.words import content_stems, words

#: Two long words are of one root where all but so many of the letters of one, and so many at
#: least, begin the other.
_ENDING, _ROOT = 4, 7


def is_given_away(headword: str, text: str) -> bool:
    """Whether a text has each telling word of a headword of several words, or a word of the root of
    a long one.

    >>> is_given_away("Shop models", "A model of a shop"), is_given_away("Clustering", "clusters")
    (True, True)
    >>> is_given_away("Shop model", "A small shop"), is_given_away("Clustering", "groups")
    (False, False)
    """
    own = content_stems(headword)
    if len(own) > 1:
        return own <= content_stems(text)
    word = next((w.text.casefold() for w in words(headword)), "")
    root = word[: max(_ROOT, len(word) - _ENDING)]
    if len(own) != 1 or len(root) < _ROOT:
        return False
    return any(w.text.casefold().startswith(root) for w in words(text))
