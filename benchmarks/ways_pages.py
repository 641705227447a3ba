"""Whole pages of notes: how many of them come out whole.

    python -m benchmarks.ways_pages [PART OF A NAME]

A page is a dress (`ways_dresses`), a language (`ways_languages`), a form of text and what else
stands on the page. Their product is sampled so that each dress comes in each language, and each
pair of the other three comes often. Prints each page that does not come out whole and how many
were tried, by dress and by language. With a part of a name, those pages alone, with what was read.
"""

from __future__ import annotations

import re
import sys
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ankigen import pipeline
from ankigen.cards.rendering.plain import plain
from ankigen.model import Entry, Source
from ankigen.model.settings import Settings, TypoSettings
from benchmarks.ways_dresses import ASKED, DRESSES, LATER, Dress
from benchmarks.ways_languages import LANGUAGES, Language

#: What else stands on a page.
AROUND = ("nothing", "prose around", "prose between", "furniture", "sections")
#: The width that soft-wrapped lines have.
WIDTH = 48
#: More entries than these beside the right ones, and a page is not whole.
BESIDE = 2
#: By so many letters at its end a text is known.
END = 16


class Page(NamedTuple):
    """Notes, and the entries that they hold: each a headword and what its text must hold."""

    name: str
    dress: str
    language: str
    suffix: str
    text: str
    entries: Sequence[tuple[str, Sequence[str]]]


def pages() -> Iterator[Page]:
    """All pages of the sample, one after the other."""
    for asks, dresses in ((False, DRESSES), (True, ASKED), (False, LATER)):
        for i, dress in enumerate(dresses):
            for suffix in dress.suffixes.split():
                for j, language in enumerate(LANGUAGES):
                    form = dress.forms[(i + j) % len(dress.forms)]
                    around = AROUND[(i + 2 * j) % len(AROUND)]
                    yield page(dress, suffix, language, form, around, asks)


def page(dress: Dress, suffix: str, language: Language, form: str, around: str, asks: bool) -> Page:
    """One page."""
    rows = [(*row, "") for row in language.questions] if asks else language.entries
    made: list[str] = []
    held: list[tuple[str, Sequence[str]]] = []
    for n, (term, text, more) in enumerate(rows):
        text, more = text.rstrip(".。"), "" if form == "s" and "{d2}" not in dress.entry else more
        made.append(_filled(dress, dress.entry, language, n, (term, text, more), form))
        held.append((term, [text, more] if more else [text]))
    before, after = (
        _filled(dress, part, language, 0, ("", "", ""), form)
        for part in (dress.before, dress.after)
    )
    text = _surrounded(made, dress.gap, before, after, suffix, language, around, dress.closed)
    name = f"{suffix} {dress.entry!r} {dress.before!r} {language.key} {form} {around}"
    return Page(
        name,
        f"{suffix} {dress.entry!r} {dress.before!r} {dress.gap!r}",
        language.key,
        suffix,
        text,
        held,
    )


def _filled(
    dress: Dress, pattern: str, language: Language, n: int, row: tuple[str, str, str], form: str
) -> str:
    term, text, more = row
    stop = "。" if language.key in ("ja", "zh") else "."
    whole = f"{text}{stop} {more}" if more else text
    if form == "w":
        whole = f"\n{dress.indent}".join(textwrap.wrap(whole, WIDTH))
    elif form == "b":
        whole = f"{text}\n{dress.indent}- {more.rstrip('.。')}\n{dress.indent}- {n + 3} mm"
    elif form == "p":
        whole = f"{text}{stop}\n\n{dress.indent}{more}"
    names = dict(zip(("term", "def", "q", "ans", "ex"), language.labels, strict=True))
    named = {"is": language.means, "ie": language.that_is, "title": language.title, **names}
    parts = {
        "t": term, "T": term.upper(), "d": whole, "D": whole[:1].upper() + whole[1:],
        "d1": text, "d2": more.rstrip(".。"),
        "n": n + 1, "a": "abcdef"[n], "A": "ABCDEF"[n], "h": "#" * (n % 2), "x": f"{n + 3} mm",
        "ab": term[:3].upper(),
    }  # fmt: skip
    out = pattern.format(**named, **parts)
    return out.replace("..", ".").replace("。.", "。") if "{is}" in pattern else out


def _surrounded(
    made: Sequence[str], gap: str, before: str, after: str, suffix: str, language: Language,
    around: str, closed: bool,
) -> str:  # fmt: skip
    if suffix in ("csv", "tsv") or (suffix == "txt" and "\t" in made[0].strip() and closed):
        return before + gap.join(made) + "\n"
    rooms = _Rooms(suffix)
    first, between, last = language.prose
    middle = len(made) // 2
    halves = [made[:middle], made[middle:]] if around in AROUND[2:] else [made]
    if around == "prose between" and closed:
        halves = [made]
    out = [rooms.heading(language.title, 1)]
    if around == "prose around":
        out.append(rooms.text(first))
    if around == "furniture" and suffix in ("md", "txt"):
        out.append(f"{language.furniture[3]}\n{language.furniture[2]}\n")
    for k, half in enumerate(halves):
        if around == "sections":
            out.append(rooms.heading(f"{language.title} {'I' * (k + 1)}", 2))
        elif k and around == "prose between":
            out.append(rooms.text(between))
        elif k and around == "furniture":
            out += map(rooms.text, language.furniture[:2])
        out.append(before + gap.join(half) + "\n" + after)
    if around == "prose around":
        out.append(rooms.text(last))
    return rooms.whole("\n".join(out))


class _Rooms(NamedTuple):
    """How a format writes what stands around entries."""

    suffix: str

    def heading(self, text: str, level: int) -> str:
        if self.suffix == "html":
            return f"<h{level}>{text}</h{level}>"
        if self.suffix == "tex":
            return f"\\section{{{text}}}\n"
        sign = {"md": "#" * level + " ", "org": "* "}.get(self.suffix, "")
        return f"{sign}{text}\n"

    def text(self, text: str) -> str:
        return f"<p>{text}</p>" if self.suffix == "html" else f"{text}\n"

    def whole(self, text: str) -> str:
        if self.suffix == "html":
            return f"<!DOCTYPE html><html><head><title>x</title></head><body>{text}</body></html>"
        if self.suffix == "tex":
            return (
                "\\documentclass{article}\n\\newtheorem{definition}{Definition}\n"
                f"\\begin{{document}}\n{text}\\end{{document}}\n"
            )
        return text


def read(page: Page) -> tuple[Entry, ...]:
    """The entries that are found on a page."""
    name = f"notes.{page.suffix}"
    settings = Settings(typos=TypoSettings(mode="off"))
    return pipeline.study([Source(name, page.text.encode(), name)], settings).entries


def is_whole(page: Page, entries: Sequence[Entry]) -> bool:
    """Whether all entries of a page are found, each with its own text and no other's, and hardly
    anything beside them.
    """
    found = {_key(_SHORT_FORM.sub("", str(e.headword))): _bare(plain(e.body)) for e in entries}
    ends = {_key(term): [_bare(text)[-END:] for text in texts] for term, texts in page.entries}
    for term, own in ends.items():
        body = found.get(term, "")
        others = sum(other[0] in body for key, other in ends.items() if key != term)
        if not all(end in body for end in own) or others:
            return False
    return len(entries) <= len(ends) + BESIDE


def _bare(text: str) -> str:
    return re.sub(r"\W", "", text).casefold()


_key = _bare
_SHORT_FORM = re.compile(r"\s\(\w+\)$")


def main(arguments: Sequence[str]) -> int:
    failed: list[Page] = []
    tried: Counter[str] = Counter()
    for page in pages():
        if not all(a in page.name for a in arguments):
            continue
        entries = read(page)
        tried.update((page.dress, page.language))
        if arguments:
            print(page.text)
            for entry in entries:
                print(f"{str(entry.headword)!r}: {plain(entry.body)!r}")
        if not is_whole(page, entries):
            failed.append(page)
            print(f"{page.name}: {len(entries)} entries")
    counts = Counter(name for p in failed for name in (p.dress, p.language))
    for name, n in counts.most_common():
        print(f"{n:4} of {tried[name]:4}  {name}")
    print(f"{len(failed)} of {sum(tried.values()) // 2} pages do not come out whole")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
