"""The Markdown library with what notes hold beyond the standard, each piece a class that is
registered by its name.
"""

from __future__ import annotations

import re
import string
import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.def_list import DefListIndentProcessor, DefListProcessor
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import ImageInlineProcessor, InlineProcessor, LinkInlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from ankigen.readers.styles import PICTURE_SUFFIXES, SOUND_SUFFIXES

Element = ElementTree.Element
#: What a pattern makes of a match: an element, or text that is taken as it is; None = the match is
#: none.
Made = Element | str | None

#: The element for the sign of a footnote.
FOOTNOTE = "footnote"
#: What any of the patterns below, or of the library, begins with.
_MARKS = re.compile(r"[*_~=^\[\]!<\\{]|https?:|www\.")
#: No "/", "·" or "=" inside: in "kg·m^2/s^2" the signs raise what follows them, each by itself.
_SMALL = r"([~^])([^\s~^$/·*×÷=<>|\ufdd0\x02]{1,12})\1(?!\1)"
_TARGET = re.compile(
    r"""\(\s*(?:<([^<>\n]*)>|((?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*\))*))(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\)"""
)
_LOOSE_TARGET = re.compile(
    r"\(([^()\n]+\.(?:png|jpe?g|gif|svg|webp|bmp|mp3|wav|ogg|m4a|mp4))\)", re.I
)
_WIKI = r"!?\[\[([^\[\]|\\\n]+)(?:\\?\|([^\[\]\n]*))?\]\]"
_SOUND = r"\[sound:([^\[\]\n]+)\]"
_FOOTNOTE = r"\[\^([^\s\]]+)\](?!:)"
_AUTOLINK = r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)>"
_ADDRESS = (
    r"(?<![^\W_])(?:https?://[^\s<>\"|\ufdd0\x02]+"
    r"|www\.[^\s<>\"|\ufdd0\x02]+\.[^\s<>\"|\ufdd0\x02]+)"
)
_SHORTEST_ADDRESS = 8
#: Names that Python gives a meaning to ("data model" in its reference), and calls; others in __ are
#: bold.
_DUNDER = (
    r"__(?:(?:init|new|del|name|main|file|all|doc|dict|class|str|repr|len|call|iter"
    r"|next|enter|exit|eq|ne|lt|le|gt|ge|hash|bool|add|sub|mul"
    r"|getitem|setitem|delitem|contains|getattr|setattr|slots|future|version|module"
    r"|bases|mro|annotations|import|builtins|post_init)__"
    r"|\w+__(?=\())"
)
_ATTRIBUTES = r"\{(?::\s*)?[#.][A-Za-z][^{}\n]*\}"
#: A star between two factors: 2*3*4, a*b*c.
_FACTORS = r"(?<=[A-Za-z0-9])\*(?=[A-Za-z0-9])"


class NotesExtension(Extension):
    """What notes have: ==marks==, ~~strikes~~, H~2~O, wiki links, sounds, footnotes, bare
    addresses, lenient links.
    """

    def extendMarkdown(self, md: Markdown) -> None:
        for name in ("normalize_whitespace", "html_block"):  # `Strict` does their work
            md.preprocessors.deregister(name)
        blocks = md.parser.blockprocessors
        for name in ("code", "olist", "hr", "setextheader", "reference", "indent"):
            blocks.deregister(name)  # what they read is finished, or written in another way, before
        blocks.register(DefListIndentProcessor(md.parser), "indent", 90)
        blocks.register(DefListProcessor(md.parser), "deflist", 25)
        md.ESCAPED_CHARS = list(string.punctuation)
        inline = md.inlinePatterns
        for name in ("backtick", "automail", "linebreak", "html", "entity"):
            inline.deregister(name)
        inline.register(Link(r"(?<!\!)\[", md), "link", 160)
        inline.register(Image(r"\!\[", md), "image_link", 150)
        inline.register(WikiLink(_WIKI, md), "wiki_link", 188)
        inline.register(Sound(_SOUND, md), "sound", 177)
        inline.register(Footnote(_FOOTNOTE, md), "footnote", 176)
        inline.register(Autolink(_AUTOLINK, md), "autolink", 120)
        inline.register(Address(_ADDRESS, md), "address", 115)
        inline.register(Attributes(_ATTRIBUTES, md), "attributes", 95)
        inline.register(Small(_SMALL, md), "small", 66)
        inline.register(Literally(_DUNDER, md), "dunder", 64)
        inline.register(Factors(_FACTORS, md), "factors", 62)
        md.treeprocessors.register(Unmarked(md), "unmarked", 25)
        assert md.delimiters is not None  # the library's own set-up has just made it
        md.delimiters.add("~", "del", double=True)
        md.delimiters.add("=", "mark", double=True)


class Unmarked(Treeprocessor):
    """Text without a sign of Markdown need not be looked at by each pattern: most of what notes
    hold.
    """

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.text and not _MARKS.search(element.text):
                element.text = AtomicString(element.text)


class _Target:
    """Links whose address may be a file's name with spaces in it."""

    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:
        found = _TARGET.match(data, index)
        if found:
            address = re.sub(r"\\(.)", r"\1", found.group(1) or found.group(2) or "")
            return self.unescape(address), None, found.end(), True
        loose = _LOOSE_TARGET.match(data, index)
        if loose:
            return self.unescape(loose.group(1).strip()), None, loose.end(), True
        return "", None, index, False

    def unescape(self, text: str) -> str:
        raise NotImplementedError


class Link(_Target, LinkInlineProcessor):
    unescape = LinkInlineProcessor.unescape


class Image(_Target, ImageInlineProcessor):
    unescape = ImageInlineProcessor.unescape


def _object(tag: str, source: str, alt: str = "") -> Element:
    element = ElementTree.Element(tag, {"src": source})
    if alt:
        element.set("alt", alt)
    return element


class Inline(InlineProcessor):
    """A pattern of ours: what `make` makes of a match stands in its place, up to `end`."""

    def make(self, m: re.Match[str], data: str) -> Made:
        raise NotImplementedError

    def end(self, m: re.Match[str]) -> int:
        return m.end()

    def handleMatch(  # type: ignore[override]  # the stubs have the signature of the older class
        self, m: re.Match[str], data: str
    ) -> tuple[Made, int | None, int | None]:
        made = self.make(m, data)
        return (None, None, None) if made is None else (made, m.start(), self.end(m))


class WikiLink(Inline):
    """`[[page|words]]` reads as its words; `![[file]]` is a picture or a sound (Obsidian)."""

    def make(self, m: re.Match[str], data: str) -> Made:
        target, shown = m[1].strip(), (m[2] or "").strip()
        lower = target.lower()
        if m[0][0] == "!" and lower.endswith(SOUND_SUFFIXES):
            return _object("audio", target)
        if m[0][0] == "!" and lower.endswith(PICTURE_SUFFIXES):
            is_size = re.fullmatch(r"\d+(x\d+)?", shown)  # the width to show it in
            return _object("img", target, "" if is_size else shown)
        words = ElementTree.Element("span")
        words.text = shown or target.lstrip("#")
        return words


class Sound(Inline):
    """`[sound:file.mp3]`, as Anki writes it."""

    def make(self, m: re.Match[str], data: str) -> Made:
        return _object("audio", m[1])


class Footnote(Inline):
    """`[^1]`: the sign of a footnote."""

    def make(self, m: re.Match[str], data: str) -> Made:
        return ElementTree.Element(FOOTNOTE, {"name": m[1]})


class Autolink(Inline):
    """`<https://…>` and `<name@host>`."""

    def make(self, m: re.Match[str], data: str) -> Made:
        return _link(m[1], m[1] if ":" in m[1] else f"mailto:{m[1]}")


class Address(Inline):
    """An address that stands in the text as it is, without the stop behind it."""

    ANCESTOR_EXCLUDES = ("a",)

    def make(self, m: re.Match[str], data: str) -> Made:
        url = address_of(m[0])
        if len(url) < _SHORTEST_ADDRESS:
            return None
        return _link(url, url if url.startswith("http") else f"https://{url}")

    def end(self, m: re.Match[str]) -> int:
        return m.start() + len(address_of(m[0]))


def address_of(found: str) -> str:
    """An address without the stop, or the bracket, that stands behind it.

    >>> address_of("https://example.org/a_(b)."), address_of("https://example.org/)")
    ('https://example.org/a_(b)', 'https://example.org/')
    """
    url = found
    while url and (
        url[-1] in ".,;:!?*_'\"]" or (url[-1] == ")" and url.count("(") < url.count(")"))
    ):
        url = url[:-1]
    return url


def _link(words: str, target: str) -> Element:
    element = ElementTree.Element("a", {"href": target})
    element.text = AtomicString(words)
    return element


class Attributes(Inline):
    """`{#id .class}` says nothing about the text."""

    def make(self, m: re.Match[str], data: str) -> Made:
        return ""


class Literally(Inline):
    """A text in which no mark is one."""

    def make(self, m: re.Match[str], data: str) -> Made:
        return m[0]


class Factors(Literally):
    """A star between two factors multiplies; between two words it is a mark."""

    def make(self, m: re.Match[str], data: str) -> Made:
        before, after = data[max(0, m.start() - 2) : m.start()], data[m.end() : m.end() + 2]
        single = not before[:-1].isalnum() or not after[1:].isalnum()
        if before[-1].isdigit() or after[0].isdigit() or single:
            return m[0]
        return None


class Small(Inline):
    """`H~2~O` and `x^2^`; two "^" need not belong together: in "x^2+y^2" each raises what
    follows it.
    """

    def make(self, m: re.Match[str], data: str) -> Made:
        after = data[m.end() : m.end() + 1]
        whole = m[2].strip("+-−").isalnum()
        if not (m[1] == "~" or not after.isalnum() or (whole and after.isalpha())):
            return None
        element = ElementTree.Element("sub" if m[1] == "~" else "sup")
        element.text = AtomicString(m[2])
        return element


@cache
def _library() -> Markdown:
    return Markdown(extensions=[TableExtension(), NotesExtension()])


def html_of(source: str, links: Mapping[str, str] = MappingProxyType({})) -> str:
    """The library's HTML of a text; `links` are the addresses of `[label]: address` lines by their
    labels.

    The library is set up once, and is not for several threads at a time.
    """
    md = _library()
    md.reset()
    md.references = {label: (address, "") for label, address in links.items()}
    return md.convert(source)
