"""Taking decisions out of ankigen.toml again, whatever has changed in it since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from ankigen.model.settings import Settings
from ankigen.project.decide import with_item, with_table, without_item, without_tables
from ankigen.text.data_files import toml_table

#: A table as TOML holds it.
Table = Mapping[str, Any]


def undone(before: str, after: str, now: str, same: Mapping[str, tuple[str, ...]]) -> str:
    """The settings as they are `now` without what changed from `before` to `after`: items and
    tables that came are gone, those that went are back. What was changed since stays.

    `same` names the keys by which the tables of a name are known (`[[reading]]`, `[[layout]]`).
    """
    was, made = toml_table(before), toml_table(after)
    for table, key in lists():
        old, new = was.get(table, {}).get(key, []), made.get(table, {}).get(key, [])
        for item in new:
            if item not in old:
                now = without_item(now, table, key, item)
        for item in old:
            if item not in new:
                now = with_item(now, table, key, item)
    for name, keys in same.items():
        old, new = was.get(name, []), made.get(name, [])
        gone = [t for t in old if t not in new]
        known = [_known(t, keys) for t in gone]
        now = without_tables(
            now, name, [t for t in new if t not in old and _known(t, keys) not in known]
        )
        for table in gone:
            now = with_table(now, name, table, keys)
    return now


def lists() -> Iterator[tuple[str, str]]:
    """Every list of strings in a table of the settings: the table's name and the key."""
    default = Settings()
    for field in fields(default):
        table = getattr(default, field.name)
        if is_dataclass(table):
            for key in fields(table):
                if isinstance(getattr(table, key.name), tuple):
                    yield field.name, key.name


def _known(table: Table, keys: Sequence[str]) -> list[Any]:
    return [table.get(key, "") for key in keys]
