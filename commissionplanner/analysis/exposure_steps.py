"""What decisions do to single-year exposure: as first agreed, as it stands, and what is in hand.

A recorded decision or action says that something is in hand, not to when: it changes a figure only
once an end moves. Contracts are counted once, under the first that holds: an open action, a
decision, an acceptance, nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from commissionplanner.analysis import contracts as terms
from commissionplanner.analysis.multi_year import extended
from commissionplanner.model.entities import Contract
from commissionplanner.model.money import Pence
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear

Hand = Literal["action", "decision", "accepted", "nothing"]
IN_HAND: Final[tuple[tuple[Hand, str], ...]] = (
    ("action", "of it with an open action"),
    ("decision", "of it with a decision about its service"),
    ("accepted", "of it accepted as it is"),
    ("nothing", "of it with nothing recorded"),
)
AS_IT_STANDS: Final = "As it stands"
RULES: Final = ("CON-010", "CON-011", "CON-013")
"""Rules whose actions and acceptances are about a short term."""


@dataclass(frozen=True, slots=True)
class Step:
    """A state of the contracts, by year of the plan.

    Attributes:
        name: What state, or which part of the one above.
        single_p: Pence in terms of a year or less, by days.
        known_p: Pence in all terms whose dates and value are known; the same single years for a
            part.
        contracts: How many contracts of a year or less there are in it, their value known or not.
        is_part: Whether it is a part of the state above.
    """

    name: str
    single_p: tuple[Pence, ...]
    known_p: tuple[Pence, ...]
    contracts: int
    is_part: bool = False


def steps(plan: Plan, others: Sequence[tuple[str, Plan]] = ()) -> tuple[Step, ...]:
    """Return exposure as first agreed, as it stands with its parts, with options, and in others.

    The parts make what stands on single years now. Frameworks are left out.

    Args:
        plan: The plan.
        others: Name and plan of each scenario whose contracts differ.
    """
    held = [c for c in plan.contracts.values() if terms.is_spend(c)]
    sums = _Sums(plan)
    made = [
        sums.step("As first agreed, before extensions", map(_first_agreed, held)),
        sums.step(AS_IT_STANDS, held),
    ]
    for hand, contracts in in_hand(plan, held).items():
        part = sums.step(dict(IN_HAND)[hand], contracts)
        made.append(replace(part, known_p=part.single_p, is_part=True))
    made.append(sums.step("With every option on record taken", map(extended, held)))
    for name, other in others:
        spend = (c for c in other.contracts.values() if terms.is_spend(c))
        made.append(sums.step(f"Under “{name}”", spend))
    return tuple(made)


def in_hand(plan: Plan, contracts: Iterable[Contract]) -> dict[Hand, list[Contract]]:
    """Return the contracts of a year or less by what is in hand for each; every kind is there."""
    acted = {
        (action.record_table, action.record_id)
        for action in plan.actions.values()
        if action.status in (None, "open", "in_progress") and action.rule in RULES
    }  # fmt: skip
    decided = {
        service for decision in plan.decisions.values()
        if decision.type not in ("defer", "note") for service in decision.service_ids
    }  # fmt: skip
    accepted = {
        (waiver.record_table, waiver.record_id)
        for waiver in plan.waivers.values()
        if waiver.rule in RULES
    }
    found: dict[Hand, list[Contract]] = {hand: [] for hand, _ in IN_HAND}
    for contract in contracts:
        if not terms.is_single_year(contract):
            continue
        place = ("contracts", contract.id)
        hand: Hand = "nothing"
        if place in acted:
            hand = "action"
        elif decided.intersection(contract.service_ids):
            hand = "decision"
        elif place in accepted:
            hand = "accepted"
        found[hand].append(contract)
    return found


def _first_agreed(contract: Contract) -> Contract:
    """Return a contract with its first end, its yearly value as it is."""
    first, now = contract.initial_end_on, contract.current_end_on
    if first is None or now is None or first == now or terms.is_rolling(contract):
        return contract
    value_p = terms.yearly_value_p(contract)
    return replace(contract, current_end_on=first, annual_value_p=value_p, total_value_p=None)


class _Sums:
    """Adds up contracts by year of a plan; what one holds by year is worked out once."""

    def __init__(self, plan: Plan) -> None:
        self._years = plan.years
        self._held = plan.contracts
        self._known: dict[str, Mapping[FinancialYear, Pence]] = {}

    def step(self, name: str, contracts: Iterable[Contract]) -> Step:
        """Return a state of contracts."""
        single: dict[FinancialYear, int] = defaultdict(int)
        known: dict[FinancialYear, int] = defaultdict(int)
        count = 0
        for contract in contracts:
            is_single = bool(terms.is_single_year(contract))
            count += is_single
            for year, value_p in self._by_year(contract).items():
                known[year] += value_p
                single[year] += value_p if is_single else 0
        years = self._years
        return Step(name, tuple(single[y] for y in years), tuple(known[y] for y in years), count)

    def _by_year(self, contract: Contract) -> Mapping[FinancialYear, Pence]:
        if self._held.get(contract.id) is not contract:
            return terms.value_by_year_p(contract)
        if contract.id not in self._known:
            self._known[contract.id] = terms.value_by_year_p(contract)
        return self._known[contract.id]
