"""What bands and an order of cover split a variance into, one stage after the other.

By bands, each slice of the variance between two limits is split by the band's own shares. In an
order of cover, steps before the partners cover what they can, the partners share what is left by
the method for the rest, and steps after them cover what their caps leave. The program's own
functions say what each stage comes to; the sheet says it again in formulas.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from commissionplanner.budget.exposure import Borne
from commissionplanner.budget.risk_share import (
    NotWorkedOutError,
    Sharing,
    Terms,
    holds_p,
    share_variance,
    step_of,
)
from commissionplanner.io.export.risk_parts import Part, Split, parts_of, weights_of
from commissionplanner.model.money import PPM, format_ppm, times_ppm

SIMPLE = ("proportional", "fixed_percent", "capped", "host_bears", "own_risk")
"""Methods of one stage: weights, and caps on what they give."""
_COVERS = ("reserve", "uncommitted")


@dataclass(frozen=True, slots=True)
class Cover:
    """A step that covers what it can of what is left.

    Attributes:
        step: "reserve" or "uncommitted".
        there_p: What it holds.
        covers_p: What it covers.
        left_p: What was left before it.
    """

    step: str
    there_p: int
    covers_p: int
    left_p: int


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of the variance split among bearers.

    Attributes:
        limits_ppm: Between which shares of planned spending it lies; None for all that is left.
        terms: By which it is split.
        amount_p: What is split, signed as the variance.
        bearers: Who takes part, each with what it bears.
        weights: What it is split by.
        parts: The helper figures.
    """

    limits_ppm: tuple[int, int] | None
    terms: Terms
    amount_p: int
    bearers: tuple[Borne, ...]
    weights: list[int]
    parts: list[Part]

    def split(self, made: Split, row: int) -> Split:
        """Return it as a split of the workings that begins in a row."""
        return Split(made.percent, made.year, self.bearers, self.terms, row)

    @property
    def words(self) -> str:
        """The band in words; "" for all that is left."""
        if self.limits_ppm is None:
            return ""
        low, high = (format_ppm(limit, 2) for limit in self.limits_ppm)
        return f"band {low} to {high}"


@dataclass(frozen=True, slots=True)
class Stages:
    """The stages of one split: steps before the partners, what they share, steps after."""

    before: tuple[Cover, ...]
    slices: tuple[Slice, ...]
    after: tuple[Cover, ...]


def stages_of(made: Split, variance_p: int) -> Stages | None:
    """Return the stages of a split by bands or by an order of cover.

    None where formulas cannot follow: a method that cannot be used for what may be left, bands
    that overlap, sums too large for the arithmetic of spreadsheets.
    """
    try:
        if made.terms.method == "banded":
            slices = _slices(made, made.terms, variance_p, variance_p)
            return None if slices is None else Stages((), slices, ())
        return _order(made, variance_p)
    except NotWorkedOutError:
        return None


def may_leave(terms: Terms) -> bool:
    """Whether a method may leave a part of the variance that nobody bears."""
    if terms.method == "waterfall":
        return may_leave(replace(terms, method=terms.fallback))
    unbounded = terms.method == "capped" and terms.residual_bearer_id is None
    return unbounded or terms.method == "banded"


def covers_in(terms: Terms) -> tuple[str, ...]:
    """Return the steps of an order of cover that cover anything, each once."""
    if terms.method != "waterfall":
        return ()
    found = (step_of(text) for text in terms.waterfall)
    return tuple(dict.fromkeys(step for step in found if step in _COVERS))


def _order(made: Split, variance_p: int) -> Stages | None:
    terms = made.terms
    steps = [step_of(text) for text in terms.waterfall]
    at = steps.index("partners") if "partners" in steps else len(steps)
    before = tuple(_covers(terms, steps[:at], variance_p, ()))
    left_p = variance_p - sum(cover.covers_p for cover in before)
    rest = replace(terms, method=terms.fallback)
    slices = _slices(made, rest, left_p, variance_p)
    if slices is None:
        return None
    borne = sum(
        b.amounts_p[made.year] or 0 for s in slices for b in s.bearers if b.bearer == "partner"
    )
    after = tuple(_covers(terms, steps[at:], left_p - borne, before))
    return Stages(before, slices, after)


def _covers(
    terms: Terms, steps: Sequence[str], wanted_p: int, used: Sequence[Cover]
) -> Iterator[Cover]:
    """Yield what each step covers in turn; what was used before is gone."""
    for step in dict.fromkeys(step for step in steps if step in _COVERS):
        gone_p = sum(cover.covers_p for cover in used if cover.step == step)
        there = max(0, holds_p(terms, step) - gone_p)
        yield Cover(step, there, min(wanted_p, there), wanted_p)
        wanted_p -= min(wanted_p, there)


def _slices(made: Split, terms: Terms, amount_p: int, whole_p: int) -> tuple[Slice, ...] | None:
    """Return how an amount is split; what the whole variance would need is tried too."""
    share_variance(terms, whole_p)  # raises where the method cannot be used
    if terms.method in SIMPLE:
        found = [_slice(made, None, terms, amount_p)]
    elif terms.method == "banded":
        found = list(_bands(made, terms, amount_p))
    else:
        return None
    known = tuple(each for each in found if each is not None)
    return known if len(known) == len(found) else None


def _bands(made: Split, terms: Terms, amount_p: int) -> Iterator[Slice | None]:
    reached, sign, size = 0, 1 if amount_p >= 0 else -1, abs(amount_p)
    for limits in sorted({(band.from_ppm, band.to_ppm or PPM) for band in terms.bands}):
        if limits[0] < reached:
            yield None
        reached = limits[1]
        low, high = (min(size, times_ppm(terms.spending_p or 0, limit)) for limit in limits)
        shares = {
            band.partner_id: band.share_ppm
            for band in terms.bands
            if (band.from_ppm, band.to_ppm or PPM) == limits
        }
        own = replace(terms, method="fixed_percent", shares_ppm=shares)
        yield _slice(made, limits, own, sign * max(0, high - low))


def _slice(
    made: Split, limits_ppm: tuple[int, int] | None, terms: Terms, amount_p: int
) -> Slice | None:
    sharing = share_variance(terms, amount_p)
    bearers = tuple(_bearers(made, terms, sharing))
    split = Split(made.percent, made.year, bearers, terms, 0)
    weights = weights_of(split)
    parts = parts_of(split, weights, amount_p)
    if parts is None:
        return None
    return Slice(limits_ppm, terms, amount_p, bearers, weights, parts)


def _bearers(made: Split, terms: Terms, sharing: Sharing) -> Iterator[Borne]:
    """Yield who takes part in a slice, partners with a share of it first."""
    own = terms.method == "fixed_percent"
    extra = sorted(set(sharing.parts_p) - set(terms.partners))
    for partner in (*terms.partners, *extra):
        if not own or partner in terms.shares_ppm:
            yield _borne(made, "partner", partner, sharing.parts_p.get(partner, 0))
    if (
        may_leave(terms)
        or sharing.unborne_p
        or (terms.method == "own_risk" and terms.led_p.get(""))
    ):
        yield _borne(made, "nobody", None, sharing.unborne_p)


def _borne(made: Split, bearer: str, partner_id: str | None, amount_p: int) -> Borne:
    return Borne(made.percent, bearer, partner_id, (*(None,) * made.year, amount_p))
