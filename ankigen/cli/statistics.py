"""`ankigen stats`: what a deck consists of, as values, as tables for the terminal and as one
page with charts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from ankigen.cards.content.card_planning import prose_words
from ankigen.cards.content.core import NEVER_ABOVE
from ankigen.cards.content.defining import asked_of
from ankigen.cards.content.facts import MOST_WORDS
from ankigen.cards.templating.templates import values_of
from ankigen.model import Deck, Finding, Note, NoteType
from ankigen.model.note_fields import CHOICE, CLOZE, ITEM_FIELDS, LIST, TERM

#: Upper ends of the classes of the histogram of lengths, in words; the last but one is the length
#: that cards should keep below, so that what is beyond it is seen as such.
LENGTHS = (5, 10, 20, MOST_WORDS, NEVER_ABOVE)

NO_TOPIC = "(no topic)"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table or a bar of a chart."""

    label: str
    number: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Stats:
    """What a deck consists of. Every group of rows is in the order in which it should be read."""

    name: str
    entries: int
    notes: int
    cards: int
    kinds: tuple[Row, ...]  # cards by what they ask
    topics: tuple[Row, ...]  # cards by topic
    lengths: tuple[Row, ...]  # definitions by their words
    lists: tuple[Row, ...]  # lists and tables by their items
    findings: tuple[Row, ...]
    fixes: tuple[Row, ...]
    median_words: int


def gather(deck: Deck, findings: Iterable[Finding] = ()) -> Stats:
    """The figures of a deck; `findings` are those of the whole build."""
    types = {t.key: t for t in deck.note_types}
    words = _asked(deck)
    topic_of = {e.origin: e.topic for e in deck.entries}
    topics: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    lists: Counter[int] = Counter()
    for note in deck.notes:
        topics[topic_of.get(note.origin, "") or NO_TOPIC] += note.cards
        kinds.update(_kinds(note, types[note.note_type]))
        if note.note_type == LIST:
            lists[note.cards] += 1
    found = list(findings)
    urgent = {f.code for f in found if f.needs_person}
    fixes = Counter(f.kind.value for e in deck.entries for f in e.fixes if f.applied)
    return Stats(
        name=deck.name,
        entries=len(deck.entries),
        notes=len(deck.notes),
        cards=sum(n.cards for n in deck.notes),
        kinds=_rows(kinds),
        topics=_rows(topics),
        lengths=_histogram(words),
        lists=tuple(Row(f"{n} cards", lists[n]) for n in sorted(lists)),
        findings=tuple(
            Row(code, n, "needs review" if code in urgent else "")
            for code, n in Counter(f.code for f in found).most_common()
        ),
        fixes=_rows(fixes),
        median_words=words[len(words) // 2] if words else 0,
    )


def _asked(deck: Deck) -> list[int]:
    """How many words the card of each term asks for, ascending."""
    made = {n.origin for n in deck.notes if n.note_type == TERM}
    return sorted(prose_words(asked_of(e)) for e in deck.entries if e.origin in made)


_LIST_KINDS = {"table": "cell of a table", "labelled": "label → text"}
_OTHER_KINDS = {CLOZE: "cloze", CHOICE: "multiple choice"}


def _kinds(note: Note, note_type: NoteType) -> dict[str, int]:
    """The cards of a note by what they ask."""
    values = values_of(note, note_type)
    if note.note_type == LIST:
        asked = _LIST_KINDS.get(values["Kind"], "item of a list")
        names = 1 if values["Names"] else 0
        items = {asked: note.cards - names} if any(values[name] for name in ITEM_FIELDS) else {}
        return {**items, **({"labels of a list": 1} if names else {})}
    if note.note_type in _OTHER_KINDS:
        return {_OTHER_KINDS[note.note_type]: note.cards}
    named = {
        "Forward": f"term → {values['Kind'] or 'definition'}",
        "Reverse": f"{values['Kind'] or 'definition'} → term",
        "Picture": "picture → term",
    }
    return {kind: 1 for switch, kind in named.items() if values[switch]}


def _rows(counts: Counter[str]) -> tuple[Row, ...]:
    return tuple(Row(label, n) for label, n in counts.most_common())


def _histogram(words: Sequence[int]) -> tuple[Row, ...]:
    rows: list[Row] = []
    above = 0
    for end in LENGTHS:
        number = sum(above < n <= end for n in words) + (
            sum(n == 0 for n in words) if not above else 0
        )
        rows.append(Row(f"{above + 1}–{end} words", number))
        above = end
    rows.append(Row(f"over {above} words", sum(n > above for n in words), "too long for one card"))
    return tuple(rows) if words else ()


# --------------------------------------------------------------------------- shown


def _groups(stats: Stats) -> list[tuple[str, tuple[Row, ...]]]:
    """The titled groups of rows that hold anything."""
    groups = [
        ("Cards by kind", stats.kinds),
        ("Cards by topic", stats.topics),
        (f"Definitions by length (median {stats.median_words} words)", stats.lengths),
        ("Lists and tables by size", stats.lists),
        ("Findings", stats.findings),
        ("Words fixed", stats.fixes),
    ]
    return [(title, rows) for title, rows in groups if rows]


def _summary(stats: Stats) -> str:
    counted = ((stats.entries, "entries"), (stats.notes, "notes"), (stats.cards, "cards"))
    return ", ".join(f"{n:,} {what}" for n, what in counted)


#: Widest bar in the terminal, in characters.
_BAR = 30


def as_text(stats: Stats) -> str:
    """Tables for the terminal, a bar behind each number."""
    lines = [f"{stats.name}: {_summary(stats)}"]
    for title, rows in _groups(stats):
        wide = max(len(row.label) for row in rows)
        digits = max(len(f"{row.number:,}") for row in rows)
        most = max(row.number for row in rows) or 1
        lines += ["", title]
        for row in rows:
            bar = "█" * max(round(row.number / most * _BAR), row.number > 0)
            line = f"  {row.label:<{wide}}  {row.number:>{digits},}  {bar}"
            lines.append(
                f"{line}  {row.note}".rstrip() if row.note and row.number else line.rstrip()
            )
    return "\n".join(lines) + "\n"


_STYLE = """
:root { color-scheme: light dark; --ink: #1f2328; --quiet: #57606a; --paper: #ffffff;
  --bar: #2f6fb3; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8eaed; --quiet: #aeb4bc; --paper: #1f2124; --bar: #6ea3dc; }
}
body { margin: 2rem auto; padding: 0 1rem; max-width: 46rem; background: var(--paper);
  color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
h1 { margin-bottom: 0; } h2 { margin: 2rem 0 0.5rem; font-size: 1.1rem; }
p { margin: 0; color: var(--quiet); }
svg { display: block; width: 100%; height: auto; }
svg text { fill: var(--ink); font: 14px system-ui, sans-serif; }
svg .number { fill: var(--quiet); }
svg rect { fill: var(--bar); }
"""

# sizes of a chart, in the units of its viewBox
_WIDTH, _LABEL, _LINE, _THICK = 720, 260, 26, 16
_LABEL_LETTERS = 34


def as_page(stats: Stats) -> str:
    """One HTML page with a chart for each group; it needs no other file, no script and no
    network.
    """
    charts = "\n".join(_chart(title, rows) for title, rows in _groups(stats))
    name = escape(stats.name)
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, '
        f'initial-scale=1">\n<title>{name}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{name}</h1>\n<p>{_summary(stats)}</p>\n{charts}\n"
        "</body>\n</html>\n"
    )


def _chart(title: str, rows: Sequence[Row]) -> str:
    """A bar for each row, with its label before it and its number behind it; read aloud as one
    sentence.
    """
    most = max(row.number for row in rows) or 1
    room = _WIDTH - _LABEL - 190
    bars: list[str] = []
    for n, row in enumerate(rows):
        middle = n * _LINE + _LINE / 2
        length = max(row.number / most * room, 1 if row.number else 0)
        note = f" · {row.note}" if row.note and row.number else ""
        bars.append(
            f'<text x="{_LABEL - 8}" y="{middle + 5:g}" '
            f'text-anchor="end">{escape(_cut(row.label))}</text>'
            f'<rect x="{_LABEL}" y="{middle - _THICK / 2:g}" width="{length:.1f}" '
            f'height="{_THICK}" rx="2"/>'
            f'<text class="number" x="{_LABEL + length + 8:.1f}" '
            f'y="{middle + 5:g}">{row.number:,}{escape(note)}</text>'
        )
    told = "; ".join(f"{row.label}: {row.number:,}" for row in rows)
    return (
        f"<h2>{escape(title)}</h2>\n"
        f'<svg viewBox="0 0 {_WIDTH} {len(rows) * _LINE}" role="img" aria-label="{escape(told)}">'
        f"{''.join(bars)}</svg>"
    )


def _cut(label: str) -> str:
    return label if len(label) <= _LABEL_LETTERS else label[: _LABEL_LETTERS - 1] + "…"
