"""Lists without marks are asked about first, and the layouts that they may have are offered."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from ankigen.cards.rendering.plain import plain
from ankigen.model import AnkigenError
from ankigen.project.session import open_job
from ankigen.web.lines import file_id
from ankigen.web.reviewing import Review
from tests.review_notes import headwords, snapshot, write_project

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


Begin = Callable[[str], Review]


@pytest.fixture
def begin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Begin:
    """Begins a review of a project of one file, list.txt."""

    def started(notes: str) -> Review:
        write_project(tmp_path, {"list.txt": notes})
        monkeypatch.chdir(tmp_path)
        return Review.begin(open_job())

    return started


@pytest.mark.parametrize("notes", LISTS, ids=["words", "coast"])
def test_a_list_without_marks_is_asked_about_with_its_layout(notes: str, begin: Begin) -> None:
    label, number, wanted = LISTS[notes]
    review = begin(notes)
    first = review.asked[0]
    assert first.title == "Do these lines hold several cards?"
    offered = review.layouts(first.id, *first.asked)
    assert offered[0]["label"].endswith(label), offered
    told = review.answer({"id": first.id, "choice": "layout", "text": offered[0]["id"]})
    review.read()
    assert told
    made = set(headwords(review))
    assert len(made) == number and made >= set(wanted), made


def take(review: Review, name: str, offer: Mapping[str, Any]) -> None:
    review.answer({"id": name, "choice": "layout", "text": offer["id"]})
    review.read()


TWO_RUNS = """\
Words of the kitchen
garnek pot
miska bowl
nóż knife
sito sieve
talerz plate
widelec fork

Farm work
It begins at five in the morning, and nobody asks who has slept.
"""


def test_a_layout_of_a_run_holds_for_lines_that_are_added_to_it(begin: Begin) -> None:
    review = begin(TWO_RUNS)
    name = file_id("list.txt")
    review.file(name)
    offer = review.layouts(name, 1, 7)[0]
    assert offer["hint"] == 'these lines and those that you add below "Words of the kitchen"'
    take(review, name, offer)
    (run,) = [t for t in settings()["reading"] if t["is"] == "entry"]
    assert run["below"] == "Words of the kitchen"
    Path("source/list.txt").write_text(TWO_RUNS.replace("nóż knife", "nóż knife\nłyżka spoon"))
    review.read()
    assert "łyżka" in headwords(review) and "Farm work" in headwords(review)
    # another layout of the same run takes the place of the first
    again = review.layouts(name, 1, 8)
    assert again == [] or all("below" not in str(offer["cards"]) for offer in again)


def settings() -> dict[str, Any]:
    return tomllib.loads(Path("ankigen.toml").read_text())


def test_a_headword_alone_among_lines_that_hold_both_has_the_line_below(begin: Begin) -> None:
    review = begin(
        WORDS.replace("lustro looking glass", "lustro\nwhat one looks into in the morning")
    )
    first = review.asked[0]
    take(review, first.id, review.layouts(first.id, *first.asked)[0])
    entry = next(e for e in snapshot(review).entries if e.headword == "lustro")
    assert plain(entry.body) == "what one looks into in the morning"


BONES = """\
Bones of the leg

femur is the bone of the thigh
The patella is what the knee is covered with
tibia and fibula are the bones below the knee
talus was once used for dice
calcaneus is the heel
"""


def test_lines_that_say_what_a_thing_is_are_offered_at_their_verb(begin: Begin) -> None:
    review = begin(BONES)
    name = file_id("list.txt")
    review.file(name)
    offered = review.layouts(name, 3, 7)
    verb = next(o for o in offered if '"is"' in o["label"])
    terms = [card["term"] for card in verb["cards"]]
    assert terms[2:] == ["tibia and fibula", "talus", "calcaneus"]
    assert "patella" in terms[1]


def test_no_offer_gives_only_what_a_better_one_gives_and_examples_differ(begin: Begin) -> None:
    review = begin(COAST)
    first = review.asked[0]
    offered = review.layouts(first.id, *first.asked)
    shown = [[card["term"] for card in offer["cards"]] for offer in offered]
    assert len({tuple(terms) for terms in shown}) == len(shown)
    for n, terms in enumerate(shown[:-1]):
        assert all(not set(terms) <= set(better) for better in shown[:n])


def test_the_last_offer_is_that_none_of_the_lines_is_a_card(begin: Begin) -> None:
    review = begin(
        WORDS + "\nHarvest\nWhen the corn is ripe, all of the village is in the fields.\n"
    )
    first = review.asked[0]
    *_, last = review.layouts(first.id, *first.asked)
    assert last["label"] == "None of these lines is a card" and last["number"] == "no card"
    take(review, first.id, last)
    assert headwords(review) == ["Harvest"]


@pytest.mark.parametrize(
    ("line", "word", "found"),
    [
        ("kot cat", 0, ["kot", "lustro", "most"]),
        ("nożyczki a pair of scissors", 1, ["nożyczki a", "gęś goose", "stodoła barn"]),
    ],
)
def test_the_word_of_one_line_is_that_of_all_lines_around_it(
    begin: Begin, line: str, word: int, found: list[str]
) -> None:
    review = begin(WORDS)
    name = file_id("list.txt")
    page = review.file(name)
    (row,) = [r for r in page["rows"] if r["text"] == line]
    answer = {"id": name, "choice": "line-head", "word": word, "alike": True}
    told = review.answer({**answer, "rows": [[row["number"], row["text"]]]})
    review.read()
    assert "headword" in told and set(found) <= set(headwords(review))


def test_the_word_of_a_line_with_a_list_marker_is_the_one_that_was_chosen(begin: Begin) -> None:
    review = begin("Words\n\n- kot cat at home\n- most bridge of wood\n- owca sheep on a hill\n")
    name = file_id("list.txt")
    row = next(r for r in review.file(name)["rows"] if "kot" in r["text"])
    answer = {
        "id": name,
        "choice": "line-head",
        "alike": True,
        "rows": [[row["number"], row["text"]]],
    }
    for word in (-1, 0, 5):
        with pytest.raises(AnkigenError, match="choose a word"):
            review.answer({**answer, "word": word})
    review.answer({**answer, "word": 1})
    review.read()
    assert headwords(review) == ["kot", "most", "owca"]


def test_the_word_of_one_line_may_be_that_of_the_chosen_lines(begin: Begin) -> None:
    review = begin("Coast\n\n" + COAST.partition("\n")[2])
    name = file_id("list.txt")
    page = review.file(name)
    rows = [[r["number"], r["text"]] for r in page["rows"] if ", a " in r["text"]]
    review.answer({"id": name, "choice": "line-head", "word": 0, "rows": rows[:2]})
    review.read()
    assert {"caravel", "carrack"} <= set(headwords(review))
    with pytest.raises(AnkigenError, match="no other line around"):
        one = next(r for r in page["rows"] if "Vasco" in r["text"])
        review.answer(
            {
                "id": name,
                "choice": "line-head",
                "word": 5,
                "alike": True,
                "rows": [[one["number"], one["text"]], rows[0]],
            }
        )


TABLE = """\
Minerals

Mineral
Hardness
Used for
Talc
1
powder and paper
Gypsum
2
plaster and boards for walls
Calcite
3
cement
Fluorite
4
steel works and toothpaste

Rocks are mixtures
A rock is made of several minerals, as granite is of quartz, feldspar and mica.
"""


def test_a_table_that_was_pasted_line_by_line_is_a_card_a_row(begin: Begin) -> None:
    review = begin(TABLE)
    name = file_id("list.txt")
    review.file(name)
    offer = review.layouts(name, 3, 17)[0]
    assert offer["label"].startswith("A table line by line: 3 lines are a card")
    take(review, name, offer)
    made = {e.headword: plain(e.body).split() for e in snapshot(review).entries}
    # no number of the table is taken for that of a page
    assert made["Talc"] == ["1", "powder", "and", "paper"] and made["Fluorite"][0] == "4"
    assert list(made) == ["Talc", "Gypsum", "Calcite", "Fluorite", "Rocks are mixtures"]


MEIJI = """\
Lecture 3

People of the new Japan
Mutsuhito emperor from 1867, fifteen years old when he came to the throne
Saigo Takamori led the army of Satsuma, later fell in the rebellion of his own samurai
Okubo Toshimichi minister of the interior, murdered in 1878
daimyo lord of a domain, gave up his lands in 1869
zaibatsu family firm that owned banks and mines
genro old statesmen who chose the ministers

Why it mattered
In forty years a closed country became a power that beat Russia in 1905.
"""


def test_names_and_words_side_by_side_are_one_layout_and_their_heading_is_none_of_them(
    begin: Begin,
) -> None:
    review = begin(MEIJI)
    name = file_id("list.txt")
    review.file(name)
    offered = review.layouts(name, 3, 9)
    offer = offered[0]
    assert "in front, else its first word" in offer["label"]
    take(review, name, offer)
    found = ["Mutsuhito", "Saigo Takamori", "Okubo Toshimichi", "daimyo", "zaibatsu", "genro"]
    assert headwords(review) == [*found, "Why it mattered"]


LESSON = """\
Finnish lesson 4
aamu morning
auto car
hyvää päivää good day
joki river
kiitos thank you
lumi snow
metsä forest
nähdään pian see you soon
pöytä table
ruoka food
sauna
hot room with a stove
talvi winter
"""


def test_lines_above_that_were_read_as_topics_belong_to_the_list(begin: Begin) -> None:
    review = begin(LESSON)
    first = review.asked[0]
    assert first.asked[0] == 3
    offer = review.layouts(first.id, *first.asked)[0]
    assert offer["lines"][0] == 1 and offer["number"] == "12 cards"
    assert offer["hint"].endswith('below "Finnish lesson 4"')
    assert offer["cards"][0]["term"] == "aamu"


def test_a_file_with_one_swallowed_list_is_asked_about_once(begin: Begin) -> None:
    begun = begin(LESSON + "\nWhat was new\nThe cases of the place, all six of them.\n")
    assert [q.title for q in begun.asked].count("Do these lines hold several cards?") == 1


CELLAR = (
    "Wines, from the cellar\n\nriesling keeps its acid, grows on slate\nchenin holds sugar\n"
    "merlot makes round wines\nold vines few grapes, deep roots\nold casks give little wood\n"
    "lees fine yeast, stirred (gives body)\ntartar forms crystals in the cold\n"
    "cork lets some air in, bark of an oak\nracking off the lees into clean casks\n"
    "fining egg white takes haze down\nsulphur guards against air\nbung closes the hole\n"
)


def test_the_first_word_is_offered_and_counted_as_it_comes(begin: Begin) -> None:
    review = begin(CELLAR)
    name = review.file(file_id("list.txt"))["id"]
    offered = review.layouts(name, 3, 14)
    (first,) = [
        offer for offer in offered if offer["label"].endswith("its first word is the headword")
    ]
    assert first["number"] == "11 cards"  # "old" twice
    take(review, name, first)
    review.read()
    assert len([h for h in headwords(review) if h != "Wines, from the cellar"]) == 11
