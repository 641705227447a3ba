"""The model that ranks the hypotheses of a group: a forest, in `ankigen/data/layouts.bin`, that
says by how much a hypothesis is better than what the sequence reader has, in shares of the group's
entries. Grown by tools/train_layouts.py.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from ankigen.segmentation.siblings import group_functions
from ankigen.segmentation.siblings.group_features import FEATURES
from ankigen.text.forest import Forest, read_forests


@cache
def load_ranker() -> Forest:
    """The ranker that comes with ankigen, read on the first call."""
    data = (files("ankigen") / "data" / "layouts.bin").read_bytes()
    return read_forests(data, (FEATURES,), group_functions.FUNCTIONS)[0]
