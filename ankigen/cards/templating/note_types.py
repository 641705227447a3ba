"""ankigen's note types: their fields, templates and CSS, with every id pinned.

Anki knows a note type, a field and a template again by its id, so these numbers never change and
are never used twice; names may change. A field added later would make every update a conflict in
Anki, so spare ones are there from the start.

Terms and lists have a type each; so have clozes and multiple-choice questions that the notes
themselves write as such. Whether an entry shows as a formula, code, a picture or a table is a value
in the field "Kind": an entry that gains a sentence beside its formula stays the note that it was,
and keeps its reviews.
"""

from __future__ import annotations

from importlib.resources import files

from ankigen.model import NoteField, NoteType, Template
from ankigen.model.note_fields import (
    CHOICE,
    CHOICE_FIELDS,
    CHOICE_NAME,
    CLOZE,
    CLOZE_FIELDS,
    CLOZE_NAME,
    DESCRIPTIONS,
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
_CLOZE_ID = 1_795_844_062_719
_CHOICE_ID = 1_795_844_371_283

_TOPIC = '{{#Topic}}<div class="topic">{{Topic}}</div>{{/Topic}}'
_LANG = '{{#Language}} lang="{{Language}}"{{/Language}}'
_HEAD = f'<div class="headword" dir="auto"{_LANG}>{{{{Headword}}}}</div>'
_HEAD_IF_ANY = f"{{{{#Headword}}}}{_HEAD}{{{{/Headword}}}}"
_CONTEXT = '{{#Context}}<div class="context" dir="auto">{{Context}}</div>{{/Context}}'
_KIND = '{{#Kind}}<div class="kind">{{Kind}}</div>{{/Kind}}'
_SOURCE = '{{#Source}}<div class="source">{{Source}}</div>{{/Source}}'
_ANSWER = '<hr id="answer">'
_DEFINITION = f'<div class="definition" dir="auto"{_LANG}>{{{{Definition}}}}</div>'
_SPEECH = '{{#Speech}}<div class="speech">{{Speech}}</div>{{/Speech}}'
_MORE = '{{#More}}<div class="more" dir="auto">{{More}}</div>{{/More}}'
_ASK = '{{#Ask}}<div class="ask">{{Ask}}</div>{{/Ask}}'
_TYPE_DEFINITION = "{{#Typed answer}}{{type:Typed answer}}{{/Typed answer}}"
_TYPE_HEADWORD = "{{#Typed headword}}{{type:Typed headword}}{{/Typed headword}}"


def _card(name: str, *lines: str, kind: str = "{{Kind}}", lang: str = _LANG) -> str:
    """The lines of one side in the frame that the CSS knows."""
    return "\n".join((f'<div class="ankigen {name} kind-{kind}"{lang}>', *lines, "</div>"))


def _term(name: str, *lines: str) -> str:
    """The same of a term: of a word only the headword is in its language."""
    return _card(name, *lines, lang="")


def _only_if(field: str, markup: str) -> str:
    """Makes a side empty, and so the card not made, unless the field holds something."""
    return f"{{{{#{field}}}}}\n{markup}\n{{{{/{field}}}}}"


def _templates() -> tuple[Template, ...]:
    forward = (_TOPIC, _HEAD, _CONTEXT)
    # the headword stands hidden in Definition itself, so that a correction there is one here too
    masked = (
        "{{#Masked definition}}{{Masked definition}}{{/Masked definition}}"
        "{{^Masked definition}}{{Definition}}{{/Masked definition}}"
    )
    hint = '{{#Masked topic}}<div class="topic">{{Masked topic}}</div>{{/Masked topic}}'
    reverse = (hint, f'<div class="definition" dir="auto"{_LANG}>{masked}</div>', _ASK)
    picture = (
        hint,
        '<div class="definition picture">{{Picture}}</div>',
        '<div class="ask">What does it show?</div>',
    )
    named = (_TOPIC, _HEAD, _SPEECH, _CONTEXT, _ANSWER, _DEFINITION, _SOURCE)
    return (
        Template(
            "Term → definition",
            _only_if("Forward", _term("front", *forward, _SPEECH, _ASK, _TYPE_DEFINITION)),
            _term("back", *forward, _ANSWER, _TYPE_DEFINITION, _DEFINITION, _SOURCE),
            1_764_023_817_901,
            "{{#Forward}}{{Headword}} → ?{{/Forward}}",
        ),
        Template(
            "Definition → term",
            _only_if("Reverse", _term("front reverse", *reverse, _TYPE_HEADWORD)),
            _term("back reverse", _TYPE_HEADWORD, *named),
            1_764_023_817_902,
            "{{#Reverse}}? → {{Headword}}{{/Reverse}}",
        ),
        Template(
            "Picture → term",
            _only_if("Picture", _term("front reverse", *picture, _TYPE_HEADWORD)),
            _term("back reverse", _TYPE_HEADWORD, *named),
            1_764_023_817_903,
            "{{#Picture}}picture → {{Headword}}{{/Picture}}",
        ),
    )


def _list_templates() -> tuple[Template, ...]:
    head = (
        _TOPIC,
        _HEAD,
        _CONTEXT,
        (
            '{{#Introduction}}<div class="introduction" '
            'dir="auto">{{Introduction}}</div>{{/Introduction}}'
        ),
    )
    # Anki shows nothing of a cloze field that the card does not ask for, so a card shows its own
    # group alone
    groups = (
        *(f"{{{{cloze:{name}}}}}" for name in ITEM_FIELDS),
        '<div class="names">{{cloze:Names}}</div>',
    )
    asked = "".join(f"{{{{cloze-only:{name}}}}}" for name in (*ITEM_FIELDS, "Names"))
    return (
        Template(
            "Item of a list",
            _card("front list", *head, *groups, _ASK),
            _card("back list", *head, *groups, _MORE, _SOURCE),
            1_764_023_817_904,
            f"{{{{Headword}}}}: {asked}",  # "...", or the hint: the front asks for the item
            f"{{{{Headword}}}}: {asked}",  # the item
        ),
    )


def _cloze_templates() -> tuple[Template, ...]:
    head = (_TOPIC, _HEAD_IF_ANY, _CONTEXT, '<div class="text" dir="auto">{{cloze:Text}}</div>')
    return (
        Template(
            "Cloze",
            _card("front cloze-text", *head, kind="cloze"),
            _card("back cloze-text", *head, _MORE, _SOURCE, kind="cloze"),
            1_795_844_062_801,
        ),
    )


def _choice_templates() -> tuple[Template, ...]:
    head = (_TOPIC, _HEAD, _CONTEXT)
    # the back shows the options themselves, the right one set off: a correction of one is made once
    options = '<div dir="auto">{{Options}}</div>'
    reason = '{{#Reason}}<div class="reason" dir="auto">{{Reason}}</div>{{/Reason}}'
    return (
        Template(
            "Multiple choice",
            _only_if("Options", _card("front choice", *head, options, kind="choice")),
            _card("back choice", *head, _ANSWER, options, reason, _SOURCE, kind="choice"),
            1_795_844_371_301,
            "{{#Options}}{{Headword}}{{/Options}}",
        ),
    )


def _fields(names: tuple[str, ...], first_id: int) -> tuple[NoteField, ...]:
    """Fields with ids in a row. New names go to the end, or take a spare one's place and id."""
    return tuple(
        NoteField(name, first_id + n, DESCRIPTIONS.get(name, ""), name in DESCRIPTIONS)
        for n, name in enumerate(names)
    )


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
    NoteType(
        CLOZE,
        CLOZE_NAME,
        _CLOZE_ID,
        _fields(CLOZE_FIELDS, 1_795_844_062_900),
        _cloze_templates(),
        base_css(),
        cloze=True,
    ),
    NoteType(
        CHOICE,
        CHOICE_NAME,
        _CHOICE_ID,
        _fields(CHOICE_FIELDS, 1_795_844_371_400),
        _choice_templates(),
        base_css(),
    ),
)


def note_type(key: str) -> NoteType:
    """One of ankigen's note types by its key. Raises KeyError."""
    return {t.key: t for t in NOTE_TYPES}[key]
