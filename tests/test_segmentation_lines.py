"""Single lines: the ways to split each, the forests that tell what it is, and the best reading of
all that stand together.
"""

from __future__ import annotations

import re
from importlib.resources import files
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankigen.model import RichText, Source
from ankigen.model.settings import Settings, TypoSettings
from ankigen.pipeline import study
from ankigen.readers import read
from ankigen.segmentation.blocks.blocks_to_units import units_of
from ankigen.segmentation.blocks.column_names import TERM_BEGINS, TERM_NAMES
from ankigen.segmentation.siblings.group_ranker import load_ranker
from ankigen.segmentation.siblings.hypotheses import Told
from ankigen.segmentation.siblings.line_features import ROLE_FEATURES, SPLIT_FEATURES
from ankigen.segmentation.siblings.line_roles import LineRole, best_reading, load_lines
from ankigen.segmentation.siblings.outline import GroupKind, outline, soft_lines
from ankigen.segmentation.splits.line_splits import SEPARATORS, Separator, splits
from ankigen.segmentation.splits.separators import options, unknown_signs
from ankigen.segmentation.splits.split import Split, split_term
from ankigen.text.forest import LEAF, Forest, read_forests, write_forest
from tests import generator
from tests.examples import examples
from tests.notes_gold import judge
from tools.forest_functions import modules

AS_WRITTEN = Settings(typos=TypoSettings(mode="off"))
E, H, B, S, A = LineRole  # B: in the body


def told(*likely: LineRole) -> list[Told]:
    """Lines that are most likely of these roles."""
    split = Split(3, 6, "-", 1.0)
    return [Told(split, tuple(-0.1 if r is own else -3.0 for r in LineRole)) for own in likely]


def test_a_forest_comes_back_as_it_was_written() -> None:
    model = load_lines()
    assert model is not None
    data = (files("ankigen") / "data" / "lines.bin").read_bytes()
    names = [SPLIT_FEATURES, *([ROLE_FEATURES] * len(LineRole))]
    again = [write_forest(f, n) for f, n in zip([model.split, *model.roles], names, strict=True)]
    assert b"".join(again) == data
    assert len(data) <= 100_000
    assert max(len(SPLIT_FEATURES), len(ROLE_FEATURES)) < LEAF
    with pytest.raises(ValueError, match="rebuild_data"):
        read_forests(write_forest(Forest(0.0, ()), ["a"]), [["b"]])


@pytest.mark.parametrize("number", range(7))
def test_a_compiled_forest_gives_the_same_sums_to_the_bit(number: int) -> None:
    model = load_lines()
    assert model is not None
    trees = [model.split, *model.roles, load_ranker()][number].trees
    rng = Random(number)
    thresholds = sorted({value for nodes in trees for feature, value, *_ in nodes})
    forest = Forest(0.1, trees)
    rows = [[rng.choice(thresholds) for _ in range(LEAF)] for _ in range(40)]
    as_trees = [forest.total(row) for row in rows]
    while forest.total(rows[0]) == as_trees[0] and not forest.is_compiled:
        pass
    assert [forest.total(row) for row in rows] == as_trees
    assert forest.is_compiled


def test_the_forests_that_come_with_ankigen_need_no_compiling() -> None:
    assert [path.name for path, text in modules().items() if path.read_text("utf-8") != text] == []
    model = load_lines()
    assert model is not None
    assert all(forest.is_compiled for forest in (model.split, *model.roles, load_ranker()))


@pytest.mark.parametrize("separator", SEPARATORS, ids=lambda s: f"{s.style} {s.weight}")
@examples(60)
@given(data=st.data())
def test_a_line_that_holds_a_separator_has_one_of_its_signs(
    separator: Separator, data: st.DataObject
) -> None:
    text = data.draw(st.text("ab1 .:-–—−=>/|…‥\t)“", max_size=8) | st.from_regex(separator.pattern))
    if separator.pattern.search(text):
        assert any(sign in text for sign in separator.signs)


@given(st.from_regex(re.compile(TERM_NAMES.pattern, re.IGNORECASE)))
def test_a_name_of_a_column_is_found_by_how_it_begins(name: str) -> None:
    assert TERM_BEGINS.match(name)


def test_a_heading_is_not_followed_by_text() -> None:
    assert best_reading(told(S, B, E), [False] * 3, opened=True) != [S, B, E]


def test_a_headword_without_anything_below_is_none() -> None:
    assert best_reading(told(E, H), [False, False], opened=False)[-1] is not H
    assert best_reading(told(E, H), [False, True], opened=False) == [E, H]


def test_text_goes_on_only_where_an_entry_is_open() -> None:
    assert best_reading(told(B, E), [False, False], opened=True) == [B, E]
    assert best_reading(told(B, E), [False, False], opened=False)[0] is not B


def test_each_line_is_what_is_likeliest_where_that_makes_sense() -> None:
    roles = [S, E, B, H, B, A, E]
    assert best_reading(told(*roles), [False] * 7, opened=False) == roles


def test_an_explanation_in_brackets_up_to_the_end_of_the_line() -> None:
    line = RichText("Bark beetle (eats its way under the bark)")
    split = options(line, splits(line))["("]
    assert [str(part) for part in split_term(line, split)] == [
        "Bark beetle",
        "eats its way under the bark",
    ]
    inside = RichText("Oak (Quercus) has lobed leaves")
    assert "(" not in options(inside, splits(inside))


def test_lines_right_below_an_item_may_be_lines_of_their_own() -> None:
    units = units_of(read(b"- oak: hard\n- fir: soft\nelm: tough\n", "a.md").blocks)
    group = next(g for g in outline(units) if g.kind is GroupKind.ITEMS)
    assert [units[s.at].text.text for s in soft_lines(units, group)] == [
        "oak: hard",
        "fir: soft",
        "elm: tough",
    ]


def test_lists_under_the_lines_of_a_run_are_groups() -> None:
    text = b"woods\n- oak: hard\n- fir: soft\nmetals\n- tin: soft\n- iron: hard\n"
    found = outline(units_of(read(text, "a.txt").blocks))
    assert [len(g.siblings) for g in found if g.kind is GroupKind.ITEMS and not g.parts] == [2, 2]


def test_a_sign_is_known_by_so_many_lines_whatever_their_share() -> None:
    lines = [RichText(f"word {n} ~ meaning") for n in range(3)]
    others = [RichText(f"a line of text without it {n}") for n in range(9)]
    assert unknown_signs([*lines, *others]) == []
    assert unknown_signs([*lines, *others], share=0.0) == ["~"]


def test_rushed_notes() -> None:
    """Notes typed in a rush, of seeds that nothing was learned from."""
    found = []
    for seed in range(90_000, 90_012):
        case = generator.make_rushed(seed)
        entries = study([Source(case.name, case.text.encode())], AS_WRITTEN).entries
        found.append(judge(case.gold, entries).f1)
    assert sum(found) / len(found) >= 0.85, found


def test_the_sections_and_asides_of_rushed_notes_are_no_terms() -> None:
    for seed in range(20):
        gold = generator.make_rushed(seed).gold
        lines = {term["line"] for term in gold["terms"]}
        assert not lines & {*gold["sections"], *gold["asides"]}
