"""Lines that say of a thing what it does or is, without a mark ("Locks lift boats"), and those that
go on with what stands above.
"""

from __future__ import annotations

import math
import re

from ankigen.segmentation.siblings.hypotheses import Draft
from ankigen.segmentation.siblings.line_roles import LineRole
from ankigen.segmentation.splits.split import Split
from ankigen.segmentation.splits.weak_marks import is_short_head
from ankigen.segmentation.words import CLAUSE, OPENERS
from ankigen.text.patterns import when_asked
from ankigen.text.questions import asks_by_a_word

#: What goes on with the line above, or is said of it.
GOES_ON = when_asked(
    r"[(\[,;.…=→+<>≈|&-]|(?:e\.?g|i\.?e|eg|ie|ex|incl|esp|cf|vs|nb|z\.b|bsp|note|also|like|such"
    r"|so|but|because|bc|since|that|thus|then|hence|therefore|however|while|whereas|when|if|not"
    r"|only|both|too|usually|often|always|never|it|they|he|she|its|their|this|these|those|can"
    r"|is|are|was|were|has|have|had|does|do|did|will|may|must|should|and|or|with|of|to|in|on|by"
    r"|for|from|at|as|the|a|an|which|who|where)\b",
    re.IGNORECASE,
)
#: A verb that says what a thing does, behind one to four words that name it.
_MORE_VERBS = (
    "runs cuts sends shows comes goes lies forms acts carries fetches needs lets binds breaks"
    " builds covers brings drives falls rises moves turns opens closes pumps pays buys sells"
    " lowers raises stops starts triggers blocks filters maps matches translates encodes decodes"
    " secretes absorbs catalyses catalyzes regulates transports surrounds separates divides"
    " receives replaces requires involves supplies becomes detects supports holds contains produces"
    " releases stimulates inhibits increases decreases prevents converts stores measures transmits"
    " drains receives filters exchanges breaks inserts dissolves reacts conducts reflects absorbs"
)
_VERBS = OPENERS.union(_MORE_VERBS.split())
_SAYS = when_asked(r"(?P<who>[^.,;:!?()=<>]{2,40}?)\s(?P<verb>[a-z]{3,}s)\s(?=\S+\s?\S)")
#: A line says what a thing is with this chance.
IS = math.log(0.6)


#: What several things do: "Osteoblasts build bone".
_THEY = when_asked(
    r"(?P<who>(?:[^\W\d][\w-]+\s){0,2}[^\W\d][\w-]+[^\Wsu]s)\s"
    r"(?P<verb>have|lack|use|build|break|make|need"
    r"|contain|form|store|carry|produce|live|eat|move|bind|cause|act|give|show|help|allow|work|occur"
    r"|grow|keep|protect|control|connect|absorb|release|transport|become|detect|secrete|convert"
    r"|support|supply|inhibit|stimulate|prevent|receive|exchange|conduct|reflect)\s(?=\S)"
)


def verb_split(text: str) -> Split | None:
    """Where a line says of a thing what it does, without a mark.

    >>> verb_split("Winches lift the boats"), verb_split("Osteoblasts build bone").end
    (None, 11)
    """
    found = _SAYS.match(text)
    if found is None or found["verb"] not in _VERBS:
        found = _THEY.match(text)
    if found is None or GOES_ON.match(text):
        return None
    if asks_by_a_word(text) or text.rstrip().endswith("?"):
        return None
    who = found["who"]
    if not is_short_head(who) or not CLAUSE.isdisjoint(who.casefold().split()):
        return None
    return Split(found.end("who"), found.start("verb"), "copula", 0.0)


#: What somebody did: "James Brindley built the first canal".
_DID = when_asked(
    r"(?P<who>(?!(?:The|An?|In|On|At|After|Before|During|When|If|As|No|All|Some|Most|Many)\s"
    r"|[A-Za-z]+ly\s)"
    r"[A-Z][\w.'’-]+(?:\s(?:(?:de|von|van|of|la)\s)?[A-Z][\w.'’-]*){0,3})\s"
    r"(?P<verb>(?![a-z]*(?:sid|hand|shap|bas|wall|layer|edg|siz)ed\b|need\b|bed\b|seed\b|speed\b"
    r"|red\b)[a-z]{2,}ed|led|wrote|built|found|made|won|fought|became|began|ran|gave|took|held|drew|sent|sold|bought|shot|broke|saw|came|sank|lost)\s(?=\S)"
)


def person_split(text: str) -> Split | None:
    """Where a line says of somebody what he or she did, without a mark.

    >>> person_split("James Brindley built the canal to Worsley").end
    14
    """
    found = _DID.match(text)
    return Split(found.end("who"), found.start("verb"), "copula", 0.0) if found else None


#: A name, what is added to it in brackets, and what it is in small letters.
_ADDED = when_asked(r"(?P<name>[^\W\d_a-z][^().:;,=–—]{2,40}?\s\([^()]{2,40}\))\s(?=[a-z]+\s\S)")


def added_split(text: str) -> Split | None:
    """Where a line says what a name with brackets behind it is ("Capacity (of a lock) the boats
    that it holds"), without a mark.
    """
    found = _ADDED.match(text)
    if found is None or GOES_ON.match(text) or GOES_ON.match(text, found.end()):
        return None
    name = found["name"]
    if not is_short_head(name) or not CLAUSE.isdisjoint(name.casefold().split()):
        return None
    return Split(found.end("name"), found.end(), "copula", 0.0)


def said_split(draft: Draft, k: int) -> Split | None:
    """Where a line says of a thing what it does, or, as is likely by itself, what it is."""
    text, told = draft.units[k].text.text, draft.told.get(k)
    if (split := verb_split(text) or person_split(text) or added_split(text)) is not None:
        return split
    if told is None or told.split is None or told.split.style != "copula":
        return None
    named = is_short_head(text[: told.split.end]) and not GOES_ON.match(text)
    return told.split if named and told.odds[LineRole.ENTRY] > IS else None
