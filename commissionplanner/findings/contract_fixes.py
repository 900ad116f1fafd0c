"""Fixes of findings about contracts."""

from commissionplanner.analysis import contracts as terms
from commissionplanner.findings import words
from commissionplanner.findings.fix_parts import Fix, setting
from commissionplanner.model.entities import Contract
from commissionplanner.model.fields import Value
from commissionplanner.model.plan import Plan


def extended(plan: Plan, contract: Contract) -> Fix | None:
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
    return setting(plan, ("contracts", contract.id), f"Extend to {words.day(latest)}", says, values)


def rolls_on(plan: Plan, contract: Contract) -> Fix | None:
    """Say that a contract without an end rolls on until notice."""
    if contract.start_on is None or contract.committed_end_on is not None:
        return None
    says = "Records that the contract rolls on until notice, and so needs no end date."
    return setting(
        plan, ("contracts", contract.id), "It rolls on until notice", says, {"term_kind": "rolling"}
    )


def is_ceiling(plan: Plan, contract: Contract) -> Fix | None:
    """Say that a value is the most that may be spent."""
    says = "Records that the value is the most that may be spent; it then adds to no total."
    values = {"value_kind": "framework_ceiling"}
    return setting(plan, ("contracts", contract.id), "The value is a ceiling", says, values)


def still_rolls(plan: Plan, contract: Contract) -> Fix | None:
    """Say that a contract that has ended by its dates rolls on until notice."""
    says = (
        "Records that the contract goes on until notice is given, and so did not end on "
        f"{words.day(contract.committed_end_on)}. Make it only where the contract says so."
    )
    return setting(
        plan, ("contracts", contract.id), "It rolls on until notice", says,
        {"term_kind": "rolling"},
    )  # fmt: skip


def exchanged(plan: Plan, contract: Contract) -> Fix | None:
    """Exchange first and last day, where both are known and nothing else stands between."""
    start, end = contract.start_on, contract.current_end_on
    if start is None or end is None or end >= start:
        return None
    if contract.initial_end_on not in (None, end):
        return None
    values: dict[str, Value] = {"start_on": end, "current_end_on": start}
    if contract.initial_end_on is not None:
        values["initial_end_on"] = start
    says = f"Exchanges the two days: it then runs from {words.day(end)} to {words.day(start)}."
    return setting(plan, ("contracts", contract.id), "Exchange the two days", says, values)
