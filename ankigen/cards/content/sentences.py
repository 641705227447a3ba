"""Where sentences end, and where a long one may be cut: what a card asks for begins with a whole
thought.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ankigen.cards.words import STOP_WORDS, count, words
from ankigen.model import RichText
from ankigen.text.patterns import when_asked

#: A sign that ends a sentence, with what closes behind it, before white space and what may begin
#: the next one.
_END = when_asked(r"[.!?…][\"”’»)\]]*(?=\s+[\"“‘«(\[¿¡]*[^\W_a-zß-öø-ÿ]|\s*\n)|[。！？][」』）]*")
#: What ends with a full stop and ends no sentence.
_SHORTENED = when_asked(
    r"(?:^"
    r"|[\s(\[\"“])(?:[^\W\d_]|e\.g|i\.e|etc|vs|cf|resp|approx|ca|fig|no|op|vol|dr|mr|mrs|ms|prof|st|jr|sr|inc|ltd"
    r"|art|sec|ch|p|pp|ed|al|z\.b|d\.h|u\.a|bzw|usw|nr|abs|bspw|evtl|vgl|p\.ej|ej|ud|sig)\.$",
    re.IGNORECASE,
)
#: So many characters before the stop tell.
_LONGEST_SHORTENED = 12
#: "etc." and "al." may end a sentence too: before a capital they do.
_ENDS_ALL_THE_SAME = when_asked(r"\b(?:etc|usw)\.$", re.IGNORECASE)

_DASH = when_asked(r"\s[–—-](?=\s)|(?<=\w)—(?=\w)")
#: Where a long sentence may be cut without loss, the best place first.
BETWEEN_CLAUSES = (when_asked(r";(?=\s)"), _DASH)
#: Where it may be cut if need be: before what adds something, or explains.
ANYWHERE = (
    *BETWEEN_CLAUSES,
    when_asked(r",(?=\s(?:so|but|because|and|while|which|where|whereas|when|or|as|since|if)\b)"),
    re.compile(r":(?=\s)"),
    re.compile(r"\s(?=because\s)"),
)


#: Where what a sentence adds at its end begins: examples, what is often so, what comes of it.
ADDED = (
    re.compile(
        r",(?=\s(?:especially|particularly|including|for (?:example|instance)|as well as|while also"
        r"|(?:enhanc|allow|enabl|mak|ensur|improv|reduc|giv|provid)ing|usually|often|typically|mainly"
        r"|such as|much like|in other words|thereby|thus|hence|which (?:can|may)"
        r"|which (?:\w+ly\s(?:and\s\w+ly\s)?)?(?!(?:is|was|has)\b)\w+s(?=\s))\b)"
        r"|(?=\sthat (?:enables?|allows?|lets?) (?:you|us|users|people)\b)"
    ),
)
#: So does what goes with it, in a sentence of very many words.
ADDED_TO_MUCH = (*ADDED, when_asked(r",(?=\swith (?:an?|the|no|its|their)\s)|,?(?=\ssuch as\s)"))


#: Words after which a sentence goes on: what it leads to stands below it.
_LEADS_ON = when_asked(
    r"(?:[:：]|(?<![^\s])(?:the|a|an|of|to|by|for|with|in|on|from|and|or|as|is|are|be|was|were|has"
    r"|have|must|can|may|should|includes?|needs?|that|than|such as|like|namely|following"
    r"|der|die|das|von|zu|mit|und|oder|ist|sind|muss|müssen|durch|für"
    r"|el|la|los|las|de|por|para|con|y|o|es|son|debe|deben|le|les|des|du|pour|par|avec|et|ou|est"
    r"|sont))\s*$",
    re.IGNORECASE,
)


#: More characters than the longest word that leads on has, with the one before it.
_LAST = 12

_STOPS, _CLOSING = (".", "!", "?", "。", "…"), '"”’»)]'


def ends_sentence(text: str) -> bool:
    """Whether a text ends with a full stop or the like.

    >>> ends_sentence('It says "stop." '), ends_sentence("It goes on")
    (True, False)
    """
    return text.rstrip().rstrip(_CLOSING).endswith(_STOPS)


def leads_on(text: str) -> bool:
    """Whether a text breaks off before what it leads to.

    >>> leads_on("It needs to be"), leads_on("Two kinds:"), leads_on("A kind of tree")
    (True, True, False)
    """
    return _LEADS_ON.search(text.rstrip()[-_LAST:]) is not None


def is_shortened(text: str) -> bool:
    """Whether a text ends with an abbreviation and its full stop.

    >>> is_shortened("a sum, i.e."), is_shortened("a sum.")
    (True, False)
    """
    return _SHORTENED.search(text[-_LONGEST_SHORTENED:]) is not None


def ends(text: RichText) -> list[int]:
    """Where each sentence of a text ends; the last number is the text's length.

    >>> ends(RichText.of("See Fig. 2, i.e. here. Then go on. Done"))
    [22, 34, 39]
    """
    return list(_ends_of_words(text.text)) if not text.marks else _ends(text)


@lru_cache(maxsize=4096)  # of one text it is asked many times while its cards are made
def _ends_of_words(text: str) -> tuple[int, ...]:
    return tuple(_ends(RichText(text)))


def _ends(text: RichText) -> list[int]:
    found: list[int] = []
    brackets = _Brackets(text.text)
    for match in _END.finditer(text.text):
        end = match.end()
        stop = match.start() + 1
        before = text.text[max(0, stop - _LONGEST_SHORTENED) : stop]
        shortened = match[0][0] == "." and is_shortened(before)
        if shortened and not _ENDS_ALL_THE_SAME.search(before):
            continue
        if text.literal_at(match.start(), stop) or brackets.open_at(stop):
            continue
        found.append(end)
    length = len(text.text.rstrip())
    if not found or found[-1] < length:
        found.append(length)
    return found


#: A line that begins with a label or a name and what it is: "Label: …", "name = …".
_NAMES_FIRST = when_asked(r"[^\W_][^\n.!?;,]{0,40}?(?:[:：]\s|\s(?:[–—~=-]|--|->|→)\s)")
#: So does one that goes on to speak of it.
_SUBJECT = when_asked(
    r"(?:it|they|this|these|we|you|the\s[\w-]+\s(?:is|are|was|were))\s", re.IGNORECASE
)
#: Nobody breaks a line that is longer than this by hand.
_WIDEST = 100
#: Words of a line that may stand by itself, and of a name.
_FEW, _NAME = 2, 3


def first_line(text: RichText) -> RichText:
    """A text up to where its writer ended a raw line, though no full stop stands there: the next
    line begins anew, with a name and what it is, and the name is short, or its first word would
    have had room above.

    >>> first_line(RichText("bits on a wire Network layer: routing", (), ((0, 1), (15, 2)))).text
    'bits on a wire'
    """
    brackets = _Brackets(text.text)
    for end, line, below, roomy in _raw_lines(text):
        name = _NAMES_FIRST.match(below)
        goes_on = roomy and _SUBJECT.match(below)
        anew = goes_on or (name is not None and (roomy or _is_name(name[0])))
        whole = count(line) >= _FEW and not line.endswith((",", ";", "-", "–"))
        if anew and whole and not leads_on(line) and not brackets.open_at(end):
            return text[:end]
    return text


def name_first(text: str) -> str:
    """The name with which a line begins that says what it is, "" where it begins with none.

    >>> name_first("Ketch = two masts"), name_first("two masts")
    ('Ketch', '')
    """
    found = _NAMES_FIRST.match(text)
    return found[0].rstrip(":：–—~=->→ ") if found else ""


def broken_lines(text: RichText) -> list[int]:
    """Where raw lines of a text end although the next word would have had room."""
    return [end for end, _, _, roomy in _raw_lines(text) if roomy]


def _raw_lines(text: RichText) -> Iterator[tuple[int, str, str, bool]]:
    """Of each raw line but the last: where it ends, itself, the next one, and whether the first
    word of that would have had room behind it.
    """
    starts = [offset for offset, _ in text.lines]
    if len(starts) < 2:
        return
    lines = [text.text[a:b] for a, b in zip(starts, [*starts[1:], len(text.text)], strict=True)]
    width = min(max(map(len, lines)), _WIDEST)
    for start, line, below in zip(starts[1:], lines, lines[1:], strict=False):
        said = line.rstrip()
        room = len(said) + 1 + len(below.partition(" ")[0])
        yield start - (len(line) - len(said)), said, below, room <= width or len(said) > _WIDEST


def _is_name(label: str) -> bool:
    found = words(label)
    return 0 < len(found) <= _NAME and found[0].text.casefold() not in STOP_WORDS


class _Brackets:
    """Which brackets are open at a place of a text: the sentence inside one is part of the one
    around it. Asked for one place after another, so that each character is looked at once.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = self._round = self._square = 0

    def open_at(self, end: int) -> bool:
        """Whether one is open before `end`, which lies behind the places asked for before."""
        piece = self._text[self._at : end]
        self._at = end
        self._round += piece.count("(") - piece.count(")")
        self._square += piece.count("[") - piece.count("]")
        return self._round > 0 or self._square > 0


def cut(
    text: RichText,
    least: int,
    most: int,
    where: Sequence[re.Pattern[str]] = ANYWHERE,
    first: bool = False,
) -> int:
    """Where a sentence of more than `most` words may be cut so that `least` to `most` are left, 0
    where it may not: at the last such place, or the `first` one.

    >>> text = RichText.of("It keeps a copy of each value; what is asked for twice is looked up.")
    >>> text.text[: cut(text, 3, 10)]
    'It keeps a copy of each value'

    Two dashes enclose an aside, of which no half is left.
    """
    for pattern in where:
        brackets, place, before, at = _Brackets(text.text), 0, 0, 0
        for number, found in enumerate(pattern.finditer(text.text)):
            start = found.start()
            before += count(text.text[at:start])
            at = start
            if before > most:
                break
            inside = brackets.open_at(start) or text.literal_at(start, found.end())
            closes = pattern is _DASH and number % 2
            if before >= least and not inside and not closes:
                place = start
                if first:
                    break
        if place:
            return place
    return 0
