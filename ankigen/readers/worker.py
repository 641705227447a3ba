"""Packed formats are read in a process of their own, under limits of time and memory.

A PDF, an Office file, an ebook or a package of Anki comes from anywhere, and what unpacks it is
large and was not written for attackers: 1 kB of PDF can ask for an hour and for all memory. So the
reader runs apart. The system ends it at the limits (`setrlimit`); where it has none (Windows), the
clock does. Whatever happens there becomes one line here. What the process gives back is data of
`ankigen.model` and nothing else: no code of its choice runs in this process.
"""

from __future__ import annotations

import contextlib
import enum
import importlib
import io
import json
import pickle
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, is_dataclass
from typing import Any, BinaryIO

from ankigen.model import AnkigenError
from ankigen.readers.archive import brief

#: Seconds of processor time for any document, however small …
LEAST_SECONDS = 8
#: … and a second more for so many bytes: a page of a PDF is 3 to 30 kB and takes a tenth of one.
BYTES_PER_SECOND = 10_000
MOST_SECONDS = 600
#: Memory for any document, and so many times its own size more: media are held packed and unpacked.
LEAST_MEMORY = 1_500_000_000
MEMORY_PER_BYTE = 5
#: By the clock: a process that waits for a busy machine uses no processor time.
_CLOCK_PER_SECOND = 10

_START = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[1]);"
    " from ankigen.readers.worker import serve; serve()"
)
#: Exit code of a process that ran out of memory before it could say so.
_NO_MEMORY = 77


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take: seconds of processor time, bytes of memory."""

    seconds: int
    memory: int


def limits_for(size: int) -> Limits:
    """The limits for a document of so many bytes.

    >>> limits_for(1_000).seconds, limits_for(5_000_000).seconds
    (8, 508)
    """
    seconds = min(MOST_SECONDS, LEAST_SECONDS + size // BYTES_PER_SECOND)
    return Limits(seconds, LEAST_MEMORY + MEMORY_PER_BYTE * size)


def read_apart(module: str, function: str, data: bytes, name: str) -> Any:
    """What `function` of `module` in this package makes of a document, run in a process of its own.

    Raises the AnkigenError that the function raised, or one of one line where it failed or met a
    limit.
    """
    if not sys.executable or getattr(sys, "frozen", False):  # no interpreter to start
        return read_here(module, function, data, name)
    limits = limits_for(len(data))
    head = json.dumps([module, function, name, limits.seconds, limits.memory]).encode() + b"\n"
    paths = json.dumps([path for path in sys.path if path])
    try:
        ran = subprocess.run(
            [sys.executable, "-P", "-X", "utf8", "-c", _START, paths],
            input=head + data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # what libraries have to say to their developers
            timeout=limits.seconds * _CLOCK_PER_SECOND,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _too_long(name, limits) from None
    if ran.returncode:
        raise _ended(ran.returncode, name, limits)
    try:
        error, result = _ModelOnly(io.BytesIO(ran.stdout)).load()
    except (pickle.UnpicklingError, EOFError, ValueError, TypeError, AttributeError):
        raise AnkigenError(
            f"{name}: cannot be read (its reader gave nothing back); save it anew"
        ) from None
    if error:
        raise AnkigenError(error)
    return result


def _ended(code: int, name: str, limits: Limits) -> AnkigenError:
    if code in (-getattr(signal, "SIGXCPU", 0), -getattr(signal, "SIGKILL", 0)):
        return _too_long(name, limits)
    if code == _NO_MEMORY:
        return _too_much(name)
    return AnkigenError(f"{name}: cannot be read (its reader broke down, {code}); save it anew")


def _too_long(name: str, limits: Limits) -> AnkigenError:
    return AnkigenError(
        f"{name}: takes more than {limits.seconds} s to read, which no notes of its "
        f"size do; save it anew, or split it"
    )


def _too_much(name: str) -> AnkigenError:
    return AnkigenError(
        f"{name}: takes more memory than any notes of its size do; save it anew, or split it"
    )


class _ModelOnly(pickle.Unpickler):
    """Loads values of `ankigen.model` and of the reader's own kind, and refuses whatever else
    the bytes name.
    """

    def find_class(self, module: str, name: str) -> Any:
        if module.startswith("ankigen.") and "." not in name:
            found = getattr(importlib.import_module(module), name, None)
            if isinstance(found, type) and (is_dataclass(found) or issubclass(found, enum.Enum)):
                return found
        raise pickle.UnpicklingError(f"{module}.{name}")


# --------------------------------------------------------------------------- inside the process


def serve() -> None:
    """Reads a request from standard input, and writes to standard output an error's line or the
    result.
    """
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # what a library prints is no answer
    try:
        module, function, name, seconds, memory = json.loads(requests.readline())
        importlib.import_module(f"ankigen.readers.{module}")
        _limit(Limits(seconds, memory))
        _answer(answers, _outcome(module, function, requests.read(), name))
    except MemoryError:
        raise SystemExit(_NO_MEMORY) from None


def _outcome(module: str, function: str, data: bytes, name: str) -> tuple[str, Any]:
    """The error's line and the result; one of the two is empty."""
    try:
        return "", read_here(module, function, data, name)
    except AnkigenError as error:
        return str(error), None
    except MemoryError:
        return str(_too_much(name)), None
    except RecursionError:
        return f"{name}: is nested too deeply to read; copy its text into a new document", None
    except Exception as error:  # a library's own, of which no list would be whole
        cause = brief(error)
        return f"{name}: is damaged and cannot be read ({cause}); save it anew", None


def read_here(module: str, function: str, data: bytes, name: str) -> Any:
    """`read_apart` in this very process, without its limits."""
    return getattr(importlib.import_module(f"ankigen.readers.{module}"), function)(data, name)


def _answer(answers: BinaryIO, outcome: Sequence[Any]) -> None:
    pickle.dump(tuple(outcome), answers, pickle.HIGHEST_PROTOCOL)
    answers.flush()


def _limit(limits: Limits) -> None:
    """Tells the system to end this process at its limits, and that it writes no file."""
    try:
        import resource
    except ImportError:  # Windows: the clock alone
        return
    wanted = (
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    )
    for kind, value in wanted:
        with contextlib.suppress(ValueError, OSError):  # macOS takes no limit of memory
            hard = resource.getrlimit(kind)[1]
            least = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(kind, (least, hard))
