"""Rows of terms on the calendar."""

from datetime import date

import pytest

from commissionplanner.analysis.timeline import term_of, timeline
from commissionplanner.model.entities import (
    About,
    Agreement,
    Allocation,
    Contract,
    FundingStream,
    Organisation,
    Pool,
    PoolService,
    Service,
)
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear


def one(key, start, end, **more):
    given = {"provider_id": "p", "commissioner_id": "c", "service_ids": ("s",), "title": key}
    return Contract(id=key, start_on=start, current_end_on=end, **{**given, **more})


def plan_of(*contracts, **more):
    bodies = (Organisation(id="c", name="Council"), Organisation(id="p", name="Provider"))
    return Plan(
        about={"plan": About(id="plan", as_at_on=date(2026, 11, 2))},
        organisations={b.id: b for b in bodies},
        services={"s": Service(id="s", name="Portage", life_stages=("pregnancy",))},
        contracts={c.id: c for c in contracts},
        **more,
    )


def year(start):
    return date(start, 4, 1), date(start + 1, 3, 31)


def rows(plan, grouping="organisation"):
    return list(timeline(plan, grouping).rows())


def test_successive_contracts_of_a_service_and_supplier_share_a_line():
    (row,) = rows(plan_of(*(one(f"k{y}", *year(y)) for y in (2026, 2024, 2025))))
    assert [term.contract_id for term in row.terms] == ["k2024", "k2025", "k2026"]
    assert (row.name, row.rolled, row.gaps) == ("Portage", 3, (0, 0))


def test_contracts_side_by_side_stand_on_lines_of_their_own():
    found = rows(plan_of(one("a", *year(2026)), one("b", date(2026, 6, 1), date(2028, 3, 31))))
    assert [len(row.terms) for row in found] == [1, 1]


def test_days_between_terms_are_counted_and_overlaps_are_negative():
    plan = plan_of(
        one("a", *year(2023)), one("b", date(2024, 4, 11), date(2025, 3, 31)),
        one("c1", date(2025, 3, 22), date(2028, 3, 31)),
    )  # fmt: skip
    (row,) = rows(plan)
    assert row.gaps == (10, -10)


def test_another_supplier_is_another_line():
    found = rows(plan_of(one("a", *year(2025)), one("b", *year(2026), provider_id="c")))
    assert [len(row.terms) for row in found] == [1, 1]


def test_a_contract_moved_on_twice_by_a_year_counts_three_terms():
    moved = one("a", date(2023, 4, 1), date(2026, 3, 31), initial_end_on=date(2024, 3, 31),
                extensions_taken=2)  # fmt: skip
    assert rows(plan_of(moved))[0].rolled == 3


@pytest.mark.parametrize(
    ("start", "end", "more", "kind"),
    [
        (date(2026, 4, 1), date(2027, 4, 1), {}, "single"),
        (date(2026, 4, 1), date(2027, 4, 2), {}, "committed"),
        (date(2026, 4, 1), None, {}, "no_end"),
        (None, date(2027, 3, 31), {}, "no_start"),
        (date(2026, 4, 1), date(2026, 3, 31), {}, "reversed"),
        (date(2026, 4, 1), None, {"term_kind": "rolling"}, "rolling"),
    ],
)
def test_a_term_says_how_its_end_is_known(start, end, more, kind):
    assert term_of(one("a", start, end, **more)).kind == kind


def test_the_day_of_notice_is_the_end_less_its_months_and_not_known_without_them():
    given = one("a", *year(2026), notice_months=6)
    assert term_of(given).notice_on == date(2026, 9, 30)
    assert term_of(one("b", *year(2026))).notice_on is None


def test_an_option_counts_only_beyond_the_end():
    assert term_of(one("a", *year(2026), max_end_on=date(2029, 3, 31))).option_to
    assert term_of(one("a", *year(2026), max_end_on=date(2027, 3, 31))).option_to is None


def test_a_ceiling_has_no_yearly_value():
    term = term_of(one("a", *year(2026), total_value_p=5, value_kind="framework_ceiling"))
    assert (term.value_p, term.is_ceiling) == (None, True)


def test_money_is_known_up_to_the_last_confirmed_year():
    years = (FinancialYear(2026), FinancialYear(2027), FinancialYear(2028))
    sure = ("confirmed", "confirmed", "indicative")
    allocations = {
        str(y): Allocation(id=str(y), stream_id="g", year=y, amount_p=100, certainty=s)
        for y, s in zip(years, sure, strict=True)
    }
    plan = plan_of(one("a", *year(2026), stream_ids=("g",)), allocations=allocations,
                   funding_streams={"g": FundingStream(id="g", name="Grant")})  # fmt: skip
    assert rows(plan)[0].funded_to == date(2028, 3, 31)
    assert rows(plan_of(one("a", *year(2026))))[0].funded_to is None


def test_the_agreement_is_the_next_to_end():
    agreements = {
        str(y): Agreement(id=str(y), service_ids=("s",), end_on=date(y, 3, 31))
        for y in (2025, 2028, 2030)
    }
    plan = plan_of(one("a", *year(2026)), agreements=agreements)
    assert rows(plan)[0].agreement_to == date(2028, 3, 31)


@pytest.mark.parametrize(
    ("grouping", "key"),
    [
        ("organisation", "c"),
        ("supplier", "p"),
        ("pathway", "pregnancy"),
        ("pool", "pool"),
        ("service", "s"),
    ],
)
def test_rows_are_grouped_as_asked_and_what_is_not_recorded_comes_last(grouping, key):
    loose = one("b", *year(2026), service_ids=(), provider_id=None, commissioner_id=None)
    plan = plan_of(loose, one("a", *year(2026)), pools={"pool": Pool(id="pool", name="Fund")},
                   pool_services={"x": PoolService(id="x", pool_id="pool", service_id="s")})  # fmt: skip
    groups = timeline(plan, grouping).groups
    assert [group.key for group in groups] == [key, ""]


def test_every_contract_stands_on_the_timeline_once():
    plan = plan_of(*(one(f"k{n}", *year(2020 + n % 7), title=f"T{n % 3}") for n in range(40)))
    placed = [term.contract_id for row in rows(plan) for term in row.terms]
    assert sorted(placed) == sorted(plan.contracts)
