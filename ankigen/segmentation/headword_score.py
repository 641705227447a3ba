"""How much a piece of text looks like a headword, and where a line may be split into headword
and definition.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ankigen.segmentation.words import (
    CAPTION,
    CLAUSE,
    CONNECTORS,
    OPENERS,
    is_label,
    length,
    tokens,
)
from ankigen.text.patterns import when_asked

_CALL = re.compile(r"^[\w.%@$\[\]]+\([^()]*\)$")
_IDENTIFIER = re.compile(r"^[A-Za-z_][\w]*(?:[._][\w]+)+$")
_ABBREVIATION = re.compile(r"[(\[（][A-Z][\w&/+.-]{0,9}[)\]）]\W*$")
SENTENCE_END = re.compile(r"[.!。！;；,，、]['\"”’)\]]*$")
URL = re.compile(r"https?://|www\.\w", re.IGNORECASE)
CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
LETTER = re.compile(r"[^\W\d_]")
#: An abbreviation that rightly ends a headword with a full stop ("soler + inf.", "vs.", "e.g.").
SHORT_END = re.compile(
    r"(?:^|[\s(])(?:[^\W\d_]\.)+$|(?:^|\s)(?:etc|inc|co|ltd|inf|sth|sb|no|nr|art|abs"
    r"|st|dr|cf|al|vs|ca|ed|pl|sg|"
    r"fr|hr|mr|mrs|ms|prof|alt|bzw|ggf|vgl|usw|fig|eq|chap|approx)\.$",
    re.IGNORECASE,
)


#: A statute in brackets behind a headword, which is no part of its words: "Notwehr (§ 32 StGB)".
_CITED = re.compile(r"\s*[(（](?:§§?|Art\.?|Artt\.|arts?\.?)\s*\d[^()（）]*[)）](?=\s*[:：]?\s*$)")
#: A reference to law reports behind the name of a case: "Hadley v Baxendale (1854) 9 Exch 341".
REPORTED = re.compile(
    r"\s*[(\[]\d{4}[)\]](?:\s+\d{1,3})?(?:\s+[A-Z][A-Za-z.]{0,8}){1,4}(?:\s+\d{1,4})?\s*$"
)
_OPENS_BRACKET = re.compile(r"[(\[（]")
_COLUMNS = re.compile(r"\S {3,}\S|\t|\|")
_LABEL = re.compile(r"^(.{1,30}?)[:\uff1a]\s")
_DATE = re.compile(r"\d{3,4}\b|\d{1,2}[./]\d")
_IN_BRACKETS = re.compile(r"[(\[（][^)\]）]*[)\]）]")
_NEXT_SENTENCE = re.compile(r"[.!?。]\s+\S")
_NO_SENTENCE = when_asked(r"\b(?:No|Nr|Art|St|Dr|Abs|vs|v|e\.g|i\.e)\.\s")
_COLON_INSIDE = re.compile(r"\w:\s+\w")
#: No word of a headword is longer; what is, is data run together.
LONGEST_WORD = 36


@lru_cache(maxsize=1 << 16)
def termness(text: str) -> float:
    """How much a text looks like a headword by its words alone, in log-odds: above 0 yes, below no.

    Made of: how many words it has, whether it has a finite verb or a pronoun, how it begins and
    ends, brackets that do not close, marks of code. The figures were set on the generator's notes
    and the notes with a known answer.
    """
    text = text.strip()
    if not text or not LETTER.search(text):
        return -6.0
    cited = _CITED.search(text) or REPORTED.search(text) if _OPENS_BRACKET.search(text) else None
    if cited and cited.start():
        text = text[: cited.start()] + text[cited.end() :]
    words = tokens(text)
    n = length(text)
    question = text.endswith(("?", "？"))
    score = 1.6 if n <= 4 else (2.6 - 0.3 * n if n <= 6 else 2.0 - 0.55 * (n - 5))
    if question:
        score = 0.8 if n <= 20 else -1.0
    score = _by_kind(text, score)
    if not question:
        score = _by_its_words(text, words, score)
    score = _by_its_ends(text, words, score)
    return _by_its_marks(text, score)


# Each of these adds to a score what it has to say. This is asked of each line of a document and of
# each piece that may be a headword: a pattern is tried only where the sign that it needs is there.


def _by_kind(text: str, score: float) -> float:
    """What speaks for a name in code or an abbreviation, against an address."""
    if _is_code(text):
        score += 1.5
    if _OPENS_BRACKET.search(text) and _ABBREVIATION.search(text):
        score += 1.0
    if ("://" in text or "www." in text.lower()) and URL.search(text):
        score -= 6.0
    return score


def _is_code(text: str) -> bool:
    return bool(_IDENTIFIER.match(text)) or ("(" in text and bool(_CALL.match(text)))


def _by_its_words(text: str, words: Sequence[str], score: float) -> float:
    """What speaks against a sentence, by its stop, its verbs and pronouns, and how it opens."""
    # an abbreviation is in the last word: what stands before it says nothing
    if SENTENCE_END.search(text) and not SHORT_END.search(text.rsplit(None, 1)[-1]):
        score -= 2.6
    clauses = len([w for w in words if w in CLAUSE])
    score -= min(4.0, 1.4 * clauses)
    if words and all(w in CLAUSE or w in CONNECTORS for w in words):
        score -= 4.0
    if len(words) > 1 and words[0] in OPENERS:
        score -= 2.2 if len(words) < 5 else 3.0
    return score


#: Words that few headwords begin with: articles and "to" more often than the others.
_ARTICLES_FIRST = frozenset(("the", "a", "an", "to"))
_OTHERS_FIRST = frozenset(
    ("if", "when", "for", "in", "by", "with", "as", "from", "and", "or", "but")
)


def _by_its_ends(text: str, words: Sequence[str], score: float) -> float:
    """What speaks against columns, data, a caption, a label, and words that begin or end no
    headword.
    """
    several = len(words) > 1
    if "   " in text or "\t" in text or "|" in text:
        score -= 6.0 if _COLUMNS.search(text) else 0.0
    if several and words[-1] in CONNECTORS:
        score -= 1.8
    if max(map(len, text.split()), default=0) > LONGEST_WORD and not _is_code(text):
        score -= 8.0
    if CAPTION.match(text):
        score -= 4.0
    label = _LABEL.match(text) if ":" in text or "：" in text else None
    if label and is_label(label.group(1), marked=True):
        score -= 2.5
    return score - (_by_its_beginning(text, words) if several else 0.0)


def _by_its_beginning(text: str, words: Sequence[str]) -> float:
    if text[0].islower() and words[0] in CONNECTORS:
        return 1.5
    if words[0] in _ARTICLES_FIRST:
        return 0.9
    return 1.4 if words[0] in _OTHERS_FIRST else 0.0


def _by_its_marks(text: str, score: float) -> float:
    """What speaks against brackets and quotation marks that do not close, dates, commas, arrows,
    and more than one sentence.
    """
    if text.count("(") != text.count(")") or text.count("[") != text.count("]"):
        score -= 2.0
    if text.count("“") != text.count("”") or text.count('"') % 2:
        score -= 1.5
    if _DATE.match(text):
        score -= 1.0
    outside = _IN_BRACKETS.sub("", text) if _OPENS_BRACKET.search(text) else text
    score -= 0.8 * outside.count(",")
    if "=" in outside or ";" in outside or "->" in outside or "→" in outside:
        score -= 1.6
    if _NEXT_SENTENCE.search(outside) and not _NO_SENTENCE.search(outside):
        score -= 1.8
    if ":" in outside and _COLON_INSIDE.search(outside):
        score -= 1.0
    return score


_STOPS = re.compile(r"[.!?。！？]['\"”’)\]]*$")


def sentenceness(text: str) -> float:
    """How much a line looks like running text, in log-odds: its end, its length, its verbs."""
    text = text.strip()
    n = length(text)
    words = tokens(text)
    score = -0.6 + 0.14 * min(n, 20)
    if _STOPS.search(text):
        score += 1.2
    score += min(1.6, 0.6 * len([w for w in words if w in CLAUSE]))
    if text[:1].islower() or text[:1] in "(„“\"'‘":
        score += 0.3
    return score
