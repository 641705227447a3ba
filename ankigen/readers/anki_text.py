"""The header lines of Anki's text exports (its manual, "Importing text files"): read alike for
notes and for merging.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ankigen.text.integers import small_integer

_ANKI_KEYS = ("separator", "html", "notetype", "deck", "tags", "columns", "notetype column",
    "deck column",
              "tags column", "guid column", "if matches", "match scope")  # fmt: skip


_ANKI_HEADER = re.compile(rf"#({'|'.join(_ANKI_KEYS)}):\s?(.*)$", re.I)


_NAMED_SEPARATORS = {
    "tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "colon": ":", "space": " ",
    "\\t": "\t",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class AnkiHeader:
    """What the header lines say; a column is counted from 0, -1 = there is none."""

    lines: int = 0
    separator: str = ""
    html: bool | None = None
    notetype: str = ""
    deck: str = ""
    tags: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    guid: int = -1
    tags_column: int = -1
    deck_column: int = -1
    notetype_column: int = -1


def anki_header(lines: Sequence[str]) -> AnkiHeader:
    """What the `#key:value` lines at the top of an export say; `lines` = 0 if there are none."""
    header = AnkiHeader()
    for n, line in enumerate(lines):
        # a spreadsheet that saved the file has added separators to the header lines
        found = _ANKI_HEADER.match(line.rstrip().strip('"'))
        if not found:
            return replace(header, lines=n) if n else header
        key, value = found.group(1).lower(), found.group(2)
        if key == "separator":
            sign = value.strip().lower()
            sign = sign if sign in ("", ",", ";", "|", ":", " ") else sign.rstrip(",;")
            header = replace(header, separator=_NAMED_SEPARATORS.get(sign, sign[:1] or "\t"))
            continue
        value = value if key == "columns" else value.rstrip(",;\t| ")
        number = small_integer(value, 0) - 1
        if key == "html":
            header = replace(header, html=value.strip().lower() == "true")
        elif key == "notetype":
            header = replace(header, notetype=value.strip())
        elif key == "deck":
            header = replace(header, deck=value.strip())
        elif key == "tags":
            header = replace(header, tags=tuple(value.split()))
        elif key == "columns":
            header = replace(header, columns=(value,))
        elif key == "guid column":
            header = replace(header, guid=number)
        elif key == "tags column":
            header = replace(header, tags_column=number)
        elif key == "deck column":
            header = replace(header, deck_column=number)
        elif key == "notetype column":
            header = replace(header, notetype_column=number)
    return replace(header, lines=len(lines))
