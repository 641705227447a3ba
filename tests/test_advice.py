"""What findings advise can be pasted as it stands, and has the effect that it promises."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from ankigen.model import Source
from ankigen.model.settings import Settings
from ankigen.pipeline import study
from tests.command import run_here

SWALLOWED = """\
Rigging

## Spars and wires
- **Mast** – the upright spar that carries the sails
- **Boom**: the spar along the foot of a sail
- **Stay** - a wire that holds the mast fore and aft
- **Shroud**: a wire that holds the mast sideways
- **Halyard** — a rope that hoists a sail

- [ ] buy new rope
- [x] call the sailmaker
"""


def explained(folder: Path, file: str, line: int) -> str:
    ran = run_here(folder, "explain", f"{file}:{line}")
    assert ran.code == 0
    return ran.out


def test_a_command_that_a_finding_shows_runs_as_it_is_printed(tmp_path: Path) -> None:
    (tmp_path / "my notes").mkdir()
    (tmp_path / "my notes" / "a ship.md").write_text(SWALLOWED)
    told = run_here(tmp_path, "check", "my notes/a ship.md").out
    command = re.search(r'"(ankigen explain [^"]+)" shows', told)
    assert command, told
    words = shlex.split(command[1])
    assert words[2].startswith("my notes/a ship.md:")
    ran = run_here(tmp_path, *words[1:])
    assert ran.code == 0 and "\n[[reading]]\n" in ran.out
    assert "\"ankigen review 'my notes/a ship.md'\"" in told
    assert "add to my notes/a ship.ankigen.toml (a new file beside the notes)" in told
    (tmp_path / "my notes" / "a ship.ankigen.toml").write_text("# mine\n")
    told = run_here(tmp_path, "check", "my notes/a ship.md").out
    assert "add to my notes/a ship.ankigen.toml what" in told


def test_a_task_is_offered_as_skipped_and_the_offer_settles_it(tmp_path: Path) -> None:
    (tmp_path / "ship.md").write_text(SWALLOWED)
    told = explained(tmp_path, "ship.md", 11)
    assert 'is = "skip"' in told and "in ship.ankigen.toml (a new file" in told
    (tmp_path / "ship.ankigen.toml").write_text("[[reading]]" + told.partition("[[reading]]")[2])
    assert "skipped by [[reading]]" in explained(tmp_path, "ship.md", 11)


INSIDE = """\
Parts of a sail
Luff: the edge in front
  Leech
  The edge behind, which is the longest.
  Clew - the corner behind
  Tack
"""


@pytest.mark.parametrize(("line", "what"), [
    ("Leech", "headword"), ("Clew - the corner behind", "entry"), ("Tack", ""),
])  # fmt: skip
def test_a_line_is_offered_as_what_it_can_be(line: str, what: str) -> None:
    from ankigen.cli.layouts import _what

    raw = INSIDE.splitlines()
    number = next(n for n, text in enumerate(raw, 1) if text.strip() == line)
    assert _what(number, line, raw) == what


LOOSE = "The tide turned at noon and all of the boats came home.\n"


def test_a_line_without_a_headword_is_settled_by_what_its_finding_shows(tmp_path: Path) -> None:
    note = f"{LOOSE}\n# Ropes\n\n## Halyard\n\nIt hoists a sail.\n\n## Sheet\n\nIt trims a sail.\n"
    (tmp_path / "sea.md").write_text(note)
    told = run_here(tmp_path, "check", "sea.md").out
    shown = re.search(r"add to (\S+) .*: \[ignore\] (findings = \[.+\])$", told, re.M)
    assert shown, told
    (tmp_path / shown[1]).write_text(f"[ignore]\n{shown[2]}\n")
    settled = run_here(tmp_path, "check", "sea.md")
    assert settled.code == 0, settled.out


@pytest.mark.parametrize(("question", "advice"), [
    ("3. Where do they lie? on the plain below", "put the answer on a line of its own"),
    ("3. Where do they lie?", "write it"),
])  # fmt: skip
def test_an_answer_on_the_line_of_its_question_is_seen(question: str, advice: str) -> None:
    text = (
        f"1. What is a kame?\nA hill of sand.\n2. What is an esker?\nA ridge of gravel.\n"
        f"{question}\n4. What is till?\nRubble of all sizes.\n"
        "5. What is varve?\nA layer of a year.\n"
    )
    found = study([Source("a.txt", text.encode(), "a.txt")], Settings())
    message = next(f.message for f in found.findings if f.code == "no-definition")
    assert message.endswith(f"; {advice}, or remove the card")
