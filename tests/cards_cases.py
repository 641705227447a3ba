"""Thirty entries of all shapes, written for the tests of cards. Each name is a golden file in
tests/cases/cards/.
"""

from __future__ import annotations

from ankigen.model import (
    Code,
    Entry,
    Formula,
    Item,
    ListNode,
    Paragraph,
    Quote,
    RichText,
    Style,
    Table,
)
from tests.cards_support import bullets, entry, marked, picture

#: What the media room would give for the pictures and sounds of the cases.
MEDIA = {
    "img/leaf cell.png": "leaf-cell-1a2b3c.png",
    "img/bridge.png": "bridge-4d5e6f.png",
    "sound/gato.mp3": "gato-778899.mp3",
}

_LONG = (
    "A market in which many sellers offer goods that buyers cannot tell apart. No "
    "single seller can raise the price,"
    " since the buyers would go to the next stall."
)


def _table(*lines: str, header: bool = True) -> Table:
    return Table(
        tuple(tuple(RichText.of(c.strip()) for c in line.split("|")) for line in lines), header
    )


CASES: dict[str, tuple[Entry, ...]] = {
    "plain": (
        entry(
            "Osmosis",
            "Net movement of water through a membrane. Osmosis needs no energy.",
            topic="biology::cell-transport",
            sections=("Biology", "Cell transport"),
        ),
    ),
    "context": (
        entry("Cell", "The smallest unit that lives by itself.", context=RichText.of("biology")),
        entry("Cell", "A room in which a monk sleeps.", context=RichText.of("architecture")),
    ),
    "marks": (
        entry(
            RichText.of("Ostinato", marks=marked("Ostinato", ("Ostinato", Style.STRONG)).marks),
            Paragraph(
                marked(
                    (
                        "A motif that is repeated over and over, see passacaglia (CO2, "
                        "H2O) by x_1 or out-dated"
                    ),
                    ("motif", Style.STRONG),
                    ("over and over", Style.EM),
                    ("passacaglia", Style.LINK, "https://example.org/passacaglia"),
                    ("x_1", Style.CODE),
                    ("out-dated", Style.STRIKE),
                )
            ),
        ),
    ),
    "signs": (
        entry(
            "a < b & c",
            "Where <b> is no tag, \\(this\\) no formula, [sound:x.mp3] no sound {{c1::}}.",
        ),
        entry(
            "C++",
            (
                "A language whose templates look like vector<pair<K,V>> and std::map, and "
                "C++ compiles them."
            ),
        ),
    ),
    "abbreviation": (
        entry(
            "GDP",
            (
                "Gross Domestic Product: the value of all that a country makes in a "
                "year. GDPs are compared."
            ),
        ),
        entry(
            "Polymerase chain reaction (PCR)",
            "Copies DNA. A PCR doubles it in each chain of reactions.",
        ),
        entry("IT", "It is what moves data about: information technology."),
    ),
    "inflections": (
        entry(
            "Classification",
            "To classify is to sort, and a classifier does it, classified goods result.",
        ),
    ),
    "shared": (
        entry("Allegro", "A quick and lively tempo"),
        entry("Vivace", "A lively and quick tempo."),
    ),
    "opening": (
        entry("Fugue", "Contrapuntal composition"),
        entry(
            "Canon", "Contrapuntal composition in which one voice imitates the other note by note"
        ),
    ),
    "unidentified": (entry("Slow movement", "A slow movement of a sonata."),),
    "translation": (
        entry("el gato", "the cat", tags=("es", "two words"), topic="spanish::animals"),
        entry("la nube", "the cloud", topic="spanish::weather"),
    ),
    "steps": (
        entry(
            "Mitosis",
            bullets("Prophase", "Metaphase", "Anaphase", "Telophase", ordered=True),
            topic="biology::cells",
        ),
    ),
    "bullets": (
        entry(
            "Halogens",
            "The five of them are:",
            bullets("fluorine", "chlorine", "bromine", "iodine", "astatine"),
        ),
    ),
    "sequence": (
        entry(
            "Stages of grief", bullets("denial", "anger", "bargaining", "depression", "acceptance")
        ),
    ),
    "prose-and-list": (
        entry(
            "Treaty of Rome",
            (
                "Signed in 1957, it founded the European Economic Community and is still "
                "in force today."
            ),
            "Founding members:",
            bullets("Belgium", "France", "West Germany", "Italy", "Luxembourg", "the Netherlands"),
        ),
    ),
    "long-list": (
        entry(
            "Books of the Torah and the first prophets",
            bullets(
                *("Genesis", "Exodus", "Leviticus", "Numbers", "Deuteronomy"),
                *("Joshua", "Judges", "Samuel", "Kings"),
                ordered=True,
            ),
        ),
    ),
    "single-item": (entry("Monad", "Has:", bullets("one part only")),),
    "paragraph-items": (
        entry(
            "Market forms",
            bullets(
                "Monopoly: " + _LONG.replace("many sellers offer", "one seller offers"),
                "Polypoly: " + _LONG,
            ),
        ),
    ),
    "nested": (
        entry(
            "Instruments of the orchestra",
            ListNode(
                (
                    Item(RichText.of("strings"), (bullets("violin", "cello"),)),
                    Item(RichText.of("winds"), (bullets("flute", "oboe"),)),
                    Item(RichText.of("percussion")),
                )
            ),
        ),
    ),
    "told-items": (
        entry("Vertebrates: fish and others", bullets("fish", "birds", "sea birds", "mammals")),
        entry("Cats and dogs", bullets("cats", "dogs")),
    ),
    "cloze-signs": (
        entry(
            "Brackets",
            bullets(
                "std::vector",
                "a {{b}}",
                "{x}",
                Item(marked("$x_{a_{b}}$", ("$x_{a_{b}}$", Style.MATH, "x_{a_{b}}"))),
            ),
        ),
    ),
    "table": (
        entry(
            "Gas giants",
            _table("Planet | Moons | Day", "Jupiter | 95 | 10 h", "Saturn | 146 | 11 h"),
        ),
    ),
    "table-unnamed-rows": (
        entry("Verbs", _table("hablar | to speak", "hablar | to talk", header=False)),
    ),
    "formula": (
        entry(
            "Standard error",
            Formula("$$\\frac{s}{\\sqrt{n}}$$", "\\frac{s}{\\sqrt{n}} % of the mean\n < 1"),
            "where s is the deviation and n the size of the sample",
        ),
        entry(
            "Mass-energy equivalence",
            Paragraph(marked("$E = mc^2$", ("$E = mc^2$", Style.MATH, "E = mc^2"))),
        ),
    ),
    "formula-tells": (
        entry(
            "Velocity",
            Formula("$$\\text{velocity} = \\frac{d}{t}$$", "\\text{velocity} = \\frac{d}{t}"),
        ),
    ),
    "code": (
        entry("Swap two names", Code("a, b = b, a  # <swap>\n", "python")),
        entry("Unknown tongue", Code("\tLDA $10\n\tRTS", "no-such-language")),
    ),
    "picture": (
        entry("Leaf cell", picture("img/leaf cell.png", "A leaf cell under the microscope")),
    ),
    "picture-and-prose": (
        entry(
            "Suspension bridge",
            picture("img/bridge.png"),
            "Its deck hangs on cables between towers.",
        ),
        entry("Arch bridge", picture("img/missing.png", "an arch of stone")),
    ),
    "sound": (
        entry(
            "gato",
            Paragraph(marked("cat ▶", ("▶", Style.SOUND, "sound/gato.mp3"))),
            Quote((Paragraph(RichText.of("El gato duerme.")),)),
        ),
    ),
    "labels": (
        entry(
            "Honey bee",
            (
                "An insect that lives in colonies of some ten thousand and gathers "
                "nectar and pollen from flowers."
            ),
            "Food: nectar, which it turns into honey, and pollen, which it feeds to "
            "the brood; in winter the colony"
            " lives on what it has stored in the combs since spring.",
            "Example: the western honey bee.",
            "Language: a dance on the comb tells the others the direction and the "
            "distance of a find; the angle to the"
            " vertical is the angle to the sun, and the length of the run is the "
            "length of the flight.",
        ),
    ),
    "senses": (
        entry(
            "Consideration",
            Paragraph(RichText.of("1. " + _LONG)),
            Paragraph(RichText.of("2. " + _LONG.replace("market", "fair"))),
            Paragraph(
                RichText.of(
                    "3. Thought that is given to something before a judgement is made of it, and"
                    " care that is taken of what others feel, think and need, or may come to need."
                )
            ),
        ),
    ),
    "too-long": (
        entry(
            "Perfect competition",
            " ".join([_LONG, _LONG.replace("market", "fair"), _LONG.replace("goods", "wares")]),
        ),
    ),
    "right-to-left": (
        entry("שלום", "ברכה שנאמרת בפגישה ובפרידה", language="he"),
        entry("الأعداد", bullets("واحد", "اثنان", "ثلاثة", ordered=True), language="ar"),
    ),
    "unspaced": (entry("細胞", "細胞は生物の最小の単位である。", language="ja"),),
    "repeats": (
        entry("Tone", "A colour's lightness.", sections=("Painting",)),
        entry("tone", "A sound of steady pitch.", sections=("Music",)).but(
            origin=entry("", "").origin.__class__("source/notes.md", 9)
        ),
    ),
    "nothing": (entry("Empty"), entry("Echo", "Echo."), entry("", "A body alone.")),
}
