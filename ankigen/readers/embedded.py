"""Pictures and sounds that stand in the notes themselves, as `data:` addresses (RFC 2397) → files
that come along.

Saved pages have them, and so have Word files as mammoth tells them, Google Docs' Markdown and the
fields of Anki notes.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import unquote

from ankigen.model import (
    Block,
    ListNode,
    Mark,
    Node,
    Paragraph,
    Quote,
    Reading,
    RichText,
    Style,
    Table,
)
from ankigen.text.patterns import when_asked

_ADDRESS = when_asked(r"data:(image|audio)/([\w.+-]+)(?:;[\w.=+-]+)*;base64,(.*)$", re.S | re.I)
#: Types of files that are not called like their suffix.
_SUFFIXES = {"jpeg": "jpg", "svg+xml": "svg", "mpeg": "mp3"}


def with_files(reading: Reading) -> Reading:
    """The reading with each picture or sound that stands in its text among its media, and the text
    naming that file.

    The name is made of the content, so that equal pictures are one file. What cannot be decoded
    loses its address and keeps its alt text.
    """
    media: dict[str, bytes] = {}
    blocks = tuple(_block(block, media) for block in reading.blocks)
    if blocks == reading.blocks:
        return reading
    return replace(reading, blocks=blocks, media={**reading.media, **media})


def _block(block: Block, media: dict[str, bytes]) -> Block:
    if not (block.rows or block.body or block.text.marks or block.term.marks):
        return block
    text, term = _rich(block.text, media), _rich(block.term, media)
    rows = tuple(tuple(_rich(cell, media) for cell in row) for row in block.rows)
    body = _nodes(block.body, media)
    if (text, term, rows, body) == (block.text, block.term, block.rows, block.body):
        return block
    return replace(block, text=text, term=term, rows=rows, body=body)


def _nodes(nodes: Sequence[Node], media: dict[str, bytes]) -> tuple[Node, ...]:
    return tuple(_node(node, media) for node in nodes)


def _node(node: Node, media: dict[str, bytes]) -> Node:
    match node:
        case Paragraph(text):
            return Paragraph(_rich(text, media))
        case ListNode(items):
            inner = (
                replace(i, text=_rich(i.text, media), children=_nodes(i.children, media))
                for i in items
            )
            return replace(node, items=tuple(inner))
        case Table(rows):
            return replace(node, rows=tuple(tuple(_rich(c, media) for c in row) for row in rows))
        case Quote(body):
            return Quote(_nodes(body, media))
        case _:
            return node


def _rich(text: RichText, media: dict[str, bytes]) -> RichText:
    if not text.marks or not any(m.value.startswith("data:") for m in text.marks):
        return text
    return replace(text, marks=tuple(_mark(m, media) for m in text.marks))


def _mark(mark: Mark, media: dict[str, bytes]) -> Mark:
    if mark.style not in (Style.IMAGE, Style.SOUND) or not mark.value.startswith("data:"):
        return mark
    return replace(mark, value=_stored(mark.value, media))


def _stored(address: str, media: dict[str, bytes]) -> str:
    """The name under which `media` holds what stands in the address; "" if that is no picture or
    sound.
    """
    found = _ADDRESS.match(address)
    if not found:
        return ""
    try:
        data = base64.b64decode(re.sub(r"\s", "", unquote(found.group(3))), validate=True)
    except (binascii.Error, ValueError):
        return ""
    kind, suffix = found.group(1).lower(), found.group(2).lower()
    name = f"{kind}-{hashlib.sha256(data).hexdigest()[:12]}.{_SUFFIXES.get(suffix, suffix)}"
    media[name] = data
    return name
