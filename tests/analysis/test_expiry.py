"""What ends in which quarter."""

from datetime import date

from commissionplanner.analysis.expiry import expiry, quarter_of
from commissionplanner.model.entities import About, Contract
from commissionplanner.model.plan import Plan

AS_AT = date(2026, 11, 2)


def ends(key, end, value_p=100, start=date(2024, 4, 1), **more):
    return Contract(id=key, start_on=start, current_end_on=end, annual_value_p=value_p, **more)


def found(*contracts, as_at=AS_AT):
    about = {"plan": About(id="plan", as_at_on=as_at)}
    return expiry(Plan(about=about, contracts={c.id: c for c in contracts}))


def test_values_are_added_up_by_quarter():
    got = found(
        ends("a", date(2027, 3, 31)), ends("b", date(2027, 1, 1)), ends("c", date(2027, 4, 1))
    )
    assert [(q.first_day, q.value_p) for q in got.quarters] == [
        (date(2027, 1, 1), 200), (date(2027, 4, 1), 100),
    ]  # fmt: skip


def test_a_quarter_begins_in_january_april_july_or_october():
    assert quarter_of(date(2027, 12, 31)) == date(2027, 10, 1)
    assert quarter_of(date(2027, 4, 1)) == date(2027, 4, 1)


def test_a_quarter_of_the_running_value_in_three_contracts_is_a_cliff():
    three = [ends(str(n), date(2027, 3, 31), 100) for n in range(3)]
    assert found(*three, ends("big", date(2029, 3, 31), 900)).cliffs
    assert not found(*three, ends("big", date(2029, 3, 31), 901)).cliffs


def test_two_contracts_make_no_cliff():
    assert not found(ends("a", date(2027, 3, 31)), ends("b", date(2027, 3, 31))).cliffs


def test_what_has_ended_already_is_no_cliff():
    past = [ends(str(n), date(2026, 3, 31)) for n in range(3)]
    assert not found(*past, ends("now", date(2028, 3, 31))).cliffs


def test_without_an_as_at_date_no_cliff_is_told():
    got = found(*(ends(str(n), date(2027, 3, 31)) for n in range(3)), as_at=None)
    assert (got.running_p, got.cliffs) == (None, ())


def test_a_ceiling_is_never_summed():
    got = found(ends("a", date(2027, 3, 31), value_kind="framework_ceiling"))
    assert (got.quarters, got.ceilings, got.running_p) == ((), 1, 0)


def test_what_is_not_known_is_counted_and_not_nil():
    (quarter,) = found(ends("a", date(2027, 3, 31), None), ends("b", date(2027, 3, 31))).quarters
    assert (quarter.value_p, quarter.contracts, quarter.unknown) == (100, 2, 1)


def test_ends_not_on_record_and_rolling_terms_are_counted_apart():
    got = found(ends("a", None), ends("b", None, term_kind="rolling"))
    assert (got.without_end, got.rolling, got.quarters) == (1, 1, ())


def test_the_part_on_single_years_is_told():
    short = ends("a", date(2027, 3, 31), 40, start=date(2026, 4, 1))
    (quarter,) = found(short, ends("b", date(2027, 3, 31), 60)).quarters
    assert (quarter.value_p, quarter.single_p) == (100, 40)
