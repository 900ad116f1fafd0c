"""What would close a finding with one edit, where one fact or one option does.

A fix is offered, never made by itself, and is an ordinary edit that can be undone. None is
offered where it would need a figure or a name that the plan does not hold, or where an amount
would no longer say what it said.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from commissionplanner.analysis import contracts as terms
from commissionplanner.edits.base import Edit, Together
from commissionplanner.edits.records import SetFields
from commissionplanner.findings import words
from commissionplanner.findings.base import Finding
from commissionplanner.model.entities import Contract
from commissionplanner.model.fields import Value
from commissionplanner.model.plan import Plan, display_name


@dataclass(frozen=True, slots=True)
class Fix:
    """One edit that closes a finding.

    Attributes:
        label: Words of the button.
        says: What the edit records, so that it is made only where it is so.
        edit: The edit, with a name to undo it by.
    """

    label: str
    says: str
    edit: Edit


def fix_of(plan: Plan, finding: Finding) -> Fix | None:
    """Return the edit that would close an open finding; None where none would by itself."""
    contract = plan.contracts.get(finding.key) if finding.table == "contracts" else None
    make = _MAKERS.get(finding.rule)
    if contract is None or make is None or finding.status != "open":
        return None
    return make(contract)


def _set(contract: Contract, label: str, says: str, values: Mapping[str, Value]) -> Fix:
    edit = SetFields("contracts", (contract.id,), values)
    return Fix(label, says, Together(f"{label}: {display_name(contract)}", (edit,)))


def _extended(contract: Contract) -> Fix | None:
    """Take up the options there are, where the value a year is known and stays true."""
    end, latest = contract.current_end_on, contract.max_end_on
    if end is None or latest is None or latest <= end or terms.is_rolling(contract):
        return None
    whole_stays = contract.total_value_p is None or contract.value_includes_options is True
    if contract.annual_value_p is None or not whole_stays or contract.extensions_available == 0:
        return None
    values: dict[str, Value] = {"current_end_on": latest}
    if contract.extensions_available is not None:
        values["extensions_available"] = 0
        if contract.extensions_taken is not None:
            taken = contract.extensions_taken + contract.extensions_available
            values["extensions_taken"] = taken
    says = (
        f"Takes up the options recorded: it then ends on {words.day(latest)} instead of "
        f"{words.day(end)}, at the same value a year. Check with procurement first."
    )
    return _set(contract, f"Extend to {words.day(latest)}", says, values)


def _rolls_on(contract: Contract) -> Fix | None:
    if contract.start_on is None or contract.committed_end_on is not None:
        return None
    says = "Records that the contract rolls on until notice, and so needs no end date."
    return _set(contract, "It rolls on until notice", says, {"term_kind": "rolling"})


def _is_ceiling(contract: Contract) -> Fix | None:
    says = "Records that the value is the most that may be spent; it then adds to no total."
    values = {"value_kind": "framework_ceiling"}
    return _set(contract, "The value is a ceiling", says, values)


_MAKERS: Final[Mapping[str, Callable[[Contract], Fix | None]]] = {
    "CON-001": _rolls_on,
    "CON-010": _extended,
    "CON-013": _extended,
    "DAT-006": _is_ceiling,
}
"""Rules whose findings one edit may close."""
