"""What the notes as a whole tell of a word: a slip that is repeated, a column in one language,
what a reader has done.
"""

from __future__ import annotations

from ankigen.model import Fix, FixKind, Origin, RichText, texts
from ankigen.model.settings import TypoSettings
from ankigen.spelling import clean
from ankigen.spelling.words.lexicon import load_lexicon
from ankigen.spelling.words.protection import is_latin_name
from ankigen.spelling.words.tokens import tokenize
from tests.spelling_support import HURRY, entries, fixes


def test_a_misspelling_that_heads_an_entry_and_recurs_is_suggested() -> None:
    found = fixes(
        ("Hipothalamus", "The hipothalamus is a part of the brain."),
        ("Hormones", "The hipothalamus sends hormones to the glands; the hipothalamus is small."),
    )
    assert found == {
        ("Hipothalamus", "Hypothalamus", False),
        ("hipothalamus", "hypothalamus", False),
    }


def test_a_long_word_that_the_notes_write_otherwise_more_often_is_suggested() -> None:
    found = fixes(
        ("Perlimant", "The perlimant of the kingdom met in spring."),
        ("Law", "The parliament makes laws, and a parliament may change them."),
        ("Tax", "The parliament asks for taxes."),
    )
    assert {f for f in found if f[0].lower() == "perlimant"} == {
        ("Perlimant", "Parliament", False),
        ("perlimant", "parliament", False),
    }


def test_a_repeated_slip_is_fixed_in_notes_typed_in_a_hurry() -> None:
    found = fixes(
        HURRY,
        ("Rule", "A compelex rule has compelex parts. The complex parts of it are compelex."),
    )
    assert ("compelex", "complex", True) in found


def test_a_column_of_english_meanings_is_english_in_its_short_cells_too() -> None:
    rows = [
        ("la habitación", "the room in which one of the family sleeps"),
        ("el sótano", "the basement of a house"),
        ("alquilar", "to rent something from somebody"),
        ("la vivienda", "housing, where people live"),
        ("mudarse", "to move to another house"),
        ("el ejército", "the army and the soldiers of a country"),
        ("la decepción", "dissapointment"),
        ("el desayuno", "Me gusta el desayuno. ¿Qué es lo que hay? Es un desayuno con pan."),
        ("el sueño", "the state of being asleep, or what is seen by somebody who is asleep"),
        ("la mañana", "the part of the day between the night and the time at which one eats"),
        ("el año", "the time in which the earth goes around the sun, and what is done in it"),
    ]
    assert fixes(*rows) == {("dissapointment", "disappointment", True)}


def test_what_a_reader_has_done_to_a_headword_stays_done() -> None:
    twice = Fix(
        Origin("notes.txt", 1), "Osmosis", "", FixKind.DUPLICATE_TEXT, "repeated-headword", 1.0,
        True, "term", 0,
    )  # fmt: skip
    (entry,) = entries(("Osmosis", "Water moves through a membrane."))
    (done,) = clean([entry.but(fixes=(twice,))], TypoSettings())
    assert done.term.text == "Osmosis" and done.fixes == (twice,)
    assert [t.text for t in texts(done.body)] == ["Water moves through a membrane."]


def test_a_name_misspelled_again_and_again_beside_its_right_form_is_fixed_in_a_hurry() -> None:
    found = fixes(
        HURRY,
        ("Machine", "The telegraph of the ship was old. A telegrraph needs a wire."),
        ("Wire", "The telegrraph has a long wire, and each telegrraph needs a battery."),
    )
    assert ("telegrraph", "telegraph", True) in found


def test_a_word_that_means_something_elsewhere_is_left_to_the_notes_that_repeat_it() -> None:
    found = fixes(
        HURRY,
        ("Coda", "The codetta ends a part. The codetta is short; each codetta is played twice."),
    )
    assert not [f for f in found if "codetta" in f[0].lower()]


def test_a_long_word_beside_the_one_that_the_notes_write_more_often_is_suggested() -> None:
    found = fixes(
        ("Trunk", "A dendrogram shows the years. The dendogram is drawn by hand."),
        ("Ring", "The rings are counted in the dendrogram."),
    )
    assert ("dendogram", "dendrogram") in {f[:2] for f in found}


def test_two_terms_with_one_stem_are_no_slip_of_each_other() -> None:
    found = fixes(
        ("Ring", "The zanthophores are yellow, and a zanthophore is seen on the fin."),
        ("Fin", "Zanthophores lie under the skin."),
    )
    assert not found


def test_a_name_without_its_capital_is_suggested_where_others_have_theirs() -> None:
    found = fixes(
        ("Letter", "Voltaire wrote to Rousseau in spring. Later voltaire met him in Geneva."),
        ("Answer", "Rousseau wrote to Voltaire in autumn."),
    )
    assert found == {("voltaire", "Voltaire", False)}
    found = fixes(("Letter", "Rousseau wrote that voltaire was ill, and so did Diderot."))
    assert found == {("voltaire", "Voltaire", False)}


def test_notes_that_write_no_capitals_keep_their_names_small() -> None:
    found = fixes(
        ("france", "rousseau and voltaire lived in geneva; diderot and montesquieu did not"),
        ("greece", "sparta and athens fought; persia helped sparta, and macedonia helped nobody"),
    )
    assert not found


def test_a_word_written_with_two_capitals_once_is_fixed_where_the_notes_have_it_otherwise() -> None:
    found = fixes(
        ("Ash", "The Zanthorian ash lies under the Zanthorian stone. ZAnthorian glass is black."),
        ("Stone", "Zanthorian stone is grey, and the Zanthorian sea is deep."),
    )
    assert ("ZAnthorian", "Zanthorian", True) in found


def test_a_slip_fixed_in_one_place_is_fixed_everywhere() -> None:
    found = fixes(
        HURRY,
        ("Machine", "The telegraph of the ship was old. A telegrraph needs a wire."),
        ("Wire", "The telegrraph has a long wire, and each telegrraph needs a battery."),
        ("telegrraph", "It sends signs."),
        ("Note", "He wrote “the telegrraph is dead” in his book."),
    )
    assert ("telegrraph", "telegraph", True) in found
    quoted = clean(entries(HURRY, ("Note", "He wrote “an old telegrraph” there.")), TypoSettings())
    assert not [f for e in quoted for f in e.fixes if "telegrr" in f.before and f.applied]


def test_a_person_written_both_ways_in_a_hurry_gets_the_capital() -> None:
    found = fixes(
        HURRY,
        ("Letter", "Voltaire wrote to Rousseau in spring. Later voltaire met him in Geneva."),
    )
    assert ("voltaire", "Voltaire", True) in found


def test_words_of_a_list_with_commas_are_no_scientific_name() -> None:
    lexicon = load_lexicon()
    plain = tokenize(RichText.of("the pipes of Zanthor valvees are old"))
    assert is_latin_name(plain, 4, lexicon)
    listed = tokenize(RichText.of("the pipes of Zanthor, valvees are old"))
    assert not is_latin_name(listed, 4, lexicon)
    people = tokenize(RichText.of("the pipes of Persian valvees are old"))
    assert not is_latin_name(people, 4, lexicon)
    short = tokenize(RichText.of("a colony of E. mollis is old"))
    assert is_latin_name(short, 4, lexicon)
