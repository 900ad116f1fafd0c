"""Exports from the window: asks where, writes as a job with progress and Cancel, says what was made."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from commissionplanner.app.messages import OPEN_FOLDER, Message, Tone
from commissionplanner.app.usecases.plans import digest_of
from commissionplanner.io.problems import FileProblem
from commissionplanner.model.plan import Plan
from commissionplanner.progress import Progress
from commissionplanner.ui.widgets.seal import grouped
from commissionplanner.ui.workspace import Workspace

WORKBOOK = ".xlsx"
SHORT = 16  # characters of the digest said on the card; all of it stands in the workbook


class ExportController:
    """Writes the plan out. The plan itself does not change."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        self._workspace, self._parent = workspace, parent

    def ask_workbook(self) -> None:
        """Ask for a file and write the workbook under the scenario shown."""
        usual = f"{_title(self._workspace.plan)} sign-off{WORKBOOK}"
        name, _ = QFileDialog.getSaveFileName(
            self._parent, "Export for sign-off", usual, f"Excel workbook (*{WORKBOOK})"
        )
        if name:
            self.write_workbook(Path(name))

    def write_workbook(self, path: Path) -> None:
        """Write the workbook as a job."""
        if path.suffix.lower() != WORKBOOK:
            path = path.with_name(path.name + WORKBOOK)
        plan, scenario = self._workspace.plan, self._workspace.focus.lens.scenario_id
        self._workspace.start(
            "Writing the workbook",
            lambda progress: _workbook(plan, path, scenario, progress),
            self._workspace.speak,
            self._not_written,
        )

    def ask_tables(self) -> None:
        """Ask for a folder and write the plan there as csv files."""
        name = QFileDialog.getExistingDirectory(self._parent, "Export tables into a folder")
        if name:
            self.write_tables(Path(name) / f"{_title(self._workspace.plan)} tables")

    def write_tables(self, path: Path) -> None:
        """Write the tables as a job."""
        plan = self._workspace.plan
        self._workspace.start(
            "Writing the tables",
            lambda _progress: _tables(plan, path),
            self._workspace.speak,
            self._not_written,
        )

    def _not_written(self, error: Exception) -> None:
        if isinstance(error, FileProblem):
            lines = (str(error), "The plan is as it was.")
            self._workspace.speak(Message(Tone.PROBLEM, "Not exported", lines))
        else:
            self._workspace.explain(error)


def _workbook(plan: Plan, path: Path, scenario: str | None, progress: Progress) -> Message:
    from commissionplanner.app.usecases.export import export_workbook

    made = export_workbook(plan, path, scenario_id=scenario, progress=progress)
    short = grouped(digest_of(plan)[:SHORT])
    lines = (
        *made.lines, *_totals(plan, scenario),
        f"Digest {short}. Every total in it is a live formula.",
    )  # fmt: skip
    return Message(Tone.DONE, "Workbook exported", lines, (OPEN_FOLDER,), str(made.path))


def _totals(plan: Plan, scenario: str | None) -> Iterator[str]:
    """Yield a sentence with the sums of all funds, to compare with the workbook's own."""
    from commissionplanner.app.pool_grid import pounds
    from commissionplanner.app.usecases.budget import work_out

    totals = [work_out(plan, key, scenario).totals for key in plan.pools]
    given = sum(p or 0 for each in totals for p in each.contributions_p)
    spent = sum(p or 0 for each in totals for p in (*each.expenditure_p, *each.contingency_p))
    unknown = sum(
        sum(each.unknown_contributions) + sum(each.unknown_expenditure) for each in totals
    )
    if totals:
        left_out = f", {unknown:,} not known left out" if unknown else ""
        years = f"{plan.years[0]} to {plan.years[-1]}" if plan.years else "no years"
        yield f"{years}: money in {pounds(given)}, money out {pounds(spent)}{left_out}."


def _tables(plan: Plan, path: Path) -> Message:
    from commissionplanner.app.usecases.export import export_tables

    made = export_tables(plan, path)
    return Message(Tone.DONE, "Tables exported", made.lines, (OPEN_FOLDER,), str(made.path))


def _title(plan: Plan) -> str:
    """Return the plan's title as a file may be called."""
    title = "".join(c if c.isalnum() or c in " -_," else " " for c in plan.header.title)
    return " ".join(title.split()) or "Plan"


def open_folder(path: str) -> None:
    """Open the folder that a file is in, in the computer's own file window."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(path).parent)))
