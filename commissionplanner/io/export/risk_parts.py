"""How a variance splits among bearers, in the arithmetic of spreadsheets.

Whole pence first, then the pence left over to the largest remainders, of equal ones to the host
and then by id: as the program splits, so that formulas give the same pennies.
"""

from dataclasses import dataclass, replace

from commissionplanner.budget.exposure import Borne
from commissionplanner.budget.risk_share import Terms
from commissionplanner.model.money import split


@dataclass(frozen=True, slots=True)
class Split:
    """One split of the workings: a variance of a year among bearers."""

    percent: int
    year: int
    bearers: tuple[Borne, ...]
    terms: Terms
    row: int

    def at(self, row: int) -> "Split":
        """Return it with its first row elsewhere."""
        return replace(self, row=row)

    def of(self, bearer: Borne) -> int | None:
        """Return what a bearer bears."""
        return bearer.amounts_p[self.year]


def in_force(terms: Terms, percent: int) -> Terms:
    """Return the terms by which a variance without recorded causes is shared."""
    if terms.method == "by_cause" or (terms.method == "waterfall" and percent < 0):
        return replace(terms, method=terms.fallback)
    return terms


def takes_rest(terms: Terms, bearer: Borne) -> bool:
    """Whether somebody bears what caps leave; "nobody" where the plan names no one."""
    if terms.residual_bearer_id is None:
        return bearer.bearer == "nobody"
    return bearer.partner_id == terms.residual_bearer_id


def weights_of(made: Split) -> list[int]:
    """Return what the variance is shared by, bearer by bearer."""
    terms, method = made.terms, made.terms.method
    if method == "fixed_percent":
        held: dict[str, int] = {key: share or 0 for key, share in terms.shares_ppm.items()}
    elif method == "own_risk":
        held = {**terms.led_p}
    elif method == "host_bears":
        held = {terms.host_id or "": 1}
    else:
        held = {**terms.contributions_p}
    nobody = held.get("", 0) if method == "own_risk" else 0
    return [
        held.get(b.partner_id or "", 0) if b.bearer == "partner" else nobody for b in made.bearers
    ]


@dataclass(frozen=True, slots=True)
class Part:
    """The helper figures of one bearer."""

    whole: int
    remainder: float
    rank: int
    share_p: int


def parts_of(made: Split, weights: list[int], variance_p: int) -> list[Part] | None:
    """Work the helper columns out in the arithmetic of spreadsheets, as the formulas do.

    None where that arithmetic is too coarse to give the exact split: with sums of many billions.
    """
    if not sum(weights):
        return [Part(0, 0.0, n + 1, 0) for n in range(len(made.bearers))]
    size, shown = abs(variance_p), [weight / _unit(made) for weight in weights]
    base = sum(shown)
    exact = [size * weight / base for weight in shown]
    wholes = [int(part + 0.0000005) for part in exact]
    lefts = [max(0.0, round(part - whole, 6)) for part, whole in zip(exact, wholes, strict=True)]
    order = sorted(range(len(weights)), key=lambda n: (-lefts[n], n))
    ranks = [order.index(n) + 1 for n in range(len(weights))]
    sign, over = (1 if variance_p >= 0 else -1), size - sum(wholes)
    found = tuple(sign * (w + (rank <= over)) for w, rank in zip(wholes, ranks, strict=True))
    if found != split(variance_p, weights):
        return None
    return [Part(*part) for part in zip(wholes, lefts, ranks, found, strict=True)]


def _unit(made: Split) -> int:
    """Return what one of the weights as shown is: a hundred pence, or a million parts."""
    return 1_000_000 if made.terms.method == "fixed_percent" else 100
