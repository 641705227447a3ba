"""How much a piece of text looks like a headword, and where a line may be split into headword
and definition.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from ankigen.model import RichText, Style
from ankigen.segmentation.lines import looks_like_code
from ankigen.segmentation.words import (
    CAPTION,
    CLAUSE,
    CONNECTORS,
    CONTENTS,
    COPULA,
    DEFINES,
    GENUS,
    LOOKED_AT,
    OPENERS,
    PART,
    is_callout,
    is_label,
    length,
    tokens,
)

_CALL = re.compile(r"^[\w.%@$\[\]]+\([^()]*\)$")
_IDENTIFIER = re.compile(r"^[A-Za-z_][\w]*(?:[._][\w]+)+$")
_ABBREVIATION = re.compile(r"[(\[（][A-Z][\w&/+.-]{0,9}[)\]）]\W*$")
_SENTENCE_END = re.compile(r"[.!。！;；,，、]['\"”’)\]]*$")
_URL = re.compile(r"https?://|www\.\w", re.IGNORECASE)
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LETTER = re.compile(r"[^\W\d_]")
#: An abbreviation that rightly ends a headword with a full stop ("soler + inf.", "vs.", "e.g.").
_SHORT_END = re.compile(
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
#: No word of a headword is longer; what is, is data run together.
LONGEST_WORD = 36


@lru_cache(maxsize=8192)
def termness(text: str) -> float:
    """How much a text looks like a headword by its words alone, in log-odds: above 0 yes, below no.

    Made of: how many words it has, whether it has a finite verb or a pronoun, how it begins and
    ends, brackets that do not close, marks of code. The figures were set on the generator's notes
    and the notes with a known answer.
    """
    text = text.strip()
    if not text or not _LETTER.search(text):
        return -6.0
    cited = _CITED.search(text) or REPORTED.search(text)
    if cited and cited.start():
        text = text[: cited.start()] + text[cited.end() :]
    words = tokens(text)
    n = length(text)
    question = text.endswith(("?", "？"))
    score = 1.6 if n <= 4 else (2.6 - 0.3 * n if n <= 6 else 2.0 - 0.55 * (n - 5))
    if question:
        score = 0.8 if n <= 20 else -1.0
    if _CALL.match(text) or _IDENTIFIER.match(text):
        score += 1.5
    if _ABBREVIATION.search(text):
        score += 1.0
    if _URL.search(text):
        score -= 6.0
    if not question:
        if _SENTENCE_END.search(text) and not _SHORT_END.search(text):
            score -= 2.6
        clauses = sum(1 for w in words if w in CLAUSE)
        score -= min(4.0, 1.4 * clauses)
        if words and all(w in CLAUSE or w in CONNECTORS for w in words):
            score -= 4.0
        if len(words) > 1 and words[0] in OPENERS:
            score -= 2.2 if len(words) < 5 else 3.0
    if re.search(r"\S {3,}\S|\t|\|", text):
        score -= 6.0  # columns
    if len(words) > 1 and words[-1] in CONNECTORS:
        score -= 1.8
    if (
        max((len(w) for w in text.split()), default=0) > LONGEST_WORD
        and not _CALL.match(text)
        and not _IDENTIFIER.match(text)
    ):
        score -= 8.0
    if CAPTION.match(text):
        score -= 4.0
    label = re.match(r"^(.{1,30}?)[:\uff1a]\s", text)
    if label and is_label(label.group(1), marked=True):
        score -= 2.5
    first = text[0]
    if words and first.islower() and words[0] in CONNECTORS and len(words) > 1:
        score -= 1.5
    elif len(words) > 1 and words[0] in (
        "the",
        "a",
        "an",
        "to",
        "if",
        "when",
        "for",
        "in",
        "by",
        "with",
        "as",
        "from",
        "and",
        "or",
        "but",
    ):
        score -= 0.9 if words[0] in ("the", "a", "an", "to") else 1.4
    if text.count("(") != text.count(")") or text.count("[") != text.count("]"):
        score -= 2.0
    if text.count("“") != text.count("”") or text.count('"') % 2:
        score -= 1.5
    if re.match(r"\d{3,4}\b|\d{1,2}[./]\d", text):
        score -= 1.0  # a date
    outside = re.sub(r"[(\[（][^)\]）]*[)\]）]", "", text)
    score -= 0.8 * outside.count(",")
    if any(mark in outside for mark in ("=>", "->", "→", "=", ";")):
        score -= 1.6
    if re.search(r"[.!?。]\s+\S", outside) and not re.search(
        r"\b(?:No|Nr|Art|St|Dr|Abs|vs|v|e\.g|i\.e)\.\s", outside
    ):
        score -= 1.8
    if re.search(r"\w:\s+\w", outside):
        score -= 1.0
    return score


def sentenceness(text: str) -> float:
    """How much a line looks like running text, in log-odds: its end, its length, its verbs."""
    text = text.strip()
    n = length(text)
    words = tokens(text)
    score = -0.6 + 0.14 * min(n, 20)
    if re.search(r"[.!?。！？]['\"”’)\]]*$", text):
        score += 1.2
    score += min(1.6, 0.6 * sum(1 for w in words if w in CLAUSE))
    if text[:1].islower() or text[:1] in "(„“\"'‘":
        score += 0.3
    return score


#: What a headword that stands elsewhere in the notes adds to a line that begins with it and goes on
#: with a capital.
KNOWN = 4.0


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


#: What may stand between headword and definition: the style's name, its pattern, and how well it
#: tells them apart. A spaced dash and a colon are near certain signs; a dash without one of its
#: spaces is often a typing slip; a tab or three dashes are only ever written as separators. "=" is
#: also a formula.
SEPARATORS: tuple[tuple[str, re.Pattern[str], float], ...] = (
    ("---", re.compile(r"\s*-{3,}\s*"), 1.5),
    ("::", re.compile(r"\s*::+\s*"), 1.2),
    (".-", re.compile(r"\.\s?[-–—]+\s*(?=\S)"), 1.2),
    ("tab", re.compile(r"\s*\t\s*"), 1.5),
    ("columns", re.compile(r" {3,}"), 0.6),
    ("columns", re.compile(r"(?<=[^\s.!?:]) {2,}(?=\S)"), -0.5),
    ("|", re.compile(r"\s*[|\uff5c]\s*"), 0.3),
    ("とは", re.compile(r"とは[、，]?\s*"), 0.8),
    ("=>", re.compile(r"\s*(?:=>|->|→|⇒|⟶|➔)\s*"), 0.0),
    (":", re.compile(r"\s?(?::\s+|\uff1a\s*)"), 0.8),
    ("-", re.compile(r"\s+[-–—−]{1,2}\s+"), 0.8),
    ("-", re.compile(r"(?<=[\w)\]])[–—]\s+|\s+[–—](?=\w)|(?<=[\w)])—(?=\w)"), 0.4),
    ("-", re.compile(r"(?<=[\w)\]])-\s+|\s+-(?=[A-Za-z]{2})"), -0.4),
    ("/", re.compile(r"\s+/\s+"), -0.4),
    ("=", re.compile(r"\s+=\s+|\s*＝\s*"), 0.0),
    (".", re.compile(r"(?:(?<=[^\W\d_][\w)\]’])|(?<=\w[)\]]))\.\s+(?=[A-ZÀ-Þ\"“«(0-9])"), -0.9),
    ("…", re.compile(r"\s*(?:…+|‥+|\.{3,})\s*"), -0.3),
)

#: A pronoun that points back to the subject of the sentence before.
_BACK = re.compile(r"(?:It|They|He|She|Es|Sie|Er|Il|Elle|Ils|Elles)\s")
#: "Kosten- und Leistungsrechnung": a hyphen that stands for the rest of a word.
_SUSPENDED = re.compile(r"(?:und|oder|bzw|sowie|and|or|to|et|ou|y|o|e|en|of)\b")

#: What a label that calls for attention ("Note: …") takes from a split, beyond what any label does.
CALLOUT = 3.5
#: So many words with a full stop say something, and are no title.
SENTENCE = 8
#: The longest headword in front of a separator, in words; a question may be longer.
LONGEST = 12


@lru_cache(maxsize=4096)
def depths(text: str) -> tuple[int, ...]:
    """For each character, how many brackets are open before it."""
    depth, out, quoted = 0, [], False
    if text.count('"') % 2:
        text = text.replace('"', "'")  # one that is never closed says nothing
    for c in text:
        out.append(depth)
        if c in "([{（「『【“„«":
            depth += 1
        elif c in ")]}）」』】”»":
            depth = max(0, depth - 1)
        elif c == '"':
            depth += 1 if not quoted else -1
            quoted = not quoted
    return tuple(out)


def splits(
    text: RichText, known: frozenset[str] = frozenset(), common: Callable[[str], bool] | None = None
) -> list[Split]:
    """The ways in which a line may be headword and definition, best first for each style.

    `known` holds headwords seen elsewhere in the document (casefolded): a line that goes on after
    one of them without any mark can then be split too. `common` tells a word of running text from a
    name: where such a word has a capital in mid-line ("Velocity Rate of change"), a definition may
    begin.
    """
    line = text.text[:LOOKED_AT]
    found: list[Split] = []
    if len(line) < 4:
        return found
    window = line[:260]  # a headword does not reach further; keeps long lines linear
    depth = depths(window)
    seen: set[str] = set()
    for style, pattern, weight in SEPARATORS:
        if style in seen:
            continue
        for m in pattern.finditer(window):
            if m.start() == 0 or depth[m.start()] or text.literal_at(m.start(), m.end()):
                continue
            left, right = line[: m.start()].strip(), line[m.end() :].strip()
            if not any(c.isalnum() for c in left):
                continue
            if not right or (length(left) > LONGEST and not left.endswith("?")):
                break
            if style == "-" and (
                _is_range(left, right) or (m.group()[0] in "-–" and _SUSPENDED.match(right))
            ):
                continue
            if style == ":" and (
                _URL.match(line[m.start() - 5 : m.end() + 3])
                or (re.search(r"\d$", left) and right[:1].isdigit())
            ):
                continue
            if style == "." and _SHORT_END.search(f"{left}."):
                continue  # "see § 12 Abs. 2"
            score = weight + 0.8 * max(-3.0, min(2.0, termness(left)))
            if any(0 < s.start < m.start() and s.style is Style.STRONG for s in text.marks):
                score -= 1.5  # a clause with its term in bold, and what follows from it
            if is_label(left, marked=True) or PART.match(left):
                told = length(right) >= SENTENCE and _SENTENCE_END.search(right)
                score -= 2.0 if told and PART.match(left) else 3.5  # "Section 9: …" of an act
            if is_callout(left):
                score -= CALLOUT
            if style == "." and _BACK.match(right):
                score -= 0.8  # "A round loaf. It keeps for days": the sentence before said of what
            if length(right) < 2:
                score -= 0.5
            if (
                looks_like_code(right)
                or _mostly_digits(right)
                or (style == "=" and _FORMULA.search(right))
            ):
                score -= 1.5  # "In pandas: get_dummies(df)", "Sum: 3 × 70 = 210"
            if style in ("columns", "|") and re.search(r" {3,}|\|", f"{right} "):
                continue  # a row of a table of more columns
            if re.search(r"\s[-–—]\s|:\s", left):
                score -= 1.2  # the first of two separators is the one meant
            if COPULA.search(f"{left} "):
                score -= 1.2  # "X is Y: …" is a sentence with a colon
            found.append(Split(m.start(), m.end(), style, score))
            seen.add(style)
            break
    if any(
        m.style in (Style.STRONG, Style.EM) and m.start == 0 and m.end >= len(line.rstrip())
        for m in text.marks
    ):
        # a line in bold or italics from end to end is a heading or a notice rather than a
        # definition
        found = [Split(s.end, s.start, s.style, s.score - 2.0) for s in found]
    found += _bold_split(text)
    found += _in_brackets(line)
    # "% We think …": a sign before a sentence is no headword
    found += [s for s in _unmarked(text, known, common) if any(map(str.isalnum, line[: s.end]))]
    return sorted(found, key=lambda s: (-s.score, s.end))


_FORMULA = re.compile(r"[*×·^∑√]|\(\w [-+] ")


def _mostly_digits(text: str) -> bool:
    """Whether a text is figures rather than words."""
    letters = len(_LETTER.findall(text))
    return sum(c.isdigit() for c in text) > letters


def _is_range(left: str, right: str) -> bool:
    """A dash between two numbers, or inside a hyphenated compound."""
    return bool(re.search(r"\d$", left) and re.match(r"\d", right))


#: The last word of a headword of which only the beginning is in bold.
_NOUN_BEHIND = re.compile(r"\s[^\W\d_][\w-]{2,}(?=\s?:\s)")
#: So many words may stand before a term in bold.
LEAD = 8
LEAD_TO_COLON = 12
_STATUTE = re.compile(
    r"(?:§§?|Art\.?)\s*\d+[a-z]?(?:\s(?:Abs\.|S\.|Nr\.|Alt\.|[IVX]+)(?:\s?\d+)?)*(?:\s[A-Z]\w+)?"
)
#: "**Run-in heading.** Text": the full stop of a bold headword, not of an abbreviation in it.
_STOPPED = re.compile(r"^(?!.*\.\S*\w\.).*[^\W\d_]{3}[)\]’]*\.\s*$|\)\.\s*$")
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
    if len(words) < 3 or _CJK.match(rest.lstrip()):
        return False
    if rest.lstrip()[:1].isupper() or rest.lstrip()[:1].isdigit():
        return True
    if not rest.lstrip()[:1].isalpha() or COPULA.match(rest) or words[0] in _VERBS:
        return False
    first, following = words[0], words[1]
    if first in _ARTICLES:
        return True
    if first.endswith("s") and not first.endswith(("ss", "ous")) and first not in _NO_VERB:
        return following in _AFTER_NOUN
    # German: "speichern", "bezeichnet"; a noun would have its capital
    return not (first.endswith(("en", "ern", "eln", "et", "ert")) and following[:1].isupper())


_ARTICLES = frozenset((
    "a", "an", "the", "any", "one", "ein", "eine", "der", "die", "das", "jede", "jeder", "jedes",
    "le", "la", "les",
    "un", "une", "el", "los", "las", "il", "lo", "gli", "uno", "una", "o", "os", "as", "um", "uma",
    "het", "een",
))  # fmt: skip


#: A separator behind a bold term, or behind the bracket that belongs to it.
_MARK_BEHIND = re.compile(r"\s*(?:[(（][^()（）]{1,60}[)）])?\s*(?:[:：=–—]|-\s)")


def _bold_split(text: RichText) -> list[Split]:
    """A line that begins with bold words ("**Term** – text", "**Term:** text"), or has its term
    in bold inside the sentence.
    """
    strong = [m for m in text.marks if m.style is Style.STRONG]
    if not strong:
        return []
    first = min(strong)
    line = text.text[:LOOKED_AT]
    bold = line[first.start : first.end]
    before = line[: first.start].strip(" \t\"“„'🔴🔶🔅🔹⭐️")
    article = before.casefold() in _ARTICLES and _MARK_BEHIND.match(line[first.end :])
    if not before or article:
        rest = line[first.end :]
        # the bracket behind a bold term belongs to the headword: "**PDU** (protocol data unit) – …"
        tail = re.match(r"\s*[(（][^()（）]{1,60}[)）](?=\s*(?:[:：=–—]|-\s|$))", rest)
        end = first.end + (tail.end() if tail else 0)
        noun = None if tail else _NOUN_BEHIND.match(rest)
        if noun and tokens(noun.group())[0] not in CLAUSE | CONNECTORS | OPENERS:
            end = first.end + noun.end()  # "**Horse shoe** bend: …"
            bold = line[first.start : end]
        after = re.match(r"\s*(?:[:：]|[-–—−=]+(?=\s|\w)|\||\.(?=\s+\S))?\s*", line[end:])
        start = end + (after.end() if after else 0)
        if not line[start:].strip():
            return []
        stopped = end == first.end and _STOPPED.search(bold) is not None
        marked = stopped or (
            bool(after and after.group().strip()) or bold.rstrip().endswith((":", "："))
        )
        trimmed = len(line[:end].rstrip(" :：–—-." if stopped else " :：–—-"))
        score = (
            1.4
            + 0.8 * max(-3.0, min(2.0, termness(bold.strip(" :：–—-."))))
            + (1.0 if marked else 0.0)
        )
        if is_label(bold, marked=True) or CONTENTS.match(bold):
            score -= 3.5
        if is_callout(bold):
            score -= CALLOUT
        if marked:
            return [Split(trimmed, start, "bold", score)]
        # "**Einzelkosten** lassen sich …": the sentence needs its subject
        own = start if stands_alone(line[end:]) else 0
        return [Split(trimmed, own, "bold-subject", score)]
    lead = tokens(_STATUTE.sub("", line[: first.start]))
    colon = line[first.end :].lstrip().startswith((":", "："))  # the clause leads up to its term
    if len(lead) <= (LEAD_TO_COLON if colon else LEAD) and length(bold) <= 6:
        if CONTENTS.match(bold) or is_label(bold) or termness(bold) <= 0:
            return []
        score = 0.2 + 0.6 * max(-3.0, min(2.0, termness(bold))) - 0.15 * len(lead)
        return [Split(first.end, -first.start - 1, "bold-inside", score)]
    return []


def _unmarked(
    text: RichText, known: frozenset[str], common: Callable[[str], bool] | None
) -> list[Split]:
    """Headword and definition run together: "k-fold cross-validation A model is…", "Capacity (to
    contract) legal ability".
    """
    line = text.text[:LOOKED_AT]
    out: list[Split] = []
    if common is not None:
        out += _capital(line, common)
    bracket = re.match(r"^[^()]{2,60}\([^()]{1,60}\)(?=\s+[^\W\d_])", line)
    if bracket and not out:
        left, right = bracket.group(), line[bracket.end() :].strip()
        if len(tokens(right)) >= 3 and not re.match(
            r"(?:is|are|was|were|and|or|ist|sind)\b", right
        ):
            out.append(
                Split(len(left), len(left) + 1, "bracket", -0.8 + 0.7 * min(2.0, termness(left)))
            )
    for m in re.finditer(
        (
            r"\s(?=(?:A|An|The|It|This|These|In|When|Used|Is|Any|One|Eine?|Der|Die|Das|Le"
            r"|La|Les|Un|Une|El|Los)\s+\w)"
        ),
        line[:120],
    ):
        left = line[: m.start()]
        if (
            1 <= length(left) <= 6
            and len(tokens(line[m.end() :])) >= 4
            and left[-1] not in ".,;:!?"
        ):
            # "Parameter A number that…": a capital article in mid-line is as sure a sign as any
            article = re.match(r"(?:A|An|The|Any|One)\s", line[m.end() :])
            base = -0.4 if article and length(left) <= 4 else -1.0
            out.append(Split(m.start(), m.end(), "run-on", base + 0.7 * min(2.0, termness(left))))
        break
    genus = GENUS.search(line[:140])
    if genus and genus.start() > 1:
        left = line[: genus.start()].rstrip()
        if 1 <= length(left) <= 5 and termness(left) > 0.8 and not COPULA.search(" " + left + " "):
            out.append(
                Split(len(left), genus.start(), "run-on", -1.0 + 0.7 * min(2.0, termness(left)))
            )
    out += _cjk_space(line)
    words = line.split(" ")
    for k in range(min(6, len(words) - 3), 0, -1):
        left = " ".join(words[:k])
        if left.casefold() in known and words[k][:1].isupper() and len(words) - k >= 4:
            same = [o for o in out if o.end == len(left)]
            out = [
                replace(o, score=o.score + KNOWN) if o in same and o.style == "run-on" else o
                for o in out
            ]
            if not same:
                out.append(
                    Split(len(left), len(left) + 1, "run-on", -0.6 + 0.4 * min(2.0, termness(left)))
                )
            break
    copula = COPULA.search(line[:120])
    if copula:
        left = re.sub(
            (
                r"^(?:the|a(?!\s(?:priori|posteriori|fortiori|cappella|capella)\b)|an|der"
                r"|die|das|ein|eine|le|la|les|un|une|el|los|las)\s+"
            ),
            "",
            line[: copula.start()],
            flags=re.IGNORECASE,
        )
        sure = bool(DEFINES.match(line, copula.start()))
        if (
            1 <= length(left) <= (9 if sure else 6)
            and termness(left) > 0
            and (sure or not line.rstrip().endswith((":", "：")))
        ):
            base = -0.8 if sure else -1.6
            score = base + 0.5 * min(2.0, termness(left))
            out.append(Split(copula.start(), 0, "copula", score, sure))
    return out


#: A capital that begins a definition in mid-line: a common word, and the next one is in small
#: letters.
_MID_CAPITAL = re.compile(r"(?<=[\w)%'’]) (?=([A-Z][a-z]+(?:[-'’][a-z]+)*) [a-z0-9(])")


def _capital(line: str, common: Callable[[str], bool]) -> list[Split]:
    """ "Kinetic energy Energy of motion…": where a word that needs no capital has one."""
    for m in _MID_CAPITAL.finditer(line[:100]):
        left, word = line[: m.start()], m.group(1)
        if length(left) > 7 or _SENTENCE_END.search(left):
            return []
        last = tokens(left[-20:])
        if last and (last[-1] in CONNECTORS or last[-1] in ("v", "vs")):
            continue
        before = left.split(" ")
        named = len(before) > 1 and before[-1][:1].isupper() and not before[-1].isupper()
        if not common(word.casefold()) or len(tokens(line[m.end() :])) < 3:
            continue
        # after "Security Group" a capital may belong to the name still: less sure
        score = (-0.9 if named else -0.4) + 0.7 * min(2.0, termness(left))
        return [Split(m.start(), m.end(), "run-on", score)]
    return []


#: A headword set in lenticular or shell brackets, its reading in round ones, and the sign that may
#: follow.
_IN_BRACKETS = re.compile(
    r"^(?:【([^【】]{1,40})】|〔([^〔〕]{1,40})〕"
    r"|［([^［］]{1,40})］)(?:\s?[（(][^（）()]{1,40}[）)])?(\s*(?:[:：＝=…‥—–-]+\s*)?)(?=\S)"
)


_READING = re.compile(r"[（(][^（）()]*[）)]\s*$")


def _in_brackets(line: str) -> list[Split]:
    """A headword in brackets made for headings, and its definition behind it:
    "【光合成】植物が…".
    """
    m = _IN_BRACKETS.match(line)
    if not m:
        return []
    inner = m.group(1) or m.group(2) or m.group(3)
    if not _LETTER.search(inner) or _READING.match(line[m.end() :]):
        return []  # "【1】" numbers a section; "【光合成】（こうごうせい）" is a headword alone
    score = 1.0 + 0.8 * max(-3.0, min(2.0, termness(inner)))
    if is_label(inner, marked=True):
        score -= 3.5
    return [Split(m.start(4), m.end(), "【】", score)]


_CJK_HEAD = re.compile(
    r"^([\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af・ー（）()A-Za-z0-9]{1,14}) "
    r"(?=[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])"
)
#: An ideographic space is written on purpose: a longer headword may stand before it, and anything
#: behind.
_WIDE_HEAD = re.compile(r"^([^\s。、：！？]{1,24})\u3000+(?=\S)")


def _cjk_space(line: str) -> list[Split]:
    """A space in a script that writes none parts a headword from its definition
    ("光合成 植物が…").
    """
    for pattern, style, weight in ((_WIDE_HEAD, "\u3000", 0.2), (_CJK_HEAD, "run-on", -0.2)):
        m = pattern.match(line)
        if (
            m
            and _CJK.search(m.group(1))
            and len(line) - m.end() >= 6
            and not PART.match(m.group(1))
        ):
            return [Split(m.end(1), m.end(), style, weight + 0.7 * min(2.0, termness(m.group(1))))]
    return []


def _without_article(term: RichText) -> RichText:
    """A headword whose words after the article are in bold ("The **Krebs cycle**") without its
    article.
    """
    first = min((m.start for m in term.marks if m.style is Style.STRONG), default=0)
    return term[first:] if term.text[:first].strip().casefold() in _ARTICLES else term


def split_term(text: RichText, split: Split) -> tuple[RichText, RichText]:
    """The headword and the definition that a Split makes of a line."""
    if split.style == "bold-inside":
        return text[-split.start - 1 : split.end].strip(" :：–—-.,"), text
    term = _without_article(text[: split.end].strip())
    if split.style == "copula":
        skip = re.match(
            (
                r"(?:the|a(?!\s(?:priori|posteriori|fortiori|cappella|capella)\b)|an|der"
                r"|die|das|ein|eine|le|la|les|un|une|el|los|las)\s+(?=\S)"
            ),
            term.text,
            flags=re.IGNORECASE,
        )
        if skip:
            term = term[skip.end() :]
    term = term.strip(" :：–—")
    if not term.text.endswith((".", "!", "?")) or split.style in ("bold", "bold-subject"):
        term = term.strip("-=| ")
    return term, text[split.start :].strip()
