"""Notes with a known right answer, and how far parsing is from it: used by the tests and the
benchmark.

A gold file lists `terms`, each with its line, aliases, phrases that its definition must hold
(`must_contain`), its number of list items, and `not_terms`: what is on the page and no headword.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ankigen.cards.rendering.plain import plain
from ankigen.model import Entry

HERE = Path(__file__).parent / "cases" / "notes"


@dataclass(frozen=True)
class Result:
    """Shares from 0 to 1: headwords found, cards that are headwords, phrases in their entry; and
    the list of what is wrong.
    """

    recall: float
    precision: float
    content: float
    wrong: tuple[str, ...]

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def documents(folder: Path = HERE) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """Each document of a folder with its gold."""
    for gold in sorted(folder.glob("*.gold.json")):
        yield (
            gold.with_name(gold.name.removesuffix(".gold.json")),
            json.loads(gold.read_text("utf-8")),
        )


def key(text: str) -> str:
    return re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", text).casefold()).strip()


def bare(text: str) -> str:
    return key(re.sub(r"[(\[][^()\[\]]*[)\]]", " ", text)) or key(text)


def flat(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold()
    text = re.sub(r"[‐‑‒–—―−]", "-", text)
    text = re.sub(r"[‘’‚]", "'", re.sub(r"[“”„]", '"', text))
    return re.sub(r"\s+", " ", text).strip()


def judge(gold: Mapping[str, Any], entries: Sequence[Entry]) -> Result:
    """Matches each gold term to the nearest entry of its name (or alias) and looks for its
    phrases there.
    """
    wrong: list[str] = []
    used: set[int] = set()
    held = total = found = 0
    for term in gold["terms"]:
        names = [
            term["term"],
            *term.get("aliases", []),
            *([term["raw_term"]] if term.get("raw_term") else []),
        ]
        keys = {key(n) for n in names} | {bare(n) for n in names}
        fitting = [
            k for k, e in enumerate(entries) if key(e.headword) in keys or bare(e.headword) in keys
        ]
        phrases = term.get("must_contain", [])
        total += len(phrases)
        if not fitting:
            wrong.append(f"line {term['line']}: {term['term']!r} was not found")
            continue
        at = min(fitting, key=lambda k: (k in used, abs(entries[k].origin.line - term["line"])))
        found += 1
        used.add(at)
        body = flat(f"{plain(entries[at].body)}\n{entries[at].context}")
        for phrase in phrases:
            if flat(phrase) in body:
                held += 1
            else:
                wrong.append(f"line {term['line']}: {term['term']!r} does not hold {phrase!r}")
    optional = {key(t["term"]) for t in gold.get("optional_terms", [])}
    counted = [k for k, e in enumerate(entries) if k in used or key(e.headword) not in optional]
    wrong += [
        f"line {entries[k].origin.line}: {entries[k].headword!r} is no headword"
        for k in counted
        if k not in used
    ]
    return Result(
        found / len(gold["terms"]),
        len(used) / max(1, len(counted)),
        held / max(1, total),
        tuple(wrong),
    )
