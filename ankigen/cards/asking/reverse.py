"""Whether a definition leads back to its headword, so that it may be asked the other way round."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import ceil
from typing import NamedTuple

from ankigen.cards.asking.given_away import is_given_away
from ankigen.cards.asking.redaction import MASK, Masker, common_stems
from ankigen.cards.content.card_planning import FORMULA, PICTURE
from ankigen.cards.content.core import Core, begins_with_list
from ankigen.cards.content.defining import asked_of, is_no_definition
from ankigen.cards.content.functions import DO, DOES, DONE, MEANS, function_of
from ankigen.cards.content.sentences import ends_sentence, leads_on
from ankigen.cards.content.subjects import SHORT_FORM, has_dates, heads_list, is_comparison, is_task
from ankigen.cards.keys import entry_key, normal
from ankigen.cards.languages import main_language
from ankigen.cards.rendering.plain import plain
from ankigen.cards.words import STOP_WORDS, content_stems, count, stems, tells, words
from ankigen.model import (
    Code,
    Entry,
    Formula,
    ListNode,
    Node,
    Paragraph,
    Quote,
    Style,
    Table,
    texts,
)
from ankigen.text.patterns import when_asked

#: With the headword hidden, a definition with fewer telling words than this names nothing ("a […]
#: of trees"), unless it holds a formula, code, table or picture. One in which nothing had to be
#: hidden may be a single word: a translation.
REVERSE_WORDS = 3

#: A front of more words than this is not read but skimmed for a word that is known from last time;
#: one of fewer says little.
MOST_REVERSE_WORDS, LEAST_REVERSE_WORDS = 25, 5
#: So does one with fewer telling words, where the entry goes on to say more.
LEAST_TELLING = 4

#: What speaks of something that is not on the card, and so is no description by itself: a pronoun
#: or "these …" without its noun, a step of an account that is being given, talk to the reader.
_POINTS_AWAY = when_asked(
    r"\b(?:as|see|than|like) (?:above|below|before)\b|\babove\b.{0,12}\bbut\b"
    r"|^not the\b|^the other (?:side|half|one)\b"
    r"|^(?:it|they|he|she|this|these|such|what (?:it|they))\b"
    r"|^(?:its|their|his|her)\s\S+(?:\s\S+)?$"
    r"|\b(?:this|these)\b(?!\s*[,.;:)]|$)"
    r"|^(?:once|then|also|but|however|otherwise|instead|besides|second time|first time|again)\b"
    r"|^(?:effectively|basically|essentially|actually)\b"
    r"|\b(?:different|several|various|many) (?:things|meanings)\b"
    r"|\bthe others\b|\bthe other (?:two|three|one|ones)\b"
    r"|^the \w+ behind it\b|\bin (?:our|the) (?:case|example)\b"
    r"|\bwe(?:['’](?:ll|re|ve))?\b|^to \w+ [^.]*, "
    r"|^(?:the )?(?:same|opposite|reverse|inverse)"
    r"(?=\s*[,;.:]|\s*$|\s(?:but|backwards?|again|thing|as (?:above|before)|\w+ as)\b)"
    r"|\b(?:probably|arguably|perhaps|state of the art)\b"
    r"|\b(?:is|are) (?:configurable|possible|important|needed|necessary|optional|available|common"
    r"|useful|recommended)\s*\.?$"
    r"|^(?:\S+\s){0,4}also\b(?! (?:known|called))"
    r"|^still (?:no|not|the|needs?|uses?|has|have|works?)\b"
    r"|^(?:cannot|can['’]?t)\b(?=\s*[,;.:]|\s*$)"
    r"|^(?:(?:does|do|did|can|will|is|are|was)\s(?:not\s)?)?[a-z]+ (?:it|them)\b"
    r"(?!\s(?:easy|possible|hard|easier|harder|clear)\b)"
    r"|^(?:e\.g|ex|for example|example|z\.\s?b|beispiel|p\.\s?ej|ejemplo|par exemple|exemple)\b"
    r"|\bsiehe (?:oben|unten)\b|^(?:er|sie|es|dies\w*|dann|danach|außerdem)\b"
    r"|\bvéase\b|^(?:ello|ellos|ellas|esto|luego|además)\b"
    r"|\bvoir (?:ci-dessus|plus haut)\b|^(?:ils|elles|ceci|ensuite|puis)\b",
    re.IGNORECASE,
)
_IN_BRACKETS = when_asked(r"[(\[][^()\[\]]*[)\]]")

#: What a thing is good for, and praise of it, name no thing: "Offers simple and effective reports".
_SERVES = when_asked(
    rf"(?:(?:the |an? )?{re.escape(MASK)} )?"
    r"(?:helps?|provides?|offers?|gives?|allows?|enables?|lets?"
    r"|supports?|makes?|works?|simplif(?:y|ies)|(?:used|intended|designed) (?:to|for))\b",
    re.IGNORECASE,
)
_PRAISE = when_asked(
    r"\b(?:simple|easy|effective|efficient|powerful|attractive|popular|useful|good|great|nice|best"
    r"|fast|flexible|robust|modern|basic|optimal)\b",
    re.IGNORECASE,
)
#: Of such a description so many words must tell something that few others say.
LEAST_RARE = 2

#: Another name of what is hidden stands beside it.
_ALIAS = when_asked(
    rf"(?:[\w-]+ ){{0,2}}{re.escape(MASK)},? (?:or|also (?:known|called)(?: as)?|aka)\s",
    re.IGNORECASE,
)
#: What is hidden is the subject, or what something is said to be.
_IS_IT = when_asked(rf"(?:^(?:an?\s|the\s)?|\b(?:is|are|called)\s){re.escape(MASK)}", re.IGNORECASE)

#: A front of which more than every fifth telling word is hidden (of several) is full of gaps.
MOST_HIDDEN = 5

#: So many names of a list in a line are looked at.
MOST_LISTED = 20

#: A headword of more words is a heading, and nobody would answer with it, unless it has a short
#: form in brackets.
MOST_NAME_WORDS = 4

#: What is done to something is a heading too: "Validating a model", "Log in to the service".
_ACTION = when_asked(
    r"(?:\w+ing|[A-Z]?[a-z]+)\s(?:.*\s)?(?:a|an|the|your|about|with|in|to|into)\s", re.IGNORECASE
)
#: So is what begins as a question or as a phrase within a sentence does.
_NO_NAME = when_asked(
    r"(?:what|how|why|when|where|who|which|if|in|on|at|for|with|from|by|as|other|more|some"
    r"|was|wie|warum|wann|wo|wer|bei|für|mit|qué|cómo|por qué|cuándo|comment|pourquoi|quand)\s",
    re.IGNORECASE,
)

#: A year, which has no letter, is told by what happened in it.
_LETTER = when_asked(r"[^\W\d_]")
#: Words of scripts with spaces, without numbers: three of them beside a gap name no one thing.
_WORDS_ALONE = when_asked(r"[^\d\u0e00-\u1fff\u2e80-\uffff]*")

#: So few words, of which one tells something, are no description.
FRAGMENT_WORDS = 2
#: A headword of one word in small letters is no short form.
_PLAIN_WORD = when_asked(r"[^\W\d_]?[a-zß-öø-ÿ]+")

#: A definition of up to this many words must not begin another's: "Python library" does not name
#: the one of which another entry says "Python library for tables". But "water" names its term,
#: though another entry says "water fountain".
OPENING_WORDS = 4


#: A word that more definitions have (this share of them, and so many) says of none what it is. It
#: can be told of so many definitions alone.
FREQUENT_SHARE, FREQUENT, LEAST_DEFINITIONS = 0.015, 2, 60

#: Notes in which so many definitions end with a full stop are written in sentences.
STOPS_SHARE = 0.6


class Said(NamedTuple):
    """What an entry says, as it is compared with others: the whole, and what of it is asked for,
    since two terms must not answer to one front; what the whole begins with; whether what is asked
    for ends with a full stop.
    """

    whole: frozenset[str]
    core: frozenset[str]
    openings: tuple[tuple[str, ...], ...]
    stops: bool

    @classmethod
    def of(cls, entry: Entry) -> Said:
        asked = asked_of(entry)
        whole = plain(entry.body, marks=False)
        return cls(
            content_stems(whole) | _pictures(entry.body),
            meaning_of(asked),
            tuple(_openings(whole)),
            ends_sentence(plain(asked)),
        )


@dataclass(frozen=True, slots=True)
class Others:
    """What one entry's cards must know of all entries of the deck."""

    common: frozenset[str]  # stems that too many headwords share
    shared: frozenset[frozenset[str]]  # definitions that two or more headwords have
    openings: frozenset[tuple[str, ...]]  # what definitions begin with before they say more
    headwords: frozenset[str]  # as they are compared
    cores: frozenset[frozenset[str]]  # what is asked of two or more headwords alike, or nearly so
    contained: frozenset[frozenset[str]]  # what is asked, and said too in what is asked of another
    frequent: frozenset[str]  # stems that many definitions have
    dated: bool  # whether years among the headwords are dates
    stops: bool  # whether what is asked for ends with a full stop, most often
    language: str  # the one that most entries are in, as far as it is known

    @classmethod
    def of(cls, entries: Sequence[Entry], all_said: Sequence[Said] | None = None) -> Others:
        """What the entries have in common; `all_said` is what each says, where that is known."""
        keys: dict[frozenset[str], set[str]] = defaultdict(set)
        cores: dict[frozenset[str], set[str]] = defaultdict(set)
        all_said = [Said.of(entry) for entry in entries] if all_said is None else all_said
        for entry, said in zip(entries, all_said, strict=True):
            key = entry_key(entry)
            cores[said.core].add(key)
            for meaning in {said.whole, said.core} - {frozenset()}:
                keys[meaning].add(key)
        stops = sum(said.stops for said in all_said)
        shared = frozenset(meaning for meaning, own in keys.items() if len(own) > 1)
        near, contained = _twins(list(cores))
        twins = {core for core, own in cores.items() if core and len(own) > 1} | near
        openings = frozenset(opening for said in all_said for opening in said.openings)
        headwords = frozenset(normal(e.headword) for e in entries)
        common = common_stems(e.headword for e in entries)
        dated = has_dates([e.headword.strip() for e in entries])
        ended = stops >= STOPS_SHARE * len(entries)
        language = main_language(entries)
        return cls(
            common=common,
            shared=shared,
            openings=openings,
            headwords=headwords,
            cores=frozenset(twins),
            contained=frozenset(contained),
            frequent=_frequent(list(cores)),
            dated=dated,
            stops=ended,
            language=language,
        )


def no_reverse(
    entry: Entry,
    asked: Sequence[Node],
    masker: Masker,
    others: Others,
    media: Mapping[str, str],
) -> str:
    """Why what is asked of an entry (`asked`) does not lead back to the headword; "" if it does.
    With `NO_OTHERS` it is only looked at by itself.
    """
    masked = masker.nodes(asked)
    meaning = meaning_of(asked)
    if meaning in others.shared:
        return "another entry has the same definition"
    if meaning in others.cores:
        return "another entry's definition says nearly the same; say what sets them apart"
    if any(masker.spans(source) for source in _formulas(masked)):
        return "a formula in its definition holds the term itself"
    if tells(plain(masked, marks=False), entry.headword):
        return "its definition holds the term where it cannot be hidden"
    if is_given_away(entry.headword, plain(masked, marks=False)):
        return "its definition holds the words of the term"
    if any(isinstance(n, Code | Formula | Table) for n in masked):
        return ""
    if _formulas(masked) or any(picture in media for picture in _pictures(masked)):
        return ""
    text = plain(masked, marks=False)
    telling = [w for w in words(text.replace(MASK, " ")) if w.text.casefold() not in STOP_WORDS]
    least = REVERSE_WORDS if MASK in text else 1
    if sum(count(w.text) for w in telling) < least:
        return "with the term hidden its definition names nothing; say more in it"
    if meaning in others.contained:
        return "another entry's definition says all of it; say what sets it apart"
    own = meaning - content_stems(entry.headword)
    if len(own) >= LEAST_TELLING and all(stem in others.frequent for stem in own):
        return "other definitions have each of its words; say what sets it apart"
    if _opening(text) in others.openings:
        return "another entry's definition begins with it and says more; say what sets it apart"
    return ""


def is_name(headword: str) -> bool:
    """Whether a headword is a name that can be given as an answer: no question, no heading of many
    words.

    >>> is_name("Within-cluster sum of squares (WCSS)")
    True
    >>> is_name("What to look at before a model is trained")
    False
    """
    if headword.rstrip().endswith(("?", "？")) or _ACTION.match(headword):
        return False
    if (
        _NO_NAME.match(headword)
        or heads_list(headword)
        or is_task(headword)
        or is_comparison(headword)
    ):
        return False
    return count(headword) <= MOST_NAME_WORDS or SHORT_FORM.search(headword) is not None


def fits(core: Core, kind: str, headword: str, stops: bool = False) -> bool:
    """Whether what is asked for is of a kind and length to be asked the other way round: neither
    lists nor code; a sentence, or a formula. Fewer words will do where the entry says nothing else:
    a translation, what letters stand for. `stops` says whether the notes end sentences with full
    stops.
    """
    if kind in (FORMULA, PICTURE):
        return True
    nodes = [inner for n in core.asked for inner in (n.body if isinstance(n, Quote) else (n,))]
    if any(isinstance(n, Code | ListNode | Table) for n in nodes):
        return False
    text = plain(core.asked)
    # what is in brackets adds to the description; alone it is none
    bare = _IN_BRACKETS.sub(" ", text)
    if (
        _POINTS_AWAY.search(bare.strip())
        or is_no_definition(headword, bare.strip())
        or leads_on(text)
        or not re.search(r"\w", bare)
    ):
        return False
    if stops and begins_with_list(core.more) and not ends_sentence(text):
        return False  # it leads to the list
    if stops and len(nodes) > 1 and isinstance(nodes[0], Paragraph):
        first = plain(nodes[:1])
        if not ends_sentence(first):
            return False  # a line that names a field or another name, before the definition
    only = len(content_stems(text)) == 1 and count(text) <= FRAGMENT_WORDS
    if only and _PLAIN_WORD.fullmatch(headword):
        return False  # one word that many things have to do with
    telling = content_stems(text) - content_stems(headword)
    enough = count(text) >= LEAST_REVERSE_WORDS and len(telling) >= LEAST_TELLING
    return count(text) <= MOST_REVERSE_WORDS and (enough or not core.more)


def names_twice(text: str) -> bool:
    """Whether a list in a line has a name of several words twice: a slip, which tells nobody what
    it is a list of.
    """
    names = [name.strip().casefold() for name in text.rstrip(".").split(",")]
    return any(" " in name and names.count(name) > 1 for name in names[:MOST_LISTED])


def says_enough(
    headword: str, asked: Sequence[Node], masker: Masker, frequent: frozenset[str]
) -> bool:
    """Whether what is left of a definition with the headword hidden describes one thing: it is
    not full of gaps, nor does it only say what the thing is good for, in words that many
    definitions have (`frequent`).
    """
    text = plain(masker.nodes(asked), marks=False).strip()
    hidden = text.count(MASK)
    telling = content_stems(text.replace(MASK, " "))
    if hidden > 1 and MOST_HIDDEN * hidden > len(telling):
        return False
    few = hidden and REVERSE_WORDS <= len(telling) < LEAST_TELLING  # fewer are a finding
    if few and _WORDS_ALONE.fullmatch(text) and _LETTER.search(headword):
        return False
    if names_twice(text) or _ALIAS.match(text):
        return False
    # with a gap in what is done, or in a sentence about something else
    in_deed = hidden and _LETTER.search(headword) and not _IS_IT.search(text)
    if in_deed:
        function = function_of(headword, plain(asked, marks=False))
        if function.partition(" ")[0] in (DOES, DO, DONE, MEANS):
            return False
    serves = _SERVES.match(text)
    if serves is None:
        return True
    rest = content_stems(_PRAISE.sub(" ", text[serves.end() :].replace(MASK, " ")))
    own = rest - content_stems(headword)
    return sum(stem not in frequent for stem in own) >= LEAST_RARE


#: Two definitions that share this much of their telling words, of at least so many, are taken for
#: each other.
TWIN_SHARE, TWIN_WORDS = 0.8, 4
#: A word that more definitions have is a word of the field, and says of none what it is near to.
MOST_COMPARED = 200


def _frequent(meanings: Sequence[frozenset[str]]) -> frozenset[str]:
    """The stems that too many definitions have to tell one from another; none where there are
    few.
    """
    if len(meanings) < LEAST_DEFINITIONS:
        return frozenset()
    seen = Counter(stem for meaning in meanings for stem in meaning)
    most = max(FREQUENT, FREQUENT_SHARE * len(meanings))
    return frozenset(stem for stem, n in seen.items() if n > most)


def _twins(
    meanings: Sequence[frozenset[str]],
) -> tuple[set[frozenset[str]], set[frozenset[str]]]:
    """The meanings that nearly say what another one says, and those that another one, which says
    more, nearly holds. Only those that share one of their rarest words are compared.
    """
    by_stem: defaultdict[str, list[frozenset[str]]] = defaultdict(list)
    for meaning in meanings:
        for stem in meaning:
            by_stem[stem].append(meaning)
    found: set[frozenset[str]] = set()
    contained: set[frozenset[str]] = set()
    for meaning in meanings:
        if len(meaning) < TWIN_WORDS:
            continue
        rarest = sorted(meaning, key=lambda stem: (len(by_stem[stem]), stem))
        # two that share so much share one of the rarest that may be missing, and one more
        enough = rarest[: len(meaning) - int(TWIN_SHARE * len(meaning)) + 1]
        near = [by_stem[stem] for stem in enough if len(by_stem[stem]) <= MOST_COMPARED]
        # of these words, too, it misses no more than it may of all
        least = len(near) - (len(meaning) - ceil(TWIN_SHARE * len(meaning)))
        for other, times in Counter(chain.from_iterable(near)).items():
            if times < least or other == meaning:
                continue
            shared = len(meaning & other)
            if shared >= TWIN_SHARE * max(len(meaning), len(other)):
                found |= {meaning, other}
            elif shared >= TWIN_SHARE * len(meaning):
                contained.add(meaning)
    return found, contained


def _opening(text: str) -> tuple[str, ...]:
    """A short definition as stems without an article before it."""
    found = stems(text)
    return found[1:] if found[:1] in (("a",), ("an",), ("the",)) else found


def _openings(text: str) -> list[tuple[str, ...]]:
    """The runs of words at a definition's beginning after which a small word goes on to say
    more.
    """
    found = words(text[: OPENING_WORDS * 40], OPENING_WORDS + 1)  # far enough for so many
    return [
        _opening(text[: found[n - 1].end])
        for n in range(1, min(OPENING_WORDS + 1, len(found)))
        if found[n].text.casefold() in STOP_WORDS and found[n - 1].text.casefold() not in STOP_WORDS
    ]


def _formulas(nodes: Sequence[Node]) -> list[str]:
    """The sources of formulas, in which nothing can be hidden."""
    displayed = [n.latex for n in nodes if isinstance(n, Formula)]
    styles = (Style.MATH, Style.DISPLAY)
    return displayed + [m.value for t in texts(nodes) for m in t.marks if m.style in styles]


def meaning_of(nodes: Sequence[Node]) -> frozenset[str]:
    """A definition as its telling words and its pictures, for comparing."""
    return content_stems(plain(nodes, marks=False)) | _pictures(nodes)


def _pictures(nodes: Sequence[Node]) -> frozenset[str]:
    return frozenset(m.value for t in texts(nodes) for m in t.marks if m.style is Style.IMAGE)


#: What an entry that is looked at by itself must know.
NO_OTHERS = Others.of(())
