"""Several headwords in one line, each with what is said of it: "sloop - one mast; brig - two
masts", "ketch = two masts, yawl = a small one aft".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ankigen.model import RichText
from ankigen.segmentation.headword_score import termness
from ankigen.segmentation.splits.line_splits import depths
from ankigen.segmentation.splits.split import Split
from ankigen.segmentation.words import CLAUSE, is_label, length, stems, tokens
from ankigen.text.patterns import when_asked

#: A further headword has so many words at most, what is said of each so many.
NAME, SAID = 4, 25
#: Behind commas, or a colon, so many others show that each is one.
OTHERS = 2
_NEXT = when_asked(
    r"(?P<sep>[.;,])\s+(?P<name>[^\W_][^.;:,=()\n]{0,40}?(?:\s\([^()]{1,20}\))?)"
    r"(?P<sign>\s?=\s+|\s?(?:[-–—]|-{2})\s+|:\s+)(?=\S)"
)
_STYLES = {"=": "=", "-": "-", ":": ":"}
_SIGNS = frozenset("=-:")
#: A side of an equation: an operator, or figures between letters.
_FORMULA = when_asked(r"[\w)](?<!\bw)\s?[*/^+×·]\s?[\w(√∑∫]|\d[A-Za-z]|\s[-−]\s|=")
#: What several things have, or what is said of one thing in parts.
_ASPECTS = when_asked(
    r"(?:inside|outside|early|late|high|low|left|right|up|down|positive|negative|others?|points?\b.*"
    r"|before|after|above|below|true|false|yes|no|men|women|males?|females?|adults?|children|normal"
    r"|side[ -]effects?|symptoms?|signs?|causes?|uses?|types?|kinds?|units?|treatments?|tests?"
    r"|risks?(?:\sfactors?)?|effects?|results?|examples?|functions?|locations?|pros|cons|problems?"
    r"|advantages?|disadvantages?|benefits?|limits?|strengths?|weaknesses|critics?|criticisms?"
    r"|evidence|antidote|diagnosis|mechanism|role|purpose|origin|prognosis|penalty|remedy|holding"
    r"|rule|facts?|issue|reasons?|steps?|stages?|phases?|formula|equation|solution|cure|aims?|goals?"
    r"|first|second|third|fourth|last|main|key|best|worst|date|years?|who|what|where|when|why|how"
    r"|dose|onset|duration|route|price|cost|size|colou?r|shape|taste|e\.?g|i\.?e|note|nb|tip|def"
    r"|definition|aka|also|normal|range|(?-i:[A-Z]{1,3}s?)|\w)",
    re.IGNORECASE,
)


def several(text: RichText, split: Split) -> list[tuple[RichText, RichText]]:
    """The headwords of a line and what is said of each, the first one parted at `split`; [] where
    it has only that.

    >>> line = RichText("sloop - one mast; brig - two masts")
    >>> [(a.text, b.text) for a, b in several(line, Split(5, 8, "-", 0.0))]
    [('sloop', 'one mast'), ('brig', 'two masts')]
    """
    line = text.text
    if split.style not in _SIGNS or split.start <= 0 or "\n" in line.strip():
        return []
    depth = depths(line)
    found = [
        m
        for m in _NEXT.finditer(line, split.start)
        if not depth[m.start()] and not depth[m.end() - 1] and _is_name(text, m)
    ]
    if not found:
        return []
    head = text[: split.end].strip()
    ends = [*(m.start() + (m["sep"] == ".") for m in found), len(line)]
    starts = [split.start, *(m.end() for m in found)]
    said = [text[a:b].strip(" ;,") for a, b in zip(starts, ends, strict=True)]
    names = [head, *(text[m.start("name") : m.end("name")] for m in found)]
    if not _are_parallel([n.text for n in names], [s.text for s in said], split.style, found):
        return []
    return list(zip(names, said, strict=True))


def _is_name(text: RichText, m: re.Match[str]) -> bool:
    name = m["name"]
    words = tokens(name)
    bare = 0 < length(name) <= NAME and CLAUSE.isdisjoint(words) and termness(name) > 0
    label = is_label(name, marked=True) or _ASPECTS.fullmatch(name)
    return bare and not label and not text.literal_at(m.start(), m.end())


def _are_parallel(
    names: Sequence[str], said: Sequence[str], style: str, found: Sequence[re.Match[str]]
) -> bool:
    """Whether all headwords of a line are of one kind, by their signs, their first letters and
    what is said of them.
    """
    if not all(0 < length(part) <= SAID for part in said):
        return False
    if len({name.casefold() for name in names}) < len(names):
        return False
    same = all(m["sign"].strip()[0].replace("–", "-").replace("—", "-") == style for m in found)
    seps = {m["sep"] for m in found}
    first = names[0]
    capitals = {name[:1].isupper() for name in names}
    if any(_FORMULA.search(part) for part in said[:1]) and style != "-":
        return False
    told = all(m["sign"].strip() == "=" for m in found)
    if same and style == "=":
        return seps <= {",", ";"} or len(capitals) == 1
    shared = all(stems(first) & stems(name) for name in names[1:])
    if same and style == "-":
        brief = (
            shared
            or all(length(part) == 1 for part in said)
            or "," not in seps
            or len(found) >= OTHERS
        )
        return brief and len(capitals) == 1
    if same:
        listed = len(found) >= OTHERS and len(seps) == 1 and seps != {"."}
        return len(capitals) == 1 and ((shared and "," not in seps) or (listed and _brief(said)))
    return told and found[0]["sep"] in ".;" and len(names) > OTHERS


def _brief(said: Sequence[str]) -> bool:
    return sum(map(length, said)) <= NAME * len(said)
