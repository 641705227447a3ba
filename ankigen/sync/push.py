"""`ankigen push`: what differs between the deck and a running Anki, and the steps that bring it there.

Speaks to the AnkiConnect add-on (its API, version 6). The add-on cannot name a note's guid, so the state of Anki is read
from a package that it exports, and new notes go in as a package, with the guids and ids that every other way of import
uses too. Notes that are there are changed field by field: their tags, flags and reviews stay.
"""

from __future__ import annotations

import base64
import json
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from http.client import HTTPException
from itertools import islice
from pathlib import Path
from typing import Any

from ankigen.exporters.apkg import package
from ankigen.identity.hashes import REMOVED_TAG, clean_tags, shown_hash
from ankigen.identity.markup import media_names
from ankigen.identity.records import Lock, NoteRecord
from ankigen.model import AnkigenError, Deck, Note, NoteType
from ankigen.model.settings import Removed
from ankigen.readers.anki_package import Package, PackageNote, read_package

API_VERSION = 6
#: Seconds; importing ten thousand notes takes Anki less.
TIMEOUT = 120.0
#: Actions in one request, and bytes of media in one: a request is answered in well under a second.
BATCH = 100
BATCH_BYTES = 4_000_000
#: Notes that are only asked about, in one request.
INFO_BATCH = 1_000
#: New notes in one package: an interruption loses no more than this, and the progress bar moves.
NEW_NOTES = 500

Progress = Callable[[str, int, int], None]


# --------------------------------------------------------------------------- talking to Anki


@dataclass(frozen=True, slots=True)
class AnkiConnect:
    """The add-on at an address. Every trouble is an AnkigenError of one line."""

    url: str = "http://127.0.0.1:8765"
    key: str = field(default="", repr=False)
    timeout: float = TIMEOUT

    def ask(self, action: str, **params: object) -> Any:
        """The result of one action."""
        return _result(action, self._post(self._request(action, params)), self.url)

    def ask_all(self, actions: Sequence[tuple[str, Mapping[str, object]]]) -> list[Any]:
        """The results of several actions in one request, in their order."""
        if not actions:
            return []
        requests = [self._request(action, params) for action, params in actions]
        answers = self.ask("multi", actions=requests)
        if not isinstance(answers, list) or len(answers) != len(actions):
            raise _not_ankiconnect(self.url)
        return [
            _result(action, answer, self.url)
            for (action, _), answer in zip(actions, answers, strict=True)
        ]

    def _request(self, action: str, params: Mapping[str, object]) -> dict[str, object]:
        request: dict[str, object] = {"action": action, "version": API_VERSION, "params": params}
        return request | ({"key": self.key} if self.key else {})

    def _post(self, request: Mapping[str, object]) -> Any:
        data = json.dumps(request).encode()
        headers = {"Content-Type": "application/json"}
        try:
            # Without the proxies of the environment: they do not lead to this computer.
            opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
            asked = urllib.request.Request(self.url, data, headers)
            with opener.open(asked, timeout=self.timeout) as response:
                return json.loads(response.read())
        except urllib.error.HTTPError as error:
            raise AnkigenError(
                f"{self.url}: answers {error.code} ({error.reason}), so it is not AnkiConnect or "
                "does not let us in; check push.url in ankigen.toml and the add-on's settings"
            ) from None
        except (urllib.error.URLError, ConnectionError, HTTPException, TimeoutError) as error:
            raise _no_answer(self.url, error) from None
        except ValueError:  # also an address that is none
            raise _not_ankiconnect(self.url) from None


def _no_answer(url: str, error: Exception) -> AnkigenError:
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(reason, TimeoutError):
        return AnkigenError(
            f"{url}: Anki did not answer in time; close its dialogs and push again (nothing is doubled)"
        )
    if isinstance(reason, ConnectionRefusedError):
        return AnkigenError(
            f"{url}: nobody listens there; start Anki, and if it runs, install the add-on AnkiConnect "
            "(Tools > Add-ons > Get Add-ons, code 2055492159) and start Anki again"
        )
    return AnkigenError(
        f"{url}: the connection to Anki broke off ({reason}); push again, nothing is doubled"
    )


def _not_ankiconnect(url: str) -> AnkigenError:
    return AnkigenError(
        f"{url}: what answers there is not AnkiConnect; check push.url in ankigen.toml"
    )


def _result(action: str, answer: Any, url: str) -> Any:
    if not isinstance(answer, dict) or not {"result", "error"} <= answer.keys():
        raise _not_ankiconnect(url)
    error = answer["error"]
    if error is None:
        return answer["result"]
    text = " ".join(str(error).split())
    if "api key" in text:
        raise AnkigenError(
            f"{url}: AnkiConnect wants its key; set ANKIGEN_ANKICONNECT_KEY to the apiKey of the "
            "add-on's settings"
        )
    if "collection is not available" in text:
        raise AnkigenError(f"{url}: no collection is open in Anki; choose a profile and push again")
    if "unsupported action" in text:
        raise AnkigenError(
            f"{url}: this AnkiConnect does not know {action}; update the add-on and push again"
        )
    raise AnkigenError(f"{url}: Anki could not do {action}: {text}")


# --------------------------------------------------------------------------- what Anki has


@dataclass(frozen=True, slots=True)
class State:
    """What Anki has of the deck: its notes by guid, its note types, the names of all media files."""

    notes: Mapping[str, PackageNote] = field(default_factory=dict)
    note_types: Mapping[int, NoteType] = field(default_factory=dict)
    names: Mapping[int, str] = field(default_factory=dict)  # what note types are called there
    media: frozenset[str] = frozenset()


def read_state(anki: AnkiConnect, deck: Deck, folder: Path) -> State:
    """What Anki has; `folder` is where it puts the packages that it exports."""
    version = anki.ask("version")
    if not isinstance(version, int) or version < API_VERSION:
        raise AnkigenError(
            f"{anki.url}: this AnkiConnect is too old (its API is {version}, {API_VERSION} is needed); "
            "update the add-on"
        )
    decks, models, media = anki.ask_all(
        (("deckNames", {}), ("modelNamesAndIds", {}), ("getMediaFilesNames", {"pattern": "*"}))
    )
    names = {int(number): str(name) for name, number in models.items()}
    notes: dict[str, PackageNote] = {}
    kinds: dict[int, NoteType] = {}
    wanted = [deck.name] if deck.name in decks else _other_decks(anki, deck, names, ())
    seen: set[str] = set()
    while wanted:
        for name in wanted:
            exported = _exported(anki, name, folder)
            notes.update({note.guid: note for note in exported.notes})
            kinds.update({kind.id: kind for kind in exported.note_types})
        seen.update(wanted)
        wanted = [
            name for name in _other_decks(anki, deck, names, notes.values()) if name not in seen
        ]
    ours = {kind.id for kind in deck.note_types}
    return State(
        {guid: note for guid, note in notes.items() if note.note_type_id in ours},
        {number: kind for number, kind in kinds.items() if number in ours},
        {number: name for number, name in names.items() if number in ours},
        frozenset(str(name) for name in media),
    )


def _exported(anki: AnkiConnect, deck_name: str, folder: Path) -> Package:
    path = folder / "from-anki.apkg"
    path.unlink(missing_ok=True)
    if anki.ask("exportPackage", deck=deck_name, path=str(path), includeSched=False) is not True:
        raise AnkigenError(f'{anki.url}: Anki could not export the deck "{deck_name}"; push again')
    try:
        return read_package(path.read_bytes(), path.name)
    except OSError:
        raise AnkigenError(
            f"{anki.url}: Anki's export did not arrive at {path}; push works with an Anki on the same "
            "computer that may write there"
        ) from None


def _other_decks(
    anki: AnkiConnect, deck: Deck, names: Mapping[int, str], known: Iterable[PackageNote]
) -> list[str]:
    """The decks to which a person moved cards of ours, or that have another name there."""
    ids = {note.id for note in known}
    ours = [kind.id for kind in deck.note_types if kind.id in names]
    found = anki.ask_all([("findNotes", {"query": f"mid:{number}"}) for number in ours])
    elsewhere = sorted({int(n) for numbers in found for n in numbers} - ids)
    cards = [
        card
        for start in range(0, len(elsewhere), INFO_BATCH)
        for note in anki.ask("notesInfo", notes=elsewhere[start : start + INFO_BATCH])
        for card in note["cards"]
    ]
    return sorted(anki.ask("getDecks", cards=cards)) if cards else []


# --------------------------------------------------------------------------- the plan


@dataclass(frozen=True, slots=True)
class Change:
    """A note that is there and differs: the fields to set, the tags to add and to take off."""

    note_id: int
    term: str
    fields: Mapping[str, str] = field(default_factory=dict)
    add: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    unsuspend: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a push would do. `edited` are notes that were edited in Anki and are left as they are."""

    media: tuple[str, ...] = ()
    note_types: tuple[NoteType, ...] = ()
    new: tuple[Note, ...] = ()
    changed: tuple[Change, ...] = ()
    removed: tuple[Change, ...] = ()
    edited: tuple[str, ...] = ()
    styled: tuple[str, ...] = ()  # note types whose look was changed by hand

    @property
    def empty(self) -> bool:
        return not (self.media or self.note_types or self.new or self.changed or self.removed)


def make_plan(deck: Deck, lock: Lock, state: State, removed: Removed) -> Plan:
    """What differs between the deck and Anki's state. Raises AnkigenError where a note type does not fit."""
    kinds = {kind.key: kind for kind in deck.note_types}
    records = {record.guid: record for record in lock.notes}
    new: list[Note] = []
    changed: list[Change] = []
    edited: list[str] = []
    gone: list[Note] = []
    for note in deck.notes:
        theirs = state.notes.get(note.guid)
        if REMOVED_TAG in note.tags:
            gone.append(note)
        elif theirs is None:
            new.append(note)
        elif theirs.note_type_id != kinds[note.note_type].id:
            raise AnkigenError(
                f'"{note.term}" has another note type in Anki ({theirs.note_type}); change it back '
                "there (Browse > Notes > Change Note Type), then push again"
            )
        else:
            kind = kinds[note.note_type]
            values = _values(kind, theirs, state)
            change = _change(note, kind, theirs, values, records.get(note.guid))
            if change is None:
                edited.append(note.term)
            elif change.fields or change.add or change.drop or change.unsuspend:
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
        removed=() if removed == "keep" else _removed(lock, state),
        edited=tuple(edited),
        styled=styled,
    )


def _values(kind: NoteType, theirs: PackageNote, state: State) -> Mapping[str, str]:
    """Their fields under our names: a field that has another name there is known by its id."""
    known = state.note_types.get(kind.id)
    names = {f.id: f.name for f in known.fields} if known else {}
    return {f.name: theirs.field(names.get(f.id, f.name)) for f in kind.fields}


def _change(
    note: Note,
    kind: NoteType,
    theirs: PackageNote,
    values: Mapping[str, str],
    record: NoteRecord | None,
) -> Change | None:
    """What to set on a note that Anki has, or None if it was edited there since we changed it last."""
    ours = dict(zip((f.name for f in kind.fields), note.fields, strict=True))
    fields = {name: value for name, value in ours.items() if values[name] != value}
    former = record.former_tags if record else ()
    add = tuple(t for t in clean_tags(note.tags) if t not in theirs.tags)
    drop = tuple(t for t in (*former, REMOVED_TAG) if t in theirs.tags)
    if not fields and not add and not drop:
        return Change(theirs.id, note.term)
    # What equals a former build was not edited; else the later change counts, as in Anki's own import.
    if fields and theirs.changed_at >= note.changed_at and not _is_former(theirs, record):
        return None
    return Change(theirs.id, note.term, fields, add, drop, unsuspend=REMOVED_TAG in drop)


def _is_former(theirs: PackageNote, record: NoteRecord | None) -> bool:
    return record is not None and record.was_shown(shown_hash(theirs.fields))


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


def _removed(lock: Lock, state: State) -> tuple[Change, ...]:
    return tuple(
        Change(state.notes[record.guid].id, record.term, add=(REMOVED_TAG,))
        for record in lock.removed
        if record.guid in state.notes and REMOVED_TAG not in state.notes[record.guid].tags
    )


def describe(plan: Plan, removed: Removed) -> Iterator[str]:
    """The plan in words, a line for each kind of step and each note that changes."""
    if plan.empty:
        yield "nothing to do: Anki has all of it"
    for kind in plan.note_types:
        yield f'bring the note type "{kind.name}"'
    if plan.media:
        yield f"store {len(plan.media)} media file(s)"
    for note in plan.new:
        yield f'add "{note.term}" ({note.cards} card(s))'
    for change in plan.changed:
        parts = [", ".join(change.fields)] if change.fields else []
        parts += [f"tags +{' +'.join(change.add)}"] if change.add else []
        parts += [f"tags -{' -'.join(change.drop)}"] if change.drop else []
        yield f'change "{change.term}": {"; ".join(parts)}'
    verb = "delete" if removed == "delete" else "suspend"
    for change in plan.removed:
        yield f'{verb} "{change.term}", which is no longer in the notes'
    for term in plan.edited:
        yield f'leave "{term}": edited in Anki since (bring it back with `ankigen merge`)'
    for name in plan.styled:
        yield f'leave the look of "{name}": changed by hand in Anki since'


# --------------------------------------------------------------------------- doing it


def carry_out(
    anki: AnkiConnect, deck: Deck, state: State, plan: Plan, removed: Removed, folder: Path,
    progress: Progress,
) -> None:  # fmt: skip
    """The plan, step by step: what a step needs is there before it, so a push that broke off is simply done again."""
    _store_media(anki, deck, plan.media, progress)
    _bring(anki, deck, state, plan, folder, progress)
    _set_fields(anki, plan.changed, progress)
    _set_tags(anki, (*plan.changed, *(plan.removed if removed == "suspend" else ())))
    back = [change.note_id for change in plan.changed if change.unsuspend]
    if back:
        anki.ask("unsuspend", cards=_cards(anki, back))
    gone = [change.note_id for change in plan.removed]
    if gone and removed == "delete":
        anki.ask("deleteNotes", notes=gone)
    elif gone:
        anki.ask("suspend", cards=_cards(anki, gone))


def _store_media(anki: AnkiConnect, deck: Deck, names: Sequence[str], progress: Progress) -> None:
    batch: list[tuple[str, Mapping[str, object]]] = []
    size = 0
    for n, name in enumerate(names):
        data = base64.b64encode(deck.media[name]).decode()
        batch.append(("storeMediaFile", {"filename": name, "data": data}))
        size += len(data)
        if size >= BATCH_BYTES or len(batch) == BATCH or n == len(names) - 1:
            anki.ask_all(batch)
            progress("media", n + 1, len(names))
            batch, size = [], 0


def _bring(
    anki: AnkiConnect, deck: Deck, state: State, plan: Plan, folder: Path, progress: Progress
) -> None:
    """New notes and note types, as packages. A note type without a new note comes with one that Anki has already."""
    notes = list(plan.new)
    for kind in plan.note_types:
        carriers = _carriers(deck, state, plan, kind)
        if not any(note.note_type == kind.key for note in notes):
            # older than what Anki has, so that Anki leaves the note itself alone
            known = (n for n in deck.notes if n.note_type == kind.key and n.guid in state.notes)
            carriers = carriers or [replace(note, changed_at=1) for note in islice(known, 1)]
        notes += carriers
    path = folder / "to-anki.apkg"
    for start in range(0, len(notes), NEW_NOTES):
        part = replace(deck, notes=tuple(notes[start : start + NEW_NOTES]), media={})
        path.write_bytes(package(part))
        if anki.ask("importPackage", path=str(path)) is not True:
            raise AnkigenError(f"{anki.url}: Anki could not import the new notes; push again")
        progress("notes", min(start + NEW_NOTES, len(notes)), len(notes))


def _carriers(deck: Deck, state: State, plan: Plan, kind: NoteType) -> list[Note]:
    """The changed notes of a type with new names of fields: the add-on may not see those before Anki starts again."""
    theirs = state.note_types.get(kind.id)
    if theirs is None or [f.name for f in theirs.fields] == [f.name for f in kind.fields]:
        return []
    changes = {change.note_id: change for change in plan.changed if change.fields}
    found = []
    for note in deck.notes:
        known = state.notes.get(note.guid)
        if note.note_type == kind.key and known is not None and known.id in changes:
            change = changes[known.id]
            tags = tuple(sorted({*known.tags, *change.add} - set(change.drop)))
            found.append(replace(note, tags=tags))
    return found


def _set_fields(anki: AnkiConnect, changes: Sequence[Change], progress: Progress) -> None:
    changes = [change for change in changes if change.fields]
    for start in range(0, len(changes), BATCH):
        anki.ask_all(
            [
                ("updateNoteFields", {"note": {"id": change.note_id, "fields": change.fields}})
                for change in changes[start : start + BATCH]
            ]
        )
        progress("changes", min(start + BATCH, len(changes)), len(changes))


def _set_tags(anki: AnkiConnect, changes: Sequence[Change]) -> None:
    """Tags one by one: whatever else a person put on the note stays."""
    wanted: dict[tuple[str, str], list[int]] = {}
    for change in changes:
        for tag in change.add:
            wanted.setdefault(("addTags", tag), []).append(change.note_id)
        for tag in change.drop:
            wanted.setdefault(("removeTags", tag), []).append(change.note_id)
    actions: list[tuple[str, Mapping[str, object]]] = [
        (action, {"notes": notes, "tags": tag}) for (action, tag), notes in wanted.items()
    ]
    for start in range(0, len(actions), BATCH):
        anki.ask_all(actions[start : start + BATCH])


def _cards(anki: AnkiConnect, notes: Sequence[int]) -> list[int]:
    return [card for note in anki.ask("notesInfo", notes=list(notes)) for card in note["cards"]]


def push(
    anki: AnkiConnect,
    deck: Deck,
    lock: Lock,
    removed: Removed,
    folder: Path,
    dry_run: bool,
    progress: Progress,
) -> Plan:
    """Brings the deck into the running Anki (or, with `dry_run`, only says what that would do)."""
    progress("reading Anki", 0, 0)
    state = read_state(anki, deck, folder)
    plan = make_plan(deck, lock, state, removed)
    if not dry_run:
        carry_out(anki, deck, state, plan, removed, folder, progress)
    return plan
