"""A second round looks only at what the first one made stale, and comes to what a look at everything comes to."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ankigen import spelling
from ankigen.model import Entry, Origin, Paragraph, RichText, texts
from ankigen.model.settings import TypoSettings
from ankigen.spelling import clean
from ankigen.spelling.edit_distance import distance, edits
from ankigen.spelling.inflection import bases, inflected
from ankigen.spelling.lexicon import load_lexicon
from ankigen.spelling.neighbor_search import OwnWords, one_edit, two_edits
from benchmarks.typos import as_entries, slips_in

PROSE = Path(__file__).parent.parent / "benchmarks" / "prose"


def _fixes(entries: Sequence[Entry]) -> list[list[tuple[object, ...]]]:
    return [
        [(f.place, f.start, f.before, f.after, f.rule, f.applied) for f in e.fixes] for e in entries
    ]


def _every_text_in_every_round(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: Callable[..., object] = spelling._round

    def look_at_all(
        works: Sequence[spelling.EntryState], *arguments: object, **named: object
    ) -> object:
        for work in works:
            for text in work.texts:
                text.settled, text.look = False, None
        return looked(works, *arguments, **named)

    monkeypatch.setattr(spelling, "_round", look_at_all)


@pytest.mark.parametrize("field", ["biology", "computing", "general", "statistics"])
def test_a_look_at_what_is_stale_is_as_good_as_a_look_at_all(
    field: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    paragraphs = (PROSE / f"{field}.txt").read_text("utf-8").splitlines()[:150]
    wrong = as_entries(slips_in(paragraphs, random.Random(5))[0])
    quick = _fixes(clean(wrong, TypoSettings()))
    _every_text_in_every_round(monkeypatch)
    assert quick == _fixes(clean(wrong, TypoSettings()))


_WORDS = st.text("aeioumrstlnc'", min_size=1, max_size=9)


@given(_WORDS)
def test_words_one_edit_away_are_those_of_all_edits(word: str) -> None:
    lexicon = load_lexicon()
    known = {w for w in edits(word) if w in lexicon.codes or w in lexicon.rarer}
    found = one_edit(word, lexicon)
    assert {w for w in found if "'" not in w} == {w for w in known if "'" not in w}
    assert found <= known


@settings(max_examples=30)
@given(st.sampled_from(["algorithm", "membrane", "conscious", "parliament"]), st.randoms())
def test_two_letters_off_the_word_is_found(word: str, rng: random.Random) -> None:
    lexicon = load_lexicon()
    wrong = word
    for at in rng.sample(range(1, len(word) // 3 + 1), 1) + rng.sample(
        range(len(word) - 2, len(word)), 1
    ):
        wrong = wrong[:at] + "q" + wrong[at + 1 :]
    assert word in set(two_edits(wrong, lexicon, 0.0))


@given(st.lists(_WORDS, max_size=8), _WORDS)
def test_a_documents_near_words_are_those_at_distance_one(words: list[str], word: str) -> None:
    long_enough = [w for w in {*words} if len(w) > 2]
    near = {w for w in long_enough if len(word) > 2 and distance(w, word, 1) == 1}
    assert set(OwnWords(dict.fromkeys(words)).near(word)) == near


@pytest.mark.parametrize("word", ["carry", "plan", "base", "echo", "firm", "play", "index"])
def test_every_form_leads_back_to_its_word(word: str) -> None:
    lexicon = load_lexicon()
    forms = list(inflected(word, lexicon))
    assert forms
    for form, ending in forms:
        assert (word, ending) in list(bases(form, lexicon))


def _reported(text: str) -> list[tuple[str, str]]:
    (done,) = clean(as_entries([text]), TypoSettings())
    return [(f.before, f.after) for f in done.fixes]


def test_an_ending_that_the_place_asks_for_is_told() -> None:
    assert ("base", "based") in _reported("The whole of the method is base on a single theorem.")
    assert _reported("The whole of the method is based on a single theorem.") == []
    assert _reported("The base of the column rests on a bed of sand.") == []


def test_in_notes_typed_in_a_hurry_more_is_mended() -> None:
    sentence = "Use a sqeeze of the hand to stop the flow of blood."
    hurried = "It was recieved at teh goverment office, and definately seperate from the rest."
    (alone,) = clean(as_entries([sentence]), TypoSettings())
    *_, among = clean(
        as_entries([hurried, hurried.replace("office", "house"), sentence]), TypoSettings()
    )
    assert [(f.before, f.applied) for f in alone.fixes] == [("sqeeze", False)]
    assert [(f.before, f.applied) for f in among.fixes] == [("sqeeze", True)]
    assert clean((among,), TypoSettings()) == (among,)


def _entry(term: str, *paragraphs: str) -> Entry:
    return Entry(
        RichText.of(term, 1),
        tuple(Paragraph(RichText.of(p, n)) for n, p in enumerate(paragraphs, 2)),
        Origin("n.txt", 1),
    )


def test_a_sentence_that_comes_to_repeat_another_is_dropped_at_once() -> None:
    padding = _entry("End", "The end of the day is the end of the week and the start of the night.")
    blood = _entry(
        "Blood",
        "The small cells of the the blood carry oxygen to the tissue.",
        "It is red. The small cells of the blood carry oxygen to the tissue. It is wet.",
    )
    once = clean([padding, padding, padding, blood], TypoSettings())
    assert [t.text for t in texts(once[3].body)][1] == "It is red. It is wet."
    assert clean(once, TypoSettings()) == once


def test_a_proposal_inside_a_mended_word_is_told_with_the_rest_of_it() -> None:
    (done,) = clean(
        [_entry("Cells", "In thetransfers of the fluid a pump is used, then thetransfer ends.")],
        TypoSettings(),
    )
    for fix in done.fixes:
        if fix.before == "thetransfers" and not fix.applied:
            assert fix.after.startswith("the ")
    accept = TypoSettings(accept=tuple(f"{f.before} -> {f.after}" for f in done.fixes))
    (again,) = clean([_entry("Cells", "In thetransfers of the fluid a pump is used.")], accept)
    assert next(iter(texts(again.body))).text.startswith("In the transfer")
