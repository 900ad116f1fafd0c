"""Saves the map from the window: asks where, writes in a job, says what was written."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from commissionplanner.analysis.layout.drawing import Colouring
from commissionplanner.analysis.layout.scene import Scene
from commissionplanner.app.messages import Message, Tone
from commissionplanner.app.usecases.map import SUFFIXES, SavedMap, save_scene
from commissionplanner.ui.workspace import Workspace

KINDS = "Picture to edit or print (*.svg);;Picture (*.png);;Graph for other programs (*.graphml)"


def save_picture(parent: QWidget, workspace: Workspace, scene: Scene, colouring: Colouring) -> None:
    """Ask for a file and save the map there as it is arranged now."""
    usual = f"{workspace.plan.header.title or 'Map'} map.svg"
    name, kind = QFileDialog.getSaveFileName(parent, "Export the map", usual, KINDS)
    if not name:
        return
    path = Path(name)
    if path.suffix.lower() not in SUFFIXES:
        path = path.with_name(path.name + (".png" if "png" in kind else ".svg"))
    plan = workspace.plan
    workspace.start(
        "Saving the map",
        lambda _progress: save_scene(plan, scene, path, colouring),
        lambda saved: _tell(workspace, saved),
    )


def _tell(workspace: Workspace, saved: SavedMap) -> None:
    workspace.speak(Message(Tone.DONE, "Map saved", saved.lines, foot=str(saved.path)))
