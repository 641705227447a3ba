"""A hypothesis strategy that writes notes as a student does: topics, entries in one of the usual
layouts with a few in others, lists, tables, formulas, code, slips of the keyboard, half sentences,
a date here and a page number there, and what was pasted from a page.
"""

from __future__ import annotations

from hypothesis import strategies as st

_SUBJECTS = (
    "osmosis", "mitosis", "enzyme", "catalyst", "inertia", "friction", "offer", "consideration",
    "tort", "regression", "overfitting", "gradient", "isotope", "cation", "chlorophyll", "price",
    "inflation", "demand", "cloud", "front", "sonnet", "metaphor", "treaty", "census",
)  # fmt: skip
_KINDS = ("process", "rule", "force", "measure", "substance", "promise", "model", "quantity")
_ACTS = (
    "moves water through a membrane", "slows the motion of two surfaces", "binds both sides",
    "speeds up a reaction", "grows with the square of the speed", "falls when prices rise",
    "is counted every ten years", "keeps its shape", "carries a positive charge",
    "compares two things without saying so", "fits the noise in the data",
)  # fmt: skip
_DETAILS = (
    "see lecture 4", "important for the exam!!", "(cf. p. 12)", "e.g. in plants", "→ ask tutor",
    "not the same as the other one", "units: m/s", "$E = mc^2$", "`f(x) = 2 * x`", "50 % of it",
    "cf. Müller & Sons (1998)", "was: 3 < 4, so a > b", "AT&T", "<b>bold</b>", "{{curly}}",
    "[[link]]", "https://example.org/a_b?c=d&e=f", "#hashtag", "C++ / C#", "=SUM(A1:A3)",
)  # fmt: skip
_SLIPS = (
    ("the ", "teh "), ("ie", "ei"), (" ", "  "), ("ss", "s"), (". ", "."), ("and", "adn"),
    ("tion", "toin"), (" a ", " a a "),
)  # fmt: skip
_FURNITURE = (
    "Week 3", "Lecture 12 – 14 March", "p. 17", "Page 3 of 9", "- 4 -", "======", "***", "TODO",
    "© University 2024", "Contents", "References", "Slide 5/40", "see also:",
)  # fmt: skip
_OTHER_SCRIPTS = (
    "光合成：植物が光から糖を作ること", "שלום: greeting that means peace",
    "Wärme – Energie, die übergeht", "مرحبا: a greeting", "naïve – without experience",
)  # fmt: skip


@st.composite
def sentences(draw: st.DrawFn) -> str:
    """What stands behind a headword: one to three sentences, some in haste."""
    parts = []
    for _ in range(draw(st.integers(1, 3))):
        text = f"{draw(st.sampled_from(('The', 'A', 'This')))} {draw(st.sampled_from(_KINDS))} "
        text += f"that {draw(st.sampled_from(_ACTS))}"
        if draw(st.integers(0, 3)) == 0:
            text += f", {draw(st.sampled_from(_DETAILS))}"
        if draw(st.integers(0, 4)) == 0:
            old, new = draw(st.sampled_from(_SLIPS))
            text = text.replace(old, new, 1)
        parts.append(text + draw(st.sampled_from((".", ".", ".", "", "!", ";"))))
    return " ".join(parts)


@st.composite
def headwords(draw: st.DrawFn) -> str:
    word = draw(st.sampled_from(_SUBJECTS))
    form = draw(st.integers(0, 7))
    if form == 0:
        return f"{word} ({draw(st.sampled_from(_KINDS))})"
    if form == 1:
        return f"{draw(st.sampled_from(_SUBJECTS))} {word}"
    if form == 2:
        return word.upper()
    return word.capitalize() if form < 6 else word


def _bullets(draw: st.DrawFn) -> str:
    mark = draw(st.sampled_from(("- ", "* ", "• ", "1. ", "a) ", "  - ")))
    items = draw(st.lists(st.sampled_from(_ACTS + _DETAILS), min_size=2, max_size=6))
    rows = []
    for n, item in enumerate(items, 1):
        own = mark.replace("1", str(n)).replace("a)", f"{chr(96 + n)})")
        rows.append(f"{own}{item}")
    return "\n".join(rows)


def _table(draw: st.DrawFn) -> str:
    rows = draw(st.lists(st.tuples(headwords(), st.sampled_from(_ACTS)), min_size=2, max_size=4))
    return "\n".join(("| what | does |", "| --- | --- |", *(f"| {a} | {b} |" for a, b in rows)))


_LAYOUTS = ("{0}: {1}", "{0} - {1}", "{0} – {1}", "**{0}** {1}", "## {0}\n\n{1}", "{0}\n{1}\n",
    "- {0}: {1}", "Q: What is {0}?\nA: {1}", "{0}\t{1}", "{0} = {1}", "* **{0}**: {1}")  # fmt: skip


@st.composite
def notes(draw: st.DrawFn) -> str:
    """A whole file."""
    usual = draw(st.sampled_from(_LAYOUTS))
    parts = []
    for _ in range(draw(st.integers(1, 9))):
        kind = draw(st.integers(0, 11))
        if kind == 0:
            parts.append(f"# {draw(headwords())}s")
        elif kind == 1:
            parts.append(draw(st.sampled_from(_FURNITURE)))
        elif kind == 2:
            parts.append(draw(st.sampled_from(_OTHER_SCRIPTS)))
        elif kind == 3:
            parts.append(f"{draw(headwords())}\n{_bullets(draw)}")
        elif kind == 4:
            parts.append(f"{draw(headwords())}:\n\n{_table(draw)}")
        elif kind == 5:
            parts.append(f"```\n{draw(st.sampled_from(_DETAILS))}\n```")
        else:
            layout = usual if kind < 10 else draw(st.sampled_from(_LAYOUTS))
            parts.append(layout.format(draw(headwords()), draw(sentences())))
    gap = draw(st.sampled_from(("\n", "\n\n", "\n\n", "\n\n\n")))
    text = gap.join(parts) + draw(st.sampled_from(("", "\n", "  \n")))
    return text.replace("\n", "\r\n") if draw(st.integers(0, 9)) == 0 else text
