"""What amounts, figures, codes and days tell of which kind of file a table is."""

import re
from collections.abc import Sequence
from typing import Final

from commissionplanner.io.mapping.columns.income import are_receipts
from commissionplanner.io.mapping.columns.two_bodies import both_sorts
from commissionplanner.io.mapping.columns.whose import public_share
from commissionplanner.io.mapping.fields.headings import measure_in, words_of, year_in
from commissionplanner.io.mapping.names.bodies import body_share
from commissionplanner.io.mapping.values.contents import Look

MONEY_WORDS: Final = (
    r"value|amount|cost|budget|spend|expenditure|allocation|grant|award|income|funding"
)


_PAID: Final = re.compile(r"\b(?:amounts?|costs?|paid|payments?|spend|price|debits?|gbp)\b")
_PAYEE: Final = re.compile(r"\b(?:suppliers?|vendors?|payees?|creditors?|merchants?|paid to)\b")


def are_moved_between(headings: Sequence[str], looks: Sequence[Look]) -> bool:
    """Whether rows are money between an NHS body and a council, and of nobody else's."""
    is_let = any(_LET.search(words_of(heading)) for heading in headings)
    return both_sorts(headings, looks) is not None and not is_let


def are_petty(filled: Sequence[tuple[str, Look]]) -> bool:
    """Whether columns hold payments that are all below £100, as the accounts of a parish do.

    The headings must say both that they are money and who was paid, and most must have pence or a £.
    """
    paid = any(_PAYEE.search(words_of(h)) and look.words > 0.8 for h, look in filled)
    return paid and any(_are_pence(heading, look) for heading, look in filled)


def _are_pence(heading: str, look: Look) -> bool:
    has_word = "£" in heading or _PAID.search(words_of(heading)) is not None
    shown = sum("£" in text or re.search(r"\.\d\d?\b", text) is not None for text in look.sample)
    is_money = look.amounts > _NEARLY_ALL and look.days < 0.5 and look.largest >= 1
    return has_word and is_money and shown * 2 > len(look.sample)


_NEARLY_ALL: Final = 0.8
_SPAN: Final = (
    r"\b(?:start\w*|end\w*|from|to|commenc\w*|expir\w*|finish\w*|inception|ceas\w*|conclu\w*)\b"
)


_RECEIVED: Final = 8
"""Whoever money comes from says that much for funding, and as much against payments."""


def by_money(
    scores: dict[str, float], amounts: Sequence[str], filled: Sequence[tuple[str, Look]]
) -> None:
    """Count what amounts tell: whether they are budgets or spent, and whose they are."""
    if amounts and is_of_transfers(filled):
        scores["funding"] += 9
        scores["agreements"] -= 3
    if amounts and are_receipts(filled):
        scores["funding"] += _RECEIVED
        scores["spend"] -= _RECEIVED
    years = [h for h in amounts if year_in(h) is not None]
    if len(years) > 1 and any(measure_in(h) in ("actual", "forecast") for h in years):
        scores["services"] += 3  # what was or will be spent
    if amounts and any(_is_of_measures(look) for _, look in filled):
        scores["contracts"] -= 8  # what was spent or is forecast of each, and not what was let
        scores["funding"] += 4
    if any(
        (re.search(MONEY_WORDS, words_of(h)) or "£" in h) and not _OWN_MONEY.search(words_of(h))
        for h in amounts
    ):
        scores["organisations"] -= 4


_GIVES: Final = re.compile(
    r"from|(?:transferring|paying|giving) (?:body|organi[sz]ation|authority|partner)|transfer(?:red)? from"
)
_TAKES: Final = re.compile(
    r"to|(?:receiving|recipient) (?:body|organi[sz]ation|authority|partner|council)|transfer(?:red)? to"
)
_MOVED: Final = re.compile(
    r"\b(?:purpose|amount|value|date|year) of (?:the )?transfer\b|\btransferr(?:ed|ing)\b|\btransfer (?:amount|value|to|from)\b|"
    r"\b(?:s|section )(?:256|76)\b"
)


def is_of_transfers(filled: Sequence[tuple[str, Look]]) -> bool:
    """Whether rows are money that one public body gives another, as by section 256 or 76, and is not let.

    The headings say from whom and to whom, or that it is transferred.
    """
    words = [words_of(heading) for heading, _ in filled]
    others = any(body_share(k) > 0.5 and public_share(k) < 0.2 for _, k in filled if k.words > 0.9)
    if others or any(_LET.search(text) for text in words):
        return False
    bodies = [
        text
        for text, (_, look) in zip(words, filled, strict=True)
        if look.words > 0.9 and public_share(look) > 0.5
    ]
    is_both = any(map(_GIVES.fullmatch, bodies)) and any(map(_TAKES.fullmatch, bodies))
    return is_both or (bool(bodies) and any(_MOVED.search(text) for text in words))


_MEASURES: Final = frozenset({"actual", "actuals", "forecast", "forecasts", "outturn", "budget"})


def _is_of_measures(look: Look) -> bool:
    """Whether each cell says no more than actual, forecast or budget."""
    found = {text.strip().casefold() for text in look.sample}
    return bool(found & {"actual", "forecast", "outturn"}) and found <= _MEASURES


_PAYMENTS: Final = re.compile(r"\bpayments\b(?! per\b)")
_LET: Final = re.compile(
    r"\b(?:contract (?!type)\w+|contracts?$|title|supplier|tender|procurement|payee|vendor)\b"
)


def are_payments_to(headings: Sequence[str], amounts: Sequence[str]) -> bool:
    """Whether columns of amounts are sorts of payments to the body of each row, and nothing says that it was let."""
    sorts = [h for h in amounts if _PAYMENTS.search(words_of(h))]
    return len(sorts) >= 2 and not any(_LET.search(words_of(h)) for h in headings)


def names_nobody(look: Look) -> bool:
    """Whether cells say yes or no, or that money is actual or forecast, and so name no body."""
    return look.flags > 0.8 or _is_of_measures(look)


_OWN_MONEY: Final = re.compile(
    r"^(?:latest|last|most recent|charity|total|annual|gross) (?:\w+ )*(?:income|expenditure|spending|turnover)$"
)
"""What a body took in and spent in its own last year: a register of bodies may say so."""
_ACCOUNTS: Final = re.compile(
    r"\b(?:acc|accounts?|accounting|fin|financial|fy) (?:\w+ )*(?:period|year)\b"
)
"""Days of a body's year of account, which are no term."""


def is_of_span(heading: str) -> bool:
    """Whether a heading is of a beginning or an end, and not of a body's year of account."""
    words = words_of(heading)
    return bool(re.search(_SPAN, words)) and not _ACCOUNTS.search(words)


_YEAR_ALONE: Final = re.compile(r"(?:19|20)\d\d")
_FEWEST_YEARS: Final = 3
_SMALL: Final = 100
_STATISTIC: Final = re.compile(
    r"indicator(?: (?:id|name|code|number))?|(?:lower|upper) (?:ci|confidence)\b.*|confidence intervals?.*|denominator|numerator"
)


def are_indicators(headings: Sequence[str], looks: Sequence[Look]) -> bool:
    """Whether headings or cells are those of statistics: an indicator, and what it was worked out from."""
    if any(_PARTS & {text.strip().casefold() for text in look.sample} for look in looks):
        return True
    if sum(bool(_STATISTIC.fullmatch(words_of(heading))) for heading in headings) >= 2:
        return True
    return _are_measured(headings, looks)


def _are_measured(headings: Sequence[str], looks: Sequence[Look]) -> bool:
    """Whether each row is a measure by name and its value, and no measure is one of money."""
    words = [words_of(heading) for heading in headings]
    measures = [
        look
        for text, look in zip(words, looks, strict=True)
        if _MEASURE.fullmatch(text) and look.words > 0.9 and not _is_of_measures(look)
    ]
    is_valued = any(
        _MEASURED.fullmatch(text) and look.words < 0.5 and not look.is_empty
        for text, look in zip(words, looks, strict=True)
    )
    said = " · ".join(text for look in measures for text in look.sample).casefold()
    return is_valued and bool(measures) and not _OF_MONEY.search(said)


_MEASURE: Final = re.compile(
    r"(?:measure|indicator|metric|statistic)(?: (?:name|description|title|label))?"
)
_MEASURED: Final = re.compile(
    r"(?:(?:measure|indicator|metric|statistic) )?(?:value|figure|score|rate)s?"
)
_OF_MONEY: Final = re.compile(
    r"£|\b(?:expenditure|spend\w*|costs?|budgets?|outturn|income|funding|grants?|allocations?|prices?|gross|net|payments?|paid|fees?|amounts?|contracts?|turnover|balances?)\b"
)


_FIGURES: Final = 2
"""So many columns of figures at least are more than what a list of bodies says of each."""
_OF_A_BODY: Final = re.compile(
    r"\b(?:codes?|ids?|objectid|identifiers?|numbers?|no|urn|ukprn|ref|reference|entity|key|uid|lat\w*|long?|longitude|lng|easting|northing|x|y|"
    r"bng [en]|shape \w+|shape|areas?|hectares|population|places|beds|capacity|pupils|roll|staff|employees|members|rank|count|phone|telephone|"
    r"postcode|year|established|founded|income|turnover|version|order|toid|uprn|geo\w*|number of .*)\b"
)
"""What a register says of a body in figures: where it is, how large, and what it goes by."""


def are_figures_of_bodies(headings: Sequence[str], looks: Sequence[Look]) -> bool:
    """Whether each row is a public body and columns hold figures of it that a register of bodies has none of."""
    figures = [
        p
        for p, look in enumerate(looks)
        if look.amounts > 0.8 and look.words < 0.2 and max(look.days, look.years) < 0.5
        and headings[p] and not _OF_A_BODY.search(words_of(headings[p]))
    ]  # fmt: skip
    if len(figures) < _FIGURES or max(looks[p].largest for p in figures) < _SMALL:
        return False
    return any(look.words > 0.9 and public_share(look) > 0.5 for look in looks)


_PARTS: Final = {"numerator", "denominator"}
"""What a row of statistics says that its figure is."""


def by_figures(scores: dict[str, float], filled: Sequence[tuple[str, Look]]) -> None:
    """Count what columns of years and pairs of codes and names tell of bodies."""
    years = [
        look
        for heading, look in filled
        if _YEAR_ALONE.fullmatch(heading.strip()) and look.amounts > 0.6 and look.words < 0.5
    ]
    if len(years) >= _FEWEST_YEARS and all(look.largest <= _SMALL for look in years):
        scores["organisations"] -= 6  # rates or shares of areas by year
    pairs = coded_names([heading for heading, _ in filled], [look for _, look in filled])
    is_money = any("£" in h or re.search(MONEY_WORDS, words_of(h)) for h, _ in filled)
    if len(pairs) >= 2 or (pairs and not is_money):
        scores["organisations"] += 3


_CODE_END: Final = re.compile(r"^(?:current )?(.+?) (?:code|id|uid|urn|number)$")
_NO_BODY: Final = re.compile(
    r"\b(?:area|region|ward|category|type|item|product|account|cost|subjective|project|scheme|service|line|programme|"
    r"fund|stream|grant|contract|supplier|vendor|status|parent|stage|phase|level|class)\b"
)


def coded_names(headings: Sequence[str], looks: Sequence[Look]) -> list[int]:
    """Return the columns of names beside which another holds a code of the same thing: "PCN code", "PCN name".

    Only those whose codes all differ, for the rows are of these, and which are no sorts of money.
    """
    words = [words_of(heading) for heading in headings]
    coded = {
        found[1]
        for text, look in zip(words, looks, strict=True)
        if (found := _CODE_END.match(text)) and look.distinct > 0.98 and look.filled >= 2
    }
    return [
        place
        for place, text in enumerate(words)
        if text.endswith(" name")
        and text[: -len(" name")] in coded
        and not _NO_BODY.search(text)
        and looks[place].words > 0.9
    ]
