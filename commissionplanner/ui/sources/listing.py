"""What the lists of the Sources page share: a table, what it is about, and buttons at the foot."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from commissionplanner.edits.base import Edit
from commissionplanner.model.entities import Record
from commissionplanner.ui import theme
from commissionplanner.ui.dialogs.form import Choices, FormDialog, chosen, combo, records
from commissionplanner.ui.models.columns import Cell, Column, Shown
from commissionplanner.ui.models.plan_table import PlanTable
from commissionplanner.ui.table_view import TableView
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.cards import Panel
from commissionplanner.ui.widgets.empty_page import EmptyPage
from commissionplanner.ui.widgets.inputs import Field
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.workspace import Workspace


def column(
    key: str,
    heading: str,
    width: int,
    text: Callable[[Shown, Record], str],
    *,
    is_number: bool = False,
    weight: int = 400,
    tone: Callable[[Shown, Record], str] = lambda _shown, _record: "",
) -> Column:
    """Return a column that shows words worked out of a record."""

    def cell(shown: Shown, record: Record) -> Cell:
        words = text(shown, record)
        return Cell(words, tone(shown, record), tip=words)

    def sort(shown: Shown, record: Record) -> Any:
        return text(shown, record).casefold() or None

    return Column(key=key, heading=heading, width=width, cell=cell, sort=sort,
                  is_number=is_number, weight=weight)  # fmt: skip


class ReasonDialog(FormDialog):
    """Asks why; nothing is done without a reason."""

    def __init__(
        self,
        title: str,
        note: str,
        do: str,
        then: Callable[[str, str | None], bool],
        parent: QWidget,
        people: Choices = (),
    ) -> None:
        super().__init__(title, note, do, parent)
        self._then = then
        self.who = combo(people, name="Decided by")
        self.reason = QPlainTextEdit()
        self.reason.setFixedHeight(84)
        self.reason.setTabChangesFocus(True)
        self._field = Field("Reason", self.reason, help_text="Kept with the plan.")
        self.column.addWidget(self._field)
        if people:
            self.column.addWidget(Field("Decided by", self.who))
        self.close_column()

    def finish(self) -> None:
        """Go on, once there is a reason."""
        reason = " ".join(self.reason.toPlainText().split())
        if not reason:
            self._field.show_error("Say why; readers of the plan will ask.")
        elif self._then(reason, chosen(self.who) or None):
            self.accept()


class Listing(QWidget):
    """A table of the plan with a sentence above it and buttons beneath.

    Attributes:
        model: What is listed.
        view: The table on the screen.
    """

    def __init__(
        self, workspace: Workspace, model: PlanTable, name: str, said: str, nothing: str
    ) -> None:
        super().__init__()
        self.workspace, self.model = workspace, model
        self.view = TableView(model, name)
        self._words = Label(said, "body", "ink2", wrap=True)
        head = Panel("canvas", "b")
        top = QHBoxLayout(head)
        top.setContentsMargins(theme.PAGE_LEFT, 10, theme.PAGE_RIGHT, 10)
        top.addWidget(self._words, 1)
        self.head = top
        foot = self._buttons = Panel("surface", "t")
        self._foot = QHBoxLayout(foot)
        self._foot.setContentsMargins(theme.PAGE_LEFT, 10, theme.PAGE_RIGHT, 10)
        self._foot.setSpacing(8)
        self.chosen = Label("", "small", "ink2", wrap=True)
        self._foot.addWidget(self.chosen, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._empty = EmptyPage(f"No {name[:1].lower()}{name[1:]}", nothing)
        column.addWidget(head)
        column.addWidget(self.view, 1)
        column.addWidget(self._empty, 1)
        column.addWidget(foot)
        self._top = head
        self.buttons: list[Button] = []
        self.view.selectionModel().selectionChanged.connect(lambda *_: self.show_chosen())

    def add_button(self, words: str, act: Callable[[], None], kind: str = "secondary") -> Button:
        """Add a button at the foot."""
        button = Button(words, "primary" if kind == "primary" else "secondary")
        button.clicked.connect(lambda _=False: act())
        self._foot.addWidget(button)
        self.buttons.append(button)
        return button

    def foot_height(self) -> int:
        """Return the height of the buttons at the foot, in px."""
        foot = self._buttons
        high = foot.heightForWidth(self.width()) if foot.hasHeightForWidth() else -1
        return high if high > 0 else foot.sizeHint().height()

    def said_of(self, record: Record) -> str:
        """Return what stands at the foot about the one row selected."""
        del record
        return ""

    def refresh(self) -> None:
        """Show what the plan holds now."""
        raise NotImplementedError

    def show_rows(self, shown: Shown, keys: Sequence[str]) -> None:
        """List records, keeping what was selected."""
        kept = self.view.current_key
        is_same = bool(keys) and set(keys) == set(self.model.keys)
        if is_same:
            self.model.take_shown(shown)  # an editor that is open stays what it is
        else:
            self.model.show(shown, keys)
        for part, is_shown in ((self._top, bool(keys)), (self.view, bool(keys))):
            part.setVisible(is_shown)
        self._empty.setVisible(not keys)
        if keys and not (kept and (is_same or self.view.select_key(kept))):
            self.view.select_key(self.model.keys[0])
        self.show_chosen()

    def show_chosen(self) -> None:
        """Say how many rows are selected; buttons need one."""
        count = len(self.view.selected_keys)
        words = f"{count:,} of {len(self.model.keys):,} selected" if count else ""
        if count == 1 and self.view.current_key:
            row = self.model.row_of(self.view.current_key)
            words = self.said_of(self.model.record(row)) if row is not None else words
        self.chosen.setText(words)
        for button in self.buttons:
            if count:
                button.enable()
            else:
                button.disable("Select a row first.")

    def ask_reason(self, title: str, note: str, do: str, make: Callable[[str], Edit]) -> None:
        """Ask for a reason and make the edit."""

        def then(reason: str, _by: str | None) -> bool:
            return self.workspace.do(make(reason))

        ReasonDialog(title, note, do, then, self.window()).open()

    def ask_who(
        self, title: str, note: str, do: str, make: Callable[[str, str | None], Edit]
    ) -> None:
        """Ask for a reason and by whom it was decided, and make the edit."""

        def then(reason: str, by: str | None) -> bool:
            return self.workspace.do(make(reason, by))

        people = records(self.workspace.plan, "persons", "Not recorded")
        ReasonDialog(title, note, do, then, self.window(), people).open()


def with_table(shown: Shown, table: str, rows: dict[str, Any]) -> Shown:
    """Return what is shown with another table, such as one with proposals beside decisions."""
    return replace(shown, plan=shown.plan.with_table(table, rows))


class Lists:
    """The lists of Sources beside its imports, each made when it is first looked at: all take a moment.

    Attributes:
        put_into: Takes each list when it is made.
    """

    def __init__(self, makers: dict[str, Callable[[], Listing]]) -> None:
        self._makers = makers
        self._made: dict[str, Listing] = {}
        self.put_into: Callable[[Listing], object] = lambda _listing: None

    def __contains__(self, key: str) -> bool:
        """Whether there is such a list."""
        return key in self._makers

    def get(self, key: str) -> Listing | None:
        """Return a list; None where there is none by this key."""
        if key in self._makers and key not in self._made:
            self._made[key] = self._makers[key]()
            self.put_into(self._made[key])
        return self._made.get(key)

    def __getitem__(self, key: str) -> Listing:
        """Return a list, made now where it was not yet."""
        found = self.get(key)
        if found is None:
            raise KeyError(key)
        return found
