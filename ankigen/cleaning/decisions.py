"""The user's word on typos: what is accepted, what is refused, what is right by decree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ankigen.cleaning.lexicon import fold
from ankigen.model import Origin
from ankigen.settings import TypoSettings

_PLACE = re.compile(r"(?P<file>.*\S):(?P<line>\d+)\s+(?P<word>.+)", re.DOTALL)
_ARROW = re.compile(r"\s*(?:->|→)\s*")


@dataclass(frozen=True, slots=True)
class Choice:
    """One item of `accept` or `refuse`: a word, a pair, or a word (or pair) at one place."""

    before: str
    after: str = ""  # "" = whatever is proposed
    file: str = ""
    line: int = 0
    written: str = ""  # `after` with its capitals

    def covers(self, origin: Origin, before: str, after: str) -> bool:
        if self.before != key(before) or (self.after and self.after != key(after)):
            return False
        return not self.file or (
            self.line == origin.line
            and (origin.file == self.file or origin.file.endswith("/" + self.file))
        )


def key(text: str) -> str:
    """What decides whether two words are the same for a decision: letters, not capitals or spacing."""
    return " ".join(fold(text).split())


def read_choice(item: str) -> Choice:
    """
    >>> read_choice("teh -> the")
    Choice(before='teh', after='the', file='', line=0, written='the')
    >>> read_choice("bio.md:14 styleguide").line
    14
    """
    file, line = "", 0
    if match := _PLACE.fullmatch(item.strip()):
        file, line, item = match["file"], int(match["line"]), match["word"]
    before, *after = _ARROW.split(item.strip(), maxsplit=1)
    written = " ".join(after[0].split()) if after else ""
    return Choice(key(before), key(written), file, line, written)


@dataclass(frozen=True, slots=True)
class Decisions:
    """All that the user decided. Refusing outweighs accepting: no change is the safe mistake."""

    accept: tuple[Choice, ...]
    refuse: tuple[Choice, ...]
    glossary: frozenset[str]
    contradictions: tuple[str, ...]

    def refused(self, origin: Origin, before: str, after: str) -> bool:
        return any(c.covers(origin, before, after) for c in self.refuse)

    def ordered(self, text: str) -> Iterator[tuple[int, int, Choice]]:
        """Where a text holds what an accepted pair changes: (start, end, the pair)."""
        for choice in self.accept:
            if not choice.written:
                continue
            pattern = r"\s+".join(map(re.escape, choice.before.split()))
            for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE):
                # "Rust -> Rust 2024" is done where it is done already.
                near = text[
                    max(0, match.start() - len(choice.written)) : match.end() + len(choice.written)
                ]
                if match.group() != choice.written and (
                    choice.before not in choice.after or choice.written not in near
                ):
                    yield match.start(), match.end(), choice

    def accepted(self, origin: Origin, before: str, after: str) -> bool:
        return any(c.covers(origin, before, after) for c in self.accept)


def read_decisions(settings: TypoSettings, headwords: Sequence[str]) -> Decisions:
    """The settings as decisions. An accepted item that is a whole headword makes its words known, as they are."""
    names = {key(h) for h in headwords}
    accept: list[Choice] = []
    known: set[str] = set()
    for item in settings.accept:
        choice = read_choice(item)
        if not choice.after and not choice.file and choice.before in names:
            known.update(words_of(choice.before))
        elif choice.before:
            accept.append(choice)
    refuse = tuple(c for c in map(read_choice, settings.refuse) if c.before)
    for item in settings.glossary:
        known.update(words_of(key(item)))
    both = {(c.before, c.file, c.line) for c in accept} & {
        (c.before, c.file, c.line) for c in refuse
    }
    contradictions = tuple(
        sorted(
            a.before
            for a in accept
            for r in refuse
            if (a.before, a.file, a.line) in both
            and (r.before, r.file, r.line) == (a.before, a.file, a.line)
            and (a.after == r.after or not r.after)
        )
    )
    return Decisions(tuple(accept), refuse, frozenset(known), contradictions)


def words_of(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)*", text)
