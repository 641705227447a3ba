"""`ankigen review` of notes without a project: the advice of a build works as it is printed."""

from __future__ import annotations

import shlex
from pathlib import Path

from tests.command import run_here

OSMOSIS = "Osmosis\nWater moves through a membrane towards the side that holds more salt.\n\n"
OLD = f"{OSMOSIS}Enzyme\nA protein that speeds up one chemical reaction without being used up.\n"
NEW = (
    f"{OSMOSIS}Catalytic protein\n"
    "A protein that speeds up one reaction of the cell without being used up.\n"
)


def test_the_advice_of_a_build_settles_a_doubt_of_one_of_two_decks(tmp_path: Path) -> None:
    for name in ("cells.txt", "other.txt"):
        (tmp_path / name).write_text(OLD)
        assert run_here(tmp_path, "build", name).code == 0
    (tmp_path / "cells.txt").write_text(NEW)
    told = run_here(tmp_path, "build", "cells.txt").err
    advice = told.partition("settle first: ")[2].splitlines()[0]
    assert advice == "ankigen review cells.txt"
    command = shlex.split(advice)[1:]
    asked = run_here(tmp_path, *command, "--no-browser")
    assert asked.code == 1
    assert 'Is "Catalytic protein" (cells.txt) the former "Enzyme"' in asked.out
    settled = run_here(tmp_path, *command, "--same", "yes")
    assert settled.code == 0 and "Next: ankigen build cells.txt" in settled.out
    assert "settle first" not in run_here(tmp_path, "build", "cells.txt").err


def test_without_a_terminal_it_says_what_is_left_for_the_page(tmp_path: Path) -> None:
    (tmp_path / "my cells.txt").write_text(OLD.replace("through", "threw"))
    assert "1 of 1 needs review" in run_here(tmp_path, "check", "my cells.txt").err
    told = run_here(tmp_path, "review", "my cells.txt")
    assert "nothing to review" not in told.out
    left = told.err
    assert "left to settle in the browser: 1;" in left
    assert "ankigen review --no-open 'my cells.txt'" in left
    (tmp_path / "my cells.txt").write_text(OLD)
    told = run_here(tmp_path, "review", "my cells.txt")
    assert "nothing to review" in told.out and not told.err


def test_notes_from_a_pipe_are_reviewed(tmp_path: Path) -> None:
    told = run_here(tmp_path, "review", "-", stdin=OLD.encode())
    assert told.code == 0 and "nothing to review" in told.out and not told.err
    slip = OLD.replace("through", "threw").encode()
    assert "left to settle in the browser: 1;" in run_here(tmp_path, "review", "-", stdin=slip).err
