"""What is known of a word and its best candidate, as the features that the ranker weighs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ankigen.spelling.rules import Decision
from ankigen.spelling.unknown.candidates import PARTICLES, Candidate, beside, is_derived
from ankigen.spelling.words.document_model import DocumentModel
from ankigen.spelling.words.lexicon import NAME, TECHNICAL, Lexicon
from ankigen.spelling.words.tokens import Token


@dataclass(frozen=True)
class TokenizedText:
    """The words of one text, and the model that it stands on."""

    tokens: Sequence[Token]
    model: DocumentModel

    @cached_property
    def strangers(self) -> int:
        """How many of its words no list has."""
        return sum(not t.guarded and not self.model.exists(t.low) for t in self.tokens)


@dataclass(frozen=True, slots=True)
class Found:
    """A word that no list has, its candidates with their scores in bits (best first), and the lead
    of the first.

    `foreign`: a neighbour is nothing that anybody knows."""

    token: Token
    ranked: tuple[tuple[float, Candidate], ...]
    margin: float
    foreign: bool


#: The lead, in bits, of a candidate that has no rival.
NO_RIVAL = 20.0
#: Candidates this close in bits to the best are in the same heap; words this near are its
#: neighbourhood.
HEAP, NEIGHBOURHOOD = 6.0, 4
#: Words this near are its company; a Latin phrase has few words that the lists have.
CLOSE = 2
#: Counts beyond this say no more.
OFTEN = 4
#: The parts of a coinage are words this common.
COINED = 6.0

FEATURES = (
    "score",
    "margin",
    "heap",
    "cost",
    "edits",
    "base",
    "listed",
    "slip",
    "first letter changes",
    "left fit",
    "right fit",
    "word on the left",
    "parts' pair",
    "shorter part",
    "second part is a particle",
    "length",
    "ends in a vowel",
    "capital",
    "first",
    "glued",
    "rare",
    "derived",
    "compound",
    "written so often",
    "candidate written so often",
    "candidate stands near",
    "candidate is a name",
    "candidate is technical",
    "after a name",
    "strange neighbour",
    "odd neighbours",
    "strangers",
    "share of strangers",
    "headword",
    "written on the web",
    "rarer part",
    "parts stand together in the document",
    "decision",
)


def features(
    passage: TokenizedText,
    number: int,
    found: Found,
    decision: Decision,
    *,
    headword: bool,
    count: int,
) -> tuple[float, ...]:
    """The features of a found candidate, in the order of FEATURES. `count`: how often the notes
    write the word.
    """
    tokens, model = passage.tokens, passage.model
    lexicon, token, word = model.lexicon, found.token, found.token.low
    score, best = found.ranked[0]
    target = best.text.lower()
    first_part, _, rest = target.partition(" ")
    last_part = rest.rpartition(" ")[2] or first_part
    around = (
        *tokens[max(0, number - NEIGHBOURHOOD) : number],
        *tokens[number + 1 : number + 1 + NEIGHBOURHOOD],
    )
    close = (*tokens[max(0, number - CLOSE) : number], *tokens[number + 1 : number + 1 + CLOSE])
    before = tokens[number - 1] if number else None
    kind = lexicon.kind(target)
    return (
        score,
        found.margin,
        sum(s > score - HEAP for s, _ in found.ranked),
        best.cost,
        best.edits,
        best.base,
        best.listed,
        _slip(word, target),
        word[0] != target[0],
        beside(model, token.left, first_part),
        beside(model, last_part, token.right),
        token.left.isalpha(),
        lexicon.pair(first_part, rest) if rest else 0.0,
        min(len(first_part), len(rest)) if rest else 0,
        rest in PARTICLES,
        len(word),
        word[-1] in "aiou",
        token.capital,
        token.first,
        token.glued,
        lexicon.is_rare(word),
        is_derived(word, lexicon),
        is_compound(word, lexicon),
        min(OFTEN, count),
        model.spoken_of(target, OFTEN),
        any(t.low == target for t in around),
        kind == NAME,
        kind == TECHNICAL,
        before is not None and before.capital and not before.first,
        found.foreign,
        sum(not t.guarded and not model.known(t.low) for t in close),
        passage.strangers,
        passage.strangers / max(1, len(tokens)),
        headword,
        lexicon.seen_level(word),
        min(lexicon.frequency(first_part), lexicon.frequency(last_part)) if rest else 0.0,
        min(OFTEN, model.pairs[target]) if rest else 0,
        decision,
    )


def _slip(wrong: str, right: str) -> int:
    """What went wrong: 0 a space lost, 1 a letter lost, 2 one too many, 3 letters swapped, 4
    anything else.

    >>> _slip("recieve", "receive"), _slip("comit", "commit"), _slip("ofthe", "of the")
    (3, 1, 0)
    """
    if " " in right:
        return 0
    if len(wrong) != len(right):
        return {1: 1, -1: 2}.get(len(right) - len(wrong), 4)
    return 3 if sorted(wrong) == sorted(right) else 4


def is_compound(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is two whole words put together, as English coins them.

    >>> from ankigen.spelling.words.lexicon import load_lexicon
    >>> is_compound("scareware", load_lexicon()), is_compound("recieves", load_lexicon())
    (True, False)
    """
    for at in range(4, len(word) - 3):
        left, right = word[:at], word[at:]
        if not lexicon.common(left) or not lexicon.common(right):
            continue
        if min(lexicon.frequency(left), lexicon.frequency(right)) >= COINED:
            return True
    return False
