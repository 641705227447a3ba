"""What may have gone wrong in parsing: entries that hold what looks like entries, or far more than
others, or all there is.

Each gives a finding that needs review and says what to do; none changes an entry.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from statistics import median

from ankigen.model import Entry, Finding, Kind, Origin
from ankigen.segmentation.doubts.lone_terms import lone_terms
from ankigen.segmentation.doubts.run_signs import regions
from ankigen.segmentation.doubts.swallow_habits import Habits, Held, Sign
from ankigen.segmentation.doubts.swallow_signs import sign_of
from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.hypotheses import HEADS, Draft
from ankigen.segmentation.words import Vocabulary, length

#: An entry is far longer than the others when it has so many words, and so many times as many as
#: they; of so many others.
WORDS, TIMES, OTHERS = 150, 10, 5
#: A file of so many lines does not come to one card, nor has one card so large a share of them.
DOCUMENT, MOST = 12, 0.6

_NEXT = (
    "part its entries by blank lines or list markers, or say how the file is laid out "
    "under [[layout]] in ankigen.toml"
)
_LAY_OUT = (
    'if so, choose how they are laid out in "ankigen review", or give it under [[layout]] in '
    "ankigen.toml"
)
_DECIDE = (
    'if so, make it one in "ankigen review", or add to ankigen.toml what '
    '"ankigen explain {place}" shows'
)


def suspicions(
    draft: Draft, entries: Sequence[Entry], name: str, words: Vocabulary
) -> Iterator[Finding]:
    """Findings on the entries of one file, at most one for each entry, and one for all entries of
    a run of lines that are of one shape.
    """
    if not entries:
        return
    held = _held(draft)
    told = list(_of_regions(draft, entries, name, words))
    yield from told
    yield from lone_terms(draft, name)
    among = [range(f.origin.line, f.last + 1) for f in told]
    entries = [e for e in entries if not any(e.origin.line in lines for lines in among)]
    habits = Habits(draft, list(held.values()))
    size = {id(e): _words(draft, held.get(e.origin.line)) for e in entries}
    middle = median(size.values()) if size else 0
    lines = sum(
        _lines_of(draft, k) for k, u in enumerate(draft.units) if u.kind is not Kind.HEADING
    )
    for entry in entries:
        own = held.get(entry.origin.line)
        sign = sign_of(own, habits) if own else None
        share = sum(_lines_of(draft, k) for k in own.places) if own else 0
        if len(entries) == 1 and not told and lines >= DOCUMENT:
            message = f'the whole file came to one card, "{_shown(entry)}"; {_NEXT}'
        elif sign is not None:
            next_ = _DECIDE.format(place=shlex.quote(f"{name}:{draft.units[sign.places[0]].line}"))
            message = f'"{_shown(entry)}" holds {_what(draft, sign)}; {next_}'
        elif size[id(entry)] >= WORDS and (
            (len(entries) > OTHERS and size[id(entry)] > TIMES * middle)
            or (len(entries) > 1 and share > MOST * lines and lines >= DOCUMENT)
        ):
            message = (
                f'"{_shown(entry)}" has far more text than the other entries of the file; {_NEXT}'
            )
        else:
            continue
        last = max(entry.lines, default=0)
        yield Finding(Origin(name, entry.origin.line), "swallowed", message, True, last)


def _of_regions(
    draft: Draft, entries: Sequence[Entry], name: str, words: Vocabulary
) -> Iterator[Finding]:
    """One finding for each run of lines that are of one shape, from its first entry on."""
    for region in regions(draft, words):
        last = draft.units[region.last].end_line
        inside = range(draft.units[region.first].line, last + 1)
        begin = next((e.origin.line for e in entries if e.origin.line in inside), None)
        if begin is None:
            continue
        first = draft.units[region.places[0]]
        message = (
            f"{len(region.places)} lines up to line {last} may be entries of their own, the first "
            f'of them "{_short(first.text.text)}" (line {first.line}), {region.why}; '
            f"{_LAY_OUT}{region.setting}"
        )
        yield Finding(Origin(name, begin), "swallowed", message, True, last)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else text[:39] + "…"


def _what(draft: Draft, sign: Sign) -> str:
    """What an entry holds, for its finding.

    The first of the lines stands for all of them.
    """
    first = draft.units[sign.places[0]]
    shown = _short(first.text.text)
    if sign.what:
        return f"{sign.what} (line {first.line}), which may be entries of their own: {sign.why}"
    if len(sign.places) == 1:
        return f'a line that may be an entry of its own: "{shown}" (line {first.line}), {sign.why}'
    return (
        f"{len(sign.places)} lines that may be entries of their own, the first of them "
        f'"{shown}" (line {first.line}), {sign.why}'
    )


def _held(draft: Draft) -> dict[int, Held]:
    """The entries of a document as units, by the line on which each begins."""
    spans: dict[int, list[int]] = {}
    span: list[int] | None = None
    for k, role in enumerate(draft.roles):
        if role in HEADS:
            span = spans.setdefault(draft.units[k].line, [])
        elif role in (Role.SECTION, Role.LOOSE):
            span = None
        elif (outer := draft.returns_to(k)) is not None:
            span = spans[draft.units[outer].line]
        if span is not None:
            span.append(k)
    return {line: Held(span[0], tuple(span[1:])) for line, span in spans.items()}


def _words(draft: Draft, held: Held | None) -> float:
    if held is None:
        return 0
    return sum(length(draft.units[k].text.text) for k in held.places)


def _lines_of(draft: Draft, k: int) -> int:
    """The raw lines of a unit; a paragraph is taken for one."""
    unit = draft.units[k]
    return unit.end_line - unit.line + 1 if unit.kind in (Kind.TABLE, Kind.CODE) else 1


def _shown(entry: Entry) -> str:
    return entry.headword if len(entry.headword) <= 60 else entry.headword[:57] + "…"
