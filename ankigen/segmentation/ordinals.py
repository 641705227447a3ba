"""Names that differ by their number alone ("1. Punic War", "2. Punic War"), which is part of them,
or by the heading above theirs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ankigen.model import Kind, RichText
from ankigen.segmentation.blocks.units import Unit
from ankigen.segmentation.merging import entry_key
from ankigen.segmentation.sequence.sections import section_name
from ankigen.segmentation.words import is_label

_NUMBER = re.compile(r"\s*(\d{1,2})\.\s+")
#: What stands behind the name in a headword: a bracket with years or a remark.
_BEHIND = re.compile(r"\s*[(\[].*$")


def with_ordinals(names: Sequence[tuple[RichText, Unit]]) -> list[RichText]:
    """The headwords, each with the line that it is from, with the numbers without which one right
    after another would be called the same.
    """
    out = [name for name, _ in names]
    bare = [_BEHIND.sub("", name.text).casefold() for name, _ in names]
    numbers = [_number(unit) for _, unit in names]
    for n in range(1, len(out)):
        same = bare[n] and bare[n] == bare[n - 1] and not is_label(names[n][0].text)
        if same and numbers[n - 1] and numbers[n] == numbers[n - 1] + 1:
            for k in (n - 1, n):
                if out[k] is names[k][0]:
                    out[k] = RichText(f"{numbers[k]}. ") + names[k][0]
    return out


def _number(unit: Unit) -> int:
    """The number before a line's text, 0 where there is none."""
    if unit.marker is not None:
        return unit.marker.number if unit.marker.style == "1." else 0
    found = _NUMBER.match(unit.text.text)
    return int(found[1]) if found else 0


def contexts_of_headings(
    units: Sequence[Unit], found: Sequence[tuple[RichText, Unit]]
) -> dict[int, RichText]:
    """The context of each headword that is a heading with the same words as one under another
    heading, by its place: what is written twice as a heading is said of two things.
    """
    parents: dict[int, str] = {}
    above: list[Unit] = []
    for u in units:
        if u.kind is Kind.HEADING:
            while above and above[-1].level >= u.level:
                above.pop()
            if above:
                parents[u.line] = section_name(above[-1].text.text)
            above.append(u)
    same: dict[str, list[int]] = {}
    for n, (term, unit) in enumerate(found):
        if unit.kind is Kind.HEADING and parents.get(unit.line):
            same.setdefault(entry_key(term.text), []).append(n)
    out: dict[int, RichText] = {}
    for some in same.values():
        names = {n: parents[found[n][1].line] for n in some}
        if len(set(names.values())) > 1:
            out.update((n, RichText.of(name, found[n][1].line)) for n, name in names.items())
    return out
