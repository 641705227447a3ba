"""The lists and tables of a body: what leads to them, whether order matters, which of them are
asked item by item.

The rule behind it is Woźniak's (Piotr Woźniak, "Effective learning: Twenty rules of formulating
knowledge", 1999, rules 9 and 10): sets and enumerations are hard to keep, and are learned item by
item if at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from ankigen.cards.content import sentences
from ankigen.cards.content.grouping import GROUP_ITEMS
from ankigen.cards.content.kinds import kind_ends, value_ends
from ankigen.cards.content.sentences import leads_on
from ankigen.cards.content.subjects import has_members
from ankigen.cards.labels import EXAMPLE, end_of_sign, label_end
from ankigen.cards.rendering.plain import plain, plain_text
from ankigen.cards.words import content_stems, count
from ankigen.model import Code, Item, ListNode, Node, Paragraph, RichText, Table
from ankigen.model.note_fields import GROUPS
from ankigen.text.patterns import when_asked

#: An item longer than a sentence is a paragraph; so is a list whose items are this long on average.
ITEM_WORDS = 30
MEAN_ITEM_WORDS = 18
#: Beside other text a list without order and labels is asked only if its items are names, not
#: sentences.
NAME_WORDS = 3
#: The members of something are named in few words; longer items are sentences.
MEMBER_WORDS = 4
#: Of two names the one that is shown nearly says the other.
LEAST_NAMES = 3
#: So few cells of a row are asked for.
CELLS = 3
#: Of fewer items it cannot be told that they are put together of the same words.
LEAST_COMBINED = 4
#: Nor of longer ones, which are sentences of one pattern.
COMBINED_WORDS = 3
#: A front of more words is not read but skimmed.
FRONT_WORDS = 30

#: A paragraph before a list is its lead-in if its last sentence ends with a colon, or if it is no
#: longer than this.
LEAD_IN_WORDS = 6
#: One that is longer than this says something of its own, which a card should ask for.
LONG_LEAD_IN_WORDS = 15
#: A sentence up to this length may stand above a list, as its lead-in or as its context.
CONTEXT_WORDS = 20

#: In a list with labels nearly every item has one.
LABELLED_SHARE = 0.75

NO_TEXT = RichText()

_FULL_STOP = when_asked(r"[.!?。！？…][\"”’)\]]*\s*$")
#: Words that say that a list is a sequence. A number alone counts the items, it does not order
#: them.
_SEQUENCE = when_asked(
    r"\b(?:(?:key )?steps?|stages?|phases?|order(?:ed)?|sequence|procedure|workflow"
    r"|pipeline|process(?:es)?|chronolog\w+"
    r"|layers?|(?<!low\s)(?<!high\s)(?<!lower\s)(?<!lowers\s)(?<!higher\s)"
    r"(?<!raise\s)(?<!raises\s)(?<!blood\s)(?<!plasma\s)levels?|cycle|timeline|in turn"
    r"|one after (?:another|the other)|usual road|life cycle"
    r"|schritte?|phasen?|ablauf|reihenfolge|schichten|stufen|pasos|etapas|fases|capas"
    r"|étapes|couches|ordre)\b",
    re.IGNORECASE,
)
#: Words of an item that speak of the one before it.
_FOLLOWS = when_asked(
    r"^(?:then|next|finally|afterwards?|lastly|at last|dann|danach|schließlich|luego"
    r"|después|ensuite|puis|enfin)\b"
    r"|^(?:→|->|⇒|↓)|(?:→|->|⇒|↓)$|\b(?:repeat|go back to|return to)\b.{0,20}\b(?:\d|step|until)",
    re.IGNORECASE,
)
_NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "dos": 2, "tres": 3,
    "cuatro": 4, "cinco": 5, "seis": 6, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5,
}  # fmt: skip
#: How many things the words above a list say that it has.
_COUNTED = when_asked(
    rf"\b({'|'.join(_NUMBERS)}|\d{{1,2}}(?=\s(?:\w+\s)?(?:types|kinds|steps|stages|phases"
    r"|layers|levels|things|ways|parts|groups|reasons|rules|forms|schritte|arten|teile|tipos|pasos"
    r"|partes"
    r"|types|étapes|parties)\b))\s+(?=[^\W\d_])",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Enumeration:
    """A list or table that can be learned item by item, and what leads to it.

    `lead` is the last sentence before it, where that leads to it; else the entry's first sentence,
    which is its context (`leads` is False then).
    """

    node: ListNode | Table
    lead: RichText = NO_TEXT
    leads: bool = False
    example: bool = False  # it stands under words such as "Example:"

    def ordered(self, headword: str) -> bool:
        """Whether the order of the items matters: the words above them say so, or their own. Of
        four steps that stand in three items none can be asked for by its number.
        """
        if isinstance(self.node, Table) or self.is_miscounted(headword):
            return False
        said = f"{headword}\n{self.lead.text if self.leads else ''}"
        return bool(_SEQUENCE.search(said)) or any(
            _FOLLOWS.search(item.text.text.strip()) for item in self.node.items[1:]
        )

    def is_miscounted(self, headword: str) -> bool:
        """Whether the words above say another number than that of the items."""
        numbers = counts_in(f"{headword}\n{self.lead.text if self.leads else ''}")
        size = len(self.node.items) if isinstance(self.node, ListNode) else len(self.node.rows)
        return bool(numbers) and size not in numbers

    def has_members(self, headword: str) -> bool:
        """Whether a list below nothing but its headword (and a lead-in) holds the members of
        something, or its steps. Else it holds sentences that say what the headword is.
        """
        if isinstance(self.node, Table) or self.labels or self.leads:
            return True
        sizes = [item_words(item) for item in self.node.items]
        names = sum(sizes) <= MEMBER_WORDS * len(sizes)
        return names or has_members(headword) or self.ordered(headword)

    @cached_property
    def labels(self) -> tuple[int, ...]:
        """Where the label of each item ends, 0 for one without; () for a list without labels."""
        if isinstance(self.node, Table):
            return ()
        found = tuple(map(label_end, self.node.items))
        if not all(found):
            texts = [item.text.text for item in self.node.items]
            found = kind_ends(texts) or value_ends(self.node.items) or found
        names = [
            item.text.text[:end].casefold().strip()
            for item, end in zip(self.node.items, found, strict=True)
            if end
        ]
        enough = len(names) >= 2 and len(names) >= LABELLED_SHARE * len(found)
        return found if enough and len(set(names)) == len(names) else ()

    @property
    def told(self) -> list[tuple[str, str]]:
        """Of a list with labels each label and what is said of it, without the sign between."""
        if isinstance(self.node, Table):
            return []
        return [
            (item.text.text[:end].strip(), item.text.text[end_of_sign(item, end) :].strip())
            for item, end in zip(self.node.items, self.labels, strict=False)
            if end
        ]

    @property
    def is_combined(self) -> bool:
        """Whether the items are the same few words put together anew ("a or b", "a or c", "b or
        c"): what can be worked out is not learned by heart.
        """
        if isinstance(self.node, Table) or len(self.node.items) < LEAST_COMBINED:
            return False
        own = [content_stems(item.text.text) for item in self.node.items]
        said = sum(map(len, own))
        short = min(map(len, own)) > 1 and said <= COMBINED_WORDS * len(own)
        return short and 2 * len(frozenset().union(*own)) <= said

    def is_mixed(self, headword: str) -> bool:
        """Whether the items are facts of several kinds about one thing that is said above them:
        what it does, who made it and when.
        """
        led_to = not self.lead.text or self.lead.text.endswith((":", "："))
        if isinstance(self.node, Table) or self.labels or led_to or self.ordered(headword):
            return False
        own = sum(_OWN_FACT.search(item.text.text) is not None for item in self.node.items)
        return 0 < own < len(self.node.items) and not has_members(headword)

    def asked(self, headword: str, alone: bool) -> bool:
        """Whether its items are asked for. `alone` = the entry says nothing else: then they are
        its members or steps.

        Beside other text its items have labels, or it is led to by words of its own, and its items
        are names or steps.
        """
        if self.example or self.is_combined or self.is_mixed(headword):
            return False
        if alone:
            return self.has_members(headword)
        if not self.leads:
            return bool(self.labels)
        if isinstance(self.node, Table) or self.labels:
            return True
        sizes = [item_words(item) for item in self.node.items]
        names = len(sizes) >= LEAST_NAMES and sum(sizes) / len(sizes) <= NAME_WORDS
        return self.ordered(headword) or names


#: Who made a thing, when, and what is equal to something.
_OWN_FACT = when_asked(
    r"^(?:invented|discovered|founded|introduced|proposed|developed|published|named after)\b"
    r"|\b(?:1\d{3}|20\d\d)\b|\s[=≈]\s",
    re.IGNORECASE,
)


def counts_in(text: str) -> set[int]:
    """How many things a text says that there are, as far as it says so.

    >>> counts_in("Four phases, in 3 steps of 20 minutes:")
    {3, 4}
    """
    return {_NUMBERS.get(n.casefold()) or int(n) for n in _COUNTED.findall(text)}


#: Which lists and tables are asked item by item, whatever the rules say of them.
Keeps = Callable[[Node], bool]


def nothing_kept(node: Node) -> bool:
    """No list is asked but by the rules."""
    return False


def enumerations(body: tuple[Node, ...], keeps: Keeps = nothing_kept) -> tuple[Enumeration, ...]:
    """The lists and tables of a body that can be learned item by item, in order, and those that
    `keeps` names.

    A single item, a list of paragraphs without labels, and one with code in its items are not among
    them.
    """
    found: list[Enumeration] = []
    for n, node in enumerate(body):
        if isinstance(node, ListNode):
            fits = is_short(node) or is_labelled(node)
        else:
            fits = isinstance(node, Table) and is_grid(node)
        if fits or keeps(node):
            assert isinstance(node, ListNode | Table)
            lead, leads = lead_of(body, n)
            found.append(Enumeration(node, lead, leads, in_example(body, n)))
    return tuple(found)


def lead_of(body: Sequence[Node], n: int) -> tuple[RichText, bool]:
    """What stands above the list body[n]: the words that lead to it, else the first sentence of
    the entry (False).
    """
    before = body[n - 1] if n else None
    if isinstance(before, Paragraph):
        lead = _lead_in(before.text)
        if lead.text and count(lead.text) <= CONTEXT_WORDS:
            return lead, True
        if lead.text:
            return NO_TEXT, False  # more than what leads to a list
    first = body[0] if n else None
    if isinstance(first, Paragraph):
        sentence = first.text[: sentences.ends(first.text)[0]].strip()
        if count(sentence.text) <= CONTEXT_WORDS:
            return sentence, False
    return NO_TEXT, False


def _lead_in(text: RichText) -> RichText:
    """The last sentence of the paragraph before a list, if it is left open: a colon, or no full
    stop.
    """
    if _FULL_STOP.search(text.text):
        short = count(text.text) <= LEAD_IN_WORDS
        return text if short and not text.text.rstrip().endswith(".") else NO_TEXT
    ends = sentences.ends(text)
    start = ends[-2] if len(ends) > 1 else 0
    line = (
        text.text.rfind("\n", start) + 1
    )  # a line break that the notes force parts as a full stop does
    lead = text[max(start, line) :].strip()
    return lead if _announces(lead.text) else NO_TEXT


def _announces(text: str) -> bool:
    """Whether a line without a full stop leads to the list below it: it ends with a colon or in
    the middle of a thought, it is a name ("targets"), or it says so ("the following"). Any other
    is a sentence of somebody who writes no full stops.
    """
    name = count(text) <= LEAD_IN_WORDS and not _SAYS.search(text)
    return name or leads_on(text) or _ANNOUNCING.search(text) is not None


#: Signs of a line that says something: a comma, the signs of a formula.
_SAYS = when_asked(r"[,;=%→]|->|\s[/+]\s")
#: Words of a lead-in.
_ANNOUNCING = when_asked(
    rf"\b(?:{'|'.join(_NUMBERS)}|following|these|those|ways?|types?|kinds?|steps?|options|parts"
    r"|(?:you|then) \w+$|such as|includ(?:es?|ing)|folgende\w*|diese|arten"
    r"|siguientes|estos|estas|suivante?s|ces)\b",
    re.IGNORECASE,
)


def in_example(body: Sequence[Node], n: int) -> bool:
    """Whether body[n] only shows how something looks: the paragraph that leads to it says so."""
    for before in reversed(body[:n]):
        if isinstance(before, Paragraph):
            return bool(EXAMPLE.search(_lead_in(before.text).text))
        if isinstance(before, ListNode):
            return False
    return False


#: What the steps of a sequence are called, so that a card can name the one that it asks for.
_STEPS = {
    "step": "step", "procedure": "step", "workflow": "step", "stage": "stage", "phase": "phase",
    "layer": "layer", "level": "level", "schritt": "Schritt", "phasen": "Phase",
    "schicht": "Schicht", "stufe": "Stufe", "paso": "paso", "etapa": "etapa", "fase": "fase",
    "capa": "capa", "étape": "étape", "couche": "couche",
}  # fmt: skip
_STEP = re.compile(rf"\b({'|'.join(_STEPS)})(?:s|es|e|en|n)?\b", re.IGNORECASE)


def step_name(headword: str, lead: str, number: int) -> str:
    """How the item of a sequence is asked for: by its number, and what the words above call it.

    >>> step_name("OSI layers", "", 3), step_name("Digestion", "In this order:", 2)
    ('layer 3', '2')
    """
    found = _STEP.findall(f"{headword}\n{lead}")
    return f"{_STEPS[found[-1].casefold()]} {number}" if found else str(number)


def leading(body: tuple[Node, ...], keeps: Keeps = nothing_kept) -> Enumeration | None:
    """The enumeration with which the body begins: before it stands a lead-in or nothing."""
    for enumeration in enumerations(body, keeps):
        before = body[: next(n for n, node in enumerate(body) if node is enumeration.node)]
        if not before:
            return enumeration
        only = before[0]
        if len(before) > 1 or not isinstance(only, Paragraph):
            return None
        # "A rise in prices. Kinds:" says something before it leads to the list
        whole = bool(only.text) and enumeration.leads and enumeration.lead == only.text.strip()
        return enumeration if whole and count(only.text.text) <= LONG_LEAD_IN_WORDS else None
    return None


def is_enumeration(body: tuple[Node, ...]) -> bool:
    """Whether the body is a list or table and nothing else but a lead-in."""
    found = leading(body)
    return found is not None and body[-1] is found.node


def is_short(node: ListNode) -> bool:
    """Whether a list has items to be learned one by one: two or more, none of them a paragraph
    or code.
    """
    sizes = [item_words(item) for item in node.items]
    return (
        2 <= len(sizes) <= GROUP_ITEMS * GROUPS
        and min(sizes) > 0
        and max(sizes) <= ITEM_WORDS
        and sum(sizes) / len(sizes) <= MEAN_ITEM_WORDS
        and not any(isinstance(c, Code | Table) for item in node.items for c in item.children)
    )


def is_labelled(node: ListNode) -> bool:
    """Whether each item has a label to be asked by, however much is said of it."""
    return can_be_asked(node) and bool(Enumeration(node).labels)


def can_be_asked(node: ListNode | Table) -> bool:
    """Whether a list or table has so many items, with words in each, as a note can hold."""
    if isinstance(node, Table):
        return is_grid(node)
    return (
        2 <= len(node.items) <= GROUP_ITEMS * GROUPS
        and min(map(item_words, node.items)) > 0
        and not any(isinstance(c, Code | Table) for item in node.items for c in item.children)
    )


def is_grid(table: Table) -> bool:
    """Whether a table can be learned row by row: its first column names the rows, the cells are
    no paragraphs.
    """
    rows = data_rows(table)
    names = [row[0].text.strip().casefold() for row in rows if row]
    return (
        2 <= len(rows) <= GROUP_ITEMS * GROUPS
        and len(names) == len(rows) == len(set(names))
        and all(names)
        and all(any(cell.text.strip() for cell in row[1:]) for row in rows)
        and all(count(cell.text) <= ITEM_WORDS for row in rows for cell in row)
        and not all(map(_NUMBER.fullmatch, names))  # data, not facts
        and not all(_MARK.fullmatch(cell.text.strip()) for row in rows for cell in row[1:])
    )


_NUMBER = when_asked(r"[\d.,\s]+")
_MARK = when_asked(r"[01xX✓✗✔✘+–-]?|true|false", re.IGNORECASE)


def data_rows(table: Table) -> tuple[tuple[RichText, ...], ...]:
    """The rows without the header and without empty ones."""
    rows = table.rows[1:] if table.header else table.rows
    return tuple(row for row in rows if any(cell.text.strip() for cell in row))


def item_text(item: Item) -> str:
    """The plain text of an item and all under it, in one line."""
    return " ".join(plain((Paragraph(item.text), *item.children), marks=False).split())


def cell_text(row: Sequence[RichText], column: int) -> str:
    """The plain text of a cell behind the name of its row, in one line."""
    cell = f"{row[0].text} {row[column].text}"
    return " ".join(plain_text(cell, marks=False).split())


def row_texts(table: Table) -> list[str]:
    """The plain text of each row."""
    return [
        " ".join(plain((Paragraph(cell),), marks=False) for cell in row) for row in data_rows(table)
    ]


def item_words(item: Item) -> int:
    """Words of an item and all under it; one for a formula or picture, which has none."""
    words = count(plain((Paragraph(item.text), *item.children)))
    return words or (1 if item.text.marks else 0)
