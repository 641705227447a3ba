"""Lines that begin with their headword in bold, or have it in bold inside the sentence."""

from __future__ import annotations

import re

from ankigen.model import Mark, RichText, Style
from ankigen.segmentation.headword_score import CJK, termness
from ankigen.segmentation.splits.split import ARTICLES, CALLOUT, Split
from ankigen.segmentation.words import (
    CLAUSE,
    CONNECTORS,
    CONTENTS,
    COPULA,
    LOOKED_AT,
    OPENERS,
    is_callout,
    is_label,
    length,
    tokens,
)
from ankigen.text.patterns import when_asked

#: The last word of a headword of which only the beginning is in bold.
_NOUN_BEHIND = when_asked(r"\s[^\W\d_][\w-]{2,}(?=\s?:\s)")
#: So many words may stand before a term in bold.
LEAD = 8
LEAD_TO_COLON = 12
_STATUTE = when_asked(
    r"(?:§§?|Art\.?)\s*\d+[a-z]?(?:\s(?:Abs\.|S\.|Nr\.|Alt\.|[IVX]+)(?:\s?\d+)?)*(?:\s[A-Z]\w+)?"
)
#: "**Run-in heading.** Text": the full stop of a bold headword, not of an abbreviation in it.
_STOPPED = when_asked(r"^(?!.*\.\S*\w\.).*[^\W\d_]{3}[)\]’]*\.\s*$|\)\.\s*$")
#: Verbs of definitions by which the sentence goes on from its bold subject, beyond those of COPULA,
#: and what tells an English verb in -s ("carries a", "runs from") from a plural noun ("drugs
#: that").
_VERBS = frozenset((
    "has", "have", "had", "can", "could", "may", "might", "must", "will", "would", "shall",
    "should", "does", "do",
    "did", "was", "were", "hat", "haben", "hatte", "kann", "können", "darf", "muss", "müssen",
    "wird", "werden",
    "wurde", "soll", "sollen", "lässt", "lassen", "steht", "stehen", "dient", "dienen", "gilt",
    "gelten", "gibt",
    "ont", "peut", "peuvent", "doit", "tiene", "tienen", "puede", "pueden", "debe", "ha", "hanno",
    "può", "possono",
    "deve", "consiste", "consistent", "permet", "serve", "sirve",
))  # fmt: skip
_NO_VERB = frozenset((
    "this", "its", "us", "less", "plus", "thus", "versus", "as", "always", "perhaps", "various",
    "numerous",
    "previous", "serious",
))  # fmt: skip
_AFTER_NOUN = frozenset((
    "that", "which", "who", "whose", "of", "with", "in", "for", "from", "where", "when", "used",
    "made", "and", "or",
))  # fmt: skip


def stands_alone(rest: str) -> bool:
    """Whether what follows a bold headword is a definition by itself, rather than a sentence whose
    subject the headword is.

    >>> stands_alone(" the stress at which it breaks"), stands_alone(" is slow flow")
    (True, False)
    >>> stands_alone(" breaks the bond")
    False
    """
    if not rest[:1].isspace():
        return False
    words = re.findall(r"[^\W_][\w'’-]*", rest[:80])
    if len(words) < 3 or CJK.match(rest.lstrip()):
        return False
    if rest.lstrip()[:1].isupper() or rest.lstrip()[:1].isdigit():
        return True
    if not rest.lstrip()[:1].isalpha() or COPULA.match(rest) or words[0] in _VERBS:
        return False
    first, following = words[0], words[1]
    if first in ARTICLES:
        return True
    if first.endswith("s") and not first.endswith(("ss", "ous")) and first not in _NO_VERB:
        return following in _AFTER_NOUN
    # German: "speichern", "bezeichnet"; a noun would have its capital
    return not (first.endswith(("en", "ern", "eln", "et", "ert")) and following[:1].isupper())


#: A separator behind a bold term, or behind the bracket that belongs to it.
_MARK_BEHIND = when_asked(r"\s*(?:[(（][^()（）]{1,60}[)）])?\s*(?:[:：=–—―]|-\s)")


#: What parts a bold term from its text.
_BEHIND = re.compile(
    r"\s*(?:[:：]|[-=~]+>(?=\s)|[→⇒⟶➔](?=\s)|[-–—―−=]+(?=\s|\w)|\||\.(?=\s+\S))?\s*"
)


def _spells(line: str, mark: Mark) -> bool:
    """Whether a capital or two in bold are part of a word, and spell another with their likes
    ("**S**pecific").
    """
    letters = line[mark.start : mark.end]
    beside = line[mark.end : mark.end + 1] + line[max(0, mark.start - 1) : mark.start]
    return len(letters) <= 2 and letters.isupper() and any(map(str.isalpha, beside))


def bold_split(text: RichText) -> list[Split]:
    """A line that begins with bold words ("**Term** – text", "**Term:** text"), or has its term
    in bold inside the sentence.
    """
    strong = [m for m in text.marks if m.style is Style.STRONG and not _spells(text.text, m)]
    if not strong:
        return []
    first = min(strong)
    line = text.text[:LOOKED_AT]
    bold = line[first.start : first.end]
    before = line[: first.start].strip(" \t\"“„'🔴🔶🔅🔹⭐️")
    article = before.casefold() in ARTICLES and _MARK_BEHIND.match(line[first.end :])
    if not before or article:
        rest = line[first.end :]
        # the bracket behind a bold term belongs to the headword: "**PDU** (protocol data unit) – …"
        tail = re.match(r"\s*[(（][^()（）]{1,60}[)）](?=\s*(?:[:：=–—―→⇒]|-[\s>]|$))", rest)
        end = first.end + (tail.end() if tail else 0)
        noun = None if tail else _NOUN_BEHIND.match(rest)
        if noun and tokens(noun.group())[0] not in CLAUSE | CONNECTORS | OPENERS:
            end = first.end + noun.end()  # "**Horse shoe** bend: …"
            bold = line[first.start : end]
        after = re.match(_BEHIND, line[end:])
        start = end + (after.end() if after else 0)
        if not line[start:].strip():
            return []
        stopped = end == first.end and _STOPPED.search(bold) is not None
        marked = stopped or (
            bool(after and after.group().strip()) or bold.rstrip().endswith((":", "："))
        )
        trimmed = len(line[:end].rstrip(" :：–—―-." if stopped else " :：–—―-"))
        score = (
            1.4
            + 0.8 * max(-3.0, min(2.0, termness(bold.strip(" :：–—―-."))))
            + (1.0 if marked else 0.0)
        )
        if is_label(bold, marked=True) or CONTENTS.match(bold):
            score -= 3.5
        if is_callout(bold):
            score -= CALLOUT
        if marked:
            return [Split(trimmed, start, "bold", score)]
        # "**Einzelkosten** lassen sich …": the sentence needs its subject
        asked = bold.rstrip().endswith(("?", "？"))
        own = start if asked or stands_alone(line[end:]) else 0
        return [Split(trimmed, own, "bold-subject", score)]
    lead = tokens(_STATUTE.sub("", line[: first.start]))
    colon = line[first.end :].lstrip().startswith((":", "："))  # the clause leads up to its term
    if len(lead) <= (LEAD_TO_COLON if colon else LEAD) and length(bold) <= 6:
        if CONTENTS.match(bold) or is_label(bold) or termness(bold) <= 0:
            return []
        score = 0.2 + 0.6 * max(-3.0, min(2.0, termness(bold))) - 0.15 * len(lead)
        return [Split(first.end, -first.start - 1, "bold-inside", score)]
    return []
