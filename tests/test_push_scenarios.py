"""Every scenario of a push, unbroken and broken off before the steps that change something (in a
sweep before each of them), and after the last, against a real Anki collection.

After a break the push is simply done again: Anki then is as if nothing had happened, and the push
after that has nothing to do.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from ankigen.model import AnkigenError
from ankigen.sync import push as pushing
from ankigen.sync.push_plan import Plan, describe
from tests.identity_helpers import answer, open_collection
from tests.push_ankiconnect import WRITING, AnkiConnectServer, serve
from tests.push_cases import CASES, Case, Project
from tests.sweeps import some, sweep


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A deck that was imported and studied; its collection is closed, and copied for each push."""
    folder = tmp_path_factory.mktemp("begun")
    project = Project(folder, open_collection(folder / "anki"), int(time.time()) - 200_000)
    project.build()
    project.imported()
    answer(project.col, 7)
    project.col.close()
    return project


@contextmanager
def copied(begun: Project, folder: Path) -> Iterator[tuple[Project, AnkiConnectServer]]:
    shutil.copytree(begun.folder, folder)
    col = open_collection(folder / "anki")
    with serve(col) as server:
        yield replace(begun, folder=folder, col=col), server
    col.close()


def held(project: Project) -> object:
    """All of Anki that a push may touch, and the reviews."""
    col = project.col
    col.models._clear_cache()
    notes = [col.get_note(n) for n in col.find_notes("")]
    cards = [col.get_card(c) for c in col.find_cards("")]
    assert col.db is not None
    return (
        {n.guid: (tuple(n.fields), tuple(sorted(n.tags))) for n in notes},
        sorted((c.note().guid, c.ord, c.queue == -1, col.decks.name(c.did)) for c in cards),
        col.db.scalar("SELECT count(*) FROM revlog"),
        sorted(p.name for p in Path(col.media.dir()).iterdir()),
    )


def assert_done(project: Project, server: AnkiConnectServer, case: Case) -> None:
    assert case.holds(project)
    again: Plan = project.push(server.url, case.wanted)
    assert again.empty
    left = [line for line in describe(again, case.wanted.removed) if not line.startswith("nothing")]
    assert bool(left) is case.left
    said, ok = project.col.fix_integrity()
    assert ok, said


@sweep
@pytest.mark.parametrize("number", range(len(CASES)), ids=lambda n: f"{n + 1} {CASES[n].what}")
def test_a_push_does_what_it_says_whole_or_in_pieces(
    begun: Project, tmp_path: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = CASES[number]
    monkeypatch.setattr(pushing, "NEW_NOTES", 2)
    monkeypatch.setattr(pushing, "BATCH", 2)
    with copied(begun, tmp_path / "whole") as (project, server):
        case.before(project)
        dry = project.push(server.url, case.wanted, dry_run=True)
        server.calls.clear()
        plan = project.push(server.url, case.wanted)
        calls = tuple(server.calls)
        assert plan == dry and plan.empty is case.empty
        assert case.told in "\n".join(describe(plan, case.wanted.removed))
        assert_done(project, server, case)
        expected = held(project)
    writes = [n for n, action in enumerate(calls, 1) if action in WRITING]
    before = [("before", n) for n in some(writes or [1], 3)]
    for broken in before + [("after", n) for n in writes[-1:]]:
        with copied(begun, tmp_path / "-".join(map(str, broken))) as (project, server):
            case.before(project)
            setattr(server, f"break_{broken[0]}", broken[1])
            with pytest.raises(AnkigenError, match="broke off"):
                project.push(server.url, case.wanted)
            server.break_before = server.break_after = 0
            project.push(server.url, case.wanted)
            assert_done(project, server, case)
            assert held(project) == expected


def test_there_are_at_least_26_scenarios() -> None:
    assert len({case.what for case in CASES}) == len(CASES) >= 26
