"""Write the forests that come with ankigen as functions of Python.

    python -m tools.forest_functions

A function gives the same sums as the trees of ankigen/data, to the bit, in a third of the time.
Python compiles it once, when ankigen is installed: to compile the functions of all forests takes
as long as reading a page of notes. `tools.train_layouts` writes them along with new forests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from zlib import crc32

from ankigen.segmentation.siblings.group_features import FEATURES
from ankigen.segmentation.siblings.line_features import ROLE_FEATURES, SPLIT_FEATURES
from ankigen.segmentation.siblings.line_roles import LineRole
from ankigen.spelling.unknown import candidate_features
from ankigen.text.forest import Forest, read_forests, source_of

ROOT = Path(__file__).parent.parent / "ankigen"
#: By the name of a file of forests: the module of their functions, and what reads them.
MODULES: dict[str, tuple[str, Callable[[bytes], Sequence[Forest]]]] = {
    "lines.bin": (
        "segmentation/siblings/line_functions.py",
        lambda data: read_forests(data, (SPLIT_FEATURES, *([ROLE_FEATURES] * len(LineRole)))),
    ),
    "layouts.bin": (
        "segmentation/siblings/group_functions.py",
        lambda data: read_forests(data, (FEATURES,)),
    ),
    "ranker.bin": (
        "spelling/unknown/ranker_functions.py",
        lambda data: read_forests(data, (candidate_features.FEATURES,)),
    ),
}
_HEAD = '''\
"""The forests of ankigen/data/{name} as functions. Written by tools/forest_functions.py."""

from collections.abc import Sequence

'''


def module_of(name: str, data: bytes, forests: Sequence[Forest]) -> str:
    """The text of the module that holds the functions of the forests of a file."""
    own = "def total_{}(f: Sequence[float]) -> float:"
    parts = [_HEAD.format(name=name)]
    parts += [f"\n{source_of(forest, own.format(n))}\n" for n, forest in enumerate(forests)]
    totals = "".join(f"total_{n}, " for n in range(len(forests))).strip()
    return "".join(parts) + f"\nFUNCTIONS = ({crc32(data)}, ({totals}))\n"


def modules() -> dict[Path, str]:
    """The modules and what has to stand in them."""
    out = {}
    for name, (module, forests_of) in MODULES.items():
        data = (ROOT / "data" / name).read_bytes()
        out[ROOT / module] = module_of(name, data, forests_of(data))
    return out


def main() -> None:
    for path, text in modules().items():
        path.write_text(text, encoding="utf-8")
        print(f"{path.name}: {len(text):,} bytes")


if __name__ == "__main__":
    main()
