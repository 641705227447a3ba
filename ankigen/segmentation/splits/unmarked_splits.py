"""Headword and definition with no mark between them: a capital, an article or a verb in mid-line, a
headword in brackets, a space in a script that writes none.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from ankigen.model import RichText
from ankigen.segmentation.headword_score import CJK, LETTER, SENTENCE_END, termness
from ankigen.segmentation.splits.split import Split
from ankigen.segmentation.words import (
    CONNECTORS,
    COPULA,
    DEFINES,
    GENUS,
    LOOKED_AT,
    PART,
    is_label,
    length,
    tokens,
)
from ankigen.text.dates import MONTH_NAME
from ankigen.text.patterns import when_asked

#: What a headword that stands elsewhere in the notes adds to a line that begins with it and goes on
#: with a capital.
KNOWN = 4.0


_BRACKET = when_asked(r"^[^()]{2,60}\([^()]{1,60}\)(?=\s+[^\W\d_])")
_VERB_OR_MORE = when_asked(r"(?:is|are|was|were|and|or|ist|sind)\b")
#: A space before an article or another word that begins a definition.
_OPENS = when_asked(
    r"\s(?=(?:A|An|The|It|This|These|In|When|Used|Is|Any|One|Eine?|Der|Die|Das|Le"
    r"|La|Les|Un|Une|El|Los)\s+\w)"
)
_ARTICLE = when_asked(r"(?:A|An|The|Any|One)\s")
#: What is told apart by letters.
_LETTERED = when_asked(
    r"\b(?:types?|groups?|vitamins?|class|grade|hepatitis|influenza|schedule|appendix"
    r"|ha?emophilia|protein|coenzyme)$",
    re.IGNORECASE,
)
_ARTICLE_FIRST = when_asked(
    r"^(?:the|a(?!\s(?:priori|posteriori|fortiori|cappella|capella)\b)|an|der"
    r"|die|das|ein|eine|le|la|les|un|une|el|los|las)\s+",
    re.IGNORECASE,
)


def unmarked(
    text: RichText, known: frozenset[str], common: Callable[[str], bool] | None
) -> list[Split]:
    """Headword and definition run together: "k-fold cross-validation A model is…", "Capacity (to
    contract) legal ability".
    """
    line = text.text[:LOOKED_AT]
    out: list[Split] = []
    if common is not None:
        out += _capital(line, common)
    bracket = _BRACKET.match(line) if "(" in line else None
    if bracket and not out:
        left, right = bracket.group(), line[bracket.end() :].strip()
        if len(tokens(right)) >= 3 and not _VERB_OR_MORE.match(right):
            out.append(
                Split(len(left), len(left) + 1, "bracket", -0.8 + 0.7 * min(2.0, termness(left)))
            )
    for m in _OPENS.finditer(line[:120]):
        left = line[: m.start()]
        if (
            1 <= length(left) <= 6
            and len(tokens(line[m.end() :])) >= 4
            and left[-1] not in ".,;:!?"
        ):
            # "Parameter A number that…": a capital article in mid-line is as sure a sign as any
            article = _ARTICLE.match(line[m.end() :])
            if article and article[0] == "A " and _LETTERED.search(left):
                break  # "Type A blood has …"
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
        if not words[k][:1].isupper():
            continue
        left = " ".join(words[:k])
        if left.casefold() in known and len(words) - k >= 4:
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
    copula = None if line.startswith("¿") else COPULA.search(line[:120])
    if copula:
        left = _ARTICLE_FIRST.sub("", line[: copula.start()])
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


_MONTH = when_asked(MONTH_NAME, re.IGNORECASE)
#: A capital that begins a definition in mid-line: a common word, and the next one is in small
#: letters.
_MID_CAPITAL = when_asked(r"(?<=[\w)%'’]) (?=([A-Z][a-z]+(?:[-'’][a-z]+)*) [a-z0-9(])")

#: A date behind a name.
_DATED = when_asked(r"\s\(?(?:c(?:a|irca)?\.?\s?)?\d{3,4}\b")


def _capital(line: str, common: Callable[[str], bool]) -> list[Split]:
    """ "Kinetic energy Energy of motion…": where a word that needs no capital has one."""
    for m in _MID_CAPITAL.finditer(line[:100]):
        left, word = line[: m.start()], m.group(1)
        if length(left) > 7 or SENTENCE_END.search(left):
            return []
        if left[-1].isdigit() and _MONTH.fullmatch(word):
            continue  # "Tohoku 11 March 2011"
        last = tokens(left[-20:])
        if last and (last[-1] in CONNECTORS or last[-1] in ("v", "vs")):
            continue
        before = left.split(" ")
        named = len(before) > 1 and before[-1][:1].isupper() and not before[-1].isupper()
        if not common(word.casefold()) or len(tokens(line[m.end() :])) < 3:
            continue
        if _DATED.match(line, m.end(1)):
            continue  # "Trojan War c. 1200 BC"
        # after "Security Group" a capital may belong to the name still: less sure
        score = (-0.9 if named else -0.4) + 0.7 * min(2.0, termness(left))
        return [Split(m.start(), m.end(), "run-on", score)]
    return []


#: A headword set in lenticular or shell brackets, its reading in round ones, and the sign that may
#: follow.
_IN_BRACKETS = when_asked(
    r"^(?:【([^【】]{1,40})】|〔([^〔〕]{1,40})〕"
    r"|［([^［］]{1,40})］)(?:\s?[（(][^（）()]{1,40}[）)])?(\s*(?:[:：＝=…‥—–-]+\s*)?)(?=\S)"
)


_READING = when_asked(r"[（(][^（）()]*[）)]\s*$")


def in_brackets(line: str) -> list[Split]:
    """A headword in brackets made for headings, and its definition behind it:
    "【光合成】植物が…".
    """
    m = _IN_BRACKETS.match(line) if line[:1] in "【〔［" else None
    if not m:
        return []
    inner = m.group(1) or m.group(2) or m.group(3)
    if not LETTER.search(inner) or _READING.match(line[m.end() :]):
        return []  # "【1】" numbers a section; "【光合成】（こうごうせい）" is a headword alone
    score = 1.0 + 0.8 * max(-3.0, min(2.0, termness(inner)))
    if is_label(inner, marked=True):
        score -= 3.5
    return [Split(m.start(4), m.end(), "【】", score)]


#: Letters of Latin, and of scripts that are never taken for it.
_LATIN, _SMALL = r"A-Za-z\u00c0-\u024f", r"a-z\u00df-\u00ff"
_OTHER = (
    r"\u0370-\u05ff\u0620-\u06ff\u0900-\u0eff\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
)
#: What kind of word a foreign one is ("n.", "vt. & vi.", "【adj】"), before its gloss.
_KIND = r"(?:n|v|vt|vi|adj|adv|a|ad|prep|conj|pron|num|int|interj|aux|art|pl|phr)"
_KINDS = rf"(?:[(（【\[<]{_KIND}\.?[)）】\]>]|\b{_KIND}\.)(?:\s?[&/,，、])?"
#: A word or a few of one script, a space, and nothing but words of the other. With a capital the
#: Latin words are a name or an abbreviation inside the other ("TCP 连接", "σύμπλεγμα Golgi").
_GLOSSED = (
    when_asked(
        rf"[{_SMALL}][^{_OTHER}\n]{{0,40}}?(?P<gap>\s+)(?:{_KINDS}\s?){{0,3}}"
        rf"[(（【\[<]?[{_OTHER}](?:{_KINDS}|[^{_LATIN}。！？\n]){{0,60}}$"
    ),
    when_asked(rf"[{_OTHER}][^{_LATIN}\n]{{0,40}}?(?P<gap>\s+)[{_SMALL}][^{_OTHER}\n]{{0,60}}$"),
)
#: How sentences and labels end, and what goes on.
_OPEN_OR_ENDED = tuple(".!:：,;，；、")
#: It tells headword and definition apart better than a dash; the headword has no more words.
GLOSS, GLOSSED_WORDS = 1.2, 4
#: The mark of such a line: where its script changes.
SCRIPTS = "scripts"


def glossed(line: str) -> list[Split]:
    """A word and its gloss in another script ("bread хлеб", "面包 bread"), with a space between; no
    sentence, and no label.
    """
    if line.isascii() or line.rstrip().endswith(_OPEN_OR_ENDED):
        return []
    for pattern in _GLOSSED:
        found = pattern.match(line)
        if found and len((left := line[: found.start("gap")]).split()) <= GLOSSED_WORDS:
            score = GLOSS + 0.8 * min(2.0, termness(left))
            return [Split(found.start("gap"), found.end("gap"), SCRIPTS, score)]
    return []


#: Korean is written with spaces.
_CJK_HEAD = when_asked(
    r"^([\u3040-\u30ff\u3400-\u9fff・ー（）()A-Za-z0-9]{1,14}) "
    r"(?=[\u3040-\u30ff\u3400-\u9fff])"
)
#: An ideographic space is written on purpose: a longer headword may stand before it, and anything
#: behind.
_WIDE_HEAD = when_asked(r"^([^\s。、：！？]{1,24})\u3000+(?=\S)")


def _cjk_space(line: str) -> list[Split]:
    """A space in a script that writes none parts a headword from its definition
    ("光合成 植物が…").
    """
    if line.isascii():
        return []
    for pattern, style, weight in ((_WIDE_HEAD, "\u3000", 0.2), (_CJK_HEAD, "run-on", -0.2)):
        m = pattern.match(line)
        if m and CJK.search(m.group(1)) and len(line) - m.end() >= 6 and not PART.match(m.group(1)):
            return [Split(m.end(1), m.end(), style, weight + 0.7 * min(2.0, termness(m.group(1))))]
    return []
