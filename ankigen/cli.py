"""The commands. Thin: each reads from `files`, runs the `pipeline`, and shows a `report`.

Exit codes: 0 done; 1 a check found something; 2 it cannot be done (one line says what is wrong and what to do).
Heavy imports stand inside the commands, so that `ankigen --help` is quick.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ankigen import __version__
from ankigen.model import AnkigenError
from ankigen.settings import DeckSettings

if TYPE_CHECKING:
    from ankigen.files import Project, Sources
    from ankigen.identity.package import Package
    from ankigen.model import Entry
    from ankigen.pipeline import Made, Progress, Study

app = typer.Typer(
    help="Raw study notes in; an Anki deck, a CSV and Quizlet files out.",
    no_args_is_help=True,
    invoke_without_command=True,  # for --version alone
    add_completion=False,
    rich_markup_mode=None,  # rich would double the time that --help takes
    pretty_exceptions_enable=False,  # a traceback is for us, and should be the plain one
)


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    if version:
        print(f"ankigen {__version__}")
        raise typer.Exit


class Format(StrEnum):
    TABLE = "table"
    JSON = "json"


Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PATH]...",
        help='Files or folders of notes (default: source/); "-" = standard input.',
    ),
]
From = Annotated[str, typer.Option("--from", help='What standard input is, such as "md".')]
Out = Annotated[Path | None, typer.Option(help="Where the files go (default: dist/).")]
DeckName = Annotated[str, typer.Option("--deck", help="The deck's name.")]


def main() -> None:
    """Runs a command. The caller's trouble becomes one line on standard error and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    try:
        app(prog_name="ankigen")
    except AnkigenError as error:
        print(f"ankigen: {' '.join(str(error).split())}", file=sys.stderr)
        raise SystemExit(2) from None
    except (
        BrokenPipeError
    ):  # the reader of our output went away (`| head`): no trouble of anybody's
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None


# --------------------------------------------------------------------------- what the commands share


@dataclass(frozen=True, slots=True)
class Job:
    """What a command was asked for: the project, the notes, the place of the output, and the deck's name."""

    project: Project
    sources: Sources
    out: Path
    deck: str

    @property
    def of_project(self) -> bool:
        """Whether the notes are those of a project with settings of its own."""
        return self.project.has_settings and self.sources.in_project

    @property
    def lock(self) -> Path:
        """Beside ankigen.toml. Notes without one, or outside the project, have their lock in the output folder."""
        from ankigen.building.names import safe_name
        from ankigen.files import LOCK_NAME

        if self.of_project:
            return self.project.lock
        first = self.out / LOCK_NAME
        if _is_of_deck(first, self.deck) and first.resolve() != self.project.lock.resolve():
            return first
        return self.out / f"{safe_name(self.deck)}.{LOCK_NAME}"

    @property
    def whole(self) -> bool:
        """Whether these are all notes of the deck, so that the lock may learn what is gone."""
        return self.sources.whole or not self.of_project

    @property
    def shares_out(self) -> bool:
        """Whether decks of other notes lie in the output folder: they stay."""
        from ankigen.building.apkg import file_name
        from ankigen.files import read_sums

        if self.of_project:
            return False
        packages = {name for name in read_sums(self.out) if name.endswith(".apkg")}
        return bool(packages - {file_name(self.deck)})

    def shown(self, file: str) -> str:
        """A file of the notes as the user knows it."""
        from ankigen.files import shown

        for source in self.sources.files:
            if source.name == file:
                return source.shown
        for folder in (self.sources.base, self.project.root):
            if (folder / file).exists():
                return shown(folder / file)
        return file


def _job(paths: list[str] | None, out: Path | None, deck: str, kind: str) -> Job:
    from ankigen.files import STDIN, find_project, read_sources, standard_input
    from ankigen.reading import READERS

    project = find_project(Path.cwd())
    where = out or project.out
    if paths and STDIN in paths:
        if len(paths) > 1:
            raise AnkigenError(
                '"-" (standard input) stands alone; name files, or pipe them together'
            )
        suffix = _suffix(kind)
        sources = standard_input(sys.stdin.buffer.read(), suffix)
    else:
        sources = read_sources(project, [Path(p) for p in paths or ()], READERS.keys(), where)
    if not sources.in_project:  # a deck of their own: the project's name and id are not theirs
        project = replace(project, settings=replace(project.settings, deck=DeckSettings()))
    return Job(project, sources, where, deck or project.settings.deck.name or sources.title)


def _is_of_deck(path: Path, deck: str) -> bool:
    """Whether a lock is there for the deck to use: none yet, or one that holds guids made for it."""
    from ankigen.building.names import stable_id
    from ankigen.files import read_text
    from ankigen.identity.lock import make_guid, parse_lock

    if not path.is_file():
        return True
    try:
        notes = parse_lock(read_text(path)).notes
    except AnkigenError:
        return True  # broken: what to do is told when it is used
    deck_id = stable_id("deck", deck)
    return not notes or any(n.guid == make_guid(deck_id, n.key) for n in notes)


def _suffix(kind: str) -> str:
    """The suffix that `--from` stands for."""
    from ankigen.reading import READERS

    suffix = "." + kind.removeprefix(".").lower()
    if suffix not in READERS:
        known = " ".join(s.removeprefix(".") for s in sorted(READERS) if s)
        raise AnkigenError(f"--from {kind}: not a kind of notes that ankigen reads; known: {known}")
    return suffix


def _study(job: Job, only: list[str], progress: Progress) -> tuple[Study, list[str]]:
    """The entries, and the outputs to make. `only` holds outputs ("apkg") or topics ("ml::regression")."""
    from ankigen.building import BUILDERS
    from ankigen.pipeline import only_topics, study

    found = study(job.sources.files, job.project.settings, progress)
    found = replace(found, findings=(*job.sources.findings, *found.findings))
    if not found.entries:
        raise AnkigenError(
            f"{', '.join(s.shown for s in job.sources.files[:3])}: no entries found;"
            " an entry is a headword with its definition below it or beside it"
        )
    wanted = [o for o in BUILDERS if o in only] or list(BUILDERS)
    names = [t for t in only if t not in BUILDERS]
    if names:
        chosen = only_topics(found, names)
        if not chosen.entries:
            topics = sorted({e.topic for e in found.entries if e.topic})
            raise AnkigenError(
                f"--only {' '.join(names)}: neither an output ({', '.join(BUILDERS)})"
                f" nor a topic of these notes ({', '.join(topics) or 'they have none'})"
            )
        found = chosen
    return found, wanted


def _make(job: Job, found: Study, lock: str | None, progress: Progress, whole: bool = True) -> Made:
    """The deck with its identity."""
    from ankigen.files import Shelf, built_at, relative
    from ankigen.media import Shelves
    from ankigen.pipeline import make

    media, base = job.project.media, job.sources.base
    shelves = Shelves(
        notes=Shelf(base, avoid=(media, job.out)),
        media=Shelf(media) if media.is_dir() else {},
        media_path=relative(media, base),
    )
    return make(
        found,
        shelves,
        job.project.settings,
        job.deck,
        lock,
        _last_package(job),
        built_at(os.environ),
        progress,
        whole,
        job.project.templates(),
    )


def _last_package(job: Job) -> Package | None:
    """The package of the last build: what a lost lock is made of again. A broken one is none."""
    from ankigen.building.apkg import file_name
    from ankigen.files import read_bytes
    from ankigen.identity.package import read_package

    path = job.out / file_name(job.deck)
    try:
        return read_package(read_bytes(path), path.name) if path.is_file() else None
    except AnkigenError:
        return None


# --------------------------------------------------------------------------- build


@app.command()
def build(
    paths: Paths = None,
    out: Out = None,
    deck: DeckName = "",
    only: Annotated[
        list[str] | None,
        typer.Option(help="Only this output (apkg, csv, anki, quizlet) or topic; may be repeated."),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit 1 if the output is not current.")
    ] = False,
    kind: From = "txt",
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Show the summary off the terminal too.")
    ] = False,
) -> None:
    """Make the Anki deck, the CSV and the Quizlet files of the notes."""
    from ankigen import report
    from ankigen.files import check_out, read_build, read_text, shown, write_build
    from ankigen.identity.lock import format_lock
    from ankigen.pipeline import differences, write

    progress = report.Progress(sys.stderr)
    job = _job(paths, out, deck, kind)
    check_out(job.out, job.sources, job.project)
    found, outputs = _study(job, only or [], progress)
    lock_path = job.lock
    old_lock = read_text(lock_path) if lock_path.is_file() else None
    whole = job.whole and not only
    made = _make(job, found, old_lock, progress, whole)
    files = write(made.deck, job.project.settings, outputs, progress)
    lock = format_lock(made.lock) if whole else None
    keeps = bool(only) or job.shares_out or not job.sources.in_project
    if check:
        progress.done()
        wrong = [
            f"{shown(job.out / name)}: {what}"
            for name, what in differences(files, read_build(job.out), partial=keeps)
        ]
        if lock is not None and lock != old_lock:
            wrong.append(f"{shown(lock_path)}: is not what a build would write")
        for line in wrong:
            print(line)
        raise typer.Exit(1 if wrong else 0)
    written = write_build(
        job.out,
        files,
        job.sources,
        (lock_path, lock) if lock is not None else None,
        keep_others=keeps,
    )
    progress.done()
    if verbose or sys.stdout.isatty():
        print(report.summary(found, made, [shown(p) for p in written], job.shown), end="")
    else:
        print(report.one_line(made, shown(job.out)))


# --------------------------------------------------------------------------- parse, check


@app.command()
def parse(
    file: Annotated[str, typer.Argument(help='A file of notes, or "-" for standard input.')],
    format: Annotated[Format, typer.Option(help="How to print the entries.")] = Format.TABLE,
    kind: From = "txt",
) -> None:
    """Show the entries that ankigen finds in one file of notes."""
    from ankigen import report
    from ankigen.pipeline import study

    if Path(file).is_dir():
        raise AnkigenError(
            f"{file}: is a folder; name one file in it, or run: ankigen build {file}"
        )
    job = _job([file], None, "", kind)
    found = study(job.sources.files, job.project.settings)
    if format is Format.JSON:
        print(report.entries_json(found.entries), end="")
    else:
        print(report.entries_table(found.entries, _columns()), end="")
    if not found.entries:
        print(f"{file}: no entries found", file=sys.stderr)


def _columns() -> int:
    """The terminal's width, 0 (= do not cut) when the output goes to a file or another program."""
    import shutil

    return shutil.get_terminal_size().columns if sys.stdout.isatty() else 0


@app.command()
def check(paths: Paths = None, kind: From = "txt") -> None:
    """List what the notes' owner should know, one a line; exit 1 if any of it needs a person."""
    from ankigen import report

    progress = report.Progress(sys.stderr)
    job = _job(paths, None, "", kind)
    found, _ = _study(job, [], progress)
    made = _made(job, found, progress)
    progress.done()
    for line in report.check_lines(found, made, job.shown):
        print(line)
    raise typer.Exit(1 if report.needs_person(found, made) else 0)


def _made(job: Job, found: Study, progress: Progress) -> Made:
    """The deck as the next build would make it; nothing is written."""
    from ankigen.files import read_text

    lock = read_text(job.lock) if job.lock.is_file() else None
    return _make(job, found, lock, progress, job.whole)


@app.command()
def explain(
    headword: Annotated[str, typer.Argument(help="The headword of an entry.")],
    paths: Paths = None,
    kind: From = "txt",
) -> None:
    """Show how an entry came to be: its raw lines, each fix, each decision, and its notes."""
    import difflib

    from ankigen import report
    from ankigen.reading.decoding import decode

    progress = report.Progress(sys.stderr)
    job = _job(paths, None, "", kind)
    found, _ = _study(job, [], progress)
    made = _made(job, found, progress)
    progress.done()
    wanted = " ".join(headword.casefold().split())
    names = {" ".join(n.casefold().split()): e.headword for e in found.entries for n in _names(e)}
    if wanted not in names:
        near = difflib.get_close_matches(wanted, names, 3, 0.5)
        hint = ", ".join(f'"{names[n]}"' for n in near) or "ankigen parse lists them"
        raise AnkigenError(f'no entry is called "{headword}"; did you mean {hint}?')
    for n, entry in enumerate(e for e in found.entries if e.headword == names[wanted]):
        source = next(s for s in job.sources.files if s.name == entry.origin.file)
        try:
            raw = decode(source.data, source.name).split("\n")
        except AnkigenError:
            raw = []  # no text: there are no lines to show
        notes = [note for note in made.deck.notes if note.origin == entry.origin]
        if n:
            print()
        print(report.explanation(entry, notes, raw, job.shown(source.name)), end="")


def _names(entry: Entry) -> tuple[str, ...]:
    return (entry.raw_term or entry.headword, entry.headword)


@app.command()
def stats(
    paths: Paths = None,
    page: Annotated[
        Path | None, typer.Option("--html", help="Also write a page with charts to this file.")
    ] = None,
    kind: From = "txt",
) -> None:
    """Show what the deck consists of: cards by kind and topic, lengths, findings."""
    from ankigen import report
    from ankigen.files import shown, write_file
    from ankigen.stats import as_page, as_text, gather

    progress = report.Progress(sys.stderr)
    job = _job(paths, None, "", kind)
    found, _ = _study(job, [], progress)
    made = _made(job, found, progress)
    progress.done()
    figures = gather(made.deck, made.findings, job.project.settings)
    print(as_text(figures), end="")
    if page is not None:
        write_file(page, as_page(figures).encode(), job.sources)
        print(f"\nwrote {shown(page)}")


# --------------------------------------------------------------------------- init


@app.command()
def init(deck: DeckName = "") -> None:
    """Begin a deck in this folder: settings, and notes to try it on."""
    import secrets

    from ankigen.files import begin_project
    from ankigen.reading import READERS
    from ankigen.starter import EXAMPLE, EXAMPLE_NAME, settings_text

    here = Path.cwd()
    # from 2^32 on, since Anki itself hands out the ids of a few small decks
    deck_id = 2**32 + secrets.randbits(40)
    text = settings_text(deck or here.resolve().name or "My deck", deck_id)
    made, has_notes = begin_project(here, text, EXAMPLE_NAME, EXAMPLE, READERS.keys())
    for path in made:
        print(f"wrote {path}")
    if has_notes:
        print("\nNext: ankigen build")
    else:
        print("\nNext: ankigen build       (then put your own notes into source/)")
