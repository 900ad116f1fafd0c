"""The mark of a service: its tier, who commissions it, or the field that somebody chose."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from commissionplanner.analysis.layout.content import OTHERS, ColourKey, Content, Member
from commissionplanner.analysis.layout.shapes import Flats, Ink, Pips, Rounded, Shape, Swatch

BARS: Final = 5


def mark(
    content: Content, one: Member, x: float, y: float, side: float, colouring: str
) -> Iterator[Shape]:
    """Yield the mark of a service in a square."""
    if content.key is not None:
        yield from shade(content.key, one.shade, x, y, side)
    elif colouring == "commissioner":
        yield Swatch(x, y, side, one.commissioner_slot)
    else:
        yield Pips(x, y, side, one.tier)


def shade(key: ColourKey, at: int | None, x: float, y: float, side: float) -> Iterator[Shape]:
    """Yield one shade of a key: a colour with its pattern, or as many bars as its step.

    What is not known is an empty square with a dashed edge.
    """
    if at is None:
        yield Rounded(x, y, side, side, 3, None, Ink("control"), 1.0, (2, 2))
    elif not key.is_scale:
        yield Swatch(x, y, side, min(at, OTHERS))
    else:
        step = side / BARS
        heights = np.arange(1, BARS + 1) / BARS * side
        boxes = np.stack([x + np.arange(BARS) * step, y + side - heights,
                          np.full(BARS, step * 0.72), heights], axis=1)  # fmt: skip
        filled = round((at + 1) * BARS / max(len(key.entries), 1))
        yield Flats(boxes, Ink("line2"))
        yield Flats(boxes[:filled], Ink("accent"))
