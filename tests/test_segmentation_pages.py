"""Ways of writing that whole pages of notes have: what stands around the entries, tables under
headings, sentences that define, headings with a text and further headings below.
"""

from __future__ import annotations

import pytest

from ankigen.cards.rendering.plain import plain
from ankigen.model import Source
from ankigen.model.settings import Settings, TypoSettings
from ankigen.pipeline import study

PLAIN = Settings(typos=TypoSettings(mode="off"))


def entries(text: str, name: str = "a.md") -> dict[str, str]:
    found = study([Source(name, text.encode(), name)], PLAIN).entries
    return {str(e.headword): plain(e.body) for e in found}


def test_a_heading_over_its_text_and_further_headings_is_an_entry() -> None:
    found = entries(
        "# Sailing\n\n## Hull\n\nThe body of a ship without her rigging.\n\n### Keel\n\n"
        "The timber along the bottom.\n\n## Rigging\n\nAll the ropes and chains of a ship.\n\n"
        "### Shroud\n\nA rope from the masthead to the side.\n\n## Deck\n\nThe floor of a ship.\n"
    )
    assert found["Hull"] == "The body of a ship without her rigging."
    assert found["Rigging"] == "All the ropes and chains of a ship."
    assert {"Keel", "Shroud", "Deck"} <= found.keys() and "Sailing" not in found


SENTENCES = {
    "en": "- {} is a rope of the ship. It is tarred.\n",
    "de": "- {} ist ein Seil am Schiff. Es ist geteert.\n",
    "cs": "- {} je pevné lano na lodi. Bývá černé.\n",
    "ru": "- {} — это канат на судне. Он просмолён.\n",
    "ie": "- {}, d.h. ein Seil am Schiff. Es ist geteert.\n",
}
ROPES = ("Sheet", "Halyard", "Stay", "Shroud", "Painter", "Hawser")


@pytest.mark.parametrize("key", SENTENCES)
def test_sentences_that_all_define_are_entries(key: str) -> None:
    found = entries("# Ropes\n\n" + "".join(SENTENCES[key].format(rope) for rope in ROPES))
    assert set(ROPES) <= found.keys()


def test_sentences_about_one_thing_are_none() -> None:
    facts = "- It is a rope.\n- It is a long one.\n- There is an eye in it.\n- The end is a knot.\n"
    found = entries(f"# Ropes\n\n## Sheet\n\n{facts}- Its colour is a matter of taste.\n")
    assert found.keys() == {"Sheet"}


def test_who_taught_and_when_is_no_card() -> None:
    found = entries(
        "Ships\n\nProf. Anna Keel\n12 October 2023\n\nSheet: a rope that holds a sail\n"
        "Stay: a rope that holds a mast\nHawser: a rope that holds a ship\n\nStrana 12\n",
        "a.txt",
    )
    assert found.keys() == {"Sheet", "Stay", "Hawser"}


def test_a_table_whose_second_column_is_the_term() -> None:
    table = "| Definice | Pojem |\n|---|---|\n| lano plachty | otěž |\n| lano stěžně | stěh |\n"
    assert entries(f"# Lana\n\n{table}") == {"otěž": "lano plachty", "stěh": "lano stěžně"}


def test_short_tables_of_one_header_are_judged_together() -> None:
    head = "| # | Term | Meaning |\n|---|---|---|\n"
    found = entries(
        f"# Ropes\n\n## Sails\n\n{head}| 1 | sheet | holds a sail down |\n"
        f"| 2 | halyard | pulls a sail up |\n\n## Masts\n\n{head}| 3 | stay | holds a mast |\n"
        "| 4 | shroud | holds it from the side |\n"
    )
    assert found["sheet"] == "holds a sail down" and found["shroud"] == "holds it from the side"


def test_questions_and_answers_in_a_table() -> None:
    table = "| Pregunta | Respuesta |\n|---|---|\n| ¿Qué es? | Un cabo |\n| ¿De qué? | De lino |\n"
    assert entries(f"# Cabos\n\nUn texto.\n\n{table}")["¿De qué?"] == "De lino"


def test_a_column_of_sounds_is_neither_headword_nor_definition() -> None:
    rows = "1,note,3,船,chuán,(N) Schiff\n1,note,4,帆,fān,(N) Segel\n"
    found = entries(f"Chapter,Type,Number,Character,Pinyin,German\n{rows}", "words.csv")
    assert found["船"].startswith("(N) Schiff") and "chuán" in found["船"]


def test_single_words_are_headings_where_signs_have_no_space() -> None:
    ship = "#Boats\n##Hulls\nThey float.\n\n##Keels\nThey hold the course.\n\n#Sails\nThey pull.\n"
    assert entries(ship)["Sails"] == "They pull."


def test_named_lines_go_on_amid_other_text() -> None:
    card = "Pojem: {}\nVýznam: lano na lodi, které\ndrží {}\n\n"
    found = entries(
        "# Lana\n\n" + card.format("otěž", "plachtu") + card.format("stěh", "stěžeň")
        + "Tohle jsme viděli v přístavu.\n\n" + card.format("kotevní lano", "loď")
        + card.format("úvaz", "člun")
    )  # fmt: skip
    assert found["otěž"].split() == ["lano", "na", "lodi,", "které", "drží", "plachtu"]
    assert "kotevní lano" in found


def test_questions_and_answers_of_a_web_page_by_their_labels() -> None:
    pair = "<p><b>Domanda:</b> {}</p><p><b>Risposta:</b> {}</p>"
    page = "<!DOCTYPE html><html><body><h1>Navi</h1>{}</body></html>"
    found = entries(
        page.format(pair.format("Che cosa tiene la vela?", "La scotta")
        + pair.format("Che cosa tiene l'albero?", "Lo strallo")),
        "a.html",
    )  # fmt: skip
    assert found["Che cosa tiene l'albero?"] == "Lo strallo"


@pytest.mark.parametrize("line", ["Définition ({}): {}", "Définition 1.{n} : {} – {}"])
def test_the_word_definition_is_not_the_headword(line: str) -> None:
    names = {"Écoute": "cordage d'une voile", "Étai": "cordage du mât", "Drisse": "tire une voile"}
    lines = [line.format(a, b, n=n) for n, (a, b) in enumerate(names.items(), 1)]
    assert entries("# Cordages\n\n" + "\n\n".join(lines) + "\n").keys() == names.keys()


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_bullets_at_the_column_of_the_numbers_belong_to_them(name: str) -> None:
    ropes = ("Sheet", "Halyard", "Stay", "Hawser")
    text = "".join(
        f"{n}. {rope}\n- a rope of the ship\n- it is tarred\n\n" for n, rope in enumerate(ropes, 1)
    )
    found = entries(f"# Ropes\n\n{text}", name)
    assert {key: found[key] for key in ropes} == dict.fromkeys(
        ropes, "- a rope of the ship\n- it is tarred"
    )


def test_a_numbered_heading_of_a_question() -> None:
    page = "### Vraag 1\nWat houdt het zeil?\n\n**Antwoord**: de schoot\n\n"
    found = entries(page + page.replace("1", "2").replace("zeil", "roer").replace("schoot", "pen"))
    assert found == {"Wat houdt het zeil?": "de schoot", "Wat houdt het roer?": "de pen"}


def test_bold_questions_over_points_are_no_options_of_each_other() -> None:
    found = entries(
        "# Ropes\n\n- **What holds a sail?**\n  - a sheet\n- **What holds a mast?**\n  - a stay\n"
        "\nWe saw both of them in the harbour.\n\n- **What holds a ship?**\n  - a hawser\n"
        "- **What pulls up a sail?**\n  - a halyard\n"
    )
    assert found["What holds a mast?"].startswith("- a stay") and len(found) == 4


def test_a_table_of_lines_right_below_a_headword_is_its_text() -> None:
    found = entries(
        "sorts\nname    worst     stable\nheap    slow      no\nmerge   fast      yes\n"
        "quick   slow      no\n\nlist\nA row of things that has an order.\n",
        "a.txt",
    )
    assert found.keys() == {"sorts", "list"}


def test_a_table_of_lines_with_names_of_columns_below_a_title_is_an_entry_a_row() -> None:
    found = entries(
        "ropes\nName    Hauls     Tarred\nsheet   sails     no\nstay    masts     yes\n"
        "hawser  ships     no\n\ncleat\nA piece of wood that holds a rope.\n",
        "a.txt",
    )
    assert found.keys() == {"sheet", "stay", "hawser", "cleat"}


@pytest.mark.parametrize("asked", ["**{}**\n\n{}\n\n", "> {}\n\n{}\n\n", "{}\n\n{}\n\n"])
def test_questions_alone_over_their_answers_also_two_in_a_section(asked: str) -> None:
    pairs = {
        "What holds a sail?": "A sheet",
        "What holds a mast?": "A stay",
        "What holds a ship?": "A hawser",
        "What pulls up a sail?": "A halyard",
    }
    first, second, third, fourth = (asked.format(*pair) for pair in pairs.items())
    found = entries(f"# Ropes\n\n## Above\n\n{first}{second}## Below\n\n{third}{fourth}")
    assert found == pairs


def test_words_of_korean_are_parted_by_spaces() -> None:
    found = entries(
        "# 세포\n\n### 세포벽\n\n막 바깥에 있는 층.\n\n### 삼투\n\n물이 막을 지나는 현상.\n"
    )
    assert found.keys() == {"세포벽", "삼투"}
