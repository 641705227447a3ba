"""Spaces and signs: one too few, one too many, one letter off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ankigen.spelling.rules import Proposal
from ankigen.spelling.unknown.candidates import PARTICLES, SHORT, chain, like
from ankigen.spelling.words.document_model import GOOD_PAIR, DocumentModel
from ankigen.spelling.words.lexicon import Lexicon
from ankigen.spelling.words.tokens import Token
from ankigen.text.patterns import when_asked
from ankigen.text.word_lists import word_set


def joined(first: Token, second: Token, text: str, model: DocumentModel) -> Iterator[Proposal]:
    """What the rules about the one space between two neighbours propose; asked only where
    together they are a word, or one alone is none."""
    if first.guarded or second.guarded or not second.lower:
        return
    gap = text[first.end : second.start]
    if gap == "- " and (torn := torn_word(first, second, model)):
        yield torn
    if gap != " ":
        return
    found = [can_not(first, second)]
    touched = first.start > 0 and text[first.start - 1] in ";:,.!?"  # "sto;red in"
    if not first.glued and not second.glued and not touched:
        found.append(split_word(first, second, model))
        found.append(broken_word(first, second, model))
        found.append(shifted_space(first, second, model))
        found.append(split_preposition(first, second, model))
    yield from (p for p in found if p is not None)


def as_one(first: Token, second: Token, rule: str, sure: bool) -> Proposal:
    """The two words as one, with the capitals of the first."""
    return Proposal.span(first.start, second.end, first.text + second.text, rule, sure)


#: Between two hyphens these are words of their own.
_JOINING = word_set("to by of the and or")


def in_chain(p: Proposal, text: str) -> Proposal:
    """What is proposed for a word that lost its space: behind a hyphen it lost another hyphen
    ("salt-topowder"), or may be anything.
    """
    if not text[: p.start].endswith("-") or not text[: p.start - 1][-1:].isalpha():
        return p
    first, _, rest = p.after.partition(" ")
    if first not in _JOINING or " " in rest:
        return p.suggested()
    return replace(p, after=f"{first}-{rest}")


#: Each half of a word that the end of a line has torn has so many letters.
TORN_LETTERS = 3


def torn_word(first: Token, second: Token, model: DocumentModel) -> Proposal | None:
    """ "relia- bility": a word with the hyphen of the end of a line, of which a half is none."""
    halves = (first.low, second.low)
    if min(map(len, halves)) < TORN_LETTERS or all(map(model.exists, halves)):
        return None
    if not (first.lower or first.capital) or not model.lexicon.common(first.low + second.low):
        return None
    # before a half is put right by itself
    after = first.text + second.text
    return Proposal.span(first.start, second.end, after, "broken-word", True, 1.0)


#: Where one of the two words exists as it is, both that were meant are this common.
SHIFTED_LEAST = 12.0


def shifted_space(first: Token, second: Token, model: DocumentModel) -> Proposal | None:
    """ "th ecell" and "an dopen": one letter stands on the wrong side of the space."""
    if not first.lower:
        return None
    a, b, lexicon = first.low, second.low, model.lexicon
    if model.exists(a) and model.exists(b):
        return None
    letter = len(b) == 1 and b not in "ai" and len(a) > SHORT
    if not model.exists(a) and (letter or (model.noisy and not model.exists(b))):
        return _both_wrong(first, second, model)
    if model.exists(a) and b[0] == b[1:2]:
        return None  # "for mmore": a letter twice
    if len(b) < 3 or any(not model.exists(w) and lexicon.seen_level(w) for w in (a, b)):
        return None  # "not fds", "the mdiff": somebody's word
    for left, right in ((a + b[0], b[1:]), (a[:-1], a[-1:] + b)):
        if len(left) < 2 or len(right) < 2 or not (lexicon.common(left) and lexicon.common(right)):
            continue
        if left not in PARTICLES and right not in PARTICLES:
            continue
        if lexicon.pair(left, right) < GOOD_PAIR and (left not in PARTICLES or len(right) < 4):
            continue
        rarer = min(lexicon.frequency(left), lexicon.frequency(right))
        if (model.exists(a) or model.exists(b)) and rarer < SHIFTED_LEAST:
            continue
        # before a word of the two is put right by itself
        return Proposal.span(first.start, second.end, f"{left} {right}", "shifted-space", True, 1.0)
    return None


#: Where neither of the two words exists, those that were meant are this common; the letter that
#: stands wrong leaves so many to a word that carries no grammar.
BOTH_LEAST, BOTH_LETTERS = 8.0, 4


def _both_wrong(first: Token, second: Token, model: DocumentModel) -> Proposal | None:
    """ "tha tcould", "backt o", "entirelye mpty": the letter makes nothing of either word."""
    a, b, lexicon = first.low, second.low, model.lexicon
    for left, right in ((a + b[0], b[1:]), (a[:-1], a[-1:] + b)):
        if not (lexicon.common(left) and lexicon.common(right)) or len(right) < 2:
            continue
        if min(lexicon.frequency(left), lexicon.frequency(right)) < BOTH_LEAST:
            continue
        long = min(len(left), len(right)) >= BOTH_LETTERS
        if not long and (len(left) < 2 or lexicon.pair(left, right) < GOOD_PAIR):
            continue
        # before a word of the two is put right by itself
        return Proposal.span(first.start, second.end, f"{left} {right}", "shifted-space", True, 1.0)
    return None


#: One word is meant for two if it is this common, or the document's own, or the second of the two
#: is also an ending.
ONE_WORD_LEAST = 9.0
_ENDING_WORDS = word_set("ability able less ness ship hood wise ment ally")


#: Function words that were once two, and that nobody writes as two.
_ALWAYS_ONE = frozenset(
    (word[:at], word[at:])
    for word, at in (
        *(("myself", 2), ("yourself", 4), ("himself", 3), ("herself", 3), ("itself", 2)),
        *(("ourselves", 3), ("yourselves", 4), ("themselves", 4), ("another", 2)),
        *(("together", 2), ("although", 2), ("because", 2), ("therefore", 5), ("whereas", 5)),
        *(("whenever", 4), ("wherever", 5), ("whatever", 4), ("however", 3), ("moreover", 4)),
        *(("nevertheless", 5), ("furthermore", 7), ("altogether", 3)),
    )
)
#: Words that were two in older English, too: in notes typed in a hurry they are one.
_ONE_NOW = frozenset(
    (word[:at], word[at:])
    for word, at in (
        *(("anything", 3), ("anywhere", 3), ("something", 4), ("somewhere", 4)),
        *(("everything", 5), ("everywhere", 5), ("nowhere", 2), ("meanwhile", 4)),
        *(("otherwise", 5), ("likewise", 4), ("beforehand", 6), ("afterwards", 5)),
        *(("understand", 5), ("understanding", 5), ("understood", 5), ("underneath", 5)),
        *(("sometimes", 4), ("themself", 4), ("somehow", 4)),
    )
)
#: Whose self it may be.
_OWNERS = word_set("my your her our")
#: After these "some times" are times.
_AT = word_set("at in for of on")
#: After these "in to" is one word.
_INTO = word_set(
    "divided divide divides split splits converted converts convert transformed transforms "
    "translates translated translate broken breaks break grouped classified separated changed "
    "changes develops developed inserted integrated incorporated"
)
#: Before these "can not" is two words.
_CAN_NOT = word_set("only just merely simply but")


def can_not(first: Token, second: Token) -> Proposal | None:
    """ "can not" for "cannot". Only suggested, and not before "only"."""
    if (first.low, second.low) != ("can", "not") or second.right in _CAN_NOT:
        return None
    return as_one(first, second, "one-word", False)


#: Prepositions and adverbs that lose their unity to a space.
_PREPOSITIONS = frozenset(
    (("with", "out"), ("in", "side"), ("out", "side"), ("down", "ward"), ("up", "ward"))
)


def split_preposition(first: Token, second: Token, model: DocumentModel) -> Proposal | None:
    """ "with out excuse", "from out side": one word, unless "of" follows "out", or the second
    belongs to what follows ("with out patients"). Only suggested for "in side" and after "deal"
    or "go"."""
    pair = (first.low, second.low)
    if pair == ("in", "to") and first.left in _INTO and second.right.isalpha():
        return as_one(first, second, "one-word", model.noisy)
    if pair not in _PREPOSITIONS or second.right == "of":
        return None
    if second.right.isalpha() and model.lexicon.common(second.low + second.right):
        return None
    sure = pair != ("in", "side") and first.left not in ("deal", "dealt", "dealing", "go", "went")
    if pair == ("out", "side"):
        sure = first.left in PARTICLES or first.left == "."  # "to carry out side by side"
    return as_one(first, second, "one-word", sure)


def split_word(first: Token, second: Token, model: DocumentModel) -> Proposal | None:
    """Two words that are one ("an other", "explain ability"): the one is common or the
    document's own, the two are not neighbours.
    """
    if first.upper:
        return None
    whole = first.low + second.low
    if len(whole) < 6 or len(second.low) < 4 or len(first.low) < 2:
        return None
    if not model.lexicon.common(whole) and not model.writes(whole, 1):
        return None
    lexicon = model.lexicon
    if (first.low, second.low) in _ALWAYS_ONE:
        # "it moves more over time"
        sure = whole != "moreover" or first.first or first.left in (".", ",")
        thing = second.right.isalpha() and second.right not in PARTICLES
        sure = sure and not (second.low == "self" and thing)  # "your self assessment"
        owned = first.low in _OWNERS and not model.noisy  # "her self no longer set towards him"
        sure = sure and not owned and not _fit_apart(first, second, whole, lexicon)
        return as_one(first, second, "one-word", sure)
    if (first.low, second.low) in _ONE_NOW and first.left != "the":
        # "it fails at some times"
        sure = whole != "sometimes" or first.left not in _AT
        return as_one(first, second, "one-word", model.noisy and sure)
    apart, frequency = lexicon.pair(first.low, second.low), lexicon.frequency(whole)
    if apart >= 0 or first.low in ("a", "no", "any"):
        return None
    own = model.writes(whole, 3)
    if own and not lexicon.common(whole) and model.pairs[f"{first.low} {second.low}"] > 1:
        return None  # "sky culture" stands in the notes more than once: no slip of the space bar
    if not own and frequency < ONE_WORD_LEAST and second.low not in _ENDING_WORDS:
        return None
    sure = (own > 1 and not lexicon.common(first.low)) or own > 2
    sure = sure and (lexicon.common(whole) or first.capital)  # "dev tools" beside "devtools"
    if first.low in PARTICLES or (not lexicon.common(whole) and lexicon.common(first.low)):
        sure = sure and not lexicon.common(
            second.low
        )  # "filter out line", a "type guard" beside a TypeGuard
    sure = sure and (model.noisy or not lexicon.common(second.low))  # "sub species" is old
    if lexicon.common(first.low) and lexicon.common(second.low):
        # "mind map" and "rain coat" are written in two ways, a name in one
        name = first.capital and not first.first
        sure = sure and name and model.pairs[f"{first.low} {second.low}"] < 2
    return as_one(first, second, "one-word", sure)


def _fit_apart(first: Token, second: Token, whole: str, lexicon: Lexicon) -> bool:
    """Whether each of two words fits its other neighbour, and the one that they would be does not
    ("it can be cause for alarm").
    """
    left, right = first.left, second.right
    if not (left.isalpha() and right.isalpha()) or lexicon.pair(left, whole) >= 0:
        return False
    before, behind = lexicon.pair(left, first.low), lexicon.pair(second.low, right)
    return before >= GOOD_PAIR and behind > max(0.0, lexicon.pair(whole, right))


#: Words that lose their unity to a space more often than others, of which both parts exist.
_OFTEN_SPLIT = word_set(
    "about above across again ahead along also among anything anywhere apart "
    "around away became become before behind "
    "below beyond everything everywhere inside into nearby nobody onto "
    "something sometimes somewhere today "
    "together toward towards underneath upon upwards downwards outwards inwards "
    "forwards backwards within without withstand"
)
#: The bits by which one word must fit its place better than its two parts to be suggested, and to
#: be fixed.
SPLIT_SUGGESTED, SPLIT_SURE = 6.0, 16.0
#: A word that was broken into what are no words is this common.
BROKEN_LEAST = 3.0


def broken_word(first: Token, second: Token, model: DocumentModel) -> Proposal | None:
    """ "i n January", "their behav ior", "takes a bout ten": a space inside a word, of which a
    part is none or the whole fits far better.
    """
    if not (first.lower or (first.capital and first.first and len(first.text) > 1)):
        return None  # "W in the chart"
    if len(first.low) == 1 and len(second.low) > 1 and model.exists(second.low):
        return None  # "p value", "k means"
    if len(second.low) == 1 and not second.right.isalpha():
        return None  # "see p 121"
    whole, lexicon = first.low + second.low, model.lexicon
    if not lexicon.common(whole):
        return None
    strange = [w for w in (first.low, second.low) if not _stands_alone(w, model)]
    if strange:
        if lexicon.frequency(whole) < BROKEN_LEAST or any(model.writes(w, 2) > 1 for w in strange):
            return None
    elif whole not in _OFTEN_SPLIT:
        return None
    gain = chain(model, (first.left, whole, second.right)) - chain(
        model, (first.left, first.low, second.low, second.right)
    )
    if gain < SPLIT_SUGGESTED:
        return None
    sure = gain > SPLIT_SURE and bool(strange) and len(whole) > 2  # "where i t is the time"
    if len(second.low) == 1 and first.low in PARTICLES:
        sure = sure and whole in PARTICLES  # "for k in the sum", but "an d"
    return as_one(first, second, "broken-word", sure)


def _stands_alone(word: str, model: DocumentModel) -> bool:
    """Whether a word is one by itself: of single letters only "a" and "I" are."""
    return word in ("a", "i") if len(word) == 1 else model.exists(word)


_READY = word_set(
    "have has had been is was are exists exist known used done made taken in at by contains"
)


#: How likely "all ready" is one word before a participle.
LIKELY_ONE = 0.6


def all_ready(token: Token, following: Token | None, text: str) -> Proposal | None:
    """ "has all ready been": one word, unless something is ready. Only suggested."""
    if following is None or (token.low, following.low) != ("all", "ready") or token.guarded:
        return None
    participle = following.right.endswith(("ed", "en"))
    if (
        not participle
        and following.right not in _READY
        and token.left not in ("has", "have", "had", "is", "was")
    ):
        return None
    likely = LIKELY_ONE if participle else None
    after = like(token.text, "already")
    return Proposal.span(token.start, following.end, after, "one-word", False, likely)


_SPACE_BEFORE = when_asked(
    r"(?<=[^\W\d_]{2}) {1,2}(?:([,;])(?=(?!  )\s|$)(?<!;(?=\s[A-Z]))|(\.)(?=\s+[A-Z]|$))"
)


#: A line that is typed at a prompt, or a short one that begins with a command: "git add ."
_COMMAND = when_asked(r"(?m)^[ \t]*(?:[$%>][ \t]+\S|[a-z]+(?:[ \t]+[\w./-]+){0,4}[ \t]+\.$)")


_NO_SPACE_COMMA = when_asked(r"(?<![\w.,])([a-z]{3,}),([a-z]{2,})(?![\w,(=])")


_NO_SPACE_STOP = when_asked(r"(?<![\w.])([a-z]{3,})\.([A-Z][a-z]*)(?= [a-z])")


_TWO_COMMAS = when_asked(r"(?<=\w),,(?=\s)")


#: A text without any of these has nothing for the patterns above, which look at every word.
#: (Each is looked for at its sign, since few places hold one.)
_SIGNS = when_asked(
    r"[,;.](?:(?<=[ \t][,;.])|(?<=[a-z],)(?=[a-z])|(?<=[a-z]\.)(?=[A-Z])|(?<=,)(?=,))"
)


#: Two little words of French, which has a space before a semicolon.
_FRENCH = when_asked(
    r"\b(?:la|le|les|des|du|de|et|une?|dans|est|que|qui|pour|par)\b.*"
    r"\b(?:la|le|les|des|du|de|et|une?|dans|est|que|qui|pour|par)\b"
)


def spacing(text: str, model: DocumentModel, *, tight: bool = False) -> Iterator[Proposal]:
    """A space before a comma or full stop; a comma or full stop without the space after it, unless
    its file is written so (`tight`). In prose only.
    """
    if not _SIGNS.search(text):
        return
    for match in _SPACE_BEFORE.finditer(text):
        sign = match.group(1) or match.group(2)
        if sign == "." and _COMMAND.search(text):
            continue  # "git add ." ends with a folder
        if sign == ";" and _FRENCH.search(text, max(0, match.start() - 40), match.start()):
            continue  # "pour la France ;"
        yield Proposal.span(match.start(), match.end(), sign, "space-before-sign", True)
    for match in () if tight else _NO_SPACE_COMMA.finditer(text):
        a, b = match.groups()
        if model.lexicon.common(a) and model.lexicon.common(b):
            plain = a in PARTICLES or b in PARTICLES  # others may be keys or options
            listed = (
                text[match.start() - 1 : match.start()] == "(" and text[match.end() :][:1] == ")"
            )
            yield Proposal.span(
                match.start(),
                match.end(),
                f"{a}, {b}",
                "no-space-after-comma",
                plain and not listed,
            )
    for match in () if tight else _NO_SPACE_STOP.finditer(text):
        a, b = match.groups()
        low = b.lower()
        if (
            model.lexicon.common(a)
            and (low in PARTICLES or low == "a")
            and low not in ("as", "is", "in")
        ):
            yield Proposal.span(
                match.start(), match.end(), f"{a}. {b}", "no-space-after-stop", True
            )
    for match in _TWO_COMMAS.finditer(text):
        yield Proposal.span(match.start(), match.end(), ",", "two-commas", True)
