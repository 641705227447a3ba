"""Suggested corrections as questions: one for each pair of words, with the places where it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ankigen.model import Entry, Fix
from ankigen.spelling.texts.text_paths import places
from ankigen.text.raw_lines import folded
from ankigen.web.question import Choice, Question, question_id
from ankigen.web.snapshot import Snapshot

#: So many characters of a line are shown before and behind a word, and so many places.
_SHOWN, _PLACES = 90, 5


def typo_questions(m: Snapshot) -> Iterator[Question]:
    """A question for each pair that is suggested and neither accepted nor refused."""
    found: dict[tuple[str, str], list[tuple[Fix, Entry]]] = {}
    accepted = {folded(item) for item in m.settings.typos.accept}
    for entry in m.entries:
        for fix in entry.fixes:
            # with mode = "report" what is accepted is not made, but settled all the same
            if not fix.applied and folded(f"{fix.before} {fix.after}") not in accepted:
                found.setdefault((fix.before, fix.after), []).append((fix, entry))
    for (before, after), held in found.items():
        fix, entry = held[0]
        phrase = phrase_of(entry, fix)
        many = f" It stands in {len(held)} places." if len(held) > 1 else ""
        yield Question(
            question_id("typo", before, after),
            "typo",
            f'Should "{before}" be "{after}"?',
            f"It is suggested, and not done, since it may be right as it is.{many}",
            fix.origin.file,
            fix.origin.line,
            (
                *_here(phrase, after, len(held)),
                Choice("always", f'Always change "{before}" to "{after}"', "w", "in these notes"),
                Choice("refuse", "Leave it", "r", "not suggested again"),
                Choice("glossary", f'"{before}" is a word', "g", "never taken for a typo"),
                Choice("instead", "Change it to …", "e"),
            ),
            more={
                "before": before,
                "after": after,
                "contexts": [
                    list(_around(_line(m, f) or f.before, f.before)) for f, _ in held[:_PLACES]
                ],
            },
            about=(fix, phrase),
        )


def _here(phrase: Phrase, after: str, places: int) -> tuple[Choice, ...]:
    """The answer that changes one place; none where no word beside it tells that place."""
    if not (phrase.lead or phrase.rest):
        return ()
    hint = "in this place" if places == 1 else "in the place shown"
    return (Choice("here", f'Change it to "{after}"', "a", hint),)


_NEXT = re.compile(r" ([^\W\d_]+)(?!\S*:\d)")
_PREVIOUS = re.compile(r"([^\W\d_]+) $")


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words before and behind a place, by which a correction names it: so it holds for that
    place wherever it moves.
    """

    lead: str = ""
    rest: str = ""

    def correction(self, before: str, after: str) -> str:
        """An item of `[typos] accept`.

        >>> Phrase("came", "the").correction("form", "from")
        'came form the -> came from the'
        """
        old, new = (" ".join(filter(None, (self.lead, w, self.rest))) for w in (before, after))
        return f"{old} -> {new}"


def phrase_of(entry: Entry, fix: Fix) -> Phrase:
    """The words beside a suggestion in the text of its entry, which is what corrections are
    looked for in; the raw line may be wrapped, or there may be none.
    """
    text = next((p.text.text for p in places(entry) if p.path == fix.place), "")
    # what was fixed before it in the same text has moved it
    start = fix.start + sum(
        len(f.after) - len(f.before)
        for f in entry.fixes
        if f.applied and f.place == fix.place and f.start < fix.start
    )
    end = start + len(fix.before)
    if text[start:end] != fix.before:
        found = place_of(text, fix.before)
        if found is None:
            return Phrase()
        start, end = found
    left, right = _PREVIOUS.search(text[:start]), _NEXT.match(text[end:])
    return Phrase(left[1] if left else "", right[1] if right else "")


def _line(m: Snapshot, fix: Fix) -> str:
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
