"""`NAME.anki.txt`, for Anki's own text importer: the same notes as the package, for who cannot take
a package.

The order of columns is that of Anki's own export: guid, note type, deck, the fields, tags. The note
types must be in the collection already (import the package once): Anki's text import cannot bring
them. Every field is quoted, as Anki drops a row that begins with "#"; a line break is `<br>`, as
with `#html:true`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from ankigen.model import Deck
from ankigen.model.settings import Settings
from ankigen.text.names import safe_name, tag_list

#: guid, note type and deck stand before the fields.
_BEFORE_FIELDS = 3


def build(deck: Deck, settings: Settings) -> Mapping[str, bytes]:
    """The text file, under the deck's name."""
    types = {t.key: t for t in deck.note_types}
    most = max((len(note.fields) for note in deck.notes), default=0)
    out = io.StringIO()
    out.write(
        "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n"
        f"#tags column:{_BEFORE_FIELDS + most + 1}\n"
    )
    writer = csv.writer(out, delimiter="\t", quoting=csv.QUOTE_ALL, lineterminator="\n")
    # a parent deck before its children, or Anki makes "P+" beside "P::A"
    for note in sorted(deck.notes, key=lambda n: (n.deck or deck.name).count("::")):
        fields = [f.replace("\r\n", "\n").replace("\n", "<br>") for f in note.fields]
        fields += [""] * (most - len(fields))
        name = types[note.note_type].name
        tags = " ".join(tag_list(note.tags))
        writer.writerow([note.guid, name, note.deck or deck.name, *fields, tags])
    return {f"{safe_name(deck.name)}.anki.txt": out.getvalue().encode("utf-8", "replace")}
