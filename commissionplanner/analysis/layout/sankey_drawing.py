"""Draws the Money flow: columns of places, flows between them, and words that do not overlap."""

from collections.abc import Iterator
from typing import Final, cast

import numpy as np
import numpy.typing as npt

from commissionplanner.analysis.layout.chips import tab_width, term_words
from commissionplanner.analysis.layout.clear import CELL, Clear, standing
from commissionplanner.analysis.layout.content import OTHERS, Station
from commissionplanner.analysis.layout.flows import COMMISSIONER, PROVIDER, SERVICE, STREAM
from commissionplanner.analysis.layout.heads import least
from commissionplanner.analysis.layout.lens import Lens
from commissionplanner.analysis.layout.sankey import EDGE, NODE
from commissionplanner.analysis.layout.scene import Scene
from commissionplanner.analysis.layout.shapes import (
    Band,
    Curved,
    Ink,
    Rounded,
    Shape,
    SingleYear,
    Straight,
    Swatch,
    Words,
)
from commissionplanner.analysis.layout.widths import elided, width
from commissionplanner.analysis.layout.words import balance_words
from commissionplanner.model.money import format_short
from commissionplanner.model.words import NOT_KNOWN, counted

HEADS: Final = ("Funding stream", "Commissioner", "Service", "Provider")
STRENGTH, LIT = 0.3, 0.8
PLATE: Final = 0.66
STUB: Final = 36.0
BESIDE: Final = 10.0
"""Between a place and its words."""

Places = npt.NDArray[np.intp]


def shapes(
    scene: Scene, lens: Lens, shown: npt.NDArray[np.bool_], paid: npt.NDArray[np.bool_]
) -> Iterator[Shape]:
    """Yield what is drawn of a Money flow: its ground, flows, places and words."""
    clear = Clear(CELL / lens.zoom)
    if lens.only is None:
        yield from _ground(scene, lens, clear)
    strength = STRENGTH if lens.only is None else LIT
    yield from _flows(scene, lens, np.flatnonzero(paid), strength)
    places = np.flatnonzero(shown)
    for at in places.tolist():
        yield from _place(scene, at, lens.zoom)
    yield from _words(scene, lens, places, clear)


def _ground(scene: Scene, lens: Lens, clear: Clear) -> Iterator[Shape]:
    """Yield the card, the columns' names and what stands beneath."""
    x, y, wide, high = scene.bounds
    yield Rounded(x, y, wide, high, 10, Ink("surface"), Ink("line"), max(1.0, 1 / lens.zoom))
    size = least(12, lens.zoom)
    left, right = x + EDGE, x + wide - EDGE
    yield Straight(np.array([[left, y + 36, right, y + 36]]), Ink("line"), max(1.0, 1 / lens.zoom))
    for column, words in _heads(scene).items():
        at, ink = scene.columns[column], Ink("ink2")
        told = Words(at, y + 24, words, size, 600, ink)
        if column == STREAM:
            told = Words(at + NODE, y + 24, words, size, 600, ink, "right")
        if clear.take(standing(told)):
            yield told
    yield from _foot(scene, lens, y + high - 18, clear)


def _heads(scene: Scene) -> dict[int, str]:
    stations = _stations(scene)
    found = {one.column: HEADS[one.column] for one in stations}
    if any(one.table == "pools" for one in stations):
        found[COMMISSIONER] = "Commissioner or pool"
    if any(one.table == "contracts" for one in stations):
        found[SERVICE] = "Contract"
    return found


def _foot(scene: Scene, lens: Lens, base: float, clear: Clear) -> Iterator[Shape]:
    """Yield the balance, what widths and colours mean, and whose colours these are."""
    size = least(12, lens.zoom)
    x, _, wide, _ = scene.bounds
    left, right = x + EDGE + 4, x + wide - EDGE - 4
    balance = scene.content.balance
    told = [(base, "Width shows £ a year. Colour shows whose money it is.", 400, "ink2")]
    if balance is not None:
        told.insert(0, (base - size * 1.5, balance_words(balance), 600, "ink"))
    for line, words, weight, token in told:
        one = Words(left, line, elided(words, right - left, size, weight), size, weight, Ink(token))
        if clear.take(standing(one)):
            yield one
    for slot, name in reversed(payers(scene)):
        one = Words(right, base, name, size, 500, Ink("ink2"), "right")
        room = width(name, size, 500) + size * 1.6
        if not clear.take((right - room - 8, base - size, room + 8, size * 1.3)):
            return
        yield one
        yield Swatch(right - room, base - size * 0.86, size, slot)
        right -= room + 22 / max(lens.zoom, 0.5)


def payers(scene: Scene) -> list[tuple[int, str]]:
    """Return whose money is drawn: places in the palette with names, in order of the palette."""
    stations = _stations(scene)
    used = {ribbon.slot for ribbon in scene.content.ribbons}
    names: dict[int, str] = {}
    for one in stations:
        single = one.table == "organisations" and len(one.organisation_ids) == 1
        if single and one.column != STREAM and not one.folded and one.slot in used:
            names.setdefault(one.slot, one.name)
    found = [(slot, name) for slot, name in sorted(names.items()) if slot < OTHERS]
    if any(slot >= OTHERS for slot in used):
        found.append((OTHERS, "Others"))
    return found


def _stations(scene: Scene) -> tuple[Station, ...]:
    return cast("tuple[Station, ...]", scene.content.containers)


def _flows(scene: Scene, lens: Lens, paid: Places, strength: float) -> Iterator[Shape]:
    """Yield flows, the widest first so that none is covered whole; unknown ones as dashes."""
    for n in sorted(paid.tolist(), key=lambda at: (-scene.ribbons[at].wide, at)):
        one, line = scene.content.ribbons[n], scene.ribbons[n]
        token = f"organisation:{one.slot}"
        if one.amount_p:
            yield Band(line.curve, Ink(token, strength), max(line.wide, 0.75 / lens.zoom))
        elif one.unknown:
            yield Curved(line.curve, Ink(token, 0.8), max(1.0, 1 / lens.zoom), (3, 3))


def _place(scene: Scene, at: int, zoom: float) -> Iterator[Shape]:
    """Yield a place, and the stub of what is not given out from it."""
    one = _stations(scene)[at]
    x, y, wide, high = (float(v) for v in scene.containers[at])
    yield Swatch(x, y, wide, one.slot, high)
    if not one.left_p or one.column > COMMISSIONER:
        return
    stub = high * one.left_p / max(one.amount_p, 1)
    thick = max(stub, 6 / max(zoom, 0.4))
    line = max(1.2, 1 / zoom)
    yield Rounded(
        x + wide, y + high - max(stub, 1.0), STUB, thick, 1, None, Ink("warning"), line, (4, 3)
    )


def _words(scene: Scene, lens: Lens, places: Places, clear: Clear) -> Iterator[Shape]:
    """Yield the words of places: those with most money first, none upon another."""
    stations = _stations(scene)
    for at in sorted(places.tolist(), key=lambda n: (-stations[n].amount_p, n)):
        yield from _label(scene, at, lens.zoom, clear)
    for at in sorted(places.tolist(), key=lambda n: (-stations[n].left_p, n)):
        if stations[at].column <= COMMISSIONER and (stations[at].left_p or stations[at].short_p):
            yield from _stub_words(scene, at, lens.zoom, clear)


def _label(scene: Scene, at: int, zoom: float, clear: Clear) -> Iterator[Shape]:
    """Yield the words of a place on two lines or one, where there is room for any."""
    one, size = _stations(scene)[at], least(12, zoom)
    high = float(scene.containers[at, 3])
    two = one.column != SERVICE and (one.column != STREAM or high > 2.6 * size)
    for lines in (2, 1) if two else (1,):
        made = list(_lines(scene, at, zoom, lines))
        boxes = [standing(shape) for shape in made if isinstance(shape, Words)]
        left, top = min(b[0] for b in boxes), min(b[1] for b in boxes)
        right, low = max(b[0] + b[2] for b in boxes), max(b[1] + b[3] for b in boxes)
        tab = _ends(one, zoom) + 6 if one.is_single and one.column == SERVICE else 0.0
        if clear.take((left, top, right - left + tab, low - top)):
            yield from made
            return


def _lines(scene: Scene, at: int, zoom: float, lines: int) -> Iterator[Shape]:
    middle = float(scene.containers[at, 1] + scene.containers[at, 3] / 2)
    one, size = _stations(scene)[at], least(12, zoom)
    said, weight = _amount(one, lines), 600 if scene.containers[at, 3] > size or lines == 2 else 500
    box = scene.containers[at]
    gap = BESIDE * (1 if zoom >= 0.8 else 0.8 / zoom)
    room = _room(scene, one, float(box[0])) - gap
    ends = _ends(one, zoom)
    ink = Ink("warning" if one.unknown and not one.amount_p else "ink2")
    if lines == 2:
        name = elided(one.name, room, size, 600)
        wide = max(width(name, size, 600), width(said, size))
    else:
        rest = width(said, size) + size * 0.5 + (ends + 6 if ends else 0)
        name = elided(one.name, room - rest, size, weight)
        wide = width(name, size, weight) + rest
    if one.column == STREAM:
        right = float(box[0]) - gap
        yield from _pair(name, said, right, middle, size, lines, weight, ink)
        return
    left = float(box[0]) + NODE + gap
    plate = (left - 4, middle - size * 0.68 * lines, wide + 8, size * 1.36 * lines)
    yield Rounded(*plate, 4, Ink("surface", PLATE))
    if lines == 2:
        base = middle - size * 0.32
        yield Words(left, base, name, size, 600, Ink("ink"))
        yield Words(left, base + size * 1.36, said, size, 400, ink)
    else:
        base = middle + size * 0.36
        yield Words(left, base, name, size, weight, Ink("ink"))
        yield Words(left + width(name, size, weight) + size * 0.5, base, said, size, 400, ink)
        if ends:
            tab = left + wide - ends
            yield SingleYear(tab, middle - size * 0.6, ends, size * 1.2, _term(one))


def _pair(
    name: str,
    said: str,
    right: float,
    middle: float,
    size: float,
    lines: int,
    weight: int,
    ink: Ink,
) -> Iterator[Shape]:
    """Yield name and amount before a place, one above the other or side by side."""
    if lines == 2:
        base = middle - size * 0.32
        yield Words(right, base, name, size, 600, Ink("ink"), "right")
        yield Words(right, base + size * 1.36, said, size, 400, ink, "right")
        return
    base = middle + size * 0.36
    yield Words(right, base, said, size, 400, ink, "right")
    yield Words(
        right - width(said, size) - size * 0.6, base, name, size, weight, Ink("ink"), "right"
    )


def _stub_words(scene: Scene, at: int, zoom: float, clear: Clear) -> Iterator[Shape]:
    """Yield what is not given out, or given out beyond what comes in, in words beside the stub."""
    one = _stations(scene)[at]
    x, y, wide, high = (float(v) for v in scene.containers[at])
    size = least(11, zoom)
    if one.left_p:
        stub = max(high * one.left_p / max(one.amount_p, 1), 1.0)
        said = f"{format_short(one.left_p)} not given out"
        left, middle = x + wide + STUB + 5, y + high - stub + max(stub, 6) / 2
    else:
        said = f"{format_short(one.short_p)} more out than in"
        left, middle = x + wide + 5, y + high + size * 0.6
    plate = (left - 3, middle - size * 0.68, width(said, size, 600) + 6, size * 1.36)
    if not clear.take((left, middle - size * 0.5, plate[2] - 6, size)):
        return
    yield Rounded(*plate, 4, Ink("surface", PLATE))
    yield Words(left, middle + size * 0.36, said, size, 600, Ink("warning"))


def _amount(one: Station, lines: int) -> str:
    """Return a place's money in words, with what is not known of it."""
    if not one.amount_p:
        return NOT_KNOWN if one.unknown else "£0"
    said = format_short(one.amount_p)
    said += ", some not known" if one.unknown and one.column == SERVICE else ""
    if one.column == PROVIDER and one.services and lines == 2:
        said += f" · {counted(one.services, one.of)}"
    return said


def _term(one: Station) -> str:
    if not one.is_single or one.column != SERVICE:
        return ""
    return "1 yr" if one.folded else term_words(one.rolled)


def _ends(one: Station, zoom: float) -> float:
    said = _term(one)
    return tab_width(said, zoom) if said else 0.0


def _room(scene: Scene, one: Station, left: float) -> float:
    """Return how wide the words of a place may be: to the next column, or to the edge."""
    x, _, wide, _ = scene.bounds
    if one.column == STREAM:
        return left - x - EDGE
    if one.column == PROVIDER:
        return x + wide - EDGE - left - NODE
    later = [at for at in scene.columns[one.column + 1 :] if at > left]
    return (min(later) if later else x + wide) - left - NODE - 12
