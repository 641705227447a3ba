"""Names that every system, and Anki, accepts."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

#: Not allowed in a file's name on Windows, or a separator on some system.
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')

#: What no name shows: control characters that are no white space, and what turns the direction of
#: writing until it is ended.
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")

#: Names of devices, which Windows takes for the device whatever suffix follows.
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³"]
)


def _is_device(name: str) -> bool:
    return name.split(".")[0].strip().casefold() in _DEVICES


#: Most file systems allow 255 bytes; this leaves room for suffixes, and for tools that add their
#: own.
MAX_NAME_BYTES = 120


def safe_name(text: str, fallback: str = "deck") -> str:
    """A text as a file's name without suffix: close to the text, and accepted on Linux, macOS and
    Windows.

    >>> safe_name("ML::Terms"), safe_name("con"), safe_name("what?"), safe_name("..")
    ('ML-Terms', 'con_', 'what', 'deck')
    """
    name = unicodedata.normalize("NFC", text)
    name = "".join(c for c in name if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    name = " ".join(_UNSAFE.sub("-", name).split())
    name = cut_bytes(name, MAX_NAME_BYTES).strip(" .-")
    if _is_device(name):
        stem, dot, rest = name.partition(".")
        name = f"{stem.strip()}_{dot}{rest}"
    return name or fallback


def shown_name(name: str) -> str:
    """A file's name as a card and a table show it: U+FFFD for each control character and for what
    turns the direction of writing, since either can make it read as another name.

    >>> shown_name("a\\x1b[31m.txt"), shown_name("a\\u202etxt.exe")
    ('a�[31m.txt', 'a�txt.exe')
    """
    return _UNSEEN.sub("\ufffd", name).replace("\n", "\ufffd").replace("\r", "\ufffd")


#: The longest name that file systems take, in bytes.
_LONGEST_NAME = 255


def is_plain_name(name: str) -> bool:
    """Whether a name that a stranger gives a file leads nowhere: no folder, no drive, not hidden,
    no device, no control character.

    >>> is_plain_name("a b (1).png"), is_plain_name("../a.png"), is_plain_name("C:a.png")
    (True, False, False)
    """
    return not (
        _UNSAFE.search(name)
        or name[:1] in ("", ".")
        or name[-1:] in (".", " ")
        or _is_device(name)
        or len(name.encode("utf-8", "replace")) > _LONGEST_NAME
        or any("\ud800" <= c <= "\udfff" for c in name)
    )


def cut_bytes(text: str, most: int) -> str:
    """The longest beginning of a text that takes at most so many bytes of UTF-8.

    >>> cut_bytes("añb", 2)
    'a'
    """
    return text.encode("utf-8", "ignore")[:most].decode("utf-8", "ignore")


def unique_names(texts: Iterable[str], fallback: str = "deck") -> dict[str, str]:
    """Text → safe name, no two alike even where the file system ignores case; numbered in their
    order.

    >>> unique_names(["A/B", "a:b"])
    {'A/B': 'A-B', 'a:b': 'a-b-2'}
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for text in texts:
        if text in names:
            continue
        name = base = safe_name(text, fallback)
        number = 1
        while unicodedata.normalize("NFKC", name).casefold() in taken:
            number += 1
            name = f"{base}-{number}"
        taken.add(unicodedata.normalize("NFKC", name).casefold())
        names[text] = name
    return names


def slug(text: str) -> str:
    """A headword as one writes it in a file's name: lower case, words joined by hyphens, accents
    off.

    >>> slug("Linear regression"), slug("k-means++"), slug("Café (FR)"), slug("学习")
    ('linear-regression', 'k-means', 'cafe-fr', '学习')
    """
    plain = unicodedata.normalize("NFKD", text).casefold()
    if not plain.isascii():
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    return _JOINTS.sub("-", unicodedata.normalize("NFC", plain)).strip("-")


_JOINTS = re.compile(r"[^\w]+|_+")


@lru_cache(maxsize=4096)
def tag(text: str) -> str:
    """A text as one Anki tag: any white space splits a tag (U+3000 too), a quote or a wild card
    breaks searching, a control character is none of it.

    >>> tag("ml::linear models"), tag("a\\u3000b"), tag('say "x"')
    ('ml::linear_models', 'a_b', 'say_x')
    """
    text = _UNSEEN.sub("", unicodedata.normalize("NFC", text))
    cleaned = "".join(c for c in text if c not in '"*')
    parts = ("_".join(part.split()) for part in cleaned.split("::"))
    return "::".join(p for p in parts if p)


def tag_list(texts: Iterable[str]) -> list[str]:
    """The tags of a note, each once, in the one order that does not depend on the order of a set.

    >>> tag_list(["ml::bias", "Cells", "Bias", "bias", "bias", " "])
    ['Bias', 'bias', 'Cells', 'ml::bias']
    """
    return sorted({t for t in map(tag, texts) if t}, key=lambda t: (t.casefold(), t))


def apkg_name(deck_name: str) -> str:
    """What the package of a deck is called."""
    return f"{safe_name(deck_name)}.apkg"


def stable_id(*parts: str) -> int:
    """A positive id for Anki, always the same for the same texts, within what JavaScript and
    Anki hold exactly.
    """
    digest = hashlib.sha256("\x1f".join(parts).encode()).digest()
    return (1 << 30) + int.from_bytes(digest[:6], "big") % (1 << 50)
