"""Sees to it that the map shows the plan as it is: arranged at once, or in a job where it is large."""

from dataclasses import replace
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from commissionplanner.analysis.layout.narrowing import Levels
from commissionplanner.analysis.layout.options import Options
from commissionplanner.analysis.layout.scene import Scene
from commissionplanner.analysis.layout.views import Asked, asked_scene
from commissionplanner.app.map_asked import ask
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear
from commissionplanner.ui.job_runner import Task
from commissionplanner.ui.workspace import Workspace

SMALL = 30
"""Records from which a view is arranged in a job."""


class Wanted(NamedTuple):
    """What is to be drawn: the plan as recorded, what is asked of it, and the year and scenario."""

    plan: Plan
    year: FinancialYear | None
    scenario_id: str | None
    options: Options
    levels: Levels


class Drawn(NamedTuple):
    """What was arranged, of which plan, and what was asked of it."""

    scene: Scene
    plan: Plan
    asked: Asked


def draw(wanted: Wanted, before: Scene | None, *, is_same: bool) -> Drawn:
    """Arrange what is wanted.

    Raises:
        FileProblem: the version to compare with cannot be opened.
    """
    plan, asked = ask(wanted.plan, wanted.options, wanted.year, wanted.scenario_id, wanted.levels)
    return Drawn(asked_scene(plan, asked, before, is_same=is_same), plan, asked)


class Arranger(QObject):
    """Arranges what is wanted; things stay where they are as far as they can.

    Args:
        workspace: Where jobs run.
        reads: Tables of the plan that the map is made of, but for where things stand.
    """

    arranged = Signal(object, bool)
    """A scene; whether it is of another kind than the one before, to be looked at whole."""
    failed = Signal(object)
    """Why a scene could not be arranged."""

    def __init__(self, workspace: Workspace, reads: frozenset[str], parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._reads = workspace, reads
        self._task: Task | None = None
        self._drawn: Wanted | None = None
        self._kind: tuple[str, str, str] | None = None
        self._scene: Scene | None = None
        self.drawn: Drawn | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a scene is being arranged."""
        return self._task is not None

    def start_over(self) -> None:
        """Keep no place of the scene that is shown."""
        self._kind = None

    def arrange(self, wanted: Wanted) -> None:
        """Arrange what is wanted, unless it is drawn or being arranged already."""
        if self._is_drawn(wanted):
            return
        kind = (wanted.plan.id, wanted.options.view, wanted.options.inside)
        before = self._scene if self._kind == kind else None
        is_same = before is not None and self._only_moved(wanted)
        self._drawn, self._kind = wanted, kind
        if self._task is not None:
            self._task.progress.cancel()
            self._task = None
        plan = wanted.plan
        made = partial(draw, wanted, before, is_same=is_same)
        small = len(plan.services) + len(plan.contracts) < SMALL
        if small and not wanted.options.against_version:
            self._take(wanted, made(), fit=before is None)
            return
        self._task = self._workspace.jobs.start(
            "Arranging the map",
            lambda _progress: made(),
            lambda found: self._take(wanted, found, fit=before is None),
            self._fail,
            is_quiet=before is not None,
        )

    def _only_moved(self, wanted: Wanted) -> bool:
        """Whether nothing but places, or what is folded, differs from what is drawn."""
        drawn = self._drawn
        if drawn is None or self._task is not None:
            return False
        but_folded = drawn._replace(options=replace(drawn.options, closed=wanted.options.closed))
        if but_folded[1:] != wanted[1:]:
            return False
        tables = self._reads - {"positions"}
        return all(drawn.plan.table(name) is wanted.plan.table(name) for name in tables)

    def _is_drawn(self, wanted: Wanted) -> bool:
        """Whether that is drawn or being arranged: the same state of the plan, not an equal one."""
        drawn = self._drawn
        return drawn is not None and drawn.plan is wanted.plan and drawn[1:] == wanted[1:]

    def _take(self, wanted: Wanted, made: Drawn, *, fit: bool) -> None:
        """Take what was arranged, unless something else has been asked for meanwhile."""
        if self._is_drawn(wanted):
            self._task, self._scene, self.drawn = None, made.scene, made
            self.arranged.emit(made.scene, fit)

    def _fail(self, error: Exception) -> None:
        self._task = None
        self.failed.emit(error)
