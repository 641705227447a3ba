"""Bodies as plain text: what Quizlet, the CSV and the JSON show."""

from __future__ import annotations

from ankigen.cards.plain import plain, plain_text
from ankigen.model import (
    OBJECT,
    Code,
    Formula,
    Item,
    ListNode,
    Paragraph,
    Quote,
    Rich,
    Style,
    Table,
)
from tests.cards_support import bullets, marked, picture


def test_lines_lists_and_tables_are_laid_out_as_text() -> None:
    nested = ListNode(
        (Item(Rich.of("one"), (bullets("a", "b", ordered=True),)), Item(Rich.of("two\nlines")))
    )
    table = Table(((Rich.of("x"), Rich.of("y")), (Rich.of("1"), Rich.of("2\n3"))), header=True)
    assert plain(
        [Paragraph(Rich.of("First\nsecond")), nested, table, Quote((Paragraph(Rich.of("q")),))]
    ) == ("First\nsecond\n- one\n  1. a\n  2. b\n- two\n  lines\nx | y\n1 | 2 3\nq")


def test_code_and_formulas_stand_byte_for_byte() -> None:
    code = "\tif a:\n\t    b  # <c>"
    item = Item(Rich.of("so"), (Code(code, "python"),))
    assert plain([ListNode((item,)), Formula("$$a_{1}$$", "a_{1}")]) == f"- so\n{code}\n$$a_{{1}}$$"


def test_marks_leave_nothing_behind() -> None:
    text = marked(
        "bold code x^2 link",
        ("bold", Style.STRONG),
        ("code", Style.CODE),
        ("link", Style.LINK, "https://example.org"),
    )
    assert plain([Paragraph(text)]) == "bold code x^2 link"


def test_pictures_are_their_alt_text_only() -> None:
    assert plain([picture("a.png", "a leaf"), picture("b.png")]) == "a leaf"
    assert plain_text(f"see {OBJECT}") == "see"
