"""How far apart two words are, as fingers and ears see it."""

from __future__ import annotations

from functools import lru_cache

#: Rows of a keyboard; neighbours on it are easily struck for one another.
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_VOWELS = frozenset("aeiouy")
#: Letters that stand for the same sound somewhere.
_SOUNDS = frozenset(
    frozenset(pair) for pair in ("ck", "cs", "sz", "fv", "gj", "iy", "kq", "vw", "tc", "mn", "bp")
)

# Costs of one edit; a plain wrong letter is 1. They order candidates, and were set by which of two
# candidates of misspellings in common lists was meant.
WRONG, NEAR, VOWEL, SOUND = 1.1, 0.9, 0.75, 0.85
DROPPED, DOUBLED, EXTRA, SWAPPED = 0.8, 0.55, 0.9, 0.7


def _neighbours() -> frozenset[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for number, row in enumerate(_ROWS):
        for at, key in enumerate(row):
            near = set(row[max(0, at - 1) : at + 2])
            for other in _ROWS[max(0, number - 1) : number + 2]:
                near |= set(other[max(0, at - 1) : at + 2])
            found |= {(key, n) for n in near if n != key}
    return frozenset(found)


_NEAR_KEYS = _neighbours()


def substitution(a: str, b: str) -> float:
    """The cost of `b` written for `a`."""
    if a in _VOWELS and b in _VOWELS:
        return VOWEL
    if frozenset((a, b)) in _SOUNDS:
        return SOUND
    return NEAR if (a, b) in _NEAR_KEYS else WRONG


def distance(a: str, b: str, limit: int) -> int:
    """Optimal string alignment distance: letters wrong, missing, extra, or two swapped; more than
    `limit` is limit + 1.

    >>> distance("recieve", "receive", 2), distance("abc", "xyz", 2)
    (1, 3)
    """
    if abs(len(a) - len(b)) > limit:
        return limit + 1
    start = 0
    shorter = min(len(a), len(b))
    while start < shorter and a[start] == b[start]:
        start += 1
    a, b = a[start:], b[start:]
    while a and b and a[-1] == b[-1]:
        a, b = a[:-1], b[:-1]
    if not a or not b:
        return min(len(a) + len(b), limit + 1)
    if limit == 1 and len(a) + len(b) > 2 and not (len(a) == len(b) == 2):
        return 2
    before: list[int] = []
    last = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
        before, last = last, row
    return min(last[-1], limit + 1)


@lru_cache(maxsize=50_000)
def cost(wrong: str, right: str) -> float:
    """The weighted cost of writing `wrong` for `right`.

    >>> cost("adress", "address") < cost("ddress", "address") < cost("adkress", "address") + 1
    True
    """
    rows: list[list[float]] = [[0.0] * (len(right) + 1) for _ in range(len(wrong) + 1)]
    for j in range(1, len(right) + 1):
        rows[0][j] = rows[0][j - 1] + DROPPED
    for i in range(1, len(wrong) + 1):
        rows[i][0] = rows[i - 1][0] + EXTRA
    for i, x in enumerate(wrong, 1):
        for j, y in enumerate(right, 1):
            doubled_right = j > 1 and right[j - 2] == y
            doubled_wrong = i > 1 and wrong[i - 2] == x
            best = min(
                rows[i][j - 1] + (DOUBLED if doubled_right else DROPPED),
                rows[i - 1][j] + (DOUBLED if doubled_wrong else EXTRA),
                rows[i - 1][j - 1] + (0.0 if x == y else substitution(y, x)),
            )
            if i > 1 and j > 1 and x == right[j - 2] and wrong[i - 2] == y and x != y:
                best = min(best, rows[i - 2][j - 2] + SWAPPED)
            rows[i][j] = best
    return rows[-1][-1]


_ALPHABET = "abcdefghijklmnopqrstuvwxyz"


def edits(word: str) -> set[str]:
    """Every string one edit away.

    >>> "the" in edits("teh")
    True
    """
    parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    found = {left + right[1:] for left, right in parts if right}
    found |= {left + right[1] + right[0] + right[2:] for left, right in parts if len(right) > 1}
    found |= {left + c + right[1:] for left, right in parts if right for c in _ALPHABET}
    found |= {left + c + right for left, right in parts for c in _ALPHABET}
    found.discard(word)
    return found
