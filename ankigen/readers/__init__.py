"""Bytes → blocks: one file per input format, one row in `READERS`.

A reader takes the bytes of one file and its name (relative to the sources) and gives a `Reading`.
It never opens a file or a connection. Every non-blank line of the file lies within the lines of a
block, or of a block that was DROPPED with its reason, or is named by a finding.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import Protocol

from ankigen.model import AnkigenError, Reading
from ankigen.model.decided import Decide, nothing_decided
from ankigen.readers.embedded import with_files
from ankigen.readers.worker import read_apart

Reader = Callable[[bytes, str], Reading]


class _Guessing(Protocol):
    """The reader of a format whose lines may be taken for questions, choices and the like by how
    they look, unless the user decided about them.
    """

    def __call__(self, data: bytes, name: str, decide: Decide = ..., /) -> Reading: ...


def _packed(module: str, function: str = "read") -> Reader:
    """A function of a module here that unpacks what it reads: it runs in a process of its own,
    under limits.
    """

    def read(data: bytes, name: str) -> Reading:
        reading: Reading = read_apart(module, function, data, name)
        return with_files(reading)

    return read


def _reader(module: str, function: str = "read") -> Reader:
    """A function of a module here, imported at its first use: some bring heavy libraries.

    What stands in the notes as data comes along as files, whatever the format.
    """

    def read(data: bytes, name: str) -> Reading:
        found: Reader = getattr(importlib.import_module(f"ankigen.readers.{module}"), function)
        return with_files(found(data, name))

    return read


def _guessing(module: str, function: str = "read") -> _Guessing:
    """The same of a function that also takes what the user decided."""

    def read(data: bytes, name: str, decide: Decide = nothing_decided) -> Reading:
        found: _Guessing = getattr(importlib.import_module(f"ankigen.readers.{module}"), function)
        return with_files(found(data, name, decide))

    return read


_GUESSING: Mapping[str, _Guessing] = {
    **dict.fromkeys((".md", ".markdown"), _guessing("dialects", "read_markdown")),
    **dict.fromkeys(("", ".txt", ".text"), _guessing("dialects", "read_text")),
    ".mdx": _guessing("mdx"),
    ".org": _guessing("org"),
    ".rst": _guessing("rst"),
    ".ipynb": _guessing("ipynb"),
}

#: What reads a file of this suffix (lower case, with its dot; "" = a file without a suffix).
READERS: Mapping[str, Reader] = {
    **_GUESSING,
    ".html": _reader("html"),
    ".htm": _reader("html"),
    ".xhtml": _reader("html"),
    ".tex": _reader("latex"),
    ".latex": _reader("latex"),
    ".docx": _packed("docx"),
    ".odt": _packed("odt"),
    ".rtf": _reader("rtf"),
    ".pdf": _packed("pdf"),
    ".xlsx": _packed("sheets", "read_xlsx"),
    ".ods": _packed("sheets", "read_ods"),
    ".pptx": _packed("slides"),
    ".epub": _packed("epub"),
    ".apkg": _packed("apkg"),
    ".colpkg": _packed("apkg"),
    ".csv": _reader("tables"),
    ".tsv": _reader("tables", "read_tsv"),
    ".tab": _reader("tables", "read_tsv"),
}


def read_decided(data: bytes, name: str, decide: Decide) -> Reading:
    """Read one file with the reader of its suffix; what the user decides of its lines goes before
    what they look like.

    Raises AnkigenError, one line, if the bytes are not what the suffix says.
    """
    suffix = suffix_of(name)
    if suffix in _GUESSING:
        return _GUESSING[suffix](data, name, decide)
    return READERS[suffix](data, name)


def suffix_of(name: str) -> str:
    """The suffix by which a file's reader is found.

    >>> suffix_of("Notes/Week 1.MD"), suffix_of("README")
    ('.md', '')
    """
    return PurePosixPath(name).suffix.lower()


def read(data: bytes, name: str, format: str = "") -> Reading:
    """Read one file with the reader of its suffix, or of `format` ("md" or ".md") where the name
    does not tell.

    Raises AnkigenError, one line, if there is no such reader or the bytes are not what the suffix
    says.
    """
    suffix = f".{format.lower().lstrip('.')}" if format else suffix_of(name)
    if suffix not in READERS:
        known = " ".join(sorted(s.lstrip(".") for s in READERS if s))
        raise AnkigenError(f'{name}: no reader for "{suffix}" files; ankigen reads: {known}')
    return READERS[suffix](data, name)
