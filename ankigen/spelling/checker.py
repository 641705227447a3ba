"""One look at one text: every rule asked about every word, and the answers made to fit each
other.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from ankigen.model import Style
from ankigen.spelling.asked import Asked, AskedDetector, AskedModel, AskedSpeller
from ankigen.spelling.context import (
    agreement,
    duplicates,
    grammar,
    mix_ups,
    owners,
    small_words,
    spacing,
)
from ankigen.spelling.context.realword import RealwordDetector
from ankigen.spelling.rules import Proposal
from ankigen.spelling.texts.text_paths import SECTION
from ankigen.spelling.texts.text_state import TextState
from ankigen.spelling.unknown import nonword, proper_names, recurring, slips
from ankigen.spelling.unknown.candidate_features import TokenizedText
from ankigen.spelling.unknown.candidates import Speller
from ankigen.spelling.words import protection
from ankigen.spelling.words.cache import BoundedCache
from ankigen.spelling.words.confusion_sets import CONFUSIONS, NAMES
from ankigen.spelling.words.document_model import DocumentModel
from ankigen.text.patterns import when_asked

#: In a heading a name is as likely as a slip: there only these are fixed, but in notes typed in a
#: hurry.
PLAIN_SLIPS = frozenset(("known-misspelling", "apostrophe", "stuck-key", "repeated-word"))


#: What a word may be to the rules, as bits: most words are nothing to most rules.
_SHORT_FORM, _CONFUSED, _MIXED_UP, _SILENT, _TRIGGER = 1, 2, 4, 8, 16
#: "nothin'", "warnin's": as it is said.
_IS_SPOKEN = when_asked(r"\w{3,}in['’]")
#: Words of such lengths are taken for everyday words.
_EVERYDAY_LETTERS = (2, 3)


class Checker:
    """The rules with what they know of the document; `speller` is that of another checker of the
    same words.
    """

    def __init__(self, model: DocumentModel, speller: Speller | None = None) -> None:
        self.model = model
        if isinstance(model, AskedModel):
            self.speller = speller or AskedSpeller(model)
            self.detector: RealwordDetector = AskedDetector(model)
        else:
            self.speller = speller or Speller(model)
            self.detector = RealwordDetector(model)
        self._kinds = BoundedCache[str, int](self._kind_of)

    def _kind_of(self, word: str) -> int:
        """What a word is to the rules, by the lists alone."""
        confused = word in CONFUSIONS or "~" + word in self.model.lexicon.corrections
        return (
            _SHORT_FORM * (word in slips.SHORT_FORMS)
            | _CONFUSED * confused
            | _MIXED_UP * (word in mix_ups.MIXED_UP)
            | _SILENT * (word in agreement.SILENT)
            | _TRIGGER * (word in grammar.TRIGGERS)
        )

    def begin(self) -> Asked:
        """Where all is noted down that is asked of the document from now on; nothing is, where the
        model does not do so.
        """
        if not isinstance(self.model, AskedModel):
            return Asked()
        # what is remembered would not be asked again
        self.speller.forget()
        self.detector.forget()
        return self.model.log.begin()

    def proposals(self, text: TextState, seen: set[str] | None) -> list[Proposal]:
        """What the rules propose for a text; `seen` gathers the sentences of its entry (None: it
        may repeat them).
        """
        found: list[Proposal] = []
        role = text.place.role
        if seen is not None and role in ("paragraph", "item"):
            found += duplicates.repeated(text.now.text, seen)
        if text.english:
            found += self._of_words(text)
            if role != "cell":
                found += duplicates.doubled(text.tokens, text.now.text, self.model)
            if role in ("paragraph", "item"):
                found += spacing.spacing(text.now.text, self.model, tight=text.tight)
        found = [p for p in found if not text.now.literal_at(p.start, p.end)]
        found = [p for p in found if not (p.rule == "apostrophe" and _is_saint(text, p))]
        # "a {term}`object`": what is shown there is another place's word
        roles = {m.start for m in text.now.marks if m.style is Style.ROLE}
        if roles:
            found = [
                p.suggested() if p.rule == "article" and p.end + 1 in roles else p for p in found
            ]
        return self._held_back(text, found)

    def _held_back(self, text: TextState, found: list[Proposal]) -> list[Proposal]:
        """Of verse and old English nothing is suggested; what stands in quotation marks is
        somebody's own way to speak.
        """
        if text.fragile or not found:
            return []
        if text.place.role == SECTION and not self.model.noisy:
            found = [p if p.rule in PLAIN_SLIPS else p.suggested() for p in found]
        quoted = protection.quoted_spans(text.now.text, speech=text.speech)
        if not quoted:
            return found
        return [p.suggested() if any(a <= p.start < b for a, b in quoted) else p for p in found]

    def _of_words(self, text: TextState) -> list[Proposal]:
        model, tokens = self.model, text.tokens
        codes, writes, glossary = model.lexicon.codes, model.writes, model.glossary
        known = [t.low in codes or t.low in glossary for t in tokens]
        passage = TokenizedText(tokens, model)
        last, headword = len(tokens) - 1, text.headword
        name = headword and not _is_sentence(text)
        found: list[Proposal | None] = []
        for number, token in enumerate(tokens):
            if token.guarded:
                continue
            if known[number]:
                self._of_known(text, number, found, name)
            else:
                self._of_unknown(text, passage, number, found, headword)
            self._of_any(text, number, found, name)
            if number == last:
                continue
            following = tokens[number + 1]
            together = token.low + following.low
            if (
                not (known[number] and known[number + 1])
                or together in codes
                or writes(together, 1) > 0
            ):
                found += spacing.joined(token, following, text.now.text, model)
        return [p for p in found if p is not None]

    def _of_unknown(
        self,
        text: TextState,
        passage: TokenizedText,
        number: int,
        found: list[Proposal | None],
        headword: bool,
    ) -> None:
        token, model = text.tokens[number], self.model
        if _IS_SPOKEN.match(text.now.text, token.start, token.end + 1):
            return
        slip = slips.slip(text.tokens, number, model)
        if slip is not None:
            found.append(slip)
            return
        judge = nonword.possessive if token.low.endswith("'s") else nonword.misspelled
        near = judge(passage, number, self.speller, headword=headword)
        if near is not None and protection.is_cut_short(text.now.text, token, near.after):
            return
        if near is not None and near.rule == "lost-space":
            near = spacing.in_chain(near, text.now.text)
        found.append(near)
        if not headword and (everyday := self.detector.everyday(token)):
            others = near is not None and near.after != everyday.after
            found.append(everyday.suggested() if others else everyday)  # "sid": side, said?
        found.append(recurring.own_spelling(text.tokens, number, model, self.speller))
        found.append(proper_names.glued_identifier(token, model))

    def _of_known(
        self, text: TextState, number: int, found: list[Proposal | None], headword: bool
    ) -> None:
        token, model = text.tokens[number], self.model
        if not headword:
            kind = self._kinds[token.low]
            if kind & _SHORT_FORM:
                found.append(slips.apostrophe(token, model))
            if kind & _CONFUSED:
                found.append(self.detector.propose(token))
            if not kind & _SILENT:
                found.append(agreement.agreement(text.tokens, number, text.now.text, model))
            if model.noisy and len(token.low) in _EVERYDAY_LETTERS:
                found.append(self.detector.everyday(token))
            if kind & _MIXED_UP:
                found.append(mix_ups.mixed_up(text.tokens, number, model))
            if small_words.asks(text.tokens, number):
                found.append(small_words.endings(text.tokens, number, model))
        if token.low.removesuffix("'s") in model.small_names:
            found.append(proper_names.small_name(token, model))
        if token.text[1:2].isupper():
            found.append(slips.two_capitals(text.tokens, number, model))

    def _of_any(
        self, text: TextState, number: int, found: list[Proposal | None], headword: bool
    ) -> None:
        tokens, model, raw = text.tokens, self.model, text.now.text
        token = tokens[number]
        if not headword:
            if self._kinds[token.low] & _TRIGGER or token.left in grammar.TRIGGERS:
                found += grammar.rules(tokens, number, raw, model)
            if token.opens:
                found.append(slips.lost_first_letter(token, model))
            if token.right == "are":
                found.append(grammar.singular_subject(token, model))
        if token.low == "all":
            following = tokens[number + 1] if number + 1 < len(tokens) else None
            found.append(spacing.all_ready(token, following, raw))
        if not headword and token.text.endswith("s") and token.right.isalpha():
            found.append(owners.owner(tokens, number, model))
        if not token.text.islower():
            if token.capital and not token.first:
                found.append(proper_names.own_name(token, model, self.speller))
            if token.upper:
                found.append(proper_names.shouted_plural(token, model))
        if token.text in NAMES:
            found.append(proper_names.name(token, model))


def _is_saint(text: TextState, p: Proposal) -> bool:
    """Whether a word is the name of one ("St. Ive")."""
    return text.now.text.endswith("St. ", 0, p.start)


#: A heading of so many words is a sentence.
SENTENCE_WORDS = 7


def _is_sentence(text: TextState) -> bool:
    """Whether a headword is a sentence, such as a question: its words stand in company."""
    return text.now.text.rstrip().endswith("?") or len(text.tokens) >= SENTENCE_WORDS


def apart(found: Iterable[Proposal]) -> list[Proposal]:
    """Proposals that do not overlap: fixes before suggestions, likely ones before others; then
    in reading order.
    """
    chosen: list[Proposal] = []
    for p in sorted(found, key=lambda p: (not p.fix, -p.confidence, p.start)):
        at = bisect_left(chosen, p.start, key=lambda q: q.start)
        clear_before = at == 0 or chosen[at - 1].end <= p.start
        clear_after = at == len(chosen) or p.end <= chosen[at].start
        if clear_before and clear_after:
            chosen.insert(at, p)
    return chosen
