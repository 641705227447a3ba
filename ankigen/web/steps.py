"""The answers of one review, and taking them back: also after a build, or when something else has
changed the files since.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from ankigen.model import AnkigenError
from ankigen.project.paths import shown
from ankigen.project.undecide import undone
from ankigen.sync.edits import Overlay, format_overlay, parse_overlay
from ankigen.web.line_answers import SAME

#: What files hold; None = there is no such file.
Files = Mapping[Path, bytes | None]


class StaysError(AnkigenError):
    """An answer that cannot be taken back."""


@dataclass(frozen=True)
class Step:
    """An answer that was given: what it was, and what the files held before and hold since."""

    told: str
    question: str
    before: Files
    after: Files

    def taken_back(self, now: Files, settings: Path, edits: Path) -> dict[Path, bytes | None]:
        """What the files that it changed should hold now that it is taken back; `settings` and
        `edits` say which is which. A file that has changed since loses what the answer put there
        and keeps the rest.

        Raises StaysError where it cannot be: a build has used the lock since.
        """
        made: dict[Path, bytes | None] = {}
        for path, data in self.after.items():
            before = self.before[path]
            if data == before or now[path] == before:
                continue
            if now[path] == data:
                made[path] = before
            elif path == settings:
                was, made_then, is_now = (
                    (held or b"").decode("utf-8-sig") for held in (before, data, now[path])
                )
                made[path] = undone(was, made_then, is_now, SAME).encode()
            elif path == edits:
                made[path] = _edits_undone(path, before, data, now[path])
            else:
                raise StaysError(
                    f'"{self.told}" stays: a build has gone on with it since. To take it back, '
                    f"restore {shown(path)} as it was before that build (from git or a backup), "
                    "and build again"
                )
        return made


def _edits_undone(path: Path, *versions: bytes | None) -> bytes | None:
    """The edits as they are now without what came from one version to the next, and with what
    went; None where nothing is left of them.
    """
    before, after, now = (
        parse_overlay(data.decode("utf-8-sig"), shown(path)) if data else Overlay()
        for data in versions
    )
    for field in fields(Overlay):
        old, new, held = (getattr(version, field.name) for version in (before, after, now))
        came, went = set(new) - set(old), [item for item in old if item not in new]
        kept = [item for item in held if item not in came]
        back = [item for item in went if item not in kept]
        now = replace(now, **{field.name: (*kept, *back)})
    return None if now == Overlay() else format_overlay(now).encode()
