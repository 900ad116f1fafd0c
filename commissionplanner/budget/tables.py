"""The dated tables of rates that ship with the program, as sums use them."""

import csv
import tomllib
from collections.abc import Mapping
from functools import cache

from commissionplanner import paths
from commissionplanner.budget.discounting import Step
from commissionplanner.model.years import FinancialYear


@cache
def discount_schedules() -> Mapping[str, tuple[Step, ...]]:
    """Return the discount rates by schedule, a code of the vocabulary `discount_schedule`."""
    found: dict[str, list[Step]] = {}
    for row in _rows("discount_rates"):
        to_year = int(row["to_year"]) if row["to_year"] else None
        step = Step(int(row["from_year"]), to_year, int(row["rate_ppm"]))
        found.setdefault(row["schedule"], []).append(step)
    return {name: tuple(steps) for name, steps in found.items()}


@cache
def benefit_corrections() -> Mapping[int, int]:
    """Return what is taken off benefits for optimism, in parts per million, by grade 1 to 6."""
    return {int(row["grade"]): int(row["benefit_reduction_ppm"]) for row in _rows("cba_grades")}


@cache
def cost_corrections() -> Mapping[int, int]:
    """Return what is added to costs for optimism, in parts per million, by grade 1 to 6."""
    return {int(row["grade"]): int(row["cost_uplift_ppm"]) for row in _rows("cba_grades")}


@cache
def deflators() -> Mapping[str, Mapping[FinancialYear, int]]:
    """Return the price index, in thousandths, of each series by financial year."""
    found: dict[str, dict[FinancialYear, int]] = {}
    for row in _rows("gdp_deflators"):
        year = FinancialYear.parse(row["year"])
        found.setdefault(row["series"], {})[year] = int(row["index_milli"])
    return found


def deflator_names() -> Mapping[str, str]:
    """Return what each series of prices is called, with its date."""
    return _named("gdp_deflators", "series")


def schedule_names() -> Mapping[str, str]:
    """Return what each schedule of discount rates is called, with its date."""
    return _named("discount_rates", "schedule")


@cache
def capital_bounds() -> Mapping[str, int]:
    """Return the upper bound of optimism on capital costs by kind, in parts per million."""
    return {row["kind"]: int(row["cost_upper_ppm"]) for row in _rows("optimism_bias")}


@cache
def _named(table: str, key: str) -> Mapping[str, str]:
    path = paths.resources() / "tables" / f"{table}.toml"
    found: Mapping[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))[key]
    return found


@cache
def vintage(name: str) -> str:
    """Return how a table is named on exports: its title and the date it is of."""
    path = paths.resources() / "tables" / f"{name}.toml"
    about = tomllib.loads(path.read_text(encoding="utf-8"))
    return f"{about['title']}, {about['vintage']}"


def _rows(name: str) -> list[dict[str, str]]:
    path = paths.resources() / "tables" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
