"""The layout of a file as its owner says it: `[[layout]]` in ankigen.toml, `layout:` in front
matter, `--layout`. It is final.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from ankigen.model import (
    AnkigenError,
    Block,
    Finding,
    Kind,
    Node,
    Origin,
    Paragraph,
    Reading,
    RichText,
)
from ankigen.model.decided import Decide, FileDecisions
from ankigen.model.entries import RowNames
from ankigen.model.settings import LayoutSettings, LineDecision
from ankigen.segmentation.blocks.units import OPEN, Unit
from ankigen.segmentation.owner.decisions import covers, lines_decided, parted
from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.hypotheses import SETTING, Draft, Hypothesis, Roles
from ankigen.segmentation.siblings.outline import FIXED
from ankigen.segmentation.splits.split import Split
from ankigen.text.integers import small_integer
from ankigen.text.pattern_search import SECONDS, TooSlowError, compiled, search_groups

#: Names of columns that have a meaning of their own; any other is shown before what the column
#: says, and these are left out.
TERM, DEFINITION, SKIPPED = "term", "definition", ("", "-", "skip")


@dataclass(frozen=True, slots=True)
class Given:
    """What a person says of the notes: what single lines are, and how files are laid out. It is
    final. `tables`, by the names of their rows, are those that stay whole, because the last build
    asked for their cells and somebody may have reviews of them.
    """

    lines: tuple[LineDecision, ...] = ()
    layouts: tuple[LayoutSettings, ...] = ()
    tables: tuple[RowNames, ...] = ()


NOTHING_GIVEN = Given()
#: The `files` of a layout that goes before what the files say themselves.
EVERY_FILE = ("*",)


def layout_of_file(
    reading: Reading, file: str, layouts: Sequence[LayoutSettings]
) -> tuple[LayoutSettings | None, tuple[Finding, ...]]:
    """The layout that is given for a file, if one is: by one for every file ("*"), by its own
    front matter, by the first of `layouts` that is for it. What the front matter has wrong is a
    finding."""
    wrong: tuple[Finding, ...] = ()
    forced = next((x for x in layouts if x.files == EVERY_FILE), None)
    if reading.layout and forced is None:
        try:
            return parse_layout(reading.layout, "layout"), ()
        except AnkigenError as error:
            wrong = (Finding(Origin(file, 1), "front-matter", str(error), True),)
    if forced is not None:
        return forced, ()
    fitting = (x for x in layouts if not x.files or any(_fits(file, p) for p in x.files))
    return next(fitting, None), wrong


def given_for(file: str, given: Given) -> Given:
    """Of what is given, that which is about one file."""
    return Given(
        tuple(d for d in given.lines if covers(d, file)),
        tuple(
            x
            for x in given.layouts
            if x.files == EVERY_FILE or not x.files or any(_fits(file, p) for p in x.files)
        ),
        given.tables,
    )


def deciding(file: str, given: Given) -> Decide:
    """What is given for a file, as its reader asks for it."""
    layout, _ = layout_of_file(Reading(()), file, given.layouts)
    laid_out = layout is not None and layout != LayoutSettings(layout.files, columns=layout.columns)

    def decide(lines: Sequence[str]) -> FileDecisions:
        opens, skipped = lines_decided(lines, file, given.lines)
        return FileDecisions(opens, skipped, laid_out)

    return decide


def _fits(file: str, pattern: str) -> bool:
    return fnmatchcase(file, pattern) or fnmatchcase(file.rsplit("/", 1)[-1], pattern)


def parse_layout(text: str, where: str) -> LayoutSettings:
    """A layout as front matter and the command line say it: "separator=~", "each-line",
    "heading=2", "columns=term,definition".

    Several stand side by side with ";". Raises AnkigenError, beginning with `where`, for what is
    none.

    >>> parse_layout("separator=~; each-line", "--layout").separator
    '~'
    """
    found = LayoutSettings()
    for part in text.split(";") if not text.startswith("separator=;") else [text]:
        key, _, value = part.strip().partition("=")
        match key.strip().replace("-", "_"):
            case "separator" if value:
                found = replace(found, separator=value.replace("\\t", "\t"))
            case "pattern" if value:
                found = replace(found, pattern=value)
            case "each_line" if not value:
                found = replace(found, each_line=True)
            case "heading" if small_integer(value) >= 0:
                found = replace(found, heading=small_integer(value))
            case "columns" if value:
                found = replace(found, columns=tuple(c.strip() for c in value.split(",")))
            case _:
                raise AnkigenError(
                    f'{where}: "{" ".join(part.split())}" is no layout; write separator=…, '
                    f"pattern=…, each-line, "
                    "heading=… or columns=…"
                )
    check_layout(found, where)
    return found


def check_layout(layout: LayoutSettings, where: str) -> None:
    """Raises AnkigenError for a layout that says nothing or cannot be."""
    if not any(
        (layout.separator, layout.pattern, layout.each_line, layout.heading, layout.columns)
    ):
        raise AnkigenError(
            f"{where}: says no layout; add separator, pattern, each_line, heading or columns"
        )
    if layout.heading and not 1 <= layout.heading <= 6:
        raise AnkigenError(f'{where}: "heading" must be from 1 to 6, not {layout.heading}')
    if layout.columns and TERM not in layout.columns:
        raise AnkigenError(f'{where}: "columns" must name one of them "{TERM}"')
    if layout.pattern:
        check_pattern(layout.pattern, where)


def check_pattern(pattern: str, where: str) -> None:
    """Raises AnkigenError for what is no regular expression with a group for the headword and one
    for the definition.
    """
    try:
        groups = compiled(pattern).groups
    except ValueError as error:
        raise AnkigenError(f'{where}: "pattern" {error}') from None
    if groups < 2:
        raise AnkigenError(
            f'{where}: "pattern" needs two groups in round brackets: headword and definition'
        )


def with_columns(blocks: Sequence[Block], layout: LayoutSettings | None) -> list[Block]:
    """The blocks, with each table (or row of a file that is one) as wide as the layout's columns
    turned into a card a row.
    """
    if layout is None or not layout.columns:
        return list(blocks)
    out: list[Block] = []
    for block in blocks:
        tabular = block.kind in (Kind.TABLE, Kind.PAIR) and bool(block.rows)
        if tabular and len(block.rows[0]) >= len(layout.columns):
            rows = block.rows[1:] if block.header else block.rows
            out += [_pair(block, row, layout.columns) for row in rows]
        else:
            out.append(block)
    return out


def _pair(block: Block, row: Sequence[RichText], columns: Sequence[str]) -> Block:
    line = next((cell.line for cell in row if cell.line), block.line)
    named = list(zip(columns, row, strict=False))
    body: list[Node] = [Paragraph(cell) for name, cell in named if name == DEFINITION and cell]
    for name, cell in named:
        if cell and name not in (TERM, DEFINITION, *SKIPPED):
            label = RichText.of(f"{name}: ", line)
            body.append(Paragraph(RichText.join([label, cell], "")))
    first = next((n.text for n in body if isinstance(n, Paragraph)), RichText())
    return replace(
        block,
        kind=Kind.PAIR,
        term=row[columns.index(TERM)],
        text=first,
        body=tuple(body),
        line=line,
        end_line=line,
        rows=(),
        gap=0,
    )


#: Where the lines of a document are parted by its layout, by their text.
Parted = Mapping[str, Split]


def parted_lines(layout: LayoutSettings | None, units: Sequence[Unit]) -> Parted:
    """Where a pattern or a separator parts the lines of a document.

    Raises AnkigenError for a pattern that takes too long.
    """
    if layout is None or not (layout.pattern or layout.separator):
        return {}
    lines = list(dict.fromkeys(u.text.text for u in units if u.kind in OPEN))
    if layout.pattern:
        splits = _by_pattern(layout.pattern, lines)
    else:
        splits = [_at_separator(layout.separator, text) for text in lines]
    return {text: split for text, split in zip(lines, splits, strict=True) if split is not None}


def take_given(draft: Draft, layout: LayoutSettings | None, parted: Parted) -> None:
    """Gives the lines of a document the roles that the layout says."""
    if layout is None:
        return
    if layout.heading:
        draft.take(_headings(draft, layout.heading))
    if layout.separator or layout.pattern or layout.each_line:
        draft.take(_lines(draft, layout, parted))


def _headings(draft: Draft, level: int) -> Hypothesis:
    """Each heading of the level is a headword; what is above them and between is as they leave
    it.
    """
    out = Roles()
    inside = False
    for k, u in enumerate(draft.units):
        if u.kind in FIXED:
            out.roles[k] = draft.read[k]
            inside = False
        elif u.kind is Kind.HEADING and u.level <= level:
            inside = u.level == level
            out.roles[k] = Role.HEAD if inside else Role.SECTION
        else:
            out.roles[k] = draft.inside(k) if inside else Role.LOOSE
    return out.hypothesis(SETTING)


def _lines(draft: Draft, layout: LayoutSettings, parted: Parted) -> Hypothesis:
    """Lines that the layout parts are entries. Others go on with the one before, or stand alone
    where each line is a card.
    """
    out = Roles()
    opened = False
    for k, u in enumerate(draft.units):
        if u.kind in FIXED or (layout.heading and draft.roles[k] in (Role.HEAD, Role.SECTION)):
            out.roles[k] = draft.roles[k]
            opened = draft.roles[k] is Role.HEAD
            continue
        split = _split(draft, k, layout, parted) if u.kind in OPEN else None
        if split is not None:
            out.put(k, Role.ENTRY, {}, split)
            opened = True
        elif u.kind is Kind.HEADING:
            out.roles[k] = Role.SECTION
            opened = False
        elif layout.each_line and u.kind in OPEN:
            out.roles[k] = Role.LOOSE
            opened = False
        else:
            out.roles[k] = draft.inside(k) if opened else _above(draft, k)
    return out.hypothesis(SETTING, layout.separator)


#: A line of so many words over the entries is their heading.
_SHORT = 8


def _above(draft: Draft, k: int) -> Role:
    """The role of a line that stands in no entry."""
    title = draft.units[k].kind in OPEN and draft.layout.n[k] <= _SHORT
    return Role.SECTION if title else Role.LOOSE


def _split(draft: Draft, k: int, layout: LayoutSettings, parted: Parted) -> Split | None:
    if layout.pattern or layout.separator:
        return parted.get(draft.units[k].text.text)
    options: Mapping[str, Split] = draft.options(k)
    return max(options.values(), key=lambda s: s.score, default=None)


def _by_pattern(pattern: str, lines: Sequence[str]) -> list[Split | None]:
    """Where a pattern parts each line: between its first two groups."""
    try:
        found = search_groups(pattern, lines)
    except TooSlowError:
        raise AnkigenError(
            f'the "pattern" of its layout takes more than {SECONDS} s on these lines; '
            f"write one without repeats within repeats"
        ) from None
    splits: list[Split | None] = []
    for line, groups in zip(lines, found, strict=True):
        both = groups is not None and all(start < end for start, end in groups)
        splits.append(
            parted(line, groups[0][1], groups[1][0], SETTING) if groups and both else None
        )
    return splits


def _at_separator(separator: str, text: str) -> Split | None:
    """Where the separator parts a line that has something on both sides of it."""
    at = text.find(separator, 1)
    end = at + len(separator)
    return Split(at, end, SETTING, 0.0) if at > 0 and text[end:].strip() else None


def is_said(layout: LayoutSettings | None, unit: Unit, parted: Parted) -> bool:
    """Whether a layout says that a line is an entry, whatever else it looks like."""
    if layout is None:
        return False
    if unit.kind is Kind.HEADING:
        return unit.level == layout.heading
    return unit.kind in OPEN and unit.text.text in parted
