"""Headings that stand over each other's columns: found by the contents, and asked."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from commissionplanner.io.mapping.columns.unsettled import Unsettled
from commissionplanner.io.mapping.columns.whose import payer_share
from commissionplanner.io.mapping.fields.guesses import ColumnGuess
from commissionplanner.io.mapping.fields.headings import unit_in, words_of
from commissionplanner.io.mapping.names.bodies import FIRM, body_share
from commissionplanner.io.mapping.values.contents import Look
from commissionplanner.io.mapping.values.suppliers import is_of_blocks
from commissionplanner.io.tabular import dates, readings
from commissionplanner.io.tabular.cells import Cell, cell_text, is_blank
from commissionplanner.io.tabular.table import Table

_SAMPLE: Final = 400
_FEWEST: Final = 3
_LONG, _TIMES = 80, 3
"""Titles of more characters on average, and so many times as many as descriptions, are descriptions."""
_FUND: Final = re.compile(
    r"\b(?:grants?|funds?|funding|budgets?|contributions?|initiative|section \d+|s\d{2,3})\b",
    re.IGNORECASE,
)
_SHORT: Final = 4
_MANY, _SHARED, _OWN_TEXTS, _SOME = 8, 0.34, 0.8, 0.2
_IDENTIFIERS: Final = re.compile(r"\b(?:ids?|identifiers?|codes?|uuid|guid)$")
_WITH_PENCE: Final = re.compile(r"\d\.\d\d\D*\Z")
_WITH_COMMAS: Final = re.compile(r"\A\D?\d{1,3}(?:,\d{3})+(?:\.\d+)?\Z")


def settle_swapped(case: Unsettled, guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    """Ask of each pair of columns that hold what the other's heading says; by default they change."""
    for pair in _PAIRS:
        if pair.kind != case.kind or pair.id in {q.id for q in case.asker.questions}:
            continue
        held = {g.key: g for g in guesses if g.key in (pair.one, pair.other) and g.year is None}
        if len(held) < 2 or held.keys() & case.given:
            continue
        one, other = held[pair.one], held[pair.other]
        if not pair.is_swapped(case.table, case.looks, one.place, other.place):
            continue
        names = f"“{case.table.names[one.place]}” and “{case.table.names[other.place]}”"
        text = f"The headings {names} seem to stand over each other's columns: {pair.why}. Change them over?"
        if case.asker.ask(pair.id, text, ("yes", "no"), "yes") == "yes":
            guesses = [_turned(g, one, other, pair.why) for g in guesses]
    return guesses


def _turned(guess: ColumnGuess, one: ColumnGuess, other: ColumnGuess, why: str) -> ColumnGuess:
    if guess not in (one, other):
        return guess
    key = other.key if guess is one else one.key
    said = f"Its heading says otherwise, but {why}."
    return replace(guess, key=key, confidence=0.6, why=said, rival=None)


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two fields whose columns may be changed over, and how that shows."""

    id: str
    kind: str
    one: str
    other: str
    why: str
    is_swapped: Callable[[Table, Sequence[Look], int, int], bool]


def _names(table: Table, looks: Sequence[Look], text: int, body: int) -> bool:
    """Whether the texts are bodies and the bodies are not.

    Half of them have a word of bodies, or a third and some end as firms do, or a quarter ends so,
    of which no title of a contract speaks at its end; or they are blocks of name and address; or they stand within the bodies' own cells,
    as a title names whom a grant is to.
    """
    if _IDENTIFIERS.search(words_of(table.headings[body])):
        return False  # it holds codes of bodies, and never their names
    texts, bodies = looks[text].sample, looks[body].sample
    if sum(map(is_of_blocks, texts)) * 2 > len(texts) and not any(map(is_of_blocks, bodies)):
        return True
    firms = sum(bool(FIRM.search(shown)) for shown in texts)
    if len(texts) < _FEWEST:  # a few bodies, a row each or many
        others = looks[body]
        return (
            share_named(looks[text]) == 1 and len(bodies) >= _FEWEST and share_named(others) <= 0.1
        )
    if firms >= _FEWEST and firms * 4 >= len(texts) and not any(map(FIRM.search, bodies)):
        return True
    share = share_named(looks[text])
    if share >= (0.3 if firms > 1 else 0.5) and share_named(looks[body]) <= (
        0.2 if firms > 1 else 0.1
    ):
        return True
    return _are_within(table, text, body)


def share_named(look: Look) -> float:
    """Return the share of a column's distinct texts that are named as bodies are, public ones too."""
    return max(body_share(look), payer_share(look))


def _are_within(table: Table, one: int, other: int) -> bool:
    """Whether most texts of a column stand within longer ones of another in their rows."""
    pairs = [
        (cell_text(a).casefold().strip(), cell_text(b).casefold().strip())
        for a, b in zip(_some(table, one), _some(table, other), strict=True)
    ]
    within = sum(len(a) > _SHORT and a in b and a != b for a, b in pairs)
    return len({a for a, _ in pairs}) >= _FEWEST and within * 2 > len(pairs)


def _suppliers(table: Table, looks: Sequence[Look], aside: int, body: int) -> bool:
    """Whether the texts are bodies, far more of them than there are bodies, and these are none."""
    several = len(looks[aside].sample) >= 2 * len(looks[body].sample) > 0
    return several and body_share(looks[aside]) > _SOME and _names(table, looks, aside, body)


def _own(_: Table, looks: Sequence[Look], name: int, aside: int) -> bool:
    """Whether the names are few texts that rows share, and the others are a row's own, and hardly bodies."""
    names, others = looks[name], looks[aside]
    is_shared = names.filled >= _MANY and names.distinct <= _SHARED
    is_own = others.distinct >= _OWN_TEXTS and others.words > _OWN_TEXTS and others.codes < _SOME
    return is_shared and is_own and share_named(others) < 0.5


def _streams(_: Table, looks: Sequence[Look], name: int, stream: int) -> bool:
    """Whether the names are mostly those of funds and grants, and the funds hardly are."""
    shares = [
        sum(bool(_FUND.search(text)) for text in looks[place].sample)
        / max(1, len(looks[place].sample))
        for place in (name, stream)
    ]
    return len(looks[stream].sample) >= _FEWEST and shares[0] >= 0.5 and shares[1] <= 0.1


def _texts(table: Table, looks: Sequence[Look], title: int, description: int) -> bool:
    """Whether the titles are long, and the descriptions are within them or far shorter than they."""
    one, other = looks[title], looks[description]
    if min(one.words, other.words) < _OWN_TEXTS or other.codes > _SOME:
        return False
    if _are_within(table, description, title):
        return True
    is_long = one.length > max(_LONG, _TIMES * other.length)
    return is_long and min(one.distinct, other.distinct) >= _OWN_TEXTS


def _payers(_: Table, looks: Sequence[Look], payer: int, paid: int) -> bool:
    """Whether those who pay are many and hardly public, and those paid are public or very few.

    However few pay: where they are firms and none is public, and all that are paid are.
    """
    shares = payer_share(looks[payer]), payer_share(looks[paid])
    if shares == (0, 1) and body_share(looks[payer]) >= 0.5:
        return True
    if payer_share(looks[payer]) > 0.4 or len(looks[payer].sample) <= _FEWEST:
        return False
    few = len(looks[paid].sample) * _FEWEST <= len(looks[payer].sample)
    return payer_share(looks[paid]) >= 0.5 or (few and body_share(looks[payer]) >= 0.3)


def _codes(_: Table, looks: Sequence[Look], ref: int, title: int) -> bool:
    """Whether the titles are codes with digits, and the references are words."""
    is_code = looks[title].codes > 0.9
    digits = sum(any(c.isdigit() for c in t) for t in looks[title].sample)
    words = looks[ref].codes < 0.3 and looks[ref].words > 0.9 and looks[ref].length > 8
    return is_code and words and digits * 2 > len(looks[title].sample)


def _pence(table: Table, _: Sequence[Look], ref: int, amount: int) -> bool:
    """Whether most references are written as amounts are, with pence or commas, and no amount is."""
    found = [cell_text(cell).strip() for cell in _some(table, ref) if not is_blank(cell)]
    amounts = [cell_text(cell).strip() for cell in _some(table, amount) if not is_blank(cell)]
    if len(found) < _FEWEST or not all(any(map(str.isdigit, text)) for text in amounts):
        return False
    return any(
        sum(bool(written.search(text)) for text in found) * 2 > len(found)
        and not any(map(written.search, amounts))
        for written in (_WITH_PENCE, _WITH_COMMAS)
    )


def _days(table: Table, _: Sequence[Look], start: int, end: int) -> bool:
    """Whether most rows end before they start."""
    return are_mostly_after(table, start, end)


def are_mostly_after(table: Table, one: int, other: int) -> bool:
    """Whether most days of one column come after those of another in their rows."""
    read = {}
    for place in (one, other):
        order = dates.find_order(table.columns[place])
        read[place] = [_day(cell, order) for cell in _some(table, place)]
    return _mostly_after(read[one], read[other])


def _amounts(table: Table, _: Sequence[Look], annual: int, total: int) -> bool:
    """Whether most values of a year are larger than those of the whole term."""
    read = {}
    for place in (annual, total):
        unit = unit_in(table.headings[place])
        amounts = [readings.read_money(cell).value for cell in _some(table, place)]
        read[place] = [None if amount is None else amount * unit for amount in amounts]
    return _mostly_after(read[annual], read[total])


def _some(table: Table, place: int) -> list[Cell]:
    return table.columns[place][:_SAMPLE]


def _day(cell: Cell, order: dates.Order) -> Any:
    return dates.read_date(cell, order).value


def _mostly_after(ones: Sequence[Any], others: Sequence[Any]) -> bool:
    pairs = [
        (a, b)
        for a, b in zip(ones, others, strict=True)
        if a is not None and b is not None and a != b
    ]
    return len(pairs) >= _FEWEST and sum(a > b for a, b in pairs) * 10 >= len(pairs) * 7


_BODIES: Final = "the one holds bodies, the other does not"
_CODES: Final = "the one holds words, the other codes"
_PAYERS: Final = "those who pay look like those who are paid"
_PENCE: Final = "the one has pence or commas as amounts do, the other has none"
_WITHIN: Final = "the titles are long texts, and the descriptions short ones"
_FUNDS: Final = "the one holds funds and grants, the other does not"
_LATEST: Final = "most would end after the latest day they could end on"
_TEXTS: Final = "the one has a text of its own in most rows, the other the same few in all"
_PAIRS: Final = (
    _Pair("swapped_names", "contracts", "title", "provider_id", _BODIES, _names),
    _Pair("swapped_names", "contracts", "department", "provider_id", _BODIES, _suppliers),
    _Pair("swapped_titles", "contracts", "title", "department", _TEXTS, _own),
    _Pair("swapped_codes", "contracts", "ref", "title", _CODES, _codes),
    _Pair("swapped_codes", "contracts", "ref", "provider_id", _CODES, _codes),
    _Pair("swapped_bodies", "contracts", "commissioner_id", "provider_id", _PAYERS, _payers),
    _Pair("swapped_amounts", "contracts", "ref", "total_value_p", _PENCE, _pence),
    _Pair("swapped_dates", "contracts", "start_on", "current_end_on", "most rows would end before they start", _days),
    _Pair("swapped_ends", "contracts", "current_end_on", "max_end_on", _LATEST, _days),
    _Pair("swapped_ends", "contracts", "initial_end_on", "current_end_on", _LATEST, _days),
    _Pair("swapped_texts", "contracts", "title", "description", _WITHIN, _texts),
    _Pair("swapped_texts", "services", "name", "description", _WITHIN, _texts),
    _Pair("swapped_codes", "agreements", "ref", "name", _CODES, _codes),
    _Pair("swapped_codes", "funding", "ref", "name", _CODES, _codes),
    _Pair("swapped_codes", "services", "ref", "name", _CODES, _codes),
    _Pair("swapped_values", "contracts", "annual_value_p", "total_value_p",
          "most values of a year would be above those of the term", _amounts),
    _Pair("swapped_bodies", "spend", "payer_id", "supplier_id", _PAYERS, _payers),
    _Pair("swapped_names", "spend", "description", "supplier_id", _BODIES, _names),
    _Pair("swapped_names", "spend", "area", "supplier_id", _BODIES, _names),
    _Pair("swapped_names", "spend", "type", "supplier_id", _BODIES, _names),
    _Pair("swapped_codes", "spend", "reference", "supplier_id", _CODES, _codes),
    _Pair("swapped_amounts", "spend", "reference", "amount_p", _PENCE, _pence),
    _Pair("swapped_names", "services", "name", "provider_ids", _BODIES, _names),
    _Pair("swapped_names", "services", "name", "lead_commissioner_id", _BODIES, _names),
    _Pair("swapped_titles", "services", "name", "lead_commissioner_id", _TEXTS, _own),
    _Pair("swapped_titles", "services", "name", "directorate_id", _TEXTS, _own),
    _Pair("swapped_titles", "services", "name", "stream_id", _TEXTS, _own),
    _Pair("swapped_streams", "services", "name", "stream_id", _FUNDS, _streams),
    _Pair("swapped_names", "funding", "name", "holder_id", _BODIES, _names),
    _Pair("swapped_names", "funding", "name", "payer_id", _BODIES, _names),
)  # fmt: skip
