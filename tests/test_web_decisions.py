"""Answers of a review without its page: every kind is taken back, and none is lost where several
write at once.
"""

from __future__ import annotations

import http.client
import json
import re
import subprocess
import sys
import threading
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from ankigen.model import AnkigenError
from ankigen.project.session import open_job
from ankigen.web.lines import file_id
from ankigen.web.reviewing import Review
from tests.command import ROOT, run_here
from tests.review_notes import REVOLUTION, REVOLUTION_CARDS, begun, question
from tests.served import Running, running

#: Every answer that a page can send: the question by its title, and the answer.
ANSWERS: list[tuple[str, dict[str, Any]]] = [
    ("no definition", {"choice": "right"}),
    *(
        ("no definition", {"choice": f"line-{what}", "rows": [[2, "wok\t"]]})
        for what in ("headword", "entry", "body", "join", "topic", "skip")
    ),
    ("hold several cards", {"choice": "right"}),
    ("hold several cards", {"choice": "leave-out"}),
    ("hold several cards", {"choice": "edit", "term": "Revolution", "text": "- a list"}),
    ("hold several cards", {"choice": "line-cut", "rows": [[3, "Who was who"]], "word": 2}),
    ("hold several cards", {"choice": "line-head", "rows": [[3, "Who was who"]], "word": 0}),
    (
        "hold several cards",
        {
            "choice": "line-topic",
            "rows": [[1, "The French Revolution"], [3, "Who was who"]],
        },
    ),
    ("hold several cards", {"choice": "layout"}),
    ("same card under another name", {"choice": "same"}),
    ("same card under another name", {"choice": "new"}),
    ("same card under another name", {"choice": "not-in-anki"}),
    ("of the definition of", {"choice": "ours"}),
    ("of the definition of", {"choice": "theirs"}),
    ("of the term of", {"choice": "ours"}),
    ("of the term of", {"choice": "theirs"}),
    ("Media missing", {"choice": "right"}),
    ("had this to tell", {"choice": "seen"}),
    *(('"in to" be', {"choice": c}) for c in ("here", "always", "refuse", "glossary")),
    ('"in to" be', {"choice": "instead", "text": "inside"}),
    ("one entry or two", {"choice": "right"}),
    ("one entry or two", {"choice": "apart"}),
    ("Which topic", {"choice": "topic", "text": "dogs"}),
    ("mistaken for each other", {"choice": "right"}),
    ("mistaken for each other", {"choice": "edit", "text": "The short-haired twin."}),
    ("mistaken for each other", {"choice": "leave-out"}),
]


def held(folder: Path) -> dict[str, bytes]:
    names = ("ankigen.toml", "edits.toml", "ankigen.lock")
    return {name: (folder / name).read_bytes() for name in names if (folder / name).exists()}


@pytest.fixture(scope="module")
def all_notes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return begun(tmp_path_factory.mktemp("all") / "deck")


def test_every_kind_of_answer_is_taken_back(
    all_notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(all_notes)
    review = Review.begin(open_job())
    before = held(all_notes)
    asked = [q.id for q in review.asked]
    for title, answer in ANSWERS:
        about = question(review, title)
        if answer["choice"] == "layout":
            first = review.layouts(about.id, *about.asked)[0]
            assert first["number"] == "8 cards"
            answer = {**answer, "text": first["id"]}
        told = review.answer({"id": about.id, **answer})
        assert told and held(all_notes) != before, answer
        taken, back = review.undo()
        assert (taken, back) == (told, about.id)
        assert held(all_notes) == before, answer
        # what an answer takes off the list comes back with the next reading, which is the same
        review.asked.append(about)
    review.read()
    assert [q.id for q in review.asked] == asked
    with pytest.raises(AnkigenError, match="nothing to undo"):
        review.undo()


def test_several_answers_are_taken_back_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = begun(tmp_path / "deck", "history.txt")
    (folder / "edits.toml").unlink()
    monkeypatch.chdir(folder)
    review = Review.begin(open_job())
    states = [held(folder)]
    for title, answer in (
        ('"in to" be', {"choice": "here"}),
        ("one entry or two", {"choice": "edit", "text": "A pot."}),  # edits.toml is made
        ('"any thing" be', {"choice": "always"}),
    ):
        review.answer({"id": question(review, title).id, **answer})
        review.read()
        states.append(held(folder))
    while states[1:]:
        states.pop()
        review.undo()
        assert held(folder) == states[-1]


def ask(server: Running, title: str, answer: Mapping[str, Any]) -> int:
    """An answer as the page sends it."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
    _, _, body = server.ask("state")
    about = next(q for q in json.loads(body)["questions"] if re.search(title, q["title"]))
    headers = {"Content-Type": "application/json", "Origin": f"http://127.0.0.1:{server.port}"}
    data = json.dumps({"id": about["id"], **answer}).encode()
    connection.request("POST", server.path + "answer", data, headers)
    return connection.getresponse().status


def test_two_reviews_and_builds_at_once_lose_no_decision(tmp_path: Path) -> None:
    folder = begun(tmp_path / "deck", "history.txt", "pots.tsv")
    first = [
        ('"in to" be', {"choice": "here"}),
        ("of the definition of", {"choice": "theirs"}),
        ("one entry or two", {"choice": "apart"}),
    ]
    second = [
        ('"any thing" be', {"choice": "always"}),
        ("of the term of", {"choice": "ours"}),
        ('"loosing" be', {"choice": "refuse"}),
    ]
    with (
        running(folder, "review", "--no-open") as one,
        running(folder, "review", "--no-open") as two,
    ):
        made: list[int] = []
        builds = [
            subprocess.Popen(
                [sys.executable, "-m", "ankigen", "build", "-q"],
                cwd=folder,
                env={"PYTHONPATH": str(ROOT), "PATH": ""},
            )
            for _ in range(2)
        ]

        def settle(server: Running, answers: list[tuple[str, dict[str, str]]]) -> None:
            made.extend(ask(server, title, answer) for title, answer in answers)

        threads = [threading.Thread(target=settle, args=a) for a in ((one, first), (two, second))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert made == [200] * 6
        assert [build.wait() for build in builds] == [0, 0]
    settings = tomllib.loads((folder / "ankigen.toml").read_text())
    assert settings["typos"]["accept"] == ["in to the -> into the", "any thing -> anything"] or (
        settings["typos"]["accept"] == ["any thing -> anything", "in to the -> into the"]
    )
    assert settings["typos"]["refuse"] == ["loosing -> losing"]
    assert settings["ignore"]["repeats"] == ["Kettle"]
    edits = tomllib.loads((folder / "edits.toml").read_text())
    assert "conflict" not in edits and len(edits["refused"]) == 1
    assert run_here(folder, "build").code == 0
    assert not [p for p in folder.iterdir() if p.name.startswith(".ankigen")]


def test_an_answer_waits_for_whoever_writes(tmp_path: Path) -> None:
    from ankigen.project.transaction import exclusive

    folder = begun(tmp_path / "deck", "history.txt")
    with running(folder, "review", "--no-open") as server:
        made: list[int] = []
        with exclusive(folder, folder / "dist"):
            answer = threading.Thread(
                target=lambda: made.append(ask(server, '"in to" be', {"choice": "here"}))
            )
            answer.start()
            answer.join(0.7)
            assert not made and "accept" not in (folder / "ankigen.toml").read_text()
        answer.join(120)
        assert made == [200] and "accept" in (folder / "ankigen.toml").read_text()


def test_a_layout_holds_for_lines_that_come_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = begun(tmp_path / "deck", "history.txt")
    page = folder / "source/persons.txt"
    notes = REVOLUTION.partition("\n\nBastille")[0] + "\n"
    page.write_text(notes)
    monkeypatch.chdir(folder)
    review = Review.begin(open_job())
    name = file_id("persons.txt")
    assert [row["text"] for row in review.file(name)["rows"]] == notes.splitlines()
    offered = review.layouts(name, 3, 11)[0]
    assert offered["label"].endswith("with a name") and offered["number"] == "8 cards"
    review.answer({"id": name, "choice": "layout", "text": offered["id"]})
    (layout,) = tomllib.loads((folder / "ankigen.toml").read_text())["layout"]
    assert layout["files"] == ["persons.txt"]
    page.write_text(notes + "Sieyes abbot who asked what the third estate is\n")
    assert run_here(folder, "build").code == 0
    terms = [
        line.partition("\t")[0] for line in (folder / "dist/quizlet.txt").read_text().splitlines()
    ]
    assert {"Sieyes", *REVOLUTION_CARDS[:-1]} <= set(terms)


def test_what_the_page_shows_may_be_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(begun(tmp_path / "deck", "revolution.txt"))
    review = Review.begin(open_job())
    about = question(review, "hold several cards")
    with pytest.raises(AnkigenError, match="have changed meanwhile"):
        review.answer({"id": about.id, "choice": "line-skip", "rows": [[3, "Another line"]]})
    with pytest.raises(AnkigenError, match="not offered any more"):
        review.answer({"id": about.id, "choice": "layout", "text": "none"})
    assert set(REVOLUTION_CARDS) > {c["term"] for c in review.layouts(about.id, 1, 13)[0]["cards"]}
