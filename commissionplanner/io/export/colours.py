"""What the named colours of a display list are on paper: the light theme's, as text."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from commissionplanner import paths
from commissionplanner.analysis.layout.shapes import Ink

ORGANISATION: Final = "organisation:"


@dataclass(frozen=True, slots=True)
class _Theme:
    tokens: Mapping[str, str]
    organisations: tuple[str, ...]
    pattern: float


@cache
def colour(ink: Ink) -> tuple[str, float]:
    """Return a colour as "#RRGGBB", and how strong it is, 0 to 1."""
    now = _theme()
    if ink.token.startswith(ORGANISATION):
        slot = int(ink.token.removeprefix(ORGANISATION))
        named = now.organisations[slot] if slot < len(now.organisations) else now.tokens["note"]
    else:
        named = now.tokens[ink.token]
    if ink.over:
        return _mixed(named, now.tokens[ink.over], ink.strength), 1.0
    return named, ink.strength


def pattern_strength() -> float:
    """Return how strong an organisation's pattern is upon its colour, 0 to 1."""
    return _theme().pattern


@cache
def _theme() -> _Theme:
    held = json.loads((paths.resources() / "themes" / "light.json").read_text(encoding="utf-8"))
    return _Theme(held["colours"], tuple(held["organisations"]), held["pattern_strength"])


def _mixed(over: str, ground: str, strength: float) -> str:
    pairs = zip(_channels(over), _channels(ground), strict=True)
    return "#" + "".join(f"{round(a * strength + b * (1 - strength)):02X}" for a, b in pairs)


def _channels(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
