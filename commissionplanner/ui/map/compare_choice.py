"""What the map can be compared with: another year, another scenario, another version of the plan."""

from pathlib import Path
from typing import Any, Final

from commissionplanner.analysis.layout.options import AS_RECORDED, Options
from commissionplanner.app.map_asked import RECORDED, called_scenario
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear
from commissionplanner.ui.map.choice_chip import Choice

CHOOSE: Final = "file"
"""The choice that asks for the file of another version."""
_YEAR, _SCENARIO, _VERSION = "Another year", "Another scenario", "Another version"
NOTHING: Final[dict[str, Any]] = {"against": None, "against_scenario": "", "against_version": ""}
"""Options that compare with nothing."""


def offered(
    plan: Plan, options: Options, year: FinancialYear | None, scenario_id: str | None
) -> tuple[Choice, ...]:
    """Return every choice: years of the plan but the one shown, scenarios likewise, and a file."""
    shown = options.year or year or plan.year
    found = [Choice(f"year {one}", str(one), group=_YEAR) for one in plan.years if one != shown]
    for key in (AS_RECORDED, *plan.scenarios):
        if (None if key == AS_RECORDED else key) != scenario_id:
            words = RECORDED if key == AS_RECORDED else called_scenario(plan, key)
            found.append(Choice(f"scenario {key}", words, group=_SCENARIO))
    if options.against_version:
        name = Path(options.against_version).name
        found.append(Choice(f"version {options.against_version}", name, group=_VERSION))
    found.append(Choice(CHOOSE, "Choose a plan file…", group=_VERSION))
    return tuple(found)


def chosen(options: Options) -> tuple[str, ...]:
    """Return the choice that is made, in a tuple; none where nothing is compared."""
    if options.against_version:
        return (f"version {options.against_version}",)
    if options.against_scenario:
        return (f"scenario {options.against_scenario}",)
    return (f"year {options.against}",) if options.against is not None else ()


def said(plan: Plan, options: Options) -> str:
    """Return in a few words what the map is compared with; "" for nothing."""
    if options.against_version:
        return f"Against “{Path(options.against_version).name}”"
    if options.against_scenario:
        key = options.against_scenario
        name = called_scenario(plan, None if key == AS_RECORDED else key)
        return f"Against “{name}”"
    return f"Against {options.against}" if options.against is not None else ""


def taken(keys: tuple[str, ...]) -> dict[str, Any]:
    """Return the options that a choice stands for, the one made last of several."""
    found = dict(NOTHING)
    if keys:
        kind, _, value = keys[-1].partition(" ")
        if kind == "year":
            found["against"] = FinancialYear.parse(value)
        else:
            found[f"against_{kind}"] = value
    return found
