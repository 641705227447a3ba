"""What one line by itself shows of the page: numbers of pages, lines of sites and programs, paths,
codes, leaders of a table of contents.
"""

from __future__ import annotations

import re

from ankigen.model import TASK, Kind
from ankigen.segmentation.blocks.column_names import MEANING_NAMES, TERM_BEGINS, TERM_NAMES
from ankigen.segmentation.blocks.markers import PAGE_NUMBER
from ankigen.segmentation.blocks.units import Unit
from ankigen.segmentation.headword_score import sentenceness
from ankigen.segmentation.page.contents_and_sources import is_open, of_links
from ankigen.segmentation.splits.line_splits import splits
from ankigen.segmentation.words import CAPTION, length
from ankigen.text.patterns import when_asked
from ankigen.text.tasks import is_task
from ankigen.text.word_lists import word_set

PAGE = re.compile(
    r"^\W*(?:(?:page|pages|pg|p\.|seite|s\.|página|pagina|pág\.|slide|folie|sheet"
    r"|blatt|diapositiva|diapositive|strona|str\.|strana|sida|side|стр\.|страница|слайд"
    r"|σελίδα|σελ\.|صفحة|슬라이드|スライド|ページ)\s*\d{1,4}[a-z]?"
    r"(?:\s*(?:of|/|von|de|sur|di|van)\s*\d{1,4})?|\d{1,4}\s*(?:/|of|von)\s*\d{1,4}"
    r"|第\s*\d{1,4}\s*[页頁]|\d{1,4}\s*(?:pages?|ページ|쪽|페이지))(?:\s*\(.{1,30}\))?\W*$",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_SITE = re.compile(
    r"^\W*(?:downloaded\s+(?:by|from)|heruntergeladen\s+von|uploaded\s+by|shared\s+by"
    r"|made\s+with|created\s+with|generated\s+(?:by|with)|"
    r"powered\s+by|exported\s+(?:from|by|with)|printed\s+(?:on|from)|last\s+(?:edited"
    r"|modified|updated?|changed|revised|saved)\b|"
    r"zuletzt\s+(?:bearbeitet|geändert)|stand\s*:\s*\d|erstellt\s+(?:mit|von)|"
    r"copyright\b|©|\(c\)\s*\d{4}|all\s+rights\s+reserved|alle\s+rechte\s+vorbehalten"
    r"|tous\s+droits|"
    r"this\s+document\s+is\s+available|sign\s+(?:up|in)\b|log\s+in\b|subscribe\b"
    r"|click\s+here|share\s+this|accept\s+(?:all\s+)?cookies|"
    r"(?:todo|fixme|to\s+do)\b|"
    r"(?:back|return|go)\s+to\s+(?:the\s+)?(?:top|contents|table of contents|index)\W*$"
    r"|(?:zurück )?nach oben\W*$|(?:volver|ir) arriba\W*$|retour en haut\W*$|"
    r"(?:any\s+)?questions?\s*\?*$|q\s*&\s*a$|thank\s+you\b.{0,40}$"
    r"|thanks\s+for\s+(?:your\s+)?(?:attention|listening|watching)|the\s+end\W*$|"
    r"(?:vielen\s+)?danke?\b.{0,40}aufmerksamkeit|noch\s+fragen\W*$|merci\b.{0,20}$"
    r"|gracias\b.{0,20}$|end\s+of\s+(?:notes|document|lecture|file)\W*$|"
    r"rating\s*(?:&|and)\s*reviews?|no\s+ratings?\b|advertisement$|related\s+(?:documents|sets)\b|"
    r"\[\[?_?toc_?\]?\]$)",
    re.IGNORECASE,
)
#: The first words of such lines: few others have to be compared with all of them.
_SITE_BEGINS = word_set(
    "downloaded heruntergeladen uploaded shared made created generated powered exported "
    "printed last zuletzt stand erstellt copyright c all alle tous this sign log subscribe "
    "click share accept todo fixme to back return go zurück nach volver ir retour any "
    "question questions q thank thanks the vielen dank danke noch merci gracias end rating no "
    "advertisement related toc"
)
_FIRST_WORD = re.compile(r"[\W_]*([^\W\d_]+)")
_COUNTED = re.compile(
    r"^\W*(?:[\d.,]+\s*(?:reviews?|ratings?|comments?|views?|likes?|followers?"
    r"|downloads?|terms|cards|pages?)(?:\s+in this set)?\W*)+$",
    re.IGNORECASE,
)
_COUNTS = re.compile(
    r"\(\s*\d[\d.,]*\s*(?:reviews?|ratings?|bewertungen|comments?|views?|avis|reseñas)\s*\)|"
    rf"{_COUNTED.pattern}|"
    r"\b\d+\s+comments?\s*$|^\W*\d+\s*(?:min(?:ute)?s?)\s+read\W*$",
    re.IGNORECASE,
)
_HELPFUL = re.compile(
    (
        r"^\W{2,}end of\b.{1,50}\W{2,}$|\bwas (?:this|the) \w+ helpful\b|\bwar (?:diese"
        r"|dieser) \w+ hilfreich\b|\bend of (?:preview|sample|document|file|notes|book"
        r"|page)\b.{0,60}$"
    ),
    re.IGNORECASE,
)
_CODE = re.compile(r"^[A-Za-z]{0,16}\|\d{5,}$")
_CRUMB = re.compile(r"[>»›]")
#: Things set in order ("methane > 2 > 1") are no pages of a site.
_RANKED = when_asked(r"(?:^|[>»›])\s*[\d.,]+\s*(?:$|[>»›])|,\s")
_CRUMBS = re.compile(r"^[^>»›]{1,40}(?:\s[>»›]\s[^>»›]{1,40}){2,}$")
#: Commands of LaTeX that only lay out the page, in notes that are made to be printed.
_LAYOUT = when_asked(
    r"(?:\\(?:[vh]space|newpage|clearpage|pagebreak|newline|linebreak|columnbreak|bigskip|medskip"
    r"|smallskip|noindent|[vh]fill|centering|tableofcontents|maketitle|(?:set|addto)length"
    r"|(?:begin|end)(?=\{(?:multicols|center|minipage|flushleft|flushright|small|footnotesize)\}))"
    r"\*?(?:\s?(?:\{[^{}]*\}|\[[^\[\]]*\]))*\s*)+$"
)
_LEADERS = re.compile(r"(?:\.\s?){4,}\s*\d+\s*$|…{2,}\s*\d+\s*$")


def _is_task(u: Unit) -> bool:
    """Whether the reader knew a unit by its box, or it shows that it is a task."""
    if u.block is None:
        return is_task(u.text.text.strip())
    return u.block.value == TASK or is_task(u.block.text.text)


def _may_be_of_site(text: str) -> bool:
    """Whether a line begins as those of sites and programs do."""
    first = _FIRST_WORD.match(text)
    return (first is not None and first[1].lower() in _SITE_BEGINS) or "©" in text


def by_itself(u: Unit) -> str:
    """Why a line belongs to the page, as far as it shows that by itself; "" if it does not."""
    if not is_open(u):
        return ""
    text = u.text.text.strip()
    if len(text) > 160:
        return ""
    if _is_task(u):
        return "a task"
    if reason := of_links(u):
        return reason
    digit = _DIGIT.search(text)
    if digit and (PAGE.match(text) or PAGE_NUMBER.match(text)):
        return "page or slide number"
    words = length(text)
    if words <= 16 and _may_be_of_site(text) and _SITE.match(text):
        return "line of a site or program"
    if u.kind is Kind.LINE and CAPTION.match(text):
        return "caption of a figure that did not come along"
    lower = text.lower()
    helpful = "end of" in lower or "helpful" in lower or "hilfreich" in lower
    if words <= 16 and helpful and _HELPFUL.search(text):
        return "line of a site or program"
    if words <= 12 and (_COUNTS.search(text) if digit else _COUNTED.match(text)):
        return "line of a site or program"
    if "|" in text and _CODE.match(text):
        return "document code"
    if text.startswith("\\") and _LAYOUT.match(text):
        return "layout of the page"
    names_terms = len(text) < 60 and TERM_BEGINS.match(text.lstrip(" *|"))
    for split in splits(u.text) if names_terms else ():
        left, right = (
            text[: split.end].strip(" *|"),
            text[split.start :].strip(" *|") if split.start >= 0 else "",
        )
        if TERM_NAMES.match(left) and MEANING_NAMES.match(right):
            return "header of a table"
    crumbs = not u.item and _CRUMB.search(text) and _CRUMBS.match(text)
    if crumbs and not _RANKED.search(text) and sentenceness(text) < 1.5:
        return "path of a site"
    if text[-1:].isdigit() and _LEADERS.search(text):
        return "table of contents"
    return ""
