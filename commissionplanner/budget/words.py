"""How a figure of a budget came about, in words that a reader can check."""

from commissionplanner.budget.contributions import ContributionLine
from commissionplanner.budget.expenditure import ExpenditureLine
from commissionplanner.budget.rates import LineRates
from commissionplanner.model.money import format_pounds, format_ppm, round_ratio


def how(line: ContributionLine | ExpenditureLine, n: int, *, additive: bool) -> str:
    """Return how the amount of a line in its year number `n` came about."""
    origin = line.origins[n]
    if origin in ("projected", "rolled"):
        return _worked_out(line, n, additive=additive)
    if origin == "not_running":
        return "Nil: the service is not running in this year."
    if origin == "one_off":
        return "Nil: the money came once and is not rolled forward."
    if origin == "part_year":
        return "The part of a full year's amount that falls in this year."
    if origin == "school_year":
        return "The parts of school years' money that fall in this year."
    if origin == "elsewhere":
        return "Nil here: this stream's money for the year is on another line."
    if origin == "not_known":
        return "Not known. It is not counted as nil."
    more = line.unknown[n]
    if more:
        return f"As recorded, without {more} amount{'s' if more > 1 else ''} not known."
    return "As recorded."


def _worked_out(line: ContributionLine | ExpenditureLine, n: int, *, additive: bool) -> str:
    before_p = line.amounts_p[n - 1]
    start = "the year before" if before_p is None else format_pounds(before_p)
    base_p = line.bases_p[n - 1] if line.bases_p else before_p
    if isinstance(line, ContributionLine) and (line.changes_p[n] or line.extras_p[n - 1]):
        start = "recurrent part of the year before"
        if line.changes_p[n]:
            start = f"({start} + {format_pounds(line.changes_p[n])} change)"
    elif base_p != before_p and base_p is not None:
        start = f"{format_pounds(base_p)} that goes on from the year before"
    text = f"{start} × {factors(line.rates, n, additive=additive)}"
    if isinstance(line, ContributionLine) and line.extras_p[n]:
        text += f" + {format_pounds(line.extras_p[n])} full-year effect less client income"
    if isinstance(line, ContributionLine) and line.planned_p and line.planned_p[n]:
        text += f" + {format_pounds(line.planned_p[n])} planned change"
    return text + (
        ", rounded once to the penny." if additive else ", rounded to the penny after each."
    )


def factors(rates: LineRates, n: int, *, additive: bool) -> str:
    """Return the factors into year number `n`: "(1 + 2.4% uplift) × (1 + 1% growth) × …"."""
    parts = [
        (sign, key, choice.rate_ppm or 0)
        for sign, key in (("+", "uplift"), ("+", "growth"), ("−", "efficiency"))
        for choice in (rates[key][n],)
    ]
    if additive:
        inside = " ".join(f"{sign} {percent(rate)} {key}" for sign, key, rate in parts)
        return f"(1 {inside})"
    return " × ".join(f"(1 {sign} {percent(rate)} {key})" for sign, key, rate in parts)


def percent(rate_ppm: int) -> str:
    """Write a rate with as many decimals as it has: 39_000 is "3.9%", 20_000 is "2%"."""
    for decimals in range(5):
        if round_ratio(rate_ppm * 10**decimals, 10_000) * 10_000 == rate_ppm * 10**decimals:
            return format_ppm(rate_ppm, decimals)
    return format_ppm(rate_ppm, 4)
