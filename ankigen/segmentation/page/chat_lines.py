"""What an assistant in a chat says around the notes it was asked for: that here they are, and what
else it could do; and who wrote a message, and when ("Noor 21:07")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ankigen.segmentation.blocks.units import PLAIN, Unit
from ankigen.segmentation.words import length
from ankigen.text.patterns import when_asked

#: Such a line has no more words and characters.
WORDS, LONGEST = 45, 400
_OPENS = when_asked(
    r"(?:(?:sure|certainly|absolutely|of course|klar|gerne?|natürlich|bien sûr|claro"
    r"|por supuesto|certo|com certeza|here(?:['’]s| is| are)|below (?:is|are)|hier (?:ist|sind)"
    r"|voici|aquí (?:tienes|está|están)|ecco|aqui (?:está|estão)|segue)\b)"
    r".*\b(?:summary|summari[sz]ed|overview|notes|breakdown|guide|flash ?cards?|cheat ?sheet"
    r"|outline|version|zusammenfassung|übersicht|lernzettel|notizen|karteikarten|résumé|fiches?"
    r"|resumen|apuntes|esquema|tarjetas|riassunto|appunti|schema|resumo|anotações)\b.*[:.!]$",
    re.IGNORECASE,
)
_CLOSES = when_asked(
    r"\W*(?:(?:would you like|do you want|want|shall i|should i|let me know (?:if|when|what|which)"
    r"|if you(?:['’]d| would)? (?:like|want)|i can also|möchte(?:st du|n sie)|soll ich"
    r"|sag (?:mir )?(?:einfach )?bescheid|wenn du (?:möchtest|willst)|voulez-vous"
    r"|souhaite[sz]-(?:tu|vous)|veux-tu|si tu veux|¿?quieres que|¿?te gustaría|si quieres"
    r"|vuoi che|se vuoi|quer que eu|se quiser)\b"
    r".*\b(?:me|i|ich|je|j['’]\w+|you|dir|ihnen|te|ti|eu|que|che)\b.*[?.!])$",
    re.IGNORECASE,
)
#: Who wrote a message, and when; the message itself begins in small letters.
_WRITER = when_asked(
    r"[\[(]?(?:[^\W\d_][\w.'’-]*\s){1,2}[\[(]?(?:[01]\d|2[0-3]|\d)[:.][0-5]\d(?:\s?[ap]m)?[\])]?:?$",
    re.IGNORECASE,
)


def chat_lines(units: Sequence[Unit]) -> Iterator[tuple[int, str]]:
    """The first unit and the last one, each where it is such a line; the writers of messages."""
    for k, below in enumerate(units[1:]):
        own = units[k].kind in PLAIN and not units[k].item and (units[k].gap or not k)
        small = below.kind in PLAIN and not below.gap and below.text.text[:1].islower()
        if own and small and _WRITER.match(units[k].text.text.strip()):
            yield k, "line of a chat"
    if len(units) < 3:
        return
    for k, pattern in ((0, _OPENS), (len(units) - 1, _CLOSES)):
        text = units[k].text.text.strip()
        plain = units[k].kind in PLAIN and not units[k].item and len(text) <= LONGEST
        if plain and length(text) <= WORDS and pattern.match(text):
            yield k, "line of a chat"
