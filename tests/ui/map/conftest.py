"""A Map page on a small plan, as a window would hold it."""

import pytest

from commissionplanner.app.session import Session
from commissionplanner.model.entities import (
    About,
    Allocation,
    FundingStream,
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
    return Plan(
        about=by_id(About(id="plan", title="Small", first_year=YEAR, year_count=5)),
        organisations=by_id(
            Organisation(id="council", name="Council", is_partner=True),
            Organisation(id="trust", name="Trust", is_partner=True),
        ),
        services=by_id(
            Service(id="portage", name="Portage", lead_commissioner_id="council",
                    provider_ids=("council",), age_bands=("age_0_2",)),
            Service(id="visiting", name="Visiting", lead_commissioner_id="trust",
                    provider_ids=("trust",), age_bands=("age_0_2",)),
        ),
        service_costs=by_id(
            ServiceCost(id="c1", service_id="portage", year=YEAR, payer_id="council",
                        amount_p=100_00),
            ServiceCost(id="c2", service_id="visiting", year=YEAR, payer_id="council",
                        amount_p=400_00),
        ),
        funding_streams=by_id(FundingStream(id="base", name="Base", holder_id="council")),
        allocations=by_id(Allocation(id="a1", stream_id="base", year=YEAR, amount_p=900_00)),
        links={},
    )  # fmt: skip


@pytest.fixture
def workspace(qapp):
    from commissionplanner.ui import theme
    from commissionplanner.ui.workspace import Workspace

    theme.apply(qapp, "light", 1.0)
    made = Workspace()
    yield made
    if made.session is not None:
        made.session.close()
    made.jobs.close()


@pytest.fixture
def page(qtbot, workspace, small_plan):
    from commissionplanner.ui.pages.map import MapPage

    workspace.open(Session(small_plan))
    made = MapPage(workspace)
    workspace.bridge.changed.connect(made.refresh)
    qtbot.addWidget(made)
    made.resize(1200, 640)
    made.show()
    qtbot.waitExposed(made)
    yield made
    workspace.bridge.changed.disconnect(made.refresh)
