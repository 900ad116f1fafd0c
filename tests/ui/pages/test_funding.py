"""The Funding page: what it says of streams without a last year."""

from dataclasses import replace

from commissionplanner.model.entities import FundingStream


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
