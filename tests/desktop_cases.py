"""What only a window of Anki does: its import dialog, its editor, its browser, a push into it while
it runs. A deck that lives in one Anki, scenario after scenario.

    python -m tests.desktop_cases FILE     in a process of its own (`tests.anki_window`); writes
                                           what became of each scenario to FILE
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ankigen.identity.markup import words_of
from tests.anki_window import AnkiWindow, close, opened, quoted
from tests.identity_helpers import export_package
from tests.identity_world import card_names, reviews_of
from tests.push_ankiconnect import serve

NOTES = """# Cells

## Osmosis

Water moves through a membrane towards the side that holds more salt.

## Mitosis

A cell divides into two cells which hold the same chromosomes.

## Enzyme

A protein that speeds up one chemical reaction without being used up.

## Vacuole

A space in the cell that is filled with water and is bounded by a membrane.

## Stages of division

1. prophase
2. metaphase
3. anaphase
4. telophase

## Blood cells

- red ones carry oxygen
- white ones fight what is foreign
- platelets close a wound
"""
NAME = "Living deck"
#: Names a folder with the add-on AnkiConnect; without it, `tests.push_ankiconnect` stands in.
ADD_ON = "ANKIGEN_ANKICONNECT"
ADD_ON_PORT = 8765
_EDITABLE = """
[...document.querySelectorAll(".editor-field")].map(f =>
  f.querySelector(".rich-text-editable")?.shadowRoot?.querySelector("anki-editable"))"""


@dataclass
class Desk:
    """A student at the desk: a project of notes, and Anki beside it."""

    window: AnkiWindow
    project: Path
    now: int = field(default_factory=lambda: int(time.time()))

    @property
    def col(self) -> Any:
        return self.window.main.col

    # --- the project

    def edit(self, old: str, new: str) -> None:
        notes = self.project / "source" / "cells.md"
        text = notes.read_text(encoding="utf-8")
        assert text.count(old) == 1, old
        notes.write_text(text.replace(old, new), encoding="utf-8")

    def run(self, *arguments: str) -> str:
        return self.window.run_command(self.project, *arguments)

    def build(self) -> str:
        """A build that is later than whatever was done in Anki before."""
        self.now = max(self.now, int(time.time())) + 60
        return self.window.run_command(self.project, "build", at=self.now)

    def made(self, name: str) -> Path:
        return self.project / "dist" / name

    # --- Anki

    def import_by_dialog(self, path: Path, merge: bool | None = None) -> str:
        """File > Import, with the boxes as they are, or "Merge note types" ticked or not; what
        Anki shows at the end.
        """
        from aqt.import_export.import_dialog import ImportDialog
        from aqt.import_export.importing import import_file

        import_file(self.window.main, str(path))
        dialog = self.window.wait(
            lambda: next(
                (d for d in self.window.app.topLevelWidgets()
                 if isinstance(d, ImportDialog) and d.isVisible()), None),
            "the import dialog is there",
        )  # fmt: skip
        button = "[...document.querySelectorAll('button')].find(b => b.innerText.trim() === %s)"
        self.window.wait_for(dialog.web, f"!!{button % quoted('Import')}", "its page is drawn")
        if merge is not None:
            box = (
                "[...document.querySelectorAll('input[type=checkbox]')]"
                ".find(i => i.closest('.row')?.textContent.includes('Merge note types'))"
            )
            wanted = f"{box}.checked === {str(merge).lower()}"
            self.window.wait_for(dialog.web, f"!!{box}", "the box is there")
            if not self.window.run_script(dialog.web, wanted):
                self.window.run_script(dialog.web, f"{box}.click()")
            self.window.wait_for(dialog.web, wanted, "the box is as wanted")
        self.window.run_script(dialog.web, f"{button % quoted('Import')}.click()")
        shown = "document.body.innerText.includes('Overview') && document.body.innerText"
        text = self.window.wait_for(dialog.web, shown, "the import is done")
        dialog.reject()
        self.window.pump(0.1)
        return str(text)

    def browser(self, search: str) -> Any:
        """The browser, with what is found."""
        import aqt

        opened_browser = aqt.dialogs.open("Browser", self.window.main, search=(search,))
        self.window.wait(lambda: opened_browser.table.len() > 0, f"the browser finds {search}")
        return opened_browser

    def close_browser(self, opened_browser: Any) -> None:
        import aqt

        opened_browser.close()
        self.window.wait(lambda: aqt.dialogs._dialogs["Browser"][1] is None, "the browser closes")

    def type_into(self, headword: str, name: str, after: str, text: str) -> None:
        """Types into a field of a note, in the browser's editor, behind the words `after`."""
        shown = self.browser(f'"Headword:{headword}"')
        web = shown.editor.web
        number = self.note(headword).keys().index(name)
        editable = f"{_EDITABLE}[{number}]"
        self.window.wait_for(
            web, f"!!{editable} && {editable}.textContent.includes({quoted(after)})",
            f"the editor shows {headword}",
        )  # fmt: skip
        placed = f"""(() => {{
            const field = {editable}, root = field.getRootNode();
            field.focus();
            const walk = document.createTreeWalker(field, NodeFilter.SHOW_TEXT);
            while (walk.nextNode()) {{
                const at = walk.currentNode.data.indexOf({quoted(after)});
                if (at >= 0) {{
                    root.getSelection().collapse(walk.currentNode, at + {len(after)});
                    return true;
                }}
            }}
            return false;
        }})()"""
        assert self.window.run_script(web, placed), f"{after} is not in {name}"
        self.window.run_script(web, f"document.execCommand('insertText', false, {quoted(text)})")
        wanted = quoted(after + text)
        self.window.wait_for(web, f"{editable}.textContent.includes({wanted})", "it is typed")
        saved: list[bool] = []
        shown.editor.call_after_note_saved(lambda: saved.append(True))
        self.window.wait(lambda: saved, "the note is saved")
        self.close_browser(shown)

    def note(self, headword: str) -> Any:
        (number,) = self.col.find_notes(f'"Headword:{headword}"')
        return self.col.get_note(number)

    def shows(self, headword: str, name: str = "Definition") -> str:
        return words_of(self.note(headword)[name])

    def items(self, headword: str) -> dict[str, int]:
        """Reviews by the item of a list."""
        return {what: n for (_, name, what), n in reviews_of(self.col).items() if name == headword}

    def answer_all(self) -> None:
        """Each card once or twice, in the reviewer."""
        main = self.window.main
        main.col.decks.select(main.col.decks.id_for_name(NAME))
        config = main.col.decks.config_dict_for_deck_id(main.col.decks.id_for_name(NAME))
        config["new"]["perDay"] = 100
        main.col.decks.update_config(config)
        main.moveToState("review")
        for _ in range(main.col.card_count() * 2):
            self.window.wait(lambda: main.state != "review" or main.reviewer.card, "a card is next")
            if main.state != "review":
                break
            card = main.reviewer.card
            answered = self._answers()
            main.reviewer._showAnswer()
            self.window.wait(lambda: main.reviewer.state == "answer", "the answer is shown")
            main.reviewer._answerCard(4 if card.reps % 2 == 0 and card.ord % 2 else 3)
            self._wait_beyond(answered)
            self.window.pump(0.05)
        main.moveToState("deckBrowser")

    def _wait_beyond(self, answered: int) -> None:
        self.window.wait(lambda: self._answers() > answered, "the answer counts")

    def _answers(self) -> int:
        return int(self.col.db.scalar("SELECT count(*) FROM revlog"))


# --------------------------------------------------------------------------- scenarios


def a_deck_comes_in_by_the_import_dialog_and_is_studied(d: Desk) -> None:
    d.window.run_command(d.project, "build", at=d.now - 5000)
    said = d.import_by_dialog(d.made(f"{NAME}.apkg"))
    assert d.col.note_count() == 6, said
    d.answer_all()
    reviews = reviews_of(d.col)
    assert len(reviews) == d.col.card_count() and min(reviews.values()) > 0


def an_edit_in_the_editor_stays_and_a_change_of_the_notes_arrives(d: Desk) -> None:
    d.type_into("Mitosis", "Definition", "chromosomes", " (mine)")
    reviews = reviews_of(d.col)
    d.edit("A protein that speeds up", "A substance that speeds up")
    assert "1 changed" in d.build()
    d.import_by_dialog(d.made(f"{NAME}.apkg"))
    assert "(mine)" in d.shows("Mitosis")
    assert "A substance" in d.shows("Enzyme")
    assert reviews_of(d.col) == reviews


def of_a_note_edited_on_both_sides_the_package_wins(d: Desk) -> None:
    d.type_into("Vacuole", "Definition", "membrane", " (lost)")
    reviews = reviews_of(d.col)
    d.edit("is bounded by a membrane", "has a membrane around it")
    d.build()
    d.import_by_dialog(d.made(f"{NAME}.apkg"))
    assert "around it" in d.shows("Vacuole") and "(lost)" not in d.shows("Vacuole")
    assert reviews_of(d.col) == reviews


def an_item_edited_in_the_editor_keeps_its_number_and_comes_back_by_merge(d: Desk) -> None:
    before = card_names(d.col)
    d.type_into("Stages of division", "Items 1", "metaphase", " (lined up)")
    after = card_names(d.col)
    stage = ("ankigen List", "Stages of division")
    assert after[(*stage, "metaphase (lined up)")] == before[(*stage, "metaphase")]
    assert len(after) == len(before)
    path = export_package(d.col, d.project / "theirs.apkg", NAME)
    said = d.run("merge", str(path))
    path.unlink()
    assert "2 edits, no conflicts" in said, said
    d.edit("carry oxygen", "bring oxygen")
    d.build()
    d.import_by_dialog(d.made(f"{NAME}.apkg"))
    assert card_names(d.col)[(*stage, "metaphase (lined up)")] == before[(*stage, "metaphase")]
    # an edit holds until the notes say something else: then they win, and the reviews stay
    reviews = d.items("Stages of division")
    d.edit("2. metaphase\n3. anaphase", "2. metaphase\n3. the middle one\n4. anaphase")
    d.build()
    d.import_by_dialog(d.made(f"{NAME}.apkg"))
    reviews["metaphase"] = reviews.pop("metaphase (lined up)")
    assert d.items("Stages of division") == {**reviews, "the middle one": 0}


def an_entry_that_left_is_found_by_its_tag_in_the_browser(d: Desk) -> None:
    reviews = reviews_of(d.col)
    d.edit("## Enzyme\n\nA substance that speeds up one chemical reaction without being used up.",
        "")  # fmt: skip
    d.build()
    d.import_by_dialog(d.made(f"{NAME}.apkg"))
    shown = d.browser("tag:ankigen::removed")
    found = rows(d, shown)
    assert [row[0] for row in found] == ["Enzyme"], found
    d.close_browser(shown)
    assert reviews_of(d.col) == reviews


def the_browser_tells_the_cards_of_a_note_apart(d: Desk) -> None:
    shown = d.browser('"Headword:Stages of division"')
    for column in ("question", "answer"):
        if column not in d.col.load_browser_card_columns():
            shown.table._on_column_toggled(True, column)
    d.window.pump(0.1)
    found = rows(d, shown)
    names = d.col.load_browser_card_columns()
    d.close_browser(shown)
    assert len(found) == 5, found
    assert {row[names.index("answer")] for row in found} == {
        f"Stages of division: {item}"
        for item in ("prophase", "metaphase", "the middle one", "anaphase", "telophase")
    }
    assert not any("{{" in cell or "<" in cell for row in found for cell in row), found


def empty_cards_of_an_item_that_left_go_and_nothing_else(d: Desk) -> None:
    from aqt.emptycards import EmptyCardsDialog, show_empty_cards

    reviews = d.items("Blood cells")
    cards = d.col.card_count()
    d.edit("- white ones fight what is foreign\n", "")
    d.build()
    d.import_by_dialog(d.made(f"{NAME}.apkg"))
    show_empty_cards(d.window.main)
    dialog = d.window.wait(
        lambda: next(
            (x for x in d.window.app.topLevelWidgets()
             if isinstance(x, EmptyCardsDialog) and x.isVisible()), None),
        "the dialog of empty cards is there",
    )  # fmt: skip
    dialog._delete_button.click()
    d.window.wait(lambda: d.col.card_count() < cards, "the empty card is deleted")
    d.window.pump(0.3)
    assert d.col.card_count() == cards - 1
    left = {what: n for what, n in reviews.items() if not what.startswith("white")}
    assert d.items("Blood cells") == left
    d.edit("- platelets close a wound\n", "- platelets close a wound\n- stem cells become any\n")
    d.build()
    d.import_by_dialog(d.made(f"{NAME}.apkg"))
    assert d.items("Blood cells") == {**left, "stem cells become any": 0}


def an_import_is_taken_back_and_done_again(d: Desk) -> None:
    before, reviews = d.shows("Osmosis"), reviews_of(d.col)
    d.edit("towards the side that holds more salt", "to where more salt is")
    d.build()
    d.import_by_dialog(d.made(f"{NAME}.apkg"))
    assert "to where" in d.shows("Osmosis")
    d.window.main.undo()
    d.window.wait(lambda: d.shows("Osmosis") == before, "the import is undone")
    d.import_by_dialog(d.made(f"{NAME}.apkg"))
    assert "to where" in d.shows("Osmosis") and reviews_of(d.col) == reviews


def a_field_that_the_learner_added_holds_notes_back_and_a_push_keeps_it(d: Desk) -> None:
    reviews = reviews_of(d.col)
    model = d.col.models.get(d.note("Osmosis").mid)
    d.col.models.add_field(model, d.col.models.new_field("Mine"))
    d.col.models.update_dict(model)
    note = d.note("Osmosis")
    note["Mine"] = "salt pulls water"
    d.col.update_note(note)
    d.edit("to where more salt is", "to the side with salt")
    d.build()
    said = d.import_by_dialog(d.made(f"{NAME}.apkg"))
    assert "to the side with salt" not in d.shows("Osmosis"), said
    with anki_connect(d) as url:
        d.run("push", "--url", url)
    assert "to the side with salt" in d.shows("Osmosis")
    assert d.shows("Osmosis", "Mine") == "salt pulls water"
    assert reviews_of(d.col) == reviews


def a_push_reaches_the_running_anki_and_leaves_edits(d: Desk) -> None:
    reviews = reviews_of(d.col)
    d.edit("to the side with salt", "to the salty side")
    d.edit("## Vacuole", "## Ribosome\n\nIt strings amino acids together.\n\n## Vacuole")
    d.build()
    shown = d.browser(f'deck:"{NAME}"')
    with anki_connect(d) as url:
        said = d.run("push", "--url", url)
        again = d.run("push", "--url", url)
    d.close_browser(shown)
    assert "1 note was added, 1 changed" in said, said
    assert again.startswith("nothing to do") or "nothing to do" in again, again
    assert "to the salty side" in d.shows("Osmosis") and d.shows("Ribosome")
    assert d.shows("Osmosis", "Mine") == "salt pulls water"
    assert "(mine)" in d.shows("Mitosis")
    kept = {name: n for name, n in reviews_of(d.col).items() if name[1] != "Ribosome"}
    assert kept == reviews


def a_push_suspends_what_left_and_brings_back_what_is_back(d: Desk) -> None:
    text = "## Ribosome\n\nIt strings amino acids together.\n\n"
    (card,) = d.col.find_cards("Headword:Ribosome")
    d.edit(text, "")
    d.build()
    with anki_connect(d) as url:
        d.run("push", "--url", url)
        assert d.col.get_card(card).queue == -1
        assert "ankigen::removed" in d.note("Ribosome").tags
        # the clock of these builds runs ahead of Anki's; the card is dated by it too
        assert d.col.db is not None
        d.col.db.execute("update cards set mod = ? where id = ?", d.now, card)
        d.edit("## Vacuole", text + "## Vacuole")
        d.build()
        d.run("push", "--url", url)
    assert d.col.get_card(card).queue != -1
    assert "ankigen::removed" not in d.note("Ribosome").tags


def looks_of_ones_own_come_with_merge_note_types(d: Desk) -> None:
    reviews = sorted(n for n in reviews_of(d.col).values())
    (d.project / "templates").mkdir()
    (d.project / "templates" / "style.css").write_text(".card { color: teal }")
    settings = d.project / "ankigen.toml"
    settings.write_text(settings.read_text() + '\n[paths]\ntemplates = "templates"\n')
    d.edit("to the salty side", "to where it is saline")
    said = d.build()
    assert "Merge note types" in said, said
    d.import_by_dialog(d.made(f"{NAME}.apkg"), merge=False)
    assert "saline" not in d.shows("Osmosis")
    d.import_by_dialog(d.made(f"{NAME}.apkg"), merge=True)
    assert "saline" in d.shows("Osmosis")
    assert "teal" in d.note("Osmosis").note_type()["css"]
    assert sorted(n for n in reviews_of(d.col).values()) == reviews


def the_text_import_overwrites_edits_and_tags(d: Desk) -> None:
    d.type_into("Vacuole", "Definition", "membrane", " (short-lived)")
    reviews = reviews_of(d.col)
    note = d.note("Vacuole")
    note.tags = [*note.tags, "leech"]
    d.col.update_note(note)
    d.import_by_dialog(d.made(f"{NAME}.anki.txt"))
    assert "(short-lived)" not in d.shows("Vacuole") and "leech" not in d.note("Vacuole").tags
    assert reviews_of(d.col) == reviews


SCENARIOS: Mapping[str, Callable[[Desk], None]] = {
    scenario.__name__: scenario
    for scenario in (
        a_deck_comes_in_by_the_import_dialog_and_is_studied,
        an_edit_in_the_editor_stays_and_a_change_of_the_notes_arrives,
        of_a_note_edited_on_both_sides_the_package_wins,
        an_item_edited_in_the_editor_keeps_its_number_and_comes_back_by_merge,
        an_entry_that_left_is_found_by_its_tag_in_the_browser,
        the_browser_tells_the_cards_of_a_note_apart,
        empty_cards_of_an_item_that_left_go_and_nothing_else,
        an_import_is_taken_back_and_done_again,
        a_field_that_the_learner_added_holds_notes_back_and_a_push_keeps_it,
        a_push_reaches_the_running_anki_and_leaves_edits,
        a_push_suspends_what_left_and_brings_back_what_is_back,
        the_text_import_overwrites_edits_and_tags,
        looks_of_ones_own_come_with_merge_note_types,
    )
}


def rows(d: Desk, browser: Any) -> list[list[str]]:
    """What the browser's table shows; "..." stands where it has not been drawn yet."""
    model = browser.table._model

    def drawn() -> list[list[str]]:
        found = [
            [str(model.data(model.index(row, column), 0)) for column in range(model.len_columns())]
            for row in range(model.len_rows())
        ]
        return [] if any("..." in row for row in found) else found

    return list(d.window.wait(drawn, "the rows of the browser are drawn"))


@contextmanager
def anki_connect(d: Desk) -> Iterator[str]:
    """Where AnkiConnect listens: the add-on where there is one, else a server that does its work
    where the add-on does, between two events of Anki's window.
    """
    if ADD_ON in os.environ:
        yield f"http://127.0.0.1:{ADD_ON_PORT}"
        return

    def on_main(work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        done: Future[dict[str, Any]] = Future()

        def run() -> None:
            try:
                done.set_result(work())
            except BaseException as error:
                done.set_exception(error)

        d.window.main.taskman.run_on_main(run)
        return done.result()

    with serve(d.col, run=on_main) as server:
        yield server.url


def run_all(report: Path) -> None:
    """Every scenario in turn, in one Anki; what became of each goes to the report ("" = well)."""
    base, project = Path(tempfile.mkdtemp()), Path(tempfile.mkdtemp())
    if ADD_ON in os.environ:
        shutil.copytree(os.environ[ADD_ON], base / "addons21" / "2055492159")
    (project / "source").mkdir()
    (project / "source" / "cells.md").write_text(NOTES, encoding="utf-8")
    (project / "ankigen.toml").write_text(f'[deck]\nname = "{NAME}"\n', encoding="utf-8")
    desk = Desk(opened(base), project)
    found: dict[str, str] = {}
    for name, scenario in SCENARIOS.items():
        started = time.monotonic()
        try:
            scenario(desk)
            found[name] = ""
        except Exception:
            found[name] = traceback.format_exc()
        print(f"{time.monotonic() - started:6.1f} s  {name}", flush=True)
        report.write_text(json.dumps(found), encoding="utf-8")
    shutil.rmtree(project)
    close()


if __name__ == "__main__":
    run_all(Path(sys.argv[1]))
