"""Asks for one benefit line: from population to pounds a year, its class, and who gains by it."""

from collections.abc import Iterator

from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from commissionplanner.app import wording
from commissionplanner.budget.benefits import lag_ppm
from commissionplanner.budget.words import percent
from commissionplanner.edits.base import Edit, EditRefused, Together
from commissionplanner.edits.records import AddRecords, DeleteRecords, SetFields
from commissionplanner.model.entities import BenefitLine, BenefitShare
from commissionplanner.model.fields import Value, spec_by_name
from commissionplanner.model.ids import NewId, random_ids
from commissionplanner.model.money import PPM, format_ppm
from commissionplanner.model.plan import display_name
from commissionplanner.ui.dialogs.form import BadInput, chosen, combo, partners_first
from commissionplanner.ui.dialogs.spec_fields import SpecFields
from commissionplanner.ui.dialogs.tall_form import TallForm
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.widgets.painting import RIGHT
from commissionplanner.ui.workspace import Workspace

WHAT = ("name", "service_id", "scenario_id")
NUMBERS = ("population", "affected_ppm", "engagement_ppm", "retention_ppm", "impact_ppm",
           "deadweight_ppm", "unit_value_p", "price_year", "lag_profile", "drop_off_ppm")  # fmt: skip
BESIDE = ("leakage_ppm", "displacement_ppm", "substitution_ppm", "multiplier_ppm")
CLASS = ("benefit_class", "cashable", "cashability_ppm", "confidence_grade", "source")
FEWEST = 3
Line = tuple[BenefitShare | None, QComboBox, QLineEdit, QLineEdit]


class BenefitDialog(TallForm):
    """All fields of a benefit line and its split between bodies, which makes 100 %."""

    def __init__(
        self, workspace: Workspace, pool_id: str, line: BenefitLine | None, parent: QWidget
    ) -> None:
        plan = workspace.plan
        super().__init__(
            f"Change {display_name(line)}" if line else "Add a benefit line",
            "Population × affected × engaged × retained × impact × (1 − deadweight) × value of one, "
            "then lag, drop-off and the correction of its confidence grade. What is left empty is "
            "not known, and the benefit with it; only what is said beside deadweight may be left out.",
            "Set the benefit", parent, wide=780,
        )  # fmt: skip
        self._workspace, self._line = workspace, line
        inside = {r.service_id for r in plan.pool_services.values() if r.pool_id == pool_id}
        inside |= {r.service_id for r in plan.service_costs.values() if r.pool_id == pool_id}
        if line is not None:
            inside.add(line.service_id)
        named = sorted((display_name(plan.services.get(k)), k) for k in inside if k)
        services = [("", "Not known yet"), *((key, name) for name, key in named)]
        scenarios = [("", "The plan"), *((k, display_name(s)) for k, s in plan.scenarios.items())]
        self.what = SpecFields(
            plan, "benefits", WHAT, line, columns=3,
            choices={"service_id": services, "scenario_id": scenarios},
        )  # fmt: skip
        self.numbers = SpecFields(plan, "benefits", NUMBERS, line, columns=5)
        self.added = SpecFields(plan, "benefits", BESIDE, line, columns=4)
        self.kind = SpecFields(plan, "benefits", CLASS, line, columns=3)
        self.column.addWidget(self.what)
        self.section("From people to pounds")
        self.column.addWidget(self.numbers)
        self.section("Beside deadweight, where it applies")
        self.column.addWidget(self.added)
        self.section("What kind, and how sure")
        self.column.addWidget(self.kind)
        self.section("Who gains by it")
        self._add_shares()
        self.close_column()

    def _add_shares(self) -> None:
        plan = self._workspace.plan
        self.shares: list[Line] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        for at, head in enumerate(("Body in the plan", "Or a body outside it", "Share")):
            self._grid.addWidget(Label(head, "small", "ink3", 500), 0, at)
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(1, 2)
        self.column.addLayout(self._grid)
        held = [
            r for r in plan.benefit_shares.values() if self._line and r.benefit_id == self._line.id
        ]
        for row in sorted(held, key=lambda r: (-(r.share_ppm or 0), r.id)):
            self._put(row)
        while len(self.shares) < FEWEST:
            self._put(None)
        more = Button("Another body", "quiet", "plus", height=26, flush=True)
        more.clicked.connect(lambda *_: self._put(None))
        self.column.addWidget(more)

    def _put(self, row: BenefitShare | None) -> None:
        down = len(self.shares) + 1
        body = combo(partners_first(self._workspace.plan, "None"), (row.organisation_id or "") if row else "",
                     f"Body {down}")  # fmt: skip
        other = QLineEdit(row.body if row else "")
        other.setAccessibleName(f"Body {down} outside the plan")
        known = row is not None and row.share_ppm is not None
        share = QLineEdit(percent(row.share_ppm or 0) if row is not None and known else "")
        share.setAlignment(RIGHT)
        share.setAccessibleName(f"Share of body {down}")
        for at, widget in enumerate((body, other, share)):
            self._grid.addWidget(widget, down, at)
        self.shares.append((row, body, other, share))
        self.fit_soon()

    def finish(self) -> None:
        """Set the line and its split as one step."""
        self.refuse("")
        try:
            edits = tuple(self._edits(random_ids()))
        except BadInput:
            return
        except EditRefused as refusal:
            self.refuse(str(refusal))
            return
        if not edits or self._workspace.do(Together("Set a benefit line", edits)):
            self.accept()

    def _check_lag(self, profile: Value) -> None:
        """Refuse a profile that is not percentages: the benefit would silently be not known."""
        line = BenefitLine(id="asked").with_found(lag_profile=profile)
        if profile and lag_ppm(line, 0) is None:
            self.numbers.fields["lag_profile"].show_error("Give percentages, such as 0, 50, 100.")
            raise BadInput

    def _edits(self, new_id: NewId) -> Iterator[Edit]:
        values = {
            **self.what.read(), **self.numbers.read(), **self.added.read(), **self.kind.read(),
        }  # fmt: skip
        for name, words in (("name", "Say what the benefit is."),
                            ("service_id", "Choose the service that brings it.")):  # fmt: skip
            if not values[name]:
                self.what.fields[name].show_error(words)
                raise BadInput
        self._check_lag(values["lag_profile"])
        line = self._line
        if line is None:
            made = BenefitLine(id=new_id()).with_found(**values)
            key = made.id
            yield AddRecords("benefits", (made,))
        else:
            key = line.id
            changed = {n: v for n, v in values.items() if getattr(line, n) != v}
            if changed:
                yield SetFields("benefits", (key,), changed)
        yield from self._split(key, new_id)

    def _split(self, key: str, new_id: NewId) -> Iterator[Edit]:
        total, spec = 0, spec_by_name(BenefitShare)["share_ppm"]
        said: list[Edit] = []
        for row, body, other, share in self.shares:
            try:
                ppm = wording.typed_value(self._workspace.plan, spec, share.text())
            except EditRefused as refusal:
                share.setFocus()
                raise EditRefused(f"{share.accessibleName()}: {refusal}") from refusal
            fields = {"organisation_id": chosen(body) or None, "body": other.text().strip(),
                      "share_ppm": ppm}  # fmt: skip
            if ppm is None:
                if row is not None:
                    said.append(DeleteRecords("benefit_shares", (row.id,)))
                continue
            total += int(str(ppm))
            if row is None:
                made = BenefitShare(id=new_id(), benefit_id=key).with_found(**fields)
                said.append(AddRecords("benefit_shares", (made,)))
            elif any(getattr(row, n) != v for n, v in fields.items()):
                said.append(SetFields("benefit_shares", (row.id,), fields))
        if total not in (0, PPM):
            raise EditRefused(f"The shares make {format_ppm(total, 2)}, not 100%.")
        yield from said
