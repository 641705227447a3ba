"""What is corrected in Anki in a note of any kind comes back into the notes: labelled items, steps,
cells, parts, gaps, options.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.identity_helpers import import_package, open_collection
from tests.merge_exports import EXPORTS
from tests.merge_project import Project

NOTES = """# Cells

## Digoxin

Cardiac glycoside that makes the heart beat harder.

- Range: 0.5 to 2 ng/mL
- Antidote: antibodies
- Signs: yellow halos, nausea

## OSI layers

1. physical
2. data link
3. network

## Diuretics

| Drug | Class | Watch for |
| --- | --- | --- |
| Furosemide | loop | low potassium |
| Mannitol | osmotic | overload |
"""
PARTS = """# Sorting

| Term | Average | Worst |
| --- | --- | --- |
| Quicksort | fast as a rule | quadratic time |
| Heapsort | fast as a rule | fast in any case |
| Mergesort | fast on any data | fast in any case |
"""
CHOICE = """1. Which gas do plants take in?
a) oxygen
b) carbon dioxide
c) helium
Answer: b
They build sugar of it.

2. Which planet is the largest?
a) Mars
b) Jupiter
Answer: b
"""
GAPS = "Plants take in {{c1::carbon dioxide}} and give off {{c2::oxygen}} by day.\n"

CASES = {
    "a labelled item": ("Digoxin", "List", "Items 1", "antibodies", "antibody fragments"),
    "the label of an item": ("Digoxin", "List", "Items 1", "Signs", "Toxicity"),
    "the core beside a list": ("Digoxin", "Term", "Definition", "beat harder", "beat slower"),
    "a step": ("OSI layers", "List", "Items 1", "data link", "data-link"),
    "a cell": ("Diuretics", "List", "Items 1", "overload", "fluid overload"),
    "a labelled part": ("Quicksort", "Term", "Definition", "quadratic time", "O(n²)"),
    "a wrong option": ("Which gas*", "Choice", "Options", "helium", "argon"),
    "the right option": ("Which gas*", "Choice", "Options", "carbon dioxide", "CO2"),
    "a hidden word": ("", "Cloze", "Text", "oxygen", "pure oxygen"),
    "words beside a gap": ("", "Cloze", "Text", "by day", "in the light"),
    "the reason": ("Which gas*", "Choice", "Reason", "build sugar", "build glucose"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_correction_comes_back(project: Project, tmp_path: Path, case: str) -> None:
    headword, kind, name, old, new = CASES[case]
    notes_of = {"Choice": CHOICE, "Cloze": GAPS}
    text = PARTS if case == "a labelled part" else notes_of.get(kind, NOTES)
    project.notes.unlink()
    name_of = "cells.md" if text in (NOTES, PARTS) else "cells.txt"
    (project.root / "source" / name_of).write_text(text, encoding="utf-8")
    project.run("build")
    col = open_collection(tmp_path / "anki")
    import_package(col, project.root / "dist" / "Cells.apkg")
    which = f'"Headword:{headword}"' if headword else ""
    found = col.find_notes(f'{which} "note:ankigen {kind}"')
    notes = [note for note in map(col.get_note, found) if old in note[name]]
    assert len(notes) == 1, [col.get_note(n).fields for n in found]
    notes[0][name] = notes[0][name].replace(old, new)
    col.update_note(notes[0])
    assert col.db is not None  # the build below may come within the same second
    col.db.execute("UPDATE notes SET mod = mod - 5 WHERE id = ?", notes[0].id)
    path = EXPORTS["package"](col, tmp_path)
    told = project.run("merge", str(path))
    assert "1 edit, no conflicts, no new notes" in told, told
    project.run("build")
    assert "nothing to do" in project.run("merge", str(path))
    _, _, conflicting = import_package(col, project.root / "dist" / "Cells.apkg")
    assert not conflicting
    note = col.get_note(notes[0].id)
    assert new in note[name] and old not in note[name].replace(new, "")
    if kind == "Choice":
        right = "CO2" if new == "CO2" else "carbon dioxide"
        assert right in note["Answer"]
        assert right in note["Options"].split('class="option right"')[1].split("</div>")[0]
    assert not col.get_empty_cards().notes
    col.close()
