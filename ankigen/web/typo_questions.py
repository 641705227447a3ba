"""Suggested corrections as questions: one for each pair of words, with the places where it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ankigen.model import Entry, Fix
from ankigen.text.raw_lines import folded
from ankigen.web.material import Choice, Material, Question, question_id

#: So many characters of a line are shown before and behind a word, and so many places.
_SHOWN, _PLACES = 90, 5


def typo_questions(m: Material) -> Iterator[Question]:
    """A question for each pair that is suggested and neither accepted nor refused."""
    found: dict[tuple[str, str], list[tuple[Fix, Entry]]] = {}
    accepted = {folded(item) for item in m.settings.typos.accept}
    for entry in m.entries:
        for fix in entry.fixes:
            # with mode = "report" what is accepted is not made, but settled all the same
            if not fix.applied and folded(f"{fix.before} {fix.after}") not in accepted:
                found.setdefault((fix.before, fix.after), []).append((fix, entry))
    for (before, after), places in found.items():
        fix, _entry = places[0]
        line = _line(m, fix)
        many = f" It stands in {len(places)} places." if len(places) > 1 else ""
        yield Question(
            question_id("typo", before, after),
            "typo",
            f'Should "{before}" be "{after}"?',
            f"It is suggested, and not done, since it may be right as it is.{many}",
            fix.origin.file,
            fix.origin.line,
            (
                Choice(
                    "here",
                    f'Change it to "{after}"',
                    "a",
                    "in this place" if len(places) == 1 else "in the place shown",
                ),
                Choice("always", f'Always change "{before}" to "{after}"', "w", "in these notes"),
                Choice("refuse", "Leave it", "r", "not suggested again"),
                Choice("glossary", f'"{before}" is a word', "g", "never taken for a typo"),
                Choice("instead", "Change it to …", "e"),
            ),
            more={
                "before": before,
                "after": after,
                "contexts": [
                    list(_around(_line(m, f) or f.before, f.before)) for f, _ in places[:_PLACES]
                ],
            },
            about=(fix, line),
        )


def _line(m: Material, fix: Fix) -> str:
    lines = m.deck.lines.get(fix.origin.file, ())
    return lines[fix.origin.line - 1] if 0 < fix.origin.line <= len(lines) else ""


def _around(line: str, word: str) -> tuple[str, str, str]:
    """A line in three parts: what stands before a word, the word as written, what stands behind
    it.
    """
    found = place_of(line, word)
    if found is None:
        return "", word, ""
    start, end = found
    before, behind = line[:start], line[end:]
    if len(before) > _SHOWN:
        before = "…" + before[-_SHOWN:]
    if len(behind) > _SHOWN:
        behind = behind[:_SHOWN] + "…"
    return before, line[start:end], behind


def place_of(line: str, words: str) -> tuple[int, int] | None:
    """Where words stand in a line, None where they do not.

    >>> place_of("came  form the sea", "form"), place_of("platform", "form")
    ((6, 10), None)
    """
    pattern = r"\s+".join(map(re.escape, words.split()))
    found = re.search(rf"(?<!\w){pattern}(?!\w)", line) if pattern else None
    return found.span() if found else None
