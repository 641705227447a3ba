"""Notes typed in a rush: one run of lines after the other with hardly a blank one, in which each
line is set out as it came: another mark, an explanation in brackets, a headword over its text, a
heading that nothing but its shortness shows, a reminder.

`make_rushed(seed)` gives a document and its right answer, as `make_hurried` does, and which lines
are sections and which are asides.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from .entries import Writer
from .rush_words import (
    ABOUT,
    ARTICLES,
    ASIDES,
    CODE,
    DAYS,
    HEADINGS,
    MARKS,
    PART,
    THING,
    TITLES,
    WEIGHTS,
    WORK,
    clause,
    question,
    term,
)
from .sheet import MONTHS, NAMES, ODD, Habits, Sheet
from .words import FOREIGN, SUBJECTS, Subject

#: Marks with which lines inside an entry may be parted too.
INNER = (": ", " = ", " - ", " -> ", " => ")


# --------------------------------------------------------------------------- entries


def in_a_line(sheet: Sheet, before: str = "", mark: str = "") -> None:
    """One entry, in one line."""
    r, h = sheet.rng, sheet.habits
    name = term(sheet)
    mark = mark or sheet.between()
    text = clause(sheet)
    shown = sheet.dressed(name)
    if r.random() < h.long and mark.strip():
        mark = " (" if r.random() < 0.5 else mark
    entry = sheet.entry(name, len(sheet.lines) + 1)
    if mark == " (":
        text = text.replace("(", "").replace(")", "")
        sheet.put(f"{before}{shown} ({sheet.said(entry, text)})")
        return
    sheet.put(f"{before}{shown}{mark}{sheet.said(entry, text)}")
    if r.random() < 0.1:
        for _ in range(r.randint(1, 4)):
            inner = r.choice(
                (
                    clause(sheet),
                    f"{sheet.short()}{r.choice(INNER)}{clause(sheet)}",
                    sheet.statement(),
                )
            )
            marker = r.choice(("", "", "- ", "* "))
            sheet.put(f"{before and '    '}{h.indent}{marker}{sheet.said(entry, inner)}")
    elif r.random() < 0.03 and not before:
        more = r.choice((sheet.write.predicate(), f"and {clause(sheet)}", sheet.short()))
        sheet.put(sheet.said(entry, more[:1].lower() + more[1:]))


def over_text(sheet: Sheet, indent: str = "") -> None:
    """A headword on its line, its text on the next."""
    r = sheet.rng
    name = term(sheet) if r.random() < 0.93 else question(sheet)
    entry = sheet.entry(name, sheet.put(sheet.dressed(name) + (":" if r.random() < 0.12 else "")))
    for _ in range(1 if r.random() < 0.85 else 2):
        text = clause(sheet)
        if r.random() < 0.15:
            text = f"{sheet.short()}{r.choice(INNER)}{text}"
        sheet.put(f"{indent}{sheet.said(entry, text)}")
    if r.random() < 0.04:
        for _ in range(r.randint(1, 3)):
            sheet.put(f"{indent}{sheet.said(entry, r.choice(CODE))}")


def over_points(sheet: Sheet) -> None:
    """A headword over a list of what belongs to it."""
    r, h = sheet.rng, sheet.habits
    name = term(sheet) if r.random() < 0.8 else question(sheet)
    ends = r.choice(("", "", "", ":", ":", "??", " -", f" {h.mark.strip()}"))
    entry = sheet.entry(name, sheet.put(sheet.dressed(name) + ends))
    form = r.choice(("bullet", "bullet", "indent", "number", "both", "both"))
    count = r.randint(2, 5)
    labelled = r.choice((0.0, 0.0, 0.2, 0.8))
    make = r.choice((sheet.short, sheet.short, lambda: clause(sheet)))
    for n in range(count):
        text = make()
        if r.random() < labelled:
            text = f"{sheet.short()}{r.choice(INNER)}{text}"
        before = {
            "bullet": h.bullet, "indent": h.indent,
            "number": f"{n + 1}{r.choice(') ').strip() or ')'} ",
            "both": h.indent + h.bullet,
        }[form]  # fmt: skip
        sheet.put(before + sheet.said(entry, text))
    entry["items"] = count if form != "indent" else 0


def asked(sheet: Sheet) -> None:
    """A question, and its answer on the next line or behind it."""
    r, h = sheet.rng, sheet.habits
    text = question(sheet)
    if not text.endswith(("?", ".")):
        text += "?"
    entry = sheet.entry(text, len(sheet.lines) + 1)
    if r.random() < 0.3 and text.endswith("?"):
        sheet.put(f"{text} {sheet.said(entry, clause(sheet))}")
        return
    sheet.put(text)
    said = clause(sheet)
    if r.random() < 0.3:
        said = f"{sheet.short()} = {said}"
    sheet.put(r.choice(("", " ", h.indent, "-> ")) + sheet.said(entry, said))


def event(sheet: Sheet) -> None:
    """A date and what happened, with a mark or without."""
    r = sheet.rng
    name = sheet.term("date")
    if r.random() < 0.2:
        name = f"{r.randrange(1, 29)} {r.choice(MONTHS)}"
    entry = sheet.entry(name, len(sheet.lines) + 1)
    mark = r.choice((" - ", " ", " ", ": ", sheet.habits.mark))
    sheet.put(f"{name}{mark}{sheet.said(entry, clause(sheet))}")


def labels_below(sheet: Sheet) -> None:
    """A headword over indented lines of a few labels."""
    r, h = sheet.rng, sheet.habits
    codes = ("o", "i", "n", "a") if h.number else ("made of", "found in", "use", "s/e")
    name = term(sheet)
    entry = sheet.entry(name, len(sheet.lines) + 1)
    if r.random() < 0.25:
        sheet.put(f"{name}{sheet.between()}{sheet.said(entry, clause(sheet))}")
    else:
        sheet.put(name)
    for code in codes[: r.randint(2, 4)]:
        sheet.put(
            f"{h.indent}{code}{r.choice((': ', ': ', ' - '))}{sheet.said(entry, clause(sheet))}"
        )
    if r.random() < 0.15:
        sheet.put(f"{h.indent}{sheet.said(entry, sheet.statement())}")


# --------------------------------------------------------------------------- sections


def lines(sheet: Sheet, count: int) -> None:
    """Entries line by line, of several makes."""
    r = sheet.rng
    text, points, ask = (
        r.choice((0, 0, 0.05, 0.15)),
        r.choice((0, 0.06, 0.12)),
        r.choice((0, 0, 0.05)),
    )
    for _ in range(count):
        kind = r.random()
        if kind < text:
            over_text(sheet, sheet.rng.choice(("", "", sheet.habits.indent)))
        elif kind < text + points:
            over_points(sheet)
        elif kind < text + points + ask:
            asked(sheet)
        else:
            in_a_line(sheet)
        if r.random() < 0.06:
            under(sheet)
        if r.random() < sheet.habits.noise * 0.25:
            aside(sheet)


def items(sheet: Sheet, count: int) -> None:
    """Entries in a list, set out as they came."""
    r, h = sheet.rng, sheet.habits
    number = r.random() < 0.12
    deep = r.choice((0.0, 0.0, 0.1, 0.25))
    before = r.choice(("", "", "", " ", "  "))
    for n in range(count):
        bullet = f"{n + 1}. " if number else h.bullet
        if r.random() < deep:
            name = term(sheet)
            entry = sheet.entry(name, sheet.put(before + bullet + sheet.dressed(name)))
            entry["items"] = sheet.points(entry, before + h.indent + h.bullet, 2, 4)
        else:
            in_a_line(sheet, before + bullet)
        if r.random() < h.noise * 0.2:
            aside(sheet, before + bullet if r.random() < 0.4 else "")


def heads(sheet: Sheet, count: int) -> None:
    """Headwords over their text, line by line, now and then one in a line."""
    r = sheet.rng
    slip = r.choice((0.0, 0.0, 0.1, 0.3))
    points = r.choice((0.0, 0.0, 0.15))
    indent = r.choice(("", "", "", sheet.habits.indent, " "))
    for _ in range(count):
        if r.random() < slip:
            in_a_line(sheet)
        elif r.random() < points:
            over_points(sheet)
        else:
            over_text(sheet, indent)


def explained(sheet: Sheet, count: int) -> None:
    """Headwords with their explanation in brackets."""
    marker = sheet.rng.choice(("", "", sheet.habits.bullet))
    for _ in range(count):
        in_a_line(sheet, marker, " (" if sheet.chance(0.9) else "")


def events(sheet: Sheet, count: int) -> None:
    for _ in range(count):
        event(sheet) if sheet.chance(0.93) else in_a_line(sheet)


def words(sheet: Sheet, count: int) -> None:
    """Words of a language with their articles or what they go with, and what they mean."""
    r = sheet.rng
    articles = r.choice(ARTICLES)
    behind = r.choice((("",), ("", "", " (pl)", ", -e", " (m)", "(n)", " + dat", " (sth)")))
    for _ in range(count):
        name = f"{r.choice(articles)}{sheet.term('first')}{r.choice(behind)}"
        entry = sheet.entry(name, len(sheet.lines) + 1)
        said = sheet.said(entry, sheet.short())
        more = r.choice(("", "", "", f" ({sheet.short()})", f", {sheet.short()}"))
        sheet.put(f"{name}{sheet.between()}{said}{more}")
        if r.random() < sheet.habits.noise * 0.2:
            aside(sheet)


def questions(sheet: Sheet, count: int) -> None:
    for _ in range(max(2, count // 2)):
        asked(sheet)


def labelled(sheet: Sheet, count: int) -> None:
    for _ in range(max(2, count // 2)):
        labels_below(sheet) if sheet.chance(0.9) else in_a_line(sheet)


def indented(sheet: Sheet, count: int) -> None:
    """Entries further in than the heading over them."""
    start = len(sheet.lines)
    lines(sheet, count)
    step = sheet.rng.choice((" ", "  ", "  "))
    sheet.lines[start:] = [step + line for line in sheet.lines[start:]]


Style = Callable[[Sheet, int], None]
STYLES: tuple[tuple[Style, float], ...] = (
    (lines, 10), (items, 4), (heads, 3), (explained, 1.5), (words, 2), (events, 1),
    (questions, 0.8), (labelled, 1), (indented, 0.8),
)  # fmt: skip


def aside(sheet: Sheet, before: str = "") -> None:
    """A reminder; it is no entry and belongs to none."""
    r = sheet.rng
    text = r.choice(ASIDES).format(
        work=r.choice(WORK), day=r.choice(DAYS), about=r.choice((*ABOUT, sheet.short())),
        date=f"{r.randrange(1, 13)}/{r.randrange(1, 28)}", n=r.randrange(2, 9), m=r.randrange(2, 9),
        thing=r.choice(THING), who=r.choice(("Tom", "Priya", "prof", "the TA", "miss hall", "Anna",
        "mr A")),
    )  # fmt: skip
    if r.random() < 0.3:
        text = text[:1].upper() + text[1:]
    sheet.asides.append(sheet.put(before + text))
    sheet.not_terms.append(text.strip("*()"))


def under(sheet: Sheet) -> None:
    """A heading in the middle of a run, which only its shortness shows."""
    r = sheet.rng
    name = sheet.term("phrase") if r.random() < 0.5 else r.choice(list(sheet.subject.sections))
    name = name.lower() if r.random() < 0.7 else name
    if r.random() < 0.1:
        name += r.choice((" (cont.)", " etc", " + co"))
    sheet.topic = name
    sheet.sections.append(sheet.put(name + (":" if r.random() < 0.15 else "")))
    sheet.not_terms.append(name)


def heading(sheet: Sheet, form: str, name: str) -> None:
    r = sheet.rng
    shown = name
    behind = ""
    if r.random() < 0.13:
        behind = r.choice(("!!", " (learn!!)", "   -- 20 pts on the test!", " - irregular!!",
            " (cont.)", " etc",
                           " & co", " + more", " (not on midterm?? ask)", " / people",
                           " ???"))  # fmt: skip
    text = form.format(CAPS=shown.upper(), low=shown.lower(), name=shown)
    sheet.topic = name
    at = sheet.put(text + behind if not text.endswith((":", "*", "-", "=")) else text)
    sheet.sections.append(at)
    sheet.not_terms.append(name)


def make_rushed(seed: int) -> tuple[str, str, dict[str, object]]:
    """The name, text and right answer of the document of this seed."""
    r = Random(f"rushed {seed}")
    form = r.choice(HEADINGS)
    markdown = "#" in form or "**" in form or r.random() < 0.2
    subject: Subject = r.choice((*SUBJECTS, *SUBJECTS, FOREIGN[0]))
    sheet = Sheet(r, subject, Writer(subject, r), _habits(r, markdown, form))
    if r.random() < 0.85:
        _title(sheet, markdown)
    if r.random() < 0.35:
        aside(sheet)
    if r.random() < 0.7:
        sheet.blank()
    names = list(subject.sections)
    gap = r.choice((0.0, 0.3, 1.0, 1.0, 1.0))
    loose = r.choice((0.0, 0.0, 0.3))  # a blank line under the heading
    same = r.random() < 0.4
    style = r.choices([s for s, _ in STYLES], [w for _, w in STYLES])[0]
    for n, name in enumerate(names[: r.choice((1, 2, 3, 4, 4, 4))]):
        if n and r.random() < gap:
            sheet.blank()
        if n or r.random() < 0.75:
            if r.random() < 0.2:
                name = sheet.term("phrase")
            heading(sheet, form if r.random() < 0.92 else r.choice(HEADINGS[:10]), name)
            if r.random() < loose:
                sheet.blank()
        if not same:
            style = r.choices([s for s, _ in STYLES], [w for _, w in STYLES])[0]
        if r.random() < 0.55:
            _marks(sheet)
        before = len(sheet.terms)
        style(sheet, r.randint(3, 10))
        if len(sheet.terms) - before > 3 and r.random() < 0.2:
            if r.random() < 0.4:
                sheet.blank()
            again = (
                style
                if r.random() < 0.3
                else r.choices([s for s, _ in STYLES], [w for _, w in STYLES])[0]
            )
            if r.random() < 0.3:
                under(sheet)
            again(sheet, r.randint(2, 5))
        if r.random() < sheet.habits.noise:
            if r.random() < 0.4:
                sheet.blank()
            aside(sheet)
    return f"rushed-{seed}{'.md' if markdown else '.txt'}", "\n".join(sheet.lines) + "\n", {
        "doc": f"rushed-{seed}", "terms": sheet.terms, "optional_terms": [],
        "not_terms": sheet.not_terms, "sections": sheet.sections, "asides": sheet.asides,
        "typos": [], "tolerated": [], "protected": [], "joins": [],
    }  # fmt: skip


def _habits(r: Random, markdown: bool, form: str) -> Habits:
    dress = r.choices(("", "bold", "code", "em"), (14, 2, 0.6, 0.4))[0] if markdown else ""
    return Habits(
        markdown=markdown,
        mark=r.choices(MARKS, WEIGHTS)[0] if r.random() < 0.95 else r.choice(ODD),
        other=r.choices(MARKS, WEIGHTS)[0],
        mixed=r.choice((0.0, 0.1, 0.3, 0.5, 0.7)),
        bullet=r.choice(("- ", "- ", "* ", "+ ", "o ", "• ", "– "))
        if not markdown
        else r.choice(("- ", "- ", "* ", "+ ")),
        indent=r.choice(("  ", "   ", "     ", "\t", " "))
        if not markdown
        else r.choice(("  ", "   ", "    ")),
        lower=r.choice((0.0, 0.5, 0.9, 1.0)),
        stops=r.choice((0.0, 0.0, 0.05, 0.6)),
        blank=0.0,
        noise=r.choice((0.0, 0.1, 0.25, 0.4)),
        long=r.choice((0.0, 0.0, 0.05, 0.1)),  # explanations in brackets
        section=form,
        dress=dress,
        undressed=r.choice((0.0, 0.3, 0.6)),
        number="x" if r.random() < 0.4 else "",
    )


def _marks(sheet: Sheet) -> None:
    """A new section is begun with other marks."""
    r, h = sheet.rng, sheet.habits
    h.mark = r.choices(MARKS, WEIGHTS)[0] if r.random() < 0.93 else r.choice(ODD)
    h.other = r.choices(MARKS, WEIGHTS)[0]
    h.mixed = r.choice((0.0, 0.0, 0.1, 0.3, 0.5))


def _title(sheet: Sheet, markdown: bool) -> None:
    r, s = sheet.rng, sheet.subject
    names = list(s.sections)
    word = r.choice(
        (s.title, s.title.split()[0], s.title.split()[-1].capitalize(), s.title.split()[0][:4])
    )
    title = r.choice(TITLES).format(
        t=word, T=word.upper(), n=r.randrange(1, 9), m=r.randrange(2, 9), s=r.choice(names).lower(),
        s2=r.choice(s.objects), part=r.choice(PART), who=r.choice(NAMES).split()[0],
    )  # fmt: skip
    if r.random() < 0.3:
        title = title.lower()
    at = sheet.put(
        ("# " if markdown and "#" in sheet.habits.section and r.random() < 0.7 else "") + title
    )
    sheet.sections.append(at)
    sheet.not_terms.append(title)
