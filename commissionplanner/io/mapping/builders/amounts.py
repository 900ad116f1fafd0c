"""What the amounts of a file are, where its columns do not say: VAT, certainty, ceilings of frameworks."""

import re
from collections.abc import Collection
from datetime import date
from typing import Any, Final

from commissionplanner.io.mapping.builders.context import Context
from commissionplanner.io.mapping.columns.told_vat import told_vat
from commissionplanner.io.mapping.fields.guesses import ColumnGuess
from commissionplanner.io.mapping.fields.headings import certainty_in, vat_in, words_of
from commissionplanner.model.money import format_pounds
from commissionplanner.model.words import counted

_UNKNOWN: Final = "unknown"
_OF_VAT: Final = re.compile(r"vat|\b(?:nett?|gross) (?:amount|value)", re.IGNORECASE)
"""What a title says of VAT: the word alone is of other things too, such as gross budgets."""
_VAT_NUMBER: Final = re.compile(r"\bvat (?:reg\w* )?(?:number|no|id|code|reg\w*)\b|\bvat reg\w*")
_FRAMEWORK: Final = re.compile(
    r"\bframeworks?\b|\bdynamic (?:purchasing|market)\b|\bDPS\b", re.IGNORECASE
)
_CALLED_OFF: Final = re.compile(
    r"\bcall(?:ed)?[- ]?off\b|\bmini[- ]competition\b|\b(?:via|under|from|through|using)\b.*\b(?:framework|DPS)\b",
    re.IGNORECASE,
)
_SHORTEST_DAYS: Final = 367
"""A framework runs for years; what is called one and is not is an order under it."""
_FROM_P: Final = 100_000_000
"""£1m: below it the word is more often in a name. As in the rule about ceilings, DAT-006."""
_PLANNED: Final = re.compile(
    r"\bpipeline\b|\bforward (?:plan|procurement|look)\b|"
    r"\b(?:planned|future|upcoming|proposed) (?:procurements?|tenders?|contracts?|commissioning)\b",
    re.IGNORECASE,
)
"""A title of contracts that nobody has let yet."""
_TITLED: Final = ("title", "ref", "start_on", "total_value_p")


def vat_of_file(context: Context) -> str | None:
    """Return whether VAT is inside the amounts, as headings or titles say, or as answered.

    None where a column says so row by row, or nobody knows. Asked of lists of payments, and where
    the file speaks of VAT at all; offered elsewhere.
    """
    sheet = context.sheet
    keys = sheet.money_keys()
    if sheet.has("vat_basis") or not keys:
        return None
    table = sheet.table
    for text in (*(table.headings[sheet.places[key]] for key in keys), *table.banner):
        says = text in table.headings or _OF_VAT.search(text)
        said = vat_in(text) if says else None
        if said:
            return said
    text = "No heading says whether the amounts are net of VAT or with it. Which are they?"
    choices = ("net", "gross", _UNKNOWN)
    if (told := told_vat(sheet, keys[0])) is not None:
        taken = context.asker.told("vat", text, choices, *told)
    else:
        spoken_of = any(map(_speaks_of_vat, (*table.headings, *table.banner)))
        ask = context.asker.ask if spoken_of or sheet.kind == "spend" else context.asker.option
        taken = ask("vat", text, choices, _UNKNOWN)
    return None if taken == _UNKNOWN else taken


def _speaks_of_vat(text: str) -> bool:
    """Whether a heading or title has VAT in it, and not only the number a body is registered for it by."""
    return "vat" in _VAT_NUMBER.sub(" ", words_of(text)).split() or "value added tax" in words_of(
        text
    )


def certainty_of_years(context: Context) -> dict[int, str]:
    """Return how sure the amounts of each year column are, by its place, as headings say.

    Asked once for all the others, unless all of them are of years that have ended: what they
    brought is known.
    """
    sheet = context.sheet
    years = [guess for guess, _ in sheet.yearly if guess.year is not None]
    if len(years) < 2 or sheet.has("certainty"):
        return {}
    known = {g.place: g.certainty for g in years if g.certainty is not None}
    if known:
        shown = ", ".join(
            f"“{sheet.table.headings[place]}” is {said}" for place, said in known.items()
        )
        context.asker.note(f"As the headings say: {shown}.")
    open_years = [g for g in years if g.place not in known and g.measure != "actual"]
    if open_years:
        said = next(filter(None, map(certainty_in, sheet.table.banner)), None)
        today = context.plan.header.as_at_on
        to_come = [g for g in open_years if not (today and g.year and g.year.last_day < today)]
        taken = _asked_certainty(context, to_come or open_years, said, is_asked=bool(to_come))
        if taken != _UNKNOWN:
            known.update({g.place: taken for g in open_years})
    return known


def _asked_certainty(
    context: Context, years: list[ColumnGuess], said: str | None, *, is_asked: bool
) -> str:
    first, last = years[0].year, years[-1].year
    which = f"{first} to {last}" if first != last else str(first)
    text = f"How sure is the money of {which}? The headings of these years do not say."
    choices = ("confirmed", "indicative", "assumed", _UNKNOWN)
    ask = context.asker.ask if is_asked else context.asker.option
    return ask("certainty", text, choices, said or _UNKNOWN)


def value_said(context: Context) -> dict[str, Any]:
    """Return what heading or title say of a value: an estimate, or with options included."""
    sheet = context.sheet
    place = sheet.places.get("total_value_p", sheet.places.get("annual_value_p"))
    if place is None:
        return {}
    words = set(words_of(sheet.table.headings[place]).split())
    said: dict[str, Any] = {}
    if words & {"estimated", "estimate", "est", "approx", "approximate"} and not sheet.has(
        "value_kind"
    ):
        said["value_kind"] = "estimate"
    if words & {"options", "extensions"} and not words & {"excluding", "excl", "without", "exc"}:
        said["value_includes_options"] = True
    if "value_kind" not in said and not sheet.has("value_kind") and _is_planned(context):
        said["value_kind"] = "estimate"
    return said


def _is_planned(context: Context) -> bool:
    """Whether the file says that its contracts are planned and not let yet; it is said, and may be answered."""
    table = context.sheet.table
    titles = (*table.banner, table.sheet, re.sub(r"[_-]", " ", table.file.rsplit(".", 1)[0]))
    title = next((title for title in titles if _PLANNED.search(title)), "")
    if not title:
        return False
    shown = f"“{' '.join(title.split())[:60]}”"
    text = f"{shown} is of what is planned. Are its values estimates, or are the parties bound to them?"
    note = f"The values are taken for estimates: {shown} is of what is planned and not let yet."
    return (
        context.asker.told("planned", text, ("estimates", "commitments"), "estimates", note)
        == "estimates"
    )


def frameworks(
    context: Context, before: Collection[int] | None = None, touched: frozenset[int] = frozenset()
) -> list[int]:
    """Return the rows with a value that are frameworks, as they say or as all do.

    Args:
        context: Of the import.
        before: Those found before; None to look at every row.
        touched: Rows to look at anew, where others were looked at before.
    """
    sheet = context.sheet
    if sheet.has("value_kind") or not sheet.has("total_value_p"):
        return []
    headings = sheet.table.headings
    all_rows = any(
        _FRAMEWORK.search(headings[sheet.places[key]]) for key in _TITLED if sheet.has(key)
    ) and not any(map(_CALLED_OFF.search, headings))
    old = frozenset(before or ()) - touched
    look_at = sheet.kept if before is None else [p for p in sheet.kept if p in touched]
    found = [
        p
        for p in look_at
        if sheet.value("total_value_p", p) and (all_rows or _is_framework(context, p))
    ]
    return sorted({*old, *found})


def ceilings(context: Context, found: Collection[int]) -> frozenset[int]:
    """Return the rows whose value is the most that may be ordered, not what anyone has promised."""
    if not found:
        return frozenset()
    total = format_pounds(sum(context.sheet.value("total_value_p", p) for p in found))
    text = (
        f"{counted(len(found), 'row is a framework', 'rows are frameworks')} or a dynamic purchasing system, worth {total}. "
        "Is that the most that may be ordered, and not a commitment?"
    )
    taken = context.asker.ask("ceilings", text, ("yes", "no"), "yes")
    return frozenset(found) if taken == "yes" else frozenset()


def _is_framework(context: Context, position: int) -> bool:
    sheet = context.sheet
    if sheet.value("kind", position) == "framework":
        return True
    if (sheet.value("total_value_p", position) or 0) < _FROM_P:
        return False
    start, end = sheet.value("start_on", position), sheet.value("current_end_on", position)
    if (
        isinstance(start, date)
        and isinstance(end, date)
        and (end - start).days + 1 < _SHORTEST_DAYS
    ):
        return False
    text = f"{sheet.value('title', position) or ''} {sheet.text('kind', position)}"
    return bool(_FRAMEWORK.search(text)) and not _CALLED_OFF.search(text)
