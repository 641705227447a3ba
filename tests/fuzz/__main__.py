"""Fuzzes every target for a time.

    python -m tests.fuzz                       all targets, 10 s of processor time each
    python -m tests.fuzz --seconds 300 .pdf    one target
    python -m tests.fuzz --seed 7              other inputs

What breaks a promise (any exception but an AnkigenError of one line, or more than 10 s) is kept in
tests/fuzz/corpus/, which `tests/test_fuzz.py` runs through each time. Ends with 1 if anything was
found.
"""

from __future__ import annotations

import argparse
import hashlib
import logging
import random
import signal
import sys
import time
import traceback
import warnings
from pathlib import Path

from ankigen.model import AnkigenError
from tests.fuzz.mutations import drawn
from tests.fuzz.targets import TARGETS, Target

CORPUS = Path(__file__).parent / "corpus"
LIMIT = 10.0


class TooLong(BaseException):
    """A single input that took more than `LIMIT` seconds."""


def _alarm(number: int, frame: object) -> None:
    raise TooLong


def broken(target: Target, data: bytes) -> str:
    """How the input breaks the promise, "" if it does not."""
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGPROF, _alarm)
        signal.setitimer(signal.ITIMER_PROF, LIMIT)
    try:
        target.run(data)
    except AnkigenError as error:
        return "more than one line" if "\n" in str(error) else ""
    except TooLong:
        return f"more than {LIMIT:.0f} s\n{traceback.format_exc(limit=-4)}"
    except Exception:
        return traceback.format_exc(limit=-6)
    finally:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_PROF, 0)
    return ""


def fuzz(name: str, seconds: float, seed: int) -> tuple[int, dict[str, bytes]]:
    """Inputs tried in so many seconds of processor time, and what broke: the last line of its
    cause → the input.
    """
    target = TARGETS[name]
    chance = random.Random(f"{name} {seed}")
    seeds = list(target.seeds())
    found: dict[str, bytes] = {}
    tried = 0
    until = time.process_time() + seconds
    while time.process_time() < until:
        data = drawn(seeds, chance)
        tried += 1
        cause = broken(target, data)
        if cause:
            key = "\n".join(cause.strip().splitlines()[-5:])
            if key not in found or len(data) < len(found[key]):
                found[key] = data
    return tried, found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*", default=list(TARGETS))
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    warnings.simplefilter("ignore")
    logging.disable()
    total = bad = 0
    for name in given.targets:
        tried, found = fuzz(name, given.seconds, given.seed)
        total += tried
        bad += len(found)
        print(f"{name:12} {tried:8,} inputs  {len(found)} broken", flush=True)
        for key, data in found.items():
            folder = CORPUS / name.strip(".")
            folder.mkdir(parents=True, exist_ok=True)
            (folder / hashlib.sha256(data).hexdigest()[:12]).write_bytes(data)
            print(key, file=sys.stderr)
    print(f"{total:,} inputs, {bad} broken")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
