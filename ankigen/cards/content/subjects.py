"""What kind of thing a headword names, as far as words tell it, so that a card asks "Who?" of a
person and "When?" of an event.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ankigen.cards.content.persons import ERA, ROLE, is_person
from ankigen.cards.rendering.plain import plain
from ankigen.cards.words import count
from ankigen.model import Entry, Node
from ankigen.text.patterns import when_asked

#: The kinds, which are the keys of their questions.
TERM, TERMS, PERSON = "term", "terms", "person"
EVENT, TASK, DIFFERENCE = "event", "task", "difference"

#: A year, a century, a day: "1789", "1814/15", "c. 300 BC", "14 July 1789", "1914-18".
_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|januar|februar|märz|mai|juni|juli|okt|dez"
    r"|enero|febrero|marzo|abril|mayo|junio|julio|agosto|janvier|février|mars|avril|juin|juillet"
    r"|août|octobre|décembre)[a-z]*\.?"
)
_YEAR = (
    r"(?:(?:c\.?|ca\.?|circa|um|about)\s*)?"
    rf"(?:1\d{{3}}s?|20\d\d|\d{{1,4}}{ERA}|AD\s\d{{1,4}}){ERA}?"
)
_SPAN = rf"{_YEAR}(?:\s*[-–—/]\s*(?:{_YEAR}|\d{{1,2}}))?"
_DATE = when_asked(
    rf"(?:\d{{1,2}}\.?\s+{_MONTH}\s+|{_MONTH}\s+\d{{1,2}},?\s+|{_MONTH}\s+)?{_SPAN}", re.IGNORECASE
)
#: A day of a year that the notes need not name again: "28 July", "July 28".
_DAY = when_asked(
    rf"\d{{1,2}}(?:st|nd|rd|th|\.)?\s+{_MONTH}|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?", re.IGNORECASE
)
_NUMBER = when_asked(r"\d[\d\s,./–-]*")
#: Years without an era, before Christ or of the first centuries: "264-241".
_BARE_SPAN = when_asked(r"\d{2,4}\s?[-–—]\s?\d{2,4}")
#: A year of the first centuries, which is told by so many years with their era beside it.
_OLD, LEAST_ERAS = when_asked(r"\d{2,3}"), 2
_WITH_ERA = when_asked(rf"\d{{1,4}}{ERA}|AD\s\d{{1,4}}", re.IGNORECASE)
#: Years among headwords are dates where at least so many of the headwords that are numbers could
#: be: ports and codes are numbers too.
DATED_SHARE = 0.8
DATED_HEADWORDS = 3
#: So is the only number among them, where it can hardly be anything else.
_SURE_YEAR = when_asked(r"(?:1[5-9]\d\d|20[0-2]\d)(?:\s?[-–/]\s?(?:(?:1[5-9]|20)\d\d|\d\d))?")
#: Two things beside each other.
_AGAINST = when_asked(
    r"\s(?:vs\.?|versus|gegenüber)\s|^(?:difference|unterschied|diferencia|différence)\b",
    re.IGNORECASE,
)

#: With a short form it is a name: "One vs Rest (OVR)".
SHORT_FORM = when_asked(r"\([A-Z][\w-]{1,9}\)")

#: An event by its name: "1944 Bretton Woods".
_WITH_YEAR = when_asked(r"^(?:1\d{3}|20\d\d)\s|\s(?:1\d{3}|20\d\d)$")
#: "SSRIs".
_SHORT_PLURAL_FORM = when_asked(r"[A-Z]{2,}s")
#: A noun that says what a task is: "Process of …", "the way in which …".
_PROCESS = when_asked(
    r"(?:(?:an?|the)\s)?(?:process|method|technique|procedure|way|act|step)"
    r"\s(?:of|in|by|that|to|for|where|which|with|based|used)\b",
    re.IGNORECASE,
)
#: What is done: an imperative or a gerund with its object.
_TASK = when_asked(
    r"(?:how to|(?:\w{3,}ing|[A-Z]?[a-z]{2,}(?:\s(?:in|up|out|on))?)\s(?-i:a|an|the|your)\b)",
    re.IGNORECASE,
)
_IMPERATIVE = when_asked(
    r"(?:evaluate|normali[sz]e|preprocess|deploy|prepare|create|install|build|define|add|make|write"
    r"|choose|calculate|compute|solve|explain|describe|use|convert|compare|apply|import|export"
    r"|implement|configure|manage|improve|avoid|ensure|perform|find|fix|train|validate"
    r"|query)\s(?!of\b)",
    re.IGNORECASE,
)

#: An exam's own words, which ask for themselves.
_PROMPT = when_asked(
    r"(?:name|list|state|define|describe|explain|give|compare|outline|discuss|identify|contrast"
    r"|nenne|nennen sie|beschreibe|erkläre|definiere|vergleiche|cite|décris|explique|compare"
    r"|nombra|describe|explica|compara)\s(?:the|a|an|two|three|four|five|\d|die|den|das|der|drei"
    r"|les|le|la|deux|trois|los|las|el|tres)\b",
    re.IGNORECASE,
)
#: A question without its sign: a word that asks, and two more at least.
_QUESTION = when_asked(
    r"(?:(?:what|who|where|how|when)['’]s|what|which|whom?|whose|when|where|why|how|wer|was|wie|warum|wann|wo|welche[rsnm]?|qué"
    r"|quién(?:es)?|cómo|cuándo|dónde|por qué|cuál(?:es)?|qui|quand|comment|pourquoi|où|quels?"
    r"|quelles?)\s+\S+\s+\S",
    re.IGNORECASE,
)
#: What stands behind the noun that a headword is about.
_BEHIND_NOUN = when_asked(
    r"\s+(?:\(|(?:of|in|for|about|to|with|on|from|by|at|and|or|between|against|within|under|over"
    r"|during)\b)"
)
_PLURAL = when_asked(r"[a-z]{2,}[^su\W]s|[a-z]+(?:ses|xes|ches|shes)")
#: Endings that no singular has: "filaments", "thiazides", "statins".
_SURE_PLURAL = when_asked(r"(?:[aeo]nts|ides|[st]ors|[ait]ers|ions|ates|utes|ules|ins|gens|cytes)$")
#: Ends as plurals do, and is none.
_NO_PLURAL = when_asked(
    r".*(?:ss|us|is|ics|as|os|ens|onas|ées|és|conomies|news|ous|betes|series|species|facies|ceps"
    r"|rabies|herpes|measles|mumps"
    r"|athens|naples|wales|brussels)$",
    re.IGNORECASE,
)
#: Three things in a row, no sentence: "land, labour, capital".
_ROW = when_asked(r"(?!(?:an?|the|is|are|it|they)\s)[^,.;:]{1,40}(?:,\s[^,.;:]{1,40}){2,}[.\s]*")


#: Nouns of headings over a list.
_PARTS = (
    r"(?:evidence|arguments|reasons|consequences|criteria|types?|kinds?|causes?|effects?"
    r"|steps?|stages?|phases?|conditions|assumptions|determinants|examples?|advantages"
    r"|disadvantages|features|functions"
    r"|characteristics|properties|symptoms|signs|goals|aims|uses|components|parts|principles|rules"
    r"|definitions?|notes|summary|overview|introduction|key terms)(?:\s(?:of|for|in)\b.*)?$"
)
#: What heads a list, and is no name of one thing: "Three stages", "Determinants of demand".
_HEADS_LIST = when_asked(
    r"(?:two|three|four|five|six|seven|eight|nine|ten|\d+|some|other|main|key|common|zwei|drei|vier"
    rf"|fünf|dos|tres|cuatro|cinco|deux|trois|quatre|cinq)\s|{_PARTS}",
    re.IGNORECASE,
)
_OF_PARTS = when_asked(rf"\b{_PARTS}", re.IGNORECASE)


#: What a word of code is called: "extends", a keyword.
_OF_CODE = when_asked(r"(?:keyword|method|function|command|operator|clause|statement|attribute)\b")
#: A word of so few letters in small letters may be a name ("mars").
SHORT_PLURAL = 5


def has_dates(headwords: Sequence[str]) -> bool:
    """Whether the headwords that are numbers are years.

    >>> has_dates(["1789", "1804", "1814/15"]), has_dates(["22", "80", "1433"])
    (True, False)
    >>> has_dates(["480 BC", "431-404", "323 BC"]), has_dates(["67-68", "137-139", "20-21"])
    (True, False)
    >>> has_dates(["1789", "Estates"]), has_dates(["1433", "Port"])
    (True, False)
    >>> has_dates(["753 BC", "509 BC", "69", "410"])
    True
    """
    numbers = [h for h in headwords if _NUMBER.fullmatch(h)]
    if numbers and all(map(_SURE_YEAR.fullmatch, numbers)):
        return True
    # "480 BC" is a date for sure, and says that "431-404" is one; alone that may be pages or ports
    sure = sum(not _NUMBER.fullmatch(h) and _DATE.fullmatch(h) is not None for h in headwords)
    eras = sum(_WITH_ERA.fullmatch(h) is not None for h in headwords) >= LEAST_ERAS
    dates = sum(
        bool(_is_date(h) if sure else _DATE.fullmatch(h)) or (eras and bool(_OLD.fullmatch(h)))
        for h in numbers
    )
    return len(numbers) + sure >= DATED_HEADWORDS and 0 < dates >= DATED_SHARE * len(numbers)


def _is_date(headword: str) -> bool:
    return bool(_DATE.fullmatch(headword) or _BARE_SPAN.fullmatch(headword))


def subject_of(entry: Entry, asked: Sequence[Node], dated: bool = False) -> str:
    """What an entry is about: TERM, TERMS (several things), PERSON, EVENT (a date), TASK or
    DIFFERENCE. `asked` is what is asked of it, `dated` whether numbers among the headwords are
    years.
    """
    headword = entry.headword.strip()
    said = plain(asked, marks=False)
    if _DAY.fullmatch(headword):
        return EVENT
    if _is_date(headword) and (dated or not _NUMBER.fullmatch(headword)):
        return EVENT
    if dated and _OLD.fullmatch(headword):
        return EVENT
    if _NAME_YEAR.fullmatch(headword) and _DID.match(said):
        return EVENT
    beside = entry.language in ("", "en") and _are_beside(headword, said)
    if beside or is_comparison(headword):
        return DIFFERENCE
    if is_person(entry, headword, said):
        return PERSON
    if is_task(headword):
        return TERM if _PROCESS.match(said) else TASK
    return TERMS if _is_plural(entry, headword, said) else TERM


def is_comparison(headword: str) -> bool:
    """Whether a headword names two things to be told apart.

    >>> is_comparison("TCP vs UDP"), is_comparison("Supply")
    (True, False)
    """
    return _AGAINST.search(headword) is not None and not SHORT_FORM.search(headword)


#: Names beside each other have so many words at most.
_BESIDE, BESIDE_WORDS = " / ", 2


def _are_beside(headword: str, said: str) -> bool:
    """Whether a headword names things beside each other, and what is said tells of each of them in
    the same way: "sloop / brig", "one mast / two masts".
    """
    names = headword.split(_BESIDE)
    if len(names) == 1 or said.count(_BESIDE) != len(names) - 1 or "\n" in said.strip():
        return False
    return all(count(name) <= BESIDE_WORDS for name in names)


def is_question(headword: str) -> bool:
    """Whether a headword is a question, though its sign is missing.

    >>> is_question("which gas is the lightest"), is_question("How light"), is_question("Whales")
    (True, False, False)
    """
    return _QUESTION.match(headword) is not None


def is_prompt(headword: str) -> bool:
    """Whether a headword tells the learner what to do, so that no question is needed.

    >>> is_prompt("Name the terrestrial planets"), is_prompt("Name of the rose")
    (True, False)
    """
    return _PROMPT.match(headword) is not None


def asks_itself(headword: str) -> bool:
    """Whether a headword asks, or tells the learner what to do, so that no question is needed.

    >>> asks_itself("Which gas is light"), asks_itself("Light gases:"), asks_itself("Gases")
    (True, True, False)
    """
    ends = headword.rstrip().endswith(("?", "？", ":"))
    return ends or is_prompt(headword) or is_question(headword)


def heads_list(headword: str) -> bool:
    """Whether a headword heads a list, and is no name of one thing.

    >>> heads_list("Three stages"), heads_list("Causes of inflation"), heads_list("Inflation")
    (True, True, False)
    """
    return _HEADS_LIST.match(headword) is not None


_NUMBER_WORD = when_asked(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|[2-9])\s(?P<behind>[^\d(]+)", re.IGNORECASE
)


def counts(headword: str) -> bool:
    """Whether a headword says how many things there are, all of which are told.

    >>> counts("Noah's two boats"), counts("4 kinds of boat"), counts("Boat 2")
    (True, True, False)
    """
    found = _NUMBER_WORD.search(headword)
    return found is not None and any(map(ends_as_plural, found["behind"].casefold().split()[:3]))


def names_parts(headword: str) -> bool:
    """Whether a headword ends as one of a list does: "PCR steps", "Kinds of rock".

    >>> names_parts("Baking steps"), names_parts("Baking")
    (True, False)
    """
    return _OF_PARTS.search(headword) is not None


def is_row(text: str) -> bool:
    """Whether a text is three or more things in a row, and no sentence.

    >>> is_row("land, labour (paid or not), capital"), is_row("a field, a farm, a plough")
    (True, False)
    """
    return _ROW.fullmatch(_BRACKETS.sub("", text.strip())) is not None


def has_members(headword: str) -> bool:
    """Whether what is listed under a headword are its members or steps, and not what is said of
    it.

    >>> has_members("Potential causes of war"), has_members("Cells"), has_members("Mitosis")
    (True, True, False)
    """
    parts = heads_list(headword) or _OF_PARTS.search(headword) is not None
    last = _BEHIND_NOUN.split(headword)[0].split()[-1:] or [""]
    several = ends_as_plural(last[0].casefold())
    return asks_itself(headword) or parts or several or is_task(headword)


def ends_as_plural(word: str) -> bool:
    """Whether a word in small letters ends as English plurals do.

    >>> ends_as_plural("sails"), ends_as_plural("bus")
    (True, False)
    """
    return _PLURAL.fullmatch(word) is not None and not _NO_PLURAL.match(word)


def names_role(said: str) -> bool:
    """Whether a text names what a person is: "abbess, composer".

    >>> names_role("abbess, composer"), names_role("sails and oars")
    (True, False)
    """
    return re.search(rf"\b{ROLE.pattern}\b", said, re.IGNORECASE) is not None


def is_task(headword: str) -> bool:
    """Whether a headword is something to be done, not a thing.

    >>> is_task("Deploy a model"), is_task("Evaluate performance"), is_task("Balance of power")
    (True, True, False)
    """
    return bool(_TASK.match(headword) or _IMPERATIVE.match(headword))


#: "Kirchhoff 1859", and what was done then: "explained the lines".
_NAME_YEAR = when_asked(
    r"[A-Z]\S*(?:\s\S+){0,3},?\s\(?(?:1\d{3}|20\d\d)\)?|(?:1\d{3}|20\d\d)(?:\s\S+){1,4}"
)
_DID = when_asked(
    r"(?:[a-z]{3,}ed|beat|wrote|made|found|won|led|took|gave|began|built|saw|sent|set|lost|became"
    r"|cut|held|put|broke|drew|kept|brought)\s\S"
)
_BRACKETS = when_asked(r"\s*\([^()]*\)")
#: What several things do: "lower cholesterol".
_THEY_DO = when_asked(
    r"(?:lower|raise|block|reduce|increase|inhibit|relax|dilate|prevent|kill|bind|carry|produce"
    r"|contain|protect|help|form|make|have)\s[a-z]"
)


#: "S. pyogenes".
SPECIES = when_asked(r"[A-Z]\.\s[a-z]+")


def _is_plural(entry: Entry, headword: str, said: str) -> bool:
    """Whether an English headword names several things: it ends as a plural does, and what is said
    of it begins with a plural or a verb's plain form, or it has words before the plural.
    """
    if entry.language not in ("", "en") or _WITH_YEAR.search(headword):
        return False
    if SPECIES.fullmatch(headword):
        return False
    if _SHORT_PLURAL_FORM.fullmatch(headword):
        return True
    bare = _BEHIND_NOUN.split(headword)[0]
    name = bare.split()[-1:] or [""]
    last = name[0].casefold()
    if (
        last.endswith(("as", "os"))
        and not last.endswith("onas")
        and _ROW.fullmatch(_BRACKETS.sub("", said))
    ):
        return True
    if not bare or not ends_as_plural(last):
        return False
    sure = len(bare.split()) > 1 or _SURE_PLURAL.search(last) is not None
    may_be_name = not sure and len(last) <= SHORT_PLURAL and not name[0].islower()
    if _ROW.fullmatch(_BRACKETS.sub("", said)) and not may_be_name:
        return True
    if bare.split()[0].endswith("ing"):
        return False  # "Scaling features" is one thing, "pooling layers" are some
    first = re.sub(r"^\W*(?:the|these|those|some|all)\s+", "", said.casefold())
    if re.match(r"(?:an?|one|it|is|each|every)\b", first):
        return False
    words = re.findall(r"[a-z-]+", first)[:3]
    named = any(map(ends_as_plural, words)) or (sure and _THEY_DO.match(first) is not None)
    common = name[0].islower() and (sure or len(last) > SHORT_PLURAL)
    common = common and not _OF_CODE.match(first)
    return named or common or words[:1] == ["they"] or words[:1] == ["are"]
