"""The lines and paragraphs of a document, each of which has a role that is to be found."""

from __future__ import annotations

from dataclasses import dataclass

from ankigen.model import Block, Kind, RichText
from ankigen.segmentation.blocks.markers import Marker

#: Kinds whose text is a line of prose that may have any role.
OPEN = (Kind.LINE, Kind.PARAGRAPH, Kind.ITEM)
#: Those of them that are no items.
PLAIN = (Kind.LINE, Kind.PARAGRAPH)


@dataclass(frozen=True, slots=True)
class Unit:
    """One line, paragraph, heading, item or structure, whose role in the document is to be
    found.
    """

    kind: Kind
    text: RichText  # without the list marker
    line: int
    end_line: int
    gap: int  # blank lines before it
    indent: int  # columns
    marker: Marker | None = None
    level: int = 0  # heading level, or depth in a list from 0
    block: Block | None = None  # CODE, TABLE, FORMULA, PAIR, TERM, DEFINITION
    full: bool = False  # a whole paragraph: what follows is no wrap of it
    answer: str = ""  # "q" or "a" in notes made of questions and answers
    raw: int = 0  # length of the raw line, for finding the column at which lines were wrapped
    cut: bool = (
        False  # a later sentence of a paragraph, set apart because it may say what another term is
    )

    @property
    def item(self) -> bool:
        return self.marker is not None
