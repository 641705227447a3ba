"""What is given for an option or an argument, without what typer loads to look at it."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any


class PlainValues:
    """Stands for typer's check of a parameter that is a text, several texts or any path: of these
    there is nothing to check, and typer would load pydantic for it, which takes longer than a small
    deck. What is anything else goes to typer.
    """

    def __init__(self, annotation: Any, usual: Callable[[], Any]) -> None:
        self._annotation, self._usual = annotation, usual

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """The value as the command is to get it; as typer has it."""
        if self._annotation in (bool, str) and type(value) is self._annotation:
            return value
        if self._annotation == list[str] and isinstance(value, list | tuple):
            if all(isinstance(text, str) for text in value):
                return list(value)
        elif self._annotation is Path and isinstance(value, str) and _is_usable(value):
            return Path(value)
        if value is None:  # not given
            return () if param.multiple or param.nargs == -1 else None
        return self._usual().coerce(value, param=param, ctx=ctx)


def _is_usable(path: str) -> bool:
    """Whether it is a path at which there is nothing yet, or something that can be read."""
    return not os.path.lexists(path) or os.access(path, os.R_OK)


def _is_plain(annotation: Any, info: Any) -> bool:
    if info.parser is not None:
        return False
    if annotation is Path:
        asked = (info.exists, info.writable, info.resolve_path, info.path_type)
        return not any(asked) and info.file_okay and info.dir_okay
    return annotation in (bool, str, list[str])


def values_as_given(params: Sequence[Any]) -> list[Any]:
    """Has parameters of typer take their values as they are, where that is enough and this version
    of typer would not do so.
    """
    for param in params:
        described: Any = getattr(param, "type_descriptor", None)
        known = described is None or "get_runtime_param" in vars(param)
        if not known and _is_plain(described.annotation, described.parameter_info):
            values = PlainValues(described.annotation, param.get_runtime_param)
            param.get_runtime_param = partial(_same, values)
    return list(params)


def _same(values: PlainValues) -> PlainValues:
    return values
