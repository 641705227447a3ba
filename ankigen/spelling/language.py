"""Which language a block is in, by its function words: enough to leave alone what is not English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ankigen.spelling.lexicon import word_set

_WORDS: Mapping[str, str] = {
    "en": "the of and to in is that it for was on are as with be by at from this which or an have "
    "not has had were but their its can been if will would there they them these also other than "
    "when where who what how more into may such only some between during through each used using",
    "de": "der die das und ist nicht ein eine einen einem einer eines mit für auf von zu im den dem "
    "des sich auch als aus bei nach oder wird werden sind wenn nur durch über kann man wie dass zur "
    "zum es er sie wir ihr aber noch haben hat mehr um bis vom unter diese dieser dieses je pro",
    "fr": "le la les des du et est une un en dans que qui pour pas sur au aux avec par ce cette ces "
    "son sa ses sont mais ou plus il elle nous vous être ont fait comme tout leur entre sans",
    "es": "el la los las de del y es una un en que por para con no se su al lo como más pero sus "
    "este esta estos estas son fue ser entre cuando muy sin sobre también hay me mi te le nos",
    "it": "il lo la gli le di del della dei delle e è una un in che per con non si su al alla come "
    "più ma sono nel nella questo questa essere anche dal dalla tra ogni",
    "pt": "o os as de do da dos das e é uma um em no na que por para com não se ao como mais mas "
    "foi são ser entre quando muito sem sobre também pela pelo",
    "nl": "de het een van en is in op te dat die voor met niet zijn aan er maar om ook als bij of "
    "uit door naar wordt worden deze dit kan hebben heeft nog wel",
    "la": "et est non sunt cum quod qui quae ex ab pro sed esse enim nec atque ut sine per",
    "sv": "och att det som en på är av för med den till ett om har inte kan de eller från var",
    "pl": "i w na z że się nie jest do to jak o po dla przez są oraz od lub być który która",
    "tr": "ve bir bu için ile de da olarak olan daha çok en gibi kadar sonra ancak",
    "id": "dan yang di untuk dengan dari pada ini itu adalah dalam tidak akan oleh atau",
}

FUNCTION_WORDS: Mapping[str, frozenset[str]] = {
    code: frozenset(words.split()) for code, words in _WORDS.items()
}
_ENGLISH = FUNCTION_WORDS["en"]

#: Words that an English text may hold as well ("in", "as", "die") say little for the other language.
_SHARED = word_set("in is an as on die des am was war a i me no so or de la et per pro via")

ENGLISH = "en"


#: What a word that several languages have counts for each.
_SHARED_VOTE = 0.4


def _votes() -> Mapping[str, tuple[tuple[str, float], ...]]:
    found: dict[str, list[tuple[str, float]]] = {}
    for code, function_words in FUNCTION_WORDS.items():
        for word in function_words:
            shared = word in _SHARED or (code != ENGLISH and word in _ENGLISH)
            found.setdefault(word, []).append((code, _SHARED_VOTE if shared else 1.0))
    return {word: tuple(votes) for word, votes in found.items()}


_VOTES = _votes()


def language_of(words: Iterable[str]) -> str:
    """The language code of lower-case words, "" when they do not say.

    >>> language_of("the cell is the unit of life".split()), language_of("die zelle ist das".split())
    ('en', 'de')
    >>> language_of(["mitosis"])
    ''
    """
    scores = _scores(words)
    ranked = sorted(scores.items(), key=lambda pair: -pair[1])
    if not ranked or ranked[0][1] < 1.0:
        return ""
    if len(ranked) > 1 and ranked[1][1] == ranked[0][1]:
        return ""
    return ranked[0][0]


def voices(words: Iterable[str], language: str) -> int:
    """How many different words speak for a language: "y" in a formula and "plus" in an English text are one.

    >>> voices("sea y la solución y el valor".split(), "es")
    3
    """
    return len(FUNCTION_WORDS[language].intersection(words))


def _scores(words: Iterable[str]) -> dict[str, float]:
    scores: dict[str, float] = {}
    for word in words:
        for code, vote in _VOTES.get(word, ()):
            scores[code] = scores.get(code, 0.0) + vote
    return scores


def counts(words: Iterable[str]) -> tuple[float, float]:
    """How many words speak for English, and for the best other language."""
    scores: dict[str, float] = {}
    for word in words:
        for code, vote in _VOTES.get(word, ()):
            if code == ENGLISH or vote == 1.0:
                scores[code] = scores.get(code, 0.0) + 1.0
    english = scores.pop(ENGLISH, 0.0)
    return english, max(scores.values(), default=0.0)
