"""Cloze notes: sentences in which the notes themselves mark what is to be hidden."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from ankigen.cards.languages import headword_language
from ankigen.cards.notes.card_context import Frame, breadcrumb
from ankigen.cards.rendering.html import inline_clozed, render, render_clozed
from ankigen.cards.rendering.plain import plain, plain_text
from ankigen.cards.words import tells
from ankigen.model import Note, RichText, Style, texts
from ankigen.model.note_fields import CLOZE, CLOZE_FIELDS
from ankigen.model.rich_text import cloze_number


def cloze_note(frame: Frame) -> Note | None:
    """The note of an entry with marks of clozes; None if it has none, or none that Anki would make
    a card of.

    With the marks in the headword, that is the text, and the body is shown below it; with the marks
    in the body, the headword stands above the text.
    """
    entry, media = frame.entry, frame.media
    body = tuple(entry.body)
    marked = tuple(texts(body))
    # a text without a label is its own headword, and stands in the body too
    in_term = bool(_numbers([entry.term])) and not _numbers(marked)
    numbers = _numbers([entry.term] if in_term else marked)
    if not numbers:
        return None
    text = inline_clozed(entry.term, media) if in_term else render_clozed(body, media)
    hidden = _hidden([entry.term] if in_term else marked)
    steps = [step for step in frame.topic if not any(tells(step, words) for words in hidden)]
    values = {
        "Text": text,
        "Headword": "" if in_term or _tells(frame, hidden) else frame.headword,
        "More": render(body, media) if in_term else "",
        "Context": frame.context,
        "Topic": breadcrumb(steps),
        "Source": frame.source,
        "Language": headword_language(frame.entry, frame.others.language),
    }
    note = frame.note(CLOZE, CLOZE_FIELDS, values, "")
    counted = tuple(number for number, given in sorted(numbers.items()) if not given)
    said = plain(body) if body else plain_text(entry.term)
    return replace(note, cards=len(numbers), text=said, counted=counted)


def _tells(frame: Frame, hidden: Sequence[str]) -> bool:
    return any(tells(frame.entry.headword, words) for words in hidden)


def _numbers(found: Sequence[RichText]) -> dict[int, bool]:
    """The numbers of the clozes, and whether the notes give them; one that stands inside
    a formula, a picture or another cloze makes no card.
    """
    numbers: dict[int, bool] = {}
    for text in found:
        wholes = sorted((m.start, m.end) for m in text.marks if m.style in _WHOLE)
        starts = [start for start, _ in wholes]
        furthest = [0, *accumulate((end for _, end in wholes), max)]  # of the first 0, 1, … of them
        for mark in text.marks:
            if mark.style is not Style.CLOZE or mark.start >= mark.end:
                continue
            crossed = (
                furthest[bisect_left(starts, mark.start)] > mark.start
                or furthest[bisect_left(starts, mark.end)] > mark.end
            )
            if not crossed:
                number, counted = cloze_number(mark.value)
                numbers[number] = numbers.get(number, False) or not counted
    return numbers


#: What no cloze can begin or end within.
_WHOLE = frozenset((Style.MATH, Style.DISPLAY, Style.IMAGE, Style.SOUND))


def _hidden(found: Sequence[RichText]) -> list[str]:
    return [
        text.text[m.start : m.end] for text in found for m in text.marks if m.style is Style.CLOZE
    ]
