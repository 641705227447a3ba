"""Paragraphs behind a rule, and lists in the text of a heading, that hold cards of their own."""

from __future__ import annotations

import math

import pytest

from ankigen.model import Kind
from ankigen.readers import read
from ankigen.segmentation.besides import with_besides
from ankigen.segmentation.blocks.blocks_to_units import units_of
from ankigen.segmentation.certain.behind_rules import take_behind_rules
from ankigen.segmentation.role import Role
from ankigen.segmentation.sequence.page_layout import layout_of
from ankigen.segmentation.siblings.hypotheses import Draft, Told
from ankigen.segmentation.splits.split import Split
from ankigen.segmentation.words import Vocabulary

BEHIND = """### Kinds of ground

- mud
- sand

---

**Riding sail** — a sail that keeps a boat head to wind

**Drogue** — a bag that slows a boat

### Anchors

**Stock** — the bar across the shank
"""


def draft_of(notes: str, split: str = "") -> Draft:
    """The notes with each heading as a headword over all that stands below it, and paragraphs in
    bold that had been read as entries.
    """
    units = units_of(read(notes.encode(), "a.md").blocks)
    roles = [Role.HEAD if u.kind is Kind.HEADING else Role.BODY for u in units]
    splits = {}
    for k, u in enumerate(units):
        if u.kind is Kind.PARAGRAPH and split and split in u.text.text:
            at = u.text.text.index(split)
            roles[k] = Role.ENTRY
            splits[k] = Split(at, at + len(split), "bold", 1.0)
    draft = Draft(layout_of(units, Vocabulary()), roles, splits)
    for k, u in enumerate(units):
        if u.kind is not Kind.HEADING:
            draft.join(k, k + 1)
    return draft


def test_paragraphs_behind_a_rule_are_the_entries_that_they_were_read_as() -> None:
    draft = draft_of(BEHIND, " — ")
    take_behind_rules(draft)
    heads = [draft.headword(k) for k, role in enumerate(draft.roles) if role is Role.ENTRY]
    assert heads == ["Riding sail", "Drogue"]  # no rule ends what stands above the third


def told(notes: str, mark: str) -> list[str]:
    """The headwords of cards besides, where each item that the mark parts is likely an entry."""
    draft = draft_of(notes)
    draft.told = {
        k: Told(
            Split(u.text.text.index(mark), u.text.text.index(mark) + len(mark), "-", 0.0), LIKELY
        )
        for k, u in enumerate(draft.units)
        if u.item and mark in u.text.text
    }
    entries, _ = with_besides(([], []), draft.units, draft, "a.md", lambda *_: False)
    return [e.headword for e in entries]


LIKELY = (math.log(0.8), -7.0, math.log(0.2), -7.0, -7.0)
RIG = "# Rig\n\nAll of it:\n\n- Mast - pole\n- Sprit\n- Boom - spar\n- Gaff - upper spar\n"
COLONS = (
    "# Rig\n\nAll of it:\n\n- Mast: stands on the keel\n- Boom: holds the foot of a sail\n"
    "- Gaff: holds the head of a sail\n\n"
)


@pytest.mark.parametrize(
    ("notes", "found"),
    [
        (RIG, ["Mast", "Boom", "Gaff"]),
        (RIG.replace("- Boom - spar\n", "- Boom\n"), []),
        ("# Rig\n\nAt dusk:\n\n- B\n  - Lamp - lit\n  - Bell - out\n  - Log - read\n", []),
        (COLONS, ["Mast", "Boom", "Gaff"]),
        (COLONS.replace("- Boom: ", "- Boom, "), []),
        (COLONS + COLONS.replace("Rig", "Hull"), []),
        ("# Flags\n\nThey read:\n\n- `A` diver below\n- `B` powder aboard\n- `O` man overboard\n",
         ["A", "B", "O"]),
        ("# Flags\n\nThey read:\n\n- `A` diver below\n- none\n- `O` man overboard\n", []),
    ],
)  # fmt: skip
def test_names_of_a_list_in_the_text_of_a_heading_are_cards_besides(
    notes: str, found: list[str]
) -> None:
    assert told(notes, " - ") == found
