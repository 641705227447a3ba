"""Blocks to entries: furniture out, headwords found, lists split, repeats merged."""

from ankigen.segmentation.document import parse
from ankigen.segmentation.given import Given
from ankigen.segmentation.merging import merge
from ankigen.segmentation.words import Vocabulary

__all__ = ["Given", "Vocabulary", "merge", "parse"]
