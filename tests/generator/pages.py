"""Entries onto lines, with a record of what stands where."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from .entries import Clean, Code, Items, Piece
from .layouts import Furniture, Layout, Markup
from .words import Grammar, Subject

#: Entries shorter than this are not continued on a second slide.
_LONG_SLIDE = 3

#: A broken word keeps at least this many letters on both lines.
_SHORTEST_PART = 3


@dataclass(slots=True)
class Placed:
    """An entry on the page: its headword as written, its lines (1-based, both inclusive), its
    top-level items.
    """

    entry: Clean
    term: str
    line: int
    end_line: int
    items: int | None = 0
    aliases: tuple[str, ...] = ()
    texts: list[str] = field(default_factory=list)  # what its definition holds
    again: bool = False


@dataclass(slots=True)
class Page:
    """The notes as they grow, line by line."""

    layout: Layout
    rng: Random
    title: str
    grammar: Grammar
    topics: Sequence[str] = ()
    lines: list[str] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)
    furniture: list[int] = field(default_factory=list)
    not_terms: list[str] = field(default_factory=list)
    joins: list[tuple[int, str]] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    _number: int = 1
    _since: int = 0
    _break_now: bool = True

    # ------------------------------------------------------------------ lines

    def put(self, text: str) -> int:
        """One line of the notes; gives its number. A page may end before it."""
        if self.layout.page and self._since >= self.layout.page and self._break_now:
            self._since = 0
            self._number += 1
            header = f"{self.title}    {self._number}"
            for line in ("", header, "") if self.rng.random() < 0.5 else (header,):
                self.furnish(line)
        self._since += 1
        self.lines.append(text)
        return len(self.lines)

    def furnish(self, text: str, *, told: bool = True) -> None:
        """A line that is no notes; with `told`, its text must not become a headword."""
        self.lines.append(text)
        if text.strip():
            self.furniture.append(len(self.lines))
            if told and text.strip() not in self.not_terms:
                self.not_terms.append(text.strip())

    def blank(self, count: int = 1) -> None:
        """Empty lines, if the notes have begun."""
        for _ in range(count):
            if self.lines:
                self.put("")

    def paragraph(self, text: str, first: str = "", rest: str = "") -> None:
        """Text on one line, or wrapped; `first` and `rest` go before its first and its other
        lines.
        """
        if not self.layout.wrap:
            self.put(first + text)
            return
        line, fresh = first, True
        for word in text.split(" "):
            candidate = word if fresh else " " + word
            if len(line) + len(candidate) <= self.layout.wrap:
                line += candidate
                fresh = False
                continue
            room = self.layout.wrap - len(line) - 2
            cut = min(room, len(word) - _SHORTEST_PART)
            if word.isalpha() and cut >= _SHORTEST_PART and self.rng.random() < self.layout.hyphens:
                number = self.put(f"{line} {word[:cut]}-")
                self.joins.append((number, word))
                line = rest + word[cut:]
            else:
                self.put(line)
                line = rest + word
            fresh = False
        self.put(line)

    # ------------------------------------------------------------------ around the notes

    def opening(self) -> None:
        """What stands above the notes."""
        match self.layout.furniture:
            case Furniture.TITLE:
                title = self.rng.choice(("{} - revision notes", "{} (summary)", "{}", "Notes: {}"))
                self.furnish(self._mark + title.format(self.title))
                self.furnish(
                    self.rng.choice(("(unfinished)", "made by Kim and Ola", "for the exam in June"))
                )
                self.blank()
            case Furniture.SITE:
                self.furnish(f"{self.title} study set")
                self.furnish(self.rng.choice(("(0 reviews)", "Rating: 4 of 5 (12 votes)")))
                self.furnish("Downloaded by student_4711")
                self.blank()
            case Furniture.PAGES:
                self.furnish(self.title)
                self.furnish("Contents")
                for at, name in enumerate(dict.fromkeys(self.topics), 1):
                    self.furnish(f"{at} {name} {'.' * (50 - len(name))} {at * 2 - 1}", told=False)
                self.blank()
            case Furniture.SLIDES:
                self.furnish(self.title)
                self.furnish("Lecture slides")
                self.blank()
            case Furniture.DOCUMENT if self.layout.markup is Markup.HTML:
                for line in (
                    "<!DOCTYPE html>",
                    (
                        f'<html lang="en"><head><title>{self.title}</title><style>p {{ '
                        f"margin: 0 }}</style>"
                    ),
                    "<script>var page = {views: 12};</script></head><body>",
                    (
                        '<nav><ul><li><a href="/">Home</a></li><li><a href="/sets">All '
                        "sets</a></li></ul></nav>"
                    ),
                    f"<h1>{self.title}</h1>" if "h2" in "".join(self.layout.sections) else "<main>",
                ):
                    self.furnish(line, told=False)
                self.not_terms += ["Home", "All sets"]
            case Furniture.DOCUMENT:
                for line in (
                    "\\documentclass{article}",
                    f"\\title{{{self.title}}}",
                    "\\begin{document}",
                    "\\maketitle",
                    "% ask about the last chapter",
                    "",
                ):
                    self.furnish(line, told=False)
            case Furniture.NONE:
                if self.layout.suffix == ".csv":
                    self.furnish('"Term","Definition","Chapter"', told=False)
                    self.not_terms.append("Term")

    def closing(self) -> None:
        """What stands below the notes."""
        match self.layout.furniture:
            case Furniture.PAGES:
                self.blank()
                self.furnish("References")
                self.furnish(
                    "[1] Moreau, P. (2009). An outline. Harbour Press, pp. 10-31.", told=False
                )
                self.furnish(
                    "[2] Lind, A., & Okoro, C. (2016). More of it. J. Outl. 4(2), 88-97.",
                    told=False,
                )
            case Furniture.SITE:
                self.blank()
                self.furnish("Page 1 of 1")
            case Furniture.DOCUMENT if self.layout.markup is Markup.HTML:
                self.furnish(
                    "<footer><p>All rights reserved</p></footer></body></html>", told=False
                )
                self.not_terms.append("All rights reserved")
            case Furniture.DOCUMENT:
                self.furnish("\\end{document}", told=False)
            case _:
                pass

    @property
    def _mark(self) -> str:
        return "# " if self.layout.markup is Markup.MARKDOWN else ""

    def heading(self, name: str, at: int, template: str) -> None:
        """A section heading: a topic, and no card."""
        self.blank()
        slides = self.layout.furniture is Furniture.SLIDES
        if slides:
            self.furnish(f"Slide {at}{at}")
        text = template.format(section=name, SECTION=name.upper(), n=at, letter="ABCDEFG"[at - 1])
        self.put(text)
        self.headings.append(len(self.lines))
        bare = text.strip("#*=[]- ")
        if self.layout.markup in (Markup.HTML, Markup.LATEX):
            bare = name
        self.not_terms.append(bare)
        if slides:
            self.furnish(f"{self.title} | winter term | {at}{at}")
        if self.layout.between >= 0.5 and self.rng.random() < 0.8:
            self.blank()

    # ------------------------------------------------------------------ an entry

    def entry(self, entry: Clean, number: int) -> None:
        """The entry in this layout."""
        layout, rng = self.layout, self.rng
        self._break_now = True
        if layout.furniture is Furniture.SLIDES:
            self.furnish(f"Slide {number}")
        if entry.repeats is False and rng.random() < layout.echo:
            self.put(entry.term)
            self.blank()
        loose = self._loose
        term = self._written(entry)
        head = rng.choice(layout.heads)
        own_line = head.split("\n", 1)[0].strip() in ("{term}", "{n}. {term}")
        first = entry.predicate + entry.stop if "{predicate}" in head else entry.first
        rest = [
            piece for piece in entry.pieces if not (layout.one_line and not isinstance(piece, str))
        ]
        if layout.one_line:
            first = self.grammar.gap.join([first, *(p for p in rest if isinstance(p, str))])
        shown = first if self.layout.markup is not Markup.HTML else html.escape(first, quote=False)
        head = head.replace("}: {", "}" + self.grammar.colon + "{")
        opening, *more = head.split("\n")
        fields = {
            "term": term,
            "first": shown,
            "predicate": shown.removesuffix(entry.stop) if "{predicate}." in head else shown,
            "a": "an" if entry.predicate[0] in "aeiou" else "a",
            "n": str(number),
            "section": entry.topic,
        }
        title = "What is meant by " + term + "?" if opening.startswith("Q:") else term
        placed = Placed(entry, title, 0, 0, aliases=(title,), again=entry.repeats)
        if entry.short:
            placed.aliases += (entry.term, entry.short)
        self.placed.append(placed)
        placed.texts.append(first)

        if own_line and loose and len(term.split()) > 2 and rng.random() < layout.broken:
            cut = rng.randrange(1, len(term.split()))
            placed.line = self.put(" ".join(term.split()[:cut]))
            self._break_now = layout.anywhere
            self.put(" ".join(term.split()[cut:]))
        elif layout.column:
            before = len(self.lines)
            self.paragraph(first, f"{term:<{layout.column - 2}}  ", " " * layout.column)
            placed.line = self._line_of(term, before)
        else:
            before = len(self.lines)
            self.paragraph(opening.format(**fields), rest=layout.indent)
            placed.line = self._line_of(term, before)
        self._break_now = layout.anywhere
        if own_line and entry.context:
            self.put(entry.context)
        if own_line and rng.random() < layout.after_head and not entry.context:
            self.blank()
        for line in more:
            self.paragraph(line.format(**fields), first=layout.indent, rest=layout.indent)
        if layout.points and "{first}" not in head:
            rest = [first, *rest]
        if not layout.one_line:
            self._body(placed, rest)
        placed.end_line = len(self.lines)
        self._break_now = True
        if layout.furniture is Furniture.SLIDES:
            self.furnish(f"{self.title} | winter term | {number}")
            self.blank()

    @property
    def _loose(self) -> bool:
        """Whether the next line stands after a gap, so that even an odd one can be seen to be a
        headword.
        """
        apart = (
            self.layout.heads[0].partition("{term}")[2][:1] != "\n"
        )  # on one line with its definition
        return apart or not self.lines or not self.lines[-1].strip()

    def _written(self, entry: Clean) -> str:
        """The headword as this document writes it."""
        term = entry.term
        if entry.code:
            return term
        if self.layout.upper:
            term = term.upper()
        elif (
            self.grammar.lowers
            and term[1:].islower()  # not a name
            and self._loose
            and self.rng.random() < self.layout.lower
        ):
            term = term[0].lower() + term[1:]
        return f"{term} ({entry.short})" if entry.short else term

    def _line_of(self, term: str, after: int) -> int:
        """The line below `after` on which the headword begins (a page may have ended in
        between).
        """
        word = term.split()[0]
        return next(
            n
            for n in range(after + 1, len(self.lines) + 1)
            if word in self.lines[n - 1] and n not in self.furniture
        )

    def _body(self, placed: Placed, pieces: Sequence[Piece]) -> None:
        """The pieces below the head, in the layout's own way."""
        layout, rng = self.layout, self.rng
        bullet = rng.choice(layout.bullets)
        sentences = 0
        for at, piece in enumerate(pieces):
            if at and rng.random() < layout.inside and not isinstance(pieces[at - 1], Items):
                self.blank()
            match piece:
                case str() if layout.points:
                    self._slide_break(placed, at, len(pieces))
                    self.paragraph(piece, layout.indent + bullet, layout.indent + " " * len(bullet))
                    if placed.items is not None:
                        placed.items += 1
                    placed.texts.append(piece)
                case str():
                    follows = sentences > 0 and not piece.startswith(self.grammar.example)
                    self._sentence(piece, joined=follows and rng.random() < layout.same_line)
                    sentences += 1
                    placed.texts.append(piece)
                case Items():
                    self._items(placed, piece, bullet)
                    sentences = 0
                case Code():
                    self._code(placed, piece)
                    sentences = 0

    def _slide_break(self, placed: Placed, at: int, count: int) -> None:
        """A long slide goes on under the same title with "(cont.)"; its entry may be one card or
        two.
        """
        if self.layout.furniture is not Furniture.SLIDES or count < _LONG_SLIDE or at != count - 1:
            return
        if self.rng.random() < 0.5:
            return
        self.furnish(f"{self.title} | winter term | {at}b")
        self.blank()
        self.furnish(f"Slide {at}b")
        placed.end_line = self.put(f"{placed.term} (cont.)")
        placed.items = None
        self.not_terms.append(f"{placed.term} (cont.)")

    def _sentence(self, text: str, *, joined: bool) -> None:
        """A further sentence: on a line of its own, or after the one before."""
        match self.layout.markup:
            case Markup.HTML:
                escaped = html.escape(text, quote=False)
                tag = "dd" if "<dl>" in self.layout.before else "p"
                self.put(f"<{tag}>{escaped}</{tag}>")
            case _ if joined and not self.layout.wrap and not self.layout.indent:
                self.lines[-1] += self.grammar.gap + text
            case _:
                self.paragraph(text, self.layout.indent, self.layout.indent)

    def _items(self, placed: Placed, items: Items, bullet: str) -> None:
        """A list with its lead-in; `bullet` is the marker of this entry."""
        layout, rng = self.layout, self.rng
        nested = dict(items.nested)
        texts = [*items.items, *(sub for subs in nested.values() for sub in subs)]
        placed.texts += texts
        if placed.items is not None:
            placed.items += len(items.items) if not layout.points else 1
        if layout.markup is Markup.HTML:
            self._html_items(items)
            return
        if layout.markup is Markup.LATEX:
            self._latex_items(items)
            return
        if layout.points:
            self.paragraph(items.lead, layout.indent + bullet, layout.indent + " " * len(bullet))
            marker = rng.choice(layout.bullets)
            for text in texts:
                self.put(layout.indent + "    " + marker + text)
            return
        plain = layout.markup is Markup.PLAIN
        if plain and rng.random() < layout.inline_lists and not nested and not items.implicit:
            shown = " ".join(f"{n}. {text}" for n, text in enumerate(items.items, 1))
            self.put(f"{layout.indent}{items.lead} {shown}")
            return
        self.put(layout.indent + items.lead)
        if items.implicit and plain:
            for text in items.items:
                self.put(layout.indent + text)
            return
        if layout.markup is Markup.MARKDOWN and layout.between == 1.0:
            self.blank()
        number = rng.choice(layout.numbers)
        under = rng.choice(("  - ", "    - ", "    o ", "    – ")) if plain else "    - "
        alone = plain and rng.random() < layout.lone_bullets and not items.ordered
        for at, text in enumerate(items.items):
            marker = number.format(n=at + 1, letter="abcdefg"[at]) if items.ordered else bullet
            if alone:
                self.put(layout.indent + marker.rstrip())
                self.put(layout.indent + text)
            else:
                self.paragraph(text, layout.indent + marker, layout.indent + " " * len(marker))
            inner = " " * (len(marker) - len(marker.lstrip()))
            for sub in nested.get(at, ()):
                self.put(layout.indent + inner + under + sub)

    def _html_items(self, items: Items) -> None:
        tag = "ol" if items.ordered else "ul"
        nested = dict(items.nested)
        self.put(f"<p>{items.lead}</p>")
        self.put(f"<{tag}>")
        for at, text in enumerate(items.items):
            inside = "".join(
                f"<li>{html.escape(sub, quote=False)}</li>" for sub in nested.get(at, ())
            )
            sublist = f"<ul>{inside}</ul>" if inside else ""
            self.put(f"<li>{html.escape(text, quote=False)}{sublist}</li>")
        self.put(f"</{tag}>")

    def _latex_items(self, items: Items) -> None:
        name = "enumerate" if items.ordered else "itemize"
        nested = dict(items.nested)
        self.put(items.lead)
        self.put(f"\\begin{{{name}}}")
        for at, text in enumerate(items.items):
            self.put(f"  \\item {text}")
            if subs := nested.get(at, ()):
                self.put("  \\begin{itemize}")
                for sub in subs:
                    self.put(f"    \\item {sub}")
                self.put("  \\end{itemize}")
        self.put(f"\\end{{{name}}}")

    def _code(self, placed: Placed, code: Code) -> None:
        """Lines of code, fenced in Markdown, indented or not in plain text."""
        placed.texts += list(code.lines)
        if self.layout.markup is Markup.MARKDOWN:
            self.blank()
            for line in ("```", *code.lines, "```"):
                self.put(line)
            self.blank()
            return
        indent = self.rng.choice(("", "    "))
        for line in code.lines:
            self.put(indent + line)


def _open_ended(entry: Clean) -> bool:
    """Whether it ends in a list without bullets: without a gap nobody could tell where the next
    entry begins.
    """
    return bool(entry.pieces) and isinstance(entry.pieces[-1], Items) and entry.pieces[-1].implicit


def lay_out(layout: Layout, subject: Subject, entries: Sequence[Clean], rng: Random) -> Page:
    """The whole document."""
    page = Page(
        layout, rng, subject.title, subject.grammar, topics=[entry.topic for entry in entries]
    )
    page.opening()
    template = rng.choice(layout.sections) if layout.sections else ""
    topic = ""
    for number, entry in enumerate(entries, 1):
        if entry.topic != topic:
            if topic:
                for line in layout.after:
                    page.furnish(line, told=False)
            topic = entry.topic
            if template:
                at = list(dict.fromkeys(e.topic for e in entries)).index(topic) + 1
                page.heading(topic, at, template)
            for line in layout.before:
                page.furnish(line, told=False)
        elif rng.random() < layout.between or _open_ended(entries[number - 2]):
            page.blank(2 if rng.random() < layout.double else 1)
        page.entry(entry, number)
    for line in layout.after:
        page.furnish(line, told=False)
    page.closing()
    return page
