r"""Definitions in LaTeX that have no name: the headword is what they set off within."""

from __future__ import annotations

from dataclasses import replace

from ankigen.model import Block, Kind, RichText, Style

_SET_OFF = (Style.STRONG, Style.EM)
#: A headword within its definition has so many words at most; more are a stress.
_LONGEST_TERM = 6


def defined(blocks: list[Block], line: int) -> list[Block]:
    """What a definition without a name holds, under the headword that it sets off: "A *basis* is…".

    Where its items each begin with what they define ("We say that it converges / *in probability*
    if…"), each is a definition by itself, with the words before the list.
    """
    lead = blocks[0] if blocks and blocks[0].kind is Kind.PARAGRAPH else None
    if lead is None:
        return blocks
    if term := _set_off(lead.text):
        head = Block(Kind.TERM, term, line, line, level=lead.level)
        rest = [replace(b, level=b.level + 1) for b in blocks[1:]]
        return [head, replace(lead, kind=Kind.DEFINITION), *rest]
    outer = [b for b in blocks[1:] if b.kind is Kind.ITEM and b.level == lead.level]
    if not outer or not all(_set_off(b.text, first=True) for b in outer):
        return blocks
    result: list[Block] = []
    for b in blocks[1:]:
        term = _set_off(b.text, first=True)
        if b.kind is Kind.ITEM and b.level == lead.level and term:
            said = RichText(lead.text.text, lead.text.marks, ((0, b.line),))
            whole = RichText.join([said, b.text], " ")
            result.append(Block(Kind.TERM, term, b.line, b.line, level=lead.level))
            result.append(
                Block(Kind.DEFINITION, whole, b.line, b.end_line, level=lead.level, quote=b.quote)
            )
        else:
            result.append(b)
    result[0] = replace(result[0], line=line)
    return result


def _set_off(text: RichText, first: bool = False) -> RichText:
    """The first words that are emphasised amid a text (`first`: with which it begins), without
    their style; else nothing.
    """
    for mark in text.marks:
        words = text.text[mark.start : mark.end].split()
        if mark.style not in _SET_OFF or text.literal_at(mark.start, mark.start + 1):
            continue
        if (first and mark.start) or mark.end - mark.start >= len(text.text.rstrip(".")):
            continue
        if len(words) <= _LONGEST_TERM:
            found = text[mark.start : mark.end].strip(" .,;:")
            kept = tuple(m for m in found.marks if m.style not in _SET_OFF)
            return RichText(found.text, kept, found.lines)
    return RichText()
