"""What the documentation says to type can be typed, and the workflow for code hosts does what it
says.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.command import ROOT, Command

PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)
PARTED, OURS = re.compile(r"\s[|>]\s|&&"), "ankigen "
INLINE = re.compile(r"`(ankigen [a-z][^`\n]*)`")


def commands() -> list[tuple[str, str]]:
    """Every command of ankigen that a page shows, with the page."""
    found: list[tuple[str, str]] = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        lines = [line for block in BLOCK.findall(text) for line in block.splitlines()]
        parts = (p for line in (*lines, *INLINE.findall(text)) for p in PARTED.split(line))
        found += ((page.name, part.strip()) for part in parts if part.strip().startswith(OURS))
    return found


def test_every_command_of_the_docs_exists_with_its_options(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ankigen = Command(tmp_path, capsys, monkeypatch)
    helps: dict[str, str] = {}
    shown = commands()
    assert {"review", "preview", "diff", "apply", "merge", "build"} <= {
        shlex.split(c, comments=True)[1] for _, c in shown
    }
    for page, text in shown:
        words = shlex.split(text, comments=True)[1:]
        if words[0].startswith("-"):
            continue
        if words[0] not in helps:
            ran = ankigen(words[0], "--help")
            assert ran.code == 0, (page, text)
            helps[words[0]] = ran.out
        for word in words[1:]:
            if word.startswith("-") and len(word) > 1:
                assert word.partition("=")[0] in helps[words[0]], (page, text)


def test_the_workflow_compares_the_decks_of_two_branches(tmp_path: Path) -> None:
    text = (ROOT / "docs/groups.md").read_text(encoding="utf-8")
    block = re.search(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert block is not None
    workflow = yaml.safe_load(block[1])
    assert workflow["permissions"] == {"contents": "read", "pull-requests": "write"}
    assert "secrets." not in block[1] and "pull_request_target" not in block[1]
    steps = workflow["jobs"]["deck"]["steps"]
    (step,) = (s for s in steps if s.get("name"))
    (told,) = (s for s in steps if "gh pr comment" in s.get("run", ""))
    assert "head.repo.full_name == github.repository" in told["if"]  # a fork's token only reads

    bin_ = tmp_path / "bin"
    bin_.mkdir()
    (bin_ / "ankigen").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m ankigen "$@"\n')
    (bin_ / "ankigen").chmod(0o755)
    who = {f"GIT_{w}_{k}": "a@b" for w in ("AUTHOR", "COMMITTER") for k in ("NAME", "EMAIL")}
    environment = {
        **os.environ,
        **who,
        "PATH": f"{bin_}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "RUNNER_TEMP": str(tmp_path / "runner"),
        "GITHUB_BASE_REF": "trunk",
    }

    def run(folder: Path, script: str) -> None:
        subprocess.run(
            ["bash", "-eo", "pipefail", "-c", script], cwd=folder, env=environment, check=True
        )

    origin, clone = tmp_path / "origin", tmp_path / "work/clone"
    (origin / "source").mkdir(parents=True)
    (origin / "ankigen.toml").write_text('[deck]\nname = "Law"\nid = 8589934592\n')
    (origin / "source/notes.txt").write_text("Tort\nA civil wrong that is no breach of contract.\n")
    run(origin, "git init -qb trunk && ankigen build -q && git add -A && git commit -qm first")
    clone.parent.mkdir()
    run(clone.parent, f'git clone -q "{origin}" clone')
    run(clone, "git checkout -qb change && sed -i 's/civil/private/' source/notes.txt")
    run(clone, step["run"])
    comment = (tmp_path / "runner/after/changes.md").read_text(encoding="utf-8")
    assert "~~civil~~ **private**" in comment and "1 reworded" in comment
    assert list((tmp_path / "runner/after").glob("*.apkg"))
