"""Every card in Chromium at the width of a phone, light and dark: legible, and nothing sticks
out.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from ankigen.cards import NOTE_TYPES, make_notes
from ankigen.cards.templating.note_types import base_css
from ankigen.model import Code, Formula, Note, Paragraph, RichText, Style, Table
from tests.cards_browser import PHONE_WIDTH, document, looked_at, show, told
from tests.cards_cases import CASES, MEDIA
from tests.cards_support import ALL, entry, marked, rendered_cards, shipped

pytestmark = pytest.mark.browser

#: What is wider than a phone in one way or another.
WIDE = (
    entry("Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz", "x" * 200),
    entry("Address", "https://example.org/" + "path/" * 40),
    entry("Wide code", Code("print('" + "x" * 200 + "')", "python"), "and `it`"),
    entry("Wide formula", Formula("$$x$$", " + ".join(f"x_{{{n}}}" for n in range(60)))),
    entry(
        "Inline formula",
        Paragraph(marked("so $x$ is", ("$x$", Style.MATH, " + ".join(["\\sqrt{x}"] * 40)))),
    ),
    entry(
        "Wide table",
        Table(tuple(tuple(RichText.of("word" * 3) for _ in range(12)) for _ in range(3)), True),
    ),
)


def picture_bytes() -> bytes:
    data = BytesIO()
    Image.new("RGB", (1600, 500), (90, 140, 200)).save(data, "PNG")
    return data.getvalue()


def sides_of(notes: tuple[Note, ...]) -> list[tuple[str, str]]:
    cards = rendered_cards(notes, NOTE_TYPES)
    return [side for name, front, back in cards for side in ((name, front), (f"{name} back", back))]


@pytest.fixture(scope="module")
def shapes() -> list[tuple[str, str]]:
    entries = [e for made in CASES.values() for e in made]
    return sides_of(make_notes([*entries, *WIDE], ALL, MEDIA)[0])


@pytest.fixture(scope="module")
def shipped_sides() -> list[tuple[str, str]]:
    deck = shipped().deck
    return sides_of(make_notes(deck.entries, ALL, {m: m for m in deck.media})[0])


@pytest.mark.parametrize("night", ["light", "desktop", "android"])
def test_cards_of_every_shape_are_legible(
    chromium: Any, shapes: list[tuple[str, str]], night: str, tmp_path: Path
) -> None:
    media = {name: picture_bytes() for name in MEDIA.values() if name.endswith(".png")}
    page = chromium.new_page(viewport={"width": PHONE_WIDTH, "height": 800})
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    show(page, tmp_path, document(shapes, base_css(), night), media)
    look = looked_at(page)
    page.close()
    assert not look.found, told(look.found)
    assert look.texts > 500
    assert look.least_contrast >= 4.5
    assert all(url.startswith(("file:", "data:")) for url in requests)


@pytest.mark.parametrize("night", ["light", "desktop"])
def test_cards_of_the_shipped_deck_are_legible(
    chromium: Any, shipped_sides: list[tuple[str, str]], night: str, tmp_path: Path
) -> None:
    page = chromium.new_page(viewport={"width": PHONE_WIDTH, "height": 800})
    show(page, tmp_path, document(shipped_sides, base_css(), night), shipped().deck.media)
    look = looked_at(page)
    page.close()
    assert not look.found, told(look.found)
    assert look.texts > 1000


def test_cards_stay_in_place_when_the_text_is_twice_as_large(
    chromium: Any, shapes: list[tuple[str, str]], tmp_path: Path
) -> None:
    page = chromium.new_page(viewport={"width": PHONE_WIDTH, "height": 800})
    show(page, tmp_path, document(shapes, base_css() + "\nhtml { font-size: 200%; }"), {})
    look = looked_at(page)
    page.close()
    assert not look.found, told(look.found)


def test_the_check_sees_what_is_wrong(chromium: Any, tmp_path: Path) -> None:
    cards = [
        ("pale", "<p style='color:#999'>pale</p>"),
        ("wide", "<p style='width:500px'>wide</p>"),
    ]
    page = chromium.new_page(viewport={"width": PHONE_WIDTH, "height": 800})
    show(page, tmp_path, document(cards, base_css()), {})
    found = {(name, what.split(" ")[0]) for name, what, _ in looked_at(page).found}
    page.close()
    assert found == {("pale", "contrast"), ("wide", "wider"), ("wide", "sticks")}


def test_items_after_the_asked_one_cannot_be_seen(
    chromium: Any, shapes: list[tuple[str, str]], tmp_path: Path
) -> None:
    grief = [(n, m) for n, m in shapes if n.startswith("Stages of grief") and "back" not in n]
    page = chromium.new_page(viewport={"width": PHONE_WIDTH, "height": 800})
    show(page, tmp_path, document(grief, base_css()), {})
    seen = page.eval_on_selector_all(
        ".card",
        "cards => cards.map(c => [...c.querySelectorAll('.items > span')]"
        ".filter(s => getComputedStyle(s).visibility === 'visible').map(s => s.textContent))",
    )
    page.close()
    assert seen[0] == ["[stage 1]"]
    assert seen[2] == ["denial", "anger", "[stage 3]"]
    assert seen[4] == ["denial", "anger", "bargaining", "depression", "[stage 5]"]


def test_formulas_are_set_and_no_source_is_left(
    chromium: Any, shapes: list[tuple[str, str]], tmp_path: Path
) -> None:
    cards = [(n, m) for n, m in shapes if "Standard error" in n]
    page = chromium.new_page(viewport={"width": PHONE_WIDTH, "height": 800})
    show(page, tmp_path, document(cards, base_css()), {})
    assert page.locator("mjx-container").count() >= 2
    text = page.inner_text("body")
    page.close()
    assert "\\frac" not in text
    assert "$" not in text


def _edges(element: Any) -> list[int]:
    """How light the left and the right edge of a box are, from 0 to 255."""
    shot = Image.open(BytesIO(element.screenshot())).convert("L")
    data, y = shot.tobytes(), shot.height - 3
    return [data[y * shot.width + x] for x in (2, shot.width - 3)]


def test_the_edge_at_which_a_table_is_cut_is_shaded(chromium: Any, tmp_path: Path) -> None:
    cards = [s for s in sides_of(make_notes([WIDE[5]], ALL, {})[0]) if "back" in s[0]][:1]
    css = base_css() + (
        "\n.ankigen table, .ankigen td, .ankigen th { border: 0; } .ankigen .table { "
        "padding-bottom: 9px; }"
    )
    page = chromium.new_page(viewport={"width": PHONE_WIDTH, "height": 800})
    show(page, tmp_path, document(cards, css), {})
    table = page.locator(".table").first
    left, right = _edges(table)
    assert left == 255 and right < 245
    table.evaluate("e => { e.scrollLeft = 40 }")
    assert max(_edges(table)) < 245
    table.evaluate("e => { e.scrollLeft = e.scrollWidth }")
    left, right = _edges(table)
    page.close()
    assert left < 245 and right == 255


def test_on_a_wide_screen_a_table_is_wider_than_the_text_and_short_answers_larger(
    chromium: Any, tmp_path: Path
) -> None:
    short = entry("Osmosis", "Movement of water.")
    long = entry("Mitosis", "The division of a nucleus into two that have the same chromosomes.")
    sides = sides_of(make_notes([WIDE[5], short, long], ALL, {})[0])
    backs = [(name, side) for name, side in sides if name.endswith("· 0 back")]
    page = chromium.new_page(viewport={"width": 1400, "height": 900})
    show(page, tmp_path, document(backs, base_css()), {})
    texts = page.locator(".definition")
    table, text = (place.bounding_box() for place in (page.locator(".table").first, texts.first))
    assert table["width"] > text["width"] + 100
    assert abs(table["x"] + table["width"] / 2 - text["x"] - text["width"] / 2) < 1
    size = "e => [parseFloat(getComputedStyle(e).fontSize), getComputedStyle(e).textAlign]"
    (large, centred), (usual, _) = (texts.nth(n).evaluate(size) for n in (1, 2))
    assert large > usual and centred == "center"
    page.close()
