"""`ankigen merge`: what people changed in Anki or in the shared table, compared three ways and
taken over.

Three sides of each field: the last build (what they started from), theirs, and ours now. What only
they changed becomes an edit of the overlay; what both changed is a conflict; what they added
becomes an entry of its own. What equals a former build was changed by nobody.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ankigen.identity.markup import words_of
from ankigen.identity.records import Lock, NoteRecord
from ankigen.model import Deck, Entry
from ankigen.readers.anki_package import Package
from ankigen.sync.base_build import BaseBuild
from ankigen.sync.edits import Conflict, EntryEdit, Overlay, at_home, known_ids, name_of, with_edit
from ankigen.sync.entry_values import digest, fingerprint_of, with_value
from ankigen.text.names import tag


@dataclass(frozen=True, slots=True)
class Ours:
    """The deck as it is now: entries as the notes have them, the same with the overlay, and what is
    made of them.

    The deck's own entries are in step with these too; they name pictures as the package does, and
    show those that `media/` holds for a headword at the end of the body.
    """

    raw: Sequence[Entry]
    entries: Sequence[Entry]  # in step with `raw`
    deck: Deck
    lock: Lock
    overlay: Overlay
    tag_root: str = ""

    def unrooted(self, tags: Iterable[str]) -> set[str]:
        """Tags as the entries have them: without the one under which all of the deck's lie in
        Anki.
        """
        below = f"{tag(self.tag_root)}::" if self.tag_root else ""
        return {name.removeprefix(below) for name in tags}


@dataclass(frozen=True, slots=True)
class Addition:
    """A note that they added, as HTML; `media` = the files it shows, by name."""

    term: str
    definition: str
    context: str = ""
    tags: tuple[str, ...] = ()
    guid: str = ""
    media: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def mark(self) -> str:
        """Knows the same addition again."""
        return digest("added", self.term, self.context, self.definition)


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge comes to. `lines` tell it, a line for each thing."""

    overlay: Overlay
    additions: tuple[Addition, ...] = ()
    media: Mapping[str, bytes] = field(default_factory=dict)  # new pictures of edited notes
    lines: tuple[str, ...] = ()
    taken: int = 0
    conflicts: int = 0


class Merge:
    """One merge on its way: what comes to the overlay, and the entries as they become."""

    def __init__(self, ours: Ours, source: str) -> None:
        self.ours = ours
        self.source = source
        self.edits: list[EntryEdit] = []
        self.found: list[Conflict] = []
        self.added: list[str] = []
        self.working = list(ours.entries)
        self.shown = [entry.body for entry in ours.deck.entries]
        self.additions: list[Addition] = []
        self.media: dict[str, bytes] = {}
        self.lines: list[str] = []
        self.known = known_ids(ours.overlay)
        self.package: Package | None = None  # where their media are
        self.started = BaseBuild()  # the builds from which their file may be

    def result(self) -> Merged:
        overlay = self.ours.overlay
        if self.edits or self.found or self.added:
            overlay = at_home(overlay, self.ours.raw)
            overlay = replace(
                with_edit(overlay, *self.edits),
                conflicts=tuple(sorted((*overlay.conflicts, *self.found))),
                added=tuple(sorted({*overlay.added, *self.added})),
            )
        return Merged(
            overlay,
            tuple(self.additions),
            self.media,
            tuple(self.lines),
            len(self.edits),
            len(self.found),
        )

    def take(self, n: int, name: str, now: str, source_text: str) -> None:
        """A field of an entry as they have it. `source_text` is what their file has, by which it
        is known again.
        """
        raw = self.ours.raw[n]
        term, context = name_of(raw)
        mark = digest(source_text)
        if digest(term, context, name, mark) in self.known:
            return  # taken already, waiting for review, or settled for ours
        was = fingerprint_of(raw, name)
        edit = EntryEdit(term, context, name, raw.origin.file, was, now, self.source, mark)
        self.edits.append(edit)
        self.working[n] = with_value(self.working[n], name, now)
        self.lines.append(f'take the {name} of "{term}"')

    def conflict(
        self, n: int, name: str, ours: str, theirs: str, source_text: str, reason: str = ""
    ) -> None:
        """A field that cannot be taken over without a person."""
        raw = self.ours.raw[n]
        term, context = name_of(raw)
        file = raw.origin.file
        mark = digest(source_text)
        found = Conflict(term, context, name, file, ours, theirs, self.source, reason, mark)
        if found.id in self.known:
            return
        self.known.add(found.id)
        self.found.append(found)
        self.lines.append(f'conflict: the {name} of "{term}": {reason or "changed on both sides"}')

    def leave_out(self, term: str) -> None:
        """A note that they have, and that the notes have no more."""
        self.lines.append(f'leave out "{term}": it was removed from the notes')

    def add(self, addition: Addition) -> None:
        """A note that they added, unless it came before."""
        mark = addition.mark
        if mark in self.known:
            return
        self.known.add(mark)
        self.added.append(mark)
        self.additions.append(addition)
        self.lines.append(f'add "{words_of(addition.term)}"')


def three_way(base: str, theirs: str, ours: str) -> str:
    """What is done: "take" what only they changed, "conflict" where both did, "" where there is
    nothing to do.
    """
    if theirs in (base, ours):
        return ""
    return "take" if ours == base else "conflict"


def theirs_alone(
    state: Merge, records: Sequence[NoteRecord], was: set[str], has: set[str], ours: set[str]
) -> tuple[set[str], set[str]]:
    """The tags that they added and that they took off. What an older build had, and what it had not
    yet, is no doing of theirs, unless they are known to have had the tags of now.
    """
    added, gone = has - was - ours, (was - has) & ours
    for record in records:
        # where only the title of a file is another, notes keep the tags of before
        held = state.ours.unrooted(record.tags)
        added, gone = added - held, gone & held
        if state.started.may_lack(record.tags_since):
            added -= state.ours.unrooted(record.former_tags)
            gone = set()
    return added, gone


def take_tags(state: Merge, n: int, added: Collection[str], gone: Collection[str]) -> None:
    signs = [f"+{t}" for t in sorted(added)] + [f"-{t}" for t in sorted(gone)]
    if signs:
        state.take(n, "tags", " ".join(signs), " ".join(signs))


def doubtful_name(state: Merge, n: int, ours: str, theirs: str) -> None:
    reason = f'"{words_of(theirs)}" may be this one under another name, or a new one'
    state.conflict(n, "term", ours, theirs, theirs, reason)


def edited_elsewhere(term: str) -> str:
    """Why an edit of a note that may be this one is a conflict."""
    return f'edited in "{term}", which may be this one under another name'


# --------------------------------------------------------------------------- additions


def format_additions(additions: Sequence[Addition], before: str = "") -> str:
    """The notes file of additions, after what it holds already: a table that keeps guids, as
    Anki's text import takes.
    """
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
