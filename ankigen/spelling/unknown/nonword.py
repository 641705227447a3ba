"""Words that no list has, and what was meant: the ranker weighs what the rules find."""

from __future__ import annotations

from dataclasses import replace

from ankigen.spelling.rules import FIX, KEEP, Decision, Proposal
from ankigen.spelling.unknown import doubts, hurried, near_slips, ranker, recurring, slips
from ankigen.spelling.unknown.candidate_features import OFTEN, Found, TokenizedText, features
from ankigen.spelling.unknown.candidates import (
    BEGINNINGS_TOO,
    COMMONPLACE,
    PARTICLES,
    SHORT,
    Candidate,
    Speller,
    beside,
    is_derived,
    like,
)
from ankigen.spelling.unknown.company import (
    is_at_home,
    is_beside_rare,
    is_beside_stranger,
    is_seen_pair,
    is_strange,
    is_two_contents,
)
from ankigen.spelling.unknown.nonword_rules import (
    CHEAP_COST,
    COMPOUND_PAIR,
    COMPOUND_PART,
    LONG,
    UNBOUND,
    by_rules,
    is_foreign_company,
    margin_of,
    rank,
)
from ankigen.spelling.unknown.which_words import may_be_misspelled
from ankigen.spelling.words.document_model import OUTNUMBERED, DocumentModel
from ankigen.spelling.words.edit_distance import distance
from ankigen.spelling.words.language import is_foreign_word
from ankigen.spelling.words.lexicon import PLAIN
from ankigen.spelling.words.protection import ABBREVIATIONS, is_latin_name
from ankigen.spelling.words.tokens import Token
from ankigen.spelling.words.word_forms import is_variant, kind_of
from ankigen.text.word_lists import word_tuple

#: From this probability on a candidate is a fix, and from the second on where the rules would fix
#: it, too; from the third on it is a suggestion.
FIXED, FIXED_TOO, SUGGESTED = 0.95, 0.6, 0.15
#: The first for a long string that nobody writes on the web.
FIXED_NEVER_SEEN = 0.95
#: The same in notes that were typed in a hurry, where an unknown word is likelier a slip than
#: somebody's word: for any string, for one that nobody writes on the web, and for a long one of
#: those that lost a letter or the like.
FIXED_NOISY, NEVER_SEEN_NOISY, LONG_NOISY = 0.9, 0.8, 0.65
#: A misspelling of more than five letters that the list knows and the rules would fix: nothing else
#: can be meant. (In 800,000 words of prose this was wrong of "collectin", which its ending gives
#: away, and of "publick".)
FIXED_LISTED = 0.1
#: … and one that the web writes often enough to be another spelling ("recompence").
FIXED_LISTED_SEEN = 0.9
#: A space that was lost beside a word of grammar, in a string that nobody writes; the string is
#: this long.
PARTED, PARTED_LETTERS = 0.5, 7
#: … of two words that are often seen side by side.
PARTED_SEEN = 0.4
#: A string that nobody writes, one slip from what the rules would write, in notes that were typed
#: in a hurry.
FIXED_RULED = 0.5
#: Where notes were not typed in a hurry any lost space asks for more.
PARTED_CLEAN = 0.95
#: In notes typed in a hurry a suggestion is so many times as likely to be right.
NOISY_ODDS = 2.5


#: The first of several words that a list has for a slip, in notes typed in a hurry, where the rules
#: would fix it.
OPEN_NOISY = 0.98


#: What is so likely in notes typed in a hurry is fixed, whatever else speaks for the word.
CERTAIN_NOISY = 0.98
#: Names of so many letters are looked at in notes typed in a hurry.
NAME_LETTERS = 6
#: A long name inside a sentence is suggested and fixed from these probabilities on.
NAME_SUGGESTED, NAME_FIXED = 0.4, 0.85
#: … and one cheap slip from its candidate from this one on.
NEAR_NAME = 0.02
#: An everyday word fits its neighbours by so many bits in all.
BOTH_FIT = 4.0
#: Four letters or fewer are fixed only into words this common.
EVERYDAY = 9.0
#: A string that means something in some language is changed from these probabilities on: a short
#: one, and one beside a word that nobody knows.
CERTAIN_SHORT, CERTAIN, SHORT_NOISY = 0.99, 0.995, 0.95
#: A word of some large list that the rules would keep is changed from this probability on.
CERTAIN_KEPT = 0.998
#: Words of grammar beside which a lost space is no coinage ("timelog", "beardown"); an "a" may be a
#: letter of the word.
GRAMMAR = PARTICLES - {"time", "own", "a", "i"}
#: What is put before any word, abbreviations too.
_MEASURES = word_tuple("micro macro multi mini mega nano hyper ultra pseudo quasi semi")
#: A word this common is what stands after "in", "un" and the like that lost their space.
WRITTEN_OFTEN = 7.0
#: A word of fewer letters is not fixed in a text of which so large a share are words that no list
#: has.
FOUR, ABBREVIATED = 4, 0.34


def misspelled(
    passage: TokenizedText, number: int, speller: Speller, *, headword: bool
) -> Proposal | None:
    """A word that no list has, and what was meant.

    The rules judge the best candidate, and the ranker weighs their decision with all else that
    is known of the place. Left alone: most names inside a sentence, capitals, words with accents,
    words the document uses often."""
    token, model = passage.tokens[number], passage.model
    word = token.low
    if word in ABBREVIATIONS:
        return None
    if not may_be_misspelled(passage.tokens, number, model, headword=headword):
        return long_name(passage, number, speller)
    small = token.lower or (token.capital and token.first)
    if word.endswith("ys") and small and word[-3:-2] not in "aeiou":
        plural = slips.plural_of_y(token, model)
    else:
        plural = slips.lost_e(token, model, speller)
    if plural is not None:
        return plural
    weighed = weigh(passage, number, speller, headword=headword)
    if weighed is None:
        return None
    best, decision, seen = weighed
    if is_variant(word, best.text.lower()) and not best.listed:
        unseen = model.lexicon.seen_level(word) == 0 or len(word) < SHORT
        if not unseen or model.lexicon.frequency(best.text) < EVERYDAY:
            return None  # "hyponatraemia", but not "resoearch" and "yor"
    probability = ranker.probability(seen)
    again = 0.0
    if model.writes(word, 2) > 1:
        again = as_if_once(passage, number, speller, headword=headword)
    if recurs := recurring.is_slip_again(word, best, again, model):
        probability = max(probability, again)
    likely = probability
    if model.noisy:
        likely = NOISY_ODDS * probability / (1 + (NOISY_ODDS - 1) * probability)
    sure = (
        is_surely(passage, number, best, decision, probability, recurs=recurs)
        or is_everyday(token, best, probability, model)
        or is_certain_in_hurry(token, best, likely, model)
    )
    near = near_slips.likelihood(word, best, (decision, probability), seen, model)
    if model.noisy and not _is_formed(word, best, model) and not is_two_contents(best.text):
        slip = hurried.Judged(token, best, decision, seen, max(probability, again))
        in_hurry = hurried.likelihood(slip, model, stranger=is_beside_stranger(token, model))
        sure = sure or hurried.is_likely(in_hurry, slip, model)
        near = max(near, in_hurry)
    judged = (decision, max(probability, again))
    sure = sure and not doubts.is_doubtful(passage, number, best, judged, speller)
    if not sure and not again and max(near, probability) < SUGGESTED:
        return None
    probability = likely
    if again and not sure:
        probability = max(probability, recurring.REPEATED)
    if not sure:
        probability = min(
            max(probability, near), doubts.most_likely(word, best, decision, again, model)
        )
    found = Proposal.at(
        token, written(token, best.text, model), rule_of(best), sure, round(probability, 3)
    )
    return found.of_kind(kind_of(word, best.text.lower()))


def is_surely(
    passage: TokenizedText,
    number: int,
    best: Candidate,
    decision: Decision,
    probability: float,
    *,
    recurs: bool,
) -> bool:
    """Whether the best candidate for a word is likely enough to be a fix, and nothing about the
    word or its place forbids one. `recurs`: the notes repeat it, and it is a slip all the same.
    """
    token, model = passage.tokens[number], passage.model
    word = token.low
    shorthand = passage.strangers > ABBREVIATED * len(passage.tokens)
    unlike = sorted(word) != sorted(best.text)  # letters are not only swapped
    # The rules fix one of several only where it leaves the others far behind.
    least_open = OPEN_NOISY if decision is FIX else CERTAIN
    return (
        (recurs or probability > least_to_fix(word, best, decision, model))
        and (best.listed or not token.upper)  # it may be a name in capitals
        and (recurs or not may_be_somebodys(token, best, decision, probability, model))
        and not (len(word) < FOUR and shorthand)  # "abd soft nt nd"
        and not (
            decision is KEEP and probability < CERTAIN_KEPT and model.lexicon.is_rare(word)
        )  # "partie" is some list's word
        and not (unlike and is_latin_name(passage.tokens, number, model.lexicon))
        and (recurs or not recurring.is_own_word(word, best, model))
        and not is_foreign_word(word)
        and (decision is FIX or not best.listed or len(word) >= LONG or model.noisy)
        and (not is_open(word, best, model) or (model.noisy and probability > least_open))
        and not (is_strange(passage) and not best.listed)
    )


def is_certain_in_hurry(
    token: Token, best: Candidate, probability: float, model: DocumentModel
) -> bool:
    """Whether a word of notes typed in a hurry is so surely a slip that what else may speak for it
    does not count: they write it once, as one word, and not as new ones are made.
    """
    word = token.low
    return (
        model.noisy
        and probability >= CERTAIN_NOISY
        and len(word) >= SHORT
        and " " not in best.text
        and token.lower
        and not word.endswith("in")  # "reflectin": reflecting or reflection
        and word[1:] != best.text  # "ttest", "xbased"
        and not model.lexicon.is_rare(word)
        and not recurring.has_other_beginning(word, best.text)
        and not _is_formed(word, best, model)
        and model.writes(word, 2) < 2
    )


def long_name(passage: TokenizedText, number: int, speller: Speller) -> Proposal | None:
    """A long word with a capital inside a sentence that nobody writes, one likely slip from a
    word or a name: suggested, and fixed in notes typed in a hurry that have the other, too.
    """
    token, model = passage.tokens[number], passage.model
    if token.guarded or token.glued or not token.capital or len(token.low) < NAME_LETTERS:
        return None
    if len(token.low) < LONG and not model.noisy:
        return None
    if not token.text.isascii() or model.known(token.low):
        return None
    if model.lexicon.seen_level(token.low) >= recurring.MEANS_SOMETHING:
        return None
    weighed = weigh(passage, number, speller, headword=False, count=1)
    if weighed is None or " " in weighed[0].text:
        return None
    best, decision, seen = weighed
    probability = ranker.probability(seen)
    likely_name = len(token.low) >= LONG and (
        probability >= NAME_SUGGESTED
        if decision is FIX
        else probability >= NEAR_NAME and near_slips.is_near(token.low, best, decision, model)
    )
    if not likely_name:
        if not near_slips.is_near_name(token, best, model, seen):
            return None
        return Proposal.at(token, written(token, best.text, model), "near-word", False)
    sure = model.noisy and probability > NAME_FIXED and model.writes(best.text.lower(), 1) > 0
    sure = sure and model.writes(token.low, 2) == 1
    alike = best.text[:2].lower() == token.low[:2]  # the first letters are seldom wrong
    if model.noisy and alike and model.lexicon.kind(best.text.lower()) == PLAIN:
        judged = hurried.Judged(token, best, decision, seen, probability)
        likely = hurried.likelihood(judged, model, stranger=is_beside_stranger(token, model))
        likely_word = likely >= hurried.LIKELY_NAME and hurried.is_likely(likely, judged, model)
        sure = sure or likely_word
    sure = sure and not doubts.is_doubtful(passage, number, best, (decision, probability), speller)
    after = written(token, best.text, model)
    return Proposal.at(token, after, rule_of(best), sure, round(max(probability, 0.5), 3))


def as_if_once(passage: TokenizedText, number: int, speller: Speller, *, headword: bool) -> float:
    """How likely a word that the notes repeat would be a slip if they wrote it once."""
    weighed = weigh(passage, number, speller, headword=headword, count=1)
    if weighed is None:
        return 0.0
    best, decision, seen = weighed
    word = passage.tokens[number].low
    return recurring.again(word, best, decision, ranker.probability(seen), passage.model)


def possessive(
    passage: TokenizedText, number: int, speller: Speller, *, headword: bool
) -> Proposal | None:
    """ "the goverment's": the word before the 's is judged as if it stood alone."""
    token = passage.tokens[number]
    if token.guarded or token.low[-2:] != "'s" or len(token.low) < LONG:
        return None
    alone = token._replace(
        text=token.text[:-2], low=token.low[:-2], end=token.end - 2, right="", glued=False
    )
    tokens = [*passage.tokens[:number], alone, *passage.tokens[number + 1 :]]
    found = misspelled(TokenizedText(tokens, passage.model), number, speller, headword=headword)
    if found and token.capital and found.rule == "near-word" and found.confidence < FIXED:
        found = found.suggested()  # "Intelink's" is no Interlink's
    return found and replace(found, rule="possessive")


def weigh(
    passage: TokenizedText, number: int, speller: Speller, *, headword: bool, count: int = 0
) -> tuple[Candidate, Decision, tuple[float, ...]] | None:
    """The best candidate for a word, the rules' decision on it, and what the ranker is to weigh;
    None if there is no candidate.

    `count`: as often the notes are taken to write the word, as often as they do if it is 0."""
    token, model = passage.tokens[number], passage.model
    count = count or model.writes(token.low, OFTEN)
    ranked = rank(token, model, speller)
    if not ranked:
        return None
    found = Found(
        token, tuple(ranked), margin_of(ranked), is_foreign_company(token, model, speller)
    )
    decision = by_rules(found, model, headword=headword, count=count)
    seen = features(passage, number, found, decision, headword=headword, count=count)
    return ranked[0][1], decision, seen


def is_everyday(token: Token, best: Candidate, probability: float, model: DocumentModel) -> bool:
    """Whether, in notes typed in a hurry, a short string is an everyday word that fits both its
    neighbours, whatever it means in other languages ("eac cell", "te cell")."""
    if not model.noisy or probability <= CERTAIN or not token.lower or token.glued:
        return False
    if best.edits > 1 or model.lexicon.frequency(best.text) < COMMONPLACE:
        return False
    if OUTNUMBERED * model.headwords[token.low] > model.words[token.low]:
        return False
    before, after = beside(model, token.left, best.text), beside(model, best.text, token.right)
    return min(before, after) >= 0 and before + after >= BOTH_FIT


def rule_of(candidate: Candidate) -> str:
    """The name under which a candidate is suggested."""
    if candidate.listed:
        return "known-misspelling"
    return "lost-space" if " " in candidate.text else "near-word"


def is_no_coinage(word: str, text: str, model: DocumentModel) -> bool:
    """Whether two words of content are no new word: the first ends as none that is put before
    another does, or, in notes typed in a hurry, both are long and nobody writes them as one
    ("calculateprobability")."""
    left, _, right = text.partition(" ")
    if left.endswith(UNBOUND):
        return True
    never_seen = model.noisy and model.lexicon.seen_level(word) == 0
    shorter = min(len(left), len(right))
    seen_apart = shorter >= COMPOUND_PART and model.lexicon.pair(left, right) >= COMPOUND_PAIR
    return never_seen and (shorter >= LONG or seen_apart)


def may_be_somebodys(
    token: Token, best: Candidate, decision: Decision, probability: float, model: DocumentModel
) -> bool:
    """Whether a word may mean something to somebody, however likely a candidate is; then it is
    only suggested.
    """
    word, text, ruled = token.low, best.text, decision is FIX
    if _is_formed(word, best, model):
        return True
    doubled = word[0] == word[1] and len(word) >= LONG - 1
    if not ruled and word[1:] == text and not doubled:
        return True  # "ttest"
    listed = best.listed and (ruled or model.noisy)
    if not listed and " " not in text and recurring.is_longer_form(word, text):
        return True  # "liftings", "identicals", "rustc"
    if is_two_contents(text) and not (ruled and is_no_coinage(word, text, model)):
        return True  # "upperbound" and "styleguide"
    if (text == word + "g" and not model.noisy) or (text == word + "n" and word.endswith("io")):
        return True  # "resolvin" is a substance, "restitutio" is Latin
    agent = word[:-2] == text[:-2] and {word[-2:], text[-2:]} == {"or", "er"}
    if agent and model.lexicon.seen_level(word) >= recurring.MEANS_SOMETHING:
        return True  # "requestor" is another spelling, "controllor" none
    if not listed and recurring.has_other_beginning(word, text):
        return True  # "exoplasmic" is not "endoplasmic"
    everyday = " " in text or model.lexicon.frequency(text.lower()) >= EVERYDAY
    if len(word) < SHORT and not (everyday and (ruled or model.noisy)):
        return True  # what was "msyt"? and "neqs" is the number of equations
    if model.lexicon.seen_level(word) < recurring.MEANS_SOMETHING:
        return False
    if len(word) < FOUR and " " not in text and sorted(word) != sorted(text):
        return True  # "jus" is Latin; "teh" is "the" with two letters swapped
    certain = SHORT_NOISY if model.noisy else CERTAIN_SHORT
    if len(word) <= SHORT and probability < certain and not is_at_home(token, text, model):
        return True  # "vas deferens"
    if is_beside_rare(token, model):
        return True  # "regio palmaris"
    return probability < CERTAIN and is_beside_stranger(token, model)


def _is_formed(word: str, best: Candidate, model: DocumentModel) -> bool:
    """Whether a word is made of others as new ones are: with an ending ("digitalizing", for which a
    list has "digitizing"), with a measure before it ("microavg"), or with "in", "un" and the like
    before a word that is seldom written ("indiscriminant" is not "in discriminant").
    """
    text, lexicon = best.text.lower(), model.lexicon
    if best.listed:
        return distance(word, text, 1) > 1 and is_derived(word, lexicon)
    left, _, right = text.partition(" ")
    if right:
        return left in BEGINNINGS_TOO and lexicon.frequency(right) < WRITTEN_OFTEN
    return any(
        word.startswith(m) and len(word) >= len(m) + 3 and lexicon.exists(word[len(m) :])
        for m in _MEASURES
    )


def is_open(word: str, best: Candidate, model: DocumentModel) -> bool:
    """Whether the list of misspellings knows several words for one."""
    return best.listed and "," in model.lexicon.corrections.get(word, "")


def least_to_fix(word: str, best: Candidate, decision: Decision, model: DocumentModel) -> float:
    """The probability from which on a candidate is a fix."""
    never_seen = model.lexicon.seen_level(word) == 0
    grammar = not GRAMMAR.isdisjoint(best.text.lower().split())
    if " " in best.text and not model.noisy:
        return PARTED_CLEAN
    if never_seen and " " in best.text and len(word) >= PARTED_LETTERS and grammar:
        return PARTED_SEEN if is_seen_pair(best.text, model) else PARTED
    if decision is FIX and never_seen and model.noisy and best.edits == 1:
        return FIXED_RULED
    if decision is FIX:
        if best.listed and len(word) > SHORT:
            return FIXED_LISTED if never_seen or model.noisy else FIXED_LISTED_SEEN
        return FIXED_TOO
    if model.noisy:
        if never_seen:
            cheap = best.edits == 1 and best.cost <= CHEAP_COST
            return LONG_NOISY if cheap and len(word) >= LONG else NEVER_SEEN_NOISY
        return FIXED_NOISY
    return FIXED_NEVER_SEEN if never_seen and len(word) >= LONG else FIXED


def written(token: Token, right: str, model: DocumentModel) -> str:
    """The right word with the capitals that belong: those of the wrong one, or a capital that
    was lost with its letter.
    """
    if token.opens and token.lower and right[1:].lower() == token.low and model.capitals:
        return right[:1].upper() + right[1:]
    return like(token.text, right)
