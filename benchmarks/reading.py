"""How much a learner reads: cards of a deck, and the words of their fronts and answers.

    python -m benchmarks.reading            the notes that ship with ankigen
    python -m benchmarks.reading FILE …     other notes, with the reverse on

One pass shows every card once. Of a back only the answer counts, not what is shown below it.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ankigen.cards import NOTE_TYPES, make_notes
from ankigen.cards.rendering.media import MediaStore
from ankigen.cards.visible import card_seen
from ankigen.cards.words import count, tells
from ankigen.exporters.card_generation import card_ords
from ankigen.identity.last_build import LastBuild
from ankigen.model import Deck, Note, Source
from ankigen.model.note_fields import CHOICE, TERM
from ankigen.model.settings import CardSettings, Settings
from ankigen.pipeline import DeckOptions, make, study
from ankigen.project.paths import find_project
from ankigen.project.sources import read_sources
from ankigen.readers import READERS

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Card:
    """One card as it is read."""

    note: Note
    kind: str  # forward, reverse, picture, list, cloze, choice
    front: str
    answer: str


def shipped() -> Deck:
    """The deck of the notes that ship, as `ankigen build` makes it."""
    project = find_project(ROOT)
    sources = read_sources(project, [], tuple(READERS), project.out)
    media = {p.name: p.read_bytes() for p in project.media.iterdir() if p.is_file()}
    found = study(sources.files, project.settings)
    store = MediaStore(media=media)
    return make(
        found, store, DeckOptions("Shipped", project.settings), LastBuild(), 1_750_000_000
    ).deck


def of_files(paths: Sequence[Path]) -> tuple[Note, ...]:
    """The notes of other files."""
    settings = Settings(cards=CardSettings(reverse=("*",)))
    found = study([Source(p.name, p.read_bytes()) for p in paths], settings)
    return make_notes(found.entries, settings)[0]


def cards(notes: Sequence[Note]) -> list[Card]:
    """Every card of the notes."""
    types = {t.key: t for t in NOTE_TYPES}
    made = []
    for note in notes:
        note_type = types[note.note_type]
        for ordinal in card_ords(note_type, note.fields):
            kind = (
                ("forward", "reverse", "picture")[ordinal]
                if note_type.key == TERM
                else note_type.key
            )
            seen = card_seen(note, note_type, ordinal, labels=True)
            made.append(Card(note, kind, seen.front, seen.answer))
    return made


def report(made: Sequence[Card]) -> str:
    """The figures of a deck's cards, a line each."""
    fronts = [count(card.front) for card in made]
    answers = [count(card.answer) for card in made]
    lines = [f"{len(made)} cards, {sum(fronts) + sum(answers):,} words in one pass"]
    for kind in ("forward", "reverse", "picture", "list", "cloze", "choice"):
        own = [n for n, card in enumerate(made) if card.kind == kind]
        if own:
            front, answer = [fronts[n] for n in own], [answers[n] for n in own]
            lines.append(
                f"{kind}: {len(own)} cards; fronts median "
                f"{statistics.median(front):g}, most {max(front)}; "
                f"answers median {statistics.median(answer):g}, most {max(answer)}"
            )
    short = sum(n < 5 for n in fronts)
    long = sum(n > 30 for n in fronts)
    told = sum(tells(c.front, c.answer) for c in made if c.kind != CHOICE)
    lines.append(f"fronts below 5 words: {short}, above 30: {long}; with their answer: {told}")
    return "\n".join(lines)


if __name__ == "__main__":
    names = [Path(name) for name in sys.argv[1:]]
    print(report(cards(of_files(names) if names else shipped().notes)))
