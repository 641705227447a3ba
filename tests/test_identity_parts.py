"""An entry that is read as several from now on, or several that are one: the note in Anki goes on
with what fits it best, and what has no successor is named.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from ankigen.cards.notes.cloze import cloze_items
from ankigen.identity.records import Lock
from ankigen.model import Note
from tests.identity_helpers import (
    answer_card,
    built,
    deck,
    import_package,
    list_note,
    note,
    open_collection,
    write_package,
)

OSMOSIS = note("Osmosis", "Water moves through a membrane towards the side with more salt.")
ITEMS = (
    *("red ones carry oxygen", "white ones fight what is foreign", "platelets close a wound"),
    *("stem cells become all", "plasma is what they swim in", "marrow is where they come from"),
    "spleen takes old ones apart",
)
TEXTS = {
    "HTTP": "Carries pages from a server to a browser.",
    "FTP": "Carries files from one machine to another.",
    "SMTP": "Brings letters to the server of the receiver.",
}
PARTS = tuple(note(term, text) for term, text in TEXTS.items())
WHOLE = note("Protocols", " ".join(f"{term}: {text}" for term, text in TEXTS.items()))
ENZYMES = (
    note("Ligase", "An enzyme that seals nicks in the backbone of DNA."),
    note("Helicase", "An enzyme that unwinds the double helix ahead of the replication fork."),
)
FIRST = note("First gap", "The time of growth before a cell copies its chromosomes.")
OTHER = note("Router", "Sends each packet on towards its destination by the shortest way.")


@dataclass(frozen=True)
class Case:
    """What there was, what there is, and which headword goes on under which."""

    what: str
    olds: tuple[Note, ...]
    news: tuple[Note, ...]
    goes_on: dict[str, str]
    removed: tuple[str, ...] = ()
    doubts: int = 0
    part_of: Mapping[str, str] = field(default_factory=dict)  # of those removed


CASES = (
    Case("a list in two, the larger part", (list_note("Blood", ITEMS),),
         (list_note("Around it", ITEMS[4:]), list_note("Cells in it", ITEMS[:4])),
         {"Cells in it": "Blood"}),
    Case("a short list in two, the first of equals",
         (list_note("Phases", ["a1", "b1", "c1", "d1"]),),
         (list_note("First", ["a1", "b1"]), list_note("Second", ["c1", "d1"])),
         {"First": "Phases"}),
    Case("a list in two, the headword", (list_note("Blood", ITEMS),),
         (list_note("Blood", ITEMS[:2]), list_note("Around it", ITEMS[2:])),
         {"Blood": "Blood"}),
    Case("two lists in one, the larger",
         (list_note("Around it", ITEMS[4:]), list_note("Cells in it", ITEMS[:4])),
         (list_note("Blood", ITEMS),), {"Blood": "Cells in it"}, removed=("Around it",),
         part_of={"Around it": "Blood"}),
    Case("two lists in one, the headword",
         (list_note("Blood", ITEMS[4:]), list_note("Cells in it", ITEMS[:4])),
         (list_note("Blood", ITEMS),), {"Blood": "Blood"}, removed=("Cells in it",),
         part_of={"Cells in it": "Blood"}),
    Case("another list with the same items of its own",
         (list_note("Advantages of gas", ["cheap", "quick"]),),
         (list_note("Advantages of coal", ["cheap", "quick"]),), {}, doubts=1),
    Case("one item in common", (list_note("Metals", ["iron", "copper", "zinc"]),),
         (list_note("Ores of the north", ["iron", "bauxite", "galena"]),), {}, removed=("Metals",)),
    Case("a definition in three, the largest part", (WHOLE,), PARTS, {"FTP": "Protocols"}),
    Case("a definition in three, the headword's part",
         (note("SMTP, the protocol of letters, beside others", WHOLE.text),), PARTS,
         {"SMTP": "SMTP, the protocol of letters, beside others"}),
    Case("a short definition in three",
         (note("Protocols", "HTTP: pages. FTP: files. SMTP: letters"),),
         (note("HTTP", "pages"), note("FTP", "files"), note("SMTP", "letters")),
         {"HTTP": "Protocols"}),
    Case("three definitions in one, the largest", PARTS, (WHOLE,), {"Protocols": "FTP"},
         removed=("HTTP", "SMTP"), part_of={"HTTP": "Protocols", "SMTP": "Protocols"}),
    Case("two definitions in one under a new headword, the larger", ENZYMES,
         (note("Enzymes of replication", " ".join(n.text for n in ENZYMES)),),
         {"Enzymes of replication": "Helicase"}, removed=("Ligase",),
         part_of={"Ligase": "Enzymes of replication"}),
    Case("two definitions in one, reworded, between two that stayed: both are asked about",
         (*ENZYMES, FIRST),
         (note("Enzymes of replication", "Ligase joins nicks, helicase parts the two strands."),
          FIRST), {"First gap": "First gap"}, doubts=2),
    Case("one of two that left is in what came in their place", (*ENZYMES, FIRST),
         (note("Repair", "Ligase joins nicks after a cut."), FIRST),
         {"First gap": "First gap"}, removed=("Helicase",), doubts=1),
    Case("another headword read in the text, the former one above it as a heading",
         (note("Diffusion", "What spreads from where there is much of it to where there is less."),
          ),
         (note("What spreads from where", "there is much of it to where there is less.",
               section="Diffusion"),),
         {"What spreads from where": "Diffusion"}),
    Case("a definition that goes into one that stays", (*PARTS, OTHER),
         (replace(OTHER, text=f"{OTHER.text} {PARTS[1].text}",
                  fields=(OTHER.fields[0], "<p>both</p>", *OTHER.fields[2:])),
          *PARTS[::2]),
         {"HTTP": "HTTP", "SMTP": "SMTP", "Router": "Router"}, removed=("FTP",),
         part_of={"FTP": "Router"}),
    Case("one part of a definition that left", (WHOLE,), PARTS[:1], {}, removed=("Protocols",)),
    Case("parts in another file", (WHOLE,),
         tuple(note(p.term, p.text, file="b.txt") for p in PARTS),
         {}, removed=("Protocols",)),
    Case("two entries that hold little of one that left",
         (note("Fair", "A yearly market with booths, rides, music, lights, beer and a wheel."),),
         (note("Beer", "music"), note("Wheel", "rides")), {}, removed=("Fair",)),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.what)
def test_the_note_goes_on_with_what_fits_best(case: Case) -> None:
    first, lock = built((OSMOSIS, *case.olds), Lock(), 0)
    olds = {n.guid: n.term for n in first.notes}
    found, after = built((OSMOSIS, *case.news), lock, 1)
    goes_on = {n.term: olds[n.guid] for n in found.notes[1:] if n.guid in olds}
    assert goes_on == case.goes_on
    assert len(after.doubts) == case.doubts
    assert tuple(sorted(r.term for r in after.gone)) == tuple(sorted(case.removed))
    told = " ".join(f.message for f in found.findings)
    for term in case.removed:
        whole = case.part_of.get(term)
        where = f'part of "{whole}" now' if whole else "no longer in the notes"
        assert f'"{term}" is {where}; in Anki it stays' in told
    assert all(
        f'"{new}" continues "{old}" and keeps its reviews' in told
        for new, old in goes_on.items()
        if new != old
    )


def test_items_of_a_list_that_was_cut_in_two_keep_their_own_reviews(tmp_path: Path) -> None:
    col = open_collection(tmp_path)
    first, lock = built((list_note("Blood", ITEMS),), Lock(), 0)
    import_package(col, write_package(tmp_path, deck(first.notes)))
    for n, card in enumerate(sorted(col.find_cards("")), 1):
        for _ in range(n):  # each its own number
            answer_card(col, card)
    parts = (list_note("Around it", ITEMS[:2]), list_note("Cells in it", ITEMS[:1:-1]))
    second, _ = built(parts, lock, 1)
    import_package(col, write_package(tmp_path, deck(second.notes)))
    reviews = {}
    for card_id in col.find_cards(""):
        card = col.get_card(card_id)
        item = dict(cloze_items(card.note().fields)).get(card.ord + 1, "")
        reviews[card.note().fields[0], item] = card.reps
    assert {item: count for (term, item), count in reviews.items() if term == "Cells in it"} == {
        "": 2,  # the two that are in the other list now: blank
        **{item: n for n, item in enumerate(ITEMS, 1) if n > 2},
    }
    assert {count for (term, _), count in reviews.items() if term == "Around it"} == {0}
    col.close()


def test_a_list_of_which_each_item_is_an_entry_now_is_named() -> None:
    items = [f"{term}: {text}" for term, text in TEXTS.items()]
    _, lock = built((OSMOSIS, list_note("Protocols", items)), Lock(), 0)
    found, _ = built((OSMOSIS, *PARTS), lock, 1)
    (told,) = [f.message for f in found.findings if f.code == "kind-changed"]
    assert '"Protocols" (notes.txt) is now 3 entries, and was a list' in told
