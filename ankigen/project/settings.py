"""`ankigen.toml`: what a person decides. Reading it, key by key; each must be a field of a
dataclass in `ankigen.model.settings`.
"""

from __future__ import annotations

import difflib
import re
import types
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from ankigen.model import AnkigenError
from ankigen.model.settings import ARROW, Settings, TypoSettings
from ankigen.segmentation.owner.given import check_layout, check_pattern
from ankigen.text.data_files import toml_table
from ankigen.text.patterns import when_asked

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

FILE_NAME = "ankigen.toml"

#: What TOML says a reader must take; Anki's database holds no more either.
LARGEST = 2**63 - 1

#: Keys that Python keeps for itself, and the fields that they are.
_KEYWORDS = {"is": "what"}

T = TypeVar("T", bound="DataclassInstance")


def parse_settings(text: str, name: str = FILE_NAME) -> Settings:
    """Settings from TOML text. Raises AnkigenError naming the key that is wrong and what would
    be right.
    """
    try:
        data = toml_table(text)
    except ValueError as error:  # a TOMLDecodeError, or a number of thousands of digits
        raise AnkigenError(f"{name}: not valid TOML: {error}; correct that line") from None
    settings = _read(Settings, data, name, "")
    _check_typos(settings.typos, name)
    link = settings.cards.source_link
    if link and not _LINK.fullmatch(link):
        raise AnkigenError(
            f'{name}: "cards.source_link" must begin with http://, https://, '
            f"obsidian:// or vscode:// "
            f"and hold no spaces, not {link!r}"
        )
    for decision in settings.reading:
        if not decision.line or not (decision.what or decision.split):
            raise AnkigenError(
                f'{name}: [[reading]] needs "line", the text of a line, and "is" '
                f'(what it is) or "split"'
            )
        if decision.pattern:
            check_pattern(decision.pattern, f"{name}: [[reading]]")
    for layout in settings.layout:
        check_layout(layout, f"{name}: [[layout]]")
    return settings


def with_own(base: Settings, text: str, name: str) -> Settings:
    """The settings with those of notes without a project laid over them: lists are joined, what
    else is set there counts.

    Raises AnkigenError where the text is broken, and for what only a project has.
    """
    own, default = parse_settings(text, name), Settings()
    for table in ("deck", "paths"):
        if getattr(own, table) != getattr(default, table):
            raise AnkigenError(
                f"{name}: [{table}] is for a project; take it out, or begin one: ankigen init"
            )
    return _joined(base, own, default)


def _joined(base: T, own: T, default: T) -> T:
    values: dict[str, Any] = {}
    for field in fields(base):
        one, other, plain = (getattr(held, field.name) for held in (base, own, default))
        if is_dataclass(one):
            values[field.name] = _joined(one, other, plain)
        elif isinstance(one, tuple):
            values[field.name] = (*one, *(item for item in other if item not in one))
        elif isinstance(one, Mapping):
            values[field.name] = {**one, **other}
        else:
            values[field.name] = one if other == plain else other
    return type(base)(**values)


_LINK = when_asked(r"(?:https?|obsidian|vscode)://[^\s\x00-\x1f]+")
_PLACE_ALONE = re.compile(r"\S.*:\d+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


def _check_typos(typos: TypoSettings, name: str) -> None:
    """Raises AnkigenError for a pair without one of its sides, and for what is no language code."""
    for key, items in (("accept", typos.accept), ("refuse", typos.refuse)):
        for item in items:
            sides = ARROW.split(item.strip())
            no_word = _PLACE_ALONE.fullmatch(item.strip())
            if no_word or len(sides) > 2 or (len(sides) == 2 and not all(sides)):
                raise AnkigenError(
                    f'{name}: "typos.{key}" holds {item!r}; write a word, or one pair '
                    f'such as "fro -> for", '
                    'with a place before it or not ("cells.txt:14 form")'
                )
    if typos.language and not _LANGUAGE.fullmatch(typos.language):
        raise AnkigenError(
            f'{name}: "typos.language" must be a code such as "en" or "de", not '
            f"{typos.language!r}; "
            "leave it out and each block's language is found"
        )


def _read(kind: type[T], data: Mapping[str, Any], name: str, path: str) -> T:
    hints = typing.get_type_hints(kind)
    known = [f.name for f in fields(kind)]
    values: dict[str, Any] = {}
    for written, value in data.items():
        key = _KEYWORDS.get(written, written)
        where = f"{path}.{written}" if path else written
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            hint = f'did you mean "{near[0]}"?' if near else "known keys: " + ", ".join(known)
            raise AnkigenError(f'{name}: unknown key "{where}"; {hint}')
        values[key] = _value(hints[key], value, name, where)
    return kind(**values)


def _value(hint: Any, value: Any, name: str, where: str) -> Any:
    def wrong(expected: str) -> AnkigenError:
        return AnkigenError(f'{name}: "{where}" must be {expected}, not {value!r}')

    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if is_dataclass(hint) and isinstance(hint, type):
        if not isinstance(value, dict):
            raise wrong(f"a table ([{where}])")
        return _read(hint, value, name, where)
    if origin is Literal:
        if value not in args:
            raise wrong("one of " + ", ".join(f'"{a}"' for a in args))
        return value
    if origin is tuple and isinstance(args[0], type) and is_dataclass(args[0]):
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            raise wrong(f"tables, each under [[{where}]]")
        return tuple(_read(args[0], v, name, where) for v in value)
    if origin is tuple:
        if not isinstance(value, list) or not all(isinstance(v, args[0]) for v in value):
            raise wrong('a list of strings, such as ["a", "b"]')
        return tuple(value)
    if origin in (Mapping, dict, types.MappingProxyType):
        if not isinstance(value, dict):
            raise wrong(f"a table ([{where}])")
        return {k: _value(args[1], v, name, f"{where}.{k}") for k, v in value.items()}
    if expected := _not_plain(hint, value):
        raise wrong(expected)
    return float(value) if hint is float else value


def _not_plain(hint: Any, value: Any) -> str:
    """What a single value must be, if it is not; else ""."""
    whole = isinstance(value, int) and not isinstance(value, bool)
    if hint is bool:
        return "" if isinstance(value, bool) else "true or false"
    if hint is int and not whole:
        return "a whole number"
    if hint is int:
        within = abs(value) <= LARGEST
        return "" if within else f"a whole number from -{LARGEST} to {LARGEST}"
    if hint is float:
        return "" if whole or isinstance(value, float) else "a number"
    if not isinstance(value, str):
        return "a string in quotes"
    # no path can hold a zero character, and SQLite ends a text there
    return "without a zero character" if "\0" in value else ""
