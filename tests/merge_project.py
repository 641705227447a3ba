"""A project whose deck others edit, in a spreadsheet or in Anki."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from typer.testing import CliRunner

from ankigen.cli.app import app

PICTURE = b"\x89PNG\r\n\x1a\n picture"
NOTES = """# Cells

## Osmosis

Water moves through a **membrane** towards the side with more salt.

## Mitosis (biology)

A cell divides into two cells, see `split()`.

It keeps the number of chromosomes.

## Stages of division

1. prophase
2. metaphase
3. anaphase
4. telophase

## Organelle

![The parts of a cell](cell.png)

A part of the cell that has a task of its own.

## Growth rate

| phase | hours |
| --- | --- |
| first | 11 |
| second | 8 |

## Enzyme

A protein that speeds up one chemical reaction.
"""


class Project:
    """A project on the disk and the commands in it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.notes = root / "source" / "cells.md"
        (root / "source").mkdir()
        (root / "media").mkdir()
        self.notes.write_text(NOTES, encoding="utf-8")
        (root / "media" / "cell.png").write_bytes(PICTURE)
        (root / "ankigen.toml").write_text('[deck]\nname = "Cells"\nid = 4900000002\n')
        self.run("build")

    def run(self, *arguments: str, code: int = 0) -> str:
        result = CliRunner().invoke(app, [*arguments], catch_exceptions=False)
        assert result.exit_code == code, result.output
        return result.output

    @property
    def table(self) -> list[dict[str, str]]:
        text = (self.root / "dist" / "Cells.csv").read_text(encoding="utf-8-sig")
        return list(csv.DictReader(io.StringIO(text, newline="")))

    def rows(self) -> dict[str, dict[str, str]]:
        return {row["Term"]: row for row in self.table}

    def state(self) -> dict[str, bytes]:
        """All files of the project."""
        files = (p for p in self.root.rglob("*") if p.is_file())
        return {str(p.relative_to(self.root)): p.read_bytes() for p in files}

    @property
    def overlay(self) -> str:
        path = self.root / "edits.toml"
        return path.read_text(encoding="utf-8") if path.exists() else ""
