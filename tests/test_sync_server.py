"""`ankigen sync` with Anki's own sync server on this computer: what arrives on another device, and what never happens."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from anki.collection import Collection
from anki.decks import DeckId
from anki.models import NotetypeId

from ankigen.identity.identify import identify
from ankigen.identity.records import Lock
from ankigen.model import AnkigenError, Note, NoteField, NoteType
from ankigen.sync.ankiweb import sync_package
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


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "SYNC_USER1": f"{USER}:{PASSWORD}",
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
    until = time.monotonic() + 20
    while True:
        try:
            urllib.request.urlopen(f"{url}/health", timeout=1).close()
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
        self.now = int(time.time()) - 5000
        folder.mkdir(exist_ok=True)

    def sync(
        self,
        notes: Sequence[Note],
        types: Sequence[NoteType] = NOTE_TYPES,
        password: str = PASSWORD,
        server: str = "",
    ) -> str:
        self.now += 1000
        built = identify(notes, types, self.lock, DECK_ID, self.now)
        self.lock = built.lock
        target = replace(deck(built.notes, built.note_types), media={"o.png": PICTURE})
        return sync_package(
            self.folder / ".ankigen-sync",
            write_package(self.folder, target),
            "Test deck",
            USER,
            password,
            server or self.server,
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
        "1 notes added, 1 updated, and synced"
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
