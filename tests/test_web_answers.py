"""Each answer of a review changes what it is about, all of it, and nothing else."""

from __future__ import annotations

import asyncio
import io
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from starlette.requests import Request

from ankigen.cards.rendering.plain import plain
from ankigen.exporters.html import page_data
from ankigen.model import AnkigenError, Entry, Origin, Paragraph, RichText
from ankigen.project.session import open_job
from ankigen.sync.entry_values import body_html, fingerprint_of
from ankigen.sync.notes_patch import apply_patch, named_files
from ankigen.web.lines import file_id
from ankigen.web.question import Question
from ankigen.web.review import ReviewServer
from ankigen.web.reviewing import Review
from ankigen.web.typo_questions import typo_questions
from tests.review_notes import PETS, begun, headwords, question, snapshot, write_project

Begin = Callable[..., Review]


@pytest.fixture
def begin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Begin:
    """Begins a review of notes (file → text or bytes)."""

    def started(files: Mapping[str, str | bytes], more: str = "", edits: str = "") -> Review:
        write_project(tmp_path, files, more)
        if edits:
            (tmp_path / "edits.toml").write_text(edits)
        monkeypatch.chdir(tmp_path)
        return Review.begin(open_job())

    return started


def entries(review: Review) -> tuple[Entry, ...]:
    return tuple(snapshot(review).entries)


def cards(review: Review) -> dict[str, str]:
    return {entry.headword: plain(entry.body) for entry in entries(review)}


def codes(review: Review) -> set[str]:
    return {f.code for f in snapshot(review).findings if f.needs_person}


def answer(review: Review, about: Question, choice: str, **more: Any) -> str:
    told = review.answer({"id": about.id, "choice": choice, **more})
    review.read()
    return told


def edits() -> list[dict[str, str]]:
    return list(tomllib.loads(Path("edits.toml").read_text()).get("edit", []))


# --------------------------------------------------------------------------- edits

TWINS = """\
## Persian cat

A cat of $m = 5$ kg with *long* soft hair, copper eyes and a flat wide face.

![its face](face.png)

| a | b |
| --- | --- |
| 1 | 2 |

## Exotic cat

A cat of $m = 5$ kg with *short* soft hair, copper eyes and a flat wide face.

![](face.png)

| a | b |
| --- | --- |
| 1 | 2 |
"""
PNG = b"\x89PNG\r\n\x1a\n"


def test_an_edit_keeps_marks_tables_pictures_and_formulas(begin: Begin) -> None:
    review = begin({"pets.md": TWINS, "face.png": PNG})
    about = question(review, "mistaken")
    before = body_html(entries(review)[1].body)
    assert all(s in before for s in ("<em>", "<table>", "<img", "m = 5"))
    text = about.more["definition"].replace("flat wide", "flat")
    answer(review, about, "edit", term=about.more["term"], text=text)
    assert body_html(entries(review)[1].body) == before.replace("flat wide", "flat")
    assert body_html(entries(review)[0].body).count("flat wide") == 1


def test_an_edit_that_would_drop_a_picture_is_refused(begin: Begin) -> None:
    beside = TWINS.replace("flat wide face.\n\n![](face.png)", "flat wide ![](face.png) face.")
    review = begin({"pets.md": beside, "face.png": PNG})
    about = question(review, "mistaken")
    text = about.more["definition"].replace("copper", "golden")
    with pytest.raises(AnkigenError, match=r"a picture or a sound .* would be lost"):
        answer(review, about, "edit", term=about.more["term"], text=text)
    assert not Path("edits.toml").exists()


def test_a_renamed_entry_can_be_edited_and_given_a_topic(begin: Begin) -> None:
    review = begin({"pets.txt": PETS})
    about = question(review, "mistaken")
    answer(review, about, "edit", term="Exotic shorthair", text=about.more["definition"])
    answer(
        review, question(review, "mistaken", "Exotic shorthair"), "edit", text="Two. It is short."
    )
    assert cards(review)["Exotic shorthair"] == "Two. It is short."
    assert "Exotic cat" not in cards(review)
    assert "lost-edit" not in codes(review)
    assert {edit["term"] for edit in edits()} == {"Exotic cat"}


KETTLES = """\
Pot
A round vessel of copper with a wide lid and two iron handles.

Kettle
A round vessel of copper with a small lid and two iron handles.

Oolong
A tea that is half fermented and rolled by hand.

Kettle
A drum that stands in the orchestra.
"""
APART = '\n[ignore]\nrepeats = ["Kettle"]\n'


@pytest.mark.parametrize("field", ["definition", "term"])
def test_an_edit_of_one_of_two_entries_of_a_name_is_its_own(begin: Begin, field: str) -> None:
    review = begin({"h.txt": KETTLES}, APART)
    before = entries(review)
    about = question(review, "mistaken")
    change = {"text": "A vessel, edited."} if field == "definition" else {"term": "Tea kettle"}
    answer(review, about, "edit", **change)
    _pot, first, _oolong, second = entries(review)
    assert second.body == before[3].body and second.headword == "Kettle"
    if field == "definition":
        assert plain(first.body) == "A vessel, edited."
    else:
        assert first.headword == "Tea kettle" and first.body == before[1].body
    assert not codes(review) & {"stale-edit", "lost-edit"}


def test_both_of_two_entries_of_a_name_can_be_edited(begin: Begin) -> None:
    review = begin({"h.txt": KETTLES}, APART)
    for title, text in (("mistaken", "A vessel, edited."), ("ask the same", "A drum, edited.")):
        answer(review, question(review, title, "Kettle"), "edit", text=text)
    edited = [plain(e.body) for e in entries(review)[1::2]]
    assert edited == ["A vessel, edited.", "A drum, edited."]
    assert not codes(review) & {"stale-edit", "lost-edit"}


# --------------------------------------------------------------------------- left out


@pytest.mark.parametrize("renamed", [False, True])
def test_a_corrected_or_renamed_entry_is_left_out(begin: Begin, renamed: bool) -> None:
    review = begin({"pets.txt": PETS.replace("Exotic cat", "Exotic reciever")})
    assert "Exotic receiver" in cards(review)
    about = question(review, "mistaken")
    if renamed:
        answer(review, about, "edit", term="Exotic shorthair", text=about.more["definition"])
        about = question(review, "mistaken")
    answer(review, about, "leave-out")
    assert not [name for name in cards(review) if name.startswith("Exotic")]
    assert "lost-edit" not in codes(review)


def test_all_entries_of_a_name_are_left_out_only_where_the_button_says_so(begin: Begin) -> None:
    review = begin({"h.txt": KETTLES}, APART)
    about = question(review, "mistaken")
    (choice,) = (c for c in about.choices if c.name == "leave-out")
    assert choice.label == 'Leave out all entries "Kettle"'
    answer(review, about, "leave-out")
    assert list(cards(review)) == ["Pot", "Oolong"]


# --------------------------------------------------------------------------- two entries on a line

ONE_LINE = """\
Persian cat
A cat with long soft hair, copper eyes and a flat wide face.

Bukhara - a city of scholars in the desert. Exotic cat - a cat with short soft hair, copper eyes \
and a flat wide face.

Kashgar
A market town below the mountains.
"""


def test_the_second_entry_of_a_line_is_the_one_that_its_finding_is_about(begin: Begin) -> None:
    review = begin({"r.txt": ONE_LINE})
    page = review.file(file_id("r.txt"))
    row = next(row for row in page["rows"] if "Exotic" in row["text"])
    word = row["text"].split().index("Exotic")
    cut = {"choice": "line-cut", "rows": [[row["number"], row["text"]]], "word": word}
    review.answer({"id": page["id"], **cut})
    review.read()
    assert headwords(review) == [
        "Persian cat",
        "Bukhara",
        "Exotic cat",
        "Kashgar",
    ]
    rows = review.file(file_id("r.txt"))["rows"]
    assert [r["entry"] for r in rows if r["number"] == row["number"]] == ["Bukhara", "Exotic cat"]
    about = question(review, "mistaken")
    assert about.more["term"] == "Exotic cat"
    made = page_data(snapshot(review).deck)
    placed = {note[0]: made["entries"][note[2]]["place"] for note in made["notes"]}
    assert placed["Bukhara"] == placed["Exotic cat"] and len(made["entries"]) == 4
    assert len({note[2] for note in made["notes"]}) == 4
    answer(review, about, "leave-out")
    assert list(cards(review)) == ["Persian cat", "Bukhara", "Kashgar"]


# --------------------------------------------------------------------------- conflicts

CONFLICT = """
[[conflict]]
term = "Kettle"
field = "definition"
file = "a.txt"
ours = "<p>A vessel</p>"
theirs = "<p>A vessel in which water boils.</p>"
source = "f.csv"
mark = "abc"
"""
TWO_FILES = {
    "a.txt": "Kettle\nA vessel for water.\n\nOolong\nA tea that is half fermented and rolled.\n",
    "b.txt": "Kettle\nA drum in the orchestra.\n\nHarp\nStrings that are plucked by both hands.\n",
}


def test_theirs_goes_to_the_entry_of_its_own_file(begin: Begin) -> None:
    review = begin(TWO_FILES, APART, CONFLICT)
    answer(review, question(review, "Two versions"), "theirs")
    assert [(e.origin.file, plain(e.body)) for e in entries(review) if e.headword == "Kettle"] == [
        ("a.txt", "A vessel in which water boils."),
        ("b.txt", "A drum in the orchestra."),
    ]


def test_theirs_is_offered_for_an_entry_that_an_edit_renames(begin: Begin) -> None:
    rename = '[[edit]]\nterm = "Kettle"\nfield = "term"\nfile = "a.txt"\nnow = "Tea kettle"\n'
    review = begin({"a.txt": TWO_FILES["a.txt"]}, "", rename + CONFLICT)
    answer(review, question(review, "Two versions"), "theirs")
    assert cards(review)["Tea kettle"] == "A vessel in which water boils."


def test_theirs_finds_an_entry_that_was_moved_to_another_file(begin: Begin) -> None:
    moved = CONFLICT.replace('"a.txt"', '"old.txt"')
    review = begin({"a.txt": TWO_FILES["a.txt"]}, "", moved)
    answer(review, question(review, "Two versions"), "theirs")
    assert cards(review)["Kettle"] == "A vessel in which water boils."
    assert edits()[0]["file"] == "a.txt"


# --------------------------------------------------------------------------- corrections


def document(*parts: tuple[str, str]) -> bytes:
    made = docx.Document()
    for heading, text in parts:
        made.add_heading(heading, 2)
        made.add_paragraph(text)
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def test_a_correction_in_this_place_stays_there_where_there_are_no_raw_lines(begin: Begin) -> None:
    tea = document(
        ("Caravans", "The tea trade moved over the mountains. They came form the east."),
        ("Cup", "Its form is round, and the form of the handle is a ring."),
        ("Clippers", "Fast sailing ships raced the first leaves of the year to London."),
    )
    review = begin({"tea.docx": tea})
    answer(review, question(review, '"form" be "from"'), "here")
    assert "came from the east" in cards(review)["Caravans"]
    assert cards(review)["Cup"] == "Its form is round, and the form of the handle is a ring."


def test_a_correction_in_this_place_holds_for_the_second_of_a_line(begin: Begin) -> None:
    notes = "Cup\nIts form is round, and it came form the east.\n\nHarp\nStrings to pluck.\n"
    review = begin({"h.txt": notes})
    answer(review, question(review, '"form" be "from"'), "here")
    assert cards(review)["Cup"] == "Its form is round, and it came from the east."


def test_where_no_word_tells_the_place_it_is_not_offered(begin: Begin) -> None:
    review = begin({"h.txt": "Cup\nRound.\nIn to.\n\nHarp\nStrings that go in to the frame.\n"})
    about = question(review, "[Ii]n to")
    fix, _phrase = about.about
    alone = replace(fix, start=0, place="term")
    entry = entries(review)[0].but(term=RichText.of(fix.before), fixes=())
    again = replace(snapshot(review), entries=(entry.but(fixes=(alone,)),))
    offered = [{c.name for c in q.choices} for q in typo_questions(again)]
    assert "here" in {c.name for c in about.choices}
    assert offered and not any("here" in names for names in offered)


# --------------------------------------------------------------------------- cuts


def cut(review: Review, name: str, line: str, word: int) -> str:
    """Cuts a line of a file before a word, by its place from 0."""
    page = review.file(file_id(name))
    row = next(row for row in page["rows"] if line in row["text"])
    rows = [[row["number"], row["text"]]]
    told = review.answer({"id": page["id"], "choice": "line-cut", "rows": rows, "word": word})
    review.read()
    return told


ROADS = """\
Samarkand
A city of caravans in the valley of the Zeravshan.

Roads
The way to Merv is long and dry. Merv is long and far away: an oasis.

Kashgar
A market town below the mountains.
"""


def test_a_cut_is_found_by_so_many_words_as_stand_nowhere_before(begin: Begin) -> None:
    notes = ROADS.replace("Merv is long and far", "Merv is long and dry. And far")
    review = begin({"r.txt": notes})
    cut(review, "r.txt", "The way to Merv", 8)
    assert [row["text"] for row in review.file(file_id("r.txt"))["rows"]][4:6] == [
        "The way to Merv is long and dry.",
        "Merv is long and dry. And far away: an oasis.",
    ]
    assert "Merv" in " ".join(cards(review)) and "dry" in cards(review)["Roads"]


def test_a_cut_at_words_that_all_stand_before_is_refused(begin: Begin) -> None:
    review = begin({"r.txt": ROADS.replace("Merv is long and far away: an oasis.", "Merv")})
    before = cards(review)
    with pytest.raises(AnkigenError, match="stands earlier in the line"):
        cut(review, "r.txt", "The way to Merv", 8)
    review.read()
    assert cards(review) == before


# --------------------------------------------------------------------------- lines without marks

COAST = """\
Portugal first

Henry the Navigator, a prince who paid for the ships
Ceuta, taken by Portugal in 1415 and held for good
caravel small ship that could sail against the wind
"""


COAST_LIST = """\
Lisbon, the port from which all of them sailed
Henry the Navigator, a prince who paid for the ships
Ceuta, taken by Portugal in 1415 and held for good
Cape Bojador, which nobody dared to pass before 1434
"""


def say(review: Review, choice: str, *lines: str, **more: Any) -> str:
    """Says of lines of the only file what they are."""
    (file,) = snapshot(review).deck.lines
    page = review.file(file_id(file))
    rows = [[r["number"], r["text"]] for r in page["rows"] if r["text"].startswith(lines)]
    told = review.answer({"id": page["id"], "choice": choice, "rows": rows, **more})
    review.read()
    return told


def test_a_line_parted_by_a_comma_is_an_entry(begin: Begin) -> None:
    review = begin({"coast.txt": COAST})
    say(review, "line-entry", "Henry", "Ceuta")
    assert cards(review)["Henry the Navigator"] == "a prince who paid for the ships"
    assert cards(review)["Ceuta"].startswith("taken by Portugal in 1415")


def test_a_line_that_no_sign_parts_is_no_entry_without_its_headword(begin: Begin) -> None:
    review = begin({"coast.txt": COAST})
    before = Path("ankigen.toml").read_bytes()
    with pytest.raises(AnkigenError, match=r'no sign parts .* "caravel small'):
        say(review, "line-entry", "Ceuta", "caravel")
    assert Path("ankigen.toml").read_bytes() == before


def test_a_line_parted_by_blanks_is_an_entry(begin: Begin) -> None:
    review = begin({"coast.txt": COAST.replace("caravel small", "caravel   small")})
    say(review, "line-entry", "caravel")
    assert cards(review)["caravel"].startswith("small")


def test_a_new_settings_file_begins_with_no_blank_line(begin: Begin) -> None:
    review = begin({"coast.txt": COAST})
    Path("ankigen.toml").write_text("")
    say(review, "line-topic", "Portugal first")
    assert Path("ankigen.toml").read_text().startswith("[[reading]]")


def test_a_headword_ends_before_its_comma(begin: Begin) -> None:
    review = begin({"coast.txt": COAST})
    told = say(review, "line-head", "Henry", word=2)
    assert told == '"Henry the Navigator" is the headword'
    assert cards(review)["Henry the Navigator"].startswith("a prince who")


def test_offers_leave_what_was_decided_as_it_is(begin: Begin) -> None:
    review = begin({"coast.txt": COAST_LIST})
    (file,) = snapshot(review).deck.lines
    page = review.file(file_id(file))
    first = review.layouts(page["id"], 1, 9)
    assert any("Lisbon" in str(choice["cards"]) for choice in first)
    say(review, "line-topic", "Lisbon")
    offered = review.layouts(page["id"], 1, 9)
    assert offered and not any("Lisbon" in str(choice["cards"]) for choice in offered)
    told = review.answer({"id": page["id"], "choice": "layout", "text": offered[0]["id"]})
    review.read()
    assert told and "Lisbon" not in cards(review) and "Ceuta" in cards(review)


def test_the_same_for_all_lines_of_a_shape_tells_how_many_they_are(begin: Begin) -> None:
    notes = "Pots\n\niron: heavy and slow\nclay: gives its taste\nglass: shows the leaves\n"
    review = begin({"pots.txt": notes})
    assert say(review, "line-entry", "clay", alike=True) == "3 lines of the shape *: * are entries"
    with pytest.raises(AnkigenError, match="begins within one line"):
        say(review, "line-cut", "clay", alike=True, word=1)


# --------------------------------------------------------------------------- edits that do nothing

GONE = '[[edit]]\nterm = "Nothing"\nfield = "definition"\nfile = "pets.txt"\nnow = "<p>x</p>"\n'
STALE = """\
[[edit]]
term = "Collar"
field = "definition"
file = "pets.txt"
was = "000000000000"
now = "<p>A strap around the neck.</p>"
source = "friends.csv"
"""


def test_an_edit_that_does_nothing_is_asked_about(begin: Begin) -> None:
    review = begin({"pets.txt": PETS}, "", f"{GONE}\n{STALE}")
    assert codes(review) == {"lost-edit", "stale-edit"}
    assert sorted(q.title for q in review.asked if q.kind == "edit") == [
        'Is the edit of the definition of "Collar" still wanted?',
        'Is the edit of the definition of "Nothing" still wanted?',
    ]


@pytest.mark.parametrize(
    ("of", "choice", "left"),
    [
        ("Nothing", "drop", ["Collar"]),
        ("Nothing", "right", ["Collar", "Nothing"]),
        ("Collar", "drop", ["Nothing"]),
        ("Collar", "again", ["Collar", "Nothing"]),
    ],
)
def test_an_edit_that_does_nothing_is_settled(
    begin: Begin, of: str, choice: str, left: list[str]
) -> None:
    review = begin({"pets.txt": PETS}, "", f"{GONE}\n{STALE}")
    answer(review, question(review, of), choice)
    assert sorted(edit["term"] for edit in edits()) == left
    assert codes(review) == ({"stale-edit"} if of == "Nothing" else {"lost-edit"})
    assert len([q for q in review.asked if q.kind == "edit"]) == 1
    band, strap = "A band of leather around the neck.", "A strap around the neck."
    assert cards(review)["Collar"] == (strap if choice == "again" else band)


def test_an_edit_merged_into_one_of_two_entries_of_a_name_is_not_stale(begin: Begin) -> None:
    definition = Paragraph(RichText.of("A drum that stands in the orchestra."))
    drum = Entry(RichText(), (definition,), Origin("h.txt", 1))
    mark = fingerprint_of(drum, "definition")
    merged = f'[[edit]]\nterm = "Kettle"\nfield = "definition"\nfile = "h.txt"\nwas = "{mark}"\n'
    review = begin({"h.txt": KETTLES}, APART, f'{merged}now = "<p>A big drum.</p>"\n')
    assert [plain(e.body) for e in entries(review)][3] == "A big drum."
    assert "stale-edit" not in codes(review)


# --------------------------------------------------------------------------- doubts


def test_a_doubt_shows_both_texts_word_by_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(begun(tmp_path / "deck", "cells.md"))
    review = Review.begin(open_job())
    more = question(review, "same card").more
    old, new = (
        " / ".join(
            " ".join(f"*{words}*" if differs else words for differs, words in part)
            for part in more[side]["said"]
        )
        for side in ("old", "new")
    )
    assert old == (
        "*Enzyme* / A protein that speeds up one *chemical* reaction without being used up."
    )
    assert new == (
        "*Catalytic protein* / A protein that speeds up one reaction *of the cell* without being "
        "used up."
    )


# --------------------------------------------------------------------------- undo, and the patch


def test_undo_takes_back_the_answer_that_the_page_means(begin: Begin) -> None:
    review = begin({"pets.txt": PETS, "h.txt": "In to\nA step.\n\nHarp\nIt went in to a hall.\n"})
    first, second = review.asked[:2]
    review.answer({"id": first.id, "choice": first.choices[0].name, "text": "cats"})
    review.answer({"id": second.id, "choice": second.choices[0].name, "text": "cats"})
    with pytest.raises(AnkigenError, match="another page has answered since"):
        review.undo(1)
    assert len(review.steps) == 2
    assert review.undo(2)[1] == second.id


def test_the_patch_names_what_it_does_not_hold(begin: Begin) -> None:
    edit = '[[edit]]\nterm = "Collar"\nfield = "topic"\nfile = "pets.txt"\nnow = "dogs"\n'
    review = begin({"pets.txt": PETS.replace("leather", "leahter")}, "", edit)
    patch = review.patch()
    left = '# not in this patch: pets.txt:4: the topic of "Collar" is no line of the notes\n'
    assert patch.startswith(left) and "+A band of leather around" in patch
    assert list(
        apply_patch(
            patch, {name: PETS.replace("leather", "leahter") for name in named_files(patch)}
        )
    ) == list(named_files(patch))


def test_a_patch_of_notes_that_cannot_be_read_is_an_error(begin: Begin) -> None:
    review = begin({"pets.txt": PETS})
    Path("ankigen.toml").write_text("[deck\n")
    answered = asyncio.run(ReviewServer(review).patch(Request({"type": "http"})))
    assert answered.status_code == 409 and b"ankigen.toml" in answered.body


# --------------------------------------------------------------------------- what else has changed


def test_a_page_that_is_loaded_anew_is_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("cup.txt").write_text("Cup\nIt came form the east.\n\nHarp\nStrings to pluck.\n")
    review = Review.begin(open_job(["cup.txt"]))
    server = ReviewServer(review)
    assert not review.is_outdated() and "Should" in review.asked[0].title
    Path("cup.ankigen.toml").write_text('[typos]\nrefuse = ["form"]\n')
    assert review.is_outdated()
    made = asyncio.run(server.home(Request({"type": "http"})))
    assert b"Should" not in bytes(made.body) and not review.is_outdated()
