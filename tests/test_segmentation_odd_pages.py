"""Pages of which nearly nothing is left, and signs where none would be looked for: they are read,
and nothing is raised.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import ankigen
from ankigen.model import AnkigenError

PAGES = {
    "admonition.md": '??? question "What is the word? « The **cat** sleeps on the sofa. »"\n',
    "head.html": "<head>\n",
    "tags.txt": "so they built one far out <END>\nyeah she still lives there <END>\num um <END>\n",
    "compared.md": "* The order of speed: Registers > Cache > Disk > Tape\n"
    "* So far: k* = <k, id of a record with key k>\n* <k, list of records with key k>\n",
}


@pytest.mark.parametrize("name", PAGES)
def test_an_odd_page_is_read(name: str, tmp_path: Path) -> None:
    page = tmp_path / name
    page.write_text(PAGES[name], encoding="utf-8")
    try:
        entries = ankigen.parse(page)
    except AnkigenError as refused:
        assert name == "head.html", refused  # nothing is left of it, and that is what is said
    else:
        assert all(entry.headword for entry in entries)
