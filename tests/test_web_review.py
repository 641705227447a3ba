"""`ankigen review` in Chromium: questions settled by mouse and by keyboard, and decisions that
hold.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.cards_browser import browser
from tests.command import run_apart
from tests.pages import accessibility, opened
from tests.served import Running, running

pytestmark = pytest.mark.browser

HOSTILE = "<img src=x onerror='window.hacked = 1'>"
HISTORY = f"""\
The tea trade

Early routes
Caravans carried bricks of tea over the mountains, as there is no road to Tibet. They came form the east, in to the cold.

Clippers
Fast sailing ships raced the first leaves of the year to London, {HOSTILE} and all.

Auctions
Sales by the candle: the last bid before it went out took the lot.

Kettle
A vessel in which water is boiled, and any thing else that is loosing its chill.

Oolong
A tea that is half fermented and rolled by hand in the hills of Fujian.

Kettle
A drum that stands in the orchestra.
"""  # noqa: E501
POTS = "Term\tMeaning\nwok\t\ntagine\ta clay pot\nskillet\t\n"
SETTINGS = """\
# my deck: this comment stays
[deck]
name = "History"
id = 8589934599  # for ever

[typos]
glossary = ["tagine", "skillet"]  # mine
"""
EDITS = """\
[[conflict]]
term = "Oolong"
field = "definition"
file = "history.txt"
ours = "<p>A tea that is half fermented.</p>"
theirs = "<p>A tea between green and black.</p>"
source = "friends.csv"
mark = "abc"

[[conflict]]
term = "Clippers"
field = "term"
file = "history.txt"
ours = "Clippers"
theirs = "Tea clippers"
source = "friends.csv"
mark = "abd"
"""


def begun(folder: Path) -> Path:
    """A project with notes of our own that leave much to be settled."""
    (folder / "source").mkdir(parents=True)
    (folder / "ankigen.toml").write_text(SETTINGS)
    (folder / "source/history.txt").write_text(HISTORY)
    (folder / "source/pots.tsv").write_text(POTS)
    (folder / "edits.toml").write_text(EDITS)
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return begun(tmp_path / "deck")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browser() as launched:
        yield launched


def quiet(page: Page) -> None:
    """Waits until the notes have been read with the last answer."""
    page.locator("#progress").filter(has_not_text="reading").wait_for(timeout=60_000)


def go_to(page: Page, title: str) -> None:
    """Puts questions off until one of this title is shown."""
    for _ in range(30):
        if re.search(title, page.inner_text("#title")):
            return
        page.keyboard.press("s")
    raise AssertionError(f"no question {title}: {page.inner_text('#title')}")


def settings(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "ankigen.toml").read_text())


def check(folder: Path) -> str:
    return run_apart(folder, "check").stdout.decode()


def cards(folder: Path) -> str:
    made = run_apart(folder, "build")
    assert made.returncode == 0, made.stderr
    return (folder / "dist/quizlet.txt").read_text()


def test_everything_is_settled_by_mouse_with_the_server_killed_half_way(
    chromium: Any, folder: Path
) -> None:
    raw = (folder / "source/history.txt").read_bytes()
    with running(folder, "review", "--no-open") as server, opened(chromium, server.url) as seen:
        page = seen.page
        left = int(page.inner_text("#progress").split()[0])
        assert left >= 8
        page.get_by_role("button", name=re.compile("Suggested corrections")).click()
        go_to(page, '"in to" be "into"')
        assert page.inner_text("#contexts mark") == "in to"
        page.get_by_role("button", name='Change it to "into"').click()
        go_to(page, '"any thing" be "anything"')
        page.get_by_role("button", name='Always change "any thing"').click()
        quiet(page)
        server.process.kill()  # half-way
        page.get_by_role("alert").filter(has_text="has ended").wait_for()
    assert settings(folder)["typos"]["accept"] == [
        "in to the -> into the",
        "any thing -> anything",
    ]
    with running(folder, "review", "--no-open") as server, opened(chromium, server.url) as seen:
        page = seen.page
        assert int(page.inner_text("#progress").split()[0]) == left - 2
        go_to(page, "of the definition of")
        page.get_by_role("button", name="Take theirs").click()
        go_to(page, "of the term of")
        page.get_by_role("button", name="Keep the notes").click()
        go_to(page, "one entry or two")
        page.get_by_role("button", name="Two entries").click()
        go_to(page, '"loosing" be "losing"')
        page.get_by_role("button", name="Change it to …").click()
        page.fill("#text", "shedding")
        page.get_by_role("button", name="Save").click()
        go_to(page, "no definition")
        page.get_by_role("option", name=re.compile("wok")).click()
        page.get_by_role("button", name="Not a card").click()
        quiet(page)
        go_to(page, "no definition")
        page.get_by_role("button", name="It is right as it is").click()
        quiet(page)
        while page.locator("#question").is_visible():
            page.locator("#choices").get_by_role(
                "button", name=re.compile("Leave it|One entry")
            ).first.click()
            quiet(page)
        assert page.locator("#done").is_visible()
        assert page.evaluate("window.hacked") is None
        assert not seen.trouble
        assert server.interrupt() == 0
    text = (folder / "ankigen.toml").read_text()
    assert text.startswith(SETTINGS.partition("[typos]")[0])
    assert 'glossary = ["tagine", "skillet"]  # mine' in text
    assert (folder / "source/history.txt").read_bytes() == raw
    found = cards(folder)
    assert "and anything else" in found
    assert "A tea between green and black." in found
    assert "shedding its chill" in found
    assert found.count("Kettle") >= 2 and "wok" not in found
    assert run_apart(folder, "check").returncode == 0, check(folder)


def test_everything_by_keyboard_and_it_holds_when_lines_move(chromium: Any, folder: Path) -> None:
    with running(folder, "review", "--no-open") as server, opened(chromium, server.url) as seen:
        page = seen.page
        keys = page.keyboard
        for title, key in (
            ('"in to" be "into"', "a"),
            ('"any thing" be "anything"', "w"),
            ("of the definition of", "t"),
            ("of the term of", "o"),
            ("one entry or two", "k"),
        ):
            go_to(page, title)
            keys.press(key)
        go_to(page, "no definition")
        keys.press("6")  # the chosen line is no card
        quiet(page)
        go_to(page, "no definition")
        keys.press("a")
        quiet(page)
        assert not seen.trouble
    moved = "Samovar\nA heated urn for water that stands on the table.\n\n" + HISTORY
    (folder / "source/history.txt").write_text(moved)
    pots = "Term\tMeaning\ngriddle\ta flat plate\n" + POTS.partition("\n")[2]
    (folder / "source/pots.tsv").write_text(pots)
    found = cards(folder)
    assert "and anything else" in found
    assert "A tea between green and black." in found
    assert "wok" not in found and "no-definition" not in [
        line.split()[1] for line in check(folder).splitlines() if "wok" in line
    ]


def test_swallowed_entries_are_cut_out_and_the_cut_is_undone(chromium: Any, folder: Path) -> None:
    swallowed = " Samovar - a heated urn for water. Gaiwan - a lidded bowl for brewing.\n"
    (folder / "source/history.txt").write_text(HISTORY.rstrip() + swallowed)
    with running(folder, "review", "--no-open") as server, opened(chromium, server.url) as seen:
        page = seen.page
        before = (folder / "ankigen.toml").read_bytes()
        go_to(page, "one entry or two")
        for word in ("Samovar", "Gaiwan"):
            page.get_by_role("option", name=re.compile(word)).click()
            page.keyboard.press("7")
            page.get_by_role("toolbar").get_by_role("button", name=word, exact=True).click()
            quiet(page)
            page.get_by_role("option", name=re.compile(rf"^\d+ ?entry ?{word}")).wait_for()
        assert not seen.trouble
        found = cards(folder)
        assert "Samovar\ta heated urn for water." in found
        assert "Gaiwan\ta lidded bowl for brewing." in found
        for _ in range(2):
            page.keyboard.press("u")
            page.get_by_role("status").filter(has_text="taken back").wait_for()
            quiet(page)
        assert (folder / "ankigen.toml").read_bytes() == before
        assert not seen.trouble


def test_an_edit_of_a_card_is_laid_over_the_notes(chromium: Any, folder: Path) -> None:
    with running(folder, "review", "--no-open") as server, opened(chromium, server.url) as seen:
        page = seen.page
        go_to(page, "one entry or two")
        page.keyboard.press("e")
        page.fill("#text", "A vessel, see <b>:\n- for water\n- for tea")
        page.keyboard.press("Control+Enter")
        quiet(page)
        assert not seen.trouble
    found = cards(folder)
    assert "A vessel, see <b>" in found
    table = next((folder / "dist").glob("*.csv")).read_text("utf-8-sig")
    assert "for water" in table and "for tea" in table


def test_it_is_read_out_and_fits(chromium: Any, folder: Path) -> None:
    with running(folder, "review", "--no-open") as server:
        for width, scheme in ((360, "light"), (1280, "dark")):
            with opened(chromium, server.url, width, color_scheme=scheme) as seen:
                page = seen.page
                for _ in range(6):
                    assert page.evaluate("document.documentElement.scrollWidth") <= width
                    found = accessibility(page)
                    assert not found, found
                    page.keyboard.press("s")
                assert not seen.trouble


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(
        begun(tmp_path_factory.mktemp("guarded") / "deck"), "review", "--no-open"
    ) as served:
        yield served


@pytest.mark.parametrize("path", ["answer", "undo"])
@pytest.mark.parametrize(
    ("method", "headers", "status"),
    [
        ("GET", {}, 405),
        ("POST", {"Content-Type": "application/json"}, 403),  # no origin
        ("POST", {"Content-Type": "application/json", "Origin": "https://evil.example"}, 403),
        (
            "POST",
            {"Content-Type": "text/plain", "Origin": "own"},
            415,
        ),  # what a form of another site can send
        (
            "POST",
            {"Content-Type": "application/json", "Origin": "own", "Sec-Fetch-Site": "cross-site"},
            403,
        ),
        (
            "POST",
            {"Content-Type": "application/json", "Origin": "own", "Host": "evil.example"},
            421,
        ),
        ("DELETE", {"Content-Type": "application/json", "Origin": "own"}, 405),
    ],
)
def test_no_other_site_can_answer(
    server: Running, path: str, method: str, headers: dict[str, str], status: int
) -> None:
    own = f"http://127.0.0.1:{server.port}"
    given = {k: own if v == "own" else v for k, v in headers.items()}
    assert server.ask(path, method, given, b"{}")[0] == status
    whole = {**given, "Origin": own, "Content-Type": "application/json"}
    assert server.ask("", "POST", whole, b"{}", whole_path=f"/guessed/{path}")[0] in (404, 421)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"{}",
        b'{"id": "x", "choice": 1}',
        b'{"id": "x", "choice": "right"}',
        b"[" * 5000,
        b'{"choice": "right", "row": true}',
    ],
)
def test_an_answer_that_is_none_changes_nothing(server: Running, body: bytes) -> None:
    headers = {"Content-Type": "application/json", "Origin": f"http://127.0.0.1:{server.port}"}
    status, _, told = server.ask("answer", "POST", headers, body)
    assert status in (400, 409) and json.loads(told)["error"]


def test_without_a_project_it_says_what_to_do(tmp_path: Path) -> None:
    made = run_apart(tmp_path, "review", "--no-open")
    assert made.returncode == 2 and b"ankigen init" in made.stderr


def test_what_was_changed_elsewhere_is_not_undone(chromium: Any, folder: Path) -> None:
    with running(folder, "review", "--no-open") as server, opened(chromium, server.url) as seen:
        page = seen.page
        go_to(page, '"in to" be "into"')
        page.keyboard.press("r")
        quiet(page)
        text = (folder / "ankigen.toml").read_text() + "# mine\n"
        (folder / "ankigen.toml").write_text(text)
        page.keyboard.press("u")
        page.get_by_role("alert").filter(has_text="changed since").wait_for()
        assert (folder / "ankigen.toml").read_text() == text
