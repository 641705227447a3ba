"""What all cards of an entry show around their content, and what making them needs to know."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from ankigen.cards.asking.former import NO_FORMER, Former
from ankigen.cards.asking.redaction import Masker
from ankigen.cards.asking.reverse import Others
from ankigen.cards.content import sentences
from ankigen.cards.content.card_planning import Part
from ankigen.cards.content.core import FEW_WORDS, NO_LEAD
from ankigen.cards.content.kinds import (
    with_kinds,
    with_lines,
    with_numbers,
    with_pairs,
    with_row,
    with_series,
)
from ankigen.cards.content.sentences import ends_sentence
from ankigen.cards.keys import entry_key, name_of, normal
from ankigen.cards.labels import EXAMPLE
from ankigen.cards.rendering.html import escaped, inline
from ankigen.cards.words import count
from ankigen.model import (
    LITERAL,
    Entry,
    EntryKind,
    Finding,
    Item,
    ListNode,
    Mark,
    Node,
    Note,
    Paragraph,
    RichText,
    Style,
)
from ankigen.model.note_fields import TERM
from ankigen.model.settings import Settings
from ankigen.text.names import shown_name
from ankigen.text.patterns import when_asked
from ankigen.topics.slugs import LEVEL, slug

#: What stands before an answer and says nothing.
_ANSWER = when_asked(r"(?:a|ans|answer|antwort)\s?[:.)]", re.IGNORECASE)


_LETTERS = when_asked(r"\w")


def without_signs(body: tuple[Node, ...]) -> tuple[Node, ...]:
    """A definition without a first line of mere signs ("?") or the mark of an answer ("A:"), if
    more follows.

    >>> [p.text.text for p in without_signs((Paragraph(RichText.of("A:")),
    ...     Paragraph(RichText.of("Yes."))))]
    ['Yes.']
    """
    first = next((n for n, node in enumerate(body) if not _is_sign(node)), len(body) - 1)
    return body[first:]


def _is_sign(node: Node) -> bool:
    match node:
        case Paragraph(text) if not text.marks:
            return bool(_ANSWER.fullmatch(text.text.strip())) or not _LETTERS.search(text.text)
    return False


def with_leads(body: tuple[Node, ...]) -> tuple[Node, ...]:
    """A definition in which the first item of a list, where it only leads to the others, stands
    above them.

    >>> items = [Item(RichText(text)) for text in ("Its parts are:", "root", "stem")]
    >>> [type(node).__name__ for node in with_leads((ListNode(tuple(items)),))]
    ['Paragraph', 'ListNode']
    """
    if not any(isinstance(node, ListNode) for node in body):
        return body
    return tuple(inner for node in body for inner in _lead_apart(node))


def _lead_apart(node: Node) -> tuple[Node, ...]:
    match node:
        case ListNode((Item(text, ()) as first, second, _, *_) as items) if (
            text.text.rstrip().endswith((":", "："))
            and not second.text.text.rstrip().endswith((":", "："))
        ):
            return (Paragraph(first.text), replace(node, items=items[1:]))
    return (node,)


#: A line of so many words without a full stop, above a sentence, names the field or gives another
#: name, in notes that are written in sentences.
SUBTITLE_WORDS = 5


def _subtitle(body: tuple[Node, ...]) -> tuple[RichText, tuple[Node, ...]]:
    """What stands as a line of its own above a definition, and the definition."""
    match body:
        case (Paragraph(text), Paragraph(below), *_):
            line = text.strip()
            named = 1 <= count(line.text) <= SUBTITLE_WORDS and "\n" not in line.text
            open_end = not ends_sentence(line.text) and not re.search(r"[:：,]$|[(\[]", line.text)
            words = all(mark.style not in LITERAL for mark in line.marks)
            first = below.text[: sentences.ends(below)[0]]
            shows = EXAMPLE.match(first.strip())
            says = ends_sentence(first) and count(first) >= FEW_WORDS and not shows
            if named and open_end and words and says:
                return line, body[1:]
    return RichText(), body


@dataclass(frozen=True, slots=True)
class Frame:
    """An entry on its way to the cards: its headword and surroundings as HTML, and what the deck
    knows of it.
    """

    entry: Entry
    settings: Settings
    media: Mapping[str, str]
    others: Others
    masker: Masker
    headword: str
    context: str
    context_text: str
    topic: tuple[str, ...]
    source: str
    tags: tuple[str, ...]
    former: Former = NO_FORMER
    over: str = ""

    @classmethod
    def of(
        cls,
        entry: Entry,
        settings: Settings,
        media: Mapping[str, str],
        others: Others,
        former: Former = NO_FORMER,
        over: str = "",
    ) -> Frame:
        """The frame of an entry in a deck; `over` is the headword that it stands under."""
        body = with_leads(without_signs(entry.body))
        if body is not entry.body:
            entry = entry.but(body=body)
        context = entry.context
        if others.stops and not context and entry.kind is EntryKind.OPEN:
            context, body = _subtitle(entry.body)
            if body is not entry.body:
                entry = entry.but(body=body)
        if entry.kind is EntryKind.OPEN and f"{TERM} {entry_key(entry)}" not in former.notes:
            body = with_kinds(entry.headword, with_numbers(entry.body))
            body = with_row(entry.headword, with_series(with_pairs(body)))
            body = with_lines(entry.headword, body)
            if body is not entry.body:
                entry = entry.but(body=body)
        return cls(
            entry=entry,
            settings=settings,
            media=media,
            others=others,
            masker=Masker.of(entry.headword, context.text, others.common),
            headword=inline(_unframed(entry.term), media).strip(),
            context=inline(_unframed(context), media).strip(),
            context_text=context.text,
            topic=topic_path(entry),
            source=_linked(escaped(_source(entry)), entry, settings.cards.source_link),
            tags=_tags(entry),
            former=former.of(entry),
            over=over,
        )

    @property
    def path(self) -> tuple[str, ...]:
        """The topic, and the headword that the entry stands under."""
        shown = (*self.topic, self.entry.headword, self.context_text)
        told = {normal(step) for step in shown}
        return (
            (*self.topic, self.over) if self.over and normal(self.over) not in told else self.topic
        )

    @property
    def name(self) -> str:
        """The headword in quotes, for messages."""
        return f'"{name_of(self.entry)}"'

    def finding(self, code: str, message: str, needs_person: bool = False) -> Finding:
        """Something to tell about the entry."""
        return Finding(self.entry.origin, code, message, needs_person)

    def context_of(self, part: Part, lead: RichText = NO_LEAD) -> str:
        """The line below the headword on the cards of a part, as HTML; with what leads to what is
        asked for.
        """
        said = (self.context, inline(part.label, self.media), inline(lead, self.media))
        return " · ".join(x for x in said if x)

    def front_words(self, part: Part) -> str:
        """What the front of a part's card says below its topic, as text."""
        return "\n".join((self.entry.headword, self.context_text, part.label.text))

    def key(self, note_type: str, suffix: str) -> str:
        """What identifies a note of this entry within the deck."""
        return f"{note_type} {entry_key(self.entry)}{suffix}"

    def was_reversed(self, part: Part) -> bool:
        """Whether the last build asked for the headword by what a part says."""
        return self.former.note(self.key(TERM, suffix_of(part))).reverse

    def note(
        self, note_type: str, names: tuple[str, ...], values: Mapping[str, str], suffix: str
    ) -> Note:
        """A note of this entry with the fields in the order of `names`; those without a value
        are empty.
        """
        return Note(
            key=self.key(note_type, suffix),
            note_type=note_type,
            fields=tuple(values.get(name, "") for name in names),
            tags=self.tags,
            untitled=_untitled(self.tags, self.entry),
            origin=self.entry.origin,
            term=name_of(self.entry),
        )


def suffix_of(part: Part) -> str:
    """What a part adds to the key of its notes: its label."""
    named = normal(part.label.text)
    return f" / {named}" if named else ""


def _unframed(text: RichText) -> RichText:
    """A headword that is bold from end to end is bold only because it is a headword."""
    loud = (Style.STRONG, Style.EM, Style.UNDERLINE, Style.MARK)

    def frames(mark: Mark) -> bool:
        return mark.style in loud and mark.start <= 0 and mark.end >= len(text)

    if not any(map(frames, text.marks)):
        return text
    return replace(text, marks=tuple(m for m in text.marks if not frames(m)))


#: A short word without a vowel is an abbreviation: "ml", "sql", "html".
_SPELLED = when_asked(r"(?<![^\W_])[bcdfghj-np-tv-xz]{2,5}(?![^\W_])")


def topic_path(entry: Entry) -> tuple[str, ...]:
    """The steps of the entry's topic in the words of the notes; of what is written nowhere, as a
    reader would write them: "ml::deep-learning" → ("ML", "Deep learning").

    Without a topic, the headings above the entry.
    """
    if not entry.topic:
        return tuple(s for s in entry.sections if s.strip())
    steps = entry.topic.split(LEVEL)
    words = entry.topic_words if len(entry.topic_words) == len(steps) else ("",) * len(steps)
    return tuple(
        word if word and slug(word) == step else _spelled_out(step)
        for step, word in zip(steps, words, strict=True)
        if step
    )


def _spelled_out(step: str) -> str:
    text = re.sub(r"[-_\s]+", " ", _SPELLED.sub(lambda m: m[0].upper(), step)).strip()
    return text[:1].upper() + text[1:]


def breadcrumb(steps: Iterable[str]) -> str:
    return escaped(" › ".join(steps))


def _source(entry: Entry) -> str:
    """The file and the section, without the line: it would change every note below an inserted
    line.
    """
    section = entry.sections[-1] if entry.sections else ""
    if normal(section) == normal(entry.headword):
        section = entry.sections[-2] if len(entry.sections) > 1 else ""
    return " · ".join(x for x in (shown_name(entry.origin.file), section) if x)


def _linked(source: str, entry: Entry, form: str) -> str:
    """The source with a link to the entry's line, where the settings give its form."""
    if not form:
        return source
    parts = {"{file}": quote(entry.origin.file), "{line}": str(entry.origin.line)}
    address = re.sub(r"\{(?:file|line)\}", lambda m: parts[m[0]], form)
    return f'<a href="{html.escape(address)}">{source}</a>'


def _tags(entry: Entry) -> tuple[str, ...]:
    """The entry's tags and its topic, without white space, which would end a tag in Anki; each
    once.
    """
    tags = ["-".join(tag.split()) for tag in (*entry.tags, entry.topic)]
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def _untitled(tags: Sequence[str], entry: Entry) -> tuple[str, ...] | None:
    """The tags without the title of the entry's file, None where none holds it."""
    without = dict(entry.untitled)
    if not any(tag in without for tag in tags):
        return None
    return tuple(dict.fromkeys(filter(None, (without.get(tag, tag) for tag in tags))))


def covers(topics: Iterable[str], names: Sequence[str]) -> bool:
    """Whether a list of topics covers one by any of its names: "*" covers all, a topic itself and
    all below it.

    >>> covers(["ml"], ["ml::trees"]), covers(["ml"], ["mlops"]), covers(["*"], [""])
    (True, False, True)
    """
    return any(t == "*" or f"{name}::".startswith(f"{t}::") for t in topics for name in names)
