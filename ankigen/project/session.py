"""What a command works on: the project, the notes that it was given, the deck's name, and where
things lie.

Commands come here for the steps that they share: `open_job`, then `read_notes`, then `make_deck`.
Nothing is written.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ankigen.cards.rendering.media import MediaStore
from ankigen.exporters import EXPORTERS
from ankigen.identity.hashes import make_guid
from ankigen.identity.last_build import LastBuild
from ankigen.identity.lock import parse_lock
from ankigen.model import AnkigenError, Document, Finding, Origin
from ankigen.model.document_cache import DocumentCache
from ankigen.model.entries import RowNames
from ankigen.model.settings import DeckSettings
from ankigen.pipeline import (
    AskedTables,
    BuildResult,
    DeckOptions,
    ParsedNotes,
    Progress,
    make,
    no_progress,
    only_topics,
    study,
)
from ankigen.project.cache import open_cache
from ankigen.project.clipboard import CLIPBOARD, read_clipboard
from ankigen.project.job import Job
from ankigen.project.paths import (
    LOCK_NAME,
    built_at,
    find_project,
    read_bytes,
    read_text,
    relative,
    shown,
)
from ankigen.project.settings import FILE_NAME, with_own
from ankigen.project.sources import STDIN, MediaFolder, piped, read_sources
from ankigen.readers import READERS
from ankigen.readers.anki_package import Package, read_package
from ankigen.segmentation.owner.given import EVERY_FILE, parse_layout
from ankigen.text.names import safe_name

if TYPE_CHECKING:
    from ankigen.sync.edits import Overlay


def open_job(
    paths: Sequence[str] = (),
    out: Path | None = None,
    deck: str = "",
    kind: str = "txt",
    layout: str = "",
) -> Job:
    """The notes at `paths` (default: the project's; "-" = standard input, of this kind), read
    from the disk. `layout` is how all of them are laid out, in the words of `--layout`."""
    project = find_project(Path.cwd())
    where = out or project.out
    if CLIPBOARD in paths:
        if len(paths) > 1:
            raise AnkigenError('"clipboard:" stands alone; name files, or copy all of the notes')
        sources = piped(read_clipboard(), _suffix(kind), "clipboard")
    elif STDIN in paths:
        if len(paths) > 1:
            raise AnkigenError(
                '"-" (standard input) stands alone; name files, or pipe them together'
            )
        suffix = _suffix(kind)  # before the pipe is read: a wrong one is told at once
        sources = piped(_standard_input(), suffix)
    else:
        sources = read_sources(project, [Path(p) for p in paths], READERS.keys(), where)
    if not sources.in_project:  # a deck of their own: the project's name and id are not theirs
        project = replace(project, settings=replace(project.settings, deck=DeckSettings()))
    name = deck or project.settings.deck.name or sources.title
    job = _with_settings(
        _with_lock(Job(project, sources, where, name, project.lock, tuple(paths), name_given=deck))
    )
    if job.from_files and job.project.settings.ignore.files != project.settings.ignore.files:
        # the settings beside the notes leave files out, and are known only once these are found
        again = read_sources(job.project, [Path(p) for p in paths], READERS.keys(), where)
        job = replace(job, sources=again)
    return _with_layout(job, layout) if layout else job


def _with_settings(job: Job) -> Job:
    """The job with what was decided about notes without a project."""
    path = job.settings_file
    if job.of_project or not path.is_file():
        return job
    return job.with_settings(with_own(job.project.settings, read_text(path), shown(path)))


def _with_layout(job: Job, layout: str) -> Job:
    own = replace(parse_layout(layout, "--layout"), files=EVERY_FILE)
    return job.with_settings(replace(job.project.settings, layout=(own,)))


def opened_again(job: Job) -> Job:
    """The deck of a job as it is on the disk now: of a project, all of its notes."""
    return open_job(() if job.of_project else job.paths, deck=job.name_given)


def read_again(job: Job, cache: DocumentCache | None = None) -> tuple[Job, ParsedNotes]:
    """The deck of a job as `opened_again` has it, and its entries as the notes have them."""
    now = opened_again(job)
    found = raw_notes(now, cache=cache)
    return (now if now.of_project else named(now, found.documents, job.name_given)), found


#: What is piped is held whole, and a device has no end.
MOST_PIPED_BYTES = 100_000_000


def _standard_input() -> bytes:
    """What is piped in. Raises AnkigenError where nothing is, or more than notes have."""
    data = sys.stdin.buffer.read(MOST_PIPED_BYTES + 1) if sys.stdin is not None else b""
    if len(data) > MOST_PIPED_BYTES:
        raise AnkigenError("standard input: is far larger than notes are; save it as files")
    return data


def _suffix(kind: str) -> str:
    """The suffix that `--from` stands for."""
    suffix = "." + kind.removeprefix(".").lower()
    if suffix not in READERS:
        known = " ".join(s.removeprefix(".") for s in sorted(READERS) if s)
        raise AnkigenError(f"--from {kind}: not a kind of notes that ankigen reads; known: {known}")
    return suffix


def _with_lock(job: Job) -> Job:
    """The job with the place of its lock, where it is not the project's: beside the notes, under
    the deck's name.

    Notes from a pipe, and those in a folder that cannot be written to, have it in the output
    folder.
    """
    if job.of_project:
        return job
    name = f"{safe_name(job.deck)}.{LOCK_NAME}"
    beside = STDIN not in job.paths and os.access(job.sources.base, os.W_OK)
    lock = (job.sources.base if beside else job.out) / name
    former = (job.out / name, job.out / LOCK_NAME)
    own = (path for path in former if path != job.project.lock and path.is_file())
    return replace(
        job, lock=lock, former_lock=next((p for p in own if _is_of_deck(p, job.deck_id)), None)
    )


def _is_of_deck(path: Path, deck_id: int) -> bool:
    """Whether a lock is there for the deck to use: none yet, or one that holds guids made for
    it.
    """
    if not path.is_file():
        return True
    try:
        notes = parse_lock(read_text(path)).notes
    except AnkigenError:
        return True  # broken: what to do is told when it is used
    return not notes or any(note.guid == make_guid(deck_id, note.key) for note in notes)


def read_notes(
    job: Job, progress: Progress = no_progress, cache: DocumentCache | None = None
) -> ParsedNotes:
    """The entries of the notes. Raises AnkigenError where there is none."""
    found = raw_notes(job, progress, cache)
    overlay = read_overlay(job)
    if overlay is not None:
        from ankigen.pipeline import with_edits

        found = with_edits(found, overlay, job.whole)
    if not found.entries:
        unread = next((f for f in found.findings if f.code == "unread"), None)
        if unread is not None:
            raise AnkigenError(f"{job.shown(unread.origin.file)}: {unread.message}")
        named = ", ".join(source.shown for source in job.sources.files[:3])
        raise AnkigenError(
            f"{named}: no entries found; an entry is a headword with its definition "
            f"below it or beside it"
        )
    return found


def raw_notes(
    job: Job, progress: Progress = no_progress, cache: DocumentCache | None = None
) -> ParsedNotes:
    """The entries as the notes have them, without the edits that were laid over them. Files that
    `cache` (else that of earlier runs) knows are not read again.
    """
    known = open_cache() if cache is None else cache
    asked = asked_tables(job)
    found = study(job.sources.files, job.project.settings, progress, known, asked)
    return replace(found, findings=(*job.sources.findings, *found.findings))


def asked_tables(job: Job) -> AskedTables:
    """Tells of which tables the last build asked for the cells, where that stays asked."""

    def asked(documents: Sequence[Document]) -> Mapping[str, tuple[RowNames, ...]]:
        own = named(job, documents, job.name_given)
        text = own.lock_text() if job.project.settings.cards.keep_asked else None
        if text is None:
            return {}
        from ankigen.identity.former import tables_of_cells

        return tables_of_cells(text, {d.file: d.tables for d in documents})

    return asked


def read_overlay(job: Job) -> Overlay | None:
    """What the group changed, from the deck's edits.toml; None where there is none."""
    path = job.edits
    if not path.is_file():
        return None
    from ankigen.sync.edits import parse_overlay

    return parse_overlay(read_text(path), shown(path))


def named(job: Job, documents: Iterable[Document], deck: str) -> Job:
    """The job with the deck's name from the notes (`deck:` in front matter, `#deck:`) where nobody
    else names it.

    `deck` is the name that the user gave, if any. Settings name the deck of a project, though not
    of other notes.
    """
    told = {document.deck for document in documents}
    if deck or job.project.settings.deck.name or len(told) != 1 or told == {""}:
        return job
    return _with_lock(replace(job, deck=told.pop()))


def _other_names(job: Job, found: ParsedNotes) -> Iterator[Finding]:
    """A finding for each file that names another deck than the one that is made of it."""
    by = "--deck" if job.name_given else f"[deck] name in {FILE_NAME}"
    if not (job.name_given or job.project.settings.deck.name):
        by = "the file or folder, since its files do not all name the same"
    for document in found.documents:
        if document.deck not in ("", job.deck):
            own = f"{job.deck}::{document.deck.removeprefix(f'{job.deck}::')}"
            message = (
                f'names the deck "{document.deck}": its cards are in "{own}", for the deck '
                f"itself is named by {by}"
            )
            yield Finding(Origin(document.file, 1), "deck-name", message)


def choose(found: ParsedNotes, only: Sequence[str]) -> tuple[ParsedNotes, list[str]]:
    """What `--only` leaves: entries, and outputs to make. It holds outputs ("apkg") or topics
    ("ml::regression").
    """
    outputs = [o for o in EXPORTERS if o in only] or list(EXPORTERS)
    names = [t for t in only if t not in EXPORTERS]
    if not names:
        return found, outputs
    chosen = only_topics(found, names)
    if not chosen.entries:
        topics = sorted({e.topic for e in found.entries if e.topic})
        raise AnkigenError(
            f"--only {' '.join(names)}: neither an output ({', '.join(EXPORTERS)})"
            f" nor a topic of these notes ({', '.join(topics) or 'they have none'})"
        )
    return chosen, outputs


def make_deck(
    job: Job, found: ParsedNotes, progress: Progress = no_progress, whole: bool | None = None
) -> BuildResult:
    """The deck as a build makes it now, from the notes, the lock and the last package."""
    found = replace(found, findings=(*found.findings, *_other_names(job, found)))
    base = job.sources.base
    shelves = MediaStore(
        notes=MediaFolder(base, avoid=(job.media, job.out), deep=job.sources.of_folder),
        media=MediaFolder(job.media),
        media_path=relative(job.media, base),
    )
    made = make(
        found,
        shelves,
        DeckOptions(
            job.deck,
            job.project.settings,
            whole=job.whole if whole is None else whole,
            templates=job.project.templates(),
        ),
        LastBuild(job.lock_text(), _last_package(job)),
        built_at(os.environ),
        progress,
    )
    return replace(made, deck=replace(made.deck, shares_folder=job.shares_names))


def whole_deck(
    paths: Sequence[str], kind: str, progress: Progress, *, all_suggestions: bool = False
) -> tuple[Job, ParsedNotes, BuildResult]:
    """What a command that only tells of the deck begins with: the deck of these notes as a build
    makes it now.

    `paths` and `kind` are those of `open_job`. `all_suggestions`: the unlikely ones, too.
    """
    job = open_job(paths, kind=kind)
    if all_suggestions:
        job = suggesting_all(job)
    found = read_notes(job, progress)
    job = named(job, found.documents, "")
    return job, found, make_deck(job, found, progress)


def suggesting_all(job: Job) -> Job:
    """The job with the unlikely suggestions of corrections, too."""
    typos = replace(job.project.settings.typos, suggest=0.0)
    return job.with_settings(replace(job.project.settings, typos=typos))


def _last_package(job: Job) -> Package | None:
    """The package of the last build: what a lost lock is made of again. A broken one is none."""
    try:
        data = read_bytes(job.package) if job.package.is_file() else None
        return read_package(data, job.package.name) if data is not None else None
    except AnkigenError:
        return None
