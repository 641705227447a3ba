"""How one entry came to be, as `ankigen explain` prints it."""

from __future__ import annotations

from collections.abc import Sequence

from ankigen.cards.rendering.plain import plain, plain_text
from ankigen.cli.finding_lines import finding_line, fix_line
from ankigen.model import Entry, Note
from ankigen.text.plurals import counted


def explanation(entry: Entry, notes: Sequence[Note], raw: Sequence[str], shown: str) -> str:
    """Why an entry's cards are as they are: its raw lines, what was fixed or found in it, and what
    came of it.

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
        own = sorted(entry.all_lines)
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
