"""What a running Anki has of the deck.

AnkiConnect does not tell a note's guid, so the notes are read from a package that it exports.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ankigen.model import AnkigenError, Deck, NoteType
from ankigen.readers.anki_package import Package, PackageNote, read_package
from ankigen.sync.anki_connect import API_VERSION, AnkiConnect

#: Notes or cards that are only asked about, in one request.
INFO_BATCH = 1_000


@dataclass(frozen=True, slots=True)
class CardState:
    """A card: whether it is suspended, and when it was changed last (0 = the add-on does not
    tell).
    """

    id: int
    suspended: bool
    changed_at: int = 0


@dataclass(frozen=True, slots=True)
class State:
    """What Anki has of the deck: its notes by guid, its note types, the names of all media
    files.
    """

    notes: Mapping[str, PackageNote] = field(default_factory=dict)
    note_types: Mapping[int, NoteType] = field(default_factory=dict)
    names: Mapping[int, str] = field(default_factory=dict)  # what note types are called there
    media: frozenset[str] = frozenset()
    cards: Mapping[int, tuple[CardState, ...]] = field(default_factory=dict)  # of some notes, by id
    decks: Mapping[int, str] = field(default_factory=dict)  # of cards, where that was asked for
    anki: str = ""  # which Anki it is: the media folder of its profile
    had: Mapping[str, int] = field(default_factory=dict)  # what a push remembers (`push_memory`)


def read_state(anki: AnkiConnect, deck: Deck, folder: Path) -> State:
    """What Anki has; `folder` is where it puts the packages that it exports."""
    version = anki.ask("version")
    if not isinstance(version, int) or version < API_VERSION:
        raise AnkigenError(
            f"{anki.url}: this AnkiConnect is too old (its API is {version}, "
            f"{API_VERSION} is needed); "
            "update the add-on"
        )
    decks, models, media = anki.ask_all(
        (("deckNames", {}), ("modelNamesAndIds", {}), ("getMediaFilesNames", {"pattern": "*"}))
    )
    names = {int(number): str(name) for name, number in models.items()}
    notes: dict[str, PackageNote] = {}
    kinds: dict[int, NoteType] = {}
    wanted = [deck.name] if deck.name in decks else _other_decks(anki, deck, names, ())
    seen: set[str] = set()
    while wanted:
        for name in wanted:
            exported = _exported(anki, name, folder)
            notes.update({note.guid: note for note in exported.notes})
            kinds.update({kind.id: kind for kind in exported.note_types})
        seen.update(wanted)
        wanted = [
            name for name in _other_decks(anki, deck, names, notes.values()) if name not in seen
        ]
    ours = {kind.id for kind in deck.note_types}
    return State(
        {guid: note for guid, note in notes.items() if note.note_type_id in ours},
        {number: kind for number, kind in kinds.items() if number in ours},
        {number: name for number, name in names.items() if number in ours},
        frozenset(str(name) for name in media),
        anki=_which(anki),
    )


def _which(anki: AnkiConnect) -> str:
    """Which Anki and profile it is; "" where the add-on is too old to tell."""
    try:
        return str(anki.ask("getMediaDirPath"))
    except AnkigenError:
        return ""


def _exported(anki: AnkiConnect, deck_name: str, folder: Path) -> Package:
    path = folder / "from-anki.apkg"
    path.unlink(missing_ok=True)
    if anki.ask("exportPackage", deck=deck_name, path=str(path), includeSched=False) is not True:
        raise AnkigenError(f'{anki.url}: Anki could not export the deck "{deck_name}"; push again')
    try:
        return read_package(path.read_bytes(), path.name)
    except OSError:
        raise AnkigenError(
            f"{anki.url}: Anki's export did not arrive at {path}; push works with an "
            f"Anki on the same "
            "computer that may write there"
        ) from None


def _other_decks(
    anki: AnkiConnect, deck: Deck, names: Mapping[int, str], known: Iterable[PackageNote]
) -> list[str]:
    """The decks to which a person moved cards of ours, or that have another name there."""
    ids = {note.id for note in known}
    ours = [kind.id for kind in deck.note_types if kind.id in names]
    found = anki.ask_all([("findNotes", {"query": f"mid:{number}"}) for number in ours])
    elsewhere = sorted({int(n) for numbers in found for n in numbers} - ids)
    cards = [card for own in _cards_of(anki, elsewhere).values() for card in own]
    return sorted(anki.ask("getDecks", cards=cards)) if cards else []


def with_cards(
    anki: AnkiConnect, state: State, looked_at: Iterable[int], placed: Iterable[int]
) -> State:
    """With the cards of the notes `looked_at` (by id), and the decks of those of the notes
    `placed`.
    """
    wanted, moved = sorted({*looked_at}), sorted({*placed})
    of_note = _cards_of(anki, sorted({*wanted, *moved}))
    numbers = [card for note in wanted for card in of_note.get(note, ())]
    states: dict[int, CardState] = {}
    for start in range(0, len(numbers), INFO_BATCH):
        part = numbers[start : start + INFO_BATCH]
        suspended, times = anki.ask_all(
            (("areSuspended", {"cards": part}), ("cardsModTime", {"cards": part}))
        )
        dates = {int(found["cardId"]): int(found["mod"]) for found in times}
        states |= {
            card: CardState(card, off is True, dates.get(card, 0))
            for card, off in zip(part, suspended, strict=True)
        }
    here = [card for note in moved for card in of_note.get(note, ())]
    decks: dict[int, str] = {}
    for start in range(0, len(here), INFO_BATCH):
        found = anki.ask("getDecks", cards=here[start : start + INFO_BATCH])
        decks |= {int(card): str(name) for name, cards in found.items() for card in cards}
    cards = {note: tuple(states[card] for card in of_note.get(note, ())) for note in wanted}
    return replace(state, cards=cards, decks=decks)


def _cards_of(anki: AnkiConnect, notes: Sequence[int]) -> dict[int, list[int]]:
    """The cards of notes, by the note; those that were deleted meanwhile are left out."""
    found: dict[int, list[int]] = {}
    for start in range(0, len(notes), INFO_BATCH):
        for note in anki.ask("notesInfo", notes=list(notes[start : start + INFO_BATCH])):
            if note:  # of a deleted one, the add-on answers with nothing in it
                found[int(note["noteId"])] = [int(card) for card in note["cards"]]
    return found
