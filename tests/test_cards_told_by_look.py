"""Questions that the look of a hurried line decides: a person and a work, a year, a formula, a cell
of a table, an arrow, several things in a row.
"""

from __future__ import annotations

import re

import pytest

from ankigen.cards import make_notes
from ankigen.cards.asking.former import Former, FormerNote
from ankigen.cards.visible import visible_text
from ankigen.model import EQUALS, POINTS, Entry, Source
from ankigen.model.settings import Settings
from ankigen.pipeline import study
from tests.cards_support import ALL, bullets, entry, fields

KNOWN_FOR = "What is this person known for?"
FORMULA, CALCULATED = "Which formula is it?", "How is it calculated?"


def asks(made: Entry) -> tuple[str, str]:
    """What the card of an entry asks, and the answer."""
    found = fields(make_notes([made], ALL)[0][0])
    asked = re.sub(r'<span class="backward">.*', "", found["Ask"])
    answer = re.split(r'<\w+ class="more"', found["Definition"])[0]
    return re.sub("<[^>]+>", "", asked), visible_text(answer).strip()


@pytest.mark.parametrize(
    ("headword", "said", "question"),
    [
        ("Vivaldi", "The Four Seasons 1725", KNOWN_FOR),
        ("Bruegel the Elder", "peasants on the ice", KNOWN_FOR),
        ("Copernicus 1543", "the Sun stands still", KNOWN_FOR),
        ("Kandinsky", "first to paint nothing at all", "Who is it?"),
        ("Dürer", "Nuremberg artist and engraver", "Who is it?"),
        ("Bach", "unit of small rivers", "What is it?"),
        ("1607", "a bridge over the Foss", "What happened?"),
        ("Rolt & Aickman 1946", "dirty water in the north", "What was it about?"),
        ("Rolt 1946", "mud in the north", "What was it about?"),
        ("Tyrer (1884)", "if water rises, boats rise", "What does it say?"),
        ("E. fluviatilis", "group of small plants", "What is it?"),
        ("Ice", "70 %, more in spring", "How much is it?"),
        ("Long lock", "beyond the weir", "Where is it?"),
        ("Silting", "via the brook", "How does it happen?"),
        ("Locking", "frost + old gates → stop the boats", "What is it?"),
    ],
)
def test_the_look_of_a_line_tells_the_question(headword: str, said: str, question: str) -> None:
    assert asks(entry(headword, said))[0] == question


@pytest.mark.parametrize(
    ("headword", "said", "question", "answer"),
    [
        ("KE", "½mv²", FORMULA, "½mv²"),
        ("GPE", "mgh", FORMULA, "mgh"),
        ("Momentum p", "mv, conserved without a force", FORMULA, "mv"),
        ("Vd", "dose / plasma conc", CALCULATED, "dose / plasma conc"),
        ("Tools", "saw / plane", "What is it?", "saw / plane"),
        ("Break even", "rent / (toll - wages)", CALCULATED, "rent / (toll - wages)"),
        ("Markup", "(price - cost)/cost", CALCULATED, "(price - cost)/cost"),
        ("Mass", "6.0 × 10^24 kg", "How much is it?", "6.0 × 10^24 kg"),
        ("MV", "PT theory of money. M is the money", FORMULA, "PT"),
        ("Wien", "λ T = 2.9 × 10^-3 m K", FORMULA, "λ T = 2.9 × 10^-3 m K"),
    ],
)
def test_what_an_equals_sign_leads_to_is_a_formula_or_none(
    headword: str, said: str, question: str, answer: str
) -> None:
    assert asks(entry(headword, said, mark=EQUALS)) == (question, answer)


def test_a_row_of_features_is_asked_whole() -> None:
    said = "many locks, small gates, no tolls"
    assert asks(entry("Open river", said)) == ("Name 3 key points.", said)
    assert asks(entry("Barge", "flat hull, Thames 1840, big sail"))[1] == "flat hull"
    assert asks(entry("Barge", "flat hull, keep it dry, big sail"))[1] == "flat hull"
    assert asks(entry("Barge", "2 masts per hull, hold dry, big sail"))[1][-8:] == "big sail"


def test_a_formula_is_asked_without_what_is_said_of_it() -> None:
    assert asks(entry("ATC", "TC/Q, shaped as a bow", mark=EQUALS))[1] == "TC/Q"
    said = "adding water to a full lock, the boat rises"
    assert asks(entry("Rise", said))[1] == said
    for both in ("single = one mast, double = two masts", "early: by hand; late: by steam"):
        assert asks(entry("Hauling", both))[1] == both
    stack = "stack that modifies, sorts and packs ropes"
    assert asks(entry("Rope walk", stack))[1] == stack


def test_an_arrow_among_arrows_is_shown_where_it_leads_to_a_name() -> None:
    assert asks(entry("frostbite", "warm water", mark=POINTS))[0] == "→ ?"
    assert asks(entry("frostbite", "the skin of a hand", mark=POINTS))[0] == "What is it?"


def test_arrows_of_one_section_among_dashes_point() -> None:
    dashes = "\n".join(f"Canal {n} - water way number {n} in the north" for n in "abcdefghijkl")
    notes = (
        f"# Canals\n\n{dashes}\n\n# Remedies\n\nfrostbite -> warmth\nleak -> clay\nweed -> scythe\n"
    )
    entries = study([Source("canals.md", notes.encode())], Settings()).entries
    assert [e.headword for e in entries if asks(e)[0] == "→ ?"] == ["frostbite", "leak", "weed"]


@pytest.mark.parametrize(
    ("headword", "said", "question"),
    [
        ("Profit", "tolls - wages - rent", CALCULATED),
        ("Capacity", "TV + IRV + ERV", CALCULATED),
        ("Pressure", "low + 1/3 (high - low)", CALCULATED),
        ("Boyle", "P1V1 = P2V2, so when it grows the pressure falls", FORMULA),
        ("4 Ps of trade", "product, price, place, promotion", "What are they?"),
        ("Economies of scale", "cost of a boat falls as more are built", "What is it?"),
        ("Low reach", "not enough water in it", "What is it?"),
        ("Foxton lift", "built 13 Aug 1761", "When was it built?"),
        ("Battle of the locks", "Foxton October 1813", "Where and when was it?"),
        ("Hundred Days", "from the ice until the flood (March-June 1815)", "When were they?"),
        ("Flight of boats", "June 1791 the first boat leaves", "What happened?"),
        ("Gate test", "if it leaks, tar is put on", "What does it say?"),
        ("Dry gate", "if it leaks, tar is put on", "What does it mean?"),
        ("boats of the flood", "~17 000 old barges", "How many are they?"),
        ("Frost march 1812", "long way in the snow", "What happened?"),
        ("DSM-5 (2013)", "long book of boats", "What is it?"),
        ("Law of the lock", "adding water to a full one, the boat rises", "What does it say?"),
        ("stress model", "frost + flood -> leak", "What is it?"),
        ("cross Aa x Aa", "3:1, or AaBb x AaBb", "What is it?"),
        ("Year of boats", "12 months of 30 days", "What is it?"),
        ("symphony of bells", "fast / slow / bell / fast", "What is it?"),
        ("Bayes", "P(A|B) = P(B|A)P(A)/P(B)", FORMULA),
        ("Early tolls", "NYC 1990s", "Where and when were they?"),
        ("intercept", "y when x = 0", "What is it?"),
        ("Hearing range", "20 Hz - 20 kHz in water", "How much is it?"),
        ("residual", "observed - predicted", CALCULATED),
        ("Kinds of sample", "simple random, stratified, cluster, snowball", "What are they?"),
        ("Byrd, Tallis", "motet of forty boats", "What are they known for?"),
        ("S. pyogenes", "group of small plants", "What is it?"),
        ("Rolt 1946", "Plan of the Rivers. locks and gates", "What was it about?"),
        ("Necker", "swiss banker, minister of locks", "Who is it?"),
        ("Foxton 28 June 1814", "boats sunk by the weir", "What happened?"),
        ("Adam Kerr", "Wealth of Rivers", KNOWN_FOR),
        ("Rule of thumb", "10 m more water ≈ a day", "What does it say?"),
        ("Dry gate", "fully soaked in tar", "What is characteristic of it?"),
        ("Boat on ice", "careful with fire", "What is done?"),
        ("Want", "form a need takes", "What is it?"),
        ("Reach × toll", "GRPs", "What is it?"),
        ("What's the depth of the lock", "two metres", ""),
    ],
)
def test_what_is_said_is_no_other_kind_of_answer(headword: str, said: str, question: str) -> None:
    assert asks(entry(headword, said))[0] == question


def test_names_and_what_they_are_in_one_line_are_not_one_answer() -> None:
    said = "fast, Coble - slow and broad, Scow - a flat one"
    assert asks(entry("Skiff", said))[1] == "fast"
    assert (
        asks(entry("Skiff", "sail up, oars down - in a gale"))[1]
        == "sail up, oars down - in a gale"
    )


def test_lines_of_names_and_what_they_are_are_asked_by_their_names() -> None:
    lines = ("Coble – flat, northern", "Scow – flat, southern", "Skiff – deep, northern")
    (note,), _ = make_notes([entry("Boats of the coast", *lines)], ALL)
    assert "{{c2::" in "".join(note.fields) and "::Scow}}" in "".join(note.fields)
    (note,), _ = make_notes([entry("Boats of the coast", *lines, "They are all old.")], ALL)
    assert "{{c2::" not in "".join(note.fields)


def test_a_list_of_sentences_is_no_definition() -> None:
    points = ("the first one was dug by hand", "the second one runs through a hill of clay")
    assert asks(entry("Canal Age 1760-1840", bullets(*points)))[0] == "What belongs to it?"


def test_the_cells_of_a_row_are_asked_one_by_one_behind_the_names_of_their_columns() -> None:
    text = "name | target | price | examples\n--- | --- | --- | ---\nclay | leaks | 2 d | puddle\n"
    rows = "".join(f"lime{n} | damp{n} | {n} d | wash{n}\n" for n in range(4))
    entries = study([Source("stuff.md", (text + rows).encode())], Settings()).entries
    clay = next(e for e in entries if e.headword == "clay")
    found = [fields(note) for note in make_notes([clay], ALL)[0]]
    assert [(f["Context"], visible_text(f["Definition"]).strip()) for f in found] == [
        ("target", "leaks"),
        ("price", "2 d"),
    ]
    assert "puddle" in "".join(make_notes([clay], ALL)[0][0].fields)  # shown, not asked
    former = Former({"term clay": FormerNote()})
    (note,), _ = make_notes([clay], ALL, former=former)
    assert "leaks" in fields(note)["Definition"] and "puddle" in fields(note)["Definition"]


def test_signs_alone_are_in_the_language_of_the_notes() -> None:
    others = [entry(f"Lock {n}", "gate in a canal of the north") for n in range(20)]
    law = entry("Snell", "n1 sin i = n2 sin r", language="es")
    notes, _ = make_notes([*others, law], ALL)
    assert FORMULA in fields(notes[-1])["Ask"]
    notes, _ = make_notes([*others[:5], law], ALL)
    assert "¿" in fields(notes[-1])["Ask"]
