"""`index.html`: the whole deck as one page that needs nothing else, to look at, to search, to print
and to send on.

Cards are filled by `ankigen.cards.templating.templates` and drawn with the note types' own CSS;
formulas are MathML, pictures and sounds are in the page. Its content security policy allows its own
script and style by their hashes and nothing from anywhere: no request can leave it, and words of
the notes cannot become a script.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from importlib.resources import files
from string import Template
from typing import Any

from ankigen.cards.notes.card_context import topic_path
from ankigen.cards.rendering.mathml import with_mathml
from ankigen.cards.rendering.plain import plain_text
from ankigen.cards.templating.templates import sides, values_of
from ankigen.exporters.card_generation import CardRule
from ankigen.identity.hashes import REMOVED_TAG
from ankigen.model import Deck, Entry, Finding, Fix, Note, NoteType, Origin, texts
from ankigen.model.note_fields import LIST
from ankigen.model.settings import Settings
from ankigen.text.line_owners import LineOwners
from ankigen.text.names import safe_name, shown_name

#: Pictures and sounds up to so many bytes in all are part of the page; more would not be sent by
#: mail.
MOST_MEDIA = 15_000_000

MEDIA_TYPES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
    "svg": "image/svg+xml",
    "bmp": "image/bmp",
    "mp3": "audio/mpeg",
    "ogg": "audio/ogg",
    "oga": "audio/ogg",
    "opus": "audio/ogg",
    "wav": "audio/wav",
    "m4a": "audio/mp4",
    "flac": "audio/flac",
    "webm": "video/webm",
    "mp4": "video/mp4",
    "ogv": "video/ogg",
}

#: Findings that tell of no card and of no lost words.
_NOT_SHOWN = frozenset({"section", "quizlet", "page"})

_SOURCE = re.compile(r"(<(?:img|audio|video|source|embed|iframe)\b[^>]*?)\ssrc=", re.IGNORECASE)
_SOUND = re.compile(r"\[sound:([^\]<>\"]+)\]")


def build(deck: Deck, settings: Settings) -> Mapping[str, bytes]:
    """The page; called by the deck's name where other decks lie in the same folder."""
    name = f"{safe_name(deck.name)}.html" if deck.shares_folder else "index.html"
    return {
        name: page(page_data(deck), media_data(deck), links_of(deck)).encode("utf-8", "replace")
    }


def findings(deck: Deck, settings: Settings) -> tuple[Finding, ...]:
    """Pictures and sounds that the page cannot hold."""
    left = set(deck.media) - _in_page(deck)
    if not left:
        return ()
    size = f"the page holds {MOST_MEDIA // 1_000_000} MB of pictures and sounds at most"
    return tuple(
        Finding(
            entry.origin,
            "page",
            (
                f'"{entry.headword}": {mark.value} is not in the page: '
                f"{size if _media_type(mark.value) else 'browsers do not show files of its kind'}"
            ),
        )
        for entry in deck.entries
        for text in texts(entry.body)
        for mark in text.marks
        if mark.value in left
    )


# --------------------------------------------------------------------------- the page


def page(
    data: Mapping[str, Any],
    media: Mapping[str, str],
    links: Sequence[tuple[str, str]] = (),
    more: str = "",
    policy: str = "",
) -> str:
    """The page of a deck.

    `links` are (address, text) of files beside it. A server may add a script (`more`) and give a
    policy of its own.
    """
    style, script = page_style(), page_script()
    policy = policy or (
        f"default-src 'none'; script-src {source_hash(script)}; style-src {source_hash(style)};"
        " img-src data:; media-src data:; base-uri 'none'; form-action 'none'"
    )
    anchors = "".join(
        f'<li><a href="{escape(address)}" download>{escape(text)}</a></li>'
        for address, text in links
    )
    return Template(asset("page.html")).substitute(
        csp=escape(policy, quote=True).replace("&#x27;", "'"),
        title=escape(str(data["name"])),
        counts=escape(str(data["counts"])),
        links=anchors,
        style=style,
        script=script,
        deck=script_json(data),
        media=script_json(media),
        more=f"\n<script>{more}</script>" if more else "",
    )


def asset(name: str) -> str:
    """A file of the page as it lies in the package."""
    return files(__package__).joinpath("page", name).read_text(encoding="utf-8")


def shared(suffix: str) -> str:
    """What stands before every page's own script ("js") or style ("css")."""
    return asset(f"shared.{suffix}") + "\n"


#: The parts of the page's own script, in their order.
_SCRIPTS = ("page.js", "page_grid.js", "page_events.js")


def page_script() -> str:
    """The script of the page."""
    return shared("js") + "\n".join(map(asset, _SCRIPTS))


def page_style() -> str:
    """The style of the page."""
    return shared("css") + asset("page.css")


def source_hash(text: str) -> str:
    """What a content security policy allows one inline script or style by."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def script_json(data: object) -> str:
    """JSON for a script element: no `<` in it can end the element.

    >>> script_json({"a": "</script>"})
    '{"a":"\\\\u003c/script>"}'
    """
    made = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return made.replace("<", "\\u003c")


def links_of(deck: Deck) -> list[tuple[str, str]]:
    """The files of the other exporters: (name, what it is called)."""
    from urllib.parse import quote

    from ankigen.exporters import EXPORTERS

    return [(quote(row.file(deck)), row.label) for row in EXPORTERS.values() if row.label]


def media_data(deck: Deck) -> dict[str, str]:
    """The pictures and sounds as data addresses, by their names; the smallest first, as far as
    there is room.
    """
    return {
        name: f"data:{_media_type(name)};base64,{base64.b64encode(deck.media[name]).decode()}"
        for name in sorted(_in_page(deck))
    }


def _media_type(name: str) -> str:
    """The type of a file that browsers show, "" of any other."""
    return MEDIA_TYPES.get(name.rpartition(".")[2].lower(), "")


def _in_page(deck: Deck) -> set[str]:
    """The names of the pictures and sounds that the page holds."""
    shown = [name for name in deck.media if _media_type(name)]
    held, room = set[str](), MOST_MEDIA
    for name in sorted(shown, key=lambda n: (len(deck.media[n]), n)):
        room -= len(deck.media[name])
        if room >= 0:
            held.add(name)
    return held


# --------------------------------------------------------------------------- its data


@dataclass
class _Table:
    """Values by number, each once."""

    values: list[str] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, value: str) -> int:
        if value not in self.numbers:
            self.numbers[value] = len(self.values)
            self.values.append(value)
        return self.numbers[value]


def page_data(deck: Deck) -> dict[str, Any]:
    """All that the page's script draws: cards as numbers of pieces of HTML, what is known of their
    entries, counts.

    Pieces are lines of a card's sides; both sides, and cards of one note, share most of them.
    """
    types = {t.key: t for t in deck.note_types}
    rules = {key: CardRule(note_type) for key, note_type in types.items()}
    notes = [n for n in deck.notes if REMOVED_TAG not in n.tags]
    entry_of = _entries_of(notes, deck)
    shown_entries = list(dict.fromkeys(entry_of))
    topics = _Table()
    for _, parts in sorted({(e.topic, topic_path(e)) for e in deck.entries if e.topic}):
        for name in _path(parts):
            topics.number(name)
    told, leftover = _by_entry(deck)
    codes = _codes(told, leftover)
    kinds, styles, pieces = _Table(), _Table(), _Table()
    cards = []
    for n, note in enumerate(notes):
        kind = types[note.note_type]
        for ordinal in rules[note.note_type].ords(note.fields):
            front, back = sides(note, kind, ordinal)
            shown = [[pieces.number(line) for line in _lines(side)] for side in (front, back)]
            cards.append([n, kinds.number(_kind(note, kind, ordinal)), *shown, ordinal])
    places = {entry: n for n, entry in enumerate(shown_entries)}
    count = (
        f"{_count(len(deck.entries), 'entry', 'entries')} · {_count(len(notes), 'note')} "
        f"· {_count(len(cards), 'card')}"
    )
    return {
        "name": deck.name,
        "counts": count,
        "styles": _styles(notes, types, styles),
        "topics": topics.values,
        "kinds": kinds.values,
        "codes": [[code, person] for code, person in codes.items()],
        "pieces": pieces.values,
        "notes": [
            [note.term, styles.number(types[note.note_type].css), places[entry], note.key]
            for note, entry in zip(notes, entry_of, strict=True)
        ],
        "cards": cards,
        "entries": [
            _entry_data(deck.entries[n], told.get(n, ()), deck, topics, list(codes))
            for n in shown_entries
        ],
        "leftover": [[list(codes).index(code), text, place] for code, text, place in leftover],
    }


def _styles(notes: Iterable[Note], types: Mapping[str, NoteType], styles: _Table) -> list[str]:
    for note in notes:
        styles.number(types[note.note_type].css)
    return styles.values


def _path(parts: Sequence[str]) -> list[str]:
    """A topic and those above it, in words.

    >>> _path(["A", "B"])
    ['A', 'A::B']
    """
    return ["::".join(parts[: n + 1]) for n in range(len(parts))]


def _lines(side: str) -> list[str]:
    """One side's HTML as the page takes it: formulas drawn, nothing that would be fetched, in
    pieces.
    """
    made = with_mathml(side)
    if "src=" in made.lower():
        made = _SOURCE.sub(r"\1 data-src=", made)
    if "[sound:" in made:
        made = _SOUND.sub(r'<audio controls data-src="\1"></audio>', made)
    return [line for line in made.split("\n") if line.strip()] if "<pre" not in made else [made]


def _kind(note: Note, kind: NoteType, ordinal: int) -> str:
    """What a card asks, in words."""
    template = kind.templates[0 if kind.cloze else ordinal]
    if note.note_type == LIST and values_of(note, kind).get("Kind") == "table":
        return "Row of a table"
    return template.name


_Told = tuple[str, str, str]  # code, message, place


def _entries_of(notes: Sequence[Note], deck: Deck) -> list[int]:
    """The entry of each note, by its place in the deck: two on one line are told apart by their
    headwords.
    """
    first: dict[Origin, int] = {}
    named: dict[tuple[Origin, str], int] = {}
    for n, entry in enumerate(deck.entries):
        first.setdefault(entry.origin, n)
        named.setdefault((entry.origin, plain_text(entry.term)), n)
    return [named.get((note.origin, note.term), first[note.origin]) for note in notes]


def _by_entry(deck: Deck) -> tuple[dict[int, list[tuple[Finding | Fix, str]]], list[_Told]]:
    """What was found and changed in each entry; and what concerns no card, with its place."""
    owners = LineOwners(deck.entries)
    told: dict[int, list[tuple[Finding | Fix, str]]] = {}
    for n, entry in enumerate(deck.entries):
        for fix in entry.fixes:
            told.setdefault(n, []).append((fix, "fixed" if fix.applied else "suggested"))
    leftover: list[_Told] = []
    for finding in dict.fromkeys(deck.findings):
        if finding.code in _NOT_SHOWN:
            continue
        owner = owners.of_finding(finding)
        if owner is not None:
            told.setdefault(owner, []).append((finding, finding.code))
        else:
            place = str(finding.origin) if finding.origin.line else finding.origin.file
            leftover.append((finding.code, finding.message, shown_name(place)))
    return told, leftover


def _codes(
    told: Mapping[int, Sequence[tuple[Finding | Fix, str]]], leftover: Iterable[_Told]
) -> dict[str, bool]:
    """Every code, those that need a person first, then the most frequent; and whether it needs a
    person.
    """
    person: set[str] = {"suggested"}
    counts: Counter[str] = Counter()
    for found in told.values():
        for thing, code in found:
            counts[code] += 1
            if isinstance(thing, Finding) and thing.needs_person:
                person.add(code)
    ordered = sorted(counts, key=lambda c: (c not in person, -counts[c], c))
    rest = sorted({code for code, *_ in leftover} - counts.keys())
    return {code: code in person for code in (*ordered, *rest)}


def _entry_data(
    entry: Entry,
    told: Sequence[tuple[Finding | Fix, str]],
    deck: Deck,
    topics: _Table,
    codes: Sequence[str],
) -> dict[str, Any]:
    numbers = {code: n for n, code in enumerate(codes)}
    origin = entry.origin
    raw = deck.lines.get(origin.file, ())
    lines = sorted(entry.all_lines)
    sections = " > ".join(entry.sections)
    return {
        "place": f"{shown_name(origin.file)}:{origin.line}{f' · {sections}' if sections else ''}",
        "topics": [topics.numbers[t] for t in _path(topic_path(entry))] if entry.topic else [],
        "codes": sorted({numbers[code] for _, code in told}),
        "lines": [[n, raw[n - 1]] for n in lines if 0 < n <= len(raw)],
        "found": list(_found_lines(told, numbers)),
    }


def _found_lines(
    told: Sequence[tuple[Finding | Fix, str]], numbers: Mapping[str, int]
) -> Iterator[list[Any]]:
    for thing, code in told:
        if isinstance(thing, Fix):
            where = f"line {thing.origin.line}"
            yield [numbers[code], f'"{thing.before}" → "{thing.after}" ({thing.kind.value})', where]
        else:
            yield [numbers[code], thing.message]


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
