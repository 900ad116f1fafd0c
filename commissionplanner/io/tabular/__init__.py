"""Reading tables out of any spreadsheet, safely.

`read_table` gives the table of a file; `list_sheets` its sheets; `readings` and `dates` say
what a cell means once its column is known.
"""

from commissionplanner.io.tabular.cells import Cell, ErrorCell, cell_text, column_letter, is_blank
from commissionplanner.io.tabular.readings import Reading
from commissionplanner.io.tabular.sheets import SheetInfo

__all__ = [
    "Cell",
    "ErrorCell",
    "Reading",
    "SheetInfo",
    "cell_text",
    "column_letter",
    "is_blank",
]
