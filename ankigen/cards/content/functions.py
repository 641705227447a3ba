"""What a definition says of a thing: what it does, or what it is used for, so that a card asks for
that, and not for what it is.
"""

from __future__ import annotations

import re

from ankigen.cards.content.subjects import SPECIES, ends_as_plural
from ankigen.cards.content.verbs import all_forms, noun_forms, plain_forms, third_person
from ankigen.cards.words import STOP_WORDS, each_word, stem, words
from ankigen.text.patterns import when_asked

#: What a definition says; the keys of the questions for it.
DOES, DO, FOR, FOR_ALL, OCCURS, DONE = "does", "do", "for", "for all", "occurs", "done"
SAYS, WORKS, WORK, WHEN_USED, MEANS = "says", "works", "work", "when used", "means"
NAMES, STANDS, GIVES, BY_WHOM = "names", "stands", "gives", "by whom"
#: Verbs by which a definition is asked for ("What does it measure?"): "What does it do?" would ask
#: for less than it says.
OWN_QUESTION = (
    "contain", "include", "measure", "quantify", "consist of", "represent", "require", "store",
    "say",
)  # fmt: skip

_ONE_WAY = when_asked(r"(?:one|the (?:usual|common|easiest)) way (?:to|of)\b", re.IGNORECASE)
_INITIALS = when_asked(r"[A-Z][A-Za-z]*[A-Z]s?")
#: Names in a row, each of up to four words, and the first ones of such a row.
_NAMES = when_asked(
    r"[A-Z][\w-]*(?:\s[\w-]+){0,3}(?:,\s(?:and\s|or\s)?[A-Z][\w-]*(?:\s[\w-]+){0,3}){2,14}\.?"
)
_OBJECT = when_asked(
    r"(?:an?|the|all|each|every|any|some|both|your|its|their|his|her|our|this|these|those|it|them"
    r"|you|us|one|two|three|multiple|several|many|how|what|whether|where|up|out|down|round|around"
    r"|data)\b",
    re.IGNORECASE,
)
#: Behind a noun, not behind a verb.
_BEHIND_NOUN = when_asked(
    r"(?:that|which|who|whose|of|for|is|are|was|were|has|have|can|may|must|will|used|made|and|or|per)\b"
    r"|[,:;.]",
    re.IGNORECASE,
)
#: Behind the third person of a verb, not behind the plural of a noun: "raises pressure".
_NO_NOUN_BEFORE = when_asked(
    rf"(?!{_BEHIND_NOUN.pattern}|(?:in|on|from|at|with|to|as|by|between|kept|into|when|if"
    rf"|\w+(?:ed|ing))\b)"
    r"(?:[a-z]|[A-Z]+(?:\b|\d)|\d)"
)
#: "point where all the mass acts": a noun.
_POINT_WHERE = when_asked(r"point\s(?:where|at|in|on)\b", re.IGNORECASE)
#: "form a need takes": a noun, and what is done with it.
_TAKEN = when_asked(
    r"(?:form|place|point|range|state|need)\s(?:an?|the)\s[a-z-]+\s(?!(?:is|was|as|less|plus|across|this)\b)[a-z]{2,}s\b"
)
#: A word that may be a verb, before an article: nobody says "ships the" of ships.
_UNKNOWN_VERB = when_asked(
    r"(?!(?:means|describes|denotes|refers|concerns|names|is|was|has|does|as|its|this|plus"
    r"|minus|versus|thus|perhaps|besides|across|towards"
    r"|less|unless|always|sometimes|afterwards|is|perhaps|\w*(?:ss|us|ics))\s)"
    r"[a-z]{3,}s\s(?:the|an?)\s\w",
    re.IGNORECASE,
)
#: Another verb in the same form: "fetches and decodes".
_AND_VERB = re.compile(r"(?:,\s[a-z]+s)*\s?(?:,|and|or)\s[a-z]{2,}s\b")
#: Nobody begins a definition with the plural of these nouns.
_VERB_ABOVE_ALL = frozenset(
    ("offers", "supports", "handles", "displays", "stores", "shows", "returns")
)
_OF_USE = when_asked(r"(?:in|as|by|to|at|on|with)\b", re.IGNORECASE)
#: Behind a subject there is a verb before it, else it says of the subject which one is meant.
_COPULA = r"(?:is|are|was|were|can be|may be)\s(?:often |commonly |mainly |mostly |typically )?"
_PURPOSE = (
    r"(?:used|designed|intended|meant|useful)(?: mainly| only| mostly)? (?:to|for)\b"
    r"(?! (?:describe|denote|mean|refer|say)\b)"
)
_FOR = when_asked(rf"(?:{_COPULA})?{_PURPOSE}", re.IGNORECASE)
_IS_FOR = when_asked(rf"{_COPULA}{_PURPOSE}", re.IGNORECASE)
_OCCURS = when_asked(
    r"(?:occurs?|happens?|takes place|arises?) (?:when|if|where|while)\b", re.IGNORECASE
)
_WHEN_USED = re.compile(rf"(?:{_COPULA})?used(?: mainly| only| mostly)?,? when\b", re.IGNORECASE)
_WORKS = re.compile(r"(?:typically |usually )?works? by\b", re.IGNORECASE)
_HINT = when_asked(r"\s\([^()]*\)(?=\s)")
#: What is called by a name in code is spoken of by its kind: "The method is used to …".
_KIND_OF_CODE = when_asked(
    r"(?:(?:the|this)\s)?(?:method|function|command|procedure|operator|keyword|attribute|object)\s"
    r"(?=(?:is|can be|returns?|takes?|sets?|gives?|makes?)\s)",
    re.IGNORECASE,
)
#: So is a thing by what kind it is: "The model predicts …".
_KIND_OF_THING = when_asked(
    r"(?:the|this)\s(?:model|algorithm|technique|tool|library|program|device|system|process|service"
    r"|approach|structure|organ|instrument|machine)\s",
    re.IGNORECASE,
)
#: A subject says more of itself before its verb: "A gate of oak is used to …".
_MORE_OF_SUBJECT = when_asked(
    r"\s(?:[\w-]+\s)?(?:of|in|for|with|on)\s(?:(?!(?:that|which|who|is|are|was|were|and"
    r"|or)\b)[\w.%-]+\s){1,3}?"
    rf"(?=(?:{_COPULA}(?:used|designed|intended|meant)\s(?:to|for|when)|consists?\sof"
    rf"|works?\sby)\b)",
    re.IGNORECASE,
)
#: When something is done, before the sentence says of the headword what that does.
_BEFORE = when_asked(r"(?:after|before|during|once|when)\s[^,.;:]{3,60},\s", re.IGNORECASE)
#: What is laid down in words, and what follows as a sentence of its own: "if it floods, …".
_LAW = (
    r"(?:rule|law|principle|theorem|theory|doctrine|hypothesis|axiom|lemma|paradox|conjecture"
    r"|maxim)"
)
#: Who found or made a thing, and when: "Landsteiner, 1901".
_BY_WHOM = when_asked(
    r"(?:by\s)?[A-Z][\w.’'-]+(?:\s(?:(?:&|and|von|van|de)\s)?[A-Z][\w.’'-]*){0,3}"
    r"(?:,\s|\s(?=\()|(?<=\s[A-Z]\w\w)[\w’'-]*\s)\(?(?:in\s)?(?:1\d{3}|20\d\d)s?\)?\.?"
)
#: Both sides of a reaction are formulas: "2 H2 + O2" gives "2 H2O".
_SUBSTANCE = r"\d*\s?(?:e-|[A-Z][a-z]?\d*|[()\[\]\d+-]|\^)+(?:\s?\([a-z]{1,3}\))?"
_SUBSTANCES = when_asked(rf"{_SUBSTANCE}(?:\s\+\s{_SUBSTANCE})*")
#: Words in place of formulas: "acid + metal".
_ADDED = when_asked(r"[^\W\d][\w -]*(?:\s\+\s[^\W\d][\w -]*)+")
#: A headword that is a whole statement: "IP is best effort".
_STATEMENT = when_asked(r"[\w’'/-]+(?:\s[\w’'/-]+){0,3}\s(?:is|are|was|were|has|have)\s\w")
_LAID_DOWN = when_asked(
    rf".*\b{_LAW}(?:\s\([^()]*\))?$|{_LAW}\sof\b|[^\W\d_]\S*\s(?:\S+\s){{0,4}}?v\.?\s",
    re.IGNORECASE,
)
#: A sentence of something else than the headword: a subject with no clause of its own, and its
#: verb; "is a" would say of it what it is.
_SENTENCE = when_asked(
    r"(?:(?:an?|the|some|each|every|one|all|only)\s)?"
    r"(?:(?:(?:of|in|on|for|by|with|at|from|between)\s(?:(?:an?|the)\s)?)?"
    r"(?!(?:an?|the|one|that|which|who|whose|whom|where|when|what|how|if|as|to|than|you|we|it|this"
    r"|these|they|there|before|after|until|while|not|\w+n['’]t)\b)"
    r"[\w'’-]+(?:,(?=[^.;:]{1,40},\s(?:and|or)\s)|,(?=\s(?:and|or)\s))?\s){1,10}?"
    r"(?:is|are|was|were|may|can|cannot|must|will|has|have|does)\s(?!(?:an?|the|one)\s)",
    re.IGNORECASE,
)
#: A subject of few words, with what is said of it first: "the heavy gate".
_SUBJECT = when_asked(
    r"(?:an?|the|each|every)\s(?:[\w-]+(?:ing|ed|al|ive)\s)?[\w-]+\s", re.IGNORECASE
)
_CLAUSE = when_asked(
    r"(?:if|when|whoever|whatever|where|no|every|nobody|everybody)\s"
    r"|(?!(?:an?|the)\s(?:[\w-]+\s)?(?:rule|law|principle|theorem|doctrine|idea)\b)"
    r"(?:(?!(?:that|which|who|of which|by which)\b)[\w'’-]+\s){1,8}"
    r"(?:is|are|was|were|may|can|cannot|can['’]t|must|will|has|have|does|doesn['’]t|takes?"
    r"|needs?)\s",
    re.IGNORECASE,
)
#: What may stand before the verb.
_BEFORE_VERB = when_asked(
    r"(?:(?:it|they|also|typically|often|usually|automatically)\s)*"
    r"(?:can be \w+ to (?:\w+ly )?|(?:can|may) (?:also )?(?!be\b))?",
    re.IGNORECASE,
)
#: What somebody has to do: "give oxygen", "take on an empty stomach".
_ORDER = when_asked(
    r"(?:take\s(?:it\s|them\s)?(?:in|on|with|at|before|after)|treat\s(?:with|by|the|it)"
    r"|careful\swith\s|avoid\s|watch\s(?:for|out)\s|give\s(?:\d|IV\b|IM\b|oxygen|fluids?|(?:it|them)\s)"
    r"|keep\s(?:an?|the|at|on|above|below|under|it|them|warm|dry|clean|away|\d)\s"
    r"|(?:check|monitor|stop|wash|rinse|press|cool|apply|use|wait|start|call)"
    r"\s(?:before|after|until|if|when|first|only|immediately|slowly|with|for\s(?:at|\d)|all"
    r"|the)\s)",
    re.IGNORECASE,
)
#: What somebody has who can do something.
_POWER = when_asked(
    r"\b(?:advantage|ability|capacity|capability|right|freedom"
    r"|skill)$",
    re.IGNORECASE,
)
_QUALITY = when_asked(r"[a-z-]+(?:ous|ic|ive|able|ible|al|philic|phobic)")
_LETS = when_asked(r"(?:can|may|allow|let|enable|help)\s")
_TWO_WORDS = when_asked(r"[a-z]+(?:\s[a-z]+){1,3}$")
#: Such a headword is something that is done ("Sorting numeric columns"), unless it is a kind of
#: thing in two words ("sorting machines").
_GERUND = when_asked(r"[A-Za-z]{3,}ing\s", re.IGNORECASE)
_ARTICLE = when_asked(r"(?:an?|the)\s", re.IGNORECASE)


def function_of(headword: str, said: str) -> str:
    """What an English definition says of the headword instead of what it is: what it does (DOES,
    or DO of several things), what it is FOR, when it OCCURS, what it SAYS, or what is DONE; ""
    where it says what it is. Of some verbs (OWN_QUESTION) what a thing does comes with the verb.
    Others: which NAMES belong to it, what its letters stand for (STANDS), how it WORKS (WORK of
    several), WHEN_USED; what it MEANS, where a sentence speaks of something else; BY_WHOM it was
    found and when; what a reaction GIVES.

    >>> function_of("Sluice", "Lets water in."), function_of("Sluices", "Sluices keep water out.")
    ('does', 'do')
    >>> function_of("Sluice", "Used to let water in."), function_of("Sluice", "A gate for water")
    ('for', '')
    >>> function_of("Sorting mail", "Put the letters in bags."), function_of("Flood", "occurs when")
    ('done', 'occurs')
    >>> function_of("Gauge", "Measures the height."), function_of("Pump", "Works by suction.")
    ('does measure', 'works')
    >>> function_of("Sluice", "Da Vinci, 1497"), function_of("2 H2 + O2", "2 H2O")
    ('by whom', 'gives')
    """
    if stands_for(headword, said):
        return STANDS
    if _NAMES.fullmatch(said.strip()):
        return NAMES
    if _BY_WHOM.fullmatch(said.strip()):
        return BY_WHOM
    if _reacts(headword, said):
        return GIVES
    if _STATEMENT.match(headword):
        return MEANS
    predicate, has_subject = _predicate(headword, said)
    if _OCCURS.match(predicate):
        return OCCURS
    if _WHEN_USED.match(predicate):
        return WHEN_USED
    if _LAID_DOWN.match(headword) and not has_subject and _CLAUSE.match(predicate):
        return SAYS
    name = headword.partition("(")[0].split()
    several = bool(name) and ends_as_plural(name[-1].casefold())
    several = several and not SPECIES.fullmatch(headword)
    several = several or (bool(name) and name[-1].endswith("ics") and bool(_THEY_DO.match(said)))
    if (_IS_FOR if has_subject else _FOR).match(predicate):
        return FOR_ALL if several else FOR
    if _GERUND.match(headword) and _ONE_WAY.match(said):
        return DONE
    if _WORKS.match(predicate):
        return WORK if several else WORKS
    if not several and not has_subject and _ORDER.match(predicate):
        return SAYS if _LAID_DOWN.match(headword) else DONE
    verb, behind = _verb(predicate)
    if not verb and not has_subject and _ADVERB_FIRST.match(predicate):
        return DO if several else DOES
    if not verb and several and _THEY_DO.match(predicate):
        return DO
    if not verb:
        return MEANS if not has_subject and _is_sentence(predicate) else ""
    if _GERUND.match(headword) and not (several and len(name) == 2):
        return DONE if verb in plain_forms() else DOES
    able = _POWER.search(headword) or _QUALITY.fullmatch(headword)
    if able and predicate.startswith("can "):
        return MEANS
    if verb in plain_forms() and not several and (has_subject or _LAID_DOWN.match(headword)):
        return MEANS if has_subject else SAYS
    told = verb in plain_forms() and not several and not has_subject
    if told and _TWO_WORDS.match(headword) and not _LETS.match(predicate):
        return DONE
    does = DO if several else DOES
    if verb == "measures" and behind.startswith("what it"):
        return MEANS
    own = _own_question(verb, behind)
    return f"{does} {own}" if own else does


def _reacts(headword: str, said: str) -> bool:
    """Whether a headword and what is said of it are the two sides of a reaction."""
    own, first = headword.strip(), _HINT.sub(" ", f"{said.strip()} ").split(",")[0].strip()
    formulas = _SUBSTANCES.fullmatch(own) and _SUBSTANCES.fullmatch(first)
    if formulas:
        return "+" in f"{own}{first}"
    return bool(_ADDED.fullmatch(own) and _ADDED.fullmatch(first))


#: What stands behind the words of an abbreviation: "(1888)".
_BRACKETS_BEHIND = when_asked(r"\s*\([^()]*\)\W*$")


def stands_for(headword: str, said: str) -> bool:
    """Whether a definition only says what the letters of the headword stand for.

    >>> stands_for("NRT", "Net register tonnage"), stands_for("NRT", "Size of a hull")
    (True, False)
    >>> stands_for("Sea", "sand, earth, air"), stands_for("NRT", "net register tonnage (1894)")
    (False, True)
    """
    if not _INITIALS.fullmatch(headword):
        return False
    found = [word.text for word in words(_BRACKETS_BEHIND.sub("", said))]
    letters = "".join(word[0] for word in found if word.casefold() not in STOP_WORDS)
    whole = "".join(word[0] for word in found)
    return headword.casefold() in (letters.casefold(), whole.casefold())


def is_third_person(word: str) -> bool:
    """Whether a word is a verb of definitions as it stands behind one thing ("uses").

    >>> is_third_person("lets"), is_third_person("let"), is_third_person("locks")
    (True, False, False)
    """
    return word in all_forms() and word not in plain_forms()


def tells_to_do(text: str) -> bool:
    """Whether a text begins with a plain verb, as steps do.

    >>> tells_to_do("Cut the rope in two"), tells_to_do("Lower costs")
    (True, False)
    """
    return _verb(text)[0] in plain_forms()


def may_be_noun(word: str) -> bool:
    """Whether a verb, in one of its forms, is a noun as well.

    >>> may_be_noun("handles"), may_be_noun("lets")
    (True, False)
    """
    return word in noun_forms()


def is_plain_verb(word: str) -> bool:
    """Whether a word is one as it stands behind several things, and no noun ("use").

    >>> is_plain_verb("let"), is_plain_verb("test")
    (True, False)
    """
    return word in plain_forms() and word not in noun_forms()


def _is_sentence(text: str) -> bool:
    """Whether a text is a sentence of something else, with a verb that is no noun."""
    if _SENTENCE.match(text):
        return True
    subject = _SUBJECT.match(text)
    verb = text[subject.end() :].partition(" ")[0] if subject else ""
    return is_third_person(verb) and verb not in noun_forms()


def _own_question(verb: str, behind: str) -> str:
    for own in OWN_QUESTION:
        name, _, more = own.partition(" ")
        if verb in (name, third_person(name)) and behind.startswith(more):
            return own
    return ""


#: An adjective or a noun elsewhere, before what is no other noun: "lower HR".
_LOWERS = when_asked(
    r"(?:lower|slow|raise|block)\s(?:[A-Z]{2,}|cholesterol|blood|heart|pressure)\b"
)
#: Verbs without an object, and where to: "acts on nerves".
_ON_ITS_WAY = when_asked(
    r"(?:acts?|works?|lives?|ends?|runs?|flows?|sits?|stays?|rises?|falls?|grows?|travels?)\s"
    r"(?:on|at|from|to|along|through|into|when|with|across|between|within)\s"
    r"|turns?\sinto\s|(?:acts|ends|lives|sits|stays|grows)\sin\s|start(?=\son\s)",
    re.IGNORECASE,
)
#: How something is done, and a verb that no list has: "irreversibly acetylates an enzyme".
_ADVERB_FIRST = when_asked(
    r"[a-z]{3,}(?:[ai]bly|ously|ively|ally|edly|ately|[ae]ntly|ectly|ickly|owly|kly)\s"
    r"[a-z]{3,}[^su\W]s\s(?!(?:of|for|is|are|in|and|or)\b)"
)
#: What several things do, said with a word that is a noun elsewhere: "block the way".
_THEY_DO = when_asked(
    r"(?:phagocytose,|raise|block|reduce|increase|inhibit|relax|dilate|prevent|kill|bind|carry"
    r"|produce|contain|protect|help|form|make|have|phagocytose|secrete|present|release|attack|cause"
    r"|absorb|open|close|cut|hold|store|cover|link|join|work)\s"
    r"(?!(?:of|for|that|which|is|are|was|were|by|as|and|or|costs?)\b)[^\W_]"
)
_FIRST_WORD = when_asked(r"[A-Za-z]+(?=,?\s)")


def _verb(predicate: str) -> tuple[str, str]:
    """The verb with which a predicate begins and what stands behind it, "" where it begins with a
    noun: "records" is a verb in "records the height", and none in "records that tell".
    """
    before = _BEFORE_VERB.match(predicate)
    text = predicate[before.end() :] if before else predicate
    first = _FIRST_WORD.match(text)
    verb = first[0].casefold() if first else ""
    behind = text[len(verb) :].lstrip()
    if verb == "does" and not behind.startswith("not "):
        return verb, behind
    if verb not in all_forms():
        unknown = _UNKNOWN_VERB.match(text)
        return (verb, behind) if unknown else ("", "")
    if _ON_ITS_WAY.match(text) or _LOWERS.match(text):
        return verb, behind
    sure = verb in _VERB_ABOVE_ALL or (before is not None and before[0][:4] in ("can ", "may "))
    if verb in noun_forms() and not sure:
        has_object = _OBJECT.match(behind) and not _POINT_WHERE.match(text)
        has_object = has_object and not (verb in plain_forms() and _TAKEN.match(text))
        third = verb not in plain_forms() and _NO_NOUN_BEFORE.match(behind)
        return (verb, behind) if has_object or third else ("", "")
    if verb not in plain_forms() and _AND_VERB.match(text[len(verb) :]):
        return (verb, behind)
    noun = (verb in ("use", "uses") and _OF_USE.match(behind)) or (
        verb not in ("consist", "consists", "says") and _BEHIND_NOUN.match(behind)
    )
    return ("", "") if noun else (verb, behind)


def _predicate(headword: str, said: str) -> tuple[str, bool]:
    """A definition without its subject, where that is the headword or words of it, and whether it
    had that subject.
    """
    text = _HINT.sub("", said.strip(), count=1)
    own = {stem(word.text) for word in words(headword)}
    kind = _KIND_OF_CODE.match(text)
    if kind:
        return text[kind.end() :], True
    kind = _KIND_OF_THING.match(text)
    if kind and is_third_person(text[kind.end() :].partition(" ")[0]):
        return text[kind.end() :], True
    before = _BEFORE.match(text)
    if before and any(stem(word.text) in own for word in words(text[before.end() :], 2)):
        text = text[before.end() :]
    article = _ARTICLE.match(text)
    at = article.end() if article else 0
    end = 0
    for word in each_word(text[at:]):
        if stem(word.text) not in own or word.text.casefold() in STOP_WORDS:
            break
        end = at + word.end
    behind = text[end:]
    more = _MORE_OF_SUBJECT.match(behind) if end else None
    if more:
        return behind[more.end() :], True
    # a headword that is a verb is no subject: "Sort" → "Sort the rows"
    if not end or not behind.startswith((" ", ")")) or _OBJECT.match(behind.strip(" )")):
        return text, False
    return behind.lstrip(" )"), True
