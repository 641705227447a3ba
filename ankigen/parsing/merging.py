"""The same headword again: merged into one entry with both bodies, or told apart where the senses differ."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from ankigen.model import Entry, Finding, Node, Paragraph, Rich, texts


def entry_key(term: str) -> str:
    """What two headwords that are the same share: no case, spaces, brackets, plural, call brackets.

    >>> entry_key("Decision  Trees") == entry_key("decision tree"), entry_key("f()") == entry_key("f")
    (True, True)
    """
    text = unicodedata.normalize("NFKC", term).casefold()
    text = re.sub(r"\(\s*\)$", "", text.strip())
    bare = re.sub(r"\s*[(\[][^()\[\]]*[)\]]\s*", " ", text).strip()
    text = bare or text
    words = re.findall(r"[^\W_]+|[+#&]+", text) or [text]
    return " ".join(_singular(w) for w in words)


def _singular(word: str) -> str:
    """A rough English singular, only to compare headwords with: both sides go through it."""
    if not word.isascii() or len(word) < 4:
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if re.search(r"(?:ss|us|is)$", word):
        return word
    if re.search(r"(?:ches|shes|xes|sses|zes)$", word):
        return word[:-2]
    return word[:-1] if word.endswith("s") else word


def merge(entries: Sequence[Entry]) -> tuple[tuple[Entry, ...], tuple[Finding, ...]]:
    """Entries of one headword become one, with each sentence once; different senses stay apart by their context.

    Each merge gives a finding at the place of the later entry.
    """
    places: dict[str, list[int]] = {}
    out: list[Entry] = []
    findings: list[Finding] = []
    for entry in entries:
        key = entry_key(entry.headword)
        for at in places.get(key, ()):
            if _one_sense(out[at], entry):
                out[at] = _merged(out[at], entry)
                where = f"{out[at].origin.file}:{out[at].origin.line}"
                findings.append(
                    Finding(
                        entry.origin,
                        "merged",
                        f'"{entry.headword}" joined to the entry of the same name at {where}',
                        last=max(entry.lines, default=0),
                    )
                )
                break
        else:
            places.setdefault(key, []).append(len(out))
            out.append(entry)
    return _told_apart(out, places), tuple(findings)


def _one_sense(a: Entry, b: Entry) -> bool:
    """Two entries of one headword are one sense unless both name a context and the contexts differ, or their abbreviations do."""
    one, two = _fold(a.context.text), _fold(b.context.text)
    if one and two and one != two:
        return False
    short_a, short_b = _brackets(a.headword), _brackets(b.headword)
    return not (short_a and short_b and short_a != short_b)


def _brackets(term: str) -> str:
    found = re.search(r"[(\[]([^()\[\]]+)[)\]]", term)
    return _fold(found.group(1)) if found else ""


def _fold(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()


def _merged(a: Entry, b: Entry) -> Entry:
    said = {_fold(t.text) for t in texts(a.body)}
    sentences = {
        s for t in texts(a.body) for s in map(_fold, re.split(r"(?<=[.!?])\s+", t.text)) if s
    }
    extra: list[Node] = []
    for node in b.body:
        if isinstance(node, Paragraph):
            folded = _fold(node.text.text)
            if folded in said or (
                folded
                and all(
                    _fold(s) in sentences
                    for s in re.split(r"(?<=[.!?])\s+", node.text.text)
                    if _fold(s)
                )
            ):
                continue
        elif node in a.body:
            continue
        extra.append(node)
    context = a.context or b.context
    # the fuller form of the headword stays ("One vs Rest (OVR)" beside "one vs rest")
    term = (
        b.term
        if "(" in b.headword and "(" not in a.headword and not b.headword.endswith("()")
        else a.term
    )
    return a.but(
        term=term,
        body=(*a.body, *extra),
        context=context,
        lines=tuple(sorted({*a.lines, *b.lines})) if a.origin.file == b.origin.file else a.lines,
        fixes=(*a.fixes, *b.fixes),
        findings=(*a.findings, *b.findings),
        tags=tuple(dict.fromkeys((*a.tags, *b.tags))),
        guid=a.guid or b.guid,
    )


def _told_apart(entries: Sequence[Entry], places: dict[str, list[int]]) -> tuple[Entry, ...]:
    """Senses that share a headword need a context; where one has none, its section serves."""
    out = list(entries)
    for ks in places.values():
        if len(ks) < 2:
            continue
        for k in ks:
            if not out[k].context and out[k].sections:
                out[k] = out[k].but(context=Rich.of(out[k].sections[-1], out[k].origin.line))
    return tuple(out)


__all__ = ["entry_key", "merge"]
