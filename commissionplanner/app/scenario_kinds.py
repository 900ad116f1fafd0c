"""What a new scenario of each kind begins with. No Qt here."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from commissionplanner.budget.sensitivity import ranged
from commissionplanner.edits.scenarios import SetAssumption
from commissionplanner.model.ids import NewId
from commissionplanner.model.plan import Plan


@dataclass(frozen=True, slots=True)
class Start:
    """How a scenario of one kind begins.

    Attributes:
        kind: A code of the vocabulary `scenario_kind`.
        name: What it is called unless that is taken.
        note: What it is for, in a sentence or two.
        roll_forward: How it rolls forward; "" as what it is built on.
    """

    kind: str
    name: str
    note: str
    roll_forward: str = ""


STARTS: Final = (
    Start("do_nothing", "Do nothing",
          "Things go on as they are: the plan's own figures, to set the others against.",
          "gaps_only"),
    Start("multi_year_pooled", "Pooled over several years",
          "One fund over all the years: the first year's costs are rolled forward by the rates "
          "assumed, in place of figures bargained for year by year.", "all"),
    Start("stress", "Stress",
          "Every assumption with a range at its worse end at once: prices, demand and contingency "
          "high, efficiency low. Each can then be changed."),
    Start("other", "What if", "A what-if over the plan: it holds only what it says otherwise. One "
          "that says nothing gives the plan’s own figures."),
)  # fmt: skip
"""Kinds that begin as a form; those that are drafted have dialogs of their own."""


def start_of(kind: str) -> Start:
    """Return how a kind begins."""
    return next((each for each in STARTS if each.kind == kind), STARTS[-1])


def stressed(
    plan: Plan, pool_id: str, scenario_id: str, base_id: str | None, new_id: NewId
) -> Iterator[SetAssumption]:
    """Yield what puts every assumption with a range at its worse end, in a scenario.

    Prices, demand and contingency are worse when high, efficiency when low.

    Args:
        plan: The plan.
        pool_id: The fund whose assumptions are meant.
        scenario_id: The scenario that assumes it.
        base_id: What it is built on; None is the plan as recorded.
        new_id: Gives ids.
    """
    for row in ranged(plan, pool_id, base_id):
        ends = (row.low_ppm or 0, row.high_ppm or 0)
        worse = min(ends) if row.key == "efficiency" else max(ends)
        source = f"Stress: the worse end of the range. {row.source}".strip()
        yield SetAssumption(
            replace(row, id=new_id(), scenario_id=scenario_id, rate_ppm=worse, source=source)
        )
