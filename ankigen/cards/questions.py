"""The question at the foot of a card, in the language of the entry where ankigen knows it, else
in English.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ankigen.cards.card_planning import CODE, FORMULA
from ankigen.cards.html import escaped
from ankigen.model import Entry, EntryKind

#: What a card asks: of a term, the other way round, of lists and of tables.
_ASKED: Mapping[str, Mapping[str, str]] = {
    "en": {
        "term": "What is it?",
        FORMULA: "Which formula is it?",
        CODE: "How is it written?",
        "word": "What does it mean?",
        "back": "Which term is it?",
        "word back": "Which word is it?",
        "in": "In {}?",
        "set": "Which one is missing?",
        "names": "name all {}",
        "next": "What comes here?",
        "label": "What is said of it?",
        "cell": "What belongs here?",
    },
    "de": {
        "term": "Was ist das?",
        FORMULA: "Welche Formel ist es?",
        CODE: "Wie schreibt man das?",
        "word": "Was heißt das?",
        "back": "Welcher Begriff ist es?",
        "word back": "Welches Wort ist es?",
        "in": "Auf {}?",
        "set": "Was fehlt?",
        "names": "nenne alle {}",
        "next": "Was kommt hier?",
        "label": "Was gilt dafür?",
        "cell": "Was gehört hierher?",
    },
    "es": {
        "term": "¿Qué es?",
        FORMULA: "¿Qué fórmula es?",
        CODE: "¿Cómo se escribe?",
        "word": "¿Qué significa?",
        "back": "¿Qué término es?",
        "word back": "¿Qué palabra es?",
        "in": "¿En {}?",
        "set": "¿Cuál falta?",
        "names": "nombra los {}",
        "next": "¿Qué va aquí?",
        "label": "¿Qué se dice de ello?",
        "cell": "¿Qué va aquí?",
    },
    "fr": {
        "term": "Qu’est-ce que c’est ?",
        FORMULA: "Quelle est la formule ?",
        CODE: "Comment l’écrit-on ?",
        "word": "Qu’est-ce que cela veut dire ?",
        "back": "Quel est ce terme ?",
        "word back": "Quel est ce mot ?",
        "in": "En {} ?",
        "set": "Lequel manque ?",
        "names": "nomme les {}",
        "next": "Qu’est-ce qui vient ici ?",
        "label": "Qu’en est-il dit ?",
        "cell": "Qu’est-ce qui va ici ?",
    },
}

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
_NAMED = {name: language for language, names in _LANGUAGES.items() for name in names}


def question(entry: Entry, key: str) -> str:
    """One of the questions, in the language of the entry."""
    return _ASKED.get(entry.language, _ASKED["en"])[key]


def questions(entry: Entry, kind: str, back: bool) -> str:
    """The field "Ask" of a term: what each of its cards asks, of which the CSS shows one. ""
    where the headword asks itself.
    """
    word = entry.kind is EntryKind.VOCABULARY
    asks = "" if entry.headword.rstrip().endswith(("?", "？", ":")) else _forward(entry, kind, word)
    told = f'<span class="forward">{escaped(asks)}</span>' if asks else ""
    if not back:
        return told
    named = language_named(entry) if word else ""
    if named and entry.language in ("", "en"):
        asked = question(entry, "in").format(named)
    else:
        asked = question(entry, "word back" if word else "back")
    return f'{told}<span class="backward">{escaped(asked)}</span>'


def _forward(entry: Entry, kind: str, word: bool) -> str:
    if word:
        return question(entry, "word")
    return question(entry, kind if kind in (FORMULA, CODE) else "term")


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
