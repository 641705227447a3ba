"""The question for what is said of each of the labels of a list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ankigen.cards.content.answers import answer_question
from ankigen.cards.content.functions import function_of, tells_to_do
from ankigen.cards.content.questions import FUNCTIONS, question
from ankigen.cards.content.subjects import TERM, asks_itself
from ankigen.cards.words import count
from ankigen.model import Entry
from ankigen.text.patterns import when_asked


def label_question(entry: Entry, items: Sequence[tuple[str, str]]) -> str:
    """What asks for what is said of each of some labels: the question that fits all of them."""
    if entry.language in ("", "en"):
        told = (
            answer_question(label, said, False) or FUNCTIONS.get(function_of(label, said), "")
            for label, said in items
        )
        found = set(told)
        if len(found) == 1 and (asks := next(iter(found))) in _OF_LABELS:
            return asks
        plainly = found == {""} and not asks_itself(entry.headword)
        if plainly and all(_is_thing(*item) for item in items):
            return question(entry, TERM)
    return question(entry, "label")


def _is_thing(label: str, said: str) -> bool:
    named = _NAME.fullmatch(label) is not None and count(said) > 1
    return named and not _CLAUSE.match(said) and not tells_to_do(said)


#: A label that names a thing, and what is said of it that is no clause about something else.
_NAME = when_asked(
    r"(?!(?:if|when|why|how|what|where|who|used|made|found|before|after|also|not|no|to|in|on|at|by"
    r"|inside|outside|with|without|from|for|tiny|huge|big|small|large|high|low|early|late|up|out)\b)"
    r"[^\W\d](?:[^.;:!?\n]*[^\W])?(?<!\b(?:of|to|in|on|at|by|it))(?<!\bfor)(?<!\b(?:with|from))(?<!\w\wed)"
    r"\)?",
    re.IGNORECASE,
)
_CLAUSE = when_asked(
    r"(?:you|we|they|it|he|she|there|this|that|if|when|because|so|must|can|should|is|are|was|were)\b"
    r"|~?\d|.*(?:->|=>|→)|[^.;]*\b(?:is|are|was|were|can|must|should|has|have|will|may)\s",
    re.IGNORECASE,
)


#: Questions that may be asked of labels.
_OF_LABELS = (
    "What does it do?",
    "What is it for?",
    "How much is it?",
    "How big is it?",
    "When was it?",
)
