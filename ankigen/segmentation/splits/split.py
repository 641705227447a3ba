"""A way to cut a line into headword and definition, and what it makes of the line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ankigen.model import RichText, Style
from ankigen.text.patterns import when_asked


@dataclass(frozen=True, slots=True)
class Split:
    """A way to cut a line into headword and definition: text[:end] and text[start:]; how it is
    marked; how likely.
    """

    end: int
    start: int
    style: str
    score: float
    sure: bool = False  # a verb that only ever defines ("means") says so


#: What a label that calls for attention ("Note: …") takes from a split, beyond what any label does.
CALLOUT = 3.5


ARTICLES = frozenset((
    "a", "an", "the", "any", "one", "ein", "eine", "der", "die", "das", "jede", "jeder", "jedes",
    "le", "la", "les",
    "un", "une", "el", "los", "las", "il", "lo", "gli", "uno", "una", "o", "os", "as", "um", "uma",
    "het", "een",
))  # fmt: skip


def _without_article(term: RichText) -> RichText:
    """A headword whose words after the article are in bold ("The **Krebs cycle**") without its
    article.
    """
    first = min((m.start for m in term.marks if m.style is Style.STRONG), default=0)
    return term[first:] if term.text[:first].strip().casefold() in ARTICLES else term


#: The symbol that a definition gives what it defines ("A graph $G$ is …"), behind a word.
_SYMBOL = when_asked(r"(?<=[^\W\d_]{3})\s+\$\w(?:\(\w\))?\$$")
#: A headword that is set off by brackets.
_BRACKETED = re.compile(r"\[[^\[\]]*[^\W\d_][^\[\]]*\]")
#: An arrow from what stands above, before a headword.
ARROW = re.compile(r"(?:-{1,2}>|={1,2}>|→|⇒)\s+(?=[^\W\d_])")
#: A dash behind a headword that says how its plural ends: not at all.
_PLURAL = re.compile(r",\s*[-–—―]$")


#: "hyper-", "-itis": the hyphen says where a part of a word meets the rest; in "NO3-" the charge.
_AFFIX = re.compile(r"[^\W\d_]{1,10}-|-[^\W\d_]{1,10}|[A-Z][A-Za-z\d()]*\d(?:\s?\d)?-")


def split_term(text: RichText, split: Split) -> tuple[RichText, RichText]:
    """The headword and the definition that a Split makes of a line."""
    if split.style == "bold-inside":
        return text[-split.start - 1 : split.end].strip(" :：–—―-.,"), text
    term = _without_article(text[: split.end].strip())
    if (arrow := ARROW.match(term.text)) is not None:
        term = term[arrow.end() :]
    if split.style == "copula":
        skip = re.match(
            (
                r"(?:the|a(?!\s(?:priori|posteriori|fortiori|cappella|capella)\b)|an|der"
                r"|die|das|ein|eine|le|la|les|un|une|el|los|las"
                r"|il|lo|gli|uno|una|um|uma|het|een|ett)\s+(?=\S)"
            ),
            term.text,
            flags=re.IGNORECASE,
        )
        if skip:
            term = term[skip.end() :]
        if (symbol := _SYMBOL.search(term.text)) is not None:
            term = term[: symbol.start()]
    if _BRACKETED.fullmatch(term.text):
        term = term[1:-1]
    if split.style in ("tab", "-", ":", "=") and _PLURAL.search(term.text):
        return term, text[split.start :].strip()
    term = term.strip(" :：–—―")
    if not term.text.endswith((".", "!", "?")) or split.style in ("bold", "bold-subject"):
        affix = _AFFIX.fullmatch(term.text)
        term = term if affix else term.strip("-=| ")
    if split.style == "(":  # an explanation in brackets, up to the end of the line
        return term, text[split.start : len(text.text.rstrip(".! ")) - 1].strip()
    return term, text[split.start :].strip()
