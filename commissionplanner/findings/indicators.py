"""One indicator for each barrier of the study: a figure, its years, and how much of it is known.

Formulas follow the study's barriers one by one. What is not recorded is left out of the sum and
said as coverage; it never counts as nil. A level is that of the gravest open finding behind the
barrier, so that no threshold is hidden here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from commissionplanner.analysis.index import Index, index_of
from commissionplanner.findings.base import LEVELS, RULES, Finding
from commissionplanner.findings.definitions import Definition, Measure, Values
from commissionplanner.findings.measures import definitions
from commissionplanner.model.money import PPM, format_ppm, format_short, round_ratio
from commissionplanner.model.plan import Plan
from commissionplanner.model.vocab import vocabulary
from commissionplanner.model.words import NOT_KNOWN
from commissionplanner.model.years import FinancialYear


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """An indicator of one plan, with the words for its tile.

    Attributes:
        definition: What it is.
        measure: The figure.
        level: The gravest open finding behind its barrier; "good" where the rules for it find
            none; "note" where the figure is not known, is known for less than half of the plan,
            or no rule judges it.
        trend: "up", "down" or "flat" against the year before; "" where not known.
        findings: Open findings behind its barrier.
    """

    definition: Definition
    measure: Measure
    level: str
    trend: str
    findings: int

    @property
    def id(self) -> str:
        """Its permanent id."""
        return self.definition.id

    @property
    def label(self) -> str:
        """What it is called."""
        return self.definition.label

    @property
    def barrier(self) -> str:
        """The barrier as the study names it, in our words."""
        return vocabulary("barrier").label_of(self.definition.barrier)

    def figure(self) -> str:
        """Write the figure: "17.0%", "£7.5m", "5", "14.2 months"; "Not known" for none."""
        return figure(self.measure.value, self.definition.unit)

    def coverage_words(self) -> str:
        """Say how much of the plan the figure is for."""
        if self.measure.value is None:
            return "nothing recorded yet"
        return f"{format_ppm(self.measure.coverage_ppm, 0)} known"

    def line(self) -> str:
        """Say what the figure means, with its pounds where there are any."""
        if self.measure.value is None:
            return "nothing recorded yet"
        money = self.measure.amount_p
        pounds = f", {format_short(money)}" if money is not None else ""
        said = f"; {self.measure.said}" if self.measure.said else ""
        return f"{self.definition.words}{pounds}{said}"

    def as_json(self) -> dict[str, object]:
        """Return the indicator as the command line prints it."""
        found = self.measure
        return {
            "value": found.value,
            "unit": self.definition.unit,
            "coverage_ppm": found.coverage_ppm,
            "by_year": {str(year): value for year, value in sorted(found.by_year.items())},
            "items": found.items,
        }


ENOUGH_PPM: Final = PPM // 2
"""How much of the plan a figure must be known for before it is called good."""


def figure(value: int | None, unit: str) -> str:
    """Write a value in its unit; "Not known" for none."""
    if value is None:
        return NOT_KNOWN
    if unit == "ppm":
        return format_ppm(value)
    if unit == "pence":
        return format_short(value)
    if unit == "months":
        tenths = round_ratio(value, 100_000)
        return f"{tenths // 10:,}.{tenths % 10} months"
    return f"{value:,}".replace("-", "\u2212")


def of(plan: Plan, findings: Iterable[Finding] = ()) -> tuple["Indicator", ...]:
    """Return every indicator of a plan, in the order of the barriers.

    Args:
        plan: The plan.
        findings: What the rules found, for levels and the items behind.
    """
    index = index_of(plan)
    behind = _by_barrier(findings)
    order = {code: at for at, code in enumerate(vocabulary("barrier").by_code)}
    listed = sorted(definitions(), key=lambda d: order.get(d.barrier, len(order)))
    return tuple(_made(index, definition, behind) for definition in listed)


def _made(index: Index, definition: Definition, behind: Mapping[str, list[Finding]]) -> Indicator:
    found = definition.find(index)
    items = behind.get(definition.barrier, [])
    return Indicator(
        definition=definition,
        measure=found,
        level=_level(definition.barrier, found, items),
        trend=trend(found.by_year, index.year()),
        findings=len(items),
    )


def _by_barrier(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        barrier = RULES[finding.rule].barrier if finding.rule in RULES else ""
        if barrier and finding.status == "open":
            found.setdefault(barrier, []).append(finding)
    return found


def _level(barrier: str, found: Measure, items: Iterable[Finding]) -> str:
    grave = [LEVELS.index(finding.level) for finding in items if finding.level != "note"]
    if grave:
        return LEVELS[min(grave)]
    judged = any(rule.barrier == barrier for rule in RULES.values())
    enough = found.value is not None and found.coverage_ppm >= ENOUGH_PPM
    return "good" if judged and enough else "note"


def trend(by_year: Values, year: FinancialYear | None) -> str:
    """Say how a year stands against the one before (for the first known, the one after)."""
    known = sorted((y, v) for y, v in by_year.items() if v is not None)
    at = [n for n, (y, _) in enumerate(known) if y == year]
    if not at or len(known) < 2:
        return ""
    first, second = (at[0] - 1, at[0]) if at[0] else (0, 1)
    change = known[second][1] - known[first][1]
    return "flat" if not change else "up" if change > 0 else "down"
