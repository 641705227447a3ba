"""Word's formulas (OMML, ECMA-376 part 1, 22.1) → LaTeX."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from ankigen.readers.mathml import DEEPEST, FUNCTIONS, latex_of_characters

NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_M = f"{{{NAMESPACE}}}"
_NARY = {
    "∑": r"\sum",
    "∏": r"\prod",
    "∫": r"\int",
    "∬": r"\iint",
    "∮": r"\oint",
    "⋃": r"\bigcup",
    "⋂": r"\bigcap",
}
_ACCENTS = {"\u0302": r"\hat", "\u0303": r"\tilde", "\u0304": r"\bar", "\u0305": r"\overline",
    "\u20d7": r"\vec",
            "\u0307": r"\dot", "\u0308": r"\ddot", "^": r"\hat", "~": r"\tilde"}  # fmt: skip

#: Elements that are their parts in a fixed form.
_WITH_PARTS = {
    "f": (r"\frac{%s}{%s}", ("num", "den")),
    "sSup": ("{%s}^{%s}", ("e", "sup")),
    "sSub": ("{%s}_{%s}", ("e", "sub")),
    "sSubSup": ("{%s}_{%s}^{%s}", ("e", "sub", "sup")),
    "bar": (r"\overline{%s}", ("e",)),
    "limLow": ("%s_{%s}", ("e", "lim")),
    "limUpp": ("%s^{%s}", ("e", "lim")),
}


def latex(element: Element, depth: int = 0) -> str:
    """The LaTeX of an `m:oMath` or of any element in one."""
    if depth > DEEPEST:
        return "".join(element.itertext())
    name = element.tag.removeprefix(_M)
    if name == "t":
        return latex_of_characters(element.text or "")
    if name.endswith("Pr"):
        return ""

    def part(child: str) -> str:
        found = element.find(_M + child)
        return _all(found, depth) if found is not None else ""

    def property_(path: str, default: str) -> str:
        found = element.find("/".join(_M + p for p in path.split("/")))
        return default if found is None else found.get(f"{_M}val", "")

    if name in _WITH_PARTS:
        form, parts = _WITH_PARTS[name]
        return form % tuple(map(part, parts))
    if name == "rad":
        degree = part("deg")
        return rf"\sqrt[{degree}]{{{part('e')}}}" if degree else rf"\sqrt{{{part('e')}}}"
    if name == "nary":
        sign = property_("naryPr/chr", "∫")
        below, above = part("sub"), part("sup")
        limits = (f"_{{{below}}}" if below else "") + (f"^{{{above}}}" if above else "")
        return f"{_NARY.get(sign, sign)}{limits} {part('e')}"
    if name == "d":
        opener, closer = property_("dPr/begChr", "("), property_("dPr/endChr", ")")
        inside = ", ".join(_all(e, depth) for e in element.findall(_M + "e"))
        return rf"\left{_delimiter(opener)} {inside} \right{_delimiter(closer)}"
    if name == "func":
        function = part("fName").strip()
        return f"\\{function} {part('e')}" if function in FUNCTIONS else f"{function} {part('e')}"
    if name == "acc":
        return f"{_ACCENTS.get(property_('accPr/chr', chr(0x302)), chr(92) + 'hat')}{{{part('e')}}}"
    if name == "m":
        rows = [
            " & ".join(_all(e, depth) for e in row.findall(_M + "e"))
            for row in element.findall(_M + "mr")
        ]
        return r"\begin{matrix} " + r" \\ ".join(rows) + r" \end{matrix}"
    if name == "eqArr":
        return (
            r"\begin{aligned} "
            + r" \\ ".join(_all(e, depth) for e in element.findall(_M + "e"))
            + r" \end{aligned}"
        )
    return _all(element, depth)


def _all(element: Element, depth: int) -> str:
    return "".join(latex(child, depth + 1) for child in element)


def _delimiter(sign: str) -> str:
    return {"": ".", "{": r"\{", "}": r"\}", "⟨": r"\langle", "⟩": r"\rangle"}.get(sign, sign)
