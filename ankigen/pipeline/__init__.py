"""The page on which you see it all: from the bytes of raw notes to the bytes of a deck, stage by
stage.

Nothing here touches the disk, the clock or the terminal; `progress` is told what is going on.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from ankigen import topics
from ankigen.exporters import EXPORTERS
from ankigen.model import (
    AnkigenError,
    Deck,
    Document,
    Entry,
    Finding,
    Fix,
    Origin,
    Source,
)
from ankigen.model.document_cache import DocumentCache, StageMemory, key_of
from ankigen.model.settings import Settings
from ankigen.pipeline.documents import (
    AskedTables,
    Progress,
    document_key,
    given_of,
    in_its_place,
    no_progress,
    none_asked,
    read_documents,
    reason,
    vocabulary,
)
from ankigen.segmentation import merge
from ankigen.spelling import clean
from ankigen.spelling.headings import renamed
from ankigen.sync import ADDITIONS_NAME
from ankigen.text.raw_lines import raw_lines, with_settled

__all__ = [
    "AskedTables",
    "BuildResult",
    "DeckOptions",
    "ParsedNotes",
    "Progress",
    "document_key",
    "given_of",
    "make",
    "no_progress",
    "only_topics",
    "study",
    "vocabulary",
    "with_edits",
    "write",
]

if TYPE_CHECKING:
    from ankigen.cards.rendering.media import MediaStore
    from ankigen.identity.build_changes import BuildChanges
    from ankigen.identity.last_build import LastBuild
    from ankigen.identity.records import Lock
    from ankigen.sync.edits import Overlay

# --------------------------------------------------------------------------- notes → entries


@dataclass(frozen=True, slots=True)
class ParsedNotes:
    """What the raw notes came to: entries in their order, and what their owner should know."""

    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]  # those of the files; each entry carries its own
    documents: tuple[Document, ...] = ()
    media: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict)  # file → what came in it
    sources: tuple[Source, ...] = ()
    cache: DocumentCache | None = field(default=None, compare=False, repr=False)  # if any lasts

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """Of the files and of the entries, by place."""
        own = (f for entry in self.entries for f in entry.findings)
        return tuple(sorted({*self.findings, *own}, key=lambda f: (f.origin, f.code, f.message)))


def study(
    sources: Sequence[Source],
    settings: Settings,
    progress: Progress = no_progress,
    cache: DocumentCache | None = None,
    asked: AskedTables = none_asked,
) -> ParsedNotes:
    """Reading, parsing, cleaning, merging, topics. A file that cannot be read is an error if it
    is the only one. What `cache` knows is not read again; of this run it then holds these files.
    `asked` tells of which tables the last build asked for the cells: they stay tables.
    """
    documents: list[Document] = []
    findings: list[Finding] = []
    known = DocumentCache() if cache is None else cache
    keys, read_all = read_documents(sources, settings, progress, known, asked)
    for source, read in zip(sources, read_all, strict=True):
        if isinstance(read, AnkigenError):
            if len(sources) == 1:
                raise AnkigenError(f"{source.shown}: {reason(source, read)}")
            message = reason(source, read)
            findings.append(Finding(Origin(source.name, 0), "unread", message, needs_person=True))
            continue
        document = in_its_place(read, source)
        documents.append(document)
        findings += document.findings
    entries, ignored = _leave_out([e for d in documents for e in d.entries], settings)
    progress("cleaning", 0, len(entries))
    # a headword is known by how the notes have it and by how it stands on the cards
    headings = {d.file: d.headings for d in documents}
    memory = _spelling_memory(sources, keys, settings, cache)
    spelled = clean(entries, settings.typos, headings, memory)
    cleaned, corrected = _leave_out(spelled, settings)
    progress("merging", 0, len(cleaned))
    merged, merges = merge(cleaned, settings.ignore.repeats)
    progress("topics", 0, len(merged))
    titles = _titles(documents, cleaned)
    tagged = topics.assign(merged, settings.topics, titles)
    return ParsedNotes(
        tuple(tagged),
        (*findings, *ignored, *corrected, *merges),
        tuple(documents),
        {d.file: d.media for d in documents if d.media},
        tuple(sources),
        cache,
    )


def _spelling_memory(
    sources: Sequence[Source], keys: Sequence[str], settings: Settings, cache: DocumentCache | None
) -> StageMemory | None:
    """What spelling made of the files with these keys before. It is given their entries alone,
    without those that the settings leave out, and what it asks of all of them is its own to know.
    """
    if cache is None or not cache.lasts:
        return None
    about = repr((settings.typos, settings.ignore.terms))
    given = {s.name: key_of(key, about) for s, key in zip(sources, keys, strict=True)}
    return StageMemory(cache, "spelling", given if len(given) == len(sources) else {})


def _titles(documents: Sequence[Document], cleaned: Sequence[Entry]) -> dict[str, str]:
    """What the files are called, where several have a title: by the front matter, by the heading
    over all entries of the file, else by its name; not the notes that others added (`merge`).
    """
    fixes: dict[str, list[Fix]] = defaultdict(list)
    for entry in cleaned:
        fixes[entry.origin.file] += entry.fixes
    titles = {d.file: d.title or renamed(d.heading, fixes[d.file]) for d in documents}
    if sum(map(bool, titles.values())) < SEVERAL_TITLES:
        return {}
    return {
        file: title or PurePosixPath(file).stem
        for file, title in titles.items()
        if title or PurePosixPath(file).name != ADDITIONS_NAME
    }


#: So many files have a title where titles tell files apart.
SEVERAL_TITLES = 2


def _leave_out(
    entries: Iterable[Entry], settings: Settings
) -> tuple[list[Entry], tuple[Finding, ...]]:
    """Without the headwords that `[ignore] terms` names; each is a finding that needs nobody."""
    patterns = [t.casefold() for t in settings.ignore.terms]
    kept: list[Entry] = []
    findings: list[Finding] = []
    for entry in entries:
        if patterns and any(fnmatchcase(entry.headword.casefold(), p) for p in patterns):
            message = f'"{entry.headword}" is left out by [ignore] terms'
            findings.append(Finding(entry.origin, "ignored", message))
        else:
            kept.append(entry)
    return kept, tuple(findings)


def with_edits(found: ParsedNotes, overlay: Overlay, whole: bool = True) -> ParsedNotes:
    """The entries with what the group changed laid over them; `whole` = these are all notes of
    the deck.
    """
    from ankigen.sync.edits import apply_edits, edit_findings

    told = edit_findings(found.entries, overlay) if whole else ()
    entries = apply_edits(found.entries, overlay)
    return replace(found, entries=entries, findings=(*found.findings, *told))


# --------------------------------------------------------------------------- entries → deck


@dataclass(frozen=True, slots=True)
class BuildResult:
    """A deck ready for the builders, what is to be remembered of it, and all that was found on
    the way.

    `emptied` are the headwords whose notes make fewer cards than in the last build, and how many.
    """

    deck: Deck
    lock: Lock
    findings: tuple[Finding, ...]
    changes: BuildChanges | None = None  # since the last build; None where there is none
    emptied: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class DeckOptions:
    """What a deck is made with. `whole` = these are all notes of the deck: then what the lock knows
    and they do not hold was removed. `templates` are the user's own CSS and templates (file name →
    text).
    """

    name: str
    settings: Settings = field(default_factory=Settings)
    whole: bool = True
    templates: Mapping[str, str] = field(default_factory=dict)


def make(
    found: ParsedNotes,
    shelves: MediaStore,
    options: DeckOptions,
    before: LastBuild,
    built_at: int,
    progress: Progress = no_progress,
) -> BuildResult:
    """Pictures and sounds, cards, identity.

    `before` is what the last build left. `built_at` (s since 1970) stands on notes that it does not
    know.
    """
    settings, name, last = options.settings, options.name, before.package
    # not needed to parse or to check notes, so not loaded for it
    from ankigen.cards import make_notes
    from ankigen.cards.asking.former import NO_FORMER
    from ankigen.cards.places import in_own_decks, under_root
    from ankigen.cards.rendering.media import attach
    from ankigen.cards.templating.custom import note_types_with
    from ankigen.exporters.build_diff import emptied_cards
    from ankigen.identity.assign_and_recover import identify_build, last_lock
    from ankigen.identity.former import former_notes
    from ankigen.identity.kinds import no_longer_asked
    from ankigen.identity.lock import FILE_NAME
    from ankigen.text.names import stable_id

    note_types = note_types_with(options.templates, name, settings.paths.templates or "templates")
    total = len(found.entries)
    progress("pictures", 0, total)
    attached = attach(found.entries, replace(shelves, inside=found.media), settings.media)
    progress("cards", 0, total)
    lock = last_lock(before, note_types)
    former = former_notes(lock) if settings.cards.keep_asked else NO_FORMER
    memory = None
    if found.cache is not None and found.cache.lasts:
        memory = StageMemory(found.cache, "cards", {d.file: name for d in found.documents})
    notes, card_findings = make_notes(
        attached.entries, settings, attached.names, name, former, memory
    )
    notes = in_own_decks(notes, found.documents, name)
    notes = under_root(notes, settings.deck.tag_root)
    sections = {e.origin: " > ".join(e.sections) for e in attached.entries}
    notes = tuple(replace(note, section=sections.get(note.origin, "")) for note in notes)
    progress("identity", 0, len(notes))
    deck_id = settings.deck.id or stable_id("deck", name)
    known = identify_build(
        notes,
        note_types,
        replace(before, lock=lock),
        deck_id,
        built_at,
        carry_removed=options.whole and settings.deck.carry_removed,
    )
    lines = raw_lines(found.sources)
    deck = Deck(
        name=name,
        id=deck_id,
        entries=attached.entries,
        notes=known.notes,
        note_types=known.note_types,
        media={**attached.files, **known.media},
        findings=with_settled(
            (*found.all_findings, *attached.findings, *card_findings),
            settings.ignore.findings,
            lines,
        ),
        lines=lines,
    )
    findings = (
        *deck.findings,
        *(
            f
            for f in known.findings
            if options.whole or (f.origin.file != FILE_NAME and f.code != "removed")
        ),
        *(f for exporter in EXPORTERS.values() for f in exporter.findings(deck, settings)),
    )
    gone = no_longer_asked(lock, known.lock) | (emptied_cards(last, deck) if last else {})
    emptied = Counter[str]()
    for note in deck.notes:
        if gone.get(note.guid):
            emptied[note.term] += gone[note.guid]
    return BuildResult(
        deck, known.lock, findings, known.changes if options.whole else None,
        emptied if options.whole else {},
    )  # fmt: skip


def only_topics(found: ParsedNotes, wanted: Sequence[str]) -> ParsedNotes:
    """The entries of these topics, and of those below them."""
    entries = tuple(
        e
        for e in found.entries
        if any(f"{name}::".startswith(f"{t}::") for name in e.topic_names for t in wanted)
    )
    return replace(found, entries=entries)


# --------------------------------------------------------------------------- deck → bytes


def write(
    deck: Deck, settings: Settings, outputs: Sequence[str], progress: Progress = no_progress
) -> dict[str, bytes]:
    """The files that the builders of these names make, by their names."""
    files: dict[str, bytes] = {}
    for n, output in enumerate(outputs):
        progress(f"writing {output}", n, len(outputs))
        files.update(EXPORTERS[output](deck, settings))
    return files
