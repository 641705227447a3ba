"""Regular expressions that are compiled when they are first asked, since most notes have nothing
that they look for: compiling all of ankigen's takes as long as reading a page of notes.
"""

from __future__ import annotations

import re
from typing import Any, cast


class Later:
    """Stands for a compiled pattern: what is asked of it is that pattern's own from then on."""

    def __init__(self, text: str, flags: int) -> None:
        self.given = text, flags
        self.pattern = text  # others are made of it

    def __getattr__(self, name: str) -> Any:
        compiled = self.__dict__.get("compiled") or re.compile(*self.given)
        found = getattr(compiled, name)
        self.__dict__.update({"compiled": compiled, name: found})
        return found


def when_asked(text: str, flags: int = 0) -> re.Pattern[str]:
    """A regular expression as `re.compile` gives it, compiled when it is first asked. For what most
    notes have none of; what every build asks for is compiled by `re.compile`.

    >>> when_asked("a+").sub("b", "caat")
    'cbt'
    """
    return cast("re.Pattern[str]", Later(text, flags))
