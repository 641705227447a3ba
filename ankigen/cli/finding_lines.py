"""Findings, fixes and suggestions as `ankigen check` prints them, a line each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from ankigen.model import Finding, Fix, FixKind
from ankigen.spelling.user.suggestions import Suggestion, identifier, suggestions_of

if TYPE_CHECKING:
    from ankigen.pipeline import BuildResult, ParsedNotes
    from ankigen.project.job import Job


#: So many characters of its line are shown on either side of a changed word.
_AROUND = 24


def finding_line(finding: Finding, shown: str = "") -> str:
    """`file:line: code message`; the file as the user knows it where `shown` says."""
    file = shown or finding.origin.file
    place = f"{file}:{finding.origin.line}" if finding.origin.line else file
    return " ".join(f"{place}: {finding.code} {finding.message}".split())


def check_lines(found: ParsedNotes, made: BuildResult, job: Job) -> list[str]:
    """What `ankigen check` prints: findings and fixes by place, those findings that need a
    person, then suggestions, one line for each distinct pair, the likeliest first."""
    from ankigen.project.advice import Advice

    shown = job.shown
    advice = Advice(job)
    lines = [
        (f.needs_person, f.origin, finding_line(advice.of(f), shown(f.origin.file)))
        for f in made.findings
        if not _shows_nothing(f)
    ]
    lines += [
        (
            False,
            fix.origin,
            fix_line(fix, shown(fix.origin.file)) + _in_context(fix, made.deck.lines),
        )
        for entry in found.entries
        for fix in entry.fixes
        if fix.applied
    ]
    repeats = [
        (True, fix.origin, fix_line(fix, shown(fix.origin.file)))
        for entry in found.entries
        for fix in entry.fixes
        if not fix.applied and fix.kind is FixKind.DUPLICATE_TEXT
    ]
    suggested = [
        suggestion_line(s, job.command("accept", s.id), shown(s.fix.origin.file))
        for s in suggestions_of(found.entries)
    ]
    return [*dict.fromkeys(line for *_, line in (*sorted(lines), *sorted(repeats))), *suggested]


def suggestion_line(suggestion: Suggestion, accept: str, shown: str = "") -> str:
    """A suggested correction as a line of `check`: the words in their context, how likely it is,
    and `accept`, the command that accepts it.
    """
    fix = suggestion.fix
    place = f"{shown or fix.origin.file}:{fix.origin.line}"
    more = f" and {suggestion.places - 1} more" if suggestion.places > 1 else ""
    why = f"; {fix.reason}" if fix.reason else ""
    return (
        f'{place}{more}: "{fix.before}" -> "{fix.after}"? ({fix.confidence:.0%}{why})'
        f"  {suggestion.context}  {accept}"
    )


def _in_context(fix: Fix, lines: Mapping[str, Sequence[str]]) -> str:
    """Where in its line the changed words stand, if they stand there once."""
    raw = lines.get(fix.origin.file, ())
    line = raw[fix.origin.line - 1] if 0 < fix.origin.line <= len(raw) else ""
    if not fix.before or line.count(fix.before) != 1:
        return ""
    at = line.index(fix.before)
    start, end = max(0, at - _AROUND), at + len(fix.before) + _AROUND
    before, after = "…" if start else "", "…" if end < len(line) else ""
    return f" in {before}{' '.join(line[start:end].split())}{after}"


def _shows_nothing(finding: Finding) -> bool:
    """Whether a finding only says that marks between the words (">", "***") are no words."""
    reason, _, quoted = finding.message.partition(":")
    return finding.code == "left-out" and reason == "markup" and not any(map(str.isalnum, quoted))


def needed_of(
    found: ParsedNotes, made: BuildResult, lines: int, review: str = "ankigen review"
) -> str:
    """The last line of `check`: how many of its lines need review. `review` is the command that
    settles them.
    """
    findings, proposals = to_look_at(found, made)
    number = len({*map(finding_line, findings), *map(identifier, proposals)})
    if not number:
        return f"none of {lines:,} {'needs' if lines == 1 else 'need'} review"
    needs = "needs" if number == 1 else "need"
    return f"{number:,} of {lines:,} {needs} review, listed last; settle with: {review}"


def to_look_at(found: ParsedNotes, made: BuildResult) -> tuple[list[Finding], list[Fix]]:
    """What needs a person, so that `check` exits with 1: findings that need review, and proposals
    to accept or refuse.
    """
    return (
        [f for f in made.findings if f.needs_person],
        [fix for entry in found.entries for fix in entry.fixes if not fix.applied],
    )


def fix_line(fix: Fix, shown: str = "") -> str:
    """A change of the notes' words, made or proposed, as a line of `check`."""
    done = "fixed" if fix.applied else "suggested"
    place = f"{shown or fix.origin.file}:{fix.origin.line}"
    line = f'{place}: {fix.kind.value} {done}: "{fix.before}" -> "{fix.after}"'
    return line.replace("\n", "\\n")


def unread_lines(made: BuildResult, shown: Callable[[str], str]) -> list[str]:
    """The files that could not be read, each with the reason: a deck without them must not pass
    for whole.
    """
    return [
        " ".join(f"{shown(f.origin.file)}: not read: {f.message}".split())
        for f in made.findings
        if f.code == "unread"
    ]
