"""What a definition that begins with a participle answers: "made by glial cells" is what something
is made by.
"""

from __future__ import annotations

import re

from ankigen.cards.content.signs import DATE, NAME
from ankigen.text.patterns import when_asked
from ankigen.text.word_lists import word_set

_ADVERBS = r"(?:(?:mostly|mainly|usually|often|only|first|typically|normally|commonly|\w{3,}ly)\s)*"
_FORMED = (
    r"made|found|built|written|given|seen|taken|held|kept|sent|driven|broken|drawn|grown|sold"
    r"|bought|fought|led|known|shown|worn|hidden"
)
MADE = when_asked(
    rf"(?:(?:is|are|was|were)\s)?(?P<adverbs>{_ADVERBS})(?P<made>(?!need\b|seed\b"
    rf"|speed\b)[a-z]{{3,}}ed|{_FORMED})\s"
    r"(?P<where>by|of|from|with|into|through|up of|out of|as|for|to|in|on|at|when|if|near"
    r"|between|inside)\s(?P<behind>\S.*)",
    re.IGNORECASE,
)
#: No verb stands with it in a question of its own: "What is it used to?".
_NOT_ASKED = {
    ("used", "to"),
    ("used", "for"),
    ("used", "as"),
    ("used", "by"),
    ("known", "for"),
    ("taken", "for"),
    ("taken", "as"),
    ("taken", "in"),
    *((word, sign) for word in ("intended", "designed", "meant") for sign in ("for", "to")),
}
#: What was done once.
_ONCE = word_set(
    """
    invented discovered founded built written introduced published composed proposed coined signed
    fought established developed created overthrown killed shot sunk executed banned repealed
    abolished proclaimed elected crowned assassinated born
    """
)
#: When, and not where: "given at birth".
_MOMENT = when_asked(
    r"(?:birth|death|night|dawn|dusk|noon|first|once|(?:the\s)?(?:start|end|beginning|same time)"
    r"|childhood|pregnancy|winter|summer|spring|autumn|puberty)\b",
    re.IGNORECASE,
)
_RESTING = ("based", "focused", "focussed", "centred", "centered", "founded", "built")
_NO_VERB = frozenset(
    ("limited", "advanced", "united", "mixed", "red", "gifted", "added", "supposed")
)
#: What somebody did, and what was done to nobody: "marched on Rome".
_ACTIVE = word_set(
    """
    marched moved lived died worked ruled returned sailed travelled traveled ended started happened
    occurred appeared arrived lasted stayed retired landed fought escaped emigrated graduated
    studied served stopped turned rose fell reigned converted agreed looked depended
    """
)
#: Past forms that differ from participles: "written by Marx" answers "Who wrote it?".
_PAST = {
    "written": "wrote", "given": "gave", "seen": "saw", "taken": "took", "driven": "drove",
    "broken": "broke", "drawn": "drew", "grown": "grew", "known": "knew", "shown": "showed",
    "worn": "wore", "hidden": "hid",
}  # fmt: skip
#: A name has letters: "O2" has none.
_SPELT = when_asked(r"(?:the\s)?[A-Z](?:\.?\s?)[^\W\d]{2}")
_SOMEBODY = when_asked(rf"(?:the\s)?{NAME}(?=$|[,;(]|\s(?:in|and|&|\d))(?!\s[a-z]+s\b)")
#: How far something is so: "fully ionised in water".
_HOW_FAR = when_asked(
    r"\b(?:fully|partly|partially|completely|almost|nearly|hardly)\s", re.IGNORECASE
)


def of_participle(made: re.Match[str], be: str, it: str) -> str:
    """The question for a definition that `MADE` matches, "" where none is sure; `be` and `it` are
    the verb and the pronoun for what the headword names.
    """
    verb, where, behind = made["made"].casefold(), made["where"].casefold(), made["behind"]
    if _HOW_FAR.search(made["adverbs"]):
        return f"What is characteristic of {'them' if it == 'they' else 'it'}?"
    if verb in _NO_VERB or (verb, where) in _NOT_ASKED or verb in _ACTIVE:
        return ""
    done = not made[0].casefold().startswith(("is ", "are "))  # what is so is no deed of somebody
    if where == "by" and done and _SOMEBODY.match(behind) and _SPELT.match(behind):
        return f"Who {_PAST.get(verb, verb)} {'them' if it == 'they' else 'it'}?"
    if verb in _RESTING and where == "on":
        return f"What {be} {it} {verb} on?"
    if where in ("in", "on", "at", "near", "between", "inside"):
        if where in ("in", "on") and DATE.fullmatch(behind):
            return f"When {'were' if be == 'are' else 'was'} {it} {verb}?"
        be = {"is": "was", "are": "were"}[be] if verb in _ONCE else be
        if _MOMENT.match(behind):
            return f"When {be} {it} {verb}?"
        return f"Where {be} {it} {verb}?" if not behind[:1].isdigit() else ""
    if where in ("when", "if"):
        return f"When {be} {it} {verb}?"
    if where in ("to", "for", "as") and verb not in ("related", "linked", "connected", "known"):
        return f"What {be} {it} {verb} {where}?" if where != "to" else ""
    return f"What {be} {it} {verb} {where}?"
