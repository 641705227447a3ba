"""Two texts as one, word by word, the way `git diff --word-diff` shows them."""

from __future__ import annotations

from difflib import SequenceMatcher


def word_diff(old: str, new: str) -> str:
    """What left in `[-…-]`, what came in `{+…+}`.

    >>> word_diff("Water moves through walls", "Water flows through walls")
    'Water [-moves-] {+flows+} through walls'
    """
    a, b = old.split(), new.split()
    shown: list[str] = []
    for what, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if what == "equal":
            shown += a[i:j]
            continue
        shown += [f"[-{' '.join(a[i:j])}-]"] if i < j else []
        shown += [f"{{+{' '.join(b[k:m])}+}}"] if k < m else []
    return " ".join(shown)
