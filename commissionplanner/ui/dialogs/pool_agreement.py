"""Asks for a fund's agreement: the seven items regulation 7(3) asks for, its days and its notice."""

from collections.abc import Iterator

from PySide6.QtWidgets import QVBoxLayout, QWidget

from commissionplanner.app.pool_side import agreement_of
from commissionplanner.edits.base import Edit, Together
from commissionplanner.edits.records import AddRecords, SetFields
from commissionplanner.model.entities import Agreement, Pool
from commissionplanner.model.fields import Value
from commissionplanner.model.ids import random_ids
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.vocab import vocabulary
from commissionplanner.ui.dialogs.form import BadInput
from commissionplanner.ui.dialogs.spec_fields import SpecFields
from commissionplanner.ui.dialogs.tall_form import TallForm
from commissionplanner.ui.widgets.inputs import CheckBox
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.workspace import Workspace

NAMES = ("name", "ref", "kind", "signed_on", "start_on", "review_on", "end_on", "notice_months")
KINDS = {"s75": "section_75", "grant": "section_256", "aligned": "memorandum"}


class AgreementDialog(TallForm):
    """The agreement of one fund; makes its record where there is none."""

    def __init__(self, workspace: Workspace, pool: Pool, parent: QWidget) -> None:
        plan = workspace.plan
        self._before = agreement_of(plan, pool)
        super().__init__(
            f"Agreement of {display_name(pool)}",
            "What the plan records of the agreement: tick an item once the agreement says it. "
            "This is no legal advice.",
            "Set the agreement", parent, wide=720,
        )  # fmt: skip
        self._workspace, self._pool = workspace, pool
        held = self._before or _begun(plan, pool)
        self.column.addWidget(
            Label("SI 2000/617, regulation 7(3): what it must contain", "small", "ink3", 500)
        )
        items = QVBoxLayout()
        items.setSpacing(2)
        self.items: dict[str, CheckBox] = {}
        for term in vocabulary("agreement_term").terms:
            box = self.items[term.code] = CheckBox(term.label)
            box.setChecked(term.code in held.terms_held)
            box.setToolTip(term.definition)
            items.addWidget(box)
        self.column.addLayout(items)
        self.fields_of = SpecFields(plan, "agreements", NAMES, held, columns=3)
        self.column.addWidget(self.fields_of)
        self.close_column()

    def finish(self) -> None:
        """Set the agreement as one step."""
        try:
            values = self.fields_of.read()
        except BadInput:
            return
        values["terms_held"] = tuple(code for code, box in self.items.items() if box.isChecked())
        edits = tuple(self._edits(values))
        label = f"Set agreement of “{display_name(self._pool)}”"
        if not edits or self._workspace.do(Together(label, edits)):
            self.accept()

    def _edits(self, values: dict[str, Value]) -> Iterator[Edit]:
        before = self._before
        if before is not None:
            changed = {n: v for n, v in values.items() if getattr(before, n) != v}
            if changed:
                yield SetFields("agreements", (before.id,), changed)
            return
        made = _begun(self._workspace.plan, self._pool, random_ids()())
        yield AddRecords("agreements", (made.with_found(**values),))


def _begun(plan: Plan, pool: Pool, key: str = "new") -> Agreement:
    """Return what a new agreement begins with: for the fund, between its members, for its time."""
    members = (m.organisation_id for m in plan.pool_members.values() if m.pool_id == pool.id)
    return Agreement(
        id=key, name=f"Agreement for {display_name(pool)}", kind=KINDS.get(pool.basis or ""),
        party_ids=tuple(dict.fromkeys(key for key in members if key)), pool_ids=(pool.id,),
        start_on=pool.start_on, end_on=pool.end_on, signed_on=pool.signed_on,
        notice_months=pool.notice_months,
    )  # fmt: skip
