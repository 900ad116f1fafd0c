"""Tables made in memory, and imports of them made ready."""

from datetime import date

import pytest

from commissionplanner.io.mapping.answers.choices import Choices
from commissionplanner.io.mapping.staging import Origin, stage
from commissionplanner.io.tabular.cells import column_letter
from commissionplanner.io.tabular.reading import unique_names
from commissionplanner.io.tabular.rows.groups import group_rows
from commissionplanner.io.tabular.table import Table
from commissionplanner.model.changes import ChangeSet, apply
from commissionplanner.model.entities import About
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear


def _table(headings, *rows, file="register.csv", sheet="", banner=()):
    letters = [column_letter(n) for n in range(len(headings))]
    columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in headings]
    numbers = list(range(2, len(rows) + 2))
    return Table(
        file=file, sheet=sheet, kind="text", sheets=[], header_row=1, headings=list(headings),
        names=unique_names(headings, letters), letters=letters, columns=columns,
        rows=numbers, banner=list(banner), group_rows=group_rows(columns, numbers),
    )  # fmt: skip


@pytest.fixture(scope="session")
def table():
    """Make a table from headings and rows."""
    return _table


@pytest.fixture(scope="session")
def empty_plan():
    """A plan with years and nothing else."""
    about = About(id="plan", as_at_on=date(2026, 5, 1), first_year=FinancialYear(2026))
    return Plan(about={"plan": about})


@pytest.fixture(scope="session")
def bring(empty_plan):
    """Stage a table; give the staged import and the plan after it."""

    def run(table, plan=empty_plan, **choices):
        staged = stage(plan, table, Origin(table.file, "digest"), Choices(**choices))
        return staged, apply(plan, ChangeSet(staged.label, staged.changes))

    return run
