"""Which colour an organisation has: its place in the palette, in order of first appearance."""

from collections.abc import Mapping

from commissionplanner.model.plan import Plan


def slots(plan: Plan) -> Mapping[str, int]:
    """Return each organisation's place in the palette, from 0; a directorate has its parent's.

    Colours chosen by the user come first; then partners, then the others, as they stand.
    """
    rows = plan.organisations
    chosen = {key: row.colour - 1 for key, row in rows.items() if row.colour}
    taken = set(chosen.values())
    free = (number for number in range(len(rows) + len(chosen) + 1) if number not in taken)
    found: dict[str, int] = {}
    for key, row in sorted(rows.items(), key=lambda item: not item[1].is_partner):
        if row.parent_id is None:
            found[key] = chosen[key] if key in chosen else next(free)
    for key, row in rows.items():
        if row.parent_id is not None:
            found[key] = found.get(row.parent_id, len(rows))
    return found
