"""Asks which partner to ask, by when, and where to save its workbook."""

import re
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from commissionplanner import paths
from commissionplanner.app.messages import Message, Tone
from commissionplanner.app.usecases import requests
from commissionplanner.model.plan import display_name, full_name
from commissionplanner.model.words import counted
from commissionplanner.ui.dialogs.form import BadInput, FormDialog, chosen, combo, read
from commissionplanner.ui.widgets.inputs import Field
from commissionplanner.ui.workspace import Workspace


class AskPartner(FormDialog):
    """Writes the request workbook as a job and notes the request, which one undo takes back."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(
            "Ask a partner",
            "A workbook is made with only what the plan does not know of the partner’s own services, "
            "contracts and funding. Send it yourself; this program sends nothing.",
            "Make the workbook…", parent,
        )  # fmt: skip
        self._workspace = workspace
        plan = workspace.plan
        choices = [
            (key, f"{full_name(plan.organisations[key])} ({counted(count, 'cell')})")
            for key, count in requests.partners_to_ask(plan)
        ]
        self.partner = combo(choices, name="Partner")
        self.due = QLineEdit()
        self._partner_field = Field("Partner", self.partner)
        self._due_field = Field("Wanted by", self.due, help_text="A date; empty for none.")
        self.column.addWidget(self._partner_field)
        self.column.addWidget(self._due_field)
        self.close_column()
        if not choices:
            self.done_button.disable("Nothing is missing of any organisation.")

    def finish(self) -> None:
        """Ask where to save, and write the workbook as a job."""
        plan, key = self._workspace.plan, chosen(self.partner)
        try:
            due = read(plan, self._due_field, self.due, "requests", "due_on")
        except BadInput:
            return
        path = self._ask_path(display_name(plan.organisations.get(key)))
        if path is None:
            return
        workspace = self._workspace

        def written(made: requests.Asked) -> None:
            if workspace.do(made.edit):
                lines = (
                    f"{counted(len(made.request.asked), 'cell')} to fill in.",
                    "Send it to the partner, and read it here when it comes back.",
                )
                workspace.speak(Message(Tone.DONE, "Request written", lines, foot=str(made.path)))

        workspace.start(
            "Writing a request",
            lambda progress: requests.ask(plan, key, due, path, progress),  # type: ignore[arg-type] # a date or None
            written,
        )
        self.accept()

    def _ask_path(self, partner: str) -> Path | None:
        safe = re.sub(r'[\\/:*?"<>|]', " ", partner).strip()
        usual = paths.documents_folder() / f"Request to {safe}.xlsx"
        name, _ = QFileDialog.getSaveFileName(
            self, "Save the request", str(usual), "Excel workbook (*.xlsx)"
        )
        if not name:
            return None
        return Path(name if name.lower().endswith(".xlsx") else f"{name}.xlsx")
