"""Changes bytes as damage and attackers do: flips, cuts, repeats, splices, and pieces that mean
something.
"""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO

#: What breaks programs: numbers at the edges, half characters, marks that nest, controls.
PIECES: tuple[bytes, ...] = tuple(
    piece.encode("utf-8", "surrogatepass")
    for piece in (
        *("²", "٣", "-1", "0", "9" * 400, "1e999", "NaN", "Infinity", "18446744073709551616"),
        *("\x00", "\x1b[31m", "\u202e", "\u2028", "\ufeff", "\u0085", "\r", "\x0b", "\u200b", "🇩🇪",
        "e\u0301"),
        *("[", "]", "{", "}", "(", ")", "<", ">", '"', "'", "`", "$", "$$", "|", "*", "_", "\\",
        "%", "#", "&"),
        *("{{c1::", "}}", "::", "<b>", "</b>", "<script>", "[latex]", "[/latex]", "```", "~~~",
        "---", "![x](", "[["),
        *("\n\n", "\n- ", "\n  - ", "\n1. ", "\n1) ", "\n# ", "\n> ", "\n| a | b |\n|---|---|\n",
        "\t", "    "),
        *("\\frac{", "\\begin{a}", "\\end{a}", "\\def\\a{\\a}", "&#0;", "&#x110000;", "&amp;",
        "]]>", "<!--", "-->"),
        *("null", "true", "[]", "{}", '"\\ud800"', "../../x", "/etc/passwd", "file:///etc/passwd",
        "javascript:alert(1)"),
    )
)  # fmt: skip

Mutation = Callable[[bytes, random.Random], bytes]


def _flip(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]


def _cut(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + data[at + chance.randrange(1, 64) :]


def _end(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    piece = data[at : at + chance.randrange(1, 32)]
    return data[:at] + piece * chance.randrange(2, 60) + data[at:]


def _insert(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(PIECES) * chance.choice((1, 1, 1, 2, 30)) + data[at:]


def _move(data: bytes, chance: random.Random) -> bytes:
    a, b = sorted((chance.randrange(len(data)), chance.randrange(len(data))))
    return data[b:] + data[a:b] + data[:a]


def _number(data: bytes, chance: random.Random) -> bytes:
    """Another number where one stands."""
    found = list(re.finditer(rb"-?\d+", data))
    if not found:
        return _flip(data, chance)
    m = chance.choice(found)
    other = chance.choice((b"-1", b"0", b"1", b"255", b"65536", b"4294967296", b"9" * 30, b"1.5"))
    return data[: m.start()] + other + data[m.end() :]


_MUTATIONS: tuple[Mutation, ...] = (_flip, _cut, _end, _repeat, _insert, _insert, _move, _number)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The bytes after some changes; those of a zip file in one of its parts, or it would only be
    a broken zip.
    """
    if data[:2] == b"PK" and chance.random() < 0.85:
        return _in_a_part(data, chance)
    for _ in range(chance.choice((1, 1, 2, 3, 6))):
        data = chance.choice(_MUTATIONS)(data or b"\n", chance)
    return data


def _in_a_part(data: bytes, chance: random.Random) -> bytes:
    try:
        with zipfile.ZipFile(BytesIO(data)) as source:
            parts = {info.filename: source.read(info) for info in source.infolist()}
    except (zipfile.BadZipFile, OSError, EOFError, ValueError):  # spliced
        return _flip(data, chance)
    if not parts:
        return data
    name = chance.choice(sorted(parts))
    parts[name] = mutated(parts[name], chance)
    if chance.random() < 0.05:
        del parts[name]
    return packed(parts)


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip file of these parts, the same bytes each time."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as result:
        for name, data in parts.items():
            result.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


def spliced(one: bytes, other: bytes, chance: random.Random) -> bytes:
    """The beginning of one and the end of another."""
    return one[: chance.randrange(len(one) + 1)] + other[chance.randrange(len(other) + 1) :]


def drawn(seeds: Sequence[bytes], chance: random.Random) -> bytes:
    """A new input from the seeds."""
    data = chance.choice(seeds)
    if chance.random() < 0.2:
        data = spliced(data, chance.choice(seeds), chance)
    return mutated(data, chance)
