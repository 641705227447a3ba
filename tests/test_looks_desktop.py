"""The sample cards in the window of the real Anki desktop, without a screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageStat

from tools import screenshots

pytestmark = [pytest.mark.desktop, pytest.mark.slow]


def test_the_reviewer_shows_every_kind_of_card_light_and_dark(tmp_path: Path) -> None:
    screenshots.desktop_apart(
        tmp_path
    )  # fails if Anki does not show the front or back of any of them
    light, dark = (
        Image.open(tmp_path / f"desktop-{shade}.png").convert("L") for shade in ("light", "dark")
    )
    assert ImageStat.Stat(light).mean[0] > 180
    assert ImageStat.Stat(dark).mean[0] < 80
    assert light.size == dark.size
