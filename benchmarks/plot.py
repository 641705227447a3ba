"""A plot of what builds cost, as an SVG: sizes and seconds as powers of ten, a line for each tool.

python -m benchmarks.speed --plot benchmarks/speed.svg
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape

#: What a tool cost: (entries, CPU seconds) for each size.
Costs = Sequence[tuple[float, float]]

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 560, 300, 56, 110, 16, 44
COLOURS = ("#2a6fbb", "#c2571a", "#4a8f3c")
#: Readable on white and on black.
INK, GRID = "#808080", "#80808040"


def svg(costs: Mapping[str, Costs]) -> str:
    """The plot; each tool has its name at the end of its line.

    >>> svg({"ours": [(100, 1.5), (1000, 9.0)]}).count("<polyline")
    1
    """
    points = [point for own in costs.values() for point in own]
    across = _powers([size for size, _ in points])
    up = _powers([seconds for _, seconds in points])

    def x(size: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * _share(size, across)

    def y(seconds: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * _share(seconds, up)

    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" font-family="sans-serif" font-size="12" fill="{INK}">'
        "<title>CPU seconds of a build by the number of entries</title>"
    ]
    for power in across:
        drawn.append(_line(x(power), TOP, x(power), HEIGHT - BOTTOM))
        drawn.append(_text(x(power), HEIGHT - BOTTOM + 18, f"{power:,.0f}", "middle"))
    for power in up:
        drawn.append(_line(LEFT, y(power), WIDTH - RIGHT, y(power)))
        drawn.append(_text(LEFT - 8, y(power) + 4, f"{power:g} s", "end"))
    drawn.append(_text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, "entries", "middle"))
    for (name, own), colour in zip(costs.items(), COLOURS, strict=False):
        path = " ".join(f"{x(size):.1f},{y(seconds):.1f}" for size, seconds in own)
        drawn.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        drawn += (
            f'<circle cx="{x(size):.1f}" cy="{y(seconds):.1f}" r="3.5" fill="{colour}"/>'
            for size, seconds in own
        )
        size, seconds = own[-1]
        drawn.append(_text(x(size) + 8, y(seconds) + 4, name, "start", colour))
    return "\n".join((*drawn, "</svg>", ""))


def _powers(values: Sequence[float]) -> list[float]:
    """The powers of ten from below the least value to above the greatest."""
    first, last = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return [10.0**n for n in range(first, max(last, first + 1) + 1)]


def _share(value: float, powers: Sequence[float]) -> float:
    first, last = math.log10(powers[0]), math.log10(powers[-1])
    return (math.log10(value) - first) / (last - first)


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="{GRID}"/>'


def _text(x: float, y: float, text: str, anchor: str, colour: str = INK) -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text {place} fill="{colour}">{escape(text)}</text>'
