"""Term notes: headword → definition, and the other way round where it is asked for and possible."""

from __future__ import annotations

from dataclasses import replace

from ankigen.cards import card_planning
from ankigen.cards.card_context import Frame, breadcrumb, covers, suffix_of
from ankigen.cards.card_planning import PICTURE, Part
from ankigen.cards.html import render
from ankigen.cards.plain import plain, plain_text
from ankigen.cards.redaction import MASK
from ankigen.cards.reverse import no_reverse
from ankigen.cards.words import count, tells
from ankigen.model import OBJECT, Finding, Note, Paragraph, RichText
from ankigen.model.note_fields import TERM, TERM_FIELDS

#: Longer answers are not typed: every slip would count as wrong.
TYPED_WORDS = 4

_YES = "y"


def term_note(frame: Frame, part: Part, leads: bool) -> tuple[Note | None, list[Finding]]:
    """The note that asks for a part of an entry, None if no card of it is wanted.

    `leads` says whether the part stands for the entry. One that does not is a property, which several terms may have: it
    is never asked the other way round, and that is no finding.
    """
    entry, cards, media = frame.entry, frame.settings.cards, frame.media
    findings: list[Finding] = []
    kind = card_planning.kind(part.body)
    definition = render(part.body, media)
    masked = frame.masker.nodes(part.body)
    picture = kind == PICTURE and "<img " in definition
    wants_reverse = covers(cards.reverse, entry.topic)
    why_not = no_reverse(entry, masked, frame.masker, frame.others, media) if leads else ""
    if wants_reverse and why_not:
        findings.append(
            frame.finding("no-reverse", f"{frame.name} gets no reverse card: {why_not}")
        )
    back_asked = leads and not why_not and (wants_reverse or picture)
    # a picture is asked for its name; to imagine it from its name is the reverse of that
    forward = cards.term and (wants_reverse or not (picture and back_asked))
    if not definition or not (forward or back_asked):
        return None, findings

    type_headword = type_definition = False
    if covers(cards.type_in, entry.topic):
        type_headword = back_asked and _typed(entry.term)
        type_definition = forward and _is_short(part)
        if leads and not type_headword and not type_definition:
            message = f"{frame.name} has no answer to type: only words, and at most {TYPED_WORDS} of them, are typed"
            findings.append(frame.finding("no-type-in", message))

    shown = render(masked, media) if back_asked else ""
    switches = {
        "Forward": forward,
        "Reverse": back_asked and not picture,
        "Type headword": type_headword,
        "Type definition": type_definition,
    }
    values = {
        "Headword": frame.headword,
        "Definition": definition,
        "Context": frame.context_of(part),
        "Topic": _topic(frame, part),
        "Source": frame.source,
        "Masked definition": "" if picture else shown,
        "Masked topic": _hint(frame, plain(masked, marks=False)) if back_asked else "",
        "Picture": shown if picture else "",
        "Kind": "" if kind == PICTURE and not picture else kind,
        **{name: _YES for name, on in switches.items() if on},
    }
    note = frame.note(TERM, TERM_FIELDS, values, suffix_of(part))
    return replace(note, cards=forward + back_asked, text=plain(part.body)), findings


def _topic(frame: Frame, part: Part) -> str:
    """The breadcrumb of the front, without steps that hold the definition."""
    answer = plain(part.body, marks=False)
    steps = [step for step in frame.topic if not tells(step, answer)]
    front = " ".join((*steps, frame.front_words(part)))
    return "" if tells(front, answer) else breadcrumb(steps)


def _hint(frame: Frame, masked: str) -> str:
    """Topic and context for the front that asks for the headword, which is hidden in them."""
    steps = (*frame.topic, plain_text(frame.entry.context))
    hidden = [x for x in map(frame.masker.text, steps) if x and x != MASK]
    front = " ".join((*hidden, masked))
    return "" if tells(front, frame.entry.headword) else breadcrumb(hidden)


def _is_short(part: Part) -> bool:
    only = part.body[0] if len(part.body) == 1 else None
    return isinstance(only, Paragraph) and _typed(only.text)


def _typed(text: RichText) -> bool:
    """Whether an answer can be typed: a few words, nothing but words."""
    plain_words = not any(text.literal_at(m.start, m.end) for m in text.marks)
    return plain_words and OBJECT not in text.text and 1 <= count(text.text) <= TYPED_WORDS
