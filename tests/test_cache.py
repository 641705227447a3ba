"""What is remembered between builds: the same bytes with it and without, and never believed where
it is stale, broken, cut off, or somebody else's.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from ankigen.model import Document, Reading, Source
from ankigen.model.coding import from_json, to_json
from ankigen.model.document_cache import DocumentCache, key_of
from ankigen.model.settings import LineDecision, Settings, TypoSettings
from ankigen.pipeline import document_key, given_of, study
from ankigen.project.cache import (
    MOST_BYTES,
    DiskStore,
    cache_folder,
    open_store,
    program_digest,
)
from ankigen.segmentation import Given, Vocabulary, parse
from benchmarks.made_notes import notes
from tests.command import ROOT, Command
from tests.faults import tree
from tests.timing import seconds

CASES = sorted((ROOT / "tests" / "cases").rglob("*.*"))
READABLE = (".txt", ".md", ".html", ".csv", ".org", ".tex", ".docx", ".ipynb")
#: More than a file that is not worth being kept.
LONG = "Osmosis - water moves through a membrane.\nMitosis - a cell divides in two.\n" + "".join(
    f"Enzyme number {n} - a protein that makes reaction {n} of a cell faster.\n" for n in range(9)
)


@pytest.fixture
def store(tmp_path: Path) -> DiskStore:
    made = open_store(tmp_path / "cache", "this version")
    assert made is not None
    return made


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read and parsed."""
    names: list[str] = []

    def counted(
        reading: Reading, name: str, vocabulary: Vocabulary | None, given: Given
    ) -> Document:
        names.append(name)
        return parse(reading, name, vocabulary, given=given)

    monkeypatch.setattr("ankigen.pipeline.documents.parse", counted)
    return names


def sources(**texts: str) -> list[Source]:
    return [Source(f"{name}.txt", text.encode()) for name, text in texts.items()]


# ------------------------------------------------------------------ values as bytes


@pytest.mark.parametrize("suffix", READABLE)
def test_a_document_is_the_same_when_it_was_written_and_read(suffix: str) -> None:
    paths = [path for path in CASES if path.suffix == suffix][:12]
    for path in paths:
        given = study([Source(path.name, path.read_bytes())], Settings())
        for document in given.documents:
            assert from_json(Document, to_json(document)) == document


def test_bytes_that_are_no_document_are_a_value_error() -> None:
    whole = to_json(study(sources(a=LONG), Settings()).documents[0])
    rng = random.Random(7)
    refused = 0
    for _ in range(400):
        at = rng.randrange(len(whole))
        other = whole[:at] + bytes([rng.randrange(256)]) * rng.randrange(3) + whole[at + 1 :]
        try:
            assert isinstance(from_json(Document, other), Document)
        except ValueError:
            refused += 1
    assert refused > 100
    for wrong in (b"", b"null", b"[]", b'["a",{}]', b"[1,[]]", b"[" * 100_000):
        with pytest.raises(ValueError):
            from_json(Document, wrong)


# ------------------------------------------------------------------ what is read again


def test_only_a_file_that_has_changed_is_read_again(store: DiskStore, parsed: list[str]) -> None:
    before = sources(a=LONG, b=LONG.replace("water", "salt"))
    after = [before[0], Source("b.txt", before[1].data + b"Xylem - carries water upwards.\n")]
    study(before, Settings(), cache=DocumentCache(store))
    parsed.clear()
    now = study(after, Settings(), cache=DocumentCache(store))
    assert parsed == ["b.txt"]
    assert now == study(after, Settings())


def test_a_decision_about_one_file_reads_that_file_alone(
    store: DiskStore, parsed: list[str]
) -> None:
    both = sources(a=LONG, b=LONG.replace("water", "salt"))
    decided = Settings(reading=(LineDecision("Mitosis - a cell divides in two.", "skip", "b.txt"),))
    study(both, Settings(), cache=DocumentCache(store))
    parsed.clear()
    now = study(both, decided, cache=DocumentCache(store))
    assert parsed == ["b.txt"]
    assert now == study(both, decided) != study(both, Settings())


def test_the_same_bytes_under_another_name_are_another_document(
    store: DiskStore, parsed: list[str]
) -> None:
    study(sources(a=LONG), Settings(), cache=DocumentCache(store))
    moved = study(sources(b=LONG), Settings(), cache=DocumentCache(store))
    assert parsed == ["a.txt", "b.txt"]
    assert {entry.origin.file for entry in moved.entries} == {"b.txt"}


def test_another_version_of_the_program_believes_nothing(
    store: DiskStore, parsed: list[str]
) -> None:
    study(sources(a=LONG), Settings(), cache=DocumentCache(store))
    newer = open_store(store.folder, "the next version")
    study(sources(a=LONG), Settings(), cache=DocumentCache(newer))
    assert parsed == ["a.txt", "a.txt"]


def test_the_digest_of_the_program_knows_its_files() -> None:
    code = "from ankigen.project import cache; print(cache.program_digest())"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert len(told.stdout.strip()) == 40
    assert program_digest() == program_digest()


# ------------------------------------------------------------------ what is not believed


def test_what_is_broken_cut_off_or_exchanged_counts_as_nothing(store: DiskStore) -> None:
    one, other = key_of("one"), key_of("other")
    store.put(one, b"first" * 100)
    store.put(other, b"second" * 100)
    path = store._path(one)
    whole = path.read_bytes()
    broken = [whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in range(len(whole))]
    cut = [whole[:size] for size in range(len(whole))]
    for data in (*broken, *cut, whole + b"x", store._path(other).read_bytes()):
        path.write_bytes(data)
        assert store.get(one) is None
    path.write_bytes(whole)
    assert store.get(one) == b"first" * 100


def test_a_folder_that_was_brought_along_is_not_believed(
    store: DiskStore, tmp_path: Path, parsed: list[str]
) -> None:
    settings = Settings()
    hostile = open_store(tmp_path / "stranger", "this version")
    assert hostile is not None and hostile.secret != store.secret
    (source,) = sources(a=LONG)
    false = study(sources(a=LONG.replace("water", "poison")), settings).documents[0]
    key = document_key(source, given_of(source, settings))
    hostile.put(key, to_json(false))
    for path in hostile.folder.glob("*.kept"):
        (store.folder / path.name).write_bytes(path.read_bytes())
    parsed.clear()
    found = study([source], settings, cache=DocumentCache(store))
    assert parsed == ["a.txt"]
    assert found == study([source], settings)


def test_what_is_sealed_and_yet_no_document_counts_as_nothing(
    store: DiskStore, parsed: list[str]
) -> None:
    (source,) = sources(a=LONG)
    for data in (b"", b"null", b'["a.txt",[[["x"]]]]', b"[" * 50_000):
        store.put(document_key(source, given_of(source, Settings())), data)
        study([source], Settings(), cache=DocumentCache(store))
    assert len(parsed) == 4


def test_what_would_fill_the_memory_is_no_document(store: DiskStore) -> None:
    name = key_of("large")
    packed = zlib.compress(b"[" * 30_000_000)
    path = store._path(name)
    path.write_bytes(store._seal(path.name, packed) + packed)
    cache = DocumentCache(store)
    assert cache.get(name, 1_000) is None


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="rights as POSIX has them")
def test_a_folder_that_others_can_write_to_is_not_used(tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    folder.chmod(0o777)
    assert open_store(folder, "v") is None
    link = tmp_path / "link"
    own = tmp_path / "own"
    own.mkdir(mode=0o700)
    link.symlink_to(own)
    assert open_store(link, "v") is None
    (tmp_path / "file").write_text("no folder")
    assert open_store(tmp_path / "file", "v") is None


def test_a_secret_that_is_broken_is_made_anew(store: DiskStore) -> None:
    store.put(key_of("a"), b"value")
    (store.folder / "secret").write_bytes(b"short")
    again = open_store(store.folder, store.program)
    assert again is not None and len(again.secret) == 32
    assert again.get(key_of("a")) is None


# ------------------------------------------------------------------ the folder


def test_where_the_cache_lies(tmp_path: Path) -> None:
    home = tmp_path
    assert cache_folder({"XDG_CACHE_HOME": str(home / "c")}, home, "linux") == home / "c/ankigen"
    assert cache_folder({"XDG_CACHE_HOME": "c"}, home, "linux") == home / ".cache" / "ankigen"
    assert cache_folder({}, home, "darwin") == home / "Library" / "Caches" / "ankigen"
    local = {"LOCALAPPDATA": str(home / "local")}
    assert cache_folder(local, home, "win32") == home / "local" / "ankigen"
    assert cache_folder({"ANKIGEN_CACHE": str(home / "x")}, home, "linux") == home / "x"
    assert cache_folder({"ANKIGEN_CACHE": "OFF"}, home, "linux") is None


def test_what_was_not_asked_for_in_a_month_goes(store: DiskStore) -> None:
    old, new = key_of("old"), key_of("new")
    store.put(old, b"old")
    store.put(new, b"new")
    month = 31 * 86_400
    os.utime(store._path(old), (store.clock() - month, store.clock() - month))
    store.tidy()
    assert store.get(old) is None
    assert store.get(new) == b"new"


def test_the_oldest_values_of_too_many_go(store: DiskStore) -> None:
    for n, name in enumerate((key_of("first"), key_of("second"))):
        store.put(name, b"value")
        path = store._path(name)
        with path.open("ab") as file:
            file.truncate(MOST_BYTES * 2 // 3)
        os.utime(path, (store.clock() - 100 + n, store.clock() - 100 + n))
    store.tidy()
    assert [p.exists() for p in map(store._path, (key_of("first"), key_of("second")))] == [
        False,
        True,
    ]


def test_many_at_once_read_whole_values_or_none(store: DiskStore) -> None:
    name, values = key_of("a"), [bytes([n]) * 200_000 for n in range(4)]
    seen: list[bytes | None] = []

    def work(value: bytes) -> None:
        own = open_store(store.folder, store.program)
        assert own is not None
        for _ in range(20):
            own.put(name, value)
            seen.append(own.get(name))

    threads = [threading.Thread(target=work, args=(value,)) for value in values]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 80 and set(seen) <= set(values)
    assert not [p for p in store.folder.iterdir() if p.name.startswith(".")]


# ------------------------------------------------------------------ builds


def built(ankigen: Command, out: str) -> dict[str, bytes]:
    """The files of a build of `notes` into a folder."""
    assert ankigen("build", "notes", "--out", out, "-q").code == 0
    return tree(ankigen.folder / out)


def test_a_build_gives_the_same_bytes_with_the_cache_and_without(
    ankigen: Command, monkeypatch: pytest.MonkeyPatch, parsed: list[str]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1750000000")
    for n in range(3):
        ankigen.write(f"notes/part{n}.txt", notes(12, seed=n + 1))
    monkeypatch.setenv("ANKIGEN_CACHE", str(ankigen.folder / "cache"))
    cold = built(ankigen, "cold")
    ankigen.folder.joinpath("notes.ankigen.lock").unlink(missing_ok=True)
    parsed.clear()
    warm = built(ankigen, "warm")
    assert parsed == []
    monkeypatch.setenv("ANKIGEN_CACHE", "off")
    without = built(ankigen, "without")
    assert cold == warm == without
    changed = ankigen.folder / "notes" / "part1.txt"
    changed.write_text(changed.read_text().replace("Signal that", "Sign that", 1))
    monkeypatch.setenv("ANKIGEN_CACHE", str(ankigen.folder / "cache"))
    parsed.clear()
    after = built(ankigen, "after")
    assert parsed == ["part1.txt"] or parsed == ["notes/part1.txt"]
    monkeypatch.setenv("ANKIGEN_CACHE", "off")
    assert after == built(ankigen, "after-without") != cold


def test_two_builds_at_once_give_what_one_gives(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "ANKIGEN_CACHE": str(tmp_path / "cache"),
        "SOURCE_DATE_EPOCH": "1750000000",
    }
    commands = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "notes.txt").write_text(notes(12))
        command = [sys.executable, "-m", "ankigen", "build", "notes.txt", "--out", "out", "-q"]
        commands.append(subprocess.Popen(command, cwd=folder, env=environment))
    assert [command.wait() for command in commands] == [0, 0]
    assert tree(tmp_path / "one" / "out") == tree(tmp_path / "two" / "out")


def test_after_a_changed_line_reading_costs_a_fraction(
    store: DiskStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A ratio within one run, of processor time: of twelve files one is read again. Spelling and
    topics, which look at all of them, are in both.
    """
    monkeypatch.setenv("ANKIGEN_CORES", "1")
    settings = Settings(typos=TypoSettings(mode="off"))
    files = [Source(f"{n}.txt", notes(40, seed=n + 1).encode()) for n in range(12)]
    study(files[:1], settings)  # lists are loaded
    full = seconds(lambda: study(files, settings, cache=DocumentCache(store)))
    changed = [*files[:-1], replace(files[-1], data=files[-1].data.replace(b"that", b"which", 1))]
    again = seconds(lambda: study(changed, settings, cache=DocumentCache(store)))
    assert again < full / 3, f"{again:.2f} s of {full:.2f}"
