"""Cards whose sides have a label at the start of a line: AnkiOps (`Q:`, `A:`, `T:`, `C1:`),
hashcards (`C: [cloze]`), and notes with `Q:`/`A:`, `Frage:`/`Antwort:` and the like.

AnkiOps' README, "Markdown Files": notes are parted by `---`, comments say their key, type and tags,
`E:` is extra text, `A: 1, 3` names the right choices. hashcards' README, "Format": a side goes on
until the next label.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from ankigen.model import EntryKind
from ankigen.readers.choice_marks import Option, options_on
from ankigen.readers.dialects.choice import add_choice
from ankigen.readers.dialects.cloze import BRACKETS
from ankigen.readers.dialects.page import HEADING, Page
from ankigen.readers.numbered import Numbered
from ankigen.text.patterns import when_asked
from ankigen.text.questions import PICTURE

_COMMENT = when_asked(
    r"\s*<!--\s*(?P<key>note_key|note_id|note_type|deck_id|tags)\s*:\s*(?P<value>.*?)\s*-->\s*$"
)
#: With which Obsidian_to_Anki ends a note that it has added, and what it says of the file.
_ADDED = when_asked(r"\s*(?:<!--\s*)?ID:\s*\d{6,}\s*(?:-->)?\s*$")
_OF_FILE = when_asked(r"\s*(?:FILE TAGS|TARGET DECK)\s*:.*$")
_RULE = when_asked(r"\s{0,3}(?:-{3,}|\*{3,}|_{3,})\s*$")
#: What people call a question, and an answer.
_ASK = (
    r"Question|Questions|Frage|Pregunta|Pergunta|Domanda|Fråga|Spørgsmål|Vraag|Pytanie|Otázka"
    r"|Вопрос|Питання|Ερώτηση|Întrebare|Kérdés|Soru|سؤال|السؤال|问|問|問題|质问|问题|質問|질문|문제|Front"
)
_ANSWER = (
    r"Answer|Answers|Antwort|Réponse|Rép|Respuesta|Resposta|Risposta|Svar|Antwoord|Odpowiedź"
    r"|Odpověď|Ответ|Відповідь|Απάντηση|Răspuns|Válasz|Cevap|جواب|الجواب|الإجابة|答|答え|答案|回答"
    r"|답|정답|Back|Ans|Antw|Risp|Odp|Отв"
)
_LABEL = when_asked(
    rf"\s{{0,3}}(?:(?P<hash>#{{1,6}})\s+|[-*+]\s+)?(?:\*\*|__)?(?:{PICTURE})?(?:\*\*|__)?"
    r"(?P<label>Q|A|T|THA|F|B|E|M|I|S|AI|C\d?|"
    rf"В|О|P|R|D|{_ASK}|{_ANSWER})(?P<number>\s?\d{{1,3}})?(?:\*\*|__)?"
    r"(?:[:：](?:\*\*|__)?(?:[ \t]+|$)|(?(hash)(?P<bare>[ \t]*$)|(?!)))(?P<rest>.*)$"
)
#: A heading without a colon is a label if it is a word: "## Back", not "## B".
_WORD = 4
#: Found anywhere in a file that has labels: those that begin a card.
LABELS = when_asked(
    rf"^\s{{0,3}}(?:#{{1,6}}\s+|[-*+]\s+)?(?:\*\*|__)?(?:{PICTURE}(?:\*\*|__)?)?(?:Q|T|THA|F|C|В|P"
    rf"|D|{_ASK})(?:\s?\d{{1,3}})?"
    r"(?:\*\*|__)?[:：]|<!--\s*note_"
    rf"|^#{{1,6}}\s+(?:{PICTURE})?(?:{_ASK})(?:\s?\d{{1,3}})?\s*$",
    re.M,
)
_FRONTS = frozenset(("q", "t", "tha", "f", "c", "в", "p", "d", *_ASK.lower().split("|")))
_BACKS = frozenset(("a", "b", "о", "r", "i", *_ANSWER.lower().split("|")))
#: Fronts that are questions for sure: without an answer they need one.
_ASKED = _FRONTS - frozenset(["t", "tha", "f", "c", "d", "p", "r", "в"])
#: So many lines like entries right below an answer that is none are entries.
_RUN = 3
#: Where so many lines do, and so large a share of all, one is enough.
_TYPED, _TYPED_SHARE = 8, 0.4
#: A line that looks like an entry by itself.
_ENTRY = when_asked(r"[^\W\d_][^:=]{0,40}?(?::| [-–—=]) \S")
#: An answer has no more lines behind a blank one.
_LONG = 3
_EXTRA = frozenset(("e", "m", "s", "ai"))


@dataclass
class _Side:
    label: str
    lines: list[Numbered]


@dataclass
class _Note:
    """The labelled sides of one card, and the comments above them."""

    first: int
    sides: list[_Side] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)

    @property
    def last(self) -> int:
        said = [x.number for s in self.sides for x in s.lines if x.text.strip()]
        return max([self.first, *said])

    def named(self, *labels: str) -> list[Numbered]:
        return [x for s in self.sides if s.label in labels for x in s.lines]


def marks(page: Page) -> int:
    """The cards: two at least, unless the file has AnkiOps' comments or the one asks right above
    its answer.
    """
    whole = [n for n in _notes(page) if _is_card(n)]
    sure = any(_COMMENT.match(line.text) for line in page.open_lines())
    return len(whole) if sure or len(whole) >= 2 or any(map(_asks, whole)) else 0


def _asks(note: _Note) -> bool:
    """Whether a question with its mark stands in one line, and its answer begins in the next."""
    if len(note.sides) < 2:
        return False  # a cloze has one
    front, back = note.sides[:2]
    (number, text), answer = front.lines[0], back.lines[0]
    marked = text.rstrip(" *_\"'”“)»").endswith(("?", "？", "؟"))
    return marked and back.label in _BACKS and answer.number == number + 1


def name_of(page: Page) -> str:
    """The tool for which the labels are."""
    if any(_COMMENT.match(line.text) for line in page.open_lines()):
        return "AnkiOps"
    if any(_ADDED.match(line.text) for line in page.open_lines()):
        return "Obsidian_to_Anki"
    found = [n for n in _notes(page) if _is_card(n)]
    clozes = any(
        n.named("c") and BRACKETS.search(" ".join(x.text for x in n.named("c"))) for n in found
    )
    return "hashcards" if clozes else "questions and answers with labels (Q:, A:)"


def of_a_tool(page: Page) -> bool:
    """Whether the labels are those of a tool, which makes no card of anything else; questions
    and answers stand among other notes.
    """
    return not name_of(page).startswith("questions")


def _is_card(note: _Note) -> bool:
    labels = [s.label for s in note.sides]
    if labels[0] in ("t", "tha"):
        return any("{{c" in x.text for x in note.sides[0].lines)
    if labels[0] == "c":
        return any(BRACKETS.search(x.text) for x in note.sides[0].lines)
    return labels[0] in _FRONTS and any(label in _BACKS for label in labels[1:])


def rewrite(page: Page) -> None:
    tool = any(_COMMENT.match(line.text) for line in page.open_lines())
    for note in _notes(page):
        if not _is_card(note) and note.sides[0].label not in _ASKED:
            continue
        span = (note.first, note.last)
        page.take(*span)
        _card(page, note, span)
    for n, text in page.open_lines():
        if _COMMENT.match(text):
            page.leave_out(n, n, "a line for AnkiOps")
        elif _ADDED.match(text) or _OF_FILE.match(text):
            page.leave_out(n, n, "a line for Obsidian_to_Anki")
        elif tool and _RULE.match(text):
            page.leave_out(n, n, "markup")


def _notes(page: Page) -> list[_Note]:
    """The runs of labelled sides. A front begins a note; a rule, a heading or a comment ends
    one.
    """
    notes: list[_Note] = []
    current: _Note | None = None
    comments: list[tuple[int, re.Match[str]]] = []
    for n in range(page.start, len(page.lines) + 1):
        text = page.text(n)
        comment = _COMMENT.match(text)
        if comment:
            comments.append((n, comment))
            current = None
            continue
        label = _label(text) if n not in page.fenced else None
        name = label["label"].lower() if label else ""
        if label and name in _FRONTS and not _choice_of(current, name):
            current = _Note(comments[0][0] if comments else n)
            for _, m in comments:
                current.tags += m["value"].replace(",", " ").split() if m["key"] == "tags" else []
            comments = []
            notes.append(current)
        if current is None:
            comments = comments if not text.strip() else []
            continue
        if label and (name in _FRONTS or name in _BACKS or name in _EXTRA or name[:1] == "c"):
            current.sides.append(_Side(name, [Numbered(n, _said(label))]))
        elif (_RULE.match(text) or HEADING.match(text)) and n not in page.fenced:
            current = None
        else:
            current.sides[-1].lines.append(Numbered(n, text))
    found = [note for note in notes if not _offers(note.sides[0])]
    # a question alone among other notes is answered up to the next blank line, and so is the last
    # one where all others are, and more stands behind it than an answer
    others = any(map(_breaks, found[:-1]))
    last = 1 if len(found) == 1 or (found and not others and _breaks(found[-1]) > _LONG) else 2
    run = 1 if _typed(page) else _RUN
    return [_trimmed(note, last if note is found[-1] else 2, run) for note in found]


def _breaks(note: _Note) -> int:
    """How many lines stand behind a blank one in the last side of a note."""
    said = [bool(line.text.strip()) for line in note.sides[-1].lines]
    first = next((n for n, now in enumerate(said) if not now and any(said[:n])), len(said))
    return sum(said[first:])


def _typed(page: Page) -> bool:
    """Whether the notes are typed line by line, most lines an entry each."""
    lines = [x.text for x in page.open_lines() if x.text.strip() and not HEADING.match(x.text)]
    shaped = sum(_ENTRY.match(text) is not None for text in lines)
    return shaped >= max(_TYPED, _TYPED_SHARE * len(lines))


def _said(label: re.Match[str]) -> str:
    """What stands behind a label; one that is in bold with its whole line (`**Q1: Why?**`) leaves
    no mark at the end of the line.
    """
    rest = label["rest"]
    closed = rest.rstrip()
    whole_line = closed.endswith("**") and label.group().count("**") == 2
    return closed.removesuffix("**") if whole_line else rest


def _offers(front: _Side) -> bool:
    """Whether a question has options below it: then it is multiple choice."""
    options = [o for line in front.lines[1:] for o in options_on(line)]
    return len(options) > 1 and options[0].order == 1


def _label(text: str) -> re.Match[str] | None:
    """The label with which a line begins, or which a heading is."""
    found = _LABEL.match(text)
    return None if found and found["bare"] is not None and len(found["label"]) < _WORD else found


def _choice_of(note: _Note | None, name: str) -> bool:
    """Whether a label "C1:" is a choice of the question above it; a bare "C:" is a cloze."""
    return bool(note and name[:1] == "c" and name != "c" and note.sides[0].label == "q")


def _trimmed(note: _Note, ends: int, least: int) -> _Note:
    """The note without what follows its last side: behind so many blank lines, behind one where
    lines like entries stand there, or before `least` of them.
    """
    last = note.sides[-1]
    ids = [n for n, line in enumerate(last.lines) if _ADDED.match(line.text)]
    if ids:  # it goes on over blank lines up to its id
        last.lines = last.lines[: ids[0]]
        return replace(note)
    blank = 0
    said = False
    shaped = [bool(_ENTRY.match(x.text)) for x in last.lines]
    for n, line in enumerate(last.lines):
        said |= bool(line.text.strip())
        blank = blank + 1 if said and not line.text.strip() else 0
        below = shaped[n + 1 : n + 3]
        run = shaped[n : n + least] if n and (least == 1 or not shaped[0]) else []
        if (
            blank == ends
            or (blank and len(below) == 2 and all(below))
            or (len(run) == least and all(run))
        ):
            last.lines = last.lines[:n]
            break
    return replace(note)


def _card(page: Page, note: _Note, span: tuple[int, int]) -> None:
    front = note.sides[0]
    sides = [s.lines for s in note.sides[1:] if s.label in _EXTRA]
    extra = [line for side in sides for line in side]
    if front.label in ("t", "tha", "c"):
        patterns = [BRACKETS] if front.label == "c" else []
        page.cloze_card(front.lines, span, more=extra, tags=note.tags, patterns=patterns)
        return
    choices = [s for s in note.sides[1:] if re.fullmatch(r"c\d", s.label)]
    back = [x for s in note.sides[1:] if s.label in _BACKS for x in s.lines]
    if choices:
        right = frozenset(int(d) - 1 for d in re.findall(r"\d+", " ".join(x.text for x in back)))
        options = [
            Option(
                s.lines[0].number,
                "",
                s.lines[0].text,
                "[]",
                0,
                more=tuple(x for x in s.lines[1:] if x.text.strip()),
            )
            for s in choices
        ]
        add_choice(page, page.rich(front.lines), options, right, page.nodes(extra), span, note.tags)
        return
    kind = EntryKind.VOCABULARY if front.label == "f" else EntryKind.OPEN
    page.parts_card(front.lines, [back, *sides], span, tags=note.tags, kind=kind)
