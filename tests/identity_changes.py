"""What people do to their notes between two builds: a row for each kind of change, and what must
hold in Anki after it.

In every row, of every card that is there before and after: it has the reviews that it had.
`renamed` are headwords and items that stand for the same card under another name, `afresh` are
names that stand for another card from then on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tests.identity_world import CELLS, World

Edit = tuple[str, str]


@dataclass(frozen=True)
class Change:
    """One scenario: what the user did, and what must hold."""

    what: str
    edits: tuple[Edit, ...] = ()
    do: Callable[[World], object] | None = None
    new: int = 0  # notes that are new in Anki
    removed: int = 0  # notes that are tagged as removed
    doubts: int = 0
    renamed: Mapping[str, str] = field(default_factory=dict)
    afresh: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()  # items whose cards are left empty
    shows: str = ""  # words that the collection must hold after it
    lost_edit: bool = False  # the note edited in Anki was changed in the notes as well: ours wins
    warned: bool = False  # the build warns of edits that an import would undo
    updated: int | None = (
        None  # notes that Anki must have updated, where it matters that they are no more
    )

    def apply(self, world: World) -> None:
        for old, new in self.edits:
            world.edit(old, new)
        if self.do is not None:
            self.do(world)


def moved(w: World, start: str, end: str, file: str, heading: str = "") -> None:
    """An entry from one file to the end of another."""
    text = w.cut(start, end)
    w.files[file] = f"{w.files.get(file, '').rstrip()}\n\n{heading}{text.strip()}\n"


def reordered(w: World, file: str, reverse: bool = False) -> None:
    head, *entries = w.files[file].strip().split("\n## ")
    w.files[file] = "\n\n## ".join((head, *sorted(map(str.strip, entries), reverse=reverse))) + "\n"


def renamed_file(old: str, new: str) -> Callable[[World], object]:
    def do(w: World) -> None:
        w.files[new] = w.files.pop(old)

    return do


def removed(start: str, end: str = "") -> Callable[[World], object]:
    return lambda w: w.cut(start, end)


def with_settings(text: str) -> Callable[[World], object]:
    def do(w: World) -> None:
        w.settings = text

    return do


def swapped(one: str, other: str) -> Callable[[World], object]:
    def do(w: World) -> None:
        w.edit(one, "\0")
        w.edit(other, one)
        w.edit("\0", other)

    return do


def without_picture(w: World) -> None:
    w.edit("![The parts of a cell](cell.png)\n\n", "")
    del w.media["cell.png"]


def other_picture(w: World) -> None:
    w.media["cell.png"] += b"another"


def renamed_picture(w: World) -> None:
    w.media["organelle.png"] = w.media.pop("cell.png")
    w.edit("cell.png", "organelle.png")


def added_picture(w: World) -> None:
    w.media["mole.png"] = b"\x89PNG\r\n\x1a\n mole"
    w.edit("the unit of amount.", "the unit of amount.\n\n![A heap](mole.png)")


def as_text(w: World) -> None:
    """The chemistry notes in another format."""
    text = w.files.pop("chem.md").replace("# Chemistry\n\n", "").replace("## ", "")
    w.files["chem.txt"] = text.replace("\n\nA", "\nA").replace("\n\n\n", "\n\n")


def one_file(w: World) -> None:
    w.files["all.md"] = f"{w.files.pop('cells.md')}\n{w.files.pop('chem.md')}"


def two_files(w: World) -> None:
    w.files["ions.md"] = "# Chemistry\n\n" + w.cut("## Cation", "## Mole")


def three_parts(w: World) -> None:
    w.edit("## Acid and base\n\n", "## Acid\n\n")
    w.edit(
        " and turns litmus red. A base",
        ".\n\n## Litmus\n\nLitmus turns red in it.\n\n## Base\n\nA base",
    )


def sorted_rows(w: World) -> None:
    rows = CELLS[CELLS.index("| first gap") : CELLS.index("\n## Blood")].strip().split("\n")
    w.edit("\n".join(rows), "\n".join(sorted(rows)))


def replaced_file(w: World) -> None:
    w.files["physics.txt"] = (
        "Velocity\nThe distance that is covered in a unit of time, with its direction.\n"
    )


# fmt: off
_WORDING = (
    Change("a word of a definition replaced", (("Water moves", "Water flows"),), shows="flows",
        updated=1),
    Change("half of a definition reworded",
           (("moves through a membrane towards the side", "passes a wall to whichever part"),),
           shows="passes"),
    Change("a sentence added", (("Roots drink by it.", "Roots drink by it. So do fungi."),),
        shows="fungi"),
    Change("a sentence taken out", ((" Roots drink by it.", ""),), updated=1),
    Change("another definition under the same headword",
           (("The force between two surfaces that slows down their motion.",
           "Rubbing, which makes heat."),),
           shows="Rubbing"),
    Change("punctuation alone", (("drawn to the cathode.", "drawn to the cathode!"),),
        shows="cathode!"),
    Change("a word made bold", (("another number of", "another **number** of"),), updated=1),
    Change("a formula added", (("amount.", "amount, $N_A = 6.022 \\cdot 10^{23}$."),),
        shows="6.022"),
    Change("code added", (("acts on it.", "acts on it.\n\n    v = v0\n"),), shows="v0"),
    Change("a quotation added", (("used up.", "used up.\n\n> Life is chemistry."),),
        shows="Life is"),
    Change("lines wrapped in another way",
           (("through a membrane towards", "through a\nmembrane towards"),), updated=0),
    Change("a slip made that ankigen fixes", (("without being", "wihtout being"),), updated=0),
    Change("the note that was edited in Anki, reworded", (("A cell divides", "One cell parts"),),
           shows="One cell parts", lost_edit=True),
)
_HEADWORDS = (
    Change("a slip in a headword", (("## Cation", "## Kation"),), renamed={"Cation": "Kation"},
        updated=1),
    Change("a headword renamed", (("## Mole", "## Unit of amount"),),
        renamed={"Mole": "Unit of amount"}),
    Change("a headword in the plural", (("## Enzyme", "## Enzymes"),),
        renamed={"Enzyme": "Enzymes"}),
    Change("a headword in capitals", (("## Anion", "## ANION"),), renamed={"Anion": "ANION"}),
    Change("a headword in bold", (("## Anion", "## **Anion**"),), updated=0),
    Change("a headword told apart by a context", (("## Mole", "## Mole (chemistry)"),),
           renamed={"Mole": "Mole (chemistry)"}),
    Change("a headword longer by words", (("## Isotope", "## Isotope of an element"),),
           renamed={"Isotope": "Isotope of an element"}),
    Change("headword and a word of the text", (("## Isotope", "## Isotopes"), ("An atom of",
        "Atoms of")),
           renamed={"Isotope": "Isotopes"}),
    Change("headword and most of the text: asked",
           (("## Enzyme\n\nA protein that speeds up one chemical reaction without being used up.",
             ("## Catalytic protein\n\nA protein that speeds up one chemical reaction "
              "and is not used up.")),),
           new=1, doubts=1),
    Change("another thing in its place",
           (("Inertia\nA body keeps its speed and direction as long as no force acts on it.",
             "Volt\nThe unit in which tension between two poles is given."),),
           new=1, removed=1),
    Change("another thing between two that stayed: asked",
           (("Isotope\n\nAn atom of the same element that has another number of neutrons.",
             "Volt\n\nThe unit in which tension between two poles is given."),),
           new=1, doubts=1),
    Change("its opposite under the very same text", (("## Cation", "## Decation"),),
        renamed={"Cation": "Decation"}),
    Change("its opposite under another text is asked",
           (("## Cation\n\nAn ion with a positive charge, drawn to the cathode.",
             "## Decation\n\nAn ion with a positive charge, as in a battery."),), new=1, doubts=1),
    Change("two headwords swapped", do=swapped("## Cation", "## Anion"),
           afresh=frozenset({"Cation", "Anion"})),
    Change("two texts swapped",
           do=swapped("An ion with a positive charge, drawn to the cathode.",
                      "An ion with a negative charge, drawn to the anode of a cell under current."),
           afresh=frozenset({"Cation", "Anion"})),
    Change("an accent written as two characters", (("## Mole", "## Mo\u0301le"),),
        renamed={"Mole": "Móle"}),
)
_PLACES = (
    Change("entries in another order", do=lambda w: reordered(w, "chem.md", reverse=True),
        updated=0),
    Change("entries sorted", do=lambda w: reordered(w, "cells.md"), updated=0),
    Change("blank lines added", (("## Mole", "\n\n\n## Mole"),), updated=0),
    Change("a remark at the top of the file", (("# Chemistry\n",
        "# Chemistry\n\n<!-- for the exam -->\n"),), updated=0),
    Change("an entry in another section", (("## Enzyme", "# Proteins\n\n## Enzyme"),), warned=True,
        lost_edit=True),
    Change("an entry in another file", do=lambda w: moved(w, "## Mole", "", "units.md",
        "# Chemistry\n\n"), updated=0),
    Change("an entry in another file and reworded",
           (("six hundred", "602"),), lambda w: moved(w, "## Mole", "", "units.md",
           "# Chemistry\n\n"), shows="602"),
    Change("a file renamed", do=renamed_file("chem.md", "chemistry.md"), updated=0),
    Change("a file in a folder", do=renamed_file("chem.md", "first term/chem.md"), warned=True),
    Change("a heading renamed", (("# Chemistry", "# General chemistry"),), updated=0),
    Change("a heading renamed above the note edited in Anki", (("# Cells", "# Biology"),),
        updated=0),
    Change("headings one level deeper", do=lambda w: w.files.update(
        {"chem.md": w.files["chem.md"].replace("## ", "### ").replace("# Chem", "## Chem")})),
    Change("two files in one", do=one_file, warned=True, lost_edit=True),
    Change("a file in two", do=two_files, updated=0),
    Change("another format", do=as_text),
    Change("line ends of Windows", do=lambda w: w.files.update(
        {"chem.md": w.files["chem.md"].replace("\n", "\r\n")}), updated=0),
    Change("a byte order mark",
        do=lambda w: w.files.update({"chem.md": "\ufeff" + w.files["chem.md"]}), updated=0),
)
_COMING_AND_GOING = (
    Change("an entry at the start", (("# Cells\n",
        "# Cells\n\n## Cell\n\nThe smallest thing that lives.\n"),),
           new=1, updated=0),
    Change("an entry in the middle", (("## Enzyme",
        "## Lysosome\n\nIt digests what was taken in.\n\n## Enzyme"),),
           new=1, updated=0),
    Change("an entry at the end", (("amount.\n",
        "amount.\n\n## Salt\n\nWhat acid and base make together.\n"),),
           new=1, updated=0),
    Change("a new file",
        do=lambda w: w.files.update({"art.md": "# Art\n\n## Fresco\n\nPaint on wet plaster.\n"}),
           new=1, updated=0),
    Change("an entry taken out", do=removed("## Cation", "## Anion"), removed=1, updated=1),
    Change("a list taken out", do=removed("## Stages", "## Organelle"), removed=1, updated=1),
    Change("a file taken out", do=lambda w: w.files.pop("physics.txt"), removed=2),
    Change("all of a file replaced", do=replaced_file, new=1, removed=2),
    Change("an entry doubled word for word",
           (("drawn to the cathode.\n",
           ("drawn to the cathode.\n\n## Cation\n\nAn ion with a positive charge, "
            "drawn to the cathode.\n")),),
           updated=0),
    Change("more said of it in another file", (("## Blood cells",
        "## Mole\n\nA unit.\n\n## Blood cells"),), shows="A unit"),
    Change("ignored by a setting", do=with_settings('[ignore]\nterms = ["Cation"]\n'), removed=1),
)
_SPLIT = (
    Change("an entry in two",
           (("## Acid and base\n\n", "## Acid\n\n"), ("litmus red. A base",
           "litmus red.\n\n## Base\n\nA base")),
           new=1, renamed={"Acid and base": "Acid"}),
    Change("an entry in three: asked which has the reviews", do=three_parts, new=3, doubts=1),
    Change("two entries in one",
           (("\n\n## Anion\n\nAn ion", " The anion is one"), ("## Cation", "## Cation and anion")),
           removed=1, renamed={"Anion": "Cation and anion"}, afresh=frozenset({"Cation"})),
    Change("a part of an entry to another one",
           ((" Roots drink by it.", ""), ("being used up.", "being used up. Roots drink by it.")),
           shows="Roots"),
)
_LISTS = (
    Change("an item in the middle", (("2. metaphase", "2. prometaphase\n3. metaphase"),)),
    Change("an item at the start", (("1. prophase", "1. interphase\n2. prophase"),)),
    Change("an item at the end", (("4. telophase", "4. telophase\n5. cytokinesis"),)),
    Change("two items in two places",
           (("1. prophase", "1. interphase\n2. prophase"), ("4. telophase",
           "4. prometaphase\n5. telophase"))),
    Change("an item out of the middle", (("2. metaphase\n", ""),), gone=frozenset({"metaphase"})),
    Change("the first item out", (("1. prophase\n", ""),), gone=frozenset({"prophase"})),
    Change("the last item out", (("4. telophase\n", ""),), gone=frozenset({"telophase"})),
    Change("items turned round", (("1. prophase\n2. metaphase\n3. anaphase\n4. telophase",
                                   "1. telophase\n2. anaphase\n3. metaphase\n4. prophase"),)),
    Change("two items swapped", (("2. metaphase\n3. anaphase", "2. anaphase\n3. metaphase"),)),
    Change("one in, one out", (("1. prophase", "1. synthesis"), ("4. telophase",
        "4. telophase\n5. rest")), gone=frozenset({"prophase"})),
    Change("an item longer", (("2. metaphase", "2. metaphase (in the middle)"),),
           renamed={"metaphase": "metaphase (in the middle)"}),
    Change("an item longer, another before it",
           (("1. prophase", "1. interphase\n2. prophase"), ("2. metaphase",
           "3. metaphase (in the middle)")),
           renamed={"metaphase": "metaphase (in the middle)"}),
    Change("an item reworded", (("- white ones fight what is foreign",
        "- white ones defend against what is foreign"),),
           renamed={"white ones fight what is foreign":
                    "white ones defend against what is foreign"}),
    Change("a slip in an item", (("3. anaphase", "3. anaphases"),),
        renamed={"anaphase": "anaphases"}),
    Change("an item in bold", (("3. anaphase", "3. **anaphase**"),)),
    Change("bullets for numbers", (("1. prophase\n2. metaphase\n3. anaphase\n4. telophase",
                                    "- prophase\n- metaphase\n- anaphase\n- telophase"),)),
    Change("a lead-in added", (("1. prophase", "A cell passes through:\n\n1. prophase"),)),
    Change("items below an item", (("3. anaphase", "3. anaphase\n   - early\n   - late"),),
           renamed={"anaphase": "anaphase early late"}),
    Change("an eighth item, and so two groups", (("- platelets",
        "- giant ones make platelets\n- platelets"),)),
    Change("a list renamed and longer",
           (("## Stages of division", "## Stages of cell division"), ("2. metaphase",
           "2. prometaphase\n3. metaphase")),
           renamed={"Stages of division": "Stages of cell division"}),
    Change("a list in another file and longer", (("2. metaphase", "2. prometaphase\n3. metaphase"),
        ),
           lambda w: moved(w, "## Stages", "## Organelle", "stages.md", "# Cells\n\n")),
    Change("a second list above it under the headword",
           (("## Stages of division\n\n",
           ("## Stages of division\n\nWhat a cell does to get ready for its "
            "division:\n\n- growth\n- copying\n- checking\n\nWhat it passes through "
            "after that, one by one:\n\n")),),
           new=1),
)
_TABLES = (
    Change("a row in the middle", (("| second gap", "| check | 1 | 4 % |\n| second gap"),)),
    Change("a row at the start", (("| first gap", "| rest | 90 | 0 % |\n| first gap"),)),
    Change("a row taken out", (("| synthesis | 8 | 33 % |\n", ""),),
        gone=frozenset({"synthesis 8", "synthesis 33 %"})),
    Change("rows sorted", do=sorted_rows),
    Change("a cell corrected", (("| 8 | 33 % |", "| 9 | 34 % |"),),
           renamed={"synthesis 8": "synthesis 9", "synthesis 33 %": "synthesis 34 %"}),
    Change("a row renamed", (("| second gap |", "| gap two |"),),
           renamed={"second gap 4": "gap two 4", "second gap 17 %": "gap two 17 %"}),
    Change("a row renamed, another before it",
           (("| second gap |", "| check | 1 | 4 % |\n| gap two |"),),
           renamed={"second gap 4": "gap two 4", "second gap 17 %": "gap two 17 %"}),
)
_MEDIA = (
    Change("a picture replaced", do=other_picture, updated=1),
    Change("a picture renamed", do=renamed_picture),
    Change("a picture taken out", do=without_picture),
    Change("a picture added", do=added_picture, shows="A heap"),
)
_SETTINGS = (
    Change("the reverse turned on", do=with_settings('[cards]\nreverse = ["*"]\n'), warned=True,
        lost_edit=True),
    Change("answers typed", do=with_settings('[cards]\ntype_in = ["*"]\n'), updated=0),
    Change("a file that names a deck of its own", do=lambda w: w.files.update(
        {"cells.md": "---\ndeck: Biology\n---\n" + w.files["cells.md"]}), updated=0),
    Change("tags in front matter", do=lambda w: w.files.update(
        {"chem.md": "---\ntags: [exam]\n---\n" + w.files["chem.md"]}), warned=True),
    Change("prose that becomes a list",
        (("The force between two surfaces that slows down their motion.",
                                          "- sliding\n- rolling\n- rubbing"),), new=1, removed=1),
    Change("a list that becomes prose", (("1. prophase\n2. metaphase\n3. anaphase\n4. telophase",
                                          "The way of a cell from one to two."),), new=1,
                                          removed=1),
    Change("prose and a list beside it", (("being used up.",
        "being used up.\n\nKinds:\n\n- ligase\n- kinase\n- lyase"),),
           new=1),
)

# fmt: on
#: Every kind of change in isolation.
CHANGES = (
    *_WORDING,
    *_HEADWORDS,
    *_PLACES,
    *_COMING_AND_GOING,
    *_SPLIT,
    *_LISTS,
    *_TABLES,
    *_MEDIA,
    *_SETTINGS,
)  # fmt: skip

#: What one project lives through, one build after the other: changes by name, and some that follow
#: from earlier ones.
_IN_A_ROW: tuple[str | Change, ...] = (
    "a word of a definition replaced",
    "an item in the middle",
    "a headword renamed",
    "an entry at the start",
    "entries in another order",
    "a sentence added",
    "a slip in a headword",
    "an item at the end",
    Change("two items swapped", (("3. metaphase\n3. anaphase", "3. anaphase\n4. metaphase"),)),
    "a row in the middle",
    "a formula added",
    "a picture replaced",
    Change("an entry taken out", do=removed("## Kation", "## Anion"), removed=1),
    "a file renamed",
    Change(
        "an item longer",
        (("4. metaphase", "4. metaphase (in the middle)"),),
        renamed={"metaphase": "metaphase (in the middle)"},
    ),
    "an entry in the middle",
    "a cell corrected",
    "a lead-in added",
    "a headword longer by words",
    "a row renamed",
    "an item reworded",
    "a quotation added",
    Change(
        "the item that came in the middle out again",
        (("2. prometaphase\n", ""),),
        gone=frozenset({"prometaphase"}),
    ),
    "the first item out",
    "another definition under the same headword",
    "an entry in two",
    Change(
        "the entry that was taken out is back",
        (("## Isotope", "## Kation\n\nA positive ion.\n\n## Isotope"),),
        removed=-1,
    ),
    "a remark at the top of the file",
    "an eighth item, and so two groups",
    "the reverse turned on",
)
CHAIN = tuple(
    next(c for c in CHANGES if c.what == step) if isinstance(step, str) else step
    for step in _IN_A_ROW
)
