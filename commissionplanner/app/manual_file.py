"""The page of the manual on the tables of a plan file: each column, its form and its meaning.

Made from the frozen schema, so that it lists exactly what stands in a file, and from the fields,
which say what a column means.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from commissionplanner import paths
from commissionplanner.model.entities import TABLES
from commissionplanner.model.fields import FieldSpec, Kind, spec_by_name
from commissionplanner.model.words import capital

SCHEMA: Final = "plan-1.sql"
_TABLE: Final = re.compile(r"CREATE TABLE (\w+) \((.*?)\n\)", re.DOTALL)
_COLUMN: Final = re.compile(r"^\s+(\w+) (TEXT|INTEGER|BLOB)", re.MULTILINE)
_FORMS: Final = {
    Kind.MONEY: "whole pence", Kind.RATE: "parts per million", Kind.QUANTITY: "thousandths",
    Kind.COUNT: "whole number", Kind.DAY: "date", Kind.YEAR: "year", Kind.FLAG: "1 or 0",
    Kind.TERM: "code of a term", Kind.TERMS: "JSON array of codes", Kind.REF: "id",
    Kind.REFS: "JSON array of ids", Kind.TEXTS: "JSON array of texts", Kind.CODE: "text",
    Kind.TEXT: "text",
}  # fmt: skip
_OWN: Final[Mapping[str, Mapping[str, str]]] = {
    "plan_file": {
        "name": "`digest`, `checksum`, `save_id`, `parent_save_id` or `format`",
        "value": "what it is",
    },
    "history": {
        "seq": "place in the order, from 1",
        "made_at": "when, UTC",
        "made_by": "by whom, as the computer says",
        "why": "the reason, where one was asked for",
        "label": "what was done, in words",
        "changes": "zlib-compressed JSON: each record before and after",
    },
}
_ABOUT: Final[Mapping[str, str]] = {
    "plan_file": "What the file says of itself.",
    "history": "The change-sets that made the plan what it is.",
}
_SHARED: Final[Mapping[str, str]] = {
    "id": "permanent, never reused",
    "as_found": "JSON array of pairs: field, and what stood in a cell that could not be read",
}


def schema_tables() -> dict[str, list[str]]:
    """Return the columns of every table of the plan file, as its schema has them."""
    text = (paths.resources() / "schema" / SCHEMA).read_text(encoding="utf-8")
    return {
        name: [column for column, _ in _COLUMN.findall(body)] for name, body in _TABLE.findall(text)
    }


def page() -> str:
    """Return the page, in Markdown."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield "# Tables of the plan file\n"
    yield "Every table of a `.cplan` file and every column, in the order in which they stand. How each"
    yield "form is written, the digest and the checksum: [The plan file](../../file-format.md).\n"
    yield "Every table of the plan also has what every record has:\n"
    shared = _in_all()
    for name in shared:
        yield _column("about", name)
    for table, columns in schema_tables().items():
        yield f"\n## {table}\n"
        yield f"{_about(table)}\n"
        for name in columns:
            if table in _OWN or name not in shared:
                yield _column(table, name)
    yield ""


def _in_all() -> list[str]:
    """Return the columns that every table of the plan has, in their order."""
    tables = {name: columns for name, columns in schema_tables().items() if name not in _OWN}
    return [name for name in tables["about"] if all(name in each for each in tables.values())]


def _about(table: str) -> str:
    if table in _ABOUT:
        return _ABOUT[table]
    entity = TABLES[table].entity
    return f"{capital(TABLES[table].plural)}. {' '.join((entity.__doc__ or '').split())}"


def _column(table: str, name: str) -> str:
    if table in _OWN:
        return f"- `{name}`: {_OWN[table][name]}"
    if name in _SHARED:
        return f"- `{name}`: {_SHARED[name]}"
    return f"- `{name}`: {_meaning(spec_by_name(TABLES[table].entity)[name])}"


def _meaning(spec: FieldSpec) -> str:
    form = _FORMS[spec.kind]
    if spec.vocabulary:
        form = f"{form}, of `{spec.vocabulary}`"
    elif spec.table:
        form = f"{form}, of `{spec.table}`"
    help_text = f". {spec.help}" if spec.help else ""
    return f"{spec.label}; {form}{help_text}"
