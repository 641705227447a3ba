"""What holds for whatever stands in a file: nothing is lost, every line is the file's, and time
is linear.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankigen.model import AnkigenError, Block, Kind, Reading, RichText
from ankigen.readers import read
from tests.examples import examples
from tests.timing import BETWEEN, Work, power, seconds

pytestmark = pytest.mark.usefixtures("packed_here")

QUICK = examples(40)

#: Pieces that mean something to one format or other, so that a draw of them is a hard case for all.
PIECES = st.sampled_from(
    [
        *(
            "word",
            "Term: text",
            "k - v",
            "x---y",
            "a\tb",
            "a;b;c",
            '"q',
            '"q"',
            "Q: q?",
            "A: a",
            "用語：説明",
            "مرحبا",
            "x\u200by",
            "é",
            "\u3000ind",
        ),
        *(
            "**Bold**",
            "**",
            "*",
            "_x_",
            "`code`",
            "`",
            "``",
            "$x^2$",
            "$$",
            "\\[",
            "\\]",
            "\\(a\\)",
            "$5",
            "$a",
            "[link](http://a.b)",
            "![pic](p.png)",
        ),
        *(
            "# Head",
            "## Head ##",
            "---",
            "***",
            "===",
            "> quote",
            ">",
            ">> deep",
            ">>> f(x)",
            "```",
            "```py",
            "~~~",
            "    code = f(x)",
            "\tTab",
        ),
        *(
            "- item",
            "* item",
            "1. one",
            "2) two",
            "a) let",
            "• dot",
            "  - nested",
            "- [x] task",
            "    : def",
            ":   def",
            ": def",
        ),
        *(
            "| a | b |",
            "|---|---|",
            "a | b | c",
            "-----",
            "+---+---+",
            "|",
            "[^1]",
            "[^1]: note",
            "[a]: http://b.c",
            "[[toc]]",
            "%%",
            "!!! note",
        ),
        *(
            "<b>",
            "</b>",
            "<br>",
            "<div>",
            "</div>",
            "<table>",
            "<tr><td>x</td></tr>",
            "</table>",
            "<!--",
            "-->",
            "<ul><li>x",
            "</ul>",
            "&amp;",
        ),
        *(
            "<p>para</p>",
            "<pre>",
            "</pre>",
            "<script>",
            "</script>",
            "<h1>T</h1>",
            "<details><summary>S</summary>",
            "</details>",
            "<nav>x</nav>",
        ),
        *(
            ":::{note}",
            ":::",
            ":::div",
            "```{tip}",
            "#separator:tab",
            "#html:true",
            "# Unit 1",
            "#tag",
            "{% x %}",
            "> [!info] T",
        ),
        *(
            "\\section{S}",
            "\\begin{itemize}",
            "\\item x",
            "\\item[T]",
            "\\end{itemize}",
            "\\begin{definition}[T]",
            "\\end{definition}",
            "\\textbf{b}",
        ),
        *(
            "{",
            "}",
            "&",
            "\\\\",
            "%",
            "\\begin{tabular}{l}",
            "\\end{tabular}",
            "\\verb|x|",
            "\\newcommand{\\a}{b}",
            "\\a",
        ),
    ]
)
LINES = st.lists(st.lists(PIECES, max_size=4).map(" ".join), min_size=1, max_size=14)
TEXTS = LINES.map("\n".join)


def covered(reading: Reading) -> set[int]:
    lines = {f.origin.line for f in reading.findings}
    for block in reading.blocks:
        lines.update(range(block.line, block.end_line + 1))
    return lines


def attempt(text: str, name: str) -> Reading | None:
    try:
        return read(text.encode(), name)
    except AnkigenError as error:
        assert str(error).startswith(name) and "\n" not in str(error)
        return None


@pytest.mark.parametrize("suffix", ["txt", "md", "tsv", "csv", "html", "tex"])
@given(TEXTS)
@QUICK
def test_no_line_is_lost(suffix: str, text: str) -> None:
    reading = attempt(text, f"a.{suffix}")
    if reading is None:
        return
    filled = {n for n, line in enumerate(text.split("\n"), 1) if line.strip(" \t\u200b\u3000")}
    missed = filled - covered(reading)
    if suffix in ("csv", "tsv"):  # a row of separators alone is an empty row
        missed = {n for n in missed if text.split("\n")[n - 1].strip(' \t;,|"')}
    assert not missed


@pytest.mark.parametrize("suffix", ["txt", "md", "tsv", "csv", "html", "tex"])
@given(TEXTS)
@QUICK
def test_blocks_stand_where_they_say(suffix: str, text: str) -> None:
    reading = attempt(text, f"a.{suffix}")
    if reading is None:
        return
    last = text.count("\n") + 1
    for block in reading.blocks:
        assert 1 <= block.line <= block.end_line <= last
        for rich in riches(block):
            assert [o for o, _ in rich.lines] == sorted({o for o, _ in rich.lines})
            assert all(1 <= n <= last for _, n in rich.lines)
            assert all(0 <= m.start < m.end <= len(rich) for m in rich.marks)
            if block.kind is not Kind.CODE:
                assert rich.text == rich.text.strip()


def riches(block: Block) -> list[RichText]:
    return [block.text, block.term, *(cell for row in block.rows for cell in row)]


@pytest.mark.parametrize("suffix", ["txt", "md", "tsv", "html", "tex"])
@given(st.text(min_size=1, max_size=200))
@QUICK
def test_any_text_is_read_or_refused_in_one_line(suffix: str, text: str) -> None:
    attempt(text.encode("utf-8", "replace").decode(), f"a.{suffix}")


@pytest.mark.parametrize(
    "suffix", ["txt", "docx", "pdf", "xlsx", "ods", "pptx", "epub", "apkg", "md", "html"]
)
@given(st.binary(min_size=1, max_size=300))
@examples(25)
def test_any_bytes_are_read_or_refused_in_one_line(suffix: str, data: bytes) -> None:
    try:
        read(data, f"a.{suffix}")
    except AnkigenError as error:
        assert str(error).startswith("a.") and "\n" not in str(error)


HARD = {
    "stars": "*a ", "double stars": "**a", "underscores": "_a ", "brackets": "[", "pictures": "![",
    "ticks": "`` ` ", "dollars": "$a ",
    "angles": "<a ", "quotes": "> ", "tags": "<b>", "braces": "{", "begin": "\\begin{itemize}\n",
    "items": "- a\n", "fences": "```\n",
    "maths": "\\[ ", "quotation marks": '"a\t', "bars": "| ", "colons": ":::{a}\n",
    "terms": "a\n: b\n", "links": "[a](b ", "nested": "  - a\n",
    "numbers": "1. a\n", "pre": "<pre>", "divs": "<div>\n", "tables": "<table>\n",
    "comments": "<!-- ", "prompts": ">>> a\n", "notes": "[^a] ",
    "code": "`a", "tabs": "a\tb\n", "dashes": "a - b\n", "entities": "&amp", "roles": "{a}`b",
    "paragraphs": "a b\n", "braced": "\\textbf{",
}  # fmt: skip


#: A file of so many bytes; less than this time (in s of the processor) is not looked at closer.
SIZE, SOON = 8_000, 0.25


@pytest.mark.parametrize("suffix", ["txt", "md", "tsv", "html", "tex"])
def test_time_is_linear_in_the_file(suffix: str) -> None:
    """8 kB of each provocation, against 2 kB where that takes long; `benchmarks.bait` looks
    further.
    """
    slow = {}
    attempt("a", f"a.{suffix}")  # what is imported once

    for name, piece in HARD.items():

        def reading(size: int, piece: str = piece) -> Work:
            text = piece * (size // len(piece))
            return lambda: attempt(text, f"a.{suffix}")

        if seconds(reading(SIZE)) > SOON and (found := power(reading, SIZE // 4, SIZE)) > BETWEEN:
            slow[name] = round(found, 2)
    assert not slow
