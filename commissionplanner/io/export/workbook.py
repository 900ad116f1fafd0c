"""The workbook that partners sign: its sheets in order, written so that figures can be followed.

Sheets that others refer to are written first; what stands where is kept in `PoolCells`.
"""

from collections.abc import Mapping

from commissionplanner.budget.resource import resource
from commissionplanner.io.export.cells import Book, Sheet
from commissionplanner.io.export.content import Content
from commissionplanner.io.export.plan_of_cells import PoolCells
from commissionplanner.io.export.sheets import (
    assumptions,
    board,
    contracts,
    contributions,
    core_offer,
    evidence,
    expenditure,
    findings,
    network,
    partner_round,
    payments,
    plan_data,
    read_me,
    risk_share,
    scenario_models,
    scenarios,
    sensitivity,
    sign_off,
    since,
    sources,
    summary,
    who_gains,
    year_to_year,
)
from commissionplanner.progress import Progress

SHEETS = (
    "Read me", "Sign-off", "Summary", "Contributions", "Expenditure", "Assumptions", "Risk share",
    "Scenarios", "Sensitivity", "Who gains", "Payments", "Scenario models", "Contracts", "Year to year", "Board", "Findings", "Since", "Evidence", "Core offer", "Network",
    "Partner round", "Sources", "Plan data",
)  # fmt: skip
"""Every sheet, in order."""


def workbook(content: Content, progress: Progress | None = None) -> bytes:
    """Return the workbook as the bytes of an xlsx file; the same content gives the same bytes.

    Raises:
        CancelledError: someone asked for the work to stop.
    """
    step = _Steps(progress or Progress())
    book = Book(content.furniture())
    sheets = {name: book.sheet(name) for name in SHEETS}
    pools = [PoolCells(n, budget) for n, budget in enumerate(content.budgets, 1)]
    _money(book, sheets, content, pools, step)
    step.on("Contracts")
    contracts.fill(book, sheets["Contracts"], content)
    step.on("Year to year")
    year_to_year.fill(sheets["Year to year"], content)
    step.on("Board")
    board.fill(sheets["Board"], content)
    step.on("Findings")
    findings.fill(sheets["Findings"], content)
    evidence.fill(sheets["Evidence"], content)
    core_offer.fill(sheets["Core offer"], content)
    since.fill(sheets["Since"], content)
    step.on("Network")
    network.fill(sheets["Network"], content)
    partner_round.fill(sheets["Partner round"], content)
    sources.fill(sheets["Sources"], content)
    step.on("Plan data")
    plan_data.fill(sheets["Plan data"], content)
    step.on("Summary")
    summary.fill(book, sheets["Summary"], content, pools, resource(content.plan))
    sign_off.fill(sheets["Sign-off"], content)
    read_me.fill(sheets["Read me"], content)
    return book.bytes()


def _money(
    book: Book,
    sheets: Mapping[str, Sheet],
    content: Content,
    pools: list[PoolCells],
    step: "_Steps",
) -> None:
    """Write the sheets of money, in the order in which they refer to each other."""
    rates = sheets["Assumptions"]
    step.on("Assumptions")
    assumptions.fill(book, rates, content, pools)
    step.on("Contributions")
    contributions.fill(book, sheets["Contributions"], rates, content, pools)
    step.on("Expenditure")
    expenditure.fill(book, sheets["Expenditure"], rates, content, pools)
    step.on("Risk share")
    risk_share.fill(sheets["Risk share"], content, pools)
    step.on("Scenarios")
    models = scenario_models.fill(book, sheets["Scenario models"], content, pools)
    scenarios.fill(sheets["Scenarios"], content, pools, models)
    sensitivity.fill(sheets["Sensitivity"], content, pools)
    step.on("Who gains")
    who_gains.fill(sheets["Who gains"], content, pools)
    payments.fill(sheets["Payments"], content, pools)


class _Steps:
    """Reports each sheet, which is where a cancel takes effect."""

    def __init__(self, progress: Progress) -> None:
        self._progress, self._done = progress, 0

    def on(self, name: str) -> None:
        self._progress.step(self._done, len(SHEETS), f"Writing {name}")
        self._done += 1
