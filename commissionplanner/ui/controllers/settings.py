"""Keeps this user's settings and puts them in force."""

from dataclasses import replace
from typing import Any, cast

from PySide6.QtWidgets import QApplication

from commissionplanner.app import recovery
from commissionplanner.app import settings as kept
from commissionplanner.ui import theme
from commissionplanner.ui.workspace import Workspace


class SettingsController:
    """Each choice takes effect at once and is kept; where it cannot be kept, that is said."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.settings = kept.load()

    def choose_theme(self, name: str) -> None:
        """Put a theme in force."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, cast("theme.Choice", name))
        self._keep(theme=name)

    def name_user(self, name: str) -> None:
        """Record changes under this name in plans opened from now on."""
        self._keep(recorded_as=" ".join(name.split()))

    def delete_local_copies(self) -> str:
        """Delete recovery files and earlier versions; the words that say what was done."""
        count = recovery.delete_local_copies()
        return f"{count:,} files deleted. Unsaved work of a plan that is open stays protected."

    def _keep(self, **changes: Any) -> None:
        self.settings = replace(kept.load(), **changes)
        if not kept.store(self.settings):
            self._workspace.say(
                "The setting holds until you close the program; it could not be kept."
            )
