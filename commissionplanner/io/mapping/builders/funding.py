"""Funding streams and what they bring by year: one stream, one allocation a year."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from commissionplanner.io.mapping.builders.amounts import certainty_of_years
from commissionplanner.io.mapping.builders.beside_plan import settle_beside_plan
from commissionplanner.io.mapping.builders.context import Context
from commissionplanner.io.mapping.builders.known_otherwise import settle_known
from commissionplanner.io.mapping.builders.row_years import row_years
from commissionplanner.io.mapping.drafts import Draft
from commissionplanner.io.mapping.fields.guesses import ColumnGuess
from commissionplanner.io.mapping.names.variants import same_name
from commissionplanner.io.mapping.totals.labels import whole_label
from commissionplanner.io.mapping.values.convert import NOT_RECURRENT, Converted
from commissionplanner.io.mapping.values.sheet import Sheet, plain_values
from commissionplanner.model.years import FinancialYear

_LONGEST_TITLE: Final = 120

_BY_DAYS: Final = "The year of an amount is the one in which the days beside it lie: of beginning and end, or of receipt."

Found = tuple[tuple[str, str], ...]
Yearly = tuple[ColumnGuess, Converted]


def build(context: Context) -> None:
    """Draft the streams of the rows that come in, and their allocations."""
    sheet = context.sheet
    columns = sheet.plain_columns("funding_streams")
    parts = [c for c in sheet.plain_columns("allocations") if c[0] not in ("amount_p", "year")]
    has_money = bool(sheet.yearly) or sheet.has("amount_p")
    dated = sheet.has("year") or any(guess.year for guess, _ in sheet.yearly)
    own_years = row_years(sheet) if has_money and not dated else {}
    if own_years:
        context.asker.note(_BY_DAYS)
    is_open = has_money and not dated and any(p not in own_years for p in context.rows())
    year = context.year_of_file() if is_open else None
    across = [pair for pair in sheet.yearly if pair[0].line or pair[0].payer]
    title = "" if across else _title(context)
    sure = certainty_of_years(context)

    def draft(position: int, name: str, yearly: Sequence[Yearly]) -> None:
        payer = yearly[0][0].payer if yearly else ""
        stream, holder = _stream(context, position, columns, name, payer)
        shared = {"stream_id": stream, **plain_values(parts, position)}
        recipient = context.organisation("recipient_id", "", position)
        if recipient or holder:
            shared["recipient_id"] = recipient or holder
        if position not in sheet.memo:
            found = sheet.found_at(parts, position)
            _allocations(
                context, position, shared, found, own_years.get(position, year), sure, yearly
            )

    for position in context.rows():
        for pair in across:
            if pair[1].values[position] is not None or position in pair[1].problems:
                draft(
                    position, pair[0].line or _of_partner(sheet, position, pair[0].payer), (pair,)
                )
        if not across:
            draft(position, title, sheet.yearly)
    settle_known(context, "allocations")
    settle_beside_plan(context, "allocations")
    context.main_money = "amount_p"


def _of_partner(sheet: Sheet, position: int, partner: str) -> str:
    """Return what the stream of one partner's contributions to what a row names is called."""
    return f"{whole_label(sheet, position)} \u2013 {partner}"


def _title(context: Context) -> str:
    """Return what the stream is called where no column names it: as the title or the file is."""
    sheet = context.sheet
    if sheet.has("name") or sheet.has("ref"):
        return ""
    titles = [" ".join(text.split()) for text in sheet.table.banner if len(text) <= _LONGEST_TITLE]
    name = titles[0] if titles else sheet.table.file.rsplit(".", 1)[0]
    text = f"No column names the funding stream. Is it “{name}”?"
    given = context.asker.answers.get("stream_name", name)
    choices = tuple(dict.fromkeys((name, given, "unknown")))
    taken = context.asker.ask("stream_name", text, choices, name)
    return "" if taken == "unknown" else taken


def _stream(
    context: Context, position: int, columns: list[Any], title: str, partner: str = ""
) -> tuple[str, str | None]:
    """Draft the stream of a row. Return its id and that of its holder."""
    sheet = context.sheet
    above = sheet.carried.get(position, position)
    values = plain_values(columns, above)
    found = sheet.found_at(columns, above) if above == position else ()
    if title:
        values["name"] = title
    payer = context.organisation("payer_id", "funder", position)
    if partner:
        payer = context.matcher.resolve_name(partner, "funder", sheet.row(position))
    holder = context.organisation("holder_id", "", position)
    if payer:
        values["payer_id"] = payer
    if holder:
        values["holder_id"] = holder
    _settle_recurrence(context, position, values)
    key = _known(context, values, position) or context.drafts.id_for(
        "funding_streams", *_key_of(context, values, position)
    )
    held = context.drafts.get("funding_streams", key)
    if payer and held is not None and held.values.get("payer_id") not in (None, payer):
        parts = _key_of(context, values, position)
        key = context.drafts.id_for("funding_streams", *parts, payer)  # one of several who pay it
    context.drafts.put(Draft("funding_streams", key, values, found, sheet.row(position)))
    return key, holder


def _settle_recurrence(context: Context, position: int, values: dict[str, Any]) -> None:
    """Say of a stream that does not recur whether it is for one year or for several."""
    if values.get("recurrence") != NOT_RECURRENT:
        return
    years = sum(column.values[position] is not None for _, column in context.sheet.yearly)
    values["recurrence"] = "one_off" if years == 1 else "fixed_term"
    context.asker.note(
        "Streams that do not recur are taken as fixed term, or as one-off where one year has money."
    )


def _key_of(context: Context, values: dict[str, Any], position: int) -> tuple[str, ...]:
    """Return what a stream is known by: its name (or reference) and who holds it."""
    name, ref = same_name(values.get("name") or ""), same_name(values.get("ref") or "")
    holder = values.get("holder_id")
    if name:
        return ("name", name, *((holder or "", ref) if holder or ref else ()))
    return (
        ("ref", ref) if ref else ("row", str(context.sheet.row(position)), context.sheet.table.file)
    )


def _known(context: Context, values: dict[str, Any], position: int) -> str | None:
    """Return the one stream of the plan that a row means, by name, reference and holder, or None."""
    wanted, ref = values.get("holder_id"), values.get("ref") or ""

    def fits(held: Any) -> bool:
        is_holder = not wanted or not held.holder_id or held.holder_id == wanted
        return is_holder and (not ref or not held.ref or held.ref == ref)

    row = context.sheet.row(position)
    return context.known("funding_streams", values.get("name") or "", ref, row, fits)


def _allocations(
    context: Context,
    position: int,
    shared: dict[str, Any],
    found: Found,
    year: FinancialYear | None,
    sure: Mapping[int, str],
    yearly: Sequence[Yearly],
) -> None:
    sheet = context.sheet
    if sheet.has("amount_p"):
        own: Found = ()
        if position in sheet.single["amount_p"].problems:
            own = (("amount_p", sheet.text("amount_p", position)),)
        values = {**shared, "year": sheet.value("year", position) or year}
        _allocation(context, position, values, sheet.value("amount_p", position), (*found, *own))
    elif not sheet.yearly and len(shared) > 2:
        _allocation(context, position, {**shared, "year": year}, None, found)
    for guess, column in yearly:
        text = sheet.cell_text(guess.place, position)
        own = (("amount_p", text),) if position in column.problems else ()
        said = {"certainty": sure[guess.place]} if guess.place in sure else {}
        _allocation(
            context,
            position,
            {**shared, **said, "year": guess.year or sheet.value("year", position) or year},
            column.values[position],
            (*found, *own),
            sheet.table.letters[guess.place],
        )


def _allocation(
    context: Context,
    position: int,
    values: dict[str, Any],
    amount_p: int | None,
    found: Found,
    letter: str = "",
) -> None:
    parts = any(values.get(n) is not None for n in ("revenue_amount_p", "capital_amount_p"))
    if amount_p is None and not found and not parts:
        return
    for name in ("revenue_amount_p", "capital_amount_p", "recurrent_amount_p"):
        context.add_money(name, values.get(name))
    context.add_money("amount_p", amount_p)
    key = context.drafts.nth_id(
        "allocations",
        values["stream_id"],
        values.get("recipient_id") or "",
        str(values.get("year") or ""),
    )
    values = {**values, "amount_p": amount_p}
    row = context.sheet.row(position)
    context.drafts.put(Draft("allocations", key, values, found, row, letter=letter))
