"""The user's word on typos: what is accepted, what is refused, what is right by decree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ankigen.model import Origin
from ankigen.model.settings import ARROW, TypoSettings
from ankigen.spelling.words.lexicon import fold

_PLACE = re.compile(r"(?P<file>.*\S):(?P<line>\d+)\s+(?P<word>.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Choice:
    """One item of `accept` or `refuse`: a word, a pair, or a word (or pair) at one place."""

    before: str
    after: str = ""  # "" = whatever is proposed
    file: str = ""
    line: int = 0
    written: str = ""  # `after` with its capitals
    given: str = ""  # `before` with its capitals, of a pair that differs in them alone

    @property
    def of_capitals(self) -> bool:
        """Whether the pair differs in capitals alone ("spaniard -> Spaniard")."""
        return bool(self.given)

    def covers(self, origin: Origin, before: str, after: str) -> bool:
        if self.before != key(before) or (self.after and self.after != key(after)):
            return False
        # The file may be written with the folder of the notes before it, as `check` prints it.
        return not self.file or (
            self.line == origin.line
            and (
                origin.file == self.file
                or origin.file.endswith("/" + self.file)
                or self.file.endswith("/" + origin.file)
            )
        )


def key(text: str) -> str:
    """What decides whether two words are the same for a decision: letters, not capitals or
    spacing.
    """
    return " ".join(fold(text).split())


def read_choice(item: str) -> Choice:
    """
    >>> read_choice("teh -> the")
    Choice(before='teh', after='the', file='', line=0, written='the', given='')
    >>> read_choice("bio.md:14 styleguide").line
    14
    """
    file, line = "", 0
    if match := _PLACE.fullmatch(item.strip()):
        file, line, item = match["file"], int(match["line"]), match["word"]
    before, *after = ARROW.split(item.strip(), maxsplit=1)
    written = " ".join(after[0].split()) if after else ""
    given = " ".join(before.split())
    of_capitals = given != written and given.casefold() == written.casefold()
    return Choice(key(before), key(written), file, line, written, given if of_capitals else "")


@dataclass(frozen=True, slots=True)
class Decisions:
    """All that the user decided. Refusing outweighs accepting: no change is the safe mistake."""

    accept: tuple[Choice, ...]
    refuse: tuple[Choice, ...]
    glossary: frozenset[str]
    contradictions: tuple[str, ...]  # what they say against each other, and what to do

    def refused(self, origin: Origin, before: str, after: str) -> bool:
        return any(c.covers(origin, before, after) for c in self.refuse)

    def ordered(self, text: str) -> Iterator[tuple[int, int, Choice]]:
        """Where a text holds what an accepted pair changes: (start, end, the pair)."""
        words = {*words_of(key(text))}
        for choice in self.accept:
            if not choice.written or not words.issuperset(words_of(choice.before)):
                continue
            pattern = r"\s+".join(map(re.escape, (choice.given or choice.before).split()))
            case = re.NOFLAG if choice.of_capitals else re.IGNORECASE
            for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, case):
                if choice.of_capitals:
                    yield match.start(), match.end(), choice
                    continue
                # "Rust -> Rust 2024" is done where it is done already.
                near = text[
                    max(0, match.start() - len(choice.written)) : match.end() + len(choice.written)
                ]
                if match.group() != choice.written and (
                    choice.before not in choice.after or choice.written.lower() not in near.lower()
                ):
                    yield match.start(), match.end(), choice

    def accepted(self, origin: Origin, before: str, after: str) -> bool:
        return any(c.covers(origin, before, after) for c in self.accept)


def read_decisions(settings: TypoSettings, headwords: Sequence[str]) -> Decisions:
    """The settings as decisions. An accepted item that is a whole headword makes its words
    known, as they are.
    """
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
    # A word that is to stay wherever it stands is known: no other rule may take it for half of
    # something.
    known.update(c.before for c in refuse if not c.after and not c.file and c.before.isalpha())
    for item in settings.glossary:
        known.update(words_of(key(item)))
    contradictions = []
    for place, meant in _by_place(accept).items():
        word = place[0]
        if len({c.after for c in meant if c.after}) > 1:
            choices = " and ".join(f'"{c.written}"' for c in meant if c.after)
            contradictions.append(
                f'"{word}" is accepted for {choices}; it stays as it is, keep one of them'
            )
            accept = [c for c in accept if c not in meant]
        elif any(
            r.after in ("", c.after) and (r.before, r.file, r.line) == place
            for r in refuse
            for c in meant
        ):
            contradictions.append(
                f'"{word}" is both accepted and refused; it stays as it is, remove one of the two'
            )
    pairs = {c.before: c.after for c in accept if c.after and not c.file}
    for word, other in sorted(pairs.items()):
        if pairs.get(other) == word and word < other:
            contradictions.append(
                f'"{word}" is accepted for "{other}" and the other way round; both stay'
            )
            both = {(word, other), (other, word)}
            accept = [c for c in accept if c.file or (c.before, c.after) not in both]
    return Decisions(tuple(accept), refuse, frozenset(known), tuple(sorted(set(contradictions))))


def _by_place(choices: Sequence[Choice]) -> dict[tuple[str, str, int], list[Choice]]:
    """The choices about each word, or word at one place."""
    found: dict[tuple[str, str, int], list[Choice]] = {}
    for choice in choices:
        found.setdefault((choice.before, choice.file, choice.line), []).append(choice)
    return found


def words_of(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)*", text)
