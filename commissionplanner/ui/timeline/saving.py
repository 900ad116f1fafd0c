"""Saves the timeline from the window: asks where, writes in a job, says what was written."""

from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFileDialog, QWidget

from commissionplanner.analysis.cotermination import Alignment
from commissionplanner.analysis.timeline import Grouping
from commissionplanner.app.messages import OPEN_FOLDER, Message, Tone
from commissionplanner.app.usecases.cotermination import save_decisions
from commissionplanner.app.usecases.timeline import SavedTimeline, save_timeline
from commissionplanner.io.export.sheet import Paper
from commissionplanner.ui.workspace import Workspace

KINDS: Final[dict[str, tuple[str, Paper]]] = {
    "PDF, A3 (*.pdf)": (".pdf", "A3"),
    "PDF, A4 (*.pdf)": (".pdf", "A4"),
    "Picture to edit, SVG (*.svg)": (".svg", "A3"),
    "Picture for print, PNG at 300 dots to the inch (*.png)": (".png", "A3"),
}
"""What the timeline is saved as: the words of the file dialog, with suffix and size of paper."""
LISTS: Final = {"Workbook (*.xlsx)": ".xlsx", "Table of text (*.csv)": ".csv"}


def save(parent: QWidget, workspace: Workspace, grouping: Grouping) -> None:
    """Ask for a file and save the timeline there, grouped as it is shown."""
    usual = f"{workspace.plan.header.title or 'Plan'} timeline.pdf"
    name, kind = QFileDialog.getSaveFileName(parent, "Export the timeline", usual, ";;".join(KINDS))
    if not name:
        return
    suffix, paper = KINDS.get(kind, (".pdf", "A3"))
    path, plan = Path(name), workspace.plan
    if path.suffix.lower() not in (".pdf", ".svg", ".png"):
        path = path.with_name(path.name + suffix)
    workspace.start(
        "Saving the timeline",
        lambda progress: save_timeline(plan, path, grouping, paper, progress),
        lambda saved: _tell(workspace, saved),
    )


def _tell(workspace: Workspace, saved: SavedTimeline) -> None:
    foot = str(saved.paths[0])
    workspace.speak(Message(Tone.DONE, "Timeline saved", saved.lines, (OPEN_FOLDER,), foot))


def save_list(
    parent: QWidget, workspace: Workspace, found: Alignment, keys: frozenset[str]
) -> None:
    """Ask for a file and save there what is to be decided so that a group ends together."""
    usual = f"{workspace.plan.header.title or 'Plan'} decisions on end dates.xlsx"
    name, kind = QFileDialog.getSaveFileName(
        parent, "Export the decision list", usual, ";;".join(LISTS)
    )
    if not name:
        return
    path, plan = Path(name), workspace.plan
    if path.suffix.lower() not in (".xlsx", ".csv"):
        path = path.with_name(path.name + LISTS.get(kind, ".xlsx"))
    workspace.start(
        "Saving the decision list",
        lambda _: save_decisions(plan, found, keys, path),
        lambda lines: workspace.speak(
            Message(Tone.DONE, "Decision list saved", lines, (OPEN_FOLDER,), str(path))
        ),
    )
