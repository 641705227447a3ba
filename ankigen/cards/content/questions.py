"""The question at the foot of a card, in the language of the entry where ankigen knows it, else
in English.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ankigen.cards.content import signs
from ankigen.cards.content.amounts import equals_quotient, equals_symbols, of_quantity
from ankigen.cards.content.answers import (
    answer_question,
    is_lifetime,
    mark_question,
    when_or_by_whom,
)
from ankigen.cards.content.card_planning import CODE, FORMULA
from ankigen.cards.content.core import Core
from ankigen.cards.content.functions import (
    BY_WHOM,
    DO,
    DOES,
    DONE,
    FOR,
    FOR_ALL,
    GIVES,
    MEANS,
    NAMES,
    OCCURS,
    OWN_QUESTION,
    SAYS,
    STANDS,
    WHEN_USED,
    WORK,
    WORKS,
    function_of,
)
from ankigen.cards.content.inline_labels import label_asks
from ankigen.cards.content.lists import Enumeration
from ankigen.cards.content.persons import known_persons
from ankigen.cards.content.rows import is_row_of_words
from ankigen.cards.content.sentences import ends_sentence
from ankigen.cards.content.subjects import (
    DIFFERENCE,
    EVENT,
    PERSON,
    TERM,
    TERMS,
    asks_itself,
    ends_as_plural,
    heads_list,
    is_row,
    names_role,
    subject_of,
)
from ankigen.cards.languages import CODES, language_named
from ankigen.cards.rendering.html import escaped
from ankigen.cards.rendering.plain import plain
from ankigen.cards.words import count, tells
from ankigen.model import ARROW, EQUALS, POINTS, Entry, EntryKind, ListNode, Node, Paragraph
from ankigen.text.patterns import when_asked

#: What a card asks: of a term, the other way round, of lists and of tables.
_ASKED: Mapping[str, Mapping[str, str]] = {
    "en": {
        "term": "What is it?",
        "terms": "What are they?",
        "person": "Who is it?",
        "event": "What happened?",
        "task": "What is done?",
        "difference": "What is the difference?",
        "names of": "Name all {}.",
        FORMULA: "Which formula is it?",
        CODE: "How is it written?",
        "word": "What does it mean?",
        "back": "Which term is it?",
        "person back": "Who is it?",
        "event back": "When was it?",
        "by whom": "By whom, and when?",
        "word back": "Which word is it?",
        "in": "In {}?",
        "set": "Which one is missing?",
        "names": "name all {}",
        "next": "What comes here?",
        "label": "What goes with it?",
        "cell": "What belongs here?",
    },
    "de": {
        "term": "Was ist das?",
        "terms": "Was ist das?",
        "person": "Wer ist das?",
        "event": "Was geschah?",
        "task": "Was wird gemacht?",
        "difference": "Was ist der Unterschied?",
        "names of": "Nenne alle {}.",
        FORMULA: "Welche Formel ist es?",
        CODE: "Wie schreibt man das?",
        "word": "Was heißt das?",
        "back": "Welcher Begriff ist es?",
        "person back": "Wer ist es?",
        "event back": "Wann war das?",
        "by whom": "Von wem und wann?",
        "word back": "Welches Wort ist es?",
        "in": "Auf {}?",
        "set": "Was fehlt?",
        "names": "nenne alle {}",
        "next": "Was kommt hier?",
        "label": "Was gehört dazu?",
        "cell": "Was gehört hierher?",
    },
    "es": {
        "term": "¿Qué es?",
        "terms": "¿Qué son?",
        "person": "¿Quién es?",
        "event": "¿Qué pasó?",
        "task": "¿Qué se hace?",
        "difference": "¿Cuál es la diferencia?",
        "names of": "Nombra los {}.",
        FORMULA: "¿Qué fórmula es?",
        CODE: "¿Cómo se escribe?",
        "word": "¿Qué significa?",
        "back": "¿Qué término es?",
        "person back": "¿Quién es?",
        "event back": "¿Cuándo fue?",
        "by whom": "¿De quién y cuándo?",
        "word back": "¿Qué palabra es?",
        "in": "¿En {}?",
        "set": "¿Cuál falta?",
        "names": "nombra los {}",
        "next": "¿Qué va aquí?",
        "label": "¿Qué le corresponde?",
        "cell": "¿Qué va aquí?",
    },
    "fr": {
        "term": "Qu’est-ce que c’est ?",
        "terms": "Qu’est-ce que c’est ?",
        "person": "Qui est-ce ?",
        "event": "Que s’est-il passé ?",
        "task": "Que fait-on ?",
        "difference": "Quelle est la différence ?",
        "names of": "Nomme les {}.",
        FORMULA: "Quelle est la formule ?",
        CODE: "Comment l’écrit-on ?",
        "word": "Qu’est-ce que cela veut dire ?",
        "back": "Quel est ce terme ?",
        "person back": "Qui est-ce ?",
        "event back": "Quand était-ce ?",
        "by whom": "De qui et quand ?",
        "word back": "Quel est ce mot ?",
        "in": "En {} ?",
        "set": "Lequel manque ?",
        "names": "nomme les {}",
        "next": "Qu’est-ce qui vient ici ?",
        "label": "Qu’est-ce qui va avec ?",
        "cell": "Qu’est-ce qui va ici ?",
    },
}

#: The same of what is said of a thing in place of what it is, which is looked for in English alone.
FUNCTIONS: Mapping[str, str] = {
    DOES: "What does it do?",
    DO: "What do they do?",
    FOR: "What is it for?",
    FOR_ALL: "What are they for?",
    OCCURS: "When does it occur?",
    SAYS: "What does it say?",
    DONE: "What is done?",
    WORKS: "How does it work?",
    WORK: "How do they work?",
    WHEN_USED: "When is it used?",
    MEANS: "What does it mean?",
    NAMES: "What belongs to it?",
    STANDS: "What does it stand for?",
    GIVES: "What does it give?",
    BY_WHOM: "By whom, and when?",
    **{f"{DOES} {verb}": f"What does it {verb}?" for verb in OWN_QUESTION},
    **{f"{DO} {verb}": f"What do they {verb}?" for verb in OWN_QUESTION},
}


def question(entry: Entry, key: str) -> str:
    """One of the questions, in the language of the entry; not in the one that is being learned."""
    language = entry.language
    if entry.kind is EntryKind.VOCABULARY and language == CODES.get(language_named(entry)):
        language = ""
    return _ASKED.get(language, _ASKED["en"])[key]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a term's cards ask for: the core, its kind for the eye, which of the two ways there are,
    and the label of the part of the entry that it is. `dated`: years among the headwords are dates.
    """

    core: Core
    kind: str = ""
    back: bool = False
    part: str = ""
    dated: bool = False


def questions(entry: Entry, asked: Asked) -> str:
    """The field "Ask" of a term: what each of its cards asks for, of which the CSS shows one. ""
    where the headword asks itself.
    """
    word = entry.kind is EntryKind.VOCABULARY
    kind = asked.kind
    nodes = asked.core.asked
    subject = subject_of(entry, nodes, asked.dated)
    if asked.part:
        english = entry.language in ("", "en")
        asks = (label_asks(asked.part) if english else "") or question(entry, "label")
    elif asks_itself(entry.headword):
        asks = ""
    elif word:
        asks = question(entry, "word")
    elif kind in (FORMULA, CODE):
        asks = question(entry, kind)
    else:
        asks = _all_of(entry, asked.core) or _of_function(
            entry, nodes, subject, bool(asked.core.more)
        )
        asks = asks or _of_arrow(entry, subject, plain(nodes)) or question(entry, subject)
    told = f'<span class="forward">{escaped(asks)}</span>' if asks else ""
    if not asked.back:
        return told
    named = language_named(entry) if word else ""
    if named and entry.language in ("", "en", CODES.get(named)):
        asks = question(entry, "in").format(named)
    else:
        which = "word" if word else subject if subject in (PERSON, EVENT) else ""
        asks = question(entry, f"{which} back".strip())
    return f'{told}<span class="backward">{escaped(asks)}</span>'


#: So many words behind an arrow say no sentence.
NAMED_WORDS = 4
#: What says what a thing is.
_OF_KIND = when_asked(r"(?:an?|the)\s|.*\s(?:that|which|of|for)\s")
#: What an arrow leads from is an event, or a state that has its effects.
_EVENT = when_asked(
    r"\b(?:up|down|rises?|falls?|more|less|too|no|low|high|lack|loss|excess|increased?|decreased?"
    r"|damage|without)\b|^[^\W\d_]+(?:\s[^\W\d_]+)?(?:ation|sion)$",
    re.IGNORECASE,
)


def _of_arrow(entry: Entry, subject: str, said: str) -> str:
    """What asks for that to which an arrow leads, "" without one."""
    if subject not in (TERM, TERMS) or entry.language not in ("", "en"):
        return ""
    if entry.mark == POINTS and count(said) <= NAMED_WORDS and not _OF_KIND.match(said):
        return "→ ?"
    if entry.mark != ARROW:
        return ""
    if _WITH_YEAR.search(entry.headword):
        happened = re.search(r"\s[a-z]{2,}(?:ed|wn)\b", entry.headword)
        return "What follows?" if happened else question(entry, EVENT)
    chain = signs.ARROW.search(said) is not None  # "x -> y -> z"
    if chain or _EVENT.search(entry.headword) or re.search(r"\b(?:up|down)\b", said):
        return "What follows?"
    named = count(said) <= NAMED_WORDS or re.search(r"\d", said) is not None
    return question(entry, "label") if named else ""


#: An event and its year: "378 Adrianople".
_WITH_YEAR = when_asked(r"^\d{3,4}\s[^\W\d]{3}|[^\W\d]{3}\s\d{3,4}$")
#: A symbol, and a sign of what is calculated: "k", "A e^(−E/RT)".
_SYMBOL = when_asked(r"[^\W\d_]{1,2}(?:[°′*][a-z]{0,5})?")
_TERM_OF_FORMULA = when_asked(r"\S\s?[\^×·*/]\s?\S|\S\s[−+]\s\S|[\d)]\s-\s\S")
#: A cell of a table behind the name of its column: "age: 2 months".
_OF_ROW = when_asked(r"[a-z][a-z ]{1,14}:\s[^\n:;,.]{1,40}")
#: "4 Ps".
_COUNTED = when_asked(r"\d+\s[A-Z]?[a-z]*s\b")
#: A work and its year.
KNOWN_FOR = when_asked(r"(?!\d)\S+(?:\s\S+)?,?\s\(?(?:1\d{3}|20\d\d)\)?")
#: Who somebody is: "one of the five painters", "a Venetian".
_WHO = when_asked(
    r"(?:an?|one of|the (?:first|last|only))\s|(?:first|last)\s(?:.*\s)?to\s"
    r"|[A-Z]\w+(?:(?<!io)n|ese|sh|ch|ek|ss)\s[a-z]"
    r"|[^;.]*\b(?:artist|master|pupil|thinker|scholar|critic|figure|member|banker|minister|publisher"
    r"|editor|doctor|teacher|nun|priest|officer|commander|lawyer)\b"
)


def is_known_for(said: str) -> bool:
    """Whether what is said of a person are works or deeds, and not who that is."""
    first, *others = said.strip().splitlines() or [""]
    if names_role(first) or _WHO.match(first):
        return False
    if others:
        return not ends_sentence(said)
    row = is_row_of_words(said) or KNOWN_FOR.fullmatch(said.strip())
    return bool(row) or not ends_sentence(said)


#: What goes with both of two things, and is no difference, has so few words.
_ONE_THING, _TWO_THINGS = (
    3,
    when_asked(
        r"[,;:/=<>+]|->|→|\b(?:and|or|vs|but|is|are|has|have|not|no|same|more|less|former)\b"
    ),
)


def _names_one(headword: str, said: str) -> bool:
    """Whether what stands behind two things ("hull vs rig: design") is one name, and says nothing
    of either.
    """
    if signs.ONE_NAME.fullmatch(said):
        return True
    few = 0 < count(said) <= _ONE_THING and not _TWO_THINGS.search(said)
    return (
        few
        and not tells(headword, said)
        and not any(word in said.casefold().split() for word in headword.casefold().split())
    )


_LETTER = when_asked(r"(?!to\b)[^\W\d_](?<!\Bo)")
#: "1 mL = 1 cm3".
_MEASURE = when_asked(r"\d[\d.,]*\s?[^\W\d]\S{0,8}(?:\s\S{1,6})?$")
#: Behind the noun that a headword is about.
_BEHIND_NAME = when_asked(r"\s\(|\s(?:of|in|for)\s")


def _is_formula(headword: str, said: str) -> bool:
    return of_quantity(headword, said, "is", "it") in (
        "Which formula is it?",
        "How is it calculated?",
    )


def _of_function(entry: Entry, asked: Sequence[Node], subject: str, more: bool) -> str:
    """What asks for what a thing does or is for, where or when it is, where that is said of it;
    else "". `more` is shown below the answer.
    """
    said = plain(asked, marks=False)
    if subject not in (TERM, TERMS) or entry.language not in ("", "en"):
        if entry.language in ("", "en") and is_lifetime(entry.headword, said):
            return answer_question(entry.headword, said, False)
        if subject == PERSON and _is_formula(entry.headword, said):
            return question(entry, FORMULA)
        listed = "\n" in said.strip() and not known_persons(entry.headword, said)
        english = subject == PERSON and entry.language in ("", "en")
        if english and not listed and is_known_for(said):
            return "What is this person known for?"
        key = when_or_by_whom(said) if subject in (TERM, TERMS, DIFFERENCE) else ""
        one = subject == DIFFERENCE and _names_one(entry.headword, said.strip())
        key = key or ("label" if one else "")
        return question(entry, key) if key else ""
    if entry.mark == EQUALS and _MEASURE.match(entry.headword) and _MEASURE.match(said):
        return "How much is it?"
    if entry.mark == EQUALS and _LETTER.search(said) and equals_symbols(entry.headword, said):
        return question(entry, FORMULA)
    if entry.mark == EQUALS and equals_quotient(entry.headword, said):
        return "How is it calculated?"
    if known_persons(entry.headword, said) > 1 and is_known_for(said):
        return "What are they known for?"
    name = _BEHIND_NAME.split(entry.headword)[0].split() or [""]
    several = subject == TERMS or ends_as_plural(name[-1].casefold())
    if _COUNTED.match(entry.headword) and is_row(said):
        return question(entry, TERMS)
    if heads_list(entry.headword) and is_row(said):
        return question(entry, TERMS if several or ends_as_plural(name[0].casefold()) else TERM)
    if _OF_ROW.fullmatch(said.strip()):
        rule = entry.headword.endswith((" rule", " law", " principle"))
        return FUNCTIONS[SAYS] if rule else question(entry, "label")
    if special := answer_question(entry.headword, said, several):
        return special
    found = function_of(entry.headword, said)
    if heads_list(entry.headword) and (found in (DOES, DO) or (found != NAMES and is_row(said))):
        return question(entry, TERMS if ends_as_plural(name[-1].casefold()) else TERM)
    if not found and (special := mark_question(entry.headword, said, several, not more)):
        return special
    if found == NAMES and several and " " in entry.headword:
        return question(entry, TERMS)
    if found == MEANS and several:
        return question(entry, TERMS)
    if found == MEANS and entry.mark == ARROW:
        return ""
    if found == MEANS and not all(isinstance(node, Paragraph) for node in asked):
        return ""
    symbol = entry.mark == EQUALS and _SYMBOL.fullmatch(entry.headword)
    if not found and symbol and _TERM_OF_FORMULA.search(said):
        return question(entry, FORMULA)
    return FUNCTIONS.get(found, "")


#: "Canal Age 1760-1840".
_PERIOD = re.compile(r"\b1\d{3}\s?[-–]\s?(?:1\d|20)?\d\d\b")


def _all_of(entry: Entry, core: Core) -> str:
    """What asks for a list that is asked for as a whole; "" for anything else: a list of one is
    none, and one of sentences says what its headword is.
    """
    match core.asked:
        case (ListNode(items) as only,) if only in entry.body and len(items) > 1:
            if core.lead or Enumeration(only).has_members(entry.headword):
                return question(entry, "names of").format(len(items))
            if entry.language in ("", "en") and _PERIOD.search(entry.headword):
                return FUNCTIONS[NAMES]
    return ""
