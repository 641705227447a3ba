"""Names of ankigen's note types and of their fields: what writes a note and what reads one back
both need them.
"""

from __future__ import annotations

from collections.abc import Mapping

#: How many item fields a list note has; a list longer than these hold is spread over several notes.
GROUPS = 6

TERM, LIST, CLOZE, CHOICE = "term", "list", "cloze", "choice"

TERM_FIELDS = (
    *("Headword", "Definition", "Context", "Topic", "Source"),
    *("Forward", "Reverse", "Masked definition", "Masked topic", "Picture"),
    *("Language", "Type definition", "Kind"),
    *("Typed answer", "Typed headword", "Ask", "Speech"),
)
ITEM_FIELDS = tuple(f"Items {n}" for n in range(1, GROUPS + 1))
LIST_FIELDS = (
    *("Headword", "Introduction", "Context", "Topic", "Source"),
    *("Count", "Order", "Kind"),
    *ITEM_FIELDS,
    *("Names", "More", "Ask", "Language"),
)
CLOZE_FIELDS = (
    *("Text", "Headword", "More", "Context", "Topic", "Source"),
    *("Language", "Spare 2", "Spare 3", "Spare 4"),
)
CHOICE_FIELDS = (
    *("Headword", "Options", "Answer", "Reason", "Context", "Topic", "Source"),
    *("Language", "Spare 2", "Spare 3", "Spare 4"),
)

TERM_NAME, LIST_NAME = "ankigen Term", "ankigen List"
CLOZE_NAME, CHOICE_NAME = "ankigen Cloze", "ankigen Choice"

#: Name of the note type → names of its fields, in order.
FIELDS_OF: Mapping[str, tuple[str, ...]] = {
    TERM_NAME: TERM_FIELDS,
    LIST_NAME: LIST_FIELDS,
    CLOZE_NAME: CLOZE_FIELDS,
    CHOICE_NAME: CHOICE_FIELDS,
}

#: What a field is for, where its name does not say it to a person who edits a note in Anki. Fields
#: with such a description are filled by ankigen from the rest of the entry, and are shown
#: collapsed.
DESCRIPTIONS: Mapping[str, str] = {
    "Source": "Where the notes have it. Filled by ankigen.",
    "Topic": "Shown above the card. Filled by ankigen from the headings.",
    "Forward": "Not empty: the card that asks for the definition is made.",
    "Reverse": "Not empty: the card that asks for the headword is made.",
    "Masked definition": (
        "Only where a picture or sound stands in the definition: what is shown when "
        "the headword is asked for. "
        "Elsewhere the headword is hidden in Definition itself: edit it there."
    ),
    "Masked topic": "The line above the card that asks for the headword. Filled by ankigen.",
    "Picture": "The picture, for the card that asks what it shows. Filled by ankigen.",
    "Language": "The code of the language, where it is not the deck's. Filled by ankigen.",
    "Speech": "What Anki reads aloud. Filled by ankigen where `read_aloud` asks for it.",
    "Type definition": "Not empty: the answer is typed.",
    "Kind": "How the card is laid out. Filled by ankigen.",
    "Typed answer": "What is to be typed for the definition: without brackets and grammar.",
    "Typed headword": "What is to be typed for the headword: without brackets and grammar.",
    "Ask": "The question at the foot of the card. Filled by ankigen.",
    "Count": "How many items the list has. Filled by ankigen.",
    "Order": "Not empty: the order of the items matters.",
    "Answer": "The right option, for the search. Filled by ankigen: correct it in Options.",
    "Names": "The labels of the items, asked for together. Filled by ankigen.",
    **{f"Spare {n}": "Not used. Kept free for later versions of ankigen." for n in range(2, 5)},
}
