"""The public functions, as the docs show them."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import ankigen
from ankigen.model import AnkigenError
from tests.command import ROOT


def test_the_example_of_the_docs_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("notes.txt").write_text("Osmosis\nWater moves through a membrane.\n")
    code = re.search(r"```python\n(.*?)```", (ROOT / "docs/python.md").read_text(), re.DOTALL)
    assert code is not None
    exec(code[1], {})
    assert capsys.readouterr().out.splitlines() == ["Osmosis  (1, 2)", "['Biology.apkg']"]
    assert Path("made/index.html").is_file() and Path("Biology.ankigen.lock").is_file()


def test_what_cannot_be_read_is_one_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for function in (ankigen.parse, ankigen.build, ankigen.check):
        with pytest.raises(AnkigenError, match="no such file"):
            function("none.txt")


def test_importing_it_loads_nothing_else() -> None:
    code = "import sys, ankigen; print([m for m in sys.modules if m.startswith('ankigen.')])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert ran.stdout.strip() == "[]"
