"""Terms without a text are one question of a review, whatever they were taken for."""

from __future__ import annotations

from pathlib import Path

import pytest

from ankigen.project.session import open_job
from ankigen.web.reviewing import Review
from tests.review_notes import question, snapshot, write_project
from tests.test_segmentation_lone_terms import HOMEOSTASIS


@pytest.fixture
def review(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Review:
    write_project(tmp_path, {"bio.txt": HOMEOSTASIS})
    monkeypatch.chdir(tmp_path)
    return Review.begin(open_job())


def topics(review: Review) -> set[str]:
    return {entry.topic for entry in snapshot(review).entries}


def texts(review: Review) -> str:
    return str(snapshot(review).entries)


def test_one_answer_leaves_all_of_them_out(review: Review) -> None:
    about = question(review, "without a text")
    alone = [row.text for row in about.rows if row.asked]
    assert alone[:3] == ["set point", "threshold", "thermoregulation"] and len(alone) == 6
    assert review.layouts(about.id, *about.asked) == []
    assert any("set-point" in topic for topic in topics(review))
    told = review.answer({"id": about.id, "choice": "alone-out"})
    review.read()
    assert "6 terms" in told
    assert not any("set-point" in topic for topic in topics(review))
    assert "threshold" not in texts(review)
    assert not any("without a text" in q.title for q in review.asked)


def test_what_is_right_as_it_is_is_not_asked_again(review: Review) -> None:
    review.answer({"id": question(review, "without a text").id, "choice": "alone"})
    review.read()
    assert not any("without a text" in q.title for q in review.asked)
    assert any("set-point" in topic for topic in topics(review))
