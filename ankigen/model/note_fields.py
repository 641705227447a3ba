"""Names of ankigen's note types and of their fields: what writes a note and what reads one back both need them."""

from __future__ import annotations

from collections.abc import Mapping

#: How many item fields a list note has; a list longer than these hold is spread over several notes.
GROUPS = 6

TERM, LIST = "term", "list"

TERM_FIELDS = (
    *("Headword", "Definition", "Context", "Topic", "Source"),
    *("Forward", "Reverse", "Masked definition", "Masked topic", "Picture"),
    *("Type headword", "Type definition", "Kind"),
    *("Spare 1", "Spare 2", "Spare 3", "Spare 4"),
)
ITEM_FIELDS = tuple(f"Items {n}" for n in range(1, GROUPS + 1))
LIST_FIELDS = (
    *("Headword", "Introduction", "Context", "Topic", "Source"),
    *("Count", "Order", "Kind"),
    *ITEM_FIELDS,
    *("Spare 1", "Spare 2", "Spare 3", "Spare 4"),
)

TERM_NAME, LIST_NAME = "ankigen Term", "ankigen List"

#: Name of the note type → names of its fields, in order.
FIELDS_OF: Mapping[str, tuple[str, ...]] = {TERM_NAME: TERM_FIELDS, LIST_NAME: LIST_FIELDS}
