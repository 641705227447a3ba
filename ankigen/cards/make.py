"""Entries become notes: which notes an entry gives, their fields, keys and tags, and what the owner should know."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ankigen.cards import split
from ankigen.cards.cloze import list_fields
from ankigen.cards.html import NO_MEDIA, escaped, inline, render
from ankigen.cards.masks import MASK, Masker, common_stems
from ankigen.cards.note_types import LIST, LIST_FIELDS, TERM, TERM_FIELDS
from ankigen.cards.plain import plain, plain_text
from ankigen.cards.split import PICTURE, Enumeration, Part
from ankigen.cards.words import STOP_WORDS, content_stems, count, stems, tells, words
from ankigen.model import (
    OBJECT,
    Code,
    Entry,
    Finding,
    Formula,
    Mark,
    Node,
    Note,
    Paragraph,
    Rich,
    Style,
    Table,
    texts,
)
from ankigen.settings import Settings

#: With the headword hidden, a definition with fewer telling words than this names nothing ("a […] of trees"), unless it
#: holds a formula, code, table or picture. One in which nothing had to be hidden may be a single word: a translation.
REVERSE_WORDS = 3

#: A definition of up to this many words must not begin another's: "Python library" does not name the one of which another
#: entry says "Python library for tables". But "water" names its term, though another entry says "water fountain".
OPENING_WORDS = 4

#: Longer answers are not typed: every slip would count as wrong.
TYPED_WORDS = 4

_YES = "y"


def make_notes(
    entries: Sequence[Entry],
    settings: Settings,
    media: Mapping[str, str] = NO_MEDIA,
    deck: str = "",
) -> tuple[tuple[Note, ...], tuple[Finding, ...]]:
    """The notes of a deck, in the entries' order, and findings about them.

    `media` maps the paths of pictures and sounds, as the notes have them, to their names in the package. `deck` is the
    deck's name; with `deck.subdecks` a note goes to a sub-deck named after its topic.
    """
    others = _Others.of(entries)
    notes: list[Note] = []
    findings: list[Finding] = []
    for entry in entries:
        made, found = _entry_notes(entry, settings, media, others)
        name = _deck_name(entry, settings, deck)
        notes += (replace(note, deck=name) for note in made)
        findings += found
    return _told_apart(notes, entries), tuple(findings)


@dataclass(frozen=True, slots=True)
class _Frame:
    """What all notes of an entry show around their content."""

    entry: Entry
    headword: str
    context: str
    topic: tuple[str, ...]
    source: str
    tags: tuple[str, ...]


def _entry_notes(
    entry: Entry,
    settings: Settings,
    media: Mapping[str, str],
    others: _Others,
) -> tuple[list[Note], list[Finding]]:
    frame = _frame(entry, media)
    findings: list[Finding] = []
    if not frame.headword:
        findings.append(
            _finding(
                entry, "no-headword", "an entry without a headword gives no card; name it", True
            )
        )
        return [], findings
    if not render(entry.body, media):
        if not any(f.code == "no-definition" for f in entry.findings):
            message = (
                f'"{_name(entry)}" has no definition; add one below it, or list it under [ignore]'
            )
            findings.append(_finding(entry, "no-definition", message, True))
        return [], findings
    notes: list[Note] = []
    for n, part in enumerate(split.parts(entry.body, _lists_in_prose(settings))):
        masker = Masker.of(entry.headword, entry.context.text, others.common)
        made, found = _part_notes(frame, part, n, settings, media, masker, others)
        notes += made
        findings += found
    if notes and entry.guid:
        notes[0] = replace(notes[0], guid=entry.guid)
    return notes, findings


def _part_notes(
    frame: _Frame,
    part: Part,
    number: int,
    settings: Settings,
    media: Mapping[str, str],
    masker: Masker,
    others: _Others,
) -> tuple[list[Note], list[Finding]]:
    entry = frame.entry
    # the number of a sense stays when one more is added, "1 of 3" would not
    named = str(part.sense) if part.sense else normal(part.label.text)
    suffix = f" / {named}" if named else ""
    context = " · ".join(x for x in (frame.context, inline(part.label, media)) if x)
    pure = split.is_enumeration(part.body)
    wanted: tuple[Enumeration, ...] = ()
    if settings.cards.lists and (pure or settings.cards.lists_in_prose):
        wanted = split.enumerations(part.body)
    lists: list[Note] = []
    for n, enumeration in enumerate(wanted):
        which = f"{suffix} / list {n + 1}" if n else suffix
        note = _list_note(frame, enumeration, context, which, media)
        if note is not None:  # else it gives itself away, and stays on the definition side
            lists.append(note)
    if pure and lists:
        return lists, []
    if tells(_front_words(entry, part), plain(part.body, marks=False)):
        message = f'the definition of "{_name(entry)}" only repeats it; say what it is'
        return lists, [_finding(entry, "no-definition", message, True)]
    leads = number == 0 or bool(part.sense)
    term, findings = _term_note(
        frame, part, context, suffix, settings, media, masker, others, leads
    )
    if term is None:
        return lists, findings
    return [term, *lists], findings + _too_long(entry, part, settings)


def _lists_in_prose(settings: Settings) -> bool:
    return settings.cards.lists and settings.cards.lists_in_prose


def _front_words(entry: Entry, part: Part) -> str:
    """What the front of a term's card says below its topic."""
    return "\n".join((entry.headword, entry.context.text, part.label.text))


def _too_long(entry: Entry, part: Part, settings: Settings) -> list[Finding]:
    size = split.asked_words(part.body, _lists_in_prose(settings))
    if size <= split.MAX_WORDS:
        return []
    name = f"{_name(entry)} ({part.label.text})" if part.label else _name(entry)
    message = (
        f'"{name}" asks for {size} words on one card, {split.MAX_WORDS} at most are learned well; '
        'make several entries of it, or label its paragraphs ("Use: …")'
    )
    return [_finding(entry, "too-long", message)]


# --------------------------------------------------------------------------- term notes


def _term_note(
    frame: _Frame,
    part: Part,
    context: str,
    suffix: str,
    settings: Settings,
    media: Mapping[str, str],
    masker: Masker,
    others: _Others,
    leads: bool,
) -> tuple[Note | None, list[Finding]]:
    entry = frame.entry
    findings: list[Finding] = []
    kind = split.kind(part.body)
    definition = render(part.body, media)
    masked = masker.nodes(part.body)
    picture = kind == PICTURE and "<img " in definition
    wants_reverse = covers(settings.cards.reverse, entry.topic)
    # a part that does not lead the entry is a property, which several terms may have: no finding for that
    why_not = _no_reverse(entry, masked, masker, others, media) if leads else ""
    back_asked = leads and not why_not and (wants_reverse or picture)
    reverse = back_asked and not picture
    if wants_reverse and why_not:
        message = f'"{_name(entry)}" gets no reverse card: {why_not}'
        findings.append(_finding(entry, "no-reverse", message))
    # a picture is asked for its name; to imagine it from its name is the reverse of that
    forward = settings.cards.term and (wants_reverse or not (picture and back_asked))

    type_headword = type_definition = ""
    if covers(settings.cards.type_in, entry.topic):
        type_headword = _YES if back_asked and _typed(entry.term) else ""
        only = part.body[0] if len(part.body) == 1 else None
        short = isinstance(only, Paragraph) and _typed(only.text)
        type_definition = _YES if forward and short else ""
        if leads and not type_headword and not type_definition:
            message = f'"{_name(entry)}" has no answer to type: only words, and at most {TYPED_WORDS} of them, are typed'
            findings.append(_finding(entry, "no-type-in", message))

    if not forward and not back_asked:
        return None, findings
    shown = render(masked, media) if back_asked else ""
    hint = [masker.text(x) for x in (*frame.topic, plain_text(entry.context))]
    hint = [x for x in hint if x and x != MASK]  # what is all mask tells nothing
    if tells(" ".join((*hint, plain(masked, marks=False))), entry.headword):
        hint = []
    answer = plain(part.body, marks=False)
    topic = [step for step in frame.topic if not tells(step, answer)]
    if tells(" ".join((*topic, _front_words(entry, part))), answer):
        topic = []
    values = {
        "Headword": frame.headword,
        "Definition": definition,
        "Context": context,
        "Topic": _breadcrumb(topic),
        "Source": frame.source,
        "Forward": _YES if forward else "",
        "Reverse": _YES if reverse else "",
        "Masked definition": shown if reverse else "",
        "Masked topic": _breadcrumb(hint) if back_asked else "",
        "Picture": shown if picture and back_asked else "",
        "Type headword": type_headword,
        "Type definition": type_definition,
        "Kind": "" if kind == PICTURE and not picture else kind,
    }
    note = Note(
        key=f"{TERM} {entry_key(entry)}{suffix}",
        note_type=TERM,
        fields=tuple(values.get(name, "") for name in TERM_FIELDS),
        tags=frame.tags,
        origin=entry.origin,
        cards=sum(bool(values[x]) for x in ("Forward", "Reverse", "Picture")),
        term=_name(entry),
        text=plain(part.body),
    )
    return note, findings


def _no_reverse(
    entry: Entry,
    masked: Sequence[Node],
    masker: Masker,
    others: _Others,
    media: Mapping[str, str],
) -> str:
    """Why the definition does not lead to the headword; "" if it does."""
    meaning = _meaning(entry)
    if meaning in others.shared:
        return "another entry has the same definition"
    if any(masker.spans(source) for source in _formulas(masked)):
        return "a formula in its definition holds the term itself"
    if tells(plain(masked, marks=False), entry.headword):
        return "its definition holds the term where it cannot be hidden"
    if any(isinstance(n, Code | Formula | Table) for n in masked):
        return ""
    if _formulas(masked) or any(picture in media for picture in _pictures(masked)):
        return ""
    text = plain(masked)
    telling = [w for w in words(text.replace(MASK, " ")) if w.text.casefold() not in STOP_WORDS]
    least = REVERSE_WORDS if MASK in text else 1
    if sum(count(w.text) for w in telling) < least:
        return "with the term hidden its definition names nothing; say more in it"
    if _opening(text) in others.openings:
        return "another entry's definition begins with it and says more; say what sets it apart"
    return ""


def _formulas(nodes: Sequence[Node]) -> list[str]:
    """The sources of formulas, in which nothing can be hidden."""
    displayed = [n.latex for n in nodes if isinstance(n, Formula)]
    styles = (Style.MATH, Style.DISPLAY)
    return displayed + [m.value for t in texts(nodes) for m in t.marks if m.style in styles]


def _meaning(entry: Entry) -> frozenset[str]:
    """A definition as its telling words and its pictures, for comparing."""
    return content_stems(plain(entry.body)) | _pictures(entry.body)


def _pictures(nodes: Sequence[Node]) -> frozenset[str]:
    return frozenset(m.value for t in texts(nodes) for m in t.marks if m.style is Style.IMAGE)


@dataclass(frozen=True, slots=True)
class _Others:
    """What one entry's cards must know of all entries of the deck."""

    common: frozenset[str]  # stems that too many headwords share
    shared: frozenset[frozenset[str]]  # definitions that two or more headwords have
    openings: frozenset[tuple[str, ...]]  # what definitions begin with before they say more

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> _Others:
        """What the entries have in common."""
        keys: dict[frozenset[str], set[str]] = defaultdict(set)
        for entry in entries:
            if meaning := _meaning(entry):
                keys[meaning].add(entry_key(entry))
        shared = frozenset(meaning for meaning, own in keys.items() if len(own) > 1)
        openings = frozenset(o for e in entries for o in _openings(plain(e.body)))
        return cls(common_stems(e.headword for e in entries), shared, openings)


def _opening(text: str) -> tuple[str, ...]:
    """A short definition as stems without an article before it."""
    found = stems(text)
    return found[1:] if found[:1] in (("a",), ("an",), ("the",)) else found


def _openings(text: str) -> list[tuple[str, ...]]:
    """The runs of words at a definition's beginning after which a small word goes on to say more."""
    found = words(text[: OPENING_WORDS * 40])  # far enough for so many words
    return [
        _opening(text[: found[n - 1].end])
        for n in range(1, min(OPENING_WORDS + 1, len(found)))
        if found[n].text.casefold() in STOP_WORDS and found[n - 1].text.casefold() not in STOP_WORDS
    ]


def _typed(text: Rich) -> bool:
    """Whether an answer can be typed: a few words, nothing but words."""
    plain_words = not any(text.literal_at(m.start, m.end) for m in text.marks)
    return plain_words and OBJECT not in text.text and 1 <= count(text.text) <= TYPED_WORDS


# --------------------------------------------------------------------------- list notes


def _list_note(
    frame: _Frame,
    enumeration: Enumeration,
    context: str,
    suffix: str,
    media: Mapping[str, str],
) -> Note | None:
    entry = frame.entry
    made = list_fields(
        enumeration,
        entry.headword,
        f"{entry.context.text}\n{_plain_html(context)}",
        frame.topic,
        media,
    )
    if made is None:
        return None
    values, topic, cards = made
    around = {
        "Headword": frame.headword,
        "Context": context,
        "Topic": _breadcrumb(topic),
        "Source": frame.source,
    }
    fields = {**around, **values}
    return Note(
        key=f"{LIST} {entry_key(entry)}{suffix}",
        note_type=LIST,
        fields=tuple(fields.get(name, "") for name in LIST_FIELDS),
        tags=frame.tags,
        origin=entry.origin,
        cards=cards,
        term=_name(entry),
        text=plain([enumeration.node]),
    )


def _plain_html(markup: str) -> str:
    return re.sub(r"<[^>]*>", "", markup)


# --------------------------------------------------------------------------- around the content


def _frame(entry: Entry, media: Mapping[str, str]) -> _Frame:
    return _Frame(
        entry=entry,
        headword=inline(_unframed(entry.term), media).strip(),
        context=inline(_unframed(entry.context), media).strip(),
        topic=topic_path(entry),
        source=escaped(_source(entry)),
        tags=_tags(entry),
    )


def _unframed(text: Rich) -> Rich:
    """A headword that is bold from end to end is bold only because it is a headword."""
    loud = (Style.STRONG, Style.EM, Style.UNDERLINE, Style.MARK)

    def frames(mark: Mark) -> bool:
        return mark.style in loud and mark.start <= 0 and mark.end >= len(text)

    if not any(map(frames, text.marks)):
        return text
    return replace(text, marks=tuple(m for m in text.marks if not frames(m)))


#: A short word without a vowel is an abbreviation: "ml", "sql", "html".
_SPELLED = re.compile(r"(?<![^\W_])[bcdfghj-np-tv-xz]{2,5}(?![^\W_])")


def topic_path(entry: Entry) -> tuple[str, ...]:
    """The steps of the entry's topic as a reader would write them: "ml::deep-learning" → ("ML", "Deep learning").

    Without a topic, the headings above the entry.
    """
    if not entry.topic:
        return tuple(s for s in entry.sections if s.strip())
    steps = (
        re.sub(r"[-_\s]+", " ", _SPELLED.sub(lambda m: m[0].upper(), step)).strip()
        for step in entry.topic.split("::")
    )
    return tuple(step[0].upper() + step[1:] for step in steps if step)


def _breadcrumb(steps: Iterable[str]) -> str:
    return escaped(" › ".join(steps))


def _source(entry: Entry) -> str:
    """The file and the section, without the line: it would change every note below an inserted line."""
    section = entry.sections[-1] if entry.sections else ""
    if normal(section) == normal(entry.headword):
        section = entry.sections[-2] if len(entry.sections) > 1 else ""
    return " · ".join(x for x in (entry.origin.file, section) if x)


def _tags(entry: Entry) -> tuple[str, ...]:
    """The entry's tags and its topic, without white space, which would end a tag in Anki; each once."""
    tags = [re.sub(r"\s+", "-", tag.strip()) for tag in (*entry.tags, entry.topic)]
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def _deck_name(entry: Entry, settings: Settings, deck: str) -> str:
    if not settings.deck.subdecks or not entry.topic:
        return deck
    return "::".join(x for x in (deck, *topic_path(entry)) if x)


def covers(topics: Iterable[str], topic: str) -> bool:
    """Whether a list of topics covers one: "*" covers all, a topic itself and all below it.

    >>> covers(["ml"], "ml::trees"), covers(["ml"], "mlops"), covers(["*"], "")
    (True, False, True)
    """
    return any(t == "*" or topic == t or topic.startswith(t + "::") for t in topics)


# --------------------------------------------------------------------------- keys


def normal(text: str) -> str:
    """Text as it is compared: NFC, no case, single spaces."""
    return " ".join(unicodedata.normalize("NFC", plain_text(text)).casefold().split())


def entry_key(entry: Entry) -> str:
    """What identifies an entry from build to build: its headword and context, never the wording of its definition."""
    headword = normal(entry.headword)
    if not headword and entry.term.marks:  # a picture as headword
        headword = normal(entry.term.marks[0].value)
    context = normal(entry.context.text)
    return f"{headword} ({context})" if context else headword


def _told_apart(notes: Sequence[Note], entries: Sequence[Entry]) -> tuple[Note, ...]:
    """Equal keys made different: the first keeps its key, the others get their section or, failing that, a number."""
    section = {e.origin: normal(e.sections[-1]) if e.sections else "" for e in entries}
    taken = Counter(note.key for note in notes)
    used: set[str] = set()
    told: list[Note] = []
    for note in notes:
        key = note.key
        if taken[key] > 1 and key in used:
            where = section.get(note.origin, "")
            candidate = f"{key} @ {where}" if where else f"{key} #2"
            number = 2
            while candidate in used or candidate in taken:
                candidate = f"{key} #{number}"
                number += 1
            key = candidate
        used.add(key)
        told.append(note if key == note.key else replace(note, key=key))
    return tuple(told)


def _name(entry: Entry) -> str:
    """The headword for messages."""
    return plain_text(entry.headword) or (entry.term.marks[0].value if entry.term.marks else "")


def _finding(entry: Entry, code: str, message: str, needs_person: bool = False) -> Finding:
    return Finding(entry.origin, code, message, needs_person)
