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
