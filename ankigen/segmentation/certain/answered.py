"""Lines that ask and, behind the question mark, have the label of an answer ("Why? A - …") are
entries, whatever stands around them. So are lines that ask and answer without one ("Why is it cold?
no sun there"), or ask over bullets, and items that ask over items of their own.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from ankigen.model import Kind
from ankigen.segmentation.blocks.units import OPEN, PLAIN
from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.hypotheses import HEADS, INSIDE, Draft
from ankigen.segmentation.siblings.line_roles import LineRole
from ankigen.segmentation.siblings.outline import GroupKind
from ankigen.segmentation.splits.split import Split
from ankigen.segmentation.words import CONNECTORS, length, tokens
from ankigen.text.patterns import when_asked
from ankigen.text.questions import ANSWER_WORDS, asks_by_a_word, is_question

#: A question has so many characters up to its mark.
_SHORTEST, _LONGEST = 8, 300
_ANSWERED = when_asked(
    rf"(?P<asked>[^?？]{{{_SHORTEST},{_LONGEST}}}[?？])\s+"
    rf"(?:A|Ans|(?i:{ANSWER_WORDS}))(?:\s?[:：.]\s*|\s?[-–—]+\s+)(?=\S)"
)
#: One of several answers to choose from, or another question, stands behind.
_MORE = when_asked(r"\bB\s?[-–—.:)]|[?？]")
#: A question and its answer without a label.
_BARE = when_asked(
    rf"(?P<asked>[^?？]{{{_SHORTEST},{_LONGEST}}}[?？]+)\s+"
    r"(?=\w+\W+\w|(?i:yes|no|ja|nein|oui|non|s[ií])\b)[^?？]+$"
)
_YES_OR_NO = when_asked(r"[?？]\s+(?:yes|no|ja|nein|oui|non|s[ií])\b[^?？]*$", re.IGNORECASE)
#: A question is asked in so many words: longer ones ask a reader amid a text.
_WORDS = 20
#: A line is an entry with at least this log-chance; it heads something with this chance.
SURE, LIKELY = math.log(0.95), 0.5


def take_questions(draft: Draft) -> None:
    """Makes entries of lines that ask without a label of an answer: of those with the answer behind
    the question mark, and of those over lines that are set off from them, by bullets or an indent.
    """
    units, roles = draft.units, draft.roles
    _take_listed(draft)
    _take_run(draft)
    _take_compared(draft)
    _take_asked_over_items(draft)
    for k, u in enumerate(units):
        text = u.text.text
        if u.item and _asks_over_items(draft, k):
            _take_item(draft, k)
        if "?" not in text or u.kind not in PLAIN or u.marker is not None or u.answer:
            continue
        asks = asks_by_a_word(text)
        if roles[k] in HEADS or k in draft.settled:
            continue
        over = _is_over_its_answer(draft, k)
        if not (asks or over or _YES_OR_NO.search(text) or _is_likely(draft, k)):
            continue
        bare = _BARE.match(text)
        end = _set_off(draft, k) if asks else k + 1
        if over and end == k + 1:
            end = k + 2
        if bare is not None and end == k + 1 and length(bare["asked"]) <= _WORDS:
            _part(draft, k, bare.end("asked"), bare.end("asked"))
        elif end > k + 1 and text.rstrip().endswith("?") and length(text) <= _WORDS:
            draft.head(k, end)
        else:
            continue
        draft.topic_above(k)


#: So many items of a list are questions with their answers, and such a share of them; what such a
#: one beside them asks is short ("Where? at the mill").
LISTED, LISTED_SHARE, SHORT = 2, 0.5, 6
_BRIEFLY = when_asked(r"(?P<asked>[^\W\d_][^?？.:;]{1,60}[?？])\s+(?=[^\W_])[^?？]+$")


def _take_listed(draft: Draft) -> None:
    """Makes entries of the short questions with their answers in lists where others are some."""
    for group in draft.groups:
        if group.kind is not GroupKind.ITEMS or group.parts:
            continue
        at = [s.at for s in group.siblings]
        if _all_answered(draft, at):
            continue
        asked = [k for k in at if k in draft.splits and draft.splits[k].style == "?"]
        if len(asked) < max(LISTED, LISTED_SHARE * len(at)):
            continue
        for k in at:
            found = _BRIEFLY.match(draft.units[k].text.text)
            free = k not in draft.splits and k not in draft.settled
            if free and found and length(found["asked"]) <= SHORT:
                _part(draft, k, found.end("asked"), found.end("asked"))
                draft.topic_above(k)


#: So many items are all a question and what stands behind its mark.
ALL = 3
_BEHIND = when_asked(rf"(?P<asked>[^?？]{{{_SHORTEST},{_LONGEST}}}[?？])\s*(?=[^\W_])[^?？]+$")


def _all_answered(draft: Draft, at: Sequence[int]) -> bool:
    """Makes entries of the items of a list if all of them ask and answer, nothing below them."""
    found = {k: m for k in at if (m := _BEHIND.match(draft.units[k].text.text))}
    free = all(draft.roles[k] is Role.ITEM and k not in draft.settled for k in at)
    brief = all(length(m["asked"]) <= _WORDS for m in found.values())
    if len(at) < ALL or len(found) < len(at) or not free or not brief or at[-1] - at[0] >= len(at):
        return False
    for k, m in found.items():
        _part(draft, k, m.end("asked"), m.end("asked"))
    draft.topic_above(at[0])
    return True


#: So many lines together ask shortly and answer ("hypertonic? cell shrinks").
RUN = 3


def _take_run(draft: Draft) -> None:
    """Makes entries of lines of plain text right below one another that all ask so."""
    run: list[tuple[int, int]] = []
    for k, u in enumerate([*draft.units, None]):
        found = None if u is None or u.kind is not Kind.LINE else _BRIEFLY.match(u.text.text)
        short = found is not None and length(found["asked"]) <= SHORT and k not in draft.settled
        if run and (not short or (u is not None and u.gap)):
            if len(run) >= RUN:
                for n, end in run:
                    _part(draft, n, end, end)
                draft.topic_above(run[0][0])
            run = []
        if short and found is not None:
            run.append((k, found.end("asked")))


#: So many lines answer a question, each by what is asked about; so do lines below what compares.
COMPARED = 2
_VERSUS = when_asked(r"\w\s(?:vs?\.?|versus)\s\w")


def _take_compared(draft: Draft) -> None:
    """Lines right below a question, each of which begins with a word of it and says what that is
    ("How do ebb and flood differ?", "ebb = …", "flood = …"), are its answer.
    """
    units = draft.units
    for k, u in enumerate(units):
        text = u.text.text.rstrip()
        compares = u.gap > 0 and _VERSUS.search(text) is not None and length(text) <= SHORT
        if u.kind not in PLAIN or not (compares or (text.endswith("?") and asks_by_a_word(text))):
            continue
        words = {word for word in tokens(text) if word not in CONNECTORS}
        end = k + 1
        while end < len(units) and units[end].kind in PLAIN and not units[end].gap:
            first = tokens(units[end].text.text)[:1]
            if not first or first[0] not in words or not (compares or draft.may_part(end)):
                break
            end += 1
        marked = compares and all(draft.roles[n] is Role.ENTRY for n in range(k + 1, end))
        if end > k + COMPARED and k not in draft.settled and not marked:
            draft.head(k, end)
            draft.roles[k + 1 : end] = [Role.BODY] * (end - k - 1)


#: One of the answers of a tree of decisions: "yes: weekend?".
_BRANCH = when_asked(
    r"(?:yes|no|ja|nein|oui|non|sí|si|true|false)\s?(?::|->|→|=|,|[-–—]\s)", re.IGNORECASE
)


#: So many items of a list ask, over items of their own, and such a share of them; so many ask by a
#: word.
ASKING, ASKING_SHARE, BY_A_WORD = 4, 0.6, 2
_INVERTED = when_asked(
    r"(?:do|does|did|can|could|is|are|was|were|will|would|should|has|have|who|est-ce)\s"
    r"(?!not\b)\S+\s\S",
    re.IGNORECASE,
)


def _take_asked_over_items(draft: Draft) -> None:
    """Makes headwords of the items that stand over others in lists most of whose items ask so, with
    or without a question mark.
    """
    for group in draft.groups:
        if group.kind is not GroupKind.ITEMS or group.parts:
            continue
        over = [s.at for s in group.siblings if s.end > s.at + 1]
        texts = [draft.units[k].text.text for k in over]
        by_a_word = sum(map(asks_by_a_word, texts))
        asking = sum(bool(asks_by_a_word(t) or is_question(t) or _INVERTED.match(t)) for t in texts)
        if asking < max(ASKING, ASKING_SHARE * len(group.siblings)) or by_a_word < BY_A_WORD:
            continue
        for k in over:
            if draft.roles[k] is Role.ITEM and k not in draft.settled:
                _take_item(draft, k)


def _asks_over_items(draft: Draft, k: int) -> bool:
    """Whether an item in an entry asks, over items of its own."""
    u, below = draft.units[k], draft.units[k + 1] if k + 1 < len(draft.units) else None
    if below is None or not below.item or below.level <= u.level or k in draft.settled:
        return False
    text = u.text.text.rstrip(" *_")
    if any(_BRANCH.match(t) for t in (text, below.text.text)):
        return False  # a branch of a tree of decisions
    return draft.roles[k] is Role.ITEM and text.endswith(("?", "？")) and is_question(text)


def _take_item(draft: Draft, k: int) -> None:
    """Makes a headword of an item; what stands behind its list goes on with the entry around it."""
    outer = draft.entry_of(k)
    draft.roles[k] = Role.HEAD
    draft.back.pop(k, None)
    draft.topic_above(k)
    if outer is not None:
        draft.go_back_behind(k, outer)


def _is_likely(draft: Draft, k: int) -> bool:
    """Whether a line that asks nothing by a word ("Is it so? no, …") is an entry nearly for sure,
    parted at its question mark.
    """
    split = draft.told[k].split if k in draft.told else None
    return split is not None and split.style == "?" and draft.odds(k, LineRole.ENTRY) > SURE


def _is_over_its_answer(draft: Draft, k: int) -> bool:
    """Whether a question that is likely a headword stands over a single line, which is its answer
    though a mark parts it.
    """
    units = draft.units
    chances = (draft.odds(k, role) for role in (LineRole.HEAD, LineRole.SECTION))
    if k + 1 == len(units) or sum(map(math.exp, chances)) < LIKELY:
        return False
    if not is_question(units[k].text.text):
        return False
    below = units[k + 1]
    last = k + 2 == len(units) or units[k + 2].gap > 0 or units[k + 2].kind is Kind.HEADING
    last = last or is_question(units[k + 2].text.text)
    plain = below.kind in PLAIN and not below.gap and not below.item
    return last and plain and not below.text.text.rstrip().endswith("?")


def _set_off(draft: Draft, k: int) -> int:
    """Where the bullets, or the lines further in, right below a line end that are no entries."""
    units, roles = draft.units, draft.roles
    end = k + 1
    while end < len(units) and not units[end].gap and roles[end] in (*INSIDE, Role.LOOSE):
        if units[end].marker is None and units[end].indent <= units[k].indent:
            break
        end += 1
    return end


def take_answered(draft: Draft) -> None:
    """Makes entries of such lines where they are in no entry, or parted elsewhere; the label goes.
    What an entry goes on with below a line stays with it.
    """
    for k, u in enumerate(draft.units):
        role = draft.roles[k]
        if u.kind not in OPEN or u.answer:
            continue
        free = k + 1 == len(draft.units) or draft.roles[k + 1] not in INSIDE
        if role is not Role.ENTRY and not (free and role not in HEADS):
            continue
        found = _ANSWERED.match(u.text.text)
        if found and not _MORE.search(u.text.text, found.end()):
            _part(draft, k, found.end("asked"), found.end())
        elif role is Role.ENTRY and k in draft.splits and asks_by_a_word(u.text.text):
            bare = _BARE.match(u.text.text)
            if bare and bare.end("asked") < draft.splits[k].end:
                _part(draft, k, bare.end("asked"), bare.end("asked"))  # no mark in its answer


def _part(draft: Draft, k: int, end: int, start: int) -> None:
    """Makes an entry of a line whose question ends, and whose answer starts, at these places."""
    draft.enter(k, Split(end, start, "?", 0.0))
