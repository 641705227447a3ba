"""What HTML's elements within a line and the suffixes of files mean, for every format that has
them.
"""

from __future__ import annotations

from collections.abc import Mapping

from ankigen.model import Style

SOUND_SUFFIXES = (".mp3", ".wav", ".ogg", ".m4a", ".flac", ".opus", ".aac")
PICTURE_SUFFIXES = (
    *(".png", ".jpg", ".jpeg", ".gif", ".svg"),
    *(".webp", ".bmp", ".avif", ".tif", ".tiff"),
)
STYLE_TAGS: Mapping[str, Style] = {
    "b": Style.STRONG, "strong": Style.STRONG, "i": Style.EM, "em": Style.EM, "cite": Style.EM,
    "dfn": Style.STRONG,
    "u": Style.UNDERLINE, "ins": Style.UNDERLINE, "s": Style.STRIKE, "del": Style.STRIKE,
    "strike": Style.STRIKE,
    "mark": Style.MARK, "sub": Style.SUB, "sup": Style.SUP, "code": Style.CODE, "kbd": Style.CODE,
    "samp": Style.CODE, "tt": Style.CODE, "var": Style.EM,
}  # fmt: skip
