"""Small forms that stand on the map where something is being done: each asks in place.

Nothing changes until the main button is pressed or Enter is; Escape closes and leaves all as it was.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from commissionplanner.edits.ties import Tie
from commissionplanner.model.money import MoneyError, format_pounds, parse_pounds
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear
from commissionplanner.ui.dialogs.form import Choices, chosen, combo
from commissionplanner.ui.widgets.buttons import Button, Kind
from commissionplanner.ui.widgets.dropdown import DropDown
from commissionplanner.ui.widgets.floating import SHADOW, Floating
from commissionplanner.ui.widgets.flow import FlowLayout
from commissionplanner.ui.widgets.inputs import Field, RadioButton
from commissionplanner.ui.widgets.labels import Label

WIDE = 320


class Slip(Floating):
    """A title, what will happen, fields and buttons, on a card over the map."""

    barred = False

    def __init__(self, title: str, text: str, parent: QWidget, wide: int = WIDE) -> None:
        super().__init__("note", wide, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"{title}. {text}" if text else title)
        self.cross.hide()
        self.inner.setContentsMargins(SHADOW + 16, SHADOW + 13, SHADOW + 16, SHADOW + 14)
        self.inner.setSpacing(8)
        self.inner.addWidget(Label(title, "body", weight=600, wrap=True))
        self.text = Label(text, "small", "ink2", wrap=True)
        self.text.setVisible(bool(text))
        self.inner.addWidget(self.text)
        self._body = QVBoxLayout()
        self._body.setSpacing(8)
        self.inner.addLayout(self._body)
        self._foot = QWidget()
        self._row = FlowLayout(self._foot, gap=8)
        self.inner.addWidget(self._foot)
        self.buttons: dict[str, Button] = {}
        self._main: Button | None = None

    def add(self, widget: QWidget) -> None:
        """Add a field."""
        self._body.addWidget(widget)

    def add_button(self, words: str, kind: Kind, job: Callable[[], object]) -> Button:
        """Add a button; Enter in a field presses the first."""
        button = Button(words, kind, height=28)
        button.clicked.connect(job)
        self._row.addWidget(button)
        self._main = self._main or button
        self.buttons[words] = button
        return button

    def add_cancel(self, words: str = "Cancel") -> None:
        """Add the button that leaves all as it was."""
        self.add_button(words, "secondary", self.close_card)

    def say(self, text: str) -> None:
        """Say something else beneath the title."""
        self.text.setText(text)
        self.text.setVisible(bool(text))
        self.resize(self.sizeHint())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typing = isinstance(self.focusWidget(), QLineEdit | QComboBox | RadioButton)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._main and typing:
            self._main.click()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_card()
        event.accept()  # what is typed here is not for the map below


class AddSlip(Slip):
    """Asks the name of a new service and whose it is."""

    def __init__(
        self,
        role: str,
        bodies: Choices,
        at: str,
        add: Callable[[str, str], bool],
        parent: QWidget,
    ) -> None:
        super().__init__("Add a service", "", parent)
        self._add = add
        self.name = QLineEdit()
        self._field = Field("Name", self.name)
        self.body = combo(bodies, at)
        self.add(self._field)
        self.add(Field(role, self.body))
        self.add_button("Add service", "primary", self._finish)
        self.add_cancel()

    def _finish(self) -> None:
        name = self.name.text().strip()
        if not name:
            self._field.show_error("A service needs a name.")
            self.resize(self.sizeHint())
        elif self._add(name, chosen(self.body)):
            self.close_card()


class RenameSlip(Slip):
    """Asks another name, and the short one that stands on the map where there is one."""

    def __init__(
        self,
        name: str,
        short_name: str | None,
        rename: Callable[[str, str | None], bool],
        parent: QWidget,
    ) -> None:
        super().__init__("Rename", "", parent)
        self._rename = rename
        self.name = QLineEdit(name)
        self.name.selectAll()
        self._field = Field("Name", self.name)
        self.add(self._field)
        self.short = QLineEdit(short_name or "")
        if short_name is not None:
            self.add(Field("Short name, shown on the map", self.short))
        self._has_short = short_name is not None
        self.add_button("Rename", "primary", self._finish)
        self.add_cancel()

    def _finish(self) -> None:
        if not self.name.text().strip():
            self._field.show_error("A name is needed.")
            self.resize(self.sizeHint())
        elif self._rename(self.name.text(), self.short.text() if self._has_short else None):
            self.close_card()


class TieSlip(Slip):
    """Asks what joins two things, and for money how much and in which year."""

    def __init__(
        self,
        plan: Plan,
        ties: Sequence[Tie],
        year: FinancialYear | None,
        draw: Callable[[Tie, int | None, FinancialYear | None], bool],
        parent: QWidget,
    ) -> None:
        super().__init__("Draw a link", "", parent)
        self._plan, self._ties, self._draw = plan, tuple(ties), draw
        self.choices = [RadioButton(tie.words(plan)) for tie in self._ties]
        for choice in self.choices:
            choice.setToolTip(choice.text())
            choice.toggled.connect(self._settle)
            self.add(choice)
        self.amount = QLineEdit()
        self.amount.setPlaceholderText("£1.2m")
        self.money = Field("Amount a year", self.amount)
        years = [(str(one), str(one)) for one in plan.years]
        self.year = DropDown("Year", years, str(year) if year else "")
        self.add(self.money)
        self.add(self.year)
        self.amount.textChanged.connect(lambda _: self._settle())
        self.year.chosen.connect(lambda _: self._settle())
        self.add_button("Draw link", "primary", self._finish)
        self.add_cancel()
        self.choices[0].setChecked(True)
        self._settle()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        (self.amount if self._tie().kind == "funds" else self.choices[0]).setFocus()

    def _tie(self) -> Tie:
        return next(t for t, c in zip(self._ties, self.choices, strict=True) if c.isChecked())

    def _settle(self) -> None:
        """Show what goes with the kind chosen, and say what drawing it makes."""
        if not any(choice.isChecked() for choice in self.choices):
            return
        tie = self._tie()
        money = tie.kind == "funds"
        self.money.setVisible(money)
        self.year.setVisible(money)
        self.money.show_error("")
        said = tie.makes(self._plan)
        amount_p = self._amount() if money else None
        if amount_p:
            said = f"{said[:-1]}: {format_pounds(amount_p)} in {self.year.current()}."
        self.say(said)

    def _amount(self) -> int | None:
        try:
            return parse_pounds(self.amount.text()) if self.amount.text().strip() else None
        except MoneyError:
            return None

    def _finish(self) -> None:
        tie, amount_p, year = self._tie(), None, None
        if tie.kind == "funds":
            try:
                amount_p = parse_pounds(self.amount.text())
            except MoneyError as error:
                typed = self.amount.text().strip()
                self.money.show_error(str(error) if typed else "Type an amount, such as £1.2m.")
                self.resize(self.sizeHint())
                return
            year = FinancialYear.parse(self.year.current()) if self.year.current() else None
        if self._draw(tie, amount_p, year):
            self.close_card()


class HomeSlip(Slip):
    """Asks to which organisation things go, by keyboard, where one would drag them."""

    def __init__(
        self, what: str, bodies: Choices, go: Callable[[str], object], parent: QWidget
    ) -> None:
        super().__init__(f"Move {what} to another organisation", "", parent)
        self._go = go
        self.body = combo(bodies)
        self._field = Field("Organisation", self.body)
        self.add(self._field)
        self.add_button("Go on", "primary", self._finish)
        self.add_cancel()

    def _finish(self) -> None:
        to = chosen(self.body)
        if not to:
            self._field.show_error("Choose an organisation from the list.")
            self.resize(self.sizeHint())
            return
        self.close_card()
        self._go(to)
