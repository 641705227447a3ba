"""Facts in a row: hurried notes part them by commas, "made in the liver, emulsifies fat, about 1 l
a day". A card asks for the first of them.
"""

from __future__ import annotations

import re

from ankigen.cards.content import signs
from ankigen.cards.content.amounts import is_symbols
from ankigen.cards.content.functions import is_plain_verb, is_third_person, may_be_noun
from ankigen.cards.words import count


def first_clause(line: str, small: bool = False) -> int:
    """Where the first of several facts in a row ends, 0 where the line may be one: none of the
    others surely begins another. A capital tells a name where the headword has a `small` letter.

    >>> line = "made in the liver, stored elsewhere, emulsifies fat"
    >>> line[: first_clause(line)], first_clause("land, labour, capital and skill")
    ('made in the liver', 0)
    """
    if "\n" in line or len(line) > signs.LONGEST:
        return 0
    if any(sign >= "\u0400" and sign.isalpha() for sign in line):
        return 0  # the words by which clauses are told are English
    bare = signs.BRACKETS.sub(lambda m: "x" * len(m[0]), line).rstrip()
    places = [m.start() for m in re.finditer(r"[,;](?=\s)", bare)]
    if not places:
        return 0
    first = bare[: places[0]].strip()
    if signs.WHO_WHEN.fullmatch(line):
        return 0
    for n in range(min(2, len(places))):
        if _begins_with_date(line[: places[n]]):
            return _behind_date(bare, places[n:])
    if DOING.match(first) and _SUBJECT.match(line[places[0] + 1 :]):
        return 0  # "adding water, the boat rises"
    if signs.OPEN.match(first) or signs.DATE.fullmatch(first) or _is_row_of_numbers(bare, places):
        return 0
    second = bare[places[0] : places[1] if len(places) > 1 else len(bare)]
    if _is_explained(first, second) or signs.COMPARISON.fullmatch(first):
        return places[0]
    if all(signs.EACH_NUMBER.fullmatch(part.strip()) for part in re.split(r"[,;]\s", bare)):
        return 0
    if signs.ONE_OBJECT.match(first) and not signs.LISTED.search(second):
        return places[0]
    if all(bare[p + 1 :].lstrip()[:1].isupper() for p in (-1, *places)):
        return 0  # names
    if small and signs.ONE_NAME.fullmatch(first) and not signs.GOES_ON.match(bare, places[0] + 2):
        return places[0]
    if count(line) <= STORY_WORDS and signs.ALIKE_ONLY.fullmatch(first) and _is_worded(second):
        return 0  # "same length, other width"
    if count(line) <= STORY_WORDS and _STORY.match(first) and _STORY.match(second.strip(" ,;")):
        return 0  # what happens, one thing after the other
    for place, after in zip(places, [*places[1:], len(bare)], strict=True):
        own, other = bare[:place].strip(), bare[place + 1 : after].strip()
        if _NAMED.match(own) and _NAMED.match(other):
            continue  # "single = one mast, double = two"
        if _goes_on_doing(own, other):
            continue
        if _follows(own, other):
            return place
        if (
            signs.GOES_ON.match(other)
            or count(other) > signs.ADDED_WORDS
            or _is_contrast(own, other)
        ):
            continue
        if signs.LISTED.match(bare[after + 1 :].lstrip()) and not _begins_with_verb(other):
            continue  # part of an enumeration
        if signs.GOES_ON_WITH_FIRST.match(bare, after + 1):
            continue  # an aside: "frame, made of oak, for guns"
        written = line[place + 1 : after].strip()
        if _is_told(own, other) and _adds(own, other, after == len(bare), written):
            if first[:1].isdigit() and count(line) <= BRIEF_WORDS:
                return 0
            whole = _is_whole_clause(bare, places) and _is_told(first, other)
            return places[0] if whole and not _goes_on_doing(first, second.strip(" ,;")) else place
    return 0


#: A line of so few words is asked whole where it begins with a number: that alone does not say what
#: a thing is ("2 atoms per cell, CN 8, APF 0.68").
BRIEF_WORDS = 14
#: What happens, one thing after the other, is told whole in so many words.
STORY_WORDS = 15
_STORY = re.compile(
    r"(?:[\w'-]+\s){1,2}(?:weakens?|spreads?|moves?|rises?|falls?|sinks?|goes|go|gets?|comes?|flows?"
    r"|joins?|leaves?|meets?|grows?|shrinks?|swells?|opens?|closes?|contracts?|relax(?:es)?|enters?"
    r"|becomes?|drops?|melts?|freezes?|cools?|warms?|heats?|expands?|collapses?|travels?|turns?"
    r"|breaks?|loses?|gains?)\b",
    re.IGNORECASE,
)
#: What somebody does, and what comes of it.
_NAMED = re.compile(r"[a-z]{3,}[^=,;:]{0,20}?\s?[=:]\s")
_THAT_DOES = re.compile(r"(?:^|\s(?:that|which|who)\s)(\w+)$")
DOING = re.compile(
    r"(?:add|remov|increas|decreas|rais|lower|heat|cool|doubl|halv|reduc|mov|cutt|us)ing\s",
    re.IGNORECASE,
)
_DATED = re.compile(rf"^(?:{signs.MONTH}\s)?(?:1\d|20)\d\d,?\s", re.IGNORECASE)
_SUBJECT = re.compile(r"\s(?:the|an?|its|it|they)\s")


#: What something else than the headword is: "the salt is heavy".
_IT_IS = re.compile(r"(?:(?:the|an?|[A-Z][A-Za-z]*)\s)?[\w-]+\s(?:is|are|was|were|tries|tried)\s")


def _is_worded(second: str) -> bool:
    """Whether a clause behind a comma is said in words, and is no example, date or verb."""
    clause = second.strip(" ,;")
    return (
        count(clause) > 1
        and not signs.SURE.match(clause)
        and not signs.DATE.match(clause)
        and not is_third_person(clause.partition(" ")[0])
    )


def _goes_on_doing(own: str, other: str) -> bool:
    """Whether a clause goes on with the verb, or the subject, of the one before it: "that
    modifies, sorts and packs", "the salt is heavy, sinks down".
    """
    doing = _THAT_DOES.search(own)
    first, _, rest = other.partition(" ")
    if doing and is_third_person(doing[1]):
        return is_third_person(first)
    subject = _IT_IS.match(own) or _IT_IS.match(_DATED.sub("", own))
    return bool(subject) and bool(rest) and (is_third_person(first) or first in ("is", "was"))


def _is_explained(first: str, second: str) -> bool:
    """Whether a formula is followed by what a symbol of it stands for, or what comes of it: "A × v,
    A area".
    """
    sides = first.split("=")
    if re.search(r"[/=×·*+^]|\sx\s", first) is None or not all(map(is_symbols, sides)):
        return False
    word = second.strip(" ,;").partition(" ")[0]
    return word == "so" or re.search(r"[a-z]{4}", second) is not None


def _is_row_of_numbers(bare: str, places: list[int]) -> bool:
    """Whether both the first and the second clause begin with a number: "70 % bound, 30 % free"."""
    ends = (*places, len(bare))
    clauses = [bare[a + 1 : b].strip() for a, b in zip((-1, *places), ends, strict=True)]
    numbered = [signs.NUMBERED.match(clause) is not None for clause in clauses]
    return all(numbered[:2]) and (all(numbered) or "%" in clauses[0] or len(clauses) == 2)


def _is_whole_clause(bare: str, places: list[int]) -> bool:
    """Whether the first of several clauses says what the thing is or does, and the second is no
    part of an enumeration in it.
    """
    first, second = (
        bare[: places[0]],
        bare[places[0] + 1 : places[1] if len(places) > 1 else len(bare)],
    )
    if signs.SUPERLATIVE.match(first) or signs.QUANTITY.match(first):
        return True
    said = count(first) > signs.WHOLE and (signs.IDENTITY.search(first) or _is_verb(first))
    return bool(said) and count(second) > signs.WHOLE and not signs.GOES_ON.match(second.strip())


def _begins_with_date(first: str) -> bool:
    first = first.strip()
    return signs.DATE.fullmatch(first) is not None or signs.WHO_WHEN.fullmatch(first) is not None


def _behind_date(bare: str, places: list[int]) -> int:
    """Where a date at the beginning ends, 0 where more dates follow."""
    ends = [*places[1:], len(bare)]
    other = bare[places[0] + 1 : ends[0]].strip()
    return 0 if signs.DATE.match(other) else places[0]


def _follows(own: str, other: str) -> bool:
    """Whether a clause only says what comes of the one before it, which says enough."""
    if signs.SO.match(other):
        return count(own) >= signs.SO_WORDS and "," not in own
    return signs.IF_THEN.match(other) is not None and " " in own and "," not in own


def _is_contrast(own: str, other: str) -> bool:
    """Whether two clauses say one thing between them: "never made, only changed", "work is one,
    play is the other".
    """
    if signs.ONLY.match(other) and signs.NOT.search(own):
        return True
    return signs.SUBJECT_IS.match(own) is not None and signs.SUBJECT_IS.match(other) is not None


def _is_told(own: str, other: str) -> bool:
    """Whether what stands before a sign says something by itself."""
    if signs.EQUATION.fullmatch(own) or signs.COMPARISON.fullmatch(own):
        return True
    if signs.OTHER_NAME.match(own):
        return False
    if signs.TOWARDS.match(own):
        said_of_it = count(other) > signs.WHOLE and signs.IDENTITY.search(other) is not None
        if own.startswith(("in ", "on ", "at ")) and said_of_it and not signs.LISTED.search(other):
            return True
        own_subject = own.startswith(("for ", "from ")) and (
            _has_own_subject(other) or count(own) <= signs.SAYS_MUCH < count(f"{own} {other}")
        )
        return own_subject or _begins_with_verb(other)
    if count(own) < signs.WHOLE and not signs.ONE_NOUN.fullmatch(own):
        plural = own.endswith("s") and len(own) > 4 and signs.QUANTITY.match(other) is not None
        quality = own.endswith(("ity", "ology", "graphy", "ery")) and _begins_with_verb(other)
        return plural or quality or (signs.is_adjective(own) and not _is_clause(other))
    last = own.rsplit(None, 1)[-1].casefold()
    if (
        last in signs.KINDS
        and not signs.SUPERLATIVE.match(own)
        and count(own) <= signs.WHOLE + 1
        and not signs.IDENTITY.search(own)
    ):
        return False  # a kind of thing: what sets it apart comes next
    return not signs.RELATIVE.search(own) and last not in signs.LEADS_ON


def _adds(own: str, other: str, last: bool, written: str) -> bool:
    """Whether a clause says something else than the one before it."""
    if own.startswith(("for ", "from ")) and not signs.LISTED.search(other):
        return True
    if "," in own and not signs.PREDICATE_BEFORE.search(own) and signs.LISTED.search(other):
        return False
    if "," in own and " " not in other and not signs.DATE.fullmatch(other):
        return False
    if "," in own and signs.EASY.match(other):
        return False
    if signs.SIGNED.match(other):
        return " " in own and signs.SIGNED.match(own) is None
    if signs.GOING_ON.match(other) and " " in own and not signs.ARTICLE.match(own):
        return signs.GOING_ON.match(own) is None
    if signs.SURE.match(other) or signs.SUPERLATIVE.match(other) or _is_verb(other):
        return True
    if signs.PARTICIPLE.match(other):
        alone = (
            " " in own
            and not signs.PARTICIPLE.match(own)
            and not signs.is_adjective(own.rsplit(None, 1)[-1])
        )
        if signs.PARTICIPLE.match(own) and not signs.BEFORE_NOUN.match(own):
            return True
        return not signs.BEFORE_NOUN.match(other) or (alone and count(other) == signs.WHOLE)
    if signs.DATE.fullmatch(other) or signs.WHO_WHEN.fullmatch(written):
        return not signs.DATE_OPEN.search(own) and not signs.TWO_NAMES.fullmatch(own) and " " in own
    if written[:1] in '"“' and signs.QUOTED.fullmatch(other) and not signs.QUOTED.search(own):
        return True  # a saying
    if (
        "," not in own
        and signs.MARKED.match(other)
        and not signs.MARKED.match(own)
        and count(own) > signs.WHOLE
    ):
        return True
    if signs.QUANTITY.match(other) or signs.WITH_NUMBER.fullmatch(other):
        apart = signs.IDENTITY.search(own) or signs.EQUATION.fullmatch(own)
        return not re.search(r"\d\W*$", own) or bool(apart)
    if _has_own_subject(other) or signs.ENDS_WITH_DATE.fullmatch(other):
        return True
    says = count(own) > signs.WHOLE or signs.EQUATION.fullmatch(own) is not None
    if "," not in own and (
        signs.PLACE.match(other) or signs.FROM.match(other) or signs.FOR.match(other)
    ):
        return count(other) > 1
    if last and says and signs.ENDS_IN_S.match(other):
        return True
    named = signs.TWO_NAMES.fullmatch(written) or signs.ONE_NAME.fullmatch(written)
    if last and " " in own and named and not re.search(r"[A-Z]", own[1:]):
        return True
    if signs.ARROW.search(own) and "+" in own and not signs.ARROW.search(other):
        return True
    if signs.SUBSTANCE.fullmatch(other) and re.fullmatch(r"[a-z]+(?:\s[a-z]+)+", own):
        return True
    if "," not in own and _is_word_of_sum(own, other):
        return True
    if not last or "," in own or signs.LISTED.search(f"{own} {other}"):
        return False
    if " " in own and _is_how(other) and not _is_how(own.rsplit(None, 1)[-1]):
        return True
    if re.search(r"[\s/=×·*]", own) and signs.UNIT.fullmatch(other):
        return True
    return _are_unlike(own, other)


def _is_how(word: str) -> bool:
    """Whether one word says how a thing is."""
    return signs.is_adjective(word) or word.endswith(("dependent", "sistent", "fair", "safe"))


def _begins_with_verb(clause: str) -> bool:
    sure = signs.SURE.match(clause) or signs.PARTICIPLE.match(clause)
    return sure is not None or _is_verb(clause)


def _are_unlike(own: str, other: str) -> bool:
    """Whether the last of two clauses, which says something in words, is of another kind than the
    first, which says much.
    """
    if signs.ALIKE_SAID.match(own) or signs.ALIKE_SAID.match(other):
        return False
    if (
        count(own) <= (1 if _is_verb(own) else signs.SAYS_MUCH)
        or (count(other) < signs.WHOLE and not _has_own_subject(own))
        or not (signs.IDENTITY.search(own) or _is_verb(own) or _has_own_subject(own))
    ):
        return False
    return not (
        signs.ALIKE.search(own) and signs.ALIKE.search(other)
    ) and not signs.ENDS_AS_OBJECT.search(own)


def _is_word_of_sum(own: str, other: str) -> re.Match[str] | None:
    """A word behind a sum or a quotient says what that is: "crust + upper mantle, rigid"."""
    return signs.OPERATOR.search(own) if count(other) == 1 else None


def _is_clause(other: str) -> bool:
    return _has_own_subject(other) and not _begins_with_verb(other)


def _is_verb(clause: str) -> bool:
    """Whether a clause begins with a verb whose subject is the headword."""
    first, _, rest = re.sub(rf"^{signs.ADVERB}+", "", clause).partition(" ")
    word = first.casefold()
    if word in signs.VERBS:
        return True
    if not rest or re.match(
        r"(?:of|for|and|or|that|which|who|is|are|was|were|in which|made|used)\b", rest
    ):
        return False
    if word in ("raise", "lower", "increase", "reduce", "cause", "block", "help"):
        return True
    if word in ("put", "get", "take") or may_be_noun(word):
        return is_third_person(word) or signs.OBJECT.match(rest.partition(" ")[0]) is not None
    return is_third_person(word) or is_plain_verb(word)


def says_what_it_does(clause: str) -> bool:
    """Whether a clause begins with a verb whose subject is one thing, the headword.

    >>> says_what_it_does("lets boats in"), says_what_it_does("gates and weirs")
    (True, False)
    """
    return is_third_person(clause.partition(" ")[0]) and _is_verb(clause)


def _has_own_subject(clause: str) -> bool:
    """Whether a clause has a subject of its own, of one to three words, and a verb."""
    words = clause.split()
    if len(words) < 2 or signs.NO_SUBJECT.match(clause):
        return False
    if len(words) == signs.WHOLE and words[1].endswith(("est", "first", "last")):
        return True
    for n, word in enumerate(words[1:4], 1):
        if not word[:1].isalpha():
            return False
        if word in signs.BE or (n < 3 and len(words) > n + 1 and signs.PARTICIPLE.match(word)):
            return True
        if word in signs.JOINS:
            return False
        if word in signs.VERBS or is_third_person(word) or is_plain_verb(word):
            behind = " ".join(words[n + 1 : n + 2])
            if may_be_noun(word) and not signs.OBJECT.match(behind):
                return False
            return behind not in ("of", "that", "which")
    return words[-1].endswith("ed") and 2 <= len(words) <= 4 and words[-1].islower()
