"""The workbook that asks a partner for what the plan does not know: yellow cells to fill in.

A row is one thing. The first column, which is hidden, holds its id; a hidden row above the
headings holds the names of the fields: so an answer finds its record.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from commissionplanner.analysis.missing import (
    TABLES_ASKED,
    MissingRow,
    links_of,
    name_of_row,
    spec_asked,
)
from commissionplanner.io.export.cells import Book, Sheet, at
from commissionplanner.io.export.content import USUAL_AUDIENCE, Names, Viewer, label
from commissionplanner.io.export.furniture import Furniture
from commissionplanner.model.entities import TABLES, Record, Request
from commissionplanner.model.fields import FieldSpec, Kind, Value, is_known, spec_by_name
from commissionplanner.model.plan import Plan, full_name
from commissionplanner.model.vocab import vocabulary
from commissionplanner.model.words import capital, counted, long_day

ABOUT: Final = "About this request"
NUMBER: Final = "Request number"
"""What stands before the id of the request on the first sheet."""

FIELDS_ROW: Final = 2
_HEAD_ROW: Final = 3
LISTS: Final = "Lists"
_BESIDE: Final = {
    "contracts": ("ref", "provider_id"), "service_costs": ("year",), "allocations": ("year",),
    "services": ("ref",), "funding_streams": ("payer_id",), "organisations": (),
    "links": ("kind", "to_id"),
}  # fmt: skip
"""What is shown of each thing, for it to be known again."""

_CONFIRM: Final = (
    " Where all your links are here, say so on the sheet Organisations: who confirms it (the post) "
    "and when."
)
_PARTS: Final = {
    "service_costs": "services", "allocations": "funding_streams", "links": "services",
}  # fmt: skip
_USUAL_SAID: Final = "Fill in the yellow cells; the others are known already."

NO_AGREEMENT: Final = "No agreement"
"""What a link that is under none is answered with: an empty cell says that nobody knows."""

_HINTS: Final = {
    Kind.MONEY: "pounds, such as 125000.00; 0 for nil", Kind.DAY: "a date, such as 31/03/2027",
    Kind.YEAR: "a year, such as 2026/27", Kind.TERM: "choose from the list",
    Kind.TERMS: "from the list; several divided by ;", Kind.FLAG: "Yes or No",
    Kind.REF: "choose from the list", Kind.REFS: "from the list; several divided by ;",
    Kind.COUNT: "a whole number",
}  # fmt: skip


@dataclass(slots=True)
class _Lists:
    """Words to choose from, a column each on a sheet of their own."""

    sheet: Sheet
    places: dict[str, str] = field(default_factory=dict)

    def of(self, plan: Plan, spec: FieldSpec) -> str:
        """Return the range with the choices of a field; "" where it is not chosen from a list."""
        key = spec.vocabulary or spec.table or ("yes_no" if spec.kind is Kind.FLAG else "")
        if not key:
            return ""
        if key not in self.places:
            words = _choices(plan, spec)
            column = len(self.places)
            for row, text in enumerate((key, *words)):
                self.sheet.text(row, column, text, "plain")
            first, last = at(1, column, fixed=True), at(max(len(words), 1), column, fixed=True)
            self.places[key] = f"={self.sheet.prefix}{first}:{last}"
        return self.places[key]


def _choices(plan: Plan, spec: FieldSpec) -> list[str]:
    if spec.vocabulary:
        return [term.label for term in vocabulary(spec.vocabulary).terms if not term.retired]
    if spec.table:
        viewer = Viewer("partners", plan.header.audience or USUAL_AUDIENCE)
        seen = (r for r in plan.table(spec.table).values() if viewer.may_see(r))
        names = sorted({full_name(record) for record in seen}, key=str.casefold)
        return [NO_AGREEMENT, *names] if spec.table == "agreements" else names
    return ["Yes", "No"]


def request_workbook(
    plan: Plan, request: Request, rows: Sequence[MissingRow], furniture: Furniture
) -> bytes:
    """Return the workbook of a request; the same plan and request give the same bytes."""
    book = Book(furniture)
    about = book.sheet(ABOUT)
    tables = [table for table in TABLES_ASKED if any(row.table == table for row in rows)]
    sheets = {table: book.sheet(capital(TABLES[table].plural)) for table in tables}
    lists = _Lists(book.sheet(LISTS))
    for table, sheet in sheets.items():
        own, said = [row for row in rows if row.table == table], ""
        if table == "links":
            is_open = any("links_confirmed_by" in row.fields for row in rows)
            said = _USUAL_SAID + (_CONFIRM if is_open else "")
            own = [*_held_links(plan, request.organisation_id or "", own), *own]
        _fill(sheet, plan, table, own, lists, said)
    lists.sheet.made.hide()
    _fill_about(about, plan, request, rows, [sheet.name for sheet in sheets.values()])
    about.made.activate()
    return book.bytes()


def _fill_about(
    sheet: Sheet, plan: Plan, request: Request, rows: Sequence[MissingRow], names: Sequence[str]
) -> None:
    sheet.widths((30.0, 88.0))
    body = full_name(plan.organisations.get(request.organisation_id or ""))
    count = sum(len(row.fields) for row in rows)
    sheet.text(0, 0, "What we ask of you", "title")
    due = f" by {long_day(request.due_on)}" if request.due_on else ""
    sheet.text(1, 0, f"{body}: {counted(count, 'cell')} to fill in, please{due}.", "subtitle")
    facts = [
        ("Plan", plan.header.title or "Plan without a title"),
        ("Asked of", body),
        ("Asked on", long_day(request.asked_on) if request.asked_on else "Not recorded"),
        ("Wanted by", long_day(request.due_on) if request.due_on else "No day was set"),
        (NUMBER, request.id),
    ]
    for row, (name, said) in enumerate(facts, 3):
        sheet.text(row, 0, name, "head")
        sheet.text(row, 1, said)
    steps = (
        f"1. Fill in the yellow cells on: {', '.join(names)}. All other cells show what the plan "
        "holds already and are locked.",
        "2. Where a cell has a list, choose from it. Several answers in one cell are divided by a "
        "semicolon.",
        "3. Leave a cell empty where you do not know. An empty cell changes nothing and is never "
        "taken for nil; write 0 for nil. Where a link is under no agreement, choose "
        f"“{NO_AGREEMENT}”.",
        "4. Do not write names or details of service users or staff.",
        "5. Save the workbook under any name, as .xlsx, and send it back. Nothing comes into the "
        "plan before somebody has looked at each answer.",
        "If what a locked cell shows is wrong, say so when you send the workbook back.",
    )
    sheet.text(9, 0, "How to answer", "heading")
    row = 10
    for step in steps:
        row = sheet.paragraph(row, step)
    sheet.made.protect("")


def _fill(
    sheet: Sheet,
    plan: Plan,
    table: str,
    rows: Sequence[MissingRow],
    lists: _Lists,
    said: str = "",
) -> None:
    first = rows[0].record
    known = {name: spec_asked(table, name, first) for name in spec_by_name(TABLES[table].entity)}
    asked = {name for row in rows for name in row.fields}
    beside = _BESIDE[table]
    columns = [*beside, *(name for name in known if name in asked and name not in beside)]
    sheet.widths((14.0, 44.0, *(24.0 for _ in columns)))
    sheet.text(0, 1, capital(TABLES[table].plural), "title")
    sheet.text(1, 1, said or _USUAL_SAID, "subtitle")
    sheet.texts(FIELDS_ROW, 0, (table, "", *columns), "plain")
    sheet.texts(_HEAD_ROW, 0, ("Id", _first_heading(table)), "head")
    for column, name in enumerate(columns, 2):
        hint = _HINTS.get(known[name].kind, "") if name in asked else ""
        heading = f"{known[name].label} ({hint})" if hint else known[name].label
        sheet.text(_HEAD_ROW, column, heading, "head")
    names = Names(plan)
    for at_row, row in enumerate(rows, _HEAD_ROW + 1):
        sheet.text(at_row, 0, row.record.id, "plain")
        sheet.text(at_row, 1, name_of_row(plan, row))
        for column, name in enumerate(columns, 2):
            spec = spec_asked(table, name, row.record)
            if name in row.fields:
                _ask(sheet, at_row, column, spec, lists.of(plan, spec))
            else:
                _show(sheet, at_row, column, spec, _held(row.record, name), names)
    sheet.freeze(_HEAD_ROW + 1, 2)
    sheet.repeat(_HEAD_ROW, _HEAD_ROW)
    sheet.lock(FIELDS_ROW)


def _first_heading(table: str) -> str:
    part = _PARTS.get(table, table)
    return capital(TABLES[part].singular)


def _ask(sheet: Sheet, row: int, column: int, spec: FieldSpec, choices: str) -> None:
    """Write an empty cell to be filled in, with what it may take."""
    style = {Kind.MONEY: "ask_money", Kind.DAY: "ask_day"}.get(spec.kind, "ask")
    sheet.blank(row, column, style)
    rule: dict[str, Any] = {}
    if choices:
        several = spec.kind in (Kind.TERMS, Kind.REFS)
        rule = {"validate": "list", "source": choices,
                "error_type": "information" if several else "stop"}  # fmt: skip
    elif spec.kind is Kind.MONEY:
        rule = {"validate": "decimal", "criteria": "between", "minimum": -1e12, "maximum": 1e12}
    elif spec.kind is Kind.COUNT:
        rule = {"validate": "integer", "criteria": ">=", "value": 0}
    if rule:
        hint = capital(_HINTS.get(spec.kind, ""))
        said = {"input_title": spec.label[:32], "input_message": f"{hint}.",
                "error_title": "Not an answer", "error_message": f"{hint}."}  # fmt: skip
        sheet.allow(row, column, {**rule, **said})


def _held(record: Record, name: str) -> Value:
    """Return what a record holds in a field; of a link that is under no agreement, that it is not."""
    is_none = name == "agreement_id" and getattr(record, "has_no_agreement", None)
    return NO_AGREEMENT if is_none else getattr(record, name)


def _show(sheet: Sheet, row: int, column: int, spec: FieldSpec, value: Value, names: Names) -> None:
    """Write what is held; the cell is locked."""
    if spec.kind is Kind.MONEY and isinstance(value, int):
        sheet.money(row, column, value)
    elif not is_known(value):
        sheet.text(row, column, "")
    elif value == NO_AGREEMENT:
        sheet.text(row, column, NO_AGREEMENT)
    else:
        sheet.text(row, column, held_words(spec, value, names))


def held_words(spec: FieldSpec, value: Value, names: Names) -> str:
    """Return a value that is held in words."""
    items = value if isinstance(value, tuple) else (str(value),)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if spec.vocabulary:
        return "; ".join(label(spec.vocabulary, item) for item in items)
    if spec.table:
        return names.all(spec.table, tuple(items))
    return "; ".join(items)


def _held_links(plan: Plan, organisation_id: str, asked: Sequence[MissingRow]) -> list[MissingRow]:
    """Return the links that are recorded and of which nothing is asked, to be looked through."""
    known = {row.record.id for row in asked}
    links = sorted(links_of(plan, organisation_id), key=lambda each: each.id)
    return [MissingRow("links", link, ()) for link in links if link.id not in known]
