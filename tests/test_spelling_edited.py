"""A slip is unlikelier in a long text with hardly any: what notes would have fixed is suggested."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from ankigen.cli.app import app
from ankigen.model import RichText
from ankigen.model.settings import TypoSettings
from ankigen.spelling import clean
from ankigen.spelling.edited import REASON, prior
from ankigen.spelling.rules import FIX
from ankigen.spelling.unknown.candidate_features import TokenizedText
from ankigen.spelling.unknown.candidates import Candidate, Speller
from ankigen.spelling.unknown.doubts import is_doubtful
from ankigen.spelling.words.document_model import DocumentModel
from ankigen.spelling.words.tokens import tokenize
from tests.spelling_support import HURRY, entries

SENTENCES = (
    "The river carries the soil of the hills to the plain below.",
    "In spring the farmers of the valley sow wheat and barley.",
    "Merchants brought salt to the market and took wool home.",
    "The walls of the town were built of the stone of the hill.",
    "Every winter the bridge was closed for some weeks by the ice.",
    "Ships of the harbour sailed to the north when the wind was fair.",
    "Children learned to read from the books of the old library.",
)
#: An old spelling, and a misspelling that is nothing else, in sentences of their own.
OLD, SLIP = "They sold soap and other houshold goods.", "They recieve a letter each month."


def long_text(*more: str) -> list[tuple[str, str]]:
    """Some 10,000 words without a slip, and some more sentences."""
    rows = [
        (f"Chapter {n}", " ".join(SENTENCES[(n + k) % len(SENTENCES)] for k in range(4)))
        for n in range(210)
    ]
    return [*rows, *(("Trade", sentence) for sentence in more)]


def found(rows: list[tuple[str, str]]) -> dict[str, tuple[bool, str]]:
    """The words of which anything is said: whether they were changed, and why not."""
    done = clean(entries(*rows), TypoSettings())
    return {f.before: (f.applied, f.reason) for entry in done for f in entry.fixes}


def test_a_doubtful_fix_is_suggested_in_a_long_clean_text() -> None:
    assert found([HURRY, ("Trade", OLD)])["houshold"] == (True, "")
    assert found(long_text(OLD))["houshold"] == (False, REASON)


def test_a_misspelling_that_is_nothing_else_is_fixed_in_any_text() -> None:
    assert found(long_text(SLIP)) == {"recieve": (True, "")}


def test_a_long_text_with_slips_is_no_edited_one() -> None:
    slips = ("It was definately late.", "The goverment fell.", "They beleive him.", "It occured.")
    wrong = "It was seperate, and untill noon neccessary for the commited begining of buisness."
    told = found(long_text(OLD, SLIP, *slips, wrong))
    assert told["houshold"] == (True, "")


def test_a_weak_suggestion_is_left_out_of_a_clean_text() -> None:
    weak = "The workers of there country went on strike for better pay."
    assert found([("Trade", weak)])
    assert not found(long_text(weak))


def test_a_suggestion_counts_less_in_a_page_without_a_slip() -> None:
    page = [(f"Part {n}", SENTENCES[n % len(SENTENCES)]) for n in range(80)]
    weak, slips = (
        "The particles moves along the line.",
        "They recieve it, and definately beleive it.",
    )
    assert "moves" in found([("Team", weak)])
    assert "moves" not in found([*page, ("Team", weak)])
    assert "moves" in found([*page, ("Team", weak), ("Office", slips)])


def test_what_the_user_accepts_is_made_in_any_text() -> None:
    accepted = TypoSettings(accept=("houshold -> household",))
    done = clean(entries(*long_text(OLD)), accepted)
    assert [f.applied for entry in done for f in entry.fixes] == [True]


def test_length_never_makes_a_slip_likelier() -> None:
    assert prior(0, 0) == prior(1_000, 0) == prior(100_000, 100) == 0.0
    assert prior(20_000, 0) < prior(20_000, 5) < prior(10_000, 5) <= 0.0


def test_check_says_why_it_is_only_suggested(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    notes = "\n\n".join(f"## {term}\n\n{text}" for term, text in long_text(OLD))
    Path("book.md").write_text(notes, "utf-8")
    shown = CliRunner().invoke(app, ["check", "book.md"]).output
    (line,) = [line for line in shown.splitlines() if "houshold" in line and "->" in line]
    assert REASON in line and "accept" in line


@pytest.mark.parametrize(
    "text", ["$ git add .", "$ echo 'hello' > a.txt\n$ git add .", "git add ."]
)
def test_a_command_ends_with_a_folder(text: str) -> None:
    assert not found([("Git", text)])
    assert found([("Git", "The files are kept ."), ("Tree", text)])


def test_nothing_is_changed_in_a_quotation_of_two_lines() -> None:
    told = found(
        [("Round table", "He cites this:\n“First of all it was\nseperate from the rest.”")]
    )
    assert told["seperate"][0] is False


def test_what_options_are_given_stays() -> None:
    line = "curl --location http://example.com/1 --next --data sendthis http://example.com/2"
    assert not found([HURRY, ("curl", line)]).keys() - found([HURRY]).keys()


def test_words_that_end_as_they_are_said_stay() -> None:
    said = "It was nothin’ but printin’ and a few warnin’s of the old man."
    assert not found([("Sea", said)])


def test_a_long_speech_is_a_quotation() -> None:
    speech = "“" + " ".join(SENTENCES * 4) + " They recieve a letter.”"
    assert found([("Sea", f"The old man said: {speech} Then he left.")])["recieve"][0] is False


def test_a_short_listed_word_may_be_what_somebody_said() -> None:
    assert found(long_text("It is teh end."))["teh"][0] is True
    assert found(long_text("He can hardly keep his grup of them."))["grup"][0] is False


def test_a_play_in_dialect_stays_as_it_is_spoken() -> None:
    said = [
        ("Ann", "'E was goin' down t' road to see 'er, an' it was wi' great bleasure."),
        ("Ben", "The zecond time 'e came wi' a letter from th' old house."),
    ]
    assert not found(said)
    assert not found([*said, ("Cat", "It is the zecond biece of the evening.")])


def test_what_people_say_to_each_other_is_quoted() -> None:
    said = [(str(n), f"“{SENTENCES[n % 7]}” said Ann.") for n in range(8)]
    alone = ("Ben", "“They came with the areoplane in the morning.”")
    goes_on = ("Cat", "He said: “They came with the areoplane in the morning, and so on.")
    for text in (alone, goes_on):
        assert found([*said, text])["areoplane"][0] is False
    assert found([HURRY, alone])["areoplane"][0] is True


def test_saints_keep_their_names_and_words_spoken_of_are_no_doubles() -> None:
    assert not found([("Saints", "The hurlers of St. Ive or the hill came down.")])
    assert not found([("Sum", "Look for the words of and and to find the numbers.")])


def test_a_verb_made_of_a_noun_in_ation_may_be_meant() -> None:
    model = DocumentModel.of([], frozenset())
    for word, meant, doubtful in (
        ("transpirating", "transpiring", True),
        ("emphasiizing", "emphasizing", False),
    ):
        passage = TokenizedText(tokenize(RichText.of(f"The {word} leaves of the tree.")), model)
        best = Candidate(meant, 0.5, 12.0, 1)
        assert is_doubtful(passage, 1, best, (FIX, 0.995), Speller(model)) is doubtful


@pytest.mark.parametrize(("meant", "doubtful"), [("worksheets", True), ("worksheet", False)])
def test_two_slips_from_a_plural_may_be_a_singular(meant: str, *, doubtful: bool) -> None:
    model = DocumentModel.of([], frozenset())
    passage = TokenizedText(tokenize(RichText.of("They share the wrokshet of the school.")), model)
    best = Candidate(meant, 1.0, 12.0, 2)
    assert is_doubtful(passage, 3, best, (FIX, 0.99), Speller(model)) is doubtful


def test_listed_misspellings_alone_tell_of_a_hurry() -> None:
    listed = "It was recieved by the goverment, and definately seperate."
    told = found([("Office", listed), ("Trade", "They bought it fot the office and te house.")])
    assert told["te"] == (True, "")


def test_a_space_one_letter_off_comes_before_the_word_behind_it() -> None:
    text = "The gate stood wide an dopen to the guests."
    assert found([HURRY, ("Gate", text)])["an dopen"] == (True, "")


def test_what_people_say_tells_of_no_hurry() -> None:
    listed = "It was recieved by the goverment, and definately seperate"
    talk = [(str(n), f"“{SENTENCES[n % 7]}” said Ann.") for n in range(8)]
    trade = ("Trade", "They bought it fot the office and te house.")
    assert found([*talk, ("Ben", f"{listed}."), trade])["te"][0] is True
    assert found([*talk, ("Ben", f"“{listed},” said Ben."), trade])["te"][0] is False
