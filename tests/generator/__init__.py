"""Messy notes with a known answer, as many as wanted: the same seed gives the same text, on every
machine.

    python -m tests.generator FOLDER --count 40

writes pairs of DOC and DOC.gold.json. The gold says where every headword stands, phrases that its
definition must hold, how many list items it has, its topic, what is no card, planted errors, and
words broken at a line end.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from .entries import Code, entries
from .hurried import STYLES
from .hurried import make_hurried as _hurried
from .layouts import LAYOUTS, Layout, Markup
from .pages import Page, Placed, lay_out
from .rush import make_rushed as _rushed
from .words import FOREIGN, SUBJECTS, Subject

__all__ = ["LAYOUTS", "STYLES", "Case", "flat", "make", "make_hurried", "make_rushed"]

#: Words in a phrase that a definition must hold: long enough to stand for one place in the
#: document.
PHRASE_WORDS = 4

#: The same in a script that writes no spaces.
PHRASE_LETTERS = 8

#: Phrases per entry at most.
PHRASES = 4

#: Entries per document.
FEWEST, MOST = 18, 28

Gold = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """A document and its right answer. `name` is a file name with the suffix of its format."""

    name: str
    text: str
    gold: Mapping[str, Any]


def flat(text: str) -> str:
    """Text as phrases are compared: lower case, white space collapsed."""
    return re.sub(r"\s+", " ", text).strip().casefold()


def make(seed: int, layout: str | None = None, *, errors: int = 0) -> Case:
    """The document of this seed, in the layout of that name (or one that the seed chooses).

    With `errors`, up to that many are planted in the bodies: dropped and doubled letters, glued and
    doubled words.
    """
    rng = Random(f"ankigen {seed} {layout}")
    form = LAYOUTS[layout] if layout else LAYOUTS[rng.choice(sorted(LAYOUTS))]
    subject = _subject(form, seed)
    clean = entries(subject, form.wishes, rng.randint(FEWEST, MOST), rng)
    page = lay_out(form, subject, clean, rng)
    phrases = _phrases(page, rng)
    typos = _plant(page, phrases, errors, rng)
    name = f"{form.name}-{seed}{form.suffix}"
    return Case(name, "\n".join(page.lines) + "\n", _gold(name, page, phrases, typos))


def make_hurried(seed: int, style: str = "") -> Case:
    """Notes typed in a hurry: the document of this seed, in the layout of that name of STYLES
    (or one that the seed chooses).
    """
    return Case(*_hurried(seed, style))


def make_rushed(seed: int) -> Case:
    """Notes typed in a rush, each line as it came: the document of this seed."""
    return Case(*_rushed(seed))


def _subject(layout: Layout, seed: int) -> Subject:
    """The subjects in turn; one in another language only where the layout has no English and
    nothing to wrap.
    """
    english = layout.english or layout.wishes.code > 0
    open_to = [s for s in FOREIGN if not english and (s.grammar.gap or not layout.wrap)]
    subjects = (*SUBJECTS, *open_to)
    return subjects[seed % len(subjects)]


# --------------------------------------------------------------------------- phrases


def _windows(text: str, gap: str) -> list[str]:
    """Every run of PHRASE_WORDS words, or all there is in a shorter text, without the full stop."""
    text = text.rstrip(".。").rpartition("：")[2]  # what a label says, without the label
    if not gap:  # a script without spaces
        return [text[i : i + PHRASE_LETTERS] for i in range(max(1, len(text) - PHRASE_LETTERS + 1))]
    words = text.split(" ")
    if len(words) <= PHRASE_WORDS:
        return [" ".join(words)]
    return [" ".join(words[i : i + PHRASE_WORDS]) for i in range(len(words) - PHRASE_WORDS + 1)]


def _phrases(page: Page, rng: Random) -> list[list[str]]:
    """For each placed entry, phrases that stand in it and nowhere else: from its first, last and
    other texts.
    """
    everything = flat(" \n ".join(text for placed in page.placed for text in placed.texts))
    found: list[list[str]] = []
    for placed in page.placed:
        texts = list(dict.fromkeys(placed.texts))
        picked: list[str] = []
        middle = texts[1:-1]
        rng.shuffle(middle)
        for text in [texts[0], texts[-1], *middle][:PHRASES]:
            code = any(isinstance(p, Code) and text in p.lines for p in placed.entry.pieces)
            windows = [text.strip()] if code else _windows(text, page.grammar.gap)
            rng.shuffle(windows)
            windows.append(text.rstrip(".。"))  # where every part of it has been said before
            own = (w for w in windows if everything.count(flat(w)) == 1)
            if phrase := next(own, ""):
                picked.append(phrase)
        found.append(list(dict.fromkeys(picked)))
    return found


# --------------------------------------------------------------------------- errors


def _plant(page: Page, phrases: Sequence[Sequence[str]], count: int, rng: Random) -> list[Gold]:
    """Errors in prose of the bodies, off the phrases, at most one a line; each is found by its
    words alone.
    """
    typos: list[Gold] = []
    if count <= 0 or page.grammar.language != "en":
        return typos
    taken = {word for entry in phrases for phrase in entry for word in flat(phrase).split()}
    closed = {*page.furniture, *page.headings, *(number for number, _ in page.joins)}
    closed |= {number + 1 for number, _ in page.joins}
    open_lines = [
        number
        for placed in page.placed
        if not placed.entry.code
        for number in range(placed.line + 1, placed.end_line + 1)
        if number not in closed
    ]
    rng.shuffle(open_lines)
    for number in open_lines:
        if len(typos) == count:
            break
        line = page.lines[number - 1]
        words = [
            m
            for m in re.finditer(r"(?<![\w<\\/&{'-])[a-z]{5,}(?![\w>'}-])", line)
            if m.group() not in taken
        ]
        if not words:
            continue
        word = rng.choice(words)
        right, start = word.group(), word.start()
        wrong, kind = right, ""
        match rng.randrange(4):
            case 0:
                at = rng.randrange(1, len(right) - 1)
                wrong, kind = right[:at] + right[at + 1 :], "dropped-letter"
            case 1:
                at = rng.randrange(1, len(right) - 1)
                wrong, kind = right[:at] + right[at] + right[at:], "misspelling"
            case 2 if after := re.match(r" [a-z]{2,}\b", line[word.end() :]):
                if after.group().strip() not in taken:
                    right += after.group()
                    wrong, kind = right.replace(" ", ""), "glued"
            case _:
                wrong, kind = f"{right} {right}", "doubled"
        if not kind or wrong == right or wrong in flat("\n".join(page.lines)):
            continue
        changed = line[:start] + wrong + line[start + len(right) :]
        if any(str(typo["wrong"]) in changed and typo["line"] != number for typo in typos):
            continue  # "cyccle" holds "ccle", which stands elsewhere
        page.lines[number - 1] = changed
        typos.append(
            {
                "line": number,
                "col": start + 1,
                "wrong": wrong,
                "right": right,
                "kind": kind,
                "wrong_context": wrong,
                "context": right,
            }
        )
    return sorted(typos, key=lambda typo: str(typo["line"]).zfill(6))


# --------------------------------------------------------------------------- gold


def _term(placed: Placed, phrases: Sequence[str], first: str, *, sections: bool) -> Gold:
    """One row of the gold's terms; `first` is how the headword was written when it first came."""
    term: Gold = {
        "line": placed.line,
        "term": placed.term,
        "topic": placed.entry.topic if sections else "",
        "items": placed.items,
        "must_contain": list(phrases),
        "aliases": [alias for alias in placed.aliases if alias != placed.term],
        "end_line": placed.end_line,
    }
    if placed.again:
        term["dup"] = True
        term["merge_with"] = first
    return term


def _gold(name: str, page: Page, phrases: Sequence[Sequence[str]], typos: Sequence[Gold]) -> Gold:
    layout: Layout = page.layout
    code = [p.entry for p in page.placed if p.entry.code]
    protected = [entry.term for entry in code]
    protected += [
        line.strip() for e in code for p in e.pieces if isinstance(p, Code) for line in p.lines
    ]
    if layout.markup is Markup.HTML:
        protected = [html.unescape(token) for token in protected]
    sections = bool(layout.sections) or layout.suffix == ".csv"
    terms = {flat(placed.term) for placed in page.placed}
    firsts: dict[str, str] = {}
    for placed in page.placed:
        firsts.setdefault(placed.entry.term, placed.term)
    return {
        "doc": name,
        "terms": [
            _term(p, own, firsts[p.entry.term], sections=sections)
            for p, own in zip(page.placed, phrases, strict=True)
        ],
        "optional_terms": [],
        "not_terms": [text for text in dict.fromkeys(page.not_terms) if flat(text) not in terms],
        "typos": list(typos),
        "tolerated": [],
        "protected": protected,
        "joins": [{"line": number, "joined": word} for number, word in page.joins],
        "furniture_lines": sorted(page.furniture),
    }
