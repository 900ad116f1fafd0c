"""The display list: what a picture of the map is made of, as plain data.

Positions are map units. Colours are named, never given: `Ink` holds a token of the theme, or
"organisation:<place in the palette>". Whoever draws looks them up.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from commissionplanner.analysis.layout.routes import Curve

Floats = npt.NDArray[np.float64]
Align = Literal["left", "centre", "right"]


@dataclass(frozen=True, slots=True)
class Ink:
    """A colour by name.

    Attributes:
        token: A token of the theme, or "organisation:3".
        strength: How strong, 0 to 1.
        over: Token of the ground it is mixed with into a solid colour; "" lets through.
    """

    token: str
    strength: float = 1.0
    over: str = ""


@dataclass(frozen=True, slots=True)
class Rounded:
    """A box with round corners; its line lies inside. `dash` is in units of the line's width."""

    x: float
    y: float
    wide: float
    high: float
    radius: float
    fill: Ink | None = None
    line: Ink | None = None
    width: float = 1.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """One line of words; `y` is the line on which the letters stand."""

    x: float
    y: float
    text: str
    size: float
    weight: int
    ink: Ink
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Curved:
    """A curve, with an arrowhead at its end where asked.

    One of thousands is not `smooth` on a screen: smoothing them would take seconds.
    """

    curve: Curve
    ink: Ink
    width: float
    dash: tuple[float, ...] = ()
    arrow: bool = False
    smooth: bool = True


@dataclass(frozen=True, slots=True)
class Band:
    """A ribbon as wide from top to bottom everywhere, however steep: `curve` is its middle."""

    curve: Curve
    ink: Ink
    wide: float


@dataclass(frozen=True, slots=True)
class Strands:
    """Many curves of one colour and width, not smoothed: four points of each, shape (n, 4, 2)."""

    curves: Floats
    ink: Ink
    width: float


@dataclass(frozen=True, slots=True)
class Straight:
    """Many straight lines of one colour: from and to, shape (n, 4)."""

    ends: Floats
    ink: Ink
    width: float


@dataclass(frozen=True, slots=True)
class Dots:
    """Many discs of one colour: middles, shape (n, 2)."""

    middles: Floats
    ink: Ink
    radius: float


@dataclass(frozen=True, slots=True)
class Flats:
    """Many plain boxes of one colour: left, top, width, height, shape (n, 4)."""

    boxes: Floats
    fill: Ink
    line: Ink | None = None


@dataclass(frozen=True, slots=True)
class Disc:
    """One disc, filled or with a line or both."""

    x: float
    y: float
    radius: float
    fill: Ink | None = None
    line: Ink | None = None
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class Swatch:
    """An organisation's colour and pattern in a small square; `high` makes it a bar."""

    x: float
    y: float
    side: float
    slot: int
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Pips:
    """Four pips in a square; as many filled as the prevention tier says; None: not known."""

    x: float
    y: float
    side: float
    tier: int | None


@dataclass(frozen=True, slots=True)
class SingleYear:
    """The single-year mark: a hatched tab with solid end stops."""

    x: float
    y: float
    wide: float
    high: float
    words: str


@dataclass(frozen=True, slots=True)
class Sign:
    """An icon by name."""

    name: str
    x: float
    y: float
    side: float
    ink: Ink


@dataclass(frozen=True, slots=True)
class Polygon:
    """A filled shape with straight sides: its corners."""

    corners: tuple[tuple[float, float], ...]
    fill: Ink


Shape = (
    Rounded
    | Words
    | Curved
    | Band
    | Strands
    | Straight
    | Dots
    | Flats
    | Disc
    | Swatch
    | Pips
    | SingleYear
    | Sign
    | Polygon
)
