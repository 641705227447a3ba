"""Blocks to entries: furniture out, headwords found, lists split, repeats merged."""

from ankigen.parsing.document import parse
from ankigen.parsing.merging import merge
from ankigen.parsing.words import Vocabulary

__all__ = ["Vocabulary", "merge", "parse"]
