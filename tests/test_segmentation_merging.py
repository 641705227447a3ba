"""The same headword again: one entry with nothing said twice, or senses told apart."""

from __future__ import annotations

from ankigen.cards.rendering.plain import plain
from ankigen.model import Entry, Item, ListNode, Origin, Paragraph, RichText
from ankigen.segmentation import merge
from tests.timing import BETWEEN, Work, power


def entry(term: str, body: str, line: int, context: str = "", items: tuple[str, ...] = ()) -> Entry:
    nodes = (Paragraph(RichText.of(body, line)),) if body else ()
    listed = (ListNode(tuple(Item(RichText.of(i, line + 1)) for i in items)),) if items else ()
    return Entry(
        RichText.of(term, line),
        (*nodes, *listed),
        Origin("a.txt", line),
        RichText.of(context, line) if context else RichText(),
        lines=(line,),
    )


def test_both_bodies_are_kept_and_no_sentence_is_said_twice() -> None:
    first = entry("Osmosis", "Water moves through a membrane. It needs no energy.", 1)
    again = entry("osmosis", "It needs no energy.", 5)
    more = entry("Osmosis", "Plants drink by it.", 9)
    (merged,), findings = merge([first, again, more])
    assert plain(merged.body).split("\n") == [
        "Water moves through a membrane. It needs no energy.",
        "Plants drink by it.",
    ]
    assert merged.lines == (1, 5, 9)
    assert [(f.origin.line, f.code) for f in findings] == [(5, "merged"), (9, "merged")]
    assert all("a.txt:1" in f.message for f in findings)


def test_a_list_that_stands_twice_in_the_notes_is_kept_once() -> None:
    phases = ("prophase", "metaphase")
    first = entry("Mitosis", "A cell divides.", 1, items=phases)
    (merged,), _ = merge([first, entry("Mitosis", "", 20, items=phases)])
    assert merged.body == first.body
    (merged,), _ = merge([first, entry("Mitosis", "", 20, items=("anaphase",))])
    assert plain(merged.body).count("prophase") == 1 and "anaphase" in plain(merged.body)


def test_senses_are_told_apart_by_context_and_abbreviation() -> None:
    paper = entry("Notebook", "Paper to write on.", 1, "stationery")
    code = entry("notebook", "A page of code and its results.", 4, "Jupyter")
    code_again = entry("Notebook", "It runs cell by cell.", 8, "Jupyter")
    merged, _ = merge([paper, code, code_again])
    assert [(str(e.context), plain(e.body)) for e in merged] == [
        ("stationery", "Paper to write on."),
        ("Jupyter", "A page of code and its results.\nIt runs cell by cell."),
    ]
    assert len(merge([entry("Rate (HR)", "a", 1), entry("Rate (IR)", "b", 2)])[0]) == 2


def test_another_bracket_or_the_same_label_elsewhere_is_another_entry() -> None:
    track = [
        entry("Arm track", "A way along the arm.", 1),
        entry("arm track (exclusive)", "Only one train.", 4),
    ]
    assert len(merge(track)[0]) == 2
    short = [entry("one vs rest", "A way.", 1), entry("One vs Rest (OVR)", "Another word.", 4)]
    assert len(merge(short)[0]) == 1
    labels = [
        entry("Methods", "Of the first study.", 1).but(sections=("First",)),
        entry("Methods", "Of the second.", 4).but(sections=("Second",)),
    ]
    assert len(merge(labels)[0]) == 1  # a word that may be a headword
    labels = [e.but(term=RichText.of("Example", e.origin.line)) for e in labels]
    assert len(merge(labels)[0]) == 2


def test_labels_that_stand_together_under_several_parents_are_entries_of_their_own() -> None:
    def study(name: str, n: int) -> list[Entry]:
        said = (("Methods", "Questions"), ("Findings", "Many"))
        return [
            entry(label, f"{text} {n}.", 10 * n + k).but(sections=(name,))
            for k, (label, text) in enumerate(said)
        ]

    studies = [*study("Smith", 1), *study("Jones", 2), *study("Lee", 3)]
    told, findings = merge(studies)
    assert not findings
    assert [(e.headword, str(e.context)) for e in told] == [
        (label, name) for name in ("Smith", "Jones", "Lee") for label in ("Methods", "Findings")
    ]
    assert len(merge(studies[:4])[0]) == 2  # notes, and a summary of them
    assert len(merge(studies[::2])[0]) == 1  # one headword that comes again


def test_the_fuller_headword_stays() -> None:
    short = entry("one vs rest", "Many classes.", 1)
    full = entry("One vs Rest (OVR)", "A classifier a class.", 4)
    assert [e.headword for e in merge([short, full])[0]] == ["One vs Rest (OVR)"]


def test_time_grows_with_the_repeats_of_one_headword_and_no_faster() -> None:
    def merging(count: int) -> Work:
        entries = [entry("Note", f"Sentence number {n} says so.", n + 1) for n in range(count)]
        return lambda: merge(entries)

    assert power(merging, 500, 4_000) < BETWEEN


def test_a_context_in_one_of_two_sections_tells_two_entries_apart() -> None:
    bare = entry("Locks", "They lift boats.", 1).but(sections=("Canals",))
    named = entry("Lock", "It closes a chest.", 9, "Carpentry").but(sections=("Tools",))
    merged, findings = merge([bare, named])
    assert [str(e.context) for e in merged] == ["Canals", "Carpentry"]
    assert not findings
    (one,), _ = merge([bare, named.but(sections=("Canals",))])
    assert str(one.context) == "Carpentry"
