"""Whole pages of notes in many ways come out whole: every thirteenth page of
`benchmarks.ways_pages`.
"""

from __future__ import annotations

from itertools import islice

from benchmarks.ways_pages import is_whole, pages, read

#: So many of these pages do not come out whole; fewer is better, and then the number falls.
FAIL = 11


def test_few_pages_are_not_read() -> None:
    failed = [p.name for p in islice(pages(), 0, None, 13) if not is_whole(p, read(p))]
    assert len(failed) <= FAIL, failed


def test_a_page_with_a_text_in_the_wrong_entry_is_not_whole() -> None:
    page = next(pages())
    (term, _), (_, other) = page.entries[:2]
    wrong = page._replace(entries=((term, other), *page.entries[1:]))
    assert is_whole(page, read(page)) and not is_whole(wrong, read(page))
