"""The user's word is final."""

from __future__ import annotations

import pytest

from ankigen.model import AnkigenError, Entry, Fix, Origin, Paragraph, RichText, texts
from ankigen.model.settings import TypoSettings
from ankigen.project.settings import parse_settings
from ankigen.spelling import clean

TEXT = "They recieve a letter from teh styleguide of the publisher."


def entry(text: str, line: int = 2, term: str = "Term") -> Entry:
    return Entry(
        RichText.of(term, line - 1),
        (Paragraph(RichText.of(text, line)),),
        Origin("a/notes.txt", line - 1),
    )


def run(
    text: str, settings: TypoSettings, line: int = 2, term: str = "Term"
) -> tuple[str, tuple[Fix, ...]]:
    (done,) = clean([entry(text, line, term)], settings)
    return "\n".join(t.text for t in texts(done.body)), done.fixes


def test_what_is_refused_stays_wherever_it_moves() -> None:
    for refuse in ("recieve", "recieve -> receive", "Recieve"):
        for line in (2, 40):
            text, fixes = run(TEXT, TypoSettings(refuse=(refuse,)), line)
            assert "recieve" in text and "the styleguide" in text
            assert all(f.before != "recieve" for f in fixes)


def test_refused_at_one_place_only() -> None:
    settings = TypoSettings(refuse=("notes.txt:2 recieve",))
    assert "recieve" in run(TEXT, settings, 2)[0]
    assert "receive" in run(TEXT, settings, 3)[0]


def test_what_was_only_suggested_is_done_when_accepted() -> None:
    text, fixes = run(TEXT, TypoSettings(suggest=0.2))
    assert "styleguide" in text
    assert [(f.before, f.after) for f in fixes if not f.applied] == [("styleguide", "style guide")]
    assert "style guide" in run(TEXT, TypoSettings(accept=("styleguide",)))[0]
    assert "style guide" in run(TEXT, TypoSettings(accept=("styleguide -> style guide",)))[0]
    assert "style guide" in run(TEXT, TypoSettings(accept=("a/notes.txt:2 styleguide",)))[0]
    assert "style guide" not in run(TEXT, TypoSettings(accept=("a/notes.txt:9 styleguide",)))[0]


def test_an_accepted_pair_is_carried_out_though_no_rule_saw_it() -> None:
    settings = TypoSettings(accept=("letter -> parcel",))
    text, fixes = run(TEXT, settings)
    assert "a parcel from" in text
    assert any(f.rule == "accepted" and f.applied for f in fixes)
    done = clean([entry(TEXT)], settings)
    assert clean(done, settings) == done


def test_an_accepted_pair_with_a_place_changes_one_word_of_its_line() -> None:
    once = "They sent a parcel to him."
    settings = TypoSettings(accept=("notes.txt:2 parcel -> letter",))
    done = clean([entry(once)], settings)
    assert [t.text for t in texts(done[0].body)] == ["They sent a letter to him."]
    assert clean(done, settings) == done
    seen = (
        "He went there, and the workers of there country went on strike."  # a rule sees the second
    )
    (fixed,) = clean([entry(seen)], TypoSettings(accept=("notes.txt:2 there -> their",)))
    assert [t.text for t in texts(fixed.body)] == [seen.replace("of there", "of their")]
    # which one is meant no rule tells: none is changed, until the pair says more
    ties = "One parcel and one parcel more."
    assert run(ties, TypoSettings(accept=("notes.txt:2 parcel -> letter",)))[0] == ties
    longer = TypoSettings(accept=("notes.txt:2 parcel more -> letter more",))
    assert run(ties, longer)[0] == "One parcel and one letter more."


@pytest.mark.parametrize(
    ("item", "text", "expected"),
    [
        ("spaniard who -> Spaniard who", "a spaniard who came", "a Spaniard who came"),
        ("notes.txt:2 spaniard -> Spaniard", "one spaniard came", "one Spaniard came"),
        ("NASA -> Nasa", "sent by NASA to it", "sent by Nasa to it"),
        ("Friar -> friar", "A Friar and a FRIAR came.", "A friar and a FRIAR came."),
    ],
)
def test_an_accepted_pair_that_differs_in_capitals_alone_is_carried_out(
    item: str, text: str, expected: str
) -> None:
    accept = TypoSettings(accept=(item,))
    assert run(text, accept)[0] == expected
    assert run(expected, accept)[0] == expected


def test_refusing_outweighs_accepting_and_says_so() -> None:
    settings = TypoSettings(accept=("recieve",), refuse=("recieve",))
    (done,) = clean([entry(TEXT)], settings)
    assert any("recieve" in t.text for t in texts(done.body))
    assert [f.code for f in done.findings] == ["typos-contradiction"]
    assert "recieve" in done.findings[0].message


def test_two_meanings_accepted_for_one_word_are_reported_and_neither_is_taken() -> None:
    settings = TypoSettings(accept=("letter -> parcel", "letter -> packet"))
    (done,) = clean([entry(TEXT)], settings)
    assert any("letter" in t.text for t in texts(done.body))
    assert [f.code for f in done.findings] == ["typos-contradiction"]
    assert "parcel" in done.findings[0].message and "packet" in done.findings[0].message


def test_two_words_accepted_for_each_other_both_stay() -> None:
    settings = TypoSettings(accept=("letter -> publisher", "publisher -> letter"))
    (done,) = clean([entry(TEXT)], settings)
    (body,) = [t.text for t in texts(done.body)]
    assert "letter" in body and "publisher" in body
    assert [f.code for f in done.findings] == ["typos-contradiction"]


def test_an_accepted_pair_that_holds_its_own_word_is_done_once() -> None:
    text = "The letter is in the box."
    settings = TypoSettings(accept=("the -> the old",))
    assert run(text, settings)[0] == "The old letter is in the old box."


def test_a_place_may_be_written_as_check_prints_it() -> None:
    settings = TypoSettings(refuse=("source/a/notes.txt:2 recieve",))
    assert "recieve" in run(TEXT, settings)[0]


def test_a_refused_word_is_no_half_of_another() -> None:
    text = "It was found in anothers law suit of the year."
    assert "anothers law" in run(text, TypoSettings(refuse=("anothers",)))[0]


@pytest.mark.parametrize("item", ["form -> ", "-> from", "a -> b -> c", "notes.txt:12"])
def test_a_pair_without_one_of_its_sides_is_an_error(item: str) -> None:
    with pytest.raises(AnkigenError, match=r"typos\.accept"):
        parse_settings(f'[typos]\naccept = ["{item}"]')


def test_a_language_is_a_code() -> None:
    with pytest.raises(AnkigenError, match=r"typos\.language"):
        parse_settings('[typos]\nlanguage = "English"')
    assert parse_settings('[typos]\nlanguage = "pt-BR"').typos.language == "pt-BR"


def test_words_of_the_glossary_are_right() -> None:
    text, fixes = run(
        "The recieve of the teh is a styleguide.",
        TypoSettings(glossary=("teh", "styleguide", "recieve")),
    )
    assert text == "The recieve of the teh is a styleguide." and fixes == ()
    assert run(TEXT, TypoSettings(glossary=("",)))[0] == run(TEXT, TypoSettings())[0]


def test_an_accepted_headword_is_known_everywhere() -> None:
    settings = TypoSettings(accept=("Recieve",))
    text, fixes = run(TEXT, settings, term="Recieve")
    assert "recieve" in text and all(f.before != "recieve" for f in fixes)


def test_a_language_that_the_user_gives_holds_for_all() -> None:
    assert run(TEXT, TypoSettings(language="de"))[0] == TEXT
    assert "receive" in run(TEXT, TypoSettings(language="en"))[0]


def test_what_the_user_accepts_is_not_proposed_back() -> None:
    text = "Every power of ten gets the same chance, which is why its popular for a rate."
    settings = TypoSettings(accept=("notes.txt:2 its -> it's",))
    clean_text, fixes = run(text, settings)
    assert "why it's popular" in clean_text
    assert all(f.before != f.after for f in fixes)
