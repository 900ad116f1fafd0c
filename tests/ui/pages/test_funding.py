"""The Funding page: what it says of streams without a last year."""

from dataclasses import replace

from commissionplanner.budget.resource import resource
from commissionplanner.model.entities import Allocation, FundingStream
from commissionplanner.model.money import format_short
from commissionplanner.model.years import FinancialYear


def _last_year(make_window, plan, stream):
    page = make_window(replace(plan, funding_streams={"s": stream}), "funding").current
    column = next(c for c in page.model.columns if c.key == "end_year")
    return column.cell(page.model.shown, stream)


def test_money_without_a_planned_end_has_no_last_year_to_fix(make_window, plan):
    cell = _last_year(make_window, plan, FundingStream(id="s", name="Base", is_open_ended=True))
    assert (cell.text, cell.problem) == ("No end", "")


def test_a_last_year_that_is_not_recorded_is_missing(make_window, plan):
    cell = _last_year(make_window, plan, FundingStream(id="s", name="Grant"))
    assert cell.text in ("Missing", "Not recorded")


def test_the_subtitle_counts_money_passed_between_partners_once(make_window, plan):
    streams = {
        "grant": FundingStream(id="grant", name="Grant", holder_id="council"),
        "passed": FundingStream(id="passed", name="Passed", payer_id="icb", holder_id="council"),
    }
    rows = {
        key: Allocation(id=key, stream_id=key, year=FinancialYear(2026), amount_p=10_000_000)
        for key in streams
    }
    page = make_window(replace(plan, funding_streams=streams, allocations=rows), "funding").current
    total = dict(zip(plan.years, resource(page.workspace.plan).total_p, strict=True))
    assert format_short(total[FinancialYear(2026)]) in page.subtitle()
