"""Multiple choice: the options keep their letters and marks through every stage, and are never
taken for repeats.
"""

from __future__ import annotations

from ankigen.model import EntryKind, ListNode, Source
from ankigen.model.settings import Settings
from ankigen.pipeline import study

QUESTION = """{n}. Which of these statements about the tides is true?
a) The moon pulls the water of the seas on the near side.
b) {other}
Answer: a
"""


def test_letters_and_ticks_reach_the_entries() -> None:
    notes = QUESTION.format(n=1, other="The tides follow the wind all of the time.")
    (entry,) = study([Source("a.txt", notes.encode())], Settings()).entries
    assert entry.kind is EntryKind.CHOICE
    options = entry.body[0]
    assert isinstance(options, ListNode)
    assert [(i.letter, i.right) for i in options.items] == [("a", True), ("b", False)]
    assert not entry.fixes  # the right option is said twice on purpose


def test_the_same_question_with_other_options_is_another_entry() -> None:
    notes = QUESTION.format(n=1, other="They follow the wind.") + QUESTION.format(
        n=2, other="They come by day alone."
    )
    assert len(study([Source("a.txt", notes.encode())], Settings()).entries) == 2


def test_the_same_question_again_is_one_entry() -> None:
    notes = QUESTION.format(n=1, other="They follow the wind.") + QUESTION.format(
        n=2, other="They follow the wind."
    )
    assert len(study([Source("a.txt", notes.encode())], Settings()).entries) == 1
