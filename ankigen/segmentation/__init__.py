"""Blocks to entries: furniture out, headwords found, lists split, repeats merged."""

from ankigen.segmentation.document import parse
from ankigen.segmentation.merging import merge
from ankigen.segmentation.owner.given import Given
from ankigen.segmentation.words import Vocabulary

__all__ = ["Given", "Vocabulary", "merge", "parse"]
