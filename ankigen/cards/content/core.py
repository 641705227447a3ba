"""The core of an entry: the little that its card asks for. The rest is shown below the answer, and
is not asked.

The rule is the minimum information principle (Piotr Woźniak, "Effective learning: Twenty rules of
formulating knowledge", 1999, rule 4): a card that asks for a whole entry is the one that is failed
again and again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ankigen.cards.content import sentences
from ankigen.cards.content.card_planning import PROSE, kind, prose_words
from ankigen.cards.content.facts import LEAST_SENTENCE, MOST_WORDS, TRIM_ABOVE, first_fact
from ankigen.cards.content.lists import Enumeration, item_words
from ankigen.cards.content.sentences import ends_sentence, leads_on
from ankigen.cards.content.subjects import ends_as_plural
from ankigen.cards.labels import EXAMPLE
from ankigen.cards.rendering.plain import plain
from ankigen.cards.words import STOP_WORDS, count, words
from ankigen.model import (
    Code,
    Formula,
    ListNode,
    Node,
    Paragraph,
    Quote,
    RichText,
    Table,
)
from ankigen.text.patterns import when_asked

#: A sentence that can only be cut before what it leads to, or at a comma, is asked whole up to
#: here.
STILL_WHOLE = 40
#: One of more words is never asked whole.
NEVER_ABOVE = 60
#: A first sentence below this is a fragment, and the next one is needed to know what the thing is.
FEW_WORDS = 6
_QUESTION = when_asked(r"[?？]\s*$|^Q\s?[.:)]")
#: A line that says of the headword what it can be, "can be of these kinds:".
_PREDICATE = when_asked(r"(?:can|may|is|are|has|have|comes?|consists?)\s")
_ARTICLE = when_asked(r"^(?:an?|the)\s", re.IGNORECASE)
#: A few words, the first of which is no verb ("carries"), the last no adverb.
_KIND_ALONE = when_asked(
    r"(?![\w-]+[^\W_su]s\s)[^\W\d_][\w-]*(?:\s[\w-]+){0,3}?(?<!ly)\.", re.IGNORECASE
)
#: A sentence is not cut to less than this.
LEAST_WORDS = 6
#: A sentence of so many words takes along the next one, which says what the thing does, where both
#: have no more words than this.
SHORT_SENTENCE, BOTH = 8, 25
_IT_DOES = when_asked(
    r"\s*It (?:allows|lets|enables|offers|provides|supports|gives|helps|uses|contains|consists"
    r"|stores|keeps|holds|turns|makes|takes|measures|describes|tells|says|shows|builds|connects)\b"
)
#: The next sentence of a paragraph, about another thing: "A lock chamber is …".
_ABOUT_ANOTHER = when_asked(
    r"\s*(?:An?|The)\s(?:(?!to\b)[\w-]+\s){1,4}?(?:is|are|was|were|may|can|has|have)\s"
)
#: A sentence of more words is asked without what it adds at its end.
TRIMMED_LEAST = 8
#: A caption beside the formula or code that a card asks for.
CAPTION_WORDS = 15


NO_LEAD = RichText()
#: What leads to a list stands on the front up to so many words.
LEAD_WORDS = 20


@dataclass(frozen=True, slots=True)
class Core:
    """What is asked for, and what is only shown. With `joined` the last node of the one goes on
    as the first of the other. `lead` stands on the front: it leads to the list that is asked for.
    """

    asked: tuple[Node, ...]
    more: tuple[Node, ...] = ()
    joined: bool = False
    lead: RichText = NO_LEAD


def core_of(
    body: tuple[Node, ...],
    apart: Sequence[Enumeration] = (),
    least: int = FEW_WORDS,
    *,
    facts: bool = True,
    clauses: bool = True,
    headword: str = "",
) -> Core:
    """The core of a body: its first sentence or two, a formula, code, or the names of a short list.

    `apart` are the lists that have cards of their own; none of them is part of the core. Sentences
    are taken until there are `least` words. Without `facts` a sentence that holds two is asked
    whole; without `clauses` so are facts in a row that commas part. The `headword` tells by
    its looks what names and verbs are.
    """
    if kind(body) != PROSE:
        return Core(body)
    several = ends_as_plural(headword.rpartition(" ")[2].casefold())
    lists = [e.node for e in apart]
    asked: list[Node] = []
    words = 0  # of `asked`
    for n, node in enumerate(body):
        rest = body[n:]
        if any(node is other for other in lists):
            return Core(tuple(asked), rest) if asked else Core((node,), rest[1:])
        match node:
            case Paragraph(text):
                row = clauses and least == FEW_WORDS
                fact = (
                    first_fact(text, row, headword[:1].islower(), several)
                    if facts and not words and least <= FEW_WORDS
                    else 0
                )
                taken = fact or _sentences(text, words, least, begins_with_list(rest[1:]))
                if taken < len(text.text.rstrip()):
                    return _cut(asked, Paragraph(text[:taken]), Paragraph(text[taken:]), rest[1:])
                asked.append(node)
            case ListNode():
                return _with_list(asked, node, rest[1:])
            case Quote(inner) if not asked and len(body) == 1:
                whole = core_of(inner, apart, least)
                return whole if whole.joined or whole.more else Core(body)
            case _:
                asked.append(node)
                if isinstance(node, Code | Formula | Table):
                    return _with_caption(asked, rest[1:])
        words += prose_words((node,))
        if not _says_little(asked, words, rest[1:], least):
            return Core(tuple(asked), rest[1:])
    return Core(tuple(asked))


def longer(body: tuple[Node, ...], apart: Sequence[Enumeration], core: Core) -> Core:
    """The core of a body with one more sentence than `core` has; the same where there is none."""
    said = prose_words(core.asked)
    whole = core_of(body, apart, facts=False)
    if prose_words(whole.asked) > said:
        return whole
    return core_of(body, apart, max(said, FEW_WORDS) + 1)


def with_lead(core: Core) -> Core:
    """A core that is a list and what leads to it, as the list with its lead."""
    match core.asked:
        case (Paragraph(text), ListNode(items) as only) if len(items) > 1 and not core.joined:
            lead = text.strip()
            leads = lead.text.endswith((":", "：")) and count(lead.text) <= LEAD_WORDS
            if leads and len(sentences.ends(lead)) == 1:
                return replace(core, asked=(only,), lead=lead)
    return core


def is_bare_kind(text: str) -> bool:
    """Whether a sentence names a kind of thing and nothing that sets it apart.

    >>> is_bare_kind("A large sailing ship."), is_bare_kind("A ship with one mast.")
    (True, False)
    >>> is_bare_kind("Carries grain overseas.")
    False
    """
    bare = _ARTICLE.sub("", text.strip())
    if not ends_sentence(bare) or not _KIND_ALONE.fullmatch(bare):
        return False
    return not any(word.text.casefold() in STOP_WORDS for word in words(bare))


def begins_with_list(nodes: Sequence[Node]) -> bool:
    """Whether the first of some nodes is a list or a table."""
    return bool(nodes) and isinstance(nodes[0], ListNode | Table)


def vocabulary_core(body: tuple[Node, ...]) -> Core:
    """Of a word's translation what is asked for: its first line or sentence. Examples come after
    it.
    """
    match body:
        case (Paragraph(text), *rest):
            line = text.text.find("\n")
            first = sentences.ends(sentences.first_line(text))[0]
            end = min(first, line if line > 0 else len(text.text))
            if text.text[end:].strip():
                return Core((Paragraph(text[:end]),), (Paragraph(text[end:]), *rest), joined=True)
            return Core((body[0],), tuple(rest))
    return core_of(body)


def _says_little(
    asked: Sequence[Node], words: int, rest: Sequence[Node], least: int = FEW_WORDS
) -> bool:
    """Whether what is asked so far, so many words, only names a field or leads to something, so
    that the next node belongs to it.
    """
    last = asked[-1]
    if not rest or not isinstance(last, Paragraph):
        return False
    if leads_on(last.text.text):
        return not isinstance(rest[0], Paragraph) or words < least
    bare = len(asked) == 1 and is_bare_kind(last.text.text)
    whole = ends_sentence(last.text.text) and words >= LEAST_SENTENCE
    if least == FEW_WORDS and whole and not bare:
        return isinstance(rest[0], Paragraph) and _next_says_what(asked, words, rest[0].text)
    if isinstance(rest[0], Paragraph):
        below = rest[0].text.text
        if EXAMPLE.match(below):
            return False
        to_list = leads_on(below) and begins_with_list(rest[1:])
        to_list = to_list and not (_PREDICATE.match(below) and not ends_sentence(last.text.text))
        if _QUESTION.search(below) or (to_list and words >= LEAST_SENTENCE):
            return False
    return words < least and isinstance(rest[0], Paragraph | Formula)


def _next_says_what(asked: Sequence[Node], words: int, below: RichText) -> bool:
    first = below[: sentences.ends(below)[0]].text
    return len(asked) == 1 and _goes_on(f" {first}", 0, words, words + count(first))


def _sentences(text: RichText, before: int, least: int, to_list: bool) -> int:
    """How much of a paragraph is asked for, in characters, when `before` words are asked for
    already, and `least` have to be. `to_list`: a list or table stands below it.
    """
    if least <= FEW_WORDS:
        text = sentences.first_line(text)
    ends = sentences.ends(text)
    taken, words = ends[0], before + count(text.text[: ends[0]])
    for end in ends[1:]:
        more = before + count(text.text[:end])
        # to what comes next, which has its own place
        own = text.text[:end].rstrip()
        open_end = leads_on(own) or (to_list and not ends_sentence(own))
        leads = end == ends[-1] and open_end
        enough = words >= least and not _goes_on(text.text, taken, words, more)
        enough = enough or (taken == ends[0] and not before and _is_enough(text.text, taken, least))
        if enough or more > max(MOST_WORDS, least) or leads:
            break
        taken, words = end, more
    if TRIM_ABOVE < words <= MOST_WORDS and taken == ends[0]:
        return (
            sentences.cut(text[:taken], TRIMMED_LEAST, MOST_WORDS, sentences.ADDED, True) or taken
        )
    if words > MOST_WORDS:
        sentence = text[:taken]
        room = max(MOST_WORDS - before, LEAST_WORDS)
        for end in sentences.broken_lines(sentence):
            if LEAST_WORDS <= count(text.text[:end]) <= room and not leads_on(text.text[:end]):
                return end
        cut = sentences.cut(sentence, LEAST_WORDS, room, sentences.BETWEEN_CLAUSES)
        cut = cut or sentences.cut(sentence, TRIMMED_LEAST, room, sentences.ADDED_TO_MUCH, True)
        if not cut and words > STILL_WHOLE:
            cut = sentences.cut(sentence, LEAST_WORDS, room) or sentences.cut(
                sentence, LEAST_WORDS, NEVER_ABOVE - before
            )
        if cut:
            sign = re.match(r"\s*[;:]?", text.text[cut:])
            return cut + (sign.end() if sign else 0)
    return taken


def _is_enough(text: str, end: int, least: int) -> bool:
    """Whether a first sentence of a few words, which ends at `end`, says what a thing is, and the
    next one speaks of another thing.
    """
    first = text[:end]
    few = least == FEW_WORDS and count(first) >= LEAST_SENTENCE and not is_bare_kind(first)
    return few and _ABOUT_ANOTHER.match(text, end) is not None


def _goes_on(text: str, taken: int, words: int, more: int) -> bool:
    """Whether a short sentence that ends at `taken` is followed by one that says of it what it
    does, and both are still little.
    """
    return words <= SHORT_SENTENCE and more <= BOTH and _IT_DOES.match(text, taken) is not None


def _cut(asked: list[Node], one: Paragraph, other: Paragraph, rest: tuple[Node, ...]) -> Core:
    return Core((*asked, one), (other, *rest), joined=True)


def _with_list(asked: list[Node], node: ListNode, rest: tuple[Node, ...]) -> Core:
    """A short list with what leads to it; of a longer one what leads to it, or else the first
    items.
    """
    words = prose_words(asked)
    if asked and not _says_little(asked, words, (node,)):
        return Core(tuple(asked), (node, *rest))
    if words + sum(map(item_words, node.items)) <= STILL_WHOLE:
        return Core((*asked, node), rest)
    if asked and leads_on(plain(asked[-1:])):
        # what leads to a list says nothing without it
        brief = _brief(node)
        if words + sum(map(item_words, brief.items)) <= NEVER_ABOVE:
            return Core((*asked, brief), rest if brief == node else (node, *rest))
    if asked:
        return Core(tuple(asked), (node, *rest))
    taken = 0
    for item in node.items:
        words += item_words(item)
        if taken and words > MOST_WORDS:
            break
        taken += 1
    first = replace(node, items=node.items[:taken])
    others = replace(node, items=node.items[taken:], start=node.start + taken)
    return Core((first,), (others, *rest), joined=True)


def _brief(node: ListNode) -> ListNode:
    """A list with the first sentence of each item, and nothing that is nested; the same where its
    items say no more.
    """
    items = tuple(
        replace(item, text=item.text[: sentences.ends(item.text)[0]], children=())
        for item in node.items
    )
    return node if items == node.items else replace(node, items=items)


def _with_caption(asked: list[Node], rest: tuple[Node, ...]) -> Core:
    """A formula, code or table with the short line that explains it."""
    match rest:
        case (Paragraph(text), *_) if count(
            text.text
        ) <= CAPTION_WORDS and not text.text.rstrip().endswith(":"):
            return Core((*asked, rest[0]), rest[1:])
    return Core(tuple(asked), rest)
