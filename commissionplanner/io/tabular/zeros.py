"""Numbers that a format shows with zeros before them, as 00123: where they are codes, they keep them."""

import re

from commissionplanner.io.tabular.cells import Cell, column_index, plain_number
from commissionplanner.io.tabular.kinds import kind_of
from commissionplanner.io.tabular.table import Table, TableWarning


def keep_zeros(table: Table, runs: list[tuple[int, int, int, str]]) -> None:
    """Show codes as the sheet shows them, and say so; amounts, days and counts stay numbers.

    Args:
        table: The table, whose columns are changed.
        runs: As in `Marks.digits`.
    """
    places = {column_index(letter): place for place, letter in enumerate(table.letters)}
    shown: dict[int, dict[int, str]] = {}
    for column, first, last, kind in runs:
        if column in places and kind.startswith("digits:"):
            rows = shown.setdefault(places[column], {})
            rows.update(dict.fromkeys(range(first + 1, last + 2), kind))
    for place, kinds in shown.items():
        cells = table.columns[place]
        if kind_of(table.headings[place], cells, "digits:").kind != "code":
            continue
        written = [
            with_zeros(cell, kinds[row]) if row in kinds else cell
            for row, cell in zip(table.rows, cells, strict=True)
        ]
        changed = next((at for at, cell in enumerate(written) if cell is not cells[at]), None)
        table.columns[place] = written
        if changed is not None:
            letter, row = table.letters[place], table.rows[changed]
            table.warnings.append(
                TableWarning(
                    "shown_zeros",
                    f"Column {letter} (“{table.names[place]}”) holds numbers that their format shows with zeros; "
                    f"they were read as shown: {letter}{row} is “{written[changed]}”.",
                    row,
                    table.names[place],
                )
            )


def with_zeros(cell: Cell, kind: str) -> Cell:
    """Return a whole number as its format shows it: 123 by "digits:5" is "00123"."""
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return cell
    digits = plain_number(cell)
    if not re.fullmatch(r"\d{1,15}", digits):
        return cell
    form = kind.removeprefix("digits:")
    if form.isdigit() and form[0] != "0":
        return digits.zfill(int(form)) if len(digits) < int(form) else cell
    digits = digits.zfill(form.count("0"))
    parts: list[str] = []
    for length in reversed([len(part) for part in re.split("[-/ ]", form)][1:]):
        parts.insert(0, digits[-length:])
        digits = digits[:-length]
    signs = re.findall("[-/ ]", form)
    return digits + "".join(sign + part for sign, part in zip(signs, parts, strict=True))
