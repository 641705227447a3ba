"""The ways in which lines hold a headword and what is said of it, to be tried where notes were
badly read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

#: A headword has no more words.
LONGEST_TERM = 7

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DATE = (
    rf"(?:\d{{1,2}} {_MONTH} |{_MONTH} (?:\d{{1,2}},? )?)?\d{{3,4}}s?"
    rf"(?:\s?[-–—]\s?(?:\d{{1,2}} {_MONTH} )?\d{{2,4}})?"
    rf"(?: (?:BCE?|CE|AD)\b)?(?:, \d{{1,2}} {_MONTH})?"
)
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
_NAMES = (
    rf"{_NO_NAME}(?:The )?{_NAME}(?: (?:(?:of|the|de|da|la|von|van|and) ){{0,2}}{_NAME}){{0,4}}"
)

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

    def split(self, text: str) -> tuple[str, str] | None:
        """The headword and the rest of a line, None where the line is no such one."""
        if self.separator:
            head, found, rest = text.partition(self.separator)
        else:
            match = re.search(self.pattern, text)
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
    Rule("Each line is a card that begins with its year", pattern=r"^(\d{3,4})[,.:]? +(\S.*)$"),
    Rule("Each line is a card that begins with its date", pattern=rf"^({_DATE})[,.:]?\s+(\S.*)$"),
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
NAME_OR_WORD = Rule(
    "Each line is a card, its headword is the name in front, else its first word",
    pattern=rf"^({_NAMES}(?= (?!{_CAPITAL}|{_GOES_ON}))"
    rf"|(?!{_CAPITAL})(?i:{_NO_HEADWORD}){_WORD}),?\s+(\S.*[^\s:])$",
)
#: What is left to try where no mark tells the headwords; the last word of a line that is one ends
#: with no colon.
BARE_RULES = (
    NAME_OR_WORD,
    Rule(
        "Each line is a card, its first word is the headword",
        pattern=rf"(?i)^{_NO_HEADWORD}({_WORD}),?\s+(\S.*[^\s:])$",
    ),
    Rule(
        "Each line is a card, its first two words are the headword",
        pattern=rf"(?i)^{_NO_HEADWORD}({_WORD}\s+{_WORD}),?\s+(\S+\s+\S.*[^\s:])$",
    ),
)

#: What ends a headword with the word before it, and what does on its own.
_CLOSING, _BETWEEN = ",;:", ("-", "–", "—", "=", ":", "|", "~", "->", "=>", "→")
_NUMBERS = ("word is", "two words are", "three words are", "four words are")


def rule_at_word(text: str, word: int) -> Rule:
    """The rule that a headword ends in each line where it ends in this one, behind its word of
    this number (from 0): at the sign there, or after so many words.

    >>> rule_at_word("Ceuta, taken in 1415", 0).separator
    ', '
    >>> rule_at_word("comes palatinus count of the palace", 1).split("dux Francorum duke of them")
    ('dux Francorum', 'duke of them')
    """
    words = text.split()
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
