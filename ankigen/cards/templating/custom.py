"""A user's own CSS and templates: checked, and put into note types with ids of their own.

The folder may hold `style.css` (added after ankigen's CSS), `base.css` (instead of it), and a file
for each side of a card that is to look different: `term-forward-front.html`, …; `FILES` names them
all.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ankigen.cards.templating.active_content import active_content
from ankigen.cards.templating.note_types import NOTE_TYPES
from ankigen.cards.templating.templates import CLOZE_FILTERS, Tag, parsed, problems, shown_fields
from ankigen.model import AnkigenError, NoteType, Template
from ankigen.text.patterns import when_asked

STYLE, BASE = "style.css", "base.css"
#: The templates of each note type, in their order, as files name them.
CARDS = {
    "term": ("forward", "reverse", "picture"),
    "list": ("item",),
    "cloze": ("text",),
    "choice": ("question",),
}
FILES = (
    STYLE,
    BASE,
    *(
        f"{key}-{card}-{side}.html"
        for key, cards in CARDS.items()
        for card in cards
        for side in ("front", "back")
    ),
)

#: Ids of users' note types lie below those of ankigen, which begin with the year in which they were
#: drawn.
_FIRST_OWN_ID = 1_500_000_000_000
_OWN_IDS = 200_000_000_000

_NETWORK = when_asked(
    r"""(?:url\(\s*["']?|@import\s+["']|\bsrc\s*=\s*["']?|<link\b[^>]*\bhref\s*=\s*["']?)\s*(?:https?:)?//""",
    re.IGNORECASE,
)


def note_types_with(
    files: Mapping[str, str], deck: str, folder: str = "templates"
) -> tuple[NoteType, ...]:
    """The note types with a user's files (name → text) in them; ankigen's own if there are none.

    Their ids depend on the deck alone, so that Anki updates them when the files change, and another
    deck's stay as they are. Raises AnkigenError for the first error in a file, with its line.
    """
    if not files:
        return NOTE_TYPES
    for name in files:
        if name not in FILES:
            near = difflib.get_close_matches(name, FILES, 1)
            hint = f'did you mean "{near[0]}"?' if near else "known files: " + ", ".join(FILES)
            raise AnkigenError(f"{folder}/{name}: no part of a card has this name; {hint}")
    for name, text in files.items():
        _no_network(text, f"{folder}/{name}")
        if found := active_content(text, css=name in (STYLE, BASE)):
            raise AnkigenError(
                f"{folder}/{name}: holds {found}; nothing on a card may run, so take it out"
            )
    for name in (STYLE, BASE):
        if name in files:
            _check_css(files[name], f"{folder}/{name}")
    return tuple(_own(note_type, files, deck, folder) for note_type in NOTE_TYPES)


def _own(note_type: NoteType, files: Mapping[str, str], deck: str, folder: str) -> NoteType:
    css = files.get(BASE, note_type.css)
    if STYLE in files:
        css = f"{css}\n{files[STYLE]}"
    templates = tuple(
        _template(template, f"{note_type.key}-{card}", note_type, files, folder)
        for template, card in zip(note_type.templates, CARDS[note_type.key], strict=True)
    )
    digest = hashlib.sha256(f"{deck}\n{note_type.key}".encode()).digest()
    own_id = _FIRST_OWN_ID + int.from_bytes(digest[:8]) % _OWN_IDS
    return replace(
        note_type, id=own_id, name=f"{note_type.name} ({deck})", css=css, templates=templates
    )


def _template(
    template: Template, stem: str, note_type: NoteType, files: Mapping[str, str], folder: str
) -> Template:
    fields = [f.name for f in note_type.fields]
    for side in ("front", "back"):
        name = f"{stem}-{side}.html"
        if name not in files:
            continue
        text = files[name]
        for line, problem in problems(text, fields, note_type.cloze):
            raise AnkigenError(f"{folder}/{name}:{line}: {problem}{_hint(problem, fields)}")
        if side == "front":
            _check_front(text, template, note_type, f"{folder}/{name}")
            template = replace(template, front=text)
        else:
            template = replace(template, back=text)
    return template


def _hint(problem: str, fields: Sequence[str]) -> str:
    """For an unknown field the one that was meant, or all of them."""
    if not problem.startswith("there is no field"):
        return ""
    near = difflib.get_close_matches(problem.split('"')[1], fields, 1)
    return f'; did you mean "{near[0]}"?' if near else f"; the fields are: {', '.join(fields)}"


def _check_front(text: str, template: Template, note_type: NoteType, name: str) -> None:
    if note_type.cloze:
        if missing := sorted(_clozed_in(template.front) - _clozed_in(text)):
            raise AnkigenError(
                f"{name}: shows no {{{{cloze:{missing[0]}}}}}; without it Anki makes "
                f"no cards of those items"
            )
        return
    if "FrontSide" in shown_fields(text):
        raise AnkigenError(f"{name}: {{{{FrontSide}}}} belongs on the back; take it out")
    if not shown_fields(text):
        raise AnkigenError(
            f"{name}: shows no field, so Anki makes no card; show one, as {{{{Headword}}}}"
        )
    switch = next(t.name for t in parsed(template.front) if isinstance(t, Tag))
    opened = {t.name for t in parsed(text) if isinstance(t, Tag) and t.sign == "#"}
    if switch not in opened:
        raise AnkigenError(
            f"{name}: put all of it between {{{{#{switch}}}}} and {{{{/{switch}}}}}; "
            "without that every note would get this card"
        )


def _clozed_in(template: str) -> set[str]:
    """The fields of which a template shows the clozes."""
    return {
        t.name for t in parsed(template) if isinstance(t, Tag) and CLOZE_FILTERS & set(t.filters)
    }


def _no_network(text: str, name: str) -> None:
    if match := _NETWORK.search(text):
        line = text.count("\n", 0, match.start()) + 1
        raise AnkigenError(
            f"{name}:{line}: loads something from the network; put the file into the media folder, "
            "so that the cards work everywhere"
        )


_CSS = when_asked(
    r"""/\*.*?\*/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|/\*|["'{}()\[\]]""", re.DOTALL
)
_PAIRS = {"}": "{", ")": "(", "]": "["}


def _check_css(text: str, name: str) -> None:
    """Raises AnkigenError for a bracket, string or comment that is not closed: what follows it
    would be ignored.
    """
    opened: list[tuple[str, int]] = []
    for match in _CSS.finditer(text):
        sign = match[0]
        line = text.count("\n", 0, match.start()) + 1
        if sign == "/*":
            raise AnkigenError(f"{name}:{line}: this comment is never closed; add */")
        if sign in ('"', "'"):
            raise AnkigenError(f"{name}:{line}: this string is not closed on its line; add {sign}")
        if sign in "{([":
            opened.append((sign, line))
        elif sign in _PAIRS:
            if not opened or opened[-1][0] != _PAIRS[sign]:
                raise AnkigenError(f'{name}:{line}: this "{sign}" closes nothing; take it out')
            opened.pop()
    if opened:
        sign, line = opened[-1]
        raise AnkigenError(f'{name}:{line}: this "{sign}" is never closed')
