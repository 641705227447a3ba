"""What differs between the deck and a running Anki: the steps of a push, and how they are told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ankigen.identity.hashes import KEEP_TAG, OWN_TAGS, REMOVED_TAG, clean_tags, shown_hash
from ankigen.identity.markup import media_names
from ankigen.identity.records import BuildStamp, Lock, NoteRecord
from ankigen.model import AnkigenError, Deck, Note, NoteType
from ankigen.model.settings import Removed
from ankigen.readers.anki_package import PackageNote
from ankigen.sync.anki_state import State
from ankigen.sync.base_build import BaseBuild
from ankigen.text.plurals import counted

#: What becomes of a field that was changed in Anki and in the notes; "" = it is told and left as it
#: is.
OnConflict = Literal["", "ours", "theirs"]


@dataclass(frozen=True, slots=True)
class PushOptions:
    """What a user asks of a push: what becomes of removed notes, of what both sides changed, of
    notes that were deleted in Anki (`restore` = they come back), and of cards in another deck
    than ours (`move` = they go there). `dry_run` = it is only said what would be done."""

    removed: Removed = "suspend"
    both: OnConflict = ""
    restore: bool = False
    move: bool = False
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A note that is there and differs: the fields to set, the tags to add and to take off, the
    cards to suspend or not.
    """

    note_id: int
    term: str
    fields: Mapping[str, str] = field(default_factory=dict)
    add: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    suspend: tuple[int, ...] = ()
    unsuspend: tuple[int, ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.fields or self.add or self.drop or self.suspend or self.unsuspend)


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a push would do, and what it leaves as it is.

    `edited` are notes that were edited in Anki alone, `both` those that were edited in the
    notes as well (with the fields), `deleted` those that were deleted in Anki, `styled` note
    types whose look was changed by hand. `deleting` = removed notes are deleted, not suspended.
    `had` is what this Anki has after the push (see `push_memory`).
    """

    media: tuple[str, ...] = ()
    note_types: tuple[NoteType, ...] = ()
    new: tuple[Note, ...] = ()
    changed: tuple[Change, ...] = ()
    removed: tuple[Change, ...] = ()
    deleting: bool = False
    moves: Mapping[str, tuple[int, ...]] = field(default_factory=dict)  # deck → cards
    edited: tuple[str, ...] = ()
    both: tuple[tuple[str, tuple[str, ...]], ...] = ()
    deleted: tuple[str, ...] = ()
    styled: tuple[str, ...] = ()
    had: Mapping[str, int] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        steps = (self.media, self.note_types, self.new, self.changed, self.removed, self.moves)
        return not any(steps)


def looked_at(lock: Lock, state: State) -> set[int]:
    """The notes (by Anki's id) whose cards matter: those that have left, have been away, or are
    tagged as removed.
    """
    away = {r.guid for r in (*lock.gone, *(r for r in lock.notes if r.back_at))}
    return {
        note.id for guid, note in state.notes.items() if guid in away or REMOVED_TAG in note.tags
    }


def make_plan(deck: Deck, lock: Lock, state: State, wanted: PushOptions) -> Plan:
    """What differs between the deck and Anki's state. Raises AnkigenError where a note type does
    not fit.
    """
    kinds = {kind.key: kind for kind in deck.note_types}
    records = {record.guid: record for record in lock.notes}
    started = _started(records, state)
    had = {g: n for g, n in state.had.items() if g not in records or not records[g].removed_at}
    new: list[Note] = []
    changed: list[Change] = []
    edited: list[str] = []
    both: list[tuple[str, tuple[str, ...]]] = []
    deleted: list[str] = []
    for note in deck.notes:
        theirs = state.notes.get(note.guid)
        if REMOVED_TAG in note.tags:
            continue
        record = records.get(note.guid)
        if theirs is None:
            # where nothing of the deck is there, it is another collection, or a fresh start
            if note.guid in had and state.notes and not wanted.restore:
                deleted.append(note.term)
            else:
                new.append(note)
                had[note.guid] = record.since.number if record else 0
            continue
        kind = kinds[note.note_type]
        if theirs.note_type_id != kind.id:
            raise AnkigenError(
                f'"{note.term}" has another note type in Anki ({theirs.note_type}); change it back '
                "there (Browse > Notes > Change Note Type), then push again"
            )
        compared = _Compared(note, kind, theirs, record, started, had.get(note.guid))
        change = compared.change(state, wanted.both)
        had[note.guid] = compared.reached(wanted.both)
        if compared.kept:
            edited.append(note.term)
        if compared.both and not wanted.both:
            both.append((note.term, tuple(compared.both)))
        if not change.empty:
            changed.append(change)
    used = [kind for kind in deck.note_types if any(n.note_type == kind.key for n in deck.notes)]
    types, styled = _types(used, state)
    shown = media_names([f for n in deck.notes for f in n.fields])
    media = sorted(
        name
        for name in deck.media.keys() - state.media
        if name in shown or name.startswith("_")  # a note type's own
    )
    return Plan(
        media=tuple(media),
        note_types=types,
        new=tuple(new),
        changed=tuple(changed),
        removed=_removed(lock, state, wanted.removed),
        deleting=wanted.removed == "delete",
        moves=_moves(deck, state) if wanted.move else {},
        edited=tuple(edited),
        both=tuple(both),
        deleted=tuple(deleted),
        styled=styled,
        had=had,
    )


def _started(records: Mapping[str, NoteRecord], state: State) -> BaseBuild:
    """Which builds Anki has had, by the notes that nobody edited there."""
    return BaseBuild.of_notes(
        (records[guid], shown_hash(theirs.fields), frozenset(theirs.tags) - OWN_TAGS)
        for guid, theirs in state.notes.items()
        if guid in records and not records[guid].removed_at
    )


class _Compared:
    """A note of ours beside the one that Anki has, field by field.

    `ours` are fields to set: Anki has what a former build had. `kept` were edited in Anki alone,
    `both` in the notes as well, by a build that Anki's note never had. `had` is the number of the
    build whose text it had when it was last pushed to, `started` tells where that is not known.
    """

    def __init__(
        self,
        note: Note,
        kind: NoteType,
        theirs: PackageNote,
        record: NoteRecord | None,
        started: BaseBuild,
        had: int | None,
    ) -> None:
        self.note, self.kind, self.theirs, self.record = note, kind, theirs, record
        self.started, self.had = started, had
        self.ours: list[str] = []
        self.kept: list[str] = []
        self.both: list[str] = []
        self.not_had: list[int] = []  # the builds of `both`

    def change(self, state: State, both: OnConflict) -> Change:
        """What to set on the note that Anki has."""
        note, theirs = self.note, self.theirs
        values = their_values(self.kind, theirs, state)
        ours = dict(zip((f.name for f in self.kind.fields), note.fields, strict=True))
        former = self.record is not None and self.record.was_shown(shown_hash(theirs.fields))
        for number, (name, value) in enumerate(ours.items()):
            if values[name] != value:
                self._sort(number, name, values[name], former)
        names = (*self.ours, *(self.both if both == "ours" else ()))
        tags = self.record.former_tags if self.record else ()
        return Change(
            theirs.id,
            note.term,
            {name: ours[name] for name in names},
            add=tuple(t for t in clean_tags(note.tags) if t not in theirs.tags),
            drop=tuple(t for t in (*tags, REMOVED_TAG) if t in theirs.tags),
            unsuspend=self._unsuspend(state),
        )

    def _sort(self, number: int, name: str, value: str, former: bool) -> None:
        if former or (self.record is not None and self.record.had_field(number, value)):
            self.ours.append(name)
            return
        since = self.record.field_since(number) if self.record else None
        if since is not None and not self._had(since):
            self.both.append(name)
            self.not_had.append(since.number)
        else:
            self.kept.append(name)

    def _had(self, since: BuildStamp) -> bool:
        """Whether Anki's note ever had what was built then."""
        if self.had is not None:
            return since.number <= self.had
        # other notes of that build are there: unless this one was edited before it came
        return self.started.has(since) is True and self.theirs.changed_at >= since.at

    def reached(self, both: OnConflict) -> int:
        """The number of the build whose text Anki's note has after the push."""
        if self.not_had and both != "ours":
            return min(self.not_had) - 1
        return self.record.since.number if self.record else 0

    def _unsuspend(self, state: State) -> tuple[int, ...]:
        """The cards that were suspended while the note was away, and not by its user before: it is
        tagged still, or they are as they were then.
        """
        left_at, back_at = (self.record.left_at, self.record.back_at) if self.record else (0, 0)
        tagged = REMOVED_TAG in self.theirs.tags
        return tuple(
            card.id
            for card in state.cards.get(self.theirs.id, ())
            if card.suspended
            and (tagged or 0 < card.changed_at < back_at)
            and (card.changed_at >= left_at or not card.changed_at)
        )


def their_values(kind: NoteType, theirs: PackageNote, state: State) -> Mapping[str, str]:
    """Their fields under our names: a field that has another name there is known by its id."""
    known = state.note_types.get(kind.id)
    names = {f.id: f.name for f in known.fields} if known else {}
    return {f.name: theirs.field(names.get(f.id, f.name)) for f in kind.fields}


def _types(used: Sequence[NoteType], state: State) -> tuple[tuple[NoteType, ...], tuple[str, ...]]:
    """The note types to bring, and the names of those whose look was changed by hand after ours."""
    bring: list[NoteType] = []
    styled: list[str] = []
    for kind in used:
        theirs = state.note_types.get(kind.id)
        if theirs is None:
            bring.append(kind)
            continue
        missing = [f.name for f in kind.fields if f.id not in {t.id for t in theirs.fields}]
        renamed = [
            f"{t.name} (ours: {f.name})"
            for f in kind.fields
            for t in theirs.fields
            if f.id == t.id and f.name != t.name
        ]
        if (renamed or missing) and theirs.changed_at > kind.changed_at:
            raise AnkigenError(
                f'the note type "{theirs.name}" was changed by hand in Anki (fields '
                f"{', '.join(renamed or missing)}); put them back in Tools > Manage Note Types > "
                "Fields, then push again"
            )
        if missing or renamed or _look(kind) != _look(theirs):
            if theirs.changed_at > kind.changed_at:
                styled.append(theirs.name)
            else:
                bring.append(kind)
    return tuple(bring), tuple(styled)


def _look(kind: NoteType) -> object:
    return [(t.front, t.back) for t in kind.templates], kind.css


def _removed(lock: Lock, state: State, removed: Removed) -> tuple[Change, ...]:
    """What to do with the notes that have left: by the state of their cards, as the tag may have
    come with a package.
    """
    if removed == "keep":
        return ()
    changes = []
    for record in lock.gone:
        theirs = state.notes.get(record.guid)
        if theirs is None or KEEP_TAG in theirs.tags:
            continue
        cards = state.cards.get(theirs.id, ())
        change = Change(
            theirs.id,
            record.term,
            add=() if REMOVED_TAG in theirs.tags else (REMOVED_TAG,),
            suspend=tuple(card.id for card in cards if not card.suspended),
        )
        if removed == "delete" or not change.empty:
            changes.append(change)
    return tuple(changes)


def _moves(deck: Deck, state: State) -> Mapping[str, tuple[int, ...]]:
    """The cards that lie in another deck than ours, by the deck to which they belong."""
    cards = {note: [card.id for card in held] for note, held in state.cards.items()}
    moves: dict[str, list[int]] = {}
    for note in deck.notes:
        theirs = state.notes.get(note.guid)
        home = note.deck or deck.name
        for card in cards.get(theirs.id, ()) if theirs else ():
            if state.decks.get(card, home) != home:
                moves.setdefault(home, []).append(card)
    return {home: tuple(found) for home, found in sorted(moves.items())}


# --------------------------------------------------------------------------- in words


def describe(plan: Plan, removed: Removed) -> Iterator[str]:
    """The plan in words, a line for each kind of step and each note that changes."""
    left = list(_left(plan))
    if plan.empty:
        rest = "all but what stays as it is there" if left else "all of it"
        yield f"nothing to do: Anki has {rest}"
    for kind in plan.note_types:
        yield f'bring the note type "{kind.name}"'
    if plan.media:
        yield f"store {counted(len(plan.media), 'media file')}"
    for note in plan.new:
        yield f'add "{note.term}" ({counted(note.cards, "card")})'
    for change in plan.changed:
        yield f'change "{change.term}": {"; ".join(_parts(change))}'
    verb = "delete" if removed == "delete" else "suspend"
    for change in plan.removed:
        yield f'{verb} "{change.term}", which is no longer in the notes'
    for home, cards in plan.moves.items():
        yield f'move {counted(len(cards), "card")} to "{home}"'
    yield from left


def _parts(change: Change) -> Sequence[str]:
    parts = [", ".join(change.fields)] if change.fields else []
    parts += [f"tags +{' +'.join(change.add)}"] if change.add else []
    parts += [f"tags -{' -'.join(change.drop)}"] if change.drop else []
    return parts + (["unsuspend"] if change.unsuspend else [])


def _left(plan: Plan) -> Iterator[str]:
    """What stays as it is in Anki, and the way out."""
    for term in plan.edited:
        yield f'leave "{term}": edited in Anki since (bring it back with `ankigen merge`)'
    for term, names in plan.both:
        yield (
            f'leave {" and ".join(names)} of "{term}": edited in Anki and in the '
            f"notes; merge an export first "
            "(`ankigen merge`), or push with --both ours or --both theirs"
        )
    for term in plan.deleted:
        yield (
            f'leave out "{term}": deleted in Anki; put it under [ignore] terms, or '
            f"bring it back with --restore"
        )
    for name in plan.styled:
        yield f'leave the look of "{name}": changed by hand in Anki since'
