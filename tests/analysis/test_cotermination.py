"""What would align the ends of a group, and what cannot be aligned and why."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commissionplanner.analysis import contracts as terms
from commissionplanner.analysis.cotermination import align, change_of, exit_cost_of
from commissionplanner.analysis.cotermination_dates import proposed_days
from commissionplanner.analysis.end_groups import EndGroup, choices, hand_off_chains, members
from commissionplanner.analysis.index import Index
from commissionplanner.analysis.move_terms import change_by_year_p, options_used
from commissionplanner.analysis.small_providers import small_providers
from commissionplanner.model.entities import (
    About,
    Allocation,
    Contract,
    FundingStream,
    Link,
    Organisation,
    Pool,
    PoolService,
    Service,
)
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear, add_months

AS_AT = date(2026, 11, 2)
TARGET = date(2029, 3, 31)
GROUP = EndGroup("supplier", ("acorns",))


def contract(key="c", **given_values):
    usual = {
        "title": key, "provider_id": "acorns", "start_on": date(2025, 4, 1),
        "current_end_on": date(2028, 3, 31), "max_end_on": date(2030, 3, 31), "notice_months": 6,
        "extensions_available": 2, "extensions_taken": 0, "annual_value_p": 365_00,
    }  # fmt: skip
    return Contract(id=key, **(usual | given_values))


def plan_of(*contracts, as_at=AS_AT, **tables):
    about = About(id="plan", as_at_on=as_at, first_year=FinancialYear(2026), year_count=5)
    bodies = {"acorns": Organisation(id="acorns", name="Little Acorns", sector="vcse")}
    held = {c.id: c for c in contracts}
    return Plan(about={"plan": about}, organisations=bodies, contracts=held, **tables)


def aligned(*contracts, target=TARGET, **more):
    tables = more.pop("tables", {})
    return align(Index(plan_of(*contracts, **tables)), GROUP, target, **more)


def only(*contracts, **more):
    (move,) = aligned(*contracts, **more).moves
    return move


def test_an_option_is_taken_up_to_the_day_and_its_worth_stands_in_its_year():
    move = only(contract())
    assert (move.what, move.to_on, move.decide_by) == ("extend", TARGET, date(2027, 9, 30))
    assert move.by_year_p == {FinancialYear(2028): 365_00}
    assert (move.used, move.exit_cost_p) == (1, 0)
    assert move.route == "option on record, to check with procurement"


def test_what_ends_that_day_stays_without_change():
    move = only(contract(current_end_on=TARGET))
    assert (move.what, move.change_p, move.values()) == ("stays", 0, {})


@pytest.mark.parametrize(
    ("given_values", "why"),
    [
        ({"max_end_on": None}, "no option recorded"),
        ({"max_end_on": date(2028, 3, 31)}, "no option left"),
        ({"extensions_available": 0}, "no option left"),
        ({"max_end_on": date(2028, 9, 30)}, "its options reach to 30 Sep 2028"),
        ({"notice_months": 18}, "the day of notice, 30 Sep 2026, has passed"),
        ({"value_kind": "framework_ceiling"}, "a framework"),
        ({"kind": "framework"}, "a framework"),
        ({"term_kind": "rolling", "current_end_on": None}, "rolls on until notice"),
        ({"current_end_on": None}, "its end is not known"),
        ({"start_on": None}, "its start is not known"),
        ({"start_on": date(2028, 4, 1)}, "it ends before it starts"),
        ({"current_end_on": date(2029, 6, 30)}, "ends later, on 30 Jun 2029"),
    ],
)
def test_what_cannot_be_aligned_says_why(given_values, why):
    if why.startswith("the day of notice"):
        given_values = {**given_values, "notice_months": 18}
    move = only(contract(**given_values))
    assert move.what == "cannot"
    assert why in move.why[0]
    assert move.to_on == move.end_on


def test_notice_on_the_as_at_date_itself_is_in_time():
    assert only(contract(current_end_on=date(2027, 5, 2))).what == "extend"
    assert only(contract(current_end_on=date(2027, 5, 1))).what == "cannot"


def funded(**values):
    stream = FundingStream(id="g", name="Grant", end_year=FinancialYear(2027))
    money = Allocation(id="a", stream_id="g", year=FinancialYear(2027), amount_p=1,
                       certainty="confirmed")  # fmt: skip
    tables = {"funding_streams": {"g": stream}, "allocations": {"a": money}}
    return only(contract(stream_ids=("g",), **values), tables=tables)


def test_money_known_to_end_before_the_day_bars_an_extension_unless_a_clause_protects_it():
    assert "its money is known to end or fall in 2028/29" in funded().why[0]
    move = funded(funding_clause=True)
    assert move.what == "extend"
    assert "a clause protects it" in move.cautions[0]


def test_later_money_that_nobody_recorded_is_said_and_bars_nothing():
    assert only(contract(notice_months=None)).cautions == (
        "no money is recorded for it from 2028/29", "its notice is not recorded",
    )  # fmt: skip


def test_one_that_another_follows_already_is_left():
    after = contract("after", start_on=date(2028, 4, 1), current_end_on=TARGET, ref="A-2")
    first = contract("first", service_ids=("s",))
    moves = aligned(first, replace(after, service_ids=("s",))).moves
    assert [move.what for move in moves] == ["stays", "cannot"]
    assert moves[1].why == ("followed already by A-2, from 1 Apr 2028",)


def test_one_that_has_ended_is_left_out_and_counted():
    found = aligned(contract(), contract("old", current_end_on=date(2026, 11, 1)))
    assert ([m.contract.id for m in found.moves], found.ended) == (["c"], 1)


def test_nothing_is_proposed_without_an_as_at_date_or_for_a_day_gone_by():
    assert "as-at date" in align(Index(plan_of(contract(), as_at=None)), GROUP, TARGET).refused
    assert "before the as-at date" in aligned(contract(), target=date(2026, 11, 1)).refused


LATER = {"current_end_on": date(2029, 9, 30), "max_end_on": None, "break_clause": True,
         "exit_cost_p": 1_000_00}  # fmt: skip


def test_nothing_is_shortened_unless_asked_for():
    assert only(contract(**LATER)).what == "cannot"


def test_a_shortening_takes_away_by_days_and_costs_what_the_contract_says():
    stuck = contract("stuck", current_end_on=TARGET, max_end_on=None)
    found = aligned(contract(**LATER), stuck, may_shorten=True)
    move = found.of("shorten")[0]
    assert move.by_year_p == {FinancialYear(2029): -183_00}
    assert (move.route, move.exit_cost_p) == ("break clause, to check with procurement", 1_000_00)
    assert exit_cost_of(found.moves) == (1_000_00, 0)


def test_a_shortening_is_never_proposed_where_an_extension_can_do():
    found = aligned(contract(**LATER), contract("other"), may_shorten=True)
    assert found.extension_day == date(2029, 9, 30)
    assert "extensions alone would do on 30 Sep 2029" in found.of("cannot")[0].why[0]


def test_a_cost_of_ending_early_that_nobody_recorded_is_not_nil():
    stuck = contract("stuck", current_end_on=TARGET, max_end_on=None)
    found = aligned(contract(**(LATER | {"exit_cost_p": None})), stuck, may_shorten=True)
    assert exit_cost_of(found.moves) == (0, 1)


@pytest.mark.parametrize(
    ("more", "why"),
    [({"notice_months": None}, "its notice is not recorded"),
     ({"notice_months": 29}, "can no longer be given"),
     ({"start_on": date(2029, 4, 1)}, "it starts only on")],
)  # fmt: skip
def test_a_shortening_keeps_notice_and_start(more, why):
    stuck = contract("stuck", current_end_on=TARGET, max_end_on=None)
    (move,) = aligned(contract(**(LATER | more)), stuck, may_shorten=True).of("cannot")
    assert any(why in each for each in move.why)


def test_what_another_contract_would_have_to_carry_is_worked_out():
    assert only(contract(max_end_on=None)).to_procure_p == 365_00
    assert only(contract(max_end_on=None, annual_value_p=None)).to_procure_p is None


def test_a_value_not_known_is_never_nil():
    move = only(contract(annual_value_p=None))
    assert (move.what, move.change_p) == ("extend", None)
    assert change_of((move,)) == ({}, 1)


def test_a_total_grows_by_what_the_move_adds_unless_it_includes_the_options():
    days = (date(2028, 3, 31) - date(2025, 4, 1)).days + 1
    total = contract(annual_value_p=None, total_value_p=days * 100)
    assert only(total).values()["total_value_p"] == days * 100 + 365_00
    assert "total_value_p" not in only(replace(total, value_includes_options=True)).values()


def test_an_extension_sets_the_end_and_the_options_and_nothing_else():
    assert only(contract()).values() == {
        "current_end_on": TARGET, "extensions_available": 1, "extensions_taken": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("said", "left", "to", "used"),
    [("3+1+1", 2, date(2029, 3, 31), 1), ("3+1+1", 2, date(2029, 4, 1), 2),
     ("2+3+2+1", 2, date(2030, 3, 31), 1), ("", 2, TARGET, 1), ("", None, TARGET, None)],
)  # fmt: skip
def test_options_are_counted_by_their_years_where_they_fit(said, left, to, used):
    last = date(2031, 3, 31) if said.startswith("2+3") else date(2030, 3, 31)
    one = contract(extension_terms=said, extensions_available=left, max_end_on=last)
    assert options_used(one, date(2028, 3, 31), to) == used


def test_groups_are_stages_chains_services_pools_suppliers_and_commissioners():
    services = {
        key: Service(id=key, name=key.title(), life_stages=("infancy",), outcome_area="Health")
        for key in ("a", "b", "c")
    }
    links = {"l": Link(id="l", from_table="services", from_id="b", to_table="services", to_id="a",
                       kind="refers")}  # fmt: skip
    plan = plan_of(
        contract(service_ids=("a",), commissioner_id="acorns"), services=services, links=links,
        pools={"p": Pool(id="p", name="Fund")},
        pool_services={"ps": PoolService(id="ps", pool_id="p", service_id="a")},
    )  # fmt: skip
    assert hand_off_chains(plan) == (("b", "a"),)
    index = Index(plan)
    for kind, keys in (("stage", ("infancy",)), ("chain", ("b", "a")), ("services", ("a",)),
                       ("pool", ("p",)), ("supplier", ("acorns",)), ("commissioner", ("acorns",))):  # fmt: skip
        assert [each for each, _ in choices(index, kind)] == [keys]
        assert [c.id for c in members(index, EndGroup(kind, keys)).contracts] == ["c"]


def test_days_are_proposed_with_reasons_the_one_that_aligns_most_first():
    days = proposed_days(Index(plan_of(contract(), contract("d", current_end_on=TARGET))), GROUP)
    assert (days[0].day, days[0].aligned, days[0].staying) == (TARGET, 2, 1)
    assert "nothing would have to be shortened" in days[0].why
    soon = contract(current_end_on=date(2027, 3, 31), notice_months=12)
    assert proposed_days(Index(plan_of(soon)), GROUP)[0].why[-1] == "less than a year away"


def test_a_small_provider_is_told_its_share_and_what_then_ends_at_once():
    plan = plan_of(contract(), contract("d", current_end_on=TARGET, annual_value_p=3 * 365_00))
    found = align(Index(plan), GROUP, TARGET)
    (one,) = small_providers(Index(plan), found, found.moves)
    assert (one.what, one.moved_ppm, one.after_ppm) == ("voluntary body", 250_000, 1_000_000)
    assert (one.change_p, one.before_p) == (365_00, 3 * 365_00)


DAYS = st.dates(date(2026, 1, 1), date(2031, 12, 31))


@st.composite
def contracts(draw):
    start, end = draw(DAYS), draw(DAYS)
    optional = st.none() | st.integers(0, 3)
    return contract(
        start_on=min(start, end) if draw(st.booleans()) else start, current_end_on=end,
        max_end_on=draw(st.none() | DAYS), notice_months=draw(st.none() | st.integers(0, 24)),
        extensions_available=draw(optional), extensions_taken=draw(optional),
        annual_value_p=draw(st.none() | st.integers(0, 10**9)),
        total_value_p=draw(st.none() | st.integers(0, 10**9)),
        value_includes_options=draw(st.none() | st.booleans()),
        term_kind=draw(st.sampled_from([None, "fixed", "rolling"])),
        exit_cost_p=draw(st.none() | st.integers(0, 10**6)),
    )  # fmt: skip


GROUPS = st.lists(contracts(), max_size=4).map(
    lambda held: [replace(c, id=f"c{n}") for n, c in enumerate(held)]
)


@settings(max_examples=50)
@given(GROUPS, DAYS.filter(lambda day: day >= AS_AT), st.booleans())
def test_nothing_moves_beyond_its_options_and_no_notice_is_breached(held, target, may_shorten):
    for move in aligned(*held, target=target, may_shorten=may_shorten).moves:
        one = move.contract
        if move.what == "extend":
            assert one.max_end_on is not None
            assert one.committed_end_on < move.to_on == target <= one.max_end_on
            notice = terms.decide_by(one)
            assert notice is None or notice >= AS_AT
            assert one.extensions_available != 0
        elif move.what == "shorten":
            assert may_shorten
            assert one.start_on <= target < one.committed_end_on
            assert add_months(target, -one.notice_months) >= AS_AT
        else:
            assert move.values() == {}


@settings(max_examples=50)
@given(GROUPS, DAYS.filter(lambda day: day >= AS_AT), st.booleans())
def test_the_change_of_value_is_the_least_among_what_aligns_as_many(held, target, may_shorten):
    found = aligned(*held, target=target, may_shorten=may_shorten)
    alone = [_feasible(c, target, may_shorten and found.extension_day is None) for c in held]
    best = max(sum(day == target for day in pick) for pick in product(*alone)) if held else 0
    assert len(found.aligned) == best
    least = min(
        sum(_worth(c, day) for c, day in zip(held, pick, strict=True))
        for pick in product(*alone)
        if sum(day == target for day in pick) == best
    )
    assert sum(abs(move.change_p or 0) for move in found.moves) == least


def _feasible(one, target, may_shorten):
    """Every end that a contract could have: its own, and those of whole options and the day."""
    end, days = one.committed_end_on, {one.committed_end_on}
    if terms.is_rolling(one):
        return {None}
    if one.start_on is None or end is None or not end >= AS_AT or end < one.start_on:
        return {None}
    notice, last = terms.decide_by(one), one.max_end_on
    can = last is not None and one.extensions_available != 0 and (notice or AS_AT) >= AS_AT
    if can and end < target <= last:
        days |= {target, last}
    early = one.notice_months is not None and one.start_on <= target < end
    if early and may_shorten and add_months(target, -one.notice_months) >= AS_AT:
        days |= {target}
    return days


def _worth(one, day):
    if day is None or day == one.committed_end_on:
        return 0
    return abs(sum((change_by_year_p(one, day) or {}).values()))


@settings(max_examples=50)
@given(GROUPS, DAYS.filter(lambda day: day >= AS_AT))
def test_where_something_is_shortened_no_other_day_would_do_with_extensions_alone(held, target):
    found = aligned(*held, target=target, may_shorten=True)
    if not found.of("shorten"):
        return
    for day in sorted({c.committed_end_on for c in held if c.committed_end_on >= AS_AT}):
        other = {m.contract.id for m in aligned(*held, target=day).aligned}
        assert not {m.contract.id for m in found.aligned} <= other


@settings(max_examples=50)
@given(contracts(), DAYS)
def test_the_years_of_a_change_make_the_whole_by_days(one, to_on):
    by_year = change_by_year_p(one, to_on)
    if not by_year:
        return
    end = one.committed_end_on
    first, last = min(end, to_on) + timedelta(1), max(end, to_on)
    assert min(by_year) == FinancialYear.of(first)
    assert max(by_year) == FinancialYear.of(last)
    assert all((amount_p >= 0) == (to_on > end) or amount_p == 0 for amount_p in by_year.values())
