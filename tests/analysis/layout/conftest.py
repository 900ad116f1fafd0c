"""Plans small enough to see through, and the sample plan."""

from pathlib import Path

import pytest

from commissionplanner.model.entities import (
    About,
    Agreement,
    Allocation,
    FundingStream,
    Link,
    Organisation,
    Service,
    ServiceCost,
)
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear

YEAR = FinancialYear.parse("2026/27")


def by_id(*records):
    return {record.id: record for record in records}


@pytest.fixture
def small_plan() -> Plan:
    """A council that keeps one service to itself and pays a trust for another."""
    return Plan(
        about=by_id(About(id="plan", title="Small", first_year=YEAR, year_count=5)),
        organisations=by_id(
            Organisation(id="council", name="Council", is_partner=True),
            Organisation(id="children", name="Children", parent_id="council"),
            Organisation(id="trust", name="Trust", is_partner=True),
        ),
        services=by_id(
            Service(id="portage", name="Portage", lead_commissioner_id="council",
                    provider_ids=("council",), directorate_id="children",
                    prevention_tier="secondary"),
            Service(id="visiting", name="Visiting", lead_commissioner_id="council",
                    provider_ids=("trust",), prevention_tier="primary"),
        ),
        service_costs=by_id(
            ServiceCost(id="c1", service_id="portage", year=YEAR, payer_id="council",
                        stream_id="base", amount_p=100_00),
            ServiceCost(id="c2", service_id="visiting", year=YEAR, payer_id="council",
                        stream_id="base", amount_p=400_00),
        ),
        funding_streams=by_id(
            FundingStream(id="base", name="Base", payer_id="council", holder_id="council",
                          is_open_ended=True),
        ),
        allocations=by_id(Allocation(id="a1", stream_id="base", year=YEAR, amount_p=900_00)),
        agreements=by_id(Agreement(id="isa", name="Sharing", kind="information_sharing")),
        links=by_id(
            Link(id="l1", from_table="services", from_id="visiting", to_table="services",
                 to_id="portage", kind="refers"),
        ),
    )  # fmt: skip


@pytest.fixture(scope="session")
def wexcombe() -> Plan:
    """The sample plan; a test of it is skipped where it has not been made."""
    from commissionplanner import paths
    from commissionplanner.app.usecases.plans import open_plan

    path: Path = paths.samples() / "wexcombe.cplan"
    if not path.is_file():
        pytest.skip("the sample plan has not been made")
    return open_plan(path).plan
