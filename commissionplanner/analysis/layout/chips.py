"""Draws services as chips and streams as pills, with the marks that concern them."""

from collections.abc import Iterator

from commissionplanner.analysis.layout.content import Member
from commissionplanner.analysis.layout.heads import least
from commissionplanner.analysis.layout.scene import Scene
from commissionplanner.analysis.layout.service_marks import mark as mark_of
from commissionplanner.analysis.layout.shapes import (
    Disc,
    Ink,
    Rounded,
    Shape,
    Sign,
    SingleYear,
    Words,
)
from commissionplanner.analysis.layout.widths import elided, width
from commissionplanner.model.money import format_short
from commissionplanner.model.words import NOT_KNOWN


def money(amount_p: int | None) -> str:
    """Return an amount short, or that it is not known."""
    return NOT_KNOWN if amount_p is None else format_short(amount_p)


def service(scene: Scene, n: int, zoom: float, level: str, colouring: str) -> Iterator[Shape]:
    """Yield what is drawn of a service."""
    one = scene.content.members[n]
    slot = scene.content.containers[one.container].slot
    x, y, wide, high = (float(v) for v in scene.members[n])
    edge = Ink(f"organisation:{slot}", 0.75, "surface")
    if one.is_silo:
        yield from _walls(x, y, wide, high, zoom, level)
    yield Rounded(x, y, wide, high, 9, Ink("surface"), edge, max(1.1, 1.0 / zoom))
    if level == "near":
        yield from _full(scene, one, x, y, wide, high, zoom, colouring)
    else:
        yield from _name_only(scene, one, x, y, wide, high, zoom, colouring)


def _full(
    scene: Scene,
    one: Member,
    x: float,
    y: float,
    wide: float,
    high: float,
    zoom: float,
    colouring: str,
) -> Iterator[Shape]:
    size = least(12, zoom)
    left, middle = x + 10, y + high / 2
    name = elided(one.name, wide - 16, size, 600)
    yield Words(left, middle - 3.2, name, size, 600, Ink("ink"))
    base = middle + size + 0.2
    mark = 11.0
    yield from mark_of(scene.content, one, left, base - size * 0.36 - mark / 2, mark, colouring)
    said = money(one.amount_p)
    ink = Ink("ink2") if one.amount_p is not None else Ink("warning")
    tab = _tab(one)
    room = wide - 20 - mark - 5 - (tab_width(tab, zoom) + 6 if tab else 0)
    aside = f"{said} · {one.aside}" if one.aside else said
    yield Words(left + mark + 5, base, elided(aside, room, size, 400), size, 400, ink)
    if one.scale != 1.0:
        yield Rounded(x + 8, y + high - 3.5, (wide - 16) * (one.scale - 0.8), 2.2, 1, Ink("accent"))
    if tab:
        tab_wide = tab_width(tab, zoom)
        yield SingleYear(x + wide - tab_wide - 5, y + high - 19.5, tab_wide, 15, tab)


def _name_only(
    scene: Scene,
    one: Member,
    x: float,
    y: float,
    wide: float,
    high: float,
    zoom: float,
    colouring: str,
) -> Iterator[Shape]:
    size = least(12, zoom)
    mark = least(9, zoom, 8)
    edge = 5 / zoom if one.is_single else 0.0
    yield from mark_of(scene.content, one, x + 7, y + (high - mark) / 2, mark, colouring)
    left = x + 7 + mark + 4 / zoom
    name = elided(one.name, x + wide - left - edge - 3 / zoom, size, 500)
    yield Words(left, y + high / 2 + size * 0.36, name, size, 500, Ink("ink"))
    if one.is_single:
        yield SingleYear(x + wide - edge - 1.5, y + 3, edge, high - 6, "")


def _tab(one: Member) -> str:
    return term_words(one.rolled) if one.is_single else ""


def term_words(rolled: int) -> str:
    """Return what stands on the single-year mark: with how many terms have followed each other."""
    return f"1 yr × {rolled}" if rolled > 1 else "1 yr"


def tab_width(words: str, zoom: float) -> float:
    """Return how wide the single-year mark is with these words, map units."""
    return width(words, least(11, zoom), 700) + 15


def _walls(
    x: float, y: float, wide: float, high: float, zoom: float, level: str
) -> Iterator[Shape]:
    """Two dashed walls around a silo, and its badge."""
    line = max(1.6, 1.2 / zoom)
    for out, strength in ((15.0, 0.4), (9.0, 1.0)):
        yield Rounded(
            x - out, y - out, wide + 2 * out, high + 2 * out, 9 + out * 0.7, None,
            Ink("problem", strength), line, (5, 3),
        )  # fmt: skip
    if level == "near":
        yield from _badge(x + wide + 9, y - 9, least(11, zoom))


def _badge(right: float, middle: float, size: float) -> Iterator[Shape]:
    """The word "Silo" on a pill, its right end and its middle given."""
    grown = size / 11
    wide, high = width("Silo", size, 600) + 26 * grown, 17 * grown
    left, top = right - wide, middle - high / 2 - 1.5
    yield Rounded(left, top, wide, high, high / 2, Ink("problemBg"), Ink("problemLine"), 1.0)
    yield Sign("silo", left + 6 * grown, top + 2.5 * grown, 12 * grown, Ink("problem"))
    yield Words(left + 21 * grown, top + 12.6 * grown, "Silo", size, 600, Ink("problem"))


def stream(scene: Scene, n: int, zoom: float, level: str) -> Iterator[Shape]:
    """Yield what is drawn of a funding stream."""
    one = scene.content.members[n]
    slot = scene.content.containers[one.container].slot
    x, y, wide, high = (float(v) for v in scene.members[n])
    ink = f"organisation:{slot}"
    fill = Ink(ink, 0.17, "surface")
    yield Rounded(x, y, wide, high, high / 2, fill, Ink(ink), max(1.3, 1.0 / zoom))
    size, middle = least(12, zoom), y + high / 2
    base = middle + size * 0.36
    left, right = x + 12, x + wide - 12
    if level == "near":
        yield Sign("funding", x + 9, middle - 7, 14, Ink(ink))
        left = x + 29
        said = money(one.amount_p)
        yield Words(right, base, said, size, 600, Ink("ink"), "right")
        right -= width(said, size, 600) + 6
    yield Words(left, base, elided(one.name, right - left, size, 500), size, 500, Ink("ink"))
    if one.ends_soon:
        yield Disc(x + wide - 6, y + 2, 4.6, Ink("warning"), Ink("surface"), 1.4)
