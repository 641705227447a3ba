"""What `ankigen.parse`, `ankigen.build` and `ankigen.check` do."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from ankigen.exporters import EXPORTERS
from ankigen.identity.lock import format_lock
from ankigen.model import Entry, Finding
from ankigen.pipeline import write
from ankigen.project.job import Job
from ankigen.project.paths import Project
from ankigen.project.session import make_deck, named, open_job, raw_notes, read_notes
from ankigen.project.transaction import exclusive
from ankigen.project.writing import check_out, write_build


def parse(paths: Sequence[Path]) -> tuple[Entry, ...]:
    return raw_notes(open_job([str(p) for p in paths])).entries


def build(paths: Sequence[Path], out: Path | None, deck: str) -> tuple[Path, ...]:
    named_paths = [str(p) for p in paths]
    job = open_job(named_paths, out, deck)
    check_out(job.out, job.project)
    with exclusive(job.lock.parent, job.out) as changed:
        if changed:
            job = open_job(named_paths, out, deck)
        found = read_notes(job)
        job = named(job, found.documents, deck)
        made = make_deck(job, found)
        files = write(made.deck, job.project.settings, list(EXPORTERS))
        return write_build(
            job.out,
            files,
            job.sources,
            (job.lock, format_lock(made.lock) if job.whole else None),
            keep_others=job.shares_out,
            ours=out is None or _same(job.out, job.project),
        )


def check(paths: Sequence[Path]) -> tuple[Finding, ...]:
    job: Job = open_job([str(p) for p in paths])
    found = read_notes(job)
    return make_deck(named(job, found.documents, ""), found).findings


def _same(out: Path, project: Project) -> bool:
    return os.path.realpath(out) == os.path.realpath(project.out)
