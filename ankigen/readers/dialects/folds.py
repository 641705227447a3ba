"""HTML folds: `<details>` with the question as its `<summary>`, or with the answer to the
question above it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ankigen.readers.dialects.page import Page
from ankigen.readers.numbered import Numbered
from ankigen.text.patterns import when_asked

_FOLD = when_asked(r"\s*<details\b[^<>]*>", re.I)
_END = when_asked(r"</details\s*>", re.I)
_SUMMARY = when_asked(r"<summary\b[^<>]*>(.*?)</summary\s*>", re.I | re.S)
#: Tags that open behind the summary and close before the end of the fold: they set the whole
#: answer.
_TAGS = r"(?:\s*</?(?:br|b|p|strong|div|blockquote|i|em)\s*/?>)+"
_EDGE = when_asked(rf"^{_TAGS}|{_TAGS}\s*$", re.I)
#: A summary that names the answer; the question stands above it.
ANSWER = when_asked(
    r"\W*(?:(?:show|see|view|click|reveal|toggle|hint|anzeigen|ver|voir)\b.{0,30}|"
    r"(?:the |my )?(?:correct |model |sample )?(?:answers?|solutions?|explanation"
    r"|reply)(?: \d+)?|antwort(?:en)?|lösung(?:en)?|"
    r"réponses?|solución|respuestas?|respostas?|solução|rispost[ae]|soluzione|svar"
    r"|lösning|antwoord|oplossing|odpowiedź|"
    r"ответ|решение|答え|解答|答案)\W*$",
    re.I,
)
_QUESTION = when_asked(r"[?？؟]\W*$")


@dataclass(frozen=True, slots=True)
class Fold:
    """A fold: its first and last line, its summary, and the lines of its body."""

    first: int
    last: int
    summary: tuple[Numbered, ...]
    body: tuple[Numbered, ...]

    @property
    def title(self) -> str:
        return re.sub(r"<[^<>]*>", "", " ".join(line.text for line in self.summary)).strip()


def folds_of(page: Page) -> list[Fold]:
    """The folds of the page that hold no other fold."""
    found: list[Fold] = []
    begun = 0
    for n, text in page.open_lines():
        if _FOLD.match(text):
            begun = n
        if begun and _END.search(text):
            if fold := _fold(page, begun, n):
                found.append(fold)
            begun = 0
    return found


def _fold(page: Page, first: int, last: int) -> Fold | None:
    text = "\n".join(page.text(n) for n in range(first, last + 1))
    summary = _SUMMARY.search(text)
    end = _END.search(text)
    if not summary or not end or end.start() < summary.end():
        return None
    title = _numbered(text, summary.start(1), summary.end(1), first)
    body = _numbered(text, summary.end(), end.start(), first)
    kept = [Numbered(n, _EDGE.sub("", t) if _only_edges(t) else t) for n, t in body]
    if kept:
        kept[0] = Numbered(kept[0].number, _EDGE.sub("", kept[0].text))
        kept[-1] = Numbered(kept[-1].number, _EDGE.sub("", kept[-1].text))
    return Fold(first, last, tuple(title), tuple(kept))


def _only_edges(text: str) -> bool:
    return not _EDGE.sub("", text).strip()


def _numbered(text: str, start: int, end: int, first: int) -> list[Numbered]:
    number = first + text.count("\n", 0, start)
    return [Numbered(number + n, line) for n, line in enumerate(text[start:end].split("\n"))]


def marks(page: Page) -> int:
    """The folds, if they hold answers: most have a question as their summary, or are called an
    answer.
    """
    folds = folds_of(page)
    asked = sum(bool(_QUESTION.search(fold.title)) for fold in folds)
    named = sum(bool(ANSWER.match(fold.title)) for fold in folds)
    return len(folds) if 2 * (asked + named) >= len(folds) and asked + named >= 2 else 0


def rewrite(page: Page) -> None:
    for fold in folds_of(page):
        if any(re.match(r"\s*#{1,6} ", line.text) for line in fold.body):
            continue  # a part of the page is folded, not an answer
        if not ANSWER.match(fold.title):
            page.take(fold.first, fold.last)
            page.card(fold.summary, fold.body, (fold.first, fold.last))
        elif question := _question_above(page, fold.first):
            page.take(question[0].number, fold.last)
            front = [Numbered(n, _LEAD.sub("", t)) for n, t in question]
            page.card(front, fold.body, (question[0].number, fold.last))


_LEAD = when_asked(r"^\s*(?:#{1,6}\s+)?")


def _question_above(page: Page, first: int) -> list[Numbered]:
    """The paragraph or heading right above a fold."""
    at = first - 1
    while at >= page.start and not page.text(at).strip():
        at -= 1
    question: list[Numbered] = []
    while at >= page.start and page.text(at).strip() and at not in page.fenced:
        heading = page.text(at).lstrip().startswith("#")
        if heading and question:
            break
        question.insert(0, Numbered(at, page.text(at)))
        if heading or _END.search(page.text(at)):
            break
        at -= 1
    return [] if any(_END.search(line.text) for line in question) else question
