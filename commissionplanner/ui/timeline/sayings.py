"""What is said of a row or a term of the timeline: its tooltip, and for screen readers."""

from commissionplanner.analysis.timeline import Row, Term
from commissionplanner.model.money import format_short
from commissionplanner.model.words import NOT_KNOWN, counted, day_text

KINDS = {
    "committed": "committed",
    "single": "committed for a year or less",
    "rolling": "rolls on until notice is given",
    "no_end": "end date missing",
    "no_start": "start date missing",
    "reversed": "ends before it starts",
}


def term_words(term: Term) -> str:
    """Return a term in a line: from when to when, and how it is known."""
    start = day_text(term.start_on) if term.start_on else "start not known"
    if term.kind == "rolling":
        return f"{start}, {KINDS['rolling']}"
    end = day_text(term.end_on) if term.end_on else "end not known"
    return f"{start} to {end}, {KINDS[term.kind]}"


def value_words(term: Term) -> str:
    """Return a term's yearly value in words."""
    if term.is_ceiling:
        return "a framework's ceiling, not spend"
    if term.value_p is None:
        return f"value {NOT_KNOWN.lower()}"
    return f"{format_short(term.value_p)} a year"


def row_lines(row: Row) -> list[str]:
    """Return all that a row says, line by line."""
    latest = row.latest
    lines = [f"{row.name}: {value_words(latest)}", term_words(latest)]
    if row.rolled > 1:
        lines.append(f"{row.rolled} terms of a year or less in a row")
    if latest.option_to is not None:
        lines.append(f"Option to {day_text(latest.option_to)}")
    notice = day_text(latest.notice_on) if latest.notice_on else NOT_KNOWN.lower()
    lines.append(f"Notice by: {notice}")
    funded = day_text(row.funded_to) if row.funded_to else NOT_KNOWN.lower()
    lines.append(f"Money confirmed to: {funded}")
    if row.agreement_to is not None:
        lines.append(f"Agreement ends: {day_text(row.agreement_to)}")
    for before, gap in zip(row.terms, row.gaps, strict=False):
        if gap and before.end_on is not None:
            what = (
                f"{counted(gap, 'day')} without a contract"
                if gap > 0
                else (f"{counted(-gap, 'day')} of overlap")
            )
            lines.append(f"After {day_text(before.end_on)}: {what}")
    lines.extend(f"Earlier: {term_words(term)}" for term in reversed(row.terms[:-1]))
    return lines
