"""What a deck's owner may want to write otherwise, so that its cards are easier to learn: a table
of rules, each with its reason.

The rules are those of good cards (Piotr Woźniak, "Effective learning: Twenty rules of formulating
knowledge", 1999; Andy Matuschak, "How to write good prompts", 2020). None of them stops a build;
each finding says where, what and why.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ankigen.cards.content.core import STILL_WHOLE
from ankigen.cards.content.defining import is_no_definition
from ankigen.cards.content.lists import counts_in
from ankigen.cards.content.sentences import leads_on
from ankigen.cards.templating.templates import values_of
from ankigen.cards.visible import Seen, card_seen
from ankigen.cards.words import content_stems, count, same_abroad, tells
from ankigen.model import Finding, Note, NoteType, Origin
from ankigen.model.note_fields import CHOICE, CLOZE, LIST, TERM
from ankigen.text.patterns import when_asked

#: A set of more things than these is not kept, however often it is asked (Woźniak's rule 9).
MOST_ITEMS = 9
#: Two sentences of so many words each are two facts.
FACT_WORDS = 8
#: Answers share this much of their telling words, and have at least so many of them: they will be
#: mistaken for each other.
TWIN_SHARE = 0.8
TWIN_WORDS = 4


@dataclass(frozen=True, slots=True)
class LintCard:
    """A card under the rules."""

    note: Note
    kind: str  # "forward", "reverse", "picture", or the key of its note type
    seen: Seen
    values: Mapping[str, str]

    @property
    def named(self) -> str:
        """The headword in quotes."""
        return f'"{self.note.term}"'


Told = tuple[Origin, str]
Rule = Callable[[Sequence[LintCard]], Iterator[Told]]


@dataclass(frozen=True, slots=True)
class LintRule:
    """A rule: the code of its findings, what it is about, and what looks for it."""

    code: str
    about: str
    look: Rule


def lint(notes: Sequence[Note], note_types: Sequence[NoteType]) -> tuple[Finding, ...]:
    """The findings of all rules about the cards of a deck, by rule; none of them needs a person."""
    cards = list(_cards(notes, note_types))
    return tuple(
        Finding(origin, rule.code, message)
        for rule in RULES
        for origin, message in dict.fromkeys(rule.look(cards))
    )


def _cards(notes: Sequence[Note], note_types: Sequence[NoteType]) -> Iterator[LintCard]:
    types = {t.key: t for t in note_types}
    for note in notes:
        note_type = types[note.note_type]
        values = values_of(note, note_type)
        switches = ("Forward", "Reverse", "Picture")
        if note_type.key == TERM:
            for ordinal, switch in enumerate(switches):
                if values[switch]:
                    seen = card_seen(note, note_type, ordinal)
                    yield LintCard(note, switch.casefold(), seen, values)
            continue
        for ordinal in _ordinals(note):
            yield LintCard(note, note_type.key, card_seen(note, note_type, ordinal), values)


_NUMBER = when_asked(r"\{\{c(\d+)::")


def _ordinals(note: Note) -> list[int]:
    if note.note_type == CHOICE:
        return [0]
    return sorted({int(n) - 1 for field in note.fields for n in _NUMBER.findall(field)})


# --------------------------------------------------------------------------- the rules


def _answer_shown(cards: Sequence[LintCard]) -> Iterator[Told]:
    for card in cards:
        if card.kind in (CHOICE, CLOZE) or same_abroad(card.note.term, card.seen.answer):
            continue
        if tells(card.seen.front, card.seen.answer):
            yield (
                card.note.origin,
                f"the front of {card.named} shows its answer; word the one or the other anew",
            )


_SENTENCE = when_asked(r"(?<=[.!?])\s+(?=[A-ZÄÖÜÉÀ¿¡])|;\s+")


def _two_facts(cards: Sequence[LintCard]) -> Iterator[Told]:
    for card in cards:
        if card.kind != "forward":
            continue
        facts = [part for part in _SENTENCE.split(card.seen.answer) if count(part) >= FACT_WORDS]
        if len(facts) > 1:
            yield (
                card.note.origin,
                f"{card.named} asks for {len(facts)} facts on one card; the half that "
                f"is known hides the one that is not: "
                "make two entries of it, or put the second one after a blank line",
            )


def _same_front(cards: Sequence[LintCard]) -> Iterator[Told]:
    by_front: defaultdict[tuple[str, ...], list[LintCard]] = defaultdict(list)
    for card in cards:
        if card.kind in ("forward", "reverse"):
            by_front[card.kind, *card.seen.front.casefold().split()].append(card)
    for same in by_front.values():
        answers = {" ".join(card.seen.answer.split()).casefold() for card in same}
        if len(answers) > 1:
            first = same[0].note.origin
            for card in same[1:]:
                yield (
                    card.note.origin,
                    f"the front of {card.named} is that of {same[0].named} ({first}) "
                    f"too, with another answer; "
                    "add what tells them apart, as a context line below the headword",
                )


def _twins(cards: Sequence[LintCard]) -> Iterator[Told]:
    """Answers of two terms that share nearly all their telling words. Only those that share a
    rare one are compared.
    """
    forward = [card for card in cards if card.kind == "forward"]
    stems = [content_stems(card.seen.answer) for card in forward]
    by_stem: defaultdict[str, list[int]] = defaultdict(list)
    for n, own in enumerate(stems):
        for stem in own:
            by_stem[stem].append(n)
    told: set[tuple[int, int]] = set()
    for n, own in enumerate(stems):
        if len(own) < TWIN_WORDS:
            continue
        rarest = sorted(own, key=lambda stem: (len(by_stem[stem]), stem))
        # two that share so much share one of the rarest that may be missing, and one more
        enough = rarest[: len(own) - int(TWIN_SHARE * len(own)) + 1]
        for other in sorted({other for stem in enough for other in by_stem[stem]}):
            pair = (other, n)
            if other >= n or pair in told or forward[other].note.term == forward[n].note.term:
                continue
            shared = len(own & stems[other]) / max(len(own), len(stems[other]))
            if shared >= TWIN_SHARE:
                told.add(pair)
                yield (
                    forward[n].note.origin,
                    f"{forward[n].named} says nearly what {forward[other].named} "
                    f"({forward[other].note.origin}) says; "
                    "say what sets them apart, or merge the two",
                )


def _too_long(cards: Sequence[LintCard]) -> Iterator[Told]:
    for card in cards:
        words = count(card.seen.answer)
        if card.kind in ("forward", LIST) and words > STILL_WHOLE:
            yield (
                card.note.origin,
                f"{card.named} asks for {words} words on one card, and {STILL_WHOLE} "
                f"are the most that are learned well; "
                "begin it with a sentence that says what it is, and put the rest after it",
            )


def _long_set(cards: Sequence[LintCard]) -> Iterator[Told]:
    for card in cards:
        values = card.values
        if card.kind != LIST or values["Order"] or values["Kind"]:
            continue
        items = len(card.note.items)
        if items > MOST_ITEMS:
            yield (
                card.note.origin,
                f"{card.named} is a set of {items} things, and no more than "
                f"{MOST_ITEMS} of them are kept; "
                "group them, or give each an entry of its own",
            )


_TAG = when_asked(r"<[^>]*>")
_PRONOUN = when_asked(
    (
        r"\s*(?:it|they|he|she|this|these|those|such|er|sie|es|dies\w*|ello|ellos|il|elle"
        r"|ils|elles)\b(?!\s+(?:is|are)\s+(?:the|a|an)\b)"
    ),
    re.IGNORECASE,
)


def _pronoun(cards: Sequence[LintCard]) -> Iterator[Told]:
    for card in cards:
        if card.kind not in ("forward", "reverse") or card.values["Kind"] == "vocabulary":
            continue
        shown = card.values["Masked definition"] or card.values["Definition"]
        start = _TAG.sub("", shown)[:40]
        if _PRONOUN.match(start):
            yield (
                card.note.origin,
                f'{card.named} begins with "{start.split()[0]}", which nobody can '
                f"place who does not see the headword, so it is not asked the other way round; "
                "name the kind of thing that it is",
            )


def _undefined(cards: Sequence[LintCard]) -> Iterator[Told]:
    for card in cards:
        answer = card.seen.answer.strip()
        if card.kind != "forward" or card.values["Kind"] or "\n" in answer:
            continue
        if is_no_definition(card.note.term, answer) or leads_on(answer):
            yield (
                card.note.origin,
                f'{card.named} is asked for by "{_begins(answer)}", which does not say what it is; '
                "begin the entry with a sentence that does",
            )


def _begins(text: str, most: int = 6) -> str:
    found = text.split()
    return " ".join(found[:most]) + (" …" if len(found) > most else "")


def _miscounted(cards: Sequence[LintCard]) -> Iterator[Told]:
    for card in cards:
        if card.kind != LIST or not card.values["Introduction"]:
            continue
        said = counts_in(_TAG.sub("", card.values["Introduction"]))
        size = int(card.values["Count"].partition(" ")[0])
        if said and size and size not in said:
            yield (
                card.note.origin,
                f"the words above the list of {card.named} say {max(said)}, and it has {size}; "
                "add what is missing, or correct the number",
            )


#: Every rule that `check` applies to cards; the code stands in its output.
RULES: tuple[LintRule, ...] = (
    LintRule("answer-shown", "A front gives its answer away.", _answer_shown),
    LintRule("two-facts", "A card asks for two facts.", _two_facts),
    LintRule("same-front", "A front fits two entries.", _same_front),
    LintRule("near-twins", "Two entries say nearly the same.", _twins),
    LintRule("too-long", f"An answer of more than {STILL_WHOLE} words.", _too_long),
    LintRule("long-set", f"A set of more than {MOST_ITEMS} things.", _long_set),
    LintRule("undefined", "An answer does not say what the thing is.", _undefined),
    LintRule("miscounted", "A list has more or fewer items than it says.", _miscounted),
    LintRule("pronoun", "A pronoun stands without its noun.", _pronoun),
)
