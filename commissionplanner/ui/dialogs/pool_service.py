"""Asks for a service that a fund pays for: one of the plan's, a contract's, or one named anew."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from commissionplanner.app.pool_services import (
    BY_CONTRACT,
    NewService,
    contracts_of,
    costs_of_contracts,
    service_of_contract,
    services_offered,
)
from commissionplanner.edits.base import Edit, Together
from commissionplanner.edits.pools import AddService, SetCost
from commissionplanner.edits.records import SetFields
from commissionplanner.model.entities import Contract, Service, ServiceCost
from commissionplanner.model.ids import random_ids
from commissionplanner.model.money import Pence
from commissionplanner.model.plan import display_name
from commissionplanner.model.years import FinancialYear
from commissionplanner.ui.dialogs.form import (
    BadInput,
    Choices,
    chosen,
    combo,
    partners_first,
    terms,
)
from commissionplanner.ui.dialogs.tall_form import TallForm
from commissionplanner.ui.dialogs.year_lines import YearLines
from commissionplanner.ui.widgets.inputs import CheckBox, Field
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.workspace import Workspace

COSTS_IT: Final = "The amounts are the contract's, for the days it runs; change them."
COSTS_NOTHING: Final = (
    "It says no amount: it does not run in these years, or its value or dates are not known."
)


class PoolServiceDialog(TallForm):
    """Which service the fund pays for, who leads it, what it costs each year."""

    def __init__(self, workspace: Workspace, pool_id: str, parent: QWidget) -> None:
        plan = workspace.plan
        super().__init__(
            f"Add a service to {display_name(plan.pools[pool_id])}",
            "What the fund pays for. Years left empty are worked out from the year before, "
            "where the plan assumes rates; else they are not known.",
            "Add the service", parent,
        )  # fmt: skip
        self._workspace, self._pool_id = workspace, pool_id
        self.service = _open_combo(services_offered(plan, pool_id))
        self.lead = combo(partners_first(plan, "As the service says"))
        self._service_field = Field("Service", self.service)
        self.says = Label("", "small", "ink2", wrap=True)
        self.tier = combo(terms("prevention_tier"))
        self._tier_field = Field("Prevention", self.tier)
        self.moves = CheckBox("")
        self.column.addWidget(self._service_field)
        self.column.addWidget(self.says)
        self.beside(Field("Led by", self.lead), self._tier_field)
        self.column.addWidget(self.moves)
        self.years = YearLines(plan.years, with_certainty=False)
        self.column.addWidget(self.years)
        self.close_column()
        for hidden in (self.says, self._tier_field, self.moves):
            hidden.hide()
        self.service.activated.connect(self._fill)
        self.service.editTextChanged.connect(self._say)
        self.moves.toggled.connect(self._settle)

    def _key(self) -> str:
        """Return the key of what is typed, where it is one of the choices; "" otherwise."""
        words = self.service.currentText().strip()
        at = self.service.findText(words, Qt.MatchFlag.MatchFixedString)  # whatever the case
        return str(self.service.itemData(at)) if at >= 0 else ""

    def _contract(self) -> Contract | None:
        """Return the contract whose service is to be made; None where another is chosen."""
        key = self._key()
        found = key.removeprefix(BY_CONTRACT) if key.startswith(BY_CONTRACT) else ""
        return self._workspace.plan.contracts.get(found)

    def _costs(self) -> dict[FinancialYear, Pence | None]:
        """Return what contracts say that the chosen service costs, where no budget says it."""
        plan, contract = self._workspace.plan, self._contract()
        if contract is not None:
            return costs_of_contracts(plan, (contract,))
        return {} if self._outside() else costs_of_contracts(plan, contracts_of(plan, self._key()))

    def _outside(self) -> list[ServiceCost]:
        """Return the budgets recorded for the service that name no fund."""
        service = self._key()
        rows = self._workspace.plan.service_costs.values()
        return [
            row
            for row in rows
            if row.service_id == service
            and row.pool_id is None
            and row.measure in ("budget", None)
            and row.year in self.years.lines
        ]

    def _say(self) -> None:
        """Say what is added to the plan beside the line of the fund, where something is."""
        plan = self._workspace.plan
        contract, is_new = self._contract(), bool(self.service.currentText().strip())
        costs, words = any(p is not None for p in self._costs().values()), ""
        if contract is not None:
            words = (
                "Adds the service that the contract describes, with its commissioner and supplier. "
                + (COSTS_IT if costs else COSTS_NOTHING)
            )
        elif is_new and not self._key():
            words = "The plan has no service of that name: it is added."
        elif costs:
            refs = [row.ref or row.title for row in contracts_of(plan, self._key())]
            words = f"No cost is recorded for it. {COSTS_IT} Contract: {', '.join(refs)}."
        self.says.setText(words)
        self.says.setVisible(bool(words))
        is_made = bool(words) and (contract is not None or not self._key())
        self._tier_field.setVisible(is_made)  # what the plan holds already has its own
        self.fit_soon()

    def _fill(self) -> None:
        """Offer to take the service's own budget into the fund, so that it counts once."""
        self._say()
        rows, amounts = self._outside(), self._costs()
        for row in rows:
            if row.year is not None and row.amount_p is not None:
                amounts[row.year] = (amounts.get(row.year) or 0) + row.amount_p
        self.moves.setVisible(bool(rows))
        self.moves.setText("Move the budget recorded for it into the fund")
        self.moves.updateGeometry()
        self.moves.setChecked(bool(rows))
        self.years.show_amounts(amounts)
        self._settle()
        self.fit_soon()

    def _settle(self) -> None:
        for line in self.years.lines.values():
            line.setReadOnly(self._is_moving())

    def _is_moving(self) -> bool:
        return self.moves.isVisible() and self.moves.isChecked()

    def _new_service(self, new_id: str) -> NewService | None:
        """Return the service to be added first; None where the plan has it."""
        contract, tier = self._contract(), chosen(self.tier) or None
        if contract is not None:
            return service_of_contract(contract, new_id, tier)
        name = self.service.currentText().strip()
        named = Service(id=new_id, name=name, prevention_tier=tier)
        return None if self._key() else NewService(named)

    def finish(self) -> None:
        """Put the service into the fund with its costs; add it to the plan where it is new."""
        name = self.service.currentText().strip()
        self._service_field.show_error("" if name else "Choose a service, or name a new one.")
        try:
            amounts = self.years.read()
        except BadInput:
            return
        if not name:
            return
        new_id = random_ids()
        made = self._new_service(new_id())
        service = self._key() if made is None else made.service.id
        edits: list[Edit] = [*made.edits()] if made is not None else []
        edits.append(AddService(self._pool_id, service, new_id(), chosen(self.lead) or None))
        if self._is_moving():
            keys = tuple(row.id for row in self._outside())
            edits.append(SetFields("service_costs", keys, {"pool_id": self._pool_id}))
        else:
            edits.extend(
                SetCost(self._pool_id, service, year, amount_p, new_id())
                for year, amount_p in amounts.items()
                if amount_p is not None
            )
        said = made.service.name if made is not None else name
        if self._workspace.do(Together(f"Add “{said}” to the fund", tuple(edits))):
            self.accept()


def _open_combo(choices: Choices) -> QComboBox:
    """Return a list that takes what is typed too, and offers what holds the typed letters."""
    made = combo(choices, name="Service")
    made.setEditable(True)
    made.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    made.setCurrentIndex(-1)
    if (line := made.lineEdit()) is not None:
        line.setPlaceholderText("Choose a service, or name a new one")
    if (finder := made.completer()) is not None:
        finder.setFilterMode(Qt.MatchFlag.MatchContains)
        finder.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        if (offered := finder.popup()) is not None:
            offered.setObjectName("offered")
    return made
