"""Asks for a fund in order: what it is, who is in it, how long and on what terms; new or changed."""

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from commissionplanner.app import wording
from commissionplanner.app.pool_offer import Body, basis_words, bodies_offered
from commissionplanner.edits.base import Edit, EditRefused, Together
from commissionplanner.edits.pools import AddPool
from commissionplanner.edits.records import AddRecords, DeleteRecords, SetFields
from commissionplanner.model.entities import Pool, PoolMember
from commissionplanner.model.fields import Value, spec_by_name
from commissionplanner.model.ids import NewId, random_ids
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.ui import theme
from commissionplanner.ui.dialogs.form import BadInput, chosen, combo, partners_first
from commissionplanner.ui.dialogs.spec_fields import SpecFields
from commissionplanner.ui.dialogs.tall_form import TallForm
from commissionplanner.ui.widgets.inputs import CheckBox
from commissionplanner.ui.widgets.labels import ElidedLabel, Label
from commissionplanner.ui.workspace import Workspace

WHAT = ("name", "fund_type", "basis")
WHO = ("host_id", "manager_id", "control")
TERMS = ("start_on", "end_on", "notice_months", "signed_on", "contingency_ppm", "reporting",
         "vat_route")  # fmt: skip
DAYS = ("from_on", "to_on")


class _Member:
    """One body: in or not, from and to which day."""

    def __init__(self, body: Body, row: PoolMember | None, plan: Plan) -> None:
        self.body, self.row = body, row
        self.box = CheckBox("")
        self.box.setChecked(row is not None)
        self.box.setAccessibleName(f"{body.name} is a partner in the fund")
        specs = spec_by_name(PoolMember)
        self.lines = {name: QLineEdit() for name in DAYS}
        for name, line in self.lines.items():
            held = getattr(row, name) if row else None
            line.setText(wording.edit_text(plan, specs[name], held))
            line.setPlaceholderText("From the start" if name == "from_on" else "No end")
            line.setAccessibleName(f"{body.name}, {specs[name].label.lower()}")
            line.setFixedWidth(theme.current().px(124))

    def days(self, plan: Plan) -> dict[str, Value]:
        """Return the two days.

        Raises:
            EditRefused: one is no date.
        """
        specs = spec_by_name(PoolMember)
        found: dict[str, Value] = {}
        for name, line in self.lines.items():
            try:
                found[name] = wording.typed_value(plan, specs[name], line.text())
            except EditRefused as refusal:
                line.setFocus()
                raise EditRefused(f"{line.accessibleName()}: {refusal}") from refusal
        return found


class PoolDialog(TallForm):
    """A fund and its partners; nothing is asked that cannot be left for later but the name.

    Args:
        made: Called with the fund's id.
        pool: The fund to change; None for a new one.
    """

    def __init__(
        self,
        workspace: Workspace,
        made: Callable[[str], object],
        parent: QWidget,
        pool: Pool | None = None,
    ) -> None:
        super().__init__(
            f"Change {display_name(pool)}" if pool else "Add a fund",
            "Money that partners plan together. Only the name is needed now; all of it can be "
            "changed later.",
            "Change the fund" if pool else "Add the fund", parent, wide=760,
        )  # fmt: skip
        self._workspace, self._made, self._pool = workspace, made, pool
        plan = workspace.plan
        held = pool or _begun(plan)
        self.what = SpecFields(plan, "pools", WHAT, held, columns=3)
        bodies = bodies_offered(plan, pool.id if pool else "")
        names = {body.organisation_id: body.name for body in bodies}
        hosts = [("", "Not known yet"), *names.items()]
        hosts += [pair for pair in partners_first(plan) if pair[0] not in ("", *names)]
        self.who = SpecFields(plan, "pools", WHO, held, columns=3, choices={"host_id": hosts})
        self.terms = SpecFields(plan, "pools", TERMS, held, columns=3)
        self.section("What it is")
        self.column.addWidget(self.what)
        self.section("Who is in it")
        self.column.addWidget(self.who)
        self._add_members(bodies)
        self.basis = Label("", "small", "ink2", wrap=True)
        self.column.addWidget(self.basis)
        self._watch_basis()
        self.section("How long, and on what terms")
        self.column.addWidget(self.terms)
        self.close_column()
        name = self.what.control("name")
        if isinstance(name, QLineEdit):
            name.setPlaceholderText("Such as “Best Start pool”")
            name.setFocus()

    def _watch_basis(self) -> None:
        """Say beneath the partners which of them the legal basis is not for."""
        control = self.what.control("basis")
        if isinstance(control, QComboBox):
            control.activated.connect(self._say_basis)
        for member in self.members.values():
            member.box.toggled.connect(self._say_basis)
        self._say_basis()

    def _say_basis(self) -> None:
        control = self.what.control("basis")
        basis = chosen(control) if isinstance(control, QComboBox) else ""
        inside = [key for key, member in self.members.items() if member.box.isChecked()]
        self.basis.setText(basis_words(self._workspace.plan, basis, inside))
        self.basis.setVisible(bool(self.basis.text()))
        self.fit_soon()

    def _add_members(self, bodies: tuple[Body, ...]) -> None:
        plan = self._workspace.plan
        rows = {
            row.organisation_id: row
            for row in plan.pool_members.values()
            if self._pool and row.pool_id == self._pool.id
        }
        self.members = {
            b.organisation_id: _Member(b, rows.get(b.organisation_id), plan) for b in bodies
        }
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(4)
        for at, head in enumerate(
            ("Partners in the fund", "Offered because", "From", "To"), start=1
        ):
            self._grid.addWidget(Label(head, "small", "ink3", 500), 0, at)
        for member in self.members.values():
            self._put(member)
        self._grid.setColumnStretch(1, 3)
        self._grid.setColumnStretch(2, 4)
        self.column.addLayout(self._grid)
        self.other = combo(
            [("", "Another body…"), *(c for c in partners_first(plan) if c[0] not in ("", *self.members))],
            "", "Another body",
        )  # fmt: skip
        self.other.activated.connect(self._add_other)
        self.column.addWidget(self.other)

    def _put(self, member: _Member) -> None:
        down = self._grid.rowCount()
        self._grid.addWidget(member.box, down, 0)
        self._grid.addWidget(ElidedLabel(member.body.name, "body", "ink"), down, 1)
        self._grid.addWidget(ElidedLabel(member.body.why, "small", "ink2"), down, 2)
        for at, name in enumerate(DAYS, start=3):
            self._grid.addWidget(member.lines[name], down, at)

    def _add_other(self) -> None:
        key = chosen(self.other)
        if not key or key in self.members:
            return
        member = _Member(Body(key, self.other.currentText(), "chosen"), None, self._workspace.plan)
        member.box.setChecked(True)
        self.members[key] = member
        self._put(member)
        self.other.removeItem(self.other.currentIndex())
        self.other.setCurrentIndex(0)
        member.box.toggled.connect(self._say_basis)
        self._say_basis()

    def finish(self) -> None:
        """Add or change the fund with its partners as one step."""
        self.refuse("")
        try:
            values = {**self.what.read(), **self.who.read(), **self.terms.read()}
            edits = tuple(self._edits(values, random_ids()))
        except BadInput:
            return
        except EditRefused as refusal:
            self.refuse(str(refusal))
            return
        verb = "Change" if self._pool else "Add"
        if not edits or self._workspace.do(Together(f"{verb} fund “{values['name']}”", edits)):
            self.accept()
            self._made(self._id)

    def _edits(self, values: dict[str, Value], new_id: NewId) -> Iterator[Edit]:
        plan = self._workspace.plan
        name = " ".join(str(values["name"] or "").split())
        taken = {p.name.casefold() for p in plan.pools.values() if p is not self._pool}
        if not name or name.casefold() in taken:
            said = f"There is a fund called “{name}” already." if name else "Give the fund a name."
            self.what.fields["name"].show_error(said)
            self.what.control("name").setFocus()
            raise BadInput(said)
        values["name"] = name
        pool = self._pool or Pool(id=new_id()).with_found(**values)
        self._id = pool.id
        if self._pool is None:
            yield AddPool(pool)
        elif any(getattr(pool, key) != value for key, value in values.items()):
            yield SetFields("pools", (pool.id,), values)
        host = str(values["host_id"] or "")
        if host and host not in self.members:
            self.members[host] = _Member(Body(host, host, "host"), None, plan)
        if host:
            self.members[host].box.setChecked(True)
        for member in self.members.values():
            yield from self._member(member, pool.id, new_id)

    def _member(self, member: _Member, pool_id: str, new_id: NewId) -> Iterator[Edit]:
        plan, row, key = self._workspace.plan, member.row, member.body.organisation_id
        if not member.box.isChecked():
            if row is not None:
                yield DeleteRecords("pool_members", (row.id,))
            return
        days = member.days(plan)
        if row is None:
            made = PoolMember(id=new_id(), pool_id=pool_id, organisation_id=key)
            yield AddRecords("pool_members", (made.with_found(**days),))
        elif any(getattr(row, name) != day for name, day in days.items()):
            yield SetFields("pool_members", (row.id,), days)
        body = plan.organisations.get(key)
        if body is not None and not body.is_partner:
            yield SetFields("organisations", (key,), {"is_partner": True})


def _begun(plan: Plan) -> Pool:
    """Return what a new fund begins with: pooled, under section 75, for the plan's years."""
    years = plan.years
    return Pool(
        id="new", name="", fund_type="pooled", basis="s75", reporting="quarterly",
        start_on=years[0].first_day if years else None,
        end_on=years[-1].last_day if years else None,
    )  # fmt: skip
