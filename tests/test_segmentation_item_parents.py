"""Items over others that would be in no entry."""

from __future__ import annotations

from ankigen.readers import read
from ankigen.segmentation.blocks.blocks_to_units import units_of
from ankigen.segmentation.certain.item_parents import take_loose_parents
from ankigen.segmentation.role import Role
from ankigen.segmentation.sequence.page_layout import layout_of
from ankigen.segmentation.siblings.hypotheses import Draft
from ankigen.segmentation.siblings.outline import outline
from ankigen.segmentation.words import Vocabulary

NOTES = b"""- mishaps
  - wind and wave
  - broaching
    - shows in the helm
  - running aground
    - happens to all
- luck
"""


def roles_of(notes: bytes, entries: tuple[str, ...] = ()) -> list[tuple[str, Role]]:
    """The lines of notes that were all in no entry, but for those that begin one."""
    units = units_of(read(notes, "a.md").blocks)
    roles = [Role.ENTRY if u.text.text in entries else Role.LOOSE for u in units]
    draft = Draft(layout_of(units, Vocabulary()), roles, {})
    take_loose_parents(draft, outline(units))
    return [(u.text.text, role) for u, role in zip(units, draft.roles, strict=True)]


def test_the_inner_ones_are_headwords_where_several_stand_over_others() -> None:
    heads = [text for text, role in roles_of(NOTES) if role is Role.HEAD]
    assert heads == ["broaching", "running aground"]


def test_what_lies_under_them_is_their_text_and_what_lies_beside_stays() -> None:
    found = dict(roles_of(NOTES))
    assert found["shows in the helm"] is found["happens to all"] is Role.ITEM
    assert found["wind and wave"] is found["luck"] is Role.LOOSE


def test_one_alone_is_a_headword_beside_entries() -> None:
    notes = b"- ebb: falling water\n- fog\n  - comes with the wind\n"
    assert dict(roles_of(notes))["fog"] is Role.LOOSE
    assert dict(roles_of(notes, ("ebb: falling water",)))["fog"] is Role.HEAD
