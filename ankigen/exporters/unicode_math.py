"""LaTeX as Unicode text, for outputs that draw no formulas: "λ ≤ x²".

A formula is written so only if all of it can be: what this module does not know (matrices, aligned
lines, commands that are not in its tables) gives None, and the caller keeps the LaTeX. Boundary: of
what is raised or lowered, letters without a Unicode form stand in brackets after "^" or "_".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from ankigen.text.patterns import when_asked


def _table(pairs: str) -> dict[str, str]:
    """Commands and their signs, in turn."""
    words = pairs.split()
    return dict(zip(words[::2], words[1::2], strict=True))


#: Relations and operators have spaces around them, letters and the rest have none.
_SPACED: Mapping[str, str] = _table(
    """
    le ≤ leq ≤ ge ≥ geq ≥ ne ≠ neq ≠ approx ≈ equiv ≡ sim ∼ simeq ≃ cong ≅ propto ∝ ll ≪ gg ≫ pm ±
    mp ∓ times × cdot · div ÷ ast ∗ star ⋆ circ ∘ oplus ⊕ otimes ⊗ in ∈ notin ∉ ni ∋ subset ⊂
    subseteq ⊆ supset ⊃ supseteq ⊇ cup ∪ cap ∩ setminus ∖ land ∧ wedge ∧ lor ∨ vee ∨ to →
    rightarrow → leftarrow ← leftrightarrow ↔ mapsto ↦ Rightarrow ⇒ implies ⇒ Leftarrow ⇐
    Leftrightarrow ⇔ iff ⇔ perp ⊥ parallel ∥ mid | vdash ⊢ models ⊨ rightleftharpoons ⇌
    """
)
_SIGNS: Mapping[str, str] = {
    **_table(
        """
    alpha α beta β gamma γ delta δ epsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν
    xi ξ pi π rho ρ sigma σ tau τ upsilon υ phi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ
    Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω varepsilon ε vartheta ϑ varphi φ
    varrho ϱ varsigma ς varpi ϖ infty ∞ partial ∂ nabla ∇ forall ∀ exists ∃ emptyset ∅ varnothing ∅
    neg ¬ lnot ¬ hbar ℏ ell ℓ Re ℜ Im ℑ aleph ℵ angle ∠ degree ° prime ′ dagger † sum ∑ prod ∏ int
    ∫ iint ∬ oint ∮ ldots … dots … cdots ⋯ vdots ⋮ langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈
    rceil ⌉ lvert | rvert | lVert ‖ rVert ‖ Vert ‖ vert | therefore ∴ bullet • triangle △ square □
    uparrow ↑ downarrow ↓
        """
    ),
    **{sign: sign for sign in "{}%$#&_"},
    **dict.fromkeys(("quad", "qquad", ",", ";", ":", " "), " "),
    "!": "",
    "|": "‖",
}
_FUNCTIONS = frozenset(
    [
        "sin",
        "cos",
        "tan",
        "cot",
        "sec",
        "csc",
        "arcsin",
        "arccos",
        "arctan",
        "sinh",
        "cosh",
        "tanh",
        "exp",
        "log",
        "ln",
        "lg",
        "lim",
        "max",
        "min",
        "sup",
        "inf",
        "arg",
        "det",
        "dim",
        "ker",
        "gcd",
        "deg",
        "Pr",
        "limsup",
        "liminf",
    ]
)
#: Commands whose argument is shown as it is.
_TRANSPARENT = frozenset(
    [
        "text",
        "textit",
        "textbf",
        "textrm",
        "mathrm",
        "mathit",
        "mathbf",
        "mathsf",
        "mathtt",
        "boldsymbol",
        "bm",
        "operatorname",
        "mbox",
    ]
)
#: Commands that say how large something is, and nothing else.
_SILENT = frozenset(
    [
        "left",
        "right",
        "big",
        "Big",
        "bigg",
        "Bigg",
        "bigl",
        "bigr",
        "Bigl",
        "Bigr",
        "displaystyle",
        "textstyle",
        "limits",
        "nolimits",
    ]
)
_ACCENTS: Mapping[str, str] = {
    **dict.fromkeys(("hat", "widehat"), "\u0302"),
    **dict.fromkeys(("bar", "overline"), "\u0304"),
    "tilde": "\u0303",
    "vec": "\u20d7",
    "dot": "\u0307",
    "ddot": "\u0308",
}
_DOUBLE = str.maketrans("RNZQCPEHF", "ℝℕℤℚℂℙ𝔼ℍ𝔽")
_RAISED = dict(
    zip(
        "0123456789+-−=()nixyabcdefghjklmoprstuvwzT′",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱˣʸᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷᶻᵀ′",
        strict=True,
    )
)
_LOWERED = dict(
    zip(
        "0123456789+-−=()aehijklmnoprstuvxβγρφχ",
        "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ",
        strict=True,
    )
)
_TOKEN = when_asked(r"\\([A-Za-z]+)\s*|\\(.)|([\s~]+)|(.)", re.DOTALL)
#: What needs no brackets under a fraction's line or a root.
_SIMPLE = when_asked(r"[^\W_]+[⁰¹²³⁴-⁹₀-₉′!]*")
#: Nesting beyond this is nobody's formula to learn.
_DEEPEST = 40


class _UnknownError(Exception):
    """Something that has no form as text."""


def unicode_math(latex: str) -> str | None:
    r"""A formula as text; None if not all of it can be written so.

    >>> unicode_math(r"\lambda \leq x^2"), unicode_math(r"\frac{1}{2} m v^{2}")
    ('λ ≤ x²', '1/2 m v²')
    >>> unicode_math(r"\sqrt{a+b}")
    '√(a+b)'
    >>> unicode_math(r"P(A|B) = \frac{P(B|A)P(A)}{P(B)}"), unicode_math(r"e^{kt}, x_{ij}, \bar{x}")
    ('P(A|B) = (P(B|A)P(A))/(P(B))', 'eᵏᵗ, xᵢⱼ, x̄')
    >>> unicode_math(r"2\frac{1}{2}x \& y")
    '2 1/2 x & y'
    >>> unicode_math(r"\begin{matrix} a & b \end{matrix}"), unicode_math(r"\frac{1}")
    (None, None)
    """
    try:
        reader = _Reader(latex)
        shown = reader.until_end()
    except _UnknownError:
        return None
    shown = unicodedata.normalize("NFC", " ".join(shown.split()))
    return re.sub(r"([(\[⟨]) | (?=[)\]⟩,])", r"\1", shown)


class _Reader:
    """Reads a formula from left to right."""

    def __init__(self, latex: str) -> None:
        self._tokens = [
            f"\\{m[1] or m[2]}" if m[1] or m[2] else " " if m[3] else m[4]
            for m in _TOKEN.finditer(latex)
        ]
        self._at = 0
        self._depth = 0

    def until_end(self) -> str:
        shown = self._group(closing="")
        if self._at < len(self._tokens):
            raise _UnknownError
        return shown

    def _next(self) -> str:
        if self._at >= len(self._tokens):
            raise _UnknownError
        self._at += 1
        return self._tokens[self._at - 1]

    def _group(self, closing: str) -> str:
        """What stands up to `closing`, which is read too."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _UnknownError
        parts: list[str] = []
        while closing or self._at < len(self._tokens):
            token = self._next()
            if token == closing:
                break
            if token in "^_":
                parts.append(self._script(token))
            else:
                parts.append(self._shown(token))
        self._depth -= 1
        return "".join(parts)

    def _argument(self) -> str:
        token = self._next()
        while token == " ":
            token = self._next()
        return self._shown(token)

    def _shown(self, token: str) -> str:
        if token == "{":
            return self._group("}")
        if token.startswith("\\"):
            return self._command(token[1:])
        if token in "}&^_":
            raise _UnknownError
        return {"'": "′", "*": "∗"}.get(token, token)

    def _script(self, sign: str) -> str:
        inner = self._argument().strip()
        table = _RAISED if sign == "^" else _LOWERED
        close = inner.replace(" ", "")
        if close and all(c in table for c in close):
            return "".join(table[c] for c in close)
        return f"{sign}{inner}" if len(inner) == 1 else f"{sign}({inner})"

    def _command(self, name: str) -> str:
        if name in _SIGNS:
            return _SIGNS[name]
        if name in _SPACED:
            return f" {_SPACED[name]} "
        if name in _FUNCTIONS:
            return (
                f" {name} " if self._at < len(self._tokens) and self._follows_word() else f" {name}"
            )
        if name in _TRANSPARENT:
            return self._argument()
        if name in _SILENT:
            return self._size()
        if name in _ACCENTS:
            inner = self._argument().strip()
            if len(inner) != 1:
                raise _UnknownError
            return inner + _ACCENTS[name]
        return self._built(name)

    def _follows_word(self) -> bool:
        return self._tokens[self._at] not in ("(", "^", "_", "{", "[")

    def _size(self) -> str:
        """After `\\left` and the like a full stop is no sign."""
        if self._at < len(self._tokens) and self._tokens[self._at] == ".":
            self._at += 1
        return ""

    def _built(self, name: str) -> str:
        match name:
            case "frac" | "dfrac" | "tfrac":
                over, under = self._argument(), self._argument()
                return (
                    f" {_bracketed(over)}/{_bracketed(under)} "  # "1/2x" would be another formula
                )
            case "sqrt":
                if self._at < len(self._tokens) and self._tokens[self._at] == "[":
                    raise _UnknownError
                return f"√{_bracketed(self._argument())}"
            case "binom":
                return f"C({self._argument().strip()}, {self._argument().strip()})"
            case "mathbb":
                inner = self._argument().strip()
                if not inner or not all(ord(c) in _DOUBLE for c in inner):
                    raise _UnknownError
                return inner.translate(_DOUBLE)
        raise _UnknownError


def _bracketed(text: str) -> str:
    text = " ".join(text.split())
    return text if _SIMPLE.fullmatch(text) else f"({text})"
