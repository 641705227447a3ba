"""The commands. Thin: each reads from `files`, runs the `pipeline`, and shows a `report`.

Exit codes: 0 done; 1 a check found something; 2 it cannot be done (one line says what is wrong and what to do).
Heavy imports stand inside the commands, so that `ankigen --help` is quick.
"""

from __future__ import annotations

import os
import signal
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from ankigen import __version__
from ankigen.identity import commands
from ankigen.model import AnkigenError

if TYPE_CHECKING:
    from ankigen.model import Entry

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


#: A shell's exit code for a program that a signal ended is this and the signal's number.
_BY_SIGNAL = 128


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
    for name in ("SIGTERM", "SIGHUP"):  # the second is unknown to Windows
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _ended)
    try:
        app(prog_name="ankigen")
    except AnkigenError as error:
        _stop(str(error))
    except BrokenPipeError:  # whoever read our output went away, as in `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None
    except OSError as error:  # what no step of its own foresaw: a name too long, a folder locked
        what = error.filename if isinstance(error.filename, str) else "a file"
        reason = (error.strerror or str(error)).lower()
        _stop(f"{what}: cannot be used ({reason}); check the path and its permissions")


def _ended(number: int, _frame: object) -> NoReturn:
    """What ends us from outside goes the way of Ctrl-C, so that a half-written build is taken back."""
    raise SystemExit(_BY_SIGNAL + number)


def _stop(message: str) -> NoReturn:
    """One line, over what progress there is on a terminal, and exit code 2."""
    line = f"ankigen: {' '.join(message.split())}"
    if sys.stderr.isatty():
        from shutil import get_terminal_size

        from ankigen.report import wrapped

        print("\r\x1b[K", end="", file=sys.stderr)
        line = wrapped(line, get_terminal_size().columns)
    print(line, file=sys.stderr)
    raise SystemExit(2) from None


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
    from ankigen.building.last import differences
    from ankigen.files import check_out, read_build, shown, write_build
    from ankigen.identity.lock import format_lock
    from ankigen.jobs import choose, make_deck, named, open_job, read_notes
    from ankigen.pipeline import write

    progress = report.Progress(sys.stderr)
    job = open_job(paths or (), out, deck, kind)
    check_out(job.out, job.project)
    found = read_notes(job, progress)
    job = named(job, found, deck)
    found, outputs = choose(found, only or ())
    whole = job.whole and not only
    made = make_deck(job, found, progress, whole)
    files = write(made.deck, job.project.settings, outputs, progress)
    lock = format_lock(made.lock) if whole else None
    keeps = bool(only) or job.shares_out
    if check:
        progress.done()
        wrong = [
            f"{shown(job.out / name)}: {what}"
            for name, what in differences(files, read_build(job.out), partial=keeps)
        ]
        if lock is not None and lock != job.lock_text():
            wrong.append(f"{shown(job.lock)}: is not what a build would write")
        for line in wrong:
            print(line)
        if not wrong and sys.stdout.isatty():
            print(f"{shown(job.out)} is current")
        raise typer.Exit(1 if wrong else 0)
    written = write_build(
        job.out,
        files,
        job.sources,
        (job.lock, lock) if lock is not None else None,
        keep_others=keeps,
        ours=out is None or os.path.realpath(out) == os.path.realpath(job.project.out),
    )
    progress.done()
    if verbose or sys.stdout.isatty():
        print(report.summary(found, made, [shown(p) for p in written], job.shown), end="")
    else:
        print(report.one_line(found, made, shown(job.out)))
        for line in report.unread_lines(made, job.shown):
            print(f"ankigen: {line}", file=sys.stderr)


# --------------------------------------------------------------------------- parse, check


@app.command()
def parse(
    file: Annotated[str, typer.Argument(help='A file of notes, or "-" for standard input.')],
    format: Annotated[Format, typer.Option(help="How to print the entries.")] = Format.TABLE,
    kind: From = "txt",
) -> None:
    """Show the entries that ankigen finds in one file of notes."""
    from ankigen import report
    from ankigen.jobs import open_job
    from ankigen.pipeline import study

    if Path(file).is_dir():
        raise AnkigenError(
            f"{file}: is a folder; name one file in it, or run: ankigen build {file}"
        )
    job = open_job([file], kind=kind)
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
    """Say what in the notes needs a look.

    Lists findings and fixes, one a line; what needs a person comes last, and then the exit code is 1.
    """
    from ankigen import report
    from ankigen.jobs import whole_deck

    progress = report.Progress(sys.stderr)
    job, found, made = whole_deck(paths or (), kind, progress)
    progress.done()
    lines = report.check_lines(found, made, job.shown)
    for line in lines:
        print(report.wrapped(line, _columns()))
    needed = any(report.to_look_at(found, made))
    if lines:
        print(report.needed_of(found, made, len(lines)), file=sys.stderr)
    elif sys.stdout.isatty():
        print("Nothing needs you.")
    raise typer.Exit(1 if needed else 0)


@app.command()
def explain(
    headword: Annotated[str, typer.Argument(help="The headword of an entry.")],
    paths: Paths = None,
    kind: From = "txt",
) -> None:
    """Show how an entry came to be.

    Its raw lines, each fix, each decision that made its cards, and its notes in Anki.
    """
    import difflib

    from ankigen import report
    from ankigen.jobs import whole_deck
    from ankigen.reading.decoding import decode

    progress = report.Progress(sys.stderr)
    job, found, made = whole_deck(paths or (), kind, progress)
    progress.done()
    wanted = _folded(headword)
    names = {_folded(n): e.headword for e in found.entries for n in _names(e)}
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
        for line in report.explanation(entry, notes, raw, job.shown(source.name)).splitlines():
            print(report.wrapped(line, _columns()))


def _folded(headword: str) -> str:
    return " ".join(headword.casefold().split())


def _names(entry: Entry) -> tuple[str, ...]:
    """What a user may call an entry by: the headword as the notes have it, and as it was mended."""
    return (entry.raw_term or entry.headword, entry.headword)


@app.command()
def stats(
    paths: Paths = None,
    page: Annotated[
        Path | None, typer.Option("--html", help="Also write a page with charts to this file.")
    ] = None,
    kind: From = "txt",
) -> None:
    """Show what the deck consists of.

    Cards by kind and topic, lengths, findings: as tables, and with --html as a page with charts.
    """
    from ankigen import report
    from ankigen.files import shown, write_file
    from ankigen.jobs import whole_deck
    from ankigen.stats import as_page, as_text, gather

    progress = report.Progress(sys.stderr)
    job, _, made = whole_deck(paths or (), kind, progress)
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


# --------------------------------------------------------------------------- merge, review, push, sync

commands.register(app)
