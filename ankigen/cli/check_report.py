"""`ankigen check --format json` and `--format sarif`: what it found, for programs and editors.

SARIF is the OASIS "Static Analysis Results Interchange Format", version 2.1.0, which editors and
code hosts show beside the lines.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from ankigen import __version__
from ankigen.cards.lint import RULES
from ankigen.pipeline import BuildResult, ParsedNotes


@dataclass(frozen=True, slots=True)
class Result:
    """One thing that `check` tells, whatever it came from."""

    file: str
    line: int  # 0 = the file as a whole
    code: str
    message: str
    needs_review: bool
    before: str = ""  # of a change of the notes' words
    after: str = ""


def results(found: ParsedNotes, made: BuildResult, shown: Callable[[str], str]) -> list[Result]:
    """Everything that `check` lists, by place."""
    told = [
        Result(
            shown(f.origin.file),
            f.origin.line,
            f.code,
            " ".join(f.message.split()),
            f.needs_person,
        )
        for f in made.findings
    ]
    for entry in found.entries:
        for fix in entry.fixes:
            done = "fixed" if fix.applied else "suggested"
            message = f'{fix.kind.value} {done}: "{fix.before}" -> "{fix.after}"'
            place = shown(fix.origin.file), fix.origin.line
            told.append(
                Result(*place, fix.kind.value, message, not fix.applied, fix.before, fix.after)
            )
    return sorted(dict.fromkeys(told), key=lambda r: (r.file, r.line, r.code, r.message))


def as_json(told: Sequence[Result]) -> str:
    """One list, an object a result."""
    return json.dumps([asdict(result) for result in told], ensure_ascii=False, indent=2)


def as_sarif(told: Sequence[Result]) -> str:
    """One run of SARIF 2.1.0; what needs review is a warning, all else a note."""
    about = {rule.code: rule.about for rule in RULES}
    codes = sorted({result.code for result in told})
    rules = [
        {"id": code, **({"shortDescription": {"text": about[code]}} if code in about else {})}
        for code in codes
    ]
    run = {
        "tool": {"driver": {"name": "ankigen", "version": __version__, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": list(_sarif_results(told, codes)),
    }
    return json.dumps(
        {
            "version": "2.1.0",
            "runs": [run],
        },
        ensure_ascii=False,
        indent=2,
    )


def _sarif_results(told: Sequence[Result], codes: Sequence[str]) -> Iterator[dict[str, Any]]:
    for result in told:
        place: dict[str, Any] = {"artifactLocation": {"uri": result.file.replace("\\", "/")}}
        if result.line:
            place["region"] = {"startLine": result.line}
        yield {
            "ruleId": result.code,
            "ruleIndex": codes.index(result.code),
            "level": "warning" if result.needs_review else "note",
            "message": {"text": result.message},
            "locations": [{"physicalLocation": place}],
        }
