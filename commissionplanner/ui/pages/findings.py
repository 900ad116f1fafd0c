"""The Findings page: what needs attention, why, and what can be done about it."""

from dataclasses import replace
from typing import ClassVar, Final

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QListView,
    QStackedLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from commissionplanner.app.usecases.since import Compared
from commissionplanner.findings.actions import pending
from commissionplanner.findings.base import LEVELS, RULES, Finding
from commissionplanner.findings.ten import Sorted, sort_out
from commissionplanner.model.changes import ChangeSet
from commissionplanner.model.money import format_short
from commissionplanner.model.plan import display_name
from commissionplanner.model.words import counted
from commissionplanner.ui.action_table import ActionPanel
from commissionplanner.ui.controllers.findings import FindingsController
from commissionplanner.ui.delegates.findings import FindingDelegate
from commissionplanner.ui.dialogs.answer_finding import (
    AcceptFindingDialog,
    MakeActionDialog,
    RespondDialog,
)
from commissionplanner.ui.dialogs.thresholds import ThresholdsDialog
from commissionplanner.ui.finding_detail import WIDE, FindingDetail
from commissionplanner.ui.focus import Thing
from commissionplanner.ui.models.finding_list import FindingList, Head, Line, Wanted
from commissionplanner.ui.page import Page
from commissionplanner.ui.widgets.bars import Toolbar
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.chips import Chip
from commissionplanner.ui.widgets.dropdown import DropDown
from commissionplanner.ui.widgets.flow import WithSide
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.widgets.search_box import FilterBox
from commissionplanner.ui.workspace import Workspace

STATES: Final = (
    ("top", "Ten that matter"),
    ("open", "Open"),
    ("gaps", "Data gaps"),
    ("actions", "Actions"),
    ("accepted", "Accepted"),
    ("fixed", "Fixed"),
    ("since", "Since"),
)
DETAIL_MOST: Final = 60  # % of the page
GROUPS: Final = (("level", "Level"), ("money", "Money"), ("organisation", "Organisation"))


class FindingsPage(Page):
    """The ten that matter, then every finding, with the detail of one; and the table of actions."""

    key: ClassVar[str] = "findings"
    title: ClassVar[str] = "Findings"

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._controller = FindingsController(workspace)
        self.model = FindingList()
        self.list = QListView()
        self.list.setAccessibleName("Findings")
        self.list.setModel(self.model)
        self._delegate = FindingDelegate(workspace)
        self.list.setItemDelegate(self._delegate)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.detail = FindingDetail(workspace)
        self.promises = ActionPanel(workspace)
        self._lay_out()
        self._make_toolbar()
        self._join()
        self.refresh()

    def _lay_out(self) -> None:
        self._stack = QStackedLayout(self)
        self.nothing = Label("", "body", "ink2", wrap=True)
        self.all = Button("Show all open findings", "secondary")
        self.all.clicked.connect(lambda *_: self.show_detail(""))
        bare = QWidget()
        column = QVBoxLayout(bare)
        column.setContentsMargins(20, 16, 20, 16)
        column.addWidget(self.nothing)
        column.addWidget(self.all, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._listed = QStackedWidget()
        self._listed.addWidget(self.list)
        self._listed.addWidget(bare)
        self._both = WithSide(self._listed, self.detail, WIDE, DETAIL_MOST)
        self._stack.addWidget(self._both)
        self._stack.addWidget(self.promises)

    def _make_toolbar(self) -> None:
        bar = Toolbar()
        self.chips = {
            key: Chip(words, count=None if key == "top" else 0, closes=False)
            for key, words in STATES
        }
        self.chips["top"].setChecked(True)
        for chip in self.chips.values():
            bar.add(chip)
        self.rule = DropDown("Rule", [("", "All rules")], most=150)
        self.organisation = DropDown("Organisation", [("", "All")], most=170)
        self.search = FilterBox("Filter findings", width=130)
        self.groups = DropDown("Group", GROUPS, "level", most=150)
        bar.add(self.rule)
        bar.add(self.organisation)
        bar.add(self.search)
        bar.add_right(self.groups)
        self.toolbar = self._bar = bar

    def _join(self) -> None:
        for key, chip in self.chips.items():
            chip.clicked.connect(lambda _=False, key=key: self._want(state=key))
        self.rule.chosen.connect(lambda key: self._want(rule=key, barrier=""))
        self.organisation.chosen.connect(lambda key: self._want(organisation_id=key))
        self.search.textChanged.connect(lambda words: self._want(words=words))
        self.groups.chosen.connect(lambda key: self._want(grouped_by=key))
        self.list.selectionModel().currentChanged.connect(self._show_current)
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._show_chosen())
        self.list.clicked.connect(self._fold)
        self.list.activated.connect(self._activate)
        self.detail.up.clicked.connect(lambda: self._step(-1))
        self.detail.down.clicked.connect(lambda: self._step(1))
        self.detail.accept.clicked.connect(self._accept)
        self.detail.action.clicked.connect(self._make_action)
        self.detail.every.clicked.connect(self._show_all)
        self.detail.respond.clicked.connect(self._respond)
        self.detail.limits.clicked.connect(self._set_thresholds)
        self.detail.fix.clicked.connect(self._fix)

    # What is shown

    def subtitle(self) -> str:
        """Return how many are open, as the chip counts them, and the distinct pounds touched."""
        results = self.workspace.results
        if results is None:
            return "being worked out"
        count = len(results.listed.by_state.get("open", ()))
        return f"{count:,} open, {format_short(results.touched_p)} a year touched"

    def counts(self) -> str:
        """Return how many there are of each level, or what is said of the actions."""
        if self.model.wanted.state == "actions":
            return self.promises.table.counts()
        results = self.workspace.results
        if self.model.wanted.state == "since" and results and results.since:
            return results.since.words
        words = ("problem", "problems"), ("warning", "warnings"), ("advice",) * 2, ("note", "notes")
        held = results.open_by_level if results else {}
        pairs = zip(LEVELS, words, strict=True)
        return " · ".join(counted(held.get(level, 0), *each) for level, each in pairs)

    def refresh(self, changes: ChangeSet | None = None) -> None:
        """List the findings last worked out, and the actions."""
        self.promises.table.refresh(changes)
        listed = self._sorted()
        self.rule.set_choices(
            [
                ("", "All rules"),
                *((r, f"{r} {RULES[r].title}" if r in RULES else r) for r in listed.rules),
            ],
            self.model.wanted.rule,
        )
        bodies = self.workspace.plan.organisations
        named = sorted((display_name(bodies.get(k)), k) for k in listed.body_ids)
        self.organisation.set_choices(
            [("", "All"), *((key, name) for name, key in named if name)],
            self.model.wanted.organisation_id,
        )
        self._list(self.model.wanted)
        for key, chip in self.chips.items():
            chip.set_count(self.model.count(key) if key != "top" else None)
        self.chips["actions"].set_count(len(pending(self.workspace.plan)))
        since = self._since()
        self.chips["since"].set_words(f"Since {since.name}" if since else "Since")
        self._bar.set_shown(self.chips["since"], shown=since is not None)

    def show_detail(self, detail: str) -> None:
        """Show the findings of one rule, or of the rules behind one barrier; "" shows all."""
        is_rule = detail in RULES
        self.search.clear()
        if detail == "since":
            self._want(state="since", rule="", barrier="", organisation_id="", words="")
            return
        self._want(
            state="open", rule=detail if is_rule else "", barrier="" if is_rule else detail,
            organisation_id="", words="",
        )  # fmt: skip
        self.rule.set_current(detail if is_rule else "")
        self.organisation.set_current("")

    def show_thing(self, thing: Thing) -> None:
        """Choose the first finding about a record, or show an action in its table."""
        if thing.table == "actions":
            self._want(state="actions")
            self.promises.table.show_thing(thing)
            return
        row = self.model.row_about(thing.table, thing.key)
        if row >= 0:
            self.list.setCurrentIndex(self.model.index(row))

    def wants_inspector(self, thing: Thing) -> bool:
        """Tell that an action opens beside the table of actions."""
        return thing.table == "actions" and self.model.wanted.state == "actions"

    def start_find(self) -> None:
        """Go to the filter."""
        if self.model.wanted.state == "actions":
            self.promises.table.start_find()
        else:
            self.search.setFocus()

    @property
    def current(self) -> Finding | None:
        """The finding chosen."""
        entry = self.model.entry(self.list.currentIndex().row())
        return entry.finding if isinstance(entry, Line) else None

    @property
    def chosen(self) -> tuple[Finding, ...]:
        """The findings chosen, in the order shown; a row of the ten stands for its largest."""
        rows = sorted(index.row() for index in self.list.selectedIndexes())
        entries = [self.model.entry(row) for row in rows]
        return tuple(entry.finding for entry in entries if isinstance(entry, Line))

    def _sorted(self) -> Sorted:
        results = self.workspace.results
        return results.listed if results else sort_out(())

    def _since(self) -> Compared | None:
        results = self.workspace.results
        return results.since if results else None

    def _want(self, **changes: str) -> None:
        self._list(replace(self.model.wanted, **changes))

    def _list(self, wanted: Wanted) -> None:
        kept = self.current
        self.model.show(self.workspace.plan, self._sorted(), wanted, self._since())
        for key, chip in self.chips.items():
            chip.setChecked(key == wanted.state)
        row = self.model.row_of(kept) if kept is not None else -1
        if row < 0:
            row = self.model.first_finding()
        if row >= 0:
            self.list.setCurrentIndex(self.model.index(row))
        self._say_nothing(wanted)
        self._dress(wanted.state)
        self._show_chosen()

    def _say_nothing(self, wanted: Wanted) -> None:
        """Where nothing is listed, say what was asked for and offer the whole list."""
        is_bare = self.model.rowCount() == 0 and self.workspace.results is not None
        self._listed.setCurrentIndex(int(is_bare))
        if not is_bare:
            return
        rule = RULES.get(wanted.rule)
        about = f" of {rule.id} {rule.title}" if rule else ""
        narrowed = bool(wanted.barrier or wanted.organisation_id or wanted.words)
        self.nothing.setText(
            f"No finding{about} is in this list{' with these filters' if narrowed else ''}."
        )
        self.all.setVisible(bool(rule) or narrowed)

    def _dress(self, state: str) -> None:
        """Show the list or the table, and the tools that are for it."""
        many = QListView.SelectionMode.ExtendedSelection
        one = QListView.SelectionMode.SingleSelection
        self.list.setSelectionMode(one if state == "top" else many)
        is_list = state != "actions"
        self._stack.setCurrentWidget(self._both if is_list else self.promises)
        for tool in (self.rule, self.organisation, self.search):
            self._bar.set_shown(tool, shown=is_list)
        self._bar.set_shown(self.groups, shown=is_list and state not in ("top", "since"))
        self.workspace.focus.told.emit()

    def _show_current(self, now: QModelIndex, before: QModelIndex) -> None:
        del now, before
        finding = self.current
        if finding is not None:
            self.workspace.focus.select(Thing(finding.table, finding.key))

    def _show_chosen(self) -> None:
        """Show the current finding; its first button is for all that are chosen."""
        entry = self.model.entry(self.list.currentIndex().row())
        count = entry.count if isinstance(entry, Line) else 1
        self.detail.show_finding(
            self.current,
            count,
            max(len(self._answered()), 1),
            self.model.changed(self.current),
        )

    def _answered(self) -> tuple[Finding, ...]:
        """Return the chosen findings that stand as the current one does: open, or accepted."""
        now = self.current
        if now is None:
            return ()
        same = tuple(found for found in self.chosen if found.status == now.status)
        return same if now in same else (now,)

    def _show_all(self) -> None:
        """Show every finding that the chosen row of the ten stands for."""
        entry = self.model.entry(self.list.currentIndex().row())
        if isinstance(entry, Line):
            wanted = {"rule": entry.finding.rule, "organisation_id": entry.organisation_id}
            self._want(state="open", **wanted)
            self.rule.set_current(entry.finding.rule)
            self.organisation.set_current(entry.organisation_id)

    # What is asked for

    def _fold(self, index: QModelIndex) -> None:
        entry = self.model.entry(index.row())
        if isinstance(entry, Head):
            self.model.fold(entry)

    def _activate(self, index: QModelIndex) -> None:
        entry = self.model.entry(index.row())
        if isinstance(entry, Line) and entry.count > 1:
            self._show_all()
        elif isinstance(entry, Line):
            self.detail.open.click()

    def _step(self, by: int) -> None:
        row = self.list.currentIndex().row() + by
        while isinstance(self.model.entry(row), Head):
            row += by
        if self.model.entry(row) is not None:
            self.list.setCurrentIndex(self.model.index(row))
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _accept(self) -> None:
        findings = self._answered()
        if not findings:
            return
        if findings[0].status == "accepted":
            self._controller.reopen(findings)
            return
        AcceptFindingDialog(
            findings,
            self.workspace.plan,
            lambda reason, by, until: self._controller.accept(findings, reason, by, until),
            self,
        ).open()

    def _make_action(self) -> None:
        finding = self.current
        if finding is not None:
            MakeActionDialog(
                finding,
                self._bodies(),
                lambda promise: self._controller.make_action(finding, promise),
                self,
            ).open()

    def _respond(self) -> None:
        finding = self.current
        if finding is not None:
            RespondDialog(
                finding,
                self._bodies(),
                lambda body, text: self._controller.respond(finding, body, text),
                self,
            ).open()

    def _set_thresholds(self) -> None:
        rule = RULES.get(self.current.rule) if self.current is not None else None
        if rule is not None:
            ThresholdsDialog(
                rule, self.workspace.plan, self._controller.set_thresholds, self
            ).open()

    def _fix(self) -> None:
        if self.current is not None:
            self._controller.fix(self.current)

    def _bodies(self) -> list[tuple[str, str]]:
        """Return the organisations that an answer may be of, by name."""
        rows = self.workspace.plan.organisations
        named = [(key, display_name(body)) for key, body in rows.items() if body.parent_id is None]
        return sorted(named, key=lambda pair: pair[1])
