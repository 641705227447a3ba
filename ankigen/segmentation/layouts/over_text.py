"""A headword alone on its line, and its text on the lines below, with or without blank lines
between the entries.
"""

from __future__ import annotations

from collections.abc import Iterator, Set

from ankigen.segmentation.headword_score import termness
from ankigen.segmentation.role import Role
from ankigen.segmentation.sequence.look import STOP
from ankigen.segmentation.siblings.hypotheses import (
    FIRST_LINES,
    OVER_TEXT,
    Draft,
    Hypothesis,
    Roles,
)
from ankigen.segmentation.siblings.outline import Group, GroupKind

#: The longest headword over its text, in words; one that is known only by being shorter than its
#: text; a question.
LONGEST, BRIEF, QUESTION = 6, 4, 20
#: What is less like a headword than this is none, whatever stands around it.
UNLIKE = -3.0
#: So much longer is the text than a brief headword.
TIMES = 1.5


def over_text(draft: Draft, group: Group) -> Iterator[Hypothesis]:
    if group.kind is GroupKind.PARAGRAPHS:
        yield from _first_lines(draft, group)
        return
    for name, heads in _heads(draft, group):
        yield _over(draft, group, heads).hypothesis(name)


def _over(draft: Draft, group: Group, heads: Set[int]) -> Roles:
    out = Roles()
    opened = False
    for n, s in enumerate(group.siblings):
        if n in heads:
            role = Role.HEAD
            opened = True
        elif not opened:
            role = Role.SECTION
        else:
            role = Role.BODY if n - 1 in heads else draft.inside(s.at)
        out.put(s.at, role, draft.under(s))
    return out


def _heads(draft: Draft, group: Group) -> Iterator[tuple[str, Set[int]]]:
    """Which lines may be the headwords: every other one, those that look like it, those far
    shorter than the next.
    """
    siblings, n = group.siblings, draft.layout.n
    count = len(siblings)

    def names(i: int) -> bool:
        return termness(draft.units[siblings[i].at].text.text) > UNLIKE

    for start in (0, 1):
        every = range(start, count, 2)
        if count - start >= 4 and (count - start) % 2 == 0 and all(map(names, every)):
            yield "alternate", set(every)

    listed: set[int] = set()  # short lines below one that ends with a colon
    for i in range(1, count):
        above = draft.units[siblings[i - 1].at].text.text.rstrip()
        announced = above.endswith((":", "：")) or i - 1 in listed
        if announced and n[siblings[i].at] <= LONGEST:
            listed.add(i)

    def shaped(i: int) -> bool:
        text = draft.units[siblings[i].at].text.text.rstrip()
        stopped = STOP.search(text.rstrip(":")) or text.endswith(",")
        return n[siblings[i].at] <= LONGEST and not (stopped or i in listed) and termness(text) > 0

    looks = [i for i in range(count - 1) if shaped(i)]
    apart = {i for i in looks if i + 1 not in looks}
    for start in (0, 1):
        some = {i for i in apart if i >= start}
        if len(some) >= 2:
            yield OVER_TEXT, some
    brief = {
        i
        for i in looks
        if n[siblings[i].at] <= BRIEF and n[siblings[i + 1].at] >= TIMES * n[siblings[i].at]
    }
    brief = {i for i in brief if i - 1 not in brief}
    if len(brief) >= 2:
        yield "brief-over-text", brief


def _first_lines(draft: Draft, group: Group) -> Iterator[Hypothesis]:
    """The first line of each paragraph that has more of them is its headword."""
    out = Roles()
    heads = 0
    for s in group.siblings:
        under = draft.under(s)
        title = s.at < draft.layout.title
        if s.end > s.at + 1 and draft.layout.n[s.at] <= QUESTION and not title:
            heads += 1
            out.put(s.at, Role.HEAD, under)
        elif heads:
            out.put(s.at, draft.inside(s.at), under)
        else:
            out.put(s.at, Role.LOOSE, dict.fromkeys(under, Role.LOOSE))
    if heads >= 2:
        yield out.hypothesis(FIRST_LINES)
