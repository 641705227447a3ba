"""A patch of the raw notes, for who wants corrections in them: a unified diff, applied only when it
is asked for.

ankigen never writes the notes by itself. A patch holds the corrections that were made (and
accepted), and the edits from `edits.toml` that stand for one line of the notes; what has no line of
its own is reported as left out.
"""

from __future__ import annotations

import difflib
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ankigen.cards.rendering.plain import plain_text
from ankigen.model import AnkigenError, Entry, Fix, Paragraph, Source
from ankigen.sync.edits import Homes, Overlay
from ankigen.sync.entry_values import with_value

#: Lines of context in a patch.
_CONTEXT = 2


@dataclass(frozen=True, slots=True)
class NotesPatch:
    """The patch, how many corrections it holds, and what could not be put into it, a line each."""

    text: str
    changes: int
    left: tuple[str, ...] = ()


def fixes_patch(
    entries: Iterable[Entry], overlay: Overlay, sources: Sequence[Source], fixes: bool = True
) -> NotesPatch:
    """The corrections of these entries and the edits laid over them, as a patch. `entries` are
    those without the edits.

    Without `fixes` it holds the edits alone.
    """
    held = list(entries)
    old = {s.name: text for s in sources if (text := _text(s)) is not None}
    new = {name: _lines(text) for name, text in old.items()}
    left: list[str] = []
    changes = 0
    for entry in held if fixes else ():
        for fix in entry.fixes:
            if fix.applied and fix.before:
                done = _corrected(new.get(fix.origin.file), fix)
                changes += done
                if not done:
                    left.append(
                        f'{fix.origin}: "{fix.before}" -> "{fix.after}" has no place of its own'
                    )
    homes = Homes.of(held, overlay)
    for edit in sorted(overlay.edits):
        for n in homes.find(edit):
            done = _edited(new.get(held[n].origin.file), held[n], edit.field, edit.now)
            changes += done
            if not done:
                left.append(
                    f'{held[n].origin}: the {edit.field} of "{edit.term}" is no line of the notes'
                )
    names = {s.name: s.shown or s.name for s in sources}
    parts = [
        diff
        for name in sorted(old)
        if (diff := unified(names[name], old[name], "".join(new[name])))
    ]
    return NotesPatch("".join(parts), changes, tuple(left))


def _lines(text: str) -> list[str]:
    """Lines as the readers count them, with their ends: a form feed and the like end none."""
    return list(io.StringIO(text, newline="\n"))


def _text(source: Source) -> str | None:
    """A file that a patch can change: UTF-8 text; None for all others."""
    try:
        text = source.data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def unified(name: str, old: str, new: str) -> str:
    """A unified diff of one file; "" where nothing differs."""
    lines = difflib.unified_diff(_lines(old), _lines(new), name, name, n=_CONTEXT)
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


def _corrected(lines: list[str] | None, fix: Fix) -> bool:
    """Makes a correction in its line; whether it stands there, once."""
    n = fix.origin.line - 1
    if lines is None or not 0 <= n < len(lines):
        return False
    pattern = r"\s+".join(map(re.escape, fix.before.split()))
    found = list(re.finditer(rf"(?<!\w){pattern}(?!\w)", lines[n]))
    if len(found) != 1:
        return False
    lines[n] = lines[n][: found[0].start()] + fix.after + lines[n][found[0].end() :]
    return True


def _edited(lines: list[str] | None, entry: Entry, name: str, now: str) -> bool:
    """Puts an edit into the lines that it is about; whether every changed paragraph is a line of
    the notes.
    """
    if lines is None or name not in ("term", "definition"):
        return False
    changed = with_value(entry, name, now)
    if name == "term":
        pairs = [(entry.raw_term or plain_text(entry.term), plain_text(changed.term))]
    else:
        before, after = list(entry.body), list(changed.body)
        if len(before) != len(after):
            return False
        pairs = []
        for one, other in zip(before, after, strict=True):
            if one == other:
                continue
            if not isinstance(one, Paragraph) or not isinstance(other, Paragraph):
                return False
            pairs.append((plain_text(one.text), plain_text(other.text)))
    places = [(_line_with(lines, entry, old), old, new) for old, new in pairs]
    if not places or any(n is None for n, _, _ in places):
        return False
    for n, old, new in places:
        assert n is not None
        lines[n] = lines[n].replace(old, new, 1)
    return True


def _line_with(lines: Sequence[str], entry: Entry, text: str) -> int | None:
    """The one line of an entry that holds this text as a whole."""
    found = [n - 1 for n in entry.lines if 0 < n <= len(lines) and text and text in lines[n - 1]]
    return found[0] if len(found) == 1 else None


# --------------------------------------------------------------------------- applying

_HUNK = re.compile(r"@@ -(\d{1,9})(?:,(\d{1,9}))? \+\d{1,9}(?:,(\d{1,9}))? @@", re.ASCII)


def apply_patch(patch: str, texts: Mapping[str, str]) -> dict[str, str]:
    """The files of a patch as they are with it. `texts` are the files by the names that the patch
    has.

    Raises AnkigenError where it does not fit, and then changes nothing.
    """
    made: dict[str, str] = {}
    for name, hunks in _files(patch).items():
        if name not in texts:
            raise AnkigenError(
                f"{name}: no such file; run this in the folder where the patch was made"
            )
        lines = _lines(texts[name])
        for at, old, new in sorted(hunks, reverse=True):
            if at < 0 or lines[at : at + len(old)] != old:
                raise AnkigenError(
                    f"{name}:{at + 1}: the notes have changed since the patch was "
                    f"made; make it again"
                )
            lines[at : at + len(old)] = new
        made[name] = "".join(lines)
    if not made:
        raise AnkigenError(
            "the file holds no patch; make one with: ankigen merge --to-notes, or in ankigen review"
        )
    return made


def named_files(patch: str) -> tuple[str, ...]:
    """The files that a patch changes."""
    return tuple(_files(patch))


_Hunk = tuple[int, list[str], list[str]]


def _files(patch: str) -> dict[str, list[_Hunk]]:
    """The hunks of each file: the line before which they begin (from 0), the old lines and the
    new ones. Raises AnkigenError where one has fewer lines than it says.
    """
    found: dict[str, list[_Hunk]] = {}
    name = ""
    sides: tuple[list[str], ...] = ()  # those that the line before went to
    hunk: _Hunk = (0, [], [])
    wanted = (0, 0)
    for line in (*_lines(patch), ""):
        missing = (len(hunk[1]), len(hunk[2])) != wanted
        if missing and line[:1] in (" ", "+", "-"):
            sides = {" ": (hunk[1], hunk[2]), "-": (hunk[1],), "+": (hunk[2],)}[line[0]]
            for side in sides:
                side.append(line[1:])
        elif line.startswith("\\ "):  # "No newline at end of file"
            for side in sides:
                side[-1] = side[-1].removesuffix("\n")
        elif missing:
            raise AnkigenError(f"{name}: the patch was cut off or changed by hand; make it again")
        elif line.startswith("+++ "):
            name = line[4:].split("\t")[0].strip()
        elif match := _HUNK.match(line):
            wanted = (int(match[2] or 1), int(match[3] or 1))
            hunk = (int(match[1]) - (1 if wanted[0] else 0), [], [])
            found.setdefault(name, []).append(hunk)
    return found
