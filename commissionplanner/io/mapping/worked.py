"""What stagings of one table have worked out, kept for the next."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from commissionplanner.io.mapping.answers.choices import Choices
from commissionplanner.io.mapping.answers.corrections import Corrected, Kept
from commissionplanner.io.mapping.builders.again import Left
from commissionplanner.io.mapping.kinds.bcf_book import Income
from commissionplanner.io.mapping.persons.finding import PersonColumn
from commissionplanner.io.mapping.persons.veil import Veil, veil_of
from commissionplanner.io.mapping.values.asked_values import Orders, look_for_shifts
from commissionplanner.io.mapping.values.contents import Look
from commissionplanner.io.mapping.values.convert import Converted
from commissionplanner.io.mapping.values.periods import Period, period_in
from commissionplanner.io.tabular.kinds import ColumnKind, kind_of
from commissionplanner.io.tabular.table import Table, TableWarning

_OF_TABLE: Final = ("group_headings", "period_years", "moved_headings", "sum_of_years")
"""Questions by whose answers a table has other columns or headings."""


@dataclass(slots=True)
class Worked:
    """What was worked out of a table already, so that a correction costs only what it changes."""

    looks: list[Look] | None = None
    persons: list[PersonColumn] | None = None
    columns: dict[tuple[Any, ...], Converted] = field(default_factory=dict)
    mended: Kept = field(default_factory=dict)
    orders: Orders = field(default_factory=Orders)
    near: dict[Any, Any] = field(default_factory=dict)
    pairs: dict[tuple[str, ...], list[tuple[str, str, float]]] = field(default_factory=dict)
    ids: dict[tuple[str, ...], str] = field(default_factory=dict)
    shifted: dict[tuple[Any, ...], tuple[dict[int, int], list[TableWarning]]] = field(
        default_factory=dict
    )
    kinds: dict[tuple[Any, ...], ColumnKind] = field(default_factory=dict)
    veil: Veil | None = None
    by_hand: Any = None
    periods: list[Period | None] = field(default_factory=list)
    income: Income = field(default_factory=dict)
    left: Left | None = None

    def shifts_of(self, mended: Corrected) -> tuple[dict[int, int], list[TableWarning]]:
        """Return the rows whose cells stand beside their columns, with what was set right.

        Single cells that do are warned of in what comes second.
        """
        key = tuple(sorted(mended.keys.items()))
        if key not in self.shifted:
            self.shifted[key] = look_for_shifts(mended.table, self._kinds_of(mended))
        return self.shifted[key]

    def _kinds_of(self, mended: Corrected) -> list[ColumnKind]:
        """Return what the columns hold; only of those that were changed it is decided anew."""
        table, found = mended.table, []
        for place, (heading, cells) in enumerate(zip(table.headings, table.columns, strict=True)):
            shown_as = table.formats.get(place, "")
            key = (place, heading, shown_as, mended.keys.get(place))
            if key not in self.kinds:
                self.kinds[key] = kind_of(heading, cells, shown_as)
            found.append(self.kinds[key])
        return found

    def period_of(self, table: Table) -> Period | None:
        """Return the column of a table that holds first and last days together; None for none."""
        if not self.periods:
            self.periods.append(period_in(table))
        return self.periods[0]

    def veil_of(self, table: Table, shifted: Mapping[int, int]) -> Veil:
        """Return what may not be shown of the table as it stands in the file."""
        if self.veil is None:
            self.veil = veil_of(table, self.persons or (), shifted)
        return self.veil

    def made_of(self, choices: Choices) -> None:
        """Forget what was worked out of columns that are now filled or grouped otherwise."""
        answers = [choices.answers.get(key) for key in _OF_TABLE]
        now = (dict(choices.filled), dict(choices.group_rows), choices.total_rows, answers)
        if self.by_hand != now:
            self.looks, self.persons, self.veil, self.by_hand = None, None, None, now
            self.periods.clear()
            self.columns.clear()
            self.mended.clear()
            self.shifted.clear()
            self.kinds.clear()
            self.orders.clear()
