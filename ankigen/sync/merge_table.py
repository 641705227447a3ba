"""The shared table of the group, as any spreadsheet saves it, merged into the overlay."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ankigen.exporters.csv import bare, row, topic_of_words, unguarded
from ankigen.identity.fingerprints import exact_text, fingerprint, plain_term
from ankigen.identity.matching import Candidate, between, match
from ankigen.identity.records import NoteRecord
from ankigen.model import AnkigenError, Entry, Node
from ankigen.sync.base_build import BaseBuild, started_from_ours, text_since
from ankigen.sync.entry_values import body_html, value
from ankigen.sync.merge import (
    Addition,
    Merge,
    Merged,
    Ours,
    doubtful_name,
    edited_elsewhere,
    take_tags,
    theirs_alone,
    three_way,
)
from ankigen.sync.text_patch import read_text, with_text
from ankigen.text.csv_rows import csv_rows


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the group's table; `None` = the table has no such column."""

    term: str
    definition: str | None
    context: str | None = None
    topic: str | None = None
    tags: str | None = None

    @property
    def name(self) -> tuple[str, str]:
        return plain_term(self.term), plain_term(self.context or "")


def merge_table(
    theirs: Sequence[Row], base: Sequence[Row] | None, ours: Ours, source: str
) -> Merged:
    """Rows of the shared table. `base` is the table of the last build (None: what we have now
    stands for it).
    """
    state = Merge(ours, source)
    now = [_row(entry) for entry in ours.entries]
    was = list(base) if base else now
    of_base = _paired(state, theirs, was)
    of_ours = dict(_pairs_by_name(was, now))
    known = set(of_ours.values())
    left = [b for b in range(len(was)) if b not in of_ours]
    renamed, _ = _pairs_by_likeness(was, left, now, [n for n in range(len(now)) if n not in known])
    of_ours |= renamed
    names = {entry.name: n for n, entry in enumerate(now)}
    texts = _Texts(ours)
    state.started = texts.started(theirs)
    for t, mine in enumerate(theirs):
        b = of_base.get(t)
        if b is None:
            if _addition(mine).mark in state.known:
                continue  # added before: the same file again
            if t not in of_base and mine.name in names:  # added before, and changed since
                n = names[mine.name]
                nothing = replace(mine, definition="", tags=now[n].tags)
                _merge_row(state, n, mine, nothing, now[n], None)
            elif t not in of_base:
                _add_row(state, mine)
        elif b in of_ours:
            _merge_row(state, of_ours[b], mine, was[b], now[of_ours[b]], texts)
        else:
            state.leave_out(mine.term)
    return state.result()


def _row(entry: Entry) -> Row:
    term, definition, context, topic, tags, _ = row(entry)
    return Row(*(_clean(cell) for cell in (term, definition, context, topic, tags)))


def _paired(state: Merge, theirs: Sequence[Row], was: Sequence[Row]) -> dict[int, int | None]:
    """Their rows with those of the last build; a row whose headword changed is known by its text
    and its neighbours.

    None = in doubt, and a conflict.
    """
    pairs: dict[int, int | None] = dict(_pairs_by_name(theirs, was))
    known = set(pairs.values())
    rest = [b for b in range(len(was)) if b not in known]
    alike, doubts = _pairs_by_likeness(
        theirs, [t for t in range(len(theirs)) if t not in pairs], was, rest
    )
    pairs |= alike
    names = {_entry_name(entry): n for n, entry in enumerate(state.ours.entries)}
    for t, b in doubts.items():
        pairs[t] = None
        n = names.get(was[b].name)
        if n is not None:
            doubtful_name(state, n, was[b].term, html.escape(theirs[t].term, quote=False))
            _doubtful_text(state, n, theirs[t], was[b])
    return pairs


def _doubtful_text(state: Merge, n: int, theirs: Row, was: Row) -> None:
    """A conflict about what entry `n` says, if it is the one of their row."""
    own, said = theirs.definition, was.definition
    if own is None or said is None or not own.strip() or _compared(own) == _compared(said):
        return
    entry = state.working[n]
    now = _from_text(entry, "definition", bare(own, entry.body))
    reason = edited_elsewhere(theirs.term)
    state.conflict(n, "definition", value(entry, "definition"), now, own, reason)


def _entry_name(entry: Entry) -> tuple[str, str]:
    return _row(entry).name


def _pairs_by_name(left: Sequence[Row], right: Sequence[Row]) -> dict[int, int]:
    """Rows of the same headword and context, in their order; where contexts are missing, of the
    same headword.
    """
    pairs: dict[int, int] = {}
    for with_context in (True, False):
        taken = set(pairs.values())
        free: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for n, other in enumerate(right):
            if n not in taken:
                free[_name(other, with_context)].append(n)
        wanted: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for n, own in enumerate(left):
            if n not in pairs:
                wanted[_name(own, with_context)].append(n)
        for name, where in wanted.items():
            if len(where) == len(free.get(name, ())):
                pairs.update(zip(where, free[name], strict=True))
    return pairs


def _name(row_: Row, with_context: bool) -> tuple[str, str]:
    return row_.name if with_context else (row_.name[0], "")


def _pairs_by_likeness(
    left: Sequence[Row], of_left: Sequence[int], right: Sequence[Row], of_right: Sequence[int]
) -> tuple[dict[int, int], dict[int, int]]:
    places = [
        between(["" if n in open_ else "\0".join(rows[n].name) for n in range(len(rows))])
        for rows, open_ in ((left, set(of_left)), (right, set(of_right)))
    ]
    matching = match(
        [_candidate(left[n], places[0][n]) for n in of_left],
        [_candidate(right[n], places[1][n]) for n in of_right],
    )
    pairs = {of_left[a]: of_right[b] for a, b in matching.pairs.items()}
    return pairs, {of_left[d.new]: of_right[d.old] for d in matching.doubts}


def _candidate(row_: Row, place: tuple[str, str]) -> Candidate:
    text = row_.definition or ""
    before, after = place
    return Candidate(
        "row", row_.term, fingerprint(text), exact_text(text), before=before, after=after
    )


#: The fields of a note that show a cell as it is.
_FIELDS = {"term": "Headword", "context": "Context"}


class _Texts:
    """What former builds said under each headword: a table holds whole entries, and no guids."""

    def __init__(self, ours: Ours) -> None:
        self._ours = ours
        self._places = {
            (kind.key, field.name): number
            for kind in ours.deck.note_types
            for number, field in enumerate(kind.fields)
        }
        self._records: defaultdict[str, list[NoteRecord]] = defaultdict(list)
        for record in ours.lock.notes:
            if not record.removed_at:
                self._records[plain_term(record.term)].append(record)

    def of(self, term: str) -> Sequence[NoteRecord]:
        """The notes under a headword that are there."""
        return self._records.get(plain_term(term), ())

    def started(self, rows: Sequence[Row]) -> BaseBuild:
        """From which builds the rows may be."""
        root = self._ours.unrooted
        return BaseBuild.of_texts(
            (
                replace(record, tags=tuple(root(record.tags))),
                exact_text(bare(row_.definition or "", ())),
                None if row_.tags is None else _all_tags(row_),
            )
            for row_ in rows
            for record in self.of(row_.term)
        )

    def was(self, name: str, ours: Row, theirs: str, started: BaseBuild) -> bool:
        """Whether a former build had this under the headword."""
        for record in self.of(ours.term):
            if name == "topic":  # it is a tag as well
                new = started.may_lack(record.tags_since)
                held = {*record.tags, *(record.former_tags if new else ())}
                found = theirs in self._ours.unrooted(held) - {*_tags(ours.tags or "")}
            elif name == "definition":
                found = exact_text(theirs) in record.past_texts
            else:
                place = self._place(record, name)
                said = html.escape(theirs, quote=False)
                found = place is not None and record.had_field(place, said)
            if found:
                return True
        return False

    def edited_older_build(self, name: str, started: BaseBuild, ours: Row, theirs: str) -> bool:
        """Whether they may have edited what a former build had, and that says something else
        since.
        """
        if name == "definition":
            return self._edited_older_text(started, ours, theirs)
        for record in self.of(ours.term):
            if name == "topic":
                since = record.tags_since
            else:
                place = self._place(record, name)
                since = record.field_since(place) if place is not None else None
            if started.may_lack(since):
                return True
        return False

    def _place(self, record: NoteRecord, name: str) -> int | None:
        """The number of the field of a note that shows this cell; None if it has none."""
        return self._places.get((record.note_type, _FIELDS[name]))

    def _edited_older_text(self, started: BaseBuild, ours: Row, theirs: str) -> bool:
        said = exact_text(ours.definition or "")
        for record in self.of(ours.term):
            since = text_since(record) if record.text == said else None
            if since is not None:
                former = [past for past in record.past if past.text != record.text]
                had_ours = started.has(since)
                if had_ours is None:
                    had_ours = started_from_ours(record, former, fingerprint(theirs))
                return not had_ours
        return False


def _merge_row(
    state: Merge, n: int, theirs: Row, base: Row, ours: Row, texts: _Texts | None
) -> None:
    body = state.working[n].body
    theirs, base, ours = (_as_entries_have_it(r, body) for r in (theirs, base, ours))
    for name in ("term", "definition", "context", "topic"):
        t, b, o = (getattr(r, name) for r in (theirs, base, ours))
        if t is None or b is None or o is None:
            continue
        decision = three_way(_compared(b), _compared(t), _compared(o))
        if not decision:
            continue
        if texts is not None:
            if texts.was(name, ours, t, state.started):
                continue  # an older build, as it was
            if decision == "take" and texts.edited_older_build(name, state.started, ours, t):
                decision = "conflict"
        now = _from_text(state.working[n], name, t)
        if name in ("term", "definition") and not t.strip():
            ours_now = value(state.working[n], name)
            state.conflict(n, name, ours_now, now, t, f"theirs has no {name}")
        elif decision == "take":
            state.take(n, name, now, t)
        else:
            state.conflict(n, name, value(state.working[n], name), now, t)
    if theirs.tags is not None and base.tags is not None and ours.tags is not None:
        was, has, own = (set(_tags(r)) for r in (base.tags, theirs.tags, ours.tags))
        records = texts.of(ours.term) if texts is not None else ()
        take_tags(state, n, *theirs_alone(state, records, was, has, own))


def _as_entries_have_it(row_: Row, body: Sequence[Node]) -> Row:
    """A row without what the table adds for people; one of an older version of ankigen comes to
    the same.
    """
    definition, topic = row_.definition, row_.topic
    return replace(
        row_,
        definition=None if definition is None else bare(definition, body),
        topic=None if topic is None else topic_of_words(topic),
    )


def _from_text(entry: Entry, name: str, text: str) -> str:
    """What an edit holds, from the plain text of a cell."""
    if name == "definition":
        return body_html(with_text(entry.body, text))
    return text if name == "topic" else html.escape(text, quote=False)


def _all_tags(row_: Row) -> frozenset[str]:
    """The tags of a row as its notes have them: the topic is one."""
    return frozenset((*_tags(row_.tags or ""), *_tags(topic_of_words(row_.topic or ""))))


def _tags(cell: str) -> list[str]:
    return [t for t in re.split(r"[\s,;]+", cell) if t]


def _add_row(state: Merge, row_: Row) -> None:
    if not row_.term.strip() or not (row_.definition or "").strip():
        return
    state.add(_addition(row_))


def _addition(row_: Row) -> Addition:
    return Addition(
        html.escape(row_.term, quote=False),
        body_html(read_text(bare(row_.definition or "", ()))),
        html.escape(row_.context or "", quote=False),
        tuple(_tags(f"{row_.tags or ''} {topic_of_words(row_.topic or '')}")),
    )


#: Spreadsheets and word processors put these in place of the plain ones by themselves.
_PLAIN = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "\u00a0": " ", "\u202f": " "}
)


def _clean(cell: str) -> str:
    """A cell as it is kept: line ends and the guard against formulas are not part of it."""
    lines = unguarded(cell).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def _compared(cell: str) -> str:
    return "\n".join(" ".join(line.translate(_PLAIN).split()) for line in cell.split("\n"))


_COLUMNS = {
    "term": "term",
    "definition": "definition",
    "context": "context",
    "topic": "topic",
    "tags": "tags",
}


def read_table(text: str, name: str) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    """The rows of a table that ankigen wrote and a spreadsheet may have saved, and the columns that
    are not ours.

    Raises AnkigenError with one line if it has no header row with Term and Definition.
    """
    text = text.removeprefix("\ufeff")
    head = text.lstrip().split("\n", 1)[0]
    if head.lower().startswith("sep="):  # how some spreadsheets note their separator
        text = text.lstrip().split("\n", 1)[1] if "\n" in text else ""
        head = text.lstrip().split("\n", 1)[0]
    separator = max(",;\t", key=head.count)
    cells = csv_rows(text, separator, name, strict=True)
    rows = [row_ for row_ in cells if any(cell.strip() for cell in row_)]
    return table_rows(rows, name)


def table_rows(rows: Sequence[Sequence[str]], name: str) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    """The same from the cells of a spreadsheet; its first row is the header."""
    header = [cell.strip().casefold() for cell in rows[0]] if rows else []
    if not {"term", "definition"} <= set(header):
        raise AnkigenError(
            f"{name}: its first row must name the columns Term and Definition, as in "
            f"the table that "
            "`ankigen build` writes"
        )
    at = {_COLUMNS[c]: header.index(c) for c in _COLUMNS if c in header}
    unknown = [c for c in rows[0] if c.strip().casefold() not in (*_COLUMNS, "source", "")]
    found = []
    for cells in rows[1:]:
        values = {f: _clean(cells[i]) if i < len(cells) else "" for f, i in at.items()}
        if values["term"].strip() or values["definition"].strip():
            found.append(Row(**values))
    return tuple(found), tuple(unknown)
