"""The commands push, review and sync, from the files of a project to Anki."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ankigen.cli.app import app
from ankigen.identity.lock import parse_lock
from ankigen.model import AnkigenError
from ankigen.readers.anki_package import read_package
from tests.command import run_here
from tests.identity_helpers import answer, import_package, open_collection, reviews
from tests.push_ankiconnect import AnkiConnectServer, serve

NOTES = """# Cells

## Osmosis

![A membrane](membrane.png)

Water moves through a membrane towards the side with more salt.

## Mitosis

A cell divides into two cells which hold the same chromosomes.

## Enzyme

A protein that speeds up one chemical reaction.
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "project"
    (root / "source").mkdir(parents=True)
    (root / "media").mkdir()
    (root / "media" / "membrane.png").write_bytes(b"\x89PNG\r\n\x1a\n picture")
    (root / "source" / "cells.md").write_text(NOTES, encoding="utf-8")
    (root / "ankigen.toml").write_text('[deck]\nname = "Cells"\nid = 4900000003\n')
    monkeypatch.chdir(root)
    monkeypatch.delenv("ANKIGEN_ANKICONNECT_KEY", raising=False)
    run("build")
    return root


def run(*arguments: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, [*arguments], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result.output


def rewrite(project: Path, old: str, new: str) -> None:
    path = project / "source" / "cells.md"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def anki(tmp_path: Path) -> Iterator[AnkiConnectServer]:
    col = open_collection(tmp_path / "anki")
    with serve(col) as server:
        yield server
    col.close()


def test_push_says_what_it_does_and_then_that_nothing_is_left(
    project: Path, anki: AnkiConnectServer
) -> None:
    output = run("push", "--url", anki.url, "--dry-run")
    assert 'add "Osmosis"' in output and "3 notes would be added" in output
    assert anki.col.note_count() == 0
    output = run("push", "--url", anki.url)
    assert "3 notes were added" in output and "store 1 media file" in output
    assert anki.col.note_count() == 3 and not anki.col.media.check().missing
    assert "nothing to do" in run("push", "--url", anki.url)

    rewrite(project, "Water moves", "Water flows")
    with pytest.raises(AnkigenError, match="run: ankigen build"):
        run("push", "--url", anki.url)
    run("build")
    assert 'change "Osmosis": Definition' in run("push", "--url", anki.url)
    assert len(anki.col.find_notes("flows")) == 1


def test_where_nothing_was_built_nobody_speaks_of_a_last_build(
    project: Path, anki: AnkiConnectServer
) -> None:
    (project / "ankigen.lock").unlink()
    (project / "dist" / "Cells.apkg").unlink()
    with pytest.raises(AnkigenError, match="nothing was built yet; run: ankigen build"):
        run("push", "--url", anki.url)


def test_a_build_says_what_changed_since_the_last_one_and_what_it_carries(project: Path) -> None:
    rewrite(project, "Water moves", "Water flows")
    start, end = NOTES.index("## Mitosis"), NOTES.index("## Enzyme")
    rewrite(project, NOTES[start:end], "")
    rewrite(project, "## Osmosis", "## Gene\n\nA stretch of DNA that is read as one.\n\n## Osmosis")
    told = run("build")
    assert "3 entries, 3 notes, 3 cards; 1 removed note carried" in told
    assert '1 new, 1 changed, 1 removed ("Mitosis"; carried, tagged as removed); all other' in told
    assert "since the last build: nothing new, all reviews kept" in run("build")
    assert '"Mitosis" is no longer in the notes' in run("check")
    run("review", "--seen", "yes")
    assert "Mitosis" not in run("check")


def test_the_address_is_a_setting_and_the_key_is_in_the_environment(
    project: Path, anki: AnkiConnectServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = project / "ankigen.toml"
    settings.write_text(f'{settings.read_text()}[push]\nurl = "{anki.url}"\nremoved = "delete"\n')
    anki.key = "secret"
    with pytest.raises(AnkigenError, match="wants its key"):
        run("push")
    monkeypatch.setenv("ANKIGEN_ANKICONNECT_KEY", "secret")
    run("push")
    start = NOTES.index("## Mitosis")
    end = NOTES.index("## Enzyme")
    rewrite(project, NOTES[start:end], "")
    run("build")
    assert 'delete "Mitosis"' in run("push")
    assert anki.col.note_count() == 2
    with pytest.raises(AnkigenError, match="--removed: must be"):
        run("push", "--removed", "burn")


def test_a_removed_note_is_tagged_once_and_a_fresh_clone_builds_the_same(
    project: Path, anki: AnkiConnectServer
) -> None:
    import_package(anki.col, project / "dist" / "Cells.apkg")
    answered = answer(anki.col, 3, "Cells")
    start, end = NOTES.index("## Osmosis"), NOTES.index("## Mitosis")
    rewrite(project, NOTES[start:end], "")
    run("build")
    assert run("build", "--check") == ""
    first = (project / "dist" / "Cells.apkg").read_bytes()
    run("build")
    assert (project / "dist" / "Cells.apkg").read_bytes() == first
    assert import_package(anki.col, project / "dist" / "Cells.apkg") == (0, 1, 0)
    assert len(anki.col.find_notes("tag:ankigen::removed")) == 1
    assert not anki.col.media.check().missing
    assert reviews(anki.col) == answered
    assert run("build", "--check") == ""


def test_removed_notes_are_left_out_where_that_is_wanted(project: Path) -> None:
    settings = project / "ankigen.toml"
    settings.write_text(f"{settings.read_text()}carry_removed = false\n")
    start, end = NOTES.index("## Osmosis"), NOTES.index("## Mitosis")
    rewrite(project, NOTES[start:end], "")
    run("build")
    built = read_package((project / "dist" / "Cells.apkg").read_bytes(), "Cells.apkg")
    assert len(built.notes) == 2 and not built.media
    assert run("build", "--check") == ""


def test_review_asks_about_a_doubtful_note_and_gives_it_its_reviews(
    project: Path, anki: AnkiConnectServer
) -> None:
    import_package(anki.col, project / "dist" / "Cells.apkg")
    answered = answer(anki.col, 3, "Cells")
    rewrite(project, "## Enzyme\n\nA protein that speeds up one chemical reaction.",
            "## Catalytic protein\n\nA protein that speeds up one reaction of the "
            "cell.")  # fmt: skip
    ran = run_here(project, "build")
    assert "1 in doubt" in ran.out and "settle first: ankigen review" in ran.err
    assert "doubtful-match" in run("check", code=1)
    import_package(anki.col, project / "dist" / "Cells.apkg")  # too early: there are two now
    assert not anki.col.find_notes("tag:ankigen::removed")
    output = run("review", code=1)
    assert 'Is "Catalytic protein" (cells.md) the former "Enzyme" (cells.md)?' in output
    assert "[-Enzyme-] {+Catalytic protein+}" in output
    assert "speeds up one [-chemical reaction.-] {+reaction of the cell.+}" in output
    assert "settled" in run("review", "--same", "yes")
    run("build")
    assert "was a card of its own until" in run("review")
    import_package(anki.col, project / "dist" / "Cells.apkg")
    (nid,) = anki.col.find_notes("Headword:Catalytic* -tag:ankigen::removed")
    assert reviews(anki.col)[anki.col.get_note(nid).guid] == 1
    assert len(anki.col.find_notes("tag:ankigen::removed")) == 1  # the twin
    assert reviews(anki.col) == answered and anki.col.note_count() == 4


def test_a_lost_or_broken_lock_comes_back_from_dist(project: Path, anki: AnkiConnectServer) -> None:
    rewrite(project, "## Osmosis", "## Osmotic flow")  # a guid that its key does not give
    run("build")
    lock, package = project / "ankigen.lock", project / "dist" / "Cells.apkg"
    import_package(anki.col, package)
    text, before = lock.read_text(encoding="utf-8"), package.read_bytes()
    for broken in (None, "", text[: len(text) // 2], text[:-20]):
        if broken is None:
            lock.unlink()
        else:
            lock.write_text(broken, encoding="utf-8", newline="\n")
        assert "lock-recovered" in run("check", code=1)
        told = run("build")
        assert "since the last build: nothing new" in told and "all reviews kept" not in told
        assert package.read_bytes() == before
        assert import_package(anki.col, package) == (0, 0, 0)
        assert "lock-recovered" in run("check", code=1)  # told until somebody has seen it
        run("review", "--seen", "yes")
        assert "lock-recovered" not in run("check")
        run("build")
    newer = re.sub(r'"ankigen lock": \d+', '"ankigen lock": 99', text)
    lock.write_text(newer, encoding="utf-8")
    with pytest.raises(AnkigenError, match="newer ankigen"):
        run("build")
    lock.write_text(f"<<<<<<< ours\n{text}", encoding="utf-8")
    with pytest.raises(AnkigenError, match="conflict marks"):
        run("build")
    assert package.read_bytes() == before


def on_a_terminal(folder: Path, typed: bytes, *arguments: str) -> str:
    """What the program says on a terminal at which somebody types."""
    import pty  # not on Windows

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", "from ankigen.cli.app import main; main()", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    os.close(theirs)
    os.write(ours, typed)
    said = process.communicate(timeout=120)[0].decode()
    os.close(ours)
    return said


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
@pytest.mark.parametrize(
    ("typed", "same"), [(b"x\ny\nl\n", True), (b"n\n", False), (b"\x04", None)]
)
def test_review_asks_on_a_terminal(project: Path, typed: bytes, same: bool | None) -> None:
    old = guids(project)
    rewrite(project, "## Enzyme\n\nA protein that speeds up one chemical reaction.",
            "## Catalytic protein\n\nA protein that speeds up one reaction of the "
            "cell.")  # fmt: skip
    run("build")
    output = on_a_terminal(project, typed, "review", "--no-browser")
    assert "the former" in output and "Traceback" not in output
    assert ("settled" in output) is (same is not None)
    run("build")
    assert (old["Enzyme"] == guids(project)["Catalytic protein"]) is (same is True)


def guids(project: Path) -> dict[str, str]:
    """Headword → guid, of the notes that are there."""
    lock = parse_lock((project / "ankigen.lock").read_text(encoding="utf-8"))
    return {record.term: record.guid for record in lock.notes if not record.removed_at}


def test_review_of_another_thing_leaves_both(project: Path) -> None:
    rewrite(project, "## Enzyme\n\nA protein that speeds up one chemical reaction.",
            "## Catalytic protein\n\nA protein that speeds up one reaction of the "
            "cell.")  # fmt: skip
    run("build")
    run("review", "--same", "no")
    run("build")
    assert "doubtful" not in run("check")


@pytest.mark.parametrize(
    ("arguments", "variables", "says"),
    [
        (["push", "--url", "http://127.0.0.1:9"], {}, "start Anki"),
        (["sync"], {}, "ANKIGEN_SYNC_USER"),
        (["sync", "--user", "u"], {}, "ANKIGEN_SYNC_PASSWORD"),
        (
            ["sync", "--user", "u", "--server", "http://127.0.0.1:9"],
            {"ANKIGEN_SYNC_PASSWORD": "hunter2"},
            "cannot be reached",
        ),
        (["push", "--url", "localhost:8765"], {}, "http://127.0.0.1:8765"),
        (["push", "--url", "http://me:hunter2@127.0.0.1:9"], {}, "has no place in the address"),
        (
            ["sync", "--user", "u", "--server", "http://me:hunter2@127.0.0.1:9"],
            {"ANKIGEN_SYNC_PASSWORD": "hunter2"},
            "has no place in the address",
        ),
        (["merge", "none.csv"], {}, "no such file"),
        (["review", "--take", "mine"], {}, "--take: must be ours or theirs"),
    ],
)
def test_trouble_is_one_line_and_exit_code_2(
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    variables: dict[str, str],
    says: str,
) -> None:
    for name in [name for name in os.environ if name.startswith("ANKIGEN")]:
        monkeypatch.delenv(name)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    done = run_here(project, *arguments)
    assert done.code == 2 and says in done.err
    assert len(done.err.splitlines()) == 1 and "Traceback" not in done.err
    assert "hunter2" not in done.err + done.out


def test_without_anki_it_says_how_to_get_it(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ["anki", *(n for n in sys.modules if n.startswith("anki."))]:
        monkeypatch.setitem(sys.modules, name, None)
    done = run_here(project, "sync")
    assert done.code == 2 and "ankigen[sync]" in done.err and len(done.err.splitlines()) == 1


def test_without_a_project_there_is_nothing_to_merge_with(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "a.txt").write_text("Bias: an error.\n")
    done = run_here(tmp_path, "merge", "x.csv")
    assert done.code == 2 and "ankigen merge notes.txt" in done.err
