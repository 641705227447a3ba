"""Shared by the tests of cards: short ways to write entries, and the real Anki with their notes
in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import genanki
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

from ankigen.cards import make_notes
from ankigen.cards.rendering.media import MediaStore
from ankigen.cards.templating.note_types import note_type
from ankigen.cards.templating.templates import values_of
from ankigen.identity.last_build import LastBuild
from ankigen.model import (
    OBJECT,
    Entry,
    Item,
    ListNode,
    Mark,
    Node,
    Note,
    NoteType,
    Origin,
    Paragraph,
    RichText,
    Style,
)
from ankigen.model.settings import CardSettings, Settings
from ankigen.pipeline import BuildResult, DeckOptions, make, study
from ankigen.project.paths import find_project
from ankigen.project.sources import read_sources
from ankigen.readers import READERS

DECK_ID = 1_700_000_000_001

ALL = Settings(cards=CardSettings(reverse=("*",), type_in=("*",)))


def entry(term: str | RichText, *body: Node | str, **more: object) -> Entry:
    """An entry; strings in the body are paragraphs."""
    nodes = tuple(Paragraph(RichText.of(n)) if isinstance(n, str) else n for n in body)
    text = RichText.of(term) if isinstance(term, str) else term
    made = Entry(term=text, body=nodes, origin=Origin("source/notes.md", 1))
    return made.but(**more)


def fields(note: Note) -> dict[str, str]:
    """The fields of a note by their names."""
    return values_of(note, note_type(note.note_type))


def asks(term: str, *body: Node | str, **more: object) -> str:
    """The question of a term's first card."""
    (note, *_) = make_notes([entry(term, *body, **more)], ALL)[0]
    return re.sub(r'.*class="forward">([^<]*)<.*', r"\1", fields(note)["Ask"])


def bullets(*items: str | Item, ordered: bool = False, start: int = 1) -> ListNode:
    made = tuple(Item(RichText.of(i)) if isinstance(i, str) else i for i in items)
    return ListNode(made, ordered, start)


def marked(text: str, *marks: tuple[str, Style] | tuple[str, Style, str]) -> RichText:
    """Text with each (words, style, value) marked at its first place."""
    found = []
    for words, style, *value in marks:
        at = text.index(words)
        found.append(Mark(at, at + len(words), style, value[0] if value else ""))
    return RichText.of(text, marks=found)


def picture(path: str, alt: str = "") -> Paragraph:
    text = alt or OBJECT
    return Paragraph(RichText(text, (Mark(0, len(text), Style.IMAGE, path),)))


def genanki_models(note_types: Sequence[NoteType]) -> dict[str, genanki.Model]:
    return {
        t.key: genanki.Model(
            t.id,
            t.name,
            fields=[{"name": f.name, "id": f.id} for f in t.fields],
            templates=[
                {"name": p.name, "qfmt": p.front, "afmt": p.back, "id": p.id} for p in t.templates
            ],
            css=t.css,
            model_type=genanki.Model.CLOZE if t.cloze else genanki.Model.FRONT_BACK,
        )
        for t in note_types
    }


def write_package(
    path: Path,
    notes: Sequence[Note],
    note_types: Sequence[NoteType],
    media: Sequence[Path] = (),
    when: float = 1_700_000_000.0,
) -> None:
    """A package with the notes, each note's guid its key."""
    models = genanki_models(note_types)
    deck = genanki.Deck(DECK_ID, "Test deck")
    for note in notes:
        deck.add_note(
            genanki.Note(
                models[note.note_type], list(note.fields), guid=note.key, tags=list(note.tags)
            )
        )
    package = genanki.Package(deck)
    package.media_files = [str(p) for p in media]
    package.write_to_file(str(path), timestamp=when)


@contextmanager
def collection() -> Iterator[Collection]:
    """An empty collection of the real Anki."""
    with TemporaryDirectory() as folder:
        made = Collection(str(Path(folder) / "collection.anki2"))
        try:
            yield made
        finally:
            made.close()


def put_in(
    anki: Collection,
    notes: Sequence[Note],
    note_types: Sequence[NoteType],
    media: Sequence[Path] = (),
    when: float = 1_700_000_000.0,
) -> None:
    """Imports the notes with Anki's default options."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "deck.apkg"
        write_package(path, notes, note_types, media, when)
        options = ImportAnkiPackageOptions(
            merge_notetypes=False,
            update_notes=0,
            update_notetypes=0,
            with_scheduling=False,
            with_deck_configs=False,
        )
        anki.import_anki_package(ImportAnkiPackageRequest(package_path=str(path), options=options))


# --------------------------------------------------------------------------- the deck that ships

ROOT = Path(__file__).resolve().parent.parent


@lru_cache(maxsize=1)
def shipped() -> BuildResult:
    """The deck of the notes in this repository, as `ankigen build` makes it."""
    project = find_project(ROOT)
    sources = read_sources(project, [], tuple(READERS), project.out)
    captions_file = project.media / "captions.toml"
    media = {p.name: p.read_bytes() for p in project.media.iterdir() if p.is_file()}
    assert captions_file.name in media
    found = study(sources.files, project.settings)
    return make(
        found,
        MediaStore(media=media),
        DeckOptions("Shipped", project.settings),
        LastBuild(),
        1_750_000_000,
    )


def _compared(anki: Collection, back: str, fields: Mapping[str, str]) -> str:
    """A back with Anki's comparison of a typed answer that has one letter wrong, one missing and
    one too many.
    """

    def compared(match: re.Match[str]) -> str:
        expected = re.sub(r"<[^>]*>", "", fields[match[1]])
        return str(anki.compare_answer(expected, f"{expected[:2]}x{expected[4:]}z"))

    return re.sub(r"\[\[type:([^\]]*)\]\]", compared, back)


def rendered_cards(
    notes: Sequence[Note], note_types: Sequence[NoteType]
) -> list[tuple[str, str, str]]:
    """Every card as the real Anki renders it: (name, front, back), in the order of the notes."""
    with collection() as anki:
        put_in(anki, notes, note_types)
        cards = []
        for card_id in anki.find_cards("", order="c.nid, c.ord"):
            card = anki.get_card(card_id)
            shown = card.render_output()
            name = f"{card.note().fields[0]} · {card.template()['name']} · {card.ord}"
            fields = dict(card.note().items())
            cards.append((name, shown.question_text, _compared(anki, shown.answer_text, fields)))
        return cards
