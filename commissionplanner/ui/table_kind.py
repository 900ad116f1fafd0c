"""What a table page shows: its columns and filters, and what they need worked out of a plan."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from commissionplanner.model.entities import Record
from commissionplanner.model.fields import is_known
from commissionplanner.model.needs import may_be_empty, unreadable
from commissionplanner.model.plan import Plan
from commissionplanner.progress import Progress
from commissionplanner.ui.focus import Lens
from commissionplanner.ui.models.columns import AMOUNTS, BLANK, Column, Shown, haystack

MOSTLY, FEW = 0.9, 9  # a column that nearly every row leaves empty is said once, not in red
LATEST = "latest"  # among figures: the import made last; of a page: show what it brought
AT_ONCE = 2000  # rows whose filters are worked out without a job


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFilter:
    """A chip above the table, and which records it shows."""

    label: str
    test: Callable[[Shown, Record], bool]


def latest_import(plan: Plan) -> str | None:
    """Return the id of the import made last; None before the first."""
    rows = plan.imports.values()
    return max(rows, key=lambda row: (row.imported_at, row.id)).id if rows else None


def _is_latest(shown: Shown, record: Record) -> bool:
    return record.import_id is not None and record.import_id == shown.extra.get(LATEST)


LAST_IMPORT = RowFilter(label="Last import", test=_is_latest)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableKind:
    """What a table page shows.

    Attributes:
        table: Name of the table.
        add_label: Words of the main button.
        make: Makes a new record for it.
        columns: All columns; optional ones are not shown at first.
        filters: Chips above the table.
        subtitle: Beside the page's title.
        empty: Title, words, and why it matters, of the page without records.
        figures: Figures that columns need, worked out once for a plan.
        rows: Which records belong here; None for all.
        is_imported: Whether a spreadsheet may bring such records.
    """

    table: str
    add_label: str
    make: Callable[[Plan, str], Record]
    columns: tuple[Column, ...]
    filters: tuple[RowFilter, ...] = ()
    subtitle: Callable[[Shown], str]
    empty: tuple[str, str]
    figures: Callable[[Plan], dict[str, object]] = field(default=lambda _plan: {})
    rows: Callable[[Record], bool] | None = None
    is_imported: bool = True

    @property
    def chips(self) -> tuple[RowFilter, ...]:
        """Its filters, and for what a spreadsheet may bring what the last one brought."""
        return (*self.filters, LAST_IMPORT) if self.is_imported else self.filters


@dataclass(frozen=True, slots=True)
class Prepared:
    """What filters, totals and the title need, worked out for one plan.

    Attributes:
        subtitle: As the page says it for the year and the unit that were shown then.
        all_to_fix: How many cells of all rows need putting right.
    """

    plan: Plan
    lens: Lens
    subtitle: str
    figures: dict[str, object]
    words: dict[str, str]
    chips: tuple[frozenset[str], ...]
    to_fix: dict[str, int]
    all_to_fix: int

    def is_for(self, shown: Shown) -> bool:
        """Whether it was worked out for what is shown now."""
        return self.plan is shown.plan and self.lens == shown.lens


def prepare(kind: TableKind, shown: Shown, progress: Progress) -> Prepared:
    """Work out what a table page needs of a plan; long for many rows.

    Raises:
        CancelledError: someone asked for the work to stop.
    """
    figures = {**kind.figures(shown.plan), LATEST: latest_import(shown.plan)}
    shown = replace(shown, extra=figures)
    rows = shown.plan.table(kind.table)
    words: dict[str, str] = {}
    missing_in: Counter[str] = Counter()
    faults: dict[str, set[str]] = {}
    required = [c.field.name for c in kind.columns if c.field is not None and c.field.required]
    chips: list[set[str]] = [set() for _ in kind.chips]
    for done, (key, record) in enumerate(rows.items()):
        if done % 500 == 0:
            progress.step(done, len(rows), "Preparing the filters")
        words[key] = haystack(shown.plan, kind.table, record)
        missing = {
            name
            for name in required
            if not is_known(getattr(record, name)) and not may_be_empty(record, name)
        }
        missing_in.update(missing)
        if missing or record.as_found:
            faults[key] = missing | set(unreadable(record))
        for found, chip in zip(chips, kind.chips, strict=True):
            if chip.test(shown, record):
                found.add(key)
    blank = frozenset(
        n for n, count in missing_in.items() if count > MOSTLY * len(rows) and count > FEW
    )
    amounts = {
        c.key: {key: c.total(shown, record) for key, record in rows.items()}
        for c in kind.columns
        if c.total is not None
    }
    figures = {**figures, BLANK: blank, AMOUNTS: (shown.lens, amounts)}
    to_fix = {key: len(names - blank) for key, names in faults.items()}
    found_by = tuple(frozenset(found) for found in chips)
    return Prepared(
        shown.plan, shown.lens, kind.subtitle(shown), figures, words, found_by, to_fix,
        sum(to_fix.values()),
    )  # fmt: skip
