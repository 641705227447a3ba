"""A cloned project, a patch, a package from the group, or a shell that lead elsewhere: nothing is
read or written outside the folder, nothing active gets into a deck, and one line says why.
"""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pytest

from ankigen import readers
from ankigen.cards.content.sentences import cut
from ankigen.cards.templating.active_content import active_content
from ankigen.cards.templating.custom import note_types_with
from ankigen.cards.templating.note_types import NOTE_TYPES
from ankigen.model import AnkigenError, RichText
from ankigen.project.find_deck import find_deck
from ankigen.project.paths import built_at
from ankigen.text.names import tag
from tests.command import ROOT, Command
from tests.hostile_inputs import GOOD
from tests.made_decks import rows
from tests.served import running
from tests.timing import BETWEEN, Work, power


@pytest.fixture
def ankigen(ankigen: Command) -> Command:
    ankigen.folder /= "project"
    ankigen.write("n.txt", GOOD)
    return ankigen


# ------------------------------------------------------------------------ a package that comes back

NAMES = ("../out.png", "/tmp/ankigen-out.png", "a/b.png", "..\\out.png", "C:out.png", ".hidden.png",
    "run.py", "Makefile", "con.png", "a\0.png")  # fmt: skip


def with_pictures(package: bytes, names: tuple[str, ...], shown: str = "") -> bytes:
    """A package with one more note (or the note `shown`, edited) that shows these files."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as old, zipfile.ZipFile(out, "w") as new:
        with closing(sqlite3.connect(":memory:")) as base:
            base.deserialize(old.read("collection.anki2"))
            tags = "".join(f'<img src="{name}">' for name in names)
            number, fields = base.execute("SELECT id, flds FROM notes ORDER BY id").fetchone()
            first, _, rest = fields.partition("\x1f")
            if shown:
                fields = f"{first}\x1f{tags}{rest}"
                base.execute("UPDATE notes SET flds = ? WHERE id = ?", (fields, number))
            else:
                row = list(base.execute("SELECT * FROM notes").fetchone())
                row[0], row[1], row[6] = number + 5, "stranger", f"Pic\x1f<p>see {tags}</p>{rest}"
                base.execute(f"INSERT INTO notes VALUES ({','.join('?' * len(row))})", row)
                card = list(base.execute("SELECT * FROM cards").fetchone())
                card[:2] = [card[0] + 5, row[0]]
                base.execute(f"INSERT INTO cards VALUES ({','.join('?' * len(card))})", card)
            base.commit()
            new.writestr("collection.anki2", base.serialize())
        new.writestr("media", json.dumps({str(n): name for n, name in enumerate(names)}))
        for n in range(len(names)):
            new.writestr(str(n), "from elsewhere")
    return out.getvalue()


@pytest.mark.parametrize("shown", ["", "edited"])
@pytest.mark.parametrize("name", [*NAMES, "good.png"])
def test_a_merge_writes_pictures_into_the_media_folder_and_nothing_else(
    ankigen: Command, name: str, shown: str
) -> None:
    assert ankigen("build", "n.txt").code == 0
    built = (ankigen.folder / "dist" / "n.apkg").read_bytes()
    ankigen.write("theirs.apkg", with_pictures(built, (name,), shown))
    before = ankigen.tree()
    ran = ankigen("merge", "theirs.apkg")
    assert ran.code == 0, ran
    made = ankigen.tree().keys() - before.keys()
    pictures = made - {"merged.tsv", "n.edits.toml"}
    assert pictures == ({"media/good.png"} if name == "good.png" else set())
    assert [p.name for p in ankigen.folder.parent.iterdir()] == ["project"]
    assert not Path("/tmp/ankigen-out.png").exists()


def test_a_merge_follows_no_link(ankigen: Command) -> None:
    assert ankigen("build", "n.txt").code == 0
    built = (ankigen.folder / "dist" / "n.apkg").read_bytes()
    ankigen.write("theirs.apkg", with_pictures(built, ("good.png",)))
    ankigen.write("../secret.tsv", "secret\tline\n")
    (ankigen.folder / "merged.tsv").symlink_to(ankigen.folder.parent / "secret.tsv")
    ran = ankigen("merge", "theirs.apkg")
    assert ran.code == 2 and "merged.tsv: is a link that leads elsewhere" in ran.err
    (ankigen.folder / "merged.tsv").unlink()
    (ankigen.folder / "merged.tsv").symlink_to("missing.tsv")  # within: replaced, not followed
    assert ankigen("merge", "theirs.apkg").code == 0
    assert (ankigen.folder.parent / "secret.tsv").read_text() == "secret\tline\n"


# --------------------------------------------------------------------------- locks and links


@pytest.mark.parametrize("file", ["../secret.txt", "{outside}", "link.txt", ".git/a.txt", "a\0b"])
def test_a_lock_leads_to_no_file_elsewhere(
    ankigen: Command, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = ankigen.write("../secret.txt", GOOD)
    ankigen.write(".git/a.txt", GOOD)
    assert ankigen("build", "n.txt").code == 0
    (ankigen.folder / "link.txt").symlink_to(outside)
    lock = ankigen.folder / "n.ankigen.lock"
    named = json.dumps(file.format(outside=outside))
    lock.write_text(lock.read_text().replace('"n.txt"', named))
    assert named in lock.read_text()
    monkeypatch.chdir(ankigen.folder)
    with pytest.raises(AnkigenError, match="are not here any more"):
        find_deck("merge")


@pytest.mark.parametrize("folder", ["dist", "media", "source"])
def test_a_folder_that_is_a_link_out_is_refused_without_settings_too(
    ankigen: Command, folder: str
) -> None:
    outside = ankigen.folder.parent / "outside"
    outside.mkdir()
    (ankigen.folder / folder).symlink_to(outside)
    ran = ankigen("build", "n.txt")
    assert ran.code == 2 and f"{folder}: is a link that leads elsewhere" in ran.err
    assert not list(outside.iterdir())


# --------------------------------------------------------------------------- templates

ACTIVE = (
    "<script>a()</script>", "<SCRIPT/x>", "<img src=x onerror=a()>", "<img src=x\nonerror = a()>",
    "<svg/onload=a()>", '<p title=">"onclick=a()>', '<iframe srcdoc="x">', "<object data=x>",
    "<embed src=x>", '<a href="javascript:a()">', '<a href="java&#x09;script:a()">',
    '<a href="data:text/html,x">', '<base href="x">', "<meta http-equiv=refresh>",
    "<scr{{Context}}ipt>", "<scr{{#Context}}x{{/Context}}ipt>", "<{{Headword}}>",
    "<img o{{#Context}} {{/Context}}nerror=a()>", '<a href="{{Headword}}">', "[latex]x[/latex]",
)  # fmt: skip


@pytest.mark.parametrize("piece", ACTIVE)
def test_a_template_with_something_active_is_refused(piece: str) -> None:
    text = f"{{{{#Forward}}}}{{{{Headword}}}} {piece}{{{{/Forward}}}}"
    with pytest.raises(AnkigenError, match=r"templates/term-forward-front\.html: holds ") as caught:
        note_types_with({"term-forward-front.html": text}, "Deck")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("css", ["</style><script>1</script>", "a {} </style>", "<!-- a"])
def test_css_that_ends_itself_is_refused(css: str) -> None:
    with pytest.raises(AnkigenError, match=r"style\.css: holds "):
        note_types_with({"style.css": css}, "Deck")


def test_templates_that_only_show_are_taken() -> None:
    for kind in NOTE_TYPES:
        assert not active_content(kind.css, css=True)
        assert not any(active_content(t.front) or active_content(t.back) for t in kind.templates)
    assert not active_content(
        '<style>.a{}</style><div class="a{{#Context}} b{{/Context}}" id="c">{{Headword}} = '
        '{{Definition}}</div><a href="https://a.org/{{Headword}}">on = one</a><img src="_a.png">'
    )


# --------------------------------------------------------------------------- patches


def patched(*names: str) -> str:
    hunks = ("@@ -1 +1 @@\n-a\n+A\n", "@@ -3 +3 @@\n-c\n+C\n")
    return "".join(f"--- {n}\n+++ {n}\n{hunk}" for n, hunk in zip(names, hunks, strict=False))


@pytest.mark.parametrize("names", [("Makefile",), ("./m.txt", "m.txt"), ("same.txt", "m.txt")])
def test_a_patch_of_no_notes_or_of_a_file_with_two_names(
    ankigen: Command, names: tuple[str, ...]
) -> None:
    for name in ("Makefile", "m.txt"):
        ankigen.write(name, "a\nb\nc\n")
    (ankigen.folder / "same.txt").symlink_to("m.txt")
    ankigen.write("fix.patch", patched(*names))
    before = ankigen.tree()
    ran = ankigen("apply", "fix.patch")
    assert ran.code == 2 and ran.err.count("\n") == 1 and ankigen.tree() == before


def test_a_patch_of_notes_without_a_suffix(ankigen: Command) -> None:
    ankigen.write("source/notes", "a\nb\nc\n")
    ankigen.write("fix.patch", patched("source/notes"))
    assert ankigen("apply", "fix.patch").code == 0
    assert ankigen.tree()["source/notes"] == b"A\nb\nc\n"


# ------------------------------------------------------------------------- numbers, a closed output


@pytest.mark.parametrize("value", ["9" * 5000, "9" * 13, "²", "٣", "-1", "0", "x"])
def test_a_time_that_is_none(value: str) -> None:
    with pytest.raises(AnkigenError, match="must be seconds since 1970"):
        built_at({"SOURCE_DATE_EPOCH": value})


def test_a_version_of_five_thousand_digits(ankigen: Command) -> None:
    with running(ankigen.folder, "preview", "--no-open", "n.txt") as server:
        for after in ("9" * 5000, "%D9%A3", "-1", "x"):
            assert server.ask(f"deck?after={after}")[0] == 200


def test_half_of_a_pair_of_surrogates_in_a_notebook() -> None:
    cell = {
        "cell_type": "markdown",
        "source": ["## Osm\ud800osis\n\n", "It moves. \U0001f600"],
    }
    data = json.dumps({"cells": [cell], "metadata": {"language_info": {"name": "\udfff"}}})
    reading = readers.read(data.encode(), "n.ipynb")
    assert "\ufffd" in repr(reading.blocks) and "\U0001f600" in repr(reading.blocks)
    repr(reading.blocks).encode()


@pytest.mark.parametrize("command", [["build", "n.txt"], ["stats", "n.txt"], ["--help"]])
def test_a_closed_output(ankigen: Command, command: list[str]) -> None:
    shell = ["sh", "-c", 'exec "$@" >&-', "sh", sys.executable, "-m", "ankigen", *command]
    ran = subprocess.run(
        shell, cwd=ankigen.folder, capture_output=True, check=False, env={"PYTHONPATH": str(ROOT)}
    )
    assert ran.returncode == 0 and b"Traceback" not in ran.stderr


# --------------------------------------------------------------------------- names and time


def test_a_name_says_what_it_is_on_cards_and_in_tables(ankigen: Command) -> None:
    ankigen.write("ankigen.toml", '[deck]\nname = "a"\nid = 5\n')
    ankigen.write("source/a\x1b[31m\u202etxt.md", "# Cells\n\n## Osmosis\n\nWater moves.\n")
    assert ankigen("build").code == 0
    made = ankigen.tree()
    ((fields,),) = rows(made["dist/a.apkg"], "SELECT flds FROM notes")
    ((decks,),) = rows(made["dist/a.apkg"], "SELECT decks FROM col")
    assert "a\ufffd[31m\ufffdtxt.md" in fields and tag("li\x07fe\u202e::a") == "life::a"
    for text in (fields, json.loads(decks)["5"]["desc"], made["dist/a.csv"].decode()):
        assert not {"\x1b", "\u202e", "\x07"} & set(text)


def test_where_a_long_sentence_is_cut_takes_time_that_grows_with_it() -> None:
    def cutting(n: int) -> Work:
        text = RichText.of("a (b; " + "; " * n + "c" * 9 + ", or d" * n)
        return lambda: cut(text, 10**6, 10**7)

    assert power(cutting, 5_000, 40_000) < BETWEEN
