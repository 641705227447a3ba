"""The review as questions in the terminal: what `ankigen review --no-browser` does."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NoReturn

import typer

from ankigen.cli.options import hold, one_of, ours_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from pathlib import Path

    from ankigen.identity.records import Lock, NoteRecord
    from ankigen.model import Entry, Finding
    from ankigen.project.job import Job
    from ankigen.sync.edits import Conflict, Overlay
    from ankigen.sync.merge import Ours


def review_in_terminal(
    context: typer.Context,
    job: Job,
    opened: Callable[[], Job],
    take: str,
    same: str,
    seen: str,
) -> NoReturn:
    """Asks about each conflict, doubtful match and notice; where nobody can be asked, the options
    answer for all.

    Ends the command, with 1 while a conflict or a doubtful match is left.
    """
    from ankigen.cli.progress import Progress
    from ankigen.identity.lock import format_lock, parse_lock
    from ankigen.identity.records import Lock
    from ankigen.project.writing import write_own
    from ankigen.sync.edits import format_overlay

    one_of("--take", take, ("ours", "theirs"))
    one_of("--same", same, ("yes", "no"))
    one_of("--seen", seen, ("yes", "no"))
    progress = Progress(sys.stderr)
    job = hold(context, job, opened)
    ours, made = ours_of(job, progress)
    progress.done()
    lock_text = job.lock_text()
    lock = parse_lock(lock_text) if lock_text is not None else Lock()
    overlay, left = _settle_conflicts(ours, take)
    answered, doubts = _settle_doubts(lock, ours, same)
    settled, unseen = _settle_seen(answered, {r.guid for r in lock.unseen}, seen)
    targets: dict[Path, bytes] = {}
    if overlay != ours.overlay:
        targets[job.edits] = format_overlay(overlay).encode()
    if settled != lock:
        targets[job.lock] = format_lock(settled).encode()
    write_own(targets, job.home)
    if targets:
        dropped = any(record.is_twin for record in answered.unseen if record not in settled.unseen)
        builds = overlay != ours.overlay or answered != lock or dropped
        print(f"settled; Next: {job.command('build')}" if builds else "settled")
    on_page = _left_for_page(ours, made.findings, job)
    if not (targets or left or doubts or unseen or on_page):
        print("nothing to review")
    if not sys.stdin.isatty():
        for line in _open_still(left, doubts, unseen):
            print(f"ankigen: {line}", file=sys.stderr)
    if on_page:
        print(f"ankigen: {on_page}", file=sys.stderr)
    raise typer.Exit(1 if left or doubts else 0)


#: Findings that are asked about here, or that no answer settles.
_NOT_FOR_THE_PAGE = frozenset({"conflict", "doubtful-match", "unread"})


def _left_for_page(ours: Ours, findings: Sequence[Finding], job: Job) -> str:
    """What is left that the page of a review asks about and the terminal does not, and how to come
    to it; "" where nothing is.
    """
    from ankigen.identity.lock import FILE_NAME

    of_notes = {
        (f.code, f.origin, f.message)
        for f in findings
        if f.needs_person and f.code not in _NOT_FOR_THE_PAGE and f.origin.file != FILE_NAME
    }
    suggested = {
        (fix.before, fix.after) for e in ours.entries for fix in e.fixes if not fix.applied
    }
    number = len(of_notes) + len(suggested)
    if not number:
        return ""
    page = job.command("review", *(() if sys.stdin.isatty() else ("--no-open",)))
    return f"left to settle in the browser: {number}; listed by {job.command('check')}; {page}"


def _open_still(conflicts: int, doubts: int, unseen: int) -> list[str]:
    """What is left where nobody could be asked, and how to answer all the same."""
    lines = []
    if conflicts:
        lines.append(f"conflicts left: {conflicts}; answer with --take ours or --take theirs")
    if doubts:
        lines.append(f"doubtful matches left: {doubts}; answer with --same yes or --same no")
    if unseen:
        lines.append(f"lines left that a build reported: {unseen}; once done: --seen yes")
    return lines


def _settle_conflicts(ours: Ours, take: str) -> tuple[Overlay, int]:
    """The overlay with what was settled, and how many conflicts are left."""
    from ankigen.sync.edits import Homes, at_home, can_take, settle_conflicts

    homes = Homes.of(ours.raw, ours.overlay)
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
    from ankigen.identity.markup import words_of

    print(f'\nThe {conflict.field} of "{conflict.term}" ({conflict.file}; {conflict.source})')
    if conflict.reason:
        print(f"  {conflict.reason}")
    print(f"  ours:   {words_of(conflict.ours)}")
    print(f"  theirs: {words_of(conflict.theirs)}")


def _settle_doubts(lock: Lock, ours: Ours, same: str) -> tuple[Lock, int]:
    """The lock with the doubts settled, and how many are left."""
    from ankigen.identity.identify import settle

    notes = {note.guid: note for note in ours.deck.notes}
    later: set[tuple[str, str]] = set()
    while asked := [d for d in lock.doubts if (d[0].guid, d[1].guid) not in later]:
        record, new = asked[0]
        print(f"\nIs {_named(new)} the former {_named(record)}?")
        if record.fields and new.guid in notes:
            _show_texts(record.fields, notes[new.guid].fields)
        answer = same or _ask("[y]es, [n]o or [l]ater", ("yes", "no", "later"))
        if answer in ("yes", "no"):
            lock = settle(lock, record.guid, new.guid, answer == "yes")
            print(f"  {_outcome(lock, record, new)}")
        else:
            later.add((record.guid, new.guid))
    return lock, len(later)


def _named(record: NoteRecord) -> str:
    """A note by its headword and, where it is known, its file."""
    return f'"{record.term}"' + (f" ({record.file})" if record.file else "")


def _outcome(lock: Lock, old: NoteRecord, new: NoteRecord) -> str:
    """What becomes of the two notes of a doubt after the answer."""
    after = next(record for record in lock.notes if record.guid == old.guid)
    if after.key == new.key and not after.settled:
        return f'"{new.term}" keeps the reviews of "{old.term}"'
    if after.perhaps:
        return f'"{new.term}" is a new card; "{old.term}" may be another one'
    return (
        f'"{new.term}" is a new card; "{old.term}" has left the notes: the next package carries it '
        "with its reviews, tagged as removed"
    )


def _show_texts(old: Sequence[str], new: Sequence[str]) -> None:
    """Both texts word by word, headword and definition (or the lead-in and items) apart."""
    from ankigen.cli.word_diff import word_diff
    from ankigen.sync.deck_diff import compared_texts

    for before, after in zip(compared_texts(old), compared_texts(new), strict=True):
        if before or after:
            print(f"  {word_diff(before, after)}")


def _settle_seen(lock: Lock, before: Collection[str], seen: str) -> tuple[Lock, int]:
    """The lock after its notices and removed notes were seen, and how many lines stay. Of what the
    answers left just now (`before` = guids of what was unseen before them), only twins are shown.
    """
    from ankigen.identity.identify import removal, settle_seen

    left = [r for r in lock.unseen if r.is_twin or r.guid in before]
    lines = [*(notice.message for notice in lock.notices), *map(removal, left)]
    if not lines:
        return lock, 0
    print()
    for line in lines:
        print(line)
    if (seen or _ask("Done, [y]es or [l]ater", ("yes", "later"))) == "yes":
        return settle_seen(lock, {record.guid for record in left}, lock.notices), 0
    return lock, len(lines)


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
