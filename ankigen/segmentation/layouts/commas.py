"""Lines of a run that are each a few words, a comma and what is said of them, where nothing else
parts them: taken only where nearly all lines are so, since commas stand in any text.
"""

from __future__ import annotations

from ankigen.segmentation.commas import after_comma
from ankigen.segmentation.hypotheses import HEADS, Draft, Hypothesis
from ankigen.segmentation.layouts.lines import split_lines
from ankigen.segmentation.look import STOP, fold
from ankigen.segmentation.outline import Group, GroupKind
from ankigen.segmentation.role import Role
from ankigen.segmentation.separators import WEAK
from ankigen.segmentation.split import Split

#: So many lines at least, and so large a share of the run.
LEAST, SHARE = 5, 0.75
#: No larger a share of the run is parted by another mark, or ends like a sentence.
OTHERS = 0.2
#: No larger a share of such lines stands right under a headword of another shape, as its text.
UNDER = 0.3
COMMA = ","


def commas(draft: Draft, group: Group) -> Hypothesis | None:
    """The lines as entries parted by their first comma, None where they are no such list."""
    if group.kind is not GroupKind.LINES or group.parts or len(group.siblings) < LEAST:
        return None
    at = [s.at for s in group.siblings]
    text = {k: draft.units[k].text.text for k in at}
    splits = {
        k: Split(end - 2, end, COMMA, 0.0)
        for k in at
        if not draft.units[k].answer and (end := after_comma(text[k]))
    }
    heads = {fold(text[k][: split.end]) for k, split in splits.items()}
    if len(splits) < max(LEAST, SHARE * len(at)) or len(heads) < len(splits):
        return None
    read = sum(draft.roles[k] is Role.ENTRY for k in at)
    parted = sum(any(m not in WEAK for m in draft.options(k)) for k in at)
    ended = sum(STOP.search(text[k]) is not None for k in splits)
    under = sum(k - 1 not in splits and draft.roles[k - 1] in HEADS for k in splits if k)
    if max(read, parted, ended) > OTHERS * len(at) or under > UNDER * len(splits):
        return None
    return split_lines(draft, group, splits).hypothesis("lines", COMMA)
