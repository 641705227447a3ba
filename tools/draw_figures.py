"""Draw the figures in media/ that teach machine-learning headwords.

Every figure shows a real computation (a density, a least-squares fit, the steps of k-means …) on
seeded data, so the picture and the numbers in it agree. The output is the same, byte for byte, on
every run:

    python tools/draw_figures.py           write media/*.svg and media/captions.toml
    python tools/draw_figures.py --check   write nothing; exit 1 if a file differs

Each file is named after its headword. The picture never spells that headword out, for it may stand
on the question side of a card; `reveals` keeps this.
"""

import math
import random
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Literal, NamedTuple

MEDIA = Path(__file__).resolve().parent.parent / "media"

# Okabe-Ito, darkened until each has a contrast of 4.5:1 or more on PANEL and on the tints; FAINT is
# for strokes on PANEL only, and words on BLUE_MID are in INK.
INK = "#1f2328"
MUTED = "#555b63"
FAINT = "#6b7078"
PANEL = "#fbfbf8"
RIM = "#b5b9b0"
BLUE = "#00629a"
RED = "#a84300"
GREEN = "#00684f"
PURPLE = "#8a3d70"
BLUE_TINT = "#cfe5f2"
BLUE_MID = "#9fcde8"
RED_TINT = "#f9dfcd"
GREEN_TINT = "#cfebe2"
PURPLE_TINT = "#f0dcea"
GREY_TINT = "#e4e6e1"

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', Arial, sans-serif"
THIN, STROKE, THICK = 1.5, 2.0, 3.0
DASH = "5 4"
TEXT_SIZE = 12.0
BASELINE = 4.3  # from the middle of a 12 px line down to its baseline

Point = tuple[float, float]
Function = Callable[[float], float]
Anchor = Literal["start", "middle", "end"]
Shape = Literal["circle", "square", "triangle", "diamond", "hexagon", "cross"]
CLASS_STYLES: tuple[tuple[Shape, str, str], ...] = (
    ("circle", BLUE, BLUE_TINT),
    ("square", RED, RED_TINT),
    ("triangle", GREEN, GREEN_TINT),
    ("hexagon", PURPLE, PURPLE_TINT),
)


# ---------------------------------------------------------------- drawing vocabulary


class Box(NamedTuple):
    """A rectangle by its edges, in pixels, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> Point:
        """The centre of the box."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


def num(value: float) -> str:
    """Write a coordinate with at most two decimals and no negative zero."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def signed(value: float, digits: int = 2) -> str:
    """Write a number with a true minus sign."""
    return f"{value:.{digits}f}".replace("-", "−")


def path_of(points: Sequence[Point]) -> str:
    """Write points as the value of an SVG `points` attribute."""
    return " ".join(f"{num(x)},{num(y)}" for x, y in points)


@dataclass
class Canvas:
    """A panel on which marks are laid in order; `svg` closes it."""

    width: float = 320
    height: float = 220
    parts: list[str] = field(default_factory=list)

    def add(self, element: str) -> None:
        """Lay one finished SVG element."""
        self.parts.append(element)

    def polyline(
        self,
        points: Sequence[Point],
        colour: str = INK,
        width: float = STROKE,
        dash: str = "",
    ) -> None:
        """Join points with straight strokes."""
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        self.add(
            f'<polyline points="{path_of(points)}" fill="none" stroke="{colour}" '
            f'stroke-width="{num(width)}" stroke-linejoin="round"{dashes}/>'
        )

    def line(
        self, start: Point, end: Point, colour: str = INK, width: float = THIN, dash: str = ""
    ) -> None:
        """Draw one straight stroke."""
        self.polyline([start, end], colour, width, dash)

    def polygon(
        self, points: Sequence[Point], fill: str, stroke: str = "none", width: float = THIN
    ) -> None:
        """Fill a closed shape."""
        edge = "" if stroke == "none" else f' stroke="{stroke}" stroke-width="{num(width)}"'
        self.add(f'<polygon points="{path_of(points)}" fill="{fill}"{edge}/>')

    def rect(
        self,
        box: Box,
        fill: str = "none",
        stroke: str = "none",
        width: float = THIN,
        radius: float = 0,
        dash: str = "",
    ) -> None:
        """Draw a rectangle, rounded by `radius`."""
        edge = "" if stroke == "none" else f' stroke="{stroke}" stroke-width="{num(width)}"'
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        corner = f' rx="{num(radius)}"' if radius else ""
        self.add(
            f'<rect x="{num(box.left)}" y="{num(box.top)}" width="{num(box.right - box.left)}" '
            f'height="{num(box.bottom - box.top)}"{corner} fill="{fill}"{edge}{dashes}/>'
        )

    def circle(
        self,
        centre: Point,
        radius: float,
        fill: str = "none",
        stroke: str = "none",
        width: float = THIN,
        dash: str = "",
    ) -> None:
        """Draw a circle."""
        edge = "" if stroke == "none" else f' stroke="{stroke}" stroke-width="{num(width)}"'
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        self.add(
            f'<circle cx="{num(centre[0])}" cy="{num(centre[1])}" r="{num(radius)}" '
            f'fill="{fill}"{edge}{dashes}/>'
        )

    def mark(
        self,
        centre: Point,
        shape: Shape = "circle",
        colour: str = BLUE,
        radius: float = 4,
        fill: str | None = None,
    ) -> None:
        """Draw a data point; the shape tells what the colour tells."""
        x, y = centre
        inside = colour if fill is None else fill
        if shape == "circle":
            self.circle(centre, radius, inside, colour)
        elif shape == "square":
            side = radius * 0.9
            self.rect(Box(x - side, y - side, x + side, y + side), inside, colour)
        elif shape == "cross":
            self.line((x - radius, y - radius), (x + radius, y + radius), colour, THICK)
            self.line((x - radius, y + radius), (x + radius, y - radius), colour, THICK)
        else:
            corners, turn = {"triangle": (3, -90), "diamond": (4, -90), "hexagon": (6, 0)}[shape]
            reach = radius * {"triangle": 1.3, "diamond": 1.25, "hexagon": 1.15}[shape]
            self.polygon(
                [
                    (x + reach * math.cos(angle), y + reach * math.sin(angle))
                    for angle in (
                        math.radians(turn + 360 * corner / corners) for corner in range(corners)
                    )
                ],
                inside,
                colour,
            )

    def text(
        self,
        at: Point,
        words: str,
        anchor: Anchor = "middle",
        colour: str = INK,
        size: float = TEXT_SIZE,
        bold: bool = False,
        halo: bool = False,
    ) -> None:
        """Write words; `at` is on the baseline. A halo keeps strokes off the letters."""
        weight = ' font-weight="700"' if bold else ""
        behind = f' stroke="{PANEL}" stroke-width="4" paint-order="stroke"' if halo else ""
        words = words.replace("  ", "\u00a0 ")  # SVG would make one space of two
        self.add(
            f'<text x="{num(at[0])}" y="{num(at[1])}" text-anchor="{anchor}" '
            f'font-size="{num(size)}" fill="{colour}"{weight}{behind}>{escape(words)}</text>'
        )

    def arrow(
        self,
        start: Point,
        end: Point,
        colour: str = INK,
        width: float = STROKE,
        dash: str = "",
        both: bool = False,
        head: float = 8,
    ) -> None:
        """Draw a stroke with a head at `end`, and at `start` too if `both`."""
        length = math.dist(start, end)
        ux, uy = (end[0] - start[0]) / length, (end[1] - start[1]) / length
        inset = head * 0.8
        tail = (start[0] + ux * inset, start[1] + uy * inset) if both else start
        self.line(tail, (end[0] - ux * inset, end[1] - uy * inset), colour, width, dash)
        for (x, y), way in [(end, 1), (start, -1)] if both else [(end, 1)]:
            base = (x - way * ux * head, y - way * uy * head)
            side = head * 0.5
            self.polygon(
                [
                    (x, y),
                    (base[0] - uy * side, base[1] + ux * side),
                    (base[0] + uy * side, base[1] - ux * side),
                ],
                colour,
            )

    def legend(
        self,
        at: Point,
        shape: Shape,
        words: str,
        colour: str = INK,
        fill: str | None = None,
        ink: str | None = None,
    ) -> None:
        """Draw a mark and, to the right of it, what it stands for."""
        self.mark((at[0] + 5, at[1] - BASELINE), shape, colour, 4, fill)
        self.text((at[0] + 14, at[1]), words, "start", ink or colour)

    def labelled_box(
        self,
        box: Box,
        lines: Sequence[str],
        fill: str = GREY_TINT,
        stroke: str = INK,
        width: float = THIN,
        dash: str = "",
    ) -> None:
        """Draw a rounded box with centred lines of text."""
        self.rect(box, fill, stroke, width, 6, dash)
        x, y = box.middle
        first = y + BASELINE - 7.5 * (len(lines) - 1)
        for row, words in enumerate(lines):
            self.text((x, first + 15 * row), words)

    def hull(self, points: Sequence[Point], colour: str, fill: str, reach: float = 9) -> None:
        """Draw a soft outline around a group of points, `reach` pixels away from them."""
        outline = convex_hull(points)
        if len(outline) == 1:
            self.circle(outline[0], reach, fill, colour)
            return
        for stroke, width in ((colour, 2 * reach + THIN), (fill, 2 * reach - THIN)):
            self.add(
                f'<polygon points="{path_of(outline)}" fill="{stroke}" stroke="{stroke}" '
                f'stroke-width="{num(width)}" stroke-linejoin="round"/>'
            )

    def svg(self, title: str, description: str) -> str:
        """Close the canvas: the whole file, on a panel legible on light and dark pages."""
        width, height = num(self.width), num(self.height)
        edge = Box(1, 1, self.width - 1, self.height - 1)
        start = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
            f'viewBox="0 0 {width} {height}" role="img" font-family="{FONT}">'
        )
        panel = Canvas()
        panel.rect(edge, PANEL, RIM, THIN, 10)
        return "\n".join(
            [
                start,
                f"<title>{escape(title)}</title>",
                f"<desc>{escape(description)}</desc>",
                *panel.parts,
                *self.parts,
                "</svg>",
                "",
            ]
        )


@dataclass(frozen=True)
class Axes:
    """A plotting area on a canvas: data coordinates in, pixels out."""

    canvas: Canvas
    box: Box
    xs: tuple[float, float]
    ys: tuple[float, float]

    def at(self, x: float, y: float) -> Point:
        """Where a data point lies on the canvas."""
        across = (x - self.xs[0]) / (self.xs[1] - self.xs[0])
        up = (y - self.ys[0]) / (self.ys[1] - self.ys[0])
        return (
            self.box.left + across * (self.box.right - self.box.left),
            self.box.bottom - up * (self.box.bottom - self.box.top),
        )

    def frame(self, x_label: str = "", y_label: str = "", upright: bool = True) -> None:
        """Draw the axes; x_label stands below the middle, y_label above the upright axis."""
        left, top, right, bottom = self.box
        corner = [(left, top)] if upright else []
        self.canvas.polyline([*corner, (left, bottom), (right, bottom)], INK, THIN)
        if x_label:
            self.canvas.text(((left + right) / 2, bottom + 17), x_label, colour=MUTED)
        if y_label:
            self.canvas.text((left - 6, top - 7), y_label, "start", MUTED)

    def tick(self, x: float, label: str) -> None:
        """Mark a value on the x axis."""
        px, py = self.at(x, self.ys[0])
        self.canvas.line((px, py), (px, py + 5), INK)
        self.canvas.text((px, py + 18), label)

    def y_tick(self, y: float, label: str) -> None:
        """Mark a value on the y axis."""
        px, py = self.at(self.xs[0], y)
        self.canvas.line((px - 5, py), (px, py), INK)
        self.canvas.text((px - 8, py + BASELINE), label, "end")

    def plot(
        self,
        points: Sequence[Point],
        colour: str = BLUE,
        width: float = STROKE,
        dash: str = "",
    ) -> None:
        """Join data points."""
        self.canvas.polyline([self.at(*point) for point in points], colour, width, dash)

    def function(
        self,
        f: Function,
        colour: str = BLUE,
        width: float = STROKE,
        span: tuple[float, float] | None = None,
        dash: str = "",
    ) -> None:
        """Plot y = f(x) over `span`, by default the whole axis, as far as y is on the axis."""
        low, high = span or self.xs
        stretch: list[Point] = []
        for x in steps(low, high, 240):
            y = f(x)
            if self.ys[0] <= y <= self.ys[1]:
                stretch.append((x, y))
                continue
            if len(stretch) > 1:
                self.plot(stretch, colour, width, dash)
            stretch = []
        if len(stretch) > 1:
            self.plot(stretch, colour, width, dash)

    def under(self, f: Function, low: float, high: float, fill: str) -> None:
        """Fill the area between the x axis and f, from low to high."""
        curve = [self.at(x, f(x)) for x in steps(low, high, 64)]
        self.canvas.polygon([self.at(low, self.ys[0]), *curve, self.at(high, self.ys[0])], fill)

    def marks(
        self,
        points: Sequence[Point],
        shape: Shape = "circle",
        colour: str = BLUE,
        radius: float = 4,
        fill: str | None = None,
    ) -> None:
        """Draw data points."""
        for point in points:
            self.canvas.mark(self.at(*point), shape, colour, radius, fill)

    def upright(
        self, x: float, top: float, colour: str = INK, width: float = THIN, dash: str = DASH
    ) -> None:
        """Draw a vertical stroke from the x axis up to the value `top`."""
        self.canvas.line(self.at(x, self.ys[0]), self.at(x, top), colour, width, dash)


def steps(low: float, high: float, count: int) -> list[float]:
    """`count` + 1 values, evenly spread from low to high."""
    return [low + (high - low) * index / count for index in range(count + 1)]


def panels(area: Box, columns: int, rows: int, gap: Point) -> list[Box]:
    """Divide an area into equal boxes, in reading order."""
    width = (area.right - area.left - gap[0] * (columns - 1)) / columns
    height = (area.bottom - area.top - gap[1] * (rows - 1)) / rows
    return [
        Box(left, top, left + width, top + height)
        for top in (area.top + row * (height + gap[1]) for row in range(rows))
        for left in (area.left + column * (width + gap[0]) for column in range(columns))
    ]


def grid_box(corner: Point, cell: float, row: int, column: int, rows: int = 1) -> Box:
    """The box of one cell, or of a square of `rows` × `rows` cells, of a grid."""
    left, top = corner[0] + cell * column, corner[1] + cell * row
    return Box(left, top, left + cell * rows, top + cell * rows)


def number_grid(
    canvas: Canvas,
    corner: Point,
    cell: float,
    values: Sequence[Sequence[str]],
    fill: str = "#ffffff",
) -> None:
    """Draw a table of numbers in square cells."""
    for row, line in enumerate(values):
        for column, words in enumerate(line):
            box = grid_box(corner, cell, row, column)
            canvas.rect(box, fill, MUTED)
            canvas.text((box.middle[0], box.middle[1] + BASELINE), words)


def shade_grid(
    canvas: Canvas, corner: Point, cell: float, values: Sequence[Sequence[float]]
) -> None:
    """Draw a matrix as grey cells, dark for high values, inside a frame."""
    peak = max(max(row) for row in values) or 1.0
    for row, line in enumerate(values):
        for column, value in enumerate(line):
            level = round(248 - 200 * max(0.0, value) / peak)
            box = grid_box(corner, cell, row, column)
            canvas.rect(box, f"#{level:02x}{level:02x}{level:02x}")
    size = cell * len(values)
    canvas.rect(Box(corner[0], corner[1], corner[0] + size, corner[1] + size), "none", INK)


# ---------------------------------------------------------------- computations


def mean(values: Sequence[float]) -> float:
    """The arithmetic mean."""
    return sum(values) / len(values)


def centre_of(points: Sequence[Point]) -> Point:
    """The mean point."""
    return mean([x for x, _ in points]), mean([y for _, y in points])


def moments(points: Sequence[Point]) -> tuple[float, float, float]:
    """Sample variance of x, sample variance of y, sample covariance."""
    mx, my = centre_of(points)
    spread = len(points) - 1
    return (
        sum((x - mx) ** 2 for x, _ in points) / spread,
        sum((y - my) ** 2 for _, y in points) / spread,
        sum((x - mx) * (y - my) for x, y in points) / spread,
    )


def bell(x: float, centre: float = 0, spread: float = 1) -> float:
    """Density of the Gaussian."""
    z = (x - centre) / spread
    return math.exp(-z * z / 2) / (spread * math.sqrt(2 * math.pi))


def log_bell(x: float, centre: float, spread: float) -> float:
    """Density of what is Gaussian on a logarithmic axis; nothing at or next to zero."""
    return bell(math.log(x), centre, spread) / x if x > 0.01 else 0.0


def kernel_density(sample: Sequence[float]) -> Function:
    """Estimate a density from a sample (Gaussian kernels, Silverman's bandwidth)."""
    centre = mean(sample)
    deviation = math.sqrt(mean([(x - centre) ** 2 for x in sample]))
    width = 0.9 * deviation * len(sample) ** -0.2
    return lambda x: mean([bell(x, one, width) for one in sample])


def integral(f: Function, low: float, high: float) -> float:
    """The area under f (trapezium rule)."""
    xs = steps(low, high, 400)
    return sum((f(a) + f(b)) / 2 * (b - a) for a, b in pairwise(xs))


def quantile_of(values: Sequence[float], share: float) -> float:
    """The sample quantile, by linear interpolation (the default of NumPy)."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])


def solve(matrix: Sequence[Sequence[float]], vector: Sequence[float]) -> list[float]:
    """Solve a linear system (Gauss-Jordan, partial pivoting)."""
    rows = [[*row, value] for row, value in zip(matrix, vector, strict=True)]
    size = len(rows)
    for column in range(size):
        pivot = max(range(column, size), key=lambda row: abs(rows[row][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        lead = rows[column][column]
        rows[column] = [value / lead for value in rows[column]]
        for row in range(size):
            if row != column:
                factor = rows[row][column]
                rows[row] = [a - factor * b for a, b in zip(rows[row], rows[column], strict=True)]
    return [row[-1] for row in rows]


def least_squares(
    rows: Sequence[Sequence[float]], targets: Sequence[float], penalty: float = 0
) -> list[float]:
    """Weights with the least squared error; a penalty (ridge) spares the first weight."""
    size = len(rows[0])
    products = [
        [
            sum(row[i] * row[j] for row in rows) + (penalty if i == j and i > 0 else 0)
            for j in range(size)
        ]
        for i in range(size)
    ]
    sums = [sum(row[i] * y for row, y in zip(rows, targets, strict=True)) for i in range(size)]
    return solve(products, sums)


def chebyshev(x: float, degree: int) -> list[float]:
    """Chebyshev polynomials 0 … degree at x in [-1, 1]."""
    values = [1.0, x]
    while len(values) <= degree:
        values.append(2 * x * values[-1] - values[-2])
    return values[: degree + 1]


def fit_polynomial(points: Sequence[Point], degree: int, penalty: float = 0) -> Function:
    """The polynomial of least squared error for points with x in [-1, 1]."""
    weights = least_squares(
        [chebyshev(x, degree) for x, _ in points], [y for _, y in points], penalty
    )
    return lambda x: sum(w * value for w, value in zip(weights, chebyshev(x, degree), strict=True))


def squared_error(f: Function, points: Sequence[Point]) -> float:
    """The mean squared error of f on points."""
    return mean([(y - f(x)) ** 2 for x, y in points])


def sigmoid(value: float) -> float:
    """The logistic function."""
    return 1 / (1 + math.exp(-value))


def fit_logistic(rows: Sequence[Sequence[float]], labels: Sequence[int]) -> list[float]:
    """Weights of a logistic model with a slight ridge penalty (gradient descent)."""
    weights = [0.0] * len(rows[0])
    for _ in range(4000):
        errors = [
            sigmoid(sum(w * v for w, v in zip(weights, row, strict=True))) - label
            for row, label in zip(rows, labels, strict=True)
        ]
        weights = [
            w - 0.8 * (mean([e * row[i] for e, row in zip(errors, rows, strict=True)]) + 0.0005 * w)
            for i, w in enumerate(weights)
        ]
    return weights


@dataclass(frozen=True)
class Stump:
    """A tree with one split: `low` below `cut`, `high` from it on."""

    cut: float
    low: float
    high: float

    def __call__(self, x: float) -> float:
        """Predict."""
        return self.low if x < self.cut else self.high


def fit_stump(points: Sequence[Point]) -> Stump:
    """The split with the least squared error."""
    xs = sorted({x for x, _ in points})
    stumps = [
        Stump(
            (a + b) / 2,
            mean([y for x, y in points if x <= a]),
            mean([y for x, y in points if x >= b]),
        )
        for a, b in pairwise(xs)
    ]
    return min(stumps, key=lambda stump: squared_error(stump, points))


def nearest(point: Point, centres: Sequence[Point]) -> int:
    """The index of the nearest centre."""
    return min(range(len(centres)), key=lambda index: math.dist(point, centres[index]))


def move_centres(points: Sequence[Point], centres: Sequence[Point]) -> list[Point]:
    """One step of k-means: every centre to the mean of the points nearest to it."""
    owners = [nearest(point, centres) for point in points]
    return [
        centre_of([p for p, owner in zip(points, owners, strict=True) if owner == index])
        if index in owners
        else centre
        for index, centre in enumerate(centres)
    ]


def k_means(points: Sequence[Point], start: Sequence[Point]) -> list[list[Point]]:
    """The centres after every step of k-means, until they rest."""
    history = [list(start)]
    while len(history) < 2 or history[-1] != history[-2]:
        history.append(move_centres(points, history[-1]))
    return history[:-1]


def scatter_within(points: Sequence[Point], centres: Sequence[Point]) -> float:
    """The sum of the squared distances to the nearest centre."""
    return sum(math.dist(p, centres[nearest(p, centres)]) ** 2 for p in points)


@dataclass(frozen=True)
class Cluster:
    """A node of the tree that hierarchical clustering builds."""

    members: tuple[int, ...]
    height: float = 0
    parts: tuple["Cluster", ...] = ()


def agglomerate(points: Sequence[Point]) -> list[list[Cluster]]:
    """Every partition from single points to one cluster (average linkage)."""

    def gap(pair: tuple[Cluster, Cluster]) -> float:
        one, two = pair
        return mean([math.dist(points[i], points[j]) for i in one.members for j in two.members])

    levels = [[Cluster((index,)) for index in range(len(points))]]
    while len(levels[-1]) > 1:
        now = levels[-1]
        pairs = [(a, b) for place, a in enumerate(now) for b in now[place + 1 :]]
        one, two = min(pairs, key=gap)
        joined = Cluster(one.members + two.members, gap((one, two)), (one, two))
        levels.append([*(c for c in now if c not in (one, two)), joined])
    return levels


def best_of_two(points: Sequence[Point], offers: Sequence[list[Point]]) -> list[Point]:
    """The pair of centres nearest to the points."""
    return min(offers, key=lambda centres: scatter_within(points, centres))


def bisect(points: Sequence[Point]) -> list[list[list[Point]]]:
    """Every partition from one cluster to single points: split the widest one in two."""
    levels = [[list(points)]]
    while any(len(group) > 1 for group in levels[-1]):
        widest = max(levels[-1], key=lambda g: scatter_within(g, [centre_of(g)]))
        pairs = [(p, q) for place, p in enumerate(widest) for q in widest[place + 1 :]]
        centres = best_of_two(widest, [k_means(widest, pair)[-1] for pair in pairs])
        halves = [[p for p in widest if nearest(p, centres) == side] for side in (0, 1)]
        levels.append([*(g for g in levels[-1] if g is not widest), *halves])
    return levels


def convex_hull(points: Sequence[Point]) -> list[Point]:
    """The corners of the convex hull (monotone chain)."""
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return ordered

    def half(side: Sequence[Point]) -> list[Point]:
        chain: list[Point] = []
        for p in side:
            while len(chain) > 1 and turn(chain[-2], chain[-1], p) <= 0:
                chain.pop()
            chain.append(p)
        return chain[:-1]

    def turn(a: Point, b: Point, c: Point) -> float:
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    return half(ordered) + half(ordered[::-1])


def convolve(
    image: Sequence[Sequence[float]], kernel: Sequence[Sequence[float]]
) -> list[list[float]]:
    """Slide a kernel over an image, without padding."""
    size = len(kernel)
    return [
        [
            sum(kernel[i][j] * image[row + i][column + j] for i in range(size) for j in range(size))
            for column in range(len(image[0]) - size + 1)
        ]
        for row in range(len(image) - size + 1)
    ]


def descend(slope: Function, start: float, rate: float, count: int) -> list[float]:
    """The places that gradient descent visits."""
    places = [start]
    for _ in range(count):
        places.append(places[-1] - rate * slope(places[-1]))
    return places


def blob(rng: random.Random, centre: Point, spread: float, count: int) -> list[Point]:
    """Points scattered around a centre, at most two deviations from it."""
    points: list[Point] = []
    while len(points) < count:
        x, y = rng.gauss(centre[0], spread), rng.gauss(centre[1], spread)
        if math.dist((x, y), centre) < 2 * spread:
            points.append((x, y))
    return points


def straight(weights: Sequence[float]) -> Function:
    """The line of an intercept and a slope."""
    return lambda x: weights[0] + weights[1] * x


def three_blobs(count: int = 10) -> list[Point]:
    """The data of the clustering figures, inside 0 … 10 both ways."""
    rng = random.Random(11)
    centres = ((2.5, 7.4), (7.6, 7.2), (5.2, 2.6))
    return [point for centre in centres for point in blob(rng, centre, 1.05, count)]


EDGE_KERNEL = ((-1, -1, -1), (-1, 8, -1), (-1, -1, -1))


def triangle_image(size: int = 9) -> list[list[float]]:
    """A filled triangle as a matrix of pixels, 1 inside and 0 outside."""
    middle = size // 2
    return [
        [
            1.0 if 1 <= row < size - 1 and abs(column - middle) <= (row - 1) / 2 else 0.0
            for column in range(size)
        ]
        for row in range(size)
    ]


# ---------------------------------------------------------------- figures: distributions


def normal_distribution() -> Canvas:
    """The bell, with the shares within one and two standard deviations."""
    canvas = Canvas(320, 215)
    axes = Axes(canvas, Box(18, 18, 302, 165), (-3.5, 3.5), (0, 0.43))
    axes.under(bell, -2, 2, BLUE_TINT)
    axes.under(bell, -1, 1, BLUE_MID)
    axes.function(bell)
    canvas.line(axes.at(0, 0), axes.at(0, bell(0)), INK, THIN, DASH)
    axes.frame()
    for x, label in ((-2, "μ−2σ"), (-1, "μ−σ"), (0, "μ"), (1, "μ+σ"), (2, "μ+2σ")):
        axes.tick(x, label)
    for reach, y in ((1, 0.15), (2, 0.035)):
        share = f"{100 * integral(bell, -reach, reach):.0f} %"
        canvas.arrow(axes.at(-reach, y), axes.at(reach, y), INK, THIN, both=True, head=7)
        middle, base = axes.at(0, y)
        canvas.text((middle + 24, base - 5), share, bold=True)
    canvas.text((302, 204), "value", "end", MUTED)
    canvas.text((196, 32), "mean = median", "start", MUTED)
    canvas.line((192, 28), (axes.at(0, bell(0))[0] + 4, axes.at(0, bell(0))[1] + 1), MUTED)
    return canvas


def uniform_distribution() -> Canvas:
    """A rectangle between two bounds and a sample below it."""
    canvas = Canvas(320, 210)
    axes = Axes(canvas, Box(64, 34, 302, 148), (0, 10), (0, 0.24))
    low, high, level = 2.0, 8.0, 1 / 6.0
    canvas.rect(Box(*axes.at(low, level), *axes.at(high, 0)), BLUE_TINT)
    axes.plot([(0, 0), (low, 0), (low, level), (high, level), (high, 0), (10, 0)], BLUE, THICK)
    axes.frame("", "density")
    axes.tick(low, "a")
    axes.tick(high, "b")
    axes.y_tick(level, "1/(b−a)")
    canvas.text((axes.at(5, 0)[0], axes.at(0, level / 2)[1] + 4), "area = 1")
    rng = random.Random(3)
    for _ in range(36):
        x = axes.at(low + (high - low) * rng.random(), 0)[0]
        canvas.line((x, 178), (x, 190), RED)
    canvas.text((16, 188), "sample", "start", RED)
    return canvas


def lognormal_distribution() -> Canvas:
    """A right-skewed density, which a logarithmic axis turns into a bell."""
    canvas = Canvas(320, 225)
    spread = 0.65

    def density(x: float) -> float:
        return log_bell(x, 0, spread)

    axes = Axes(canvas, Box(18, 20, 304, 182), (0, 5.2), (0, 0.86))
    axes.under(density, 0.01, 5.2, BLUE_TINT)
    axes.function(density, span=(0.01, 5.2))
    axes.frame()
    places = (
        ("mode", math.exp(-(spread**2)), ""),
        ("median", 1.0, DASH),
        ("mean", math.exp(spread**2 / 2), "2 3"),
    )
    for row, (label, x, dash) in enumerate(places):
        axes.upright(x, density(x), INK, STROKE, dash)
        px, py = axes.at(x, density(x))
        canvas.circle((px, py), 3, INK)
        if row == 0:
            canvas.text((px - 2, py - 6), label)
        else:
            canvas.text((px + 7, py + 2), label, "start")
    canvas.text((304, 174), "long right tail", "end", MUTED, halo=True)
    axes.tick(0, "0")
    axes.tick(2, "2")
    axes.tick(4, "4")
    canvas.text((304, 218), "x", "end", MUTED)
    inset = Axes(canvas, Box(196, 34, 300, 100), (-2.2, 2.2), (0, 0.7))
    inset.under(lambda z: bell(z, 0, spread), -2.2, 2.2, RED_TINT)
    inset.function(lambda z: bell(z, 0, spread), RED)
    canvas.line((190, 100), (304, 100))
    canvas.text((248, 117), "ln x: symmetric", colour=RED)
    return canvas


def loguniform_distribution() -> Canvas:
    """A density that falls as 1/x, and the same values evenly spread on a log axis."""
    canvas = Canvas(320, 240)
    low, high = 1.0, 100.0

    def density(x: float) -> float:
        return 1 / (x * math.log(high / low))

    axes = Axes(canvas, Box(24, 30, 300, 120), (0, 102), (0, 0.225))
    axes.under(density, low, 10, BLUE_MID)
    axes.under(density, 10, high, BLUE_TINT)
    axes.plot([(math.exp(t), density(math.exp(t))) for t in steps(0, math.log(high), 120)])
    axes.upright(10, density(10))
    axes.frame("", "density ∝ 1/x")
    axes.tick(1, "1")
    axes.tick(10, "10")
    axes.tick(100, "100")
    half = f"{100 * integral(density, low, 10):.0f} %"
    canvas.arrow((70, 62), (axes.at(5, 0)[0], axes.at(0, 0.045)[1]), MUTED, THIN, head=6)
    canvas.text((74, 62), half, "start", bold=True)
    canvas.arrow((196, 84), (180, axes.at(0, 0.004)[1]), MUTED, THIN, head=6)
    canvas.text((200, 84), half, "start", bold=True)
    canvas.text((16, 166), "logarithmic axis", "start", MUTED)
    bottom = Axes(canvas, Box(24, 174, 300, 202), (0, 2), (0, 1))
    canvas.rect(Box(*bottom.at(0, 1), *bottom.at(1, 0)), BLUE_MID)
    canvas.rect(Box(*bottom.at(1, 1), *bottom.at(2, 0)), BLUE_TINT)
    rng = random.Random(5)
    for _ in range(48):
        z = 2 * rng.random()
        canvas.line(bottom.at(z, 0.1), bottom.at(z, 0.9), RED)
    canvas.line(bottom.at(0, 0), bottom.at(2, 0))
    for z, label in ((0, "1"), (1, "10"), (2, "100")):
        bottom.tick(z, label)
    return canvas


def probability_density_function() -> Canvas:
    """A histogram of a sample, the curve estimated from it, and an area below the curve."""
    canvas = Canvas(320, 225)
    rng = random.Random(8)
    sample = [
        rng.gauss(3.2, 0.8) if rng.random() < 0.6 else rng.gauss(6.3, 1.0) for _ in range(240)
    ]
    axes = Axes(canvas, Box(20, 28, 302, 178), (0, 9.5), (0, 0.3))
    width = 0.5
    for index in range(19):
        low = index * width
        share = sum(low <= x < low + width for x in sample) / len(sample) / width
        if share:
            canvas.rect(Box(*axes.at(low, share), *axes.at(low + width, 0)), GREY_TINT, MUTED)
    curve = kernel_density(sample)
    low, high = 5.5, 7.5
    axes.under(curve, low, high, BLUE_MID)
    axes.function(curve, BLUE, THICK)
    for x, label in ((low, "a"), (high, "b")):
        axes.upright(x, curve(x), INK, STROKE)
        axes.tick(x, label)
    axes.frame("", "")
    px, _ = axes.at((low + high) / 2, 0)
    canvas.text((px, 158), f"{100 * integral(curve, low, high):.0f} %", bold=True)
    canvas.text((170, 36), "curve: estimate for all", "start", BLUE)
    canvas.text((170, 53), "bars: a sample", "start", MUTED)
    canvas.text((170, 70), "area = P(a < x < b)", "start")
    canvas.text((302, 216), "x", "end", MUTED)
    return canvas


def percentile() -> Canvas:
    """Twenty values in order; nine tenths of them are lower than the marked one."""
    canvas = Canvas(320, 200)
    rng = random.Random(21)
    values = sorted(round(rng.gauss(170, 7)) for _ in range(20))
    cut = (values[17] + values[18]) / 2
    axes = Axes(canvas, Box(18, 48, 302, 150), (154, 188), (0, 6))
    seen: dict[int, int] = {}
    for value in values:
        seen[value] = seen.get(value, 0) + 1
        lower = value < cut
        canvas.mark(
            axes.at(value, 0.62 * seen[value]),
            "circle",
            BLUE if lower else RED,
            3.4,
            None if lower else PANEL,
        )
    axes.frame(upright=False)
    for tick in (155, 160, 165, 170, 175, 180, 185):
        axes.tick(tick, str(tick))
    px, _ = axes.at(cut, 0)
    canvas.line((px, 30), (px, 150), INK, STROKE, DASH)
    lower_count = sum(value < cut for value in values)
    canvas.arrow((px - 6, 40), (px - 110, 40), BLUE)
    canvas.text(
        (px - 6, 28),
        f"{lower_count} of {len(values)} = {100 * lower_count // len(values)} % lower",
        "end",
        BLUE,
    )
    canvas.text((px + 8, 28), "10 %", "start", RED)
    canvas.text((302, 192), "height in cm", "end", MUTED)
    return canvas


def quantile() -> Canvas:
    """A density cut into four parts of equal area."""
    canvas = Canvas(320, 210)
    spread = 0.55

    def density(x: float) -> float:
        return log_bell(x, 0.8, spread)

    axes = Axes(canvas, Box(18, 18, 302, 160), (0, 7), (0, 0.4))
    cuts = [0.01, *(math.exp(0.8 + spread * z) for z in (-0.67449, 0, 0.67449)), 7.0]
    for index, (low, high) in enumerate(pairwise(cuts)):
        axes.under(density, low, high, BLUE_TINT if index % 2 else BLUE_MID)
    axes.function(density, span=(0.01, 7))
    for index, cut in enumerate(cuts[1:-1]):
        axes.upright(cut, 0.37, INK, STROKE)
        axes.tick(cut, f"Q{index + 1}")
    axes.frame()
    for x in (1.18, 1.87, 2.65, 3.85):
        px, _ = axes.at(x, 0)
        canvas.text((px, 148), "¼", size=15, bold=True)
    canvas.text((302, 40), "four equal areas", "end", MUTED)
    canvas.text((302, 200), "value", "end", MUTED)
    return canvas


def outlier() -> Canvas:
    """A box plot over its points, with one value beyond the fence."""
    canvas = Canvas(320, 205)
    rng = random.Random(14)
    values = [rng.gauss(20, 3.2) for _ in range(23)] + [37.5]
    q1, q2, q3 = (quantile_of(values, share) for share in (0.25, 0.5, 0.75))
    reach = 1.5 * (q3 - q1)
    inside = [v for v in values if q1 - reach <= v <= q3 + reach]
    axes = Axes(canvas, Box(18, 40, 302, 172), (10, 40), (0, 10))
    for value in values:
        here = axes.at(value, 1.2 + 1.8 * rng.random())
        if value in inside:
            canvas.mark(here, "circle", BLUE, 3.5, BLUE_TINT)
        else:
            canvas.mark(here, "diamond", RED, 6)
            canvas.circle(here, 13, "none", RED, STROKE)
            canvas.text((306, here[1] - 19), "far from the rest", "end", RED)
    top, bottom = axes.at(0, 8)[1], axes.at(0, 5)[1]
    middle = (top + bottom) / 2
    canvas.line((axes.at(min(inside), 0)[0], middle), (axes.at(max(inside), 0)[0], middle))
    for end in (min(inside), max(inside)):
        px = axes.at(end, 0)[0]
        canvas.line((px, middle - 9), (px, middle + 9), INK, STROKE)
    canvas.rect(Box(axes.at(q1, 0)[0], top, axes.at(q3, 0)[0], bottom), BLUE_TINT, INK, STROKE)
    canvas.line((axes.at(q2, 0)[0], top), (axes.at(q2, 0)[0], bottom), INK, THICK)
    for value, label, shift in ((q1, "Q1", -3), (q2, "median", 0), (q3, "Q3", 3)):
        canvas.text((axes.at(value, 0)[0] + shift, top - 7 - 15 * (label == "median")), label)
    fence = axes.at(q3 + reach, 0)[0]
    canvas.line((fence, 36), (fence, 172), MUTED, THIN, DASH)
    canvas.arrow((axes.at(q3, 0)[0], 116), (fence, 116), MUTED, THIN, both=True, head=6)
    canvas.text((fence + 6, 50), "Q3 + 1.5 · IQR", "start", MUTED)
    axes.frame(upright=False)
    for tick in (10, 20, 30, 40):
        axes.tick(tick, str(tick))
    return canvas


# ---------------------------------------------------------------- figures: relations, regression


def related_points(seed: int, slope: float, noise: float, count: int) -> list[Point]:
    """Points with x and y about 0 … 10 and a linear relation of the given slope."""
    rng = random.Random(seed)
    xs = [rng.uniform(0.8, 9.2) for _ in range(count)]
    return [(x, min(9.6, max(0.4, 5 + slope * (x - 5) + rng.gauss(0, noise)))) for x in xs]


def correlation_measurement() -> Canvas:
    """Three scatter plots: rising, without trend, falling."""
    canvas = Canvas(320, 200)
    cases = (
        (4, 0.9, 0.9, "rise together"),
        (27, 0.0, 2.0, "no trend"),
        (6, -0.8, 1.2, "opposite"),
    )
    for box, (seed, slope, noise, label) in zip(
        panels(Box(18, 40, 304, 150), 3, 1, (16, 0)), cases, strict=True
    ):
        points = related_points(seed, slope, noise, 26)
        vx, vy, cov = moments(points)
        axes = Axes(canvas, box, (0, 10), (0, 10))
        axes.marks(points, "circle", BLUE, 3, BLUE_TINT)
        axes.frame("x")
        canvas.text((box.middle[0], 28), f"r = {signed(cov / math.sqrt(vx * vy))}", bold=True)
        canvas.text((box.middle[0], 187), label, colour=MUTED)
    canvas.text((12, 46), "y", "middle", MUTED)
    return canvas


def covariance() -> Canvas:
    """Points in the four quadrants around the means; where the product is positive is marked."""
    canvas = Canvas(320, 225)
    points = related_points(12, 0.75, 1.7, 18)
    mx, my = centre_of(points)
    axes = Axes(canvas, Box(30, 22, 212, 190), (0, 10), (0, 10))
    canvas.rect(Box(*axes.at(mx, 10), *axes.at(10, my)), BLUE_TINT)
    canvas.rect(Box(*axes.at(0, my), *axes.at(mx, 0)), BLUE_TINT)
    canvas.rect(Box(*axes.at(0, 10), *axes.at(mx, my)), RED_TINT)
    canvas.rect(Box(*axes.at(mx, my), *axes.at(10, 0)), RED_TINT)
    canvas.line(axes.at(mx, 0), axes.at(mx, 10), INK, THIN, DASH)
    canvas.line(axes.at(0, my), axes.at(10, my), INK, THIN, DASH)
    for x, y in points:
        rising = (x - mx) * (y - my) > 0
        canvas.mark(axes.at(x, y), *(("circle", BLUE) if rising else ("square", RED)), 4)
    for x, y, sign in ((9.3, 9, "+"), (0.7, 0.45, "+"), (0.7, 9, "−"), (9.3, 0.45, "−")):
        canvas.text(axes.at(x, y), sign, size=18, bold=True)
    axes.frame("x", "y")
    canvas.text((axes.at(mx, 0)[0], 18), "mean of x", colour=MUTED)
    canvas.text((218, axes.at(0, my)[1] + 4), "mean of y", "start", MUTED)
    canvas.text((222, 44), "(x − x̄)(y − ȳ)", "start")
    canvas.text((222, 62), "on average:", "start")
    canvas.text((222, 80), f"+{moments(points)[2]:.1f} > 0", "start", bold=True)
    canvas.legend((217, 160), "circle", "product > 0", BLUE)
    canvas.legend((217, 178), "square", "product < 0", RED)
    return canvas


def linear_regression() -> Canvas:
    """Points, the least-squares line and the errors it leaves."""
    canvas = Canvas(320, 220)
    points = related_points(58, 0.75, 1.3, 12)
    weights = least_squares([(1, x) for x, _ in points], [y for _, y in points])
    line = straight(weights)
    axes = Axes(canvas, Box(28, 30, 302, 184), (0, 10), (0, 10))
    for x, y in points:
        canvas.line(axes.at(x, y), axes.at(x, line(x)), RED, STROKE, "4 3")
    axes.function(line, BLUE, THICK)
    axes.marks(points, "circle", INK, 4)
    axes.frame("feature x", "label y")
    canvas.text((116, 30), f"ŷ = {weights[0]:.1f} + {weights[1]:.1f} x", "start", BLUE, bold=True)
    canvas.text((300, 158), "dashed: the errors,", "end", RED)
    canvas.text((300, 174), "least sum of squares", "end", RED)
    return canvas


def decision_trees() -> Canvas:
    """Two questions, four leaves; a leaf predicts the mean of its cases."""
    canvas = Canvas(320, 225)
    rentals = {
        ("yes", "yes"): (96, 104, 100),
        ("yes", "no"): (138, 151, 143),
        ("no", "yes"): (18, 23, 19),
        ("no", "no"): (44, 52, 48),
    }
    root, left, right = (160.0, 54.0), (84.0, 122.0), (236.0, 122.0)
    for start, end, label in ((root, left, "yes"), (root, right, "no")):
        canvas.arrow((start[0], start[1] + 2), (end[0], end[1] - 17))
        middle = ((start[0] + end[0]) / 2, 84)
        canvas.text((middle[0] + (-10 if label == "yes" else 10), middle[1]), label, halo=True)
    for index, (path, cases) in enumerate(rentals.items()):
        x = 46 + 76 * index
        parent = left if index < 2 else right
        canvas.arrow((parent[0], parent[1] + 16), (x, 172))
        side = -1 if index % 2 == 0 else 1
        canvas.text(((parent[0] + x) / 2 + 15 * side, 158), path[1], halo=True)
        box = Box(x - 31, 174, x + 31, 200)
        canvas.labelled_box(box, [f"{mean(cases):.0f}"], GREEN_TINT, GREEN)
    canvas.labelled_box(Box(72, 34, 248, 60), ["spring or summer?"], BLUE_TINT, BLUE)
    for point in (left, right):
        canvas.labelled_box(
            Box(point[0] - 46, point[1] - 15, point[0] + 46, point[1] + 13),
            ["Monday?"],
            BLUE_TINT,
            BLUE,
        )
    canvas.text((160, 23), "bicycles rented per day", colour=MUTED)
    canvas.text((160, 217), "prediction", colour=MUTED)
    return canvas


def wave_points(seed: int, count: int, noise: float) -> list[Point]:
    """A noisy wave over x in [-1, 1]."""
    rng = random.Random(seed)
    return [
        (x, math.sin(2.6 * x) + rng.gauss(0, noise))
        for x in (-0.95 + 1.9 * index / (count - 1) for index in range(count))
    ]


def wave_sets() -> tuple[list[Point], list[Point]]:
    """Twelve points to train on and 31 fresh ones to validate with."""
    return wave_points(101, 12, 0.3), wave_points(43, 31, 0.3)


def stair(f: Function) -> list[Point]:
    """Sample a step function finely, over [-1, 1]."""
    return [(x, f(x)) for x in steps(-1, 1, 200)]


def bagging() -> Canvas:
    """Resampled data, a small model on each sample, the mean of the models."""
    canvas = Canvas(320, 240)
    points = wave_points(2, 9, 0.25)
    rng = random.Random(31)
    span = (-1.1, 1.1), (-1.8, 1.8)
    stumps: list[Stump] = []
    first = Axes(canvas, Box(14, 84, 84, 156), *span)
    first.marks(points, "circle", INK, 2.5)
    first.frame()
    canvas.text((49, 76), "data")
    for row in range(3):
        top = 30 + 66 * row
        picks = [int(rng.random() * len(points)) for _ in points]
        drawn = [points[index] for index in picks]
        stumps.append(fit_stump(drawn))
        axes = Axes(canvas, Box(124, top, 198, top + 54), *span)
        for index in sorted(set(picks)):
            spot = axes.at(*points[index])
            canvas.mark(spot, "circle", INK, 2)
            if picks.count(index) > 1:
                canvas.circle(spot, 4.5, "none", INK)
        axes.plot(stair(stumps[-1]), BLUE, STROKE)
        axes.frame()
        canvas.arrow((88, 120 + 12 * (row - 1)), (118, top + 28), MUTED, THIN, head=7)
        canvas.arrow((203, top + 28), (232, 120 + 12 * (row - 1)), MUTED, THIN, head=7)
    last = Axes(canvas, Box(236, 84, 306, 156), *span)
    last.plot(stair(lambda x: mean([stump(x) for stump in stumps])), RED, THICK)
    last.marks(points, "circle", INK, 2.5)
    last.frame()
    canvas.text((271, 76), "mean")
    canvas.text((160, 20), "drawn with replacement")
    canvas.text((14, 180), "ringed:", "start", MUTED)
    canvas.text((14, 196), "drawn twice", "start", MUTED)
    canvas.text((14, 212), "or more", "start", MUTED)
    canvas.text((271, 180), "one joint", colour=MUTED)
    canvas.text((271, 196), "prediction", colour=MUTED)
    return canvas


def boosting() -> Canvas:
    """A sum of small trees after one, four and sixteen steps, each correcting the errors left."""
    canvas = Canvas(320, 200)
    points = wave_points(6, 16, 0.25)
    counts = (1, 4, 16)
    models: list[Stump] = []

    def joint(x: float) -> float:
        return sum(0.5 * model(x) for model in models)

    boxes = panels(Box(16, 42, 306, 140), 3, 1, (22, 0))
    for index, (box, count) in enumerate(zip(boxes, counts, strict=True)):
        while len(models) < count:
            models.append(fit_stump([(x, y - joint(x)) for x, y in points]))
        axes = Axes(canvas, box, (-1.1, 1.1), (-1.5, 1.5))
        for x, y in points:
            canvas.line(axes.at(x, y), axes.at(x, joint(x)), RED)
        axes.plot(stair(joint), BLUE, STROKE)
        axes.marks(points, "circle", INK, 2.5)
        axes.frame()
        canvas.text((box.middle[0], 26), "1 tree" if count == 1 else f"{count} trees", bold=True)
        canvas.text((box.middle[0], 164), f"error {squared_error(joint, points):.2f}", colour=RED)
        if index:
            canvas.arrow((box.left - 19, 91), (box.left - 4, 91), INK, STROKE)
    canvas.text((160, 187), "each new tree is fitted to the errors left", colour=MUTED)
    return canvas


def overfitting() -> Canvas:
    """A curve through every training point, and the two errors as the model grows."""
    canvas = Canvas(320, 225)
    train, fresh = wave_sets()
    left = Axes(canvas, Box(18, 36, 142, 176), (-1, 1), (-1.9, 1.9))
    wiggly = fit_polynomial(train, 10)
    plain = fit_polynomial(train, 3)
    left.function(wiggly, RED, STROKE, (-0.97, 0.97))
    left.function(plain, BLUE, STROKE, (-0.97, 0.97), DASH)
    left.marks(train, "circle", INK, 3)
    left.frame("data")
    canvas.text((18, 24), "degree 10", "start", RED)
    canvas.text((142, 24), "degree 3", "end", BLUE)
    right = Axes(canvas, Box(176, 36, 304, 176), (1, 10), (0, 0.5))
    degrees = range(1, 11)
    errors = {
        name: [(float(d), squared_error(fit_polynomial(train, d), data)) for d in degrees]
        for name, data in (("train", train), ("fresh", fresh))
    }
    right.plot(errors["train"], BLUE)
    right.marks(errors["train"], "circle", BLUE, 3)
    right.plot(errors["fresh"], RED, STROKE, DASH)
    right.marks(errors["fresh"], "square", RED, 3)
    right.frame("degree", "error")
    for degree in (1, 10):
        right.tick(degree, str(degree))
    canvas.text((272, 66), "validation", "end", RED)
    canvas.text((182, 171), "training", "start", BLUE)
    return canvas


def regularization() -> Canvas:
    """The same flexible curve without and with a penalty on its weights."""
    canvas = Canvas(320, 210)
    train, fresh = wave_sets()
    for box, penalty in zip(panels(Box(20, 40, 302, 146), 2, 1, (26, 0)), (0.0, 2.0), strict=True):
        curve = fit_polynomial(train, 10, penalty)
        axes = Axes(canvas, box, (-1, 1), (-1.9, 1.9))
        colour = BLUE if penalty else RED
        axes.function(curve, colour, STROKE, (-0.97, 0.97))
        axes.marks(train, "circle", INK, 3)
        axes.frame()
        label = f"penalty, λ = {penalty:g}" if penalty else "no penalty, λ = 0"
        canvas.text((box.middle[0], 27), label, colour=colour, bold=True)
        for row, (name, data) in enumerate((("training", train), ("new data", fresh))):
            canvas.text(
                (box.middle[0], 168 + 17 * row), f"{name}: error {squared_error(curve, data):.2f}"
            )
    return canvas


# ---------------------------------------------------------------- figures: preparing data


def hot_encoding() -> Canvas:
    """A column of sizes and the three columns of zeros and ones made from it."""
    canvas = Canvas(320, 200)
    sizes = ("S", "M", "L", "M")
    canvas.text((55, 28), "size", bold=True)
    for column, name in enumerate(("S", "M", "L")):
        canvas.text((179 + 46 * column, 28), f"size {name}", bold=True)
    for row, size in enumerate(sizes):
        top = 38 + 36 * row
        canvas.labelled_box(Box(28, top, 82, top + 30), [size], GREY_TINT, MUTED)
        canvas.arrow((92, top + 15), (146, top + 15), MUTED)
        for column, name in enumerate(("S", "M", "L")):
            hot = name == size
            box = Box(159 + 46 * column, top, 199 + 46 * column, top + 30)
            canvas.rect(box, BLUE if hot else "#ffffff", BLUE if hot else MUTED, THIN, 4)
            canvas.text(
                (box.middle[0], box.middle[1] + BASELINE),
                str(int(hot)),
                colour="#ffffff" if hot else INK,
                bold=hot,
            )
    return canvas


def minmaxscaler() -> Canvas:
    """Three features on their own ranges, each brought to 0 … 1."""
    canvas = Canvas(320, 225)
    columns: tuple[tuple[str, tuple[float, ...], str], ...] = (
        ("age", (21, 34, 65, 48), BLUE),
        ("income", (480, 1900, 3100, 720), RED),
        ("rooms", (1, 3, 2, 5), GREEN),
    )
    canvas.text((84, 26), "before", bold=True)
    canvas.text((252, 26), "after", bold=True)
    for row, (name, values, colour) in enumerate(columns):
        y = 66 + 48 * row
        low, high = min(values), max(values)
        shape = CLASS_STYLES[row][0]
        before = Axes(canvas, Box(26, y - 10, 142, y), (low, high), (0, 1))
        after = Axes(canvas, Box(206, y - 10, 298, y), (0, 1), (0, 1))
        for axes in (before, after):
            canvas.line(axes.at(axes.xs[0], 0), axes.at(axes.xs[1], 0), INK, STROKE)
        for value in values:
            canvas.mark(before.at(value, 0), shape, colour, 4)
            canvas.mark(after.at((value - low) / (high - low), 0), shape, colour, 4)
        canvas.text((84, y - 11), name, colour=colour)
        canvas.text((26, y + 19), f"{low:g}")
        canvas.text((142, y + 19), f"{high:g}")
        canvas.text((206, y + 19), "0")
        canvas.text((298, y + 19), "1")
        canvas.arrow((156, y), (192, y), MUTED)
    canvas.text((160, 212), "(x − lowest) / (highest − lowest)")
    return canvas


def imputation_of_null_values() -> Canvas:
    """A column with two gaps and the same column with the mean in the gaps."""
    canvas = Canvas(320, 230)
    values = (34, None, 28, 40, None, 26)
    known = [value for value in values if value is not None]
    guess = f"{mean(known):g}"
    canvas.text((62, 26), "age", bold=True)
    canvas.text((258, 26), "age", bold=True)
    for row, value in enumerate(values):
        top = 34 + 31 * row
        for left, words in ((28, "?"), (224, guess)):
            box = Box(left, top, left + 68, top + 26)
            if value is None:
                fill, edge = ("#ffffff", RED) if words == "?" else (BLUE_TINT, BLUE)
                canvas.rect(box, fill, edge, STROKE, 4, "4 3" if words == "?" else "")
            else:
                canvas.rect(box, GREY_TINT, MUTED, THIN, 4)
            canvas.text(
                (box.middle[0], box.middle[1] + BASELINE),
                words if value is None else str(value),
                bold=value is None,
            )
        if value is None:
            canvas.arrow((104, top + 13), (216, top + 13), BLUE, STROKE)
    canvas.text((160, 108), "mean of the", halo=True)
    canvas.text((160, 124), "known values:", halo=True)
    canvas.text((160, 142), f"{sum(known)} / {len(known)} = {guess}", bold=True)
    return canvas


def splitting_data() -> Canvas:
    """Shuffled rows divided into a large part to learn from and a small part to check with."""
    canvas = Canvas(320, 220)
    rng = random.Random(4)
    held_out = {
        index
        for index, _ in sorted(
            enumerate(rng.random() for _ in range(20)), key=lambda pair: pair[1]
        )[:6]
    }
    canvas.text((160, 24), "20 rows, drawn at random")
    kept = [index for index in range(20) if index not in held_out]
    for index in range(20):
        data_row(canvas, Box(26 + 13.5 * index, 34, 37 + 13.5 * index, 58), index in held_out)
    canvas.arrow((118, 66), (88, 96), BLUE)
    canvas.arrow((202, 66), (236, 96), RED)
    for place in range(len(kept)):
        data_row(canvas, Box(18 + 10.5 * place, 104, 27 + 10.5 * place, 128), False)
    for place in range(len(held_out)):
        data_row(canvas, Box(208 + 10.5 * place, 104, 217 + 10.5 * place, 128), True)
    canvas.text((91, 146), "70 % training", colour=BLUE)
    canvas.text((240, 146), "30 % validation", colour=RED)
    canvas.arrow((91, 152), (91, 176), BLUE)
    canvas.arrow((240, 152), (240, 176), RED)
    canvas.labelled_box(Box(46, 178, 136, 204), ["fit the model"], BLUE_TINT, BLUE)
    canvas.labelled_box(Box(196, 178, 284, 204), ["check it"], RED_TINT, RED)
    canvas.arrow((140, 191), (192, 191), INK)
    return canvas


def data_row(canvas: Canvas, box: Box, held_out: bool) -> None:
    """Draw one row of data: full for training, hatched for validation."""
    if not held_out:
        canvas.rect(box, BLUE)
        return
    canvas.rect(box, RED_TINT, RED)
    canvas.line((box.left, box.bottom), (box.right, box.top), RED)


def k_fold_cross_validation() -> Canvas:
    """Five rounds; each holds out another fifth of the data, and the scores are averaged."""
    canvas = Canvas(320, 225)
    points = related_points(18, 0.7, 1.3, 30)
    scores: list[float] = []
    for fold in range(5):
        rest = [p for index, p in enumerate(points) if index % 5 != fold]
        held = [p for index, p in enumerate(points) if index % 5 == fold]
        weights = least_squares([(1, x) for x, _ in rest], [y for _, y in rest])
        scores.append(math.sqrt(squared_error(straight(weights), held)))
        top = 40 + 28 * fold
        canvas.text((18, top + 15), f"round {fold + 1}", "start")
        for part in range(5):
            box = Box(76 + 33 * part, top, 106 + 33 * part, top + 21)
            if part == fold:
                canvas.rect(box, RED_TINT, RED, STROKE, 3)
                canvas.text((box.middle[0], box.middle[1] + BASELINE), "test", colour=RED)
            else:
                canvas.rect(box, BLUE, BLUE, STROKE, 3)
        canvas.arrow((244, top + 11), (264, top + 11), MUTED, THIN, head=7)
        canvas.text((304, top + 15), f"{scores[-1]:.2f}", "end")
    canvas.text((157, 26), "the data in five parts", colour=MUTED)
    canvas.text((304, 26), "error", "end", MUTED)
    canvas.line((268, 182), (304, 182), INK)
    canvas.text((304, 202), f"mean {mean(scores):.2f}", "end", bold=True)
    canvas.rect(Box(76, 192, 90, 205), BLUE, BLUE, THIN, 2)
    canvas.text((97, 203), "used for training", "start", BLUE)
    return canvas


STRATA: tuple[tuple[Shape, str, str], ...] = (CLASS_STYLES[0], CLASS_STYLES[2], CLASS_STYLES[1])


def group_rows(canvas: Canvas, box: Box, counts: Sequence[int], columns: int, pitch: float) -> None:
    """Draw groups of marks in rows, one shape per group, from the top left of a box."""
    place = 0
    for (shape, colour, tint), count in zip(STRATA, counts, strict=False):
        for _ in range(count):
            x = box.left + pitch * (place % columns + 0.5)
            y = box.top + pitch * (place // columns + 0.5)
            canvas.mark((x, y), shape, colour, 5, tint)
            place += 1


def stratified_sampling() -> Canvas:
    """Three groups of a population, and a sample with the same shares."""
    canvas = Canvas(320, 220)
    population, share = (20, 12, 8), 0.25
    chosen = [round(count * share) for count in population]
    canvas.text((80, 26), f"population: {sum(population)}", bold=True)
    canvas.text((252, 26), f"test set: {sum(chosen)}", bold=True)
    top = 38.0
    for index, (count, part) in enumerate(zip(population, chosen, strict=True)):
        shape, colour, tint = STRATA[index]
        rows = math.ceil(count / 8)
        height = 17 * rows + 8
        canvas.rect(Box(16, top, 160, top + height), "#ffffff", colour, THIN, 5)
        canvas.rect(Box(216, top, 304, top + height), "#ffffff", colour, THIN, 5)
        for place in range(count):
            spot = (28 + 17 * (place % 8), top + 12.5 + 17 * (place // 8))
            canvas.mark(spot, shape, colour, 5, tint)
        for place in range(part):
            spot = (228 + 16 * (place % 5), top + height / 2)
            canvas.mark(spot, shape, colour, 5, tint)
        canvas.arrow((164, top + height / 2 + 8), (212, top + height / 2 + 8), colour, THIN)
        percent = f"{100 * count / sum(population):.0f} %"
        canvas.text((188, top + height / 2), percent)
        top += height + 10
    canvas.text((160, 208), "drawn at random inside each group", colour=MUTED)
    return canvas


def stratification_technique() -> Canvas:
    """A split into training and validation data that keeps the share of each label."""
    canvas = Canvas(320, 225)
    parts = (("all data", (18, 6)), ("training", (12, 4)), ("validation", (6, 2)))
    boxes = (Box(16, 66, 128, 128), Box(196, 36, 304, 84), Box(196, 152, 304, 180))
    for (name, counts), box, columns in zip(parts, boxes, (6, 6, 6), strict=True):
        circles, triangles = counts
        canvas.text((box.middle[0], box.top - 9), name, bold=True)
        height = 17 * math.ceil(sum(counts) / columns) + 6
        frame = Box(box.left, box.top, box.right, box.top + height)
        canvas.rect(frame, "#ffffff", MUTED, THIN, 5)
        group_rows(
            canvas, Box(box.left + 4, box.top + 3, box.right, box.bottom), counts, columns, 17
        )
        for shift, count, (shape, colour, tint) in zip(
            (-54, 4), (circles, triangles), STRATA, strict=False
        ):
            share = f"{100 * count // sum(counts)} %"
            spot = (box.middle[0] + shift, frame.bottom + 18)
            canvas.legend(spot, shape, share, colour, tint, INK)
    canvas.arrow((134, 92), (188, 66))
    canvas.arrow((134, 116), (188, 164))
    return canvas


def by_distance(point: Point, points: Sequence[Point]) -> list[Point]:
    """Points in the order of their distance from one."""
    return sorted(points, key=lambda other: math.dist(point, other))


def smote() -> Canvas:
    """Few squares among many dots; new squares on the lines between neighbouring squares."""
    canvas = Canvas(320, 225)
    rng = random.Random(19)
    majority = blob(rng, (3.0, 5.4), 1.6, 30)
    minority = [(6.3, 6.5), (7.6, 7.7), (9.0, 6.6), (7.2, 4.7), (8.9, 4.3), (6.4, 3.0)]
    axes = Axes(canvas, Box(22, 16, 304, 176), (0, 10), (1.4, 9))
    for index, point in enumerate(minority):
        other = by_distance(point, minority)[1 + index % 2]
        share = 0.25 + 0.5 * rng.random()
        new = tuple(a + share * (b - a) for a, b in zip(point, other, strict=True))
        canvas.line(axes.at(*point), axes.at(*other), MUTED, THIN, "3 3")
        canvas.mark(axes.at(new[0], new[1]), "diamond", GREEN, 5, PANEL)
    axes.marks(majority, "circle", BLUE, 3.5, BLUE_TINT)
    axes.marks(minority, "square", RED, 5)
    axes.frame()
    canvas.legend((20, 197), "circle", "many cases", BLUE, BLUE_TINT)
    canvas.legend((124, 197), "square", "few cases", RED)
    canvas.legend((218, 197), "diamond", "made-up", GREEN, PANEL)
    canvas.text((160, 215), "new = case + random share × (neighbour − case)", colour=MUTED)
    return canvas


def data_drift() -> Canvas:
    """Two densities of one feature: when the model was trained and later."""
    canvas = Canvas(320, 210)
    rng = random.Random(23)
    before = [rng.gauss(34, 6) for _ in range(160)]
    after = [rng.gauss(47, 7.5) for _ in range(160)]
    axes = Axes(canvas, Box(20, 44, 302, 168), (12, 72), (0, 0.07))
    old, new = kernel_density(before), kernel_density(after)
    axes.under(old, 12, 72, BLUE_TINT)
    axes.function(old, BLUE, STROKE)
    axes.function(new, RED, STROKE, None, "7 4")
    axes.frame()
    for tick in (20, 30, 40, 50, 60, 70):
        axes.tick(tick, str(tick))
    first, last = axes.at(mean(before), 0)[0], axes.at(mean(after), 0)[0]
    canvas.line((first, 30), (first, 168), BLUE, THIN, "2 3")
    canvas.line((last, 30), (last, 168), RED, THIN, "2 3")
    canvas.arrow((first, 34), (last, 34), INK)
    canvas.text((first - 8, 38), "when trained", "end", BLUE)
    canvas.text((last + 8, 38), "months later", "start", RED)
    canvas.text((302, 202), "age of the customers", "end", MUTED)
    return canvas


def differential_privacy() -> Canvas:
    """True counts and counts with Laplace noise, much noise on the left and little on the right."""
    canvas = Canvas(320, 215)
    counts = (12, 25, 31, 18, 9)
    rng = random.Random(292)
    for box, epsilon in zip(panels(Box(20, 40, 304, 148), 2, 1, (24, 0)), (0.15, 1.0), strict=True):
        axes = Axes(canvas, box, (0, 5), (0, 46))
        for index, count in enumerate(counts):
            canvas.rect(
                Box(*axes.at(index + 0.12, count), *axes.at(index + 0.88, 0)), GREY_TINT, MUTED
            )
            half = rng.random() - 0.5
            noise = -math.copysign(math.log(1 - 2 * abs(half)), half) / epsilon
            spot = axes.at(index + 0.5, count + noise)
            canvas.line(axes.at(index + 0.5, count), spot, RED, STROKE)
            canvas.mark(spot, "diamond", RED, 5)
        axes.frame("age group")
        canvas.text((box.middle[0], 27), f"ε = {epsilon:g}", bold=True)
        words = "more noise, safer" if epsilon < 0.5 else "less noise, truer"
        canvas.text((box.middle[0], 187), words)
    canvas.rect(Box(46, 196, 56, 206), GREY_TINT, MUTED)
    canvas.text((62, 205), "true count", "start")
    canvas.legend((156, 205), "diamond", "released count", RED)
    return canvas


# ---------------------------------------------------------------- figures: classification


def binary_classification() -> Canvas:
    """Two groups of points and the fitted line between them."""
    canvas = Canvas(320, 220)
    rng = random.Random(33)
    groups = (blob(rng, (3.5, 4.0), 1.5, 18), blob(rng, (6.7, 6.9), 1.5, 18))
    rows = [(1.0, (x - 5) / 3, (y - 5) / 3) for group in groups for x, y in group]
    labels = [label for label, group in enumerate(groups) for _ in group]
    w0, w1, w2 = fit_logistic(rows, labels)
    axes = Axes(canvas, Box(26, 24, 302, 182), (0, 10), (0, 10))

    def border(x: float) -> float:
        return 5 - 3 * (w0 + w1 * (x - 5) / 3) / w2

    inside = [x for x in steps(0, 10, 1000) if 0 <= border(x) <= 10]
    cross_low, cross_high = min(inside), max(inside)
    corner = [axes.at(0, 0), axes.at(0, border(cross_low)), axes.at(cross_low, border(cross_low))]
    canvas.polygon(
        [*corner, axes.at(cross_high, border(cross_high)), axes.at(cross_high, 0)], BLUE_TINT
    )
    axes.function(border, INK, STROKE, (cross_low, cross_high), "7 4")
    for label, group in enumerate(groups):
        shape, colour, _ = CLASS_STYLES[label]
        axes.marks(group, shape, colour, 4)
    axes.frame("feature 1", "feature 2")
    canvas.text((36, 174), "predict 0", "start", BLUE, bold=True)
    canvas.text((300, 34), "predict 1", "end", RED, bold=True)
    return canvas


def threshold() -> Canvas:
    """Predicted probabilities of two true classes, cut at one half."""
    canvas = Canvas(320, 220)
    rng = random.Random(6)
    scores = (
        [0.5 * rng.betavariate(2, 3.2) + 0.3 * rng.random() for _ in range(16)],
        [1 - 0.5 * rng.betavariate(2, 3) - 0.32 * rng.random() for _ in range(14)],
    )
    axes = Axes(canvas, Box(70, 50, 304, 168), (0, 1), (0, 2))
    cut = 0.5
    canvas.rect(Box(*axes.at(cut, 2), *axes.at(1, 0)), RED_TINT)
    canvas.rect(Box(*axes.at(0, 2), *axes.at(cut, 0)), BLUE_TINT)
    canvas.line(axes.at(0, 1), axes.at(1, 1), MUTED)
    for label, values in enumerate(scores):
        base = float(label)
        for place, value in enumerate(values):
            right = (value > cut) == bool(label)
            spot = axes.at(value, base + 0.13 + 0.13 * (place % 4))
            shape, colour, _ = CLASS_STYLES[label]
            canvas.mark(spot, shape, colour, 4, colour if right else PANEL)
        below = sum(value <= cut for value in values)
        names = ("TN", "FP") if label == 0 else ("FN", "TP")
        y = axes.at(0, base + 1)[1] + 15
        canvas.text((74, y), f"{names[0]} = {below}", "start", bold=True)
        canvas.text((300, y), f"{names[1]} = {len(values) - below}", "end", bold=True)
        canvas.text((14, axes.at(0, base + 0.5)[1] - 3), "true", "start")
        canvas.text((14, axes.at(0, base + 0.5)[1] + 12), f"label {label}", "start")
    x = axes.at(cut, 0)[0]
    canvas.line((x, 36), (x, 172), INK, THICK)
    canvas.arrow((x - 22, 40), (x + 22, 40), INK, STROKE, both=True)
    canvas.text((x - 30, 42), "predict 0", "end", BLUE)
    canvas.text((x + 30, 42), "predict 1", "start", RED)
    canvas.text((x, 24), "cut, may be moved")
    axes.frame()
    for tick, label_text in ((0, "0"), (0.5, "0.5"), (1, "1")):
        axes.tick(tick, label_text)
    canvas.text((187, 208), "predicted probability of 1", colour=MUTED)
    return canvas


def logistic_regression_class() -> Canvas:
    """Labels 0 and 1 over one feature and the fitted S-shaped curve."""
    canvas = Canvas(320, 215)
    rng = random.Random(10)
    xs = sorted(rng.uniform(0, 10) for _ in range(24))
    labels = [int(rng.random() < sigmoid(1.3 * (x - 5))) for x in xs]
    weights = fit_logistic([(1.0, (x - 5) / 2) for x in xs], labels)

    def chance(x: float) -> float:
        return sigmoid(weights[0] + weights[1] * (x - 5) / 2)

    axes = Axes(canvas, Box(44, 34, 302, 176), (0, 10), (-0.08, 1.08))
    middle = 5 - 2 * weights[0] / weights[1]
    canvas.line(axes.at(0, 0.5), axes.at(middle, 0.5), MUTED, THIN, DASH)
    canvas.line(axes.at(middle, 1.08), axes.at(middle, -0.08), MUTED, THIN, DASH)
    axes.function(chance, INK, THICK)
    for x, label in zip(xs, labels, strict=True):
        shape, colour, tint = CLASS_STYLES[label]
        canvas.mark(axes.at(x, label), shape, colour, 4, tint)
    axes.frame("feature x", "P(y = 1)")
    for value, words in ((0.0, "0"), (0.5, "0.5"), (1.0, "1")):
        axes.y_tick(value, words)
    px = axes.at(middle, 0)[0]
    canvas.text((px - 12, axes.at(0, 0.74)[1]), "predict 0", "end", BLUE)
    canvas.text((px + 14, axes.at(0, 0.2)[1]), "predict 1", "start", RED)
    return canvas


def shape_classes() -> list[list[Point]]:
    """Four groups of points, the shapes of the notes on multiclass classifiers."""
    rng = random.Random(44)
    centres = ((2.2, 7.8), (7.8, 7.6), (2.2, 2.3), (7.8, 2.3))
    return [
        [
            (
                x + 0.85 * math.cos(1.26 * corner) + rng.uniform(-0.35, 0.35),
                y + 1.15 * math.sin(1.26 * corner) + rng.uniform(-0.35, 0.35),
            )
            for corner in range(5)
        ]
        for x, y in centres
    ]


CLASS_NAMES = ("circle", "square", "triangle", "hexagon")


def one_vs_rest() -> Canvas:
    """Four panels; each separates one class from all the others."""
    canvas = Canvas(320, 250)
    groups = shape_classes()
    for one, box in enumerate(panels(Box(16, 14, 304, 224), 2, 2, (16, 28))):
        axes = Axes(canvas, box, (0, 10), (0, 10))
        canvas.rect(box, "#ffffff", RIM, THIN, 5)
        rest = [point for index, group in enumerate(groups) if index != one for point in group]
        rows = [(1.0, (x - 5) / 3, (y - 5) / 3) for x, y in [*groups[one], *rest]]
        w0, w1, w2 = fit_logistic(rows, [1] * len(groups[one]) + [0] * len(rest))
        straight_border(axes, (w0 - 5 * (w1 + w2) / 3, w1 / 3, w2 / 3))
        for index, group in enumerate(groups):
            shape, colour, _ = CLASS_STYLES[index]
            if index == one:
                axes.marks(group, shape, colour, 5)
            else:
                axes.marks(group, shape, MUTED, 4, GREY_TINT)
        canvas.text(
            (box.middle[0], box.bottom + 17),
            f"{CLASS_NAMES[one]} or not",
            colour=CLASS_STYLES[one][1],
            bold=True,
        )
    return canvas


def straight_border(axes: Axes, weights: tuple[float, float, float]) -> None:
    """Draw the part of the line w0 + w1·x + w2·y = 0 that lies inside 0 … 10."""
    w0, w1, w2 = weights
    ends = [(x, -(w0 + w1 * x) / w2) for x in (0.0, 10.0)]
    ends += [(-(w0 + w2 * y) / w1, y) for y in (0.0, 10.0)]
    inside = sorted(p for p in ends if -1e-9 <= p[0] <= 10 + 1e-9 and -1e-9 <= p[1] <= 10 + 1e-9)
    axes.plot([inside[0], inside[-1]], INK, STROKE, "6 4")


def one_vs_one() -> Canvas:
    """Six panels; each separates one pair of classes and leaves the others out."""
    canvas = Canvas(320, 225)
    groups = shape_classes()
    pairs = [(a, b) for a in range(4) for b in range(a + 1, 4)]
    for (one, two), box in zip(pairs, panels(Box(16, 14, 304, 198), 3, 2, (12, 28)), strict=True):
        axes = Axes(canvas, box, (0, 10), (0, 10))
        canvas.rect(box, "#ffffff", RIM, THIN, 5)
        (ax, ay), (bx, by) = centre_of(groups[one]), centre_of(groups[two])
        straight_border(axes, ((ax**2 + ay**2 - bx**2 - by**2) / 2, bx - ax + 1e-9, by - ay + 1e-9))
        for index in (one, two):
            shape, colour, _ = CLASS_STYLES[index]
            axes.marks(groups[index], shape, colour, 4)
        middle = box.middle[0]
        canvas.text((middle, box.bottom + 17), "or")
        for index, shift in ((one, -19), (two, 19)):
            shape, colour, _ = CLASS_STYLES[index]
            canvas.mark((middle + shift, box.bottom + 13), shape, colour, 5)
    return canvas


# ---------------------------------------------------------------- figures: clustering


def draw_clusters(axes: Axes, points: Sequence[Point], centres: Sequence[Point]) -> None:
    """Draw points in the style of the nearest centre."""
    for point in points:
        shape, colour, tint = CLASS_STYLES[nearest(point, centres)]
        axes.canvas.mark(axes.at(*point), shape, colour, 3.5, tint)


def k_means_figure() -> Canvas:
    """Four stages of k-means with three centres."""
    canvas = Canvas(320, 260)
    points = three_blobs()
    history = k_means(points, [(1.6, 3.0), (4.6, 8.6), (6.4, 5.6)])
    boxes = panels(Box(16, 30, 304, 246), 2, 2, (16, 28))
    names = (
        "1  k random centres",
        "2  assign the points",
        "3  move the centres",
        f"4  rest, round {len(history)}",
    )
    for stage, (box, name) in enumerate(zip(boxes, names, strict=True)):
        axes = Axes(canvas, box, (0, 10), (0, 10))
        canvas.rect(box, "#ffffff", RIM, THIN, 5)
        canvas.text((box.left + 2, box.top - 8), name, "start", bold=True)
        centres = history[-1] if stage == 3 else history[0]
        if stage == 0:
            axes.marks(points, "circle", MUTED, 3, GREY_TINT)
        else:
            draw_clusters(axes, points, centres)
        if stage == 2:
            for old, new in zip(history[0], history[1], strict=True):
                canvas.mark(axes.at(*old), "cross", MUTED, 4)
                canvas.arrow(axes.at(*old), axes.at(*new), INK, STROKE, head=7)
        else:
            axes.marks(centres, "cross", INK, 5)
    return canvas


def clustering() -> Canvas:
    """The same points without labels and in three groups."""
    canvas = Canvas(320, 200)
    points = three_blobs(12)
    centres = k_means(points, [points[0], points[12], points[24]])[-1]
    left, right = panels(Box(16, 40, 304, 180), 2, 1, (36, 0))
    for box, name in ((left, "no labels"), (right, "groups found")):
        canvas.rect(box, "#ffffff", RIM, THIN, 5)
        canvas.text((box.middle[0], 28), name, bold=True)
    Axes(canvas, left, (0, 10), (0, 10)).marks(points, "circle", MUTED, 3.5, GREY_TINT)
    axes = Axes(canvas, right, (0, 10), (0, 10))
    for index in range(3):
        own = [axes.at(*p) for p in points if nearest(p, centres) == index]
        canvas.hull(own, CLASS_STYLES[index][1], "#ffffff", 8)
    draw_clusters(axes, points, centres)
    canvas.arrow((left.right + 5, 110), (right.left - 5, 110))
    return canvas


def within_cluster_sum_of_squares() -> Canvas:
    """Spokes from points to centres, and the fall of their squared sum as k grows."""
    canvas = Canvas(320, 220)
    points = three_blobs()
    rng = random.Random(1)
    best: list[float] = []
    for k in range(1, 8):
        starts = [[points[int(rng.random() * len(points))] for _ in range(k)] for _ in range(40)]
        best.append(min(scatter_within(points, k_means(points, start)[-1]) for start in starts))
    centres = k_means(points, [points[0], points[10], points[20]])[-1]
    left = Axes(canvas, Box(16, 40, 140, 176), (0, 10), (0, 10))
    canvas.rect(left.box, "#ffffff", RIM, THIN, 5)
    for point in points:
        canvas.line(left.at(*point), left.at(*centres[nearest(point, centres)]), MUTED)
    draw_clusters(left, points, centres)
    left.marks(centres, "cross", INK, 4)
    canvas.text((78, 28), "k = 3", bold=True)
    canvas.text((78, 194), "add up length²", colour=MUTED)
    right = Axes(canvas, Box(186, 40, 304, 176), (0.6, 7.4), (0, max(best) * 1.05))
    curve = [(float(k), value) for k, value in enumerate(best, 1)]
    right.plot(curve, BLUE)
    right.marks(curve, "circle", BLUE, 4)
    elbow = right.at(*curve[2])
    canvas.circle(elbow, 10, "none", RED, STROKE)
    canvas.arrow((elbow[0] + 26, elbow[1] - 34), (elbow[0] + 8, elbow[1] - 10), RED)
    canvas.text((elbow[0] + 8, elbow[1] - 40), "bend: k = 3", "start", RED)
    right.frame("", "total length²")
    for k in range(1, 8):
        canvas.text((right.at(k, 0)[0], 193), str(k))
    canvas.text((245, 210), "k, number of groups", colour=MUTED)
    return canvas


TREE_POINTS: tuple[Point, ...] = (
    (1.3, 8.0), (3.0, 8.9), (2.7, 6.7), (6.6, 8.4), (8.4, 7.2), (4.6, 1.9), (7.0, 1.2), (6.2, 3.3),
)  # fmt: skip


def draw_tree(axes: Axes, tree: Cluster, places: dict[int, float]) -> float:
    """Draw one node of a dendrogram with all below it; return its place on the x axis."""
    if not tree.parts:
        return places[tree.members[0]]
    ends = [draw_tree(axes, part, places) for part in tree.parts]
    bar = [
        (ends[0], tree.parts[0].height),
        (ends[0], tree.height),
        (ends[1], tree.height),
        (ends[1], tree.parts[1].height),
    ]
    axes.plot(bar, INK, STROKE)
    return mean(ends)


def hierarchical_clustering() -> Canvas:
    """Eight lettered points and the tree that joins them, cut at two heights."""
    canvas = Canvas(320, 220)
    levels = agglomerate(TREE_POINTS)
    left = Axes(canvas, Box(14, 38, 122, 180), (0, 10), (0, 10))
    canvas.rect(left.box, "#ffffff", RIM, THIN, 5)
    for cluster in levels[-3]:
        canvas.hull([left.at(*TREE_POINTS[i]) for i in cluster.members], BLUE, BLUE_TINT, 11)
    for index, point in enumerate(TREE_POINTS):
        x, y = left.at(*point)
        canvas.text((x, y + BASELINE), "ABCDEFGH"[index], bold=True)
    tree = levels[-1][0]
    axes = Axes(canvas, Box(146, 30, 250, 180), (-0.5, 7.5), (0, tree.height * 1.1))
    places = {member: float(place) for place, member in enumerate(tree.members)}
    draw_tree(axes, tree, places)
    for member, place in places.items():
        x, y = axes.at(place, 0)
        canvas.text((x, y + 17), "ABCDEFGH"[member], bold=True)
    heights = [tree.height, *sorted((p.height for p in tree.parts), reverse=True)]
    third = max(p.height for part in tree.parts for p in part.parts)
    for low, high, colour, words in (
        (heights[1], heights[0], RED, "2 groups"),
        (max(third, heights[2]), heights[1], BLUE, "3 groups"),
    ):
        level = (low + high) / 2
        canvas.line(axes.at(-0.5, level), axes.at(7.5, level), colour, STROKE, DASH)
        x, y = axes.at(7.5, level)
        canvas.text((x + 5, y + BASELINE), words, "start", colour)
    canvas.arrow((140, 180), (140, 28), MUTED, THIN)
    canvas.text((134, 20), "distance", "start", MUTED)
    canvas.text((68, 28), "3 groups", colour=BLUE)
    canvas.text((205, 212), "a cut makes the groups", colour=MUTED)
    return canvas


def draw_partitions(partitions: Sequence[Sequence[Sequence[Point]]]) -> Canvas:
    """Four panels of the same points in other groups, read from left to right."""
    canvas = Canvas(320, 250)
    boxes = panels(Box(16, 34, 304, 234), 2, 2, (32, 30))
    for index, (box, groups) in enumerate(zip(boxes, partitions, strict=True)):
        axes = Axes(canvas, box, (0, 10), (0, 10))
        canvas.rect(box, "#ffffff", RIM, THIN, 5)
        count = len(groups)
        words = "1 group" if count == 1 else f"{count} groups"
        canvas.text((box.middle[0], box.top - 8), f"{index + 1})  {words}", bold=True)
        for group in groups:
            canvas.hull([axes.at(*point) for point in group], BLUE, BLUE_TINT, 7)
        axes.marks(TREE_POINTS, "circle", INK, 3)
    canvas.arrow((149, 78), (171, 78))
    canvas.arrow((171, 128), (149, 150))
    canvas.arrow((149, 194), (171, 194))
    return canvas


def agglomerative_method() -> Canvas:
    """From single points to one group, by joining the nearest."""
    levels = agglomerate(TREE_POINTS)
    return draw_partitions(
        [
            [[TREE_POINTS[i] for i in cluster.members] for cluster in levels[-count]]
            for count in (8, 5, 2, 1)
        ]
    )


def divisive_method() -> Canvas:
    """From one group to single points, by splitting the widest."""
    levels = bisect(TREE_POINTS)
    return draw_partitions([levels[count - 1] for count in (1, 2, 4, 8)])


def linkage_function() -> Canvas:
    """Three ways to measure how far apart two groups are."""
    canvas = Canvas(320, 210)
    one = [(1.6, 7.6), (3.2, 8.6), (2.6, 6.2)]
    two = [(6.8, 3.4), (8.4, 4.2), (7.4, 1.8), (8.8, 2.4)]
    pairs = [(p, q) for p in one for q in two]
    gaps = [math.dist(p, q) for p, q in pairs]
    merged = [*one, *two]
    growth = (
        scatter_within(merged, [centre_of(merged)])
        - scatter_within(one, [centre_of(one)])
        - scatter_within(two, [centre_of(two)])
    )
    names = ("average", "complete", "Ward")
    notes = ("mean of all", "the largest", "added spread")
    values = (f"{mean(gaps):.1f}", f"{max(gaps):.1f}", f"{growth:.1f}")
    for kind, box in enumerate(panels(Box(14, 36, 306, 146), 3, 1, (11, 0))):
        axes = Axes(canvas, box, (0, 10.4), (0, 10.4))
        canvas.rect(box, "#ffffff", RIM, THIN, 5)
        if kind == 0:
            for p, q in pairs:
                canvas.line(axes.at(*p), axes.at(*q), MUTED)
        elif kind == 1:
            p, q = max(pairs, key=lambda pair: math.dist(*pair))
            canvas.line(axes.at(*p), axes.at(*q), INK, THICK)
        else:
            for point in merged:
                canvas.line(axes.at(*point), axes.at(*centre_of(merged)), MUTED, THIN, "3 3")
            canvas.mark(axes.at(*centre_of(merged)), "cross", INK, 5)
        axes.marks(one, "circle", BLUE, 4)
        axes.marks(two, "square", RED, 4)
        canvas.text((box.middle[0], 26), names[kind], bold=True)
        canvas.text((box.middle[0], 168), notes[kind])
        canvas.text((box.middle[0], 188), values[kind], bold=True)
    return canvas


def principal_component_analysis() -> Canvas:
    """A tilted cloud with its own two axes, and the cloud seen along them."""
    canvas = Canvas(320, 215)
    rng = random.Random(27)
    points: list[Point] = []
    for _ in range(34):
        along, across = rng.uniform(-4.6, 4.6), rng.gauss(0, 0.85)
        points.append((5 + 0.8 * along - 0.6 * across, 5 + 0.6 * along + 0.8 * across))
    vx, vy, cov = moments(points)
    middle = centre_of(points)
    angle = math.atan2(2 * cov, vx - vy) / 2
    root = math.hypot((vx - vy) / 2, cov)
    values = ((vx + vy) / 2 + root, (vx + vy) / 2 - root)
    ways = ((math.cos(angle), math.sin(angle)), (-math.sin(angle), math.cos(angle)))
    left = Axes(canvas, Box(22, 40, 146, 164), (-0.2, 10.2), (-0.2, 10.2))
    left.frame("feature 1", "feature 2")
    left.marks(points, "circle", BLUE, 3, BLUE_TINT)
    for (ux, uy), value, colour in zip(ways, values, (RED, GREEN), strict=True):
        size = 1.8 * math.sqrt(value)
        tip = (middle[0] + ux * size, middle[1] + uy * size)
        canvas.arrow(left.at(*middle), left.at(*tip), colour, THICK, head=9)
    right = Axes(canvas, Box(180, 40, 304, 164), (-6.2, 6.2), (-6.2, 6.2))
    canvas.arrow(right.at(-6.2, 0), right.at(6.2, 0), RED, STROKE)
    canvas.arrow(right.at(0, -6.2), right.at(0, 6.2), GREEN, STROKE)
    for x, y in points:
        dx, dy = x - middle[0], y - middle[1]
        z1, z2 = (dx * ux + dy * uy for ux, uy in ways)
        canvas.mark(right.at(z1, z2), "circle", BLUE, 3, BLUE_TINT)
    canvas.arrow((150, 102), (172, 102), INK)
    canvas.text((242, 28), "on its own axes", bold=True)
    first = 100 * values[0] / sum(values)
    canvas.text((304, 184), f"1st axis: {first:.0f} % of variance", "end", RED)
    canvas.text((304, 202), f"2nd axis: {100 - first:.0f} %", "end", GREEN)
    return canvas


# ---------------------------------------------------------------- figures: neural networks


def layer(x: float, count: int, middle: float, gap: float) -> list[Point]:
    """The centres of the neurons of one layer."""
    return [(x, middle + gap * (index - (count - 1) / 2)) for index in range(count)]


def connect(canvas: Canvas, layers: Sequence[Sequence[Point]], colour: str = FAINT) -> None:
    """Join every neuron with every neuron of the next layer."""
    for here, there in pairwise(layers):
        for start in here:
            for end in there:
                canvas.line(start, end, colour)


def deep_neural_network() -> Canvas:
    """Four inputs, two hidden layers of five, three outputs."""
    canvas = Canvas(320, 225)
    layers = [
        layer(60, 4, 98, 36), layer(130, 5, 98, 36), layer(200, 5, 98, 36), layer(270, 3, 98, 36)
    ]  # fmt: skip
    connect(canvas, layers)
    styles = ((BLUE, BLUE_TINT), (INK, GREY_TINT), (INK, GREY_TINT), (RED, RED_TINT))
    for column, (neurons, (colour, tint)) in enumerate(zip(layers, styles, strict=True)):
        for row, point in enumerate(neurons):
            canvas.circle(point, 12, tint, colour, STROKE)
            if column in (0, 3):
                name = "xy"[column == 3] + "₁₂₃₄"[row]
                canvas.text((point[0], point[1] + BASELINE), name, bold=True)
    canvas.text((60, 196), "input", colour=BLUE)
    canvas.text((165, 196), "hidden layers")
    canvas.text((270, 196), "output", colour=RED)
    canvas.text((270, 212), "3 classes", colour=MUTED)
    canvas.text((60, 212), "4 features", colour=MUTED)
    return canvas


def deep_learning() -> Canvas:
    """One artificial neuron: weighted inputs, a sum, an activation, an output."""
    canvas = Canvas(320, 215)
    centre = (162.0, 108.0)
    inputs = layer(36, 3, 108, 58)
    for index, point in enumerate(inputs):
        canvas.arrow((point[0] + 19, point[1]), (136, 108 + 16 * (index - 1)), BLUE)
        canvas.circle(point, 18, BLUE_TINT, BLUE, STROKE)
        canvas.text((point[0], point[1] + BASELINE), f"x{'₁₂₃'[index]}", bold=True)
        spot = ((point[0] + 19 + 136) / 2, (point[1] + 108 + 16 * (index - 1)) / 2)
        canvas.text((spot[0] - 4, spot[1] - 6), f"w{'₁₂₃'[index]}", halo=True)
    canvas.arrow((162, 186), (162, 140), MUTED)
    canvas.text((170, 178), "bias b", "start", MUTED)
    canvas.circle(centre, 27, "#ffffff", INK, STROKE)
    canvas.text((162, 116), "Σ", size=22, bold=True)
    box = Axes(canvas, Box(212, 84, 258, 132), (-5, 5), (-0.15, 1.15))
    canvas.arrow((190, 108), (210, 108))
    canvas.rect(box.box, RED_TINT, RED, STROKE, 6)
    box.function(sigmoid, RED, STROKE, (-4.4, 4.4))
    canvas.arrow((259, 108), (284, 108))
    canvas.circle((297, 108), 11, "#ffffff", INK, STROKE)
    canvas.text((297, 108 + BASELINE), "y", bold=True)
    canvas.text((162, 68), "weighted sum")
    canvas.text((235, 150), "activation", colour=RED)
    canvas.text((235, 166), "0 … 1", colour=RED)
    canvas.text((160, 24), "y = f(w₁x₁ + w₂x₂ + w₃x₃ + b)", bold=True)
    canvas.text((36, 204), "inputs", colour=BLUE)
    return canvas


def backpropagation() -> Canvas:
    """A chain of two weights: values go forward, slopes of the error go back."""
    canvas = Canvas(320, 230)
    x, w1, w2, target, rate = 1.0, 0.5, 0.8, 1.0, 0.5
    hidden = math.tanh(w1 * x)
    output = w2 * hidden
    error = (output - target) ** 2
    slope_output = 2 * (output - target)
    slope_w2 = slope_output * hidden
    slope_w1 = slope_output * w2 * (1 - hidden**2) * x
    centres = [(40.0, 92.0), (120.0, 92.0), (200.0, 92.0), (280.0, 92.0)]
    names = ("x", "h", "ŷ", "L")
    values = (x, hidden, output, error)
    for (left, y), (right, _) in pairwise(centres):
        canvas.arrow((left + 22, y - 8), (right - 22, y - 8), BLUE)
        canvas.arrow((right - 22, y + 10), (left + 22, y + 10), RED, STROKE, "5 3")
    for (cx, cy), name, value in zip(centres, names, values, strict=True):
        last = name == "L"
        canvas.circle((cx, cy), 20, RED_TINT if last else GREY_TINT, RED if last else INK, STROKE)
        canvas.text((cx, cy + BASELINE), name, bold=True, size=14)
        canvas.text((cx, cy - 28), f"{value:.2f}", colour=BLUE)
    canvas.text((80, 74), f"w₁ = {w1}", halo=True)
    canvas.text((160, 74), f"w₂ = {w2}", halo=True)
    canvas.text((24, 30), "forward: values →", "start", BLUE, bold=True)
    canvas.text((296, 30), "L = (ŷ − 1)²", "end")
    canvas.text((280, 130), "error", colour=RED)
    canvas.text((68, 130), f"∂L/∂w₁ = {signed(slope_w1)}", colour=RED)
    canvas.text((170, 130), f"∂L/∂w₂ = {signed(slope_w2)}", colour=RED)
    canvas.text((24, 158), "← back: slopes, by the chain rule", "start", RED, bold=True)
    canvas.rect(Box(22, 170, 298, 216), GREEN_TINT, GREEN, THIN, 6)
    canvas.text((160, 188), "new weight = w − 0.5 · slope")
    for x_text, name, old, slope in ((96, "w₁", w1, slope_w1), (224, "w₂", w2, slope_w2)):
        words = f"{name}: {old} → {old - rate * slope:.2f}"
        canvas.text((x_text, 206), words, bold=True)
    return canvas


def valley(w: float) -> float:
    """A curve with one minimum, at w = 2, for the figures about descent."""
    return 0.5 * (w - 2) ** 2


def valley_slope(w: float) -> float:
    """The derivative of `valley`."""
    return w - 2


def loss_function() -> Canvas:
    """Error over one weight, with the slope on either side of the minimum."""
    canvas = Canvas(320, 220)
    axes = Axes(canvas, Box(28, 30, 302, 178), (-1.6, 5.6), (-0.3, 6.8))
    axes.function(valley, BLUE, THICK)
    sides: tuple[tuple[float, str, Anchor, int], ...] = (
        (-0.6, "raise w", "start", 1),
        (4.4, "lower w", "end", -1),
    )
    for w, words, anchor, shift in sides:
        slope = valley_slope(w)
        reach = 0.75
        ends = [(w + d, valley(w) + slope * d) for d in (-reach, reach)]
        axes.plot(ends, RED, STROKE)
        canvas.circle(axes.at(w, valley(w)), 5, RED)
        px, py = axes.at(w, valley(w))
        canvas.text(
            (px + 18 * shift, py - 18),
            f"slope {'+' if slope > 0 else ''}{signed(slope, 1)}",
            anchor,
            RED,
        )
        canvas.arrow((px + 16 * shift, py), (px + 60 * shift, py), INK)
        canvas.text((px + 18 * shift, py + 18), words, anchor)
    bottom = axes.at(2, 0)
    canvas.mark(bottom, "diamond", GREEN, 6)
    canvas.text((bottom[0], bottom[1] - 14), "least error", colour=GREEN)
    axes.frame("weight w", "error")
    return canvas


def learning_rate() -> Canvas:
    """Three descents of the same valley: short, fitting and too long steps."""
    canvas = Canvas(320, 200)
    cases = (
        (0.08, "too small", "still far off"),
        (0.55, "about right", "reaches it"),
        (2.15, "too large", "jumps past"),
    )
    for box, (rate, name, result) in zip(
        panels(Box(16, 40, 304, 148), 3, 1, (14, 0)), cases, strict=True
    ):
        axes = Axes(canvas, box, (-2.6, 6.6), (-0.8, 10.8))
        axes.function(valley, MUTED, STROKE)
        start = -1.9 if rate < 2 else 4.0
        places = descend(valley_slope, start, rate, 6 if rate < 2 else 5)
        trail = [(w, valley(w)) for w in places]
        axes.plot(trail, BLUE, THIN)
        axes.marks(trail, "circle", BLUE, 3.5)
        canvas.circle(axes.at(*trail[-1]), 7, "none", RED, STROKE)
        axes.frame()
        canvas.text((box.middle[0], 26), name, bold=True)
        canvas.text((box.middle[0], 168), f"{rate:g} × slope")
        canvas.text((box.middle[0], 186), result, colour=RED)
    return canvas


def convolutional_neural_networks() -> Canvas:
    """An image of a triangle, a small filter and the map of edges it makes."""
    canvas = Canvas(320, 200)
    image = triangle_image()
    edges = [[max(0.0, value) for value in row] for row in convolve(image, EDGE_KERNEL)]
    shade_grid(canvas, (16, 50), 11, image)
    kernel = [[str(v).replace("-", "−") for v in row] for row in EDGE_KERNEL]
    number_grid(canvas, (136, 70), 21, kernel, BLUE_TINT)
    shade_grid(canvas, (226, 61), 11, edges)
    canvas.text((125, 107), "×", size=18, bold=True)
    canvas.arrow((203, 101), (222, 101))
    canvas.text((65, 38), "pixels", bold=True)
    canvas.text((167, 38), "filter", bold=True)
    canvas.text((264, 38), "edges", bold=True)
    canvas.text((65, 168), "9 × 9", colour=MUTED)
    canvas.text((167, 152), "3 × 3 weights", colour=MUTED)
    canvas.text((264, 168), "7 × 7", colour=MUTED)
    canvas.text((160, 189), "negative sums become 0 (ReLU)", colour=MUTED)
    return canvas


def overlay() -> Canvas:
    """A filter laid on nine pixels; their weighted sum goes to the centre cell."""
    canvas = Canvas(320, 256)
    image = ((0, 0, 1, 0, 0), (0, 1, 3, 1, 0), (0, 2, 4, 2, 0), (1, 3, 4, 3, 1), (2, 4, 4, 4, 2))
    row, column, cell = 2, 1, 24
    left, right = (16.0, 30.0), (184.0, 30.0)
    number_grid(canvas, left, cell, [[str(v) for v in line] for line in image])
    patch = [line[column : column + 3] for line in image[row : row + 3]]
    box = grid_box(left, cell, row, column, 3)
    canvas.rect(box, "none", RED, THICK)
    result = convolve(patch, EDGE_KERNEL)[0][0]
    number_grid(canvas, right, cell, [[""] * 5 for _ in range(5)])
    target = grid_box(right, cell, row, column, 3)
    canvas.rect(target, "none", RED, STROKE, 0, DASH)
    spot = grid_box(right, cell, row + 1, column + 1)
    canvas.rect(spot, RED_TINT, RED, STROKE)
    canvas.text((spot.middle[0], spot.middle[1] + BASELINE), f"{result:g}", bold=True)
    canvas.text((76, 21), "pixels")
    canvas.text((244, 21), "new matrix")
    canvas.arrow((138, 114), (182, 114), RED)
    kernel = [[str(v).replace("-", "−") for v in line] for line in EDGE_KERNEL]
    number_grid(canvas, (43, 176), 22, kernel, BLUE_TINT)
    canvas.arrow((76, 175), (76, 154), BLUE, STROKE)
    canvas.text((126, 193), "weights, laid on the nine", "start", BLUE)
    canvas.text((126, 209), "pixels in the frame", "start", BLUE)
    around = sum(map(sum, patch)) - patch[1][1]
    canvas.text((126, 236), f"8 · {patch[1][1]} − {around} = {result:g}", "start", bold=True)
    return canvas


def pooling_layers() -> Canvas:
    """A 4 × 4 matrix in four blocks; the largest number of each block remains."""
    canvas = Canvas(320, 205)
    values = ((43, 155, 12, 80), (97, 60, 64, 31), (9, 112, 201, 18), (70, 5, 77, 140))
    tints = ((BLUE, BLUE_TINT), (RED, RED_TINT), (GREEN, GREEN_TINT), (PURPLE, PURPLE_TINT))
    cell, corner, small = 33, (18.0, 38.0), (218.0, 63.0)
    blocks = [(row, column) for row in (0, 2) for column in (0, 2)]
    for (row, column), (colour, tint) in zip(blocks, tints, strict=True):
        block = [(row + i, column + j) for i in (0, 1) for j in (0, 1)]
        peak = max(values[i][j] for i, j in block)
        for i, j in block:
            box = grid_box(corner, cell, i, j)
            canvas.rect(box, tint if values[i][j] == peak else "#ffffff", MUTED)
            canvas.text(
                (box.middle[0], box.middle[1] + BASELINE),
                str(values[i][j]),
                bold=values[i][j] == peak,
            )
        inner = grid_box(corner, cell, row, column, 2)
        canvas.rect(
            Box(inner.left + 1, inner.top + 1, inner.right - 1, inner.bottom - 1),
            "none",
            colour,
            THICK,
        )
        box = grid_box(small, 41, row // 2, column // 2)
        canvas.rect(
            Box(box.left + 1, box.top + 1, box.right - 1, box.bottom - 1), tint, colour, THICK
        )
        canvas.text((box.middle[0], box.middle[1] + BASELINE), str(peak), bold=True)
    canvas.arrow((160, 104), (208, 104))
    canvas.text((184, 94), "max")
    canvas.text((84, 27), "4 × 4", colour=MUTED)
    canvas.text((259, 52), "2 × 2", colour=MUTED)
    canvas.text((160, 192), "keep the largest of each block", colour=MUTED)
    return canvas


def flattening_layers() -> Canvas:
    """Two small matrices written one after the other as a column."""
    canvas = Canvas(320, 230)
    maps = ((("3", "0"), ("7", "1")), (("0", "5"), ("2", "4")))
    styles = ((BLUE, BLUE_TINT), (RED, RED_TINT))
    row_index = 0
    neurons = layer(288, 3, 116, 46)
    for place, (matrix, (colour, tint)) in enumerate(zip(maps, styles, strict=True)):
        corner = (28.0, 42 + 92.0 * place)
        number_grid(canvas, corner, 29, matrix, tint)
        canvas.rect(
            Box(corner[0], corner[1], corner[0] + 58, corner[1] + 58), "none", colour, THICK
        )
        canvas.arrow((96, corner[1] + 29), (144, 76 + 80.0 * place), colour)
        for row in matrix:
            for words in row:
                box = Box(152, 30 + 22 * row_index, 186, 52 + 22 * row_index)
                for neuron in neurons:
                    canvas.line((188, box.middle[1]), (neuron[0] - 13, neuron[1]), FAINT)
                canvas.rect(box, tint, colour)
                canvas.text((box.middle[0], box.middle[1] + BASELINE), words)
                row_index += 1
    for neuron in neurons:
        canvas.circle(neuron, 13, GREY_TINT, INK, STROKE)
    canvas.text((57, 26), "2 maps", colour=MUTED)
    canvas.text((169, 22), "1 vector", colour=MUTED)
    canvas.text((304, 24), "connected layer", "end", MUTED)
    canvas.text((57, 216), "2 · (2 × 2)", bold=True)
    canvas.text((169, 222), "8", bold=True)
    return canvas


def cnn_architecture() -> Canvas:
    """From an image through filters, pooling, dropping and a vector to three class shares."""
    canvas = Canvas(320, 225)
    shade_grid(canvas, (12, 84), 5, triangle_image())
    for x, size in ((94, 34), (144, 22), (186, 22)):
        for row, y in enumerate((80, 134)):
            box = Box(x - size / 2, y - size / 2, x + size / 2, y + size / 2)
            canvas.rect(
                box, BLUE_TINT if row == 0 else GREEN_TINT, BLUE if row == 0 else GREEN, STROKE, 2
            )
            if x == 186 and row == 1:
                canvas.mark((x, y), "cross", RED, 12)
    for y in (80, 134):
        canvas.arrow((59, 107 + (y - 107) * 0.4), (75, 107 + (y - 107) * 0.85), MUTED, head=7)
        canvas.arrow((113, y), (131, y), MUTED, head=7)
        canvas.arrow((157, y), (173, y), MUTED, head=7)
    vector = [Box(216, 71 + 18 * row, 230, 89 + 18 * row) for row in range(4)]
    canvas.arrow((199, 84), (213, 98), MUTED, head=7)
    outputs = layer(276, 3, 107, 38)
    for box in vector:
        for point in outputs:
            canvas.line((231, box.middle[1]), (point[0] - 11, point[1]), FAINT)
        canvas.rect(box, BLUE_TINT, BLUE)
    shapes: tuple[Shape, ...] = ("triangle", "square", "circle")
    for point, shape, share in zip(outputs, shapes, ("0.9", "0.1", "0.0"), strict=True):
        canvas.circle(point, 11, RED_TINT if shape == "triangle" else "#ffffff", INK)
        canvas.mark(point, shape, INK, 4.5, PANEL)
        canvas.text((point[0] + 14, point[1] + BASELINE), share, "start", bold=shape == "triangle")
    for x, words in ((34, "image"), (94, "filters"), (144, "pool"), (183, "drop")):
        canvas.text((x, 176), words)
    canvas.text((224, 176), "vector")
    canvas.text((279, 176), "classes")
    canvas.line((70, 188), (236, 188), BLUE, STROKE)
    canvas.text((153, 205), "find features", colour=BLUE)
    canvas.line((246, 188), (306, 188), RED, STROKE)
    canvas.text((276, 205), "predict", colour=RED)
    canvas.text((160, 46), "which shape is it?", colour=MUTED)
    return canvas


def transfer_learning() -> Canvas:
    """Layers taken over with fixed weights and a new last layer that is trained."""
    canvas = Canvas(320, 225)
    lefts = (20, 84, 148)
    for y, heading in ((44, "base model, trained on many images"), (142, "new model, few images")):
        canvas.text((20, y - 12), heading, "start", bold=True)
        for place, left in enumerate(lefts):
            box = Box(left, y, left + 52, y + 40)
            canvas.labelled_box(box, [("edges", "corners", "parts")[place]], BLUE_TINT, BLUE)
            end = lefts[place + 1] if place < 2 else 216
            canvas.arrow((left + 53, y + 20), (end - 1, y + 20), INK, THIN, head=6)
    canvas.labelled_box(Box(216, 44, 308, 84), ["1000 classes"], GREY_TINT, MUTED)
    canvas.labelled_box(Box(216, 142, 308, 182), ["3 classes"], RED_TINT, RED, THICK, "6 3")
    for left in lefts:
        canvas.arrow((left + 26, 88), (left + 26, 115), BLUE, STROKE)
    canvas.text((186, 108), "weights copied", "start", BLUE)
    canvas.line((20, 190), (200, 190), BLUE, STROKE)
    canvas.text((110, 208), "kept fixed", colour=BLUE)
    canvas.line((216, 190), (308, 190), RED, STROKE)
    canvas.text((262, 208), "trained anew", colour=RED)
    return canvas


# ---------------------------------------------------------------- figures: training in practice


def score_surface(x: float, y: float) -> float:
    """The score of a setting of two knobs, best at (0.72, 0.34)."""
    return math.exp(-((x - 0.72) ** 2 / 0.05 + (y - 0.34) ** 2 / 0.09))


def density_ratio_search(rng: random.Random, count: int) -> list[Point]:
    """Choose settings one by one, near good earlier ones (a small Parzen estimator)."""
    tried = [(rng.uniform(0.05, 0.95), rng.uniform(0.05, 0.95)) for _ in range(6)]
    while len(tried) < count:
        ranked = sorted(tried, key=lambda p: -score_surface(*p))
        cut = max(2, len(ranked) // 4)
        good, poor = ranked[:cut], ranked[cut:]
        offers = [(rng.gauss(x, 0.13), rng.gauss(y, 0.13)) for x, y in good for _ in range(8)]
        inside = [p for p in offers if min(p) > 0.04 and max(p) < 0.96]

        def ratio(p: Point, good: Sequence[Point] = good, poor: Sequence[Point] = poor) -> float:
            near_good = mean([bell(math.dist(p, q) / 0.13) for q in good])
            return near_good / (mean([bell(math.dist(p, q) / 0.13) for q in poor]) + 0.02)

        tried.append(max(inside, key=ratio))
    return tried


def search_sampling() -> Canvas:
    """Sixteen trials of two settings: on a grid, at random, guided by earlier results."""
    canvas = Canvas(320, 210)
    rng = random.Random(12)
    knots = (0.12, 0.37, 0.63, 0.88)
    trials = (
        ("grid", "all combinations", [(x, y) for x in knots for y in knots]),
        (
            "random",
            "any values",
            [(rng.uniform(0.05, 0.95), rng.uniform(0.05, 0.95)) for _ in range(16)],
        ),
        ("Bayesian", "near good ones", density_ratio_search(random.Random(3), 16)),
    )
    boxes = panels(Box(20, 38, 304, 124), 3, 1, (13, 0))
    for box, (name, note, points) in zip(boxes, trials, strict=True):
        axes = Axes(canvas, box, (0, 1), (0, 1))
        canvas.rect(box, "#ffffff")
        px, py = axes.at(0.72, 0.34)
        width, height = box.right - box.left, box.bottom - box.top
        for level, fill in ((0.25, BLUE_TINT), (0.7, BLUE_MID)):
            reach = math.sqrt(-math.log(level))
            canvas.add(
                f'<ellipse cx="{num(px)}" cy="{num(py)}" rx="{num(reach * 0.2236 * width)}" '
                f'ry="{num(reach * 0.3 * height)}" fill="{fill}"/>'
            )
        best = max(points, key=lambda p: score_surface(*p))
        axes.marks(points, "circle", INK, 2.5)
        canvas.mark(axes.at(*best), "diamond", RED, 5.5)
        axes.frame()
        canvas.text((box.middle[0], 26), name, bold=True)
        canvas.text((box.middle[0], 143), note, colour=MUTED, size=12)
        canvas.text((box.middle[0], 162), f"best {score_surface(*best):.2f}", colour=RED)
    canvas.text((160, 184), "each dot: one trial of two settings")
    canvas.circle((63, 197), 5, BLUE_MID)
    canvas.text((74, 201), "good results", "start", MUTED)
    canvas.legend((176, 201), "diamond", "best trial", RED)
    return canvas


def training_early_termination() -> Canvas:
    """Six runs; at two checks those far below the best one are stopped."""
    canvas = Canvas(320, 220)
    rng = random.Random(7)
    goals = ((0.92, 4.0), (0.86, 4.5), (0.88, 6.0), (0.62, 3.0), (0.6, 4.0), (0.8, 9.0))
    runs = [
        [goal * (1 - math.exp(-(t + 0.6) / pace)) + rng.gauss(0, 0.006) for t in range(21)]
        for goal, pace in goals
    ]
    axes = Axes(canvas, Box(28, 38, 302, 178), (0, 20), (0, 1))
    ends = [20] * len(runs)
    slack = 0.4  # a run ends if the best one is more than 40 % better (bandit policy)
    for check in (6, 12):
        alive = [index for index, end in enumerate(ends) if end == 20]
        bar = max(runs[index][check] for index in alive) / (1 + slack)
        for index in alive:
            if runs[index][check] < bar:
                ends[index] = check
        x = axes.at(check, 0)[0]
        canvas.line((x, 34), (x, 178), MUTED, THIN, DASH)
        canvas.text((x, 28), "check", colour=MUTED)
    for run, end in zip(runs, ends, strict=True):
        colour = BLUE if end == 20 else RED
        axes.plot([(float(t), value) for t, value in enumerate(run[: end + 1])], colour)
        if end < 20:
            canvas.mark(axes.at(end, run[end]), "cross", RED, 5)
    axes.frame("epochs", "accuracy")
    canvas.legend((200, 138), "cross", "stopped:", RED)
    canvas.text((214, 153), "far behind", "start", RED)
    canvas.text((214, 168), "the best run", "start", RED)
    return canvas


FEATURES = ("income", "age", "visits", "tenure")


def linear_effects() -> list[list[float]]:
    """For each case the effect of each feature in a fitted linear model: w · (x − mean).

    For a linear model with independent features these are the SHAP values.
    """
    rng = random.Random(51)
    rows = [[rng.gauss(0, 1) for _ in FEATURES] for _ in range(60)]
    truth = (2.4, -1.5, 0.9, 0.3)
    targets = [
        sum(w * v for w, v in zip(truth, row, strict=True)) + rng.gauss(0, 0.5) for row in rows
    ]
    weights = least_squares([[1.0, *row] for row in rows], targets)[1:]
    means = [mean([row[index] for row in rows]) for index in range(len(FEATURES))]
    return [
        [w * (value - m) for w, value, m in zip(weights, row, means, strict=True)] for row in rows
    ]


def global_feature_importance() -> Canvas:
    """Bars: the mean size of the effect of each feature over all the cases."""
    canvas = Canvas(320, 200)
    effects = linear_effects()
    sizes = [mean([abs(row[index]) for row in effects]) for index in range(len(FEATURES))]
    canvas.text((160, 26), "mean size of effect over 60 cases", bold=True)
    for row, (name, size) in enumerate(zip(FEATURES, sizes, strict=True)):
        y = 44 + 34 * row
        length = 170 * size / max(sizes)
        canvas.text((74, y + 16), name, "end")
        canvas.rect(Box(84, y, 84 + length, y + 23), BLUE_MID, BLUE, THIN, 2)
        canvas.text((90 + length, y + 16), f"{size:.1f}", "start", bold=True)
    canvas.line((84, 38), (84, 174))
    canvas.text((84, 191), "0", colour=MUTED)
    canvas.text((254, 191), "effect on prediction", "end", MUTED)
    return canvas


def local_feature_importance() -> Canvas:
    """Signed bars: the effect of each feature on the prediction of one case."""
    canvas = Canvas(320, 215)
    effects = linear_effects()
    case = max(effects, key=lambda row: min(abs(v) for v in row) + (row[0] < 0 < row[1]))
    scale = 190 / (max(0.0, *case) - min(0.0, *case))
    zero = 84 - scale * min(0.0, *case)
    canvas.text((160, 26), "one case: what moved its prediction", bold=True)
    for row, (name, value) in enumerate(zip(FEATURES, case, strict=True)):
        y = 44 + 34 * row
        end = zero + scale * value
        canvas.text((70, y + 16), name, "end")
        colour, tint = (BLUE, BLUE_MID) if value > 0 else (RED, RED_TINT)
        canvas.rect(Box(min(zero, end), y, max(zero, end), y + 23), tint, colour, THIN, 2)
        words = f"+{value:.1f}" if value > 0 else signed(value, 1)
        inside = abs(end - zero) > 40
        if inside:
            canvas.text(((zero + end) / 2, y + 16), words, bold=True)
        else:
            away = 6 if value > 0 else -6
            canvas.text((end + away, y + 16), words, "start" if value > 0 else "end", bold=True)
    canvas.line((zero, 38), (zero, 176), INK, STROKE)
    canvas.text((zero, 193), "0", colour=MUTED)
    canvas.text((zero - 14, 193), "← lowers", "end", RED)
    canvas.text((zero + 14, 193), "raises →", "start", BLUE)
    return canvas


# ---------------------------------------------------------------- figures: MLflow and Azure


def mlflow_tracking() -> Canvas:
    """An experiment that holds runs, and what one run records."""
    canvas = Canvas(320, 225)
    canvas.labelled_box(Box(16, 86, 106, 126), ["experiment"], GREY_TINT, INK)
    for row in range(3):
        y = 44 + 62 * row
        active = row == 0
        canvas.arrow((107, 106), (132, y), MUTED, THIN, head=7)
        canvas.labelled_box(
            Box(134, y - 15, 188, y + 15),
            [f"run {row + 1}"],
            BLUE_TINT if active else "#ffffff",
            BLUE if active else MUTED,
        )
    rows = (("parameters", "depth = 5"), ("metrics", "RMSE = 0.31"), ("artifacts", "model, plot"))
    canvas.rect(Box(206, 18, 308, 164), "#ffffff", BLUE, STROKE, 6)
    canvas.line((189, 44), (205, 44), BLUE, STROKE)
    for row, (name, value) in enumerate(rows):
        y = 38 + 46 * row
        canvas.text((257, y), name, bold=True)
        canvas.text((257, y + 17), value, colour=MUTED)
        if row < 2:
            canvas.line((216, y + 27), (298, y + 27), RIM)
    canvas.text((257, 186), "kept for every run", colour=BLUE)
    return canvas


def automated_mlflow_tracking() -> Canvas:
    """A parent run with one child run per setting; the best child is marked."""
    canvas = Canvas(320, 220)
    train, fresh = wave_sets()
    settings = (0.01, 1.0, 10.0)
    errors = [
        math.sqrt(squared_error(fit_polynomial(train, 10, value), fresh)) for value in settings
    ]
    best = errors.index(min(errors))
    canvas.labelled_box(Box(100, 20, 220, 62), ["parent run:", "tuning"], GREY_TINT, INK)
    for column, (value, error) in enumerate(zip(settings, errors, strict=True)):
        x = 62 + 98.0 * column
        canvas.arrow((160, 63), (x, 100), MUTED)
        chosen = column == best
        canvas.labelled_box(
            Box(x - 45, 102, x + 45, 172),
            ["child run", f"λ = {value:g}", f"RMSE {error:.2f}"],
            GREEN_TINT if chosen else "#ffffff",
            GREEN if chosen else MUTED,
            THICK if chosen else THIN,
        )
        if chosen:
            canvas.text((x, 190), "best", colour=GREEN, bold=True)
    canvas.text((160, 209), "one child for each model trained", colour=MUTED)
    return canvas


def machine(canvas: Canvas, x: float, y: float, name: str) -> None:
    """Draw a small computer with a name below it."""
    canvas.rect(Box(x - 17, y - 13, x + 17, y + 8), "#ffffff", INK, STROKE, 3)
    canvas.line((x, y + 8), (x, y + 14), INK, STROKE)
    canvas.line((x - 9, y + 14), (x + 9, y + 14), INK, STROKE)
    canvas.text((x, y + 30), name)


def store(canvas: Canvas, x: float, y: float) -> None:
    """Draw a data store (a drum)."""
    canvas.add(
        f'<path d="M{num(x - 20)} {num(y - 18)} v36 a20 7 0 0 0 40 0 v-36" fill="{GREEN_TINT}" '
        f'stroke="{GREEN}" stroke-width="{num(STROKE)}"/>'
    )
    canvas.add(
        f'<ellipse cx="{num(x)}" cy="{num(y - 18)}" rx="20" ry="7" fill="#ffffff" '
        f'stroke="{GREEN}" stroke-width="{num(STROKE)}"/>'
    )


def internet_refused(canvas: Canvas, x: float, y: float) -> None:
    """Draw the internet below a store, with its way barred."""
    canvas.arrow((x, y + 72), (x, y + 30), MUTED, STROKE, "5 4")
    canvas.mark((x, y + 50), "cross", RED, 8)
    canvas.labelled_box(Box(x - 36, y + 74, x + 36, y + 100), ["internet"], "#ffffff", MUTED)


def private_endpoints() -> Canvas:
    """A network card inside the virtual network leads to the storage; the internet is barred."""
    canvas = Canvas(320, 215)
    canvas.rect(Box(14, 34, 206, 158), BLUE_TINT, BLUE, STROKE, 8)
    canvas.text((24, 26), "VNet 10.0.0.0/16", "start", BLUE, bold=True)
    machine(canvas, 52, 86, "10.0.1.4")
    canvas.rect(Box(124, 72, 190, 102), "#ffffff", RED, THICK, 5)
    canvas.text((157, 91), "NIC", bold=True)
    canvas.text((157, 122), "10.0.1.5", bold=True)
    canvas.text((157, 141), "private IP", colour=RED)
    canvas.arrow((72, 87), (120, 87), INK)
    canvas.arrow((192, 87), (246, 87), RED, THICK)
    store(canvas, 270, 87)
    canvas.text((270, 56), "storage", colour=GREEN)
    internet_refused(canvas, 270, 90)
    canvas.text((110, 186), "the service gets an address", colour=MUTED)
    canvas.text((110, 203), "inside the network", colour=MUTED)
    return canvas


def service_endpoints() -> Canvas:
    """A part of the virtual network reaches the public address of the storage by a rule."""
    canvas = Canvas(320, 215)
    canvas.rect(Box(14, 34, 146, 158), BLUE_TINT, BLUE, STROKE, 8)
    canvas.text((24, 26), "VNet 10.0.0.0/16", "start", BLUE, bold=True)
    canvas.rect(Box(26, 48, 134, 146), "#ffffff", BLUE, THIN, 6, DASH)
    canvas.text((80, 65), "10.0.1.0/24", colour=BLUE)
    machine(canvas, 80, 94, "10.0.1.4")
    canvas.arrow((136, 92), (238, 92), RED, THICK)
    canvas.text((192, 84), "Azure's own")
    canvas.text((192, 110), "network")
    store(canvas, 266, 92)
    canvas.text((308, 26), "rule: let in 10.0.1.0/24", "end", RED)
    canvas.text((308, 44), "public IP 203.0.113.8", "end", GREEN)
    canvas.line((266, 50), (266, 62), GREEN)
    internet_refused(canvas, 266, 92)
    canvas.text((110, 186), "the service keeps its public IP", colour=MUTED)
    canvas.text((110, 203), "and knows who is calling", colour=MUTED)
    return canvas


def subnets() -> Canvas:
    """A virtual network divided into three ranges of addresses."""
    canvas = Canvas(320, 205)
    canvas.rect(Box(12, 36, 308, 182), BLUE_TINT, BLUE, STROKE, 8)
    canvas.text((22, 27), "VNet 10.0.0.0/16: 65,536 addresses", "start", BLUE, bold=True)
    parts = (("web", "10.0.1.0/24"), ("app", "10.0.2.0/24"), ("data", "10.0.3.0/24"))
    for box, (name, block) in zip(panels(Box(22, 48, 298, 170), 3, 1, (9, 0)), parts, strict=True):
        canvas.rect(box, "#ffffff", INK, STROKE, 6, DASH)
        canvas.text((box.middle[0], 67), name, bold=True)
        canvas.text((box.middle[0], 84), block)
        for shift in (-20, 20):
            x = box.middle[0] + shift
            canvas.rect(Box(x - 13, 98, x + 13, 114), GREY_TINT, INK, STROKE, 3)
            canvas.line((x, 114), (x, 120), INK, STROKE)
            canvas.line((x - 7, 120), (x + 7, 120), INK, STROKE)
        canvas.text((box.middle[0], 145), "256", colour=MUTED)
        canvas.text((box.middle[0], 161), "addresses", colour=MUTED)
    canvas.text((160, 198), "each part can have its own rules", colour=MUTED)
    return canvas


# ---------------------------------------------------------------- the table


class Figure(NamedTuple):
    """One figure: how it is drawn, its <title>, and its alt text of one sentence."""

    draw: Callable[[], Canvas]
    title: str
    alt: str


# One row per headword of the notes; the key is the headword as a slug.
FIGURES: dict[str, Figure] = {
    "agglomerative-method": Figure(
        agglomerative_method,
        "From eight groups to one",
        "Eight dots in four panels: first eight groups of one dot, then five and two groups, "
        "at last one group around all the dots.",
    ),
    "automated-mlflow-tracking": Figure(
        automated_mlflow_tracking,
        "A parent run with three child runs",
        "A box for the parent run points to three child runs, each with a value of λ and its "
        "RMSE; the one with the lowest RMSE is marked as best.",
    ),
    "backpropagation": Figure(
        backpropagation,
        "Values forward, slopes back",
        "A chain x, h, ŷ, L with two weights: solid arrows carry values forward, dashed arrows "
        "carry the slopes of the error back, and both weights are changed by them.",
    ),
    "bagging": Figure(
        bagging,
        "Three models on resampled data and their mean",
        "Three samples are drawn with replacement from the same points, a step curve is fitted "
        "to each, and the mean of the three curves is the joint prediction.",
    ),
    "binary-classification": Figure(
        binary_classification,
        "Two groups of points and a border",
        "Circles and squares over two features, parted by a dashed straight line: below it the "
        "prediction is 0, above it 1.",
    ),
    "boosting": Figure(
        boosting,
        "One, four and sixteen trees in sequence",
        "The same points with the step curve of 1, 4 and 16 trees: the curve follows the points "
        "more closely and the error shrinks each time.",
    ),
    "clustering": Figure(
        clustering,
        "Points without labels, then in three groups",
        "Grey points without labels on the left; on the right the same points in three outlined "
        "groups of circles, squares and triangles.",
    ),
    "cnn-architecture": Figure(
        cnn_architecture,
        "From an image to three class shares",
        "A picture of a triangle goes through two filters, pooling and dropping into a vector, "
        "which is connected to three classes: triangle 0.9, square 0.1, circle 0.0.",
    ),
    "convolutional-neural-networks": Figure(
        convolutional_neural_networks,
        "Image, filter, map of edges",
        "A 9 × 9 image of a dark triangle, a 3 × 3 filter with 8 in the middle and −1 around "
        "it, and the 7 × 7 result, in which only the edges are dark.",
    ),
    "correlation-measurement": Figure(
        correlation_measurement,
        "Three scatter plots with their r",
        "Three scatter plots of x and y: rising together with r near 1, without trend with r "
        "near 0, and opposite with r near −1.",
    ),
    "covariance": Figure(
        covariance,
        "Points in four quadrants around the means",
        "Points around the means of x and y: most lie in the two quadrants where the product of "
        "the deviations is positive, and the mean product is positive.",
    ),
    "data-drift": Figure(
        data_drift,
        "Two curves of the age of customers",
        "Two bell-like curves of the age of customers: the dashed one, months later, lies "
        "farther right than the solid one from when the model was trained.",
    ),
    "decision-trees": Figure(
        decision_trees,
        "Two questions and four predictions",
        "The question “spring or summer?” leads to the question “Monday?” on each side, and "
        "the four answers lead to the predictions 100, 144, 20 and 48 bicycles per day.",
    ),
    "deep-learning": Figure(
        deep_learning,
        "One artificial neuron",
        "Three inputs, each with a weight, and a bias go into a weighted sum; an S-shaped "
        "activation turns the sum into an output between 0 and 1.",
    ),
    "deep-neural-network": Figure(
        deep_neural_network,
        "Four layers of neurons",
        "Four inputs, two hidden layers of five neurons and three outputs; every neuron is "
        "joined to every neuron of the next layer.",
    ),
    "differential-privacy": Figure(
        differential_privacy,
        "Counts with much and with little noise",
        "Bars of true counts with the released counts as diamonds: with a low ε they stray far "
        "from the bars, with a high ε they stay close.",
    ),
    "divisive-method": Figure(
        divisive_method,
        "From one group to eight",
        "Eight dots in four panels: first one group around all the dots, then two and four "
        "groups, at last eight groups of one dot.",
    ),
    "flattening-layers": Figure(
        flattening_layers,
        "Two matrices become one vector",
        "Two 2 × 2 maps are written one below the other as a vector of eight numbers, which is "
        "joined to every neuron of the next layer.",
    ),
    "global-feature-importance": Figure(
        global_feature_importance,
        "Mean effect of four features",
        "Four bars show the mean size of effect over 60 cases: income has the longest bar, then "
        "age, visits and tenure.",
    ),
    "hierarchical-clustering": Figure(
        hierarchical_clustering,
        "Eight points and the tree that joins them",
        "Eight lettered points and a tree that joins them by distance; a cut low in the tree "
        "gives three groups, a higher cut two.",
    ),
    "hot-encoding-categorical-variables": Figure(
        hot_encoding,
        "One column becomes three",
        "The sizes S, M, L, M become three columns of zeros with a single 1 in each row, under "
        "the size it has.",
    ),
    "hyperparameter-search-space-values-sampling": Figure(
        search_sampling,
        "Sixteen trials in three patterns",
        "Three squares with 16 trials each: on a regular grid, scattered at random, and gathered "
        "where earlier trials were good.",
    ),
    "imputation-of-null-values": Figure(
        imputation_of_null_values,
        "Gaps filled with the mean",
        "A column of ages with two question marks on the left; on the right both are replaced by "
        "the mean of the four known ages.",
    ),
    "k-fold-cross-validation": Figure(
        k_fold_cross_validation,
        "Five rounds with another test part each",
        "Five rounds over the same five parts of the data: another part is the test part in each "
        "round, and the five errors are averaged.",
    ),
    "k-means-clustering-algorithm": Figure(
        k_means_figure,
        "Four stages of moving centres",
        "Four panels: three random centres among grey points, points assigned to the nearest "
        "centre, centres moved to the middle of their points, and the final rest.",
    ),
    "learning-rate": Figure(
        learning_rate,
        "Short, fitting and long steps downhill",
        "Steps down the same valley three times: short steps end far from the bottom, middling "
        "steps reach it, long steps jump past it and climb.",
    ),
    "linear-regression": Figure(
        linear_regression,
        "Points and the line nearest to them",
        "A straight line through a cloud of points, with a dashed vertical stroke for the error "
        "of each point.",
    ),
    "linkage-function": Figure(
        linkage_function,
        "Three distances between two groups",
        "Two groups of points three times: joined by all pairs (average), by the farthest pair "
        "(complete), and to their common centre (Ward).",
    ),
    "local-feature-importance": Figure(
        local_feature_importance,
        "Effects on one prediction",
        "Four bars start at zero, some to the left and some to the right: how much each feature "
        "lowered or raised the prediction for one case.",
    ),
    "logisticregression": Figure(
        logistic_regression_class,
        "An S-shaped curve between 0 and 1",
        "Points at the heights 0 and 1 over one feature and an S-shaped curve of probability "
        "between them; where it passes 0.5 the prediction changes from 0 to 1.",
    ),
    "lognormal-distribution": Figure(
        lognormal_distribution,
        "A hump with a long right tail",
        "A hump with a long tail to the right, its mode left of its median and its mean right of "
        "it; a small inset shows the logarithms in a symmetric bell.",
    ),
    "loguniform-distribution": Figure(
        loguniform_distribution,
        "A curve that falls as 1/x",
        "A curve that falls as 1/x from 1 to 100, with equal areas from 1 to 10 and from 10 to "
        "100; on a logarithmic axis the values are evenly spread.",
    ),
    "loss-function": Figure(
        loss_function,
        "Error as a curve over one weight",
        "A valley-shaped curve of error over a weight: where its slope is negative the weight is "
        "raised, where it is positive lowered, towards the least error.",
    ),
    "minmaxscaler": Figure(
        minmaxscaler,
        "Three ranges become 0 to 1",
        "The features age, income and rooms on number lines with different ranges, and beside "
        "each the same points spread from 0 to 1.",
    ),
    "mlflow-tracking": Figure(
        mlflow_tracking,
        "An experiment, its runs and their records",
        "A box for an experiment points to three runs; the first run opens into its parameters, "
        "metrics and artifacts.",
    ),
    "normal-distribution": Figure(
        normal_distribution,
        "A symmetric bell-shaped curve",
        "A symmetric bell around μ; 68 % of its area lies within one σ of the middle and 95 % "
        "within two.",
    ),
    "one-vs-one": Figure(
        one_vs_one,
        "Six pairs of classes",
        "Six panels, one for each pair of circle, square, triangle and hexagon; a dashed line "
        "parts the two classes of each.",
    ),
    "one-vs-rest": Figure(
        one_vs_rest,
        "Four classes, each against the others",
        "Four panels: in each a dashed line parts one coloured class (circles, squares, "
        "triangles or hexagons) from all the others in grey.",
    ),
    "outlier": Figure(
        outlier,
        "A box plot with one far point",
        "A box plot over its points: one ringed diamond lies far to the right, beyond the fence "
        "at 1.5 times the width of the box.",
    ),
    "overfitting": Figure(
        overfitting,
        "A wiggly curve and two error curves",
        "A wiggly curve meets nearly every training point; beside it the training error keeps "
        "falling with the degree of the curve while the validation error turns up.",
    ),
    "overlay": Figure(
        overlay,
        "Nine pixels, nine weights, one sum",
        "A 3 × 3 frame of weights lies on a matrix of pixels; the weighted sum of the nine "
        "pixels goes to the centre cell of the same place in a new matrix.",
    ),
    "percentile": Figure(
        percentile,
        "Twenty heights and a mark",
        "Twenty heights as dots along an axis; a dashed line at about 180 cm has 90 % of the "
        "dots to its left and 10 % to its right.",
    ),
    "pooling-layers": Figure(
        pooling_layers,
        "Four blocks, four largest numbers",
        "A 4 × 4 matrix in four outlined blocks becomes a 2 × 2 matrix of the largest number of "
        "each block: 155, 80, 112 and 201.",
    ),
    "principal-component-analysis": Figure(
        principal_component_analysis,
        "A tilted cloud turned to its own axes",
        "A tilted cloud of points with a long and a short arrow along its own directions; on the "
        "right the cloud is turned so that they are the axes.",
    ),
    "private-endpoints": Figure(
        private_endpoints,
        "A network card leads to the storage",
        "Inside the VNet a machine reaches a network card with the private address 10.0.1.5, "
        "which leads to the storage; the way from the internet is barred.",
    ),
    "probability-density-function": Figure(
        probability_density_function,
        "Bars of a sample and a smooth curve",
        "Bars of a sample with two humps and a smooth curve over them; the shaded area under "
        "the curve between a and b is the chance of a value there.",
    ),
    "quantile": Figure(
        quantile,
        "A skewed curve cut in four",
        "A skewed hump cut by three vertical lines Q1, Q2 and Q3 into four parts of a quarter of "
        "the area each.",
    ),
    "regularization": Figure(
        regularization,
        "The same curve without and with a penalty",
        "The same points twice: without a penalty the curve swings wildly between them, with a "
        "penalty it is smooth and its error on new data is lower.",
    ),
    "service-endpoints": Figure(
        service_endpoints,
        "A rule lets one address range in",
        "An address range of a VNet reaches the public address of the storage over Azure's own "
        "network, by a rule that lets it in; the internet is barred.",
    ),
    "splitting-data": Figure(
        splitting_data,
        "Twenty rows in two parts",
        "Twenty rows are divided at random: 70 % full bars to fit the model, 30 % hatched bars "
        "to check it.",
    ),
    "stratification-technique": Figure(
        stratification_technique,
        "Two parts with the same shares",
        "Circles and triangles, 75 % and 25 %, are divided into a training and a validation part "
        "that have the same shares.",
    ),
    "stratified-sampling": Figure(
        stratified_sampling,
        "Three groups and a small copy of them",
        "A population of 20 circles, 12 triangles and 8 squares, and a test set of 5, 3 and 2 "
        "drawn at random from each group.",
    ),
    "subnets": Figure(
        subnets,
        "One network in three parts",
        "A VNet 10.0.0.0/16 holds three dashed boxes, web, app and data, with 256 addresses each.",
    ),
    "synthetic-minority-over-sampling-technique": Figure(
        smote,
        "New squares between old squares",
        "Many circles and few squares; made-up diamonds lie on the dashed lines between "
        "neighbouring squares.",
    ),
    "threshold": Figure(
        threshold,
        "Probabilities cut at one half",
        "Predicted probabilities of two true labels, cut by a vertical line at 0.5 into true and "
        "false negatives and positives with their counts.",
    ),
    "training-early-termination": Figure(
        training_early_termination,
        "Six runs, some of them stopped",
        "Curves of accuracy of six runs; at two checks the runs far below the others are stopped "
        "with a cross, the rest go on to the end.",
    ),
    "transfer-learning": Figure(
        transfer_learning,
        "Copied layers and a new last layer",
        "Three layers of a base model are copied with fixed weights into a new model, in which "
        "only the last layer, for three classes, is trained anew.",
    ),
    "uniform-distribution": Figure(
        uniform_distribution,
        "A flat top between a and b",
        "A rectangle from a to b of height 1/(b−a) and area 1; a sample is scattered evenly "
        "between the bounds.",
    ),
    "within-cluster-sum-of-squares": Figure(
        within_cluster_sum_of_squares,
        "Spokes to centres and a falling curve",
        "Points joined to the centres of three groups; beside them the total squared length "
        "falls steeply until k = 3 and only slowly after it.",
    ),
}


def reveals(slug: str, words: str) -> bool:
    """Whether words spell out the headword of a slug, in the singular or the plural.

    >>> reveals("decision-trees", "A decision tree with four leaves"), reveals("run", "pruning")
    (True, False)
    """
    stem = slug.replace("-", " ").removesuffix("s")
    plain = re.sub(r"[\s-]+", " ", words.lower())
    return re.search(rf"\b{re.escape(stem)}s?\b", plain) is not None


def files() -> dict[str, str]:
    """Every file of media/ that this script owns, with its content."""
    contents: dict[str, str] = {}
    captions: list[str] = []
    for slug, figure in sorted(FIGURES.items()):
        svg = figure.draw().svg(figure.title, figure.alt)
        if reveals(slug, re.sub(r"<[^>]*>", " ", svg)):
            raise ValueError(f"{slug}.svg spells out its headword; reword the figure")
        contents[f"{slug}.svg"] = svg
        text = figure.alt.replace("\\", "\\\\").replace('"', '\\"')
        captions.append(f'"{slug}.svg" = "{text}"\n')
    contents["captions.toml"] = "".join(captions)
    return contents


def main(arguments: Sequence[str]) -> int:
    """Write the files, or with --check tell which differ. Returns the exit status."""
    if arguments not in ([], ["--check"]):
        print("usage: python tools/draw_figures.py [--check]", file=sys.stderr)
        return 2
    wanted = {MEDIA / name: content.encode() for name, content in files().items()}
    stale = [p for p, data in wanted.items() if not p.is_file() or p.read_bytes() != data]
    if arguments:
        for path in stale:
            print(f"media/{path.name} differs; run python tools/draw_figures.py", file=sys.stderr)
        return 1 if stale else 0
    MEDIA.mkdir(exist_ok=True)
    for path in stale:
        path.write_bytes(wanted[path])
    print(f"media/: {len(wanted)} files, {len(stale)} written")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
