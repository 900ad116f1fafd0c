"""Contributions of partners across a sheet: columns of amounts, each headed by who pays, a row a service.

So schedules of section 75 agreements and pooled budgets are written.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from commissionplanner.io.mapping.columns.line_columns import (
    agree,
    amounts_of,
    is_amounts,
    is_by_authority,
)
from commissionplanner.io.mapping.columns.unsettled import Unsettled
from commissionplanner.io.mapping.fields.guesses import ColumnGuess
from commissionplanner.io.mapping.fields.headings import unit_in, without_year, year_in
from commissionplanner.io.mapping.values.contents import Look
from commissionplanner.model.years import FinancialYear

_MONEY: Final = re.compile(
    r"\b(?:contributions?|shares?|funding|funded|funds?|budgets?|amounts?|pool(?:ed)?|from|by|of|the|agreed|planned|annual|"
    r"per annum|gbp|\d*0{3}s?|k|m)\b|£"
)
"""Words beside the name of a partner in the heading of what it pays."""
_COUNCIL: Final = re.compile(
    r"(?:.{2,40} )?(?:councils?|local authority|lbc|mbc|borough)|la|(?:city and )?county of .{2,40}"
)
_NHS: Final = re.compile(
    r"nhs(?: .{2,60})?|(?:.{2,50} )?(?:icb|ccg|integrated care board|clinical commissioning group|health board)"
)
_FURTHER: Final = re.compile(
    r"police|opcc|pcc|schools(?: forum)?(?: dsg)?|dsg|.{2,40} (?:trust|police|partnership)"
)
_TOTAL: Final = re.compile(r"\btotals?\b|\bcombined\b|\boverall\b")
_LARGE: Final = 1_000
_PARTNERS, _OTHERWISE = "partners", "as_one"


def settle_partners(case: Unsettled, guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    """Ask whether columns headed by a council and an NHS body are what each of them contributes.

    By default they are, unless a total beside them is not what they make. The total and other
    sights of the same money are then left out.
    """
    is_named = any(look.words > 0.9 and look.distinct > 0.5 for look in case.looks)
    if case.kind not in ("services", "funding") or not is_named or "amount_p" in case.given:
        return guesses
    if any(guess.line for guess in guesses) or is_by_authority(case.table.headings, case.looks):
        return guesses
    unit = max(map(unit_in, (*case.table.banner, "")))
    found = _partners(case.table.headings, case.looks, guesses, unit)
    if not found:
        return guesses
    names = case.table.names
    totals = [g for g in guesses if g.place not in found and _is_total(case, g)]
    whole = not totals or any(_is_made(case, found, total) for total in totals)
    shown = ", ".join(f"“{names[place]}”" for place in found)
    text = f"{shown} look like what each partner contributes. Read each amount as that partner's, a cost or stream apiece"
    text += f", or take {', '.join(f'“{names[g.place]}”' for g in totals)} alone?" if totals else (
        ", or one of the columns alone?"
    )  # fmt: skip
    default = _PARTNERS if whole else _OTHERWISE
    if case.asker.ask("partners_across", text, (_PARTNERS, _OTHERWISE), default) != _PARTNERS:
        return guesses
    years = {year_in(case.table.headings[place]) for place in found}
    return [_settled(g, case.table.headings[g.place], found, years) for g in guesses]


def _settled(
    guess: ColumnGuess, heading: str, found: dict[int, str], years: set[FinancialYear | None]
) -> ColumnGuess:
    if guess.place in found:
        payer = found[guess.place]
        why = f"“{heading}” names a partner, and its cells are amounts: each is its contribution."
        return replace(guess, key="amount_p", year=year_in(heading), measure=None, period="",
                       confidence=0.75, why=why, rival=None, payer=payer)  # fmt: skip
    if guess.key != "amount_p" or (guess.year is not None and guess.year not in years):
        return guess
    why = "What each partner contributes is taken for the amounts."
    return replace(guess, key=None, year=None, measure=None, certainty=None, period="",
                   confidence=0.7, why=why, rival="amount_p")  # fmt: skip


def _partners(
    headings: Sequence[str], looks: Sequence[Look], guesses: Sequence[ColumnGuess], unit: int
) -> dict[int, str]:
    """Return the columns of contributions, with the partner of each; none where they may be anything else.

    `unit` is what one stands for in the amounts, in pounds, as a title says.

    A council and an NHS body are among them, and none has two columns of a year.
    """
    found = {}
    for guess in guesses:
        heading, look = headings[guess.place], looks[guess.place]
        is_large = look.largest * unit >= _LARGE or "£" in heading
        free = guess.key in (None, "amount_p") and "%" not in heading
        partner = partner_of(heading) if free and is_large and is_amounts(look) else ""
        if partner:
            found[guess.place] = partner
    keys = [(name.casefold(), year_in(headings[place])) for place, name in found.items()]
    is_both = any(_COUNCIL.fullmatch(n) for n, _ in keys) and any(
        _NHS.fullmatch(n) for n, _ in keys
    )
    return found if is_both and len(set(keys)) == len(keys) else {}


def partner_of(heading: str) -> str:
    """Return the partner that a heading says contributes: "NHS Dale ICB" of "NHS Dale ICB contribution (£)"; "" for none."""
    rest = [text for part in heading.split(" · ") if (text := _bare(part))]
    if len(rest) != 1:
        return ""
    words = " ".join(rest[0].casefold().split())
    is_partner = any(kind.fullmatch(words) for kind in (_COUNCIL, _NHS, _FURTHER))
    return rest[0] if is_partner else ""


def _bare(part: str) -> str:
    """Return part of a heading without its year, its unit and its words of money, in its own letters."""
    if not _MONEY.sub(" ", without_year(part)).strip():
        return ""
    kept = re.sub(
        r"\([^()]*\)|[£'’]+0*s?|\b20\d\d\s*[/\-–]\s*(?:20)?\d\d\b|\b\d\d/\d\d\b", " ", part
    )
    kept = re.sub(_MONEY.pattern, " ", kept, flags=re.IGNORECASE)
    return " ".join(kept.split()).strip(" -–:,.")


def _is_total(case: Unsettled, guess: ColumnGuess) -> bool:
    heading = case.table.headings[guess.place].casefold()
    return (
        bool(_TOTAL.search(heading))
        and case.looks[guess.place].amounts > 0.6
        and "%" not in heading
    )


def _is_made(case: Unsettled, found: dict[int, str], total: ColumnGuess) -> bool:
    """Whether a total is what all contributions make, or those of its year."""
    year = year_in(case.table.headings[total.place])
    own = [p for p in found if year_in(case.table.headings[p]) == year]
    amounts = amounts_of(case.table, total.place)
    for places in (own, list(found)):
        if places:
            made = [
                sum(row) for row in zip(*(amounts_of(case.table, p) for p in places), strict=True)
            ]
            if agree(amounts, made):
                return True
    return False
