"""What two people change at once: one in the notes, the other in the shared table."""

from __future__ import annotations

from pathlib import Path

import pytest

from ankigen import model
from ankigen.sync.merge_table import merge_table, read_table
from tests.merge_group import TABLE_CASES, assert_built, assert_merged, begun


@pytest.mark.parametrize("number", range(len(TABLE_CASES)), ids=lambda n: TABLE_CASES[n].what)
def test_what_they_changed_in_the_table(tmp_path: Path, number: int) -> None:
    case = TABLE_CASES[number]
    group = begun(tmp_path, case.builds)
    rows = case.theirs(list(read_table(group.tables[case.has], "table.csv")[0]))
    last = read_table(group.tables[-1], "last.csv")[0]
    for old, new in case.open:
        group.world.edit(old, new)
    merged = merge_table(rows, last, group.ours(tmp_path), "table.csv")
    assert_merged(merged, case)
    assert_built(group, tmp_path, merged, case.shows)
    if case.holds_table:
        entries = group.ours(tmp_path, merged.overlay).entries
        (body,) = (e.body for e in entries if e.headword == "Growth phases")
        (table,) = (node for node in body if isinstance(node, model.Table))
        assert table.header and len(table.rows) == 1 + case.holds_table
    again = merge_table(rows, last, group.ours(tmp_path, merged.overlay), "table.csv")
    assert (again.taken, again.conflicts, again.additions) == (0, 0, ())
