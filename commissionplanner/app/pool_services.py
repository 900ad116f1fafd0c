"""Which services a fund may pay for: the plan's, and those that so far only a contract names."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from commissionplanner.analysis.contracts import is_rolling, runs_in, yearly_value_p
from commissionplanner.budget.calendar import part_by_days
from commissionplanner.edits.base import Edit
from commissionplanner.edits.records import AddRecords, SetFields
from commissionplanner.model.entities import Contract, Service
from commissionplanner.model.money import Pence, sum_known
from commissionplanner.model.plan import Plan, display_name, full_name
from commissionplanner.model.years import FinancialYear

BY_CONTRACT: Final = "contract:"
"""Before the id of a contract, where a choice is the service that the contract describes."""


@dataclass(frozen=True, slots=True)
class NewService:
    """A service to be made, and the contract that it is delivered under where one is known."""

    service: Service
    contract: Contract | None = None

    def edits(self) -> tuple[Edit, ...]:
        """Return the edits that add it, and name it in its contract."""
        add = AddRecords("services", (self.service,))
        if self.contract is None:
            return (add,)
        key = (self.contract.id,)
        return add, SetFields("contracts", key, {"service_ids": (self.service.id,)})


def services_offered(plan: Plan, pool_id: str) -> tuple[tuple[str, str], ...]:
    """Return keys and words of what a fund may pay for and does not yet, by name.

    First the plan's services, then contracts for which no service is recorded. Services of one
    name are told apart by who commissions them, else by a number.
    """
    inside = {row.service_id for row in plan.pool_services.values() if row.pool_id == pool_id}
    free = [row for key, row in plan.services.items() if key not in inside]
    times = Counter(full_name(row).casefold() for row in free)
    seen = Counter[str]()
    held = []
    for row in sorted(free, key=lambda row: row.id):
        words = full_name(row)
        if times[words.casefold()] > 1 and row.lead_commissioner_id:
            words = f"{words} · {display_name(plan.organisations.get(row.lead_commissioner_id))}"
        seen[words.casefold()] += 1
        again = seen[words.casefold()]
        held.append((row.id, f"{words} ({again})" if again > 1 else words))
    by_contract = [
        (BY_CONTRACT + key, f"{row.title} · contract {row.ref}".rstrip())
        for key, row in plan.contracts.items()
        if row.title and not row.service_ids
    ]
    return (*sorted(held, key=_by_name), *sorted(by_contract, key=_by_name))


def _by_name(choice: tuple[str, str]) -> tuple[str, str]:
    return choice[1].casefold(), choice[0]


def service_of_contract(contract: Contract, new_id: str, tier: str | None = None) -> NewService:
    """Return the service that a contract describes: its title, commissioner and suppliers.

    Args:
        contract: The contract.
        new_id: Id of the service.
        tier: Its prevention tier, which no contract says; None where not known.
    """
    service = Service(
        id=new_id,
        name=contract.title,
        description=contract.description,
        lead_commissioner_id=contract.commissioner_id,
        provider_ids=contract.all_provider_ids,
        prevention_tier=tier,
    )
    return NewService(service, contract)


def contracts_of(plan: Plan, service_id: str) -> tuple[Contract, ...]:
    """Return the contracts that are for one service alone, in order; empty where a value is missing.

    What a contract for several services pays for one of them is not recorded.
    """
    found = [row for row in plan.contracts.values() if row.service_ids == (service_id,)]
    if any(yearly_value_p(row) is None for row in found):
        return ()
    return tuple(sorted(found, key=lambda row: (row.ref, row.id)))


def costs_of_contracts(
    plan: Plan, contracts: Iterable[Contract]
) -> dict[FinancialYear, Pence | None]:
    """Return by planned year what contracts cost together; None where none of them says."""
    each = [costs_of_contract(plan, row) for row in contracts]
    return {year: sum_known(costs[year] for costs in each) for year in plan.years}


def costs_of_contract(plan: Plan, contract: Contract) -> dict[FinancialYear, Pence | None]:
    """Return by planned year what a contract costs; its yearly value by days of the year it runs.

    None where it does not run, or its value or dates are not known: what follows it is not
    said by it.
    """
    value_p, start, end = yearly_value_p(contract), contract.start_on, contract.committed_end_on
    found: dict[FinancialYear, Pence | None] = {}
    for year in plan.years:
        found[year] = None
        if value_p is not None and start is not None and runs_in(contract, year):
            last = year.last_day if end is None or is_rolling(contract) else end
            found[year] = part_by_days(value_p, start, last, year)
    return found
