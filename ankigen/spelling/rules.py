"""The rules of spelling, one row each: what a user reads of them, and the most that each may do.

A rule with FIX may change a word where it is sure of itself; one with SUGGEST never does. What a
rule is unsure of it suggests, with a likelihood: the share of such suggestions that were right
in notes whose errors are known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum

from ankigen.model import FixKind
from ankigen.spelling.words.tokens import Token


class Decision(IntEnum):
    """What is done about a word."""

    KEEP = 0
    SUGGEST = 1
    FIX = 2


FIX, SUGGEST, KEEP = Decision.FIX, Decision.SUGGEST, Decision.KEEP


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the table. `likelihood`: of a suggestion that the rule makes, where it does not
    measure one itself.
    """

    name: str
    kind: FixKind
    most: Decision
    likelihood: float
    explanation: str


_ROWS = (
    Rule("known-misspelling", FixKind.MISSPELLING, FIX, 0.6,
         "a list of misspellings has it (recieve → receive)"),
    Rule("near-word", FixKind.MISSPELLING, FIX, 0.5,
         "no list has the word, and one word is near and likely (indepandent → independent)"),
    Rule("own-spelling", FixKind.MISSPELLING, FIX, 0.6,
         "a long word beside the one that the notes or the lists have (dendogram → dendrogram)"),
    Rule("possessive", FixKind.MISSPELLING, FIX, 0.5,
         "the same, with 's after it (goverment's → government's)"),
    Rule("apostrophe", FixKind.MISSPELLING, FIX, 0.6,
         "a short form without its apostrophe (dont → don't, someones → someone's)"),
    Rule("owner", FixKind.MISSPELLING, FIX, 0.6,
         "an owner without its apostrophe (Newtons law → Newton's law)"),
    Rule("stuck-key", FixKind.MISSPELLING, FIX, 0.6,
         "a letter three times or more (commmand → command)"),
    Rule("plural-of-y", FixKind.MISSPELLING, FIX, 0.55,
         "the plural of a word in -y (injurys → injuries)"),
    Rule("plural-of-e", FixKind.DROPPED_LETTER, FIX, 0.6,
         "an e lost before the last s (divids → divides)"),
    Rule("capitals", FixKind.MISSPELLING, FIX, 0.5,
         "the shift key held too long (THe → The)"),
    Rule("lost-capital", FixKind.DROPPED_LETTER, FIX, 0.5,
         "the first letter of a line was lost (he result → The result)"),
    Rule("ending", FixKind.REAL_WORD, FIX, 0.55,
         "the words beside it ask for another ending (an examples → an example, is suppose → is "
         "supposed)"),
    Rule("lost-space", FixKind.GLUED, FIX, 0.5,
         "two words without their space (ofthe → of the)"),
    Rule("glued-name", FixKind.GLUED, FIX, 0.5,
         "a word stuck to a name (DataFrameindex → DataFrame index)"),
    Rule("shifted-space", FixKind.GLUED, FIX, 0.5,
         "a space one letter off (th ecell → the cell)"),
    Rule("broken-word", FixKind.SPACING, FIX, 0.5,
         "a space inside a word (behav ior → behavior)"),
    Rule("one-word", FixKind.SPACING, FIX, 0.45,
         "two words that are written as one (it self → itself)"),
    Rule("repeated-word", FixKind.DOUBLED, FIX, 0.55,
         "a word and the same word again (the the → the)"),
    Rule("does-not-fit", FixKind.REAL_WORD, FIX, 0.5,
         "a word that exists beside words that ask for another (the exits code → the exit code);"
         " one function word for another is only suggested"),
    Rule("article", FixKind.REAL_WORD, FIX, 0.6, "a before a vowel, an before a consonant"),
    Rule("its", FixKind.REAL_WORD, FIX, 0.6, "it's before what is owned (it's own → its own)"),
    Rule("it-is", FixKind.REAL_WORD, FIX, 0.5, "its before an article (its a cell → it's a cell)"),
    Rule("let-us", FixKind.REAL_WORD, FIX, 0.6, "lets before a verb (lets go → let's go)"),
    Rule("then-for-than", FixKind.REAL_WORD, FIX, 0.6, "then after a comparative (more then one)"),
    Rule("two-verbs", FixKind.REAL_WORD, FIX, 0.5,
         "a shortened is before another verb (that's may → that may)"),
    Rule("bare-verb", FixKind.REAL_WORD, FIX, 0.6,
         "an ending after an auxiliary and not (does not depends → does not depend)"),
    Rule("participle", FixKind.REAL_WORD, FIX, 0.6,
         "a verb after be without its ending (the letters are send by → are sent by)"),
    Rule("agreement", FixKind.REAL_WORD, FIX, 0.55,
         "a verb that does not agree with its subject (a law that prevent the → prevents)"),
    Rule("number", FixKind.REAL_WORD, FIX, 0.55,
         "a noun that does not agree with its numeral (one nights → one night)"),
    Rule("past-twice", FixKind.REAL_WORD, SUGGEST, 0.6, "the past twice (did it worked)"),
    Rule("mix-up", FixKind.REAL_WORD, FIX, 0.6,
         "a word where only one that sounds or looks like it can stand (to loose the → to lose "
         "the)"),
    Rule("perfect", FixKind.REAL_WORD, FIX, 0.6, "the past after have or be (has went → has gone)"),
    Rule("have-for-of", FixKind.REAL_WORD, FIX, 0.6, "of for have (could of been)"),
    Rule("too", FixKind.REAL_WORD, SUGGEST, 0.5, "to for too (was to high)"),
    Rule("own-name", FixKind.NAME, FIX, 0.5,
         "a name beside the one that the notes or the lists have (Meternich → Metternich)"),
    Rule("name", FixKind.NAME, FIX, 0.5,
        "a product as its makers write it (Javascript → JavaScript)"),
    Rule("small-name", FixKind.NAME, FIX, 0.6,
         "a name without its capital (the african coast → the African coast)"),
    Rule("shouted-plural", FixKind.NAME, SUGGEST, 0.5, "a name in capitals with an S (MATLABS)"),
    Rule("space-before-sign", FixKind.SPACING, FIX, 0.5, "a space before a comma or full stop"),
    Rule("no-space-after-comma", FixKind.SPACING, FIX, 0.3, "a comma without the space after it"),
    Rule("no-space-after-stop", FixKind.SPACING, FIX, 0.5,
        "a full stop without the space after it"),
    Rule("two-commas", FixKind.PUNCTUATION, FIX, 0.5, "two commas"),
    Rule("repeated-sentence", FixKind.DUPLICATE_TEXT, SUGGEST, 0.5,
         "a paragraph that its entry has had before, or a sentence of one; nothing is deleted"),
    Rule("accepted", FixKind.MISSPELLING, FIX, 1.0, "your own decision, from ankigen.toml"),
)  # fmt: skip

RULES: Mapping[str, Rule] = {rule.name: rule for rule in _ROWS}

#: The confidence of a fix where the rule does not measure one.
USUAL_CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Proposal:
    """text[start:end] should become `after`. `fix`: it is sure enough to be made; otherwise it
    is a suggestion.
    """

    start: int
    end: int
    after: str
    rule: str
    kind: FixKind
    confidence: float
    fix: bool
    reason: str = ""  # why what the rule is sure of is only suggested

    @classmethod
    def span(
        cls,
        start: int,
        end: int,
        after: str,
        rule: str,
        fix: bool,
        confidence: float | None = None,
    ) -> Proposal:
        """What a rule proposes for a stretch of text, held to the most that the rule may do."""
        row = RULES[rule]
        fix = fix and row.most is FIX
        if confidence is None:
            confidence = USUAL_CONFIDENCE if fix else row.likelihood
        return cls(start, end, after, rule, row.kind, confidence, fix)

    @classmethod
    def at(
        cls, token: Token, after: str, rule: str, fix: bool, confidence: float | None = None
    ) -> Proposal:
        """`after` in place of a word."""
        return cls.span(token.start, token.end, after, rule, fix, confidence)

    def of_kind(self, kind: FixKind) -> Proposal:
        """The same, as another kind of mistake than the rule's usual one."""
        return replace(self, kind=kind)

    def moved(self, fixes: Iterable[Proposal]) -> Proposal:
        """The same where it stands after fixes that do not overlap it were made."""
        shift = sum(len(f.after) - (f.end - f.start) for f in fixes if f.end <= self.start)
        return replace(self, start=self.start + shift, end=self.end + shift)

    def suggested(self) -> Proposal:
        """The same as a suggestion: the rule is sure, but the place is one where nothing is
        changed.
        """
        most = 0.7 if self.rule == "known-misspelling" else 0.5
        return replace(self, fix=False, confidence=min(self.confidence, most))
