"""A noun of another language may be spelt as its translation is."""

from __future__ import annotations

import pytest

from ankigen.cards import make_notes
from ankigen.model.settings import Settings
from tests.cards_support import entry


@pytest.mark.parametrize(("term", "code"), [("das Taxi", ""), ("the taxi", "no-definition")])
def test_a_word_that_is_spelt_alike_abroad_is_a_card(term: str, code: str) -> None:
    notes, findings = make_notes([entry(term, "taxi")], Settings())
    assert bool(notes) is not bool(code)
    assert code in ("", *(f.code for f in findings))
