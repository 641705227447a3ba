"""Answers of a review are taken back at any time: after a build, after other changes, and by
another review than the one that gave them.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from ankigen.identity.lock import parse_lock
from ankigen.model import AnkigenError
from ankigen.project.session import open_job
from ankigen.project.undecide import undone
from ankigen.web.line_answers import SAME
from ankigen.web.reviewing import Review
from tests.command import run_here
from tests.review_notes import REVOLUTION_CARDS, begun, question


@pytest.fixture
def few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a list that is swallowed and words that may be wrong."""
    folder = begun(tmp_path / "deck", "history.txt", "revolution.txt")
    monkeypatch.chdir(folder)
    return folder


def terms(folder: Path) -> list[str]:
    assert run_here(folder, "build").code == 0
    text = (folder / "dist/quizlet.txt").read_text()
    return [line.partition("\t")[0] for line in text.splitlines()]


def take_first_layout(review: Review) -> None:
    about = question(review, "hold several")
    offered = review.layouts(about.id, *about.asked)
    review.answer({"id": about.id, "choice": "layout", "text": offered[0]["id"]})


def test_after_a_build_and_a_change_by_hand_an_answer_is_taken_back(few: Path) -> None:
    before = terms(few)
    review = Review.begin(open_job())
    take_first_layout(review)
    assert set(REVOLUTION_CARDS) <= set(terms(few))
    settings = few / "ankigen.toml"
    settings.write_text(settings.read_text() + "# mine\n\n[cards]\nlists = false\n")
    review.undo()
    assert "# mine" in settings.read_text()
    assert tomllib.loads(settings.read_text())["cards"] == {"lists": False}
    assert "reading" not in tomllib.loads(settings.read_text())
    assert terms(few) == before


def test_edits_and_items_go_and_what_they_replaced_comes_back(few: Path) -> None:
    review = Review.begin(open_job())
    about = question(review, "one entry or two")
    review.answer({"id": about.id, "choice": "edit", "text": "A pot."})
    review.read()
    about = question(review, '"in to" be')
    review.answer({"id": about.id, "choice": "here"})
    edits, settings = few / "edits.toml", few / "ankigen.toml"
    edits.write_text('refused = ["abcabc"]\n' + edits.read_text())
    settings.write_text(settings.read_text().replace("accept = [", 'accept = ["teh", '))
    review.undo()
    review.undo()
    assert tomllib.loads(settings.read_text())["typos"]["accept"] == ["teh"]
    held = tomllib.loads(edits.read_text())
    assert held["refused"] == ["abcabc"] and len(held["conflict"]) == 2 and "edit" not in held


def test_another_review_takes_back_what_stands(few: Path) -> None:
    before = terms(few)
    first = Review.begin(open_job())
    take_first_layout(first)
    about = question(first, '"in to" be')
    first.answer({"id": about.id, "choice": "always"})
    assert terms(few) != before
    review = Review.begin(open_job())
    assert not review.steps
    stands = {one["told"]: one["id"] for one in review.shown()["standing"]}
    told = next(t for t in stands if "below" in t or "layout" in t or "all " in t)
    assert "corrected: in to -> into" in stands
    review.take_back(stands[told])
    review.take_back(stands["corrected: in to -> into"])
    assert terms(few) == before
    with pytest.raises(AnkigenError, match="does not stand any more"):
        review.take_back(stands[told])
    review.undo()  # it can be taken back that it was taken back
    assert tomllib.loads((few / "ankigen.toml").read_text())["typos"]["accept"] == ["in to -> into"]


def test_what_a_build_has_used_says_what_to_do_and_bars_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = begun(tmp_path / "deck", "cells.md", "history.txt")
    monkeypatch.chdir(folder)
    review = Review.begin(open_job())
    before = (folder / "ankigen.toml").read_text()
    review.answer({"id": question(review, '"in to" be').id, "choice": "here"})
    review.answer({"id": question(review, "same card").id, "choice": "same"})
    assert run_here(folder, "build").code == 0
    with pytest.raises(AnkigenError, match=r"restore ankigen.lock as it was before that build"):
        review.undo()
    review.undo()
    assert (folder / "ankigen.toml").read_text() == before


def test_a_deck_that_was_never_imported_is_asked_about_its_past_but_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = begun(tmp_path / "deck", "cells.md")
    monkeypatch.chdir(folder)
    kept = {n.guid for n in parse_lock(Path("ankigen.lock").read_text()).notes if not n.removed_at}
    review = Review.begin(open_job())
    assert {"identity", "notice"} <= {q.kind for q in review.asked}
    about = question(review, "same card under another name")
    review.answer({"id": about.id, "choice": "not-in-anki"})
    review.read()
    assert not {"identity", "notice"} & {q.kind for q in review.asked}
    made = run_here(folder, "build")
    assert made.code == 0 and "no longer" not in made.out + made.err
    lock = parse_lock(Path("ankigen.lock").read_text())
    assert {n.guid for n in lock.notes} == kept and not lock.removed


TABLE = '[[reading]]\nfile = "a.txt"\nline = "one"\nis = "{}"\n'


def test_a_decision_that_replaced_another_gives_it_its_place_back() -> None:
    before, after = (TABLE.format(what) for what in ("topic", "headword"))
    now = "# mine\n" + after + "\n" + TABLE.format("body").replace("one", "two")
    made = tomllib.loads(undone(before, after, now, SAME))["reading"]
    assert [(t["line"], t["is"]) for t in made] == [("one", "topic"), ("two", "body")]
