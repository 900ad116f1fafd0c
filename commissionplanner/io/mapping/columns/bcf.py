"""Better Care Fund planning templates, known by their headings: data, in resources/profiles/bcf.toml."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

from commissionplanner import paths
from commissionplanner.io.mapping.fields.headings import squashed, year_in
from commissionplanner.io.mapping.names.variants import same_name
from commissionplanner.io.tabular.cells import Cell, cell_text, is_blank
from commissionplanner.io.tabular.readings import read_money
from commissionplanner.io.tabular.table import Table
from commissionplanner.model.years import FinancialYear

_LEAST: Final = 0.7
"""So much of a template's headings must be there."""
_NEARLY: Final = 0.15
"""So much worse may the headings fit of the template whose year a table names."""
_TELLING: Final = "sourceoffunding"


@dataclass(frozen=True, slots=True)
class Template:
    """One year's planning template.

    Attributes:
        years: The years that its amounts are of.
        expenditure, income: What the sheets of the two are called, the usual name first.
        headings: Of the expenditure sheet, as compared.
        updated: Headings of the new and the old amount, where lines may be updated; else none.
    """

    id: str
    years: tuple[FinancialYear, ...]
    expenditure: tuple[str, ...]
    income: tuple[str, ...]
    headings: frozenset[str]
    updated: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FundingSource:
    """A source of funding of the templates, and whose money it is: "nhs" or "la"."""

    name: str
    of: str


@cache
def _data() -> dict[str, Any]:
    path = paths.resources() / "profiles" / "bcf.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def templates() -> tuple[Template, ...]:
    """Return the templates of all years, in their order."""
    return tuple(
        Template(
            id=found["id"],
            years=tuple(map(FinancialYear.parse, found["years"])),
            expenditure=tuple(found["expenditure"]),
            income=tuple(found["income"]),
            headings=frozenset(map(squashed, found["headings"])),
            updated=tuple(found.get("updated", ())),
        )
        for found in _data()["template"]
    )


@cache
def _sources() -> Mapping[str, FundingSource]:
    return {
        same_name(word): FundingSource(found["name"], found["of"])
        for found in _data()["funding_source"]
        for word in (found["name"], *found["words"])
    }


def source_of(text: str) -> FundingSource | None:
    """Return the source of funding that a text names, in any year's words; None for none."""
    return _sources().get(same_name(text))


def template_of(table: Table) -> Template | None:
    """Return the template whose expenditure sheet a table is; None where it is none.

    Of templates that fit as well, the one whose year the file, the sheets or the titles name.
    """
    held = {
        squashed(part)
        for h in table.headings
        for part in (h, h.rsplit(" · ", maxsplit=1)[0], h.rsplit(" · ")[-1])
    }
    if _TELLING not in held:
        return None
    scored = [(len(t.headings & held) / len(t.headings), t) for t in templates()]
    best = max(score for score, _ in scored)
    named = _years_named(table)
    fitting = [
        t
        for score, t in scored
        if score >= max(_LEAST, best - (_NEARLY if named & set(t.years) else 0.02))
    ]
    if not fitting:
        return None
    sheet = [t for t in fitting if same_name(table.sheet) in map(same_name, t.expenditure)]
    by_year = [t for t in fitting if named & set(t.years)]
    both = [t for t in by_year if t in sheet]
    return _of_its_year((both or by_year or sheet or fitting)[0], named)


def _of_its_year(template: Template, named: set[FinancialYear]) -> Template:
    """Return a template of one year as that of the one year a table names, such as the next edition."""
    if len(named) != 1 or len(template.years) != 1 or named & set(template.years):
        return template
    return replace(template, id=str(min(named)).replace("/", "-"), years=tuple(named))


def headings_row(rows: Iterable[Sequence[Cell]]) -> int | None:
    """Return the first row, from 0, that has the headings of a template's expenditure; None for none."""
    for index, row in enumerate(rows):
        held = {squashed(cell) for cell in row if isinstance(cell, str)}
        if _TELLING in held and any(
            len(t.headings & held) >= _LEAST * len(t.headings) for t in templates()
        ):
            return index
    return None


def is_updated(table: Table) -> bool:
    """Whether a table is a template whose lines have an old and an updated amount side by side."""
    template = template_of(table)
    return template is not None and bool(template.updated)


def _years_named(table: Table) -> set[FinancialYear]:
    texts = (table.file.rsplit(".", 1)[0], *table.banner, *table.headings)
    return {year for text in texts if (year := year_in(text)) is not None}


def expenditure_sheet(sheets: Sequence[str]) -> str | None:
    """Return the expenditure sheet of a workbook that is a planning template; None for others."""
    held = {same_name(name): name for name in sheets}
    for template in reversed(templates()):
        if income_sheet(template, sheets) is None:
            continue
        for name in template.expenditure:
            if same_name(name) in held:
                return held[same_name(name)]
    return None


def income_sheet(template: Template, sheets: Iterable[str]) -> str | None:
    """Return the name of the income sheet among those of a workbook; None where there is none."""
    wanted = [same_name(name) for name in template.income]
    held = {same_name(name): name for name in sheets}
    for name in wanted:
        if name in held:
            return held[name]
    return next((held[n] for n in held if n.endswith(("income", "funding sources"))), None)


def read_income(rows: Iterable[Sequence[Cell]], n_years: int) -> dict[str, list[int]]:
    """Return the pence of each source by year, from the rows of an income sheet.

    A source stands in several rows, one a body, and in one of their total: the total is taken
    where there is one, else the rows are added.

    Args:
        rows: All rows of the sheet.
        n_years: How many years the template is of; so many amounts are read from a row.
    """
    totals: dict[str, list[int]] = {}
    parts: dict[str, list[list[int]]] = {}
    for label, amounts in _labelled(rows):
        found = source_of(label)
        if found is None:
            continue
        if label.casefold().startswith("total"):
            totals[found.name] = amounts[:n_years]
        else:
            parts.setdefault(found.name, []).append(amounts[:n_years])
    summed = {
        name: [sum(column) for column in zip(*rows, strict=False)] for name, rows in parts.items()
    }
    return {**summed, **totals}


def _labelled(rows: Iterable[Sequence[Cell]]) -> Iterator[tuple[str, list[int]]]:
    for row in rows:
        cells = [cell for cell in row if not is_blank(cell)]
        texts = [cell_text(cell).strip() for cell in cells if isinstance(cell, str)]
        label = next((text for text in texts if source_of(text)), "")
        amounts = [
            p
            for cell in cells
            if not (isinstance(cell, str) and source_of(cell))
            and (p := read_money(cell).value) is not None
        ]
        if label and amounts:
            yield label, amounts
