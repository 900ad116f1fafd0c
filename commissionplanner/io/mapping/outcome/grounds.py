"""Whether a table gives any ground for what it is taken for: a list of places or posts is no register."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from commissionplanner.io.mapping.columns.settling import DOUBTFUL, LIKELY
from commissionplanner.io.mapping.columns.whose import NONE
from commissionplanner.io.mapping.fields.guesses import first_of
from commissionplanner.io.mapping.fields.headings import words_of
from commissionplanner.io.mapping.kinds.other_records import of_other_records
from commissionplanner.io.mapping.names.bodies import is_as_a_body
from commissionplanner.io.mapping.names.reference import body_by_name
from commissionplanner.io.mapping.outcome.no_money import no_money
from commissionplanner.io.mapping.staged import Staged
from commissionplanner.io.mapping.values.currencies import counts_things

_ABOUT: Final[Mapping[str, set[str]]] = {
    "contracts": {"title", "provider_id", "stream_ids", "ref"},
    "services": {"name", "s251_line"},
    "funding": {"name", "ref"},
    "spend": {"supplier_id", "description"},
    "agreements": {"name"},
}
"""Fields of a kind one of which says what a row is about."""
_WORTH: Final[Mapping[str, set[str]]] = {
    "contracts": {"total_value_p", "annual_value_p"},
    **{kind: {"amount_p"} for kind in ("services", "funding", "spend")},
}
_BY_CELLS: Final[Mapping[str, set[str]]] = {
    "contracts": {"title", "provider_id", "start_on", "current_end_on", "total_value_p"},
    "spend": {"supplier_id", "paid_on", "amount_p"},
}
"""Fields that tell a list where all of them are told by cells, whatever its headings say."""
_ELIMINATED: Final = LIKELY - 0.01
_OF_ANYTHING: Final = {"name", "short_name", "note", "area", "type", "valid_from_on", "valid_to_on"}
"""Fields of organisations that people, months or places have as well."""
_PLACED: Final = re.compile(
    r"\b(?:address|post ?code|tele?phone|phone|website|web site|url|town|region|sector|charity|company|organi[sz]ation)\b"
)
"""A heading that goes with the name of a body or a place."""
_TYPES: Final = 5
"""So many bodies or more are hardly each of another type."""
_LOOKED_AT: Final = 500
_SIGNS: Final = 2
"""So many headings of addresses and the like at least tell of places."""
_SAME: Final = 3
"""Rows of one body alone, so many or more, are no list of bodies."""
_WEAK: Final = 0.5
"""A kind so little sure, or less, needs clear headings."""
_POST: Final = re.compile(r"\b(?:job|post) ?title\b|^post$|\bemployee name\b")
_TERM: Final = re.compile(
    r"parent (?:id|name|term)|taxonomy|taxonomy (?:id|detail|name)|vocabulary|term (?:uri|id)"
)
"""A heading of a list of terms that stand under one another."""
_PAY: Final = re.compile(
    r"\bsalar(?:y|ies)\b|\bremuneration\b|^grade$|\bpay (?:band|grade|scale)\b"
)


def ungrounded(staged: Staged) -> str:
    """Return why a table is not what it was taken for, in a sentence; "" where it may be.

    Only for what the headings left to guessing: what the user said of the file is not asked.
    """
    words = [words_of(heading) for heading in staged.sheet.table.headings]
    if other := _of_others(staged, words):
        return other
    known = _known(staged, DOUBTFUL)
    told = f"No heading of “{staged.file}” tells what its rows are about."
    if staged.kind == "organisations" and "name" in staged.sheet.single:
        if staged.kind_guess.is_told or "name" in known:
            return _one_body(staged) or _of_types(staged) or _of_anything(staged)
        return _one_body(staged) or told
    if staged.kind == "organisations":
        return f"No column of “{staged.file}” names organisations."
    about, worth = _ABOUT.get(staged.kind, set()), _WORTH.get(staged.kind, set())
    if not all(_has_any(staged, key) for key in worth):
        about, worth = about - {"ref"}, {key for key in worth if _has_any(staged, key)}
    if staged.kind == "services" and not staged.sheet.money_keys() and _are_bodies(staged):
        return f"“{staged.file}” names public bodies, and no services."
    by_word = _known(staged, LIKELY)
    if staged.kind == "funding" and worth & (
        known if staged.kind_guess.confidence <= _WEAK else by_word
    ):
        about = about | {"holder_id"}  # a table of allocations by body
    if staged.kind == "contracts" and known & {"start_on", "current_end_on"}:
        about = about | {"service_ids"}  # services that are let for a term
    if about & known or (about & by_word and (worth & by_word or _is_directory(staged, words))):
        return ""
    if _BY_CELLS.get(staged.kind, {"none"}) <= _known(staged, _ELIMINATED):
        return ""  # and each of them is asked about
    if staged.kind == "spend" and not about & (
        by_word | {q.id.removeprefix("column_") for q in staged.questions}
    ):
        return told  # a series of figures by day
    return "" if worth & known and staged.kind_guess.is_told else told


def _of_others(staged: Staged, words: Sequence[str]) -> str:
    """Return why a table is of things that a plan does not hold: posts, rates, counts, terms to sort services by."""
    if any(map(_POST.search, words)) and any(map(_PAY.search, words)):
        return f"“{staged.file}” is a list of posts and what they are paid, which a plan does not hold."
    if staged.kind == "services" and sum(bool(_TERM.fullmatch(each)) for each in words) >= _SIGNS:
        return f"“{staged.file}” is a list of terms to sort services by, and of none."
    if told := of_other_records(words, staged.kind):
        return f"“{staged.file}” {told}"
    if counts_things(staged.sheet.table, staged.sheet.places):
        return f"The amounts of “{staged.file}” count things, as their unit says, and are no money."
    return _of_rates(staged) or no_money(staged, words)


_BAND: Final = re.compile(r"\bband [a-h]\b|\bcouncil tax (?:levels?|bands?|rates?)\b")
_DEAREST_P: Final = 1_000_000


def _of_rates(staged: Staged) -> str:
    """Return why a table is no list of funding: what a household pays of a band of council tax is a rate."""
    titles = (staged.file, staged.sheet.table.sheet, *staged.sheet.table.banner)
    if staged.kind != "funding" or not any(_BAND.search(words_of(title)) for title in titles):
        return ""
    largest = max((abs(v) for _, c in staged.sheet.yearly for v in c.values if v), default=0)
    if not 0 < largest < _DEAREST_P:
        return ""
    return (
        f"“{staged.file}” holds what households pay of a band of council tax, which is no funding."
    )


def _are_bodies(staged: Staged) -> bool:
    """Whether nearly all names of a list of services without costs are those of public bodies."""
    if staged.sheet.yearly or not staged.sheet.has("name"):
        return False
    values = staged.sheet.single["name"].values[:_LOOKED_AT]
    names = {str(value) for value in values if value}
    known = sum(body_by_name(name, public=True) is not None for name in names)
    return known * 10 > len(names) * 8


def _has_any(staged: Staged, key: str) -> bool:
    """Whether a field may have a value in some row: not where all its cells are counts of other things."""
    column = staged.sheet.single.get(key)
    return column is None or any(value is not None for value in column.values)


def _is_directory(staged: Staged, words: Sequence[str]) -> bool:
    """Whether a list of services tells where each is, so that it need not say what they cost."""
    is_told = staged.kind == "services" and staged.kind_guess.is_told
    return is_told and sum(bool(_PLACED.search(each)) for each in words) >= _SIGNS


def _known(staged: Staged, least: float) -> set[str]:
    """Return the fields whose columns are surer than so; of the surest, none that was asked about."""
    # which of two columns is meant is no doubt of both, so only where none is a choice
    doubted = {q.id.removeprefix("column_") for q in staged.questions if NONE in q.choices}
    asked = doubted if least >= DOUBTFUL else set[str]()
    lines = {"name"} if any(guess.line for guess in staged.guesses) else set()
    return lines | {g.key for g in staged.guesses if g.key and g.confidence > least} - asked


def _one_body(staged: Staged) -> str:
    """Return why a table is no list of bodies: one alone has all its rows."""
    names = [value for value in staged.sheet.single["name"].values if value]
    if len(names) >= _SAME and len(set(names)) == 1:
        return f"All {len(names):,} rows of “{staged.file}” are of one organisation, “{names[0]}”."
    return ""


def _of_types(staged: Staged) -> str:
    """Return why a table is no list of bodies: each row has a type of its own, which it is about."""
    held = first_of(staged.guesses, "type")
    cells = [] if held is None else list(filter(None, staged.sheet.table.columns[held.place]))
    if len(cells) < _TYPES or len(set(cells)) < len(cells):
        return ""
    names = [str(value) for value in staged.sheet.single["name"].values if value]
    if sum(map(is_as_a_body, names)) > len(names) / 2:
        return ""  # partners, each of another sort
    return f"Each row of “{staged.file}” has a type of its own, so it is a list of types."


def _of_anything(staged: Staged) -> str:
    """Return why a list of names is no list of bodies: neither a heading nor a name tells of them."""
    held = first_of(staged.guesses, "name")
    heading = staged.sheet.table.headings[held.place] if held is not None else ""
    words = (words_of(each) for each in staged.sheet.table.headings)
    others = (each for each in words if not each.endswith(" id"))  # whose those named are
    if words_of(heading) != "name" or any(map(_PLACED.search, others)):
        return ""
    if _known(staged, 0) - _OF_ANYTHING:
        return ""
    names = {str(value) for value in staged.sheet.single["name"].values if value}
    if any(is_as_a_body(name) or body_by_name(name, public=False) for name in names):
        return ""
    return f"“{staged.file}” has names, and nothing in it says that they are of organisations."
