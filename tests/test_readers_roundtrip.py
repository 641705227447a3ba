"""What ankigen builds, read again: the same entries, with their structure, topics and guids."""

from __future__ import annotations

import pytest

from ankigen.cards.rendering.plain import plain, plain_text
from ankigen.exporters import EXPORTERS
from ankigen.model import Entry, ListNode, Source, Table
from ankigen.model.settings import Settings
from ankigen.pipeline import study
from tests.made_decks import made

NOTES = r"""
# Biology

## Cells

**Osmosis** – water moves through a membrane, $x^2 < 3$ & more. It is `passive_transport()`.

**Enzyme** – a catalyst:
- lowers the *activation* energy
- is not used up
  - works again

**Mitosis** – its phases are:
1. prophase
2. metaphase
3. anaphase

Then the cell divides.

**Organelles** – those of a cell:
1. nucleus
2. ribosome
3. lysosome
4. vacuole
5. vesicle
6. centriole
7. cell wall
8. plastid
9. cytoskeleton
10. membrane

**Loop** – an example:

```python
def f(x):
    return x < 2
```

**Hardness** – a table:

| Mineral | Value |
|---|---|
| Talc | 1 |
| Quartz | 7 |

## Physics

**Energy of rest** – it is

$$
E = mc^2
$$
"""


def told(entry: Entry, formulas: bool) -> tuple[str, str, list[int]]:
    """What an entry says, and how long its lists and tables are."""
    words = " ".join(plain(entry.body).split())
    if not formulas:  # Anki has its own delimiters
        for sign in ("$$", r"\(", r"\)", r"\[", r"\]", "$"):
            words = words.replace(sign, " ")
        words = " ".join(words.split()).replace(" ,", ",")
    sizes = [
        len(n.items) if isinstance(n, ListNode) else len(n.rows)
        for n in entry.body
        if isinstance(n, ListNode | Table)
    ]
    return plain_text(entry.term), words, sizes


@pytest.mark.parametrize("output", ["apkg", "anki", "csv"])
def test_entries_come_back(output: str) -> None:
    deck = made({"cells.md": NOTES}, name="D").deck
    builder = EXPORTERS[next(name for name in EXPORTERS if name.startswith(output))]
    name, data = next(iter(builder(deck, Settings()).items()))
    found = study([Source(name, data)], Settings()).entries
    key = output == "csv"
    assert [told(e, key) for e in found] == [told(e, key) for e in deck.entries]
    assert [e.topic for e in found] == [e.topic for e in deck.entries]
    if output != "csv":
        assert {e.guid for e in found} <= {n.guid for n in deck.notes} and all(
            e.guid for e in found
        )
