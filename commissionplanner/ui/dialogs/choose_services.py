"""Choose services from all of the plan's: a box that filters, and ticks."""

from collections.abc import Callable, Collection

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from commissionplanner.model.plan import Plan, display_name, full_name
from commissionplanner.ui.dialogs.form import FormDialog
from commissionplanner.ui.widgets.inputs import Field
from commissionplanner.ui.widgets.search_box import FilterBox


class ChooseServices(FormDialog):
    """Asks for services; those tied already are ticked and stay so.

    Attributes:
        finder: The box that filters.
        list: Every service, with its commissioner.
    """

    def __init__(
        self,
        title: str,
        note: str,
        plan: Plan,
        held: Collection[str],
        then: Callable[[tuple[str, ...]], bool],
        parent: QWidget,
    ) -> None:
        super().__init__(title, note, "Link", parent)
        self._then, self._held = then, frozenset(held)
        self.finder = FilterBox("Filter the services")
        self.list = QListWidget()
        self.list.setAccessibleName("Services")
        self.list.setMinimumHeight(280)
        for service in sorted(plan.services.values(), key=lambda s: full_name(s).casefold()):
            body = display_name(plan.organisations.get(service.lead_commissioner_id or ""))
            words = full_name(service) + (f" · {body}" if body else "")
            item = QListWidgetItem(words, self.list)
            item.setData(Qt.ItemDataRole.UserRole, service.id)
            tied = service.id in self._held
            item.setCheckState(Qt.CheckState.Checked if tied else Qt.CheckState.Unchecked)
            item.setToolTip("Linked already" if tied else full_name(service))
            if tied:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
        self._field = Field("Services", self.list)
        self.column.addWidget(self.finder)
        self.column.addWidget(self._field)
        self.finder.textChanged.connect(self._narrow)
        self.close_column()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The services ticked now, those tied already left out."""
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
        """Link those ticked, once there is one."""
        if not self.chosen:
            self._field.show_error("Tick one service or more.")
        elif self._then(self.chosen):
            self.accept()
