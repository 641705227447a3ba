"""Org (Emacs): headings, lists, description lists, tables, blocks and drawers; the cards of Emacs'
card tools.

The lines are rewritten as Markdown, each in its place, and read as that: what Org has and Markdown
has not (properties, dates, task words, keywords) is left out and told by `check`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ankigen.model import Finding, Origin, Reading
from ankigen.model.decided import Decide, nothing_decided
from ankigen.readers import markdown
from ankigen.readers.dialects import in_order, with_dialects
from ankigen.readers.dialects.page import Page, groups
from ankigen.readers.org.cards import take_cards, take_descriptions
from ankigen.readers.org.inline import to_markdown, without_cookie
from ankigen.readers.org.outline import TASKS, Heading, heading_of, outline
from ankigen.text.decoding import decode

_KEYWORD = re.compile(r"[ \t]*#\+(\w+)(?:\[[^\]]*\])?:[ \t]*(.*?)[ \t]*$")
_BLOCK = re.compile(r"([ \t]*)#\+(begin|end)_(\w+)[ \t]*(\S*)", re.I)
_DRAWER = re.compile(r"[ \t]*:[\w-]+:[ \t]*$")
_PLANNING = re.compile(
    r"[ \t]*(?:(?:SCHEDULED|DEADLINE|CLOSED"
    r"|CLOCK):[ \t]*[<\[][^>\]]*[>\]](?:--[<\[][^>\]]*[>\]])?(?: =>.*)?[ \t]*)+$"
)
_COMMENT = re.compile(r"[ \t]*#(?:[ \t]|$)")
_HEADING = re.compile(r"(\*+)[ \t]+(.*)$")
_ITEM = re.compile(
    r"([ \t]*(?:[-+]|\d+[.)]|(?<=[ \t])\*)[ \t]+)(?:\[@\d+\][ \t]*)?(\[[ xX-]\][ \t]+)?(.*)$"
)
_FIXED = re.compile(r"([ \t]*):(?: (.*)|)$")
_NOTE = re.compile(r"\[fn:([\w-]+)\][ \t]+")
_TABLE_RULE = re.compile(r"[ \t]*\|[-+:| ]+\|?[ \t]*$")
#: Blocks whose lines are kept to the letter, as code.
_CODE = frozenset(("src", "example", "verbatim"))
_DROPPED = frozenset(("comment", "export"))


def read(data: bytes, name: str, decide: Decide = nothing_decided) -> Reading:
    """An .org file. Raises AnkigenError if it is empty or no text."""
    return read_text(decode(data, name), name, decide)


def read_text(text: str, name: str, decide: Decide = nothing_decided) -> Reading:
    """Notes in Org."""
    lines = text.split("\n")
    tasks = TASKS | {
        word.split("(")[0]
        for line in lines
        if (found := _KEYWORD.match(line)) and found.group(1).upper() in ("TODO", "SEQ_TODO")
        for word in found.group(2).split()
    }
    page = Page(name, list(lines))
    title = _metadata(page)
    headings = outline(lines, frozenset(tasks))
    _comments(page, headings)
    _rewrite(page, frozenset(tasks))
    tools = take_cards(page, headings)
    take_descriptions(page)
    left = _rest(page, name, decide)
    said = [
        Finding(Origin(name, 1), "dialect", f"read as cards of {tool}") for tool in sorted(tools)
    ]
    return replace(
        left,
        blocks=in_order(left.blocks, page.blocks),
        findings=(*left.findings, *said, *page.findings),
        title=left.title or title,
        tags=tuple(dict.fromkeys((*left.tags, *page.tags))),
        deck=page.deck or left.deck,
    )


def _rest(page: Page, name: str, decide: Decide) -> Reading:
    if not any(line.strip() for line in page.lines):
        return Reading(())
    return with_dialects("\n".join(page.lines), name, markdown.read_text, decide(page.lines))


def _metadata(page: Page) -> str:
    """Leave out keywords, drawers and dates; the title. The file's tags are its tags."""
    title = ""
    numbers: list[int] = []
    drawer = block = ""
    for n, text in enumerate(page.lines, 1):
        if found := _BLOCK.match(text):
            block = found.group(3).lower() if found.group(2).lower() == "begin" else ""
            if found.group(3).lower() in _DROPPED:
                numbers.append(n)
            continue
        if block in _DROPPED:
            numbers.append(n)
            continue
        if block:
            continue
        keyword = _KEYWORD.match(text)
        drawer = text.strip() if not drawer and _drawer_closes(page, n) else drawer
        if drawer or keyword or _PLANNING.match(text) or _COMMENT.match(text):
            numbers.append(n)
        if drawer and text.strip().upper() == ":END:":
            drawer = ""
        if keyword:
            key, value = keyword.group(1).upper(), keyword.group(2)
            title = value if key == "TITLE" and not title else title
            if key == "FILETAGS":
                page.tags += (t for t in re.split(r"[:\s]+", value) if t)
            if key == "ANKI_DECK":
                page.deck = value
    for first, last in groups(numbers):
        page.leave_out(first, last, "settings of Org")
    return title


#: A log book may be long; what is longer is not closed.
_LONGEST_DRAWER = 400


def _drawer_closes(page: Page, n: int) -> bool:
    """Whether a drawer opens on this line, and is closed before the next heading."""
    if not _DRAWER.match(page.text(n)) or page.text(n).strip().upper() == ":END:":
        return False
    for line in page.lines[n : n + _LONGEST_DRAWER]:
        if line.strip().upper() == ":END:":
            return True
        if _HEADING.match(line):
            return False
    return False


def _comments(page: Page, headings: list[Heading]) -> None:
    for root in headings:
        for heading in root.walk():
            if heading.title == "COMMENT" or heading.title.startswith("COMMENT "):
                page.leave_out(heading.line, heading.end, "a comment")


def _rewrite(page: Page, tasks: frozenset[str]) -> None:
    """Each line as Markdown."""
    block = ""
    for n, text in enumerate(page.lines, 1):
        if found := _BLOCK.match(text):
            indent, edge, kind, language = found.groups()
            code = kind.lower() in _CODE
            block = kind.lower() if edge.lower() == "begin" else ""
            fence = f"{indent}```{language if kind.lower() == 'src' and block else ''}"
            if code:
                page.lines[n - 1] = fence
            elif text.strip():
                page.leave_out(n, n, "markup")
        elif block in _CODE:
            page.lines[n - 1] = re.sub(r"^([ \t]*),(?=\*|,|#\+)", r"\1", text)
        elif block == "quote" or block == "verse":
            page.lines[n - 1] = f"> {to_markdown(text.strip())}" if text.strip() else ">"
        elif text.strip():
            page.lines[n - 1] = _line(n, text, tasks)


def _line(n: int, text: str, tasks: frozenset[str]) -> str:
    if heading := _HEADING.match(text):
        shown = heading_of(n, len(heading.group(1)), heading.group(2), tasks).title
        return f"{'#' * min(len(heading.group(1)), 6)} {to_markdown(without_cookie(shown))}"
    if _TABLE_RULE.match(text):
        return text.replace("+", "|")
    if fixed := _FIXED.match(text):
        return f"    {fixed.group(1)}{fixed.group(2) or ''}"
    if note := _NOTE.match(text):
        return f"[^{note.group(1)}]: {to_markdown(text[note.end() :])}"
    if re.match(r"-{5,}[ \t]*$", text):
        return "---"
    if item := _ITEM.match(text):
        lead, box, rest = item.groups()
        return f"{lead}{box or ''}{to_markdown(rest)}"
    if text.lstrip().startswith("#"):
        return f"\\{text.lstrip()}"
    return to_markdown(text)
