"""The tables of the Records page: which there are, in what order, and what each is for.

Their columns come from the fields alone, so that a new field shows by itself.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, Final

from commissionplanner.model.entities import TABLES, Record
from commissionplanner.model.fields import FieldSpec, Kind, specs
from commissionplanner.ui.models.columns import (
    EMPTY,
    Cell,
    Column,
    Shown,
    field_column,
    level_column,
)
from commissionplanner.ui.table_kind import RowFilter, TableKind

WHY: Final = {
    "role_holders": "Who leads a service or a fund. A service without an accountable lead is found "
                    "and reported.",
    "persons": "Names are kept here and nowhere else, so that one can be taken out everywhere.",
    "decisions": "What a body decided, whom it touched and who agreed. Decisions that touch "
                 "partners who are not recorded as agreeing are found.",
    "actions": "What somebody will do about a finding, and by when. The Findings page makes most "
               "of them.",
    "practice_notes": "What was heard from the front line and from families, and what changed. "
                      "No names of people served.",
    "outcomes": "What the plan means to change, and how that is measured.",
    "outcome_targets": "What each outcome should be in a year, and what it was.",
    "population": "How many people of each age live in the area, for figures a head.",
    "boundaries": "Areas and partnerships that organisations work within.",
    "boundary_members": "Which organisations belong to which boundary.",
    "successions": "Which body takes over from which, when and by what order.",
    "systems": "Record systems that services keep information in. Two that do not talk to each "
               "other are found at a hand-off.",
    "links": "Hand-offs, shared information and seats on bodies. Money is not recorded here: it "
             "follows from costs, allocations and contributions.",
    "service_costs": "What each service costs in a year, who pays, and from which stream.",
    "allocations": "What each funding stream brings in a year, and how certain that is.",
    "payments": "What was paid to providers. Payments are shown beside contracts and never add to "
                "the money of the plan.",
    "reserves": "What a fund holds over from year to year.",
    "risk_shares": "How partners share a fund's overspend and underspend.",
    "risk_share_terms": "Each partner's share and cap within a risk share.",
    "variances": "Where a fund came out above or below its plan, and the cause.",
    "assumptions": "Rates and amounts that projections use, for the plan or for one scenario.",
    "benefits": "What a service is expected to bring, from the people reached to pounds a year.",
    "benefit_shares": "Which body a benefit reaches. The shares of one benefit make 100%.",
    "narratives": "The written parts of the board paper.",
    "responses": "What an organisation named in a finding says to it; printed with it.",
    "partner_rounds": "The same questions to each partner and provider, shown once all have "
                      "answered.",
}  # fmt: skip
"""Every table shown, in the order of the list, with why it matters."""

_WIDTHS: Final = {
    Kind.TEXT: 180, Kind.CODE: 100, Kind.MONEY: 110, Kind.COUNT: 86, Kind.QUANTITY: 90,
    Kind.RATE: 90, Kind.DAY: 100, Kind.YEAR: 80, Kind.FLAG: 80, Kind.TERM: 140, Kind.TERMS: 150,
    Kind.REF: 150, Kind.REFS: 160, Kind.TEXTS: 150,
}  # fmt: skip
_ROOM, _MOST_EXTRA = 1100, 200
_WORDY: Final = frozenset({Kind.TEXT, Kind.TERM, Kind.TERMS, Kind.REF, Kind.REFS, Kind.TEXTS})
_SHARED: Final = frozenset(spec.name for spec in specs(Record))
_HIDDEN: Final = frozenset(
    {"created_by", "created_at", "import_id", "source_cell", "field_sources"}
)
_MOST_COLUMNS: Final = 9
_FIRST: Final = {
    "role_holders": ("person_id", "role"),
    "decisions": ("subject", "body", "decided_on", "type", "affected_ids", "agreed_ids"),
    "actions": ("title", "owner_id", "due_on", "status"),
    "assumptions": ("key", "scenario_id", "year", "rate_ppm", "amount_p", "number_milli",
                    "service_id", "source", "pool_id"),
    "benefits": ("name",),
}  # fmt: skip
"""Fields to be seen before the others of their table."""
_SELDOM: Final = {"links": ("amount_p", "year")}
_CODED: Final = (("from_table", "from_id"), ("to_table", "to_id"), ("record_table", "record_id"))


def choices() -> tuple[tuple[str, str], ...]:
    """Return key and words of each table, for a list to choose from."""
    return tuple((table, _title(table)) for table in WHY)


@cache
def kind_of(table: str) -> TableKind:
    """Return what the page of one table shows."""
    spec = TABLES[table]
    return TableKind(
        table=table,
        add_label=f"Add {spec.singular}",
        make=lambda _plan, key: spec.entity(id=key),
        columns=_columns(table),
        filters=_filters(table),
        subtitle=lambda shown: TABLES[table].counted(len(shown.plan.table(table))),
        empty=(f"No {spec.plural} yet", WHY[table]),
        is_imported=False,
    )


def _title(table: str) -> str:
    words = TABLES[table].plural
    return words[0].upper() + words[1:]


def _columns(table: str) -> tuple[Column, ...]:
    entity = TABLES[table].entity
    pairs = [pair for pair in _CODED if all(hasattr(entity, name) for name in pair)]
    coded = {name for pair in pairs for name in pair}
    seldom = _SELDOM.get(table, ())
    own = [s for s in specs(entity) if s.name not in {*_SHARED, *coded, *seldom}]
    first = _FIRST.get(table, ())
    own.sort(key=lambda s: first.index(s.name) if s.name in first else len(first))
    shared = [s for s in specs(entity) if s.name in {*_SHARED, *seldom} - _HIDDEN]
    # What a record is about stands before the rest, by name: its id says nothing to a reader.
    made = [_named_column(table, *pair) for pair in pairs]
    made += [_column(table, spec, at + len(made)) for at, spec in enumerate(own)]
    made += [_column(table, spec, _MOST_COLUMNS) for spec in shared]
    shown = len(own) + len(pairs)
    least = min(shown, _MOST_COLUMNS)
    return (
        level_column(table),
        *_widened(made[:least]),
        *(replace(column, is_optional=True) for column in made[least:]),
    )


def _widened(columns: Sequence[Column]) -> list[Column]:
    """Share the room that few columns leave among those that hold words."""
    spare = max(0, _ROOM - sum(column.width for column in columns))
    wordy = [c.key for c in columns[1:] if c.field is not None and c.field.kind in _WORDY]
    extra = min(_MOST_EXTRA, spare // (len(wordy) + 1))
    return [replace(c, width=c.width + extra * (c.key in wordy)) for c in columns]


def _column(table: str, spec: FieldSpec, at: int) -> Column:
    is_name = at == 0 and spec.kind in (Kind.TEXT, Kind.REF, Kind.TERM)
    return field_column(
        table,
        spec.name,
        width=230 if is_name else _WIDTHS[spec.kind],
        weight=500 if is_name else 400,
        is_total=spec.kind is Kind.MONEY and spec.name == "amount_p",
    )


def _named_column(table: str, of_table: str, of_id: str) -> Column:
    """Return a column that names the record which two fields point at; it is not typed into."""
    from commissionplanner.findings.registry import name_of

    label = next(s.label for s in specs(TABLES[table].entity) if s.name == of_id)

    def words(shown: Shown, record: Record) -> str:
        where, key = getattr(record, of_table), getattr(record, of_id)
        return name_of(shown.plan, where, key) if where in TABLES and key else ""

    def cell(shown: Shown, record: Record) -> Cell:
        said = words(shown, record)
        return Cell(said) if said else EMPTY

    return Column(
        key=of_id,
        heading=label,
        cell=cell,
        sort=lambda shown, record: words(shown, record).casefold() or None,
        width=200,
        weight=500,
    )


def _filters(table: str) -> tuple[RowFilter, ...]:
    """Return the chips of a table: those with something to fix, and what is now or past."""
    made = []
    entity = TABLES[table].entity
    if any(spec.required for spec in specs(entity)):
        made.append(RowFilter(label="Something is missing", test=_lacks(entity)))
    if hasattr(entity, "year") and "year" not in _SELDOM.get(table, ()):
        made.append(RowFilter(label="The year shown", test=_is_of_the_year))
    for name, label in (("due_on", "Overdue"), ("end_on", "Ended")):
        if hasattr(entity, name):
            made.append(RowFilter(label=label, test=_is_past(name)))
    return tuple(made)


def _lacks(entity: type) -> Callable[[Shown, Record], bool]:
    wanted = tuple((s.name, s.empty) for s in specs(entity) if s.required)

    def test(_shown: Shown, record: Record) -> bool:
        return any(getattr(record, name) == none for name, none in wanted)

    return test


def _is_past(name: str) -> Callable[[Shown, Record], bool]:
    def test(shown: Shown, record: Record) -> bool:
        day, as_at = getattr(record, name), shown.plan.header.as_at_on
        is_done: Any = getattr(record, "closed_on", None)
        return day is not None and as_at is not None and day < as_at and is_done is None

    return test


def _is_of_the_year(shown: Shown, record: Record) -> bool:
    year = shown.year
    return year is not None and getattr(record, "year", None) == year
