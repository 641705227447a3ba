"""What of an entry goes on which card."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankigen.cards.content.card_planning import MAX_WORDS, kind, parts
from ankigen.cards.content.grouping import GROUP_ITEMS, groups
from ankigen.cards.content.lists import enumerations, is_enumeration
from ankigen.model import Code, Formula, Item, ListNode, Node, Paragraph, RichText, Style, Table
from tests.cards_support import bullets, marked, picture

LONG = "word " * 31


def paragraph(text: str) -> Paragraph:
    return Paragraph(RichText.of(text))


@given(st.integers(1, 200))
def test_groups_are_even_and_in_order(size: int) -> None:
    made = groups([1] * size)
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
    assert is_enumeration((paragraph("It needs to be"), items))
    prose = paragraph("This is what it is and does, told at length.")
    assert not is_enumeration((prose, items))
    assert not is_enumeration((items, prose))
    (found,) = enumerations((prose, items))
    assert (found.lead, found.leads) == (prose.text, False)


def test_the_last_sentence_without_a_full_stop_leads_to_the_list() -> None:
    items = bullets("in writing", "signed")
    (found,) = enumerations((paragraph("It binds both sides. It must be"), items))
    assert (found.lead.text, found.leads) == ("It must be", True)
    (found,) = enumerations((paragraph("A deed binds."), paragraph("Must"), items))
    assert found.lead.text == "Must"


def test_order_matters_where_words_say_so_and_not_for_a_number() -> None:
    (found,) = enumerations((bullets("a", "b"),))
    assert found.ordered("Stages of grief")
    assert found.ordered("Layers of the skin")
    assert not found.ordered("Parts of a flower")
    (found,) = enumerations((paragraph("There are two kinds:"), bullets("a", "b", ordered=True)))
    assert not found.ordered("Rocks")
    (found,) = enumerations((bullets("a", "b", ordered=True),))
    assert not found.ordered("Rocks")
    (found,) = enumerations((bullets("heat it", "then stir it"),))
    assert found.ordered("Custard")
    (found,) = enumerations((bullets("pick a point", "move it", "repeat 2 until it rests"),))
    assert found.ordered("Descent")


@pytest.mark.parametrize(
    "lead",
    ["Example:", "For instance:", "Ex: fruit", "Say we sort them:", "Worked example:", "Result:"],
)
def test_what_stands_under_an_example_is_not_asked(lead: str) -> None:
    (found,) = enumerations((paragraph("It sorts."), paragraph(lead), bullets("a", "b", "c")))
    assert not found.asked("Sorting", alone=False)


def test_labels_are_found_in_every_dress() -> None:
    for sign in (": ", " - ", " – ", " → ", "   "):
        (found,) = enumerations((bullets(f"mean{sign}the middle", f"range{sign}the width"),))
        assert found.labels == (4, 5)
    on_own_line = ListNode(
        tuple(
            Item(RichText(f"{name} of it all", lines=((0, n), (len(name) + 1, n + 1))))
            for n, name in ((3, "mean"), (7, "range"))
        )
    )
    assert enumerations((on_own_line,))[0].labels == (4, 5)
    assert enumerations((bullets("mean", "range: the width", "mode"),))[0].labels == ()


def test_a_list_beside_prose_is_asked_if_it_is_led_to_and_has_names_labels_or_steps() -> None:
    def asked(lead: str, *items: str) -> bool:
        body = (paragraph("A law that binds all who trade."), paragraph(lead), bullets(*items))
        return enumerations(body)[0].asked("Trade law", alone=False)

    assert asked("Members:", "Belgium", "France", "Italy")
    assert not asked("Members:", "Belgium", "France")
    assert asked("Parts:", "scope: all who trade", "duty: to keep books")
    assert asked("Steps:", "find out who trades", "ask for the books", "read all of them with care")
    assert not asked("It is told apart.", "Belgium", "France", "Italy")
    assert not asked("Aims:", "that all who trade may trust", "that books are kept", "no harm")


def test_short_bodies_are_one_part() -> None:
    body = (paragraph("What it is."), paragraph("Use: this."), paragraph("Cost: that."))
    assert len(parts(body)) == 1


def test_properties_and_nothing_else_are_parts_however_short() -> None:
    body = (paragraph("Use: this."), paragraph("Cost: that."))
    assert [p.label.text for p in parts(body)] == ["Use", "Cost"]
    letters = (paragraph("O: anterior humerus"), paragraph("I: ulnar tuberosity"))
    assert [p.label.text for p in parts(letters)] == ["O", "I"]


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
