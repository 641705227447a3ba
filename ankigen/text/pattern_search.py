"""A regular expression from a settings file or from notes, tried on lines: it may be a stranger's,
and one such as `(a+)+$` takes longer than the world lasts. So it is compiled under limits, and runs
in a process of its own that the system ends.
"""

from __future__ import annotations

import contextlib
import json
import re
import subprocess
import sys
import warnings
from collections.abc import Sequence
from functools import cache

from ankigen.text.dates import with_dates

#: A pattern that a person writes has a tenth of these characters.
MOST_CHARACTERS = 1_000
#: Seconds of processor time for all lines of a document, and memory in bytes.
SECONDS = 3
_MEMORY = 1_000_000_000
#: By the clock: a process that waits for a busy machine uses no processor time.
_CLOCK_PER_SECOND = 10

#: Where the first two groups of a pattern lie in a text.
Groups = tuple[tuple[int, int], tuple[int, int]]

_LIMITED = """
import json, re, sys, warnings
warnings.simplefilter("ignore")
try:
    import resource
    for kind, value in ((resource.RLIMIT_CPU, {seconds}), (resource.RLIMIT_AS, {memory})):
        try:
            resource.setrlimit(kind, (value, value))
        except (ValueError, OSError):
            pass
except ImportError:
    pass
pattern, texts = json.load(sys.stdin)
found = map(re.compile(pattern).search, texts)
print(json.dumps([m and (m.span(1), m.span(2)) for m in found]))
"""


class TooSlowError(Exception):
    """A pattern that met its limits."""


#: Those that did: each is tried once, however many documents there are.
_slow: set[str] = set()


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern, in which `{date}` stands for a date. Raises ValueError, which says in one line
    why it is none that is tried.
    """
    if len(pattern) > MOST_CHARACTERS:
        raise ValueError(f"is longer than {MOST_CHARACTERS:,} characters")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return re.compile(with_dates(pattern))
    except (re.error, OverflowError) as error:
        raise ValueError(f"is no regular expression: {error}") from None
    except RecursionError:
        raise ValueError("is nested too deep") from None


def search_groups(pattern: str, texts: Sequence[str]) -> list[Groups | None]:
    """Where a pattern with two groups or more is first found in each text, None where it is not;
    a group that took no part lies at (-1, -1).

    Raises TooSlowError where that takes more than `SECONDS` for all of them together.

    >>> search_groups(r"(.+) = (.+)", ["a = b", "c"])
    [((0, 1), (4, 5)), None]
    """
    if not texts:
        return []
    if pattern in _slow:
        raise TooSlowError
    if not sys.executable or getattr(sys, "frozen", False):  # no interpreter to start
        found = map(compiled(pattern).search, texts)
        return [(m.span(1), m.span(2)) if m else None for m in found]
    code = _LIMITED.format(seconds=SECONDS, memory=_MEMORY)
    with contextlib.suppress(subprocess.TimeoutExpired):
        ran = subprocess.run(
            [sys.executable, "-I", "-S", "-c", code],
            input=json.dumps([with_dates(pattern), list(texts)]).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS * _CLOCK_PER_SECOND,
            check=False,
        )
        if ran.returncode == 0:
            spans = json.loads(ran.stdout)
            return [s and ((s[0][0], s[0][1]), (s[1][0], s[1][1])) for s in spans]
    _slow.add(pattern)
    raise TooSlowError
