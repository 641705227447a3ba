"""The caller's trouble: one clear line with what to do, exit code 2, nothing half-written, no
traceback.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import ROOT, Command, run_apart

GOOD = "Osmosis\nWater moves through a membrane.\n"


@pytest.fixture
def ankigen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Command:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return Command(tmp_path, capsys, monkeypatch)


def refuses(ankigen: Command, *arguments: str) -> str:
    """Runs what cannot be done; returns the one line."""
    before = ankigen.tree()
    ran = ankigen(*arguments)
    assert ran.code == 2
    assert ran.out == ""
    lines = ran.err.splitlines()
    assert len(lines) == 1, ran.err
    assert lines[0].startswith("ankigen: ") and "Traceback" not in ran.err
    assert ankigen.tree() == before
    return lines[0]


@pytest.mark.parametrize("command", ["build", "check", "parse"])
def test_a_file_that_is_not_there(ankigen: Command, command: str) -> None:
    assert "gone.txt: no such file" in refuses(ankigen, command, "gone.txt")


def test_no_notes_named_and_none_here(ankigen: Command) -> None:
    assert "ankigen init" in refuses(ankigen, "build")


@pytest.mark.parametrize("data", [b"", b"  \n\n", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("command", ["build", "check", "parse"])
def test_an_empty_file(ankigen: Command, command: str, data: bytes) -> None:
    ankigen.write("a.txt", data)
    assert "a.txt" in refuses(ankigen, command, "a.txt")


def test_a_folder_without_notes(ankigen: Command) -> None:
    ankigen.write("source/picture.png", b"\x89PNG")
    ankigen.write("source/.hidden/notes.txt", GOOD)
    assert "source: holds no notes" in refuses(ankigen, "build")


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_binary(ankigen: Command, name: str) -> None:
    ankigen.write(name, bytes(range(256)) * 40)
    assert name in refuses(ankigen, "build", name)


@pytest.mark.parametrize("levels", [150, 500])
def test_lists_that_are_nested_without_end(ankigen: Command, levels: int) -> None:
    notes = "A term\nThe kinds are:\n" + "".join(f"{'  ' * n}- item {n}\n" for n in range(levels))
    for name in ("a.txt", "a.md"):
        ankigen.write(name, notes)
        assert ankigen("build", name).code == 0
        told = ankigen("parse", name, "--format", "json")
        assert told.code == 0 and f"item {levels - 1}" in told.out
    assert ankigen("parse", "a.txt").code == 0


def test_a_kind_that_is_not_read(ankigen: Command) -> None:
    ankigen.write("a.xyz", GOOD)
    assert ".txt" in refuses(ankigen, "build", "a.xyz")
    assert "known: " in refuses(ankigen, "build", "-", "--from", "xyz")


def test_one_bad_file_among_good_ones_is_a_finding(ankigen: Command) -> None:
    ankigen.write("source/a.txt", GOOD)
    ankigen.write("source/b.txt", bytes(range(256)) * 40)
    assert ankigen("build").code == 0
    ran = ankigen("check")
    assert ran.code == 1 and "source/b.txt: unread" in ran.out


@pytest.mark.parametrize(
    ("toml", "told"),
    [
        ("[deck\n", "not valid TOML"),
        ('[deck]\nnme = "x"\n', 'did you mean "name"?'),
        ('[deck]\nid = "x"\n', '"deck.id" must be a whole number'),
        ("[cards]\nreverse = 1\n", '"cards.reverse" must be a list'),
        ('[typos]\nmode = "loud"\n', '"typos.mode" must be one of'),
        (f"[deck]\nid = {2**63}\n", '"deck.id" must be a whole number from'),
        (f"[deck]\nid = {'9' * 5000}\n", "not valid TOML"),
        (f"x = {'[' * 5000}{']' * 5000}\n", "nested too deep"),
        ('[paths]\nout = "a\\u0000b"\n', '"paths.out" must be without a zero character'),
        (f'[paths]\nsource = "{"x" * 300}"\n', "file name too long"),
    ],
)
def test_broken_settings_name_the_key(ankigen: Command, toml: str, told: str) -> None:
    ankigen.write("ankigen.toml", toml)
    ankigen.write("source/a.txt", GOOD)
    assert told in refuses(ankigen, "build")


def test_settings_that_are_no_text(ankigen: Command) -> None:
    ankigen.write("ankigen.toml", b"\xff\xfe\x00")
    ankigen.write("source/a.txt", GOOD)
    assert "ankigen.toml: is not UTF-8" in refuses(ankigen, "build")


def test_an_output_that_cannot_be_written(ankigen: Command) -> None:
    ankigen.write("source/a.txt", GOOD)
    ankigen.write("taken", "a file")
    assert "taken is a file" in refuses(ankigen, "build", "--out", "taken")
    assert "taken is a file" in refuses(ankigen, "build", "--out", "taken/deeper")
    ankigen.write("dist/quizlet.txt/x", "a folder is where a file belongs")
    assert "quizlet.txt: cannot be written (a folder is in its place)" in refuses(ankigen, "build")


def test_an_output_without_permission(ankigen: Command) -> None:
    ankigen.write("source/a.txt", GOOD)
    # a kernel's own folder takes no files, not even from root
    line = refuses(ankigen, "build", "--out", "/proc/ankigen/dist")
    assert "/proc" in line and "cannot be written" in line


def test_a_name_that_is_too_long(ankigen: Command) -> None:
    ankigen.write("source/a.txt", GOOD)
    for arguments in (("build", "x" * 300), ("build", "--out", "x" * 300), ("parse", "x" * 300)):
        assert "file name too long" in refuses(ankigen, *arguments)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes among its files")
def test_pipes_and_links_that_lead_nowhere_are_passed_over(ankigen: Command) -> None:
    source = ankigen.write("source/a.txt", GOOD).parent
    os.mkfifo(source / "pipe.txt")
    (source / "ring.txt").symlink_to("ring.txt")
    (source / "gone.txt").symlink_to("nowhere.txt")
    assert ankigen("build").code == 0
    ran = ankigen("check")
    for name in ("pipe", "ring", "gone"):
        assert f"{name}.txt: unknown-file is no file" in ran.out
    (ankigen.folder / "loop").symlink_to("loop")
    assert "loop: cannot be written" in refuses(ankigen, "build", "--out", "loop")


ENDED_WHILE_WRITING = """
import os, signal, sys
from pathlib import Path
from ankigen.cli import app as cli
moves, replace = [], Path.replace
def ended(path, target):
    moves.append(target)
    if len(moves) == 4:  # the first is the journal's
        os.kill(os.getpid(), signal.SIGTERM)
    return replace(path, target)
Path.replace = ended
sys.argv = ["ankigen", "build"]
cli.main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a program without a word to it")
def test_a_build_that_is_ended_while_it_writes(ankigen: Command) -> None:
    ankigen.write("source/a.txt", GOOD)
    assert ankigen("build").code == 0
    ankigen.write("source/a.txt", GOOD + "\nDiffusion\nParticles spread out.\n")
    before = ankigen.tree()
    ran = subprocess.run(
        [sys.executable, "-c", ENDED_WHILE_WRITING],
        cwd=ankigen.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (128 + signal.SIGTERM, b"")
    assert ankigen.tree() == before


def test_a_locked_folder_is_not_passed_by(
    ankigen: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a user would see it: to root, which tests may run as, no folder is locked."""
    ankigen.write("source/a.txt", GOOD)
    ankigen.write("source/locked/b.txt", GOOD)
    scandir = os.scandir

    def locked(path: str) -> object:
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    with monkeypatch.context() as patch:
        patch.setattr("os.scandir", locked)
        line = refuses(ankigen, "build")
    assert "source/locked: cannot be read (permission denied)" in line


def test_a_list_of_sums_that_is_garbage(ankigen: Command) -> None:
    ankigen.write("source/a.txt", GOOD)
    ankigen.write("dist/SHA256SUMS", b"\xff\0garbage\nabc  ../x\nabc  a\0b\n")
    assert ankigen("build").code == 0


def test_the_raw_notes_are_never_written(ankigen: Command) -> None:
    ankigen.write("source/a.txt", GOOD)
    assert "never written" in refuses(ankigen, "build", "--out", "source")
    ankigen.write("ankigen.toml", '[deck]\nname = "a"\n')
    assert "never written" in refuses(ankigen, "build", "--out", "source")
    assert "never written" in refuses(ankigen, "build", "--out", "source/deeper")
    ankigen.write("quizlet.txt", GOOD)
    assert "one of the raw notes" in refuses(ankigen, "build", "quizlet.txt", "--out", ".")


def test_a_time_that_is_none(ankigen: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    ankigen.write("source/a.txt", GOOD)
    for value in ("yesterday", "-5", "0"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
        assert "SOURCE_DATE_EPOCH" in refuses(ankigen, "build")


def test_a_broken_lock_without_a_package(ankigen: Command) -> None:
    ankigen.write("ankigen.toml", '[deck]\nname = "a"\n')
    ankigen.write("source/a.txt", GOOD)
    ankigen.write("ankigen.lock", '{"note": {"gu')
    assert "ankigen.lock" in refuses(ankigen, "build")


def test_broken_captions(ankigen: Command) -> None:
    ankigen.write("source/a.txt", GOOD)
    ankigen.write("media/captions.toml", "plot.png = 'x'\n")
    assert "captions.toml" in refuses(ankigen, "build")


def test_init_where_the_example_cannot_be_written_leaves_no_settings_behind(
    ankigen: Command,
) -> None:
    ankigen.write("source", "a file of that name")
    assert "cannot be written" in refuses(ankigen, "init")


def test_a_finding_names_the_media_folder_as_it_is_called(ankigen: Command) -> None:
    ankigen.write("ankigen.toml", '[deck]\nname = "a"\n[paths]\nmedia = "pictures"\n')
    ankigen.write("source/a.txt", GOOD)
    ankigen.write("pictures/extra.svg", "<svg/>")
    ran = ankigen("check")
    assert "pictures/extra.svg: media-unused" in ran.out and ran.code == 0


def test_a_folder_where_a_file_is_wanted(ankigen: Command) -> None:
    ankigen.write("source/a.txt", GOOD)
    assert "is a folder" in refuses(ankigen, "parse", "source")
    ankigen.write("my notes/a.txt", GOOD)
    assert "run: ankigen build 'my notes'" in refuses(ankigen, "parse", "my notes")


def test_the_line_and_the_code_in_a_process_of_its_own(tmp_path: Path) -> None:
    ran = run_apart(tmp_path, "build", "gone.txt")
    assert ran.returncode == 2 and ran.stdout == b""
    assert ran.stderr.decode() == "ankigen: gone.txt: no such file or folder; check the path\n"
    assert list(tmp_path.iterdir()) == []
