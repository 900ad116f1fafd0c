"""A table whose columns are not settled yet: what each step of settling them looks at."""

from collections.abc import Sequence
from dataclasses import dataclass

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.values.contents import Look
from commissionplanner.io.tabular.table import Table


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A table, and whoever is asked what its headings leave open.

    Attributes:
        kind: Of the table.
        table: As read.
        looks: One a column.
        given: Fields that the user gave to columns, which stay as they are.
        asker: Asked.
    """

    kind: str
    table: Table
    looks: Sequence[Look]
    given: frozenset[str]
    asker: Asker
