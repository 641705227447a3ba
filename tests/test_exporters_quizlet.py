"""The text for Quizlet's import dialog: a card a line, and the same words as the notes."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ankigen.cards.content.defining import asked_of
from ankigen.cards.rendering.plain import plain_line
from ankigen.exporters.quizlet import build, cut, findings
from ankigen.model import (
    OBJECT,
    Code,
    Deck,
    Entry,
    EntryKind,
    Formula,
    Item,
    ListNode,
    Mark,
    Origin,
    Paragraph,
    RichText,
    Style,
)
from ankigen.model.settings import QuizletSettings, Settings
from tests.made_decks import all_shapes


def read_as_quizlet_does(data: bytes) -> list[tuple[str, str]]:
    """Cards are lines; a card's first tab ends its term."""
    text = data.decode("utf-8")
    assert text == "" or text.endswith("\n")
    cards = [line.split("\t") for line in text.split("\n")[:-1]]
    assert all(len(card) == 2 for card in cards)  # no stray separators
    return [(term, definition) for term, definition in cards]


def entry(term: str, text: str, topic: str = "", context: str = "") -> Entry:
    return Entry(
        RichText.of(term),
        (Paragraph(RichText.of(text)),),
        Origin("notes.txt", 1),
        topic=topic,
        context=RichText.of(context),
    )


def deck(*entries: Entry) -> Deck:
    return Deck("D", 1, entries, (), ())


def test_every_card_holds_the_core_and_formulas_as_text() -> None:
    built = all_shapes().deck
    cards = dict(read_as_quizlet_does(build(built, Settings())["quizlet.txt"]))
    by_name = {e.headword: e for e in built.entries}
    assert cards["Kinetic energy"] == (
        "Energy of motion, E = 1/2 m v², which grows with the square of the speed."
    )
    plainly = set(cards) - {"Kinetic energy"}
    assert {n: cards[n] for n in plainly} == {n: plain_line(asked_of(by_name[n])) for n in plainly}


def test_what_is_only_shown_on_a_card_is_not_carried() -> None:
    first = "Osmosis is the movement of water through a membrane towards the stronger solution."
    made = deck(entry("Osmosis", f"{first} Roots drink by it, and a pump can turn it round."))
    assert read_as_quizlet_does(build(made, Settings())["quizlet.txt"]) == [("Osmosis", first)]


def test_code_that_is_only_shown_is_no_loss() -> None:
    first = Paragraph(RichText.of("The movement of water through a membrane to the salty side."))
    shown = Paragraph(RichText.of("A program can draw it, as in this line of Python:"))
    made = deck(replace(entry("Osmosis", ""), body=(first, shown, Code("draw(1)", "python"))))
    assert findings(made, Settings()) == ()


def test_code_is_left_out_and_told() -> None:
    words = Paragraph(RichText.of("It prints a line:"))
    made = deck(
        replace(entry("print", ""), body=(words, Code("print(1)", "python"))),
        replace(entry("Loop", ""), body=(Code("while True: pass", "python"),)),
        replace(entry("Matrix", ""), body=(Formula("$$\\begin{x}$$", "\\begin{x}"),)),
    )
    cards = read_as_quizlet_does(build(made, Settings())["quizlet.txt"])
    assert cards == [("print", "It prints a line:"), ("Matrix", "$$\\begin{x}$$")]
    assert [f.message for f in findings(made, Settings())] == [
        '"print": its code cannot be carried to Quizlet',
        '"Loop": its code cannot be carried to Quizlet',
        '"Loop": has no words for a definition; left out of the Quizlet files',
        '"Matrix": its formula has no form in Unicode and stays LaTeX in the Quizlet files',
    ]


def read_with_separators(data: bytes) -> list[list[str]]:
    """As Quizlet does with the separators that the documentation names."""
    return [c.strip().split("@@@") for c in data.decode("utf-8").split("%%%") if c.strip()]


def test_the_second_file_keeps_line_breaks() -> None:
    kinds = ListNode((Item(RichText.of("one")), Item(RichText.of("two"))))
    made = deck(replace(entry("Kinds", ""), body=(kinds,)), entry("A", "b"))
    files = build(made, Settings())
    assert read_with_separators(files["quizlet-lines.txt"]) == [
        ["Kinds", "- one\n- two"],
        ["A", "b"],
    ]
    assert read_as_quizlet_does(files["quizlet.txt"])[0] == ("Kinds", "- one - two")


@given(st.lists(st.tuples(st.text("@%a \n"), st.text("@%a \n")), max_size=4))
def test_no_text_holds_a_separator(pairs: list[tuple[str, str]]) -> None:
    files = build(deck(*(entry(t, d) for t, d in pairs)), Settings())
    found = read_with_separators(files["quizlet-lines.txt"])
    assert all(len(card) == 2 for card in found)
    assert len(found) == len(read_as_quizlet_does(files["quizlet.txt"]))


@given(st.lists(st.tuples(st.text(min_size=1), st.text(min_size=1)), max_size=5))
def test_any_text_stays_on_its_line(pairs: list[tuple[str, str]]) -> None:
    made = deck(*(entry(t, d) for t, d in pairs))
    cards = read_as_quizlet_does(build(made, Settings())["quizlet.txt"])
    for term, definition in cards:
        assert term.split() and definition.split()
    whole = [(t, d) for t, d in pairs if _words(t) and _words(d)]
    assert len(cards) == len(whole)


def _words(text: str) -> list[str]:
    return text.replace(OBJECT, "").encode("utf-8", "replace").decode().split()


def test_a_file_per_topic_with_names_for_every_system() -> None:
    made = deck(
        entry("A", "a", "ml::trees"),
        entry("B", "b", "con"),
        entry("C", "c", "ML::Trees"),
        entry("D", "d", "what?"),
        entry("E", "e"),
    )
    files = build(made, Settings())
    assert sorted(files) == [
        "quizlet-lines.txt",
        "quizlet.txt",
        "quizlet/ML-Trees.txt",
        "quizlet/con_.txt",
        "quizlet/ml-trees-2.txt",
        "quizlet/what.txt",
    ]
    assert len({name.casefold() for name in files}) == len(files)
    assert read_as_quizlet_does(files["quizlet/con_.txt"]) == [("B", "b")]
    assert len(read_as_quizlet_does(files["quizlet.txt"])) == 5


def test_two_senses_of_a_headword_are_told_apart() -> None:
    made = deck(
        entry("Cell", "A unit of life.", context="biology"),
        entry("Cell", "A room in a prison.", context="law"),
        entry("Bar", "A counter.", context="law"),
    )
    terms = [t for t, _ in read_as_quizlet_does(build(made, Settings())["quizlet.txt"])]
    assert terms == ["Cell (biology)", "Cell (law)", "Bar"]


def test_what_cannot_be_carried_is_told() -> None:
    shown = RichText("see graph", (Mark(4, 9, Style.IMAGE, "g.png"),))
    only = RichText(OBJECT, (Mark(0, 1, Style.SOUND, "g.mp3"),))
    made = deck(
        replace(entry("Graph", ""), body=(Paragraph(shown),)),
        replace(entry("Song", ""), body=(Paragraph(only),)),
    )
    cards = read_as_quizlet_does(build(made, Settings())["quizlet.txt"])
    assert cards == [("Graph", "see graph")]
    assert [f.message for f in findings(made, Settings())] == [
        '"Graph": its picture cannot be carried to Quizlet',
        '"Song": its sound cannot be carried to Quizlet',
        '"Song": has no words for a definition; left out of the Quizlet files',
    ]


def test_limits_cut_between_words_and_are_told() -> None:
    settings = Settings(quizlet=QuizletSettings(max_definition=12))
    made = deck(entry("Term", "a long definition"))
    cards = read_as_quizlet_does(build(made, settings)["quizlet.txt"])
    assert cards == [("Term", "a long…")]
    (finding,) = findings(made, settings)
    assert "17 characters" in finding.message


@given(st.text(alphabet="ab ", max_size=30), st.integers(1, 10))
def test_a_cut_text_keeps_to_its_limit(text: str, limit: int) -> None:
    assert len(cut(text, limit)) <= max(limit, 0)


def test_a_sentence_with_gaps_asks_for_what_is_hidden() -> None:
    said = RichText(
        "Paris is the capital of France.",
        (Mark(0, 5, Style.CLOZE, "1"), Mark(24, 30, Style.CLOZE, "2::country")),
    )
    own = Entry(said, (Paragraph(said),), Origin("a.md", 1)).but(kind=EntryKind.CLOZE)
    cards = read_as_quizlet_does(build(Deck("D", 1, (own,), (), ()), Settings())["quizlet.txt"])
    assert cards == [("____ is the capital of ____ (country).", "Paris; France")]


def test_a_question_with_options_asks_for_the_right_one() -> None:
    options = ListNode((Item(RichText.of("Mars")), Item(RichText.of("Jupiter"), right=True)))
    own = Entry(RichText.of("Which is larger?"), (options,), Origin("a.md", 1)).but(
        kind=EntryKind.CHOICE
    )
    cards = read_as_quizlet_does(build(Deck("D", 1, (own,), (), ()), Settings())["quizlet.txt"])
    assert cards == [("Which is larger? a) Mars b) Jupiter", "b) Jupiter")]
