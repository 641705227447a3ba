"""What parts the columns of a table, found from the file as a whole."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Sequence

from ankigen.readers.table_records import COMMENT, parse_records
from ankigen.text.patterns import when_asked

#: A heading-like term is no longer than this; a longer first column speaks against a table in a
#: .txt file.
_LONGEST_TERM = 160


#: Nearly every line of a .txt file must be a pair before it is taken for an export rather than for
#: notes.
_SHARE = 0.9


_BULLET = when_asked(r"\s*(?:[-*+•‣▪◦●–]\s|\d+[.)]\s|\(?[a-z][.)]\s)")


#: The bullet of a list, letters and signs of a quotation too; not a column of numbers.
_MARKED = when_asked(r"\s*(?:[-*+•‣▪◦●–·➢>o☐]|[a-z][.)]|\d+[.)]) (?=\S)")


#: A bullet or the number of a list with nothing else in front of the only tab of a line.
_ONLY_MARKER = when_asked(
    r"\s*(?:[-*+•‣▪◦●–·➢>o☐§ØüŸ]|\(?(?:\d{1,2}|[A-Za-z]|[ivx]{2,4})[.)])\t[^\t]+$"
)


#: What parts term and definition in exports, the surest first.
_EXPORT_SEPARATORS = ("\t", "---", "|", ";", "::", ">>", "=>", "→", " – ", " — ", " - ", " = ", ",")


def export_separator(lines: Sequence[str]) -> str:
    """The separator with which nearly every line is a pair, "" if these are notes.

    Hard-wrapped prose, lists and lines without a pair speak against a table.

    >>> export_separator(["cat---an animal", "dog---another; it barks", "yak---a third"])
    '---'
    >>> export_separator(["Cats - we like them", "  - purr", "because they are soft",
    ...     "Dogs - bark"])
    ''
    """
    filled = [s for s in lines if s.strip() and not (s[0] in "#/" and COMMENT.match(s))]
    for separator in _EXPORT_SEPARATORS:
        if _is_export(filled, separator):
            return separator
    return ""


def _is_export(filled: Sequence[str], separator: str) -> bool:
    loose = separator.strip() in ("–", "—", "-", "=", "→", "=>", ",")
    if len(filled) < (2 if separator == "\t" else 4 if loose else 3):
        return False
    needed = (
        0.6
        if separator == "\t"
        else 1.0
        if loose and len(filled) < 20
        else 0.97
        if loose
        else _SHARE
    )
    held = [s for s in filled if separator in s]
    if len(held) / len(filled) < needed:
        return False
    pairs = [s.split(separator) for s in held if _splits(s, separator)]
    if len(pairs) / len(filled) < needed:
        return False
    terms = [p[0].strip() for p in pairs]
    if statistics.median(len(t) for t in terms) > (60 if loose else _LONGEST_TERM):
        return False
    if separator == "\t" and sum(bool(_MARKED.match(s)) for s in filled) > len(filled) / 2:
        return False  # a list, whose items have tabs in them
    if separator == "\t" and sum(bool(_ONLY_MARKER.match(s)) for s in filled) > len(filled) / 2:
        return False  # a list of Word, with a tab behind each bullet
    labels = [t for t in terms if t.endswith(":")]
    if len(terms) > 3 and 2 * len(labels) > len(terms) and len(set(labels)) <= 2:
        return False  # "Q:", "A:" say what a line is
    if separator != "\t" and sum(bool(_BULLET.match(s)) for s in filled) > 0.05 * len(filled):
        return False
    if separator == "|" and sum(s.lstrip().startswith("|") for s in filled) > len(filled) / 2:
        return False  # a Markdown table
    if separator in (";", ",", "|"):
        widths = Counter(len(p) for p in pairs)
        steady = widths.most_common(1)[0][1] >= 0.6 * len(pairs)
        ends = sum(not p[-1].strip() for p in pairs)
        if not steady or (ends > len(pairs) / 2 and max(widths) == 2):
            return False
    if separator == ",":  # prose has a space behind a comma
        return sum(", " not in s[: s.index(",") + 2] for s in filled if "," in s) >= 0.95 * len(
            pairs
        )
    if loose:
        return (
            all((t and not t[0].islower()) or len(t) < 40 for t in terms)
            and max(map(len, terms)) <= 90
        )
    return True


#: What parts columns where copying has made blanks of tabs: of a table that has three or more of
#: them, and of one that has two.
GAP, _MORE_BLANKS = re.compile(r"\s*\t\s*|(?<![.!?:]) {2,}"), re.compile(r" {3,}")


def rows_in_blanks(lines: Sequence[str]) -> list[str]:
    """The lines of a table in which tabs part the columns, with tabs in the rows, too, in which
    copying has left runs of blanks: those that have as many columns as most.

    >>> rows_in_blanks(["oak\\t1\\tbark", "elm   2   leaves", "ash\\t3\\tseed"])[1]
    'elm\\t2\\tleaves'
    >>> rows_in_blanks(["oak\\t1\\tbark", "elm  \\t2   leaves", "ash\\t3\\tseed"])[1]
    'elm\\t2\\tleaves'
    """
    widths = Counter(line.count("\t") + 1 for line in lines if "\t" in line)
    width = widths.most_common(1)[0][0] if widths else 0
    gap = GAP if width > 2 else _MORE_BLANKS
    out = []
    for line in lines:
        cells = gap.split(line.rstrip())
        few = not line[:1].isspace() and line.count("\t") + 1 < width
        out.append("\t".join(cells) if few and len(cells) == width else line)
    return out


#: What may be a cell: a letter or figure, or any sign that no list begins with.
_WORD = when_asked(r"[^\s\u2022\u2023\u25aa-\u25cf\ue000-\uf8ff+*–•-]")


def _splits(line: str, separator: str) -> bool:
    before, found, after = line.partition(separator)
    # a tab behind a term without its definition is still a cell's end; one behind a bullet is none
    return bool(found and _WORD.search(before) and (after.strip() or separator == "\t"))


def one_line_cards(lines: Sequence[str]) -> list[tuple[str, ...]]:
    """Cards pasted as one line: "term,definition;term,definition;…" (a choice in Quizlet's
    export).
    """
    filled = [s for s in lines if s.strip()]
    if len(filled) != 1 or filled[0].count(";") < 2:
        return []
    cards = [c.strip() for c in filled[0].split(";") if c.strip()]
    for separator in ("\t", ",", " - "):
        pairs = [tuple(p.strip() for p in c.split(separator, 1)) for c in cards]
        if len(pairs) >= 3 and all(len(p) == 2 and all(p) and len(p[0]) <= 60 for p in pairs):
            return pairs
    return []


def separator_of_table(lines: Sequence[str]) -> str:
    """The separator of a file that is a table by its suffix: the one that gives the steadiest
    rows.
    """
    sample = [s for s in lines if s.strip() and not s.startswith("# ")][:300]
    best, best_score = ",", 0.0
    for separator in ("\t", ";", ",", "|"):
        records = [
            r for r in parse_records(sample, separator, 0) if any(c.strip() for c in r.cells)
        ]
        widths = Counter(len(r.cells) for r in records)
        many = sum(n for width, n in widths.items() if width > 1)
        width, steady = max(widths.items(), key=lambda w: (w[0] > 1, w[1]), default=(1, 0))
        score = (steady + many / 2) / (len(records) or 1) if width > 1 else 0.0
        if score > best_score + 0.05:
            best, best_score = separator, score
    if best_score < 0.75 and (other := export_separator(lines)):
        return other
    return best
