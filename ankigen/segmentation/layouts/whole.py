"""The group is one: text of the entry above it, or one entry whose first line is its headword."""

from __future__ import annotations

from collections.abc import Iterator

from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.hypotheses import Draft, Hypothesis
from ankigen.segmentation.siblings.outline import Group, GroupKind


def whole(draft: Draft, group: Group) -> Iterator[Hypothesis]:
    inside = {k: draft.inside(k) for k in group.places}
    yield Hypothesis("body", inside)
    if group.kind is GroupKind.LINES:
        yield Hypothesis("one", {**inside, group.siblings[0].at: Role.HEAD})
