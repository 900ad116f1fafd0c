"""Which colour an organisation has: its place in the palette."""

from collections.abc import Mapping

from commissionplanner.model.joins import top
from commissionplanner.model.plan import Plan


def slots(plan: Plan) -> Mapping[str, int]:
    """Return each organisation's place in the palette, from 0; a directorate has its parent's.

    Colours chosen by the user come first; then partners, then who commissions or holds money,
    then the others, each in order of id: a plan just made has the colours it will have when it is
    opened again.
    """
    rows = plan.organisations
    chosen = {key: row.colour - 1 for key, row in rows.items() if row.colour}
    taken = set(chosen.values())
    free = (number for number in range(len(rows) + len(chosen) + 1) if number not in taken)
    found: dict[str, int] = {}
    paying = _paying(plan)
    for key, row in sorted(
        rows.items(), key=lambda item: (not item[1].is_partner, item[0] not in paying, item[0])
    ):
        if row.parent_id is None:
            found[key] = chosen[key] if key in chosen else next(free)
    for key, row in rows.items():
        if row.parent_id is not None:
            found[key] = found.get(row.parent_id, len(rows))
    return found


def _paying(plan: Plan) -> set[str]:
    """Return the whole bodies that commission a service or a contract, or hold a stream."""
    keys = {service.lead_commissioner_id for service in plan.services.values()}
    keys |= {contract.commissioner_id for contract in plan.contracts.values()}
    keys |= {stream.holder_id for stream in plan.funding_streams.values()}
    return {top(plan, key) for key in keys if key}
