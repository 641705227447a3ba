"""A sentence said twice in one entry."""

from __future__ import annotations

import re

from ankigen.model import FixKind
from ankigen.spelling.document_model import Proposal
from ankigen.spelling.tokens import sentences

#: Shorter sentences are said twice on purpose ("See above.").
SHORTEST_SENTENCE = 6


def repeated(text: str, said: set[str]) -> list[Proposal]:
    """The sentences of a text that the entry has said before; `said` gathers what it says.

    >>> said: set[str] = set()
    >>> [p.start for p in repeated("Blood carries oxygen to all of the tissues. Blood carries oxygen to all of the tissues.", said)]
    [43]
    """
    found: list[Proposal] = []
    for start, end in sentences(text):
        sentence = " ".join(re.findall(r"\w+", text[start:end].casefold()))
        if sentence.count(" ") + 1 < SHORTEST_SENTENCE:
            continue
        if sentence in said:
            before = start
            while before > 0 and text[before - 1] in " \t":
                before -= 1
            # A text that is nothing but the repeat is left standing, so that no empty line comes of it.
            rest = (text[:before] + text[end:]).strip()
            found.append(
                Proposal(before, end, "", FixKind.DUPLICATE_TEXT, "said-before", 0.97, bool(rest))
            )
        said.add(sentence)
    return found
