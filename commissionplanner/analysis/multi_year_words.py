"""What is said of a contract that lives from year to year: on the page and in the workbook."""

from collections.abc import Sequence

from commissionplanner.analysis.multi_year import Case
from commissionplanner.model.entities import Contract
from commissionplanner.model.words import NOT_KNOWN, day_text
from commissionplanner.model.years import FinancialYear


def option_words(contract: Contract) -> str:
    """Return how far the options on record could carry it."""
    end, latest = contract.committed_end_on, contract.max_end_on
    if latest is None:
        return "none recorded"
    return day_text(latest) if end is None or latest > end else "none left"


def money_words(case: Case) -> str:
    """Return how sure the money is up to the end of three years."""
    parts = (
        ("confirmed", case.confirmed), ("indicative or assumed", case.uncertain),
        ("ends or falls short", case.ended), ("nothing recorded", case.missing),
    )  # fmt: skip
    return "; ".join(f"{words} {_years(years)}" for words, years in parts if years)


def clause_words(case: Case) -> str:
    """Return whether a break or funding clause protects a longer term."""
    return {True: "recorded", False: "none", None: NOT_KNOWN}[case.has_clause]


def _years(years: Sequence[FinancialYear]) -> str:
    if len(years) > 1 and years[-1].start - years[0].start == len(years) - 1:
        return f"{years[0].short} to {years[-1].short}"
    return ", ".join(year.short for year in years)
