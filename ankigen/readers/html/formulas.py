"""Formulas: MathML, MathJax and KaTeX markup."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup
from bs4.element import Tag

from ankigen.model import Style
from ankigen.readers import mathml
from ankigen.readers.html.marks import classes_of
from ankigen.readers.html.state import State

_MATHJAX_SHOWN = frozenset(
    (
        "MathJax",
        "MathJax_Display",
        "MathJax_SVG",
        "MathJax_CHTML",
        "mjx-chtml",
        "MathJax_SVG_Display",
    )
)


class Formulas(State):
    """Formulas: MathML, MathJax and KaTeX markup."""

    def formula(self, tag: Tag, name: str) -> bool:
        classes = set(classes_of(tag))
        if name == "math" or name.endswith(":math"):
            self.math(mathml.source_of(tag), str(tag.get("display") or "") == "block")
        elif name == "mjx-container":
            inner = tag.find("math")
            self.math(
                mathml.source_of(inner)
                if isinstance(inner, Tag)
                else str(tag.get("aria-label") or ""),
                str(tag.get("display") or "") == "true",
            )
        elif name == "script" and str(tag.get("type") or "").startswith("math/tex"):
            self.math(tag.get_text(), "display" in str(tag.get("type")))
        elif name == "script" and str(tag.get("type") or "").startswith("math/mml"):
            inner = BeautifulSoup(tag.get_text(), "html.parser").find("math")
            self.math(mathml.source_of(inner) if isinstance(inner, Tag) else "", False)
        elif classes & {"katex", "katex-display", "mwe-math-element"} and isinstance(
            inner := tag.find("math"), Tag
        ):
            display = "katex-display" in classes or str(inner.get("display") or "") == "block"
            if "mwe-math-element" in classes:
                display = (
                    "mwe-math-fallback-image-display" in str(tag)
                    or str(inner.get("display") or "") == "block"
                )
            self.math(mathml.source_of(inner), display)
        elif classes & {"katex", "katex-display"} and isinstance(
            inner := tag.find("annotation"), Tag
        ):
            self.math(inner.get_text(), "katex-display" in classes)
        elif classes & _MATHJAX_SHOWN and isinstance(
            tag.find_next("script", type=re.compile("^math/")), Tag
        ):
            self.line += str(tag).count("\n")
            return True  # what MathJax drew; its source follows in a script
        elif (
            classes & {"math"}
            and name in ("span", "div")
            and re.match(r"\s*(\\[(\[]|\$)", text := tag.get_text())
        ):
            latex = re.sub(r"^\s*(?:\\[(\[]|\$\$?)|(?:\\[)\]]|\$\$?)\s*$", "", text)
            self.math(latex, "display" in classes or text.strip().startswith((r"\[", "$$")))
        else:
            return False
        return True

    def math(self, latex: str, display: bool) -> None:
        latex = " ".join(mathml.bare(latex).split())
        if not latex:
            return
        if display:
            if self.text.length and not self.cell and not self.pending:
                self.flush()
            self.styled(rf"\[{latex}\]", Style.DISPLAY, latex)
            if not self.cell and not self.pending:
                self.flush()
        else:
            self.styled(rf"\({latex}\)", Style.MATH, latex)
