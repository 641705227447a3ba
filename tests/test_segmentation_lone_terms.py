"""Terms that stand alone in notes typed in a hurry are told; topics that hold entries are not."""

from __future__ import annotations

from ankigen.model import Source
from ankigen.model.settings import Settings, TypoSettings
from ankigen.pipeline import study

HOMEOSTASIS = """\
bio 12 homeostasis

negative feedback
change triggers response that reverses it

set point

receptor
detects change, sends signal

effector
muscle or gland, does something about it
threshold

thermoregulation

hypothalamus
has the thermostat, compares blood temp
osmoreceptor

glucagon

insulin
from beta cells, liver takes up glucose

islets of langerhans
"""
TOPICS = """\
bio 12

cells

nucleus
holds the chromosomes of the cell

ribosome
makes proteins out of amino acids

vacuole
room for water and for colours

tissues

epithelium
covers what is free to the outside

tendon
ties a muscle to its bone

cartilage
cushions what would rub otherwise
"""


def told(text: str) -> list[int]:
    found = study([Source("a.txt", text.encode())], Settings(typos=TypoSettings(mode="off")))
    return [f.origin.line for f in found.all_findings if f.code == "stands-alone"]


def test_terms_alone_in_a_paragraph_or_at_the_end_of_one_are_told() -> None:
    lines = HOMEOSTASIS.splitlines()
    alone = ("set point", "threshold", "thermoregulation", "osmoreceptor", "glucagon")
    assert told(HOMEOSTASIS) == [lines.index(text) + 1 for text in (*alone, "islets of langerhans")]


def test_topics_that_hold_entries_are_not() -> None:
    assert told(TOPICS) == []


HOMEOSTATIC_NAMES = """\
bio 12 homeostasis

negative feedback
change triggers response that reverses it
brings the body back to normal
Bowman capsule
receptor
detects change, sends signal
effector
muscle or gland, does something about it
loop of Henle
keeps the salt high around it
medulla
inner part, holds the loops
ADH
"""


def test_a_name_right_above_the_next_headword_is_told_where_texts_have_small_letters() -> None:
    lines = HOMEOSTATIC_NAMES.splitlines()
    assert told(HOMEOSTATIC_NAMES) == [lines.index(text) + 1 for text in ("Bowman capsule", "ADH")]


def test_a_brief_last_line_of_a_text_with_capitals_is_not() -> None:
    text = HOMEOSTATIC_NAMES.replace("\nADH\n", "\n")
    for line in text.splitlines()[2:]:
        text = text.replace(line, line[:1].upper() + line[1:])
    assert told(text) == []
