"""Which entry another one belongs to, so that its card says so: "1st degree" alone does not tell of
what.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ankigen.cards.content.kinds import ROW_SIGN
from ankigen.cards.content.subjects import asks_itself, heads_list
from ankigen.cards.keys import normal
from ankigen.cards.words import count
from ankigen.model import Entry, ListNode, Node, Origin, Paragraph
from ankigen.text.patterns import when_asked

#: So many words name what an entry belongs to.
MOST_WORDS = 5
#: So many entries further down are looked for what a row names; a row has so many names at least.
REACH, LEAST_NAMES = 8, 2
#: What stands before the name of what has kinds or parts: "Types of sail".
_KINDS_OF = when_asked(
    r"(?:the\s)?(?:(?:\d+|two|three|four|five|main|major)\s)*(?:types?|kinds?|forms?|parts|phases"
    r"|stages|branches|classes)\s(?:of|in)\s(?:an?\s|the\s)?(?=\S)",
    re.IGNORECASE,
)
#: Names of lists that say nothing of what is in them.
_LISTS = when_asked(r"(?:the\s)?(?:order|sequence|list|main points|terms|others?)", re.IGNORECASE)
_BRACKETS = when_asked(r"\s*\([^()]*\)")


def over_entries(entries: Sequence[Entry]) -> Mapping[Origin, str]:
    """The names of what entries belong to, by their places: the entry that they stand under, or one
    before that names them in a row.
    """
    headwords = {entry.origin: entry.headword for entry in entries}
    over = {
        entry.origin: headwords.get(Origin(entry.origin.file, entry.under), "")
        for entry in entries
        if entry.under
    }
    names = [normal(_BRACKETS.sub("", entry.headword)) for entry in entries]
    for n, entry in enumerate(entries):
        row = _named(entry.body)
        near = slice(n + 1, n + REACH)
        below = [
            other.origin
            for other, name in zip(entries[near], names[near], strict=True)
            if name in row and other.sections == entry.sections and not other.under
            if other.origin.file == entry.origin.file
        ]
        if len(below) >= LEAST_NAMES:
            over |= dict.fromkeys(below, entry.headword)
    return {origin: name for origin, head in over.items() if (name := _name(head))}


def _name(over: str) -> str:
    bare = _KINDS_OF.sub("", _BRACKETS.sub("", over)).strip(" :")
    named = 0 < count(bare) <= MOST_WORDS and _LISTS.fullmatch(bare) is None
    return bare if named and not asks_itself(over) and not heads_list(bare) else ""


def _named(body: Sequence[Node]) -> frozenset[str]:
    """The names in the row or the list that a body is."""
    match body:
        case (Paragraph(text),) if "," in text.text:
            names = ROW_SIGN.split(_BRACKETS.sub("", text.text).rstrip(" ."))
        case (ListNode(items),):
            names = [_BRACKETS.sub("", item.text.text) for item in items]
        case _:
            return frozenset()
    return frozenset(map(normal, names)) if len(names) >= LEAST_NAMES else frozenset()
