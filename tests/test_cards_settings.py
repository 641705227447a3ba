"""What `[cards]` and `[deck]` change."""

from __future__ import annotations

import re

import pytest

from ankigen.cards import NOTE_TYPES, make_notes
from ankigen.cards.rendering.html import render
from ankigen.cards.templating.note_types import base_css, note_type
from ankigen.cards.templating.templates import values_of
from ankigen.model import AnkigenError, Mark, Note, Origin, Paragraph, RichText, Style
from ankigen.model.settings import CardSettings, DeckSettings, Settings
from ankigen.project.settings import parse_settings
from tests.cards_support import bullets, entry

ENTRIES = (
    entry("Osmosis", "Net movement of water through a membrane.", topic="biology::cells"),
    entry("Halogens", bullets("fluorine", "chlorine"), topic="chemistry"),
    entry(
        "Treaty of Rome",
        "It founded the European Economic Community in the year 1957. Its first members:",
        bullets("Belgium", "France", "Italy"),
        topic="history",
    ),
)


def made(cards: CardSettings, deck: DeckSettings | None = None) -> tuple[Note, ...]:
    settings = Settings(cards=cards, deck=deck or DeckSettings())
    return make_notes(ENTRIES, settings, deck="My deck")[0]


def kinds(notes: tuple[Note, ...]) -> list[tuple[str, str, int]]:
    return [(n.term, n.note_type, n.cards) for n in notes]


def test_by_default_terms_and_lists_are_asked_one_way() -> None:
    assert kinds(made(CardSettings())) == [
        ("Osmosis", "term", 1),
        ("Halogens", "list", 2),
        ("Treaty of Rome", "term", 1),
        ("Treaty of Rome", "list", 3),
    ]


def test_lists_can_stay_on_the_definition_side() -> None:
    assert kinds(made(CardSettings(lists=False))) == [
        ("Osmosis", "term", 1),
        ("Halogens", "term", 1),
        ("Treaty of Rome", "term", 1),
    ]
    in_prose = kinds(made(CardSettings(lists_in_prose=False)))
    assert in_prose == [
        ("Osmosis", "term", 1),
        ("Halogens", "list", 2),
        ("Treaty of Rome", "term", 1),
    ]


def test_lists_alone_and_reverse_alone() -> None:
    assert {n.note_type for n in made(CardSettings(term=False))} == {"list"}
    reverse = made(CardSettings(term=False, lists=False, reverse=("biology",)))
    assert kinds(reverse) == [("Osmosis", "term", 1)]
    values = values_of(reverse[0], note_type("term"))
    assert (values["Forward"], values["Reverse"]) == ("", "y")


def test_the_reverse_is_for_a_topic_and_all_below_it() -> None:
    notes = made(CardSettings(reverse=("biology", "chem")))
    assert [n.cards for n in notes if n.note_type == "term"] == [2, 1]


def test_a_topic_can_be_a_sub_deck() -> None:
    assert {n.deck for n in made(CardSettings())} == {"My deck"}
    notes = made(CardSettings(), DeckSettings(subdecks=True))
    assert notes[0].deck == "My deck::Biology::Cells"


def test_an_entry_keeps_the_guid_that_its_file_gave_it() -> None:
    notes, _ = make_notes([ENTRIES[2].but(guid="abc")], Settings())
    assert [n.guid for n in notes] == ["abc", ""]


def test_a_thousand_repeats_are_told_apart() -> None:
    many = [entry("Tone", f"Meaning number {n} of it.") for n in range(1000)]
    notes, _ = make_notes(many, Settings())
    assert len({n.key for n in notes}) == 1000
    assert notes[0].key == "term tone"


def test_a_finding_names_the_headword_as_it_is() -> None:
    _, findings = make_notes([entry("dict {}", "dict {}")], Settings())
    assert [f.message for f in findings] == [
        'the definition of "dict {}" only repeats it; say what it is'
    ]


def test_the_css_uses_nothing_that_an_old_web_view_does_not_know() -> None:
    css = re.sub(r"/\*.*?\*/", "", base_css(), flags=re.DOTALL)
    late = (
        r":has\(|:is\(|:where\(|:dir\(|color-mix|@layer|@container|\binset\b|oklch|\bgap:"
        r"|aspect-ratio|&"
    )
    assert not re.search(late, css)
    # what is a little newer than the oldest stands behind a test for it
    assert "padding-inline-start" not in re.sub(
        r"@supports[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", css
    )


def test_motion_is_taken_out_where_it_is_unwanted() -> None:
    css = base_css()
    assert "prefers-reduced-motion: reduce" in css
    assert not re.search(r"@keyframes|transition:(?! none)|animation:(?! none)", css)


def test_all_note_types_share_one_design() -> None:
    assert {t.css for t in NOTE_TYPES} == {base_css()}


def source(form: str) -> str:
    made = entry("Osmosis", "Net movement of water through a membrane.")
    made = made.but(origin=Origin('my "notes"/a&b.md', 12), sections=("Cells <1>",))
    (note,), _ = make_notes([made], Settings(cards=CardSettings(source_link=form)))
    return values_of(note, note_type("term"))["Source"]


def test_the_source_is_a_link_where_the_settings_give_its_form() -> None:
    shown = 'my "notes"/a&amp;b.md · Cells &lt;1&gt;'
    assert source("") == shown
    assert source("obsidian://open?file={file}&line={line}") == (
        '<a href="obsidian://open?file=my%20%22notes%22/a%26b.md&amp;line=12">' + shown + "</a>"
    )
    assert source('https://x.example/"{line}">') == (
        '<a href="https://x.example/&quot;12&quot;&gt;">' + shown + "</a>"
    )


@pytest.mark.parametrize("form", ["javascript:alert(1)", "file:///{file}", "x", "https://a b"])
def test_a_link_of_another_kind_is_an_error(form: str) -> None:
    with pytest.raises(AnkigenError, match=r"cards\.source_link"):
        parse_settings(f"[cards]\nsource_link = '{form}'\n")


def test_a_formula_alone_is_displayed() -> None:
    alone = RichText("$x^2$", (Mark(0, 5, Style.MATH, "x^2"),))
    beside = RichText("so $x$", (Mark(3, 6, Style.MATH, "x"),))
    assert render([Paragraph(alone)]) == '<div class="formula">\\[x^2\\]</div>'
    assert render([Paragraph(beside)]) == "<p>so \\(x\\)</p>"
