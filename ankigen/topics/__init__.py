"""Entries → tagged entries: first the document's own sections, then a taxonomy's words.

`assign` gives every entry its one primary topic ("transport-layer::tcp", "ml::regression") and its
tags. What the source file itself says of an entry (a topic column, tags) goes before everything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import PurePosixPath

from ankigen.model import AnkigenError, Entry, Finding
from ankigen.model.settings import TopicSettings
from ankigen.topics.slugs import LEVEL, safe_tag, slug, topic_of
from ankigen.topics.taxonomy import (
    BODY,
    CONTEXT,
    HEADWORD,
    Scorer,
    Taxonomy,
    extended,
    load_taxonomy,
    shipped_names,
)

__all__ = ["assign", "load_taxonomy", "safe_tag", "shipped_names", "slug", "topic_of"]

# --------------------------------------------------------------------------- sections

#: Sections that hold fewer entries than this in the mean are headwords rather than topics: their
#: parents are taken.
FULL_SECTION = 1.5
#: With fewer sections than this nothing can be said of them: a first page of notes has three
#: headings and a card each.
ENOUGH_SECTIONS = 5
#: A document has sections if at least this share of its entries stands under one.
MOSTLY = 0.5
#: … and no section holds more than this share of them: a foreword and "the rest" are not a division
#: into topics.
LARGEST_SECTION = 0.8
#: Sections that hold more entries than this in the mean are parts of a book; a taxonomy that fits
#: is finer. They stay as tags then, and as topics where no taxonomy tells more.
LARGE_SECTION = 40

# --------------------------------------------------------------------------- taxonomy

#: How far the best topic must lead for an entry to keep it against its neighbours. A headword that
#: one topic alone lists comes to about 2, a passing mention in a body to 0.3.
MARGIN = 1.0
#: The best that a topic can score, and so the largest margin.
BEST = HEADWORD + CONTEXT + BODY
#: What having no topic is worth: less than any word in a headword. Up to five entries without a
#: known word take the topic of the run that they stand in; in a longer row they get none.
NO_TOPIC = 0.2

# ------------------------------------------------------------- a shipped taxonomy applies by itself

#: Share of entries that must hold a word which only the field uses …
SIGNED = 0.25
#: … share of entries whose topic must be clear …
CLEAR = 0.5
#: … and share of the clear ones that the largest topic may have: a field's notes go over many of
#: its topics; notes of one neighbouring subject all fall into one.
LARGEST = 0.6
#: Fewer entries than this are too few to tell.
ENOUGH_ENTRIES = 8


NO_TITLES: Mapping[str, str] = {}


def assign(
    entries: Sequence[Entry], settings: TopicSettings, titles: Mapping[str, str] = NO_TITLES
) -> tuple[Entry, ...]:
    """The entries in the same order, with topic and tags, and a finding "topic-unsure" where the
    words did not tell.

    `titles` has the title of each file that has one, where there are several files: it is the
    outermost topic of what the file's own sections divide, or of all that nothing divides; what a
    taxonomy tells stands by itself.

    Raises AnkigenError if the settings name a taxonomy that does not ship with ankigen, or a topic
    or margin that cannot be.
    """
    choice = _choose(settings)
    places: dict[str, list[int]] = {}
    for place, entry in enumerate(entries):
        places.setdefault(entry.origin.file, []).append(place)
    done = list(entries)
    for of_file in places.values():
        document = [entries[p] for p in of_file]
        title = slug(titles.get(document[0].origin.file, ""))
        for place, entry in zip(of_file, _assign_document(document, choice, title), strict=True):
            done[place] = entry
    return _in_words(entries, done, titles)


def _in_words(
    before: Sequence[Entry], entries: Sequence[Entry], titles: Mapping[str, str]
) -> tuple[Entry, ...]:
    """The entries with the levels of their topics as the notes first write them, so that one topic
    is written in one way; `before` have the topics that their files give.
    """
    words: dict[tuple[str, ...], str] = {}
    done = []
    for given, entry in zip(before, entries, strict=True):
        said = (*given.topic.split(LEVEL), titles.get(entry.origin.file, ""), *entry.sections)
        own = {slug(text): " ".join(text.replace(LEVEL, ":").split()) for text in reversed(said)}
        steps = entry.topic.split(LEVEL) if entry.topic else []
        paths = [tuple(steps[: n + 1]) for n in range(len(steps))]
        for path in paths:
            word = own.get(path[-1], "")
            # the name of a file ("sea-birds") is no better than the tag
            words[path] = words.get(path) or (word if word != path[-1] else "")
        done.append(entry.but(topic_words=tuple(words[path] for path in paths)))
    return tuple(done)


@dataclass(frozen=True, slots=True)
class _Choice:
    """What the settings ask for: the taxonomy for every document, and the shipped ones to try
    where it fits.
    """

    always: Scorer | None
    if_fitting: tuple[Callable[[], Scorer], ...]
    margin: float


def _choose(settings: TopicSettings) -> _Choice:
    margin = settings.margin or MARGIN
    if not 0 <= margin <= BEST:
        raise AnkigenError(f'ankigen.toml: "topics.margin" must be from 0 to {BEST}, not {margin}')
    own = _own_words(settings)
    always = Scorer(Taxonomy(own)) if own else None
    if settings.taxonomy == "none":
        return _Choice(always, (), margin)
    if settings.taxonomy:
        return _Choice(_shipped(settings.taxonomy, own), (), margin)
    shipped = tuple(partial(_shipped, name, own) for name in shipped_names())
    return _Choice(always, shipped, margin)


def _own_words(settings: TopicSettings) -> dict[str, tuple[str, ...]]:
    """`[topics.words]`, its topics made safe for tags."""
    own: dict[str, tuple[str, ...]] = {}
    for name, words in settings.words.items():
        topic = safe_tag(name)
        if not topic:
            raise AnkigenError(
                f'ankigen.toml: "topics.words.{name}" is no topic; name it like "ml::regression"'
            )
        own[topic] = own.get(topic, ()) + words
    return own


def _shipped(name: str, own: Mapping[str, tuple[str, ...]]) -> Scorer:
    return _scorer(name, tuple(own.items()))


@lru_cache(maxsize=4)
def _scorer(name: str, own: tuple[tuple[str, tuple[str, ...]], ...]) -> Scorer:
    taxonomy = load_taxonomy(name)
    return Scorer(extended(taxonomy, dict(own)) if own else taxonomy)


def _assign_document(entries: Sequence[Entry], choice: _Choice, title: str = "") -> list[Entry]:
    """One document's entries with topic and tags; `title` goes before the topics that its
    sections make.
    """
    sections = _useful_sections(entries)
    divided = _divide(sections)
    folders = _folders(entries)
    titled = [_below(title, section, folders) if title else section for section in sections]
    scores = _Scores()
    if not divided:
        scores = next(filter(None, (_fitting(one, entries) for one in choice.if_fitting)), scores)
    if choice.always and not scores:
        scores = _Scores(choice.always.topics, [choice.always.scores(e) for e in entries])
    verdicts = _judge(scores, choice.margin) if scores else [_Verdict()] * len(entries)
    return [
        _tagged(entry, section, verdict, divided)
        for entry, section, verdict in zip(
            entries, map(_Section, titled, sections), verdicts, strict=True
        )
    ]


@dataclass(frozen=True, slots=True)
class _Section:
    """The topic that the headings of an entry make, with the title of its file and without."""

    titled: str
    own: str


def _tagged(entry: Entry, section: _Section, verdict: _Verdict, divided: bool) -> Entry:
    """An entry with its topic: the source file's own word, else the section, else the
    taxonomy's, else the title of the file.
    """
    given = LEVEL.join(filter(None, map(slug, entry.topic.split(LEVEL))))
    headed = section.titled if section.own else ""
    own = (verdict.topic, headed) if not divided else (headed, verdict.topic)
    topic = next(filter(None, (given, *own, section.titled)), "")
    # The taxonomy's topic is a second tag where its words are clear, not where it only followed the
    # neighbours.
    second = (headed, verdict.topic if verdict.sure else "")
    tags = _once((topic, *second, *map(safe_tag, entry.tags)))
    untitled = ((section.titled, section.own),) if section.titled != section.own else ()
    findings = entry.findings
    if (
        not verdict.sure
        and not given
        and topic == verdict.topic
        and verdict.unsure_between is not None
    ):
        findings += (_unsure(entry, verdict),)
    return entry.but(topic=topic, tags=tags, findings=findings, untitled=untitled)


def _once(tags: Iterable[str]) -> tuple[str, ...]:
    """Tags without empty ones and repeats. Anki takes "Bias" and "bias" for one tag: the first
    spelling stays.

    >>> _once(["biology", "", "Biology", "cells"])
    ('biology', 'cells')
    """
    spelled: dict[str, str] = {}
    for tag in filter(None, tags):
        spelled.setdefault(tag.casefold(), tag)
    return tuple(spelled.values())


# --------------------------------------------------------------------------- sections


def _useful_sections(entries: Sequence[Entry]) -> list[str]:
    """The topic that each entry's headings make: without the document's title, and without
    levels on which every entry has a heading of its own."""
    paths = _untitled(
        [tuple(filter(None, map(slug, e.sections))) for e in entries], _folders(entries)
    )
    for depth in range(max(map(len, paths), default=0), 0, -1):
        sizes = Counter(path[:depth] for path in paths if len(path) >= depth)
        if len(sizes) >= ENOUGH_SECTIONS and sizes.total() / len(sizes) < FULL_SECTION:
            paths = [path[: depth - 1] for path in paths]
    return [LEVEL.join(path) for path in paths]


def _folders(entries: Sequence[Entry]) -> int:
    """How many of the outermost sections are the folders that the file lies in: those are
    topics, not titles.
    """
    folders = tuple(PurePosixPath(entries[0].origin.file).parts[:-1]) if entries else ()
    named = all(e.sections[: len(folders)] == folders for e in entries)
    return len(tuple(filter(None, map(slug, folders)))) if named else 0


def _untitled(paths: list[tuple[str, ...]], depth: int) -> list[tuple[str, ...]]:
    """Paths without a heading that stands over all entries, where the entries have further headings
    below it.

    >>> _untitled([("notes", "cells"), ("notes", "genes"), ("notes",)], 0)
    [('cells',), ('genes',), ('notes',)]
    >>> _untitled([("notes",), ("notes",)], 0), _untitled([("week-1", "cells"), ("week-1",
    ...     "genes")], 1)
    ([('notes',), ('notes',)], [('week-1', 'cells'), ('week-1', 'genes')])
    """
    if len({path[: depth + 1] for path in paths}) > 1:
        return paths
    below = {path for path in paths if len(path) > depth + 1}
    if len(below) < 2:
        return paths
    return [(*path[:depth], *path[depth + 1 :]) if path in below else path for path in paths]


def _below(title: str, section: str, folders: int) -> str:
    """The topic of a section under the title of its file, which lies under so many folders.

    >>> _below("notes", "week-1::cells", 1), _below("notes", "", 0), _below("notes", "notes::cells",
    ...     0)
    ('week-1::notes::cells', 'notes', 'notes::cells')
    """
    path = section.split(LEVEL) if section else []
    if path[folders : folders + 1] != [title]:
        path.insert(min(folders, len(path)), title)
    return LEVEL.join(path)


def _divide(sections: Sequence[str]) -> bool:
    """Whether the sections tell the entries of a document apart: one heading over nearly all of
    them does not.
    """
    sizes = Counter(filter(None, sections))
    enough = sizes.total() >= MOSTLY * len(sections)
    fine = sizes.total() <= LARGE_SECTION * len(sizes)
    return (
        enough
        and fine
        and len(sizes) > 1
        and max(sizes.values()) <= LARGEST_SECTION * len(sections)
    )


# --------------------------------------------------------------------------- taxonomy


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What the taxonomy says of an entry; `unsure_between`: the topics that its own words point
    to, best first.
    """

    topic: str = ""
    sure: bool = False
    unsure_between: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class _Scores:
    """Topics, and for every entry its score with each; false if there are none."""

    topics: tuple[str, ...] = ()
    rows: Sequence[Sequence[float]] = ()

    def __bool__(self) -> bool:
        return bool(self.topics)


def _fitting(shipped: Callable[[], Scorer], entries: Sequence[Entry]) -> _Scores:
    """The entries' scores by a taxonomy if it is that of their field, else none."""
    if len(entries) < ENOUGH_ENTRIES:
        return _Scores()
    scorer = shipped()
    # most notes are of another field: no more entries are looked at than it takes to know
    signed, least = 0, SIGNED * len(entries)
    for left, entry in zip(range(len(entries), 0, -1), entries, strict=True):
        if signed >= least or signed + left < least:
            break
        signed += scorer.has_signature(entry)
    if signed < least:
        return _Scores()
    rows = [scorer.scores(e) for e in entries]
    clear = Counter(row.index(max(row)) for row in rows if _lead(row) >= MARGIN)
    if clear.total() < CLEAR * len(entries) or max(clear.values()) > LARGEST * clear.total():
        return _Scores()
    return _Scores(scorer.topics, rows)


def _lead(row: Sequence[float]) -> float:
    """By how much the best score leads the second."""
    best, *others = sorted((*row, 0.0), reverse=True)[:2]
    return best - others[0] if others else best


def _judge(scores: _Scores, margin: float) -> list[_Verdict]:
    """The best course of topics through the document, and where an entry's own words did not
    settle it.
    """
    verdicts: list[_Verdict] = []
    for row, state in zip(scores.rows, _course(scores.rows, margin / 2), strict=True):
        topic = scores.topics[state] if state < len(scores.topics) else ""
        best = max(row)
        sure = _lead(row) >= margin and state == row.index(best)
        order = sorted(range(len(row)), key=lambda t: -row[t])[:2]
        between = tuple(scores.topics[t] for t in order if row[t] > 0)
        verdicts.append(_Verdict(topic, sure, None if sure else between))
    return verdicts


def _course(scores: Sequence[Sequence[float]], change: float) -> list[int]:
    """For each entry the number of its topic (the last number = none) on the best course through
    the document.

    Notes are written in runs of one topic: each change of topic costs `change`, two changes for an
    entry that differs from both neighbours. So an entry whose best topic leads by twice that keeps
    it whatever its neighbours are. Linear in entries times topics.

    >>> _course([[2, 0], [0.3, 0.4], [2, 0]], 0.5), _course([[2, 0], [0, 1.5], [2, 0]], 0.5)
    ([0, 0, 0], [0, 1, 0])
    """
    back: list[list[int]] = []
    course: list[float] = []
    for scores_here in scores:
        row = [*scores_here, NO_TOPIC]
        if not course:
            course = row
            continue
        top = max(range(len(course)), key=course.__getitem__)
        came = [t if course[t] >= course[top] - change else top for t in range(len(row))]
        course = [row[t] + max(course[t], course[top] - change) for t in range(len(row))]
        back.append(came)
    if not course:
        return []
    states = [max(range(len(course)), key=course.__getitem__)]
    for came in reversed(back):
        states.append(came[states[-1]])
    return states[::-1]


def _unsure(entry: Entry, verdict: _Verdict) -> Finding:
    words = " and ".join(verdict.unsure_between or ())
    why = f"its words point to {words}" if words else "none of its words is in the taxonomy"
    what = f'it got "{verdict.topic}" with its neighbours' if verdict.topic else "it got no topic"
    message = (
        f'"{entry.headword}": {why}, so {what}; put it under a heading, '
        "or list a word of it under [topics.words] in ankigen.toml"
    )
    return Finding(entry.origin, "topic-unsure", message)
