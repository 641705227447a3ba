"""Headings that only name a part of what stands above them ("Example: …", "Proof", "Remarks", and
those that recur below one heading after the other), and labels that say that the heading above is
explained ("Definition: …").
"""

from __future__ import annotations

import re
from itertools import pairwise

from ankigen.model import Kind
from ankigen.segmentation.blocks.units import OPEN
from ankigen.segmentation.role import Role
from ankigen.segmentation.sequence.look import fold
from ankigen.segmentation.siblings.hypotheses import HEADS, Draft
from ankigen.segmentation.words import PARTS, is_label, tokens
from ankigen.text.patterns import when_asked
from ankigen.text.questions import asks

#: What stands behind the label of a part: its number, or a title of its own.
_BEHIND = when_asked(r"\W*[^\W\d_]+(?:\s*[\d.]{1,5})?\s*(?:$|[:：.–—-]|\()")


_ARTICLE = when_asked(r"^\W*(?:an?|the|eine?|une?|uno?|una|een|et|ett?)\s+", re.I)

#: A label in front of what the heading above means.
DEFINES = when_asked(
    r"\W*(?:(?:short |formal |kurze )?(?:definition|définition|definición|definizione|definição"
    r"|definitie|definisjon|definicja|definice|definícia|определение|定義|定义|정의))\W*",
    re.I,
)


def names_a_part(text: str) -> bool:
    """Whether a heading only names a part of what is explained above it.

    >>> names_a_part("Example: two dice"), names_a_part("Proof"), names_a_part("Proof theory")
    (True, True, False)
    >>> names_a_part("An Example")
    True
    """
    text = _ARTICLE.sub("", text)
    words = tokens(text)
    return bool(words) and words[0] in PARTS and bool(_BEHIND.match(text))


def is_no_name(text: str) -> bool:
    """Whether a text is no name of a thing, but a label, the name of a part, or a question.

    >>> is_no_name("Example 2"), is_no_name("What is a keel?"), is_no_name("Keel")
    (True, True, False)
    """
    return is_label(text) or names_a_part(text) or asks(text)


def join_examples(draft: Draft) -> None:
    """Headings of parts go into the entry of the heading above them, which is a headword if it
    has a text of its own.
    """
    units, roles = draft.units, draft.roles
    recurring = _recurring(draft)
    above: list[int] = []  # the headings that are open, the outermost first
    for k, u in enumerate(units):
        if u.kind is not Kind.HEADING:
            continue
        while above and units[above[-1]].level >= u.level:
            above.pop()
        part = names_a_part(u.text.text) or (
            fold(u.text.text) in recurring and draft.entries(k, draft.section_end(k)) <= 1
        )
        if above and part and not names_a_part(units[above[-1]].text.text):
            parent = above[-1]
            end = draft.section_end(k)
            if roles[parent] in HEADS or _explains(draft, parent):
                first = parent if roles[parent] not in HEADS else k - 1
                draft.join(first + 1, draft.headings[parent])
                roles[parent] = Role.HEAD
                draft.splits.pop(parent, None)
                if any(roles[n] in (*HEADS, Role.SECTION) for n in range(k, end)):
                    draft.join(k, end)
        above.append(k)


#: A heading that stands below so many others, and so large a share of those of a level, names a
#: part of each.
RECURS, SHARE = 3, 0.5


def _recurring(draft: Draft) -> set[str]:
    """The headings that stand, with the same words, below several others of one level, and once
    below most of these.
    """
    parents: dict[str, set[int]] = {}
    levels: dict[int, int] = {}
    above: list[int] = []
    for k, u in enumerate(draft.units):
        if u.kind is not Kind.HEADING:
            continue
        while above and draft.units[above[-1]].level >= u.level:
            above.pop()
        levels[u.level] = levels.get(u.level, 0) + 1
        text = fold(u.text.text)
        if above and text:
            parents.setdefault(text, set()).add(above[-1])
        above.append(k)
    return {
        text
        for text, over in parents.items()
        if len(over) >= max(RECURS, SHARE * levels[draft.units[min(over)].level])
    }


def name_by_headings(draft: Draft) -> None:
    """A heading right over "Definition: …", or over a text of its own and the heading "Definition",
    is the headword of what is said there, up to the next heading.
    """
    for k, (heading, label) in enumerate(pairwise(draft.units)):
        split = draft.splits.get(k + 1)
        if (
            heading.kind is Kind.HEADING
            and split
            and draft.roles[k] not in HEADS
            and draft.roles[k + 1] in HEADS
            and DEFINES.fullmatch(label.text.text[: split.end])
            and _explains(draft, k)
        ):
            draft.head(k, draft.headings[k])
    for k, n in draft.headings.items():
        if n < len(draft.units) and _is_defined_below(draft, k, n):
            draft.head(k, draft.headings[n])


def _is_defined_below(draft: Draft, k: int, n: int) -> bool:
    """Whether the next heading says that the definition of a heading stands there, with no entry
    between them.
    """
    heading, label = draft.units[k], draft.units[n]
    return (
        label.level > heading.level
        and draft.roles[k] in (Role.SECTION, Role.HEAD)
        and draft.roles[n] is Role.HEAD
        and DEFINES.fullmatch(label.text.text) is not None
        and not draft.entries(k + 1, n)
    )


def _explains(draft: Draft, parent: int) -> bool:
    """Whether a heading stands right over a text, and not over several entries."""
    first = parent + 1
    if first >= len(draft.units) or draft.units[first].kind not in OPEN or draft.units[first].item:
        return False
    return draft.entries(first, draft.headings[parent]) <= 1
