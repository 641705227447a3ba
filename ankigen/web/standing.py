"""All that stands decided in the settings and the edits, each to be taken back alone, whoever
decided it and whenever.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ankigen.project.decide import without_item, without_tables
from ankigen.sync.edits import EntryEdit, Overlay
from ankigen.text.data_files import toml_table
from ankigen.web.decided import Decisions
from ankigen.web.line_answers import SAID
from ankigen.web.question import question_id, shortened

#: What an item of a list says, by its table and key.
_ITEMS = {
    ("typos", "accept"): "corrected: {}",
    ("typos", "refuse"): "not corrected: {}",
    ("typos", "glossary"): '"{}" is a word',
    ("ignore", "findings"): "right as it is: {}",
    ("ignore", "terms"): 'left out: "{}"',
    ("ignore", "repeats"): 'kept apart: "{}"',
}
#: So much of a line is shown.
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Standing:
    """Something that stands decided: what it is, and what is to be taken out for it."""

    told: str
    item: tuple[str, str, str] = ("", "", "")  # of a list: its table, its key, the item
    table: str = ""  # the name of tables, and their values
    values: tuple[Mapping[str, Any], ...] = ()
    edit: EntryEdit | None = None

    @property
    def id(self) -> str:
        values = json.dumps([dict(v) for v in self.values], sort_keys=True)
        return question_id("standing", *self.item, self.table, values, str(self.edit))

    def taken_out(self, d: Decisions) -> Decisions:
        """What is decided without it."""
        if self.edit is not None:
            kept = tuple(e for e in d.overlay.edits if e != self.edit)
            return replace(d, overlay=replace(d.overlay, edits=kept))
        if self.table:
            return replace(d, settings=without_tables(d.settings, self.table, self.values))
        return replace(d, settings=without_item(d.settings, *self.item))


def standing(settings: str, overlay: Overlay) -> list[Standing]:
    """All that stands decided in the text of the settings and in the edits, in their order."""
    found = toml_table(settings)
    return [*_readings(found), *_layouts(found), *_items(found), *_edits(overlay)]


def _readings(found: Mapping[str, Any]) -> Iterator[Standing]:
    by_file: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for table in found.get("reading", []):
        by_file[table.get("file", "")].append(table)
    for file, tables in by_file.items():
        if len(tables) > 1:
            what = f"all {len(tables)} decisions on lines of {file or 'any file'}"
            yield Standing(what, table="reading", values=tuple(tables))
        for table in tables:
            yield Standing(_said(table), table="reading", values=(table,))


def _said(table: Mapping[str, Any]) -> str:
    line, what = table.get("line", ""), SAID.get(table.get("is", ""), "cut into several")
    if table.get("below"):
        return f'each line below "{_short(table["below"])}" is {what}'
    return f'{"all lines " if "*" in line else ""}"{_short(line)}": {what}'


def _layouts(found: Mapping[str, Any]) -> Iterator[Standing]:
    for table in found.get("layout", []):
        files = ", ".join(table.get("files", [])) or "all files"
        how = ", ".join(f"{k} {v!r}" for k, v in table.items() if k != "files")
        yield Standing(f"{files}: {_short(how)}", table="layout", values=(table,))


def _items(found: Mapping[str, Any]) -> Iterator[Standing]:
    for (table, key), told in _ITEMS.items():
        for item in found.get(table, {}).get(key, []):
            yield Standing(told.format(_short(item)), (table, key, item))


def _edits(overlay: Overlay) -> Iterator[Standing]:
    for edit in overlay.edits:
        yield Standing(f'the {edit.field} of "{_short(edit.term)}" is edited', edit=edit)


def _short(text: str) -> str:
    return shortened(text, _SHOWN)
