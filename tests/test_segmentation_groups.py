"""Siblings decided together: the outline of a document, what its groups may be, and the ranker
that chooses.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from math import log1p

import pytest

from ankigen.model import RichText, Source
from ankigen.model.settings import Settings, TypoSettings
from ankigen.pipeline import study, vocabulary
from ankigen.readers import read
from ankigen.segmentation import parse
from ankigen.segmentation.blocks.blocks_to_units import units_of
from ankigen.segmentation.groups import by_gain, first_of
from ankigen.segmentation.siblings.group_features import FEATURES
from ankigen.segmentation.siblings.group_ranker import load_ranker
from ankigen.segmentation.siblings.hypotheses import AS_READ, Draft, Hypothesis
from ankigen.segmentation.siblings.outline import Group, GroupKind, outline
from ankigen.segmentation.splits.line_splits import splits
from ankigen.segmentation.splits.separators import at_sign, options, unknown_signs
from ankigen.text.forest import LEAF, Forest, read_forests, write_forest
from tests import generator
from tests.notes_gold import judge
from tests.timing import BETWEEN, Work, power

AS_WRITTEN = Settings(typos=TypoSettings(mode="off"))


def groups(text: str, name: str = "a.md") -> list[tuple[GroupKind, list[list[str]]]]:
    """Each group as its kind and, for each sibling, the texts of what it covers."""
    units = units_of(read(text.encode(), name).blocks)
    return [
        (g.kind, [[units[k].text.text for k in range(s.at, s.end)] for s in g.siblings])
        for g in outline(units)
    ]


def test_what_lies_in_an_item_is_decided_before_the_items() -> None:
    assert groups("- a\n  - b\n  - c\n- d\n") == [
        (GroupKind.ITEMS, [["b"], ["c"]]),
        (GroupKind.ITEMS, [["a", "b", "c"], ["d"]]),
    ]


def test_headings_of_the_deepest_level_come_first_and_cover_what_is_under_them() -> None:
    assert groups("# t\n## a\nx\n## b\ny\n") == [
        (GroupKind.HEADINGS, [["a", "x"], ["b", "y"]]),
        (GroupKind.HEADINGS, [["t", "a", "x", "b", "y"]]),
    ]


def test_lines_further_to_the_right_lie_under_the_line_above() -> None:
    found = groups("oak\n   bark: rough\nbeech\n   bark: smooth\n", "a.txt")
    assert found[0] == (GroupKind.LINES, [["oak", "bark: rough"], ["beech", "bark: smooth"]])


def test_a_sign_that_most_lines_have_parts_them_and_one_inside_brackets_does_not() -> None:
    texts = [RichText("largo ~ slow"), RichText("presto ~ fast"), RichText("coda ~ the end")]
    assert unknown_signs(texts) == ["~"]
    assert at_sign(RichText("a (b ~ c) ~ d"), "~") == at_sign(RichText("a (b / c) ~ d"), "~")
    assert unknown_signs(texts[:2]) == []


@pytest.mark.parametrize("row", ["A | B | A and B", "4   31   12"])
def test_a_row_of_a_table_is_not_split(row: str) -> None:
    text = RichText(row)
    assert not {"|", "columns"} & set(options(text, splits(text)))


def test_what_is_read_stays_where_nothing_is_much_better() -> None:
    none = Forest(0.0, ())
    some = Forest(0.5, ())
    rows = [(0.0,) * len(FEATURES)] * 3
    names = [AS_READ, "lines", "paragraphs"]
    assert first_of(none, (GroupKind.LINES, 9, 0), names, rows) == 0
    assert first_of(some, (GroupKind.LINES, 9, 0), names, rows) == 1


@pytest.mark.parametrize(("lead", "entries", "taken"), [(2.0, 3, 1), (2.0, 1, 0), (1.0, 3, 0)])
def test_items_parted_by_a_mark_win_where_the_lines_are_far_likelier_so(
    lead: float, entries: int, taken: int
) -> None:
    rows = [[0.0] * len(FEATURES) for _ in range(2)]
    rows[0][FEATURES.index("told")] = -lead - 0.1
    rows[1][FEATURES.index("told")] = -0.1
    rows[1][FEATURES.index("entries")] = log1p(entries)
    scope = (GroupKind.ITEMS, 9, 0)
    assert first_of(Forest(0.0, ()), scope, [AS_READ, "items"], rows) == taken
    # lists all over the document are not decided by single lines
    assert first_of(Forest(0.0, ()), (GroupKind.ITEMS, 9, 3), [AS_READ, "items"], rows) == 0


@pytest.mark.parametrize(
    ("lead", "layout", "taken"), [(2.0, "lines", 1), (0.5, "lines", 0), (2.0, "one", 0)]
)
def test_a_layout_that_is_what_the_lines_are_each_for_itself_wins_as_that_would(
    lead: float, layout: str, taken: int
) -> None:
    rows = [[0.0] * len(FEATURES) for _ in range(2)]
    rows[0][FEATURES.index("told")] = -lead - 0.1
    rows[1][FEATURES.index("told")] = -0.1
    scope, none = (GroupKind.LINES, 3, 0), Forest(0.0, ())
    assert first_of(none, scope, [AS_READ, layout], rows, same=1) == taken
    assert first_of(none, scope, [AS_READ, layout], rows) == 0


def test_a_hypothesis_that_is_barred_is_not_taken() -> None:
    rows = [(0.0,) * len(FEATURES)] * 3
    names = [AS_READ, "inner", "items"]
    scope = (GroupKind.HEADINGS, 9, 0)
    assert first_of(Forest(0.5, ()), scope, names, rows) == 2
    assert first_of(Forest(0.5, ()), scope, names, rows, barred=[2]) == 1


def test_a_heading_that_recurs_over_several_entries_stays_a_section() -> None:
    words = "- oak{n}: tree\n- ant{n}: insect\n- cod{n}: fish\n\n"
    unit = "## Unit {n}\n\nWe meet in room {n}.\n\n### Words\n\n" + words
    notes = "".join(unit.format(n=n) for n in range(1, 5))
    found = study([Source("a.md", notes.encode())], AS_WRITTEN)
    assert {"oak1", "ant2", "cod3"} <= {e.headword for e in found.entries}


@pytest.mark.parametrize(("tops", "text"), [("AB", False), ("ABC", True)])
def test_two_headings_of_a_level_take_no_headwords_below_them_for_text(
    tops: str, text: bool
) -> None:
    taken: list[Hypothesis] = []

    def pick(
        draft: Draft,
        group: Group,
        some: Sequence[Hypothesis],
        features: Sequence[tuple[float, ...]],
    ) -> int:
        del features
        if group.kind is not GroupKind.HEADINGS or group.level > 1:
            return 0
        rows = [(0.0,) * len(FEATURES)] * len(some)
        taken.append(some[by_gain(Forest(0.5, ()), draft, group, some, rows)])
        return 0

    below = "\n\n".join(
        f"## {name}\n\na rope that holds a {name}" for name in ("mast", "sail", "yard")
    )
    notes = "\n\n".join(f"# {top}\n\nall of them\n\n{below}" for top in tops)
    parse(read(notes.encode(), "a.md"), "a.md", pick=pick)
    assert (taken[0].layout == "headings") is text


def test_the_title_of_the_next_list_is_no_text_of_the_item_above() -> None:
    titled = "fruit\n* apple: red\n\nroots\n* beet: red\n\nleaves\n* chard: green\n"
    assert not [kind for kind, _ in groups(titled, "a.md") if kind is GroupKind.APART]


def test_the_first_hypothesis_is_what_is_read_and_no_two_are_alike() -> None:
    seen: list[str] = []

    def pick(
        draft: Draft,
        group: Group,
        some: Sequence[Hypothesis],
        features: Sequence[tuple[float, ...]],
    ) -> int:
        del features
        seen.append(some[0].layout)
        keys = {
            (tuple(h.roles[k] for k in group.places), tuple(sorted(h.splits.items()))) for h in some
        }
        assert len(keys) == len(some)
        assert all(set(h.roles) == set(group.places) for h in some)
        del draft
        return len(some) - 1

    text = "# a\n\n- b: c\n  - d\n- e - f\n\ng: h\ni: j\n\n## k\n\nl\nm\n"
    parse(read(text.encode(), "a.md"), "a.md", pick=pick)
    assert seen and set(seen) == {AS_READ}


def test_the_ranker_is_small_and_grown_on_these_features() -> None:
    data = (files("ankigen") / "data" / "layouts.bin").read_bytes()
    assert len(data) <= 300_000
    assert len(FEATURES) < LEAF
    assert write_forest(load_ranker(), FEATURES) == data
    with pytest.raises(ValueError, match="rebuild_data"):
        read_forests(b"\0\0\0\0" + data[4:], (FEATURES,))


#: Layouts that are hard to tell from others; the rest reach 0.6.
LEAST_OF = {"examples-below": 0.5, "sparse": 0.2, "topics": 0.5}


@pytest.mark.parametrize("style", sorted(generator.STYLES))
def test_hurried_notes(style: str) -> None:
    """Notes typed in a hurry, of seeds that the ranker did not learn from: the mean of each
    layout.
    """
    found = []
    for seed in range(5000, 5006):
        case = generator.make_hurried(seed, style)
        entries = study([Source(case.name, case.text.encode())], AS_WRITTEN).entries
        found.append(judge(case.gold, entries).f1)
    assert sum(found) / len(found) >= LEAST_OF.get(style, 0.6), found


def test_each_line_has_a_role_that_may_follow_the_one_before() -> None:
    """A headword that lost its text is a section, and text without a headword is loose: neither
    is lost.
    """
    document = parse(read(b"cell\nwall\n\na)\ncell", "a.md"), "a.md", vocabulary())
    lines = {n for e in document.entries for n in e.lines}
    lines |= {
        n for f in document.findings for n in range(f.origin.line, max(f.origin.line, f.last) + 1)
    }
    assert lines >= {1, 2, 4, 5}


def test_items_with_text_between_them_are_a_group_of_their_own() -> None:
    found = groups("- a\n\nx\n\n- b\n\ny\n")
    assert (GroupKind.APART, [["a", "x"], ["b", "y"]]) in found


def test_lists_of_one_look_are_decided_once_more_together() -> None:
    found = groups("# s\n- a\n- b\n\n# t\n- c\n- d\n")
    together = (GroupKind.ITEMS, [["a"], ["b"], ["c"], ["d"]])
    assert found.index(together) > found.index((GroupKind.ITEMS, [["c"], ["d"]]))
    assert together not in groups("# s\n- a\n- b\n\n# t\n1. c\n2. d\n")


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("1440 the press is invented", "date"),
        ("May 1916, the Somme", "date"),
        ("Working memory, which holds what we think of", ", which"),
    ],
)
def test_marks_that_only_siblings_can_bear_out(line: str, mark: str) -> None:
    text = RichText(line)
    assert mark in options(text, splits(text))


def test_groups_are_found_in_time_that_grows_with_the_paragraphs_and_no_faster() -> None:
    def outlining(paragraphs: int) -> Work:
        notes = "Osmosis moves water.\n\n" * paragraphs
        units = units_of(read(notes.encode(), "a.txt").blocks)
        return lambda: outline(units)

    assert power(outlining, 1000, 16000) < BETWEEN
