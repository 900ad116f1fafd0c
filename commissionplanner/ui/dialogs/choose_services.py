"""Choose services from a list: a box that filters, and ticks."""

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from commissionplanner.model.plan import Plan, display_name, full_name
from commissionplanner.ui.dialogs.form import FormDialog
from commissionplanner.ui.widgets.inputs import Field
from commissionplanner.ui.widgets.search_box import FilterBox

Choices = Sequence[tuple[str, str]]
"""Keys of services and the words they are shown by."""


def all_services(plan: Plan) -> Choices:
    """Return every service of a plan with its commissioner, by name."""
    found = []
    for service in sorted(plan.services.values(), key=lambda s: full_name(s).casefold()):
        body = display_name(plan.organisations.get(service.lead_commissioner_id or ""))
        found.append((service.id, full_name(service) + (f" · {body}" if body else "")))
    return found


class ChooseServices(FormDialog):
    """Asks for services; those held already are ticked and stay so.

    Args:
        title: What they are chosen for.
        note: What choosing them does; "" where the title says it.
        offered: The services.
        then: Takes the keys chosen; False where that was refused.
        parent: The window.
        do: Words of the button.
        held: Keys of those that cannot be taken away here.
        ticked: Keys of others ticked at first.

    Attributes:
        finder: The box that filters.
        list: Every service offered.
    """

    def __init__(
        self, title: str, note: str, offered: Choices, then: Callable[[tuple[str, ...]], bool],
        parent: QWidget, *, do: str = "Link", held: Collection[str] = (),
        ticked: Collection[str] = (),
    ) -> None:  # fmt: skip
        super().__init__(title, note, do, parent)
        self._then, self._held = then, frozenset(held)
        self.finder = FilterBox("Filter the services")
        self.list = QListWidget()
        self.list.setAccessibleName("Services")
        self.list.setMinimumHeight(280)
        for key, words in offered:
            item = QListWidgetItem(words, self.list)
            item.setData(Qt.ItemDataRole.UserRole, key)
            tied = key in self._held
            on = tied or key in ticked
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            item.setToolTip("Linked already" if tied else words)
            if tied:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
        self._field = Field("Services", self.list)
        self.column.addWidget(self.finder)
        self.column.addWidget(self._field)
        self.finder.textChanged.connect(self._narrow)
        self.close_column()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The services ticked now, those held already left out."""
        items = (self.list.item(at) for at in range(self.list.count()))
        keys = (
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        )
        return tuple(key for key in keys if key not in self._held)

    def _narrow(self, text: str) -> None:
        parts = text.casefold().split()
        for at in range(self.list.count()):
            item = self.list.item(at)
            item.setHidden(not all(part in item.text().casefold() for part in parts))

    def finish(self) -> None:
        """Hand over those ticked, once there is one."""
        if not self.chosen:
            self._field.show_error("Tick one service or more.")
        elif self._then(self.chosen):
            self.accept()
