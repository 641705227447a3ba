"""The commands. Thin: each opens the project, runs the pipeline, and prints what came of it.

Exit codes: 0 done; 1 a check found something; 2 it cannot be done (one line says what is wrong and
what to do). Heavy imports stand inside the commands, so that `ankigen --help` is quick.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup

from ankigen import __version__
from ankigen.cli import (
    accept,
    apply,
    build,
    check,
    diff,
    explain,
    init,
    merge,
    parse,
    preview,
    push,
    review,
    stats,
    sync,
)
from ankigen.cli.parameters import values_as_given
from ankigen.cli.terminal import guarded, put
from ankigen.model import AnkigenError


class _Group(TyperGroup):
    """The program without a command."""

    def get_params(self, ctx: Any) -> list[Any]:
        return values_as_given(super().get_params(ctx))


app = typer.Typer(
    cls=_Group,
    help="Raw study notes in; an Anki deck, a CSV and Quizlet files out.",
    no_args_is_help=True,
    invoke_without_command=True,  # for --version alone
    add_completion=True,
    context_settings={"help_option_names": ["-h", "--help"]},
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


#: The commands, in the order that --help shows them.
COMMANDS = (
    build.build,
    parse.parse,
    preview.preview,
    check.check,
    accept.accept,
    explain.explain,
    stats.stats,
    diff.diff,
    init.init,
    merge.merge,
    review.review,
    apply.apply,
    push.push,
    sync.sync,
)


class _Command(TyperCommand):
    """A command whose usage line has its arguments as manuals write them: HEADWORD [PATH]..."""

    def get_params(self, ctx: Any) -> list[Any]:
        return values_as_given(super().get_params(ctx))

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        pieces = super().collect_usage_pieces(ctx)
        return [p[1:-1].upper() if p[:1] + p[-1:] == "{}" else p for p in pieces]


for _command in COMMANDS:
    app.command(cls=_Command)(_command)


def main() -> None:
    """Runs a command. The caller's trouble becomes one line on standard error and exit code 2."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by the shell (`>&-`): what is told goes nowhere
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    for name in ("SIGTERM", "SIGHUP"):  # the second is unknown to Windows
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _ended)
    with guarded():
        _run()


def _run() -> None:
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
    """What ends us from outside goes the way of Ctrl-C, so that a half-written build is taken
    back.
    """
    raise SystemExit(_BY_SIGNAL + number)


def _stop(message: str) -> NoReturn:
    """One line, and exit code 2."""
    line = f"ankigen: {' '.join(message.split())}"
    if sys.stderr.isatty():
        from shutil import get_terminal_size

        from ankigen.cli.progress import end_all
        from ankigen.cli.tables import wrapped

        end_all()
        line = wrapped(line, get_terminal_size().columns)
    put(sys.stderr, line, "error")
    raise SystemExit(2) from None
