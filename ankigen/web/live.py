"""The deck of notes that are being written: built again and again, and quickly where one entry
has changed.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ankigen.exporters.html import media_data, page_data
from ankigen.model import AnkigenError, Deck, Entry, Note, Origin
from ankigen.model.document_cache import DocumentCache
from ankigen.pipeline import ParsedNotes, study
from ankigen.project.cache import open_cache
from ankigen.project.job import Job
from ankigen.project.session import asked_tables, make_deck, named, open_job, read_notes
from ankigen.text.raw_lines import raw_lines
from ankigen.web.trouble import unexpected
from ankigen.web.watching import Watched, watched

#: So many lines around a change are read again at once; the whole follows.
_AROUND = 60


class _OutdatedError(Exception):
    """The notes have changed while they were read."""


def nobody() -> None:
    """Nobody is told."""


@dataclass
class LiveDeck:
    """The deck of some notes as the page shows it; `data` is None while the notes cannot be
    read, and `error` says why.
    """

    paths: Sequence[str] = ()
    kind: str = "txt"
    data: dict[str, Any] | None = None
    media: dict[str, str] = field(default_factory=dict)
    error: str = ""
    version: int = 1  # counts what the page has to show
    changed: Callable[[], None] = nobody  # told of each new version, in the thread that made it
    _job: Job | None = None
    _found: ParsedNotes | None = None
    _deck: Deck | None = None
    _cache: DocumentCache = field(default_factory=open_cache)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def watched(self) -> Watched:
        """The files and folders whose changes matter, whether they are there or not."""
        if self._job is None:
            return watched([Path(p) for p in self.paths] or [Path.cwd()])
        project = self._job.project
        notes = [Path(p) for p in self.paths] or [project.source]
        more = [self._job.settings_file, self._job.edits]
        if project.settings.paths.templates:
            more.append(project.root / project.settings.paths.templates)
        return watched([*notes, self._job.media, *more])

    def build(self, outdated: Callable[[], bool] = lambda: False) -> None:
        """Builds all of it, and counts a version where the page shows anything else now.

        Once `outdated` says so, the notes have changed again: then it gives up, and shows nothing.
        Several builds may run at once; what was read is each one's own until it is shown.
        """

        def goes_on(_stage: str, _done: int, _total: int) -> None:
            if outdated():
                raise _OutdatedError

        try:
            job = open_job(self.paths, kind=self.kind)
            found = read_notes(job, goes_on, self._cache)
            job = named(job, found.documents, "")
            made = make_deck(job, found, goes_on)
            data, media = page_data(made.deck), media_data(made.deck)
        except _OutdatedError:
            return
        except AnkigenError as error:
            self.fail(str(error), outdated)
            return
        except Exception as error:  # a fault of ours: it is told, and the preview goes on
            self.fail(unexpected(error), outdated)
            return
        with self._lock:
            if outdated():
                return
            self._job, self._found, self._deck = job, found, made.deck
            self._show(data, media)

    def draft(self) -> bool:
        """Shows a change of one place of the notes without making all of the deck; whether it
        could.

        What is shown is right but for what depends on the whole notes (a typo that only they
        betray, a topic); `build` comes after it.
        """
        with self._lock:
            known, found, deck = self._job, self._found, self._deck
        if known is None or found is None or deck is None:
            return False
        try:
            job = open_job(self.paths, kind=self.kind)
            job = replace(job, deck=known.deck, lock=known.lock)
            if replace(job, sources=known.sources) != known:
                return False
            change = _change(found, job)
            if change is None:
                return False
            made = _patched(deck, change, job)
            data, media = page_data(made), media_data(made)
        except AnkigenError:
            return False
        except Exception as error:  # the build after it tells the page what is wrong
            unexpected(error)
            return False
        with self._lock:
            return self._show(data, media)

    def fail(self, message: str, outdated: Callable[[], bool] = lambda: False) -> None:
        """Shows that something is wrong, beside the deck as it was."""
        with self._lock:
            if self.error != message and not outdated():
                self.error = message
                self._count()

    def _show(self, data: dict[str, Any], media: dict[str, str]) -> bool:
        changed = bool(self.error) or data != self.data or media != self.media
        self.data, self.media, self.error = data, media, ""
        if changed:
            self._count()
        return changed

    def _count(self) -> None:
        self.version += 1
        self.changed()


@dataclass(frozen=True, slots=True)
class _Change:
    """What was read again: the entries that are gone, what stands there now, and how far the
    rest of the file moves.
    """

    name: str
    touched: tuple[Entry, ...]
    part: ParsedNotes
    end: int  # the last old line of those entries
    moved: int

    def place(self, origin: Origin) -> Origin:
        """Where something below the change stands now."""
        if origin.file != self.name or origin.line <= self.end:
            return origin
        return Origin(origin.file, origin.line + self.moved)

    def holds(self, origin: Origin, moved: int = 0) -> bool:
        """Whether something was said of the entries that are gone; with `moved`, of those that
        are there now.
        """
        begin = min(e.origin.line for e in self.touched)
        return origin.file == self.name and begin <= origin.line <= self.end + moved


def _change(found: ParsedNotes, job: Job) -> _Change | None:
    """The entries around the one changed place, read again; None where more than that has
    changed.
    """
    old = {s.name: s for s in found.sources}
    new = {s.name: s for s in job.sources.files}
    changed = [n for n, source in new.items() if n in old and old[n].data != source.data]
    if old.keys() != new.keys() or len(changed) != 1:
        return None
    name = changed[0]
    before, after = (raw_lines([held[name]]).get(name) for held in (old, new))
    if before is None or after is None:
        return None
    first, last = _changed(before, after)
    moved = len(after) - len(before)
    touched = _touched(found.entries, name, first, last)
    if not touched:
        return None
    begin = min(e.origin.line for e in touched)
    end = max(last, *(max(e.all_lines) for e in touched))
    others = (e for e in found.entries if e not in touched)
    if end - begin > _AROUND or any(_inside(e, name, begin, end) for e in others):
        return None
    # what stood there and was no part of the entries, such as the foot of a page, is none now
    owned = {n for e in touched for n in e.lines}
    kept = [
        line if first <= n <= last + moved or (n if n < first else n - moved) in owned else ""
        for n, line in enumerate(after[begin - 1 : end + moved], begin)
    ]
    text = "\n" * (begin - 1) + "\n".join(kept) + "\n"
    source = replace(new[name], data=text.encode())
    part = study([source], job.project.settings, asked=asked_tables(job))
    known = {e.headword: e for e in touched}
    fresh = tuple(_like(e, known.get(e.headword, touched[0])) for e in part.entries)
    part = replace(part, entries=fresh, media=found.media)
    return _Change(name, tuple(touched), part, end, moved) if fresh else None


def _patched(deck: Deck, change: _Change, job: Job) -> Deck:
    """The deck with what was read again in its place, and what stands below it moved along."""
    part = make_deck(job, change.part, whole=False).deck
    gone = {e.origin for e in change.touched}
    entries, notes = list[Entry](), list[Note]()
    for entry in deck.entries:
        if entry.origin not in gone:
            origin = change.place(entry.origin)
            by = origin.line - entry.origin.line
            lines = tuple(n + by for n in entry.lines) if by else entry.lines
            entries.append(entry.but(origin=origin, lines=lines))
        elif part.entries[0] not in entries:
            entries += part.entries
    for note in deck.notes:
        if note.origin not in gone:
            notes.append(replace(note, origin=change.place(note.origin)))
        elif part.notes and part.notes[0] not in notes:
            notes += part.notes
    findings = (
        *(
            replace(f, origin=change.place(f.origin))
            for f in deck.findings
            if not change.holds(f.origin)
        ),
        *(f for f in part.findings if change.holds(f.origin, change.moved)),
    )
    return replace(
        deck,
        entries=tuple(entries),
        notes=tuple(notes),
        media={**deck.media, **part.media},
        findings=findings,
        lines=raw_lines(job.sources.files),
    )


def _changed(before: Sequence[str], after: Sequence[str]) -> tuple[int, int]:
    """The first and the last line (of the old text) of what has changed.

    >>> _changed(["a", "b", "c"], ["a", "x", "y", "c"])
    (2, 2)
    """
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return start + 1, max(start + 1, len(before) - end)


def _touched(entries: Sequence[Entry], name: str, first: int, last: int) -> list[Entry]:
    """The entries of a file that have a line among these, or that these follow on."""
    own = [e for e in entries if e.origin.file == name]
    found = [e for e in own if any(first <= n <= last for n in e.all_lines)]
    if found:
        return found
    above = [e for e in own if e.origin.line < first]
    return [max(above, key=lambda e: e.origin.line)] if above else []


def _inside(entry: Entry, name: str, begin: int, end: int) -> bool:
    return entry.origin.file == name and any(begin <= n <= end for n in entry.lines)


def _like(entry: Entry, model: Entry) -> Entry:
    """A fresh entry with what the whole notes said of the one in whose place it stands."""
    return entry.but(
        sections=model.sections,
        topic=model.topic,
        tags=model.tags,
        context=entry.context or model.context,
    )


def problem(error: str) -> str:
    """An error as the page shows it: paths as the user types them."""
    return error.replace(f"{Path.cwd()}/", "")


def page_of(live: LiveDeck) -> Mapping[str, Any]:
    """What a page asks for: the data, the pictures, what is wrong if anything is, its version."""
    version = live.version  # first: what comes meanwhile is asked for again
    return {
        "deck": live.data,
        "media": live.media,
        "error": problem(live.error),
        "version": version,
    }
