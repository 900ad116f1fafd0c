"""Finding things of the plan by their names, as the search box does. No Qt here."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from commissionplanner.model.entities import TABLES, Record
from commissionplanner.model.plan import Plan, full_name

SEARCHED: Final = (
    "organisations", "services", "funding_streams", "contracts", "pools", "agreements", "evidence",
    "persons", "systems", "boundaries", "outcomes", "decisions", "actions",
)  # fmt: skip
"""Tables looked through, in the order of what is shown first."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found.

    Attributes:
        table: Its table.
        key: Its id.
        name: What it is called.
        kind: What it is, one word, for beside the name.
    """

    table: str
    key: str
    name: str
    kind: str


def find(plan: Plan, words: str, most: int = 12) -> tuple[Hit, ...]:
    """Return what matches every word, names that begin with them first; none for no words."""
    parts = words.casefold().split()
    if not parts:
        return ()
    begins: list[Hit] = []
    others: list[Hit] = []
    for hit, text in _candidates(plan):
        if all(part in text for part in parts):
            (begins if text.startswith(parts[0]) else others).append(hit)
            if len(begins) >= most:
                break
    return tuple((begins + others)[:most])


def _candidates(plan: Plan) -> Iterator[tuple[Hit, str]]:
    for table in SEARCHED:
        kind = TABLES[table].singular.capitalize()
        for key, record in plan.table(table).items():
            name = full_name(record)
            yield Hit(table, key, name, kind), _text(record, name)


def _text(record: Record, name: str) -> str:
    words = f"{name} {getattr(record, 'short_name', '')} {getattr(record, 'ref', '')}"
    return words.casefold()
