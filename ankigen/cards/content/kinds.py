"""Kinds of one thing, each told in a line that begins with its name: "Grid sampling is …", "Random
sampling uses …". They are asked for by their names, as items with labels are. So are
names with a number behind each, "carbohydrate 4 kcal/g".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ankigen.cards.content.functions import is_plain_verb, is_third_person
from ankigen.cards.content.signs import MONTH
from ankigen.cards.content.subjects import (
    asks_itself,
    counts,
    ends_as_plural,
    heads_list,
    names_parts,
)
from ankigen.cards.words import STOP_WORDS, count, stem, stems, words
from ankigen.model import Item, ListNode, Node, Paragraph, RichText
from ankigen.text.patterns import when_asked

#: A name has so many words at most, and a line that tells of a kind.
NAME_WORDS, LINE_WORDS = 5, 45
LEAST_KINDS = 2
#: Nearly all lines of a run say what their kind is; one may only name it.
TOLD_SHARE = 0.75
_SIGN = when_asked(r"\s*[:：](?=\s)|\s(?:[–—-]|--)\s")
_AUXILIARY = frozenset(("is", "are", "was", "were", "can", "may", "has", "have", "must"))


def kind_ends(texts: Sequence[str]) -> tuple[int, ...]:
    """Where the name of each kind ends; () where the texts do not each begin with the name of a
    kind of one thing and say what it is.

    >>> kind_ends(["Lateen sails are three-cornered.", "Square sails - with four corners"])
    (12, 12)
    >>> kind_ends(["Lateen sails are three-cornered.", "Oars are of wood."])
    ()
    """
    if len(texts) < LEAST_KINDS:
        return ()
    for head in _heads(texts[0]):
        ends: list[int] = []
        for text in texts:
            end = _name_end(text, head)
            if not end:
                break
            ends.append(end)
        names = {text[:end].casefold() for text, end in zip(texts, ends, strict=False)}
        if len(names) == len(texts):
            return tuple(ends)
    return ()


def with_kinds(headword: str, body: tuple[Node, ...]) -> tuple[Node, ...]:
    """A body in which successive paragraphs that each tell of a kind of the headword are a list.

    >>> from ankigen.model import RichText
    >>> body = [Paragraph(RichText(t)) for t in ("Lateen sail: three corners", "Square sail: four")]
    >>> [len(node.items) for node in with_kinds("Sails", tuple(body))]
    [2]
    """
    own = words(headword)
    two = any(isinstance(a, Paragraph) and isinstance(b, Paragraph) for a, b in pairwise(body))
    if not two or not own:
        return body
    head = stem(own[-1].text)
    made: list[Node] = []
    run: list[Paragraph] = []
    for node in (*body, None):
        if isinstance(node, Paragraph) and _begins_with(node.text.text, head):
            run.append(node)
            continue
        made += _listed(run, head, stems(headword))
        run = []
        if node is not None:
            made.append(node)
    return tuple(made)


#: Lines of so many words at most, each a name and what it is.
PAIR_WORDS = 14
_PAIR_SIGN = when_asked(r"\s(?:[–—-]|=)\s")


def with_pairs(body: tuple[Node, ...]) -> tuple[Node, ...]:
    """A body of nothing but three or more lines that are each a name, a dash and what it is, as
    their list.

    >>> lines = ("sloop - one mast", "brig - two masts", "ship - three masts")
    >>> [len(n.items) for n in with_pairs(tuple(Paragraph(RichText(t)) for t in lines))]
    [3]
    """
    texts = [node.text for node in body if isinstance(node, Paragraph)]
    if len(texts) < LEAST_VALUES or len(texts) < len(body):
        return body
    names = []
    for text in texts:
        sign = _PAIR_SIGN.search(text.text)
        name = text.text[: sign.start()].strip() if sign else ""
        told = 0 < count(name) <= NAME_WORDS and not re.search(r"[:.;,]", name)
        if not told or "\n" in text.text.strip() or count(text.text) > PAIR_WORDS:
            return body
        names.append(name.casefold())
    one = len(set(names)) == len(names)
    return (ListNode(tuple(Item(text.strip()) for text in texts)),) if one else body


#: So many things in one line, each of a few words with what is said of it behind a sign.
LEAST_SERIES, SERIES_NAME = 3, 4
_IN_SERIES = when_asked(
    r"(?P<name>[^\W\d][^=:;,.–]*?)(?P<sign>\s?=\s+|:\s+|\s[–—-]\s+)(?=\S)(?!.*[a-z]\.\s)"
)


def with_series(body: tuple[Node, ...]) -> tuple[Node, ...]:
    """A body that is nothing but a line of three or more names, each with what is said of it, as
    their list.

    >>> line = RichText("sloop = one mast; brig = two masts; ship = three masts")
    >>> [len(node.items) for node in with_series((Paragraph(line),))]
    [3]
    """
    match body:
        case (Paragraph(text),) if "\n" not in text.text.strip():
            for sign in ("; ", ", "):
                parts = _parted(text, sign)
                found = [_IN_SERIES.match(part.text) for part in parts]
                names = [m["name"].strip().casefold() for m in found if m]
                signs = {m["sign"].strip() for m in found if m}
                alike = len(names) == len(parts) == len(set(names)) and len(signs) == 1
                brief = all(count(name) <= SERIES_NAME and len(name) > 1 for name in names)
                if len(parts) >= LEAST_SERIES and alike and brief:
                    return (ListNode(tuple(map(Item, parts))),)
    return body


def _parted(text: RichText, sign: str) -> list[RichText]:
    """A text in parts, at each such sign that stands in no brackets."""
    bare = _BRACKETED.sub(lambda m: "x" * len(m[0]), text.text)
    parts, start = [], 0
    for m in re.finditer(re.escape(sign), bare):
        parts.append(text[start : m.start()].strip())
        start = m.end()
    return [*parts, text[start:].strip(" .;")]


#: Bare lines of so many words at most are a list, and below a plural of so many on average; a line
#: that leads to them has so many.
BARE_WORDS, MEMBER_WORDS, LEAD_LINE_WORDS = 6, 3, 6
_NO_NAME = when_asked(r"[:;=?!]|[.,]$|->|→|\s[–—-]\s|^[a-z]+\s(?:is|are|was|were)\s")


_LISTED = when_asked(
    r"\b(?:in order|layers|stages|steps|phases|levels|types|kinds|parts|conditions|requirements"
    r"|elements|assumptions|principles|components|features|characteristics|functions|members"
    r"|branches|taxonomy|hierarchy|scale)\b",
    re.IGNORECASE,
)


def with_lines(headword: str, body: tuple[Node, ...]) -> tuple[Node, ...]:
    """A body of nothing but three or more bare names, each a line of its own, below what heads a
    list, as that list; also where a short line stands before them.

    >>> body = tuple(Paragraph(RichText(t)) for t in ("hoist the jib", "cast off", "make sail"))
    >>> [len(n.items) for n in with_lines("Four orders", body)]
    [3]
    >>> len(with_lines("Jib", body))
    3
    """
    texts = [node.text for node in body if isinstance(node, Paragraph)]
    if len(texts) < max(LEAST_VALUES, len(body)):
        return body
    items = tuple(Item(text.strip()) for text in texts)
    if value_ends(items):
        return (ListNode(items),)
    lines = texts if _is_bare(texts[0]) and not _initials(texts[0].text, texts[1:]) else texts[1:]
    if len(lines) < LEAST_VALUES or not all(map(_is_bare, lines)):
        return body
    names = {text.text.strip().casefold() for text in lines}
    lead = texts[: len(texts) - len(lines)]
    if len(names) < len(lines):
        return body
    listed = heads_list(headword) or names_parts(headword) or counts(headword)
    brief = sum(count(text.text) for text in lines) <= MEMBER_WORDS * len(lines)
    brief = brief or all(text.text.strip()[:1].isdigit() for text in lines)
    listed = listed or (not lead and brief and ends_as_plural(headword.split()[-1].casefold()))
    listed = listed or (not lead and _LISTED.search(headword) is not None)
    if any(count(text.text) > LEAD_LINE_WORDS for text in lead):
        listed = False
    told = " ".join((headword, *(text.text for text in lead)))
    if not listed and not any(_initials(word, lines) for word in re.findall(r"\w+", told)):
        return body
    return (*map(Paragraph, lead), ListNode(tuple(Item(text.strip()) for text in lines)))


def _is_bare(text: RichText) -> bool:
    said = text.text.strip()
    return 0 < count(said) <= BARE_WORDS and "\n" not in said and not _NO_NAME.search(said)


def _initials(word: str, lines: Sequence[RichText]) -> bool:
    """Whether a short form has the first letters of some lines."""
    return word.isupper() and word == "".join(text.text.strip()[:1].upper() for text in lines)


#: A number without a sign, which no reader takes for that of a list, and a name.
_NUMBERED = when_asked(r"(\d{1,2}|[IVX]{1,4})\s+(?=[^\W\d][^.;:]*$)")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def with_numbers(body: tuple[Node, ...]) -> tuple[Node, ...]:
    """A body of nothing but three or more lines that each begin with the next number, 1 first, as
    their list.

    >>> body = tuple(Paragraph(RichText(t)) for t in ("1 sloop", "2 brig", "3 ship"))
    >>> [[item.text.text for item in node.items] for node in with_numbers(body)]
    [['sloop', 'brig', 'ship']]
    >>> body = tuple(Paragraph(RichText(t)) for t in ("I sloop", "II brig", "III ship"))
    >>> [len(node.items) for node in with_numbers(body)]
    [3]
    """
    texts = [node.text for node in body if isinstance(node, Paragraph)]
    found = [_NUMBERED.match(text.text) for text in texts]
    short = all(count(text.text) <= NAME_WORDS + 1 for text in texts)
    if len(texts) < max(LEAST_VALUES, len(body)) or not all(found) or not short:
        return body
    numbers = [m[1] for m in found if m]
    counted = [str(n) for n in range(1, len(texts) + 1)]
    if numbers != counted and numbers != list(_ROMAN[: len(texts)]):
        return body
    pairs = zip(texts, found, strict=True)
    items = tuple(Item(text[m.end() :].strip()) for text, m in pairs if m)
    return (ListNode(items, ordered=True),)


#: So many things in a row are learned one by one; each has so many words at most.
ROW_LEAST, ROW_MOST, ROW_WORDS = 5, 7, 4
#: What stands between the names of a row.
ROW_SIGN = when_asked(r",\s+(?:(?:and|or|&)\s+)?|\s+(?:and|&)\s+")
_BRACKETED = when_asked(r"\([^()]*\)")
_NO_ROW = when_asked(
    r"[:;=?!/]|\.\s|->|→|\s[-–—]\s"
    r"|\b(?:etc|e\.?g|i\.?e|is|are|was|were|that|which|who|if|when|then|not|no|first|same|other)\b",
    re.IGNORECASE,
)


def with_row(headword: str, body: tuple[Node, ...]) -> tuple[Node, ...]:
    """A body that is a row of many things below what heads a list, as that list.

    >>> from ankigen.model import RichText
    >>> row = Paragraph(RichText("mast, keel, hull, rudder and anchor"))
    >>> [len(node.items) for node in with_row("Parts of a ship", (row,))]
    [5]
    """
    match body:
        case (Paragraph(text),) if not asks_itself(headword) and (
            heads_list(headword) or names_parts(headword)
        ):
            items = _row(text)
            return (ListNode(items),) if ROW_LEAST <= len(items) <= ROW_MOST else body
    return body


def _row(text: RichText) -> tuple[Item, ...]:
    """The things that a text names in a row, () where it says more."""
    text = text.strip(" .\n")
    bare = _BRACKETED.sub(lambda m: "x" * len(m[0]), text.text)
    if "\n" in bare or "," not in bare or _NO_ROW.search(bare):
        return ()
    commas = [m for m in ROW_SIGN.finditer(bare) if m[0].startswith(",")]
    if not commas:  # "10,000 acres" has none that parts
        return ()
    last = list(ROW_SIGN.finditer(bare, commas[-1].end()))[:1]
    items, start = [], 0
    for sign in (*commas, *last):
        items.append(text[start : sign.start()].strip())
        start = sign.end()
    items.append(text[start:].strip())
    names = [_BRACKETED.sub("", item.text) for item in items]
    if not all(0 < count(name) <= ROW_WORDS for name in names):
        return ()
    return tuple(map(Item, items)) if len(set(names)) == len(names) else ()


def _listed(run: Sequence[Paragraph], head: str, own: Sequence[str]) -> Sequence[Node]:
    texts = [node.text.text for node in run]
    names = [stems(text[:end]) for text in texts if (end := _name_end(text, head))]
    told = len(names) >= max(LEAST_KINDS, TOLD_SHARE * len(run))
    if not told or own in names or len(set(names)) < len(names):
        return run
    return (ListNode(tuple(Item(node.text.strip()) for node in run)),)


def _heads(text: str) -> list[str]:
    return [stem(word.text) for word in words(text, NAME_WORDS)[1:]]


def _begins_with(text: str, head: str) -> bool:
    if text.isascii() and head not in text.lower():  # a stem begins its word
        return False
    return head in _heads(text) and count(text) <= LINE_WORDS


def _name_end(text: str, head: str) -> int:
    """Where the name of a kind ends, 0 where the text does not go on to say what it is."""
    found = words(text, NAME_WORDS + 1)
    if not found or found[0].text.casefold() in STOP_WORDS:
        return 0
    for word, following in zip(found[1:], [*found[2:], None], strict=False):
        if stem(word.text) != head:
            continue
        signed = _SIGN.match(text, word.end)
        beside = following is not None and text[word.end : following.start] == " "
        verb = following.text if following is not None and beside else ""
        told = verb in _AUXILIARY or is_third_person(verb)
        told = told or (ends_as_plural(word.text.casefold()) and is_plain_verb(verb))
        return word.end if signed or told else 0
    return 0


#: A name with a number has so many words at most; of fewer items it cannot be told.
VALUE_NAME_WORDS, LEAST_VALUES = 4, 3
#: A name, and its number at the end: "carbohydrate 4 kcal/g", "mouth (pH 7)".
_WITH_VALUE = when_asked(
    r"(?P<name>[^\W\d][^\d,;:()=]*?(?:\s\([^\W\d]+\))?)\s+\(?(?:(?:about|ca\.?|approx\.?|~|≈|<|>"
    r"|over|under"
    r"|pH)\s?)?[-−+]?\d\S*(?:\s[^\s,;]{1,8}){0,2}\s*"
)
#: Words behind which a number counts or names: "up to 3", "layer 3".
_BEFORE_NUMBER = when_asked(
    r"(?:^|\s)(?:of|to|at|in|by|for|from|and|or|with|the|least|than|is|are|was|level|layer"
    r"|step|part|art|article|section|sec|chapter|ch|page|p|pp|no|type|stage|phase|version|v|group"
    r"|class|factor|number"
    r"|week|day|unit|lecture|since|until|on|x|×|about|every|each|has|have|only|[-+−=<>/])$",
    re.IGNORECASE,
)
#: The number is that of a year, and part of a date.
_IN_MONTH = when_asked(rf"\s{MONTH}$", re.IGNORECASE)


def value_ends(items: Sequence[Item]) -> tuple[int, ...]:
    """Where the name of each item ends that has a number behind its name; () where not each of
    three or more has one.

    >>> from ankigen.model import RichText
    >>> value_ends([Item(RichText.of(t)) for t in ("sloop 1 mast", "brig 2 masts", "ship 3 masts")])
    (5, 4, 4)
    """
    found: list[int] = []
    for item in items:
        match = _WITH_VALUE.fullmatch(item.text.text)
        if match is None or item.children or item.text.marks:
            return ()
        name = match["name"]
        if count(name) > VALUE_NAME_WORDS or _BEFORE_NUMBER.search(name) or _IN_MONTH.search(name):
            return ()
        found.append(match.end("name"))
    return tuple(found) if len(found) >= LEAST_VALUES else ()
