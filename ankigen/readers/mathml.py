"""MathML → LaTeX, for the formulas of web pages that carry no LaTeX source. Presentation MathML
(W3C), its usual part.
"""

from __future__ import annotations

from bs4.element import NavigableString, Tag

_OPERATORS = {
    "−": "-", "∑": r"\sum", "∏": r"\prod", "∫": r"\int", "∮": r"\oint", "→": r"\to",
    "⇒": r"\Rightarrow",
    "↔": r"\leftrightarrow", "⇔": r"\Leftrightarrow", "≤": r"\le", "≥": r"\ge", "≠": r"\ne",
    "≈": r"\approx",
    "∞": r"\infty", "∂": r"\partial", "∇": r"\nabla", "×": r"\times", "⋅": r"\cdot", "·": r"\cdot",
    "±": r"\pm",
    "∈": r"\in", "∉": r"\notin", "⊂": r"\subset", "⊆": r"\subseteq", "∪": r"\cup", "∩": r"\cap",
    "∀": r"\forall",
    "∃": r"\exists", "¬": r"\neg", "∧": r"\wedge", "∨": r"\vee", "…": r"\ldots", "⋯": r"\cdots",
    "{": r"\{",
    "}": r"\}", "%": r"\%", "#": r"\#", "&": r"\&", "\u2061": "", "\u2062": "", "\u2063": "",
    "\u2064": "",
    "∝": r"\propto", "∼": r"\sim", "≡": r"\equiv", "∅": r"\emptyset", "⟨": r"\langle",
    "⟩": r"\rangle",
    "‖": r"\|", "′": "'", "∘": r"\circ", "←": r"\leftarrow", "↦": r"\mapsto",
}  # fmt: skip
_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΦΨΩϵϕ",
        [
            r"\alpha",
            r"\beta",
            r"\gamma",
            r"\delta",
            r"\varepsilon",
            r"\zeta",
            r"\eta",
            r"\theta",
            r"\iota",
            r"\kappa",
            r"\lambda",
            r"\mu",
            r"\nu",
            r"\xi",
            r"\pi",
            r"\rho",
            r"\sigma",
            r"\tau",
            r"\upsilon",
            r"\varphi",
            r"\chi",
            r"\psi",
            r"\omega",
            r"\Gamma",
            r"\Delta",
            r"\Theta",
            r"\Lambda",
            r"\Xi",
            r"\Pi",
            r"\Sigma",
            r"\Phi",
            r"\Psi",
            r"\Omega",
            r"\epsilon",
            r"\phi",
        ],
        strict=True,
    )
)
#: What LaTeX sets upright and has a command for.
FUNCTIONS = frozenset(
    [
        "sin",
        "cos",
        "tan",
        "cot",
        "sec",
        "csc",
        "sinh",
        "cosh",
        "tanh",
        "arcsin",
        "arccos",
        "arctan",
        "log",
        "ln",
        "exp",
        "lim",
        "max",
        "min",
        "sup",
        "inf",
        "det",
        "dim",
        "ker",
        "gcd",
        "deg",
        "arg",
        "Pr",
    ]
)
_ACCENTS = {"^": r"\hat", "ˆ": r"\hat", "¯": r"\bar", "‾": r"\bar", "→": r"\vec", "⃗": r"\vec",
    "~": r"\tilde",
            "˜": r"\tilde", "˙": r"\dot", "¨": r"\ddot", "⏞": r"\overbrace",
            "―": r"\overline"}  # fmt: skip
#: Formulas nested deeper than this are no notes.
DEEPEST = 60


def source_of(math: Tag) -> str:
    """The LaTeX that a page carries beside its MathML, or what the MathML says in LaTeX; "" if
    it says nothing.
    """
    for annotation in math.find_all("annotation"):
        if "tex" in str(annotation.get("encoding", "")).lower():
            return bare(annotation.get_text())
    if alt := math.get("alttext"):
        return bare(str(alt))
    return " ".join(_of(math, 0).split())


def bare(latex: str) -> str:
    r"""LaTeX without what Wikipedia and others wrap it in.

    >>> bare(r"{\displaystyle x^{2}}")
    'x^{2}'
    """
    latex = latex.strip()
    for wrapper in (r"{\displaystyle", r"{\textstyle"):
        if latex.startswith(wrapper) and latex.endswith("}"):
            latex = latex[len(wrapper) : -1].strip()
    return latex


def _of(node: Tag | NavigableString, depth: int) -> str:
    if isinstance(node, NavigableString):
        return node.strip()
    name = node.name.split(":")[-1].lower()
    if depth > DEEPEST:
        return node.get_text(" ")
    if name in ("mi", "mn", "mo", "mtext", "ms"):
        return _leaf(name, node.get_text().strip())
    if name in ("annotation", "annotation-xml"):
        return ""
    if name == "mspace":
        return r"\ "
    parts = [
        _of(child, depth + 1)
        for child in node.children
        if isinstance(child, Tag) or (isinstance(child, NavigableString) and child.strip())
    ]
    if name == "mtr":
        return " & ".join(parts)
    if name == "mtable":
        return r"\begin{matrix} " + r" \\ ".join(parts) + r" \end{matrix}"
    if name == "mfenced":
        opener, closer = str(node.get("open", "(")), str(node.get("close", ")"))
        return rf"\left{opener or '.'} {', '.join(parts)} \right{closer or '.'}"
    if name == "msqrt":
        return rf"\sqrt{{{' '.join(parts)}}}"
    return _fixed(name, parts) or " ".join(parts)


def _fixed(name: str, parts: list[str]) -> str:
    """Elements with a fixed number of children; "" for others."""
    if len(parts) == 2:
        first, second = parts
        accent = _ACCENTS.get(second.strip("\\ ")) or _ACCENTS.get(second)
        if name == "mover" and (accent or second == r"\to"):
            return f"{accent or _ACCENTS['→']}{{{first}}}"
        forms = {
            "mfrac": rf"\frac{{{first}}}{{{second}}}",
            "mroot": rf"\sqrt[{second}]{{{first}}}",
            "msub": f"{_base(first)}_{{{second}}}",
            "msup": f"{_base(first)}^{{{second}}}",
            "munder": f"{_base(first)}_{{{second}}}",
            "mover": f"{_base(first)}^{{{second}}}",
        }
        return forms.get(name, "")
    if len(parts) == 3 and name in ("msubsup", "munderover"):
        return f"{_base(parts[0])}_{{{parts[1]}}}^{{{parts[2]}}}"
    return ""


def latex_of_characters(text: str) -> str:
    r"""Greek letters and signs by their LaTeX names.

    >>> latex_of_characters("α≤2"), latex_of_characters("x+1")
    ('\\alpha \\le 2', 'x+1')
    """
    pieces = []
    for character in text:
        command = _GREEK.get(character) or _OPERATORS.get(character, character)
        pieces.append(
            f"{command} " if command.startswith("\\") and command[1:].isalpha() else command
        )
    return "".join(pieces)


def _base(latex: str) -> str:
    return (
        latex
        if len(latex) == 1 or (latex.startswith("\\") and " " not in latex)
        else f"{{{latex}}}"
    )


def _leaf(name: str, text: str) -> str:
    if name in ("mtext", "ms"):
        return rf"\text{{{text}}}" if text else ""
    if name == "mi" and len(text) > 1 and text.isalpha() and text.isascii():
        return f"\\{text}" if text in FUNCTIONS else rf"\mathrm{{{text}}}"
    if text in FUNCTIONS:
        return f"\\{text}"
    return "".join(_GREEK.get(c) or _OPERATORS.get(c, c) for c in text) if len(text) < 3 else text
