"""Reading tables out of any spreadsheet, safely.

`read_table` gives the table of a file; `list_sheets` its sheets; `readings` and `dates` say
what a cell means once its column is known.
"""

from commissionplanner.io.tabular.cells import Cell, ErrorCell, cell_text, column_letter, is_blank
from commissionplanner.io.tabular.readings import Reading
from commissionplanner.io.tabular.rows import LeftOut
from commissionplanner.io.tabular.sheets import SheetInfo
from commissionplanner.io.tabular.table import (
    Table,
    TableWarning,
    list_sheets,
    read_table,
)

__all__ = [
    "Cell",
    "ErrorCell",
    "LeftOut",
    "Reading",
    "SheetInfo",
    "Table",
    "TableWarning",
    "cell_text",
    "column_letter",
    "is_blank",
    "list_sheets",
    "read_table",
]
