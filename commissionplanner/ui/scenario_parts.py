"""The parts of the Scenarios page beneath its table: bridge, sensitivity, worth, who pays and gains."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from commissionplanner.app import wording
from commissionplanner.app.scenario_compare import Column
from commissionplanner.budget.appraisal import Appraisal, shares_of
from commissionplanner.budget.chance import Fan
from commissionplanner.budget.sensitivity import Sensitivity, seed_of
from commissionplanner.budget.sensitivity import Swing as Tried
from commissionplanner.edits.records import SetFields
from commissionplanner.model.entities import Assumption
from commissionplanner.model.money import PPM, format_ppm, format_short
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.vocab import vocabulary
from commissionplanner.model.words import NOT_KNOWN
from commissionplanner.ui.benefit_lines import BenefitLines
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.cards import Card
from commissionplanner.ui.widgets.chart_fan import FanChart, PaysGains, Side
from commissionplanner.ui.widgets.chart_lines import Line, LineChart
from commissionplanner.ui.widgets.chart_swings import Swing, SwingBars
from commissionplanner.ui.widgets.flow import BESIDE, Beside, empty
from commissionplanner.ui.widgets.labels import ElidedLabel, Label
from commissionplanner.ui.workspace import Workspace

MOST_DIGITS = 9
"""So long a seed may be."""


class PaysCard(Card):
    """Who pays for the services with benefits and who gains by them."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("Who pays and who gains", "share of present values", parent=parent)
        self._workspace = workspace
        self.chart = PaysGains("Who pays and who gains")
        self.said = Label("", "small", "ink2", wrap=True)
        self.body.addWidget(self.chart)
        self.body.addSpacing(8)
        self.body.addWidget(self.said)
        self.body.addStretch(1)

    def show_column(self, column: Column) -> None:
        """Show a scenario's payers and gainers."""
        plan, worth = self._workspace.plan, column.worth
        self.set_note(f"share over the years, {column.name}")
        paid = shares_of({key: sum(row) for key, row in worth.paid_p.items()})
        gained = shares_of({key: sum(row) for key, row in worth.gained_p.items()})
        bodies = sorted(
            paid.keys() | gained.keys(), key=lambda k: (-paid.get(k, 0), -gained.get(k, 0), k)
        )
        sides = [
            Side(body_name(plan, key), self._workspace.slot(key),
                 round(paid.get(key, 0) * PPM), round(gained.get(key, 0) * PPM))
            for key in bodies
        ]  # fmt: skip
        self.chart.set_why_empty("no benefit of a service in the fund is known")
        self.chart.show_data(sides if worth.services else [])
        self.said.setText(_pays_words(plan, column))


def body_name(plan: Plan, key: str) -> str:
    """Return what a body is called; one outside the plan is its own name."""
    return display_name(plan.organisations.get(key)) or key or "Nobody recorded"


def _pays_words(plan: Plan, column: Column) -> str:
    worth = column.worth
    if worth.net_winner_ppm is None:
        return "Record benefits of services, and who gains by them, to see whether payers gain."
    said = f"{format_ppm(worth.net_winner_ppm, 0)} of the gain goes elsewhere than the payment came from."
    most = max(worth.rebalanced_p.items(), key=lambda pair: pair[1], default=("", 0))
    if most[1] > 0:
        name = body_name(plan, most[0])
        said += f" {name} gains more than it pays: settle how it puts that back."
    return said


_ONE: Final = "one assumption at a time, the budget worked out anew"
_ALL: Final = "all assumptions with a range at once"


class SensitivityView(QWidget):
    """What moves the gap most, one by one and all at once; worked out as a job."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.tornado = SwingBars("What moves the gap most")
        self.fan = FanChart("How far the gap may move")
        self.switching = Label("", "small", "ink2", wrap=True)
        self.draws = Label("", "small", "ink2", wrap=True)
        self.left = left = Card("What moves the gap most", _ONE)
        left.body.addWidget(self.tornado)
        left.body.addSpacing(10)
        left.body.addWidget(self.switching)
        left.body.addStretch(1)
        self.right = right = Card("How far the gap may move", _ALL)
        right.body.addWidget(self.fan, 1)
        right.body.addWidget(self.draws)
        right.body.addSpacing(6)
        right.body.addLayout(self._foot())
        row = Beside(BESIDE, self)
        row.addWidget(left, 1)
        row.addWidget(right, 1)
        why = "no assumption in force has a low and a high figure; add them under Assumptions"
        self.tornado.set_why_empty(why)
        self.fan.set_why_empty(why)

    def _foot(self) -> QHBoxLayout:
        """Return the seed, which may be typed, and the button that takes the next."""
        self.seed = QLineEdit()
        self.seed.setAccessibleName("Seed of draws")
        self.seed.setMaxLength(MOST_DIGITS)
        self.seed.setMaximumWidth(110)
        self.seed.setToolTip("A whole number; the same seed gives the same figures.")
        self.seed.editingFinished.connect(self._typed)
        again = Button("Draw again with another seed", "quiet")
        again.clicked.connect(lambda *_: self._draw_from(seed_of(self._workspace.plan) + 1))
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(Label("Seed", "small", "ink2"))
        foot.addWidget(self.seed)
        foot.addWidget(again)
        foot.addStretch(1)
        return foot

    def _typed(self) -> None:
        """Draw from the seed typed; what is no whole number is put back."""
        text = self.seed.text().strip()
        if text.isascii() and text.isdigit():
            self._draw_from(int(text))
        else:
            self.seed.setText(str(seed_of(self._workspace.plan)))

    def _draw_from(self, seed: int) -> None:
        """Keep a seed in the plan, which draws anew; undo takes it back."""
        if seed != seed_of(self._workspace.plan):
            about = self._workspace.plan.header
            self._workspace.do(SetFields("about", (about.id,), {"chance_seed": seed}))

    def show_waiting(self) -> None:
        """Say that the figures are being worked out."""
        self.seed.setText(str(seed_of(self._workspace.plan)))
        self.draws.setText("Working it out …")

    def show_found(self, column: Column, found: Sensitivity, unit: str) -> None:
        """Show what was found of a scenario."""
        axis, tried, fan = unit if unit != "£" else "m", found.tried, found.fan
        self.left.set_note(f"{_ONE}, {wording.unit_words(axis)}")
        self.right.set_note(f"{_ALL}, {wording.unit_words(axis)}")
        plan = column.budget.seen.plan
        swings = [
            Swing(
                _named(plan, each.assumption),
                _span(each),
                each.base_p if each.low_p is None else each.low_p,
                each.base_p if each.high_p is None else each.high_p,
            )
            for each in tried
        ]
        self.tornado.show_data(swings, tried[0].base_p if tried else 0, unit=axis)
        self.switching.setText(_turn_words(plan, found))
        years = [year.short for year in column.budget.years]
        self.fan.show_data(years, fan.percentiles_p if fan.drivers else {}, unit=axis)
        self.draws.setText(_fan_words(fan, str(column.budget.years[-1])) if fan.drivers else "")


def _named(plan: Plan, row: Assumption) -> str:
    label = vocabulary("assumption_key").label_of(row.key or "")
    about = next(
        (
            display_name(plan.record(table, key))
            for table, key in (
                ("services", row.service_id), ("funding_streams", row.stream_id),
                ("organisations", row.partner_id),
            )
            if key
        ),
        "",
    )  # fmt: skip
    year = f", {row.year}" if row.year else ""
    return f"{label}{f', {about}' if about else ''}{year}"


def _span(tried: Tried) -> str:
    row = tried.assumption
    low, rate, high = (wording.rate_text(p or 0) for p in (row.low_ppm, row.rate_ppm, row.high_ppm))
    ends = [text for text, p in ((low, tried.low_p), (high, tried.high_p)) if p is None]
    if ends:
        return f"Not worked out at {' or '.join(ends)}: a yearly change beyond 100%, or an amount too large"
    return f"{low} to {high}, assumed {rate}"


def _turn_words(plan: Plan, found: Sensitivity) -> str:
    said = []
    for each in found.tried[:3]:
        turn = found.turns.get(each.assumption.id)
        name = _named(plan, each.assumption)
        if turn is None:
            said.append(f"{name} alone cannot close the gap.")
        else:
            said.append(f"The gap would be nil with {name.lower()} at {wording.rate_text(turn)}.")
    worth = [
        f"{_named(plan, turn.assumption).lower()} at {wording.rate_text(turn.at_ppm)}"
        for turn in found.worth
        if turn.at_ppm is not None
    ]
    if worth:
        said.append(f"The net present value would be nil with {' or '.join(worth)}.")
    elif found.worth:
        said.append("No one of the widest assumptions brings the net present value to nil.")
    return " ".join(said)


def _fan_words(fan: Fan, last: str) -> str:
    gap = fan.gap_ppm[-1]
    chance = NOT_KNOWN if gap is None else f"{format_ppm(gap, 0)} of draws"
    return (
        f"A gap in {last}: {chance}. {fan.draws:,} draws from seed {fan.seed}; each assumption moves "
        "all its lines together, as pay and prices do. Chances, not accounts."
    )


class WorthView(QWidget):
    """Whether it is worth it: present values, payback, the return-lag curve, who would give more.

    Args:
        draft: Asks for a scenario in which partners pay as they gain.
    """

    def __init__(
        self, workspace: Workspace, draft: Callable[[], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.lines = BenefitLines(workspace)
        self.rebalance = Button("Draft it as a scenario…", "quiet", height=26, flush=True)
        self.rebalance.clicked.connect(lambda *_: draft())
        self.figures = QGridLayout()
        self.figures.setHorizontalSpacing(24)
        self.figures.setVerticalSpacing(7)
        self.curve = LineChart("Costs and benefits added up, year by year")
        self.basis = Label("", "small", "ink2", wrap=True)
        self.matrix = QGridLayout()
        self.matrix.setHorizontalSpacing(10)
        self.matrix.setVerticalSpacing(6)
        self.matrix.setColumnStretch(0, 1)
        self.drafted = Label("", "small", "ink2", wrap=True)
        left = Card("Is it worth it", "services with recorded benefits only")
        left.body.addLayout(self.figures)
        left.body.addSpacing(10)
        self.back = Label("", "small", "ink2", 600)
        left.body.addWidget(self.back)
        left.body.addWidget(self.curve, 1)
        left.body.addWidget(self.basis)
        right = Card("Who pays and who gains, by year", "pays / gains")
        right.body.addLayout(self.matrix)
        right.body.addSpacing(10)
        right.body.addWidget(self.drafted)
        right.body.addWidget(self.rebalance, 0, Qt.AlignmentFlag.AlignLeft)
        right.body.addSpacing(8)
        right.body.addWidget(self.lines, 1)
        row = Beside(BESIDE, self)
        row.addWidget(left, 1)
        row.addWidget(right, 1)

    def show_column(self, column: Column, unit: str) -> None:
        """Show a scenario's worth."""
        worth, axis = column.worth, unit if unit != "£" else "m"
        self.back.setText(f"What has come back, added up, {wording.unit_words(axis)}")
        self._show_figures(column)
        years = [year.short for year in column.budget.years]
        known = bool(worth.services)
        self.curve.set_why_empty("no benefit of a service in the fund is known")
        lines = [
            Line("All benefits", worth.public.cumulative_p()),
            Line("Fiscal only", worth.fiscal.cumulative_p(), comparison=True),
        ]
        self.curve.show_data(years, lines if known else [], unit=axis)
        self.basis.setText(" ".join((*worth.basis, *worth.left_out)))
        self._show_matrix(column)
        self.drafted.setText(_drafted_words(column))
        self.rebalance.setVisible(bool(self.drafted.text()))
        self.lines.show_column(column)

    def _show_figures(self, column: Column) -> None:
        empty(self.figures)
        heads = ("", "All benefits", "Fiscal only")
        for at, head in enumerate(heads):
            self.figures.addWidget(Label(head, "small", "ink3", 600), 0, at)
        years = column.budget.years
        rows: list[tuple[str, Callable[[Appraisal], str]]] = [
            ("Present value of costs", lambda a: format_short(a.cost_pv_p)),
            ("Present value of benefits", lambda a: format_short(a.benefit_pv_p)),
            ("Net present value", lambda a: format_short(a.net_pv_p)),
            ("Benefit for each pound", _ratio_words),
            ("Pays back", lambda a: _payback_words(a, [str(year) for year in years])),
        ]
        both = (column.worth.public, column.worth.fiscal)
        for down, (label, write) in enumerate(rows, start=1):
            self.figures.addWidget(Label(label, "body", "ink2"), down, 0)
            for at, worth in enumerate(both, start=1):
                text = write(worth) if column.worth.services else NOT_KNOWN
                self.figures.addWidget(Label(text, "body", "ink", 600, tabular=True), down, at)

    def _show_matrix(self, column: Column) -> None:
        empty(self.matrix)
        plan, worth = self._workspace.plan, column.worth
        bodies = list(dict.fromkeys((*worth.paid_p, *worth.gained_p)))
        for at, year in enumerate(column.budget.years, start=1):
            self.matrix.addWidget(Label(year.short, "small", "ink3", 600, tabular=True), 0, at)
        nothing = (0,) * len(column.budget.years)
        for down, key in enumerate(bodies if worth.services else (), start=1):
            name = ElidedLabel(body_name(plan, key), "body", "ink", 500)
            self.matrix.addWidget(name, down, 0)
            pairs = zip(
                worth.paid_p.get(key, nothing), worth.gained_p.get(key, nothing), strict=True
            )
            for at, (pays, wins) in enumerate(pairs, start=1):
                text = f"{format_short(pays)} / {format_short(wins)}"
                self.matrix.addWidget(Label(text, "small", "ink", tabular=True), down, at)


def _ratio_words(worth: Appraisal) -> str:
    return NOT_KNOWN if worth.ratio is None else f"£{float(worth.ratio):,.2f}"


def _payback_words(worth: Appraisal, years: list[str]) -> str:
    at = worth.payback()
    return "Not within the horizon" if at is None else f"By {years[at]}"


def _drafted_words(column: Column) -> str:
    plan, moved = column.budget.seen.plan, column.worth.rebalanced_p
    parts = [
        f"{body_name(plan, key)} {format_short(abs(p))} {'more' if p > 0 else 'less'}"
        for key, p in sorted(moved.items(), key=lambda pair: -pair[1])
        if p
    ]
    if not parts:
        return ""
    return (
        "A draft to talk about, not a sum that anyone owes: if each partner paid in the share in "
        f"which it gains, over all the years {', '.join(parts)}. These make nil."
    )
