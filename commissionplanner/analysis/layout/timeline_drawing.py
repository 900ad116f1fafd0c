"""Draws the rows of a timeline as a display list, for the screen and for paper alike.

Measures are pixels at the usual text size. Whatever stands outside the axis is cut to it, so that
a row costs as much to draw however long its terms are.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from commissionplanner.analysis.layout.shapes import (
    Disc,
    Ink,
    Polygon,
    Rounded,
    Shape,
    Sign,
    Straight,
    Swatch,
    Words,
)
from commissionplanner.analysis.layout.timeline_axis import Axis
from commissionplanner.analysis.layout.widths import elided, width
from commissionplanner.analysis.timeline import Group, Row, Term
from commissionplanner.model.money import format_short
from commissionplanner.model.words import counted, day_text

NAMES, ROW, HEAD, BAR = 236.0, 27.0, 25.0, 15.0
LEFT_EDGE, FADE_DAYS, MARGIN = 20.0, 270, 24.0
MARK = 11.0  # half of a coin or diamond, and room beside it


@dataclass(frozen=True, slots=True)
class Where:
    """What a row is drawn with: the axis, its top, the colour's place, the as-at date."""

    axis: Axis
    top: float
    slot: int
    as_at: date | None

    @property
    def bar(self) -> float:
        """The top of its bars."""
        return self.top + (ROW - BAR) / 2


def group_head(group: Group, top: float, slot: int | None) -> Iterator[Shape]:
    """Yield the head of a group in the column of names."""
    yield Rounded(0, top, NAMES, HEAD, 0, Ink("sunken"))
    left = LEFT_EDGE
    if slot is not None:
        yield Swatch(left, top + 6.5, 12, slot)
        left += 18
    text = elided(group.name, NAMES - left - 10, 12, 600)
    yield Words(left, top + 17, text, 12, 600, Ink("ink"))


def row_name(row: Row, top: float) -> Iterator[Shape]:
    """Yield a row's name and its yearly value."""
    term = row.latest
    value = "ceiling" if term.is_ceiling else "not known"
    if term.value_p is not None:
        value = format_short(term.value_p)
    base = top + 18
    yield Words(NAMES - 12, base, value, 12, 400, Ink("ink2"), "right")
    room = NAMES - LEFT_EDGE - 20 - width(value, 12)
    yield Words(LEFT_EDGE, base, elided(row.name, room, 12, 500), 12, 500, Ink("ink"))


def row(one: Row, where: Where) -> Iterator[Shape]:
    """Yield a row's bars, earlier terms first and fainter, then its marks."""
    for at, term in enumerate(one.terms):
        yield from _term(one, term, where, is_latest=at == len(one.terms) - 1)
    yield from _between(one, where)
    yield from _out_of_view(one, where)
    for term in one.terms[-1:]:
        if term.notice_on is not None:
            yield from _flag(where, term.notice_on)
    if one.agreement_to is not None:
        yield from _diamond(where, where.axis.end_x(one.agreement_to))
    if one.funded_to is not None:
        yield from _coin(where, where.axis.end_x(one.funded_to))


def _out_of_view(one: Row, where: Where) -> Iterator[Shape]:
    """Say when a row ended, or begins, that has nothing in view: an empty line says too little."""
    axis, base = where.axis, where.bar + 11.5
    ends = [term.option_to or term.end_on for term in one.terms]
    known = [day for day in ends if day is not None]
    starts = [term.start_on for term in one.terms if term.start_on is not None]
    if len(known) == len(ends) and axis.end_x(max(known)) < axis.left:
        text = f"ended {day_text(max(known))}"
        yield Words(axis.left + 8, base, text, 11, 400, Ink("ink3"))
    elif len(starts) == len(one.terms) and axis.x(min(starts)) > axis.right:
        text = f"starts {day_text(min(starts))}"
        yield Words(axis.right - 8, base, text, 11, 400, Ink("ink3"), "right")


def _cut(axis: Axis, left: float, right: float) -> tuple[float, float] | None:
    """Return a stretch cut to the axis and a margin beside it; None where it lies outside."""
    left, right = max(left, axis.left - MARGIN), min(right, axis.right + MARGIN)
    return (left, right) if right > left else None


def _term(one: Row, term: Term, where: Where, *, is_latest: bool) -> Iterator[Shape]:
    axis = where.axis
    if term.start_on is None:
        yield from _no_start(term, where)
        return
    start = axis.x(term.start_on)
    if term.kind == "no_end":
        yield from _fading(term.start_on, where)
    elif term.kind == "rolling":
        yield from _rolling(one, start, where)
    elif term.kind == "reversed":
        yield from _said(where, start, "ends before it starts")
    elif term.end_on is not None:
        end = axis.end_x(term.end_on)
        if term.kind == "single":
            yield from _single(one, (start, end), where, is_latest=is_latest, term=term)
        else:
            yield from _committed((start, end), where, is_latest=is_latest)
        if is_latest and term.option_to is not None:
            yield from _option(one, end, term.option_to, where)


def _committed(ends: tuple[float, float], where: Where, *, is_latest: bool) -> Iterator[Shape]:
    cut = _cut(where.axis, *ends)
    if cut is None:
        return
    wide = max(cut[1] - cut[0], 2.0)
    if is_latest:
        yield Swatch(cut[0], where.bar, wide, where.slot, BAR)
        return
    ink = f"organisation:{where.slot}"
    yield Rounded(cut[0], where.bar, wide, BAR, 2.5, Ink(ink, 0.3, "surface"), Ink(ink, 0.7))


def _single(
    one: Row, ends: tuple[float, float], where: Where, *, is_latest: bool, term: Term
) -> Iterator[Shape]:
    cut = _cut(where.axis, *ends)
    if cut is None:
        return
    left, wide = cut[0], max(cut[1] - cut[0], 3.0)
    yield from single_mark(left, where.bar, wide, BAR, 1.0 if is_latest else 0.55)
    text = single_words(one, term)
    plate = width(text, 11, 700) + 6
    if is_latest and wide >= plate + 10:
        x = max(left, where.axis.left) + 8
        yield Rounded(x, where.bar + 1.5, plate, BAR - 3, 2, Ink("singleBg"))
        yield Words(x + 3, where.bar + 11.5, text, 11, 700, Ink("single"))


def single_mark(x: float, y: float, wide: float, high: float, strength: float) -> Iterator[Shape]:
    """Yield the single-year mark as a bar: tinted, hatched, with solid end stops."""
    line = Ink("single", strength)
    yield Rounded(x, y, wide, high, 2.5, Ink("singleBg"), line)
    starts = np.arange(x + 4, x + wide - high - 1 + 1e-9, 6.0)
    if len(starts):
        low, top = np.full(len(starts), y + high - 1), np.full(len(starts), y + 1)
        yield Straight(np.stack([starts, low, starts + high - 2, top], axis=1),
                       Ink("single", 0.38 * strength), 1.1)  # fmt: skip
    for stop in (x, x + wide - 3):
        yield Rounded(stop, y, min(3.0, wide), high, 1, line)


def single_words(one: Row, term: Term) -> str:
    """Return the words of a single-year mark: "1 yr × 4", "1 yr", "5 mth"."""
    if one.rolled > 1:
        return f"1 yr × {one.rolled}"
    days = (term.end_on - term.start_on).days + 1 if term.end_on and term.start_on else 365
    return "1 yr" if days >= 330 else f"{max(round(days / 30.4375), 1)} mth"


def _beside_marks(one: Row, where: Where, x: float, wide: float) -> float:
    """Return where words of a width begin, from a place on, clear of a row's coin and diamond."""
    days = (day for day in (one.funded_to, one.agreement_to) if day is not None)
    for mark in sorted(where.axis.end_x(day) for day in days):
        if x - MARK < mark < x + wide + MARK:
            x = mark + MARK
    return x


def _option(one: Row, end: float, option_to: date, where: Where) -> Iterator[Shape]:
    cut = _cut(where.axis, end, where.axis.end_x(option_to))
    if cut is None:
        return
    left, wide = cut[0], cut[1] - cut[0]
    ink = f"organisation:{where.slot}"
    yield Rounded(left, where.bar, wide, BAR, 2.5, Ink(ink, 0.14, "surface"), Ink(ink), 1.2, (3, 2))
    text = f"option to {option_to.year}"
    room = width(text, 11, 500)
    x = _beside_marks(one, where, max(left, where.axis.left) + 12, room)
    if left + wide >= x + room + 4:
        yield Words(x, where.bar + 11.5, text, 11, 500, Ink("ink2"))


def _rolling(one: Row, start: float, where: Where) -> Iterator[Shape]:
    axis = where.axis
    now = axis.x(where.as_at) if where.as_at is not None else start
    solid = _cut(axis, start, max(now, start))
    if solid is not None:
        yield Swatch(solid[0], where.bar, solid[1] - solid[0], where.slot, BAR)
    onward = _cut(axis, max(now, start), axis.right + MARGIN)
    if onward is None:
        return
    ink = f"organisation:{where.slot}"
    left, wide = onward[0], onward[1] - onward[0]
    yield Rounded(left, where.bar, wide, BAR, 2.5, Ink(ink, 0.14, "surface"), Ink(ink), 1.2, (1, 2))
    text = "rolls on until notice"
    room = width(text, 11, 500)
    x = _beside_marks(one, where, max(left, axis.left) + 12, room)
    if left + wide >= x + room + 4:
        yield Words(x, where.bar + 11.5, text, 11, 500, Ink("ink2"))


def _fading(start_on: date, where: Where) -> Iterator[Shape]:
    """A term whose end nobody recorded: full up to the as-at date, then fading out, with words."""
    axis = where.axis
    begun = max(start_on, where.as_at) if where.as_at is not None else start_on
    solid = _cut(axis, axis.x(start_on), axis.x(begun))
    if solid is not None:
        yield Swatch(solid[0], where.bar, solid[1] - solid[0], where.slot, BAR)
    steps, left = 10, axis.x(begun)
    step = FADE_DAYS * axis.per_day / steps
    ink = f"organisation:{where.slot}"
    for at in range(steps):
        part = _cut(axis, left + at * step, left + (at + 1) * step)
        if part is not None:
            faint = Ink(ink, (steps - at) / (steps + 1))
            yield Rounded(part[0], where.bar, part[1] - part[0], BAR, 0, faint)
    yield from _said(where, max(left + FADE_DAYS * axis.per_day, axis.left), "end date missing")


def _no_start(term: Term, where: Where) -> Iterator[Shape]:
    axis = where.axis
    if term.end_on is None:
        yield from _said(where, axis.left, "start and end dates missing")
        return
    end = axis.end_x(term.end_on)
    stop = _cut(axis, end - 4, end)
    if stop is not None:
        ink = Ink(f"organisation:{where.slot}")
        yield Rounded(stop[0], where.bar, stop[1] - stop[0], BAR, 1, ink)
    yield from _said(where, max(end, axis.left), "start date missing")


def _said(where: Where, x: float, text: str) -> Iterator[Shape]:
    """An octagon and words: something is missing or wrong here."""
    x = min(x, where.axis.right - width(text, 11, 600) - 30)
    ink = Ink("problem")
    yield Sign("problem", x + 8, where.bar + 1, 13, ink)
    yield Words(x + 27, where.bar + 11.5, text, 11, 600, ink)


def _between(one: Row, where: Where) -> Iterator[Shape]:
    """Say the days without a contract, and mark overlaps, where there is room for it."""
    axis = where.axis
    for before, gap in zip(one.terms, one.gaps, strict=False):
        if not gap or before.end_on is None:
            continue
        left = axis.end_x(before.end_on)
        cut = _cut(axis, min(left, left + gap * axis.per_day), max(left, left + gap * axis.per_day))
        if cut is None:
            continue
        wide = max(cut[1] - cut[0], 2.0)
        if gap < 0:
            yield Rounded(cut[0], where.bar - 2, wide, 3, 1, Ink("warning"))
            continue
        yield Rounded(cut[0], where.bar + BAR / 2 - 1, wide, 2, 0, Ink("problem"))
        text = f"{counted(gap, 'day')} without"
        if wide >= width(text, 11) + 8:
            base = where.bar + BAR / 2 - 3
            yield Words(cut[0] + wide / 2, base, text, 11, 500, Ink("problem"), "centre")


def _in_view(axis: Axis, x: float) -> bool:
    return axis.left - 8 <= x <= axis.right + 8


def _flag(where: Where, day: date) -> Iterator[Shape]:
    x, top = where.axis.x(day), where.bar - 4
    if _in_view(where.axis, x):
        ink = Ink("ink")
        yield Rounded(x - 2, top, 4, BAR + 8, 0, Ink("surface"))
        yield Rounded(x - 1, top, 2, BAR + 8, 0, ink)
        yield Polygon(((x + 1, top), (x + 7, top + 3), (x + 1, top + 6)), ink)


def _diamond(where: Where, x: float) -> Iterator[Shape]:
    if _in_view(where.axis, x):
        y = where.bar + BAR / 2
        for size, token in ((8.0, "surface"), (6.0, "good")):
            corners = ((x - size, y), (x, y - size), (x + size, y), (x, y + size))
            yield Polygon(corners, Ink(token))


def _coin(where: Where, x: float) -> Iterator[Shape]:
    if _in_view(where.axis, x):
        y = where.bar + BAR / 2
        yield Disc(x, y, 7.5, Ink("surface"))
        yield Disc(x, y, 6.2, Ink("warning"))
        yield Words(x, y + 3.6, "£", 10, 700, Ink("surface"), "centre")


def today(axis: Axis, as_at: date | None, top: float, high: float) -> Iterator[Shape]:
    """Yield the line of the as-at date."""
    if as_at is not None and axis.left <= axis.x(as_at) <= axis.right:
        yield Rounded(axis.x(as_at) - 1, top, 2, high, 0, Ink("problem"))


def today_words(axis: Axis, as_at: date | None, base: float) -> Iterator[Shape]:
    """Yield the date of that line on its plate."""
    if as_at is None or not axis.left <= axis.x(as_at) <= axis.right:
        return
    text = f"As at {day_text(as_at)}"
    half = width(text, 11, 700) / 2 + 9
    x = min(max(axis.x(as_at), axis.left + half), axis.right - half)
    yield Rounded(x - half, base - 13, 2 * half, 18, 9, Ink("problem"))
    yield Words(x, base, text, 11, 700, Ink("surface"), "centre")
