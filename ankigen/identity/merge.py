"""`ankigen merge`: what people changed in Anki or in the shared table, compared three ways and taken over.

Three sides of each field: the last build (what they started from), theirs, and ours now. What only they changed becomes
an edit of the overlay; what both changed is a conflict; what they added becomes an entry of its own. What equals a
former build was changed by nobody.
"""

from __future__ import annotations

import csv
import html
import io
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ankigen.building.csv import row, unguarded
from ankigen.cards.note_types import ITEM_FIELDS, LIST, TERM
from ankigen.cards.plain import plain_text
from ankigen.identity.edits import (
    Conflict,
    EntryEdit,
    Overlay,
    body_html,
    digest,
    fingerprint_of,
    mapped,
    name_of,
    rich_html,
    value,
    with_edit,
    with_kept,
    with_value,
)
from ankigen.identity.lock import REMOVED_TAG, Lock, NoteRecord, clean_tags, shown_hash
from ankigen.identity.matching import Candidate, exact_text, fingerprint, match, plain_term
from ankigen.identity.memory import media_names, words_of
from ankigen.identity.package import Package, PackageNote
from ankigen.identity.retelling import read_text, with_text
from ankigen.model import (
    AnkigenError,
    Deck,
    Entry,
    Item,
    ListNode,
    Node,
    Note,
    NoteType,
    Paragraph,
    Rich,
    Style,
    Table,
    texts,
)
from ankigen.reading.html import nodes_of, rich_of

#: The notes file to which additions go, in the source folder.
ADDITIONS_NAME = "merged.tsv"
#: Tags that Anki or its users put on a note for themselves, and that ankigen puts there.
_OWN_TAGS = frozenset({REMOVED_TAG})


@dataclass(frozen=True, slots=True)
class Ours:
    """The deck as it is now: entries as the notes have them, the same with the overlay, and what is made of them.

    The deck's own entries are in step with these too; they name pictures as the package does, and show those that
    `media/` holds for a headword at the end of the body.
    """

    raw: Sequence[Entry]
    entries: Sequence[Entry]  # in step with `raw`
    deck: Deck
    lock: Lock
    overlay: Overlay


@dataclass(frozen=True, slots=True)
class Addition:
    """A note that they added, as HTML; `media` = the files it shows, by name."""

    term: str
    definition: str
    context: str = ""
    tags: tuple[str, ...] = ()
    guid: str = ""
    media: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge comes to. `lines` tell it, a line for each thing."""

    overlay: Overlay
    additions: tuple[Addition, ...] = ()
    media: Mapping[str, bytes] = field(default_factory=dict)  # new pictures of edited notes
    lines: tuple[str, ...] = ()
    taken: int = 0
    conflicts: int = 0


class _Merge:
    """One merge on its way: the overlay and the entries as they become."""

    def __init__(self, ours: Ours, source: str) -> None:
        self.ours = ours
        self.source = source
        self.overlay = ours.overlay
        self.working = list(ours.entries)
        self.shown = [entry.body for entry in ours.deck.entries]
        self.additions: list[Addition] = []
        self.media: dict[str, bytes] = {}
        self.lines: list[str] = []
        self.taken = self.conflicts = 0
        self.known = {c.id for c in ours.overlay.conflicts} | set(ours.overlay.refused)

    def result(self) -> Merged:
        return Merged(
            self.overlay,
            tuple(self.additions),
            self.media,
            tuple(self.lines),
            self.taken,
            self.conflicts,
        )

    def take(self, n: int, name: str, now: str, said: str) -> None:
        """A field of an entry as they have it. `said` is what their file says, by which it is known again."""
        raw = self.ours.raw[n]
        term, context = name_of(raw)
        if digest(term, context, name, digest(said)) in self.known:
            return  # waits for review, or was settled for ours
        edit = EntryEdit(
            term, context, name, raw.origin.file, fingerprint_of(raw, name), now, self.source
        )
        self.overlay = with_edit(self.overlay, edit)
        self.working[n] = with_value(self.working[n], name, now)
        self.taken += 1
        self.lines.append(f'take the {name} of "{term}"')

    def conflict(
        self, n: int, name: str, ours: str, theirs: str, said: str, reason: str = ""
    ) -> None:
        """A field that cannot be taken over without a person."""
        raw = self.ours.raw[n]
        term, context = name_of(raw)
        file = raw.origin.file
        found = Conflict(term, context, name, file, ours, theirs, self.source, reason, digest(said))
        if found.id in self.known:
            return
        self.known.add(found.id)
        self.overlay = replace(
            self.overlay, conflicts=tuple(sorted((*self.overlay.conflicts, found)))
        )
        self.conflicts += 1
        self.lines.append(f'conflict: the {name} of "{term}": {reason or "changed on both sides"}')


def _three_way(base: str, theirs: str, ours: str) -> str:
    """ "take" what only they changed, "conflict" where both did, "" where there is nothing to do."""
    if theirs in (base, ours):
        return ""
    return "take" if ours == base else "conflict"


# --------------------------------------------------------------------------- notes of Anki


def merge_notes(
    theirs: Sequence[PackageNote],
    base: Package | None,
    ours: Ours,
    source: str,
    package: Package | None = None,
) -> Merged:
    """Notes exported from Anki. `base` is the package of the last build, `package` where their media are."""
    state = _Merge(ours, source)
    built = {note.guid: note for note in base.notes} if base else {}
    notes = {note.guid: note for note in ours.deck.notes if REMOVED_TAG not in note.tags}
    records = {record.guid: record for record in ours.lock.notes}
    places = _places(ours)
    kinds = {kind.id: kind for kind in ours.deck.note_types}
    matched = _matched(state, theirs, built, notes, kinds)
    headwords = {" ".join(plain_text(entry.term).split()) for entry in ours.entries}
    elsewhere = 0
    for t, note in enumerate(theirs):
        same = matched.get(t)
        if same is not None:
            n = places.get((same.origin, same.term))
            if n is not None:
                was = built.get(same.guid) or _as_built(same, note)
                _merge_note(state, n, same, note, was, records.get(same.guid), package)
        elif t in matched:
            continue  # in doubt
        elif note.guid in records:
            if records[note.guid].removed_at:
                state.lines.append(
                    f'leave out "{words_of(note.fields[0])}": it was removed from the notes'
                )
        elif note.note_type_id in kinds or _in_deck(note.deck, ours.deck.name):
            if words_of(note.fields[0]) not in headwords:
                _add(state, note, package)
        else:
            elsewhere += 1
    if elsewhere:
        state.lines.append(f"leave out {elsewhere} note(s) of other decks")
    return state.result()


def _matched(
    state: _Merge,
    theirs: Sequence[PackageNote],
    built: Mapping[str, PackageNote],
    notes: Mapping[str, Note],
    kinds: Mapping[int, NoteType],
) -> dict[int, Note | None]:
    """Which note of ours each of theirs is: by guid, then by headword, then by likeness (None = in doubt, a conflict)."""
    pairs: dict[int, Note | None] = {}
    for t, note in enumerate(theirs):
        kind, same = kinds.get(note.note_type_id), notes.get(note.guid)
        if kind is not None and same is not None and same.note_type == kind.key:
            pairs[t] = same
    taken = {note.guid for note in pairs.values() if note is not None}
    open_ = [
        t
        for t, note in enumerate(theirs)
        if t not in pairs and note.note_type_id in kinds and note.guid not in built
    ]
    free = _by_term(note for note in notes.values() if note.guid not in taken)
    for t in list(open_):
        kind = kinds[theirs[t].note_type_id]
        named = free.get((kind.key, plain_term(words_of(theirs[t].fields[0]))), ())
        if len(named) == 1 and named[0].guid not in taken:
            pairs[t] = named[0]
            taken.add(named[0].guid)
            open_.remove(t)
    rest = [n for n in notes.values() if n.guid not in taken and n.guid in built]
    matching = match(
        [_note_candidate(theirs[t], kinds) for t in open_],
        [_note_candidate(built[note.guid], kinds) for note in rest],
    )
    pairs |= {open_[a]: rest[b] for a, b in matching.pairs.items()}
    for doubt in matching.doubts:
        t, old = open_[doubt.new], rest[doubt.old]
        pairs[t] = None
        n = _places(state.ours).get((old.origin, old.term))
        if n is not None:
            _doubt(state, n, old.fields[0], theirs[t].fields[0])
    return pairs


def _note_candidate(note: PackageNote, kinds: Mapping[int, NoteType]) -> Candidate:
    """A note by its headword and by what else it says, the fields that ankigen makes of it left out."""
    key = kinds[note.note_type_id].key
    told = [note.field(name) for name in note.names if _target(key, name) == "definition"]
    text = words_of(" ".join(told or note.fields[1:]))
    return Candidate(key, words_of(note.fields[0]), fingerprint(text), exact_text(text))


def _places(ours: Ours) -> dict[tuple[object, str], int]:
    """Which entry a note was made of: where it stands, and the headword that it shows."""
    return {
        (entry.origin, plain_text(entry.term) or entry.term.marks[0].value): n
        for n, entry in enumerate(ours.entries)
        if entry.term.text or entry.term.marks
    }


def _by_term(notes: Iterable[Note]) -> dict[tuple[str, str], list[Note]]:
    found: defaultdict[tuple[str, str], list[Note]] = defaultdict(list)
    for note in notes:
        found[note.note_type, plain_term(note.term)].append(note)
    return found


def _as_built(ours: Note, theirs: PackageNote) -> PackageNote:
    """Where there is no last package, what we have now stands for it."""
    return replace(theirs, fields=ours.fields, tags=clean_tags(ours.tags))


def _in_deck(name: str, deck: str) -> bool:
    return name == deck or name.startswith(f"{deck}::")


def _merge_note(
    state: _Merge,
    n: int,
    note: Note,
    theirs: PackageNote,
    base: PackageNote,
    record: NoteRecord | None,
    package: Package | None,
) -> None:
    kind = next(k for k in state.ours.deck.note_types if k.key == note.note_type)
    ours = dict(zip((f.name for f in kind.fields), note.fields, strict=True))
    shown = shown_hash(theirs.fields)
    former = record is not None and any(past.startswith(shown) for past in record.past)
    if former and shown != shown_hash(base.fields):
        return  # an older build, as it was
    for name in theirs.names:
        if name not in ours:
            if theirs.field(name):
                said = theirs.field(name)
                state.conflict(n, name, "", said, said, "a field that ankigen does not have")
            continue
        if not theirs.field(name).strip() and _target(note.note_type, name) is None:
            continue  # a field that ankigen fills, on a note that they made themselves
        b, t, o = (_canonical(v) for v in (base.field(name), theirs.field(name), ours[name]))
        if decision := _three_way(b, t, o):
            _merge_field(state, n, note, name, theirs.field(name), ours[name], decision, package)
    _merge_tags(state, n, note, theirs, base)


def _canonical(field_: str) -> str:
    """A field's HTML as ankigen would write it: Anki's editor writes the same in other ways."""
    return body_html(nodes_of(field_, 1)) if "<" in field_ or "&" in field_ else field_.strip()


def _merge_field(
    state: _Merge,
    n: int,
    note: Note,
    name: str,
    theirs: str,
    ours: str,
    decision: str,
    package: Package | None,
) -> None:
    entry = state.working[n]
    said = f"{name} {_canonical(theirs)}"
    target = _target(note.note_type, name)
    now: str | None = None
    shown: tuple[Node, ...] | None = None
    if target == "term" or (
        target == "context" and _canonical(ours) == _canonical(value(entry, "context"))
    ):
        now = rich_html(rich_of(theirs, 1))
    elif target == "definition":
        shown = _with_field(state.shown[n], name, ours, theirs)
        if shown is not None:
            body = _as_written(entry.body, state.shown[n], shown)
            now = body_html(body) if body != entry.body else None
    if now is None or target is None:
        reason = f"ankigen makes the field {name} from the rest of the entry"
        if target is not None:
            reason = f"the place of {name} in the entry was not found; change it in the notes"
        state.conflict(n, name, ours, theirs, said, reason)
        return
    new_media = media_names([theirs]) - media_names([ours])
    missing = [m for m in sorted(new_media) if package is None or m not in package.media]
    if missing:
        reason = f"shows {missing[0]}, which is not in the file"
        state.conflict(n, target, value(entry, target), now, said, reason)
    elif decision == "take":
        if package is not None:
            state.media.update({m: package.media_bytes(m) for m in sorted(new_media)})
        if shown is not None:
            state.shown[n] = shown
        state.take(n, target, now, said)
    else:
        state.conflict(n, target, value(entry, target), now, said)


def _target(note_type: str, name: str) -> str | None:
    """The part of an entry that a field shows as it is."""
    if name == "Headword":
        return "term"
    if name == "Context":
        return "context"
    if (note_type == TERM and name == "Definition") or (
        note_type == LIST and name in ("Introduction", *ITEM_FIELDS)
    ):
        return "definition"
    return None


def _with_field(
    body: tuple[Node, ...], name: str, ours: str, theirs: str
) -> tuple[Node, ...] | None:
    """The body with their field in the place of ours, or None if ours is not found in it."""
    if name == "Definition":
        return _with_slice(body, ours, theirs)
    if name == "Introduction":
        said = _said(nodes_of(ours, 1))
        for n, node in enumerate(body):
            if isinstance(node, Paragraph) and _said([node]) == said:
                return (*body[:n], Paragraph(rich_of(theirs, node.text.line)), *body[n + 1 :])
        return None
    if _items(ours) is None:
        return _with_table(body, ours, theirs)
    return _with_items(body, _items(ours), _items(theirs))


def _with_slice(body: tuple[Node, ...], ours: str, theirs: str) -> tuple[Node, ...] | None:
    """The run of nodes that says what ours says, in place of which theirs stands. The whole body in most cases.

    The card of one part of an entry shows it without its label ("Use: …"): the label stays.
    """
    own, new = nodes_of(ours, 1), nodes_of(theirs, 1)
    said, size = _said(own), len(body)
    spans = sorted(
        ((a, b) for a in range(size) for b in range(a + 1, size + 1)), key=lambda s: s[0] - s[1]
    )
    for a, b in spans:
        if _said(body[a:b]) == said:
            return (*body[:a], *with_kept(body[a:b], new), *body[b:])
    for a, b in spans:
        label = _label(body[a], own[0]) if own else None
        if label is not None and _said(body[a + 1 : b]) == _said(own[1:]):
            first = (
                Paragraph(label + new[0].text) if new and isinstance(new[0], Paragraph) else None
            )
            if first is not None:
                return (*body[:a], first, *with_kept(body[a + 1 : b], new[1:]), *body[b:])
    return None


def _label(node: Node, shown: Node) -> Rich | None:
    """What stands in a paragraph before the words that the card shows."""
    if not isinstance(node, Paragraph) or not isinstance(shown, Paragraph):
        return None
    whole, rest = node.text.text, shown.text.text
    if not rest or len(whole) == len(rest) or not whole.casefold().endswith(rest.casefold()):
        return None
    return node.text[: len(whole) - len(rest)]


def _said(nodes: Sequence[Node]) -> tuple[str, tuple[str, ...]]:
    """The words of nodes, with formulas written in one way, and their pictures and sounds."""
    media = tuple(name for node in nodes for name in _media_of(node))
    return words_of(body_html(nodes)), media


_CLOZE = re.compile(r"\{\{c\d+::")


def _items(field_: str) -> list[str] | None:
    """The items of a list note's field as HTML, without their cloze marks; None if it is no list of ours."""
    from bs4 import BeautifulSoup

    marked = _CLOZE.sub('<span class="given">', field_).replace("} }", "&#125;&#8203;&#125;")
    soup = BeautifulSoup(marked.replace("}}", "</span>"), "html.parser")
    box = soup.find(class_="items")
    if box is None:
        return None
    return [
        span.decode_contents().replace("}\u200b}", "}}")
        for span in box.find_all("span", class_="given", recursive=False)
    ]


def _with_items(
    body: tuple[Node, ...], ours: list[str] | None, theirs: list[str] | None
) -> tuple[Node, ...] | None:
    """The body with their items in the list (or the part of a long one) that has ours."""
    if not ours or not theirs:
        return None
    said = [_said(nodes_of(item, 1)) for item in ours]
    for n, node in enumerate(body):
        if not isinstance(node, ListNode):
            continue
        own = [_said((Paragraph(item.text), *item.children)) for item in node.items]
        for start in range(len(own) - len(said) + 1):
            if own[start : start + len(said)] == said:
                known = dict(zip(said, node.items[start : start + len(said)], strict=True))
                told = tuple(_item(item, known) for item in theirs)
                items = (*node.items[:start], *told, *node.items[start + len(said) :])
                return (*body[:n], replace(node, items=items), *body[n + 1 :])
    return None


def _with_table(body: tuple[Node, ...], ours: str, theirs: str) -> tuple[Node, ...] | None:
    """The body with their table in the place of ours, which is on the card whole."""
    (own, *_), (new, *_) = (
        [*(n for n in nodes_of(_without_cloze(field_), 1) if isinstance(n, Table)), None]
        for field_ in (ours, theirs)
    )
    if own is None or new is None:
        return None
    for n, node in enumerate(body):
        if isinstance(node, Table) and _said([node]) == _said([own]):
            return (*body[:n], replace(new, header=node.header), *body[n + 1 :])
    return None


def _without_cloze(field_: str) -> str:
    return _CLOZE.sub("", field_).replace("}}", "")


def _item(markup: str, known: Mapping[tuple[str, tuple[str, ...]], Item]) -> Item:
    nodes = nodes_of(markup, 1)
    same = known.get(_said(nodes))
    if same is not None:
        return same
    first, *rest = nodes or (Paragraph(Rich()),)
    if isinstance(first, Paragraph):
        return Item(first.text, tuple(rest))
    return Item(Rich(), tuple(nodes))


def _as_written(
    body: tuple[Node, ...], shown: tuple[Node, ...], now: tuple[Node, ...]
) -> tuple[Node, ...]:
    """What they made of the body as the package shows it (`shown`), as the notes would have it.

    Pictures get the paths that the notes have, and those that came from the media folder stay out.
    """
    paths: dict[str, str] = {}
    for ours, theirs in zip(body, shown, strict=False):
        own, packed = _media_of(ours), _media_of(theirs)
        if len(own) == len(packed):
            paths.update(zip(packed, own, strict=True))

    def renamed(text: Rich) -> Rich:
        marks = tuple(
            replace(m, value=paths.get(m.value, m.value)) if m.style in _MEDIA else m
            for m in text.marks
        )
        return replace(text, marks=marks)

    written = []
    for node in now:
        at = next((i for i, known in enumerate(shown) if known is node), None)
        if at is None:
            written.append(mapped(node, renamed))
        elif at < len(body):
            written.append(body[at])
    return tuple(written)


_MEDIA = (Style.IMAGE, Style.SOUND)


def _media_of(node: Node) -> list[str]:
    return [m.value for text in texts([node]) for m in text.marks if m.style in _MEDIA]


def _merge_tags(state: _Merge, n: int, note: Note, theirs: PackageNote, base: PackageNote) -> None:
    ours = set(clean_tags(note.tags))
    was, has = set(base.tags) - _OWN_TAGS, set(theirs.tags) - _OWN_TAGS
    added, gone = has - was - ours, (was - has) & ours
    made = gone - set(state.working[n].tags)
    for tag in sorted(made):
        reason = f"the tag {tag} is the entry's topic; change that"
        state.conflict(n, "tags", tag, f"-{tag}", f"-{tag}", reason)
    _take_tags(state, n, added, gone - made)


def _take_tags(state: _Merge, n: int, added: Collection[str], gone: Collection[str]) -> None:
    signs = [f"+{t}" for t in sorted(added)] + [f"-{t}" for t in sorted(gone)]
    if signs:
        state.take(n, "tags", " ".join(signs), " ".join(signs))


def _add(state: _Merge, note: PackageNote, package: Package | None) -> None:
    """A note that they made themselves."""
    ours = {kind.id: kind.key for kind in state.ours.deck.note_types}
    key = ours.get(note.note_type_id, "")
    if key == LIST:
        items = [i for name in ITEM_FIELDS for i in _items(note.field(name)) or ()]
        listed = "".join(f"<li>{item}</li>" for item in items)
        tag = "ol" if note.field("Order") else "ul"
        definition = f"{note.field('Introduction')}<{tag}>{listed}</{tag}>"
    elif key == TERM:
        definition = note.field("Definition")
    else:
        definition = "<br>".join(f for f in note.fields[1:] if f.strip())
    definition = definition if key else _without_cloze(definition)
    names = media_names([definition])
    media = {
        name: package.media_bytes(name)
        for name in sorted(names)
        if package is not None and name in package.media
    }
    addition = Addition(
        term=note.fields[0],
        definition=_canonical(definition),
        context=note.field("Context"),
        tags=tuple(t for t in note.tags if t not in _OWN_TAGS),
        guid=note.guid if key else "",
        media=media,
    )
    state.additions.append(addition)
    state.lines.append(f'add "{words_of(note.fields[0])}"')


# --------------------------------------------------------------------------- the table of the group


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
    """Rows of the shared table. `base` is the table of the last build (None: what we have now stands for it)."""
    state = _Merge(ours, source)
    now = [_row(entry) for entry in ours.entries]
    was = list(base) if base else now
    of_base = _paired(state, theirs, was)
    of_ours = dict(_pairs_by_name(was, now))
    rest = [n for n in range(len(now)) if n not in set(of_ours.values())]
    of_ours |= _pairs_by_likeness(was, [b for b in range(len(was)) if b not in of_ours], now, rest)[
        0
    ]
    past = _past_texts(ours.lock)
    for t, mine in enumerate(theirs):
        b = of_base.get(t)
        if b is None:
            if t not in of_base and not _is_there(state, mine):
                _add_row(state, mine)
        elif b in of_ours:
            _merge_row(state, of_ours[b], mine, was[b], now[of_ours[b]], past)
        else:
            state.lines.append(f'leave out "{mine.term}": it was removed from the notes')
    return state.result()


def _is_there(state: _Merge, row_: Row) -> bool:
    """Whether an addition is in the notes already (the same file merged again): what differs in it is a conflict."""
    for n, entry in enumerate(state.working):
        ours = _row(entry)
        if ours.name == row_.name:
            _merge_row(state, n, row_, replace(row_, definition="", tags=ours.tags), ours, {})
            return True
    return False


def _row(entry: Entry) -> Row:
    term, definition, context, topic, tags, _ = row(entry)
    return Row(*(_clean(cell) for cell in (term, definition, context, topic, tags)))


def _paired(state: _Merge, theirs: Sequence[Row], was: Sequence[Row]) -> dict[int, int | None]:
    """Their rows with those of the last build; a row whose headword changed is known by its text and its neighbours.

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
            _doubt(state, n, was[b].term, html.escape(theirs[t].term, quote=False))
    return pairs


def _doubt(state: _Merge, n: int, ours: str, theirs: str) -> None:
    reason = f'"{words_of(theirs)}" may be this one under another name, or a new one'
    state.conflict(n, "term", ours, theirs, theirs, reason)


def _entry_name(entry: Entry) -> tuple[str, str]:
    return _row(entry).name


def _pairs_by_name(left: Sequence[Row], right: Sequence[Row]) -> dict[int, int]:
    """Rows of the same headword and context, in their order; where contexts are missing, of the same headword."""
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
    matching = match(
        [_candidate(left[n]) for n in of_left], [_candidate(right[n]) for n in of_right]
    )
    pairs = {of_left[a]: of_right[b] for a, b in matching.pairs.items()}
    return pairs, {of_left[d.new]: of_right[d.old] for d in matching.doubts}


def _candidate(row_: Row) -> Candidate:
    text = row_.definition or ""
    return Candidate("row", row_.term, fingerprint(text), exact_text(text))


def _past_texts(lock: Lock) -> Mapping[str, frozenset[str]]:
    """Headword → hashes of the texts that former builds gave it."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for record in lock.notes:
        found[plain_term(record.term)].update(past[8:] for past in record.past)
    return {term: frozenset(hashes) for term, hashes in found.items()}


def _merge_row(
    state: _Merge, n: int, theirs: Row, base: Row, ours: Row, past: Mapping[str, frozenset[str]]
) -> None:
    for name in ("term", "definition", "context", "topic"):
        t, b, o = (getattr(r, name) for r in (theirs, base, ours))
        if t is None or b is None or o is None:
            continue
        decision = _three_way(_compared(b), _compared(t), _compared(o))
        if not decision:
            continue
        if name == "definition" and exact_text(t) in past.get(plain_term(ours.term), ()):
            continue  # an older build, as it was
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
        _take_tags(state, n, has - was - own, (was - has) & own)


def _from_text(entry: Entry, name: str, text: str) -> str:
    """What an edit holds, from the plain text of a cell."""
    if name == "definition":
        return body_html(with_text(entry.body, text))
    return text if name == "topic" else html.escape(text, quote=False)


def _tags(cell: str) -> list[str]:
    return [t for t in re.split(r"[\s,;]+", cell) if t]


def _add_row(state: _Merge, row_: Row) -> None:
    if not row_.term.strip() or not (row_.definition or "").strip():
        return
    state.additions.append(
        Addition(
            html.escape(row_.term, quote=False),
            body_html(read_text(row_.definition or "")),
            html.escape(row_.context or "", quote=False),
            tuple(_tags(f"{row_.tags or ''} {row_.topic or ''}")),
        )
    )
    state.lines.append(f'add "{row_.term}"')


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
    """The rows of a table that ankigen wrote and a spreadsheet may have saved, and the columns that are not ours.

    Raises AnkigenError with one line if it has no header row with Term and Definition.
    """
    text = text.removeprefix("\ufeff")
    head = text.lstrip().split("\n", 1)[0]
    if head.lower().startswith("sep="):  # how some spreadsheets note their separator
        text = text.lstrip().split("\n", 1)[1] if "\n" in text else ""
        head = text.lstrip().split("\n", 1)[0]
    separator = max(",;\t", key=head.count)
    try:
        rows = [
            r
            for r in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
            if any(cell.strip() for cell in r)
        ]
    except csv.Error as error:
        raise AnkigenError(f"{name}: not a table ({error}); save it as CSV again") from None
    header = [cell.strip().casefold() for cell in rows[0]] if rows else []
    if not {"term", "definition"} <= set(header):
        raise AnkigenError(
            f"{name}: its first row must name the columns Term and Definition, as in the table that "
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


# --------------------------------------------------------------------------- text exported from Anki


def read_anki_text(text: str, deck: Deck) -> tuple[PackageNote, ...] | None:
    """Notes of a text file that Anki exported (or that ankigen wrote for it); None if it is none.

    Without a column for the note type all rows are taken for the type that has their number of fields.
    """
    header: dict[str, str] = {}
    lines = text.removeprefix("\ufeff").split("\n")
    while lines and (found := re.match(r"#([a-z ]+):(.*)", lines[0].rstrip("\r"))):
        header[found[1]] = found[2].strip().strip(",;")
        lines.pop(0)
    if not header:
        return None
    separators = {
        "tab": "\t",
        "comma": ",",
        "semicolon": ";",
        "pipe": "|",
        "space": " ",
        "colon": ":",
    }
    separator = separators.get(
        header.get("separator", "tab").lower(), header.get("separator", "\t")
    )
    as_html = header.get("html", "true").lower() == "true"
    special = {
        key: int(header[f"{key} column"]) - 1
        for key in ("guid", "notetype", "deck", "tags")
        if header.get(f"{key} column", "").isdecimal()
    }
    kinds = {kind.name: kind for kind in deck.note_types}
    notes = []
    rows = csv.reader(io.StringIO("\n".join(lines), newline=""), delimiter=separator[:1] or "\t")
    for cells in rows:
        if not any(cells) or (cells[0].startswith("#") and "guid" not in special):
            continue
        values = {k: cells[i] if i < len(cells) else "" for k, i in special.items()}
        own = [c for i, c in enumerate(cells) if i not in special.values()]
        kind = kinds.get(values.get("notetype") or header.get("notetype", ""))
        if kind is None and "notetype" not in values:
            kind = next((k for k in deck.note_types if len(k.fields) == len(own)), None)
        names = (
            tuple(f.name for f in kind.fields)
            if kind
            else tuple(f"Field {i}" for i in range(len(own)))
        )
        own = (own + [""] * len(names))[: len(names)]
        notes.append(
            PackageNote(
                guid=values.get("guid", ""),
                note_type_id=kind.id if kind else 0,
                note_type=kind.name if kind else values.get("notetype", ""),
                names=names,
                fields=tuple(c if as_html else html.escape(c).replace("\n", "<br>") for c in own),
                tags=tuple((values.get("tags") or header.get("tags", "")).split()),
                deck=values.get("deck") or header.get("deck", deck.name),
            )
        )
    return tuple(notes)


# --------------------------------------------------------------------------- additions


def format_additions(additions: Sequence[Addition], before: str = "") -> str:
    """The notes file of additions, after what it holds already: a table that keeps guids, as Anki's text import takes."""
    out = io.StringIO()
    if before:
        out.write(before if before.endswith("\n") else f"{before}\n")
    else:
        out.write(
            "#separator:tab\n#html:true\n#columns:Guid\tTerm\tDefinition\tContext\tTags\n"
            "#guid column:1\n#tags column:5\n"
        )
    writer = csv.writer(out, delimiter="\t", quoting=csv.QUOTE_ALL, lineterminator="\n")
    for a in additions:
        cells = (a.guid, a.term, a.definition, a.context, " ".join(a.tags))
        writer.writerow([cell.replace("\n", "") for cell in cells])
    return out.getvalue()
