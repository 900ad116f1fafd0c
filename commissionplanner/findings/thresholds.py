"""The thresholds of rules: each with its usual value, and the value that a plan sets instead."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from commissionplanner.findings import words
from commissionplanner.model.entities import Threshold
from commissionplanner.model.money import format_ppm
from commissionplanner.model.plan import Plan

Field = Literal["rate_ppm", "amount_p", "number"]
FIELDS: Final[Mapping[str, Field]] = {
    "ppm": "rate_ppm",
    "pence": "amount_p",
    "days": "number",
    "count": "number",
}
"""Field of a plan's threshold that holds a value of each unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A value that a rule decides by.

    Attributes:
        rule: The rule's id.
        name: Permanent within the rule.
        label: What it is the least or most of.
        unit: ppm, pence, days or count.
        usual: The value where a plan sets none.
    """

    rule: str
    name: str
    label: str
    unit: str
    usual: int

    def of(self, plan: Plan) -> int:
        """Return the value that a plan sets; the usual one where it sets none."""
        held = self.held_in(plan)
        return self.usual if held is None else held

    def held_in(self, plan: Plan) -> int | None:
        """Return the value that a plan sets; None where it leaves the usual one."""
        for row in plan.thresholds.values():
            if (row.rule, row.name) == (self.rule, self.name):
                return self.value_of(row)
        return None

    def value_of(self, row: Threshold) -> int | None:
        """Return the value of a record; None where it is empty or below nil."""
        value: int | None = getattr(row, FIELDS[self.unit])
        return None if value is None or value < 0 else value

    def written(self, value: int) -> str:
        """Write a value in its unit."""
        if self.unit == "ppm":
            return format_ppm(value)
        if self.unit == "pence":
            return words.pounds(value)
        return words.counted(value, "day") if self.unit == "days" else words.number(value)

    def said(self, plan: Plan) -> str:
        """Say the value that a plan goes by, and whether it is the plan's own."""
        held = self.held_in(plan)
        if held is None:
            return f"{self.written(self.usual)}, the usual value"
        return f"{self.written(held)}, set in this plan (usually {self.written(self.usual)})"

    def as_json(self) -> dict[str, object]:
        """Return the threshold as the command line prints it."""
        return {"name": self.name, "label": self.label, "unit": self.unit, "usual": self.usual}
