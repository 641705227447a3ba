"""reStructuredText (Sphinx, docutils): headings by their lines of signs, directives, roles,
definition lists, tables.

The lines are rewritten as Markdown, each in its place, and read as that. What the page has and the
notes have not (comments, contents, options, targets) is left out and told by `check`. The marks
are those of the reStructuredText Markup Specification of docutils.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ankigen.model import Finding, Origin, Reading
from ankigen.model.decided import Decide, nothing_decided
from ankigen.text.decoding import decode
from ankigen.text.patterns import when_asked
from ankigen.text.word_lists import word_set

_RULE = re.compile(r"([=\-`:'\"~^_*+#<>.!$%&,;?@])\1{2,}\s*$")
_DIRECTIVE = re.compile(r"(\s*)\.\.\s+(?:\|[^|]+\|\s+)?([\w.:-]+?)::(?:\s+(.*))?$")
_COMMENT = re.compile(r"(\s*)\.\.(?:\s|$)")
_FOOTNOTE = re.compile(r"(\s*)\.\.\s+\[(#?\w*)\]\s+(.*)$")
_OPTION = re.compile(r"\s*:[\w -]+:(?:\s|$)")
_FIELD = re.compile(r"(\s*):([^:`\n]{1,40}):\s+(\S.*)$")
_ITEM = re.compile(r"\s*(?:[-*+•]|\(?(?:\d{1,3}|#|[A-Za-z]|[ivxIVX]{1,4})[.)])\s")
_SIMPLE_TABLE = re.compile(r"\s*=+(?: +=+)+\s*$")
#: A table has no more lines, or a rule was left open.
_LONGEST_TABLE = 400
_GRID = re.compile(r"\s*\+(?:[-=]+\+)+\s*$")
_ADMONITIONS = word_set(
    "note tip hint important warning attention caution danger error admonition seealso"
    " topic sidebar epigraph highlights pull-quote versionadded versionchanged deprecated"
)
_CODE = word_set("code code-block sourcecode parsed-literal prompt doctest ipython")
_DROPPED = word_set(
    "raw toctree contents index only include literalinclude meta highlight currentmodule"
    " module sectnum tabularcolumns bibliography todo todolist default-role role unicode replace"
    " autosummary automodule autoclass autofunction graphviz plot"
)
_ROLE = when_asked(r":([\w+:-]+):`([^`]+)`|`([^`<]*)<([^<>`]+)>`__?|`([^`]+)`__?|``([^`]+)``")
#: A word that points to a target ("Fourier_") loses the sign.
_POINTER = when_asked(r"(?<![\w`*-])([A-Za-z][\w-]*[A-Za-z])_(?![\w_])")


def read(data: bytes, name: str, decide: Decide = nothing_decided) -> Reading:
    """An .rst file. Raises AnkigenError if it is empty or no text."""
    from ankigen.readers import markdown
    from ankigen.readers.dialects import with_dialects

    lines = decode(data, name).split("\n")
    page = _Page(lines)
    page.rewrite()
    found = with_dialects("\n".join(page.out), name, markdown.read_text, decide(lines))
    left_out = [
        Finding(Origin(name, n), "left-out", f"{why}: {lines[n - 1].strip()}")
        for n, why in sorted(page.dropped.items())
    ]
    return replace(found, findings=(*found.findings, *left_out))


@dataclass
class _Page:
    """The lines of a file, and what becomes of each."""

    lines: list[str]
    out: list[str] = field(default_factory=list)
    dropped: dict[int, str] = field(default_factory=dict)
    looks: list[str] = field(default_factory=list)

    def rewrite(self) -> None:
        self.out = [line.rstrip() for line in self.lines]
        at = 0
        while at < len(self.lines):
            at = self._heading(at) or self._table(at) or self._marked(at) or self._text(at)

    def _line(self, at: int) -> str:
        return self.lines[at].rstrip() if at < len(self.lines) else ""

    def _drop(self, start: int, end: int, why: str) -> None:
        for at in range(start, end):
            self.out[at] = ""
            if self.lines[at].strip():
                self.dropped[at + 1] = why

    def _heading(self, at: int) -> int:
        """The line behind a heading that begins here; 0 where none does."""
        over = bool(_RULE.match(self._line(at)))
        title = at + over
        text, under = self._line(title).strip(), _RULE.match(self._line(title + 1))
        if not text or not under or _RULE.match(text) or _COMMENT.match(self._line(title)):
            return 0
        if len(self._line(title + 1)) < min(len(text) - 2, 40) or (at and self._line(at - 1)):
            return 0
        if over and self._line(at)[0] != self._line(title + 1)[0]:
            return 0
        look = f"{over}{under[1]}"
        if look not in self.looks:
            self.looks.append(look)
        self.out[title] = f"{'#' * min(6, self.looks.index(look) + 1)} {_inline(text)}"
        self._drop(title + 1, title + 2, "markup")
        self._drop(at, title, "markup")
        return title + 2

    def _block_end(self, at: int) -> int:
        """Where what is indented below a line ends."""
        base, end, last = _indent(self.lines[at]), at + 1, at + 1
        while end < len(self.lines):
            if self.lines[end].strip():
                if _indent(self.lines[end]) <= base:
                    break
                last = end + 1
            end += 1
        return last

    def _table(self, at: int) -> int:
        line = self._line(at)
        if _GRID.match(line):
            end = at
            while end < len(self.lines) and self._line(end).lstrip().startswith(("|", "+")):
                end += 1
            return self._put_table(at, end, list(_grid_rows(self.lines[at:end])))
        if not _SIMPLE_TABLE.match(line):
            return 0
        rules = [at]
        for n in range(at + 1, min(at + _LONGEST_TABLE, len(self.lines))):
            if _SIMPLE_TABLE.match(self.lines[n]):
                rules.append(n)
                if not self._line(n + 1).strip():
                    break
        if len(rules) < 2 or self._line(rules[-1] + 1).strip():
            return 0
        starts = [m.start() for m in re.finditer(r"=+", line)]
        rows = [_cells(self.lines[n], starts) for n in range(at + 1, rules[-1]) if n not in rules]
        return self._put_table(at, rules[-1] + 1, rows)

    def _put_table(self, start: int, end: int, rows: list[list[str]]) -> int:
        if not rows or end - start < len(rows) + 1:
            return end
        piped = [f"| {' | '.join(_inline(cell) for cell in row)} |" for row in rows]
        piped.insert(1, "|" + "---|" * len(rows[0]))
        self._drop(start, end, "")
        for n in range(start, end):
            self.dropped.pop(n + 1, None)
        self.out[start + 1 : start + 1 + len(piped)] = piped
        del self.out[len(self.lines) :]
        return end

    def _marked(self, at: int) -> int:
        """The line behind a directive, a comment, a footnote or a target; 0 where none begins."""
        line = self._line(at)
        if found := _FOOTNOTE.match(line):
            self.out[at] = f"[^{found[2].lstrip('#') or at}]: {_inline(found[3])}"
            return at + 1
        if found := _DIRECTIVE.match(line):
            return self._directive(at, found[2].split(":")[-1], found[3] or "")
        if not _COMMENT.match(line):
            return 0
        end = self._block_end(at)
        self._drop(at, end, "a comment or a target")
        return end

    def _directive(self, at: int, name: str, title: str) -> int:
        end = self._block_end(at)
        body = at + 1
        if name in ("image", "figure") and not title and body < end:
            title, body = self.lines[body].strip(), body + 1
        while body < end and _OPTION.match(self.lines[body]):
            body += 1
        if name in ("image", "figure"):
            self._drop(at, body, "options of a picture")
            self.dropped.pop(at + 1, None)
            self.out[at] = f"![]({title})" if title else ""
            return body
        if name in _DROPPED or (name in ("csv-table", "list-table") and body == end):
            self._drop(at, end, "not part of the notes")
            return end
        self._drop(at, body, "markup")
        if name in _CODE or name == "math":
            fence = "$$" if name == "math" else "```"
            if name == "math" and title:
                self.out[at] = f"$${title}$$"
                self.dropped.pop(at + 1, None)
                return body
            self._fence(at, body, end, fence)
            return end
        if title and name in _ADMONITIONS:
            self.out[at] = f"**{_inline(title)}**"
            self.dropped.pop(at + 1, None)
        self._outdent(body, end)
        return body

    def _fence(self, at: int, body: int, end: int, fence: str) -> None:
        """Puts the indented lines of a block between two fences."""
        self._outdent(body, end)
        while body < end and not self.lines[body].strip():
            body += 1
        last = end if end < len(self.lines) and not self.lines[end].strip() else 0
        self.out[body - 1 if body > at else at] = fence
        if last:
            self.out[last] = fence
        elif body < end:
            self.out[end - 1] += f"\n{fence}"
        for n in range(at + 1, end + 1):
            self.dropped.pop(n, None)

    def _outdent(self, start: int, end: int) -> None:
        filled = [_indent(s) for s in self.lines[start:end] if s.strip()]
        by = min(filled, default=0)
        for n in range(start, end):
            self.lines[n] = self.lines[n][by:] if self.lines[n].strip() else ""
            self.out[n] = self.lines[n].rstrip()

    def _text(self, at: int) -> int:
        line = self._line(at)
        if not line.strip():
            return at + 1
        if line.endswith("::") and at + 1 < len(self.lines) and self._block_end(at) > at + 1:
            end = self._block_end(at)
            kept = line.rstrip(":").rstrip()
            self._fence(at, at + 1, end, "```")
            self.out[at] = f"{_inline(kept)}:" if kept.strip() else ""
            return end + 1
        if found := _FIELD.match(line):
            self.out[at] = f"{found[1]}**{found[2]}**: {_inline(found[3])}"
            return at + 1
        below = self._line(at + 1)
        indent = _indent(line)
        defined = below.strip() and _indent(below) > indent and not _ITEM.match(line)
        self.out[at] = line[:indent] + _inline(line[indent:])
        if not defined or _ITEM.match(below) or (at and self._line(at - 1).strip()):
            return at + 1
        self.out[at + 1] = f"{line[:indent]}:   {_inline(below.strip())}"
        end = at + 2
        while end < len(self.lines) and _indent(self.lines[end]) > indent and self._line(end):
            self.out[end] = f"{line[:indent]}    {_inline(self._line(end).strip())}"
            end += 1
        return end


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _grid_rows(lines: list[str]) -> Iterator[list[str]]:
    row: list[list[str]] = []
    for line in lines:
        if _GRID.match(line):
            if row:
                yield [" ".join(filter(None, cell)) for cell in row]
            row = []
            continue
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        row = row or [[] for _ in cells]
        for into, cell in zip(row, cells, strict=False):
            into.append(cell)


def _cells(line: str, starts: list[int]) -> list[str]:
    ends = [*starts[1:], None]
    return [line[a:b].strip() for a, b in zip(starts, ends, strict=True)]


def _inline(text: str) -> str:
    """The inline marks of a line as those of Markdown.

    >>> _inline(":term:`Osmosis` is ``code``, see `a page <https://a.example>`_")
    'Osmosis is `code`, see [a page](https://a.example)'
    >>> _inline(":math:`a^2` and Fourier_")
    '$a^2$ and Fourier'
    """
    return _POINTER.sub(r"\1", _ROLE.sub(_marked_up, text)) if "`" in text or "_" in text else text


def _marked_up(found: re.Match[str]) -> str:
    role, said, named, address, pointer, code = found.groups()
    if role is not None:
        said = re.sub(r"\s*<[^<>]*>$", "", said).lstrip("~!")
        return {"math": f"${said}$", "code": f"`{said}`"}.get(role, said)
    if address is not None:
        named = named.strip() or address
        return f"[{named}]({address})" if "/" in address else named
    return f"`{code}`" if code is not None else pointer
