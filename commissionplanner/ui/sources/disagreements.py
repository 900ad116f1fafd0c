"""Values on which two files differ: both shown, one chosen, with the reason."""

from typing import cast

from commissionplanner.app.usecases import disagreements
from commissionplanner.edits.base import Edit
from commissionplanner.model.entities import Disagreement, Record
from commissionplanner.model.plan import Plan
from commissionplanner.model.words import counted
from commissionplanner.ui.models.columns import Shown
from commissionplanner.ui.models.plan_table import PlanTable
from commissionplanner.ui.sources.listing import Listing, column
from commissionplanner.ui.workspace import Workspace

_SAID = (
    "Two files give these different values. The plan goes on with the earlier until one is chosen; both "
    "are kept."
)
_NOTHING = "No two files disagree on a value of this plan."
_CHOSEN = {None: "Open", "earlier": "The earlier", "other": "The other"}


def _said(shown: Shown, record: Record) -> disagreements.Said:
    return disagreements.said(shown.plan, cast("Disagreement", record))


def _of(record: Record) -> Disagreement:
    return cast("Disagreement", record)


def _is_open(_shown: Shown, record: Record) -> str:
    return "" if _of(record).chosen else "warning"


_COLUMNS = (
    column("about", "About", 170, lambda s, r: _said(s, r).about, weight=500),
    column("field", "Field", 100, lambda s, r: _said(s, r).field),
    column("earlier", "Earlier value", 110, lambda s, r: _said(s, r).earlier, is_number=True),
    column("earlier_file", "From", 170, lambda s, r: _said(s, r).earlier_file),
    column("other", "Other value", 110, lambda s, r: _said(s, r).other, is_number=True),
    column("other_file", "From", 170, lambda s, r: _said(s, r).other_file),
    column("chosen", "Chosen", 84, lambda _s, r: _CHOSEN.get(_of(r).chosen, ""), tone=_is_open),
    column("reason", "Reason", 150, lambda _s, r: _of(r).reason),
)


class Disagreements(Listing):
    """Every disagreement, the open ones first."""

    def __init__(self, workspace: Workspace) -> None:
        model = PlanTable("disagreements", _COLUMNS, workspace.shown(), lambda *_: False)
        super().__init__(workspace, model, "Disagreements", _SAID, _NOTHING)
        self.keep = self.add_button("Keep the earlier…", lambda: self._settle("earlier"))
        self.take = self.add_button("Take the other…", lambda: self._settle("other"))

    def refresh(self) -> None:
        """Show them as they are now."""
        rows = sorted(
            self.workspace.plan.disagreements.values(),
            key=lambda row: (bool(row.chosen), row.record_table, row.record_id, row.field),
        )
        self.show_rows(self.workspace.shown(), [row.id for row in rows])

    def said_of(self, record: Record) -> str:
        """Return what the plan holds now, and where each value stands."""
        row = _of(record)
        now = disagreements.said(self.workspace.plan, row).now
        return f"The plan holds {now}. Earlier: {row.earlier_cell}. Other: {row.other_cell}."

    def _settle(self, chosen: str) -> None:
        keys, plan = self.view.selected_keys, self.workspace.plan
        what = "earlier" if chosen == "earlier" else "other"
        self.ask_who(
            f"Choose the {what} value of {counted(len(keys), 'disagreement')}",
            "The value not chosen is kept beside it, with its file.",
            f"Choose the {what}",
            lambda reason, by: _edit(plan, keys, chosen, reason, by),
        )


def _edit(plan: Plan, keys: tuple[str, ...], chosen: str, reason: str, by: str | None) -> Edit:
    return disagreements.settle(plan, keys, chosen, reason, by)
