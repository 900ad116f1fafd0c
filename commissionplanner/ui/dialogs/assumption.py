"""Asks for one assumption of a scenario: what, for what, its figure by year, range and source."""

from collections.abc import Iterator

from PySide6.QtWidgets import QLineEdit, QWidget

from commissionplanner.app import wording
from commissionplanner.app.assumption_list import FIGURES, Held, check_lock, held_assumptions
from commissionplanner.edits.base import Edit, EditRefused, Together
from commissionplanner.edits.records import AddRecords, DeleteRecords, SetFields
from commissionplanner.model.entities import Assumption
from commissionplanner.model.fields import Value, spec_by_name
from commissionplanner.model.ids import NewId, random_ids
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.years import FinancialYear
from commissionplanner.ui.dialogs.form import (
    BadInput,
    chosen,
    combo,
    partners_first,
    records,
    terms,
)
from commissionplanner.ui.dialogs.spec_fields import SpecFields
from commissionplanner.ui.dialogs.tall_form import TallForm
from commissionplanner.ui.widgets.inputs import Field
from commissionplanner.ui.workspace import Workspace

SCOPE = ("key", "service_id", "stream_id", "partner_id")
ABOUT = ("low_ppm", "high_ppm", "confidence_grade", "source", "owner_id", "made_on")
IN_A_ROW = 6


class AssumptionDialog(TallForm):
    """One figure for every year, others for single years; a year left empty has none of its own."""

    def __init__(
        self, workspace: Workspace, scenario_id: str | None, pool_id: str,
        held: Held | None, parent: QWidget,
    ) -> None:  # fmt: skip
        plan = workspace.plan
        where = display_name(plan.scenarios.get(scenario_id or "")) or "the plan as recorded"
        super().__init__(
            "Change an assumption" if held else "Add an assumption",
            f"It holds in {where}. A figure for one year holds before that for every year.",
            "Set the assumption", parent, wide=760,
        )  # fmt: skip
        self._workspace, self._scenario_id, self._pool_id = workspace, scenario_id, pool_id
        row = held.row if held else Assumption(
            id="new", unit="percent", made_on=plan.header.as_at_on
        )  # fmt: skip
        self._held = held
        self._ask(row)
        self.close_column()

    def _ask(self, row: Assumption) -> None:
        plan, held, pool_id = self._workspace.plan, self._held, self._pool_id
        self.scope = SpecFields(
            plan, "assumptions", SCOPE, row, columns=2,
            choices={
                "service_id": records(plan, "services", "Every service"),
                "stream_id": records(plan, "funding_streams", "Every stream"),
                "partner_id": partners_first(plan, "Every partner"),
            },
        )  # fmt: skip
        self.fund = combo(
            [("", "Every fund"), (pool_id, f"{display_name(plan.pools[pool_id])} only")],
            (row.pool_id or "") if held else pool_id,
        )
        self.unit = combo(terms("assumption_unit", ""), row.unit or "percent")
        self.about = SpecFields(plan, "assumptions", ABOUT, row, columns=3)
        self.section("What is assumed")
        self.column.addWidget(self.scope)
        self.beside(Field("Fund", self.fund), Field("Unit", self.unit))
        self._add_years(plan)
        self.section("Range and source")
        self.column.addWidget(self.about)
        if held is not None:
            for name in SCOPE:
                self.scope.control(name).setEnabled(False)
            self.fund.setEnabled(False)

    def _add_years(self, plan: Plan) -> None:
        self.lines: dict[FinancialYear | None, QLineEdit] = {}
        self._rows = self._records()
        self._shown: dict[FinancialYear | None, str] = {}
        fields = []
        for year in (None, *plan.years):
            line = self.lines[year] = QLineEdit(self._text(self._rows.get(year)))
            self._shown[year] = line.text()
            fields.append(Field(str(year) if year else "Every year", line))
        for start in range(0, len(fields), IN_A_ROW):
            self.beside(*fields[start : start + IN_A_ROW])

    def _records(self) -> dict[FinancialYear | None, Held]:
        """Return what is assumed of the same thing, by year."""
        if self._held is None:
            return {}
        rows = held_assumptions(self._workspace.plan, self._scenario_id, self._pool_id)
        place = self._held.place[:-1]
        return {each.row.year: each for each in rows if each.place[:-1] == place}

    def _text(self, held: Held | None) -> str:
        if held is None:
            return ""
        spec = spec_by_name(Assumption)[held.figure]
        return wording.value_text(self._workspace.plan, spec, getattr(held.row, held.figure), "")

    def finish(self) -> None:
        """Set what was changed as one step."""
        self.refuse("")
        try:
            check_lock(self._workspace.plan, self._scenario_id)
            edits = tuple(self._edits(random_ids()))
        except BadInput:
            return
        except EditRefused as refusal:
            self.refuse(str(refusal))
            return
        if not edits or self._workspace.do(Together("Set an assumption", edits)):
            self.accept()

    def _edits(self, new_id: NewId) -> Iterator[Edit]:
        scope = self.scope.read()
        if not scope["key"]:
            self.scope.fields["key"].show_error("Choose what is assumed.")
            raise BadInput
        about = self.about.read() if self._held is None else self.about.changed()
        figures = {year: self._figure(year, line) for year, line in self.lines.items()}
        if all(value is None for value in figures.values()):
            raise EditRefused("Give a figure for every year or for one.")
        for year, (name, value) in ((y, v) for y, v in figures.items() if v is not None):
            held = self._rows.get(year)
            changed = self.lines[year].text().strip() != self._shown[year]
            values: dict[str, Value] = {**about, **({name: value} if changed else {})}
            if held is not None and held.is_own:
                if values:
                    yield SetFields("assumptions", (held.row.id,), values)
            elif values:
                yield self._new(year, scope, values, new_id())
        for year, held in self._rows.items():
            if held.is_own and figures.get(year) is None:
                yield DeleteRecords("assumptions", (held.row.id,))

    def _new(
        self,
        year: FinancialYear | None,
        scope: dict[str, Value],
        values: dict[str, Value],
        key: str,
    ) -> Edit:
        held = self._rows.get(year)
        base = held.row if held else (self._held.row if self._held else Assumption(id=key))
        made = base.with_found(
            id=key, scenario_id=self._scenario_id, year=year, pool_id=chosen(self.fund) or None,
            unit=chosen(self.unit) or None, import_id=None, field_sources=(), **scope,
        )  # fmt: skip
        if held is None:
            made = made.with_found(rate_ppm=None, amount_p=None, number_milli=None)
        return AddRecords("assumptions", (made.with_found(**values),))

    def _figure(self, year: FinancialYear | None, line: QLineEdit) -> tuple[str, Value] | None:
        """Return the field and the value of a year; None where nothing was typed.

        Raises:
            EditRefused: it is no figure of the unit.
        """
        name = FIGURES.get(chosen(self.unit), "number_milli")
        spec = spec_by_name(Assumption)[name]
        try:
            value = wording.typed_value(self._workspace.plan, spec, line.text())
        except EditRefused as refusal:
            line.setFocus()
            raise EditRefused(f"{year or 'Every year'}: {refusal}") from refusal
        return None if value is None else (name, value)
