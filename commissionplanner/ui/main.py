"""Starts the window: first paint, theme, workspace, last resort for what no one foresaw.

What the first paint does not need is imported after it, inside functions.
"""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from commissionplanner.app import settings as kept
from commissionplanner.ui import theme
from commissionplanner.ui.opening import Opening

if TYPE_CHECKING:
    from commissionplanner.ui.window import Window

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], None]
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
    opening = open_window(app, kept.load(), argv)
    opening.show()
    return app.exec()


def open_window(app: QApplication, settings: kept.Settings, argv: Sequence[str] = ()) -> Opening:
    """Return the window as it is first painted; it fills itself after that."""

    def fill() -> "Window":
        try:
            window = make_window(app, settings)
        except Exception:
            app.exit(1)  # an empty window would help no one; what went wrong is on stderr
            raise
        sys.excepthook = _last_resort(window)
        _begin(window, argv)
        return window

    opening = Opening(cast("theme.Choice", settings.theme), fill)
    available = app.primaryScreen().availableSize()
    opening.resize(min(USUAL_SIZE[0], available.width()), min(USUAL_SIZE[1], available.height()))
    return opening


def _begin(window: "Window", argv: Sequence[str]) -> None:
    """Open the plan asked for, or offer what was not saved, once the window stands."""
    if argv:
        path = Path(argv[0])
        QTimer.singleShot(0, lambda: window.files.open_path(path))
    else:
        QTimer.singleShot(0, window.files.offer_recovery)


def make_window(app: QApplication, settings: kept.Settings) -> "Window":
    """Make the window's content with all its parts, not yet shown."""
    from commissionplanner.ui.controllers.files import FilesController
    from commissionplanner.ui.window import Window
    from commissionplanner.ui.workspace import Workspace

    sys.setswitchinterval(SWITCH_SECONDS)
    theme.apply(app, cast("theme.Choice", settings.theme))
    workspace = Workspace()
    window = Window(workspace, FilesController(workspace, settings))
    available = app.primaryScreen().availableSize()
    window.resize(min(USUAL_SIZE[0], available.width()), min(USUAL_SIZE[1], available.height()))
    return window


def _last_resort(window: "Window") -> Hook:
    """Return what is called for an exception that nothing caught: note it, say it, go on."""
    from commissionplanner.app import logs
    from commissionplanner.app.messages import Message, Tone

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
