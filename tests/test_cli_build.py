"""`ankigen build`, `init` and `--check`, from the notes on the disk to the files on the disk."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ankigen.exporters import apkg
from ankigen.project import sources, writing
from tests.command import ROOT, Command, run_apart
from tests.made_decks import NOTES
from tests.real_anki import collection, complaints, import_package


@pytest.fixture
def ankigen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Command:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    (tmp_path / "work").mkdir()
    return Command(tmp_path / "work", capsys, monkeypatch)


@pytest.fixture
def project(ankigen: Command) -> Command:
    """A project with notes in two files."""
    ankigen.write("ankigen.toml", '[deck]\nname = "Life: notes"\nid = 8589934592\n')
    ankigen.write("source/notes.txt", NOTES)
    ankigen.write("source/law/tort.txt", "Tort\nA civil wrong that is no breach of contract.\n")
    return ankigen


OUTPUTS = {
    "dist/Life- notes.apkg",
    "dist/Life- notes.csv",
    "dist/Life- notes.anki.txt",
    "dist/quizlet-lines.txt",
    "dist/quizlet.txt",
    "dist/quizlet/law.txt",
    "dist/index.html",
    "dist/SHA256SUMS",
}


def test_a_newcomer_has_a_deck_after_two_commands(ankigen: Command, tmp_path: Path) -> None:
    begun = ankigen("init")
    assert begun.code == 0 and "ankigen build" in begun.out
    built = ankigen("build")
    assert built.code == 0, built.err
    with collection(tmp_path) as col:
        log = import_package(col, ankigen.folder / "dist" / "work.apkg")
        assert len(log.new) >= 6
        assert complaints(col) == []
    assert ankigen("check").code == 0  # the example needs nobody


def test_init_changes_nothing_that_is_there(ankigen: Command) -> None:
    ankigen.write("source/mine.md", "# Mine\n")
    assert ankigen("init").code == 0
    assert set(ankigen.tree()) == {"ankigen.toml", "source/mine.md"}
    before = ankigen.tree()
    again = ankigen("init")
    assert again.code == 2 and "already" in again.err
    assert ankigen.tree() == before


def test_build_writes_all_outputs_and_never_the_notes(project: Command) -> None:
    before = project.tree()
    built = project("build")
    assert built.code == 0, built.err
    after = project.tree()
    assert set(after) - set(before) == OUTPUTS | {"ankigen.lock"}
    assert {name: after[name] for name in before} == before
    assert not list(project.folder.rglob(".ankigen-*"))


def test_the_same_notes_give_the_same_bytes_in_another_folder(
    project: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1750000000")
    assert project("build").code == 0
    other = tmp_path / "elsewhere" / "deeper"
    shutil.copytree(project.folder, other, ignore=shutil.ignore_patterns("dist", "*.lock"))
    environment = {"SOURCE_DATE_EPOCH": "1750000000", "PYTHONHASHSEED": "7"}
    apart = run_apart(other, "build", environment=environment)
    assert apart.returncode == 0, apart.stderr
    here = {n: d for n, d in project.tree().items() if n.startswith("dist/")}
    there = {p.relative_to(other).as_posix(): p.read_bytes() for p in (other / "dist").rglob("*.*")}
    assert here.items() >= there.items() and len(there) > 4
    assert (other / "ankigen.lock").read_bytes() == project.tree()["ankigen.lock"]
    # the lock keeps the time, so another day makes no difference
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1850000000")
    before = project.tree()
    assert project("build").code == 0
    assert project.tree() == before


def test_check_tells_whether_dist_is_current_and_writes_nothing(project: Command) -> None:
    missing = project("build", "--check")
    assert missing.code == 1 and "quizlet.txt: is missing" in missing.out
    assert not (project.folder / "dist").exists()
    project("build")
    current = project("build", "--check")
    assert (current.code, current.out) == (0, "")
    project.write("source/notes.txt", NOTES.replace("weaker", "thinner"))
    before = project.tree()
    stale = project("build", "--check")
    assert stale.code == 1
    assert "dist/Life- notes.apkg: is not current" in stale.out and "ankigen.lock" in stale.out
    assert project.tree() == before


def test_check_takes_a_package_that_another_zlib_packed(project: Command) -> None:
    project("build")
    path = project.folder / "dist/Life- notes.apkg"
    members = apkg._members(path.read_bytes())
    path.write_bytes(apkg._zipped((name, data, False) for name, data in members.items()))
    assert project("build", "--check").code == 0


def test_files_that_are_no_longer_made_go_and_the_users_stay(project: Command) -> None:
    project("build")
    project.write("dist/mine.txt", "my own")
    changed = project.folder / "dist/quizlet/law.txt"
    (project.folder / "source/law/tort.txt").unlink()
    project.write("ankigen.toml", '[deck]\nname = "Life"\nid = 8589934592\n')
    project("build")
    names = {n for n in project.tree() if n.startswith("dist/")}
    assert "dist/mine.txt" in names and "dist/Life.apkg" in names
    assert "dist/Life- notes.apkg" not in names and not changed.parent.exists()


@pytest.mark.parametrize("error", [PermissionError(13, "Permission denied"), KeyboardInterrupt()])
@pytest.mark.parametrize("step", [1, 2, 6, 8])
def test_a_failed_write_leaves_the_last_good_build(
    project: Command, monkeypatch: pytest.MonkeyPatch, error: BaseException, step: int
) -> None:
    project("build")
    before = project.tree()
    project.write("source/notes.txt", NOTES.replace("weaker", "thinner"))
    moved = 0
    really = Path.replace

    def replace(self: Path, target: Path) -> Path:
        nonlocal moved
        moved += 1
        if moved == step:
            raise error
        return really(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    failed = project("build")
    monkeypatch.setattr(Path, "replace", really)
    assert failed.code != 0 and moved >= step
    assert isinstance(error, KeyboardInterrupt) or "nothing was changed" in failed.err
    after = project.tree()
    assert after.pop("source/notes.txt") != before.pop("source/notes.txt")
    assert after == before


def test_only_one_output_or_topic_leaves_the_rest_and_the_lock(project: Command) -> None:
    project("build")
    before = project.tree()
    project.write("source/notes.txt", NOTES + "\nNew word\nA new thing to learn about.\n")
    assert project("build", "--only", "csv").code == 0
    after = project.tree()
    changed = {n for n in after if after[n] != before.get(n)} - {"source/notes.txt"}
    assert changed == {"dist/Life- notes.csv", "dist/SHA256SUMS"}
    assert project("build", "--only", "law", "--only", "quizlet").code == 0
    assert project.tree()["dist/quizlet.txt"].decode().splitlines() == [
        "Tort\tA civil wrong that is no breach of contract."
    ]
    assert project.tree()["ankigen.lock"] == before["ankigen.lock"]
    wrong = project("build", "--only", "nonsense")
    assert wrong.code == 2 and "neither an output (apkg, csv, anki, quizlet" in wrong.err


def test_other_notes_do_not_touch_the_projects_lock(project: Command, tmp_path: Path) -> None:
    project("build")
    before = project.tree()
    other = tmp_path / "other.txt"
    other.write_text("Estoppel\nA bar to going back on one's word.\n")
    assert project("build", str(other), "--out", str(tmp_path / "out")).code == 0
    assert project.tree() == before
    names = {p.name for p in (tmp_path / "out").iterdir()}
    assert {"other.apkg", "other.csv"} <= names
    assert (tmp_path / "other.ankigen.lock").is_file()
    # a part of the project's own notes changes no lock either
    assert project("build", "source/law", "--out", str(tmp_path / "part")).code == 0
    assert project.tree()["ankigen.lock"] == before["ankigen.lock"]
    assert (tmp_path / "part" / "Life- notes.apkg").exists()


def test_without_settings_the_lock_lies_beside_the_notes(ankigen: Command) -> None:
    ankigen.write("bio.txt", NOTES)
    assert ankigen("build", "bio.txt", "--out", "made").code == 0
    assert {"made/bio.apkg", "bio.ankigen.lock"} <= set(ankigen.tree())
    assert ankigen("build", "bio.txt", "--out", "made", "--check").code == 0
    assert ankigen("build", "bio.txt", "--out", "made", "--deck", "My Bio").code == 0
    assert "made/My Bio.apkg" in ankigen.tree()


def test_decks_of_several_files_live_in_one_folder(ankigen: Command) -> None:
    ankigen.write("bio.txt", NOTES)
    ankigen.write("law.txt", "Tort\nA civil wrong that is no breach of contract.\n")
    assert ankigen("build", "bio.txt").code == 0
    bio = ankigen.tree()
    assert ankigen("build", "law.txt").code == 0
    both = ankigen.tree()
    for name in ("dist/bio.apkg", "dist/bio.csv", "bio.ankigen.lock"):
        assert both[name] == bio[name]
    assert {"dist/law.apkg", "law.ankigen.lock"} <= set(both)
    assert ankigen("build", "law.txt", "--check").code == 0
    assert "removed" not in ankigen("check", "law.txt").out
    assert ankigen("build", "bio.txt").code == 0
    again = ankigen.tree()
    assert {n: again[n] for n in both if "quizlet" not in n and "SUMS" not in n} == {
        n: both[n] for n in both if "quizlet" not in n and "SUMS" not in n
    }


def test_a_part_of_the_notes_carries_nothing_as_removed(project: Command, tmp_path: Path) -> None:
    project("build")
    assert project("build", "--only", "law").code == 0
    with collection(tmp_path) as col:
        import_package(col, project.folder / "dist/Life- notes.apkg")
        assert [n["Headword"] for n in map(col.get_note, col.find_notes(""))] == ["Tort"]


def test_settings_are_found_from_a_folder_below(project: Command) -> None:
    below = Command(project.folder / "source/law", project._capture, project._patch)
    assert below("build").code == 0
    assert set(project.tree()) >= OUTPUTS


def test_the_output_is_never_read_as_notes(ankigen: Command) -> None:
    ankigen.write("notes.txt", "Osmosis\nWater moves through a membrane.\n")
    assert ankigen("build", ".", "--out", ".", "--deck", "n").code == 0
    first = ankigen.tree()
    assert ankigen("build", ".", "--out", ".", "--deck", "n").code == 0
    assert ankigen.tree() == first and len(first) == 9


def test_standard_input_and_the_quiet_of_a_pipe(tmp_path: Path) -> None:
    ran = run_apart(tmp_path, "build", "-", "--from", "md", stdin=b"## Osmosis\n\nWater moves.\n")
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.decode().splitlines() == ["dist: 1 entry, 1 note, 1 card"]
    assert ran.stderr == b""
    assert (tmp_path / "dist/notes.apkg").exists()


def test_the_summary_tells_what_the_build_came_to(project: Command) -> None:
    project.write("source/notes.txt", NOTES + "\nosmosis\nIt needs no energy.\n")
    built = project("build", "--verbose")
    assert built.code == 0
    for told in ("8 entries", "cards", "law", "repeats merged: 1", "dist/Life- notes.apkg"):
        assert told in built.out, built.out


def test_cards_that_are_no_longer_made_are_told_and_anki_lists_them(
    project: Command, tmp_path: Path
) -> None:
    settings = '[deck]\nname = "Life"\nid = 8589934592\n[cards]\nreverse = ["*"]\n'
    project.write("ankigen.toml", settings)
    project("build")
    with collection(tmp_path) as col:
        import_package(col, project.folder / "dist/Life.apkg")
        cards = col.card_count()
        project.write("ankigen.toml", settings.replace('["*"]', "[]"))
        told = re.search(r"cards no longer made: (\d+)", project("build", "-v").out)
        assert told and int(told[1]) > 3
        import_package(col, project.folder / "dist/Life.apkg")
        empty = sum(len(note.card_ids) for note in col.get_empty_cards().notes)
        assert (empty, col.card_count()) == (int(told[1]), cards)


def test_own_css_and_templates_are_used_and_checked(project: Command) -> None:
    text = '[deck]\nname = "Life"\nid = 8589934592\n[paths]\ntemplates = "look"\n'
    project.write("ankigen.toml", text)
    missing = project("build")
    assert missing.code == 2 and "look: no such folder" in missing.err
    project.write("look/style.css", ".headword { color: teal; }")
    assert project("build").code == 0
    assert b"color: teal" in apkg._members(project.tree()["dist/Life.apkg"])["collection.anki2"]
    project.write("look/style.css", ".headword { color: teal; ")
    wrong = project("build")
    assert wrong.code == 2 and "look/style.css" in wrong.err


def test_a_broken_package_of_the_last_build_does_not_matter(project: Command) -> None:
    project("build")
    good = project.tree()
    project.write("dist/Life- notes.apkg", b"broken")
    assert project("build", "--check").code == 1
    assert project("build").code == 0
    assert project.tree() == good


def test_a_users_own_file_is_not_written_over(ankigen: Command) -> None:
    ankigen.write("vocab.txt", NOTES)
    ankigen.write("vocab.csv", "mine,too")
    ran = ankigen("build", "vocab.txt", "--out", ".")
    assert ran.code == 2 and "vocab.csv: is there already" in ran.err
    assert ankigen.tree().keys() == {"vocab.txt", "vocab.csv"}
    (ankigen.folder / "vocab.csv").unlink()
    assert ankigen("build", "vocab.txt", "--out", ".").code == 0
    assert ankigen("build", "vocab.txt", "--out", ".").code == 0  # its own it may


def test_notes_may_name_their_deck(ankigen: Command, tmp_path: Path) -> None:
    ankigen.write("a.md", "---\ndeck: Life::Cells\n---\n# Osmosis\n\nWater moves.\n")
    assert ankigen("build", "a.md").code == 0
    assert "dist/Life-Cells.apkg" in ankigen.tree()
    assert ankigen("build", "a.md", "--deck", "Mine", "--out", "o").code == 0
    with collection(tmp_path) as col:
        import_package(col, ankigen.folder / "o/Mine.apkg")
        assert col.decks.name(col.get_card(col.find_cards("")[0]).did) == "Mine::Life::Cells"


def test_a_file_name_in_an_old_encoding_is_given_letters(tmp_path: Path) -> None:
    # how Python shows a byte of Latin-1 in a file's name; no database or text file takes it
    assert sources._name(tmp_path / "caf\udce9.txt", tmp_path) == "caf\ufffd.txt"


def test_help_names_every_command_and_loads_nothing_heavy(tmp_path: Path) -> None:
    ran = run_apart(tmp_path, "--help")
    for command in ("build", "parse", "check", "init"):
        assert command in ran.stdout.decode()
    heavy = "{'genanki', 'bs4', 'markdown', 'nh3', 'pygments', 'ankigen.pipeline', 'sqlite3'}"
    code = f"import sys, ankigen.cli; sys.exit(str({heavy} & set(sys.modules)))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False, text=True
    )
    assert loaded.stderr.strip() == "set()"


def test_sums_that_were_tampered_with_remove_nothing_outside(project: Command) -> None:
    project("build")
    kept = project.write("keep.txt", "mine")
    digest = writing.format_sums({"x": b"mine"})["x"]
    sums = project.folder / "dist/SHA256SUMS"
    sums.write_text(sums.read_text() + f"{digest}  ../keep.txt\n{digest}  {kept}\n")
    assert project("build").code == 0
    assert kept.exists()


def test_a_file_that_cannot_be_read_is_named_by_the_build(ankigen: Command) -> None:
    ankigen.write("notes/a.txt", "Osmosis\nWater moves through a membrane.\n")
    ankigen.write("notes/b.docx", "no archive at all")
    built = ankigen("build", "notes")
    assert built.code == 0
    (line,) = built.err.splitlines()
    assert line.startswith("ankigen: notes/b.docx: not read: ")


def test_every_command_is_told_in_one_line_of_80(ankigen: Command) -> None:
    assert "..." not in ankigen("--help").out.partition("Commands:")[2]


def test_two_decks_in_one_folder_share_no_file(ankigen: Command) -> None:
    ankigen.write("one.txt", "Tort\nA civil wrong that is no breach of contract.\n")
    ankigen.write("two.txt", "Osmosis\nWater moves through a membrane.\n")
    assert ankigen("build", "one.txt").code == 0
    assert ankigen("build", "two.txt").code == 0
    first = ankigen.tree()
    assert b"Tort" in first["dist/quizlet.txt"] and b"Tort" in first["dist/index.html"]
    assert b"Osmosis" in first["dist/two.quizlet.txt"] and b"Osmosis" in first["dist/two.html"]
    assert ankigen("build", "one.txt").code == 0
    assert ankigen("build", "two.txt").code == 0
    assert ankigen.tree() == first


def test_open_shows_the_page(project: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr("webbrowser.open", seen.append)
    assert project("build", "--open").code == 0
    assert seen == [(project.folder / "dist/index.html").as_uri()]
