"""Where lines begin with dates, what a review offers for them never cuts one."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from ankigen.cards.rendering.plain import plain
from ankigen.model import AnkigenError
from ankigen.project.session import open_job
from ankigen.web.lines import file_id
from ankigen.web.reviewing import Review
from tests.review_notes import headwords, snapshot, write_project

#: Few of the lines begin with a date; three go on from the line above.
CAESARS = """\
Roman history summary

Julio-Claudians
Augustus took all offices of the republic one by one
14 AD Tiberius follows him
retires to Capri and leaves Rome to Sejanus
Caligula murdered by his own guard
Claudius found behind a curtain, made emperor
43 conquest of Britain begins
marries Agrippina, who brings her son into the palace
Nero becomes emperor at sixteen
64 fire burns for nine days
he builds the golden house on the ruins
Seneca has to kill himself
68 revolt of Vindex in Gaul

Why the line ended
There was no law on who should follow, so the soldiers chose.
"""
#: One run without a title, where months stand alone, too.
PETROGRAD = """\
russia 1917
feb strikes in Petrograd, bread riots
mars 2 nicholas abdicates
provisional govt takes over
lenin comes back in sealed train, april theses
july days bolsheviks tried too early
25 oct winter palace taken
dec cheka set up
jan 1918 assembly closed after one day
mar 1918 peace of brest litovsk
"""
#: No line is read as an entry, since all are the text of one.
VOYAGES = """\
Voyages
What was found, and by whom, in the order of the book that we had to read for the exam:
apr 1500 Cabral sights Brazil. Nobody had known
sept 1513 Balboa sees the Pacific. He wades in
nov 1520 Magellan passes the strait. Two ships are lost
sept 1522 one ship comes home. It leaks
"""
CASES = """\
Tort
donoghue v stevenson snail in bottle, neighbour principle
caparo v dickman three stage test, auditors owe shareholders as a body only
rylands v fletcher reservoir burst, strict liability
bolam test of what other doctors would do
bolitho court may reject opinion that has no logic
barnett v chelsea but for test, he'd have died anyway
"""


Begin = Callable[[str], Review]
NAME = file_id("list.txt")


@pytest.fixture
def begin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Begin:
    """Begins a review of a project of one file, list.txt."""

    def started(notes: str) -> Review:
        write_project(tmp_path, {"list.txt": notes})
        monkeypatch.chdir(tmp_path)
        review = Review.begin(open_job())
        review.file(NAME)
        return review

    return started


def test_a_date_or_a_name_in_front_is_the_headword_and_other_lines_go_on(begin: Begin) -> None:
    review = begin(CAESARS)
    offer = review.layouts(NAME, 3, 15)[0]
    assert offer["label"].endswith("its headword is the date or the name in front")
    review.answer({"id": NAME, "choice": "layout", "text": offer["id"]})
    review.read()
    named = ["Augustus", "14 AD", "Caligula", "Claudius", "43", "Nero", "64", "Seneca", "68"]
    assert headwords(review) == [*named, "Why the line ended"]


def test_a_month_alone_is_a_date_among_dates_and_no_offer_cuts_one(begin: Begin) -> None:
    review = begin(PETROGRAD)
    first, *others = review.layouts(NAME, 1, 10)
    assert first["label"].endswith("the date that leads is the headword")
    assert [c["term"] for c in first["cards"]][:2] == ["feb", "mars 2"]
    for offer in others[:-1]:
        terms = [c["term"] for c in offer["cards"]]
        assert "mars" not in terms and "mars 2" in terms
    review.answer({"id": NAME, "choice": "layout", "text": first["id"]})
    (layout,) = tomllib.loads(Path("ankigen.toml").read_text())["layout"]
    assert "{date}" in layout["pattern"] and len(layout["pattern"]) < 200
    notes = Path("source/list.txt")
    notes.write_text(notes.read_text() + "3. Mai 1918 treaty with Finland\n")
    review.read()
    assert headwords(review)[-1] == "3. Mai 1918"


@pytest.mark.parametrize("choice", ["line-head", "line-entry"])
def test_the_same_for_all_lines_like_one_that_begins_with_a_date(begin: Begin, choice: str) -> None:
    review = begin(VOYAGES)
    row = next(r for r in review.file(NAME)["rows"] if "Cabral" in r["text"])
    rows = [[row["number"], row["text"]]]
    told = review.answer({"id": NAME, "choice": choice, "rows": rows, "word": 1, "alike": True})
    assert "date" in told
    review.read()
    assert {"apr 1500", "sept 1513", "nov 1520", "sept 1522"} <= set(headwords(review))


def test_the_names_of_two_parties_are_the_headword(begin: Begin) -> None:
    review = begin(CASES)
    offer = review.layouts(NAME, 1, 7)[0]
    terms = [c["term"] for c in offer["cards"]]
    assert terms[:4] == ["donoghue v stevenson", "caparo v dickman", "rylands v fletcher", "bolam"]


def test_lines_of_like_length_do_not_take_turns(begin: Begin) -> None:
    review = begin(CAESARS.replace("Julio-Claudians\n", ""))
    labels = [offer["label"] for offer in review.layouts(NAME, 3, 14)]
    assert labels and not any("take turns" in label for label in labels)


def test_what_happened_is_parted_from_the_date_behind(begin: Begin) -> None:
    review = begin(
        "Voyages of the school book\nCabral sights Brazil. 1500\nBalboa at the sea, 1513\n"
        "One ship comes home (sept 1522)\nThe strait is passed - nov 1520\n"
    )
    offer = next(o for o in review.layouts(NAME, 1, 5) if "then its date" in o["label"])
    review.answer({"id": NAME, "choice": "layout", "text": offer["id"]})
    review.read()
    made = {e.headword: plain(e.body) for e in snapshot(review).entries}
    assert made["One ship comes home"] == "sept 1522" and made["Balboa at the sea"] == "1513"


def test_a_line_that_nothing_tells_apart_says_so(begin: Begin) -> None:
    review = begin(CASES)
    row = next(r for r in review.file(NAME)["rows"] if "bolam" in r["text"])
    answer = {"id": NAME, "rows": [[row["number"], row["text"]]], "alike": True}
    with pytest.raises(AnkigenError, match="no sign"):
        review.answer({**answer, "choice": "line-entry"})


def test_lines_added_to_a_run_go_on_or_begin_an_entry_until_no_line_is_a_card(
    begin: Begin,
) -> None:
    review = begin(CAESARS)
    offer = review.layouts(NAME, 3, 15)[0]
    told = review.answer({"id": NAME, "choice": "layout", "text": offer["id"]})
    assert told.endswith('for these lines and those that you add below "Julio-Claudians"')
    notes = Path("source/list.txt")
    more = "in Gaul\nsings in public and has the doors locked\n69 four emperors in one year\n"
    notes.write_text(notes.read_text().replace("in Gaul\n", more))
    review.read()
    assert headwords(review)[-2:] == ["69", "Why the line ended"]
    review.answer({"id": NAME, "choice": "layout", "text": review.layouts(NAME, 3, 17)[-1]["id"]})
    review.read()
    assert headwords(review) == ["Why the line ended"]


ORGANS = """\
digestion
mouth chews and mixes with amylase, starch to maltose
oesophagus pushes food down by peristalsis
stomach churns, acid kills bacteria, pepsin starts on protein
gall bladder stores bile
small intestine absorbs through villi
rectum stores faeces
"""


def test_what_stands_before_the_verb_is_the_headword_of_lines_that_say_what_a_thing_does(
    begin: Begin,
) -> None:
    review = begin(ORGANS)
    offer = review.layouts(NAME, 1, 7)[0]
    terms = [card["term"] for card in offer["cards"]]
    assert terms[3:] == ["gall bladder", "small intestine", "rectum"]


def test_headwords_that_look_alike_take_turns_with_texts_that_do_not(begin: Begin) -> None:
    review = begin(
        "cases\nMarbury v Madison (1803)\ncourts can strike down acts\n"
        "McCulloch v Maryland (1819)\nimplied powers, no state tax on a federal bank\n"
        "Plessy v Ferguson (1896)\nseparate but equal\n"
        "Brown v Board of Education (1954)\nschool segregation unlawful\n"
    )
    offer = review.layouts(NAME, 1, 9)[0]
    terms = [card["term"] for card in offer["cards"]]
    assert terms[:2] == ["Marbury v Madison (1803)", "McCulloch v Maryland (1819)"]


def test_an_offer_that_leaves_lines_over_stands_behind_one_that_fits(begin: Begin) -> None:
    review = begin(
        "people\nmendel crossed peas, counted ratios\ndarwin sailed on beagle, natural selection\n"
        "watson & crick model of the double helix 1953\nrosalind franklin x ray photo 51\n"
        "fleming mould in dish, penicillin\npasteur swan neck flasks, germs\n"
        "jenner cowpox, first vaccine\nkoch found tb bacterium\n"
    )
    first, *others = (offer["label"] for offer in review.layouts(NAME, 1, 9))
    assert "first word" in first and any("comma" in label for label in others)
