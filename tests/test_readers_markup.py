"""What is raised and lowered in Markdown."""

from __future__ import annotations

import pytest

from ankigen.model import Style
from ankigen.readers.markdown import read


def raised(text: str) -> list[str]:
    (block,) = read(text.encode(), "a.md").blocks
    small = (Style.SUP, Style.SUB)
    return [block.text.text[m.start : m.end] for m in block.text.marks if m.style in small]


@pytest.mark.parametrize(
    "text", ["1 kg·m^2/s^2", "x^2+y^2 = r^2", "m^2,s^2", "a^2 and b^2", "~5 or ~6 m"]
)
def test_each_sign_of_a_unit_or_sum_raises_what_follows_it(text: str) -> None:
    assert raised(text) == []


def test_what_stands_between_two_signs_is_raised_or_lowered() -> None:
    assert raised("H~2~O, x^2^, e^a+b^ and the 1^st^") == ["2", "2", "a+b", "st"]
    assert raised("10^8^m and SO~4~^2-^") == ["8", "4", "2-"]
