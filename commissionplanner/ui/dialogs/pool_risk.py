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
    chosen,
    combo,
    partners_first,
    terms,
)
from commissionplanner.ui.dialogs.pool_risk_terms import BandsGrid, CoverOrder
from commissionplanner.ui.dialogs.tall_form import TallForm
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
            "band_from_ppm": None,
            "band_to_ppm": None,
        }


def _read(name: str, line: QLineEdit) -> Value:
    from commissionplanner.model.plan import Plan

    try:
        return wording.typed_value(Plan(), spec_by_name(RiskShareTerm)[name], line.text())
    except EditRefused as refusal:
        line.setFocus()
        raise EditRefused(f"{line.accessibleName()}: {refusal}") from refusal


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
        plain = {row.partner_id or "": row for row in rows if row.band_from_ppm is None}
        partners += [key for key in plain if key and key not in partners]
        self._names = {k: display_name(plan.organisations.get(k)) or k for k in partners}
        self._add_rule()
        self.lines: dict[str, _Line] = {}
        self._add_terms(plain)
        self.bands = BandsGrid(self._names, rows)
        self._bands = Field(
            "Bands", self.bands,
            help_text="Limits are per cent of planned spending; each band's shares make 100%.",
        )  # fmt: skip
        self.column.addWidget(self._bands)
        self.close_column()
        for box in (self.over, self.under):
            box.activated.connect(self._settle)
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
        self.leftover = combo(terms("underspend_destination"), rule.underspend_destination or "")
        self.cover = CoverOrder(rule.waterfall)
        self._residual = Field("Bears what caps leave", self.residual)
        self._fallback = Field("What a cause or the order leaves is shared", self.fallback)
        self._cover = Field("Order of cover of an overspend", self.cover)
        self.beside(Field("Overspend", self.over), Field("Underspend", self.under))
        self.beside(
            Field("From", self.first), Field("To", self.last),
            Field("Underspend goes to", self.leftover),
        )  # fmt: skip
        self.column.addWidget(self._cover)
        self.beside(self._fallback, self._residual)
        self._cause = Label(
            "By cause: what a partner has caused falls on it. Causes are recorded with variances, "
            "and can be tried under Another variance….",
            "small", "ink2", wrap=True,
        )  # fmt: skip
        self.column.addWidget(self._cause)

    def _add_terms(self, rows: Mapping[str, RiskShareTerm]) -> None:
        self._terms_grid = QWidget()
        grid = QGridLayout(self._terms_grid)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        for at, head in enumerate(("Partner", "Agreed share", "Cap", "Cap is")):
            grid.addWidget(Label(head, "small", "ink3", 500), 0, at)
        for down, (key, name) in enumerate(self._names.items(), start=1):
            line = _Line(name, rows.get(key))
            self.lines[key] = line
            grid.addWidget(ElidedLabel(name), down, 0)
            for at, widget in enumerate((line.share, line.kind, line.cap), start=1):
                grid.addWidget(widget, down, at)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(2, 2)
        self.column.addWidget(self._terms_grid)

    def _methods(self) -> set[str]:
        """Return the methods in force, with the one for the rest where that is asked for."""
        found = {chosen(self.over), chosen(self.under)}
        return found | ({chosen(self.fallback)} if found & {"by_cause", "waterfall"} else set())

    def _settle(self, *_: object) -> None:
        """Show what the methods chosen need, and nothing else."""
        methods = self._methods()
        ordered = methods & {"by_cause", "waterfall"}
        self._cover.setVisible("waterfall" in methods)
        self._fallback.setVisible(bool(ordered))
        self._cause.setVisible("by_cause" in methods)
        self._residual.setVisible("capped" in methods)
        self._bands.setVisible("banded" in methods)
        self._terms_grid.setVisible(bool(methods & {"capped", "fixed_percent"}))
        self.fit_soon()

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
            "fallback_method": chosen(self.fallback) or None,
            "underspend_destination": chosen(self.leftover) or None,
            "waterfall": self.cover.values(),
        }
        if not self._fits(values, given):
            return
        new_id = random_ids()
        ids = tuple(new_id() for _ in range(len(given) + 1))
        edit = SetRiskShare(self._budget.pool.id, values, given, ids)
        if self._workspace.do(edit):
            self.accept()

    def _fits(self, values: Mapping[str, Value], given: tuple[Mapping[str, Value], ...]) -> bool:
        methods = self._methods()
        if not any((values["method_over"], values["method_under"])):
            self.refuse("Choose how an overspend or an underspend is shared.")
            return False
        if "waterfall" in methods and not values["waterfall"]:
            self.refuse("Choose what covers an overspend first.")
            return False
        plain = [t for t in given if t.get("band_from_ppm") is None]
        shares = [int(str(t["share_ppm"])) for t in plain if t.get("share_ppm") is not None]
        if "fixed_percent" in methods and len(shares) == len(plain) and sum(shares) != PPM:
            self.refuse(f"The agreed shares make {format_ppm(sum(shares), 2)}, not 100%.")
            return False
        return True

    def _terms(self) -> tuple[Mapping[str, Value], ...]:
        plain = [line.values(key) for key, line in self.lines.items()]
        if "banded" not in self._methods():
            return tuple(plain)
        said = [t for t in plain if any(v is not None for k, v in t.items() if k != "partner_id")]
        return (*said, *self.bands.terms())


def _with(years: list[tuple[str, str]], year: str) -> list[tuple[str, str]]:
    return years if not year or (year, year) in years else sorted([*years, (year, year)])


def _year(box: QComboBox) -> FinancialYear | None:
    return FinancialYear.parse(chosen(box)) if chosen(box) else None
