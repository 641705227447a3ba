"""What `ankigen build` prints when it is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ankigen.cli.build_changes import before_import, carried, changes_line
from ankigen.identity.hashes import REMOVED_TAG
from ankigen.model import Finding
from ankigen.text.plurals import counted

if TYPE_CHECKING:
    from ankigen.pipeline import BuildResult, ParsedNotes
from ankigen.cli.finding_lines import finding_line, fix_line, to_look_at
from ankigen.cli.tables import table

#: A command for some notes by its name.
Command = Callable[[str], str]

#: Of a long list the terminal shows so many lines; of the topics, which are more telling, a few
#: more.
MOST_SHOWN = 10
MOST_TOPICS = 15
#: What stands above that which needs a person.
_NEEDS = "Needs review"
#: Widest bar, in characters.
BAR = 24


def _as_it_is(finding: Finding) -> Finding:
    return finding


def _of_project(name: str) -> str:
    return f"ankigen {name}"


def one_line(
    found: ParsedNotes, made: BuildResult, out: str, command: Command = _of_project
) -> str:
    """A build in one line, for logs and other programs. `command` gives a command for these notes
    as it can be pasted.
    """
    findings, proposals = to_look_at(found, made)
    needs = len(findings) + len(proposals)
    look = (
        f"{needs:,} {'needs' if needs == 1 else 'need'} review: {command('check')}" if needs else ""
    )
    return "; ".join(filter(None, (f"{out}: {_size(made)}", changes_line(made), look)))


def _size(made: BuildResult) -> str:
    """How large the deck is: "3 entries, 4 notes, 6 cards"."""
    deck = made.deck
    left = carried(made)
    notes = [note for note in deck.notes if REMOVED_TAG not in note.tags]
    entries = counted(len(deck.entries), "entry", "entries")
    cards = counted(sum(note.cards for note in notes), "card")
    also = f"; {counted(left, 'removed note')} carried" if left else ""
    return f"{entries}, {counted(len(notes), 'note')}, {cards}{also}"


def summary(
    found: ParsedNotes,
    made: BuildResult,
    written: Sequence[str],
    shown: Callable[[str], str],
    command: Command = _of_project,
    advised: Callable[[Finding], Finding] = _as_it_is,
) -> str:
    """What a build tells in the terminal: what came of the notes, what was left out, what needs
    review, the files.
    """
    package = next((path for path in written if path.endswith(".apkg")), "")
    blocks = [
        [f"{made.deck.name}: {_size(made)}", *filter(None, [changes_line(made)])],
        _topics(made, command),
        _facts(found, made),
        _needs_review(found, made, shown, command, advised),
        ["Written:", *(f"  {path}" for path in _folded(written))],
        before_import(made, command("review"))
        or ([f"Next: open {package} with Anki."] if package else []),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def style_of(line: str) -> str:
    """How a line of the summary looks on a terminal."""
    if line.startswith(_NEEDS):
        return "warning"
    return "heading" if line.startswith("Next:") else ""


def _facts(found: ParsedNotes, made: BuildResult) -> list[str]:
    """What was done to the notes on the way, each with its number."""
    codes = Counter(f.code for f in made.findings)
    facts = [
        ("repeats merged", codes.get("merged", 0)),
        ("words fixed", sum(f.applied for e in found.entries for f in e.fixes)),
        ("places left out", codes.get("left-out", 0)),
        ("pictures and sounds", len(made.deck.media)),
        ("cards no longer made", sum(made.emptied.values())),
    ]
    lines = [f"{label}: {number:,}" for label, number in facts if number]
    if made.emptied:
        lines[-1] += " (in Anki: Tools > Empty Cards)"
    return lines


def _needs_review(
    found: ParsedNotes,
    made: BuildResult,
    shown: Callable[[str], str],
    command: Command,
    advised: Callable[[Finding], Finding],
) -> list[str]:
    """What needs a person, the first of it line by line."""
    findings, proposals = to_look_at(found, made)
    need = [finding_line(advised(f), shown(f.origin.file)) for f in findings]
    need += [fix_line(fix, shown(fix.origin.file)) for fix in proposals]
    if not need:
        return []
    more = len(need) - MOST_SHOWN
    return [
        f"{_NEEDS} ({len(need):,}):",
        *(f"  {line}" for line in need[:MOST_SHOWN]),
        *([f"  … and {more:,} more: {command('check')}"] if more > 0 else []),
        f"  settle them in the browser: {command('review')}",
    ]


def _topics(made: BuildResult, command: Command) -> list[str]:
    """Cards per topic, the largest first."""
    topic_of = {e.origin: e.topic for e in made.deck.entries}
    cards: Counter[str] = Counter()
    for note in made.deck.notes:
        if REMOVED_TAG not in note.tags:
            cards[topic_of.get(note.origin, "")] += note.cards
    if set(cards) <= {""}:
        return []
    most = max(cards.values())
    ranked = cards.most_common()
    rows = [
        (topic or "(no topic)", f"{n:>5,}  {'█' * max(1, round(n / most * BAR))}")
        for topic, n in ranked[:MOST_TOPICS]
    ]
    if len(ranked) > MOST_TOPICS:
        rest = ranked[MOST_TOPICS:]
        rows.append((f"… {len(rest)} more: {command('stats')}", f"{sum(n for _, n in rest):>5,}"))
    return table(("topic", "cards"), rows).splitlines()


def _folded(written: Sequence[str]) -> list[str]:
    """The files written; those of a folder with many are told by their number."""
    by_folder: dict[str, list[str]] = {}
    for path in written:
        by_folder.setdefault(path.rpartition("/")[0], []).append(path)
    lines: list[str] = []
    for folder, paths in by_folder.items():
        if len(paths) > MOST_SHOWN:
            lines.append(f"{folder}/ ({counted(len(paths), 'file')})")
        else:
            lines += paths
    return lines
