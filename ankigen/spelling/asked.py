"""What the rules ask of the document while they look at an entry, and what they are told.

All else that they know of an entry is in its file, or comes with the program. So what they found
holds as long as the same questions get the same answers. A question that cannot be asked again one
by one (all words of the document) makes an entry one that nothing is remembered of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from ankigen.model.asked import AskedSet, Log
from ankigen.model.columns import INNER, PART
from ankigen.spelling.context.realword import Meant, RealwordDetector
from ankigen.spelling.unknown.candidates import Speller
from ankigen.spelling.words.document_model import DocumentModel

#: Those of notes that were not typed in a hurry (""), and that were.
Detectors = Mapping[str, RealwordDetector]
_NOISY = "noisy"


def detectors_of(model: DocumentModel) -> Detectors:
    """Detectors that are asked again."""
    return {
        "": RealwordDetector(replace(model, noisy=False)),
        _NOISY: RealwordDetector(replace(model, noisy=True)),
    }


@dataclass(slots=True)
class Asked:
    """Questions and their answers, by what they are asked of. `whole`: something was asked that
    depends on all of the document.
    """

    words: dict[str, int] = field(default_factory=dict)
    pairs: dict[str, int] = field(default_factory=dict)
    headwords: dict[str, int] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    small_names: dict[str, int] = field(default_factory=dict)
    spoken: dict[str, int] = field(default_factory=dict)
    written: dict[str, int] = field(default_factory=dict)
    outnumbered: dict[str, int] = field(default_factory=dict)
    heads: dict[str, int] = field(default_factory=dict)
    company: dict[str, float] = field(default_factory=dict)
    fit: dict[str, float] = field(default_factory=dict)
    shapes: dict[str, str] = field(default_factory=dict)
    near: dict[str, str] = field(default_factory=dict)
    far: dict[str, str] = field(default_factory=dict)
    meant: dict[str, str] = field(default_factory=dict)  # and what was asked to find that out
    whole: bool = False

    def add(self, other: Asked) -> None:
        """Adds what was asked elsewhere."""
        self.words.update(other.words)
        self.pairs.update(other.pairs)
        self.headwords.update(other.headwords)
        self.names.update(other.names)
        self.small_names.update(other.small_names)
        self.spoken.update(other.spoken)
        self.written.update(other.written)
        self.outnumbered.update(other.outnumbered)
        self.heads.update(other.heads)
        self.company.update(other.company)
        self.fit.update(other.fit)
        self.shapes.update(other.shapes)
        self.near.update(other.near)
        self.far.update(other.far)
        self.meant.update(other.meant)
        self.whole = self.whole or other.whole

    def holds(self, model: DocumentModel, speller: Speller, detectors: Detectors) -> bool:
        """Whether the document gives the same answers."""
        return (
            not self.whole
            and _same(self.words, model.words)
            and _same(self.pairs, model.pairs)
            and _same(self.headwords, model.headwords)
            and _same(self.names, model.names)
            and all(n == (name in model.small_names) for name, n in self.small_names.items())
            and all(_spoken(model, key) == n for key, n in self.spoken.items())
            and all(_written(model, key) == n for key, n in self.written.items())
            and all(_outnumbered(model, key) == n for key, n in self.outnumbered.items())
            and all(model.heads(word) == n for word, n in self.heads.items())
            and all(_company(model, key) == bits for key, bits in self.company.items())
            and all(_fit(model, key) == bits for key, bits in self.fit.items())
            and all(_shapes(model, low) == told for low, told in self.shapes.items())
            and all(PART.join(speller.near_words(w)) == told for w, told in self.near.items())
            and all(PART.join(speller.far_words(w)) == told for w, told in self.far.items())
            and all(_means(model, detectors, key, told) for key, told in self.meant.items())
        )


def _same(asked: Mapping[str, int], counts: Mapping[str, int]) -> bool:
    return all(counts.get(key, 0) == n for key, n in asked.items())


def _spoken(model: DocumentModel, key: str) -> int:
    word, most = key.split(PART)
    return model.spoken_of(word, int(most))


def _written(model: DocumentModel, key: str) -> int:
    word, most = key.split(PART)
    return model.writes(word, int(most))


def _outnumbered(model: DocumentModel, key: str) -> int:
    word, other, times = key.split(PART)
    return int(model.outnumbers(word, other, int(times)))


def _company(model: DocumentModel, key: str) -> float:
    first, second = key.split(PART)
    return model.pair(first, second)


def _fit(model: DocumentModel, key: str) -> float:
    first, second = key.split(PART)
    return model.beside(first, second)


def _means(model: DocumentModel, detectors: Detectors, key: str, told: str) -> bool:
    """Whether the same was meant: since all that was asked for it has the same answers, or found
    out again. How often notes write a pair may change without changing what is made of it.
    """
    answer, *inner = told.split(INNER)
    for question, before in zip(inner[::2], inner[1::2], strict=True):
        now = _company(model, question) if PART in question else model.pairs.get(question, 0)
        if repr(now) != before:
            left, word, right, noisy = key.split(PART)
            return repr(detectors[noisy].meant(left, word, right)) == answer
    return True


def _shapes(model: DocumentModel, low: str) -> str:
    return PART.join(f"{text}{PART}{n}" for text, n in model.shapes.get(low, {}).items())


class AskedCounts(Counter[str]):
    """Counts that note down what is asked of them, under a name of `Asked`."""

    def __init__(self, counts: Counter[str], log: Log[Asked], name: str) -> None:
        super().__init__(counts)
        self._log, self._name = log, name

    def _ask(self, key: str) -> int:
        n: int = dict.get(self, key, 0)
        asked: dict[str, int] = getattr(self._log.asked, self._name)
        asked[key] = n
        return n

    __getitem__ = _ask

    def __contains__(self, key: object) -> bool:
        return self._ask(str(key)) > 0

    def get(self, key: str, default: Any = None) -> Any:
        return self._ask(key) or default

    def __iter__(self) -> Iterator[str]:
        self._log.asked.whole = True
        return super().__iter__()

    def items(self) -> Any:
        self._log.asked.whole = True
        return super().items()


class AskedNames(AskedSet):
    """A set of names that notes down which are looked for in it."""

    log: Log[Asked]

    def __contains__(self, name: object) -> bool:
        found = super().__contains__(name)
        self.log.asked.small_names[str(name)] = int(found)
        return found


class AskedShapes(dict[str, Counter[str]]):
    """How words are written with capitals inside them, noted down where it is asked."""

    log: Log[Asked]
    model: DocumentModel

    def get(self, low: str, default: Any = None) -> Any:
        self.log.asked.shapes[low] = _shapes(self.model, low)
        return super().get(low, default)

    def __getitem__(self, low: str) -> Counter[str]:
        self.log.asked.shapes[low] = _shapes(self.model, low)
        return super().__getitem__(low)


@dataclass(frozen=True)
class AskedModel(DocumentModel):
    """A model that notes down what is asked of it; `plain` is the same without."""

    log: Log[Asked] = field(default_factory=lambda: Log(Asked))
    plain: DocumentModel | None = None

    def spoken_of(self, word: str, most: int) -> int:
        found = self.unlogged.spoken_of(word, most)
        self.log.asked.spoken[f"{word}{PART}{most}"] = found
        return found

    def writes(self, word: str, most: int) -> int:
        found = self.unlogged.writes(word, most)
        self.log.asked.written[f"{word}{PART}{most}"] = found
        return found

    def outnumbers(self, word: str, other: str, times: int) -> bool:
        found = self.unlogged.outnumbers(word, other, times)
        self.log.asked.outnumbered[f"{word}{PART}{other}{PART}{times}"] = int(found)
        return found

    def heads(self, word: str) -> bool:
        found = self.unlogged.heads(word)
        self.log.asked.heads[word] = int(found)
        return found

    def pair(self, first: str, second: str) -> float:
        found = self.unlogged.pair(first, second)
        self.log.asked.company[f"{first}{PART}{second}"] = found
        return found

    def beside(self, first: str, second: str) -> float:
        found = self.unlogged.beside(first, second)
        self.log.asked.fit[f"{first}{PART}{second}"] = found
        return found

    @property
    def unlogged(self) -> DocumentModel:
        if self.plain is None:
            raise TypeError("made by `asked_model` alone")
        return self.plain


def asked_model(model: DocumentModel) -> AskedModel:
    """The model, noting down what is asked of it. What is not noted down is the same in all
    documents (the lists of the program), or known before anything is asked (`stamp_of`).
    """
    log = Log(Asked)
    shapes = AskedShapes(model.shapes)
    shapes.log, shapes.model = log, model
    values: dict[str, Any] = {f.name: getattr(model, f.name) for f in fields(model)}
    for name in ("words", "pairs", "headwords", "names"):
        values[name] = AskedCounts(values[name], log, name)
    values["shapes"] = shapes
    values["small_names"] = AskedNames.of(model.small_names, "small_names", log)
    return AskedModel(**values, log=log, plain=model)


def stamp_of(model: DocumentModel) -> str:
    """What a model says that any entry may ask for without its being noted down."""
    return repr((sorted(model.glossary), model.names_small, model.names_tall, model.capitals))


class AskedSpeller(Speller):
    """A speller that notes down which words of the document it looks for."""

    def __init__(self, model: AskedModel) -> None:
        super().__init__(model)
        self._log = model.log
        self._counts = model.unlogged.words  # what is made of them is noted down

    def near_words(self, word: str) -> list[str]:
        found = super().near_words(word)
        self._log.asked.near[word] = PART.join(found)
        return found

    def far_words(self, word: str) -> list[str]:
        found = super().far_words(word)
        self._log.asked.far[word] = PART.join(found)
        return found


class AskedDetector(RealwordDetector):
    """A detector that notes down what it found, and what it asked of the document for it."""

    def __init__(self, model: AskedModel) -> None:
        super().__init__(model)
        self._log = model.log

    def meant(self, left: str, word: str, right: str) -> Meant | None:
        key = PART.join((left, word, right, _NOISY if self.model.noisy else ""))
        outer, inner = self._log.asked, self._log.begin()
        found = super().meant(left, word, right)
        self._log.asked = outer
        asked = (*inner.company.items(), *inner.pairs.items())
        inner.company, inner.pairs = {}, {}
        outer.add(inner)  # all else that was asked, if anything was
        if key not in outer.meant:  # the first time it is found out, later it is remembered
            told = (part for question, n in asked for part in (question, repr(n)))
            outer.meant[key] = INNER.join((repr(found), *told))
        return found
