"""`ankigen parse` and `ankigen check`: the JSON that tools depend on, and the lines that people
read.
"""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from tests.command import Command, run_apart
from tests.made_decks import MARKDOWN, NOTES

KEYS = [
    *("term", "definition_text", "definition_html", "context", "topic", "tags"),
    *("source", "line", "items", "fixes", "findings"),
]


def entries(ankigen: Command, name: str, text: str | bytes) -> list[dict[str, Any]]:
    ankigen.write(name, text)
    ran = ankigen("parse", name, "--format", "json")
    assert ran.code == 0, ran.err
    found: list[dict[str, Any]] = json.loads(ran.out)
    return found


def test_the_json_has_every_key_of_the_contract(ankigen: Command) -> None:
    found = entries(ankigen, "notes.txt", NOTES)
    assert len(found) == 7
    for entry in found:
        assert list(entry) == KEYS
        assert entry["source"] == "notes.txt"
        assert isinstance(entry["tags"], list) and isinstance(entry["fixes"], list)
        assert NOTES.splitlines()[entry["line"] - 1] == entry["term"]
    phases = next(e for e in found if e["term"] == "Phases of mitosis")
    assert phases["items"] == 4
    assert phases["definition_text"].splitlines()[1] == "2. Metaphase"
    assert "<ol><li>Prophase</li>" in phases["definition_html"]


def test_the_text_has_no_markup_and_keeps_formulas_and_code(ankigen: Command) -> None:
    plain = {e["term"]: e["definition_text"] for e in entries(ankigen, "notes.txt", NOTES)}
    assert "\\(E = \\frac{1}{2} m v^2\\)" in plain["Kinetic energy"]
    assert '<b>this</b> is no markup; "where"' not in plain["Comparison"]
    assert 'a < b holds "where" b - a' in plain["Comparison"]  # quotes are not made curly
    marked = {e["term"]: e for e in entries(ankigen, "chemistry.md", MARKDOWN)}
    assert "unchanged" in marked["Catalyst"]["definition_text"]
    assert not re.search(r"[*`]|<\w", marked["Isomer"]["definition_text"])
    assert 'volume = drops * 0.05  # "ml"' in marked["Titration"]["definition_text"]
    assert marked["Catalyst"]["definition_text"].count("\n") == 3  # a table keeps its lines


def test_the_html_is_well_formed(ankigen: Command) -> None:
    class Balance(HTMLParser):
        depth = 0

        def handle_starttag(self, tag: str, attrs: object) -> None:
            self.depth += tag not in ("br", "img", "hr")

        def handle_endtag(self, tag: str) -> None:
            self.depth -= 1

    for entry in entries(ankigen, "chemistry.md", MARKDOWN):
        parser = Balance()
        parser.feed(entry["definition_html"])
        assert parser.depth == 0


def test_standard_output_holds_utf8_json_and_nothing_else(tmp_path: Path) -> None:
    notes = (
        "光合作用\nPlants make sugar from light.\n\nNaïve Bayes\nA classifier – simple & quick.\n"
    )
    (tmp_path / "n.txt").write_bytes(notes.encode("utf-16"))
    for environment in ({"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONUTF8": "0"}):
        ran = run_apart(tmp_path, "parse", "n.txt", "--format", "json", environment=environment)
        assert (ran.returncode, ran.stderr) == (0, b"")
        terms = [e["term"] for e in json.loads(ran.stdout.decode("utf-8"))]
        assert terms == ["光合作用", "Naïve Bayes"]
        assert b"\r" not in ran.stdout


def test_standard_input_is_read_as_told(tmp_path: Path) -> None:
    ran = run_apart(
        tmp_path, "parse", "-", "--from", "md", "--format", "json", stdin=MARKDOWN.encode()
    )
    assert [e["term"] for e in json.loads(ran.stdout)] == [
        "Catalyst",
        "Titration",
        "#hashtag",
        "Isomer",
    ]


def test_the_table_has_a_line_per_entry(ankigen: Command) -> None:
    ankigen.write("notes.txt", NOTES)
    ran = ankigen("parse", "notes.txt")
    header, *rows = ran.out.partition("\n\n")[0].splitlines()
    assert header.split() == ["line", "term", "topic", "items", "definition"]
    assert len(rows) == 7
    assert re.match(r"4\s+Phases of mitosis\s+4\s+1\. Prophase", rows[1])


def test_notes_without_an_entry_give_an_empty_list(ankigen: Command) -> None:
    ankigen.write("a.txt", "Page 3 of 9\n")
    ran = ankigen("parse", "a.txt", "--format", "json")
    assert (ran.code, json.loads(ran.out)) == (0, [])
    assert "no entries found" in ran.err


def test_check_lists_findings_by_place_and_exits_with_one(ankigen: Command) -> None:
    ankigen.write("ankigen.toml", '[deck]\nname = "D"\n')
    ankigen.write("source/a.txt", "Osmosis\nWater moves through a membrane.\n\nPage 3 of 9\n")
    ankigen.write("source/b.md", "## Graph\n\nSee ![a line](missing.png) here.\n")
    ankigen.write("source/notes.xyz", "?")
    before = ankigen.tree()
    ran = ankigen("check")
    lines = ran.out.splitlines()
    assert ran.code == 1
    assert all(re.match(r"source/[\w.]+(:\d+)?: [\w-]+ \S", line) for line in lines), lines
    assert any(line.startswith("source/a.txt:4: ") for line in lines)
    assert any(line.startswith("source/b.md:") and "missing.png" in line for line in lines)
    assert any(line.startswith("source/notes.xyz: unknown-file") for line in lines)
    assert "missing.png" in lines[-1]  # what needs somebody comes last
    assert (
        ran.err.strip()
        == f"1 of {len(lines)} needs review, listed last; settle with: ankigen review"
    )
    assert ankigen.tree() == before
    (ankigen.folder / "source/b.md").unlink()
    assert ankigen("check").code == 0


def test_what_is_ignored_needs_nobody(ankigen: Command) -> None:
    ankigen.write(
        "ankigen.toml", '[ignore]\nterms = ["osmo*"]\nfiles = ["drafts/*"]\n[deck]\nname = "D"\n'
    )
    ankigen.write("source/a.txt", "Osmosis\nWater moves.\n\nDiffusion\nParticles spread out.\n")
    ankigen.write("source/drafts/b.txt", "Half\nA thing.\n")
    ran = ankigen("check")
    assert ran.code == 0, ran.out
    assert 'source/a.txt:1: ignored "Osmosis"' in ran.out
    assert "source/drafts/b.txt: ignored-file" in ran.out
    assert "entry, 1 note" in ankigen("build").out


def test_explain_shows_the_raw_lines_and_what_came_of_them(ankigen: Command) -> None:
    ankigen.write("source/a.txt", NOTES)
    ran = ankigen("explain", "phases of  MITOSIS")
    assert ran.code == 0, ran.err
    for told in ("source/a.txt:4", "5 | 1. Prophase", "  2. Metaphase", "list note, 4 cards"):
        assert told in ran.out, ran.out
    near = ankigen("explain", "osmoses")
    assert near.code == 2 and 'did you mean "Osmosis"' in near.err


def test_explain_tells_what_became_of_a_line(ankigen: Command) -> None:
    ankigen.write(
        "source/a.txt", "Osmosis\nWater moves.\nIt goes on.\n\nDiffusion\nParticles spread out.\n"
    )
    ran = ankigen("explain", "source/a.txt:3")
    assert ran.code == 0, ran.err
    assert 'inside the entry "Osmosis", which begins on line 1' in ran.out
    assert "because of the layout of lines 1-6: " in ran.out
    assert ankigen("explain", "source/a.txt:99").code == 2


def test_what_explain_says_of_a_line_inside_an_entry_makes_an_entry_of_it(
    ankigen: Command,
) -> None:
    ankigen.write(
        "source/a.md", "# Trees\n\n## Oak\n\nHard.\n\n`ash` - a tree, *too*\n\n## Elm\n\nSoft.\n"
    )
    layout = "[[layout]]\nheading = 2\n\n"
    ankigen.write("ankigen.toml", layout)
    ran = ankigen("explain", "source/a.md:7")
    assert 'inside the entry "Oak", which begins on line 3, because' in ran.out
    table = ran.out[ran.out.index("[[reading]]") :]
    ankigen.write("ankigen.toml", layout + table)
    assert 'opens the entry "ash"' in ankigen("explain", "source/a.md:7").out


def test_what_explain_says_of_a_row_of_a_table_makes_entries_of_its_rows(
    ankigen: Command,
) -> None:
    rows = "".join(f"| | tree {n} | row {n} |\n" for n in range(1, 5))
    ankigen.write("source/a.md", f"# Trees\n\n## Wood\n\n| no | what | where |\n|-|-|-|\n{rows}")
    ran = ankigen("explain", "source/a.md:8")
    table = ran.out[ran.out.index("[[layout]]") :]
    assert 'columns = ["no", "term", "definition"]' in table and "afresh" not in ran.out
    ankigen.write("ankigen.toml", "")
    assert ankigen("build").code == 0  # who has cards of it is warned
    in_use = ankigen("explain", "source/a.md:8").out
    assert 'this changes the cards of "Wood"' in in_use and in_use.endswith(table)
    assert "ankigen build names" in in_use
    ankigen.write("ankigen.toml", table)
    assert 'opens the entry "tree 2"' in ankigen("explain", "source/a.md:8").out
    told = ankigen("build")
    assert '1 removed ("Wood"; carried' in told.out, told


def test_a_layout_is_said_on_the_command_line_and_parse_shows_which_was_taken(
    ankigen: Command,
) -> None:
    ankigen.write("source/a.txt", "largo # slow\npresto # fast\n")
    ran = ankigen("parse", "source/a.txt", "--layout", "separator=#")
    assert ran.code == 0, ran.err
    assert "largo" in ran.out and "1-2" in ran.out and "as the settings say" in ran.out
    wrong = ankigen("parse", "source/a.txt", "--layout", "sideways")
    assert wrong.code == 2 and "--layout" in wrong.err


def test_stats_count_what_is_built_and_write_a_page_when_asked(ankigen: Command) -> None:
    ankigen.write("source/a.txt", NOTES)
    before = ankigen.tree()
    ran = ankigen("stats")
    built = re.search(r"7 entries, \d+ notes?, \d+ cards", ankigen("build").out)
    assert built and built[0] in ran.out
    assert ankigen("stats", "--html", "page.html").code == 0
    assert ankigen.tree()["page.html"].startswith(b"<!doctype html>")
    refused = ankigen("stats", "--html", "source/a.txt")
    assert refused.code == 2 and ankigen.tree()["source/a.txt"] == before["source/a.txt"]


def test_the_version(ankigen: Command) -> None:
    assert re.fullmatch(r"ankigen \d+\.\d+\.\d+\n", ankigen("--version").out)


def test_marks_between_the_words_are_no_finding_to_read(ankigen: Command) -> None:
    ankigen.write("a.md", "# A\n\n**Pump** - moves ions.\n>\n> It needs ATP.\n\n***\n")
    assert not re.search(r"markup:\s*(?:\W*)$", ankigen("check", "a.md").out, re.MULTILINE)
