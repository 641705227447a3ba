"""The headword hidden in its own definition, in all its forms, and nothing else hidden."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankigen.cards.asking.redaction import MASK, Masker, common_stems
from ankigen.cards.rendering.plain import plain
from ankigen.cards.words import tells
from ankigen.model import Code, Formula, Item, ListNode, Node, Paragraph, RichText, Style
from tests.cards_support import bullets, marked, picture


@pytest.mark.parametrize(
    ("headword", "context", "text", "expected"),
    [
        ("Osmosis", "", "Osmosis moves water.", "[…] moves water."),
        ("Cell", "", "Cells; a cell's wall; excellent", "[…]; a […] wall; excellent"),
        ("Decision tree", "", "A tree of decisions, decision-trees.", "A […] of […], […]."),
        ("Classification", "", "to classify, the classifier", "to […], the […]"),
        ("PCR", "", "Polymerase chain reaction: PCRs copy", "[…]: […] copy"),
        ("Polymerase chain reaction (PCR)", "", "A PCR copies", "A […] copies"),
        ("Polymerase chain reaction", "", "A PCR copies", "A […] copies"),
        ("PDU", "protocol data unit", "a unit of a protocol", "a […] of a […]"),
        ("IT", "", "It is IT.", "It is […]."),
        ("VLAN", "", "a tagged vlan", "a tagged […]"),
        ("Go", "", "go on with Go", "go on with […]"),
        ("C++", "", "C++ and C", "[…] and C"),
        ("R&B", "", "soul and R&B", "soul and […]"),
        ("细胞", "", "细胞是单位", "[…]是单位"),
        ("Transfer", "", "a transform", "a transform"),
        ("Notwehr", "", "Notwehrlage; Putativnotwehr; Wehr", "[…]; […]; Wehr"),
        ("Action", "", "a reaction is no action", "a reaction is no […]"),
        ("Das Haus", "", "Häuser, Hauses", "Häuser, […]"),
    ],
)
def test_what_is_hidden(headword: str, context: str, text: str, expected: str) -> None:
    assert Masker.of(headword, context).text(text) == expected


def test_a_word_that_many_headwords_share_is_hidden_in_the_whole_headword_only() -> None:
    common = common_stems(["Deep learning", "Machine learning", "Learning rate"])
    masker = Masker.of("Deep learning", "", common)
    assert masker.text("Deep learning is learning.") == "[…] is learning."


def test_marks_code_and_pictures_are_hidden_too_and_formulas_are_left() -> None:
    masker = Masker.of("Velocity")
    body: list[Node] = [
        Paragraph(marked("The velocity, code velocity", ("code velocity", Style.CODE))),
        bullets("velocities"),
        picture("v.png", "velocity over time"),
        Code("velocity = d / t", "python"),
        Formula("$$velocity$$", "velocity"),
    ]
    hidden = masker.nodes(body)
    assert plain(hidden) == ("The […], code […]\n- […]\n[…] over time\n[…] = d / t\n$$velocity$$")


def test_a_sound_is_left_out_as_it_may_speak_the_headword() -> None:
    text = marked("cat ▶", ("▶", Style.SOUND, "gato.mp3"))
    assert not Masker.of("gato").rich(text).marks


words = st.text("abcdeé ", min_size=1, max_size=12).filter(str.strip)


@given(words, st.text("abcdeé .,-", max_size=40))
def test_what_is_masked_does_not_tell(headword: str, text: str) -> None:
    hidden = Masker.of(headword).text(f"{text} {headword} {text}")
    assert not tells(hidden.replace(MASK, " ; "), headword.strip()) or len(headword.strip()) < 4


@given(words, st.text(max_size=60))
def test_masking_twice_is_masking_once(headword: str, text: str) -> None:
    masker = Masker.of(headword)
    once = masker.text(text)
    assert masker.text(once) == once


def test_a_long_definition_is_masked_in_linear_time() -> None:
    text = "the tree of decisions decides " * 20_000
    began = time.process_time()
    Masker.of("Decision tree", "").rich(RichText.of(text))
    assert time.process_time() - began < 5


def test_options_keep_their_letters_and_stay_right() -> None:
    options = ListNode((Item(RichText.of("Osmosis"), letter="a", right=True),))
    (hidden,) = Masker.of("Osmosis").nodes([options])
    assert hidden == ListNode((Item(RichText.of(MASK), letter="a", right=True),))


def test_the_parts_of_a_joined_word_are_hidden_where_all_of_them_are_said() -> None:
    masker = Masker.of("LogUniform distribution")
    assert masker.text("flat on a log scale: log(x) is uniform").count("[…]") == 3
    assert masker.text("flat on a log scale") == "flat on a log scale"
