"""Which partners were asked for what is missing, who has replied and who is late."""

from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtWidgets import QFileDialog

from commissionplanner import paths
from commissionplanner.app import wording
from commissionplanner.app.usecases import requests
from commissionplanner.model.entities import Record, Request
from commissionplanner.model.plan import full_name
from commissionplanner.model.words import counted
from commissionplanner.ui.dialogs.ask_partner import AskPartner
from commissionplanner.ui.models.columns import Shown
from commissionplanner.ui.models.plan_table import PlanTable
from commissionplanner.ui.sources.listing import Listing, column
from commissionplanner.ui.workspace import Workspace

_SAID = (
    "Each partner gets a workbook with only what is missing of its own. What comes back is read by "
    "Read an answer, or dropped on this window; nothing is taken before you have looked at it."
)
_NOTHING = (
    "No partner has been asked yet. Ask a partner makes a workbook with only what is missing of its "
    "services, contracts and funding, to send and to read back."
)
_STATES = {"replied": "Replied", "late": "Late", "waiting": "Waiting"}
_TONES = {"replied": "good", "late": "problem", "waiting": "warning"}


def _of(record: Record) -> Request:
    return cast("Request", record)


def _state(shown: Shown, record: Record) -> str:
    return requests.state_of(_of(record), shown.plan.header.as_at_on)


def _day(day: object) -> str:
    return wording.day_text(day) if day else ""  # type: ignore[arg-type] # a date or None


def _partner(shown: Shown, record: Record) -> str:
    return full_name(shown.plan.organisations.get(_of(record).organisation_id or ""))


_COLUMNS = (
    column("partner", "Partner", 250, _partner, weight=500),
    column("state", "State", 90, lambda s, r: _STATES[_state(s, r)],
           tone=lambda s, r: _TONES[_state(s, r)]),
    column("asked_on", "Asked", 100, lambda _s, r: _day(_of(r).asked_on)),
    column("due_on", "Due", 100, lambda _s, r: _day(_of(r).due_on)),
    column("replied_on", "Replied", 100, lambda _s, r: _day(_of(r).replied_on)),
    column("count", "Cells asked", 90, lambda _s, r: f"{len(_of(r).asked):,}", is_number=True),
    column("file_name", "File sent", 200, lambda _s, r: _of(r).file_name),
    column("reply_file", "File returned", 200, lambda _s, r: _of(r).reply_file),
)  # fmt: skip


class Requests(Listing):
    """Every request, those not answered first.

    Attributes:
        on_reply: Reads a returned workbook; the page sets it.
    """

    def __init__(self, workspace: Workspace, on_reply: Callable[[Path], None]) -> None:
        model = PlanTable("requests", _COLUMNS, workspace.shown(), lambda *_: False)
        super().__init__(workspace, model, "Requests to partners", _SAID, _NOTHING)
        self.on_reply = on_reply
        self.read = self.add_button("Read an answer…", self._read)
        self.ask = self.add_button("Ask a partner…", self._ask, "primary")

    def refresh(self) -> None:
        """Show them as they are now."""
        rows = sorted(
            self.workspace.plan.requests.values(),
            key=lambda row: (row.replied_on is not None, str(row.due_on or "9"), row.id),
        )
        self.show_rows(self.workspace.shown(), [row.id for row in rows])

    def show_chosen(self) -> None:
        """Neither button needs a row."""
        super().show_chosen()
        for button in self.buttons:
            button.enable()

    def said_of(self, record: Record) -> str:
        """Return what was asked, by kind of thing."""
        row = _of(record)
        things = len({cell.rpartition("/")[0] for cell in row.asked})
        return f"Asked: {counted(len(row.asked), 'cell')}, about {counted(things, 'record')}."

    def _ask(self) -> None:
        AskPartner(self.workspace, self.window()).open()

    def _read(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self.window(), "Read a partner’s answer", str(paths.documents_folder()),
            "Excel workbook (*.xlsx)",
        )  # fmt: skip
        if name:
            self.on_reply(Path(name))
