"""Draw docs/pictures/: every kind of card in the real Anki desktop and at the width of a phone,
light and dark.

    python -m tools.screenshots [docs/pictures]

Needs the packages aqt, PyQt6, PyQt6-WebEngine and playwright, and Chromium (see docs/cards.md).
Nothing needs a screen.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from ankigen.cards import NOTE_TYPES, make_notes
from ankigen.cards.templating.note_types import base_css
from ankigen.model import (
    Code,
    Entry,
    EntryKind,
    Formula,
    Item,
    ListNode,
    Mark,
    Note,
    Paragraph,
    RichText,
    Style,
    Table,
)
from ankigen.model.settings import CardSettings, Settings
from tests.anki_window import AnkiWindow, apart, close, opened
from tests.cards_browser import browser, document, show
from tests.cards_support import bullets, entry, marked, picture, rendered_cards, write_package

ROOT = Path(__file__).resolve().parent.parent

PICTURE = "outlier.svg"
#: The phone's screen in CSS pixels; what is below it is cut off.
PHONE = (360, 560)
DESKTOP = (560, 470)
#: Colours of a picture's palette: screenshots have few, and the repository should stay small.
#: Chosen for coverage, so that the few coloured words of code keep theirs.
COLOURS = 160

SETTINGS = Settings(cards=CardSettings(reverse=("*",), type_in=("ml::metrics",)))


def samples() -> list[Entry]:
    """An entry for each kind of card."""
    topic = "ml::statistics"
    rows = (
        "Model | Learns | Example",
        "Regression | a number | price",
        "Classification | a class | spam",
        "Clustering | groups | customers",
    )
    table = Table(
        tuple(tuple(RichText.of(c.strip()) for c in row.split("|")) for row in rows), True
    )
    return [
        entry(
            "Regularization",
            Paragraph(
                marked(
                    "Keeps a model from over-fitting: adds a penalty for large "
                    "weights to the loss. Regularized models"
                    " are simpler and generalize better.",
                    ("over-fitting", Style.STRONG),
                )
            ),
            topic="ml::training",
            sections=("Training",),
        ),
        entry(
            "Recall",
            "Share of the true cases that the model finds.",
            topic="ml::metrics",
            sections=("Metrics",),
        ),
        entry(
            "Steps of k-means",
            bullets(
                "choose k starting centres",
                "assign each point to the nearest centre",
                "move each centre to the mean of its points",
                "repeat until nothing moves",
                ordered=True,
            ),
            topic="ml::clustering",
            sections=("Clustering",),
        ),
        entry("Kinds of learning", table, topic="ml::basics", sections=("Basics",)),
        entry(
            "Standard error",
            Formula("$$", r"SE = \frac{s}{\sqrt{n}}"),
            "where s is the deviation of the sample and n its size",
            topic=topic,
            sections=("Statistics",),
        ),
        entry(
            "Min-max scaling",
            Code(
                (
                    "def scale(xs):\n    low, high = min(xs), max(xs)\n    return [(x - "
                    "low) / (high - low) for x in xs]\n"
                ),
                "python",
            ),
            topic="ml::preparation",
            sections=("Preparation",),
        ),
        entry(
            "Outlier",
            picture(PICTURE, "a point far from all others"),
            topic=topic,
            sections=("Statistics",),
        ),
        *other_kinds(),
    ]


def other_kinds() -> list[Entry]:
    """Labels, gaps, options and words."""
    labelled = bullets(
        "mean: where the centre lies",
        "standard deviation: how wide the values scatter",
        "skewness: whether one tail is longer",
        "kurtosis: how heavy both tails are",
    )
    said = "A model that fits noise is overfitted: it fails on new data."
    places = ((said.index(words), len(words)) for words in ("overfitted", "new data"))
    marks = (Mark(at, at + n, Style.CLOZE, str(k)) for k, (at, n) in enumerate(places, 1))
    gaps = RichText(said, tuple(marks))
    options = ListNode(
        (
            Item(RichText.of("accuracy"), letter="a"),
            Item(RichText.of("recall"), letter="b", right=True),
            Item(RichText.of("precision"), letter="c"),
        )
    )
    return [
        entry("Shape of a distribution", "Told by four figures:", labelled, topic="ml::statistics"),
        entry(gaps, Paragraph(gaps), topic="ml::training").but(kind=EntryKind.CLOZE),
        entry(
            "Which figure suffers when true cases are missed?",
            options,
            "It is the share of the true cases that are found.",
            topic="ml::metrics",
        ).but(kind=EntryKind.CHOICE),
        entry("la ventaja", "advantage", "Tiene muchas ventajas.", topic="spanish::words").but(
            kind=EntryKind.VOCABULARY
        ),
    ]


#: Which cards to show: a word of the headword, the card's number, and the name of its pictures.
WANTED = (
    ("Regularization", 0, "term"),
    ("Regularization", 1, "reverse"),
    ("k-means", 2, "list"),
    ("Kinds", 1, "table"),
    ("Standard error", 0, "formula"),
    ("Min-max", 0, "code"),
    ("Outlier", 2, "picture"),
    ("Recall", 1, "type-in"),
    ("Shape", 1, "label"),
    ("noise", 0, "gap"),
    ("Which figure", 0, "choice"),
    ("ventaja", 1, "word"),
)


def sample_notes() -> tuple[Note, ...]:
    made = [e.but(origin=e.origin.__class__("machine-learning.md", 1)) for e in samples()]
    return make_notes(made, SETTINGS, {PICTURE: PICTURE})[0]


# -------------------------------------------------------------------------- at the width of a phone


def phone(out: Path) -> None:
    """All cards, front above back, in one picture for light and one for dark."""
    cards = {
        name: (front, back) for name, front, back in rendered_cards(sample_notes(), NOTE_TYPES)
    }
    media = {PICTURE: (ROOT / "media" / PICTURE).read_bytes()}
    with browser() as opened:
        for night in ("light", "android"):
            columns = []
            for word, ordinal, name in WANTED:
                found = next(
                    c for n, c in cards.items() if word in n and n.endswith(f"· {ordinal}")
                )
                columns.append(_phone_card(opened, found, night, media, name))
            _sheet(columns, out / f"phone-{'dark' if night == 'android' else night}.png")


def _phone_card(
    opened: Any, sides: tuple[str, str], night: str, media: dict[str, bytes], name: str
) -> Image.Image:
    size = {"width": PHONE[0], "height": PHONE[1]}
    page = opened.new_page(viewport=size)
    shots = []
    for side in sides:
        with tempfile.TemporaryDirectory() as folder:
            markup = document(
                [(name, side)],
                base_css() + "\nbody, .card { min-height: 100vh !important; }",
                night,
            )
            show(page, Path(folder), markup, media)
            height = page.evaluate(
                "() => document.querySelector('.ankigen').getBoundingClientRect().bottom"
            )
            data = page.screenshot(
                clip={"x": 0, "y": 0, "width": PHONE[0], "height": min(height + 20, PHONE[1])}
            )
            shots.append(Image.open(BytesIO(data)).convert("RGB"))
    page.close()
    return _stacked(shots)


def _stacked(shots: Sequence[Image.Image], gap: int = 6) -> Image.Image:
    made = Image.new(
        "RGB", (max(s.width for s in shots), sum(s.height for s in shots) + gap), "#808080"
    )
    at = 0
    for shot in shots:
        made.paste(shot, (0, at))
        at += shot.height + gap
    return made


def _sheet(columns: Sequence[Image.Image], path: Path, wide: int = 4, gap: int = 12) -> None:
    rows = [columns[n : n + wide] for n in range(0, len(columns), wide)]
    width = wide * (columns[0].width + gap) + gap
    height = sum(max(c.height for c in row) + gap for row in rows) + gap
    made = Image.new("RGB", (width, height), "#808080")
    y = gap
    for row in rows:
        for n, column in enumerate(row):
            made.paste(column, (gap + n * (column.width + gap), y))
        y += max(c.height for c in row) + gap
    _save(made, path)


def _save(image: Image.Image, path: Path) -> None:
    image.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
        path, optimize=True
    )
    print(path, f"{path.stat().st_size:,} bytes", image.size)


# --------------------------------------------------------------------------- in Anki


def desktop(out: Path) -> None:
    """Each kind of card, front and back, in the window of the real Anki. Runs in a process of
    its own.
    """
    from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest
    from aqt.theme import Theme, theme_manager

    anki = opened(Path(tempfile.mkdtemp()))
    window = anki.main
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder) / "samples.apkg"
        write_package(package, sample_notes(), NOTE_TYPES, [ROOT / "media" / PICTURE])
        window.col.import_anki_package(
            ImportAnkiPackageRequest(package_path=str(package), options=ImportAnkiPackageOptions())
        )
    window.resize(*DESKTOP)
    for theme, shade in ((Theme.LIGHT, "light"), (Theme.DARK, "dark")):
        window.pm.set_theme(theme)
        theme_manager.apply_style()
        columns = [_stacked(_review(anki, word, ordinal, name)) for word, ordinal, name in WANTED]
        _sheet(columns, out / f"desktop-{shade}.png")
    close()


#: Whether a side of a card is drawn: it is in the page, and its formulas are set.
_DRAWN = """
typeof _showAnswer === "function" && document.querySelector("#qa .ankigen.%s") !== null
  && getComputedStyle(document.getElementById("qa")).opacity === "1"
"""


def _wait(anki: AnkiWindow, side: str) -> None:
    """Lets Anki work until the side is drawn."""
    frame = {"question": "front", "answer": "back"}[side]
    anki.wait_for(anki.main.reviewer.web, _DRAWN % frame, f"the {side} is shown")
    anki.pump(0.5)  # formulas, and the picture on the screen


#: On a busy machine Anki's page now and then begins before its scripts are there, and stays empty.
ATTEMPTS = 4


def _to_question(anki: AnkiWindow) -> None:
    """Opens the reviewer, once more where its page stays empty."""
    for attempt in range(ATTEMPTS):
        anki.main.moveToState("overview")
        anki.pump(0.3 + attempt)
        anki.main.moveToState("review")
        try:
            _wait(anki, "question")
            return
        except AssertionError:
            if attempt == ATTEMPTS - 1:
                raise


def _review(anki: AnkiWindow, word: str, ordinal: int, name: str) -> list[Image.Image]:
    """The front and back of one card, as the reviewer shows them."""
    from PyQt6.QtCore import QBuffer

    window = anki.main
    col = window.col
    everything = list(col.find_cards(""))
    number = ordinal + 1
    (wanted,) = [
        c
        for c in col.find_cards(f'("Headword:*{word}*" OR "Text:*{word}*") card:{number}')
        if col.get_card(c).ord == ordinal
    ]
    col.sched.unsuspend_cards(everything)  # and what Anki has buried
    col.sched.suspend_cards([c for c in everything if c != wanted])
    col.decks.select(col.get_card(wanted).did)
    _to_question(anki)
    shots = []
    for turn in range(2):
        if turn:
            if "type-in" in name:
                window.reviewer.typedAnswer = "recal"
            window.reviewer._showAnswer()
            _wait(anki, "answer")
        buffer = QBuffer()
        buffer.open(QBuffer.OpenModeFlag.WriteOnly)
        window.grab().save(buffer, "PNG")
        shots.append(Image.open(BytesIO(bytes(buffer.data().data()))).convert("RGB"))
    return shots


def desktop_apart(out: Path) -> None:
    """`desktop` in a process of its own."""
    apart("tools.screenshots", str(out))


def main() -> None:
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "pictures"
    out.mkdir(parents=True, exist_ok=True)
    if os.environ.get("ANKIGEN_DESKTOP"):
        desktop(out)
    phone(out)
    desktop_apart(out)


if __name__ == "__main__":
    main()
