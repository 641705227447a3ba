"""`ankigen merge`, `review`, `push` and `sync`: thin, as all commands are."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast, get_args

import typer

from ankigen.model import AnkigenError

if TYPE_CHECKING:
    from ankigen.identity.edits import Conflict, Overlay
    from ankigen.identity.lock import Lock
    from ankigen.identity.merge import Merged, Ours
    from ankigen.jobs import Job
    from ankigen.model import Entry
    from ankigen.pipeline import Made, Progress

KEY_VARIABLE = "ANKIGEN_ANKICONNECT_KEY"
USER_VARIABLE, PASSWORD_VARIABLE = "ANKIGEN_SYNC_USER", "ANKIGEN_SYNC_PASSWORD"
SERVER_VARIABLE = "ANKIGEN_SYNC_SERVER"

#: Lines of a plan or a merge that are shown before the rest is only counted.
SHOWN_LINES = 40

DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Only say what would be done; change nothing.")
]


def register(app: typer.Typer) -> None:
    """Adds the commands to the program."""
    app.command()(merge)
    app.command()(review)
    app.command()(push)
    app.command()(sync)


def _print_lines(lines: list[str]) -> None:
    for line in lines[:SHOWN_LINES]:
        print(line)
    if len(lines) > SHOWN_LINES:
        print(f"… and {len(lines) - SHOWN_LINES:,} more")


def _project_job(command: str) -> Job:
    from ankigen.jobs import open_job

    job = open_job()
    if not job.of_project:
        raise AnkigenError(
            f"ankigen {command} works on a project with an ankigen.toml; run: ankigen init"
        )
    return job


# --------------------------------------------------------------------------- merge


def merge(
    file: Annotated[
        Path, typer.Argument(help="A table (CSV), a text export of Anki, or an .apkg.")
    ],
    dry_run: DryRun = False,
) -> None:
    """Take over what people changed in Anki or in the shared table."""
    from ankigen import report
    from ankigen.files import shown, write_own
    from ankigen.identity.edits import FILE_NAME, format_overlay

    progress = report.Progress(sys.stderr)
    job = _project_job("merge")
    ours, _ = _ours(job, progress)
    merged = _merged(job, ours, file)
    progress.done()
    _print_lines(list(merged.lines))
    targets = _additions(job, merged)
    if merged.overlay != ours.overlay:
        # last: what breaks off before is done again, since nothing says yet that it was done
        targets[job.project.root / FILE_NAME] = format_overlay(merged.overlay).encode()
    found = f"{merged.taken} edit(s), {merged.conflicts} conflict(s), {len(merged.additions)} new"
    if dry_run or not targets:
        print(f"{found}; {'nothing was written' if targets else 'nothing to do'}")
        return
    write_own(targets)
    print(f"{found}; wrote {', '.join(map(shown, targets))}")
    if merged.conflicts:
        print("Next: ankigen review")


def _ours(job: Job, progress: Progress) -> tuple[Ours, Made]:
    from ankigen.identity.edits import Overlay
    from ankigen.identity.merge import Ours
    from ankigen.jobs import make_deck, raw_notes, read_overlay
    from ankigen.pipeline import with_edits

    raw = raw_notes(job, progress)
    overlay = read_overlay(job) or Overlay()
    found = with_edits(raw, overlay, job.whole)
    made = make_deck(job, found, progress)
    return Ours(raw.entries, found.entries, made.deck, made.lock, overlay), made


def _merged(job: Job, ours: Ours, file: Path) -> Merged:
    from ankigen.building.names import safe_name
    from ankigen.files import read_bytes, shown
    from ankigen.identity.merge_anki import merge_notes, read_anki_text
    from ankigen.identity.merge_table import merge_table, read_table
    from ankigen.identity.package import read_package
    from ankigen.reading.decoding import decode

    if file.is_dir() or not file.exists():
        raise AnkigenError(f"{file}: no such file; name a CSV, a text export of Anki or an .apkg")
    data = read_bytes(file)
    base = (
        read_package(read_bytes(job.package), shown(job.package)) if job.package.is_file() else None
    )
    if file.suffix.lower() in (".apkg", ".colpkg") or data[:2] == b"PK":
        package = read_package(data, shown(file))
        return merge_notes(package.notes, base, ours, file.name, package)
    text = decode(data, shown(file))
    notes = read_anki_text(text, ours.deck)
    if notes is not None:
        return merge_notes(notes, base, ours, file.name)
    rows, unknown = read_table(text, shown(file))
    if unknown:
        print(f"columns that are not taken over: {', '.join(unknown)}")
    table = job.out / f"{safe_name(job.deck)}.csv"
    last = (
        read_table(decode(read_bytes(table), shown(table)), shown(table))
        if table.is_file()
        else None
    )
    return merge_table(rows, last[0] if last else None, ours, file.name)


def _additions(job: Job, merged: Merged) -> dict[Path, bytes]:
    """The notes file of what was added, and the pictures that came along; none is written over."""
    from ankigen.files import read_text
    from ankigen.identity.merge import ADDITIONS_NAME, format_additions

    media = dict(merged.media)
    for addition in merged.additions:
        media.update(addition.media)
    targets = {job.project.media / name: data for name, data in media.items()}
    targets = {path: data for path, data in targets.items() if not path.exists()}
    if merged.additions:
        path = job.project.source / ADDITIONS_NAME
        before = read_text(path) if path.is_file() else ""
        targets[path] = format_additions(merged.additions, before).encode()
    return targets


# --------------------------------------------------------------------------- review


def review(
    take: Annotated[str, typer.Option(help='Settle every conflict for "ours" or "theirs".')] = "",
    same: Annotated[
        str, typer.Option(help='Settle every doubtful match: "yes" (the same card) or "no".')
    ] = "",
) -> None:
    """Settle conflicts and doubtful matches.

    Asks about each; where nobody can be asked, --take and --same answer for all. Exits with 1 while something is left.
    """
    from ankigen import report
    from ankigen.files import write_own
    from ankigen.identity.edits import FILE_NAME, format_overlay
    from ankigen.identity.lock import format_lock, parse_lock

    _one_of("--take", take, ("ours", "theirs"))
    _one_of("--same", same, ("yes", "no"))
    progress = report.Progress(sys.stderr)
    job = _project_job("review")
    ours, _ = _ours(job, progress)
    progress.done()
    lock_text = job.lock_text()
    lock = parse_lock(lock_text) if lock_text is not None else None
    overlay, left = _settle_conflicts(ours, take)
    settled, doubts = _settle_doubts(lock, same) if lock is not None else (None, 0)
    targets: dict[Path, bytes] = {}
    if overlay != ours.overlay:
        targets[job.project.root / FILE_NAME] = format_overlay(overlay).encode()
    if settled is not None and settled != lock:
        targets[job.lock] = format_lock(settled).encode()
    write_own(targets)
    if targets:
        print("settled; Next: ankigen build")
    elif not left and not doubts:
        print("nothing to review")
    if not sys.stdin.isatty():
        for line in _open_still(left, doubts):
            print(f"ankigen: {line}", file=sys.stderr)
    raise typer.Exit(1 if left or doubts else 0)


def _open_still(conflicts: int, doubts: int) -> list[str]:
    """What is left where nobody could be asked, and how to answer all the same."""
    lines = []
    if conflicts:
        lines.append(f"conflicts left: {conflicts}; answer with --take ours or --take theirs")
    if doubts:
        lines.append(f"doubtful matches left: {doubts}; answer with --same yes or --same no")
    return lines


def _one_of(option: str, given: str, allowed: tuple[str, ...]) -> None:
    if given and given not in allowed:
        raise AnkigenError(f'{option}: must be {" or ".join(allowed)}, not "{given}"')


def _settle_conflicts(ours: Ours, take: str) -> tuple[Overlay, int]:
    """The overlay with what was settled, and how many conflicts are left."""
    from ankigen.identity.edits import Homes, at_home, can_take, settle_conflicts

    homes = Homes.of(ours.raw)
    settled: list[tuple[Conflict, Entry | None]] = []
    for conflict in ours.overlay.conflicts:
        _show_conflict(conflict)
        found = homes.find(conflict)
        answer = take or _ask("[o]urs, [t]heirs or [l]ater", ("ours", "theirs", "later"))
        if answer == "ours":
            settled.append((conflict, None))
        elif answer == "theirs" and found and can_take(conflict):
            settled.append((conflict, ours.raw[found[0]]))
        elif answer == "theirs":
            why = "no part of an entry" if found else "not in the notes under this name any more"
            print(f"  theirs cannot be taken: it is {why}; change the notes, then answer: ours")
    if not settled:
        return ours.overlay, len(ours.overlay.conflicts)
    overlay = settle_conflicts(at_home(ours.overlay, ours.raw), settled)
    return overlay, len(overlay.conflicts)


def _show_conflict(conflict: Conflict) -> None:
    from ankigen.identity.memory import words_of

    print(f'\nThe {conflict.field} of "{conflict.term}" ({conflict.file}; {conflict.source})')
    if conflict.reason:
        print(f"  {conflict.reason}")
    print(f"  ours:   {words_of(conflict.ours)}")
    print(f"  theirs: {words_of(conflict.theirs)}")


def _settle_doubts(lock: Lock, same: str) -> tuple[Lock, int]:
    from ankigen.identity.identify import settle

    names = {record.guid: record for record in lock.notes}
    left = 0
    for record in lock.doubtful:
        new = names.get(record.perhaps)
        if new is None:
            continue
        print(f'\nIs "{new.term}" ({new.file}) the former "{record.term}" ({record.file})?')
        answer = same or _ask("[y]es, [n]o or [l]ater", ("yes", "no", "later"))
        if answer in ("yes", "no"):
            lock = settle(lock, record.guid, answer == "yes")
        else:
            left += 1
    return lock, left


def _ask(question: str, answers: tuple[str, ...]) -> str:
    """One of the answers, by its first letter; the last one where nobody can be asked."""
    if not sys.stdin.isatty():
        return answers[-1]
    while True:
        try:
            given = input(f"  {question}? ").strip().casefold()
        except EOFError:  # Ctrl-D: no more today
            return answers[-1]
        for answer in answers:
            if given and answer.startswith(given):
                return answer


# --------------------------------------------------------------------------- push


def push(
    dry_run: DryRun = False,
    removed: Annotated[
        str,
        typer.Option(help="What becomes of removed notes: suspend, delete or keep."),
    ] = "",
    url: Annotated[str, typer.Option(help="Where AnkiConnect listens.")] = "",
) -> None:
    """Bring the deck into the running Anki (needs AnkiConnect)."""
    import tempfile

    from ankigen import report
    from ankigen.identity.address import web_address
    from ankigen.identity.push import AnkiConnect, describe
    from ankigen.identity.push import push as bring
    from ankigen.settings import Removed

    _one_of("--removed", removed, get_args(Removed))
    progress = report.Progress(sys.stderr)
    job = _project_job("push")
    made = _as_built(job, progress)
    settings = job.project.settings.push
    how = cast(Removed, removed) if removed else settings.removed
    address = web_address(url, "--url") if url else web_address(settings.url, "[push] url")
    anki = AnkiConnect(address, os.environ.get(KEY_VARIABLE, ""))
    with tempfile.TemporaryDirectory(prefix="ankigen-") as folder:
        plan = bring(anki, made.deck, made.lock, how, Path(folder), dry_run, progress)
    progress.done()
    _print_lines(list(describe(plan, how)))
    if not plan.empty:
        done = "would be" if dry_run else "were"
        parted = "deleted" if how == "delete" else "suspended"
        print(
            f"{len(plan.new)} notes {done} added, {len(plan.changed)} changed, "
            f"{len(plan.removed)} {parted}"
        )


def _as_built(job: Job, progress: Progress) -> Made:
    """The deck as it was built last: what Anki gets has to be what the lock remembers."""
    from ankigen.identity.lock import format_lock
    from ankigen.jobs import make_deck, read_notes

    made = make_deck(job, read_notes(job, progress), progress)
    if format_lock(made.lock) != job.lock_text() or not job.package.is_file():
        raise AnkigenError("the notes have changed since the last build; run: ankigen build")
    return made


# --------------------------------------------------------------------------- sync


def sync(
    server: Annotated[
        str,
        typer.Option(envvar=SERVER_VARIABLE, help="A sync server of your own (default: AnkiWeb)."),
    ] = "",
    user: Annotated[
        str, typer.Option(envvar=USER_VARIABLE, help="The account (asked for if not given).")
    ] = "",
) -> None:
    """Put the deck on AnkiWeb, for the phone.

    Keeps a collection of its own beside the notes and syncs that.
    """
    from ankigen import report
    from ankigen.files import shown
    from ankigen.identity.sync import FOLDER_NAME, require_backend, sync_package

    progress = report.Progress(sys.stderr)
    require_backend()
    job = _project_job("sync")
    _as_built(job, progress)
    progress.done()
    user = user or _asked("Account", USER_VARIABLE, hide=False)
    password = os.environ.get(PASSWORD_VARIABLE, "") or _asked(
        "Password", PASSWORD_VARIABLE, hide=True
    )
    folder = job.project.root / FOLDER_NAME
    outcome = sync_package(folder, job.package, job.deck, user, password, server, progress)
    progress.done()
    print(f"{outcome} ({shown(folder)})")


def _asked(what: str, variable: str, hide: bool) -> str:
    if not sys.stdin.isatty():
        raise AnkigenError(f"sync needs an account; set {variable}, or run it on a terminal")
    return str(typer.prompt(what, hide_input=hide, err=True))
