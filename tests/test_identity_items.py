"""Items of a list keep their cloze numbers, and with them their reviews, whatever becomes of the
list.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from ankigen.identity.items import MAX_NUMBER, Numbered, in_order, numbered

PHASES = ("prophase", "metaphase", "anaphase", "telophase")


@dataclass(frozen=True)
class Row:
    """A list before and after, and the numbers that its items must have then."""

    what: str
    after: tuple[str, ...]
    numbers: tuple[int, ...]
    before: tuple[str, ...] = PHASES


ROWS = (
    Row("nothing", PHASES, (1, 2, 3, 4)),
    Row("one more in the middle", ("prophase", "prometaphase", *PHASES[1:]), (1, 5, 2, 3, 4)),
    Row("one more at the start", ("interphase", *PHASES), (5, 1, 2, 3, 4)),
    Row("one more at the end", (*PHASES, "cytokinesis"), (1, 2, 3, 4, 5)),
    Row("one left from the middle", ("prophase", "anaphase", "telophase"), (1, 3, 4)),
    Row("the first left", PHASES[1:], (2, 3, 4)),
    Row("turned round", PHASES[::-1], (4, 3, 2, 1)),
    Row("two changed places", ("prophase", "anaphase", "metaphase", "telophase"), (1, 3, 2, 4)),
    Row("capitals", tuple(p.upper() for p in PHASES), (1, 2, 3, 4)),
    Row("a slip corrected", ("prophase", "metaphase", "anaphase", "telophase"), (1, 2, 3, 4),
        ("prophase", "metahpase", "anaphase", "telophase")),
    Row("one made longer", ("prophase", "metaphase (in the middle)", *PHASES[2:]), (1, 2, 3, 4)),
    Row("one reworded, another before it",
        ("start", "prophase", "metaphase, lined up in the middle", *PHASES[2:]), (5, 1, 2, 3, 4)),
    Row("one in place of another", ("prophase", "cytokinesis", *PHASES[2:]), (1, 5, 3, 4)),
    Row("one of like letters elsewhere", ("prophase", "anaphase", "telophase", "karyophase"), (1, 3,
        4, 5)),
    Row("reworded where it stands", ("a gas", "a liquid that boils at 100 °C", "a solid"), (1, 2,
        3),
        ("a gas", "a liquid which boils at 100 degrees", "a solid")),
    Row("a number corrected where it stands", ("in 1906", "in 1911", "in 1912"), (1, 2, 3),
        ("in 1906", "in 1910", "in 1912")),
    Row("another number elsewhere", ("in 1911", "in 1906", "in 1912"), (4, 1, 3), ("in 1906",
        "in 1910", "in 1912")),
    Row("the same twice", ("yes", "no", "yes"), (1, 2, 3), ("yes", "no", "yes")),
    Row("one of two equals left", ("no", "yes"), (2, 1), ("yes", "no", "yes")),
    Row("signs alone", ("C", "C#", "C++"), (1, 3, 2), ("C", "C++", "C#")),
    Row("formulas", ("$y$", "$x$"), (2, 1), ("$x$", "$y$")),
    Row("no word at all", ("→", "←"), (2, 1), ("←", "→")),
)  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.what)
def test_items_keep_their_numbers(row: Row) -> None:
    first = numbered(row.before, Numbered())
    assert first.order == tuple(range(1, len(row.before) + 1))
    assert numbered(row.after, first).order == row.numbers


def test_a_number_is_never_used_again_and_comes_back_with_its_item() -> None:
    first = numbered(PHASES, Numbered())
    without = numbered(("prophase", "anaphase", "telophase"), first)
    other = numbered(("prophase", "cytokinesis", "anaphase", "telophase"), without)
    assert other.order == (1, 5, 3, 4)
    back = numbered((*PHASES, "cytokinesis"), other)
    assert back.order == (1, 2, 3, 4, 5)


def test_past_the_last_number_that_anki_counts_an_old_one_serves_again() -> None:
    items = tuple(f"item with the name {n}" for n in range(MAX_NUMBER))
    full = numbered(items, Numbered())
    more = numbered((*items[1:], "something quite different"), full)
    assert more.order[-1] == 1 and max(more.order) == MAX_NUMBER


def test_long_items_that_begin_alike_are_told_apart() -> None:
    begin = "the same words over and over " * 5
    first = numbered((f"{begin} one", f"{begin} two"), Numbered())
    assert numbered((f"{begin} two", f"{begin} one"), first).order == (2, 1)
    assert max(map(len, first.texts)) <= 80


def test_a_package_tells_the_numbers_of_its_items() -> None:
    found = in_order([(2, "b"), (4, "d"), (2, "again"), (1, "a"), (900, "beyond")])
    assert found == Numbered(("a", "b", "", "d"), (2, 4, 1))
    assert numbered(("a", "new", "b", "d"), found).order == (1, 5, 2, 4)
