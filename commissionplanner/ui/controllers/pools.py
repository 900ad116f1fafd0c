"""Turns what is typed, pasted or filled into a pool's grid into edits; says what cannot be done."""

from collections.abc import Sequence

from commissionplanner.app.pool_grid import MONEY_ROWS, Row, pounds
from commissionplanner.app.wording import NOT_KNOWN
from commissionplanner.budget.contributions import ContributionLine
from commissionplanner.budget.results import PoolBudget
from commissionplanner.edits.base import Edit, EditRefused, Together
from commissionplanner.edits.pools import SetContribution, SetCost
from commissionplanner.model.ids import NewId, random_ids
from commissionplanner.model.money import MoneyError, parse_pounds
from commissionplanner.model.vocab import normal
from commissionplanner.ui.workspace import Workspace

Place = tuple[Row, int]
FAR_BELOW = 100  # a figure so many times smaller than the last was perhaps meant in thousands


class PoolController:
    """Makes the edits of one pool's figures. What cannot be done changes nothing."""

    def __init__(self, workspace: Workspace, new_id: NewId | None = None) -> None:
        self._workspace = workspace
        self._new_id = new_id or random_ids()
        self.budget: PoolBudget | None = None
        self.rows: tuple[Row, ...] = ()

    def type_into(self, row: Row, at: int, text: str) -> bool:
        """Set one figure to what was typed."""
        try:
            amount_p = _read(text)
            edit = self._edit(row, at, amount_p)
        except EditRefused as refusal:
            self._workspace.say(f"{refusal} Nothing was changed.", level="problem")
            return False
        done = self._workspace.do(edit)
        before = row.cells[at].amount_p
        if done and amount_p and before and abs(amount_p) * FAR_BELOW <= abs(before):
            self._workspace.say(
                f"{row.label} is now {pounds(amount_p)}, down from {pounds(before)}. "
                "Figures are typed in pounds; write 2.1m or 2,100k for larger ones."
            )
        return done

    def paste(self, text: str, place: Place | None) -> None:
        """Fill cells from the current one right and down from rows of text with tabs, or none."""
        lines = [line.split("\t") for line in text.replace("\r\n", "\n").rstrip("\n").split("\n")]
        if not text.strip() or place is None:
            self._workspace.say("There is nothing to paste here. Copy cells in Excel first.")
            return
        start, first = self.rows.index(place[0]), place[1]
        try:
            pairs = [
                (self._row_at(start + down), first + across, _read(words))
                for down, line in enumerate(lines)
                for across, words in enumerate(line)
            ]
            self._do_all(pairs, f"Paste {len(pairs):,} figures")
        except EditRefused as refusal:
            self._workspace.say(f"{refusal} Nothing was pasted.", level="problem")

    def _row_at(self, place: int) -> Row:
        if place >= len(self.rows):
            raise EditRefused("The block has more rows than there are below.")
        return self.rows[place]

    def fill_right(self, places: Sequence[Place]) -> None:
        """Repeat the leftmost figure of each row; of a single cell, the one to its left."""
        if len(places) == 1:
            row, at = places[0]
            places = [(row, at - 1), (row, at)] if at > 0 else []
        first: dict[str, int] = {}
        pairs = []
        for row, at in places:
            source = first.setdefault(row.key, at)
            if at != source:
                pairs.append((row, at, row.cells[source].amount_p))
        if not pairs:
            self._workspace.say("Select the figure to repeat and the years to its right.")
            return
        try:
            self._do_all(pairs, f"Fill {len(pairs):,} figures to the right")
        except EditRefused as refusal:
            self._workspace.say(f"{refusal} Nothing was filled.", level="problem")

    def fill_down(self, places: Sequence[Place]) -> None:
        """Repeat the topmost figure of each year; of a single cell, the one above it."""
        order = {row.key: n for n, row in enumerate(self.rows)}
        if len(places) == 1:
            row, at = places[0]
            above = order.get(row.key, 0) - 1
            places = [(self.rows[above], at), (row, at)] if above >= 0 else []
        first: dict[int, int | None] = {}
        pairs = []
        for row, at in sorted(places, key=lambda place: order.get(place[0].key, 0)):
            if at in first:
                pairs.append((row, at, first[at]))
            elif row.kind in MONEY_ROWS:
                first[at] = row.cells[at].amount_p
        if not pairs:
            self._workspace.say("Select the figure to repeat and the lines below it.")
            return
        try:
            self._do_all(pairs, f"Fill {len(pairs):,} figures down")
        except EditRefused as refusal:
            self._workspace.say(f"{refusal} Nothing was filled.", level="problem")

    def clear(self, places: Sequence[Place]) -> None:
        """Set figures to not known."""
        try:
            self._do_all(
                [(row, at, None) for row, at in places if row.kind in MONEY_ROWS],
                "Set figures to not known",
            )
        except EditRefused as refusal:
            self._workspace.say(f"{refusal} Nothing was changed.", level="problem")

    def set_certainty(self, places: Sequence[Place], certainty: str) -> None:
        """Say how sure money in is; "" leaves it to the stream."""
        edits = []
        try:
            for row, at in places:
                if isinstance(row.line, ContributionLine):
                    edits.append(self._edit(row, at, row.cells[at].amount_p, certainty))
        except EditRefused as refusal:
            self._workspace.say(f"{refusal} Nothing was changed.", level="problem")
            return
        if edits:
            self._workspace.do(Together("Set how sure money in is", tuple(edits)))

    def _do_all(self, pairs: Sequence[tuple[Row, int, int | None]], label: str) -> None:
        edits = tuple(self._edit(row, at, amount_p) for row, at, amount_p in pairs)
        if edits:
            self._workspace.do(edits[0] if len(edits) == 1 else Together(label, edits))

    def _edit(self, row: Row, at: int, amount_p: int | None, certainty: str | None = None) -> Edit:
        """Return the edit of one figure.

        Raises:
            EditRefused: the figure is worked out, in real terms, or belongs to the scenario shown.
        """
        budget = self.budget
        if budget is None or row.kind not in MONEY_ROWS or row.line is None:
            raise EditRefused(f"“{row.label}” is worked out from the rows around it.")
        if any(cell.is_real for cell in row.cells):
            raise EditRefused("Figures in real terms are worked out. Choose Cash beneath the grid.")
        if not 0 <= at < len(budget.years):
            raise EditRefused("The block has more years than there are to the right.")
        self._check_scenario(budget, row, at)
        year = budget.years[at]
        if not isinstance(row.line, ContributionLine):
            return SetCost(
                budget.pool.id, row.line.service_id, year, amount_p, self._new_id(),
                row.line.in_kind,
            )  # fmt: skip
        line = row.line
        if line.partner_id is None:
            raise EditRefused(f"“{row.label}” names no partner. Name it under Add money in.")
        same = [c for c in budget.contributions if _of(c) == _of(line)]
        if len(same) > 1 and row.cells[at].amount_p is None:
            raise EditRefused(
                f"“{row.label}” stands in {len(same)} lines, one-off and recurrent or by "
                "certainty. Type into the line that holds the year already."
            )
        return SetContribution(
            budget.pool.id, line.partner_id, line.stream_id, year, amount_p, self._new_id(),
            certainty, in_kind=line.in_kind,
        )  # fmt: skip

    def _check_scenario(self, budget: PoolBudget, row: Row, at: int) -> None:
        seen, name = budget.seen, f"“{budget.seen.name}”"
        if seen.scenario_id is None or row.line is None:
            return
        if seen.rolls_all and row.line.origins[at] in ("projected", "rolled"):
            raise EditRefused(
                f"Under {name} this figure is worked out from the year before. Change the rates "
                "under Assumptions, or choose the scenario “As recorded”."
            )
        plan = self._workspace.plan
        for override in plan.overrides.values():
            record = plan.record(override.table_name, override.record_id)
            if override.scenario_id not in seen.chain or override.field_name != "amount_p":
                continue
            if record is not None and _is_of(record, row.line, budget, at):
                raise EditRefused(
                    f"{name} holds a figure of its own here. Choose the scenario “As recorded” "
                    "to change the plan's."
                )


def _of(line: ContributionLine) -> tuple[str | None, str | None, bool]:
    return line.partner_id, line.stream_id, line.in_kind


def _is_of(record: object, line: object, budget: PoolBudget, at: int) -> bool:
    """Whether a record is one that a line of the budget takes its figure of a year from."""
    names = ("partner_id", "stream_id") if isinstance(line, ContributionLine) else ("service_id",)
    return (
        getattr(record, "pool_id", None) == budget.pool.id
        and getattr(record, "year", None) == budget.years[at]
        and all(getattr(record, n, None) == getattr(line, n) for n in names)
    )


def _read(text: str) -> int | None:
    """Read an amount of money; nothing, or "Not known", is None.

    Raises:
        EditRefused: it is no amount of money.
    """
    given = " ".join(text.split())
    if not given or normal(given) == normal(NOT_KNOWN):
        return None
    try:
        return parse_pounds(given)
    except MoneyError as error:
        raise EditRefused(str(error)) from error
