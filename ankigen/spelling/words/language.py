"""Which language a clause is in, by its function words and the lists: English rules touch
English clauses only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ankigen.spelling.words.lexicon import Lexicon
from ankigen.spelling.words.neighbor_search import one_edit
from ankigen.spelling.words.tokens import Token
from ankigen.text.word_lists import word_set

_WORDS: Mapping[str, str] = {
    "en": "the of and to in is that it for was on are as with be by at from this which or an have "
    "not has had were but their its can been if will would there they them these also other than "
    "when where who what how more into may such only some between during through each used using",
    "de": "der die das und ist nicht ein eine einen einem einer eines mit für auf von zu "
    "im den dem "
    "vor unter gegen ohne mein dein deine meine seine ihre kein keine was wer wo "
    "des sich auch als aus bei nach oder wird werden sind wenn nur durch über kann "
    "man wie dass zur "
    "zum es er sie wir ihr aber noch haben hat mehr um bis vom unter diese dieser dieses je pro",
    "fr": "le la les des du et est une un en dans que qui pour pas sur au aux avec par ce "
    "cette ces "
    "son sa ses sont mais ou plus il elle nous vous être ont fait comme tout leur entre sans",
    "es": "el la los las de del y es una un en que por para con no se su al lo como más pero sus "
    "este esta estos estas son fue ser entre cuando muy sin sobre también hay me mi te le nos",
    "it": "il lo la gli le di del della dei delle e è una un in che per con non si su al alla come "
    "più ma sono nel nella questo questa essere anche dal dalla tra ogni",
    "pt": "o os as de do da dos das e é uma um em no na que por para com não se ao como mais mas "
    "foi são ser entre quando muito sem sobre também pela pelo",
    "nl": "de het een van en is in op te dat die voor met niet zijn aan er maar om ook als bij of "
    "uit door naar wordt worden deze dit kan hebben heeft nog wel",
    "la": "et est non sunt cum quod qui quae ex ab pro sed esse enim nec atque ut sine per",
    "sv": "och att det som en på är av för med den till ett om har inte kan de eller från var",
    "no": "og det som er på av for med til ikke den har et om var eller fra kan jeg når "
    "også blir men "
    "ved disse denne dette hvor mange etter",
    "fi": "ja on ei se että oli kun mutta myös tai ovat joka sen niin kuin hän mukaan",
    "cs": "se na že je do jako pro byl jsou který která nebo po od také však při",
    "ro": "și în de la cu pe este sunt că nu din pentru care mai sau prin",
    "pl": "i w na z że się nie jest do to jak o po dla przez są oraz od lub być który która",
    "tr": "ve bir bu için ile de da olarak olan daha çok en gibi kadar sonra ancak",
    "id": "dan yang di untuk dengan dari pada ini itu adalah dalam tidak akan oleh atau",
}

FUNCTION_WORDS: Mapping[str, frozenset[str]] = {
    code: frozenset(words.split()) for code, words in _WORDS.items()
}
_ENGLISH = FUNCTION_WORDS["en"]

#: Words that an English text may hold as well ("in", "as", "die") say little for the other
#: language.
_SHARED = word_set("in is an as on die des am was war a i me no so or de la et per pro via care")

ENGLISH = "en"


#: What a word that several languages have counts for each.
_SHARED_VOTE = 0.4


def _votes() -> Mapping[str, tuple[tuple[str, float], ...]]:
    found: dict[str, list[tuple[str, float]]] = {}
    for code, function_words in FUNCTION_WORDS.items():
        for word in function_words:
            shared = word in _SHARED or (code != ENGLISH and word in _ENGLISH)
            found.setdefault(word, []).append((code, _SHARED_VOTE if shared else 1.0))
    return {word: tuple(votes) for word, votes in found.items()}


_VOTES = _votes()


#: The fewest words, and more of one language than of English, that make a clause foreign whatever
#: stands around it.
FOREIGN_WORDS, UNKNOWN_WORDS = 2, 3
#: A clause of which more of the longer words than this share are in no list is not English, unless
#: function words say so.
UNKNOWN_SHARE, UNKNOWN_THOUGH_ENGLISH = 0.5, 0.67
#: So many longer words that the lists have make a clause of a mixed file English.
KNOWN_WORDS = 2
#: Where more of the longer words than this share are in no list, more English words than so many
#: prove a clause English.
STRANGE_SHARE, PROVED_WORDS = 0.3, 1.0
#: A slip has so many letters, and is made of a word as common as this.
SLIP_LETTERS, EVERYDAY = 5, 7.0
#: Words of so many letters are looked up in the lists.
LONGER = 4
#: A file is in several languages when so many of its words, or one in so many, stand in foreign
#: clauses.
MIXED_WORDS, MIXED_SHARE = 12, 25
#: Where so many different longer words, and so large a share of them, are in no list, headwords
#: without a function word of English stay as they are: a list of words of another language with
#: their meanings had a share of .13 and more, English notes typed in a hurry .06 at most.
STRANGE_WORDS, STRANGE_VOCABULARY = 6, 0.1
#: A file of which more words than this share are foreign is no English file.
FOREIGN_SHARE = 0.5
#: An entry that says nothing of its language has that of so many before and after it.
COMPANY = 3
#: Where so many times as many words stand in clauses that are surely English, the others are
#: English, too.
MOSTLY = 3


class Clause(NamedTuple):
    """What the words of a clause say of its language."""

    words: int
    english: float  # function words that only English has
    other: float  # … that the best other language has
    judged: int  # longer words
    unknown: int  # … that are in no list
    glossed: bool = False  # what it means stands beside it in English

    @property
    def foreign(self) -> bool:
        """Whether a clause is in another language by its own words, or by those beside it."""
        if self.glossed:
            return True
        if self.other > self.english and self.other >= FOREIGN_WORDS:
            return True
        most = UNKNOWN_THOUGH_ENGLISH if self.english else UNKNOWN_SHARE
        return self.judged >= UNKNOWN_WORDS and self.unknown > most * self.judged

    @property
    def spoken_otherwise(self) -> bool:
        """Whether a clause has more words of another language's grammar than of English, and not by
        accident: two of them, or one among words that no list has. In notes "y" is a variable, and
        "do" and "con" are English, too.
        """
        if self.other <= self.english:
            return False
        return self.other >= FOREIGN_WORDS or 0 < self.judged <= 2 * self.unknown

    @property
    def plainly_english(self) -> bool:
        """Whether most of its longer words are English, and none of another language's grammar."""
        known = self.judged - self.unknown
        return not self.other and known >= KNOWN_WORDS and known > self.unknown

    @property
    def proved(self) -> bool:
        """Whether a clause is English by its own words."""
        strange = self.unknown > STRANGE_SHARE * self.judged
        least = PROVED_WORDS if strange else 0.0
        return not self.foreign and self.english > max(self.other, least)


def is_foreign_word(word: str) -> bool:
    """Whether a word is a function word of another language, and none of English."""
    return word not in _ENGLISH and any(code != ENGLISH for code, _ in _VOTES.get(word, ()))


def judge(lows: Sequence[str], lexicon: Lexicon) -> Clause:
    """What the words of a clause say.

    >>> from ankigen.spelling.words.lexicon import load_lexicon
    >>> words = load_lexicon()
    >>> judge("das enzym und die kette sind lang".split(), words).foreign
    True
    >>> judge("the enzym cuts the chain".split(), words).proved
    True
    """
    english, other = counts(lows)
    longer = [w for w in lows if len(w) >= LONGER]
    clause = Clause(len(lows), english, other, len(longer), _in_no_list(longer, lexicon))
    if clause.foreign and not other and clause.unknown < clause.judged:
        # full of slips, not of foreign words
        slips = sum(_is_slip(word, lexicon) for word in longer)
        clause = clause._replace(unknown=clause.unknown - slips)
    return clause


def _is_slip(word: str, lexicon: Lexicon) -> bool:
    """Whether a word that no list has, and that nobody writes in any language, is one edit from an
    everyday word.
    """
    if len(word) < SLIP_LETTERS or lexicon.exists(word) or word in lexicon.corrections:
        return False
    if lexicon.seen_level(word) > 0:
        return False
    return any(lexicon.frequency(w) >= EVERYDAY for w in one_edit(word, lexicon))


def _in_no_list(words: Iterable[str], lexicon: Lexicon) -> int:
    """How many of the words no list has; a misspelling that a list knows speaks for English, not
    against it.
    """
    codes = lexicon.codes  # most words are in the list
    others = [w for w in words if w not in codes]
    return sum(not lexicon.exists(w) and w not in lexicon.corrections for w in others)


def counts(words: Iterable[str]) -> tuple[float, float]:
    """How many words speak for English, and for the best other language; of single letters, which
    in notes are variables, one.

    >>> counts("the cell is the unit of life".split()), counts("x y z w".split())
    ((3.0, 0.0), (0.0, 1.0))
    """
    scores: dict[str, float] = {}
    letter = False
    for word in words:
        votes = _VOTES.get(word)
        if votes is None:
            continue
        if len(word) == 1:
            if letter:
                continue
            letter = True
        for code, vote in votes:
            if vote == 1.0:
                scores[code] = scores.get(code, 0.0) + (
                    0.5 if code == ENGLISH and word in _SHARED else 1.0
                )
    english = scores.pop(ENGLISH, 0.0)
    return english, max(scores.values(), default=0.0)


def clauses(tokens: Sequence[Token], text: str) -> Iterator[tuple[int, int]]:
    """The clauses of a text, as ranges of its words: lines, sentences, and what stands in
    brackets or between dashes.
    """
    start = 0
    for number in range(1, len(tokens)):
        end, begins = tokens[number - 1].end, tokens[number].start
        if begins - end == 1 and text[end] == " ":
            continue  # most words stand so
        if _ENDS_CLAUSE.search(text, end, begins):
            yield start, number
            start = number
    if tokens:
        yield start, len(tokens)


_ENDS_CLAUSE = re.compile(r"[\n\t;:()\[\]|„“”«»\"—–=→]|[.!?](?=\s)|\s-\s|/\s| {3}")


@dataclass(frozen=True, slots=True)
class FileLanguage:
    """What the clauses of a file say of it."""

    mixed: bool = False
    column: bool = False  # one of a table, English beside words of another language
    proved: int = 0  # words of clauses that are surely English
    foreign: int = 0  # … and of those that surely are not

    @classmethod
    def of(cls, judged: Iterable[Clause]) -> FileLanguage:
        """The language of a file by its clauses."""
        proved = foreign = spoken = 0
        for clause in judged:
            proved += clause.words * clause.proved
            foreign += clause.words * clause.foreign
            spoken += clause.words * clause.spoken_otherwise
        mixed = spoken >= MIXED_WORDS and spoken * MIXED_SHARE >= proved + foreign
        return cls(mixed, proved=proved, foreign=foreign)

    @property
    def english(self) -> bool:
        return self.foreign <= FOREIGN_SHARE * (self.proved + self.foreign)

    @property
    def mostly_english(self) -> bool:
        return self.proved >= MIXED_WORDS and self.proved >= MOSTLY * self.foreign

    def is_english(self, clause: Clause, entry_english: bool) -> bool:
        """Whether English rules touch a clause: by its own words, else as its entry and the file
        have it.
        """
        if clause.foreign or clause.proved:
            return clause.proved
        if self.column:
            strange = 0 < clause.judged == clause.unknown
            return entry_english and clause.other <= clause.english and not strange
        if self.mixed or not self.english:
            return self.mostly_english and clause.plainly_english
        return entry_english


def in_company(judged: Sequence[FileLanguage], number: int) -> bool:
    """Whether one of several entries is English: by its own clauses, else by those of the entries
    around it.

    `judged`: what the clauses of each entry say, in the order of the file."""
    own = judged[number]
    if own.proved or own.foreign:
        return own.english
    near = judged[max(0, number - COMPANY) : number + COMPANY + 1]
    return sum(e.foreign for e in near) <= sum(e.proved for e in near)


def is_strange(words: Iterable[str], lexicon: Lexicon) -> bool:
    """Whether so many of the longer words, each counted once, are in no list that a headword may be
    another language's.

    >>> from ankigen.spelling.words.lexicon import load_lexicon
    >>> is_strange("the enzym cuts the chain of the molecule".split(), load_lexicon())
    False
    """
    longer = {w for w in words if len(w) >= LONGER and w.isalpha()}
    return _in_no_list(longer, lexicon) >= max(STRANGE_WORDS, STRANGE_VOCABULARY * len(longer))


def code_of(words: Sequence[str], english: bool) -> str:
    """The code of the language that words speak for most; "en" or "" where they do not say.

    >>> code_of("die zelle ist das".split(), True), code_of(["mitosis"], True)
    ('de', 'en')
    """
    scores: dict[str, float] = {}
    for word in words:
        for code, vote in _VOTES.get(word, ()):
            scores[code] = scores.get(code, 0.0) + vote
    ranked = sorted(scores.items(), key=lambda pair: -pair[1])
    fallback = ENGLISH if english else ""
    if not ranked or ranked[0][1] < FOREIGN_WORDS:
        return fallback
    if len(ranked) > 1 and ranked[1][1] == ranked[0][1]:
        return fallback
    return ranked[0][0]
