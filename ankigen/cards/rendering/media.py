"""Pictures and sounds: which file a reference means, what it is called in the package, and its
bytes there.

A reference is looked for among the files that came inside the document, beside the notes, and in
`media/`; a file in `media/` that has the name of a headword (linear-regression.svg) is shown on
that entry. Names in the package hold a hash of the file: two files of one name do not collide, and
Anki takes a changed one for new. Nothing is fetched.
"""

from __future__ import annotations

import base64
import binascii
import posixpath
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from urllib.parse import unquote

from ankigen.cards.rendering.media_files import (
    ABOUT,
    BEGINS,
    CAPTIONS,
    KINDS,
    SOUNDS,
    captions,
    package_name,
    scaled,
    suffix_of,
)
from ankigen.model import (
    OBJECT,
    Edit,
    Entry,
    Finding,
    ListNode,
    Mark,
    Node,
    Origin,
    Paragraph,
    Quote,
    RichText,
    Style,
    Table,
)
from ankigen.model.settings import MediaSettings
from ankigen.text.names import slug
from ankigen.text.patterns import when_asked

#: A finding names a file by so many characters: some references are addresses that fill a page.
_MAX_SHOWN = 100

_DATA = when_asked(r"data:(?:image|audio)/([\w.+-]+);base64,(.*)", re.DOTALL)
_REMOTE = when_asked(r"[a-z][a-z0-9+.-]+:", re.IGNORECASE)
#: "linear-regression-2.svg" is a second picture for "Linear regression".
_COUNTER = when_asked(r"-\d+$")
_BRACKETS = when_asked(r"\s*[(\[][^()\[\]]*[)\]]\s*$")


@dataclass(frozen=True, slots=True)
class MediaStore:
    """Where references are looked up: name (relative, with "/") → bytes. `files` reads from the
    disk when asked.

    `media_path` is the media folder as a note would write it ("../media"). `inside` holds what came
    in a document.
    """

    notes: Mapping[str, bytes] = field(default_factory=dict)
    media: Mapping[str, bytes] = field(default_factory=dict)
    media_path: str = "../media"
    inside: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Attached:
    """The entries with the package's names in their marks, the package's files, and what was
    found on the way.
    """

    entries: tuple[Entry, ...]
    files: Mapping[str, bytes]
    findings: tuple[Finding, ...]

    @property
    def names(self) -> dict[str, str]:
        """The package's names to themselves: what the HTML may show."""
        return {name: name for name in self.files}


def attach(entries: Sequence[Entry], shelves: MediaStore, settings: MediaSettings) -> Attached:
    """Resolves every reference, and gives each headword the files that are called as it is."""
    work = _Work(shelves, settings)
    shown = tuple(work.entry(entry) for entry in entries)
    return Attached(shown, dict(sorted(work.files.items())), (*work.findings, *work.unused()))


# --------------------------------------------------------------------------- the work


@dataclass(frozen=True, slots=True)
class _Place:
    """A file on a shelf: "inside:DOCUMENT", "notes" or "media"."""

    shelf: str
    name: str


class _Work:
    """One pass over the entries: what was found, packed and told so far."""

    def __init__(self, shelves: MediaStore, settings: MediaSettings) -> None:
        self.shelves = shelves
        self.settings = settings
        self.folder = posixpath.basename(shelves.media_path) or "media"
        self.files: dict[str, bytes] = {}
        self.findings: dict[Finding, None] = {}  # in their order, each once
        self.packed: dict[_Place, str] = {}
        self.captions: dict[str, str] = {}
        if CAPTIONS in shelves.media:
            text = shelves.media[CAPTIONS].decode("utf-8-sig", "replace")
            self.captions = captions(text, f"{self.folder}/{CAPTIONS}")
        self.by_slug = _by_slug(shelves.media)

    @cached_property
    def by_base(self) -> dict[str, list[_Place]]:
        """All files by their names without folders; listed only if some reference needs it."""
        return _by_base(self.shelves)

    def entry(self, entry: Entry) -> Entry:
        places: list[_Place] = []
        term = self.rich(entry.term, entry, places)
        context = self.rich(entry.context, entry, places)
        body = tuple(self.node(node, entry, places) for node in entry.body)
        body += tuple(self.figures(entry, places))
        return entry.but(term=term, context=context, body=body)

    def node(self, node: Node, entry: Entry, places: list[_Place]) -> Node:
        match node:
            case Paragraph(text):
                return Paragraph(self.rich(text, entry, places))
            case ListNode(items):
                return replace(
                    node,
                    items=tuple(
                        replace(
                            item,
                            text=self.rich(item.text, entry, places),
                            children=tuple(self.node(n, entry, places) for n in item.children),
                        )
                        for item in items
                    ),
                )
            case Table(rows):
                cells = tuple(tuple(self.rich(c, entry, places) for c in row) for row in rows)
                return replace(node, rows=cells)
            case Quote(body):
                return Quote(tuple(self.node(n, entry, places) for n in body))
            case _:
                return node

    def rich(self, text: RichText, entry: Entry, places: list[_Place]) -> RichText:
        """With the package's name in each picture's and sound's mark; without the mark where
        there is no file.
        """
        if not text.marks or not any(m.style in (Style.IMAGE, Style.SOUND) for m in text.marks):
            return text
        marks: list[Mark] = []
        lost: list[Edit] = []
        for mark in text.marks:
            if mark.style not in (Style.IMAGE, Style.SOUND) or _is_page(mark.value):
                marks.append(mark)
                if mark.style in (Style.IMAGE, Style.SOUND):
                    self.tell(
                        entry, "media-remote", mark.value, "is on the web; a link stands for it"
                    )
                continue
            name = self.reference(mark.value, entry, places)
            if name:
                marks.append(replace(mark, value=name))
            elif text.text[mark.start : mark.end] == OBJECT:
                words = posixpath.basename(mark.value) if mark.value[:5] != "data:" else "picture"
                lost.append(Edit(mark.start, mark.end, f"[{words}]"))
        return RichText(text.text, tuple(marks), text.lines).edited(lost)

    def reference(self, value: str, entry: Entry, places: list[_Place]) -> str:
        """The package's name of the file that a reference means, "" where there is none (a
        finding says so).
        """
        if data := _DATA.match(value):
            return self.embedded(data, entry)
        place = self.find(value, entry.origin.file)
        if place is None:
            self.tell(
                entry,
                "media-missing",
                value,
                (
                    "is not there; put it beside the notes or into the media folder, or "
                    "correct the path"
                ),
                needs_person=True,
            )
            return ""
        places.append(place)
        return self.pack(place, entry)

    def embedded(self, data: re.Match[str], entry: Entry) -> str:
        suffix = data[1].lower().split("+")[0].replace("mpeg", "mp3")
        try:
            content = base64.b64decode(re.sub(r"\s", "", unquote(data[2])), validate=True)
        except (binascii.Error, ValueError):
            message = "inside the notes is cut off; put the picture into a file of its own"
            self.tell(entry, "media-broken", "a picture", message, needs_person=True)
            return ""
        return self.add(f"picture.{suffix}", content, entry)

    def figures(self, entry: Entry, places: Sequence[_Place]) -> Iterator[Paragraph]:
        """The files in media/ that are called as the headword is, unless the notes show them
        already.
        """
        wanted = {slug(entry.term.text), slug(_BRACKETS.sub("", entry.term.text))} - {""}
        names = {name for key in wanted for name in self.by_slug.get(key, ())}
        for name in sorted(names):
            place = _Place("media", name)
            if place in places:
                continue
            packed = self.pack(place, entry)
            if not packed:
                continue
            style = Style.SOUND if suffix_of(name) in SOUNDS else Style.IMAGE
            words = self.captions.get(name, "")
            if not words and style is Style.IMAGE:
                words = entry.term.text
                message = f"has no words for who cannot see it; add it to {self.folder}/{CAPTIONS}"
                self.tell(entry, "media-no-caption", name, message)
            text = words or OBJECT
            mark = Mark(0, len(text), style, packed)
            yield Paragraph(RichText.of(text, entry.origin.line, (mark,)))

    # ----------------------------------------------------------------- finding a file

    def find(self, value: str, file: str) -> _Place | None:
        """The file that a reference in `file` means. It never leads out of the notes' folder and
        media/.
        """
        for written in dict.fromkeys((value, unquote(value))):
            path = unicodedata.normalize("NFC", written.replace("\\", "/").split("#")[0])
            path = path.partition("?")[0] or path
            for found in self.candidates(path, file):
                if found.name in self.shelf(found.shelf):
                    return found
            same = self.by_base.get(posixpath.basename(path), ())
            if len(same) == 1:  # exports and wiki links name a file without its folder
                return same[0]
        return None

    def candidates(self, path: str, file: str) -> Iterator[_Place]:
        inside = f"inside:{file}"
        yield _Place(inside, path)
        yield _Place(inside, path.removeprefix("./"))
        if path.startswith("/"):
            return
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(file), path))
        yield _Place("notes", beside)
        for whole in (beside, posixpath.normpath(path)):
            for folder in (self.shelves.media_path, posixpath.basename(self.shelves.media_path)):
                if folder and whole.startswith(f"{folder}/"):
                    yield _Place("media", whole.removeprefix(f"{folder}/"))
        yield _Place("media", posixpath.normpath(path))

    def shelf(self, name: str) -> Mapping[str, bytes]:
        if name == "notes":
            return self.shelves.notes
        if name == "media":
            return self.shelves.media
        return self.shelves.inside.get(name.removeprefix("inside:"), {})

    # ----------------------------------------------------------------- packing it

    def pack(self, place: _Place, entry: Entry) -> str:
        if place not in self.packed:
            self.packed[place] = self.add(place.name, self.shelf(place.shelf)[place.name], entry)
        return self.packed[place]

    def add(self, name: str, data: bytes, entry: Entry) -> str:
        """Puts a file into the package under its hashed name; "" (and a finding) where it is no
        picture or sound.
        """
        suffix = suffix_of(name)
        if suffix not in KINDS:
            message = "is of a kind that Anki does not show; save it as PNG, SVG or MP3"
            self.tell(entry, "media-unsupported", name, message, needs_person=True)
            return ""
        begins = BEGINS.get(suffix)
        if not data or (begins and not data.startswith(begins)):
            message = f"is no {suffix.upper()} file, or a broken one; save it anew"
            self.tell(entry, "media-broken", name, message, needs_person=True)
            return ""
        packed, note = scaled(data, suffix, self.settings.max_pixels)
        if note:
            self.tell(entry, "media-scaled", name, note)
        if self.settings.max_bytes and len(packed) > self.settings.max_bytes:
            message = (
                f"has {len(packed):,} bytes, more than media.max_bytes = "
                f"{self.settings.max_bytes:,};"
                " make it smaller, or raise the limit"
            )
            self.tell(entry, "media-large", name, message, needs_person=True)
        # of the file as it lies there, so that another version of Pillow gives the same name
        stamp = data if packed is data else data + f"\n{self.settings.max_pixels}".encode()
        hashed = package_name(name, stamp)
        self.files[hashed] = packed
        return hashed

    def tell(
        self, entry: Entry, code: str, name: str, message: str, *, needs_person: bool = False
    ) -> None:
        shown = name if len(name) <= _MAX_SHOWN else name[: _MAX_SHOWN - 1] + "…"
        self.findings[Finding(entry.origin, code, f'"{shown}" {message}', needs_person)] = None

    def unused(self) -> Iterator[Finding]:
        """What lies in the media folder and is on no card."""
        used = {place.name for place in self.packed if place.shelf == "media"}
        for name in sorted(self.shelves.media):
            if name in used or suffix_of(name) in ABOUT:
                continue
            if suffix_of(name) in KINDS:
                message = "is shown by no card; name it after a headword, or show it in the notes"
                yield Finding(Origin(f"{self.folder}/{name}", 0), "media-unused", message)
            else:
                message = "is of a kind that Anki does not show"
                yield Finding(Origin(f"{self.folder}/{name}", 0), "media-unsupported", message)
        for name in sorted(self.captions):
            if name not in self.shelves.media:
                message = f'"{name}" is not in the media folder'
                yield Finding(Origin(f"{self.folder}/{CAPTIONS}", 0), "media-unused", message)


def _is_page(value: str) -> bool:
    """Whether a reference leads elsewhere than to a file: it has a scheme other than `data:`."""
    return bool(_REMOTE.match(value)) and not value.startswith("data:")


def _by_base(shelves: MediaStore) -> dict[str, list[_Place]]:
    found: dict[str, list[_Place]] = {}
    for shelf, names in (("notes", shelves.notes), ("media", shelves.media)):
        for name in names:
            if suffix_of(name) in KINDS:
                found.setdefault(posixpath.basename(name), []).append(_Place(shelf, name))
    return found


def _by_slug(names: Iterable[str]) -> dict[str, list[str]]:
    """Slug of a headword → the files called so, with or without a number at the end."""
    found: dict[str, list[str]] = {}
    for name in names:
        if suffix_of(name) in KINDS:
            whole = slug(posixpath.splitext(posixpath.basename(name))[0])
            for key in {whole, _COUNTER.sub("", whole)}:
                found.setdefault(key, []).append(name)
    return found
