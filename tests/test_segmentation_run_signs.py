"""Lists without marks that were read as few entries are told, one finding for each run of lines;
lines that another reading explains are not.
"""

from __future__ import annotations

import pytest

from ankigen.model import Finding, Source
from ankigen.model.settings import LayoutSettings, LineDecision, Settings, TypoSettings
from ankigen.pipeline import study
from ankigen.readers import read
from ankigen.segmentation.blocks.blocks_to_units import units_of
from ankigen.segmentation.doubts.run_signs import regions
from ankigen.segmentation.role import Role
from ankigen.segmentation.sequence.page_layout import layout_of
from ankigen.segmentation.siblings.hypotheses import Draft
from ankigen.segmentation.words import Vocabulary

PLAIN = Settings(typos=TypoSettings(mode="off"))
#: Only lines with a hash are entries, so that the others are in the body of one.
FEW = LayoutSettings(pattern=r"^(#\w+) (.+)$")


def told(
    text: str, *layouts: LayoutSettings, decided: tuple[LineDecision, ...] = ()
) -> list[Finding]:
    settings = Settings(typos=PLAIN.typos, layout=layouts, reading=decided)
    found = study([Source("a.txt", text.encode())], settings)
    return [f for f in found.all_findings if f.code == "swallowed"]


COMMAS = (
    "#cloth made on looms\n"
    "heddle, an eye of wire that a warp thread runs through\n"
    "Jacquard head, lifts each warp thread by itself\n"
    "shuttle, carries the weft from side to side\n"
    "the reed is what beats it in\n"
    "temple, keeps the cloth at its full width\n"
)
WORDS = (
    "#words of the loom\n"
    "barka boat\nczepek bonnet\ndrewno wood\nkot cat\nlustro looking glass\nmost bridge\n"
    "nożyczki a pair of scissors\nparasol umbrella\nwrzeciono spindle\n"
)
UNORDERED = (
    "#words of the loom\n"
    "wrzeciono spindle\nczepek bonnet\nnożyczki a pair of scissors\n"
    "czółenko shuttle\nprzędza yarn\ndrewno wood\n"
)
TURNS = (
    "barka flat boat for grain\nczepek bonnet of a married woman\ndrewno wood for the stove\n"
    "gęś goose of the yard\nigła needle for thick wool\nkołowrót wheel to spin with\n"
    "lampa lamp that burns oil\nmłyn mill on the river\nnożyczki a pair of scissors\n"
    "owca sheep with black head\npłótno cloth made of flax\nrzeka river\n"
    "stodoła barn with two doors\nszczotka brush of pig hair\nwrzeciono spindle held by hand\n"
    "zagroda farm in the hills\n"
)


@pytest.mark.parametrize(
    ("text", "number", "why"),
    [
        (COMMAS, 4, "a few words, a comma, and what is said of them"),
        (WORDS, 9, "in the order of the alphabet"),
        (UNORDERED, 6, "a name or a word, and what is said of it"),
    ],
)
def test_a_list_without_marks_is_told_once(text: str, number: int, why: str) -> None:
    (found,) = told(text, FEW)
    assert why in found.message and found.message.startswith(f"{number} lines"), found
    assert (found.origin.line, found.last) == (1, len(text.splitlines()))
    assert found.needs_person


def test_the_entries_of_a_run_have_one_finding() -> None:
    text = COMMAS.replace("the reed", "#loom the reed")
    (found,) = told(text, FEW)
    assert (found.origin.line, found.last) == (1, 6)


def test_what_a_person_decided_is_not_told() -> None:
    lines = [line for line in COMMAS.splitlines() if "," in line]
    assert not told(COMMAS, FEW, decided=tuple(LineDecision(line=x, what="body") for x in lines))


RIGHT = {
    "sentences": "#looms\nIn autumn, the wool is washed.\nThen, it is combed for hours.\n"
    "Later, women spin it at home.\nAt last, it is dyed and sold.\n",
    "one after the other": "#looms\nwash, card, spin\nwind, warp, thread\nweave, full, shear\n"
    "fold, press, sell\n",
    "under headwords": "#a heddle\nan eye of wire, for one thread\n"
    "#b reed\na comb of steel, beats it\n"
    "#c shuttle\na boat of wood, carries the weft\n#d temple\na bar of wood, keeps it wide\n",
    "sentences in the order of the alphabet": "#looms\nAll wool is washed.\nBy hand it is combed.\n"
    "Can it be spun wet?\nDry wool breaks.\nEvery thread counts.\nFew are strong.\nGut is.\n"
    "Hemp is too.\n",
}  # fmt: skip


@pytest.mark.parametrize("why", RIGHT)
def test_lines_that_are_no_list_of_entries_are_not_told(why: str) -> None:
    assert not told(RIGHT[why], FEW)


def in_turns(text: str) -> list[str]:
    """What is told of lines that were read as headwords and their text in turns."""
    layout = layout_of(units_of(read(text.encode(), "a.txt").blocks), Vocabulary())
    roles = [Role.BODY if k % 2 else Role.HEAD for k in range(len(layout.units))]
    return [region.why for region in regions(Draft(layout, roles, {}), Vocabulary())]


def test_headwords_of_the_shape_of_their_text_are_told() -> None:
    assert in_turns(TURNS) == ["headwords and their text look alike"]


def test_headwords_that_are_short_take_turns_with_their_text() -> None:
    heads = "heddle\nshuttle\nreed\ntemple\n".splitlines()
    said = [line.partition(" ")[2] for line in TURNS.splitlines()]
    assert not in_turns("".join(f"{h}\n{s}\n" for h, s in zip(heads, said, strict=False)))


ORGANS = (
    "digestion\n"
    "mouth chews and mixes with amylase, starch to maltose\n"
    "oesophagus pushes food down by peristalsis\n"
    "stomach churns, acid kills bacteria, pepsin starts on protein\n"
    "liver makes bile\ngall bladder stores it\npancreas makes three enzymes and insulin\n"
    "small intestine absorbs through villi\nrectum stores faeces\n\n"
    "villi\nfinger like folds, thin wall, good blood supply\n"
)
COURTS = (
    "Tort\n"
    "donoghue v stevenson snail in bottle, neighbour principle\n"
    "caparo v dickman three stage test, auditors owe shareholders as a body only\n"
    "rylands v fletcher reservoir burst, strict liability\n"
    "bolam test of what other doctors would do\n"
    "bolitho court may reject opinion that has no logic\n"
    "barnett v chelsea but for test, he'd have died anyway\n\n"
    "Contract\noffer + acceptance + consideration + intention\n"
)
PROSE = (
    "sigmoid\n"
    "class of functions that are drawn like the letter and that\n"
    "go from nought to one. It is read as the probability of the\n"
    "positive class, and the border be-\n"
    "tween both is therefore a straight line or a plane of more\n"
    "dimensions where more columns than two are there and each\n"
    "has a weight of its own that training has found\n"
    "among all of them\n\n"
    "softmax\nthe same for more classes\n"
)


@pytest.mark.parametrize(
    ("notes", "why"),
    [(ORGANS, "headwords and their text look alike"), (COURTS, 'all of them under "Tort"')],
)
def test_a_list_read_by_halves_or_under_its_title_is_told(notes: str, why: str) -> None:
    (finding,) = told(notes)
    assert why in finding.message and finding.origin.line == 1


def test_wrapped_prose_is_no_list() -> None:
    assert told(PROSE) == []


LOOM = """\
heddle has an eye for each thread of the warp
warp holds the tension
reed beats threads
shuttle carries the weft from one side to the other
rough bobbin old ones crack, wood (the plastic kind lasts)
beam takes up the cloth that is done
treadle lifts the shafts, one foot
temple keeps the width + the edges
pulley leads cords over the castle
lower shaft hangs below the heddles, thin bars
castle gives height, holds the pulleys
raddles spread the warp
back beam oak in old looms pine in new
"""


def amid(text: str) -> list[str]:
    """What is told of lines of which the first two were taken for topics, and two for headwords."""
    layout = layout_of(units_of(read(text.encode(), "a.txt").blocks), Vocabulary())
    roles = [Role.BODY for _ in layout.units]
    roles[:3] = Role.SECTION, Role.SECTION, Role.HEAD
    roles[11] = Role.HEAD
    return [region.why for region in regions(Draft(layout, roles, {}), Vocabulary())]


def test_lines_in_the_midst_of_a_run_that_hold_their_likes_are_told() -> None:
    assert amid(LOOM) == ["headwords and their text look alike"]


@pytest.mark.parametrize("change", [
    ("reed beats threads", "reed"),
    ("warp holds", "Warp holds the tension and more, Warp holds"),
    ("treadle lifts", "reed lifts"),
    ("temple keeps the width + the edges", "temple. It keeps"),
])  # fmt: skip
def test_a_headword_of_another_look_is_not(change: tuple[str, str]) -> None:
    text = LOOM.replace(*change)
    lines = text.splitlines()
    if change[0].startswith("warp"):  # headwords with a capital, their text without
        for n in (0, 2, 11):
            lines[n] = lines[n].capitalize()
    if change[0].startswith("treadle"):  # what is said of one thing begins with one word
        lines[4:8] = [f"reed {line}" for line in lines[4:8]]
    if change[0].startswith("temple"):
        lines = [f"{line[:-5]}. More {line[-5:]}" for line in lines]
    assert amid("\n".join(lines) + "\n") == []
