"""Entries of which no good question can be made: the notes tell a story around the headword, speak
of something else, or only say the headword again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ankigen.cards.asking.reverse import is_name, names_twice
from ankigen.cards.content.core import FEW_WORDS
from ankigen.cards.content.defining import narrates
from ankigen.cards.content.sentences import ends, ends_sentence
from ankigen.cards.content.subjects import asks_itself, is_task
from ankigen.cards.rendering.plain import plain
from ankigen.cards.words import content_stems, count, same_abroad, stem, tells
from ankigen.model import ListNode, Node, Paragraph, RichText
from ankigen.text.patterns import when_asked

#: A name as programs have it: "load_rows()", "table.sort".
_CODED = when_asked(r"\w\(|\w_\w|[a-z]\.[a-z]")
#: Words of an example in the items of a list, which are then no facts.
_IN_THIS_CASE = when_asked(
    r"\b(?:in this|in our) (?:case|example|exercise|lab|notebook|tutorial|scenario)\b",
    re.IGNORECASE,
)
#: What ends with something that has a name, and does not say it: "the size of these columns".
_POINTS = when_asked(r"\b(?:this|these)\s(?!(?:way|case|time|kind|type|sort)\b)([a-z]+)\.?$")
_CASE = "tells of a case and does not say what it is"
AGAIN = "only says its name again"
#: What the entries before have left over: "Other loaves", but not "Other word for bread".
_THE_REST = when_asked(
    r"(?:other|further|additional|miscellaneous)\s(?!.*\b(?:for|of)\b)", re.IGNORECASE
)
#: What is said of every function.
_OF_EACH = content_stems("method function procedure command")
#: A short form of so many letters stands for the words that begin with it ("dict", "dictionary").
_SHORT = 4
#: A label of so many telling words that stands in what is said of it, and so many more words.
LEAST_LABEL, LITTLE_MORE = 2, 4
#: What points to other items by their numbers: "2 and 3 together", "see 1".
_BY_NUMBER = when_asked(
    r"(?:(?:see|as in|like)\s(?:no\.?\s)?\d{1,2}(?:\s?(?:,|and|or|&|\+)\s?\d{1,2})*"
    r"|(?:both\s)?\d{1,2}(?:\s?(?:,|and|or|&|\+)\s?\d{1,2})+\s(?:together|combined))\W*$",
    re.IGNORECASE,
)
#: Names in a row have so many words at most.
NAME_WORDS = 4
#: Another thing and what it is: "A ledger is a book".
_ANOTHER = when_asked(
    r"(?!(?:it|this|that|there|here|what|which|one|he|she|they)\b)"
    r"((?:[\w-]+\s){1,4}?)is an?\s",
    re.IGNORECASE,
)


def why_unaskable(headword: str, asked: Sequence[Node], context: str = "") -> str:
    """Why what would be asked of a headword answers no question; "" where it does.

    `context` is what the front says below the headword. A question and a long heading are left as
    they are: what stands below them is their answer, however it is worded.
    """
    if not all(isinstance(node, Paragraph | ListNode) for node in asked):
        return ""
    said = plain(asked, marks=False).strip()
    only_words = all(isinstance(node, Paragraph) for node in asked)
    if only_words and said and not any(map(str.isalnum, said)):
        return "says nothing"
    if not context and _THE_REST.match(headword) and not asks_itself(headword):
        return "says something of what is left over, which no question can name"
    if is_task(headword):
        if only_words and narrates(said):
            return _CASE
        return "speaks of something else" if only_words and _of_another(headword, said) else ""
    if not is_name(headword):
        return ""
    if narrates(said) or (not only_words and _IN_THIS_CASE.search(said)):
        return _CASE
    if only_words and _begins_a_story(asked):
        return _CASE
    if only_words and "\n" not in said and _is_row_of_names(said) and names_twice(said):
        return "names one thing twice"
    points = _POINTS.search(said.partition("\n")[0].rstrip())
    if points is not None and not _is_named(points, headword, context):
        return f'speaks of "{points[0]}" without saying which'
    again = only_words and repeats(headword, said) and not same_abroad(headword, said)
    return AGAIN if again else ""


def says_nothing(label: str, said: str) -> bool:
    """Whether what stands behind the label of an item does not say what the label means: it tells
    of a case, points to other items, or says the label again and little more.

    >>> says_nothing("Stone oven", "You bake it in a stone oven."), says_nothing("Yeast", "Lives.")
    (True, False)
    >>> says_nothing("Rye bread", "2 and 3 together"), says_nothing("Charges", "2 and 3")
    (True, False)
    """
    said = said.strip(" :–—-\n")
    if _BY_NUMBER.match(said) is not None:
        return True
    said = said[: ends(RichText.of(said))[0]]
    if narrates(said):
        return True
    own = content_stems(label)
    # behind the label as its subject stands what it is
    again = len(own) >= LEAST_LABEL and tells(said.partition(" ")[2], label)
    again = again and not tells(" ".join(said.split()[: len(label.split()) + 1]), label)
    return again and len(content_stems(said) - own) <= LITTLE_MORE


def repeats(headword: str, said: str) -> bool:
    """Whether a definition has no telling word that the headword has not; of what programs call by
    a name, no more than one.

    >>> repeats("sort_rows()", "Sorts the rows."), repeats("sort_rows()", "Puts rows in order.")
    (True, False)
    >>> repeats("Blue whale", "A whale that is blue."), repeats("Blue whale", "The largest whale.")
    (True, False)
    """
    own = content_stems(headword)
    told = content_stems(said) - _OF_EACH
    forms = tuple([word for word in own if len(word) >= _SHORT])
    new = {word for word in told - own if not word.startswith(forms)}
    return len(new) < len(told) and len(new) <= (_CODED.search(headword) is not None)


def _is_row_of_names(said: str) -> bool:
    return not ends_sentence(said) and all(count(name) <= NAME_WORDS for name in said.split(","))


def _begins_a_story(asked: Sequence[Node]) -> bool:
    """Whether a few words are followed by a line that tells of a case."""
    match asked:
        case (Paragraph(first), Paragraph(second), *_):
            few = count(first.text) < FEW_WORDS and not ends_sentence(first.text)
            return few and narrates(second.text)
    return False


def _is_named(points: re.Match[str], headword: str, context: str) -> bool:
    before = points.string[: points.start()]
    return stem(points[1]) in content_stems(f"{headword} {context} {before}")


def _of_another(headword: str, said: str) -> bool:
    subject = _ANOTHER.match(said)
    return subject is not None and not content_stems(subject[1]) & content_stems(headword)
