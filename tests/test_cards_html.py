"""What a body becomes in Anki's fields: clean HTML, every word there, nothing that acts."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pygments.lexers import get_lexer_by_name

from ankigen.cards.rendering.html import cloze_safe, escaped, inline, math, render
from ankigen.cards.rendering.sanitising import sanitised
from ankigen.cards.templating.note_types import NOTE_TYPES
from ankigen.model import (
    Code,
    Formula,
    Item,
    ListNode,
    Mark,
    Note,
    Paragraph,
    Quote,
    RichText,
    Style,
    Table,
)
from ankigen.model.note_fields import LIST_FIELDS
from tests.cards_support import bullets, collection, marked, picture, put_in


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "br":
            self.text += "\n"


def shown(markup: str) -> str:
    parser = _Text()
    parser.feed(markup)
    parser.close()
    return parser.text


def formula(source: str, latex: str, style: Style = Style.MATH) -> Paragraph:
    return Paragraph(marked(source, (source, style, latex)))


def test_lists_tables_and_quotes_are_real_html() -> None:
    nested = ListNode((Item(RichText.of("a"), (bullets("b", ordered=True, start=3),)),))
    table = Table(
        ((RichText.of("x"), RichText.of("y")), (RichText.of("1"), RichText.of("2\n3"))), header=True
    )
    assert render([nested, table, Quote((Paragraph(RichText.of("q")),))]) == (
        '<ul><li>a<ol start="3"><li>b</li></ol></li></ul>'
        '<div class="table"><table><thead><tr><th>x</th><th>y</th></tr></thead>'
        "<tbody><tr><td>1</td><td>2<br>3</td></tr></tbody></table></div>"
        "<blockquote><p>q</p></blockquote>"
    )


def test_marks_that_cross_are_nested_properly() -> None:
    text = RichText.of(
        "one two three",
        marks=(Mark(0, 7, Style.STRONG), Mark(4, 13, Style.EM), Mark(4, 7, Style.CODE)),
    )
    assert inline(text) == ("<strong>one <em><code>two</code></em></strong><em> three</em>")


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        ("a < b & c", r"\(a &lt; b &amp; c\)"),
        ("x^{2^{n}}", r"\(x^{2^{n} }\)"),
        ("a\n+ b", r"\(a + b\)"),
        ("a % why\n+ b", r"\(a  + b\)"),
        (r"50\% \\", "\\(50\\% \\\\ \\)"),
    ],
)
def test_formulas_become_mathjax_on_one_line(latex: str, expected: str) -> None:
    assert math(latex) == expected
    beside_words = RichText("so ") + formula("$x$", latex).text
    assert render([Paragraph(beside_words)]) == f"<p>so {expected}</p>"


def test_a_displayed_formula_stands_alone() -> None:
    assert render([Formula("$$x$$", "x")]) == r'<div class="formula">\[x\]</div>'


def test_code_is_highlighted_and_kept_to_the_byte() -> None:
    code = '\n\tdef f(x):\n    return x < 1 and "&amp;"  # }}'
    markup = render([Code(code + "\n", "python")])
    assert '<span class="k">def</span>' in markup
    assert shown(markup) == code
    assert "style=" not in markup


def test_code_in_an_unknown_language_is_plain() -> None:
    assert render([Code("a <b>", "no such")]) == '<pre class="code">a &lt;b&gt;</pre>'


def test_pictures_and_sounds_are_named_as_in_the_package() -> None:
    sound = Paragraph(marked("gato ▶", ("▶", Style.SOUND, "s/gato.mp3")))
    media = {"img/a b.png": "a-1.png", "s/gato.mp3": "gato-2.mp3"}
    assert render([picture("img/a b.png", 'a "cell"')], media) == (
        '<p><img src="a-1.png" alt="a &quot;cell&quot;"></p>'
    )
    assert render([sound], media) == "<p>gato ▶ [sound:gato-2.mp3]</p>"


def test_a_missing_picture_is_its_words_and_nothing_comes_from_the_network() -> None:
    assert render([picture("gone.png", "a cell")]) == "<p><em>a cell</em></p>"
    assert render([picture("gone.png")]) == ""
    assert render([picture("https://example.org/a.png", "a cell")]) == (
        '<p><a href="https://example.org/a.png">a cell</a></p>'
    )


def test_a_link_that_acts_keeps_its_words_only() -> None:
    text = marked("run it", ("run it", Style.LINK, "javascript:alert(1)"))
    assert inline(text) == "<a>run it</a>"


def test_right_to_left_text_finds_its_direction_by_itself() -> None:
    assert render([Paragraph(RichText.of("שלום"))]) == '<p dir="auto">שלום</p>'
    assert render([bullets("واحد")]).startswith('<ul dir="auto">')
    assert "dir" not in render([Paragraph(RichText.of("Grüße, 世界"))])


def test_the_gate_drops_what_acts_and_keeps_its_words() -> None:
    markup = (
        '<p onclick="x()" style="color:red">a <script>b</script> <iframe src="x">c</iframe></p>'
    )
    assert shown(sanitised(markup)) == "a b c"
    assert not re.search(r"onclick|style|script|iframe", sanitised(markup))


written = st.text(
    st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufffc\u2028\u2029")
)
acting = st.sampled_from(
    ["\\(", "[sound:", "{{c1::", "}}", "::", "<b>", "&lt;", "[latex]", "$", "\n"]
)


@given(st.lists(st.one_of(written, acting)).map("".join))
def test_every_word_is_shown_and_no_line_breaks(text: str) -> None:
    markup = render([Paragraph(RichText.of(text))])
    assert "\n" not in markup
    assert "[sound:" not in markup
    assert "[latex]" not in markup
    assert "\\(" not in markup
    if text.strip():
        assert shown(markup) == text


@given(
    written,
    st.lists(
        st.tuples(st.integers(0, 30), st.integers(0, 30), st.sampled_from(list(Style))), max_size=8
    ),
)
def test_any_marks_over_any_text_keep_its_words(
    text: str, spans: list[tuple[int, int, Style]]
) -> None:
    plain = {Style.MATH, Style.DISPLAY, Style.IMAGE, Style.SOUND}
    marks = [
        Mark(a, min(b, len(text)), style, "x")
        for a, b, style in spans
        if a < min(b, len(text)) and style not in plain
    ]
    markup = inline(RichText.of(text, marks=marks))
    assert shown(markup) == text
    assert markup == sanitised(markup)


@given(st.lists(st.one_of(written, acting), min_size=1).map("".join))
def test_nothing_ends_a_cloze_early(text: str) -> None:
    safe = cloze_safe(inline(RichText.of(text)))
    assert "}}" not in safe + "}"  # the first brace of the cloze's own end
    assert "{{" not in safe
    assert "::" not in safe
    assert shown(safe) == text


def test_anki_shows_the_whole_of_a_difficult_cloze() -> None:
    parts = ["std::map<K, V> m{{}};", "}", "{{c9::no}}", "a}}}b"]
    items = "".join(
        f"{{{{c{n}::{cloze_safe(inline(RichText.of(part)))}}}}}" for n, part in enumerate(parts, 1)
    )
    fields = {"Headword": "Braces", "Items 1": items}
    note = Note("list braces", "list", tuple(fields.get(name, "") for name in LIST_FIELDS))
    with collection() as anki:
        put_in(anki, [note], NOTE_TYPES)
        cards = [anki.get_card(card) for card in anki.find_cards("")]
        backs = [shown(card.render_output().answer_text) for card in cards]
    assert len(cards) == len(parts)
    assert all("".join(parts) in back for back in backs)


#: A piece of code in each of forty languages, sessions of a console among them; none ends with a
#: line break.
LANGUAGES = {
    "bash": 'for f in *.txt; do\n    echo "$f"\n    break\ndone',
    "c": "int main(void) {\n\treturn 0;  /* fine */\n}",
    "clojure": "(defn twice [x]\n  (* 2 x))",
    "console": "$ ls -l\ntotal 0\n$ echo done\ndone",
    "cpp": "std::map<int, int> m{{1, 2}};\nreturn m[1];",
    "csharp": "var xs = new List<int> { 1 };\nforeach (var x in xs) break;",
    "css": "a > b {\n  color: red;\n}",
    "diff": "--- a\n+++ b\n-old\n+new",
    "doscon": "C:\\> dir\n 0 File(s)",
    "elixir": "defmodule A do\n  def b, do: :ok\nend",
    "erlang": "f(X) ->\n    X + 1.",
    "fsharp": "let rec f n =\n    if n = 0 then 1 else n * f (n - 1)",
    "go": "func f() {\n\tfor {\n\t\tbreak\n\t}\n}",
    "haskell": "f 0 = 1\nf n =\n  n * f (n - 1)",
    "html": "<p>\n  A &amp; B\n</p>",
    "iex": "iex> 1 + 1\n2",
    "ini": "[a]\nb = 1",
    "irb": "irb(main):001:0> 1 + 1\n=> 2",
    "java": "class A {\n    int b = 1;\n}",
    "javascript": "const f = x => {\n  return `${x}`;\n};",
    "jlcon": "julia> 1 + 1\n2",
    "json": '{\n  "a": [1, 2]\n}',
    "julia": "function f(x)\n    x^2\nend",
    "kotlin": "fun f(x: Int) =\n    x + 1",
    "lua": "for i = 1, 3 do\n  print(i)\nend",
    "matlab": "for k = 1:3\n  disp(k)\nend",
    "matlabsession": ">> 1 + 1\nans = 2",
    "ocaml": "let rec f n =\n  if n = 0 then 1 else n * f (n - 1)",
    "perl": 'my @x = (1, 2);\nprint "@x\\n";',
    "php": "<?php\necho 1;",
    "postgresql-console": "a=# select 1;\n 1\n(1 row)",
    "powershell": "Get-ChildItem |\n  Where-Object { $_.Length -gt 1 }",
    "ps1con": "PS C:\\> Get-Date\n1 May",
    "pycon": ">>> for x in 'ab':\n...     print(x)\n...\na\nb",
    "pytb": 'Traceback (most recent call last):\n  File "a.py", line 1, in <module>\nKeyError: 1',
    "python": "for x in xs:\n    if x:\n        break\nelse:\n    pass",
    "r": "f <- function(x) {\n  x^2\n}",
    "rconsole": "> 1 + 1\n[1] 2",
    "ruby": "def f(x)\n  x + 1\nend",
    "rust": 'fn main() {\n    println!("{}", 1);\n}',
    "scala": "def f(x: Int) =\n  x + 1",
    "sql": "SELECT a,\n       b\nFROM t;",
    "sqlite3": "sqlite> select 1;\n1",
    "swift": "func f() {\n    print(1)\n}",
    "tcl": "proc f {x} {\n  return $x\n}",
    "typescript": "type A = {\n  b: number;\n};",
    "yaml": "a:\n  - b\n  - c",
}


def lines_shown(markup: str) -> list[str]:
    """The lines of a code block as a browser shows them."""
    inner = re.sub(r"</?pre[^>]*>", "", markup).replace("<br>", "\n")
    return html.unescape(re.sub(r"<[^>]*>", "", inner)).split("\n")


@pytest.mark.parametrize("language", LANGUAGES)
def test_code_is_shown_line_by_line_as_it_stands(language: str) -> None:
    assert get_lexer_by_name(language)  # a language that Pygments knows
    code = LANGUAGES[language]
    for text in (code, f"{code}\n"):
        assert lines_shown(render([Code(text, language)])) == code.split("\n")
    assert lines_shown(render([Code(f"\n{code}", language)])) == ["", *code.split("\n")]


def test_sessions_are_in_colour_to_their_last_line() -> None:
    shown = render([Code("$ ls\na\n$ echo b", "console")])
    assert shown.count('class="gp"') == 2


def test_a_break_within_a_line_is_one_on_the_card() -> None:
    assert escaped("a\vb") == "a<br>b"
