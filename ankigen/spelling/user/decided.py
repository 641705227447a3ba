"""The user's decisions on what the rules propose: refused ones gone, accepted ones made."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ankigen.model import FixKind, Origin
from ankigen.spelling.rules import Proposal
from ankigen.spelling.texts.text_state import ACCEPTED, EntryState, TextState
from ankigen.spelling.unknown.candidates import like
from ankigen.spelling.user.overrides import Decisions

#: A fix shows the changed words alone; what is longer is only ever a repeated sentence.
LONGEST_FIX = 60


def decided(
    found: Sequence[Proposal], state: EntryState, text: TextState, decisions: Decisions
) -> Iterator[Proposal]:
    """The proposals after the user's decisions: refused ones gone, accepted ones fixes."""
    for p in (*found, *_placed(found, [*_ordered(text, decisions)], state, text, decisions)):
        start, end, after = text.raw_place(p)
        if text.raw.text[start:end] == after:
            continue  # what a rule or the user has changed is not changed back
        origin = state.origin(text, start)
        before = text.now.text[p.start : p.end]
        if len(before) > LONGEST_FIX and p.kind is not FixKind.DUPLICATE_TEXT:
            continue
        if decisions.refused(origin, before, p.after):
            continue
        accepted = decisions.accepted(origin, before, p.after)
        if p.rule == ACCEPTED and not accepted:
            continue  # accepted for another place
        yield replace(p, confidence=1.0, fix=True) if accepted else p


def _ordered(text: TextState, decisions: Decisions) -> Iterator[Proposal]:
    """What the user's accepted pairs change in a text, whether a rule saw it or not."""
    for start, end, choice in decisions.ordered(text.now.text):
        if not text.now.literal_at(start, end):
            before = text.now.text[start:end]
            after = choice.written if choice.of_capitals else like(before, choice.written)
            yield Proposal(start, end, after, ACCEPTED, FixKind.MISSPELLING, 1.0, True)


def _placed(
    found: Sequence[Proposal],
    ordered: Sequence[Proposal],
    state: EntryState,
    text: TextState,
    decisions: Decisions,
) -> Iterator[Proposal]:
    """Of what accepted pairs change, that which they mean: a pair with a place changes one word of
    its line.

    Where the line holds the word more than once it is the one that a rule sees; where no rule
    sees any, none is changed."""
    now = text.now.text

    def line(p: Proposal) -> int:
        return state.origin(text, text.raw_place(p)[0]).line

    def pair(p: Proposal) -> tuple[str, str, int]:
        return now[p.start : p.end].casefold(), p.after.casefold(), line(p)

    def done(p: Proposal) -> bool:
        """Whether the line holds the right word already: then the one that was meant has been
        changed.
        """
        same_word = now[p.start : p.end].casefold() == p.after.casefold()
        case = re.NOFLAG if same_word else re.IGNORECASE
        words = re.finditer(rf"(?<!\w){re.escape(p.after)}(?!\w)", now, case)
        return any(line(replace(p, start=m.start(), end=m.end())) == line(p) for m in words)

    seen = {pair(p) for p in found}
    times = Counter(map(pair, ordered))
    for p in ordered:
        everywhere = decisions.accepted(Origin("", 0), now[p.start : p.end], p.after)
        if everywhere or (times[pair(p)] == 1 and pair(p) not in seen and not done(p)):
            yield p
