"""`ankigen review` of notes without a project: what is decided lies beside them, and holds."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from ankigen.model import AnkigenError
from ankigen.model.settings import Settings, TypoSettings
from ankigen.project.session import open_job
from ankigen.project.settings import with_own
from ankigen.web.live import LiveDeck
from tests.command import run_here
from tests.pages import accessibility, opened, quiet
from tests.served import running

#: Five entries that no mark parts, read as the text of one; nothing is found in them.
TUDORS = """\
HISTORY lecture 7 - the tudors

Tudor kings and queens:
henry vii won at bosworth 1485 married elizabeth of york, ended the wars of the roses
henry viii six wives, broke with rome 1534 made himself head of the church
edward vi was only nine, protestant, died 15 years old
mary i catholic, burned nearly 300, married philip of spain
elizabeth i never married, armada 1588, golden age of theatre

act of supremacy 1534
king = head of church of england. thomas more refused + was beheaded
"""
MONARCHS = ("henry vii", "henry viii", "edward vi", "mary i", "elizabeth i")
ABOVE = "Star Chamber\nA court of the king's own council, which sat in secret.\n\n"


def built(folder: Path, *more: str) -> list[str]:
    """The headwords of the deck of these notes."""
    made = run_here(folder, "build", "tudors.txt", *more)
    assert made.code == 0, made.err
    return [
        line.partition("\t")[0] for line in (folder / "dist/quizlet.txt").read_text().splitlines()
    ]


@pytest.mark.browser
def test_a_page_that_was_badly_read_is_settled_and_stays_so(chromium: Any, tmp_path: Path) -> None:
    notes = tmp_path / "tudors.txt"
    notes.write_text(TUDORS)
    other = tmp_path / "other.txt"
    other.write_text(TUDORS)
    assert "henry vii" not in built(tmp_path)
    with (
        running(tmp_path, "review", "tudors.txt", "--no-open") as server,
        opened(chromium, server.url) as seen,
    ):
        page = seen.page
        # nothing is asked; what went wrong shows by the longest entry
        page.locator("#done").get_by_role(
            "button", name=re.compile("longest: .Tudor kings")
        ).click()
        page.get_by_role("option", name=re.compile("henry viii")).click()
        page.get_by_role("button", name=re.compile("first two words are the headword")).click()
        page.locator("#card-list b", has_text="elizabeth i").wait_for()
        page.get_by_role("option", name=re.compile("act of supremacy")).click()
        page.keyboard.press("s")
        page.locator("#done").get_by_text("ankigen build tudors.txt").wait_for()
        assert "tudors.ankigen.toml" in page.inner_text("#done-text")
        assert not seen.trouble
        assert server.interrupt() == 0
        assert server.process.stdout is not None
        assert "Next: ankigen build tudors.txt" in server.process.stdout.read()
    own = {path.name for path in tmp_path.iterdir()}
    assert own == {"tudors.txt", "other.txt", "dist", "tudors.ankigen.lock", "tudors.ankigen.toml"}
    assert notes.read_text() == TUDORS
    assert set(MONARCHS) <= set(built(tmp_path))
    notes.write_text(ABOVE + TUDORS)  # the lines move
    assert {"Star Chamber", *MONARCHS} <= set(built(tmp_path))
    # other notes are not concerned
    other_deck = run_here(tmp_path, "parse", "other.txt").out
    assert "edward vi was only nine" in other_deck


VERBS = """\
Irregular verbs

beber drink
caer fall down
decir say
hacer do or make
ir go
"""


@pytest.mark.browser
def test_one_word_settles_a_list_and_a_later_review_takes_it_back(
    chromium: Any, tmp_path: Path
) -> None:
    (tmp_path / "verbs.txt").write_text(VERBS)
    first = run_here(tmp_path, "parse", "verbs.txt").out
    with (
        running(tmp_path, "review", "verbs.txt", "--no-open") as server,
        opened(chromium, server.url) as seen,
    ):
        page = seen.page
        page.locator("#menu summary").click()
        page.locator("#menu-items .files button").click()
        page.get_by_role("option", name=re.compile("caer")).click()
        page.get_by_label(re.compile("the same for all lines like it")).check()
        page.get_by_role("button", name=re.compile("headword ends at …")).click()
        page.locator("#words").get_by_role("button", name="caer", exact=True).click()
        for verb in ("beber", "caer", "decir", "hacer", "ir"):
            page.locator("#card-list b").get_by_text(verb, exact=True).wait_for()
        page.locator("#told").get_by_text("(5 cards)").wait_for()
        assert not seen.trouble
    assert run_here(tmp_path, "build", "verbs.txt").code == 0
    with (
        running(tmp_path, "review", "verbs.txt", "--no-open") as server,
        opened(chromium, server.url) as seen,
    ):
        page = seen.page
        page.keyboard.press("u")  # nothing of this review: what stands is shown
        assert "Take back" in page.evaluate("document.activeElement.textContent")
        page.locator("#standing li", has_text="Irregular verbs").last.locator("button").click()
        page.get_by_role("status").filter(has_text="no longer decided").wait_for()
        quiet(page)
        assert not seen.trouble
        accessible = accessibility(page)
        assert not accessible, accessible
    assert run_here(tmp_path, "parse", "verbs.txt").out == first


#: The boxes of the chosen line, of what can be said of it and of the list, once all are drawn.
BOXES = """() => {
  const boxes = ["[role=option][aria-selected=true]", "#tools", "#rows"].map((what) =>
    document.querySelector(what)?.getBoundingClientRect().toJSON());
  return boxes.every((box) => box?.height) && boxes;
}"""
LIST = "Ports\n\n" + "".join(f"harbour {n} of the long coast road\n" for n in range(60))


@pytest.mark.browser
@pytest.mark.parametrize(("width", "height", "lines"), [(1200, 813, 13), (360, 640, 3)])
def test_the_chosen_line_and_what_can_be_said_of_it_are_in_sight(
    chromium: Any, tmp_path: Path, width: int, height: int, lines: int
) -> None:
    (tmp_path / "ports.txt").write_text(LIST)
    with (
        running(tmp_path, "review", "ports.txt", "--no-open") as server,
        opened(chromium, server.url, width) as seen,
    ):
        page = seen.page
        page.set_viewport_size({"width": width, "height": height})
        page.locator("#menu summary").click()
        page.locator("#menu-items .files button").click()
        page.locator("#row-2").click()
        for _ in range(3):
            for _ in range(20):
                page.keyboard.press("ArrowDown")
            # all three at one moment: the list draws its rows anew while it moves
            chosen, tools, rows = page.wait_for_function(BOXES).json_value()
            assert rows["y"] <= chosen["y"]
            end = min(height, tools["y"]) if width > 960 else rows["y"] + rows["height"]
            assert chosen["y"] + chosen["height"] <= end + 1
            assert end - max(0, rows["y"]) >= lines * chosen["height"]
        if width > 960:
            buttons = page.locator("#line-buttons").bounding_box()
            assert buttons and buttons["y"] < height
        assert not seen.trouble


@pytest.mark.browser
def test_a_page_of_a_review_sees_what_is_changed_elsewhere(chromium: Any, tmp_path: Path) -> None:
    notes = tmp_path / "cup.txt"
    notes.write_text("Cup\nIt came form the east.\n\nHarp\nStrings to pluck.\n")
    with (
        running(tmp_path, "review", "cup.txt", "--no-open") as server,
        opened(chromium, server.url) as seen,
    ):
        page = seen.page
        assert page.inner_text("#title") == 'Should "form" be "from"?'
        notes.write_text(notes.read_text().replace("Strings", "It goes in to a hall. Strings"))
        page.get_by_role("button", name="Suggested corrections (2)").wait_for()
        (tmp_path / "cup.ankigen.toml").write_text('[typos]\nrefuse = ["form"]\n')
        page.locator("#title").filter(has_text='"in to"').wait_for()
        assert not seen.trouble


def test_its_settings_are_followed_and_no_notes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tudors.txt").write_text(TUDORS)
    own = tmp_path / "tudors.ankigen.toml"
    live = LiveDeck(("tudors.txt",))
    live.build()
    assert own in live.watched.names
    own.write_text('[ignore]\nterms = ["act of supremacy 1534"]\n')
    live.build()
    assert live.data is not None and "supremacy" not in str(live.data["cards"])
    assert [f.name for f in open_job(["."]).sources.files] == ["tudors.txt"]
    assert not open_job(["."]).sources.findings
    assert open_job(["tudors.txt"], layout="each-line").project.settings.ignore.terms


def test_it_is_laid_over_the_settings_of_the_project_around() -> None:
    base = Settings(typos=TypoSettings(mode="report", accept=("teh",), glossary=("tagine",)))
    made = with_own(base, '[typos]\naccept = ["fro -> for", "teh"]\n', "a.toml").typos
    assert made == TypoSettings("report", ("teh", "fro -> for"), (), ("tagine",))
    assert with_own(base, '[typos]\nmode = "off"', "a.toml").typos.mode == "off"


@pytest.mark.parametrize("text", ["[deck]\nid = 5\n", '[paths]\nout = ".."\n', "[typos\n"])
def test_what_is_for_a_project_alone_is_refused(text: str) -> None:
    with pytest.raises(AnkigenError, match=r"a\.toml"):
        with_own(Settings(), text, "a.toml")
