"""Entries become notes: which notes an entry gives, and what the owner should know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ankigen.cards import card_planning
from ankigen.cards.card_context import Frame, topic_path
from ankigen.cards.card_planning import Enumeration, Part
from ankigen.cards.cloze import list_note
from ankigen.cards.html import NO_MEDIA, render
from ankigen.cards.keys import name_of, told_apart
from ankigen.cards.plain import plain
from ankigen.cards.reverse import Others
from ankigen.cards.term import term_note
from ankigen.cards.words import tells
from ankigen.model import Entry, Finding, Note
from ankigen.model.settings import Settings


def make_notes(
    entries: Sequence[Entry],
    settings: Settings,
    media: Mapping[str, str] = NO_MEDIA,
    deck: str = "",
) -> tuple[tuple[Note, ...], tuple[Finding, ...]]:
    """The notes of a deck, in the entries' order, and findings about them.

    `media` maps the paths of pictures and sounds, as the notes have them, to their names in the package. `deck` is the
    deck's name; with `deck.subdecks` a note goes to a sub-deck named after its topic.
    """
    others = Others.of(entries)
    notes: list[Note] = []
    findings: list[Finding] = []
    for entry in entries:
        made, found = _entry_notes(Frame.of(entry, settings, media, others))
        name = _deck_name(entry, settings, deck)
        notes += (replace(note, deck=name) for note in made)
        findings += found
    return told_apart(notes, entries), tuple(findings)


def _entry_notes(frame: Frame) -> tuple[list[Note], list[Finding]]:
    entry = frame.entry
    if not frame.headword:
        message = "an entry without a headword gives no card; name it"
        return [], [frame.finding("no-headword", message, needs_person=True)]
    if not render(entry.body, frame.media):
        if any(f.code == "no-definition" for f in entry.findings):
            return [], []  # the parser has said it
        message = f"{frame.name} has no definition; add one below it, or list it under [ignore]"
        return [], [frame.finding("no-definition", message, needs_person=True)]
    divided = card_planning.parts(entry.body, _lists_in_prose(frame.settings))
    told = [_part_notes(frame, p, leads=n == 0 or p.sense > 0) for n, p in enumerate(divided)]
    if len(told) > 1 and not all(made for made, _ in told):
        # a part that gives no card would take its words along
        told = [_part_notes(frame, Part(entry.body), leads=True)]
    notes = [note for made, _ in told for note in made]
    findings = [finding for _, found in told for finding in found]
    if notes and entry.guid:
        notes[0] = replace(notes[0], guid=entry.guid)
    return notes, findings


def _part_notes(frame: Frame, part: Part, leads: bool) -> tuple[list[Note], list[Finding]]:
    pure = card_planning.is_enumeration(part.body)
    wanted: tuple[Enumeration, ...] = ()
    if frame.settings.cards.lists and (pure or frame.settings.cards.lists_in_prose):
        wanted = card_planning.enumerations(part.body)
    made = (list_note(frame, part, enumeration, n) for n, enumeration in enumerate(wanted))
    lists = [note for note in made if note is not None]
    if pure and lists:
        return lists, []
    if tells(frame.front_words(part), plain(part.body, marks=False)):
        message = f"the definition of {frame.name} only repeats it; say what it is"
        return lists, [frame.finding("no-definition", message, needs_person=True)]
    term, findings = term_note(frame, part, leads)
    if term is None:
        return lists, findings
    return [term, *lists], findings + _too_long(frame, part)


def _lists_in_prose(settings: Settings) -> bool:
    return settings.cards.lists and settings.cards.lists_in_prose


def _too_long(frame: Frame, part: Part) -> list[Finding]:
    size = card_planning.asked_words(part.body, _lists_in_prose(frame.settings))
    if size <= card_planning.MAX_WORDS:
        return []
    label = f" ({part.label.text})" if part.label else ""
    message = (
        f'"{name_of(frame.entry)}{label}" asks for {size} words on one card, {card_planning.MAX_WORDS} at most are learned well; '
        'make several entries of it, or label its paragraphs ("Use: …")'
    )
    return [frame.finding("too-long", message)]


def _deck_name(entry: Entry, settings: Settings, deck: str) -> str:
    if not settings.deck.subdecks or not entry.topic:
        return deck
    return "::".join(x for x in (deck, *topic_path(entry)) if x)
