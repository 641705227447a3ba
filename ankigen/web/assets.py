"""The files that served pages are made of."""

from __future__ import annotations

from importlib.resources import files


def asset(name: str) -> str:
    """A file of a page as it lies in the package."""
    return files(__package__).joinpath("page", name).read_text(encoding="utf-8")
