"""Notes that people exported from Anki, as a package or as text, merged into the overlay."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ankigen.cards.rendering.media_files import KINDS, suffix_of
from ankigen.cards.rendering.plain import plain_text
from ankigen.identity.fingerprints import exact_text, fingerprint, plain_term
from ankigen.identity.hashes import (
    OWN_TAGS,
    REMOVED_TAG,
    clean_tags,
    made_hash,
    same_hash,
    shown_hash,
)
from ankigen.identity.markup import media_names, words_of
from ankigen.identity.matching import Candidate, between, match
from ankigen.identity.records import NoteRecord
from ankigen.model import Node, Note, NoteType
from ankigen.model.note_fields import ITEM_FIELDS, LIST, TERM
from ankigen.readers.anki_package import Package, PackageNote
from ankigen.readers.html import nodes_of, rich_of
from ankigen.sync.base_build import BaseBuild, started_from_ours
from ankigen.sync.body_patch import (
    as_written,
    items_of,
    target_of,
    together,
    with_field,
    without_cloze,
)
from ankigen.sync.entry_values import body_html, rich_html, value
from ankigen.sync.merge import (
    Addition,
    Merge,
    Merged,
    Ours,
    doubtful_name,
    take_tags,
    theirs_alone,
    three_way,
)
from ankigen.sync.merge_doubts import deleted, doubtful_fields, in_doubt
from ankigen.text.plurals import counted


def merge_notes(
    theirs: Sequence[PackageNote],
    base: Package | None,
    ours: Ours,
    source: str,
    package: Package | None = None,
) -> Merged:
    """Notes exported from Anki. `base` is the package of the last build, `package` where their
    media are.
    """
    built = {note.guid: note for note in base.notes} if base else {}
    notes = {note.guid: note for note in ours.deck.notes if REMOVED_TAG not in note.tags}
    records = {record.guid: record for record in ours.lock.notes}
    state = Merge(ours, source)
    state.package = _of_pictures(package) if package else None
    places = _places(ours)
    kinds = {kind.id: kind for kind in ours.deck.note_types}
    matched = _matched(state, theirs, built, notes, kinds, places)
    state.started = BaseBuild.of_notes(
        (records[same.guid], shown_hash(theirs[t].fields), frozenset(theirs[t].tags) - OWN_TAGS)
        for t, same in matched.items()
        if same is not None and same.guid in records
    )
    headwords = {
        plain_term(name)
        for e in (*ours.raw, *ours.entries)
        for name in (plain_text(e.term), e.raw_term)
    }
    elsewhere = 0
    left = {(r.note_type, plain_term(r.term)): r for r in records.values() if r.removed_at}
    for t, note in enumerate(theirs):
        same = matched.get(t)
        if same is not None:
            n = places.get((same.origin, same.term))
            if n is not None:
                was = built.get(same.guid) or _as_built(same, note)
                _merge_note(state, n, same, note, was, records.get(same.guid))
        elif t in matched:
            continue  # in doubt
        elif (record := records.get(note.guid) or _without_guid(note, kinds, left)) is not None:
            shown = shown_hash(note.fields)
            if record.removed_at and record.shown != shown and not record.was_shown(shown):
                in_doubt(state, record, note, notes, places)
        elif REMOVED_TAG in note.tags:
            state.leave_out(words_of(note.fields[0]))
        elif note.note_type_id in kinds or _in_deck(note.deck, ours.deck.name):
            _add(state, note, headwords)
        else:
            elsewhere += 1
    if elsewhere:
        state.lines.append(f"leave out {counted(elsewhere, 'note')} of other decks")
    if all(note.guid for note in theirs):
        state.lines += deleted(state, notes, records, {note.guid for note in theirs})
    return state.result()


def _of_pictures(package: Package) -> Package:
    """The package with pictures and sounds alone: no other file gets into the media folder."""
    media = {name: member for name, member in package.media.items() if suffix_of(name) in KINDS}
    return replace(package, media=media)


def _without_guid(
    note: PackageNote,
    kinds: Mapping[int, NoteType],
    left: Mapping[tuple[str, str], NoteRecord],
) -> NoteRecord | None:
    """The note that has left and bears the headword of one that comes without a guid."""
    kind = kinds.get(note.note_type_id)
    if kind is None or note.guid:
        return None
    return left.get((kind.key, plain_term(words_of(note.fields[0]))))


def _matched(
    state: Merge,
    theirs: Sequence[PackageNote],
    built: Mapping[str, PackageNote],
    notes: Mapping[str, Note],
    kinds: Mapping[int, NoteType],
    places: Mapping[tuple[object, str], int],
) -> dict[int, Note | None]:
    """Which note of ours each of theirs is: by guid, then by headword, then by likeness (None =
    in doubt, a conflict).
    """
    pairs: dict[int, Note | None] = {}
    for t, note in enumerate(theirs):
        kind, same = kinds.get(note.note_type_id), notes.get(note.guid)
        if kind is not None and same is not None and same.note_type == kind.key:
            pairs[t] = same
    taken = {note.guid for note in pairs.values() if note is not None}
    free = _by_term(note for note in notes.values() if note.guid not in taken)
    known = {*built, *(record.guid for record in state.ours.lock.notes)}
    open_: list[int] = []
    for t, note in enumerate(theirs):
        if t in pairs or note.note_type_id not in kinds or note.guid in known:
            continue
        key = kinds[note.note_type_id].key
        named = free.get((key, plain_term(words_of(note.fields[0]))), ())
        if len(named) == 1 and named[0].guid not in taken:
            pairs[t] = named[0]
            taken.add(named[0].guid)
        else:
            open_.append(t)
    rest = [n for n in notes.values() if n.guid not in taken and n.guid in built]
    # a file without guids holds the notes in the order of the package: by their places, too, a
    # note is known of which headword and text were changed
    own = [same.guid if (same := pairs.get(t)) else "" for t in range(len(theirs))]
    places_of = dict(zip(built, between([g if g in taken else "" for g in built]), strict=True))
    there = between(own)
    matching = match(
        [
            _note_candidate(theirs[t], kinds, ("", "") if theirs[t].guid else there[t])
            for t in open_
        ],
        [_note_candidate(built[n.guid], kinds, places_of[n.guid]) for n in rest],
    )
    pairs |= {open_[a]: rest[b] for a, b in matching.pairs.items()}
    for doubt in matching.doubts:
        t, old = open_[doubt.new], rest[doubt.old]
        pairs[t] = None
        n = places.get((old.origin, old.term))
        if n is not None:
            doubtful_name(state, n, old.fields[0], theirs[t].fields[0])
            was = built[old.guid]
            edited = [name for name in was.names if theirs[t].field(name) != was.field(name)]
            doubtful_fields(state, n, old.note_type, theirs[t], edited)
    return pairs


def _note_candidate(
    note: PackageNote, kinds: Mapping[int, NoteType], place: tuple[str, str]
) -> Candidate:
    """A note by its headword, by what else it says, the fields that ankigen makes of it left out,
    and by the notes before and after it (guids).
    """
    key = kinds[note.note_type_id].key
    texts = [note.field(name) for name in note.names if target_of(key, name) == "definition"]
    text = words_of(" ".join(texts or note.fields[1:]))
    before, after = place
    return Candidate(
        key,
        words_of(note.fields[0]),
        fingerprint(text),
        exact_text(text),
        before=before,
        after=after,
    )


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
    state: Merge,
    n: int,
    note: Note,
    theirs: PackageNote,
    base: PackageNote,
    record: NoteRecord | None,
) -> None:
    kind = next(k for k in state.ours.deck.note_types if k.key == note.note_type)
    ours = dict(zip((f.name for f in kind.fields), note.fields, strict=True))
    shown = shown_hash(theirs.fields)
    _merge_tags(state, n, note, theirs, base, record)
    if record is not None and record.was_shown(shown) and shown != shown_hash(base.fields):
        return  # an older build, as it was
    made = record is not None and record.was_made(made_hash(theirs.names, theirs.fields))
    places = {name: number for number, name in enumerate(ours)}
    for name in theirs.names:
        their_value = theirs.field(name)
        if name not in ours:
            if their_value:
                state.conflict(
                    n, name, "", their_value, their_value, "a field that ankigen does not have"
                )
            continue
        if target_of(note.note_type, name) is None and (made or not their_value.strip()):
            continue  # as a former build filled it, or empty on a note that they made themselves
        if their_value in (base.field(name), ours[name]):
            continue
        if record is not None and record.had_field(places[name], their_value):
            continue  # what an older build had
        b, t, o = (_canonical(v) for v in (base.field(name), their_value, ours[name]))
        decision = three_way(b, t, o)
        if decision == "take" and record is not None:
            behind = _edited_older_build(state, record, theirs, list(ours), name)
            decision = "conflict" if behind else "take"
        if decision:
            sides = _Sides(name, their_value, ours[name], decision)
            _merge_field(state, n, note.note_type, sides)


def _edited_older_build(
    state: Merge, record: NoteRecord, theirs: PackageNote, names: Sequence[str], name: str
) -> bool:
    """Whether they may have edited what a former build had in a field that says something else
    since.

    What tells, in this order: the other fields of the note, the other notes of the file, the words
    of the text. Where nothing does, it is taken to be so: a person is asked.
    """
    number = names.index(name)
    since, now = record.field_since(number), record.state
    if since is None:
        return False
    former = [
        p for p in record.past if p.each and not same_hash(p.hash_of(number), now.hash_of(number))
    ]
    for other, title in enumerate(names):
        their_value = theirs.field(title)
        differs = any(not same_hash(p.hash_of(other), now.hash_of(other)) for p in former)
        was = any(past.had(other, their_value) for past in former)
        if other != number and differs and (was or now.had(other, their_value)):
            return was
    had_ours = state.started.has(since)
    if had_ours is None and target_of(record.note_type, name) == "definition":
        had_ours = started_from_ours(record, former, fingerprint(words_of(theirs.field(name))))
    return not had_ours


def _canonical(field_: str) -> str:
    """A field's HTML as ankigen would write it: Anki's editor writes the same in other ways."""
    return body_html(nodes_of(field_, 1))


@dataclass(frozen=True, slots=True)
class _Sides:
    """A field that they changed: its name, both values, and whether theirs is taken ("take") or
    both changed it ("conflict").
    """

    name: str
    theirs: str
    ours: str
    decision: str


def _merge_field(state: Merge, n: int, note_type: str, sides: _Sides) -> None:
    """Takes over what they changed in a field of entry `n`, or notes a conflict."""
    entry = state.working[n]
    name, theirs, ours = sides.name, sides.theirs, sides.ours
    source_text = f"{name} {_canonical(theirs)}"
    target = target_of(note_type, name)
    now: str | None = None
    shown: tuple[Node, ...] | None = None
    if target == "term" or (
        target == "context" and _canonical(ours) == _canonical(value(entry, "context"))
    ):
        now = rich_html(rich_of(theirs, 1))
    elif target == "definition":
        built, own = state.ours.deck.entries[n].body, state.ours.entries[n].body
        placed = with_field(built, name, ours, theirs)
        shown = together(built, state.shown[n], placed) if placed is not None else None
        if shown is not None:
            body = as_written(own, built, shown)
            now = body_html(body) if body != entry.body else None
    if now is None or target is None:
        reason = f"ankigen makes the field {name} from the rest of the entry"
        if target is not None:
            reason = f"the place of {name} in the entry was not found; change it in the notes"
        state.conflict(n, name, ours, theirs, source_text, reason)
        return
    if target in ("term", "definition") and not (words_of(theirs) or media_names([theirs])):
        reason = f"theirs has no {target}"
        state.conflict(n, target, value(entry, target), now, source_text, reason)
        return
    package = state.package
    new_media = media_names([theirs]) - media_names([ours])
    missing = [m for m in sorted(new_media) if package is None or m not in package.media]
    if missing:
        reason = f"shows {missing[0]}, which is not in the file"
        state.conflict(n, target, value(entry, target), now, source_text, reason)
    elif sides.decision == "take":
        if package is not None:
            state.media.update({m: package.media_bytes(m) for m in sorted(new_media)})
        if shown is not None:
            state.shown[n] = shown
        state.take(n, target, now, source_text)
    else:
        state.conflict(n, target, value(entry, target), now, source_text)


def _merge_tags(
    state: Merge,
    n: int,
    note: Note,
    theirs: PackageNote,
    base: PackageNote,
    record: NoteRecord | None,
) -> None:
    unrooted = state.ours.unrooted
    ours = unrooted(clean_tags(note.tags))
    was, has = unrooted(set(base.tags) - OWN_TAGS), unrooted(set(theirs.tags) - OWN_TAGS)
    added, gone = theirs_alone(state, [record] if record else [], was, has, ours)
    made = gone - set(state.working[n].tags)
    for tag in sorted(made):
        reason = f"the tag {tag} is the entry's topic; change that"
        state.conflict(n, "Tags", tag, f"-{tag}", f"-{tag}", reason)
    take_tags(state, n, added, gone - made)


def _add(state: Merge, note: PackageNote, headwords: Collection[str]) -> None:
    """A note that they made themselves. `headwords` = those that our notes have already."""
    if not note.fields:  # a row of nothing but its guid
        return
    ours = {kind.id: kind.key for kind in state.ours.deck.note_types}
    key = ours.get(note.note_type_id, "")
    if key == LIST:
        items = [i for name in ITEM_FIELDS for i in items_of(note.field(name)) or ()]
        listed = "".join(f"<li>{item}</li>" for item in items)
        tag = "ol" if note.field("Order") else "ul"
        definition = f"{note.field('Introduction')}<{tag}>{listed}</{tag}>"
    elif key == TERM:
        definition = note.field("Definition")
    else:
        definition = "<br>".join(f for f in note.fields[1:] if f.strip())
    term = note.fields[0] if key else without_cloze(note.fields[0])
    definition = definition if key else without_cloze(definition)
    if not words_of(definition) and not media_names([definition]):
        state.lines.append(
            f'leave out "{words_of(term)}": it is a headword alone; write it into '
            f"your notes as you like it"
        )
        return
    names, package = media_names([definition]), state.package
    media = {
        name: package.media_bytes(name)
        for name in sorted(names)
        if package is not None and name in package.media
    }
    addition = Addition(
        term=term,
        definition=_canonical(definition),
        context=note.field("Context"),
        tags=tuple(sorted(state.ours.unrooted(set(note.tags) - OWN_TAGS))),
        guid=note.guid if key else "",
        media=media,
    )
    if addition.mark not in state.known and plain_term(plain_text(rich_of(term, 1))) in headwords:
        state.lines.append(
            f'leave out "{words_of(term)}": a note of their own, and the notes have '
            f"an entry of that name"
        )
    else:
        state.add(addition)
