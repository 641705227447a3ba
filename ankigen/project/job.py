"""What a command was asked for: the project, its notes, and where what belongs to its deck lies."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, replace
from pathlib import Path

from ankigen.model.settings import Settings
from ankigen.project.clipboard import CLIPBOARD
from ankigen.project.paths import EDITS_NAME, Project, read_sums, read_text, shown
from ankigen.project.settings import FILE_NAME
from ankigen.project.sources import STDIN, Sources
from ankigen.text.names import apkg_name, safe_name, stable_id


@dataclass(frozen=True, slots=True)
class Job:
    """What a command was asked for. `lock` is where the deck's lock lies, whether it is there or
    not.
    """

    project: Project
    sources: Sources
    out: Path
    deck: str
    lock: Path
    paths: tuple[str, ...] = ()  # as the user gave them
    former_lock: Path | None = None  # where an earlier version kept it: read until there is a lock
    name_given: str = ""  # what the user calls the deck (`--deck`)

    @property
    def of_project(self) -> bool:
        """Whether the notes are those of a project with settings of its own."""
        return self.project.has_settings and self.sources.in_project

    @property
    def whole(self) -> bool:
        """Whether these are all notes of the deck, so that the lock may learn what is new and
        what is gone.
        """
        return self.sources.whole or not self.of_project

    @property
    def from_files(self) -> bool:
        """Whether the notes can be read again: not from a pipe or the clipboard."""
        return not {STDIN, CLIPBOARD} & set(self.paths)

    @property
    def deck_id(self) -> int:
        return self.project.settings.deck.id or stable_id("deck", self.deck)

    @property
    def package(self) -> Path:
        """Where the last build put the package."""
        return self.out / apkg_name(self.deck)

    @property
    def media(self) -> Path:
        """Notes from outside the project have a media folder of their own."""
        outside = self.project.has_settings and not self.sources.in_project
        return self.sources.base / "media" if outside else self.project.media

    @property
    def shares_out(self) -> bool:
        """Whether decks of other notes lie in the output folder: they stay."""
        if self.of_project:
            return False
        packages = {name for name in read_sums(self.out) if name.endswith(".apkg")}
        return not self.sources.in_project or bool(packages - {self.package.name})

    @property
    def shares_names(self) -> bool:
        """Whether the output folder has the deck's fixed names (`index.html`, `quizlet.txt`) for
        another deck.

        They are the first deck's; a deck that came later keeps files that bear its name, whatever
        is built next.
        """
        if self.of_project:
            return False
        names = read_sums(self.out)
        if f"{safe_name(self.deck)}.html" in names:
            return True
        packages = {name for name in names if name.endswith(".apkg")}
        return bool(packages) and self.package.name not in packages

    @property
    def edits(self) -> Path:
        """Where the deck's edits lie, whether there are any or not."""
        if self.of_project:
            return self.project.root / EDITS_NAME
        return self.lock.with_name(f"{safe_name(self.deck)}.{EDITS_NAME}")

    @property
    def settings_file(self) -> Path:
        """Where decisions about the notes lie, whether there are any or not: the project's
        ankigen.toml; without one, a file beside the lock that bears the name of the notes (the
        deck's name may stand in them, and is not known before they are read).
        """
        if self.of_project:
            return self.project.root / FILE_NAME
        name = self.name_given or self.sources.title
        return self.lock.with_name(f"{safe_name(name)}.{FILE_NAME}")

    @property
    def home(self) -> Path:
        """The folder in which ankigen keeps what belongs to the deck."""
        return self.project.root if self.of_project else self.lock.parent

    def command(self, name: str, *words: str) -> str:
        """A command for this deck, as it can be pasted into a shell: `ankigen build notes.txt`.
        `words` stand before the notes.
        """
        given = () if self.of_project and self.sources.whole else self.paths
        return shlex.join(["ankigen", name, *words, *given])

    def with_settings(self, settings: Settings) -> Job:
        """The same job under other settings."""
        return replace(self, project=replace(self.project, settings=settings))

    def lock_text(self) -> str | None:
        """The lock of the last build, None where there is none."""
        for path in (self.lock, self.former_lock):
            if path is not None and path.is_file():
                return read_text(path)
        return None

    def shown(self, file: str) -> str:
        """A file of the notes as the user knows it."""
        for source in self.sources.files:
            if source.name == file:
                return source.shown
        for folder in (self.sources.base, self.media.parent, self.project.root):
            if (folder / file).exists():
                return shown(folder / file)
        return file
