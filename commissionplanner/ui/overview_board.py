"""The What's Missing board: one tile for each of twelve barriers of the study."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from commissionplanner.app.usecases.since import Compared
from commissionplanner.findings.board import Figure
from commissionplanner.findings.indicators import ENOUGH_PPM, Indicator
from commissionplanner.model.money import format_short, round_ratio
from commissionplanner.ui import theme
from commissionplanner.ui.widgets.cards import Card
from commissionplanner.ui.widgets.reflow import Reflow
from commissionplanner.ui.widgets.tiles import BarrierTile
from commissionplanner.ui.workspace import Workspace

TILES: Final = (
    ("recurrent_gap", "Funding", "funding", "beyond confirmed money"),
    ("single_year_exposure", "Year-to-year terms", "contracts", "of contract £ is single-year"),
    ("held_by_one", "Silo working", "silo", "services, one body for all"),
    ("pooled_share", "Separate budgets", "pools", "of poolable £ is pooled"),
    ("sharing_covered", "Information kept apart", "unlink", "of shared £ has agreements"),
    ("no_evidence", "Evidence", "evidence", "of money, none recorded"),
    ("leads_named", "Leadership", "leader", "of money has a named lead"),
    ("consultation_gap", "Decisions taken alone", "signoff", "of joint decisions"),
    ("core_offer", "Early-years core offer", "map", "of lines recorded are whole"),
    ("mandate_gap", "Guidance and duties", "agreements", "more mandate for reactive"),
    ("capacity_at_risk", "Workforce", "person", "of staff, training or gaps"),
    ("child_gap", "Adult bias", "services", "children’s money less people"),
)
"""Indicator, name, icon and line of each tile, row by row."""

ITEMS: Final = {"core_offer": "evidence:offer"}
"""Where the items behind a tile stand, where they are no findings."""

TILE: Final = 175
"""Least width of a tile, px at normal text size."""
_TRENDS: Final = {"up": "trendup", "down": "trenddown", "flat": "flat"}


class Board(Card):
    """Twelve tiles; clicking one shows the findings behind it."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("What’s Missing", "", action="Whole board", parent=parent)
        self._workspace = workspace
        grid = Reflow(theme.GAP_TILES)
        self.tiles: dict[str, BarrierTile] = {}
        for key, name, icon, _ in TILES:
            tile = BarrierTile(name, icon)
            tile.clicked.connect(lambda _=False, key=key: self._show_items(key))
            self.tiles[key] = tile
            grid.add(tile, least=TILE)
        self.body.addLayout(grid, 1)
        if self.action is not None:
            self.action.clicked.connect(lambda: workspace.focus.go("overview:board"))
        self._barriers: dict[str, str] = {}

    def show_indicators(
        self, indicators: Sequence[Indicator], since: Compared | None = None
    ) -> None:
        """Show what was worked out; a figure that is not known says so.

        Args:
            indicators: Of the plan.
            since: What changed since the version sealed last; None says nothing of it.
        """
        found = {each.id: each for each in indicators}
        need = watch = unknown = 0
        for key, _, _, line in TILES:
            each = found.get(key)
            tile = self.tiles[key]
            if each is None or each.measure.value is None:
                tile.show_not_known(each.line() if each else "being worked out")
                unknown += 1
                continue
            self._barriers[key] = each.definition.barrier
            known = round_ratio(each.measure.coverage_ppm, 10_000)
            tile.show_value(
                each.level, *_shown(each, each.measure.value, line),
                trend=_TRENDS.get(each.trend, ""), known_percent=known,
            )  # fmt: skip
            said = [f"{each.label}: {each.figure()} {each.line()}", each.definition.close]
            before = since.before(key) if since else None
            if since and before:
                said.insert(1, Figure(each, before).since_words(since.name).capitalize())
            tile.setToolTip("\n".join(said))
            need += each.level == "problem"
            watch += each.level == "warning"
        self.set_note(
            f"{len(TILES)} barriers: {need} need action, {watch} to watch, {unknown} not known"
        )

    def _show_items(self, key: str) -> None:
        items = ITEMS.get(key, f"findings:{self._barriers.get(key, '')}")
        self._workspace.focus.go(items)


def _shown(each: Indicator, value: int, line: str) -> tuple[str, str]:
    """Return a tile's figure and what stands behind it."""
    known_ppm = each.measure.coverage_ppm
    if each.level == "note" and known_ppm < ENOUGH_PPM:
        return each.figure(), f"{round_ratio(known_ppm, 10_000)}% known, too little to judge"
    if each.id == "recurrent_gap" and value < 0:
        return format_short(-value), "confirmed money to spare"
    return each.figure(), line
