"""Left-out columns that could give a key field as well as the column it is read from."""

import re
from collections.abc import Sequence
from typing import Final

from commissionplanner.io.mapping.columns.completion import worded, words_in
from commissionplanner.io.mapping.columns.series_columns import is_other_figure
from commissionplanner.io.mapping.fields.guesses import ColumnGuess
from commissionplanner.io.mapping.fields.headings import measure_in, vat_in, words_of
from commissionplanner.io.mapping.fields.targets import reads_as, targets_for
from commissionplanner.io.mapping.values.contents import Look
from commissionplanner.model.fields import Kind

_PLAINLY: Final = 0.95
"""A column whose heading is so near its field has no rival by words alone."""
_SECOND: Final = {
    "title": re.compile(r"desc", re.IGNORECASE),
    "amount_p": re.compile(r"^\s*budget", re.IGNORECASE),
    "total_value_p": re.compile(r"estimat|\best\b|tender|original|initial|advert", re.IGNORECASE),
}
"""Headings of a field, plain as they are, that stand for it only where no column beside them does."""
_NUMBER: Final = re.compile(
    r"\b(?:id|identifier|number|no|ref\w*|vat|code|town|city|county|country|postcode|post code|address|email|phone|telephone|"
    r"website|size|status|type)\b"
)
"""In a heading beside that of names: it is of their numbers, or where and what they are."""
_ELSEWHERE: Final = {
    "amount_p": {"amount_column", "same_year"}, "total_value_p": {"value_column"},
    "annual_value_p": {"annual_value_column"},
    "title": {"swapped_names", "swapped_titles"}, "provider_id": {"swapped_names"},
}  # fmt: skip


def is_asked(key: str, asked: set[str]) -> bool:
    """Whether a question asked already says which column a field is read from."""
    return bool(asked & {f"column_{key}", *_ELSEWHERE.get(key, ())})


def rivals_of(
    kind: str,
    held: ColumnGuess,
    guesses: Sequence[ColumnGuess],
    headings: Sequence[str],
    looks: Sequence[Look],
) -> list[ColumnGuess]:
    """Return the left-out columns that could give the field of a column as well, the likeliest first.

    So a column could whose cells suit the field and whose heading has as many words of it, where
    that of the column taken is none of the plainest; and an amount that differs from it in VAT.
    """
    key, own = held.key or "", headings[held.place]
    if key == "ref":
        return [
            g
            for g in guesses
            if (g.rival == key or _is_free_reference(g, headings)) and _tells_each(looks[g.place])
        ]
    if key == "name" and kind == "services" and (own_names := _own_names(held, guesses, looks)):
        return own_names
    spec_kind = reads_as(targets_for(kind)[key])
    second = _SECOND.get(key)
    is_plain = held.confidence >= _PLAINLY and not (second and second.search(own))
    least = max(1, words_in(kind, key, own))
    by_place = {g.place: g for g in guesses if g.key is None and g.confidence < 1.0}
    found = []
    for place, words in worded(kind, key, headings, looks, list(by_place)).items():
        heading = headings[place]
        if spec_kind is Kind.REF and _NUMBER.search(words_of(heading)):
            continue
        if kind == "organisations" and looks[place].distinct < looks[held.place].distinct:
            continue  # many bodies share it, as they do a region
        in_vat = spec_kind is Kind.MONEY and words > 0 and vat_in(own) != vat_in(heading)
        if in_vat or (not is_plain and words_in(kind, key, heading) >= least):
            found.append(by_place[place])
    return found


def _own_names(
    held: ColumnGuess, guesses: Sequence[ColumnGuess], looks: Sequence[Look]
) -> list[ColumnGuess]:
    """Return the left-out columns headed as names that differ in all rows, where those taken are shared.

    So a budget names the programme of each of its services, which is headed as plainly.
    """
    if looks[held.place].distinct > _SHARED:
        return []
    return [
        g
        for g in guesses
        if g.key is None
        and g.rival == held.key
        and looks[g.place].distinct > _DIFFER
        and looks[g.place].words > _SHARED
    ]


def other_names(
    held: ColumnGuess,
    guesses: Sequence[ColumnGuess],
    headings: Sequence[str],
    looks: Sequence[Look],
) -> list[ColumnGuess]:
    """Return the left-out columns of names that all differ, where those taken are the same in some rows.

    So a lookup of areas names the smaller, which its rows are about, and those that they lie in.
    """
    if looks[held.place].distinct > _DIFFER:
        return []
    return [
        g
        for g in guesses
        if g.key is None
        and _OWN_NAME.search(words_of(headings[g.place]))
        and looks[g.place].distinct > _DIFFER
        and looks[g.place].words > 0.9
    ]


_DIFFER: Final = 0.98
_SHARED: Final = 0.9
_OWN_NAME: Final = re.compile(r"\bname$")
_SPENT: Final = re.compile(r"\b(?:expenditure|spend|spent|cost|costs)\b")


def other_measures(
    held: ColumnGuess, amounts: Sequence[ColumnGuess], headings: Sequence[str]
) -> list[ColumnGuess]:
    """Return the left-out columns of what is spent as well, such as the actual beside the planned.

    Args:
        held: The amount that is taken.
        amounts: Columns of amounts.
        headings: One a column.
    """
    own = measure_in(headings[held.place])
    free = [g for g in amounts if g.key is None and g.confidence < 1.0]
    spent = [g for g in free if own and _SPENT.search(words_of(headings[g.place]))]
    return [
        g
        for g in spent
        if measure_in(headings[g.place]) not in (None, own)
        and not is_other_figure(headings[g.place])
    ]


_REFERENCE: Final = re.compile(
    r"\bref(?:erence)?\b|^(?:contract|procurement|notice|award|agreement|grant|tender) (?:id|no|number)$"
)


def _is_free_reference(guess: ColumnGuess, headings: Sequence[str]) -> bool:
    """Whether a left-out column is headed as a reference, though as none of contracts."""
    is_free = guess.key is None and guess.confidence < 1.0
    return is_free and bool(_REFERENCE.search(words_of(headings[guess.place])))


def _tells_each(look: Look) -> bool:
    """Whether each cell of a column is another code, as those are that records go by."""
    return look.codes > 0.9 and look.distinct > 0.98 and look.filled == look.total
