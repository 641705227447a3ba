"""What tells multiple choice from lists with letters where no answer is given anywhere.

"1. Types of rock: a) igneous b) sedimentary" is a list to be learned, "1. Which rock is igneous?
a) chalk b) basalt" a question that cannot be answered from the notes. Their shape is the same:
what is asked, an instruction on the sheet or an option such as "none of these" tells them apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ankigen.readers.choice_marks import Option
from ankigen.text.patterns import when_asked

#: On a sheet: choose among what is given.
_INSTRUCTION = when_asked(
    r"\b(?:circle|choose|select|tick|pick|mark|underline)\b(?:\s+\w+){0,3}\s+"
    r"(?:one|answers?|options?|letters?|choices?|box(?:es)?)\b"
    r"|\bmultiple[\s-]choice\b|\bMCQs?\b|\bkreuze?\b.{0,30}\ban\b|\bchoix multiples?\b"
    r"|\b(?:opción|selección) múltiple\b|\bmúltipla escolha\b|\bscelta multipla\b",
    re.I,
)
#: An option that speaks of the others.
_OF_THE_OTHERS = when_asked(
    r"\W*(?:(?:all|none|both|neither|any) of (?:these|those|the above|them)|(?:both|neither) "
    r"\(?[a-h]\)? (?:and|n?or) \(?[a-h]\)?|[a-h] and [a-h](?: only)?|not (?:at all|known))\W*$",
    re.I,
)
#: A question that asks for one of several, and one that its option finishes.
_ONE_OF = when_asked(
    r"\bwhich\b(?!\s+(?:are|were|two|three|four|five|\d))(?:.*\?|.*\bfollowing\b)"
    r"|\b(?:of|are) (?:these|the following)\b|_{3,}|\.{3}\W*$|…",
    re.I,
)
_UNFINISHED = when_asked(
    r"\b(?:is|was|to|if|by|for|from|in|on|at|with|as|a|an|the|than|that|when|because|called"
    r"|means|has|will|must)\s*$",
    re.I,
)
#: So large a share of the questions of a sheet asks for one of several.
_SHARE = 0.5


#: An instruction is no longer, in characters.
_LONGEST = 160


def choosing(lines: Sequence[str], questions: Sequence[tuple[str, Sequence[Option]]]) -> bool:
    """Whether these questions, each with its options, ask for one of the options: most of them do,
    or some of them do and one of the lines says so.

    >>> options = [Option(1, "a", "chalk", "a)", 0), Option(2, "b", "basalt", "a)", 0)]
    >>> choosing([], [("Which rock is igneous?", options)]), choosing([], [("Rocks", options)])
    (True, False)
    """
    signs = sum(
        bool(_ONE_OF.search(asked) or _UNFINISHED.search(asked))
        or any(_OF_THE_OTHERS.match(option.text) for option in options)
        for asked, options in questions
    )
    told = any(len(line) < _LONGEST and _INSTRUCTION.search(line) for line in lines)
    return signs >= _SHARE * len(questions) or (told and signs > 0)
