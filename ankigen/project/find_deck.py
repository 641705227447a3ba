"""The deck that a command works on after a build, where the user does not name its notes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ankigen.identity.lock import parse_lock
from ankigen.model import AnkigenError
from ankigen.project.job import Job
from ankigen.project.paths import LOCK_NAME, find_project, is_here, read_text, shown
from ankigen.project.session import named, open_job, raw_notes


def find_deck(command: str, paths: Sequence[str] = ()) -> Job:
    """The deck that a command works on after a build: the project's, that of these notes, or the
    one built here.

    Without a project the deck is found by its lock beside the notes, which knows their files.
    Raises AnkigenError where there is none, or more than one.
    """
    if paths or find_project(Path.cwd()).has_settings:
        return _named_by_notes(open_job(paths))
    locks = sorted(Path.cwd().glob(f"*.{LOCK_NAME}"))
    if not locks:
        raise AnkigenError(
            f"no deck was built here; build one first, or name its notes: ankigen "
            f"{command} notes.txt"
        )
    if len(locks) > 1:
        decks = ", ".join(lock.name.removesuffix(f".{LOCK_NAME}") for lock in locks)
        raise AnkigenError(f"several decks were built here ({decks}); name the notes of one")
    notes = parse_lock(read_text(locks[0])).notes
    files = sorted({record.file for record in notes if not record.removed_at})
    there = [file for file in files if is_here(file)]
    if not there:
        raise AnkigenError(
            f"{shown(locks[0])}: the notes of this deck are not here any more; name "
            f"them: ankigen {command} notes.txt"
        )
    deck = locks[0].name.removesuffix(f".{LOCK_NAME}")
    for given in (there, ["."]):
        job = _named_by_notes(open_job(given))
        if job.lock == locks[0]:
            return _with_decisions(job, there)
    return open_job(there, deck=deck)


def _named_by_notes(job: Job) -> Job:
    """The job under the name that its notes give the deck, which only reading them tells."""
    return job if job.of_project else named(job, raw_notes(job).documents, "")


def _with_decisions(job: Job, files: Sequence[str]) -> Job:
    """The job with its files in the order in which they were given once, where what was decided
    about them lies in a file that bears the name of the first.
    """
    if job.settings_file.is_file() or not set(files) & set(job.paths):
        return job
    for first in files:
        other = open_job([first, *(file for file in files if file != first)])
        if other.settings_file.is_file():
            return _named_by_notes(other)
    return job
