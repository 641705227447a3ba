"""Labelled facts within a line of hurried notes: "made of oak, 2 t. Uses: docks, weirs". What a
card shows below its answer, and does not ask for, is asked by its label.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ankigen.cards.content import sentences
from ankigen.cards.words import count
from ankigen.model import Node, Paragraph, RichText
from ankigen.text.patterns import when_asked

#: Labels that say what is told behind them, of several things and of one.
_MANY = (
    r"side[ -]effects|adverse effects|contraindications|complications|risk factors|symptoms|signs"
    r"|causes|reasons|types|kinds|groups|steps|stages|phases|tests|bases|uses|indications|pros|cons"
    r"|advantages|disadvantages|benefits|drawbacks|limits|limitations|strengths|weaknesses"
    r"|criticisms|features|functions|components|parts|layers|effects|consequences|aims"
    r"|goals|(?:main |key )?works|exceptions|conditions|assumptions|requirements|elements"
    r"|defen[cs]es|remedies|materials|tools|methods|techniques|principles|criteria|hosts|risks"
    r"|dangers|themes"
)
_ONE = (
    r"evidence|problem|units?|treatment|diagnosis|mechanism|function|role|purpose"
    r"|origin|effect|cause|prognosis|penalty|remedy|location|transmission|reservoir"
    r"|prevention|management|solution|cure|aim|goal|order|deficiency|excess|toxicity|criticism|use"
    r"|advantage|disadvantage|symptom|first aid"
)
#: Short forms that stand without a sign too.
_SHORT_MANY, _SHORT_ONE = r"SEs?|S/E|s/e|CI", r"antidote|Rx|Tx|Dx"
_SHORT = rf"{_SHORT_MANY}|{_SHORT_ONE}"
_LABEL = when_asked(
    rf"(?:^[\s.;,]*|(?<=[.;,)!]\s)|(?<=\n))"
    rf"(?:(?P<label>(?i:{_MANY}|{_ONE})|{_SHORT})\s?[:=]\s*|(?P<short>{_SHORT})\s(?!(?:in|of|to|at|from|winds?)\b)(?=[a-z]))"
)
_ALL_MANY = when_asked(rf"(?i:{_MANY})|{_SHORT_MANY}")
_KNOWN = when_asked(rf"(?i:{_MANY}|{_ONE})|{_SHORT}")
#: What is said behind a label ends here.
_END = when_asked(r"[.;!](?=\s|$)|\n|$")
#: It has so many words at most.
MOST_SAID = 20


def labelled_facts(nodes: Sequence[Node]) -> list[tuple[RichText, RichText]]:
    """The labels within some paragraphs, each with what is said behind it.

    >>> text = RichText("of oak, 2 t. Uses: docks, weirs. SE mud")
    >>> [(a.text, b.text) for a, b in labelled_facts([Paragraph(text)])]
    [('Uses', 'docks, weirs'), ('SE', 'mud')]
    """
    found: list[tuple[RichText, RichText]] = []
    for node in nodes:
        if isinstance(node, Paragraph):
            found += _of_text(node.text)
    names = [label.text.casefold() for label, _ in found]
    return [fact for fact, name in zip(found, names, strict=True) if names.count(name) == 1]


def first_label(text: RichText) -> int:
    """Where what stands before the first labelled fact of a text ends, 0 without one.

    >>> text = RichText("of oak, no paint, uses: docks")
    >>> text.text[: first_label(text)]
    'of oak, no paint'
    """
    if not labelled_facts([Paragraph(text)]):
        return 0
    found = _LABEL.search(text.text)
    return len(text.text[: found.start()].rstrip(" ,;")) if found else 0


def _of_text(text: RichText) -> list[tuple[RichText, RichText]]:
    found = []
    labels = list(_LABEL.finditer(text.text))
    for n, match in enumerate(labels):
        most = labels[n + 1].start() if n + 1 < len(labels) else len(text.text)
        said = text[match.end() : min(_end(text.text, match.end()), most)].strip(" ,;")
        group = "label" if match["label"] else "short"
        label = text[match.start(group) : match.end(group)]
        whole = all(said.text.count(a) == said.text.count(b) for a, b in ("()", "[]"))
        literal = text.literal_at(match.start(), match.end())
        if whole and not literal and 0 < count(said.text) <= MOST_SAID:
            found.append((replace(label, marks=()), said))
    return found


def _end(text: str, start: int) -> int:
    for match in _END.finditer(text, start):
        if match[0] != "." or not sentences.is_shortened(text[: match.end()]):
            return match.start()
    return len(text)


#: The question for several things that one label names.
FOR_EACH = "What are they?"


def label_asks(label: str) -> str:
    """The question for what is said behind a label that says what it tells of, "" for any other.

    >>> label_asks("Uses"), label_asks("unit"), label_asks("Hull")
    ('What are they?', 'What is it?', '')
    """
    if _ALL_MANY.fullmatch(label):
        return FOR_EACH
    return "What is it?" if _KNOWN.fullmatch(label) else ""
