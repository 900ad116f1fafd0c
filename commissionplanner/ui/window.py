"""The window: puts pages into the frame, keeps them fresh, shows the inspector and messages."""

from collections import deque
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData, Qt, QTimer
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QApplication, QMainWindow

from commissionplanner.app.messages import OPEN_FOLDER, Message, Tone
from commissionplanner.model.changes import ChangeSet
from commissionplanner.model.years import FinancialYear
from commissionplanner.ui import page_list
from commissionplanner.ui.controllers.export import open_folder
from commissionplanner.ui.controllers.files import FilesController
from commissionplanner.ui.focus import Thing
from commissionplanner.ui.frame import Frame
from commissionplanner.ui.import_start import open_wizard
from commissionplanner.ui.inspector_view import InspectorView
from commissionplanner.ui.page import Page
from commissionplanner.ui.search_list import Command, SearchList
from commissionplanner.ui.status import StatusLine
from commissionplanner.ui.welcome import Welcome
from commissionplanner.ui.widgets.floating import ResultCard
from commissionplanner.ui.workspace import Workspace

UNITS: Final = {"p": "£", "k": "k", "m": "m"}
WELCOME: Final = "welcome"
LOAD_AFTER_MS, LOAD_FIRST_MS, LOAD_EVERY_MS = 1_000, 300, 120
LEVELS: Final = {Tone.DONE: "good", Tone.ATTENTION: "warning", Tone.PROBLEM: "problem"}


def _loaded(_: object) -> None:
    """Say nothing: a page that cannot be loaded says so when it is asked for."""


class Window(QMainWindow):
    """Joins frame, pages and workspace. It decides nothing about the plan."""

    def __init__(self, workspace: Workspace, files: FilesController) -> None:
        super().__init__()
        self.workspace, self.files = workspace, files
        self.frame = Frame(page_list.GROUPS, page_list.FOOT)
        self.setCentralWidget(self.frame)
        self.setAcceptDrops(True)
        self.setWindowTitle("Commission Planner")
        self._pages: dict[str, Page] = {}
        self._stale: set[str] = set()
        self._may_go = self._is_asking = False
        self._loading = QTimer(self)
        self._loading.setInterval(LOAD_EVERY_MS)
        self._loading.timeout.connect(self._load_a_page)
        self._inspecting = QTimer(self)
        self._inspecting.setSingleShot(True)
        self._inspecting.timeout.connect(self._inspect)
        self.said: deque[Message] = deque(maxlen=20)
        self.inspector = InspectorView(workspace)
        self.inspector.closed.connect(self.close_inspector)
        self._closed_for: Thing | None = None
        self._status = StatusLine(self.frame.status, workspace)
        self._found = SearchList(self.frame.top.search, workspace, self._commands())
        self._welcome = Welcome(files)
        self.frame.add_page(WELCOME, self._welcome)
        self._join()
        self.show_welcome()

    def _join(self) -> None:
        workspace, top = self.workspace, self.frame.top
        workspace.speak = self.show_message
        workspace.ask_import = self.import_files
        workspace.prepare = self.page
        workspace.bridge.changed.connect(self._on_changed)
        workspace.bridge.opened.connect(self._on_opened)
        workspace.bridge.reckoned.connect(self._on_reckoned)
        workspace.bridge.saved.connect(self._settle)
        workspace.focus.selected.connect(self._on_selected)
        workspace.focus.told.connect(self._settle)
        workspace.focus.lens_changed.connect(self._fill_choices)
        workspace.focus.lens_changed.connect(self._refresh_all)
        workspace.focus.page_wanted.connect(self.go)
        self.frame.rail.chosen.connect(self.go)
        top.unit.chosen.connect(lambda key: workspace.focus.show_with(unit=UNITS[key]))
        top.year.chosen.connect(self._choose_year)
        top.scenario.chosen.connect(lambda key: workspace.focus.show_with(scenario_id=key or None))
        top.undo.clicked.connect(workspace.undo)
        top.redo.clicked.connect(workspace.redo)
        self._add_keys()

    def _add_keys(self) -> None:
        keys = QKeySequence.StandardKey
        for sequence, act in (
            (QKeySequence(keys.Undo), self._undo),
            (QKeySequence("Ctrl+Y"), self._redo),
            (QKeySequence("Ctrl+Shift+Z"), self._redo),
            (QKeySequence("Ctrl+K"), self.focus_search),
            (QKeySequence(keys.Find), self.start_find),
            (QKeySequence(keys.Save), self.files.save),
            (QKeySequence("Ctrl+Shift+S"), self.files.save_as),
            (QKeySequence(keys.Open), self.files.open),
            (QKeySequence("Ctrl+Q"), lambda: self.window().close()),
            (QKeySequence(keys.New), self.files.new),
            (QKeySequence("Ctrl+I"), lambda: self.workspace.ask_import(())),
            (QKeySequence("F1"), lambda: self.go("help")),
        ):
            QShortcut(sequence, self).activated.connect(act)

    def _undo(self) -> None:
        """Take back the last step: the page's own, where it has any, else the plan's."""
        if self.current is None or not self.current.take_back():
            self.workspace.undo()

    def _redo(self) -> None:
        if self.current is None or not self.current.make_again():
            self.workspace.redo()

    def _commands(self) -> list[Command]:
        pages = [
            Command(f"Go to {item.name}", item.icon or item.key, partial(self.go, item.key))
            for group in page_list.GROUPS
            for item in group.items
        ]
        return [
            Command("Import a spreadsheet", "sources", lambda: self.workspace.ask_import(())),
            Command("Save", "file", self.files.save),
            Command("Save as", "file", self.files.save_as),
            Command("Open a plan", "open", self.files.open),
            Command("New plan", "plus", self.files.new),
            Command("Plan details: title, years, as-at date", "pencil", self._show_details),
            Command("Export for sign-off", "export", lambda: self.go("signoff")),
            *pages,
        ]

    def _show_details(self) -> None:
        self.go("plan_details")

    # Pages

    def page(self, key: str) -> Page:
        """Return a page, made when it is first asked for."""
        if key not in self._pages:
            made = page_list.make(key, self.workspace)
            self._pages[key] = made
            self.frame.add_page(key, made, made.toolbar, narrow_rail=made.narrow_rail)
        return self._pages[key]

    @property
    def current(self) -> Page | None:
        """The page shown; None on the welcome page."""
        return self._pages.get(self.frame.current_page())

    def go(self, key: str, thing: Thing | None = None) -> None:
        """Show a page, with a thing selected there."""
        name, _, detail = key.partition(":")
        if name in page_list.DIALOGS:
            page_list.open_dialog(name, self.workspace, self)
            return
        if self.workspace.session is None:
            return
        page = self.page(name)
        if name in self._stale:
            self._stale.discard(name)
            page.refresh()
        self.frame.show_page(name)
        if detail:
            page.show_detail(detail)
        if thing is not None:
            page.show_thing(thing)
        self._settle()
        self._on_selected()

    def show_welcome(self) -> None:
        """Show the page for when no plan is open."""
        self.frame.show_page(WELCOME)
        self._welcome.setFocus()
        self.frame.rail.set_pages_enabled(enabled=False)
        self.frame.top.show_tools(shown=False)
        self.frame.top.set_title("Welcome")
        self._status.show_counts("")
        QTimer.singleShot(LOAD_FIRST_MS, self, self._loading.start)  # while a plan is chosen

    def start_find(self) -> None:
        """Go to what finds things on the page shown."""
        if self.current is not None:
            self.current.start_find()

    def focus_search(self) -> None:
        """Go to the search box and list what it can do."""
        self.frame.top.search.setFocus()
        self._found.look_for(self.frame.top.search.text())

    # Changes

    def _on_opened(self) -> None:
        self._stale = set(self._pages)
        self.frame.close_cards()  # they tell of the plan that was open before
        self.frame.rail.set_pages_enabled(enabled=True)
        self.frame.top.show_tools(shown=True)
        self._fill_choices()
        self.close_inspector()
        self.go(page_list.GROUPS[0].items[0].key)
        QTimer.singleShot(LOAD_AFTER_MS, self, self._loading.start)

    def _load_a_page(self) -> None:
        """Load the code of one more page while nothing is under way, so that it opens at once."""
        jobs, name = self.workspace.jobs, page_list.not_loaded()
        if name is None:
            self._loading.stop()
        elif not jobs.is_busy:
            jobs.start("Loading", lambda _: import_module(name), _loaded, _loaded, is_quiet=True)

    def _on_changed(self, changes: ChangeSet) -> None:
        tables = changes.tables  # once: an import changes 200,000 records
        if tables & {"about", "scenarios"}:
            self._fill_choices()
        shown = self.frame.current_page()
        for key, page in self._pages.items():
            if page.reads and not page.reads & tables:
                continue
            if key == shown:
                page.refresh(changes)
            else:
                self._stale.add(key)
        if "imports" in tables:
            self._close_told()
        self._settle()
        self._on_selected()

    def _close_told(self) -> None:
        """Close the results of imports that have been taken back."""
        there = {"", *self.workspace.plan.imports}
        self.frame.close_cards(lambda card: (card.property("import_id") or "") not in there)

    def _on_reckoned(self) -> None:
        derived = self.workspace.results
        if derived is not None:
            self.frame.rail.set_count("findings", derived.open_count or None)
        self._refresh_all()

    def _refresh_all(self) -> None:
        self._stale = set(self._pages)
        page = self.current
        if page is not None:
            self._stale.discard(self.frame.current_page())
            page.refresh()
        self._settle()
        self._on_selected()

    def _settle(self) -> None:
        """Say what the page, the bars and the title say now."""
        page, document = self.current, self.workspace.document
        if page is not None:
            self.frame.top.set_title(page.title, page.subtitle())
            self._status.show_counts(page.counts())
            self.frame.keep_clear(page.foot_height())
        undo, redo = document.undo_label, document.redo_label
        self.frame.top.set_undo(f"Undo: {undo}" if undo else "")
        self.frame.top.set_redo(f"Redo: {redo}" if redo else "")
        self._status.settle()
        star = "" if document.is_saved else "*"
        title = self.workspace.plan.header.title
        self.setWindowTitle(
            f"{star}{title} – Commission Planner" if title else "Commission Planner"
        )

    def _fill_choices(self) -> None:
        plan, lens, top = self.workspace.plan, self.workspace.focus.lens, self.frame.top
        years = plan.header.all_years
        present = lens.year_of(plan)
        top.year.set_choices([(str(y), str(y)) for y in years], str(present or ""))
        scenarios = [("", "As recorded"), *((s.id, s.name) for s in plan.scenarios.values())]
        top.scenario.set_choices(scenarios, lens.scenario_id or "")

    def _choose_year(self, key: str) -> None:
        self.workspace.focus.show_with(year=FinancialYear.parse(key))

    # Selection

    def _on_selected(self) -> None:
        thing, page = self.workspace.focus.thing, self.current
        if page is not None:
            self._status.show_counts(page.counts())
        if thing is None or page is None or not page.wants_inspector(thing):
            self.frame.set_inspector(None)
            return
        if thing == self._closed_for:
            return
        self._closed_for = None
        if QApplication.mouseButtons() and not self.inspector.isVisible():
            # the page would move under the second click of two
            QTimer.singleShot(QApplication.doubleClickInterval(), self._on_selected)
            return
        if self.workspace.is_small:
            self._inspect()
        else:  # in a turn of its own, after what brought the selection here has been drawn
            self._inspecting.start()

    def _inspect(self) -> None:
        """Show in the inspector what is selected now."""
        thing, page = self.workspace.focus.thing, self.current
        if thing is None or page is None or not page.wants_inspector(thing):
            return
        shown = self.inspector.show_thing(thing, self.frame.current_page())
        self.frame.set_inspector(self.inspector if shown else None)

    def close_inspector(self) -> None:
        """Close the inspector until something else is selected."""
        self._closed_for = self.workspace.focus.thing
        self._inspecting.stop()
        self.frame.set_inspector(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close the inspector on Esc, wherever nothing nearer wants the key."""
        if event.key() == Qt.Key.Key_Escape and self.frame.slot.held() is self.inspector:
            self.close_inspector()
            return
        super().keyPressEvent(event)

    # Said and done

    def show_message(self, message: Message) -> None:
        """Let a message float at the bottom right until it is closed."""
        self.said.append(message)
        level = LEVELS[message.tone]
        card = ResultCard(message.title, list(message.lines), foot=message.foot, level=level)
        for button in message.buttons:
            if button.action in self.files.acts:
                card.add_button(button.label, self.files.acts[button.action])
            elif button is OPEN_FOLDER:
                card.add_button(button.label, partial(open_folder, message.foot))
        card.setProperty("import_id", message.import_id)
        self.frame.float_card(card)
        if message.tone is Tone.PROBLEM:
            card.setFocus()

    # Files dropped on the window, and its end

    def import_files(self, paths: Sequence[Path]) -> None:
        """Open the import wizard on files, or on those the user then chooses."""
        open_wizard(self, paths)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if _paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open a plan, or import spreadsheets."""
        self.files.take(_paths(event.mimeData()))
        event.acceptProposedAction()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about unsaved work, end jobs, and go."""
        if not self._may_go:
            self._is_asking = True
            self.files.leave(self._allow)
            self._is_asking = False
        if not self._may_go:
            event.ignore()
            return
        self.files.end()
        self.workspace.jobs.close()
        event.accept()

    def _allow(self) -> None:
        """Let the window close: at once where it is being closed, else as soon as it is saved."""
        self._may_go = True
        if not self._is_asking:
            self.window().close()


def _paths(data: QMimeData) -> Sequence[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
