"""Cards in Chromium: the HTML that the real Anki renders, with Anki's own style sheets and its
own MathJax around it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
PHONE_WIDTH = 360
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--allow-file-access-from-files",
]
#: What each client says of the night mode: classes of the page, classes of the card.
NIGHT = {"light": ("", ""), "desktop": ("night-mode", "nightMode"), "android": ("", "night_mode")}

#: Finds, for every card on the page, text of too little contrast and boxes that stick out of it.
CHECK = """
() => {
  const channel = v => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
  const light = c => 0.2126 * channel(c[0]) + 0.7152 * channel(c[1]) + 0.0722 * channel(c[2]);
  const parse = text => {
    const n = text.match(/[\\d.]+/g).map(Number);
    return [n[0], n[1], n[2], n.length > 3 ? n[3] : 1];
  };
  const over = (top, ground) => top.slice(0, 3).map((v, i) => v * top[3] + ground[i] * (1 - top[3]));
  const ground = element => {
    const layers = [];
    for (let e = element; e; e = e.parentElement) {
      const c = parse(getComputedStyle(e).backgroundColor);
      if (c[3] > 0) layers.push(c);
      if (c[3] === 1) break;
    }
    let made = [255, 255, 255];
    for (const layer of layers.reverse()) made = over(layer, made);
    return made;
  };
  const ratio = (color, element) => {
    const back = ground(element);
    const pair = [light(over(color, back)), light(back)].sort((a, b) => b - a);
    return (pair[0] + 0.05) / (pair[1] + 0.05);
  };
  const scrolls = (element, card) => {
    for (let e = element.parentElement; e && e !== card; e = e.parentElement)
      if (getComputedStyle(e).overflowX !== 'visible') return true;
    return false;
  };
  const found = [];
  let least = 99, texts = 0;
  for (const card of document.querySelectorAll('.card[data-name]')) {
    const box = card.getBoundingClientRect();
    const walk = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
    for (let node; (node = walk.nextNode());) {
      const parent = node.parentElement, style = getComputedStyle(parent);
      if (!node.data.trim() || style.visibility === 'hidden' || style.display === 'none') continue;
      if (parent.closest('mjx-assistive-mml')) continue;
      texts += 1;
      const value = ratio(parse(style.color), parent);
      least = Math.min(least, value);
      if (value < 4.5) found.push([card.dataset.name, 'contrast ' + value.toFixed(2), node.data.trim().slice(0, 40)]);
    }
    for (const span of card.querySelectorAll('.items > span')) {
      const value = ratio(parse(getComputedStyle(span, '::before').color), span);
      if (value < 4.5) found.push([card.dataset.name, 'contrast of a mark ' + value.toFixed(2), '']);
    }
    if (card.scrollWidth > card.clientWidth + 1)
      found.push([card.dataset.name, 'wider than the screen by ' + (card.scrollWidth - card.clientWidth), '']);
    for (const e of card.querySelectorAll('*')) {
      if (e.closest('mjx-container') && e.tagName !== 'MJX-CONTAINER') continue;
      const r = e.getBoundingClientRect();
      if (r.width && (r.right > box.right + 1 || r.left < box.left - 1) && !scrolls(e, card))
        found.push([card.dataset.name, 'sticks out', e.tagName + '.' + e.className]);
    }
  }
  return {found, least, texts};
}
"""  # noqa: E501


@dataclass(frozen=True)
class Look:
    """What the check saw."""

    found: list[list[str]]
    least_contrast: float
    texts: int


def web_folder() -> Path:
    """Where the `aqt` package keeps Anki's web files."""
    spec = find_spec("_aqt")
    assert spec is not None and spec.submodule_search_locations, "the package aqt is missing"
    return Path(next(iter(spec.submodule_search_locations))) / "data" / "web"


def document(
    cards: Sequence[tuple[str, str]], css: str, night: str = "light", width: int = PHONE_WIDTH
) -> str:
    """A page with the cards (name, HTML) below each other, each as wide as a phone."""
    web = web_folder()
    page_class, card_class = NIGHT[night]
    sheets = "\n".join(
        (web / "css" / name).read_text(encoding="utf-8") for name in ("webview.css", "reviewer.css")
    )
    mathjax = (web / "js" / "mathjax.js").read_text(encoding="utf-8")
    mathjax = mathjax.replace("/_anki/js/vendor/mathjax", (web / "js/vendor/mathjax").as_uri())
    mathjax = mathjax.replace("typeset:!1", "typeset:!0")
    shown = "\n".join(
        (
            f'<div class="card card1 {card_class}" '
            f'data-name="{_attribute(name)}">{_played(markup)}</div>'
        )
        for name, markup in cards
    )
    return (
        f'<!doctype html><html class="{page_class}" dir="ltr"><head><meta '
        f'charset="utf-8"><style>{sheets}</style>'
        f"<style>{css}</style><style>body{{margin:0}} "
        f".card{{width:{width}px;box-sizing:border-box;min-height:8em}}"
        f"</style><script>{mathjax}</script><script "
        f'src="{(web / "js/vendor/mathjax/tex-chtml-full.js").as_uri()}">'
        f'</script></head><body class="{card_class}">{shown}</body></html>'
    )


def _attribute(text: str) -> str:
    return re.sub(r"<[^>]*>", "", text).replace('"', "'").replace("<", "").replace("&", "")


def _played(markup: str) -> str:
    """The marks that Anki leaves for the reviewer, as the reviewer shows them."""
    markup = re.sub(r"\[anki:play:[^\]]*\]", '<a class="replay-button" href="#">▶</a>', markup)
    return re.sub(r"\[\[type:[^\]]*\]\]", '<input type="text" id="typeans">', markup)


@contextmanager
def browser() -> Iterator[Any]:
    """Chromium without a screen."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=ARGUMENTS)
        try:
            yield opened
        finally:
            opened.close()


def show(page: Page, folder: Path, markup: str, media: Mapping[str, bytes]) -> None:
    """Opens a page from a folder with the media beside it, and waits until its formulas are set."""
    for name, data in media.items():
        (folder / name).write_bytes(data)
    path = folder / "page.html"
    path.write_text(markup, encoding="utf-8")
    page.goto(path.as_uri())
    page.evaluate("() => MathJax.startup.promise.then(() => true)")


def looked_at(page: Page) -> Look:
    """The check of contrast and overflow over the page."""
    seen = page.evaluate(CHECK)
    return Look(seen["found"], seen["least"], seen["texts"])


def told(found: Sequence[Sequence[str]]) -> str:
    """What was found, for the message of a test."""
    return json.dumps(found[:20], ensure_ascii=False, indent=1)
