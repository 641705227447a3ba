"""Documents that are zip files: opened with care, since what is in them came from anywhere."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from ankigen.model import AnkigenError

#: More than this, unpacked, is no study notes but a trap (a "zip bomb") or a mistake.
MOST_BYTES = 1_000_000_000
#: One XML part with more than this would not fit in memory once parsed.
MOST_PART_BYTES = 200_000_000
#: Text and XML shrink to a tenth, seldom to a fiftieth; a part that shrank more, and is big, is a
#: trap.
MOST_RATIO = 400
_BIG_PART = 20_000_000

#: A format's parts, or the notes and pictures of an export, are a tenth of these.
MOST_MEMBERS = 20_000

_OLE = b"\xd0\xcf\x11\xe0"  # old Office files, and new ones under a password


class Archive:
    """The parts of a zip file, by name."""

    def __init__(self, data: bytes, name: str, what: str) -> None:
        """Raises AnkigenError, saying what to do, if this is no zip file or one that must not be
        unpacked.
        """
        self.name, self.what = name, what
        if data.startswith(_OLE):
            raise AnkigenError(
                f"{name}: is locked with a password, or an old Office file; save it "
                f"anew as {what} without one"
            )
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            raise AnkigenError(
                f"{name}: is not {what} (not a zip file inside); save it anew, or "
                f"give it its right suffix"
            ) from None
        infos = self.zip.infolist()
        if len(infos) > MOST_MEMBERS:
            raise AnkigenError(f"{name}: holds more than {MOST_MEMBERS:,} files; split it")
        if any(i.flag_bits & 1 for i in infos):
            raise AnkigenError(f"{name}: is encrypted; save it without a password")
        bombs = [
            i
            for i in infos
            if i.file_size > _BIG_PART and i.file_size > MOST_RATIO * max(1, i.compress_size)
        ]
        if bombs or sum(i.file_size for i in infos) > MOST_BYTES:
            raise AnkigenError(
                f"{name}: would unpack to far more than notes have (a zip bomb?); it is not opened"
            )
        self.names = [i.filename for i in infos]

    def __contains__(self, part: str) -> bool:
        return part in self.zip.NameToInfo

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Every part by its name, also those that share one. Raises AnkigenError if one is
        damaged.
        """
        for info in self.zip.infolist():
            yield info.filename, self._unpacked(info.filename, info)

    def read(self, part: str) -> bytes:
        """Raises AnkigenError if the part is missing or damaged."""
        return self._unpacked(part, None)

    def _unpacked(self, part: str, info: zipfile.ZipInfo | None) -> bytes:
        try:
            info = info or self.zip.getinfo(part)
            if info.file_size > MOST_PART_BYTES and part.endswith((".xml", ".rels")):
                raise AnkigenError(
                    f"{self.name}: its part {part} is too big to read; split the document"
                )
            return self.zip.read(info)
        except KeyError:
            raise AnkigenError(
                f"{self.name}: is not {self.what} (it has no {part}); save it anew, "
                f"or give it its right suffix"
            ) from None
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
            ValueError,  # a part that begins before the file does
        ):
            raise AnkigenError(
                f"{self.name}: is damaged (its part {part} cannot be unpacked); save it anew"
            ) from None


def missing(name: str, kind: str, extra: str, library: str) -> AnkigenError:
    """What to say when the library for a format is not installed."""
    return AnkigenError(
        f"{name}: reading {kind} needs an extra library; install it: pipx inject "
        f'ankigen {library}  (or: pip install "ankigen[{extra}]")'
    )


def brief(error: Exception) -> str:
    """What a library says is wrong, on one line."""
    return " ".join(str(error).split())[:200] or type(error).__name__
