"""Lists without marks are asked about first, and the layouts that they may have are offered."""

from __future__ import annotations

from pathlib import Path

import pytest

from ankigen.project.session import open_job
from ankigen.web.reviewing import Review
from tests.review_notes import SETTINGS

WORDS = (
    "Words of the farm\nbarka boat\nczepek bonnet\ndrewno wood\ngęś goose of the yard\nkot cat\n"
    "lustro looking glass\nmost bridge\nnożyczki a pair of scissors\nowca sheep\n"
    "parasol umbrella\nstodoła barn with two doors\nwrzeciono spindle\n"
)
COAST = (
    "Southward voyages\nLisbon, the port from which all of them sailed\n"
    "Gil Eanes rounded the cape that all had feared\n"
    "caravel, a ship that can sail against the wind\n"
    "Vasco da Gama reached India by sea\nand came home with a third of his men\n"
    "carrack, a larger ship for the voyage to India\n"
    "padrão, a pillar of stone that claims a coast\n"
    "Diogo Cão set up four of them on his voyages\n"
)
#: notes → the layout offered first, how many cards it gives, and some of their headwords
LISTS = {
    WORDS: ("its first word is the headword", 12, ("barka", "nożyczki", "wrzeciono")),
    COAST: (
        "its headword ends at the comma or is the name in front",
        8,
        ("Lisbon", "Gil Eanes", "caravel", "Vasco da Gama", "Diogo Cão"),
    ),
}


@pytest.mark.parametrize("notes", LISTS, ids=["words", "coast"])
def test_a_list_without_marks_is_asked_about_with_its_layout(
    notes: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    label, number, headwords = LISTS[notes]
    (tmp_path / "source").mkdir()
    (tmp_path / "ankigen.toml").write_text(SETTINGS)
    (tmp_path / "source/list.txt").write_text(notes)
    monkeypatch.chdir(tmp_path)
    review = Review.begin(open_job())
    first = review.asked[0]
    assert first.title == "Do these lines hold several cards?"
    offered = review.layouts(first.id, *first.asked)
    assert offered[0]["label"].endswith(label), offered
    told = review.answer({"id": first.id, "choice": "layout", "text": offered[0]["id"]})
    review.read()
    assert told and review._material is not None
    made = {entry.headword for entry in review._material.entries}
    assert len(made) == number and made >= set(headwords), made
