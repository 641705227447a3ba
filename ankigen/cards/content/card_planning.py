"""The labelled parts of a long entry, and what a body is for the eye: prose, a formula, code or
a picture.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ankigen.cards.content.inline_labels import label_asks
from ankigen.cards.content.lists import enumerations, is_enumeration
from ankigen.cards.rendering.plain import plain
from ankigen.cards.words import count
from ankigen.model import Code, Formula, Node, Paragraph, RichText, Style
from ankigen.text.patterns import when_asked

#: Words of prose above which an entry is looked through for labelled paragraphs, each of them a
#: card of its own. Silent reading of such text runs at 238 words a minute (Marc Brysbaert, "How
#: many words do we read per minute?", Journal of Memory and Language 109, 2019), so 80 words are
#: read in 20 s.
MAX_WORDS = 80

#: Words of text beside a formula, a piece of code or a picture that only caption it ("where n is
#: the sample size").
CAPTION_WORDS = 15

#: A line above code that says more than this in a sentence is a definition; the code illustrates
#: it.
SENTENCE_WORDS = 4

_LABEL_WORDS, _COLUMN_WORDS = 4, 6
_LABEL = when_asked(r"([^\W\d_][^:：.!?\n]{0,38}?)\s*[:：](?:\s+|$)")
#: Labels that belong to what stands before them.
_NO_PROPERTY = when_asked(
    r"(?:for )?(?:examples?|instance|e\.?g|i\.?e|n\.?b|notes?|remarks?|sources?"
    r"|see(?: also)?|tips?|hints?|figures?"
    r"|results?|outputs?|watch out|careful|beware|rule of thumb|warning|caution|todo"
    r"|important|beispiele?|hinweis|ejemplos?|exemples?)\b",
    re.IGNORECASE,
)
NO_TEXT = RichText()
#: An entry of so many labelled paragraphs, and nothing else, is a row of properties.
LEAST_PROPERTIES = 2


# --------------------------------------------------------------------------- parts


@dataclass(frozen=True, slots=True)
class Part:
    """What one card (or one list note) asks of an entry. `label` says which part, "" for the
    entry as such.
    """

    body: tuple[Node, ...]
    label: RichText = NO_TEXT


def prose_words(body: Sequence[Node]) -> int:
    """Words to be read: code and displayed formulas are looked at, not read, and do not count."""
    return count(plain(n for n in body if not isinstance(n, Code | Formula)))


def parts(body: tuple[Node, ...], rows: bool = True) -> tuple[Part, ...]:
    """The body in its labelled paragraphs ("Advantages: …"), if it has such and much is said, or
    nothing else; else as one part. With `rows` so is a row of a table, of which examples and
    notes are only shown.
    """
    whole = (Part(body),)
    if rows and _is_row_of_table(body):
        return _by_column(body) or whole
    if len(body) >= LEAST_PROPERTIES and all(_label(node) for node in body):
        return _by_label(body) or whole
    if rows and (first := _label(body[0]) if body else None) and label_asks(first[0].text):
        return (
            (Part((Paragraph(first[1]), *body[1:]), first[0]),) if first[1].text.strip() else whole
        )
    apart = [e.node for e in enumerations(body)]
    prose = [n for n in body if not any(n is node for node in apart)]
    if prose_words(prose) <= MAX_WORDS or is_enumeration(body):
        return whole
    return _by_label(body) or whole


def _is_row_of_table(body: tuple[Node, ...]) -> bool:
    """Whether the paragraphs are the cells of a row, each behind the name of its column: all stand
    in one line of the notes.
    """
    lines = {node.text.line for node in body if isinstance(node, Paragraph)}
    cells = len(body) >= LEAST_PROPERTIES and len(lines) == 1 and 0 not in lines
    return cells and all(_label(node, True) for node in body)


def _by_column(body: tuple[Node, ...]) -> tuple[Part, ...]:
    shown = tuple(n for n in body if isinstance(n, Paragraph) and _NO_PROPERTY.match(n.text.text))
    made = _by_label(tuple(node for node in body if node not in shown), True)
    return (replace(made[0], body=(*made[0].body, *shown)), *made[1:]) if made else ()


def _by_label(body: tuple[Node, ...], rows: bool = False) -> tuple[Part, ...]:
    found: list[tuple[RichText, list[Node]]] = [(RichText(), [])]
    for node in body:
        label = _label(node, rows)
        if label is None:
            found[-1][1].append(node)
            continue
        name, rest = label
        found.append((name, [Paragraph(rest)] if rest.text.strip() else []))
    kept: list[Part] = []
    for name, nodes in found:
        if nodes:
            kept.append(Part(tuple(nodes), name))
        elif name and kept:  # a label with nothing under it is a line of the part before
            kept[-1] = replace(kept[-1], body=(*kept[-1].body, Paragraph(name)))
        elif name:
            return ()
    labelled = sum(bool(p.label) for p in kept)
    return tuple(kept) if labelled > 1 else ()


def _label(node: Node, rows: bool = False) -> tuple[RichText, RichText] | None:
    """The label of a paragraph and the rest of it, or None; in `rows` any word is one."""
    if not isinstance(node, Paragraph):
        return None
    text = node.text
    match = _LABEL.match(text.text)
    if match is None or count(match[1]) > (_COLUMN_WORDS if rows else _LABEL_WORDS):
        return None
    if not rows and _NO_PROPERTY.match(match[1]):
        return None
    if text.literal_at(0, match.end()):
        return None
    name = text[: match.end(1)]
    return replace(name, marks=()), text[match.end() :]


# --------------------------------------------------------------------------- kinds


FORMULA, CODE, PICTURE, PROSE = "formula", "code", "picture", ""


def kind(body: tuple[Node, ...]) -> str:
    """What a definition is for the eye: a formula, code or a picture, each with no more text
    than a caption; else "".
    """
    kinds = [_single(node) for node in body]
    shown = {*kinds} - {None}
    if not shown:
        return PROSE
    captions = [node for node, own in zip(body, kinds, strict=True) if own is None]
    only_paragraphs = all(isinstance(n, Paragraph) for n in captions)
    if CODE in shown and captions and captions[0] is body[0] and _is_sentence(captions[0]):
        return PROSE
    if len(shown) == 1 and only_paragraphs and prose_words(captions) <= CAPTION_WORDS:
        found = shown.pop()
        # a picture with words beside it is an illustrated definition
        if found is not None and not (found == PICTURE and captions):
            return found
    return PROSE


def _is_sentence(node: Node) -> bool:
    text = node.text.text.rstrip() if isinstance(node, Paragraph) else ""
    return text.endswith((".", "!", "。")) and count(text) > SENTENCE_WORDS


def _single(node: Node) -> str | None:
    """The kind of a node that is nothing but a formula, code or pictures; None for any other."""
    match node:
        case Code():
            return CODE
        case Formula():
            return FORMULA
        case Paragraph(text) if text.marks:
            kinds = {FORMULA: (Style.DISPLAY, Style.MATH), PICTURE: (Style.IMAGE,)}
            for name, styles in kinds.items():
                marks = sorted(m for m in text.marks if m.style in styles)
                if marks and not _outside(text, [(m.start, m.end) for m in marks]).strip(" \n.,;"):
                    return name
    return None


def _outside(text: RichText, spans: Sequence[tuple[int, int]]) -> str:
    """The text outside the ascending spans."""
    kept, at = [], 0
    for start, end in spans:
        kept.append(text.text[at:start])
        at = max(at, end)
    return "".join([*kept, text.text[at:]])
