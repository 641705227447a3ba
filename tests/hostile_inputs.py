"""Hostile projects, each a row: what class it is of, what it is called, and the files that it
consists of.

Made by code where a table can: a piece that breaks programs, in each format, at each place where
text can stand.
"""

from __future__ import annotations

import io
import json
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass

from tests.reading_support import Words, epub, pdf, zipped

GOOD = b"Osmosis\nWater moves through a membrane.\n\nDiffusion\nParticles spread out.\n"


@dataclass(frozen=True)
class Hostile:
    """A project; `seconds` of processor time are what it may take, its worker's included."""

    kind: str
    name: str
    files: Mapping[str, bytes]
    command: tuple[str, ...] = ("build",)


# --------------------------------------------------------------------------- text, in each format

_ACTIVE = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>",
    '<iframe src="//e.x"></iframe>',
    '<a href="javascript:alert(1)">x</a>', '<a href="data:text/html,<script>1</script>">x</a>',
    "<object data=x></object>",
    '<link rel=stylesheet href="//e.x/a.css">', '<meta http-equiv=refresh content="0;//e.x">',
    "<style>@import '//e.x'</style>",
    '<div style="background:url(javascript:1)">x</div>',
    "<math><mtext><script>1</script></mtext></math>", "<base href=//e.x>",
    "[x](javascript:alert(1))", "![x](javascript:alert(1))", "[x]: javascript:alert(1)",
    "<form action=//e.x><input></form>",
    "[latex]\\input{/etc/passwd}[/latex]", "[sound:../../etc/passwd]", "{{c1::<script>1</script>}}",
    "<embed src=x>",
    "<![x](/b>", "<![if", "<![cdata", "<!x [", "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<SCRIPT/x>1</SCRIPT>", "<<script>script>1<</script>/script>",
)  # fmt: skip
_TEXTS = (
    "\x1b[31mred", "\x1b]0;title\x07", "\u202eabc", "\u2066abc", "a\u0000b", "\u0085next",
    "\u2028next", "\x0c", "²) x",
    "²", "٣. x", "1" * 5000, "9" * 400 + ". x", "\ufeff\ufeff", "e" + "\u0301" * 500,
    "\u200b" * 100, "👩‍👩‍👧‍👦" * 50,
    "{{c1::a::b}} }} {{", "{{Front}}", "{{#a}}{{/a}}", "::" * 200, "\\" * 300, "<" * 300, "&" * 300,
    "[" * 300, "(" * 300,
    "$" * 301, "`" * 301, "*" * 301, "_" * 301, "|" * 300, "#" * 300, ">" * 300, "%" * 300,
    "~" * 301, '"' * 301,
)  # fmt: skip
_PLACES: Mapping[str, Callable[[str], str]] = {
    ".txt": lambda piece: f"Osmosis {piece}\nWater {piece} moves.\n\n{piece}\nA second thing.\n",
    ".md": lambda piece: (
        f"## Osmosis {piece}\n\nWater {piece} moves.\n\n- {piece}\n\n| a | b "
        f"|\n|---|---|\n| {piece} | x |\n"
    ),
    ".html": lambda piece: (
        f"<h2>Osmosis {piece}</h2><p>Water {piece} moves.</p><ul><li>{piece}</ul>"
    ),
    ".csv": lambda piece: (
        f'Term,Definition,Tags\nOsmosis,"Water '
        f'{piece.replace(chr(34), chr(34) * 2)}",{piece[:20]}\n'
    ),
    ".tex": lambda piece: (
        f"\\section{{Cells}}\n\\textbf{{Osmosis}} {piece} water moves.\n\n$x$ {piece}\n"
    ),
}


def _texts() -> Iterator[Hostile]:
    for suffix, place in _PLACES.items():
        for n, piece in enumerate((*_ACTIVE, *_TEXTS)):
            kind = "active content" if n < len(_ACTIVE) else "characters and marks"
            data = place(piece).encode("utf-8", "replace")
            yield Hostile(kind, f"{n}{suffix}", {f"source/a{suffix}": data})


def _tables() -> Iterator[Hostile]:
    rows = {
        "a cell of 300 kB": b'Term,Definition\nOsmosis,"' + b"water " * 50_000 + b'"\n',
        "an open quote": b'Term,Definition\nOsmosis,"water\n' + b"more,rows\n" * 500,
        "an endless guid": b"#guid column:1\n#separator:comma\n"
        + b"x" * 200_000
        + b",Osmosis,water\n",
        "guids with controls": (
            b"#guid column:1\n#separator:comma\n\x1b[31m,Osmosis,water\nb,ATP,energy\n"
        ),
        "a column number of 5,000 digits": b"#tags column:"
        + b"9" * 5000
        + b"\n#separator:comma\na,b\n",
        "a column number that int refuses": "#tags column:²\n#separator:comma\na,b\nc,d\n".encode(),
        "10,000 columns": b"Term,Definition" + b",x" * 10_000 + b"\nOsmosis,water\n",
        "only separators": b",,,,\n" * 500,
        "zero bytes": b"a,b\0\nc,d\n",
    }
    for name, data in rows.items():
        yield Hostile("tables", name, {"source/a.csv": data})


# --------------------------------------------------------------------- what ankigen keeps and reads

_DEEP = "[" * 100_000
_SETTINGS = {
    "deep": f"a = {_DEEP}",
    "deep tables": "[" + ".".join("a" * 1 for _ in range(5000)) + "]",
    "an integer of 5,000 digits": f"[deck]\nid = {'9' * 5000}",
    "an integer that no float holds": f"[typos]\nconfidence = {'9' * 400}",
    "not a number": "[quizlet]\nmax = nan",
    "a list for a table": "deck = [1]",
    "a table for a text": "[deck.name]\na = 1",
    "a date": "[deck]\nid = 1979-05-27",
    "a device": '[paths]\nsource = "/dev"',
    "an endless device": '[paths]\nsource = "/dev/zero"',
    "out of the project": '[paths]\nsource = "../.."',
    "output elsewhere": '[paths]\nout = "/tmp/elsewhere"',
    "media elsewhere": '[paths]\nmedia = "/etc"',
    "templates elsewhere": '[paths]\ntemplates = "/etc"',
    "output above": '[paths]\nout = ".."',
    "a zero character": '[paths]\nout = "a\\u0000"',
    "controls in a name": '[deck]\nname = "a\\u001b[31m\\nb"',
    "an unknown key with controls": '"a\\u001b[31m\\nb" = 1',
    "a bad expression": '[ignore]\nterms = ["[[[", "**********************a"]',
    "10,000 rules": "[ignore]\nterms = [" + '"x*y*z*",' * 10_000 + "]",
}


def _kept() -> Iterator[Hostile]:
    for name, text in _SETTINGS.items():
        yield Hostile("settings", name, {"ankigen.toml": text.encode(), "source/a.txt": GOOD})
    project = {"ankigen.toml": b'[deck]\nname = "a"\nid = 5\n', "source/a.txt": GOOD}
    for name, line in _lock_lines():
        lock = f'{{"ankigen lock": 2}}\n{line}\n{{"end": true}}\n'
        for command in (("build",), ("check",)):
            yield Hostile("locks", name, {**project, "ankigen.lock": lock.encode()}, command)
    for name, text in _EDITS.items():
        for command in (("build",), ("check",)):
            yield Hostile("edits", name, {**project, "edits.toml": text.encode()}, command)


_EDITS = {
    "deep": f"edit = {_DEEP}",
    "a list for tables": "edit = [1, 2]",
    "a number for a text": '[[edit]]\nterm = 1\nfield = "term"\nnow = "x"',
    "an unknown field": '[[edit]]\nterm = "Osmosis"\nfield = "guid"\nnow = "x"',
    "active content": (
        '[[edit]]\nterm = "Osmosis"\nfield = "definition"\nnow = '
        '"<script>alert(1)</script><img src=x onerror=1>"\nwas = ""'
    ),
    "controls": '[[edit]]\nterm = "a\\u001b[31m\\nb"\nfield = "term"\nnow = "x"',
    "an unknown key with controls": '"a\\u001b[31m\\nb" = 1',
    "a deep value": '[[edit]]\nterm = "Osmosis"\nfield = "definition"\nnow = "'
    + "<div>" * 3000
    + '"',
    "an integer of 5,000 digits": f"added = [{'9' * 5000}]",
}


def _lock_lines() -> Iterator[tuple[str, str]]:
    note = {"note": "osmosis", "guid": "abc", "type": "term", "term": "Osmosis", "file": "a.txt",
        "section": "",
            "after": "", "changed": 5, "hash": "0", "text": "0", "words": "", "shown": "",
            "made": "", "tags": []}  # fmt: skip
    kind = {"note type": "term", "id": 5, "version": 1, "hash": "0", "changed": 5, "fields": [1],
        "templates": [1]}  # fmt: skip
    values: Mapping[str, object] = {
        "a list": [1], "an object": {"a": 1}, "null": None, "a huge integer": 10**30,
        "a negative": -5, "a float": 1.5,
        "half a pair": "\ud800", "controls": "\x1b[31m\n",
    }  # fmt: skip
    for key in ("note", "guid", "type", "changed", "words", "tags"):
        for name, value in values.items():
            yield f"{name} for {key}", json.dumps({**note, key: value})
    for key in ("id", "version", "fields"):
        for name in ("a list", "a huge integer", "a negative", "null"):
            yield f"{name} for a type's {key}", json.dumps({**kind, key: values[name]})
    yield "deep", _DEEP
    yield "a number", "5"
    yield "a list of objects", "[{}]"
    yield "an integer of 5,000 digits", '{"note": ' + "9" * 5000 + "}"
    yield "a removed note of an unknown type", json.dumps({**note, "type": "x", "removed": 7,
        "fields": ["a"] * 50})  # fmt: skip
    yield "a removed note with too few fields", json.dumps({**note, "removed": 7, "fields": ["a"]})
    yield "a removed note with active content", json.dumps({**note, "removed": 7,
        "fields": ["<script>1</script>", "<img src=x onerror=1>", "[latex]"]})  # fmt: skip
    yield "the largest time", json.dumps({**note, "changed": 2**63 - 1})
    yield "a cloze number beyond", json.dumps({**note, "items": ["a"], "order": [2**40]})


# --------------------------------------------------------------------------- packed formats


def bomb(part: str, size: int = 60_000_000) -> bytes:
    """A zip file of 60 kB that unpacks to 60 MB."""
    return zipped({part: b" " * size})


def _collection(sql: str) -> bytes:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(
            "CREATE TABLE col (models text, decks text); INSERT INTO col VALUES ('{}', '{}');"
            "CREATE TABLE cards (nid integer, did integer, ord integer);" + sql
        )
        return connection.serialize()


_NOTES_TABLE = "CREATE TABLE notes (id integer, guid text, mid integer, tags text, flds text);"
_ENDLESS = (
    "CREATE VIEW notes AS WITH RECURSIVE c(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM c)"
    " SELECT id, 'g' AS guid, 1 AS mid, '' AS tags, 'a' AS flds FROM c;"
)


def _pdf_with(contents: bytes, page: bytes = b"/MediaBox [0 0 595 842]") -> bytes:
    """A PDF of one page whose contents are these."""
    made = pdf([[Words(60, 700, "x")]])
    at, end = made.index(b"stream\n") + 7, made.index(b"\nendstream")
    made = made[:at] + contents + made[end:]
    made = made.replace(b"/Length %d" % (end - at), b"/Length %d" % len(contents))
    return made.replace(b"/MediaBox [0 0 595 842]", page)


def _packed() -> Iterator[Hostile]:
    word, sheet = "word/document.xml", "xl/workbook.xml"
    laughs = (
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha">'
        + b"".join(
            b'<!ENTITY a%d "%s">' % (n, (b"&a%d;" % (n - 1) if n > 1 else b"&a;") * 10)
            for n in range(1, 12)
        )
        + b"]><a>&a11;</a>"
    )
    outside = (
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    )
    files: dict[str, bytes] = {
        "bomb.docx": bomb(word),
        "bomb.xlsx": bomb("[Content_Types].xml"),
        "bomb.epub": bomb("META-INF/container.xml"),
        "bomb.apkg": bomb("collection.anki2"),
        "laughs.docx": zipped({word: laughs}),
        "laughs.ods": zipped({"content.xml": laughs}),
        "laughs.epub": zipped({"META-INF/container.xml": laughs}),
        "outside.ods": zipped({"content.xml": outside}),
        "outside.docx": zipped({word: outside}),
        "deep.ods": zipped({"content.xml": b"<a>" * 100_000}),
        "deep.docx": zipped({word: b"<w:p>" * 50_000}),
        "encoding.xlsx": zipped({
            "[Content_Types].xml": b'<?xml version="1.0" encoding="x-none"?><a/>', sheet: b"<a"}),
        "encoding.ods": zipped({"content.xml": b'<?xml version="1.0" encoding="x-none"?><a/>'}),
        "nothing.docx": zipped({}),
        "cut.docx": zipped({word: "<a/>"})[:60],
        "method.docx": _with_method(zipped({word: "<a/>"}), 99),
        "endless.apkg": zipped({"collection.anki2": _collection(_ENDLESS)}),
        "trigger.apkg": zipped({"collection.anki2": _collection(
            _NOTES_TABLE + "CREATE TRIGGER t INSERT ON col BEGIN SELECT 1; END;")}),
        "garbage.apkg": zipped({"collection.anki2": b"SQLite format 3\0" + b"\xff" * 5000}),
        "media-out.apkg": zipped({"collection.anki2": _collection(
            _NOTES_TABLE
            + "INSERT INTO notes VALUES (1,'g',1,'','a\x1f<img src=\"../../x.png\">');"),
            "media": '{"0": "../../x.png"}', "0": b"\x89PNG"}),
        "deep.apkg": zipped({"collection.anki2": _collection(_NOTES_TABLE),
        "media": "[" * 100_000}),
        "loop.pdf": _pdf_with(b"/X Do " * 5000),
        "nan.pdf": _pdf_with(b"BT /F1 10 Tf nan nan nan nan nan nan Tm (x) Tj ET"),
        "huge.pdf": _pdf_with(b"BT /F1 1e300 Tf 1e300 0 0 1e300 1e300 1e300 Tm (x) Tj ET"),
        "box.pdf": _pdf_with(b"BT /F1 10 Tf (x) Tj ET", b"/MediaBox [nan nan nan nan]"),
        "nobox.pdf": _pdf_with(b"BT /F1 10 Tf (x) Tj ET", b""),
        "emptybox.pdf": _pdf_with(b"BT /F1 10 Tf (x) Tj ET", b"/MediaBox [0 0 0 0]"),
        "predictor.pdf": _flate(b"x" * 100,
        b"/DecodeParms << /Predictor 12 /Columns 100000000 /Colors 99 >>"),
        "deflated.pdf": _flate(b"q " * 4_000_000),
        "unbalanced.pdf": _pdf_with(b"q " * 20_000 + b"BT " * 5000),
        "deep.pdf": _pdf_with(b"[" * 50_000),
        "cut.pdf": pdf([[Words(60, 700, "x")]])[:300],
        "traversal.epub": epub({"../../../x.xhtml": "<p>a</p>"}),
    }  # fmt: skip
    for name, data in files.items():
        yield Hostile("packed formats", name, {f"source/{name}": data})


def _with_method(data: bytes, method: int) -> bytes:
    """A zip file that says it was packed by an unknown method."""
    at = data.index(b"PK\x03\x04") + 8
    central = data.index(b"PK\x01\x02") + 10
    new = method.to_bytes(2, "little")
    data = data[:at] + new + data[at + 2 :]
    return data[:central] + new + data[central + 2 :]


def _flate(contents: bytes, more: bytes = b"") -> bytes:
    packed = zlib.compress(contents, 9)
    made = _pdf_with(packed)
    return made.replace(
        b"/Length %d" % len(packed), b"/Filter /FlateDecode %s /Length %d" % (more, len(packed))
    )


# --------------------------------------------------------------------------- names


def _names() -> Iterator[Hostile]:
    for n, name in enumerate(
        ("a\nb", "a\x1b[31mb", "\u202etxt.a", "a\rb", "-rf", "--help", "a'b\"c", "a b ", "$(id)",
        "a;b", "%s%n", "{{c1}}", "<script>", "CON", "a" * 200)
    ):  # fmt: skip
        yield Hostile("names", f"{n}", {f"source/{name}.txt": GOOD, f"source/{name}.xyz": b"x"})
        yield Hostile("names", f"{n} checked", {f"source/{name}/a.md": b"## A\n\nb [x](y.png)\n"},
            ("check",))  # fmt: skip


# --------------------------------------------------------------------------- escapes and long runs

#: Half of a pair of surrogates, which an escape can write and no file can hold.
_HALF = "\\ud800"


def _escapes() -> Iterator[Hostile]:
    """Characters that only an escape can write, where a format has escapes."""
    for key in ("title", "tags", "deck", "lang", "layout"):
        for name, value in {
            "half": f'"a{_HALF}"',
            "controls": '"a\\e[31m\\0\\n\\u202eb"',
            "list": f'["a{_HALF}", "\\x1b"]',
        }.items():
            page = f"---\n{key}: {value}\n---\n\n".encode() + GOOD
            yield Hostile("escapes", f"front matter, {key}, {name}", {"source/a.md": page})
    cell = '{"cell_type": "markdown", "source": "**Osmosis**: water ' + _HALF + '"}'
    book = f'{{"cells": [{cell}], "metadata": {{"kernelspec": {{"language": "{_HALF}"}}}}}}'
    yield Hostile("escapes", "a notebook", {"source/a.ipynb": book.encode()})
    for name, text in {
        "an entity": "Osmosis: water &#xD800; &#0; &#x110000; &#x1b;[31m",
        "an address": "Osmosis: <a href='&#xD800;'>x</a> <img src='&#xd800;' alt='&#xd800;'>",
    }.items():
        for suffix in (".html", ".md"):
            yield Hostile("escapes", f"{name} in {suffix}", {f"source/a{suffix}": text.encode()})
    for what, names in {
        "deck": (f"Deck{_HALF}", "Kind", "Front"),
        "note type": ("Deck", f"Kind{_HALF}", "Front"),
        "field": ("Deck", "Kind", f"Front{_HALF}"),
    }.items():
        yield Hostile("escapes", f"a package, {what}", {"source/a.apkg": _package(*names)})


def _package(deck: str, kind: str, field: str) -> bytes:
    """A package of one note; the names are as JSON has them."""
    models = (
        f'{{"1": {{"id": 1, "name": "{kind}", "type": 0, "css": "", "tmpls": [{{"name": "Card", '
        f'"qfmt": "", "afmt": "", "ord": 0}}], "flds": [{{"name": "{field}", "ord": 0}}, '
        '{"name": "Back", "ord": 1}]}}'
    )
    decks = f'{{"1": {{"id": 1, "name": "{deck}"}}}}'
    note = "'Osmosis' || char(31) || 'Water moves.'"
    database = _collection(
        f"{_NOTES_TABLE} UPDATE col SET models = '{models}', decks = '{decks}';"
        f"INSERT INTO notes VALUES (1, 'g', 1, '', {note}); INSERT INTO cards VALUES (1, 1, 0);"
    )
    return zipped({"collection.anki2": database})


def _runs() -> Iterator[Hostile]:
    """One definition of thousands of the same: each took the square of its time, or a level of
    the stack for each line.
    """
    pieces = ("%\n", "`\n", "|\n", "$\n", "{{c1::a}} ", "{{c1::", "$x_1$, ", "H~2~O ", "A: \n")
    for piece in pieces:
        for suffix in (".txt", ".md"):
            text = f"Osmosis\n{piece * 2000}\n\nDiffusion\nParticles spread.\n"
            yield Hostile(
                "long runs", f"{piece!r} in {suffix}", {f"source/a{suffix}": text.encode()}
            )


def rows() -> list[Hostile]:
    """All of them."""
    return [*_texts(), *_tables(), *_kept(), *_packed(), *_names(), *_escapes(), *_runs()]


assert io
