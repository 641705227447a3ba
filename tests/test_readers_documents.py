"""Word, PDF, spreadsheets, slides, ebooks and Anki packages: what is read of them, and what is
said when they are broken.
"""

from __future__ import annotations

import base64
import io
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from ankigen.model import Block, Kind, Reading, Style, texts
from ankigen.readers import read
from ankigen.segmentation import parse
from tests.reading_support import Words, epub, ods, pdf


def shown(reading: Reading) -> list[tuple[str, str]]:
    return [
        (str(b.kind), (f"{b.term.text} = " if b.kind is Kind.PAIR else "") + b.text.text)
        for b in reading.blocks
    ]


def kept(reading: Reading) -> list[Block]:
    return [b for b in reading.blocks if b.kind is not Kind.DROPPED]


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(out, "PNG")
    return out.getvalue()


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


# --------------------------------------------------------------------------- Word


def test_word() -> None:
    docx = pytest.importorskip("docx")
    from docx.oxml import parse_xml

    made = docx.Document()
    made.add_heading("Biology", 0)
    made.add_heading("Cells", 1)
    paragraph = made.add_paragraph()
    paragraph.add_run("Osmosis").bold = True
    paragraph.add_run(" – movement of water")
    for text, style in [
        ("First", "List Bullet"),
        ("Nested", "List Bullet 2"),
        ("one", "List Number"),
    ]:
        made.add_paragraph(text, style=style)
    table = made.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("Term", "Meaning", "ATP", "energy"), strict=True):
        cell.text = text
    made.add_picture(io.BytesIO(picture()))
    formula = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    made.add_paragraph("Half: ")._p.append(
        parse_xml(
            f"<m:oMath "
            f'xmlns:m="{formula}"><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:sSup><m:e><m:r><m:t>β</m:t>'
            "</m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:den></m:f></m:oMath>"
        )
    )
    made.add_paragraph("Signs:\n• drawn\n• by hand")
    reading = read(saved(made), "a.docx")
    assert shown(reading) == [
        ("heading", "Biology"),
        ("heading", "Cells"),
        ("paragraph", "Osmosis – movement of water"),
        ("item", "First"),
        ("item", "Nested"),
        ("item", "one"),
        ("table", "Term | Meaning\nATP | energy"),
        ("paragraph", "\ufffc"),
        ("paragraph", r"Half: \(\frac{a}{{\beta}^{2}}\)"),
        ("paragraph", "Signs:"),
        ("item", "drawn"),
        ("item", "by hand"),
    ]
    assert [b.level for b in reading.blocks if b.kind is Kind.ITEM][:2] == [0, 1]
    assert [b.line for b in reading.blocks][:5] == [1, 2, 3, 4, 4]
    (mark,) = reading.blocks[7].text.marks
    assert mark.style is Style.IMAGE and reading.media == {mark.value: picture()}
    assert [m.style for m in reading.blocks[8].text.marks] == [Style.MATH]


# --------------------------------------------------------------------------- PDF


def column(x: float, names: str) -> list[Words]:
    lines: list[Words] = []
    y = 760.0
    for name in names.split():
        lines.append(Words(x, y, name, bold=True))
        lines += [
            Words(x, y - 13 * n, f"{name.lower()} line {n} tells what it is and") for n in (1, 2, 3)
        ]
        y -= 13 * 4 + 12
    return lines


def test_pdf_columns_one_after_the_other_without_headers_and_footers() -> None:
    pages = []
    for n, (left, right) in enumerate(
        [("Alpha Beta Gamma", "Delta Eta Theta"), ("Iota Kappa Lambda", "My Ny Xi")], 1
    ):
        furniture = [Words(60, 815, "Summary of BIO 101", 8), Words(280, 30, f"Page {n} of 2", 8)]
        pages.append([*furniture, *column(60, left), *column(320, right)])
    reading = read(pdf(pages), "a.pdf")
    lines = kept(reading)
    heads = [b.text.text for b in lines if any(m.style is Style.STRONG for m in b.text.marks)]
    assert heads == [
        "Alpha",
        "Beta",
        "Gamma",
        "Delta",
        "Eta",
        "Theta",
        "Iota",
        "Kappa",
        "Lambda",
        "My",
        "Ny",
        "Xi",
    ]
    assert all(b.gap for b in lines if b.text.text in ("Beta", "Gamma", "Eta"))
    assert not any("BIO 101" in b.text.text or "Page" in b.text.text for b in lines)
    assert [b.line for b in reading.blocks] == list(range(1, len(reading.blocks) + 1))


def test_pdf_footer_beside_a_page_number_and_a_line_that_comes_back() -> None:
    pages = []
    for n in range(4):
        top = 800 - 15 * n
        text = [Words(60, top - 13 * k, "pqrs"[n] * k + " is what is told") for k in range(1, 10)]
        pages.append([Words(60, top, "Example:"), *text, Words(60, 30, "Dr Example", 8)])
    pages[-1].append(Words(400, 30, "Page 4", 8))
    reading = read(pdf(pages), "a.pdf")
    footers = [b.text.text for b in reading.blocks if b.kind is Kind.DROPPED]
    assert footers == ["Dr Example"] * 3 + ["Dr Example Page 4"]
    assert [b.text.text for b in kept(reading)].count("Example:") == 4


def test_pdf_headings_indents_and_bullets() -> None:
    page = [Words(60, 780, "Chapter one", 18)]
    page += [Words(60, 750 - 13 * n, f"ordinary text of the chapter, line {n}") for n in range(8)]
    page += [Words(75, 630, "• a point"), Words(75, 617, "• another")]
    blocks = kept(read(pdf([page]), "a.pdf"))
    assert (blocks[0].kind, blocks[0].text.text, blocks[0].level) == (
        Kind.HEADING,
        "Chapter one",
        1,
    )
    assert [b.text.text for b in blocks[-2:]] == ["• a point", "• another"]
    assert blocks[-1].indent > blocks[1].indent == 0


# ---------------------------------------------------------------------- spreadsheets, slides, books


def test_excel() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.title = "Unit 1"
    for row in [
        ("Begriff", "Erklärung", "Kapitel"),
        ("Osmose", "Wasser\nwandert", "K1"),
        (),
        ("Pi", 3.5, None),
        ("Jahr", 1848, None),
    ]:
        book.active.append(row)
    second = book.create_sheet("Unit 2")
    second.append(("term", "definition"))
    second.append(("x", "y"))
    book.create_sheet("empty")
    assert shown(read(saved(book), "a.xlsx")) == [
        ("heading", "Unit 1"),
        ("dropped", "Begriff | Erklärung | Kapitel"),
        ("pair", "Osmose = Wasser\nwandert"),
        ("pair", "Pi = 3.5"),
        ("pair", "Jahr = 1848"),
        ("heading", "Unit 2"),
        ("dropped", "term | definition"),
        ("pair", "x = y"),
    ]


def test_open_document_spreadsheet() -> None:
    reading = read(ods([["term", "definition"], ["a", "b\nc"], ["d", "e"]]), "a.ods")
    assert shown(reading) == [
        ("dropped", "term | definition"),
        ("pair", "a = b\nc"),
        ("pair", "d = e"),
    ]


def test_slides() -> None:
    pptx = pytest.importorskip("pptx")
    made = pptx.Presentation()
    slide = made.slides.add_slide(made.slide_layouts[1])
    slide.shapes.title.text = "Osmosis"
    frame = slide.placeholders[1].text_frame
    frame.text = "water moves"
    frame.add_paragraph().text = "slowly"
    frame.paragraphs[1].level = 1
    slide.notes_slide.notes_text_frame.text = "said aloud"
    slide = made.slides.add_slide(made.slide_layouts[5])
    slide.shapes.title.text = "Table"
    table = slide.shapes.add_table(2, 2, 0, 0, 1_000_000, 1_000_000).table
    for n, text in enumerate("abcd"):
        table.cell(n // 2, n % 2).text = text
    slide.shapes.add_picture(io.BytesIO(picture()), 0, 2_000_000)
    reading = read(saved(made), "a.pptx")
    assert shown(reading) == [
        ("heading", "Osmosis"),
        ("item", "water moves"),
        ("item", "slowly"),
        ("paragraph", "said aloud"),
        ("heading", "Table"),
        ("table", "a | b\nc | d"),
        ("paragraph", "\ufffc"),
    ]
    assert [b.level for b in reading.blocks if b.kind is Kind.ITEM] == [0, 1]
    assert list(reading.media.values()) == [picture()]
    entries = parse(reading, "a.pptx").entries
    assert [(e.headword, e.sections) for e in entries] == [("Osmosis", ()), ("Table", ())]


def test_a_slide_of_nothing_but_a_title_heads_those_that_follow() -> None:
    pptx = pytest.importorskip("pptx")
    made = pptx.Presentation()
    slide = made.slides.add_slide(made.slide_layouts[0])
    slide.shapes.title.text = "Cells and water"
    slide.placeholders[1].text = "Dr Bright"
    for part, terms in (
        ("Membranes", ("Osmosis", "Turgor")),
        ("Energy", ("Respiration", "Ferment")),
    ):
        made.slides.add_slide(made.slide_layouts[5]).shapes.title.text = part
        for term in terms:
            slide = made.slides.add_slide(made.slide_layouts[1])
            slide.shapes.title.text = term
            slide.placeholders[1].text_frame.text = "what happens to the cell in that case"
    entries = parse(read(saved(made), "a.pptx"), "a.pptx").entries
    assert [(e.headword, e.sections) for e in entries] == [
        ("Osmosis", ("Membranes",)),
        ("Turgor", ("Membranes",)),
        ("Respiration", ("Energy",)),
        ("Ferment", ("Energy",)),
    ]


def test_ebook() -> None:
    chapters = {
        "one": "<h1>Zellen</h1>\n<p><b>Osmose</b>: Wasser <img src='img/p.png' alt='Bild'/></p>",
        "two": "<h1>Gene</h1>",
    }
    reading = read(epub(chapters, {"OEBPS/img/p.png": b"picture"}), "a.epub")
    assert [t for k, t in shown(reading) if k != "dropped"] == [
        "Zellen",
        "Osmose: Wasser Bild",
        "Gene",
    ]
    assert (reading.title, reading.language, dict(reading.media)) == (
        "Book",
        "de",
        {"OEBPS/img/p.png": b"picture"},
    )
    assert [b.line for b in kept(reading)] == sorted(b.line for b in kept(reading))


@pytest.mark.parametrize(
    ("name", "notes"),
    [
        ("a.md", "**Cell**: small\n\n![][one]\n\n[one]: <{data}>\n"),
        ("a.md", "**Cell**: small ![Alt]({data})\n"),
        ("a.html", "<p>Cell <img src='{data}'></p>"),
        ("a.txt", "#separator:tab\n#html:true\nCell\tsmall <img src='{data}'>\n"),
        ("a.md", "<table><tr><td>Cell</td><td><img src='{data}'></td></tr></table>\n"),
    ],
    ids=("reference", "inline", "page", "field", "cell"),
)
def test_a_picture_that_stands_in_the_notes_comes_along(name: str, notes: str) -> None:
    address = "data:image/png;base64," + base64.b64encode(picture()).decode()
    reading = read(notes.replace("{data}", address).encode(), name)
    riches = [r for b in reading.blocks for r in (b.text, *texts(b.body), *chain(*b.rows))]
    (shown,) = {m.value for r in riches for m in r.marks if m.style is Style.IMAGE}
    assert reading.media == {shown: picture()} and shown.endswith(".png")


# --------------------------------------------------------------------------- Anki packages


@pytest.mark.parametrize("legacy", [True, False])
def test_package_of_the_real_anki(legacy: bool, tmp_path: Path) -> None:
    anki = pytest.importorskip("anki.collection")
    collection = anki.Collection(str(tmp_path / "collection.anki2"))
    basic, cloze = collection.models.by_name("Basic"), collection.models.by_name("Cloze")
    note = collection.new_note(basic)
    note["Front"] = "<b>Osmosis</b>"
    note["Back"] = (
        'water &amp; salt<ul><li>slow</li><li>\\(x^2\\)</li></ul><img src="pic 1.png">[sound:a.mp3]'
    )
    note.tags = ["bio::cell", "exam"]
    collection.add_note(note, collection.decks.id("Bio::Cells"))
    gap = collection.new_note(cloze)
    gap["Text"] = "{{c1::Paris::a city}} is the capital of {{c2::France}}"
    gap["Back Extra"] = "since 987"
    collection.add_note(gap, collection.decks.id("Bio"))
    for name, data in (("pic 1.png", picture()), ("a.mp3", b"ID3")):
        (Path(collection.media.dir()) / name).write_bytes(data)
    out = tmp_path / "deck.apkg"
    options = anki.ExportAnkiPackageOptions(
        with_scheduling=False, with_deck_configs=False, with_media=True, legacy=legacy
    )
    collection.export_anki_package(out_path=str(out), options=options, limit=None)
    collection.close()
    reading = read(out.read_bytes(), "deck.apkg")
    first, second = reading.blocks
    assert (first.term.text, first.guid, first.tags, first.topic) == (
        "Osmosis",
        note.guid,
        ("bio::cell", "exam"),
        "Cells",
    )
    assert [type(n).__name__ for n in first.body] == ["Paragraph", "ListNode", "Paragraph"]
    assert second.term.text == "[a city] is the capital of […]"
    assert (
        second.text.text.startswith("Paris is the capital of France")
        and "since 987" in second.text.text
    )
    assert reading.deck == "Bio" and dict(reading.media) == {
        "pic 1.png": picture(),
        "a.mp3": b"ID3",
    }
