"""What the last build left: its lock and its package."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ankigen.readers.anki_package import Package


@dataclass(frozen=True)
class LastBuild:
    """The text of the lock and the package of the last build; each None where there is none."""

    lock_text: str | None = None
    package: Package | None = None
