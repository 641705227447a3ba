"""What kind of answer an English definition is, so that a card asks for that: a year under "What is
it?" is no answer.
"""

from __future__ import annotations

import re

from ankigen.cards.content.amounts import FORMULAS, LEFT_OVER, of_quantity
from ankigen.cards.content.clauses import DOING
from ankigen.cards.content.events import EVENT_NAMES, is_event
from ankigen.cards.content.functions import stands_for
from ankigen.cards.content.organs import is_responsible
from ankigen.cards.content.participles import MADE, of_participle
from ankigen.cards.content.persons import known_persons
from ankigen.cards.content.rows import is_row_of_words, which_of
from ankigen.cards.content.signs import (
    DATE,
    LONGEST,
    MONTH,
    NAME,
    ONE_NAME,
    WHO_WHEN,
    is_adjective,
)
from ankigen.cards.words import count
from ankigen.text.patterns import when_asked

_TWO_SENTENCES = when_asked(r"[^\W\d_]{4}[.!?]\s")
_FROM = when_asked(r"(?:(?:only|mostly|mainly)\s)?from\s[^\W\d]", re.IGNORECASE)
_BY = when_asked(r"(?:only )?(?:by|via|through|by means of)\s(?!(?:[A-Z]|the\s[A-Z]|\d))[a-z]")
_AFTER = when_asked(r"(?:after|before|during)\s[a-z]")
_DEPENDS = when_asked(
    r"(?:rises?|falls?|increases?|decreases?|grows?|varies|vary|depends?|drops?"
    r"|changes?)\s(?:with|on|as)\b(?!\sor\b)",
    re.IGNORECASE,
)
#: "shale -> slate -> schist".
_CHAIN = when_asked(r"[^,;:=+/()–>→-]{2,30}(?:\s(?:->|→|>|-|–)\s[^,;:=+/()–>→-]{2,30}){2,}")
_COMES_FROM = when_asked(r"comes?\sfrom\s", re.IGNORECASE)
#: What is so in a place, told behind a comma: "in a republic, a president comes from one party".
_CLAUSE_BEHIND = when_asked(
    r",\s(?!and\b|or\b|near\b|where\b|which\b)(?:\w+\s){1,5}"
    r"(?:comes?|is|are|was|were|has|have|can|must|does|do|goes|go|may|will)\s"
)
_PLACE = when_asked(
    r"(?:left|right)\s(?:side|part|end|half)$|(?!(?-i:[A-Z]{2}))"
    r"(?!(?:below|above|under)\s(?:(?-i:[A-Z]{2,})|par|normal|average|zero|freezing)\b)(?:(?:only"
    r"|mostly|mainly"
    r"|always)\s)?(?:in|on|at|near|inside|outside|below|above|under|between|behind|beneath|beyond"
    r"|opposite|around)\s(?!(?:depth|vitro|vivo|effect|full|front of all|which|whom|whose|order"
    r"|general|particular|short|fact|case|other|contrast|addition|that|(?<!on\s)all|most|least|average"
    r"|time|turn"
    r"|series|parallel|what|practice"
    r"|theory|law|hot|cold|one|it)\b)"
    r"[^\W\d]",
    re.IGNORECASE,
)
_STATE = when_asked(
    r"(?:only\s)?(?:on|at|in|with)\s(?:\w*phase|exertion|exercise|rest|inspiration|expiration"
    r"|standing|lying"
    r"|movement|effort|childhood|pregnancy|old age|winter|summer)\b",
    re.IGNORECASE,
)
_NO_PLACE = when_asked(
    r"^at\s(?!the\s|an?\s)|^between\s(?!.*\band\b|the\s)|^\w+\sthe\sexam"
    r"|\b(?:is|are|it|they|was|were|if|when|run|long term|short term)\b"
)
_FOR = when_asked(
    r"(?:(?:only|mostly|mainly)\s)?for\s(?!(?:example|instance|all|every|each|any|if"
    r"|when)\b)[^\W\d]",
    re.IGNORECASE,
)
_NEEDS = when_asked(
    r"(?:(?:is|are)\s)?(needed|required|necessary|essential|important|responsible|good"
    r"|bad)\s(?:for|to)\s",
    re.IGNORECASE,
)
_CAUSE = when_asked(r"(?:because|bc|due to|caused by)\s", re.IGNORECASE)
#: What is laid down in words.
_LAID_DOWN = when_asked(
    r"\b(?:acts?|laws?|treaty|edict|decree|code|rule|amendment|article|oath|declaration)\b",
    re.IGNORECASE,
)
_LAW = when_asked(r"\b(?:amendment|clause)$", re.IGNORECASE)
#: What kind of thing it is, and not what it says.
_WHAT_KIND = when_asked(
    r"(?:an?|the)\s|.*\b(?:that|which|amendment|decision|case|clause|protection)\b", re.IGNORECASE
)
#: What says something, and what is only said of it.
_RULE = when_asked(
    r"\b(?:law|rules?|principles?|theorem|hypothesis|postulates?)$|^(?:law|rule|principle)\sof\b",
    re.IGNORECASE,
)
_BRACKETS_BEHIND = when_asked(r"\s*\([^()]*\)$")
_KIND_OF_RULE = when_asked(
    r"(?:(?:an?|the|one|any)\s)?(?:[\w-]+\s){0,3}?(?:rules?|laws?|principles?|theory|theorem|ideas?"
    r"|methods?|ways?|rights?|claims?|order|doctrine|study|view|belief|set|process|name|guidelines?"
    r"|strategy|concept|belief|practice|power|government|protection|tool|assumption)\b"
    r"|(?:[\w-]+\s){1,3}(?:that|which|who)\b|(?:used|made|found|proposed|named|also|for|by|from|in"
    r"|like"
    r"|see|(?-i:an?)|part|type|kind|same|first|not)\b|[A-Z][\w.-]+(?:\s[A-Z][\w.-]+)*,?\s\d{4}"
    r"|\d{4}\b|[^,]*:\s",
    re.IGNORECASE,
)
#: A case in court: "Gideon v Wainwright".
_CASE = when_asked(r"[A-Z]\w+(?:\s[A-Z]\w+)?\sv\.?\s[A-Z]")
_SHORT_ROW = when_asked(r"(?:[^,.;:=]{1,25},\s){2,}[^,.;:=]{1,25}")
_DOSE = when_asked(r"(?:I[MV]|PO|SC|oral|inhaled|nebulised|nebulized)\s[a-z]{4,}\s\d")
_HAS = when_asked(r"ha(?:s|ve)\s(?!to\b|been\b|a\seffect)", re.IGNORECASE)
_BUT = when_asked(r"\s(?:but|because|yet|although)\s")
#: Single letters or sounds in a row: "p b m"; one word and what it is made of.
_LETTERS = when_asked(
    r"/?[a-zʃʒŋθðæɪʊəɛɔʔɡ]{1,2}/?(?:,?\s(?!(?:x|to|of|is|in|on|or)\b)/?[a-zʃʒŋθðæɪʊəɛɔʔɡ]{1,2}/?)+"
)
_MADE_OF = when_asked(r"[a-z]+\s=\s[a-z]+\s\+\s[a-z]+")
#: Nothing but examples.
_EXAMPLES = when_asked(r"(?:e\.?\s?g\.?|eg|for example|for instance)[,:]?\s", re.IGNORECASE)
_NAMES_TREATMENT = when_asked(
    r"(?:treatment|first aid|therapy|management|prevention|emergency care)"
    r"(?:\s(?:of|for|in|with)\s\S.*)?$|.*\s(?:treatment|first aid)$",
    re.IGNORECASE,
)
_UNIT = when_asked(r"(?:(measured in)|(?:SI\s)?units?:?(?:\sis)?)\s\S+(?:\s\S+)?", re.IGNORECASE)
_ITS = {"it": "its", "they": "their"}
#: Somebody and a year: "Brindley 1761".
_DISASTER = when_asked(
    r"\b(?:blast|eruption|erupted|earthquake|magnitude|floods?|fire|accident|explosion|disaster"
    r"|dead"
    r"|killed|deaths|campaign|march|invasion|retreat|expedition|tsunami|hurricane|famine|drought|spill|collapse)\b",
    re.IGNORECASE,
)
_STUDY = when_asked(rf"(?:[^,]+,\s|(?={NAME}))[A-Z][^,]*,?\s(?:1[89]|20)\d\d")
#: A book or an experiment with its year, and a sentence of something else.
_WITH_YEAR = when_asked(r"(?:^(?:1[0-9]|20)\d\d\s[^\W\d]|[^\W\d]\W+(?:1[0-9]|20)\d\d\)?$)")
_CLAUSE = when_asked(
    r"(?:without [\w ]{3,20}\s)?(?:(?:an?|the|all|some|most)\s)?(?:[\w'’-]+\s){1,2}?"
    r"(?:(should|must|ought)\s|(?:can|cannot|will|does|do|is|are)\s"
    r"|(?!\w*(?:ss|us|is|ics)\s)[a-z]{3,}s\s(?:an?|the|all|no|more|less|with|when)\s|form\s)"
)
#: A definition of more words is asked for as what it is.
MOST_SAID = 14
YEARS = when_asked(r"(?:1[0-9]|20)\d\d(?:\s?[-–/]\s?(?:(?:1[0-9]|20)\d\d|\d\d))?")
#: What is said of a thing in place of what it is: that it lacks something, is always or never so,
#: is full of something, or one way for some and another for others.
_MARK = when_asked(
    r"(?:no|not(?!\sthe|\san?\b|\senough)|never|always|only|still)\s"
    r"|(?:positive|negative|high|higher|highest|low|lower|lowest|rich|poor|full|largest|smallest"
    r"|fully|partly|completely|partially|red|blue|green|yellow|white|black|colou?rless|purple"
    r"|pink|good|bad|common|easy|hard|same"
    r"|similar)\s(?:in|for|with|of|at|to|when|if|among|[a-z]+ed$)"
    r"|(?:\d+\s?%|half|most|all)\s(?:in|at|of it)\b"
    r"|[a-z]{4,}ly\s[a-z]{3,}ed$"
    r"|(?:[\w-]+(?:ous|ive|able|ible|less|ful)|short[- ]lived|[a-z]{3,}[eo]us)(?:,\s[\w-]+)?$",
    re.IGNORECASE,
)
#: Names of what is a row in its order, and words that say so.
_ORDERED = when_asked(
    r"\b(?:order|sequence|cycle|curve|pathway|route|spectrum|hierarchy|timeline|succession"
    r"|chain)\b",
    re.IGNORECASE,
)
_KINDS = re.compile(r"\b(?:types?|kinds?|forms?|variants?)\b", re.IGNORECASE)
_FIRST_THEN = re.compile(r"\bfirst, then\b|^first\s[^,]+, then\b", re.IGNORECASE)
#: A sentence of something else: "no boat may wait".
_NO_SUCH = when_asked(
    r"(?:no|only|never)\s(?:[\w-]+\s){1,6}?(?:should|can|cannot|may|must|will|is|are|was|were|has"
    r"|have|does|do)\s",
    re.IGNORECASE,
)
#: From one year to another, as long as a person lives, and a name of two words.
_SPAN = when_asked(r"\(?(1\d{3})\s?[-–—]\s?(1\d{3}|20\d\d)\)?")
_LEAST_YEARS, _MOST_YEARS = 25, 105
_TWO_NAMES = when_asked(rf"(?!The\s){NAME.replace('{0,3}', '{1,3}')}")
_NO_PERSON = when_asked(
    r"\b(?:Wars?|Age|Era|Period|Republic|Empire|Dynasty|Revolution|Renaissance|Epoque|Movement"
    r"|Reich"
    r"|Republics|Crisis|Expansion|Trade|Kingdom|Union|League|Style)\b"
)
#: Adjectives that no ending tells.
_ADJECTIVES = when_asked(
    r"(?:small|big|large|tall|short|long|high|low|hot|cold|warm|cool|cooler|old|new|young"
    r"|early|late|dark|light|bright|thin|thick|rocky|dense|dry|wet|round|flat|deep|fast|slow|rich"
    r"|poor|steep|gentle|rough|smooth|wide|narrow|stable|strong|weak|sweet|sour|bitter|red|blue"
    r"|green|yellow|white|black|grey|gray|brown|shiny"
    r"|brittle|hard|soft)\b(?!-)(?!\s(?!and)\w)"
)
#: An adjective before so many words is one of a noun: "weak, ductile layer of the mantle".
_NOUN_WORDS = 5


#: A span between two events, with its year.
_FROM_UNTIL = when_asked(r"from\s.*\b(?:until|till|to)\b.*\b(?:1\d|20)\d\d\)?$", re.IGNORECASE)
_IN_MONTH = when_asked(rf"\b{MONTH}\s(?:1\d|20)\d\d", re.IGNORECASE)
_PLACED = when_asked(
    r"\b(?:battle|siege|congress|conference|exhibition|olympics|summit)\b", re.IGNORECASE
)
#: "June 1761 the first boat leaves".
_DATE_FIRST = when_asked(
    rf"(?:\d{{1,2}}\s)?(?:{MONTH}\s)(?:1\d|20)\d\d:?\s(?:the|an?|his|her|[a-z]+)\s", re.IGNORECASE
)
_IF = when_asked(r"if\s[^,]+,\s")
_SAYING = when_asked(r"\b(?:law|rule|test|principle|theorem|criterion|condition)\b", re.IGNORECASE)
#: A number of things: "~17 000 official death sentences".
_MANY = when_asked(r"(?:[~≈<>]|about|ca\.?|over)?\s?\d[\d .,]*\s(?:[a-z]+\s){0,3}[a-z]+s")
#: "built 13 Aug 1761".
_MADE_WHEN = re.compile(r"([a-z]+ed|built|begun|sunk|shot|won|lost)\s(.*)", re.IGNORECASE)
#: An event by its place and day: "Foxton 28 June 1814".
_ENDS_IN_DAY = re.compile(r"[^\W\d_]\s\(?\d{1,2}\s[A-Z][a-z]{2,8}\.?\s(?:1\d|20)\d\d\)?$")
_WAS = re.compile(
    r"\b(?!(?:need|speed|seed|bed|red)\b)[a-z]{2,}ed\b|\b(?:shot|built|sunk|won|lost|swear|sign|meet)\b"
)
_THUMB = when_asked(r"(?:rule of thumb|note|remember|nb|mnemonic)$", re.IGNORECASE)
#: "TR - wages - rent".
_TAKEN_AWAY = when_asked(r"[^,;:=]+(?:\s[-−–]\s[^,;:=]+)+")


def _behind_name(headword: str, said: str) -> str:
    """What a sentence says of the headword with which it begins, with its verb; "" of others."""
    name = headword.strip()
    begins = said[: len(name)].casefold() == name.casefold()
    return said[len(name) :].strip() if begins and said[len(name) : len(name) + 1] == " " else ""


def answer_question(headword: str, said: str, several: bool) -> str:
    """The question that a definition answers which is no "What is it?", "" where none is sure.
    `several` says whether the headword names several things.

    >>> answer_question("Waterloo", "18 June 1815", False)
    'When was it?'
    >>> answer_question("Myelin", "made by glial cells", False)
    'What is it made by?'
    >>> answer_question("Receptors", "in the medulla", True)
    'Where are they?'
    >>> answer_question("Pump", "a machine in a mine", False)
    ''
    """
    said = said.strip().rstrip(".!")
    if DOING.match(said) and _RULE.search(headword):
        return "What do they say?" if several else "What does it say?"
    if len(said) > LONGEST or count(said) > MOST_SAID or _TWO_SENTENCES.search(said):
        about = _NAME_YEAR.fullmatch(headword) and not _NO_STUDY.search(headword)
        return "What was it about?" if about and len(said) <= LONGEST else ""
    be, it, do = ("are", "they", "do") if several else ("is", "it", "does")
    if _COMPARED.search(headword):
        return "What does it mean?"
    if is_lifetime(headword, said):
        return "When did this person live?"
    kinds = _KINDS.search(headword) is not None
    if _ORDERED.search(headword) and _SHORT_ROW.fullmatch(said) and not kinds:
        return "In which order?"
    if _DOSE.match(said):
        return "What is given?"
    if _HAS.match(said) and not _BUT.search(said):
        return f"What {do} {it} have?"
    if _LETTERS.fullmatch(said):
        return "" if several else "What goes with it?"
    if _EXAMPLES.match(said) and "\n" not in said:
        return "What is an example?" if "," not in said else "What are examples?"
    if _NAMES_TREATMENT.match(headword) and not said.startswith(("the ", "an ", "a ")):
        return "What is done?"
    if unit := _UNIT.fullmatch(said):
        return f"What {be} {it} measured in?" if unit[1] else f"What is {_ITS[it]} unit?"
    if DATE.fullmatch(said) or _FROM_UNTIL.match(said):
        return "When were they?" if several else "When was it?"
    if WHO_WHEN.fullmatch(said) and (_is_place(said) or _PLACED.search(headword)):
        return f"Where and when {'were they' if several else 'was it'}?"
    if _DATE_FIRST.match(said):
        return "What happened?"
    if _IF.match(said) and not _NAME_YEAR.fullmatch(headword):
        return f"What {do} {it} {'say' if _SAYING.search(headword) else 'mean'}?"
    if several and _MANY.fullmatch(said):
        return "How many are they?"
    if (dated := _MADE_WHEN.fullmatch(said)) and DATE.fullmatch(dated[2]):
        return f"When {'were they' if several else 'was it'} {dated[1].casefold()}?"
    if _ENDS_IN_DAY.search(headword) and _WAS.search(said):
        return "What happened?"
    if ONE_NAME.fullmatch(said) and headword[:1].islower():
        return "Which name goes with it?"
    if WHO_WHEN.fullmatch(said):
        return "" if stands_for(headword, said) else "By whom, and when?"
    if (clause := _CLAUSE.match(said)) and _WITH_YEAR.search(headword):
        shown = not clause[1] and WHO_WHEN.search(headword) is not None
        return "What did it show?" if shown else "What does it say?"
    if YEARS.fullmatch(headword.strip()) and is_event(said):
        return "What happened?"
    if is_responsible(headword, said):
        return f"What {be} {it} responsible for?"
    if _THUMB.match(headword):
        return f"What {do} {it} say?"
    if _TAKEN_AWAY.fullmatch(said) and not said[0].isdigit() and LEFT_OVER.search(headword):
        return f"How {be} {it} calculated?"
    made = MADE.fullmatch(said) or MADE.fullmatch(_behind_name(headword, said))
    if made:
        return of_participle(made, be, it)
    if needs := _NEEDS.match(said):
        return f"What {be} {it} {needs[1].casefold()} for?"
    if _CAUSE.match(said):
        return f"What {be} {it} due to?" if said[:3].casefold() == "due" else "Why?"
    if _BY.match(said):
        return f"How {do} {it} happen?"
    if _AFTER.match(said):
        return f"When {do} {it} occur?"
    if _DEPENDS.match(said):
        return f"What {do} {it} depend on?"
    if _CHAIN.fullmatch(said):
        return "In which order?"
    if _FROM.match(said) and not re.search(r"[:,]|\bto\b", said):
        return f"Where {do} {it} come from?"
    if _COMES_FROM.match(said):
        return f"What {do} {it} come from?"
    if _STATE.match(said):
        return f"When {do} {it} occur?"
    if _PLACE.match(said) and not _NO_PLACE.search(said) and not _CLAUSE_BEHIND.search(said):
        return f"Where {be} {it}?"
    if _FOR.match(said):
        return f"What {be} {it} for?"
    asks = of_quantity(headword, said, be, it)
    study = _STUDY.fullmatch(headword) and not EVENT_NAMES.search(headword)
    if not asks and study and not _CASE.match(headword) and not is_event(said):
        return "What happened?" if _DISASTER.search(f"{headword} {said}") else "What was it about?"
    if not asks and _NAME_YEAR.fullmatch(headword) and not _NO_STUDY.search(headword):
        if _STATES.match(said):
            return "What does it say?"
        return "What happened?" if "&" not in headword and is_event(said) else "What was it about?"
    if _SHARE.match(said) and not asks:
        return f"How much {be} {it}?"
    if not asks and _MADE_OF.fullmatch(said):
        return "What is an example?"
    dated_event = _DATED_EVENT.search(headword) or known_persons(
        _YEAR_FIRST.sub("", headword), said
    )
    dated_event = dated_event and not _NAMES_IN_A_ROW.fullmatch(said)
    if not asks and dated_event and not _WHAT_KIND.match(said):
        return "What happened?"
    bare = _BRACKETS_BEHIND.sub("", headword) if "(" in headword else headword
    rule = _RULE.search(bare) is not None
    if (
        (not asks or asks == FORMULAS)
        and rule
        and not _KIND_OF_RULE.match(said)
        and not is_row_of_words(said)
    ):
        return f"What {do} {it} say?"
    return asks


#: A condition of a size: "p < .05".
_COMPARED = when_asked(r"\w\s?[<>≤≥]\s?[.\d]")
_YEAR_FIRST = when_asked(r"^1\d{3}\s")
#: An event with its date: "Actium 31 BC", "212 Edict", "War of the Dikes 91-88".
_DATED_EVENT = when_asked(
    r"^\d{3}\s[A-Z][a-z]|\s\(?(?:\d{1,4}\sBCE?|(?:AD|BC)\s\d{1,4}|\d{1,4}\s(?:AD|CE))\)?$"
    r"|\b(?:War|Battle|Revolt|Revolution|Rebellion|Siege|Crusade|Uprising)\s\(?\d{2,4}(?:\s?[-–/]\s?\d{2,4})?\)?$"
)


_NAMES_IN_A_ROW = when_asked(r"[A-Z][\w-]*(?:,\s(?:and\s)?[A-Z][\w-]*)+")
#: Somebody and the year: "Loftus & Palmer 1974", "Phineas Gage (1848)".
_NAME_YEAR = when_asked(
    r"(?!The\s)[A-Z][^\W\d_A-Z][\w’'-]*(?:(?:\s&|\sand|\set al\.?)?\s[A-Z][\w’'-]+){0,2}"
    r",?\s\(?(?:1[6-9]|20)\d\d\)?"
)
_NO_STUDY = when_asked(
    rf"{EVENT_NAMES.pattern}|{_NO_PERSON.pattern}|[a-z](?:isms?|ions?)\b|\b(?:Treaty|Conference|Plan)\b"
)
_STATES = when_asked(r"if\s|[a-z]+\s=\s")
#: A share of something, and what else is so: "27 %, seen in rotation curves".
_SHARE = when_asked(r"(?:[~≈<>]\s?)?\d+(?:\.\d+)?\s?%(?=,\s|$)")


def _is_place(said: str) -> bool:
    """Whether a name and a date are those of a place: "Leipzig October 1813", "NYC 1990s"."""
    initials = said.partition(" ")[0].strip(",.")
    return _IN_MONTH.search(said) is not None or (initials.isupper() and len(initials) > 1)


def is_lifetime(headword: str, said: str) -> bool:
    """Whether two years are those between which somebody lived whose name the headword is.

    >>> is_lifetime("James Brindley", "1716-1772"), is_lifetime("Canal Age", "1760-1840")
    (True, False)
    """
    span = _SPAN.fullmatch(said.strip().rstrip("."))
    if span is None or not _TWO_NAMES.fullmatch(headword) or _NO_PERSON.search(headword):
        return False
    return _LEAST_YEARS <= int(span[2]) - int(span[1]) <= _MOST_YEARS


def when_or_by_whom(said: str) -> str:
    """The key of the question for a date, or for a name and a date, in any language; else "".

    >>> when_or_by_whom("1761"), when_or_by_whom("Brindley 1761"), when_or_by_whom("ein Kanal")
    ('event back', 'by whom', '')
    """
    said = said.strip().rstrip(".")
    if DATE.fullmatch(said):
        return "event back"
    return "by whom" if WHO_WHEN.fullmatch(said) else ""


def mark_question(headword: str, said: str, several: bool, alone: bool = False) -> str:
    """The question for a definition that only says how a thing is: that it lacks something, is
    always so, is one way for some and another for others; "" for any other. One word that is said
    `alone` is what the headword means.

    >>> mark_question("Brine", "full of salt", False), mark_question("Sea", "salt water", False)
    ('What is characteristic of it?', '')
    """
    do, it, of = ("do", "they", "them") if several else ("does", "it", "it")
    characteristic = f"What is characteristic of {of}?"
    short = len(said) <= LONGEST and count(said) <= MOST_SAID and not re.search(r"[.!?]\s", said)
    if short and not _WHAT_KIND.match(said):
        if _CASE.match(headword) and not said[:1].isdigit():
            return "What did it decide?"
        if _LAW.search(headword):
            return "What does it say?"
    if short and is_row_of_words(said):
        one = not several and is_adjective(said.partition(",")[0])
        if not one and not _ADJECTIVES.match(said):
            if several:
                return ""
            ordered = _ORDERED.search(headword) and not _KINDS.search(headword)
            return "In which order?" if ordered else which_of(said)
        return characteristic
    if short and _FIRST_THEN.search(said):
        return "In which order?"
    if short and _NO_SUCH.match(said):
        return f"What {do} {it} mean?"
    first, _, rest = said.partition(",")
    how = (is_adjective(first) and count(rest) < _NOUN_WORDS) or _MARK.match(said)
    if not short or (alone and " " not in said) or not how:
        return ""
    if _LAID_DOWN.search(headword):
        return f"What {do} {it} say?"
    return characteristic
