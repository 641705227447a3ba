"""Lists that are all that a heading holds, most of whose items are almost certainly entries by
themselves: entries, and the heading is their topic, but for one that asks or has a number. Where
the heading only says that words follow ("Vocabulary"), text may stand behind the list.
"""

from __future__ import annotations

import math
import re
from collections import Counter

from ankigen.segmentation.blocks.units import OPEN
from ankigen.segmentation.certain.leads_under_headings import may_be_topic
from ankigen.segmentation.certain.told_items import MARKS
from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.hypotheses import Draft
from ankigen.segmentation.siblings.line_roles import LineRole
from ankigen.segmentation.splits.split import Split
from ankigen.text.patterns import when_asked

#: So many items, and so large a share of them, are entries with at least this chance, parted by one
#: mark; so are the others that it parts, with this one.
LEAST, SHARE, SURE, LIKELY = 3, 0.6, math.log(0.7), math.log(0.3)
#: In a long list another mark may part a few.
MANY, ONE_MARK = 8, 0.8
#: Below a line of so many characters at most, with this one.
LINE, MAY_BE = 40, math.log(0.6)
#: What an arrow parts in such lists is what something led to.
_ARROWS = frozenset(("->", "=>", "→", "⇒"))
#: Headings that name nothing but a list of words.
_WORDS = when_asked(
    r"\W*(?:[\d.)]+\s+)?(?:(?:key |new |useful )?(?:terms|words|definitions|vocab(?:ulary)?)"
    r"|glossary|terminology|lexique|vocabulaire|glossaire|mots[- ]clés|définitions"
    r"|vocabulario|léxico|glosario|términos|definiciones|vocabolario|lessico|glossario|termini"
    r"|definizioni|vocabulário|termos|definições|vocabulari|wortschatz|vokabeln|glossar"
    r"|(?:wichtige )?begriffe|definitionen|begrippen|woordenlijst|begrepp|ordlista|begreber"
    r"|begreper|sanasto|käsitteet|słowniczek|słownictwo|pojęcia|pojmy|slovníček|szószedet|fogalmak"
    r"|kelimeler|terimler|словарь|термины|понятия|определения|словник|терміни|λεξιλόγιο|مصطلحات"
    r"|מושגים"
    r"|単語|用語|術語|术语|词汇|生词|용어|단어)\s*[:：]?\s*",
    re.IGNORECASE,
)


def take_told_lists(draft: Draft) -> None:
    """Gives the items and headings of such lists these roles."""
    _take_lists_of_words(draft)
    units, roles = draft.units, draft.roles
    for k, end in draft.headings.items():
        if roles[k] is not Role.HEAD or not may_be_topic(draft, k):
            continue
        stop = next((n for n in range(k + 1, end) if not units[n].item), end)
        if stop < k + 1 + LEAST or (stop < end and not _WORDS.fullmatch(units[k].text.text)):
            continue
        items = [n for n in range(k + 1, stop) if not units[n].level]
        likely = {n: split for n in items if (split := _split(draft, n, LIKELY))}
        sure = [split.style for n in items if (split := _split(draft, n, SURE))]
        if len(sure) < max(LEAST, SHARE * len(items)):
            continue
        style, count = Counter(sure).most_common(1)[0]
        mixed = len(sure) > count and not (count >= MANY and count >= ONE_MARK * len(sure))
        if mixed or style not in MARKS - _ARROWS:
            continue  # facts of several kinds are the text of the heading
        likely = {n: s for n, s in likely.items() if s.style == style or len(sure) > count}
        roles[k] = Role.SECTION
        inside = False
        draft.leave(stop, min(end, draft.text_end(stop)))
        for n in range(k + 1, stop):
            if n in likely:
                draft.enter(n, likely[n])
                inside = True
            elif not units[n].level or not inside:
                roles[n], inside = Role.LOOSE, False


def _take_lists_of_words(draft: Draft) -> None:
    """The same below a line that only says that words follow ("Definitions:"), whatever parts the
    items.
    """
    units, roles = draft.units, draft.roles
    for k in range(len(units) - 1):
        if not units[k + 1].item or units[k].kind not in OPEN or units[k].item:
            continue
        text = units[k].text.text.strip("*_ ")
        if len(text) > LINE or not _WORDS.fullmatch(text):
            continue
        stop = next((n for n in range(k + 1, len(units)) if not units[n].item), len(units))
        items = [n for n in range(k + 1, stop) if units[n].level == units[k + 1].level]
        splits = {n: split for n in items if (split := _split(draft, n, MAY_BE))}
        if len(splits) > max(1, SHARE * len(items)):
            roles[k] = Role.SECTION
            draft.splits.pop(k, None)
            for n, split in splits.items():
                draft.enter(n, split)


def _split(draft: Draft, k: int, chance: float) -> Split | None:
    """Where an item is parted that is an entry with such a chance."""
    if draft.roles[k] is not Role.ITEM or draft.odds(k, LineRole.ENTRY) <= chance:
        return None
    return draft.told[k].split
