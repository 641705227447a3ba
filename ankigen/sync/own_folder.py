"""A folder beside the notes that ankigen keeps for itself: not for git, and not through a link."""

from __future__ import annotations

import errno
from pathlib import Path


def make_own_folder(folder: Path) -> None:
    """Makes the folder, with a word to git that nothing in it is for it.

    Raises OSError, also where the folder or a file in it is a link: a cloned project may bring one
    that leads to a file of the user's, which would be written over.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for path in (folder, *folder.iterdir()):
        if path.is_symlink():
            raise OSError(errno.ELOOP, f"{path.name} is a link, which may lead elsewhere")
    (folder / ".gitignore").write_text("*\n", encoding="utf-8")
