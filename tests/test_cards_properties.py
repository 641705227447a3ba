"""What holds for the cards of any entry whatever."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from hypothesis import example, given
from hypothesis import strategies as st

from ankigen.cards import NOTE_TYPES, make_notes
from ankigen.cards.rendering.plain import plain
from ankigen.cards.templating.note_types import note_type
from ankigen.exporters.card_generation import card_ords
from ankigen.model import (
    Code,
    Entry,
    Formula,
    Item,
    ListNode,
    Mark,
    Node,
    Note,
    Origin,
    Paragraph,
    Quote,
    RichText,
    Style,
    Table,
)
from ankigen.model.note_fields import TERM_FIELDS
from ankigen.model.settings import Settings
from tests.cards_leaks import leaks
from tests.cards_support import ALL, bullets, collection, entry, put_in
from tests.examples import examples

WORDS = [
    *(
        "cell",
        "cells",
        "tree",
        "Trees",
        "IT",
        "it",
        "the",
        "of",
        "DNA",
        "osmosis",
        "osmotic",
        "x_1",
        "C++",
    ),
    *(
        "{{c1::",
        "}}",
        "::",
        "\\(",
        "<b>",
        "&",
        "$5",
        "[sound:a.mp3]",
        "細胞",
        "שלום",
        "1.",
        "Use:",
        "…",
        "-",
    ),
]
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)


@st.composite
def riches(draw: st.DrawFn) -> RichText:
    text = draw(texts)
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    style = draw(st.sampled_from(list(Style)))
    return RichText.of(
        text, marks=[Mark(start, end, style, text[start:end])][: draw(st.integers(0, 1))]
    )


nodes = st.deferred(
    lambda: st.one_of(
        riches().map(Paragraph),
        st.builds(
            ListNode,
            st.lists(st.builds(Item, riches(), bodies(1)), max_size=9).map(tuple),
            st.booleans(),
            st.integers(1, 9),
        ),
        st.builds(
            Table,
            st.lists(st.lists(riches(), min_size=1, max_size=3).map(tuple), max_size=4).map(tuple),
            st.booleans(),
        ),
        st.builds(Code, texts, st.sampled_from(["", "python", "none"])),
        texts.map(lambda text: Formula(f"$${text}$$", text)),
        bodies(2).map(Quote),
    )
)


def bodies(size: int) -> st.SearchStrategy[tuple[Node, ...]]:
    return st.lists(nodes, max_size=size).map(tuple)


entries = st.builds(
    Entry,
    riches(),
    bodies(3),
    st.builds(Origin, st.just("notes.md"), st.integers(1, 99)),
    st.one_of(st.just(RichText()), riches()),
    st.lists(texts, max_size=2).map(tuple),
    st.sampled_from(["", "biology", "biology::cell"]),
)
decks = st.lists(entries, min_size=1, max_size=6)

few = examples(40)


#: A formula in the headword is no answer to code that holds the sign with which formulas begin.
_MATH_SIGN = Entry(
    RichText("cell", (Mark(0, 1, Style.MATH, value="c"),)),
    (Code("\\(", ""),),
    Origin("notes.md", 1),
)


#: A headword of signs alone, and a formula that says the same.
_ELLIPSIS = Entry(RichText.of("…"), (Formula("$$…$$", "…"),), Origin("notes.md", 1))


#: The headword and an item below it say what another item says.
_SAID_TOGETHER = entry("cell", bullets("cell cell cell", "cell cell tree"))


@given(decks)
@example([_MATH_SIGN])
@example([_ELLIPSIS])
@example([_SAID_TOGETHER])
@few
def test_cards_are_counted_as_anki_counts_them_and_none_tells(made: Sequence[Entry]) -> None:
    notes, findings = make_notes(made, ALL)
    assert len({note.key for note in notes}) == len(notes)
    for note in notes:
        fields = note_type(note.note_type).fields
        assert len(note.fields) == len(fields)
        assert note.fields[0]
        assert not any("\n" in field for field in note.fields)
        ords = card_ords(note_type(note.note_type), note.fields)
        assert len(ords) == note.cards > 0
    assert not leaks(notes, NOTE_TYPES)
    spoken_for = {note.origin for note in notes} | {f.origin for f in findings}
    assert {entry.origin for entry in made} <= spoken_for


@given(decks)
@few
def test_the_same_entries_give_the_same_notes(made: Sequence[Entry]) -> None:
    assert make_notes(made, ALL) == make_notes(made, ALL)


@given(decks)
@examples(8)
def test_anki_takes_the_notes_of_any_entries(made: Sequence[Entry]) -> None:
    notes, _ = make_notes(made, ALL)
    with collection() as anki:
        put_in(anki, notes, NOTE_TYPES)
        for note in notes:
            (note_id,) = [n for n in anki.find_notes("") if anki.get_note(n).guid == note.key]
            assert len(anki.card_ids_of_note(note_id)) == note.cards
        cards = list(anki.find_cards(""))
        for card in cards:
            anki._backend.render_existing_card(card_id=card, browser=False, partial_render=True)
        assert not anki.get_empty_cards().notes
        assert anki.fix_integrity()[1]
        assert len(anki.find_cards("")) == len(cards)


#: What definitions are made of where a list has words before it, and where they are long enough to
#: be divided.
PROSE = (
    *(
        "A rise in prices. Kinds:",
        "Kinds:",
        "Civil wrongs.",
        "They include:",
        "Use: to mend.",
        "Use:",
    ),
    *("Advantages:", "1. a first sense", "2. a second sense", "It depends", "osmosis"),
    " ".join(f"word{n}" for n in range(60)) + ".",
    "Cost: " + " ".join(f"more{n}" for n in range(40)),
)
prose = st.sampled_from(PROSE).map(lambda text: Paragraph(RichText.of(text)))
items = st.sampled_from(("demand-pull", "cost-push", "light", PROSE[-1], "Cost: high"))
lists = st.builds(
    ListNode,
    st.lists(items.map(lambda text: Item(RichText.of(text))), min_size=1, max_size=9).map(tuple),
    st.booleans(),
)
written = st.one_of(
    st.tuples(prose, lists),
    st.lists(st.one_of(prose, lists, nodes), min_size=1, max_size=5).map(tuple),
)
written_entries = st.builds(
    Entry,
    st.sampled_from(("Inflation", "Kinds")).map(RichText.of),
    written,
    st.just(Origin("n.md", 1)),
)


def words_of(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


def shown_by(notes: Sequence[Note]) -> str:
    fields = "\n".join(field for note in notes for field in note.fields)
    return html.unescape(re.sub(r"<[^>]*>|\\[()\[\]]", "", fields))


@given(st.one_of(written_entries, entries))
@examples(150)
def test_every_word_of_an_entry_is_on_its_cards(entry: Entry) -> None:
    notes, findings = make_notes([entry], Settings())
    if notes:
        shown = shown_by(notes)
        assert [
            word for word in words_of(plain(entry.body, marks=False)) if word not in shown
        ] == []
    else:
        assert findings


def test_what_stands_before_the_words_that_lead_to_a_list_is_asked_for() -> None:
    names = ("demand-pull", "cost-push", "built-in")
    kinds = ListNode(tuple(Item(RichText.of(name)) for name in names), ordered=True)
    body = (Paragraph(RichText.of("A rise in prices. Kinds:")), kinds)
    notes, _ = make_notes([Entry(RichText.of("Inflation"), body, Origin("a.txt", 1))], Settings())
    assert [note.note_type for note in notes] == ["term", "list"]
    assert "A rise in prices." in notes[0].fields[TERM_FIELDS.index("Definition")]
