"""HTML in Markdown: comments, folds, and elements that go to the HTML reader."""

from __future__ import annotations

import re
from dataclasses import replace

from ankigen.model import Kind
from ankigen.readers.html import fragment
from ankigen.readers.markdown.code import CodeBlocks
from ankigen.readers.markdown.patterns import HTML_BLOCK, ONLY_TAGS, PICTURE_TAG
from ankigen.readers.markdown.stash import Sign
from ankigen.readers.markdown.state import Line
from ankigen.readers.text import indent_of

#: The heading that a fold without an end is.
_FOLD_HEADING = "##### "
_SUMMARY = re.compile(r"(?:<details[^<>]*>\s*)?<summary[^<>]*>(.*?)</summary>\s*$", re.I)
#: A summary that goes on in the next line, and how many lines it has at most.
_OPENED = re.compile(r"(?:<details[^<>]*>\s*)?<summary[^<>]*>(?!.*</summary>)", re.I)
_SUMMARY_LINES = 3

#: What is read though it is never closed.
_LISTED = frozenset(("dl", "table", "ul", "ol"))


class Embedded(CodeBlocks):
    def html(self, line: Line, body: str) -> bool:
        if body.startswith("<!--"):
            last = self.find_line("-->", lambda text: "-->" in text, self.at)
            if last >= 0 and self.lines[last].text.rstrip().endswith("-->"):
                self.drop(self.at, last, "comment")
                return True
            return False
        if (body.startswith("%%") and not body.endswith("%%")) or body == "%%":
            last = self.find_line("%%", lambda text: text.endswith("%%"))
            if last >= 0:
                self.drop(self.at, last, "comment")
                return True
            return False
        if not body.startswith("<"):
            return False
        lower = body.lower()
        if lower.startswith(("<details", "<summary")) and self.fold(line, body):
            return True
        if lower.startswith("</details>") and self.folds:
            self.folds -= 1
            self.write([Sign.END()], self.settle(indent_of(line.text)))
            self.after_item = False
            self.at += 1
            return True
        if opening := HTML_BLOCK.match(body):
            return self.html_block(opening.group(1).lower(), line)
        if ONLY_TAGS.match(body) and not PICTURE_TAG.search(body):
            self.drop(self.at, self.at, "markup")
            return True
        return False

    def fold(self, line: Line, body: str) -> bool:
        """What folds goes to the HTML reader as it is, its summary read as Markdown."""
        at = self.at
        if not _SUMMARY.match(body) and body.endswith(">") and at + 1 < len(self.lines):
            at += 1  # <summary> on a line of its own
        first = at
        opened = self.lines[at].text.strip()
        while _OPENED.match(opened) and at + 1 < len(self.lines) and at - first < _SUMMARY_LINES:
            at += 1
            opened += " " + self.lines[at].text.strip()
        summary = _SUMMARY.match(opened)
        if not summary:
            return False
        level = self.settle(indent_of(line.text))
        if at > self.at:
            self.drop(self.at, at - 1, "markup")
        title = self.lines[at]._replace(text=summary.group(1).strip())
        if not title.text:
            self.drop(at, at, "markup")
            return True
        self.at = at
        self.holders = self.holders[:level]
        end = self.find_line("</details>", lambda s: s.lower().startswith("</details>"), at + 1)
        if end < 0:
            self.holders.clear()
            self.write([_FOLD_HEADING + self.row(title, title.text)], 0)
        else:
            self.write([Sign.FOLD() + self.row(title, title.text) + Sign.SUMMARY()], level)
            self.folds += 1
        self.after_item = False
        self.at = at + 1
        return True

    def html_block(self, tag: str, line: Line) -> bool:
        """`<table>` … `</table>` and the like are read by the HTML reader, apart from the notes
        around them.
        """
        last = self.end_of_block(tag)
        if last < 0 or not self.lines[last].text.rstrip().endswith(">"):
            return False
        source = "\n".join(s.text for s in self.lines[self.at : last + 1])
        level = self.settle(indent_of(line.text))
        blocks = fragment(source, line.number, self.lines[last].number)
        if any(b.kind is not Kind.DROPPED for b in blocks):
            self.blocks(level, *(replace(b, gap=0) for b in blocks))
            self.at = last + 1
        else:
            self.drop(self.at, last, "markup")
        return True

    def end_of_block(self, tag: str) -> int:
        """The line on which the element that begins here ends; -1 where there is none."""
        closing = f"</{tag}"
        if closing not in self.closings:
            self.closings[closing] = max(
                (n for n, s in enumerate(self.lines) if closing in s.text.lower()), default=-1
            )
        if self.closings[closing] < self.at:  # it is never closed: the notes were cut
            last = self.last_of_markup() if tag in _LISTED else self.at
            return last if last > self.at else -1
        depth = 0
        for n in range(self.at, len(self.lines)):
            lower = self.lines[n].text.lower()
            depth += len(re.findall(rf"<{tag}\b", lower)) - lower.count(closing)
            if depth <= 0:
                return n
        return -1

    def last_of_markup(self) -> int:
        """The last of the lines from here on that are an element each, or blank."""
        last = self.at
        for n in range(self.at, len(self.lines)):
            text = self.lines[n].text.strip()
            if text and not (text.startswith("<") and text.endswith(">")):
                break
            last = n if text else last
        return last
