"""Lists: which lines are items, how deep they are nested, and which lines go on with an item."""

from __future__ import annotations

import re
from typing import NamedTuple

from ankigen.readers.markdown.patterns import (
    FENCE,
    NARROWEST_WRAP,
    RULE,
    SENTENCE_END,
    heading_in_item,
)
from ankigen.readers.markdown.stash import Sign
from ankigen.readers.markdown.state import Holder, Line, State
from ankigen.readers.text import indent_of
from ankigen.text.tasks import is_task

_BULLET = re.compile(r"([-*+•‣▪▸►◦●○■□➢➤✓✔∙·⁃])(?:[ \t]+|$)(?!\1(?:[ \t]|$))(.*)$")
_DRAWN_BULLET = re.compile(r"([•‣▪▸►◦●○■□➢➤✓✔∙⁃・◆◇★☆])[\s\u3000]*(\S.*)$")  # "•text"
_DASH_BULLET = re.compile(r"([–—])[ \t]+(\S.*)$")
_TIGHT_BULLET = re.compile(r"(-)((?:[^\W\d_]|\*\*|`).*)$")  # "-text"
_NUMBER = re.compile(r"(\d{1,9})(?:[.)](?:[ \t]+|$)|[．）、](?!\d)[\s\u3000]*)(.*)$")
_CIRCLED = re.compile(r"([①-⑳])[\s\u3000]*(\S.*)$")
_LETTER = re.compile(r"(?:\(([a-z]|[ivx]{1,4}|\d{1,2})\)|([a-z]|[ivx]{1,4})\))[ \t]+(\S.*)$")
_DOTTED = re.compile(r"([a-z])\.[ \t]+(\S.*)$")
#: An item's letter is looked for so many lines above that of the next one.
_LONGEST_ITEM = 12
#: A line at the margin that begins a thing of its own below an indented item: a short label in
#: front of a colon, or nothing but a lead-in.
_LABELLED = re.compile(r"[^\s:]{1,30}(?: [^\s:]{1,30}){0,2} ?:(?:\s|$)|.{1,60}:$")
_CHECKBOX = re.compile(r"\[[ xX]\][ \t]+")


class Marker(NamedTuple):
    indent: int
    width: int  # columns up to the text
    ordered: bool
    number: int
    text: str


class Lists(State):
    def marker(self, at: int) -> Marker | None:
        """The item that begins on lines[at], where its neighbours bear out what its marker alone
        does not.
        """
        text = self.lines[at].text
        found = marker_of(text)
        if found:
            return found
        body = text.strip()
        indent = indent_of(text)
        if m := _DRAWN_BULLET.match(body):
            return Marker(indent, indent + 1, False, 1, m.group(2))
        for pattern in (_DASH_BULLET, _TIGHT_BULLET):
            if m := pattern.match(body):
                near = [
                    self.lines[n].text.strip() for n in (at - 1, at + 1) if 0 <= n < len(self.lines)
                ]
                if any(pattern.match(s) for s in near) or (near and near[0].endswith(":")):
                    return Marker(indent, indent + len(m.group(1)) + 1, False, 1, m.group(2))
        if m := _LETTER.match(body):
            number = _ordinal(m.group(1) or m.group(2))
            after = next(
                (
                    self.lines[n].text.strip()
                    for n in range(at + 1, len(self.lines))
                    if self.lines[n].text.strip()
                ),
                "",
            )
            following = _LETTER.match(after)
            if number > 1 or (
                following and _ordinal(following.group(1) or following.group(2)) == 2
            ):
                return Marker(indent, indent + m.start(3), True, number, m.group(3))
        return self.dotted_letter(at, body, indent)

    def dotted_letter(self, at: int, body: str, indent: int) -> Marker | None:
        """The item "a. …" below an item that it is nested in, where "b. …" follows; or one of the
        letters after it.
        """
        m = _DOTTED.match(body)
        if not m or not any(indent >= holder.indent + 2 for holder in self.holders):
            return None
        number = _ordinal(m.group(1))
        near = range(at + 1, at + _LONGEST_ITEM) if number == 1 else range(at - _LONGEST_ITEM, at)
        wanted = chr(ord(m.group(1)) + (1 if number == 1 else -1))
        for n in near:
            line = self.lines[n].text if 0 <= n < len(self.lines) else ""
            other = _DOTTED.match(line.strip())
            if other and other.group(1) == wanted and indent_of(line) == indent:
                return Marker(indent, indent + m.start(2), True, number, m.group(2))
        return None

    def item(self, line: Line, body: str) -> bool:
        found = self.marker(self.at)
        if not found:
            return False
        if found.ordered and not self.after_item and not self.holders and self.is_year(found):
            return False
        level = self.list_level(found)
        text = _CHECKBOX.sub("", found.text)
        self.holders.append(Holder(found.indent, found.ordered, found.number))
        self.after_item = True
        if heading_in_item(text):
            self.holders.pop()
            self.heading(line, text)
            return True
        sign = "- " + Sign.ITEM(found.number if found.ordered else "")
        if FENCE.match(text) or text.startswith(("> ", "$$", "- ", "* ", "+ ")):
            self.write([f"{sign}{Sign.LINE(line.number)} "], level)
            self.extent(line.number, line.number)
            self.lines[self.at] = self.lines[self.at]._replace(text=" " * found.width + text)
            return True
        end = self.continued(found)
        below = self.lines[self.at + 1 : end]
        if is_task("\n".join([found.text, *(s.text.strip() for s in below)])):
            sign += Sign.TASK()
        lines = [Line(line.number, text), *below]
        if not text.strip() and len(lines) > 1:
            lines = lines[1:]
        self.text(lines, level, sign, line.number)
        self.at = end
        self.after_item = True
        return True

    def is_year(self, found: Marker) -> bool:
        """ "1989. Die Mauer fällt": a number that begins no list."""
        return found.number > 1000 and not found.text.strip()

    def list_level(self, found: Marker) -> int:
        """Leave the lists that the item is not nested in."""
        while self.holders:
            top = self.holders[-1]
            if found.indent >= top.indent + 2:
                break
            same_column = found.indent >= top.indent
            if (
                same_column
                and top.ordered
                and not found.ordered
                and not self.gap
                and self.numbering_goes_on(top)
            ):
                break  # bullets that an author set under a numbered item without indenting them
            self.holders.pop()
        return len(self.holders)

    def numbering_goes_on(self, top: Holder) -> bool:
        for n in range(self.at + 1, min(len(self.lines), self.at + 60)):
            text = self.lines[n].text
            if not text.strip():
                continue
            found = marker_of(text)
            if not found:
                return False
            if found.ordered and found.indent <= top.indent + 1:
                return found.number == top.number + 1
        return False

    def continued(self, found: Marker) -> int:
        """The line after the item's text: wrapped lines belong to it, a new paragraph at the
        margin does not.
        """
        end = self.at + 1
        previous = self.lines[self.at].text
        while end < len(self.lines):
            text = self.lines[end].text
            body = text.strip()
            if not body or self.starts_block(end):
                break
            inset = text.lstrip(" \t").startswith(_WIDE_SPACES)
            if indent_of(text) <= found.indent and found.text.strip() and not inset:
                wrapped = body[0].islower() or (
                    len(previous.rstrip()) >= NARROWEST_WRAP
                    and not SENTENCE_END.search(previous.rstrip())
                )
                if not wrapped or body.startswith("**") or self.out_of_list(text, found):
                    break
            previous = text
            end += 1
        return end

    def out_of_list(self, text: str, item: Marker) -> bool:
        """Whether a line further to the left than an item begins something of its own."""
        body = text.strip()
        return bool(
            indent_of(text) < item.indent and not body[0].islower() and _LABELLED.match(body)
        )


#: Spaces by which a line is set in for the eye alone.
_WIDE_SPACES = ("&emsp;", "&ensp;", "&nbsp;", "\u2003", "\u3000")


def marker_of(text: str) -> Marker | None:
    """The item that a line begins by a marker that cannot be anything else."""
    body = text.strip()
    indent = indent_of(text)
    if RULE.match(body):
        return None
    if m := _BULLET.match(body):
        return Marker(indent, indent + m.start(2), False, 1, m.group(2))
    if m := _NUMBER.match(body):
        return Marker(indent, indent + m.start(2), True, int(m.group(1)), m.group(2))
    if m := _CIRCLED.match(body):
        return Marker(indent, indent + 2, True, ord(m.group(1)) - ord("①") + 1, m.group(2))
    return None


def _ordinal(sign: str) -> int:
    """1 for "a", "i" and "1".

    >>> _ordinal("c"), _ordinal("iv"), _ordinal("2")
    (3, 4, 2)
    """
    roman = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
    if sign.isdigit():
        return int(sign)
    return roman.index(sign) + 1 if sign in roman else ord(sign[0]) - ord("a") + 1
