"""The generated plan to measure with: its sizes, and the same each time."""

import sys

from commissionplanner.model.plan import Plan
from commissionplanner.paths import samples


def made(services: int, links: int) -> Plan:
    sys.path.insert(0, str(samples()))
    try:
        from full_size import large_plan
    finally:
        sys.path.remove(str(samples()))
    return large_plan(services, links)


def test_a_plan_of_the_asked_size_is_made() -> None:
    plan = made(50, 200)
    assert (len(plan.services), len(plan.links)) == (50, 200)
    assert len(plan.service_costs) == 50 * 10


def test_the_same_sizes_give_the_same_plan() -> None:
    assert made(30, 60) == made(30, 60)


def test_no_link_leads_back_to_itself() -> None:
    assert all(link.from_id != link.to_id for link in made(40, 400).links.values())
