"""What may have gone wrong in parsing: entries that hold what looks like entries, or far more than
others, or all there is.

Each gives a finding that needs review and says what to do; none changes an entry.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median

from ankigen.model import Entry, Finding, Kind, Origin
from ankigen.segmentation.group_features import lead
from ankigen.segmentation.hypotheses import HEADS, Draft
from ankigen.segmentation.role import Role
from ankigen.segmentation.separators import WEAK
from ankigen.segmentation.units import OPEN
from ankigen.segmentation.words import is_label, length

#: So many lines of an entry that look like entries, and so large a share of its lines, are no
#: accident.
LINES, SHARE = 3, 0.6
#: From this score on a line splits as plainly as one-line entries do.
PLAIN = 1.2
#: Marks that part entries where several lines have them.
_LESS_PLAIN = frozenset(("code", "em", "columns", "tab", "=", "=>", "?"))
#: Labels that so many entries share name what is said of each ("bark: …", "leaf: …") and are no
#: headwords.
SHARED = 2
#: So many lines below one another, each begun like a sentence and hardly any ended like one, are a
#: list without marks, whose items may be entries of their own.
UNMARKED, ENDED = 7, 0.2
#: An entry is far longer than the others when it has so many words, and so many times as many as
#: they; of so many others.
WORDS, TIMES, OTHERS = 150, 10, 5
#: A file of so many lines does not come to one card, nor has one card so large a share of them.
DOCUMENT, MOST = 12, 0.6

_NEXT = (
    "part its entries by blank lines or list markers, or say how the file is laid out "
    "under [[layout]] in ankigen.toml"
)


def suspicions(draft: Draft, entries: Sequence[Entry], name: str) -> Iterator[Finding]:
    """Findings on the entries of one file, at most one for each entry."""
    if not entries:
        return
    spans = _spans(draft)
    texts = [u.text.text for u in draft.units]
    leads = Counter(word for span in spans.values() for word in {lead(texts[k]) for k in span})
    words = {id(e): sum(length(texts[k]) for k in spans.get(e.origin.line, ())) for e in entries}
    middle = median(words.values())
    lines = sum(u.kind is not Kind.HEADING for u in draft.units)
    for entry in entries:
        span = spans.get(entry.origin.line, ())
        like = _like_entries(draft, span, leads)
        if len(entries) == 1 and lines >= DOCUMENT:
            message = f'the whole file came to one card, "{_shown(entry)}"; {_NEXT}'
        elif len(like) >= LINES and len(like) >= SHARE * (len(span) - 1):
            first = texts[like[0]].strip()[:40]
            message = (
                f'"{_shown(entry)}" holds {len(like)} lines that look like entries of their own '
                f'("{first}", line {draft.units[like[0]].line}); {_NEXT}'
            )
        elif len(listed := _unmarked(draft, span)) >= UNMARKED:
            message = (
                f'"{_shown(entry)}" holds {len(listed)} lines like those of a list '
                f'("{texts[listed[0]].strip()[:40]}", line {draft.units[listed[0]].line}); {_NEXT}'
            )
        elif words[id(entry)] >= WORDS and (
            (len(entries) > OTHERS and words[id(entry)] > TIMES * middle)
            or (len(entries) > 1 and len(span) > MOST * lines and lines >= DOCUMENT)
        ):
            message = (
                f'"{_shown(entry)}" has far more text than the other entries of the file; {_NEXT}'
            )
        else:
            continue
        last = max(entry.lines, default=0)
        yield Finding(Origin(name, entry.origin.line), "swallowed", message, True, last)


def _spans(draft: Draft) -> dict[int, list[int]]:
    """The places of the units of each entry, by the line on which it begins."""
    out: dict[int, list[int]] = {}
    span: list[int] | None = None
    for k, role in enumerate(draft.roles):
        if role in HEADS:
            span = out.setdefault(draft.units[k].line, [])
        elif role in (Role.SECTION, Role.LOOSE):
            span = None
        if span is not None:
            span.append(k)
    return out


def _like_entries(draft: Draft, span: Sequence[int], leads: Counter[str]) -> list[int]:
    """The units inside an entry that are a headword and what is said of it: by a plain mark, or
    all by one mark that is less plain; none by what is a label."""
    by_mark: dict[str, list[int]] = {}
    for k in span[1:]:
        u = draft.units[k]
        text = u.text.text
        if u.kind not in OPEN or (u.item and u.level) or leads[lead(text)] >= SHARED:
            continue
        for mark, split in draft.options(k).items():
            plain = split.score >= PLAIN and mark not in WEAK
            if (plain or mark in _LESS_PLAIN) and not is_label(text[: split.end], marked=True):
                by_mark.setdefault("" if plain else mark, []).append(k)
    return max(by_mark.values(), key=len, default=[])


def _unmarked(draft: Draft, span: Sequence[int]) -> list[int]:
    """The longest run of plain lines inside an entry that each begin with a capital or a figure, of
    which hardly any ends like a sentence; none where those of one paragraph were but broken.
    """
    best: list[int] = []
    run: list[int] = []
    for k in span[1:]:
        u = draft.units[k]
        text = u.text.text.strip()
        begins = text[:1].isupper() or text[:1].isdigit()
        goes_on = begins and u.kind in OPEN and not u.item and draft.roles[k] is Role.BODY
        run = [*run, k] if goes_on else []
        ended = sum(draft.units[n].text.text.rstrip().endswith((".", "!", "?")) for n in run)
        if ended <= ENDED * len(run):
            best = max(best, run, key=len)
    return best


def _shown(entry: Entry) -> str:
    return entry.headword if len(entry.headword) <= 60 else entry.headword[:57] + "…"
