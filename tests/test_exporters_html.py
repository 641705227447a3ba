"""`index.html` in Chromium, from the disk: everything a reader does with it, and nothing that
leaves it.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from ankigen.cards import NOTE_TYPES
from ankigen.cards.rendering.mathml import mathml, with_mathml
from ankigen.cards.rendering.media import MediaStore
from ankigen.exporters import html
from ankigen.model import Deck, Paragraph, Style
from ankigen.model.settings import CardSettings, Settings
from benchmarks.page import large_deck
from tests.cards_support import entry, marked
from tests.made_decks import made
from tests.pages import accessibility, opened

pytestmark = pytest.mark.browser

PICTURE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" '
    b'height="20" fill="teal"/></svg>'
)
HOSTILE = "<script>window.hacked = 1</script><img src=x onerror='window.hacked = 2'>"
NOTES = f"""\
# Cells

## Osmosis

Water moves through a membrane from the weaker to the stronger solution, as the
reciever of it swells.

![a membrane](membrane.svg)

## Phases of mitosis

1. Prophase
2. Metaphase
3. Anaphase

# Physics

## Kinetic energy

Energy of motion, $E = \\frac{{1}}{{2}} m v^2$, which grows with the square of the speed.

## Markup

Written as it is: `{HOSTILE}` and {HOSTILE.replace("<", "&lt;")} and </script><!-- so on.
"""


def deck_of_all() -> Deck:
    settings = Settings(cards=CardSettings(reverse=("*",)))
    shelves = MediaStore(notes={"membrane.svg": PICTURE})
    return made({"all.md": NOTES}, settings, "All <kinds>", shelves=shelves).deck


@pytest.fixture(scope="module")
def deck() -> Deck:
    return deck_of_all()


@pytest.fixture(scope="module")
def url(deck: Deck, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("page") / "index.html"
    path.write_bytes(html.build(deck, Settings())["index.html"])
    return path.as_uri()


def tall(page: Page, width: int) -> None:
    """Makes the window high enough for all tiles: those far from it are not drawn."""
    page.set_viewport_size({"width": width, "height": 6000})
    page.locator(".tile", has_text="Markup").first.wait_for()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_is_flipped_searched_and_filtered(
    chromium: Any, url: str, deck: Deck, width: int
) -> None:
    with opened(chromium, url, width) as seen:
        page = seen.page
        tall(page, width)
        if width == 360:  # there the filters are folded away
            page.locator("#filters > summary").click()
        total = sum(note.cards for note in deck.notes)
        assert page.inner_text("#status") == f"{total} cards"
        tile = page.locator(".tile", has_text="Kinetic energy").first
        assert "square of the speed" not in tile.locator(".card").inner_text()
        tile.locator(".face").click()
        assert "square of the speed" in tile.locator(".card").inner_text()
        page.fill("#search", "MEMBRANE weaker")
        assert page.inner_text("#status") == f"2 of {total} cards"
        page.keyboard.press("Escape")
        page.get_by_role("button", name=re.compile("^Item of a list")).click()
        assert page.inner_text("#status") == f"3 of {total} cards"
        page.get_by_role("button", name="Show all cards").first.click()
        page.get_by_role("button", name=re.compile("^fixed")).click()
        assert page.locator(".card", has_text="membrane").count() == 1  # the front of its reverse
        assert page.inner_text("#status") == f"2 of {total} cards"
        assert not seen.trouble


@pytest.mark.parametrize("width", [360, 1280])
def test_keys_alone_reach_everything(chromium: Any, url: str, width: int) -> None:
    with opened(chromium, url, width) as seen:
        page = seen.page
        page.keyboard.press("/")
        page.keyboard.type("kinetic")
        page.keyboard.press("Enter")
        page.keyboard.press("Space")
        assert "square of the speed" in page.locator(".tile .card").first.inner_text()
        page.keyboard.press("Enter")
        assert page.locator("#viewer").is_visible()
        page.keyboard.press("n")
        assert "Energy of motion" in page.inner_text("#behind-lines")
        page.keyboard.press("ArrowRight")
        assert "2 of 2" in page.inner_text("#viewer-title")
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        assert page.inner_text("#status").endswith("cards") and " of " not in page.inner_text(
            "#status"
        )
        page.keyboard.press("ArrowRight")
        assert (
            page.evaluate("document.activeElement.closest('li').getAttribute('aria-posinset')")
            != "1"
        )
        page.keyboard.press("/")
        page.keyboard.type("kinetic")
        page.keyboard.press("Escape")  # what comes next is for the cards again
        assert page.input_value("#search") == ""
        page.keyboard.press("f")
        assert page.input_value("#search") == ""
        assert page.locator(".tile.back").count() == page.locator(".tile").count()
        assert not seen.trouble


@pytest.mark.parametrize("width", [360, 1280])
def test_math_is_drawn_pictures_are_shown_and_markup_stays_text(
    chromium: Any, url: str, width: int
) -> None:
    with opened(chromium, url, width) as seen:
        page = seen.page
        tall(page, width)
        page.keyboard.press("f")
        box = page.locator("math mfrac").first.bounding_box()
        assert box is not None and box["height"] > 15
        widths = page.locator(".tile img").evaluate_all("all => all.map(i => i.naturalWidth)")
        assert widths and set(widths) == {40}
        assert HOSTILE in page.locator(".tile .card", has_text="so on").first.inner_text()
        assert page.title() == "All <kinds>"
        assert page.evaluate("window.hacked") is None
        assert not seen.trouble


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_and_axe_finds_nothing_serious(
    chromium: Any, url: str, width: int, scheme: str
) -> None:
    with opened(chromium, url, width, color_scheme=scheme) as seen:
        page = seen.page
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found = accessibility(page)
        page.locator(".open").first.click()
        page.keyboard.press("n")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert not found + accessibility(page)


def test_the_printed_sheet_has_both_sides_of_what_is_shown(chromium: Any, url: str) -> None:
    with opened(chromium, url) as seen:
        page = seen.page
        page.fill("#search", "kinetic")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        assert page.locator("#sheet .pair").count() == 2
        assert "square of the speed" in page.locator("#sheet .card").nth(1).inner_text()
        assert not page.locator("header").is_visible()


def test_of_thousands_of_cards_only_those_in_sight_are_drawn(chromium: Any, tmp_path: Path) -> None:
    """What that costs is measured by `benchmarks.page`."""
    (tmp_path / "index.html").write_bytes(html.build(large_deck(2_000), Settings())["index.html"])
    with opened(chromium, (tmp_path / "index.html").as_uri()) as seen:
        page = seen.page
        assert page.inner_text("#status") == "2,000 cards"
        assert page.locator(".tile").count() < 100
        page.keyboard.press("ArrowRight")
        page.keyboard.press("End")
        assert page.locator(".tile[aria-posinset='2000']").count() == 1
        assert not seen.trouble


def test_the_same_deck_gives_the_same_bytes(deck: Deck) -> None:
    assert html.build(deck, Settings()) == html.build(deck_of_all(), Settings())


def test_nothing_of_the_notes_ends_the_data(deck: Deck) -> None:
    page = html.build(deck, Settings())["index.html"].decode()
    assert page.count("<script") == 3 and page.count("</script>") == 3
    assert page.count("<!--") == 0
    data = re.search(r'<script type="application/json" id="deck">(.*?)</script>', page, re.DOTALL)
    assert data is not None and json.loads(data[1])["name"] == "All <kinds>"


def test_a_formula_can_be_nothing_else() -> None:
    assert with_mathml(r"\(\href{javascript:alert(1)}{x}\)").count("javascript") == 0
    assert (
        with_mathml(r"\(\text{&lt;script&gt;}\)")
        == '<math display="inline"><mrow><mtext>&lt;script&gt;</mtext></mrow></math>'
    )
    assert with_mathml(r"\(\unknown{x}\)") == r'<code class="tex">\unknown{x}</code>'
    assert mathml("{" * 3000 + "x") == "" and mathml("x" * 6000) == ""


def test_what_is_too_large_for_the_page_is_said() -> None:
    body = Paragraph(marked("see \ufffc", ("\ufffc", Style.IMAGE, "big.png")))
    one = entry("Map", body)
    deck = Deck("D", 1, (one,), (), NOTE_TYPES, {"big.png": b"\0" * (html.MOST_MEDIA + 1)})
    assert [f.code for f in html.findings(deck, Settings())] == ["page"]
    assert html.media_data(deck) == {}


def test_what_browsers_do_not_show_takes_no_room_and_is_told_as_such() -> None:
    body = Paragraph(marked("see \ufffc", ("\ufffc", Style.IMAGE, "scan.tiff")))
    media = {"scan.tiff": b"\0" * 10, "map.png": b"\0" * html.MOST_MEDIA}
    deck = Deck("D", 1, (entry("Scan", body),), (), NOTE_TYPES, media)
    assert list(html.media_data(deck)) == ["map.png"]
    (told,) = html.findings(deck, Settings())
    assert told.message.endswith("browsers do not show files of its kind")
