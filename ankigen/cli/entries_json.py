"""Entries as `ankigen parse --format json` prints them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from ankigen.cards.rendering.html import render
from ankigen.cards.rendering.plain import plain, plain_text
from ankigen.model import Entry, Finding, Fix, ListNode, Style, texts


def entries_json(entries: Iterable[Entry]) -> str:
    """One JSON list, an object per entry (docs/json.md tells its fields); ends with a line
    break.
    """
    objects = [json.dumps(entry_object(e), ensure_ascii=False) for e in entries]
    return "[\n" + ",\n".join(objects) + "\n]\n" if objects else "[]\n"


def entry_object(entry: Entry) -> dict[str, Any]:
    """An entry as `parse --format json` prints it."""
    return {
        "term": plain_text(entry.term),
        "definition_text": plain(entry.body),
        "definition_html": render(entry.body, _as_written(entry)),
        "context": plain_text(entry.context),
        "topic": entry.topic,
        "tags": list(entry.tags),
        "source": entry.origin.file,
        "line": entry.origin.line,
        "items": top_level_items(entry),
        "fixes": [_fix_object(f) for f in entry.fixes],
        "findings": [_finding_object(f) for f in entry.findings],
    }


def top_level_items(entry: Entry) -> int:
    """How many items the lists of the body have, nested ones not counted."""
    return sum(len(node.items) for node in entry.body if isinstance(node, ListNode))


def _as_written(entry: Entry) -> dict[str, str]:
    """Pictures and sounds under the paths that the notes give them."""
    media = (Style.IMAGE, Style.SOUND)
    values = (m.value for text in texts(entry.body) for m in text.marks if m.style in media)
    return {v: v for v in values if "://" not in v}


def _fix_object(fix: Fix) -> dict[str, Any]:
    return {
        "line": fix.origin.line,
        "before": fix.before,
        "after": fix.after,
        "kind": fix.kind.value,
        "rule": fix.rule,
        "confidence": round(fix.confidence, 3),
        "place": fix.place,
        "start": fix.start,
        "applied": fix.applied,
    }


def _finding_object(finding: Finding) -> dict[str, Any]:
    return {
        "line": finding.origin.line,
        "code": finding.code,
        "message": finding.message,
        "needs_person": finding.needs_person,
    }
