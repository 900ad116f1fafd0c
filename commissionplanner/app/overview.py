"""The plan on a page: the headline figures under a scenario, and what to do first. No Qt here."""

from collections.abc import Mapping
from dataclasses import dataclass

from commissionplanner.app.results import Results
from commissionplanner.budget.scenarios import view
from commissionplanner.findings import headlines
from commissionplanner.findings.base import Finding
from commissionplanner.findings.headlines import Headline
from commissionplanner.model.money import Pence, sum_known
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.years import FinancialYear

Years = tuple[int | None, ...]
MOST_STEPS = 5
MOST_PARTS = 5
OTHERS = "Others"


@dataclass(frozen=True, slots=True)
class Overview:
    """What the Overview shows. Amounts in pence, shares in ppm; None is not known, never nil.

    Attributes:
        years: The years planned.
        all_years: Earlier years and those planned.
        shown: Headline figures by id, under the scenario shown.
        recorded: The same as recorded; equal where no scenario is shown.
        parts: Organisation id, its name and its resource by planned year, the largest first;
            what is beyond the first four is one part with the id "".
    """

    years: tuple[FinancialYear, ...]
    all_years: tuple[FinancialYear, ...]
    shown: Mapping[str, Headline]
    recorded: Mapping[str, Headline]
    parts: tuple[tuple[str, str, Years], ...]

    def by_year(self, key: str, *, earlier: bool = False, recorded: bool = False) -> Years:
        """Return a headline by planned year, or with the earlier years before them."""
        values = (self.recorded if recorded else self.shown)[key].by_year
        return tuple(values.get(year) for year in (self.all_years if earlier else self.years))


def overview(plan: Plan, scenario_id: str | None = None) -> Overview:
    """Work out the headline figures; a scenario that the plan does not have shows the base."""
    recorded = {each.id: each for each in headlines.of(plan)}
    shown = recorded
    if scenario_id in plan.scenarios:
        shown = {each.id: each for each in headlines.of(view(plan, scenario_id).plan)}
    years = plan.years
    return Overview(
        years, plan.header.all_years, shown, recorded, _parts(plan, shown["total_resource"], years)
    )


@dataclass(frozen=True, slots=True)
class OnAPage:
    """The plan on a page: figures of a plan under a scenario, and what to do first.

    Attributes:
        plan: What it was worked out of.
        results: Where the steps come from; None before findings are known, and there are none.
    """

    plan: Plan
    scenario_id: str | None
    figures: Overview
    results: Results | None
    steps: tuple[tuple[Finding, int, Pence], ...]


def on_a_page(
    plan: Plan, scenario_id: str | None, results: Results | None, kept: OnAPage | None
) -> OnAPage:
    """Work out what the Overview shows, taking over figures that `kept` has of the same plan."""
    is_same = kept is not None and kept.plan is plan and kept.scenario_id == scenario_id
    figures = kept.figures if kept is not None and is_same else overview(plan, scenario_id)
    steps = next_steps(results) if results else ()
    return OnAPage(plan, scenario_id, figures, results, steps)


def next_steps(results: Results, most: int = MOST_STEPS) -> tuple[tuple[Finding, int, Pence], ...]:
    """Return what to do first: one line a rule, with how many records and distinct pounds.

    Rules with the gravest open findings come first, then those about most money. Pounds are
    summed within a rule only; a record counts once.
    """
    groups: dict[str, list[Finding]] = {}
    for finding in results.findings:
        if finding.status == "open" and finding.level in ("problem", "warning"):
            groups.setdefault(finding.rule, []).append(finding)
    lines = []
    for found in groups.values():
        pounds = {(f.table, f.key): f.amount_p or 0 for f in found}
        worst = min(found, key=lambda f: (f.level != "problem", -(f.amount_p or 0)))
        lines.append((worst, len(found), sum(pounds.values())))
    lines.sort(key=lambda line: (line[0].level != "problem", -line[2], line[0].rule))
    return tuple(lines[:most])


def _parts(
    plan: Plan, total: Headline, years: tuple[FinancialYear, ...]
) -> tuple[tuple[str, str, Years], ...]:
    rows = [(key, tuple(part.get(y) for y in years)) for key, part in total.parts.items()]
    rows.sort(key=lambda row: (-sum(p or 0 for p in row[1]), row[0]))
    named = [
        (key, display_name(plan.organisations.get(key)) or "Holder not recorded", amounts)
        for key, amounts in rows
    ]
    if len(named) <= MOST_PARTS:
        return tuple(named)
    kept, rest = named[: MOST_PARTS - 1], named[MOST_PARTS - 1 :]
    return (
        *kept,
        ("", OTHERS, tuple(sum_known(row[2][n] for row in rest) for n in range(len(years)))),
    )
