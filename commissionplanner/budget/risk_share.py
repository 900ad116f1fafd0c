"""Who bears an over- or underspend: the eight methods, each to the penny.

A variance is actual less planned: positive is an overspend. The parts always make the whole;
what nobody bears is a part of its own. Where the plan does not hold what a method needs, the
answer is `NotWorkedOutError` with the reason, never a figure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from commissionplanner.model.money import PPM, split, times_ppm


class NotWorkedOutError(Exception):
    """The plan does not hold what the method needs. The message is for the user."""


@dataclass(frozen=True, slots=True)
class Band:
    """One partner's part of the variance between two limits, as shares of planned spending."""

    partner_id: str
    from_ppm: int
    to_ppm: int | None
    share_ppm: int


@dataclass(frozen=True, slots=True)
class Terms:
    """All that the methods need, for one fund and year.

    Attributes:
        method: A code of the vocabulary `risk_share_method`.
        partners: Ids, the host first and then by id: the order in which equal pence fall.
        contributions_p: Known contributions by partner.
        unknown_contributions: How many of the year are not known.
        led_p: Planned spending that is shared, by the partner that leads it; "" for no leader.
        spending_p: Planned spending that is shared; variances are a percentage of it.
        shares_ppm: Agreed shares by partner.
        caps_p: Caps by partner, in pence; a partner that is not there has none.
        bands: For the method by bands.
        host_id: None where not recorded.
        residual_bearer_id: Who bears what the caps leave; None: nobody is named.
        fallback: Method for what a cause or an order of cover leaves.
        waterfall: Order of cover, in the agreement's words.
        reserve_p: What the fund's reserve holds; None where not known.
        uncommitted_p: Planned spending on schemes not yet committed; None where no scheme is said
            to be so.
        causes_p: Recorded variances by liable partner; "" where nobody is named.
    """

    method: str | None
    partners: tuple[str, ...]
    contributions_p: Mapping[str, int]
    unknown_contributions: int = 0
    led_p: Mapping[str, int] = field(default_factory=dict)
    spending_p: int | None = None
    shares_ppm: Mapping[str, int | None] = field(default_factory=dict)
    caps_p: Mapping[str, int] = field(default_factory=dict)
    bands: tuple[Band, ...] = ()
    host_id: str | None = None
    residual_bearer_id: str | None = None
    fallback: str | None = None
    waterfall: tuple[str, ...] = ()
    reserve_p: int | None = None
    uncommitted_p: int | None = None
    causes_p: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Sharing:
    """A variance shared out.

    Attributes:
        parts_p: By partner, every one of them, signed as the variance.
        unborne_p: What no partner bears under the terms recorded.
        reserve_p: What the fund's reserve covers.
        uncommitted_p: What is covered by reducing schemes not yet committed.
    """

    parts_p: Mapping[str, int]
    unborne_p: int = 0
    reserve_p: int = 0
    uncommitted_p: int = 0

    @property
    def whole_p(self) -> int:
        """The variance: what all parts make."""
        return sum(self.parts_p.values()) + self.unborne_p + self.reserve_p + self.uncommitted_p


def share_variance(terms: Terms, variance_p: int) -> Sharing:
    """Share a variance out under the terms.

    Raises:
        NotWorkedOutError: the plan does not hold what the method needs.
    """
    if variance_p == 0:
        return Sharing(dict.fromkeys(terms.partners, 0))
    method = _METHODS.get(terms.method or "")
    if method is None:
        raise NotWorkedOutError("The plan does not say how it is shared.")
    sharing = method(terms, variance_p)
    if sharing.whole_p != variance_p:
        raise AssertionError(f"The parts of {terms.method} do not make the whole.")
    return sharing


def _by_weights(terms: Terms, variance_p: int, weights: Mapping[str, int]) -> Sharing:
    order = [*terms.partners, *sorted(weights.keys() - set(terms.partners))]
    amounts = [weights.get(partner, 0) for partner in order]
    if any(amount < 0 for amount in amounts) or not any(amounts):
        raise NotWorkedOutError("There is nothing to share by.")
    parts = dict(zip(order, split(variance_p, amounts), strict=True))
    return Sharing(parts, unborne_p=parts.pop("", 0))


def _proportional(terms: Terms, variance_p: int) -> Sharing:
    if not any(terms.contributions_p.values()):
        raise NotWorkedOutError("No contribution is known for the year.")
    if terms.unknown_contributions:
        raise NotWorkedOutError("A contribution of the year is not known, so its share is not.")
    if terms.contributions_p.get("", 0):
        raise NotWorkedOutError("A contribution has no partner recorded.")
    if any(amount < 0 for amount in terms.contributions_p.values()):
        raise NotWorkedOutError("A partner's contribution is below nil.")
    return _by_weights(terms, variance_p, terms.contributions_p)


def _fixed_percent(terms: Terms, variance_p: int) -> Sharing:
    known = {partner: share for partner, share in terms.shares_ppm.items() if share is not None}
    if sum(known.values()) != PPM or any(share < 0 for share in known.values()):
        raise NotWorkedOutError("The agreed shares do not make 100%.")
    return _by_weights(terms, variance_p, known)


def _capped(terms: Terms, variance_p: int) -> Sharing:
    full = _proportional(terms, variance_p)
    sign = 1 if variance_p > 0 else -1
    parts = {
        partner: sign * min(abs(part), terms.caps_p.get(partner, abs(part)))
        for partner, part in full.parts_p.items()
    }
    left = variance_p - sum(parts.values())
    bearer = terms.residual_bearer_id
    if not left or bearer is None:
        return Sharing(parts, unborne_p=left)
    return Sharing({**parts, bearer: parts.get(bearer, 0) + left})


def _host_bears(terms: Terms, variance_p: int) -> Sharing:
    if terms.host_id is None:
        raise NotWorkedOutError("The plan does not name the host.")
    return Sharing({**dict.fromkeys(terms.partners, 0), terms.host_id: variance_p})


def _own_risk(terms: Terms, variance_p: int) -> Sharing:
    if not any(terms.led_p.values()):
        raise NotWorkedOutError("No cost of a service is known for the year.")
    return _by_weights(terms, variance_p, terms.led_p)


def _fallback(terms: Terms, variance_p: int) -> Sharing:
    if variance_p and (
        not terms.fallback or terms.fallback in (terms.method, "by_cause", "waterfall")
    ):
        raise NotWorkedOutError("The plan names no method for what is left over.")
    return share_variance(replace(terms, method=terms.fallback), variance_p)


def _by_cause(terms: Terms, variance_p: int) -> Sharing:
    """Variances with a liable partner fall on it; the rest goes by the other method."""
    causes = {partner: p for partner, p in (terms.causes_p or {}).items() if partner}
    left = _fallback(terms, variance_p - sum(causes.values()))
    parts = dict(left.parts_p)
    for partner, amount_p in causes.items():
        parts[partner] = parts.get(partner, 0) + amount_p
    return replace(left, parts_p=parts)


def _banded(terms: Terms, variance_p: int) -> Sharing:
    """Each slice of the variance between two limits is shared by that band's own shares."""
    if not terms.bands or not terms.spending_p:
        raise NotWorkedOutError("The bands are not recorded.")
    parts = dict.fromkeys(terms.partners, 0)
    sign, size, left = (1 if variance_p > 0 else -1), abs(variance_p), abs(variance_p)
    for limits in sorted({(band.from_ppm, band.to_ppm or PPM) for band in terms.bands}):
        low, high = (min(size, times_ppm(terms.spending_p, limit)) for limit in limits)
        slice_p = max(0, high - low)
        shares = {
            band.partner_id: band.share_ppm
            for band in terms.bands
            if (band.from_ppm, band.to_ppm or PPM) == limits
        }
        if sum(shares.values()) != PPM:
            raise NotWorkedOutError("The shares of a band do not make 100%.")
        if slice_p > left:
            raise NotWorkedOutError("Two bands overlap.")
        for partner, part in _by_weights(terms, sign * slice_p, shares).parts_p.items():
            parts[partner] = parts.get(partner, 0) + part
        left -= slice_p
    return Sharing(parts, unborne_p=sign * left)


def _waterfall(terms: Terms, variance_p: int) -> Sharing:
    """Cover an overspend step by step in the order agreed; an underspend goes to the partners.

    The variance is the fund's as a whole, so underspends elsewhere in it are already set off. A
    reserve named after the partners covers what their caps leave; where partners are not named,
    they bear what the steps leave.
    """
    steps = [step_of(text) for text in terms.waterfall]
    if not steps:
        raise NotWorkedOutError("The order of cover is not recorded.")
    if variance_p < 0:
        return _fallback(terms, variance_p)
    partners = steps.index("partners") if "partners" in steps else len(steps)
    first = _covered(terms, steps[:partners], variance_p, {})
    left = _fallback(terms, variance_p - sum(first.values()))
    last = _covered(terms, steps[partners:], left.unborne_p, first) if left.unborne_p > 0 else {}
    cover = {step: first.get(step, 0) + last.get(step, 0) for step in ("reserve", "uncommitted")}
    return replace(
        left,
        unborne_p=left.unborne_p - sum(last.values()),
        reserve_p=left.reserve_p + cover["reserve"],
        uncommitted_p=left.uncommitted_p + cover["uncommitted"],
    )


def _covered(
    terms: Terms, steps: Sequence[str], wanted_p: int, used_p: Mapping[str, int]
) -> dict[str, int]:
    """Return what each step covers of a sum, in order; what was used before is gone."""
    found: dict[str, int] = {}
    for step in steps:
        if step in ("reserve", "uncommitted") and step not in found:
            left_p = max(0, holds_p(terms, step) - used_p.get(step, 0))
            found[step] = min(wanted_p - sum(found.values()), left_p)
    return found


def holds_p(terms: Terms, step: str) -> int:
    """Return what a step of an order of cover, "reserve" or "uncommitted", can cover.

    Raises:
        NotWorkedOutError: the plan does not say.
    """
    if step == "reserve":
        if terms.reserve_p is None:
            raise NotWorkedOutError("The fund's reserve is not known for the year.")
        return max(0, terms.reserve_p)
    if terms.uncommitted_p is None:
        raise NotWorkedOutError("The plan does not record which schemes are uncommitted.")
    return max(0, terms.uncommitted_p)


_STEPS = {
    "reserve": ("reserve",),
    "uncommitted": ("uncommitted",),
    "underspend": ("underspend", "surplus"),
    "partners": ("partner", "contribution", "proportion"),
}
"""What a step of the order of cover may be, and words by which it is told, the first that fits."""


def step_of(text: str) -> str:
    """Return which step an agreement's words name.

    Raises:
        NotWorkedOutError: they name none that is known.
    """
    for step, words in _STEPS.items():
        if any(word in text.casefold() for word in words):
            return step
    raise NotWorkedOutError(
        f"The order of cover names “{text}”, which is not an underspend, a reserve, uncommitted "
        "schemes or the partners."
    )


_METHODS = {
    "proportional": _proportional,
    "fixed_percent": _fixed_percent,
    "capped": _capped,
    "host_bears": _host_bears,
    "own_risk": _own_risk,
    "by_cause": _by_cause,
    "banded": _banded,
    "waterfall": _waterfall,
}


def in_order(partners: Sequence[str], host_id: str | None) -> tuple[str, ...]:
    """Return partners with the host first and then by id, each once."""
    rest = sorted(set(partners) - {host_id or ""} - {""})
    return (host_id, *rest) if host_id else tuple(rest)
