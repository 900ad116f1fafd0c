"""What decisions do to what stands on single years."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from commissionplanner.analysis.exposure_steps import IN_HAND, in_hand, steps
from commissionplanner.model.entities import About, Action, Contract, Decision, Waiver
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear


def short(key="c", **values):
    usual = {"title": key, "start_on": date(2026, 4, 1), "current_end_on": date(2027, 3, 31),
             "annual_value_p": 365_00}  # fmt: skip
    return Contract(id=key, **(usual | values))


def plan_of(*contracts, **tables):
    about = About(id="plan", as_at_on=date(2026, 11, 2), first_year=FinancialYear(2026),
                  year_count=2)  # fmt: skip
    return Plan(about={"plan": about}, contracts={c.id: c for c in contracts}, **tables)


def told(plan, others=()):
    return {step.name: step for step in steps(plan, others)}


def test_an_extension_taken_lowers_what_stood_on_single_years_as_first_agreed():
    moved = short(initial_end_on=date(2027, 3, 31), current_end_on=date(2028, 3, 31))
    found = told(plan_of(moved))
    assert found["As first agreed, before extensions"].single_p == (365_00, 0)
    assert found["As it stands"].single_p == (0, 0)
    assert found["As it stands"].known_p == (365_00, 366_00)


def test_options_and_scenarios_are_laid_beside_it():
    plan = plan_of(short(max_end_on=date(2028, 3, 31)))
    found = told(plan, [("Longer", plan_of(short(current_end_on=date(2028, 3, 31))))])
    assert found["With every option on record taken"].single_p == (0, 0)
    assert found["Under “Longer”"].known_p == (365_00, 366_00)


def test_each_contract_is_counted_under_the_first_that_is_in_hand():
    shared = {"rule": "CON-010", "record_table": "contracts"}
    plan = plan_of(
        short("a", service_ids=("s",)), short("b", service_ids=("s",)), short("c"), short("d"),
        actions={"x": Action(id="x", title="Act", record_id="a", status="open", **shared),
                 "y": Action(id="y", title="Act", record_id="d", status="done", **shared)},
        decisions={"z": Decision(id="z", body="Board", type="approve", service_ids=("s",))},
        waivers={"w": Waiver(id="w", record_id="c", reason="One-off", **shared)},
    )  # fmt: skip
    held = in_hand(plan, plan.contracts.values())
    assert {hand: [c.id for c in found] for hand, found in held.items()} == {
        "action": ["a"], "decision": ["b"], "accepted": ["c"], "nothing": ["d"],
    }  # fmt: skip


@given(st.lists(st.tuples(st.integers(0, 800), st.integers(0, 10**9), st.booleans()), max_size=6))
def test_the_parts_make_what_stands_on_single_years(given_terms):
    contracts = [
        short(f"k{n}", annual_value_p=value_p, service_ids=("s",) if decided else (),
              current_end_on=date.fromordinal(date(2026, 4, 1).toordinal() + days))
        for n, (days, value_p, decided) in enumerate(given_terms)
    ]  # fmt: skip
    decision = Decision(id="z", body="Board", type="approve", service_ids=("s",))
    found = told(plan_of(*contracts, decisions={"z": decision}))
    parts = [found[name] for _, name in IN_HAND]
    whole = found["As it stands"]
    assert tuple(map(sum, zip(*(p.single_p for p in parts), strict=True))) == whole.single_p
    assert sum(part.contracts for part in parts) == whole.contracts
