"""Saves the map from the window: asks where, writes in a job, says what was written."""

from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFileDialog, QWidget

from commissionplanner.analysis.layout.lens import Colouring
from commissionplanner.analysis.layout.scene import Scene, arrange, kept_places
from commissionplanner.analysis.layout.views import place_key
from commissionplanner.app.messages import Message, Tone
from commissionplanner.app.usecases.map import SUFFIXES, SavedMap, save_scene
from commissionplanner.io.export.sheet import Paper
from commissionplanner.ui.map.arranger import Drawn
from commissionplanner.ui.workspace import Workspace

KINDS: Final[dict[str, tuple[str, Paper | None]]] = {
    "PDF, A4 (*.pdf)": (".pdf", "A4"),
    "PDF, A3 (*.pdf)": (".pdf", "A3"),
    "Picture to edit, SVG (*.svg)": (".svg", None),
    "Picture for print, PNG at 300 dots to the inch (*.png)": (".png", None),
    "Web page that needs no network (*.html)": (".html", None),
    "Graph for other programs, GraphML (*.graphml)": (".graphml", None),
}
"""What the map is saved as: the words of the file dialog, with suffix and size of paper."""


def save_picture(parent: QWidget, workspace: Workspace, drawn: Drawn, colouring: Colouring) -> None:
    """Ask for a file and save the map there as it is arranged now."""
    usual = f"{workspace.plan.header.title or 'Map'} map.pdf"
    name, kind = QFileDialog.getSaveFileName(parent, "Export the map", usual, ";;".join(KINDS))
    if not name:
        return
    suffix, paper = KINDS.get(kind, (".pdf", None))
    path = Path(name)
    if path.suffix.lower() not in SUFFIXES:
        path = path.with_name(path.name + suffix)
    workspace.start(
        "Saving the map",
        lambda _progress: save_scene(
            drawn.plan, _whole(drawn, path), path, colouring, paper, asked=drawn.asked
        ),
        lambda saved: _tell(workspace, saved),
    )


def _whole(drawn: Drawn, path: Path) -> Scene:
    """Return the scene with nothing folded, for a page in which everything is to be found."""
    content = drawn.scene.content
    if not content.folded or path.suffix.lower() != ".html":
        return drawn.scene
    kept = kept_places(drawn.plan, place_key(content.view, content.inside))
    return arrange(replace(content, folded=frozenset()), kept, drawn.scene)


def _tell(workspace: Workspace, saved: SavedMap) -> None:
    workspace.speak(Message(Tone.DONE, "Map saved", saved.lines, foot=str(saved.path)))
