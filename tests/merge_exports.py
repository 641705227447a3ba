"""What Anki exports of the deck of `tests.merge_project`, in all its forms."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from anki.collection import Collection, DeckIdLimit, ExportAnkiPackageOptions, ExportLimit

Export = Callable[[Collection, Path], Path]


def as_package(legacy: bool) -> Export:
    def export(col: Collection, folder: Path) -> Path:
        path = folder / "from-anki.apkg"
        col.export_anki_package(
            out_path=str(path),
            options=ExportAnkiPackageOptions(
                with_scheduling=True, with_deck_configs=True, with_media=True, legacy=legacy
            ),
            limit=None,
        )
        return path

    return export


def as_text(guid: bool) -> Export:
    def export(col: Collection, folder: Path) -> Path:
        path = folder / "from-anki.txt"
        did = col.decks.id_for_name("Cells")
        assert did is not None
        limit: ExportLimit = DeckIdLimit(deck_id=did)
        col.export_note_csv(
            out_path=str(path),
            limit=limit,
            with_html=True,
            with_tags=True,
            with_deck=True,
            with_notetype=True,
            with_guid=guid,
        )
        return path

    return export


EXPORTS = {
    "package": as_package(legacy=False),
    "package for older Ankis": as_package(legacy=True),
    "text": as_text(guid=True),
    "text without guids": as_text(guid=False),
}
