"""What a person said of single lines of the notes (`[[reading]]` in ankigen.toml): it is final.

A decision names its line by its words, not by its number, so that it holds when the notes change
around it. It says what the line is: the headword of an entry, a whole entry, more of the entry
above, a topic, or no part of the notes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase

from ankigen.model import AnkigenError, Block, Finding, Kind, Origin, Reading, RichText
from ankigen.model.settings import LineDecision
from ankigen.segmentation.blocks.units import OPEN, Unit
from ankigen.segmentation.owner.decided_runs import Reach, raw_run, reach_of, unmarked
from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.hypotheses import DECIDED, Draft
from ankigen.segmentation.splits.split import Split
from ankigen.text.patterns import when_asked
from ankigen.text.raw_lines import folded

#: Why a line is left out, as its finding says.
SKIPPED = "skipped by [[reading]]"

_INSIDE = frozenset({Role.HEAD2, Role.CONTEXT, Role.BODY, Role.WRAP, Role.ITEM, Role.PART})
_OPENS = frozenset({Role.HEAD, Role.ENTRY})
_FORCED: Mapping[str, Role] = {
    "headword": Role.HEAD,
    "entry": Role.ENTRY,
    "body": Role.BODY,
    "continued": Role.WRAP,
    "topic": Role.SECTION,
}
#: What a line may be that is no part of the entry above it.
_OPENING = ("headword", "entry", "topic", "skip")
#: What may stand between a headword and its definition, where the decision only says that both are
#: there.
_BETWEEN = when_asked(r"\s*(?:[:：=]|\t| [-–—] |-{2,3}>?|=>|→)\s*")
#: What may, where none of these does: such a sign stands in definitions as well, so few words stand
#: before it.
_WEAK_BETWEEN = when_asked(r"\s*(?:[,;，；]|\s[|/~>])\s+")
_LONGEST_HEADWORD = 4
#: A run of blanks as it parts columns, not the one behind a sentence.
_COLUMNS_BETWEEN = re.compile(r"(?<![.!?。]) {2,}(?=\S)")


def _names(decision: LineDecision, text: str) -> bool:
    """Whether a decision is about a line of this text."""
    wanted = decision.line.strip()
    text = text.strip()
    # a number or letter before the line need not be named, here or there
    bare, own = unmarked(wanted), unmarked(text)
    if "*" in wanted:
        pattern = " ".join(wanted.split())
        if any(fnmatchcase(" ".join(x.split()), pattern) for x in (text, own)):
            return True
    same = bool(folded(own)) and folded(own) == folded(bare)
    numbered = folded(wanted) != folded(bare) and folded(text) != folded(own)
    return same and (not numbered or folded(text) == folded(wanted))


def covers(decision: LineDecision, file: str) -> bool:
    """Whether a decision is about this file: by its name, or by the end of its path; none named
    = any.
    """
    named = decision.file
    return not named or file == named or file.endswith(f"/{named}") or named.endswith(f"/{file}")


def lines_decided(
    lines: Sequence[str], file: str, decisions: Sequence[LineDecision]
) -> tuple[frozenset[int], frozenset[int]]:
    """The numbers of the raw lines that open something by a decision, and of those left out."""
    own = [d for d in decisions if covers(d, file) and (d.split or d.what in _OPENING)]
    patterns = [d for d in own if "*" in d.line]
    by_text: dict[str, list[LineDecision]] = {}
    for d in own:
        by_text.setdefault(folded(unmarked(d.line.strip())), []).append(d)
    try:
        reach = reach_of(raw_run(lines), own)
    except AnkigenError:  # parsing the file tells of it
        return frozenset(), frozenset()
    opens: set[int] = set()
    skipped: set[int] = set()
    above = ""
    for number, line in enumerate(lines, 1) if own else ():
        for decision in (*by_text.get(folded(unmarked(line.strip())), ()), *patterns):
            after = not decision.after or folded(above) == folded(decision.after)
            named = after and _names(decision, line)
            if named and reach.holds(decision, number, line.strip()):
                (skipped if decision.what == "skip" else opens).add(number)
        above = line if line.strip() else above
    return frozenset(opens), frozenset(skipped)


def with_lines_decided(
    reading: Reading, file: str, own: Sequence[LineDecision], reach: Reach
) -> tuple[Reading, tuple[Finding, ...]]:
    """What a reader gave, without the lines that are to be skipped, and with those cut that hold
    several entries. `own` are the decisions about this file, `reach` says how far each goes.

    The findings name the decisions that are about this file by name and find no line in it any
    more.
    """
    if not own:
        return reading, ()
    blocks: list[Block] = []
    met: set[int] = set()
    above = ""
    for block in reading.blocks:
        pieces = [block]
        if block.kind not in OPEN:
            # the row of a table of cards, a heading, code: as a whole it can be left out
            whole = f"{block.term.text} {block.text.text}".strip()
            meant = [
                n
                for n, d in enumerate(own)
                if _names(d, whole) and reach.holds(d, block.line, whole)
            ]
            met.update(meant)
            if any(own[n].what == "skip" for n in meant):
                pieces = [replace(block, kind=Kind.DROPPED, value=SKIPPED)]
        else:
            for n, decision in enumerate(own):
                decided = [_decided(piece, decision, above, reach) for piece in pieces]
                if any(named for _, named in decided):
                    met.add(n)
                    pieces = [piece for made, _ in decided for piece in made]
            above = block.text.text.split("\n")[-1]
        blocks += pieces
    lost = (
        Finding(
            Origin(file, 0),
            "lost-reading",
            (
                f'no line reads "{d.line[:60]}" any more, which [[reading]] says is '
                f"{d.what or 'several entries'}"
            ),
        )
        for n, d in enumerate(own)
        if n not in met and d.file and "*" not in d.line
    )
    return replace(reading, blocks=tuple(blocks)), tuple(lost)


def _decided(
    block: Block, decision: LineDecision, above: str, reach: Reach
) -> tuple[list[Block], bool]:
    """A block as a decision leaves it, and whether one of its lines is the one that is meant.
    `above` = the line above.
    """
    lines = _lines_of(block)
    named = []
    for text in lines:
        after = not decision.after or folded(above) == folded(decision.after)
        meant = after and _names(decision, text.text)
        named.append(meant and reach.holds(decision, text.line or block.line, text.text))
        above = text.text
    if not any(named) or (decision.what != "skip" and not decision.split):
        return [block], any(named)
    made: list[Block] = []
    for n, text in enumerate(lines):
        number = text.line or block.line
        own = block if len(lines) == 1 else replace(block, text=text, line=number, end_line=number)
        own = replace(own, gap=0) if n else own
        if not named[n]:
            made.append(own)
        elif decision.what == "skip":
            made.append(replace(own, kind=Kind.DROPPED, value=SKIPPED))
        else:
            parts = enumerate(_cut(text, decision.split))
            made += (replace(own, text=part, gap=1 if k else own.gap) for k, part in parts)
    return made, True


def _lines_of(block: Block) -> list[RichText]:
    lines, at = [], 0
    for piece in block.text.text.split("\n"):
        lines.append(block.text[at : at + len(piece)])
        at += len(piece) + 1
    return lines


def _cut(text: RichText, starts: Sequence[str]) -> list[RichText]:
    """A line in pieces that begin with these words, in their order."""
    cuts, at = [0], 0
    for start in starts:
        found = text.text.find(start, at)
        if found > 0:
            cuts.append(found)
            at = found + len(start)
    ends = [*cuts[1:], len(text.text)]
    return [text[a:b].strip() for a, b in zip(cuts, ends, strict=True)]


def with_roles_decided(draft: Draft, decisions: Sequence[LineDecision], reach: Reach) -> None:
    """Gives lines the roles that a person decided; the neighbours keep theirs as far as the
    decision leaves them one. `decisions` are those about this file, `reach` says how far each goes.
    """
    own = [d for d in decisions if d.what in _FORCED]
    if not own:
        return
    own.sort(key=lambda d: "*" in d.line)  # what is decided of one line goes before its like
    units, made, splits = draft.units, draft.roles, draft.splits
    forced: dict[int, LineDecision] = {}
    for k, unit in enumerate(units):
        decision = next((d for d in own if _is_of(d, units, k, reach)), None)
        if decision is not None:
            forced[k] = decision
            made[k] = _role(decision, unit)
            split = _split(decision, unit.text.text, reach) if made[k] is Role.ENTRY else None
            splits.pop(k, None)
            if split is not None:
                splits[k] = split
            elif made[k] is Role.ENTRY:
                made[k] = Role.HEAD  # nothing parts a headword from the rest: it is one as a whole
    draft.settled.update(forced)
    _close(units, made, forced)
    for k in [k for k in splits if made[k] is not Role.ENTRY]:
        del splits[k]


def is_decided(
    units: Sequence[Unit], k: int, decisions: Sequence[LineDecision], reach: Reach
) -> bool:
    """Whether a person said what a line is: then it is no header or footer of a page."""
    return any(d.what in _FORCED and _is_of(d, units, k, reach) for d in decisions)


def _is_of(decision: LineDecision, units: Sequence[Unit], k: int, reach: Reach) -> bool:
    unit = units[k]
    if not reach.holds(decision, unit.line, unit.text.text):
        return False
    whole = unit.block.text.text if unit.block is not None and unit.item else ""
    if unit.kind not in (*OPEN, Kind.HEADING):
        return False
    if not _names(decision, unit.text.text) and not (whole and _names(decision, whole)):
        return False
    above = units[k - 1].text.text if k else ""
    return not decision.after or folded(above) == folded(decision.after)


def _role(decision: LineDecision, unit: Unit) -> Role:
    role = _FORCED[decision.what]
    return Role.ITEM if role is Role.BODY and unit.item else role


def _split(decision: LineDecision, text: str, reach: Reach) -> Split | None:
    """Where the headword ends: as the decision says, else at the first sign that parts the two."""
    if decision.pattern:
        groups = reach.groups(decision, text)
        by = len(text) - len(unmarked(text))
        return parted(text, groups[0][1] + by, groups[1][0] + by, DECIDED) if groups else None
    number = len(text) - len(unmarked(text))
    begins = next((n for n in (0, number) if text.startswith(decision.headword, n)), -1)
    if decision.headword and begins >= 0:
        end = begins + len(decision.headword.rstrip(" \t,;:，；："))
        between = _BETWEEN.match(text, end) or _WEAK_BETWEEN.match(text, end)
        return parted(text, end, between.end() if between else end, DECIDED)
    if decision.separator and decision.separator in text[1:]:
        at = text.index(decision.separator, 1)
        return Split(at, at + len(decision.separator), DECIDED, 0.0)
    found = parting_sign(text)
    return Split(*found, DECIDED, 0.0) if found else None


def parted(text: str, end: int, start: int, style: str) -> Split:
    """The split of a line whose headword ends here and whose definition starts there; one in
    brackets up to the end of the line is without them.

    >>> parted("Dias rounds the Cape (1488)", 20, 22, "decided")
    Split(end=20, start=22, style='(', score=0.0, sure=False)
    """
    opened = start + len(text[start:]) - len(text[start:].lstrip())
    at = opened if text[opened : opened + 1] in ("(", "[") else len(text[:start].rstrip()) - 1
    closed = text.rstrip(".! ")
    inside = closed[at + 1 : -1]
    pair = text[at : at + 1] + closed[-1:]
    if at >= end and pair in ("()", "[]") and not set("()[]") & set(inside) and inside.strip():
        return Split(end, at + 1, "(", 0.0)
    return Split(end, start, style, 0.0)


def parting_sign(text: str) -> tuple[int, int] | None:
    """Where the first sign stands that parts a headword from its definition (start, end), None
    where none does: a colon, a dash and the like before a run of blanks, and that before a comma.

    >>> parting_sign("Ceuta, a town: taken 1415"), parting_sign("Ceuta, taken in 1415")
    ((13, 15), (5, 7))
    >>> parting_sign("Ceuta  1415  town, taken by storm")
    (5, 7)
    >>> parting_sign("caravel small ship")
    """
    signs = (_BETWEEN, len(text)), (_COLUMNS_BETWEEN, len(text)), (_WEAK_BETWEEN, _LONGEST_HEADWORD)
    for pattern, most in signs:
        for sign in pattern.finditer(text, 1):
            head = text[: sign.start()]
            if any(map(str.isalnum, head)) and len(head.split()) <= most:
                return sign.span()
    return None


def _close(units: Sequence[Unit], roles: list[Role], forced: Mapping[int, LineDecision]) -> None:
    """Makes the roles fit each other again around what was decided."""
    opened = after_forced = False
    for k, role in enumerate(roles):
        said = k in forced
        if role in _OPENS:
            opened, after_forced = True, said
        elif role is Role.SECTION:
            opened = after_forced = False
        elif role is Role.LOOSE and after_forced and units[k].kind is not Kind.RULE:
            roles[k] = Role.ITEM if units[k].item else _plain(units[k])
        elif role is Role.LOOSE:
            opened = False
        elif role in _INSIDE and not opened:
            roles[k] = Role.LOOSE
        before = roles[k - 1] if k else Role.LOOSE
        if roles[k] in (Role.HEAD2, Role.CONTEXT, Role.WRAP) and not _may_follow(roles[k], before):
            roles[k] = _plain(units[k])


def _plain(unit: Unit) -> Role:
    return Role.BODY if unit.kind in (*OPEN, Kind.HEADING, Kind.DEFINITION) else Role.PART


def _may_follow(role: Role, before: Role) -> bool:
    if role is Role.WRAP:
        return before not in (Role.HEAD, Role.HEAD2, Role.CONTEXT, Role.SECTION, Role.LOOSE)
    return before in ((Role.HEAD,) if role is Role.HEAD2 else (Role.HEAD, Role.HEAD2))
