"""What the partners' spreadsheets have in common: the writing of rows, and who has which contract."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from commissionplanner.model.entities import Contract
from commissionplanner.model.plan import Plan

MADE = datetime(2026, 10, 12, 9, 0)  # noqa: DTZ001 a workbook's own clock has no zone
Row = Sequence[Any]


def workbook(path: Path) -> Any:
    """Return a new workbook whose bytes depend on its cells alone."""
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": path.stem, "created": MADE})
    return book


def write_row(sheet: Any, row: int, values: Row, when: Any) -> None:
    """Write a row: text as text, days as days, nothing where there is nothing."""
    for column, value in enumerate(values):
        if isinstance(value, date) and when is not None:
            sheet.write_datetime(row, column, datetime.combine(value, datetime.min.time()), when)
        elif isinstance(value, int | float):
            sheet.write_number(row, column, value)
        elif value:
            sheet.write_string(row, column, str(value))


def pounds_of(pence: int | None) -> int | None:
    """Return whole pounds."""
    return None if pence is None else pence // 100


def of(plan: Plan, commissioner: str) -> list[Contract]:
    """Return the contracts of a commissioner, in the order of the plan."""
    return [c for c in plan.contracts.values() if c.commissioner_id == commissioner]


def is_grant(contract: Contract) -> bool:
    """Whether a contract is in the register of grants."""
    return contract.kind == "grant" and contract.commissioner_id != "icb"


def is_now(contract: Contract) -> bool:
    """Whether a contract runs in or after 2026/27, as far as its dates say."""
    end = contract.current_end_on
    return end is None or end >= date(2026, 4, 1) or contract.id == "c-cs-0355"
