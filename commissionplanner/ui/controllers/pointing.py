"""What a user says of a sheet by pointing at it: where its headings, its data, its totals are."""

from commissionplanner.ui.controllers.importing import ImportController


class Pointing:
    """Turns what is pointed at into choices; each can be taken back."""

    def __init__(self, control: ImportController) -> None:
        self._control = control

    def headings(self, first: int, last: int) -> None:
        """Take the headings from these rows."""
        where = f"row {first:,}" if first == last else f"rows {first:,} to {last:,}"
        self._control.settle(
            f"headings in {where}",
            header_row=first, heading_rows=last - first + 1, columns={}, answers={},
        )  # fmt: skip

    def no_headings(self, row: int) -> None:
        """Take no row for headings: data begins here."""
        self._control.settle(
            "no headings", header_row=row, heading_rows=0, first_row=row, columns={}, answers={}
        )

    def starts(self, row: int) -> None:
        """Take this row for the first of data."""
        self._control.settle(f"data from row {row:,}", first_row=row)

    def ends(self, row: int) -> None:
        """Take this row for the last of data."""
        self._control.settle(f"data to row {row:,}", last_row=row)

    def leaves_out(self, row: int) -> None:
        """Leave a row out."""
        self._settle_row(row, f"row {row:,} left out", rows_out=True)

    def brings_in(self, row: int) -> None:
        """Bring a row in, whatever it looks like."""
        self._settle_row(row, f"row {row:,} brought in", rows_in=True)

    def is_total(self, row: int) -> None:
        """Take a row for a total: it stays out, and the sum is compared with it."""
        self._settle_row(row, f"row {row:,} is a total", total_rows=True)

    def is_group(self, row: int) -> None:
        """Take a row for a heading of the rows below it."""
        self._settle_row(row, f"row {row:,} is a heading of rows", group=True)

    def is_no_group(self, row: int) -> None:
        """Take a row for a record, and for no heading of rows."""
        self._settle_row(row, f"row {row:,} is a record", group=False)

    def as_found(self, row: int) -> None:
        """Forget what was said of a row."""
        self._settle_row(row, f"row {row:,} as found")

    def was_told(self, row: int) -> bool:
        """Tell whether something was said of a row."""
        held = self._control.choices
        return (
            row in held.rows_out
            or row in held.rows_in
            or row in held.total_rows
            or row in held.group_rows
            or row in (held.first_row, held.last_row)
        )

    def _settle_row(
        self,
        row: int,
        what: str,
        *,
        rows_out: bool = False,
        rows_in: bool = False,
        total_rows: bool = False,
        group: bool | None = None,
    ) -> None:
        held = self._control.choices
        groups = {n: said for n, said in held.group_rows.items() if n != row}
        if group is not None:
            groups[row] = group
        self._control.settle(
            what,
            rows_out=held.rows_out - {row} | ({row} if rows_out else frozenset()),
            rows_in=held.rows_in - {row} | ({row} if rows_in else frozenset()),
            total_rows=held.total_rows - {row} | ({row} if total_rows else frozenset()),
            group_rows=groups,
            first_row=None if held.first_row == row else held.first_row,
            last_row=None if held.last_row == row else held.last_row,
        )

    def table(self, number: int) -> None:
        """Read another of the tables of the sheet."""
        self._control.settle(
            f"table {number}", table=number, header_row=None, heading_rows=None, first_row=None,
            last_row=None, columns={}, answers={},
        )  # fmt: skip

    def fills(self, column: str, *, down: bool) -> None:
        """Fill the blank cells of a column from above, or leave them blank."""
        filled = {**self._control.choices.filled, column: down}
        self._control.settle(f"column {column}: blank cells", filled=filled)

    def unit(self, column: str, word: str) -> None:
        """Read the amounts of a column in pounds, thousands or millions; "" as found."""
        units = {c: held for c, held in self._control.choices.units.items() if c != column}
        if word:
            units[column] = word
        self._control.settle(f"column {column}: unit", units=units)
