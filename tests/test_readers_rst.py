"""Notes in reStructuredText: what a reader of the page sees, and what is left out."""

from __future__ import annotations

from ankigen.cards.rendering.plain import plain
from ankigen.model import Source
from ankigen.model.settings import Settings
from ankigen.pipeline import study

NOTES = """\
=========
Sailing
=========

:Author: a sailor

.. contents::
   :depth: 2

.. _knots:

Knots
=====

Bowline
-------

A loop that does not slip, see :ref:`Hitch <hitch>` and ``tie()``.

.. note:: It comes undone without load.

.. image:: bowline.png
   :alt: a bowline

.. a remark of the writer

Words
=====

.. glossary::

   luff
      the edge of a sail in front

   leech
      the edge behind; see `a page <https://example.org/leech>`_

Splice
   Two ropes joined for good
   by their strands

Winds
=====

======== =====================
Wind     What it is
======== =====================
Mistral  a cold wind of France
Sirocco  a hot wind of Africa
Bora     a cold wind of Dalmatia
======== =====================

Sails
=====

+-----------+---------------------------+
| Sail      | What it is                |
+===========+===========================+
| Jib       | the sail in front         |
|           | of the mast               |
+-----------+---------------------------+
| Spinnaker | a wide one for fair winds |
+-----------+---------------------------+
| Mainsail  | the sail behind the mast  |
+-----------+---------------------------+

Code
====

Trim
----

The sail is trimmed so::

    def trim(angle):
        return angle / 2

Speed
-----

.. math::

   v = s / t
"""


def _read() -> tuple[dict[str, str], list[tuple[int, str]]]:
    found = study([Source("notes.rst", NOTES.encode())], Settings())
    cards = {str(e.headword): plain(e.body) for e in found.entries}
    left = [(f.origin.line, f.message) for f in found.findings if f.code == "left-out"]
    return cards, left


def test_headings_roles_and_notes_of_a_page_are_read() -> None:
    cards, _ = _read()
    assert "see Hitch and `tie()`" in cards["Bowline"] or "see Hitch and tie()" in cards["Bowline"]
    assert "undone without load" in cards["Bowline"]
    assert "a remark" not in " ".join(cards.values())


def test_glossaries_and_definition_lists_are_cards() -> None:
    cards, _ = _read()
    assert cards["luff"] == "the edge of a sail in front"
    assert cards["leech"].startswith("the edge behind; see a page")
    assert " ".join(cards["Splice"].split()) == "Two ropes joined for good by their strands"


def test_tables_are_cards_a_row() -> None:
    cards, _ = _read()
    assert cards["Sirocco"] == "a hot wind of Africa"
    assert cards["Jib"] == "the sail in front of the mast"


def test_code_and_formulas_are_kept_to_the_letter() -> None:
    cards, _ = _read()
    assert "def trim(angle):\n    return angle / 2" in cards["Trim"]
    assert "v = s / t" in cards["Speed"]


def test_what_only_the_page_has_is_left_out_and_told() -> None:
    _, left = _read()
    told = "\n".join(text for _, text in left)
    assert "contents::" in told and "a remark of the writer" in told and "_knots" in told
