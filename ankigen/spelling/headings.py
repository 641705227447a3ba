"""The headings over entries, whose words become topics: checked as headwords are, and what is
found stands with the entry that follows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ankigen.model import Entry, Fix, Origin, RichText
from ankigen.spelling.texts.text_paths import CONTEXT, SECTION, TERM, Place
from ankigen.spelling.texts.text_state import EntryState, TextState
from ankigen.spelling.words.document_model import DocumentModel
from ankigen.spelling.words.tokens import tokenize

#: The headings of each file.
Headings = Mapping[str, Sequence[RichText]]
NO_HEADINGS: Headings = {}


def heading_states(headings: Headings, model: DocumentModel) -> list[EntryState]:
    """The headings as texts at work. Their words are counted where no entry has them: a slip that
    is copied from a heading into the text below is no more right for it.
    """
    states = []
    for file, texts in headings.items():
        for text in texts:
            if not text.text.strip():
                continue
            entry = Entry(text, (), Origin(file, text.line))
            tokens = tokenize(text)
            states.append(
                EntryState(entry, [TextState(Place(SECTION, text, SECTION), text, text, tokens)])
            )
    counted = set(model.words)
    for state in states:
        for token in state.texts[0].tokens:
            if token.low and token.low not in counted:
                model.words[token.low] += 1
    return states


def with_headings(entries: Sequence[Entry], heads: Sequence[Entry]) -> list[Entry]:
    """The entries with their sections as the clean headings have them, and with what was found in
    a heading beside the first entry below it, or the last one above it.
    """
    fixes: dict[str, list[Fix]] = defaultdict(list)
    for head in heads:
        fixes[head.origin.file] += head.fixes
    done = [e.but(fixes=tuple(f for f in e.fixes if f.place != SECTION)) for e in entries]
    places: dict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(done):
        places[entry.origin.file].append(number)
    for file, found in fixes.items():
        for number in places[file]:
            sections = tuple(renamed(name, found) for name in done[number].sections)
            done[number] = done[number].but(sections=sections)
        for fix in found:
            if not places[file]:
                continue
            below = (n for n in places[file] if done[n].origin.line > fix.origin.line)
            number = next(below, places[file][-1])
            done[number] = done[number].but(fixes=(*done[number].fixes, fix))
    return done


def where_typed(entries: Sequence[Entry]) -> list[Entry]:
    """The entries with what was found in the text that stands with a headword at the line of the
    headword or heading that it comes from: it is one slip, typed once.
    """
    typed: dict[tuple[str, str, str], list[Origin]] = defaultdict(list)
    for entry in entries:
        for fix in entry.fixes:
            if fix.place in (TERM, SECTION):
                typed[fix.origin.file, fix.before, fix.after].append(fix.origin)
    done = []
    for entry in entries:
        fixes = []
        for fix in entry.fixes:
            same = typed.get((fix.origin.file, fix.before, fix.after), ())
            above = [o for o in same if o.line <= fix.origin.line]
            if fix.place == CONTEXT and above:
                fix = replace(fix, origin=max(above, key=lambda o: o.line))
            fixes.append(fix)
        done.append(entry.but(fixes=tuple(fixes)) if fixes else entry)
    return done


def renamed(name: str, fixes: Iterable[Fix]) -> str:
    """A section or title with the fixes that were made in its heading.

    >>> from ankigen.model import FixKind
    >>> fix = Fix(Origin("a", 1), "biolgy", "biology", FixKind.MISSPELLING, place=SECTION)
    >>> renamed("Cell biolgy", [fix])
    'Cell biology'
    """
    for fix in fixes:
        if fix.applied and fix.place == SECTION and fix.before in name:
            word = rf"(?<!\w){re.escape(fix.before)}(?!\w)"
            found = re.search(word, name)
            if found:
                name = name[: found.start()] + fix.after + name[found.end() :]
    return name
