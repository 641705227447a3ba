"""Runs of lines that are a name and a figure each ("K 3.5-5.0", "granite 2.7 g/cm3"), and chains of
arrows ("egg -> larva -> pupa"), which part nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from ankigen.model import Kind
from ankigen.segmentation.blocks.units import OPEN
from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.hypotheses import HEADS, INSIDE, Draft
from ankigen.segmentation.splits.split import Split
from ankigen.segmentation.words import length
from ankigen.text.patterns import when_asked

#: So many lines of a run are a name and a figure, and so large a share of those below its first.
LEAST, SHARE = 4, 0.8
#: A name of a few words, a figure or a range, perhaps a unit and some words more.
_FIGURE = when_asked(
    r"(?P<name>[^\W\d_][^\d:=–—|\t]{0,40}?)\s(?=[<>≤≥~±]?\s?\d[\d.,:/–-]*(?:\s?[^\W\d_%°]{0,8}"
    r"|\s?[%°]C?)(?:/[^\W\d_]{1,4}\d?)?(?:\s\S+){0,4}$)"
)
#: A name has no more words.
WORDS = 4
#: Several arrows, between few words.
_CHAIN = when_asked(
    r"(?:[^\s>→⇒]+\s){1,4}(?:[-=]{1,2}>|→|⇒)(?:\s[^\s>→⇒]+){1,4}\s(?:[-=]{1,2}>|→|⇒)"
)


def take_figure_lines(draft: Draft) -> None:
    """Makes entries of such lines, and a topic of the headword right above them."""
    for run in _runs(draft):
        found = {k: m for k in run if (m := _FIGURE.match(draft.units[k].text.text))}
        named = {k: m for k, m in found.items() if length(m["name"]) <= WORDS}
        free = all(draft.roles[k] in (*INSIDE, Role.HEAD, Role.LOOSE, Role.SECTION) for k in named)
        if len(named) < max(LEAST, SHARE * (len(run) - 1)) or not free:
            continue
        for k, m in named.items():
            if k not in draft.settled:
                draft.enter(k, Split(m.end("name"), m.end(), "columns", 0.0))
        draft.topic_above(min(named))


def join_chains(draft: Draft) -> None:
    """Makes text of an entry of a chain of arrows right below it."""
    for k, u in enumerate(draft.units):
        split = draft.splits.get(k)
        if split is None or split.style != "=>" or u.gap or not k or k in draft.settled:
            continue
        below = draft.roles[k - 1] in (*HEADS, *INSIDE) and u.kind in OPEN
        if below and _CHAIN.match(u.text.text):
            draft.join(k, k + 1)
            draft.roles[k] = Role.BODY


def _runs(draft: Draft) -> Iterator[list[int]]:
    """The runs of lines that are no items, without a blank line in them."""
    run: list[int] = []
    for k, u in enumerate(draft.units):
        fits = u.kind is Kind.LINE and not u.item
        if run and (not fits or u.gap):
            yield run
            run = []
        if fits:
            run.append(k)
    if run:
        yield run
