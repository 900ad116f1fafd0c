"""Services that name who provides them by an id alone: the names stand in another table beside them.

So Open Referral parts its records: services in one sheet or file, organisations in another.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final

from commissionplanner.io.mapping.fields.headings import words_of
from commissionplanner.io.problems import FileProblem
from commissionplanner.io.tabular.cells import Cell, cell_text, column_letter, is_blank
from commissionplanner.io.tabular.reading import unique_names
from commissionplanner.io.tabular.table import Table, TableWarning

ORGANISATIONS: Final = ("organizations", "organisations", "organization", "organisation")
"""What a sheet or file of those who provide services is called."""
ORGANISATION_IDS: Final = frozenset({"organization id", "organisation id"})
"""Headings, in small letters, of ids of organisations that another table names."""
_NAMED: Final = frozenset(
    {"organization", "organisation", "organization name", "organisation name", "provider", "provider name"}
)  # fmt: skip
_NEARLY_ALL: Final = 0.9


def has_ids_alone(table: Table) -> bool:
    """Whether a table of things with names has ids of organisations, and no name of these."""
    words = [words_of(heading) for heading in table.headings]
    return bool(ORGANISATION_IDS & set(words)) and "name" in words and not _NAMED & set(words)


def with_names(table: Table, others: Iterable[tuple[str, Callable[[], Table]]]) -> Table:
    """Return a table with the names of the organisations whose ids it has, where another table gives them.

    The names are a column of their own, and it is said where they come from.

    Args:
        table: That has ids alone.
        others: What the sheets or files are called that may give them, and how each is read.
    """
    place = next(p for p, h in enumerate(table.headings) if words_of(h) in ORGANISATION_IDS)
    ids = [cell_text(cell) for cell in table.columns[place]]
    for called, read in others:
        try:
            names = _names(read())
        except FileProblem:
            continue  # it was not asked for, and the table is sound without it
        known = sum(each in names for each in ids if each)
        if known and known >= sum(map(bool, ids)) * _NEARLY_ALL:
            return _with_column(table, place, called, [names.get(each) for each in ids])
    return table


def _names(other: Table) -> dict[str, str]:
    words = [words_of(heading) for heading in other.headings]
    if "id" not in words or "name" not in words:
        return {}
    pairs = zip(other.columns[words.index("id")], other.columns[words.index("name")], strict=True)
    return {cell_text(key): cell_text(name) for key, name in pairs if not is_blank(name)}


def _with_column(table: Table, place: int, called: str, cells: Sequence[Cell]) -> Table:
    letters = [*table.letters, column_letter(len(table.columns))]
    headings = [*table.headings, "Organisation name"]
    heading = table.headings[place]
    said = f"“{heading}” holds ids; the names they stand for are taken from “{called}”."
    return replace(
        table, headings=headings, columns=[*table.columns, list(cells)], letters=letters,
        names=unique_names(headings, letters), total_cells={},
        warnings=[*table.warnings, TableWarning("named_ids", said)],
    )  # fmt: skip
