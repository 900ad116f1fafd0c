"""Asks how a fund's over- and underspend are shared: methods, shares, caps, who bears the rest."""

from collections.abc import Mapping

from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from commissionplanner.app import wording
from commissionplanner.app.pool_grid import pounds
from commissionplanner.budget.exposure import partners_of
from commissionplanner.budget.results import PoolBudget
from commissionplanner.budget.words import percent
from commissionplanner.edits.base import EditRefused
from commissionplanner.edits.pools import SetRiskShare
from commissionplanner.model.entities import RiskShare, RiskShareTerm
from commissionplanner.model.fields import Value, spec_by_name
from commissionplanner.model.ids import random_ids
from commissionplanner.model.money import PPM, format_ppm
from commissionplanner.model.plan import display_name
from commissionplanner.model.years import FinancialYear
from commissionplanner.ui.dialogs.form import (
    BadInput,
    FormDialog,
    chosen,
    combo,
    partners_first,
    terms,
)
from commissionplanner.ui.widgets.inputs import Field
from commissionplanner.ui.widgets.labels import ElidedLabel, Label
from commissionplanner.ui.widgets.painting import RIGHT
from commissionplanner.ui.workspace import Workspace

NO_RULE = "none"  # stands for a rule that is not there yet; never kept


class _Line:
    """One partner's terms: share, kind of cap, cap."""

    def __init__(self, name: str, row: RiskShareTerm | None) -> None:
        self.name = name
        self.share, self.cap = QLineEdit(), QLineEdit()
        self.kind = combo(terms("cap_kind"), (row.cap_kind or "") if row else "")
        if row is not None and row.share_ppm is not None:
            self.share.setText(percent(row.share_ppm))
        if row is not None and row.cap_kind == "amount" and row.cap_p is not None:
            self.cap.setText(pounds(row.cap_p))
        elif row is not None and row.cap_kind == "percent" and row.cap_ppm is not None:
            self.cap.setText(percent(row.cap_ppm))
        for line, what in ((self.share, "share"), (self.cap, "cap")):
            line.setAlignment(RIGHT)
            line.setPlaceholderText("Not known" if what == "share" else "")
            line.setAccessibleName(f"{name}, {what}")
        self.kind.setAccessibleName(f"{name}, kind of cap")

    def values(self, partner_id: str) -> Mapping[str, Value]:
        """Return the terms as fields.

        Raises:
            EditRefused: a figure does not fit.
        """
        kind = chosen(self.kind)
        return {
            "partner_id": partner_id,
            "share_ppm": _read("share_ppm", self.share),
            "cap_kind": kind or None,
            "cap_p": _read("cap_p", self.cap) if kind == "amount" else None,
            "cap_ppm": _read("cap_ppm", self.cap) if kind == "percent" else None,
        }


def _read(name: str, line: QLineEdit) -> Value:
    from commissionplanner.model.plan import Plan

    try:
        return wording.typed_value(Plan(), spec_by_name(RiskShareTerm)[name], line.text())
    except EditRefused as refusal:
        line.setFocus()
        raise EditRefused(f"{line.accessibleName()}: {refusal}") from refusal


class RiskShareDialog(FormDialog):
    """The rule for the year shown, and each partner's terms under it."""

    def __init__(self, workspace: Workspace, budget: PoolBudget, parent: QWidget) -> None:
        super().__init__(
            f"Risk share of {display_name(budget.pool)}",
            "Who bears it if the services cost more than planned, and who keeps what is left "
            "if they cost less. As the agreement says; two rules, not one.",
            "Set the risk share", parent, wide=660,
        )  # fmt: skip
        self._workspace, self._budget = workspace, budget
        plan, lens = workspace.plan, workspace.focus.lens
        at = budget.years.index(lens.year) if lens.year in budget.years else 0
        self._rule = plan.risk_shares.get(budget.exposure.rules[at] or "")
        rows = [
            t
            for t in plan.risk_share_terms.values()
            if self._rule and t.risk_share_id == self._rule.id
        ]
        self._banded = [row for row in rows if row.band_from_ppm is not None]
        self._add_rule()
        self.lines: dict[str, _Line] = {}
        if self._banded:
            self.column.addWidget(
                Label("Shares in bands are kept as recorded.", "small", "ink2", wrap=True)
            )
        else:
            self._add_terms({row.partner_id or "": row for row in rows})
        self.wrong = Label("", "small", "problem", wrap=True)
        self.wrong.hide()
        self.column.addWidget(self.wrong)
        self.close_column()

    def _add_rule(self) -> None:
        rule = self._rule or RiskShare(id=NO_RULE)
        years = [(str(y), str(y)) for y in self._budget.years]
        first, last = str(rule.from_year or ""), str(rule.to_year or "")
        if self._rule is None:
            first, last = years[0][0], years[-1][0]
        self.over = combo(terms("risk_share_method"), rule.method_over or "")
        self.under = combo(terms("risk_share_method"), rule.method_under or "")
        self.first = combo([("", "The start"), *_with(years, first)], first)
        self.last = combo([("", "No end"), *_with(years, last)], last)
        self.residual = combo(
            partners_first(self._workspace.plan, "Nobody is named"), rule.residual_bearer_id or ""
        )
        self.fallback = combo(terms("risk_share_method"), rule.fallback_method or "")
        self.leftover = combo(terms("underspend_destination"), rule.underspend_destination or "")
        self.beside(Field("Overspend", self.over), Field("Underspend", self.under))
        self.beside(Field("From", self.first), Field("To", self.last))
        self.beside(
            Field("Bears what caps leave", self.residual),
            Field("Underspend goes to", self.leftover),
        )
        self.column.addWidget(
            Field("Otherwise", self.fallback, help_text="For what a cause or an order leaves.")
        )

    def _add_terms(self, rows: Mapping[str, RiskShareTerm]) -> None:
        plan, budget = self._workspace.plan, self._budget
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        for at, head in enumerate(("Partner", "Agreed share", "Cap", "Cap is")):
            grid.addWidget(Label(head, "small", "ink3", 500), 0, at)
        partners = [*partners_of(plan, budget.pool, budget.contributions)]
        partners += [key for key in rows if key and key not in partners]
        for down, key in enumerate(partners, start=1):
            name = display_name(plan.organisations.get(key)) or key
            line = _Line(name, rows.get(key))
            self.lines[key] = line
            grid.addWidget(ElidedLabel(name), down, 0)
            for at, widget in enumerate((line.share, line.kind, line.cap), start=1):
                grid.addWidget(widget, down, at)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(2, 2)
        self.column.addLayout(grid)

    def finish(self) -> None:
        """Set the rule and the terms."""
        try:
            given = self._terms()
        except (EditRefused, BadInput) as refusal:
            self._refuse(str(refusal))
            return
        values: dict[str, Value] = {
            "method_over": chosen(self.over) or None,
            "method_under": chosen(self.under) or None,
            "from_year": _year(self.first),
            "to_year": _year(self.last),
            "residual_bearer_id": chosen(self.residual) or None,
            "fallback_method": chosen(self.fallback) or None,
            "underspend_destination": chosen(self.leftover) or None,
        }
        if not self._fits(values, given):
            return
        new_id = random_ids()
        ids = tuple(new_id() for _ in range(len(given) + 1))
        edit = SetRiskShare(self._budget.pool.id, values, given, ids)
        if self._workspace.do(edit):
            self.accept()

    def _fits(self, values: Mapping[str, Value], given: tuple[Mapping[str, Value], ...]) -> bool:
        methods = (values["method_over"], values["method_under"])
        if not any(methods):
            self._refuse("Choose how an overspend or an underspend is shared.")
            return False
        shares = [int(str(t["share_ppm"])) for t in given if t.get("share_ppm") is not None]
        if "fixed_percent" in methods and len(shares) == len(given) and sum(shares) != PPM:
            self._refuse(f"The agreed shares make {format_ppm(sum(shares), 2)}, not 100%.")
            return False
        return True

    def _refuse(self, words: str) -> None:
        self.wrong.setText(words)
        self.wrong.show()

    def _terms(self) -> tuple[Mapping[str, Value], ...]:
        if self._banded:
            names = (
                "partner_id",
                "share_ppm",
                "cap_kind",
                "cap_p",
                "cap_ppm",
                "band_from_ppm",
                "band_to_ppm",
            )
            return tuple({name: getattr(row, name) for name in names} for row in self._banded)
        return tuple(line.values(key) for key, line in self.lines.items())


def _with(years: list[tuple[str, str]], year: str) -> list[tuple[str, str]]:
    return years if not year or (year, year) in years else sorted([*years, (year, year)])


def _year(box: QComboBox) -> FinancialYear | None:
    return FinancialYear.parse(chosen(box)) if chosen(box) else None
