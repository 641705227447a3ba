"""The fuzz targets: what once broke stays fixed, and a fifth of a second of new inputs each."""

from __future__ import annotations

import logging
import os
import warnings
from pathlib import Path

import pytest

from tests.fuzz.__main__ import CORPUS, broken, fuzz
from tests.fuzz.targets import TARGETS
from tests.sweeps import ALL, sweep

#: Seconds of processor time for each target: of a sweep, and with the rest of the tests. A long run
#: is `python -m tests.fuzz`.
SWEEP_SECONDS = float(os.environ.get("ANKIGEN_FUZZ_SECONDS", "0.3"))
SECONDS = SWEEP_SECONDS if ALL else min(0.2, SWEEP_SECONDS)

KEPT = sorted(p for p in CORPUS.rglob("*") if p.is_file())


def target_of(path: Path) -> str:
    name = path.parent.name
    return name if name in TARGETS else f".{name}"


@pytest.mark.parametrize("path", KEPT, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_once_broke(path: Path) -> None:
    assert not broken(TARGETS[target_of(path)], path.read_bytes())


@sweep
@pytest.mark.parametrize("name", TARGETS)
def test_new_inputs_give_a_value_or_one_line(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging.root.manager, "disable", logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tried, found = fuzz(name, SECONDS, seed=1)
    assert tried and not found, "\n".join(found)
