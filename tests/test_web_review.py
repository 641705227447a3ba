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
from playwright.sync_api import Locator, Page

from ankigen.identity.lock import parse_lock
from ankigen.identity.records import NoteRecord
from tests.command import run_apart, run_here
from tests.pages import accessibility, opened, quiet
from tests.review_notes import HISTORY, REVOLUTION_CARDS, SETTINGS, begun
from tests.served import Running, running

pytestmark = pytest.mark.browser


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return begun(tmp_path / "deck")


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """A project with some of the notes, which is quicker."""
    return begun(tmp_path / "deck", "history.txt", "pots.tsv")


def go_to(page: Page, title: str) -> None:
    """Puts questions off until one of this title is shown."""
    for _ in range(30):
        if re.search(title, page.inner_text("#title")):
            return
        page.keyboard.press("s")
    raise AssertionError(f"no question {title}: {page.inner_text('#title')}")


def button(page: Page, name: str) -> Locator:
    """The first button whose name begins so."""
    where = page.locator("main, nav, header")
    return where.get_by_role("button", name=re.compile(rf"^{name}")).first


def nothing_left(page: Page) -> None:
    """Waits until the page says that all is settled."""
    quiet(page)
    left = page.inner_text("#title") if page.locator("#question").is_visible() else ""
    assert page.locator("#done").is_visible(), left


def left_of(page: Page) -> int:
    return int(page.inner_text("#progress").split()[0])


def settings(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "ankigen.toml").read_text())


def check(folder: Path) -> str:
    return run_here(folder, "check").out


def cards(folder: Path) -> str:
    made = run_here(folder, "build")
    assert made.code == 0, made.err
    return (folder / "dist/quizlet.txt").read_text()


def enzyme(folder: Path) -> NoteRecord:
    """What the lock knows of the note that was called so once."""
    notes = parse_lock((folder / "ankigen.lock").read_text()).notes
    return next(n for n in notes if n.guid == first_guid(folder))


def first_guid(folder: Path) -> str:
    """The guid that the enzyme had in the first build."""
    notes = parse_lock((folder.parent / "first.lock").read_text()).notes
    return next(n.guid for n in notes if n.term == "Enzyme")


def everything_holds(folder: Path) -> None:
    """All that the answers of a person came to is in the deck, and nothing needs one any more."""
    found = cards(folder)
    table = next((folder / "dist").glob("*.csv")).read_text("utf-8-sig")
    terms = [line.partition("\t")[0] for line in found.splitlines()]
    # boundaries: one layout for a list, a cut, a headword, a topic, a line joined, lines left out
    for term in (*REVOLUTION_CARDS, "Merv", "Bukhara", "Dunhuang"):
        assert term in terms, term
    assert "Further east" not in terms and "Price list" not in found and "wok" not in found
    assert "further-east" in next(line for line in table.splitlines() if "Dunhuang" in line)
    assert "where the old Roads of the north" in table
    # typos: here, always, something else, left as it is
    assert "and anything else" in table and "into the cold" in table
    assert "shedding its chill" in table and "came form the east" in table
    assert found.count("Kettle") == 2  # two senses
    assert "A tea between green and black." in found and "Tea clippers" not in found
    assert "The short-haired twin of the Persian." in found
    # identity: the card under its new name has the old one's reviews
    assert enzyme(folder).term == "Catalytic protein"
    assert '"Dogs","dogs"' in next(line for line in table.splitlines() if "Collar" in line)
    ran = run_here(folder, "check")
    assert ran.code == 0, ran.out


def lines_moved(folder: Path) -> None:
    """Other lines come before those that were decided about."""
    above = "Samovar\nA heated urn for water that stands on the table.\n\n"
    for name in ("history.txt", "routes.txt"):
        path = folder / "source" / name
        path.write_text(above.replace("Samovar", f"Samovar of {name[:5]}") + path.read_text())
    pots = folder / "source/pots.tsv"
    pots.write_text(pots.read_text().replace("\n", "\ngriddle\ta flat plate\n", 1))


def test_twelve_kinds_by_mouse_with_the_server_killed_half_way(chromium: Any, folder: Path) -> None:
    raw = {p: p.read_bytes() for p in (folder / "source").iterdir()}
    with running(folder, "review", "--no-open") as server, opened(chromium, server.url) as seen:
        page = seen.page
        left = left_of(page)
        assert left >= 15
        assert page.inner_text("#title").startswith("Is this a headword")  # boundaries come first
        page.get_by_role("option", name=re.compile("wok")).click()
        button(page, "Not a card").click()
        quiet(page)
        button(page, "Next question").click()
        button(page, "It is right as it is").click()
        go_to(page, "hold several cards")
        button(page, "Each line is a card that begins with a name").click()
        page.locator("#settled").wait_for()
        for term in REVOLUTION_CARDS:
            page.locator("#card-list b").get_by_text(term, exact=True).wait_for()
        button(page, "Suggested corrections").click()
        go_to(page, '"in to" be "into"')
        assert page.inner_text("#contexts mark") == "in to"
        button(page, 'Change it to "into"').click()
        go_to(page, '"any thing" be "anything"')
        button(page, 'Always change "any thing"').click()
        quiet(page)
        server.process.kill()  # half-way
        page.get_by_role("alert").filter(has_text="has ended").wait_for()
    with running(folder, "review", "--no-open") as server, opened(chromium, server.url) as seen:
        page = seen.page
        assert left_of(page) == left - 5  # the rest is there
        go_to(page, "same card under another name")
        assert "Enzyme" in page.inner_text("#compare")
        button(page, "The same card").click()
        quiet(page)  # the card that it was has left, which is told with the rest
        go_to(page, "of the definition of")
        button(page, "Take theirs").click()
        go_to(page, "of the term of")
        button(page, "Keep the notes").click()
        go_to(page, "Media missing")
        button(page, "It is right as it is").click()
        go_to(page, "had this to tell")
        assert "Plasmid" in page.inner_text("#list")
        button(page, "Seen").click()
        go_to(page, "one entry or two")
        button(page, "Two entries").click()
        go_to(page, '"loosing" be "losing"')
        button(page, "Change it to …").click()
        page.fill("#text", "shedding")
        button(page, "Save").click()
        go_to(page, '"form" be "from"')
        button(page, "Leave it").click()
        go_to(page, "Which topic")
        button(page, "Choose its topic").click()
        page.locator("#topics").get_by_role("button", name="dogs").click()
        go_to(page, "mistaken for each other")
        button(page, "Edit the card").click()
        page.fill("#text", "The short-haired twin of the Persian.")
        button(page, "Save").click()
        quiet(page)
        go_to(page, "Two cards ask the same")  # since there are two kettles
        button(page, "It is right as it is").click()
        nothing_left(page)
        # a file in which nothing was found, and yet it is badly read
        page.locator("#done").get_by_role("button", name=re.compile("routes")).click()
        page.get_by_role("option", name=re.compile("Bukhara")).click()
        button(page, "A new entry begins at").click()
        page.locator("#words").get_by_role("button", name="Merv", exact=True).click()
        page.get_by_role("option", name=re.compile(r"entry ?Merv")).wait_for()
        for line, what in (
            ("Roads of the north", "Goes on from the line above"),
            ("Further east", "Topic"),
            ("Dunhuang", "Headword"),
            ("Caves with", "Text of the entry above"),
        ):
            page.get_by_role("option", name=re.compile(line)).click()
            button(page, what).click()
        page.get_by_role("option", name=re.compile("Price list")).click()
        page.get_by_role("option", name=re.compile("Silk at")).click(modifiers=["Shift"])
        button(page, "Not a card").click()
        quiet(page)
        assert page.evaluate("window.hacked") is None
        assert not seen.trouble
        assert server.interrupt() == 0
    text = (folder / "ankigen.toml").read_text()
    assert text.startswith(SETTINGS.partition("[typos]")[0])
    assert 'glossary = ["tagine", "skillet"]  # mine' in text
    assert {p: p.read_bytes() for p in (folder / "source").iterdir()} == raw
    everything_holds(folder)
    lines_moved(folder)
    everything_holds(folder)


def test_twelve_kinds_by_keyboard_alone(chromium: Any, folder: Path) -> None:
    with running(folder, "review", "--no-open") as server, opened(chromium, server.url) as seen:
        page = seen.page
        keys = page.keyboard
        go_to(page, "Is this a headword")
        keys.press("6")  # the chosen line is no card
        quiet(page)
        keys.press("s")
        keys.press("a")
        go_to(page, "hold several cards")
        page.locator("#layout-list button").first.wait_for()
        keys.press("l")
        page.locator("#settled").wait_for()
        for title, key in (
            ("same card under another name", "y"),
            ("of the definition of", "t"),
            ("of the term of", "o"),
            ("Media missing", "a"),
            ("had this to tell", "a"),
            ('"in to" be "into"', "a"),
            ('"any thing" be "anything"', "w"),
            ('"form" be "from"', "r"),
            ("one entry or two", "k"),
        ):
            go_to(page, title)
            keys.press(key)
            if key == "y":
                quiet(page)  # the card that it was has left, which is told with the rest
        go_to(page, '"loosing" be "losing"')
        keys.press("e")
        keys.type("shedding")
        keys.press("Enter")
        go_to(page, "Which topic")
        keys.press("t")
        keys.press("Tab")  # cats, then dogs
        keys.press("Enter")
        go_to(page, "mistaken for each other")
        keys.press("e")
        keys.press("Tab")
        keys.press("Control+a")
        keys.type("The short-haired twin of the Persian.")
        keys.press("Control+Enter")
        quiet(page)
        go_to(page, "Two cards ask the same")
        keys.press("a")
        nothing_left(page)
        for _ in range(40):  # the file's button on the last page
            keys.press("Tab")
            if "routes" in page.evaluate("document.activeElement.textContent"):
                break
        keys.press("Enter")
        page.get_by_role("option", name=re.compile("Samarkand")).wait_for()
        for _ in range(30):
            keys.press("Tab")
            if page.evaluate("document.activeElement.getAttribute('role')") == "option":
                break
        keys.press("ArrowDown")
        keys.press("ArrowDown")
        assert "Bukhara" in page.inner_text("[role=option][tabindex='0']")
        keys.press("7")
        keys.press("9")  # the new entry begins after so many words
        page.get_by_role("option", name=re.compile(r"entry ?Merv")).wait_for()
        quiet(page)
        while "Roads" not in page.inner_text("[role=option][tabindex='0']"):
            keys.press("ArrowDown")
        for key in "4513":  # each answer goes on to the next line
            keys.press(key)
        assert "Price list" in page.inner_text("[role=option][tabindex='0']")
        keys.press("Shift+ArrowDown")
        assert "2 lines" in page.inner_text("#chosen")
        keys.press("6")
        quiet(page)
        assert not seen.trouble
    everything_holds(folder)
    lines_moved(folder)
    everything_holds(folder)


def test_a_finger_settles_them_too_on_a_phone(chromium: Any, tmp_path: Path) -> None:
    folder = begun(tmp_path / "deck", "revolution.txt", "pots.tsv", "history.txt")
    with (
        running(folder, "review", "--no-open") as server,
        opened(chromium, server.url, 360, has_touch=True, is_mobile=True) as seen,
    ):
        page = seen.page
        page.get_by_role("option", name=re.compile("wok")).tap()
        button(page, "Not a card").tap()
        quiet(page)
        button(page, "Next question").tap()
        button(page, "Later").tap()
        assert page.inner_text("#title").startswith("Do these lines")
        before = (folder / "ankigen.toml").read_bytes()
        button(page, "Each line is a card that begins with a name").tap()
        page.locator("#settled").wait_for()
        button(page, "Undo").tap()
        page.get_by_role("status").filter(has_text="taken back").wait_for()
        quiet(page)
        assert (folder / "ankigen.toml").read_bytes() == before
        button(page, "Each line is a card that begins with a name").tap()
        page.locator("#settled").wait_for()
        page.get_by_role("option", name=re.compile("Who was who")).tap()
        page.get_by_label(re.compile("choose several")).tap()
        page.get_by_role("option", name=re.compile("Louis XVI")).tap()
        assert "2 lines" in page.inner_text("#chosen")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert not seen.trouble
    assert all(term in cards(folder) for term in REVOLUTION_CARDS)


#: The first request to the server takes its time, as it may on a busy machine.
FIRST_LATE = """() => {
  const usual = window.fetch;
  let first = true;
  window.fetch = async (url, given) => {
    if (first && given && given.method === "POST") {
      first = false;
      await new Promise((done) => setTimeout(done, 800));
    }
    return usual(url, given);
  };
}"""


def test_fast_keys_are_written_down_in_their_order(chromium: Any, few: Path) -> None:
    with running(few, "review", "--no-open") as server, opened(chromium, server.url) as seen:
        page = seen.page
        go_to(page, '"in to" be "into"')
        before = settings(few)["typos"]
        page.evaluate(FIRST_LATE)
        page.keyboard.press("a")
        go_to(page, '"any thing" be "anything"')
        page.keyboard.press("w")
        page.keyboard.press("u")  # the one with w
        page.get_by_role("status").filter(has_text="taken back").wait_for()
        quiet(page)
        assert '"any thing"' in page.inner_text("#title")
        made = settings(few)["typos"]
        assert made["accept"] == [*before.get("accept", []), "in to the -> into the"]
        assert page.inner_text("#number") == "1"
        assert not seen.trouble


def test_while_a_word_is_chosen_every_key_says_what_it_does(chromium: Any, tmp_path: Path) -> None:
    folder = begun(tmp_path / "deck", "revolution.txt")
    with running(folder, "review", "--no-open") as server, opened(chromium, server.url) as seen:
        page = seen.page

        def keys(of: str) -> list[str]:
            return page.locator(f"{of} kbd").all_inner_texts()

        def pressed() -> bool:
            return page.locator("#line-buttons [aria-pressed=true]").count() > 0

        page.get_by_role("option", name=re.compile("Louis XVI")).click()
        assert keys("#line-buttons") == list("12345678")
        page.keyboard.press("8")
        assert not set(keys("#line-buttons")) & set("123456789")
        assert keys("#words") == list("123456789")
        page.keyboard.press("2")  # the headword has two words; the words of the next line come
        page.keyboard.press("t")  # a topic by its letter, and still the words of the next line
        assert pressed() and "Necker" in page.inner_text("#words")
        page.get_by_role("option", name=re.compile("Lafayette")).click()
        assert not pressed() and keys("#line-buttons") == list("12345678")
        page.keyboard.press("8")
        page.keyboard.press("0")  # all lines like it: an entry begins at no word of all of them
        assert not pressed()
        assert button(page, "A new entry begins at").is_disabled()
        assert button(page, "The headword ends at").is_enabled()
        page.keyboard.press("0")
        page.keyboard.press("2")  # no sign parts this line
        page.get_by_role("alert").filter(has_text="no sign parts").wait_for()
        assert "Lafayette" in page.inner_text("[role=option][aria-selected=true]")
        quiet(page)
        decided = {d["line"].split()[0]: d for d in settings(folder)["reading"]}
        assert decided["Louis"]["headword"] == "Louis XVI"
        assert decided["Marie"]["is"] == "topic" and set(decided) == {"Louis", "Marie"}
        (refused,) = seen.trouble
        assert "409" in refused


#: So long a newcomer takes for one action, in s: to read, to decide and to press.
PER_ACTION = 6


def test_a_swallowed_list_takes_few_actions_even_line_by_line(
    chromium: Any, tmp_path: Path
) -> None:
    folder = begun(tmp_path / "deck", "revolution.txt")
    actions = 0
    with running(folder, "review", "--no-open") as server, opened(chromium, server.url) as seen:
        page = seen.page
        # without the layout that is offered, which would do all of it at once
        page.get_by_role("option", name=re.compile("Who was who")).click()
        button(page, "Topic").click()  # the next line is chosen by itself
        button(page, "The headword ends at").click()
        actions += 3
        for term in REVOLUTION_CARDS[:-1]:
            last = term.split()[-1]
            page.locator("#words").get_by_role("button", name=last, exact=True).click()
            actions += 1
        quiet(page)
        page.locator("#settled").wait_for()
        shown = page.locator("#card-list b").all_inner_texts()
        assert [t for t in shown if t != "The French Revolution"] == list(REVOLUTION_CARDS)
        button(page, "Next question").click()
        quiet(page)
        assert "no definition" in page.inner_text("#title")  # the title of the page, left alone
        button(page, "Topic").click()
        page.locator("#settled").wait_for()
        button(page, "Next question").click()
        actions += 3
        nothing_left(page)
        assert not seen.trouble
    assert actions * PER_ACTION < 120
    assert all(term in cards(folder) for term in REVOLUTION_CARDS)


def test_swallowed_entries_are_cut_out_and_the_cut_is_undone(chromium: Any, few: Path) -> None:
    swallowed = " Samovar - a heated urn for water. Gaiwan - a lidded bowl for brewing.\n"
    (few / "source/history.txt").write_text(HISTORY.rstrip() + swallowed)
    with running(few, "review", "--no-open") as server, opened(chromium, server.url) as seen:
        page = seen.page
        before = (few / "ankigen.toml").read_bytes()
        go_to(page, "one entry or two")
        for word in ("Samovar", "Gaiwan"):
            page.get_by_role("option", name=re.compile(word)).click()
            page.keyboard.press("7")
            page.get_by_role("toolbar").get_by_role("button", name=word, exact=True).click()
            quiet(page)
            page.get_by_role("option", name=re.compile(rf"^\d+ ?entry ?{word}")).wait_for()
        assert not seen.trouble
        found = cards(few)
        assert "Samovar\ta heated urn for water." in found
        assert "Gaiwan\ta lidded bowl for brewing." in found
        for _ in range(2):
            page.keyboard.press("u")
            page.get_by_role("status").filter(has_text="taken back").wait_for()
            quiet(page)
        assert (few / "ankigen.toml").read_bytes() == before
        assert not seen.trouble


def test_an_edit_of_a_card_is_laid_over_the_notes(chromium: Any, few: Path) -> None:
    with running(few, "review", "--no-open") as server, opened(chromium, server.url) as seen:
        page = seen.page
        go_to(page, "one entry or two")
        page.keyboard.press("e")
        page.fill("#text", "A vessel, see <b>:\n- for water\n- for tea")
        page.keyboard.press("Control+Enter")
        quiet(page)
        assert not seen.trouble
    found = cards(few)
    assert "A vessel, see <b>" in found
    table = next((few / "dist").glob("*.csv")).read_text("utf-8-sig")
    assert "for water" in table and "for tea" in table


def test_it_is_read_out_and_fits(chromium: Any, few: Path) -> None:
    with running(few, "review", "--no-open") as server:
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
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project that the server is asked about."""
    return begun(tmp_path_factory.mktemp("guarded") / "deck")


@pytest.fixture(scope="module")
def server(guarded: Path) -> Iterator[Running]:
    with running(guarded, "review", "--no-open") as served:
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
def test_an_answer_that_is_none_changes_nothing(
    server: Running, guarded: Path, body: bytes
) -> None:
    headers = {"Content-Type": "application/json", "Origin": f"http://127.0.0.1:{server.port}"}
    before = {path: path.read_bytes() for path in guarded.rglob("*") if path.is_file()}
    status, _, told = server.ask("answer", "POST", headers, body)
    assert status in (400, 409) and json.loads(told)["error"]
    assert {path: path.read_bytes() for path in guarded.rglob("*") if path.is_file()} == before


def test_without_a_project_it_says_what_to_do(tmp_path: Path) -> None:
    made = run_apart(tmp_path, "review", "--no-open")
    assert made.returncode == 2 and b"no deck was built here" in made.stderr


def test_what_was_changed_elsewhere_stays_when_an_answer_is_undone(
    chromium: Any, few: Path
) -> None:
    with running(few, "review", "--no-open") as server, opened(chromium, server.url) as seen:
        page = seen.page
        go_to(page, '"in to" be "into"')
        page.keyboard.press("r")
        quiet(page)
        text = (few / "ankigen.toml").read_text() + "# mine\n"
        (few / "ankigen.toml").write_text(text)
        page.keyboard.press("u")
        page.get_by_role("status").filter(has_text="taken back").wait_for()
        now = (few / "ankigen.toml").read_text()
        assert "# mine" in now and not tomllib.loads(now)["typos"].get("refuse")
        assert not seen.trouble
