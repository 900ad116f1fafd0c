"""Rows that the plan holds already, but known by other words: one file gives a reference, the other none."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from commissionplanner.io.mapping.builders.context import Context
from commissionplanner.io.mapping.drafts import Draft
from commissionplanner.io.mapping.names.variants import same_name
from commissionplanner.model.entities import TABLES, Record

Read = Callable[[str], Any]
"""Returns the value of a field of a record, or of a draft."""
Sign = tuple[Any, ...]
Pair = tuple[Draft, str]
"""A draft of a record that the plan has not, and the id of the record that it seems to be."""

SAME, FURTHER = "the_same", "further_ones"
_WORDS: Final = frozenset({"ref", "reference", "title"})
"""Fields whose writing may differ."""
FEWEST: Final = 3
MOST: Final = 0.5
"""So many rows at least, and so large a share of them, must agree in all but their references."""
_MOST_ALIKE: Final = 200
"""Of more records that a sign leaves alike none is told from the others."""


@dataclass(frozen=True, slots=True)
class _Telling:
    """What tells records of a table from each other.

    Attributes:
        signs: Fields that two must have in common, one of these sets of them.
        apart: Where both give one of these and they differ, they are two.
        agreeing: One of these at least must agree: a title and a supplier alone come again each year.
        decisive: What makes that needless where both give it.
        all_else: Where all of these agree, other references tell no row from a record: a new system
            numbers what it takes over. Counted only where most rows of a file are so.
        is_counted: Whether records that all this leaves alike are paired one by one, as they come.
        is_whole: Whether as many must come as the plan holds of a sign, as each is a part of a sum.
        said: The signs in words.
    """

    signs: tuple[tuple[str, ...], ...]
    apart: tuple[str, ...]
    said: str
    agreeing: tuple[str, ...] = ()
    decisive: str = ""
    all_else: tuple[str, ...] = ()
    is_counted: bool = False
    is_whole: bool = False


_TELLING: Final = {
    "contracts": _Telling(
        (("provider_id", "title"), ("ref", "title"), ("ref", "provider_id", "start_on")),
        ("ref", "commissioner_id", "start_on", "award_on", "kind"),
        "two of title, supplier and reference",
        ("start_on", "award_on", "current_end_on", "total_value_p", "annual_value_p"),
        "ref",
        ("start_on", "award_on", "current_end_on", "total_value_p", "annual_value_p"),
    ),
    "payments": _Telling(
        (("supplier_id", "paid_on", "amount_p"),), ("reference", "payer_id"),
        "supplier, day and amount", is_counted=True,
    ),
    "allocations": _Telling(
        (("stream_id", "year"),), ("recipient_id",), "stream and year", ("amount_p",),
        is_counted=True, is_whole=True,
    ),
    "service_costs": _Telling(
        (("service_id", "year", "measure"),), ("payer_id", "stream_id"), "service and year",
        ("amount_p",), is_counted=True, is_whole=True,
    ),
}  # fmt: skip


def settle_known(context: Context, table: str) -> None:
    """Ask whether rows are records that the plan holds by other words; they are unless told otherwise.

    Counted as further ones they would be counted twice: a register comes without its references,
    or with its authority, its payer or its recipient named for the first time.
    """
    pairs = found_known(context, table)
    if not pairs:
        return
    context.has_known = True
    spec = TABLES[table]
    row = pairs[0][0].row
    shown = f", such as that of row {row:,}" if row is not None else ""
    count = spec.counted(len(pairs))
    text = (
        f"{count} of this file{shown}: the plan holds {spec.plural} of the same "
        f"{_TELLING[table].said}, but references are written otherwise, or one side names no reference or body. Are "
        "they the same, or further ones?"
    )
    alike = all(_is_alike(draft, context.plan.record(table, key)) for draft, key in pairs)
    verb = "agrees" if len(pairs) == 1 else "agree"
    note = f"{count} of this file {verb} in all with what the plan holds." if alike else ""
    if context.asker.told(f"known_{table}", text, (SAME, FURTHER), SAME, note) == FURTHER:
        return
    context.drafts.take_for(pairs)


def _is_alike(draft: Draft, record: Record | None) -> bool:
    """Whether a row agrees in all with a record, and gives its reference and all else that could tell it apart."""
    values = draft.values
    if not (values.get("ref") or values.get("reference")):
        return False
    telling = (n for n in _TELLING[draft.table].apart if getattr(record, n))
    return all(getattr(record, n) == values.get(n) for n in (*values, *telling))


def found_known(context: Context, table: str) -> list[Pair]:
    """Return the drafts that seem to be records of the plan which no other row of the file is."""
    drafts, telling = context.drafts, _TELLING[table]
    if drafts.continues:
        return []
    held: dict[Sign, list[Record]] = {}
    for key, record in context.plan.table(table).items():
        if (table, key) not in drafts.held:
            for sign in _signs(telling, of_record(record)):
                held.setdefault(sign, []).append(record)
    if not held:
        return []
    coming = [d for d in drafts.of(table) if context.plan.record(table, d.id) is None]
    pairs = list(_paired(telling, coming, held))
    anew = {d.id for d, key in pairs if _is_renumbered(d, context.plan.record(table, key))}
    if len(anew) < max(FEWEST, len(coming) * MOST):
        pairs = [(draft, key) for draft, key in pairs if draft.id not in anew]
    return pairs


def _is_renumbered(draft: Draft, record: Record | None) -> bool:
    own, other = draft.values.get("ref") or "", getattr(record, "ref", None) or ""
    return bool(own and other) and not same_reference(own, other)


def same_reference(one: str, other: str) -> bool:
    """Whether two references are one, however it is written: "CN 0012", "cn12" and, without its letters, "12"."""
    if same_name(one) == same_name(other):
        return True
    (letters, numbers), (other_letters, other_numbers) = _parts(one), _parts(other)
    alike = letters == other_letters or not letters or not other_letters
    return alike and numbers == other_numbers != []


def _have_same_numbers(own: str, other: str) -> bool:
    """Whether two references differ in their letters alone, as where a publisher has a new prefix."""
    return _parts(own)[1] == _parts(other)[1] != []


def _parts(reference: str) -> tuple[str, list[int]]:
    letters = "".join(filter(str.isalpha, reference.casefold()))
    return letters, [int(digits) for digits in re.findall(r"[0-9]+", reference)]


def _paired(
    telling: _Telling, coming: list[Draft], held: Mapping[Sign, list[Record]]
) -> Iterator[Pair]:
    counts = Counter(sign for draft in coming for sign in _signs(telling, draft.values.get))
    taken: set[str] = set()
    for draft in coming:
        read = draft.values.get
        near: dict[str, Record] = {}
        is_one = False
        for sign in _signs(telling, read):
            records = held.get(sign, [])
            is_one = telling.is_whole and counts[sign] == 1
            if len(records) <= _MOST_ALIKE and (
                not telling.is_whole or counts[sign] == len(records)
            ):
                near.update({r.id: r for r in records if r.id not in taken})
        fitting = [r for r in near.values() if _fits(telling, read, of_record(r), is_one)]
        if not telling.is_counted:
            alike = max((counts[sign] for sign in _signs(telling, read)), default=0)
            fitting = _nearest(draft, fitting, alike)
        if fitting:
            taken.add(fitting[0].id)
            yield draft, fitting[0].id


def _nearest(draft: Draft, fitting: list[Record], coming: int) -> list[Record]:
    """Return the records that agree in most with a row; none where more of them do so than rows like it come."""
    agreed = [sum(value == getattr(r, n) for n, value in draft.values.items()) for r in fitting]
    best = [r for r, n in zip(fitting, agreed, strict=True) if n == max(agreed)]
    return best if len(best) <= coming else []


def of_record(record: Record) -> Read:
    """Return what reads a record as `values.get` reads a draft: None for a field it has not."""
    return lambda name: getattr(record, name, None)


def plain_value(name: str, value: Any) -> Any:
    """Return a value as it is compared: texts without case and spaces."""
    return same_name(value or "") if name in _WORDS else value


def _signs(telling: _Telling, read: Read) -> Iterator[Sign]:
    """Yield what a row has that another may have in common with it."""
    signs = (tuple(plain_value(name, read(name)) for name in names) for names in telling.signs)
    return ((n, *sign) for n, sign in enumerate(signs) if all(sign))


def _fits(telling: _Telling, one: Read, other: Read, is_one: bool) -> bool:
    """Whether nothing tells a row and a record apart, and enough agrees."""
    known = {n: both for n in telling.apart if all(both := (one(n), other(n)))}
    differing = {name for name, (here, there) in known.items() if not is_same(name, here, there)}
    if differing and differing <= _WORDS and telling.all_else:
        values = [(one(name), other(name)) for name in telling.all_else]
        told = [here for here, there in values if here is not None and here == there]
        fewest = FEWEST - ("ref" in differing and _have_same_numbers(*known["ref"]))
        return len(told) >= fewest and all(None in both or both[0] == both[1] for both in values)
    if differing:
        return False
    if is_one or not telling.agreeing or telling.decisive in known:
        return True
    return any(one(n) is not None and one(n) == other(n) for n in telling.agreeing)


def alone(
    records: Mapping[str, Read], sign: Sequence[str], given: Callable[[Sign], bool] = all
) -> dict[Sign, str]:
    """Return the ids of the records that no other has the sign of, by it.

    Args:
        records: What reads each, by its id.
        sign: The fields that it is made of.
        given: Whether enough of them are known to tell anything; all must be unless said otherwise.
    """
    found: dict[Sign, list[str]] = {}
    for key, read in records.items():
        words = tuple(plain_value(name, read(name)) for name in sign)
        if given(words):
            found.setdefault(words, []).append(key)
    return {words: keys[0] for words, keys in found.items() if len(keys) == 1}


def is_same(name: str, one: Any, other: Any) -> bool:
    """Whether two values of a field are the same, however texts are written."""
    if name in ("ref", "reference"):
        return same_reference(one, other)
    return bool(plain_value(name, one) == plain_value(name, other))
