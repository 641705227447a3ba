"""More layouts of notes typed in a hurry: those in which the level that holds the headwords has to
be found, and those in which text stands between the questions.
"""

from __future__ import annotations

from .sheet import LABELS, Sheet


def prose(sheet: Sheet, entry: dict[str, object] | None, least: int = 1, most: int = 3) -> None:
    """A paragraph of sentences, in an entry or in none; some writers break its lines."""
    r = sheet.rng
    said = []
    for _ in range(r.randint(least, most)):
        text = sheet.statement()
        text = text[:1].upper() + text[1:].rstrip(".") + "."
        said.append(text)
    if entry is not None:
        sheet.said(entry, said[0].rstrip("."))
    text = " ".join(said)
    width = r.choice((0, 0, 0, 60, 72))
    for line in wrapped(text, width):
        sheet.put(line)


def wrapped(text: str, width: int) -> list[str]:
    """A text in lines of so many columns; 0 = in one."""
    lines, line = [], ""
    for word in text.split(" "):
        if width and line and len(line) + len(word) >= width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line]


def heading(sheet: Sheet, level: int, text: str) -> int:
    """A heading of a level below that of the document's sections, by its mark or as a line in
    bold; its line.
    """
    h = sheet.habits
    sheet.blank()
    base = max(1, h.section.count("#"))
    if h.markdown and sheet.bold_heads and not level:
        return sheet.put(f"**{text}**")
    if h.markdown:
        line = sheet.put(f"{'#' * min(6, base + sheet.below + level)} {text}")
    else:
        line = sheet.put(text.upper() if level < 2 else text)
    if h.markdown and sheet.chance(0.6):
        sheet.blank()
    return line


def answered(sheet: Sheet, count: int) -> None:
    """Questions as items, numbered or not; the answer is a paragraph at the margin below."""
    h, r = sheet.habits, sheet.rng
    number = r.choice(("{n}. ", "{n}) ", "{n})  ", "", h.bullet, "Q{n}. "))
    number = number or h.bullet
    width = r.choice((0, 0, 50, 64))
    tight = r.choice((0.0, 0.0, 0.2, 1.0)) if not h.markdown else 0.0
    labelled = r.choice((0.0, 0.0, 0.3))
    for n in range(count):
        sheet.blank()
        question = sheet.question() if sheet.chance(0.75) else sheet.term("phrase")
        if sheet.chance(0.3):
            question = f"{question.rstrip('?')} {r.choice(sheet.subject.conditions)}"
            question += "?" if sheet.chance(0.5) else ""
        rows = wrapped(question, width)
        before = number.format(n=n + 1)
        entry = sheet.entry(question, sheet.put(before + rows[0]))
        for row in rows[1:]:
            sheet.put(row)
        if not sheet.chance(tight):
            sheet.blank()
        for k in range(r.choice((1, 1, 1, 2, 3))):
            if k:
                sheet.blank()
            if sheet.chance(labelled):
                sheet.put(
                    f"{sheet.short()}{r.choice((' - ', ': '))}{sheet.said(entry, sheet.clause())}"
                )
            elif sheet.chance(0.3):
                sheet.put(sheet.said(entry, sheet.clause()))
            else:
                prose(sheet, entry, 1, 2)
        if sheet.chance(0.1):
            sheet.points(entry, h.bullet, 2, 4)


def asked_under(sheet: Sheet, count: int) -> None:
    """A question and its answer right below it, in twos, under headings of their own."""
    h, r = sheet.habits, sheet.rng
    dress = r.choice(("", "", "**", "*", "***")) if h.markdown else ""
    before = r.choice(("", "", "", "$ ", "> ", "Q: ", "? ")) if not dress else ""
    behind = r.choice(("", "", "> ")) if h.markdown else r.choice(("", "", "  "))
    every = r.choice((1, 2, 3))
    for n in range(count):
        if n % every == 0 and sheet.chance(0.7):
            name = sheet.term()
            heading(sheet, r.choice((1, 1, 2)), name)
            sheet.not_terms.append(name)
            if sheet.chance(0.12):
                prose(sheet, None, 1, 1)
        sheet.blank()
        question = sheet.question()
        entry = sheet.entry(question, sheet.put(f"{before}{dress}{question}{dress}"))
        answer = sheet.said(entry, sheet.clause() if sheet.chance(0.5) else sheet.statement())
        sheet.put(behind + answer)
        if sheet.chance(0.2):
            sheet.put(behind + sheet.said(entry, sheet.statement()))


def slides(sheet: Sheet, count: int) -> None:
    """A heading a slide, over a few short lines apart or a list; rules between slides."""
    h, r = sheet.habits, sheet.rng
    rule = sheet.chance(0.5)
    own = r.choice(("lines", "lines", "points", "any"))
    dash = r.choice(("", "", "\\- ", "— ", "--- "))
    numbered = "" if h.markdown else r.choice(("", "--- SLIDE {} ---", "Slide {}", "[Slide {}]"))
    for n in range(count):
        if numbered:
            _slide(sheet, numbered, dash)
            continue
        if n and rule:
            sheet.blank()
            sheet.put("---")
        term = sheet.term() if sheet.chance(0.85) else sheet.question()
        if sheet.chance(0.08):
            heading(sheet, 0, sheet.term("phrase"))  # a slide with nothing but its title
            continue
        entry = sheet.entry(term, heading(sheet, 0, term))
        make = r.choice(("lines", "points", "prose")) if own == "any" else own
        if make == "points":
            sheet.points(entry, h.bullet, 2, 6, 0.3, 1)
            continue
        sheet.blank()
        for k in range(r.randint(1, 6)):
            if k:
                sheet.blank()
            if make == "prose":
                prose(sheet, entry, 1, 2)
                continue
            text = r.choice((sheet.short, sheet.short, sheet.statement, sheet.clause))()
            if sheet.chance(0.12):
                text = f"{sheet.short()}{r.choice((' -> ', ': ', ' = '))}{text}"
            sheet.put((dash if sheet.chance(0.8) else "") + sheet.said(entry, text))


def _slide(sheet: Sheet, marker: str, dash: str) -> None:
    """A slide as text: its number, its title, and a few lines below that."""
    sheet.blank()
    sheet.blank()
    sheet.slide += 1
    sheet.put(marker.format(sheet.slide))
    term = sheet.term()
    entry = sheet.entry(term, sheet.put(term))
    for _ in range(sheet.rng.randint(1, 7)):
        text = sheet.rng.choice((sheet.short, sheet.statement, sheet.clause, sheet.term))()
        if sheet.chance(0.1):
            text = f"{sheet.short()}{sheet.rng.choice((' - ', ': '))}{text}"
        sheet.put((dash if sheet.chance(0.8) else "") + sheet.said(entry, text))


def examples_below(sheet: Sheet, count: int) -> None:
    """Headings over paragraphs or lists; examples and aspects have headings of their own within
    the entry.
    """
    r = sheet.rng
    words = ("Example", "Proof", "Example: {s}", "Exercise {n}", "Notes", "Remark", "{s}", "Causes")
    word = r.choice(words)
    share = r.choice((0.2, 0.5, 0.9))
    several = r.choice((0, 0, 2))
    listed = r.choice((0.0, 0.2, 0.8))
    number = r.choice(("", "", "", "{n}. ", "Question {n}: "))
    for n in range(count):
        term = sheet.question() if number.startswith("Q") else sheet.term()
        entry = sheet.entry(term, heading(sheet, 0, number.format(n=n + 1) + term))
        if not several or sheet.chance(0.5):
            _text(sheet, entry, listed)
            if sheet.chance(0.3):
                sheet.blank()
                prose(sheet, entry, 1, 3)
        elif n % 2:
            prose(sheet, entry, 1, 1)
        for _ in range(r.randint(1, 1 + several) if sheet.chance(share) else 0):
            word = r.choice(words) if several else word
            heading(sheet, 1, word.format(s=sheet.short(), n=n + 1))
            _text(sheet, entry, listed)
        if sheet.chance(0.2):
            sheet.blank()
            sheet.points(entry, sheet.habits.bullet, 2, 4)


def _text(sheet: Sheet, entry: dict[str, object], listed: float) -> None:
    if sheet.chance(listed):
        _plain_list(sheet, entry, sheet.rng.randint(1, 4))
    else:
        prose(sheet, entry, 1, 4)


def labelled_cards(sheet: Sheet, count: int) -> None:
    """A headword, and below it the same few labels in every entry, in bold or bare."""
    h, r = sheet.habits, sheet.rng
    labels = r.sample(LABELS, r.randint(2, 4)) if sheet.chance(0.6) else []
    labels = labels or [sheet.short() for _ in range(r.randint(2, 4))]
    form = r.choice(("**{}:** ", "**{}**: ", "{}: ", "{} - ")) if h.markdown else "{}: "
    marker = r.choice((h.bullet, h.bullet, ""))
    headed = sheet.chance(0.7)
    number = r.choice(("", "", "{n}. "))
    code = h.markdown and sheet.chance(0.3)
    for n in range(count):
        term = sheet.term()
        shown = number.format(n=n + 1) + term
        if headed:
            entry = sheet.entry(term, heading(sheet, 0, shown))
        else:
            sheet.blank()
            entry = sheet.entry(term, sheet.put(f"**{shown}**" if h.markdown else shown))
        for label in labels[: r.randint(max(1, len(labels) - 1), len(labels))]:
            text = sheet.statement() if sheet.chance(0.5) else sheet.clause()
            sheet.put(f"{marker}{form.format(label)}{sheet.said(entry, text)}")
        if code:
            heading(sheet, 1, "Example")
            sheet.put("```")
            sheet.put(f"{sheet.term('code')} = {r.randrange(99)}")
            sheet.put("```")


def outline(sheet: Sheet, count: int) -> None:
    """Headings over lists: where the items have items of their own those are the headwords, where
    they are plain the heading is.
    """
    h, r = sheet.habits, sheet.rng
    plain = r.choice((0.3, 0.6, 0.9, 1.0))
    colon = ":" if sheet.chance(0.2) else ""
    inline = r.choice((0.0, 0.0, 0.4))
    single = r.choice((0.0, 0.1, 0.3))
    lead = r.choice((0.0, 0.0, 0.4))
    made = 0
    while made < count:
        name = sheet.term()
        if sheet.chance(plain):
            entry = sheet.entry(name, heading(sheet, 0, name))
            if sheet.chance(lead):
                prose(sheet, entry, 1, 2)
                sheet.blank()
            _plain_list(sheet, entry, r.randint(1, 5))
            made += 1
            continue
        heading(sheet, 0, name)
        sheet.not_terms.append(name)
        for _ in range(r.randint(2, 4)):
            if sheet.chance(inline):
                sheet.one_line(h.bullet)
            else:
                term = sheet.term()
                entry = sheet.entry(term, sheet.put(f"{h.bullet}{term}{colon}"))
                sheet.points(entry, h.indent + h.bullet, 1, 4, 0.1, 1)
            made += 1
        if sheet.chance(single):
            sheet.put(h.bullet + sheet.statement())


def _plain_list(sheet: Sheet, entry: dict[str, object], count: int) -> None:
    """A list of statements under a heading; some go on below."""
    h, r = sheet.habits, sheet.rng
    below = r.choice((0.0, 0.2, 0.5))
    stress = r.choice((0.0, 0.0, 0.2, 0.6)) if h.markdown else 0.0
    for _ in range(count):
        text = sheet.statement() if sheet.chance(0.7) else sheet.clause()
        if sheet.chance(stress):
            text = _stressed(sheet, text)
        if sheet.chance(0.1):
            text = f"{r.randint(2, 5)} {r.choice(('types', 'causes', 'kinds', 'factors'))}"
        sheet.put(h.bullet + sheet.said(entry, text))
        if sheet.chance(below):
            sheet.points(entry, h.indent + h.bullet, 1, 3, 0.1, 1)


def _stressed(sheet: Sheet, text: str) -> str:
    """A sentence with a word or more of it in bold or code."""
    words = text.split(" ")
    first = sheet.rng.randrange(len(words))
    last = min(len(words), first + sheet.rng.randint(1, 3))
    sign = sheet.rng.choice(("**", "**", "`", "*"))
    words[first] = sign + words[first]
    words[last - 1] += sign
    return " ".join(words)


def sparse(sheet: Sheet, count: int) -> None:
    """Running notes in bullets of any depth; only some of them say what a term in bold is."""
    h, r = sheet.habits, sheet.rng
    form = r.choice(("is", ": ", " - ", "is"))
    stress = r.choice((0.0, 0.0, 0.1))
    for n in range(count):
        if n % 3 == 0:
            name = sheet.term("phrase")
            heading(sheet, r.choice((0, 1)), name)
            sheet.not_terms.append(name)
        for _ in range(r.randint(1, 3)):
            text = sheet.statement()
            if sheet.chance(stress):
                first, _, rest = text.partition(" ")
                text = f"**{first}** {rest}"
            sheet.put(h.bullet + text)
            if sheet.chance(0.4):
                sheet.put(f"{h.indent}{h.bullet}{sheet.statement()}")
        inner = h.indent if sheet.chance(0.4) else ""
        term = sheet.term()
        entry = sheet.entry(term, len(sheet.lines) + 1)
        said = sheet.said(entry, sheet.clause())
        verb = r.choice(("is", "is the", "are", "means")) if form == "is" else ""
        article = r.choice(("The ", "A ", "", "")) if verb else ""
        link = f" {verb} " if verb else form
        sheet.put(f"{inner}{h.bullet}{article}**{term}**{link}{said}")
        if sheet.chance(0.4):
            sheet.points(entry, f"{inner}{h.indent}{h.bullet}", 1, 3)


def which(sheet: Sheet, count: int) -> None:
    """Terms with a clause that says which they are, or dates with what happened, without a mark."""
    h, r = sheet.habits, sheet.rng
    marker = h.bullet if sheet.chance(0.4) else ""
    form = r.choice((", which ", ", who ", "date", "date", "  "))
    slip = r.choice((0.0, 0.3, 0.5))
    lead = sheet.chance(0.4)
    if lead:
        sheet.put(r.choice(sheet.subject.grammar.leads))
    for _ in range(count):
        term = sheet.term("date" if form == "date" else "")
        between = r.choice((" - ", ": ")) if sheet.chance(slip) else form
        between = " " if between == "date" else between
        entry = sheet.entry(term, len(sheet.lines) + 1)
        text = sheet.clause()
        if between.startswith(", "):
            text = f"{r.choice(sheet.subject.verbs)} {text}"
        sheet.put(f"{marker}{term}{between}{sheet.said(entry, text)}")


def words_only(sheet: Sheet, count: int) -> None:
    """Entries in one line, and a run of bare words under one of them that is its list."""
    for n in range(count):
        entry = sheet.one_line()
        if n % 4 == 3:
            sheet.blank()
            entry = sheet.one_line(term=sheet.question())
            if sheet.chance(0.5):
                sheet.put(sheet.said(entry, sheet.statement()))
            for _ in range(sheet.rng.randint(4, 12)):
                sheet.put(sheet.said(entry, sheet.rng.choice((sheet.short, sheet.term))()))
            sheet.blank()


def topics(sheet: Sheet, count: int) -> None:
    """Bullets over bullets: the outer ones are topics, one level of the inner ones the headwords,
    and what they say lies below those.
    """
    h, r = sheet.habits, sheet.rng
    depth = r.choice((1, 1, 2))
    further = r.choice((0.0, 0.0, 0.2))
    inline = r.choice((0.0, 0.0, 0.3, 0.8))
    made = 0
    while made < count:
        for level in range(depth if made == 0 or sheet.chance(0.5) else 1):
            at = level if made == 0 or depth == 1 else depth - 1 + level
            name = sheet.term()
            sheet.put(h.indent * min(at, depth - 1) + h.bullet + name)
            sheet.not_terms.append(name)
        for _ in range(r.randint(2, 4)):
            before = h.indent * depth + h.bullet
            if sheet.chance(inline):
                sheet.one_line(before)
            else:
                term = sheet.term()
                entry = sheet.entry(term, sheet.put(before + term))
                entry["items"] = sheet.points(
                    entry, h.indent + before, 1, 4, 0.1, int(sheet.chance(further))
                )
            made += 1
