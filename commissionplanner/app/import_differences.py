"""What an import would change in the plan, line by line, as the last step of the wizard lists it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from commissionplanner.app import wording
from commissionplanner.io.mapping.drafts import Difference
from commissionplanner.io.mapping.staged import Staged
from commissionplanner.model.entities import TABLES, Record
from commissionplanner.model.fields import Kind, spec_by_name
from commissionplanner.model.money import format_pounds
from commissionplanner.model.plan import Plan
from commissionplanner.model.words import NOT_KNOWN, capital

STATES: Final = {"new": "New", "changed": "Changed", "gone": "Gone", "typed": "Typed by hand"}
"""What the list can be filtered by, beside all."""


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """A line of the list.

    Attributes:
        id: By which it is accepted or refused.
        state: A key of `STATES`.
        what: The field, or what is to be done with the whole record.
        before, after: In words; "" where there is none.
        is_accepted: Whether it is to be made.
    """

    id: str
    state: str
    record: str
    what: str
    before: str
    after: str
    is_accepted: bool

    @property
    def haystack(self) -> str:
        """All that the line says, as it is searched."""
        return f"{self.record} {self.what} {self.before} {self.after}".casefold()


def difference_rows(plan: Plan, staged: Staged, held: Plan | None = None) -> list[DifferenceRow]:
    """Return every difference; none where the plan has no earlier version of these records.

    Args:
        plan: What was compared with.
        staged: What would come in.
        held: The plan as it is, where sheets that come in before this one are in `plan` as well:
            what those add is no difference from it.
    """
    found = staged.compared.differences
    if held is not None:
        found = [d for d in found if d.state == "new" or held.record(d.table, d.key) is not None]
    if {d.state for d in found} <= {"new"}:
        return []
    made = {(table, after.id): after for table, _, after in staged.compared.changes}
    shown = plan
    for table in {table for table, before, _ in staged.compared.changes if before is None}:
        rows: dict[str, Any] = {
            **{k: r for (t, k), r in made.items() if t == table},
            **plan.table(table),
        }
        shown = shown.with_table(table, rows)
    order = {"typed": 0, "changed": 1, "gone": 2, "new": 3}
    lines = [_row(shown, d) for d in found]
    return sorted(lines, key=lambda line: (order[line.state], line.record.casefold()))


def _row(plan: Plan, found: Difference) -> DifferenceRow:
    singular = TABLES[found.table].singular
    record = plan.record(found.table, found.key)
    name = wording.record_name(plan, found.table, found.key) if record is not None else ""
    what = capital(singular)
    if not found.field:
        words = {"new": "is added", "gone": "is deleted" if found.is_accepted else "is kept"}
        before = _amount(record) if found.state == "gone" else ""
        after = _amount(record) if found.state == "new" else ""
        return DifferenceRow(found.id, found.state, name or "Not added", f"{what} {words[found.state]}",
                             before, after, found.is_accepted)  # fmt: skip
    spec = spec_by_name(TABLES[found.table].entity)[found.field]
    state = "typed" if found.is_typed else found.state
    before, after = (_said(plan, spec, value) for value in (found.before, found.after))
    return DifferenceRow(found.id, state, name, spec.label, before, after, found.is_accepted)


def _said(plan: Plan, spec: Any, value: Any) -> str:
    if spec.kind is Kind.MONEY and isinstance(value, int):
        return format_pounds(value)
    return wording.value_text(plan, spec, value) or NOT_KNOWN


def _amount(record: Record | None) -> str:
    for name in ("total_value_p", "annual_value_p", "amount_p"):
        amount_p = getattr(record, name, None)
        if isinstance(amount_p, int):
            return format_pounds(amount_p)
    return ""


def counts(rows: Iterable[DifferenceRow]) -> dict[str, int]:
    """Return how many lines there are of each state, all of them named."""
    found = dict.fromkeys(STATES, 0)
    for row in rows:
        found[row.state] += 1
    return found
