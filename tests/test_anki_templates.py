"""We make the cards that the real Anki would make of a note, for any template and any fields."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankigen.exporters.card_generation import card_ords, parsed
from ankigen.model import NoteField, NoteType, Template
from tests.examples import examples
from tests.real_anki import collection

FIELDS = ("A", "B", "C C")

VALUES = st.sampled_from(["", "x", " ", "<br>", "<div></div>", "<p></p>", "&nbsp;", "\n", "0"])

#: A front side: fields with and without filters, in sections and their opposites, with text and
#: comments around.
LEAVES = st.sampled_from(
    [
        "{{A}}",
        "{{B}}",
        "{{ C C }}",
        "{{text:A}}",
        "{{type:B}}",
        "{{hint:C C}}",
        "words",
        "<!-- {{A}} -->",
    ]
)
FRONTS = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3).map("".join)
        | st.builds(
            lambda sign, name, body: f"{{{{{sign}{name}}}}}{body}{{{{/{name}}}}}",
            st.sampled_from("#^"),
            st.sampled_from(FIELDS),
            inner,
        )
    ),
    max_leaves=5,
)


@pytest.fixture(scope="module")
def col() -> Iterator[Any]:
    with tempfile.TemporaryDirectory() as folder, collection(Path(folder)) as opened:
        yield opened


def note_type(fronts: list[str], cloze: bool = False) -> NoteType:
    return NoteType(
        "t",
        "T",
        1,
        tuple(NoteField(name, n) for n, name in enumerate(FIELDS)),
        tuple(Template(f"C{n}", front, "{{A}}", n) for n, front in enumerate(fronts)),
        "",
        cloze,
    )


def anki_makes(col: Any, kind: NoteType, fields: list[str]) -> list[int]:
    """The cards of a note that is added in Anki itself."""
    model = col.models.new("T")
    model["type"] = int(kind.cloze)
    for field in kind.fields:
        col.models.add_field(model, col.models.new_field(field.name))
    for template in kind.templates:
        made = col.models.new_template(template.name)
        made["qfmt"] = template.front
        made["afmt"] = "{{cloze:A}}" if kind.cloze else template.back
        col.models.add_template(model, made)
    model_id = col.models.add_dict(model).id
    note = col.new_note(col.models.get(model_id))
    note.fields = fields
    col.add_note(note, 1)
    ords = [card.ord for card in note.cards()]
    col.models.remove(model_id)
    return ords


@examples(150)
@given(
    fronts=st.lists(FRONTS, min_size=1, max_size=3, unique=True),
    fields=st.lists(VALUES, min_size=3, max_size=3),
)
def test_cards_are_those_that_anki_makes(col: Any, fronts: list[str], fields: list[str]) -> None:
    # Anki refuses a template that shows no field, and two that are alike; a marker field makes each
    # one of a kind
    fronts = [f"{front}{'{{#A}}{{A}}{{/A}}' * (n + 1)}" for n, front in enumerate(fronts)]
    assert list(card_ords(note_type(fronts), fields)) == anki_makes(col, note_type(fronts), fields)


#: One text that two cards ask: the lowest version of Anki that is supported does not know it.
SEVERAL = "{{c5,6::m}}"
CLOZES = st.lists(
    st.sampled_from(
        [
            "{{c1::a}}",
            "{{c2::b::hint}}",
            "{{c3::",
            "}}",
            "text ",
            "{{c10::x}}",
            SEVERAL,
            "{{c7::}}",
            "{{c0::z}}",
            "c4::d",
        ]
    ),
    max_size=5,
).map("".join)


@examples(100)
@given(fields=st.lists(CLOZES, min_size=3, max_size=3))
def test_clozes_are_those_that_anki_makes(col: Any, fields: list[str]) -> None:
    kind = note_type(["{{#C C}}{{cloze:A}}{{/C C}}{{cloze:C C}}{{B}}"], cloze=True)
    if anki_makes(col, kind, [SEVERAL, "", ""]) != [4, 5]:
        fields = [field.replace(SEVERAL, "") for field in fields]
    assert list(card_ords(kind, fields)) == anki_makes(col, kind, fields)


def test_a_section_that_is_not_closed_is_an_error() -> None:
    for broken in ("{{#A}}x", "x{{/A}}", "{{#A}}{{#B}}{{/A}}{{/B}}"):
        with pytest.raises(ValueError, match="template"):
            parsed(broken)
