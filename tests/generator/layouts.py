"""The layouts: how a student, a slide program or a browser would have written the entries down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from .entries import Wishes


class Markup(StrEnum):
    """What a line is written in."""

    PLAIN = "plain"
    MARKDOWN = "markdown"
    HTML = "html"
    LATEX = "latex"


class Furniture(StrEnum):
    """What stands around the notes that is no notes."""

    NONE = "none"
    TITLE = "title"  # a title and who made it
    SITE = "site"  # what is copied along from a web page
    PAGES = "pages"  # a contents list, running headers with page numbers, references
    SLIDES = "slides"  # "Slide 7" above and a footer below every entry
    DOCUMENT = "document"  # the frame of an HTML or LaTeX file


#: What most notes hold.
_USUAL = Wishes()


@dataclass(frozen=True, slots=True)
class Layout:
    """One way to lay entries out. Probabilities are of what the writer did by habit or by accident.

    A head is a template of one or more lines with {term}, {first} (the opening sentence),
    {predicate} (the same, to follow "is"), {a} (its article), {n} (a number); with several heads
    each entry takes one. `{first}` on the line of `{term}` makes an entry of one line. A template
    without {first} puts the opening sentence with the body.
    """

    name: str
    heads: tuple[str, ...]
    suffix: str = ".txt"
    markup: Markup = Markup.PLAIN
    wishes: Wishes = _USUAL
    bullets: tuple[str, ...] = ("- ", "• ", "* ", "– ", "  - ", "  • ")
    numbers: tuple[str, ...] = ("{n}. ", "{n}) ", "({n}) ", "{letter}) ", "  {n}. ")
    between: float = 0.9  # a blank line between two entries
    double: float = 0.0  # two of them
    after_head: float = 0.0  # a blank line between headword and body
    inside: float = 0.0  # a blank line inside a body
    same_line: float = 0.6  # a further sentence goes on the line of the one before
    wrap: int = 0  # columns, 0 = never
    hyphens: float = 0.0  # a word at the end of a wrapped line is broken
    page: int = 0  # lines between running headers, 0 = none
    anywhere: bool = False  # a header may fall inside an entry
    furniture: Furniture = Furniture.TITLE
    sections: tuple[str, ...] = (
        "{SECTION}",
    )  # one of them for the whole document; () = no headings
    upper: bool = False
    lower: float = 0.0
    broken: float = 0.0  # a long headword goes on in the next line
    indent: str = ""  # before every line of the body
    column: int = 0  # where the definition begins, 0 = directly after the headword
    points: bool = False  # every piece of the body is a bullet
    one_line: bool = False  # the whole entry is one line
    lone_bullets: float = 0.0  # the marker stands on a line of its own
    inline_lists: float = 0.0  # "Steps: 1. … 2. …" on one line
    echo: float = 0.0  # the headword stands once more on its own before the entry
    english: bool = False  # its heads hold English words
    before: tuple[str, ...] = field(default=())  # frame lines around each section (HTML, LaTeX)
    after: tuple[str, ...] = field(default=())


def _table(*layouts: Layout) -> Mapping[str, Layout]:
    return {layout.name: layout for layout in layouts}


_PROSE = Wishes(lists=0.0, labels=0.0)  # for layouts that have no room for a list

LAYOUTS: Mapping[str, Layout] = _table(
    Layout(
        "headline", ("{term}\n{first}",), sections=("{SECTION}", "{section}", "== {section} ==")
    ),
    Layout(
        "headline-dense",
        ("{term}\n{first}",),
        between=0.0,
        wrap=76,
        sections=(),
        wishes=Wishes(sentences=(1, 3)),
    ),
    Layout(
        "headline-messy",
        ("{term}\n{first}", "{term}\n{first}", "{term}: {first}"),
        between=0.7,
        double=0.2,
        after_head=0.12,
        inside=0.1,
        lower=0.15,
        broken=0.3,
        echo=0.05,
        furniture=Furniture.SITE,
        sections=(),
        lone_bullets=0.15,
        inline_lists=0.15,
        wishes=Wishes(contexts=0.2, implicit_lists=0.1, repeats=0.15),
    ),
    Layout(
        "context",
        ("{term}\n{first}",),
        sections=(),
        between=0.85,
        wishes=Wishes(contexts=0.6),
        furniture=Furniture.SITE,
    ),
    Layout("colon", ("{term}: {first}",), between=0.3, wishes=Wishes(implicit_lists=0.1)),
    Layout("dash", ("{term} - {first}",), between=0.2, sections=("{section}", "{n}. {section}")),
    Layout("long-dash", ("{term} — {first}",), between=0.5, wrap=72, hyphens=0.6, page=38),
    Layout("equals", ("{term} = {predicate}",), between=0.1, sections=("[{SECTION}]",)),
    Layout("arrow", ("{term} -> {predicate}",), between=0.1, sections=("*** {SECTION} ***",)),
    Layout(
        "glued",
        ("{term} {first}",),
        between=0.4,
        sections=("{section}",),
        wishes=Wishes(sentences=(0, 1)),
    ),
    Layout(
        "copula",
        ("{term} is {a} {predicate}.",),
        english=True,
        sections=(),
        wishes=Wishes(lists=0.15),
    ),
    Layout(
        "numbered",
        ("{n}. {term} - {first}",),
        between=0.1,
        numbers=("{letter}) ", "({n}) ", "   {n}) "),
        sections=("Part {letter}: {section}",),
    ),
    Layout("numbered-head", ("{n}. {term}\n{first}",), indent="   ", between=0.5),
    Layout(
        "questions",
        ("Q: What is meant by {term}?\nA: {first}",),
        english=True,
        sections=("--- {section} ---",),
        between=0.7,
    ),
    Layout("bullets", ("- {term}: {first}",), indent="  ", between=0.0, bullets=("- ", "* ")),
    Layout(
        "bullet-points",
        ("- {term}",),
        points=True,
        indent="    ",
        between=0.0,
        bullets=("- ", "* ", "o "),
        wishes=Wishes(sentences=(1, 3)),
    ),
    Layout(
        "columns",
        ("{term}  {first}",),
        column=26,
        wrap=78,
        indent=" " * 26,
        between=0.0,
        wishes=Wishes(lists=0.0, labels=0.0, sentences=(0, 1)),
    ),
    Layout(
        "slides",
        ("{term}",),
        points=True,
        furniture=Furniture.SLIDES,
        between=0.0,
        bullets=("• ", "- "),
        wishes=Wishes(sentences=(1, 3)),
    ),
    Layout(
        "pages",
        ("{term}: {first}",),
        wrap=70,
        hyphens=0.9,
        page=34,
        anywhere=True,
        between=0.2,
        furniture=Furniture.PAGES,
        sections=("{n} {section}",),
        wishes=Wishes(sentences=(1, 3)),
    ),
    Layout(
        "capitals", ("{term}\n{first}",), upper=True, between=0.6, sections=("*** {SECTION} ***",)
    ),
    Layout(
        "labels",
        ("{term}: {first}",),
        wishes=Wishes(labels=0.9, lists=0.5),
        sections=("== {section} ==",),
    ),
    Layout(
        "code",
        ("{term}\n{first}",),
        wishes=Wishes(code=0.4, lists=0.2),
        lower=0.3,
        between=0.85,
        sections=("## {section}",),
    ),
    Layout(
        "markdown-headings",
        ("### {term}\n{first}",),
        suffix=".md",
        markup=Markup.MARKDOWN,
        between=1.0,
        after_head=0.2,
        sections=("## {section}",),
        bullets=("- ", "* ", "+ "),
        numbers=("{n}. ",),
        wishes=Wishes(code=0.1),
    ),
    Layout(
        "markdown-bold",
        ("**{term}**: {first}", "**{term}** – {first}"),
        suffix=".md",
        markup=Markup.MARKDOWN,
        between=1.0,
        sections=("## {section}",),
        bullets=("- ", "* "),
        numbers=("{n}. ",),
    ),
    Layout(
        "markdown-bullets",
        ("- **{term}**: {first}",),
        suffix=".md",
        markup=Markup.MARKDOWN,
        between=0.0,
        indent="  ",
        sections=("## {section}",),
        bullets=("- ",),
        numbers=("1. ",),
        wishes=Wishes(sentences=(0, 1)),
    ),
    Layout(
        "markdown-sentences",
        ("A **{term}** is {a} {predicate}.",),
        suffix=".md",
        markup=Markup.MARKDOWN,
        between=1.0,
        lower=1.0,
        english=True,
        sections=("## {section}",),
        wishes=Wishes(lists=0.0, labels=0.0, repeats=0.0, short_forms=0.0),
    ),
    Layout(
        "markdown-definitions",
        ("{term}\n: {first}",),
        suffix=".md",
        markup=Markup.MARKDOWN,
        between=1.0,
        same_line=1.0,
        sections=("## {section}",),
        wishes=_PROSE,
    ),
    Layout(
        "markdown-table",
        ("| {term} | {first} |",),
        suffix=".md",
        markup=Markup.MARKDOWN,
        between=0.0,
        one_line=True,
        sections=("## {section}",),
        before=("", "| Term | Meaning |", "|---|---|"),
        after=("",),
        wishes=_PROSE,
    ),
    Layout(
        "csv",
        ('"{term}","{first}","{section}"',),
        suffix=".csv",
        between=0.0,
        one_line=True,
        sections=(),
        furniture=Furniture.NONE,
        before=(),
        wishes=_PROSE,
    ),
    Layout(
        "tsv",
        ("{term}\t{first}",),
        suffix=".tsv",
        between=0.0,
        one_line=True,
        sections=(),
        furniture=Furniture.NONE,
        wishes=_PROSE,
    ),
    Layout(
        "html-headings",
        ("<h3>{term}</h3>\n<p>{first}</p>",),
        suffix=".html",
        markup=Markup.HTML,
        between=0.1,
        furniture=Furniture.DOCUMENT,
        sections=("<h2>{section}</h2>",),
    ),
    Layout(
        "html-list",
        ("<dt>{term}</dt>\n<dd>{first}</dd>",),
        suffix=".html",
        markup=Markup.HTML,
        between=0.0,
        furniture=Furniture.DOCUMENT,
        sections=("<h2>{section}</h2>",),
        before=("<dl>",),
        after=("</dl>",),
        same_line=1.0,
        wishes=_PROSE,
    ),
    Layout(
        "html-bold",
        ("<p><b>{term}</b>: {first}</p>", "<p><strong>{term}</strong> – {first}</p>"),
        suffix=".html",
        markup=Markup.HTML,
        between=0.0,
        furniture=Furniture.DOCUMENT,
        sections=("<h1>{section}</h1>",),
    ),
    Layout(
        "latex-bold",
        ("\\textbf{{{term}}}: {first}",),
        suffix=".tex",
        markup=Markup.LATEX,
        between=1.0,
        furniture=Furniture.DOCUMENT,
        sections=("\\section{{{section}}}",),
    ),
    Layout(
        "latex-list",
        ("\\item[{term}] {first}",),
        suffix=".tex",
        markup=Markup.LATEX,
        between=0.1,
        furniture=Furniture.DOCUMENT,
        sections=("\\section{{{section}}}",),
        before=("\\begin{description}",),
        after=("\\end{description}",),
        same_line=1.0,
        wishes=_PROSE,
    ),
    Layout("dot-dash", ("{term}.- {first}",), between=0.2, sections=("{n}. {SECTION}",)),
    Layout(
        "double-colon",
        ("{term}::{first}",),
        suffix=".md",
        between=0.3,
        sections=("## {section}",),
        markup=Markup.MARKDOWN,
        bullets=("- ",),
        numbers=("1. ",),
        wishes=_PROSE,
        one_line=True,
    ),
    Layout(
        "outline",
        ("\t{term}\n{first}",),
        indent="\t\t",
        between=0.0,
        sections=("{section}",),
        wishes=Wishes(sentences=(0, 2)),
    ),
    Layout(
        "markdown-labels",
        ("### {n}. {term}\n**Definition:** {first}",),
        suffix=".md",
        markup=Markup.MARKDOWN,
        between=1.0,
        sections=("## {section}",),
        bullets=("- ", "* "),
        numbers=("{n}. ",),
        english=True,
    ),
    Layout(
        "dictionary",
        ("{term} (n.) {predicate}.",),
        between=0.9,
        lower=1.0,
        sections=(),
        english=True,
        wishes=Wishes(lists=0.15, short_forms=0.0),
    ),
    Layout(
        "mixed",
        ("{term}: {first}", "{term} - {first}", "{term}\n{first}", "{term} – {first}"),
        between=0.7,
        inside=0.05,
        furniture=Furniture.SITE,
        wishes=Wishes(contexts=0.05, repeats=0.12),
    ),
)
