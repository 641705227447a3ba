"""The tags of a table as its topics."""

from __future__ import annotations

from ankigen.model import Kind
from ankigen.readers import read

ROWS = [
    ("die Gabel", "fork", "Küche Nomen"),
    ("der Löffel", "spoon", "Küche Nomen"),
    ("rühren", "to stir", "Küche Verb"),
    ("das Gleis", "track", "Nomen Reise"),
    ("umsteigen", "to change trains", "Reise Verb"),
    ("der Koffer", "suitcase", "Nomen Reise"),
]


def topics(notes: str) -> list[str]:
    return [b.topic for b in read(notes.encode(), "a.tsv").blocks if b.kind is Kind.PAIR]


def test_the_tag_that_comes_in_the_longest_runs_is_the_topic() -> None:
    notes = "#separator:tab\n#tags column:3\n" + "\n".join(map("\t".join, ROWS))
    assert topics(notes) == ["Küche"] * 3 + ["Reise"] * 3
    (first, *_) = [b for b in read(notes.encode(), "a.tsv").blocks if b.kind is Kind.PAIR]
    assert first.tags == ("Küche", "Nomen")


def test_one_tag_on_all_rows_says_nothing() -> None:
    notes = "#separator:tab\n#tags column:3\n" + "\n".join(f"{a}\t{b}\tdeutsch" for a, b, _ in ROWS)
    assert topics(notes) == [""] * 6


def test_a_column_of_topics_counts_more_than_tags() -> None:
    rows = [("Term", "Meaning", "Tags", "Topic"), *((a, b, t, "Alltag") for a, b, t in ROWS)]
    assert topics("\n".join(map("\t".join, rows))) == ["Alltag"] * 6


def test_column_names_that_come_again_are_no_card() -> None:
    notes = "Term;Meaning\nEbb;falling water\nTerm;Meaning\nFlood;rising water\n"
    found = read(notes.encode(), "a.csv").blocks
    assert [b.term.text for b in found if b.kind is Kind.PAIR] == ["Ebb", "Flood"]
    assert [b.value for b in found if b.kind is Kind.DROPPED] == ["column names"] * 2
