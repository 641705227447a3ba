"""The first of several facts in one line of a definition. The others are shown below the answer."""

from __future__ import annotations

import re

from ankigen.cards.content import sentences, signs
from ankigen.cards.content.clauses import first_clause
from ankigen.cards.content.functions import is_third_person, tells_to_do
from ankigen.cards.content.inline_labels import first_label
from ankigen.cards.content.sentences import ends_sentence
from ankigen.cards.content.signs import is_formula
from ankigen.cards.words import count
from ankigen.model import RichText
from ankigen.text.patterns import when_asked

#: A core has so many words at most, where the notes let it be cut.
MOST_WORDS = 30
#: A sentence of so many words with a full stop says something by itself.
LEAST_SENTENCE = 3
#: Of a sentence with a full stop so many words are asked at least.
OF_SENTENCE = 5
#: So few words before a comma, and other names with a dash behind it, are one thing and another.
FEW_SAID, _OTHERS = 4, when_asked(r",\s\w+(?:\s\w+)?\s[-–—]\s")
#: A sentence of more words is asked without what it adds at its end.
TRIM_ABOVE = 20
#: What begins another thing in one line: "heart contracts. Diastole - it fills", "a shared pair;
#: base = …".
_ANOTHER = when_asked(
    r"(?P<sign>[.;,])\s+(?!(?:where|with|if|so|i\.?e|e\.?g|eg|ie|which|for|when|then|and|or|not)\b)"
    r"(?P<name>[^\W_][^.;:,=()\n]{0,30}?)(?P<mark>\s?[=≈]\s|:\s|\s[-–—]\s)(?=\S)"
)
#: "…, E = mc², which grows": the sentence goes on behind it.
_GOES_ON_AFTER = when_asked(r",\s(?:which|where|and|or|so|that|when)\b")
#: A clause of so many words before a semicolon is the fact; what follows is another.
CLAUSE_WORDS = 2
#: "the outcome; the variable that changes" says it again.
_SAID_AGAIN, AGAIN_WORDS = when_asked(r";\s+(?:an?|the|any)\s", re.IGNORECASE), 5
_GOES_ON_BEHIND = when_asked(r";\s+(?:and|or|but|not|that is|i\.?e\.?|e\.?g\.?|in other words)\b")


def first_fact(text: RichText, clauses: bool, small: bool = False, several: bool = False) -> int:
    """Where a text ends to say one thing of its headword, and another fact or name follows in the
    same sentence; 0 where that is not clear. With `clauses` so do facts of hurried notes, which
    begin with a small letter or end with no full stop; `small`: the headword begins with a small
    letter; `several`: it is a plural, of which a plain verb says what they do.
    """
    line = sentences.first_line(text)
    end = _first_of_line(line, clauses, small, several)
    sentence = sentences.ends(line)[0]
    prose = text.text[:1].isupper() and ends_sentence(text.text)
    label = first_label(line) if clauses and not prose else 0
    if 0 < label <= sentence and not 0 < end <= label and count(line.text[:label]) > 1:
        return label
    return end


def _first_of_line(text: RichText, clauses: bool, small: bool, several: bool) -> int:
    line = text.text[: sentences.ends(text)[0]]
    stop = ends_sentence(text.text) and not text.text.rstrip().endswith("!")
    no_sentence = not stop or text.text[:1].islower()
    hurried = clauses and no_sentence and not text.text.rstrip().endswith(":")
    if hurried:
        line = _short_sentence(text, line)
    if hurried and (listed := _features(line, several)) and _is_closed(text, listed):
        return listed if listed < len(text.text.rstrip()) else 0
    if _ALIKE.match(line):
        return 0
    end = _one_of_two(text, line, clauses)
    steps = tells_to_do(line) and not several
    if not hurried or steps or count(line) > MOST_WORDS:
        return end
    first = first_clause(line[: end or len(line)], small)
    little = count(line[:first]) < OF_SENTENCE and stop
    if first and not little and _is_closed(text, first):
        return first
    enough = count(line) >= LEAST_SENTENCE or is_formula(line)
    enough = (
        enough
        and count(line) <= TRIM_ABOVE
        and (
            _WORD_STOP.search(line) is not None or _THE_NEXT.match(text.text, len(line)) is not None
        )
    )
    return end or (len(line) if enough and len(line) < len(text.text.rstrip()) else 0)


#: A full stop before a small letter, behind a word that nobody shortens to so many letters.
_SMALL_STOP = when_asked(
    r"(?:(?<![^\s(])[a-z]{5,}|(?<=[a-z]\s)[A-Z]{2,}s?|[)\]”\"!]|\d\s?(?:%|[A-Za-z]{1,4}/[A-Za-z]{1,2}))[.!](?=\s+[a-z])"
)
_NO_WORDS = when_asked(r"(?:approx|equil|equiv|const|chapt|elect|therm|govern|resist|assoc)\.")


#: A full stop behind a whole word.
_THE_NEXT = when_asked(
    r"\s+(?:The|An?|It|In|This|These|They|Also|Used|If|When|Not|No|Made|Has|Can|Most|All|Only|Both"
    r"|Opposite|Usually|Often|For|So|But|Because)\s"
)
_WORD_STOP = when_asked(r"(?:[a-z]{5}|\s[A-Z]{2,}s?|/[a-z]{1,2}|[^\Wa-z]|[)\]”\"])[.!]$")


#: Things in a row of a word or two or three each: "many boats, no toll, free entry".
_FEATURE = (
    r"(?!(?:an?|the|no|not|never|and|or|but|is|are|was|were|has|have|by|from|in|on|at|for|to|with|if"
    r"|when|eg|e\.g|esp|also|then|so|because|due|only|made|used|found|called|named|aka)\b)"
    r"(?:\d{1,2}\s(?=[a-z]{4,}s\b))?[^\W\d_][^\s,;:.=()]*(?:\s(?!(?:of|is|are|was|were|that|which|in|on|by|for|to|from|with|at|and"
    r"|or|than)\b)[^\W_][^\s,;:.=()]*){0,2}(?:\s\([^()]*\))?"
)
_FEATURES = when_asked(
    rf"(?:[^\s=]+\s=\s)?{_FEATURE}(?:,\s(?:(?:and|or|no|free)\s)?{_FEATURE}){{2,}}(?=[.;]\s|\s*[.;]?$)"
)


_ANEW = when_asked(
    rf"{signs.SURE.pattern}|(?:it|they|he|she|you|we|i)\b|{signs.FORMED}\b", re.IGNORECASE
)
_HAPPENED = when_asked(r"\b1\d{3}|\b20[0-2]\d|\s[a-z]{2,}ed$")


def _features(line: str, several: bool = False) -> int:
    """Where a row of three or more things of a few words each ends, with which a line begins: a
    card that asked for the first of them would ask for something that nobody can guess. 0 where
    one of them says more than the name of a thing.
    """
    found = _FEATURES.match(line)
    if found is None:
        return 0
    first, *others = (part.removeprefix("no ") for part in found[0].split(", "))
    if any(map(tells_to_do, (first, *others))) or any(map(_ANEW.match, others)):
        return 0
    happened = any(_HAPPENED.search(part) for part in others if not _HAPPENED.search(first))
    if happened and not several:
        return 0  # a date, or what was done
    if any(is_third_person(part.partition(" ")[0]) for part in (first, *others) if " " in part):
        return 0
    if line[found.end() : found.end() + 1] != ".":
        return found.end()
    return 0 if sentences.is_shortened(line[: found.end() + 1]) else found.end() + 1


def _short_sentence(text: RichText, line: str) -> str:
    """A line of hurried notes up to a full stop before a sentence that begins with a small
    letter.
    """
    for stop in _SMALL_STOP.finditer(line):
        end = stop.end()
        few = stop[0][:1].isupper() and count(line[:end]) < LEAST_SENTENCE
        if not few and not _NO_WORDS.fullmatch(stop[0]) and _is_closed(text, end):
            return line[:end]
    return line


#: What tells of several things by their numbers, letters or kinds: "phase 1 …, phase 2 …",
#: "n-type …, p-type …".
_ALIKE = when_asked(
    r"(?P<name>[a-z]{3,})\s(?:1|I|A|a)\b(?!\s(?P=name)).*?[,;.]\s(?P=name)\s(?:2|II|B|b)\b"
    r"|(?:\w\s?|\w+)-(?P<kind>[a-z]{3,})\s.*?[,;.]\s(?:\w\s?|\w+)-(?P=kind)\s",
    re.IGNORECASE,
)


def _one_of_two(text: RichText, line: str, clauses: bool) -> int:
    """Where the first of two facts ends that a semicolon parts, or a name and what it is; with
    `clauses`, or a comma.
    """
    another = _ANOTHER.search(text.text)
    if another is not None and another.start() < len(line):
        end, sign = another.start(), another["sign"]
        said = text.text[:end]
        end += sign == "."
        listed = sign == "," and (
            another["mark"].strip() not in "=≈" or _GOES_ON_AFTER.search(line, another.end())
        )
        # "fast, Andante - walking pace, Adagio - slow"
        named = len(_OTHERS.findall(line, another.start())) > 1
        listed = listed and not (named and "," not in said and count(said) <= FEW_SAID)
        if "=" not in said and ":" not in said and _is_whole(text, end) and not listed:
            return end
    end = line.find("; ")
    if end > 0 and signs.MARKED.match(line[:end]) and signs.MARKED.match(line[end + 2 :]):
        return 0  # "early: by hand; late: by steam"
    if tells_to_do(line):
        return 0  # steps of one procedure
    if end < 0 and clauses and (place := _first_of_many(line)) and _is_whole(text, place):
        return place
    if end > 0 and line.count(";") == 1 and not _GOES_ON_BEHIND.match(line, end):
        least = AGAIN_WORDS if _SAID_AGAIN.match(line, end) else CLAUSE_WORDS
        return end if _is_whole(text, end) and count(line[:end]) >= least else 0
    return 0


def _first_of_many(line: str) -> int:
    """Where the first of several facts in a row ends, in a line without a full stop: "site of
    respiration, own DNA, from the mother"; 0 where they are parts of one.
    """
    bare = _IN_BRACKETS.sub(lambda m: "x" * len(m[0]), line)
    first, *others = bare.split(", ")
    said = len(others) >= OTHER_FACTS and count(first) >= FIRST_FACT and not ends_sentence(line)
    sizes = [count(other) for other in others]
    if not said or max(sizes) > OTHER_WORDS or max(sizes) < LEAST_SENTENCE - 1:
        return 0
    names = any(other[:1].isupper() for other in others)
    if names or _ONE_CLAUSE.search(first) or any(map(_OF_ONE.match, others)):
        return 0
    return len(first)


_IN_BRACKETS = when_asked(r"\([^()]*\)")
#: The first of so many others has so many words; a clause is no fragment.
OTHER_FACTS, FIRST_FACT, OTHER_WORDS = 2, 4, 6
_ONE_CLAUSE = when_asked(
    r"\b(?:is|are|was|were|has|have|if|when|where|that|which|who|because|between|such as|like)\b"
    r"|\b(?:and|or|&)\s\S+$|[:=\"“„«]|^aka\b",
    re.IGNORECASE,
)
_OF_ONE = when_asked(
    r"(?:and|or|so|then|but|not|which|that|who|where|when|if|with|without|like|such|e\.?g|i\.?e|in"
    r"|at|on|by|for|to|from|of|as|because|while|than|including|especially|usually|often|etc)\b",
    re.IGNORECASE,
)
#: Who found a thing, or when: "Wegener 1912".
_WHO_WHEN = when_asked(r"[A-Z](?:[^\s,;]*[,;]?\s){0,6}?(?:in\s)?\(?(?:1\d{3}|20\d\d)\)?")


def _is_whole(text: RichText, end: int) -> bool:
    """Whether what stands before this place says something by itself."""
    said = text.text[:end]
    cut_short = said.endswith(".") and sentences.is_shortened(said)
    told = count(said) > 0 and not cut_short and not _WHO_WHEN.fullmatch(said)
    return told and _is_closed(text, end)


def _is_closed(text: RichText, end: int) -> bool:
    said = text.text[:end]
    closed = all(said.count(a) == said.count(b) for a, b in ("()", "[]"))
    return closed and not text.literal_at(end, end + 1)
