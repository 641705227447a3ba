"""The same few entries in every way to write them that can be put together: how many come out
whole.

    python -m benchmarks.ways [PART OF A NAME]

A way is a bullet, a separator and a gap; a label of questions and answers; a headword over its
text; in a text file and in Markdown. Prints each way in which not nearly all entries are found
with their own text, and how many ways were tried. With a part of a name, those ways alone, with
what was read.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from ankigen import pipeline
from ankigen.cards.rendering.plain import plain
from ankigen.model import Entry, Source
from ankigen.model.settings import Settings, TypoSettings

Pairs = Sequence[tuple[str, str]]

ENTRIES: Pairs = (
    ("Osmosis", "the movement of water across a membrane towards the saltier side"),
    ("Mitosis", "division of a cell into two identical daughter cells"),
    ("Ribosome", "a small organelle that makes proteins from amino acids"),
    ("Golgi apparatus", "packs proteins and sends them where they are needed"),
    ("Lysosome", "a bag of enzymes that digests worn-out parts of the cell"),
    ("Cell wall", "stiff layer outside the membrane of plants and fungi"),
    ("Chloroplast", "green organelle in which light is turned into sugar"),
    ("Nucleus", "holds the DNA and controls what the cell does"),
)
QUESTIONS: Pairs = (
    ("What moves in osmosis?", "Water, towards the saltier side."),
    ("What does a ribosome make?", "Proteins from amino acids."),
    ("Which organelle digests worn-out parts?", "The lysosome."),
    ("Why is a leaf green?", "Because of chlorophyll in its chloroplasts."),
    ("Who has a stiff wall?", "Plants and fungi."),
    ("Where is the DNA kept?", "In the nucleus."),
)
WORDS: Pairs = (
    ("der Hund", "the dog"),
    ("die Katze", "the cat"),
    ("das Haus", "the house"),
    ("laufen", "to run"),
    ("schnell", "fast"),
    ("der Baum", "the tree"),
    ("die Straße", "the street"),
    ("essen", "to eat"),
)
DATES: Pairs = (
    ("1789", "Storming of the Bastille"),
    ("1815", "Battle of Waterloo"),
    ("1848", "Revolutions across Europe"),
    ("1871", "Unification of Germany"),
    ("1914", "Outbreak of the First World War"),
    ("1917", "October Revolution in Russia"),
)

#: What stands between headword and text. A bracket is closed at the end of the line.
SEPARATORS = (
    " - ", " – ", " — ", ": ", " : ", " = ", " -> ", " => ", " → ", " :: ", ":: ", " | ", "; ",
    " -- ", " ~ ", "\t", "\t\t", "    ", "... ", " ..... ", " > ", " (", ", ", " // ", " is ",
    " means ", " := ", " • ", " == ", "-", " -", "- ", "=", ":", "–",
)  # fmt: skip
#: What begins a line; {n} is its number, {a} its letter.
BULLETS = (
    "", "- ", "* ", "• ", "{n}. ", "{n}) ", "{a}. ", "☐ ", "> ", "o ", "· ", "◦ ", "➢ ", "**", "\t",
)  # fmt: skip
LABELS = (
    ("Q: ", "A: "), ("Q:\t", "A:\t"), ("Q. ", "A. "), ("Q) ", "A) "), ("Q - ", "A - "),
    ("**Q:** ", "**A:** "), ("**Q**: ", "**A**: "), ("Question: ", "Answer: "),
    ("Question {n}: ", "Answer: "), ("Q{n}: ", "A{n}: "), ("Q{n}. ", "A{n}. "), ("Q{n}) ", "Ans: "),
    ("{n}. ", "Ans: "), ("{n}. ", "Answer: "), ("{n}. ", "A: "), ("{n}. ", ""), ("{n}) ", "- "),
    ("{n}. ", "   "), ("- ", "  - "), ("- ", "    "), ("", "- "), ("", "    "), ("", "→ "),
    ("", "> "), ("### ", ""), ("## Q: ", ""), ("### Question {n}: ", ""), ("Q: ", ""),
    ("q: ", "a: "), ("(Q) ", "(A) "), ("[Q] ", "[A] "), ("Frage: ", "Antwort: "), ("P: ", "R: "),
    ("Question – ", "Réponse – "), ("Prompt: ", "Response: "), ("Front: ", "Back: "),
    ("Term: ", "Definition: "),
)  # fmt: skip
#: What stands before a headword, and between it and its text.
AROUND = (
    ("", "\n"), ("", "\n\t"), ("", "\n  "), ("", "\n- "), ("", "\n: "), ("", "\n\n"), ("", "\n→ "),
    ("## ", "\n"), ("### ", "\n\n"), ("**", "**\n"), ("- **", "**\n  "), ("- ", "\n  - "),
    ("{n}. ", "\n   "), ("{n}. ", "\n   - "), ("{n}. **", "**\n   "), ("*", "*\n"), ("__", "__: "),
    ("*", "* - "), ("_", "_: "), ("***", "***: "), ("`", "`: "), ("==", "==: "), ("<b>", "</b>: "),
    ("<u>", "</u> - "), ("[[", "]]: "), ("- [ ] ", ": "), ("- ==", "== — "), ("DEF: ", " - "),
    ("Def. ", ": "), ("Definition: ", " - "), ("Term: ", "\nDefinition: "),
    ("Word: ", "\nMeaning: "),
    ("Name: ", "\nFunction: "), ("{n} - ", " - "), ("1.{n} ", "\n"), ("1.{n} ", ": "),
    ("({n}) ", ": "), ("[{n}] ", ": "), ("{n}: ", " - "), ("#{n} ", " - "), ("No. {n} ", " - "),
    ("→ ", ": "), ("-> ", ": "), ("✓ ", ": "), ("★ ", ": "), ("+ ", ": "), ("-", "- "), ("-", ": "),
    ("*", ": "), ("‣ ", " – "), ("■ ", " – "), ("– ", ": "), ("— ", ": "),
)  # fmt: skip
SUFFIXES = (".txt", ".md")
#: In a way that is read, so large a share of the entries comes out with its own text.
WHOLE = 0.9


class Way(NamedTuple):
    """Notes written in one way, and the entries that they hold."""

    name: str
    suffix: str
    text: str
    pairs: Pairs


def ways() -> Iterator[Way]:
    """All ways, one after the other."""
    for suffix in SUFFIXES:
        top = "# Cells\n\n" if suffix == ".md" else "Cells\n\n"
        for separator in SEPARATORS:
            for bullet in BULLETS:
                line = _line(bullet, separator)
                yield Way(
                    f"{bullet!r} {separator!r}", suffix, top + _joined(ENTRIES, line), ENTRIES
                )
        for kind, pairs in (("words", WORDS), ("dates", DATES)):
            for separator in SEPARATORS[:13]:
                for bullet in BULLETS[:5:2]:
                    line = _line(bullet, separator)
                    name = f"{kind} {bullet!r} {separator!r}"
                    yield Way(name, suffix, top + _joined(pairs, line), pairs)
        for first, second in LABELS:
            for between in ("\n", "\n\n"):
                line = _line(first, between + second)
                name = f"labels {first!r} {between + second!r}"
                yield Way(name, suffix, top + _joined(QUESTIONS, line, "\n\n"), QUESTIONS)
        for first, second in AROUND:
            for gap in ("\n", "\n\n") if "\n\n" not in second else ("\n\n",):
                name = f"around {first!r} {second!r} {gap!r}"
                yield Way(name, suffix, top + _joined(ENTRIES, _line(first, second), gap), ENTRIES)


def _line(before: str, between: str) -> Callable[[int, str, str], str]:
    def line(n: int, term: str, text: str) -> str:
        own = before.replace("{n}", str(n + 1)).replace("{a}", "abcdefgh"[n])
        closing = "**" if before == "**" and not between.startswith("**") else ""
        return f"{own}{term}{closing}{between}{text}{')' if between == ' (' else ''}"

    return line


def _joined(pairs: Pairs, line: Callable[[int, str, str], str], gap: str = "\n") -> str:
    return gap.join(line(n, *pair) for n, pair in enumerate(pairs)) + "\n"


def read(way: Way) -> tuple[Entry, ...]:
    """The entries that are found in a way."""
    name = f"notes{way.suffix}"
    settings = Settings(typos=TypoSettings(mode="off"))
    return pipeline.study([Source(name, way.text.encode(), name)], settings).entries


def is_whole(way: Way, entries: Sequence[Entry]) -> bool:
    """Whether nearly all entries of a way are found, each with its own text and no other's."""
    found = {_key(str(e.headword)): plain(e.body) for e in entries}
    ends = [text.split()[-1].strip(".") for _, text in way.pairs]
    right = 0
    for (term, _), end in zip(way.pairs, ends, strict=True):
        body = found.get(_key(term), "")
        right += end in body and sum(other in body for other in ends) <= 2
    return right >= WHOLE * len(way.pairs)


def _key(term: str) -> str:
    return term.strip(" .?:\"'“”[]()<>").casefold()


def main(arguments: Sequence[str]) -> int:
    tried = failed = 0
    for way in ways():
        if arguments and arguments[0] not in way.name + way.suffix:
            continue
        entries = read(way)
        tried += 1
        if arguments:
            print(way.text)
            for entry in entries:
                print(f"{str(entry.headword)!r}: {plain(entry.body)}")
        if not is_whole(way, entries):
            failed += 1
            print(f"{way.suffix[1:]:4} {way.name}: {len(entries)} entries")
    print(f"{failed} of {tried} ways do not come out whole")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
