"""Builds that are broken off at any step, two at once, and disks that fail: what is left is
whole.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from ankigen.model import AnkigenError
from ankigen.project import transaction
from ankigen.project.starter import EXAMPLE_NAME
from tests import faults
from tests.command import ROOT, run_apart, run_here
from tests.faults import KILL, NEW, NEW_LOCK, OLD, OLD_LOCK, Faults, build, recovered, tree
from tests.faults_commands import COMMANDS, CommandFaults
from tests.faults_commands import broken_off as broken_off_command
from tests.faults_commands import run as run_command
from tests.sweeps import ALL, sweep

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs os.fork")

NOTES = "Osmosis\nWater moves through a membrane.\n\nDiffusion\nParticles spread out.\n"


@pytest.fixture
def tried() -> Iterator[Faults]:
    with tempfile.TemporaryDirectory(dir=faults.memory()) as folder:
        yield Faults(Path(folder), Counter())


@sweep
def test_a_fault_at_every_step_leaves_the_last_build_whole(tried: Faults) -> None:
    tried.each_step(all_faults=ALL)
    assert len(tried.count) == len(faults.FAULTS) and tried.count[KILL] > 60
    assert min(tried.count.values()) > (60 if ALL else 15)


def test_a_kill_in_the_midst_and_then_at_every_step_of_taking_it_back(tried: Faults) -> None:
    total = tried.steps(faults.new_build, tried.fresh())
    root = tried.fresh()
    faults.broken_off(root, faults.new_build, total * 2 // 3, KILL)
    kept = tried.folder / "kept"
    shutil.copytree(root, kept)
    for at in range(tried.steps(recovered, root)):
        shutil.rmtree(root)
        shutil.copytree(kept, root)
        faults.broken_off(root, recovered, at, KILL)
        tried.check(root, f"kill at {at} of the recovery")


@pytest.fixture
def project(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[CommandFaults]:
    monkeypatch.chdir(tmp_path)  # these are as before at the end
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    monkeypatch.setattr(sys, "argv", sys.argv)
    with tempfile.TemporaryDirectory(dir=faults.memory()) as folder:
        yield CommandFaults(Path(folder))
        monkeypatch.chdir(tmp_path)


@sweep
@pytest.mark.parametrize(("name", "share"), [("apply", 2), ("accept", 4), ("merge", 5)])
def test_a_kill_at_every_step_of_a_command_leaves_nothing_behind(
    project: CommandFaults, name: str, share: int
) -> None:
    project.each_step((KILL,), [command for command in COMMANDS if command[0] == name], share)
    assert project.count[f"{name}: kill"] > 30 // (1 if ALL else share)


@sweep
@pytest.mark.parametrize("fault", ["full", "denied"])
def test_an_error_at_every_step_of_apply_changes_no_notes(
    project: CommandFaults, fault: str
) -> None:
    project.each_step((fault,), COMMANDS[:1], 3)
    assert project.count[f"apply: {fault}"] > (30 if ALL else 10)


def test_a_build_after_an_apply_that_was_broken_off_reads_what_was_taken_back(
    project: CommandFaults,
) -> None:
    apply = COMMANDS[0]
    notes = project.root / "source"
    before = {path.name: path.read_bytes() for path in notes.iterdir()}
    kept = project.folder / "kept"
    shutil.copytree(project.root, kept)
    total = broken_off_command(project.root, apply, -1, KILL)
    mixed = 0
    for at in range(total):
        shutil.rmtree(project.root)
        shutil.copytree(kept, project.root)
        broken_off_command(project.root, apply, at, KILL)
        found = {name: (notes / name).read_bytes() for name in before}
        if found != before and (project.root / transaction.JOURNAL_NAME).exists():
            mixed += 1
            assert run_command(project.root, ["build"])[0] == 0
            assert {path.name: path.read_bytes() for path in notes.iterdir()} == before
            assert run_command(project.root, ["build", "--check"]) == (0, "")
    assert mixed >= 2


def test_a_kill_at_every_step_of_init_leaves_nothing_or_all(tmp_path: Path) -> None:
    def init(root: Path) -> None:
        run_command(root, ["init", "--deck", "Cells"])

    names = {"ankigen.toml", f"source/{EXAMPLE_NAME}"}
    total = faults.broken_off(made_folder(tmp_path, "whole"), init, -1, KILL)
    assert set(tree(tmp_path / "whole")) == names and total > 20
    for at in range(total):
        root = made_folder(tmp_path, str(at))
        faults.broken_off(root, init, at, KILL)
        with transaction.exclusive(root, root):
            assert set(tree(root)) in (set(), names), at


def made_folder(parent: Path, name: str) -> Path:
    folder = parent / name
    folder.mkdir()
    return folder


def test_notes_that_are_replaced_are_open_to_nobody_else(tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    path.write_text("mine")
    path.chmod(0o600)
    transaction.replace_all({path: b"mine, too"})
    assert path.read_bytes() == b"mine, too" and path.stat().st_mode & 0o777 == 0o600


def broken_off_build(tried: Faults) -> Path:
    """A project whose build was killed when some files were new and some old."""
    total = tried.steps(faults.new_build, tried.fresh())
    for at in range(total // 2, total):
        root = tried.fresh()
        faults.broken_off(root, faults.new_build, at, KILL)
        mixed = (root / "dist/Deck.apkg").read_bytes() == NEW["Deck.apkg"]
        if mixed and (root / transaction.JOURNAL_NAME).exists():
            return root
    raise AssertionError("no such step")


def test_a_journal_does_not_write_over_what_was_changed_since(tried: Faults) -> None:
    root = broken_off_build(tried)
    (root / "dist/Deck.apkg").write_bytes(b"put there by a person since")
    recovered(root)
    assert (root / "dist/Deck.apkg").read_bytes() == b"put there by a person since"


@pytest.mark.parametrize(
    "journal",
    [
        b"",
        b"[" * 100_000,
        b"{}",
        b'{"stage": 1, "files": 2}',
        (
            b'{"stage": ".ankigen-stage-1", "files": [{"path": "../victim", "new": '
            b'"new0", "old": "", "sha256": "%s"}]}'
        ),
        (
            b'{"stage": ".ankigen-stage-1", "files": [{"path": "out-link/victim", "new": '
            b'"new0", "old": "", "sha256": "%s"}]}'
        ),
        (
            b'{"stage": "../..", "files": [{"path": "ankigen.lock", "new": "new0", "old": '
            b'"old0", "sha256": ""}]}'
        ),
        (
            b'{"stage": ".ankigen-stage-1", "files": [{"path": "ankigen.lock", "new": '
            b'"../x", "old": "../../victim", "sha256": ""}]}'
        ),
    ],
)
def test_a_journal_from_elsewhere_reaches_no_file(tmp_path: Path, journal: bytes) -> None:
    import hashlib

    root = tmp_path / "project"
    build(root, OLD, OLD_LOCK)
    victim = tmp_path / "victim"
    victim.write_bytes(b"somebody's")
    (root / "out-link").symlink_to(tmp_path)
    before = tree(root)
    digest = hashlib.sha256(b"somebody's").hexdigest().encode()
    (root / transaction.JOURNAL_NAME).write_bytes(journal.replace(b"%s", digest))
    recovered(root)
    assert victim.read_bytes() == b"somebody's" and tree(root) == before


def test_a_journal_takes_no_file_through_a_link(tmp_path: Path) -> None:
    root, elsewhere = tmp_path / "project", tmp_path / "elsewhere"
    build(root, OLD, OLD_LOCK)
    elsewhere.mkdir()
    (elsewhere / "secret").write_bytes(b"somebody's")
    stage = root / ".ankigen-stage-1"
    stage.symlink_to(elsewhere)
    (root / transaction.JOURNAL_NAME).write_bytes(
        b'{"stage": ".ankigen-stage-1", "files": [{"path": "taken", "new": "", "old": "secret", '
        b'"sha256": ""}]}'
    )
    recovered(root)
    assert (elsewhere / "secret").read_bytes() == b"somebody's"
    assert not (root / "taken").exists()


def test_a_folder_of_the_output_that_leads_elsewhere_is_refused(tmp_path: Path) -> None:
    root, elsewhere = tmp_path / "project", tmp_path / "elsewhere"
    elsewhere.mkdir()
    (root / "dist").mkdir(parents=True)
    (root / "dist" / "quizlet").symlink_to(elsewhere)
    with pytest.raises(AnkigenError, match="dist/quizlet: is a link that leads elsewhere"):
        build(root, NEW, NEW_LOCK)
    assert not list(elsewhere.iterdir())


def start(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "ankigen", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_two_builds_at_once_both_succeed(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "source/a.txt").write_text(NOTES)
    both = [start(tmp_path, "build") for _ in range(2)]
    for one in both:
        err = one.communicate(timeout=6000)[1]
        assert (one.returncode, err) == (0, b""), err
    assert not [n for n in tree(tmp_path) if ".ankigen-" in n]
    assert run_here(tmp_path, "build", "--check").code == 0


def test_a_second_command_that_waits_too_long_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transaction, "PATIENCE", 0.1)
    with (
        transaction.exclusive(tmp_path, tmp_path / "dist"),
        pytest.raises(AnkigenError, match="another ankigen has been writing"),
        transaction.exclusive(tmp_path, tmp_path / "dist"),
    ):
        pass


def wait_until_held(folder: Path, by: subprocess.Popen[bytes]) -> None:
    """Comes back when a command holds the project, or has ended before that could be seen."""
    fcntl = pytest.importorskip("fcntl")
    opened = os.open(folder, os.O_RDONLY)
    try:
        while by.poll() is None:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
            fcntl.flock(opened, fcntl.LOCK_UN)
            time.sleep(0.01)
    except BlockingIOError:
        pass
    finally:
        os.close(opened)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_signal_at_any_time(tmp_path: Path, number: signal.Signals) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "source/a.txt").write_text(NOTES)
    assert run_here(tmp_path, "build").code == 0
    before = tree(tmp_path)
    running = start(tmp_path, "build")
    wait_until_held(tmp_path / "source", running)
    running.send_signal(number)
    _, err = running.communicate(timeout=600)
    assert b"Traceback" not in err
    assert {n: d for n, d in tree(tmp_path).items() if ".ankigen-" not in n} == before
    assert run_here(tmp_path, "build").code == 0
    assert not [n for n in tree(tmp_path) if ".ankigen-" in n]


def test_a_clock_that_runs_backward_and_no_place_for_temporary_files(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "source/a.txt").write_text(NOTES)
    nowhere = {"TMPDIR": "/nonexistent", "SOURCE_DATE_EPOCH": "1900000000"}
    assert run_apart(tmp_path, "build", environment=nowhere).returncode == 0
    (tmp_path / "source/a.txt").write_text(NOTES + "\nEnzyme\nSpeeds up a reaction.\n")
    past = {"TMPDIR": "/nonexistent", "SOURCE_DATE_EPOCH": "1000000000"}
    ran = run_apart(tmp_path, "build", environment=past)
    assert (ran.returncode, ran.stderr) == (0, b"")


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0 or shutil.which("mount") is None,
    reason="mounting a small disk needs root",
)
def test_a_disk_that_is_full(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=400k", "none", str(disk)], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("this system mounts nothing")
    try:
        (disk / "source").mkdir()
        (disk / "source/a.txt").write_text(NOTES)
        assert run_here(disk, "build").code == 0
        before = tree(disk)
        more = "".join(f"Term {n}\nIt is the {n}th of many.\n\n" for n in range(700))
        (disk / "source/b.txt").write_text(more)
        ran = run_apart(disk, "build")
        assert ran.returncode == 2
        assert ran.stderr.count(b"\n") == 1 and b"no space left" in ran.stderr
        after = tree(disk)
        assert {n: d for n, d in after.items() if n != "source/b.txt"} == before
        (disk / "source/b.txt").unlink()
        assert run_here(disk, "build").code == 0
    finally:
        subprocess.run(["umount", str(disk)], check=False)
