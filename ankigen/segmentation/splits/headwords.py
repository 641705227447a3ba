"""A headword as it stands on the card: without numbering, ornaments, colon, and the statute
behind it.
"""

from __future__ import annotations

import re

from ankigen.model import RichText, Style
from ankigen.segmentation.blocks.markers import STATEMENT
from ankigen.segmentation.splits.split import ARROW
from ankigen.segmentation.words import CONTINUED
from ankigen.text.dates import is_date
from ankigen.text.questions import LEAD

_NUMBERING = re.compile(
    r"^(?:\d{1,2}(?:\.\d{1,2})+\.?\s[-–—―]\s|(?:\d{1,2}(?:\.\d{1,2})+\.?"
    r"|\d{1,2}(?:\.\d{1,2})*\.?[A-Za-z]\)|\d{1,3}[.)]|[A-Z]\))\s+"
    r"|\d{1,2}(?:[.)]|[.)]\s?[-–]\s?|[-–]\))\s?"
    r"(?=[¿¡]?[A-ZÀ-Þ][a-zà-ÿ]|[^\W\d_A-Za-zÀ-ɏ]{2}|[぀-ヿ㐀-鿿가-힣])"
    r"|(?:\d{1,2}|[一二三四五六七八九十]{1,3})[、．]\s*"
    r"|[(（](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]\s*)(?=\S)"
)
#: "Def. (name)", "Definition: name", "Theorem 2.1 name": what the line is, before its name. What is
#: voted on is called by its number ("Proposition 13").
_NUMBER = r"\s?\d{1,3}(?:\.\d{1,3}){0,3}(?!\.?\d)"
_DEFINED = re.compile(
    rf"^(?:{STATEMENT})(?:{_NUMBER})?\s?[.:：]\s*(?:[(（](?P<held>[^()（）]+)[)）]$|(?=\S))"
    rf"|^(?:{STATEMENT})(?:{_NUMBER})?[.:：]?\s*[(（](?P<named>[^()（）]+)[)）]\W?$"
    rf"|^(?!prop)(?:{STATEMENT}){_NUMBER}(?:\s+[-–—]+)?\s+(?=[^\W\d_]{{2}})",
    re.IGNORECASE,
)
#: Brackets made for headings; what stands in them is the headword, a reading may follow.
_LENTICULAR = re.compile(
    r"^(?:【([^【】]+)】|〔([^〔〕]+)〕|［([^［］]+)］)(?=\s?(?:[（(][^（）()]*[）)])?$)"
)
_ORNAMENT = re.compile(r"^[\s\W_]*?(?=[\w(\"“„«¿¡'‘§$%.<@#&/\\+=\[{-])")


#: A statute behind a headword ("Notwehr, § 32 StGB"): where it stands, not what it is called.
_CITATION = re.compile(r",?\s+(?=(?:§§?|Art\.?)\s*\d+[a-z]?(?:[\s,/]+[\w.]{1,8}){0,7}$)")
#: Behind these words the statute belongs to what the headword says ("Anspruch aus § 433 BGB").
_PART_OF_NAME = re.compile(
    r"\b(?:nach|gemäß|gem\.|aus|des|der|i\.S\.d\.|under|of|in|to)$", re.IGNORECASE
)


#: Behind a headword: where in the list of sources it is from ("Tort [3]", "Tort [3, 7]").
_SOURCE = re.compile(r"(?<=\S)\s+(?=(?:\[\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*\]\s?)+$)")
_LAST_NUMBER = re.compile(r"(?<=\S)\s+(?=\d{1,3}$)")


def split_citation(term: RichText) -> tuple[RichText, RichText]:
    """A headword and the statute or the number of a source behind it, which becomes its context.

    >>> [str(part) for part in split_citation(RichText("Notwehr, § 32 StGB"))]
    ['Notwehr', '§ 32 StGB']
    >>> [str(part) for part in split_citation(RichText("Duty of care [3]"))]
    ['Duty of care', '[3]']
    """
    source = _SOURCE.search(term.text) or _linked_number(term)
    if source and source.start() >= 3 and not term.literal_at(source.end(), len(term.text)):
        return term[: source.start()], term[source.end() :]
    found = _CITATION.search(term.text)
    if found is None or found.start() < 3 or _PART_OF_NAME.search(term.text[: found.start()]):
        return term, RichText()
    return term[: found.start()], term[found.end() :]


def _linked_number(term: RichText) -> re.Match[str] | None:
    """What parts a headword from a number behind it that links to its source: Markdown makes that
    of "[3]" where the notes say below what it stands for.
    """
    found = _LAST_NUMBER.search(term.text)
    if found is None:
        return None
    whole = (found.end(), len(term.text))
    linked = any((m.start, m.end) == whole for m in term.marks if m.style is Style.LINK)
    return found if linked else None


#: A dash that leads over to what stands below.
_OPEN = re.compile(r"(?<![,;(\s])\s+[-–—―=]{1,2}$")


def clean_term(text: RichText) -> RichText:
    """A headword without its numbering, ornaments, colon and "(cont.)".

    >>> str(clean_term(RichText("2.1 Osmosis (cont.):"))), str(clean_term(RichText("【光合成】")))
    ('Osmosis', '光合成')
    >>> str(clean_term(RichText("2.A) Osmosis"))), str(clean_term(RichText("3.-¿Qué es?")))
    ('Osmosis', '¿Qué es?')
    >>> str(clean_term(RichText("1.2 - Osmosis"))), str(clean_term(RichText("1.2 Osmosis")))
    ('Osmosis', 'Osmosis')
    >>> str(clean_term(RichText("1.蒸散"))), str(clean_term(RichText("2)Осмос")))
    ('蒸散', 'Осмос')
    >>> str(clean_term(RichText("Def. (Osmosis)"))), str(clean_term(RichText("5-HT")))
    ('Osmosis', '5-HT')
    >>> str(clean_term(RichText("112. Osmosis"))), str(clean_term(RichText("112 volts")))
    ('Osmosis', '112 volts')
    >>> str(clean_term(RichText("Definition 1.2 (Gruppe).")))
    'Gruppe'
    >>> str(clean_term(RichText("-> Osmosis"))), str(clean_term(RichText("->x")))
    ('Osmosis', '->x')
    >>> str(clean_term(RichText("📊 3. Osmosis"))), str(clean_term(RichText("→ Osmosis")))
    ('Osmosis', 'Osmosis')
    >>> str(clean_term(RichText("3. Mai 1525"))), str(clean_term(RichText("Osmosis –")))
    ('3. Mai 1525', 'Osmosis')
    """
    text = _without_ornament(text.strip(" \t:："))
    if (arrow := ARROW.match(text.text)) and not text.literal_at(0, arrow.end()):
        text = text[arrow.end() :]
    found = CONTINUED.search(text.text)
    if found:
        text = text[: found.start()]
    found = _NUMBERING.match(text.text) or LEAD.match(text.text)
    if found and not is_date(text.text):
        text = text[found.end() :]
    found = _DEFINED.match(text.text)
    if found:
        held = next((name for name in ("held", "named") if found[name]), "")
        text = text[found.start(held) : found.end(held)] if held else text[found.end() :]
    found = _LENTICULAR.match(text.text)
    if found:
        text = text[1 : found.end() - 1] + text[found.end() :]
    text = _without_ornament(text)
    text = text.strip(" \t:：\u200d\ufe0f")
    open_ = _OPEN.search(text.text)
    return text[: open_.start()] if open_ and open_.start() else text


def _without_ornament(text: RichText) -> RichText:
    """A headword without the sign or the emoji that it begins with."""
    first = text.text[:1]
    if not first or first.isalnum() or ord(first) <= 0x2190 or 0x3000 <= ord(first) <= 0xFFEF:
        return text
    found = _ORNAMENT.match(text.text)
    return text[found.end() :] if found and found.end() < len(text) else text
