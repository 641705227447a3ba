"""The search for near words, and what one fix does to the next look."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ankigen.model import Entry, Origin, Paragraph, RichText, texts
from ankigen.model.settings import TypoSettings
from ankigen.spelling import clean
from ankigen.spelling.rules import SUGGEST
from ankigen.spelling.unknown import nonword
from ankigen.spelling.unknown.candidates import Candidate
from ankigen.spelling.words.document_model import DocumentModel
from ankigen.spelling.words.edit_distance import edits
from ankigen.spelling.words.lexicon import load_lexicon
from ankigen.spelling.words.neighbor_search import one_edit, two_edits
from benchmarks.typos import as_entries
from tests.examples import examples

PROSE = Path(__file__).parent.parent / "benchmarks" / "prose"


_WORDS = st.text("aeioumrstlnc'", min_size=1, max_size=9)


@given(_WORDS)
def test_words_one_edit_away_are_those_of_all_edits(word: str) -> None:
    lexicon = load_lexicon()
    known = {w for w in edits(word) if w in lexicon.codes}
    found = one_edit(word, lexicon)
    assert {w for w in found if "'" not in w} == {w for w in known if "'" not in w}
    assert found <= known


@examples(30)
@given(st.sampled_from(["algorithm", "membrane", "conscious", "parliament"]), st.randoms())
def test_two_letters_off_the_word_is_found(word: str, rng: random.Random) -> None:
    lexicon = load_lexicon()
    wrong = word
    for at in rng.sample(range(1, len(word) // 3 + 1), 1) + rng.sample(
        range(len(word) - 2, len(word)), 1
    ):
        wrong = wrong[:at] + "q" + wrong[at + 1 :]
    assert word in set(two_edits(wrong, lexicon, 0.0))


def _reported(text: str) -> list[tuple[str, str]]:
    (done,) = clean(as_entries([text]), TypoSettings())
    return [(f.before, f.after) for f in done.fixes]


def test_in_notes_typed_in_a_hurry_less_is_asked_of_a_fix() -> None:
    hurried = "It was recieved at teh goverment office, and definately seperate from the rest."
    sentence = "Use a sqeeze of the hand to stop the flow of blood."
    model = DocumentModel.of([], frozenset())
    noisy = replace(model, noisy=True)
    candidate = Candidate("squeeze", 0.8, 8.0, 1)
    least = [nonword.least_to_fix("sqeeze", candidate, SUGGEST, m) for m in (noisy, model)]
    assert least[0] < least[1]
    *_, among = clean(as_entries([hurried, hurried, sentence]), TypoSettings())
    assert [(f.before, f.applied) for f in among.fixes] == [("sqeeze", True)]


def _entry(term: str, *paragraphs: str) -> Entry:
    return Entry(
        RichText.of(term, 1),
        tuple(Paragraph(RichText.of(p, n)) for n, p in enumerate(paragraphs, 2)),
        Origin("n.txt", 1),
    )


def test_a_proposal_inside_a_fixed_word_is_given_with_the_rest_of_it() -> None:
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
