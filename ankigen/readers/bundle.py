"""An archive of notes (.zip), such as an export of Notion or an Obsidian vault → the notes in it,
each a source of its own.

Notion puts an id behind each name ("Cells 0123….md"), packs big exports twice, and writes a
database as two tables; Obsidian keeps settings in hidden folders. None of that is of the notes.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Mapping

from ankigen.model import AnkigenError, Finding, Origin, Source
from ankigen.readers.archive import Archive

SUFFIX = ".zip"
_ID = re.compile(r"[ _-][0-9a-f]{32}(?=(?:_all)?(?:\.\w+)?$)")
_HIDDEN = re.compile(r"(?:^|/)(?:\.|__MACOSX/)")


def without_id(name: str) -> str:
    """A file's or folder's name without the id that Notion puts behind it.

    >>> without_id("Week 1 0123456789abcdef0123456789abcdef.md"), without_id("Week 1.md")
    ('Week 1.md', 'Week 1.md')
    """
    return _ID.sub("", name)


def sources_of(
    data: bytes, name: str, shown: str, suffixes: Collection[str], pictures: Collection[str]
) -> tuple[list[Source], list[Finding]]:
    """The notes in an archive called `name`, in the order of their names, and what was passed over.

    Raises AnkigenError if it is no archive, holds no notes, or would unpack to far more than notes
    have.
    """
    archive = Archive(data, name, "a zip archive")
    members = _members(archive, name)
    media = {p: d for p, d in members.items() if posixpath.splitext(p)[1].lower() in pictures}
    found: list[Source] = []
    findings: list[Finding] = []
    for path in sorted(members):
        told = f"{name}/{path}"
        suffix = posixpath.splitext(path)[1].lower()
        if path in media:
            continue
        stem = path.removesuffix(".csv")
        if suffix == ".csv" and f"{stem}_all.csv" in members:
            message = "is a view of a database of which the whole table is read; passed over"
            findings.append(Finding(Origin(told, 0), "unknown-file", message))
        elif suffix in suffixes and suffix:
            clean = "/".join(map(without_id, path.split("/"))).replace("_all.csv", ".csv")
            beside = _beside(path, media)
            found.append(Source(clean, members[path], f"{shown}/{path}", beside))
        else:
            message = "is not of a kind that ankigen reads; passed over"
            findings.append(Finding(Origin(told, 0), "unknown-file", message))
    if not found:
        raise AnkigenError(f"{name}: holds no notes; export them as Markdown, or unpack it")
    return found, findings


def _members(archive: Archive, name: str, depth: int = 0) -> dict[str, bytes]:
    """The files of an archive by their paths, those of an archive within it too (Notion's
    "Part-1.zip").
    """
    members: dict[str, bytes] = {}
    for path in archive.names:
        if path.endswith("/") or _HIDDEN.search(path) or ".." in path.split("/"):
            continue
        content = archive.read(path)
        if path.lower().endswith(SUFFIX) and not depth:
            inner = Archive(content, f"{name}/{path}", "a zip archive")
            members.update(_members(inner, name, depth + 1))
        else:
            members[path.lstrip("/")] = content
    return members


def _beside(path: str, media: Mapping[str, bytes]) -> dict[str, bytes]:
    """The pictures by their paths as a document at `path` writes them, and by their bare names
    where these are unique.
    """
    folder = posixpath.dirname(path)
    names = [posixpath.basename(p) for p in media]
    called: dict[str, bytes] = {}
    for place, content in media.items():
        called[posixpath.relpath(place, folder or ".")] = content
        called.setdefault(place, content)
        base = posixpath.basename(place)
        if names.count(base) == 1:
            called.setdefault(base, content)
    return called
