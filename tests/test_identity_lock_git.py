"""Locks of people who build the same deck come together in git."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from ankigen.identity.identify import identify
from ankigen.identity.lock import format_lock, parse_lock
from ankigen.identity.records import Lock
from ankigen.model import AnkigenError
from tests.identity_helpers import DECK_ID, NOTE_TYPES, T0, note
from tests.lock_text import NOTES


def git(folder: Path, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    return subprocess.run(
        ["git", *identity, *arguments], cwd=folder, check=check, capture_output=True, text=True
    )


def merge_with_git(folder: Path, union: bool, base: str, ours: str, theirs: str) -> str:
    """What git makes of two branches that both changed the lock."""
    lock = folder / "ankigen.lock"
    git(folder, "init", "-q", "-b", "main")
    if union:
        (folder / ".gitattributes").write_text("ankigen.lock merge=union\n")
    for branch, text in (("main", base), ("theirs", theirs), ("ours", ours)):
        if branch != "main":
            git(folder, "checkout", "-q", "-b", branch, "main")
        lock.write_text(text, encoding="utf-8", newline="\n")
        git(folder, "add", "-A")
        git(folder, "commit", "-q", "-m", branch)
    git(folder, "merge", "-q", "theirs", "-m", "merge", check=False)
    return lock.read_text(encoding="utf-8")


@pytest.mark.parametrize("union", [False, True])
def test_two_peoples_additions_come_together_in_git(tmp_path: Path, union: bool) -> None:
    others = tuple(note(f"{c}-cell", f"A kind of cell named {c}.", "more.txt") for c in "bcdfghr")
    # Without the union driver two changed lines must not touch, as in any text file.
    start = NOTES if union else (*NOTES, *others)
    base = identify(start, NOTE_TYPES, Lock(), DECK_ID, T0)
    mine = note("Cell wall", "The stiff outer layer of a plant cell.", "wall.txt")
    yours = note("Ribosome", "It builds proteins from amino acids.", "chem.txt")
    enzyme = note("Enzyme", "A protein that speeds up a reaction and is not used up.", "bio.txt")
    with_enzyme = tuple(enzyme if n.term == "Enzyme" else n for n in start)
    ours = identify((*start, mine), NOTE_TYPES, base.lock, DECK_ID, T0 + 5)
    theirs = identify((*with_enzyme, yours), NOTE_TYPES, base.lock, DECK_ID, T0 + 9)
    text = merge_with_git(tmp_path, union, *(format_lock(b.lock) for b in (base, ours, theirs)))
    merged = parse_lock(text)
    expected = {n.guid for n in (*ours.notes, *theirs.notes)}
    assert {r.guid for r in merged.notes} == expected
    built = identify((*with_enzyme, mine, yours), NOTE_TYPES, merged, DECK_ID, T0 + 50)
    assert {n.guid for n in built.notes} == expected
    times = {n.term: n.changed_at for n in built.notes}
    assert times == {n.term: T0 for n in start} | {
        "Enzyme": T0 + 9,
        "Cell wall": T0 + 5,
        "Ribosome": T0 + 9,
    }


def test_two_people_who_built_a_different_number_of_times_come_together_in_git(
    tmp_path: Path,
) -> None:
    """No line counts the builds: one that both change is a conflict without the union driver."""
    others = tuple(note(f"{c}-cell", f"A kind of cell named {c}.", "more.txt") for c in "bcdfghr")
    start = (*NOTES, *others)
    base = identify(start, NOTE_TYPES, Lock(), DECK_ID, T0)
    ours = identify((*start, note("Wall", "The outer layer.")), NOTE_TYPES, base.lock, DECK_ID, T0)
    theirs = base
    for n in range(2):
        words_ = note("Enzyme", f"A protein that speeds up {n} reactions.", "bio.txt")
        changed = tuple(words_ if old.term == "Enzyme" else old for old in start)
        theirs = identify(changed, NOTE_TYPES, theirs.lock, DECK_ID, T0 + n + 1)
    assert (ours.lock.build, theirs.lock.build) == (2, 3)
    texts = [format_lock(b.lock) for b in (base, ours, theirs)]
    merged = parse_lock(merge_with_git(tmp_path, False, *texts))
    assert merged.build == 3 and len(merged.notes) == len(start) + 1


def test_the_same_line_changed_by_two_is_a_clear_line_or_with_union_the_later_one(
    tmp_path: Path,
) -> None:
    base = identify(NOTES, NOTE_TYPES, Lock(), DECK_ID, T0)
    texts = []
    for when, words_ in ((T0 + 5, "mine"), (T0 + 9, "yours")):
        changed = note("Osmosis", f"These are {words_}.", "bio.txt")
        built = identify((changed, *NOTES[1:]), NOTE_TYPES, base.lock, DECK_ID, when)
        texts.append(format_lock(built.lock))
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    marked = merge_with_git(tmp_path / "a", False, format_lock(base.lock), *texts)
    with pytest.raises(AnkigenError, match=r"^ankigen\.lock:\d+: .*conflict marks.*keep the lines"):
        parse_lock(marked)
    # As the message says: the lines of both, without the marks.
    kept = "".join(
        line for line in marked.splitlines(keepends=True) if not line.startswith(("<", "=", ">"))
    )
    united = merge_with_git(tmp_path / "b", True, format_lock(base.lock), *texts)
    for text in (kept, united):
        lock = parse_lock(text)
        assert {r.term: r.changed_at for r in lock.notes}["Osmosis"] == T0 + 9
        assert {r.guid for r in lock.notes} == {n.guid for n in base.notes}
