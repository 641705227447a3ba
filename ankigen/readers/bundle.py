"""An archive of notes (.zip), such as an export of Notion or an Obsidian vault → the notes in it,
each a source of its own.

Notion puts an id behind each name ("Cells 0123….md"), packs big exports twice, and writes a
database as two tables; Obsidian keeps settings in hidden folders. None of that is of the notes.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Collection, Mapping

from ankigen.model import AnkigenError, Finding, Origin, Source
from ankigen.readers.archive import Archive
from ankigen.text.patterns import when_asked

SUFFIX = ".zip"
_ID = when_asked(r"[ _-][0-9a-f]{32}(?=(?:_all)?(?:\.\w+)?$)")
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
    members, findings = _members(archive, name)
    media = {p: d for p, d in members.items() if posixpath.splitext(p)[1].lower() in pictures}
    found: list[Source] = []
    taken = _Names()
    beside: dict[str, dict[str, bytes]] = {}
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
            clean = taken.free(clean)
            folder = posixpath.dirname(path)
            if folder not in beside:
                beside[folder] = _beside(folder, media)
            found.append(Source(clean, members[path], f"{shown}/{path}", beside[folder]))
        else:
            message = "is not of a kind that ankigen reads; passed over"
            findings.append(Finding(Origin(told, 0), "unknown-file", message))
    if not found:
        raise AnkigenError(f"{name}: holds no notes; export them as Markdown, or unpack it")
    return found, findings


def _members(archive: Archive, name: str, depth: int = 0) -> tuple[dict[str, bytes], list[Finding]]:
    """The files of an archive by their paths, those of an archive within it too (Notion's
    "Part-1.zip"), and which were passed over. Of several files with one path each keeps its own.
    """
    members: dict[str, bytes] = {}
    names = _Names()
    findings: list[Finding] = []
    for path, content in archive.files():
        if path.endswith("/"):
            continue
        if ".." in path.split("/"):
            message = "has a path that leads out of the archive; passed over"
            findings.append(Finding(Origin(f"{name}/{path}", 0), "unknown-file", message))
        elif _HIDDEN.search(path):
            continue
        elif path.lower().endswith(SUFFIX) and not depth:
            inner = Archive(content, f"{name}/{path}", "a zip archive")
            inside, more = _members(inner, f"{name}/{path}", depth + 1)
            findings += more
            for place, data in inside.items():
                members[names.free(place)] = data
        else:
            members[names.free(path.lstrip("/"))] = content
    return members, findings


class _Names:
    """Paths of which each is given away once."""

    def __init__(self) -> None:
        self._last: dict[str, int] = {}

    def free(self, path: str) -> str:
        """The path, or where another file has it, one like it: "a (2).md"."""
        stem, suffix = posixpath.splitext(path)
        name = path
        while name in self._last:
            self._last[path] += 1
            name = f"{stem} ({self._last[path]}){suffix}"
        self._last[name] = 1
        return name


def _beside(folder: str, media: Mapping[str, bytes]) -> dict[str, bytes]:
    """The pictures by their paths as a document in a folder writes them, and by their bare names
    where these are unique.
    """
    names = Counter(posixpath.basename(p) for p in media)
    called: dict[str, bytes] = {}
    for place, content in media.items():
        called[posixpath.relpath(place, folder or ".")] = content
        called.setdefault(place, content)
        base = posixpath.basename(place)
        if names[base] == 1:
            called.setdefault(base, content)
    return called
