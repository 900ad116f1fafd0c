"""What would close a finding with one edit, where one fact or one option does.

A fix is offered, never made by itself, and is an ordinary edit that can be undone. None is
offered where it would need a figure or a name that the plan does not hold, or where an amount
would no longer say what it said.
"""

from collections.abc import Callable, Mapping
from typing import Final

from commissionplanner.findings import contract_fixes, record_fixes, service_fixes
from commissionplanner.findings.base import Finding
from commissionplanner.findings.fix_parts import Fix
from commissionplanner.model.entities import Contract
from commissionplanner.model.plan import Plan


def fix_of(plan: Plan, finding: Finding) -> Fix | None:
    """Return the edit that would close an open finding; None where none would by itself."""
    if finding.status != "open" or plan.record(finding.table, finding.key) is None:
        return None
    make = _MAKERS.get(finding.rule)
    return make(plan, finding) if make else None


_Make = Callable[[Plan, Finding], Fix | None]


def _contract(make: Callable[[Plan, Contract], Fix | None]) -> _Make:
    def made(plan: Plan, finding: Finding) -> Fix | None:
        contract = plan.contracts.get(finding.key) if finding.table == "contracts" else None
        return make(plan, contract) if contract else None

    return made


_MAKERS: Final[Mapping[str, _Make]] = {
    "CON-001": _contract(contract_fixes.rolls_on),
    "CON-002": _contract(contract_fixes.exchanged),
    "CON-010": _contract(contract_fixes.extended),
    "CON-011": _contract(contract_fixes.extended),
    "CON-012": _contract(contract_fixes.still_rolls),
    "CON-013": _contract(contract_fixes.extended),
    "FUN-003": service_fixes.not_lasting,
    "FUN-005": service_fixes.stream_goes_on,
    "FUN-008": service_fixes.led_by_one,
    "NET-001": service_fixes.sole_duty,
    "LEA-001": service_fixes.leads,
    "INF-002": record_fixes.reviewed,
    "GOV-001": record_fixes.agreed,
    "AGE-001": record_fixes.out_of_scope,
    "DAT-001": record_fixes.made_one,
    "DAT-002": record_fixes.digit_moved,
    "DAT-003": record_fixes.last_kept,
    "DAT-006": _contract(contract_fixes.is_ceiling),
}
"""Rules whose findings one edit may close. The others need a figure, a name or a judgement."""
