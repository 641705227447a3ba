"""`ankigen sync` with Anki's own sync server on this computer: what arrives on another device,
and what never happens.
"""

from __future__ import annotations

import base64
import hashlib
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import anki.collection  # noqa: F401 (before anki.cards, which needs it loaded)
import pytest
from anki.cards import Card
from anki.collection import Collection
from anki.decks import DeckId
from anki.models import NotetypeId
from typer.testing import CliRunner

from ankigen.cli.app import app
from ankigen.identity.carry_removed import with_removed_notes
from ankigen.identity.identify import identify
from ankigen.identity.records import Lock
from ankigen.model import AnkigenError, Note, NoteField, NoteType
from ankigen.model.settings import Removed
from ankigen.readers.anki_package import Package, read_package
from ankigen.sync.ankiweb import Account, Delivery, sync_package
from tests.identity_helpers import (
    DECK_ID,
    NOTE_TYPES,
    TERM,
    answer,
    deck,
    list_note,
    note,
    open_collection,
    reviews,
    write_package,
)

USER, PASSWORD = "student", "a secret phrase"
PICTURE = b"\x89PNG\r\n\x1a\n" + b"pixels" * 10
NOTES = (
    replace(
        note("Osmosis", "Water moves."),
        fields=("Osmosis", 'Water <img src="o.png">', "", "bio.txt", ""),
    ),
    note("Mitosis", "A cell divides into two."),
    list_note("Phases", ["prophase", "metaphase"]),
)


def hashed(password: str) -> str:
    """A password as the server keeps it (PHC string, PBKDF2)."""

    def plain(data: bytes) -> str:
        return base64.b64encode(data).decode().rstrip("=")

    salt = b"a salt for tests"
    key = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, 1000, 32)
    return f"$pbkdf2-sha256$i=1000,l=32${plain(salt)}${plain(key)}"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "PASSWORDS_HASHED": "1",  # one round is enough here, and starts a second earlier
        "SYNC_USER1": f"{USER}:{hashed(PASSWORD)}",
        "SYNC_HOST": "127.0.0.1",
        "SYNC_PORT": str(port),
        "SYNC_BASE": str(tmp_path / "server"),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "anki.syncserver"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    until = time.monotonic() + 120
    while True:
        try:
            urllib.request.urlopen(f"{url}/health", timeout=10).close()
            break
        except (urllib.error.URLError, ConnectionError):
            assert time.monotonic() < until and process.poll() is None
            time.sleep(0.05)
    yield url
    process.terminate()
    process.wait()


class Project:
    """A deck that lives, and syncs."""

    def __init__(self, folder: Path, server: str) -> None:
        self.folder, self.server = folder, server
        self.lock = Lock()
        self.last: Package | None = None
        self.now = int(time.time()) - 5000
        folder.mkdir(exist_ok=True)

    def sync(
        self,
        notes: Sequence[Note],
        types: Sequence[NoteType] = NOTE_TYPES,
        password: str = PASSWORD,
        server: str = "",
        removed: Removed = "suspend",
    ) -> str:
        self.now += 1000
        built = identify(notes, types, self.lock, DECK_ID, self.now)
        self.lock = built.lock
        built = with_removed_notes(built, self.last, self.now, bring=True, moved_on=True)
        target = replace(deck(built.notes, built.note_types), media={"o.png": PICTURE})
        path = write_package(self.folder, target)
        self.last = read_package(path.read_bytes(), path.name)
        self.lock = built.lock
        return sync_package(
            self.folder / ".ankigen-sync",
            Delivery(path, "Test deck", built.lock, removed),
            Account(USER, password, server or self.server),
            lambda stage, done, total: None,
        )


@pytest.fixture
def project(tmp_path: Path, server: str) -> Project:
    return Project(tmp_path / "project", server)


def device(folder: Path, server: str, upload: bool = False) -> Collection:
    """Another device of the account: its collection, synced."""
    col = open_collection(folder)
    synced(col, server, upload)
    return col


def synced(col: Collection, server: str, upload: bool = False) -> None:
    auth = col.sync_login(username=USER, password=PASSWORD, endpoint=f"{server}/")
    out = col.sync_collection(auth, True)
    if out.required in (out.FULL_SYNC, out.FULL_UPLOAD, out.FULL_DOWNLOAD):
        col.close_for_full_sync()
        col.full_upload_or_download(auth=auth, server_usn=out.server_media_usn, upload=upload)
        col.reopen(after_full_sync=True)
    col.sync_media(auth)
    while col.media_sync_status().active:
        time.sleep(0.02)


def contents(col: Collection) -> dict[str, list[str]]:
    return {n.guid: list(n.values()) for n in map(col.get_note, col.find_notes(""))}


def test_the_deck_arrives_on_another_device_and_the_next_build_flows_through(
    project: Project, server: str, tmp_path: Path
) -> None:
    assert project.sync(NOTES) == "3 notes added, 0 updated, and synced"
    phone = device(tmp_path / "phone", server)
    assert sorted(map(tuple, contents(phone).values())) == sorted(n.fields for n in NOTES)
    assert Path(phone.media.dir(), "o.png").read_bytes() == PICTURE
    answered = answer(phone, 3)
    synced(phone, server)

    more = note("Enzyme", "A protein.")
    assert project.sync((NOTES[0], note("Mitosis", "Other words."), NOTES[2], more)) == (
        "1 note added, 1 updated, and synced"
    )
    synced(phone, server)
    assert {v[0] for v in contents(phone).values()} == {"Osmosis", "Mitosis", "Phases", "Enzyme"}
    assert any("Other words" in v[1] for v in contents(phone).values())
    assert reviews(phone) == answered
    assert project.sync((NOTES[0], note("Mitosis", "Other words."), NOTES[2], more)) == (
        "0 notes added, 0 updated, and synced"
    )
    phone.close()


def test_an_account_with_other_decks_keeps_them(
    project: Project, server: str, tmp_path: Path
) -> None:
    laptop = open_collection(tmp_path / "laptop")
    own = laptop.new_note(laptop.models.by_name("Basic"))
    own["Front"] = "mine"
    laptop.add_note(own, laptop.decks.id("Other deck") or DeckId(1))
    synced(laptop, server, upload=True)
    project.sync(NOTES)
    synced(laptop, server)
    assert len(laptop.find_notes("deck:Other*")) == 1 and laptop.note_count() == 4
    answered = answer(laptop, 3)
    synced(laptop, server)

    # A new field would need a one-way upload: that is told, and nothing is sent.
    wider = replace(TERM, fields=(*TERM.fields, NoteField("More", 1_500)))
    changed = [replace(n, fields=(*n.fields, "m")) if n.note_type == "term" else n for n in NOTES]
    for _ in range(2):  # and stays so, without harm
        with pytest.raises(AnkigenError, match="it has other decks: nothing was sent") as caught:
            project.sync(changed, (wider, NOTE_TYPES[1]))
        assert "\n" not in str(caught.value)
    synced(laptop, server)
    assert laptop.note_count() == 4 and reviews(laptop) == answered
    phone = device(tmp_path / "phone", server)
    assert len(phone.find_notes("deck:Other*")) == 1 and phone.note_count() == 4
    phone.close()
    laptop.close()


def test_an_account_with_this_deck_alone_takes_a_new_field(
    project: Project, server: str, tmp_path: Path
) -> None:
    project.sync(NOTES)
    phone = device(tmp_path / "phone", server)
    answered = answer(phone, 3)
    synced(phone, server)
    wider = replace(TERM, fields=(*TERM.fields, NoteField("More", 1_500)))
    changed = [replace(n, fields=(*n.fields, "m")) if n.note_type == "term" else n for n in NOTES]
    project.sync(changed, (wider, NOTE_TYPES[1]))
    synced(phone, server)
    model = phone.models.get(NotetypeId(TERM.id))
    assert model is not None and [f["name"] for f in model["flds"]][-1] == "More"
    assert reviews(phone) == answered and phone.note_count() == 3
    phone.close()


def test_a_lost_collection_of_ours_is_fetched_again(
    project: Project, server: str, tmp_path: Path
) -> None:
    project.sync(NOTES)
    phone = device(tmp_path / "phone", server)
    answered = answer(phone, 2)
    synced(phone, server)
    for path in (project.folder / ".ankigen-sync").glob("collection.anki2*"):
        path.unlink()
    project.sync(NOTES)
    synced(phone, server)
    assert phone.note_count() == 3 and reviews(phone) == answered
    phone.close()


def test_trouble_is_one_line_that_does_not_hold_the_password(
    project: Project, tmp_path: Path
) -> None:
    with pytest.raises(AnkigenError, match="account or password is wrong") as wrong:
        project.sync(NOTES, password="not the password")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(AnkigenError, match="cannot be reached") as away:
        project.sync(NOTES, server=closed)
    with pytest.raises(AnkigenError) as odd:
        project.sync(NOTES, server="no address")
    for caught in (wrong, away, odd):
        assert "\n" not in str(caught.value)
        assert PASSWORD not in str(caught.value) and "not the password" not in str(caught.value)
    kept = b"".join(
        p.read_bytes() for p in tmp_path.rglob("*") if p.is_file() and "server" not in p.parts
    )
    assert PASSWORD.encode() not in kept


# --------------------------------------------------------------------------- scenarios


@dataclass(frozen=True)
class Case:
    """One scenario: what was done on the phone and in the notes between two syncs, and what the
    phone shows then.
    """

    what: str
    notes: tuple[Note, ...]
    holds: Callable[[Collection], bool]
    on_phone: Callable[[Collection], object] = lambda phone: None
    then: tuple[Note, ...] = ()  # the notes of a third sync, if there is one
    between: Callable[[Collection], object] = lambda phone: None
    removed: Removed = "suspend"
    said: str = ""


def card(col: Collection, term: str) -> Card:
    return col.get_card(col.find_cards(f'"Term:{term}"')[0])


def tags(col: Collection, term: str) -> list[str]:
    return list(card(col, term).note().tags)


def suspended(col: Collection, term: str) -> bool:
    return bool(card(col, term).queue == -1)


def suspend(col: Collection, term: str) -> None:
    col.sched.suspend_cards(col.find_cards(f'"Term:{term}"'))


def edit(col: Collection, term: str, words: str) -> None:
    held = card(col, term).note()
    held["Definition"] = words
    col.update_note(held)


def with_tag(col: Collection, term: str, tag: str) -> None:
    col.tags.bulk_add([card(col, term).nid], tag)


REST = (NOTES[0], NOTES[2])
OTHER = note("Mitosis", "Other words.")
NEW = note("Enzyme", "A protein.")
# fmt: off
CASES: Sequence[Case] = (
    Case("nothing changed", NOTES, lambda c: c.note_count() == 3,
        said="0 notes added, 0 updated, and synced"),
    Case("a note is new", (*NOTES, NEW), lambda c: c.note_count() == 4,
        said="1 note added, 0 updated"),
    Case("a note was reworded", (NOTES[0], OTHER, NOTES[2]), lambda c: "Other" in card(c,
        "Mitosis").note()["Definition"]),
    Case("an item came into the middle", (*NOTES[:2], list_note("Phases", ["prophase",
        "prometaphase", "metaphase"])),
         lambda c: "{{c3::prometaphase}}{" in card(c, "Phases").note()["Text"].replace("</li><li>",
         "")),
    Case("a note was removed", REST, lambda c: suspended(c, "Mitosis") and tags(c,
        "Mitosis") == ["ankigen::removed"],
         said="1 suspended"),
    Case("a list was removed", NOTES[:2], lambda c: suspended(c, "Phases")),
    Case("a removed note is to be deleted", REST, lambda c: c.note_count() == 2, removed="delete",
        said="1 deleted"),
    Case("a removed note is to be kept", REST, lambda c: not suspended(c, "Mitosis"),
        removed="keep"),
    Case("a removed note that somebody keeps", REST, lambda c: not suspended(c, "Mitosis"),
         on_phone=lambda c: with_tag(c, "Mitosis", "ankigen::keep")),
    Case("a removed note is back", REST, lambda c: not suspended(c, "Mitosis") and tags(c,
        "Mitosis") == [], then=NOTES),
    Case("a removed note that was unsuspended on the phone", REST, lambda c: suspended(c,
        "Mitosis"),
         then=(*REST, NEW),
         between=lambda c: c.sched.unsuspend_cards(c.find_cards("Term:Mitosis"))),
    Case("a removed note that the account never had", REST, lambda c: c.note_count() == 2,
         on_phone=lambda c: c.remove_notes(c.find_notes("Term:Mitosis")), said="0 notes added"),
    Case("a card suspended on the phone stays so", (NOTES[0], OTHER, NOTES[2]),
        lambda c: suspended(c, "Mitosis"),
         on_phone=lambda c: suspend(c, "Mitosis")),
    Case("a note edited on the phone alone", NOTES, lambda c: card(c,
        "Mitosis").note()["Definition"] == "mine",
         on_phone=lambda c: edit(c, "Mitosis", "mine")),
    Case("a tag given on the phone", (*NOTES, NEW), lambda c: tags(c, "Mitosis") == ["leech"],
         on_phone=lambda c: with_tag(c, "Mitosis", "leech")),
)
# fmt: on


@pytest.mark.parametrize("number", range(len(CASES)), ids=lambda n: f"{n + 1} {CASES[n].what}")
def test_after_a_sync_the_phone_has_it_and_every_review(
    server: str, tmp_path: Path, number: int
) -> None:
    case = CASES[number]
    project = Project(tmp_path / "project", server)
    project.sync(NOTES)
    phone = device(tmp_path / "phone", server)
    answered = answer(phone, 4)
    case.on_phone(phone)
    synced(phone, server)
    left = {note.guid for note in map(phone.get_note, phone.find_notes(""))}
    assert case.said in project.sync(case.notes, removed=case.removed)
    synced(phone, server)
    if case.then:
        case.between(phone)
        synced(phone, server)
        project.sync(case.then)
        synced(phone, server)
    assert case.holds(phone)
    kept = {guid: n for guid, n in answered.items() if guid in left}
    there = {n.guid for n in map(phone.get_note, phone.find_notes(""))}
    assert reviews(phone) == {guid: n for guid, n in kept.items() if guid in there}
    phone.close()


def test_there_are_at_least_12_scenarios() -> None:
    assert len({case.what for case in CASES}) == len(CASES) >= 12


def test_a_card_that_its_user_suspended_before_it_left_stays_so_when_it_is_back(
    project: Project, tmp_path: Path, server: str
) -> None:
    project.sync(NOTES)
    phone = device(tmp_path / "phone", server)
    phone.sched.suspend_cards(phone.find_cards("Term:Mitosis"))
    synced(phone, server)
    project.now = int(time.time())  # the builds come after it
    project.sync((NOTES[0], NOTES[2]))
    project.sync(NOTES)
    synced(phone, server)
    assert phone.find_cards("Term:Mitosis is:suspended")
    assert not phone.find_notes("tag:ankigen::removed")
    phone.close()


def test_a_build_while_the_password_is_typed_does_not_come_into_the_sync(
    tmp_path: Path, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The package of that build carries a removed note, of which the lock that was read knows
    nothing.
    """
    root = tmp_path / "deck"
    (root / "source").mkdir(parents=True)
    (root / "ankigen.toml").write_text('[deck]\nname = "Cells"\nid = 4900000003\n')
    notes = root / "source" / "cells.md"
    osmosis, mitosis = "## Osmosis\n\nWater moves on.\n\n", "## Mitosis\n\nA cell divides.\n"
    notes.write_text(osmosis + mitosis)
    monkeypatch.chdir(root)

    def run(*arguments: str) -> None:
        result = CliRunner().invoke(app, [*arguments], catch_exceptions=False)
        assert result.exit_code == 0, result.output

    def typed(what: str, variable: str, hide: bool) -> str:
        if hide:
            notes.write_text(osmosis)
            run("build")
        return PASSWORD if hide else USER

    run("build")
    monkeypatch.setattr("ankigen.cli.sync._asked", typed)
    run("sync", "--server", server)
    phone = device(tmp_path / "phone", server)
    assert phone.note_count() == 2 and not phone.find_notes("tag:ankigen::removed")
    phone.close()
