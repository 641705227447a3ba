"""What a preview and a review do when files are replaced, when builds overlap, and when something
of ankigen's own fails.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ankigen.project.session import make_deck, open_job, read_again
from ankigen.web.live import LiveDeck
from ankigen.web.preview import Preview
from ankigen.web.review import ReviewServer
from ankigen.web.reviewing import Review
from tests.review_notes import SETTINGS

NOTES = "Osmosis\nWater moves through a membrane.\n\nKettle\nA vessel in which water boils.\n"
EDIT = """\
[[edit]]
term = "Kettle"
field = "definition"
file = "notes.txt"
now = "<p>A pot of copper.</p>"
"""


def saved(path: Path, text: str) -> None:
    """Saves as most editors do: a file beside it takes its place."""
    beside = path.with_name("saved~")
    beside.write_text(text)
    beside.replace(path)


def followed(
    live: LiveDeck, steps: Callable[[Callable[[str], Awaitable[None]]], Awaitable[None]]
) -> None:
    """Runs a preview while `steps` change its files; they may await the next version."""

    async def run() -> None:
        preview = Preview(live)
        watching = asyncio.create_task(preview.watch())
        await asyncio.sleep(0.5)  # until the folders are followed

        async def shown(what: str) -> None:
            for _ in range(150):
                if what in str(live.data) + live.error:
                    return
                await asyncio.sleep(0.1)
            raise AssertionError(f"never shown: {what}")

        await steps(shown)
        preview.stop()
        await asyncio.wait_for(watching, 20)

    asyncio.run(run())


def test_a_file_that_is_replaced_is_followed_every_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    notes = tmp_path / "notes.txt"
    notes.write_text(NOTES)
    live = LiveDeck(("notes.txt",))
    live.build()

    async def steps(shown: Any) -> None:
        for word in ("slowly", "quickly", "upwards"):
            saved(notes, NOTES.replace("moves", f"moves {word}"))
            await shown(f"moves {word}")

    followed(live, steps)


def test_files_that_are_made_later_are_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "source").mkdir()
    (tmp_path / "source/notes.txt").write_text(NOTES)
    settings = tmp_path / "ankigen.toml"
    settings.write_text(SETTINGS)
    live = LiveDeck()
    live.build()

    async def steps(shown: Any) -> None:
        saved(tmp_path / "edits.toml", EDIT)
        await shown("A pot of copper.")
        saved(settings, SETTINGS.replace('"History"', '"Cooking"'))
        await shown("Cooking")
        saved(settings, SETTINGS.replace('"History"', '"Brewing"'))
        await shown("Brewing")

    followed(live, steps)


def test_a_build_that_is_called_off_late_tells_the_page_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes.txt").write_text(NOTES)
    live = LiveDeck(("notes.txt",))
    live.build()
    made = threading.Event()
    real = LiveDeck.build

    def build(self: LiveDeck, outdated: Callable[[], bool] = lambda: False) -> Any:
        try:
            return real(self, outdated)
        finally:
            made.set()

    monkeypatch.setattr(LiveDeck, "build", build)

    async def run() -> None:
        preview = Preview(live)
        before = live.version
        waiting = asyncio.create_task(preview.after(before))
        (tmp_path / "notes.txt").write_text(NOTES.replace("moves", "flows"))
        building = asyncio.create_task(preview._build(0.0))
        await asyncio.sleep(0.05)
        made.wait(120)  # the loop hears of the thread's end after this
        building.cancel()
        await asyncio.wait_for(waiting, 120)
        assert live.version == before + 1 and "flows" in str(live.data)

    asyncio.run(run())


def broken(*_: Any, **__: Any) -> Any:
    raise RuntimeError("a fault of ours")


def test_a_fault_in_a_preview_is_shown_and_the_preview_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    notes = tmp_path / "notes.txt"
    notes.write_text(NOTES)
    live = LiveDeck(("notes.txt",))
    live.build()

    async def steps(shown: Any) -> None:
        monkeypatch.setattr("ankigen.web.live.make_deck", broken)
        saved(notes, NOTES.replace("moves", "flows"))
        await shown("a fault of ours")
        monkeypatch.setattr("ankigen.web.live.make_deck", make_deck)
        saved(notes, NOTES.replace("moves", "runs"))
        await shown("Water runs")
        assert not live.error

    followed(live, steps)
    assert "RuntimeError: a fault of ours" in capsys.readouterr().err


def test_a_fault_in_a_review_is_shown_and_the_review_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "source").mkdir()
    (tmp_path / "source/notes.txt").write_text(NOTES)
    (tmp_path / "ankigen.toml").write_text(SETTINGS)
    review = Review.begin(open_job())

    async def run() -> None:
        server = ReviewServer(review)
        reading = asyncio.create_task(server._keep_reading())
        for given, told in ((broken, True), (read_again, False)):
            monkeypatch.setattr("ankigen.web.reviewing.read_again", given)
            version = review.version
            server._answered.set()
            while review.version == version:
                await asyncio.sleep(0.05)
            shown = review.shown()
            assert ("a fault of ours" in shown["error"]) == told and not shown["busy"]
        reading.cancel()

    asyncio.run(asyncio.wait_for(run(), 60))
    assert "RuntimeError: a fault of ours" in capsys.readouterr().err


def test_a_build_whose_notes_change_while_it_runs_shows_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    notes = tmp_path / "notes.txt"
    notes.write_text(NOTES)
    live = LiveDeck(("notes.txt",))
    live.build()
    before = live.data, live.version
    # at each of its stages, the last of them included
    for stages in range(1, 30):
        notes.write_text(NOTES.replace("moves", f"moves {stages} times"))
        asked = iter(range(1, 1000))
        made = False

        def outdated(asked: Iterator[int] = asked, at: int = stages) -> bool:
            nonlocal made
            made = next(asked) >= at
            return made

        live.build(outdated)
        if not made:
            break
        assert (live.data, live.version) == before
    assert stages > 3 and f"moves {stages} times" in str(live.data)
