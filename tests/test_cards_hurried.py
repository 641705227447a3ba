"""Hurried notes: several facts in one line, of which a card asks for the first, by the question
that it answers.
"""

from __future__ import annotations

import re

import pytest

from ankigen.cards import make_notes
from ankigen.cards.asking.former import Former, FormerNote
from ankigen.cards.visible import visible_text
from tests.cards_support import ALL, bullets, entry, fields


def asks(headword: str, said: str) -> tuple[str, str]:
    """What the card of a term asks, and the answer."""
    notes, _ = make_notes([entry(headword, said)], ALL)
    found = fields(notes[0])
    asked = re.sub(r'<span class="backward">.*', "", found["Ask"])
    return re.sub("<[^>]+>", "", asked), visible_text(found["Definition"]).strip()


@pytest.mark.parametrize(
    ("said", "first"),
    [
        # verbs, participles, negations, numbers, dates, causes, examples, another subject
        ("gate of a canal, lets boats in, made of oak", "gate of a canal"),
        ("made of oak in two leaves, needs little care", "made of oak in two leaves"),
        ("from the upper reach, lowers the level", "from the upper reach"),
        ("gate in a canal, no use in a flood", "gate in a canal"),
        ("way past a weir, about 30 m", "way past a weir"),
        ("chamber between two gates, width 5", "chamber between two gates"),
        ("way past a weir, Brindley 1761", "way past a weir"),
        ("way past a weir, built for coal, 1761", "way past a weir"),
        ("gate in a canal, because boats must climb", "gate in a canal"),
        ("part of a canal, e.g. at Foxton", "part of a canal"),
        ("gate in a canal, lack means a flood; leak: repair", "gate in a canal"),
        ("force on the gate, F = pA, in newtons", "force on the gate"),
        ("height / time, vector", "height / time"),
        ("gate of oak, 2 t. leaks a little when it is old", "gate of oak"),
        ("keeps the boats afloat. a smaller one fills it", "keeps the boats afloat."),
        ("first lock of the river, Brindley", "first lock of the river"),
        ('gate of oak, "the old maid"', "gate of oak"),
        ("300 boats, 2 locks, stops in a frost", "300 boats, 2 locks, stops in a frost"),
        ("biggest lock, Upper Gate, 40 m", "biggest lock"),
        ("merit of a lock, ended floods", "merit of a lock"),
        ("little pond near the lock, pike biggest", "little pond near the lock"),
        ("small basin, self-sufficient, consistent", "small basin, self-sufficient, consistent"),
        ("purity of water, 5 m", "purity of water"),
        ("few locks, independent", "few locks"),
        ("new, deep, flooded", "new, deep, flooded"),
        ("limited water, unlimited boats", "limited water, unlimited boats"),
        ("height of the gate, negative for a lift", "height of the gate"),
        ("legal depth, binding above the lock", "legal depth"),
        ("made by a smith in Hull, raise the gate", "made by a smith in Hull"),
        ("most common protein, made in Hull", "most common protein"),
        ("for coal, boats need a permit", "for coal"),
        (
            "large gates in an old oak frame, two stages of work",
            "large gates in an old oak frame",
        ),
        ("row of gates, lowest first", "row of gates"),
        ("legal width, if too small means a detour", "legal width"),
        ("only the boats with a permit pass, so most wait", "only the boats with a permit pass"),
        ("who pays the toll. The richer boat pays more", "who pays the toll."),
        ("oldest lock, newest gates", "oldest lock"),
        ("gate + weir, closed in a frost, deep", "gate + weir"),
        ("force / area, unit Pa", "force / area"),
        ("Q/V, farad", "Q/V"),
        ("in the upper gate, exchange of water between reaches", "in the upper gate"),
        ("A x v, A area of the channel", "A x v"),
        ("Q < 7, weeds, mud", "Q < 7"),
        ("flow < 4 m/s. weeds grow there", "flow < 4 m/s."),
        ("oak 0.7 t, iron 7.8 t", "oak 0.7 t, iron 7.8 t"),
        ("wooden, gates leak in a frost", "wooden, gates leak in a frost"),
        ("upper gate moves down, flood", "upper gate moves down"),
        ("lowers boats, cheap repair, wide gates", "lowers boats"),
        ("for coal, red brick walls, two ponds", "for coal"),
        ("sticky, catches weed", "sticky"),
        ("slows boats, floods, no fish or weed", "slows boats"),
        # the first alone says nothing, or the others are parts of it
        ("oak, iron, clay and stone", "oak, iron, clay and stone"),
        ("Gates, Sluices, Winding gear", "Gates, Sluices, Winding gear"),
        ("device, lets boats in", "device, lets boats in"),
        ("boat of oak, built in Hull, for coal", "boat of oak, built in Hull, for coal"),
        ("never drained, only lowered", "never drained, only lowered"),
        ("up is left, down is right", "up is left, down is right"),
        ("positive for a lift, negative for a lock", "positive for a lift, negative for a lock"),
        ("few boats, small, easy to turn", "few boats, small, easy to turn"),
        ("70 % by water, 30 % by road", "70 % by water, 30 % by road"),
        ("if it rains, the gates are open", "if it rains, the gates are open"),
        ("from Latin, lets boats in.", "from Latin, lets boats in."),
    ],
)
def test_of_facts_in_a_row_the_first_is_asked(said: str, first: str) -> None:
    assert asks("Sluice", said)[1] == first


def test_plain_verbs_are_steps_of_one_thing_and_facts_of_several() -> None:
    said = "lower the boats, need no pump"
    assert asks("Lock", said)[1] == said
    assert asks("Narrow locks", said) == ("What do they do?", "lower the boats")


def test_a_list_a_comparison_and_a_reason_are_asked_whole() -> None:
    headwords = ("Why is a lock slow?", "Lock vs weir", "Parts of a lock", "Lock steps")
    for headword in headwords:
        said = "few gates, built of oak, no power"
        assert asks(headword, said)[1] == said


@pytest.mark.parametrize(
    ("headword", "said", "question"),
    [
        ("Bridgewater opening", "17 July 1761, by the Duke", "When was it?"),
        ("Lock staircase", "Brindley 1774, five locks", "By whom, and when?"),
        ("Sluice", "made of oak", "What is it made of?"),
        ("Sluices", "made of oak", "What are they made of?"),
        ("Sluice", "made in Hull", "Where is it made?"),
        ("Sluice", "patented by James Brindley", "Who patented it?"),
        ("Sluice", "written by James Brindley", "Who wrote it?"),
        ("Sluice", "opened when the river falls", "When is it opened?"),
        ("Sluice", "needed for boats", "What is it needed for?"),
        ("Sluice", "for boats of up to 20 m", "What is it for?"),
        ("Sluices", "in the upper gate", "Where are they?"),
        ("Water", "from the upper reach", "Where does it come from?"),
        ("Lift", "5 m", "How big is it?"),
        ("Age of the canal", "250 years", "How old is it?"),
        ("Load", "30 kg", "How much is it?"),
        ("Flow rate", "volume / time", "How is it calculated?"),
        ("Head", "p = ρgh", "Which formula is it?"),
        ("Rust", "iron + oxygen -> rust", "Which reaction is it?"),
        ("Lime", "CaCO3", "What is its formula?"),
        ("Weir", "no gates", "What is characteristic of it?"),
        ("Canal Act 1790", "no tolls for coal", "What does it say?"),
        ("1761", "first boat carries coal", "What happened?"),
        ("Pump", "blocks TNT", "What does it do?"),
        ("Pump", "raises water", "What does it do?"),
        ("Pump", "regulates the level", "What does it do?"),
        ("Pump", "does the work of men", "What does it do?"),
        ("Crane", "carries and turns boats", "What does it do?"),
        ("James Brindley", "canals of the north", "What is this person known for?"),
        ("Duke of Bridgewater", "proposed a canal for coal", "What is this person known for?"),
        ("Level", "rises with the rain", "What does it depend on?"),
        ("Course", "spring - brook - river - sea", "In which order?"),
        ("Closed", "due to frost", "What is it due to?"),
        ("Dry dock", "small gates, cheap labour", "What is characteristic of it?"),
        ("1765", "Brindley Canals of the North - a book", "What happened?"),
        ("Load", "2/3 log(M) - 6 (M in kg)", "Which formula is it?"),
        ("1766 law", "ended the tolls", "What happened?"),
        ("James Brindley", "1716-1772", "When did this person live?"),
        ("Fort Canal", "1716-1718", "When was it?"),
        ("Trade", "by boats of one family", "How does it happen?"),
        ("Flood", "after rain", "When does it occur?"),
        ("Net toll", "toll - repairs", "How is it calculated?"),
        ("1763", "Peace of Paris, Treaty signed", "What happened?"),
        ("gate rule", "close before boats pass", "What does it say?"),
        ("Crane", "invented in Hull", "Where was it invented?"),
        ("1762", "Brindley digs next canal", "What happened?"),
        ("Lime", "toxic, sold in Hull", "What is characteristic of it?"),
        ("staircase", "Brindley, several locks at once", "Which name goes with it?"),
        ("Fleet", "435 boats", "How many boats?"),
        ("Dry dock", "floods, frost, drought", "Which 3 belong to it?"),
        ("Narrow boats", "small, slow, cheap", "What is characteristic of them?"),
        ("Fleet", "30 years ago", "When was it?"),
        ("Smith v Jones", "duty to keep gates shut", "What did it decide?"),
        ("Toll clause", "no toll for coal", "What does it say?"),
        ("first step", "open the gates", "What is done?"),
        ("right of way", "can pass the lock first", "What does it do?"),
        ("absolute right", "can pass the lock first", "What does it mean?"),
        ("Mitre gate", "1497 Leonardo & Melzi", "By whom, and when?"),
        ("Canal mania", "Brindley 1761/1777", "By whom, and when?"),
        ("Free trade", "no town may close its locks", "What does it mean?"),
        ("1761-63", "war ends the works of the canal", "What happened?"),
        ("Pitt", "English prime minister", "Who is it?"),
        ("Flood", "rain → brook → weir → lower town", "In which order?"),
        ("Toll formula", "2 × t × %T", "Which formula is it?"),
        ("Frozen lock", "treat with salt at the gates", "What is done?"),
        ("Treatment of rust", "brush, oil, paint", "What is done?"),
        ("Toll house", "e.g. at Foxton", "What is an example?"),
        ("Toll houses", "e.g. Foxton, Hull", "What are examples?"),
        ("Head", "unit metre", "What is its unit?"),
        ("Lift", "Vs/Vp = Ns/Np (1831)", "Which formula is it?"),
        ("Net worth", "boats you own - boats you owe", "How is it calculated?"),
        ("Rennie 1805", "iron outlasts the best oak", "What did it show?"),
        ("1776 Canals of the North", "towns should pay for locks", "What does it say?"),
        ("force between gates", "attract if they are wet", "What do they do?"),
        ("Boom", "blows out in a storm", "What does it do?"),
        ("Brake", "acts on the drum of the winch", "What does it do?"),
        ("Locks", "start on the hill", "What do they do?"),
        ("Law of levels", "water in, boats up", "What does it say?"),
        ("Rule of gates", "A=B, C=D", "What does it say?"),
        ("Towing order", "horses first, then men", "In which order?"),
        ("Lock cycle", "fill, open, close, empty", "In which order?"),
        ("Pump factors", "XL = ωL, XC = ωC", "Which formulas are they?"),
        ("signals", "p b m", "What are they?"),
        ("signal", "p b m", "What goes with it?"),
        ("blend", "lockade = lock + arcade", "What is an example?"),
        ("Iron gate", "strongly rusted", "What is characteristic of it?"),
        ("Winch", "carries, empties and keeps loads", "What does it do?"),
        ("Order of locks", "Upper, Middle, Lower", "In which order?"),
        ("Barge", "has two masts", "What does it have?"),
        ("Licence", "given at birth", "When is it given?"),
        ("Weir", "separates by weight", "What does it do?"),
        ("false lock error", "blame the keeper and not the gate", "What is done?"),
        ("Rennie 1805", "clay for the bed", "What was it about?"),
        ("Smith v Jones 1821", "tolls of the poor", "What did it decide?"),
        ("Weirs vs locks", "Brindley", "What goes with it?"),
        ("Weirs vs locks", "Brindley 1761", "By whom, and when?"),
        ("Range", "-1 to +1", "How much is it?"),
        ("Strain", "on exertion", "When does it occur?"),
        ("Silt", "turns into clay", "What does it do?"),
        ("Winch", "carries or empties", "What does it do?"),
        ("Leak", "says that a gate is worn", "What does it say?"),
        ("Mixing", "in prophase I", "When does it occur?"),
        ("Steam pump", "1698 Jenkins", "By whom, and when?"),
        ("Barge", "crew: two men", "What goes with it?"),
        ("Snake bite", "IV antivenom 10 ml", "What is given?"),
        ("steep cuts", "steep, strong walls", "What is characteristic of them?"),
        ("Foxton 1900", "magnitude 5", "What happened?"),
        ("pumps (-ex)", "lower HR and BP", "What do they do?"),
        ("Statins", "lower cholesterol", "What do they do?"),
        ("canal gases", "CO2, CH4, N2O", "What are they?"),
        ("James Brindley", "Bridgewater 1761", "What is this person known for?"),
        ("John Rennie", "canals, bridges, docks", "What is this person known for?"),
        # what only looks like one of them
        ("Sluice", "set of gates", "What is it?"),
        ("Towpath", "road / path", "What is it?"),
        ("Lock gates", "S1 = upper gate, S2 = lower gate", "What are they?"),
        ("Level", "higher H2O / lower gate", "What is it?"),
        ("Crane", "XLR to TRS/ABC", "What is it?"),
        ("1764 Docks", "sluice of the town", "What is it?"),
        ("Spring of towns", "1848 Revolutions", "What is it?"),
        ("Low water", "below par", "What is it?"),
        ("Right of way", "taken for granted", "What is it?"),
        ("Ox-bow", "bend in a canal", "What is it?"),
        ("Towpath", "5th road / 6th path", "What is it?"),
        ("Dry dock", "separate basins", "What is it?"),
        ("Sluice", "points in a canal", "What is it?"),
        ("Weir crest", "point where the water falls", "What is it?"),
        ("A Brief Recap", "canals of the north", "What is it?"),
        ("Canal Age (1760-1840)", "iron, coal and boats", "What is it?"),
        ("Loaded", "heavy", "What is it?"),
        ("Toll clause", "a rule that coal is free", "What is it?"),
        ("Water rule", "the idea that coal is free", "What is it?"),
        ("Corn laws", "tolls on corn", "What are they?"),
        ("Lock", "few gates, no pump", "What is it?"),
    ],
)
def test_a_card_asks_what_its_answer_tells(headword: str, said: str, question: str) -> None:
    assert asks(headword, said)[0] == question


def test_in_other_languages_the_question_stays() -> None:
    for said, question in (("aus Eiche", "Was ist das?"), ("1761", "Wann war das?")):
        notes, _ = make_notes([entry("Schleuse", said, language="de")], ALL)
        assert question in fields(notes[0])["Ask"]


def test_items_with_a_number_behind_each_name_are_asked_for_the_number() -> None:
    notes, _ = make_notes([entry("Toll", bullets("coal 2 d", "iron ore 3 d", "corn 1 d"))], ALL)
    (found,) = ("".join(note.fields) for note in notes)
    assert ">coal</span> 2 d::coal}}" in found and ">iron ore</span> 3 d::iron ore}}" in found
    loads = entry("Load", bullets("coal (wet) 2 t", "iron ore 3 t", "corn 1 t"))
    assert ">coal (wet)</span> 2 t::" in "".join(make_notes([loads], ALL)[0][0].fields)
    notes, _ = make_notes([entry("Gates", bullets("gate 1", "gate 2", "gate 3"))], ALL)
    assert "{{c1::1" not in "".join(notes[0].fields)


def test_labels_are_asked_by_what_is_said_of_all_of_them() -> None:
    for items, question in (
        (("coal: 2 kg", "corn: 3 kg"), "How much is it?"),
        (("pump: lifts the water", "winch: pulls the boats"), "What does it do?"),
        (("pump: lifts the water", "winch: a drum"), "What goes with it?"),
        (("pump: lifts the water", "winch, turns left -> right"), "Which one is missing?"),
    ):
        notes, _ = make_notes([entry("Machines of a lock", bullets(*items))], ALL)
        assert fields(notes[0])["Ask"] == question


def test_what_says_nothing_is_not_asked() -> None:
    assert not make_notes([entry("Great flood", "???")], ALL)[0]


def test_the_card_that_asks_for_the_headword_stays_where_it_has_reviews() -> None:
    said = "coal mine of the Duke, built in 1761 to bring it to mills"
    former = Former({"term coal": FormerNote(reverse=True)})
    (note,), _ = make_notes([entry("Coal", said)], ALL, former=former)
    assert fields(note)["Reverse"]
    assert "mills" in fields(note)["Definition"].partition('class="more"')[0]


@pytest.mark.parametrize(
    ("headword", "ordered"),
    [("Inducers (lower levels of other drugs)", False), ("Levels of a body", True)],
)
def test_a_level_that_is_an_amount_orders_nothing(headword: str, ordered: bool) -> None:
    notes, _ = make_notes([entry(headword, bullets("cell", "tissue", "organ"))], ALL)
    assert notes
    assert any("What comes here?" in visible_text(str(fields(n))) for n in notes) == ordered
