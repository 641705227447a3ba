"""Settings and fixtures of all tests."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.command import Command
from tests.merge_project import Project

# In continuous integration the examples are the same in each run, so that a change is judged by
# what it changed; on a developer's machine they are new each time, and what they find becomes a
# case.
settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
if os.environ.get("CI"):
    settings.load_profile("ci")


# No test takes the current away: what is written need not reach the disk before the next step. That
# takes longer than most builds; `tests.faults` breaks off at each such step nevertheless.
os.fsync = lambda fd: None


def pytest_collection_finish() -> None:
    """What is there now stays: the search for garbage need not look at it thousands of times."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def ankigen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Command:
    """`ankigen` in a folder with nothing in it; a module that needs more begins with this one."""
    return Command(tmp_path, capsys, monkeypatch)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A built project for merging, in whose folder the test is; a module that needs another has a
    fixture of its own.
    """
    root = tmp_path / "project"
    root.mkdir()
    monkeypatch.chdir(root)
    return Project(root)


@pytest.fixture(scope="module")
def packed_here() -> Iterator[None]:
    """Packed formats are read in the test's process (see `read_without_process`)."""
    from ankigen import readers
    from tests.reading_support import read_without_process

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(readers, "read_apart", read_without_process)
        yield


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A browser for all tests of a module."""
    from tests.cards_browser import browser  # most tests need no playwright

    with browser() as launched:
        yield launched
