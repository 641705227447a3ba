"""Spaces behind commas: one that was lost is put back, a habit of a file is told once."""

from __future__ import annotations

from ankigen.model.settings import TypoSettings
from ankigen.spelling import clean
from tests.spelling_support import entries

TIGHT = (
    "If the events are exclusive,then they cannot both occur.",
    "The mean is a measure of the middle,but it follows what lies far out.",
    "He counted the boxes,which were empty.For the rest,that was all.",
)
SPACED = "The first,then the second, and at last, when it was late, the third, came in."


def told(*texts: str) -> tuple[list[tuple[str, bool]], list[str]]:
    done = clean(entries(*((f"Term {n}", text) for n, text in enumerate(texts))), TypoSettings())
    fixes = [(f.after, f.applied) for e in done for f in e.fixes]
    return fixes, [f.message for e in done for f in e.findings if f.code == "commas"]


def test_a_lost_space_is_put_behind_a_comma() -> None:
    assert told(SPACED) == ([("first, then", True)], [])


def test_a_file_without_spaces_behind_commas_stays_and_is_told_of_once() -> None:
    fixes, (message,) = told(*TIGHT)
    assert fixes == []
    assert message.startswith('4 commas have no space behind them ("exclusive,then")')


def test_fewer_commas_without_a_space_than_with_one_are_slips() -> None:
    fixes, found = told(*TIGHT, SPACED, SPACED)
    assert ("exclusive, then", True) in fixes and not found
