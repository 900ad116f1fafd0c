"""Which pages the rail offers, in what order, and where each is made."""

import sys
from collections.abc import Callable
from importlib import import_module
from typing import Final

from PySide6.QtWidgets import QWidget

from commissionplanner.ui.page import Page
from commissionplanner.ui.widgets.rail import RailGroup, RailItem
from commissionplanner.ui.workspace import Workspace

GROUPS: Final = (
    RailGroup(
        "",
        (
            RailItem("overview", "Overview"),
            RailItem("map", "Map"),
            RailItem("timeline", "Timeline"),
        ),
    ),
    RailGroup(
        "The plan",
        (
            RailItem("services", "Services"),
            RailItem("funding", "Funding"),
            RailItem("contracts", "Contracts"),
            RailItem("organisations", "Organisations"),
            RailItem("agreements", "Agreements"),
            RailItem("evidence", "Evidence"),
            RailItem("records", "Records"),
            RailItem("sources", "Sources"),
        ),
    ),
    RailGroup(
        "Decide",
        (
            RailItem("findings", "Findings"),
            RailItem("pools", "Pools"),
            RailItem("scenarios", "Scenarios"),
            RailItem("signoff", "Sign-off"),
        ),
    ),
)
FOOT: Final = (RailItem("help", "Help"), RailItem("settings", "Settings"))

_MADE_BY: Final = {
    "overview": "OverviewPage",
    "importing": "ImportPage",
    "map": "MapPage",
    "timeline": "TimelinePage",
    "services": "ServicesPage",
    "funding": "FundingPage",
    "contracts": "ContractsPage",
    "organisations": "OrganisationsPage",
    "agreements": "AgreementsPage",
    "evidence": "EvidencePage",
    "records": "RecordsPage",
    "sources": "SourcesPage",
    "queue": "QueuePage",
    "cotermination": "CoTerminationPage",
    "findings": "FindingsPage",
    "pools": "PoolsPage",
    "scenarios": "ScenariosPage",
    "signoff": "SignOffPage",
}
"""Class of each page; its module bears the page's key. Imported in this order, or when asked for."""

DIALOGS: Final = {
    "help": "HelpDialog",
    "settings": "SettingsDialog",
    "plan_details": "PlanDetails",
}
"""What opens over the window instead of in it."""


def has(key: str) -> bool:
    """Tell whether the rail offers a page."""
    return any(item.key == key for group in GROUPS for item in group.items)


def offers(key: str) -> bool:
    """Tell whether there is a page or a dialog of that name to go to."""
    return key in _MADE_BY or key in DIALOGS


def not_loaded() -> str | None:
    """Return the module of a page whose code is not loaded yet; None where all are."""
    names = (f"commissionplanner.ui.pages.{key}" for key in _MADE_BY)
    return next((name for name in names if name not in sys.modules), None)


def load_first() -> None:
    """Load the code of the page that a plan opens on; any thread may, such as the one opening it."""
    import_module(f"commissionplanner.ui.pages.{GROUPS[0].items[0].key}")


def make(key: str, workspace: Workspace) -> Page:
    """Make a page."""
    module = import_module(f"commissionplanner.ui.pages.{key}")
    made: Callable[[Workspace], Page] = getattr(module, _MADE_BY[key])
    return made(workspace)


def open_dialog(key: str, workspace: Workspace, window: QWidget) -> None:
    """Open a dialog over the window."""
    module = import_module(f"commissionplanner.ui.dialogs.{key}")
    getattr(module, DIALOGS[key])(workspace, window).open()
