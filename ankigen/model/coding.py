"""Values of the model as JSON, and back: what is kept between two builds.

A dataclass is the list of its fields in their order, without those at the end that have their
default; a value that may be of several classes has the number of its class before its fields. What
is read is checked against the types of the model: bytes that are no such value raise ValueError,
and none of them can name code.
"""

from __future__ import annotations

import binascii
import json
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache, partial
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")

#: Makes plain data (lists, strings, numbers) of a value, and a value of plain data.
_Encode = Callable[[Any], Any]
_Decode = Callable[[Any], Any]


def to_json(value: Any) -> bytes:
    """A value of the model as JSON."""
    encode, _ = _coder(type(value))
    return json.dumps(encode(value), separators=(",", ":")).encode("ascii")


def from_json(kind: type[T], data: bytes) -> T:
    """The value of a class of the model that `to_json` made these bytes of. Raises ValueError for
    any other bytes.

    >>> from ankigen.model.origin import Origin
    >>> to_json(Origin("a.txt", 3)), from_json(Origin, b'["a.txt",3]')
    (b'["a.txt",3]', Origin(file='a.txt', line=3))
    """
    _, decode = _coder(kind)
    try:
        value: T = decode(json.loads(data))
    except (TypeError, KeyError, IndexError, RecursionError) as error:
        raise ValueError(f"no {kind.__name__}: {error}") from None
    return value


def _made(kind: Any) -> tuple[_Encode, _Decode]:
    if kind in (str, int, bool):
        return _as_is, _plain(kind)
    if kind is float:
        return _as_is, _plain(float, int)
    if kind is bytes:
        return _bytes_as_text, _bytes_of
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _one_of(inner)
    if origin is tuple:
        return _tuple(inner)
    if origin is Mapping:
        return _mapping(inner[1])
    if isinstance(kind, type) and issubclass(kind, Enum):
        return (lambda value: value.value), {item.value: item for item in kind}.__getitem__
    if isinstance(kind, type) and is_dataclass(kind):
        return _dataclass(kind)
    raise TypeError(f"{kind}: not a type of the model")


#: How values of a type are written and read; found once for each.
_coder: Callable[[Any], tuple[_Encode, _Decode]] = cache(_made)


def _as_is(value: Any) -> Any:
    return value


def _plain(*kinds: type) -> _Decode:
    def decode(data: Any) -> Any:
        if data.__class__ not in kinds:
            raise ValueError(f"{kinds[0].__name__} expected")
        return data

    return decode


def _bytes_as_text(value: bytes) -> str:
    return binascii.b2a_base64(value, newline=False).decode("ascii")


def _bytes_of(data: Any) -> bytes:
    return binascii.a2b_base64(data, strict_mode=True)


def _list(data: Any) -> list[Any]:
    if data.__class__ is not list:
        raise ValueError("list expected")
    return data


def _tuple(inner: tuple[Any, ...]) -> tuple[_Encode, _Decode]:
    if len(inner) == 2 and inner[1] is Ellipsis:
        one = _late(inner[0])

        def encode(value: Any) -> Any:
            own = one()[0]
            return [own(item) for item in value]

        def decode(data: Any) -> Any:
            own = one()[1]
            return tuple([own(item) for item in _list(data)])

        return encode, decode
    coders = [_coder(kind) for kind in inner]
    encoders, decoders = [c[0] for c in coders], [c[1] for c in coders]
    return (
        lambda value: [own(item) for own, item in zip(encoders, value, strict=True)],
        lambda data: tuple(own(item) for own, item in zip(decoders, _list(data), strict=True)),
    )


def _late(kind: Any) -> Callable[[], tuple[_Encode, _Decode]]:
    """The coder of a type when it is first asked for: types may hold themselves."""
    return cache(partial(_coder, kind))


def _mapping(kind: Any) -> tuple[_Encode, _Decode]:
    encode, decode = _coder(kind)
    text = _plain(str)
    return (
        lambda value: [[key, encode(item)] for key, item in value.items()],
        lambda data: {text(key): decode(item) for key, item in _list(data)},
    )


def _one_of(kinds: tuple[Any, ...]) -> tuple[_Encode, _Decode]:
    """Of a union: nothing (None), or the number of a class and its fields."""
    optional = types.NoneType in kinds
    classes = [kind for kind in kinds if kind is not types.NoneType]
    late = [_late(kind) for kind in classes]
    number = {get_origin(kind) or kind: n for n, kind in enumerate(classes)}

    def encode(value: Any) -> Any:
        if value is None:
            return None
        n = number[type(value)]
        return [n, late[n]()[0](value)]

    def decode(data: Any) -> Any:
        if data is None and optional:
            return None
        n, own = _list(data)
        if n.__class__ is not int or n < 0:
            raise ValueError("number of a class expected")
        return late[n]()[1](own)

    return encode, decode


def _dataclass(kind: type) -> tuple[_Encode, _Decode]:
    hints = get_type_hints(kind)
    own = fields(kind)
    names = [f.name for f in own]
    coders = [_late(hints[name]) for name in names]
    defaults = [
        f.default if f.default_factory is MISSING else f.default_factory() for f in own
    ]  # MISSING where there is none
    needed = sum(default is MISSING for default in defaults)

    def encode(value: Any) -> Any:
        values = [getattr(value, name) for name in names]
        last = len(values)
        while last > needed and values[last - 1] == defaults[last - 1]:
            last -= 1
        return [one()[0](item) for one, item in zip(coders, values[:last], strict=False)]

    def decode(data: Any) -> Any:
        if not needed <= len(_list(data)) <= len(names):
            raise ValueError(f"fields of {kind.__name__} expected")
        return kind(*[one()[1](item) for one, item in zip(coders, data, strict=False)])

    return encode, decode
