"""Notes as they are typed in a hurry: the same facts in the layouts that people fall into, mixed
and with what they leave around them.

`make_hurried(seed)` gives a document and its right answer, as `make` does; each document has habits
of its own (its marks, how it heads its sections, whether it leaves blank lines), keeps to them
mostly, and holds what is no entry: reminders, statements, lists inside an entry whose items look
like entries.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from .entries import Writer
from .outlines import (
    answered,
    asked_under,
    examples_below,
    labelled_cards,
    outline,
    slides,
    sparse,
    topics,
    which,
    words_only,
)
from .sheet import CODES, LABELS, ODD, REMINDERS, USUAL, Habits, Sheet
from .words import FOREIGN, SUBJECTS, Subject


def lines(sheet: Sheet, count: int) -> None:
    """One entry a line."""
    h = sheet.habits
    for n in range(count):
        if n and sheet.chance(h.blank):
            sheet.blank()
        entry = sheet.one_line()
        if sheet.chance(0.06):
            sheet.put(sheet.said(entry, sheet.clause()))
        elif sheet.chance(0.05):
            entry["items"] = sheet.points(entry, h.indent + h.bullet, 2, 4)
        elif n < count - 1 and sheet.chance(h.noise * 0.3):
            sheet.stray()


def listed(sheet: Sheet, count: int) -> None:
    """One entry an item; some have a list under them."""
    h = sheet.habits
    under = sheet.rng.choice((0.0, 0.1, 0.4))
    for n in range(count):
        marker = h.number.format(n=n + 1) if h.number else h.bullet
        entry = sheet.one_line(marker)
        if sheet.chance(under):
            entry["items"] = sheet.points(entry, h.indent + h.bullet, 1, 4, depth=1)
        elif sheet.chance(h.noise):
            sheet.stray(h.bullet)


def parents(sheet: Sheet, count: int) -> None:
    """A bullet is the headword, those under it say what it is."""
    h = sheet.habits
    leaf = sheet.rng.choice((0.0, 0.1, 0.3))
    grouped = sheet.chance(0.35)
    base = ""
    number = h.number if sheet.chance(0.5) else ""
    for n in range(count):
        if grouped and n % 4 == 0:
            name = sheet.term("phrase")
            sheet.put(f"{h.bullet}{name}")
            sheet.not_terms.append(name)
            base = h.indent
        marker = base + (number.format(n=n + 1) if number else h.bullet)
        if sheet.chance(leaf):
            sheet.put(marker + sheet.statement())
            continue
        if sheet.chance(0.12):
            entry = sheet.one_line(marker)
        else:
            term = sheet.term() if sheet.chance(0.9) else sheet.question()
            entry = sheet.entry(
                term, sheet.put(marker + sheet.dressed(term) + (":" if sheet.chance(0.15) else ""))
            )
        entry["items"] = sheet.points(entry, base + h.indent + h.bullet, 1, 4, depth=1)


def over_text(sheet: Sheet, count: int) -> None:
    """A headword on its line, one or more lines of text below."""
    h = sheet.habits
    lone = sheet.rng.choice((0.6, 0.9, 1.0))
    implicit = sheet.rng.choice((0.0, 0.0, 0.3))
    for n in range(count):
        if n and sheet.chance(h.blank):
            sheet.blank()
        term = sheet.term()
        entry = sheet.entry(term, sheet.put(sheet.dressed(term)))
        for _ in range(1 if sheet.chance(lone) else sheet.rng.randint(2, 4)):
            sheet.put(sheet.said(entry, sheet.clause() if sheet.chance(0.8) else sheet.statement()))
        if sheet.chance(implicit):
            sheet.bare_list(entry)


def attributes(sheet: Sheet, count: int) -> None:
    """A headword over indented lines of the same few labels."""
    h = sheet.habits
    codes = sheet.rng.sample(CODES if sheet.chance(0.6) else LABELS, 4)
    mark = sheet.rng.choice((": ", " - ", " = ", ":"))
    bullet = h.bullet if sheet.chance(0.3) else ""
    for n in range(count):
        if n and sheet.chance(h.blank * 0.5):
            sheet.blank()
        if sheet.chance(0.15):
            entry = sheet.one_line()
        else:
            term = sheet.term()
            entry = sheet.entry(term, sheet.put(term + (":" if sheet.chance(0.1) else "")))
        for code in codes[: sheet.rng.randint(2, 4)]:
            sheet.put(f"{h.indent}{bullet}{code}{mark}{sheet.said(entry, sheet.clause())}")
        if sheet.chance(0.1):
            sheet.put(f"{h.indent}{bullet}{sheet.said(entry, sheet.statement())}")


def asked(sheet: Sheet, count: int) -> None:
    """Questions, numbered or marked or neither, with the answer below, in points or on the line."""
    h, r = sheet.habits, sheet.rng
    form = r.choice(("number", "number", "bullet", "mark", "bare", "bold"))
    answer = r.choice(("points", "points", "text", "line", "any"))
    for n in range(count):
        question = sheet.question()
        before = {
            "number": r.choice(("{n}. ", "{n}. ")).format(n=n + 1),
            "bullet": h.bullet,
            "mark": "Q: ",
        }.get(form, "")
        shown = f"**{question}**" if form == "bold" else question
        if sheet.chance(h.blank) or form in ("bare", "bold"):
            sheet.blank()
        how = r.choice(("points", "text", "line")) if answer == "any" else answer
        if form == "mark":
            entry = sheet.entry(question, sheet.put(before + shown))
            sheet.put("A: " + sheet.said(entry, sheet.clause()))
            continue
        if how == "line" and question.endswith("?"):
            entry = sheet.entry(question, len(sheet.lines) + 1)
            sheet.put(f"{before}{shown} {sheet.said(entry, sheet.clause())}")
            continue
        entry = sheet.entry(question, sheet.put(before + shown))
        inner = "   " if form in ("number", "bullet") else ""
        if how == "points":
            if form in ("bare", "bold") and h.markdown:
                sheet.blank()
            entry["items"] = sheet.points(entry, inner + h.bullet, 1, 4, depth=1)
        else:
            sheet.put(inner + sheet.said(entry, sheet.clause()))


def bold_points(sheet: Sheet, count: int) -> None:
    """Items or paragraphs with their term in bold, in front or in the sentence, among items
    without.
    """
    h, r = sheet.habits, sheet.rng
    marker = h.bullet if sheet.chance(0.7) else ""
    form = r.choice((": ", " - ", " ", "in", ":", " is ", " (also X) - "))
    plain = r.choice((0.0, 0.15, 0.35))
    for n in range(count):
        if not marker:
            sheet.blank()
        if n and sheet.chance(plain):
            sheet.put(marker + sheet.statement())
            continue
        term = sheet.term()
        entry = sheet.entry(term, len(sheet.lines) + 1)
        text = sheet.clause()
        if form == "in":
            article = r.choice(("A", "The", "An"))
            sheet.put(
                f"{marker}{article} **{term}** "
                f"{r.choice(('is', 'is a', 'is the', 'means'))} "
                f"{sheet.said(entry, text)}"
            )
        elif form == ":":
            sheet.put(f"{marker}**{term}:** {sheet.said(entry, text)}")
        else:
            sheet.put(f"{marker}**{term}**{form}{sheet.said(entry, text)}")
        if marker and sheet.chance(0.25):
            if sheet.chance(0.3):
                for _ in range(r.randint(2, 4)):
                    inner = sheet.term()
                    below = sheet.entry(inner, len(sheet.lines) + 1)
                    between = form if form not in ("in", ":") else ": "
                    said = sheet.said(below, sheet.clause())
                    sheet.put(f"{h.indent}{marker}**{inner}**{between}{said}")
            else:
                entry["items"] = sheet.points(entry, h.indent + marker, 1, 3, depth=1)


def heading_cards(sheet: Sheet, count: int, level: int = 3) -> None:
    """Each heading is a headword; its text and its points, of any depth, are its body."""
    h, r = sheet.habits, sheet.rng
    depth = r.choice((0, 1, 2, 2))
    labelled = r.choice((0.0, 0.0, 0.2, 0.6))
    text, points, deeper = (
        r.choice((0.1, 0.5, 0.9)),
        r.choice((0.3, 0.8, 1.0)),
        r.choice((0.0, 0.0, 0.3)),
    )
    numbered = sheet.chance(0.1)
    for n in range(count):
        sheet.blank()
        term = sheet.term() if sheet.chance(0.8) else sheet.question()
        inner = level + 1 if n and sheet.chance(deeper) else level
        mark = "#" * inner + " " if h.markdown else ""
        shown = f"{n + 1}. {term}" if numbered else term
        if h.markdown and sheet.chance(0.06):
            empty = sheet.term()
            sheet.put(f"{mark}{empty}")
            sheet.blank()
            continue
        entry = sheet.entry(term, sheet.put(mark + shown))
        if h.markdown and sheet.chance(0.4):
            sheet.blank()
        written = sheet.chance(text)
        if written:
            for _ in range(r.randint(1, 3)):
                sheet.put(sheet.said(entry, sheet.statement()))
                if sheet.chance(0.4):
                    sheet.blank()
        if not written or sheet.chance(points):
            entry["items"] = sheet.points(
                entry, h.bullet, 2, 7, labelled if sheet.chance(0.7) else 0.0, depth
            )
            if sheet.chance(0.15):
                sheet.blank()
                sheet.points(entry, h.bullet, 2, 4, labelled, depth)


def dates(sheet: Sheet, count: int) -> None:
    """A date and what happened."""
    mark = sheet.rng.choice((" - ", ": ", " – ", " = ", "  "))
    marker = sheet.habits.bullet if sheet.chance(0.4) else ""
    for _ in range(count):
        term = sheet.term("date")
        entry = sheet.entry(term, len(sheet.lines) + 1)
        sheet.put(
            f"{marker}{term}{mark if mark.strip() else ' - '}{sheet.said(entry, sheet.clause())}"
        )


def vocabulary(sheet: Sheet, count: int) -> None:
    """Words and what they mean, short on both sides; some have a second mark."""
    r = sheet.rng
    extra = sheet.chance(0.4)
    marker = sheet.habits.bullet if sheet.chance(0.3) else ""
    for _ in range(count):
        term = sheet.term(r.choice(("first", "plain", "object")))
        if extra and sheet.chance(0.4):
            term += r.choice((", -e", " (pl)", ", -en", " + dat", " - x - y", " (sth)"))
        entry = sheet.entry(term, len(sheet.lines) + 1)
        mark = sheet.between()
        if " - " in term and "-" in mark:
            mark = " = "
        sheet.put(f"{marker}{term}{mark}{sheet.said(entry, sheet.short())}")


Style = Callable[[Sheet, int], None]
STYLES: dict[str, tuple[Style, float]] = {
    "lines": (lines, 7.0),
    "listed": (listed, 6.0),
    "parents": (parents, 4.0),
    "over-text": (over_text, 3.0),
    "attributes": (attributes, 2.0),
    "asked": (asked, 4.0),
    "bold": (bold_points, 4.0),
    "headings": (heading_cards, 11.0),
    "dates": (dates, 0.7),
    "vocabulary": (vocabulary, 2.5),
    "answered": (answered, 3.0),
    "asked-under": (asked_under, 2.0),
    "slides": (slides, 3.5),
    "examples-below": (examples_below, 4.0),
    "outline": (outline, 7.0),
    "labelled-cards": (labelled_cards, 3.0),
    "sparse": (sparse, 1.5),
    "topics": (topics, 3.0),
    "which": (which, 1.5),
    "words-only": (words_only, 0.7),
}
#: Layouts that keep their headwords in one line and go well beside each other in one document.
MIXED = (
    "lines",
    "listed",
    "over-text",
    "asked",
    "bold",
    "vocabulary",
    "parents",
    "attributes",
    "dates",
    "which",
)
#: Layouts whose headings are headwords, or stand over few of them.
HEADED = (
    "headings",
    "slides",
    "examples-below",
    "outline",
    "sparse",
    "labelled-cards",
    "asked-under",
)


def _habits(rng: Random, markdown: bool) -> Habits:
    mark = rng.choice(USUAL) if rng.random() < 0.75 else rng.choice(ODD)
    dress = rng.choices(("", "bold", "code", "em"), (12, 2, 1.5, 0.5))[0] if markdown else ""
    if dress == "code" and rng.random() < 0.3:
        mark = " "
    return Habits(
        markdown=markdown,
        mark=mark,
        other=rng.choice(USUAL),
        mixed=rng.choice((0.0, 0.0, 0.08, 0.3, 0.5)),
        bullet=rng.choice(("- ", "* ", "+ "))
        if markdown
        else rng.choice(("- ", "* ", "• ", "– ", "-> ", "o ")),
        indent=rng.choice(("    ", "   ", "\t"))
        if markdown
        else rng.choice(("  ", "   ", "    ", "\t")),
        lower=rng.choice((0.0, 0.1, 0.9, 1.0)),
        stops=rng.choice((0.0, 0.0, 0.1, 0.8)),
        blank=rng.choice((0.0, 0.0, 0.1, 0.5, 1.0)),
        noise=rng.choice((0.0, 0.05, 0.15, 0.3)),
        long=rng.choice((0.0, 0.2, 0.5, 0.9)),
        section=rng.choice(("## {}", "## {}", "# {}", "### {}", "**{}**"))
        if markdown
        else rng.choice(("{}", "{}", "{}:", "== {} ==", "{CAPS}", "{CAPS}", "--- {} ---", "")),
        dress=dress,
        undressed=rng.choice((0.0, 0.0, 0.3)),
        number=rng.choice(("{n}. ", "{n}) ")) if rng.random() < 0.25 else "",
    )


def make_hurried(seed: int, style: str = "") -> tuple[str, str, dict[str, object]]:
    """The name, text and right answer of the document of this seed, in the layout of that name
    (or one that the seed chooses).
    """
    rng = Random(f"hurried {seed} {style}")
    markdown = rng.random() < 0.6
    subject: Subject = rng.choice((*SUBJECTS, FOREIGN[0]))
    habits = _habits(rng, markdown)
    sheet = Sheet(rng, subject, Writer(subject, rng), habits)
    names = list(STYLES)
    main = style or rng.choices(names, [STYLES[n][1] for n in names])[0]
    several = rng.random() < (0.2 if main in HEADED else 0.4)
    sections = list(subject.sections)[: rng.choice((1, 2, 3, 4, 4))]
    if rng.random() < 0.6:
        title = rng.choice(
            ("{} notes", "{} - exam prep", "{} cram sheet", "{}", "lecture 4: {}")
        ).format(subject.title)
        mark = "# " if markdown and "##" in habits.section else ""
        sheet.sections.append(sheet.put(mark + title))
        sheet.not_terms.append(title)
        if rng.random() < 0.3:
            sheet.asides.append(sheet.put(rng.choice(REMINDERS)))
        if rng.random() < 0.8:
            sheet.blank()
    bare = rng.random() < 0.25 and main != "headings"  # no sections at all
    sheet.bold_heads = rng.random() < 0.2 and habits.section[:2] != "**"
    sheet.below = 0 if bare or rng.random() < 0.1 else 1
    for number, name in enumerate(sections):
        shown = name if rng.random() < 0.5 else name.lower()
        if not bare and habits.section:
            if number:
                sheet.blank()
            sheet.topic = shown
            sheet.sections.append(sheet.put(habits.section.format(shown, CAPS=shown.upper())))
            sheet.not_terms.append(shown)
            if (
                (markdown and rng.random() < 0.6)
                or habits.section.startswith("**")
                or rng.random() < 0.15
            ):
                sheet.blank()
        elif number:
            sheet.blank()
        count = rng.randint(3, 9) if len(sections) > 1 else rng.randint(5, 16)
        chosen = rng.choice(MIXED) if several and rng.random() < 0.7 else main
        if chosen == "headings":
            heading_cards(
                sheet,
                max(2, count // 2),
                min(6, habits.section.count("#") + (0 if bare else 1)) or 3,
            )
        else:
            STYLES[chosen][0](sheet, count)
        if rng.random() < habits.noise:
            sheet.blank() if rng.random() < 0.5 else None
            sheet.stray()
    return f"hurried-{seed}{'.md' if markdown else '.txt'}", "\n".join(sheet.lines) + "\n", {
        "doc": f"hurried-{seed}", "terms": sheet.terms, "optional_terms": [],
        "not_terms": sheet.not_terms, "sections": sheet.sections, "asides": sheet.asides,
        "typos": [], "tolerated": [],
        "protected": [], "joins": [],
    }  # fmt: skip
