"""Which column is which field: by heading, by contents, by neighbours."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from commissionplanner.io.mapping.answers.by_hand import GROUP
from commissionplanner.io.mapping.columns.completion import complete
from commissionplanner.io.mapping.columns.directories import (
    directory,
    prices,
    turn_area,
    turn_codes,
    turn_locations,
)
from commissionplanner.io.mapping.columns.elimination import are_codes, is_another, is_denied
from commissionplanner.io.mapping.columns.grants import (
    turn_grant_columns,
    turn_holders,
    turn_places,
)
from commissionplanner.io.mapping.columns.kind_figures import are_payments_to
from commissionplanner.io.mapping.columns.line_columns import line_columns
from commissionplanner.io.mapping.columns.promoting import further_level, promote
from commissionplanner.io.mapping.columns.series_columns import series_columns
from commissionplanner.io.mapping.columns.stream_columns import stream_columns
from commissionplanner.io.mapping.columns.turning import turn_payer, turn_supplier
from commissionplanner.io.mapping.columns.two_bodies import turn_tiers
from commissionplanner.io.mapping.fields.alike import NEAR, alike
from commissionplanner.io.mapping.fields.guesses import ColumnGuess, Taken
from commissionplanner.io.mapping.fields.headings import squashed, words_of
from commissionplanner.io.mapping.fields.targets import Target, reads_as, targets_for
from commissionplanner.io.mapping.names.bodies import body_share
from commissionplanner.io.mapping.values.contents import (
    Look,
    are_addresses,
    fitness,
    is_as_at,
    length_share,
)
from commissionplanner.model.fields import Kind

SURE_ENOUGH: Final = 0.55
"""Below this a column is left out, and the user may say otherwise."""

_KNOWN: Final = 1
"""So many columns at least must be known before others are guessed by contents."""


@dataclass(frozen=True, slots=True)
class _Bid:
    score: float
    place: int
    target: Target
    why: str


def guess_columns(kind: str, headings: Sequence[str], looks: Sequence[Look]) -> list[ColumnGuess]:
    """Guess the field of every column; each field is given to one column at most.

    Columns whose headings name financial years are amounts of those years.
    """
    across = {"services": line_columns, "funding": stream_columns}.get(kind)
    lines = across(headings, looks) if across else {}
    yearly = lines or series_columns(kind, headings, looks)
    paid = prices(headings, looks) if kind == "services" else {}
    taken = Taken({**yearly, **paid}, _OF_A_LINE if lines else frozenset())
    bids = sorted(_bids(kind, headings, looks, set(taken)), key=lambda b: (-b.score, b.place))
    _give(bids, taken)
    _turn(kind, headings, looks, bids, taken)
    for find in (_by_heading_alone, _by_contents):
        for guess in find(kind, headings, looks, taken):
            taken[guess.place] = guess
    if len(taken) >= _KNOWN or _may_be_told(kind, headings):
        for guess in complete(kind, headings, looks, taken):
            taken[guess.place] = guess
    promote(kind, headings, looks, taken)
    if kind == "contracts":
        turn_grant_columns(headings, looks, taken)
    fields = taken.fields
    for place in [place for place in range(len(headings)) if place not in taken]:
        taken[place] = further_level(place, headings, taken) or _left_out(
            place, headings[place], looks[place], kind, fields
        )
    return [taken[place] for place in range(len(headings))]


def _may_be_told(kind: str, headings: Sequence[str]) -> bool:
    """Whether words of headings may tell columns of which none is known by its heading.

    So it is where bodies are listed or paid, and where one heading alone of a list of services is of
    names, such as "Library name".
    """
    if kind == "organisations" or (kind == "funding" and are_payments_to(headings, headings)):
        return True
    return kind == "services" and sum(words_of(h).endswith(" name") for h in headings) == 1


_OF_A_LINE: Final = frozenset({"name", "description", "ref", "s251_line"})
"""Fields of a service or stream that its column heading says, where they stand across."""


def _turn(
    kind: str, headings: Sequence[str], looks: Sequence[Look], bids: list[_Bid], taken: Taken
) -> None:
    """Turn columns of bodies that their headings name otherwise than the other columns show."""
    if kind == "contracts":
        for turn in (turn_places, turn_supplier, turn_places):
            _give(bids, taken)
            turn(headings, looks, taken)
    if kind == "funding":
        turn_holders(headings, taken)
        turn_tiers(headings, looks, taken)
    if kind == "spend":
        turn_payer(looks, taken)
        _give(bids, taken)
    if kind == "organisations":
        turn_area(headings, looks, taken)
        turn_codes(headings, looks, taken)
        turn_locations(headings, looks, taken)


def _give(bids: list[_Bid], taken: Taken) -> None:
    """Give the columns that are free the fields that are free, the best bids first."""
    fields = set(taken.fields)
    for bid in bids:
        if bid.place not in taken and bid.target.key not in fields:
            taken.take(bid.place, bid.target.key, _share(bid.score), bid.why)
            fields.add(bid.target.key)


def _share(score: float) -> float:
    return round(max(0.0, min(1.0, score)), 2)


def _bids(
    kind: str, headings: Sequence[str], looks: Sequence[Look], but: set[int]
) -> Iterable[_Bid]:
    for place, heading in enumerate(headings):
        if place in but or not heading or looks[place].is_empty:
            continue
        for target in targets_for(kind).values():
            if place >= _COMPARED and squashed(heading) not in target.headings:
                continue
            near, exact = alike(kind, heading, target)
            if near < NEAR or (target.key in _NAMED and _are_other_groups(heading, looks[place])):
                continue
            fit = _fit(looks[place], target, heading)
            score = near * (0.45 + 0.55 * fit)
            if fit < 0.3 and reads_as(target) not in (Kind.TEXT, Kind.CODE):
                score = 0.0
            if score >= SURE_ENOUGH:
                yield _Bid(score, place, target, _why(heading, target, exact, fit))


_COMPARED: Final = 250
"""Headings of so many columns are compared in spelling; of a wider table the others must be as listed."""
_NAMED: Final = frozenset({"provider_id", "supplier_id", "commissioner_id", "payer_id"})


def _are_other_groups(heading: str, look: Look) -> bool:
    """Whether headings of groups of rows, put beside them, are hardly names of bodies."""
    return heading == GROUP and body_share(look) < 0.3


_MONTH: Final = re.compile(r"[A-Za-z]{3,9}[\s\-/.,']*(?:\d{2}|\d{4})")
_MANY: Final = 8
_SELDOM_SAME: Final = 0.34
"""Of titles of many rows so large a share at least differs."""
_DAYS: Final = frozenset({"start_on", "award_on"})
"""Days that are not the one of a whole list."""
_DAY_WORDS: Final = frozenset({"date", "dates", "start", "end", "expiry"})


def _fit(look: Look, target: Target, heading: str) -> float:
    words = words_of(heading)
    if is_denied(target.key, words) or (target.key in _DAYS and is_as_at(look, words)):
        return 0.0
    if reads_as(target) is Kind.DAY and all(_MONTH.fullmatch(text) for text in look.sample):
        return look.days * 0.8  # a column of days beside it is nearer
    if reads_as(target) is Kind.DAY and _DAY_WORDS & set(words_of(heading).split()):
        one = target.key == "paid_on" and _is_day_of_list(look, heading)
        return max(look.days, look.serials * 0.9) * (_OF_LIST if one else 1.0)
    if target.key in ("term_months", "notice_months"):
        return length_share(look)
    if reads_as(target) in (Kind.REF, Kind.REFS) and (
        max(look.days, look.flags) > 0.8 or are_addresses(look)
    ):
        return 0.0  # "March 2027" is no name, nor are yes and no and the address of a page
    if is_another(target.key, look):
        return 0.0
    if target.key == "title" and look.distinct < _SELDOM_SAME:
        return 0.7  # a scheme or category that many rows share, rather than what each is
    if target.key == "reference" and (look.flags > 0.8 or _is_one_word(look)):
        return 0.0  # whether it was a card's, not which payment it was
    is_other = look.words < 0.3 or look.length > _LONGEST_CODE
    if target.key == "ods_code" and is_other and "ods" not in words_of(heading).split():
        return 0.0  # a number of another register
    if target.key in ("area", "type") and are_codes(look):
        # the words beside the codes say it better, where there are any
        return 0.0 if words_of(heading).endswith(" code") else 0.5
    is_count = reads_as(target) is Kind.COUNT and look.amounts > 0.5
    if target.key.startswith("extension") and max(look.flags, look.days) > 0.8 and not is_count:
        return 0.1  # whether there are options, or until when; not what they are
    return fitness(look, reads_as(target), target.spec.vocabulary)


_LONGEST_CODE: Final = 10
"""Codes of the NHS are no longer."""
_OF_LIST: Final = 0.6
"""What a column of one day alone is worth: where another column of days is, that is nearer."""
_PAYING: Final = re.compile(r"\b(?:pay|paid|payment|clear\w*|settle\w*|bacs|cheque)\b")


def _is_day_of_list(look: Look, heading: str) -> bool:
    """Whether all of many rows have one day, and the heading does not say that it is of payment."""
    alike = look.filled >= _MANY and len(look.sample) == 1
    return alike and not _PAYING.search(words_of(heading))


def _is_one_word(look: Look) -> bool:
    """Whether many cells all say the same word."""
    return look.filled >= _MANY and len(look.sample) == 1 and look.words > 0


def _why(heading: str, target: Target, exact: bool, fit: float) -> str:
    words = "is a heading of" if exact else "is much like a heading of"
    said = f"“{heading}” {words} {target.label.lower()}"
    held = {
        Kind.DAY: "dates", Kind.MONEY: "amounts", Kind.FLAG: "yes or no", Kind.YEAR: "years",
        Kind.COUNT: "numbers", Kind.QUANTITY: "numbers", Kind.RATE: "percentages",
    }.get(reads_as(target))  # fmt: skip
    if held is None:
        return said + "."
    much = "all" if fit > 0.995 else "most" if fit > 0.7 else "some"
    return f"{said}, and {much} of its cells are {held}."


_CLEAR: Final = 0.88
_DIGIT: Final = re.compile(r"\d")


_BASES: Final = frozenset(
    {"annual", "total", "per annum", "pa", "yearly", "whole life", "lifetime"}
)


def _by_heading_alone(
    kind: str, headings: Sequence[str], looks: Sequence[Look], taken: Taken
) -> Iterable[ColumnGuess]:
    """Yield columns whose headings are clearly of an amount or a day that no other column is.

    Their cells cannot be read, or few of them. So each is named as a cell to fix, where a column
    left out would be passed over. Not where the cells are plainly something else.
    """
    fields = taken.fields
    found: dict[str, _Bid] = {}
    for place, heading in enumerate(headings):
        look = looks[place]
        if place in taken or not heading or look.is_empty or look.flags > 0.5:
            continue
        for target in targets_for(kind).values():
            of_day = reads_as(target) is Kind.DAY
            if target.key in fields or not (of_day or reads_as(target) is Kind.MONEY):
                continue
            near, _ = alike(kind, heading, target)
            if near < _CLEAR or (look.amounts if of_day else look.days) > 0.5:
                continue
            if of_day and any(p not in taken and o.days > 0.8 for p, o in enumerate(looks)):
                continue  # a column of days is likelier
            if target.key == "award_on" and not any(map(_DIGIT.search, look.sample)):
                continue  # what was decided, not when
            elsewhere = look.words > 0.9 and _are_elsewhere(headings, looks, taken)
            if not of_day and (elsewhere or set(map(words_of, look.sample)) <= _BASES):
                continue  # the amounts stand under another heading, or this says what they are
            best = found.get(target.key)
            if best is None or near > best.score:
                why = f"“{heading}” is a heading of {target.label.lower()}; few of its cells can be read."
                found[target.key] = _Bid(near, place, target, why)
    places: set[int] = set()
    for bid in sorted(found.values(), key=lambda b: -b.score):
        if bid.place not in places:
            places.add(bid.place)
            yield ColumnGuess(bid.place, bid.target.key, 0.5, bid.why)


def _are_elsewhere(
    headings: Sequence[str], looks: Sequence[Look], taken: Mapping[int, ColumnGuess]
) -> bool:
    """Whether a column holds amounts alone, with pence, though its heading says days."""
    return any(
        p not in taken and look.amounts > 0.95 and look.days < 0.1
        and _DAY_WORDS & set(words_of(headings[p]).split())
        and sum("." in text for text in look.sample) * 2 > len(look.sample)
        for p, look in enumerate(looks)
    )  # fmt: skip


def _by_contents(
    kind: str, headings: Sequence[str], looks: Sequence[Look], taken: Taken
) -> list[ColumnGuess]:
    """Guess what only the contents show: columns without headings, dates beside each other."""
    free = [p for p in range(len(headings)) if p not in taken and not looks[p].is_empty]
    found: list[ColumnGuess] = []
    if kind == "organisations" and not any(headings):
        found.extend(directory(free, looks))
    else:
        found.extend(_single_amount(kind, headings, looks, free, taken.fields))
    return found


_IS_CODE: Final = re.compile(
    r"\b(?:cost (?:element|centre|center)|account|code|ref|reference|number|no|id|previous|former)\b"
)


_OF_PROJECT: Final = re.compile(
    r"\b(?:project|scheme|programme) (?:costs?|value|budget)\b|\bcosts? of (?:the )?(?:project|scheme)\b|"
    r"\bmatch\w*\b|\bclaim\w*\b|\brequest\w*\b|\bapplied\b|\bpaid\b|\bto date\b|\bspen[dt]\b|\bleverage\w*\b"
)
"""What a project costs in all, or what has gone of a grant: not what was given to it."""
_GIVEN: Final = re.compile(r"\b(?:grants?|awards?|awarded|funding)\b")


def _single_amount(
    kind: str,
    headings: Sequence[str],
    looks: Sequence[Look],
    free: Sequence[int],
    fields: frozenset[str],
) -> list[ColumnGuess]:
    """Take the only column of amounts that has pence or a £ for the amount, where none was found."""
    key = {
        "contracts": "total_value_p",
        "spend": "amount_p",
        "services": "amount_p",
        "funding": "amount_p",
    }.get(kind)
    if key is None or key in fields or "annual_value_p" in fields:
        return []
    money = [
        p
        for p in free
        if looks[p].amounts > 0.8 and looks[p].days < 0.5 and looks[p].largest >= 100
        and not _IS_CODE.search(words_of(headings[p]))
        and ("£" in headings[p] or {"value", "amount", "cost", "spend", "budget", "price", "sum", "payments"}
             & set(words_of(headings[p]).split()))
    ]  # fmt: skip
    if kind == "contracts":
        given = [p for p in money if not _OF_PROJECT.search(words_of(headings[p]))]
        money = given if any(_GIVEN.search(words_of(headings[p])) for p in given) else money
    totals = [p for p in money if "total" in words_of(headings[p]).split()]
    money = totals if len(money) > 1 and len(totals) == 1 else money
    if len(money) != 1:
        return []
    why = f"“{headings[money[0]]}” is the only column of such amounts; no heading is nearer."
    return [ColumnGuess(money[0], key, 0.6, why)]


def _left_out(
    place: int, heading: str, look: Look, kind: str, fields: frozenset[str]
) -> ColumnGuess:
    if look.is_empty:
        return ColumnGuess(place, None, 1.0, "The column is empty.")
    if not heading:
        return ColumnGuess(place, None, 0.5, "It has no heading.")
    for target in targets_for(kind).values():
        if place >= _COMPARED and squashed(heading) not in target.headings:
            continue
        near, _ = alike(kind, heading, target)
        if near < NEAR:
            continue
        if target.key in fields:
            why = f"Another column is nearer to {target.label.lower()}."
            return ColumnGuess(place, None, 0.7, why, rival=target.key)
        return ColumnGuess(place, None, 0.6, f"Its cells do not suit {target.label.lower()}.")
    return ColumnGuess(place, None, 0.6, f"No field of {kind} is called “{heading}”.")
