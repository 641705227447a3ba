"""`edits.toml`: what the group changed, laid over the raw notes, which are never written.

An edit names its entry by the headword and context that the notes have, and holds the new value of one field. It is
made only while the notes still say what they said when it was taken over (`was`); where they have changed since, the
notes win and a finding says so.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Literal, TypeVar

from ankigen.cards.html import inline, render
from ankigen.cards.plain import plain, plain_text
from ankigen.model import (
    AnkigenError,
    Code,
    Edit,
    Entry,
    Finding,
    Formula,
    Item,
    ListNode,
    Node,
    Origin,
    Paragraph,
    Quote,
    RichText,
    Style,
    Table,
    texts,
)
from ankigen.readers.html import nodes_of, rich_of
from ankigen.text.data_files import toml_table

FILE_NAME = "edits.toml"

FieldName = Literal["term", "definition", "context", "topic", "tags"]
FIELDS: tuple[FieldName, ...] = ("term", "definition", "context", "topic", "tags")

_HEAD = """\
# What people changed in Anki or in the shared table, as `ankigen merge` took it over. It is laid over the notes at every
# build. You may delete an edit, or make it in the notes themselves: then it does nothing any more.
"""


@dataclass(frozen=True, slots=True, order=True)
class EntryEdit:
    """One field of one entry: its new value, as HTML where it is a headword, context or definition.

    `now` of tags is "+added -removed". `was` is a hash of what the notes said; `marks` stand for what the files said
    from which it came, so that the same file merged again changes nothing.
    """

    term: str
    context: str
    field: str
    file: str
    was: str
    now: str
    source: str = ""  # the file that it came from
    marks: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Conflict:
    """A field that both sides changed, until `ankigen review` settles it; the values as HTML, as in an edit.

    `reason` says why it could not be taken over where it is no matter of two sides.
    """

    term: str
    context: str
    field: str
    file: str
    ours: str
    theirs: str
    source: str = ""
    reason: str = ""
    mark: str = ""

    @property
    def id(self) -> str:
        """Knows the same conflict again, whichever file it comes from; `mark` stands for what that file says."""
        return digest(self.term, self.context, self.field, self.mark)


@dataclass(frozen=True, slots=True)
class Overlay:
    """What `edits.toml` holds.

    `refused` are ids of conflicts that were settled for the notes, `added` stand for notes that went to a file of
    their own: the same file merged again does not bring them once more, wherever they were moved meanwhile.
    """

    edits: tuple[EntryEdit, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    refused: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


def digest(*values: str) -> str:
    """Twelve hex digits that stand for a text."""
    return hashlib.blake2b(json.dumps(values).encode(), digest_size=6).hexdigest()


# --------------------------------------------------------------------------- text


def format_overlay(overlay: Overlay) -> str:
    """The overlay as TOML, in stable order."""
    parts = [_HEAD]
    for name in _LISTS:
        held = sorted(set(getattr(overlay, name)))
        if held:
            parts.append(f"{name} = [{', '.join(map(_toml, held))}]\n")
    parts += [_table("edit", edit) for edit in sorted(overlay.edits)]
    parts += [_table("conflict", conflict) for conflict in sorted(overlay.conflicts)]
    return "\n".join(parts)


#: The lists of ids that stand at the top.
_LISTS = ("refused", "added")


def _table(name: str, value: EntryEdit | Conflict) -> str:
    lines = [f"[[{name}]]"]
    for f in fields(value):
        text = getattr(value, f.name)
        if text or f.name in ("term", "field", "now", "ours", "theirs"):
            lines.append(f"{f.name} = {_toml(text)}")
    return "\n".join((*lines, ""))


def _toml(text: str) -> str:
    """A TOML string: on lines of its own where the text has several."""
    # What JSON escapes, TOML does too, but for DEL.
    lines = [
        json.dumps(line, ensure_ascii=False)[1:-1].replace("\x7f", "\\u007f")
        for line in text.split("\n")
    ]
    if len(lines) == 1:
        return f'"{lines[0]}"'
    return '"""\n' + "\n".join(lines) + '"""'


def parse_overlay(text: str, name: str = FILE_NAME) -> Overlay:
    """The overlay from its text. Raises AnkigenError with one line naming what is wrong."""
    try:
        data = toml_table(text)
    except ValueError as error:
        raise AnkigenError(f"{name}: not valid TOML: {error}; mend that line") from None
    unknown = data.keys() - {"edit", "conflict", *_LISTS}
    if unknown:
        known = ", ".join(("edit", "conflict", *_LISTS))
        raise AnkigenError(f'{name}: unknown key "{min(unknown)}"; known: {known}')
    return Overlay(
        tuple(_value(EntryEdit, "edit", t, name) for t in _tables(data, "edit", name)),
        tuple(_value(Conflict, "conflict", t, name) for t in _tables(data, "conflict", name)),
        *(_ids(data, key, name) for key in _LISTS),
    )


def _ids(data: Mapping[str, object], key: str, name: str) -> tuple[str, ...]:
    found = data.get(key, [])
    if not isinstance(found, list) or not all(isinstance(r, str) for r in found):
        raise AnkigenError(f'{name}: "{key}" must be a list of strings')
    return tuple(found)


def _tables(data: Mapping[str, object], key: str, name: str) -> Iterator[Mapping[str, object]]:
    found = data.get(key, [])
    if not isinstance(found, list) or not all(isinstance(t, dict) for t in found):
        raise AnkigenError(f'{name}: "{key}" must be tables, each under [[{key}]]')
    yield from found


Held = TypeVar("Held", EntryEdit, Conflict)


def _value(kind: type[Held], key: str, table: Mapping[str, object], name: str) -> Held:
    known = {f.name for f in fields(kind)}
    wanted = {"term", "field", "now" if kind is EntryEdit else "theirs"}
    where = f'{name}: [[{key}]] "{table.get("term", "")}"'
    if table.keys() - known:
        raise AnkigenError(f'{where}: unknown key "{min(table.keys() - known)}"')
    if wanted - table.keys():
        raise AnkigenError(f'{where}: "{min(wanted - table.keys())}" is missing')
    if not all(isinstance(v, str) for v in table.values()):
        raise AnkigenError(f"{where}: every value must be a string in quotes")
    if table["field"] not in FIELDS and kind is EntryEdit:
        raise AnkigenError(
            f'{where}: "field" must be one of {", ".join(FIELDS)}, not "{table["field"]}"'
        )
    values = {f: str(table.get(f, "")) for f in known}
    return kind(**values)


# --------------------------------------------------------------------------- values of an entry


class _AnyName(dict[str, str]):
    """Shows every picture under the path that the notes have: edits know no package."""

    def __contains__(self, key: object) -> bool:
        return True

    def __getitem__(self, key: str) -> str:
        return key

    def get(self, key: str, default: object = None) -> str:
        return key


_PATHS = _AnyName()


def body_html(body: Iterable[Node]) -> str:
    """A body as an edit holds it: HTML, a block a line, pictures under their paths."""
    return "\n".join(render([node], _PATHS) for node in body)


def rich_html(text: RichText) -> str:
    return inline(text, _PATHS)


def value(entry: Entry, field: str) -> str:
    """A field of an entry as an edit holds it."""
    match field:
        case "term":
            return rich_html(entry.term)
        case "context":
            return rich_html(entry.context)
        case "definition":
            return body_html(entry.body)
        case "topic":
            return entry.topic
        case _:
            return " ".join(entry.tags)


def fingerprint_of(entry: Entry, field: str) -> str:
    """What `was` holds: the words of a field, whatever their markup. (All tags fit any tags.)"""
    match field:
        case "definition":
            return digest(" ".join(plain(entry.body).split()))
        case "term":
            return digest(" ".join(plain_text(entry.term).split()))
        case "context":
            return digest(" ".join(plain_text(entry.context).split()))
        case "topic":
            return digest(entry.topic)
        case _:
            return ""


def with_value(entry: Entry, field: str, now: str) -> Entry:
    """The entry with a field set. What did not change keeps its marks and its places in the notes."""
    match field:
        case "term":
            return entry.but(term=retext(entry.term, rich_of(now, entry.origin.line)))
        case "context":
            return entry.but(context=retext(entry.context, rich_of(now, entry.origin.line)))
        case "definition":
            return entry.but(body=with_kept(entry.body, nodes_of(now, entry.origin.line)))
        case "topic":
            return entry.but(topic=now)
        case _:
            added = [t[1:] for t in now.split() if t[0] == "+"]
            gone = {t[1:] for t in now.split() if t[0] == "-"}
            kept = (t for t in (*entry.tags, *added) if t not in gone)
            return entry.but(tags=tuple(dict.fromkeys(kept)))


def retext(old: RichText, new: RichText) -> RichText:
    """The new text; the old one, with its lines, where their words are the same and the new one has no marks."""
    if rich_html(old) == rich_html(new):
        return old
    if new.marks:
        return new
    a, b = _tokens(old.text), _tokens(new.text)
    edits = []
    at = [0]
    for token in a:
        at.append(at[-1] + len(token))
    for tag, i, j, k, m in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag != "equal":
            if old.literal_at(at[i], at[j]):
                return new
            before, after = old.text[at[i] : at[j]], "".join(b[k:m])
            space = _same_end(before, after)
            edits.append(Edit(at[i], at[j] - space, after[: len(after) - space]))
    return old.edited(edits)


def _tokens(text: str) -> list[str]:
    """Words and signs, each with the space after it: tokens that are spaces alone would match everywhere."""
    return re.findall(r"\w+\s*|[^\w\s]\s*|\s+", text)


def _same_end(a: str, b: str) -> int:
    """How much white space both end with."""
    count = 0
    while (
        count < min(len(a), len(b)) and a[-1 - count] == b[-1 - count] and a[-1 - count].isspace()
    ):
        count += 1
    return count


def with_kept(old: Sequence[Node], new: Sequence[Node]) -> tuple[Node, ...]:
    """The new nodes, with the old one in place of each that shows the same, and formulas as the notes write them."""
    known: defaultdict[str, list[Node]] = defaultdict(list)
    for node in old:
        known[_look(node)].append(node)
    sources = _formulas(old)
    items = {_item_look(i): i for n in old if isinstance(n, ListNode) for i in n.items}
    kept: list[Node] = []
    for node in new:
        same = known.get(_look(node))
        if same:
            kept.append(same.pop(0))
            continue
        told = _with_formulas(node, sources)
        if isinstance(told, ListNode):
            told = replace(told, items=tuple(items.get(_item_look(i), i) for i in told.items))
        kept.append(told)
    return tuple(kept)


def _item_look(item: Item) -> str:
    return " ".join(render([ListNode((item,))], _PATHS).split())


_MATH = (Style.MATH, Style.DISPLAY)


def _formulas(nodes: Sequence[Node]) -> dict[str, str]:
    """LaTeX → the formula as the notes have it, with their delimiters."""
    found = {_latex(n.latex): n.source for n in nodes if isinstance(n, Formula)}
    for text in texts(nodes):
        for mark in text.marks:
            if mark.style in _MATH:
                found[_latex(mark.value)] = text.text[mark.start : mark.end]
    return found


def _latex(source: str) -> str:
    """A formula as it is compared: on a card a space keeps "}}" apart, which would end a cloze."""
    return re.sub(r"\}\s+(?=\})", "}", source.strip())


def _with_formulas(node: Node, sources: Mapping[str, str]) -> Node:
    """The node with its formulas written as in the notes: HTML knows one way of writing them."""

    def written(text: RichText) -> RichText:
        edits = [
            Edit(mark.start, mark.end, sources[_latex(mark.value)])
            for mark in text.marks
            if mark.style in _MATH and _latex(mark.value) in sources
        ]
        return text.edited(edits)

    if isinstance(node, Formula):
        return replace(node, source=sources.get(_latex(node.latex), node.source))
    return mapped(node, written)


def mapped(node: Node, change: Callable[[RichText], RichText]) -> Node:
    """The node with each of its texts changed."""
    match node:
        case Paragraph(text):
            return Paragraph(change(text))
        case ListNode(items):
            told = tuple(
                replace(
                    i, text=change(i.text), children=tuple(mapped(n, change) for n in i.children)
                )
                for i in items
            )
            return replace(node, items=told)
        case Table(rows):
            return replace(node, rows=tuple(tuple(change(c) for c in row) for row in rows))
        case Quote(body):
            return Quote(tuple(mapped(n, change) for n in body))
        case Code() | Formula():
            return node


def _look(node: Node) -> str:
    """What a node shows: runs of spaces are one in HTML. Code is known by its text, which does not tell its language."""
    if isinstance(node, Code):
        return node.text.rstrip("\n")
    return " ".join(render([node], _PATHS).split())


# --------------------------------------------------------------------------- laying the edits over the notes


@dataclass(frozen=True, slots=True)
class Homes:
    """Where the entries of each name stand: what an edit or a conflict belongs to."""

    files: Sequence[str]
    named: Mapping[tuple[str, str], Sequence[int]]

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> Homes:
        named: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for n, entry in enumerate(entries):
            named[name_of(entry)].append(n)
        return cls([entry.origin.file for entry in entries], named)

    def find(self, held: EntryEdit | Conflict) -> Sequence[int]:
        """The entries (by index) of that name in that file; where it has none any more, the only one elsewhere."""
        named = self.named.get((held.term, held.context), ())
        there = [n for n in named if not held.file or self.files[n] == held.file]
        return there or (named if len(named) == 1 else ())


def apply_edits(entries: Sequence[Entry], overlay: Overlay) -> tuple[Entry, ...]:
    """The entries with the edits made. An edit whose entry says something else now is a finding of that entry."""
    if not overlay.edits:
        return tuple(entries)
    homes = Homes.of(entries)
    wanted: defaultdict[int, list[EntryEdit]] = defaultdict(list)
    for edit in overlay.edits:
        for n in homes.find(edit):
            wanted[n].append(edit)
    return tuple(_applied(entry, wanted.get(n, ())) for n, entry in enumerate(entries))


def name_of(entry: Entry) -> tuple[str, str]:
    """Headword and context by which edits know an entry."""
    return plain_text(entry.term), plain_text(entry.context)


def _applied(entry: Entry, edits: Sequence[EntryEdit]) -> Entry:
    result = entry
    for edit in edits:
        if edit.was and fingerprint_of(entry, edit.field) != edit.was:
            if _is_done(entry, edit):
                continue
            finding = Finding(
                entry.origin,
                "stale-edit",
                f'the {edit.field} of "{edit.term}" was edited ({edit.source or FILE_NAME}) and has changed in the '
                f"notes since: the notes win; make the edit in the notes, or delete it from {FILE_NAME}",
                needs_person=True,
            )
            result = result.but(findings=(*result.findings, finding))
            continue
        result = with_value(result, edit.field, edit.now)
    return result


def _is_done(entry: Entry, edit: EntryEdit) -> bool:
    """Whether the notes say themselves what the edit wants."""
    changed = with_value(entry, edit.field, edit.now)
    return fingerprint_of(changed, edit.field) == fingerprint_of(entry, edit.field)


def edit_findings(entries: Sequence[Entry], overlay: Overlay) -> tuple[Finding, ...]:
    """Edits whose entry is not in the notes any more, and conflicts that wait for `ankigen review`."""
    homes = Homes.of(entries)
    lost = [
        Finding(
            Origin(FILE_NAME, 1),
            "lost-edit",
            f'the notes have no "{edit.term}" any more, so its edit ({edit.field}) does nothing; delete it, '
            "or name the entry as the notes do",
            needs_person=True,
        )
        for edit in overlay.edits
        if not homes.find(edit)
    ]
    waiting = [
        Finding(
            Origin(FILE_NAME, 1),
            "conflict",
            f'the {c.field} of "{c.term}": {c.source} has another one; run `ankigen review`',
            needs_person=True,
        )
        for c in overlay.conflicts
    ]
    return (*lost, *waiting)


# --------------------------------------------------------------------------- changing the overlay


def at_home(overlay: Overlay, entries: Sequence[Entry]) -> Overlay:
    """With the files in which the entries of edits and conflicts stand now, where they were moved."""
    homes = Homes.of(entries)

    def moved(held: Held) -> Held:
        found = homes.find(held)
        return replace(held, file=homes.files[found[0]]) if held.file and found else held

    return replace(
        overlay,
        edits=tuple(moved(edit) for edit in overlay.edits),
        conflicts=tuple(moved(conflict) for conflict in overlay.conflicts),
    )


def with_edit(overlay: Overlay, *edits: EntryEdit) -> Overlay:
    """With edits in place of earlier ones of the same field; tags are gathered. Linear in the edits of both."""
    by_place = {_place(edit): edit for edit in overlay.edits}
    for edit in edits:
        place = _place(edit)
        by_place[place] = _after(by_place.get(place), edit)
    return replace(overlay, edits=tuple(sorted(by_place.values())))


def _after(earlier: EntryEdit | None, edit: EntryEdit) -> EntryEdit:
    """An edit in place of an earlier one: it stands for what both files said."""
    if earlier is None:
        return edit
    marks = {*earlier.marks.split(), *edit.marks.split()}
    now = edit.now
    if edit.field == "tags":
        signs = {t[1:]: t[0] for e in (earlier, edit) for t in e.now.split()}
        now = " ".join(f"{s}{t}" for t, s in sorted(signs.items()))
    return replace(edit, now=now, marks=" ".join(sorted(marks)))


def _place(edit: EntryEdit) -> tuple[str, str, str, str]:
    return edit.term, edit.context, edit.file, edit.field


def known_ids(overlay: Overlay) -> set[str]:
    """What was taken over, waits for review, or was settled for the notes (see `Conflict.id`)."""
    taken = (
        digest(e.term, e.context, e.field, mark) for e in overlay.edits for mark in e.marks.split()
    )
    return {*taken, *(c.id for c in overlay.conflicts), *overlay.refused, *overlay.added}


def can_take(conflict: Conflict) -> bool:
    """Whether their side can become an edit at all: some fields of a card are no part of an entry."""
    return conflict.field in FIELDS


def settle_conflicts(overlay: Overlay, settled: Sequence[tuple[Conflict, Entry | None]]) -> Overlay:
    """With conflicts settled: theirs becomes an edit of the entry as the notes have it now; None = ours, remembered."""
    ids = {conflict.id for conflict, _ in settled}
    refused = {conflict.id for conflict, entry in settled if entry is None}
    rest = replace(
        overlay,
        conflicts=tuple(c for c in overlay.conflicts if c.id not in ids),
        refused=tuple(sorted({*overlay.refused, *refused})),
    )
    return with_edit(
        rest,
        *(
            EntryEdit(
                *name_of(entry), c.field, entry.origin.file, fingerprint_of(entry, c.field),
                c.theirs, c.source, c.mark,
            )
            for c, entry in settled
            if entry is not None
        ),
    )  # fmt: skip
