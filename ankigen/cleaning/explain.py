"""What became of an entry, told to its owner: its raw lines, each fix, each decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ankigen.model import Entry, Fix, FixKind

_KINDS: Mapping[FixKind, str] = {
    FixKind.MISSPELLING: "misspelled",
    FixKind.GLUED: "a lost space",
    FixKind.DOUBLED: "said twice",
    FixKind.DROPPED_LETTER: "a lost letter",
    FixKind.REAL_WORD: "another word was meant",
    FixKind.NAME: "a name",
    FixKind.SPACING: "a space too few or too many",
    FixKind.PUNCTUATION: "punctuation",
    FixKind.DUPLICATE_TEXT: "a sentence said before",
}


def explain(entry: Entry, raw_lines: Mapping[int, str]) -> tuple[str, ...]:
    """The story of one entry as lines of text. `raw_lines` maps line numbers of its file to what stands there."""
    out = [f"{entry.headword}  ({entry.origin})"]
    if entry.raw_term and entry.raw_term != entry.headword:
        out.append(f"  in the notes: {entry.raw_term}")
    if entry.context:
        out.append(f"  told apart by: {entry.context.text}")
    if entry.sections:
        out.append("  under: " + " > ".join(entry.sections))
    if entry.topic:
        out.append(f"  topic: {entry.topic}")
    out.append(f"  language: {entry.language or 'not English, or not told'}")
    lines = entry.lines or (entry.origin.line,)
    out.append("raw lines")
    out += [f"  {n:>5}  {raw_lines[n]}" for n in lines if n in raw_lines]
    out += told("mended", [f for f in entry.fixes if f.applied])
    out += told("perhaps wrong, left as it is", [f for f in entry.fixes if not f.applied])
    if entry.findings:
        out.append("findings")
        out += [f"  {finding}" for finding in entry.findings]
    return tuple(out)


def told(title: str, fixes: Sequence[Fix]) -> list[str]:
    """Fixes under a title, a line each; nothing if there are none."""
    if not fixes:
        return []
    return [title, *(f"  {one(fix)}" for fix in fixes)]


def one(fix: Fix) -> str:
    """A fix as a line: where, what, why, how sure.

    >>> from ankigen.model import Origin
    >>> one(Fix(Origin("bio.txt", 3), "teh", "the", FixKind.MISSPELLING, "known-misspelling", 0.99))
    'bio.txt:3: "teh" -> "the" (misspelled; rule known-misspelling, 99 %)'
    """
    after = f'"{fix.after}"' if fix.after else "nothing"
    return (
        f'{fix.origin}: "{fix.before}" -> {after} '
        f"({_KINDS[fix.kind]}; rule {fix.rule}, {round(100 * fix.confidence)} %)"
    )
