"""What notes typed in a rush are made of: marks, headings, titles and reminders, headwords and what
is said of them.
"""

from __future__ import annotations

from collections.abc import Callable

from .sheet import NAMES, QUESTIONS, Sheet

#: The marks of a rush, the commonest first.
MARKS = (
    " - ",
    ": ",
    " = ",
    " -> ",
    "\t",
    " – ",
    " => ",
    " -- ",
    " : ",
    "   ",
    " | ",
    "... ",
    "= ",
    "- ",
    "=",
)
WEIGHTS = (16, 16, 9, 6, 3, 3, 2, 1.5, 2, 2, 1, 1.5, 0.7, 1, 0.7)
DAYS = ("mon", "tues", "weds", "thurs", "fri", "sat", "monday", "Friday", "next week", "tomorrow")
ABOUT = (
    "the last slide",
    "chapter 3",
    "question 4",
    "the second half",
    "slide 22",
    "the graph",
    "part b",
)
ASIDES = (
    "{work} {day}", "{work} {day}!!", "{work} on {about} {day}", "{work} due {date}",
    "{work} due {day} - {n}00 words!!!", "({work} due {day}, {about})",
    "*{work} {day} - {n} questions*",
    "{work} {day} - room {n}, bring {thing}", "ask about {about}", "ask {who} about {about} ??",
    "TODO look up {about}", "todo: {about}", "look up {about} again", "come back to {about}???",
    "check {about} w/ {who}", "pg {n}2 #4, 9, 15 for hw", "p. {n}1", "p.{n}7", "see p. {n}1-{n}9",
    "skip {about}, {who} said not on exam", "({who} says this one is always on the exam)",
    "*** {who} says dont bother w/ {about} ***", "office hrs {day} 3-5, {work} due {day}",
    "bring {thing} {day}!!", "{who} talks way too fast", "no {thing} allowed, ch {n}-{n}",
    "still need: {about}", "{day} {n}:15 bring {thing}", "redo {work} {n} {about}",
    "{about} is from the book",
    "copied from {who}, missed {day}", "(finish {about} {day}, ask {who} for slides)",
    "({work} {n} due {day}, {about})", "{n}/{n}  bring {thing}!!", "{day} {n}/{n}",
    "group {n}, {day} 10:00",
    "who said {about} again -> {who} duh", "not sure if {about} is on the {work}",
    "learn {about} by {day}!",
    "(from {who}s notes + slides wk {n})", "{who}, class {n}b", "- [ ] ask {who} for {about}",
    "> bring {thing} on {day}!!", "??? {about}", "next week {work} cancelled", "print {about}",
    "{about} üben!! S. {n}4", "nochmal anschauen: {about}", "{work} am {day}, {about}",
    "preguntar a {who}", "deberes p. {n}4 ej {n}", "pour {day}: p. {n}4 ex 3",
    "{work}: {about} + {about}, {day}", "ex {n} = on the {work}!",
    "marginal notes: {who} likes asking {about}!!",
)  # fmt: skip
WORK = ("quiz", "test", "exam", "midterm", "hw", "essay", "lab report", "problem set", "seminar",
    "spotter test",
         "final", "homework", "Klausur", "tutorial", "lab", "past paper",
         "presentation")  # fmt: skip
THING = (
    "a calculator",
    "calculator",
    "coat",
    "student card",
    "boots",
    "both books",
    "laptop",
    "notes",
)
TITLES = (
    "{t} {n}10 {part} {n} - {s}", "{t} - {s}", "{T} - {s}", "{t} notes",
    "{t} exam notes   (lect 1-{n})",
    "{t} {part} {n} & {m}      Tues Feb {n}", "{t}  {part} {n}-{m} notes, sorry messy",
    "{part} {n}: {s}",
    "{t} {n} - revision for weds    (Dr {who}, room B{n}2)", "{t} exam - what i still mix up",
    "{t} midterm review",
    "{T} {part} {n} + {m}  ({who} talks way too fast)",
    "{t} {n}10 Ethics revision (3 essay questions out of {m}!!)",
    "{T} REVISION", "{t} quiz {n} stuff", "{t} cram sheet", "{t} {part} {n}+{m}", "{t} - exam prep",
    "{t} unit {n} / {m}  vocab for the quiz  (mr {who})", "{t} Klausur {n}   {s}", "{t}: {s}",
    "{t} summary {n} / {who}",
    "{T} {n} {s} + {s2}", "{part} {n} {s} = {who}s {part}", "tema {n} - {t}  (examen el viernes)",
    "Dir. {t} I - resumo p/ P{n} (prof. {who})", "{t} {part} {n}", "{s}, {t}",
    "what to know for {t}",
)  # fmt: skip
PART = ("lec", "ch", "unit", "wk", "week", "lecture", "chapter", "module", "LK", "topic")
SHORTER = ((" that ", " "), (" which ", " "), ("with ", "w/ "), ("because", "bc"), ("before", "b4"),
    (" and ", " + "),
           ("between", "btwn"), ("without ", "w/o "), ("about", "abt"), (" the ", " "), ("is ",
           ""))  # fmt: skip
HEADINGS = (
    "{CAPS}", "{CAPS}", "{CAPS}", "{low}", "{low}", "{name}", "{name}", "{name}:", "{CAPS}:",
    "{low}:", "*{low}*",
    "**{name}**", "## {name}", "# {low}", "### {name}", "#{low}", "{name}?", "--- {name} ---",
    "= {CAPS} =",
)  # fmt: skip
#: What stands before the words of a language.
ARTICLES = (
    ("der ", "die ", "das "), ("le ", "la ", "l'", "les ", "un "), ("el ", "la ", "los ", "las "),
    ("to ",), ("", "sich ", "etw. "), ("o ", "a ", "os "), ("il ", "lo ", "la ", "i "), ("",),
)  # fmt: skip
#: Lines of code, data and formulas, which look like entries and are none.
CODE = (
    "x = [1, 2, 3, 4]", "y = x[1:3]", "[0 1 0]", "n = 3, p = 0.5", "for k in x: print(k)",
    "a | b | a and b", "0 | 1 | 1", "F = m * a", "SELECT a FROM b", "4   31   12", "x > 0: x - 1",
)  # fmt: skip
#: How what is said may begin.
LEADS = (
    "is when ", "same as above but ", "no ", "the ", "opposite, ", "when ", "used for ", "how ",
    "what ", "not ", "means ", "not in ", "1 in ", "first ",
)  # fmt: skip
COUNTED = ("nd form", "st stage", " NF", "NF", ". rule", "rd law", "% rule")
SHORT_BRACKETS = ("K", "m", "pl", "+dat", "n", "SITS")
SIGNS = ("%", "#", "+", "@", "α", "Δ")


def clause(sheet: Sheet) -> str:
    """What is said of a headword, as it is said in a rush: clipped, with arrows and asides."""
    r, s = sheet.rng, sheet.subject
    kind = r.random()
    if kind < 0.3:
        text = sheet.clause()
    elif kind < 0.55:
        text = sheet.write.predicate()
    elif kind < 0.75:
        parts = [sheet.short() for _ in range(r.randint(2, 4))]
        text = r.choice((", ", " + ", ", ", " / ")).join(parts)
    else:
        text = f"{sheet.short()}, {r.choice(s.results)}"
    text = text[:1].lower() + text[1:] if r.random() < 0.8 else text
    for long, short in SHORTER:
        if r.random() < 0.35:
            text = text.replace(long, short)
    if r.random() < 0.22:
        text += r.choice((
            f" -> {sheet.short()}", f" (e.g. {sheet.short()})", f" = {sheet.short()}", "!!",
            f". {sheet.short()}",
            f", eg {r.choice(s.objects)}", f" ({r.choice(NAMES)})", f" - {sheet.short()}",
            f": {sheet.short()}",
            f" (NOT {sheet.short()})", f", {r.choice(s.conditions)}", f"; {sheet.short()}",
            f" ({r.randrange(1800, 2000)})",
            f" {r.randrange(2, 90)}%", f". {r.choice(s.results)}. {sheet.short()}",
            f' "{sheet.short()}"',
        ))  # fmt: skip
    if r.random() < 0.12:
        text = r.choice(LEADS) + text
    if r.random() < 0.25:
        text = f"{text}, {sheet.write.predicate()}"
    return text.strip()


def term(sheet: Sheet) -> str:
    """A headword, of the makes that notes in a rush have."""
    kind = sheet.rng.random()
    if kind < 0.62:
        return sheet.term()
    base = sheet.term("plain")
    return TERMS[int(kind * 100) % len(TERMS)](sheet, base)


def _name(sheet: Sheet) -> str:
    return sheet.rng.choice(NAMES).split()[0]


def _first(sheet: Sheet) -> str:
    return sheet.term("first").lower()


#: How a headword is made of a plain one.
TERMS: tuple[Callable[[Sheet, str], str], ...] = (
    lambda sheet, base: f"{base} / {sheet.term('first')}",
    lambda sheet, base: sheet.rng.choice("123") + sheet.rng.choice(COUNTED),
    lambda sheet, base: f"{base} ({sheet.rng.choice((*SHORT_BRACKETS, sheet.short()))})",
    lambda sheet, base: f"{sheet.rng.choice(NAMES)}'s {base.split()[-1].lower()}",
    lambda sheet, base: f"{_name(sheet)} v {_name(sheet)}",
    lambda sheet, base: f"{_name(sheet)} v {_name(sheet)} [{sheet.rng.randrange(1850, 1999)}]",
    lambda sheet, base: f"{base.split()[0]} {sheet.rng.randrange(1500, 1999)}",
    lambda sheet, base: f"{sheet.rng.choice(SIGNS)} {base.split()[-1].lower()}",
    lambda sheet, base: f"{base} + {_first(sheet)}",
    lambda sheet, base: base.split()[0].upper(),
    lambda sheet, base: f"{base.split()[0][:4].lower()}. {base.split()[-1].lower()}",
    lambda sheet, base: f"{sheet.rng.choice('ABCDI')} {base.lower()}",
    lambda sheet, base: f"{base} vs {_first(sheet)}",
)


def question(sheet: Sheet) -> str:
    r = sheet.rng
    return r.choice(QUESTIONS).format(t=sheet.term("plain"), u=r.choice(sheet.subject.objects))
