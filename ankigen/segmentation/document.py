"""One document: units, their roles, and the entries they make: parsing as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ankigen.model import (
    Block,
    Document,
    Entry,
    EntryKind,
    Finding,
    Fix,
    FixKind,
    Kind,
    LayoutTaken,
    Node,
    Origin,
    Reading,
    RichText,
    Style,
    texts,
)
from ankigen.model.settings import LineDecision
from ankigen.segmentation.around import placed
from ankigen.segmentation.besides import parents, with_besides
from ankigen.segmentation.blocks.blocks_to_units import units_of
from ankigen.segmentation.blocks.glossary_tables import expand_tables
from ankigen.segmentation.blocks.slides import with_titles
from ankigen.segmentation.blocks.units import OPEN, Unit
from ankigen.segmentation.body.bodies import KeepHyphen, build_body
from ankigen.segmentation.body.hyphens import kept_hyphens
from ankigen.segmentation.certain.bare_references import without_bare_references
from ankigen.segmentation.certain.outline_heads import set_outline_heads
from ankigen.segmentation.certain.texts_over_entries import take_texts_over_entries
from ankigen.segmentation.doubts.reminders import with_title_apart
from ankigen.segmentation.doubts.suspicion import suspicions
from ankigen.segmentation.groups import Pick, best, decided
from ankigen.segmentation.headword_score import termness
from ankigen.segmentation.ordinals import contexts_of_headings, with_ordinals
from ankigen.segmentation.owner.decided_runs import Reach, lines_of_blocks, reach_of
from ankigen.segmentation.owner.decisions import (
    covers,
    is_decided,
    with_lines_decided,
    with_roles_decided,
)
from ankigen.segmentation.owner.given import (
    NOTHING_GIVEN,
    Given,
    is_said,
    layout_of_file,
    parted_lines,
    take_given,
    with_columns,
)
from ankigen.segmentation.page.boilerplate import furniture
from ankigen.segmentation.page.page_breaks import gaps_closed
from ankigen.segmentation.page.wrapped_items import join_wrapped_items
from ankigen.segmentation.role import Role
from ankigen.segmentation.sequence.decode import W, read
from ankigen.segmentation.sequence.sections import Sections, headings_of, title_of
from ankigen.segmentation.siblings.hypotheses import AS_READ, Draft, Hypothesis
from ankigen.segmentation.siblings.line_roles import LineRole
from ankigen.segmentation.splits.headwords import clean_term, split_citation
from ankigen.segmentation.splits.several import several
from ankigen.segmentation.splits.split import split_term
from ankigen.segmentation.weights import Weights
from ankigen.segmentation.words import Vocabulary, length
from ankigen.text.questions import ANSWER, asks


def parse(
    reading: Reading,
    name: str,
    vocabulary: Vocabulary | None = None,
    weights: Weights = W,
    given: Given = NOTHING_GIVEN,
    pick: Pick = best,
) -> Document:
    """The entries of one file, and findings for all that is in none of them.

    `name` is the file relative to the sources; `vocabulary` is a lexicon's word on what is a word
    (without it the document's own words decide). What is `given` is final: the layout of the file,
    and what single lines are.
    """
    own = [d for d in given.lines if covers(d, name)]
    reach = reach_of(lines_of_blocks(reading), own)
    reading, lost = with_lines_decided(reading, name, own, reach)
    layout, wrong = layout_of_file(reading, name, given.layouts)
    findings = [*reading.findings, *lost, *reach.lost(name), *wrong]
    blocks = []
    read_blocks, tables = expand_tables(with_columns(reading.blocks, layout), given.tables)
    for block in read_blocks:
        if block.kind is Kind.DROPPED:
            findings += _left_out(
                name,
                block.line,
                block.end_line,
                block.value or "not part of the notes",
                block.text.text,
            )
        else:
            blocks.append(block)
    units = _with_titles(units_of(blocks), own, reach)
    parted = parted_lines(layout, units)
    page = {
        k: why
        for k, why in furniture(units).items()
        if not is_said(layout, units[k], parted) and not is_decided(units, k, own, reach)
    }
    for k, reason in page.items():
        findings += _left_out(name, units[k].line, units[k].end_line, reason, units[k].text.text)
    kept = gaps_closed(units, page)
    kept, repeats = _repeated_headwords(kept, name)
    findings += [
        Finding(
            f.origin, "repeated", f'the headword "{f.before}" stands twice in a row; taken once'
        )
        for f in repeats.values()
    ]
    words = vocabulary or Vocabulary()
    kept = join_wrapped_items(
        kept,
        kept_hyphens(kept, words),
        lambda k: is_decided(kept, k, own, reach) or is_said(layout, kept[k - 1], parted),
    )
    roles = decided(read(kept, words, weights), pick)
    take_texts_over_entries(roles, parents(roles))
    set_outline_heads(roles)
    take_given(roles, layout, parted)
    with_title_apart(roles)
    with_roles_decided(roles, own, reach)
    hyphens = kept_hyphens(kept, words)
    closed = roles.clauses_closed()
    made = with_besides(
        _entries(closed, roles, name, hyphens, repeats), closed, roles, name, hyphens
    )
    entries, more = without_bare_references(*made)
    entries = placed(entries, roles, reading.columns)
    # of several entries in one line the last one is told
    doubts = {(f.origin, f.code): f for f in suspicions(roles, entries, name, words)}
    findings += [*more, *doubts.values()]
    return Document(
        name,
        tuple(entries),
        tuple(sorted(findings, key=lambda f: f.origin)),
        reading.title,
        reading.tags,
        reading.deck,
        reading.media,
        tuple(_layouts(roles)),
        title_of(kept, roles.roles),
        headings_of(kept, roles.roles),
        tuple(tables),
    )


def _with_titles(units: list[Unit], decisions: Sequence[LineDecision], reach: Reach) -> list[Unit]:
    """The units with the titles of slides as headings, but where a person has said of any of these
    lines what it is.
    """
    titled = with_titles(units)
    kept = {id(unit) for unit in titled}
    changed = [k for k, unit in enumerate(units) if id(unit) not in kept]
    return units if any(is_decided(units, k, decisions, reach) for k in changed) else titled


def _layouts(draft: Draft) -> list[LayoutTaken]:
    """The layouts that were taken, each with the lines that it was taken for."""
    runs: list[tuple[int, int, str, str]] = []
    before: Hypothesis | None = None
    for k, u in enumerate(draft.units):
        taken = draft.taken.get(k)
        layout, mark = (taken.layout, taken.mark) if taken else (AS_READ, "")
        last = max(u.line, u.end_line)
        if runs and (taken is before or layout == runs[-1][2] == AS_READ):
            runs[-1] = (runs[-1][0], max(runs[-1][1], last), *runs[-1][2:])
        else:
            runs.append((u.line, last, layout, mark))
        before = taken
    return [LayoutTaken(*run) for run in runs]


def _left_out(name: str, line: int, end: int, reason: str, text: str) -> list[Finding]:
    shown = text.strip().replace("\n", " ")
    shown = shown if len(shown) <= 60 else shown[:57] + "…"
    return [Finding(Origin(name, line), "left-out", f"{reason}: {shown}", last=max(line, end))]


def _links(text: RichText) -> list[str]:
    """Where a line leads: two links that read alike are two."""
    return [m.value for m in text.marks if m.style is Style.LINK]


def _repeated_headwords(units: Sequence[Unit], name: str) -> tuple[list[Unit], dict[int, Fix]]:
    """A headword that stands twice in a row is taken once; the fix says so. Keys are lines of
    the unit that stays.
    """
    out: list[Unit] = []
    fixes: dict[int, Fix] = {}
    k = 0
    while k < len(units):
        u = units[k]
        nxt = units[k + 1] if k + 1 < len(units) else None
        if (
            nxt is not None
            and u.kind in OPEN
            and nxt.kind in OPEN
            and not u.item
            and not nxt.item
            and _same(u.text.text, nxt.text.text)
            and _links(u.text) == _links(nxt.text)
            # "end" and "end" in a listing
            and u.indent == nxt.indent
            and (not nxt.gap or u.text.text[:1].isupper())
            and not u.text.text.startswith("[")  # "[Illustration]"
            and length(u.text.text) <= 8
            and termness(u.text.text) > 0
            and k + 2 < len(units)
        ):
            fixes[nxt.line] = Fix(
                Origin(name, u.line),
                u.text.text[:60],
                "",
                FixKind.DUPLICATE_TEXT,
                "repeated-headword",
                1.0,
                True,
                "term",
            )
            out.append(replace(nxt, gap=max(u.gap, nxt.gap)))
            k += 2
            continue
        out.append(u)
        k += 1
    return out, fixes


def _same(a: str, b: str) -> bool:
    return a.strip(" :").casefold() == b.strip(" :").casefold()


NO_TEXT = RichText()


@dataclass(slots=True)
class _Draft:
    """An entry under construction."""

    term: RichText
    first: Unit
    context: RichText = NO_TEXT
    definition: RichText | None = None
    body: tuple[Node, ...] = ()
    members: list[tuple[Unit, Role]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    sections: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    topic: str = ""
    guid: str = ""
    kind: EntryKind = EntryKind.OPEN


def _entries(
    units: Sequence[Unit], roles: Draft, name: str, keep_hyphen: KeepHyphen, repeats: dict[int, Fix]
) -> tuple[list[Entry], list[Finding]]:
    findings: list[Finding] = []
    drafts: list[_Draft] = []
    sections = Sections(units, roles.roles, roles.local, roles.within, roles.topic_ends)
    current: _Draft | None = None
    opened: dict[int, _Draft] = {}
    for k, (u, role) in enumerate(zip(units, roles.roles, strict=True)):
        span = range(u.line, max(u.line, u.end_line) + 1)
        if (outer := roles.returns_to(k)) is not None:
            current = opened[outer]
        if role is Role.SECTION:
            current = None
            sections.enter(k)
            findings.append(
                Finding(
                    Origin(name, u.line),
                    "section",
                    f"a topic, not a card: {_shown(u)}",
                    last=u.end_line,
                )
            )
        elif role is Role.LOOSE:
            current = None
            if u.kind is Kind.RULE:
                findings += _left_out(name, u.line, u.end_line, "rule", u.text.text or "---")
            elif _is_aside(roles, k):
                findings += _left_out(name, u.line, u.end_line, "a reminder", u.text.text)
            else:
                person = length(u.text.text) >= 4 or u.kind in (Kind.TABLE, Kind.CODE)
                message = (
                    f"text without a headword: {_shown(u)}; put its headword on a line "
                    f"above it, or list it under [ignore] findings"
                )
                findings.append(
                    Finding(Origin(name, u.line), "no-headword", message, person, u.end_line)
                )
        elif role is Role.HEAD:
            term, cited = split_citation(clean_term(u.text))
            current = _Draft(term, u, cited, sections=sections.path(k))
            current.lines += span
            drafts.append(current)
            opened[k] = current
        elif role is Role.ENTRY:
            for current in _entry_drafts(u, roles, k, sections.path(k)):
                current.lines += span
                drafts.append(current)
                opened.setdefault(k, current)
        elif current is not None:
            current.lines += span
            if role is Role.HEAD2:
                joint = " / " if u.kind is Kind.TERM else " "
                current.term = RichText.join([current.term, clean_term(u.text)], joint)
            elif role is Role.CONTEXT:
                current.context = u.text
            elif u.kind is Kind.DEFINITION and u.block is not None and u.block.body:
                current.members.append((u, Role.PART))
            else:
                current.members.append((_unlabelled(current, u), role))
    out = []
    for d, term in zip(drafts, with_ordinals([(d.term, d.first) for d in drafts]), strict=True):
        d.term = term
    again = contexts_of_headings(units, [(d.term, d.first) for d in drafts])
    for n, d in enumerate(drafts):
        d.context = d.context or again.get(n, NO_TEXT)
        body = (*d.body, *build_body(d.definition, d.members, keep_hyphen))
        fixes = tuple(repeats[n] for n in (d.first.line,) if n in repeats)
        lines = sorted({*d.lines, *(f.origin.line for f in fixes)})
        if not body or not d.term.text.strip():
            findings.append(_incomplete(d, name))
            continue
        out.append(
            Entry(
                d.term,
                body,
                Origin(name, _place(d)),
                d.context,
                d.sections,
                d.topic,
                d.tags,
                tuple(lines),
                d.term.text,
                fixes,
                guid=d.guid,
                kind=d.kind,
            )
        )
    return out, findings


def _unlabelled(draft: _Draft, u: Unit) -> Unit:
    """What opens the answer to a question, without the label "Answer:"."""
    if draft.members or draft.definition is not None or not asks(draft.term.text):
        return u
    label = ANSWER.match(u.text.text)
    rest = u.text[label.end() :] if label else RichText()
    return replace(u, text=rest) if rest.text.strip() else u


#: From these log-chances on a line is a reminder to oneself, of which nobody has to be asked.
SURE_ASIDE = -0.1


def _is_aside(roles: Draft, k: int) -> bool:
    return k in roles.asides or roles.odds(k, LineRole.ASIDE) > SURE_ASIDE


def _place(draft: _Draft) -> int:
    """The line on which an entry stands: that of its headword, where marks of a card tool stand
    above it.
    """
    first = draft.first
    inside = first.kind is Kind.PAIR and first.line < draft.term.line <= first.end_line
    return draft.term.line if inside else first.line


def _incomplete(draft: _Draft, name: str) -> Finding:
    """A headword without a definition, or a definition without a headword: no card, but said."""
    term = draft.term.text.strip()
    code = "no-definition" if term else "no-headword"
    message = f'"{term}" has no definition; add one below it' if term else "text without a headword"
    last = max(draft.lines, default=0)
    return Finding(Origin(name, draft.first.line), code, message, True, last)


def _shown(u: Unit) -> str:
    text = u.text.text.strip().replace("\n", " ") or u.kind.value
    return text if len(text) <= 60 else text[:57] + "…"


def _entry_drafts(u: Unit, roles: Draft, k: int, path: tuple[str, ...]) -> list[_Draft]:
    """The entries that a line opens: one, or several that stand in it one behind the other."""
    one = _entry_draft(u, roles, k, path)
    split = roles.splits.get(k)
    if split is None or u.kind not in OPEN or k in roles.settled:
        return [one]
    found = several(u.text, split)
    if not found:
        return [one]
    (_, one.definition), *others = found
    return [one, *(_Draft(clean_term(t), u, NO_TEXT, said, sections=path) for t, said in others)]


def _entry_draft(u: Unit, roles: Draft, k: int, path: tuple[str, ...]) -> _Draft:
    if u.kind is Kind.PAIR and u.block is not None:
        b: Block = u.block
        draft = _Draft(
            clean_term(b.term) or b.term,
            u,
            RichText.of(b.context, u.line) if b.context else RichText(),
            sections=path,
            tags=b.tags,
            topic=b.topic,
            guid=b.guid,
            kind=b.entry_kind,
        )
        if b.body:
            draft.body = b.body
            # what is said in a footnote stands elsewhere
            draft.lines += (n for text in texts(b.body) for _, n in text.lines)
        else:
            parts = [RichText.strip(p) for p in b.text.split("\n")]
            draft.body = build_body(
                None,
                [(_line_unit(u, p), Role.BODY) for p in parts if p],
                lambda a, c: True,
            )
        return draft
    term, definition = split_term(u.text, roles.splits[k])
    term, cited = split_citation(clean_term(term))
    draft = _Draft(term, u, cited, definition or None, sections=path)
    if roles.splits[k].style == "tab" and "\t" in definition.text:
        first, *columns = [cell for c in definition.split("\t") if (cell := c.strip())]
        draft.definition = first
        draft.members = [(replace(_line_unit(u, c), gap=1), Role.BODY) for c in columns]
    return draft


def _line_unit(u: Unit, text: RichText) -> Unit:
    return replace(u, kind=Kind.PARAGRAPH, text=text, block=None, gap=0)
