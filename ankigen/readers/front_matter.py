"""The YAML or TOML at the top of a file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ankigen.model import Block, Finding, Kind, Origin, RichText
from ankigen.text.decoding import plain
from ankigen.text.patterns import when_asked

#: Properties of notes have a tenth of these characters, and of these brackets; YAML takes half a
#: second for so many characters, and the square of that for brackets within brackets.
MOST_CHARACTERS, MOST_BRACKETS = 10_000, 1_000
#: A larger number is no title or tag, and Python does not write one of thousands of digits.
_LARGEST = 10**18


class FrontMatter(NamedTuple):
    lines: int = 0
    blocks: tuple[Block, ...] = ()
    findings: tuple[Finding, ...] = ()
    title: str = ""
    tags: tuple[str, ...] = ()
    deck: str = ""
    language: str = ""
    layout: str = ""


class _UnreadableError(Exception):
    """What is wrong with front matter, and in which of its lines if that is known."""

    def __init__(self, problem: str, line: int | None = None) -> None:
        super().__init__(problem)
        self.line = line


#: How front matter opens and what closes it, and what a line of it looks like.
_FENCES: Mapping[str, tuple[tuple[str, ...], re.Pattern[str]]] = {
    "---": (("---", "..."), when_asked(r"[\w\"'-][^:]*:(\s|$)")),
    "+++": (("+++",), re.compile(r"[\w\"'.-]+\s*=\s*\S")),
}


def end_of_front_matter(lines: Sequence[str], first: int) -> int:
    """The place of the line that closes the front matter which opens at that place; 0 without
    any.
    """
    if first >= len(lines) or lines[first].rstrip() not in _FENCES:
        return 0
    ends, keyed = _FENCES[lines[first].rstrip()]
    end = next((n for n in range(first + 1, len(lines)) if lines[n].rstrip() in ends), 0)
    return end if any(map(keyed.match, lines[first + 1 : end])) else 0


def front_matter(lines: Sequence[str], name: str) -> FrontMatter:
    """The YAML between two lines of "---" at the top, or the TOML between "+++", read safely. A
    broken one is a finding.
    """
    first = next((n for n, s in enumerate(lines) if s.strip()), 0)
    end = end_of_front_matter(lines, first)
    if not end:
        return FrontMatter()
    source = lines[first + 1 : end]
    dropped = Block(
        Kind.DROPPED,
        RichText.of("\n".join(source), first + 1),
        first + 1,
        end + 1,
        value="front matter",
    )
    front = FrontMatter(end + 1, (dropped,))
    text = "\n".join(source)
    if len(text) > MOST_CHARACTERS or text.count("[") + text.count("{") > MOST_BRACKETS:
        message = (
            f"the front matter is not read: it has more than {MOST_CHARACTERS:,} characters "
            f"or {MOST_BRACKETS:,} brackets; shorten it"
        )
        return front._replace(
            findings=(Finding(Origin(name, first + 1), "front-matter", message, True),)
        )
    try:
        data = _toml(text) if lines[first].startswith("+") else _yaml(text)
    except _UnreadableError as error:
        line = first + 1 if error.line is None else first + 2 + error.line
        message = (
            f"the front matter cannot be read ({error}); correct this line or remove "
            f"the front matter"
        )
        return front._replace(
            findings=(Finding(Origin(name, line), "front-matter", message, True),)
        )
    if not isinstance(data, dict):
        return FrontMatter()
    values = {k.lower(): v for k, v in data.items() if isinstance(k, str)}
    kinds = values.get("taxonomies")  # where Zola keeps the tags
    if isinstance(kinds, dict):
        values.setdefault("tags", kinds.get("tags"))
    return front._replace(
        title=_scalar(values.get("title")),
        tags=_tag_list(values.get("tags", values.get("tag", values.get("keywords")))),
        deck=_scalar(values.get("deck", values.get("anki-deck", values.get("target deck")))),
        language=_scalar(values.get("lang", values.get("language"))),
        layout=_layout(values.get("layout")),
    )


def _yaml(text: str) -> object:
    import yaml

    try:
        return yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = str(getattr(error, "problem", None) or "it is no YAML").replace("\n", " ")
        raise _UnreadableError(problem, mark.line if mark else None) from error


def _toml(text: str) -> object:
    import tomllib

    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        found = re.search(r"\(at line (\d+)", str(error))
        problem = str(error).split(" (at ")[0].replace("\n", " ") or "it is no TOML"
        raise _UnreadableError(problem, int(found.group(1)) - 1 if found else None) from error


def _scalar(value: object) -> str:
    if isinstance(value, int) and abs(value) > _LARGEST:
        return ""
    # an escape in YAML may write what no text file holds
    return plain(str(value)).strip() if isinstance(value, str | int | float) else ""


#: The layouts that ankigen knows begin so; a site generator's name of a template does not.
_LAYOUT = when_asked(r"(?:separator|pattern|heading|columns)\s*=|each[-_]line\b")


def _layout(value: object) -> str:
    """How the notes are laid out; "" where the word is that of a site generator ("layout:
    post").
    """
    text = _scalar(value)
    return text if _LAYOUT.match(text) else ""


def _tag_list(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        value = plain(value)
        parts = re.split(r"[,;]", value) if re.search("[,;]", value) else value.split()
    elif isinstance(value, list):
        parts = [_scalar(v) for v in value]
    else:
        return ()
    return tuple(p.strip().lstrip("#") for p in parts if p.strip())
