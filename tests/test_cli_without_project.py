"""Who has no project: the deck is found by its lock beside the notes, and what is advised can be
pasted.
"""

from __future__ import annotations

import csv
import io
import shlex
import shutil
from pathlib import Path

import pytest

from ankigen.project.find_deck import find_deck
from ankigen.project.session import make_deck, open_job, raw_notes
from tests.command import Command

NOTES = (
    "Tort\nA civil wrong that is no breach of contract.\n\nOsmosis\nWater moves through "
    "a membrane.\n"
)


@pytest.fixture
def ankigen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Command:
    (tmp_path / "my notes").mkdir()
    return Command(tmp_path / "my notes", capsys, monkeypatch)


def edited(data: bytes, old: str, new: str) -> str:
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(
        [[c.replace(old, new) for c in r] for r in rows]
    )
    return out.getvalue()


def test_the_lock_lies_beside_the_notes_and_outlives_dist(ankigen: Command) -> None:
    ankigen.write("bio.txt", NOTES)
    assert ankigen("build", "bio.txt").code == 0
    lock = ankigen.tree()["bio.ankigen.lock"]
    assert not [name for name in ankigen.tree() if name.startswith("dist/") and "lock" in name]
    shutil.rmtree(ankigen.folder / "dist")
    assert ankigen("build", "bio.txt").code == 0
    assert ankigen.tree()["bio.ankigen.lock"] == lock


def test_a_lock_in_the_output_folder_is_read_once_more(ankigen: Command) -> None:
    ankigen.write("bio.txt", NOTES)
    assert ankigen("build", "bio.txt").code == 0
    lock = ankigen.folder / "bio.ankigen.lock"
    old = lock.read_bytes()
    shutil.move(lock, ankigen.folder / "dist/ankigen.lock")
    assert ankigen("build", "bio.txt").code == 0
    assert lock.read_bytes() == old


def test_merge_finds_the_deck_and_its_edits_hold(ankigen: Command) -> None:
    ankigen.write("bio.txt", NOTES)
    ankigen.write("law.txt", "Lien\nA right to keep a thing until a debt is paid.\n")
    assert ankigen("build", "bio.txt").code == 0
    ankigen.write("theirs.csv", edited(ankigen.tree()["dist/bio.csv"], "membrane", "thin skin"))
    merged = ankigen("merge", "theirs.csv")
    assert merged.code == 0, merged.err
    assert "bio.edits.toml" in ankigen.tree()
    assert ankigen("build", "bio.txt").code == 0
    assert b"thin skin" in ankigen.tree()["dist/quizlet.txt"]
    assert ankigen("build", "law.txt").code == 0
    both = ankigen("merge", "theirs.csv")
    assert both.code == 2 and "several decks" in both.err and "bio, law" in both.err
    assert ankigen("merge", "theirs.csv", "bio.txt").code == 0


def test_the_advice_of_a_merge_settles_its_conflict(ankigen: Command) -> None:
    ankigen.write("cell biology.txt", NOTES)
    assert ankigen("build", "cell biology.txt").code == 0
    table = ankigen.tree()["dist/cell biology.csv"]
    ankigen.write("theirs.csv", edited(table, "membrane", "thin skin"))
    ankigen.write("cell biology.txt", NOTES.replace("membrane", "wall"))
    for _ in range(2):
        merged = ankigen("merge", "theirs.csv")
        advised = shlex.split(merged.out.rpartition("Next: ")[2])
        assert advised == ["ankigen", "review", "cell biology.txt"]
    settled = ankigen(*advised[1:], "--take", "theirs")
    assert settled.code == 0 and "settled" in settled.out
    assert "nothing to do" in ankigen("merge", "theirs.csv").out
    assert ankigen("build", "cell biology.txt").code == 0
    assert b"thin skin" in ankigen.tree()["dist/quizlet.txt"]


def test_without_any_deck_it_says_how_to_begin(ankigen: Command) -> None:
    for command in ("push", "sync"):
        ran = ankigen(command)
        assert ran.code == 2 and f"ankigen {command} notes.txt" in ran.err


def test_advice_can_be_pasted(ankigen: Command) -> None:
    ankigen.write("cell biology.txt", NOTES)
    assert ankigen("build", "cell biology.txt").code == 0
    ankigen.write("cell biology.txt", NOTES.replace("civil", "private"))
    stale = ankigen("push")
    assert stale.code == 2
    advised = shlex.split(stale.err.partition("run: ")[2])
    assert advised == ["ankigen", "build", "cell biology.txt"]
    assert ankigen(*advised[1:]).code == 0


def test_a_patch_of_what_was_merged_is_applied_when_asked(ankigen: Command) -> None:
    ankigen.write("bio.txt", NOTES.replace("\n", "\r\n"))
    assert ankigen("build", "bio.txt").code == 0
    ankigen.write("theirs.csv", edited(ankigen.tree()["dist/bio.csv"], "membrane", "thin skin"))
    merged = ankigen("merge", "theirs.csv", "--to-notes", "fix.patch")
    assert merged.code == 0 and "ankigen apply fix.patch" in merged.out, merged.err
    raw = ankigen.tree()["bio.txt"]
    assert raw == NOTES.replace("\n", "\r\n").encode()
    assert ankigen("apply", "fix.patch", "--dry-run").code == 0
    assert ankigen.tree()["bio.txt"] == raw
    assert ankigen("apply", "fix.patch").code == 0
    after = ankigen.tree()
    assert after["bio.txt"] == raw.replace(b"membrane", b"thin skin")
    assert after["bio.txt.orig"] == raw
    again = ankigen("apply", "fix.patch")
    assert again.code == 2 and "make it again" in again.err
    assert ankigen.tree() == after
    assert ankigen("build", ".").code == 0  # what was kept is no notes


@pytest.mark.parametrize("name", ["../outside.txt", "/etc/hosts", "none.txt"])
def test_a_patch_changes_nothing_outside_this_folder(ankigen: Command, name: str) -> None:
    ankigen.write("../outside.txt", "old\n")
    ankigen.write("bad.patch", f"--- {name}\n+++ {name}\n@@ -1 +1 @@\n-old\n+new\n")
    ran = ankigen("apply", "bad.patch")
    assert ran.code == 2 and "below this folder" in ran.err
    assert (ankigen.folder.parent / "outside.txt").read_text() == "old\n"


def test_a_patch_keeps_a_last_line_without_an_end(ankigen: Command) -> None:
    from ankigen.sync.notes_patch import apply_patch, unified

    for old, new in (
        ("a\nb", "a\nc"),
        ("a\nb\n", "a\nb"),
        ("a", "a\nb\n"),
        ("x\n" * 9, "x\n" * 4 + "y\n" + "x\n" * 4),
    ):
        assert apply_patch(unified("n.txt", old, new), {"n.txt": old}) == {"n.txt": new}


def test_what_a_build_advises_can_be_pasted(ankigen: Command) -> None:
    """Notes of which something needs review: every command that build and check name works."""
    ankigen.write("my notes.tsv", "Term\tMeaning\nwok\t\ntagine\ta clay pot\nskillet\t\n")
    told = ankigen("build", "my notes.tsv").out
    assert "review: ankigen check 'my notes.tsv'" in told
    checked = ankigen("check", "my notes.tsv")
    assert checked.code == 1 and "settle with: ankigen review 'my notes.tsv'" in checked.err


def test_settings_beside_a_folder_leave_its_files_out(ankigen: Command) -> None:
    ankigen.write("bio.txt", NOTES)
    ankigen.write("old/drafts.txt", NOTES.replace("Tort", "Draft"))
    own = f"{ankigen.folder.name}.ankigen.toml"
    ankigen.write(own, '[ignore]\nfiles = ["old/*"]\n')
    assert "Draft" not in ankigen("parse", ".").out
    checked = ankigen("check", ".").out
    assert "old/drafts.txt: ignored-file" in checked
    # what is named is read, as in a project
    assert "Draft" in ankigen("parse", "old/drafts.txt").out
    ankigen.write(own, '[ignore]\nfiles = ["*"]\n')
    assert "holds no notes" in ankigen("check", ".").err


def test_a_file_that_names_another_deck_is_told_what_named_it(ankigen: Command) -> None:
    ankigen.write("a.md", "---\ndeck: Life::Cells\n---\n# Osmosis\n\nWater moves.\n")
    ankigen.write("b.md", "# Kettle\n\nA pot for water.\n")
    told = ankigen("check", "b.md", "a.md").out
    assert 'names the deck "Life::Cells": its cards are in "b::Life::Cells"' in told
    assert "do not all name the same" in told
    job = open_job(["b.md", "a.md"], deck="Mine")
    found = make_deck(job, raw_notes(job)).findings
    assert any(f.code == "deck-name" and "named by --deck" in f.message for f in found)
    ankigen.write("b.md", "---\ndeck: Life::Cells\n---\n# Kettle\n\nA pot for water.\n")
    assert "deck-name" not in ankigen("check", "b.md", "a.md").out


def test_decisions_are_found_whatever_file_was_named_first(ankigen: Command) -> None:
    for name in "ab":
        text = NOTES.replace("Tort", f"Tort {name}")
        ankigen.write(f"{name}.md", "---\ndeck: Law\n---\n" + text)
    assert ankigen("build", "b.md", "a.md").code == 0
    ankigen.write("b.ankigen.toml", '[ignore]\nterms = ["Tort b"]\n')
    job = find_deck("review")
    assert job.settings_file == ankigen.folder / "b.ankigen.toml"
    assert job.project.settings.ignore.terms == ("Tort b",)
