"""`ankigen push`, over real HTTP, into a real Anki collection: what arrives, what stays, and
every kind of trouble.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from anki.collection import Collection
from anki.models import NotetypeDict, NotetypeId

from ankigen.identity.identify import Identified, identify
from ankigen.identity.records import Lock
from ankigen.model import AnkigenError, Note, NoteField, NoteType
from ankigen.model.settings import Removed
from ankigen.sync import push as pushing
from ankigen.sync.anki_connect import AnkiConnect
from ankigen.sync.push import push
from ankigen.sync.push_memory import Folders
from ankigen.sync.push_plan import OnConflict, Plan, PushOptions, describe
from tests.identity_helpers import (
    DECK_ID,
    NOTE_TYPES,
    T0,
    TERM,
    answer,
    deck,
    import_package,
    list_note,
    note,
    open_collection,
    reviews,
    write_package,
)
from tests.push_ankiconnect import AnkiConnectServer, BrokenOff, serve

PICTURE = b"\x89PNG\r\n\x1a\n" + b"pixels" * 10
NOTES = (
    note(
        "Osmosis", "Water moves through a membrane towards the side with more salt.", tags=["bio"]
    ),
    note("Mitosis", "A cell divides into two cells that hold the same chromosomes."),
    note("Enzyme", "A protein that speeds up one chemical reaction of the cell."),
    list_note("Phases", ["prophase", "metaphase", "anaphase", "telophase"]),
)


@pytest.fixture
def anki(tmp_path: Path) -> Iterator[AnkiConnectServer]:
    col = open_collection(tmp_path / "anki")
    with serve(col) as server:
        yield server
    col.close()


class Project:
    """A deck that lives: each `build` goes on from the lock of the last one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lock = Lock()
        self.now = T0
        self.built: Identified | None = None

    def build(self, notes: Sequence[Note], types: Sequence[NoteType] = NOTE_TYPES) -> Identified:
        self.now += 1000
        self.built = identify(notes, types, self.lock, DECK_ID, self.now)
        self.lock = self.built.lock
        return self.built

    def push(
        self,
        server: AnkiConnectServer,
        dry_run: bool = False,
        removed: Removed = "suspend",
        media: dict[str, bytes] | None = None,
        key: str = "",
        both: OnConflict = "",
    ) -> Plan:
        assert self.built is not None
        target = replace(deck(self.built.notes, self.built.note_types), media=media or {})
        server.calls.clear()
        return push(
            AnkiConnect(server.url, key),
            target,
            self.lock,
            PushOptions(removed, both, dry_run=dry_run),
            Folders(self.folder, self.folder / "memory"),
            lambda stage, done, total: None,
        )


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def field_of(col: Collection, guid: str, name: str) -> str:
    return by_guid(col)[guid][name]


def by_guid(col: Collection) -> dict[str, dict[str, str]]:
    notes = (col.get_note(n) for n in col.find_notes(""))
    return {n.guid: dict(n.items()) for n in notes}


def model_of(col: Collection) -> NotetypeDict:
    col.models._clear_cache()
    model = col.models.get(NotetypeId(TERM.id))
    assert model is not None
    return model


def tags_of(col: Collection, guid: str) -> list[str]:
    return next(n.tags for n in map(col.get_note, col.find_notes("")) if n.guid == guid)


# --------------------------------------------------------------------------- what arrives


def test_a_first_push_brings_all_and_a_second_has_nothing_to_do(
    project: Project, anki: AnkiConnectServer
) -> None:
    shown = replace(NOTES[0], fields=("Osmosis", '<img src="o.png">', "", "", ""))
    built = project.build((shown, *NOTES[1:]))
    plan = project.push(anki, media={"o.png": PICTURE})
    assert (len(plan.new), len(plan.note_types), plan.media) == (4, 2, ("o.png",))
    assert set(by_guid(anki.col)) == {n.guid for n in built.notes}
    assert anki.col.card_count() == 7 and anki.col.decks.id_for_name("Test deck")
    assert Path(anki.col.media.dir(), "o.png").read_bytes() == PICTURE
    assert not anki.col.media.check().missing

    again = project.push(anki, media={"o.png": PICTURE})
    assert again.empty and next(iter(describe(again, "suspend"))).startswith("nothing to do")
    assert not {"importPackage", "updateNoteFields", "addTags", "storeMediaFile"} & {*anki.calls}


def test_a_package_after_a_push_and_a_push_after_a_package_double_nothing(
    project: Project, anki: AnkiConnectServer, tmp_path: Path
) -> None:
    built = project.build(NOTES)
    path = write_package(tmp_path, deck(built.notes, built.note_types))
    project.push(anki)
    assert import_package(anki.col, path) == (0, 0, 0)
    assert anki.col.note_count() == 4

    built = project.build((note("Osmosis", "Other words."), *NOTES[1:]))
    path = write_package(tmp_path, deck(built.notes, built.note_types))
    assert import_package(anki.col, path) == (0, 1, 0)
    assert project.push(anki).empty and anki.col.note_count() == 4


def test_only_what_differs_is_sent_and_reviews_flags_and_tags_stay(
    project: Project, anki: AnkiConnectServer
) -> None:
    first = project.build(NOTES)
    project.push(anki)
    answered = answer(anki.col, 5)
    osmosis, mitosis = (first.notes[n].guid for n in (0, 1))
    own = next(n for n in map(anki.col.get_note, anki.col.find_notes("")) if n.guid == osmosis)
    anki.col.tags.bulk_add([own.id], "leech mine")
    anki.col.set_user_flag_for_cards(3, own.card_ids())

    renamed = note("Osmotic flow", NOTES[0].text, tags=["biology"])
    project.build((renamed, *NOTES[1:], note("Gene", "A stretch of DNA.")))
    dry = project.push(anki, dry_run=True)
    assert anki.col.note_count() == 4  # a dry run changes nothing
    plan = project.push(anki)
    assert plan == dry
    assert [(c.term, sorted(c.fields), c.add, c.drop) for c in plan.changed] == [
        ("Osmotic flow", ["Term"], ("biology",), ("bio",))
    ]
    assert [n.term for n in plan.new] == ["Gene"]
    assert field_of(anki.col, osmosis, "Term") == "Osmotic flow"
    assert sorted(tags_of(anki.col, osmosis)) == ["biology", "leech", "mine"]
    assert anki.col.get_card(own.card_ids()[0]).user_flag() == 3
    assert reviews(anki.col) == answered
    assert tags_of(anki.col, mitosis) == []
    assert project.push(anki).empty


def test_a_note_edited_in_anki_stays_as_edited_until_we_change_it(
    project: Project, anki: AnkiConnectServer
) -> None:
    first = project.build(NOTES)
    project.push(anki)
    mine = next(n for n in map(anki.col.get_note, anki.col.find_notes("Term:Mitosis")))
    mine["Definition"] = "my own words"
    anki.col.update_note(mine)
    plan = project.push(anki)
    assert plan.edited == ("Mitosis",) and plan.empty
    assert field_of(anki.col, first.notes[1].guid, "Definition") == "my own words"
    project.now = int(time.time()) + 3600
    project.build((NOTES[0], note("Mitosis", "New words of ours."), *NOTES[2:]))
    plan = project.push(anki)
    assert plan.both == (("Mitosis", ("Definition",)),) and plan.empty
    told = list(describe(plan, "suspend"))
    assert told[0] == "nothing to do: Anki has all but what stays as it is there"
    assert any("--both ours" in line for line in told)
    assert field_of(anki.col, first.notes[1].guid, "Definition") == "my own words"
    project.push(anki, both="ours")
    assert "New words" in field_of(anki.col, first.notes[1].guid, "Definition")


def test_an_older_build_in_anki_is_no_edit(project: Project, anki: AnkiConnectServer) -> None:
    first = project.build(NOTES)
    project.push(anki)
    project.build((note("Osmosis", "Second version."), *NOTES[1:]))
    project.push(anki)  # Anki's own clock stands on this note now, later than the next build's
    project.build((note("Osmosis", "Third version."), *NOTES[1:]))
    plan = project.push(anki)
    assert not plan.edited and len(plan.changed) == 1
    assert "Third" in field_of(anki.col, first.notes[0].guid, "Definition")


def test_removed_notes_are_suspended_or_deleted_and_come_back(
    project: Project, anki: AnkiConnectServer
) -> None:
    first = project.build(NOTES)
    project.push(anki)
    guid = first.notes[1].guid
    rest = (NOTES[0], *NOTES[2:])
    project.build(rest)
    plan = project.push(anki)
    assert [c.term for c in plan.removed] == ["Mitosis"]
    (nid,) = anki.col.find_notes("Term:Mitosis")
    card = anki.col.get_card(anki.col.get_note(nid).card_ids()[0])
    assert card.queue == -1 and tags_of(anki.col, guid) == ["ankigen::removed"]
    assert project.push(anki).empty
    # the card's state counts, not the tag; who studies it all the same says so
    anki.col.sched.unsuspend_cards([card.id])
    assert [c.term for c in project.push(anki).removed] == ["Mitosis"]
    anki.col.sched.unsuspend_cards([card.id])
    anki.col.tags.bulk_add([nid], "ankigen::keep")
    assert project.push(anki).empty
    anki.col.tags.bulk_remove([nid], "ankigen::keep")
    project.push(anki)
    project.build(NOTES)
    project.push(anki)
    assert anki.col.get_card(card.id).queue != -1 and tags_of(anki.col, guid) == []
    assert project.push(anki).empty

    project.build(rest)
    assert project.push(anki, removed="keep").empty
    project.push(anki, removed="delete")
    assert guid not in by_guid(anki.col) and anki.col.note_count() == 3
    assert project.push(anki, removed="delete").empty


def test_cards_in_another_deck_are_found(project: Project, anki: AnkiConnectServer) -> None:
    project.build(NOTES)
    project.push(anki)
    did = anki.col.decks.id("Exam::Soon")
    assert did is not None
    anki.col.set_deck(anki.col.find_cards("Term:Enzyme"), did)
    assert project.push(anki).empty
    project.build((*NOTES[:2], note("Enzyme", "Other words."), NOTES[3]))
    plan = project.push(anki)
    assert not plan.new and len(plan.changed) == 1 and anki.col.note_count() == 4
    assert anki.col.decks.name(anki.col.get_card(anki.col.find_cards("Term:Enzyme")[0]).did) == (
        "Exam::Soon"
    )


def test_a_deck_that_has_another_name_in_anki_is_found(
    project: Project, anki: AnkiConnectServer
) -> None:
    project.build(NOTES)
    project.push(anki)
    did = anki.col.decks.id_for_name("Test deck")
    assert did is not None
    anki.col.decks.rename(did, "Uni::Cells")
    assert project.push(anki).empty
    project.build(NOTES[1:])
    assert len(project.push(anki).removed) == 1


def test_new_looks_and_new_fields_arrive_and_deck_options_stay(
    project: Project, anki: AnkiConnectServer
) -> None:
    project.build(NOTES)
    project.push(anki)
    answered = answer(anki.col, 4)
    config = anki.col.decks.config_dict_for_deck_id(anki.col.decks.id_for_name("Test deck"))
    config["new"]["perDay"] = 7
    anki.col.decks.update_config(config)

    red = replace(TERM, css=".card { color: red }")
    project.build(NOTES, (red, NOTE_TYPES[1]))
    plan = project.push(anki)
    assert [k.name for k in plan.note_types] == ["Test Term"] and not plan.changed
    assert "red" in model_of(anki.col)["css"]
    assert project.push(anki).empty

    project.now = int(time.time()) + 10  # Anki's own clock stands on the merged note type
    wider = replace(red, fields=(*red.fields, NoteField("More", 1_500)))
    more = [replace(n, fields=(*n.fields, "m")) if n.note_type == "term" else n for n in NOTES]
    project.build(more, (wider, NOTE_TYPES[1]))
    project.push(anki)
    model_of(anki.col)
    assert {n["More"] for n in map(anki.col.get_note, anki.col.find_notes("note:*Term"))} == {"m"}
    assert project.push(anki).empty
    assert reviews(anki.col) == answered and anki.col.note_count() == 4
    names = [m.name for m in anki.col.models.all_names_and_ids()]
    assert sorted(n for n in names if n.startswith("Test")) == ["Test List", "Test Term"]
    config = anki.col.decks.config_dict_for_deck_id(anki.col.decks.id_for_name("Test deck"))
    assert config["new"]["perDay"] == 7


def test_a_spare_field_that_gets_a_use_arrives_under_its_new_name(
    project: Project, anki: AnkiConnectServer
) -> None:
    project.build(NOTES)
    project.push(anki)
    used = replace(TERM, fields=(*TERM.fields[:-1], replace(TERM.fields[-1], name="Mnemonic")))
    notes = [
        replace(n, fields=(*n.fields[:-1], "m")) if n.note_type == "term" else n for n in NOTES
    ]
    project.build(notes, (used, NOTE_TYPES[1]))
    project.push(anki)
    model_of(anki.col)
    assert {n["Mnemonic"] for n in map(anki.col.get_note, anki.col.find_notes("note:*Term"))} == {
        "m"
    }
    assert project.push(anki).empty and anki.col.note_count() == 4


def test_the_proxies_of_the_environment_are_passed_by(
    project: Project, anki: AnkiConnectServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    project.build(NOTES)
    assert len(project.push(anki).new) == 4


# --------------------------------------------------------------------------- trouble, a line each


def test_a_note_that_is_deleted_in_anki_during_a_push_does_not_stop_it(
    project: Project, anki: AnkiConnectServer
) -> None:
    project.build(NOTES)
    project.push(anki)
    project.build((*NOTES[1:], note("Gene", "A stretch of DNA.")))

    def delete(action: str) -> None:
        if action == "notesInfo":
            anki.col.remove_notes(anki.col.find_notes("Term:Osmosis"))

    anki.before = delete
    project.push(anki)
    anki.before = None
    assert project.push(anki).empty and anki.col.note_count() == 4


def test_a_look_changed_by_hand_is_kept_and_told(project: Project, anki: AnkiConnectServer) -> None:
    project.build(NOTES)
    project.push(anki)
    model = model_of(anki.col)
    model["css"] = ".card { color: hotpink }"
    anki.col.models.update_dict(model)
    plan = project.push(anki)
    assert plan.empty and plan.styled == ("Test Term",)
    assert any("changed by hand" in line for line in describe(plan, "suspend"))


@pytest.mark.parametrize("how", ["renamed", "removed"])
def test_fields_changed_by_hand_are_a_clear_line(
    project: Project, anki: AnkiConnectServer, how: str
) -> None:
    project.build(NOTES)
    project.push(anki)
    model = model_of(anki.col)
    target = model["flds"][1 if how == "renamed" else 4]
    if how == "renamed":
        anki.col.models.rename_field(model, target, "Meaning")
    else:
        anki.col.models.remove_field(model, target)
    anki.col.models.update_dict(model)
    with pytest.raises(AnkigenError, match=r"changed by hand.*Manage Note Types.*push again"):
        project.push(anki)


@pytest.mark.parametrize("at", [1, 2, 3, 4, 5])
def test_a_push_that_broke_off_is_done_again_and_doubles_nothing(
    project: Project, anki: AnkiConnectServer, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    monkeypatch.setattr(pushing, "NEW_NOTES", 2)
    monkeypatch.setattr(pushing, "BATCH", 1)
    project.build(NOTES[:3])
    project.push(anki)
    shown = note("Cell", "A room.")
    shown = replace(shown, fields=("Cell", '<img src="c.png">', "", "", ""))
    many = [note(f"Term {n}", f"Text number {n} of them.") for n in range(3)]
    built = project.build((note("Osmosis", "Changed."), note("Mitosis", "Too."), shown, *many))
    steps = 0

    def die(action: str) -> None:
        nonlocal steps
        if action in ("storeMediaFile", "importPackage", "updateNoteFields", "addTags", "suspend"):
            steps += 1
            if steps == at:
                raise BrokenOff

    anki.before = die
    with pytest.raises(AnkigenError, match=r"broke off.*push again, nothing is doubled"):
        project.push(anki, media={"c.png": PICTURE})
    anki.before = None
    project.push(anki, media={"c.png": PICTURE})
    assert project.push(anki, media={"c.png": PICTURE}).empty
    found = by_guid(anki.col)
    assert {n.guid for n in built.notes} < set(found) and len(found) == 7
    for pushed in built.notes:
        assert list(found[pushed.guid].values()) == list(pushed.fields)


def test_trouble_with_the_connection_is_one_line(project: Project, anki: AnkiConnectServer) -> None:
    project.build(NOTES)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{free.getsockname()[1]}"
    for url in (closed, "http://[", "not an address", "ftp://127.0.0.1/x"):
        with pytest.raises(AnkigenError) as caught:
            AnkiConnect(url, timeout=2).ask("version")
        assert "\n" not in str(caught.value)
    with pytest.raises(AnkigenError, match=r"start Anki.*AnkiConnect"):
        AnkiConnect(closed).ask("version")

    anki.key = "secret-of-the-user"
    for key, told in (("", "wants its key"), ("wrong", "the key does not fit")):
        with pytest.raises(AnkigenError, match=f"{told}.*ANKIGEN_ANKICONNECT_KEY") as caught:
            project.push(anki, key=key)
        assert "wrong" not in str(caught.value)
    assert len(project.push(anki, key="secret-of-the-user").new) == 4


def test_what_is_not_ankiconnect_or_too_old_is_one_line(
    anki: AnkiConnectServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(AnkigenError, match="does not know guiFly; update the add-on"):
        AnkiConnect(anki.url).ask("guiFly")
    monkeypatch.setattr(AnkiConnectServer, "handle", lambda self, request: {"hello": "world"})
    with pytest.raises(AnkigenError, match="not AnkiConnect"):
        AnkiConnect(anki.url).ask("version")
    monkeypatch.setattr(
        AnkiConnectServer,
        "handle",
        lambda self, request: {"result": None, "error": "collection is not available"},
    )
    with pytest.raises(AnkigenError, match="choose a profile"):
        AnkiConnect(anki.url).ask("version")
