"""What another end date would change about a contract, in words; and what it may not be."""

from dataclasses import replace
from datetime import date

from commissionplanner.analysis import contracts as terms
from commissionplanner.model.entities import Contract
from commissionplanner.model.money import format_short
from commissionplanner.model.words import counted, day_text


def with_end(contract: Contract, end: date) -> Contract:
    """Return the contract as it would be with that end."""
    return replace(contract, current_end_on=end)


def why_not(contract: Contract, end: date) -> str:
    """Return why a contract cannot end on that day; "" where it can."""
    if contract.start_on is not None and end < contract.start_on:
        return f"It starts on {day_text(contract.start_on)}: it cannot end before."
    return ""


def change_words(contract: Contract, end: date) -> list[str]:
    """Return in short sentences what changes: the end, the term, options used, the yearly value."""
    after, before_on = with_end(contract, end), contract.committed_end_on
    said = [f"Ends {day_text(end)}" + (f", was {day_text(before_on)}" if before_on else "")]
    days = terms.committed_days(after)
    if days is not None:
        months = round(days / 30.4375)
        said.append(f"{counted(months, 'month')} committed")
    was, now = terms.is_single_year(contract), terms.is_single_year(after)
    if was is not now and now is not None:
        said.append("a single year" if now else "no longer a single year")
    latest = contract.max_end_on
    if before_on is not None and end < before_on:
        said.append("shorter than agreed: to check with procurement")
    elif before_on is not None and end > before_on:
        if latest is not None and end <= latest:
            said.append(f"within the option to {day_text(latest)}")
        elif latest is not None:
            said.append(f"beyond the option to {day_text(latest)}: to check with procurement")
        else:
            said.append("no option recorded: to check with procurement")
    old_p, new_p = terms.yearly_value_p(contract), terms.yearly_value_p(after)
    if old_p != new_p and old_p is not None and new_p is not None:
        said.append(
            f"its total over another term: {format_short(new_p)} a year, was {format_short(old_p)}"
        )
    return said
