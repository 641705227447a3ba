"""Multiple choice: a question, its options, and which of them is right, with the reason.

The right option is marked (`[x]`, bold, a star, a tick, "(correct)", a colour), named below
("Answer: b", also in a fold), or named in a key at the end of the page. Options of which nothing
says which is right are no multiple choice: they may be a list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ankigen.model import EntryKind, Item, ListNode, Node, Paragraph, RichText
from ankigen.readers.choice_marks import (
    ANSWER,
    FIRSTS,
    REASON,
    Option,
    asked_and_offered,
    chosen,
    is_bullet,
    numbered,
    options_on,
)
from ankigen.readers.dialects import choice_blocks, choice_key, choice_signs, true_false
from ankigen.readers.dialects.choice_answers import BREAK, Question, with_answer
from ankigen.readers.dialects.page import Page
from ankigen.readers.numbered import Numbered
from ankigen.text.patterns import when_asked

_PICTURE = when_asked(r"\s*(?:<img\b[^<>]*>|!\[[^\]]*\]\([^)]*\)|!\[\[[^\]]*\]\])\s*$", re.I)
_ASKS = when_asked(
    r"[?？:：…_]\W*$|[?？]|_{3,}|\b(?:true|false|choose|select|which|what|tick)\b", re.I
)

#: Found anywhere in a file that has multiple choice or true-or-false questions: a first option, or
#: an answer.
HINT = re.compile(
    r"[?？:：…_][ \t]*\n[^\n]+\n|^[ \t>]*(?:[-*+•][ \t]+)?[*✓✔✅☑→]?[ \t]?(?:\*\*|<[a-z][^<>\n]*>)?"
    r"(?:\[[ xX✓✔*]?\][ \t]|[☐☑☒]|\([ xX*]?\)[ \t]|\([aA1]\)|[aA1аА][.):][ \t]|\*\*)"
    r"|[ \t]\(?[aA][.)][ \t]|"
    rf"^[ \t>]*(?:[-*+•][ \t]+)?\(?[{FIRSTS}][.)．）]|^[ \t>]*①|"
    r"[(\[:–—→-]\**[ \t]?(?:T|F|True|False|Richtig|Falsch|Wahr|Vrai|Faux|Vero|Falso|Verdadero"
    r"|Verdadeiro)\b|[对错○×]",
    re.M | re.I,
)


def marks(page: Page) -> int:
    """The questions whose right option is known; of a sheet without any answer, all."""
    questions, unanswered = _questions(page)
    blocks = [] if questions else _in_blocks(page)
    known = len(questions) + len(blocks) + true_false.marks(page)
    return known or len(unanswered)


def rewrite(page: Page) -> None:
    """Take the questions; a question among them without a right option needs somebody."""
    questions, unanswered = _questions(page)
    for question in questions or _in_blocks(page):
        _card(page, question)
    key = {q.number for q in questions}
    styles = {q.style for q in questions}
    for question in unanswered:
        surely = bool(question.number and question.options[0].letter) or question.style in styles
        if surely and (not questions or len(unanswered) <= len(questions)):
            page.say(
                question.text[0].number if question.text else question.first,
                "no-answer",
                "nothing says which of these options is right; mark it, or add a line “Answer: …”",
                True,
            )
            page.leave_out(question.first, question.last, "a question without its answer")
    choice_key.leave_out(page, key)
    if questions:
        _siblings(page, questions)
    true_false.rewrite(page)


# --------------------------------------------------------------------------- finding


def _questions(page: Page) -> tuple[list[Question], list[Question]]:
    """The questions of the page whose right options are known, and those of which they are not."""
    found: list[Question] = []
    done = page.start - 1
    for line in page.open_lines():
        if line.number > done and (question := _question(page, line.number, done)):
            found.append(question)
            done = question.last
    found = [_by_emphasis(q, found) for q in found if not _asks_itself(q)]
    if not found:
        return [], []
    found = choice_key.numbered_by_headings(page, found)
    # a worked answer behind the key may have steps that look like options
    key = choice_key.key_of(page, max((q.last for q in found if q.number), default=done))
    for n, question in enumerate(found):
        entry = key.get(question.number) if question.number else None
        if not question.right and entry and (answer := chosen(entry.text, question.options)):
            reason = [Numbered(entry.number, answer[1])] if answer[1] else []
            found[n] = replace(question, right=answer[0], reason=[*question.reason, *reason])
    known = [q for q in found if q.right]
    if not known or not _believed(known):
        return [], [] if known else _sheet(page, found)
    return known, [q for q in found if not q.right]


def _asks_itself(question: Question) -> bool:
    """Whether bullets are questions themselves, each perhaps over its answer: no options."""
    return question.style == "-" and any(
        o.text.rstrip(" *_").endswith(("?", "？", "؟")) for o in question.options
    )


def _in_blocks(page: Page) -> list[Question]:
    """The questions of the page whose options have no letters, the right ones a sign."""
    found = choice_blocks.found(page)
    return [_over([asked], options, options[-1].number) for asked, options in found]


def _sheet(page: Page, found: Sequence[Question]) -> list[Question]:
    """The questions of a sheet on which no answer is given, none if they may be lists."""
    lettered = [q for q in found if q.number and q.options[0].letter.isalpha()]
    if len(lettered) < max(_LEAST_COUNTED, len(found)):
        return []
    lines = [line.text for line in page.open_lines()]
    asked = [(q.text[-1].text, q.options) for q in lettered]
    return lettered if choice_signs.choosing(lines, asked) else []


def _believed(known: Sequence[Question]) -> bool:
    """Whether these are questions: ticks and counted lists stand in other notes too, and must
    ask something.
    """
    weak = [q for q in known if q.style in ("[]", "-") or q.style.endswith("1")]
    if len(weak) < len(known):
        return True
    asking = sum(bool(q.number) or bool(_ASKS.search(q.text[-1].text)) for q in weak)
    return len(weak) >= 2 and 2 * asking > len(weak)


def _question(page: Page, number: int, done: int) -> Question | None:
    """The question whose options begin on this line."""
    line = Numbered(number, page.text(number))
    if same := asked_and_offered(line):
        asked, options = same
        return with_answer(page, _over([Numbered(number, asked)], options, number))
    first = options_on(line)
    bullets = not first and is_bullet(line.text)
    if not first and not bullets:
        return None
    if first and first[0].order > 1:
        return None
    options, last = _options(page, number, bullets)
    if len(options) < 2 or (bullets and not _one_emphasised(options)) or _over_options(options):
        return None
    text = _above(page, number, done)
    if not text:
        return None
    return with_answer(page, _over(text, options, last))


def _over(text: Sequence[Numbered], options: list[Option], last: int) -> Question:
    """The question of this text over these options, of which the last ends on a line."""
    first = text[0].number
    number, stripped = numbered(text[0].text)
    right = frozenset(n for n, option in enumerate(options) if option.right)
    return Question(first, last, number, [Numbered(first, stripped), *text[1:]], options, right)


def _options(page: Page, number: int, bullets: bool) -> tuple[list[Option], int]:
    """The options from this line on, and the line on which the last ends."""
    options: list[Option] = []
    at = last = number
    while at <= len(page.lines):
        text = page.text(at)
        if not text.strip():
            if at - last > 1 or not _goes_on(page, at, options):
                break
            at += 1
            continue
        found = options_on(Numbered(at, text), bullets)
        if len(options) > _MOST_OPTIONS:
            return [], at
        if found and _follows(options, found[0]):
            options += found
        elif options and not found and at == last + 1 and _runs_on(text, options[-1]):
            options[-1] = replace(options[-1], more=(*options[-1].more, Numbered(at, text)))
        else:
            break
        last = at
        at += 1
    return options, last


#: More are a list.
_MOST_OPTIONS = 12


def _goes_on(page: Page, at: int, options: Sequence[Option]) -> bool:
    """Whether the next option stands behind a blank line."""
    following = options_on(Numbered(at + 1, page.text(at + 1)), options[-1].style == "-")
    return bool(options and following and options[-1].letter and _follows(options, following[0]))


def _follows(options: Sequence[Option], option: Option) -> bool:
    if not options:
        return True
    if option.style != options[-1].style or abs(option.indent - options[0].indent) > 3:
        return False
    return option.order == options[-1].order + 1 if option.letter else not options[-1].letter


def _runs_on(text: str, option: Option) -> bool:
    """Whether a line goes on with the option above it."""
    indent = len(text.expandtabs(4)) - len(text.expandtabs(4).lstrip())
    special = ANSWER.match(text) or REASON.match(text) or BREAK.match(text) or "<" in text[:12]
    return not special and (indent > option.indent or text.lstrip()[:1].islower())


def _over_options(options: Sequence[Option]) -> bool:
    """Whether these are numbered questions, each over options of its own."""
    over = sum(sum(bool(options_on(x, bullets=True)) for x in o.more) > 1 for o in options)
    return 2 * over > len(options)


def _one_emphasised(options: Sequence[Option]) -> bool:
    return len(options) >= 3 and sum(o.emphasised for o in options) == 1


def _by_emphasis(question: Question, all_of_them: Sequence[Question]) -> Question:
    """A question in which one option stands out as a whole (bold, highlighted), as in most of
    its siblings.
    """
    out = frozenset(n for n, o in enumerate(question.options) if o.emphasised)
    if question.right or not out or len(out) == len(question.options):
        return question
    like = [q for q in all_of_them if q.style == question.style and not q.right]
    standing = sum(0 < sum(o.emphasised for o in q.options) < len(q.options) for q in like)
    weak = question.style in ("-", "[]") or question.style.endswith("1")
    if weak and (standing < 2 or 2 * standing < len(like)):
        return question
    return replace(question, right=out)


def _above(page: Page, number: int, done: int) -> list[Numbered]:
    """The question above its options: the paragraph there, with a picture, formula or code
    between the two.
    """
    at = number - 1
    text: list[Numbered] = []
    while True:
        while at > done and not page.text(at).strip():
            at -= 1
        if at <= done or number - at > _FURTHEST:
            return text
        if at in page.fenced:
            while at > done and at in page.fenced:
                text.insert(0, Numbered(at, page.text(at)))
                at -= 1
            continue
        picture = bool(_PICTURE.match(page.text(at)))
        while at > done and page.text(at).strip() and at not in page.fenced:
            line = Numbered(at, page.text(at))
            if _stops(line.text):
                return text
            text.insert(0, line)
            at -= 1
            heading = line.text.lstrip().startswith("#")
            if heading or numbered(line.text)[0] or (at and page.text(at).lstrip()[:1] == "#"):
                return text
        if not picture:
            return text


#: A question is not further above its options than a piece of code or a picture needs.
_FURTHEST = 40


def _stops(text: str) -> bool:
    rule = BREAK.match(text) and not text.lstrip().startswith("#")
    return bool(
        rule or ANSWER.match(text) or REASON.match(text) or re.search(r"</details", text, re.I)
    )


# --------------------------------------------------------------------------- cards


def _card(page: Page, question: Question) -> None:
    page.take(question.first, question.last)
    add_choice(
        page,
        page.rich(question.text),
        question.options,
        question.right,
        page.nodes(question.reason),
        (question.first, question.last),
    )


def add_choice(
    page: Page,
    term: RichText,
    options: Sequence[Option],
    right: frozenset[int],
    reason: Sequence[Node],
    span: tuple[int, int],
    tags: Sequence[str] = (),
) -> None:
    """A card of a question with these options, those at the places `right` being the right ones,
    and the reason.
    """
    page.add(term, choice_body(page, options, right, reason), span, EntryKind.CHOICE, tags)


def choice_body(
    page: Page, options: Sequence[Option], right: frozenset[int], reason: Sequence[Node]
) -> tuple[Node, ...]:
    """The options as a list, the right ones once more with their letters, and the reason."""
    items = tuple(
        Item(_text_of(page, option), letter=option.letter, right=n in right)
        for n, option in enumerate(options)
    )
    named = [
        RichText.of(f"{item.letter}) ", options[n].number) + item.text if item.letter else item.text
        for n, item in enumerate(items)
        if item.right
    ]
    return ListNode(items), Paragraph(RichText.join(named, "\n")), *reason


def _text_of(page: Page, option: Option) -> RichText:
    """An option's words: a line end in it is no line break."""
    lines = [Numbered(option.number, option.text), *option.more]
    return RichText.join([page.rich([line]) for line in lines], " ")


def _siblings(page: Page, questions: Sequence[Question]) -> None:
    """Questions of the same row that have no options: what stands below each is its answer."""
    counted = [q for q in questions if q.number]
    if len(counted) < _LEAST_COUNTED:
        return
    lines = page.open_lines()
    for at, line in enumerate(lines):
        number, text = numbered(line.text)
        indent = len(line.text) - len(line.text.lstrip())
        if not number or indent or not _ASKS.search(text) or not page.text(line.number).strip():
            continue
        last = line.number
        for following in lines[at + 1 :]:
            deeper = len(following.text) - len(following.text.lstrip()) > 0
            if not deeper or following.number > last + 2:
                break
            last = following.number
        if last > line.number:
            body = page.take(line.number, last)[1:]
            page.card([Numbered(line.number, text)], body, (line.number, last))


#: So many counted questions make a row.
_LEAST_COUNTED = 3
