"""What was read of files before: a file that has not changed is not read again.

A document is remembered under a digest of all that it is made of: the program, the name of the file
and its bytes, and what the user decided about it. So what has changed is never found, and nothing
has to be thrown away for a result to be right. What a store gives back is checked: what is not
what was put there counts as nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from ankigen.model.coding import from_json, to_json
from ankigen.model.entries import Document


class Store(Protocol):
    """Keeps bytes under names, where it can. It raises nothing: what it cannot keep is lost."""

    def get(self, name: str) -> bytes | None:
        """What was put under a name; None where nothing was, or not just that is there."""

    def put(self, name: str, data: bytes) -> None:
        """Keeps bytes under a name, as far as that is possible."""


def key_of(*parts: str | bytes) -> str:
    """A digest of parts: of others, or of the same parts divided otherwise, it is another.

    >>> key_of("a", b"b") == key_of("a", "b"), key_of("ab") == key_of("a", "b")
    (True, False)
    """
    digest = hashlib.blake2b(digest_size=20)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


#: A smaller file is read sooner than it is found.
LEAST_KEPT = 500


@dataclass(slots=True)
class DocumentCache:
    """Documents by their keys: in memory those of this run, in `store` (if there is one) those of
    earlier runs, too.
    """

    store: Store | None = None
    _held: dict[str, Document] = field(default_factory=dict)

    def get(self, key: str, size: int) -> Document | None:
        """The document of a key, made of `size` bytes; None where it is not known."""
        found = self._held.get(key)
        if found is not None or self.store is None or size < LEAST_KEPT:
            return found
        data = self.store.get(key)
        if data is None:
            return None
        try:
            found = from_json(Document, data)
        except ValueError:
            return None
        self._held[key] = found
        return found

    def put(self, key: str, size: int, document: Document) -> None:
        """Remembers a document that was made of `size` bytes."""
        self._held[key] = document
        if self.store is not None and size >= LEAST_KEPT:
            self.store.put(key, to_json(document))

    def only(self, keys: Iterable[str]) -> None:
        """Forgets in memory all but these."""
        held = self._held
        self._held = {key: held[key] for key in keys if key in held}
