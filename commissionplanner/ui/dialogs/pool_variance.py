"""Says who would bear a stated variance of a fund in a year, and records one with its cause."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from commissionplanner.app import wording
from commissionplanner.budget.results import PoolBudget
from commissionplanner.budget.risk_share import NotWorkedOutError, Sharing
from commissionplanner.edits.base import EditRefused
from commissionplanner.edits.records import AddRecords
from commissionplanner.model.entities import RiskShareTerm, Variance
from commissionplanner.model.fields import spec_by_name
from commissionplanner.model.ids import random_ids
from commissionplanner.model.money import PPM, MoneyError, format_pounds, parse_pounds, round_ratio
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.vocab import vocabulary
from commissionplanner.model.words import NOT_KNOWN
from commissionplanner.ui.dialogs.form import chosen, combo, partners_first, terms
from commissionplanner.ui.dialogs.tall_form import TallForm
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.flow import empty
from commissionplanner.ui.widgets.inputs import Field
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.widgets.painting import RIGHT
from commissionplanner.ui.workspace import Workspace

AMOUNT = spec_by_name(Variance)["amount_p"]
RATE = spec_by_name(RiskShareTerm)["share_ppm"]


class VarianceDialog(TallForm):
    """Over or under, by how much, in which year; beneath it each bearer's part.

    Nothing is kept unless *Record it* is pressed: that adds a variance as one step.
    """

    def __init__(self, workspace: Workspace, budget: PoolBudget, n: int, parent: QWidget) -> None:
        super().__init__(
            f"If {display_name(budget.pool)} spends more or less",
            "State a variance in pounds or per cent of planned spending that is shared. Nothing is "
            "kept unless you record it.",
            "Close", parent, wide=560,
        )  # fmt: skip
        self._workspace, self._budget = workspace, budget
        self.kind = combo([("over", "Overspend"), ("under", "Underspend")], "over")
        self.much = QLineEdit("5%")
        self.year = combo([(str(at), str(year)) for at, year in enumerate(budget.years)], str(n))
        self._much = Field("By", self.much)
        self.beside(Field("Variance", self.kind), self._much, Field("Year", self.year))
        self.causes: dict[str, QLineEdit] = {}
        self._add_causes()
        self.section("Who would bear it")
        self.how = Label("", "small", "ink2", wrap=True)
        self.column.addWidget(self.how)
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(5)
        self.column.addLayout(self._grid)
        self.parts: dict[str, int] = {}
        self.whole_p: int | None = None
        self._add_record()
        self.close_column()
        for box in (self.kind, self.year):
            box.activated.connect(self.work_out)
        for line in (self.much, *self.causes.values()):
            line.textEdited.connect(self.work_out)
        for line in self.causes.values():
            line.textEdited.connect(self._liable_typed)
        self.work_out()

    def _add_causes(self) -> None:
        """Ask what of it falls to whom, where a rule shares by cause."""
        exposure = self._budget.exposure
        rules = [*exposure.terms_over, *exposure.terms_under]
        if not any("by_cause" in (rule.method, rule.fallback) for rule in rules):
            return
        self.column.addWidget(Label("Caused by a partner, £", "small", "ink3", 500))
        fields = []
        for key in exposure.terms_over[0].partners:
            line = self.causes[key] = QLineEdit()
            fields.append(Field(self._name(key), line))
        self.beside(*fields)

    def _add_record(self) -> None:
        """Ask what is kept with a variance that is recorded."""
        self.section("Record it")
        plan, key = self._workspace.plan, self._budget.pool.id
        self.cause = combo(terms("variance_cause"), "", "Cause")
        self.liable = combo(partners_first(plan, "Nobody is named"), "", "Liable partner")
        lines = [line.service_id for line in self._budget.expenditure]
        names = sorted({(display_name(plan.services.get(k)) or k, k) for k in lines})
        services = [("", "The fund as a whole"), *((k, name) for name, k in names)]
        self.service = combo(services, "", "Service")
        self.beside(
            Field("Cause", self.cause), Field("Liable partner", self.liable),
            Field("Service", self.service),
        )  # fmt: skip
        self._held = [row for row in plan.variances.values() if row.pool_id == key]
        self.recorded = Label("", "small", "ink2", wrap=True)
        self.column.addWidget(self.recorded)
        self.cause.activated.connect(lambda *_: self._host_answers())
        self._prefill()
        self.record = Button("Record this variance")
        self.record.clicked.connect(lambda *_: self.keep())
        self.column.addWidget(self.record, 0, Qt.AlignmentFlag.AlignLeft)

    def _prefill(self) -> None:
        """Begin with the cause and the liable partner, where all that is recorded names but one."""
        for box, name in ((self.cause, "cause"), (self.liable, "liable_id")):
            said = {getattr(row, name) for row in self._held} - {None}
            if len(said) == 1 and all(getattr(row, name) for row in self._held):
                box.setCurrentIndex(box.findData(said.pop()))

    def _host_answers(self) -> None:
        """Name the host where the budget was run badly: by cause, that falls on who runs it.

        Source: section 75 clauses on overspends (lawinsider.com/clause/overspends).
        """
        host_id = self._budget.pool.host_id
        if self.causes and chosen(self.cause) == "maladministration" and not chosen(self.liable):
            self.liable.setCurrentIndex(max(0, self.liable.findData(host_id or "")))

    def _liable_typed(self, *_: object) -> None:
        """Name the liable partner, where but one is said to have caused a part."""
        named = [key for key, line in self.causes.items() if line.text().strip()]
        if len(named) == 1:
            self.liable.setCurrentIndex(max(0, self.liable.findData(named[0])))

    def keep(self) -> None:
        """Record the variance as stated; it stays open where something is missing."""
        self.refuse("")
        if self.whole_p is None:
            self.refuse("State the variance first: an amount, or a percentage with its sign.")
            return
        if not chosen(self.cause):
            self.cause.setFocus()
            self.refuse("Choose the cause of the variance.")
            return
        made = Variance(
            id=random_ids()(),
            pool_id=self._budget.pool.id,
            service_id=chosen(self.service) or None,
            year=self._budget.years[int(chosen(self.year))],
            amount_p=self.whole_p,
            cause=chosen(self.cause),
            liable_id=chosen(self.liable) or None,
        )
        if self._workspace.do(AddRecords("variances", (made,))):
            self.accept()

    def _show_held(self, n: int) -> None:
        """Say what is recorded for the year."""
        year, causes = self._budget.years[n], vocabulary("variance_cause")
        said = [
            ", ".join(part for part in (
                NOT_KNOWN if row.amount_p is None else format_pounds(row.amount_p),
                causes.label_of(row.cause or ""),
                self._name(row.liable_id) if row.liable_id else "",
            ) if part)
            for row in sorted(self._held, key=lambda row: row.id) if row.year == year
        ]  # fmt: skip
        self.recorded.setText(f"Recorded for {year}: {'; '.join(said)}." if said else "")
        self.recorded.setVisible(bool(said))

    def _name(self, key: str) -> str:
        return display_name(self._budget.seen.plan.organisations.get(key)) or key

    def work_out(self, *_: object) -> None:
        """Share the variance and show each part."""
        self.parts, self.whole_p = {}, None
        self._much.show_error("")
        n = int(chosen(self.year))
        self._show_held(n)
        try:
            whole_p = self._typed(n)
            self.whole_p = whole_p or None
            causes = {key: self._pounds(line) for key, line in self.causes.items()}
            known = {key: p for key, p in causes.items() if p}
            found = self._budget.exposure.stated(n, whole_p, known or None)
        except (EditRefused, MoneyError) as refusal:
            self._much.show_error(str(refusal))
        except NotWorkedOutError as reason:
            self.how.setText(f"Not worked out: {reason}")
        else:
            self._take(found)
        self._show()

    def _pounds(self, line: QLineEdit) -> int:
        return parse_pounds(line.text()) if line.text().strip() else 0

    def _typed(self, n: int) -> int:
        text = self.much.text().strip()
        if text.endswith("%"):
            shared_p = self._budget.exposure.shared_p[n]
            if shared_p is None:
                raise EditRefused("No cost that is shared is known for the year.")
            ppm = wording.typed_value(Plan(), RATE, text)
            whole_p = round_ratio(shared_p * int(str(ppm)), PPM)
        else:
            amount = wording.typed_value(Plan(), AMOUNT, text)
            if not isinstance(amount, int):
                raise EditRefused("Write an amount, or a percentage with its sign.")
            whole_p = amount
        return -abs(whole_p) if chosen(self.kind) == "under" else abs(whole_p)

    def _take(self, found: Sharing) -> None:
        self.parts = {self._name(key): p for key, p in found.parts_p.items()}
        if found.reserve_p:
            self.parts["The fund’s reserve"] = found.reserve_p
        if found.unborne_p:
            self.parts["Nobody under the terms recorded"] = found.unborne_p
        self.how.setText(f"{format_pounds(found.whole_p)} in all; the parts make it to the penny.")

    def _show(self) -> None:
        empty(self._grid)
        for down, (name, amount_p) in enumerate(self.parts.items()):
            self._grid.addWidget(Label(name, "body", "ink"), down, 0)
            text = Label(format_pounds(amount_p), "body", "ink", 600, tabular=True)
            text.setAlignment(RIGHT | Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(text, down, 1)
        self._grid.setColumnStretch(0, 1)
        self.fit_soon()

    def finish(self) -> None:
        """Close without recording."""
        self.accept()
