"""What the user is shown: entries as JSON and as a table, findings as lines, and the summary of a build."""

from __future__ import annotations

import json
import textwrap
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TextIO

from ankigen.cards.html import render
from ankigen.cards.plain import plain, plain_text
from ankigen.cli.since import before_import, carried, since_line
from ankigen.cli.terminal import command, safe
from ankigen.identity.hashes import REMOVED_TAG
from ankigen.model import Entry, Finding, Fix, FixKind, ListNode, Note, Style, texts
from ankigen.spelling.suggestions import Suggestion, identifier, suggestions_of
from ankigen.text.plurals import counted

if TYPE_CHECKING:
    from ankigen.pipeline import BuildResult, ParsedNotes

# --------------------------------------------------------------------------- entries as JSON


def entries_json(entries: Iterable[Entry]) -> str:
    """One JSON list, an object per entry (docs/json.md tells its fields); ends with a line break."""
    objects = [json.dumps(entry_object(e), ensure_ascii=False) for e in entries]
    return "[\n" + ",\n".join(objects) + "\n]\n" if objects else "[]\n"


def entry_object(entry: Entry) -> dict[str, Any]:
    """An entry as `parse --format json` prints it."""
    return {
        "term": plain_text(entry.term),
        "definition_text": plain(entry.body),
        "definition_html": render(entry.body, _as_written(entry)),
        "context": plain_text(entry.context),
        "topic": entry.topic,
        "tags": list(entry.tags),
        "source": entry.origin.file,
        "line": entry.origin.line,
        "items": top_level_items(entry),
        "fixes": [_fix_object(f) for f in entry.fixes],
        "findings": [_finding_object(f) for f in entry.findings],
    }


def top_level_items(entry: Entry) -> int:
    """How many items the lists of the body have, nested ones not counted."""
    return sum(len(node.items) for node in entry.body if isinstance(node, ListNode))


def _as_written(entry: Entry) -> dict[str, str]:
    """Pictures and sounds under the paths that the notes give them."""
    media = (Style.IMAGE, Style.SOUND)
    values = (m.value for text in texts(entry.body) for m in text.marks if m.style in media)
    return {v: v for v in values if "://" not in v}


def _fix_object(fix: Fix) -> dict[str, Any]:
    return {
        "line": fix.origin.line,
        "before": fix.before,
        "after": fix.after,
        "kind": fix.kind.value,
        "rule": fix.rule,
        "confidence": round(fix.confidence, 3),
        "place": fix.place,
        "start": fix.start,
        "applied": fix.applied,
    }


def _finding_object(finding: Finding) -> dict[str, Any]:
    return {
        "line": finding.origin.line,
        "code": finding.code,
        "message": finding.message,
        "needs_person": finding.needs_person,
    }


# --------------------------------------------------------------------------- tables in the terminal


def width(text: str) -> int:
    """Columns that a text takes in a terminal: wide characters take two, combining marks none.

    >>> width("abc"), width("学习")
    (3, 4)
    """
    return sum(
        0
        if unicodedata.combining(c) or unicodedata.category(c) in ("Cf", "Mn", "Me")
        else 2
        if unicodedata.east_asian_width(c) in "WF"
        else 1
        for c in text
    )


def cut(text: str, columns: int) -> str:
    """A text on one line, cut to so many columns with an ellipsis.

    >>> cut("a long definition", 8)
    'a long …'
    """
    text = " ".join(text.split())
    if width(text) <= columns:
        return text
    left = columns - 1  # the ellipsis takes one
    for end, character in enumerate(text):
        left -= width(character)
        if left < 0:
            return text[:end] + "…"
    return text


#: The further lines of a line that is wider than the terminal stand in by so many columns.
_HANGING = 4


def wrapped(line: str, columns: int) -> str:
    """A line broken between words where it is wider than `columns` (0 = never).

    >>> wrapped("a.txt:1: one two three", 16)
    'a.txt:1: one two\\n    three'
    """
    if not columns or width(line) <= columns:
        return line
    indent = line[: len(line) - len(line.lstrip(" "))]
    return textwrap.fill(
        line,
        columns,
        subsequent_indent=indent + " " * _HANGING,
        drop_whitespace=True,
        replace_whitespace=False,
        break_long_words=False,
        break_on_hyphens=False,
    )


#: On a narrow terminal the last column keeps so many characters, though its lines break then.
LEAST_COLUMN = 20
#: So many characters of a headword and of a topic leave room for the definition on a terminal of 100.
TERM_COLUMN, TOPIC_COLUMN = 40, 30
_BETWEEN = "  "


def table(header: Sequence[str], rows: Sequence[Sequence[str]], columns: int = 0) -> str:
    """Rows under a header, in columns; the last column is cut to what is left of `columns` (0 = not cut)."""
    lines = [list(header), *(list(r) for r in rows)]
    widths = [max(width(line[n]) for line in lines) for n in range(len(header) - 1)]
    taken = sum(w + len(_BETWEEN) for w in widths)
    left = max(LEAST_COLUMN, columns - taken) if columns else 0
    out = []
    for line in lines:
        cells = [c + " " * (w - width(c)) for c, w in zip(line[:-1], widths, strict=True)]
        out.append(_BETWEEN.join([*cells, cut(line[-1], left) if left else line[-1]]).rstrip())
    return "\n".join(out) + "\n"


def entries_table(entries: Sequence[Entry], columns: int = 0) -> str:
    """`parse --format table`: where, headword, topic, how many list items, and the beginning of the definition."""
    rows = [
        (
            str(e.origin.line),
            cut(plain_text(e.term), TERM_COLUMN),
            cut(e.topic, TOPIC_COLUMN),
            str(top_level_items(e) or ""),
            " ".join(plain(e.body).split()),
        )
        for e in entries
    ]
    return table(("line", "term", "topic", "items", "definition"), rows, columns)


def finding_line(finding: Finding, shown: str = "") -> str:
    """`file:line: code message`; the file as the user knows it where `shown` says."""
    file = shown or finding.origin.file
    place = f"{file}:{finding.origin.line}" if finding.origin.line else file
    return " ".join(f"{place}: {finding.code} {finding.message}".split())


# --------------------------------------------------------------------------- check


def check_lines(found: ParsedNotes, made: BuildResult, shown: Callable[[str], str]) -> list[str]:
    """What `ankigen check` prints: findings and fixes by place, those findings that need a person, then suggestions,
    one line for each distinct pair, the likeliest first."""
    lines = [
        (f.needs_person, f.origin, finding_line(f, shown(f.origin.file)))
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
        suggestion_line(s, shown(s.fix.origin.file)) for s in suggestions_of(found.entries)
    ]
    return [*dict.fromkeys(line for *_, line in (*sorted(lines), *sorted(repeats))), *suggested]


def suggestion_line(suggestion: Suggestion, shown: str = "") -> str:
    """A suggested correction as a line of `check`: the words in their context, how likely it is, and what accepts it."""
    fix = suggestion.fix
    place = f"{shown or fix.origin.file}:{fix.origin.line}"
    more = f" and {suggestion.places - 1} more" if suggestion.places > 1 else ""
    return (
        f'{place}{more}: "{fix.before}" -> "{fix.after}"? ({fix.confidence:.0%})'
        f"  {suggestion.context}  ankigen accept {suggestion.id}"
    )


#: So many characters of its line are shown on either side of a changed word.
_AROUND = 24


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


def needed_of(found: ParsedNotes, made: BuildResult, lines: int) -> str:
    """The last word of `check`: how many of its lines need a person."""
    findings, proposals = to_look_at(found, made)
    number = len({*map(finding_line, findings), *map(identifier, proposals)})
    if not number:
        return f"none of {lines:,} {'needs' if lines == 1 else 'need'} you"
    last = "it stands last" if number == 1 else "they stand last"
    return f"{number:,} of {lines:,} {'needs' if number == 1 else 'need'} you; {last}"


def to_look_at(found: ParsedNotes, made: BuildResult) -> tuple[list[Finding], list[Fix]]:
    """What needs a person, so that `check` exits with 1: findings to mend by, and proposals to accept or refuse."""
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


# --------------------------------------------------------------------------- build

#: Of a long list the terminal shows so many lines; of the topics, which are more telling, a few more.
MOST_SHOWN = 10
MOST_TOPICS = 15
#: Widest bar, in characters.
BAR = 24


def unread_lines(made: BuildResult, shown: Callable[[str], str]) -> list[str]:
    """The files that could not be read, each with the reason: a deck without them must not pass for whole."""
    return [
        " ".join(f"{shown(f.origin.file)}: not read: {f.message}".split())
        for f in made.findings
        if f.code == "unread"
    ]


def one_line(found: ParsedNotes, made: BuildResult, out: str) -> str:
    """A build in one line, for logs and other programs."""
    findings, proposals = to_look_at(found, made)
    needs = len(findings) + len(proposals)
    look = f"{needs:,} to look at: ankigen check" if needs else ""
    return "; ".join(filter(None, (f"{out}: {_size(made)}", since_line(made), look)))


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
    found: ParsedNotes, made: BuildResult, written: Sequence[str], shown: Callable[[str], str]
) -> str:
    """What a build tells in the terminal: what came of the notes, what was left out, what needs a look, the files."""
    package = next((path for path in written if path.endswith(".apkg")), "")
    blocks = [
        [f"{made.deck.name}: {_size(made)}", *filter(None, [since_line(made)])],
        _topics(made),
        _facts(found, made),
        _needs_a_look(found, made, shown),
        ["Written:", *(f"  {path}" for path in _folded(written))],
        before_import(made) or ([f"Next: open {package} with Anki."] if package else []),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _facts(found: ParsedNotes, made: BuildResult) -> list[str]:
    """What was done to the notes on the way, each with its number."""
    codes = Counter(f.code for f in made.findings)
    facts = [
        ("repeats merged", codes.get("merged", 0)),
        ("words mended", sum(f.applied for e in found.entries for f in e.fixes)),
        ("places left out", codes.get("left-out", 0)),
        ("pictures and sounds", len(made.deck.media)),
        ("cards no longer made", made.emptied),
    ]
    lines = [f"{label}: {number:,}" for label, number in facts if number]
    if made.emptied:
        lines[-1] += " (in Anki: Tools > Empty Cards)"
    return lines


def _needs_a_look(found: ParsedNotes, made: BuildResult, shown: Callable[[str], str]) -> list[str]:
    """What needs a person, the first of it line by line."""
    findings, proposals = to_look_at(found, made)
    need = [finding_line(f, shown(f.origin.file)) for f in findings]
    need += [fix_line(fix, shown(fix.origin.file)) for fix in proposals]
    if not need:
        return []
    more = len(need) - MOST_SHOWN
    return [
        f"Needs a look ({len(need):,}):",
        *(f"  {line}" for line in need[:MOST_SHOWN]),
        *([f"  … and {more:,} more: ankigen check"] if more > 0 else []),
    ]


def _topics(made: BuildResult) -> list[str]:
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
        rows.append((f"… {len(rest)} more: ankigen stats", f"{sum(n for _, n in rest):>5,}"))
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


class Progress:
    """Says on a terminal what is going on, on one line that goes away; elsewhere it is silent."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._shows = stream.isatty()
        self._length = 0

    def __call__(self, stage: str, done: int, total: int) -> None:
        if self._shows:
            text = f"{stage} … {done:,}/{total:,}" if done else f"{stage} {total:,} …"
            command(self._stream, "\r" + safe(text).ljust(self._length))
            self._stream.flush()
            self._length = len(text)

    def done(self) -> None:
        if self._length:
            command(self._stream, "\r" + " " * self._length + "\r")
            self._stream.flush()
            self._length = 0


# --------------------------------------------------------------------------- explain


def explanation(entry: Entry, notes: Sequence[Note], raw: Sequence[str], shown: str) -> str:
    """Why an entry's cards are as they are: its raw lines, what was mended or found in it, and what came of it.

    `raw` are all lines of its file, none where the file is no text.
    """
    last = max(entry.lines, default=entry.origin.line)
    lines = [plain_text(entry.term), f"  {shown}:{entry.origin.line}"]
    if entry.raw_term and entry.raw_term != entry.term.text:
        lines.append(f'  in the notes: "{entry.raw_term}"')
    facts = (
        ("context", plain_text(entry.context)),
        ("sections", " > ".join(entry.sections)),
        ("topic", entry.topic),
        ("tags", " ".join(t for t in entry.tags if t != entry.topic)),
        ("language", entry.language if entry.language != "en" else ""),
    )
    lines += [f"  {label}: {value}" for label, value in facts if value]
    if raw:
        wide = len(str(last))
        own = sorted({*entry.lines, entry.origin.line})
        lines += ["", "The notes' own lines:"]
        lines += [f"  {n:>{wide}} | {raw[n - 1]}" for n in own if 0 < n <= len(raw)]
    if entry.fixes:
        lines += ["", "Words:"]
        lines += [
            f"  {fix_line(fix, shown)}  ({fix.rule or fix.kind.value}, {fix.confidence:.0%} sure)"
            for fix in entry.fixes
        ]
    if entry.findings:
        lines += ["", "Found:", *(f"  {finding_line(f, shown)}" for f in entry.findings)]
    lines += ["", "The definition:"]
    lines += [f"  {line}" for line in plain(entry.body).splitlines()]
    lines += ["", "In Anki:"]
    lines += [
        f"  {note.note_type} note, {counted(note.cards, 'card')}, guid {note.guid}"
        for note in notes
    ] or ["  no note"]
    return "\n".join(lines) + "\n"
