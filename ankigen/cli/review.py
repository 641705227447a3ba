"""`ankigen review`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from ankigen.cli.options import one_of, ours_of, project_job

if TYPE_CHECKING:
    from pathlib import Path

    from ankigen.identity.lock import Lock
    from ankigen.model import Entry
    from ankigen.sync.edits import Conflict, Overlay
    from ankigen.sync.merge import Ours


def review(
    take: Annotated[str, typer.Option(help='Settle every conflict for "ours" or "theirs".')] = "",
    same: Annotated[
        str, typer.Option(help='Settle every doubtful match: "yes" (the same card) or "no".')
    ] = "",
) -> None:
    """Settle conflicts and doubtful matches.

    Asks about each; where nobody can be asked, --take and --same answer for all. Exits with 1 while something is left.
    """
    from ankigen.cli import render
    from ankigen.identity.lock import format_lock, parse_lock
    from ankigen.project.files import write_own
    from ankigen.sync.edits import FILE_NAME, format_overlay

    one_of("--take", take, ("ours", "theirs"))
    one_of("--same", same, ("yes", "no"))
    progress = render.Progress(sys.stderr)
    job = project_job("review")
    ours, _ = ours_of(job, progress)
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


def _settle_conflicts(ours: Ours, take: str) -> tuple[Overlay, int]:
    """The overlay with what was settled, and how many conflicts are left."""
    from ankigen.sync.edits import Homes, at_home, can_take, settle_conflicts

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
    from ankigen.identity.assign_and_recover import words_of

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
