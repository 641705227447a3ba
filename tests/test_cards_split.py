"""What of an entry goes on which card."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankigen.cards.card_planning import (
    GROUP_ITEMS,
    MAX_WORDS,
    enumerations,
    groups,
    is_enumeration,
    kind,
    parts,
)
from ankigen.model import Code, Formula, ListNode, Node, Paragraph, RichText, Style, Table
from tests.cards_support import bullets, marked, picture

LONG = "word " * 31


def paragraph(text: str) -> Paragraph:
    return Paragraph(RichText.of(text))


@given(st.integers(1, 200))
def test_groups_are_even_and_in_order(size: int) -> None:
    made = groups(size)
    assert [n for group in made for n in group] == list(range(size))
    assert max(map(len, made)) <= GROUP_ITEMS
    assert max(map(len, made)) - min(map(len, made)) <= 1


@pytest.mark.parametrize(
    "node",
    [
        bullets("one"),
        bullets(LONG, "b"),
        ListNode(()),
        bullets(*("x" * n for n in range(1, 60))),
        Table(((RichText.of("a"),), (RichText.of("b"),))),
        Table(((RichText.of("a"), RichText.of("1")), (RichText.of("A"), RichText.of("2")))),
    ],
)
def test_what_is_no_enumeration(node: Node) -> None:
    assert not enumerations((node,))


def test_a_lead_in_belongs_to_the_list_and_prose_does_not() -> None:
    items = bullets("a", "b")
    assert is_enumeration((paragraph("It has these parts, in the order of the alphabet:"), items))
    assert is_enumeration((paragraph("Its parts"), items))
    prose = paragraph("This is what it is and does, told at length.")
    assert not is_enumeration((prose, items))
    assert not is_enumeration((items, prose))
    assert enumerations((prose, items))[0].lead == RichText()


def test_a_bulleted_list_of_steps_is_ordered() -> None:
    (found,) = enumerations((bullets("a", "b"),))
    assert found.ordered("Stages of grief")
    assert not found.ordered("Parts of a flower")


def test_a_numbered_list_of_kinds_is_not_ordered() -> None:
    (found,) = enumerations((paragraph("There are two kinds:"), bullets("a", "b", ordered=True)))
    assert not found.ordered("Rocks")
    (found,) = enumerations((bullets("a", "b", ordered=True),))
    assert found.ordered("Layers")


def test_short_bodies_are_one_part() -> None:
    body = (paragraph("Use: this."), paragraph("Cost: that."))
    assert len(parts(body)) == 1


def test_a_long_body_divides_at_its_labels() -> None:
    filler = "and so on " * (MAX_WORDS // 4)
    body = (
        paragraph(f"What it is {filler}"),
        paragraph(f"Use: in {filler}"),
        paragraph("Example: this one"),
        Paragraph(marked(f"Cost: money {filler}", ("Cost", Style.STRONG))),
    )
    made = parts(body)
    assert [p.label.text for p in made] == ["", "Use", "Cost"]
    assert len(made[1].body) == 2


def test_a_long_body_divides_at_its_senses() -> None:
    filler = "and so on " * (MAX_WORDS // 4)
    made = parts((paragraph(f"1. A bank {filler}"), paragraph(f"2. A bench {filler}")))
    assert [(p.label.text, p.sense) for p in made] == [("1 of 2", 1), ("2 of 2", 2)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ((Formula("$$x$$", "x"),), "formula"),
        ((Paragraph(marked("$x$", ("$x$", Style.MATH, "x"))), paragraph("where x is")), "formula"),
        ((Code("x"), paragraph("prints x")), "code"),
        ((picture("a.png"),), "picture"),
        ((picture("a.png"), paragraph("It is")), ""),
        ((paragraph("Prose"),), ""),
        ((Formula("$$x$$", "x"), paragraph(LONG)), ""),
        ((Formula("$$x$$", "x"), Code("x")), ""),
    ],
)
def test_what_a_definition_is_for_the_eye(body: tuple[Node, ...], expected: str) -> None:
    assert kind(body) == expected
