"""Draws what ends by quarter as a display list, on the axis of the timeline above it."""

from collections.abc import Iterator, Mapping

from commissionplanner.analysis.expiry import Expiry, Quarter
from commissionplanner.analysis.layout.shapes import Ink, Rounded, Shape, Words
from commissionplanner.analysis.layout.timeline_axis import Axis, parts
from commissionplanner.analysis.layout.timeline_drawing import LEFT_EDGE, NAMES, single_mark
from commissionplanner.analysis.layout.widths import elided, width
from commissionplanner.model.money import format_short
from commissionplanner.model.words import counted, day_text
from commissionplanner.model.years import add_months

HIGH, FOOT, LABEL = 128.0, 24.0, 34.0


def chart(axis: Axis, found: Expiry, top: float) -> Iterator[Shape]:
    """Yield the bars of the quarters in view, a cliff in the colour of problems and in words."""
    base, seen = top + HIGH - FOOT, list(in_view(axis, found))
    most = max((quarter.value_p for quarter, _, _ in seen), default=0) or 1
    yield Rounded(axis.left, base, axis.right - axis.left, 1, 0, Ink("line2"))
    tops = {}
    for quarter, left, wide in seen:
        high = max(quarter.value_p * (HIGH - FOOT - LABEL) / most, 2.0 if quarter.contracts else 0)
        tops[quarter] = base - high
        yield from _bar(quarter, (left, base - high, wide, high))
    yield from _labels(seen, tops)
    yield from parts(axis, base + 16)


def _labels(
    seen: list[tuple[Quarter, float, float]], tops: Mapping[Quarter, float]
) -> Iterator[Shape]:
    """Yield what stands above the bars, the greatest first: what would overlap is left out."""
    taken: list[tuple[float, float]] = []
    for quarter, left, wide in sorted(seen, key=lambda one: (-one[0].value_p, one[1])):
        text, middle = label(quarter), left + wide / 2
        half = width(text, 11, 600) / 2 + 2
        if any(middle - half < right and middle + half > at for at, right in taken):
            continue
        taken.append((middle - half, middle + half))
        ink = "problem" if quarter.is_cliff else "single" if _is_single(quarter) else "ink2"
        yield Words(middle, tops[quarter] - 5, text, 11, 600, Ink(ink), "centre")


def label(quarter: Quarter) -> str:
    """Return what stands above a bar: the value, with "+?" where some of it is not known."""
    if quarter.unknown == quarter.contracts:
        return "not known"
    return format_short(quarter.value_p) + (" + ?" if quarter.unknown else "")


def in_view(axis: Axis, found: Expiry) -> Iterator[tuple[Quarter, float, float]]:
    """Yield the quarters in view, with left edge and width of their bars."""
    for quarter in found.quarters:
        left, right = axis.x(quarter.first_day), axis.x(add_months(quarter.first_day, 3))
        if left < axis.right and right > axis.left:
            room = min((right - left) * 0.12, 4.0)
            yield quarter, left + room, max(right - left - 2 * room, 1.5)


def _is_single(quarter: Quarter) -> bool:
    return quarter.single_p > 0 and quarter.single_p == quarter.value_p


def _bar(quarter: Quarter, where: tuple[float, float, float, float]) -> Iterator[Shape]:
    x, y, wide, high = where
    yield Rounded(x, y, wide, high, 2, Ink("problem" if quarter.is_cliff else "neutralBar"))
    if quarter.single_p > 0 and not quarter.is_cliff:
        part = high * quarter.single_p / max(quarter.value_p, 1)
        yield from single_mark(x, y + high - part, wide, part, 1.0)


def words(found: Expiry, top: float) -> Iterator[Shape]:
    """Yield what the chart is and what it says, in the column of names."""
    yield Words(LEFT_EDGE, top + 22, "Value ending, by quarter", 13, 600, Ink("ink"))
    for at, line in enumerate(said(found)[:4]):
        text = elided(line, NAMES - LEFT_EDGE - 8, 12)
        ink = "problem" if found.cliffs and at < 2 else "ink2"
        yield Words(LEFT_EDGE, top + 41 + 17 * at, text, 12, 400, Ink(ink))


def said(found: Expiry) -> list[str]:
    """Return in short lines: the greatest cliff, or that there is none; and what is left out."""
    lines = []
    if found.running_p is None:
        lines.append("No as-at date: no cliff can be told")
    elif found.cliffs:
        worst = found.cliffs[0]
        last = add_months(worst.first_day, 3).toordinal() - 1
        lines.append(f"{format_short(worst.value_p)} a year ends by")
        lines.append(f"{day_text(worst.first_day.fromordinal(last))}: a cliff")
    else:
        lines.append("No cliff: no quarter holds 25%")
    unknown = sum(quarter.unknown for quarter in found.quarters)
    if unknown:
        lines.append(f"{counted(unknown, 'value')} not known")
    if found.without_end:
        lines.append(f"{counted(found.without_end, 'end')} missing")
    if found.rolling:
        lines.append(f"{found.rolling:,} roll on until notice")
    if found.ceilings:
        lines.append(f"{counted(found.ceilings, 'ceiling')} never summed")
    return lines
