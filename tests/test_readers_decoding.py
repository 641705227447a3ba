"""Any encoding that notes come in, and what is no text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankigen.model import AnkigenError
from ankigen.readers import read
from ankigen.text.decoding import decode

GERMAN = (
    "Die Lösung – „größer“ als 5 €. Über Äpfel, Öl und Maß sprechen wir später: "
    "naïve Café-Bücher.\n"
) * 3
FRENCH = (
    "L’élève a reçu où çà et là un cœur ; l’hôpital, la forêt, le garçon, le maïs, "
    "l’été dernier déjà…\n"
) * 3
RUSSIAN = "Осмос это движение воды через мембрану. Фермент ускоряет реакцию в клетке.\n" * 3
JAPANESE = (
    "浸透とは、水が膜を通って移動すること。酵素は反応を速くする。ミトコンドリアは呼吸を行う。\n" * 3
)
CHINESE = "渗透是指水分子通过半透膜的扩散。酶是生物催化剂，能加快反应速度。细胞核控制遗传。\n" * 3
POLISH = (
    "Źródło prawa: ustawa, rozporządzenie. Części składowe, świadczenie, żądanie, "
    "władza, ćwiczenie, łąka.\n"
) * 3


@pytest.mark.parametrize(
    "text", [GERMAN, RUSSIAN, JAPANESE, POLISH, "plain\n", "ascii only, one line"]
)
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_unicode_with_and_without_mark(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "a.txt") == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (GERMAN, "cp1252"),
        (FRENCH, "cp1252"),
        ("Straße\n", "latin-1"),
        ("El niño comió piñas — ¿cuándo? ¡Mañana!\n", "cp1252"),
        ("cost: 5 £, naïve, “quoted”\n", "cp1252"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (CHINESE, "gb18030"),
        (POLISH, "cp1250"),
    ],
)
def test_older_encodings(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "a.txt") == text


def test_utf8_with_a_few_bytes_from_elsewhere() -> None:
    assert (
        decode("Größe und Länge und ".encode() + b"caf\xe9\n", "a.txt")
        == "Größe und Länge und café\n"
    )


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_line_ends(ends: str) -> None:
    assert decode(ends.join(["a", "", "b"]).encode(), "a.txt") == "a\n\nb"


def test_spaces_and_invisible_characters() -> None:
    raw = "a\u00a0b\u202fc\u2009d\u200be\ufefff\u00adg e\u0301 x\u200dy\n"
    assert decode(raw.encode(), "a.txt") == "a b c defg é xy\n"


def test_what_means_something_stays() -> None:
    family, persian = "👩\u200d👩\u200d👧", "می\u200cخواهم"
    text = f"{family} {persian} \u200eabc {JAPANESE[:3]}\u3000x\n"
    assert decode(text.encode(), "a.txt") == text
    assert decode("left\u200e to right\n".encode(), "a.txt") == "left to right\n"


def test_breaks_of_a_word_processor_keep_the_line_numbers() -> None:
    assert decode("a\u2028b\x0bc\x0cd\ne\n".encode(), "a.txt") == "a\vb\vc\v\vd\ne\n"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"PK\x03\x04abc", "zip"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n", "picture"),
        (b"\xd0\xcf\x11\xe0\xa1", "old Office"),
        (bytes(range(256)) * 4, "binary"),
        (b"a\0\0\0b\0\xff" * 20, "binary"),
        (b"\x01\x02\x03\x04\x05 text \x06\x07", "binary"),
    ],
)
def test_what_is_no_text_is_said_in_one_line(data: bytes, what: str) -> None:
    with pytest.raises(AnkigenError, match=what) as caught:
        decode(data, "notes/a.txt")
    assert str(caught.value).startswith("notes/a.txt: ") and "\n" not in str(caught.value)


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"]), min_size=1)
)
def test_lines_are_neither_made_nor_lost(text: str) -> None:
    text = "x" + text.replace("\n", "\r\n") + "\ny"
    assert decode(text.encode(), "a.txt").count("\n") == text.count("\n")


def test_a_form_feed_begins_a_page_unless_a_sentence_goes_on_over_it() -> None:
    notes = "a sentence over two\n\x0cpages ends here.\n\x0cNext page\nits text\x0cA third"
    found = [(b.line, b.gap, b.text.text) for b in read(notes.encode(), "a.txt").blocks]
    assert found == [
        (1, 0, "a sentence over two"),
        (2, 0, "pages ends here."),
        (3, 1, "Next page"),
        (4, 0, "its text"),
        (4, 1, "A third"),
    ]
