"""From a file to its entries: what exports of Word, Google Docs and Notion, LaTeX and tables
need reading and parsing for.
"""

from __future__ import annotations

import pytest

from ankigen.cards.rendering.plain import plain
from ankigen.readers import read
from ankigen.segmentation import parse
from ankigen.segmentation.splits.bold_splits import stands_alone


def entries(notes: str, name: str) -> dict[str, str]:
    """The headwords of a file, each with its definition as plain text."""
    document = parse(read(notes.encode(), name), name)
    return {e.headword: plain(e.body) for e in document.entries}


RUN_IN = """<p class="title">Tides and currents</p>
<p>Written down from the lectures, with the pictures left out.</p>
<h1>Tides</h1>
<p><b>Spring tide</b>. The tide of greatest range. It comes after new and full moon.</p>
<p><b>Neap tide.</b> The tide of least range. It comes at half moon.</p>
<p><b>Tidal bore</b> (wave that runs upstream)</p>
<ul><li>needs a funnel-shaped mouth</li><li>seen on the Severn</li></ul>
<p><b>Slack water</b>. The time at which the stream turns. It is short.</p>
<h1>Currents</h1>
<p><b>Gyre</b> a ring of currents that fills an ocean basin</p>
<p><b>Upwelling</b> brings cold water to the surface and feeds the fish</p>
<p><b>Countercurrent</b>. A stream below the one at the surface, in the other direction. It runs under the trade winds.</p>
"""  # noqa: E501


def test_run_in_headwords_are_not_said_again_unless_the_sentence_needs_them() -> None:
    found = entries(RUN_IN, "a.html")
    assert list(found) == [
        "Spring tide",
        "Neap tide",
        "Tidal bore",
        "Slack water",
        "Gyre",
        "Upwelling",
        "Countercurrent",
    ]
    assert found["Spring tide"].startswith("The tide of greatest range.")
    assert found["Neap tide"].startswith("The tide of least range.")
    assert found["Gyre"].startswith("a ring of currents")
    assert found["Upwelling"].startswith("Upwelling brings")
    assert found["Tidal bore"].startswith("wave that runs upstream")
    assert "Severn" in found["Tidal bore"]


@pytest.mark.parametrize(
    "rest",
    [" the height of a wave", " slow movement of the ground", " waves that break on the beach",
     " Der Abstand zweier Wellen", " langsame Bewegung des Bodens", " la hauteur de la mer"],
)  # fmt: skip
def test_a_definition_by_itself(rest: str) -> None:
    assert stands_alone(rest)


@pytest.mark.parametrize(
    "rest",
    [" is the height of a wave", " moves the ground slowly", " lassen sich direkt messen",
    " bezeichnet den Abstand",
     "s that break", ", the highest wave", "は波の高さを表す", " (1887)", " can break the wall"],
)  # fmt: skip
def test_a_sentence_that_needs_its_subject(rest: str) -> None:
    assert not stands_alone(rest)


def test_a_section_over_terms_that_the_format_marks_is_no_card() -> None:
    found = entries(
        r"""\section{Waves}
What follows is for deep water.

\begin{definition}[Crest] The highest part of a wave. \end{definition}
\begin{definition}[Trough] The lowest part of a wave. \end{definition}
""",
        "a.tex",
    )
    assert list(found) == ["Crest", "Trough"]


WORD_TABLE = """<h1>Shores</h1>
<p><b>Spit</b>: a tongue of sand that grows from the land into the sea.</p>
<table><tr><td>{first}</td><td>{second}</td></tr>
<tr><td>tombolo</td><td>sand that ties an island to the shore</td></tr>
<tr><td>lagoon</td><td>water shut off from the sea by sand</td></tr>
<tr><td>barrier island</td><td>long bank of sand off the shore</td></tr></table>
<p><b>Berm</b>: the flat part of a beach above the high water line.</p>
"""


@pytest.mark.parametrize(
    ("first", "second", "extra"),
    [("Term", "Definition", []), ("<b>Kinds of form</b>", "<b>What it is</b>", []),
     ("cusp", "bay of a few metres in the beach", ["cusp"])],
)  # fmt: skip
def test_a_table_of_terms_right_under_an_entry(first: str, second: str, extra: list[str]) -> None:
    found = entries(WORD_TABLE.format(first=first, second=second), "a.html")
    assert list(found) == ["Spit", *extra, "tombolo", "lagoon", "barrier island", "Berm"]
    assert found["Spit"] == "a tongue of sand that grows from the land into the sea."


def test_a_first_row_in_bold_names_the_columns_and_is_no_card() -> None:
    found = entries(WORD_TABLE.format(first="<b>Form</b>", second="<b>In words</b>"), "a.html")
    assert list(found) == ["Spit", "tombolo", "lagoon", "barrier island", "Berm"]


def test_a_table_that_compares_stays_in_its_entry() -> None:
    rows = (
        "<tr><td>sand</td><td>2 mm</td></tr><tr><td>silt</td><td>0.06 "
        "mm</td></tr><tr><td>clay</td><td>0.002 mm</td></tr>"
    )
    found = entries(
        f"<p><b>Grain</b>: a piece of rock, named by its size.</p><table>{rows}</table>", "a.html"
    )
    assert list(found) == ["Grain"]


SCRIPT = r"""\documentclass{article}
\newtheorem{defi}{Definition}
\newcommand{\neu}[2]{\textbf{\emph{#1}}\index{#2}}
\begin{document}
\section{Sums}
\begin{defi}
A \neu{series}{series} is the sequence of the sums of its first terms.

Its limit is the value.
\begin{itemize}
\item It may have none.
\end{itemize}
\end{defi}
\begin{defi}
Let $a_n$ be a sequence. We say that its series converges
\begin{enumerate}
\item \emph{absolutely} if that of the moduli does;
\item \emph{conditionally} if it does, but not absolutely.
\end{enumerate}
\end{defi}
\begin{defi}
\emph{All sequences in this part are real.}
\end{defi}
\begin{block}{Definition 3}
The \emph{radius} is the distance to the nearest pole.
\end{block}
\begin{theorem}[Ratio test]
Compare each term with the last.
\end{theorem}
\begin{proof} By a geometric series. \end{proof}
\end{document}
"""


def test_a_definition_without_a_name_is_that_of_what_it_sets_off() -> None:
    found = entries(SCRIPT, "a.tex")
    assert list(found) == ["series", "absolutely", "conditionally", "radius", "Ratio test"]
    assert found["series"].startswith("A series is the sequence")
    assert "Its limit" in found["series"] and "It may have none." in found["series"]
    assert found["absolutely"] == (
        "Let $a_n$ be a sequence. We say that its series converges absolutely if "
        "that of the moduli does;"
    )
    assert "By a geometric series." in found["Ratio test"]


REMARKS = """# Knots

**Bowline**: a loop that does not slip.

> **Note** It can be tied with one hand.

**Sheet bend**: joins two ropes of unlike thickness.

> **Warning**
> It works loose without load.

> 💡 **Merke:** nie zum Sichern

**Clove hitch**: fastens a rope to a pole.

> **Half hitch**: the simplest turn around a pole, part of many others.
"""


def test_a_quotation_that_is_a_remark_belongs_to_the_entry_above() -> None:
    found = entries(REMARKS, "a.md")
    assert list(found) == ["Bowline", "Sheet bend", "Clove hitch", "Half hitch"]
    assert "with one hand" in found["Bowline"]
    assert "without load" in found["Sheet bend"] and "nie zum Sichern" in found["Sheet bend"]


def test_a_list_nested_without_end_is_read() -> None:
    items = "\n".join("    " * depth + f"- knot number {depth}" for depth in range(500))
    found = entries(f"Knots\nSome of many:\n{items}\n", "a.txt")
    assert "knot number 499" in found["Knots"]


def test_a_bold_headword_behind_an_article_is_without_it() -> None:
    found = entries(
        "The **spring line** (a mooring): keeps the boat from moving forward.\n\n"
        "The **bow line**: holds the bow.\n\nA **fender**: keeps the hull off the wall.\n",
        "a.md",
    )
    assert list(found) == ["spring line (a mooring)", "bow line", "fender"]


def test_the_column_before_the_one_language_holds_the_words() -> None:
    rows = "number,romaji,accented,english,notes\n1,ame,áme,rain,\n2,kumo,kúmo,cloud,also spider\n"
    found = entries(rows, "weather.csv")
    assert list(found) == ["ame", "kumo"]
    assert found["kumo"].startswith("cloud")


LONG_ENTRIES = r"""
\longnewglossaryentry{fugue}{name={Fugue}}{%
    A piece on one theme.

    The voices enter one after the other.
}
\newglossaryentry{canon}{name={Canon},description={A round in which all sing the same.}}
"""


def test_long_entries_of_a_glossary_in_latex() -> None:
    found = entries(LONG_ENTRIES, "terms.tex")
    assert list(found) == ["Fugue", "Canon"]
    assert "The voices enter" in found["Fugue"]


def test_a_table_whose_first_column_groups_its_rows() -> None:
    rows = [
        "| Family | Instrument | Played by |",
        "|---|---|---|",
        "| Strings | Viola | drawing a bow over it |",
        "| | Harp | plucking its strings |",
        "| Brass | Tuba | buzzing the lips |",
        "| | Cornet | buzzing the lips softly |",
    ]
    found = entries("\n".join(rows), "orchestra.md")
    assert list(found) == ["Viola", "Harp", "Tuba", "Cornet"]
    assert "Family: Strings" in found["Harp"]


def test_a_table_without_a_name_over_its_first_column_compares() -> None:
    rows = [
        "- **Rondo**: a theme that comes back",
        "- **Sonata**: two themes, and what becomes of them",
        "",
        "| | rondo | sonata |",
        "|---|---|---|",
        "| themes | one that returns often | two that are set against each other |",
        "| length | a few minutes at most | up to half an hour or more |",
        "| place | mostly at the very end | mostly at the very beginning |",
    ]
    assert list(entries("\n".join(rows), "forms.md")) == ["Rondo", "Sonata"]


HEADED_SIDES = """# Note

## Front
What does a luthier build?

## Back
Stringed instruments.

# Note

## Front
Which wood is the top of a violin made of?

## Back
Spruce.
"""


def test_headings_that_are_labels_of_sides() -> None:
    found = entries(HEADED_SIDES, "violin.md")
    assert found == {
        "What does a luthier build?": "Stringed instruments.",
        "Which wood is the top of a violin made of?": "Spruce.",
    }


def test_what_stands_in_brackets_does_not_make_a_name_too_long() -> None:
    rows = [
        "## All parts",
        "| Part | What for |",
        "|---|---|",
        "| Keel | keeps the boat upright and on its course |",
        "| Tiller (or wheel, on all boats but the very small ones) | turns the rudder |",
        "| Boom (hits those who do not duck, as all learn) | holds the foot of the sail |",
        "| Shroud (of wire, or of rope on old ships, one a side) | holds the mast up |",
    ]
    assert len(entries("\n".join(rows), "boat.md")) == 4


def test_a_table_without_a_header_of_words_and_what_they_mean() -> None:
    words = "Kuchen cake|Brot bread|Salz salt|Mehl flour|Ei egg|Hefe yeast|Ofen oven|Teig dough"
    rows = "\n".join("| {} | {} |".format(*pair.split()) for pair in words.split("|"))
    found = entries(f"## Backen\n\n|||\n|:--|:--|\n{rows}\n", "baking.md")
    assert len(found) == 8
    assert found["Hefe"] == "yeast"


def test_numbers_may_stand_right_before_their_text() -> None:
    notes = "1.What is a gene?\na stretch of DNA\n\n2.What is a codon?\nthree bases\n"
    notes += "\n3.What is an exon?\na part that is kept\n"
    found = entries(notes, "genes.txt")
    assert list(found) == ["What is a gene?", "What is a codon?", "What is an exon?"]
