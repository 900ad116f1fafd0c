"""Starts the window: application, theme, workspace, last resort for what no one foresaw."""

import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import cast

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from commissionplanner.app import logs
from commissionplanner.app import settings as kept
from commissionplanner.app.messages import Message, Tone
from commissionplanner.ui import theme
from commissionplanner.ui.controllers.files import FilesController
from commissionplanner.ui.window import Window
from commissionplanner.ui.workspace import Workspace

USUAL_SIZE = (1366, 768)
SWITCH_SECONDS = 0.0005  # a job on a thread gives way ten times as often as usual


def run(argv: Sequence[str] = ()) -> int:
    """Show the window until it is closed; the exit code.

    Args:
        argv: At most one word: the plan to open.
    """
    app = QApplication.instance() or QApplication(["commissionplanner"])
    if not isinstance(app, QApplication):
        return 2
    app.setApplicationName("Commission Planner")
    window = make_window(app, kept.load())
    window.show()
    sys.excepthook = _last_resort(window)
    if argv:
        path = Path(argv[0])
        QTimer.singleShot(0, lambda: window.files.open_path(path))
    else:
        QTimer.singleShot(0, window.files.offer_recovery)
    return app.exec()


def make_window(app: QApplication, settings: kept.Settings) -> Window:
    """Make the window with all its parts, not yet shown."""
    sys.setswitchinterval(SWITCH_SECONDS)
    theme.apply(app, cast("theme.Choice", settings.theme))
    workspace = Workspace()
    window = Window(workspace, FilesController(workspace, settings))
    available = app.primaryScreen().availableSize()
    window.resize(min(USUAL_SIZE[0], available.width()), min(USUAL_SIZE[1], available.height()))
    return window


def _last_resort(window: Window):  # type: ignore[no-untyped-def]
    """Return what is called for an exception that nothing caught: note it, say it, go on."""

    def note(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        code = logs.defect(error)
        sys.__excepthook__(kind, error, trace)
        window.show_message(
            Message(
                Tone.PROBLEM,
                "Something went wrong that was not foreseen",
                (
                    "Nothing was changed by it. Your work is kept in the recovery file.",
                    f"Save now. If it happens again, close the program and open it anew (code {code}).",
                ),
            )
        )

    return note
