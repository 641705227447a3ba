"""Files that come with a cloned project or an export: archives, patches, the memory of a push,
links, what is piped in; and requests to the review. None of it writes or reads elsewhere, none of
its lines is lost.
"""

from __future__ import annotations

import io
import json
import os
import warnings
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from ankigen.model import AnkigenError
from ankigen.model.settings import Settings
from ankigen.pipeline import study
from ankigen.project import session
from ankigen.readers import READERS, bundle
from ankigen.sync.notes_patch import apply_patch
from ankigen.sync.own_folder import make_own_folder
from ankigen.sync.push_memory import FOLDER_NAME, remember_push, remembered
from tests.command import Command
from tests.hostile_inputs import GOOD
from tests.served import running


@pytest.fixture
def ankigen(ankigen: Command) -> Command:
    ankigen.folder /= "project"
    return ankigen


# --------------------------------------------------------------------------- archives


def archive(*files: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as made:
        warnings.simplefilter("ignore")  # two files of one name
        for name, data in files:
            made.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


ONE, OTHER = b"## Osmosis\n\nWater moves.\n", b"## Diffusion\n\nParticles spread.\n"
_ID, _ID2 = "0123456789abcdef" * 2, "1" * 32
BOTH = {
    "one name": archive(("a.md", ONE), ("a.md", OTHER)),
    "one name without its id": archive((f"a {_ID}.md", ONE), (f"a {_ID2}.md", OTHER)),
    "one name in two parts": archive(
        ("Part-1.zip", archive(("index.md", ONE))), ("Part-2.zip", archive(("index.md", OTHER)))
    ),
    "one name in a part": archive(("a.md", ONE), ("p.zip", archive(("a.md", OTHER)))),
    "names from the root": archive(("/etc/a.md", ONE), ("C:\\x\\b.md", OTHER)),
    "controls in names": archive(("a\x1b[31m\n.md", ONE), ("\u202eb.md", OTHER)),
    "capitals": archive(("a.md", ONE), ("A.MD", OTHER)),
    "a folder and a file": archive(("a.md/", b""), ("a.md/b.md", ONE), ("a.md", OTHER)),
    "a long path": archive(("a/" * 2000 + "b.md", ONE), ("b" * 60_000 + ".md", OTHER)),
    "settings of its own": archive(
        ("ankigen.toml", b"[deck]\nid = 1"), ("a.md", ONE + b"\n" + OTHER)
    ),
}


@pytest.mark.parametrize("name", BOTH)
def test_no_notes_of_an_archive_are_lost(name: str) -> None:
    sources, _ = bundle.sources_of(BOTH[name], "n.zip", "n.zip", READERS, (".png",))
    assert len({source.name for source in sources}) == len(sources)
    found = study(sources, Settings())
    assert {entry.headword for entry in found.entries} == {"Osmosis", "Diffusion"}


PASSED = {
    "paths that lead out": archive(("../a.md", ONE), ("x/../../a.md", ONE), ("b.md", OTHER)),
    "an archive in an archive in it": archive(
        ("p.zip", archive(("q.zip", archive(("a.md", ONE))))), ("b.md", OTHER)
    ),
    "no kind of notes": archive(("a.exe", ONE), ("b.md", OTHER)),
}


@pytest.mark.parametrize("name", PASSED)
def test_what_is_passed_over_in_an_archive_is_a_finding(name: str) -> None:
    sources, findings = bundle.sources_of(PASSED[name], "n.zip", "n.zip", READERS, (".png",))
    assert [source.data for source in sources] == [OTHER]
    assert findings and all(f.code == "unknown-file" for f in findings)


@pytest.mark.parametrize(
    "data",
    [archive(), archive(("a/", b"")), archive(("../a.md", ONE)), b"PK\x03\x04", b"",
    archive(*((f"{n}.txt", b"") for n in range(20_001))), archive(("a.md", ONE))[:-30],
    archive(("p.zip", b"PK\x03\x04 broken"))],
)  # fmt: skip
def test_an_archive_without_notes_is_told_in_one_line(data: bytes) -> None:
    with pytest.raises(AnkigenError) as caught:
        bundle.sources_of(data, "n.zip", "n.zip", READERS, (".png",))
    assert "\n" not in str(caught.value)


def test_many_files_of_one_name_take_no_longer_than_others() -> None:
    data = archive(*(("a.txt", b"x") for _ in range(19_000)))
    sources, _ = bundle.sources_of(data, "n.zip", "n.zip", READERS, (".png",))
    assert sources[-1].name != sources[0].name and len(sources) == 19_000


# --------------------------------------------------------------------------- patches

NOTES = "# Cells\nwater\nend\n"


def patch(head: str, *lines: str, name: str = "a.md") -> str:
    return f"--- {name}\n+++ {name}\n@@ {head} @@\n" + "".join(f"{line}\n" for line in lines)


PATCHES = {
    "nothing": "",
    "cut off": patch("-1,3 +1,3", " # Cells", "-water"),
    "cut off, and another file": patch("-1,3 +1,3", " # Cells") + patch("-1 +1", "-# Cells", "+x"),
    "numbers of 5,000 digits": patch(f"-{'9' * 5000} +1", "-water", "+x"),
    "a number that int refuses": patch("-² +1", "-water", "+x"),
    "beyond the end": patch("-999999999 +1", "-water", "+x"),
    "before the beginning": patch("-0 +0", "-water", "+x"),
    "other lines": patch("-2 +2", "-ice", "+x"),
    "lines twice": patch("-2 +2", "-water", "+x") + "@@ -2 +2 @@\n-water\n+y\n",
    "no file": patch("-2 +2", "-water", "+x", name="b.md"),
    "no name": "@@ -2 +2 @@\n-water\n+x\n",
    "fewer lines than it says": patch("-1,9 +1,9", " # Cells", "-water", "+x", " end"),
    "only heads": "--- a.md\n+++ a.md\n" * 1000,
    "no newline, and nothing before it": "\\ No newline at end of file\n" * 3,
}


@pytest.mark.parametrize("name", PATCHES)
def test_a_patch_that_does_not_fit_changes_nothing(name: str) -> None:
    with pytest.raises(AnkigenError) as caught:
        apply_patch(PATCHES[name], {"a.md": NOTES})
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "name",
    ["ankigen.toml", "ankigen.lock", ".git/config", "source/.hidden.md", "../outside.md",
    "source/run.sh", "link.md", "source/folder", "a\0b.md", "a" * 5000 + ".md", ""],
)  # fmt: skip
def test_a_patch_changes_notes_and_no_other_file(ankigen: Command, name: str) -> None:
    for path in ("ankigen.toml", "ankigen.lock", ".git/config", "source/.hidden.md",
        "source/run.sh", "source/folder/a.md", "../outside.md"):  # fmt: skip
        ankigen.write(path, b"" if path.startswith("ankigen.") else NOTES.encode())
    (ankigen.folder / "link.md").symlink_to(ankigen.folder.parent / "outside.md")
    ankigen.write("fix.patch", patch("-2 +2", "-water", "+x", name=name))
    ankigen.write("empty.patch", patch("-0,0 +1", "+[deck]", name=name))
    before = ankigen.tree()
    for file in ("fix.patch", "empty.patch"):
        ran = ankigen("apply", file)
        assert ran.code == 2 and ran.err.count("\n") == 1
    assert ankigen.tree() == before
    assert (ankigen.folder.parent / "outside.md").read_text() == NOTES


# --------------------------------------------------------------------------- links and memories


def test_no_file_is_written_through_a_link_of_a_cloned_project(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("somebody's")
    for name in (".gitignore", "Cells.part", "Cells.json"):
        folder = tmp_path / f"project-{name}" / FOLDER_NAME
        folder.mkdir(parents=True)
        (folder / name).symlink_to(victim)
        with pytest.raises(AnkigenError, match="is a link, which may lead elsewhere"):
            remember_push(folder, "Cells", "anki", {"g": 1})
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / FOLDER_NAME).symlink_to(elsewhere)
    with pytest.raises(OSError, match="is a link"):
        make_own_folder(tmp_path / FOLDER_NAME)
    assert victim.read_text() == "somebody's" and not list(elsewhere.iterdir())


MEMORIES: Sequence[bytes] = (
    b"", b"[" * 100_000, b"{" * 100_000, b"[]", b"null", b"5", b"9" * 5000, b"\xff\xfe",
    b'{"a": 1}', b'{"anki": [1]}', b'{"anki": {"g": "x", "h": null, "i": [1], "j": 1.5}}',
    b'{"anki": {"\\ud800": 1}}',
    b'{"anki": ' + b'{"a":' * 50_000,
)  # fmt: skip


@pytest.mark.parametrize("data", MEMORIES)
def test_a_broken_memory_of_a_push_is_none(tmp_path: Path, data: bytes) -> None:
    folder = tmp_path / FOLDER_NAME
    folder.mkdir()
    (folder / "Cells.json").write_bytes(data)
    assert remembered(folder, "Cells", "anki") == {}
    remember_push(folder, "Cells", "anki", {"g": 1})
    assert remembered(folder, "Cells", "anki") == {"g": 1}


def test_a_memory_that_is_a_device_is_not_read(tmp_path: Path) -> None:
    folder = tmp_path / FOLDER_NAME
    folder.mkdir()
    (folder / "Cells.json").symlink_to("/dev/zero")
    assert remembered(folder, "Cells", "anki") == {}


def test_a_template_that_is_a_link_out_of_the_project_is_not_taken(ankigen: Command) -> None:
    ankigen.write("ankigen.toml", '[paths]\ntemplates = "looks"\n')
    ankigen.write("source/a.txt", GOOD)
    ankigen.write("../secret.css", ".a { color: red }")
    (ankigen.folder / "looks").mkdir()
    (ankigen.folder / "looks" / "style.css").symlink_to(ankigen.folder.parent / "secret.css")
    ran = ankigen("build")
    assert ran.code == 2 and "looks/style.css: is a link that leads out of the project" in ran.err


# --------------------------------------------------------------------------- what is piped in


@pytest.mark.parametrize("kind", ["txt", "md", "html", "tex", "csv", "org", "rtf", "odt", "ipynb",
    "docx", "pdf", "xlsx", "apkg"])  # fmt: skip
@pytest.mark.parametrize("data", [b"", b"\0", b"\xff\xfe", b"PK\x03\x04", b"{\\rtf1"])
def test_what_is_piped_is_a_deck_or_one_line(
    kind: str, data: bytes, ankigen: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    ankigen.write("mine.txt", GOOD)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    ran = ankigen("build", "-", "--from", kind)
    assert ran.code in (0, 2) and "Traceback" not in ran.err
    assert ran.code == 0 or ran.err.count("\n") == 1


def test_a_pipe_without_end(ankigen: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "MOST_PIPED_BYTES", 1_000)
    ankigen.write("mine.txt", GOOD)
    reading, writing = os.pipe()
    os.write(writing, b"\0" * 1_001)
    with os.fdopen(reading) as endless, os.fdopen(writing, "w"):  # nobody closes it meanwhile
        monkeypatch.setattr("sys.stdin", endless)
        ran = ankigen("build", "-")
    assert ran.code == 2 and ran.err.count("\n") == 1


def test_a_closed_standard_input(ankigen: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    ankigen.write("mine.txt", GOOD)
    monkeypatch.setattr("sys.stdin", None)
    ran = ankigen("build", "-")
    assert ran.code == 2 and "standard input: is empty" in ran.err


# --------------------------------------------------------------------------- the review

BODIES: Sequence[bytes] = (
    b"", b"[]", b"null", b"5", b"[" * 100_000, b"\xff", b'{"choice": 1}', b'{"choice": "x"}',
    b'{"id": [1], "choice": "edit"}', b'{"id": "a", "choice": "edit", "text": "\\ud800"}',
    b'{"id": "a", "choice": "layout", "text": {}}',
    b'{"id": "a", "choice": "line-x", "rows": [[1]]}',
    b'{"id": "a", "choice": "line-x", "rows": [["1", 2]]}', b'{"id": null, "choice": null}',
    b'{"id": "a", "choice": "edit", "word": 1e999}',
    b'{"id": "a", "choice": "' + b"x" * 500_000 + b'"}',
    b'{"steps": "1"}', b'{"steps": 99999999999999999999}', b'{"choice": "edit", "word": NaN}',
)  # fmt: skip


def test_a_request_that_no_page_sends_is_refused(ankigen: Command) -> None:
    ankigen.write("ankigen.toml", '[deck]\nname = "a"\nid = 5\n')
    ankigen.write("source/a.txt", GOOD)
    assert ankigen("build").code == 0
    before = ankigen.tree()
    with running(ankigen.folder, "review", "--no-open") as server:
        own = f"http://127.0.0.1:{server.port}"
        headers = {"Content-Type": "application/json", "Origin": own}
        for path in ("answer", "undo"):
            for body in BODIES:
                status, _, told = server.ask(path, "POST", headers, body)
                assert status in (400, 409) and json.loads(told)["error"], body[:80]
        status, _, _ = server.ask("answer", "POST", {**headers, "Content-Length": "9" * 5000}, b"")
        assert status in (400, 413)
    assert ankigen.tree() == before
