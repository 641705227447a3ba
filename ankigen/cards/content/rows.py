"""Several things in a row, "fear, anger", as the whole answer of a card, and what asks for them."""

from __future__ import annotations

import re

from ankigen.text.patterns import when_asked

_IN_BRACKETS = when_asked(r"\s*\([^()]*\)")
_NO_PART = (
    r"(?:an?|the|no|of|is|are|in|for|that|same|other|more|less|well|what|who|which|with|from|to|by"
    r"|at|on|and|or|both|not)\b"
)
_FEW = rf"(?!{_NO_PART})[A-Za-z-]+(?:\s(?!{_NO_PART})[A-Za-z-]+){{0,2}}"
_LACKS = when_asked(r",\sno\s")
_TWO = rf"(?!{_NO_PART})[a-z-]+(?:\s(?!{_NO_PART})[a-z-]+)?"
_WORDS_IN_A_ROW = when_asked(rf"(?:{_FEW},\s){{2,}}(?:(?:and|or)\s)?{_FEW}|{_TWO},\s{_TWO}")


#: Of so many things none is counted, nor of the endings of a word.
_PAIR, _ENDING = 2, when_asked(r"[a-z]{1,2}")


def which_of(said: str) -> str:
    """The question for some things in a row, which says how many they are; of single words it asks
    which of them belong to a thing. Two of several words each only say how something is, and of two
    words one may be another word for the other.

    >>> which_of("salt, pepper, chilli and oil"), which_of("few oars, square sail")
    ('Which 4 belong to it?', 'What is characteristic of it?')
    """
    bare = _IN_BRACKETS.sub("", said)
    parts = re.split(r",\s(?:and\s|or\s)?|\s(?:and|or|&)\s", bare.strip(" ."))
    if len(parts) == _PAIR and any(" " in part for part in parts):
        return "What is characteristic of it?"
    endings = any(_ENDING.fullmatch(part) for part in parts)
    if len(parts) == _PAIR or endings or parts[-1] == "etc":
        return "What goes with it?"
    members = all(" " not in part for part in parts)
    return f"Which {len(parts)} belong to it?" if members else f"Name {len(parts)} key points."


def is_row_of_words(said: str) -> bool:
    """Whether a text is two or more things of a word or two each, in a row: "fear, anger".

    >>> is_row_of_words("mood, sleep, appetite"), is_row_of_words("a gate, which leaks")
    (True, False)
    """
    return _WORDS_IN_A_ROW.fullmatch(_LACKS.sub(", ", said.strip(" ."))) is not None
