"""Whether a definition tells what happened."""

from __future__ import annotations

import re

from ankigen.cards.content.functions import is_third_person, may_be_noun
from ankigen.cards.words import count
from ankigen.text.patterns import when_asked

_EVENT_WORDS = when_asked(
    r"\b(?:war|crash|revolution|treaty|invasion|battle|election|crisis|birth|death|fall"
    r"|founding|foundation|invention|discovery|coup|revolt|uprising|massacre|independence|peace|end"
    r"|start|beginning|opening)\b"
    r"|\b[a-z]{3,}(?<!ss)(?:ed|s)\s(?:the|a|an|in|at|of|to|from|by|on|[A-Z\"“])|\b(?!\w*(?:ss"
    r"|us|is|os)$)[a-z]{4,}(?:ed|s)$"
    r"|\b(?:born|dies|founded|built|wins|won|becomes|became|ends|ended|begins|began)\b"
)
_SOMEBODY_DOES = when_asked(r"[A-Z]\w+(?:\s[A-Z]\w+)?\s[a-z]{2,}[^su\W]s\s[a-z]")
EVENT_NAMES = when_asked(
    r"\b(?:War|Crash|Revolution|Treaty|Act|Crisis|Coup|Battle|Pact|Congress)\b"
)
#: A text of more words tells more than a name.
_FEW_WORDS = 3


def is_event(said: str) -> bool:
    """Whether a definition tells of an event: by a name of one, or by what somebody does."""
    known = any(is_third_person(word) and not may_be_noun(word) for word in said.split()[1:])
    patterns = (EVENT_NAMES, _EVENT_WORDS)
    worded = count(said) > _FEW_WORDS and re.search(r"\b[a-z]{4,}|->|→", said) is not None
    if said[:1].isupper() and worded and re.match(r"(?!The\s|An?\s)[A-Z][a-z]+\s(?!SQL)", said):
        return True
    return known or bool(_SOMEBODY_DOES.match(said)) or any(p.search(said) for p in patterns)
