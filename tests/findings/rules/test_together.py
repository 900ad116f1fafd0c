"""Working together, at the boundary of each rule."""

from datetime import date

import pytest

from commissionplanner.model.entities import (
    Agreement,
    Boundary,
    BoundaryMember,
    Link,
    Pool,
    PoolService,
    Population,
)
from tests.findings.build import AS_AT, Y26, contract, levels, organisation, plan_of, service

SURE = {"links_confirmed_by": "Somebody", "links_confirmed_on": AS_AT, "is_partner": True}
POOL = Pool(id="pool", name="Pool")
SCHEMES = [PoolService(id=f"ps{n}", pool_id="pool", service_id=f"s{n}") for n in (1, 2)]
REFERS = Link(id="l", from_table="services", from_id="s1", to_table="services", to_id="s2",
              kind="refers")  # fmt: skip


def ending(day):
    """Two services with a running contract each, the second ending on this day."""
    said = {"outcome_area": "Speech"}
    return [
        service("s1", **said), service("s2", **said),
        contract("c1", current_end_on=date(2027, 3, 31), service_ids=("s1",)),
        contract("c2", current_end_on=day, service_ids=("s2",)),
    ]  # fmt: skip


NEAR, FAR = ending(date(2028, 3, 31)), ending(date(2028, 4, 1))
OTHER = [service("s1", outcome_area="Speech"), service("s2", outcome_area="Sleep"), *FAR[2:]]


def serving(ages=("age_0_2",), area="Town", **said):
    """Two partners, each with its own service."""
    bodies = organisation("a", **SURE), organisation("b", **{**SURE, **said})
    mine = {"lead_commissioner_id": "a", "provider_ids": ("a",), "area": "Town"}
    theirs = {"lead_commissioner_id": "b", "provider_ids": ("b",), "area": area}
    return (
        *bodies,
        service("s1", age_bands=("age_0_2",), **mine),
        service("s2", age_bands=ages, **theirs),
    )


JOINT = Agreement(id="g", name="G", party_ids=("a", "b"))


def bodies(*ties, sure=("m",)):
    """Bodies tied by links: a letter pair each."""
    names = sorted(set("".join(ties)))
    rows = [organisation(n, **(SURE if n in sure else {})) for n in names]
    links = [
        Link(id=t, from_table="organisations", from_id=t[0], to_table="organisations",
             to_id=t[1], kind="refers")
        for t in ties
    ]  # fmt: skip
    return plan_of(*rows, *links)


def areas(outside, inside=900):
    """A council of one small area within a wider one."""
    people = {"In": inside, "Out": outside}
    rows = [Population(id=a, area=a, year=Y26, people=n) for a, n in people.items()]
    for key, codes in (("council", ("In",)), ("icb", ("In", "Out"))):
        rows.append(Boundary(id=key, name=key, geometry_codes=codes))
        rows.append(BoundaryMember(id=key, boundary_id=key, organisation_id=key))
    return plan_of(organisation("council"), organisation("icb"), *rows)


WHOLE = ("ab", "fg", "ag", "bf", "am", "fm")  # four bodies that need no fifth

CASES = [
    ("CON-015", plan_of(POOL, *SCHEMES, *FAR), ["advice"]),
    ("CON-015", plan_of(POOL, *SCHEMES, *NEAR), []),  # 366 days apart
    ("CON-015", plan_of(REFERS, *FAR), ["advice"]),
    ("CON-015", plan_of(REFERS, *NEAR), []),
    ("CON-015", plan_of(REFERS, *OTHER), []),
    ("CON-015", plan_of(*FAR), []),
    ("NET-003", plan_of(*serving()), ["advice"]),
    ("NET-003", plan_of(*serving(links_confirmed_on=None)), ["note"]),
    ("NET-003", plan_of(*serving(), JOINT), []),
    ("NET-003", plan_of(*serving(), REFERS), []),
    ("NET-003", plan_of(*serving(ages=("age_2_5",))), []),
    ("NET-003", plan_of(*serving(area="City")), []),
    ("NET-003", plan_of(*serving(is_partner=None)), []),
    ("NET-005", bodies(*WHOLE, "cm", "dm", "em"), ["advice"]),
    ("NET-005", bodies(*WHOLE, "cm", "dm", "em", sure=()), ["note"]),
    ("NET-005", bodies(*WHOLE, "cm", "dm", "de"), ["advice"]),
    ("NET-005", bodies(*WHOLE, "cm", "dm", "xy", "yz"), []),  # two are cut off
    ("NET-005", bodies("am", "bm", "ab"), []),
    ("NET-007", areas(100), ["advice"]),
    ("NET-007", areas(99), []),
    ("NET-007", areas(0), []),
]


@pytest.mark.parametrize(("rule", "plan", "expected"), CASES)
def test_together_rule(rule, plan, expected):
    assert levels(plan, rule) == expected
