"""Suggestions: their likelihood, how `check` shows them, and the command that accepts one."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ankigen.cli.app import app
from ankigen.model import Entry, Origin, Paragraph, RichText
from ankigen.model.settings import TypoSettings
from ankigen.spelling import clean
from ankigen.spelling.rules import FIX, RULES, SUGGEST, Proposal
from ankigen.spelling.user.suggestions import suggestions_of

DOCS = Path(__file__).parent.parent / "docs" / "typos.md"
TEXT = "The workers of there country went on strike for better pay."


def _entry(text: str, line: int) -> Entry:
    return Entry(
        RichText.of(f"Term {line}", line),
        (Paragraph(RichText.of(text, line + 1)),),
        Origin("n.txt", line),
    )


def test_a_suggestion_below_the_threshold_is_left_out() -> None:
    (shown,) = clean([_entry(TEXT, 1)], TypoSettings())
    (fix,) = shown.fixes
    assert not fix.applied and 0.5 <= fix.confidence < 0.95
    (hidden,) = clean([_entry(TEXT, 1)], TypoSettings(suggest=0.95))
    assert hidden.fixes == ()


def test_one_suggestion_for_each_distinct_pair_with_its_context() -> None:
    twice = ("They read the styleguide of the firm.", "Each styleguide says how a word is set.")
    entries = [_entry(text, 4 * n + 1) for n, text in enumerate(twice)]
    (one,) = suggestions_of(clean(entries, TypoSettings(suggest=0)))
    assert (one.item, one.places) == ("styleguide -> style guide", 2)
    assert "styleguide" in one.context and len(one.id) == 4


def test_a_rule_that_may_only_suggest_never_fixes() -> None:
    for rule in RULES.values():
        proposal = Proposal.span(0, 1, "x", rule.name, True)
        assert proposal.fix is (rule.most is FIX)
        assert rule.most in (FIX, SUGGEST) and 0 < rule.likelihood <= 1


def test_the_docs_explain_every_rule() -> None:
    docs = DOCS.read_text("utf-8")
    for rule in RULES.values():
        most = "fix" if rule.most is FIX else "suggest"
        assert f"| `{rule.name}` | `{rule.kind.value}` | {most} | {rule.explanation} |" in docs


def test_accept_writes_the_pair_and_keeps_the_comments(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "n.txt").write_text(f"Strike\n{TEXT}\n\nPay\nWhat is paid for work.\n")
    (tmp_path / "ankigen.toml").write_text('# mine\n[typos]\naccept = ["teh"]  # sure\n')
    monkeypatch.chdir(tmp_path)
    shown = CliRunner().invoke(app, ["check"])
    (line,) = [one for one in shown.stdout.splitlines() if "ankigen accept" in one]
    name = line.split()[-1]
    done = CliRunner().invoke(app, ["accept", name])
    assert done.exit_code == 0, done.output
    text = (tmp_path / "ankigen.toml").read_text()
    assert text.startswith("# mine\n") and '"there -> their"]  # sure' in text
    assert "ankigen accept" not in CliRunner().invoke(app, ["check"]).stdout
    assert CliRunner().invoke(app, ["accept", "none"]).exit_code != 0


@pytest.mark.parametrize("built", [False, True])
def test_what_check_prints_for_notes_without_a_project_accepts_when_pasted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, built: bool
) -> None:
    (tmp_path / "my notes.txt").write_text(f"Strike\n{TEXT}\n\nPay\nWhat is paid for work.\n")
    monkeypatch.chdir(tmp_path)
    if built:
        assert CliRunner().invoke(app, ["build", "my notes.txt"]).exit_code == 0
    shown = CliRunner().invoke(app, ["check", "my notes.txt"]).stdout
    (line,) = [one for one in shown.splitlines() if "ankigen accept" in one]
    command = line[line.index("ankigen accept") :]
    assert command.endswith(" 'my notes.txt'")
    words = shlex.split(command)[1:]
    done = CliRunner().invoke(app, words if not built else words[:2])  # found by its lock
    assert done.exit_code == 0, done.output
    assert '"there -> their"' in (tmp_path / "my notes.ankigen.toml").read_text()
    assert "ankigen accept" not in CliRunner().invoke(app, ["check", "my notes.txt"]).stdout
