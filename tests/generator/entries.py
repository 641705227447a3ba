"""Clean entries: what the notes say, before anybody made a mess of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random

from .words import CODE_TERMS, Subject


@dataclass(frozen=True, slots=True)
class Items:
    """A list: a lead-in that ends with a colon, the items, and what is nested under some of them
    (by index).
    """

    lead: str
    items: tuple[str, ...]
    nested: tuple[tuple[int, tuple[str, ...]], ...] = ()
    ordered: bool = False
    implicit: bool = False  # short parallel lines without bullets


@dataclass(frozen=True, slots=True)
class Code:
    """Lines that stay lines: code, output, a log."""

    lines: tuple[str, ...]


Piece = str | Items | Code


@dataclass(frozen=True, slots=True)
class Clean:
    """One entry: its headword, the section it stands in, what kind of thing it is, and the pieces
    of its body.

    `predicate` begins in lower case, so that it can follow "is a" as well as stand alone.
    """

    term: str
    topic: str
    predicate: str
    pieces: tuple[Piece, ...]
    context: str = ""
    short: str = ""
    repeats: bool = False  # the same headword has come before
    code: bool = False
    stop: str = "."

    @property
    def first(self) -> str:
        """The opening sentence as it stands alone."""
        return self.predicate[0].upper() + self.predicate[1:] + self.stop


class Writer:
    """Puts sentences together from the pieces of a subject; every combination of words is used
    once per document.
    """

    def __init__(self, subject: Subject, rng: Random) -> None:
        self._subject = subject
        self._rng = rng
        self._used: set[str] = set()

    def _fresh(self, make: Callable[[], str]) -> str:
        """The first of a few tries of `make` that was not used before."""
        text = ""
        for _ in range(20):
            text = make()
            if text not in self._used:
                break
        self._used.add(text)
        return text

    def _filled(self, template: str, headwords: Sequence[str] = ()) -> str:
        """The template with pieces of the subject in its places; a headword inside a sentence
        begins small.
        """
        s, r = self._subject, self._rng
        first, second = r.sample(s.objects, 2)
        condition = r.choice(s.conditions)
        headword = r.choice(headwords) if headwords else ""
        if s.grammar.lowers and not headword[:2].isupper():
            headword = headword[:1].lower() + headword[1:]
        kind = r.choice(s.kinds)
        return template.format(
            kind=kind if template in s.grammar.predicates else kind.split()[0],
            verb=r.choice(s.verbs),
            object=first,
            other_object=second,
            place=r.choice(s.places),
            condition=condition,
            Condition=condition[0].upper() + condition[1:],
            result=r.choice(s.results),
            year=r.randrange(1780, 1990),
            adjective=r.choice(s.grammar.adjectives),
            headword=headword,
        )

    def predicate(self) -> str:
        """What the headword is: "process that stores iron in the liver"."""
        return self._fresh(lambda: self._filled(self._rng.choice(self._subject.grammar.predicates)))

    def sentence(self, others: Sequence[str]) -> str:
        """One more sentence about the headword; it may name another one."""
        templates = self._subject.grammar.sentences
        return self._fresh(lambda: self._filled(self._rng.choice(templates), others))

    def items(self, short: bool = False) -> Items:
        """A list of two to five items; `short` ones fit a list without bullets."""
        grammar, r = self._subject.grammar, self._rng
        count = r.randrange(3 if short else 2, 6)
        templates = (grammar.short_item,) if short else grammar.items
        items = tuple(self._fresh(lambda: self._filled(r.choice(templates))) for _ in range(count))
        nested: tuple[tuple[int, tuple[str, ...]], ...] = ()
        if not short and r.random() < 0.25:
            under = tuple(self._fresh(lambda: self._filled(grammar.nested_item)) for _ in range(2))
            nested = ((r.randrange(count), under),)
        ordered = not short and r.random() < 0.4
        return Items(r.choice(grammar.leads), items, nested, ordered=ordered, implicit=short)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What kinds of content the entries of a document may hold, as probabilities."""

    lists: float = 0.3
    contexts: float = 0.0
    short_forms: float = 0.1
    code: float = 0.0
    labels: float = 0.1
    repeats: float = 0.08
    sentences: tuple[int, int] = (0, 2)
    implicit_lists: float = 0.0


def entries(subject: Subject, wishes: Wishes, count: int, rng: Random) -> tuple[Clean, ...]:
    """`count` entries, in sections, in the order of the notes; some headwords come a second time
    near the end.
    """
    write = Writer(subject, rng)
    grammar = subject.grammar
    chosen: list[tuple[str, str]] = []
    names = list(subject.sections)
    per_section = -(-count // len(names))
    for name in names:
        terms = list(subject.sections[name])
        rng.shuffle(terms)
        chosen += [(name, term) for term in terms[:per_section]]
    everything = [term for _, term in chosen]
    code = list(CODE_TERMS)
    rng.shuffle(code)

    made: list[Clean] = []
    for topic, term in chosen:
        if code and rng.random() < wishes.code:
            name, shown, output = code.pop()
            pieces: tuple[Piece, ...] = (Code((shown, output)), write.sentence(everything))
            made.append(Clean(name, topic, write.predicate(), pieces, code=True, stop=grammar.stop))
            continue
        body: list[Piece] = [
            write.sentence([t for t in everything if t != term])
            for _ in range(rng.randint(*wishes.sentences))
        ]
        if rng.random() < wishes.implicit_lists:
            body.append(write.items(short=True))
        elif rng.random() < wishes.lists:
            body.append(write.items())
            if rng.random() < 0.3:
                body.append(write.sentence([t for t in everything if t != term]))
        elif rng.random() < wishes.labels:
            body.append(grammar.example + write.predicate() + grammar.stop)
        words = term.split()
        short = "".join(w[0] for w in words).upper() if len(words) > 1 else ""
        made.append(
            Clean(
                term,
                topic,
                write.predicate(),
                tuple(body),
                context=rng.choice(subject.contexts) if rng.random() < wishes.contexts else "",
                short=short if short and rng.random() < wishes.short_forms else "",
                stop=grammar.stop,
            )
        )
    last = names[-1]
    for entry in list(made):
        if entry.topic != last and not entry.code and rng.random() < wishes.repeats:
            sentence = write.sentence([t for t in everything if t != entry.term])
            again = replace(entry, topic=last, predicate=write.predicate(), pieces=(sentence,))
            made.append(replace(again, context="", short="", repeats=True))
    return tuple(made)
