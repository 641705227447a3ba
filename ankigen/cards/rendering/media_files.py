"""Files of pictures and sounds: which kinds Anki shows, how each begins, what they are called in a
package, how large ones are scaled down, and the words for who cannot see them.
"""

from __future__ import annotations

import hashlib
import io
import posixpath
import unicodedata
from collections.abc import Mapping

from ankigen.model import AnkigenError
from ankigen.text.data_files import toml_table
from ankigen.text.names import cut_bytes, safe_name, slug

CAPTIONS = "captions.toml"

PICTURES = frozenset(
    [
        "apng",
        "avif",
        "bmp",
        "gif",
        "ico",
        "jfif",
        "jpeg",
        "jpg",
        "png",
        "svg",
        "tif",
        "tiff",
        "webp",
    ]
)
SOUNDS = frozenset(
    ["3gp", "aac", "flac", "m4a", "mkv", "mov", "mp3", "mp4", "mpeg", "oga", "ogg", "ogv", "opus"]
) | {"spx", "wav", "webm"}
#: What Anki shows or plays.
KINDS = PICTURES | SOUNDS
#: Files in media/ that are not there to be shown: captions, a note on where the pictures come from.
ABOUT = frozenset(["md", "toml", "txt"])
#: Pictures made of pixels that Pillow reads and writes back in kind; an animation is left as it is.
_SCALED = {
    "bmp": "BMP",
    "jfif": "JPEG",
    "jpeg": "JPEG",
    "jpg": "JPEG",
    "png": "PNG",
    "webp": "WEBP",
}
_JPEG_QUALITY = 85

#: What a file of the kind begins with; a file that begins otherwise is not what its name says.
BEGINS: Mapping[str, tuple[bytes, ...]] = {
    "png": (b"\x89PNG\r\n\x1a\n",),
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
    "gif": (b"GIF87a", b"GIF89a"),
    "webp": (b"RIFF",),
    "bmp": (b"BM",),
    "flac": (b"fLaC",),
    "ogg": (b"OggS",),
    "wav": (b"RIFF",),
}

#: Anki refuses names above 120 bytes; the hash, its hyphen and the suffix need some of them.
_MAX_STEM_BYTES = 80
_HASH_DIGITS = 12


def captions(text: str, name: str = CAPTIONS) -> dict[str, str]:
    """`media/captions.toml`: file name = what the picture shows, for who cannot see it."""
    try:
        data = toml_table(text)
    except ValueError as error:
        raise AnkigenError(f"{name}: not valid TOML: {error}; correct that line") from None
    for key, value in data.items():
        if not isinstance(value, str):
            raise AnkigenError(
                f'{name}: "{key}" must be a text in quotes; a file name with a dot '
                f"stands in quotes too:"
                f' "{key}.png" = "…"'
            )
    return data


def suffix_of(name: str) -> str:
    return posixpath.splitext(name)[1].lower().removeprefix(".")


def package_name(name: str, data: bytes) -> str:
    """What a file is called in the package: NFC, safe on every system, its hash before its suffix.

    >>> package_name("img/Plot 1.PNG", b"x")
    'plot-1-2d711642b726.png'
    """
    stem, suffix = posixpath.splitext(posixpath.basename(name))
    stem = cut_bytes(slug(safe_name(stem, "file")) or "file", _MAX_STEM_BYTES).strip("-")
    digest = hashlib.sha256(data).hexdigest()[:_HASH_DIGITS]
    return unicodedata.normalize("NFC", f"{stem}-{digest}{suffix.lower()}")


def scaled(data: bytes, suffix: str, max_pixels: int) -> tuple[bytes, str]:
    """A picture whose longer side is at most `max_pixels` (0 = any), and what to tell; the data
    itself if it is.

    Needs Pillow (`ankigen[media]`); without it a large picture stays as it is.
    """
    kind = _SCALED.get(suffix)
    if kind is None or not max_pixels:
        return data, ""
    try:
        from PIL import Image, ImageOps, UnidentifiedImageError
    except ImportError:
        return data, ""
    try:
        with Image.open(io.BytesIO(data)) as picture:
            width, height = picture.size
            if max(width, height) <= max_pixels or getattr(picture, "is_animated", False):
                return data, ""
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((max_pixels, max_pixels))
            out = io.BytesIO()
            # without the metadata: a photo's place and time are nobody's business
            upright.save(out, kind, optimize=True, quality=_JPEG_QUALITY)
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        return data, f"cannot be scaled down ({error})"
    return out.getvalue(), f"was scaled down from {width}×{height} to at most {max_pixels} pixels"
