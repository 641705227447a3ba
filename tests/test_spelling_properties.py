"""What holds for every input: fixes replay, a second cleaning changes nothing, bad input is
survived.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankigen.model import (
    Edit,
    Entry,
    FixKind,
    Item,
    ListNode,
    Mark,
    Origin,
    Paragraph,
    Quote,
    RichText,
    Style,
    Table,
)
from ankigen.model.settings import TypoSettings
from ankigen.spelling import clean
from ankigen.spelling.texts.text_paths import places
from ankigen.spelling.words.lexicon import load_lexicon
from tests.examples import examples
from tests.timing import seconds

FIX = TypoSettings()

WORDS = st.sampled_from(
    [
        "the",
        "the",
        "teh",
        "a",
        "an",
        "example",
        "examples",
        "of",
        "of",
        "recieve",
        "informtion",
        "ofthe",
        "toperform",
        "cell",
        "cells",
        "more",
        "then",
        "than",
        "form",
        "it's",
        "own",
        "market",
        "markt",
        "is",
        "is",
        "enviroment",
        "goverment",
        ",",
        ".",
        "data.The",
        "code()",
        "x_1",
        "Zelle",
        "und",
        "der",
        "ist",
        "12",
        "LinearSVCmodel",
        "model\n",
        "model",
        "that's",
        "may",
        "he",
        "result",
        "rovides",
        "😀",
        "é",
        "\u202e",
        "אב",
        "ß",
    ]
)
TEXTS = st.lists(WORDS | st.text(max_size=6), max_size=25).map(" ".join)


def entry(*bodies: str, term: str = "Term") -> Entry:
    nodes = tuple(Paragraph(RichText.of(text, n + 2)) for n, text in enumerate(bodies))
    return Entry(RichText.of(term, 1), nodes, Origin("notes.txt", 1))


def replayed(before: Entry, after: Entry) -> None:
    """The raw texts with the applied fixes made are the clean texts, and each fix tells what
    stood there.
    """
    clean_texts = {p.path: p.text.text for p in places(after)}
    for place in places(before):
        mine = [f for f in after.fixes if f.place == place.path]
        for fix in mine:
            end = fix.start + len(fix.before)
            assert place.text.text[fix.start : end] == fix.before
        edits = [Edit(f.start, f.start + len(f.before), f.after) for f in mine if f.applied]
        assert place.text.edited(edits).text == clean_texts[place.path]


@given(st.lists(TEXTS, min_size=1, max_size=5), TEXTS)
@examples(150)
def test_fixes_replay_and_a_second_cleaning_changes_nothing(
    bodies: Sequence[str], term: str
) -> None:
    raw = [entry(body, term=term) for body in bodies]
    once = clean(raw, FIX)
    for before, after in zip(raw, once, strict=True):
        replayed(before, after)
    again = clean(once, FIX)
    assert [[p.text.text for p in places(e)] for e in again] == [
        [p.text.text for p in places(e)] for e in once
    ]
    assert again == once


@given(TEXTS)
@examples(60)
def test_only_reports_when_asked_to(text: str) -> None:
    raw = entry(text)
    (report,) = clean([raw], TypoSettings(mode="report"))
    assert report.body == raw.body and report.term == raw.term
    assert not any(f.applied for f in report.fixes)
    assert clean([raw], TypoSettings(mode="off")) == (raw,)


def test_every_place_is_cleaned_and_given() -> None:
    def wrong(day: str) -> RichText:
        return RichText.of(f"They recieve the letter on the morning of {day}.", 7)

    body = (
        ListNode((Item(wrong("Monday"), (Paragraph(wrong("Tuesday")),)),)),
        Table(((wrong("Friday"), RichText.of("x")),)),
        Quote((Paragraph(wrong("Sunday")),)),
    )
    (done,) = clean([Entry(RichText.of("Post", 1), body, Origin("a.txt", 1))], FIX)
    assert [f.place for f in done.fixes] == ["0.0", "0.0.0", "1.0.0", "2.0"]
    assert {(f.before, f.after, f.origin.line) for f in done.fixes} == {("recieve", "receive", 7)}
    assert all("receive" in p.text.text for p in places(done) if len(p.text) > 10)


def test_code_and_formulas_stay_and_marks_move_with_the_words() -> None:
    text = "We recieve teh value and teh code of the function"
    marks = (Mark(11, 14, Style.CODE), Mark(25, 33, Style.STRONG))
    (done,) = clean(
        [Entry(RichText.of("T"), (Paragraph(RichText(text, marks)),), Origin("a", 1))], FIX
    )
    (paragraph,) = done.body
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text.text == "We receive teh value and the code of the function"
    strong = next(m for m in paragraph.text.marks if m.style is Style.STRONG)
    assert paragraph.text.text[strong.start : strong.end] == "the code"


def test_a_repeated_sentence_is_suggested_and_never_deleted() -> None:
    sentence = "Blood carries oxygen from the lungs to all the tissues."
    first = entry(f"{sentence} It is red. {sentence}")
    other = entry(sentence)
    whole = entry(sentence, "It is red.", sentence)
    done = clean([first, other, whole], TypoSettings(suggest=0))
    assert [p.text for p in places(done[0])] == [p.text for p in places(first)]
    assert done[1].fixes == ()
    for cleaned in (done[0], done[2]):
        (fix,) = cleaned.fixes
        assert (fix.kind, fix.after, fix.applied) == (FixKind.DUPLICATE_TEXT, "", False)
    shown = clean([first, other, whole], FIX)
    assert [len(e.fixes) for e in shown] == [0, 0, 1]  # only the paragraph is likely enough


def test_headword_keeps_its_raw_form() -> None:
    bodies = "The hypothalamus is a part of the brain. The hypothalamus makes hormones."
    (done,) = clean([entry(bodies, term="Hypothalmus")], FIX)
    assert done.raw_term == "Hypothalmus"


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        "a_" * 100_000,
        "a." * 100_000,
        "ab/" * 60_000,
        "(" * 200_000,
        "teh " * 10_000,
        "the " * 10_000,
        "слово word 单词 λόγος " * 200,
        "\U0001f600 \U0001f468\u200d\U0001f469 e\u0301\u0302 " * 500,
        "",
        " \n\n ",
        "\x00\ufffd\u2028",
    ],
    ids=lambda t: ascii(t[:6]) + str(len(t)),
)
def test_strange_input_is_survived_in_time(text: str) -> None:
    started = time.process_time()
    (done,) = clean([entry(text)], FIX)
    assert time.process_time() - started < 8
    replayed(entry(text), done)


def test_of_many_notes_each_costs_far_less_than_of_few() -> None:
    """Lists are read and candidates sought once, so the first page pays for those after it."""
    text = (
        "The goverment of the rebublic recieved the informtion form the citizens. "
        "Enzymes catalyse reactions, and the equilibirum constannt is not changged by them."
    )
    load_lexicon.cache_clear()
    short = seconds(lambda: clean([entry(f"{text} Part {n}.") for n in range(10)], FIX))
    long = seconds(lambda: clean([entry(f"{text} Part {n}.") for n in range(250)], FIX))
    assert long < 15 * short
