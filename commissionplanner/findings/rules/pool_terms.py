"""Rules about what partners agreed of a fund: shares and terms."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from commissionplanner.findings.base import Subject, listed, rule
from commissionplanner.model.entities import RiskShareTerm
from commissionplanner.model.money import PPM, format_ppm
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.vocab import vocabulary

FAMILY: Final = "Pools"


@rule(
    "POO-002",
    level="problem",
    title="Shares do not make 100%",
    why="Shares that do not make the whole leave part of an overspend to nobody, or share it twice.",
    worked_out="The shares recorded for a risk share (band by band), or for the bodies that a "
    "benefit reaches, add up to something other than 100%. Where one is not known nothing is "
    "judged.",
    fix="Correct the shares from the agreement.",
    tables=("risk_shares", "risk_share_terms", "pools", "benefits", "benefit_shares"),
    family=FAMILY,
)
def shares_apart(plan: Plan) -> Iterator[Subject]:
    """Find sets of shares that are all known and do not make the whole."""
    bands: dict[tuple[str, int | None, int | None], list[RiskShareTerm]] = defaultdict(list)
    for term in plan.risk_share_terms.values():
        if term.risk_share_id and term.risk_share_id in plan.risk_shares:
            bands[(term.risk_share_id, term.band_from_ppm, term.band_to_ppm)].append(term)
    wrong: dict[str, list[str]] = defaultdict(list)
    for (key, low, high), terms in bands.items():
        shares = [t.share_ppm for t in terms if t.share_ppm is not None]
        if len(shares) == len(terms) and sum(shares) != PPM:
            band = "" if low is None else f"{format_ppm(low)} to {format_ppm(high or PPM)}: "
            wrong[key].append(f"{band}{format_ppm(sum(shares))}")
    for key, said in wrong.items():
        pool = plan.pools.get(plan.risk_shares[key].pool_id or "")
        facts = {"Fund": display_name(pool), "The shares make": "; ".join(said)}
        host = (pool.host_id or "",) if pool else ()
        yield Subject(
            table="risk_shares", key=key, facts=facts, organisation_ids=tuple(listed(host))
        )
    yield from _benefits(plan)


def _benefits(plan: Plan) -> Iterator[Subject]:
    sums: dict[str, list[int | None]] = defaultdict(list)
    for row in plan.benefit_shares.values():
        if row.benefit_id and row.benefit_id in plan.benefits:
            sums[row.benefit_id].append(row.share_ppm)
    for key, shares in sums.items():
        known = [share for share in shares if share is not None]
        if len(known) == len(shares) and sum(known) != PPM:
            facts = {"The shares make": format_ppm(sum(known))}
            yield Subject(table="benefits", key=key, facts=facts)


@rule(
    "POO-003",
    level="advice",
    title="A term of the agreement is not recorded",
    why="The regulations list what the written agreement of a pooled fund must contain. This plan "
    "does not judge the agreement; it says what has not been recorded of it.",
    worked_out="For a pooled fund under section 75: the items of regulation 7(3) that no section "
    "75 agreement recorded for the fund is said to hold.",
    fix="Tick the items the agreement holds, or ask those who keep it.",
    tables=("pools", "agreements", "organisations"),
    family=FAMILY,
    source="NHS Bodies and Local Authorities Partnership Arrangements Regulations 2000, "
    "regulation 7(3)",
)
def term_not_recorded(plan: Plan) -> Iterator[Subject]:
    """Find pooled funds whose recorded agreement lacks an item of the list."""
    items = vocabulary("agreement_term")
    for pool in plan.pools.values():
        if pool.basis != "s75" or pool.fund_type not in ("pooled", None):
            continue
        held = [
            agreement
            for agreement in plan.agreements.values()
            if agreement.kind == "section_75" and pool.id in agreement.pool_ids
        ]
        terms = {code for agreement in held for code in agreement.terms_held}
        missing = [term.label for term in items.terms if term.code not in terms]
        if missing:
            names = ", ".join(display_name(agreement) for agreement in held)
            yield Subject(
                table="pools",
                key=pool.id,
                facts={"Agreement": names or "none recorded", "Not recorded": ", ".join(missing)},
                title="" if held else "No agreement recorded for the fund",
                organisation_ids=tuple(listed([pool.host_id or ""])),
            )
