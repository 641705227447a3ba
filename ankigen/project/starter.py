"""What `ankigen init` puts into an empty folder: settings with a deck id of their own, and notes
to try it on.
"""

from __future__ import annotations

from ankigen.text.toml_strings import toml_string

#: The first lines of a project's ankigen.toml. What is commented out is the default.
_SETTINGS = """\
# What you decide about your deck. Your notes in source/ are never changed.

[deck]
name = {name}
# Tells this deck from every other, for ever: never change it, or Anki takes all notes for new ones.
id = {id}
# subdecks = true        # a sub-deck per topic

[cards]
# reverse = ["*"]        # also ask the other way round: all topics, or some, such as ["biology"]
# type_in = ["*"]        # answers to type

[typos]
# mode = "report"        # "fix" corrects what is surely wrong; "report" only lists it; "off"
#                        # leaves words alone
# glossary = []          # words of yours that are right
"""

#: Small on purpose, and as untidy as notes are: every shape in it is one that ankigen understands.
EXAMPLE = """\
The water cycle

Evaporation
The sun warms water in seas, lakes and rivers until some of it rises as vapour.

Condensation: vapour cools high in the air and turns into the tiny drops that clouds are made of.

Precipitation
Water that falls from clouds, as rain or snow.

Stores of water
- oceans
- glaciers
- lakes and rivers
- the ground

Infiltration - water soaks into the ground and fills the spaces between grains of soil and rock.

Aquifer
A layer of rock or sand that holds water and lets it flow, so that wells can draw on it.

Transpiration
Plants take up water with their roots and give it off through their leaves. Its course:
1. Roots take in water.
2. It rises through the stem.
3. It leaves as vapour through tiny holes in the leaves.
"""

EXAMPLE_NAME = "example.txt"


def settings_text(name: str, deck_id: int) -> str:
    """The text of a new ankigen.toml."""
    return _SETTINGS.format(name=toml_string(name), id=deck_id)
