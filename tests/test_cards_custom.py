"""A user's own CSS and templates: in use, or refused with a line that says why."""

from __future__ import annotations

import pytest

from ankigen.cards import NOTE_TYPES, make_notes
from ankigen.cards.templating.custom import note_types_with
from ankigen.model import AnkigenError
from tests.cards_support import ALL, collection, entry, put_in

FRONT = "{{#Forward}}<b>{{Headword}}</b>{{/Forward}}"


def test_no_files_change_nothing() -> None:
    assert note_types_with({}, "Deck") == NOTE_TYPES


def test_own_css_comes_after_ankigens_and_has_note_types_of_its_own() -> None:
    own = note_types_with({"style.css": ".card { color: red; }"}, "Deck")
    again = note_types_with({"style.css": ".card { color: blue; }"}, "Deck")
    other = note_types_with({"style.css": ".card { color: red; }"}, "Other deck")
    assert all(t.css.endswith("color: red; }") for t in own)
    ids = [t.id for t in (*NOTE_TYPES, *own, *other)]
    assert len(set(ids)) == len(ids)
    assert [t.id for t in own] == [t.id for t in again]
    assert {t.name for t in own} == {f"{t.name} (Deck)" for t in NOTE_TYPES}
    assert not any(t.name.startswith("Basic") for t in own)


def test_base_css_takes_the_place_of_ankigens() -> None:
    own = note_types_with({"base.css": ".card { color: red; }"}, "Deck")
    assert {t.css for t in own} == {".card { color: red; }"}


def test_anki_takes_own_templates_beside_those_of_ankigen() -> None:
    own = note_types_with(
        {"term-forward-front.html": FRONT, "style.css": "b { color: teal; }"}, "Mine"
    )
    notes, _ = make_notes([entry("Osmosis", "Moves water.")], ALL)
    with collection() as anki:
        put_in(anki, notes, NOTE_TYPES)
        put_in(anki, notes, own, when=1_700_000_100.0)
        names = {t.name for t in anki.models.all_names_and_ids()}
        assert "ankigen Term" in names
    with collection() as anki:
        put_in(anki, notes, own)
        card = anki.get_card(anki.find_cards("")[0])
        assert card.render_output().question_text.strip() == "<b>Osmosis</b>"
        assert card.note_type()["name"] == "ankigen Term (Mine)"
        assert "teal" in card.note_type()["css"]


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("stile.css", "", 'did you mean "style.css"?'),
        ("style.css", ".card {\n  color: red;\n", 'style.css:1: this "{" is never closed'),
        ("style.css", "a { }\n}\n", 'style.css:2: this "}" closes nothing'),
        ("style.css", "/* a { }", "style.css:1: this comment is never closed"),
        ("style.css", 'a::before { content: "x; }', "this string is not closed"),
        ("style.css", "a { background: url(https://example.org/a.png) }", "from the network"),
        ("style.css", '@import "//example.org/a.css";', "from the network"),
        (
            "term-forward-front.html",
            "{{#Forward}}\n{{Headwrd}}{{/Forward}}",
            ':2: there is no field "Headwrd"; did you mean "Headword"?',
        ),
        ("term-forward-front.html", "{{#Forward}}{{Headword}}", "{{#Forward}} is never closed"),
        ("term-forward-front.html", "{{Headword}}{{/Forward}}", "{{/Forward}} closes nothing"),
        ("term-forward-front.html", "{{#Forward}}{{Headword{{/Forward}}", "there is no field"),
        (
            "term-forward-front.html",
            "{{#Forward}}{{upper:Headword}}{{/Forward}}",
            'no filter "upper"',
        ),
        (
            "term-forward-front.html",
            "{{#Forward}}{{cloze:Headword}}{{/Forward}}",
            "list templates only",
        ),
        ("term-forward-front.html", "<b>Term</b>", "shows no field"),
        ("term-forward-front.html", "{{Headword}}", "put all of it between {{#Forward}}"),
        ("term-forward-front.html", "{{FrontSide}}", "belongs on the back"),
        ("list-item-front.html", "{{Headword}}{{cloze:Items 1}}", "shows no {{cloze:Items 2}}"),
        ("term-forward-back.html", '<script src="https://example.org/x.js">', "from the network"),
    ],
)
def test_an_error_is_told_with_its_place(name: str, text: str, says: str) -> None:
    with pytest.raises(AnkigenError) as raised:
        note_types_with({name: text}, "Deck")
    assert says in str(raised.value)
    assert str(raised.value).startswith(f"templates/{name}")
    assert "\n" not in str(raised.value)
