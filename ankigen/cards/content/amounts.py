"""Definitions that are a formula, a reaction, or a number with its unit, and what asks for them."""

from __future__ import annotations

import re

from ankigen.cards.content.functions import tells_to_do
from ankigen.cards.content.signs import QUANTITY, SUBSTANCE
from ankigen.cards.words import count
from ankigen.text.patterns import when_asked
from ankigen.text.word_lists import word_set

#: A word of so few letters is in any text.
_SMALL_WORD = 3
#: Units of length and of data; of time.
_SIZES = when_asked(
    r"(?:km|m|cm|mm(?!\sHg)|nm|µm|μm|miles?|feet|ft|bits?|bytes?|[KMG]i?B|light[ -]years?|ly"
    r"|parsecs?)\b"
)
_TIMES = when_asked(
    r"(?:years?|yrs?|y|days?|d|hours?|hrs?|h|minutes?|min|s|sec|seconds?|ms|weeks?|wks?"
    r"|months?|centuries)\b"
)
_UNITS = when_asked(
    r"%$|°|[x×]\s?10|(?:[mckM]?(?:g|l|L|J|N|W|V|A|Hz|Pa|Ω|eV|mol|cal)|Hz|atm|bar|K|C|F|dB|ppm"
    r"|mm\s?Hg|bpm|rpm|mph|per|particles|joules?|newtons?|watts?|volts?|degrees|grams?|litres?"
    r"|liters?|calories|dollars)\b"
)
FORMULAS = "Which formulas are they?"
_NAMES_FORMULA = when_asked(r"\b(?:equation|formula)$", re.IGNORECASE)
_SHORT_AMOUNT = 6
_REACTION = when_asked(r"[^=]*\s\+\s[^=]*(?:->|→|⇌)\s?\S.*|[^=]+(?:->|→|⇌)[^=]*\s\+\s.*")
_NO_REACTION = when_asked(r"\b(?:model|theory|hypothesis|cycle|effect|behaviou?r)\b", re.IGNORECASE)
#: Of so many arrows one is a step of several.
_ARROW, _STEPS = when_asked(r"->|→"), 3
#: A product or a quotient whose parts are quantities.
_PRODUCT = when_asked(r"\S.*\s(?:[×·*]|x(?!\s[=<>]))\s\S.*")
_QUOTIENT = when_asked(r"(?P<over>\S.*?)(?:\s[/÷]\s|(?<=\))[/÷]|[/÷](?=\())(?P<under>\S.*)")
#: Short forms or fractions added: "TV + IRV", "diastolic + 1/3 (systolic - diastolic)".
_SUM = when_asked(
    r"[A-Z]{1,5}\d?(?:\s[+−–-]\s[A-Z]{1,5}\d?)+"
    r"|[^,;:=]{1,20}\s[+−–-]\s\d/\d\s?\([^()]*\)"
    r"|[^,;:=]{1,20}\s±\s[\d.]+\s[^,;:=]{1,20}"
)
#: What is left when one thing is taken from another.
_MINUS = when_asked(r"[^,.;:]+\s(?:[-−–]|minus)\s[^,.;:]+")
LEFT_OVER = when_asked(
    r"\b(?:balance|residual|range|IQR|surplus|profit|loss|deficit|difference|net|margin|income"
    r"|equity|capital|worth|gap|spread)\b",
    re.IGNORECASE,
)
_IN_SHORT = when_asked(r"[A-Z]\w{0,4}/[A-Z]\w{0,4}")
_OF_QUANTITY = when_asked(r"[%Δ^²³×=]|(?<![A-Za-z])\d(?!\d*(?:st|nd|rd|th)\b)")
_CAPITALS = when_asked(r"[A-Z]{2,}\w?")
_RATIO = when_asked(
    r"(?:rate|ratio|density|velocity|speed|index|porosity|efficiency|elasticity|pressure"
    r"|acceleration|power|yield|fraction|margin|cost|average|mean|multiplier|deflator|concentration"
    r"|stress|strain|resistance|current|charge|factor|score|cover|turnover|intensity"
    r"|quotient)s?\b",
    re.IGNORECASE,
)
_EQUATION = when_asked(
    r"(?![a-z]{3})[A-Za-zΔΣα-ω][\w²³Δ^.-]{0,5}(?:\s?\([^()]*\))?\s?=\s?(?![a-z]{4})[^=]+"
)
#: Signs of one or two letters each, "1/2 mv²", and what tells them from short words.
_SYMBOLS = when_asked(
    r"[A-Za-z0-9α-ωΔΣ√½¼²³⁴^()\[\]+*/×·−-]{1,12}(?:\s[A-Za-z0-9α-ωΔΣ√½¼²³⁴^()\[\]+*/×·−-]{1,12}){0,12}"
)
_WORDS = when_asked(r"(?!(?:cos|sin|tan|log|exp)\b)[a-z]{3}|[A-Za-z]{4}")
_SIGNS = when_asked(r"[²³⁴^/×·√½Δλ-ωα-κ\[(]")
#: Letters that spell no word, one beside the other: "mgh", "VIR".
_PRODUCT_OF_LETTERS = when_asked(r"[b-df-hj-np-tv-zA-Z]{2,4}[²³]?")
#: A short form, of a quantity perhaps: "Vd", "GPE", "Momentum p".
_SYMBOL = when_asked(r"(?:[A-Z][A-Za-z]{0,3}|.*\s[A-Za-zα-ωΔ])\d?")
#: A power of ten is a number.
_POWER_OF_TEN = when_asked(r"\d\s?[×x·*]\s?10\b")
_IN_BRACKETS = when_asked(r"\([^()]*[-−–+][^()]*\)\s?[/÷]\s?\S|[/÷]\s?\([^()]*[-−–+][^()]*\)")
#: What the signs of a formula stand for: "mu * A (A area)".
_EXPLAINED = when_asked(r"(?<![/÷×*+=−–-])\s\((?![^()]*\s[-−–+×/]\s)[^()]*[a-z]{2}[^()]*\)$")
#: When it was found: "E = hf (1905)".
_WHEN_FOUND = when_asked(r"\s\((?:in\s)?1\d{3}\)$")
#: A number alone, or from one to another.
_BARE_NUMBER = when_asked(
    r"[-~<>≤≥≈]?\s?\d+(?:\.\d+|(?:\.\d+)?\s?(?:[-–]|to)\s?\+?\d+(?:\.\d+)?)"
    r"|\d{1,3}(?:,\d{3})+(?:\s?(?:[-–]|to)\s?\d{1,3}(?:,\d{3})+)?|\d{2,3}/\d{2,3}"
)
#: One number, which counts or names ("7", "5 (fused)").
_COUNT = when_asked(r"\d{1,3}(?:\s\([^()]*\))?")
_NAME_WORDS = 4
#: Each side of a quotient has so many words at most.
_SIDE_WORDS = 3
_SHORT_WORDS, _ADDED = when_asked(r"[A-Z]{3}|\b[a-z]{2}\b(?<!sin)"), when_asked(r"[+\d]")
_AGO = when_asked(r"\bago$")
#: Things that are counted: "435 members".
_COUNTED = when_asked(
    r"(?:about |ca\.? |~)?\d[\d.,]*(?: \d{3})* (?!million|billion|years?|yrs?|days?|hours?"
    r"|hrs|minutes?|seconds?|weeks?|months?|metres|meters|miles|bits|bytes|degrees"
    r"|grams|lit)((?:[a-z]+ )?[a-z]{2,}[^su\W]s)"
)
_NO_AMOUNT = when_asked(r"\bof\s\d|\b(?:that|with|for|on|each|to)\b|,")
_NUMBER_FIRST = when_asked(
    r"^\W*(?:(?:about|ca|approx|around|up to|over)\b\W*)*[-\d.,\s–]+(?:(?:or|to)\s\d[\d.,]*\s)?"
    r"(?:(?:million|billion|bn"
    r"|thousand)\s)?"
)


def is_symbols(said: str) -> bool:
    """Whether a text is one side of an equation of symbols.

    >>> is_symbols("2 mv²"), is_symbols("mass")
    (True, False)
    """
    said = said.strip()
    return bool(said) and _SYMBOLS.fullmatch(said) is not None and not _WORDS.search(said)


def equals_symbols(headword: str, said: str) -> bool:
    """Whether what a headword equals is a formula, by its look and that of the headword.

    >>> equals_symbols("KE", "½ mv²"), equals_symbols("GPE", "mgh"), equals_symbols("GPE", "energy")
    (True, True, False)
    """
    said = said.strip()
    if is_symbols(f"{headword} {said}"):
        return True
    if is_symbols(said) and _SIGNS.search(said) and not _QUOTIENT.fullmatch(said):
        return True
    return bool(_SYMBOL.fullmatch(headword) and _PRODUCT_OF_LETTERS.fullmatch(said))


def equals_quotient(headword: str, said: str) -> bool:
    """Whether what the symbol of a quantity equals is a quotient of others.

    >>> equals_quotient("Vd", "dose / plasma conc"), equals_quotient("Tools", "saw / plane")
    (True, False)
    """
    parts = _QUOTIENT.fullmatch(said.strip())
    sides = max(count(parts["over"]), count(parts["under"])) if parts else 0
    return 0 < sides <= _SIDE_WORDS and _SYMBOL.fullmatch(headword) is not None


#: Symbols, and behind them when they hold: "mv, conserved when …".
_SYMBOLS_WHEN = when_asked(r"\S+(?:\s\S{1,2})*?(?=,\s[a-z]{4}|\s(?:up to|when|if|for|where)\s)")
#: Symbols, and behind them words: "PT quantity theory".
_SYMBOLS_FIRST = when_asked(
    r"(?:(?:[A-Z]{1,3}|[A-Za-zα-ωΔΣ])\d?(?![^\W\d_])(?:\s[+*/×·−-]\s|\s?[*/×·]\s?|(?=\s)))+"
    r"(?=\s\(?[a-z]{4})(?![^,.;(]*[/=×+*])"
)


def symbols_end(headword: str, said: str) -> int:
    """Where the symbols end that a symbol equals, 0 where no words stand behind them.

    >>> symbols_end("MV", "PT theory of money"), symbols_end("GDP", "all goods")
    (2, 0)
    >>> symbols_end("Momentum p", "mv, conserved without a force")
    2
    """
    found = _SYMBOLS_FIRST.match(said) if is_symbols(headword) else None
    if found is None and (when := _SYMBOLS_WHEN.match(said)) is not None:
        found = when if equals_symbols(headword, when[0]) else None
    return found.end() if found else 0


def of_quantity(headword: str, said: str, be: str, it: str) -> str:
    """The question for a formula, a reaction, or a number with its unit."""
    said = _EXPLAINED.sub("", said)
    if len(_ARROW.findall(said)) >= _STEPS:
        return "In which order?"
    if (
        _REACTION.fullmatch(said)
        and not _NO_REACTION.search(headword)
        and not tells_to_do(_ARROW.split(said)[-1].strip())
    ):
        return "Which reaction is it?"
    said = _WHEN_FOUND.sub("", said)
    if said.count("=") == 1 and _is_equation(said):
        return "Which formula is it?"
    rows = re.split(r"[,;]\s", said)
    if len(rows) > 1 and all(map(_is_equation, rows)):
        return FORMULAS
    if _EQUATION.fullmatch(said) or (_NAMES_FORMULA.search(headword) and re.search(r"[=≈∝]", said)):
        return "Which formula is it?"
    if SUBSTANCE.fullmatch(said) and headword[:1].isalpha() and _is_substance(said):
        return "What are their formulas?" if be == "are" else "What is its formula?"
    if _COUNT.fullmatch(said) and headword[:1].isalpha() and count(headword) <= _NAME_WORDS:
        return f"Which number {be} {it}?"
    if _BARE_NUMBER.fullmatch(said) and count(headword) <= _NAME_WORDS:
        return f"How much {be} {it}?"
    if _NAMES_FORMULA.search(headword) and re.search(r"\s[×x*/]\s[^\W\d%]|\s[×x*/]\s%\w", said):
        return "Which formula is it?"
    amount = QUANTITY.match(said)
    bare = re.sub(r"\s*\([^()]*\)", "", said)
    is_amount = amount is not None and count(bare) <= _SHORT_AMOUNT and not _NO_AMOUNT.search(bare)
    if is_amount and (asks := _of_amount(headword, bare, be, it)):
        return asks
    if _SUM.fullmatch(said):
        return f"How much {be} {it}?" if said[0].isdigit() else f"How {be} {it} calculated?"
    if _MINUS.fullmatch(said) and not said[0].isdigit() and LEFT_OVER.search(headword):
        return f"How {be} {it} calculated?"
    if _IN_SHORT.fullmatch(said) and _RATIO.search(headword):
        return f"How {be} {it} calculated?"
    if _POWER_OF_TEN.search(said):
        return "Which formula is it?" if "=" in said else f"How much {be} {it}?"
    over = None if re.search(r"\b(?:e\.g|or|and)\b", said) else _QUOTIENT.fullmatch(said)
    if (_PRODUCT.fullmatch(said) and not re.search(r"->|→|\d:\d", said)) or (
        over and _is_quotient(headword, over)
    ):
        return f"How {be} {it} calculated?"
    if _SYMBOLS.fullmatch(said) and _SIGNS.search(said) and _is_of_symbols(said):
        return "Which formula is it?"
    return ""


_ELEMENTS = word_set(
    """
    H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br
    Kr Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Nd Sm Eu Gd W Pt Au Hg Tl Pb
    Bi Po Rn Fr Ra Ac Th Pa U Np Pu Am
    """
)


def _is_substance(said: str) -> bool:
    """Whether signs in a row are those of elements, and not a short form: "NaCl", not "GRPs"."""
    names = re.findall(r"[A-Z][a-z]?", said)
    small = re.search(r"\d|[A-Z][a-z]?[A-Z][a-z]", said) is not None
    return small and all(name in _ELEMENTS for name in names)


def _is_equation(said: str) -> bool:
    sides = said.split("=")
    return len(sides) > 1 and all(map(is_symbols, sides))


def _is_of_symbols(said: str) -> bool:
    """Whether a text of short signs has no words among them; names in capitals are added or
    multiplied.
    """
    if _WORDS.search(said):
        return False
    return not _SHORT_WORDS.search(said) or _ADDED.search(said) is not None


def _of_amount(headword: str, said: str, be: str, it: str) -> str:
    unit = _NUMBER_FIRST.sub("", said)
    if _AGO.search(said):
        return f"When {'were' if be == 'are' else 'was'} {it}?"
    if counted := _COUNTED.fullmatch(said):
        return f"How many {counted[1]}?"
    if _SIZES.match(unit) and not re.search(r"\sof\s", unit):
        return f"How big {be} {it}?"
    if _TIMES.fullmatch(unit.partition(" ")[0]) and not re.search(r"\bolds?\b", unit):
        return f"How {'old' if 'age' in headword.casefold().split() else 'long'} {be} {it}?"
    return f"How much {be} {it}?" if _UNITS.match(unit) else ""


def _is_quotient(headword: str, found: re.Match[str]) -> bool:
    """Whether "a / b" is one: its parts have numbers, are quantities in capitals, or share words,
    or the headword is a ratio.
    """
    said, over, under = found[0], found["over"], found["under"]
    if _IN_BRACKETS.search(said):
        return True
    if said.count(" / ") > 1:
        return False  # one thing after the other
    if _OF_QUANTITY.search(f"{over} {under}") and not re.search(r"\d+\.\d+\.\d", over):
        return True
    if _CAPITALS.fullmatch(over) and _CAPITALS.fullmatch(under):
        return True
    own, other = (set(part.casefold().split()) for part in (over, under))
    shared = {word for word in own & other if len(word) > _SMALL_WORD}
    return bool(shared and said.isascii()) or _RATIO.search(headword) is not None
