"""On Markdown that keeps to the rules, our reader and the Markdown library see the same
document.
"""

from __future__ import annotations

import re

import markdown
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from ankigen.model import Kind
from ankigen.readers import read
from tests.examples import examples

WORD = st.sampled_from(
    ["cell", "wall", "energy", "water", "the", "of", "membrane", "light", "leaf", "root"]
)
WORDS = st.lists(WORD, min_size=1, max_size=6).map(" ".join)
BOLD = st.tuples(WORDS, WORDS).map(lambda w: f"**{w[0]}** {w[1]}")
TEXT = WORDS | BOLD | WORDS.map(lambda w: f"`{w}`") | WORDS.map(lambda w: f"*{w}* end")
HEADING = st.tuples(st.integers(1, 4), WORDS).map(lambda h: f"{'#' * h[0]} {h[1]}")
BULLETS = st.lists(TEXT, min_size=1, max_size=4).map(lambda xs: "\n".join(f"- {x}" for x in xs))
NUMBERS = st.lists(TEXT, min_size=2, max_size=4).map(
    lambda xs: "\n".join(f"{n}. {x}" for n, x in enumerate(xs, 1))
)
CODE = WORDS.map(lambda w: f"```\n{w}\n```")
# a list must not touch another: the library would join them
DOCUMENT = st.lists(
    HEADING | TEXT | CODE | st.tuples(BULLETS | NUMBERS, TEXT).map("\n\nbetween ".join),
    min_size=1,
    max_size=8,
).map("\n\n".join)


def of_library(text: str) -> dict[str, list[str]]:
    page = BeautifulSoup(markdown.markdown(text, extensions=["fenced_code"]), "html.parser")

    def words(*names: str) -> list[str]:
        return [re.sub(r"\s+", " ", tag.get_text()).strip() for tag in page.find_all(names)]

    return {
        "headings": words("h1", "h2", "h3", "h4"),
        "items": words("li"),
        "code": words("pre"),
        "bold": words("strong"),
    }


def of_ankigen(text: str) -> dict[str, list[str]]:
    blocks = read(text.encode(), "a.md").blocks

    def words(kind: Kind) -> list[str]:
        return [re.sub(r"\s+", " ", b.text.text).strip() for b in blocks if b.kind is kind]

    bold = [
        b.text.text[m.start : m.end] for b in blocks for m in b.text.marks if m.style == "strong"
    ]
    return {
        "headings": words(Kind.HEADING),
        "items": words(Kind.ITEM),
        "code": words(Kind.CODE),
        "bold": bold,
    }


@given(DOCUMENT)
@examples(150)
def test_the_same_headings_items_code_and_bold_words(text: str) -> None:
    assert of_ankigen(text) == of_library(text)
