"""Golden pairs: notes in the dialects of other card tools, and the entries that they come to
(`NAME.entries`).

`python -m tests.test_readers_dialects` writes the `.entries` files anew; look at the difference
before committing it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from ankigen.model import (
    Code,
    Document,
    Entry,
    Formula,
    ListNode,
    Node,
    Paragraph,
    Quote,
    RichText,
    Style,
    Table,
)
from ankigen.readers import read
from ankigen.segmentation import parse

CASES = Path(__file__).parent / "cases" / "dialects"
NAMES = sorted(p.name for p in CASES.iterdir() if p.suffix != ".entries")

_SIGNS = {Style.STRONG: "**", Style.EM: "*", Style.CODE: "`", Style.MARK: "=="}


def shown(text: RichText) -> str:
    """The text with its marks as Markdown, and its clozes as Anki writes them."""
    signs: list[tuple[int, int, str]] = []
    for n, m in enumerate(text.marks):
        if m.style is Style.CLOZE:
            number, _, hint = m.value.partition("::")
            signs.append((m.start, n, f"{{{{c{number}::"))
            signs.append((m.end, -n, f"::{hint}}}}}" if hint else "}}"))
        elif sign := _SIGNS.get(m.style):
            signs += [(m.start, n, sign), (m.end, -n, sign)]
        elif m.style in (Style.IMAGE, Style.SOUND, Style.LINK):
            signs.append((m.end, -n, f"<{m.value}>"))
    out = text.text
    for at, _, sign in sorted(signs, key=lambda s: (s[0], s[1]), reverse=True):
        out = out[:at] + sign + out[at:]
    return out


def outline(nodes: Sequence[Node], indent: str = "    ") -> Iterator[str]:
    for node in nodes:
        match node:
            case Paragraph(text):
                yield from (f"{indent}{line}" for line in shown(text).split("\n"))
            case ListNode(items, ordered, start):
                for n, item in enumerate(items, start):
                    sign = f"{item.letter})" if item.letter else f"{n}." if ordered else "-"
                    right = " [right]" if item.right else ""
                    yield f"{indent}{sign} {shown(item.text)}{right}"
                    yield from outline(item.children, indent + "    ")
            case Table(rows):
                yield from (f"{indent}| {' | '.join(map(shown, row))}" for row in rows)
            case Quote(body):
                yield from outline(body, indent + "> ")
            case Code(text, language):
                yield from (f"{indent}[{language or 'code'}] {line}" for line in text.split("\n"))
            case Formula(source):
                yield f"{indent}{source}"


def dump(document: Document) -> str:
    """A document as text: its facts, its findings, and its entries in their order."""
    lines = [
        f"{key} = {value!r}"
        for key in ("title", "tags", "deck")
        if (value := getattr(document, key))
    ]
    lines += [f"! {f.origin.line} {f.code}: {f.message}" for f in document.findings]
    for entry in document.entries:
        lines += ["", *_entry(entry)]
    return "\n".join([*lines, ""])


def _entry(entry: Entry) -> Iterator[str]:
    numbers = ",".join(map(str, entry.lines))
    yield f"{entry.origin.line} {entry.kind.upper()} {shown(entry.term)!r} lines {numbers}"
    for key in ("sections", "topic", "tags", "guid"):
        if value := getattr(entry, key):
            yield f"  {key} = {value!r}"
    if entry.context:
        yield f"  context = {entry.context.text!r}"
    yield from outline(entry.body)


def document_of(name: str) -> Document:
    return parse(read((CASES / name).read_bytes(), name), name)


@pytest.mark.parametrize("name", NAMES)
def test_notes_of_another_tool_are_read_as_meant(name: str) -> None:
    expected = (CASES / f"{name}.entries").read_text(encoding="utf-8")
    assert dump(document_of(name)) == expected


@pytest.mark.parametrize("name", NAMES)
def test_every_line_is_on_a_card_or_in_a_finding(name: str) -> None:
    document = document_of(name)
    lines = read_lines(name)
    told = {n for e in document.entries for n in e.lines}
    for f in document.findings:
        told.update(range(f.origin.line, max(f.last, f.origin.line) + 1))
    assert [n for n, text in enumerate(lines, 1) if text.strip() and n not in told] == []


def test_labels_without_questions_are_no_list_of_questions() -> None:
    answers = "".join(f"Ans: the {n}th thing\n" for n in range(1, 9))
    found = read(answers.encode(), "answers.txt")
    assert not [f for f in found.findings if "list of questions" in f.message]


def test_the_first_letter_of_a_list_is_no_label_of_an_answer() -> None:
    notes = "".join(f"{n}. Kind {n} of cloud\na. high: ice\nb. low: drops\n\n" for n in range(1, 5))
    found = read(notes.encode(), "clouds.txt")
    assert not [f for f in found.findings if "list of questions" in f.message]


def test_facts_under_a_name_each_are_no_cards_of_lines_with_names() -> None:
    trees = "".join(f"Tree {n}\nLeaf: small {n}\nWood: pale {n}\n\n" for n in range(1, 5))
    found = read(trees.encode(), "trees.txt")
    assert not [f for f in found.findings if f.code == "dialect"]


def test_names_below_numbered_questions_are_the_cards() -> None:
    notes = "\n\n".join(
        (
            "1. What carries the sails of a ship?",
            "Mast - a pole that stands on the keel.",
            "Yard - a pole across the mast.",
            "2. What can be seen of the hull on land?",
            "Keel - the lowest beam of all.",
            "Rudder - the blade at the stern.",
            "3. Why does a ship float?",
            "She pushes away as much water as she weighs.",
        )
    )
    document = parse(read(notes.encode(), "ship.md"), "ship.md")
    headwords = [e.headword for e in document.entries]
    assert {"Mast", "Yard", "Keel", "Rudder", "Why does a ship float?"} <= {*headwords}


def test_one_cloze_alone_is_no_question() -> None:
    assert read(b"C: The [moon] pulls the tides.\n", "tides.md").blocks


def test_a_table_that_is_drawn_with_bars_is_no_pasted_one() -> None:
    cells = [("", "sail", "steam"), ("speed", "six knots", "ten knots"), ("crew", "many", "few")]
    cells += [("fuel", "none", "coal"), ("cost", "low", "high, with the coal")]
    rows = "".join(f"{name:9}| {one:12}| {other}\n" for name, one, other in cells)
    found = read(f"Ship\nA vessel for the open sea.\n\n{rows}".encode(), "ships.txt")
    assert not [f for f in found.findings if f.code == "dialect"]


def read_lines(name: str) -> list[str]:
    data = (CASES / name).read_bytes()
    return data.decode().split("\n") if NAMES and b"\0" not in data else []


if __name__ == "__main__":
    for case in NAMES:
        text = dump(document_of(case))
        (CASES / f"{case}.entries").write_text(text, encoding="utf-8", newline="\n")
