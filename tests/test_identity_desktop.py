"""What becomes of edits and reviews in a window of the real Anki: its import dialog, its editor,
its browser, and a push while it runs (`tests/desktop_cases.py` has the scenarios).
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping

import pytest

from tests.anki_window import apart
from tests.desktop_cases import SCENARIOS

pytestmark = [pytest.mark.desktop, pytest.mark.slow]


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """What became of each scenario, "" = well. They follow each other in one Anki."""
    report = tmp_path_factory.mktemp("desktop") / "report.json"
    try:
        apart("tests.desktop_cases", str(report))
    except subprocess.CalledProcessError as error:
        raise AssertionError(f"Anki ended: {error.output.decode()[-2000:]}") from None
    found: Mapping[str, str] = json.loads(report.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_in_a_window_of_anki(outcome: Mapping[str, str], scenario: str) -> None:
    assert outcome.get(scenario, "not reached") == ""
