"""Lists of words and their translations, told from other pairs by what names a language: the
file, a heading, a topic or a tag.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from ankigen.cards.asking.former import NO_FORMER, Former
from ankigen.cards.keys import entry_key
from ankigen.cards.languages import language_named
from ankigen.cards.rendering.plain import plain
from ankigen.cards.words import count
from ankigen.model import Entry, EntryKind, Paragraph
from ankigen.model.note_fields import TERM

#: A word or phrase and its translation have so many words each at most, in nearly all entries of
#: the file; a glossary that is written in a language has definitions.
MOST_WORDS = 5
SHORT_SHARE = 0.8
LEAST_ENTRIES = 5


def with_words(entries: Sequence[Entry], former: Former = NO_FORMER) -> tuple[Entry, ...]:
    """The entries, those of a list of words marked as such, and those that `former` notes asked as
    words. What the notes say stays.
    """
    by_file: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.kind is EntryKind.OPEN:
            by_file[entry.origin.file].append(entry)
    files = {file for file, own in by_file.items() if _is_word_list(own)}
    return tuple(
        entry.but(kind=EntryKind.VOCABULARY)
        if entry.kind is EntryKind.OPEN
        and (entry.origin.file in files or _was_word(entry, former))
        and _is_pair(entry)
        else entry
        for entry in entries
    )


def _was_word(entry: Entry, former: Former) -> bool:
    return former.of(entry).note(f"{TERM} {entry_key(entry)}").vocabulary


def _is_word_list(entries: Sequence[Entry]) -> bool:
    named = [e for e in entries if language_named(e)]
    enough = len(entries) >= LEAST_ENTRIES and len(named) >= SHORT_SHARE * len(entries)
    return enough and sum(map(_is_pair, entries)) >= SHORT_SHARE * len(entries)


def _is_pair(entry: Entry) -> bool:
    """Whether an entry is a few words, and a few that may translate them with an example below."""
    match entry.body:
        case (Paragraph(text), *_):
            line = plain((Paragraph(text),)).split("\n")[0]
            return count(entry.headword) <= MOST_WORDS and 1 <= count(line) <= MOST_WORDS
    return False
