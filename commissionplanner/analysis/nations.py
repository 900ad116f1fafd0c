"""In which nations a plan's bodies work, so that only what holds there is offered."""

from typing import Final

from commissionplanner.analysis.index import index_of
from commissionplanner.model.plan import Plan

_BY_CODE: Final = {"E": "england", "S": "scotland", "W": "wales", "N": "northern_ireland"}
_BY_TYPE: Final = {
    "icb": "england", "sub_icb": "england", "ccg": "england", "ijb": "scotland",
    "hsc_trust": "northern_ireland",
}  # fmt: skip
"""Types of body that there are in one nation alone."""


def nations(plan: Plan) -> tuple[str, ...]:
    """Return the nations of a plan's partners, by their codes and kinds; () where none says.

    The first letter of a nine-character code of the Office for National Statistics names the
    nation. Bodies that are no partners are asked only where no partner says.
    """
    kept = index_of(plan).kept
    if "nations" not in kept:
        kept["nations"] = _nations(plan)
    found: tuple[str, ...] = kept["nations"]
    return found


def _nations(plan: Plan) -> tuple[str, ...]:
    bodies = list(plan.organisations.values())
    for asked in ([b for b in bodies if b.is_partner], bodies):
        found = {
            _BY_CODE.get(body.ons_code[:1], _BY_TYPE.get(body.type or "", "")) for body in asked
        }
        if found - {""}:
            return tuple(sorted(found - {""}))
    return ()
