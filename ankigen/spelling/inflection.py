"""Words and their regular endings: -s of the plural and of "it takes", -ed of the past."""

from __future__ import annotations

from collections.abc import Iterator

from ankigen.spelling.lexicon import Lexicon, word_set
from ankigen.spelling.nonword_candidates import PARTICLES

#: The two endings that are lost and added by accident.
PLURAL, PAST = "s", "d"

#: Shorter words, and words written less often, have too many strangers that look like their forms.
SHORTEST, LEAST = 3, 3.0
_HISSING = ("s", "x", "z", "ch", "sh")
#: What looks like a form of another word and is none.
_STRANGERS = word_set(
    "news means series species needs lens its has was does goes thus this his hers is us as gas bus seed feed weed need bred shed "
    "red bed sped hundred indeed speed exceed proceed succeed sacred kindred wicked naked physics mathematics statistics economics "
    "politics ethics genetics mechanics dynamics electronics besides perhaps towards afterwards always sometimes else "
    "less unless across process access class mass loss plus analysis basis virus focus status glass"
)


def inflected(word: str, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """The forms of a word that are known, each with its ending.

    >>> from ankigen.spelling.lexicon import load_lexicon
    >>> list(inflected("carry", load_lexicon())), list(inflected("plan", load_lexicon()))
    ([('carries', 's'), ('carried', 'd')], [('plans', 's'), ('planned', 'd')])
    """
    if len(word) < SHORTEST or word in PARTICLES or word in _STRANGERS or not word.isalpha():
        return
    found = {ending: form for form, ending in _spelled(word) if _counts(form, lexicon)}
    yield from ((form, ending) for ending, form in found.items())  # "planned" after "planed"


def bases(word: str, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """The words of which a word may be a form, each with the ending.

    >>> from ankigen.spelling.lexicon import load_lexicon
    >>> list(bases("carries", load_lexicon())), list(bases("based", load_lexicon()))
    ([('carry', 's')], [('base', 'd')])
    """
    if word in _STRANGERS or word in PARTICLES or not word.isalpha():
        return
    if word.endswith("s") and not word.endswith("ss"):
        stems = [word[:-1]]
        if word.endswith("es"):
            stems.append(word[:-2])
        if word.endswith("ies"):
            stems.append(word[:-3] + "y")
    elif word.endswith("ed"):
        stems = [word[:-1], word[:-2]]
        if word.endswith("ied"):
            stems.append(word[:-3] + "y")
        if len(word) > 5 and word[-3] == word[-4]:
            stems.append(word[:-3])
    else:
        return
    for stem in stems:
        if len(stem) < SHORTEST or stem in PARTICLES or not _counts(stem, lexicon):
            continue
        for form, ending in _spelled(stem):
            if form == word:
                yield stem, ending
                return


def _spelled(word: str) -> Iterator[tuple[str, str]]:
    """The forms of a word as English spells them."""
    after_vowel = word[-2:-1] in tuple("aeiou")
    if word.endswith("y") and not after_vowel:
        yield word[:-1] + "ies", PLURAL
        yield word[:-1] + "ied", PAST
        return
    yield word + ("es" if word.endswith(_HISSING) else "s"), PLURAL
    if word.endswith("o"):
        yield word + "es", PLURAL
    if word.endswith("ee") and len(word) < 5:
        return
    yield word + ("d" if word.endswith("e") else "ed"), PAST
    if after_vowel and word[-1] not in "aeiouwxy":
        yield word + word[-1] + "ed", PAST


def _counts(word: str, lexicon: Lexicon) -> bool:
    return lexicon.common(word) and lexicon.frequency(word) >= LEAST and word not in _STRANGERS
