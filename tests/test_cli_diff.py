"""`ankigen diff`: decks, locks and commits, as text, Markdown and JSON."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from ankigen.identity.lock import parse_lock
from ankigen.model.note_fields import CLOZE_FIELDS, CLOZE_NAME
from ankigen.readers.anki_package import Package, PackageNote
from ankigen.sync.deck_diff import NoteState, as_text, deck_diff, of_package
from tests.command import ROOT, Command, run_here

FIRST = (
    "Tort\nA civil wrong that is no breach of contract.\n\nOsmosis\nWater moves through "
    "a membrane.\n"
)
SECOND = (
    "Tort\nA private wrong that is no breach of contract.\n\nLien\nA right to keep a "
    "snake_case <b>thing</b> until a debt is paid.\n"
)


@pytest.fixture
def ankigen(ankigen: Command) -> Command:
    ankigen.write("ankigen.toml", '[deck]\nname = "Law"\nid = 8589934592\n')
    ankigen.write("source/notes.txt", FIRST)
    assert ankigen("build").code == 0
    return ankigen


def test_two_decks_word_by_word(ankigen: Command) -> None:
    shutil.copy(ankigen.folder / "dist/Law.apkg", ankigen.folder / "old.apkg")
    ankigen.write("source/notes.txt", SECOND)
    assert ankigen("build").code == 0
    text = ankigen("diff", "old.apkg").out
    assert "1 added, 1 reworded, 1 removed; 1 note keeps its reviews" in text
    assert "reworded: Tort: Tort: A [-civil-] {+private+} wrong" in text
    told = json.loads(ankigen("diff", "old.apkg", "dist/Law.apkg", "--format", "json").out)
    assert {(c["kind"], c["term"]) for c in told["changes"]} == {
        ("added", "Lien"),
        ("reworded", "Tort"),
        ("removed", "Osmosis"),
    }
    markdown = ankigen("diff", "old.apkg", "--format", "markdown").out
    assert (
        "~~civil~~ **private**" in markdown
        and "<b>" not in markdown
        and "snake\\_case" in markdown
        and "&lt;b&gt;" in markdown
    )
    assert "no note differs" in ankigen("diff", "dist/Law.apkg").out


def git(folder: Path, *arguments: str) -> bytes:
    """Runs git; what it prints."""
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    ran = subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)
    return ran.stdout


def commit(folder: Path) -> None:
    """All that lies in a folder as a first commit."""
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "first")


def test_locks_and_commits(ankigen: Command) -> None:
    commit(ankigen.folder)
    shutil.copy(ankigen.folder / "ankigen.lock", ankigen.folder / "old.lock")
    ankigen.write("source/notes.txt", SECOND)
    assert ankigen("build").code == 0
    assert "[-civil-] {+private+}" in ankigen("diff", "HEAD").out
    by_lock = ankigen("diff", "old.lock", "ankigen.lock").out
    assert "reworded: Tort\n" in by_lock and "added: Lien\n" in by_lock
    wrong = ankigen("diff", "no-such-commit")
    assert wrong.code == 2 and "name a deck, a lock or a commit" in wrong.err
    assert ankigen("diff", "--", "--output=x").code == 2 and not (ankigen.folder / "x").exists()


def test_a_commit_without_the_package_is_compared_by_its_lock(ankigen: Command) -> None:
    ankigen.write(".gitignore", "dist/\n")
    commit(ankigen.folder)
    assert ankigen("diff", "HEAD").out == "no note differs; 2 notes keep their reviews\n"
    ankigen.write("source/notes.txt", SECOND)
    assert ankigen("build").code == 0
    assert ankigen("diff", "HEAD").out.startswith("1 added, 1 reworded, 1 removed; 1 note keeps")
    mixed = ankigen("diff", "dist/Law.apkg", "ankigen.lock")
    assert mixed.code == 2 and "name two decks or two locks" in mixed.err


def test_a_changed_option_is_told(ankigen: Command) -> None:
    question = "Which moon is the largest?\nA) Titan\nB) Ganymede\nC) Io\nAnswer: B\n"
    ankigen.write("source/notes.txt", f"{FIRST}\n{question}")
    assert ankigen("build").code == 0
    shutil.copy(ankigen.folder / "dist/Law.apkg", ankigen.folder / "old.apkg")
    ankigen.write("source/notes.txt", f"{FIRST}\n{question.replace('Io', 'Europa')}")
    assert ankigen("build").code == 0
    text = ankigen("diff", "old.apkg").out
    assert text.startswith("1 reworded; 3 notes keep") and "[-Io-] {+Europa+}" in text


def test_every_word_around_a_gap_is_compared_and_its_marks_are_not() -> None:
    def state(text: str, topic: str = "") -> dict[str, NoteState]:
        fields = (text, "Capitals", "", "", topic, "notes.txt", "", "", "", "")
        note = PackageNote("g", 1, CLOZE_NAME, CLOZE_FIELDS, fields, (), "Law")
        return of_package(Package("Law", (note,)))

    old = state("{{c1::Paris}} is the capital of {{c2::France}}.")
    told = as_text(deck_diff(old, state("{{c1::Paris}} was the capital of {{c2::France}}.")))
    assert "Capitals: Capitals: Paris [-is-] {+was+} the capital of France." in told
    renumbered = state("{{c2::Paris}} is the capital of {{c1::France::country}}.", "Europe")
    assert not deck_diff(old, renumbered).changes


# --------------------------------------------------------------------------- the shipped deck

#: What was done to the notes of the shipped deck, and what a comparison tells of it.
Change = Callable[[dict[str, str]], None]


def _reworded(notes: dict[str, str]) -> None:
    name, text = next((n, t) for n, t in notes.items() if t.count("dataset") > 1)
    notes[name] = text.replace("dataset", "table", 1)


def _added(notes: dict[str, str]) -> None:
    notes["later.txt"] = (
        "Zebra crossing validation\nA way to split data that nobody uses; it stands here alone.\n"
    )


def _left_out(notes: dict[str, str]) -> None:
    del notes[min(notes)]


HISTORIES: dict[str, tuple[Change, set[str]]] = {
    "reworded": (_reworded, {"reworded"}),
    "added": (_added, {"added"}),
    # a file less: some of what is left is named otherwise, since nothing else has that name
    "left out": (_left_out, {"removed", "reworded"}),
}


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped notes, built, in a repository of their own."""
    folder = tmp_path_factory.mktemp("shipped")
    for name in ("ankigen.toml", "ankigen.lock"):
        shutil.copy(ROOT / name, folder / name)
    for name in ("media", "source"):
        shutil.copytree(ROOT / name, folder / name)
    assert run_here(folder, "build").code == 0
    commit(folder)
    return folder


@pytest.mark.parametrize("history", HISTORIES)
def test_three_histories_of_the_shipped_deck(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    shipped: Path,
    history: str,
) -> None:
    """The shipped notes changed, built again, and compared with the commit before: by its package,
    by its lock alone, and in all forms.
    """
    command = Command(tmp_path, capsys, monkeypatch)
    shutil.copytree(shipped, tmp_path, dirs_exist_ok=True)
    texts = {p.name: p.read_text("utf-8") for p in (tmp_path / "source").glob("*.txt")}
    change, kinds = HISTORIES[history]
    changed = dict(texts)
    change(changed)
    for name in texts.keys() - changed.keys():
        (tmp_path / "source" / name).unlink()
    for name, text in changed.items():
        command.write(f"source/{name}", text)
    assert command("build").code == 0
    told = json.loads(command("diff", "HEAD", "--format", "json").out)
    assert {c["kind"] for c in told["changes"]} & {"added", "reworded", "removed"} == kinds
    gone = sum(c["kind"] == "removed" for c in told["changes"])
    text, markdown = (command("diff", "HEAD", "--format", f).out for f in ("text", "markdown"))
    assert f"{told['kept']} notes keep their reviews" in text
    assert all(c["term"] in text for c in told["changes"])
    assert (markdown.startswith("**Deck:** ") and f"({gone})" in markdown) or not gone
    # what is not changed keeps its reviews, note by note
    command.write("old.lock", git(tmp_path, "show", "HEAD:ankigen.lock"))
    old = parse_lock((tmp_path / "old.lock").read_text("utf-8"))
    assert told["kept"] == sum(not n.removed_at for n in old.notes) - gone
    assert command("diff", "old.lock", "ankigen.lock").code == 0
