"""Term notes: headword → the core of its definition, and the other way round where it is asked
for and possible.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ankigen.cards.asking.redaction import MASK
from ankigen.cards.asking.reverse import NO_OTHERS, fits, is_name, no_reverse, says_enough
from ankigen.cards.content import card_planning
from ankigen.cards.content.card_planning import CODE, FORMULA, PICTURE, Part
from ankigen.cards.content.core import Core
from ankigen.cards.content.questions import Asked, questions
from ankigen.cards.languages import headword_language, speech
from ankigen.cards.notes.card_context import Frame, breadcrumb, covers, suffix_of
from ankigen.cards.rendering.html import escaped, render, render_core
from ankigen.cards.rendering.plain import plain, plain_text
from ankigen.cards.words import count, tells
from ankigen.model import OBJECT, EntryKind, Finding, Node, Note, Paragraph, RichText, Style, texts
from ankigen.model.note_fields import TERM, TERM_FIELDS
from ankigen.text.patterns import when_asked

#: Longer answers are not typed: every slip would count as wrong.
TYPED_WORDS = 4

VOCABULARY, SHORT = "vocabulary", "short"

#: An answer of so few words is set larger, and in the middle.
SHORT_WORDS = 6

#: With so many words of a definition no topic is shown above it: the front would be too long, and
#: says enough.
HINT_WORDS = 26

_YES = "y"


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Which cards of a term are made."""

    forward: bool
    back: bool
    picture: bool
    type_headword: bool = False
    type_definition: bool = False

    @property
    def switches(self) -> dict[str, bool]:
        """The fields that turn them on."""
        return {
            "Forward": self.forward,
            "Reverse": self.back and not self.picture,
            "Type definition": self.type_definition,
        }


def term_note(
    frame: Frame, part: Part, core: Core, leads: bool, turned: bool = True
) -> tuple[Note | None, list[Finding]]:
    """The note that asks for the core of a part of an entry, None if no card of it is wanted.

    `leads` says whether the part stands for the entry. One that does not is a property, which
    several terms may have: it is never asked the other way round, and that is no finding. Nor is it
    without `turned`.
    """
    media = frame.media
    kind = _kind(frame, part)
    plainly = render_core(core.asked, core.more, core.joined, media)
    picture = kind == PICTURE and "<img " in plainly
    wanted, findings = _wanted(frame, part, core, leads and turned, picture)
    if not plainly or not (wanted.forward or wanted.back):
        return None, findings
    masked = frame.masker.nodes(core.asked)
    objects = picture or _needs_copy(frame, core.asked)
    copied = wanted.back and objects
    # marked whether the headword is asked for or not: turning that on is no change of the
    # definition
    asked = frame.masker.marked(core.asked) if leads and not objects else core.asked
    if any(own is not node for own, node in zip(asked, core.asked, strict=True)):
        plainly = render_core(asked, core.more, core.joined, media)
    shown = render(masked, media) if copied else ""
    asks = Asked(core, kind, wanted.back, part.label.text, frame.others.dated)
    values = {
        "Headword": frame.headword,
        "Definition": _translated(frame, plainly),
        "Context": frame.context_of(part, core.lead),
        "Topic": _topic(frame, part, core),
        "Source": frame.source,
        "Masked definition": "" if picture else shown,
        "Masked topic": _hint(frame, plain(masked, marks=False)) if wanted.back else "",
        "Picture": shown if picture else "",
        "Kind": "" if kind == PICTURE and not picture else kind or _short(core),
        "Typed answer": _to_type(core.asked) if wanted.type_definition else "",
        "Typed headword": escaped(typed(frame.entry.headword)) if wanted.type_headword else "",
        "Ask": questions(frame.entry, asks),
        "Language": headword_language(frame.entry, frame.others.language),
        "Speech": _speech(frame) if leads else "",
        **{name: _YES for name, on in wanted.switches.items() if on},
    }
    note = frame.note(TERM, TERM_FIELDS, values, suffix_of(part))
    return replace(note, cards=wanted.forward + wanted.back, text=plain(part.body)), findings


def _translated(frame: Frame, markup: str) -> str:
    """The definition of a word: its first paragraph, the translation, is not in the headword's
    language.
    """
    if frame.entry.kind is EntryKind.VOCABULARY:
        return re.sub(r"^<p\b", '<p lang=""', markup)
    return markup


def _speech(frame: Frame) -> str:
    entry = frame.entry
    wanted = covers(frame.settings.cards.read_aloud, entry.topic_names)
    return speech(entry, typed(entry.headword)) if wanted else ""


def _kind(frame: Frame, part: Part) -> str:
    return VOCABULARY if frame.entry.kind is EntryKind.VOCABULARY else card_planning.kind(part.body)


def _short(core: Core) -> str:
    match core.asked:
        case (Paragraph(text),) if (
            count(text.text) <= SHORT_WORDS and "\n" not in text.text.strip()
        ):
            return SHORT
    return ""


def _wanted(
    frame: Frame, part: Part, core: Core, leads: bool, picture: bool
) -> tuple[_Wanted, list[Finding]]:
    """Which cards are made, and why one that is asked for in the settings is not."""
    entry, cards = frame.entry, frame.settings.cards
    vocabulary = entry.kind is EntryKind.VOCABULARY
    findings: list[Finding] = []
    wants_reverse = leads and (vocabulary or covers(cards.reverse, entry.topic_names))
    back = False
    # who has reviews of the card that asks for the headword keeps it, whatever others now say
    kept = frame.was_reversed(part)
    if leads and (
        picture or (wants_reverse and (vocabulary or kept or _is_reversible(frame, part, core)))
    ):
        others = NO_OTHERS if kept else frame.others
        why_not = no_reverse(entry, core.asked, frame.masker, others, frame.media)
        back = not why_not
        if why_not and wants_reverse:
            message = f"{frame.name} gets no reverse card: {why_not}"
            findings.append(frame.finding("no-reverse", message))
    # a picture is asked for its name; nobody can draw it from its name
    forward = cards.term and not (picture and back)
    type_headword = type_definition = False
    if covers(cards.type_in, entry.topic_names):
        type_headword = back and _is_typed(RichText.of(typed(entry.headword)), entry.term)
        type_definition = forward and _is_short(core, vocabulary)
        if leads and not type_headword and not type_definition:
            message = (
                f"{frame.name} has no answer to type: only words, and at most "
                f"{TYPED_WORDS} of them, are typed"
            )
            findings.append(frame.finding("no-type-in", message))
    return _Wanted(forward, back, picture, type_headword, type_definition), findings


def _is_reversible(frame: Frame, part: Part, core: Core) -> bool:
    headword, kind, others = frame.entry.headword, _kind(frame, part), frame.others
    if not is_name(headword) or not fits(core, kind, headword, others.stops):
        return False
    looked_at = kind in (FORMULA, CODE, PICTURE)
    return looked_at or says_enough(headword, core.asked, frame.masker, others.frequent)


def _needs_copy(frame: Frame, nodes: Sequence[Node]) -> bool:
    """Whether something stands in it that CSS cannot hide: a sound, which is played, or an alt
    text that says the headword.
    """
    return any(
        m.style is Style.SOUND
        or (m.style is Style.IMAGE and frame.masker.spans(t.text[m.start : m.end]))
        for t in texts(nodes)
        for m in t.marks
    )


def _topic(frame: Frame, part: Part, core: Core) -> str:
    """The breadcrumb of the front, without steps that hold the definition."""
    answer = plain(core.asked, marks=False)
    steps = [step for step in frame.path if not tells(step, answer)]
    front = " ".join((*steps, frame.front_words(part)))
    return "" if tells(front, answer) else breadcrumb(steps)


def _hint(frame: Frame, masked: str) -> str:
    """Topic and context for the front that asks for the headword, without the steps that say it."""
    steps = (*frame.path, plain_text(frame.context_text))
    shown = [x for x in steps if x and MASK not in frame.masker.text(x)]
    while shown and count(" ".join((*shown, masked))) > HINT_WORDS:
        shown = shown[1:]
    front = " ".join((*shown, masked))
    return "" if tells(front, frame.entry.headword) else breadcrumb(shown)


# --------------------------------------------------------------------------- typed answers

_BRACKETS = when_asked(r"\s*[(\[（][^()\[\]（）]*[)\]）]")
#: What a dictionary adds to a word: its gender, number, kind, and what goes with it.
_GRAMMAR = when_asked(
    r"(?:[\s,;]+(?:m|f|n|mf|pl|sg|adj|adv|v|vt|vi|vr|inf|sth|sb|sbdy|so|etw|jdn|jdm|qn"
    r"|qc|algo|alg)\.?(?=$|[\s,;]))+"
    r"|\s*\+\s*\S+$",
    re.IGNORECASE,
)


def typed(text: str) -> str:
    """A word as it is typed: without what stands in brackets, and without grammar.

    >>> typed("el gato (m.)"), typed("soler (o>ue) + inf."), typed("das Haus, n.")
    ('el gato', 'soler', 'das Haus')
    """
    bare = _BRACKETS.sub("", text)
    bare = _GRAMMAR.sub("", bare).strip(" ,;.")
    return bare or text.strip()


def _to_type(nodes: Sequence[Node]) -> str:
    return escaped(typed(plain(nodes)))


def _is_short(core: Core, vocabulary: bool) -> bool:
    """Whether the answer is a word or two: a translation, or all that the entry says. A
    definition is never typed.
    """
    only = core.asked[0] if len(core.asked) == 1 else None
    if not isinstance(only, Paragraph) or (core.more and not vocabulary):
        return False
    return _is_typed(RichText.of(typed(only.text.text)), only.text)


def _is_typed(text: RichText, whole: RichText) -> bool:
    """Whether an answer can be typed: a few words, nothing but words."""
    plain_words = not any(whole.literal_at(m.start, m.end) for m in whole.marks)
    return plain_words and OBJECT not in text.text and 1 <= count(text.text) <= TYPED_WORDS
