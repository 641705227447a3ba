"""Entries become notes: which notes an entry gives, and what the owner should know."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from ankigen.cards.asking.former import NO_FORMER, Former, FormerNote, keeps
from ankigen.cards.asking.reverse import NO_OTHERS, Others, Said, meaning_of, no_reverse
from ankigen.cards.asking.unaskable import AGAIN, why_unaskable
from ankigen.cards.asking.vocabulary import with_words
from ankigen.cards.content import card_planning
from ankigen.cards.content.amounts import symbols_end
from ankigen.cards.content.card_planning import Part
from ankigen.cards.content.core import FEW_WORDS, Core, longer, vocabulary_core, with_lead
from ankigen.cards.content.defining import SAYS_MUCH, below, definition_core, is_no_definition
from ankigen.cards.content.facts import MOST_WORDS
from ankigen.cards.content.functions import MEANS, function_of
from ankigen.cards.content.inline_labels import FOR_EACH, label_asks, labelled_facts
from ankigen.cards.content.lists import Enumeration, enumerations, leading
from ankigen.cards.content.sentences import ends_sentence, name_first
from ankigen.cards.content.subjects import asks_itself, is_comparison
from ankigen.cards.keys import told_apart
from ankigen.cards.languages import in_main_language, with_language
from ankigen.cards.notes.above import over_entries
from ankigen.cards.notes.card_context import Frame, suffix_of, topic_path
from ankigen.cards.notes.choice import choice_note
from ankigen.cards.notes.cloze import list_note
from ankigen.cards.notes.cloze_note import cloze_note
from ankigen.cards.notes.term import term_note
from ankigen.cards.remembered import Asked, DeckTexts, FileWork, Made, asked_deck
from ankigen.cards.rendering.html import NO_MEDIA, render
from ankigen.cards.rendering.plain import plain
from ankigen.cards.words import count, same_abroad, tells
from ankigen.model import EQUALS, Entry, EntryKind, Finding, Node, Note, Paragraph
from ankigen.model.asked import Log
from ankigen.model.document_cache import StageMemory
from ankigen.model.note_fields import LIST, TERM
from ankigen.model.settings import Settings
from ankigen.text.parallel import mapped
from ankigen.text.patterns import when_asked

#: An entry whose list has so many cards is known by them: it is not asked the other way round as
#: well.
MANY_CARDS = 2

#: So many words of a definition say in a message which one it is.
FIRST_WORDS = 6

#: Lines of entries from which on cards are made by several processes.
WORTH_SHARING = 5_000

#: What is said of each of some things is no word for what they are.
_OF_EACH = when_asked(r"(?:every|each|jede[rs]?|cada|chaque)\s", re.IGNORECASE)


def make_notes(
    entries: Sequence[Entry],
    settings: Settings,
    media: Mapping[str, str] = NO_MEDIA,
    deck: str = "",
    former: Former = NO_FORMER,
    memory: StageMemory | None = None,
) -> tuple[tuple[Note, ...], tuple[Finding, ...]]:
    """The notes of a deck, in the entries' order, and findings about them. What the `former` ones
    asked for is asked for again, where that can be. Those of files of which `memory` knows them,
    and for which all that was asked of the other entries is as it was, are not made again.

    `media` maps the paths of pictures and sounds, as the notes have them, to their names in the
    package. `deck` is the deck's name; with `deck.subdecks` a note goes to a sub-deck named after
    its topic.
    """
    former = former.among(entries)
    entries = in_main_language(with_language(with_words(entries, former)))
    given = repr((settings.cards, settings.deck, settings.topics, sorted(media)))
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    for n, entry in enumerate(entries):
        numbers[entry.origin.file].append(n)
    files = [
        FileWork.of(name, [entries[n] for n in own], memory, given) for name, own in numbers.items()
    ]
    said: dict[int, Said] = {}
    for file, own in zip(files, numbers.values(), strict=True):
        said.update(zip(own, file.said, strict=True))
    others = Others.of(entries, [said[n] for n in range(len(entries))])
    over = over_entries(entries)

    def framed(entry: Entry, all_of: Others, asked: Former) -> Frame:
        return Frame.of(entry, settings, media, all_of, asked, over.get(entry.origin, ""))

    _make(files, framed, others, former, memory)
    results: dict[int, Made] = {}
    for file, own in zip(files, numbers.values(), strict=True):
        results.update(zip(own, file.results(), strict=True))
    notes: list[Note] = []
    findings: list[Finding] = []
    for n, entry in enumerate(entries):
        made, found = results[n]
        name = _deck_name(entry, settings, deck)
        notes += (replace(note, deck=name) for note in made)
        findings += found
    return told_apart(notes, entries), tuple(findings)


def _make(
    files: Sequence[FileWork],
    framed: Callable[[Entry, Others, Former], Frame],
    others: Others,
    former: Former,
    memory: StageMemory | None,
) -> None:
    """Makes what is not known, and has it remembered."""
    log, deck = Log(Asked), None
    if memory is not None:
        deck = DeckTexts(others, former)
        for file in files:
            if file.known is not None and not file.known.holds(deck, former):
                file.known = None
        others, former, log = asked_deck(others, former)

    def made_of(entry: Entry) -> tuple[Made, Asked]:
        asked = log.begin()
        return _entry_notes(framed(entry, others, former)), asked

    new = [file for file in files if file.known is None]
    wanted = [entry for file in new for entry in file.entries]
    all_made = iter(mapped(made_of, wanted, lambda entry: 1 + len(entry.lines), WORTH_SHARING))
    for file in new:
        for _, (made, asked) in zip(file.entries, all_made, strict=False):
            file.made.append(made)
            file.asked.add(asked)
        if memory is not None and deck is not None:
            file.remember(memory, deck)


def _entry_notes(frame: Frame) -> Made:
    entry = frame.entry
    if not frame.headword:
        message = "an entry without a headword gives no card; name it"
        return [], [frame.finding("no-headword", message, needs_person=True)]
    special = _special(frame)
    if special is not None:
        return [_with_guid(special, entry)], []
    if not render(entry.body, frame.media):
        if any(f.code == "no-definition" for f in entry.findings):
            return [], []  # the parser has said it
        message = f"{frame.name} has no definition; add one below it, or list it under [ignore]"
        return [], [frame.finding("no-definition", message, needs_person=True)]
    divided = (
        (Part(entry.body),)
        if _is_word(entry)
        else card_planning.parts(entry.body, frame.key(TERM, "") not in frame.former.notes)
    )
    told = [_part_notes(frame, p, n == 0 and not p.label) for n, p in enumerate(divided)]
    if len(told) > 1 and not all(made for made, _ in told):
        # a part that gives no card would take its words along
        told = [_part_notes(frame, Part(entry.body), True)]
    notes = [note for made, _ in told for note in made]
    findings = [finding for _, found in told for finding in found]
    if notes:
        notes[0] = _with_guid(notes[0], entry)
    return notes, findings


def _special(frame: Frame) -> Note | None:
    """The note of an entry that the notes themselves say to be a cloze or a multiple choice;
    None if it is none.
    """
    if frame.entry.kind is EntryKind.CLOZE:
        return cloze_note(frame)
    if frame.entry.kind is EntryKind.CHOICE:
        return choice_note(frame)
    return None


def _is_word(entry: Entry) -> bool:
    return entry.kind is EntryKind.VOCABULARY


def _with_guid(note: Note, entry: Entry) -> Note:
    return replace(note, guid=entry.guid) if entry.guid else note


def _part_notes(frame: Frame, part: Part, leads: bool) -> tuple[list[Note], list[Finding]]:
    former = frame.former.lists(frame.key(LIST, suffix_of(part)))
    head = None if _is_word(frame.entry) else leading(part.body, partial(keeps, former))
    lists = [] if _is_word(frame.entry) else _list_notes(frame, part, head, former)
    apart = [enumeration for enumeration, _ in lists]
    notes = [note for _, note in lists]
    if head is not None and apart and apart[0].node is head.node:
        return notes, []
    core = (
        vocabulary_core(part.body)
        if _is_word(frame.entry)
        else definition_core(frame.entry.headword, part.body, apart, frame.entry.term.line)
    )
    if label_asks(part.label.text) == FOR_EACH:
        core = _all_of_label(part, core)
    if frame.entry.mark == EQUALS:
        core = _of_symbols(frame.entry.headword, core)
    alike = meaning_of(core.asked) in frame.others.cores
    two = is_comparison(frame.entry.headword) and not _stands_alone(frame.entry, part)
    if not _is_word(frame.entry) and (alike or two):
        # another entry begins with the same words; of two things one is said in each sentence
        core = _told_apart(frame, part, core, apart, alike)
    front = frame.front_words(part)
    if tells(front, plain(core.asked, marks=False)):
        core = Core(part.body)
    asked = plain(core.asked, marks=False)
    if tells(front, asked) and not same_abroad(frame.entry.headword, asked):
        message = f"the definition of {frame.name} only repeats it; say what it is"
        return notes, [frame.finding("no-definition", message, needs_person=True)]
    enough = sum(note.cards for note in notes) >= MANY_CARDS
    if enough and not part.label and _is_beside_the_point(frame, part, core):
        return [note for _, note in _list_notes(frame, part, head, former, whole=True)], []
    core, why_not = _askable(frame, part, core, apart)
    if why_not:
        return notes, [_unasked(frame, core, why_not)]
    turned = not enough or frame.was_reversed(part)
    if not _is_word(frame.entry) and not asks_itself(frame.entry.headword):
        core = with_lead(core) if core.asked[-1] in part.body else core
    term, findings = term_note(frame, part, core, leads, turned)
    facts = _labelled(frame, part, core) if leads and term else []
    return [*([term] if term else []), *notes, *facts], findings


def _labelled(frame: Frame, part: Part, core: Core) -> list[Note]:
    """The notes of labelled facts in a line of hurried notes of which the core is asked."""
    first = part.body[0]
    hurried = isinstance(first, Paragraph) and not (
        first.text.text[:1].isupper() and ends_sentence(first.text.text)
    )
    own = part.label or _is_word(frame.entry) or asks_itself(frame.entry.headword)
    if not hurried or own or not frame.settings.cards.term:
        return []
    facts = labelled_facts(core.more)
    parts = [Part((Paragraph(said),), label) for label, said in facts]
    made = [term_note(frame, p, Core(p.body), leads=False)[0] for p in parts]
    return [note for note in made if note is not None]


def _all_of_label(part: Part, core: Core) -> Core:
    """A core that names the first of several things, "causes: frost, drought", as all of them."""
    match part.body:
        case (Paragraph(text), *rest) if core.joined and count(text.text) <= MOST_WORDS:
            return Core((part.body[0],), tuple(rest))
    return core


def _of_symbols(headword: str, core: Core) -> Core:
    """A core that begins with the symbols that the headword equals, as these alone."""
    match core.asked:
        case (Paragraph(text),) if end := symbols_end(headword, text.text):
            return Core((Paragraph(text[:end]),), (Paragraph(text[end:]), *core.more), joined=True)
    return core


def _stands_alone(entry: Entry, part: Part) -> bool:
    """Whether what is said stands in the line of the headword, and more in lines below it."""
    match part.body:
        case (Paragraph(own), Paragraph(other), *_):
            return 0 < entry.term.line == own.line < other.line
    return False


def _told_apart(
    frame: Frame, part: Part, core: Core, apart: Sequence[Enumeration], alike: bool
) -> Core:
    """The core with the next sentence; that sentence alone, where another entry begins with the
    same (`alike`) and it is a line of its own.
    """
    more = longer(part.body, apart, core)
    said = plain(more.asked, marks=False).removeprefix(plain(core.asked, marks=False).rstrip())
    named = name_first(said.strip())
    if not alike:
        return core if named and not tells(frame.entry.headword, named) else more
    return _rest_alone(core, more) or more


def _rest_alone(core: Core, more: Core, least: int = SAYS_MUCH) -> Core | None:
    """What `more` asks for and `core` does not, where that is a line of its own and says enough."""
    size = len(core.asked)
    if core.joined or more.asked[:size] != core.asked or not more.asked[size:]:
        return None
    return below(replace(more, asked=more.asked[size:]), core.asked, least)


def _askable(
    frame: Frame, part: Part, core: Core, apart: Sequence[Enumeration]
) -> tuple[Core, str]:
    """The core of a part, with one more sentence where it needs one to say something, and why it
    cannot be asked even so. What somebody has reviews of is asked.
    """
    kept = frame.key(TERM, suffix_of(part)) in frame.former.notes
    if kept or part.label or _is_word(frame.entry):
        return _still_turned(frame, part, core, apart), ""
    why_not = why_unaskable(frame.entry.headword, core.asked, frame.context_text)
    if why_not:
        more = longer(part.body, apart, core)
        goes_on = plain(more.asked).startswith(plain(core.asked).rstrip())
        alone = _rest_alone(core, more, FEW_WORDS) if goes_on and why_not == AGAIN else None
        if alone and function_of(frame.entry.headword, plain(alone.asked)) in ("", MEANS):
            alone = None
        for other in (alone, more if goes_on else None):
            if other and not why_unaskable(frame.entry.headword, other.asked, frame.context_text):
                return other, ""
    return core, why_not


def _still_turned(frame: Frame, part: Part, core: Core, apart: Sequence[Enumeration]) -> Core:
    """The core, or a longer one where somebody has reviews of the card that asks for the headword,
    and only that leads back to it.
    """

    def leads_back(asked: Core) -> bool:
        return not no_reverse(frame.entry, asked.asked, frame.masker, NO_OTHERS, frame.media)

    if not frame.was_reversed(part) or leads_back(core):
        return core
    more = longer(part.body, apart, core)
    return more if leads_back(more) else core


def _unasked(frame: Frame, core: Core, why_not: str) -> Finding:
    said = " ".join(plain(core.asked, marks=False).split()[:FIRST_WORDS])
    message = (
        f'{frame.name} is no card: "{said} …" {why_not}; '
        "begin the entry with a sentence that says what it is"
    )
    return frame.finding("undefined", message, needs_person=True)


def _is_beside_the_point(frame: Frame, part: Part, core: Core) -> bool:
    """Whether what would be asked of an entry does not say what it is, and nobody has reviews of
    it: then its list alone is asked.
    """
    said = plain(core.asked, marks=False).strip()
    told = is_no_definition(frame.entry.headword, said) or _OF_EACH.match(said) is not None
    told = told or said.endswith((":", "："))
    return told and frame.key(TERM, suffix_of(part)) not in frame.former.notes


def _list_notes(
    frame: Frame,
    part: Part,
    head: Enumeration | None,
    former: Sequence[FormerNote],
    whole: bool = False,
) -> list[tuple[Enumeration, Note]]:
    """The lists and tables of a part that are asked item by item, with their notes: those that the
    rules choose, and those that `former` notes asked for.

    A list with which the part begins takes along what follows it: no other card shows that. With
    `whole` the first one takes along all that the part says.
    """
    settings = frame.settings.cards
    if not settings.lists:
        return []
    made: list[tuple[Enumeration, Note]] = []
    for number, enumeration in enumerate(enumerations(part.body, partial(keeps, former))):
        kept = keeps(former, enumeration.node)
        alone = head is not None and enumeration.node is head.node
        if not (alone or settings.lists_in_prose):
            continue
        if made and head is None and not kept:
            continue  # beside one list that is learned the others are only shown
        # a note of a lock that names no items (version 0.1.0) asked for the list that stood alone
        kept_alone = alone and any(not note.items for note in former)
        if kept or kept_alone or enumeration.asked(frame.entry.headword, alone):
            more = _after(part.body, enumeration) if alone else ()
            if whole and not made:
                more = tuple(node for node in part.body if node is not enumeration.node)
            note = list_note(frame, part, enumeration, number, more, former)
            if note is not None:
                made.append((enumeration, note))
    return made


def _after(body: tuple[Node, ...], enumeration: Enumeration) -> tuple[Node, ...]:
    return body[next(n for n, node in enumerate(body) if node is enumeration.node) + 1 :]


def _deck_name(entry: Entry, settings: Settings, deck: str) -> str:
    if not settings.deck.subdecks or not entry.topic:
        return deck
    return "::".join(x for x in (deck, *topic_path(entry)) if x)
