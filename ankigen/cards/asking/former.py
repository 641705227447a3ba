"""What the notes of the last build asked for: it stays asked for as long as an entry can still ask
it, because somebody may have reviews of it.

The rules that choose cards look at all entries of a file or a deck, and at the whole of a list or
a table. So a line that is added in one place could take away cards in another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ankigen.cards.content.lists import can_be_asked, item_text, row_texts
from ankigen.cards.keys import entry_key
from ankigen.cards.words import words
from ankigen.model import Entry, ListNode, Table

#: Among so many lists of an entry those are looked for that had notes.
MOST_LISTS = 12
#: A kept text that ends like this is the beginning of a longer one, and a hash of the whole.
_CUT, _HASH = "…", 8


@dataclass(frozen=True)
class FormerNote:
    """What a note asked for: the headword (`reverse`), a word's translation (`vocabulary`), the
    items of a list as the lock keeps them, of a table with the names of their rows.
    """

    reverse: bool = False
    vocabulary: bool = False
    items: tuple[str, ...] = ()

    @cached_property
    def _whole(self) -> frozenset[str]:
        return frozenset(self.items)

    @cached_property
    def _cut(self) -> tuple[str, ...]:
        return tuple(i[: -_HASH - 1] for i in self.items if i[-_HASH - 1 : -_HASH] == _CUT)

    def asked(self, item: str) -> bool:
        """Whether it asked for this item or cell, word for word."""
        return item in self._whole or item.startswith(self._cut)

    def is_of(self, node: ListNode | Table) -> bool:
        """Whether half of what it asked for is in this list or table, or half of the list was
        asked: letter for letter, or with words added or taken out.
        """
        if not self.items:
            return False
        texts = row_texts(node) if isinstance(node, Table) else map(item_text, node.items)
        here = [_words(text) for text in texts]
        then = [_words(item) for item in self.items]
        known = sum(any(one <= other or other <= one for other in here) for one in then)
        of_here = sum(any(one <= other or other <= one for other in then) for one in here)
        return 2 * known >= len(then) or 2 * of_here >= len(here)


def _words(text: str) -> frozenset[str]:
    found = frozenset(word.text.casefold() for word in words(text.partition(_CUT)[0]))
    return found or frozenset((text,))


NOTHING = FormerNote()


@dataclass(frozen=True, slots=True)
class Former:
    """The notes of the last build by their keys; `shared` are the headwords (see
    `keys.entry_key`) that several entries have, of which it is not sure whose a note was.
    """

    notes: Mapping[str, FormerNote] = field(default_factory=dict)
    shared: frozenset[str] = frozenset()

    def among(self, entries: Iterable[Entry]) -> Former:
        """With the headwords that several of these entries have."""
        if not self.notes:
            return self
        counts = Counter(map(entry_key, entries))
        return Former(self.notes, frozenset(key for key, n in counts.items() if n > 1))

    def of(self, entry: Entry) -> Former:
        """What the entry may have had: nothing, where another entry has its headword too."""
        return NO_FORMER if entry_key(entry) in self.shared else self

    def note(self, key: str) -> FormerNote:
        """What the note of this key asked for; nothing if there was none."""
        return self.notes.get(key, NOTHING)

    def lists(self, key: str) -> tuple[FormerNote, ...]:
        """The list notes of an entry, or of a part of one, by the key of the first."""
        names = (key, *(list_key(key, number) for number in range(1, MOST_LISTS)))
        return tuple(self.notes[name] for name in names if name in self.notes)


def list_key(key: str, number: int) -> str:
    """The key of a list note, where the first one's is `key`; `number` counts from 0."""
    return f"{key} / list {number + 1}" if number else key


NO_FORMER = Former()


def keeps(former: Iterable[FormerNote], node: object) -> bool:
    """Whether a node is a list or table that one of these notes asked for, and can still be
    asked.
    """
    return (
        isinstance(node, ListNode | Table)
        and can_be_asked(node)
        and any(note.is_of(node) for note in former)
    )
