"""What the inspector says of a contract: its term in words, its notice, the terms before it."""

from collections.abc import Iterator

from commissionplanner.analysis import contracts as terms
from commissionplanner.analysis.index import index_of
from commissionplanner.app import wording
from commissionplanner.findings.words import counted
from commissionplanner.model.entities import Contract
from commissionplanner.model.money import format_short
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear, add_months
from commissionplanner.ui.widgets.inspector import Inspector
from commissionplanner.ui.widgets.legends import TermStrip

SAID = frozenset(
    {"start_on", "current_end_on", "initial_end_on", "max_end_on", "notice_months",
     "annual_value_p", "total_value_p", "extension_terms", "extensions_available", "term_kind"}
)  # fmt: skip
"""Fields that the lines here say already."""


def add_lines(panel: Inspector, contract: Contract) -> None:
    """Add term, notice, options and value."""
    for label, words, tone in _lines(contract):
        panel.add_value(label, words, tone)


def _lines(contract: Contract) -> Iterator[tuple[str, str | None, str]]:
    found = dict(contract.as_found)
    end = contract.committed_end_on
    if contract.start_on and end:
        tone = "problem" if end < contract.start_on else "ink"
        days = f"{wording.day_text(contract.start_on)} to {wording.day_text(end)}"
        yield "Term", days, tone
    else:
        for label, name in (("Starts", "start_on"), ("Ends", "current_end_on")):
            value = getattr(contract, name)
            if name in found:
                yield label, f"“{found[name]}”", "problem"
            else:
                yield label, wording.day_text(value) if value else None, "ink"
    if contract.notice_months is not None:
        words = counted(contract.notice_months, "month")
        if end:
            words += f": {wording.day_text(add_months(end, -contract.notice_months))}"
        yield "Notice", words, "ink"
    yield "Option", _option(contract), "ink"
    yield "Value", _value(contract), "ink"


def _option(contract: Contract) -> str:
    end, latest = contract.committed_end_on, contract.max_end_on
    if latest and end and latest > end:
        return f"to {wording.day_text(latest)}"
    return contract.extension_terms or "None recorded"


def _value(contract: Contract) -> str | None:
    if contract.annual_value_p is not None:
        return f"£{format_short(contract.annual_value_p, '£')} a year"
    if contract.total_value_p is None:
        return None
    what = "ceiling" if not terms.is_spend(contract) else "in all"
    return f"£{format_short(contract.total_value_p, '£')} {what}"


def add_terms(panel: Inspector, plan: Plan, contract: Contract) -> None:
    """Add the strip of terms of a year that follow each other, where there are some."""
    chain = chain_of(plan, contract.id)
    if chain is not None:
        panel.add_section(f"{_count(len(chain.contracts))} terms of a year, one after another")
        panel.add(strip_of(chain))


def chain_of(plan: Plan, contract_id: str) -> terms.Chain | None:
    """Return the terms of a year that a contract is one of; None where it stands alone."""
    chains = index_of(plan).chains
    return next((c for c in chains if any(each.id == contract_id for each in c.contracts)), None)


def strip_of(chain: terms.Chain) -> TermStrip:
    """Return a strip of the last four terms: the year each began, and its value a year."""
    shown = []
    for each in chain.contracts[-4:]:
        value_p = terms.yearly_value_p(each)
        year = FinancialYear.of(each.start_on).short if each.start_on else ""
        shown.append((year, format_short(value_p) if value_p is not None else wording.NOT_KNOWN))
    strip = TermStrip()
    strip.show_terms(shown)
    return strip


def _count(number: int) -> str:
    words = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
    return words[number] if number < len(words) else str(number)
