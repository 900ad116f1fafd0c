"""Services and what they cost, by year, payer and stream: one service, however many rows."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from commissionplanner.io.mapping.builders.amounts import certainty_of_years
from commissionplanner.io.mapping.builders.beside_plan import settle_beside_plan
from commissionplanner.io.mapping.builders.context import Context
from commissionplanner.io.mapping.builders.known_otherwise import same_reference, settle_known
from commissionplanner.io.mapping.builders.owner import owner_of_file
from commissionplanner.io.mapping.builders.renumbered import settle_renumbered
from commissionplanner.io.mapping.drafts import Draft
from commissionplanner.io.mapping.fields.guesses import ColumnGuess
from commissionplanner.io.mapping.names.variants import same_name
from commissionplanner.io.mapping.values.convert import Converted, bands
from commissionplanner.io.mapping.values.sheet import plain_values
from commissionplanner.io.mapping.values.suppliers import Named
from commissionplanner.io.mapping.values.words import match_term
from commissionplanner.model.money import PPM
from commissionplanner.model.vocab import vocabulary
from commissionplanner.model.years import FinancialYear

_PARTIES: Final = (
    ("lead_commissioner_id", "commissioner"), ("provider_ids", "provider"),
    ("directorate_id", ""), ("other_commissioner_ids", "commissioner"),
)  # fmt: skip

_SORTS: Final = frozenset(
    {"la", "nhs", "ccg", "icb", "joint", "both", "local authority", "council", "private sector",
     "nhs acute provider", "nhs community provider", "nhs mental health provider", "private",
     "charity / voluntary sector", "charity/voluntary sector", "voluntary sector", "primary care",
     "hospice", "various", "multiple", "other", "in house", "in-house"}
)  # fmt: skip
"""Words of Better Care Fund returns that say what sort of body it is, and not which."""


def build(context: Context) -> None:
    """Draft the services of the rows that come in, and their costs."""
    sheet = context.sheet
    columns = [c for c in sheet.plain_columns("services") if c[0] not in ("min_age", "max_age")]
    has_costs = bool(sheet.yearly) or sheet.has("amount_p")
    dated = sheet.has("year") or (sheet.yearly and all(guess.year for guess, _ in sheet.yearly))
    year = context.year_of_file() if has_costs and not dated else None
    measure = context.measure_of_file() if has_costs and not sheet.has("measure") else "budget"
    by_ref: dict[str, str] = {}
    owner = owner_of_file(context, "lead_commissioner_id", "commissioner")
    sure = certainty_of_years(context)
    context.rules = settle_renumbered(context)
    across = [pair for pair in sheet.yearly if pair[0].line]
    for position in context.rows():
        for pair in across:
            if pair[1].values[position] is not None or position in pair[1].problems:
                key = _service(context, position, columns, by_ref, owner, pair[0])
                _costs(context, position, key, year, measure, sure, (pair,))
        if across:
            continue
        key = _service(context, position, columns, by_ref, owner)
        if has_costs and position not in sheet.memo:
            _costs(context, position, key, year, measure, sure, sheet.yearly)
    settle_known(context, "service_costs")
    settle_beside_plan(context, "service_costs")
    if sheet.yearly or sheet.has("amount_p"):
        context.main_money = "amount_p"


def _service(
    context: Context,
    position: int,
    columns: list[Any],
    by_ref: dict[str, str],
    owner: str | None,
    line: ColumnGuess | None = None,
) -> str:
    """Draft the service of a row, or of a line across it, or find the one it continues. Return its id."""
    sheet = context.sheet
    parent = by_ref.get(sheet.text("ref.continues", position))
    above = sheet.carried.get(position, position)
    values = plain_values(columns, above)
    if line is not None:
        values["name"] = line.line
        values.update({"s251_line": line.line_code} if line.line_code else {})
    if owner:
        values["lead_commissioner_id"] = owner
    found = sheet.found_at(columns, above) if above == position else ()
    found += _parties(context, position, values)
    _ages(context, position, values)
    _shares(values)
    ref = values.get("ref") or ""
    if parent is not None:
        values.pop("ref", None)
        note = values.pop("note", None)
        draft = context.drafts.put(Draft("services", parent, values, found, sheet.row(position)))
        if note:
            draft.values["note"] = "\n".join(filter(None, (draft.values.get("note"), note)))
        _with_providers(draft, values)
        by_ref[ref] = parent
        return parent
    key = _known(context, values, position) or context.drafts.id_for(
        "services", *_key_of(context, values, position)
    )
    _with_providers(
        context.drafts.put(Draft("services", key, values, found, sheet.row(position))), values
    )
    if ref:
        by_ref.setdefault(ref, key)
    return key


def _with_providers(draft: Draft, values: Mapping[str, Any]) -> None:
    """Add a row's providers to those that a service has by other rows."""
    providers = (*draft.values.get("provider_ids", ()), *values.get("provider_ids", ()))
    if providers:
        draft.values["provider_ids"] = tuple(dict.fromkeys(providers))


def _key_of(context: Context, values: dict[str, Any], position: int) -> tuple[str, ...]:
    """Return what a service is known by: name and commissioner, else its reference or its row."""
    name, owner = same_name(values.get("name") or ""), values.get("lead_commissioner_id")
    ref = same_name(values.get("ref") or "")
    if name:
        return (
            ("name", name, owner, ref)
            if owner and ref
            else ("name", name, *((owner or ref,) if owner or ref else ()))
        )
    return (
        ("ref", ref, owner or "")
        if ref
        else ("row", str(context.sheet.row(position)), context.sheet.table.file)
    )


def _known(context: Context, values: dict[str, Any], position: int) -> str | None:
    """Return the one service of the plan that a row means, by name, reference and commissioner."""
    owner, ref = values.get("lead_commissioner_id"), values.get("ref") or ""
    name = values.get("name") or ""
    is_renumbered = same_name(name) in context.rules

    def fits(held: Any) -> bool:
        is_owner = not owner or not held.lead_commissioner_id or held.lead_commissioner_id == owner
        is_ref = is_renumbered or not ref or not held.ref or same_reference(held.ref, ref)
        return is_owner and is_ref

    return context.known("services", name, ref, context.sheet.row(position), fits)


def _parties(
    context: Context, position: int, values: dict[str, Any]
) -> tuple[tuple[str, str], ...]:
    """Add the bodies a row names; words that name only a sort of body are kept as found."""
    sheet, found = context.sheet, []
    for key, role in _PARTIES:
        names: tuple[Named, ...] = sheet.carried_value(key, position) or ()
        if not names:
            continue
        if any(same_name(named.name) in _SORTS for named in names):
            text = sheet.text(key, sheet.carried.get(position, position))
            if key == "lead_commissioner_id":
                _mode(text, values)
            context.asker.note(
                f"“{text}” says what sort of body it is and not which; the words are kept."
            )
            found.append((key, text))
            continue
        ids = context.organisations(key, role, position)
        if ids:
            values[key] = ids if key.endswith("_ids") else ids[0]
            if key == "lead_commissioner_id":
                values.setdefault("commissioning_mode", "joint" if len(ids) > 1 else None)
                if len(ids) > 1:
                    values.setdefault("other_commissioner_ids", ids[1:])
    return tuple(found)


def _mode(text: str, values: dict[str, Any]) -> None:
    term = match_term(
        vocabulary("commissioning_mode"), "joint" if same_name(text) == "both" else text
    )
    if term is not None:
        values.setdefault("commissioning_mode", term.code)


def _ages(context: Context, position: int, values: dict[str, Any]) -> None:
    low, high = context.sheet.value("min_age", position), context.sheet.value("max_age", position)
    if low is not None and high is not None and 0 <= low <= high:
        values.setdefault("age_bands", bands(low, high))


def _shares(values: dict[str, Any]) -> None:
    """Complete one of the two shares from the other; they are of joint commissioning only."""
    nhs, council = values.get("nhs_share_ppm"), values.get("la_share_ppm")
    mode = values.get("commissioning_mode")
    if mode == "joint" and (nhs is None) != (council is None):
        if nhs is None and council is not None:
            values["nhs_share_ppm"] = PPM - council
        elif nhs is not None:
            values["la_share_ppm"] = PPM - nhs
    elif mode is not None and mode != "joint":
        values.pop("nhs_share_ppm", None)
        values.pop("la_share_ppm", None)


def _shared(context: Context, position: int, service: str, measure: str) -> dict[str, Any]:
    """Return what all costs of a row have in common."""
    sheet = context.sheet
    shared: dict[str, Any] = {
        "service_id": service,
        "measure": sheet.value("measure", position) or measure,
    }
    payer = context.organisation("payer_id", "funder", position)
    if payer:
        shared["payer_id"] = payer
    names = context.names_in("stream_id", position) if sheet.has("stream_id") else []
    if names:
        shared["stream_id"] = context.stream(names[0], sheet.row(position))
    for key in ("certainty", "is_recurrent", "vat_basis"):
        if (value := sheet.value(key, position)) is not None:
            shared[key] = value
    return shared


def _costs(
    context: Context,
    position: int,
    service: str,
    year: FinancialYear | None,
    measure: str,
    sure: Mapping[int, str],
    series: Sequence[tuple[ColumnGuess, Converted]],
) -> None:
    """Draft what the service costs by this row: one amount, or one of each column of a series."""
    sheet = context.sheet
    shared = _shared(context, position, service, measure)
    if sheet.has("amount_p"):
        own_year = sheet.value("year", position) or year
        found = (
            (("amount_p", sheet.text("amount_p", position)),)
            if position in sheet.single["amount_p"].problems
            else ()
        )
        _cost(
            context,
            position,
            {**shared, "year": own_year},
            sheet.value("amount_p", position),
            found,
        )
    for guess, column in series:
        own_year = guess.year or sheet.value("year", position) or year
        own = {**shared, "year": own_year, "measure": guess.measure or shared["measure"]}
        if guess.place in sure:
            own["certainty"] = sure[guess.place]
        if guess.payer and column.values[position] is not None:
            row = sheet.row(position)
            own["payer_id"] = context.matcher.resolve_name(guess.payer, "funder", row)
        text = sheet.cell_text(guess.place, position)
        found = (("amount_p", text),) if position in column.problems else ()
        letter = sheet.table.letters[guess.place]
        _cost(context, position, own, column.values[position], found, letter)


def _cost(
    context: Context,
    position: int,
    values: dict[str, Any],
    amount_p: int | None,
    found: tuple[tuple[str, str], ...],
    letter: str = "",
) -> None:
    if amount_p is None and not found:
        return
    context.add_money("amount_p", amount_p)
    parts = [
        str(values.get(name) or "")
        for name in ("service_id", "year", "payer_id", "stream_id", "measure")
    ]
    key = context.drafts.nth_id("service_costs", *parts)
    values["amount_p"] = amount_p
    row = context.sheet.row(position)
    context.drafts.put(Draft("service_costs", key, values, found, row, letter=letter))
