"""Strangers' notes, locks, settings and packed files: a right deck or one line; nothing active,
nothing elsewhere.
"""

from __future__ import annotations

import re
import sqlite3
import zipfile
from collections import Counter
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pytest

from ankigen import readers
from ankigen.model import AnkigenError
from ankigen.readers import worker
from tests.command import Command
from tests.hostile_inputs import GOOD, Hostile, rows

ROWS = rows()
#: What no line on a terminal may hold.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
#: What would run on a card, or fetch something: an element, an attribute or an address.
_ACTIVE = re.compile(
    (
        r"<\s*(?:script|iframe|object|embed|link|meta|base|form|svg)\b|<[^<>]*\son\w+\s*="
        r"|<[^<>]*(?:href|src)\s*=\s*[\"']?\s*(?:javascript|data:text|vbscript):|\[latex\]"
    ),
    re.I,
)


def test_there_are_three_hundred_of_them_and_more() -> None:
    count = Counter(row.kind for row in ROWS)
    assert sum(count.values()) >= 300 and min(count.values()) >= 9, count


def fields_of(package: bytes) -> list[str]:
    """The fields of all notes in a package."""
    with zipfile.ZipFile(BytesIO(package)) as archive, closing(sqlite3.connect(":memory:")) as base:
        base.deserialize(archive.read("collection.anki2"))
        return [text for (text,) in base.execute("SELECT flds FROM notes")]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.kind}-{row.name}")
def test_a_right_deck_or_one_line(
    row: Hostile,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.setattr(worker, "LEAST_SECONDS", 3)  # none that is read takes more than one
    ankigen = Command(tmp_path / "project", capsys, monkeypatch)
    for name, data in row.files.items():
        ankigen.write(name, data)
    ran = ankigen(*row.command)
    assert ran.code in (0, 1, 2), ran
    assert "Traceback" not in ran.err and not _CONTROLS.search(ran.out + ran.err)
    if ran.code == 2:
        assert ran.out == "" and ran.err.count("\n") == 1 and ran.err.startswith("ankigen: ")
    files = ankigen.tree()
    for name, data in row.files.items():
        assert name in ("ankigen.lock", "edits.toml") or files[name] == data, f"{name} was written"
    made = files.keys() - row.files.keys()
    elsewhere = [n for n in made if not n.startswith("dist/") and not n.endswith("ankigen.lock")]
    assert not elsewhere
    assert [p.name for p in tmp_path.iterdir()] == ["project"], "a file outside the project"
    for name in made:
        if name.endswith(".apkg"):
            for field in fields_of(files[name]):
                assert not _ACTIVE.search(field), field


@pytest.mark.parametrize(
    ("data", "says"), [("while True: pass", "takes more than 1 s"), ("x = [0] * 10**9", "memory")]
)
def test_the_system_ends_a_reader_at_its_limits(
    data: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("resource")
    # a module in the readers' place that does what a bomb makes a library do
    (tmp_path / "bomb_reader.py").write_text(f"def read(data, name):\n    {data}\n")
    monkeypatch.setattr(readers, "__path__", [*readers.__path__, str(tmp_path)])
    monkeypatch.setattr(worker, "LEAST_SECONDS", 1)
    monkeypatch.setattr(
        worker, "_START", f"import ankigen.readers as r; r.__path__.append({str(tmp_path)!r});"
        + worker._START.replace("sys.path[:] = json.loads(sys.argv[1]); ", ""),
    )  # fmt: skip
    with pytest.raises(AnkigenError, match=says) as caught:
        worker.read_apart("bomb_reader", "read", b"", "a.pdf")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("answer", [b"", b"x", b"cos\nsystem\n(S'true'\ntR.", b"\x80\x05N."])
def test_an_answer_of_a_reader_runs_no_code(answer: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    import pickle

    with pytest.raises((pickle.UnpicklingError, EOFError, ValueError, TypeError)):
        _, _ = worker._ModelOnly(BytesIO(answer)).load()


def test_one_damaged_file_among_good_ones_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ankigen = Command(tmp_path, capsys, monkeypatch)
    ankigen.write("source/a.txt", GOOD)
    ankigen.write("source/b.docx", b"PK\x03\x04 damaged")
    ran = ankigen("build")
    assert ran.code == 0 and "b.docx: not read:" in ran.err


def test_notes_that_vanish_or_change_between_being_found_and_being_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from ankigen.project import paths, sources

    ankigen = Command(tmp_path, capsys, monkeypatch)
    ankigen.write("source/a.txt", GOOD)
    ankigen.write("source/b.txt", GOOD)
    assert ankigen("build").code == 0
    before = {n: d for n, d in ankigen.tree().items() if n.startswith("dist/")}
    read = paths.read_bytes

    def vanishing(path: Path) -> bytes:
        if path.name == "b.txt":
            path.unlink(missing_ok=True)
        return read(path)

    def growing(path: Path) -> bytes:
        data = read(path)
        path.write_bytes(data + b"\nEnzyme\nIt speeds up a reaction.\n")
        return data

    monkeypatch.setattr(sources, "read_bytes", vanishing)
    ran = ankigen("build")
    assert ran.code == 2 and ran.err.count("\n") == 1 and "b.txt" in ran.err
    assert {n: d for n, d in ankigen.tree().items() if n.startswith("dist/")} == before
    monkeypatch.setattr(sources, "read_bytes", growing)
    assert ankigen("build").code == 0  # what was read is what counts; the next build takes the rest
    monkeypatch.setattr(sources, "read_bytes", read)
    assert "1 new" in ankigen("build").out
