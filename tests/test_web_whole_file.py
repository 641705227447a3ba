"""A whole file in the page of a review: it opens at the lines that may be laid out in one way."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.pages import opened, quiet
from tests.review_notes import write_project
from tests.served import running

KNOTS = (
    "Knots, from the course\n\nask about splices\n\nbowline: makes a loop that holds\n"
    "clove hitch: ties a line to a post\nsheet bend: joins two lines\n"
    "reef knot: ties up a sail\nstopper: keeps a line from running out\n"
    "cleat hitch: makes a line fast\n"
)


@pytest.mark.browser
def test_a_whole_file_opens_below_its_title_with_its_layouts(chromium: Any, tmp_path: Path) -> None:
    write_project(tmp_path, {"knots.txt": KNOTS})
    with running(tmp_path, "review", "--no-open") as server, opened(chromium, server.url) as seen:
        page = seen.page
        page.locator("#done .files button").first.click()
        page.locator("#layout-list button").first.wait_for()
        assert "bowline" in page.inner_text("[role=option][aria-selected=true]")
        assert page.inner_text("#layouts-title") == "Read lines 5 to 10 in one way"
        last = page.locator("#layout-list button").last
        assert last.locator("kbd").inner_text() == "O"
        assert "None of these lines is a card" in last.inner_text()
        page.keyboard.press("o")
        page.get_by_role("status").filter(has_text=re.compile("none of these", re.I)).wait_for()
        quiet(page)
        # a line each, and the two of the settings that were there
        page.locator("#history summary").filter(has_text="decisions that stand: 8").wait_for()
        assert not seen.trouble
