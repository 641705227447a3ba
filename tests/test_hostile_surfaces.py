"""What else comes from strangers within notes and settings: patterns of layouts, front matter, and
notebooks.
"""

from __future__ import annotations

import json
import time

import pytest

from ankigen.model import AnkigenError, Source
from ankigen.model.settings import LayoutSettings, Settings
from ankigen.pipeline import study
from ankigen.project.settings import parse_settings
from ankigen.readers import READERS
from ankigen.segmentation.owner import given
from ankigen.segmentation.owner.given import parse_layout
from ankigen.text import pattern_search
from ankigen.text.pattern_search import TooSlowError, search_groups
from tests.command import Command

#: Expressions that take longer than the world lasts on a line of forty letters.
TRAPS = (
    r"^((?:a|a)+)+ (b)$", r"(a+)+$()", r"^(([a-z])+.)+[A-Z]([a-z])+$", r"(.*)*x(.*)",
    r"^(a?){60}a{60}(b)", r"((a*)*)*b(c)", r"(?:(a+)|a)*?!(x)", r"^(\w+\s?)*$(\d)",
    r"(.*)(.*).*.*.*.*.*.*.*=.*.*.*.*z", r"(?=((a+)+)+b)(c)",
)  # fmt: skip
LINE = "a" * 60 + " " + "a" * 60 + "!"


# --------------------------------------------------------------------------- patterns of layouts


@pytest.mark.parametrize("pattern", TRAPS)
def test_a_pattern_that_never_ends_is_ended(pattern: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pattern_search, "SECONDS", 1)
    notes = f"{LINE}\nOsmosis = water moves\n".encode()
    sources = [Source(f"{name}.txt", notes, f"{name}.txt") for name in ("a", "b", "c")]
    started = time.process_time()
    try:
        found = study(sources, Settings(layout=(LayoutSettings(pattern=pattern),)))
    except AnkigenError as error:
        raise AssertionError(error) from None
    assert time.process_time() - started < 10
    told = [f.message for f in found.findings if f.code == "unread"]
    assert len(told) in (0, 3) and all('"pattern"' in message for message in told), told


def test_most_of_the_traps_are_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pattern_search, "SECONDS", 1)
    ended = 0
    for pattern in TRAPS:
        try:
            search_groups(pattern, [LINE])
        except TooSlowError:
            ended += 1
        if ended == 4:  # each takes a second
            break
    assert ended == 4


def test_a_trap_is_tried_once_and_named(ankigen: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (pattern_search, given):
        monkeypatch.setattr(module, "SECONDS", 1)
    ankigen.write("ankigen.toml", f"[[layout]]\npattern = '{TRAPS[0]}'\n")
    for n in range(8):
        ankigen.write(f"source/{n}.txt", LINE)
    ran = ankigen("check")
    assert ran.code == 2 and ran.err.count("\n") == 1
    assert 'the "pattern" of its layout takes more than 1 s' in ran.err


@pytest.mark.parametrize(
    "pattern",
    ["a{99999999999}(b)(c)", "(" * 499 + "a" + ")" * 499 + "(b)", "(a)(b)" * 500, "[", "(?P<x",
    "\\", "(a)", "(?<=a*)(b)(c)", "(?L)(a)(b)", "*", "(a)(b)(?(9)c)"],
)  # fmt: skip
def test_what_is_no_pattern_is_told_in_one_line(pattern: str) -> None:
    for read in (
        lambda: parse_layout(f"pattern={pattern}", "--layout"),
        lambda: parse_settings(f"[[layout]]\npattern = {json.dumps(pattern)}"),
    ):
        with pytest.raises(AnkigenError) as caught:
            read()
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "layout",
    ["heading=²", "heading=" + "9" * 5000, "heading=-1", "heading=٣", "a\nb", "separator=", "=",
    "columns=" + "," * 5000, ";;;;", "each-line=1", "\x1b[31m", "pattern=\x00(a)(b", "heading=1_0"],
)  # fmt: skip
def test_what_is_no_layout_is_told_in_one_line(layout: str) -> None:
    with pytest.raises(AnkigenError) as caught:
        parse_layout(layout, "--layout")
    assert "\n" not in str(caught.value)


# --------------------------------------------------------------------------- front matter

_AFTER = b"\n---\n\n## Osmosis\n\nWater moves.\n"
FRONT = {
    "a number of 5,000 digits": b"title: 0x" + b"f" * 5000,
    "a number in sixties": b"title: " + b"1:" * 2000 + b"1",
    "references that multiply": b"a: &a [x, x]\n"
    + b"".join(
        b"%c: &%c [%s]\n" % (n, n, b", ".join([b"*%c" % (n - 1)] * 9)) for n in range(98, 120)
    )
    + b"tags: *w\ntitle: *w",
    "a reference to itself": b"a: &a [*a]\ntags: *a",
    "deep": b"a: " + b"[" * 9000,
    "deep tables": b"a: " + b"{b: " * 900,
    "long": b"a: b\n" * 50_000,
    "code": b"a: !!python/object/apply:os.system [id]",
    "no date": b"title: 2026-99-99",
    "no numbers": b"title: .nan\ndeck: .inf\ntags: [.nan, 1e999, null, true]",
    "controls": "title: a\x1b[31m\u202ex\ndeck: 'b\u0085c'".encode(),
    "a key that is a list": b"? [a, b]\n: c\ntitle: x",
    "a trap": b"layout: pattern=^((?:a|a)+)+ (b)$",
    "a number for tables": b"tags: 5\ndeck: [1]\nlang: {a: b}\nlayout: 7",
    "a cut text": b'title: "abc',
    "tabs": b"\ttitle:\tx",
    "merge keys": b"a: &a {b: c}\n<<: [*a, *a, 5]",
}


@pytest.mark.parametrize("name", FRONT)
def test_front_matter(name: str) -> None:
    started = time.process_time()
    reading = READERS[".md"](b"---\n" + FRONT[name] + _AFTER, "a.md")
    assert time.process_time() - started < 5
    assert any("Water moves" in block.text.text for block in reading.blocks)
    assert len(reading.title) < 100 and "\x1b" not in reading.title + reading.deck


def notebook(**cell: object) -> bytes:
    cells = [{"cell_type": "heading", "source": ["Osmosis: water"], **cell}]
    return json.dumps({"cells": cells, "metadata": {}}).encode()


_SHOWN_OFTEN = "".join(f"![](attachment:a)\n\n{n}: b\n\n" for n in range(2000))
NOTEBOOKS = {
    "a level without end": notebook(level=float("inf")),
    "a level that int refuses": notebook(level="²"),
    "a level of 5,000 digits": notebook(level="9" * 5000),
    "a level that is a list": notebook(level=[1]),
    "attachments that are a list": notebook(attachments=[1]),
    "an attachment that is a number": notebook(attachments={"a": 1}),
    "an attachment without a kind": notebook(attachments={"a": {}}),
    "an attachment that is shown often": notebook(
        cell_type="markdown", source=_SHOWN_OFTEN, attachments={"a": {"image/png": "A" * 20_000}}
    ),
    "deep": b'{"cells": ' + b"[" * 100_000,
    "half a pair": b'{"cells": [{"cell_type": "markdown", "source": "a: \\ud800 b"}]}',
    "a language with lines": b'{"cells": [{"cell_type": "code", "source": "x"}], "metadata":'
    b' {"language_info": {"name": "a`\\n# evil"}}}',
    "metadata that is a list": b'{"cells": [{"cell_type": "raw", "source": "x"}], "metadata": [1]}',
    "cells that are a table": b'{"cells": {"a": 1}}',
    "worksheets of numbers": b'{"worksheets": [1]}',
    "a source of numbers": b'{"cells": [{"cell_type": "markdown", "source": [1, null]}]}',
    "nothing": b"",
    "a list": b"[]",
    "a number": b"9" * 5000,
}


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_notebooks(name: str) -> None:
    started = time.process_time()
    try:
        reading = READERS[".ipynb"](NOTEBOOKS[name], "a.ipynb")
        assert sum(len(block.text.text) for block in reading.blocks) < 1_000_000
        json.dumps([block.text.text for block in reading.blocks], ensure_ascii=False)
    except AnkigenError as error:
        assert "\n" not in str(error)
    assert time.process_time() - started < 10
