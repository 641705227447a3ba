"""Kinds of entries that the notes themselves name: clozes, multiple choice, pairs of words; in
the real Anki.
"""

from __future__ import annotations

from ankigen.cards import NOTE_TYPES, make_notes
from ankigen.cards.templating.note_types import note_type
from ankigen.cards.visible import card_seen, visible_text
from ankigen.model import (
    Entry,
    EntryKind,
    Item,
    ListNode,
    Mark,
    Note,
    Paragraph,
    RichText,
    Source,
    Style,
)
from ankigen.model.settings import CardSettings, Settings
from ankigen.pipeline import study
from tests.cards_support import ALL, bullets, collection, entry, fields, put_in

PARIS = entry(
    RichText(
        "Paris is the capital of France",
        (Mark(0, 5, Style.CLOZE, "1"), Mark(24, 30, Style.CLOZE, "2::country")),
    ),
    "It lies on the Seine.",
).but(kind=EntryKind.CLOZE)

PLANTS = entry(
    "Which gas do plants take in?",
    ListNode(
        (
            Item(RichText.of("oxygen"), letter="a"),
            Item(RichText.of("carbon dioxide"), letter="b", right=True),
        )
    ),
    "They build sugar of it.",
).but(kind=EntryKind.CHOICE)

CAT = entry("el gato (m.)", "the cat (animal). El gato duerme.", topic="spanish::animals").but(
    kind=EntryKind.VOCABULARY
)


def only(made: Entry, settings: Settings = ALL) -> Note:
    (note,), findings = make_notes([made], settings)
    assert not findings
    return note


def in_anki(note: Note) -> list[tuple[str, str]]:
    """Front and back of each card as the real Anki renders them."""
    with collection() as anki:
        put_in(anki, [note], NOTE_TYPES)
        shown = [anki.get_card(c).render_output() for c in anki.find_cards("", order="c.ord")]
        assert not anki.get_empty_cards().notes
        return [(s.question_text, s.answer_text) for s in shown]


def test_marks_in_a_sentence_become_clozes_with_their_hints() -> None:
    note = only(PARIS)
    assert note.cards == 2
    assert fields(note)["Text"] == "{{c1::Paris}} is the capital of {{c2::France::country}}"
    (front, back), (second, _) = in_anki(note)
    assert visible_text(front).split() == ["[...]", "is", "the", "capital", "of", "France"]
    assert "It lies on the Seine." in back and "It lies on the Seine." not in front
    assert "[country]" in second


def test_marks_in_the_body_leave_the_headword_above_them() -> None:
    body = Paragraph(RichText("It boils at 100 °C.", (Mark(12, 15, Style.CLOZE, "1"),)))
    note = only(entry("Water", body).but(kind=EntryKind.CLOZE))
    assert (note.cards, fields(note)["Headword"]) == (1, "Water")
    assert fields(note)["Text"] == "<p>It boils at {{c1::100}} °C.</p>"


def test_braces_of_the_notes_do_not_end_a_cloze() -> None:
    text = RichText("f{{x}} is g::h", (Mark(0, 6, Style.CLOZE, "1"),))
    (front, back) = in_anki(only(entry(text).but(kind=EntryKind.CLOZE)))[0]
    assert "f&#123;{x" not in front and "g:&#58;h" in front.replace("::", ":&#58;")
    assert "f" in back


def test_a_cloze_without_a_mark_is_a_card_like_any_other() -> None:
    note = only(entry("Osmosis", "Movement of water through a wall.").but(kind=EntryKind.CLOZE))
    assert note.note_type == "term"


def test_multiple_choice_shows_the_options_and_answers_with_the_right_one_and_its_reason() -> None:
    note = only(PLANTS)
    assert (note.note_type, note.cards) == ("choice", 1)
    ((front, back),) = in_anki(note)
    assert "a)" in front and "oxygen" in front and "b)" in front and "carbon dioxide" in front
    assert "sugar" not in front
    answer = back.split('<hr id="answer">')[1]
    right = answer.split('class="option right"')[1].split("</div>")[0]
    assert "carbon dioxide" in right and "b)" in right and "sugar" in answer
    assert card_seen(note, note_type("choice"), 0).answer.split() == ["b)", "carbon", "dioxide"]


def test_options_without_a_right_one_are_a_list() -> None:
    open_ = entry("Which gas?", bullets("oxygen", "carbon dioxide")).but(kind=EntryKind.CHOICE)
    assert only(open_, Settings()).note_type == "list"


def test_pairs_of_words_are_asked_both_ways_though_the_reverse_is_off() -> None:
    note = only(CAT, Settings(cards=CardSettings(type_in=("*",))))
    assert note.cards == 2
    made = fields(note)
    assert (made["Typed answer"], made["Typed headword"]) == ("the cat", "el gato")
    kind = note_type("term")
    forward, back = (card_seen(note, kind, n, labels=True) for n in (0, 1))
    assert "El gato duerme" not in back.front and "In Spanish?" in back.front
    assert "What does it mean?" in forward.front
    (front, _), (_, answer) = in_anki(note)
    assert "[[type:Typed answer]]" in front and "El gato duerme" in answer


def test_a_definition_is_never_typed() -> None:
    long = entry("Osmosis", "Moves water. It needs no energy, and stops by itself.")
    note, *_ = make_notes([long], ALL)[0]
    assert not fields(note)["Typed answer"]
    assert fields(note)["Typed headword"] == "Osmosis"


def test_labels_are_asked_for_and_each_label_asks_for_its_text() -> None:
    note = only(
        entry("Centre", bullets("mean: all added up", "median: the middle", "mode: the most"))
    )
    assert note.cards == 4
    kind = note_type("list")
    first = card_seen(note, kind, 0)
    assert "mean" in first.front and "median" not in first.front
    assert "all added up" in first.answer
    names = card_seen(note, kind, 399)
    assert names.answer.split() == ["mean", "median", "mode"]
    assert "added" not in names.front


def test_a_label_with_an_entry_of_its_own_is_not_asked_here() -> None:
    entries = [
        entry("Centre", bullets("mean: all added up", "median: the middle", "mode: the most")),
        entry("Mean", "The sum of all values through their number."),
    ]
    (centre, _), _ = make_notes(entries, Settings())
    assert "{{c1::" in fields(centre)["Items 1"] and centre.cards == 3


def test_what_follows_a_list_stands_below_its_answers() -> None:
    note = only(entry("Halogens", bullets("iodine", "chlorine"), "All of them are salts' kin."))
    assert fields(note)["More"] == "<p>All of them are salts' kin.</p>"


def test_a_table_of_two_languages_gives_pairs_of_words() -> None:
    table = "español\tenglish\nel gato\tthe cat\nla nube\tthe cloud\nel pan\tthe bread\n"
    found = study([Source("unit1.tsv", table.encode())], Settings())
    assert {e.kind for e in found.entries} == {EntryKind.VOCABULARY}
    plain = study([Source("unit1.tsv", table.replace("español", "term").encode())], Settings())
    assert {e.kind for e in plain.entries} == {EntryKind.OPEN}


def test_what_is_said_below_a_label_is_cut_to_its_core() -> None:
    said = Paragraph(
        RichText.of("It moves water through a wall. It needs no energy for that at all.")
    )
    items = ListNode((Item(RichText.of("osmosis:"), (said,)), Item(RichText.of("pump:"), (said,))))
    note = only(entry("Transport", items), Settings())
    seen = card_seen(note, note_type("list"), 0)
    assert seen.answer.strip() == "It moves water through a wall."
    assert "energy" in fields(note)["Items 1"]


def test_a_row_with_a_comma_in_a_number_alone_is_no_list() -> None:
    said = "at least 12,000 litres of water a day"
    note = only(entry("Parts of a lock", said), Settings())
    assert note.note_type == "term"


def test_a_word_is_read_aloud_in_its_language_where_that_is_asked_for() -> None:
    on = Settings(cards=CardSettings(read_aloud=("spanish",)))
    note = only(CAT, on)
    assert fields(note)["Speech"] == "[anki:tts lang=es_ES]el gato[/anki:tts]"
    assert not fields(only(CAT, Settings()))["Speech"]
    with collection() as anki:
        put_in(anki, [note], NOTE_TYPES)
        cards = [anki.get_card(c).render_output() for c in anki.find_cards("", order="c.ord")]
    told = [[(t.field_text, t.lang) for t in c.question_av_tags] for c in cards]
    assert told == [[("el gato", "es_ES")], []]  # the front that asks for it does not say it
    assert [(t.field_text, t.lang) for t in cards[1].answer_av_tags] == [("el gato", "es_ES")]
    shown = card_seen(note, note_type("term"), 0).front
    assert "anki:tts" not in shown and "el gato" in shown


def test_text_of_another_language_than_the_decks_says_so() -> None:
    english = [entry(f"Term {n}", f"What number {n} is.") for n in range(3)]
    german = entry("Hebel", "Ein Stab, der sich um einen Punkt dreht.", language="de")
    deck = [e.but(language="en") for e in english]
    notes, _ = make_notes([*deck, german, CAT], Settings())
    assert [fields(note)["Language"] for note in notes] == ["", "", "", "de", "es"]
    (front, back), _ = in_anki(notes[4])
    assert '<div class="headword" dir="auto" lang="es">el gato' in front
    assert '<p lang="">the cat' in back
    ((front, back),) = in_anki(notes[3])
    assert 'class="definition" dir="auto" lang="de"' in back
    ((front, _),) = in_anki(notes[0])
    assert "lang=" not in front
