"""What is fixed, what is only suggested, what stays, and what is not found yet: the cases are
text files.
"""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from pathlib import Path

import pytest

import ankigen.spelling
from ankigen.model import Entry, Origin, Paragraph, RichText, texts
from ankigen.model.settings import TypoSettings
from ankigen.spelling import clean

CASES = Path(__file__).parent / "cases" / "spelling"


def cases(folder: str) -> list[str]:
    found: list[str] = []
    for path in sorted((CASES / folder).glob("*.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        found += [line for line in lines if line.strip() and not line.startswith("#")]
    return found


def entry(text: str, term: str = "Term") -> Entry:
    return Entry(RichText.of(term, 1), (Paragraph(RichText.of(text, 2)),), Origin("notes.txt", 1))


def cleaned(text: str) -> str:
    (one,) = clean([entry(text)], TypoSettings())
    return "\n".join(t.text for t in texts(one.body))


@pytest.mark.parametrize("case", cases("fixes"))
def test_fixed(case: str) -> None:
    raw, _, right = case.partition(" | ")
    assert cleaned(raw) == right
    assert cleaned(right) == right


@pytest.mark.parametrize("case", cases("suggestions"))
def test_only_suggested(case: str) -> None:
    raw, _, right = case.partition(" | ")
    (one,) = clean([entry(raw)], TypoSettings())
    (fix,) = one.fixes
    assert not fix.applied and fix.confidence >= TypoSettings().suggest
    assert raw[: fix.start] + fix.after + raw[fix.start + len(fix.before) :] == right


@pytest.mark.parametrize("text", cases("negative"))
def test_left_alone(text: str) -> None:
    assert cleaned(text) == text


@pytest.mark.parametrize("case", cases("known_failures"))
def test_not_yet_fixed(case: str) -> None:
    """Passing is a failure here: the case belongs among the fixes then."""
    raw, _, right = case.partition(" | ")
    assert cleaned(raw) != right, "now fixed: move this line to cases/spelling/fixes"


def test_examples_in_the_docs_of_each_rule() -> None:
    tried = 0
    for module in pkgutil.walk_packages(ankigen.spelling.__path__, "ankigen.spelling."):
        result = doctest.testmod(importlib.import_module(module.name))
        assert result.failed == 0, module.name
        tried += result.attempted
    assert tried > 10


#: Headwords of another language with their English meanings: "iudex" is no "index".
FOREIGN = [
    "apotheka store",
    "balneum bath",
    "culina kitchen",
    "fullonica laundry",
    "vindex claimant",
    "triclinium dining room",
    "pistrina bakery",
    "tepidaria warm rooms",
    "cubiculum bedroom",
    "praefurnium furnace",
    "posticum back door",
    "taberna shop",
    "cloaca drain",
    "atriensis steward",
    "iudex judge",
    "popina cookshop",
    "natatio pool",
    "villa farm house",
    "forum market place",
    "senate council",
    "consul officer",
    "tunic shirt",
    "legion army",
    "arena sand",
    "amphora jar",
    "atrium hall",
    "mosaic floor",
    "census count",
    "column pillar",
    "triumph parade",
]


def test_headwords_of_another_language_are_left_alone() -> None:
    done = clean([entry("", term) for term in FOREIGN], TypoSettings())
    assert [e.headword for e in done] == FOREIGN
