"""The ways in which lines hold a headword and what is said of it, to be tried where notes were
badly read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ankigen.text.dates import BETWEEN, DATE, MONTH, leading_date
from ankigen.text.pattern_search import compiled

#: A headword has no more words; one that says what happened has no more.
LONGEST_TERM, LONGEST_EVENT = 7, 16

_CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
_NAME = rf"{_CAPITAL}[\w'’.-]*"
#: Words that begin a sentence, and those that go on with a name: neither ends one.
_NO_NAME = r"(?!(?:An?|As|At|By|For|He|How|If|In|It|On|She|That|They|This|To|What|When|Who|Why)\b)"
#: Words that begin a line which goes on from another, or is a sentence of its own.
_NO_HEADWORD = (
    r"(?!(?:An?|And|As|At|But|By|For|From|He|How|If|In|Is|It|Its|Not|Of|On|Or|She|So|That|The|They"
    r"|This|To|Was|What|When|Which|Who|Why|With)\b)"
)
_GOES_ON = r"(?:and|at|by|for|from|in|of|on|or|to|with)\b"
#: Two parties before a court, as notes name a case.
_CASE = rf"(?:\S+ ){{1,4}}?[vV]s?\.? (?:the )?[^\s,]+(?: (?:(?:of|&|and) )?{_NAME})*"
_AMID = r"(?:of|the|de|da|la|von|van|and)"
_NAMES = rf"(?:{_CASE}|{_NO_NAME}(?:The )?{_NAME}(?: (?:{_AMID} ){{0,2}}{_NAME}){{0,4}})"

#: Verbs that stand between a headword and what it is.
VERBS = ("is", "are", "was", "were", "means")


@dataclass(frozen=True, slots=True)
class Rule:
    """A way in which lines hold a headword and what is said of it: by a separator, or by a pattern
    with a group for each.
    """

    label: str
    separator: str = ""
    pattern: str = ""
    most: int = LONGEST_TERM  # words of a headword
    dated: bool = False  # entries begin, or end, with a date

    def split(self, text: str) -> tuple[str, str] | None:
        """The headword and the rest of a line, None where the line is no such one."""
        if self.separator:
            head, found, rest = text.partition(self.separator)
        else:
            match = compiled(self.pattern).search(text)
            head, found, rest = (match[1], "x", match[2]) if match else ("", "", "")
        short = 0 < len(head.split()) <= self.most
        return (head.strip(), rest.strip()) if found and short and rest.strip() else None

    @property
    def as_pattern(self) -> str:
        """The rule as a pattern with a group for the headword and one for the definition."""
        if self.pattern:
            return self.pattern
        sign = "".join(r"\s+" if c == " " else re.escape(c) for c in self.separator)
        return rf"^((?:\S+\s+){{0,{self.most - 1}}}?\S+?)\s*{sign}\s*(\S.*)$"


def _separated(separator: str) -> Rule:
    shown = {"\t": "a tab"}.get(separator, f'"{separator.strip()}"')
    return Rule(f"Each line is a card, parted by {shown}", separator)


BY_VERB = Rule(
    'Each line is a card, its headword ends at "is" or "was"',
    pattern=rf"^(?!(?:It|He|She|They|This|That|There|What|Who)\b)((?:[^\s,]+ ){{0,4}}?[^\s,]+) "
    rf"(?:{'|'.join(VERBS)}) (\S.*)$",
)
#: The most telling first: of those that give the same cards, one is offered.
RULES = (
    *map(_separated, ("\t", " - ", " – ", " — ", ": ", " = ", " | ", " => ", " -> ", " → ")),
    *map(_separated, (" / ", "; ", " ~ ", " > ", "=", "|", ":", " .. ", " … ", "::")),
    Rule(
        "Each line is a card that begins with a name",
        pattern=rf"^({_NAMES}),? ((?!{_CAPITAL}|{_GOES_ON})\S.*)$",
    ),
    Rule("Each line is a card, its headword ends at the comma", ", ", most=4),
    BY_VERB,
    Rule(
        "Each line is a card, its headword ends at the comma or is the name in front",
        pattern=rf"^({_NO_NAME}(?:[^\s,]+ ){{0,3}}[^\s,]+(?=, )"
        rf"|{_NAMES}(?= (?!{_CAPITAL}|{_GOES_ON}))),? (\S.*)$",
    ),
)
_WORD = r"\w[\w'’.-]*"
#: A verb by its ending ("stores", "absorbed"), as far as one can tell.
_DEED = r"(?:\w{2,}[^\Wsui_\d]s|\w{3,}ed)"
NAME_OR_WORD = "Each line is a card, its headword is the name in front, else its first word"


def bare_rules(dates: str) -> tuple[Rule, ...]:
    """What is left to try where no mark tells the headwords; a date in front is never cut: `dates`
    is the pattern of those in the lines, "" where there are none. The last word of a line that is
    one ends with no colon.
    """
    dated = rf"{dates}(?=[\s,:;.–-])|" if dates else ""
    tail = r"[,:;]?\s+(\S.*[^\s:])$"
    doing = rf"{_NO_HEADWORD}{_WORD}(?: {_WORD}){{0,2}}?"
    return (
        Rule(
            "Each line is a card, its headword is what stands before the verb",
            pattern=rf"(?i)^({dated}{doing})\s+({_DEED}\b.*[^\s:])$",
        ),
        Rule(
            NAME_OR_WORD,
            pattern=rf"^({dated}{_NAMES}(?= (?!{_CAPITAL}|{_GOES_ON}))"
            rf"|(?!{_CAPITAL})(?i:{_NO_HEADWORD}){_WORD}){tail}",
        ),
        Rule(
            "Each line is a card, its first word is the headword",
            pattern=rf"(?i)^({dated}{_NO_HEADWORD}{_WORD}){tail}",
        ),
        Rule(
            "Each line is a card, its first two words are the headword",
            pattern=rf"(?i)^({dated}{_NO_HEADWORD}{_WORD}\s+{_WORD}),?\s+(\S+\s+\S.*[^\s:])$",
        ),
    )


def dates_of(texts: Sequence[str]) -> str:
    """The pattern of the dates that some of these lines begin with, "" where none does. A month or
    a small number alone counts where others are dates.
    """
    found = [leading_date(text)[0] for text in texts]
    if not any(found):
        return ""
    alone = rf"(?:{MONTH}|\d{{1,4}})(?=[\s,:;.])"
    more = compiled(alone)
    others = (text for text, end in zip(texts, found, strict=True) if not end)
    return f"(?:{DATE}|{alone})" if any(map(more.match, others)) else DATE


def date_leads(dates: str) -> Rule:
    """Lines that begin with a date, which is the headword; `dates` as `dates_of` gives it."""
    label = "Each line is a card, the date that leads is the headword"
    return Rule(label, pattern=rf"^({dates}){BETWEEN}(\S.*)$", dated=True)


def date_rules(texts: Sequence[str], dates: str) -> tuple[Rule, ...]:
    """Lines that begin with a date, or with a date or a name, or end with a date, where any do."""
    made: list[Rule] = []
    if dates:
        made = [
            date_leads(dates),
            Rule(
                "Each line is a card, its headword is the date or the name in front",
                pattern=rf"^({dates}(?={BETWEEN})|{_NAMES}(?= (?!{_CAPITAL}|{_GOES_ON})))"
                r"[,:;.–-]*\s+(\S.*)$",
                dated=True,
            ),
        ]
    behind = rf"^(\S.*?\S)(?:\s*[(\[,;:–-]\s*|\s+)({DATE})[)\]]?\.?$"
    if any(compiled(behind).match(text) for text in texts):
        label = "Each line is a card: what happened, then its date"
        made.append(Rule(label, pattern=behind, most=LONGEST_EVENT, dated=True))
    return tuple(made)


#: What ends a headword with the word before it, and what does on its own.
_CLOSING, _BETWEEN = ",;:", ("-", "–", "—", "=", ":", "|", "~", "->", "=>", "→")
_NUMBERS = ("word is", "two words are", "three words are", "four words are")


def rule_at_word(text: str, word: int, others: Sequence[str] = ()) -> Rule:
    """The rule that a headword ends in each line where it ends in this one, behind its word of
    this number (from 0): behind the date, at the sign there, or after so many words. `others` are
    the lines beside it, whose dates are looked at.

    >>> rule_at_word("Ceuta, taken in 1415", 0).separator
    ', '
    >>> rule_at_word("comes palatinus count of the palace", 1).split("dux Francorum duke of them")
    ('dux Francorum', 'duke of them')
    >>> rule_at_word(": an urn", 0).label
    'Each line is a card, its first word is the headword'
    """
    words = text.split()
    date = text[: leading_date(text)[0]].rstrip()
    if date and " ".join(words[: word + 1]).rstrip(_CLOSING) == date:
        return date_leads(dates_of([text, *others]))
    last, after = words[word], "".join(words[word + 1 : word + 2])
    most = max(LONGEST_TERM, word + 1)
    if last[-1] in _CLOSING and len(last) > 1:
        sign = last[-1]
        return Rule(f'Each line is a card, its headword ends at "{sign}"', f"{sign} ", most=most)
    if after in _BETWEEN:
        return Rule(f'Each line is a card, its headword ends at "{after}"', f" {after} ", most=most)
    if after in VERBS:
        return BY_VERB
    number = word + 1
    said = _NUMBERS[word] if word < len(_NUMBERS) else f"{number} words are"
    return Rule(
        f"Each line is a card, its first {said} the headword",
        pattern=rf"^(\S+(?:\s+\S+){{{word}}})\s+(\S.*)$",
        most=most,
    )
