"""Asks for money into a fund, and for a service that it pays for, year by year."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from commissionplanner.app.pool_grid import pounds
from commissionplanner.app.pool_offer import left_words, streams_offered
from commissionplanner.app.wording import NOT_KNOWN
from commissionplanner.edits.base import Edit, Together
from commissionplanner.edits.pools import AddMember, AddService, SetContribution, SetCost
from commissionplanner.edits.records import SetFields
from commissionplanner.model.entities import FundingStream, ServiceCost
from commissionplanner.model.ids import random_ids
from commissionplanner.model.money import MoneyError, parse_pounds
from commissionplanner.model.plan import display_name, full_name
from commissionplanner.model.years import FinancialYear
from commissionplanner.ui import theme
from commissionplanner.ui.dialogs.form import (
    BadInput,
    chosen,
    combo,
    partners_first,
    records,
    terms,
)
from commissionplanner.ui.dialogs.tall_form import TallForm
from commissionplanner.ui.widgets.inputs import CheckBox, Field
from commissionplanner.ui.widgets.labels import Label, LevelIcon
from commissionplanner.ui.widgets.painting import RIGHT
from commissionplanner.ui.workspace import Workspace

BY_STREAM = "As sure as the stream"


class _Years(QWidget):
    """One line for each year: an amount and, where asked for, how sure it is."""

    def __init__(self, years: tuple[FinancialYear, ...], *, with_certainty: bool) -> None:
        super().__init__()
        self.lines: dict[FinancialYear, QLineEdit] = {}
        self.sure: dict[FinancialYear, QComboBox] = {}
        self._wrong = Label("", "small", "problem", wrap=True)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        grid.addWidget(Label("Amount, £", "small", "ink3", 500), 0, 1)
        for at, year in enumerate(years, start=1):
            grid.addWidget(Label(str(year), "body", "ink2", tabular=True), at, 0)
            line = QLineEdit()
            line.setAlignment(RIGHT)
            line.setPlaceholderText(NOT_KNOWN)
            line.setAccessibleName(f"Amount, {year}")
            self.lines[year] = line
            grid.addWidget(line, at, 1)
            if with_certainty:
                box = combo(terms("certainty", BY_STREAM), "", f"Certainty, {year}")
                self.sure[year] = box
                grid.addWidget(box, at, 2)
        if with_certainty:
            grid.addWidget(Label("How sure", "small", "ink3", 500), 0, 2)
        grid.addWidget(self._wrong, len(years) + 1, 0, 1, 3)
        self._wrong.hide()
        grid.setColumnMinimumWidth(0, theme.current().px(64))
        grid.setColumnStretch(1, 1)

    def read(self) -> dict[FinancialYear, int | None]:
        """Return the amounts; None where nothing was typed.

        Raises:
            BadInput: one is no amount of money; it has been said.
        """
        found: dict[FinancialYear, int | None] = {}
        self._wrong.hide()
        for year, line in self.lines.items():
            text = line.text().strip()
            try:
                found[year] = parse_pounds(text) if text else None
            except MoneyError as error:
                self.refuse(f"{year}: {error}")
                line.setFocus()
                raise BadInput from error
        return found

    def refuse(self, words: str) -> None:
        """Say what is wrong beneath the lines."""
        self._wrong.setText(words)
        self._wrong.show()

    def show_amounts(self, amounts: dict[FinancialYear, int | None]) -> None:
        """Put amounts into the lines."""
        for year, line in self.lines.items():
            amount_p = amounts.get(year)
            line.setText("" if amount_p is None else pounds(amount_p))


class MoneyInDialog(TallForm):
    """Who gives, from which stream, how much in each year and how sure that is."""

    def __init__(self, workspace: Workspace, pool_id: str, parent: QWidget) -> None:
        plan = workspace.plan
        name = display_name(plan.pools[pool_id])
        super().__init__(
            f"Add money in to {name}",
            "Leave a year empty where the amount is not known; it is never counted as zero.",
            "Add money in", parent,
        )  # fmt: skip
        self._workspace, self._pool_id = workspace, pool_id
        self.partner = combo(partners_first(plan))
        offers = streams_offered(plan, plan.pools[pool_id])
        self._offers = {offer.stream_id: offer for offer in offers}
        marks = {
            "good": "",
            "note": "",
            "advice": " · with conditions",
            "warning": " · not poolable here",
        }
        self.stream = combo(
            [("", "Not recorded"), *((o.stream_id, f"{o.name}{marks[o.level]}") for o in offers)]
        )
        self.recurs = combo(
            [("", "Not known yet"), ("yes", "Every year"), ("no", "Once, not in the base")]
        )
        self._partner_field = Field("Partner", self.partner)
        self.beside(self._partner_field, Field("From the stream", self.stream))
        self.why = Label("", "small", "ink2", wrap=True)
        self.mark = LevelIcon("note", 14)
        said = QHBoxLayout()
        said.setSpacing(6)
        said.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self.why, 1)
        self.column.addLayout(said)
        self.column.addWidget(Field("The money comes", self.recurs))
        self.years = _Years(plan.years, with_certainty=True)
        self.column.addWidget(self.years)
        self.close_column()
        self.stream.activated.connect(self._fill)
        self.partner.activated.connect(self._fill)

    def _fill(self) -> None:
        """Show what is recorded already for the partner and stream."""
        plan = self._workspace.plan
        stream = plan.funding_streams.get(chosen(self.stream))
        holder = stream.holder_id if stream else None
        if holder and not chosen(self.partner):
            self.partner.setCurrentIndex(max(self.partner.findData(holder), 0))
        self._show_offer(stream)
        place = (self._pool_id, chosen(self.partner), chosen(self.stream) or None)
        rows = [
            row
            for row in plan.contributions.values()
            if (row.pool_id, row.partner_id, row.stream_id) == place and row.year
        ]
        offer = self._offers.get(chosen(self.stream))
        if rows:
            self.years.show_amounts({row.year: row.amount_p for row in rows if row.year})
        elif offer is not None:
            self.years.show_amounts(dict(zip(plan.years, offer.left_p, strict=True)))

    def _show_offer(self, stream: FundingStream | None) -> None:
        """Say what speaks for and against a stream, and what of it is free."""
        offer = self._offers.get(stream.id) if stream else None
        self.mark.setVisible(offer is not None)
        self.why.setVisible(offer is not None)
        if offer is None or stream is None:
            return
        self.mark.set_icon(offer.level, offer.level)
        free = left_words(self._workspace.plan, offer)
        self.why.setText(
            f"{offer.why} Not yet given to a fund: {free}. Filled in below; change it."
        )
        if stream.recurrence and not chosen(self.recurs):
            once = "no" if stream.recurrence == "one_off" else "yes"
            self.recurs.setCurrentIndex(self.recurs.findData(once))
        self.fit_soon()

    def finish(self) -> None:
        """Set every year that has an amount."""
        partner, stream = chosen(self.partner), chosen(self.stream) or None
        self._partner_field.show_error("" if partner else "Choose who gives the money.")
        try:
            amounts = self.years.read()
        except BadInput:
            return
        if not partner:
            return
        if not any(amount_p is not None for amount_p in amounts.values()):
            self.years.refuse("Give an amount for at least one year.")
            return
        new_id = random_ids()
        recurs = {"yes": True, "no": False}.get(chosen(self.recurs))
        edits: list[Edit] = [AddMember(self._pool_id, partner, new_id())]
        edits.extend(
            SetContribution(
                self._pool_id,
                partner,
                stream,
                year,
                amount_p,
                new_id(),
                chosen(self.years.sure[year]) or None,
                recurs,
            )
            for year, amount_p in amounts.items()
            if amount_p is not None
        )
        name = display_name(self._workspace.plan.organisations.get(partner))
        if self._workspace.do(Together(f"Add money in from “{name}”", tuple(edits))):
            self.accept()


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
        inside = {r.service_id for r in plan.pool_services.values() if r.pool_id == pool_id}
        found = [c for c in records(plan, "services", "Choose a service") if c[0] not in inside]
        self.service = combo(found)
        self.lead = combo(partners_first(plan, "As the service says"))
        self._service_field = Field("Service", self.service)
        self.beside(self._service_field, Field("Led by", self.lead))
        self.moves = CheckBox("")
        self.column.addWidget(self.moves)
        self.years = _Years(plan.years, with_certainty=False)
        self.column.addWidget(self.years)
        self.close_column()
        self.moves.hide()
        self.service.activated.connect(self._fill)
        self.moves.toggled.connect(self._settle)

    def _outside(self) -> list[ServiceCost]:
        """Return the budgets recorded for the service that name no fund."""
        rows = self._workspace.plan.service_costs.values()
        return [
            row
            for row in rows
            if row.service_id == chosen(self.service)
            and row.pool_id is None
            and row.measure in ("budget", None)
            and row.year in self.years.lines
        ]

    def _fill(self) -> None:
        """Offer to take the service's own budget into the fund, so that it counts once."""
        rows = self._outside()
        amounts: dict[FinancialYear, int | None] = {}
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

    def finish(self) -> None:
        """Put the service into the fund with its costs."""
        service = chosen(self.service)
        self._service_field.show_error("" if service else "Choose a service.")
        try:
            amounts = self.years.read()
        except BadInput:
            return
        if not service:
            return
        new_id = random_ids()
        edits: list[Edit] = [
            AddService(self._pool_id, service, new_id(), chosen(self.lead) or None)
        ]
        if self._is_moving():
            keys = tuple(row.id for row in self._outside())
            edits.append(SetFields("service_costs", keys, {"pool_id": self._pool_id}))
        else:
            edits.extend(
                SetCost(self._pool_id, service, year, amount_p, new_id())
                for year, amount_p in amounts.items()
                if amount_p is not None
            )
        name = full_name(self._workspace.plan.services.get(service))
        if self._workspace.do(Together(f"Add “{name}” to the fund", tuple(edits))):
            self.accept()
