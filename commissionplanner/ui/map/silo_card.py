"""Shows, beside a silo on the map, why it is one."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from commissionplanner.analysis.layout.reasons import SiloReasons, gravest_silo, silo_reasons
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear
from commissionplanner.ui.map import explain
from commissionplanner.ui.map.view import MapView
from commissionplanner.ui.widgets.floating import Callout
from commissionplanner.ui.workspace import Workspace

SMALL = 30
"""Services from which the silos are looked for in a job."""
Asked = tuple[Plan, FinancialYear | None, str]
"""Of which silo it is asked why it is one: plan, year and service; "" for the gravest."""


class SiloCard(QObject):
    """Explains the silo that is selected; of none selected, the gravest, until that is closed.

    Args:
        workspace: The plan, what is selected, and where jobs run.
        view: The map; the card stands on it.
        draw_link: Called to record the one link that would join most.
    """

    def __init__(
        self, workspace: Workspace, view: MapView, draw_link: Callable[[SiloReasons], object]
    ) -> None:
        super().__init__(view)
        self._workspace, self._view, self._draw_link = workspace, view, draw_link
        self._card: Callout | None = None
        self._explained = ""
        self._asked: Asked | None = None
        self._dismissed = False

    def refresh(self) -> None:
        """Explain what is selected now, in the plan as it is now."""
        asked = self._wanted()
        if asked is None:
            self._asked = None
            self._drop()
            return
        before, self._asked = self._asked, asked
        if before is not None and before[0] is asked[0] and before[1:] == asked[1:]:
            self._asked = before  # it is shown, or being looked for
            self.settle()
            return
        if len(asked[0].services) < SMALL:
            self._tell(asked, _reasons(*asked))
            return
        self._workspace.jobs.start(
            "Looking for silos",
            lambda _progress: _reasons(*asked),
            lambda reasons: self._tell(asked, reasons),
            self._workspace.explain,
            is_quiet=True,
        )

    def _wanted(self) -> Asked | None:
        focus, shown = self._workspace.focus, self._view.scene
        if shown is None or shown.content.view != "boundaries":
            return None
        thing = focus.thing
        if thing is None:
            key = None if self._dismissed or self._view.is_cramped else ""
        else:
            key = thing.key if thing.table == "services" else None
        if key is None:
            return None
        return self._workspace.plan, focus.lens.year or shown.content.year, key

    def settle(self) -> None:
        """Keep the card beside its subject."""
        view = self._view
        where = view.box_of(("services", self._explained)) if self._card else None
        if self._card is None or where is None:
            view.lead_to(None, None)
            return
        view.lead_to(explain.place(self._card, view, where), where)

    def _tell(self, asked: Asked, reasons: SiloReasons | None) -> None:
        """Show the card, unless something else has been asked for meanwhile."""
        if self._asked is not asked:
            return
        self._drop()
        if reasons is None:
            return
        self._explained = reasons.service_id
        self._card = explain.silo_callout(reasons, self._draw_link, self._view)
        self._card.closed.connect(self._dismiss)
        self._card.show()
        self.settle()

    def _drop(self) -> None:
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()
        self._card = None
        self._explained = ""
        self._view.lead_to(None, None)

    def _dismiss(self) -> None:
        self._card = None
        self._dismissed = True
        self._view.lead_to(None, None)


def _reasons(plan: Plan, year: FinancialYear | None, service_id: str) -> SiloReasons | None:
    """Return why a service is a silo, "" for the gravest; None where it or no other is one."""
    service_id = service_id or gravest_silo(plan, year)
    return silo_reasons(plan, year, service_id) if service_id else None
