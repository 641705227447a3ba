"""Pages of ankigen in Chromium: what every test of one needs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from typing import Any

from playwright.sync_api import Page

#: A wait ends as soon as what it waits for is there, so only a fault takes so long; a busy machine
#: must not (ms).
PATIENCE = 120_000
#: axe-core, as a package for Python brings it.
AXE = files("axe_playwright_python") / "axe.min.js"


class Watched:
    """A page, and what it did that it must not: words on the console, errors, requests that
    leave it.
    """

    def __init__(self, page: Page, home: str) -> None:
        self.page = page
        self.trouble: list[str] = []
        page.on("console", lambda m: self.trouble.append(f"console {m.type}: {m.text}"))
        page.on("pageerror", lambda error: self.trouble.append(f"error: {error}"))
        page.on("request", lambda request: self._asked(request.url, home))

    def _asked(self, url: str, home: str) -> None:
        if not url.startswith(("data:", home)):
            self.trouble.append(f"request: {url[:200]}")


@contextmanager
def opened(browser: Any, url: str, width: int = 1280, **options: Any) -> Iterator[Watched]:
    """The page at an address, which may ask for that address alone."""
    page = browser.new_page(viewport={"width": width, "height": 800}, **options)
    page.set_default_timeout(PATIENCE)
    watched = Watched(page, url.partition("#")[0])
    page.goto(url)
    try:
        yield watched
    finally:
        page.close()


def accessibility(page: Page) -> list[str]:
    """What axe-core calls serious or critical."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{v['id']}: {v['nodes'][0]['html'][:120]} ({v['nodes'][0]['failureSummary'][:200]})"
        for v in found["violations"]
        if v["impact"] in ("serious", "critical")
    ]


def quiet(page: Page) -> None:
    """Waits until a review has read the notes with the last answer."""
    page.locator("#progress").filter(has_not_text="reading").wait_for()
