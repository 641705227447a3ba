"""Which note is which: reworded, renamed, moved, split and merged notes keep their guid; the
doubtful ones are asked.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from ankigen.identity.identify import Identified, identify, settle
from ankigen.identity.lock import format_lock, parse_lock
from ankigen.identity.records import Lock
from ankigen.model import Note
from tests.identity_helpers import DECK_ID, NOTE_TYPES, T0, list_note, note
from tests.timing import BETWEEN, Work, power

OSMOSIS = note("Osmosis", "Water moves through a membrane towards the side that holds more salt.")
MITOSIS = note("Mitosis", "A cell divides into two cells which hold the same chromosomes.")
MEIOSIS = note("Meiosis", "Two divisions in a row give four cells with half the chromosomes each.")
ENZYME = note("Enzyme", "A protein that speeds up one chemical reaction without being used up.")
VIRUS = note("Virus", "A capsule of genes that needs a living host in order to copy itself.")
NOTES = (OSMOSIS, MITOSIS, MEIOSIS, ENZYME, VIRUS)


def rebuilt(before: Sequence[Note], after: Sequence[Note]) -> tuple[Identified, Identified]:
    first = identify(before, NOTE_TYPES, Lock(), DECK_ID, T0)
    return first, identify(after, NOTE_TYPES, first.lock, DECK_ID, T0 + 60)


def kept(before: Sequence[Note], after: Sequence[Note]) -> dict[str, str]:
    """Headword now → headword of the note whose guid it has ("" = a guid of its own)."""
    first, second = rebuilt(before, after)
    names = {n.guid: n.term for n in first.notes}
    return {n.term: names.get(n.guid, "") for n in second.notes}


SAME = {n.term: n.term for n in NOTES}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # a slip of the pen in the headword
        (note("Osmossis", OSMOSIS.text), OSMOSIS),
        (
            note("Photosynthesys", "Light becomes sugar."),
            note("Photosynthesis", "Light becomes sugar."),
        ),
        # a slip, and some words of the text too
        (
            note("Osmossis", "Water goes through a membrane to the side that holds more salt."),
            OSMOSIS,
        ),
        # another name for it, the text as it was
        (note("OVR", OSMOSIS.text), note("One-vs-rest", OSMOSIS.text)),
        # the name with its abbreviation, in another file and section
        (
            note("Polymerase chain reaction", OSMOSIS.text, "a.txt", "Lab"),
            note("PCR", OSMOSIS.text, "b.txt", "Methods"),
        ),
        # longer by a sentence
        (
            note("Osmosis", OSMOSIS.text),
            note("Osmosis of water", OSMOSIS.text + " It needs no energy and stops at balance."),
        ),
        # another number, and the very same text
        (note("Step 2: water", OSMOSIS.text), note("Step 3: water", OSMOSIS.text)),
        # other scripts
        (
            note("渗透", "水通过半透膜向盐多的一侧移动"),
            note("渗透作用", "水通过半透膜向盐多的一侧移动"),
        ),
        (
            note("Größe", "Das Maß einer Sache in einer Richtung"),
            note("Grösse", "Das Maß einer Sache in einer Richtung"),
        ),
        # short texts, as in a list of words
        (note("perro", "dog"), note("el perro", "dog")),
    ],
)
def test_a_note_keeps_its_guid_when_its_headword_changes(old: Note, new: Note) -> None:
    rest = NOTES[1:]
    assert kept((old, *rest), (new, *rest))[new.term] == old.term
    # and wherever it stands now
    assert kept((*rest, old), (new, *rest))[new.term] == old.term


def test_a_reworded_text_a_new_order_and_a_new_file_change_nothing() -> None:
    reworded = note("Osmosis", "Entirely other words stand here now.", "other.txt", "Elsewhere")
    assert kept(NOTES, (VIRUS, reworded, ENZYME, MEIOSIS, MITOSIS)) == SAME


def test_a_note_between_the_same_neighbours_needs_less_likeness() -> None:
    old = note("Regularisation", "Keeps weights small during training")
    new = note("Regularization", "A penalty against large weights in training")
    assert kept((OSMOSIS, old, ENZYME), (OSMOSIS, new, ENZYME))[new.term] == old.term


@pytest.mark.parametrize(
    ("gone", "new"),
    [
        # the same pattern, another thing
        (note("Type I error", "Rejecting a true null hypothesis, a false alarm of the test."),
         note("Type II error", "Keeping a false null hypothesis, a miss of the test.")),
        (note("Supervised learning", "Learns from examples which carry labels for the answer."),
         note("Unsupervised learning", "Learns from examples which carry no labels at all.")),
        (note("L1 norm", "The sum of the absolute values of a vector."),
         note("L2 norm", "The root of the sum of the squared values of a vector.")),
        (note("False positive", "The model says yes where the truth is no."),
         note("False negative", "The model says no where the truth is yes.")),
        # nothing in common but the place
        (note("Hund", "dog"), note("Katze", "cat")),
        (note("Alkali", "A substance that takes up protons."), note("Zebra",
        "An animal with stripes.")),
    ],
)  # fmt: skip
def test_another_thing_is_never_silently_given_the_reviews(gone: Note, new: Note) -> None:
    assert kept((OSMOSIS, gone, ENZYME), (OSMOSIS, new, ENZYME))[new.term] == ""


def test_of_two_parts_the_larger_has_the_guid() -> None:
    small = "Precision is the share of the found ones that are right."
    large = (
        "Recall is the share of all relevant documents which the search brought back to its user "
        "within the first page of results."
    )
    whole = note("Precision and recall", f"{small} {large}")
    parts = (note("Precision", small), note("Recall", large))
    for split in (parts, parts[::-1]):
        assert kept((OSMOSIS, whole, VIRUS), (OSMOSIS, *split, VIRUS)) == {
            "Osmosis": "Osmosis",
            "Precision": "",
            "Recall": "Precision and recall",
            "Virus": "Virus",
        }
    assert (
        kept((OSMOSIS, *parts, VIRUS), (OSMOSIS, whole, VIRUS))["Precision and recall"] == "Recall"
    )


def test_a_part_that_keeps_the_name_keeps_the_guid() -> None:
    whole = note("Cell", f"{MITOSIS.text} {ENZYME.text}")
    after = (note("Cell", MITOSIS.text), note("Catalyst", ENZYME.text))
    assert kept((whole, VIRUS), (*after, VIRUS)) == {
        "Cell": "Cell",
        "Catalyst": "",
        "Virus": "Virus",
    }


def test_a_note_never_continues_one_of_another_type() -> None:
    items = ["prophase", "metaphase", "anaphase", "telophase", "cytokinesis", "interphase"]
    old = note("Phases of mitosis", " ".join(items))
    assert (
        kept((old, VIRUS), (list_note("Phases of mitosis", items), VIRUS))["Phases of mitosis"]
        == ""
    )


def test_a_list_that_another_came_above_keeps_its_own_reviews() -> None:
    steps = replace(note("Baking", "Knead, rest, bake."), key="list baking")
    moved = replace(steps, key="list baking / list 2")
    above = replace(note("Baking", "Flour, water, salt."), key="list baking")
    first, second = rebuilt([*NOTES, steps], [*NOTES, above, moved])
    guids = {n.text: n.guid for n in second.notes}
    assert guids[steps.text] == first.notes[-1].guid
    assert guids[above.text] not in {n.guid for n in first.notes}


def test_a_renamed_note_is_told() -> None:
    _, second = rebuilt(NOTES, (note("Osmotic flow", OSMOSIS.text), *NOTES[1:]))
    (finding,) = second.findings
    assert finding.code == "renamed" and not finding.needs_person
    assert '"Osmotic flow" continues "Osmosis"' in finding.message


# --------------------------------------------------------------------------- the doubtful ones

LOOSE = note(
    "Osmotic drift", "Water moves through membranes; salt draws it, as in roots of plants."
)


def test_a_doubtful_match_is_asked_until_it_is_settled() -> None:
    first, second = rebuilt(NOTES, (LOOSE, *NOTES[1:]))
    asked = [f for f in second.findings if f.code == "doubtful-match"]
    assert len(asked) == 1 and asked[0].needs_person and "ankigen review" in asked[0].message
    new, old = second.notes[0].guid, first.notes[0].guid
    assert new != old
    # it is asked again as long as nobody answers, and nothing else moves
    third = identify((LOOSE, *NOTES[1:]), NOTE_TYPES, second.lock, DECK_ID, T0 + 90)
    assert [f.code for f in third.findings] == ["doubtful-match"] and third.notes == second.notes

    yes = parse_lock(format_lock(settle(third.lock, old, new, same=True)))
    built = identify((LOOSE, *NOTES[1:]), NOTE_TYPES, yes, DECK_ID, T0 + 120)
    assert built.notes[0].guid == old and not [f for f in built.findings if f.needs_person]
    assert built.notes[0].changed_at == T0 + 120
    assert [r.guid for r in built.lock.removed] == [new]  # never given to another note

    no = settle(third.lock, old, new, same=False)
    built = identify((LOOSE, *NOTES[1:]), NOTE_TYPES, no, DECK_ID, T0 + 120)
    assert built.notes[0].guid == new and [f.code for f in built.findings] == ["removed"]
    assert [r.guid for r in built.lock.removed] == [old]


# --------------------------------------------------------------------------- many notes


def many(count: int, seed: int = 1) -> list[Note]:
    rng = random.Random(seed)
    vocabulary = [
        "".join(rng.choice("abcdefghiklmnoprstuvw") for _ in range(rng.randint(3, 9)))
        for _ in range(8000)
    ]

    def words(n: int) -> str:
        # few words are common and many rare, as in every language
        return " ".join(vocabulary[min(int(rng.paretovariate(0.6)), 7999)] for _ in range(n))

    return [
        replace(note(f"{' '.join(rng.sample(vocabulary, 2))} {n}", words(30), f"f{n // 500}.txt"))
        for n in range(count)
    ]


def test_matching_grows_with_the_number_of_notes_and_not_its_square() -> None:
    """One note in twenty gets another headword; a hundred thousand: `benchmarks.identity`."""

    def matching(count: int) -> Work:
        before = many(count)
        after = [
            note(n.term.replace("a", "e"), n.text, n.origin.file) if i % 20 == 0 else n
            for i, n in enumerate(before)
        ]
        first = identify(before, NOTE_TYPES, Lock(), DECK_ID, T0)
        lock = parse_lock(format_lock(first.lock))

        def match() -> None:
            second = identify(after, NOTE_TYPES, lock, DECK_ID, T0 + 5)
            pairs = zip(first.notes, second.notes, strict=True)
            assert sum(a.guid == b.guid for a, b in pairs) > 0.999 * count

        return match

    assert power(matching, 500, 4_000) < BETWEEN


def typo(rng: random.Random, term: str) -> str:
    at = rng.randrange(1, len(term) - 1)
    return term[:at] + rng.choice(["", term[at] * 2, "e"]) + term[at + 1 :]


def reworded(rng: random.Random, text: str, share: float, other: Sequence[str]) -> str:
    return " ".join(rng.choice(other) if rng.random() < share else w for w in text.split())


@pytest.mark.parametrize(
    ("renamed", "share", "least_kept"),
    [("typo", 0.0, 1.0), ("typo", 0.2, 0.85), ("typo", 0.5, 0.85), ("other", 0.0, 1.0), ("other",
    0.2, 0.0), ("other", 0.5, 0.0), ("other", 1.0, 0.0)],
)  # fmt: skip
def test_of_many_changed_notes_none_gets_another_ones_guid(
    renamed: str, share: float, least_kept: float
) -> None:
    """Half of the notes changed at once: what is sure keeps its guid, the rest is asked or new,
    nothing is mixed up.
    """
    rng = random.Random(3)
    before = many(400)
    vocabulary = [w for n in before for w in n.text.split()]
    after = [
        note(
            typo(rng, n.term) if renamed == "typo" else f"{' '.join(rng.sample(vocabulary, 2))} z",
            reworded(rng, n.text, share, vocabulary),
            n.origin.file,
        )
        if i % 2
        else n
        for i, n in enumerate(before)
    ]
    first, second = rebuilt(before, after)
    owner = {n.guid: i for i, n in enumerate(first.notes)}
    got = [owner.get(n.guid, -1) for n in second.notes]
    assert all(g in (i, -1) for i, g in enumerate(got))
    assert sum(g == i for i, g in enumerate(got)) >= 200 + 200 * least_kept - 1


def test_another_word_in_a_sentence_that_is_its_own_headword_is_no_other_note() -> None:
    """Cloze notes without a headword; two names of one pattern are asked about."""
    was, asked = "Paris was the capital of France.", "Rome is the capital of Italy."
    first, second = rebuilt(
        (sentence("Paris is the capital of France."), *NOTES), (sentence(was), *NOTES)
    )
    assert second.notes[0].guid == first.notes[0].guid and not second.lock.doubts
    _, other = rebuilt(
        (sentence("Paris is the capital of France."), *NOTES), (sentence(asked), *NOTES)
    )
    assert len(other.lock.doubts) == 1


def sentence(text: str) -> Note:
    return note(text, text)
