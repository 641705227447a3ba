"""What of an entry goes on which card: its parts (where it is too long for one), its lists and tables, its kind.

The rule behind it is the minimum information principle (Piotr Woźniak, "Effective learning: Twenty rules of formulating
knowledge", 1999, rules 4, 9 and 10): one fact a card, and enumerations learned item by item.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ankigen.cards.plain import plain
from ankigen.cards.words import count
from ankigen.model import Code, Formula, Item, ListNode, Node, Paragraph, RichText, Style, Table
from ankigen.model.note_fields import GROUPS

#: Words of prose that one card may ask for. Silent reading of such text runs at 238 words a minute (Marc Brysbaert,
#: "How many words do we read per minute?", Journal of Memory and Language 109, 2019), so 80 words are read in 20 s;
#: a card that takes longer is no longer one fact.
MAX_WORDS = 80

#: Items of a list that one card may show: seven, what working memory holds (George A. Miller, "The magical number
#: seven, plus or minus two", Psychological Review 63, 1956). Longer lists are cut into groups of at most this size.
GROUP_ITEMS = 7
#: A list note has this many fields for groups; a longer list stays on the definition side.

#: An item longer than a sentence is a paragraph; so is a list whose items are this long on average.
ITEM_WORDS = 30
MEAN_ITEM_WORDS = 18

#: A paragraph before a list is its lead-in if its last sentence ends with a colon, or if it is no longer than this.
LEAD_IN_WORDS = 6
#: One that is longer than this says something of its own, which a card should ask for.
LONG_LEAD_IN_WORDS = 12

#: Words of text beside a formula, a piece of code or a picture that only caption it ("where n is the sample size").
CAPTION_WORDS = 15

_COLON = re.compile(r"[:：]\s*$")
_SENTENCE_END = re.compile(r"[.!?。]\s+(?=\S)")
_LABEL_WORDS = 4
_LABEL = re.compile(r"([^\W\d_][^:：.!?\n]{1,38}?)\s*[:：](?:\s+|$)")
#: Labels that belong to what stands before them.
_NO_PROPERTY = re.compile(
    r"(?:for )?(?:examples?|instance|e\.?g|i\.?e|n\.?b|notes?|remarks?|sources?|see(?: also)?|tips?|hints?|figures?"
    r"|warning|caution|todo|important|beispiele?|hinweis|ejemplos?|exemples?)\b",
    re.IGNORECASE,
)
_SENSE = re.compile(r"(?:\(?(?:\d{1,2}|[a-h])[.)]|sense \d+[:.]?)\s+", re.IGNORECASE)

#: Words that say that a bulleted list is a sequence all the same.
_SEQUENCE = re.compile(
    r"\b(?:steps?|stages?|phases?|order(?:ed)?|sequence|procedure|workflow|pipeline|process(?:es)?|chronolog\w+"
    r"|schritte?|phasen?|ablauf|reihenfolge|pasos|etapas|fases|étapes)\b",
    re.IGNORECASE,
)


NO_TEXT = RichText()
#: Words that say that a numbered list only counts.
_COUNTED = re.compile(
    r"\b(?:kinds?|types?|forms?|sorts?|categories|classes|ways|examples?|reasons|causes|(?:dis)?advantages|benefits"
    r"|drawbacks|properties|features|characteristics|components|parts|members|options|arten|formen|typen|gründe"
    r"|vorteile|nachteile|teile|tipos|clases|formas|causas|ventajas|partes|sortes|formes|raisons)\b",
    re.IGNORECASE,
)


# --------------------------------------------------------------------------- parts


@dataclass(frozen=True, slots=True)
class Part:
    """What one card (or one list note) asks of an entry. `label` says which part, "" for the entry as such.

    `sense` is the number of one of several senses, 0 for a part that is none.
    """

    body: tuple[Node, ...]
    label: RichText = NO_TEXT
    sense: int = 0


def prose_words(body: Sequence[Node]) -> int:
    """Words to be read: code and displayed formulas are looked at, not read, and do not count."""
    return count(plain(n for n in body if not isinstance(n, Code | Formula)))


def asked_words(body: tuple[Node, ...], lists: bool) -> int:
    """Words that the card of a body asks for. With `lists`, what is learned item by item is not asked for here."""
    apart = [e.node for e in enumerations(body)] if lists else []
    return prose_words([n for n in body if not any(n is node for node in apart)])


def parts(body: tuple[Node, ...], lists: bool = True) -> tuple[Part, ...]:
    """The body in the parts into which it divides naturally, if it is too long for one card; else as one part.

    `lists` says whether the lists in it are learned item by item.

    It divides at paragraphs that begin with a label ("Advantages: …", or a bold phrase), at numbered senses, and at the
    items of an ordered list of paragraphs.
    """
    whole = (Part(body),)
    if asked_words(body, lists) <= MAX_WORDS or (lists and is_enumeration(body)):
        return whole
    return _by_label(body) or _by_sense(body) or whole


def _by_label(body: tuple[Node, ...]) -> tuple[Part, ...]:
    found: list[tuple[RichText, list[Node]]] = [(RichText(), [])]
    for node in _unlisted(body):
        label = _label(node)
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
    return tuple(kept) if labelled and len(kept) > 1 else ()


def _unlisted(body: tuple[Node, ...]) -> list[Node]:
    """The nodes, with a bulleted list of labelled paragraphs laid open."""
    nodes: list[Node] = []
    for node in body:
        if (
            isinstance(node, ListNode)
            and not is_short(node)
            and all(_label(Paragraph(item.text)) for item in node.items)
        ):
            for item in node.items:
                nodes += [Paragraph(item.text), *item.children]
        else:
            nodes.append(node)
    return nodes


def _label(node: Node) -> tuple[RichText, RichText] | None:
    """The label of a paragraph and the rest of it, or None."""
    if not isinstance(node, Paragraph):
        return None
    text = node.text
    match = _LABEL.match(text.text)
    if match is None or count(match[1]) > _LABEL_WORDS or _NO_PROPERTY.match(match[1]):
        return None
    if text.literal_at(0, match.end()):
        return None
    name = text[: match.end(1)]
    return replace(name, marks=()), text[match.end() :]


def _by_sense(body: tuple[Node, ...]) -> tuple[Part, ...]:
    lead: list[Node] = []
    senses: list[list[Node]] = []
    for node in body:
        if isinstance(node, ListNode) and node.ordered and not is_short(node):
            senses += [[Paragraph(item.text), *item.children] for item in node.items]
        elif isinstance(node, Paragraph) and (match := _SENSE.match(node.text.text)):
            senses.append([Paragraph(node.text[match.end() :])])
        else:
            (senses[-1] if senses else lead).append(node)
    if len(senses) < 2:
        return ()
    numbered = tuple(
        Part(tuple(nodes), RichText.of(f"{n} of {len(senses)}"), n)
        for n, nodes in enumerate(senses, 1)
    )
    return (Part(tuple(lead)), *numbered) if lead else numbered


# --------------------------------------------------------------------------- lists and tables


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A list or table to be learned item by item, and the words that lead to it."""

    node: ListNode | Table
    lead: RichText = NO_TEXT

    def ordered(self, headword: str) -> bool:
        """Whether the order of the items matters: they are numbered, or the words before them say so.

        Numbers under "Four kinds:" only count.
        """
        if isinstance(self.node, Table):
            return False
        words = f"{headword}\n{self.lead.text}"
        if _SEQUENCE.search(words):
            return True
        return self.node.ordered and not _COUNTED.search(words)


def enumerations(body: tuple[Node, ...]) -> tuple[Enumeration, ...]:
    """The lists and tables of a body that can be learned item by item, in order.

    A single item, a list of paragraphs, and one with code in its items are not among them.
    """
    found: list[Enumeration] = []
    for n, node in enumerate(body):
        if (isinstance(node, ListNode) and is_short(node)) or (
            isinstance(node, Table) and is_grid(node)
        ):
            before = body[n - 1] if n else None
            lead = _lead_in(before.text) if isinstance(before, Paragraph) else NO_TEXT
            found.append(Enumeration(node, lead))
    return tuple(found)


def _pure_list(body: tuple[Node, ...]) -> Enumeration | None:
    """The enumeration that the body essentially is: nothing else in it but a lead-in."""
    found = enumerations(body)
    if len(found) != 1:
        return None
    others = [node for node in body if node is not found[0].node]
    if not others:
        return found[0]
    only = others[0]
    leads = len(others) == 1 and body[-1] is found[0].node
    # "A rise in prices. Kinds:" says something before it leads to the list
    whole = isinstance(only, Paragraph) and bool(only.text) and found[0].lead == only.text
    short = isinstance(only, Paragraph) and count(only.text.text) <= LONG_LEAD_IN_WORDS
    return found[0] if leads and whole and short else None


def is_enumeration(body: tuple[Node, ...]) -> bool:
    """Whether the body is a list or table and nothing else but a lead-in."""
    return _pure_list(body) is not None


def is_short(node: ListNode) -> bool:
    """Whether a list has items to be learned one by one: two or more, none of them a paragraph or code."""
    sizes = [_item_words(item) for item in node.items]
    return (
        2 <= len(sizes) <= GROUP_ITEMS * GROUPS
        and min(sizes) > 0
        and max(sizes) <= ITEM_WORDS
        and sum(sizes) / len(sizes) <= MEAN_ITEM_WORDS
        and not any(isinstance(c, Code | Table) for item in node.items for c in item.children)
    )


def is_grid(table: Table) -> bool:
    """Whether a table can be learned row by row: its first column names the rows, the cells are no paragraphs."""
    rows = data_rows(table)
    names = [row[0].text.strip().casefold() for row in rows if row]
    return (
        2 <= len(rows) <= GROUP_ITEMS * GROUPS
        and len(names) == len(rows) == len(set(names))
        and all(names)
        and all(any(cell.text.strip() for cell in row[1:]) for row in rows)
        and all(count(cell.text) <= ITEM_WORDS for row in rows for cell in row)
    )


def data_rows(table: Table) -> tuple[tuple[RichText, ...], ...]:
    """The rows without the header and without empty ones."""
    rows = table.rows[1:] if table.header else table.rows
    return tuple(row for row in rows if any(cell.text.strip() for cell in row))


def _item_words(item: Item) -> int:
    """Words of an item and all under it; one for a formula or picture, which has none."""
    words = count(plain((Paragraph(item.text), *item.children)))
    return words or (1 if item.text.marks else 0)


def _lead_in(text: RichText) -> RichText:
    """What of the paragraph before a list leads to it: the sentence with the colon, or all of a short one."""
    if _COLON.search(text.text):
        ends = [m.end() for m in _SENTENCE_END.finditer(text.text)]
        return text[ends[-1] :] if ends else text
    return text if count(text.text) <= LEAD_IN_WORDS else NO_TEXT


def groups(size: int) -> list[range]:
    """The positions of a list's items in even groups of at most GROUP_ITEMS.

    >>> groups(9)
    [range(0, 5), range(5, 9)]
    """
    number = -(-size // GROUP_ITEMS)
    least, more = divmod(size, number)
    found: list[range] = []
    at = 0
    for n in range(number):
        following = at + least + (n < more)
        found.append(range(at, following))
        at = following
    return found


# --------------------------------------------------------------------------- kinds


FORMULA, CODE, PICTURE, PROSE = "formula", "code", "picture", ""


def kind(body: tuple[Node, ...]) -> str:
    """What a definition is for the eye: a formula, code or a picture, each with no more text than a caption; else ""."""
    shown = {_single(node) for node in body} - {None}
    captions = [n for n in body if _single(n) is None]
    only_paragraphs = all(isinstance(n, Paragraph) for n in captions)
    if len(shown) == 1 and only_paragraphs and prose_words(captions) <= CAPTION_WORDS:
        found = shown.pop()
        # a picture with words beside it is an illustrated definition
        if found is not None and not (found == PICTURE and captions):
            return found
    return PROSE


def _single(node: Node) -> str | None:
    """The kind of a node that is nothing but a formula, code or pictures; None for any other."""
    match node:
        case Code():
            return CODE
        case Formula():
            return FORMULA
        case Paragraph(text):
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
