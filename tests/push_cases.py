"""What a push meets: a row for each, with what was done in the notes and in Anki before it, and
what must hold after it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from anki.collection import Collection
from anki.models import NotetypeId

from ankigen.identity.carry_removed import with_removed_notes
from ankigen.identity.identify import Identified, identify, settle, stamps
from ankigen.identity.lock import merged_lock
from ankigen.identity.records import Lock
from ankigen.model import Deck, Note, NoteField, NoteType
from ankigen.readers.anki_package import Package, read_package
from ankigen.sync.anki_connect import AnkiConnect
from ankigen.sync.push import push
from ankigen.sync.push_memory import Folders
from ankigen.sync.push_plan import Plan, PushOptions
from tests.identity_helpers import (
    DECK_ID,
    LIST,
    NOTE_TYPES,
    TERM,
    deck,
    import_package,
    list_note,
    note,
    write_package,
)
from tests.push_ankiconnect import serve

OSMOSIS = note("Osmosis", "Water moves through a membrane towards the side with more salt.",
    tags=["bio"])  # fmt: skip
MITOSIS = note("Mitosis", "A cell divides into two cells that hold the same chromosomes.")
ENZYME = note("Enzyme", "A protein that speeds up one chemical reaction without being used up.")
PHASES = list_note("Phases", ["prophase", "metaphase", "anaphase", "telophase"])
NOTES = (OSMOSIS, MITOSIS, ENZYME, PHASES)
GENE = note("Gene", "A stretch of DNA.")
TWIN = note("Catalytic protein",
    "A protein that speeds up one chemical reaction and is not used up.")  # fmt: skip
USUAL = PushOptions()
PICTURE = b"\x89PNG\r\n\x1a\n"


@dataclass
class Project:
    """A deck that lives, its collection, and the time: each step is a thousand seconds after the
    last.
    """

    folder: Path
    col: Collection
    now: int
    notes: tuple[Note, ...] = NOTES
    types: tuple[NoteType, ...] = NOTE_TYPES
    media: dict[str, bytes] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)
    last: Package | None = None
    built: Identified | None = None

    def build(self, *notes: Note) -> None:
        self.now += 1000
        self.notes = notes or self.notes
        found = identify(self.notes, self.types, self.lock, DECK_ID, self.now)
        moved_on = stamps(found.lock) != stamps(self.lock)
        self.built = with_removed_notes(found, self.last, self.now, bring=True, moved_on=moved_on)
        self.lock = self.built.lock
        self.last = read_package(self.package().read_bytes(), "deck.apkg")

    def package(self) -> Path:
        return write_package(self.folder, self.deck())

    def deck(self) -> Deck:
        assert self.built is not None
        return replace(deck(self.built.notes, self.built.note_types), media=self.media)

    def imported(self) -> None:
        import_package(self.col, self.package())

    def push(self, url: str, wanted: PushOptions, dry_run: bool = False) -> Plan:
        return push(
            AnkiConnect(url),
            self.deck(),
            self.lock,
            replace(wanted, dry_run=dry_run),
            Folders(self.folder, self.folder / "memory"),
            lambda stage, done, total: None,
        )

    def settled(self, same: bool) -> None:
        ((old, new),) = self.lock.doubts
        self.lock = settle(self.lock, old.guid, new.guid, same)
        self.build()

    # --- in Anki

    def number(self, headword: str) -> int:
        (found,) = self.col.find_notes(f'"Term:{headword}"')
        return int(found)

    def edit(self, headword: str, name: str, value: str) -> None:
        """By hand, at the time of the project."""
        self.now += 1000
        held = self.col.get_note(self.col.find_notes(f'"Term:{headword}"')[0])
        held[name] = value
        self.col.update_note(held)
        assert self.col.db is not None
        self.col.db.execute("UPDATE notes SET mod = ? WHERE id = ?", self.now, held.id)

    def tag(self, headword: str, tags: str) -> None:
        self.col.tags.bulk_add(self.col.find_notes(f'"Term:{headword}"'), tags)

    def cards(self, headword: str) -> list[int]:
        return [int(c) for c in self.col.find_cards(f'"Term:{headword}"')]

    def suspend(self, headword: str) -> None:
        self.now += 1000
        self.col.sched.suspend_cards(self.col.find_cards(f'"Term:{headword}"'))
        assert self.col.db is not None
        self.col.db.execute(
            "UPDATE cards SET mod = ? WHERE nid = ?", self.now, self.number(headword)
        )

    def move(self, headword: str, name: str) -> None:
        did = self.col.decks.id(name)
        assert did is not None
        self.col.set_deck(self.col.find_cards(f'"Term:{headword}"'), did)

    def delete(self, headword: str) -> None:
        self.col.remove_notes(self.col.find_notes(f'"Term:{headword}"'))

    # --- what is there

    def shows(self, headword: str, name: str = "Definition") -> str:
        return str(self.col.get_note(self.col.find_notes(f'"Term:{headword}"')[0])[name])

    def tags_of(self, headword: str) -> list[str]:
        return list(self.col.get_note(self.col.find_notes(f'"Term:{headword}"')[0]).tags)

    def suspended(self, headword: str) -> bool:
        cards = self.col.find_cards(f'"Term:{headword}"')
        states = {bool(self.col.get_card(card).queue == -1) for card in cards}
        assert len(states) == 1
        return states.pop()

    def deck_of(self, headword: str) -> str:
        card = self.col.get_card(self.col.find_cards(f'"Term:{headword}"')[0])
        return str(self.col.decks.name(card.did))


Step = Callable[[Project], object]


@dataclass(frozen=True)
class Case:
    """One scenario. `before` runs before the push; `holds` must be true after it; `told` stands
    in what is said of it.
    """

    what: str
    before: Step
    holds: Callable[[Project], bool]
    wanted: PushOptions = USUAL
    told: str = ""
    empty: bool = False  # there is nothing to do
    left: bool = False  # the same is told at the next push


def but(*notes: Note) -> tuple[Note, ...]:
    """The notes with these in place of those of the same headword; others are added."""
    terms = {n.term: n for n in notes}
    known = {n.term for n in NOTES}
    return (*(terms.get(n.term, n) for n in NOTES), *(n for n in notes if n.term not in known))


def without(*terms: str) -> tuple[Note, ...]:
    return tuple(n for n in NOTES if n.term not in terms)


def steps(*each: Step) -> Step:
    def do(p: Project) -> None:
        for step in each:
            step(p)

    return do


def edited(headword: str, name: str, value: str) -> Step:
    return lambda p: p.edit(headword, name, value)


def built(*notes: Note) -> Step:
    return lambda p: p.build(*notes)


def imported(p: Project) -> None:
    p.imported()


def pushed(p: Project) -> None:
    """What a former push does to removed notes, without a server: suspended, then tagged."""
    for record in p.lock.gone:
        p.suspend(record.term)
        p.tag(record.term, "ankigen::removed")


def pushed_whole(p: Project) -> None:
    with serve(p.col) as server:
        p.push(server.url, USUAL)


def branches_came_together(p: Project) -> None:
    """A branch adds a note; later we change another one on ours, push, and merge the branch."""
    branch = identify(but(GENE), p.types, p.lock, DECK_ID, p.now + 500).lock
    p.build(*but(NEW_WORDS))
    pushed_whole(p)
    p.lock = merged_lock((*p.lock.notes, *branch.notes), p.lock.note_types)
    p.build(*but(NEW_WORDS, GENE))


def field_then_note(p: Project) -> None:
    p.types = (replace(TERM, fields=(*TERM.fields, NoteField("More", 1_500))), LIST)

    def wider(n: Note) -> Note:
        return replace(n, fields=(*n.fields, "m")) if n.note_type == "term" else n

    p.build(*map(wider, NOTES))
    pushed_whole(p)
    p.build(*map(wider, but(GENE)))


def with_picture(p: Project) -> None:
    p.media = {"new.png": PICTURE}
    p.build(*but(replace(OSMOSIS, fields=("Osmosis", '<img src="new.png">', "", "", ""))))


def with_look(p: Project) -> None:
    p.types = (replace(TERM, css=".card { color: red }"), LIST)
    p.build()


def with_spare_field(p: Project) -> None:
    fields = (*TERM.fields[:-1], replace(TERM.fields[-1], name="Mnemonic"))
    p.types = (replace(TERM, fields=fields), LIST)
    p.build(
        *(replace(n, fields=(*n.fields[:-1], "m")) if n.note_type == "term" else n for n in NOTES)
    )


def items(*names: str) -> Note:
    return list_note("Phases", names)


def look_of(p: Project) -> str:
    p.col.models._clear_cache()
    model = p.col.models.get(NotetypeId(TERM.id))
    assert model is not None
    return str(model["css"])


def in_subdeck(p: Project) -> None:
    p.build(*(replace(n, deck="Test deck::Sub") for n in NOTES))


NEW_WORDS = note("Mitosis", "One cell becomes two of the same kind.")
MANY = tuple(note(f"Term {n}", f"Text number {n} of them.") for n in range(5))
REMOVED = "ankigen::removed"

# fmt: off
CASES: Sequence[Case] = (
    Case("nothing has changed", steps(), lambda p: True, empty=True, told="nothing to do"),
    Case("a note was reworded", built(*but(NEW_WORDS)), lambda p: "One cell" in p.shows("Mitosis")),
    Case("a headword was renamed", built(note("Osmotic flow", OSMOSIS.text, tags=["bio"]),
        *NOTES[1:]),
         lambda p: "Water" in p.shows("Osmotic flow")),
    Case("a note is new", built(*but(note("Gene", "A stretch of DNA."))),
        lambda p: "DNA" in p.shows("Gene"),
         told='add "Gene" (1 card)'),
    Case("several notes are new, in parts", built(*but(*MANY)), lambda p: p.col.note_count() == 9),
    Case("a tag was added", built(*but(replace(MITOSIS, tags=("exam",)))),
        lambda p: p.tags_of("Mitosis") == ["exam"]),
    Case("a tag was taken off", built(*but(replace(OSMOSIS, tags=()))),
        lambda p: p.tags_of("Osmosis") == []),
    Case("a tag of theirs stays", steps(lambda p: p.tag("Osmosis", "leech"),
        built(*but(replace(OSMOSIS, tags=("cells",))))),
         lambda p: p.tags_of("Osmosis") == ["cells", "leech"]),
    Case("a note was removed", built(*without("Mitosis")),
         lambda p: p.suspended("Mitosis") and p.tags_of("Mitosis") == [REMOVED],
         told='suspend "Mitosis"'),
    Case("a note was removed, and a package brought the tag", steps(built(*without("Mitosis")),
        imported),
         lambda p: p.suspended("Mitosis") and p.tags_of("Mitosis") == [REMOVED]),
    Case("a list was removed", built(*without("Phases")), lambda p: p.suspended("Phases")),
    Case("a removed note is to be deleted", built(*without("Mitosis")),
        lambda p: p.col.note_count() == 3,
         PushOptions("delete"), told='delete "Mitosis"'),
    Case("a removed note is to be kept", built(*without("Mitosis")),
        lambda p: not p.suspended("Mitosis"),
         PushOptions("keep"), empty=True),
    Case("a removed note that somebody keeps", steps(built(*without("Mitosis")),
        lambda p: p.tag("Mitosis", "ankigen::keep")),
         lambda p: not p.suspended("Mitosis"), empty=True),
    Case("a removed note was pushed before", steps(built(*without("Mitosis")), pushed),
        lambda p: p.suspended("Mitosis"),
         empty=True),
    Case("a removed note is back", steps(built(*without("Mitosis")), pushed, built(*NOTES)),
         lambda p: not p.suspended("Mitosis") and p.tags_of("Mitosis") == []),
    Case("a removed note is back, and a package took off the tag",
         steps(built(*without("Mitosis")), pushed, built(*NOTES), imported),
         lambda p: not p.suspended("Mitosis") and p.tags_of("Mitosis") == []),
    Case("a card that its user suspended after it came back stays so",
         steps(built(*without("Mitosis")), built(*NOTES), imported, lambda p: p.suspend("Mitosis")),
         lambda p: p.suspended("Mitosis"), empty=True),
    Case("a card that its user suspended stays so", steps(lambda p: p.suspend("Mitosis"),
        built(*but(NEW_WORDS))),
         lambda p: p.suspended("Mitosis") and "One cell" in p.shows("Mitosis")),
    Case("edited in Anki alone", edited("Mitosis", "Definition", "mine"),
        lambda p: p.shows("Mitosis") == "mine",
         empty=True, left=True, told="edited in Anki since"),
    Case("edited on both sides", steps(edited("Mitosis", "Definition", "mine"),
        built(*but(NEW_WORDS))),
         lambda p: p.shows("Mitosis") == "mine", empty=True, left=True,
         told="--both ours or --both theirs"),
    Case("edited on both sides, ours is wanted", steps(edited("Mitosis", "Definition", "mine"),
        built(*but(NEW_WORDS))),
         lambda p: "One cell" in p.shows("Mitosis"), PushOptions(both="ours")),
    Case("edited on both sides, theirs is wanted", steps(edited("Mitosis", "Definition", "mine"),
        built(*but(NEW_WORDS))),
         lambda p: p.shows("Mitosis") == "mine", PushOptions(both="theirs"), empty=True),
    Case("edited in one field there and in another here",
         steps(edited("Mitosis", "Definition", "mine"), built(*but(replace(MITOSIS,
             fields=(*MITOSIS.fields[:2], "biology", *MITOSIS.fields[3:]))))),
         lambda p: (p.shows("Mitosis"), p.shows("Mitosis", "Context")) == ("mine", "biology"),
         left=True),
    Case("edited in Anki, and a file was renamed", steps(edited("Mitosis", "Definition", "mine"),
        built(
         *(replace(n, fields=(*n.fields[:3], "other.txt", *n.fields[4:])) for n in NOTES))),
         lambda p: (p.shows("Mitosis"), p.shows("Mitosis", "Source")) == ("mine", "other.txt"),
         left=True),
    Case("an older build is in Anki", steps(built(*but(NEW_WORDS)), built(*but(note("Mitosis",
        "Third words.")))),
         lambda p: "Third" in p.shows("Mitosis")),
    Case("a note was deleted in Anki", steps(pushed_whole, lambda p: p.delete("Enzyme")),
         lambda p: not p.col.find_notes("Term:Enzyme"), empty=True, left=True,
         told="[ignore] terms"),
    Case("a note that was deleted in Anki is wanted back",
         steps(pushed_whole, lambda p: p.delete("Enzyme")),
             lambda p: "protein" in p.shows("Enzyme"),
         PushOptions(restore=True)),
    Case("a note was deleted in Anki, and nothing remembers that it was there",
         steps(built(*but(NEW_WORDS)), imported, lambda p: p.delete("Enzyme")),
             lambda p: "protein" in p.shows("Enzyme"), told='add "Enzyme"'),
    Case("a removed note was deleted in Anki, and is back in the notes",
         steps(pushed_whole, built(*without("Enzyme")), pushed_whole, lambda p: p.delete("Enzyme"),
             built(*NOTES)),
         lambda p: "protein" in p.shows("Enzyme") and not p.suspended("Enzyme")),
    Case("a branch brings a note that is older than what was pushed", branches_came_together,
         lambda p: "DNA" in p.shows("Gene") and "One cell" in p.shows("Mitosis"),
         told='add "Gene"'),
    Case("a note is new in the week after a note type got a field", field_then_note,
         lambda p: "DNA" in p.shows("Gene"), told='add "Gene"'),
    Case("a spare field got a use, and a note was edited in Anki",
         steps(edited("Mitosis", "Definition", "mine"), with_spare_field),
         lambda p: look_of(p) == TERM.css
         and (p.shows("Mitosis"), p.shows("Mitosis", "Mnemonic")) == ("mine", "m"),
         left=True, told="edited in Anki since"),
    Case("we built, then a note was edited in Anki that had the former build",
         steps(pushed_whole, built(*but(NEW_WORDS)), edited("Mitosis", "Definition", "mine")),
         lambda p: p.shows("Mitosis") == "mine", empty=True, left=True,
         told="--both ours or --both theirs"),
    Case("the same, and another note was changed by that build",
         steps(pushed_whole, built(*but(NEW_WORDS, replace(OSMOSIS, fields=("Osmosis", "x",
             *OSMOSIS.fields[2:])))), edited("Mitosis", "Definition", "mine"), pushed_whole),
         lambda p: p.shows("Mitosis") == "mine", empty=True, left=True,
         told="--both ours or --both theirs"),
    Case("the same, and ours is wanted",
         steps(pushed_whole, built(*but(NEW_WORDS)), edited("Mitosis", "Definition", "mine")),
         lambda p: "One cell" in p.shows("Mitosis"), PushOptions(both="ours")),
    Case("edited in Anki after a push of what we changed",
         steps(pushed_whole, built(*but(NEW_WORDS)), pushed_whole,
             edited("Mitosis", "Definition", "mine")),
         lambda p: p.shows("Mitosis") == "mine", empty=True, left=True,
         told='leave "Mitosis": edited in Anki since'),
    Case("a doubt was settled: the same, whose card its user had suspended",
         steps(lambda p: p.suspend("Enzyme"), built(OSMOSIS, MITOSIS, TWIN, PHASES),
             lambda p: p.settled(True)),
         lambda p: p.suspended("Catalytic protein")),
    Case("a removed note is back whose card its user had suspended before",
         steps(lambda p: p.suspend("Mitosis"), built(*without("Mitosis")), pushed_whole,
             built(*NOTES)),
         lambda p: p.suspended("Mitosis") and p.tags_of("Mitosis") == []),
    Case("an item came into the middle of a list", built(*but(items("prophase", "prometaphase",
        "metaphase", "anaphase", "telophase"))),
         lambda p: "{{c5::prometaphase}}" in p.shows("Phases",
         "Text") and "{{c2::metaphase}}" in p.shows("Phases", "Text")),
    Case("an item left", built(*but(items("prophase", "anaphase", "telophase"))),
         lambda p: "{{c3::anaphase}}" in p.shows("Phases", "Text")),
    Case("a doubt is open", built(OSMOSIS, MITOSIS, TWIN, PHASES),
         lambda p: not p.suspended("Enzyme") and p.tags_of("Enzyme") == []),
    Case("a doubt was settled: the same, and its twin was imported",
         steps(built(OSMOSIS, MITOSIS, TWIN, PHASES), imported, lambda p: p.settled(True)),
         lambda p: len(p.col.find_notes(f"tag:{REMOVED}")) == 1
         == len(p.col.find_cards("is:suspended"))
         and not p.col.find_notes("Term:Enzyme")),
    Case("a doubt was settled: another thing", steps(built(OSMOSIS, MITOSIS, TWIN, PHASES),
        lambda p: p.settled(False)),
         lambda p: p.suspended("Enzyme") and not p.suspended("Catalytic protein")),
    Case("cards that were moved stay where they are", steps(lambda p: p.move("Mitosis", "Exam"),
        built(*but(NEW_WORDS))),
         lambda p: p.deck_of("Mitosis") == "Exam" and "One cell" in p.shows("Mitosis")),
    Case("cards are to be moved back", lambda p: p.move("Mitosis", "Exam"),
        lambda p: p.deck_of("Mitosis") == "Test deck",
         PushOptions(move=True), told='move 1 card to "Test deck"'),
    Case("sub-decks are new, and cards are to be moved", in_subdeck,
        lambda p: p.deck_of("Phases") == "Test deck::Sub",
         PushOptions(move=True), told='move 7 cards to "Test deck::Sub"'),
    Case("sub-decks are new", in_subdeck, lambda p: p.deck_of("Phases") == "Test deck", empty=True),
    Case("a picture is new", with_picture, lambda p: Path(p.col.media.dir(),
        "new.png").read_bytes() == PICTURE),
    Case("the look of a note type changed", with_look, lambda p: "red" in look_of(p)),
    Case("a spare field got a use", with_spare_field,
        lambda p: look_of(p) == TERM.css and p.shows("Mitosis", "Mnemonic") == "m"),
    Case("several things at once", steps(lambda p: p.tag("Osmosis", "mine"),
        built(*(n for n in but(NEW_WORDS, *MANY[:2]) if n.term != "Enzyme"))),
         lambda p: p.suspended("Enzyme") and p.col.note_count() == 6
         and "One cell" in p.shows("Mitosis")),
)
# fmt: on
