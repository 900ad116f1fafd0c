"""The whole timeline as pages for paper: every row once, and no month before the first or after the last."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from commissionplanner.analysis.expiry import Expiry
from commissionplanner.analysis.layout import expiry_drawing, timeline_axis, timeline_drawing
from commissionplanner.analysis.layout.shapes import Ink, Rounded, Shape, Words
from commissionplanner.analysis.layout.timeline_axis import Axis
from commissionplanner.analysis.layout.timeline_drawing import HEAD, NAMES, ROW, Where
from commissionplanner.analysis.layout.timeline_legend import HIGH, legend
from commissionplanner.analysis.timeline import Group, Row, Timeline
from commissionplanner.model.years import FinancialYear, add_months

TOP, RIGHT = 36.0, 30.0
Line = tuple[Group, Row | None]


@dataclass(frozen=True, slots=True)
class Style:
    """How pages are drawn: their size in pixels, the colours of organisations, the year spoken of."""

    wide: float
    high: float
    slot_of: Callable[[str], int]
    colours_groups: bool
    year: FinancialYear | None


def months(shown: Timeline) -> tuple[date, date] | None:
    """Return the first day of the first month and the last of the last with anything in it."""
    days = [
        day
        for row in shown.rows()
        for term in row.terms
        for day in (term.start_on, term.end_on, term.option_to)
        if day is not None and timeline_axis.FIRST_DAY <= day <= timeline_axis.LAST_DAY
    ]
    if not days:
        return None
    first = min(days).replace(day=1)
    last = add_months(max(days).replace(day=1), 1)
    return first, date.fromordinal(last.toordinal() - 1)


def pages(shown: Timeline, expiry: Expiry, style: Style) -> Iterator[list[Shape]]:
    """Yield each page's display list, all as large as the style says, on one axis of time."""
    span = months(shown)
    if span is None:
        return
    right = style.wide - RIGHT
    days = (span[1] - span[0]).days + 1
    axis = Axis(float(span[0].toordinal()), (right - NAMES) / days, NAMES, right)
    for lines in _filled(shown, style.high - TOP - expiry_drawing.HIGH - HIGH - 8):
        yield list(_page(lines, axis, (shown, expiry, style)))


def _filled(shown: Timeline, room: float) -> Iterator[list[Line]]:
    """Yield the lines of each page; a group that goes on has its head again."""
    lines: list[Line] = []
    used = 0.0
    for group in shown.groups:
        for at, row in enumerate(group.rows):
            needed = ROW + (HEAD if at == 0 or not lines else 0)
            if lines and used + needed > room:
                yield lines
                lines, used, needed = [], 0.0, ROW + HEAD
            if needed > ROW:
                lines.append((group, None))
            lines.append((group, row))
            used += needed
    if lines:
        yield lines


def _page(lines: list[Line], axis: Axis, what: tuple[Timeline, Expiry, Style]) -> Iterator[Shape]:
    shown, expiry, style = what
    high = sum(HEAD if row is None else ROW for _, row in lines)
    foot = TOP + high
    yield Rounded(0, 0, style.wide, TOP, 0, Ink("sunken"))
    yield Words(timeline_drawing.LEFT_EDGE, 23, "Contract", 12, 600, Ink("ink2"))
    yield from timeline_axis.names(axis, 16, style.year)
    yield from timeline_axis.lines(axis, TOP, high + expiry_drawing.HIGH, style.year)
    top = TOP
    for group, row in lines:
        if row is None:
            coloured = style.colours_groups and group.key
            slot = style.slot_of(group.key) if coloured else None
            yield from timeline_drawing.group_head(group, top, slot)
            top += HEAD
            continue
        slot = style.slot_of(row.slot_of)
        yield from timeline_drawing.row(row, Where(axis, top, slot, shown.as_at))
        yield from timeline_drawing.row_name(row, top)
        yield Rounded(0, top + ROW - 1, style.wide, 1, 0, Ink("grid"))
        top += ROW
    yield from timeline_drawing.today(axis, shown.as_at, TOP, high)
    yield from timeline_drawing.today_words(axis, shown.as_at, 31)
    yield Rounded(0, foot, style.wide, 1, 0, Ink("line2"))
    yield from expiry_drawing.chart(axis, expiry, foot)
    yield from expiry_drawing.words(expiry, foot)
    yield from legend(timeline_drawing.LEFT_EDGE, foot + expiry_drawing.HIGH + 6, style.wide)
