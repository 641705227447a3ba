"""What a person decides in `ankigen.toml`: every key is a field of a dataclass here; nothing
else is accepted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

#: What `push` does with the notes that are gone.
Removed = Literal["suspend", "delete", "keep"]


@dataclass(frozen=True, slots=True)
class DeckSettings:
    name: str = ""  # "" = named after the file or folder
    id: int = 0  # 0 = derived from the name; `init` writes one
    subdecks: bool = False  # a sub-deck per topic
    tag_root: str = ""  # all tags of the deck lie under this one in Anki ("life" makes life::cells)
    licence: str = ""  # what others may do with the deck; stands in its description
    carry_removed: bool = (
        True  # the next package holds a removed note once more, tagged ankigen::removed
    )


@dataclass(frozen=True, slots=True)
class PathSettings:
    source: str = "source"
    media: str = "media"
    out: str = "dist"
    templates: str = ""  # a folder with the user's own CSS or templates


@dataclass(frozen=True, slots=True)
class TopicSettings:
    """`[topics]`. `words` maps a topic ("ml::regression") to words and phrases."""

    taxonomy: str = ""  # a taxonomy that ships with ankigen ("machine-learning"), or ""
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    margin: float = 0.0  # 0 = the default of the topics room


@dataclass(frozen=True, slots=True)
class TypoSettings:
    """`[typos]`. An accepted or refused item is a word, a pair "wrong -> right", or "file:line
    wrong".
    """

    mode: Literal["fix", "report", "off"] = "fix"
    accept: tuple[str, ...] = ()
    refuse: tuple[str, ...] = ()
    glossary: tuple[str, ...] = ()
    language: str = ""  # "" = found for each clause
    suggest: float = 0.5  # suggestions less likely than this are not shown


@dataclass(frozen=True, slots=True)
class CardSettings:
    """`[cards]`. A topic in a list stands for itself and all below it; "*" for all."""

    term: bool = True
    lists: bool = True
    lists_in_prose: bool = True  # a list inside a longer definition is learned item by item too
    reverse: tuple[str, ...] = ()
    type_in: tuple[str, ...] = ()
    keep_asked: bool = True  # what earlier builds asked stays asked, though the rules would not now
    read_aloud: tuple[str, ...] = ()  # words whose language is known
    source_link: str = ""  # "obsidian://open?file={file}&line={line}"; "" = the source is no link


@dataclass(frozen=True, slots=True)
class IgnoreSettings:
    """`[ignore]`: what is left out on purpose, without a finding that needs a person."""

    terms: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()  # "code: text of the line": seen, and as it should be
    repeats: tuple[str, ...] = ()  # headwords whose entries are not joined


@dataclass(frozen=True, slots=True)
class MediaSettings:
    max_pixels: int = 1600  # the longer side of a picture; larger ones are downscaled; 0 = never
    max_bytes: int = 5_000_000  # a larger file is a finding


@dataclass(frozen=True, slots=True)
class CsvSettings:
    delimiter: Literal[",", ";", "\t"] = ","  # Excel takes ";" where the comma is the decimal sign


@dataclass(frozen=True, slots=True)
class QuizletSettings:
    max_term: int = 0  # characters; 0 = no limit (Quizlet publishes none)
    max_definition: int = 0


@dataclass(frozen=True, slots=True)
class PushSettings:
    url: str = "http://127.0.0.1:8765"
    removed: Removed = "suspend"


@dataclass(frozen=True, slots=True)
class LineDecision:
    """`[[reading]]`: what a line of the notes is, by a person's word; it is final.

    `line` is its text (spaces, case and marks do not matter; "*" stands for anything), `after` the
    line above it where one text stands in several places, `file` the file ("" = any). `below`: only
    lines that stand below the one of this text, up to a blank line. An "entry" holds headword and
    definition: its headword ends where `headword` does, or at `separator`, or with the first group
    of `pattern`, a regular expression whose second group is the definition; lines that it does not
    match are not meant. `split` cuts the line before each of these words.
    """

    line: str = ""
    what: Literal["", "headword", "entry", "body", "continued", "topic", "skip"] = ""
    file: str = ""
    after: str = ""
    headword: str = ""
    separator: str = ""
    split: tuple[str, ...] = ()
    below: str = ""
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class LayoutSettings:
    """`[[layout]]`: how the notes of some files are laid out; it is final.

    `files` are names or patterns ("*.txt"; none = all). `separator` parts headword and definition
    on a line, or `pattern`, a regular expression with a group for each, does. `each_line`: no entry
    goes over several lines. `heading`: headings of this level are the headwords. `columns` names
    the columns of tables: "term", "definition", "" for one that is left out, or any label.
    """

    files: tuple[str, ...] = ()
    separator: str = ""
    pattern: str = ""
    each_line: bool = False
    heading: int = 0
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    deck: DeckSettings = DeckSettings()
    paths: PathSettings = PathSettings()
    topics: TopicSettings = TopicSettings()
    typos: TypoSettings = TypoSettings()
    cards: CardSettings = CardSettings()
    ignore: IgnoreSettings = IgnoreSettings()
    media: MediaSettings = MediaSettings()
    csv: CsvSettings = CsvSettings()
    quizlet: QuizletSettings = QuizletSettings()
    push: PushSettings = PushSettings()
    reading: tuple[LineDecision, ...] = ()
    layout: tuple[LayoutSettings, ...] = ()


#: What stands between a wrong word and the right one in an item of `accept` or `refuse`.
ARROW = re.compile(r"\s*(?:->|→)\s*")
