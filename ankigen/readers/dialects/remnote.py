"""RemNote: bullets with `>>` (forward), `<<` (backward), `<>` (both ways), `::` (concept), `;;`
(descriptor), and clozes `{{…}}`.

Its help, "Creating Flashcards": three signs (`>>>`, `:::`, `;;;`), a place behind them (`>>1.`), or
none of the answer mean that the answer is the bullets below; a descriptor asks for something of the
concept above it.
"""

from __future__ import annotations

import re

from ankigen.model import EntryKind
from ankigen.readers.dialects.cloze import DOUBLE
from ankigen.readers.dialects.page import Page
from ankigen.readers.numbered import Numbered
from ankigen.readers.text import indent_of
from ankigen.text.patterns import when_asked

_BULLET = when_asked(r"(?P<indent>\s*)[-*•]\s+(?P<text>\S.*)$")
_SIGN = when_asked(
    r"(?<=\S)\s{0,8}(?P<sign>>>>?(?:1\.|A\.)?|<<|<>|<->|::>|:::|::|;;>|;;;|;;|==>"
    r"|=>>|↔|⇒)(?:\s+|$)"
)
_LITERAL = when_asked(r"`[^`]*`|\$[^$\n]+\$|\[\[[^\]]*\]\]")
_TAG = when_asked(r"\s*##?\[\[([^\]]+)\]\]|\s+##([\w-]+)")
_OWN = frozenset((">>", ">>>", ";;", ";;;", "<<", "<>", ">>>1.", ">>>A.", ">>1.", ">>A."))
_BOTH = frozenset(("<>", "<->", "↔", "::", ":::"))


def marks(page: Page) -> int:
    """Bullets with a sign that RemNote alone has; `::` counts only beside them."""
    found = [_sign(b["text"]) for _, t in page.marked_lines() if (b := _BULLET.match(t))]
    own = sum(bool(sign and sign["sign"] in _OWN) for sign in found)
    return sum(sign is not None for sign in found) if own >= 2 else 0


def _sign(text: str) -> re.Match[str] | None:
    literal = [m.span() for m in _LITERAL.finditer(text)]
    signs = list(_SIGN.finditer(text))
    if len(signs) > 1 and len({found["sign"] for found in signs}) == 1:
        return None  # arrows from one thing to the next
    for found in signs:
        if found["sign"] == ">>>" and text[found.end() :].strip():
            continue  # in RemNote the answer of this sign stands below
        if found["sign"] == "<>" and text[found.end() :].lstrip().startswith("</"):
            continue  # tags of HTML ("body <> </>")
        if not any(a <= found.start("sign") < b for a, b in literal):
            return found
    return None


def rewrite(page: Page) -> None:
    """Take the cards. A bullet of which all that stands below it was taken is their topic."""
    page.breaks = True
    parents = _parents(page)
    _cards(page)
    for n, last in parents:
        left = any(page.text(m).strip() for m in range(n + 1, last + 1))
        if page.text(n).strip() and not left:
            page.lines[n - 1] = re.sub(r"^\s*[-*•]\s+", "# ", page.text(n))


def _parents(page: Page) -> list[tuple[int, int]]:
    """The bullets with something below them, each with the last line of it; the innermost first."""
    found = []
    for n, text in page.open_lines():
        if _BULLET.match(text) and (last := _last(page, n, indent_of(text), cards=True)) > n:
            found.append((n, last))
    return found[::-1]


def _cards(page: Page) -> None:
    above: list[tuple[int, str]] = []
    for n, text in page.open_lines():
        bullet = _BULLET.match(text)
        if not bullet or not page.text(n).strip():
            continue
        indent = indent_of(text)
        above = [(i, t) for i, t in above if i < indent]
        concept = above[-1][1] if above else ""
        above.append((indent, _front(bullet["text"])))
        if sign := _sign(bullet["text"]):
            _card(page, n, indent, bullet["text"], sign, concept)
        elif DOUBLE.search(bullet["text"]):
            shown, tags = _tags(bullet["text"])
            last = _last(page, n, indent)
            taken = page.take(n, last)
            page.cloze_card(
                [Numbered(n, shown)], (n, last), more=taken[1:], tags=tags, patterns=[DOUBLE]
            )


def _front(text: str) -> str:
    sign = _sign(text)
    return _tags(text[: sign.start()] if sign else text)[0].strip()


def _last(page: Page, n: int, indent: int, cards: bool = False) -> int:
    """The last line that stands under a bullet; not those with a card of their own, unless
    `cards`.
    """
    last = n
    for below in range(n + 1, len(page.lines) + 1):
        text = page.text(below)
        if not text.strip():
            break
        bullet = _BULLET.match(text)
        if indent_of(text) <= indent:
            break
        if bullet and not cards and (_sign(bullet["text"]) or DOUBLE.search(bullet["text"])):
            break
        last = below
    return last


def _card(page: Page, n: int, indent: int, text: str, sign: re.Match[str], concept: str) -> None:
    front, behind = text[: sign.start()], text[sign.end() :]
    last = _last(page, n, indent)
    taken = page.take(n, last)
    front, tags = _tags(front)
    behind, more = _tags(behind)
    tags += more
    kind = sign["sign"]
    sides = [Numbered(n, front)], [Numbered(n, behind), *taken[1:]]
    if not behind.strip():
        sides = sides[0], list(taken[1:])
    if kind == "<<":
        sides = [Numbered(n, behind)], [Numbered(n, front), *taken[1:]]
    made = len(page.blocks)
    page.card(
        *sides,
        (n, last),
        tags=tags,
        kind=EntryKind.VOCABULARY if kind in _BOTH - {"::", ":::"} else EntryKind.OPEN,
    )
    if kind.startswith(";;") and concept and len(page.blocks) > made:
        page.add_context(concept)


def _tags(text: str) -> tuple[str, list[str]]:
    tags = [(a or b).replace(" ", "_") for a, b in _TAG.findall(text)]
    return _TAG.sub("", text), tags
