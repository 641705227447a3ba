"""What the last build left: its lock and its package."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ankigen.identity.records import Lock
    from ankigen.readers.anki_package import Package


@dataclass(frozen=True)
class LastBuild:
    """The text of the lock and the package of the last build; each None where there is none.

    `lock` is what was read of the text, or made of the package (`assign_and_recover.last_lock`);
    None where nobody has read it yet.
    """

    lock_text: str | None = None
    package: Package | None = None
    lock: Lock | None = None
