"""What is selected and how figures are shown: the same on every page."""

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear


@dataclass(frozen=True, slots=True)
class Thing:
    """One record of the plan, by table and id."""

    table: str
    key: str


@dataclass(frozen=True, slots=True)
class Lens:
    """How figures are shown.

    Attributes:
        year: The year shown; None shows the one that the plan speaks of.
        scenario_id: The scenario shown; None shows the base.
        unit: "£", "k" or "m".
    """

    year: FinancialYear | None = None
    scenario_id: str | None = None
    unit: str = "£"

    def year_of(self, plan: Plan) -> FinancialYear | None:
        """Return the year shown of a plan; None where nothing is chosen and no year planned."""
        return self.year or (plan.year if plan.years else None)


class Focus(QObject):
    """Holds the selection and the lens and tells every page of both.

    `told` comes when a page has other words for the bars than before.
    """

    selected = Signal()
    told = Signal()
    lens_changed = Signal()
    page_wanted = Signal(str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._things: tuple[Thing, ...] = ()
        self._lens = Lens()

    @property
    def things(self) -> tuple[Thing, ...]:
        """Everything selected, the current one last."""
        return self._things

    @property
    def thing(self) -> Thing | None:
        """The current one, or None."""
        return self._things[-1] if self._things else None

    @property
    def lens(self) -> Lens:
        """How figures are shown now."""
        return self._lens

    def select(self, *things: Thing) -> None:
        """Select these and nothing else."""
        if things != self._things:
            self._things = things
            self.selected.emit()

    def show_with(self, **changes: Any) -> None:
        """Change the year, scenario or unit shown."""
        after = replace(self._lens, **changes)
        if after != self._lens:
            self._lens = after
            self.lens_changed.emit()

    def go(self, page: str, thing: Thing | None = None) -> None:
        """Ask the window to open a page, with a thing selected there."""
        if thing is not None:
            self.select(thing)
        self.page_wanted.emit(page, thing)
