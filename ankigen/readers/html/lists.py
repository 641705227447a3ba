"""Lists, definition lists and folds, also as Google Docs and Word write them."""

from __future__ import annotations

import re
from dataclasses import replace

from bs4.element import NavigableString, PreformattedString, Tag

from ankigen.model import Block, Kind, RichText
from ankigen.readers.html.marks import classes_of, whole_number
from ankigen.readers.html.state import State

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_DOCS_LIST = re.compile(r"lst-kix_\w+-(\d)")
_WORD_BULLET = re.compile(r"^\s*(?:[·•o§\uf0b7\uf0a7▪◦–-]|(\d{1,3})[.)]|\(?([a-z])[.)])\s+")
_WORD_LIST = re.compile(r"mso-list\s*:\s*l\d+\s+level(\d)", re.I)
_MARGIN = re.compile(r"margin-left\s*:\s*([\d.]+)(pt|cm|in)", re.I)
#: Word indents each level of a list by half an inch; in points, centimetres and inches.
_STEP = {"pt": 36.0, "cm": 1.27, "in": 0.5}


def word_list_level(tag: Tag) -> int:
    """The level of a paragraph that Word made a list item of, -1 if it is none. Saved as
    "filtered", its style's name, its margin and the drawn bullet are all that is left of the
    list."""
    style = str(tag.get("style") or "")
    if found := _WORD_LIST.search(style):
        return int(found.group(1)) - 1
    listed = any(c.startswith("MsoListParagraph") for c in classes_of(tag))
    if not listed or not _WORD_BULLET.match(tag.get_text()):
        return -1
    margin = _MARGIN.search(style)
    steps = float(margin.group(1)) / _STEP[margin.group(2).lower()] if margin else 1.0
    return min(8, max(0, round(steps) - 1))


class Lists(State):
    """Lists, definition lists and folds, also as Google Docs and Word write them."""

    def word_item(self, tag: Tag, level: int) -> None:
        """A list item as Word saves it: a paragraph with a drawn bullet."""
        for ignored in tag.find_all(style=re.compile("mso-list:\\s*Ignore", re.I)):
            ignored.string = " ".join(ignored.get_text().split()) + " "
        rest = _WORD_BULLET.match(tag.get_text())
        number = int(rest.group(1)) if rest and rest.group(1) else 1
        before = len(self.blocks)
        self.pending = Block(
            Kind.ITEM,
            RichText(),
            self.line,
            level=level,
            ordered=bool(rest and (rest.group(1) or rest.group(2))),
            number=number,
        )
        self.walk(tag)
        self.flush()
        for n in range(before, len(self.blocks)):
            item = self.blocks[n]
            if item.kind is Kind.ITEM and (sign := _WORD_BULLET.match(item.text.text)):
                self.blocks[n] = replace(item, text=item.text[sign.end() :].strip())
        self.pending = None

    def on_details(self, tag: Tag) -> None:
        """What folds: its summary is the term (or question), the rest the definition, unless it
        is a whole section.
        """
        summary = tag.find("summary", recursive=False)
        if self.cell or not isinstance(summary, Tag) or tag.find([*_HEADINGS, "details", "dt"]):
            self.block(tag)
            return
        self.flush()
        held = self.level
        level = held
        if self.pending and self.pending.kind is Kind.ITEM:  # Notion: each in a list of its own
            level, self.pending = self.pending.level, None
        summary.extract()
        self.line = self.at(summary)
        self.pending = Block(Kind.TERM, RichText(), self.line, level=level)
        self.level = level
        self.walk(summary)
        self.flush()
        self.define(tag, level)
        self.level = held

    def on_ul(self, tag: Tag) -> None:
        self.list(tag, ordered=False)

    def on_ol(self, tag: Tag) -> None:
        self.list(tag, ordered=True)

    on_menu = on_ul

    def list(self, tag: Tag, ordered: bool) -> None:
        if self.cell:
            self.cell_list(tag, ordered)
            return
        self.flush()
        self.leave_pending()
        docs = next((int(m.group(1)) for c in classes_of(tag) if (m := _DOCS_LIST.match(c))), -1)
        level = docs if docs >= 0 else self.level
        number = whole_number(tag.get("start"), 1)
        above = self.level
        for child in tag.children:
            if not isinstance(child, Tag):
                if isinstance(child, PreformattedString):
                    self.unseen(child)
                elif isinstance(child, NavigableString):
                    self.line += child.count("\n")
                    if child.strip():
                        self.string(str(child).strip())
                continue
            self.line = self.at(child)
            if child.name == "li":
                if self.left_out(child, "li"):
                    continue
                self.flush()
                number = whole_number(child.get("value"), number)
                self.level = level + 1
                self.pending = Block(
                    Kind.ITEM,
                    RichText(),
                    self.line,
                    level=level,
                    ordered=ordered,
                    number=number if ordered else 1,
                )
                self.with_css(child)
                self.flush()
                self.end_item()
                number += 1
            elif child.name in ("ul", "ol"):
                self.level = level + 1
                self.list(child, child.name == "ol")
            else:
                self.level = level + 1
                self.tag(child)
                self.flush()
        self.level = above

    def end_item(self) -> None:
        """An item that holds nothing is none."""
        self.pending = None

    def cell_list(self, tag: Tag, ordered: bool) -> None:
        """A list within a table's cell: a line an item, with its sign."""
        for number, child in enumerate(
            (c for c in tag.children if isinstance(c, Tag)), whole_number(tag.get("start"), 1)
        ):
            if self.text.length and not self.text.pieces[-1].endswith("\n"):
                self.text.break_line()
            self.line = self.at(child)
            if child.name == "li":
                self.put(f"{number}." if ordered else "•")
                self.text.space = True
            self.walk(child)

    def on_li(self, tag: Tag) -> None:
        """An item outside of any list, or the next one of a list whose items are not closed."""
        if self.cell:
            self.block(tag)
            return
        self.flush()
        self.leave_pending()
        beside = tag.parent is not None and tag.parent.name == "li"
        level = max(0, self.level - 1) if beside else self.level
        above = next((b for b in reversed(self.blocks) if b.kind is Kind.ITEM), None)
        ordered = beside and above is not None and above.ordered
        number = above.number + 1 if ordered and above is not None else 1
        self.pending = Block(
            Kind.ITEM, RichText(), self.line, level=level, ordered=ordered, number=number
        )
        held, self.level = self.level, level + 1
        self.walk(tag)
        self.flush()
        self.level = held
        self.pending = None

    def on_dt(self, tag: Tag) -> None:
        self.entry(tag, Kind.TERM)

    def on_dd(self, tag: Tag) -> None:
        self.entry(tag, Kind.DEFINITION)

    def entry(self, tag: Tag, kind: Kind) -> None:
        if self.cell:
            self.block(tag)
            return
        self.flush()
        held = self.level
        # <dt> and <dd> need not be closed, and then seem to stand in one another
        beside = tag.parent is not None and tag.parent.name == "dd"
        level = max(0, held - 1) if beside else held
        if kind is Kind.DEFINITION:
            self.define(tag, level)
        else:
            self.pending = Block(kind, RichText(), self.line, level=level)
            self.level = level
            self.walk(tag)
            self.flush()
            self.pending = None
        self.level = held

    def define(self, tag: Tag, level: int) -> None:
        """A DEFINITION of what stands in the tag; without text of its own if that begins with a
        list or the like.
        """
        self.pending = Block(Kind.DEFINITION, RichText(), self.line, level=level)
        first = next((c for c in tag.children if isinstance(c, Tag) or str(c).strip()), None)
        if isinstance(first, Tag) and first.name in ("ul", "ol", "pre", "table", "dl"):
            self.emit(replace(self.pending, end_line=self.line))
            self.pending = None
        self.level = level + 1
        self.walk(tag)
        self.flush()
        self.pending = None
