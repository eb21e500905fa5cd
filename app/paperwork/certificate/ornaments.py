"""The drawn ornaments of a certificate: frame, rosette, the three gates, a rule.

Why this room exists: fine interlaced lines make a page worth framing and a copy easy to tell; they are the
same on every document of a layout, so their drawing operators are written once and reused.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from app.paperwork.certificate.layout import OrnamentElement

MM = 72 / 25.4
"""Points in a millimetre."""

type Point = tuple[float, float]
type Path = Callable[[float], tuple[Point, Point]]
type Colour = tuple[int, int, int]


@cache
def operators(element: OrnamentElement, page_height: float, colour: Colour) -> str:
    """Return an ornament's PDF operators, its graphics state kept to itself."""
    left, top = element.x * MM, (page_height - element.y) * MM
    width, height = element.width * MM, element.height * MM
    drawn = {"frame": _frame, "rosette": _rosette, "gates": _gates, "rule": _rule}[element.what]
    red, green, blue = (f"{part / 255:.4f}" for part in colour)
    opening = f"q {red} {green} {blue} RG {red} {green} {blue} rg {element.stroke:.3f} w 1 J 1 j"
    return "\n".join((opening, *drawn(left, top, width, height), "Q"))


def _line(points: Sequence[Point]) -> str:
    (x, y), *rest = points
    middle = " ".join(f"{x:.2f} {y:.2f} l" for x, y in rest)
    return f"{x:.2f} {y:.2f} m {middle} S"


def _box(left: float, top: float, width: float, height: float, inset: float) -> str:
    return f"{left + inset:.2f} {top - height + inset:.2f} {width - 2 * inset:.2f} {height - 2 * inset:.2f} re S"


def _frame(left: float, top: float, width: float, height: float) -> Iterator[str]:
    """Two hairlines with a band of interlaced waves between them, a small rosette in each corner."""
    band = 6 * MM
    yield _box(left, top, width, height, 0)
    yield _box(left, top, width, height, 0.8 * MM)
    yield _box(left, top, width, height, band)
    yield _box(left, top, width, height, band + 0.8 * MM)
    inner, middle = band - 1.6 * MM, band / 2 + 0.4 * MM
    sides, ends = (left + middle, left + width - middle), (top - middle, top - height + middle)
    for phase in range(5):
        shift = phase * math.pi / 5
        for y in ends:
            yield _wave((left + middle, y), width - 2 * middle, inner / 2, shift, upright=False)
        for x in sides:
            yield _wave((x, top - height + middle), height - 2 * middle, inner / 2, shift, upright=True)
    for x, y in ((x, y) for x in sides for y in ends):
        yield "q 1 1 1 rg " + _circle(x, y, middle - 0.2 * MM, "f") + " Q"
        yield from _flower(x, y, middle - 0.5 * MM, turns=12)


def _smooth(path: Path, start: float, stop: float, count: int) -> str:
    """Return a path as ``count`` cubic curves: a tenth of the operators that straight pieces would take."""
    step = (stop - start) / count
    (x, y), (dx, dy) = path(start)
    drawn = [f"{x:.2f} {y:.2f} m"]
    for index in range(1, count + 1):
        (ex, ey), (edx, edy) = path(start + step * index)
        third = step / 3
        controls = (x + dx * third, y + dy * third, ex - edx * third, ey - edy * third, ex, ey)
        drawn.append(" ".join(f"{each:.2f}" for each in controls) + " c")
        x, y, dx, dy = ex, ey, edx, edy
    return " ".join((*drawn, "S"))


def _wave(start: Point, length: float, reach: float, shift: float, *, upright: bool) -> str:
    half_turns = max(2, round(length / (7 * MM)))
    pace = math.pi * half_turns / length

    def path(along: float) -> tuple[Point, Point]:
        swing, slope = reach * math.sin(pace * along + shift), reach * pace * math.cos(pace * along + shift)
        if upright:
            return (start[0] + swing, start[1] + along), (slope, 1)
        return (start[0] + along, start[1] + swing), (1, slope)

    return _smooth(path, 0, length, half_turns * 2)


def _flower(x: float, y: float, radius: float, turns: int) -> Iterator[str]:
    for step in range(turns):
        yield _ellipse((x, y), radius, radius * 0.42, math.pi * step / turns)


def _ellipse(centre: Point, long: float, short: float, angle: float) -> str:
    cos, sin = math.cos(angle), math.sin(angle)

    def path(turn: float) -> tuple[Point, Point]:
        a, b = long * math.cos(turn), short * math.sin(turn)
        da, db = -long * math.sin(turn), short * math.cos(turn)
        return (centre[0] + a * cos - b * sin, centre[1] + a * sin + b * cos), (
            da * cos - db * sin,
            da * sin + db * cos,
        )

    return _smooth(path, 0, 2 * math.pi, 6)


def _circle(x: float, y: float, radius: float, paint: str = "S") -> str:
    k = radius * 0.5522847498
    return (
        f"{x + radius:.2f} {y:.2f} m "
        f"{x + radius:.2f} {y + k:.2f} {x + k:.2f} {y + radius:.2f} {x:.2f} {y + radius:.2f} c "
        f"{x - k:.2f} {y + radius:.2f} {x - radius:.2f} {y + k:.2f} {x - radius:.2f} {y:.2f} c "
        f"{x - radius:.2f} {y - k:.2f} {x - k:.2f} {y - radius:.2f} {x:.2f} {y - radius:.2f} c "
        f"{x + k:.2f} {y - radius:.2f} {x + radius:.2f} {y - k:.2f} {x + radius:.2f} {y:.2f} c {paint}"
    )


def _rosette(left: float, top: float, width: float, height: float) -> Iterator[str]:
    """A ring light of interlaced lines: the page's quiet ground."""
    x, y, radius = left + width / 2, top - height / 2, min(width, height) / 2
    for step in range(24):
        yield _petals((x, y), radius, 2 * math.pi * step / 24 / 9)
    yield _circle(x, y, radius)
    yield _circle(x, y, radius * 0.6)


def _petals(centre: Point, radius: float, shift: float) -> str:
    def path(turn: float) -> tuple[Point, Point]:
        reach = radius * (0.81 + 0.18 * math.sin(9 * (turn + shift)))
        slope = radius * 0.18 * 9 * math.cos(9 * (turn + shift))
        cos, sin = math.cos(turn), math.sin(turn)
        return (centre[0] + reach * cos, centre[1] + reach * sin), (
            slope * cos - reach * sin,
            slope * sin + reach * cos,
        )

    return _smooth(path, 0, 2 * math.pi, 36)


def _gates(left: float, top: float, width: float, height: float) -> Iterator[str]:
    """The ring light with the three gates in it."""
    x, y, radius = left + width / 2, top - height / 2, min(width, height) / 2
    yield f"{radius * 0.075:.2f} w"
    yield _circle(x, y, radius * 0.95)
    yield f"{radius * 0.028:.2f} w"
    yield _circle(x, y, radius * 0.83)
    for place in (-1, 0, 1):
        yield _arch(x + place * radius * 0.42, y - radius * 0.34, radius * 0.31, radius * (0.78 if place == 0 else 0.6))
    yield _line(((x - radius * 0.66, y - radius * 0.42), (x + radius * 0.66, y - radius * 0.42)))


def _arch(x: float, foot: float, width: float, height: float) -> str:
    half, k = width / 2, width / 2 * 0.5522847498
    spring = foot + height - half
    return (
        f"{x - half:.2f} {foot:.2f} m {x - half:.2f} {spring:.2f} l "
        f"{x - half:.2f} {spring + k:.2f} {x - k:.2f} {foot + height:.2f} {x:.2f} {foot + height:.2f} c "
        f"{x + k:.2f} {foot + height:.2f} {x + half:.2f} {spring + k:.2f} {x + half:.2f} {spring:.2f} c "
        f"{x + half:.2f} {foot:.2f} l f"
    )


def _rule(left: float, top: float, width: float, height: float) -> Iterator[str]:
    yield _line(((left, top), (left + width, top - height)))
