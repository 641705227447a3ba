"""What students do over a term that no table of single changes has: whole files and layouts, edits
in Anki beside edits of the notes, two people, two decks.

Every scenario runs with the real Anki. After each build every card that was studied is accounted
for: it asks what it asked, or the build says what became of it (`Term.build`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ankigen.cli.build_changes import changes_line
from ankigen.sync.edits import edit_findings, settle_conflicts
from ankigen.sync.merge_table import Row
from tests import identity_world
from tests.identity_helpers import import_package
from tests.identity_term import BULLETS, CELLS, HISTORY, ROWS, SPANISH, Term, definitions
from tests.identity_world import DECK, NAME, Studied, World, studied_notes

Scenario = Callable[[Term], None]
SCENARIOS: list[Scenario] = []


def scenario(do: Scenario) -> Scenario:
    SCENARIOS.append(do)
    return do


@pytest.fixture(scope="module")
def studied(tmp_path_factory: pytest.TempPathFactory) -> Studied:
    files = {"history.txt": HISTORY, "spanish.txt": SPANISH, "cells.md": CELLS}
    return Studied.begun(tmp_path_factory.mktemp("studied"), files=files)


def nothing_left(term: Term) -> None:
    """The last build left every card as it was."""
    assert term.made is not None and term.made.changes is not None
    assert "all reviews kept" in changes_line(term.made)
    assert (term.made.changes.new, term.made.changes.removed) == (0, ())


# ------------------------------------------------------------------------------ files and layouts


@scenario
def a_file_is_split_in_two(t: Term) -> None:
    t.world.files["later.txt"] = "# Early modern Europe\n\n" + t.world.cut("Physiocrats")
    t.build()
    nothing_left(t)


@scenario
def all_files_get_other_names(t: Term) -> None:
    t.world.files = {f"00 {name}": text for name, text in t.world.files.items()}
    t.build()
    nothing_left(t)


@scenario
def a_topic_moves_to_another_file(t: Term) -> None:
    t.world.files["transport.md"] = "# Cell biology\n\n" + t.world.cut("## Kinds")
    t.build()
    nothing_left(t)


@scenario
def words_beside_a_dash_become_headings(t: Term) -> None:
    pairs = (line.split(" - ") for line in t.world.files.pop("spanish.txt").strip().split("\n")[2:])
    t.world.files["spanish.md"] = "# Spanish\n" + "".join(f"\n## {a}\n\n{b}\n" for a, b in pairs)
    t.build()
    nothing_left(t)


@scenario
def headwords_before_a_colon_become_headings(t: Term) -> None:
    pairs = definitions(t.world.files.pop("history.txt"))
    t.world.files["history.md"] = "# Early modern Europe\n" + "".join(
        f"\n## {headword}\n\n{text}\n" for headword, text in pairs
    )
    t.build()
    nothing_left(t)


@scenario
def headwords_before_a_colon_become_bullets_in_bold(t: Term) -> None:
    pairs = definitions(t.world.files.pop("history.txt"))
    t.world.files["history.md"] = "# Early modern Europe\n\n" + "".join(
        f"- **{headword}**: {text}\n" for headword, text in pairs
    )
    t.build()
    nothing_left(t)


@scenario
def notes_become_a_table_of_a_spreadsheet(t: Term) -> None:
    out = io.StringIO()
    rows = [("Term", "Definition"), *definitions(t.world.files.pop("history.txt"))]
    csv.writer(out, lineterminator="\n").writerows(rows)
    t.world.files["history.csv"] = out.getvalue()
    t.build()
    nothing_left(t)


@scenario
def words_become_a_table_with_tabs(t: Term) -> None:
    t.world.files["spanish.tsv"] = t.world.files.pop("spanish.txt")[11:].replace(" - ", "\t")
    t.build()
    nothing_left(t)


@scenario
def files_are_sorted_by_the_alphabet(t: Term) -> None:
    for name in ("history.txt", "spanish.txt"):
        parts = "\n\n" if name == "history.txt" else "\n"
        head, body = t.world.files[name].strip().split("\n\n", 1)
        t.world.files[name] = f"{head}\n\n{parts.join(sorted(body.split(parts)))}\n"
    t.build()
    nothing_left(t)


@scenario
def columns_of_a_table_change_places_and_names(t: Term) -> None:
    cells = [line.strip("| ").split(" | ") for line in ROWS.strip().split("\n")]
    t.world.edit("| | task | life span |", "| | lives for | job |")
    t.world.edit(ROWS, "".join(f"| {a} | {c} | {b} |\n" for a, b, c in cells))
    t.build()
    nothing_left(t)


@scenario
def bullets_become_a_table(t: Term) -> None:
    t.world.edit(
        BULLETS,
        "| kind | how |\n| --- | --- |\n| diffusion | through the lipids |\n| channels | open and "
        "close |\n| pumps | burn fuel |\n| vesicles | bud off |\n",
    )
    names = ("channels that open and close", "pumps that burn fuel", "vesicles that bud off")
    t.build({name: name.replace("that ", "") for name in names})
    nothing_left(t)


@scenario
def a_table_becomes_bullets_and_is_a_table_again(t: Term) -> None:
    before = dict(t.world.files)
    table = t.world.files["cells.md"]
    start, end = table.index("| | task"), table.index("\n## Kinds")
    t.world.edit(
        table[start:end],
        "- erythrocyte: carries oxygen, 120 days\n- neutrophil: eats bacteria, 2 days\n"
        "- platelet: plugs wounds, 9 days\n",
    )
    t.build()
    told = " ".join(t.told)  # a list now, which heads three cards besides
    assert "'Blood cells'" in told.replace('"', "'") and "cannot change a note's type" in told
    t.world.files = before
    t.told.clear()
    t.build()
    assert "afresh" not in " ".join(t.told)  # it is what it was
    assert "all other cards keep their reviews" in t.told[0]


# ------------------------------------------------------------------------------ words


@scenario
def headwords_are_translated(t: Term) -> None:
    t.world.edit("Guild:", "Zunft:")
    t.world.edit("## Osmosis", "## Osmose")
    t.build({"Guild": "Zunft", "Osmosis": "Osmose"})
    nothing_left(t)


@scenario
def slips_in_headwords_are_corrected(t: Term) -> None:
    t.world.edit("Zollverein:", "Zolverein:")
    t.world.edit("el mantel -", "el mantél -")
    t.build({"Zollverein": "Zolverein", "el mantel": "el mantél"})
    nothing_left(t)


@scenario
def examples_are_added(t: Term) -> None:
    t.world.edit("in a town.", "in a town. For example, the goldsmiths of one had theirs.")
    t.world.edit("chromosomes.", "chromosomes.\n\nExample: skin that heals.")
    t.build()
    nothing_left(t)


@scenario
def the_sides_of_words_change_places(t: Term) -> None:
    lines = t.world.files["spanish.txt"].strip().split("\n")
    turned = [" - ".join(reversed(line.split(" - "))) for line in lines[2:]]
    t.world.files["spanish.txt"] = "\n".join((*lines[:2], *turned, ""))
    t.build()
    assert t.made is not None and len(t.made.lock.doubts) == 8
    t.answer(same=True)
    t.build({old: new for new, _, old in (line.partition(" - ") for line in turned)})
    assert not t.made.lock.doubts
    assert "el gato" in t.field("cat", "Definition")


@scenario
def two_entries_become_one(t: Term) -> None:
    t.world.edit(
        "by exporting more than it imports.\n\nPhysiocrats: French", "by exporting more. French"
    )
    t.world.edit("Mercantilism:", "Mercantilism and physiocracy:")
    t.build({"Mercantilism": "Mercantilism and physiocracy"})
    assert '"Physiocrats" is part of "Mercantilism and physiocracy" now' in " ".join(t.told)


@scenario
def an_entry_leaves_and_comes_back(t: Term) -> None:
    before = dict(t.world.files)
    t.world.cut("Zollverein", "Mercantilism")
    del t.world.files["spanish.txt"]
    t.build()
    t.world.files = before
    t.build()
    nothing_left(t)
    assert not t.col.find_notes("tag:ankigen::removed")


@scenario
def an_entry_is_copied_and_the_first_one_deleted(t: Term) -> None:
    t.world.files["more.txt"] = f"{t.world.files['history.txt'].split(chr(10) * 2)[1]}\n"
    t.build()
    t.world.cut("Zollverein", "Mercantilism")
    t.world.files["history.txt"] = t.world.files["history.txt"].replace(
        f"{t.world.files['more.txt']}\n", ""
    )
    t.build()
    assert [name for name in t.names().values() if name[1] == "Guild"]


# ------------------------------------------------------------------------------ settings


@scenario
def the_reverse_is_turned_on_and_off(t: Term) -> None:
    t.world.settings = '[cards]\nreverse = ["cell biology", "early modern europe"]\n'
    t.build()
    nothing_left(t)
    t.world.settings = ""
    t.build()
    nothing_left(t)


@scenario
def lists_are_turned_off_and_on(t: Term) -> None:
    t.world.settings = "[cards]\nlists = false\n"
    t.build()
    assert "all reviews kept" not in t.told[0] and "begin afresh" in " ".join(t.told)
    t.world.settings = ""
    t.told.clear()
    t.build()
    assert "afresh" not in " ".join(t.told)


# ------------------------------------------------------------------------------ in Anki


@scenario
def cards_are_suspended_flagged_and_moved_in_anki(t: Term) -> None:
    guild = t.col.find_cards("Headword:Guild")
    t.col.sched.suspend_cards(guild)
    t.col.set_user_flag_for_cards(2, guild)
    other = t.col.decks.id("Mine::History")
    assert other is not None
    t.col.set_deck(guild, other)
    t.world.edit("in a town.", "in a town or a region.")
    t.build()
    card = t.col.get_card(guild[0])
    assert (card.queue, card.user_flag(), card.did) == (-1, 2, other)
    assert "region" in t.field("Guild", "Definition")


@scenario
def the_deck_is_renamed_in_anki(t: Term) -> None:
    did = t.col.decks.id_for_name(NAME)
    assert did is not None
    t.col.decks.rename(did, "My term")
    t.world.edit("Zollverein:", "Trust: Firms that agree on prices.\n\nZollverein:")
    t.build()
    (card,) = t.col.find_cards("Headword:Guild")
    assert t.col.get_card(card).did == did


@scenario
def sub_decks_are_renamed_in_anki(t: Term) -> None:
    t.world.files["cells.md"] = "---\ndeck: Biology\n---\n" + t.world.files["cells.md"]
    t.world.edit("## Mitosis", "## Gene\n\nA stretch of DNA that is read as one.\n\n## Mitosis")
    t.build()
    did = t.col.decks.id_for_name(f"{NAME}::Biology")
    assert did is not None
    t.col.decks.rename(did, f"{NAME}::Life")
    t.world.edit("is read as one.", "is read as one piece.")
    t.build()
    (card,) = t.col.find_cards("Headword:Gene")
    assert t.col.decks.name(t.col.get_card(card).did) == f"{NAME}::Life"


@scenario
def tags_are_renamed_in_anki(t: Term) -> None:
    t.world.files["cells.md"] = "---\ntags: [exam]\n---\n" + t.world.files["cells.md"]
    t.world.edit("in a town.", "in a town or a region.")
    t.build()
    t.col.tags.rename("exam", "finals")
    t.merge()
    assert {e.now for e in t.overlay.edits if e.field == "tags"} == {"+finals -exam"}
    t.world.edit("more salt.", "more of a salt.")
    t.build()
    (number,) = t.col.find_notes("Headword:Osmosis")
    tags = t.col.get_note(number).tags
    assert "finals" in tags and "exam" not in tags


@scenario
def a_note_is_deleted_in_anki(t: Term) -> None:
    t.col.remove_notes(t.col.find_notes("Headword:Enclosure"))
    t.merge()
    assert '"Enclosure" is not in their file' in t.told[-1]
    t.world.settings = '[ignore]\nterms = ["Enclosure"]\n'
    t.build()
    assert not t.col.find_notes("Headword:Enclosure -tag:ankigen::removed")


@scenario
def a_row_of_a_table_is_added_and_one_taken_out_in_the_shared_table(t: Term) -> None:
    def change(rows: list[Row]) -> list[Row]:
        return [
            replace(
                row,
                definition=(row.definition or "")
                .replace("neutrophil | eats bacteria | 2 days\n", "")
                .replace("platelet |", "lymphocyte | makes antibodies | years\nplatelet |"),
            )
            for row in rows
        ]

    t.merge_rows(change)
    t.build()
    assert "2 cards no longer asked" in " ".join(t.told)
    asked = {name[2] for name in t.names().values() if name[1] == "Blood cells"}
    assert asked == {
        *("erythrocyte carries oxygen", "lymphocyte makes antibodies", "platelet plugs wounds"),
        *("erythrocyte 120 days", "lymphocyte years", "platelet 9 days"),
    }


@scenario
def a_word_is_edited_in_anki_and_replaced_in_the_notes(t: Term) -> None:
    t.change("la silla", "Definition", "chair, seat")
    t.world.edit("la silla - chair", "la butaca - armchair")
    t.merge()
    (conflict,) = t.overlay.conflicts
    assert (conflict.term, conflict.field) == ("la butaca", "definition")
    raw = studied_notes(t.world.files, DECK).entries
    (entry,) = (entry for entry in raw if entry.headword == "la butaca")
    t.overlay = settle_conflicts(t.overlay, [(conflict, entry)])
    t.build()
    t.answer(same=True)
    t.build({"la silla": "la butaca"})
    assert "chair, seat" in t.field("la butaca", "Definition")


@scenario
def an_edit_of_a_word_outlives_the_correction_of_its_headword(t: Term) -> None:
    t.change("la cuchara", "Definition", "spoon, ladle")
    t.merge()
    t.build()
    t.world.edit("la cuchara -", "la cucharra -")
    t.build({"la cuchara": "la cucharra"})
    assert "ladle" in t.field("la cucharra", "Definition")


@scenario
def an_edit_whose_entry_is_reworded_under_another_name_is_told(t: Term) -> None:
    t.change("Guild", "Definition", "Craftsmen of one trade who set the prices of their town.")
    t.merge()
    t.build()
    t.world.edit("Guild: Association of craftsmen of", "Craft guild: Brotherhood of the masters of")
    raw = studied_notes(t.world.files, DECK).entries
    (finding,) = edit_findings(raw, t.overlay)
    assert "who set the prices of their town" in finding.message


# ------------------------------------------------------------------------------ two


@scenario
def two_people_build_and_git_keeps_the_lines_of_both(t: Term) -> None:
    mine, theirs = t.world.copy(), t.world.copy()
    mine.edit("Guild:", "Trade guild:")
    theirs.edit("2. metaphase", "2. prometaphase\n3. metaphase")
    for world, when in ((mine, 10), (theirs, 20)):
        world.build(t.folder, t.now + when)
    assert mine.lock and theirs.lock
    lines = dict.fromkeys((*mine.lock.split("\n"), *theirs.lock.split("\n")))
    ends = ('{"end": true}', "")
    t.world.lock = "\n".join((*(line for line in lines if line not in ends), *ends))
    t.world.files = {**mine.files, "cells.md": theirs.files["cells.md"]}
    t.build({"Guild": "Trade guild"})
    nothing_left(t)


# ------------------------------------------------------------------------------ all of them


@pytest.mark.parametrize(
    "number",
    range(len(SCENARIOS)),
    ids=lambda n: f"{n + 1} {SCENARIOS[n].__name__.replace('_', ' ')}",
)
def test_every_card_is_accounted_for(studied: Studied, tmp_path: Path, number: int) -> None:
    world, col = studied.copied(tmp_path)
    SCENARIOS[number](Term(world, col, tmp_path, studied.now))
    col.close()


def test_there_are_at_least_30_scenarios() -> None:
    assert len(SCENARIOS) >= 30


def test_two_decks_with_the_same_headwords_do_not_meet(
    studied: Studied, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world, col = studied.copied(tmp_path)
    term = Term(world, col, tmp_path, studied.now)
    before = term.reviews()
    monkeypatch.setattr(identity_world, "DECK", '[deck]\nname = "Other"\nid = 4900000001\n')
    path, made = World(files=dict(world.files)).build(tmp_path, studied.now)
    assert import_package(col, path) == (len(made.deck.notes), 0, 0)
    after = term.reviews()
    assert {card: after[card] for card in before} == before
    assert not any(after[card] for card in after.keys() - before.keys())
    col.close()
