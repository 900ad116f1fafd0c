"""The file's own totals against the rows that come in: which rows each adds up, and what is missing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from commissionplanner.io.mapping.totals.labels import label_of
from commissionplanner.io.mapping.values.pence_beside import pence_in
from commissionplanner.io.mapping.values.sheet import Sheet
from commissionplanner.model.money import format_pounds

Amounts = tuple[int | None, ...]

_ROUNDING_P: Final = 50
"""Half a pound: so far each of the rows may be rounded."""
_MOST_TOTALS: Final = 60
_NEAREST: Final = 8
"""So many totals above and below are tried as the ends of what a total adds up."""


@dataclass(frozen=True, slots=True)
class Check:
    """One total of the file.

    Attributes:
        row: Its number in the file.
        label: What it is called.
        key: The field of money it is of.
        said_p, ours_p: What it says and what the rows that it adds up make; over all years.
        agrees: Whether it is what its rows make in every column, roundings apart.
        n_rows: How many rows it adds up.
        extent: Which they are: "all", "above", "below".
    """

    row: int
    label: str
    key: str
    said_p: int
    ours_p: int
    agrees: bool
    n_rows: int
    extent: str

    @property
    def text(self) -> str:
        """Say it in words."""
        where = {"all": "", "above": " above it", "below": " below it"}[self.extent]
        many = "all " if self.extent == "all" and self.n_rows > 1 else "the "
        rows = "the one row" if self.n_rows == 1 else f"{many}{self.n_rows:,} rows"
        if self.agrees:
            gap = abs(self.said_p - self.ours_p)
            near = f", but for roundings of {format_pounds(gap)}" if gap else ""
            return f"It is the sum of {rows}{where}{near}."
        whose = "The sheet's own total is" if self.extent == "all" else f"“{self.label}” is"
        apart = format_pounds(abs(self.said_p - self.ours_p))
        said = (
            f"{whose} {format_pounds(self.said_p)}; these rows make {format_pounds(self.ours_p)}; "
        )
        return f"{said}difference {apart}, row {self.row:,}."


@dataclass(frozen=True, slots=True)
class _Line:
    """A row with what it is worth in each column of money; a label where it is a total."""

    row: int
    amounts: Amounts
    label: str | None = None


@dataclass(frozen=True, slots=True)
class _Extent:
    """Some of the rows that come in: how many they are and what they make by column."""

    name: str
    n_rows: int
    sums: tuple[int, ...]


def check_totals(sheet: Sheet) -> list[Check]:
    """Return each total row of the file against the rows that it adds up, in the file's order.

    None where there are very many, as in a return of all authorities: there each line of totals
    was proved by all of them.
    """
    columns = _columns(sheet)
    if not columns or not 0 < len(sheet.totals) + len(sheet.table.total_cells) <= _MOST_TOTALS:
        return []
    lines = sorted(_lines(sheet, columns), key=lambda line: line.row)
    sums = _Sums(lines, len(columns))
    found = (_check(sheet, sums, at) for at in sums.totals)
    return [check for check in found if check is not None]


def _columns(sheet: Sheet) -> list[int]:
    """Return the places of the columns of money, as `Sheet.amounts` has them."""
    places = [guess.place for guess, _ in sheet.yearly]
    return places + [sheet.places[key] for key in sheet.money_keys()]


def _lines(sheet: Sheet, columns: Sequence[int]) -> Iterator[_Line]:
    table = sheet.table
    for position in sheet.kept:
        if position not in sheet.memo:
            yield _Line(table.rows[position], tuple(sheet.amounts(position)))
    for position in sheet.totals:
        yield _Line(table.rows[position], tuple(sheet.amounts(position)), label_of(sheet, position))
    for row, cells in table.total_cells.items():
        beside = [*cells[1:], None]
        amounts = tuple(pence_in(sheet, cells[p], beside[p], p) for p in columns)
        label = next((c for c in cells if isinstance(c, str) and any(map(str.isalpha, c))), "Total")
        yield _Line(row, amounts, " ".join(label.split())[:60])


class _Sums:
    """Running sums over the rows that come in, so that any run of them is added up at once."""

    def __init__(self, lines: Sequence[_Line], width: int) -> None:
        self.lines = lines
        self.totals = [at for at, line in enumerate(lines) if line.label is not None]
        self._sums: list[tuple[int, ...]] = [(0,) * width]
        self._counts = [0]
        for line in lines:
            counts = line.label is None
            self._counts.append(self._counts[-1] + counts)
            amounts = (a or 0 for a in line.amounts)
            before = self._sums[-1]
            self._sums.append(
                tuple(b + a for b, a in zip(before, amounts, strict=True)) if counts else before
            )

    def between(self, name: str, first: int, end: int) -> _Extent:
        """Return the rows from a line to before another."""
        sums = tuple(b - a for a, b in zip(self._sums[first], self._sums[end], strict=True))
        return _Extent(name, self._counts[end] - self._counts[first], sums)

    def extents(self, at: int) -> Iterator[_Extent]:
        """Yield the runs of rows that a total may add up, the likeliest first."""
        yield self.between("all", 0, len(self.lines))
        above = [place for place in self.totals if place < at]
        for start in (*reversed(above[-_NEAREST:]), -1):
            yield self.between("above", start + 1, at)
        below = [place for place in self.totals if place > at]
        for end in (*below[:_NEAREST], len(self.lines)):
            yield self.between("below", at + 1, end)


def _check(sheet: Sheet, sums: _Sums, at: int) -> Check | None:
    line = sums.lines[at]
    if not any(line.amounts):
        return None
    tried = [extent for extent in sums.extents(at) if extent.n_rows]
    found = next((extent for extent in tried if not _differing(line, extent)), None)
    meant = found or _meant(sums, at, tried)
    if meant is None:
        return None
    places = _differing(line, meant)
    yearly = len(sheet.yearly)
    used = [place for place, amount in enumerate(line.amounts) if amount is not None]
    over = [place for place in used if place < yearly] or used[:1]
    if places and places[0] not in over:
        over = places[:1]
    key = "amount_p" if over[0] < yearly else sheet.money_keys()[over[0] - yearly]
    said = sum(line.amounts[place] or 0 for place in over)
    ours = sum(meant.sums[place] for place in over)
    return Check(line.row, line.label or "", key, said, ours, not places, meant.n_rows, meant.name)


def _differing(line: _Line, extent: _Extent) -> list[int]:
    """Return the columns in which a total is not what rows make, roundings apart."""
    found = []
    for place, said in enumerate(line.amounts):
        if said is None:
            continue
        gap = abs(said - extent.sums[place])
        near = min(_ROUNDING_P * extent.n_rows, abs(said) // 1_000)
        if gap and (gap > near or said % 100):
            found.append(place)
    return found


def _meant(sums: _Sums, at: int, tried: Sequence[_Extent]) -> _Extent | None:
    """Return the rows that a total which agrees with none is about."""
    label = (sums.lines[at].label or "").casefold()
    is_last = at == sums.totals[-1] and "sub" not in label
    if "grand" in label or "overall" in label or len(sums.totals) == 1 or is_last:
        return tried[0] if tried else None
    return next((extent for extent in tried if extent.name != "all"), None)


def sheet_total(
    checks: Sequence[Check], totals: Mapping[str, int], main: str
) -> dict[str, int] | None:
    """Return the file's own total of the whole, and how far the rows that come in are from it.

    Of the main money column; where that has none, of the first other that has. Where the file has
    totals of groups only, their sum if they cover all rows.

    Args:
        checks: As `check_totals` gives them.
        totals: Pence by money field, of the rows that come in.
        main: The main money field.
    """
    for key in dict.fromkeys((main, *totals)):
        own = [check for check in checks if check.key == key]
        ours_p = totals.get(key, 0)
        whole = [check for check in own if check.extent == "all"]
        if whole:
            said = next((check for check in whole if check.agrees), whole[-1]).said_p
        elif own and sum(check.ours_p for check in own) == ours_p:
            said = sum(check.said_p for check in own)
        else:
            continue
        return {"amount_p": said, "difference_p": said - ours_p}
    return None
