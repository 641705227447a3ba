"""Which language a block is in, by its function words: enough to leave alone what is not English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ankigen.cleaning.lexicon import word_set

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


def language_of(words: Iterable[str]) -> str:
    """The language code of lower-case words, "" when they do not say.

    >>> language_of("the cell is the unit of life".split()), language_of("die Zelle ist das".lower().split())
    ('en', 'de')
    >>> language_of(["mitosis"])
    ''
    """
    seen = list(words)
    best, most, second = "", 0.0, 0.0
    for code, function_words in FUNCTION_WORDS.items():
        score = 0.0
        for word in seen:
            if word in function_words:
                shared = word in _SHARED or (code != ENGLISH and word in _ENGLISH)
                score += 0.4 if shared else 1.0
        if score > most:
            best, most, second = code, score, most
        elif score > second:
            second = score
    if most < 1.0 or most == second:
        return ""
    return best


def counts(words: Iterable[str]) -> tuple[float, float]:
    """How many words speak for English, and for the best other language."""
    seen = list(words)
    english = float(sum(word in _ENGLISH for word in seen))
    other = 0.0
    for code, function_words in FUNCTION_WORDS.items():
        if code != ENGLISH:
            other = max(
                other,
                float(
                    sum(
                        word in function_words and word not in _SHARED and word not in _ENGLISH
                        for word in seen
                    )
                ),
            )
    return english, other
