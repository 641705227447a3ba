"""What is loaded before a command does its work, and what takes no time beyond its size."""

from __future__ import annotations

import importlib
import pkgutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

import ankigen
from ankigen.cards.content.subjects import PERSON, subject_of
from ankigen.model import Entry, Origin, RichText
from ankigen.text.patterns import Later
from benchmarks.made_notes import notes
from benchmarks.stages import stages


def modules_after(code: str) -> set[str]:
    """The modules that a new interpreter has loaded when it has run some code."""
    told = f"{code}\nimport sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_version_is_told_without_the_command_line() -> None:
    code = "import sys; sys.argv[1:] = ['--version']\nfrom ankigen.__main__ import main; main()"
    loaded = modules_after(code)
    assert "ankigen" in loaded
    assert not {"typer", "ankigen.cli", "ankigen.model"} & loaded


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("Osmosis - water through a membrane.", set()), ("## A\\n\\n## B\\n\\n**C** d", {"bs4"})],
)
def test_plain_notes_load_no_reader_of_markup(text: str, wanted: set[str]) -> None:
    code = f"from ankigen.readers import READERS; READERS['.txt']('{text}'.encode(), 'a.txt')"
    assert {"bs4", "markdown"} & modules_after(code) >= wanted
    if not wanted:
        assert not {"bs4", "markdown"} & modules_after(code)


def test_a_build_loads_nothing_that_looks_at_plain_options(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Osmosis - water through a membrane.\n", encoding="utf-8")
    given = ["ankigen", "build", "notes.txt", "--out", "made", "--only", "csv", "-q"]
    code = f"import os, sys; os.chdir({str(tmp_path)!r}); sys.argv = {given}\n"
    code += "from ankigen.cli.app import app\ntry:\n    app()\nexcept SystemExit: pass"
    assert "pydantic" not in modules_after(code)
    assert [path.suffix for path in (tmp_path / "made").iterdir() if path.suffix] == [".csv"]


def test_each_stage_of_a_build_is_timed() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "notes.txt"
        path.write_text(notes(8), encoding="utf-8")
        took = stages(path)
    assert min(took.values()) >= 0
    assert {"segmentation", "spelling", "cards", "writing apkg"} <= took.keys()


@pytest.mark.parametrize("letter", ["A", "Б", "漢"])
def test_a_headword_in_capitals_is_looked_at_in_linear_time(letter: str) -> None:
    entry = Entry(RichText.of(letter * 4000 + "!"), (), Origin("a.txt", 1))
    began = time.process_time()
    assert subject_of(entry, ()) != PERSON
    assert time.process_time() - began < 5


def test_patterns_that_wait_to_be_asked_can_be_compiled() -> None:
    waiting = [
        value
        for module in pkgutil.walk_packages(ankigen.__path__, "ankigen.")
        if not module.name.endswith("__main__")
        for value in vars(importlib.import_module(module.name)).values()
        if isinstance(value, Later)
    ]
    assert waiting
    for value in waiting:
        assert value.search("") is None or value.pattern
