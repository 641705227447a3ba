"""Markdown as notes have it: what the library is told before, what our extensions add, and what
it must not cost.
"""

from __future__ import annotations

import re

import pytest

from ankigen import readers
from ankigen.model import Block, Kind, Reading
from ankigen.readers.markdown import read
from ankigen.readers.markdown.stash import SIGN, Stash
from ankigen.readers.markdown.state import Line
from ankigen.readers.markdown.strict import Strict
from tests.timing import BETWEEN, Work, power


def reading(text: str) -> Reading:
    return read(text.encode(), "a.md")


def marks(block: Block) -> list[tuple[str, str, str]]:
    return [(m.style.value, block.text.text[m.start : m.end], m.value) for m in block.text.marks]


def strict(text: str) -> str:
    """What the library reads, without the signs of raw lines and the like."""
    lines = [Line(n, row) for n, row in enumerate(text.split("\n"), 1)]
    rows = Strict(lines, Stash()).scan()
    return "\n".join(re.sub(SIGN.pattern + " ?", "", row).rstrip() for row in rows)


@pytest.mark.parametrize(
    ("notes", "written"),
    [
        ("Kinds:\n- a\n- b", "Kinds:\n\n- a\n\n- b"),  # no blank line before the list
        ("1) a\n  • b", "- a\n\n    - b"),  # other marks, nested by two columns
        ("##Head", "## Head"),
        ("Head\n====", "# Head"),
        ("a | b\n---|---\nd | e", "| a | b |\n| --- | --- |\n| d | e |"),
        ("| a | b |\n| c |", "|  |  |\n| --- | --- |\n| a | b |\n| c |  |"),  # no header
        ("Term\n: text", "Term\n\n:   text"),
        ("> [!note] Title\n> text", "> **Title**\n>\n> text"),
        ("I\n2. not a list", "I\n2. not a list"),  # behind its sign it begins none
    ],
)
def test_notes_are_written_as_the_library_takes_them(notes: str, written: str) -> None:
    assert strict(notes) == written


def test_terms_before_arrows_are_parted() -> None:
    lines = [
        "ebb -> the water falls, from high water to the next low water",
        "flood -> the water rises, and fills the harbour from the mouth",
    ]
    (block,) = reading("\n".join(lines)).blocks
    assert block.text.text.split("\n") == lines


def test_the_words_of_a_link_may_be_its_address() -> None:
    (block,) = reading("see [https://example.org/a](https://example.org/a).").blocks
    assert block.text.text == "see https://example.org/a."
    assert marks(block) == [("link", "https://example.org/a", "https://example.org/a")]


def test_two_bold_terms_side_by_side_are_two() -> None:
    (block,) = reading("**Paging** **Segments**").blocks
    assert [words for _, words, _ in marks(block)] == ["Paging", "Segments"]


def test_a_bar_in_a_wiki_link_code_or_formula_parts_no_cell() -> None:
    (table,) = reading("| a | b |\n|---|---|\n| [[x\\|y]] | `p|q` and $|x|$ |").blocks
    assert [cell.text for cell in table.rows[1]] == ["y", "p|q and $|x|$"]


@pytest.mark.parametrize(
    ("row", "comment"),
    [("|Stone|Rock.|Old||", "Old"), ("|Stone|Rock.|Old|||", "Old"), ("|Stone|Rock.|a|b|", "a | b")],
)
def test_a_bar_too_many_makes_no_column(row: str, comment: str) -> None:
    """The table stays as wide as its header, whose cells name what stands below."""
    (table,) = reading(f"|Name|Meaning|Comment|\n|---|---|---|\n{row}\n|Sea|Salt water.||").blocks
    assert [[cell.text for cell in r] for r in table.rows] == [
        ["Name", "Meaning", "Comment"],
        ["Stone", "Rock.", comment],
        ["Sea", "Salt water.", ""],
    ]


def test_a_tag_without_a_partner_is_text() -> None:
    (block,) = reading("the <div> tag, <u>under</u> and a <b> c").blocks
    assert block.text.text == "the <div> tag, under and a <b> c"
    assert marks(block) == [("underline", "under", "")]


def test_formulas_and_code_stand_as_in_the_notes() -> None:
    (block,) = reading(r"\$5, `a_b*c*` and $a_1 * b_1$ **so** \(x_2\)").blocks
    assert block.text.text == r"$5, a_b*c* and $a_1 * b_1$ so \(x_2\)"
    assert marks(block) == [
        ("code", "a_b*c*", ""),
        ("math", "$a_1 * b_1$", "a_1 * b_1"),
        ("strong", "so", ""),
        ("math", r"\(x_2\)", "x_2"),
    ]


def test_a_displayed_formula_within_a_paragraph_knows_its_lines() -> None:
    (block,) = reading("It is\n$$\na = b\n$$ and so on").blocks[-1:]
    assert "a = b" in block.text.text
    assert block.line <= 3 <= block.end_line


def test_a_fold_over_a_section_heads_it() -> None:
    text = "<details>\n<summary>Part *one*</summary>\n\n## Sub\n\nwords\n\n</details>"
    kinds = [(b.kind, b.text.text) for b in reading(text).blocks if b.kind is not Kind.DROPPED]
    assert kinds == [
        (Kind.HEADING, "Part one"),
        (Kind.HEADING, "Sub"),
        (Kind.PARAGRAPH, "words"),
    ]


def test_lines_of_chinese_are_joined_without_a_space() -> None:
    first = "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十"  # noqa: E501
    (block,) = reading(f"{first}，\n{first}，\n是的。").blocks
    assert block.text.text == f"{first}，{first}，是的。"
    assert [line for _, line in block.text.lines] == [1, 2, 3]


def test_the_signs_that_stand_for_things_cannot_be_written() -> None:
    (block,) = reading("a \ufdd0S0\ufdd1 b").blocks
    assert block.text.text == "a S0 b"


def test_notes_nested_too_deep_lose_no_line_and_say_so() -> None:
    text = "".join("  " * depth + f"- a{depth}\n" for depth in range(800))
    found = reading(text)
    assert [f.code for f in found.findings] == ["nested"]
    assert [b.line for b in found.blocks] == list(range(1, 801))


@pytest.mark.parametrize(
    "piece", ["1)\n", "- a\n", "* a\n  * b\n", "[", "**a ", "a\n: b\n\n", "> a\n"]
)
def test_time_grows_with_the_notes_not_with_their_square(piece: str) -> None:
    def at(size: int) -> Work:
        text = piece * (size // len(piece))
        return lambda: reading(text)

    reading("warm up")
    assert power(at, 4_000, 16_000) < BETWEEN


@pytest.mark.parametrize("name", ["a.md", "a.html"])
def test_the_text_of_a_diagram_is_code(name: str) -> None:
    page = '<div class="mermaid">\ngantt\n    Keel laid :done, 1840-06-01, 1842-08-29\n</div>\n'
    (block,) = readers.read(page.encode(), name).blocks
    assert block.kind is Kind.CODE
    assert "Keel laid" in block.text.text
