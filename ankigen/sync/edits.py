"""`edits.toml`: what the group changed, laid over the raw notes, which are never written.

An edit names its entry by the headword and context that the notes have, and holds the new value of
one field. It is made only while the notes still say what they said when it was taken over (`was`);
where they have changed since, the notes win and a finding says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Literal, TypeVar

from ankigen.cards.rendering.plain import plain, plain_text
from ankigen.identity.fingerprints import plain_term
from ankigen.identity.markup import words_of
from ankigen.identity.matching import are_rivals, term_likeness
from ankigen.model import (
    AnkigenError,
    Entry,
    Finding,
    Origin,
)
from ankigen.sync.entry_values import digest, fingerprint_of, with_value
from ankigen.text.data_files import toml_table
from ankigen.text.toml_strings import toml_text

FILE_NAME = "edits.toml"

FieldName = Literal["term", "definition", "context", "topic", "tags"]
FIELDS: tuple[FieldName, ...] = ("term", "definition", "context", "topic", "tags")

_HEAD = """\
# What people changed in Anki or in the shared table, as `ankigen merge` took it over. It is laid
# over the notes at every build. You may delete an edit, or make it in the notes themselves: then it
# does nothing any more.
"""


@dataclass(frozen=True, slots=True, order=True)
class EntryEdit:
    """One field of one entry: its new value, as HTML where it is a headword, context or definition.

    `now` of tags is "+added -removed". `was` is a hash of what the notes said; `marks` stand for
    what the files said from which it came, so that the same file merged again changes nothing.
    """

    term: str
    context: str
    field: str
    file: str
    was: str
    now: str
    source: str = ""  # the file that it came from
    marks: str = ""
    which: str = ""  # where several entries bear the name: a hash of the definition of the one


@dataclass(frozen=True, slots=True, order=True)
class Conflict:
    """A field that both sides changed, until `ankigen review` settles it; the values as HTML, as in
    an edit.

    `reason` says why it could not be taken over where it is no matter of two sides.
    """

    term: str
    context: str
    field: str
    file: str
    ours: str
    theirs: str
    source: str = ""
    reason: str = ""
    mark: str = ""

    @property
    def id(self) -> str:
        """Knows the same conflict again, whichever file it comes from; `mark` stands for what
        that file says.
        """
        return digest(self.term, self.context, self.field, self.mark)


@dataclass(frozen=True, slots=True)
class Overlay:
    """What `edits.toml` holds.

    `refused` are ids of conflicts that were settled for the notes, `added` stand for notes that
    went to a file of their own: the same file merged again does not bring them once more, wherever
    they were moved meanwhile.
    """

    edits: tuple[EntryEdit, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    refused: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


# --------------------------------------------------------------------------- text


def format_overlay(overlay: Overlay) -> str:
    """The overlay as TOML, in stable order."""
    parts = [_HEAD]
    for name in _LISTS:
        held = sorted(set(getattr(overlay, name)))
        if held:
            parts.append(f"{name} = [{', '.join(map(toml_text, held))}]\n")
    parts += [_table("edit", edit) for edit in sorted(overlay.edits)]
    parts += [_table("conflict", conflict) for conflict in sorted(overlay.conflicts)]
    return "\n".join(parts)


#: The lists of ids that stand at the top.
_LISTS = ("refused", "added")


def _table(name: str, value: EntryEdit | Conflict) -> str:
    lines = [f"[[{name}]]"]
    for f in fields(value):
        text = getattr(value, f.name)
        if text or f.name in ("term", "field", "now", "ours", "theirs"):
            lines.append(f"{f.name} = {toml_text(text)}")
    return "\n".join((*lines, ""))


def parse_overlay(text: str, name: str = FILE_NAME) -> Overlay:
    """The overlay from its text. Raises AnkigenError with one line naming what is wrong."""
    try:
        data = toml_table(text)
    except ValueError as error:
        raise AnkigenError(f"{name}: not valid TOML: {error}; correct that line") from None
    unknown = data.keys() - {"edit", "conflict", *_LISTS}
    if unknown:
        known = ", ".join(("edit", "conflict", *_LISTS))
        raise AnkigenError(f'{name}: unknown key "{min(unknown)}"; known: {known}')
    return Overlay(
        tuple(_value(EntryEdit, "edit", t, name) for t in _tables(data, "edit", name)),
        tuple(_value(Conflict, "conflict", t, name) for t in _tables(data, "conflict", name)),
        *(_ids(data, key, name) for key in _LISTS),
    )


def _ids(data: Mapping[str, object], key: str, name: str) -> tuple[str, ...]:
    found = data.get(key, [])
    if not isinstance(found, list) or not all(isinstance(r, str) for r in found):
        raise AnkigenError(f'{name}: "{key}" must be a list of strings')
    return tuple(found)


def _tables(data: Mapping[str, object], key: str, name: str) -> Iterator[Mapping[str, object]]:
    found = data.get(key, [])
    if not isinstance(found, list) or not all(isinstance(t, dict) for t in found):
        raise AnkigenError(f'{name}: "{key}" must be tables, each under [[{key}]]')
    yield from found


Held = TypeVar("Held", EntryEdit, Conflict)


def _value(kind: type[Held], key: str, table: Mapping[str, object], name: str) -> Held:
    known = {f.name for f in fields(kind)}
    wanted = {"term", "field", "now" if kind is EntryEdit else "theirs"}
    where = f'{name}: [[{key}]] "{table.get("term", "")}"'
    if table.keys() - known:
        raise AnkigenError(f'{where}: unknown key "{min(table.keys() - known)}"')
    if wanted - table.keys():
        raise AnkigenError(f'{where}: "{min(wanted - table.keys())}" is missing')
    if not all(isinstance(v, str) for v in table.values()):
        raise AnkigenError(f"{where}: every value must be a string in quotes")
    if table["field"] not in FIELDS and kind is EntryEdit:
        raise AnkigenError(
            f'{where}: "field" must be one of {", ".join(FIELDS)}, not "{table["field"]}"'
        )
    values = {f: str(table.get(f, "")) for f in known}
    return kind(**values)


# ------------------------------------------------------------------ laying the edits over the notes


#: A definition of fewer words may be that of any other entry…
_TELLING_WORDS = 5
#: …but for one whose headword is this much alike: "el gatto" that was corrected.
_CORRECTED = 0.7
#: Of an edit that does nothing any more, so many characters are shown.
_SHOWN = 60


@dataclass(frozen=True)
class Homes:
    """Where the entries of each name stand: what an edit or a conflict belongs to.

    `said` are the definitions (hashes) that the notes had where one was edited: by them an entry is
    known under another headword.
    """

    entries: Sequence[Entry]
    files: Sequence[str]
    named: Mapping[tuple[str, str], Sequence[int]]
    said: Mapping[tuple[str, str, str], str] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Sequence[Entry], overlay: Overlay) -> Homes:
        named: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for n, entry in enumerate(entries):
            named[name_of(entry)].append(n)
        said = {
            (edit.term, edit.context, edit.file): edit.was
            for edit in overlay.edits
            if edit.field == "definition" and edit.was and not edit.which
        }
        return cls(entries, [entry.origin.file for entry in entries], named, said)

    def find(self, held: EntryEdit | Conflict) -> Sequence[int]:
        """The entries (by index) of that name in that file; where it has none any more, the only
        one elsewhere. An edit that names one of several entries is that one's alone.
        """
        named = self.named.get((held.term, held.context), ())
        if isinstance(held, EntryEdit) and held.which:
            own = (n for n in named if held.which == fingerprint_of(self.entries[n], "definition"))
            return tuple(own)
        if not named:
            return self._renamed(held)
        there = [n for n in named if not held.file or self.files[n] == held.file]
        return there or (named if len(named) == 1 else ())

    def _renamed(self, held: EntryEdit | Conflict) -> Sequence[int]:
        """The only entry of the file that says, under another headword, what the edited one said.
        What the notes call it counts, so an edit of the headword does not go along.
        """
        said = self.said.get((held.term, held.context, held.file), "")
        found = self._by_text.get((held.file, said), ()) if said and held.field != "term" else ()
        return found if len(found) == 1 and self._is_telling(found[0], held.term) else ()

    def _is_telling(self, n: int, former: str) -> bool:
        """Whether an entry that says what one of another headword said is that one: it says enough,
        or the headword is nearly the same.
        """
        if len(plain(self.entries[n].body).split()) >= _TELLING_WORDS:
            return True
        one, other = plain_term(former), plain_term(plain_text(self.entries[n].term))
        return term_likeness(one, other) >= _CORRECTED and not are_rivals(one, other)

    @cached_property
    def _by_text(self) -> Mapping[tuple[str, str], Sequence[int]]:
        """The entries by file and definition (a hash)."""
        found: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for n, entry in enumerate(self.entries):
            found[self.files[n], fingerprint_of(entry, "definition")].append(n)
        return found


def apply_edits(entries: Sequence[Entry], overlay: Overlay) -> tuple[Entry, ...]:
    """The entries with the edits made. An edit whose entry says something else now is a finding
    of that entry.
    """
    if not overlay.edits:
        return tuple(entries)
    homes = Homes.of(entries, overlay)
    wanted: defaultdict[int, list[EntryEdit]] = defaultdict(list)
    for edit in overlay.edits:
        found = homes.find(edit)
        # of several entries of a name, those that say what they said when it was edited
        for n in [n for n in found if _fits(entries[n], edit)] or found:
            wanted[n].append(edit)
    return tuple(_applied(entry, wanted.get(n, ())) for n, entry in enumerate(entries))


def name_of(entry: Entry) -> tuple[str, str]:
    """Headword and context by which edits know an entry."""
    return plain_text(entry.term), plain_text(entry.context)


def _applied(entry: Entry, edits: Sequence[EntryEdit]) -> Entry:
    result = entry
    for edit in edits:
        if not _fits(entry, edit):
            if _is_done(entry, edit):
                continue
            finding = Finding(
                entry.origin,
                "stale-edit",
                f'the {edit.field} of "{edit.term}" was edited '
                f"({edit.source or FILE_NAME}) and has changed in the "
                f"notes since: the notes win; make the edit in the notes, or delete "
                f"it from {FILE_NAME}",
                needs_person=True,
            )
            result = result.but(findings=(*result.findings, finding))
            continue
        result = with_value(result, edit.field, edit.now)
    return result


def _fits(entry: Entry, edit: EntryEdit) -> bool:
    """Whether the notes say still what they said when this was edited."""
    return not edit.was or fingerprint_of(entry, edit.field) == edit.was


def _is_done(entry: Entry, edit: EntryEdit) -> bool:
    """Whether the notes say themselves what the edit wants."""
    changed = with_value(entry, edit.field, edit.now)
    return fingerprint_of(changed, edit.field) == fingerprint_of(entry, edit.field)


def edit_findings(entries: Sequence[Entry], overlay: Overlay) -> tuple[Finding, ...]:
    """Edits whose entry is not in the notes any more, and conflicts that wait for `ankigen
    review`.
    """
    homes = Homes.of(entries, overlay)
    lost = [lost_edit(edit) for edit in overlay.edits if not homes.find(edit)]
    waiting = [
        Finding(
            Origin(FILE_NAME, 1),
            "conflict",
            f'the {c.field} of "{c.term}": {c.source} has another one; run `ankigen review`',
            needs_person=True,
        )
        for c in overlay.conflicts
    ]
    return (*lost, *waiting)


def lost_edit(edit: EntryEdit) -> Finding:
    """What is found of an edit whose entry is not in the notes any more; it says what it wanted."""
    said = words_of(edit.now)
    said = said if len(said) <= _SHOWN else f"{said[: _SHOWN - 1].rstrip()}…"
    return Finding(
        Origin(FILE_NAME, 1),
        "lost-edit",
        f'the notes have no "{edit.term}" any more, so its edit '
        f'({edit.field}: "{said}") does nothing; '
        "delete it, or name the entry as the notes do",
        needs_person=True,
    )


def idle_edits(
    entries: Sequence[Entry], overlay: Overlay
) -> Iterator[tuple[EntryEdit, Entry | None]]:
    """The edits that do nothing, each with the entry that says something else by now; None = its
    entry is not in the notes any more. `entries` are those of the notes, before edits.
    """
    homes = Homes.of(entries, overlay)
    for edit in overlay.edits:
        found = [entries[n] for n in homes.find(edit)]
        if not found:
            yield edit, None
        elif not any(_fits(entry, edit) or _is_done(entry, edit) for entry in found):
            yield edit, found[0]


# --------------------------------------------------------------------------- changing the overlay


def at_home(overlay: Overlay, entries: Sequence[Entry]) -> Overlay:
    """With the files in which the entries of edits and conflicts stand now, where they were
    moved, and the names that they have there.
    """
    homes = Homes.of(entries, overlay)

    def moved(held: Held) -> Held:
        found = homes.find(held)
        if not held.file or not found:
            return held
        term, context = name_of(entries[found[0]])
        return replace(held, term=term, context=context, file=homes.files[found[0]])

    return replace(
        overlay,
        edits=tuple(moved(edit) for edit in overlay.edits),
        conflicts=tuple(moved(conflict) for conflict in overlay.conflicts),
    )


def with_edit(overlay: Overlay, *edits: EntryEdit) -> Overlay:
    """With edits in place of earlier ones of the same field; tags are gathered. Linear in the
    edits of both.
    """
    by_place = {_place(edit): edit for edit in overlay.edits}
    for edit in edits:
        place = _place(edit)
        by_place[place] = _after(by_place.get(place), edit)
    return replace(overlay, edits=tuple(sorted(by_place.values())))


def _after(earlier: EntryEdit | None, edit: EntryEdit) -> EntryEdit:
    """An edit in place of an earlier one: it stands for what both files said."""
    if earlier is None:
        return edit
    marks = {*earlier.marks.split(), *edit.marks.split()}
    now = edit.now
    if edit.field == "tags":
        signs = {t[1:]: t[0] for e in (earlier, edit) for t in e.now.split()}
        now = " ".join(sorted(f"{s}{t}" for t, s in signs.items()))
    return replace(edit, now=now, marks=" ".join(sorted(marks)))


def _place(edit: EntryEdit) -> tuple[str, ...]:
    return edit.term, edit.context, edit.file, edit.field, edit.which


def known_ids(overlay: Overlay) -> set[str]:
    """What was taken over, waits for review, or was settled for the notes (see `Conflict.id`)."""
    taken = (
        digest(e.term, e.context, e.field, mark) for e in overlay.edits for mark in e.marks.split()
    )
    return {*taken, *(c.id for c in overlay.conflicts), *overlay.refused, *overlay.added}


def can_take(conflict: Conflict) -> bool:
    """Whether their side can become an edit at all: some fields of a card are no part of an
    entry.
    """
    return conflict.field in FIELDS


def settle_conflicts(overlay: Overlay, settled: Sequence[tuple[Conflict, Entry | None]]) -> Overlay:
    """With conflicts settled: theirs becomes an edit of the entry as the notes have it now; None
    = ours, remembered.
    """
    ids = {conflict.id for conflict, _ in settled}
    refused = {conflict.id for conflict, entry in settled if entry is None}
    rest = replace(
        overlay,
        conflicts=tuple(c for c in overlay.conflicts if c.id not in ids),
        refused=tuple(sorted({*overlay.refused, *refused})),
    )
    return with_edit(
        rest,
        *(
            EntryEdit(
                *name_of(entry), c.field, entry.origin.file, fingerprint_of(entry, c.field),
                c.theirs, c.source, c.mark,
            )
            for c, entry in settled
            if entry is not None
        ),
    )  # fmt: skip
