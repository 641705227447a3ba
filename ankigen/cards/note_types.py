"""ankigen's note types: their fields, templates and CSS, with every id pinned.

Anki knows a note type, a field and a template again by its id, so these numbers never change and are never used twice;
names may change. A field added later would make every update a conflict in Anki, so spare ones are there from the start.

There are two types, one with plain and one with cloze cards. Whether an entry shows as a formula, code, a picture or a
table is a value in the field "Kind": an entry that gains a sentence beside its formula stays the note that it was, and
keeps its reviews.
"""

from __future__ import annotations

from importlib.resources import files

from ankigen.model import NoteField, NoteType, Template
from ankigen.model.note_fields import (
    ITEM_FIELDS,
    LIST,
    LIST_FIELDS,
    LIST_NAME,
    TERM,
    TERM_FIELDS,
    TERM_NAME,
)

#: Drawn once at random, as Anki's manual for shared decks advises; never to be changed.
_TERM_ID = 1_764_023_817_411
_LIST_ID = 1_764_023_817_523

_TOPIC = '{{#Topic}}<div class="topic">{{Topic}}</div>{{/Topic}}'
_HEAD = '<div class="headword" dir="auto">{{Headword}}</div>'
_CONTEXT = '{{#Context}}<div class="context" dir="auto">{{Context}}</div>{{/Context}}'
_KIND = '{{#Kind}}<div class="kind">{{Kind}}</div>{{/Kind}}'
_SOURCE = '{{#Source}}<div class="source">{{Source}}</div>{{/Source}}'
_ANSWER = '<hr id="answer">'
_DEFINITION = '<div class="definition" dir="auto">{{Definition}}</div>'
_TYPE_DEFINITION = "{{#Type definition}}{{type:Definition}}{{/Type definition}}"
_TYPE_HEADWORD = "{{#Type headword}}{{type:Headword}}{{/Type headword}}"


def _card(name: str, *lines: str) -> str:
    """The lines of one side in the frame that the CSS knows."""
    return "\n".join((f'<div class="ankigen {name} kind-{{{{Kind}}}}">', *lines, "</div>"))


def _only_if(field: str, markup: str) -> str:
    """Makes a side empty, and so the card not made, unless the field holds something."""
    return f"{{{{#{field}}}}}\n{markup}\n{{{{/{field}}}}}"


def _templates() -> tuple[Template, ...]:
    forward = (_TOPIC, _HEAD, _CONTEXT, _KIND)
    reverse = (
        '{{#Masked topic}}<div class="topic">{{Masked topic}}</div>{{/Masked topic}}',
        _KIND,
        '<div class="definition" dir="auto">{{Masked definition}}</div>',
        '<div class="ask">Which term is it?</div>',
    )
    picture = (
        '{{#Masked topic}}<div class="topic">{{Masked topic}}</div>{{/Masked topic}}',
        '<div class="definition picture">{{Picture}}</div>',
        '<div class="ask">What does it show?</div>',
    )
    named = (_TOPIC, _HEAD, _CONTEXT, _ANSWER, _DEFINITION, _SOURCE)
    return (
        Template(
            "Term → definition",
            _only_if("Forward", _card("front", *forward, _TYPE_DEFINITION)),
            _card("back", *forward, _ANSWER, _TYPE_DEFINITION, _DEFINITION, _SOURCE),
            1_764_023_817_901,
        ),
        Template(
            "Definition → term",
            _only_if("Reverse", _card("front reverse", *reverse, _TYPE_HEADWORD)),
            _card("back reverse", _TYPE_HEADWORD, *named),
            1_764_023_817_902,
        ),
        Template(
            "Picture → term",
            _only_if("Picture", _card("front reverse", *picture, _TYPE_HEADWORD)),
            _card("back reverse", _TYPE_HEADWORD, *named),
            1_764_023_817_903,
        ),
    )


def _list_templates() -> tuple[Template, ...]:
    head = (
        _TOPIC,
        _HEAD,
        _CONTEXT,
        '{{#Introduction}}<div class="introduction" dir="auto">{{Introduction}}</div>{{/Introduction}}',
        '<div class="kind">{{Count}}{{#Order}}, in order{{/Order}}</div>',
    )
    # Anki shows nothing of a cloze field that the card does not ask for, so a card shows its own group alone
    groups = tuple(f"{{{{cloze:{name}}}}}" for name in ITEM_FIELDS)
    return (
        Template(
            "Item of a list",
            _card("front list", *head, *groups),
            _card("back list", *head, *groups, _SOURCE),
            1_764_023_817_904,
        ),
    )


def _fields(names: tuple[str, ...], first_id: int) -> tuple[NoteField, ...]:
    """Fields with ids in a row. New names go to the end, or take a spare one's place and id."""
    return tuple(NoteField(name, first_id + n) for n, name in enumerate(names))


def base_css() -> str:
    """The CSS that all of ankigen's note types share."""
    return files(__package__).joinpath("style.css").read_text(encoding="utf-8")


NOTE_TYPES: tuple[NoteType, ...] = (
    NoteType(
        TERM,
        TERM_NAME,
        _TERM_ID,
        _fields(TERM_FIELDS, 1_764_023_818_000),
        _templates(),
        base_css(),
    ),
    NoteType(
        LIST,
        LIST_NAME,
        _LIST_ID,
        _fields(LIST_FIELDS, 1_764_023_818_100),
        _list_templates(),
        base_css(),
        cloze=True,
    ),
)


def note_type(key: str) -> NoteType:
    """One of ankigen's note types by its key. Raises KeyError."""
    return {t.key: t for t in NOTE_TYPES}[key]
