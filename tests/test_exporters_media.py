"""Pictures and sounds: which file a reference means, what the package calls it, and what the
owner is told.
"""

from __future__ import annotations

import base64
import io
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from ankigen.cards.rendering.media import Attached, MediaStore, attach
from ankigen.cards.rendering.media_files import captions, package_name, scaled
from ankigen.model import (
    OBJECT,
    AnkigenError,
    Entry,
    Item,
    ListNode,
    Mark,
    Origin,
    Paragraph,
    RichText,
    Style,
    Table,
    texts,
)
from ankigen.model.settings import MediaSettings
from ankigen.project.sources import MediaFolder


def picture(width: int = 2, height: int = 2, kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), (10, 120, 200)).save(out, kind)
    return out.getvalue()


PNG = picture()
OTHER = picture(3, 3)


def shows(path: str, words: str = "a plot", style: Style = Style.IMAGE) -> RichText:
    return RichText(words, (Mark(0, len(words), style, path),))


def entry(term: str, *body: RichText, file: str = "notes.md") -> Entry:
    return Entry(RichText.of(term), tuple(Paragraph(b) for b in body), Origin(file, 4))


def attached(
    *entries: Entry,
    notes: Mapping[str, bytes] | None = None,
    media: Mapping[str, bytes] | None = None,
    inside: Mapping[str, Mapping[str, bytes]] | None = None,
    settings: MediaSettings | None = None,
) -> Attached:
    shelves = MediaStore(notes or {}, media or {}, "../media", inside or {})
    return attach(entries, shelves, settings or MediaSettings())


def names(result: Attached) -> list[str]:
    """The package's names in the order in which the cards show them."""
    return [
        mark.value
        for e in result.entries
        for text in texts(e.body)
        for mark in text.marks
        if mark.style in (Style.IMAGE, Style.SOUND)
    ]


def codes(result: Attached) -> list[str]:
    return [f.code for f in result.findings]


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("plot.png", "week1/plot.png"),
        ("./plot.png", "week1/plot.png"),
        ("../plot.png", "plot.png"),
        ("img/my%20plot.png", "week1/img/my plot.png"),
        ("img\\plot.png", "week1/img/plot.png"),
        ("cafe\u0301.png", "week1/caf\u00e9.png"),
        ("plot.png?raw=true", "week1/plot.png"),
        ("plot.png#left", "week1/plot.png"),
    ],
)
def test_a_reference_means_the_file_beside_the_notes(written: str, place: str) -> None:
    result = attached(entry("E", shows(written), file="week1/n.md"), notes={place: PNG})
    assert list(result.files.values()) == [PNG] and codes(result) == []
    assert names(result) == list(result.files)


@pytest.mark.parametrize("written", ["plot.png", "media/plot.png", "../media/plot.png"])
def test_a_reference_means_the_file_in_media(written: str) -> None:
    result = attached(entry("E", shows(written)), media={"plot.png": PNG})
    assert list(result.files.values()) == [PNG] and codes(result) == []


def test_a_bare_name_is_found_in_any_folder_if_there_is_one() -> None:
    one = attached(entry("E", shows("p.png")), notes={"a/p.png": PNG})
    assert len(one.files) == 1
    two = attached(entry("E", shows("p.png")), notes={"a/p.png": PNG, "b/p.png": OTHER})
    assert codes(two) == ["media-missing"]


def test_what_came_inside_the_document_goes_first() -> None:
    result = attached(
        entry("E", shows("image1.png"), file="a.docx"),
        entry("F", shows("image1.png"), file="b.docx"),
        inside={"a.docx": {"image1.png": PNG}, "b.docx": {"image1.png": OTHER}},
    )
    assert sorted(result.files.values()) == sorted([PNG, OTHER])


def test_two_files_of_one_name_do_not_collide_and_one_file_is_packed_once() -> None:
    result = attached(
        entry("A", shows("a/plot.png"), shows("b/plot.png"), shows("a/plot.png")),
        notes={"a/plot.png": PNG, "b/plot.png": OTHER},
    )
    assert len(result.files) == 2
    assert names(result)[0] == names(result)[2] != names(result)[1]


def test_lists_tables_and_headwords_show_pictures_too() -> None:
    body = (
        ListNode((Item(shows("p.png"), (Paragraph(shows("p.png")),)),)),
        Table(((shows("p.png"),),)),
    )
    whole = Entry(shows("p.png", "Graph"), body, Origin("n.md", 1))
    result = attached(whole, notes={"p.png": PNG})
    assert len(names(result)) == 3
    assert result.entries[0].term.marks[0].value == names(result)[0]


def test_a_file_called_as_the_headword_is_shown_on_its_entry() -> None:
    result = attached(
        entry("Linear regression", RichText.of("A line.")),
        entry("One vs Rest (OVR)", RichText.of("Many lines.")),
        entry("Line", RichText.of("Short.")),
        media={
            "linear-regression.svg": b"<svg/>",
            "Linear_Regression-2.png": PNG,
            "one-vs-rest.mp3": b"ID3",
            "captions.toml": b'"linear-regression.svg" = "Points and a line"',
        },
    )
    first, second, third = result.entries
    assert [t.text for t in texts(first.body)] == [
        "A line.",
        "Linear regression",
        "Points and a line",
    ]
    assert [m.style for t in texts(second.body) for m in t.marks] == [Style.SOUND]
    assert len(third.body) == 1
    assert codes(result) == ["media-no-caption"]


def test_a_picture_that_the_notes_show_is_not_shown_twice() -> None:
    result = attached(entry("Plot", shows("../media/plot.png")), media={"plot.png": PNG})
    assert len(names(result)) == 1


def test_what_is_missing_broken_or_unused_is_told() -> None:
    result = attached(
        entry(
            "E",
            shows("gone.png"),
            RichText(OBJECT, (Mark(0, 1, Style.IMAGE, "img/gone.png"),)),
            shows("text.png"),
            shows("movie.xcf"),
            shows("https://example.org/x.png"),
            shows("big.wav"),
        ),
        notes={"text.png": b"no picture", "movie.xcf": b"x", "big.wav": b"RIFF" + bytes(99)},
        media={
            "extra.png": PNG,
            "extra.xcf": b"x",
            "about.md": b"x",
            "captions.toml": b'"other.png" = "x"',
        },
        settings=MediaSettings(max_bytes=50),
    )
    assert codes(result) == [
        "media-missing",
        "media-missing",
        "media-broken",
        "media-unsupported",
        "media-remote",
        "media-large",
        "media-unused",
        "media-unsupported",
        "media-unused",
    ]
    assert all(str(f.origin) == "notes.md:4" for f in result.findings[:6])
    shown = [t.text for t in texts(result.entries[0].body)]
    assert shown[:2] == ["a plot", "[gone.png]"]  # words stand for what is not there
    assert list(result.files.values()) == [b"RIFF" + bytes(99)]


def test_a_picture_inside_the_text_is_packed() -> None:
    data = "data:image/png;base64," + base64.b64encode(PNG).decode()
    assert list(attached(entry("E", shows(data))).files.values()) == [PNG]
    assert codes(attached(entry("E", shows(data[:-3] + "!")))) == ["media-broken"]


def test_large_pictures_are_scaled_down_the_same_way_each_time() -> None:
    big = picture(400, 100)
    settings = MediaSettings(max_pixels=200)
    results = [attached(entry("E", shows("p.png")), notes={"p.png": big}, settings=settings)] * 2
    ((name, data),) = results[0].files.items()
    assert Image.open(io.BytesIO(data)).size == (200, 50)
    assert results[1].files == {name: data} and codes(results[0]) == ["media-scaled"]
    assert scaled(big, "png", 0) == (big, "")
    assert scaled(PNG, "png", 200) == (PNG, "")
    assert scaled(b"\x89PNG\r\n\x1a\n broken", "png", 200)[0].startswith(b"\x89PNG")


def test_a_scaled_photo_stands_upright_and_tells_no_place() -> None:
    photo = Image.new("RGB", (400, 100))
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned
    exif[0x010F] = "Maker"
    out = io.BytesIO()
    photo.save(out, "JPEG", exif=exif)
    small, _ = scaled(out.getvalue(), "jpg", 200)
    shown = Image.open(io.BytesIO(small))
    assert shown.size == (50, 200) and not shown.getexif()


@given(st.text(min_size=1, max_size=60), st.sampled_from([".png", ".SVG", ".mp3"]))
def test_names_in_the_package_are_what_anki_takes(stem: str, suffix: str) -> None:
    stem = "a" + stem.replace("/", "")  # a file that begins with a dot is hidden, and never read
    name = package_name(f"img/{stem}{suffix}", stem.encode("utf-8", "replace"))
    assert unicodedata.is_normalized("NFC", name)
    assert len(name.encode()) <= 120
    assert not re.search(r'[\[\]<>:"/?*^\\|\s\x00-\x1f]', name)
    assert re.search(r"-[0-9a-f]{12}\.(png|svg|mp3)$", name)


def test_another_picture_has_another_name() -> None:
    assert package_name("a.png", b"1") != package_name("a.png", b"2")


@pytest.mark.parametrize(
    "written",
    [
        "../../secret.png",
        "/etc/secret.png",
        "..\\..\\secret.png",
        "%2e%2e/%2e%2e/secret.png",
        "link.png",
        "links/secret.png",
        "file:///etc/secret.png",
    ],
)
def test_nothing_outside_the_notes_and_media_is_read(tmp_path: Path, written: str) -> None:
    source, media = tmp_path / "project/source", tmp_path / "project/media"
    source.mkdir(parents=True)
    media.mkdir()
    (tmp_path / "secret.png").write_bytes(PNG)
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/secret.png").write_bytes(PNG)
    (source / "link.png").symlink_to(tmp_path / "secret.png")
    (source / "links").symlink_to(tmp_path / "outside")
    shelves = MediaStore(MediaFolder(source), MediaFolder(media), "../media")
    result = attach([entry("E", shows(written))], shelves, MediaSettings())
    assert result.files == {}
    assert codes(result) in (["media-missing"], ["media-remote"])


def test_captions_must_be_texts() -> None:
    assert captions('"a.png" = "A line"') == {"a.png": "A line"}
    with pytest.raises(AnkigenError, match="not valid TOML"):
        captions("a =")
    with pytest.raises(AnkigenError, match="in quotes too"):
        captions('a.png = "A line"')
