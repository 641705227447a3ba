"""The sheet on which notes are typed in a hurry: the habits of its writer, and the words and
pieces that go onto it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from .entries import Writer
from .words import Subject

#: Marks between a headword and what is said of it: the usual ones, and those that only this
#: document uses.
USUAL = (" - ", " – ", ": ", " = ", " -> ", "\t", " — ", ":", "=", "- ", " : ")
ODD = (
    " ~ ",
    " ~~ ",
    " >> ",
    " <> ",
    "*",
    " | ",
    " .. ",
    " / ",
    " » ",
    " ## ",
    " @ ",
    " => ",
    " // ",
    " + ",
    " :: ",
    " == ",
    ">",
)
REMINDERS = (
    "quiz on monday", "essay due 3/14", "ask about the last slide", "(lab report due friday)",
    "bring a calculator",
    "test next tues - room 12", "look this up again", "*exam in two weeks*",
    "go over chapter 3 again", "still need: the second half",
    "not on the test", "see handout p. 14", "past paper 2 by saturday", "office hours wed 3-5",
)  # fmt: skip
LABELS = (
    "Example", "Function", "Location", "Definition", "Use", "Note", "Cause", "Effect", "Pros",
    "Cons", "Type", "Role", "Symptoms",
    "Formula", "Result", "Origin", "e.g.", "Key idea", "Remember",
)  # fmt: skip
CODES = (
    "o",
    "i",
    "n",
    "a",
    "loc",
    "fx",
    "sx",
    "dx",
    "def",
    "ex",
    "motor",
    "sensory",
    "made of",
    "found in",
    "damaged by",
    "used for",
)
QUESTIONS = (
    "What is {t}?", "What does {t} do?", "How does {t} work?", "Why is {t} needed",
    "what is meant by {t}?", "Explain {t}",
    "Name three kinds of {t}", "When is {t} used?", "{t}?", "difference between {t} and {u}?",
    "Describe {t} in your own words.",
    "Which things does {t} depend on?", "what happens without {t}", "Give an example of {t}.",
)  # fmt: skip
NAMES = (
    "Moreau",
    "Lind & Okoro",
    "Brandt",
    "Aster",
    "Ibarra",
    "K. Sato",
    "Voss",
    "Henrik Dahl",
    "Pell",
    "Quist et al.",
)
MONTHS = ("jan", "feb", "March", "April", "may", "June", "aug", "Sept", "Oct", "Nov")


@dataclass(slots=True)
class Habits:
    """What this document does the same way all along."""

    markdown: bool
    mark: str
    other: str  # the mark that slips in
    mixed: float
    bullet: str
    indent: str
    lower: float
    stops: float
    blank: float  # a blank line between entries
    noise: float  # a reminder or a statement among entries
    long: float  # how much is said of each
    section: str
    dress: str  # of the headword: "", "bold", "code", "em"
    undressed: float  # headwords without it
    number: str


@dataclass(slots=True)
class Sheet:
    """The notes as they grow, and the right answer beside them."""

    rng: Random
    subject: Subject
    write: Writer
    habits: Habits
    lines: list[str] = field(default_factory=list)
    terms: list[dict[str, object]] = field(default_factory=list)
    not_terms: list[str] = field(default_factory=list)
    sections: list[int] = field(default_factory=list)  # the lines that are headings of sections
    asides: list[int] = field(default_factory=list)  # the lines that are no notes
    topic: str = ""
    below: int = 1  # by so many levels the headings of entries lie below those of sections
    slide: int = 0  # the number of the last slide
    bold_heads: bool = False  # lines in bold instead of headings over entries
    used: set[str] = field(default_factory=set)

    def put(self, text: str) -> int:
        self.lines.append(text)
        return len(self.lines)

    def blank(self) -> None:
        if self.lines and self.lines[-1].strip():
            self.lines.append("")

    def entry(self, term: str, line: int, items: int = 0) -> dict[str, object]:
        found: dict[str, object] = {
            "line": line, "term": term, "topic": self.topic, "items": items, "must_contain": [],
            "aliases": [], "end_line": line,
        }  # fmt: skip
        self.terms.append(found)
        return found

    def said(self, entry: dict[str, object], text: str) -> str:
        """Notes that an entry must hold the beginning of this text, and gives the text."""
        phrase = " ".join(text.replace("*", "").split(" ")[:4]).rstrip(".,;")
        held = entry["must_contain"]
        assert isinstance(held, list)
        if len(held) < 4 and phrase:
            held.append(phrase)
        return text

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    # ------------------------------------------------------------------ words

    def term(self, kind: str = "") -> str:
        """A headword that the notes have not had."""
        r = self.rng
        for _ in range(30):
            base = r.choice([t for terms in self.subject.sections.values() for t in terms])
            kind_ = (
                kind
                or r.choices(
                    ("plain", "two", "bracket", "phrase", "vs", "name", "short", "prep", "first"),
                    (60, 8, 7, 5, 3, 5, 5, 4, 6),
                )[0]
            )
            match kind_:
                case "two":
                    text = f"{r.choice(self.subject.grammar.adjectives)} {base.split()[-1]}"
                case "bracket":
                    text = (
                        f"{base} "
                        f"({''.join(w[0] for w in base.split()).upper() or 'X'}{r.choice('ABCX')})"
                    )
                case "phrase":
                    text = f"{r.choice(self.subject.kinds)} {r.choice(self.subject.places)}"
                case "vs":
                    text = f"{base.split()[0]} vs {r.choice(self.subject.objects).split()[-1]}"
                case "name":
                    text = f"{r.choice(NAMES)}"
                    if self.chance(0.5):
                        text += f" {r.randrange(1850, 2010)}"
                case "short":
                    text = "".join(r.choice("ABCDEFGHKLMNPRST") for _ in range(r.randrange(1, 5)))
                case "prep":
                    text = (
                        f"{base.split()[0]} {r.choice(('of', 'in', 'and', '+'))} "
                        f"{r.choice(self.subject.objects)}"
                    )
                case "first":
                    text = base.split()[0]
                case "object":
                    text = r.choice(self.subject.objects)
                case "code":
                    word = r.choice(base.split()).lower().replace("-", "_")
                    text = r.choice(
                        (
                            word,
                            f"{word}()",
                            f"{word}(x)",
                            f"{word[:3]}.{word[-4:]}",
                            f"--{word}",
                            f"{word[:2]}*",
                        )
                    )
                case "date":
                    text = r.choice((
                        f"{r.randrange(1200, 1999)}",
                        (f"{r.randrange(1, 29)} {r.choice(MONTHS)} " f"{r.randrange(1800, 1990)}"),
                        f"{r.randrange(1850, 1900)}-{r.randrange(10, 99)}",
                        f"{r.choice(MONTHS)} {r.randrange(1900, 1990)}",
                        f"{r.randrange(1, 13)}/{r.randrange(1, 28)}/{r.randrange(1900, 1990)}",
                    ))  # fmt: skip
                case _:
                    text = base
            if (
                self.chance(self.habits.lower)
                and not text[:2].isupper()
                and kind_ not in ("name", "code")
            ):
                text = text[:1].lower() + text[1:]
            if text.casefold() not in self.used:
                self.used.add(text.casefold())
                return text
        text = f"{base} {len(self.used)}"
        self.used.add(text.casefold())
        return text

    def question(self) -> str:
        return self.rng.choice(QUESTIONS).format(
            t=self.term("plain"), u=self.rng.choice(self.subject.objects)
        )

    def short(self) -> str:
        """One to four words that say what a thing is."""
        r = self.rng
        return r.choice((
            r.choice(self.subject.objects),
            (f"{r.choice(self.subject.grammar.adjectives)} " f"{r.choice(self.subject.kinds)}"),
            r.choice(self.subject.kinds), r.choice(self.subject.places),
            r.choice(self.subject.grammar.adjectives),
            f"{r.randrange(2, 90)} {r.choice(('units', 'percent', 'years', 'm', 'C'))}",
        ))  # fmt: skip

    def clause(self) -> str:
        """What is said of a headword, in one line."""
        r, s = self.rng, self.subject
        long = self.habits.long
        text = self.write.predicate() if self.chance(0.3 + 0.5 * long) else self.short()
        if self.chance(0.2 + 0.3 * long):
            more = r.choice((
                f", {self.short()}", f" ({self.short()})", f". {r.choice(s.results)}",
                f"; {r.choice(s.results)} {r.choice(s.conditions)}",
                f", e.g. {r.choice(s.objects)}", f" - {self.short()}", f" = {self.short()}",
                f" -> {self.short()}", f": {self.short()}, {self.short()}",
                f" {r.choice(s.conditions)}", f" + {self.short()}",
            ))  # fmt: skip
            text += more
        if self.chance(0.12):
            start = r.choice(("is a", "means", "when", "the", "a", "same as", "used for", "not"))
            text = f"{start} {text}"
        if self.chance(0.5 * long):
            text += f". {self.write.sentence(())}".removesuffix(".")
        if self.chance(self.habits.stops):
            text = text[0].upper() + text[1:] + "."
        elif self.chance(0.15):
            text = text[0].upper() + text[1:]
        return text

    def statement(self) -> str:
        """A sentence that is no entry, though it may look like one."""
        r, s = self.rng, self.subject
        thing = r.choice(
            (
                r.choice(s.objects),
                r.choice(s.kinds),
                f"{r.choice(s.kinds)} {r.choice(s.places)}",
                f"the {r.choice(s.kinds)}",
            )
        )
        if self.habits.markdown and self.chance(0.15):
            thing = f"**{thing}**" if self.chance(0.7) else f"*{thing}*"
        text = r.choice((
            self.write.sentence(()),
            f"{r.choice(s.results)} {r.choice(s.conditions)}",
            f"{thing} {r.choice(s.verbs)} {r.choice(s.objects)}",
            f"there are {r.randrange(2, 9)} of them {r.choice(s.places)}",
            f"{thing} {r.choice(s.verbs)} {r.choice(s.objects)} {r.choice(s.places)}",
            (f"{thing} {r.choice(('is', 'are', 'was', 'can be', 'is a', 'is the'))} "
             f"{r.choice(s.grammar.adjectives)} {r.choice(s.conditions)}"),
            f"{thing} {r.choice(('is', 'is a', 'means', 'is the'))} {self.short()}",
            f"{r.choice(s.conditions)}: {r.choice(s.results)}",
            f"{r.choice(s.conditions)} {r.choice(('->', '=>', '-', '='))} {r.choice(s.results)}",
            f"{thing} ({self.short()}) {r.choice(s.verbs)} {r.choice(s.objects)}",
            (f"{r.choice(s.verbs)} {r.choice(s.objects)}, {r.choice(s.objects)} and "
             f"{r.choice(s.objects)}"),
            (f"{r.randrange(2, 6)} {r.choice(('types', 'kinds', 'causes', 'steps'))} "
             f"of {r.choice(s.objects)}"),
        ))  # fmt: skip
        if self.chance(0.3):
            text = text[:1].upper() + text[1:]
        return text if self.chance(0.4 + 0.6 * self.habits.stops) else text.rstrip(".")

    def dressed(self, term: str) -> str:
        dress = "" if self.chance(self.habits.undressed) else self.habits.dress
        if dress == "bold":
            return f"**{term}**"
        if dress == "code":
            return f"`{term}`"
        if dress == "em":
            return f"*{term}*"
        return term

    def between(self) -> str:
        """The mark of this line."""
        if self.habits.dress in ("code", "bold") and self.chance(0.5 * self.habits.mixed):
            return " "  # the dress says enough
        return self.habits.other if self.chance(self.habits.mixed) else self.habits.mark

    # ------------------------------------------------------------------ pieces

    def one_line(self, before: str = "", term: str = "") -> dict[str, object]:
        term = term or self.term("code" if self.habits.dress == "code" else "")
        text = self.clause()
        entry = self.entry(term, len(self.lines) + 1)
        self.put(f"{before}{self.dressed(term)}{self.between()}{self.said(entry, text)}")
        return entry

    def points(
        self,
        entry: dict[str, object],
        before: str,
        least: int = 1,
        most: int = 5,
        labelled: float = -1.0,
        depth: int = 0,
    ) -> int:
        """A list inside an entry; some lists label each item, or set it out as an entry would
        be.
        """
        r = self.rng
        if labelled < 0:
            labelled = r.choice((0.0, 0.0, 0.0, 0.1, 0.5, 1.0))
        mark = r.choice((": ", ": ", " - ", " = ", " -> "))
        count = r.randint(least, most)
        nested = r.choice((0.15, 0.25, 0.5))
        bold = 0.6 if self.habits.markdown and self.chance(0.06) else 0.0
        plain = r.choice(
            (self.short, self.clause, self.statement, None)
        )  # the items of a list are mostly of one make
        for _ in range(count):
            make = (
                plain
                if plain and self.chance(0.7)
                else r.choice((self.short, self.clause, self.statement))
            )
            text = make()
            if self.chance(labelled):
                text = f"{r.choice(LABELS) if self.chance(0.5) else self.short()}{mark}{text}"
            elif self.chance(bold):
                first, _, rest = text.partition(" ")
                self.put(f"{before}**{first}** {rest}")
                continue
            self.put(f"{before}{self.said(entry, text)}")
            if depth and self.chance(nested):
                self.points(entry, self.habits.indent + before, 1, 3, 0.2 * labelled, depth - 1)
        return count

    def bare_list(self, entry: dict[str, object]) -> None:
        """Short lines without a marker after a line with a colon, or rows of figures in columns:
        both belong to the entry.
        """
        r = self.rng
        if self.chance(0.4):
            gap = r.choice(("   ", "\t", " | "))
            self.put(gap.join(("depth", "size", "year")))
            for _ in range(r.randint(2, 4)):
                self.put(gap.join(str(r.randrange(1, 99)) for _ in range(3)))
            return
        self.put(self.said(entry, r.choice(self.subject.grammar.leads)))
        for _ in range(r.randint(3, 5)):
            self.put(self.said(entry, self.short()))

    def stray(self, before: str = "") -> None:
        """What stands among the entries and is none."""
        reminder = self.chance(0.5)
        text = self.rng.choice(REMINDERS) if reminder else self.statement()
        if not before and self.chance(0.2):
            self.blank()
        at = self.put(before + text)
        if reminder:
            self.asides.append(at)
        self.not_terms.append(text.strip("*()"))
