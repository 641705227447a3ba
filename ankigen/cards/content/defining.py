"""The sentence of an entry that says what its headword is. Most often it is the first one; where
that only sets a scene ("In this scenario, you create …"), one further down may be it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache, partial

from ankigen.cards.content import sentences
from ankigen.cards.content.clauses import says_what_it_does
from ankigen.cards.content.core import Core, core_of, is_bare_kind, vocabulary_core
from ankigen.cards.content.facts import MOST_WORDS, first_fact
from ankigen.cards.content.lists import Enumeration, enumerations
from ankigen.cards.content.signs import is_formula
from ankigen.cards.content.subjects import (
    asks_itself,
    counts,
    ends_as_plural,
    heads_list,
    is_comparison,
    names_parts,
)
from ankigen.cards.rendering.plain import plain
from ankigen.cards.words import STOP_WORDS, begins_with, count, stem, stems, tells, words
from ankigen.model import Entry, EntryKind, Node, Paragraph, RichText
from ankigen.text.patterns import when_asked

#: How a sentence begins that sets a scene or goes on with an account, and defines nothing.
_SCENE = when_asked(
    r"(?:in|under|with) (?:this|that|these|our|such|the following)\b"
    r"|for (?:real|example|instance)\b"
    r"|to \w+ [^.]*?, (?:you|we|one)\b"
    r"|to \w+ (?:[\w-]+ ){0,6}?[\w-]+, (?:create|use|define|choose|select|call|run|add|set|write"
    r"|open|go|start|make|put|take)\b"
    r"|(?:when|whenever|if|once) (?:you|we|one) [^.]*?, "
    r"|[^.]*\bwe (?:\w+ly )?(?:want|need) to\b"
    r"|(?:when|whenever|if|once|after|before|while|since|because)\b[^.]*?, (?:you|we|one|it|they)\b"
    r"|resulting\b|apply this\b|(?:effectively|basically|essentially) \w+ing\b"
    r"|the [^.;]*, now (?:needs?|has|have) to\b"
    r"|(?:then|next|also(?! (?:known|called|named|termed))|now|conceptually|unfortunately)\b"
    r"|(?:let['’]s|lets (?:see|look|say|take|assume|suppose))\b"
    r"|(?:after|once|when|whenever|if|before)\b[^.,;]*? (?:you|we|one) (?:can|must|should|may"
    r"|will|need|have)\b"
    r"|[^.]*\bin (?:this|our) (?:case|example|exercise|lab|notebook|tutorial|scenario)\b"
    r"|[^.]*\b(?:we|i)['’]ll\b"
    r"|[^.;:]*\b(?:is|are) (?:configurable|optional|recommended|important|useful)\.?(?=\s*\n|\s*$)"
    r"|in diese[mnr]\b|wenn\b[^.]*?, \w+ (?:du|sie|man|wir)\b"
    r"|en est[ea]\b|si\b[^.]*?, (?:se|hay)\b|dans ce(?:t|tte)?\b|si\b[^.]*?, (?:on|il faut)\b",
    re.IGNORECASE,
)
#: What says something about a thing, and not what it is.
_REMARK = when_asked(
    r"(?:you|we)\b|(?:\w+ ){1,3}(?:is|are) also\b(?! (?:known|called))"
    r"|used (?:extensively|widely|everywhere)\b|(?:very|quite|rather|pretty|fairly) \w+\."
    r"|an? (?:word|term|name) (?:with|that has) (?:several|many|different|two|various) \w+"
    r"|[^.]*\b(?:is|are) (?:very|quite|rather|pretty|fairly|relatively)"
    r" (?:straightforward|simple|easy|common|hard|difficult|important|popular)\.",
    re.IGNORECASE,
)
#: What stands between a headword and what it is.
_COPULA = when_asked(
    r"(?:is|are|was|were|means?|refers? to|denotes?|describes?|stands? for|allows?|lets?"
    r"|consists? of|ist|sind|bedeutet|bezeichnet|es|son|significa|est|sont|signifie)\b",
    re.IGNORECASE,
)
#: A kind of thing and what sets it apart: "Values that change the way …".
_KIND = when_asked(
    r"(?:(?:an?|the|any|ein|eine|un|una|une)\s)?(?:[\w-]+\s){1,3}?"
    r"(?:that|which|who|whose|used (?:to|for|in)|in which|by which)\b",
    re.IGNORECASE,
)
#: What a thing is for, or does for somebody, said without a subject; or what it is in a field.
_FUNCTION = when_asked(
    r"(?:\d[.)]\s)?(?:(?:used|designed|intended|serves?) (?:to|for|as|when)"
    r"|(?:allows?|lets?|enables?|defines?|describes?|identifies|specifies|determines))\b"
    r"|in [\w-]+(?: [\w-]+)?,? it (?:is|means) (?:an?|the)\b",
    re.IGNORECASE,
)
#: What stands behind a headword in the sentence that names its kind and what sets it apart.
_IS_KIND = when_asked(r"(?:is|are) (?=an?\b|the\b|any\b|one\b)", re.IGNORECASE)
_NO_KIND = re.compile(r"(?:it|they|we|you|this|these|those|that|there|he|she)\b", re.IGNORECASE)
_ARTICLE = when_asked(r"^(?:an?|the)\s", re.IGNORECASE)
#: One of some things is not yet said to be anything.
_EXAMPLE_OF = when_asked(r"\b(?:is|are) (?:an? )?(?:examples?|instances?) of\b", re.IGNORECASE)
#: Another name, with its short form: "Net register tonnage (NRT)".
_OTHER_NAME = when_asked(r"[^\W\d_][\w-]*(?:\s[\w-]+){1,5}\s\([A-Z][A-Za-z]{1,7}\)")
#: An opinion behind a dash: "— is probably the best of them".
_OPINION = when_asked(r"\s(?:—|–|-)\s(?=(?:is|are) (?:probably|arguably|perhaps|surely|widely)\b)")
#: A clause without its main one, and a noun that says what somebody does.
_WHERE = when_asked(r"where\s", re.IGNORECASE)
_WAY = when_asked(
    r"(?:an?\s|the\s)?(?:[\w-]+\s){0,2}?(?:approach|method|technique|procedure|process)\s(?:to|of"
    r"|for)\b",
    re.IGNORECASE,
)
#: A subject has so many words at most.
_SUBJECT_WORDS = 8
#: So many sentences are looked at.
_MOST_SENTENCES = 8
#: A first sentence of more words says what there is to say; a definition below only says it again.
_SHORT_FIRST = 10
#: A kind and what sets it apart are asked for together up to so many words; of two lines the second
#: one is asked alone where it has so many.
_KIND_AND_WHAT, SAYS_MUCH = 20, 8


#: So many words in the line of the headword say what it is.
_OWN_LINE = 2


def definition_core(
    headword: str, body: tuple[Node, ...], apart: Sequence[Enumeration] = (), line: int = 0
) -> Core:
    """The core of a body, or the sentence that defines the headword, where the first one does not.
    What stands before that sentence is shown below it. What stands in the `line` of the headword is
    asked for without lines below it.
    """
    match body:
        case (Paragraph(text) as own, Paragraph(below_), *_) if line and text.line == line:
            said = text.text.strip()
            whole = count(said) >= _OWN_LINE and not sentences.leads_on(said)
            if whole and below_.line > line and not is_bare_kind(said) and not sets_scene(said):
                core = _core_alone(headword, (own,))
                return replace(core, more=(*core.more, *body[1:]))
    return _definition_core(headword, body, apart) if apart else _core_alone(headword, body)


@lru_cache(maxsize=1 << 15)  # cards, Quizlet and the statistics ask it of the same entries
def _core_alone(headword: str, body: tuple[Node, ...]) -> Core:
    return _definition_core(headword, body, ())


def _definition_core(headword: str, body: tuple[Node, ...], apart: Sequence[Enumeration]) -> Core:
    one = _asks_for_all(headword) or _is_rule(headword, body)
    core = core_of(body, apart, facts=not counts(headword), clauses=not one, headword=headword)
    core = (None if one else _what_it_does(core)) or core
    if not body or not isinstance(body[0], Paragraph):
        return core
    first = body[0].text
    if sets_scene(first.text):
        found = _elsewhere(body, partial(defines, headword))
        # where none defines it, one that speaks of it at all
        return found or _elsewhere(body[:1], partial(_speaks_of, headword)) or core
    opinion = _OPINION.search(first.text)
    if opinion and not first.literal_at(opinion.start(), opinion.end()):
        rest = (Paragraph(first[opinion.start() :]), *body[1:])
        return Core((Paragraph(first[: opinion.start()]),), rest, joined=True)
    if _WHERE.match(first.text):
        return _elsewhere(body, _WAY.match) or core
    said = first.text[: sentences.ends(first)[0]]
    if count(said) <= _SHORT_FIRST and not names_kind(headword, said):
        return _elsewhere(body, partial(names_kind, headword)) or _without_kind(body, apart, core)
    return core


#: A short form with a word or two, which says little alone, before what the thing does.
_LITTLE = when_asked(
    r"(?=(?:\S*\s)?(?:[A-Z]{2,}|[A-Z][a-z]?\d*\b|[A-Z]+\d))[^\W\d][\w-]*(?:\s[\w-]+)?(?:,\s[\w-]+)?"
)
_FACT_ENDS = when_asked(r"[,;]\s+")


def _what_it_does(core: Core) -> Core | None:
    """The core of a hurried line whose first fact is a short form ("IFN gamma, activates cells"):
    what the thing does, None where the line does not say that.
    """
    match core:
        case Core((Paragraph(first),), (Paragraph(rest), *others), True):
            said = first.text.strip()
            sign = _FACT_ENDS.match(rest.text)
            if sign is None or not _LITTLE.fullmatch(said):
                return None
            line = rest[: sentences.ends(rest)[0]]
            starts = [m.end() for m in _FACT_ENDS.finditer(line.text)][:2]
            for start, end in zip(starts, [*starts[1:], len(line.text)], strict=True):
                if says_what_it_does(line.text[start:]):
                    end = start + (first_fact(line[start:], True, True) or len(line.text) - start)
                    before = (Paragraph(first), *_filled(rest[:start].strip(" ,;")))
                    after = _filled(rest[end:].strip(" ,;"))
                    return Core(
                        (Paragraph(rest[start:end].strip(" ,;")),), (*before, *after, *others)
                    )
    return None


#: A question for one thing, of which several facts may be told.
_ASKS_WHAT = when_asked(
    r"what(?:['’]s| is| are| was| were| does| do) (?:an?\s|the\s)?\S+(?:\s\S+)?\?$", re.IGNORECASE
)


def _asks_for_all(headword: str) -> bool:
    """Whether all that is said belongs to the answer: of a comparison, a list, a question."""
    plural = any(map(ends_as_plural, headword.casefold().split()))
    listed = heads_list(headword) or names_parts(headword)
    several = is_comparison(headword) or (listed and plural and not headword[:3].isdigit())
    return several or (asks_itself(headword) and not _ASKS_WHAT.match(headword))


#: A rule in words is asked whole up to so many words.
RULE_WORDS = 20
_RULE = when_asked(r".*\b(?:rules?|laws?|principle|law of .*|principle of .*)$", re.IGNORECASE)


def _is_rule(headword: str, body: tuple[Node, ...]) -> bool:
    """Whether a body tells a rule in words, and in few."""
    match body:
        case (Paragraph(text), *_) if _RULE.match(headword):
            said = text.text[: sentences.ends(text)[0]]
            first, _, second = said.partition(",")
            words = count(second) > 1 and not re.search(r"->|→|[=(]", f"{first}{second}"[:60])
            return count(said) <= RULE_WORDS and words and not is_formula(first)
    return False


def _without_kind(body: tuple[Node, ...], apart: Sequence[Enumeration], core: Core) -> Core:
    """The core without its first line, where that is the kind alone, or another name, and the next
    one says much.
    """
    match core.asked:
        case (Paragraph(text) as kind, Paragraph()) if kind is body[0]:
            named = is_bare_kind(text.text) or _OTHER_NAME.fullmatch(text.text.strip())
            if named and count(plain(core.asked)) > _KIND_AND_WHAT:
                return below(core_of(body[1:], apart), (kind,)) or core
    return core


def below(core: Core, before: tuple[Node, ...], least: int = SAYS_MUCH) -> Core | None:
    """A core with what stood before it below it, None where it cannot stand alone: it has fewer
    than `least` words, or begins with a pronoun.
    """
    said = plain(core.asked)
    if count(said) < least or _NO_KIND.match(said):
        return None
    own = 1 if core.joined else 0  # the sentence goes on there
    return Core(core.asked, (*core.more[:own], *before, *core.more[own:]), core.joined)


def _elsewhere(body: tuple[Node, ...], fits: Callable[[str], object]) -> Core | None:
    """The first sentence or raw line of a paragraph that fits as the core of the body, the very
    first sentence left aside.
    """
    seen = 0
    for n, node in enumerate(body):
        if not isinstance(node, Paragraph):
            break
        start = 0
        for end in sorted({*sentences.ends(node.text), *sentences.broken_lines(node.text)}):
            sentence = node.text[start:end].strip()
            if seen and count(sentence.text) <= MOST_WORDS and fits(sentence.text):
                before = (*body[:n], *_filled(node.text[:start]))
                return Core(
                    (Paragraph(sentence),), (*before, *_filled(node.text[end:]), *body[n + 1 :])
                )
            start, seen = end, seen + 1
            if seen == _MOST_SENTENCES:
                return None
    return None


def _filled(text: RichText) -> tuple[Node, ...]:
    kept = text.strip()
    return (Paragraph(kept),) if kept.text else ()


def sets_scene(text: str) -> bool:
    """Whether a text begins with a scene or a remark, and does not say what something is.

    >>> sets_scene("In this case we boil it."), sets_scene("A pot in which water boils")
    (True, False)
    """
    return narrates(text) or _REMARK.match(text) is not None


@lru_cache(maxsize=4096)  # of one text it is asked several times while its cards are made
def narrates(text: str) -> bool:
    """Whether a text begins with a step of an account, or a case.

    >>> narrates("After the boil you can add salt."), narrates("A pot is also used for soup.")
    (True, False)
    """
    return _SCENE.match(text) is not None


def names_kind(headword: str, sentence: str) -> bool:
    """Whether a sentence says of the headword which kind of thing it is, and what sets it apart.

    >>> names_kind("Sluices", "A sluice is a gate that lets water in.")
    True
    >>> names_kind("Sluices", "A sluice is a nuisance.")
    False
    """
    own = stems(headword)
    said = _ARTICLE.sub("", sentence)
    end = begins_with(said, own)
    if not own or not end:
        return False
    behind = said[end:].strip()
    kind = _IS_KIND.match(behind)
    return kind is not None and _KIND.match(behind, kind.end()) is not None


def _speaks_of(headword: str, sentence: str) -> bool:
    return tells(sentence, headword) and not _NO_KIND.match(sentence)


def defines_part(headword: str, text: str) -> bool:
    """Whether a text says what something is that the headword only does something with.

    >>> defines_part("Removal of tonsils", "Tonsils are glands in the throat.")
    True
    >>> defines_part("Law of demand", "The law is a rule of prices.")
    False
    """
    _, of, part = headword.casefold().partition(" of ")
    own = _ARTICLE.sub("", text.casefold())
    return bool(of) and own.startswith(f"{part} ") and bool(_COPULA.match(own, len(part) + 1))


def is_no_definition(headword: str, text: str) -> bool:
    """Whether the look of a text tells that it does not say what the headword is: it sets a scene,
    or says what a part of the headword is.
    """
    return sets_scene(text) or defines_part(headword, text)


def defines(headword: str, sentence: str) -> bool:
    """Whether a sentence says what the headword is: the headword, or a word of it, is its subject,
    or it names a kind and what sets it apart.

    >>> defines("Pressure cooker", "The cooker is a pot with a lid.")
    True
    >>> defines("Pressure cooker", "You close the lid.")
    False
    """
    if _KIND.match(sentence) and not _NO_KIND.match(sentence):
        return True
    if _FUNCTION.match(sentence):
        return True
    if _EXAMPLE_OF.search(sentence):
        return False
    own = {stem(word.text) for word in words(headword)}
    subject: list[str] = []
    for word in words(sentence)[: _SUBJECT_WORDS + 1]:
        if subject and _COPULA.match(sentence, word.start):
            return True
        small = word.text.casefold() in STOP_WORDS
        if not small and stem(word.text) not in own:
            return False
        subject += [] if small else [word.text]
    return False


def asked_of(entry: Entry) -> tuple[Node, ...]:
    """What the first card of an entry asks for."""
    if entry.kind is EntryKind.VOCABULARY:
        return vocabulary_core(entry.body).asked
    return _definition(entry.headword, entry.body, entry.term.line)


@lru_cache(maxsize=1 << 15)
def _definition(headword: str, body: tuple[Node, ...], line: int) -> tuple[Node, ...]:
    return definition_core(headword, body, enumerations(body), line).asked
