"""Question lists: numbered questions, each over its answer ("1. What is …?", "Q2) Define …",
"Frage 3: …"), and questions over an answer with a label ("Ans. …", "Jawaban: …").

Interview questions, viva lists and past papers are written so, in every language. What gives them
away is not a word but the row: numbers that count up at one margin, most of them before a question
or over the same label, and something below each. Nothing inside an answer is a card of its own, but
paragraphs of names and texts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ankigen.readers.choice_marks import numbered, options_on
from ankigen.readers.dialects.page import HEADING, Page, is_break
from ankigen.readers.numbered import Numbered
from ankigen.text.patterns import when_asked
from ankigen.text.questions import ANSWER, NAMING, are_names, asks

#: Found anywhere in a file that may be a list of questions: a number, or a label of an answer.
HINT = when_asked(
    r"^[ \t]{0,3}(?:\*\*|__)?(?:[^\s\d]{1,18}[ ]?)?\d{1,3}\s?[.):：\]–—-]|"
    r"^\s*[*_]{0,3}(?:ans|sol)\w*\s*[.:)–—-]",
    re.I | re.M,
)

#: An arrow before an answer.
_ARROW = when_asked(r"\s*(?:-+>|=+>|→|➡\ufe0f?|⇒|➤)\s*")
#: What stands before a question: a number of its own, or a word with one.
_WORDED = when_asked(
    r"(?P<margin>\s{0,3})(?P<bold>\*\*"
    r"|__)?(?P<word>[^\s\d.,:;()\[\]#*>|/-]{1,16})\s?[.#:]?\s?#?(?P<number>\d{1,3})\s*"
    r"(?P<sign>[.):：\]–—-]{0,2})(?P<after>\*\*|__)?[\s:]+(?=\S)"
)
_COUNTED = when_asked(
    r"(?P<margin>\s{0,3})(?P<bold>\*\*|__)?\s?[(\[]?(?P<number>\d{1,3})(?P<sign>[.):、\]]{1,2})"
    r"(?P<after>\*\*|__)?\s*(?=[^\s\d])"
)
#: What heads statements that are true or false.
_STATEMENTS = when_asked(r"\W*true\W+(?:or|of|/)?\W*false\W*$", re.I)
#: Questions of one row: so many, so large a share of them asks or has a labelled answer, so large a
#: share has anything below.
_LEAST, _SHARE, _ANSWERED = 3, 0.6, 0.6
#: A word that opens so large a share of the answers is their label.
_SAME = 0.7
#: A title has so many words at most.
_TITLE = 6
#: A question goes on for so many lines at most before its answer's label.
_LONGEST = 4


@dataclass
class _Question:
    """A question, its number (0: none), and the lines of its answer."""

    first: int
    text: list[Numbered]
    number: int = 0
    last: int = 0
    answer: list[Numbered] = field(default_factory=list)
    labelled: bool = False

    @property
    def asked(self) -> bool:
        return self.labelled or asks(" ".join(line.text for line in self.text))


def marks(page: Page) -> int:
    return sum(bool(q.answer) for q in _found(page))


def rewrite(page: Page) -> None:
    for question in _found(page):
        page.take(question.first, question.last)
        asked = " ".join(line.text.strip() for line in question.text)
        front = [Numbered(question.text[0].number, asked)]
        page.card(front, question.answer, (question.first, question.last))


def _found(page: Page) -> list[_Question]:
    """The questions of the page: those of a row, else those over labels."""
    rows: dict[object, list[_Question]] = {}
    counted = list(_counted(page))
    for style, question in counted:
        rows.setdefault(style, []).append(question)
    best: list[_Question] = []
    for style, row in rows.items():
        kept = _believed(page, _completed(page, style, row, counted))
        if len(kept) > len(best):
            best = kept
    return best or _labelled(page)


def _counted(page: Page) -> Iterator[tuple[object, _Question]]:
    """The lines with a number before them, each with the look that its row has."""
    for line in page.open_lines():
        if HEADING.match(line.text):
            continue
        found = _COUNTED.match(line.text) or _WORDED.match(line.text)
        if not found:
            continue
        word = (found.groupdict().get("word") or "").casefold()
        rest = line.text[found.end() :]
        bold = found["bold"] or ""
        if bold and not found["after"]:
            rest = bold + rest
        style = (word, bool(bold), found["sign"], len(found["margin"].expandtabs(4)))
        yield style, _Question(line.number, [Numbered(line.number, rest)], int(found["number"]))


#: A number without any sign.
_BARE = when_asked(r"\s{0,3}(?P<number>\d{1,3})\s+(?=[^\s\d])")


def _completed(
    page: Page,
    style: object,
    row: Sequence[_Question],
    counted: Sequence[tuple[object, _Question]],
) -> list[_Question]:
    """The row with the one question between two of its own that has the number missing there and
    another sign behind it, or none ("3)" between "2." and "4.").

    Several such lines, or one after a line with the number before it, are a list of an answer.
    """
    out = list(row[:1])
    for before, after in pairwise(row):
        if after.number == before.number + 2:
            inside = range(before.first + 1, after.first)
            between = [q for other, q in counted if other != style and q.first in inside]
            between += [
                _Question(n, [Numbered(n, page.text(n)[m.end() :])], int(m["number"]))
                for n in inside
                if n not in page.fenced and (m := _BARE.match(page.text(n)))
            ]
            missing = [q for q in between if q.number == before.number + 1]
            if len(missing) == 1 and all(q.number != before.number for q in between):
                out += missing
        out.append(after)
    return out


def _believed(page: Page, row: list[_Question]) -> list[_Question]:
    """The questions of a row, none if it is no row of questions."""
    row = _counting(row)
    if len(row) < _LEAST:
        return []
    _fill(page, row)
    _part_on_their_lines(row)
    _unlabel([q for q in row if q.answer and not q.labelled])
    answered = [q for q in row if q.answer]
    asking = sum(q.asked for q in row)
    if asking < _SHARE * len(row) or len(answered) < max(_LEAST, _ANSWERED * len(row)):
        return []
    offering = sum(len([x for x in q.answer if options_on(x)]) > 1 for q in answered)
    if 2 * offering > len(answered):
        return []
    defining = [q.first for q in row if _defines(q)]
    kept = () if len(defining) < NAMING else defining
    return [q for q in row if not _STATEMENTS.match(q.text[0].text) and q.first not in kept]


#: A name and its text.
_NAME = when_asked(r"\s*(?:\*\*|__)?[^\W\d_][^-–—:=?.!|]{1,50}?\s[-–—=]\s+\S")


def _defines(question: _Question) -> bool:
    """Whether what stands below a question are paragraphs that each define a name."""
    lines = question.answer
    opens = [
        x for n, x in enumerate(lines) if x.text.strip() and n and not lines[n - 1].text.strip()
    ]
    opens = [*lines[:1], *opens] if lines and lines[0].text.strip() else opens
    return are_names(sum(_NAME.match(x.text) is not None for x in opens), len(opens))


_LABEL = when_asked(r"\s*(?P<word>[^\s\d:：.)\]\-]{1,14})\s?\d{0,3}\s?[:：.)\]]\s+(?=\S)")


def _unlabel(row: Sequence[_Question]) -> None:
    """Take the label off the answers of a row, if most begin with the same one, in any language."""
    labels = [_LABEL.match(q.answer[0].text) for q in row]
    words = Counter(m["word"].casefold() for m in labels if m)
    word, count = words.most_common(1)[0] if words else ("", 0)
    if count < max(_LEAST, _SAME * len(row)) or _letters_go_on(word, row):
        return
    for question, label in zip(row, labels, strict=True):
        if label and label["word"].casefold() == word:
            first = question.answer[0]
            said = Numbered(first.number, first.text[label.end() :])
            question.answer = [said, *question.answer[1:]]
            question.labelled = True


def _letters_go_on(word: str, row: Sequence[_Question]) -> bool:
    """Whether what looks like a label is the first letter of a list ("a. …", "b. …")."""
    if word != "a":
        return False
    second = re.compile(r"\s*[bB]\s?[.)]\s")
    return any(second.match(line.text) for q in row for line in q.answer)


def _counting(row: Sequence[_Question]) -> list[_Question]:
    """The row without what does not count up; it may begin anew once or more."""
    kept: list[_Question] = []
    for n, question in enumerate(row):
        before = row[n - 1].number if n else 0
        after = row[n + 1].number if n + 1 < len(row) else 0
        if question.number in (before + 1, before + 2) or after == question.number + 1:
            kept.append(question)
    return kept if len(kept) >= 0.8 * len(row) else []


#: Behind a question its answer, of two words at least.
_SAID_BEHIND = when_asked(r"(?P<asked>[^?？]{4,300}[?？]+[*_]*)\s+(?P<said>\w[^?？]*\s[^?？]*)$")
#: So many questions with the answer behind them, and nothing below, show how a row is written.
_HABIT = 2


def _part_on_their_lines(row: Sequence[_Question]) -> None:
    """Parts the questions of a row from the answers on their own lines, where several have nothing
    else; what stands behind a blank line below such a one is none of its answer.
    """
    found = {n: m for n, q in enumerate(row) if (m := _behind(q)) is not None}
    alone = [n for n in found if n + 1 < len(row) and not row[n].answer]
    if len(alone) < _HABIT:
        return
    for n, m in found.items():
        question, line = row[n], row[n].text[0]
        below = question.answer
        blank = next((i for i, x in enumerate(below) if not x.text.strip()), len(below))
        started = bool(below) and below[0].number == line.number + 1
        below = below[: blank if started else 0]
        question.text = [Numbered(line.number, m["asked"])]
        question.answer = [Numbered(line.number, m["said"]), *below]
        question.last = question.answer[-1].number


def _behind(question: _Question) -> re.Match[str] | None:
    """Where a question ends that has its answer behind it, without a label."""
    if len(question.text) > 1 or question.labelled:
        return None
    return _SAID_BEHIND.match(question.text[0].text)


def _fill(page: Page, row: Sequence[_Question]) -> None:
    """Give each question of a row its answer: what stands before the next one."""
    longest = 0
    for n, question in enumerate(row):
        following = row[n + 1] if n + 1 < len(row) else None
        stop = following.first if following else len(page.lines) + 1
        lines = _until(page, question.first + 1, stop)
        if following is None or following.number <= question.number:
            lines = _without_title(lines, following, longest)
        longest = max(longest, _paragraphs(lines))
        _settle(question, lines)


def _until(page: Page, first: int, stop: int) -> list[Numbered]:
    """The lines from one on, up to a heading or a rule."""
    lines: list[Numbered] = []
    for number in range(first, stop):
        text = page.text(number)
        if number not in page.fenced and is_break(text):
            break
        lines.append(Numbered(number, text))
    while lines and not lines[-1].text.strip():
        lines.pop()
    return lines


def _paragraphs(lines: Sequence[Numbered]) -> int:
    blank = [not line.text.strip() for line in lines]
    return sum(not b and (not n or blank[n - 1]) for n, b in enumerate(blank))


def _without_title(
    lines: list[Numbered], following: _Question | None, longest: int
) -> list[Numbered]:
    """The last answer of a row without the title that heads the next one; at the end of the page,
    without more paragraphs than any other answer has."""
    if following is not None:
        above = max((n for n, x in enumerate(lines) if not x.text.strip()), default=-1)
        title = lines[above + 1 :]
        short = len(title) == 1 and len(title[0].text.split()) <= 8
        return lines[: above + 1] if above >= 0 and short else lines
    if longest == 1 and (end := _title_below(lines)):
        return lines[:end]
    while longest and _paragraphs(lines) > max(2, longest):
        while lines and lines[-1].text.strip():
            lines.pop()
        while lines and not lines[-1].text.strip():
            lines.pop()
    return lines


def _title_below(lines: Sequence[Numbered]) -> int:
    """Where the last answer of a row ends, each other one of which is one paragraph: before a blank
    line and a title right over more; 0 where there is none.
    """
    for n in range(1, len(lines) - 2):
        title, below = lines[n + 1].text, lines[n + 2].text
        open_ = not _ENDS.search(title) and not _SPECIAL.match(title)
        brief = bool(title.strip()) and open_ and len(title.split()) <= _TITLE
        if not lines[n].text.strip() and brief and below.strip():
            end = n
            while not lines[end - 1].text.strip():
                end -= 1
            return end
    return 0


def _settle(question: _Question, lines: list[Numbered]) -> None:
    """Part what stands below a question into the rest of the question and the answer."""
    question.answer = lines
    question.last = lines[-1].number if lines else question.first
    head = question.text[0]
    if same := _on_one_line(head):
        question.text, first, question.labelled = [same[0]], same[1], same[2]
        question.answer = [first, *lines]
        return
    for n, line in enumerate(lines[:_LONGEST]):
        if label := ANSWER.match(line.text):
            question.labelled = True
            question.text += [x for x in lines[:n] if x.text.strip()]
            question.answer = _opened(line, label, lines[n + 1 :])
            return
    # a question that was wrapped: in notes with a blank line behind it, the paragraph; else what
    # goes on in small letters
    below = _goes_on(head, lines)
    question.text += lines[:below]
    question.answer = lines = lines[below:]
    begins = next((n for n, x in enumerate(lines) if x.text.strip()), len(lines))
    if begins < len(lines) and (arrow := _ARROW.match(lines[begins].text)):
        said = Numbered(lines[begins].number, lines[begins].text[arrow.end() :])
        question.answer = [said, *lines[begins + 1 :]]
    question.answer = question.answer if begins < len(lines) else []


_ENDS = when_asked(r"[.?!:;。？！：][\"”»)\]*_]*\s*$")
_SPECIAL = when_asked(r"\s*(?:[-*+•>|`]|\d{1,3}[.)]\s|!\[)")


#: A line is broken by an editor, not by its writer, from so many characters on.
_NARROWEST = 45


def _may_wrap(head: Numbered, below: Sequence[Numbered]) -> bool:
    """Whether a question may go on in the lines below it, all but the last of them open."""
    open_ = not any(_ENDS.search(x.text) or _SPECIAL.match(x.text) for x in below)
    return open_ and len(head.text) >= _NARROWEST


def _goes_on(head: Numbered, lines: Sequence[Numbered]) -> int:
    """Of the lines below a question, how many still belong to it."""
    if _ENDS.search(head.text):
        return 0
    paragraph = next((n for n, x in enumerate(lines) if not x.text.strip()), len(lines))
    later = any(x.text.strip() for x in lines[paragraph:])
    if later and 0 < paragraph <= _LONGEST and _may_wrap(head, lines[: paragraph - 1]):
        return paragraph
    if paragraph and not later and lines[paragraph - 1].text.rstrip().endswith(("?", "？")):
        return paragraph  # it has no answer
    small = 0
    while small < len(lines) and lines[small].text.lstrip()[:1].islower():
        small += 1
    return small if small < len(lines) else 0


def _opened(line: Numbered, label: re.Match[str], rest: list[Numbered]) -> list[Numbered]:
    """An answer without its label."""
    said = line.text[label.end() :]
    mark = label["open"]
    if mark and label.group().count(mark) == 1 and said.count(mark) % 2:
        said = mark + said
    return [Numbered(line.number, said), *rest] if said.strip() else rest


_ONE_LINE = when_asked(
    r"(?P<asked>(?P<b>\*\*|__)(?:(?!(?P=b)).)+(?P=b)[:.]?|.*?[?？؟])\s*[-–—:]?\s+(?P<said>\S.*)$"
)


def _on_one_line(line: Numbered) -> tuple[Numbered, Numbered, bool] | None:
    """A question and its answer on one line: parted by bold, or by a label behind the question."""
    found = _ONE_LINE.match(line.text)
    if not found:
        return None
    label = ANSWER.match(found["said"])
    if not label and not found["b"]:
        return None
    if not label and not asks(found["asked"]):
        return None
    said = found["said"][label.end() :] if label else found["said"]
    asked = Numbered(line.number, found["asked"])
    return (asked, Numbered(line.number, said), bool(label)) if said.strip() else None


# --------------------------------------------------------------------------- labels alone


def _labelled(page: Page) -> list[_Question]:
    """Questions without numbers, each right above the label of its answer."""
    labels = [x for x in page.open_lines() if ANSWER.match(x.text)]
    if len(labels) < _LEAST:
        return []
    found: list[_Question] = []
    for label in labels:
        text = _above(page, label.number)
        if text:
            number, stripped = numbered(text[0].text)
            text[0] = Numbered(text[0].number, stripped)
            found.append(_Question(text[0].number, text, int(number or 0)))
    if len(found) < 0.8 * len(labels):
        return []
    longest = 0
    for n, question in enumerate(found):
        stop = found[n + 1].first if n + 1 < len(found) else len(page.lines) + 1
        lines = _until(page, question.text[-1].number + 1, stop)
        if n + 1 == len(found):
            lines = _without_title(lines, None, longest)
        longest = max(longest, _paragraphs(lines))
        _settle(question, lines)
    return [q for q in found if q.labelled and q.answer]


def _above(page: Page, number: int) -> list[Numbered]:
    """The question above an answer: the lines of the paragraph there, from a number on."""
    at = number - 1
    if at >= page.start and not page.text(at).strip():
        at -= 1
    text: list[Numbered] = []
    while at >= page.start and page.text(at).strip() and len(text) < _LONGEST:
        line = Numbered(at, page.text(at))
        if is_break(line.text) or ANSWER.match(line.text):
            break
        text.insert(0, line)
        at -= 1
        if numbered(line.text)[0]:
            break
    whole = at < page.start or not page.text(at).strip()
    return text if text and (whole or numbered(text[0].text)[0]) else []
