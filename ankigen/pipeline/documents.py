"""Files → documents: each file of notes read and parsed, by several processes where that pays."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import PurePosixPath

from ankigen.model import AnkigenError, Document, ListNode, Node, Quote, Source
from ankigen.model.document_cache import DocumentCache, key_of
from ankigen.model.entries import RowNames
from ankigen.model.settings import Settings
from ankigen.readers import read_decided
from ankigen.readers.bundle import without_id
from ankigen.segmentation import Given, Vocabulary, parse
from ankigen.segmentation.owner.given import deciding, given_for
from ankigen.spelling.words.lexicon import load_lexicon
from ankigen.text.parallel import mapped

#: Told of each step: the stage, how much of it is done, and how much there is (0 = unknown).
Progress = Callable[[str, int, int], None]


def no_progress(stage: str, done: int, total: int) -> None:
    """Says nothing."""


#: Bytes of notes from which on they are read by several processes: less is read in half a second.
WORTH_SHARING = 30_000


#: Of the tables of documents, which `Document.tables` names, those whose cells the last build asked
#: for, by the file.
AskedTables = Callable[[Sequence[Document]], Mapping[str, tuple[RowNames, ...]]]


def none_asked(_documents: Sequence[Document]) -> Mapping[str, tuple[RowNames, ...]]:
    """There was no build before."""
    return {}


def read_documents(
    sources: Sequence[Source],
    settings: Settings,
    progress: Progress,
    cache: DocumentCache,
    asked: AskedTables = none_asked,
) -> tuple[list[str], list[Document | AnkigenError]]:
    """What each file is remembered by, and the file read and parsed, or what is wrong with it. What
    the cache knows is taken from it, and the rest is put there. Tables whose cells were asked for
    stay tables.
    """
    given = [given_of(source, settings) for source in sources]
    keys = [document_key(source, own) for source, own in zip(sources, given, strict=True)]
    found = _all_read(sources, keys, given, progress, cache)
    listed = [read for read in found if isinstance(read, Document) and read.tables]
    whole = asked(listed) if listed else {}
    if whole:
        for n, source in enumerate(sources):
            if source.name in whole:
                given[n] = replace(given[n], tables=whole[source.name])
                keys[n] = document_key(source, given[n])
        found = _all_read(sources, keys, given, progress, cache)
    cache.only(keys)
    return keys, found


def _all_read(
    sources: Sequence[Source],
    keys: Sequence[str],
    given: Sequence[Given],
    progress: Progress,
    cache: DocumentCache,
) -> list[Document | AnkigenError]:
    found: dict[int, Document | AnkigenError] = {}
    for n, source in enumerate(sources):
        known = cache.get(keys[n], len(source.data))
        if known is not None:
            found[n] = known
    new = [n for n in range(len(sources)) if n not in found]
    if new:
        vocabulary()  # once, for all processes

    def work(n: int) -> Document | AnkigenError:
        progress("reading", n, len(sources))
        try:
            return _parsed(sources[n], given[n])
        except AnkigenError as error:
            return error

    def size(n: int) -> int:
        return len(sources[n].data)

    for n, read in zip(new, mapped(work, new, size, WORTH_SHARING), strict=True):
        found[n] = read
        if isinstance(read, Document):
            cache.put(keys[n], size(n), read)
    return [found[n] for n in range(len(sources))]


def given_of(source: Source, settings: Settings) -> Given:
    """What the settings say of a file."""
    return given_for(source.name, Given(settings.reading, settings.layout))


def document_key(source: Source, given: Given) -> str:
    """What a file is remembered by: all that its reading and parsing ask for."""
    return key_of(source.name, source.data, repr(given))


def _parsed(source: Source, given: Given) -> Document:
    """One file as its own bytes have it."""
    try:
        reading = read_decided(source.data, source.name, deciding(source.name, given))
        document = parse(reading, source.name, vocabulary(), given=given)
    except RecursionError:
        raise _too_deep(source) from None
    if any(_deeper(entry.body, MOST_LEVELS) for entry in document.entries):
        raise _too_deep(source)
    return document


def in_its_place(document: Document, source: Source) -> Document:
    """A document with what came beside its file: its folders are its outermost sections, and its
    own tags are on every entry.
    """
    if source.media:
        document = replace(document, media={**source.media, **document.media})
    folders = tuple(map(without_id, PurePosixPath(source.name).parts[:-1]))
    if not folders and not document.tags:
        return document
    entries = tuple(
        e.but(
            sections=(*folders, *e.sections), tags=tuple(dict.fromkeys((*document.tags, *e.tags)))
        )
        for e in document.entries
    )
    return replace(document, entries=entries)


#: Lists within lists: no notes have a tenth of these, and what renders them would not come back
#: from many more.
MOST_LEVELS = 100


def _deeper(nodes: Sequence[Node], levels: int) -> bool:
    """Whether lists and quotes lie more than so many levels deep in one another."""
    for _ in range(levels):
        below: list[Node] = []
        for node in nodes:
            if isinstance(node, ListNode):
                below += (child for item in node.items for child in item.children)
            elif isinstance(node, Quote):
                below += node.body
        if not below:
            return False
        nodes = below
    return True


def _too_deep(source: Source) -> AnkigenError:
    return AnkigenError(
        f"{source.name}: its lists are nested more than {MOST_LEVELS} levels deep; "
        f"make them flatter"
    )


#: A word is one of running text when it is written at least so often (log2, see Lexicon.frequency).
RUNNING_TEXT = 6.0


@cache
def vocabulary() -> Vocabulary:
    """What parsing asks of the lexicon."""
    words = load_lexicon()
    return Vocabulary(
        lambda word: words.common(word) and words.frequency(word) > RUNNING_TEXT, words.exists
    )


def reason(source: Source, error: AnkigenError) -> str:
    """What is wrong with a file, without the name that the reader gave it."""
    return str(error).removeprefix(f"{source.name}: ")
