"""Labels of questions and of their answers ("Q: …", "A: …"), in turn or here and there; what stands
below questions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ankigen.model import Block, Kind
from ankigen.segmentation.blocks.units import OPEN, Unit
from ankigen.text.patterns import when_asked
from ankigen.text.questions import ANSWER_WORDS, QUESTION_WORDS

#: "Question type : …", "Q why …": labels that only a question mark in their line bears out.
_ASKED = when_asked(
    rf"^(?:{QUESTION_WORDS})\s\w+\s*[:：]\s*(?=\S)|^Q\s+(?=(?:wh|how)\w*\s)"
    r"|^Q\s?[-–—]\s+(?=[^?]+\?$)",
    re.IGNORECASE,
)
_QUESTION = re.compile(rf"^(?:Q|F|P|{QUESTION_WORDS})\s*\d*\s*[.:)：]\s*(?=\S)", re.IGNORECASE)
_ANSWER = re.compile(rf"^(?:A|R|{ANSWER_WORDS})\s*\d*\s*[.:)：]\s*(?=\S)", re.IGNORECASE)
#: A letter by itself may also count an option ("a) till").
_LONE_ANSWER = when_asked(
    rf"^(?:[AR]\s?(?:[:：]|[-–—](?=\s))|(?i:{ANSWER_WORDS})\s*\d*\s*[.:)：])\s*(?=\S)"
)


def with_questions(units: list[Unit]) -> list[Unit]:
    """Marks the lines of notes made of "Q: …" and "A: …", where both are there and in turn."""
    asked = [k for k, u in enumerate(units) if u.kind in OPEN and _QUESTION.match(u.text.text)]
    answered = [k for k, u in enumerate(units) if u.kind in OPEN and _ANSWER.match(u.text.text)]
    if len(asked) < 2 or len(answered) < 0.6 * len(asked):
        return _lone_questions(units)
    after = set(answered)
    if sum(1 for k in asked if any(n in after for n in range(k + 1, k + 4))) < 0.6 * len(asked):
        return _lone_questions(units)
    out = list(units)
    for ks, pattern, mark in ((asked, _QUESTION, "q"), (answered, _ANSWER, "a")):
        for k in ks:
            m = pattern.match(units[k].text.text)
            if m:
                out[k] = replace(units[k], text=units[k].text[m.end() :], answer=mark)
    return out


def _lone_questions(units: list[Unit]) -> list[Unit]:
    """The lines without the labels of a question here and there ("Q: why is it cold? no sun"), and
    of an answer right below a question ("R: no sun").
    """
    out = list(units)
    for k, u in enumerate(units):
        if u.kind not in OPEN:
            continue
        text = u.text.text
        if "?" in text and (label := _QUESTION.match(text) or _ASKED.match(text)):
            out[k] = replace(u, text=u.text[label.end() :])
        elif k and not u.gap and units[k - 1].text.text.rstrip().endswith(("?", "？")):
            label = _LONE_ANSWER.match(text)
            if label is not None and label.end() < len(text):
                out[k] = replace(u, text=u.text[label.end() :])
    return out


def below_questions(blocks: Sequence[Block]) -> list[bool]:
    """Whether each block stands below a question, with no heading between them: it may be part of
    the answer.
    """
    out, below = [], False
    for block in blocks:
        out.append(below)
        asks = block.text.text.rstrip(" *_").endswith(("?", "？"))
        below = asks or (below and block.kind is not Kind.HEADING)
    return out
