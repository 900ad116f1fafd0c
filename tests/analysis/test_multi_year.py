"""What stands on single years, and what three years would need."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from commissionplanner.analysis import multi_year
from commissionplanner.model.entities import (
    About,
    Allocation,
    Contract,
    FundingStream,
    Organisation,
)
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear


def short(key="a", **more):
    held = {"commissioner_id": "c", "start_on": date(2026, 4, 1), "annual_value_p": 365_00,
            "current_end_on": date(2027, 3, 31)}  # fmt: skip
    return Contract(id=key, **{**held, **more})


def plan_of(*contracts, **more):
    first = FinancialYear(2026)
    about = About(id="plan", as_at_on=date(2026, 11, 2), first_year=first, year_count=3)
    return Plan(
        about={"plan": about}, organisations={"c": Organisation(id="c", name="Council")},
        contracts={c.id: c for c in contracts}, **more,
    )  # fmt: skip


def test_single_years_and_rolled_over_ones_are_listed_largest_first():
    moved = short("moved", start_on=date(2023, 4, 1), initial_end_on=date(2024, 3, 31),
                  extensions_taken=3, annual_value_p=900_00)  # fmt: skip
    long = short("long", current_end_on=date(2029, 3, 31))
    found = multi_year.cases(plan_of(short(), long, moved, short("blank", annual_value_p=None)))
    assert [(c.contract.id, c.rolled) for c in found] == [("moved", 4), ("a", 1), ("blank", 1)]


def test_what_has_ended_and_frameworks_are_left_out():
    past = short("past", start_on=date(2025, 4, 1), current_end_on=date(2026, 3, 31))
    ceiling = short("ceiling", value_kind="framework_ceiling")
    assert multi_year.cases(plan_of(past, ceiling)) == ()


def test_three_years_count_from_the_start_or_where_that_is_past_from_the_end():
    assert multi_year.longer_end(short(), date(2027, 3, 31)) == date(2029, 3, 31)
    old = short(start_on=date(2022, 4, 1))
    assert multi_year.longer_end(old, date(2027, 3, 31)) == date(2030, 3, 31)


def test_the_money_of_each_year_is_told_apart():
    rows = [(2026, "confirmed"), (2027, "indicative")]
    allocations = {
        str(y): Allocation(id=str(y), stream_id="g", year=FinancialYear(y), amount_p=9, certainty=s)
        for y, s in rows
    }
    plan = plan_of(short(stream_ids=("g",)), allocations=allocations,
                   funding_streams={"g": FundingStream(id="g", name="Grant")})  # fmt: skip
    (case,) = multi_year.cases(plan)
    told = [[str(y) for y in years] for years in (case.confirmed, case.uncertain, case.missing)]
    assert told == [["2026/27"], ["2027/28"], ["2028/29"]]


def test_the_route_says_what_the_option_allows_and_is_always_to_be_checked():
    whole, part, none = (
        multi_year.cases(plan_of(short(max_end_on=day)))[0].route
        for day in (date(2029, 3, 31), date(2028, 3, 31), None)
    )
    assert whole.startswith("option on record")
    assert part.startswith("option falls short")
    assert none.startswith("no option on record")
    assert all(multi_year.TO_CHECK in route for route in (whole, part, none))


def test_a_clause_that_nobody_recorded_is_not_known():
    clauses = [{}, {"break_clause": True}, {"break_clause": False, "funding_clause": False}]
    told = [multi_year.cases(plan_of(short(**c)))[0].has_clause for c in clauses]
    assert told == [None, True, False]


def test_exposure_by_year_holds_terms_of_a_year_and_all_terms():
    long = short(
        "long", current_end_on=date(2028, 3, 31), annual_value_p=None, total_value_p=731_00
    )
    (row,) = multi_year.exposure_by_body(plan_of(short(), long, short("x", annual_value_p=None)))
    assert row.single_p == (365_00, 0, 0)
    assert row.known_p == (730_00, 366_00, 0)
    assert row.unknown == 1


def test_options_taken_lower_the_exposure():
    plan = plan_of(short(max_end_on=date(2029, 3, 31)), short("b"))
    assert multi_year.running_exposure(plan).single_p == 730_00
    assert multi_year.with_options(plan).single_p == 365_00


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(1, 10**9)), max_size=8))
def test_single_years_are_never_more_than_all(terms):
    contracts = [
        short(f"k{n}", current_end_on=date.fromordinal(date(2026, 4, 1).toordinal() + days),
              annual_value_p=value_p)
        for n, (days, value_p) in enumerate(terms)
    ]  # fmt: skip
    for row in multi_year.exposure_by_body(plan_of(*contracts)):
        assert all(0 <= s <= k for s, k in zip(row.single_p, row.known_p, strict=True))
