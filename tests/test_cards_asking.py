"""What cards ask, and what they leave: the question fits the headword, the core stands by itself,
and what cannot be answered is not asked.
"""

from __future__ import annotations

import pytest

from ankigen.cards import make_notes
from ankigen.cards.asking.reverse import is_name
from ankigen.cards.content.core import core_of
from ankigen.cards.content.lists import FRONT_WORDS, enumerations
from ankigen.cards.content.sentences import leads_on
from ankigen.cards.content.subjects import is_comparison, is_task, subject_of
from ankigen.cards.notes.card_context import topic_path
from ankigen.cards.rendering.plain import plain
from ankigen.cards.templating.note_types import note_type
from ankigen.cards.visible import card_seen
from ankigen.cards.words import count
from ankigen.exporters.card_generation import card_ords
from ankigen.model import (
    Code,
    Entry,
    EntryKind,
    Item,
    ListNode,
    Note,
    Paragraph,
    RichText,
    Source,
    Table,
)
from ankigen.pipeline import study
from tests.cards_support import ALL, asks, bullets, entry, fields


def made(*entries: Entry) -> list[Note]:
    return list(make_notes(entries, ALL)[0])


def fronts(note: Note) -> list[str]:
    """The text of each card's front, its question too."""
    own = note_type(note.note_type)
    shown = (card_seen(note, own, n, labels=True).front for n in card_ords(own, note.fields))
    return [" ".join(front.split()) for front in shown]


# --------------------------------------------------------------------------- the question


@pytest.mark.parametrize(
    ("term", "definition", "question"),
    [
        ("Osmosis", "Movement of water through a membrane.", "What is it?"),
        ("Noble gases", "Elements whose outer shell is full.", "What are they?"),
        ("Pooling layers", "Layers that shrink a map.", "What is it?"),
        ("Optics", "The study of light.", "What is it?"),
        ("Decision trees", "A flow chart of questions.", "What is it?"),
        ("Measuring distances", "Laying a rod along a line again and again.", "What is it?"),
        ("Bismarck", "Prussian prime minister from 1862.", "Who is it?"),
        ("Ada Lovelace (1815-1852)", "Wrote the first program.", "Who is it?"),
        ("Plato (427–347 BC)", "What we see are copies of Forms.", "Who is it?"),
        ("Descartes", "French rationalist. Doubted everything.", "Who is it?"),
        ("Modus tollens", "If P then Q. Not Q. Therefore not P.", "What is it?"),
        ("Monarch", "a king or queen", "What is it?"),
        ("Monarchy", "rule by a king", "What is it?"),
        ("14 July 1789", "The Bastille is stormed.", "What happened?"),
        ("44 BC", "Caesar is killed.", "What happened?"),
        ("TCP vs UDP", "TCP sends again what is lost.", "What is the difference?"),
        ("One vs Rest (OVR)", "A classifier for each class.", "What is it?"),
        ("Deploy a model", "Register it and call it by its address.", "What is done?"),
        ("Rope", "Rope is stored in the forepeak", "Where is it stored?"),
        ("Draught", "Draught is measured by a lead line", "What is it measured by?"),
        ("Cross sea", "in a bay, two rows of waves come from both ends", "What is it?"),
        ("Cargo", "Cargo is carried by ACME", "What is it carried by?"),
    ],
)
def test_the_question_fits_the_headword(term: str, definition: str, question: str) -> None:
    assert asks(term, definition) == question


def test_years_are_dates_among_years_alone() -> None:
    years = [entry(str(year), f"Battle number {year} is fought.") for year in (1789, 1805, 1815)]
    ports = [entry(port, f"The port of service {port}.") for port in ("22", "443", "1433")]
    assert all("What happened?" in fields(note)["Ask"] for note in made(*years))
    assert all("When was it?" in fields(note)["Ask"] for note in made(*years))
    assert all("What is it?" in fields(note)["Ask"] for note in made(*ports))


def test_what_an_exam_asks_itself_is_asked_as_it_stands() -> None:
    (note, *_) = made(entry("Name the terrestrial planets", "Mercury, Venus, Earth and Mars."))
    assert not fields(note)["Ask"]


def test_short_entries_are_asked_in_the_language_of_their_file() -> None:
    german = [entry(f"Begriff {n}", f"Satz {n}.", language="de") for n in range(3)]
    notes = made(*german, entry("AIDA", "Attention, Interest, Desire, Action", language=""))
    assert "Was ist das?" in fields(notes[-1])["Ask"]
    (alone,) = made(entry("AIDA", "Attention, Interest, Desire, Action", language=""))
    assert "What does it stand for?" in fields(alone)["Ask"]


def test_people_are_told_by_the_heading_above_them() -> None:
    said = "Led a thousand volunteers to Sicily."
    assert subject_of(entry("Bixio", said, sections=("PEOPLE",)), ()) == "person"
    assert subject_of(entry("Bixio", said, sections=("TERMS",)), ()) == "term"


def test_a_labelled_part_is_asked_for_too() -> None:
    notes = made(entry("Quicksort", "Average: O(n log n)", "Worst: O(n²)", "Stable: no"))
    assert [fields(note)["Context"] for note in notes] == ["Average", "Worst", "Stable"]
    assert [fields(note)["Definition"] for note in notes] == [
        "<p>O(n log n)</p>",
        "<p>O(n²)</p>",
        "<p>no</p>",
    ]
    assert all("What goes with it?" in fields(note)["Ask"] for note in notes)
    assert not any(fields(note)["Reverse"] for note in notes)


def test_columns_that_are_compared_keep_their_names() -> None:
    table = (
        "# Sorting\n\n"
        "| Algorithm | Average | Worst |\n|---|---|---|\n"
        "| Quicksort | O(n log n) | O(n²) |\n| Heapsort | O(n log n) | O(n log n) |\n"
        "| Mergesort | O(n log n) | O(n log n) |\n\n"
        "## Binary search\nFind a value in a sorted list by halving the range.\n\n"
        "## Hashing\nFind a value by its key alone.\n"
    )
    entries = study([Source("sort.md", table.encode())], ALL).entries
    quick = next(e for e in entries if e.headword == "Quicksort")
    assert plain(quick.body) == "Average: O(n log n)\nWorst: O(n²)"


def test_code_below_a_sentence_illustrates_it() -> None:
    shown = Code("xs = [1, 2, 3]\n", "python")
    assert asks("list", "An ordered sequence that can be changed.", shown) == "What is it?"
    assert asks("list", "In Python:", shown) == "How is it written?"


# --------------------------------------------------------------------------- words


WORDS = (("el gato", "cat"), ("la casa", "house"), ("de nada", "you're welcome"))
MORE_WORDS = (*WORDS, ("madrugar", "to get up early"), ("aunque", "although"))


def test_a_list_of_words_is_told_by_the_language_that_its_file_names() -> None:
    lines = "".join(f"{word}\t{meaning}\n" for word, meaning in MORE_WORDS)
    notes, _ = make_notes(study([Source("spanish.tsv", lines.encode())], ALL).entries, ALL)
    assert {fields(note)["Kind"] for note in notes} == {"vocabulary"}
    assert all("What does it mean?" in fields(note)["Ask"] for note in notes)
    assert all("In Spanish?" in fields(note)["Ask"] for note in notes)
    notes, _ = make_notes(study([Source("words.tsv", lines.encode())], ALL).entries, ALL)
    assert "vocabulary" not in {fields(note)["Kind"] for note in notes}


def test_a_glossary_in_a_language_is_no_list_of_words() -> None:
    said = "a long account of what is meant by it, with all that belongs to it"
    own = [entry(word, f"{said} and {meaning}") for word, meaning in MORE_WORDS]
    notes = made(*(e.but(topic="spanish::law") for e in own))
    assert "vocabulary" not in {fields(note)["Kind"] for note in notes}


# --------------------------------------------------------------------------- the core


def test_what_leads_to_a_list_is_no_part_of_the_core() -> None:
    body = (
        Paragraph(RichText.of("Limits liability. It needs to be")),
        bullets("part of the contract", "clear", "allowed by statute"),
    )
    assert plain(core_of(body).asked) == "Limits liability."


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("It needs to be", True),
        ("Two kinds:", True),
        ("Man muss", True),
        ("A kind of tree", False),
        ("The bee", False),
        ("Wardrobe", False),
    ],
)
def test_a_sentence_that_breaks_off_leads_on(text: str, leads: bool) -> None:
    assert leads_on(text) is leads


def test_a_short_sentence_with_a_full_stop_is_enough() -> None:
    below = "Dendrites receive signals; the axon sends them on."
    assert (
        plain(core_of((text_of("A cell that signals."), text_of(below))).asked)[-8:] == "signals."
    )
    assert "Dendrites" in plain(core_of((text_of("signals"), text_of(below))).asked)


def test_a_question_below_a_definition_is_no_part_of_it() -> None:
    asked = core_of((text_of("heartbeat and breathing"), text_of("Which part is damaged?"))).asked
    assert plain(asked) == "heartbeat and breathing"


def test_a_paragraph_that_leads_to_a_list_is_no_part_of_the_core() -> None:
    body = (text_of("Bring features to one scale"), text_of("Two ways:"), bullets("a", "b", "c"))
    assert plain(core_of(body).asked) == "Bring features to one scale"


def test_of_two_things_that_are_compared_both_are_told() -> None:
    said = "TCP sends again what is lost. UDP does not, and is faster. Both use ports."
    (note,) = made(entry("TCP vs UDP", said))
    assert "does not, and is faster" in fields(note)["Definition"].partition('class="more')[0]


def test_columns_without_a_name_for_the_first_one_keep_their_places() -> None:
    table = (
        "Market structures\n"
        "            Competition   Monopoly      Oligopoly\n"
        "Firms       many          one           few\n"
        "Product     identical     unique        either\n"
    )
    (only,) = study([Source("a.txt", table.encode())], ALL).entries
    (found,) = [node for node in only.body if isinstance(node, Table)]
    assert [cell.text for cell in found.rows[0]] == ["", "Competition", "Monopoly", "Oligopoly"]


def text_of(words: str) -> Paragraph:
    return Paragraph(RichText.of(words))


def test_of_two_entries_that_begin_alike_more_is_asked() -> None:
    opening = "A technique of machine learning for regression."
    one, other = made(
        entry("Bagging", f"{opening} Many models are trained side by side on draws of the rows."),
        entry("Boosting", f"{opening} Each model mends what the ones before it got wrong."),
        entry("Pruning", "Branches that say little are cut from a tree that has grown."),
    )[:2]
    assert "side by side" in fields(one)["Definition"].partition('class="more')[0]
    assert "the ones before" in fields(other)["Definition"].partition('class="more')[0]


# --------------------------------------------------------------------------- the other way round


@pytest.mark.parametrize(
    "definition",
    [
        "It moves water through a membrane towards the salt.",
        "Quantify the relationship between these columns of a table.",
        "Once the job is done, the studio lists the models.",
        "To submit a run, an object is made that describes the run.",
        "The next step, where we use the estimator of the package.",
        "(Butler Machine Tool v Ex-Cell-O Corporation, decided in 1979).",
        "This same trick is used for all weights of the model.",
        "Ties the others together so that a scene can be remembered.",
        "Its final purpose",
    ],
)
def test_what_cannot_be_placed_without_the_headword_is_not_turned_round(definition: str) -> None:
    (note,) = made(entry("Osmosis", definition))
    assert fields(note)["Forward"] and not fields(note)["Reverse"]


def test_a_description_is_turned_round() -> None:
    for said in (
        "Movement of water through a membrane towards the salt.",
        "Gives one resource (this account, that one) a private address.",
    ):
        (note,) = made(entry("Osmosis", said))
        assert fields(note)["Reverse"]


@pytest.mark.parametrize(
    ("headword", "name"),
    [
        ("In pandas", False),
        ("How it works", False),
        ("Evaluate performance", False),
        ("is vs ==", False),
        ("Three stages", False),
        ("Determinants of demand", False),
        ("Balance of power", True),
        ("Training set", True),
        ("One vs One (OVO)", True),
    ],
)
def test_a_heading_is_no_answer(headword: str, name: bool) -> None:
    assert is_name(headword) is name


def test_kinds_of_headwords() -> None:
    assert is_comparison("DNA vs. RNA") and not is_comparison("DNA")
    assert is_task("Train a model") and is_task("Install packages")
    assert not is_task("Use of force") and not is_task("Head of state")


def test_near_twins_are_not_asked_the_other_way_round() -> None:
    notes = made(
        entry("Tunnel", "Connects networks on the premises to the cloud over a private line."),
        entry("Leased line", "Connects networks on premises with the cloud over a private line."),
        entry("Switch", "Hands packets on to the port behind which their address was seen."),
    )
    assert [bool(fields(note)["Reverse"]) for note in notes] == [False, False, True]


def test_few_telling_words_are_turned_round_only_where_nothing_else_is_said() -> None:
    (alone,) = made(entry("Injunction", "an order to refrain from an act"))
    (more,) = made(entry("Scaler", "The learning half of a pair. It is from 1999."))
    assert fields(alone)["Reverse"] and not fields(more)["Reverse"]


def test_a_line_before_the_definition_keeps_it_from_being_turned_round() -> None:
    said = "A table that is spread over the machines of a cluster."
    others = [entry(f"Term {n}", f"Sentence number {n} says what it is.") for n in range(5)]
    (framed, *_) = made(entry("Frame", "Apache Spark, the engine of it all:", said), *others)
    assert not fields(framed)["Reverse"]


def test_a_line_that_names_the_field_stands_below_the_headword() -> None:
    said = "A table that is spread over the machines of a cluster."
    others = [entry(f"Term {n}", f"Sentence number {n} says what it is.") for n in range(5)]
    (note, *_) = made(entry("Frame", "Apache Spark", said), *others)
    assert fields(note)["Context"] == "Apache Spark" and fields(note)["Reverse"]
    assert fields(note)["Definition"] == f"<p>{said}</p>"
    assert note.key == made(entry("Frame", said), *others)[0].key
    bare = [entry(f"Term {n}", f"sentence number {n} says what it is") for n in range(5)]
    (note, *_) = made(entry("Frame", "a table of rows", said), *bare)
    assert not fields(note)["Context"]  # such notes write definitions without full stops


# --------------------------------------------------------------------------- lists


def test_steps_are_asked_for_by_their_number() -> None:
    (note,) = made(entry("OSI layers", bullets("physical", "data link", "network", ordered=True)))
    assert fronts(note)[1] == "OSI layers physical [layer 2] What comes here?"


def test_a_sequence_shows_no_more_than_is_read() -> None:
    steps = [f"take the part that has number {n} and lay it beside the others" for n in range(6)]
    (note,) = made(entry("Assembly", "Steps:", bullets(*steps, ordered=True)))
    assert note.cards == len(steps)
    assert max(map(count, fronts(note))) <= FRONT_WORDS
    assert "[step 6]" in fronts(note)[5]


def test_a_set_too_long_to_be_seen_at_once_is_asked_as_a_whole() -> None:
    items = [
        f"the {name} of the house, its timber and stone, and all in it that lasts"
        for name in ("roof", "wall", "door")
    ]
    (note,) = made(entry("House", "Its parts:", bullets(*items)))
    assert note.note_type == "term" and note.cards == 1
    (short,) = made(entry("House", "Its parts:", bullets("roof", "wall", "door")))
    assert short.note_type == "list" and short.cards == 3


def test_items_that_say_each_other_are_asked_as_a_whole() -> None:
    (note,) = made(entry("Vertebrates", bullets("birds", "sea birds", "mammals")))
    assert note.note_type == "term" and "Name all 3." in fields(note)["Ask"]


def test_what_is_put_together_of_the_same_words_is_not_learned_by_heart() -> None:
    pairs = ("square or circle", "square or triangle", "circle or triangle", "square or hexagon")
    (found,) = enumerations((Paragraph(RichText.of("Pairs:")), bullets(*pairs)))
    assert found.is_combined and not found.asked("Pairs", alone=True)
    (other,) = enumerations((bullets("red wine", "white wine", "rose wine", "sparkling wine"),))
    assert not other.is_combined


def test_labels_beside_prose_are_asked_for_without_a_lead_in() -> None:
    facts = bullets("Range: 0.5 to 2 ng/mL", "Antidote: antibodies", "Hold if the pulse is slow")
    facts = ListNode((*facts.items, Item(RichText.of("Toxicity: yellow halos"))))
    notes = made(entry("Digoxin", "Cardiac glycoside that makes the heart beat harder.", facts))
    (listed,) = [note for note in notes if note.note_type == "list"]
    assert any("[Antidote]" in front for front in fronts(listed))
    assert not fields(listed)["Names"]  # nothing says what they would be the names of


def test_codes_are_labels_and_units_are_none() -> None:
    (codes,) = enumerations((bullets("200 OK", "301 Moved permanently", "404 Not found"),))
    assert codes.labels == (3, 3, 3)
    (doses,) = enumerations((bullets("500 mg of it", "250 mg of it", "100 mg of it"),))
    assert not doses.labels


def test_a_label_may_be_explained_behind_a_comma() -> None:
    items = ("keys: what goes on the axis", "sums, where several rows share a key: the function")
    (found,) = enumerations((bullets(*items),))
    assert [item[:end] for item, end in zip(items, found.labels, strict=True)] == [
        "keys",
        "sums, where several rows share a key",
    ]


def test_what_stands_below_a_labelled_item_is_only_shown() -> None:
    item = Item(
        RichText.of("epsilon: how far the answer may shift"),
        (bullets("small: much noise", "large: little noise"),),
    )
    other = Item(RichText.of("delta: the chance that it fails"))
    (note,) = made(entry("Parameters", ListNode((item, other))))
    assert "more" in fields(note)["Items 1"].partition("delta")[0]


def test_a_cell_is_asked_for_by_its_column() -> None:
    rows = (("Drug", "Class"), ("Furosemide", "loop"), ("Mannitol", "osmotic"))
    table = Table(tuple(tuple(map(RichText.of, row)) for row in rows), True)
    (note,) = made(entry("Diuretics", table))
    assert "Furosemide [Class] Mannitol" in fronts(note)[0]


def test_a_long_sentence_leads_to_no_list() -> None:
    long = "A process that makes " + "new columns of old ones and " * 6 + "much else, such as"
    notes = made(entry("Features", long, bullets("age", "income", "town")))
    assert [note.note_type for note in notes] == ["term"]


# --------------------------------------------------------------------------- the topic


def test_the_topic_stands_in_the_words_of_the_heading() -> None:
    own = entry("CORS", "A rule of browsers.").but(
        topic="anti-infectives::http", topic_words=("Anti-infectives", "HTTP")
    )
    assert topic_path(own) == ("Anti-infectives", "HTTP")
    loud = own.but(topic="sign-in-and-identity", topic_words=())
    assert topic_path(loud) == ("Sign in and identity",)


def test_a_long_front_has_no_topic_above_it() -> None:
    said = " ".join(f"telling{n}" for n in range(24)) + "."
    (note,) = made(entry("Osmosis", said, topic="biology::cells-and-membranes"))
    assert fields(note)["Reverse"] and count(fronts(note)[1]) <= FRONT_WORDS


def test_only_pairs_are_words() -> None:
    marked = entry("el gato", "cat").but(kind=EntryKind.VOCABULARY)
    (note,) = made(marked)
    assert fields(note)["Kind"] == "vocabulary"
