"""Multiple choice: a question with its options; the answer is the right one, with the reason
that the notes give.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from string import ascii_lowercase

from ankigen.cards.languages import headword_language
from ankigen.cards.notes.card_context import Frame, breadcrumb
from ankigen.cards.rendering.html import escaped, inline, render
from ankigen.cards.rendering.plain import plain
from ankigen.cards.words import content_stems, tells
from ankigen.model import Item, ListNode, Node, Note, Paragraph
from ankigen.model.note_fields import CHOICE, CHOICE_FIELDS


def choice_note(frame: Frame) -> Note | None:
    """The note of a question with options; None if no list of the body has a right one.

    What stands before the options belongs to the question, what stands after them is the reason.
    """
    body = frame.entry.body
    at = next((n for n, node in enumerate(body) if _is_choice(node)), None)
    if at is None:
        return None
    options = body[at]
    assert isinstance(options, ListNode)
    media = frame.media
    words = [plain((Paragraph(i.text), *i.children), marks=False) for i in options.items if i.right]
    steps = [step for step in frame.topic if not any(tells(step, text) for text in words)]
    shown = "".join(_option(item, _letter(item, n), media) for n, item in enumerate(options.items))
    before = render(body[:at], media)
    values = {
        "Headword": frame.headword,
        "Options": f'{before}<div class="options">{shown}</div>',
        "Answer": escaped(", ".join(" ".join(text.split()) for text in words)),
        "Reason": "" if _repeats(body[at + 1 :], options) else render(body[at + 1 :], media),
        "Context": frame.context,
        "Topic": breadcrumb(steps),
        "Source": frame.source,
        "Language": headword_language(frame.entry, frame.others.language),
    }
    note = frame.note(CHOICE, CHOICE_FIELDS, values, "")
    return replace(note, cards=1, text=plain(body))


def _repeats(after: tuple[Node, ...], options: ListNode) -> bool:
    """Whether what stands below the options only says the right one again ("b) Jupiter")."""
    said = content_stems(plain(after, marks=False))
    right = [i for i in options.items if i.right]
    words = content_stems(" ".join(f"{i.letter} {i.text.text}" for i in right))
    return bool(after) and said <= words


def _is_choice(node: Node) -> bool:
    return isinstance(node, ListNode) and any(item.right for item in node.items)


def _letter(item: Item, n: int) -> str:
    """The letter of an option as the notes have it; else the one of its place."""
    return item.letter or (ascii_lowercase[n] if n < len(ascii_lowercase) else str(n + 1))


def _option(item: Item, letter: str, media: Mapping[str, str]) -> str:
    said = inline(item.text, media) + render(item.children, media)
    named = "option right" if item.right else "option"
    return f'<div class="{named}"><span class="letter">{escaped(letter)})</span> {said}</div>'
