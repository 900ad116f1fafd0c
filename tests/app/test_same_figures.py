"""One measure, one figure: the Overview, `check --json` and the workbook's Summary say the same."""

import io

import openpyxl
import pytest

from commissionplanner.analysis.index import index_of
from commissionplanner.app import overview
from commissionplanner.app.usecases.check import check
from commissionplanner.app.usecases.export import content_of
from commissionplanner.app.usecases.plans import open_plan
from commissionplanner.io.export.workbook import workbook
from commissionplanner.model.money import PPM, format_ppm


@pytest.fixture(scope="module")
def plan(checkout):
    return open_plan(checkout / "sample_plans" / "wexcombe.cplan").plan


@pytest.fixture(scope="module")
def shown(plan):
    return overview.overview(plan)


@pytest.fixture(scope="module")
def indicators(plan):
    return check(plan).as_json()["indicators"]


@pytest.fixture(scope="module")
def summary(plan):
    """The figures of a row of the Summary by its words, the planned years."""
    book = openpyxl.load_workbook(
        io.BytesIO(workbook(content_of(plan))), read_only=True, data_only=True
    )
    rows = book["Summary"].iter_rows(values_only=True)
    return {row[0]: row[2 : 2 + len(plan.years)] for row in rows if row[0]}


def _pence(pounds):
    return tuple(round(value * 100) for value in pounds)


def test_total_resource(shown, summary):
    assert _pence(summary["Total resource, known"]) == shown.by_year("total_resource")


def test_planned_cost_and_the_gap(plan, shown, summary):
    spent = _pence(summary["Planned cost of services"])
    assert spent == tuple(sum(p for _, p in index_of(plan).spend[year]) for year in plan.years)
    left = zip(shown.by_year("total_resource"), spent, strict=True)
    assert shown.by_year("gap") == tuple(money - cost for money, cost in left)


def test_prevention_share(plan, shown, indicators, summary):
    told = indicators["prevention_share"]["by_year"]
    assert shown.by_year("prevention_share") == tuple(told[str(year)] for year in plan.years)
    share = summary["Prevention share of planned cost whose tier is known"]
    assert tuple(round(part * PPM) for part in share) == shown.by_year("prevention_share")


def test_pooled_money(shown, summary):
    pooled = _pence(summary["Contributions to pooled funds"])
    aligned = _pence(summary["Contributions to aligned funds"])
    joint = (sum(both) for both in zip(pooled, aligned, strict=True))
    whole = zip(joint, shown.by_year("total_resource"), strict=True)
    assert shown.by_year("pooled_share") == tuple(
        round(part * PPM / total) for part, total in whole
    )


def test_single_year_exposure(shown, indicators):
    headline, told = shown.shown["single_year"], indicators["single_year_exposure"]
    by_year = {str(year): value for year, value in headline.by_year.items()}
    assert by_year == told["by_year"]
    assert headline.line.startswith(format_ppm(told["value"]))
