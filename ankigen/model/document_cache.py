"""What was found in files before: a file that has not changed is not looked at again.

A document is remembered under a digest of all that it is made of: the program, the name of the file
and its bytes, and what the user decided about it. So what has changed is never found, and nothing
has to be thrown away for a result to be right. What later stages made of a file is remembered under
that digest, too (`StageMemory`). What a store gives back is checked: what is not what was put there
counts as nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from ankigen.model.coding import from_json, to_json
from ankigen.model.entries import Document

T = TypeVar("T")


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
    _made: dict[tuple[str, str], tuple[str, Any]] = field(default_factory=dict)

    @property
    def lasts(self) -> bool:
        """Whether there are, or will be, other runs that ask for what this one remembers."""
        return self.store is not None

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
        """Forgets in memory all documents but these."""
        held = self._held
        self._held = {key: held[key] for key in keys if key in held}

    def recall(self, stage: str, name: str, key: str, kind: type[T]) -> T | None:
        """What a stage made of a file under a key; None where that is not known."""
        before, value = self._made.get((stage, name), ("", None))
        if before == key and isinstance(value, kind):
            return value
        data = self.store.get(key) if self.store is not None else None
        if data is None:
            return None
        try:
            value = from_json(kind, data)
        except ValueError:
            return None
        self._made[stage, name] = key, value
        return value

    def remember(self, stage: str, name: str, key: str, value: Any) -> None:
        """Remembers what a stage made of a file; in memory it takes the place of what it made of
        the file before.
        """
        self._made[stage, name] = key, value
        if self.store is not None:
            self.store.put(key, to_json(value))


@dataclass(frozen=True, slots=True)
class StageMemory:
    """What one stage made of files. `given`: the digest of what the stage is given of each; a file
    that is not there is not remembered.
    """

    cache: DocumentCache
    stage: str
    given: Mapping[str, str]

    def recall(self, name: str, kind: type[T], *more: str) -> T | None:
        """What the stage made of a file, where it was given the same, and `more` besides."""
        key = self._key(name, more)
        return self.cache.recall(self.stage, name, key, kind) if key else None

    def remember(self, name: str, value: Any, *more: str) -> None:
        """Remembers what the stage made of a file."""
        key = self._key(name, more)
        if key:
            self.cache.remember(self.stage, name, key, value)

    def _key(self, name: str, more: Sequence[str]) -> str:
        given = self.given.get(name)
        return key_of(self.stage, name, given, *more) if given else ""
