"""What is no document, is broken or is too large is refused in one line."""

from __future__ import annotations

import sys

import pytest

from ankigen import readers
from ankigen.model import AnkigenError, Kind
from ankigen.readers import read, worker
from tests.document_files import collection
from tests.reading_support import Words, epub, ods, pdf, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
BOMB = zipped(
    {
        "word/document.xml": bytes(60_000_000),
        "content.xml": bytes(60_000_000),
        "[Content_Types].xml": "",
    }
)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.docx", b"just text", "is not a Word file"),
        ("a.docx", zipped({"x": "y"}), "word/document.xml"),
        ("a.docx", zipped({"word/document.xml": "<broken"}), "is damaged"),
        ("a.docx", OLE, "password"),
        ("a.docx", BOMB, "zip bomb"),
        ("a.xlsx", b"a;b\n1;2\n", "is not a spreadsheet"),
        ("a.xlsx", zipped({"[Content_Types].xml": "<a/>"}), "is damaged"),
        ("a.ods", zipped({"content.xml": "<a"}), "is damaged"),
        ("a.ods", BOMB, "zip bomb"),
        ("a.ods", ods([[""]]), "no filled cells"),
        ("a.pptx", zipped({"ppt/presentation.xml": "<a/>"}), "is damaged"),
        ("a.pptx", zipped({"ppt/presentation.xml": "<a", "[Content_Types].xml": "<b"}),
        "is damaged"),
        ("a.epub", zipped({"a": "b"}), "META-INF/container.xml"),
        ("a.epub", epub({"one": "x"},
        {"META-INF/encryption.xml": '<e xmlns="u"><EncryptionMethod Algorithm="x#aes"/></e>'}),
        "protected"),
        ("a.apkg", b"PK\x03\x04 cut off", "is not an Anki package"),
        ("a.apkg", zipped({"collection.anki2": b"no database", "media": "{}"}), "database"),
        ("a.apkg", zipped({"collection.anki21b": b"no zstd", "media": b""}), "is damaged"),
        ("a.apkg", zipped({"collection.anki2": collection("", "{}")}), "database cannot be read"),
        ("a.apkg", zipped({"collection.anki2": collection("[1]", "{}")}),
        "database cannot be read"),
        ("a.pdf", b"no pdf", "is not a PDF"),
        ("a.pdf", b"%PDF-1.4\nbroken", "is damaged"),
        ("a.pdf", pdf([[Words(60, 700, "x")]], encrypted=True), "encrypted"),
        ("a.pdf", pdf([[]]), "scanned"),
        ("a.txt", b"PK\x03\x04", "zip file"),
        ("a.md", b"%PDF-1.4", "a PDF"),
        ("a.csv", b"x" * 1_000_001, "characters"),
        ("a.xyz", b"x", 'no reader for ".xyz"'),
    ],
)  # fmt: skip
def test_one_clear_line(name: str, data: bytes, says: str) -> None:
    with pytest.raises(AnkigenError) as caught:
        read(data, name)
    assert (
        str(caught.value).startswith("a.")
        and says in str(caught.value)
        and "\n" not in str(caught.value)
    )


def test_media_that_are_small_one_by_one_and_huge_together(monkeypatch: pytest.MonkeyPatch) -> None:
    listing = '{"0": "a.png", "1": "b.png"}'
    parts: dict[str, str | bytes] = {
        "collection.anki2": collection("{}", "{}"),
        "media": listing,
        "0": "x" * 60,
        "1": "y" * 60,
    }
    assert set(read(zipped(parts), "a.apkg").media) == {"a.png", "b.png"}
    monkeypatch.setattr(readers, "read_apart", worker.read_here)
    monkeypatch.setattr("ankigen.readers.anki_package.MOST_BYTES", 100)
    with pytest.raises(AnkigenError, match="far more than notes have"):
        read(zipped(parts), "a.apkg")


@pytest.mark.parametrize(
    ("name", "data", "library"),
    [
        ("a.docx", zipped({"word/document.xml": "<a/>"}), "mammoth"),
        ("a.pdf", pdf([[Words(60, 700, "x")]]), "pdfplumber"),
        ("a.xlsx", zipped({"[Content_Types].xml": ""}), "openpyxl"),
        ("a.pptx", zipped({"ppt/presentation.xml": ""}), "pptx"),
        ("a.apkg", zipped({"collection.anki21b": b"x" * 100}), "zstandard"),
    ],
)
def test_a_missing_library_is_named_with_how_to_get_it(
    name: str, data: bytes, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    monkeypatch.setattr(readers, "read_apart", worker.read_here)
    with pytest.raises(AnkigenError, match=r"pipx inject ankigen .*ankigen\[\w+\]") as caught:
        read(data, name)
    assert "\n" not in str(caught.value)


def test_broken_front_matter_is_a_finding_and_the_notes_are_read() -> None:
    reading = read(b"---\ntitle: a: b: [\ntags: x\n---\n# Head\n", "a.md")
    (finding,) = reading.findings
    assert (finding.origin.line, finding.code, finding.needs_person) == (2, "front-matter", True)
    assert "\n" not in finding.message and reading.blocks[-1].text.text == "Head"


def test_front_matter_in_toml() -> None:
    reading = read(
        b'+++\ntitle = "Ropes"\ndate = 2021-03-02\n[taxonomies]\ntags = ["boats"]\n+++\n\n# Head\n',
        "a.md",
    )
    assert (reading.title, reading.tags, reading.findings) == ("Ropes", ("boats",), ())
    assert [b.kind for b in reading.blocks] == [Kind.DROPPED, Kind.HEADING]


def test_broken_front_matter_in_toml_is_a_finding() -> None:
    reading = read(b'+++\ntitle = "Ropes"\ntags = [boats]\n+++\n# Head\n', "a.md")
    (finding,) = reading.findings
    assert (finding.origin.line, finding.code, finding.needs_person) == (3, "front-matter", True)


def test_front_matter_above_html() -> None:
    page = b"---\nlayout: lesson\ntitle: Ropes\n---\n<h2>Hawser</h2>\n<p>A thick rope.</p>\n"
    reading = read(page, "a.html")
    assert (reading.title, reading.layout) == ("Ropes", "")
    assert [(b.kind, b.line) for b in reading.blocks if b.kind is not Kind.DROPPED] == [
        (Kind.HEADING, 5),
        (Kind.PARAGRAPH, 6),
    ]


def test_front_matter_cannot_run_code() -> None:
    reading = read(b"---\ntitle: !!python/object/apply:os.getcwd []\n---\ntext\n", "a.md")
    assert [f.code for f in reading.findings] == ["front-matter"]


def test_format_of_standard_input() -> None:
    assert read(b"# Head\n", "-", "md").blocks[0].kind is Kind.HEADING
    assert read(b"a\tb\nc\td\n", "-", ".tsv").blocks[0].kind is Kind.PAIR
