"""Notes of ankigen's own types, as its packages and text files hold them → what they say, without
what serves the cards.

A term note holds its entry whole. A list note is the entry where a list is all there is, else only
its list once more.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from ankigen.text.integers import small_integer
from ankigen.text.patterns import when_asked

#: The fields by which a note type is known for one of ours, whatever it is called by now.
_COMMON = frozenset(("Headword", "Context", "Topic", "Source"))
#: One of these too: what version 0.1.0 called it, and what it is called now.
_OURS = frozenset(("Spare 4", "Language"))

#: The tag of a note that is in no source any more and is kept only for the reviews in Anki
#: (`ankigen.identity`).
REMOVED = "ankigen::removed"

#: What a cloze hides, without its hint: "::" stands nowhere else in one of ours.
_CLOZE = when_asked(r"\{\{c\d+::(.*?)(?:::[^{}]*?)?\}\}", re.S)
_ITEM = when_asked(
    r"\{\{c\d+::(.*?)(?:::[^{}]*?)?\}\}"
    r'|<span class="given">(.*?)</span>(?=(?:<br>)?(?:\{\{c|<span class="given">|$))',
    re.S,
)
_RANGE = when_asked(r'^<div class="range">[^<]*</div>')
_ITEMS = when_asked(
    r'^<div class="items([^"]*)"[^>]*?(?:counter-reset: item (\d+)[^>]*)?>(.*)</div>$', re.S
)


#: "ordered" alone stands on lists of version 0.1.0, where a number said that order matters.
_NUMBERED = frozenset(("numbered", "ordered"))


class Own(NamedTuple):
    """What one of our notes says: HTML, but for the plain context and topic."""

    headword: str
    definition: str
    context: str
    topic: str
    is_list: bool


def own_note(fields: Mapping[str, str]) -> Own | None:
    """The note if its type is ours, None if it is not."""
    known = fields.keys() >= _COMMON and fields.keys() & _OURS
    if not known or not fields.keys() & {"Definition", "Introduction"}:
        return None
    is_list = "Introduction" in fields
    definition = _list(fields) if is_list else fields.get("Definition", "")
    topic = re.sub(r"\s*›\s*", "::", re.sub("<[^<>]*>", "", fields["Topic"]))
    return Own(fields["Headword"], definition, fields["Context"], topic, is_list)


def _list(fields: Mapping[str, str]) -> str:
    introduction = fields["Introduction"]
    parts = [f"<p>{introduction}</p>"] if introduction.strip() else []
    open_list = ""
    for name, field in fields.items():
        if not name.startswith("Items ") or not field.strip():
            continue
        shown = _RANGE.sub("", field.strip())
        found = _ITEMS.match(shown)
        if not found:
            parts.append(_CLOZE.sub(r"\1", shown))
            continue
        tag = "ol" if _NUMBERED & set(found.group(1).split()) else "ul"
        items = "".join(
            f"<li>{hidden or given}</li>" for hidden, given in _ITEM.findall(found.group(3))
        )
        if open_list == tag:  # a long list is asked in groups
            parts[-1] = parts[-1].removesuffix(f"</{tag}>") + items + f"</{tag}>"
        else:
            first = f' start="{small_integer(found.group(2), 0) + 1}"' if found.group(2) else ""
            parts.append(f"<{tag}{first}>{items}</{tag}>")
            open_list = tag
    return "".join((*parts, fields.get("More", "")))
