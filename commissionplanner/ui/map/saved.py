"""Views of the map kept by name in the plan: choose, save, rename, delete."""

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from commissionplanner.analysis.layout.options import Options, OptionsError, from_json
from commissionplanner.edits.saved_views import DeleteView, RenameView, SaveView, named
from commissionplanner.model.entities import SavedView
from commissionplanner.model.ids import random_ids
from commissionplanner.ui.map.slips import Slip
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.inputs import Field
from commissionplanner.ui.workspace import Workspace

PAGE = "map"


class SavedViews:
    """The menu of a button that offers the views kept in the plan.

    Args:
        workspace: Where the plan is and edits are made.
        button: Opens the menu.
        over: Forms that ask a name stand on it.
        now: Returns what is shown now.
        show: Called with what a view chosen shows.
    """

    def __init__(
        self,
        workspace: Workspace,
        button: Button,
        over: QWidget,
        now: Callable[[], Options],
        show: Callable[[Options], object],
    ) -> None:
        self._workspace, self._button, self._over = workspace, button, over
        self._now, self._show = now, show
        self._new_id = random_ids()
        self.current = ""
        button.clicked.connect(self.open_menu)

    def views(self) -> tuple[SavedView, ...]:
        """Return the views of the map that the plan keeps, by name."""
        kept = (v for v in self._workspace.plan.saved_views.values() if v.page == PAGE)
        return tuple(sorted(kept, key=lambda view: (view.name.casefold(), view.id)))

    def open_menu(self) -> None:
        """Offer the views kept, and what can be done with them."""
        menu = QMenu(self._button)
        for view in self.views():
            action = menu.addAction(view.name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(view.id == self.current)
            action.triggered.connect(lambda _=False, view=view: self.choose(view))
        if not self.views():
            menu.addAction("No view is kept in this plan yet").setEnabled(False)
        menu.addSeparator()
        menu.addAction("Save this view…").triggered.connect(self.ask_save)
        kept = self._workspace.plan.saved_views.get(self.current)
        for words, act in (("Rename", self.ask_rename), ("Delete", self.delete)):
            of = f" “{kept.name}”" if kept else " the view chosen"
            dots = "…" if words == "Rename" else ""
            action = menu.addAction(f"{words}{of}{dots}".replace("&", "&&"))
            action.setEnabled(kept is not None)
            action.triggered.connect(act)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._button.mapToGlobal(QPoint(0, self._button.height() + 2)))

    def choose(self, view: SavedView) -> None:
        """Show a view that is kept; say so where it cannot be read."""
        try:
            options = from_json(view.settings)
        except OptionsError as error:
            self._workspace.say(
                f"What “{view.name}” shows cannot be read. {error} "
                "Save it anew under the same name.",
                level="problem",
            )
            return
        self.current = view.id
        self._show(options)

    def ask_save(self) -> None:
        """Ask under what name to keep what is shown now."""
        kept = self._workspace.plan.saved_views.get(self.current)
        self._ask("Save this view", kept.name if kept else "", "Save", self._save)

    def _save(self, name: str) -> bool:
        if not self._workspace.do(SaveView(PAGE, name, self._now().to_json(), self._new_id())):
            return False
        found = named(self._workspace.plan, PAGE, name)
        self.current = found.id if found else ""
        return True

    def ask_rename(self) -> None:
        """Ask another name for the view chosen."""
        kept = self._workspace.plan.saved_views.get(self.current)
        if kept is not None:
            self._ask(
                "Rename this view", kept.name, "Rename",
                lambda name: self._workspace.do(RenameView(kept.id, name)),
            )  # fmt: skip

    def delete(self) -> None:
        """Keep the view chosen no longer; what is shown stays."""
        if self._workspace.do(DeleteView(self.current)):
            self.current = ""

    def _ask(self, title: str, name: str, verb: str, give: Callable[[str], bool]) -> None:
        slip = Slip(title, "", self._over)
        line = QLineEdit(name)
        line.selectAll()
        field = Field("Name", line)
        slip.add(field)

        def finish() -> None:
            if not line.text().strip():
                field.show_error("A view needs a name.")
                slip.resize(slip.sizeHint())
            elif give(line.text()):
                slip.close_card()

        slip.add_button(verb, "primary", finish)
        slip.add_cancel()
        corner = self._button.mapTo(self._button.window(), QPoint(0, self._button.height()))
        slip.show_at(self._over.mapFrom(self._over.window(), corner))
        line.setFocus()
