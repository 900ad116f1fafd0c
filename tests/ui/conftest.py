"""The window as tests open it: shown, closed, its jobs ended; fails where any of that leaks."""

import threading
from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from commissionplanner.app.session import Session
from commissionplanner.app.settings import Settings
from commissionplanner.model.entities import About, Contract, Organisation, Service, ServiceCost
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear

YEAR = FinancialYear(2026)


def small_plan() -> Plan:
    """Three organisations, two services, three contracts: enough to click on."""
    organisations = [
        Organisation(id="council", name="Wexcombe Council", short_name="Council", is_partner=True),
        Organisation(id="icb", name="Vale ICB", short_name="ICB", is_partner=True),
        Organisation(id="acorns", name="Little Acorns"),
    ]
    services = [
        Service(id="portage", name="Portage", lead_commissioner_id="council"),
        Service(id="speech", name="Speech therapy", lead_commissioner_id="icb"),
    ]
    contracts = [
        Contract(
            id="c1", ref="CS-1", title="Family support", provider_id="acorns",
            commissioner_id="council", start_on=date(2026, 4, 1), current_end_on=date(2027, 3, 31),
            annual_value_p=214_000_000,
        ),
        Contract(
            id="c2", ref="CS-2", title="Speech therapy", provider_id="acorns",
            commissioner_id="icb", start_on=date(2025, 4, 1), current_end_on=date(2028, 3, 31),
            annual_value_p=187_000_000,
        ),
        Contract(id="c3", ref="CS-3", title="Stop smoking", as_found=(("current_end_on", "TBC"),)),
    ]  # fmt: skip
    cost = ServiceCost(
        id="k1", service_id="portage", year=YEAR, amount_p=74_000_000, measure="budget"
    )
    about = About(
        id="plan", title="A small plan", as_at_on=date(2026, 11, 2), first_year=YEAR, year_count=5
    )
    return Plan(
        about={"plan": about},
        organisations={o.id: o for o in organisations},
        services={s.id: s for s in services},
        contracts={c.id: c for c in contracts},
        service_costs={"k1": cost},
    )


@pytest.fixture(autouse=True)
def _let_go(qapp):
    """Delete the widgets of a test after it: every later change of theme would style them again."""
    yield
    for widget in qapp.topLevelWidgets():
        if widget.parent() is None:
            widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def plan() -> Plan:
    """A plan small enough to read."""
    return small_plan()


def _activate(window):
    """Ask until it is so: the offscreen plugin overlooks the first window's asking."""
    window.activateWindow()
    window.raise_()
    return window.isActiveWindow()


@pytest.fixture
def make_window(qtbot, qapp):
    """Open the window on a plan; the plan counts as saved nowhere."""
    from commissionplanner.ui.main import make_window as make

    windows = []

    def open_window(plan, page=""):
        window = make(qapp, Settings(theme="light"))
        window.files.leave = lambda then: then()  # no question about work not saved
        windows.append(window)
        qtbot.addWidget(window)
        window.resize(1366, 768)
        with qtbot.waitExposed(window):
            window.show()
        qtbot.waitUntil(lambda: _activate(window))
        window.workspace.open(Session(plan))
        qtbot.waitUntil(lambda: not window.workspace.jobs.is_busy, timeout=10_000)
        if page:
            window.go(page)
        return window

    yield open_window
    for window in windows:
        window.close()
        assert not window.workspace.jobs.is_busy, "a job still runs after the window has closed"
    assert "journal" not in {thread.name for thread in threading.enumerate()}
    QApplication.clipboard().clear()
