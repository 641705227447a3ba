"""What findings advise, in words that work for one deck: its files, its settings and its commands,
as they can be pasted."""

from __future__ import annotations

import re
import shlex
from dataclasses import replace
from functools import cached_property

from ankigen.model import Finding
from ankigen.project.job import Job
from ankigen.project.paths import shown
from ankigen.project.settings import FILE_NAME
from ankigen.text.raw_lines import finding_key, raw_lines
from ankigen.text.toml_strings import toml_string

_EXPLAIN = re.compile(r'"ankigen explain (?P<place>.+?:\d+)\'?" shows')
_IGNORE = "list it under [ignore] findings"


class Advice:
    """The findings of a deck as its user needs them."""

    def __init__(self, job: Job) -> None:
        self._job = job

    @cached_property
    def settings(self) -> str:
        """Where decisions go: "ankigen.toml", or a file beside the notes, which may be new."""
        if self._job.of_project:
            return FILE_NAME
        path = self._job.settings_file
        return shown(path) if path.is_file() else f"{shown(path)} (a new file beside the notes)"

    @property
    def review(self) -> str:
        """The command that settles what is left."""
        return self._job.command("review")

    def of(self, finding: Finding) -> Finding:
        """A finding with the files, settings and commands of this deck in what it advises."""
        fact, mark, advice = finding.message.rpartition("; ")
        if not mark or not finding.needs_person:
            return finding
        if finding.code == "no-headword" and _IGNORE in advice:
            key = toml_string(finding_key(finding, self._lines))
            more = (
                f"{mark}if it is as it should be, add to {FILE_NAME}: [ignore] findings = [{key}]"
            )
            advice = advice.replace(f", or {_IGNORE}", more)
        if found := _EXPLAIN.search(advice):
            line = found["place"].rpartition(":")[2]
            place = f"{self._job.shown(finding.origin.file)}:{line}"
            command = shlex.join(["ankigen", "explain", place])
            advice = f'{advice[: found.start()]}"{command}" shows{advice[found.end() :]}'
        advice = advice.replace('"ankigen review"', f'"{self.review}"')
        advice = advice.replace(f"to {FILE_NAME}", f"to {self.settings}", 1)
        advice = advice.replace(f"in {FILE_NAME}", f"in {self.settings}", 1)
        return replace(finding, message=f"{fact}{mark}{advice}")

    @cached_property
    def _lines(self) -> dict[str, tuple[str, ...]]:
        return raw_lines(self._job.sources.files)
