"""What the map is asked for, worked out: which plans and years stand against each other.

Of two years, the later is shown against the earlier; a scenario against the plan as recorded; the
plan as it is now against an older version. So what is new is always marked as new.
"""

from functools import lru_cache
from pathlib import Path
from typing import Final

from commissionplanner.analysis.index import index_of
from commissionplanner.analysis.layout.narrowing import Levels
from commissionplanner.analysis.layout.options import AS_RECORDED, Options
from commissionplanner.analysis.layout.views import Asked
from commissionplanner.app.usecases.plans import open_plan
from commissionplanner.budget.scenarios import view
from commissionplanner.io.problems import FileProblem
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.years import FinancialYear

RECORDED: Final = "As recorded"
"""What the plan without a scenario is called, as in the bar above."""


def ask(
    plan: Plan,
    options: Options,
    year: FinancialYear | None = None,
    scenario_id: str | None = None,
    levels: Levels | None = None,
) -> tuple[Plan, Asked]:
    """Return the plan to show and what is asked of it.

    Args:
        plan: The plan as recorded.
        options: What is shown, and with what it is compared.
        year: The year of the page; None for that of the plan's as-at date, else its first.
        scenario_id: The scenario of the page; None for the plan as recorded.
        levels: Levels of findings by thing.

    Raises:
        FileProblem: the version to compare with cannot be opened.
    """
    shown, other = _orderly(scenario_id, options.against_scenario)
    drawn = seen(plan, shown)
    of = options.year or year or index_of(drawn).year()
    against: tuple[Plan, FinancialYear | None] | None = None
    called = ""
    if options.against_version:
        against = version(options.against_version), of
        called = f"Now against “{Path(options.against_version).name}”"
    elif options.against_scenario:
        against = seen(plan, other), of
        called = f"{called_scenario(plan, shown)} against {called_scenario(plan, other)}"
    elif options.against is not None:
        first = options.against
        if of is not None and of.start < first.start:
            first, of = of, first
        against, called = (drawn, first), f"{of} against {first}"
    return drawn, Asked(options, of, levels, against, called)


def _orderly(scenario_id: str | None, against: str) -> tuple[str | None, str | None]:
    """Return which scenario is shown and which it is set against: the plan as recorded comes last."""
    if not against:
        return scenario_id, None
    other = None if against == AS_RECORDED else against
    return (other, None) if scenario_id is None else (scenario_id, other)


def seen(plan: Plan, scenario_id: str | None) -> Plan:
    """Return the plan as a scenario sees it; as recorded where there is no such scenario."""
    return _seen(plan, scenario_id) if scenario_id and scenario_id in plan.scenarios else plan


_SEEN: Final[list[tuple[Plan, str, Plan]]] = []
"""The plans that scenarios saw last: the same one is the same object, so that its joins are kept."""


def _seen(plan: Plan, scenario_id: str) -> Plan:
    for of, key, found in tuple(_SEEN):
        if of is plan and key == scenario_id:
            return found
    made = view(plan, scenario_id).plan
    _SEEN[:] = [(plan, scenario_id, made), *_SEEN[:2]]
    return made


def called_scenario(plan: Plan, scenario_id: str | None) -> str:
    """Return what a scenario is called."""
    return display_name(plan.scenarios.get(scenario_id or "")) or RECORDED


def version(path: str) -> Plan:
    """Return another version of the plan, kept until its file changes.

    Raises:
        FileProblem: it cannot be opened.
    """
    try:
        facts = Path(path).stat()
    except OSError as error:
        raise FileProblem(
            f"“{Path(path).name}”, with which the map is compared, is not there any more. "
            "Choose it anew under “Compare with”, or compare with something else.",
            code="no-file",
        ) from error
    return _version(path, facts.st_mtime_ns, facts.st_size)


@lru_cache(maxsize=2)
def _version(path: str, _when: int, _size: int) -> Plan:
    return open_plan(Path(path)).plan
