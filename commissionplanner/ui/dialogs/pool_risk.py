"""Asks how a fund's over- and underspend are shared: methods, shares, caps, who bears the rest."""

from collections.abc import Mapping

from PySide6.QtWidgets import QComboBox, QWidget

from commissionplanner.budget.exposure import partners_of
from commissionplanner.budget.results import PoolBudget
from commissionplanner.edits.base import EditRefused
from commissionplanner.edits.pools import SetRiskShare
from commissionplanner.model.entities import RiskShare
from commissionplanner.model.fields import Value
from commissionplanner.model.ids import random_ids
from commissionplanner.model.plan import display_name
from commissionplanner.model.years import FinancialYear
from commissionplanner.ui.dialogs.form import (
    BadInput,
    chosen,
    combo,
    partners_first,
    terms,
)
from commissionplanner.ui.dialogs.pool_risk_side import NEED_TERMS, SideTerms, partners_in
from commissionplanner.ui.dialogs.pool_risk_terms import CoverOrder
from commissionplanner.ui.dialogs.tall_form import TallForm
from commissionplanner.ui.widgets.inputs import CheckBox, Field
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.workspace import Workspace

HEADS = {"over": "Terms for an overspend", "under": "Terms for an underspend"}
ORDERED = frozenset({"by_cause", "waterfall"})
"""Methods that leave a rest, shared by another."""
AS_OVER = "As for an overspend"
NO_RULE = "none"  # stands for a rule that is not there yet; never kept


class RiskShareDialog(TallForm):
    """The rule for the year shown, and each partner's terms; only what the methods need is asked."""

    def __init__(self, workspace: Workspace, budget: PoolBudget, parent: QWidget) -> None:
        super().__init__(
            f"Risk share of {display_name(budget.pool)}",
            "Who bears it if the services cost more than planned, and who keeps what is left "
            "if they cost less. As the agreement says; two rules, not one.",
            "Set the risk share", parent, wide=740,
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
        partners = [*partners_of(plan, budget.pool, budget.contributions)]
        partners += [key for key in dict.fromkeys(partners_in(rows)) if key not in partners]
        self._names = {k: display_name(plan.organisations.get(k)) or k for k in partners}
        self._add_rule()
        self._add_note()
        self._both = next((r.applies_to for r in rows if r.applies_to == "both"), None)
        self.same = CheckBox("The same for underspends")
        self.same.setToolTip("Untick it where shares, caps or bands of an underspend are others.")
        self.same.setChecked(not any(r.applies_to in ("over", "under") for r in rows))
        self.column.addWidget(self.same)
        self.sides = {side: SideTerms(self._names, side, rows) for side in ("over", "under")}
        for side in self.sides.values():
            self.column.addWidget(side)
        self.close_column()
        for box in (self.over, self.under):
            box.activated.connect(self._settle)
        for box in (self.fallback, self.fallback_under, self.residual_under):
            box.activated.connect(self._settle)
        self.same.clicked.connect(self._on_same)
        self._settle()

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
        rest = [c for c in terms("risk_share_method") if c[0] not in ("by_cause", "waterfall")]
        self.fallback = combo(rest, rule.fallback_method or "")
        bodies = partners_first(self._workspace.plan, AS_OVER)
        self.residual_under = combo(bodies, rule.residual_bearer_under_id or "")
        self.fallback_under = combo(
            [("", AS_OVER), *(c for c in rest if c[0])], rule.fallback_under_method or ""
        )
        self.leftover = combo(terms("underspend_destination"), rule.underspend_destination or "")
        self.cover = CoverOrder(rule.waterfall)
        self._residual = Field("Bears what caps leave", self.residual)
        self._fallback = Field("What a cause or the order leaves is shared", self.fallback)
        self._residual_under = Field("Keeps what caps leave of an underspend", self.residual_under)
        self._fallback_under = Field("The same of an underspend", self.fallback_under)
        self._cover = Field("Order of cover of an overspend", self.cover)
        self.beside(Field("Overspend", self.over), Field("Underspend", self.under))
        self.beside(
            Field("From", self.first), Field("To", self.last),
            Field("Underspend goes to", self.leftover),
        )  # fmt: skip
        self.column.addWidget(self._cover)
        self.beside(self._fallback, self._fallback_under)
        self.beside(self._residual, self._residual_under)

    def _add_note(self) -> None:
        self._cause = Label(
            "By cause: what a partner has caused falls on it. Causes are recorded with variances, "
            "and can be tried under Another variance….",
            "small", "ink2", wrap=True,
        )  # fmt: skip
        self.column.addWidget(self._cause)

    def _methods(self, *boxes: QComboBox) -> set[str]:
        """Return the methods in force, with the one for the rest where that is asked for."""
        found = set[str]()
        for box in boxes or (self.over, self.under):
            method = chosen(box)
            found.add(method)
            if method in ORDERED:
                own = chosen(self.fallback_under) if box is self.under else ""
                found.add(own or chosen(self.fallback))
        return found

    def _on_same(self, *_: object) -> None:
        """Begin the terms of an underspend with those of an overspend."""
        if not self.same.isChecked():
            self.sides["under"].take(self.sides["over"])
        self._settle()

    def _settle(self, *_: object) -> None:
        """Show what the methods chosen need, and nothing else."""
        methods = self._methods()
        over, under = self._methods(self.over), self._methods(self.under)
        self._cover.setVisible("waterfall" in methods)
        self._fallback.setVisible(bool(methods & ORDERED))
        told = chosen(self.fallback_under) != ""
        self._fallback_under.setVisible(bool(over & ORDERED and under & ORDERED) or told)
        self._cause.setVisible("by_cause" in methods)
        self._residual.setVisible("capped" in methods)
        told = chosen(self.residual_under) != ""
        self._residual_under.setVisible("capped" in over & under or told)
        self.same.setVisible(bool(methods & NEED_TERMS))
        for key, (needed, _kept) in self._asked().items():
            self.sides[key].settle(needed, "" if self.same.isChecked() else HEADS[key])
        self.fit_soon()

    def _asked(self) -> dict[str, tuple[set[str], str | None]]:
        """Return by side what its terms are for: methods, and the side that they are kept for."""
        if self.same.isChecked():
            return {"over": (self._methods(), self._both), "under": (set(), None)}
        return {
            "over": (self._methods(self.over), "over"),
            "under": (self._methods(self.under), "under"),
        }

    def finish(self) -> None:
        """Set the rule and the terms."""
        self.refuse("")
        try:
            given = self._terms()
        except (EditRefused, BadInput) as refusal:
            self.refuse(str(refusal))
            return
        values: dict[str, Value] = {
            "method_over": chosen(self.over) or None,
            "method_under": chosen(self.under) or None,
            "from_year": _year(self.first),
            "to_year": _year(self.last),
            "residual_bearer_id": chosen(self.residual) or None,
            "residual_bearer_under_id": chosen(self.residual_under) or None,
            "fallback_method": chosen(self.fallback) or None,
            "fallback_under_method": chosen(self.fallback_under) or None,
            "underspend_destination": chosen(self.leftover) or None,
            "waterfall": self.cover.values(),
        }
        if not self._fits(values):
            return
        new_id = random_ids()
        ids = tuple(new_id() for _ in range(len(given) + 1))
        edit = SetRiskShare(self._budget.pool.id, values, given, ids)
        if self._workspace.do(edit):
            self.accept()

    def _fits(self, values: Mapping[str, Value]) -> bool:
        methods = self._methods()
        if not any((values["method_over"], values["method_under"])):
            self.refuse("Choose how an overspend or an underspend is shared.")
            return False
        if "waterfall" in methods and not values["waterfall"]:
            self.refuse("Choose what covers an overspend first.")
            return False
        return True

    def _terms(self) -> tuple[Mapping[str, Value], ...]:
        found: list[Mapping[str, Value]] = []
        for side, (methods, applies_to) in self._asked().items():
            if side == "over" or applies_to is not None:
                found += self.sides[side].values(methods, applies_to)
        return tuple(found)


def _with(years: list[tuple[str, str]], year: str) -> list[tuple[str, str]]:
    return years if not year or (year, year) in years else sorted([*years, (year, year)])


def _year(box: QComboBox) -> FinancialYear | None:
    return FinancialYear.parse(chosen(box)) if chosen(box) else None
