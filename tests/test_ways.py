"""Notes in many ways of writing come out whole: every fourth way of `benchmarks.ways`."""

from __future__ import annotations

from itertools import islice

from benchmarks.ways import is_whole, read, ways

#: So many of these ways do not come out whole; fewer is better, and then the number falls.
FAIL = 10


def test_few_ways_of_writing_are_not_read() -> None:
    failed = [
        f"{w.suffix} {w.name}" for w in islice(ways(), 0, None, 4) if not is_whole(w, read(w))
    ]
    assert len(failed) <= FAIL, failed


def test_a_text_of_a_neighbour_is_not_whole() -> None:
    way = next(ways())
    joined = way._replace(text=way.text.replace("\nMitosis", " Mitosis"))
    assert is_whole(way, read(way)) and not is_whole(way, read(joined)[:1])
