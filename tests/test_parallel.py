"""Work on all cores: the results of one process, whatever becomes of the others."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from ankigen.text.parallel import VARIABLE, mapped, usable_cores
from benchmarks.made_notes import notes
from tests.faults import tree

forks = pytest.mark.skipif(sys.platform != "linux", reason="other systems work in one process")

#: A build that shares its work however little it is.
BUILD = """
import sys
import ankigen.cards.make, ankigen.pipeline.documents, ankigen.spelling
for room in (ankigen.cards.make, ankigen.pipeline.documents, ankigen.spelling):
    assert room.WORTH_SHARING
    room.WORTH_SHARING = 0
from ankigen.cli.app import main
sys.argv[1:] = ["build", "source", "--out", "out", "-q"]
main()
"""


def size(item: int) -> int:
    return item


def where(item: int) -> tuple[int, int]:
    return item, os.getpid()


@forks
@pytest.mark.parametrize("count", [1, 2, 7, 50])
@pytest.mark.parametrize("cores", [1, 2, 3])
def test_the_results_are_in_the_order_of_the_items(count: int, cores: int) -> None:
    items = list(range(count))
    found = mapped(where, items, size, worth=0, cores=cores)
    assert [item for item, _ in found] == items
    assert len({process for _, process in found}) == min(cores, count)


def test_little_work_starts_no_process() -> None:
    found = mapped(where, [1, 2, 3], size, worth=7, cores=2)
    assert {process for _, process in found} == {os.getpid()}


@forks
def test_what_is_sent_back_may_be_large() -> None:
    assert mapped(lambda n: b"x" * n, [3_000_000, 2_000_000], size, 0, 2) == [
        b"x" * 3_000_000,
        b"x" * 2_000_000,
    ]


@forks
@pytest.mark.parametrize("fault", ["raises", "killed", "ends", "no pickle"])
def test_the_share_of_a_process_that_fails_is_done_here(fault: str) -> None:
    here = os.getpid()

    def work(item: int) -> object:
        if os.getpid() != here:
            match fault:
                case "raises":
                    raise ValueError
                case "killed":
                    os.kill(os.getpid(), signal.SIGKILL)
                case "ends":
                    os._exit(0)
                case _:
                    return lambda: item
        return item

    assert mapped(work, [5, 4, 3, 2], size, 0, 2) == [5, 4, 3, 2]


@forks
def test_what_is_raised_here_ends_the_other_processes() -> None:
    here = os.getpid()

    def work(item: int) -> int:
        if os.getpid() == here:
            raise KeyboardInterrupt
        signal.pause()
        return item

    with pytest.raises(KeyboardInterrupt):
        mapped(work, [2, 1], size, 0, 2)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@forks
def test_beside_other_threads_everything_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    goes_on = threading.Event()
    thread = threading.Thread(target=goes_on.wait)
    thread.start()
    try:
        assert usable_cores() == 1
    finally:
        goes_on.set()
        thread.join()
    monkeypatch.setenv(VARIABLE, "1")
    assert usable_cores() == 1


def test_a_build_gives_the_same_bytes_on_one_core_and_on_all(tmp_path: Path) -> None:
    """Files, spelling and cards are each shared."""
    trees = []
    for cores in ("1", ""):
        folder = tmp_path / (cores or "all") / "deck"
        (folder / "source").mkdir(parents=True)
        for n, count in enumerate((50, 40, 30)):
            (folder / "source" / f"{n}.txt").write_text(notes(count, seed=n + 1))
        (folder / "source" / "empty.pdf").write_bytes(b"no PDF")
        environment = {**os.environ, VARIABLE: cores, "SOURCE_DATE_EPOCH": "1750000000"}
        subprocess.run([sys.executable, "-c", BUILD], cwd=folder, env=environment, check=True)
        trees.append(tree(folder))
    assert trees[0] == trees[1]
    assert any(name.endswith(".apkg") for name in trees[0])
