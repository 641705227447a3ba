"""Notebooks, RTF, OpenDocument text, archives of notes and the clipboard."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from ankigen.model import AnkigenError, Entry
from ankigen.model.settings import Settings
from ankigen.pipeline import study
from ankigen.project import clipboard
from ankigen.project.paths import Project
from ankigen.project.sources import read_sources
from ankigen.readers import READERS, read
from ankigen.readers.bundle import sources_of
from ankigen.segmentation import parse
from tests.command import Command
from tests.reading_support import zipped
from tests.test_readers_dialects import outline, shown

PICTURE = b"\x89PNG\r\n"
ID = "0123456789abcdef0123456789abcdef"


def entries(data: bytes, name: str) -> dict[str, list[str]]:
    return {shown(e.term): list(outline(e.body, "")) for e in parse(read(data, name), name).entries}


RTF = rb"""{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Times;}}{\stylesheet{\s1 heading 1;}{\s0 Normal;}}
{\*\generator X;}\pard\s1 Weather\par\pard\s0{\b Cirrus}: thin cloud at 10\~km; \u8364?5, caf\'e9 {\i high}\par
{\b Stratus}: a layer\line of cloud, \u-10179?\u-8694?\par
{\b Rain}: of two kinds\par
{\listtext\bullet\tab}\ilvl0 drizzle\par{\listtext\bullet\tab}shower\par\pard
}"""  # noqa: E501


def test_rtf() -> None:
    assert entries(RTF, "a.rtf") == {
        "**Cirrus**": ["thin cloud at 10 km; €5, café *high*"],
        "**Stratus**": ["a layer of cloud, 😊"],
        "**Rain**": ["of two kinds", "- drizzle", "- shower"],
    }


def test_rtf_tables() -> None:
    rows = rb"\trowd\intbl hail\cell ice\cell\row\trowd\intbl snow\cell crystals\cell\row\pard "
    found = read(rb"{\rtf1 " + rows + rb"}", "a.rtf").blocks
    assert [[c.text for c in row] for b in found for row in b.rows] == [
        ["hail", "ice"],
        ["snow", "crystals"],
    ]


@pytest.mark.parametrize("name", ["a.rtf", "a.odt", "a.ipynb"])
@pytest.mark.parametrize(
    "data",
    [b"plain text", b"{\\rtf1 {\\fonttbl a}}", b"[1, 2]", b"{}", b'{"cells": [{"source": [{}]}]}'],
)
def test_what_is_no_such_file_is_refused_in_one_line(name: str, data: bytes) -> None:
    with pytest.raises(AnkigenError, match=name):
        read(data, name)


def test_mdx() -> None:
    notes = (
        'import Tabs from "@theme/Tabs"\n'
        "export const rows = {\n  a: 1,\n}\n\n"
        '# Sea\n\n<Callout type="info">\n\n**Keel**: the timber below\n</Callout>\n\n'
        '{/* a remark */}\n\n- **Sheet**: a rope <Badge text="new" />\n'
        "- **Tag**: written as `a < b` and <b>bold</b>\n"
    )
    reading = read(notes.encode(), "a.mdx")
    assert [b.text.text for b in reading.blocks] == [
        "Sea",
        "Keel: the timber below",
        "Sheet: a rope",
        "Tag: written as a < b and bold",
    ]
    left_out = {f.origin.line: f.message for f in reading.findings}
    assert sorted(left_out) == [1, 2, 3, 4, 8, 11, 13, 15]
    assert left_out[15] == 'code: <Badge text="new" />'


def test_notebook() -> None:
    book = {
        "cells": [
            {
                "cell_type": "markdown",
                "source": ["# Statistics\n", "\n", "**Mean**: sum over count\n"],
            },
            {"cell_type": "code", "source": "import math\nprint(1)", "outputs": [{"text": "1"}]},
            {
                "cell_type": "markdown",
                "source": "**Mode**: the peak ![curve](attachment:c.png)",
                "attachments": {"c.png": {"image/png": "iVBORw0K"}},
            },
        ],
        "metadata": {"kernelspec": {"language": "python"}},
        "nbformat": 4,
    }
    reading = read(json.dumps(book).encode(), "a.ipynb")
    assert [b.language for b in reading.blocks if b.kind == "code"] == ["python"]
    assert [f.message for f in reading.findings] == ["the output of cell 2 (1) is left out"]
    assert len(reading.media) == 1


_NS = "".join(
    f' xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for key, name in [
        ("office", "office"), ("text", "text"), ("style", "style"), ("fo", "xsl-fo-compatible"),
        ("draw", "drawing"),
    ]
)  # fmt: skip
ODT = (
    f"<office:document-content{_NS} "
    f'xmlns:xlink="http://www.w3.org/1999/xlink"><office:automatic-styles>'
    '<style:style style:name="T1"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<text:list-style style:name="L1"><text:list-level-style-number '
    'text:level="1"/></text:list-style>'
    "</office:automatic-styles><office:body><office:text><text:h "
    'text:outline-level="1">Ice</text:h>'
    '<text:p><text:span text:style-name="T1">Firn</text:span>: old<text:s '
    'text:c="2"/>snow<text:note><text:note-body>'
    "<text:p>from German</text:p></text:note-body></text:note></text:p>"
    '<text:p><text:span text:style-name="T1">Ages</text:span>: in their '
    'order</text:p><text:list text:style-name="L1">'
    "<text:list-item><text:p>Eem</text:p></text:list-item><text:list-item><text:p>Würm</text:p></text:list-item></text:list>"
    '<text:p><draw:frame><draw:image xlink:href="Pictures/a.png"/></draw:frame></text:p>'
    "</office:text></office:body></office:document-content>"
)


def test_opendocument_text() -> None:
    data = zipped({"content.xml": ODT, "Pictures/a.png": PICTURE})
    assert entries(data, "a.odt") == {
        "**Firn**": ["old snow (from German)"],
        "**Ages**": ["in their order", "1. Eem", "2. Würm", "￼<Pictures/a.png>"],
    }
    assert read(data, "a.odt").media == {"Pictures/a.png": PICTURE}


def notion() -> bytes:
    inner = zipped(
        {
            f"Biology {ID}/Cells {ID}.md": (
                "# Cells\n\n**Ribosome**: builds proteins ![r](Cells/r.png)\n"
            ),
            f"Biology {ID}/Cells/r.png": PICTURE,
            f"Biology {ID}/Words {ID}.csv": "Term,Meaning\nNucleus,core\n",
            f"Biology {ID}/Words {ID}_all.csv": "Term,Meaning\nNucleus,core\nVacuole,store\n",
            ".obsidian/app.json": "{}",
            "notes.xyz": "?",
        }
    )
    return zipped({"Part-1.zip": inner})


def archive_entries(data: bytes) -> tuple[Entry, ...]:
    sources, _ = sources_of(data, "export.zip", "export.zip", READERS.keys(), {".png"})
    return study(sources, Settings()).entries


def test_an_archive_is_the_notes_in_it() -> None:
    found = archive_entries(notion())
    assert sorted(e.headword for e in found) == ["Nucleus", "Ribosome", "Vacuole"]
    assert all(e.sections[0] == "Biology" for e in found)


def test_what_an_archive_holds_besides_is_told() -> None:
    sources, findings = sources_of(notion(), "e.zip", "e.zip", READERS.keys(), {".png"})
    assert [s.name for s in sources] == ["Biology/Cells.md", "Biology/Words.csv"]
    assert sources[0].media["Cells/r.png"] == PICTURE
    assert [f.origin.file.rpartition("/")[2] for f in findings] == [f"Words {ID}.csv", "notes.xyz"]


def test_an_archive_without_notes() -> None:
    with pytest.raises(AnkigenError, match="holds no notes"):
        sources_of(zipped({"a.xyz": "?"}), "a.zip", "a.zip", READERS.keys(), ())


def test_an_archive_beside_other_notes(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"b.md": "**Firn**: old snow"}))
    (tmp_path / "c.md").write_text("**Esker**: a ridge", encoding="utf-8")
    project = Project(tmp_path, Settings(), False)
    found = read_sources(project, [tmp_path], READERS.keys(), tmp_path / "dist")
    assert [s.name for s in found.files] == ["a/b.md", "c.md"]


def paste(folder: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Puts a command where the clipboard's is looked for."""
    program = folder / "paste"
    program.write_text(f"#!/bin/sh\nprintf '%s' '{text}'\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setattr(clipboard, "commands", lambda *_: [(str(program),)])


def test_the_clipboard(ankigen: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paste(tmp_path, "Esker - a ridge of gravel", monkeypatch)
    ran = ankigen("parse", "clipboard:", "--format", "json")
    assert ran.code == 0 and json.loads(ran.out)[0]["term"] == "Esker"


def test_an_empty_clipboard(
    ankigen: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paste(tmp_path, "", monkeypatch)
    ran = ankigen("parse", "clipboard:")
    assert ran.code == 2 and "the clipboard holds no text" in ran.err


def test_no_command_for_the_clipboard(ankigen: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clipboard, "commands", lambda *_: [("no-such-command",)])
    ran = ankigen("parse", "clipboard:")
    assert ran.code == 2 and len(ran.err.splitlines()) == 1 and "no-such-command" in ran.err
