"""The fuzz targets: what once broke stays fixed, and a third of a second of new inputs each."""

from __future__ import annotations

import logging
import os
import warnings
from pathlib import Path

import pytest

from tests.fuzz.__main__ import CORPUS, broken, fuzz
from tests.fuzz.targets import TARGETS

#: Seconds of processor time for each target; a long run is `python -m tests.fuzz`.
SECONDS = float(os.environ.get("ANKIGEN_FUZZ_SECONDS", "0.3"))

KEPT = sorted(p for p in CORPUS.rglob("*") if p.is_file())


def target_of(path: Path) -> str:
    name = path.parent.name
    return name if name in TARGETS else f".{name}"


@pytest.mark.parametrize("path", KEPT, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_once_broke(path: Path) -> None:
    assert not broken(TARGETS[target_of(path)], path.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
def test_new_inputs_give_a_value_or_one_line(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging.root.manager, "disable", logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tried, found = fuzz(name, SECONDS, seed=1)
    assert tried and not found, "\n".join(found)
