"""The regular forms of verbs."""

from __future__ import annotations

from ankigen.spelling.words.lexicon import Lexicon
from ankigen.spelling.words.word_forms import has_s


def past_of(word: str, lexicon: Lexicon) -> str:
    """The regular participle of a verb, "" if it has none that is known.

    >>> from ankigen.spelling.words.lexicon import load_lexicon
    >>> past_of("use", load_lexicon()), past_of("stop", load_lexicon())
    ('used', 'stopped')
    """
    doubled = word + word[-1] + "ed"
    forms = (word + "d",) if word.endswith("e") else (word + "ed", doubled)
    if word.endswith("y"):
        forms = (word[:-1] + "ied", word + "ed")
    return max(filter(lexicon.common, forms), key=lexicon.frequency, default="")


def base_of(word: str) -> str:
    """A verb without the ending of the third person.

    >>> base_of("wants"), base_of("tries"), base_of("want")
    ('want', 'try', 'want')
    """
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "oes")):
        return word[:-2]
    return word[:-1] if has_s(word) else word


def third_of(word: str) -> str:
    """The third person of a verb.

    >>> third_of("want"), third_of("try"), third_of("match")
    ('wants', 'tries', 'matches')
    """
    if word == "have":
        return "has"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + "es" if word.endswith(("ch", "sh", "ss", "x", "o")) else word + "s"
