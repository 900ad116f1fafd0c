"""How a scene is looked at: how near, what of it, and in how much detail that has it drawn."""

from dataclasses import dataclass
from typing import Literal

from commissionplanner.analysis.layout.packing import Box

Detail = Literal["far", "low", "middle", "near"]
Colouring = Literal["prevention", "commissioner"]
FAR, LOW, MIDDLE = 0.25, 0.4, 0.8
"""Zoom below which one sees an outline, flat chips, names only; from the last on, everything."""


@dataclass(frozen=True, slots=True)
class Only:
    """What alone is drawn, by position: the rest has fallen back."""

    members: frozenset[int] = frozenset()
    containers: frozenset[int] = frozenset()
    ribbons: frozenset[int] = frozenset()
    hand_offs: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Lens:
    """How a scene is drawn.

    Attributes:
        zoom: Pixels to a map unit.
        window: Left, top, width and height of what is in view, map units; None is everything.
        colouring: What the mark of a service says.
        only: What is drawn; None draws all.
        without: What is left out; None leaves out nothing.
    """

    zoom: float = 1.0
    window: Box | None = None
    colouring: Colouring = "prevention"
    only: Only | None = None
    without: Only | None = None


def detail(zoom: float) -> Detail:
    """Return how much is drawn at a zoom."""
    if zoom < FAR:
        return "far"
    if zoom < LOW:
        return "low"
    return "middle" if zoom < MIDDLE else "near"
