"""The roles that a unit can play in a document, and which may follow which."""

from __future__ import annotations

from enum import IntEnum


class Role(IntEnum):
    """What a unit is in the document."""

    SECTION = 0  # a heading over entries: a topic
    HEAD = 1  # a headword alone
    HEAD2 = 2  # its second line
    CONTEXT = 3  # a short line under the headword that tells it apart
    ENTRY = 4  # headword and definition in one unit
    BODY = 5  # a paragraph of the body
    WRAP = 6  # the line before goes on
    ITEM = 7  # an item of a list in the body
    PART = 8  # a table, code or formula in the body
    LOOSE = 9  # text that belongs to no entry


#: Which role may follow which. A headword needs a body; a section is followed by an entry, another
#: section or loose text.
FOLLOWS: dict[Role, tuple[Role, ...]] = {
    Role.SECTION: (Role.SECTION, Role.HEAD, Role.ENTRY, Role.LOOSE),
    Role.HEAD: (Role.HEAD2, Role.CONTEXT, Role.BODY, Role.ITEM, Role.PART),
    Role.HEAD2: (Role.CONTEXT, Role.BODY, Role.ITEM, Role.PART),
    Role.CONTEXT: (Role.BODY, Role.ITEM, Role.PART),
    # loose text after an entry: only where the entry is the row of a table, which is closed
    Role.ENTRY: (
        Role.SECTION,
        Role.HEAD,
        Role.ENTRY,
        Role.BODY,
        Role.WRAP,
        Role.ITEM,
        Role.PART,
        Role.LOOSE,
    ),
    Role.BODY: (Role.SECTION, Role.HEAD, Role.ENTRY, Role.BODY, Role.WRAP, Role.ITEM, Role.PART),
    Role.WRAP: (Role.SECTION, Role.HEAD, Role.ENTRY, Role.BODY, Role.WRAP, Role.ITEM, Role.PART),
    Role.ITEM: (Role.SECTION, Role.HEAD, Role.ENTRY, Role.BODY, Role.WRAP, Role.ITEM, Role.PART),
    Role.PART: (Role.SECTION, Role.HEAD, Role.ENTRY, Role.BODY, Role.WRAP, Role.ITEM, Role.PART),
    Role.LOOSE: (Role.SECTION, Role.HEAD, Role.ENTRY, Role.LOOSE),
}
