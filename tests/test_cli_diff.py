"""`ankigen diff`: decks, locks and commits, as text, Markdown and JSON."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.command import Command

FIRST = (
    "Tort\nA civil wrong that is no breach of contract.\n\nOsmosis\nWater moves through "
    "a membrane.\n"
)
SECOND = (
    "Tort\nA private wrong that is no breach of contract.\n\nLien\nA right to keep a "
    "snake_case <b>thing</b> until a debt is paid.\n"
)


@pytest.fixture
def ankigen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Command:
    command = Command(tmp_path, capsys, monkeypatch)
    command.write("ankigen.toml", '[deck]\nname = "Law"\nid = 8589934592\n')
    command.write("source/notes.txt", FIRST)
    assert command("build").code == 0
    return command


def test_two_decks_word_by_word(ankigen: Command) -> None:
    shutil.copy(ankigen.folder / "dist/Law.apkg", ankigen.folder / "old.apkg")
    ankigen.write("source/notes.txt", SECOND)
    assert ankigen("build").code == 0
    text = ankigen("diff", "old.apkg").out
    assert "1 added, 1 reworded, 1 removed; 1 notes keep their reviews" in text
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


def test_locks_and_commits(ankigen: Command) -> None:
    def git(*arguments: str) -> None:
        who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
        subprocess.run(
            ["git", *who, *arguments], cwd=ankigen.folder, check=True, capture_output=True
        )

    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "first")
    shutil.copy(ankigen.folder / "ankigen.lock", ankigen.folder / "old.lock")
    ankigen.write("source/notes.txt", SECOND)
    assert ankigen("build").code == 0
    assert "[-civil-] {+private+}" in ankigen("diff", "HEAD").out
    by_lock = ankigen("diff", "old.lock", "ankigen.lock").out
    assert "reworded: Tort\n" in by_lock and "added: Lien\n" in by_lock
    wrong = ankigen("diff", "no-such-commit")
    assert wrong.code == 2 and "name a deck, a lock or a commit" in wrong.err
    assert ankigen("diff", "--", "--output=x").code == 2 and not (ankigen.folder / "x").exists()
