"""Bodies as plain text: what Quizlet, the CSV and the JSON show."""

from __future__ import annotations

from ankigen.cards.rendering.plain import plain, plain_line, plain_text
from ankigen.model import (
    OBJECT,
    Code,
    Formula,
    Item,
    ListNode,
    Paragraph,
    Quote,
    RichText,
    Style,
    Table,
)
from tests.cards_support import bullets, marked, picture


def test_lines_lists_and_tables_are_laid_out_as_text() -> None:
    nested = ListNode(
        (
            Item(RichText.of("one"), (bullets("a", "b", ordered=True),)),
            Item(RichText.of("two\nlines")),
        )
    )
    table = Table(
        ((RichText.of("x"), RichText.of("y")), (RichText.of("1"), RichText.of("2\n3"))), header=True
    )
    assert plain(
        [
            Paragraph(RichText.of("First\nsecond")),
            nested,
            table,
            Quote((Paragraph(RichText.of("q")),)),
        ]
    ) == ("First\nsecond\n- one\n  1. a\n  2. b\n- two\n  lines\nx | y\n1 | 2 3\nq")


def test_code_and_formulas_stand_byte_for_byte() -> None:
    code = "\tif a:\n\t    b  # <c>"
    item = Item(RichText.of("so"), (Code(code, "python"),))
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


def test_what_is_raised_or_lowered_can_be_told_from_what_is_not() -> None:
    text = marked(
        "3 × 108 m/s, H2O, ekt, 10-3, the 1st",
        *(("8", Style.SUP), ("2", Style.SUB), ("kt", Style.SUP), ("-3", Style.SUP)),
        *(("st", Style.SUP),),
    )
    assert plain([Paragraph(text)]) == "3 × 10⁸ m/s, H₂O, e^kt, 10⁻³, the 1st"
    assert plain([Paragraph(text)], marks=False) == text.text
    assert plain_text(marked("ea+b", ("a+b", Style.SUP))) == "e^(a+b)"
    assert plain_text(marked("wn,2", ("n,2", Style.SUB))) == "w_(n,2)"
    assert plain_text(marked("fx^2", ("x^2", Style.CODE), ("^2", Style.SUP))) == "fx^2"


def test_on_one_line_rows_and_nested_items_stay_apart() -> None:
    table = Table(((RichText.of("P"), RichText.of("1")), (RichText.of("Q"), RichText.of("2"))))
    nested = ListNode(
        (Item(RichText.of("legal"), (bullets("a law", "a ban"),)), Item(RichText.of("other")))
    )
    code = Code("if a:\n    b()\n")
    assert plain_line([table]) == "P | 1; Q | 2"
    assert plain_line([nested]) == "- legal (a law; a ban) - other"
    assert plain_line([Paragraph(RichText.of("Say")), code]) == "Say if a:; b()"
