"""Languages: which one a list of words teaches, and how browsers and voices name it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ankigen.cards.rendering.plain import plain
from ankigen.cards.words import count
from ankigen.model import Entry, EntryKind

#: The languages that people learn by cards, by what notes call them.
_LANGUAGES: Mapping[str, tuple[str, ...]] = {
    "Arabic": ("arabic", "العربية"),
    "Chinese": ("chinese", "mandarin", "中文", "汉语"),
    "Czech": ("czech", "čeština"),
    "Danish": ("danish", "dansk"),
    "Dutch": ("dutch", "nederlands"),
    "English": ("english", "englisch", "inglés", "anglais", "inglese"),
    "Finnish": ("finnish", "suomi"),
    "French": ("french", "français", "französisch", "francés"),
    "German": ("german", "deutsch", "alemán", "allemand"),
    "Greek": ("greek", "ελληνικά"),
    "Hebrew": ("hebrew", "עברית"),
    "Hungarian": ("hungarian", "magyar"),
    "Italian": ("italian", "italiano", "italienisch"),
    "Japanese": ("japanese", "日本語"),
    "Korean": ("korean", "한국어"),
    "Latin": ("latin", "latein", "latín"),
    "Norwegian": ("norwegian", "norsk"),
    "Polish": ("polish", "polski"),
    "Portuguese": ("portuguese", "português"),
    "Russian": ("russian", "русский"),
    "Spanish": ("spanish", "español", "espanol", "spanisch"),
    "Swedish": ("swedish", "svenska"),
    "Turkish": ("turkish", "türkçe"),
    "Ukrainian": ("ukrainian", "українська"),
}
#: Their codes (ISO 639-1).
_ISO = "ar zh cs da nl en fi fr de el he hu it ja ko la no pl pt ru es sv tr uk"
CODES: Mapping[str, str] = dict(zip(_LANGUAGES, _ISO.split(), strict=True))
_NAMED = {name: language for language, names in _LANGUAGES.items() for name in names}
#: How voices are asked for: the language with the country that most of them are of. Latin has none.
_COUNTRIES = (
    "ar_SA zh_CN cs_CZ da_DK nl_NL en_US fi_FI fr_FR de_DE el_GR he_IL hu_HU it_IT ja_JP ko_KR"
    " nb_NO pl_PL pt_PT ru_RU es_ES sv_SE tr_TR uk_UA"
)
VOICES: Mapping[str, str] = {
    ("no" if voice == "nb_NO" else voice[:2]): voice for voice in _COUNTRIES.split()
}


#: So many entries, and such a share of them in one language, say which one the notes are in; an
#: entry of fewer words is told by that.
_LEAST_ENTRIES, _MAIN_SHARE, _FEW_WORDS = 15, 0.85, 12


def in_main_language(entries: Sequence[Entry]) -> Sequence[Entry]:
    """The entries, those of a few words or signs in the language of nearly all others: of "n1 sin i
    = n2 sin r" alone none can be told.
    """
    told = Counter(e.language for e in entries if e.language)
    main, often = next(iter(told.most_common(1)), ("", 0))
    if often < max(_LEAST_ENTRIES, _MAIN_SHARE * len(entries)):
        return entries
    return [
        e.but(language=main)
        if e.language not in ("", "en", main)
        and e.kind is EntryKind.OPEN
        and count(f"{e.headword} {plain(e.body)}") < _FEW_WORDS
        else e
        for e in entries
    ]


def language_named(entry: Entry) -> str:
    """The language whose words an entry teaches, where its topic, headings, tags or file name it;
    else "".

    >>> from ankigen.model import Origin, RichText
    >>> language_named(Entry(RichText.of("el gato"), (), Origin("unit1-spanish.csv", 1)))
    'Spanish'
    """
    said = " ".join((entry.topic, *entry.sections, *entry.tags, entry.origin.file)).casefold()
    found = {_NAMED[word] for word in re.findall(r"[^\W\d_]+", said) if word in _NAMED}
    return found.pop() if len(found) == 1 else ""


def main_language(entries: Iterable[Entry]) -> str:
    """The language of most entries of which it is known; "" if it is of none."""
    known = Counter(e.language for e in entries if e.language)
    return known.most_common(1)[0][0] if known else ""


#: Where so many entries of a file are known to be in one language, and so much of all that are
#: known, those that are too short to tell are in it too.
LEAST_KNOWN, KNOWN_SHARE = 3, 0.8


def with_language(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries, those that are too short to tell in the language of their file. Words that are
    learned stay without one.
    """
    known: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for entry in entries:
        if entry.language and entry.kind is not EntryKind.VOCABULARY:
            known[entry.origin.file][entry.language] += 1
    main = {
        file: language
        for file, counted in known.items()
        for language, number in counted.most_common(1)
        if number >= max(LEAST_KNOWN, KNOWN_SHARE * counted.total())
    }
    return tuple(
        entry
        if entry.language or entry.kind is EntryKind.VOCABULARY
        else entry.but(language=main.get(entry.origin.file, ""))
        for entry in entries
    )


def headword_language(entry: Entry, main: str) -> str:
    """The code of the language that a headword is in, where it is known and is not `main`, the one
    of the deck: then the browser should hear of it.
    """
    if entry.kind is EntryKind.VOCABULARY:
        return CODES.get(language_named(entry), "")
    return entry.language if entry.language != main else ""


def speech(entry: Entry, text: str) -> str:
    """What has Anki read a word aloud; "" where its language is not known or has no voice.

    >>> from ankigen.model import Origin, RichText
    >>> word = Entry(RichText.of("el gato"), (), Origin("spanish.csv", 1))
    >>> speech(word.but(kind=EntryKind.VOCABULARY), "el gato")
    '[anki:tts lang=es_ES]el gato[/anki:tts]'
    """
    voice = VOICES.get(CODES.get(language_named(entry), ""), "")
    if entry.kind is not EntryKind.VOCABULARY or not voice:
        return ""
    return f"[anki:tts lang={voice}]{re.sub(r'[][<>&]', ' ', text).strip()}[/anki:tts]"
