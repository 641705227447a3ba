"""Words that no list has, and what was meant."""

from __future__ import annotations

from collections.abc import Sequence

from ankigen.model import FixKind
from ankigen.spelling.candidate_features import (
    NO_RIVAL,
    Found,
    TokenizedText,
    Verdict,
    is_compound,
    measures,
)
from ankigen.spelling.document_model import (
    GOOD_PAIR,
    OUTNUMBERED,
    TRUSTED_COUNT,
    DocumentModel,
    Proposal,
)
from ankigen.spelling.lexicon import BOTH, NAME, PLAIN, Lexicon
from ankigen.spelling.nonword_candidates import (
    ADVANCE_BITS,
    BEGINNINGS,
    BEGINNINGS_TOO,
    COMMONPLACE,
    EDIT_BITS,
    ENDINGS_TOO,
    PARTICLES,
    SHORT,
    Candidate,
    Speller,
    beside,
    context,
    is_derived,
    like,
    looks_like_a_term,
)
from ankigen.spelling.ranker import load_ranker
from ankigen.spelling.tokens import Token
from ankigen.spelling.word_forms import is_other_ending, is_variant, kind_of

#: A candidate is written when it scores so many bits and beats the next by so many; said when it scores less.
SURE_SCORE, SURE_MARGIN, SPLIT_MARGIN = 1.0, 4.0, 2.0


SAID_SCORE, SHORT_SAID = -3.0, 2.0
#: Of one stem with two endings both may be right; the unknown one is said where the other fits so well.
ENDING_SAID = 5.0
#: Where a list knows several words for a slip, the best must beat the others by so many bits, or have so many itself.
LISTED_MARGIN, LISTED_SURE = 8.0, 15.0
#: Two readings so close in bits that are one word with two endings, or its parts, leave it open which was meant.
RIVAL_MARGIN = 8.0
#: A last letter more or another one costs more than this; one dropped, or one of the same sound, less.
LAST_COST = 0.87
#: A word of four letters is mended alone where a candidate has so many bits and beats the next by so many.
FOUR_LETTERS, FOUR_MARGIN = 13.0, 7.0
#: Two short words put together are no coinage where one edit gives a word that fits so well ("thou-sends").
NO_COINAGE = 12.0
#: A right word this common is what stands after a stray "a", and the two are seen together so often.
AFTER_A, A_PAIR, A_SCORE = 11.0, 6.0, 6.0
#: Two function words together are never a coinage from so many letters on.
TWO_PARTICLES = 7
#: Two words of content that are seen together so often, each this long.
COMPOUND_PAIR, COMPOUND_PART = 6.0, 6


#: Two edits need a longer word, three a still longer one; and they must be slips that fingers or ears make.
SHORTEST_FOR = {1: 5, 2: 8, 3: 9}


DEAREST_FOR = {1: 1.2, 2: 1.75, 3: 2.7}


#: Two edits that cost no more than this are slips of the commonest kind; dearer ones need the word in the document.
CHEAP_PAIR = 1.5


#: What speaks against a candidate, in bits: the word is short, ends like a term of science, or takes an unlikely slip.
SHORT_BITS, TERM_BITS, UNLIKELY_BITS, DERIVED_BITS, RARE_BITS = 2.5, 3.0, 2.0, 4.0, 6.0
#: Bits by which a word fits both its neighbours when it is at home there.
AT_HOME = 2.5
#: With a capital it may be somebody's name, even where a sentence begins.
NAME_BITS = 2.5


#: A list of known misspellings is worth so much; and a stray "a" after a function word is an article that lost its space.
LISTED_BITS, STRAY_A_BITS = 4.0, 6.0


#: Words of fewer letters than this are near to many others.
LONG = 8


#: A slip that costs more than this is an unlikely one.
LIKELY_COST = 1.0


#: A long word, one cheap slip from one other word and far from all the rest, is nearly certain, however rare the other is.
CHEAP_COST, ALONE_MARGIN, ALONE_BITS = 0.8, 8.0, 3.5


#: What each letter over LONG is worth to a candidate, and the most that they are worth: a long word has few neighbours.
LETTER_BITS, MOST_LETTER_BITS = 0.7, 4.0


#: A part this long is none of a coinage.
LONG_PART = 7


#: From this chance on a candidate is written, and from the second on where the rules would write it too; from the third on it is
#: said, and from the last on where the rules would say it.
MENDED, MENDED_TOO, SAID, SAID_TOO = 0.92, 0.6, 0.15, 0.01
#: The first in notes that were typed in a hurry, where an unknown word is likelier a slip than somebody's word; and for a string that
#: nobody writes on the web, a short and a long one. (Of 596 errors in 18 sets of notes 30 more are mended so, and two more wrongly.)
MENDED_IN_HASTE, NEVER_SEEN_IN_HASTE, LONG_IN_HASTE = 0.85, 0.7, 0.6
#: What is said in such notes, and said where the rules would say it.
SAID_IN_HASTE, SAID_TOO_IN_HASTE = 0.1, 0.003
#: A misspelling of more than five letters that the list knows and the rules would mend: nothing else can be meant. (In 800,000 words
#: of prose this was wrong of "collectin", which is told by its ending, and of "publick".)
MENDED_LISTED = 0.05
#: A space that was lost beside a word of grammar, in a string that nobody writes.
PARTED = 0.5


#: Four letters or fewer are mended only into words this common.
EVERYDAY = 9.0
#: A string that the web writes so often (see Lexicon.web_level) means something in some language.
MEANS_SOMETHING = 4.0
#: It is changed from these chances on: a short one, and one beside a word that nobody knows.
CERTAIN_SHORT, CERTAIN = 0.99, 0.97
#: Words of grammar beside which a lost space is no coinage ("timelog", "beardown"); an "a" may be a letter of the word.
GRAMMAR = PARTICLES - {"time", "own", "a", "i"}
#: A word of fewer letters is not mended in a text of which so large a share are words that no list has.
FOUR, ABBREVIATIONS = 4, 0.34


def misspelled(
    passage: TokenizedText, number: int, speller: Speller, *, headword: bool
) -> Proposal | None:
    """A word that no list has, and what was meant.

    The rules judge the best candidate, and the forest weighs their verdict with all else that is known of the place.
    Left alone: names inside a sentence, capitals, words with accents, words the document uses often."""
    token, page = passage.tokens[number], passage.page
    word = token.low
    if not may_be_misspelled(token, page, headword=headword):
        return None
    if word.endswith("ys") and token.lower and word[-3:-2] not in "aeiou":
        return plural_of_y(token, page)
    weighed = weigh(passage, number, speller, headword=headword)
    if weighed is None:
        return None
    best, verdict, seen = weighed
    if is_variant(word, best.text.lower()) and not best.listed:
        return None  # "hyponatraemia"
    chance = load_ranker("spellings.bin").chance(seen)
    shorthand = passage.strangers > ABBREVIATIONS * len(passage.tokens)
    sure = (
        chance > least_to_mend(word, best, verdict, page)
        and not may_be_somebodys(token, best.text, verdict, chance, page)
        and not (len(word) < FOUR and shorthand)  # "abd soft nt nd"
    )
    if not sure and chance < least_to_say(verdict, page):
        return None
    return Proposal.at(
        token,
        written(token, best.text, page),
        kind_of(word, best.text.lower()),
        rule_of(best),
        round(chance, 3),
        sure,
    )


def weigh(
    passage: TokenizedText, number: int, speller: Speller, *, headword: bool
) -> tuple[Candidate, Verdict, tuple[float, ...]] | None:
    """The best candidate for a word, the rules' verdict on it, and what the forest is to weigh; None if there is no candidate."""
    token, page = passage.tokens[number], passage.page
    ranked = rank(token, page, speller)
    if not ranked:
        return None
    found = Found(token, tuple(ranked), margin_of(ranked), is_foreign_company(token, page, speller))
    verdict = by_rules(found, page, headword=headword)
    return ranked[0][1], verdict, measures(passage, number, found, verdict, headword=headword)


def rule_of(candidate: Candidate) -> str:
    """The name under which a candidate is told."""
    if candidate.listed:
        return "known-misspelling"
    return "lost-space" if " " in candidate.text else "near-word"


def is_two_contents(text: str) -> bool:
    """Whether a candidate is two words of which neither carries grammar.

    >>> is_two_contents("style guide"), is_two_contents("of guides"), is_two_contents("guide")
    (True, False, False)
    """
    left, _, right = text.lower().partition(" ")
    return bool(right) and left not in PARTICLES and right not in PARTICLES


def may_be_somebodys(
    token: Token, text: str, verdict: Verdict, chance: float, page: DocumentModel
) -> bool:
    """Whether a word may mean something to somebody, however likely a candidate is; then it is only told."""
    word, ruled = token.low, verdict is Verdict.MEND
    if not ruled and word[1:] == text:
        return True  # "ttest"
    if not ruled and is_two_contents(text) and may_be_coined(word, text, page):
        return True  # "upperbound" and "styleguide"
    if text == word + "g" and not page.careless:
        return True  # "resolvin" is a substance
    everyday = " " in text or page.lexicon.frequency(text.lower()) >= EVERYDAY
    if len(word) < SHORT and not (everyday and (ruled or page.careless)):
        return True  # what was "msyt"? and "neqs" is the number of equations
    if page.lexicon.web_level(word) < MEANS_SOMETHING:
        return False
    if len(word) <= SHORT and chance < CERTAIN_SHORT and not is_at_home(token, text, page):
        return True  # "vas deferens"
    return chance < CERTAIN and is_beside_stranger(token, page)  # "regio palmaris"


def is_at_home(token: Token, text: str, page: DocumentModel) -> bool:
    """Whether a candidate fits both neighbours well."""
    first, _, last = text.lower().partition(" ")
    left, right = beside(page, token.left, first), beside(page, last or first, token.right)
    return min(left, right) >= AT_HOME


def is_beside_stranger(token: Token, page: DocumentModel) -> bool:
    """Whether a neighbour is a word that the lists do not know well: then both may be of another language."""
    return any(w.isalpha() and not page.known(w) for w in (token.left, token.right))


def least_to_mend(word: str, best: Candidate, verdict: Verdict, page: DocumentModel) -> float:
    """The chance from which on a candidate is written."""
    text = best.text
    never_seen = page.lexicon.web_level(word) == 0
    grammar = not GRAMMAR.isdisjoint(text.lower().split())
    if never_seen and " " in text and len(word) >= LONG and grammar:
        return PARTED
    if verdict is Verdict.MEND:
        return MENDED_LISTED if best.listed and len(word) > SHORT else MENDED_TOO
    if page.careless:
        if never_seen:
            return LONG_IN_HASTE if len(word) >= LONG else NEVER_SEEN_IN_HASTE
        return MENDED_IN_HASTE
    return MENDED


def least_to_say(verdict: Verdict, page: DocumentModel) -> float:
    """The chance from which on a candidate is said."""
    if verdict is Verdict.SAY:
        return SAID_TOO_IN_HASTE if page.careless else SAID_TOO
    return SAID_IN_HASTE if page.careless else SAID


def may_be_coined(word: str, parts: str, page: DocumentModel) -> bool:
    """Whether somebody may have made one word of two on purpose: it is on the web, or the first is a combining form ("magneto-").

    Nobody writes "lowestlevel"."""
    return page.lexicon.web_level(word) > 0 or parts.partition(" ")[0].endswith("o")


def may_be_misspelled(token: Token, page: DocumentModel, *, headword: bool) -> bool:
    """Whether a word is one to judge at all: not known, in small letters (or a capital that says nothing), without accents."""
    word = token.low
    if token.guarded or len(word) < 2 or token.upper or not (token.lower or token.capital):
        return False
    if not token.text.replace("’", "'").isascii() or page.known(word):
        return False
    if word.endswith(("'s", "s'")):
        return False
    return not token.capital or token.first or headword


def margin_of(ranked: Sequence[tuple[float, Candidate]]) -> float:
    """By how many bits the best candidate beats the next; its own parts, and other endings further off, are no rivals."""
    score, best = ranked[0]
    parts = best.text.lower().split(" ") if " " in best.text else []
    rivals = [
        s
        for s, c in ranked[1:]
        if c.text not in parts and not (c.edits > best.edits and is_other_ending(best.text, c.text))
    ]
    return min(NO_RIVAL, score - rivals[0]) if rivals else NO_RIVAL


def by_rules(found: Found, page: DocumentModel, *, headword: bool) -> Verdict:
    """What the rules alone make of the best candidate."""
    token, ranked, margin = found.token, found.ranked, found.margin
    word = token.low
    score, best = ranked[0]
    if token.glued and (len(word) < SHORT or word.endswith("o")):
        return Verdict.LEAVE  # "dramatico-musical"
    if page.lexicon.is_rare(word) and word not in page.lexicon.corrections and not token.lower:
        return Verdict.LEAVE
    target = best.text.lower()
    count = page.words[word]
    if count >= TRUSTED_COUNT and page.words[target] < OUTNUMBERED * count and not best.listed:
        return Verdict.LEAVE
    if not best.listed and is_variant(word, target):
        return Verdict.LEAVE
    other_ending = is_other_ending(word, target)
    if not best.listed and (word[1:] == target or (other_ending and score < ENDING_SAID)):
        return Verdict.LEAVE
    left, _, right = target.partition(" ")
    if right and left in BEGINNINGS and right not in PARTICLES and not best.listed:
        return Verdict.LEAVE  # "Multiclass"
    if not best.listed and len(word) < SHORT and score < SHORT_SAID:
        return Verdict.LEAVE
    if page.lexicon.is_rare(word) and not best.listed and " " not in target:
        return Verdict.LEAVE
    sure = is_sure(token, page, best, score, margin)
    listed = [c for _, c in ranked if c.listed]
    long_enough = len(word) > 3 or (token.lower and target in PARTICLES)
    if best.listed and len(listed) == 1 and " " not in best.text and long_enough:
        # The list knows this slip; what it cannot know is a coinage that ends in "-in" for "-ing", or a name.
        sure = sure or (
            margin > -1 and score > SAID_SCORE and target != word + "g" and target != word[1:]
        )
    if not best.listed and score < SAID_SCORE - letters_bonus(word) + against(word, page):
        return Verdict.LEAVE
    if score < LISTED_SURE and any(
        score - s < LISTED_MARGIN for s, c in ranked[1:] if c.listed and best.listed
    ):
        sure = False
    if sure and any(is_equal_rival(best, c) for s, c in ranked[1:] if s > score - RIVAL_MARGIN):
        sure = False
    if len(word) <= SHORT and best.cost > LAST_COST and not best.listed and score < FOUR_LETTERS:
        # "plugh" and "ftpd": short words that only end otherwise are somebody's.
        sure = sure and word[:-1] not in (target[:-1], target) and word != target[:-1]
    if page.lexicon.kind(target) == NAME and not best.listed:
        sure = False
    if headword and not best.listed and not page.words[target]:
        sure = sure and best.edits == 1 and " " not in target and len(word) >= LONG and token.first
    seldom = not page.lexicon.known(target) and " " not in target
    if not best.listed and (seldom or found.foreign):
        sure = False
    if not sure and score < SAID_SCORE - letters_bonus(word):
        return Verdict.LEAVE
    return Verdict.MEND if sure else Verdict.SAY


def is_equal_rival(best: Candidate, other: Candidate) -> bool:
    """Whether another candidate leaves it open which was meant: another ending of the same word ("adapte": adapter,
    adapted?), or two function words without their space ("itis": its, it is?)."""
    left, _, right = other.text.partition(" ")
    if right:
        return left in PARTICLES and right in PARTICLES and " " not in best.text
    return (
        best.listed
        and other.edits == best.edits
        and is_other_ending(best.text.lower(), other.text.lower())
    )


def plural_of_y(token: Token, page: DocumentModel) -> Proposal | None:
    """ "injurys" and "querys"; before a thing it may be an owner ("the babys head"), so there it is only said."""
    several = token.low[:-2] + "ies"
    if not page.lexicon.common(several):
        return None
    sure = not token.glued and (token.right in PARTICLES or token.right in (".", ",", ""))
    return Proposal.at(
        token,
        like(token.text, several),
        FixKind.MISSPELLING,
        "plural-of-y",
        0.95 if sure else 0.7,
        sure,
    )


def against(word: str, page: DocumentModel) -> float:
    """Bits that a candidate needs more, because the word may well exist: it is derived, or in the large lists."""
    if page.lexicon.is_rare(word):
        return RARE_BITS
    return DERIVED_BITS if is_derived(word, page.lexicon) else 0.0


def rank(token: Token, page: DocumentModel, speller: Speller) -> list[tuple[float, Candidate]]:
    """The candidates for a word with their scores, best first."""
    scored: list[tuple[float, Candidate]] = []
    for candidate in speller.candidates(token.low):
        weight = candidate.cost
        if candidate.text[:1].lower() != token.low[:1]:
            dropped = candidate.text[1:].lower() == token.low
            if not (dropped and (token.opens or token.introduced)):
                weight += 0.4
            elif token.lower:
                weight -= 0.4 if page.capitals else 0.2  # the capital went with it
        score = candidate.base + ADVANCE_BITS - EDIT_BITS * weight
        score += context(page, token.left, candidate.text, token.right)
        if candidate.listed:
            score += LISTED_BITS
        if token.low == candidate.text + "a":
            particle = candidate.text in PARTICLES
            if particle or page.pair(candidate.text, "a") > GOOD_PAIR:
                score -= STRAY_A_BITS * (1 + particle)
        scored.append((score, candidate))
    scored.sort(key=lambda pair: (-pair[0], pair[1].text))
    if len(scored) > 1 and is_variant(scored[0][1].text, scored[1][1].text):
        # "leukeamia": of two spellings of one word the nearer was meant
        (best, first), (_, second) = scored[:2]
        if second.cost < first.cost:
            scored[0] = (best, second)
            scored[1] = (scored[1][0], first)
    return scored


def is_sure(
    token: Token, page: DocumentModel, best: Candidate, score: float, margin: float
) -> bool:
    """Whether a candidate is written, not only said."""
    word, target = token.low, best.text.lower()
    if margin < (SPLIT_MARGIN if " " in target else SURE_MARGIN):
        return False
    need = SURE_SCORE + against(word, page) + (3.0 if token.glued else 0.0)
    if " " in target:
        return is_sure_split(token, page, target, score, need)
    # Four letters are near to much; they need the document's word, or a place where the meant word is at home.
    topical = page.words[target] > 1 and (
        page.lexicon.frequency(target) < COMMONPLACE
        or context(page, token.left, target, token.right) > AT_HOME
    )
    alone = score >= FOUR_LETTERS and margin >= FOUR_MARGIN and token.lower
    alone = alone and best.cost <= CHEAP_COST  # "feep" and "ftpd" are somebody's words
    if (
        len(word) < SHORTEST_FOR[best.edits] - (topical or alone)
        or best.cost > DEAREST_FOR[best.edits]
    ):
        return False
    if word[0] != target[0] and not is_lost_first(token, target):
        return False
    if score < NO_COINAGE and is_compound(word, page.lexicon):
        return False  # "Scareware" is not "Shareware"
    if is_other_ending(word, target) or word[1:] == target:
        return False
    if len(word) < LONG:
        need += SHORT_BITS * (2 if len(word) < SHORT else 1)
    if looks_like_a_term(word):
        need += TERM_BITS
    if token.capital:
        need += NAME_BITS
    if best.cost / best.edits > LIKELY_COST:
        need += UNLIKELY_BITS
    elif best.cost <= CHEAP_COST and margin > ALONE_MARGIN and len(word) >= LONG:
        need -= ALONE_BITS
    if best.edits > 1:
        if not page.words[target] and best.cost > CHEAP_PAIR:
            return False
        need += UNLIKELY_BITS
    return score + letters_bonus(word) > need


def letters_bonus(word: str) -> float:
    return min(MOST_LETTER_BITS, LETTER_BITS * max(0, len(word) - LONG))


def is_lost_first(token: Token, target: str) -> bool:
    """A first letter lost at the start of a line, or swapped with the second: other first letters stay."""
    word = token.low
    if (token.opens or token.introduced) and target[1:] == word:
        return True
    return len(word) > 4 and word[:2] == target[1::-1] and word[2:] == target[2:]


def is_plural(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is a plain plural or a verb's third person.

    >>> from ankigen.spelling.lexicon import load_lexicon
    >>> is_plural("liquids", load_lexicon()), is_plural("process", load_lexicon())
    (True, False)
    """
    return word.endswith("s") and not word.endswith("ss") and lexicon.common(word[:-1])


#: What ends so takes no further ending: "fragmentedor" is two words, "activator" one.
_FINISHED = (
    "ed",
    "ing",
    "ly",
    "tion",
    "tions",
    "ment",
    "ments",
    "ness",
    "ity",
    "ous",
    "able",
    "ers",
    "ives",
    "ths",
)


#: No compound begins with a participle, an adverb or an adjective that ends so ("collectingduct").
_UNBOUND = ("ing", "ed", "ly", "ous", "ful")


def is_sure_split(
    token: Token, page: DocumentModel, target: str, score: float, need: float
) -> bool:
    """Whether a space was lost: a function word and a word, or two words that are often neighbours."""
    word = token.low
    left, _, right = target.partition(" ")
    right_word = right.rpartition(" ")[2]
    lexicon = page.lexicon
    score += letters_bonus(word)
    if left == "a":  # "atypical" is one word
        common = lexicon.frequency(right) >= AFTER_A and lexicon.pair(left, right) >= A_PAIR
        return common and len(right) > 4 and score > A_SCORE and not lexicon.is_rare(word)
    if len(word) < 4:
        before = page.pair(token.left, left) if token.left.isalpha() else -1.0
        return before > 3 and page.pair(right_word, token.right) > 3 and score > need + 6
    if left in PARTICLES and right in PARTICLES:
        return score > (SAID_SCORE if len(word) >= TWO_PARTICLES else need)
    if left not in PARTICLES and right not in PARTICLES:
        # "styleguide" and "upperbound" are somebody's words; nobody coins one of two long words.
        if left.endswith("o"):
            return False  # "magnetoreception"
        shorter = min(len(left), len(right))
        coined = looks_like_a_term(word) or word.endswith("ate")  # "hydrogencarbonate"
        pair = lexicon.pair(left, right)
        far = shorter >= LONG_PART or (shorter >= COMPOUND_PART and pair >= COMPOUND_PAIR)
        long = far and not coined
        long = long or (shorter > 3 and len(left) > 5 and pair >= 0 and left.endswith(_UNBOUND))
        return long and score > SAID_SCORE + against(word, page)
    other, mine = (right, left) if left in PARTICLES else (left, right)
    endings = ENDINGS_TOO if mine == right else BEGINNINGS_TOO
    if mine in endings:
        # "fragmentedor" or "activator"? The pairs on both sides must say so.
        follows = page.pair(right_word, token.right) > GOOD_PAIR or mine == left
        finished = other.endswith(_FINISHED) or is_plural(other, lexicon)
        if len(other) > 5 and follows and (page.words[other] or finished):
            return score > SAID_SCORE + against(word, page)
        if lexicon.pair(left, right) < 0:
            return False
        need += SHORT_BITS
    elif len(other) > 3 and (len(other) > 5 or lexicon.pair(left, right) >= GOOD_PAIR):
        # A whole word and a function word that is no affix: hardly anything else can be meant.
        return score > SAID_SCORE + against(word, page)
    return score > need


def is_foreign_company(token: Token, page: DocumentModel, speller: Speller) -> bool:
    """Whether a neighbour does not exist either, and is near to nothing: then both may be another language, or names."""
    for neighbour in (token.left, token.right):
        if len(neighbour) > 2 and neighbour.isalpha() and not page.exists(neighbour):
            if is_derived(neighbour, page.lexicon):
                continue
            found = speller.candidates(neighbour)
            best = max((c.base + ADVANCE_BITS - EDIT_BITS * c.cost for c in found), default=-9.0)
            if best < SAID_SCORE:
                return True
    return False


def written(token: Token, right: str, page: DocumentModel) -> str:
    """The right word with the capitals that belong: those of the wrong one, or a capital that was lost with its letter."""
    if token.opens and token.lower and right[1:].lower() == token.low and page.capitals:
        return right[:1].upper() + right[1:]
    return like(token.text, right)


def lost_first_letter(token: Token, page: DocumentModel) -> Proposal | None:
    """ "he result" and "t is" at the start of a line, in notes whose lines begin with capitals."""
    if token.guarded or token.glued or not token.opens or not token.lower:
        return None
    if not page.capitals or not token.right.isalpha() or len(token.low) > 4:
        return None
    word, lexicon = token.low, page.lexicon
    said = page.pair(word, token.right)
    ranked = sorted(
        (
            (lexicon.pair(first + word, token.right), first + word)
            for first in "abcdefghijklmnopqrstuvwxyz"
            if lexicon.kind(first + word) in (PLAIN, BOTH)
            and (len(word) > 1 or first + word in PARTICLES)
        ),
        reverse=True,
    )
    if not ranked or ranked[0][0] < 6 or ranked[0][0] < said + 4:
        return None
    if len(ranked) > 1 and ranked[1][0] > ranked[0][0] - 2:
        return None
    right = ranked[0][1]
    return Proposal.at(
        token, right[0].upper() + right[1:], FixKind.DROPPED_LETTER, "lost-capital", 0.93, True
    )
