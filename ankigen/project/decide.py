"""Writing a person's decisions into ankigen.toml: what stands there keeps its order, its
comments and its layout.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import tomlkit
from tomlkit.items import AoT, Array, Table

from ankigen.model import AnkigenError
from ankigen.project.settings import FILE_NAME, parse_settings


def with_item(text: str, table: str, key: str, item: str) -> str:
    """The settings with an item at the end of a list (`[typos] accept`); as they are where the list
    holds it.

    >>> print(with_item('# mine\\n[typos]\\naccept = ["teh"]  # sure\\n', "typos", "accept",
    ...     "recieve -> receive"))
    # mine
    [typos]
    accept = ["teh", "recieve -> receive"]  # sure
    <BLANKLINE>
    """
    document = _parsed(text)
    held = document.setdefault(table, tomlkit.table())
    items = held.setdefault(key, tomlkit.array())
    if not isinstance(held, Table) or not isinstance(items, Array):
        raise AnkigenError(f'{FILE_NAME}: "{table}.{key}" must be a list of strings')
    if item in items:
        return text
    if "\n" in items.as_string():
        items.add_line(item, indent=_indent(items.as_string()))
    else:
        items.append(item)
    return _checked(document)


def without_item(text: str, table: str, key: str, item: str) -> str:
    """The settings without an item of a list; as they are where it is not in it."""
    document = _parsed(text)
    items = document.get(table, {}).get(key)
    if not isinstance(items, Array) or item not in items:
        return text
    items.remove(item)
    return _checked(document)


def with_table(text: str, name: str, values: Mapping[str, Any], same: tuple[str, ...]) -> str:
    """The settings with one more `[[name]]` table, in place of the one that has the same values
    under the keys `same`.
    """
    return with_tables(text, name, [values], same)


def with_tables(
    text: str, name: str, tables: Sequence[Mapping[str, Any]], same: tuple[str, ...]
) -> str:
    """Like `with_table`, with several of them at once."""
    document = _parsed(text)
    held = document.setdefault(name, tomlkit.aot())
    if not isinstance(held, AoT):
        raise AnkigenError(f'{FILE_NAME}: "{name}" must be tables, each under [[{name}]]')
    for values in tables:
        _put_table(held, values, same)
    made = _checked(document)
    return made if text.strip() else made.lstrip()  # no blank line before the first table


def _put_table(held: AoT, values: Mapping[str, Any], same: tuple[str, ...]) -> None:
    wanted = [values.get(key, "") for key in same]
    for table in held:
        if [table.get(key, "") for key in same] == wanted:
            for key in [k for k in table if k not in values]:
                del table[key]
            table.update(values)
            return
    made = tomlkit.table()
    made.trivia.indent = "\n"  # a blank line before it
    for key, value in values.items():
        made.add(key, value)
    held.append(made)


def without_table(text: str, name: str, values: Mapping[str, Any]) -> str:
    """The settings without the `[[name]]` tables that have these values."""
    return _without(
        text, name, lambda t: all(t.get(key, "") == value for key, value in values.items())
    )


def without_tables(text: str, name: str, tables: Sequence[Mapping[str, Any]]) -> str:
    """The settings without the `[[name]]` tables that hold just these values."""
    return _without(text, name, lambda table: table.unwrap() in tables)


def _without(text: str, name: str, meant: Callable[[Table], bool]) -> str:
    document = _parsed(text)
    held = document.get(name)
    if not isinstance(held, AoT):
        return text
    found = [n for n, table in enumerate(held) if meant(table)]
    if not found:
        return text
    for n in reversed(found):
        del held[n]
    if not len(held):
        del document[name]
    return _checked(document)


def _indent(array: str) -> str:
    """How far the items of a list on several lines stand in."""
    for line in array.split("\n")[1:]:
        if line.strip(" ]"):
            return line[: len(line) - len(line.lstrip())]
    return "    "


def _parsed(text: str) -> tomlkit.TOMLDocument:
    """The settings to be changed. Raises AnkigenError where they are broken."""
    parse_settings(text)  # a broken file is told as every command tells it
    return tomlkit.parse(text)


def _checked(document: tomlkit.TOMLDocument) -> str:
    """The text of changed settings. Raises AnkigenError for what may not stand in them."""
    text = tomlkit.dumps(document)
    parse_settings(text)
    return text
