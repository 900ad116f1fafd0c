"""Rows that the plan holds already, but known by other words: one file gives a reference, the other none."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from commissionplanner.io.mapping.builders.context import Context
from commissionplanner.io.mapping.drafts import Draft
from commissionplanner.io.mapping.names import same_name
from commissionplanner.model.entities import TABLES, Record

Read = Callable[[str], Any]
"""Returns the value of a field of a record, or of a draft."""
Sign = tuple[Any, ...]
Pair = tuple[Draft, str]
"""A draft of a record that the plan has not, and the id of the record that it seems to be."""

SAME, FURTHER = "the_same", "further_ones"
_APART: Final = {
    "contracts": ("commissioner_id", "start_on", "award_on", "kind"),
    "payments": ("payer_id",),
}
"""Where both give one of these, or a reference, and they differ, they are two."""
_AGREEING: Final = ("start_on", "award_on", "current_end_on", "total_value_p", "annual_value_p")
"""One of these at least must agree, where not both give a reference: a title and a supplier alone come again each year."""
_REFERENCE: Final = {"contracts": "ref", "payments": "reference"}
_SAID: Final = {
    "contracts": "title and the supplier or reference",
    "payments": "supplier, day and amount",
}


def settle_known(context: Context, table: str) -> None:
    """Ask whether rows are records that the plan holds by other words; they are unless told otherwise.

    Counted as further ones they would be counted twice: a register comes without its references,
    or with its authority named for the first time.
    """
    pairs = found_known(context, table)
    if not pairs:
        return
    context.has_known = True
    spec = TABLES[table]
    first = pairs[0][0]
    row = f", such as row {first.row:,}" if first.row is not None else ""
    text = (
        f"{spec.counted(len(pairs))} of this file{row}, have the {_SAID[table]} of {spec.plural} that the plan holds, "
        "but one side lacks a reference or an authority to tell them by. Are they the same, or further ones?"
    )
    if context.asker.ask(f"known_{table}", text, (SAME, FURTHER), SAME) == FURTHER:
        return
    for draft, key in pairs:
        draft.id = key
    drafts = context.drafts
    drafts.held = {(draft.table, draft.id): draft for draft in drafts.held.values()}


def found_known(context: Context, table: str) -> list[Pair]:
    """Return the drafts that seem to be records of the plan which no other row of the file is."""
    drafts = context.drafts
    if drafts.continues:
        return []
    held: dict[Sign, list[Record]] = {}
    for key, record in context.plan.table(table).items():
        if (table, key) not in drafts.held:
            for sign in _signs(table, _of_record(record)):
                held.setdefault(sign, []).append(record)
    return list(_paired(context, table, held)) if held else []


def _paired(context: Context, table: str, held: Mapping[Sign, list[Record]]) -> Iterator[Pair]:
    taken: set[str] = set()
    for draft in context.drafts.of(table):
        if context.plan.record(table, draft.id) is not None:
            continue
        read = draft.values.get
        near = {r.id: r for sign in _signs(table, read) for r in held.get(sign, ())}
        fitting = [r for r in near.values() if r.id not in taken and _fits(table, read, r)]
        if fitting and (len(fitting) == 1 or table == "payments"):
            taken.add(fitting[0].id)
            yield draft, fitting[0].id


def _of_record(record: Record) -> Read:
    return lambda name: getattr(record, name)


def _signs(table: str, read: Read) -> Iterator[Sign]:
    """Yield what two rows may have in common to be the same."""
    if table == "contracts":
        title, ref = same_name(read("title") or ""), same_name(read("ref") or "")
        signs: tuple[Sign, ...] = ((read("provider_id"), title), (ref, title))
    else:
        signs = ((read("supplier_id"), read("paid_on"), read("amount_p")),)
    return (sign for sign in signs if all(sign))


def _fits(table: str, read: Read, record: Record) -> bool:
    """Whether nothing tells a row and a record apart, and enough agrees."""
    other, name = _of_record(record), _REFERENCE[table]
    refs = [same_name(ref) for ref in (read(name), other(name)) if ref]
    if len({*refs}) > 1 or any(read(n) and other(n) and read(n) != other(n) for n in _APART[table]):
        return False
    is_told = table == "payments" or len(refs) > 1
    return is_told or any(read(n) and read(n) == other(n) for n in _AGREEING)
