"""Entries of which nothing is written yet but where they are to be found ("(B2.1)"), in notes
whose definitions end with such a reference.
"""

from __future__ import annotations

from collections.abc import Sequence

from ankigen.model import Entry, Finding, texts
from ankigen.text.patterns import when_asked

#: The bracket at the end of a text, with a letter and a number in it.
_END = when_asked(r"[(\[](?=[^()\[\]]*[^\W\d_])(?=[^()\[\]]*\d)([^()\[\]]{2,60})[)\]]\.?$")
#: "B2.1", "p. 12", but no formula ("CH4").
_PLACE = when_asked(r"[^\W\d_]{1,4}(?:-[^\W\d_]+)?\d+\.\d|[^\W\d_]{1,3}\.\s?\d")
#: So many definitions end with a reference.
LEAST = 3


def without_bare_references(
    entries: Sequence[Entry], findings: Sequence[Finding]
) -> tuple[list[Entry], list[Finding]]:
    """The entries that say something, and the findings with one for each of the others."""
    alone = [_ends(e) for e in entries]
    if sum(found is False for found in alone) < LEAST:
        return list(entries), list(findings)
    kept, more = [], list(findings)
    for entry, bare in zip(entries, alone, strict=True):
        if not bare:
            kept.append(entry)
            continue
        message = f'"{entry.headword}" has no definition but a reference; write one beside it'
        last = max(entry.lines, default=0)
        more.append(Finding(entry.origin, "no-definition", message, True, last))
    return kept, more


def _ends(entry: Entry) -> bool | None:
    """Whether the reference with which a definition ends is all of it; None: it ends with none."""
    text = "\n".join(t.text for t in texts(entry.body)).strip()
    found = _END.search(text)
    if found is None or not _PLACE.match(found.group(1)):
        return None
    return not found.start()
