"""The signs of English by which clauses of hurried notes are told: dates, quantities, formulas, and
the words with which another fact begins.
"""

from __future__ import annotations

import re

from ankigen.text.patterns import when_asked
from ankigen.text.word_lists import word_set

MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
YEAR = (
    r"(?:(?:c\.?|ca\.?|circa|about|in|since|from|until)\s)?"
    r"(?:(?:1\d{3}|20[0-2]\d)s?(?!\d)|\d{1,4}\s?(?:BCE?|AD|CE)|\d+(?:\.\d+)?\s(?:mya|Ma|bya)"
    r"|\d\d?(?:st|nd|rd|th)(?:\s?-\s?\d\d?(?:st|nd|rd|th))?\s(?:c\.|cent\.|century|centuries))"
)
TO = r"\s?(?:[-–—/]|\sto\s|\still\s)\s?"
DAY = rf"(?:\d\d?(?:st|nd|rd|th)?\s)?{MONTH}(?:\s\d\d?(?:st|nd|rd|th)?,)?"
#: A date, or a span of two: "1804", "18 June 1815", "July-Nov 1916", "1884/85".
DATE = when_asked(
    rf"(?:in\s)?(?:{MONTH}{TO})?(?:{DAY}\s)?{YEAR}(?:{TO}(?:{DAY}\s)?(?:{YEAR}|\d\d))?",
    re.IGNORECASE,
)
#: "Wegener 1912", "James Hutton, 1788": somebody, and when.
NAME = (
    r"(?:[A-Z][\w.’'-]+|[A-Z]\.)(?:\s(?:&\s|and\s|von\s|van\s|de\s)?(?:[A-Z][\w.’'-]+"
    r"|[A-Z]\.)){0,3}"
)
_IN_YEAR = r"(?:1\d{3}|20[0-2]\d)"
#: Behind a year: no event ("1848 Revolutions").
_SOMEBODY = (
    r"(?!(?:The|An?|In|First|Second|New|World|Great)\s)"
    r"(?!\S+(?:ions?|ments?|isms?|[^\Waeiou_]{2}s|ies|[lr]aws|[oe][tr]s|ence|ance)\b(?!\s&))"
    r"(?!.*\b(?:Act|Law|War|Treaty|Coup|Pact|Crash|Crisis|Battle|Constitution|Plan|Peace|Edict)\b)"
)
WHO_WHEN = when_asked(
    rf"{NAME},?\s\(?(?:in\s)?{_IN_YEAR}s?(?:\s?[/–-]\s?{_IN_YEAR})?\)?"
    rf"|{_IN_YEAR},?\s{_SOMEBODY}{NAME}"
)
TWO_NAMES = when_asked(r"[A-Z][a-zé]+\s(?:&\s|and\s)?[A-Z][a-zé]+")
#: Formulas: an equation, a product or a quotient, a substance.
EQUATION = when_asked(
    r"[^\s=]+(?:\s[^\s=]+)?\s?[=≈∝]\s?\S.*|[\w²³()°.%Δ]+\s?[×·^]\s?[\w²³()°.%Δ].*"
    r"|\S.*[\d%Δ)]\s/\s\S.*|[A-Z]{2,}\s/\s[A-Z]{1,}|(?=\S*\d)(?:[A-Z][a-z]?\d*|\(|\)\d?){2,}"
)
ABOUT = (
    r"(?:about|ca\.?|approx\.?|around|roughly|up to|over|under|max\.?|min\.?|at least"
    r"|normal(?:ly)?|[~≈<>≤≥]|c\.)"
)
NUMBER = r"[-+−]?\d[\d.,]*(?:/\d+)?(?:\s\d{3}\b)*(?:\s?[-–]\s?\d[\d.,]*)?"
#: A quantity: a number with its unit or what is counted.
QUANTITY = when_asked(rf"(?:{ABOUT}\s?)*{NUMBER}\s?(?:%|°|[^\W\d]|[x×]\s?\S)", re.IGNORECASE)
#: A property with its number: "hardness 7", "pH about 5", "port 53".
WITH_NUMBER = when_asked(
    rf"[^\W\d][\w.]*(?:\s[a-z]+)?\s(?:(?:of|is)\s)?(?:{ABOUT}\s?)*{NUMBER}\b.{{0,12}}"
)
ADVERB = (
    r"(?:(?:mostly|mainly|usually|often|first|now|also|widely|later|once|only|always|never|not|then"
    r"|originally|rarely|sometimes|both|\w{3,}ly)\s)"
)
#: Participles and past forms without "-ed".
FORMED = (
    r"(?:made|found|built|known|led|written|given|seen|born|taken|lost|held|shot|sunk|kept|sent|set"
    r"|driven|worn|broken|drawn|grown|sold|bought|fought|signed|won|began|begun|became|wrote"
    r"|rose|fell|broke|paid|took|gave|ran|met|split|hit|brought|came|went|grew)"
)
NOT_FORMED = r"(?:[a-z]*(?:need|speed|seed|breed|weed|blood|bed|feed|steed|greed|deed|seaweed)\b)"
PARTICIPLE = when_asked(rf"{ADVERB}*(?!{NOT_FORMED})(?:[a-z]{{2,}}ed|{FORMED})\b(?!-)")
#: What no part of an enumeration begins with.
SURE = when_asked(
    r"(?:no|not|never|always|only|still|maybe|perhaps|probably|possibly|better|worse|own"
    r"|units?|(?:first|last|next|second)\s(?:at|in|to|on)|mostly|mainly|usually|very|much|also"
    r"|can(?:['’]t|not)?|could|cannot|may|might|must|should|is|are|was|were"
    r"|isn['’]t|aren['’]t|has|have|had|does|doesn['’]t|don['’]t|because|bc|b/c|since|due to"
    r"|thanks to|e\.?g\.?|eg|example:?|for example|for instance|ex:|named after|unlike|opposite"
    r"|(?:in)?sensitive to|resistant to|prone to|typical of|equal to|independent of|depends"
    r"|caus(?:es?|ing)|needs?|goes|comes"
    r"|easy to|hard to|good for|bad for|useful for|high in|rich in|same as|similar to|full of)\b",
    re.IGNORECASE,
)
SUPERLATIVE = when_asked(
    r"(?:the\s)?(?:(?!forest|harvest|interest|request|test|west|rest|guest|protest|contest"
    r"|nest|chest)[a-z]{3,}est|highest|lowest|largest|smallest|biggest|fastest|slowest"
    r"|hardest|softest|commonest"
    r"|strongest|weakest|longest|shortest|best|worst|most|least)\s",
    re.IGNORECASE,
)
PLACE = when_asked(
    r"(?:found\s)?(?:in|on|at|near|inside|outside|below|above|under|between|within|behind"
    r"|far from|close to)\s"
    r"(?!(?:which|whom|whose|order|other|particular|general|turn|contrast|addition|that|this|these"
    r"|those|case|fact|short|least|all|most|any|it)\b)",
    re.IGNORECASE,
)
#: Where something comes from: "from beta cells".
FROM = when_asked(r"(?:(?:only|mostly|mainly)\s)?from\s(?!.*(?:\bto\b|:))", re.IGNORECASE)
FOR = when_asked(r"(?:used\s)?(?:for|against|to)\s\w", re.IGNORECASE)
#: "lack = scurvy", "deficiency: beriberi", "lack -> goitre", "prebiotics - their food".
MARKED = when_asked(r"[^\W_][^,;:=.]{0,30}?(?:\s?[=≈∝→]\s?|\s?->\s?|:\s|\s[-–—]\s)\S")
#: What goes on with the clause before it.
GOES_ON = when_asked(
    r"(?:and|or|&|but|so|then|therefore|thus|hence|aber|denn|sondern|wobei|weil|dass|und|oder"
    r"|der|die|das|que|qui|où|dont|mais|et|ou|pero|y|che|nor|which|that|who|whose|whom|where"
    r"|when|while|if|as|than|with|without|like|such|including|incl|especially|esp|etc"
    r"|i\.?e|that is|of|by|to|until|through)\b(?!\.?\s*[=:])"
    r"|&",
    re.IGNORECASE,
)
GOES_ON_WITH_FIRST = when_asked(r"\s*(?:for|that|which|who|to|of|in which)\s")
#: What a first clause begins with that says nothing alone.
OPEN = when_asked(
    r"(?:if|when|where|while|as|after|before|because|since|once|during|by|with|w/|without|to|until"
    r"|unless|although|though|instead|whether|how|why|wenn|wo|als|nach|nachdem|quand|lorsque"
    r"|cuando|quando|like|unlike)(?!\w)",
    re.IGNORECASE,
)
BRACKETS = when_asked(r"\([^()]*\)|\[[^\[\]]*\]|[\"“][^\"“”]*[\"”]")
#: What a thing is, and not one of several: "force between masses", "mass of one mole".
IDENTITY = when_asked(
    r"\b(?:of|for|that|which|between|from|per|by|under|into|through|with|without|in|on|to"
    r"|at)\s|\S\s[-+/=×·]\s?\S"
)
LISTED = when_asked(r"\b(?:and|or)\b|&")
ADJECTIVE = when_asked(
    r"[a-z-]{3,}(?:ous|ic|ive|ful|less|able|ible|est|ile|ular|ional|ical|ntal)|non[\s-][a-z]+"
    r"|[a-z]{2,}(?:less|ed)|sticky|waxy|hairy|shiny|rocky|sandy|oily|woody|solid|liquid|steep"
    r"|soft|hard|weak|strong|neutral|fast|slow|cheap|rare|toxic|edible|passive|acute|chronic|edible"
    r"|slower|faster|weaker|stronger|lighter|heavier|smaller|larger|bigger"
)
#: Where a thing is or comes from, or what it is for.
TOWARDS = when_asked(r"(?:in|on|at|for|from|between)\s", re.IGNORECASE)
NUMBERED = when_asked(r"(?!(?:1\d{3}|20[0-2]\d)(?:$|,))[~≈]?\d+(?:\.\d+)?\s?\S")
#: One word that is a noun by its look, and none of several things.
ONE_NOUN = when_asked(
    r"(?!.*(?:ous|ic|al|ive|ful|less|able|ible|ish|ary|y|ed|er|est|ly|ant|ent|ble|id"
    r"|s)$)[^\W\d_]{6,}|[A-Z][^\W\d_]+(?:\s[A-Z][^\W\d_]+)*"
)
#: Verbs that hardly ever have several objects in a row, in the third person or behind a plural.
ONE_OBJECT = when_asked(
    r"(?:blocks?|inhibits?|dilates?|slows?|activates?|lowers?|raises?|cross(?:es)?|enhances?|kills?"
    r"|converts?|splits?|opposes?|breaks?|stops?|prevents?|constricts?|relax(?:es)?|suppress(?:es)?"
    r"|stimulates?|increases?|decreases?|reduces?|swells?|ripens?)\s\w"
)
#: A line of more characters is no line of hurried notes.
LONGEST = 400
#: So many words say what a thing is.
WHOLE = 2
#: A clause that adds a fact is as long as this at most.
ADDED_WORDS = 12
ONLY, NOT = (
    re.compile(r"(?:only|just|merely)\b"),
    re.compile(r"\b(?:no|not|never)\b", re.IGNORECASE),
)
SUBJECT_IS = when_asked(r"(?:[\w-]+\s){1,2}(?:is|are|was|were)\s\w+")
#: Nouns that name a kind and nothing more.
KINDS = word_set(
    """
    instrument device tool organ process method technique machine system substance material
    structure part thing unit element group type kind form drug medicine protein enzyme
    hormone cell molecule compound animal plant tree person man woman disease disorder
    condition tissue area region place law rule book work piece word term name idea concept
    theory principle test model program function command file protocol layer
    """
)
LEADS_ON = word_set(
    """
    a an the of in to e.g eg i.e by for and or who which that is are was were with on at
    """
)
#: Another name, or what a name means: what it is stands behind it.
OTHER_NAME = when_asked(
    r"(?:aka|a\.k\.a|[Aa]lso (?:known|called|named)|(?:[A-Z]\w+\s){1,2}(?:for|word for"
    r"|meaning)\s|[x]+$"
    r"|short for|from (?:Latin|Greek))",
)
ALIKE = re.compile(r"\b(?:of|for)\b")
#: "found in meat, white fish": the objects of a preposition in a row.
ENDS_AS_OBJECT = when_asked(r"^(?:[a-z]+ed|found|made)\s\w+\s\S+(?:\s\S+)?$")
#: What a thing shares with others: what sets it apart stands behind it.
ALIKE_ONLY = when_asked(
    r"(?:the\s)?(?:same|similar|equal)(?:\s(?!(?:as|to|but|thing|idea)\b)[\w-]+){1,3}",
    re.IGNORECASE,
)
ALIKE_SAID = when_asked(r"(?:same|other|another|both|each|but|more|less|fewer)\b", re.IGNORECASE)
SAYS_MUCH = 3
ARROW = when_asked(r"->|→|⇌")
SUBSTANCE = when_asked(r"(?:[A-Z][a-z]?\d*|\((?:[A-Z][a-z]?\d*)+\)\d*){2,6}")
#: An adjective with its noun, or a past form with its object.
BEFORE_NOUN = when_asked(
    r"(?:\w+\s)?(?!(?:used|caused|ended|wanted|helped|founded|banned|killed|supported|opposed"
    r"|defeated|needed|allowed|created|replaced|showed|proved|failed)\s)[a-z]{2,}ed\s(?!w/"
    r"|(?:by|in|from|of|to|at|on|with|for|as|when|if|after|during|into|through|under"
    r"|over|between|back|out|down|up|since|until|about|only|mainly|here|around|along|against"
    r"|without|the|a|an|all|his|her|its|their|much|\w+ly)\b|\d|[A-Z])"
)
ENDS_WITH_DATE = when_asked(rf"(?:[\w'’-]+\s){{1,4}}{DATE.pattern}", re.IGNORECASE)
#: What says how a quantity is measured, or which kind it is.
UNIT = when_asked(
    r"(?:in\s)?(?:vector|scalar|joules?|newtons?|watts?|volts?|amps?|ohms?|pascals?|hertz|kelvins?"
    r"|coulombs?|teslas?|farads?|henr(?:ys?|ies)|webers?|siemens|lux|becquerels?|N|J|W|V|A|Hz|Pa|K"
    r"|C|T|Nm|Ns|kg|m|g|s|mol|g/mol"
    r"|[a-zA-Z]{1,3}[/.·][a-zA-Z]{1,3}(?:\^?-?[\d²³])?|(?:[A-Za-z]{1,3}\s?\^?-[\d¹²³]\s?)+)"
)
OPERATOR = when_asked(r"\S\s[+/×x=]\s\S")
PREDICATE_BEFORE = when_asked(r", (?:\w+ed|no|not|only)\b")
DATE_OPEN = when_asked(rf"{MONTH}(?:\s\d\d?)?$|\b(?:in|on|until|since|from)$", re.IGNORECASE)
NO_SUBJECT = when_asked(
    r"(?:or|and|that|which|who|where|when|if|as|what|how|in|on|at|of|to|by|for|from|with|up|down"
    r"|back|out|then)\b"
)
OBJECT = when_asked(
    r"(?:an?|the|it|them|its|their|all|to|in|out|more|less|no|part|away|up|down|towards?|into"
    r"|only|when|faster|slower|\d\S*)$"
)
#: The plural of a noun, or a verb that the lists do not have: "favours big states".
ENDS_IN_S = when_asked(
    r"(?!\w*(?:ss|us|is|ics|ous)\s)[a-z]{3,}s\s(?!(?:of|in|on|at|for|from|with|to|and|or|that|which"
    r"|is|are|was|were|by)\b)[a-z]"
)
#: The name of somebody, or of a place: "Iowa".
ONE_NAME = when_asked(r"[A-Z][a-zé]{3,}(?:['’]s)?")
RELATIVE = when_asked(r"\b(?:who|that|which)\s\w+ly$")
#: Its sign or size: "negative for inferior goods".
SIGNED = when_asked(
    r"(?:positive|negative|zero|high|low|higher|lower|greater|less|bigger|smaller|faster|slower)"
    r"\s(?:for|in|when|if|at|than|on|with)\b"
)
ARTICLE = when_asked(r"(?:an?|the)\s", re.IGNORECASE)
#: What comes of it under a condition: "if set too low causes a shortage".
IF_THEN = when_asked(r"(?:if|when)\b.*(?:->|→|\b(?:causes?|leads?|then|gives?|makes?|means)\b)")
#: What follows from it.
SO, SO_WORDS = when_asked(r"so\s"), 6
EASY = when_asked(r"(?:easy|hard|good|bad|useful)\s")
#: "binding above the mean": what goes on, or how.
GOING_ON = when_asked(
    r"[a-z]{3,}ing\s(?:above|below|in|on|to|at|by|the|an?|its?|from|with|through|only|when|no)\b"
)
#: A quantity and its limit: "pH < 7".
COMPARISON = when_asked(r"[^\W\d]\w{0,9}\s?[<>≤≥]\s?[-−]?\d\S*(?:\s[^\s,]{1,8})?")
#: Something with its number: "oak 0.7 t/m".
EACH_NUMBER = when_asked(
    r"(?!about|over|under|up|from)[A-Za-z][a-z]{2,}(?:\s[a-z]+)?\s~?\d[\d.]*\s?[^\s\d]{1,6}"
)
QUOTED = when_asked(r"x+$")

JOINS = word_set(
    """
    and or when if which that who where it than as to of
    """
)
BE = word_set(
    """
    is are was were has have had can may must will does do did isn't aren't can't don't
    doesn't
    """
)
#: Verbs of short remarks, in the forms in which they stand behind a subject.
VERBS = word_set(
    """
    get gets go goes hoard hoards come comes grow grows need needs cause causes fall falls rise
    rises flow
    flows happen happens lose loses win wins want wants float floats sink sinks burn burns
    fizz fizzes depend depends collapse collapses shrink shrinks swell swells burst bursts
    form forms contract contracts correct corrects help helps fail fails work works slide
    slides cross crosses conduct conducts appear appears retaliated spread spreads emit emits
    attract attracts repel repels erupt erupts kill kills led leads ends begins starts stops
    runs regenerate regenerates emulsify emulsifies lack lacks keep keeps bring brings provoke
    provokes
    """
)


def is_formula(text: str) -> bool:
    """Whether a text is an equation, a product or quotient, or a substance.

    >>> is_formula("p = mv"), is_formula("SiO2"), is_formula("tea / coffee")
    (True, True, False)
    """
    return EQUATION.fullmatch(text.strip(" .")) is not None


def is_adjective(text: str) -> bool:
    """Whether a text is one word that says of a thing how it is, by its look.

    >>> is_adjective("positive"), is_adjective("fastest"), is_adjective("layers")
    (True, True, False)
    """
    return ADJECTIVE.fullmatch(text) is not None
