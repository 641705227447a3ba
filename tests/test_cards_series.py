"""Several things that are told in one line, or one below the other, are asked one by one; numbers
are asked for as numbers.
"""

from __future__ import annotations

import re

import pytest

from ankigen.cards import make_notes
from ankigen.cards.visible import visible_text
from ankigen.model import Entry, Paragraph, RichText
from ankigen.model.note_fields import LIST, TERM
from tests.cards_support import ALL, entry, fields


def asks(of: Entry) -> tuple[str, str]:
    """What the first card of an entry asks, and the answer."""
    notes, _ = make_notes([of], ALL)
    found = fields(notes[0])
    asked = re.sub(r'<span class="backward">.*', "", found["Ask"])
    return re.sub("<[^>]+>", "", asked), visible_text(found.get("Definition", "")).strip()


def lines(headword: str, *told: str) -> Entry:
    return entry(headword, *(Paragraph(RichText(text)) for text in told))


@pytest.mark.parametrize(
    ("of", "kind"),
    [
        (entry("Rigs of old", "sloop = one mast; brig = two masts; ship = three masts"), LIST),
        (entry("Rigs of old", "sloop: one mast, brig: two masts, ship: three masts"), LIST),
        (entry("Rigs of old", "sloop = one mast. It is small; brig = two; ship = three"), TERM),
        (entry("Rigs of old", "sloop = one mast; brig = two masts"), TERM),
        (lines("5 rigs", "sloop", "brig", "ketch", "yawl", "full ship"), LIST),
        (lines("Casting off", "LPF", "let go", "push off", "fend off"), LIST),
        (lines("Hulls", "2 masts brig", "3 masts full ship", "4 masts bark"), LIST),
        (lines("Hulls", "Tarred before the frost", "Worms live in the planks", "They rot"), TERM),
        (lines("Dory", "flat bottom", "high sides", "two oars"), TERM),
    ],
)
def test_names_one_below_the_other_or_in_one_line_are_a_list(of: Entry, kind: str) -> None:
    notes, _ = make_notes([of], ALL)
    assert {note.note_type for note in notes} == {kind}


@pytest.mark.parametrize(
    ("headword", "said", "question"),
    [
        ("WBC", "5,000-10,000", "How much is it?"),
        ("pressure", "120/80", "How much is it?"),
        ("angle", "45 or 90 degrees", "How much is it?"),
        ("crew", "7 ± 2 hands", "How much is it?"),
        ("rib of a brig", "2", "Which number is it?"),
        ("rib of a brig", "2 (square)", "Which number is it?"),
        ("shipworm", "killed by O2", "What is it killed by?"),
        ("shipworm", "grows with or without light", "What does it do?"),
        ("110", "POP3", "What is it?"),
        ("hull vs rig", "first year", "What goes with it?"),
        ("hull vs rig", "hull floats; rig drives", "What is the difference?"),
        ("hull vs rig", "the former floats", "What is the difference?"),
    ],
)
def test_what_is_a_number_or_one_name_is_asked_so(headword: str, said: str, question: str) -> None:
    assert asks(entry(headword, said))[0] == question


def test_a_lone_label_stands_beside_the_headword_and_all_behind_it_is_asked() -> None:
    notes, _ = make_notes([entry("Rot", "causes: rain, worms from the sea, bad paint")], ALL)
    found = fields(notes[0])
    assert visible_text(found["Definition"]).strip() == "rain, worms from the sea, bad paint"
    assert (found["Context"], re.sub("<[^>]+>", "", found["Ask"])) == ("causes", "What are they?")
