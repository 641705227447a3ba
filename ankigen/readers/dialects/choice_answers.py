"""A question with options, and the answer and the reason that stand below it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from ankigen.readers.choice_marks import (
    ANSWER,
    REASON,
    Option,
    answer_alone,
    chosen,
    numbered,
    options_on,
)
from ankigen.readers.dialects.page import Page
from ankigen.readers.numbered import Numbered
from ankigen.text.patterns import when_asked

_FOLD = re.compile(r"<details\b", re.I)
_FOLD_END = re.compile(r"</details\b", re.I)
#: The title of an admonition or callout: what follows it is in its body.
_UNFOLDED = when_asked(r"^\s*(?:>\s*)?(?:[?!]{3}\+?\s+[\w-]+\s+|\[!\w+\][-+]?\s*)")
_TAGS = when_asked(r"</?(?:details|summary|br|p|div)\b[^<>]*>", re.I)
#: A heading or a rule: what is above it has ended.
BREAK = re.compile(r"\s*(?:#{1,6}\s|(?:[-*_]\s*){3,}$)")
#: So many lines of a fold may stand before the answer: a picture, a quotation.
_BEFORE_ANSWER = 12


@dataclass
class Question:
    """A question with options, and what is known of the right ones."""

    first: int
    last: int
    number: str
    text: list[Numbered]
    options: list[Option]
    right: frozenset[int] = frozenset()
    reason: list[Numbered] = field(default_factory=list)

    @property
    def style(self) -> str:
        return self.options[0].style


def with_answer(page: Page, question: Question) -> Question:
    """The question with the answer and the reason that stand below its options."""
    at = question.last + 1
    fold = named = False  # within <details>; behind a line that only says that the answer comes
    held: list[Numbered] = []  # lines of a fold that stand before the answer
    while at <= len(page.lines):
        raw = page.text(at)
        fold |= bool(_FOLD.search(raw))
        text = _UNFOLDED.sub("", _TAGS.sub("", raw) if fold else raw)
        bare = re.sub(r"<[^<>]*>", "", text)
        alone = answer_alone(bare)
        if not bare.strip() or alone:
            too_far = not raw.strip() and at - question.last > 2 and not fold and not named
            if too_far or (alone and not fold and not _answer_below(page, at, question)):
                break
            named |= alone
            at += 1
            if _FOLD_END.search(raw):
                return replace(question, last=at - 1)
            continue
        if not (taken := _answer_line(question, Numbered(at, text.strip()), fold or named)):
            if not fold or question.right or at - question.last > _BEFORE_ANSWER:
                break
            held.append(Numbered(at, text))
            at += 1
            continue
        question = replace(taken, last=at, reason=[*held, *taken.reason])
        if _FOLD_END.search(raw):
            return question
        question = _reason(page, question, fold)
        if not fold or _FOLD_END.search(page.text(question.last)):
            return question
        at = question.last + 1
    return question


def _answer_below(page: Page, at: int, question: Question) -> bool:
    below = next((page.text(n) for n in range(at + 1, at + 3) if page.text(n).strip()), "")
    return chosen(below.strip(" \t>"), question.options) is not None


def _answer_line(question: Question, line: Numbered, inside: bool) -> Question | None:
    """The question with what this line says of its answer, None if it says nothing of it."""
    found = ANSWER.match(line.text)
    if found or (inside and not question.right):
        rest = found["rest"] if found else line.text.lstrip("> ")
        answer = chosen(rest, question.options)
        if answer is None:
            return None
        reason = [Numbered(line.number, answer[1])] if answer[1] else []
        return replace(question, right=question.right | answer[0], reason=reason)
    if question.right and (REASON.match(line.text) or inside):
        return replace(question, reason=[*question.reason, line])
    return None


def _reason(page: Page, question: Question, fold: bool) -> Question:
    """The lines below an answer that say why: those that follow at once, and those that are
    called a reason.
    """
    at = question.last + 1
    reason = list(question.reason)
    blank = bare = False
    while at <= len(page.lines):
        raw = page.text(at)
        text = _TAGS.sub("", raw) if fold else raw
        if not raw.strip():
            blank = not bare  # below nothing but "Explanation:" stands what it is
            at += 1
            continue
        starts = (
            bool(options_on(Numbered(at, text))) or bool(numbered(text)[0]) or BREAK.match(text)
        )
        if starts and not fold:
            break
        called = REASON.match(text)
        if blank and not fold and not called:
            break
        bare = called is not None and not text[called.end() :].strip(" *_")
        blank = False
        if re.sub(r"<[^<>]*>", "", text).strip():
            reason.append(Numbered(at, text))
        question = replace(question, last=at, reason=reason)
        if _FOLD_END.search(raw):
            break
        at += 1
    return question
